/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ifs/functions.h: functions for file systems and their filters that mingw's ntifs.h
 * lacks, has as macros, or declares over an older type.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* The advanced header of a file control block, and contexts that hang on it. */

VOID NTAPI FsRtlSetupAdvancedHeader(_In_ PVOID AdvHdr, _In_opt_ PFAST_MUTEX FMutex);
VOID
NTAPI
FsRtlSetupAdvancedHeaderEx(
    _In_ PFSRTL_ADVANCED_FCB_HEADER AdvHdr,
    _In_opt_ PFAST_MUTEX FMutex,
    _In_opt_ PVOID *FileContextSupportPointer);

VOID
NTAPI
FsRtlSetupAdvancedHeaderEx2(
    _In_ PVOID AdvHdr,
    _In_opt_ PFAST_MUTEX FMutex,
    _In_opt_ PVOID *FileContextSupportPointer,
    _In_opt_ PVOID AePushLock);
_IRQL_requires_max_(APC_LEVEL) PVOID NTAPI FsRtlAllocateAePushLock(_In_ POOL_TYPE PoolType, _In_ ULONG Tag);
_IRQL_requires_max_(APC_LEVEL) VOID NTAPI FsRtlFreeAePushLock(_In_ PVOID AePushLock);

_IRQL_requires_max_(APC_LEVEL)
VOID
NTAPI
FsRtlTeardownPerStreamContexts(
    _In_ PFSRTL_ADVANCED_FCB_HEADER AdvancedHeader);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
FsRtlInsertPerStreamContext(
    _In_ PFSRTL_ADVANCED_FCB_HEADER StreamContext,
    _In_ PFSRTL_PER_STREAM_CONTEXT Ptr);

PFSRTL_PER_STREAM_CONTEXT
NTAPI
FsRtlLookupPerStreamContextInternal(
    _In_ PFSRTL_ADVANCED_FCB_HEADER StreamContext,
    _In_opt_ PVOID OwnerId,
    _In_opt_ PVOID InstanceId);

PFSRTL_PER_STREAM_CONTEXT
NTAPI
FsRtlLookupPerStreamContext(
    _In_ PFSRTL_ADVANCED_FCB_HEADER StreamContext,
    _In_opt_ PVOID OwnerId,
    _In_opt_ PVOID InstanceId);
_IRQL_requires_max_(APC_LEVEL)
PFSRTL_PER_STREAM_CONTEXT
NTAPI
FsRtlRemovePerStreamContext(
    _In_ PFSRTL_ADVANCED_FCB_HEADER StreamContext,
    _In_opt_ PVOID OwnerId,
    _In_opt_ PVOID InstanceId);

/* Cache manager. */

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
NTAPI
CcCopyReadEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ BOOLEAN Wait,
    _Out_ PVOID Buffer,
    _Out_ PIO_STATUS_BLOCK IoStatus,
    _In_ PETHREAD IoIssuerThread);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
NTAPI
CcCopyWriteEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ BOOLEAN Wait,
    _In_ PVOID Buffer,
    _In_ PETHREAD IoIssuerThread);

_IRQL_requires_max_(APC_LEVEL)
VOID
NTAPI
CcScheduleReadAheadEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ PETHREAD IoIssuerThread);

_IRQL_requires_max_(APC_LEVEL)
VOID
NTAPI
CcSetAdditionalCacheAttributesEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ ULONG Flags);

LONGLONG NTAPI CcGetCacheFileSize(_In_ PSECTION_OBJECT_POINTERS SectionObjectPointer);

VOID
NTAPI
CcSetCacheFileSizes(
    _In_ PSECTION_OBJECT_POINTERS SectionObjectPointer,
    _In_ PCC_FILE_SIZES FileSizes);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
NTAPI
CcAsyncCopyRead(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ BOOLEAN Wait,
    _Out_writes_bytes_(Length) PVOID Buffer,
    _Out_ PIO_STATUS_BLOCK IoStatus,
    _In_ PETHREAD IoIssuerThread,
    _In_ PCC_ASYNC_READ_CONTEXT AsyncReadContext);

/* Locks and oplocks. */

_IRQL_requires_max_(APC_LEVEL) BOOLEAN NTAPI FsRtlAreThereWaitingFileLocks(_In_ PFILE_LOCK FileLock);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
NTAPI
FsRtlCheckLockForOplockRequest(
    _In_ PFILE_LOCK FileLock,
    _In_ PLARGE_INTEGER AllocationSize);

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN
NTAPI
FsRtlFastLock(
    _In_ PFILE_LOCK FileLock,
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ PLARGE_INTEGER Length,
    _In_ PEPROCESS ProcessId,
    _In_ ULONG Key,
    _In_ BOOLEAN FailImmediately,
    _In_ BOOLEAN ExclusiveLock,
    _Out_ PIO_STATUS_BLOCK Iosb,
    _In_opt_ PVOID Context,
    _In_ BOOLEAN AlreadySynchronized);

NTSTATUS
NTAPI
FsRtlCheckOplockEx2(
    _In_ POPLOCK Oplock,
    _In_ PIRP Irp,
    _In_ ULONG Flags,
    _In_ ULONG FlagsEx2,
    _In_opt_ PVOID CompletionRoutineContext,
    _In_opt_ POPLOCK_WAIT_COMPLETE_ROUTINE CompletionRoutine,
    _In_opt_ POPLOCK_FS_PREPOST_IRP PostIrpRoutine,
    _In_ ULONG64 Timeout,
    _In_opt_ PVOID NotifyContext,
    _In_opt_ POPLOCK_NOTIFY_ROUTINE NotifyRoutine);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
FsRtlCheckUpperOplock(
    _In_ POPLOCK Oplock,
    _In_ ULONG NewLowerOplockState,
    _In_opt_ PVOID CompletionRoutineContext,
    _In_opt_ POPLOCK_WAIT_COMPLETE_ROUTINE CompletionRoutine,
    _In_opt_ POPLOCK_FS_PREPOST_IRP PrePendRoutine,
    _In_ ULONG Flags);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
FsRtlUpperOplockFsctrl(
    _In_ POPLOCK Oplock,
    _In_ PIRP Irp,
    _In_ ULONG OpenCount,
    _In_ ULONG LowerOplockState,
    _In_ ULONG Flags);

PEPROCESS NTAPI FsRtlOplockGetAnyBreakOwnerProcess(_In_ POPLOCK Oplock);

/* Files, volumes, paging. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FsRtlGetSectorSizeInformation(
    _In_ PDEVICE_OBJECT RealDevice,
    _Out_ PFILE_FS_SECTOR_SIZE_INFORMATION SectorSizeInfo);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
FsRtlGetSupportedFeatures(
    _In_ PDEVICE_OBJECT DeviceObject,
    _Out_ PULONG SupportedFeatures);

BOOLEAN NTAPI FsRtlIsDaxVolume(_In_ PFILE_OBJECT FileObject);
_IRQL_requires_max_(DISPATCH_LEVEL) LOGICAL NTAPI FsRtlIsSystemPagingFile(_In_ PFILE_OBJECT FileObject);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FsRtlQueryCachedVdl(
    _In_ PFILE_OBJECT FileObject,
    _Out_ PLONGLONG Vdl);

NTSTATUS
NTAPI
FsRtlQueryInformationFile(
    _In_ PFILE_OBJECT FileObject,
    _Out_writes_bytes_(Length) PVOID FileInformation,
    _In_ ULONG Length,
    _In_ FILE_INFORMATION_CLASS FileInformationClass,
    _Out_ PULONG RetFileInformationSize);

NTSTATUS
NTAPI
FsRtlQueryKernelEaFile(
    _In_ PFILE_OBJECT FileObject,
    _Out_writes_bytes_to_(Length, *LengthReturned) PVOID ReturnedEaData,
    _In_ ULONG Length,
    _In_ BOOLEAN ReturnSingleEntry,
    _In_reads_bytes_opt_(EaListLength) PVOID EaList,
    _In_ ULONG EaListLength,
    _In_opt_ PULONG EaIndex,
    _In_ BOOLEAN RestartScan,
    _Out_opt_ PULONG LengthReturned);

NTSTATUS
NTAPI
FsRtlSetKernelEaFile(
    _In_ PFILE_OBJECT FileObject,
    _In_reads_bytes_(Length) PVOID EaBuffer,
    _In_ ULONG Length);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
FsRtlIssueDeviceIoControl(
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_ ULONG IoCtl,
    _In_ UCHAR Flags,
    _In_reads_bytes_opt_(InputBufferLength) PVOID InputBuffer,
    _In_ ULONG InputBufferLength,
    _Out_writes_bytes_opt_(OutputBufferLength) PVOID OutputBuffer,
    _In_ ULONG OutputBufferLength,
    _Out_opt_ PULONG_PTR IosbInformation);

NTSTATUS
NTAPI
FsRtlKernelFsControlFile(
    _In_ PFILE_OBJECT FileObject,
    _In_ ULONG FsControlCode,
    _In_reads_bytes_(InputBufferLength) PVOID InputBuffer,
    _In_ ULONG InputBufferLength,
    _Out_writes_bytes_opt_(OutputBufferLength) PVOID OutputBuffer,
    _In_ ULONG OutputBufferLength,
    _Out_opt_ PULONG RetOutputBufferSize);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FsRtlMdlReadEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ ULONG LockKey,
    _Outptr_ PMDL *MdlChain,
    _Out_ PIO_STATUS_BLOCK IoStatus);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FsRtlPrepareMdlWriteEx(
    _In_ PFILE_OBJECT FileObject,
    _In_ PLARGE_INTEGER FileOffset,
    _In_ ULONG Length,
    _In_ ULONG LockKey,
    _Outptr_ PMDL *MdlChain,
    _Out_ PIO_STATUS_BLOCK IoStatus);

_IRQL_requires_max_(APC_LEVEL) VOID NTAPI FsRtlPrepareToReuseEcp(_In_ PVOID EcpContext);

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
NTAPI
FsRtlIsNameInUnUpcasedExpression(
    _In_ PUNICODE_STRING Expression,
    _In_ PUNICODE_STRING Name,
    _In_ BOOLEAN IgnoreCase,
    _In_opt_ PWCH UpcaseTable);
VOID NTAPI FsRtlDismountComplete(_In_ PDEVICE_OBJECT DeviceObject, _In_ NTSTATUS DismountStatus);
VOID NTAPI FsRtlUpdateDiskCounters(_In_ ULONG64 BytesRead, _In_ ULONG64 BytesWritten);
VOID NTAPI FsRtlCompleteRequest(_Inout_ PIRP Irp, _In_ NTSTATUS Status);
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
FsRtlRegisterFileSystemFilterCallbacks(
    _In_ PDRIVER_OBJECT FilterDriverObject,
    _In_ PFS_FILTER_CALLBACKS Callbacks);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
IoRegisterFsRegistrationChangeEx(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PDRIVER_FS_NOTIFICATION DriverNotificationRoutine);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
IoCreateStreamFileObjectEx2(
    _In_ PIO_CREATE_STREAM_FILE_OPTIONS CreateOptions,
    _In_opt_ PFILE_OBJECT FileObject,
    _In_opt_ PDEVICE_OBJECT DeviceObject,
    _Outptr_ PFILE_OBJECT *StreamFileObject,
    _Out_opt_ PHANDLE FileHandle);

_IRQL_requires_(PASSIVE_LEVEL) BOOLEAN NTAPI IoCheckFileObjectOpenedAsCopySource(_In_ PFILE_OBJECT FileObject);

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
NTAPI
IoCheckFileObjectOpenedAsCopyDestination(
    _In_ PFILE_OBJECT FileObject);

NTSTATUS
NTAPI
IoRetrievePriorityInfo(
    _In_opt_ PIRP Irp,
    _In_opt_ PFILE_OBJECT FileObject,
    _In_opt_ PETHREAD Thread,
    _Inout_ PIO_PRIORITY_INFO PriorityInfo);

/* Memory and sections. */

BOOLEAN
NTAPI
MmForceSectionClosedEx(
    _In_ PSECTION_OBJECT_POINTERS SectionObjectPointer,
    _In_ ULONG ForceCloseFlags);

_IRQL_requires_max_(APC_LEVEL) ULONGLONG NTAPI MmGetMaximumFileSectionSize(VOID);

/* Disk counters of a process. */

BOOLEAN NTAPI PsIsDiskCountersEnabled(VOID);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NTAPI
PsUpdateDiskCounters(
    _Inout_ PEPROCESS Process,
    _In_ ULONG64 BytesRead,
    _In_ ULONG64 BytesWritten,
    _In_ ULONG ReadOperationCount,
    _In_ ULONG WriteOperationCount,
    _In_ ULONG FlushOperationCount);

/* System services. */

NTSTATUS
NTAPI
ZwQueryVirtualMemory(
    _In_ HANDLE ProcessHandle,
    _In_opt_ PVOID BaseAddress,
    _In_ MEMORY_INFORMATION_CLASS MemoryInformationClass,
    _Out_ PVOID MemoryInformation,
    _In_ SIZE_T MemoryInformationLength,
    _Out_opt_ PSIZE_T ReturnLength);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
ZwSetInformationVirtualMemory(
    _In_ HANDLE ProcessHandle,
    _In_ VIRTUAL_MEMORY_INFORMATION_CLASS VmInformationClass,
    _In_ ULONG_PTR NumberOfEntries,
    _In_reads_(NumberOfEntries) PMEMORY_RANGE_ENTRY VirtualAddresses,
    _In_reads_bytes_(VmInformationLength) PVOID VmInformation,
    _In_ ULONG VmInformationLength);

NTSTATUS
NTAPI
ZwFlushBuffersFileEx(
    _In_ HANDLE FileHandle,
    _In_ ULONG Flags,
    _In_reads_bytes_opt_(ParametersSize) PVOID Parameters,
    _In_ ULONG ParametersSize,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock);

NTSTATUS
NTAPI
ZwQueryDirectoryFileEx(
    _In_ HANDLE FileHandle,
    _In_opt_ HANDLE Event,
    _In_opt_ PIO_APC_ROUTINE ApcRoutine,
    _In_opt_ PVOID ApcContext,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
    _Out_writes_bytes_(Length) PVOID FileInformation,
    _In_ ULONG Length,
    _In_ FILE_INFORMATION_CLASS FileInformationClass,
    _In_ ULONG QueryFlags,
    _In_opt_ PUNICODE_STRING FileName);

NTSTATUS
NTAPI
NtCreateSectionEx(
    _Out_ PHANDLE SectionHandle,
    _In_ ACCESS_MASK DesiredAccess,
    _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
    _In_opt_ PLARGE_INTEGER MaximumSize,
    _In_ ULONG SectionPageProtection,
    _In_ ULONG AllocationAttributes,
    _In_opt_ HANDLE FileHandle,
    _Inout_opt_ PVOID ExtendedParameters,
    _In_ ULONG ExtendedParameterCount);

NTSTATUS
NTAPI
NtQueryDirectoryFileEx(
    _In_ HANDLE FileHandle,
    _In_opt_ HANDLE Event,
    _In_opt_ PIO_APC_ROUTINE ApcRoutine,
    _In_opt_ PVOID ApcContext,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
    _Out_writes_bytes_(Length) PVOID FileInformation,
    _In_ ULONG Length,
    _In_ FILE_INFORMATION_CLASS FileInformationClass,
    _In_ ULONG QueryFlags,
    _In_opt_ PUNICODE_STRING FileName);

NTSTATUS
NTAPI
NtQueryInformationByName(
    _In_ POBJECT_ATTRIBUTES ObjectAttributes,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
    _Out_writes_bytes_(Length) PVOID FileInformation,
    _In_ ULONG Length,
    _In_ FILE_INFORMATION_CLASS FileInformationClass);

NTSTATUS
NTAPI
NtFlushBuffersFileEx(
    _In_ HANDLE FileHandle,
    _In_ ULONG Flags,
    _In_reads_bytes_opt_(ParametersSize) PVOID Parameters,
    _In_ ULONG ParametersSize,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
NtCopyFileChunk(
    _In_ HANDLE SourceHandle,
    _In_ HANDLE DestHandle,
    _In_opt_ HANDLE Event,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
    _In_ ULONG Length,
    _In_ PULONG64 SourceOffset,
    _In_ PULONG64 DestOffset,
    _In_opt_ PULONG SourceKey,
    _In_opt_ PULONG DestKey,
    _In_ ULONG Flags);

/* Security. */

BOOLEAN
NTAPI
SeAccessCheckFromStateEx(
    _In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
    _In_ PACCESS_TOKEN PrimaryToken,
    _In_opt_ PACCESS_TOKEN ClientToken,
    _In_ ACCESS_MASK DesiredAccess,
    _In_ ACCESS_MASK PreviouslyGrantedAccess,
    _Outptr_opt_result_maybenull_ PPRIVILEGE_SET *Privileges,
    _In_ PGENERIC_MAPPING GenericMapping,
    _In_ KPROCESSOR_MODE AccessMode,
    _Out_ PACCESS_MASK GrantedAccess,
    _Out_ PNTSTATUS AccessStatus);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NTAPI
SeCaptureSubjectContextEx(
    _In_opt_ PETHREAD Thread,
    _In_ PEPROCESS Process,
    _Out_ PSECURITY_SUBJECT_CONTEXT SubjectContext);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
RtlInitializeSidEx(
    _Out_ PSID Sid,
    _In_ PSID_IDENTIFIER_AUTHORITY IdentifierAuthority,
    _In_ UCHAR SubAuthorityCount,
    ...);

/* Compression and placeholders. */

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
RtlDecompressBufferEx(
    _In_ USHORT CompressionFormat,
    _Out_ PUCHAR UncompressedBuffer,
    _In_ ULONG UncompressedBufferSize,
    _In_ PUCHAR CompressedBuffer,
    _In_ ULONG CompressedBufferSize,
    _Out_ PULONG FinalUncompressedSize,
    _In_ PVOID WorkSpace);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
RtlDecompressFragmentEx(
    _In_ ULONG CompressionFormat,
    _Out_ PUCHAR UncompressedFragment,
    _In_ ULONG UncompressedFragmentSize,
    _In_ PUCHAR CompressedBuffer,
    _In_ ULONG CompressedBufferSize,
    _In_ ULONG FragmentOffset,
    _In_ ULONG UncompressedChunkSize,
    _Out_ PULONG FinalUncompressedSize,
    _In_ PVOID WorkSpace);

BOOLEAN NTAPI RtlIsCloudFilesPlaceholder(_In_ ULONG FileAttributes, _In_ ULONG ReparseTag);
CHAR NTAPI RtlQueryProcessPlaceholderCompatibilityMode(VOID);
CHAR NTAPI RtlSetProcessPlaceholderCompatibilityMode(_In_ CHAR Mode);
CHAR NTAPI RtlQueryThreadPlaceholderCompatibilityMode(VOID);
CHAR NTAPI RtlSetThreadPlaceholderCompatibilityMode(_In_ CHAR Mode);

/* Compression and placeholders, continued. */

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
RtlDecompressBufferEx2(
    _In_ USHORT CompressionFormat,
    _Out_ PUCHAR UncompressedBuffer,
    _In_ ULONG UncompressedBufferSize,
    _In_ PUCHAR CompressedBuffer,
    _In_ ULONG CompressedBufferSize,
    _In_ ULONG UncompressedChunkSize,
    _Out_ PULONG FinalUncompressedSize,
    _In_opt_ PVOID WorkSpace);

BOOLEAN NTAPI RtlIsPartialPlaceholder(_In_ ULONG FileAttributes, _In_ ULONG ReparseTag);
NTSTATUS NTAPI RtlIsPartialPlaceholderFileHandle(_In_ HANDLE FileHandle, _Out_ PBOOLEAN IsPartialPlaceholder);

NTSTATUS
NTAPI
RtlIsPartialPlaceholderFileInfo(
    _In_ CONST VOID *InfoBuffer,
    _In_ FILE_INFORMATION_CLASS InfoClass,
    _Out_ PBOOLEAN IsPartialPlaceholder);

/* Tokens, accounts, service principal names, packages. */

VOID
NTAPI
SeTokenGetNoChildProcessRestricted(
    _In_ PACCESS_TOKEN Token,
    _Out_ PBOOLEAN Enforced,
    _Out_ PBOOLEAN UnlessSecure,
    _Out_ PBOOLEAN AuditOnly);

BOOLEAN
NTAPI
SeTokenIsNoChildProcessRestrictionEnforced(
    _In_ PACCESS_TOKEN Token,
    _Out_opt_ PBOOLEAN UnlessSecure);

VOID
NTAPI
SeTokenSetNoChildProcessRestricted(
    _In_ PACCESS_TOKEN Token,
    _In_ PBOOLEAN UnlessSecure,
    _In_ PBOOLEAN AuditOnly);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
SecLookupAccountName(
    _In_ PUNICODE_STRING Name,
    _Inout_ PULONG SidSize,
    _Out_ PSID Sid,
    _Out_ PSID_NAME_USE NameUse,
    _Out_ PULONG DomainSize,
    _Inout_ PUNICODE_STRING ReferencedDomain);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
SecLookupAccountSid(
    _In_ PSID Sid,
    _Out_ PULONG NameSize,
    _Inout_ PUNICODE_STRING NameBuffer,
    _Out_ PULONG DomainSize,
    _Out_opt_ PUNICODE_STRING DomainBuffer,
    _Out_ PSID_NAME_USE NameUse);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
SecMakeSPN(
    _In_ PUNICODE_STRING ServiceClass,
    _In_ PUNICODE_STRING ServiceName,
    _In_ PUNICODE_STRING InstanceName,
    _In_ USHORT InstancePort,
    _In_ PUNICODE_STRING Referrer,
    _Inout_ PUNICODE_STRING Spn,
    _Out_ PULONG Length,
    _In_ BOOLEAN Allocate);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
SecMakeSPNEx(
    _In_ PUNICODE_STRING ServiceClass,
    _In_ PUNICODE_STRING ServiceName,
    _In_ PUNICODE_STRING InstanceName,
    _In_ USHORT InstancePort,
    _In_ PUNICODE_STRING Referrer,
    _In_ PUNICODE_STRING TargetInfo,
    _Inout_ PUNICODE_STRING Spn,
    _Out_ PULONG Length,
    _In_ BOOLEAN Allocate);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
NTAPI
SecMakeSPNEx2(
    _In_ PUNICODE_STRING ServiceClass,
    _In_ PUNICODE_STRING ServiceName,
    _In_ PUNICODE_STRING InstanceName,
    _In_ USHORT InstancePort,
    _In_ PUNICODE_STRING Referrer,
    _In_ PUNICODE_STRING TargetInfo,
    _Inout_ PUNICODE_STRING Spn,
    _Out_ PULONG TotalSize,
    _In_ BOOLEAN Allocate,
    _In_ BOOLEAN IsTargetInfoMarshaled);

NTSTATUS
NTAPI
RtlQueryPackageIdentity(
    _In_ PVOID TokenObject,
    _Out_writes_bytes_to_(*PackageSize, *PackageSize) PWSTR PackageFullName,
    _Inout_ PSIZE_T PackageSize,
    _Out_opt_ PWSTR AppId,
    _Inout_opt_ PSIZE_T AppIdSize,
    _Out_opt_ PBOOLEAN Packaged);

NTSTATUS
NTAPI
RtlQueryPackageIdentityEx(
    _In_ PVOID TokenObject,
    _Out_writes_bytes_to_(*PackageSize, *PackageSize) PWSTR PackageFullName,
    _Inout_ PSIZE_T PackageSize,
    _Out_opt_ PWSTR AppId,
    _Inout_opt_ PSIZE_T AppIdSize,
    _Out_opt_ LPGUID DynamicId,
    _Out_opt_ PULONG64 Flags);

/* Memory of a process, in user mode's name. */

NTSTATUS
NTAPI
NtQueryVirtualMemory(
    _In_ HANDLE ProcessHandle,
    _In_opt_ PVOID BaseAddress,
    _In_ MEMORY_INFORMATION_CLASS MemoryInformationClass,
    _Out_writes_bytes_(MemoryInformationLength) PVOID MemoryInformation,
    _In_ SIZE_T MemoryInformationLength,
    _Out_opt_ PSIZE_T ReturnLength);

/* Cluster and volume names. */

_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS NTAPI IoVolumeDeviceToGuid(_In_ PVOID VolumeDeviceObject, _Out_ GUID *Guid);
_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS NTAPI IoVolumeDeviceToGuidPath(_In_ PVOID VolumeDeviceObject, _Out_ PUNICODE_STRING GuidPath);
PEPROCESS NTAPI PsGetThreadProcess(_In_ PETHREAD Thread);

USHORT NTAPI
RtlCaptureStackBackTrace(
    _In_ ULONG FramesToSkip,
    _In_ ULONG FramesToCapture,
    _Out_ PVOID *BackTrace,
    _Out_opt_ PULONG BackTraceHash);

#ifdef __cplusplus
}
#endif
