/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/kernel.h: DDIs of wdm.h that mingw lacks: processors and counters, memory, pool and
 * firmware, strings, threads, tracing. I/O is in wdk/io.h, DMA in wdk/dma.h.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Role types that mingw has as pointers only. */
typedef
_Function_class_(ETWENABLECALLBACK)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NTAPI ETWENABLECALLBACK)(
    _In_ LPCGUID SourceId,
    _In_ ULONG ControlCode,
    _In_ UCHAR Level,
    _In_ ULONGLONG MatchAnyKeyword,
    _In_ ULONGLONG MatchAllKeyword,
    _In_opt_ PEVENT_FILTER_DESCRIPTOR FilterData,
    _Inout_opt_ PVOID CallbackContext);

typedef
_Function_class_(MM_MDL_ROUTINE)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NTAPI MM_MDL_ROUTINE)(
    _In_opt_ PVOID DriverContext,
    _In_ PVOID MappedVa);
typedef MM_MDL_ROUTINE *PMM_MDL_ROUTINE;

typedef enum _BOUND_CALLBACK_STATUS {
    BoundExceptionContinueSearch = 0,
    BoundExceptionHandled,
    BoundExceptionError,
    BoundExceptionMaximum
} BOUND_CALLBACK_STATUS;

typedef
_Function_class_(BOUND_CALLBACK)
BOUND_CALLBACK_STATUS
(NTAPI BOUND_CALLBACK)(VOID);
typedef BOUND_CALLBACK *PBOUND_CALLBACK;

typedef
_Function_class_(PROCESSOR_HALT_ROUTINE)
NTSTATUS
(NTAPI PROCESSOR_HALT_ROUTINE)(
    _Inout_opt_ PVOID Context);
typedef PROCESSOR_HALT_ROUTINE *PPROCESSOR_HALT_ROUTINE;

/* Processors, counters, IRQL. */
VOID KzLowerIrql(_In_ KIRQL NewIrql);
_IRQL_raises_(NewIrql) KIRQL KzRaiseIrql(_In_ KIRQL NewIrql);
VOID KefReleaseSpinLockFromDpcLevel(_Inout_ PKSPIN_LOCK SpinLock);
NTSTATUS KeQueryAuxiliaryCounterFrequency(_Out_opt_ PULONG64 AuxiliaryCounterFrequency);

NTSTATUS
KeConvertAuxiliaryCounterToPerformanceCounter(
    _In_ ULONG64 AuxiliaryCounterValue,
    _Out_ PULONG64 PerformanceCounterValue,
    _Out_opt_ PULONG64 ConversionError);

NTSTATUS
KeConvertPerformanceCounterToAuxiliaryCounter(
    _In_ ULONG64 PerformanceCounterValue,
    _Out_ PULONG64 AuxiliaryCounterValue,
    _Out_opt_ PULONG64 ConversionError);

NTSTATUS
KeQueryNodeActiveAffinity2(
    _In_ USHORT NodeNumber,
    _Out_ PGROUP_AFFINITY GroupAffinities,
    _In_ USHORT GroupAffinitiesCount,
    _Out_ PUSHORT GroupAffinitiesRequired);

ULONG KeQueryNodeActiveProcessorCount(_In_ USHORT NodeNumber);

PVOID KeRegisterBoundCallback(_In_ PBOUND_CALLBACK CallbackRoutine);

NTSTATUS KeDeregisterBoundCallback(_In_ PVOID Handle);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NtPowerInformation(
    _In_ POWER_INFORMATION_LEVEL InformationLevel,
    _In_opt_ PVOID InputBuffer,
    _In_ ULONG InputBufferLength,
    _Out_opt_ PVOID OutputBuffer,
    _In_ ULONG OutputBufferLength);

VOID PoSetSystemWakeDevice(_Inout_ PDEVICE_OBJECT DeviceObject);

/* Crash dumps. */
typedef struct _KTRIAGE_DUMP_DATA_ARRAY *PKTRIAGE_DUMP_DATA_ARRAY;

NTSTATUS
KeInitializeCrashDumpHeader(
    _In_ ULONG DumpType,
    _In_ ULONG Flags,
    _Out_ PVOID Buffer,
    _In_ ULONG BufferSize,
    _Out_opt_ PULONG BufferNeeded);

NTSTATUS
KeInitializeTriageDumpDataArray(
    _Out_ PKTRIAGE_DUMP_DATA_ARRAY KtriageDumpDataArray,
    _In_ ULONG Size);

NTSTATUS
KeAddTriageDumpDataBlock(
    _Inout_ PKTRIAGE_DUMP_DATA_ARRAY KtriageDumpDataArray,
    _In_ PVOID Address,
    _In_ SIZE_T Size);

/* Memory. */
typedef union _FILE_SEGMENT_ELEMENT *PFILE_SEGMENT_ELEMENT;

typedef struct _MM_PHYSICAL_ADDRESS_LIST {
    PHYSICAL_ADDRESS PhysicalAddress;
    SIZE_T NumberOfBytes;
} MM_PHYSICAL_ADDRESS_LIST, *PMM_PHYSICAL_ADDRESS_LIST;

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
MmAllocateMdlForIoSpace(
    _In_ PMM_PHYSICAL_ADDRESS_LIST PhysicalAddressList,
    _In_ SIZE_T NumberOfEntries,
    _Out_ PMDL *NewMdl);

_IRQL_requires_max_(DISPATCH_LEVEL)
PMDL
MmAllocateNodePagesForMdlEx(
    _In_ PHYSICAL_ADDRESS LowAddress,
    _In_ PHYSICAL_ADDRESS HighAddress,
    _In_ PHYSICAL_ADDRESS SkipBytes,
    _In_ SIZE_T TotalBytes,
    _In_ MEMORY_CACHING_TYPE CacheType,
    _In_ ULONG IdealNode,
    _In_ ULONG Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
MmMapMdl(
    _In_ PMDL MemoryDescriptorList,
    _In_ ULONG Protection,
    _In_ PMM_MDL_ROUTINE DriverRoutine,
    _In_ PVOID DriverContext);

_IRQL_requires_max_(APC_LEVEL)
VOID
MmProbeAndLockSelectedPages(
    _Inout_ PMDLX MemoryDescriptorList,
    _In_ PFILE_SEGMENT_ELEMENT SegmentArray,
    _In_ KPROCESSOR_MODE AccessMode,
    _In_ LOCK_OPERATION Operation);

_IRQL_requires_max_(APC_LEVEL)
LOGICAL MmIsDriverSuspectForVerifier(_In_ struct _DRIVER_OBJECT *DriverObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
MmAllocateContiguousMemoryEx(
    _In_ PSIZE_T NumberOfBytes,
    _In_ PHYSICAL_ADDRESS LowestAcceptableAddress,
    _In_ PHYSICAL_ADDRESS HighestAcceptableAddress,
    _In_ PHYSICAL_ADDRESS BoundaryAddressMultiple,
    _In_ NODE_REQUIREMENT PreferredNode,
    _In_ ULONG Protect,
    _In_opt_ PVOID PartitionObject,
    _In_ ULONG Tag,
    _In_ ULONG Flags,
    _Out_ PVOID *BaseAddress);

_IRQL_requires_max_(APC_LEVEL)
PVOID
MmAllocateMappingAddressEx(
    _In_ SIZE_T NumberOfBytes,
    _In_ ULONG PoolTag,
    _In_ ULONG Flags);

PVOID
MmGetSystemRoutineAddressEx(
    _In_ PUNICODE_STRING ModuleName,
    _In_ PCSTR FunctionName);

NTSTATUS
MmMapMemoryDumpMdlEx(
    _In_ PVOID Va,
    _In_ PFN_NUMBER PageTotal,
    _Inout_ PMDL MemoryDumpMdl,
    _In_ ULONG Flags);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
MmProtectDriverSection(
    _In_ PVOID AddressWithinSection,
    _In_ SIZE_T Size,
    _In_ ULONG Flags);

/* Pool, firmware, the executive. */
#define DrvRtPoolNxOptIn 0x00000001

VOID ExInitializeDriverRuntime(_In_ ULONG RuntimeFlags);

NTSTATUS
ExCreatePool(
    _In_ ULONG Flags,
    _In_ ULONG_PTR Tag,
    _In_ PVOID Params,
    _Out_ HANDLE *PoolHandle);

VOID ExDestroyPool(_In_ HANDLE PoolHandle);

NTSTATUS
ExSecurePoolUpdate(
    _In_ HANDLE SecurePoolHandle,
    _In_ ULONG Tag,
    _In_ PVOID Allocation,
    _In_ ULONG_PTR Cookie,
    _In_ SIZE_T Offset,
    _In_ SIZE_T Size,
    _In_ PVOID Buffer);

BOOLEAN
ExSecurePoolValidate(
    _In_ HANDLE SecurePoolHandle,
    _In_ ULONG Tag,
    _In_ PVOID Allocation,
    _In_ ULONG_PTR Cookie);

VOID
ExInitializeDeviceAts(
    _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_ ULONG Flags);

_IRQL_requires_max_(APC_LEVEL)
VOID
ExInitializeRundownProtectionCacheAwareEx(
    _Out_ PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware,
    _In_ ULONG Flags);

VOID ExInitializeDeleteTimerParameters(PEXT_DELETE_PARAMETERS Parameters);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
ExGetFirmwareEnvironmentVariable(
    _In_ PUNICODE_STRING VariableName,
    _In_ LPGUID VendorGuid,
    _Out_opt_ PVOID Value,
    _Inout_ PULONG ValueLength,
    _Out_opt_ PULONG Attributes);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
ExSetFirmwareEnvironmentVariable(
    _In_ PUNICODE_STRING VariableName,
    _In_ LPGUID VendorGuid,
    _In_ PVOID Value,
    _In_ ULONG ValueLength,
    _In_ ULONG Attributes);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
ExIsSoftBoot(VOID);

typedef enum _FIRMWARE_TYPE {
    FirmwareTypeUnknown,
    FirmwareTypeBios,
    FirmwareTypeUefi,
    FirmwareTypeMax
} FIRMWARE_TYPE, *PFIRMWARE_TYPE;

_IRQL_requires_max_(APC_LEVEL)
FIRMWARE_TYPE
ExGetFirmwareType(VOID);

PSLIST_ENTRY FirstEntrySList(_In_ PSLIST_HEADER SListHead);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
CmCallbackGetKeyObjectIDEx(
    _In_ PLARGE_INTEGER Cookie,
    _In_ PVOID Object,
    _Out_opt_ PULONG_PTR ObjectID,
    _Out_opt_ PCUNICODE_STRING *ObjectName,
    _In_ ULONG Flags);

_IRQL_requires_max_(APC_LEVEL)
VOID CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING ObjectName);

/* Threads and processes. */
typedef struct _AFFINITY_TOKEN *PAFFINITY_TOKEN;

_IRQL_requires_(PASSIVE_LEVEL)
ULONG64
PsQueryTotalCycleTimeProcess(
    _Inout_ PEPROCESS Process,
    _Out_ PULONG64 CycleTimeStamp);

NTSTATUS PsAllocateAffinityToken(_Outptr_ PAFFINITY_TOKEN *AffinityToken);

VOID PsFreeAffinityToken(_In_ PAFFINITY_TOKEN AffinityToken);

NTSTATUS
PsSetSystemMultipleGroupAffinityThread(
    _In_ PGROUP_AFFINITY GroupAffinities,
    _In_ USHORT GroupCount,
    _Inout_ PAFFINITY_TOKEN AffinityToken);

VOID PsRevertToUserMultipleGroupAffinityThread(_In_ PAFFINITY_TOKEN AffinityToken);

/* Strings and buffers. */
VOID
RtlFillMemoryNonTemporal(
    _Out_ VOID UNALIGNED *Destination,
    _In_ SIZE_T Length,
    _In_ UCHAR Value);

BOOLEAN
RtlConstantTimeEqualMemory(
    _In_ const VOID *v1,
    _In_ const VOID *v2,
    _In_ ULONG len);

VOID RtlSanitizeUnicodeStringPadding(_Inout_ PUNICODE_STRING String);

NTSTATUS
RtlInitStringEx(
    _Out_ PSTRING DestinationString,
    _In_opt_ PCSZ SourceString);

VOID
RtlInitUTF8String(
    _Out_ PUTF8_STRING DestinationString,
    _In_opt_ PCSZ SourceString);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
RtlInitUTF8StringEx(
    _Out_ PUTF8_STRING DestinationString,
    _In_opt_ PCSZ SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
VOID RtlFreeUTF8String(_Inout_ PUTF8_STRING utf8String);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
RtlUnicodeStringToUTF8String(
    _Inout_ PUTF8_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ BOOLEAN AllocateDestinationString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
RtlUTF8StringToUnicodeString(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PUTF8_STRING SourceString,
    _In_ BOOLEAN AllocateDestinationString);

/* Tracing. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
EtwSetInformation(
    _In_ REGHANDLE RegHandle,
    _In_ ULONG InformationClass,
    _In_opt_ PVOID EventInformation,
    _In_ ULONG InformationLength);

NTSTATUS
SeEtwWriteKMCveEvent(
    _In_ PCUNICODE_STRING CveId,
    _In_opt_ PCUNICODE_STRING AdditionalDetails);

NTSTATUS WmiTraceMessage(_In_ TRACEHANDLE LoggerHandle, _In_ ULONG MessageFlags, _In_ LPCGUID MessageGuid, _In_ USHORT MessageNumber, ...);
NTSTATUS WmiTraceMessageVa(_In_ TRACEHANDLE LoggerHandle, _In_ ULONG MessageFlags, _In_ LPCGUID MessageGuid, _In_ USHORT MessageNumber, _In_ va_list MessageArgList);

/* Performance counters. */
typedef struct _PCW_REGISTRATION *PPCW_REGISTRATION;
typedef struct _PCW_INSTANCE *PPCW_INSTANCE;
typedef struct _PCW_BUFFER *PPCW_BUFFER;

#define PCW_VERSION_1       0x0100
#define PCW_VERSION_2       0x0200
#define PCW_CURRENT_VERSION PCW_VERSION_1

typedef struct _PCW_DATA {
    const VOID *Data;
    ULONG Size;
} PCW_DATA, *PPCW_DATA;

typedef struct _PCW_COUNTER_INFORMATION {
    ULONG64 CounterMask;
    PCUNICODE_STRING InstanceMask;
} PCW_COUNTER_INFORMATION, *PPCW_COUNTER_INFORMATION;

typedef struct _PCW_MASK_INFORMATION {
    ULONG64 CounterMask;
    PCUNICODE_STRING InstanceMask;
    ULONG InstanceId;
    BOOLEAN CollectMultiple;
    PPCW_BUFFER Buffer;
    PKEVENT CancelEvent;
} PCW_MASK_INFORMATION, *PPCW_MASK_INFORMATION;

typedef union _PCW_CALLBACK_INFORMATION {
    PCW_COUNTER_INFORMATION AddCounter;
    PCW_COUNTER_INFORMATION RemoveCounter;
    PCW_MASK_INFORMATION EnumerateInstances;
    PCW_MASK_INFORMATION CollectData;
} PCW_CALLBACK_INFORMATION, *PPCW_CALLBACK_INFORMATION;

typedef enum _PCW_CALLBACK_TYPE {
    PcwCallbackAddCounter = 0,
    PcwCallbackRemoveCounter = 1,
    PcwCallbackEnumerateInstances = 2,
    PcwCallbackCollectData = 3
} PCW_CALLBACK_TYPE, *PPCW_CALLBACK_TYPE;

typedef
_Function_class_(PCW_CALLBACK)
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
(NTAPI PCW_CALLBACK)(
    _In_ PCW_CALLBACK_TYPE Type,
    _In_ PPCW_CALLBACK_INFORMATION Info,
    _In_opt_ PVOID Context);
typedef PCW_CALLBACK *PPCW_CALLBACK;

typedef struct _PCW_COUNTER_DESCRIPTOR {
    USHORT Id;
    USHORT StructIndex;
    USHORT Offset;
    USHORT Size;
} PCW_COUNTER_DESCRIPTOR, *PPCW_COUNTER_DESCRIPTOR;

typedef struct _PCW_REGISTRATION_INFORMATION {
    ULONG Version;
    PCUNICODE_STRING Name;
    ULONG CounterCount;
    PPCW_COUNTER_DESCRIPTOR Counters;
    PPCW_CALLBACK Callback;
    PVOID CallbackContext;
} PCW_REGISTRATION_INFORMATION, *PPCW_REGISTRATION_INFORMATION;

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
PcwRegister(
    _Out_ PPCW_REGISTRATION *Registration,
    _In_ PPCW_REGISTRATION_INFORMATION Info);

_IRQL_requires_max_(APC_LEVEL)
VOID PcwUnregister(_In_ PPCW_REGISTRATION Registration);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
PcwCreateInstance(
    _Out_ PPCW_INSTANCE *Instance,
    _In_ PPCW_REGISTRATION Registration,
    _In_ PCUNICODE_STRING Name,
    _In_ ULONG Count,
    _In_ PPCW_DATA Data);

_IRQL_requires_max_(APC_LEVEL)
VOID PcwCloseInstance(_In_ PPCW_INSTANCE Instance);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
PcwAddInstance(
    _In_ PPCW_BUFFER Buffer,
    _In_ PCUNICODE_STRING Name,
    _In_ ULONG Id,
    _In_ ULONG Count,
    _In_ PPCW_DATA Data);

/* Registers. */
VOID READ_REGISTER_BUFFER_ULONG64(_In_ volatile ULONG64 *Register, _Out_ PULONG64 Buffer, _In_ ULONG Count);
VOID WRITE_REGISTER_BUFFER_ULONG64(_In_ volatile ULONG64 *Register, _In_ PULONG64 Buffer, _In_ ULONG Count);
VOID BarrierAfterRead(VOID);

/* The deferred procedure watchdog. */
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS KeQueryDpcWatchdogInformation(_Out_ PKDPC_WATCHDOG_INFORMATION WatchdogInformation);

/* mingw's lacks the brackets. */
#undef KeInitializeCallbackRecord
#define KeInitializeCallbackRecord(Record) ((Record)->State = BufferEmpty)

#ifdef __cplusplus
}
#endif
