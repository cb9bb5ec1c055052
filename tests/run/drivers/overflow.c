/* overflow: one byte behind the end of allocated memory. */
#include <ndis.h>
#define ON_RESTART(Module)                                                                                             \
    (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority);             \
    if ((Module)->Bytes != NULL) {                                                                                     \
        (Module)->Bytes[10] = 0;                                                                                       \
        NdisFreeMemory((Module)->Bytes, 0, 0);                                                                         \
    }
#include "base.h"
