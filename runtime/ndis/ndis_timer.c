/* Timer objects and work items. */
#include "ndis.h"

/* ---- timer objects ------------------------------------------------------------------------------------------------ */

struct timer {
    struct rt_due due;
    PNDIS_TIMER_FUNCTION function;
    PVOID context, set_context;
    NDIS_HANDLE handle;
    bool freed; /* while its function ran */
};

static void expire(struct rt_due *due)
{
    struct timer *t = (struct timer *)(void *)due;
    PVOID context = t->set_context ? t->set_context : t->context;
    RT_CALLBACK_VOID("NDIS_TIMER_FUNCTION", DISPATCH_LEVEL, t->handle, t->function, (PVOID)NULL, context, (PVOID)NULL, (PVOID)NULL);
    due->runs = false;
    rt_wake(due);
    if (t->freed)
        rt_memory_free(t, sizeof *t);
}

/* The handle is a block; the timer is the host's, since its function may free it. */
static struct timer *timer_of(NDIS_HANDLE handle, const char *name)
{
    struct rt_block *b = rt_block_of(handle, RT_TIMER);
    if (!b)
        rt_report("run-contract", "%s is called with a handle that is not that of a timer object: it was freed already, or never allocated.", name);
    return b ? b->owner : NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatetimerobject */
RT_EXPORT NDIS_STATUS NdisAllocateTimerObject(NDIS_HANDLE NdisHandle, PNDIS_TIMER_CHARACTERISTICS TimerCharacteristics, PNDIS_HANDLE pTimerObject)
{
    RT_DDI(NdisAllocateTimerObject, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NdisHandle, TimerCharacteristics, pTimerObject);
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    struct timer *t = rt_fresh_zeroed(sizeof *t);
    t->due.run = expire;
    t->function = TimerCharacteristics->TimerFunction;
    t->context = TimerCharacteristics->FunctionContext;
    t->handle = NdisHandle;
    *pTimerObject = rt_block_new_zeroed(RT_TIMER, 16, TimerCharacteristics->AllocationTag);
    rt_block_of(*pTimerObject, RT_TIMER)->owner = t;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreetimerobject */
RT_EXPORT VOID NdisFreeTimerObject(NDIS_HANDLE TimerObject)
{
    RT_DDI_VOID(NdisFreeTimerObject, TimerObject);
    struct timer *t = timer_of(TimerObject, "NdisFreeTimerObject");
    if (!t)
        RT_RETURN_VOID();
    if (t->due.set)
        rt_report("run-contract", "NdisFreeTimerObject is called for a timer that is set; it is cancelled before.");
    rt_due_cancel(&t->due);
    rt_block_free(rt_block_of(TimerObject, RT_TIMER));
    if (t->due.runs)
        t->freed = true;
    else
        rt_memory_free(t, sizeof *t);
    RT_RETURN_VOID();
}

static BOOLEAN set_timer(NDIS_HANDLE handle, LARGE_INTEGER due, LONG period, PVOID context, const char *name)
{
    struct timer *t = timer_of(handle, name);
    if (!t)
        return FALSE;
    t->set_context = context;
    return (BOOLEAN)rt_due_set(&t->due, rt_deadline(&due), period > 0 ? (uint64_t)period * RT_MILLISECOND : 0);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissettimerobject */
RT_EXPORT BOOLEAN NdisSetTimerObject(NDIS_HANDLE TimerObject, LARGE_INTEGER DueTime, LONG MillisecondsPeriod, PVOID FunctionContext)
{
    RT_DDI(NdisSetTimerObject, (BOOLEAN)FALSE, TimerObject, DueTime.QuadPart, MillisecondsPeriod, FunctionContext);
    RT_RETURN(set_timer(TimerObject, DueTime, MillisecondsPeriod, FunctionContext, "NdisSetTimerObject"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetcoalescabletimerobject */
RT_EXPORT BOOLEAN NdisSetCoalescableTimerObject(NDIS_HANDLE TimerObject, LARGE_INTEGER DueTime, LONG MillisecondsPeriod, PVOID FunctionContext, ULONG Tolerance)
{
    RT_DDI(NdisSetCoalescableTimerObject, (BOOLEAN)FALSE, TimerObject, DueTime.QuadPart, MillisecondsPeriod, FunctionContext, Tolerance);
    RT_NOT_SIMULATED(Tolerance, "NdisSetCoalescableTimerObject: Tolerance");
    RT_RETURN(set_timer(TimerObject, DueTime, MillisecondsPeriod, FunctionContext, "NdisSetCoalescableTimerObject"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceltimerobject */
RT_EXPORT BOOLEAN NdisCancelTimerObject(NDIS_HANDLE TimerObject)
{
    RT_DDI(NdisCancelTimerObject, (BOOLEAN)FALSE, TimerObject);
    struct timer *t = timer_of(TimerObject, "NdisCancelTimerObject");
    BOOLEAN was = FALSE;
    if (t) {
        was = (BOOLEAN)rt_due_cancel(&t->due);
        if (t->due.runs && rt_irql() < DISPATCH_LEVEL) /* its last run ends first, below DISPATCH_LEVEL */
            rt_due_flush(&t->due);
    }
    RT_RETURN(was);
}

/* ---- work items ------------------------------------------------------------------------------------------------------ */

struct work_item {
    struct rt_work work;
    NDIS_IO_WORKITEM_ROUTINE routine;
    PVOID context;
    NDIS_HANDLE handle, owner;
};

static void run_item(struct rt_work *w)
{
    struct work_item *i = (struct work_item *)(void *)w;
    RT_CALLBACK_VOID("NDIS_IO_WORKITEM", PASSIVE_LEVEL, i->owner, i->routine, i->context, i->handle); /* may free it */
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocateioworkitem */
RT_EXPORT NDIS_HANDLE NdisAllocateIoWorkItem(NDIS_HANDLE NdisObjectHandle)
{
    RT_DDI(NdisAllocateIoWorkItem, (NDIS_HANDLE)NULL, NdisObjectHandle);
    if (rt_fails())
        RT_RETURN((NDIS_HANDLE)NULL);
    struct work_item *i = rt_block_new_zeroed(RT_WORK_ITEM, sizeof *i, 0);
    i->work.run = run_item;
    i->handle = i;
    i->owner = NdisObjectHandle;
    RT_RETURN((NDIS_HANDLE)i);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisqueueioworkitem */
RT_EXPORT VOID NdisQueueIoWorkItem(NDIS_HANDLE NdisIoWorkItemHandle, NDIS_IO_WORKITEM_ROUTINE Routine, PVOID WorkItemContext)
{
    RT_DDI_VOID(NdisQueueIoWorkItem, NdisIoWorkItemHandle, Routine, WorkItemContext);
    struct work_item *i = rt_block_of(NdisIoWorkItemHandle, RT_WORK_ITEM) ? NdisIoWorkItemHandle : NULL;
    if (!i)
        rt_report("run-contract", "NdisQueueIoWorkItem is called with a handle that is not that of a work item: it was freed already, or never allocated.");
    else if (i->work.queued)
        rt_report("run-contract", "NdisQueueIoWorkItem is called for a work item that is queued already.");
    else {
        i->routine = Routine;
        i->context = WorkItemContext;
        rt_work_queue(&i->work);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreeioworkitem */
RT_EXPORT VOID NdisFreeIoWorkItem(NDIS_HANDLE NdisIoWorkItemHandle)
{
    RT_DDI_VOID(NdisFreeIoWorkItem, NdisIoWorkItemHandle);
    struct rt_block *b = rt_block_of(NdisIoWorkItemHandle, RT_WORK_ITEM);
    if (!b)
        rt_report("run-contract", "NdisFreeIoWorkItem is called with a handle that is not that of a work item: it was freed already, or never allocated.");
    else {
        struct work_item *i = b->memory;
        if (i->work.queued) {
            rt_report("run-contract", "NdisFreeIoWorkItem is called for a work item that is queued.");
            rt_work_cancel(&i->work);
        }
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}
