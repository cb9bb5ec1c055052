/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * pepfx.h: platform extension plug-ins (PEP): devices, processors and their power
 * states; pofx/pepacpi.h has what concerns ACPI. Numbers of notifications are from memory.
 */
#pragma once

#include <wdm.h>
#include <acpiioct.h>

#include <pofx/pepacpi.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef NTSTATUS PROCESSOR_HALT_ROUTINE(_Inout_opt_ PVOID Context);
typedef PROCESSOR_HALT_ROUTINE *PPROCESSOR_HALT_ROUTINE;
typedef VOID POFXCALLBACKCOMPLETEWORK(_In_ POHANDLE Handle, _In_ PVOID WorkRequest);
typedef POFXCALLBACKCOMPLETEWORK *PPOFXCALLBACKCOMPLETEWORK;

/* Notifications to the plug-in about devices. */
#define PEP_DPM_PREPARE_DEVICE               0x01
#define PEP_DPM_ABANDON_DEVICE               0x02
#define PEP_DPM_REGISTER_DEVICE              0x03
#define PEP_DPM_UNREGISTER_DEVICE            0x04
#define PEP_DPM_DEVICE_POWER_STATE           0x05
#define PEP_DPM_COMPONENT_ACTIVE             0x06
#define PEP_DPM_WORK                         0x07
#define PEP_DPM_POWER_CONTROL                0x08
#define PEP_DPM_SYSTEM_LATENCY               0x09
#define PEP_DPM_DEVICE_STARTED               0x0a
#define PEP_DPM_NOTIFY_COMPONENT_IDLE_STATE  0x0b
#define PEP_DPM_REGISTER_DEBUGGER            0x0c
#define PEP_DPM_LOW_POWER_EPOCH              0x0d
#define PEP_DPM_REGISTER_CRASHDUMP_DEVICE    0x0e
#define PEP_DPM_DEVICE_IDLE_CONSTRAINTS      0x0f
#define PEP_DPM_COMPONENT_IDLE_CONSTRAINTS   0x10

#define PEP_INFORMATION_VERSION   0x3
#define PEP_KERNEL_INFORMATION_V3 0x3

typedef enum _PEP_DEVICE_ACCEPTANCE_TYPE {
    PepDeviceNotAccepted = 0,
    PepDeviceAcceptedReserved,
    PepDeviceAccepted,
    PepDeviceAcceptedMax
} PEP_DEVICE_ACCEPTANCE_TYPE;

typedef enum _PEP_PERF_STATE_TYPE {
    PepPerfStateTypeDiscrete = 0,
    PepPerfStateTypeRange,
    PepPerfStateTypeMax
} PEP_PERF_STATE_TYPE;

typedef enum _PEP_PERF_STATE_UNIT {
    PepPerfStateUnitOther = 0,
    PepPerfStateUnitFrequency,
    PepPerfStateUnitBandwidth,
    PepPerfStateUnitMax
} PEP_PERF_STATE_UNIT;

typedef enum _PEP_WORK_TYPE {
    PepWorkActiveComplete,
    PepWorkRequestIdleState,
    PepWorkDevicePower,
    PepWorkRequestPowerControl,
    PepWorkDeviceIdle,
    PepWorkCompleteIdleState,
    PepWorkCompletePerfState,
    PepWorkAcpiNotify,
    PepWorkAcpiEvaluateControlMethodComplete,
    PepWorkMax
} PEP_WORK_TYPE;

typedef enum _PEP_PROCESSOR_IDLE_CANCEL_CODE {
    PepIdleCancelWorkPending = 0,
    PepIdleCancelDependencyCheckFailed,
    PepIdleCancelNoCState,
    PepIdleCancelMax
} PEP_PROCESSOR_IDLE_CANCEL_CODE;

typedef enum _PEP_PROCESSOR_IDLE_TYPE {
    PepIdleTypeProcessor = 0,
    PepIdleTypePlatform,
    PepIdleTypeMax
} PEP_PROCESSOR_IDLE_TYPE;

typedef _Function_class_(PEPCALLBACKNOTIFYDPM)
BOOLEAN PEPCALLBACKNOTIFYDPM(_In_ ULONG Notification, _Inout_opt_ PVOID Data);
typedef PEPCALLBACKNOTIFYDPM *PPEPCALLBACKNOTIFYDPM;

typedef _Function_class_(PEPCALLBACKNOTIFYPPM)
BOOLEAN PEPCALLBACKNOTIFYPPM(_In_ PEPHANDLE Handle, _In_ ULONG Notification, _Inout_opt_ PVOID Data);
typedef PEPCALLBACKNOTIFYPPM *PPEPCALLBACKNOTIFYPPM;

typedef struct _PEP_CRASHDUMP_INFORMATION {
    PEPHANDLE DeviceHandle;
    PVOID DeviceContext;
} PEP_CRASHDUMP_INFORMATION, *PPEP_CRASHDUMP_INFORMATION;

typedef _Function_class_(PEPCALLBACKPOWERONCRASHDUMPDEVICE)
BOOLEAN PEPCALLBACKPOWERONCRASHDUMPDEVICE(_In_ PPEP_CRASHDUMP_INFORMATION CrashdumpInformation);
typedef PEPCALLBACKPOWERONCRASHDUMPDEVICE *PPEPCALLBACKPOWERONCRASHDUMPDEVICE;

typedef _Function_class_(POFXCALLBACKCRITICALRESOURCE)
VOID POFXCALLBACKCRITICALRESOURCE(
    _In_ POHANDLE DeviceHandle, _In_ ULONG Component, _In_ BOOLEAN Active);
typedef POFXCALLBACKCRITICALRESOURCE *PPOFXCALLBACKCRITICALRESOURCE;

typedef union _PEP_UNMASKED_INTERRUPT_FLAGS {
    struct {
        USHORT SecondaryInterrupt : 1;
        USHORT Reserved : 15;
    };
    USHORT AsUSHORT;
} PEP_UNMASKED_INTERRUPT_FLAGS;

typedef struct _PEP_UNMASKED_INTERRUPT_INFORMATION {
    USHORT Version;
    USHORT Size;
    PEP_UNMASKED_INTERRUPT_FLAGS Flags;
    KINTERRUPT_MODE Mode;
    KINTERRUPT_POLARITY Polarity;
    ULONG Gsiv;
    USHORT PinNumber;
    PEPHANDLE DeviceHandle;
} PEP_UNMASKED_INTERRUPT_INFORMATION, *PPEP_UNMASKED_INTERRUPT_INFORMATION;

typedef BOOLEAN (*PPO_ENUMERATE_INTERRUPT_SOURCE_CALLBACK)(
    _In_ PVOID CallbackContext, _In_ PPEP_UNMASKED_INTERRUPT_INFORMATION InterruptInformation);

typedef _Function_class_(POFXCALLBACKENUMERATEUNMASKEDINTERRUPTS)
NTSTATUS POFXCALLBACKENUMERATEUNMASKEDINTERRUPTS(
    _In_opt_ POHANDLE PluginHandle, _In_opt_ ULONG EnumerateFlags,
    _In_ PPO_ENUMERATE_INTERRUPT_SOURCE_CALLBACK Callback, _In_ PVOID CallbackContext,
    _Inout_ PPEP_UNMASKED_INTERRUPT_INFORMATION InterruptInformation);
typedef POFXCALLBACKENUMERATEUNMASKEDINTERRUPTS *PPOFXCALLBACKENUMERATEUNMASKEDINTERRUPTS;

typedef _Function_class_(POFXCALLBACKPLATFORMIDLEVETO)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS POFXCALLBACKPLATFORMIDLEVETO(
    _In_ POHANDLE ProcessorHandle, _In_ ULONG PlatformState, _In_ ULONG VetoReason,
    _In_ BOOLEAN Increment);
typedef POFXCALLBACKPLATFORMIDLEVETO *PPOFXCALLBACKPLATFORMIDLEVETO;

typedef _Function_class_(POFXCALLBACKPROCESSORHALT)
NTSTATUS POFXCALLBACKPROCESSORHALT(
    _In_ ULONG Flags, _Inout_opt_ PVOID Context, _In_ PPROCESSOR_HALT_ROUTINE Halt);
typedef POFXCALLBACKPROCESSORHALT *PPOFXCALLBACKPROCESSORHALT;

typedef _Function_class_(POFXCALLBACKPROCESSORIDLEVETO)
VOID POFXCALLBACKPROCESSORIDLEVETO(
    _In_ POHANDLE ProcessorHandle, _In_ ULONG ProcessorState, _In_ ULONG VetoReason,
    _In_ BOOLEAN Increment);
typedef POFXCALLBACKPROCESSORIDLEVETO *PPOFXCALLBACKPROCESSORIDLEVETO;

typedef _Function_class_(POFXCALLBACKREQUESTCOMMON)
NTSTATUS POFXCALLBACKREQUESTCOMMON(_In_ ULONG RequestId, _Inout_opt_ PVOID Data);
typedef POFXCALLBACKREQUESTCOMMON *PPOFXCALLBACKREQUESTCOMMON;

typedef _Function_class_(POFXCALLBACKREQUESTINTERRUPT)
NTSTATUS POFXCALLBACKREQUESTINTERRUPT(_In_ ULONG Gsiv);
typedef POFXCALLBACKREQUESTINTERRUPT *PPOFXCALLBACKREQUESTINTERRUPT;

typedef _Function_class_(POFXCALLBACKREQUESTWORKER)
VOID POFXCALLBACKREQUESTWORKER(_In_ POHANDLE PluginHandle);
typedef POFXCALLBACKREQUESTWORKER *PPOFXCALLBACKREQUESTWORKER;

typedef struct _PEP_PLATFORM_IDLE_STATE_UPDATE {
    ULONG Version;
    ULONG Latency;
    ULONG BreakEvenDuration;
} PEP_PLATFORM_IDLE_STATE_UPDATE, *PPEP_PLATFORM_IDLE_STATE_UPDATE;

typedef _Function_class_(POFXCALLBACKUPDATEPLATFORMIDLESTATE)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS POFXCALLBACKUPDATEPLATFORMIDLESTATE(
    _In_ POHANDLE ProcessorHandle, _In_ ULONG PlatformState,
    _In_ PPEP_PLATFORM_IDLE_STATE_UPDATE Update);
typedef POFXCALLBACKUPDATEPLATFORMIDLESTATE *PPOFXCALLBACKUPDATEPLATFORMIDLESTATE;

typedef struct _PEP_PROCESSOR_IDLE_STATE_UPDATE {
    ULONG Version;
    ULONG Latency;
    ULONG BreakEvenDuration;
} PEP_PROCESSOR_IDLE_STATE_UPDATE, *PPEP_PROCESSOR_IDLE_STATE_UPDATE;

typedef _Function_class_(POFXCALLBACKUPDATEPROCESSORIDLESTATE)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS POFXCALLBACKUPDATEPROCESSORIDLESTATE(
    _In_ POHANDLE ProcessorHandle, _In_ ULONG ProcessorState,
    _In_ PPEP_PROCESSOR_IDLE_STATE_UPDATE Update);
typedef POFXCALLBACKUPDATEPROCESSORIDLESTATE *PPOFXCALLBACKUPDATEPROCESSORIDLESTATE;

typedef struct _PEP_ABANDON_DEVICE {
    PCUNICODE_STRING DeviceId;
    BOOLEAN DeviceAccepted;
} PEP_ABANDON_DEVICE, *PPEP_ABANDON_DEVICE;

typedef struct _PEP_WORK_POWER_CONTROL {
    POHANDLE DeviceHandle;
    LPCGUID PowerControlCode;
    PVOID RequestContext;
    PVOID InBuffer;
    SIZE_T InBufferSize;
    PVOID OutBuffer;
    SIZE_T OutBufferSize;
} PEP_WORK_POWER_CONTROL, *PPEP_WORK_POWER_CONTROL;

typedef struct _PEP_WORK_COMPLETE_IDLE_STATE {
    POHANDLE DeviceHandle;
    ULONG Component;
} PEP_WORK_COMPLETE_IDLE_STATE, *PPEP_WORK_COMPLETE_IDLE_STATE;

typedef struct _PEP_WORK_COMPLETE_PERF_STATE {
    POHANDLE DeviceHandle;
    ULONG Component;
    BOOLEAN Succeeded;
} PEP_WORK_COMPLETE_PERF_STATE, *PPEP_WORK_COMPLETE_PERF_STATE;

typedef struct _PEP_WORK_INFORMATION {
    PEP_WORK_TYPE WorkType;
    union {
        PEP_WORK_POWER_CONTROL PowerControl;
        PEP_WORK_COMPLETE_IDLE_STATE CompleteIdleState;
        PEP_WORK_COMPLETE_PERF_STATE CompletePerfState;
        PEP_WORK_ACPI_NOTIFY AcpiNotify;
        PEP_WORK_ACPI_EVALUATE_CONTROL_METHOD_COMPLETE ControlMethodComplete;
    };
} PEP_WORK_INFORMATION, *PPEP_WORK_INFORMATION;

typedef struct _PEP_COMPONENT_ACTIVE {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    BOOLEAN Active;
    PPEP_WORK_INFORMATION WorkInformation;
    BOOLEAN NeedWork;
} PEP_COMPONENT_ACTIVE, *PPEP_COMPONENT_ACTIVE;

typedef struct _PEP_PERF_STATE {
    ULONGLONG Value;
    PVOID Context;
} PEP_PERF_STATE, *PPEP_PERF_STATE;

typedef struct _PEP_COMPONENT_PERF_SET {
    UNICODE_STRING Name;
    ULONGLONG Flags;
    PEP_PERF_STATE_UNIT Unit;
    PEP_PERF_STATE_TYPE Type;
    union {
        struct {
            ULONG Count;
            PPEP_PERF_STATE States;
        } Discrete;
        struct {
            ULONGLONG Minimum;
            ULONGLONG Maximum;
        } Range;
    };
} PEP_COMPONENT_PERF_SET, *PPEP_COMPONENT_PERF_SET;

typedef struct _PEP_COMPONENT_PERF_INFO {
    ULONG SetCount;
    PEP_COMPONENT_PERF_SET PerfStateSets[ANYSIZE_ARRAY];
} PEP_COMPONENT_PERF_INFO, *PPEP_COMPONENT_PERF_INFO;

typedef struct _PEP_COMPONENT_PERF_STATE_REQUEST {
    ULONG Set;
    union {
        ULONG StateIndex;
        ULONGLONG StateValue;
    };
} PEP_COMPONENT_PERF_STATE_REQUEST, *PPEP_COMPONENT_PERF_STATE_REQUEST;

typedef struct _PEP_COMPONENT_PLATFORM_CONSTRAINTS {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    PULONG MinimumFStates;
    ULONG PlatformStateCount;
} PEP_COMPONENT_PLATFORM_CONSTRAINTS, *PPEP_COMPONENT_PLATFORM_CONSTRAINTS;

typedef struct _PEP_COMPONENT_V2 {
    GUID Id;
    ULONGLONG Flags;
    ULONG DeepestWakeableIdleState;
    ULONG IdleStateCount;
    PPO_FX_COMPONENT_IDLE_STATE IdleStates;
} PEP_COMPONENT_V2, *PPEP_COMPONENT_V2;

typedef struct _PEP_COORDINATED_DEPENDENCY_OPTION {
    UCHAR ExpectedStateIndex;
    BOOLEAN LooseDependency;
    BOOLEAN InitiatingState;
    BOOLEAN DependentState;
} PEP_COORDINATED_DEPENDENCY_OPTION, *PPEP_COORDINATED_DEPENDENCY_OPTION;

typedef struct _PEP_COORDINATED_IDLE_STATE {
    ULONG Latency;
    ULONG BreakEvenDuration;
    ULONG DependencyCount;
    ULONG MaximumDependencySize;
} PEP_COORDINATED_IDLE_STATE, *PPEP_COORDINATED_IDLE_STATE;

typedef struct _PEP_DEBUGGER_TRANSITION_REQUIREMENTS {
    PEPHANDLE DeviceHandle;
    ULONG PlatformStateCount;
    PBOOLEAN PowerTransitionRequired;
} PEP_DEBUGGER_TRANSITION_REQUIREMENTS, *PPEP_DEBUGGER_TRANSITION_REQUIREMENTS;

typedef struct _PEP_DEVICE_PLATFORM_CONSTRAINTS {
    PEPHANDLE DeviceHandle;
    PDEVICE_POWER_STATE MinimumDStates;
    ULONG PlatformStateCount;
} PEP_DEVICE_PLATFORM_CONSTRAINTS, *PPEP_DEVICE_PLATFORM_CONSTRAINTS;

typedef struct _PEP_DEVICE_POWER_STATE {
    PEPHANDLE DeviceHandle;
    DEVICE_POWER_STATE PowerState;
    BOOLEAN Complete;
    BOOLEAN SystemTransition;
} PEP_DEVICE_POWER_STATE, *PPEP_DEVICE_POWER_STATE;

typedef struct _PEP_DEVICE_REGISTER_V2 {
    ULONGLONG Flags;
    ULONG ComponentCount;
    PPEP_COMPONENT_V2 Components[ANYSIZE_ARRAY];
} PEP_DEVICE_REGISTER_V2, *PPEP_DEVICE_REGISTER_V2;

typedef struct _PEP_DEVICE_STARTED {
    PEPHANDLE DeviceHandle;
} PEP_DEVICE_STARTED, *PPEP_DEVICE_STARTED;

typedef struct _PEP_INFORMATION {
    USHORT Version;
    USHORT Size;
    PPEPCALLBACKNOTIFYDPM AcceptDeviceNotification;
    PPEPCALLBACKNOTIFYPPM AcceptProcessorNotification;
    PPEPCALLBACKNOTIFYACPI AcceptAcpiNotification;
} PEP_INFORMATION, *PPEP_INFORMATION;

typedef struct _PEP_LOW_POWER_EPOCH {
    BOOLEAN LowPowerEpoch;
} PEP_LOW_POWER_EPOCH, *PPEP_LOW_POWER_EPOCH;

typedef struct _PEP_NOTIFY_COMPONENT_IDLE_STATE {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG IdleState;
    BOOLEAN DriverNotified;
    BOOLEAN Completed;
} PEP_NOTIFY_COMPONENT_IDLE_STATE, *PPEP_NOTIFY_COMPONENT_IDLE_STATE;

typedef struct _PEP_PROCESSOR_IDLE_DEPENDENCY {
    POHANDLE TargetProcessor;
    UCHAR ExpectedState;
    BOOLEAN AllowDeeperStates;
    BOOLEAN LooseDependency;
} PEP_PROCESSOR_IDLE_DEPENDENCY, *PPEP_PROCESSOR_IDLE_DEPENDENCY;

typedef struct _PEP_PLATFORM_IDLE_STATE {
    POHANDLE InitiatingProcessor;
    UCHAR InitiatingState;
    ULONG Latency;
    ULONG BreakEvenDuration;
    _Field_range_(0, DependencyArrayCount) ULONG DependencyArrayUsed;
    ULONG DependencyArrayCount;
    _Field_size_part_(DependencyArrayCount, DependencyArrayUsed) PEP_PROCESSOR_IDLE_DEPENDENCY DependencyArray[ANYSIZE_ARRAY];
} PEP_PLATFORM_IDLE_STATE, *PPEP_PLATFORM_IDLE_STATE;

typedef struct _PEP_POWER_CONTROL_COMPLETE {
    PEPHANDLE DeviceHandle;
    LPCGUID PowerControlCode;
    PVOID RequestContext;
    SIZE_T BytesReturned;
    NTSTATUS Status;
} PEP_POWER_CONTROL_COMPLETE, *PPEP_POWER_CONTROL_COMPLETE;

typedef struct _PEP_POWER_CONTROL_REQUEST {
    PEPHANDLE DeviceHandle;
    LPCGUID PowerControlCode;
    PVOID InBuffer;
    SIZE_T InBufferSize;
    PVOID OutBuffer;
    SIZE_T OutBufferSize;
    SIZE_T BytesReturned;
    NTSTATUS Status;
} PEP_POWER_CONTROL_REQUEST, *PPEP_POWER_CONTROL_REQUEST;

typedef struct _PEP_PPM_CONTEXT_QUERY_PARKING_PAGE {
    PHYSICAL_ADDRESS PhysicalPageAddress;
    PVOID VirtualPageAddress;
} PEP_PPM_CONTEXT_QUERY_PARKING_PAGE, *PPEP_PPM_CONTEXT_QUERY_PARKING_PAGE;

typedef struct _PEP_PPM_CST_STATE {
    UCHAR Type;
    USHORT Latency;
    ULONG Power;
    UCHAR AddressSpaceId;
    UCHAR BitWidth;
    UCHAR BitOffset;
    UCHAR AccessSize;
    PHYSICAL_ADDRESS Address;
} PEP_PPM_CST_STATE, *PPEP_PPM_CST_STATE;

typedef struct _PEP_PPM_CST_STATES {
    ULONG Count;
    PPEP_PPM_CST_STATE IdleStates;
} PEP_PPM_CST_STATES, *PPEP_PPM_CST_STATES;

typedef struct _PEP_PPM_ENTER_SYSTEM_STATE {
    SYSTEM_POWER_STATE TargetState;
} PEP_PPM_ENTER_SYSTEM_STATE, *PPEP_PPM_ENTER_SYSTEM_STATE;

typedef struct _PEP_PPM_FEEDBACK_READ {
    ULONG CounterIndex;
    union {
        ULONG64 InstantaneousValue;
        struct {
            ULONG64 NominalCount;
            ULONG64 ActualCount;
        };
    };
} PEP_PPM_FEEDBACK_READ, *PPEP_PPM_FEEDBACK_READ;

typedef struct _PEP_PPM_IDLE_CANCEL {
    PEP_PROCESSOR_IDLE_CANCEL_CODE CancelCode;
} PEP_PPM_IDLE_CANCEL, *PPEP_PPM_IDLE_CANCEL;

typedef struct _PEP_PPM_IDLE_COMPLETE {
    ULONG ProcessorState;
    ULONG PlatformState;
} PEP_PPM_IDLE_COMPLETE, *PPEP_PPM_IDLE_COMPLETE;

typedef struct _PEP_PPM_IDLE_COMPLETE_V2 {
    ULONG ProcessorState;
    ULONG PlatformState;
} PEP_PPM_IDLE_COMPLETE_V2, *PPEP_PPM_IDLE_COMPLETE_V2;

typedef struct _PEP_PPM_IDLE_EXECUTE {
    NTSTATUS Status;
    ULONG ProcessorState;
    ULONG PlatformState;
} PEP_PPM_IDLE_EXECUTE, *PPEP_PPM_IDLE_EXECUTE;

typedef struct _PEP_PPM_IDLE_EXECUTE_V2 {
    NTSTATUS Status;
    ULONG ProcessorState;
    ULONG PlatformState;
    ULONG CoordinatedStateCount;
    _Field_size_(CoordinatedStateCount) PULONG CoordinatedStates;
} PEP_PPM_IDLE_EXECUTE_V2, *PPEP_PPM_IDLE_EXECUTE_V2;

typedef struct _PEP_PROCESSOR_IDLE_CONSTRAINTS {
    ULONGLONG IdleDuration;
    BOOLEAN Interruptible;
    PEP_PROCESSOR_IDLE_TYPE Type;
} PEP_PROCESSOR_IDLE_CONSTRAINTS, *PPEP_PROCESSOR_IDLE_CONSTRAINTS;

typedef struct _PEP_PPM_IDLE_SELECT {
    PPEP_PROCESSOR_IDLE_CONSTRAINTS Constraints;
    BOOLEAN AbortTransition;
    ULONG IdleStateIndex;
    ULONG DependencyArrayUsed;
    ULONG DependencyArrayCount;
    PPEP_PROCESSOR_IDLE_DEPENDENCY DependencyArray;
    ULONG PlatformIdleStateIndex;
} PEP_PPM_IDLE_SELECT, *PPEP_PPM_IDLE_SELECT;

typedef struct _PEP_PPM_INITIATE_WAKE {
    BOOLEAN NeedInterruptForCompletion;
} PEP_PPM_INITIATE_WAKE, *PPEP_PPM_INITIATE_WAKE;

typedef struct _PEP_PPM_IS_PROCESSOR_HALTED {
    BOOLEAN Halted;
} PEP_PPM_IS_PROCESSOR_HALTED, *PPEP_PPM_IS_PROCESSOR_HALTED;

typedef struct _PEP_PROCESSOR_FEEDBACK_COUNTER {
    struct {
        ULONG Affinitized : 1;
        ULONG Type : 2;
        ULONG Counter : 4;
        ULONG Reserved : 25;
    };
    ULONG NominalRate;
} PEP_PROCESSOR_FEEDBACK_COUNTER, *PPEP_PROCESSOR_FEEDBACK_COUNTER;

typedef struct _PEP_PPM_QUERY_FEEDBACK_COUNTERS {
    ULONG Count;
    PEP_PROCESSOR_FEEDBACK_COUNTER Counters[ANYSIZE_ARRAY];
} PEP_PPM_QUERY_FEEDBACK_COUNTERS, *PPEP_PPM_QUERY_FEEDBACK_COUNTERS;

typedef struct _PEP_PROCESSOR_PARK_STATE {
    PEPHANDLE Processor;
    BOOLEAN Parked;
    UCHAR Reserved[3];
} PEP_PROCESSOR_PARK_STATE, *PPEP_PROCESSOR_PARK_STATE;

typedef struct _PEP_PPM_PARK_MASK {
    ULONG Count;
    ULONGLONG EvaluationTime;
    _Field_size_full_(Count) PPEP_PROCESSOR_PARK_STATE Processors;
} PEP_PPM_PARK_MASK, *PPEP_PPM_PARK_MASK;

typedef struct _PEP_PROCESSOR_PARK_PREFERENCE {
    PEPHANDLE Processor;
    UCHAR PoPreference;
    UCHAR PepPreference;
} PEP_PROCESSOR_PARK_PREFERENCE, *PPEP_PROCESSOR_PARK_PREFERENCE;

typedef struct _PEP_PPM_PARK_SELECTION {
    ULONG AdditionalUnparkedProcessors;
    ULONG Count;
    PPEP_PROCESSOR_PARK_PREFERENCE Processors;
} PEP_PPM_PARK_SELECTION, *PPEP_PPM_PARK_SELECTION;

typedef struct _PEP_PPM_PARK_SELECTION_V2 {
    ULONG AdditionalUnparkedProcessors;
    ULONG Count;
    _Field_size_full_(Count) PPEP_PROCESSOR_PARK_PREFERENCE Processors;
    ULONGLONG EvaluationTime;
    UCHAR EvaluationType;
} PEP_PPM_PARK_SELECTION_V2, *PPEP_PPM_PARK_SELECTION_V2;

typedef struct _PEP_PPM_PERF_CHECK_COMPLETE {
    ULONGLONG EvaluationTime;
} PEP_PPM_PERF_CHECK_COMPLETE, *PPEP_PPM_PERF_CHECK_COMPLETE;

typedef struct _PEP_PPM_PERF_SET {
    ULONG MinimumPerformance;
    ULONG MaximumPerformance;
    ULONG DesiredPerformance;
    ULONG TimeWindow;
    ULONG PerformanceTolerance;
} PEP_PPM_PERF_SET, *PPEP_PPM_PERF_SET;

typedef struct _PEP_PPM_PERF_SET_STATE {
    UCHAR MinimumPerformanceState;
    UCHAR MaximumPerformanceState;
    UCHAR DesiredPerformanceState;
} PEP_PPM_PERF_SET_STATE, *PPEP_PPM_PERF_SET_STATE;

typedef struct _PEP_PPM_PLATFORM_STATE_RESIDENCY {
    ULONG64 Residency;
    ULONG64 TransitionCount;
} PEP_PPM_PLATFORM_STATE_RESIDENCY, *PPEP_PPM_PLATFORM_STATE_RESIDENCY;

typedef struct _PEP_PPM_PLATFORM_STATE_RESIDENCIES {
    ULONG Count;
    PPEP_PPM_PLATFORM_STATE_RESIDENCY States;
} PEP_PPM_PLATFORM_STATE_RESIDENCIES, *PPEP_PPM_PLATFORM_STATE_RESIDENCIES;

typedef struct _PEP_PPM_QUERY_CAPABILITIES {
    ULONG FeedbackCounterCount;
    ULONG IdleStateCount;
    BOOLEAN PerformanceStatesSupported;
    BOOLEAN ParkingSupported;
} PEP_PPM_QUERY_CAPABILITIES, *PPEP_PPM_QUERY_CAPABILITIES;

typedef struct _PEP_PPM_QUERY_COORDINATED_DEPENDENCY {
    ULONG StateIndex;
    ULONG DependencyIndex;
    ULONG DependencySize;
    _Field_range_(0, DependencySize) ULONG DependencySizeUsed;
    POHANDLE TargetProcessor;
    _Field_size_part_(DependencySize, DependencySizeUsed) PEP_COORDINATED_DEPENDENCY_OPTION Options[ANYSIZE_ARRAY];
} PEP_PPM_QUERY_COORDINATED_DEPENDENCY, *PPEP_PPM_QUERY_COORDINATED_DEPENDENCY;

typedef struct _PEP_PPM_QUERY_COORDINATED_STATES {
    ULONG Count;
    _Field_size_(Count) PEP_COORDINATED_IDLE_STATE States[ANYSIZE_ARRAY];
} PEP_PPM_QUERY_COORDINATED_STATES, *PPEP_PPM_QUERY_COORDINATED_STATES;

typedef struct _PEP_PROCESSOR_PERF_STATE {
    ULONG Performance;
    ULONG Frequency;
    ULONG Reserved[4];
} PEP_PROCESSOR_PERF_STATE, *PPEP_PROCESSOR_PERF_STATE;

typedef struct _PEP_PPM_QUERY_DISCRETE_PERF_STATES {
    ULONG Count;
    PPEP_PROCESSOR_PERF_STATE States;
} PEP_PPM_QUERY_DISCRETE_PERF_STATES, *PPEP_PPM_QUERY_DISCRETE_PERF_STATES;

typedef struct _PEP_PPM_QUERY_DOMAIN_INFO {
    ULONG DomainId;
    UCHAR CoordinationType;
    BOOLEAN IdleProcessorsDiscounted;
    BOOLEAN SchedulerDirectedTransitionsSupported;
    ULONG WorstCaseTransitionLatency;
    ULONG WorstCaseTransitionOverhead;
} PEP_PPM_QUERY_DOMAIN_INFO, PEP_PPM_QUERY_DOMAIN_INFO;

typedef struct _PEP_PROCESSOR_IDLE_STATE {
    union {
        ULONG Ulong;
        struct {
            ULONG Interruptible : 1;
            ULONG CacheCoherent : 1;
            ULONG ThreadContextRetained : 1;
            ULONG CStateType : 4;
            ULONG Reserved : 25;
        };
    };
} PEP_PROCESSOR_IDLE_STATE, *PPEP_PROCESSOR_IDLE_STATE;

typedef struct _PEP_PPM_QUERY_IDLE_STATES {
    ULONG Count;
    ULONG MaximumCoordinatedProcessors;
    PEP_PROCESSOR_IDLE_STATE IdleStates[ANYSIZE_ARRAY];
} PEP_PPM_QUERY_IDLE_STATES, *PPEP_PPM_QUERY_IDLE_STATES;

typedef struct _PEP_PROCESSOR_IDLE_STATE_V2 {
    union {
        ULONG Ulong;
        struct {
            ULONG Interruptible : 1;
            ULONG CacheCoherent : 1;
            ULONG ThreadContextRetained : 1;
            ULONG CStateType : 4;
            ULONG WakesSpuriously : 1;
            ULONG PlatformOnly : 1;
            ULONG Autonomous : 1;
            ULONG Reserved : 22;
        };
    };
    ULONG Latency;
    ULONG BreakEvenDuration;
} PEP_PROCESSOR_IDLE_STATE_V2, *PPEP_PROCESSOR_IDLE_STATE_V2;

typedef struct _PEP_PPM_QUERY_IDLE_STATES_V2 {
    ULONG Count;
    PEP_PROCESSOR_IDLE_STATE_V2 IdleStates[ANYSIZE_ARRAY];
} PEP_PPM_QUERY_IDLE_STATES_V2, *PPEP_PPM_QUERY_IDLE_STATES_V2;

typedef struct _PEP_PPM_QUERY_PERF_CAPABILITIES {
    ULONG HighestPerformance;
    ULONG NominalPerformance;
    ULONG LowestNonlinearPerformance;
    ULONG LowestPerformance;
    ULONG DomainId;
    ULONG DomainMembers;
} PEP_PPM_QUERY_PERF_CAPABILITIES, *PPEP_PPM_QUERY_PERF_CAPABILITIES;

typedef struct _PEP_PPM_QUERY_PERF_CONSTRAINTS {
    ULONG GuaranteedPerformanceLimit;
    ULONG LimitReasons;
} PEP_PPM_PERF_CONSTRAINTS, *PPEP_PPM_PERF_CONSTRAINTS;

typedef struct _PEP_PPM_QUERY_PLATFORM_STATE {
    ULONG StateIndex;
    PEP_PLATFORM_IDLE_STATE State;
} PEP_PPM_QUERY_PLATFORM_STATE, *PPEP_PPM_QUERY_PLATFORM_STATE;

typedef struct _PEP_PPM_QUERY_PLATFORM_STATES {
    ULONG PlatformStateCount;
} PEP_PPM_QUERY_PLATFORM_STATES, *PPEP_PPM_QUERY_PLATFORM_STATES;

typedef struct _PEP_PPM_QUERY_STATE_NAME {
    ULONG StateIndex;
    USHORT NameSize;
    PWSTR Name;
} PEP_PPM_QUERY_STATE_NAME, *PPEP_PPM_QUERY_STATE_NAME;

typedef struct _PEP_PPM_QUERY_VETO_REASON {
    ULONG VetoReason;
    USHORT NameSize;
    PWSTR Name;
} PEP_PPM_QUERY_VETO_REASON, *PPEP_PPM_QUERY_VETO_REASON;

typedef struct _PEP_PPM_QUERY_VETO_REASONS {
    ULONG VetoReasonCount;
} PEP_PPM_QUERY_VETO_REASONS, *PPEP_PPM_QUERY_VETO_REASONS;

typedef struct _PEP_PPM_RESUME_FROM_SYSTEM_STATE {
    SYSTEM_POWER_STATE TargetState;
} PEP_PPM_RESUME_FROM_SYSTEM_STATE, PEP_PPM_RESUME_FROM_SYSTEM_STATE;

typedef struct _PEP_PPM_TEST_IDLE_STATE {
    ULONG ProcessorState;
    ULONG PlatformState;
    ULONG VetoReason;
} PEP_PPM_TEST_IDLE_STATE, *PPEP_PPM_TEST_IDLE_STATE;

typedef struct _PEP_PREPARE_DEVICE {
    PCUNICODE_STRING DeviceId;
    BOOLEAN DeviceAccepted;
} PEP_PREPARE_DEVICE, *PPEP_PREPARE_DEVICE;

typedef struct _PEP_QUERY_COMPONENT_PERF_CAPABILITIES {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG SetCount;
} PEP_QUERY_COMPONENT_PERF_CAPABILITIES, *PPEP_QUERY_COMPONENT_PERF_CAPABILITIES;

typedef struct _PEP_QUERY_COMPONENT_PERF_SET {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG Set;
    ULONGLONG Flags;
    PEP_PERF_STATE_UNIT Unit;
    PEP_PERF_STATE_TYPE Type;
    union {
        struct {
            ULONG Count;
        } Discrete;
        struct {
            ULONGLONG Minimum;
            ULONGLONG Maximum;
        } Range;
    };
} PEP_QUERY_COMPONENT_PERF_SET, *PPEP_QUERY_COMPONENT_PERF_SET;

typedef struct _PEP_QUERY_COMPONENT_PERF_SET_NAME {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG Set;
    USHORT NameSize;
    PWCHAR Name;
} PEP_QUERY_COMPONENT_PERF_SET_NAME, *PPEP_QUERY_COMPONENT_PERF_SET_NAME;

typedef struct _PEP_QUERY_COMPONENT_PERF_STATES {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG Set;
    PPEP_PERF_STATE States;
} PEP_QUERY_COMPONENT_PERF_STATES, *PPEP_QUERY_COMPONENT_PERF_STATES;

typedef struct _PEP_QUERY_CURRENT_COMPONENT_PERF_STATE {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONG Set;
    union {
        ULONG StateIndex;
        ULONGLONG StateValue;
    };
} PEP_QUERY_CURRENT_COMPONENT_PERF_STATE, *PPEP_QUERY_CURRENT_COMPONENT_PERF_STATE;

typedef struct _PEP_QUERY_SOC_SUBSYSTEM {
    ULONG PlatformIdleStateIndex;
    ULONG SubsystemIndex;
    PVOID SubsystemHandle;
    UNICODE_STRING ParentName;
    UNICODE_STRING SubsystemName;
    ULONG MetadataCount;
    ULONG Flags;
} PEP_QUERY_SOC_SUBSYSTEM, *PPEP_QUERY_SOC_SUBSYSTEM;

typedef struct _PEP_QUERY_SOC_SUBSYSTEM_BLOCKING_TIME {
    ULONG PlatformIdleStateIndex;
    PVOID SubsystemHandle;
    PCUNICODE_STRING SubsystemName;
    ULONG64 BlockingTime;
    ULONG Flags;
} PEP_QUERY_SOC_SUBSYSTEM_BLOCKING_TIME, *PPEP_QUERY_SOC_SUBSYSTEM_BLOCKING_TIME;

typedef struct _PEP_QUERY_SOC_SUBSYSTEM_COUNT {
    ULONG PlatformIdleStateIndex;
    ULONG SubsystemCount;
    ULONG Flags;
} PEP_QUERY_SOC_SUBSYSTEM_COUNT, *PPEP_QUERY_SOC_SUBSYSTEM_COUNT;

typedef struct _PEP_SOC_SUBSYSTEM_METADATA {
    UNICODE_STRING Key;
    UNICODE_STRING Value;
} PEP_SOC_SUBSYSTEM_METADATA, *PPEP_SOC_SUBSYSTEM_METADATA;

typedef struct _PEP_QUERY_SOC_SUBSYSTEM_METADATA {
    ULONG PlatformIdleStateIndex;
    PVOID SubsystemHandle;
    PCUNICODE_STRING SubsystemName;
    ULONG Flags;
    ULONG MetadataCount;
    PPEP_SOC_SUBSYSTEM_METADATA Metadata[ANYSIZE_ARRAY];
} PEP_QUERY_SOC_SUBSYSTEM_METADATA, *PPEP_QUERY_SOC_SUBSYSTEM_METADATA;

typedef struct _PEP_REGISTER_COMPONENT_PERF_STATES {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    ULONGLONG Flags;
    PPEP_COMPONENT_PERF_INFO PerfStateInfo;
} PEP_REGISTER_COMPONENT_PERF_STATES, *PPEP_REGISTER_COMPONENT_PERF_STATES;

typedef struct _PEP_REGISTER_CRASHDUMP_DEVICE {
    PPEPCALLBACKPOWERONCRASHDUMPDEVICE PowerOnDumpDeviceCallback;
    PEPHANDLE DeviceHandle;
} PEP_REGISTER_CRASHDUMP_DEVICE, *PPEP_REGISTER_CRASHDUMP_DEVICE;

typedef struct _PEP_REGISTER_DEBUGGER {
    PEPHANDLE DeviceHandle;
} PEP_REGISTER_DEBUGGER, *PPEP_REGISTER_DEBUGGER;

typedef struct _PEP_REGISTER_DEVICE_V2 {
    PCUNICODE_STRING DeviceId;
    POHANDLE KernelHandle;
    PPEP_DEVICE_REGISTER_V2 Register;
    PEPHANDLE DeviceHandle;
    PEP_DEVICE_ACCEPTANCE_TYPE DeviceAccepted;
} PEP_REGISTER_DEVICE_V2, *PPEP_REGISTER_DEVICE_V2;

typedef struct _PEP_REQUEST_COMPONENT_PERF_STATE {
    PEPHANDLE DeviceHandle;
    ULONG Component;
    BOOLEAN Completed;
    BOOLEAN Succeeded;
    ULONG PerfRequestsCount;
    PPEP_COMPONENT_PERF_STATE_REQUEST PerfRequests;
} PEP_REQUEST_COMPONENT_PERF_STATE, *PPEP_REQUEST_COMPONENT_PERF_STATE;

typedef struct _PEP_RESET_SOC_SUBSYSTEM_ACCOUNTING {
    ULONG PlatformIdleStateIndex;
    ULONG Flags;
} PEP_RESET_SOC_SUBSYSTEM_ACCOUNTING, *PPEP_RESET_SOC_SUBSYSTEM_ACCOUNTING;

typedef struct _PEP_SYSTEM_LATENCY {
    ULONGLONG Latency;
} PEP_SYSTEM_LATENCY, *PPEP_SYSTEM_LATENCY;

typedef struct _PEP_UNREGISTER_DEVICE {
    PEPHANDLE DeviceHandle;
} PEP_UNREGISTER_DEVICE, *PPEP_UNREGISTER_DEVICE;

typedef struct _PEP_WORK {
    PPEP_WORK_INFORMATION WorkInformation;
    BOOLEAN NeedWork;
} PEP_WORK, *PPEP_WORK;

typedef struct _PEP_WORK_ACTIVE_COMPLETE {
    POHANDLE DeviceHandle;
    ULONG Component;
} PEP_WORK_ACTIVE_COMPLETE, *PPEP_WORK_ACTIVE_COMPLETE;

typedef struct _PEP_WORK_DEVICE_IDLE {
    POHANDLE DeviceHandle;
    BOOLEAN IgnoreIdleTimeout;
} PEP_WORK_DEVICE_IDLE, *PPEP_WORK_DEVICE_IDLE;

typedef struct _PEP_WORK_DEVICE_POWER {
    POHANDLE DeviceHandle;
    BOOLEAN PowerRequired;
} PEP_WORK_DEVICE_POWER, *PPEP_WORK_DEVICE_POWER;

typedef struct _PEP_WORK_IDLE_STATE {
    POHANDLE DeviceHandle;
    ULONG Component;
    ULONG State;
} PEP_WORK_IDLE_STATE, *PPEP_WORK_IDLE_STATE;

typedef struct _PO_FX_CORE_DEVICE {
    ULONG Version;
    ULONG ComponentCount;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK ComponentCriticalTransitionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PVOID DeviceContext;
    PO_FX_COMPONENT Components[ANYSIZE_ARRAY];
} PO_FX_CORE_DEVICE, *PPO_FX_CORE_DEVICE;

typedef struct _PEP_KERNEL_INFORMATION_STRUCT_V3 {
    USHORT Version;
    USHORT Size;
    POHANDLE Plugin;
    PPOFXCALLBACKREQUESTWORKER RequestWorker;
    PPOFXCALLBACKENUMERATEUNMASKEDINTERRUPTS EnumerateUnmaskedInterrupts;
    PPOFXCALLBACKPROCESSORHALT ProcessorHalt;
    PPOFXCALLBACKREQUESTINTERRUPT RequestInterrupt;
    PPOFXCALLBACKCRITICALRESOURCE TransitionCriticalResource;
    PPOFXCALLBACKPROCESSORIDLEVETO ProcessorIdleVeto;
    PPOFXCALLBACKPLATFORMIDLEVETO PlatformIdleVeto;
    PPOFXCALLBACKUPDATEPROCESSORIDLESTATE UpdateProcessorIdleState;
    PPOFXCALLBACKUPDATEPLATFORMIDLESTATE UpdatePlatformIdleState;
    PPOFXCALLBACKREQUESTCOMMON RequestCommon;
} PEP_KERNEL_INFORMATION_STRUCT_V3, *PPEP_KERNEL_INFORMATION_STRUCT_V3;
typedef PEP_KERNEL_INFORMATION_STRUCT_V3 PEP_KERNEL_INFORMATION, *PPEP_KERNEL_INFORMATION;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PoFxRegisterCoreDevice(
    _In_ PCUNICODE_STRING Id, _In_ PPO_FX_CORE_DEVICE Device, _Out_ POHANDLE *Handle);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PoFxRegisterPlugin(
    _In_ PPEP_INFORMATION PepInformation, _Inout_ PPEP_KERNEL_INFORMATION KernelInformation);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PoFxRegisterPluginEx(
    _In_ PPEP_INFORMATION PepInformation, _In_ ULONGLONG Flags,
    _Inout_ PPEP_KERNEL_INFORMATION KernelInformation);

#ifdef __cplusplus
}
#endif
