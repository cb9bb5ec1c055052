/*
 * Functions for lists and requests that filter modules, bindings and miniport adapters have under names of their own:
 * `adapter_of` finds the adapter of such a handle (and reports where there is none), `does` is the work, in ndis_path.c
 * and ndis_oid.c.
 */
#ifndef RT_NDIS_PATH_H
#define RT_NDIS_PATH_H

#include "ndis.h"

/* Lists go down. */
#define RT_SEND_DDI(name, adapter_of)                                                                                  \
    RT_EXPORT VOID name(NDIS_HANDLE Handle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,              \
                        ULONG SendFlags)                                                                               \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, NetBufferLists, PortNumber, SendFlags);                                              \
        RT_NOT_SIMULATED(PortNumber, #name ": PortNumber other than 0");                                               \
        rt_down(adapter_of(Handle, #name), NetBufferLists, #name);                                                     \
        RT_RETURN_VOID();                                                                                              \
    }

/* Lists go up. */
#define RT_INDICATE_DDI(name, adapter_of)                                                                              \
    RT_EXPORT VOID name(NDIS_HANDLE Handle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,              \
                        ULONG NumberOfNetBufferLists, ULONG ReceiveFlags)                                              \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, NetBufferLists, PortNumber, NumberOfNetBufferLists, ReceiveFlags);                   \
        RT_NOT_SIMULATED(PortNumber, #name ": PortNumber other than 0");                                               \
        rt_up(adapter_of(Handle, #name), NetBufferLists, NumberOfNetBufferLists, ReceiveFlags, #name);                 \
        RT_RETURN_VOID();                                                                                              \
    }

/* Lists go back: rt_sent, rt_returned. */
#define RT_GIVE_BACK_DDI(name, adapter_of, does)                                                                       \
    RT_EXPORT VOID name(NDIS_HANDLE Handle, PNET_BUFFER_LIST NetBufferLists, ULONG Flags)                              \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, NetBufferLists, Flags);                                                              \
        does(adapter_of(Handle, #name), NetBufferLists, #name);                                                        \
        RT_RETURN_VOID();                                                                                              \
    }

/* What has this identification is cancelled: rt_cancel_down, rt_oid_cancel. */
#define RT_CANCEL_DDI(name, adapter_of, does)                                                                          \
    RT_EXPORT VOID name(NDIS_HANDLE Handle, PVOID Id)                                                                  \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, Id);                                                                                 \
        does(adapter_of(Handle, #name), Id);                                                                           \
        RT_RETURN_VOID();                                                                                              \
    }

#define RT_OID_DDI(name, adapter_of, direct)                                                                           \
    RT_EXPORT NDIS_STATUS name(NDIS_HANDLE Handle, PNDIS_OID_REQUEST OidRequest)                                       \
    {                                                                                                                  \
        RT_DDI(name, (NDIS_STATUS)NDIS_STATUS_FAILURE, Handle, OidRequest);                                            \
        RT_RETURN(rt_oid_down(adapter_of(Handle, #name), OidRequest, direct, #name));                                  \
    }

#define RT_OID_COMPLETE_DDI(name, adapter_of)                                                                          \
    RT_EXPORT VOID name(NDIS_HANDLE Handle, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)                          \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, OidRequest, Status);                                                                 \
        rt_oid_completed(adapter_of(Handle, #name), OidRequest, Status, #name);                                        \
        RT_RETURN_VOID();                                                                                              \
    }

#endif
