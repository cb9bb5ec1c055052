/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * storage/storportapi.h: Storport's functions. Several are inlines in the WDK that call
 * StorPortExtendedFunction or StorPortNotification. Included by storport.h.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

ULONG StorPortAcquireMSISpinLock(
    _In_ PVOID HwDeviceExtension, _In_ ULONG MessageID, _In_ PULONG OldIrql);

VOID StorPortAcquireSpinLock(
    _In_ PVOID DeviceExtension, _In_ STOR_SPINLOCK SpinLock, _In_ PVOID LockContext,
    _Inout_ PSTOR_LOCK_HANDLE LockHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortAllocateContiguousMemorySpecifyCacheNode(
    _In_ PVOID HwDeviceExtension, _In_ SIZE_T NumberOfBytes,
    _In_ PHYSICAL_ADDRESS LowestAcceptableAddress, _In_ PHYSICAL_ADDRESS HighestAcceptableAddress,
    _In_opt_ PHYSICAL_ADDRESS BoundaryAddressMultiple, _In_ MEMORY_CACHING_TYPE CacheType,
    _In_ NODE_REQUIREMENT PreferredNode, _Out_ PVOID *BufferPointer);

ULONG StorPortAllocateHostMemoryBuffer(
    _In_ PVOID HwDeviceExtension, _In_ SIZE_T MinimumBytes, _In_ SIZE_T PreferredBytes,
    _In_ ULONGLONG UtilizationBytes, _In_ ULONG AlignmentBytes,
    _In_ PHYSICAL_ADDRESS LowestAcceptableAddress, _In_ PHYSICAL_ADDRESS HighestAcceptableAddress,
    _In_opt_ PHYSICAL_ADDRESS BoundaryAddressMultiple,
    _Out_ PACCESS_RANGE PhysicalAddressRanges,
    _Inout_ PULONG PhysicalAddressRangeCount);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortAllocateMdl(
    _In_ PVOID HwDeviceExtension, _In_ PVOID BufferPointer, _In_ ULONG NumberOfBytes, _Out_ PVOID *Mdl);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortAllocatePool(
    _In_ PVOID HwDeviceExtension, _In_ ULONG NumberOfBytes, _In_ ULONG Tag, _Out_ PVOID *BufferPointer);

PUCHAR StorPortAllocateRegistryBuffer(_In_ PVOID HwDeviceExtension, _In_ PULONG Length);

ULONG StorPortAsyncNotificationDetected(
    _In_ PVOID HwDeviceExtension, PSTOR_ADDRESS Address, ULONGLONG Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortBuildMdlForNonPagedPool(_In_ PVOID HwDeviceExtension, _Inout_ PVOID Mdl);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortBuildScatterGatherList(
    _In_ PVOID HwDeviceExtension, _In_ PVOID Mdl, _In_ PVOID CurrentVa, _In_ ULONG Length,
    _In_ PPOST_SCATTER_GATHER_EXECUTE ExecutionRoutine, _In_ PVOID Context, _In_ BOOLEAN WriteToDevice,
    _Inout_ PVOID ScatterGatherBuffer, _In_ ULONG ScatterGatherBufferLength);

BOOLEAN StorPortBusy(_In_ PVOID HwDeviceExtension, _In_ ULONG RequestsToComplete);

VOID StorPortCompleteRequest(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun,
    _In_ UCHAR SrbStatus);

ULONG StorPortCompleteServiceIrp(_In_ PVOID HwDeviceExtension, _In_ PVOID Irp);
STOR_PHYSICAL_ADDRESS StorPortConvertUlongToPhysicalAddress(_In_ ULONG_PTR UlongAddress);

BOOLEAN StorPortDeviceBusy(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun,
    _In_ ULONG RequestsToComplete);

BOOLEAN StorPortDeviceReady(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun);

BOOLEAN StorPortEnablePassiveInitialization(
    _In_ PVOID HwDeviceExtension, _In_ PHW_PASSIVE_INITIALIZE_ROUTINE HwPassiveInitialization);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortFreeContiguousMemorySpecifyCache(
    _In_ PVOID HwDeviceExtension, _In_ PVOID BaseAddress, _In_ SIZE_T NumberOfBytes,
    _In_ MEMORY_CACHING_TYPE CacheType);

VOID StorPortFreeDeviceBase(_In_ PVOID HwDeviceExtension, _In_ PVOID MappedAddress);

ULONG StorPortFreeHostMemoryBuffer(
    _In_ PVOID HwDeviceExtension,
    _In_reads_(PhysicalAddressRangeCount) PACCESS_RANGE PhysicalAddressRanges,
    _In_ ULONG PhysicalAddressRangeCount);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortFreeMdl(_In_ PVOID HwDeviceExtension, _In_ PVOID Mdl);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortFreePool(_In_ PVOID HwDeviceExtension, _In_ PVOID BufferPointer);

VOID StorPortFreeRegistryBuffer(_In_ PVOID HwDeviceExtension, _In_ PUCHAR Buffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortFreeTimer(_In_ PVOID HwDeviceExtension, _In_ PVOID TimerHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortFreeWorker(_In_ PVOID HwDeviceExtension, _In_ PVOID WorkItem);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetActiveGroupCount(_In_ PVOID HwDeviceExtension, _Out_ PUSHORT NumberGroups);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetActiveNodeCount(_In_ PVOID HwDeviceExtension, _Out_ PULONG NumberNodes);

ULONG StorPortGetActivityIdSrb(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ LPGUID ActivityId);

ULONG StorPortGetBusData(
    _In_ PVOID DeviceExtension, _In_ ULONG BusDataType, _In_ ULONG SystemIoBusNumber,
    _In_ ULONG SlotNumber, _Inout_ PVOID Buffer, _In_ ULONG Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetCurrentProcessorNumber(
    _In_ PVOID HwDeviceExtension, _Out_ PPROCESSOR_NUMBER ProcNumber);

ULONG StorPortGetDataInBufferMdl(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ PVOID *Mdl);

ULONG StorPortGetDataInBufferScatterGatherList(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb,
    _Out_ PSTOR_SCATTER_GATHER_LIST *SgList);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetDataInBufferSystemAddress(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ PVOID *SystemAddress);

PVOID StorPortGetDeviceBase(
    _In_ PVOID HwDeviceExtension, _In_ INTERFACE_TYPE BusType, _In_ ULONG SystemIoBusNumber,
    _In_ STOR_PHYSICAL_ADDRESS IoAddress, _In_ ULONG NumberOfBytes, _In_ BOOLEAN InIoSpace);

ULONG StorPortGetDeviceObjects(
    _In_ PVOID HwDeviceExtension, _Out_ PVOID *AdapterDeviceObject, _Out_ PVOID *PhysicalDeviceObject,
    _Out_ PVOID *LowerDeviceObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetGroupAffinity(
    _In_ PVOID HwDeviceExtension, _In_ USHORT GroupNumber, _Out_ PKAFFINITY GroupAffinityMask);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetHighestNodeNumber(_In_ PVOID HwDeviceExtension, _Out_ PULONG HighestNode);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetLogicalProcessorRelationship(
    _In_ PVOID HwDeviceExtension, _In_opt_ PPROCESSOR_NUMBER ProcessorNumber,
    _In_ LOGICAL_PROCESSOR_RELATIONSHIP RelationshipType,
    _Out_ PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Information, _Inout_ PULONG Length);

PVOID StorPortGetLogicalUnit(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun);

ULONG StorPortGetMSIInfo(
    _In_ PVOID HwDeviceExtension, _In_ ULONG MessageId,
    _Out_ PMESSAGE_INTERRUPT_INFORMATION InterruptInfo);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetNodeAffinity(
    _In_ PVOID HwDeviceExtension, _In_ ULONG NodeNumber, _Out_ PGROUP_AFFINITY NodeAffinityMask);

ULONG StorPortGetOriginalMdl(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ PVOID *Mdl);

ULONG StorPortGetPfns(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _In_ PVOID Mdl, _Out_ PVOID *Pfns,
    _Out_ ULONG *PfnCount, _Out_ ULONG *StartingOffset);

STOR_PHYSICAL_ADDRESS StorPortGetPhysicalAddress(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSCSI_REQUEST_BLOCK Srb, _In_ PVOID VirtualAddress,
    _Out_ ULONG *Length);

ULONG StorPortGetRequestInfo(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ PSTOR_REQUEST_INFO RequestInfo);

PSTOR_SCATTER_GATHER_LIST StorPortGetScatterGatherList(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb);

ULONG StorPortGetStartIoPerfParams(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb,
    _Inout_ PSTARTIO_PERFORMANCE_PARAMETERS StartIoPerfParams);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortGetSystemAddress(
    _In_ PVOID HwDeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb, _Out_ PVOID *SystemAddress);

ULONG StorPortGetSystemPortNumber(_In_ PVOID HwDeviceExtension, _Inout_ PSTOR_ADDRESS Address);

PVOID StorPortGetUncachedExtension(
    _In_ PVOID HwDeviceExtension, _In_ PPORT_CONFIGURATION_INFORMATION ConfigInfo, ULONG NumberOfBytes);

PVOID StorPortGetVirtualAddress(
    _In_ PVOID HwDeviceExtension, _In_ STOR_PHYSICAL_ADDRESS PhysicalAddress);

ULONG StorPortInitialize(
    _In_ PVOID Argument1, _In_ PVOID Argument2, _In_ PHW_INITIALIZATION_DATA HwInitializationData,
    _In_opt_ PVOID HwContext);

VOID StorPortInitializeDpc(
    _In_ PVOID DeviceExtension, _Out_ PSTOR_DPC Dpc, _In_ PHW_DPC_ROUTINE HwDpcRoutine);

VOID StorPortInitializeListHead(_In_ PVOID HwDeviceExtension, _Out_ PSTOR_LIST_ENTRY ListHead);

ULONG StorPortInitializePerfOpts(
    _In_ PVOID HwDeviceExtension, _In_ BOOLEAN Query, _Inout_ PPERF_CONFIGURATION_DATA PerfConfigData);

ULONG StorPortInitializePoFxPower(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ PSTOR_POFX_DEVICE Device,
    _Inout_ PBOOLEAN D3ColdEnabled);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInitializeSListHead(_In_ PVOID HwDeviceExtension, _Inout_ PSTOR_SLIST_HEADER SListHead);

ULONG StorPortInitializeSpinlock(_In_ PVOID HwDeviceExtension, _Out_ PSTOR_KSPIN_LOCK Lock);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInitializeTimer(_In_ PVOID HwDeviceExtension, _Out_ PVOID *TimerHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInitializeWorker(_In_ PVOID HwDeviceExtension, _Out_ PVOID *Worker);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInterlockedFlushSList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_SLIST_HEADER SListHead,
    _Out_ PSTOR_SLIST_ENTRY *Result);

ULONG StorPortInterlockedInsertHeadList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_LIST_ENTRY ListHead, _Inout_ PSTOR_LIST_ENTRY ListEntry,
    _Inout_ PSTOR_LIST_ENTRY *Result, _Inout_ PSTOR_KSPIN_LOCK Lock);

ULONG StorPortInterlockedInsertTailList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_LIST_ENTRY ListHead, _Inout_ PSTOR_LIST_ENTRY ListEntry,
    _Inout_ PSTOR_LIST_ENTRY *Result, _Inout_ PSTOR_KSPIN_LOCK Lock);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInterlockedPopEntrySList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_SLIST_HEADER SListHead,
    _Out_ PSTOR_SLIST_ENTRY *Result);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortInterlockedPushEntrySList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_SLIST_HEADER SListHead,
    _Inout_ PSTOR_SLIST_ENTRY SListEntry, _Out_ PSTOR_SLIST_ENTRY *Result);

ULONG StorPortInterlockedRemoveHeadList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_LIST_ENTRY ListHead, _Inout_ PSTOR_LIST_ENTRY *Result,
    _Inout_ PSTOR_KSPIN_LOCK Lock);

_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG StorPortInvokeAcpiMethod(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG MethodName,
    _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength, _In_opt_ PVOID OutputBuffer,
    _In_ ULONG OutputBufferLength, _Out_opt_ PULONG BytesReturned);

ULONG StorPortIsCurrentOsInstallationUpgrade(_In_ PVOID HwDeviceExtension, _Out_ BOOLEAN *Upgraded);

ULONG StorPortIsDeviceOperationAllowed(
    _In_ PVOID HwDeviceExtension, _In_ PSTOR_ADDRESS Address, _In_ LPCGUID DeviceOperation,
    _Out_ ULONG *AllowedFlag);

BOOLEAN StorPortIssueDpc(
    _In_ PVOID DeviceExtension, _In_ PSTOR_DPC Dpc, _In_ PVOID SystemArgument1,
    _In_ PVOID SystemArgument2);

VOID StorPortLogError(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSCSI_REQUEST_BLOCK Srb, _In_ UCHAR PathId,
    _In_ UCHAR TargetId, _In_ UCHAR Lun, _In_ ULONG ErrorCode, _In_ ULONG UniqueId);

ULONG StorPortLogSystemEvent(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_LOG_EVENT_DETAILS LogDetails,
    _Inout_ PULONG MaximumSize);

ULONG StorPortMarkDumpMemory(
    _In_ PVOID HwDeviceExtension, _In_ PVOID Address, _In_ PVOID Length, _In_ PVOID Flags);

VOID StorPortMoveMemory(_In_ PVOID WriteBuffer, _In_ PVOID ReadBuffer, _In_ ULONG Length);
BOOLEAN StorPortPause(_In_ PVOID HwDeviceExtension, _In_ ULONG TimeOut);

BOOLEAN StorPortPauseDevice(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun,
    _In_ ULONG TimeOut);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortPoFxActivateComponent(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_ ULONG Component, _In_ ULONG Flags);

ULONG StorPortPoFxIdleComponent(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_opt_ PSCSI_REQUEST_BLOCK Srb,
    _In_ ULONG Component, _In_ ULONG Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortPoFxPowerControl(
    _In_ PVOID HwDeviceExtension, _In_ LPCGUID PowerControlCode, _In_opt_ PVOID InBuffer,
    _In_ SIZE_T InBufferSize, _Out_opt_ PVOID OutBuffer, _In_ SIZE_T OutBufferSize,
    _Out_opt_ PSIZE_T BytesReturned);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortPoFxSetComponentLatency(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG Component,
    _In_ ULONGLONG Latency);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortPoFxSetComponentResidency(
    _In_ PVOID HwDeviceExtension, _In_opt_ PSTOR_ADDRESS Address, _In_ ULONG Component,
    _In_ ULONGLONG Residency);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortPutScatterGatherList(
    _In_ PVOID HwDeviceExtension, _In_ PSTOR_SCATTER_GATHER_LIST ScatterGatherList,
    _In_ BOOLEAN WriteToDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortQueryDepthSList(
    _In_ PVOID HwDeviceExtension, _Inout_ PSTOR_SLIST_HEADER SListHead, _Out_ PSHORT Result);

ULONG StorPortQueryPerformanceCounter(
    _In_ PVOID HwDeviceExtension, _Out_opt_ PLARGE_INTEGER PerformanceFrequency,
    _Out_ PLARGE_INTEGER PerformanceCounter);

VOID StorPortQuerySystemTime(_Out_ PLARGE_INTEGER CurrentTime);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG StorPortQueueWorkItem(
    _In_ PVOID HwDeviceExtension, _In_ PHW_WORKITEM WorkItemCallback, _In_ PVOID Worker,
    _In_opt_ PVOID Context);

VOID StorPortReadPortBufferUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Port, _In_ PUCHAR Buffer, _In_ ULONG Count);

VOID StorPortReadPortBufferUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Port, _In_ PULONG Buffer, _In_ ULONG Count);

VOID StorPortReadPortBufferUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Port, _In_ PUSHORT Buffer, _In_ ULONG Count);

UCHAR StorPortReadPortUchar(_In_ PVOID HwDeviceExtension, _In_ PUCHAR Port);
ULONG StorPortReadPortUlong(_In_ PVOID HwDeviceExtension, _In_ PULONG Port);
USHORT StorPortReadPortUshort(_In_ PVOID HwDeviceExtension, _In_ PUSHORT Port);

VOID StorPortReadRegisterBufferUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Register, _In_ PUCHAR Buffer, _In_ ULONG Count);

VOID StorPortReadRegisterBufferUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Register, _In_ PULONG Buffer, _In_ ULONG Count);

VOID StorPortReadRegisterBufferUlong64(_In_ PULONG64 Register, _Out_ PULONG64 Buffer, _In_ ULONG Count);

VOID StorPortReadRegisterBufferUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Register, _In_ PUSHORT Buffer, _In_ ULONG Count);

UCHAR StorPortReadRegisterUchar(_In_ PVOID HwDeviceExtension, _In_ PUCHAR Register);
ULONG StorPortReadRegisterUlong(_In_ PVOID HwDeviceExtension, _In_ PULONG Register);
ULONG64 StorPortReadRegisterUlong64(_In_ PVOID HwDeviceExtension, _In_ PULONG64 Register);
USHORT StorPortReadRegisterUshort(_In_ PVOID HwDeviceExtension, _In_ PUSHORT Register);
BOOLEAN StorPortReady(_In_ PVOID HwDeviceExtension);

_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN StorPortRegistryRead(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR ValueName, _In_ ULONG Global, _In_ ULONG Type,
    _In_ PUCHAR Buffer, _In_ PULONG BufferLength);

_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN StorPortRegistryWrite(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR ValueName, _In_ ULONG Global, _In_ ULONG Type,
    _In_ PUCHAR Buffer, _In_ ULONG BufferLength);

_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG StorPortRegistryWriteAdapterKey(
    _In_ PVOID HwDeviceExtension, _In_opt_ PCWSTR SubKeyName, _In_ PCWSTR ValueName,
    _In_ ULONG ValueType, _In_ PVOID ValueData, _In_ ULONG ValueDataLength);

ULONG StorPortReleaseMSISpinLock(
    _In_ PVOID HwDeviceExtension, _In_ ULONG MessageID, _In_ ULONG OldIrql);

VOID StorPortReleaseSpinLock(_In_ PVOID HwDeviceExtension, _Inout_ PSTOR_LOCK_HANDLE LockHandle);

ULONG StorPortRequestTimer(
    _In_ PVOID HwDeviceExtension, _In_ PVOID TimerHandle, _In_ PHW_TIMER_EX TimerCallback,
    _In_opt_ PVOID CallbackContext, _In_ LONGLONG TimerValue, _In_ LONGLONG TolerableDelay);

BOOLEAN StorPortResume(_In_ PVOID HwDeviceExtension);

BOOLEAN StorPortResumeDevice(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun);

ULONG StorPortSetAdapterBusType(_In_ PVOID HwDeviceExtension, _In_ ULONG BusType);

ULONG StorPortSetBusDataByOffset(
    _In_ PVOID DeviceExtension, _In_ ULONG BusDataType, _In_ ULONG SystemIoBusNumber,
    _In_ ULONG SlotNumber, _In_ PVOID Buffer, _In_ ULONG Offset, _In_ ULONG Length);

BOOLEAN StorPortSetDeviceQueueDepth(
    _In_ PVOID HwDeviceExtension, _In_ UCHAR PathId, _In_ UCHAR TargetId, _In_ UCHAR Lun,
    _In_ ULONG Depth);

ULONG StorPortSetPowerSettingNotificationGuids(
    _In_ PVOID HwDeviceExtension, _In_ ULONG GuidCount, _In_ LPGUID Guid);

ULONG StorPortSetUnitAttributes(
    _In_ PVOID HwDeviceExtension, _In_ PSTOR_ADDRESS Address, _In_ STOR_UNIT_ATTRIBUTES Attributes);

VOID StorPortStallExecution(_In_ ULONG Delay);

ULONG StorPortStateChangeDetected(
    _In_ PVOID HwDeviceExtension, _In_ ULONG ChangedEntity, _In_ PSTOR_ADDRESS Address,
    _In_ ULONG Attributes, _In_opt_ PHW_STATE_CHANGE HwStateChange,
    _In_opt_ PVOID HwStateChangeContext);

BOOLEAN StorPortSynchronizeAccess(
    _In_ PVOID HwDeviceExtension, _In_ PSTOR_SYNCHRONIZED_ACCESS SynchronizedAccessRoutine,
    _In_opt_ PVOID Context);

ULONG StorPortUpdateAdapterMaxIO(PVOID HwDeviceExtension, ULONG MaxIoCount);

BOOLEAN StorPortValidateRange(
    _In_ PVOID HwDeviceExtension, _In_ INTERFACE_TYPE BusType, _In_ ULONG SystemToBusNumber,
    _In_ STOR_PHYSICAL_ADDRESS IoAddress, _In_ ULONG NumberOfBytes, _In_ BOOLEAN InIoSpace);

VOID StorPortWritePortBufferUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Port, _In_ PUCHAR Buffer, _In_ ULONG Count);

VOID StorPortWritePortBufferUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Port, _In_ PULONG Buffer, _In_ ULONG Count);

VOID StorPortWritePortBufferUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Port, _In_ PUSHORT Buffer, _In_ ULONG Count);

VOID StorPortWritePortUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Port, _In_ UCHAR Value);

VOID StorPortWritePortUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Port, _In_ ULONG Value);

VOID StorPortWritePortUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Port, _In_ USHORT Value);

VOID StorPortWriteRegisterBufferUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Register, _In_ PUCHAR Buffer, _In_ ULONG Count);

VOID StorPortWriteRegisterBufferUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Register, _In_ PULONG Buffer, _In_ ULONG Count);

VOID StorPortWriteRegisterBufferUlong64(_In_ PULONG64 Register, _In_ PULONG64 Buffer, _In_ ULONG Count);

VOID StorPortWriteRegisterBufferUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Register, _In_ PUSHORT Buffer, _In_ ULONG Count);

VOID StorPortWriteRegisterUchar(
    _In_ PVOID HwDeviceExtension, _In_ PUCHAR Register, _In_ UCHAR Value);

VOID StorPortWriteRegisterUlong(
    _In_ PVOID HwDeviceExtension, _In_ PULONG Register, _In_ ULONG Value);

VOID StorPortWriteRegisterUlong64(_In_ PVOID HwDeviceExtension, _In_ PULONG64 Register, _In_ ULONG64 Value);

VOID StorPortWriteRegisterUshort(
    _In_ PVOID HwDeviceExtension, _In_ PUSHORT Register, _In_ USHORT Value);

ULONG StorPortConvertPhysicalAddressToUlong(_In_ STOR_PHYSICAL_ADDRESS Address);
VOID StorPortCopyMemory(_Out_ PVOID Destination, _In_ PVOID Source, _In_ ULONG Length);
VOID StorPortNotification(_In_ SCSI_NOTIFICATION_TYPE NotificationType, _In_ PVOID HwDeviceExtension, ...);
VOID StorPortDebugPrint(_In_ ULONG DebugPrintLevel, _In_z_ PCCHAR DebugMessage, ...);

#ifdef __cplusplus
}
#endif
