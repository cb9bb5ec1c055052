/*
 * Reader/writer spin locks: EX_SPIN_LOCK holds the number of readers, or the writer's thread with the top bit. A writer waits
 * until the readers are gone; a reader that comes meanwhile goes ahead (the system lets writers first; drivers cannot rely on
 * it).
 *
 * https://learn.microsoft.com/windows-hardware/drivers/kernel/reader-writer-spin-locks
 */
#include "ke.h"

enum { WRITER = (int)0x80000000 };

static void acquire(PEX_SPIN_LOCK lock, bool exclusive)
{
    struct rt_thread *t = rt_thread_current();
    while (exclusive ? *lock != 0 : *lock & WRITER) {
        if (*lock == (LONG)(WRITER | t->number))
            rt_report_and_stop("lock-double-acquire", "The spin lock is acquired by the thread that has it already: the processor would spin for ever.");
        rt_wait(lock, RT_FOREVER, "a reader/writer spin lock");
    }
    *lock = exclusive ? (LONG)(WRITER | t->number) : *lock + 1;
    t->spin_locks++;
    rt_happens_after(lock);
}

static void release(PEX_SPIN_LOCK lock, bool exclusive)
{
    struct rt_thread *t = rt_thread_current();
    if (exclusive ? *lock != (LONG)(WRITER | t->number) : *lock <= 0) {
        rt_report("lock-wrong-release", exclusive ? "The spin lock is released by a thread that does not have it exclusively."
                                                  : "The spin lock is released and is not held shared.");
        return;
    }
    rt_happens_before(lock);
    *lock = exclusive ? 0 : *lock - 1;
    if (t->spin_locks)
        t->spin_locks--;
    rt_wake(lock);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlockexclusive and its neighbours */
#define EX_LOCK(kind, exclusive)                                              \
    RT_EXPORT KIRQL ExAcquireSpinLock##kind(PEX_SPIN_LOCK SpinLock)           \
    {                                                                         \
        RT_DDI(ExAcquireSpinLock##kind, (KIRQL)0, SpinLock);                  \
        KIRQL old = rt_irql_raise(DISPATCH_LEVEL);                            \
        acquire(SpinLock, exclusive);                                         \
        RT_RETURN(old);                                                       \
    }                                                                         \
    RT_EXPORT VOID ExReleaseSpinLock##kind(PEX_SPIN_LOCK SpinLock, KIRQL OldIrql) \
    {                                                                         \
        RT_DDI_VOID(ExReleaseSpinLock##kind, SpinLock, OldIrql);              \
        release(SpinLock, exclusive);                                         \
        rt_irql_lower(OldIrql);                                               \
        RT_RETURN_VOID();                                                     \
    }                                                                         \
    RT_EXPORT VOID ExAcquireSpinLock##kind##AtDpcLevel(PEX_SPIN_LOCK SpinLock) \
    {                                                                         \
        RT_DDI_VOID(ExAcquireSpinLock##kind##AtDpcLevel, SpinLock);           \
        acquire(SpinLock, exclusive);                                         \
        RT_RETURN_VOID();                                                     \
    }                                                                         \
    RT_EXPORT VOID ExReleaseSpinLock##kind##FromDpcLevel(PEX_SPIN_LOCK SpinLock) \
    {                                                                         \
        RT_DDI_VOID(ExReleaseSpinLock##kind##FromDpcLevel, SpinLock);         \
        release(SpinLock, exclusive);                                         \
        RT_RETURN_VOID();                                                     \
    }
EX_LOCK(Exclusive, true)
EX_LOCK(Shared, false)
