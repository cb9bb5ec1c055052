/* unchecked: memory that may not be there is used all the same; only a fault shows it. */
#include <ndis.h>
#define ON_RESTART(Module)                                                                                             \
    (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority);             \
    (Module)->Bytes[0] = 1;                                                                                            \
    NdisFreeMemory((Module)->Bytes, 0, 0)
#include "base.h"
