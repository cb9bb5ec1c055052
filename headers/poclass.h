/*
 * poclass.h: batteries, thermal zones, cooling and power limits. mingw has the file
 * twice; the one in its DDK folder is the shorter, so the other is taken. Types of power
 * limits follow the use that public drivers make of them.
 */
#pragma once

#include <wdm.h>
#include <../poclass.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Cooling. */
typedef _Function_class_(DEVICE_ACTIVE_COOLING)
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID DEVICE_ACTIVE_COOLING(_Inout_opt_ PVOID Context, _In_ BOOLEAN Engaged);
typedef DEVICE_ACTIVE_COOLING *PDEVICE_ACTIVE_COOLING;

typedef _Function_class_(DEVICE_PASSIVE_COOLING)
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID DEVICE_PASSIVE_COOLING(_Inout_opt_ PVOID Context, _In_ ULONG Percentage);
typedef DEVICE_PASSIVE_COOLING *PDEVICE_PASSIVE_COOLING;

extern const GUID GUID_THERMAL_COOLING_INTERFACE;
extern const GUID GUID_DEVINTERFACE_THERMAL_COOLING;
extern const GUID GUID_DEVINTERFACE_THERMAL_MANAGER;
extern const GUID GUID_DEVICE_FAN;

/* Power limits. */
#define POWER_LIMIT_VALUE_NO_CONTROL   ((ULONG)-1)
#define POWER_LIMIT_INTERFACE_VERSION  1

extern const GUID GUID_POWER_LIMIT_INTERFACE;
extern const GUID GUID_DEVINTERFACE_POWER_LIMIT;

typedef enum _POWER_LIMIT_TYPES {
    PowerLimitContinuous,
    PowerLimitBurst,
    PowerLimitRapid,
    PowerLimitPreemptive,
    PowerLimitPreemptiveOffset,
    PowerLimitTypeMax
} POWER_LIMIT_TYPES, *PPOWER_LIMIT_TYPES;

typedef struct _POWER_LIMIT_ATTRIBUTES {
    POWER_LIMIT_TYPES Type;
    ULONG DomainId;
    ULONG MaxValue;
    ULONG MinValue;
    ULONG MinTimeParameter;
    ULONG MaxTimeParameter;
    ULONG DefaultACValue;
    ULONG DefaultDCValue;
    union {
        struct {
            ULONG SupportTimeParameter : 1;
            ULONG Reserved : 31;
        };
        ULONG AsUlong;
    } Flags;
} POWER_LIMIT_ATTRIBUTES, *PPOWER_LIMIT_ATTRIBUTES;

typedef struct _POWER_LIMIT_VALUE {
    POWER_LIMIT_TYPES Type;
    ULONG DomainId;
    ULONG TargetValue;
    ULONG TimeParameter;
} POWER_LIMIT_VALUE, *PPOWER_LIMIT_VALUE;

typedef NTSTATUS QUERY_POWER_LIMIT_ATTRIBUTES(
    _In_ PVOID Context, _In_ ULONG BufferCount, _Out_writes_opt_(BufferCount) PVOID Buffer,
    _Out_ PULONG AttributeCount);
typedef QUERY_POWER_LIMIT_ATTRIBUTES *PQUERY_POWER_LIMIT_ATTRIBUTES;

typedef NTSTATUS SET_POWER_LIMIT(
    _In_ PVOID Context, _In_ ULONG ValueCount, _In_reads_(ValueCount) PVOID Values);
typedef SET_POWER_LIMIT *PSET_POWER_LIMIT;

typedef NTSTATUS QUERY_POWER_LIMIT(
    _In_ PVOID Context, _In_ ULONG ValueCount, _Inout_updates_(ValueCount) PVOID Values);
typedef QUERY_POWER_LIMIT *PQUERY_POWER_LIMIT;

typedef struct _POWER_LIMIT_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    ULONG DomainCount;
    PQUERY_POWER_LIMIT_ATTRIBUTES QueryAttributes;
    PSET_POWER_LIMIT SetPowerLimit;
    PQUERY_POWER_LIMIT QueryPowerLimit;
} POWER_LIMIT_INTERFACE, *PPOWER_LIMIT_INTERFACE;

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS PoCreatePowerLimitRequest(
    _Outptr_ PVOID *PowerLimitRequest, _In_ PDEVICE_OBJECT TargetDeviceObject,
    _In_ PDEVICE_OBJECT PolicyDeviceObject, _In_ PCOUNTED_REASON_CONTEXT Context);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID PoDeletePowerLimitRequest(_Inout_ PVOID PowerLimitRequest);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS PoQueryPowerLimitAttributes(
    _Inout_ PVOID PowerLimitRequest, _In_ ULONG BufferCount,
    _Out_writes_opt_(BufferCount) PPOWER_LIMIT_ATTRIBUTES Buffer, _Out_ PULONG AttributeCount);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS PoQueryPowerLimitValue(
    _Inout_ PVOID PowerLimitRequest, _In_ ULONG ValueCount,
    _Inout_updates_(ValueCount) PPOWER_LIMIT_VALUE Values);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS PoSetPowerLimitValue(
    _Inout_ PVOID PowerLimitRequest, _In_ PCOUNTED_REASON_CONTEXT Context, _In_ ULONG ValueCount,
    _In_reads_(ValueCount) PPOWER_LIMIT_VALUE Values);

#ifdef __cplusplus
}
#endif
