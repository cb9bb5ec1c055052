/*
 * I/O targets: the device below, or any other that is opened. It answers after a while (at once, in a few milliseconds,
 * or when it is cancelled): mostly with success and zeros or random bytes, sometimes with an error. Completion routines
 * are called at DISPATCH_LEVEL by the thread of DPCs, as a driver below calls them.
 */
#include "wdf_host.h"

enum { AT_ONCE = 4, FAILS = 12, SLOW = 8 }; /* one in so many */

static void stop(struct rt_wdf_object *o);

struct rt_wdf_target *rt_wdf_target_new(struct rt_wdf_device *d) { return rt_wdf_target_new_below(d, &d->object); }

struct rt_wdf_target *rt_wdf_target_new_below(struct rt_wdf_device *d, struct rt_wdf_object *parent)
{
    struct rt_wdf_target *t = rt_wdf_new_own(WDF_TARGET, sizeof *t, NULL, parent);
    t->object.fixed = true;
    t->object.stop = stop;
    t->of = d;
    t->state = WdfIoTargetStarted;
    return t;
}

/* ---- what the device below does -------------------------------------------------------------------------------- */

/* Its answer into this much memory; the number of bytes in `information`. */
NTSTATUS rt_wdf_target_answer(UCHAR major, PVOID out, size_t out_size, size_t in_size, ULONG_PTR *information)
{
    struct rt_random *r = &rt_wdf()->random;
    *information = 0;
    if (rt_random_below(r, FAILS) == 0) {
        rt_wdf()->errors++;
        return RT_TARGET_ERROR;
    }
    if (out && out_size) {
        rt_fill(out, 0, out_size);
        if (rt_random_below(r, 2) == 0)
            for (size_t i = 0; i < out_size; i++)
                ((PUCHAR)out)[i] = (UCHAR)rt_random_below(r, 4);
    }
    *information = major == IRP_MJ_WRITE ? in_size : out_size;
    return STATUS_SUCCESS;
}

uint64_t rt_wdf_target_delay(void)
{
    struct rt_random *r = &rt_wdf()->random;
    return (rt_random_below(r, SLOW) ? rt_random_below(r, 3) : rt_random_below(r, 2000)) * RT_MILLISECOND;
}

/* ---- requests on their way ----------------------------------------------------------------------------------------- */

static void take_out(struct rt_wdf_request *r)
{
    struct rt_wdf_request **at = &r->target->sent;
    while (*at && *at != r)
        at = &(*at)->in_target;
    if (*at)
        *at = r->in_target;
}

/* The outputs of the request as the driver formatted it. */
PVOID rt_wdf_target_output(struct rt_wdf_request *r, size_t *size)
{
    *size = r->target_out ? r->target_out_size : r->formatted && r->own ? 0 : r->out_size;
    if (r->target_out)
        return (PUCHAR)r->target_out->buffer + r->target_out_offset;
    return *size ? (r->out ? r->out : r->user_out) : NULL;
}

void rt_wdf_target_params(struct rt_wdf_request *r, WDF_REQUEST_COMPLETION_PARAMS *p)
{
    WDF_REQUEST_COMPLETION_PARAMS_INIT(p);
    p->Type = r->target_type;
    p->IoStatus = r->irp.IoStatus;
    if (r->target_type == WdfRequestTypeUsb) {
        WDF_USB_REQUEST_COMPLETION_PARAMS *usb = &r->usb;
        usb->UsbdStatus = NT_SUCCESS(r->irp.IoStatus.Status) ? USBD_STATUS_SUCCESS : USBD_STATUS_INTERNAL_HC_ERROR;
        if (usb->Type == WdfUsbRequestTypeDeviceControlTransfer)
            usb->Parameters.DeviceControlTransfer.Length = (ULONG)r->irp.IoStatus.Information;
        else if (usb->Type == WdfUsbRequestTypePipeRead || usb->Type == WdfUsbRequestTypePipeWrite) /* in the same place */
            usb->Parameters.PipeRead.Length = r->irp.IoStatus.Information;
        p->Parameters.Usb.Completion = usb;
    } else if (r->target_type == WdfRequestTypeRead) {
        p->Parameters.Read.Buffer = (WDFMEMORY)(void *)r->target_out;
        p->Parameters.Read.Length = r->irp.IoStatus.Information;
        p->Parameters.Read.Offset = r->target_out_offset;
    } else if (r->target_type == WdfRequestTypeWrite) {
        p->Parameters.Write.Buffer = (WDFMEMORY)(void *)r->target_in;
        p->Parameters.Write.Length = r->irp.IoStatus.Information;
        p->Parameters.Write.Offset = r->target_in_offset;
    } else {
        p->Parameters.Ioctl.IoControlCode = r->target_code;
        p->Parameters.Ioctl.Input.Buffer = (WDFMEMORY)(void *)r->target_in;
        p->Parameters.Ioctl.Input.Offset = r->target_in_offset;
        p->Parameters.Ioctl.Output.Buffer = (WDFMEMORY)(void *)r->target_out;
        p->Parameters.Ioctl.Output.Offset = r->target_out_offset;
        p->Parameters.Ioctl.Output.Length = r->irp.IoStatus.Information;
    }
}

/* The request is the driver's again, or done where it was sent and forgotten. */
static void give_back(struct rt_wdf_request *r, struct rt_wdf_target *t, NTSTATUS status, ULONG_PTR information)
{
    rt_due_cancel(&r->due);
    r->due.runs = false; /* it may be gone when the driver has seen it */
    take_out(r);
    r->status = r->irp.IoStatus.Status = status;
    r->irp.IoStatus.Information = information;
    r->information = information;
    rt_happens_after(r);
    if (r->forget) {
        rt_wdf_request_done(r, status, information);
        return;
    }
    r->owner = REQUEST_DRIVER;
    if (!r->completion)
        return;
    KIRQL before = rt_irql_raise(DISPATCH_LEVEL);
    WDF_REQUEST_COMPLETION_PARAMS params;
    PFN_WDF_REQUEST_COMPLETION_ROUTINE routine = r->completion;
    rt_wdf_target_params(r, &params);
    RT_CALLBACK_VOID("EVT_WDF_REQUEST_COMPLETION_ROUTINE", DISPATCH_LEVEL, rt_wdf_instance(t->of), routine, (WDFREQUEST)(void *)r, (WDFIOTARGET)(void *)t, &params,
                     r->completion_context);
    rt_irql_lower(before);
}

/* It has answered. Who waits for the target waits until the driver has been told, too. */
static void finish(struct rt_wdf_request *r, NTSTATUS status, ULONG_PTR information)
{
    struct rt_wdf_target *t = r->target;
    rt_wdf_reference(&t->object);
    give_back(r, t, status, information);
    t->count--;
    rt_happens_before(t);
    rt_wake(t);
    rt_wdf_dereference(&t->object);
}

static void answer_request(struct rt_wdf_request *r)
{
    size_t out_size, in_size = r->target_in ? r->target_in_size : r->in_size;
    PVOID out = rt_wdf_target_output(r, &out_size);
    if (r->on_stack) /* the rule tells of it, and who has the memory now keeps it */
        out = NULL;
    UCHAR major = !r->formatted ? r->major : r->target_type != WdfRequestTypeUsb ? (UCHAR)r->target_type : r->target_in ? IRP_MJ_WRITE : IRP_MJ_READ;
    ULONG_PTR information;
    NTSTATUS status = r->timed_out ? STATUS_IO_TIMEOUT : r->target_cancelled ? STATUS_CANCELLED : rt_wdf_target_answer(major, out, out_size, in_size, &information);
    finish(r, status, r->timed_out || r->target_cancelled ? 0 : information);
}

static void due(struct rt_due *d)
{
    struct rt_wdf_request *r = (struct rt_wdf_request *)(void *)((char *)d - offsetof(struct rt_wdf_request, due));
    r->timed_out = r->timeout != 0;
    answer_request(r);
}

void rt_wdf_target_cancel(struct rt_wdf_request *r)
{
    r->target_cancelled = true;
    r->timeout = 0;
    rt_happens_before(&r->due);
    if (r->due.set)
        rt_due_set(&r->due, rt_now(), 0);
}

static void cancel_all(struct rt_wdf_target *t)
{
    for (struct rt_wdf_request *r = t->sent; r; r = r->in_target)
        rt_wdf_target_cancel(r);
}

/* What ends all else that is on its way to a pipe. */
static bool is_abort(const struct rt_wdf_request *r)
{
    return r->formatted && r->target_type == WdfRequestTypeUsb && (r->usb.Type == WdfUsbRequestTypePipeAbort || r->usb.Type == WdfUsbRequestTypePipeReset);
}

/* Puts it on its way. */
void rt_wdf_target_send(struct rt_wdf_request *r, struct rt_wdf_target *t, uint64_t wait)
{
    if (is_abort(r))
        cancel_all(t);
    r->target = t;
    r->owner = REQUEST_TARGET;
    r->sent = true;
    r->due.run = due;
    r->in_target = t->sent;
    t->sent = r;
    t->count++;
    rt_wdf()->sent++;
    uint64_t in = rt_wdf_target_delay();
    size_t size;
    r->on_stack = rt_is_on_stack((uint64_t)(uintptr_t)rt_wdf_target_output(r, &size));
    r->timeout = wait && in > wait ? wait : 0;
    rt_happens_before(r);
    if (in == 0 && rt_random_below(&rt_wdf()->random, AT_ONCE) == 0 && !r->target_cancelled)
        answer_request(r);
    else
        rt_due_set(&r->due, rt_now() + (r->timeout ? r->timeout : in), 0);
}

void rt_wdf_target_pass(struct rt_wdf_request *r)
{
    r->forget = true;
    rt_wdf_target_send(r, r->device->target, 0);
}

/* ---- the target's state ------------------------------------------------------------------------------------------------ */

static void wait_for_all(struct rt_wdf_target *t)
{
    while (t->count)
        rt_wait(t, RT_FOREVER, "requests that are with an I/O target");
    rt_happens_after(t);
}

void rt_wdf_targets_stop(struct rt_wdf_object *o)
{
    for (o = o->child; o; o = o->next) {
        if (o->kind == WDF_TARGET) {
            cancel_all((struct rt_wdf_target *)o);
            wait_for_all((struct rt_wdf_target *)o);
        }
        rt_wdf_targets_stop(o);
    }
}

static void stop(struct rt_wdf_object *o)
{
    struct rt_wdf_target *t = (struct rt_wdf_target *)o;
    if (!t->count)
        return;
    cancel_all(t);
    if (rt_irql() < DISPATCH_LEVEL)
        wait_for_all(t);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetcreate */
RT_EXPORT NTSTATUS WdfIoTargetCreate(WDFDEVICE Device, PWDF_OBJECT_ATTRIBUTES IoTargetAttributes, WDFIOTARGET *IoTarget)
{
    RT_DDI(WdfIoTargetCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, IoTargetAttributes, IoTarget);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfIoTargetCreate");
    struct rt_wdf_target *t = d ? rt_wdf_new(WDF_TARGET, sizeof *t, IoTargetAttributes, &d->object, &status) : NULL;
    *IoTarget = (WDFIOTARGET)(void *)t;
    if (t) {
        t->object.stop = stop;
        t->of = d;
        t->state = WdfIoTargetClosed;
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetopen */
RT_EXPORT NTSTATUS WdfIoTargetOpen(WDFIOTARGET IoTarget, PWDF_IO_TARGET_OPEN_PARAMS OpenParams)
{
    RT_DDI(WdfIoTargetOpen, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, OpenParams);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_target *t = rt_wdf_of(IoTarget, WDF_TARGET, "WdfIoTargetOpen");
    if (!t || OpenParams->Size != sizeof *OpenParams || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    if (t->state != WdfIoTargetClosed && t->state != WdfIoTargetClosedForQueryRemove)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_STATE);
    RT_NOT_SIMULATED(OpenParams->EvtIoTargetQueryRemove || OpenParams->EvtIoTargetRemoveComplete, "WdfIoTargetOpen: callbacks for the removal of the target");
    t->state = WdfIoTargetStarted;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static struct rt_wdf_target *target_of(WDFIOTARGET handle, const char *name) { return rt_wdf_of(handle, WDF_TARGET, name); }

void rt_wdf_target_empty(struct rt_wdf_target *t)
{
    cancel_all(t);
    wait_for_all(t);
}

/* Tells who reads from it without being asked. */
static void run(struct rt_wdf_target *t, bool on)
{
    if (t->run)
        t->run(t, on);
}

static void close_target(WDFIOTARGET handle, WDF_IO_TARGET_STATE state, const char *name)
{
    struct rt_wdf_target *t = target_of(handle, name);
    if (!t)
        return;
    run(t, false);
    rt_wdf_target_empty(t);
    t->state = state;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetclose */
RT_EXPORT VOID WdfIoTargetClose(WDFIOTARGET IoTarget)
{
    RT_DDI_VOID(WdfIoTargetClose, IoTarget);
    close_target(IoTarget, WdfIoTargetClosed, "WdfIoTargetClose");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetcloseforqueryremove */
RT_EXPORT VOID WdfIoTargetCloseForQueryRemove(WDFIOTARGET IoTarget)
{
    RT_DDI_VOID(WdfIoTargetCloseForQueryRemove, IoTarget);
    close_target(IoTarget, WdfIoTargetClosedForQueryRemove, "WdfIoTargetCloseForQueryRemove");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetstart */
RT_EXPORT NTSTATUS WdfIoTargetStart(WDFIOTARGET IoTarget)
{
    RT_DDI(WdfIoTargetStart, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetStart");
    if (!t || t->state == WdfIoTargetClosed || t->state == WdfIoTargetClosedForQueryRemove)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_STATE);
    t->state = WdfIoTargetStarted;
    run(t, true);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetstop */
RT_EXPORT VOID WdfIoTargetStop(WDFIOTARGET IoTarget, WDF_IO_TARGET_SENT_IO_ACTION Action)
{
    RT_DDI_VOID(WdfIoTargetStop, IoTarget, Action);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetStop");
    if (t) {
        t->state = WdfIoTargetStopped;
        run(t, false);
        if (Action == WdfIoTargetCancelSentIo)
            cancel_all(t);
        if (Action != WdfIoTargetLeaveSentIoPending) {
            rt_may_wait("WdfIoTargetStop");
            wait_for_all(t);
        }
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetpurge */
RT_EXPORT VOID WdfIoTargetPurge(WDFIOTARGET IoTarget, WDF_IO_TARGET_PURGE_IO_ACTION Action)
{
    RT_DDI_VOID(WdfIoTargetPurge, IoTarget, Action);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetPurge");
    if (t) {
        t->state = WdfIoTargetPurged;
        run(t, false);
        cancel_all(t);
        if (Action == WdfIoTargetPurgeIoAndWait) {
            rt_may_wait("WdfIoTargetPurge");
            wait_for_all(t);
        }
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetgetstate */
RT_EXPORT WDF_IO_TARGET_STATE WdfIoTargetGetState(WDFIOTARGET IoTarget)
{
    RT_DDI(WdfIoTargetGetState, WdfIoTargetStateUndefined, IoTarget);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetGetState");
    RT_RETURN(t ? t->state : WdfIoTargetStateUndefined);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetgetdevice */
RT_EXPORT WDFDEVICE WdfIoTargetGetDevice(WDFIOTARGET IoTarget)
{
    RT_DDI(WdfIoTargetGetDevice, (WDFDEVICE)NULL, IoTarget);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(t ? t->of : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetwdmgettargetdeviceobject */
RT_EXPORT PDEVICE_OBJECT WdfIoTargetWdmGetTargetDeviceObject(WDFIOTARGET IoTarget)
{
    RT_DDI(WdfIoTargetWdmGetTargetDeviceObject, (PDEVICE_OBJECT)NULL, IoTarget);
    struct rt_wdf_target *t = target_of(IoTarget, "WdfIoTargetWdmGetTargetDeviceObject");
    RT_RETURN(t ? t->of->lower : NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetqueryforinterface */
RT_EXPORT NTSTATUS WdfIoTargetQueryForInterface(WDFIOTARGET IoTarget, LPCGUID InterfaceType, PINTERFACE Interface, USHORT Size, USHORT Version, PVOID InterfaceSpecificData)
{
    RT_DDI(WdfIoTargetQueryForInterface, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, InterfaceType, Interface, Size, Version, InterfaceSpecificData);
    rt_not_simulated("WdfIoTargetQueryForInterface: interfaces of the device below");
    RT_RETURN((NTSTATUS)STATUS_NOT_SUPPORTED);
}
