/* Timers, DPCs and work items: routines that are called later, under the lock of their parent where they ask for it. */
#include "wdf_host.h"

struct deferred {
    struct rt_wdf_object object;
    bool serialised, pending, running;
    struct rt_due due;
    struct rt_work work;
    uint64_t period;
    PFN_WDF_TIMER timer;
    PFN_WDF_DPC dpc;
    PFN_WDF_WORKITEM item;
    bool passive;
    KDPC wdm;
};

static struct rt_wdf_lock *lock_of(struct deferred *d) { return d->serialised && d->object.parent ? rt_wdf_lock_of(d->object.parent) : NULL; }

static void call(struct deferred *d, KIRQL irql)
{
    const void *instance = rt_wdf_instance(d->object.device);
    struct rt_wdf_lock *l = lock_of(d);
    rt_wdf_reference(&d->object);
    d->pending = false;
    d->running = true;
    rt_happens_after(d);
    rt_wdf_lock(l);
    if (d->object.deleted)
        ;
    else if (d->timer)
        RT_CALLBACK_VOID("EvtTimerFunc", irql, instance, d->timer, (WDFTIMER)(void *)d);
    else if (d->dpc)
        RT_CALLBACK_VOID("EvtDpcFunc", irql, instance, d->dpc, (WDFDPC)(void *)d);
    else
        RT_CALLBACK_VOID("EvtWorkItem", irql, instance, d->item, (WDFWORKITEM)(void *)d);
    rt_wdf_unlock(l);
    d->running = false;
    rt_happens_before(d);
    rt_wake(d);
    rt_wdf_dereference(&d->object);
}

static void work(struct rt_work *w) { call((struct deferred *)(void *)((char *)w - offsetof(struct deferred, work)), PASSIVE_LEVEL); }

static void due(struct rt_due *at)
{
    struct deferred *d = (struct deferred *)(void *)((char *)at - offsetof(struct deferred, due));
    if (d->passive) {
        rt_work_queue(&d->work);
        at->runs = false;
        return;
    }
    rt_wdf_reference(&d->object);
    call(d, DISPATCH_LEVEL);
    at->runs = false;
    rt_wake(at);
    rt_wdf_dereference(&d->object);
}

/* True where something was waiting to run. */
static bool cancel(struct deferred *d)
{
    bool was = rt_due_cancel(&d->due);
    if (d->work.queued) {
        rt_work_cancel(&d->work);
        was = true;
    }
    d->pending = false;
    return was;
}

static bool runs_here(const struct deferred *d)
{
    for (const struct rt_frame *f = rt_thread_current()->frame; f; f = f->outer)
        if (f->role && f->callback.argument_count && f->callback.arguments[0] == RT_WORD(d))
            return true;
    return false;
}

static void flush(struct deferred *d)
{
    while ((d->running || d->work.queued) && !runs_here(d))
        rt_wait(d, rt_deadline_in(RT_MILLISECOND), "a routine that the framework calls later");
    rt_happens_after(d);
}

/* Whether it was going to run. `d` may be NULL. */
static BOOLEAN stop_and_wait(struct deferred *d, BOOLEAN wait, const char *name)
{
    BOOLEAN was = d && cancel(d);
    if (d && wait) {
        rt_may_wait(name);
        if (runs_here(d))
            rt_report("run-deadlock", "%s waits for the routine that it is called by.", name);
        flush(d);
    }
    return was;
}

static void stop(struct rt_wdf_object *o)
{
    struct deferred *d = (struct deferred *)o;
    cancel(d);
    if (rt_irql() < DISPATCH_LEVEL)
        flush(d);
}

static struct deferred *make(enum rt_wdf_kind kind, const WDF_OBJECT_ATTRIBUTES *a, bool serialised, NTSTATUS *status, const char *name)
{
    *status = STATUS_WDF_PARENT_NOT_SPECIFIED;
    if (!a || !a->ParentObject) {
        rt_report("run-contract", "%s is called without a ParentObject, which it needs.", name);
        return NULL;
    }
    struct deferred *d = rt_wdf_new(kind, sizeof *d, a, NULL, status);
    if (!d)
        return NULL;
    d->object.stop = stop;
    d->serialised = serialised;
    d->due.run = due;
    d->work.run = work;
    d->passive = kind == WDF_WORK_ITEM || (kind == WDF_TIMER && d->object.level == WdfExecutionLevelPassive);
    struct rt_wdf_lock *l = lock_of(d);
    if (l && l->passive != d->passive) { /* it could not have its parent's lock */
        rt_wdf_delete(&d->object);
        *status = STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL;
        return NULL;
    }
    return d;
}

/* ---- timers ------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdftimer/nf-wdftimer-wdftimercreate */
RT_EXPORT NTSTATUS WdfTimerCreate(PWDF_TIMER_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFTIMER *Timer)
{
    RT_DDI(WdfTimerCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Config, Attributes, Timer);
    NTSTATUS status;
    struct deferred *d = make(WDF_TIMER, Attributes, Config->AutomaticSerialization, &status, "WdfTimerCreate");
    *Timer = (WDFTIMER)(void *)d;
    if (d) {
        d->timer = Config->EvtTimerFunc;
        d->period = Config->Period * RT_MILLISECOND;
        RT_NOT_SIMULATED(Config->TolerableDelay, "WdfTimerCreate: TolerableDelay");
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdftimer/nf-wdftimer-wdftimerstart */
RT_EXPORT BOOLEAN WdfTimerStart(WDFTIMER Timer, LONGLONG DueTime)
{
    RT_DDI(WdfTimerStart, (BOOLEAN)FALSE, Timer, DueTime);
    struct deferred *d = rt_wdf_of(Timer, WDF_TIMER, "WdfTimerStart");
    LARGE_INTEGER at = {.QuadPart = DueTime};
    if (!d || d->object.deleted)
        RT_RETURN((BOOLEAN)FALSE);
    rt_happens_before(d);
    RT_RETURN((BOOLEAN)rt_due_set(&d->due, rt_deadline(&at), d->period));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdftimer/nf-wdftimer-wdftimerstop */
RT_EXPORT BOOLEAN WdfTimerStop(WDFTIMER Timer, BOOLEAN Wait)
{
    RT_DDI(WdfTimerStop, (BOOLEAN)FALSE, Timer, Wait);
    RT_RETURN(stop_and_wait(rt_wdf_of(Timer, WDF_TIMER, "WdfTimerStop"), Wait, "WdfTimerStop"));
}

/* ---- DPCs ------------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdpc/nf-wdfdpc-wdfdpccreate */
RT_EXPORT NTSTATUS WdfDpcCreate(PWDF_DPC_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFDPC *Dpc)
{
    RT_DDI(WdfDpcCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Config, Attributes, Dpc);
    NTSTATUS status;
    struct deferred *d = make(WDF_DPC, Attributes, Config->AutomaticSerialization, &status, "WdfDpcCreate");
    *Dpc = (WDFDPC)(void *)d;
    if (d)
        d->dpc = Config->EvtDpcFunc;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdpc/nf-wdfdpc-wdfdpcenqueue */
RT_EXPORT BOOLEAN WdfDpcEnqueue(WDFDPC Dpc)
{
    RT_DDI(WdfDpcEnqueue, (BOOLEAN)FALSE, Dpc);
    struct deferred *d = rt_wdf_of(Dpc, WDF_DPC, "WdfDpcEnqueue");
    if (!d || d->due.set || d->object.deleted)
        RT_RETURN((BOOLEAN)FALSE);
    rt_happens_before(d);
    rt_due_set(&d->due, rt_now(), 0);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdpc/nf-wdfdpc-wdfdpccancel */
RT_EXPORT BOOLEAN WdfDpcCancel(WDFDPC Dpc, BOOLEAN Wait)
{
    RT_DDI(WdfDpcCancel, (BOOLEAN)FALSE, Dpc, Wait);
    RT_RETURN(stop_and_wait(rt_wdf_of(Dpc, WDF_DPC, "WdfDpcCancel"), Wait, "WdfDpcCancel"));
}

/* ---- work items --------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfworkitem/nf-wdfworkitem-wdfworkitemcreate */
RT_EXPORT NTSTATUS WdfWorkItemCreate(PWDF_WORKITEM_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFWORKITEM *WorkItem)
{
    RT_DDI(WdfWorkItemCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Config, Attributes, WorkItem);
    NTSTATUS status;
    struct deferred *d = make(WDF_WORK_ITEM, Attributes, Config->AutomaticSerialization, &status, "WdfWorkItemCreate");
    *WorkItem = (WDFWORKITEM)(void *)d;
    if (d)
        d->item = Config->EvtWorkItemFunc;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfworkitem/nf-wdfworkitem-wdfworkitemenqueue */
RT_EXPORT VOID WdfWorkItemEnqueue(WDFWORKITEM WorkItem)
{
    RT_DDI_VOID(WdfWorkItemEnqueue, WorkItem);
    struct deferred *d = rt_wdf_of(WorkItem, WDF_WORK_ITEM, "WdfWorkItemEnqueue");
    if (d && !d->object.deleted) {
        rt_happens_before(d);
        rt_work_queue(&d->work); /* one that waits already runs once */
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfworkitem/nf-wdfworkitem-wdfworkitemflush */
RT_EXPORT VOID WdfWorkItemFlush(WDFWORKITEM WorkItem)
{
    RT_DDI_VOID(WdfWorkItemFlush, WorkItem);
    struct deferred *d = rt_wdf_of(WorkItem, WDF_WORK_ITEM, "WdfWorkItemFlush");
    rt_may_wait("WdfWorkItemFlush");
    if (d && runs_here(d))
        rt_report("run-deadlock", "WdfWorkItemFlush waits for the work item's routine, and is called by it.");
    else if (d)
        flush(d);
    RT_RETURN_VOID();
}

/* ---- parents ---------------------------------------------------------------------------------------------------------------- */

#define ASKS_PARENT(name, type, kind)                                                                                  \
    RT_EXPORT WDFOBJECT name(type Handle)                                                                              \
    {                                                                                                                  \
        RT_DDI(name, (WDFOBJECT)NULL, Handle);                                                                         \
        struct deferred *d = rt_wdf_of(Handle, kind, #name);                                                           \
        RT_RETURN((WDFOBJECT)(d ? d->object.parent : NULL));                                                           \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdftimer/nf-wdftimer-wdftimergetparentobject and its neighbours */
ASKS_PARENT(WdfTimerGetParentObject, WDFTIMER, WDF_TIMER)
ASKS_PARENT(WdfDpcGetParentObject, WDFDPC, WDF_DPC)
ASKS_PARENT(WdfWorkItemGetParentObject, WDFWORKITEM, WDF_WORK_ITEM)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdpc/nf-wdfdpc-wdfdpcwdmgetdpc */
RT_EXPORT PKDPC WdfDpcWdmGetDpc(WDFDPC Dpc)
{
    RT_DDI(WdfDpcWdmGetDpc, (PKDPC)NULL, Dpc);
    struct deferred *d = rt_wdf_of(Dpc, WDF_DPC, "WdfDpcWdmGetDpc");
    rt_not_simulated("WdfDpcWdmGetDpc: what is done with the KDPC");
    RT_RETURN((PKDPC)(d ? &d->wdm : NULL));
}
