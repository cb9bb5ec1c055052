/* Requests: from a client to the driver and back; those that the driver makes; cancellation. */
#include "wdf_host.h"

/* ---- a client's ---------------------------------------------------------------------------------------------------- */

static void stop(struct rt_wdf_object *o)
{
    struct rt_wdf_request *r = (struct rt_wdf_request *)o;
    if (r->own && r->owner == REQUEST_TARGET)
        rt_report("run-contract", "A request is deleted while it is with its I/O target.");
}

static void release(struct rt_wdf_object *o)
{
    struct rt_wdf_request *r = (struct rt_wdf_request *)o;
    rt_wdf_request_free_buffers(r);
    if (r->target_in)
        rt_wdf_dereference(&r->target_in->object);
    if (r->target_out)
        rt_wdf_dereference(&r->target_out->object);
}

struct rt_wdf_request *rt_wdf_request_new(struct rt_wdf_device *d, UCHAR major, struct rt_wdf_file *file)
{
    const WDF_OBJECT_ATTRIBUTES *a = d->init.has_request_attributes ? &d->init.request_attributes : NULL;
    struct rt_wdf_request *r = rt_wdf_new_own(WDF_REQUEST, sizeof *r, a, &d->object);
    r->object.fixed = true;
    r->object.stop = stop;
    r->object.release = release;
    r->device = d;
    r->major = major;
    r->file = file;
    r->internal = major == IRP_MJ_INTERNAL_DEVICE_CONTROL;
    r->irp.Type = 6;
    r->irp.Size = sizeof r->irp + sizeof r->stack;
    r->irp.StackCount = 2;
    r->irp.CurrentLocation = 2;
    r->irp.RequestorMode = r->internal ? KernelMode : UserMode;
    r->irp.Tail.Overlay.CurrentStackLocation = &r->stack[1];
    r->stack[1].MajorFunction = major;
    r->stack[1].DeviceObject = d->object_of_io;
    r->stack[1].FileObject = file ? &file->file : NULL;
    r->next = d->with_driver;
    if (r->next)
        r->next->previous = r;
    d->with_driver = r;
    d->outstanding++;
    d->requests++;
    rt_wdf()->requests++;
    return r;
}

void rt_wdf_request_done(struct rt_wdf_request *r, NTSTATUS status, ULONG_PTR information)
{
    struct rt_wdf_device *d = r->device;
    struct rt_wdf_queue *q = r->queue;
    r->completing = true;
    if (r->owner == REQUEST_QUEUED) {
        rt_wdf_queue_take(r);
        r->queue = NULL; /* it was not among those that the driver has */
    }
    r->owner = REQUEST_DONE;
    r->irp.IoStatus.Status = status;
    r->irp.IoStatus.Information = information;
    if (r->previous)
        r->previous->next = r->next;
    else
        d->with_driver = r->next;
    if (r->next)
        r->next->previous = r->previous;
    d->outstanding--;
    rt_wdf()->completed++;
    if (q)
        rt_wdf_reference(&q->object);
    rt_wdf_queue_gave_back(r);
    if (r->done) {
        *r->done = true;
        rt_wdf_client_answered(r->major, r->code, status);
    }
    rt_wdf_request_free_buffers(r); /* they are the client's again, whoever holds a reference to the request */
    rt_wdf_delete(&r->object);
    rt_happens_before(&d->outstanding);
    rt_wake(&d->outstanding);
    if (q) {
        rt_wdf_queue_run(q);
        rt_wdf_dereference(&q->object);
    }
}

void rt_wdf_request_cancel(struct rt_wdf_request *r)
{
    PFN_WDF_REQUEST_CANCEL cancel = r->cancel;
    struct rt_wdf_queue *q = r->queue;
    if (r->cancelled || r->owner == REQUEST_DONE)
        return;
    r->cancelled = true;
    r->irp.Cancel = TRUE;
    rt_wdf()->cancelled++;
    if (r->owner == REQUEST_QUEUED) {
        rt_wdf_queue_take(r);
        if (q->config.EvtIoCanceledOnQueue && r->presented) {
            r->owner = REQUEST_DRIVER;
            q->with_driver++;
            struct rt_wdf_lock *l = rt_wdf_lock_of(&q->object);
            rt_wdf_lock(l);
            RT_CALLBACK_VOID("EvtIoCanceledOnQueue", rt_irql(), rt_wdf_instance(r->device), q->config.EvtIoCanceledOnQueue, (WDFQUEUE)(void *)q, (WDFREQUEST)(void *)r);
            rt_wdf_unlock(l);
        } else
            rt_wdf_request_done(r, STATUS_CANCELLED, 0);
    } else if (r->owner == REQUEST_TARGET)
        rt_wdf_target_cancel(r);
    else if (cancel) {
        struct rt_wdf_lock *l = q ? rt_wdf_lock_of(&q->object) : NULL;
        r->cancel = NULL;
        rt_wdf_reference(&r->object); /* it stays until the routine has returned */
        KIRQL before = rt_irql();
        if (!q || !rt_wdf_is_passive(&q->object))
            rt_irql_raise(DISPATCH_LEVEL); /* the highest that it may be */
        rt_wdf_lock(l);
        RT_CALLBACK_VOID("EVT_WDF_REQUEST_CANCEL", rt_irql(), rt_wdf_instance(r->device), cancel, (WDFREQUEST)(void *)r);
        rt_wdf_unlock(l);
        rt_irql_lower(before);
        rt_wdf_dereference(&r->object);
    }
}

/* ---- completion -------------------------------------------------------------------------------------------------------- */

static void complete(WDFREQUEST handle, NTSTATUS status, const ULONG_PTR *information, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(handle, WDF_REQUEST, name);
    if (!r)
        return;
    if (r->own) {
        rt_report("run-contract", "%s is called for a request of the driver's own; WdfObjectDelete ends it.", name);
        return;
    }
    if (r->owner != REQUEST_DRIVER) {
        rt_report("run-contract", "%s is called for a request that %s.", name,
                  r->owner == REQUEST_DONE     ? "was completed already"
                  : r->owner == REQUEST_QUEUED ? "waits in a queue"
                                               : "is with an I/O target");
        return;
    }
    if (r->cancel)
        rt_report("wdf-request-cancelable", "%s completes a request that is cancelable: its cancel routine may complete it, too.", name);
    if (status == STATUS_PENDING)
        rt_report("run-contract", "A request is completed with STATUS_PENDING.");
    if (information)
        r->information = *information;
    if (NT_SUCCESS(status) && r->out_size < r->information && (r->major == IRP_MJ_READ || (r->major != IRP_MJ_WRITE && r->out)))
        rt_report("run-contract", "A request is completed with %llu bytes of information; its output buffer has %llu.", (unsigned long long)r->information,
                  (unsigned long long)r->out_size);
    rt_wdf_request_done(r, status, r->information);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcomplete */
RT_EXPORT VOID WdfRequestComplete(WDFREQUEST Request, NTSTATUS Status)
{
    RT_DDI_VOID(WdfRequestComplete, Request, Status);
    complete(Request, Status, NULL, "WdfRequestComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcompletewithinformation */
RT_EXPORT VOID WdfRequestCompleteWithInformation(WDFREQUEST Request, NTSTATUS Status, ULONG_PTR Information)
{
    RT_DDI_VOID(WdfRequestCompleteWithInformation, Request, Status, Information);
    complete(Request, Status, &Information, "WdfRequestCompleteWithInformation");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcompletewithpriorityboost */
RT_EXPORT VOID WdfRequestCompleteWithPriorityBoost(WDFREQUEST Request, NTSTATUS Status, CCHAR PriorityBoost)
{
    RT_DDI_VOID(WdfRequestCompleteWithPriorityBoost, Request, Status, PriorityBoost);
    complete(Request, Status, NULL, "WdfRequestCompleteWithPriorityBoost");
    RT_RETURN_VOID();
}

/* ---- cancelable ----------------------------------------------------------------------------------------------------------- */

/* STATUS_CANCELLED where it is cancelled already. */
static NTSTATUS mark(WDFREQUEST handle, PFN_WDF_REQUEST_CANCEL cancel, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(handle, WDF_REQUEST, name);
    if (!r)
        return STATUS_INVALID_PARAMETER;
    if (r->owner != REQUEST_DRIVER || r->own) {
        rt_report("run-contract", "%s is called for a request that the driver was not handed.", name);
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    if (r->cancelled)
        return STATUS_CANCELLED;
    r->cancel = cancel;
    return STATUS_SUCCESS;
}

/* Of a request that is cancelled already it calls the routine itself.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestmarkcancelable */
RT_EXPORT VOID WdfRequestMarkCancelable(WDFREQUEST Request, PFN_WDF_REQUEST_CANCEL EvtRequestCancel)
{
    RT_DDI_VOID(WdfRequestMarkCancelable, Request, EvtRequestCancel);
    if (mark(Request, EvtRequestCancel, "WdfRequestMarkCancelable") == STATUS_CANCELLED) {
        struct rt_wdf_request *r = (struct rt_wdf_request *)(void *)Request;
        r->cancelled = false;
        r->cancel = EvtRequestCancel;
        rt_wdf_request_cancel(r);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestmarkcancelableex */
RT_EXPORT NTSTATUS WdfRequestMarkCancelableEx(WDFREQUEST Request, PFN_WDF_REQUEST_CANCEL EvtRequestCancel)
{
    RT_DDI(WdfRequestMarkCancelableEx, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, EvtRequestCancel);
    RT_RETURN(mark(Request, EvtRequestCancel, "WdfRequestMarkCancelableEx"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestunmarkcancelable */
RT_EXPORT NTSTATUS WdfRequestUnmarkCancelable(WDFREQUEST Request)
{
    RT_DDI(WdfRequestUnmarkCancelable, (NTSTATUS)STATUS_UNSUCCESSFUL, Request);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestUnmarkCancelable");
    if (!r)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (r->cancel) {
        r->cancel = NULL;
        RT_RETURN((NTSTATUS)STATUS_SUCCESS);
    }
    RT_RETURN((NTSTATUS)(r->cancelled ? STATUS_CANCELLED : STATUS_INVALID_PARAMETER));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestiscanceled */
RT_EXPORT BOOLEAN WdfRequestIsCanceled(WDFREQUEST Request)
{
    RT_DDI(WdfRequestIsCanceled, (BOOLEAN)FALSE, Request);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestIsCanceled");
    RT_RETURN((BOOLEAN)(r && r->cancelled));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequeststopacknowledge */
RT_EXPORT VOID WdfRequestStopAcknowledge(WDFREQUEST Request, BOOLEAN Requeue)
{
    RT_DDI_VOID(WdfRequestStopAcknowledge, Request, Requeue);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestStopAcknowledge");
    if (r && r->owner != REQUEST_DRIVER && r->owner != REQUEST_TARGET)
        rt_report("run-contract", "WdfRequestStopAcknowledge is called for a request that the driver does not have.");
    else if (r) {
        r->acknowledged = true;
        if (Requeue) {
            struct rt_wdf_queue *q = r->queue;
            rt_wdf_queue_gave_back(r);
            r->cancel = NULL;
            rt_wdf_queue_put(q, r, true);
        }
        rt_wake(&r->device->outstanding);
    }
    RT_RETURN_VOID();
}

/* ---- handing on --------------------------------------------------------------------------------------------------------------- */

static NTSTATUS forward(struct rt_wdf_request *r, struct rt_wdf_queue *to, bool front)
{
    if (r->owner != REQUEST_DRIVER || r->own || r->cancel)
        return STATUS_INVALID_DEVICE_REQUEST;
    if (!to->accepts)
        return STATUS_WDF_BUSY;
    struct rt_wdf_queue *from = r->queue;
    rt_wdf_queue_gave_back(r);
    rt_wdf_queue_put(to, r, front);
    if (from && from != to)
        rt_wdf_queue_run(from);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestforwardtoioqueue */
RT_EXPORT NTSTATUS WdfRequestForwardToIoQueue(WDFREQUEST Request, WDFQUEUE DestinationQueue)
{
    RT_DDI(WdfRequestForwardToIoQueue, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, DestinationQueue);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestForwardToIoQueue");
    struct rt_wdf_queue *q = rt_wdf_of(DestinationQueue, WDF_QUEUE, "WdfRequestForwardToIoQueue");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (r && q && r->queue == q)
        rt_report("run-contract", "WdfRequestForwardToIoQueue puts a request into the queue that it came from; WdfRequestRequeue does that for manual queues.");
    else if (r && q && !RT_WDF_FAILS(&status))
        status = forward(r, q, false);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestrequeue */
RT_EXPORT NTSTATUS WdfRequestRequeue(WDFREQUEST Request)
{
    RT_DDI(WdfRequestRequeue, (NTSTATUS)STATUS_UNSUCCESSFUL, Request);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestRequeue");
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    if (r && r->queue && r->queue->config.DispatchType == WdfIoQueueDispatchManual)
        status = forward(r, r->queue, true);
    RT_RETURN(status);
}

/* Into the queue that its kind goes to. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceenqueuerequest */
RT_EXPORT NTSTATUS WdfDeviceEnqueueRequest(WDFDEVICE Device, WDFREQUEST Request)
{
    RT_DDI(WdfDeviceEnqueueRequest, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Request);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceEnqueueRequest");
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfDeviceEnqueueRequest");
    struct rt_wdf_queue *q = d && r ? rt_wdf_queue_for(d, r->major) : NULL;
    RT_RETURN((NTSTATUS)(q ? forward(r, q, false) : STATUS_INVALID_DEVICE_REQUEST));
}

/* ---- the driver's own ----------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcreate */
RT_EXPORT NTSTATUS WdfRequestCreate(PWDF_OBJECT_ATTRIBUTES RequestAttributes, WDFIOTARGET IoTarget, WDFREQUEST *Request)
{
    RT_DDI(WdfRequestCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, RequestAttributes, IoTarget, Request);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_target *t = IoTarget ? rt_wdf_of(IoTarget, WDF_TARGET, "WdfRequestCreate") : NULL;
    *Request = NULL;
    if (IoTarget && !t)
        RT_RETURN(status);
    struct rt_wdf_request *r = rt_wdf_new(WDF_REQUEST, sizeof *r, RequestAttributes, t ? &t->object : rt_wdf()->driver, &status);
    if (r) {
        r->own = true;
        r->owner = REQUEST_DRIVER;
        r->object.stop = stop;
        r->object.release = release;
        r->irp.Type = 6;
        r->irp.Size = sizeof r->irp + sizeof r->stack;
        r->irp.StackCount = 2;
        r->irp.CurrentLocation = 3;
        r->irp.Tail.Overlay.CurrentStackLocation = &r->stack[1];
        *Request = (WDFREQUEST)(void *)r;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestreuse */
RT_EXPORT NTSTATUS WdfRequestReuse(WDFREQUEST Request, PWDF_REQUEST_REUSE_PARAMS ReuseParams)
{
    RT_DDI(WdfRequestReuse, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, ReuseParams);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestReuse");
    if (!r || r->owner != REQUEST_DRIVER || ReuseParams->Size != sizeof *ReuseParams)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_NOT_SIMULATED(ReuseParams->Flags & WDF_REQUEST_REUSE_SET_NEW_IRP, "WdfRequestReuse: NewIrp");
    if (r->target_in)
        rt_wdf_dereference(&r->target_in->object);
    if (r->target_out)
        rt_wdf_dereference(&r->target_out->object);
    r->target_in = r->target_out = NULL;
    r->formatted = r->sent = r->target_cancelled = r->timed_out = false;
    r->completion = NULL;
    r->completion_context = NULL;
    r->status = r->irp.IoStatus.Status = ReuseParams->Status;
    r->irp.IoStatus.Information = 0;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* ---- what can be asked ------------------------------------------------------------------------------------------------------------ */

#define ASKS(type, name, value)                                                                                        \
    RT_EXPORT type name(WDFREQUEST Request)                                                                            \
    {                                                                                                                  \
        RT_DDI(name, (type)0, Request);                                                                                \
        struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, #name);                                             \
        RT_RETURN((type)(r ? (value) : 0));                                                                            \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestgetstatus and its neighbours */
ASKS(NTSTATUS, WdfRequestGetStatus, r->status)
ASKS(ULONG_PTR, WdfRequestGetInformation, r->information)
ASKS(WDFQUEUE, WdfRequestGetIoQueue, (ULONG_PTR)r->queue)
ASKS(KPROCESSOR_MODE, WdfRequestGetRequestorMode, r->irp.RequestorMode)
ASKS(ULONG, WdfRequestGetRequestorProcessId, r->own ? 0u : 4711u)
ASKS(BOOLEAN, WdfRequestIsFrom32BitProcess, 0)
ASKS(BOOLEAN, WdfRequestIsReserved, 0)
ASKS(BOOLEAN, WdfRequestIsFromUserModeDriver, 0)
ASKS(BOOLEAN, WdfRequestGetUserModeDriverInitiatedIo, 0)
ASKS(PIRP, WdfRequestWdmGetIrp, (ULONG_PTR)&r->irp)
ASKS(WDF_DEVICE_IO_TYPE, WdfRequestGetEffectiveIoType, r->io_type)
ASKS(WDFFILEOBJECT, WdfRequestGetFileObject, (ULONG_PTR)r->file)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestsetinformation */
RT_EXPORT VOID WdfRequestSetInformation(WDFREQUEST Request, ULONG_PTR Information)
{
    RT_DDI_VOID(WdfRequestSetInformation, Request, Information);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestSetInformation");
    if (r)
        r->information = Information;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestgetparameters */
RT_EXPORT VOID WdfRequestGetParameters(WDFREQUEST Request, PWDF_REQUEST_PARAMETERS Parameters)
{
    RT_DDI_VOID(WdfRequestGetParameters, Request, Parameters);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestGetParameters");
    if (!r)
        RT_RETURN_VOID();
    if (Parameters->Size != sizeof *Parameters)
        rt_report("run-contract", "The WDF_REQUEST_PARAMETERS were not initialised: Size is %u.", (unsigned)Parameters->Size);
    Parameters->MinorFunction = 0;
    Parameters->Type = (WDF_REQUEST_TYPE)r->major; /* the first values are those of IRP_MJ_... */
    if (r->major == IRP_MJ_READ)
        Parameters->Parameters.Read.Length = r->out_size;
    else if (r->major == IRP_MJ_WRITE)
        Parameters->Parameters.Write.Length = r->in_size;
    else if (r->major == IRP_MJ_DEVICE_CONTROL || r->internal) {
        Parameters->Parameters.DeviceIoControl.OutputBufferLength = r->out_size;
        Parameters->Parameters.DeviceIoControl.InputBufferLength = r->in_size;
        Parameters->Parameters.DeviceIoControl.IoControlCode = r->code;
        Parameters->Parameters.DeviceIoControl.Type3InputBuffer = r->user_in;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestimpersonate */
RT_EXPORT NTSTATUS WdfRequestImpersonate(WDFREQUEST Request, SECURITY_IMPERSONATION_LEVEL ImpersonationLevel, PFN_WDF_REQUEST_IMPERSONATE EvtRequestImpersonate, PVOID Context)
{
    RT_DDI(WdfRequestImpersonate, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, ImpersonationLevel, EvtRequestImpersonate, Context);
    rt_not_simulated("WdfRequestImpersonate: ImpersonationLevel");
    RT_CALLBACK_VOID("EVT_WDF_REQUEST_IMPERSONATE", PASSIVE_LEVEL, NULL, EvtRequestImpersonate, Request, Context);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
