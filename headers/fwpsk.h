/* Derived from Microsoft's public DDI reference (text CC-BY-4.0) and its Windows metadata (MIT). Part of ddicheck. */
/*
 * fwpsk.h: the filter engine as callout drivers use it. fwpstypes.h has the structures,
 * wfp/fields.h the values of each layer, wfp/guids.h the keys; fwpvi.h gives the names
 * without a version. The callbacks are documented as pointer types.
 */
#pragma once

#include <fwpstypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Callbacks of a callout. */

typedef enum FWPS_CALLOUT_NOTIFY_TYPE_ {
    FWPS_CALLOUT_NOTIFY_ADD_FILTER,
    FWPS_CALLOUT_NOTIFY_DELETE_FILTER,
    FWPS_CALLOUT_NOTIFY_ADD_FILTER_POST_COMMIT,
    FWPS_CALLOUT_NOTIFY_TYPE_MAX
} FWPS_CALLOUT_NOTIFY_TYPE;

typedef
_Function_class_(FWPS_CALLOUT_CLASSIFY_FN0)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_CALLOUT_CLASSIFY_FN0)(
    _In_ const FWPS_INCOMING_VALUES0 *inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0 *inMetaValues,
    _Inout_opt_ void *layerData,
    _In_ const FWPS_FILTER0 *filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

typedef
_Function_class_(FWPS_CALLOUT_CLASSIFY_FN1)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_CALLOUT_CLASSIFY_FN1)(
    _In_ const FWPS_INCOMING_VALUES0 *inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0 *inMetaValues,
    _Inout_opt_ void *layerData,
    _In_opt_ const void *classifyContext,
    _In_ const FWPS_FILTER1 *filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

typedef
_Function_class_(FWPS_CALLOUT_CLASSIFY_FN2)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_CALLOUT_CLASSIFY_FN2)(
    _In_ const FWPS_INCOMING_VALUES0 *inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0 *inMetaValues,
    _Inout_opt_ void *layerData,
    _In_opt_ const void *classifyContext,
    _In_ const FWPS_FILTER2 *filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

typedef
_Function_class_(FWPS_CALLOUT_CLASSIFY_FN3)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_CALLOUT_CLASSIFY_FN3)(
    _In_ const FWPS_INCOMING_VALUES0 *inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0 *inMetaValues,
    _Inout_opt_ void *layerData,
    _In_opt_ const void *classifyContext,
    _In_ const FWPS_FILTER3 *filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

typedef
_Function_class_(FWPS_CALLOUT_NOTIFY_FN0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_CALLOUT_NOTIFY_FN0)(
    _In_ FWPS_CALLOUT_NOTIFY_TYPE notifyType,
    _In_ const GUID *filterKey,
    _In_ const FWPS_FILTER0 *filter);

typedef
_Function_class_(FWPS_CALLOUT_NOTIFY_FN1)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_CALLOUT_NOTIFY_FN1)(
    _In_ FWPS_CALLOUT_NOTIFY_TYPE notifyType,
    _In_ const GUID *filterKey,
    _Inout_ FWPS_FILTER1 *filter);

typedef
_Function_class_(FWPS_CALLOUT_NOTIFY_FN2)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_CALLOUT_NOTIFY_FN2)(
    _In_ FWPS_CALLOUT_NOTIFY_TYPE notifyType,
    _In_ const GUID *filterKey,
    _Inout_ FWPS_FILTER2 *filter);

typedef
_Function_class_(FWPS_CALLOUT_NOTIFY_FN3)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_CALLOUT_NOTIFY_FN3)(
    _In_ FWPS_CALLOUT_NOTIFY_TYPE notifyType,
    _In_ const GUID *filterKey,
    _Inout_ FWPS_FILTER3 *filter);

typedef
_Function_class_(FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0)(
    _In_ UINT16 layerId,
    _In_ UINT32 calloutId,
    _In_ UINT64 flowContext);

typedef struct FWPS_CALLOUT0_ {
    GUID calloutKey;
    UINT32 flags;
    FWPS_CALLOUT_CLASSIFY_FN0 classifyFn;
    FWPS_CALLOUT_NOTIFY_FN0 notifyFn;
    FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0 flowDeleteFn;
} FWPS_CALLOUT0;

typedef struct FWPS_CALLOUT1_ {
    GUID calloutKey;
    UINT32 flags;
    FWPS_CALLOUT_CLASSIFY_FN1 classifyFn;
    FWPS_CALLOUT_NOTIFY_FN1 notifyFn;
    FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0 flowDeleteFn;
} FWPS_CALLOUT1;

typedef struct FWPS_CALLOUT2_ {
    GUID calloutKey;
    UINT32 flags;
    FWPS_CALLOUT_CLASSIFY_FN2 classifyFn;
    FWPS_CALLOUT_NOTIFY_FN2 notifyFn;
    FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0 flowDeleteFn;
} FWPS_CALLOUT2;

typedef struct FWPS_CALLOUT3_ {
    GUID calloutKey;
    UINT32 flags;
    FWPS_CALLOUT_CLASSIFY_FN3 classifyFn;
    FWPS_CALLOUT_NOTIFY_FN3 notifyFn;
    FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0 flowDeleteFn;
} FWPS_CALLOUT3;

/* Other callbacks. */

typedef
_Function_class_(FWPS_INJECT_COMPLETE0)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_INJECT_COMPLETE0)(
    _In_ void *context,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ BOOLEAN dispatchLevel);

typedef enum FWPS_NET_BUFFER_LIST_EVENT_TYPE0_ {
    FWPS_NET_BUFFER_LIST_ENTERED_NETIO,
    FWPS_NET_BUFFER_LIST_CLONED_BY_NETIO,
    FWPS_NET_BUFFER_LIST_CLONED_VIA_WFP_API,
    FWPS_NET_BUFFER_LIST_DUPLICATED_BY_NETIO,
    FWPS_NET_BUFFER_LIST_EXIT_NETIO,
    FWPS_NET_BUFFER_LIST_CONTEXT_REMOVED,
    FWPS_NET_BUFFER_LIST_NDIS_SEND_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_RECV_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_ETHERNET_SEND_COMPLETE = FWPS_NET_BUFFER_LIST_NDIS_SEND_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_ETHERNET_RECV_COMPLETE = FWPS_NET_BUFFER_LIST_NDIS_RECV_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_NATIVE_SEND_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_NATIVE_RECV_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_VSWITCH_INGRESS_COMPLETE,
    FWPS_NET_BUFFER_LIST_NDIS_VSWITCH_EGRESS_COMPLETE,
    FWPS_NET_BUFFER_LIST_CLONED_BY_NDIS
} FWPS_NET_BUFFER_LIST_EVENT_TYPE0;

typedef
_Function_class_(FWPS_NET_BUFFER_LIST_NOTIFY_FN0)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_NET_BUFFER_LIST_NOTIFY_FN0)(
    _In_ FWPS_NET_BUFFER_LIST_EVENT_TYPE0 eventType,
    _Inout_opt_ NET_BUFFER_LIST *netBufferList,
    _Inout_opt_ NET_BUFFER_LIST *newNetBufferList,
    _In_ UINT16 layerId,
    _In_ UINT64 context,
    _In_ UINT64 contextTag);

typedef
_Function_class_(FWPS_NET_BUFFER_LIST_NOTIFY_FN1)
_IRQL_requires_max_(DISPATCH_LEVEL)
void
(NTAPI *FWPS_NET_BUFFER_LIST_NOTIFY_FN1)(
    _In_ FWPS_NET_BUFFER_LIST_EVENT_TYPE0 eventType,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _Inout_opt_ NET_BUFFER_LIST *newNetBufferList,
    _In_ UINT16 layerId,
    _In_ UINT64 context,
    _In_ UINT64 contextTag);

#if NDIS_SUPPORT_NDIS630
/* Events of the virtual switch. */

typedef enum FWPS_VSWITCH_EVENT_TYPE_ {
    FWPS_VSWITCH_EVENT_VSWITCH_NONE,
    FWPS_VSWITCH_EVENT_VSWITCH_CREATE,
    FWPS_VSWITCH_EVENT_VSWITCH_DELETE,
    FWPS_VSWITCH_EVENT_PORT_CREATE,
    FWPS_VSWITCH_EVENT_PORT_DELETE,
    FWPS_VSWITCH_EVENT_INTERFACE_CREATE,
    FWPS_VSWITCH_EVENT_INTERFACE_DISCONNECT,
    FWPS_VSWITCH_EVENT_INTERFACE_DELETE,
    FWPS_VSWITCH_EVENT_POLICY_ADD,
    FWPS_VSWITCH_EVENT_POLICY_UPDATE,
    FWPS_VSWITCH_EVENT_POLICY_DELETE,
    FWPS_VSWITCH_EVENT_RUNTIME_STATE_SAVE,
    FWPS_VSWITCH_EVENT_RUNTIME_STATE_RESTORE
} FWPS_VSWITCH_EVENT_TYPE;

typedef
_Function_class_(FWPS_VSWITCH_LIFETIME_EVENT_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_LIFETIME_EVENT_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_opt_ const NDIS_SWITCH_PORT_ARRAY *vSwitchPorts,
    _In_opt_ const NDIS_SWITCH_NIC_ARRAY *vSwitchInterfaces);

typedef
_Function_class_(FWPS_VSWITCH_PORT_EVENT_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_PORT_EVENT_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_ const NDIS_SWITCH_PORT_PARAMETERS *vSwitchPort);

typedef
_Function_class_(FWPS_VSWITCH_INTERFACE_EVENT_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_INTERFACE_EVENT_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_ const NDIS_SWITCH_NIC_PARAMETERS *vSwitchNic);

typedef
_Function_class_(FWPS_VSWITCH_POLICY_EVENT_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_POLICY_EVENT_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_opt_ const NDIS_SWITCH_PORT_PROPERTY_PARAMETERS *vSwitchPortProperty,
    _In_opt_ const NDIS_SWITCH_PORT_PROPERTY_DELETE_PARAMETERS *vSwitchPortPropertyDelete);

typedef
_Function_class_(FWPS_VSWITCH_FILTER_ENGINE_REORDER_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_FILTER_ENGINE_REORDER_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ BOOLEAN isInRequiredPosition,
    _In_ void *vSwitchExtensionLwfList);

typedef
_Function_class_(FWPS_VSWITCH_RUNTIME_STATE_SAVE_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_RUNTIME_STATE_SAVE_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_ NDIS_SWITCH_PORT_ID portId,
    _Out_ ULONG *runtimeStateLength,
    _Outptr_ void **runtimeState);

typedef
_Function_class_(FWPS_VSWITCH_RUNTIME_STATE_RESTORE_CALLBACK0)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI *FWPS_VSWITCH_RUNTIME_STATE_RESTORE_CALLBACK0)(
    _In_opt_ void *notifyContext,
    _In_ void *completionContext,
    _In_ FWPS_VSWITCH_EVENT_TYPE eventType,
    _In_ const NDIS_SWITCH_PARAMETERS *vSwitch,
    _In_ NDIS_SWITCH_PORT_ID portId,
    _In_ void *runtimeState,
    _In_ ULONG runtimeStateLength);

typedef struct FWPS_VSWITCH_EVENT_DISPATCH_TABLE0_ {
    FWPS_VSWITCH_LIFETIME_EVENT_CALLBACK0 vSwitchLifetimeNotifyFn;
    FWPS_VSWITCH_PORT_EVENT_CALLBACK0 vSwitchPortEventNotifyFn;
    FWPS_VSWITCH_INTERFACE_EVENT_CALLBACK0 vSwitchInterfaceEventNotifyFn;
    FWPS_VSWITCH_FILTER_ENGINE_REORDER_CALLBACK0 vSwitchFilterEngineReorderNotifyFn;
    FWPS_VSWITCH_POLICY_EVENT_CALLBACK0 vSwitchPolicyEventNotifyFn;
    FWPS_VSWITCH_RUNTIME_STATE_SAVE_CALLBACK0 vSwitchRuntimeStateSaveNotifyFn;
    FWPS_VSWITCH_RUNTIME_STATE_RESTORE_CALLBACK0 vSwitchRuntimeStateRestoreNotifyFn;
} FWPS_VSWITCH_EVENT_DISPATCH_TABLE0;
#endif

/* Registration of callouts. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsCalloutRegister0(
    _Inout_ void *deviceObject,
    _In_ const FWPS_CALLOUT0 *callout,
    _Out_opt_ UINT32 *calloutId);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsCalloutRegister1(
    _Inout_ void *deviceObject,
    _In_ const FWPS_CALLOUT1 *callout,
    _Out_opt_ UINT32 *calloutId);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsCalloutRegister2(
    _Inout_ void *deviceObject,
    _In_ const FWPS_CALLOUT2 *callout,
    _Out_opt_ UINT32 *calloutId);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsCalloutRegister3(
    _Inout_ void *deviceObject,
    _In_ const FWPS_CALLOUT3 *callout,
    _Out_opt_ UINT32 *calloutId);

_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS NTAPI FwpsCalloutUnregisterById0(_In_ const UINT32 calloutId);
_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS NTAPI FwpsCalloutUnregisterByKey0(_In_ const GUID *calloutKey);

/* Flows. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsFlowAssociateContext0(
    _In_ UINT64 flowId,
    _In_ UINT16 layerId,
    _In_ UINT32 calloutId,
    _In_ UINT64 flowContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsFlowRemoveContext0(
    _In_ UINT64 flowId,
    _In_ UINT16 layerId,
    _In_ UINT32 calloutId);

_IRQL_requires_max_(DISPATCH_LEVEL) NTSTATUS NTAPI FwpsFlowAbort0(_In_ UINT64 flowId);

/* Pending and asynchronous classification. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAcquireClassifyHandle0(
    _In_ void *classifyContext,
    _In_ UINT32 flags,
    _Out_ UINT64 *classifyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL) VOID NTAPI FwpsReleaseClassifyHandle0(_In_ UINT64 classifyHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsPendClassify0(
    _In_ UINT64 classifyHandle,
    _In_ UINT64 filterId,
    _In_ UINT32 flags,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsCompleteClassify0(
    _In_ UINT64 classifyHandle,
    _In_ UINT32 flags,
    _In_opt_ const FWPS_CLASSIFY_OUT0 *classifyOut);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsPendOperation0(
    _In_ HANDLE completionHandle,
    _Out_ HANDLE *completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsCompleteOperation0(
    _In_ HANDLE completionContext,
    _In_opt_ PNET_BUFFER_LIST netBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAcquireWritableLayerDataPointer0(
    _In_ UINT64 classifyHandle,
    _In_ UINT64 filterId,
    _In_ UINT32 flags,
    _Out_ PVOID *writableLayerData,
    _Inout_ FWPS_CLASSIFY_OUT0 *classifyOut);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsApplyModifiedLayerData0(
    _In_ UINT64 classifyHandle,
    _In_ PVOID modifiedLayerData,
    _In_ UINT32 flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsClassifyOptionSet0(
    _In_ const FWPS_INCOMING_METADATA_VALUES0 *inMetadataValues,
    _In_ const FWP_CLASSIFY_OPTION_TYPE option,
    _In_ const FWP_VALUE0 *newValue);

/* Injection. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectionHandleCreate0(
    _In_opt_ ADDRESS_FAMILY addressFamily,
    _In_ UINT32 flags,
    _Out_ HANDLE *injectionHandle);

_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS NTAPI FwpsInjectionHandleDestroy0(_In_ HANDLE injectionHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectTransportSendAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT64 endpointHandle,
    _In_ UINT32 flags,
    _In_opt_ FWPS_TRANSPORT_SEND_PARAMS0 *sendArgs,
    _In_ ADDRESS_FAMILY addressFamily,
    _In_ COMPARTMENT_ID compartmentId,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectTransportSendAsync1(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT64 endpointHandle,
    _In_ UINT32 flags,
    _In_opt_ FWPS_TRANSPORT_SEND_PARAMS1 *sendArgs,
    _In_ ADDRESS_FAMILY addressFamily,
    _In_ COMPARTMENT_ID compartmentId,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectTransportReceiveAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _Reserved_ PVOID reserved,
    _In_ UINT32 flags,
    _In_ ADDRESS_FAMILY addressFamily,
    _In_ COMPARTMENT_ID compartmentId,
    _In_ IF_INDEX interfaceIndex,
    _In_ IF_INDEX subInterfaceIndex,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectNetworkSendAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ COMPARTMENT_ID compartmentId,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectNetworkReceiveAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ COMPARTMENT_ID compartmentId,
    _In_ IF_INDEX interfaceIndex,
    _In_ IF_INDEX subInterfaceIndex,
    _Inout_ NET_BUFFER_LIST*netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectForwardAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ ADDRESS_FAMILY addressFamily,
    _In_ COMPARTMENT_ID compartmentId,
    _In_ IF_INDEX interfaceIndex,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectMacSendAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ UINT16 layerId,
    _In_ IF_INDEX interfaceIndex,
    _In_ NDIS_PORT_NUMBER NdisPortNumber,
    _Inout_ NET_BUFFER_LIST *netBufferLists,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectMacReceiveAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ UINT16 layerId,
    _In_ IF_INDEX interfaceIndex,
    _In_ NDIS_PORT_NUMBER NdisPortNumber,
    _Inout_ NET_BUFFER_LIST *netBufferLists,
    _In_ FWPS_INJECT_COMPLETE completionFn,
    _In_opt_ HANDLE completionContext);

#if NDIS_SUPPORT_NDIS630
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsInjectvSwitchEthernetIngressAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ _Reserved_ UINT32 flags,
    _In_opt_ _Reserved_ void *reserved,
    _In_ const FWP_BYTE_BLOB *vSwitchId,
    _In_ NDIS_SWITCH_PORT_ID vSwitchSourcePortId,
    _In_ NDIS_SWITCH_NIC_INDEX vSwitchSourceNicIndex,
    _Inout_ NET_BUFFER_LIST *netBufferLists,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);
#endif

_IRQL_requires_max_(DISPATCH_LEVEL)
FWPS_PACKET_INJECTION_STATE
NTAPI
FwpsQueryPacketInjectionState0(
    _In_ HANDLE injectionHandle,
    _In_ const NET_BUFFER_LIST *netBufferList,
    _Out_opt_ HANDLE *injectionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsGetPacketListSecurityInformation0(
    _In_ NET_BUFFER_LIST *packetList,
    _In_ UINT32 queryFlags,
    _Inout_ FWPS_PACKET_LIST_INFORMATION0 *packetInformation);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsConstructIpHeaderForTransportPacket0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ ULONG headerIncludeHeaderSize,
    _In_ ADDRESS_FAMILY addressFamily,
    _In_ const UCHAR *sourceAddress,
    _In_ const UCHAR *remoteAddress,
    _In_ IPPROTO nextProtocol,
    _In_opt_ UINT64 endpointHandle,
    _In_opt_ const WSACMSGHDR *controlData,
    _In_ ULONG controlDataLength,
    _In_ UINT32 flags,
    _Reserved_ PVOID reserved,
    _In_opt_ IF_INDEX interfaceIndex,
    _In_opt_ IF_INDEX subInterfaceIndex);

/* Streams. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsStreamInjectAsync0(
    _In_ HANDLE injectionHandle,
    _In_opt_ HANDLE injectionContext,
    _In_ UINT32 flags,
    _In_ UINT64 flowId,
    _In_ UINT32 calloutId,
    _In_ UINT16 layerId,
    _In_ UINT32 streamFlags,
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ SIZE_T dataLength,
    _In_ FWPS_INJECT_COMPLETE0 completionFn,
    _In_opt_ HANDLE completionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsStreamContinue0(
    _In_ UINT64 flowId,
    _In_ UINT32 calloutId,
    _In_ UINT16 layerId,
    _In_ UINT32 streamFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsCopyStreamDataToBuffer0(
    _In_ const FWPS_STREAM_DATA0 *calloutStreamData,
    _Inout_ PVOID buffer,
    _In_ SIZE_T bytesToCopy,
    _Out_ SIZE_T *bytesCopied);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsCloneStreamData0(
    _Inout_ FWPS_STREAM_DATA0 *calloutStreamData,
    _In_opt_ NDIS_HANDLE netBufferListPoolHandle,
    _In_opt_ NDIS_HANDLE netBufferPoolHandle,
    _In_ ULONG allocateCloneFlags,
    _Out_ NET_BUFFER_LIST **netBufferListChain);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsDiscardClonedStreamData0(
    _Inout_ NET_BUFFER_LIST *netBufferListChain,
    _In_ UINT32 flags,
    _In_ BOOLEAN dispatchLevel);

/* Net buffer lists. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAllocateNetBufferAndNetBufferList0(
    _In_ NDIS_HANDLE poolHandle,
    _In_ USHORT contextSize,
    _In_ USHORT contextBackFill,
    _In_opt_ MDL *mdlChain,
    _In_ ULONG dataOffset,
    _In_ SIZE_T dataLength,
    _Out_ NET_BUFFER_LIST **netBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL) VOID NTAPI FwpsFreeNetBufferList0(_Inout_ NET_BUFFER_LIST *netBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAllocateCloneNetBufferList0(
    _Inout_ NET_BUFFER_LIST *originalNetBufferList,
    _In_opt_ NDIS_HANDLE netBufferListPoolHandle,
    _In_opt_ NDIS_HANDLE netBufferPoolHandle,
    _In_ ULONG allocateCloneFlags,
    _Out_ NET_BUFFER_LIST **netBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsFreeCloneNetBufferList0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ ULONG freeCloneFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsReferenceNetBufferList0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ BOOLEAN intendToModify);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsDereferenceNetBufferList0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ BOOLEAN dispatchLevel);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsReassembleForwardFragmentGroup0(
    _In_ ADDRESS_FAMILY addressFamily,
    _Inout_ NET_BUFFER_LIST *fragmentGroupNblChain,
    _In_opt_ NDIS_HANDLE netBufferAndNetBufferListPoolHandle,
    _In_ ULONG dataBackFill,
    _In_ ULONG flags,
    _Out_ NET_BUFFER_LIST **reassembledNbl);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsNetBufferListAssociateContext0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ UINT16 layerId,
    _In_ UINT64 context,
    _In_ UINT64 contextTag,
    _In_ GUID *providerGUID,
    _Inout_ void *deviceObject,
    _In_ FWPS_NET_BUFFER_LIST_NOTIFY_FN0 notifyFn,
    _In_ UINT32 flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsNetBufferListAssociateContext1(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ UINT16 layerId,
    _In_ UINT64 context,
    _In_ UINT64 contextTag,
    _In_ GUID *providerGUID,
    _Inout_ void *deviceObject,
    _In_ FWPS_NET_BUFFER_LIST_NOTIFY_FN1 notifyFn,
    _In_ UINT32 flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsNetBufferListRetrieveContext0(
    _Inout_ NET_BUFFER_LIST *netBufferList,
    _In_ UINT64 contextTag,
    _In_ BOOLEAN removeContext,
    _In_ UINT32 flags,
    _Out_ UINT64 *context);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsNetBufferListRemoveContext0(
    _Inout_opt_ NET_BUFFER_LIST *netBufferList,
    _In_ UINT64 contextTag,
    _In_ UINT32 flags);

_IRQL_requires_max_(DISPATCH_LEVEL) UINT64 NTAPI FwpsNetBufferListGetTagForContext0(VOID);

/* Redirection. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsRedirectHandleCreate0(
    _In_ const GUID *providerGuid,
    _In_ _Reserved_ UINT32 flags,
    _Out_ HANDLE *redirectHandle);

_IRQL_requires_(PASSIVE_LEVEL) VOID NTAPI FwpsRedirectHandleDestroy0(_In_ HANDLE redirectHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
FWPS_CONNECTION_REDIRECT_STATE
NTAPI
FwpsQueryConnectionRedirectState0(
    _In_ HANDLE redirectRecords,
    _In_ HANDLE redirectHandle,
    _Outptr_result_maybenull_ void **redirectContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
NTAPI
FwpsQueryConnectionSioFormatRedirectRecords0(
    _In_ HANDLE RedirectRecords,
    _Out_opt_ PVOID OutputBuffer,
    _In_ SIZE_T OutputBufferLength,
    _Out_opt_ PSIZE_T BytesTransferred);

/* Endpoints and tokens. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAleEndpointGetById0(
    _In_ HANDLE engineHandle,
    _In_ UINT64 endpointId,
    _Out_ FWPS_ALE_ENDPOINT_PROPERTIES0 **properties);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAleEndpointCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPS_ALE_ENDPOINT_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAleEndpointEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Out_ FWPS_ALE_ENDPOINT_PROPERTIES0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpsAleEndpointDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _Inout_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsAleEndpointGetSecurityInfo0(
    _In_ HANDLE engineHandle,
    _In_ SECURITY_INFORMATION securityInfo,
    _Out_ PSID *sidOwner,
    _Out_ PSID *sidGroup,
    _Out_ PACL *dacl,
    _Out_ PACL *sacl,
    _Out_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpsAleEndpointSetSecurityInfo0(
    _In_ HANDLE engineHandle,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsOpenToken0(
    _In_ HANDLE engineHandle,
    _In_ LUID modifiedId,
    _In_ ULONG desiredAccess,
    _Out_ HANDLE *accessToken);

#if NDIS_SUPPORT_NDIS630
/* Virtual switch. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpsvSwitchEventsSubscribe0(
    _In_opt_ const GUID *providerGuid,
    _In_opt_ void *notifyContext,
    _In_ _Reserved_ UINT32 flags,
    _In_ _Reserved_ void *reserved,
    _In_ const FWPS_VSWITCH_EVENT_DISPATCH_TABLE0 *eventDispatchTable,
    _Out_ UINT32 *subscriptionId);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NTAPI
FwpsvSwitchEventsUnsubscribe0(
    _In_ UINT32 subscriptionId,
    _In_ _Reserved_ UINT32 flags,
    _In_ _Reserved_ void *reserved);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsvSwitchNotifyComplete0(
    _In_ void *completionContext,
    _In_ NTSTATUS status,
    _In_ _Reserved_ UINT32 flags,
    _In_ _Reserved_ void *reserved);

_IRQL_requires_max_(DISPATCH_LEVEL) VOID NTAPI FwpsReferencevSwitchPacketContext0(_Inout_ HANDLE packetContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
FwpsDereferencevSwitchPacketContext0(
    _Inout_ HANDLE packetContext);
#endif

#ifdef __cplusplus
}
#endif
