/*
 * prminterface.h: calls from a driver to handlers of the platform runtime mechanism
 * (PRM). The types follow the use that public drivers make of the interface.
 */
#pragma once

#include <wdm.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PRM_INTERFACE_VERSION_1 1

typedef NTSTATUS PRM_UNLOCK_MODULE(_In_ LPGUID HandlerGuid);
typedef PRM_UNLOCK_MODULE *PPRM_UNLOCK_MODULE;

typedef NTSTATUS PRM_LOCK_MODULE(_In_ LPGUID HandlerGuid);
typedef PRM_LOCK_MODULE *PPRM_LOCK_MODULE;

typedef NTSTATUS PRM_INVOKE_HANDLER(
    _In_ LPGUID HandlerGuid, _Inout_ PVOID ParameterBuffer, _In_ ULONG Flags, _Out_ PULONG64 EfiStatus);
typedef PRM_INVOKE_HANDLER *PPRM_INVOKE_HANDLER;

typedef NTSTATUS PRM_QUERY_HANDLER(_In_ LPGUID HandlerGuid, _Out_ PBOOLEAN Found);
typedef PRM_QUERY_HANDLER *PPRM_QUERY_HANDLER;

typedef struct _PRM_INTERFACE {
    ULONG Version;
    PPRM_UNLOCK_MODULE UnlockModule;
    PPRM_LOCK_MODULE LockModule;
    PPRM_INVOKE_HANDLER InvokeHandler;
    PPRM_QUERY_HANDLER QueryHandler;
} PRM_INTERFACE, *PPRM_INTERFACE;

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS ExGetPrmInterface(_In_ ULONG Version, _Out_ PPRM_INTERFACE PrmInterface);

#ifdef __cplusplus
}
#endif
