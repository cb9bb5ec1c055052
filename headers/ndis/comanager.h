/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/comanager.h: call managers, and miniports that are call managers as well (MCm).
 */
#pragma once

#include <ndis/co.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What call managers provide. */
typedef
_Function_class_(PROTOCOL_CM_OPEN_AF)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_OPEN_AF)(
    _In_ NDIS_HANDLE CallMgrBindingContext,
    _In_ PCO_ADDRESS_FAMILY AddressFamily,
    _In_ NDIS_HANDLE NdisAfHandle,
    _Out_ PNDIS_HANDLE CallMgrAfContext);
typedef PROTOCOL_CM_OPEN_AF (*CM_OPEN_AF_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_CLOSE_AF)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_CLOSE_AF)(
    _In_ NDIS_HANDLE CallMgrAfContext);
typedef PROTOCOL_CM_CLOSE_AF (*CM_CLOSE_AF_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_REG_SAP)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_REG_SAP)(
    _In_ NDIS_HANDLE CallMgrAfContext,
    _In_ PCO_SAP Sap,
    _In_ NDIS_HANDLE NdisSapHandle,
    _Out_ PNDIS_HANDLE CallMgrSapContext);
typedef PROTOCOL_CM_REG_SAP (*CM_REG_SAP_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_DEREGISTER_SAP)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_DEREGISTER_SAP)(
    _In_ NDIS_HANDLE CallMgrSapContext);
typedef PROTOCOL_CM_DEREGISTER_SAP (*CM_DEREG_SAP_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_MAKE_CALL)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_MAKE_CALL)(
    _In_ NDIS_HANDLE CallMgrVcContext,
    _Inout_ PCO_CALL_PARAMETERS CallParameters,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _Out_opt_ PNDIS_HANDLE CallMgrPartyContext);
typedef PROTOCOL_CM_MAKE_CALL (*CM_MAKE_CALL_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_CLOSE_CALL)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_CLOSE_CALL)(
    _In_ NDIS_HANDLE CallMgrVcContext,
    _In_opt_ NDIS_HANDLE CallMgrPartyContext,
    _In_opt_ PVOID CloseData,
    _In_opt_ UINT Size);
typedef PROTOCOL_CM_CLOSE_CALL (*CM_CLOSE_CALL_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_INCOMING_CALL_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CM_INCOMING_CALL_COMPLETE)(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE CallMgrVcContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);
typedef PROTOCOL_CM_INCOMING_CALL_COMPLETE (*CM_INCOMING_CALL_COMPLETE_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_ADD_PARTY)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_ADD_PARTY)(
    _In_ NDIS_HANDLE CallMgrVcContext,
    _Inout_ PCO_CALL_PARAMETERS CallParameters,
    _In_ NDIS_HANDLE NdisPartyHandle,
    _Out_ PNDIS_HANDLE CallMgrPartyContext);
typedef PROTOCOL_CM_ADD_PARTY (*CM_ADD_PARTY_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_DROP_PARTY)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_DROP_PARTY)(
    _In_ NDIS_HANDLE CallMgrPartyContext,
    _In_opt_ PVOID CloseData,
    _In_opt_ UINT Size);
typedef PROTOCOL_CM_DROP_PARTY (*CM_DROP_PARTY_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_ACTIVATE_VC_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CM_ACTIVATE_VC_COMPLETE)(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE CallMgrVcContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);
typedef PROTOCOL_CM_ACTIVATE_VC_COMPLETE (*CM_ACTIVATE_VC_COMPLETE_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_DEACTIVATE_VC_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CM_DEACTIVATE_VC_COMPLETE)(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE CallMgrVcContext);
typedef PROTOCOL_CM_DEACTIVATE_VC_COMPLETE (*CM_DEACTIVATE_VC_COMPLETE_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_MODIFY_QOS_CALL)
_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
(PROTOCOL_CM_MODIFY_QOS_CALL)(
    _In_ NDIS_HANDLE CallMgrVcContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);
typedef PROTOCOL_CM_MODIFY_QOS_CALL (*CM_MODIFY_CALL_QOS_HANDLER);

typedef
_Function_class_(PROTOCOL_CM_NOTIFY_CLOSE_AF_COMPLETE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(PROTOCOL_CM_NOTIFY_CLOSE_AF_COMPLETE)(
    _In_ NDIS_HANDLE CallMgrAfContext,
    _In_ NDIS_STATUS Status);
typedef PROTOCOL_CM_NOTIFY_CLOSE_AF_COMPLETE (*CM_NOTIFY_CLOSE_AF_COMPLETE_HANDLER);

#define NDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS_REVISION_1 1
typedef struct _NDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Reserved;
    CO_CREATE_VC_HANDLER CmCreateVcHandler;
    CO_DELETE_VC_HANDLER CmDeleteVcHandler;
    CM_OPEN_AF_HANDLER CmOpenAfHandler;
    CM_CLOSE_AF_HANDLER CmCloseAfHandler;
    CM_REG_SAP_HANDLER CmRegisterSapHandler;
    CM_DEREG_SAP_HANDLER CmDeregisterSapHandler;
    CM_MAKE_CALL_HANDLER CmMakeCallHandler;
    CM_CLOSE_CALL_HANDLER CmCloseCallHandler;
    CM_INCOMING_CALL_COMPLETE_HANDLER CmIncomingCallCompleteHandler;
    CM_ADD_PARTY_HANDLER CmAddPartyHandler;
    CM_DROP_PARTY_HANDLER CmDropPartyHandler;
    CM_ACTIVATE_VC_COMPLETE_HANDLER CmActivateVcCompleteHandler;
    CM_DEACTIVATE_VC_COMPLETE_HANDLER CmDeactivateVcCompleteHandler;
    CM_MODIFY_CALL_QOS_HANDLER CmModifyCallQoSHandler;
    CO_OID_REQUEST_HANDLER CmOidRequestHandler;
    CO_OID_REQUEST_COMPLETE_HANDLER CmOidRequestCompleteHandler;
    CM_NOTIFY_CLOSE_AF_COMPLETE_HANDLER CmNotifyCloseAfCompleteHandler;
} NDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS, *PNDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS;

#define NDIS_SIZEOF_CO_CALL_MANAGER_OPTIONAL_HANDLERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS, CmNotifyCloseAfCompleteHandler)

/* What call managers call. */
_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisCmRegisterAddressFamilyEx(
    _In_ NDIS_HANDLE NdisBindingHandle,
    _In_ PCO_ADDRESS_FAMILY AddressFamily);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmOpenAddressFamilyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisAfHandle,
    _In_ NDIS_HANDLE CallMgrAfContext);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS NdisCmNotifyCloseAddressFamily(_In_ NDIS_HANDLE NdisAfHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmCloseAddressFamilyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisAfHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmRegisterSapComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisSapHandle,
    _In_ NDIS_HANDLE CallMgrSapContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmDeregisterSapComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisSapHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCmActivateVc(
    _In_ NDIS_HANDLE NdisVcHandle,
    _Inout_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS NdisCmDeactivateVc(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmMakeCallComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ NDIS_HANDLE CallMgrPartyContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmCloseCallComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ NDIS_HANDLE NdisPartyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmModifyCallQoSComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmAddPartyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ NDIS_HANDLE CallMgrPartyContext,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmDropPartyComplete(
    _In_ NDIS_STATUS Status,
    _In_ NDIS_HANDLE NdisPartyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCmDispatchIncomingCall(
    _In_ NDIS_HANDLE NdisSapHandle,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NdisCmDispatchCallConnected(_In_ NDIS_HANDLE NdisVcHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmDispatchIncomingCallQoSChange(
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_ PCO_CALL_PARAMETERS CallParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmDispatchIncomingCloseCall(
    _In_ NDIS_STATUS CloseStatus,
    _In_ NDIS_HANDLE NdisVcHandle,
    _In_opt_ PVOID Buffer,
    _In_ UINT Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCmDispatchIncomingDropParty(
    _In_ NDIS_STATUS DropStatus,
    _In_ NDIS_HANDLE NdisPartyHandle,
    _In_opt_ PVOID Buffer,
    _In_ UINT Size);

/* What miniports that are call managers call. */
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
