/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * netioddk.h: the network module registrar: clients and providers of a network
 * programming interface (NPI) and what binds them.
 */
#pragma once

#include <ntddk.h>
#include <ifdef.h>
#include <nldef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef GUID NPIID;
typedef CONST NPIID *PNPIID;

typedef enum {
    MIT_GUID = 1,
    MIT_IF_LUID
} NPI_MODULEID_TYPE;

typedef struct _NPI_MODULEID {
    USHORT Length;
    NPI_MODULEID_TYPE Type;
    union {
        GUID Guid;
        LUID IfLuid;
    };
} NPI_MODULEID;
typedef CONST NPI_MODULEID *PNPI_MODULEID;

BOOLEAN NmrIsEqualNpiModuleId(_In_ PNPI_MODULEID ModuleId1, _In_ PNPI_MODULEID ModuleId2);

/* Modules of the Internet protocols. */
extern CONST NPI_MODULEID NPI_MS_IPV4_MODULEID;
extern CONST NPI_MODULEID NPI_MS_IPV6_MODULEID;

typedef struct _NPI_REGISTRATION_INSTANCE {
    USHORT Version;
    USHORT Size;
    PNPIID NpiId;
    PNPI_MODULEID ModuleId;
    ULONG Number;
    CONST VOID *NpiSpecificCharacteristics;
} NPI_REGISTRATION_INSTANCE;
typedef CONST NPI_REGISTRATION_INSTANCE *PNPI_REGISTRATION_INSTANCE;

/* Callbacks of a client. */

typedef
_Function_class_(NPI_CLIENT_ATTACH_PROVIDER_FN)
_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
(NTAPI NPI_CLIENT_ATTACH_PROVIDER_FN)(
    _In_ HANDLE NmrBindingHandle,
    _In_ PVOID ClientContext,
    _In_ PNPI_REGISTRATION_INSTANCE ProviderRegistrationInstance);
typedef NPI_CLIENT_ATTACH_PROVIDER_FN *PNPI_CLIENT_ATTACH_PROVIDER_FN;

typedef
_Function_class_(NPI_CLIENT_DETACH_PROVIDER_FN)
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI NPI_CLIENT_DETACH_PROVIDER_FN)(
    _In_ PVOID ClientBindingContext);
typedef NPI_CLIENT_DETACH_PROVIDER_FN *PNPI_CLIENT_DETACH_PROVIDER_FN;

typedef
_Function_class_(NPI_CLIENT_CLEANUP_BINDING_CONTEXT_FN)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI NPI_CLIENT_CLEANUP_BINDING_CONTEXT_FN)(
    _In_ PVOID ClientBindingContext);
typedef NPI_CLIENT_CLEANUP_BINDING_CONTEXT_FN *PNPI_CLIENT_CLEANUP_BINDING_CONTEXT_FN;

typedef struct _NPI_CLIENT_CHARACTERISTICS {
    USHORT Version;
    USHORT Length;
    PNPI_CLIENT_ATTACH_PROVIDER_FN ClientAttachProvider;
    PNPI_CLIENT_DETACH_PROVIDER_FN ClientDetachProvider;
    PNPI_CLIENT_CLEANUP_BINDING_CONTEXT_FN ClientCleanupBindingContext;
    NPI_REGISTRATION_INSTANCE ClientRegistrationInstance;
} NPI_CLIENT_CHARACTERISTICS;
typedef CONST NPI_CLIENT_CHARACTERISTICS *PNPI_CLIENT_CHARACTERISTICS;

/* Callbacks of a provider. */

typedef
_Function_class_(NPI_PROVIDER_ATTACH_CLIENT_FN)
_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
(NTAPI NPI_PROVIDER_ATTACH_CLIENT_FN)(
    _In_ HANDLE NmrBindingHandle,
    _In_ PVOID ProviderContext,
    _In_ PNPI_REGISTRATION_INSTANCE ClientRegistrationInstance,
    _In_ PVOID ClientBindingContext,
    _In_ CONST VOID *ClientDispatch,
    _Out_ PVOID *ProviderBindingContext,
    _Out_ CONST VOID **ProviderDispatch);
typedef NPI_PROVIDER_ATTACH_CLIENT_FN *PNPI_PROVIDER_ATTACH_CLIENT_FN;

typedef
_Function_class_(NPI_PROVIDER_DETACH_CLIENT_FN)
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI NPI_PROVIDER_DETACH_CLIENT_FN)(
    _In_ PVOID ProviderBindingContext);
typedef NPI_PROVIDER_DETACH_CLIENT_FN *PNPI_PROVIDER_DETACH_CLIENT_FN;

typedef
_Function_class_(NPI_PROVIDER_CLEANUP_BINDING_CONTEXT_FN)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI NPI_PROVIDER_CLEANUP_BINDING_CONTEXT_FN)(
    _In_ PVOID ProviderBindingContext);
typedef NPI_PROVIDER_CLEANUP_BINDING_CONTEXT_FN *PNPI_PROVIDER_CLEANUP_BINDING_CONTEXT_FN;

typedef struct _NPI_PROVIDER_CHARACTERISTICS {
    USHORT Version;
    USHORT Length;
    PNPI_PROVIDER_ATTACH_CLIENT_FN ProviderAttachClient;
    PNPI_PROVIDER_DETACH_CLIENT_FN ProviderDetachClient;
    PNPI_PROVIDER_CLEANUP_BINDING_CONTEXT_FN ProviderCleanupBindingContext;
    NPI_REGISTRATION_INSTANCE ProviderRegistrationInstance;
} NPI_PROVIDER_CHARACTERISTICS;
typedef CONST NPI_PROVIDER_CHARACTERISTICS *PNPI_PROVIDER_CHARACTERISTICS;

/* Clients. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
NmrRegisterClient(
    _In_ PNPI_CLIENT_CHARACTERISTICS ClientCharacteristics,
    _In_ PVOID ClientContext,
    _Out_ PHANDLE NmrClientHandle);

_IRQL_requires_max_(DISPATCH_LEVEL) NTSTATUS NTAPI NmrDeregisterClient(_In_ HANDLE NmrClientHandle);
_IRQL_requires_max_(APC_LEVEL) NTSTATUS NTAPI NmrWaitForClientDeregisterComplete(_In_ HANDLE NmrClientHandle);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
NmrClientAttachProvider(
    _In_ HANDLE NmrBindingHandle,
    _In_ PVOID ClientBindingContext,
    _In_ const VOID *ClientDispatch,
    _Out_ PVOID *ProviderBindingContext,
    _Out_ CONST VOID **ProviderDispatch);

_IRQL_requires_max_(DISPATCH_LEVEL) VOID NTAPI NmrClientDetachProviderComplete(_In_ HANDLE NmrBindingHandle);

/* Providers. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
NmrRegisterProvider(
    _In_ PNPI_PROVIDER_CHARACTERISTICS ProviderCharacteristics,
    _In_ PVOID ProviderContext,
    _Out_ PHANDLE NmrProviderHandle);

_IRQL_requires_max_(DISPATCH_LEVEL) NTSTATUS NTAPI NmrDeregisterProvider(_In_ HANDLE NmrProviderHandle);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
NmrWaitForProviderDeregisterComplete(
    _In_ HANDLE NmrProviderHandle);

_IRQL_requires_max_(DISPATCH_LEVEL) VOID NTAPI NmrProviderDetachClientComplete(_In_ HANDLE NmrBindingHandle);

#ifdef __cplusplus
}
#endif
