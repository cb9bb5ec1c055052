/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfwmi.h: WMI providers and instances.
 */
#pragma once

#include <wdfobject.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _WDF_WMI_PROVIDER_CONTROL {
    WdfWmiControlInvalid = 0,
    WdfWmiEventControl = 1,
    WdfWmiInstanceControl = 2
} WDF_WMI_PROVIDER_CONTROL;

typedef enum _WDF_WMI_PROVIDER_FLAGS {
    WdfWmiProviderEventOnly = 0x0001,
    WdfWmiProviderExpensive = 0x0002,
    WdfWmiProviderTracing = 0x0004,
    WdfWmiProviderValidFlags = WdfWmiProviderEventOnly | WdfWmiProviderExpensive | WdfWmiProviderTracing
} WDF_WMI_PROVIDER_FLAGS;

typedef
_Function_class_(EVT_WDF_WMI_INSTANCE_QUERY_INSTANCE)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_WMI_INSTANCE_QUERY_INSTANCE)(
    _In_ WDFWMIINSTANCE WmiInstance,
    _In_ ULONG OutBufferSize,
    _Out_ PVOID OutBuffer,
    _Out_ PULONG BufferUsed);
typedef EVT_WDF_WMI_INSTANCE_QUERY_INSTANCE *PFN_WDF_WMI_INSTANCE_QUERY_INSTANCE;

typedef
_Function_class_(EVT_WDF_WMI_INSTANCE_SET_INSTANCE)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_WMI_INSTANCE_SET_INSTANCE)(
    _In_ WDFWMIINSTANCE WmiInstance,
    _In_ ULONG InBufferSize,
    _In_ PVOID InBuffer);
typedef EVT_WDF_WMI_INSTANCE_SET_INSTANCE *PFN_WDF_WMI_INSTANCE_SET_INSTANCE;

typedef
_Function_class_(EVT_WDF_WMI_INSTANCE_SET_ITEM)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_WMI_INSTANCE_SET_ITEM)(
    _In_ WDFWMIINSTANCE WmiInstance,
    _In_ ULONG DataItemId,
    _In_ ULONG InBufferSize,
    _In_ PVOID InBuffer);
typedef EVT_WDF_WMI_INSTANCE_SET_ITEM *PFN_WDF_WMI_INSTANCE_SET_ITEM;

typedef
_Function_class_(EVT_WDF_WMI_INSTANCE_EXECUTE_METHOD)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_WMI_INSTANCE_EXECUTE_METHOD)(
    _In_ WDFWMIINSTANCE WmiInstance,
    _In_ ULONG MethodId,
    _In_ ULONG InBufferSize,
    _In_ ULONG OutBufferSize,
    _Inout_ PVOID Buffer,
    _Out_ PULONG BufferUsed);
typedef EVT_WDF_WMI_INSTANCE_EXECUTE_METHOD *PFN_WDF_WMI_INSTANCE_EXECUTE_METHOD;

typedef
_Function_class_(EVT_WDF_WMI_PROVIDER_FUNCTION_CONTROL)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_WMI_PROVIDER_FUNCTION_CONTROL)(
    _In_ WDFWMIPROVIDER WmiProvider,
    _In_ WDF_WMI_PROVIDER_CONTROL Control,
    _In_ BOOLEAN Enable);
typedef EVT_WDF_WMI_PROVIDER_FUNCTION_CONTROL *PFN_WDF_WMI_PROVIDER_FUNCTION_CONTROL;

typedef struct _WDF_WMI_PROVIDER_CONFIG {
    ULONG Size;
    GUID Guid;
    ULONG Flags;
    ULONG MinInstanceBufferSize;
    PFN_WDF_WMI_PROVIDER_FUNCTION_CONTROL EvtWmiProviderFunctionControl;
} WDF_WMI_PROVIDER_CONFIG, *PWDF_WMI_PROVIDER_CONFIG;

FORCEINLINE VOID
WDF_WMI_PROVIDER_CONFIG_INIT(
    _Out_ PWDF_WMI_PROVIDER_CONFIG Config,
    _In_ const GUID *Guid)
{
    RtlZeroMemory(Config, sizeof(WDF_WMI_PROVIDER_CONFIG));
    Config->Size = sizeof(WDF_WMI_PROVIDER_CONFIG);
    Config->Guid = *Guid;
}

typedef struct _WDF_WMI_INSTANCE_CONFIG {
    ULONG Size;
    WDFWMIPROVIDER Provider;
    PWDF_WMI_PROVIDER_CONFIG ProviderConfig;
    BOOLEAN UseContextForQuery;
    BOOLEAN Register;
    PFN_WDF_WMI_INSTANCE_QUERY_INSTANCE EvtWmiInstanceQueryInstance;
    PFN_WDF_WMI_INSTANCE_SET_INSTANCE EvtWmiInstanceSetInstance;
    PFN_WDF_WMI_INSTANCE_SET_ITEM EvtWmiInstanceSetItem;
    PFN_WDF_WMI_INSTANCE_EXECUTE_METHOD EvtWmiInstanceExecuteMethod;
} WDF_WMI_INSTANCE_CONFIG, *PWDF_WMI_INSTANCE_CONFIG;

FORCEINLINE VOID
WDF_WMI_INSTANCE_CONFIG_INIT_PROVIDER(
    _Out_ PWDF_WMI_INSTANCE_CONFIG Config,
    _In_ WDFWMIPROVIDER Provider)
{
    RtlZeroMemory(Config, sizeof(WDF_WMI_INSTANCE_CONFIG));
    Config->Size = sizeof(WDF_WMI_INSTANCE_CONFIG);
    Config->Provider = Provider;
}

FORCEINLINE VOID
WDF_WMI_INSTANCE_CONFIG_INIT_PROVIDER_CONFIG(
    _Out_ PWDF_WMI_INSTANCE_CONFIG Config,
    _In_ PWDF_WMI_PROVIDER_CONFIG ProviderConfig)
{
    RtlZeroMemory(Config, sizeof(WDF_WMI_INSTANCE_CONFIG));
    Config->Size = sizeof(WDF_WMI_INSTANCE_CONFIG);
    Config->ProviderConfig = ProviderConfig;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfWmiProviderCreate(
    _In_ WDFDEVICE Device,
    _In_ PWDF_WMI_PROVIDER_CONFIG WmiProviderConfig,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES ProviderAttributes,
    _Out_ WDFWMIPROVIDER *WmiProvider);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFDEVICE
WdfWmiProviderGetDevice(
    _In_ WDFWMIPROVIDER WmiProvider);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
WdfWmiProviderIsEnabled(
    _In_ WDFWMIPROVIDER WmiProvider,
    _In_ WDF_WMI_PROVIDER_CONTROL ProviderControl);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONGLONG
WdfWmiProviderGetTracingHandle(
    _In_ WDFWMIPROVIDER WmiProvider);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfWmiInstanceCreate(
    _In_ WDFDEVICE Device,
    _In_ PWDF_WMI_INSTANCE_CONFIG InstanceConfig,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES InstanceAttributes,
    _Out_opt_ WDFWMIINSTANCE *Instance);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfWmiInstanceRegister(
    _In_ WDFWMIINSTANCE WmiInstance);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfWmiInstanceDeregister(
    _In_ WDFWMIINSTANCE WmiInstance);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFDEVICE
WdfWmiInstanceGetDevice(
    _In_ WDFWMIINSTANCE WmiInstance);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFWMIPROVIDER
WdfWmiInstanceGetProvider(
    _In_ WDFWMIINSTANCE WmiInstance);

_IRQL_requires_max_(APC_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfWmiInstanceFireEvent(
    _In_ WDFWMIINSTANCE WmiInstance,
    _In_opt_ ULONG EventDataSize,
    _In_opt_ PVOID EventData);

_Must_inspect_result_
NTSTATUS
WDF_WMI_BUFFER_APPEND_STRING(
    _Out_ PVOID Buffer,
    _In_ ULONG BufferLength,
    _In_ PCUNICODE_STRING String,
    _Out_ PULONG RequiredSize);

#ifdef __cplusplus
}
#endif
