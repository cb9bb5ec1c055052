/*
 * ndis.h: NDIS 6.x for kernel drivers. An umbrella; each part is in ndis/:
 *
 *   version, types, status          the contract asked for, scalars, NDIS_STATUS values
 *   nbl, nblinfo, nblaccessors,     NET_BUFFER_LIST and NET_BUFFER, their out-of-band
 *     nblapi                        information, accessors, and functions
 *   oidrequest, oid (ntddndis.h)    OID requests and OIDs
 *   memory, sync, config            memory and MDLs; locks, timers, work items; registry
 *   common                          what the three driver models share
 *   filter, protocol, miniport      one header per driver model
 *   hardware, switch, system        devices; the extensible switch; processors, interfaces
 */
#pragma once

#include <ndis/types.h>
#include <ntddndis.h>
#include <ndis/common.h>
#include <ndis/filter.h>
#include <ndis/protocol.h>
#include <ndis/miniport.h>
#include <ndis/hardware.h>
#include <ndis/switch.h>
#include <ndis/system.h>
#include <xfilter.h>
