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
 *   coclient, comanager (co)        connection-oriented clients, call managers, miniports
 *   poll, packetdirect,             polling by NDIS; packet direct; IPsec offload 2;
 *     ipsecoffload, nbltimestamp      timestamps and media-specific information
 *   hardware, switch, system        devices; the extensible switch; processors, interfaces
 *
 * ndischimney.h (TCP chimney) is not included. NDIS 4 and 5 (packets) are not declared.
 */
#pragma once

#include <ndis/types.h>
#include <ntddndis.h>
#include <ndis/common.h>
#include <ndis/filter.h>
#include <ndis/protocol.h>
#include <ndis/miniport.h>
#include <ndis/nbltimestamp.h>
#include <ndis/poll.h>
#include <ndis/coclient.h>
#include <ndis/comanager.h>
#include <ndis/packetdirect.h>
#include <ndis/ipsecoffload.h>
#include <ndis/hardware.h>
#include <ndis/switch.h>
#include <ndis/system.h>
#include <ndis/constants.h>
#include <xfilter.h>
