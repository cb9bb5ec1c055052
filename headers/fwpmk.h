/* Derived from Microsoft's public API reference (text CC-BY-4.0) and its Windows metadata (MIT). Part of ddicheck. */
/*
 * fwpmk.h: the filter engine's management interface as drivers call it.
 */
#pragma once

#include <fwpmtypes.h>
#include <wfp/guids.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef
_Function_class_(FWPM_SERVICE_STATE_CHANGE_CALLBACK0)
void
(NTAPI *FWPM_SERVICE_STATE_CHANGE_CALLBACK0)(
    _Inout_ void *context,
    _In_ FWPM_SERVICE_STATE newState);

/* Engine state. */

_IRQL_requires_max_(DISPATCH_LEVEL)
FWPM_SERVICE_STATE
NTAPI
FwpmBfeStateGet0(
    void);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmBfeStateSubscribeChanges0(
    _Inout_ void *deviceObject,
    _In_ FWPM_SERVICE_STATE_CHANGE_CALLBACK0 callback,
    _In_opt_ void *context,
    _Out_ HANDLE *changeHandle);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmBfeStateUnsubscribeChanges0(
    _In_ HANDLE changeHandle);

/* Memory that the engine returned. */

_IRQL_requires_(PASSIVE_LEVEL)
void
NTAPI
FwpmFreeMemory0(
    _Inout_ void **p);

/* Engine sessions and options. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmEngineOpen0(
    _In_opt_ const wchar_t *serverName,
    _In_ UINT32 authnService,
    _In_opt_ SEC_WINNT_AUTH_IDENTITY_W *authIdentity,
    _In_opt_ const FWPM_SESSION0 *session,
    _Out_ HANDLE *engineHandle);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmEngineClose0(
    _Inout_ HANDLE engineHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmEngineGetOption0(
    _In_ HANDLE engineHandle,
    _In_ FWPM_ENGINE_OPTION option,
    _Outptr_ FWP_VALUE0 **value);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmEngineSetOption0(
    _In_ HANDLE engineHandle,
    _In_ FWPM_ENGINE_OPTION option,
    _In_ const FWP_VALUE0 *newValue);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmEngineGetSecurityInfo0(
    _In_ HANDLE engineHandle,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmEngineSetSecurityInfo0(
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
FwpmSessionCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_SESSION_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSessionEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_SESSION0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmSessionDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

/* Transactions. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmTransactionBegin0(
    _In_ HANDLE engineHandle,
    _In_ UINT32 flags);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmTransactionCommit0(
    _In_ HANDLE engineHandle);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmTransactionAbort0(
    _In_ HANDLE engineHandle);

/* Providers. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderAdd0(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_PROVIDER0 *provider,
    _In_opt_ PSECURITY_DESCRIPTOR sd);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderDeleteByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_PROVIDER0 **provider);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_PROVIDER_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_PROVIDER0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

/* Provider contexts. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextAdd0(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_PROVIDER_CONTEXT0 *providerContext,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT64 *id);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextAdd1(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_PROVIDER_CONTEXT1 *providerContext,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT64 *id);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextAdd2(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_PROVIDER_CONTEXT2 *providerContext,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT64 *id);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextAdd3(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_PROVIDER_CONTEXT3 *providerContext,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT64 *id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderContextDeleteById0(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderContextDeleteByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetById0(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id,
    _Outptr_ FWPM_PROVIDER_CONTEXT0 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetById1(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id,
    _Outptr_ FWPM_PROVIDER_CONTEXT1 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetById2(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id,
    _Outptr_ FWPM_PROVIDER_CONTEXT2 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetById3(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id,
    _Outptr_ FWPM_PROVIDER_CONTEXT3 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_PROVIDER_CONTEXT0 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetByKey1(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_PROVIDER_CONTEXT1 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetByKey2(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_PROVIDER_CONTEXT2 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetByKey3(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_PROVIDER_CONTEXT3 **providerContext);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_PROVIDER_CONTEXT_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_PROVIDER_CONTEXT0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextEnum1(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_PROVIDER_CONTEXT1 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextEnum2(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_PROVIDER_CONTEXT2 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextEnum3(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_PROVIDER_CONTEXT3 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderContextDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmProviderContextGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmProviderContextSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

/* Sublayers. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSubLayerAdd0(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_SUBLAYER0 *subLayer,
    _In_opt_ PSECURITY_DESCRIPTOR sd);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmSubLayerDeleteByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSubLayerGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_SUBLAYER0 **subLayer);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSubLayerCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_SUBLAYER_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSubLayerEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_SUBLAYER0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmSubLayerDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmSubLayerGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmSubLayerSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

/* Layers. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmLayerGetById0(
    _In_ HANDLE engineHandle,
    _In_ UINT16 id,
    _Outptr_ FWPM_LAYER0 **layer);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmLayerGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_LAYER0 **layer);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmLayerCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_LAYER_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmLayerEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_LAYER0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmLayerDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmLayerGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmLayerSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

/* Callouts. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutAdd0(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_CALLOUT0 *callout,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT32 *id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmCalloutDeleteById0(
    _In_ HANDLE engineHandle,
    _In_ UINT32 id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmCalloutDeleteByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutGetById0(
    _In_ HANDLE engineHandle,
    _In_ UINT32 id,
    _Outptr_ FWPM_CALLOUT0 **callout);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_CALLOUT0 **callout);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_CALLOUT_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_CALLOUT0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmCalloutDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmCalloutGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmCalloutSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

/* Filters. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterAdd0(
    _In_ HANDLE engineHandle,
    _In_ const FWPM_FILTER0 *filter,
    _In_opt_ PSECURITY_DESCRIPTOR sd,
    _Out_opt_ UINT64 *id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmFilterDeleteById0(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmFilterDeleteByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterGetById0(
    _In_ HANDLE engineHandle,
    _In_ UINT64 id,
    _Outptr_ FWPM_FILTER0 **filter);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterGetByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _Outptr_ FWPM_FILTER0 **filter);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterCreateEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_opt_ const FWPM_FILTER_ENUM_TEMPLATE0 *enumTemplate,
    _Out_ HANDLE *enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterEnum0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle,
    _In_ UINT32 numEntriesRequested,
    _Outptr_ FWPM_FILTER0 ***entries,
    _Out_ UINT32 *numEntriesReturned);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmFilterDestroyEnumHandle0(
    _In_ HANDLE engineHandle,
    _In_ HANDLE enumHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
FwpmFilterGetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _Outptr_result_maybenull_ PSID *sidOwner,
    _Outptr_result_maybenull_ PSID *sidGroup,
    _Outptr_result_maybenull_ PACL *dacl,
    _Outptr_result_maybenull_ PACL *sacl,
    _Outptr_ PSECURITY_DESCRIPTOR *securityDescriptor);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FwpmFilterSetSecurityInfoByKey0(
    _In_ HANDLE engineHandle,
    _In_ const GUID *key,
    _In_ SECURITY_INFORMATION securityInfo,
    _In_opt_ const SID *sidOwner,
    _In_opt_ const SID *sidGroup,
    _In_opt_ const ACL *dacl,
    _In_opt_ const ACL *sacl);

#ifdef __cplusplus
}
#endif
