/* twice: memory is freed twice. */
#include <ndis.h>
#define ON_RESTART(Module)                                                                                             \
    (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority);             \
    if ((Module)->Bytes != NULL) {                                                                                     \
        NdisFreeMemory((Module)->Bytes, 0, 0);                                                                         \
        NdisFreeMemory((Module)->Bytes, 0, 0);                                                                         \
    }
#include "base.h"
