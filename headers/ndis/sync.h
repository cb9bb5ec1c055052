/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/sync.h: spin locks, reader/writer locks, events, mutexes, interlocked operations,
 * timers and work items of NDIS.
 */
#pragma once

#include <ndis/types.h>
#include <ntddndis.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _NDIS_SPIN_LOCK {
    KSPIN_LOCK SpinLock;
    KIRQL OldIrql;
} NDIS_SPIN_LOCK, *PNDIS_SPIN_LOCK;

VOID
NdisAllocateSpinLock(
    _Out_ PNDIS_SPIN_LOCK SpinLock);

VOID
NdisFreeSpinLock(
    _In_ PNDIS_SPIN_LOCK SpinLock);

_IRQL_requires_max_(DISPATCH_LEVEL)
_IRQL_saves_global_(NdisSpinLock, SpinLock)
_IRQL_raises_(DISPATCH_LEVEL)
_Acquires_lock_(*SpinLock)
VOID
NdisAcquireSpinLock(
    _In_ PNDIS_SPIN_LOCK SpinLock);

_IRQL_requires_(DISPATCH_LEVEL)
_IRQL_restores_global_(NdisSpinLock, SpinLock)
_Releases_lock_(*SpinLock)
VOID
NdisReleaseSpinLock(
    _In_ PNDIS_SPIN_LOCK SpinLock);

_IRQL_requires_(DISPATCH_LEVEL)
_Acquires_lock_(*SpinLock)
VOID
NdisDprAcquireSpinLock(
    _In_ PNDIS_SPIN_LOCK SpinLock);

_IRQL_requires_(DISPATCH_LEVEL)
_Releases_lock_(*SpinLock)
VOID
NdisDprReleaseSpinLock(
    _In_ PNDIS_SPIN_LOCK SpinLock);

/* Reader/writer locks: the fields are NDIS's own. */
typedef union _NDIS_RW_LOCK_REFCOUNT {
    UINT RefCount;
    UCHAR cacheLine[16];
} NDIS_RW_LOCK_REFCOUNT;

#ifndef MAXIMUM_PROCESSORS
#define MAXIMUM_PROCESSORS 64
#endif

typedef struct _NDIS_RW_LOCK {
    union {
        struct {
            KSPIN_LOCK SpinLock;
            PVOID Context;
        };
        UCHAR Reserved[16];
    };
    union {
        NDIS_RW_LOCK_REFCOUNT RefCount[MAXIMUM_PROCESSORS];
        ULONG RefCountEx[sizeof(NDIS_RW_LOCK_REFCOUNT) * MAXIMUM_PROCESSORS / sizeof(ULONG)];
    };
} NDIS_RW_LOCK, *PNDIS_RW_LOCK;

typedef struct _LOCK_STATE {
    USHORT LockState;
    KIRQL OldIrql;
} LOCK_STATE, *PLOCK_STATE;

typedef struct _NDIS_RW_LOCK_EX NDIS_RW_LOCK_EX, *PNDIS_RW_LOCK_EX;

typedef struct _LOCK_STATE_EX {
    KIRQL OldIrql;
    UCHAR LockState;
    UCHAR Flags;
} LOCK_STATE_EX, *PLOCK_STATE_EX;

#define NDIS_RWL_AT_DISPATCH_LEVEL 1

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNDIS_RW_LOCK_EX
NdisAllocateRWLock(
    NDIS_HANDLE NdisHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeRWLock(
    _In_ PNDIS_RW_LOCK_EX Lock);

_IRQL_requires_max_(DISPATCH_LEVEL)
_IRQL_raises_(DISPATCH_LEVEL)
VOID
NdisAcquireRWLockRead(
    _In_ PNDIS_RW_LOCK_EX Lock,
    _Out_ PLOCK_STATE_EX LockState,
    _In_ UCHAR Flags);

_IRQL_requires_max_(DISPATCH_LEVEL)
_IRQL_raises_(DISPATCH_LEVEL)
VOID
NdisAcquireRWLockWrite(
    _In_ PNDIS_RW_LOCK_EX Lock,
    _Out_ PLOCK_STATE_EX LockState,
    _In_ UCHAR Flags);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisReleaseRWLock(
    _In_ PNDIS_RW_LOCK_EX Lock,
    _In_ PLOCK_STATE_EX LockState);

VOID
NdisInitializeReadWriteLock(
    _Out_ PNDIS_RW_LOCK Lock);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisAcquireReadWriteLock(
    _Inout_ PNDIS_RW_LOCK Lock,
    _In_ BOOLEAN fWrite,
    _Out_ PLOCK_STATE LockState);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisReleaseReadWriteLock(
    _Inout_ PNDIS_RW_LOCK Lock,
    _In_ PLOCK_STATE LockState);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisDprAcquireReadWriteLock(
    _Inout_ PNDIS_RW_LOCK Lock,
    _In_ BOOLEAN fWrite,
    _Out_ PLOCK_STATE LockState);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisDprReleaseReadWriteLock(
    _Inout_ PNDIS_RW_LOCK Lock,
    _In_ PLOCK_STATE LockState);

typedef struct _NDIS_EVENT {
    KEVENT Event;
} NDIS_EVENT, *PNDIS_EVENT;

VOID
NdisInitializeEvent(
    _Out_ PNDIS_EVENT Event);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisSetEvent(
    _In_ PNDIS_EVENT Event);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisResetEvent(
    _In_ PNDIS_EVENT Event);

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
NdisWaitEvent(
    _In_ PNDIS_EVENT Event,
    _In_ UINT MsToWait);

typedef FAST_MUTEX NDIS_MUTEX, *PNDIS_MUTEX;

VOID
NDIS_INIT_MUTEX(
    _Out_ PNDIS_MUTEX Mutex);

VOID
NDIS_WAIT_FOR_MUTEX(
    _Inout_ PNDIS_MUTEX Mutex);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NDIS_RELEASE_MUTEX(
    _Inout_ PNDIS_MUTEX Mutex);

/* The current IRQL. The first two set a variable that is named, not pointed to, so they stay macros. */

#define NDIS_RAISE_IRQL_TO_DISPATCH(OldIrql)           KeRaiseIrql(DISPATCH_LEVEL, (OldIrql))
#define NDIS_LOWER_IRQL(OldIrql, CurrentIrql)          KeLowerIrql(OldIrql)
#define NDIS_CURRENT_IRQL()                            KeGetCurrentIrql()
#define CURRENT_IRQL                                   KeGetCurrentIrql()

/* Interlocked operations. */

LONG
NdisInterlockedIncrement(
    _Inout_ PLONG Addend);

LONG
NdisInterlockedDecrement(
    _Inout_ PLONG Addend);

ULONG
NdisInterlockedAddUlong(
    _Inout_ PULONG Addend,
    _In_ ULONG Increment,
    _Inout_ PNDIS_SPIN_LOCK SpinLock);

VOID
NdisInterlockedAddLargeStatistic(
    _Inout_ PLARGE_INTEGER Addend,
    _In_ ULONG Increment);

LARGE_INTEGER
NdisInterlockedAddLargeInteger(
    _Inout_ PLARGE_INTEGER Addend,
    _In_ ULONG Increment,
    _Inout_ PKSPIN_LOCK Lock);

PLIST_ENTRY
NdisInterlockedInsertHeadList(
    _Inout_ PLIST_ENTRY ListHead,
    _Inout_ PLIST_ENTRY ListEntry,
    _Inout_ PNDIS_SPIN_LOCK SpinLock);

PLIST_ENTRY
NdisInterlockedInsertTailList(
    _Inout_ PLIST_ENTRY ListHead,
    _Inout_ PLIST_ENTRY ListEntry,
    _Inout_ PNDIS_SPIN_LOCK SpinLock);

PLIST_ENTRY
NdisInterlockedRemoveHeadList(
    _Inout_ PLIST_ENTRY ListHead,
    _Inout_ PNDIS_SPIN_LOCK SpinLock);

/* Timers. */

typedef
_Function_class_(NDIS_TIMER_FUNCTION)
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(NDIS_TIMER_FUNCTION)(
    _In_opt_ PVOID SystemSpecific1,
    _In_opt_ PVOID FunctionContext,
    _In_opt_ PVOID SystemSpecific2,
    _In_opt_ PVOID SystemSpecific3);
typedef NDIS_TIMER_FUNCTION (*PNDIS_TIMER_FUNCTION);

typedef struct _NDIS_TIMER_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG AllocationTag;
    PNDIS_TIMER_FUNCTION TimerFunction;
    PVOID FunctionContext;
} NDIS_TIMER_CHARACTERISTICS, *PNDIS_TIMER_CHARACTERISTICS;

#define NDIS_TIMER_CHARACTERISTICS_REVISION_1 1
#define NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_TIMER_CHARACTERISTICS, FunctionContext)

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisAllocateTimerObject(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PNDIS_TIMER_CHARACTERISTICS TimerCharacteristics,
    _Out_ PNDIS_HANDLE pTimerObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeTimerObject(
    _In_ NDIS_HANDLE TimerObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
NdisSetTimerObject(
    _In_ NDIS_HANDLE TimerObject,
    _In_ LARGE_INTEGER DueTime,
    _In_opt_ LONG MillisecondsPeriod,
    _In_opt_ PVOID FunctionContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
NdisSetCoalescableTimerObject(
    _In_ NDIS_HANDLE TimerObject,
    _In_ LARGE_INTEGER DueTime,
    _In_opt_ LONG MillisecondsPeriod,
    _In_opt_ PVOID FunctionContext,
    _In_opt_ ULONG Tolerance);

BOOLEAN
NdisCancelTimerObject(
    _In_ NDIS_HANDLE TimerObject);

/* Timers of NDIS 5, still met in protocol drivers. */
typedef struct _NDIS_TIMER {
    KTIMER Timer;
    KDPC Dpc;
} NDIS_TIMER, *PNDIS_TIMER;

typedef struct _NDIS_MINIPORT_TIMER {
    KTIMER Timer;
    KDPC Dpc;
    PNDIS_TIMER_FUNCTION MiniportTimerFunction;
    PVOID MiniportTimerContext;
    NDIS_HANDLE Miniport;
    struct _NDIS_MINIPORT_TIMER *NextDeferredTimer;
} NDIS_MINIPORT_TIMER, *PNDIS_MINIPORT_TIMER;

VOID
NdisInitializeTimer(
    _Inout_ PNDIS_TIMER Timer,
    _In_ PNDIS_TIMER_FUNCTION TimerFunction,
    _In_opt_ PVOID FunctionContext);

VOID
NdisSetTimer(
    _In_ PNDIS_TIMER Timer,
    _In_ UINT MillisecondsToDelay);

VOID
NdisSetTimerEx(
    _In_ PNDIS_TIMER Timer,
    _In_ UINT MillisecondsToDelay,
    _In_ PVOID FunctionContext);

VOID
NdisCancelTimer(
    _In_ PNDIS_TIMER Timer,
    _Out_ PBOOLEAN TimerCancelled);

/* Work items. */

typedef
_Function_class_(NDIS_IO_WORKITEM_FUNCTION)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NDIS_IO_WORKITEM)(
    _In_opt_ PVOID WorkItemContext,
    _In_ NDIS_HANDLE NdisIoWorkItemHandle);
typedef NDIS_IO_WORKITEM NDIS_IO_WORKITEM_FUNCTION;
typedef NDIS_IO_WORKITEM (*NDIS_IO_WORKITEM_ROUTINE);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NDIS_HANDLE
NdisAllocateIoWorkItem(
    _In_ NDIS_HANDLE NdisObjectHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisQueueIoWorkItem(
    _In_ NDIS_HANDLE NdisIoWorkItemHandle,
    _In_ NDIS_IO_WORKITEM_ROUTINE Routine,
    _In_opt_ PVOID WorkItemContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeIoWorkItem(
    _In_ NDIS_HANDLE NdisIoWorkItemHandle);

typedef struct _NDIS_WORK_ITEM NDIS_WORK_ITEM, *PNDIS_WORK_ITEM;
typedef
_Function_class_(NDIS_PROC)
VOID
(NDIS_PROC_FN)(
    _In_ PNDIS_WORK_ITEM WorkItem,
    _In_opt_ PVOID Context);
typedef NDIS_PROC_FN (*NDIS_PROC);

struct _NDIS_WORK_ITEM {
    PVOID Context;
    NDIS_PROC Routine;
    UCHAR WrapperReserved[8 * sizeof(PVOID)];
};

VOID
NdisInitializeWorkItem(
    _Inout_ PNDIS_WORK_ITEM WorkItem,
    _In_ NDIS_PROC Routine,
    _In_opt_ PVOID Context);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisScheduleWorkItem(
    _In_ PNDIS_WORK_ITEM WorkItem);

/* Waiting and time. */

_IRQL_requires_max_(APC_LEVEL)
VOID
NdisMSleep(
    _In_ ULONG MicrosecondsToSleep);

VOID
NdisStallExecution(
    _In_ UINT MicrosecondsToStall);

VOID
NdisGetCurrentSystemTime(
    _In_ PLARGE_INTEGER pSystemTime);

VOID
NdisGetSystemUpTimeEx(
    _Out_ PLARGE_INTEGER pSystemUpTime);

VOID
NdisGetSystemUpTime(
    _Out_ PULONG SystemUpTime);

#ifdef __cplusplus
}
#endif
