/* clean: nothing but passing on. */
#include "base.h"
