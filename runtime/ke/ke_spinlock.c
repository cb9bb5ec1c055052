/* Spin locks: the number of the thread that has it, 0 free. */
#include "ke.h"

void rt_spin_acquire(KSPIN_LOCK *lock)
{
    struct rt_thread *t = rt_thread_current();
    while (*lock) {
        if (*lock == t->number)
            rt_report_and_stop("lock-double-acquire", "The spin lock is acquired by the thread that has it already: the processor would spin for ever.");
        if (*lock > RT_THREADS_MAX)
            rt_report_and_stop("run-contract", "The spin lock was not initialised, or its memory is used for something else: it holds 0x%llX.",
                               (unsigned long long)*lock);
        rt_wait(lock, RT_FOREVER, "a spin lock");
    }
    *lock = t->number;
    t->spin_locks++;
    rt_happens_after(lock);
}

void rt_spin_release(KSPIN_LOCK *lock)
{
    struct rt_thread *t = rt_thread_current();
    if (*lock != t->number) {
        rt_report("lock-wrong-release", *lock ? "The spin lock is released by a thread that does not have it." : "The spin lock is released and is not held.");
        if (*lock > RT_THREADS_MAX)
            return;
    }
    rt_happens_before(lock);
    *lock = 0;
    if (t->spin_locks)
        t->spin_locks--;
    rt_wake(lock);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializespinlock */
RT_EXPORT VOID KeInitializeSpinLock(PKSPIN_LOCK SpinLock)
{
    RT_DDI_VOID(KeInitializeSpinLock, SpinLock);
    *SpinLock = 0;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlock */
RT_EXPORT VOID KeAcquireSpinLock(PKSPIN_LOCK SpinLock, PKIRQL OldIrql)
{
    RT_DDI_VOID(KeAcquireSpinLock, SpinLock, OldIrql);
    KIRQL old = rt_irql_raise(DISPATCH_LEVEL);
    rt_spin_acquire(SpinLock);
    *OldIrql = old;
    RT_RETURN_VOID();
}

/* The function behind KeAcquireSpinLock on x64. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlockraisetodpc */
RT_EXPORT KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK SpinLock)
{
    RT_DDI(KeAcquireSpinLockRaiseToDpc, (KIRQL)0, SpinLock);
    KIRQL old = rt_irql_raise(DISPATCH_LEVEL);
    rt_spin_acquire(SpinLock);
    RT_RETURN(old);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasespinlock */
RT_EXPORT VOID KeReleaseSpinLock(PKSPIN_LOCK SpinLock, KIRQL NewIrql)
{
    RT_DDI_VOID(KeReleaseSpinLock, SpinLock, NewIrql);
    rt_spin_release(SpinLock);
    rt_irql_lower(NewIrql);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlockatdpclevel */
RT_EXPORT VOID KeAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock)
{
    RT_DDI_VOID(KeAcquireSpinLockAtDpcLevel, SpinLock);
    rt_spin_acquire(SpinLock);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasespinlockfromdpclevel */
RT_EXPORT VOID KeReleaseSpinLockFromDpcLevel(PKSPIN_LOCK SpinLock)
{
    RT_DDI_VOID(KeReleaseSpinLockFromDpcLevel, SpinLock);
    rt_spin_release(SpinLock);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ketrytoacquirespinlockatdpclevel */
RT_EXPORT BOOLEAN KeTryToAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock)
{
    RT_DDI(KeTryToAcquireSpinLockAtDpcLevel, (BOOLEAN)FALSE, SpinLock);
    BOOLEAN taken = *SpinLock == 0;
    if (taken)
        rt_spin_acquire(SpinLock);
    RT_RETURN(taken);
}

/* ---- queued spin locks: the handle keeps the lock and the IRQL ------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinstackqueuedspinlock */
RT_EXPORT VOID KeAcquireInStackQueuedSpinLock(PKSPIN_LOCK SpinLock, PKLOCK_QUEUE_HANDLE LockHandle)
{
    RT_DDI_VOID(KeAcquireInStackQueuedSpinLock, SpinLock, LockHandle);
    LockHandle->OldIrql = rt_irql_raise(DISPATCH_LEVEL);
    LockHandle->LockQueue.Lock = SpinLock;
    rt_spin_acquire(SpinLock);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinstackqueuedspinlock */
RT_EXPORT VOID KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE LockHandle)
{
    RT_DDI_VOID(KeReleaseInStackQueuedSpinLock, LockHandle);
    rt_spin_release((KSPIN_LOCK *)LockHandle->LockQueue.Lock);
    rt_irql_lower(LockHandle->OldIrql);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinstackqueuedspinlockatdpclevel */
RT_EXPORT VOID KeAcquireInStackQueuedSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock, PKLOCK_QUEUE_HANDLE LockHandle)
{
    RT_DDI_VOID(KeAcquireInStackQueuedSpinLockAtDpcLevel, SpinLock, LockHandle);
    LockHandle->LockQueue.Lock = SpinLock;
    rt_spin_acquire(SpinLock);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinstackqueuedspinlockfromdpclevel */
RT_EXPORT VOID KeReleaseInStackQueuedSpinLockFromDpcLevel(PKLOCK_QUEUE_HANDLE LockHandle)
{
    RT_DDI_VOID(KeReleaseInStackQueuedSpinLockFromDpcLevel, LockHandle);
    rt_spin_release((KSPIN_LOCK *)LockHandle->LockQueue.Lock);
    RT_RETURN_VOID();
}
