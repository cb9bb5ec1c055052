/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/power.h: the power management framework (PoFx...): component power states,
 * performance states, directed transitions.
 *
 * PO_FX_VERSION, as a driver sets it before the first include, chooses between the
 * layouts of PO_FX_DEVICE; version 2 is the default. mingw has the components.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#undef PO_FX_VERSION
#define PO_FX_VERSION         DDI_PO_FX_VERSION
#define PO_FX_VERSION_V3      3
#define PO_FX_VERSION_CURRENT PO_FX_VERSION

#define PO_FX_FLAG_BLOCKING   0x1
#define PO_FX_FLAG_ASYNC_ONLY 0x2
#define PO_FX_FLAG_PERF_PEP_OPTIONAL        0x1
#define PO_FX_FLAG_PERF_QUERY_ON_F0         0x2
#define PO_FX_FLAG_PERF_QUERY_ON_ALL_IDLE_STATES 0x4
#define PO_FX_UNKNOWN_POWER   0xffffffff
#define PO_FX_UNKNOWN_TIME    0xffffffffffffffffull
#define PO_FX_COMPONENT_FLAG_F0_ON_DX       0x0000000000000001ull
#define PO_FX_COMPONENT_FLAG_NO_DEBUG_POWER 0x0000000000000002ull
#define PO_FX_DEVICE_FLAG_DFX_DIRECT_CHILDREN_OPTIONAL 0x0000000000000001ull
#define PO_FX_DEVICE_FLAG_DISABLE_FAST_RESUME          0x0000000000000002ull
#define PO_FX_DEVICE_FLAG_DFX_POWER_CHILDREN_LATE      0x0000000000000004ull
#define PO_FX_DEVICE_FLAG_DFX_CHILDREN_OPTIONAL        0x0000000000000008ull
#define PO_FX_DIRECTED_FX_DEFAULT_IDLE_TIMEOUT 0

/* What the framework calls. */
typedef
_Function_class_(PO_FX_DEVICE_POWER_REQUIRED_CALLBACK)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI PO_FX_DEVICE_POWER_REQUIRED_CALLBACK)(
    _In_ PVOID Context);
typedef PO_FX_DEVICE_POWER_REQUIRED_CALLBACK *PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK;

typedef
_Function_class_(PO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI PO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK)(
    _In_ PVOID Context);
typedef PO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK *PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK;

typedef
_Function_class_(PO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK)
VOID
(NTAPI PO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK)(
    _In_ PVOID Context,
    _In_ ULONG Component,
    _In_ BOOLEAN Active);
typedef PO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK *PPO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK;

typedef
_Function_class_(PO_FX_COMPONENT_PERF_STATE_CALLBACK)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI PO_FX_COMPONENT_PERF_STATE_CALLBACK)(
    _In_ PVOID Context,
    _In_ ULONG Component,
    _In_ BOOLEAN Succeeded,
    _In_ PVOID RequestContext);
typedef PO_FX_COMPONENT_PERF_STATE_CALLBACK *PPO_FX_COMPONENT_PERF_STATE_CALLBACK;

typedef
_Function_class_(PO_FX_DIRECTED_POWER_UP_CALLBACK)
VOID
(NTAPI PO_FX_DIRECTED_POWER_UP_CALLBACK)(
    _In_ PVOID Context,
    _In_ ULONG Flags);
typedef PO_FX_DIRECTED_POWER_UP_CALLBACK *PPO_FX_DIRECTED_POWER_UP_CALLBACK;

typedef
_Function_class_(PO_FX_DIRECTED_POWER_DOWN_CALLBACK)
VOID
(NTAPI PO_FX_DIRECTED_POWER_DOWN_CALLBACK)(
    _In_ PVOID Context,
    _In_ ULONG Flags);
typedef PO_FX_DIRECTED_POWER_DOWN_CALLBACK *PPO_FX_DIRECTED_POWER_DOWN_CALLBACK;

/* Devices. */
typedef struct _PO_FX_DEVICE_V1 {
    ULONG Version;
    ULONG ComponentCount;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PVOID DeviceContext;
    PO_FX_COMPONENT_V1 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V1, *PPO_FX_DEVICE_V1;

typedef struct _PO_FX_DEVICE_V2 {
    ULONG Version;
    ULONGLONG Flags;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PVOID DeviceContext;
    ULONG ComponentCount;
    PO_FX_COMPONENT_V2 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V2, *PPO_FX_DEVICE_V2;

typedef struct _PO_FX_DEVICE_V3 {
    ULONG Version;
    ULONGLONG Flags;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PPO_FX_DIRECTED_POWER_UP_CALLBACK DirectedPowerUpCallback;
    PPO_FX_DIRECTED_POWER_DOWN_CALLBACK DirectedPowerDownCallback;
    ULONG DirectedFxTimeoutInSeconds;
    PVOID DeviceContext;
    ULONG ComponentCount;
    PO_FX_COMPONENT_V2 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V3, *PPO_FX_DEVICE_V3;

#if DDI_PO_FX_VERSION >= 3
typedef PO_FX_DEVICE_V3 PO_FX_DEVICE, *PPO_FX_DEVICE;
#elif DDI_PO_FX_VERSION == 2
typedef PO_FX_DEVICE_V2 PO_FX_DEVICE, *PPO_FX_DEVICE;
#else
typedef PO_FX_DEVICE_V1 PO_FX_DEVICE, *PPO_FX_DEVICE;
#endif

/* Performance states. */
typedef enum _PO_FX_PERF_STATE_TYPE {
    PoFxPerfStateTypeDiscrete,
    PoFxPerfStateTypeRange,
    PoFxPerfStateTypeMaximum
} PO_FX_PERF_STATE_TYPE, *PPO_FX_PERF_STATE_TYPE;

typedef enum _PO_FX_PERF_STATE_UNIT {
    PoFxPerfStateUnitOther,
    PoFxPerfStateUnitFrequency,
    PoFxPerfStateUnitBandwidth,
    PoFxPerfStateUnitMaximum
} PO_FX_PERF_STATE_UNIT, *PPO_FX_PERF_STATE_UNIT;

typedef struct _PO_FX_PERF_STATE {
    ULONGLONG Value;
    PVOID Context;
} PO_FX_PERF_STATE, *PPO_FX_PERF_STATE;

typedef struct _PO_FX_PERF_STATE_CHANGE {
    ULONG Set;
    union {
        ULONG StateIndex;
        ULONGLONG StateValue;
    };
} PO_FX_PERF_STATE_CHANGE, *PPO_FX_PERF_STATE_CHANGE;

typedef struct _PO_FX_COMPONENT_PERF_SET {
    UNICODE_STRING Name;
    ULONGLONG Flags;
    PO_FX_PERF_STATE_UNIT Unit;
    PO_FX_PERF_STATE_TYPE Type;
    union {
        struct {
            ULONG Count;
            PPO_FX_PERF_STATE States;
        } Discrete;
        struct {
            ULONGLONG Minimum;
            ULONGLONG Maximum;
        } Range;
    };
} PO_FX_COMPONENT_PERF_SET, *PPO_FX_COMPONENT_PERF_SET;

typedef struct _PO_FX_COMPONENT_PERF_INFO {
    ULONG PerfStateSetsCount;
    PO_FX_COMPONENT_PERF_SET PerfStateSets[ANYSIZE_ARRAY];
} PO_FX_COMPONENT_PERF_INFO, *PPO_FX_COMPONENT_PERF_INFO;

/* Registration. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
PoFxRegisterDevice(
    _In_ PDEVICE_OBJECT Pdo,
    _In_ PPO_FX_DEVICE Device,
    _Out_ POHANDLE *Handle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID PoFxStartDevicePowerManagement(_In_ POHANDLE Handle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID PoFxUnregisterDevice(_In_ POHANDLE Handle);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS PoFxRegisterCrashdumpDevice(POHANDLE Handle);

_IRQL_requires_(HIGH_LEVEL)
NTSTATUS
PoFxPowerOnCrashdumpDevice(
    _In_ POHANDLE Handle,
    _In_opt_ PVOID Context);

/* Components. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxActivateComponent(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ ULONG Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxIdleComponent(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ ULONG Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxCompleteIdleCondition(
    _In_ POHANDLE Handle,
    _In_ ULONG Component);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxCompleteIdleState(
    _In_ POHANDLE Handle,
    _In_ ULONG Component);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxSetComponentLatency(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ ULONGLONG Latency);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxSetComponentResidency(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ ULONGLONG Residency);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxSetComponentWake(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ BOOLEAN WakeHint);

/* The device. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID PoFxCompleteDevicePowerNotRequired(_In_ POHANDLE Handle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID PoFxReportDevicePoweredOn(_In_ POHANDLE Handle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
PoFxSetDeviceIdleTimeout(
    _In_ POHANDLE Handle,
    _In_ ULONGLONG IdleTimeout);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
PoFxSetTargetDripsDevicePowerState(
    _In_ POHANDLE Handle,
    _In_ DEVICE_POWER_STATE TargetState);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID PoFxNotifySurprisePowerOn(_In_ PDEVICE_OBJECT Pdo);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
PoFxPowerControl(
    _In_ POHANDLE Handle,
    _In_ LPCGUID PowerControlCode,
    _In_opt_ PVOID InBuffer,
    _In_ SIZE_T InBufferSize,
    _Out_opt_ PVOID OutBuffer,
    _In_ SIZE_T OutBufferSize,
    _Out_opt_ PSIZE_T BytesReturned);

_IRQL_requires_(DISPATCH_LEVEL)
VOID PoFxCompleteDirectedPowerDown(_In_ POHANDLE Handle);

/* Performance states. */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
PoFxRegisterComponentPerfStates(
    _In_ POHANDLE Handle,
    _In_ ULONG Component,
    _In_ ULONG Flags,
    _In_ PPO_FX_COMPONENT_PERF_STATE_CALLBACK ComponentPerfStateCallback,
    _In_ PPO_FX_COMPONENT_PERF_INFO InputStateInfo,
    _Out_ PPO_FX_COMPONENT_PERF_INFO *OutputStateInfo);

_IRQL_requires_max_(APC_LEVEL)
VOID
PoFxIssueComponentPerfStateChange(
    _In_ POHANDLE Handle,
    _In_ ULONG Flags,
    _In_ ULONG Component,
    _In_ PPO_FX_PERF_STATE_CHANGE PerfChange,
    _In_ PVOID Context);

_IRQL_requires_max_(APC_LEVEL)
VOID
PoFxIssueComponentPerfStateChangeMultiple(
    _In_ POHANDLE Handle,
    _In_ ULONG Flags,
    _In_ ULONG Component,
    _In_ ULONG PerfChangesCount,
    _In_ PO_FX_PERF_STATE_CHANGE PerfChanges[],
    _In_ PVOID Context);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
PoFxQueryCurrentComponentPerfState(
    _In_ POHANDLE Handle,
    _In_ ULONG Flags,
    _In_ ULONG Component,
    _In_ ULONG SetIndex,
    _In_ PULONGLONG CurrentPerf);

#ifdef __cplusplus
}
#endif
