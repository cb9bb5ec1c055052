/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfsync.h: locks of objects, spin locks and wait locks.
 */
#pragma once

#include <wdfobject.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The lock of a device or queue: raises to DISPATCH_LEVEL unless its level is passive. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Acquires_lock_(Object)
VOID
WdfObjectAcquireLock(
    _In_ WDFOBJECT Object);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Releases_lock_(Object)
VOID
WdfObjectReleaseLock(
    _In_ WDFOBJECT Object);

/* Spin locks raise to DISPATCH_LEVEL and keep the caller's level in the lock. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfSpinLockCreate(
    _In_opt_ PWDF_OBJECT_ATTRIBUTES SpinLockAttributes,
    _Out_ WDFSPINLOCK *SpinLock);

_IRQL_requires_max_(DISPATCH_LEVEL)
_IRQL_raises_(DISPATCH_LEVEL)
_IRQL_saves_global_(WdfSpinLock, SpinLock)
_Acquires_lock_(SpinLock)
VOID
WdfSpinLockAcquire(
    _In_ WDFSPINLOCK SpinLock);

_IRQL_requires_(DISPATCH_LEVEL)
_IRQL_restores_global_(WdfSpinLock, SpinLock)
_Releases_lock_(SpinLock)
VOID
WdfSpinLockRelease(
    _In_ WDFSPINLOCK SpinLock);

/* Wait locks: with a timeout other than zero, at PASSIVE_LEVEL only. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfWaitLockCreate(
    _In_opt_ PWDF_OBJECT_ATTRIBUTES LockAttributes,
    _Out_ WDFWAITLOCK *Lock);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
WdfWaitLockAcquire(
    _In_ WDFWAITLOCK Lock,
    _In_opt_ PLONGLONG Timeout);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Releases_lock_(Lock)
VOID
WdfWaitLockRelease(
    _In_ WDFWAITLOCK Lock);

#ifdef __cplusplus
}
#endif
