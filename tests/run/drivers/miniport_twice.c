/* An OID request is completed by the call and by the result. */
#define ON_OID(Adapter, Request) do { NdisMOidRequestComplete((Adapter)->Handle, Request, NDIS_STATUS_NOT_SUPPORTED); return NDIS_STATUS_NOT_SUPPORTED; } while (0)
#include "miniport.h"
