/* freed: memory is written to after it was freed. */
#include <ndis.h>
#define ON_RESTART(Module)                                                                                             \
    (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority);             \
    if ((Module)->Bytes != NULL) {                                                                                     \
        NdisFreeMemory((Module)->Bytes, 0, 0);                                                                         \
        (Module)->Bytes[3] = 1;                                                                                        \
    }
#include "base.h"
