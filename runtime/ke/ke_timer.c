/*
 * Timers and DPCs. What is due stands in one list by time; the DPC thread waits for its head and runs it. A KTIMER or
 * KDPC of the driver has its entry in the host, found by its address: the driver's structure is left to the driver, and
 * one that is freed while it is set is found when it expires.
 */
#include "ke.h"

struct rt_timer { /* of a KTIMER */
    struct rt_due due;
    struct rt_timer *next;
    PKTIMER timer;
    PKDPC dpc;
};

struct rt_dpc {
    struct rt_dpc *next;
    PKDPC dpc;
    PVOID one, two;
};

struct rt_ke {
    struct rt_due *due;
    struct rt_timer *timers;
    struct rt_dpc *first, **last; /* queued DPCs */
    PKDPC running;
};

static struct rt_ke *ke(void) { return rt_get()->ke; }

/* ---- what is due ----------------------------------------------------------------------------------------- */

static void insert(struct rt_due *due)
{
    struct rt_due **at = &ke()->due;
    while (*at && (*at)->at <= due->at)
        at = &(*at)->next;
    due->next = *at;
    *at = due;
    due->set = true;
    rt_wake(ke());
}

static void take_out(struct rt_due *due)
{
    struct rt_due **at = &ke()->due;
    while (*at && *at != due)
        at = &(*at)->next;
    if (*at)
        *at = due->next;
    due->set = false;
}

bool rt_due_set(struct rt_due *due, uint64_t at, uint64_t period)
{
    bool was = due->set;
    if (was)
        take_out(due);
    due->at = at;
    due->period = period;
    rt_happens_before(due);
    insert(due);
    return was;
}

bool rt_due_cancel(struct rt_due *due)
{
    bool was = due->set;
    if (was)
        take_out(due);
    due->period = 0;
    return was;
}

void rt_due_flush(struct rt_due *due)
{
    while (due->runs)
        rt_wait(due, RT_FOREVER, "a timer's function");
}

static void run_due(struct rt_due *due)
{
    take_out(due);
    if (due->period) {
        due->at += due->period;
        if (due->at <= rt_now())
            due->at = rt_now() + due->period;
        insert(due);
    }
    due->runs = true;
    rt_happens_after(due);
    due->run(due); /* may free what `due` is part of: then it says so by clearing `runs` before */
}

static void run_dpc(struct rt_dpc *d)
{
    PKDPC dpc = d->dpc;
    PVOID one = d->one, two = d->two;
    rt_memory_free(d, sizeof *d);
    if (!dpc->DeferredRoutine) {
        rt_report("run-contract", "A DPC is queued that has no routine: it was not initialised, or its memory is used for something else.");
        return;
    }
    rt_happens_after(dpc);
    ke()->running = dpc;
    RT_CALLBACK_VOID("KDEFERRED_ROUTINE", DISPATCH_LEVEL, NULL, dpc->DeferredRoutine, dpc, dpc->DeferredContext, one, two);
    ke()->running = NULL;
    rt_wake(&ke()->running);
}

static void serve(void *argument)
{
    struct rt_ke *k = ke();
    (void)argument;
    for (;;) {
        if (k->first) {
            struct rt_dpc *d = k->first;
            k->first = d->next;
            if (!k->first)
                k->last = &k->first;
            run_dpc(d);
        } else if (k->due && k->due->at <= rt_now())
            run_due(k->due);
        else
            rt_wait(k, k->due ? k->due->at : RT_FOREVER, "a timer or DPC");
    }
}

void rt_ke_start(void)
{
    struct rt_ke *k = rt_memory_new_zeroed(sizeof *k);
    k->last = &k->first;
    rt_get()->ke = k;
    rt_thread_start("dpc", true, serve, NULL);
}

void rt_ke_end(void)
{
    for (const struct rt_timer *t = ke()->timers; t; t = t->next)
        if (t->due.set)
            rt_report("run-left-over", "A KTIMER is still set when the driver is unloaded.");
}

/* ---- KTIMER ------------------------------------------------------------------------------------------------- */

static void queue_dpc(PKDPC dpc, PVOID one, PVOID two)
{
    struct rt_ke *k = ke();
    struct rt_dpc *d = rt_memory_new_zeroed(sizeof *d);
    *d = (struct rt_dpc){.dpc = dpc, .one = one, .two = two};
    *k->last = d;
    k->last = &d->next;
    rt_happens_before(dpc);
    rt_wake(k);
}

static void expire(struct rt_due *due)
{
    struct rt_timer *t = (struct rt_timer *)(void *)due;
    due->runs = false;
    t->timer->Header.SignalState = 1;
    rt_happens_before(t->timer);
    rt_wake(t->timer);
    if (t->dpc)
        queue_dpc(t->dpc, NULL, NULL);
}

static struct rt_timer *timer_of(PKTIMER timer)
{
    struct rt_timer *t = ke()->timers;
    while (t && t->timer != timer)
        t = t->next;
    if (!t) {
        t = rt_memory_new_zeroed(sizeof *t);
        *t = (struct rt_timer){.due = {.run = expire}, .next = ke()->timers, .timer = timer};
        ke()->timers = t;
    }
    return t;
}

static BOOLEAN set_timer(PKTIMER timer, LARGE_INTEGER due, LONG period, PKDPC dpc)
{
    struct rt_timer *t = timer_of(timer);
    timer->Header.SignalState = 0;
    t->dpc = dpc;
    return (BOOLEAN)rt_due_set(&t->due, rt_deadline(&due), period > 0 ? (uint64_t)period * RT_MILLISECOND : 0);
}

static void init_timer(PKTIMER timer, TIMER_TYPE type)
{
    rt_fill(timer, 0, sizeof *timer);
    timer->Header.Type = (UCHAR)(8 + type);
    rt_due_cancel(&timer_of(timer)->due);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializetimer */
RT_EXPORT VOID KeInitializeTimer(PKTIMER Timer)
{
    RT_DDI_VOID(KeInitializeTimer, Timer);
    init_timer(Timer, NotificationTimer);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializetimerex */
RT_EXPORT VOID KeInitializeTimerEx(PKTIMER Timer, TIMER_TYPE Type)
{
    RT_DDI_VOID(KeInitializeTimerEx, Timer, Type);
    init_timer(Timer, Type);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettimer */
RT_EXPORT BOOLEAN KeSetTimer(PKTIMER Timer, LARGE_INTEGER DueTime, PKDPC Dpc)
{
    RT_DDI(KeSetTimer, (BOOLEAN)FALSE, Timer, DueTime.QuadPart, Dpc);
    RT_RETURN(set_timer(Timer, DueTime, 0, Dpc));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettimerex */
RT_EXPORT BOOLEAN KeSetTimerEx(PKTIMER Timer, LARGE_INTEGER DueTime, LONG Period, PKDPC Dpc)
{
    RT_DDI(KeSetTimerEx, (BOOLEAN)FALSE, Timer, DueTime.QuadPart, Period, Dpc);
    RT_RETURN(set_timer(Timer, DueTime, Period, Dpc));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kecanceltimer */
RT_EXPORT BOOLEAN KeCancelTimer(PKTIMER Timer)
{
    RT_DDI(KeCancelTimer, (BOOLEAN)FALSE, Timer);
    RT_RETURN((BOOLEAN)rt_due_cancel(&timer_of(Timer)->due));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstatetimer */
RT_EXPORT BOOLEAN KeReadStateTimer(PKTIMER Timer)
{
    RT_DDI(KeReadStateTimer, (BOOLEAN)FALSE, Timer);
    RT_RETURN((BOOLEAN)(Timer->Header.SignalState != 0));
}

/* ---- KDPC ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializedpc */
RT_EXPORT VOID KeInitializeDpc(PRKDPC Dpc, PKDEFERRED_ROUTINE DeferredRoutine, PVOID DeferredContext)
{
    RT_DDI_VOID(KeInitializeDpc, Dpc, DeferredRoutine, DeferredContext);
    rt_fill(Dpc, 0, sizeof *Dpc);
    Dpc->DeferredRoutine = DeferredRoutine;
    Dpc->DeferredContext = DeferredContext;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinsertqueuedpc */
RT_EXPORT BOOLEAN KeInsertQueueDpc(PRKDPC Dpc, PVOID SystemArgument1, PVOID SystemArgument2)
{
    RT_DDI(KeInsertQueueDpc, (BOOLEAN)FALSE, Dpc, SystemArgument1, SystemArgument2);
    for (const struct rt_dpc *d = ke()->first; d; d = d->next)
        if (d->dpc == Dpc)
            RT_RETURN((BOOLEAN)FALSE);
    queue_dpc(Dpc, SystemArgument1, SystemArgument2);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keremovequeuedpc */
RT_EXPORT BOOLEAN KeRemoveQueueDpc(PRKDPC Dpc)
{
    RT_DDI(KeRemoveQueueDpc, (BOOLEAN)FALSE, Dpc);
    struct rt_dpc **at = &ke()->first;
    while (*at && (*at)->dpc != Dpc)
        at = &(*at)->next;
    struct rt_dpc *found = *at;
    if (found) {
        *at = found->next;
        if (!found->next)
            ke()->last = at;
        rt_memory_free(found, sizeof *found);
    }
    RT_RETURN((BOOLEAN)(found != NULL));
}

/* Priorities and processors of DPCs make no difference here. */
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetimportancedpc */
RT_EXPORT VOID KeSetImportanceDpc(PRKDPC Dpc, KDPC_IMPORTANCE Importance)
{
    RT_DDI_VOID(KeSetImportanceDpc, Dpc, Importance);
    rt_not_simulated("KeSetImportanceDpc: Importance");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettargetprocessordpc */
RT_EXPORT VOID KeSetTargetProcessorDpc(PRKDPC Dpc, CCHAR Number)
{
    RT_DDI_VOID(KeSetTargetProcessorDpc, Dpc, Number);
    rt_not_simulated("KeSetTargetProcessorDpc: Number");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettargetprocessordpcex */
RT_EXPORT NTSTATUS KeSetTargetProcessorDpcEx(PKDPC Dpc, PPROCESSOR_NUMBER ProcNumber)
{
    RT_DDI(KeSetTargetProcessorDpcEx, (NTSTATUS)STATUS_INVALID_PARAMETER, Dpc, ProcNumber);
    rt_not_simulated("KeSetTargetProcessorDpcEx: ProcNumber");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* No DPC is ever late. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerydpcwatchdoginformation */
RT_EXPORT NTSTATUS KeQueryDpcWatchdogInformation(PKDPC_WATCHDOG_INFORMATION WatchdogInformation)
{
    RT_DDI(KeQueryDpcWatchdogInformation, (NTSTATUS)STATUS_UNSUCCESSFUL, WatchdogInformation);
    enum { TICKS = 1000 };
    *WatchdogInformation = (KDPC_WATCHDOG_INFORMATION){.DpcTimeLimit = TICKS, .DpcTimeCount = TICKS, .DpcWatchdogLimit = TICKS, .DpcWatchdogCount = TICKS};
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keflushqueueddpcs */
RT_EXPORT VOID KeFlushQueuedDpcs(VOID)
{
    RT_DDI_BEGIN_(KeFlushQueuedDpcs, 0);
    (void)rt_go_;
    while (ke()->first || ke()->running)
        rt_wait(&ke()->running, rt_deadline_in(RT_MILLISECOND), "queued DPCs");
    RT_RETURN_VOID();
}
