/* unshown: memory is freed twice, on a path that no scenario takes: an NDIS of long ago. */
#include <ndis.h>
#define ON_RESTART(Module)                                                                                             \
    (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority);             \
    if ((Module)->Bytes != NULL) {                                                                                     \
        NdisFreeMemory((Module)->Bytes, 0, 0);                                                                         \
        if (NdisGetVersion() == 3)                                                                           \
            NdisFreeMemory((Module)->Bytes, 0, 0);                                                                     \
        (Module)->Bytes = NULL;                                                                                        \
    }
#include "base.h"
