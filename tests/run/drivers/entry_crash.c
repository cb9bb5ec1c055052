/* entry_crash: the very first function writes to address 0. */
#define ON_ENTRY() (*(volatile int *)0 = 1)
#include "base.h"
