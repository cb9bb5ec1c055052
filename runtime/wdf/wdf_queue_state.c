/* What the driver does with its queues: starts, stops, drains, purges them, and takes requests out. */
#include "wdf_host.h"

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuegetstate */
RT_EXPORT WDF_IO_QUEUE_STATE WdfIoQueueGetState(WDFQUEUE Queue, PULONG QueueRequests, PULONG DriverRequests)
{
    RT_DDI(WdfIoQueueGetState, (WDF_IO_QUEUE_STATE)0, Queue, QueueRequests, DriverRequests);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueGetState");
    ULONG state = 0;
    if (!q)
        RT_RETURN((WDF_IO_QUEUE_STATE)0);
    if (QueueRequests)
        *QueueRequests = q->waiting;
    if (DriverRequests)
        *DriverRequests = q->with_driver;
    state |= q->accepts ? WdfIoQueueAcceptRequests : 0;
    state |= q->dispatches ? WdfIoQueueDispatchRequests : 0;
    state |= q->waiting ? 0 : WdfIoQueueNoRequests;
    state |= q->with_driver ? 0 : WdfIoQueueDriverNoRequests;
    state |= q->held ? WdfIoQueuePnpHeld : 0;
    RT_RETURN((WDF_IO_QUEUE_STATE)state);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuestart */
RT_EXPORT VOID WdfIoQueueStart(WDFQUEUE Queue)
{
    RT_DDI_VOID(WdfIoQueueStart, Queue);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueStart");
    if (q) {
        q->accepts = q->dispatches = true;
        rt_wdf_queue_run(q);
    }
    RT_RETURN_VOID();
}

enum change { STOP = 1, REFUSE = 2, CANCEL = 4 }; /* no requests are presented; accepted; those there are cancelled */

static struct rt_wdf_queue *change(WDFQUEUE handle, unsigned what, PFN_WDF_IO_QUEUE_STATE told, WDFCONTEXT context, const char *name)
{
    struct rt_wdf_queue *q = rt_wdf_of(handle, WDF_QUEUE, name);
    if (!q)
        return NULL;
    if (told && q->told) {
        rt_report("run-contract", "%s is called while another change of the queue's state is under way.", name);
        return q;
    }
    if (what & REFUSE)
        q->accepts = false;
    if (what & STOP)
        q->dispatches = false;
    if (what & CANCEL) {
        bool accepts = q->accepts;
        rt_wdf_queue_purge(q);
        q->accepts = accepts;
    }
    q->told = told;
    q->told_context = context;
    q->needs_empty = (what & STOP) == 0;
    if (told && !q->with_driver && (!q->needs_empty || !q->waiting)) {
        q->told = NULL;
        RT_CALLBACK_VOID("EVT_WDF_IO_QUEUE_STATE", rt_irql(), rt_wdf_instance(q->object.device), told, handle, context);
    }
    return q;
}

/* Until the driver has none of its requests; where it drains, also until none waits. */
static void await(struct rt_wdf_queue *q, bool empty, const char *name)
{
    if (!q)
        return;
    rt_may_wait(name);
    while (q->with_driver || (empty && q->waiting))
        rt_wait(q, RT_FOREVER, "the requests of a queue");
}

#define CHANGES(name, what)                                                                                            \
    RT_EXPORT VOID name(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE Complete, WDFCONTEXT Context)                           \
    {                                                                                                                  \
        RT_DDI_VOID(name, Queue, Complete, Context);                                                                   \
        change(Queue, what, Complete, Context, #name);                                                                 \
        RT_RETURN_VOID();                                                                                              \
    }
#define CHANGES_AND_WAITS(name, what, empty)                                                                           \
    RT_EXPORT VOID name(WDFQUEUE Queue)                                                                                \
    {                                                                                                                  \
        RT_DDI_VOID(name, Queue);                                                                                      \
        await(change(Queue, what, NULL, NULL, #name), empty, #name);                                                   \
        RT_RETURN_VOID();                                                                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuestop and its neighbours */
CHANGES(WdfIoQueueStop, STOP)
CHANGES_AND_WAITS(WdfIoQueueStopSynchronously, STOP, false)
CHANGES(WdfIoQueueDrain, REFUSE)
CHANGES_AND_WAITS(WdfIoQueueDrainSynchronously, REFUSE, true)
CHANGES(WdfIoQueuePurge, REFUSE | CANCEL)
CHANGES_AND_WAITS(WdfIoQueuePurgeSynchronously, REFUSE | CANCEL, true)
CHANGES(WdfIoQueueStopAndPurge, STOP | CANCEL)
CHANGES_AND_WAITS(WdfIoQueueStopAndPurgeSynchronously, STOP | CANCEL, false)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuereadynotify */
RT_EXPORT NTSTATUS WdfIoQueueReadyNotify(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE QueueReady, WDFCONTEXT Context)
{
    RT_DDI(WdfIoQueueReadyNotify, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, QueueReady, Context);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueReadyNotify");
    if (!q || q->config.DispatchType != WdfIoQueueDispatchManual || (QueueReady && q->ready))
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_REQUEST);
    q->ready = QueueReady;
    q->ready_context = Context;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* ---- taking requests out ----------------------------------------------------------------------------------------------- */

static NTSTATUS hand(struct rt_wdf_queue *q, struct rt_wdf_request *r, WDFREQUEST *out)
{
    *out = NULL;
    if (q->held)
        return STATUS_WDF_PAUSED;
    if (!q->dispatches)
        return STATUS_WDF_PAUSED;
    if (!r)
        return STATUS_NO_MORE_ENTRIES;
    rt_wdf_queue_take(r);
    r->owner = REQUEST_DRIVER;
    r->presented = true;
    q->with_driver++;
    rt_happens_after(r);
    *out = (WDFREQUEST)(void *)r;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueueretrievenextrequest */
RT_EXPORT NTSTATUS WdfIoQueueRetrieveNextRequest(WDFQUEUE Queue, WDFREQUEST *OutRequest)
{
    RT_DDI(WdfIoQueueRetrieveNextRequest, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, OutRequest);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueRetrieveNextRequest");
    RT_RETURN((NTSTATUS)(q ? hand(q, q->first, OutRequest) : STATUS_INVALID_PARAMETER));
}

static struct rt_wdf_request *of_file(struct rt_wdf_request *r, const void *file)
{
    while (r && file && (const void *)r->file != file)
        r = r->after;
    return r;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueueretrieverequestbyfileobject */
RT_EXPORT NTSTATUS WdfIoQueueRetrieveRequestByFileObject(WDFQUEUE Queue, WDFFILEOBJECT FileObject, WDFREQUEST *OutRequest)
{
    RT_DDI(WdfIoQueueRetrieveRequestByFileObject, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, FileObject, OutRequest);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueRetrieveRequestByFileObject");
    RT_RETURN((NTSTATUS)(q ? hand(q, of_file(q->first, FileObject), OutRequest) : STATUS_INVALID_PARAMETER));
}

static bool waits_in(const struct rt_wdf_queue *q, const void *request)
{
    const struct rt_wdf_request *r = q->first;
    while (r && r != request)
        r = r->after;
    return r != NULL;
}

/* What is found stays in the queue; the driver holds a reference to it.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuefindrequest */
RT_EXPORT NTSTATUS WdfIoQueueFindRequest(WDFQUEUE Queue, WDFREQUEST FoundRequest, WDFFILEOBJECT FileObject, PWDF_REQUEST_PARAMETERS Parameters, WDFREQUEST *OutRequest)
{
    RT_DDI(WdfIoQueueFindRequest, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, FoundRequest, FileObject, Parameters, OutRequest);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueFindRequest");
    struct rt_wdf_request *r;
    *OutRequest = NULL;
    if (!q)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (FoundRequest && !waits_in(q, FoundRequest))
        RT_RETURN((NTSTATUS)STATUS_NOT_FOUND);
    r = of_file(FoundRequest ? ((struct rt_wdf_request *)(void *)FoundRequest)->after : q->first, FileObject);
    if (!r)
        RT_RETURN((NTSTATUS)STATUS_NO_MORE_ENTRIES);
    rt_wdf_reference(&r->object);
    *OutRequest = (WDFREQUEST)(void *)r;
    if (Parameters) {
        Parameters->Type = (WDF_REQUEST_TYPE)r->major;
        Parameters->Parameters.DeviceIoControl.OutputBufferLength = r->out_size;
        Parameters->Parameters.DeviceIoControl.InputBufferLength = r->in_size;
        Parameters->Parameters.DeviceIoControl.IoControlCode = r->code;
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueueretrievefoundrequest */
RT_EXPORT NTSTATUS WdfIoQueueRetrieveFoundRequest(WDFQUEUE Queue, WDFREQUEST FoundRequest, WDFREQUEST *OutRequest)
{
    RT_DDI(WdfIoQueueRetrieveFoundRequest, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, FoundRequest, OutRequest);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueRetrieveFoundRequest");
    if (!q)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (!waits_in(q, FoundRequest))
        RT_RETURN((NTSTATUS)STATUS_NOT_FOUND);
    RT_RETURN(hand(q, (struct rt_wdf_request *)(void *)FoundRequest, OutRequest));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueueassignforwardprogresspolicy */
RT_EXPORT NTSTATUS WdfIoQueueAssignForwardProgressPolicy(WDFQUEUE Queue, PWDF_IO_QUEUE_FORWARD_PROGRESS_POLICY ForwardProgressPolicy)
{
    RT_DDI(WdfIoQueueAssignForwardProgressPolicy, (NTSTATUS)STATUS_UNSUCCESSFUL, Queue, ForwardProgressPolicy);
    rt_not_simulated("WdfIoQueueAssignForwardProgressPolicy: reserved requests");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
