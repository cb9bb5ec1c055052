/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/packetdirect.h: packet direct: queues, counters and receive filters that a miniport
 * gives to a client, and the buffers that pass through them.
 */
#pragma once

#include <ndis/common.h>
#include <ntddndis.h>

#ifdef __cplusplus
extern "C" {
#endif

DECLARE_HANDLE(NDIS_PD_PROVIDER_HANDLE);
DECLARE_HANDLE(NDIS_PD_COUNTER_HANDLE);
DECLARE_HANDLE(NDIS_PD_FILTER_HANDLE);

typedef ULONG64 DMA_LOGICAL_ADDRESS;
typedef ULONG NDIS_GFP_PROFILE_ID, *PNDIS_GFP_PROFILE_ID;

/* Buffers. */
typedef struct _PD_BUFFER_VIRTUAL_SUBNET_INFO {
    UINT32 VirtualSubnetId :24;
    UINT32 Reserved :8;
} PD_BUFFER_VIRTUAL_SUBNET_INFO, *PPD_BUFFER_VIRTUAL_SUBNET_INFO;

typedef struct _PD_BUFFER_8021Q_INFO {
    UINT16 UserPriority :3;
    UINT16 CanonicalFormatId :1;
    UINT16 VlanId :12;
} PD_BUFFER_8021Q_INFO, *PPD_BUFFER_8021Q_INFO;

typedef struct _PD_BUFFER PD_BUFFER, *PPD_BUFFER;
typedef struct _PD_BUFFER {
    PD_BUFFER *NextPDBuffer;
    PD_BUFFER *NextPartialPDBuffer;
    PVOID PDClientReserved;
    _Field_size_bytes_(PDClientContextSize) PVOID PDClientContext;
    _Field_size_bytes_(DataBufferSize)
    PUCHAR DataBufferVirtualAddress;
    _Field_size_bytes_(DataBufferSize)
    DMA_LOGICAL_ADDRESS DataBufferDmaLogicalAddress;
    ULONG DataBufferSize;
    USHORT PDClientContextSize;
    USHORT Attributes;
    USHORT Flags;
    USHORT DataStart;
    ULONG DataLength;
    union {
        struct {
            union {
                ULONG64 RxFilterContext;
                ULONG64 GftFlowEntryId;
            };
            ULONG RxHashValue;
            union {
                struct {
                    ULONG RxIPHeaderChecksumSucceeded :1;
                    ULONG RxTCPChecksumSucceeded :1;
                    ULONG RxUDPChecksumSucceeded :1;
                    ULONG RxIPHeaderChecksumFailed :1;
                    ULONG RxTCPChecksumFailed :1;
                    ULONG RxUDPChecksumFailed :1;
                    ULONG RxHashComputed :1;
                    ULONG RxHashWithL4PortNumbers :1;
                    ULONG RxGftExceptionPacket :1;
                    ULONG RxGftCopyPacket :1;
                    ULONG RxGftSamplePacket :1;
                    ULONG RxReserved1 :5;
                    ULONG RxCoalescedSegCount :16;
                    ULONG RxRscTcpTimestampDelta :1;
                };
                ULONG RxOffloads[2];
            };
            union {
                struct {
                    ULONG TxIsIPv4 :1;
                    ULONG TxIsIPv6 :1;
                    ULONG TxTransportHeaderOffset :10;
                    ULONG TxMSS :20;
                    ULONG TxComputeIPHeaderChecksum :1;
                    ULONG TxComputeTCPChecksum :1;
                    ULONG TxComputeUDPChecksum :1;
                    ULONG TxIsEncapsulatedPacket :1;
                    ULONG TxInnerPacketOffsetsValid :1;
                    ULONG TxReserved1 :11;
                    ULONG TxInnerFrameOffset :8;
                    ULONG TxInnerIpHeaderRelativeOffset :6;
                    ULONG TxInnerIsIPv6 :1;
                    ULONG TxInnerTcpOptionsPresent :1;
                };
                ULONG TxOffloads[2];
            };
            PD_BUFFER_VIRTUAL_SUBNET_INFO VirtualSubnetInfo;
            PD_BUFFER_8021Q_INFO Ieee8021qInfo;
            USHORT GftSourceVPortId;
            ULONG Reserved;
            UINT64 ProviderScratch;
        } MetaDataV0;
    };
} PD_BUFFER, *PPD_BUFFER;

/* Queues. */
typedef enum _NDIS_PD_QUEUE_TYPE {
    PDQueueTypeUnknown,
    PDQueueTypeReceive,
    PDQueueTypeTransmit,
    PDQueueTypeMax
} NDIS_PD_QUEUE_TYPE;

typedef struct _NDIS_PD_QUEUE_DISPATCH NDIS_PD_QUEUE_DISPATCH, *PNDIS_PD_QUEUE_DISPATCH;
#define NDIS_PD_QUEUE_REVISION_1 1
typedef struct _NDIS_PD_QUEUE {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    const NDIS_PD_QUEUE_DISPATCH *Dispatch;
    PVOID PDPlatformReserved[2];
    PVOID PDClientReserved[2];
} NDIS_PD_QUEUE, *PNDIS_PD_QUEUE;

typedef
_Function_class_(NDIS_PD_POST_AND_DRAIN_BUFFER_LIST)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NDIS_PD_POST_AND_DRAIN_BUFFER_LIST)(
    _Inout_ NDIS_PD_QUEUE *Queue,
    _Inout_ PD_BUFFER **PostBufferListHead,
    _Inout_ PD_BUFFER ** *DrainBufferListTail,
    _In_ ULONG MaxDrainCount);
typedef NDIS_PD_POST_AND_DRAIN_BUFFER_LIST (*NDIS_PD_POST_AND_DRAIN_BUFFER_LIST_HANDLER);

typedef
_Function_class_(NDIS_PD_QUERY_QUEUE_DEPTH)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NDIS_PD_QUERY_QUEUE_DEPTH)(
    _In_ const NDIS_PD_QUEUE *Queue,
    _Out_ PULONG64 Depth);
typedef NDIS_PD_QUERY_QUEUE_DEPTH (*NDIS_PD_QUERY_QUEUE_DEPTH_HANDLER);

typedef
_Function_class_(NDIS_PD_FLUSH_QUEUE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NDIS_PD_FLUSH_QUEUE)(
    _Inout_ NDIS_PD_QUEUE *Queue);
typedef NDIS_PD_FLUSH_QUEUE (*NDIS_PD_FLUSH_QUEUE_HANDLER);

#define NDIS_PD_QUEUE_DISPATCH_REVISION_1 1
typedef struct _NDIS_PD_QUEUE_DISPATCH {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PD_POST_AND_DRAIN_BUFFER_LIST_HANDLER PDPostAndDrainBufferList;
    NDIS_PD_QUERY_QUEUE_DEPTH_HANDLER PDQueryQueueDepth;
    NDIS_PD_FLUSH_QUEUE_HANDLER PDFlushQueue;
} NDIS_PD_QUEUE_DISPATCH, *PNDIS_PD_QUEUE_DISPATCH;

#define NDIS_PD_QUEUE_PARAMETERS_REVISION_1 1
typedef struct _NDIS_PD_QUEUE_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PD_QUEUE_TYPE QueueType;
    ULONG QueueSize;
    ULONG ReceiveDataLength;
    GROUP_AFFINITY Affinity;
    ULONG UserPriority;
    ULONG MaximumPartialBufferCount;
    NDIS_PD_COUNTER_HANDLE CounterHandle;
} NDIS_PD_QUEUE_PARAMETERS;

/* Counters. */
typedef enum _NDIS_PD_COUNTER_TYPE {
    PDCounterTypeUnknown,
    PDCounterTypeReceiveQueue,
    PDCounterTypeTransmitQueue,
    PDCounterTypeReceiveFilter,
    PDCounterTypeMax
} NDIS_PD_COUNTER_TYPE;

#define NDIS_PD_COUNTER_PARAMETERS_REVISION_1 1
typedef struct _NDIS_PD_COUNTER_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    PCWSTR CounterName;
    NDIS_PD_COUNTER_TYPE Type;
} NDIS_PD_COUNTER_PARAMETERS, *PNDIS_PD_COUNTER_PARAMETERS;

typedef struct _NDIS_PD_RECEIVE_QUEUE_COUNTER {
    ULONG64 PacketsReceived;
    ULONG64 BytesReceived;
    ULONG64 PacketsDropped;
} NDIS_PD_RECEIVE_QUEUE_COUNTER, *PNDIS_PD_RECEIVE_QUEUE_COUNTER;

typedef struct _NDIS_PD_TRANSMIT_QUEUE_COUNTER {
    ULONG64 PacketsTransmitted;
    ULONG64 BytesTransmitted;
} NDIS_PD_TRANSMIT_QUEUE_COUNTER, *PNDIS_PD_TRANSMIT_QUEUE_COUNTER;

typedef struct _NDIS_PD_FILTER_COUNTER {
    ULONG64 PacketsMatched;
    ULONG64 BytesMatched;
} NDIS_PD_FILTER_COUNTER, *PNDIS_PD_FILTER_COUNTER;

typedef union _NDIS_PD_COUNTER_VALUE {
    NDIS_PD_RECEIVE_QUEUE_COUNTER ReceiveQueue;
    NDIS_PD_TRANSMIT_QUEUE_COUNTER TransmitQueue;
    NDIS_PD_FILTER_COUNTER Filter;
} NDIS_PD_COUNTER_VALUE, *PNDIS_PD_COUNTER_VALUE;

/* Receive filters. */
#define NDIS_PD_FILTER_PARAMETERS_REVISION_1 1
typedef struct _NDIS_PD_FILTER_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_GFP_PROFILE_ID MatchProfileId;
    ULONG Priority;
    NDIS_PD_COUNTER_HANDLE CounterHandle;
    NDIS_PD_QUEUE *TargetReceiveQueue;
    ULONG64 RxFilterContext;
    _Field_size_bytes_(HeaderGroupMatchArrayTotalSize) PUCHAR HeaderGroupMatchArray;
    _Field_range_(0, MAXULONG/HeaderGroupMatchArrayElementSize) ULONG HeaderGroupMatchArrayNumElements;
    ULONG HeaderGroupMatchArrayElementSize;
    _Field_range_((HeaderGroupMatchArrayNumElements *HeaderGroupMatchArrayElementSize), MAXULONG) ULONG HeaderGroupMatchArrayTotalSize;
} NDIS_PD_FILTER_PARAMETERS;

/* What the provider gives. */
typedef
_Function_class_(NDIS_PD_ALLOCATE_QUEUE)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NDIS_PD_ALLOCATE_QUEUE)(
    _In_ NDIS_PD_PROVIDER_HANDLE ProviderHandle,
    _In_ const NDIS_PD_QUEUE_PARAMETERS *QueueParameters,
    _Out_ NDIS_PD_QUEUE **NdisPDQueue);
typedef NDIS_PD_ALLOCATE_QUEUE (*NDIS_PD_ALLOCATE_QUEUE_HANDLER);

typedef
_Function_class_(NDIS_PD_FREE_QUEUE)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NDIS_PD_FREE_QUEUE)(
    _In_ NDIS_PD_QUEUE *NdisPDQueue);
typedef NDIS_PD_FREE_QUEUE (*NDIS_PD_FREE_QUEUE_HANDLER);

typedef
_Function_class_(NDIS_PD_ALLOCATE_COUNTER)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NDIS_PD_ALLOCATE_COUNTER)(
    _In_ NDIS_PD_PROVIDER_HANDLE ProviderHandle,
    _In_ const NDIS_PD_COUNTER_PARAMETERS *CounterParameters,
    _Out_ NDIS_PD_COUNTER_HANDLE *CounterHandle);
typedef NDIS_PD_ALLOCATE_COUNTER (*NDIS_PD_ALLOCATE_COUNTER_HANDLER);

typedef
_Function_class_(NDIS_PD_FREE_COUNTER)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NDIS_PD_FREE_COUNTER)(
    _In_ NDIS_PD_COUNTER_HANDLE CounterHandle);
typedef NDIS_PD_FREE_COUNTER (*NDIS_PD_FREE_COUNTER_HANDLER);

typedef
_Function_class_(NDIS_PD_QUERY_COUNTER)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NDIS_PD_QUERY_COUNTER)(
    _In_ NDIS_PD_COUNTER_HANDLE CounterHandle,
    _Out_ NDIS_PD_COUNTER_VALUE *CounterValue);
typedef NDIS_PD_QUERY_COUNTER (*NDIS_PD_QUERY_COUNTER_HANDLER);

typedef
_Function_class_(NDIS_PD_SET_RECEIVE_FILTER)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NDIS_PD_SET_RECEIVE_FILTER)(
    _In_ NDIS_PD_PROVIDER_HANDLE ProviderHandle,
    _In_ const NDIS_PD_FILTER_PARAMETERS *FilterParameters,
    _Out_ NDIS_PD_FILTER_HANDLE *FilterHandle);
typedef NDIS_PD_SET_RECEIVE_FILTER (*NDIS_PD_SET_RECEIVE_FILTER_HANDLER);

typedef
_Function_class_(NDIS_PD_CLEAR_RECEIVE_FILTER)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NDIS_PD_CLEAR_RECEIVE_FILTER)(
    _In_ NDIS_PD_FILTER_HANDLE FilterHandle);
typedef NDIS_PD_CLEAR_RECEIVE_FILTER (*NDIS_PD_CLEAR_RECEIVE_FILTER_HANDLER);

/* The reference names these two and not their parameters. */
typedef PVOID NDIS_PD_ON_RSS_RECEIVE_QUEUES_HANDLER;
typedef PVOID NDIS_PD_OFF_RSS_RECEIVE_QUEUES_HANDLER;

#define NDIS_PD_PROVIDER_DISPATCH_REVISION_1 1
typedef struct _NDIS_PD_PROVIDER_DISPATCH {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PD_ALLOCATE_QUEUE_HANDLER NdisPDAllocateQueue;
    NDIS_PD_FREE_QUEUE_HANDLER NdisPDFreeQueue;
    NDIS_PD_ON_RSS_RECEIVE_QUEUES_HANDLER NdisPDOnRssReceiveQueues;
    NDIS_PD_OFF_RSS_RECEIVE_QUEUES_HANDLER NdisPDOffRssReceiveQueues;
    NDIS_PD_ALLOCATE_COUNTER_HANDLER NdisPDAllocateCounter;
    NDIS_PD_FREE_COUNTER_HANDLER NdisPDFreeCounter;
    NDIS_PD_QUERY_COUNTER_HANDLER NdisPDQueryCounter;
    NDIS_PD_SET_RECEIVE_FILTER_HANDLER NdisPDSetReceiveFilter;
    NDIS_PD_CLEAR_RECEIVE_FILTER_HANDLER NdisPDClearReceiveFilter;
} NDIS_PD_PROVIDER_DISPATCH, *PNDIS_PD_PROVIDER_DISPATCH;

/* OID_PD_OPEN_PROVIDER and OID_PD_CLOSE_PROVIDER. */
#define NDIS_PD_OPEN_PROVIDER_PARAMETERS_REVISION_1  1
#define NDIS_PD_CLOSE_PROVIDER_PARAMETERS_REVISION_1 1
typedef struct _NDIS_PD_OPEN_PROVIDER_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PD_PROVIDER_HANDLE ProviderHandle;
    const NDIS_PD_PROVIDER_DISPATCH *ProviderDispatch;
} NDIS_PD_OPEN_PROVIDER_PARAMETERS;

typedef struct _NDIS_PD_CLOSE_PROVIDER_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_PD_PROVIDER_HANDLE ProviderHandle;
} NDIS_PD_CLOSE_PROVIDER_PARAMETERS;

#ifdef __cplusplus
}
#endif
