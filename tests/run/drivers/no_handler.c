/* no_handler: a mandatory handler is missing. The registration is refused. */
#define ON_ENTRY() (c.PauseHandler = NULL)
#include "base.h"
