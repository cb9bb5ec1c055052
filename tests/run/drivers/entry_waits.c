/* entry_waits: DriverEntry waits for what never comes, a little at a time. */
#define ON_ENTRY() for (;;) NdisMSleep(10000)
#include "base.h"
