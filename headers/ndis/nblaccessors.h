/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/nblaccessors.h: NET_BUFFER_LIST_NEXT_NBL and its kin.
 *
 * These are lvalues in driver code, so they stay macros; each is a plain access of the
 * documented field. What computes or calls is declared as a function.
 */
#pragma once

#include <ndis/nbl.h>

/* NET_BUFFER_LIST */
#define NET_BUFFER_LIST_NEXT_NBL(nbl)           ((nbl)->Next)
#define NET_BUFFER_LIST_FIRST_NB(nbl)           ((nbl)->FirstNetBuffer)
#define NET_BUFFER_LIST_FLAGS(nbl)              ((nbl)->Flags)
#define NET_BUFFER_LIST_NBL_FLAGS(nbl)          ((nbl)->NblFlags)
#define NET_BUFFER_LIST_PROTOCOL_RESERVED(nbl)  ((nbl)->ProtocolReserved)
#define NET_BUFFER_LIST_MINIPORT_RESERVED(nbl)  ((nbl)->MiniportReserved)
#define NET_BUFFER_LIST_CONTEXT_DATA_START(nbl) \
    ((PUCHAR)(((nbl)->Context) + 1) + ((nbl)->Context)->Offset)
#define NET_BUFFER_LIST_CONTEXT_DATA_SIZE(nbl)  (((nbl)->Context)->Size)
#define NET_BUFFER_LIST_INFO(nbl, id)           ((nbl)->NetBufferListInfo[(id)])
#define NET_BUFFER_LIST_STATUS(nbl)             ((nbl)->Status)

/* NET_BUFFER */
#define NET_BUFFER_NEXT_NB(nb)                  ((nb)->Next)
#define NET_BUFFER_FIRST_MDL(nb)                ((nb)->MdlChain)
#define NET_BUFFER_DATA_LENGTH(nb)              ((nb)->DataLength)
#define NET_BUFFER_DATA_OFFSET(nb)              ((nb)->DataOffset)
#define NET_BUFFER_CURRENT_MDL(nb)              ((nb)->CurrentMdl)
#define NET_BUFFER_CURRENT_MDL_OFFSET(nb)       ((nb)->CurrentMdlOffset)
#define NET_BUFFER_PROTOCOL_RESERVED(nb)        ((nb)->ProtocolReserved)
#define NET_BUFFER_MINIPORT_RESERVED(nb)        ((nb)->MiniportReserved)
#define NET_BUFFER_CHECKSUM_BIAS(nb)            ((nb)->ChecksumBias)
#define NET_BUFFER_DATA_PHYSICAL_ADDRESS(nb)    ((nb)->DataPhysicalAddress)
#define NET_BUFFER_FIRST_SHARED_MEM_INFO(nb)    ((nb)->SharedMemoryInfo)
#define NET_BUFFER_SHARED_MEM_INFO(nb)          ((nb)->SharedMemoryInfo)
#define NET_BUFFER_SCATTER_GATHER_LIST(nb)      ((nb)->ScatterGatherList)
#define NET_BUFFER_SHARED_MEM_NEXT_SEGMENT(info) ((info)->NextSharedMemorySegment)
#define NET_BUFFER_SHARED_MEM_FLAGS(info)       ((info)->SharedMemoryFlags)
#define NET_BUFFER_SHARED_MEM_HANDLE(info)      ((info)->SharedMemoryHandle)
#define NET_BUFFER_SHARED_MEM_OFFSET(info)      ((info)->SharedMemoryOffset)
#define NET_BUFFER_SHARED_MEM_LENGTH(info)      ((info)->SharedMemoryLength)

/* Out-of-band information. */
#define NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(nbl)     (NET_BUFFER_LIST_INFO((nbl), NetBufferListCancelId))
#define NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(nbl, id) \
    (NET_BUFFER_LIST_INFO((nbl), NetBufferListCancelId) = (id))
#define NDIS_GET_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO(nbl) \
    (NET_BUFFER_LIST_INFO((nbl), MediaSpecificInformation))
#define NET_BUFFER_LIST_COALESCED_SEG_COUNT(nbl) \
    (((PNDIS_RSC_NBL_INFO)&NET_BUFFER_LIST_INFO((nbl), TcpRecvSegCoalesceInfo))->Info.CoalescedSegCount)
#define NET_BUFFER_LIST_DUP_ACK_COUNT(nbl) \
    (((PNDIS_RSC_NBL_INFO)&NET_BUFFER_LIST_INFO((nbl), TcpRecvSegCoalesceInfo))->Info.DupAckCount)
#define NET_BUFFER_LIST_SWITCH_FORWARDING_DETAIL(nbl) \
    ((PNDIS_SWITCH_FORWARDING_DETAIL_NET_BUFFER_LIST_INFO) \
     &NET_BUFFER_LIST_INFO((nbl), SwitchForwardingDetail))
#define DDI_NBL_FILTERING(nbl) \
    ((PNDIS_NET_BUFFER_LIST_FILTERING_INFO)&NET_BUFFER_LIST_INFO((nbl), NetBufferListFilteringInfo))
#define NET_BUFFER_LIST_RECEIVE_FILTER_ID(nbl)  (DDI_NBL_FILTERING(nbl)->FilteringInfo.FilterId)
#if NDIS_SUPPORT_NDIS630
#define NET_BUFFER_LIST_RECEIVE_QUEUE_ID(nbl) \
    (DDI_NBL_FILTERING(nbl)->FilteringInfo.QueueVPortInfo.QueueId)
#define NET_BUFFER_LIST_RECEIVE_FILTER_VPORT_ID(nbl) \
    (DDI_NBL_FILTERING(nbl)->FilteringInfo.QueueVPortInfo.VPortId)
#else
#define NET_BUFFER_LIST_RECEIVE_QUEUE_ID(nbl)   (DDI_NBL_FILTERING(nbl)->FilteringInfo.QueueId)
#endif

/* Receive hash (RSS): the value is one slot, function and type share another. */
#define DDI_NBL_HASH_INFO(nbl)  (*(PULONG)&NET_BUFFER_LIST_INFO((nbl), NetBufferListHashInfo))
#define NET_BUFFER_LIST_GET_HASH_VALUE(nbl) \
    (PtrToUlong(NET_BUFFER_LIST_INFO((nbl), NetBufferListHashValue)))
#define NET_BUFFER_LIST_SET_HASH_VALUE(nbl, value) \
    (NET_BUFFER_LIST_INFO((nbl), NetBufferListHashValue) = UlongToPtr(value))
#define NET_BUFFER_LIST_GET_HASH_TYPE(nbl) \
    (PtrToUlong(NET_BUFFER_LIST_INFO((nbl), NetBufferListHashInfo)) & NDIS_HASH_TYPE_MASK)
#define NET_BUFFER_LIST_SET_HASH_TYPE(nbl, type) \
    (DDI_NBL_HASH_INFO(nbl) = (DDI_NBL_HASH_INFO(nbl) & ~NDIS_HASH_TYPE_MASK) | ((type) & NDIS_HASH_TYPE_MASK))
#define NET_BUFFER_LIST_GET_HASH_FUNCTION(nbl) \
    (PtrToUlong(NET_BUFFER_LIST_INFO((nbl), NetBufferListHashInfo)) & NDIS_HASH_FUNCTION_MASK)
#define NET_BUFFER_LIST_SET_HASH_FUNCTION(nbl, function) \
    (DDI_NBL_HASH_INFO(nbl) = (DDI_NBL_HASH_INFO(nbl) & ~NDIS_HASH_FUNCTION_MASK) | ((function) & NDIS_HASH_FUNCTION_MASK))

/* Protocol identifiers, and the list's own. */
#define NDIS_PROTOCOL_ID_DEFAULT  0x00
#define NDIS_PROTOCOL_ID_TCP_IP   0x02
#define NDIS_PROTOCOL_ID_IP6      0x03
#define NDIS_PROTOCOL_ID_IPX      0x06
#define NDIS_PROTOCOL_ID_NBF      0x07
#define NDIS_PROTOCOL_ID_MAX      0x0F
#define NDIS_PROTOCOL_ID_MASK     0x0F

#ifdef __cplusplus
extern "C" {
#endif

VOID
NdisSetNetBufferListProtocolId(
    _Inout_ PNET_BUFFER_LIST NetBufferList,
    _In_ UCHAR ProtocolId);

VOID
NdisSetNblFlag(
    _Inout_ PNET_BUFFER_LIST Nbl,
    _In_ ULONG Flag);

VOID
NdisClearNblFlag(
    _Inout_ PNET_BUFFER_LIST Nbl,
    _In_ ULONG Flag);

BOOLEAN
NdisTestNblFlag(
    _In_ PNET_BUFFER_LIST Nbl,
    _In_ ULONG Flag);

BOOLEAN
NdisTestNblFlags(
    _In_ PNET_BUFFER_LIST Nbl,
    _In_ ULONG Flags);

#ifdef __cplusplus
}
#endif
