/*
 * Fast mutexes, resources and run-down protection. A fast mutex's Owner is the thread that has it; a resource keeps in
 * its own words the number of owners (above 0 shared, -1 exclusive) and the exclusive owner.
 */
#include "ex.h"

/* ---- fast mutexes ------------------------------------------------------------------------------------------ */

static void acquire(PFAST_MUTEX m, const char *name)
{
    struct rt_thread *t = rt_thread_current();
    rt_may_wait(name);
    while (m->Owner) {
        if (m->Owner == (PVOID)t)
            rt_report_and_stop("lock-double-acquire", "The fast mutex is acquired by the thread that has it already.");
        rt_wait(m, RT_FOREVER, "a fast mutex");
    }
    m->Owner = (PVOID)t;
    rt_happens_after(m);
}

static void release(PFAST_MUTEX m)
{
    if (m->Owner != (PVOID)rt_thread_current()) {
        rt_report("lock-wrong-release", m->Owner ? "The fast mutex is released by a thread that does not have it." : "The fast mutex is released and is not held.");
        return;
    }
    rt_happens_before(m);
    m->Owner = NULL;
    rt_wake(m);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializefastmutex */
RT_EXPORT VOID ExInitializeFastMutex(PFAST_MUTEX FastMutex)
{
    RT_DDI_VOID(ExInitializeFastMutex, FastMutex);
    rt_fill(FastMutex, 0, sizeof *FastMutex);
    FastMutex->Count = 1;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirefastmutex: at APC_LEVEL from here on. */
RT_EXPORT VOID ExAcquireFastMutex(PFAST_MUTEX FastMutex)
{
    RT_DDI_VOID(ExAcquireFastMutex, FastMutex);
    acquire(FastMutex, "ExAcquireFastMutex");
    KIRQL old = rt_irql_raise(APC_LEVEL > rt_irql() ? APC_LEVEL : rt_irql());
    FastMutex->OldIrql = old;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasefastmutex */
RT_EXPORT VOID ExReleaseFastMutex(PFAST_MUTEX FastMutex)
{
    RT_DDI_VOID(ExReleaseFastMutex, FastMutex);
    KIRQL old = (KIRQL)FastMutex->OldIrql;
    release(FastMutex);
    if (old < rt_irql())
        rt_irql_lower(old);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-extrytoacquirefastmutex */
RT_EXPORT BOOLEAN ExTryToAcquireFastMutex(PFAST_MUTEX FastMutex)
{
    RT_DDI(ExTryToAcquireFastMutex, (BOOLEAN)FALSE, FastMutex);
    if (FastMutex->Owner)
        RT_RETURN((BOOLEAN)FALSE);
    acquire(FastMutex, "ExTryToAcquireFastMutex");
    FastMutex->OldIrql = rt_irql_raise(APC_LEVEL > rt_irql() ? APC_LEVEL : rt_irql());
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirefastmutexunsafe */
RT_EXPORT VOID ExAcquireFastMutexUnsafe(PFAST_MUTEX FastMutex)
{
    RT_DDI_VOID(ExAcquireFastMutexUnsafe, FastMutex);
    acquire(FastMutex, "ExAcquireFastMutexUnsafe");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasefastmutexunsafe */
RT_EXPORT VOID ExReleaseFastMutexUnsafe(PFAST_MUTEX FastMutex)
{
    RT_DDI_VOID(ExReleaseFastMutexUnsafe, FastMutex);
    release(FastMutex);
    RT_RETURN_VOID();
}

/* The same under NDIS's names. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndis_init_mutex */
RT_EXPORT VOID NDIS_INIT_MUTEX(PNDIS_MUTEX Mutex)
{
    RT_DDI_VOID(NDIS_INIT_MUTEX, Mutex);
    rt_fill(Mutex, 0, sizeof *Mutex);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndis_wait_for_mutex */
RT_EXPORT VOID NDIS_WAIT_FOR_MUTEX(PNDIS_MUTEX Mutex)
{
    RT_DDI_VOID(NDIS_WAIT_FOR_MUTEX, Mutex);
    acquire(Mutex, "NDIS_WAIT_FOR_MUTEX");
    Mutex->OldIrql = rt_irql_raise(APC_LEVEL > rt_irql() ? APC_LEVEL : rt_irql());
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndis_release_mutex */
RT_EXPORT VOID NDIS_RELEASE_MUTEX(PNDIS_MUTEX Mutex)
{
    RT_DDI_VOID(NDIS_RELEASE_MUTEX, Mutex);
    KIRQL old = (KIRQL)Mutex->OldIrql;
    release(Mutex);
    if (old < rt_irql())
        rt_irql_lower(old);
    RT_RETURN_VOID();
}

/* ---- resources ------------------------------------------------------------------------------------------------- */

struct resource { /* in the memory of an ERESOURCE */
    int64_t owners;
    struct rt_thread *exclusive;
    int64_t depth;
};

static struct resource *resource_of(PERESOURCE r) { return (struct resource *)(void *)r; }

static BOOLEAN acquire_resource(PERESOURCE r, bool exclusive, BOOLEAN wait, const char *name)
{
    struct resource *s = resource_of(r);
    struct rt_thread *t = rt_thread_current();
    if (wait)
        rt_may_wait(name);
    if (s->exclusive == t) {
        s->depth++;
        return TRUE;
    }
    while (s->owners < 0 || (exclusive && s->owners > 0)) {
        if (!wait)
            return FALSE;
        rt_wait(r, RT_FOREVER, "a resource");
    }
    s->owners += exclusive ? -1 : 1;
    if (exclusive) {
        s->exclusive = t;
        s->depth = 1;
    }
    rt_happens_after(r);
    return TRUE;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializeresourcelite */
RT_EXPORT NTSTATUS ExInitializeResourceLite(PERESOURCE Resource)
{
    RT_DDI(ExInitializeResourceLite, (NTSTATUS)STATUS_UNSUCCESSFUL, Resource);
    rt_fill(Resource, 0, sizeof *Resource);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeleteresourcelite */
RT_EXPORT NTSTATUS ExDeleteResourceLite(PERESOURCE Resource)
{
    RT_DDI(ExDeleteResourceLite, (NTSTATUS)STATUS_UNSUCCESSFUL, Resource);
    if (resource_of(Resource)->owners)
        rt_report("run-contract", "A resource is deleted while it is held.");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquireresourceexclusivelite */
RT_EXPORT BOOLEAN ExAcquireResourceExclusiveLite(PERESOURCE Resource, BOOLEAN Wait)
{
    RT_DDI(ExAcquireResourceExclusiveLite, (BOOLEAN)FALSE, Resource, Wait);
    RT_RETURN(acquire_resource(Resource, true, Wait, "ExAcquireResourceExclusiveLite"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquireresourcesharedlite */
RT_EXPORT BOOLEAN ExAcquireResourceSharedLite(PERESOURCE Resource, BOOLEAN Wait)
{
    RT_DDI(ExAcquireResourceSharedLite, (BOOLEAN)FALSE, Resource, Wait);
    RT_RETURN(acquire_resource(Resource, false, Wait, "ExAcquireResourceSharedLite"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaseresourcelite */
RT_EXPORT VOID ExReleaseResourceLite(PERESOURCE Resource)
{
    RT_DDI_VOID(ExReleaseResourceLite, Resource);
    struct resource *s = resource_of(Resource);
    rt_happens_before(Resource);
    if (s->exclusive == rt_thread_current()) {
        if (--s->depth == 0) {
            s->exclusive = NULL;
            s->owners = 0;
        }
    } else if (s->owners > 0)
        s->owners--;
    else
        rt_report("lock-wrong-release", "The resource is released by a thread that does not have it.");
    rt_wake(Resource);
    RT_RETURN_VOID();
}
