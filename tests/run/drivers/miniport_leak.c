/* What an adapter was given is left when it is halted. */
#define ON_INITIALIZE(Adapter) if (NdisAllocateIoWorkItem((Adapter)->Handle) == NULL) return NDIS_STATUS_SUCCESS
#include "miniport.h"
