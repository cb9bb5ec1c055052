/* minifilter_forgets_context: what minifilter.h says of FORGETS_CONTEXT. */
#define FORGETS_CONTEXT
#include "minifilter.h"
