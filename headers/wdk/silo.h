/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/silo.h: DDIs of ntddk.h that mingw lacks: silos (containers), activity identifiers,
 * process and thread notifications, non-volatile memory, correlation vectors, stacks.
 * Included by ntddk.h.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Role types that mingw has as pointers only. */
typedef
_Function_class_(DRIVER_REINITIALIZE)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NTAPI DRIVER_REINITIALIZE)(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_opt_ PVOID Context,
    _In_ ULONG Count);

typedef
_Function_class_(EXPAND_STACK_CALLOUT)
VOID
(NTAPI EXPAND_STACK_CALLOUT)(
    _In_opt_ PVOID Parameter);

typedef
_Function_class_(RTL_RUN_ONCE_INIT_FN)
_IRQL_requires_max_(APC_LEVEL)
ULONG
(NTAPI RTL_RUN_ONCE_INIT_FN)(
    _Inout_ PRTL_RUN_ONCE RunOnce,
    _Inout_opt_ PVOID Parameter,
    _Inout_opt_ PVOID *Context);

/* Silos and their contexts. */
typedef struct _EJOB *PEJOB;
typedef struct _EJOB *PESILO;
typedef struct _SILO_MONITOR *PSILO_MONITOR;

typedef
_Function_class_(SILO_CONTEXT_CLEANUP_CALLBACK)
VOID
(NTAPI SILO_CONTEXT_CLEANUP_CALLBACK)(
    _In_ PVOID SiloContext);
typedef SILO_CONTEXT_CLEANUP_CALLBACK *PSILO_CONTEXT_CLEANUP_CALLBACK;

typedef
_Function_class_(SILO_MONITOR_CREATE_CALLBACK)
NTSTATUS
(NTAPI SILO_MONITOR_CREATE_CALLBACK)(
    _In_ PESILO Silo);
typedef SILO_MONITOR_CREATE_CALLBACK *PSILO_MONITOR_CREATE_CALLBACK;

typedef
_Function_class_(SILO_MONITOR_TERMINATE_CALLBACK)
VOID
(NTAPI SILO_MONITOR_TERMINATE_CALLBACK)(
    _In_ PESILO Silo);
typedef SILO_MONITOR_TERMINATE_CALLBACK *PSILO_MONITOR_TERMINATE_CALLBACK;

#define SILO_MONITOR_REGISTRATION_VERSION 1

typedef struct _SILO_MONITOR_REGISTRATION {
    UCHAR Version;
    BOOLEAN MonitorHost;
    BOOLEAN MonitorExistingSilos;
    UCHAR Reserved[5];
    union {
        PUNICODE_STRING DriverObjectName;
        PUNICODE_STRING ComponentName;
    };
    PSILO_MONITOR_CREATE_CALLBACK CreateCallback;
    PSILO_MONITOR_TERMINATE_CALLBACK TerminateCallback;
} SILO_MONITOR_REGISTRATION, *PSILO_MONITOR_REGISTRATION;

NTSTATUS
PsAllocSiloContextSlot(
    _In_ ULONG_PTR Reserved,
    _Out_ ULONG *ReturnedContextSlot);

NTSTATUS PsFreeSiloContextSlot(_In_ ULONG ContextSlot);

NTSTATUS
PsCreateSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG Size,
    _In_ POOL_TYPE PoolType,
    _In_opt_ PSILO_CONTEXT_CLEANUP_CALLBACK ContextCleanupCallback,
    _Outptr_result_bytebuffer_(Size) PVOID *ReturnedSiloContext);

VOID PsReferenceSiloContext(_In_ PVOID SiloContext);

VOID PsDereferenceSiloContext(_In_ PVOID SiloContext);

NTSTATUS
PsInsertSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _In_ PVOID SiloContext);

NTSTATUS
PsReplaceSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _In_ PVOID NewSiloContext,
    _Outptr_opt_result_maybenull_ PVOID *OldSiloContext);

NTSTATUS
PsGetSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _Outptr_result_nullonfailure_ PVOID *ReturnedSiloContext);

NTSTATUS
PsRemoveSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _Outptr_opt_result_maybenull_ PVOID *ReturnedSiloContext);

NTSTATUS
PsInsertPermanentSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _In_ PVOID SiloContext);

NTSTATUS
PsGetPermanentSiloContext(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot,
    _Outptr_result_nullonfailure_ PVOID *ReturnedSiloContext);

NTSTATUS
PsMakeSiloContextPermanent(
    _In_ PESILO Silo,
    _In_ ULONG ContextSlot);

NTSTATUS
PsRegisterSiloMonitor(
    _In_ PSILO_MONITOR_REGISTRATION Registration,
    _Out_ PSILO_MONITOR *ReturnedMonitor);

NTSTATUS PsStartSiloMonitor(_In_ PSILO_MONITOR Monitor);

VOID PsUnregisterSiloMonitor(_In_ _Post_invalid_ PSILO_MONITOR Monitor);

ULONG PsGetSiloMonitorContextSlot(_In_ PSILO_MONITOR Monitor);

PESILO PsAttachSiloToCurrentThread(_In_ PESILO Silo);

VOID PsDetachSiloFromCurrentThread(_In_ PESILO PreviousSilo);

PESILO
PsGetCurrentSilo(VOID);

PESILO
PsGetCurrentServerSilo(VOID);

PESILO PsGetEffectiveServerSilo(_In_ PESILO Silo);

PESILO
PsGetHostSilo(VOID);

BOOLEAN PsIsHostSilo(_In_ PESILO Silo);

NTSTATUS
PsGetJobSilo(
    _In_ PEJOB Job,
    _Out_ PESILO *Silo);

NTSTATUS
PsGetJobServerSilo(
    _In_opt_ PEJOB Job,
    _Out_ PESILO *ServerSilo);

_IRQL_requires_(PASSIVE_LEVEL)
PESILO PsGetParentSilo(_In_opt_ PEJOB Job);

_IRQL_requires_(PASSIVE_LEVEL)
ULONG PsGetServerSiloActiveConsoleId(PESILO Silo);

VOID
PsTerminateServerSilo(
    _In_ PESILO ServerSilo,
    _In_ NTSTATUS ExistStatus);

_IRQL_requires_(PASSIVE_LEVEL)
GUID *PsGetSiloContainerId(_In_ PESILO Silo);

_IRQL_requires_max_(DISPATCH_LEVEL)
PESILO PsGetThreadServerSilo(_In_ PETHREAD Thread);

typedef struct _IO_FOEXT_SILO_PARAMETERS {
    ULONG Length;
    PESILO SiloContext;
} IO_FOEXT_SILO_PARAMETERS, *PIO_FOEXT_SILO_PARAMETERS;

PIO_FOEXT_SILO_PARAMETERS IoGetSiloParameters(_In_ PFILE_OBJECT FileObject);

/* Activity identifiers. */
LPGUID IoSetActivityIdThread(LPGUID ActivityId);

VOID IoClearActivityIdThread(_In_ LPCGUID OriginalId);

NTSTATUS
IoPropagateActivityIdToThread(
    _In_ PIRP Irp,
    _Out_ LPGUID PropagatedId,
    _Out_ LPCGUID *OriginalId);

VOID
IoTransferActivityId(
    _In_ LPCGUID ActivityId,
    _In_ LPCGUID RelatedActivityId);

LPCGUID IoGetActivityIdThread(VOID);

/* Processes and threads. */
typedef enum _PSCREATEPROCESSNOTIFYTYPE {
    PsCreateProcessNotifySubsystems = 0
} PSCREATEPROCESSNOTIFYTYPE;

typedef enum _PSCREATETHREADNOTIFYTYPE {
    PsCreateThreadNotifyNonSystem = 0,
    PsCreateThreadNotifySubsystems = 1
} PSCREATETHREADNOTIFYTYPE;

typedef enum _SUBSYSTEM_INFORMATION_TYPE {
    SubsystemInformationTypeWin32 = 0,
    SubsystemInformationTypeWSL = 1,
    MaxSubsystemInformationType
} SUBSYSTEM_INFORMATION_TYPE;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
PsSetCreateProcessNotifyRoutineEx2(
    _In_ PSCREATEPROCESSNOTIFYTYPE NotifyType,
    _In_ PVOID NotifyInformation,
    _In_ BOOLEAN Remove);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
PsSetCreateThreadNotifyRoutineEx(
    _In_ PSCREATETHREADNOTIFYTYPE NotifyType,
    _In_ PVOID NotifyInformation);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
PsSetLoadImageNotifyRoutineEx(
    _In_ PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine,
    _In_ ULONG_PTR Flags);

PVOID
PsGetCurrentThreadTeb(VOID);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONGLONG PsGetProcessStartKey(_In_ PEPROCESS Process);

LONGLONG PsGetThreadCreateTime(_In_ PETHREAD Thread);

NTSTATUS
IoIncrementKeepAliveCount(
    _Inout_ PFILE_OBJECT FileObject,
    _Inout_ PEPROCESS Process);

NTSTATUS
IoDecrementKeepAliveCount(
    _Inout_ PFILE_OBJECT FileObject,
    _Inout_ PEPROCESS Process);

/* Drivers and devices. */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
IoQueryFullDriverPath(
    _In_ PDRIVER_OBJECT DriverObject,
    _Out_ PUNICODE_STRING FullPath);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS IoReportRootDevice(_In_ PDRIVER_OBJECT DriverObject);

LOGICAL IoIsValidIrpStatus(_In_ NTSTATUS Status);

NTSTATUS
KeExpandKernelStackAndCalloutEx(
    _In_ PEXPAND_STACK_CALLOUT Callout,
    _In_opt_ PVOID Parameter,
    _In_ SIZE_T Size,
    _In_ BOOLEAN Wait,
    _In_opt_ PVOID Context);

/* Memory. */
_IRQL_requires_(PASSIVE_LEVEL)
PPHYSICAL_MEMORY_RANGE
MmGetPhysicalMemoryRangesEx2(
    _In_opt_ PVOID PartitionObject,
    _In_ ULONG Flags);

_IRQL_requires_max_(APC_LEVEL)
HANDLE
MmSecureVirtualMemoryEx(
    _In_ PVOID Address,
    _In_ SIZE_T Size,
    _In_ ULONG ProbeMode,
    _In_ ULONG Flags);

/* Non-volatile memory. */
typedef struct _NV_MEMORY_RANGE {
    VOID *BaseAddress;
    SIZE_T Length;
} NV_MEMORY_RANGE, *PNV_MEMORY_RANGE;

NTSTATUS
RtlGetNonVolatileToken(
    _In_reads_bytes_(Size) PVOID NvBuffer,
    _In_ SIZE_T Size,
    _Outptr_ PVOID *NvToken);

NTSTATUS RtlFreeNonVolatileToken(_In_ PVOID NvToken);

NTSTATUS
RtlFlushNonVolatileMemory(
    _In_ PVOID NvToken,
    _In_reads_bytes_(Size) PVOID NvBuffer,
    _In_ SIZE_T Size,
    _In_ ULONG Flags);

NTSTATUS
RtlFlushNonVolatileMemoryRanges(
    _In_ PVOID NvToken,
    _In_reads_(TotalRanges) PNV_MEMORY_RANGE NvRanges,
    _In_ SIZE_T TotalRanges,
    _In_ ULONG Flags);

NTSTATUS RtlDrainNonVolatileFlush(_In_ PVOID NvToken);

NTSTATUS
RtlWriteNonVolatileMemory(
    _In_ PVOID NvToken,
    _Out_writes_bytes_(Size) VOID UNALIGNED *NvDestination,
    _In_reads_bytes_(Size) VOID UNALIGNED *Source,
    _In_ SIZE_T Size,
    _In_ ULONG Flags);

NTSTATUS
RtlFillNonVolatileMemory(
    _In_ PVOID NvToken,
    _Out_writes_bytes_(Size) VOID UNALIGNED *NvDestination,
    _In_ SIZE_T Size,
    _In_ const UCHAR Value,
    _In_ ULONG Flags);

/* Correlation vectors. */
#define RTL_CORRELATION_VECTOR_STRING_LENGTH 129

typedef struct _CORRELATION_VECTOR {
    CHAR Version;
    CHAR Vector[RTL_CORRELATION_VECTOR_STRING_LENGTH];
} CORRELATION_VECTOR, *PCORRELATION_VECTOR;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
RtlInitializeCorrelationVector(
    _Inout_ PCORRELATION_VECTOR CorrelationVector,
    _In_ int Version,
    _In_ const GUID *Guid);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS RtlIncrementCorrelationVector(_Inout_ PCORRELATION_VECTOR CorrelationVector);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS RtlExtendCorrelationVector(_Inout_ PCORRELATION_VECTOR CorrelationVector);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS RtlValidateCorrelationVector(_Inout_ PCORRELATION_VECTOR CorrelationVector);

/* State separation, registry. */
typedef enum _STATE_LOCATION_TYPE {
    LocationTypeRegistry,
    LocationTypeFileSystem,
    LocationTypeMaximum
} STATE_LOCATION_TYPE;

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
RtlIsStateSeparationEnabled(VOID);

NTSTATUS
RtlGetPersistedStateLocation(
    _In_ PCWSTR SourceID,
    _In_opt_ PCWSTR CustomValue,
    _In_opt_ PCWSTR DefaultPath,
    _In_ STATE_LOCATION_TYPE StateLocationType,
    _Out_ PWCHAR TargetPath,
    _In_ ULONG BufferLengthIn,
    _Out_opt_ PULONG BufferLengthOut);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
RtlQueryRegistryValueWithFallback(
    _In_opt_ HANDLE PrimaryHandle,
    _In_opt_ HANDLE FallbackHandle,
    _In_ PUNICODE_STRING ValueName,
    _In_ ULONG ValueLength,
    _Out_opt_ PULONG ValueType,
    _Out_ PVOID ValueData,
    _Out_ PULONG ResultLength);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
RtlNormalizeSecurityDescriptor(
    _Inout_ PSECURITY_DESCRIPTOR *SecurityDescriptor,
    _In_ ULONG SecurityDescriptorLength,
    _Out_opt_ PSECURITY_DESCRIPTOR *NewSecurityDescriptor,
    _Out_opt_ PULONG NewSecurityDescriptorLength,
    _In_ BOOLEAN CheckOnly);

typedef struct _KEY_CACHED_INFORMATION {
    LARGE_INTEGER LastWriteTime;
    ULONG TitleIndex;
    ULONG SubKeys;
    ULONG MaxNameLen;
    ULONG Values;
    ULONG MaxValueNameLen;
    ULONG MaxValueDataLen;
    ULONG NameLength;
} KEY_CACHED_INFORMATION, *PKEY_CACHED_INFORMATION;
typedef struct _KEY_NAME_INFORMATION {
    ULONG NameLength;
    WCHAR Name[1];
} KEY_NAME_INFORMATION, *PKEY_NAME_INFORMATION;

typedef struct _KEY_VIRTUALIZATION_INFORMATION {
    ULONG VirtualizationCandidate :1;
    ULONG VirtualizationEnabled :1;
    ULONG VirtualTarget :1;
    ULONG VirtualStore :1;
    ULONG VirtualSource :1;
    ULONG Reserved :27;
} KEY_VIRTUALIZATION_INFORMATION, *PKEY_VIRTUALIZATION_INFORMATION;

#ifdef __cplusplus
}
#endif
