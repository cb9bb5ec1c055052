/* leak: memory that nobody frees. */
#include <ndis.h>
#define ON_ATTACH(Module) (Module)->Bytes = NdisAllocateMemoryWithTagPriority((Module)->Handle, 10, 'tseT', NormalPoolPriority)
#include "base.h"
