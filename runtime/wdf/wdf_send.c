/* What a driver does with an I/O target: formats requests, sends them, or sends and waits in one. */
#include "wdf_host.h"

static struct rt_wdf_target *target_of(WDFIOTARGET handle, const char *name) { return rt_wdf_of(handle, WDF_TARGET, name); }

/* ---- formatting -------------------------------------------------------------------------------------------------------- */

/* Of the memory that the offsets name; false where they go beyond its end. */
static bool range(const struct rt_wdf_memory *m, const WDFMEMORY_OFFSET *o, size_t *offset, size_t *size)
{
    *offset = m && o ? o->BufferOffset : 0;
    *size = m ? m->size : 0;
    if (!m || !o)
        return true;
    if (o->BufferOffset > m->size || o->BufferLength > m->size - o->BufferOffset)
        return false;
    *size = o->BufferLength ? o->BufferLength : m->size - o->BufferOffset;
    return true;
}

static bool memory_of(WDFMEMORY handle, struct rt_wdf_memory **out, const char *name)
{
    *out = handle ? rt_wdf_of(handle, WDF_MEMORY, name) : NULL;
    return !handle || *out;
}

NTSTATUS rt_wdf_format(struct rt_wdf_target *t, WDFREQUEST request, WDF_REQUEST_TYPE type, ULONG code, WDFMEMORY in, PWDFMEMORY_OFFSET in_offset, WDFMEMORY out,
                       PWDFMEMORY_OFFSET out_offset, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(request, WDF_REQUEST, name);
    struct rt_wdf_memory *i, *o;
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    size_t io, is, oo, os;
    if (!t || !r || !memory_of(in, &i, name) || !memory_of(out, &o, name))
        return status;
    if (!range(i, in_offset, &io, &is) || !range(o, out_offset, &oo, &os))
        return STATUS_INTEGER_OVERFLOW;
    if (r->owner != REQUEST_DRIVER)
        return STATUS_INVALID_DEVICE_REQUEST;
    if (RT_WDF_FAILS(&status))
        return status;
    if (i)
        rt_wdf_reference(&i->object);
    if (o)
        rt_wdf_reference(&o->object);
    if (r->target_in)
        rt_wdf_dereference(&r->target_in->object);
    if (r->target_out)
        rt_wdf_dereference(&r->target_out->object);
    r->target_in = i;
    r->target_out = o;
    r->target_in_offset = io;
    r->target_in_size = is;
    r->target_out_offset = oo;
    r->target_out_size = os;
    r->target_type = type;
    r->target_code = code;
    r->formatted = true;
    return STATUS_SUCCESS;
}

static NTSTATUS format(WDFIOTARGET target, WDFREQUEST request, WDF_REQUEST_TYPE type, ULONG code, WDFMEMORY in, PWDFMEMORY_OFFSET in_offset, WDFMEMORY out,
                       PWDFMEMORY_OFFSET out_offset, const char *name)
{
    return rt_wdf_format(target_of(target, name), request, type, code, in, in_offset, out, out_offset, name);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetformatrequestforread */
RT_EXPORT NTSTATUS WdfIoTargetFormatRequestForRead(WDFIOTARGET IoTarget, WDFREQUEST Request, WDFMEMORY OutputBuffer, PWDFMEMORY_OFFSET OutputBufferOffset, PLONGLONG DeviceOffset)
{
    RT_DDI(WdfIoTargetFormatRequestForRead, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, OutputBuffer, OutputBufferOffset, DeviceOffset);
    RT_RETURN(format(IoTarget, Request, WdfRequestTypeRead, 0, NULL, NULL, OutputBuffer, OutputBufferOffset, "WdfIoTargetFormatRequestForRead"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetformatrequestforwrite */
RT_EXPORT NTSTATUS WdfIoTargetFormatRequestForWrite(WDFIOTARGET IoTarget, WDFREQUEST Request, WDFMEMORY InputBuffer, PWDFMEMORY_OFFSET InputBufferOffset, PLONGLONG DeviceOffset)
{
    RT_DDI(WdfIoTargetFormatRequestForWrite, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, InputBuffer, InputBufferOffset, DeviceOffset);
    RT_RETURN(format(IoTarget, Request, WdfRequestTypeWrite, 0, InputBuffer, InputBufferOffset, NULL, NULL, "WdfIoTargetFormatRequestForWrite"));
}

#define FORMATS_CONTROL(name, type)                                                                                    \
    RT_EXPORT NTSTATUS name(WDFIOTARGET IoTarget, WDFREQUEST Request, ULONG IoctlCode, WDFMEMORY InputBuffer, PWDFMEMORY_OFFSET InputBufferOffset, WDFMEMORY OutputBuffer, \
                            PWDFMEMORY_OFFSET OutputBufferOffset)                                                      \
    {                                                                                                                  \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, IoctlCode, InputBuffer, InputBufferOffset, OutputBuffer, OutputBufferOffset); \
        RT_RETURN(format(IoTarget, Request, type, IoctlCode, InputBuffer, InputBufferOffset, OutputBuffer, OutputBufferOffset, #name)); \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetformatrequestforioctl and its neighbour */
FORMATS_CONTROL(WdfIoTargetFormatRequestForIoctl, WdfRequestTypeDeviceControl)
FORMATS_CONTROL(WdfIoTargetFormatRequestForInternalIoctl, WdfRequestTypeDeviceControlInternal)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestformatrequestusingcurrenttype */
RT_EXPORT VOID WdfRequestFormatRequestUsingCurrentType(WDFREQUEST Request)
{
    RT_DDI_VOID(WdfRequestFormatRequestUsingCurrentType, Request);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestFormatRequestUsingCurrentType");
    if (r) {
        r->target_type = (WDF_REQUEST_TYPE)r->major;
        r->target_code = r->code;
        r->formatted = true;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestwdmformatusingstacklocation */
RT_EXPORT VOID WdfRequestWdmFormatUsingStackLocation(WDFREQUEST Request, PIO_STACK_LOCATION Stack)
{
    RT_DDI_VOID(WdfRequestWdmFormatUsingStackLocation, Request, Stack);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestWdmFormatUsingStackLocation");
    if (r) {
        r->target_type = (WDF_REQUEST_TYPE)Stack->MajorFunction;
        r->target_code = Stack->Parameters.DeviceIoControl.IoControlCode;
        r->formatted = true;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestsetcompletionroutine */
RT_EXPORT VOID WdfRequestSetCompletionRoutine(WDFREQUEST Request, PFN_WDF_REQUEST_COMPLETION_ROUTINE CompletionRoutine, WDFCONTEXT CompletionContext)
{
    RT_DDI_VOID(WdfRequestSetCompletionRoutine, Request, CompletionRoutine, CompletionContext);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestSetCompletionRoutine");
    if (r) {
        r->completion = CompletionRoutine;
        r->completion_context = CompletionContext;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestchangetarget */
RT_EXPORT NTSTATUS WdfRequestChangeTarget(WDFREQUEST Request, WDFIOTARGET IoTarget)
{
    RT_DDI(WdfRequestChangeTarget, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, IoTarget);
    RT_RETURN((NTSTATUS)(rt_wdf_of(Request, WDF_REQUEST, "WdfRequestChangeTarget") && target_of(IoTarget, "WdfRequestChangeTarget") ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestallocatetimer */
RT_EXPORT NTSTATUS WdfRequestAllocateTimer(WDFREQUEST Request)
{
    RT_DDI(WdfRequestAllocateTimer, (NTSTATUS)STATUS_UNSUCCESSFUL, Request);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (rt_wdf_of(Request, WDF_REQUEST, "WdfRequestAllocateTimer") && !RT_WDF_FAILS(&status))
        status = STATUS_SUCCESS;
    RT_RETURN(status);
}

/* ---- sending ---------------------------------------------------------------------------------------------------------------- */

/* Waits until the answer is there; a timeout cancels. */
static NTSTATUS wait_for_answer(uint64_t timeout)
{
    uint64_t in = rt_wdf_target_delay();
    uint64_t until = rt_now() + (timeout && in > timeout ? timeout : in);
    int key;
    while (rt_now() < until)
        rt_wait(&key, until, "an I/O target's answer");
    return timeout && in > timeout ? STATUS_IO_TIMEOUT : STATUS_SUCCESS;
}

static uint64_t timeout_of(const WDF_REQUEST_SEND_OPTIONS *o)
{
    if (!o || !(o->Flags & WDF_REQUEST_SEND_OPTION_TIMEOUT) || o->Timeout >= 0)
        return 0;
    return (uint64_t)-o->Timeout * 100;
}

static bool is_open(const struct rt_wdf_target *t, const WDF_REQUEST_SEND_OPTIONS *o)
{
    return t->state == WdfIoTargetStarted || (o && (o->Flags & WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE) && t->state != WdfIoTargetClosed);
}

static NTSTATUS why_not(struct rt_wdf_request *r, struct rt_wdf_target *t, const WDF_REQUEST_SEND_OPTIONS *o)
{
    NTSTATUS status = STATUS_SUCCESS;
    if (o && o->Size != sizeof *o)
        return STATUS_INFO_LENGTH_MISMATCH;
    if (r->owner != REQUEST_DRIVER || r->cancel)
        return STATUS_INVALID_DEVICE_REQUEST;
    if (!is_open(t, o))
        return STATUS_INVALID_DEVICE_STATE;
    if (o && (o->Flags & WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET) && r->own)
        return STATUS_INVALID_DEVICE_REQUEST;
    return RT_WDF_FAILS(&status) ? status : STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestsend */
RT_EXPORT BOOLEAN WdfRequestSend(WDFREQUEST Request, WDFIOTARGET Target, PWDF_REQUEST_SEND_OPTIONS RequestOptions)
{
    RT_DDI(WdfRequestSend, (BOOLEAN)FALSE, Request, Target, RequestOptions);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestSend");
    struct rt_wdf_target *t = target_of(Target, "WdfRequestSend");
    NTSTATUS status = r && t ? why_not(r, t, RequestOptions) : STATUS_INVALID_PARAMETER;
    ULONG flags = RequestOptions ? RequestOptions->Flags : 0;
    if (!NT_SUCCESS(status)) {
        if (r)
            r->status = r->irp.IoStatus.Status = status;
        RT_RETURN((BOOLEAN)FALSE);
    }
    if (flags & WDF_REQUEST_SEND_OPTION_SYNCHRONOUS) {
        size_t out_size, in_size = r->target_in ? r->target_in_size : r->in_size;
        PVOID out = rt_wdf_target_output(r, &out_size);
        rt_may_wait("WdfRequestSend");
        r->sent = true;
        rt_wdf()->sent++;
        status = wait_for_answer(timeout_of(RequestOptions));
        if (NT_SUCCESS(status))
            status = rt_wdf_target_answer((UCHAR)r->target_type, out, out_size, in_size, &r->information);
        r->status = r->irp.IoStatus.Status = status;
        r->irp.IoStatus.Information = r->information;
        RT_RETURN((BOOLEAN)TRUE);
    }
    r->forget = (flags & WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET) != 0;
    if (r->forget) { /* its queue is rid of it */
        struct rt_wdf_queue *q = r->queue;
        rt_wdf_queue_gave_back(r);
        rt_wdf_target_send(r, t, 0);
        if (q)
            rt_wdf_queue_run(q);
    } else
        rt_wdf_target_send(r, t, timeout_of(RequestOptions));
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcancelsentrequest */
RT_EXPORT BOOLEAN WdfRequestCancelSentRequest(WDFREQUEST Request)
{
    RT_DDI(WdfRequestCancelSentRequest, (BOOLEAN)FALSE, Request);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestCancelSentRequest");
    if (!r || r->owner != REQUEST_TARGET)
        RT_RETURN((BOOLEAN)FALSE);
    rt_wdf_target_cancel(r);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestgetcompletionparams */
RT_EXPORT VOID WdfRequestGetCompletionParams(WDFREQUEST Request, PWDF_REQUEST_COMPLETION_PARAMS Params)
{
    RT_DDI_VOID(WdfRequestGetCompletionParams, Request, Params);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfRequestGetCompletionParams");
    if (r)
        rt_wdf_target_params(r, Params);
    RT_RETURN_VOID();
}

/* ---- sending and waiting in one ------------------------------------------------------------------------------------------------ */

/* The memory behind a descriptor. */
NTSTATUS rt_wdf_described(const WDF_MEMORY_DESCRIPTOR *d, PVOID *at, size_t *size, const char *name)
{
    struct rt_wdf_memory *m;
    size_t offset;
    *at = NULL;
    *size = 0;
    if (!d)
        return STATUS_SUCCESS;
    switch (d->Type) {
    case WdfMemoryDescriptorTypeBuffer:
        *at = d->u.BufferType.Buffer;
        *size = d->u.BufferType.Length;
        return STATUS_SUCCESS;
    case WdfMemoryDescriptorTypeMdl:
        *at = rt_mdl_address(d->u.MdlType.Mdl);
        *size = d->u.MdlType.BufferLength;
        return STATUS_SUCCESS;
    case WdfMemoryDescriptorTypeHandle:
        m = rt_wdf_of(d->u.HandleType.Memory, WDF_MEMORY, name);
        if (!m)
            return STATUS_INVALID_PARAMETER;
        if (!range(m, d->u.HandleType.Offsets, &offset, size))
            return STATUS_INTEGER_OVERFLOW;
        *at = (PUCHAR)m->buffer + offset;
        return STATUS_SUCCESS;
    default:
        rt_report("run-contract", "%s is called with a WDF_MEMORY_DESCRIPTOR of type %d, which is none.", name, (int)d->Type);
        return STATUS_INVALID_PARAMETER;
    }
}

NTSTATUS rt_wdf_send_and_wait(struct rt_wdf_target *t, WDFREQUEST request, UCHAR major, const WDF_MEMORY_DESCRIPTOR *in, const WDF_MEMORY_DESCRIPTOR *out,
                              const WDF_REQUEST_SEND_OPTIONS *options, PULONG_PTR bytes, const char *name)
{
    struct rt_wdf_request *r = request ? rt_wdf_of(request, WDF_REQUEST, name) : NULL;
    PVOID in_at, out_at;
    size_t in_size, out_size;
    ULONG_PTR information = 0;
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (bytes)
        *bytes = 0;
    if (!t || (request && !r))
        return status;
    status = rt_wdf_described(in, &in_at, &in_size, name);
    if (NT_SUCCESS(status))
        status = rt_wdf_described(out, &out_at, &out_size, name);
    if (!NT_SUCCESS(status))
        return status;
    if (!is_open(t, options))
        return STATUS_INVALID_DEVICE_STATE;
    if (RT_WDF_FAILS(&status))
        return status;
    rt_may_wait(name);
    rt_wdf()->sent++;
    status = wait_for_answer(timeout_of(options));
    if (NT_SUCCESS(status))
        status = rt_wdf_target_answer(major, out_at, out_size, in_size, &information);
    if (bytes)
        *bytes = information;
    if (r) {
        r->status = r->irp.IoStatus.Status = status;
        r->information = r->irp.IoStatus.Information = information;
        r->sent = true;
    }
    return status;
}

static NTSTATUS send_and_wait(WDFIOTARGET target, WDFREQUEST request, UCHAR major, const WDF_MEMORY_DESCRIPTOR *in, const WDF_MEMORY_DESCRIPTOR *out,
                              const WDF_REQUEST_SEND_OPTIONS *options, PULONG_PTR bytes, const char *name)
{
    return rt_wdf_send_and_wait(target_of(target, name), request, major, in, out, options, bytes, name);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetsendreadsynchronously */
RT_EXPORT NTSTATUS WdfIoTargetSendReadSynchronously(WDFIOTARGET IoTarget, WDFREQUEST Request, PWDF_MEMORY_DESCRIPTOR OutputBuffer, PLONGLONG DeviceOffset,
                                                    PWDF_REQUEST_SEND_OPTIONS RequestOptions, PULONG_PTR BytesRead)
{
    RT_DDI(WdfIoTargetSendReadSynchronously, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, OutputBuffer, DeviceOffset, RequestOptions, BytesRead);
    RT_RETURN(send_and_wait(IoTarget, Request, IRP_MJ_READ, NULL, OutputBuffer, RequestOptions, BytesRead, "WdfIoTargetSendReadSynchronously"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetsendwritesynchronously */
RT_EXPORT NTSTATUS WdfIoTargetSendWriteSynchronously(WDFIOTARGET IoTarget, WDFREQUEST Request, PWDF_MEMORY_DESCRIPTOR InputBuffer, PLONGLONG DeviceOffset,
                                                     PWDF_REQUEST_SEND_OPTIONS RequestOptions, PULONG_PTR BytesWritten)
{
    RT_DDI(WdfIoTargetSendWriteSynchronously, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, InputBuffer, DeviceOffset, RequestOptions, BytesWritten);
    RT_RETURN(send_and_wait(IoTarget, Request, IRP_MJ_WRITE, InputBuffer, NULL, RequestOptions, BytesWritten, "WdfIoTargetSendWriteSynchronously"));
}

#define SENDS_CONTROL(name)                                                                                            \
    RT_EXPORT NTSTATUS name(WDFIOTARGET IoTarget, WDFREQUEST Request, ULONG IoctlCode, PWDF_MEMORY_DESCRIPTOR InputBuffer, PWDF_MEMORY_DESCRIPTOR OutputBuffer, \
                            PWDF_REQUEST_SEND_OPTIONS RequestOptions, PULONG_PTR BytesReturned)                        \
    {                                                                                                                  \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, Request, IoctlCode, InputBuffer, OutputBuffer, RequestOptions, BytesReturned); \
        RT_RETURN(send_and_wait(IoTarget, Request, IRP_MJ_DEVICE_CONTROL, InputBuffer, OutputBuffer, RequestOptions, BytesReturned, #name)); \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetsendioctlsynchronously and its neighbour */
SENDS_CONTROL(WdfIoTargetSendIoctlSynchronously)
SENDS_CONTROL(WdfIoTargetSendInternalIoctlSynchronously)
