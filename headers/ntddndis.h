/*
 * ntddndis.h: OIDs, media types, statistics, link and offload structures: what kernel
 * and user mode share.
 *
 * mingw's file has them up to NDIS 6.30; the version switches are settled first so that
 * it offers what the driver's own NDISxxx define asks for. Later ones follow in
 * ndis/oid.h.
 */
#pragma once

#include <ndis/types.h>
#include_next <ntddndis.h>
#include <ndis/oid.h>
