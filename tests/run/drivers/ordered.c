/* ordered: the same under a lock. */
#define ON_SEND(Module, Lists)                                                                                         \
    NdisAcquireSpinLock(&(Module)->First);                                                                             \
    (Module)->Count++;                                                                                                 \
    NdisReleaseSpinLock(&(Module)->First)
#include "base.h"
