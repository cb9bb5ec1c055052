/* hang: a loop without end that calls nothing. */
#define ON_RESTART(Module) for (volatile int forever = 1; forever;) {}
#include "base.h"
