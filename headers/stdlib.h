/*
 * stdlib.h: mingw's. wdm.h takes these two macros away again, which it has read on the way; whoever includes this file has them.
 */
#include_next <stdlib.h>
#undef __min
#undef __max
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))
