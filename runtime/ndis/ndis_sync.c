/* NDIS's spin locks, read/write locks, events and delays. */
#include "ndis.h"

/* ---- spin locks: the IRQL from before is kept in the lock ------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatespinlock */
RT_EXPORT VOID NdisAllocateSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisAllocateSpinLock, SpinLock);
    SpinLock->SpinLock = 0;
    SpinLock->OldIrql = 0;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreespinlock */
RT_EXPORT VOID NdisFreeSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisFreeSpinLock, SpinLock);
    if (SpinLock->SpinLock)
        rt_report("run-contract", "NdisFreeSpinLock is called for a lock that is held.");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirespinlock */
RT_EXPORT VOID NdisAcquireSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisAcquireSpinLock, SpinLock);
    KIRQL old = rt_irql_raise(DISPATCH_LEVEL);
    rt_spin_acquire(&SpinLock->SpinLock);
    SpinLock->OldIrql = old;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleasespinlock */
RT_EXPORT VOID NdisReleaseSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisReleaseSpinLock, SpinLock);
    KIRQL old = SpinLock->OldIrql;
    rt_spin_release(&SpinLock->SpinLock);
    rt_irql_lower(old);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdpracquirespinlock */
RT_EXPORT VOID NdisDprAcquireSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisDprAcquireSpinLock, SpinLock);
    rt_spin_acquire(&SpinLock->SpinLock);
    SpinLock->OldIrql = DISPATCH_LEVEL;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdprreleasespinlock */
RT_EXPORT VOID NdisDprReleaseSpinLock(PNDIS_SPIN_LOCK SpinLock)
{
    RT_DDI_VOID(NdisDprReleaseSpinLock, SpinLock);
    rt_spin_release(&SpinLock->SpinLock);
    RT_RETURN_VOID();
}

/* ---- read/write locks ----------------------------------------------------------------------------------------------- */

struct _NDIS_RW_LOCK_EX {
    int64_t owners; /* above 0 readers, -1 a writer */
    struct rt_thread *writer;
};

static void acquire(struct _NDIS_RW_LOCK_EX *l, bool write)
{
    struct rt_thread *t = rt_thread_current();
    while (l->owners < 0 || (write && l->owners > 0)) {
        if (l->writer == t)
            rt_report_and_stop("lock-double-acquire", "The read/write lock is acquired by the thread that has it for writing.");
        rt_wait(l, RT_FOREVER, "a read/write lock");
    }
    l->owners += write ? -1 : 1;
    l->writer = write ? t : NULL;
    t->spin_locks++;
    rt_happens_after(l);
}

static void release(struct _NDIS_RW_LOCK_EX *l)
{
    struct rt_thread *t = rt_thread_current();
    rt_happens_before(l);
    if (l->owners < 0 && l->writer == t) {
        l->owners = 0;
        l->writer = NULL;
    } else if (l->owners > 0)
        l->owners--;
    else
        rt_report("lock-wrong-release", "The read/write lock is released and is not held by this thread.");
    if (t->spin_locks)
        t->spin_locks--;
    rt_wake(l);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocaterwlock */
RT_EXPORT PNDIS_RW_LOCK_EX NdisAllocateRWLock(NDIS_HANDLE NdisHandle)
{
    RT_DDI(NdisAllocateRWLock, (PNDIS_RW_LOCK_EX)NULL, NdisHandle);
    if (rt_fails())
        RT_RETURN((PNDIS_RW_LOCK_EX)NULL);
    RT_RETURN((PNDIS_RW_LOCK_EX)rt_block_new_zeroed(RT_RW_LOCK, sizeof(struct _NDIS_RW_LOCK_EX), 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreerwlock */
RT_EXPORT VOID NdisFreeRWLock(PNDIS_RW_LOCK_EX Lock)
{
    RT_DDI_VOID(NdisFreeRWLock, Lock);
    struct rt_block *b = rt_block_of(Lock, RT_RW_LOCK);
    if (!b)
        rt_report("run-contract", "NdisFreeRWLock is called with an address that is not that of a lock: it was freed already, or never allocated.");
    else {
        if (Lock->owners)
            rt_report("run-contract", "NdisFreeRWLock is called for a lock that is held.");
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}

static void acquire_ex(PNDIS_RW_LOCK_EX lock, PLOCK_STATE_EX state, UCHAR flags, bool write)
{
    state->Flags = flags;
    state->OldIrql = flags & NDIS_RWL_AT_DISPATCH_LEVEL ? DISPATCH_LEVEL : rt_irql_raise(DISPATCH_LEVEL);
    state->LockState = write ? 2 : 1;
    acquire(lock, write);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirerwlockread */
RT_EXPORT VOID NdisAcquireRWLockRead(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX LockState, UCHAR Flags)
{
    RT_DDI_VOID(NdisAcquireRWLockRead, Lock, LockState, Flags);
    acquire_ex(Lock, LockState, Flags, false);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirerwlockwrite */
RT_EXPORT VOID NdisAcquireRWLockWrite(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX LockState, UCHAR Flags)
{
    RT_DDI_VOID(NdisAcquireRWLockWrite, Lock, LockState, Flags);
    acquire_ex(Lock, LockState, Flags, true);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleaserwlock */
RT_EXPORT VOID NdisReleaseRWLock(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX LockState)
{
    RT_DDI_VOID(NdisReleaseRWLock, Lock, LockState);
    release(Lock);
    if (!(LockState->Flags & NDIS_RWL_AT_DISPATCH_LEVEL))
        rt_irql_lower(LockState->OldIrql);
    RT_RETURN_VOID();
}

/* ---- read/write locks of NDIS 6.0 ------------------------------------------------------------------------------------------ */

/* In the driver's memory; nothing is freed. */
static struct _NDIS_RW_LOCK_EX *inside(PNDIS_RW_LOCK lock) { return (struct _NDIS_RW_LOCK_EX *)(void *)lock->Reserved; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializereadwritelock */
RT_EXPORT VOID NdisInitializeReadWriteLock(PNDIS_RW_LOCK Lock)
{
    RT_DDI_VOID(NdisInitializeReadWriteLock, Lock);
    rt_fill(Lock, 0, sizeof *Lock);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirereadwritelock */
RT_EXPORT VOID NdisAcquireReadWriteLock(PNDIS_RW_LOCK Lock, BOOLEAN fWrite, PLOCK_STATE LockState)
{
    RT_DDI_VOID(NdisAcquireReadWriteLock, Lock, fWrite, LockState);
    LockState->OldIrql = rt_irql_raise(DISPATCH_LEVEL);
    LockState->LockState = fWrite ? 2 : 1;
    acquire(inside(Lock), fWrite);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleasereadwritelock */
RT_EXPORT VOID NdisReleaseReadWriteLock(PNDIS_RW_LOCK Lock, PLOCK_STATE LockState)
{
    RT_DDI_VOID(NdisReleaseReadWriteLock, Lock, LockState);
    release(inside(Lock));
    rt_irql_lower(LockState->OldIrql);
    RT_RETURN_VOID();
}

/* The same at DISPATCH_LEVEL. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdpracquirereadwritelock */
RT_EXPORT VOID NdisDprAcquireReadWriteLock(PNDIS_RW_LOCK Lock, BOOLEAN fWrite, PLOCK_STATE LockState)
{
    RT_DDI_VOID(NdisDprAcquireReadWriteLock, Lock, fWrite, LockState);
    LockState->LockState = fWrite ? 2 : 1;
    acquire(inside(Lock), fWrite);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdprreleasereadwritelock */
RT_EXPORT VOID NdisDprReleaseReadWriteLock(PNDIS_RW_LOCK Lock, PLOCK_STATE LockState)
{
    RT_DDI_VOID(NdisDprReleaseReadWriteLock, Lock, LockState);
    release(inside(Lock));
    RT_RETURN_VOID();
}

/* ---- events ------------------------------------------------------------------------------------------------------------ */

/* A notification event. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializeevent */
RT_EXPORT VOID NdisInitializeEvent(PNDIS_EVENT Event)
{
    RT_DDI_VOID(NdisInitializeEvent, Event);
    rt_fill(Event, 0, sizeof *Event);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetevent */
RT_EXPORT VOID NdisSetEvent(PNDIS_EVENT Event)
{
    RT_DDI_VOID(NdisSetEvent, Event);
    rt_event_set(&Event->Event);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisresetevent */
RT_EXPORT VOID NdisResetEvent(PNDIS_EVENT Event)
{
    RT_DDI_VOID(NdisResetEvent, Event);
    Event->Event.Header.SignalState = 0;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswaitevent: 0 is for ever. */
RT_EXPORT BOOLEAN NdisWaitEvent(PNDIS_EVENT Event, UINT MsToWait)
{
    RT_DDI(NdisWaitEvent, (BOOLEAN)FALSE, Event, MsToWait);
    rt_may_wait("NdisWaitEvent");
    RT_RETURN((BOOLEAN)rt_event_wait(&Event->Event, MsToWait ? rt_deadline_in(MsToWait * RT_MILLISECOND) : RT_FOREVER, "an event"));
}

/* ---- time ---------------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsleep */
RT_EXPORT VOID NdisMSleep(ULONG MicrosecondsToSleep)
{
    RT_DDI_VOID(NdisMSleep, MicrosecondsToSleep);
    rt_may_wait("NdisMSleep");
    uint64_t deadline = rt_deadline_in((uint64_t)MicrosecondsToSleep * 1000);
    while (rt_now() < deadline)
        rt_wait(&deadline, deadline, "a delay");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisstallexecution */
RT_EXPORT VOID NdisStallExecution(UINT MicrosecondsToStall)
{
    RT_DDI_VOID(NdisStallExecution, MicrosecondsToStall);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetcurrentsystemtime */
RT_EXPORT VOID NdisGetCurrentSystemTime(PLARGE_INTEGER pSystemTime)
{
    RT_DDI_VOID(NdisGetCurrentSystemTime, pSystemTime);
    pSystemTime->QuadPart = (LONGLONG)rt_system_time();
    RT_RETURN_VOID();
}

/* In milliseconds. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetsystemuptimeex */
RT_EXPORT VOID NdisGetSystemUpTimeEx(PLARGE_INTEGER pSystemUpTime)
{
    RT_DDI_VOID(NdisGetSystemUpTimeEx, pSystemUpTime);
    pSystemUpTime->QuadPart = (LONGLONG)(rt_now() / RT_MILLISECOND);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetsystemuptime */
RT_EXPORT VOID NdisGetSystemUpTime(PULONG SystemUpTime)
{
    RT_DDI_VOID(NdisGetSystemUpTime, SystemUpTime);
    *SystemUpTime = (ULONG)(rt_now() / RT_MILLISECOND);
    RT_RETURN_VOID();
}
