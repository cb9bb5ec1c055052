/* Locks: of callbacks, and those that the driver makes. */
#include "wdf_host.h"

/* ---- locks of callbacks ------------------------------------------------------------------------------------------ */

void rt_wdf_lock(struct rt_wdf_lock *l)
{
    struct rt_thread *t = rt_thread_current();
    if (!l)
        return;
    if (l->owner == t) {
        l->depth++;
        return;
    }
    KIRQL before = rt_irql();
    if (l->passive) {
        while (l->owner)
            rt_wait(l, RT_FOREVER, "the callbacks of a device or queue");
        rt_happens_after(l);
    } else {
        rt_irql_raise(before > DISPATCH_LEVEL ? before : DISPATCH_LEVEL);
        rt_spin_acquire(&l->spin);
    }
    l->owner = t;
    l->depth = 1;
    l->before = before;
}

void rt_wdf_unlock(struct rt_wdf_lock *l)
{
    if (!l || --l->depth)
        return;
    l->owner = NULL;
    if (l->passive) {
        rt_happens_before(l);
        rt_wake(l);
    } else {
        rt_spin_release(&l->spin);
        rt_irql_lower(l->before);
    }
}

/* What the object itself says, else its parents up to the device. The default of devices is no synchronisation. */
struct rt_wdf_lock *rt_wdf_lock_of(struct rt_wdf_object *o)
{
    struct rt_wdf_object *queue = NULL;
    for (; o; o = o->parent) {
        if (o->kind == WDF_QUEUE && !queue)
            queue = o;
        if (o->scope == WdfSynchronizationScopeDevice && o->device)
            return &o->device->lock;
        if (o->scope == WdfSynchronizationScopeQueue)
            return queue ? &((struct rt_wdf_queue *)queue)->lock : NULL;
        if (o->scope == WdfSynchronizationScopeNone)
            return NULL;
    }
    return NULL;
}

static struct rt_wdf_lock *own_lock(WDFOBJECT handle, const char *name)
{
    struct rt_wdf_object *o = rt_wdf_of(handle, WDF_ANY, name);
    struct rt_wdf_lock *l;
    if (!o || (o->kind != WDF_DEVICE && o->kind != WDF_QUEUE)) {
        if (o)
            rt_report("run-contract", "%s takes the handle of a device or queue.", name);
        return NULL;
    }
    l = rt_wdf_lock_of(o);
    if (!l)
        rt_report("run-contract", "%s is called for an object without a synchronization scope: it has no lock.", name);
    return l;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfobjectacquirelock */
RT_EXPORT VOID WdfObjectAcquireLock(WDFOBJECT Object)
{
    RT_DDI_VOID(WdfObjectAcquireLock, Object);
    rt_wdf_lock(own_lock(Object, "WdfObjectAcquireLock"));
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfobjectreleaselock */
RT_EXPORT VOID WdfObjectReleaseLock(WDFOBJECT Object)
{
    RT_DDI_VOID(WdfObjectReleaseLock, Object);
    struct rt_wdf_lock *l = own_lock(Object, "WdfObjectReleaseLock");
    if (l && l->owner != rt_thread_current())
        rt_report("lock-wrong-release", "WdfObjectReleaseLock releases a lock that the thread does not have.");
    else
        rt_wdf_unlock(l);
    RT_RETURN_VOID();
}

/* ---- spin locks ------------------------------------------------------------------------------------------------------- */

struct spin_lock {
    struct rt_wdf_object object;
    KSPIN_LOCK lock;
    KIRQL before;
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfspinlockcreate */
RT_EXPORT NTSTATUS WdfSpinLockCreate(PWDF_OBJECT_ATTRIBUTES SpinLockAttributes, WDFSPINLOCK *SpinLock)
{
    RT_DDI(WdfSpinLockCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, SpinLockAttributes, SpinLock);
    NTSTATUS status;
    *SpinLock = rt_wdf_new(WDF_SPIN_LOCK, sizeof(struct spin_lock), SpinLockAttributes, rt_wdf()->driver, &status);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfspinlockacquire */
RT_EXPORT VOID WdfSpinLockAcquire(WDFSPINLOCK SpinLock)
{
    RT_DDI_VOID(WdfSpinLockAcquire, SpinLock);
    struct spin_lock *l = rt_wdf_of(SpinLock, WDF_SPIN_LOCK, "WdfSpinLockAcquire");
    if (l) {
        KIRQL before = rt_irql_raise(DISPATCH_LEVEL);
        rt_spin_acquire(&l->lock);
        l->before = before;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfspinlockrelease */
RT_EXPORT VOID WdfSpinLockRelease(WDFSPINLOCK SpinLock)
{
    RT_DDI_VOID(WdfSpinLockRelease, SpinLock);
    struct spin_lock *l = rt_wdf_of(SpinLock, WDF_SPIN_LOCK, "WdfSpinLockRelease");
    if (l) {
        KIRQL before = l->before;
        rt_spin_release(&l->lock);
        rt_irql_lower(before);
    }
    RT_RETURN_VOID();
}

/* ---- wait locks --------------------------------------------------------------------------------------------------------- */

struct wait_lock {
    struct rt_wdf_object object;
    struct rt_thread *owner;
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfwaitlockcreate */
RT_EXPORT NTSTATUS WdfWaitLockCreate(PWDF_OBJECT_ATTRIBUTES LockAttributes, WDFWAITLOCK *Lock)
{
    RT_DDI(WdfWaitLockCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, LockAttributes, Lock);
    NTSTATUS status;
    *Lock = rt_wdf_new(WDF_WAIT_LOCK, sizeof(struct wait_lock), LockAttributes, rt_wdf()->driver, &status);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfwaitlockacquire */
RT_EXPORT NTSTATUS WdfWaitLockAcquire(WDFWAITLOCK Lock, PLONGLONG Timeout)
{
    RT_DDI(WdfWaitLockAcquire, (NTSTATUS)STATUS_SUCCESS, Lock, Timeout);
    struct wait_lock *l = rt_wdf_of(Lock, WDF_WAIT_LOCK, "WdfWaitLockAcquire");
    LARGE_INTEGER timeout = {.QuadPart = Timeout ? *Timeout : 0};
    uint64_t deadline = rt_deadline(Timeout ? &timeout : NULL);
    if (!l)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (!Timeout || *Timeout)
        rt_may_wait("WdfWaitLockAcquire");
    if (l->owner == rt_thread_current() && !Timeout)
        rt_report_and_stop("lock-double-acquire", "The wait lock is acquired by the thread that has it already: it waits for ever.");
    while (l->owner)
        if ((Timeout && !*Timeout) || (!rt_wait(l, deadline, "a wait lock") && l->owner))
            RT_RETURN((NTSTATUS)STATUS_TIMEOUT);
    l->owner = rt_thread_current();
    rt_happens_after(l);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfsync/nf-wdfsync-wdfwaitlockrelease */
RT_EXPORT VOID WdfWaitLockRelease(WDFWAITLOCK Lock)
{
    RT_DDI_VOID(WdfWaitLockRelease, Lock);
    struct wait_lock *l = rt_wdf_of(Lock, WDF_WAIT_LOCK, "WdfWaitLockRelease");
    if (l && l->owner != rt_thread_current())
        rt_report("lock-wrong-release", "WdfWaitLockRelease releases a lock that the thread does not have.");
    else if (l) {
        rt_happens_before(l);
        l->owner = NULL;
        rt_wake(l);
    }
    RT_RETURN_VOID();
}
