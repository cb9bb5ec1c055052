/* deadlock: waits for what nobody does. */
#define ON_PAUSE(Module) NdisWaitEvent(&(Module)->Never, 0)
#include "base.h"
