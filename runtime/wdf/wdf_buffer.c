/*
 * What a request carries. Buffered: one block of the system's; a control's input and output share it, as large as the
 * larger. Direct: the client's own memory behind an MDL. Neither: the client's address, which the driver probes and
 * locks. All end with the request.
 */
#include "wdf_host.h"

static WDF_DEVICE_IO_TYPE method_of(ULONG code)
{
    switch (code & 3) {
    case METHOD_BUFFERED: return WdfDeviceIoBuffered;
    case METHOD_IN_DIRECT: case METHOD_OUT_DIRECT: return WdfDeviceIoDirect;
    default: return WdfDeviceIoNeither;
    }
}

static PMDL describe(PVOID memory, size_t size)
{
    size_t pages = (((ULONG_PTR)memory & (PAGE_SIZE - 1)) + size + PAGE_SIZE - 1) / PAGE_SIZE;
    PMDL mdl = rt_block_new_zeroed(RT_MDL, sizeof(MDL) + sizeof(PFN_NUMBER) * pages, 0);
    rt_block_of(mdl, RT_MDL)->place = NULL;
    MmInitializeMdl(mdl, memory, size);
    rt_mdl_build(mdl);
    mdl->MdlFlags = (CSHORT)(mdl->MdlFlags & ~MDL_SOURCE_IS_NONPAGED_POOL);
    mdl->MdlFlags |= MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA;
    return mdl;
}

static void give_in(struct rt_wdf_request *r, size_t size)
{
    if (!size)
        return;
    r->in_memory_size = size;
    r->in = rt_fresh_zeroed(size);
}

static void give_out(struct rt_wdf_request *r, size_t size)
{
    if (!size)
        return;
    r->out_memory_size = size;
    r->out = rt_fresh(size);
}

static void set_stack(struct rt_wdf_request *r)
{
    PIO_STACK_LOCATION s = &r->stack[1];
    r->irp.AssociatedIrp.SystemBuffer = r->io_type == WdfDeviceIoBuffered ? (r->in ? r->in : r->out) : r->in;
    r->irp.MdlAddress = r->out_mdl ? r->out_mdl : r->in_mdl;
    r->irp.UserBuffer = r->user_out;
    if (r->major == IRP_MJ_READ)
        s->Parameters.Read.Length = (ULONG)r->out_size;
    else if (r->major == IRP_MJ_WRITE)
        s->Parameters.Write.Length = (ULONG)r->in_size;
    else {
        s->Parameters.DeviceIoControl.OutputBufferLength = (ULONG)r->out_size;
        s->Parameters.DeviceIoControl.InputBufferLength = (ULONG)r->in_size;
        s->Parameters.DeviceIoControl.IoControlCode = r->code;
        s->Parameters.DeviceIoControl.Type3InputBuffer = r->user_in;
    }
}

void rt_wdf_request_buffers(struct rt_wdf_request *r, ULONG code, size_t in, size_t out)
{
    bool control = r->major == IRP_MJ_DEVICE_CONTROL || r->internal;
    r->code = code;
    r->in_size = in;
    r->out_size = out;
    r->io_type = control ? method_of(code) : r->device->init.read_write;
    if (r->io_type == WdfDeviceIoNeither) {
        give_in(r, in);
        give_out(r, out);
        r->user_in = r->in;
        r->user_out = r->out;
        r->in = r->out = NULL;
    } else if (r->io_type == WdfDeviceIoBuffered && control) {
        give_in(r, in > out ? in : out);
        r->out = r->in;
    } else {
        give_in(r, in);
        give_out(r, out);
        if (r->io_type == WdfDeviceIoDirect) {
            if (!control && in)
                r->in_mdl = describe(r->in, in);
            if (out)
                r->out_mdl = describe(r->out, out);
        }
    }
    set_stack(r);
}

void rt_wdf_request_free_buffers(struct rt_wdf_request *r)
{
    if (r->in_mdl)
        rt_block_free(rt_block_of(r->in_mdl, RT_MDL));
    if (r->out_mdl)
        rt_block_free(rt_block_of(r->out_mdl, RT_MDL));
    if (r->in_memory_size)
        rt_memory_free(r->user_in ? r->user_in : r->in, r->in_memory_size);
    if (r->out_memory_size)
        rt_memory_free(r->user_out ? r->user_out : r->out, r->out_memory_size);
    r->in_mdl = r->out_mdl = NULL;
    r->in = r->out = r->user_in = r->user_out = NULL;
    r->in_memory_size = r->out_memory_size = 0;
}

/* ---- asking for it ------------------------------------------------------------------------------------------------- */

/* The request where it is the driver's and has such a buffer of at least this size. */
static struct rt_wdf_request *carrier(WDFREQUEST handle, bool output, size_t least, NTSTATUS *status, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(handle, WDF_REQUEST, name);
    *status = STATUS_INVALID_DEVICE_REQUEST;
    if (!r || r->owner == REQUEST_DONE || r->owner == REQUEST_NEW || r->io_type == WdfDeviceIoNeither || r->io_type == WdfDeviceIoUndefined)
        return NULL;
    if (r->major == (output ? IRP_MJ_WRITE : IRP_MJ_READ)) /* a read has no input, a write no output */
        return NULL;
    *status = STATUS_BUFFER_TOO_SMALL;
    size_t size = output ? r->out_size : r->in_size;
    if (!size || size < least)
        return NULL;
    if (RT_WDF_FAILS(status)) /* its pages cannot be mapped */
        return NULL;
    *status = STATUS_SUCCESS;
    return r;
}

static NTSTATUS hand_out(PVOID memory, size_t size, PVOID *buffer, size_t *length)
{
    *buffer = memory;
    if (length)
        *length = size;
    return STATUS_SUCCESS;
}

static NTSTATUS get_buffer(WDFREQUEST handle, bool output, size_t least, PVOID *buffer, size_t *length, const char *name)
{
    NTSTATUS status;
    struct rt_wdf_request *r = carrier(handle, output, least, &status, name);
    if (!r)
        return status;
    return output ? hand_out(r->out, r->out_size, buffer, length) : hand_out(r->in, r->in_size, buffer, length);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveinputbuffer */
RT_EXPORT NTSTATUS WdfRequestRetrieveInputBuffer(WDFREQUEST Request, size_t MinimumRequiredSize, PVOID *Buffer, size_t *Length)
{
    RT_DDI(WdfRequestRetrieveInputBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, MinimumRequiredSize, Buffer, Length);
    RT_RETURN(get_buffer(Request, false, MinimumRequiredSize, Buffer, Length, "WdfRequestRetrieveInputBuffer"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveoutputbuffer */
RT_EXPORT NTSTATUS WdfRequestRetrieveOutputBuffer(WDFREQUEST Request, size_t MinimumRequiredSize, PVOID *Buffer, size_t *Length)
{
    RT_DDI(WdfRequestRetrieveOutputBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, MinimumRequiredSize, Buffer, Length);
    RT_RETURN(get_buffer(Request, true, MinimumRequiredSize, Buffer, Length, "WdfRequestRetrieveOutputBuffer"));
}

static NTSTATUS get_memory(WDFREQUEST handle, bool output, WDFMEMORY *memory, const char *name)
{
    NTSTATUS status;
    struct rt_wdf_request *r = carrier(handle, output, 0, &status, name);
    if (!r)
        return status;
    struct rt_wdf_memory **m = output ? &r->out_memory : &r->in_memory;
    if (!*m) {
        *m = rt_wdf_memory_over(output ? r->out : r->in, output ? r->out_size : r->in_size, &r->object);
        (*m)->object.fixed = true;
    }
    *memory = (WDFMEMORY)(void *)*m;
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveinputmemory */
RT_EXPORT NTSTATUS WdfRequestRetrieveInputMemory(WDFREQUEST Request, WDFMEMORY *Memory)
{
    RT_DDI(WdfRequestRetrieveInputMemory, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Memory);
    RT_RETURN(get_memory(Request, false, Memory, "WdfRequestRetrieveInputMemory"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveoutputmemory */
RT_EXPORT NTSTATUS WdfRequestRetrieveOutputMemory(WDFREQUEST Request, WDFMEMORY *Memory)
{
    RT_DDI(WdfRequestRetrieveOutputMemory, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Memory);
    RT_RETURN(get_memory(Request, true, Memory, "WdfRequestRetrieveOutputMemory"));
}

PMDL rt_wdf_request_mdl(struct rt_wdf_request *r, bool output)
{
    PMDL *at = output ? &r->out_mdl : &r->in_mdl;
    PVOID memory = output ? r->out : r->in;
    if (!*at && memory)
        *at = describe(memory, output ? r->out_size : r->in_size);
    return *at;
}

static NTSTATUS get_mdl(WDFREQUEST handle, bool output, PMDL *mdl, const char *name)
{
    NTSTATUS status;
    struct rt_wdf_request *r = carrier(handle, output, 0, &status, name);
    if (!r)
        return status;
    *mdl = rt_wdf_request_mdl(r, output);
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveinputwdmmdl */
RT_EXPORT NTSTATUS WdfRequestRetrieveInputWdmMdl(WDFREQUEST Request, PMDL *Mdl)
{
    RT_DDI(WdfRequestRetrieveInputWdmMdl, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Mdl);
    RT_RETURN(get_mdl(Request, false, Mdl, "WdfRequestRetrieveInputWdmMdl"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveoutputwdmmdl */
RT_EXPORT NTSTATUS WdfRequestRetrieveOutputWdmMdl(WDFREQUEST Request, PMDL *Mdl)
{
    RT_DDI(WdfRequestRetrieveOutputWdmMdl, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Mdl);
    RT_RETURN(get_mdl(Request, true, Mdl, "WdfRequestRetrieveOutputWdmMdl"));
}

/* ---- neither ------------------------------------------------------------------------------------------------------------ */

static NTSTATUS get_unsafe(WDFREQUEST handle, bool output, size_t least, PVOID *buffer, size_t *length, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(handle, WDF_REQUEST, name);
    if (!r || r->io_type != WdfDeviceIoNeither)
        return STATUS_INVALID_DEVICE_REQUEST;
    size_t size = output ? r->out_size : r->in_size;
    if (!size || size < least)
        return STATUS_BUFFER_TOO_SMALL;
    return hand_out(output ? r->user_out : r->user_in, size, buffer, length);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveunsafeuserinputbuffer */
RT_EXPORT NTSTATUS WdfRequestRetrieveUnsafeUserInputBuffer(WDFREQUEST Request, size_t MinimumRequiredLength, PVOID *InputBuffer, size_t *Length)
{
    RT_DDI(WdfRequestRetrieveUnsafeUserInputBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, MinimumRequiredLength, InputBuffer, Length);
    RT_RETURN(get_unsafe(Request, false, MinimumRequiredLength, InputBuffer, Length, "WdfRequestRetrieveUnsafeUserInputBuffer"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestretrieveunsafeuseroutputbuffer */
RT_EXPORT NTSTATUS WdfRequestRetrieveUnsafeUserOutputBuffer(WDFREQUEST Request, size_t MinimumRequiredLength, PVOID *OutputBuffer, size_t *Length)
{
    RT_DDI(WdfRequestRetrieveUnsafeUserOutputBuffer, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, MinimumRequiredLength, OutputBuffer, Length);
    RT_RETURN(get_unsafe(Request, true, MinimumRequiredLength, OutputBuffer, Length, "WdfRequestRetrieveUnsafeUserOutputBuffer"));
}

static NTSTATUS lock_buffer(WDFREQUEST handle, PVOID buffer, size_t length, WDFMEMORY *memory, const char *name)
{
    struct rt_wdf_request *r = rt_wdf_of(handle, WDF_REQUEST, name);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!r || !length || RT_WDF_FAILS(&status))
        return status;
    struct rt_wdf_memory *m = rt_wdf_memory_over(buffer, length, &r->object);
    m->object.fixed = true;
    *memory = (WDFMEMORY)(void *)m;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestprobeandlockuserbufferforread */
RT_EXPORT NTSTATUS WdfRequestProbeAndLockUserBufferForRead(WDFREQUEST Request, PVOID Buffer, size_t Length, WDFMEMORY *MemoryObject)
{
    RT_DDI(WdfRequestProbeAndLockUserBufferForRead, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Buffer, Length, MemoryObject);
    RT_RETURN(lock_buffer(Request, Buffer, Length, MemoryObject, "WdfRequestProbeAndLockUserBufferForRead"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestprobeandlockuserbufferforwrite */
RT_EXPORT NTSTATUS WdfRequestProbeAndLockUserBufferForWrite(WDFREQUEST Request, PVOID Buffer, size_t Length, WDFMEMORY *MemoryObject)
{
    RT_DDI(WdfRequestProbeAndLockUserBufferForWrite, (NTSTATUS)STATUS_UNSUCCESSFUL, Request, Buffer, Length, MemoryObject);
    RT_RETURN(lock_buffer(Request, Buffer, Length, MemoryObject, "WdfRequestProbeAndLockUserBufferForWrite"));
}
