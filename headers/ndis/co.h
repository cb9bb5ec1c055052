/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/co.h: connection-oriented NDIS: address families, service access points, calls and
 * their parameters, what every connection-oriented driver and connection-oriented
 * miniports provide and call. Clients are in coclient.h, call managers in comanager.h.
 */
#pragma once

#include <ndis/common.h>
#include <qos.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Address families, addresses, service access points. */
typedef ULONG NDIS_AF, *PNDIS_AF;

#define CO_ADDRESS_FAMILY_Q2931      ((NDIS_AF)0x1)
#define CO_ADDRESS_FAMILY_PSCHED     ((NDIS_AF)0x2)
#define CO_ADDRESS_FAMILY_L2TP       ((NDIS_AF)0x3)
#define CO_ADDRESS_FAMILY_IRDA       ((NDIS_AF)0x4)
#define CO_ADDRESS_FAMILY_1394       ((NDIS_AF)0x5)
#define CO_ADDRESS_FAMILY_PPP        ((NDIS_AF)0x6)
#define CO_ADDRESS_FAMILY_INFINIBAND ((NDIS_AF)0x7)
#define CO_ADDRESS_FAMILY_TAPI       ((NDIS_AF)0x800)
#define CO_ADDRESS_FAMILY_TAPI_PROXY ((NDIS_AF)0x801)
#define CO_ADDRESS_FAMILY_PROXY      0x80000000

typedef struct _CO_ADDRESS_FAMILY {
    NDIS_AF AddressFamily;
    ULONG MajorVersion;
    ULONG MinorVersion;
} CO_ADDRESS_FAMILY, *PCO_ADDRESS_FAMILY;

typedef struct _CO_ADDRESS {
    ULONG AddressSize;
    UCHAR Address[1];
} CO_ADDRESS, *PCO_ADDRESS;

typedef struct _CO_ADDRESS_LIST {
    ULONG NumberOfAddressesAvailable;
    ULONG NumberOfAddresses;
    CO_ADDRESS AddressList;
} CO_ADDRESS_LIST, *PCO_ADDRESS_LIST;

#define SAP_TYPE_NSAP 0x00000001
#define SAP_TYPE_E164 0x00000002

typedef struct _CO_SAP {
    ULONG SapType;
    ULONG SapLength;
    UCHAR Sap[1];
} CO_SAP, *PCO_SAP;

/* The string of the telephony API (ndistapi.h). */
typedef struct _VAR_STRING VAR_STRING, *PVAR_STRING;

/* Call parameters. */
typedef struct _CO_SPECIFIC_PARAMETERS {
    ULONG ParamType;
    ULONG Length;
    UCHAR Parameters[1];
} CO_SPECIFIC_PARAMETERS, *PCO_SPECIFIC_PARAMETERS;

typedef struct _CO_CALL_MANAGER_PARAMETERS {
    FLOWSPEC Transmit;
    FLOWSPEC Receive;
    CO_SPECIFIC_PARAMETERS CallMgrSpecific;
} CO_CALL_MANAGER_PARAMETERS, *PCO_CALL_MANAGER_PARAMETERS;

#define RECEIVE_TIME_INDICATION 0x00000001
#define USE_TIME_STAMPS         0x00000002
#define TRANSMIT_VC             0x00000004
#define RECEIVE_VC              0x00000008
#define INDICATE_ERRED_PACKETS  0x00000010
#define INDICATE_END_OF_TX      0x00000020
#define RESERVE_RESOURCES_VC    0x00000040
#define ROUND_DOWN_FLOW         0x00000080
#define ROUND_UP_FLOW           0x00000100

typedef struct _CO_MEDIA_PARAMETERS {
    ULONG Flags;
    ULONG ReceivePriority;
    ULONG ReceiveSizeHint;
    CO_SPECIFIC_PARAMETERS MediaSpecific;
} CO_MEDIA_PARAMETERS, *PCO_MEDIA_PARAMETERS;

#define PERMANENT_VC            0x00000001
#define CALL_PARAMETERS_CHANGED 0x00000002
#define QUERY_CALL_PARAMETERS   0x00000004
#define BROADCAST_VC            0x00000008
#define MULTIPOINT_VC           0x00000010

typedef struct _CO_CALL_PARAMETERS {
    ULONG Flags;
    PCO_CALL_MANAGER_PARAMETERS CallMgrParameters;
    PCO_MEDIA_PARAMETERS MediaParameters;
} CO_CALL_PARAMETERS, *PCO_CALL_PARAMETERS;

/* Every connection-oriented driver. */
typedef
_Function_class_(PROTOCOL_CO_CREATE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CO_CREATE_VC)(
    _In_ NDIS_HANDLE ProtocolAfContext,
    _In_ NDIS_HANDLE NdisVcHandle,
    _Out_ PNDIS_HANDLE ProtocolVcContext);
typedef PROTOCOL_CO_CREATE_VC (*CO_CREATE_VC_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_DELETE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CO_DELETE_VC)(
    _In_ NDIS_HANDLE ProtocolVcContext);
typedef PROTOCOL_CO_DELETE_VC (*CO_DELETE_VC_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_OID_REQUEST)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CO_OID_REQUEST)(
    _In_ NDIS_HANDLE ProtocolAfContext,
    _In_opt_ NDIS_HANDLE ProtocolVcContext,
    _In_opt_ NDIS_HANDLE ProtocolPartyContext,
    _Inout_ PNDIS_OID_REQUEST OidRequest);
typedef PROTOCOL_CO_OID_REQUEST (*CO_OID_REQUEST_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_OID_REQUEST_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CO_OID_REQUEST_COMPLETE)(
    _In_ NDIS_HANDLE ProtocolAfContext,
    _In_opt_ NDIS_HANDLE ProtocolVcContext,
    _In_opt_ NDIS_HANDLE ProtocolPartyContext,
    _Inout_ PNDIS_OID_REQUEST OidRequest,
    _In_ NDIS_STATUS Status);
typedef PROTOCOL_CO_OID_REQUEST_COMPLETE (*CO_OID_REQUEST_COMPLETE_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_STATUS_EX)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CO_STATUS_EX)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_opt_ NDIS_HANDLE ProtocolVcContext,
    _In_ PNDIS_STATUS_INDICATION StatusIndication);
typedef PROTOCOL_CO_STATUS_EX (*CO_STATUS_HANDLER_EX);

typedef
_Function_class_(PROTOCOL_CO_AF_REGISTER_NOTIFY)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(PROTOCOL_CO_AF_REGISTER_NOTIFY)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ PCO_ADDRESS_FAMILY AddressFamily);
typedef PROTOCOL_CO_AF_REGISTER_NOTIFY (*CO_AF_REGISTER_NOTIFY_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_RECEIVE_NET_BUFFER_LISTS)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CO_RECEIVE_NET_BUFFER_LISTS)(
    _In_ NDIS_HANDLE ProtocolBindingContext,
    _In_ NDIS_HANDLE ProtocolVcContext,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG NumberOfNetBufferLists,
    _In_ ULONG ReceiveFlags);
typedef PROTOCOL_CO_RECEIVE_NET_BUFFER_LISTS (*CO_RECEIVE_NET_BUFFER_LISTS_HANDLER);

typedef
_Function_class_(PROTOCOL_CO_SEND_NET_BUFFER_LISTS_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CO_SEND_NET_BUFFER_LISTS_COMPLETE)(
    _In_ NDIS_HANDLE ProtocolVcContext,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG SendCompleteFlags);
typedef PROTOCOL_CO_SEND_NET_BUFFER_LISTS_COMPLETE (*CO_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER);

#define NDIS_PROTOCOL_CO_CHARACTERISTICS_REVISION_1 1
typedef struct _NDIS_PROTOCOL_CO_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    CO_STATUS_HANDLER_EX CoStatusHandlerEx;
    CO_AF_REGISTER_NOTIFY_HANDLER CoAfRegisterNotifyHandler;
    CO_RECEIVE_NET_BUFFER_LISTS_HANDLER CoReceiveNetBufferListsHandler;
    CO_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER CoSendNetBufferListsCompleteHandler;
} NDIS_PROTOCOL_CO_CHARACTERISTICS, *PNDIS_PROTOCOL_CO_CHARACTERISTICS;

#define NDIS_SIZEOF_PROTOCOL_CO_CHARACTERISTICS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_PROTOCOL_CO_CHARACTERISTICS, CoSendNetBufferListsCompleteHandler)

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCoCreateVc(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_opt_ NDIS_HANDLE NdisAfHandle,
    _In_ NDIS_HANDLE ProtocolVcContext,
    _Inout_ PNDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS NdisCoDeleteVc(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCoSendNetBufferLists(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG SendFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCoOidRequest(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_opt_ NDIS_HANDLE NdisAfHandle,
    _In_opt_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _Inout_ PNDIS_OID_REQUEST OidRequest);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCoOidRequestComplete(
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_opt_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _In_ PNDIS_OID_REQUEST OidRequest,
    _In_ NDIS_STATUS Status);

_IRQL_requires_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCoAssignInstanceName(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PNDIS_STRING BaseInstanceName,
    _Out_opt_ PNDIS_STRING VcInstanceName);

_IRQL_requires_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCoGetTapiCallId(
    _In_ NDIS_HANDLE NdisVcHandle,
    _Inout_ PVAR_STRING TapiCallId);

/* Miniports: what they provide. */
typedef
_Function_class_(MINIPORT_CO_CREATE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(MINIPORT_CO_CREATE_VC)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ NDIS_HANDLE NdisVcHandle,
    _Out_ PNDIS_HANDLE MiniportVcContext);
typedef MINIPORT_CO_CREATE_VC (*W_CO_CREATE_VC_HANDLER);

typedef
_Function_class_(MINIPORT_CO_DELETE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(MINIPORT_CO_DELETE_VC)(
    _In_ NDIS_HANDLE MiniportVcContext);
typedef MINIPORT_CO_DELETE_VC (*W_CO_DELETE_VC_HANDLER);

typedef
_Function_class_(MINIPORT_CO_ACTIVATE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(MINIPORT_CO_ACTIVATE_VC)(
    _In_ NDIS_HANDLE MiniportVcContext,
    _Inout_ PCO_CALL_PARAMETERS CallParameters);
typedef MINIPORT_CO_ACTIVATE_VC (*W_CO_ACTIVATE_VC_HANDLER);

typedef
_Function_class_(MINIPORT_CO_DEACTIVATE_VC)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(MINIPORT_CO_DEACTIVATE_VC)(
    _In_ NDIS_HANDLE MiniportVcContext);
typedef MINIPORT_CO_DEACTIVATE_VC (*W_CO_DEACTIVATE_VC_HANDLER);

typedef
_Function_class_(MINIPORT_CO_SEND_NET_BUFFER_LISTS)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(MINIPORT_CO_SEND_NET_BUFFER_LISTS)(
    _In_ NDIS_HANDLE MiniportVcContext,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG SendFlags);
typedef MINIPORT_CO_SEND_NET_BUFFER_LISTS (*W_CO_SEND_NET_BUFFER_LISTS_HANDLER);

typedef
_Function_class_(MINIPORT_CO_OID_REQUEST)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(MINIPORT_CO_OID_REQUEST)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ NDIS_HANDLE MiniportVcContext,
    _Inout_ PNDIS_OID_REQUEST NdisRequest);
typedef MINIPORT_CO_OID_REQUEST (*W_CO_OID_REQUEST_HANDLER);

#define NDIS_MINIPORT_CO_CHARACTERISTICS_REVISION_1 1
typedef struct _NDIS_MINIPORT_CO_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    W_CO_CREATE_VC_HANDLER CoCreateVcHandler;
    W_CO_DELETE_VC_HANDLER CoDeleteVcHandler;
    W_CO_ACTIVATE_VC_HANDLER CoActivateVcHandler;
    W_CO_DEACTIVATE_VC_HANDLER CoDeactivateVcHandler;
    W_CO_SEND_NET_BUFFER_LISTS_HANDLER CoSendNetBufferListsHandler;
    W_CO_OID_REQUEST_HANDLER CoOidRequestHandler;
} NDIS_MINIPORT_CO_CHARACTERISTICS, *PNDIS_MINIPORT_CO_CHARACTERISTICS;

#define NDIS_SIZEOF_MINIPORT_CO_CHARACTERISTICS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_MINIPORT_CO_CHARACTERISTICS, CoOidRequestHandler)

/* Miniports: what they call. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoActivateVcComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoDeactivateVcComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoIndicateReceiveNetBufferLists(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG NumberOfNetBufferLists,
    _In_ ULONG CoReceiveFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoSendNetBufferListsComplete(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PNET_BUFFER_LIST NetBufferLists,
    _In_ ULONG SendCompleteFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoIndicateStatusEx(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_opt_ NDIS_HANDLE NdisVcHandle,
    _In_ PNDIS_STATUS_INDICATION StatusIndication);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCoOidRequestComplete(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PNDIS_OID_REQUEST OidRequest,
    _In_ NDIS_STATUS Status);

/* Miniports that are call managers as well. */
_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMCmRegisterAddressFamilyEx(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ PCO_ADDRESS_FAMILY AddressFamily);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmOpenAddressFamilyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_ NDIS_HANDLE CallMgrAfContext);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS NdisMCmNotifyCloseAddressFamily(_In_ NDIS_HANDLE NdisAfHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmCloseAddressFamilyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisAfHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmRegisterSapComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisSapHandle,
    _In_ NDIS_HANDLE CallMgrSapContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmDeregisterSapComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisSapHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMCmCreateVc(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_ NDIS_HANDLE MiniportVcContext,
    _Out_ PNDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS NdisMCmDeleteVc(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMCmActivateVc(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS NdisMCmDeactivateVc(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmMakeCallComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ NDIS_HANDLE CallMgrPartyContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmCloseCallComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmModifyCallQoSComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmAddPartyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ NDIS_HANDLE CallMgrPartyContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmDropPartyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisPartyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMCmDispatchIncomingCall(
    _In_ NDIS_HANDLE NdisSapHandle,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NdisMCmDispatchCallConnected(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmDispatchIncomingCallQoSChange(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmDispatchIncomingCloseCall(
    _In_ NDIS_STATUS CloseStatus,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ PVOID Buffer,
    _In_ UINT Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmDispatchIncomingDropParty(
    _In_ NDIS_STATUS DropStatus,
    _In_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ PVOID Buffer,
    _In_ UINT Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMCmOidRequest(
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_opt_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _Inout_ PNDIS_OID_REQUEST OidRequest);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCmOidRequestComplete(
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_opt_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _In_ PNDIS_OID_REQUEST OidRequest,
    _In_ NDIS_STATUS Status);

#ifdef __cplusplus
}
#endif
