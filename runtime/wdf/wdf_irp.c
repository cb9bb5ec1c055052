/*
 * IRPs that the driver sees before the framework: EvtDeviceWdmIrpDispatch is handed one and gives it back, to the framework or to a
 * queue of its choice. What it does neither with nor keeps (STATUS_PENDING) is lost, and reported.
 */
#include "wdf_host.h"

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceconfigurewdmirpdispatchcallback */
RT_EXPORT NTSTATUS WdfDeviceConfigureWdmIrpDispatchCallback(WDFDEVICE Device, WDFDRIVER Driver, UCHAR MajorFunction, PFN_WDFDEVICE_WDM_IRP_DISPATCH EvtDeviceWdmIrpDispatch,
                                                            WDFCONTEXT DriverContext)
{
    RT_DDI(WdfDeviceConfigureWdmIrpDispatchCallback, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Driver, MajorFunction, EvtDeviceWdmIrpDispatch, DriverContext);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceConfigureWdmIrpDispatchCallback");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!d || MajorFunction > IRP_MJ_MAXIMUM_FUNCTION || !EvtDeviceWdmIrpDispatch)
        RT_RETURN(status);
    if (d->wdm[MajorFunction].routine)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_REQUEST); /* one for each function */
    if (RT_WDF_FAILS(&status))
        RT_RETURN(status);
    RT_NOT_SIMULATED(MajorFunction != IRP_MJ_READ && MajorFunction != IRP_MJ_WRITE && MajorFunction != IRP_MJ_DEVICE_CONTROL && MajorFunction != IRP_MJ_INTERNAL_DEVICE_CONTROL,
                     "WdfDeviceConfigureWdmIrpDispatchCallback: other functions than reads, writes and controls");
    d->wdm[MajorFunction].routine = EvtDeviceWdmIrpDispatch;
    d->wdm[MajorFunction].context = DriverContext;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static void lost(struct rt_wdf_request *r, NTSTATUS status)
{
    if (r->dispatched || status == STATUS_PENDING)
        return;
    rt_report("run-contract", "EvtDeviceWdmIrpDispatch returns 0x%08X and has given the IRP neither back to the framework nor to a queue.", (unsigned)status);
    r->dispatching = false;
    rt_wdf_request_done(r, status, 0);
}

bool rt_wdf_irp_dispatch(struct rt_wdf_request *r)
{
    struct rt_wdf_device *d = r->device;
    if (r->major > IRP_MJ_MAXIMUM_FUNCTION || !d->wdm[r->major].routine)
        return false;
    rt_wdf_reference(&r->object);
    r->owner = REQUEST_DRIVER;
    r->dispatching = true;
    RT_CALLBACK_THEN("EvtDeviceWdmIrpDispatch", PASSIVE_LEVEL, rt_wdf_instance(d), lost(r, rt_value_), d->wdm[r->major].routine, (WDFDEVICE)(void *)d, r->major,
                     r->stack[1].MinorFunction, r->code, d->wdm[r->major].context, &r->irp, (WDFCONTEXT)(void *)r);
    rt_wdf_dereference(&r->object);
    return true;
}

/* The request whose IRP the driver was handed. */
static struct rt_wdf_request *handed(WDFDEVICE device, PIRP irp, const char *name)
{
    struct rt_wdf_device *d = rt_wdf_of(device, WDF_DEVICE, name);
    struct rt_wdf_request *r = d ? d->with_driver : NULL;
    while (r && &r->irp != irp)
        r = r->next;
    if (r && r->dispatching)
        return r;
    if (d)
        rt_report("run-contract", "%s is called with an IRP that EvtDeviceWdmIrpDispatch of this device does not have: %s.", name,
                  r ? "it was given back already, or is in a queue" : "it was completed, or is another device's");
    return NULL;
}

static NTSTATUS outcome(const struct rt_wdf_request *r) { return r->owner == REQUEST_DONE ? r->irp.IoStatus.Status : (NTSTATUS)STATUS_PENDING; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicewdmdispatchirp */
RT_EXPORT NTSTATUS WdfDeviceWdmDispatchIrp(WDFDEVICE Device, PIRP Irp, WDFCONTEXT DispatchContext)
{
    RT_DDI(WdfDeviceWdmDispatchIrp, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Irp, DispatchContext);
    struct rt_wdf_request *r = handed(Device, Irp, "WdfDeviceWdmDispatchIrp");
    if (!r)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (DispatchContext != (WDFCONTEXT)(void *)r)
        rt_report("run-contract", "WdfDeviceWdmDispatchIrp is not given the DispatchContext that EvtDeviceWdmIrpDispatch was handed with this IRP.");
    rt_wdf_reference(&r->object);
    r->dispatching = false;
    r->dispatched = true;
    rt_wdf_submit(r);
    NTSTATUS status = outcome(r);
    rt_wdf_dereference(&r->object);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicewdmdispatchirptoioqueue */
RT_EXPORT NTSTATUS WdfDeviceWdmDispatchIrpToIoQueue(WDFDEVICE Device, PIRP Irp, WDFQUEUE Queue, ULONG Flags)
{
    RT_DDI(WdfDeviceWdmDispatchIrpToIoQueue, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Irp, Queue, Flags);
    struct rt_wdf_queue *q = rt_wdf_of(Queue, WDF_QUEUE, "WdfDeviceWdmDispatchIrpToIoQueue");
    struct rt_wdf_request *r = q ? handed(Device, Irp, "WdfDeviceWdmDispatchIrpToIoQueue") : NULL;
    if (!r)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (q->object.device != r->device)
        rt_report("run-contract", "WdfDeviceWdmDispatchIrpToIoQueue is called with a queue of another device.");
    rt_wdf_reference(&r->object);
    r->dispatching = false;
    r->dispatched = true;
    if (Flags & WDF_DISPATCH_IRP_TO_IO_QUEUE_INVOKE_INCALLERCTX_CALLBACK && r->device->init.in_caller_context)
        rt_not_simulated("WdfDeviceWdmDispatchIrpToIoQueue: the caller's context");
    if (q->accepts)
        rt_wdf_queue_put(q, r, false);
    else
        rt_wdf_request_done(r, STATUS_INVALID_DEVICE_STATE, 0);
    NTSTATUS status = outcome(r);
    rt_wdf_dereference(&r->object);
    RT_RETURN(status);
}
