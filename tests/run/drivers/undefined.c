/* undefined: a sum of signed integers that is too great. */
#define ON_RESTART(Module) (Module)->Count = 0x7FFFFFFF; (Module)->Count = (Module)->Count + (LONG)((Module)->State + 1)
#include "base.h"
