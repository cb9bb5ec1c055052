/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndischimney.h: TCP chimney offload, which NDIS has dropped and older drivers contain:
 * the state of a connection that is handed over, what offload targets (miniports) and
 * clients (protocols) provide and call.
 *
 * The values of the three enumerations follow the order in which the documentation lists
 * the names; nobody has checked them.
 */
#pragma once

#include <ndis.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _NDIS_CHIMNEY_OFFLOAD_TYPE {
    NdisTcpChimneyOffload
} NDIS_CHIMNEY_OFFLOAD_TYPE, *PNDIS_CHIMNEY_OFFLOAD_TYPE;

typedef enum _TCP_OFFLOAD_EVENT_TYPE {
    TcpIndicateDisconnect,
    TcpIndicateRetrieve,
    TcpIndicateAbort,
    TcpIndicateSendBacklogChange
} TCP_OFFLOAD_EVENT_TYPE, *PTCP_OFFLOAD_EVENT_TYPE;

typedef enum _TCP_OFFLOAD_CONNECTION_STATE {
    TcpConnectionClosed,
    TcpConnectionListen,
    TcpConnectionSynSent,
    TcpConnectionSynRcvd,
    TcpConnectionEstablished,
    TcpConnectionFinWait1,
    TcpConnectionFinWait2,
    TcpConnectionCloseWait,
    TcpConnectionClosing,
    TcpConnectionLastAck,
    TcpConnectionTimeWait
} TCP_OFFLOAD_CONNECTION_STATE, *PTCP_OFFLOAD_CONNECTION_STATE;

/* The state that is handed over. */
typedef struct _OFFLOAD_STATE_HEADER {
    ULONG Length;
    ULONG RecognizedOptions;
} OFFLOAD_STATE_HEADER, *POFFLOAD_STATE_HEADER;

typedef struct _NEIGHBOR_OFFLOAD_STATE_CONST {
    OFFLOAD_STATE_HEADER Header;
    UCHAR DlSourceAddress[32];
    ULONG VlanId :12;
} NEIGHBOR_OFFLOAD_STATE_CONST, *PNEIGHBOR_OFFLOAD_STATE_CONST;

typedef struct _NEIGHBOR_OFFLOAD_STATE_CACHED {
    OFFLOAD_STATE_HEADER Header;
    UCHAR DlDestinationAddress[32];
    ULONG HostReachabilityDelta;
} NEIGHBOR_OFFLOAD_STATE_CACHED, *PNEIGHBOR_OFFLOAD_STATE_CACHED;

typedef struct _NEIGHBOR_OFFLOAD_STATE_DELEGATED {
    OFFLOAD_STATE_HEADER Header;
    ULONG NicReachabilityDelta;
} NEIGHBOR_OFFLOAD_STATE_DELEGATED, *PNEIGHBOR_OFFLOAD_STATE_DELEGATED;

typedef struct _PATH_OFFLOAD_STATE_CONST {
    OFFLOAD_STATE_HEADER Header;
    const UCHAR *SourceAddress;
    const UCHAR *DestinationAddress;
} PATH_OFFLOAD_STATE_CONST, *PPATH_OFFLOAD_STATE_CONST;

typedef struct _PATH_OFFLOAD_STATE_CACHED {
    OFFLOAD_STATE_HEADER Header;
    ULONG PathMtu;
} PATH_OFFLOAD_STATE_CACHED, *PPATH_OFFLOAD_STATE_CACHED;

typedef struct _PATH_OFFLOAD_STATE_DELEGATED {
    OFFLOAD_STATE_HEADER Header;
} PATH_OFFLOAD_STATE_DELEGATED, *PPATH_OFFLOAD_STATE_DELEGATED;

typedef struct _TCP_OFFLOAD_STATE_CONST {
    OFFLOAD_STATE_HEADER Header;
    USHORT Flags;
    USHORT RemotePort;
    USHORT LocalPort;
    UCHAR SndWindScale :4;
    UCHAR RcvWindScale :4;
    USHORT RemoteMss;
    ULONG HashValue;
} TCP_OFFLOAD_STATE_CONST, *PTCP_OFFLOAD_STATE_CONST;

typedef struct _TCP_OFFLOAD_STATE_CACHED {
    OFFLOAD_STATE_HEADER Header;
    USHORT Flags;
    ULONG InitialRcvWnd;
    ULONG RcvIndicationSize;
    UCHAR KaProbeCount;
    ULONG KaTimeout;
    ULONG KaInterval;
    ULONG MaxRT;
    ULONG FlowLabel :20;
    UCHAR TtlOrHopLimit;
    UCHAR TosOrTrafficClass;
    UCHAR UserPriority :3;
} TCP_OFFLOAD_STATE_CACHED, *PTCP_OFFLOAD_STATE_CACHED;

typedef struct _TCP_OFFLOAD_STATE_DELEGATED {
    OFFLOAD_STATE_HEADER Header;
    TCP_OFFLOAD_CONNECTION_STATE State;
    USHORT Flags;
    ULONG RcvNxt;
    ULONG RcvWnd;
    ULONG SndUna;
    ULONG SndNxt;
    ULONG SndMax;
    ULONG SndWnd;
    ULONG MaxSndWnd;
    ULONG SendWL1;
    ULONG CWnd;
    ULONG SsThresh;
    USHORT SRtt;
    USHORT RttVar;
    ULONG TsRecent;
    ULONG TsRecentAge;
    ULONG TsTime;
    ULONG TotalRT;
    UCHAR DupAckCount;
    UCHAR SndWndProbeCount;
    struct {
        UCHAR ProbeCount;
        ULONG TimeoutDelta;
    } KeepAlive;
    struct {
        UCHAR Count;
        ULONG TimeoutDelta;
    } Retransmit;
    union {
        struct {
            PNET_BUFFER_LIST SendDataHead;
            PNET_BUFFER_LIST SendDataTail;
        };
        ULONG SendBacklogSize;
    };
    union {
        PNET_BUFFER_LIST BufferedData;
        ULONG ReceiveBacklogSize;
    };
} TCP_OFFLOAD_STATE_DELEGATED, *PTCP_OFFLOAD_STATE_DELEGATED;

typedef struct _NDIS_OFFLOAD_HANDLE {
    PVOID NdisReserved[1];
    PVOID MiniportOffloadContext;
} NDIS_OFFLOAD_HANDLE, *PNDIS_OFFLOAD_HANDLE;

typedef struct _NDIS_MINIPORT_OFFLOAD_BLOCK_LIST {
    NDIS_OBJECT_HEADER Header;
    struct _NDIS_MINIPORT_OFFLOAD_BLOCK_LIST *NextBlock;
    struct _NDIS_MINIPORT_OFFLOAD_BLOCK_LIST *DependentBlockList;
    NDIS_STATUS Status;
    PVOID NdisReserved[2];
    PVOID *MiniportOffloadContext;
    NDIS_HANDLE NdisOffloadHandle;
    PVOID ProtocolReserved[2];
    PVOID MiniportReserved[2];
    PVOID ImReserved[2];
    PVOID Scratch[2];
    PVOID SourceHandle;
    NDIS_PORT_NUMBER PortNumber;
    PNET_BUFFER_LIST NetBufferListChain;
} NDIS_MINIPORT_OFFLOAD_BLOCK_LIST, *PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST;

typedef struct _NDIS_PROTOCOL_OFFLOAD_BLOCK_LIST {
    NDIS_OBJECT_HEADER Header;
    struct _NDIS_PROTOCOL_OFFLOAD_BLOCK_LIST *NextBlock;
    struct _NDIS_PROTOCOL_OFFLOAD_BLOCK_LIST *DependentBlockList;
    NDIS_STATUS Status;
    PVOID NdisReserved[3];
    PNDIS_OFFLOAD_HANDLE OffloadHandle;
    PVOID ProtocolReserved[2];
    PVOID MiniportReserved[2];
    PVOID ImReserved[2];
    PVOID Scratch[2];
    PVOID SourceHandle;
    NDIS_PORT_NUMBER PortNumber;
    PNET_BUFFER_LIST NetBufferListChain;
} NDIS_PROTOCOL_OFFLOAD_BLOCK_LIST, *PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST;

/* Parameters and statistics. */
typedef struct _IP_OFFLOAD_STATS {
    ULONG64 InReceives;
    ULONG64 InOctets;
    ULONG64 InDelivers;
    ULONG64 OutRequests;
    ULONG64 OutOctets;
    ULONG InHeaderErrors;
    ULONG InTruncatedPackets;
    ULONG InDiscards;
    ULONG OutDiscards;
    ULONG OutNoRoutes;
} IP_OFFLOAD_STATS, *PIP_OFFLOAD_STATS;

typedef struct _TCP_OFFLOAD_STATS {
    ULONG64 InSegments;
    ULONG64 OutSegments;
    ULONG CurrentlyEstablished;
    ULONG ResetEstablished;
    ULONG RetransmittedSegments;
    ULONG InErrors;
    ULONG OutResets;
} TCP_OFFLOAD_STATS, *PTCP_OFFLOAD_STATS;

typedef struct _NDIS_TCP_CONNECTION_OFFLOAD_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Encapsulation;
    ULONG TicksPerSecond;
    UCHAR TcpAckFrequency;
    UCHAR TcpDelayedAckTicks;
    UCHAR TcpMaximumRetransmissions;
    UCHAR TcpDoubtReachabilityRetransmissions;
    ULONG TcpSwsPreventionTicks;
    ULONG TcpDuplicateAckThreshold;
    ULONG TcpPushTicks;
    ULONG NceStaleTicks;
#if (NDIS_SUPPORT_NDIS61)
    ULONG CongestionAlgorithm :4;
#endif
} NDIS_TCP_CONNECTION_OFFLOAD_PARAMETERS, *PNDIS_TCP_CONNECTION_OFFLOAD_PARAMETERS;

/* What an offload target provides. */
typedef
VOID
(NTAPI *W_INITIATE_OFFLOAD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _Inout_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *W_TERMINATE_OFFLOAD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _Inout_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *W_UPDATE_OFFLOAD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *W_INVALIDATE_OFFLOAD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *W_QUERY_OFFLOAD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _Inout_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef struct _NDIS_PROVIDER_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    W_INITIATE_OFFLOAD_HANDLER InitiateOffloadHandler;
    W_TERMINATE_OFFLOAD_HANDLER TerminateOffloadHandler;
    W_UPDATE_OFFLOAD_HANDLER UpdateOffloadHandler;
    W_INVALIDATE_OFFLOAD_HANDLER InvalidateOffloadHandler;
    W_QUERY_OFFLOAD_HANDLER QueryOffloadHandler;
} NDIS_PROVIDER_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS, *PNDIS_PROVIDER_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS;

typedef
NDIS_STATUS
(NTAPI *W_TCP_OFFLOAD_SEND_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PVOID MiniportOffloadContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
NDIS_STATUS
(NTAPI *W_TCP_OFFLOAD_RECEIVE_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PVOID MiniportOffloadContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
NDIS_STATUS
(NTAPI *W_TCP_OFFLOAD_DISCONNECT_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PVOID MiniportOffloadContext,
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ ULONG Flags);

typedef
NDIS_STATUS
(NTAPI *W_TCP_OFFLOAD_FORWARD_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PVOID MiniportOffloadContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *W_TCP_OFFLOAD_RECEIVE_RETURN_HANDLER)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef struct _NDIS_PROVIDER_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_CHIMNEY_OFFLOAD_TYPE OffloadType;
    W_TCP_OFFLOAD_SEND_HANDLER TcpOffloadSendHandler;
    W_TCP_OFFLOAD_RECEIVE_HANDLER TcpOffloadReceiveHandler;
    W_TCP_OFFLOAD_DISCONNECT_HANDLER TcpOffloadDisconnectHandler;
    W_TCP_OFFLOAD_FORWARD_HANDLER TcpOffloadForwardHandler;
    W_TCP_OFFLOAD_RECEIVE_RETURN_HANDLER TcpOffloadReceiveReturnHandler;
} NDIS_PROVIDER_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS, *PNDIS_PROVIDER_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS;

/* What an offload target calls. */
VOID
NdisMInitiateOffloadComplete(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisMTerminateOffloadComplete(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisMUpdateOffloadComplete(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisMInvalidateOffloadComplete(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisMQueryOffloadStateComplete(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisMOffloadEventIndicate(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MINIPORT_OFFLOAD_BLOCK_LIST OffloadBlockList,
    _In_ ULONG IndicationCode);

typedef struct _NDIS_OFFLOAD_EVENT_HANDLERS {
    NDIS_OBJECT_HEADER Header;
} NDIS_OFFLOAD_EVENT_HANDLERS, *PNDIS_OFFLOAD_EVENT_HANDLERS;

NDIS_STATUS
NdisMGetOffloadHandlers(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ NDIS_CHIMNEY_OFFLOAD_TYPE ChimneyType,
    _Out_ PNDIS_OFFLOAD_EVENT_HANDLERS *OffloadHandlers);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(NTAPI *NDIS_TCP_OFFLOAD_EVENT_INDICATE)(
    _In_ NDIS_HANDLE NdisOffloadHandle,
    _In_ ULONG EventType,
    _In_ ULONG EventSpecificInformation);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NDIS_STATUS
(NTAPI *NDIS_TCP_OFFLOAD_RECEIVE_INDICATE)(
    _In_ NDIS_HANDLE NdisOffloadHandle,
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ NDIS_STATUS Status,
    _Out_ PULONG BytesConsumed);

typedef
VOID
(NTAPI *NDIS_TCP_OFFLOAD_SEND_COMPLETE)(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *NDIS_TCP_OFFLOAD_RECEIVE_COMPLETE)(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *NDIS_TCP_OFFLOAD_DISCONNECT_COMPLETE)(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *NDIS_TCP_OFFLOAD_FORWARD_COMPLETE)(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef struct _NDIS_TCP_OFFLOAD_EVENT_HANDLERS {
    NDIS_OBJECT_HEADER Header;
    NDIS_TCP_OFFLOAD_EVENT_INDICATE NdisTcpOffloadEventHandler;
    NDIS_TCP_OFFLOAD_RECEIVE_INDICATE NdisTcpOffloadReceiveHandler;
    NDIS_TCP_OFFLOAD_SEND_COMPLETE NdisTcpOffloadSendComplete;
    NDIS_TCP_OFFLOAD_RECEIVE_COMPLETE NdisTcpOffloadReceiveComplete;
    NDIS_TCP_OFFLOAD_DISCONNECT_COMPLETE NdisTcpOffloadDisconnectComplete;
    NDIS_TCP_OFFLOAD_FORWARD_COMPLETE NdisTcpOffloadForwardComplete;
} NDIS_TCP_OFFLOAD_EVENT_HANDLERS, *PNDIS_TCP_OFFLOAD_EVENT_HANDLERS;

/* What a client provides. */
typedef
VOID
(NTAPI *INITIATE_OFFLOAD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *TERMINATE_OFFLOAD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *UPDATE_OFFLOAD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *INVALIDATE_OFFLOAD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *QUERY_OFFLOAD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

typedef
VOID
(NTAPI *INDICATE_OFFLOAD_EVENT_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList,
    _In_ ULONG IndicationCode);

typedef struct _NDIS_CLIENT_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    INITIATE_OFFLOAD_COMPLETE_HANDLER InitiateOffloadCompleteHandler;
    TERMINATE_OFFLOAD_COMPLETE_HANDLER TerminateOffloadCompleteHandler;
    UPDATE_OFFLOAD_COMPLETE_HANDLER UpdateOffloadCompleteHandler;
    INVALIDATE_OFFLOAD_COMPLETE_HANDLER InvalidateOffloadCompleteHandler;
    QUERY_OFFLOAD_COMPLETE_HANDLER QueryOffloadCompleteHandler;
    INDICATE_OFFLOAD_EVENT_HANDLER IndicateOffloadEventHandler;
} NDIS_CLIENT_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS, *PNDIS_CLIENT_CHIMNEY_OFFLOAD_GENERIC_CHARACTERISTICS;

typedef
VOID
(NTAPI *TCP_OFFLOAD_SEND_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *TCP_OFFLOAD_RECV_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *TCP_OFFLOAD_DISCONNECT_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *TCP_OFFLOAD_FORWARD_COMPLETE_HANDLER)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PNET_BUFFER_LIST NetBufferList);

typedef
VOID
(NTAPI *TCP_OFFLOAD_EVENT_HANDLER)(
    _In_ PVOID OffloadContext,
    _In_ ULONG EventType,
    _In_ ULONG EventSpecificInformation);

typedef
NDIS_STATUS
(NTAPI *TCP_OFFLOAD_RECEIVE_INDICATE_HANDLER)(
    _In_ PVOID OffloadContext,
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ NDIS_STATUS Status,
    _Out_ PULONG BytesConsumed);

typedef struct _NDIS_CLIENT_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_CHIMNEY_OFFLOAD_TYPE OffloadType;
    TCP_OFFLOAD_SEND_COMPLETE_HANDLER TcpOffloadSendCompleteHandler;
    TCP_OFFLOAD_RECV_COMPLETE_HANDLER TcpOffloadReceiveCompleteHandler;
    TCP_OFFLOAD_DISCONNECT_COMPLETE_HANDLER TcpOffloadDisconnectCompleteHandler;
    TCP_OFFLOAD_FORWARD_COMPLETE_HANDLER TcpOffloadForwardCompleteHandler;
    TCP_OFFLOAD_EVENT_HANDLER TcpOffloadEventHandler;
    TCP_OFFLOAD_RECEIVE_INDICATE_HANDLER TcpOffloadReceiveIndicateHandler;
} NDIS_CLIENT_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS, *PNDIS_CLIENT_CHIMNEY_OFFLOAD_TCP_CHARACTERISTICS;

/* What a client calls. */
VOID
NdisInitiateOffload(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _Inout_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisTerminateOffload(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _Inout_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisUpdateOffload(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisInvalidateOffload(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

VOID
NdisQueryOffloadState(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_ PNDIS_PROTOCOL_OFFLOAD_BLOCK_LIST OffloadBlockList);

NDIS_STATUS
NdisOffloadTcpSend(
    _In_ PNDIS_OFFLOAD_HANDLE NdisOffloadHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

NDIS_STATUS
NdisOffloadTcpReceive(
    _In_ PNDIS_OFFLOAD_HANDLE NdisOffloadHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

VOID
NdisOffloadTcpReceiveReturn(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

NDIS_STATUS
NdisOffloadTcpDisconnect(
    _In_ PNDIS_OFFLOAD_HANDLE NdisOffloadHandle,
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ ULONG Flags);

NDIS_STATUS
NdisOffloadTcpForward(
    _In_ PNDIS_OFFLOAD_HANDLE NdisOffloadHandle,
    _In_ PNET_BUFFER_LIST NetBufferList);

#ifdef __cplusplus
}
#endif
