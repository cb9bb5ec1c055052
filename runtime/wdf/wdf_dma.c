/*
 * DMA: enablers, transactions, common buffers. Memory has its own address as the logical one. A transaction is programmed
 * in transfers of at most the enabler's length; each is over when the device has raised its interrupt, and the driver
 * says so by WdfDmaTransactionDmaCompleted.
 */
#include "wdf_host.h"

enum { FRAGMENTS_MAX = 64 };

struct enabler {
    struct rt_wdf_object object;
    WDF_DMA_ENABLER_CONFIG config;
    size_t fragments;
};

struct transaction {
    struct rt_wdf_object object;
    struct enabler *enabler;
    PFN_WDF_PROGRAM_DMA program;
    WDF_DMA_DIRECTION direction;
    PMDL mdl;
    size_t offset, length, maximum, done, current; /* current: of the transfer under way; 0 none */
    WDFCONTEXT context;
    struct rt_wdf_request *request;
    bool initialised, executing;
    union {
        SCATTER_GATHER_LIST list;
        UCHAR room[sizeof(SCATTER_GATHER_LIST) + FRAGMENTS_MAX * sizeof(SCATTER_GATHER_ELEMENT)];
    } sg;
};

/* ---- enablers -------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmaenabler/nf-wdfdmaenabler-wdfdmaenablercreate */
RT_EXPORT NTSTATUS WdfDmaEnablerCreate(WDFDEVICE Device, PWDF_DMA_ENABLER_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFDMAENABLER *DmaEnablerHandle)
{
    RT_DDI(WdfDmaEnablerCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Config, Attributes, DmaEnablerHandle);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDmaEnablerCreate");
    if (!d || Config->Size != sizeof *Config || !Config->MaximumLength)
        RT_RETURN(status);
    struct enabler *e = rt_wdf_new(WDF_DMA_ENABLER, sizeof *e, Attributes, &d->object, &status);
    *DmaEnablerHandle = (WDFDMAENABLER)(void *)e;
    if (e) {
        e->config = *Config;
        e->fragments = FRAGMENTS_MAX;
        d->has_dma = true;
        RT_NOT_SIMULATED(Config->EvtDmaEnablerFill || Config->EvtDmaEnablerEnable || Config->EvtDmaEnablerFlush || Config->EvtDmaEnablerDisable,
                         "WdfDmaEnablerCreate: callbacks of the enabler");
    }
    RT_RETURN(status);
}

#define ASKS_ENABLER(name, value)                                                                                      \
    RT_EXPORT size_t name(WDFDMAENABLER DmaEnabler)                                                                    \
    {                                                                                                                  \
        RT_DDI(name, (size_t)0, DmaEnabler);                                                                           \
        struct enabler *e = rt_wdf_of(DmaEnabler, WDF_DMA_ENABLER, #name);                                             \
        RT_RETURN((size_t)(e ? (value) : 0));                                                                          \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmaenabler/nf-wdfdmaenabler-wdfdmaenablergetmaximumlength and its neighbours */
ASKS_ENABLER(WdfDmaEnablerGetMaximumLength, e->config.MaximumLength)
ASKS_ENABLER(WdfDmaEnablerGetMaximumScatterGatherElements, e->fragments)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmaenabler/nf-wdfdmaenabler-wdfdmaenablersetmaximumscattergatherelements */
RT_EXPORT VOID WdfDmaEnablerSetMaximumScatterGatherElements(WDFDMAENABLER DmaEnabler, size_t MaximumFragments)
{
    RT_DDI_VOID(WdfDmaEnablerSetMaximumScatterGatherElements, DmaEnabler, MaximumFragments);
    struct enabler *e = rt_wdf_of(DmaEnabler, WDF_DMA_ENABLER, "WdfDmaEnablerSetMaximumScatterGatherElements");
    if (e && MaximumFragments)
        e->fragments = MaximumFragments < FRAGMENTS_MAX ? MaximumFragments : FRAGMENTS_MAX;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmaenabler/nf-wdfdmaenabler-wdfdmaenablergetfragmentlength */
RT_EXPORT size_t WdfDmaEnablerGetFragmentLength(WDFDMAENABLER DmaEnabler, WDF_DMA_DIRECTION DmaDirection)
{
    RT_DDI(WdfDmaEnablerGetFragmentLength, (size_t)0, DmaEnabler, DmaDirection);
    struct enabler *e = rt_wdf_of(DmaEnabler, WDF_DMA_ENABLER, "WdfDmaEnablerGetFragmentLength");
    RT_RETURN((size_t)(e ? e->config.MaximumLength : 0));
}

/* ---- transactions ------------------------------------------------------------------------------------------------ */

static struct transaction *transaction_of(WDFDMATRANSACTION handle, const char *name) { return rt_wdf_of(handle, WDF_DMA_TRANSACTION, name); }

static void let_go(struct transaction *t)
{
    if (t->request)
        rt_wdf_dereference(&t->request->object);
    t->request = NULL;
    t->initialised = t->executing = false;
    t->current = 0;
}

static void stop(struct rt_wdf_object *o) { let_go((struct transaction *)o); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactioncreate */
RT_EXPORT NTSTATUS WdfDmaTransactionCreate(WDFDMAENABLER DmaEnabler, PWDF_OBJECT_ATTRIBUTES Attributes, WDFDMATRANSACTION *DmaTransaction)
{
    RT_DDI(WdfDmaTransactionCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaEnabler, Attributes, DmaTransaction);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct enabler *e = rt_wdf_of(DmaEnabler, WDF_DMA_ENABLER, "WdfDmaTransactionCreate");
    struct transaction *t = e ? rt_wdf_new(WDF_DMA_TRANSACTION, sizeof *t, Attributes, &e->object, &status) : NULL;
    *DmaTransaction = (WDFDMATRANSACTION)(void *)t;
    if (t) {
        t->enabler = e;
        t->maximum = e->config.MaximumLength;
        t->object.stop = stop;
    }
    RT_RETURN(status);
}

static NTSTATUS initialise(WDFDMATRANSACTION handle, PFN_WDF_PROGRAM_DMA program, WDF_DMA_DIRECTION direction, PMDL mdl, size_t offset, size_t length, const char *name)
{
    struct transaction *t = transaction_of(handle, name);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!t || !program || !length)
        return status;
    if (!mdl || !rt_block_of(mdl, RT_MDL)) {
        rt_report("run-contract", "%s is called with an MDL that is none.", name);
        return status;
    }
    if (t->initialised)
        return STATUS_INVALID_DEVICE_STATE;
    size_t bytes = 0;
    for (PMDL m = mdl; m; m = m->Next)
        bytes += m->ByteCount;
    if (offset > bytes || length > bytes - offset) {
        rt_report("run-contract", "%s: %llu bytes from offset %llu are not in the MDL, which has %llu.", name, (unsigned long long)length, (unsigned long long)offset,
                  (unsigned long long)bytes);
        return status;
    }
    if (RT_WDF_FAILS(&status))
        return status;
    t->program = program;
    t->direction = direction;
    t->mdl = mdl;
    t->offset = offset;
    t->length = length;
    t->done = t->current = 0;
    t->initialised = true;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactioninitialize */
RT_EXPORT NTSTATUS WdfDmaTransactionInitialize(WDFDMATRANSACTION DmaTransaction, PFN_WDF_PROGRAM_DMA EvtProgramDmaFunction, WDF_DMA_DIRECTION DmaDirection, PMDL Mdl,
                                               PVOID VirtualAddress, size_t Length)
{
    RT_DDI(WdfDmaTransactionInitialize, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaTransaction, EvtProgramDmaFunction, DmaDirection, Mdl, VirtualAddress, Length);
    size_t offset = Mdl && rt_block_of(Mdl, RT_MDL) ? (size_t)((PUCHAR)VirtualAddress - ((PUCHAR)Mdl->StartVa + Mdl->ByteOffset)) : 0;
    RT_RETURN(initialise(DmaTransaction, EvtProgramDmaFunction, DmaDirection, Mdl, offset, Length, "WdfDmaTransactionInitialize"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactioninitializeusingoffset */
RT_EXPORT NTSTATUS WdfDmaTransactionInitializeUsingOffset(WDFDMATRANSACTION DmaTransaction, PFN_WDF_PROGRAM_DMA EvtProgramDmaFunction, WDF_DMA_DIRECTION DmaDirection, PMDL Mdl,
                                                          size_t Offset, size_t Length)
{
    RT_DDI(WdfDmaTransactionInitializeUsingOffset, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaTransaction, EvtProgramDmaFunction, DmaDirection, Mdl, Offset, Length);
    RT_RETURN(initialise(DmaTransaction, EvtProgramDmaFunction, DmaDirection, Mdl, Offset, Length, "WdfDmaTransactionInitializeUsingOffset"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactioninitializeusingrequest */
RT_EXPORT NTSTATUS WdfDmaTransactionInitializeUsingRequest(WDFDMATRANSACTION DmaTransaction, WDFREQUEST Request, PFN_WDF_PROGRAM_DMA EvtProgramDmaFunction,
                                                           WDF_DMA_DIRECTION DmaDirection)
{
    RT_DDI(WdfDmaTransactionInitializeUsingRequest, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaTransaction, Request, EvtProgramDmaFunction, DmaDirection);
    struct rt_wdf_request *r = rt_wdf_of(Request, WDF_REQUEST, "WdfDmaTransactionInitializeUsingRequest");
    bool output = DmaDirection == WdfDmaDirectionReadFromDevice;
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    PMDL mdl = r ? rt_wdf_request_mdl(r, output) : NULL;
    if (mdl)
        status = initialise(DmaTransaction, EvtProgramDmaFunction, DmaDirection, mdl, 0, output ? r->out_size : r->in_size, "WdfDmaTransactionInitializeUsingRequest");
    if (NT_SUCCESS(status)) {
        rt_wdf_reference(&r->object);
        ((struct transaction *)(void *)DmaTransaction)->request = r;
    }
    RT_RETURN(status);
}

/* The elements of the next transfer; its length. */
static size_t gather(struct transaction *t)
{
    size_t skip = t->offset + t->done, left = t->length - t->done, total = 0;
    PSCATTER_GATHER_LIST l = &t->sg.list;
    l->NumberOfElements = 0;
    l->Reserved = 0;
    if (left > t->maximum)
        left = t->maximum;
    for (PMDL m = t->mdl; m && left && l->NumberOfElements < t->enabler->fragments; m = m->Next) {
        size_t bytes = m->ByteCount;
        PUCHAR at = rt_mdl_address(m);
        if (skip >= bytes) {
            skip -= bytes;
            continue;
        }
        for (at += skip, bytes -= skip, skip = 0; bytes && left && l->NumberOfElements < t->enabler->fragments;) { /* page by page */
            size_t page = PAGE_SIZE - ((ULONG_PTR)at & (PAGE_SIZE - 1)), n = bytes < page ? bytes : page;
            n = n < left ? n : left;
            l->Elements[l->NumberOfElements].Address.QuadPart = (LONGLONG)(ULONG_PTR)at;
            l->Elements[l->NumberOfElements].Length = (ULONG)n;
            l->NumberOfElements++;
            at += n;
            bytes -= n;
            left -= n;
            total += n;
        }
    }
    return total;
}

/* Programs the next transfer; the device does it and raises its interrupt. */
static void transfer(struct transaction *t)
{
    KIRQL before = rt_irql_raise(rt_irql() > DISPATCH_LEVEL ? rt_irql() : DISPATCH_LEVEL);
    struct rt_wdf_device *d = t->object.device;
    t->current = gather(t);
    rt_wdf_reference(&t->object);
    BOOLEAN started = RT_CALLBACK("EvtProgramDma", rt_irql(), rt_wdf_instance(d), t->program, (WDFDMATRANSACTION)(void *)t, (WDFDEVICE)(void *)d, t->context, t->direction, &t->sg.list);
    if (started && t->executing)
        rt_wdf_interrupt_of_dma(d);
    rt_wdf_dereference(&t->object);
    rt_irql_lower(before);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactionexecute */
RT_EXPORT NTSTATUS WdfDmaTransactionExecute(WDFDMATRANSACTION DmaTransaction, WDFCONTEXT Context)
{
    RT_DDI(WdfDmaTransactionExecute, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaTransaction, Context);
    struct transaction *t = transaction_of(DmaTransaction, "WdfDmaTransactionExecute");
    NTSTATUS status = STATUS_INVALID_DEVICE_STATE;
    if (!t || !t->initialised || t->executing || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    t->context = Context;
    t->executing = true;
    transfer(t);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* TRUE where the transaction is over. */
static BOOLEAN completed(WDFDMATRANSACTION handle, const size_t *length, bool final, NTSTATUS *status, const char *name)
{
    struct transaction *t = transaction_of(handle, name);
    *status = STATUS_INVALID_DEVICE_STATE;
    if (!t)
        return TRUE;
    if (!t->executing || !t->current) {
        rt_report("run-contract", "%s is called for a transaction of which no transfer is under way.", name);
        return TRUE;
    }
    t->done += length && *length < t->current ? *length : t->current;
    t->current = 0;
    if (t->done < t->length && !final) {
        *status = STATUS_MORE_PROCESSING_REQUIRED;
        transfer(t);
        return FALSE;
    }
    t->executing = false;
    *status = STATUS_SUCCESS;
    return TRUE;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactiondmacompleted and its neighbours */
RT_EXPORT BOOLEAN WdfDmaTransactionDmaCompleted(WDFDMATRANSACTION DmaTransaction, NTSTATUS *Status)
{
    RT_DDI(WdfDmaTransactionDmaCompleted, (BOOLEAN)FALSE, DmaTransaction, Status);
    RT_RETURN(completed(DmaTransaction, NULL, false, Status, "WdfDmaTransactionDmaCompleted"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactiondmacompletedwithlength */
RT_EXPORT BOOLEAN WdfDmaTransactionDmaCompletedWithLength(WDFDMATRANSACTION DmaTransaction, size_t TransferredLength, NTSTATUS *Status)
{
    RT_DDI(WdfDmaTransactionDmaCompletedWithLength, (BOOLEAN)FALSE, DmaTransaction, TransferredLength, Status);
    RT_RETURN(completed(DmaTransaction, &TransferredLength, false, Status, "WdfDmaTransactionDmaCompletedWithLength"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactiondmacompletedfinal */
RT_EXPORT BOOLEAN WdfDmaTransactionDmaCompletedFinal(WDFDMATRANSACTION DmaTransaction, size_t FinalTransferredLength, NTSTATUS *Status)
{
    RT_DDI(WdfDmaTransactionDmaCompletedFinal, (BOOLEAN)FALSE, DmaTransaction, FinalTransferredLength, Status);
    RT_RETURN(completed(DmaTransaction, &FinalTransferredLength, true, Status, "WdfDmaTransactionDmaCompletedFinal"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactionrelease */
RT_EXPORT NTSTATUS WdfDmaTransactionRelease(WDFDMATRANSACTION DmaTransaction)
{
    RT_DDI(WdfDmaTransactionRelease, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaTransaction);
    struct transaction *t = transaction_of(DmaTransaction, "WdfDmaTransactionRelease");
    if (!t)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    let_go(t);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

#define ASKS_TRANSACTION(type, name, value)                                                                            \
    RT_EXPORT type name(WDFDMATRANSACTION DmaTransaction)                                                              \
    {                                                                                                                  \
        RT_DDI(name, (type)0, DmaTransaction);                                                                         \
        struct transaction *t = transaction_of(DmaTransaction, #name);                                                 \
        RT_RETURN((type)(t ? (value) : 0));                                                                            \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactiongetbytestransferred and its neighbours */
ASKS_TRANSACTION(size_t, WdfDmaTransactionGetBytesTransferred, t->done)
ASKS_TRANSACTION(size_t, WdfDmaTransactionGetCurrentDmaTransferLength, t->current)
ASKS_TRANSACTION(WDFREQUEST, WdfDmaTransactionGetRequest, (ULONG_PTR)t->request)
ASKS_TRANSACTION(WDFDEVICE, WdfDmaTransactionGetDevice, (ULONG_PTR)t->object.device)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactionsetmaximumlength */
RT_EXPORT VOID WdfDmaTransactionSetMaximumLength(WDFDMATRANSACTION DmaTransaction, size_t MaximumLength)
{
    RT_DDI_VOID(WdfDmaTransactionSetMaximumLength, DmaTransaction, MaximumLength);
    struct transaction *t = transaction_of(DmaTransaction, "WdfDmaTransactionSetMaximumLength");
    if (t && MaximumLength && MaximumLength < t->maximum)
        t->maximum = MaximumLength;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdmatransaction/nf-wdfdmatransaction-wdfdmatransactionsetsingletransferrequirement */
RT_EXPORT VOID WdfDmaTransactionSetSingleTransferRequirement(WDFDMATRANSACTION DmaTransaction, BOOLEAN RequireSingleTransfer)
{
    RT_DDI_VOID(WdfDmaTransactionSetSingleTransferRequirement, DmaTransaction, RequireSingleTransfer);
    rt_not_simulated("WdfDmaTransactionSetSingleTransferRequirement: RequireSingleTransfer");
    RT_RETURN_VOID();
}

/* ---- common buffers ------------------------------------------------------------------------------------------------- */

struct common_buffer {
    struct rt_wdf_object object;
    PVOID memory, aligned;
    size_t size, length;
};

static void release(struct rt_wdf_object *o)
{
    struct common_buffer *b = (struct common_buffer *)o;
    rt_memory_free(b->memory, b->size);
}

static NTSTATUS make_buffer(WDFDMAENABLER enabler, size_t length, size_t alignment, const WDF_OBJECT_ATTRIBUTES *a, WDFCOMMONBUFFER *out, const char *name)
{
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct enabler *e = rt_wdf_of(enabler, WDF_DMA_ENABLER, name);
    *out = NULL;
    if (!e || !length)
        return status;
    struct common_buffer *b = rt_wdf_new(WDF_COMMON_BUFFER, sizeof *b, a, &e->object, &status);
    if (!b)
        return status;
    b->object.release = release;
    b->length = length;
    b->size = length + alignment;
    b->memory = rt_fresh_zeroed(b->size);
    b->aligned = (PVOID)(((ULONG_PTR)b->memory + alignment) & ~(ULONG_PTR)alignment);
    *out = (WDFCOMMONBUFFER)(void *)b;
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcommonbuffer/nf-wdfcommonbuffer-wdfcommonbuffercreate */
RT_EXPORT NTSTATUS WdfCommonBufferCreate(WDFDMAENABLER DmaEnabler, size_t Length, PWDF_OBJECT_ATTRIBUTES Attributes, WDFCOMMONBUFFER *CommonBuffer)
{
    RT_DDI(WdfCommonBufferCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaEnabler, Length, Attributes, CommonBuffer);
    RT_RETURN(make_buffer(DmaEnabler, Length, 0, Attributes, CommonBuffer, "WdfCommonBufferCreate"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcommonbuffer/nf-wdfcommonbuffer-wdfcommonbuffercreatewithconfig */
RT_EXPORT NTSTATUS WdfCommonBufferCreateWithConfig(WDFDMAENABLER DmaEnabler, size_t Length, PWDF_COMMON_BUFFER_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes,
                                                   WDFCOMMONBUFFER *CommonBuffer)
{
    RT_DDI(WdfCommonBufferCreateWithConfig, (NTSTATUS)STATUS_UNSUCCESSFUL, DmaEnabler, Length, Config, Attributes, CommonBuffer);
    RT_RETURN(make_buffer(DmaEnabler, Length, Config->AlignmentRequirement, Attributes, CommonBuffer, "WdfCommonBufferCreateWithConfig"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcommonbuffer/nf-wdfcommonbuffer-wdfcommonbuffergetalignedvirtualaddress and its neighbours */
RT_EXPORT PVOID WdfCommonBufferGetAlignedVirtualAddress(WDFCOMMONBUFFER CommonBuffer)
{
    RT_DDI(WdfCommonBufferGetAlignedVirtualAddress, (PVOID)NULL, CommonBuffer);
    struct common_buffer *b = rt_wdf_of(CommonBuffer, WDF_COMMON_BUFFER, "WdfCommonBufferGetAlignedVirtualAddress");
    RT_RETURN(b ? b->aligned : NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcommonbuffer/nf-wdfcommonbuffer-wdfcommonbuffergetalignedlogicaladdress */
RT_EXPORT PHYSICAL_ADDRESS WdfCommonBufferGetAlignedLogicalAddress(WDFCOMMONBUFFER CommonBuffer)
{
    static const struct rt_ddi rt_ddi_ __attribute__((section("rt_ddis"), used)) = {"WdfCommonBufferGetAlignedLogicalAddress"};
    struct rt_frame rt_frame_;
    const uint64_t words[] = {RT_WORD(CommonBuffer)};
    PHYSICAL_ADDRESS address = {.QuadPart = 0};
    struct common_buffer *b = NULL;
    if (rt_enter(&rt_frame_, &rt_ddi_, words, 1, __builtin_return_address(0), __builtin_frame_address(0)))
        b = rt_wdf_of(CommonBuffer, WDF_COMMON_BUFFER, "WdfCommonBufferGetAlignedLogicalAddress");
    if (b)
        address.QuadPart = (LONGLONG)(ULONG_PTR)b->aligned;
    rt_leave(&rt_frame_, (uint64_t)address.QuadPart);
    return address;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcommonbuffer/nf-wdfcommonbuffer-wdfcommonbuffergetlength */
RT_EXPORT size_t WdfCommonBufferGetLength(WDFCOMMONBUFFER CommonBuffer)
{
    RT_DDI(WdfCommonBufferGetLength, (size_t)0, CommonBuffer);
    struct common_buffer *b = rt_wdf_of(CommonBuffer, WDF_COMMON_BUFFER, "WdfCommonBufferGetLength");
    RT_RETURN((size_t)(b ? b->length : 0));
}
