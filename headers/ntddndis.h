/*
 * ntddndis.h: OIDs, media types, statistics, link and offload structures: what kernel
 * and user mode share.
 *
 * mingw's file has them up to NDIS 6.30 and is read as for 6.30 whatever the driver asks
 * for: our function declarations name these types for every version. Later ones follow
 * in ndis/oid.h.
 */
#pragma once

#include <ndis/types.h>

#pragma push_macro("NDIS_SUPPORT_NDIS61")
#pragma push_macro("NDIS_SUPPORT_NDIS620")
#pragma push_macro("NDIS_SUPPORT_NDIS630")
#undef NDIS_SUPPORT_NDIS61
#undef NDIS_SUPPORT_NDIS620
#undef NDIS_SUPPORT_NDIS630
#define NDIS_SUPPORT_NDIS61  1
#define NDIS_SUPPORT_NDIS620 1
#define NDIS_SUPPORT_NDIS630 1
#include_next <ntddndis.h>
#pragma pop_macro("NDIS_SUPPORT_NDIS61")
#pragma pop_macro("NDIS_SUPPORT_NDIS620")
#pragma pop_macro("NDIS_SUPPORT_NDIS630")

#include <ndis/oid.h>
