/*
 * Pipes of a USB device: transfers, and the continuous reader. That is one read after another as long as the pipe's target is started: each
 * gives the driver memory of its own; where one fails, the driver is asked at PASSIVE_LEVEL whether to go on.
 */
#include "wdf_usb.h"

enum { READ_EVERY = 3, READ_FAILS = 16 }; /* milliseconds; one in so many */

static const struct {
    UCHAR address;
    WDF_USB_PIPE_TYPE type;
    ULONG packet;
} endpoints[USB_PIPES] = {{0x81, WdfUsbPipeTypeBulk, 512}, {0x02, WdfUsbPipeTypeBulk, 512}, {0x83, WdfUsbPipeTypeInterrupt, 16}};

struct rt_wdf_pipe {
    struct rt_wdf_object object;
    struct rt_wdf_target *target;
    struct rt_wdf_device *of;
    uint32_t index;
    bool any_size; /* no check of packet sizes */
    WDF_USB_CONTINUOUS_READER_CONFIG reader; /* Size 0: none */
    WDF_OBJECT_ATTRIBUTES reader_attributes;
    struct rt_due due;
    struct rt_work failed;
    bool reads;
};

static struct rt_wdf_pipe *pipe_of(WDFUSBPIPE handle, const char *name) { return rt_wdf_of(handle, WDF_USB_PIPE, name); }
static bool is_in(const struct rt_wdf_pipe *p) { return (endpoints[p->index].address & 0x80) != 0; }

/* ---- the continuous reader --------------------------------------------------------------------------------------------- */

static void next_read(struct rt_wdf_pipe *p) { rt_due_set(&p->due, rt_deadline_in(READ_EVERY * RT_MILLISECOND), 0); }

static void read_once(struct rt_wdf_pipe *p)
{
    const WDF_USB_CONTINUOUS_READER_CONFIG *c = &p->reader;
    struct rt_random *random = &rt_wdf()->random;
    size_t size = c->HeaderLength + c->TransferLength + c->TrailerLength;
    WDFMEMORY memory;
    if (!p->reads)
        return;
    if (rt_random_below(random, READ_FAILS) == 0) {
        rt_work_queue(&p->failed);
        return;
    }
    PUCHAR bytes = rt_memory_new_zeroed(size);
    size_t count = rt_random_below(random, (uint32_t)c->TransferLength + 1);
    for (size_t i = 0; i < count; i++)
        bytes[c->HeaderLength + i] = (UCHAR)rt_random_below(random, 4);
    NTSTATUS status = rt_wdf_memory_of(bytes, size, c->BufferAttributes ? &p->reader_attributes : NULL, &p->object, &memory);
    rt_memory_drop(bytes);
    if (NT_SUCCESS(status)) {
        rt_block_of(memory, RT_FRAMEWORK)->place = NULL; /* the framework's */
        RT_CALLBACK_VOID("EVT_WDF_USB_READER_COMPLETION_ROUTINE", DISPATCH_LEVEL, rt_wdf_instance(p->of), c->EvtUsbTargetPipeReadComplete, (WDFUSBPIPE)(void *)p, memory, count,
                         c->EvtUsbTargetPipeReadCompleteContext);
        rt_wdf_delete((struct rt_wdf_object *)(void *)memory);
    }
    if (p->reads)
        next_read(p);
}

static void read_ends(struct rt_due *d)
{
    read_once((struct rt_wdf_pipe *)(void *)((char *)d - offsetof(struct rt_wdf_pipe, due)));
    d->runs = false;
    rt_happens_before(d);
    rt_wake(d); /* who stops the reader waits for that */
}

/* The pipe is reset, and the reader goes on where the driver says nothing else. */
static void read_failed(struct rt_work *w)
{
    struct rt_wdf_pipe *p = (struct rt_wdf_pipe *)(void *)((char *)w - offsetof(struct rt_wdf_pipe, failed));
    BOOLEAN again = TRUE;
    if (p->reader.EvtUsbTargetPipeReadersFailed)
        again = RT_CALLBACK("EVT_WDF_USB_READERS_FAILED", PASSIVE_LEVEL, rt_wdf_instance(p->of), p->reader.EvtUsbTargetPipeReadersFailed, (WDFUSBPIPE)(void *)p,
                            (NTSTATUS)STATUS_IO_DEVICE_ERROR, (USBD_STATUS)USBD_STATUS_STALL_PID);
    if (again && p->reads)
        next_read(p);
}

static void run(struct rt_wdf_target *t, bool on)
{
    struct rt_wdf_pipe *p = (struct rt_wdf_pipe *)(void *)t->object.parent;
    if (on == p->reads || !p->reader.Size)
        return;
    p->reads = on;
    rt_happens_before(&p->due);
    if (on)
        next_read(p);
    else {
        rt_due_cancel(&p->due);
        rt_due_flush(&p->due);
        rt_work_cancel(&p->failed);
    }
    rt_happens_after(&p->due);
}

static void stop(struct rt_wdf_object *o)
{
    struct rt_wdf_pipe *p = (struct rt_wdf_pipe *)(void *)o;
    run(p->target, false);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipeconfigcontinuousreader */
RT_EXPORT NTSTATUS WdfUsbTargetPipeConfigContinuousReader(WDFUSBPIPE Pipe, PWDF_USB_CONTINUOUS_READER_CONFIG Config)
{
    RT_DDI(WdfUsbTargetPipeConfigContinuousReader, (NTSTATUS)STATUS_UNSUCCESSFUL, Pipe, Config);
    struct rt_wdf_pipe *p = pipe_of(Pipe, "WdfUsbTargetPipeConfigContinuousReader");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!p || Config->TransferLength == 0 || !Config->EvtUsbTargetPipeReadComplete)
        RT_RETURN(status);
    if (Config->Size != sizeof *Config)
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    if (!is_in(p) || p->reader.Size)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_REQUEST);
    if (Config->HeaderLength > MAXULONG || Config->TransferLength > MAXULONG - Config->HeaderLength || Config->TrailerLength > MAXULONG - Config->HeaderLength - Config->TransferLength)
        RT_RETURN((NTSTATUS)STATUS_INTEGER_OVERFLOW);
    if (!p->any_size && Config->TransferLength % endpoints[p->index].packet)
        RT_RETURN((NTSTATUS)STATUS_INVALID_BUFFER_SIZE);
    if (RT_WDF_FAILS(&status))
        RT_RETURN(status);
    p->reader = *Config;
    if (Config->BufferAttributes)
        p->reader_attributes = *Config->BufferAttributes;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* ---- pipes ------------------------------------------------------------------------------------------------------------------ */

NTSTATUS rt_wdf_pipes_new(struct rt_wdf_interface *i, const WDF_OBJECT_ATTRIBUTES *attributes)
{
    NTSTATUS status = STATUS_SUCCESS;
    for (uint32_t n = 0; n < USB_PIPES && NT_SUCCESS(status); n++) {
        struct rt_wdf_pipe *p = i->pipes[n] = rt_wdf_new(WDF_USB_PIPE, sizeof *p, attributes, &i->object, &status);
        if (!p)
            break;
        p->object.fixed = true;
        p->object.stop = stop;
        p->of = i->usb->of;
        p->index = n;
        p->target = rt_wdf_target_new_below(p->of, &p->object);
        p->target->run = run;
        p->due.run = read_ends;
        p->failed.run = read_failed;
        rt_block_of(p, RT_FRAMEWORK)->place = NULL;
    }
    if (!NT_SUCCESS(status))
        rt_wdf_pipes_delete(i);
    return status;
}

void rt_wdf_pipes_delete(struct rt_wdf_interface *i)
{
    for (uint32_t n = 0; n < USB_PIPES; n++) {
        if (i->pipes[n])
            rt_wdf_delete(&i->pipes[n]->object);
        i->pipes[n] = NULL;
    }
}

void rt_wdf_pipe_describe(uint32_t index, WDF_USB_PIPE_INFORMATION *to)
{
    *to = (WDF_USB_PIPE_INFORMATION){.Size = sizeof *to, .MaximumPacketSize = endpoints[index].packet, .EndpointAddress = endpoints[index].address,
                                     .Interval = endpoints[index].type == WdfUsbPipeTypeInterrupt ? 4 : 0, .PipeType = endpoints[index].type, .MaximumTransferSize = 1 << 22};
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfacegetconfiguredpipe */
RT_EXPORT WDFUSBPIPE WdfUsbInterfaceGetConfiguredPipe(WDFUSBINTERFACE UsbInterface, UCHAR PipeIndex, PWDF_USB_PIPE_INFORMATION PipeInfo)
{
    RT_DDI(WdfUsbInterfaceGetConfiguredPipe, (WDFUSBPIPE)NULL, UsbInterface, PipeIndex, PipeInfo);
    struct rt_wdf_interface *i = rt_wdf_of(UsbInterface, WDF_USB_INTERFACE, "WdfUsbInterfaceGetConfiguredPipe");
    struct rt_wdf_pipe *p = i && PipeIndex < USB_PIPES ? i->pipes[PipeIndex] : NULL;
    if (p && PipeInfo)
        rt_wdf_pipe_describe(p->index, PipeInfo);
    RT_RETURN((WDFUSBPIPE)(void *)p);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipegetinformation */
RT_EXPORT VOID WdfUsbTargetPipeGetInformation(WDFUSBPIPE Pipe, PWDF_USB_PIPE_INFORMATION PipeInformation)
{
    RT_DDI_VOID(WdfUsbTargetPipeGetInformation, Pipe, PipeInformation);
    struct rt_wdf_pipe *p = pipe_of(Pipe, "WdfUsbTargetPipeGetInformation");
    if (p)
        rt_wdf_pipe_describe(p->index, PipeInformation);
    RT_RETURN_VOID();
}

#define TELLS(type, name, value)                                 \
    RT_EXPORT type name(WDFUSBPIPE Pipe)                         \
    {                                                            \
        RT_DDI(name, (type)0, Pipe);                             \
        struct rt_wdf_pipe *p = pipe_of(Pipe, #name);            \
        RT_RETURN((type)(p ? (value) : 0));                      \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipegettype and its neighbours */
TELLS(WDF_USB_PIPE_TYPE, WdfUsbTargetPipeGetType, endpoints[p->index].type)
TELLS(BOOLEAN, WdfUsbTargetPipeIsInEndpoint, is_in(p))
TELLS(BOOLEAN, WdfUsbTargetPipeIsOutEndpoint, !is_in(p))
TELLS(WDFIOTARGET, WdfUsbTargetPipeGetIoTarget, (ULONG_PTR)p->target)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipesetnomaximumpacketsizecheck */
RT_EXPORT VOID WdfUsbTargetPipeSetNoMaximumPacketSizeCheck(WDFUSBPIPE Pipe)
{
    RT_DDI_VOID(WdfUsbTargetPipeSetNoMaximumPacketSizeCheck, Pipe);
    struct rt_wdf_pipe *p = pipe_of(Pipe, "WdfUsbTargetPipeSetNoMaximumPacketSizeCheck");
    if (p)
        p->any_size = true;
    RT_RETURN_VOID();
}

/* ---- transfers ---------------------------------------------------------------------------------------------------------------- */

/* Whether the pipe goes that way, and a read is of whole packets. */
static NTSTATUS check(const struct rt_wdf_pipe *p, bool in, size_t size)
{
    if (!p)
        return STATUS_INVALID_PARAMETER;
    if (is_in(p) != in)
        return STATUS_INVALID_DEVICE_REQUEST;
    return in && !p->any_size && size % endpoints[p->index].packet ? STATUS_INVALID_BUFFER_SIZE : STATUS_SUCCESS;
}

static NTSTATUS transfer(WDFUSBPIPE handle, WDFREQUEST request, const WDF_REQUEST_SEND_OPTIONS *options, const WDF_MEMORY_DESCRIPTOR *d, PULONG bytes, bool in, const char *name)
{
    struct rt_wdf_pipe *p = pipe_of(handle, name);
    PVOID at;
    size_t size = 0;
    ULONG_PTR count = 0;
    NTSTATUS status = rt_wdf_described(d, &at, &size, name);
    if (NT_SUCCESS(status))
        status = check(p, in, size);
    if (NT_SUCCESS(status))
        status = rt_wdf_send_and_wait(p->target, request, in ? IRP_MJ_READ : IRP_MJ_WRITE, in ? NULL : d, in ? d : NULL, options, &count, name);
    if (bytes)
        *bytes = (ULONG)count;
    return status;
}

static NTSTATUS format(WDFUSBPIPE handle, WDFREQUEST request, WDFMEMORY memory, PWDFMEMORY_OFFSET offset, WDF_USB_REQUEST_TYPE type, const char *name)
{
    struct rt_wdf_pipe *p = pipe_of(handle, name);
    struct rt_wdf_memory *m = memory ? rt_wdf_of(memory, WDF_MEMORY, name) : NULL;
    const bool in = type == WdfUsbRequestTypePipeRead, data = in || type == WdfUsbRequestTypePipeWrite;
    size_t size = offset && offset->BufferLength ? offset->BufferLength : m ? m->size : 0;
    NTSTATUS status = !p ? STATUS_INVALID_PARAMETER : data ? check(p, in, size) : STATUS_SUCCESS;
    if (NT_SUCCESS(status))
        status = rt_wdf_format(p->target, request, WdfRequestTypeUsb, 0, in ? NULL : memory, in ? NULL : offset, in ? memory : NULL, in ? offset : NULL, name);
    if (NT_SUCCESS(status)) /* reads and writes have theirs in the same place */
        ((struct rt_wdf_request *)(void *)request)->usb = (WDF_USB_REQUEST_COMPLETION_PARAMS){.Type = type, .Parameters.PipeRead = {.Buffer = memory, .Offset = offset ? offset->BufferOffset : 0}};
    return status;
}

#define TRANSFERS(name, in)                                                                                                                          \
    RT_EXPORT NTSTATUS name(WDFUSBPIPE Pipe, WDFREQUEST Request, PWDF_REQUEST_SEND_OPTIONS RequestOptions, PWDF_MEMORY_DESCRIPTOR MemoryDescriptor, PULONG Bytes) \
    {                                                                                                                                                \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, Pipe, Request, RequestOptions, MemoryDescriptor, Bytes);                                         \
        RT_RETURN(transfer(Pipe, Request, RequestOptions, MemoryDescriptor, Bytes, in, #name));                                                      \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipereadsynchronously and its neighbour */
TRANSFERS(WdfUsbTargetPipeReadSynchronously, true)
TRANSFERS(WdfUsbTargetPipeWriteSynchronously, false)

#define FORMATS(name, type)                                                                                          \
    RT_EXPORT NTSTATUS name(WDFUSBPIPE Pipe, WDFREQUEST Request, WDFMEMORY Memory, PWDFMEMORY_OFFSET Offset)         \
    {                                                                                                                \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, Pipe, Request, Memory, Offset);                                  \
        RT_RETURN(format(Pipe, Request, Memory, Offset, type, #name));                                               \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipeformatrequestforread and its neighbour */
FORMATS(WdfUsbTargetPipeFormatRequestForRead, WdfUsbRequestTypePipeRead)
FORMATS(WdfUsbTargetPipeFormatRequestForWrite, WdfUsbRequestTypePipeWrite)

#define FORMATS_PLAIN(name, type)                                                                   \
    RT_EXPORT NTSTATUS name(WDFUSBPIPE Pipe, WDFREQUEST Request)                                    \
    {                                                                                               \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, Pipe, Request);                                 \
        RT_RETURN(format(Pipe, Request, NULL, NULL, type, #name));                                  \
    }
/* When they are sent, what is on its way to the pipe is cancelled. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipeformatrequestforabort and its neighbour */
FORMATS_PLAIN(WdfUsbTargetPipeFormatRequestForAbort, WdfUsbRequestTypePipeAbort)
FORMATS_PLAIN(WdfUsbTargetPipeFormatRequestForReset, WdfUsbRequestTypePipeReset)

static NTSTATUS clear(WDFUSBPIPE handle, WDFREQUEST request, const WDF_REQUEST_SEND_OPTIONS *options, const char *name)
{
    struct rt_wdf_pipe *p = pipe_of(handle, name);
    if (!p)
        return STATUS_INVALID_PARAMETER;
    rt_may_wait(name);
    rt_wdf_target_empty(p->target);
    return rt_wdf_send_and_wait(p->target, request, IRP_MJ_INTERNAL_DEVICE_CONTROL, NULL, NULL, options, NULL, name);
}

#define CLEARS(name)                                                                                         \
    RT_EXPORT NTSTATUS name(WDFUSBPIPE Pipe, WDFREQUEST Request, PWDF_REQUEST_SEND_OPTIONS RequestOptions)   \
    {                                                                                                        \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, Pipe, Request, RequestOptions);                          \
        RT_RETURN(clear(Pipe, Request, RequestOptions, #name));                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipeabortsynchronously and its neighbour */
CLEARS(WdfUsbTargetPipeAbortSynchronously)
CLEARS(WdfUsbTargetPipeResetSynchronously)
