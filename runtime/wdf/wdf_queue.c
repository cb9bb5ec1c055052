/*
 * I/O queues. A request is presented on the thread that puts it in, or on that which makes room for it (a completion, a
 * start); a queue whose callbacks want PASSIVE_LEVEL does it by a worker where the thread's IRQL is higher.
 */
#include "wdf_host.h"

enum { PATIENCE = 10 * 60 * 1000 }; /* milliseconds of virtual time for a request that the driver has */

/* ---- the list ------------------------------------------------------------------------------------------------- */

static void append(struct rt_wdf_queue *q, struct rt_wdf_request *r, bool front)
{
    r->owner = REQUEST_QUEUED;
    r->queue = q;
    if (front) {
        r->after = q->first;
        q->first = r;
        if (!r->after)
            q->last = &r->after;
    } else {
        r->after = NULL;
        *q->last = r;
        q->last = &r->after;
    }
    q->waiting++;
}

void rt_wdf_queue_take(struct rt_wdf_request *r)
{
    struct rt_wdf_queue *q = r->queue;
    struct rt_wdf_request **at = &q->first;
    while (*at && *at != r)
        at = &(*at)->after;
    if (!*at)
        return;
    *at = r->after;
    if (!*at)
        q->last = at;
    q->waiting--;
}

/* From now on it is the driver's. */
static void hand_out(struct rt_wdf_queue *q, struct rt_wdf_request *r)
{
    rt_wdf_queue_take(r);
    r->owner = REQUEST_DRIVER;
    r->presented = true;
    q->with_driver++;
}

/* ---- what waits for a state ------------------------------------------------------------------------------------------ */

static void tell_state(struct rt_wdf_queue *q)
{
    PFN_WDF_IO_QUEUE_STATE told = q->told;
    if (!told || q->with_driver || (q->needs_empty && q->waiting))
        return;
    q->told = NULL;
    RT_CALLBACK_VOID("EVT_WDF_IO_QUEUE_STATE", rt_irql(), rt_wdf_instance(q->object.device), told, (WDFQUEUE)(void *)q, q->told_context);
}

void rt_wdf_queue_gave_back(struct rt_wdf_request *r)
{
    struct rt_wdf_queue *q = r->queue;
    if (!q || (r->owner != REQUEST_DRIVER && r->owner != REQUEST_DONE && r->owner != REQUEST_TARGET))
        return;
    r->queue = NULL;
    r->cancel = NULL;
    if (q->with_driver)
        q->with_driver--;
    rt_happens_before(q); /* what is presented next comes after it: the queue's own lock orders both */
    rt_wake(q);
    tell_state(q);
}

/* ---- presenting ---------------------------------------------------------------------------------------------------------- */

bool rt_wdf_queue_takes(const struct rt_wdf_queue *q, UCHAR major)
{
    if (q->config.DispatchType == WdfIoQueueDispatchManual)
        return true;
    switch (major) {
    case IRP_MJ_READ: return q->config.EvtIoRead || q->config.EvtIoDefault;
    case IRP_MJ_WRITE: return q->config.EvtIoWrite || q->config.EvtIoDefault;
    case IRP_MJ_DEVICE_CONTROL: return q->config.EvtIoDeviceControl || q->config.EvtIoDefault;
    case IRP_MJ_INTERNAL_DEVICE_CONTROL: return q->config.EvtIoInternalDeviceControl || q->config.EvtIoDefault;
    default: return q->config.EvtIoDefault != NULL;
    }
}

static void call(struct rt_wdf_queue *q, struct rt_wdf_request *r)
{
    const WDF_IO_QUEUE_CONFIG *c = &q->config;
    const void *instance = rt_wdf_instance(q->object.device);
    WDFQUEUE queue = (WDFQUEUE)(void *)q;
    WDFREQUEST request = (WDFREQUEST)(void *)r;
    KIRQL irql = rt_irql();
    ULONG code = r->code;
    size_t in = r->in_size, out = r->out_size;
    if (r->major == IRP_MJ_READ && c->EvtIoRead)
        RT_CALLBACK_VOID("EvtIoRead", irql, instance, c->EvtIoRead, queue, request, out);
    else if (r->major == IRP_MJ_WRITE && c->EvtIoWrite)
        RT_CALLBACK_VOID("EvtIoWrite", irql, instance, c->EvtIoWrite, queue, request, in);
    else if (r->major == IRP_MJ_DEVICE_CONTROL && c->EvtIoDeviceControl)
        RT_CALLBACK_VOID("EvtIoDeviceControl", irql, instance, c->EvtIoDeviceControl, queue, request, out, in, code);
    else if (r->internal && c->EvtIoInternalDeviceControl)
        RT_CALLBACK_VOID("EvtIoInternalDeviceControl", irql, instance, c->EvtIoInternalDeviceControl, queue, request, out, in, code);
    else
        RT_CALLBACK_VOID("EvtIoDefault", irql, instance, c->EvtIoDefault, queue, request);
}

static bool may_present(const struct rt_wdf_queue *q)
{
    if (!q->first || !q->dispatches || q->held || q->object.deleted || q->config.DispatchType == WdfIoQueueDispatchManual)
        return false;
    if (q->config.DispatchType == WdfIoQueueDispatchSequential)
        return q->with_driver == 0;
    return q->with_driver < q->config.Settings.Parallel.NumberOfPresentedRequests;
}

static bool has_no_bytes(const struct rt_wdf_request *r)
{
    return (r->major == IRP_MJ_READ && !r->out_size) || (r->major == IRP_MJ_WRITE && !r->in_size);
}

static void present(struct rt_wdf_queue *q)
{
    struct rt_thread *outer = q->dispatching;
    if (outer == rt_thread_current())
        return; /* the loop below goes on when the callback returns */
    rt_wdf_reference(&q->object);
    while (may_present(q)) {
        struct rt_wdf_request *r = q->first;
        struct rt_wdf_lock *l = rt_wdf_lock_of(&q->object);
        hand_out(q, r);
        if (has_no_bytes(r) && !q->config.AllowZeroLengthRequests) {
            rt_wdf_request_done(r, STATUS_SUCCESS, 0);
            continue;
        }
        if (!rt_wdf_queue_takes(q, r->major)) {
            rt_wdf_request_done(r, STATUS_INVALID_DEVICE_REQUEST, 0);
            continue;
        }
        rt_happens_after(r);
        rt_happens_after(q);
        q->dispatching = rt_thread_current();
        rt_wdf_lock(l);
        call(q, r);
        rt_wdf_unlock(l);
        q->dispatching = outer;
    }
    rt_wdf_dereference(&q->object);
}

static void present_later(struct rt_work *w)
{
    struct rt_wdf_queue *q = (struct rt_wdf_queue *)(void *)((char *)w - offsetof(struct rt_wdf_queue, work));
    present(q);
    rt_wdf_dereference(&q->object);
}

void rt_wdf_queue_run(struct rt_wdf_queue *q)
{
    if (q->object.deleted || !may_present(q))
        return;
    if (rt_irql() == PASSIVE_LEVEL || !rt_wdf_is_passive(&q->object))
        present(q);
    else if (rt_work_queue(&q->work))
        rt_wdf_reference(&q->object);
}

void rt_wdf_queue_put(struct rt_wdf_queue *q, struct rt_wdf_request *r, bool front)
{
    bool was_empty = q->first == NULL;
    rt_happens_before(r);
    append(q, r, front);
    if (r->cancelled) { /* meanwhile */
        r->cancelled = false;
        rt_wdf_request_cancel(r);
        return;
    }
    if (was_empty && q->ready && !q->held)
        RT_CALLBACK_VOID("EVT_WDF_IO_QUEUE_STATE", rt_irql(), rt_wdf_instance(q->object.device), q->ready, (WDFQUEUE)(void *)q, q->ready_context);
    rt_wdf_queue_run(q);
}

struct rt_wdf_queue *rt_wdf_queue_for(struct rt_wdf_device *d, UCHAR major)
{
    struct rt_wdf_queue *q = d->by_type[major] ? d->by_type[major] : d->default_queue;
    return q && !q->object.deleted ? q : NULL;
}

/* ---- stopping with the device ----------------------------------------------------------------------------------------------- */

/* The first request that the driver has from this queue and that was not asked about yet. */
static struct rt_wdf_request *next_to_stop(struct rt_wdf_queue *q)
{
    for (struct rt_wdf_request *r = q->object.device->with_driver; r; r = r->next)
        if (r->queue == q && (r->owner == REQUEST_DRIVER || r->owner == REQUEST_TARGET) && !r->stopped)
            return r;
    return NULL;
}

static void ask_to_stop(struct rt_wdf_queue *q, struct rt_wdf_request *r, bool purge)
{
    ULONG flags = purge ? WdfRequestStopActionPurge : WdfRequestStopActionSuspend;
    struct rt_wdf_lock *l = rt_wdf_lock_of(&q->object);
    r->stopped = true;
    if (r->cancel)
        flags |= WdfRequestStopRequestCancelable;
    rt_wdf_lock(l);
    if (r->owner == REQUEST_DRIVER || r->owner == REQUEST_TARGET)
        RT_CALLBACK_VOID("EvtIoStop", rt_irql(), rt_wdf_instance(r->device), q->config.EvtIoStop, (WDFQUEUE)(void *)q, (WDFREQUEST)(void *)r, flags);
    rt_wdf_unlock(l);
}

/* What the driver has of the queue and has not been acknowledged. */
static uint32_t unanswered(const struct rt_wdf_queue *q)
{
    uint32_t count = 0;
    for (const struct rt_wdf_request *r = q->object.device->with_driver; r; r = r->next)
        count += r->queue == q && r->owner != REQUEST_QUEUED && !r->acknowledged;
    return count;
}

static void await_answers(struct rt_wdf_device *d, struct rt_wdf_queue *q)
{
    uint64_t patience = rt_deadline_in(PATIENCE * RT_MILLISECOND);
    while (unanswered(q) && rt_now() < patience)
        rt_wait(&d->outstanding, patience, "the driver to give requests back");
    rt_happens_after(&d->outstanding);
}

void rt_wdf_queues_stop(struct rt_wdf_device *d, bool purge)
{
    for (struct rt_wdf_queue *q = d->queues; q; q = q->next) {
        struct rt_wdf_request *r;
        if (!q->power_managed || q->object.deleted)
            continue;
        q->held = true;
        while (q->config.EvtIoStop && (r = next_to_stop(q)))
            ask_to_stop(q, r, purge);
        await_answers(d, q);
    }
}

void rt_wdf_queues_resume(struct rt_wdf_device *d)
{
    for (struct rt_wdf_queue *q = d->queues; q; q = q->next) {
        struct rt_wdf_lock *l = rt_wdf_lock_of(&q->object);
        if (!q->power_managed || q->object.deleted)
            continue;
        q->held = false;
        for (struct rt_wdf_request *r = d->with_driver, *next; r; r = next) {
            bool resumes = r->queue == q && r->stopped && r->owner == REQUEST_DRIVER && q->config.EvtIoResume;
            next = r->next;
            r->stopped = r->acknowledged = false;
            if (!resumes)
                continue;
            rt_wdf_lock(l);
            RT_CALLBACK_VOID("EvtIoResume", rt_irql(), rt_wdf_instance(d), q->config.EvtIoResume, (WDFQUEUE)(void *)q, (WDFREQUEST)(void *)r);
            rt_wdf_unlock(l);
            next = d->with_driver; /* others may have come and gone; those that are done are not stopped any more */
        }
        if (q->first && q->ready)
            RT_CALLBACK_VOID("EVT_WDF_IO_QUEUE_STATE", rt_irql(), rt_wdf_instance(d), q->ready, (WDFQUEUE)(void *)q, q->ready_context);
        rt_wdf_queue_run(q);
    }
}

/* Whatever waits in it or can be cancelled is. */
void rt_wdf_queue_purge(struct rt_wdf_queue *q)
{
    struct rt_wdf_request *r;
    q->accepts = q->dispatches = false;
    while (q->first)
        rt_wdf_request_cancel(q->first);
    for (r = q->object.device->with_driver; r;)
        if (r->queue == q && !r->cancelled) {
            rt_wdf_request_cancel(r);
            r = q->object.device->with_driver;
        } else
            r = r->next;
}

/* ---- making -------------------------------------------------------------------------------------------------------------------- */

static void stop(struct rt_wdf_object *o)
{
    struct rt_wdf_queue *q = (struct rt_wdf_queue *)o;
    struct rt_wdf_queue **at = &o->device->queues;
    o->deleted = false; /* while its requests end */
    rt_wdf_queue_purge(q);
    o->deleted = true;
    while (*at && *at != q)
        at = &(*at)->next;
    if (*at)
        *at = q->next;
}

static bool is_config(const WDF_IO_QUEUE_CONFIG *c)
{
    bool routines = c->EvtIoDefault || c->EvtIoRead || c->EvtIoWrite || c->EvtIoDeviceControl || c->EvtIoInternalDeviceControl;
    if (c->Size != sizeof *c)
        rt_report("run-contract", "The WDF_IO_QUEUE_CONFIG was not initialised: Size is %u.", (unsigned)c->Size);
    else if (c->DispatchType == WdfIoQueueDispatchManual && routines)
        rt_report("run-contract", "A manual queue has callbacks for requests, which are never called.");
    else if (c->DispatchType != WdfIoQueueDispatchManual && !routines)
        return false;
    else
        return true;
    return false;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuecreate */
RT_EXPORT NTSTATUS WdfIoQueueCreate(WDFDEVICE Device, PWDF_IO_QUEUE_CONFIG Config, PWDF_OBJECT_ATTRIBUTES QueueAttributes, WDFQUEUE *Queue)
{
    RT_DDI(WdfIoQueueCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Config, QueueAttributes, Queue);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfIoQueueCreate");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!d || !is_config(Config))
        RT_RETURN(status);
    if (Config->DefaultQueue && d->default_queue)
        RT_RETURN((NTSTATUS)STATUS_UNSUCCESSFUL);
    struct rt_wdf_queue *q = rt_wdf_new(WDF_QUEUE, sizeof *q, QueueAttributes, &d->object, &status);
    if (!q)
        RT_RETURN(status);
    q->object.device = d;
    q->object.stop = stop;
    q->object.fixed = Config->DefaultQueue;
    q->config = *Config;
    q->last = &q->first;
    q->accepts = q->dispatches = true;
    q->work.run = present_later;
    q->lock.passive = rt_wdf_is_passive(&q->object);
    q->power_managed = !d->init.control && (Config->PowerManaged == WdfTrue || (Config->PowerManaged == WdfUseDefault && !d->init.filter));
    q->held = q->power_managed && d->state != DEVICE_WORKING;
    q->next = d->queues;
    d->queues = q;
    if (Config->DefaultQueue)
        d->default_queue = q;
    if (Queue)
        *Queue = (WDFQUEUE)(void *)q;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceconfigurerequestdispatching */
RT_EXPORT NTSTATUS WdfDeviceConfigureRequestDispatching(WDFDEVICE Device, WDFQUEUE Queue, WDF_REQUEST_TYPE RequestType)
{
    RT_DDI(WdfDeviceConfigureRequestDispatching, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Queue, RequestType);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceConfigureRequestDispatching");
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfDeviceConfigureRequestDispatching");
    if (!d || !q || (ULONG)RequestType > IRP_MJ_MAXIMUM_FUNCTION)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (d->by_type[RequestType])
        RT_RETURN((NTSTATUS)STATUS_WDF_BUSY);
    d->by_type[RequestType] = q;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuegetdevice */
RT_EXPORT WDFDEVICE WdfIoQueueGetDevice(WDFQUEUE Queue)
{
    RT_DDI(WdfIoQueueGetDevice, (WDFDEVICE)NULL, Queue);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfIoQueueGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(q ? q->object.device : NULL));
}
