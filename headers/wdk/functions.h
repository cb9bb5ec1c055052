/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/functions.h: DDIs that mingw's DDK headers define as macros, declared as functions, so
 * that a use is a call in the syntax tree under the documented name.
 */
#pragma once

/* The macros undefined here came from wdm.h. */

#ifdef __cplusplus
extern "C" {
#endif

/* Memory. */
#undef RtlCopyMemory
#undef RtlMoveMemory
#undef RtlZeroMemory
#undef RtlFillMemory
#undef RtlEqualMemory
#undef RtlEqualLuid
#undef RtlIsZeroLuid

VOID RtlCopyMemory(_Out_ VOID UNALIGNED *Destination, _In_ CONST VOID UNALIGNED *Source, _In_ SIZE_T Length);
VOID RtlMoveMemory(_Out_ VOID UNALIGNED *Destination, _In_ CONST VOID UNALIGNED *Source, _In_ SIZE_T Length);
VOID RtlZeroMemory(_Out_ VOID UNALIGNED *Destination, _In_ SIZE_T Length);
VOID RtlFillMemory(_Out_ VOID UNALIGNED *Destination, _In_ SIZE_T Length, _In_ int Fill);
LOGICAL RtlEqualMemory(_In_ CONST VOID *Source1, _In_ CONST VOID *Source2, _In_ SIZE_T Length);
BOOLEAN RtlEqualLuid(_In_ PLUID Luid1, _In_ PLUID Luid2);
BOOLEAN RtlIsZeroLuid(_In_ PLUID Luid);

/* IRQL, spin locks, time. */
#undef KeRaiseIrql
#undef KeAcquireSpinLock
#undef KeQuerySystemTime
#undef KeQueryTickCount
#undef KeQueryInterruptTime
#undef KeMemoryBarrier
#undef YieldProcessor
#undef ExAcquireFastMutex
#undef ExReleaseFastMutex
#undef ExTryToAcquireFastMutex
#undef KeWaitForMutexObject

VOID KeRaiseIrql(_In_ KIRQL NewIrql, _Out_ PKIRQL OldIrql);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID KeAcquireSpinLock(_Inout_ PKSPIN_LOCK SpinLock, _Out_ PKIRQL OldIrql);
VOID KeQuerySystemTime(_Out_ PLARGE_INTEGER CurrentTime);
VOID KeQueryTickCount(_Out_ PLARGE_INTEGER CurrentCount);
ULONGLONG KeQueryInterruptTime(VOID);
VOID KeMemoryBarrier(VOID);
#undef _ReadBarrier
#undef _WriteBarrier
#undef _ReadWriteBarrier
#ifndef BitScanForward
#define BitScanForward   _BitScanForward
#define BitScanReverse   _BitScanReverse
#define BitScanForward64 _BitScanForward64
#define BitScanReverse64 _BitScanReverse64
#endif
void _ReadBarrier(void);
void _WriteBarrier(void);
void _ReadWriteBarrier(void);
#ifndef MemoryBarrier
VOID MemoryBarrier(VOID);
#endif
VOID YieldProcessor(VOID);
_IRQL_requires_max_(APC_LEVEL)
VOID ExAcquireFastMutex(_Inout_ PFAST_MUTEX FastMutex);
_IRQL_requires_(APC_LEVEL)
VOID ExReleaseFastMutex(_Inout_ PFAST_MUTEX FastMutex);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN ExTryToAcquireFastMutex(_Inout_ PFAST_MUTEX FastMutex);
NTSTATUS KeWaitForMutexObject(_In_ PVOID Mutex, _In_ KWAIT_REASON WaitReason, _In_ KPROCESSOR_MODE WaitMode, _In_ BOOLEAN Alertable, _In_opt_ PLARGE_INTEGER Timeout);

/* MDLs. */
#undef MmGetSystemAddressForMdlSafe
#undef MmGetSystemAddressForMdl
#undef MmGetMdlByteCount
#undef MmGetMdlByteOffset
#undef MmGetMdlVirtualAddress
#undef MmGetMdlBaseVa
#undef MmGetMdlPfnArray
#undef MmInitializeMdl
#undef MmPrepareMdlForReuse

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID MmGetSystemAddressForMdlSafe(_Inout_ PMDL Mdl, _In_ ULONG Priority);
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID MmGetSystemAddressForMdl(_Inout_ PMDL Mdl);
ULONG MmGetMdlByteCount(_In_ PMDL Mdl);
ULONG MmGetMdlByteOffset(_In_ PMDL Mdl);
PVOID MmGetMdlVirtualAddress(_In_ PMDL Mdl);
PVOID MmGetMdlBaseVa(_In_ PMDL Mdl);
PPFN_NUMBER MmGetMdlPfnArray(_In_ PMDL Mdl);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID MmInitializeMdl(_Out_ PMDL MemoryDescriptorList, _In_ PVOID BaseVa, _In_ SIZE_T Length);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID MmPrepareMdlForReuse(_Inout_ PMDL Mdl);

/* I/O. */
#undef IoCallDriver
#undef IoCompleteRequest
#undef IoSetCancelRoutine
#undef IoAcquireRemoveLock
#undef IoReleaseRemoveLock
#undef IoReleaseRemoveLockAndWait
#undef IoInitializeRemoveLock
#undef IoRequestDpc
#undef IoAdjustPagingPathCount
#undef IoForwardAndCatchIrp

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS IoCallDriver(_In_ PDEVICE_OBJECT DeviceObject, _Inout_ PIRP Irp);
VOID IoCompleteRequest(_In_ PIRP Irp, _In_ CCHAR PriorityBoost);
PDRIVER_CANCEL IoSetCancelRoutine(_Inout_ PIRP Irp, _In_opt_ PDRIVER_CANCEL CancelRoutine);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS IoAcquireRemoveLock(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID IoReleaseRemoveLock(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag);
_IRQL_requires_(PASSIVE_LEVEL)
VOID IoReleaseRemoveLockAndWait(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag);
_IRQL_requires_(PASSIVE_LEVEL)
VOID IoInitializeRemoveLock(_Out_ PIO_REMOVE_LOCK Lock, _In_ ULONG AllocateTag, _In_ ULONG MaxLockedMinutes, _In_ ULONG HighWatermark);
VOID IoRequestDpc(_In_ PDEVICE_OBJECT DeviceObject, _In_opt_ PIRP Irp, _In_opt_ PVOID Context);
VOID IoAdjustPagingPathCount(_Inout_ PLONG Count, _In_ BOOLEAN Increment);
BOOLEAN IoForwardAndCatchIrp(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp);

/* Objects, work items, lists. */
#undef ObReferenceObject
#undef ObDereferenceObject
#undef ObReferenceObjectWithTag
#undef ObDereferenceObjectWithTag
#undef ExInitializeWorkItem
#undef ExInterlockedAddLargeStatistic
#undef ExInterlockedPopEntrySList
#undef ExInterlockedPushEntrySList
#undef ExInterlockedFlushSList
#undef InterlockedPopEntrySList
#undef InterlockedPushEntrySList
#undef InterlockedFlushSList
#undef QueryDepthSList
#undef ExInitializeSListHead
#undef InitializeObjectAttributes

_IRQL_requires_max_(DISPATCH_LEVEL)
LONG_PTR ObReferenceObject(_In_ PVOID Object);
_IRQL_requires_max_(DISPATCH_LEVEL)
LONG_PTR ObDereferenceObject(_In_ PVOID Object);
_IRQL_requires_max_(DISPATCH_LEVEL)
LONG_PTR ObReferenceObjectWithTag(_In_ PVOID Object, _In_ ULONG Tag);
_IRQL_requires_max_(DISPATCH_LEVEL)
LONG_PTR ObDereferenceObjectWithTag(_In_ PVOID Object, _In_ ULONG Tag);
VOID ExInitializeWorkItem(_Out_ PWORK_QUEUE_ITEM Item, _In_ PWORKER_THREAD_ROUTINE Routine, _In_opt_ PVOID Context);
VOID ExInterlockedAddLargeStatistic(_Inout_ PLARGE_INTEGER Addend, _In_ ULONG Increment);
PSLIST_ENTRY ExInterlockedPopEntrySList(_Inout_ PSLIST_HEADER ListHead, _Inout_ PKSPIN_LOCK Lock);
PSLIST_ENTRY ExInterlockedPushEntrySList(_Inout_ PSLIST_HEADER ListHead, _Inout_ PSLIST_ENTRY ListEntry, _Inout_ PKSPIN_LOCK Lock);
PSLIST_ENTRY ExInterlockedFlushSList(_Inout_ PSLIST_HEADER ListHead);
PSLIST_ENTRY InterlockedPopEntrySList(_Inout_ PSLIST_HEADER ListHead);
PSLIST_ENTRY InterlockedPushEntrySList(_Inout_ PSLIST_HEADER ListHead, _Inout_ PSLIST_ENTRY ListEntry);
PSLIST_ENTRY InterlockedFlushSList(_Inout_ PSLIST_HEADER ListHead);
USHORT QueryDepthSList(_In_ PSLIST_HEADER ListHead);
VOID ExInitializeSListHead(_Out_ PSLIST_HEADER ListHead);
VOID InitializeObjectAttributes(_Out_ POBJECT_ATTRIBUTES Attributes, _In_opt_ PCUNICODE_STRING Name, _In_ ULONG Flags, _In_opt_ HANDLE RootDirectory, _In_opt_ PSECURITY_DESCRIPTOR SecurityDescriptor);

/* Interlocked operations. */
#undef InterlockedIncrement
#undef InterlockedDecrement
#undef InterlockedExchange
#undef InterlockedExchangeAdd
#undef InterlockedAdd
#undef InterlockedAnd
#undef InterlockedOr
#undef InterlockedXor
#undef InterlockedCompareExchange
#undef InterlockedIncrement64
#undef InterlockedDecrement64
#undef InterlockedExchange64
#undef InterlockedExchangeAdd64
#undef InterlockedAdd64
#undef InterlockedAnd64
#undef InterlockedOr64
#undef InterlockedXor64
#undef InterlockedCompareExchange64
#undef InterlockedExchangePointer
#undef InterlockedCompareExchangePointer
#undef InterlockedExchangeAddSizeT
#undef InterlockedIncrementSizeT
#undef InterlockedDecrementSizeT

LONG InterlockedIncrement(_Inout_ LONG volatile *Target);
LONG InterlockedDecrement(_Inout_ LONG volatile *Target);
LONG InterlockedExchange(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedExchangeAdd(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedAdd(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedAnd(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedOr(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedXor(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG InterlockedCompareExchange(_Inout_ LONG volatile *Destination, _In_ LONG Exchange, _In_ LONG Comparand);
LONG64 InterlockedIncrement64(_Inout_ LONG64 volatile *Target);
LONG64 InterlockedDecrement64(_Inout_ LONG64 volatile *Target);
LONG64 InterlockedExchange64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedExchangeAdd64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedAdd64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedAnd64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedOr64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedXor64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 InterlockedCompareExchange64(_Inout_ LONG64 volatile *Destination, _In_ LONG64 Exchange, _In_ LONG64 Comparand);
PVOID InterlockedExchangePointer(_Inout_ PVOID volatile *Target, _In_opt_ PVOID Value);
PVOID InterlockedCompareExchangePointer(_Inout_ PVOID volatile *Destination, _In_opt_ PVOID Exchange, _In_opt_ PVOID Comparand);
SIZE_T InterlockedExchangeAddSizeT(_Inout_ SIZE_T volatile *Target, _In_ SIZE_T Value);
SIZE_T InterlockedIncrementSizeT(_Inout_ SIZE_T volatile *Target);
SIZE_T InterlockedDecrementSizeT(_Inout_ SIZE_T volatile *Target);

#undef InterlockedIncrementAcquire
#undef InterlockedIncrementRelease
#undef InterlockedIncrementNoFence
#undef InterlockedDecrementAcquire
#undef InterlockedDecrementRelease
#undef InterlockedDecrementNoFence
#undef InterlockedCompareExchangeAcquire
#undef InterlockedCompareExchangeRelease
LONG InterlockedIncrementAcquire(_Inout_ LONG volatile *Target);
LONG InterlockedIncrementRelease(_Inout_ LONG volatile *Target);
LONG InterlockedIncrementNoFence(_Inout_ LONG volatile *Target);
LONG InterlockedDecrementAcquire(_Inout_ LONG volatile *Target);
LONG InterlockedDecrementRelease(_Inout_ LONG volatile *Target);
LONG InterlockedDecrementNoFence(_Inout_ LONG volatile *Target);
LONG InterlockedCompareExchangeAcquire(_Inout_ LONG volatile *Destination, _In_ LONG Exchange, _In_ LONG Comparand);
LONG InterlockedCompareExchangeRelease(_Inout_ LONG volatile *Destination, _In_ LONG Exchange, _In_ LONG Comparand);

/* Acquire and release by macro alias in mingw's 32-bit branches. */
#undef KeReleaseSpinLock
#undef KeAcquireSpinLockAtDpcLevel
#undef KeReleaseSpinLockFromDpcLevel
#undef KeLowerIrql

#ifdef __cplusplus
}
#endif
