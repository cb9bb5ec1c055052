/*
 * IRPs: requests of user mode to a driver's devices, and those that a driver makes; dispatch, completion, cancellation, queues that are
 * safe to cancel from.
 *
 *      stack[StackCount - 1]   the first device's that gets it         CurrentLocation goes down with IoCallDriver and up with
 *      ...                                                             IoCompleteRequest, which calls the completion routines on its way
 *      stack[0]                the last one's
 *
 * A request is a block of the host's; one of user mode lives until it is completed and its sender has seen that. One that pends is
 * cancelled after a while, and one that the driver keeps even then stays: that is a driver's right for some. A device below that is not
 * the driver's own is the host's: it answers at once or a little later.
 */
#include "../mm/mm.h"
#include "io.h"

enum { DATA_SIZE = 256 }; /* of what is read and written: a small frame */

struct request {
    IRP irp;
    bool own;       /* the driver has made it */
    bool completed; /* it has come back to who made it */
    bool below;     /* the host's device has it */
    struct rt_due due;
    IO_STACK_LOCATION stack[];
};

static struct request *request_of(PIRP irp, const char *name)
{
    struct rt_block *b = rt_block_of(irp, RT_IRP);
    if (!b)
        rt_report("run-contract", "%s is called with an address that is not that of an IRP: it was completed already, or never sent.", name);
    return b ? b->memory : NULL;
}

/* Before its first device gets it. */
static void make_ready(struct request *r, CCHAR locations)
{
    r->irp.Type = 6;
    r->irp.Size = (USHORT)(sizeof r->irp + (size_t)locations * sizeof *r->stack);
    r->irp.StackCount = locations;
    r->irp.CurrentLocation = (CHAR)(locations + 1);
    r->irp.Tail.Overlay.CurrentStackLocation = r->stack + locations;
}

static struct request *request_new(CCHAR locations)
{
    struct request *r = rt_block_new_zeroed(RT_IRP, sizeof *r + (size_t)locations * sizeof *r->stack, 0);
    make_ready(r, locations);
    return r;
}

static bool is_wanted(const IO_STACK_LOCATION *s, const IRP *irp)
{
    UCHAR when = NT_SUCCESS(irp->IoStatus.Status) ? SL_INVOKE_ON_SUCCESS : SL_INVOKE_ON_ERROR;
    return s->CompletionRoutine && ((s->Control & when) || (irp->Cancel && (s->Control & SL_INVOKE_ON_CANCEL)));
}

/* Up the stack, until a completion routine keeps it (and perhaps frees it). */
static void complete(struct request *r)
{
    IRP *irp = &r->irp;
    while (irp->CurrentLocation <= irp->StackCount) {
        PIO_STACK_LOCATION s = irp->Tail.Overlay.CurrentStackLocation;
        irp->PendingReturned = (s->Control & SL_PENDING_RETURNED) != 0;
        irp->CurrentLocation++;
        irp->Tail.Overlay.CurrentStackLocation = s + 1;
        PDEVICE_OBJECT device = irp->CurrentLocation <= irp->StackCount ? s[1].DeviceObject : NULL;
        if (is_wanted(s, irp)) {
            if (RT_CALLBACK("IO_COMPLETION_ROUTINE", PASSIVE_LEVEL, NULL, s->CompletionRoutine, device, irp, s->Context) == STATUS_MORE_PROCESSING_REQUIRED)
                return;
        } else if (irp->PendingReturned && device)
            s[1].Control |= SL_PENDING_RETURNED;
    }
    if (r->own)
        rt_report("run-contract", "An IRP of IoAllocateIrp comes back, and no completion routine has kept it by STATUS_MORE_PROCESSING_REQUIRED.");
    r->completed = true;
    rt_wake(&r->completed);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocompleterequest */
RT_EXPORT VOID IoCompleteRequest(PIRP Irp, CCHAR PriorityBoost)
{
    RT_DDI_VOID(IoCompleteRequest, Irp, PriorityBoost);
    struct request *r = request_of(Irp, "IoCompleteRequest");
    if (!r)
        RT_RETURN_VOID();
    if (r->completed || Irp->CurrentLocation > Irp->StackCount)
        rt_report("run-contract", "IoCompleteRequest is called for an IRP that was completed already.");
    else if (r->below)
        rt_report("run-contract", "IoCompleteRequest is called for an IRP that the driver below still has.");
    if (Irp->IoStatus.Status == STATUS_PENDING)
        rt_report("run-contract", "An IRP is completed with STATUS_PENDING.");
    if (Irp->CancelRoutine)
        rt_report("run-contract", "An IRP is completed whose cancel routine is still set.");
    complete(r);
    RT_RETURN_VOID();
}

/* ---- the device below -------------------------------------------------------------------------------------------------- */

/* The host's device has done what it was asked for: all bytes of a read or write, nothing of anything else. */
static void answer(struct request *r)
{
    IRP *irp = &r->irp;
    const IO_STACK_LOCATION *s = irp->Tail.Overlay.CurrentStackLocation;
    r->below = false;
    irp->IoStatus.Status = irp->Cancel ? STATUS_CANCELLED : STATUS_SUCCESS;
    irp->IoStatus.Information = irp->Cancel ? 0 : s->MajorFunction == IRP_MJ_READ ? s->Parameters.Read.Length : s->MajorFunction == IRP_MJ_WRITE ? s->Parameters.Write.Length : 0;
    complete(r);
}

static void due(struct rt_due *d)
{
    d->runs = false;
    answer((struct request *)(void *)((char *)d - offsetof(struct request, due)));
}

static bool is_data(UCHAR major) { return major == IRP_MJ_READ || major == IRP_MJ_WRITE || major == IRP_MJ_DEVICE_CONTROL || major == IRP_MJ_INTERNAL_DEVICE_CONTROL; }

static NTSTATUS ask_below(struct request *r)
{
    PIO_STACK_LOCATION s = r->irp.Tail.Overlay.CurrentStackLocation;
    struct rt_random *random = &rt_io()->random;
    r->below = true;
    if (!is_data(s->MajorFunction) || rt_random_below(random, 2)) {
        answer(r);
        return STATUS_SUCCESS;
    }
    s->Control |= SL_PENDING_RETURNED;
    r->due.run = due;
    rt_due_set(&r->due, rt_deadline_in(rt_random_below(random, 5) * RT_MILLISECOND), 0);
    return STATUS_PENDING;
}

static NTSTATUS NTAPI refuse(PDEVICE_OBJECT device, PIRP irp)
{
    (void)device;
    irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    irp->IoStatus.Information = 0;
    complete((struct request *)(void *)irp);
    return STATUS_INVALID_DEVICE_REQUEST;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocalldriver */
RT_EXPORT NTSTATUS IoCallDriver(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    RT_DDI(IoCallDriver, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceObject, Irp);
    struct request *r = request_of(Irp, "IoCallDriver");
    if (!r)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (Irp->CurrentLocation <= 1)
        rt_report_and_stop("run-contract", "IoCallDriver is called with an IRP that has no stack location left (it has %d).", Irp->StackCount);
    PIO_STACK_LOCATION s = --Irp->Tail.Overlay.CurrentStackLocation;
    Irp->CurrentLocation--;
    s->DeviceObject = DeviceObject;
    if (!rt_block_of(DeviceObject, RT_DEVICE))
        RT_RETURN(ask_below(r));
    PDRIVER_DISPATCH handler = DeviceObject->DriverObject->MajorFunction[s->MajorFunction];
    RT_RETURN((NTSTATUS)(handler ? RT_CALLBACK("DRIVER_DISPATCH", PASSIVE_LEVEL, NULL, handler, DeviceObject, Irp) : refuse(DeviceObject, Irp)));
}

/* ---- a driver's own ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateirp */
RT_EXPORT PIRP IoAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota)
{
    RT_DDI(IoAllocateIrp, (PIRP)NULL, StackSize, ChargeQuota);
    if (rt_fails() || StackSize < 0)
        RT_RETURN((PIRP)NULL);
    struct request *r = request_new(StackSize);
    r->own = true;
    RT_RETURN(&r->irp);
}

static bool is_own(const struct request *r, const char *name)
{
    if (r && (!r->own || r->below))
        rt_report("run-contract", r->own ? "%s is called for an IRP that the driver below still has." : "%s is called for an IRP that the driver has not allocated.", name);
    return r && r->own && !r->below;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreeirp */
RT_EXPORT VOID IoFreeIrp(PIRP Irp)
{
    RT_DDI_VOID(IoFreeIrp, Irp);
    if (is_own(request_of(Irp, "IoFreeIrp"), "IoFreeIrp"))
        rt_block_free(rt_block_of(Irp, RT_IRP));
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreuseirp */
RT_EXPORT VOID IoReuseIrp(PIRP Irp, NTSTATUS Iostatus)
{
    RT_DDI_VOID(IoReuseIrp, Irp, Iostatus);
    struct request *r = request_of(Irp, "IoReuseIrp");
    if (is_own(r, "IoReuseIrp")) {
        CCHAR locations = Irp->StackCount;
        rt_fill(Irp, 0, sizeof *Irp);
        rt_fill(r->stack, 0, (size_t)locations * sizeof *r->stack);
        make_ready(r, locations);
        r->completed = false;
        Irp->IoStatus.Status = Iostatus;
    }
    RT_RETURN_VOID();
}

/* The one on whose behalf the thread does what it does. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogettoplevelirp */
RT_EXPORT PIRP IoGetTopLevelIrp(VOID)
{
    RT_DDI0(IoGetTopLevelIrp, (PIRP)NULL);
    RT_RETURN((PIRP)rt_thread_current()->top_level);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iosettoplevelirp */
RT_EXPORT VOID IoSetTopLevelIrp(PIRP Irp)
{
    RT_DDI_VOID(IoSetTopLevelIrp, Irp);
    rt_thread_current()->top_level = Irp;
    RT_RETURN_VOID();
}

/* ---- cancellation --------------------------------------------------------------------------------------------------- */

static KSPIN_LOCK *cancel_lock(void)
{
    static KSPIN_LOCK lock; /* the system's one, of the process's one instance */
    return &lock;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioacquirecancelspinlock */
RT_EXPORT VOID IoAcquireCancelSpinLock(PKIRQL Irql)
{
    RT_DDI_VOID(IoAcquireCancelSpinLock, Irql);
    *Irql = rt_irql_raise(DISPATCH_LEVEL);
    rt_spin_acquire(cancel_lock());
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleasecancelspinlock */
RT_EXPORT VOID IoReleaseCancelSpinLock(KIRQL Irql)
{
    RT_DDI_VOID(IoReleaseCancelSpinLock, Irql);
    rt_spin_release(cancel_lock());
    rt_irql_lower(Irql);
    RT_RETURN_VOID();
}

static PDRIVER_CANCEL set_cancel(PIRP irp, PDRIVER_CANCEL routine)
{
    PDRIVER_CANCEL was = irp->CancelRoutine;
    irp->CancelRoutine = routine;
    return was;
}

#undef IoSetCancelRoutine
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetcancelroutine */
RT_EXPORT PDRIVER_CANCEL IoSetCancelRoutine(PIRP Irp, PDRIVER_CANCEL CancelRoutine)
{
    RT_DDI(IoSetCancelRoutine, (PDRIVER_CANCEL)NULL, Irp, CancelRoutine);
    RT_RETURN(request_of(Irp, "IoSetCancelRoutine") ? set_cancel(Irp, CancelRoutine) : (PDRIVER_CANCEL)NULL);
}

static bool cancel(PIRP irp)
{
    KIRQL irql;
    IoAcquireCancelSpinLock(&irql); /* by the call itself, so that the monitors know who holds it */
    irp->Cancel = TRUE;
    PDRIVER_CANCEL routine = set_cancel(irp, NULL);
    if (!routine) {
        IoReleaseCancelSpinLock(irql);
        struct request *r = (struct request *)(void *)irp;
        if (r->below && r->due.set)
            rt_due_set(&r->due, rt_now(), 0);
        return false;
    }
    irp->CancelIrql = irql;
    /* The routine releases the lock and lowers the IRQL: the bracket begins where it ends. */
    struct rt_thread *t = rt_thread_current();
    static const struct rt_role role __attribute__((section("rt_roles"), used)) = {"DRIVER_CANCEL"};
    struct rt_frame f;
    const uint64_t passed[] = {RT_WORD(irp->Tail.Overlay.CurrentStackLocation->DeviceObject), RT_WORD(irp)};
    PDEVICE_OBJECT device = irp->Tail.Overlay.CurrentStackLocation->DeviceObject;
    rt_callback_enter(&f, &role, DISPATCH_LEVEL, NULL, (const void *)(uintptr_t)routine, passed, 2);
    routine(device, irp);
    if (t->irql == irql) /* as it has to be */
        f.callback.irql = irql;
    else {
        rt_report("run-contract", "A cancel routine returns and has not called IoReleaseCancelSpinLock with CancelIrql.");
        rt_spin_release(cancel_lock());
    }
    f.irql = irql;
    rt_callback_leave(&f, 0);
    return true;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocancelirp */
RT_EXPORT BOOLEAN IoCancelIrp(PIRP Irp)
{
    RT_DDI(IoCancelIrp, (BOOLEAN)FALSE, Irp);
    RT_RETURN((BOOLEAN)(request_of(Irp, "IoCancelIrp") && cancel(Irp)));
}

/* ---- cancel-safe queues ------------------------------------------------------------------------------------------------ */

/* Takes the request out by the driver's routines. https://learn.microsoft.com/windows-hardware/drivers/kernel/cancel-safe-irp-queues */
static VOID NTAPI csq_cancel(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_CSQ csq = irp->Tail.Overlay.DriverContext[3];
    KIRQL irql;
    (void)device;
    IoReleaseCancelSpinLock(irp->CancelIrql);
    csq->CsqAcquireLock(csq, &irql);
    csq->CsqRemoveIrp(csq, irp);
    csq->CsqReleaseLock(csq, irql);
    csq->CsqCompleteCanceledIrp(csq, irp);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinitialize */
RT_EXPORT NTSTATUS IoCsqInitialize(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP CsqInsertIrp, PIO_CSQ_REMOVE_IRP CsqRemoveIrp, PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp,
                                   PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock, PIO_CSQ_RELEASE_LOCK CsqReleaseLock, PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp)
{
    RT_DDI(IoCsqInitialize, (NTSTATUS)STATUS_UNSUCCESSFUL, Csq, CsqInsertIrp, CsqRemoveIrp, CsqPeekNextIrp, CsqAcquireLock, CsqReleaseLock, CsqCompleteCanceledIrp);
    *Csq = (IO_CSQ){.Type = 1, .CsqInsertIrp = CsqInsertIrp, .CsqRemoveIrp = CsqRemoveIrp, .CsqPeekNextIrp = CsqPeekNextIrp,
                    .CsqAcquireLock = CsqAcquireLock, .CsqReleaseLock = CsqReleaseLock, .CsqCompleteCanceledIrp = CsqCompleteCanceledIrp};
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinsertirp */
RT_EXPORT VOID IoCsqInsertIrp(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context)
{
    RT_DDI_VOID(IoCsqInsertIrp, Csq, Irp, Context);
    KIRQL irql;
    if (!request_of(Irp, "IoCsqInsertIrp"))
        RT_RETURN_VOID();
    RT_NOT_SIMULATED(Context, "IoCsqInsertIrp: Context");
    Irp->Tail.Overlay.DriverContext[3] = Csq;
    Irp->Tail.Overlay.CurrentStackLocation->Control |= SL_PENDING_RETURNED;
    Csq->CsqAcquireLock(Csq, &irql);
    Csq->CsqInsertIrp(Csq, Irp);
    set_cancel(Irp, csq_cancel);
    Csq->CsqReleaseLock(Csq, irql);
    if (Irp->Cancel && set_cancel(Irp, NULL)) { /* it was cancelled before */
        Csq->CsqAcquireLock(Csq, &irql);
        Csq->CsqRemoveIrp(Csq, Irp);
        Csq->CsqReleaseLock(Csq, irql);
        Csq->CsqCompleteCanceledIrp(Csq, Irp);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqremovenextirp */
RT_EXPORT PIRP IoCsqRemoveNextIrp(PIO_CSQ Csq, PVOID PeekContext)
{
    RT_DDI(IoCsqRemoveNextIrp, (PIRP)NULL, Csq, PeekContext);
    KIRQL irql;
    PIRP irp = NULL;
    Csq->CsqAcquireLock(Csq, &irql);
    while ((irp = Csq->CsqPeekNextIrp(Csq, irp, PeekContext)) && !set_cancel(irp, NULL)) {
    } /* one that is being cancelled is passed over */
    if (irp)
        Csq->CsqRemoveIrp(Csq, irp);
    Csq->CsqReleaseLock(Csq, irql);
    RT_RETURN(irp);
}

/* ---- what user mode does ------------------------------------------------------------------------------------------------- */

/* Of user mode, for the first location of the device. */
static struct request *request_to(PDEVICE_OBJECT object, PFILE_OBJECT file, UCHAR major)
{
    struct request *r = request_new(object->StackSize > 0 ? object->StackSize : 1);
    PIO_STACK_LOCATION s = --r->irp.Tail.Overlay.CurrentStackLocation;
    rt_block_of(r, RT_IRP)->place = NULL;
    r->irp.CurrentLocation--;
    s->MajorFunction = major;
    s->DeviceObject = object;
    s->FileObject = file;
    return r;
}

/* The location of the device that it was sent to. */
static PIO_STACK_LOCATION first_location(struct request *r) { return &r->stack[r->irp.StackCount - 1]; }

/* True where the request came to its end, and is freed. */
static bool dispatch(struct request *r, PDRIVER_DISPATCH const *handlers)
{
    const IO_STACK_LOCATION *s = first_location(r);
    NTSTATUS status = RT_CALLBACK("DRIVER_DISPATCH", PASSIVE_LEVEL, NULL, handlers[s->MajorFunction], s->DeviceObject, &r->irp);
    for (int tries = 0; tries < 2 && status == STATUS_PENDING && !r->completed; tries++) {
        uint64_t patience = rt_deadline_in(1000 * RT_MILLISECOND);
        if (tries)
            cancel(&r->irp);
        while (!r->completed && rt_now() < patience)
            rt_wait(&r->completed, patience, "an IRP");
    }
    if (status == STATUS_PENDING && !r->completed)
        return false;
    if (!r->completed)
        rt_report("run-contract", "A dispatch routine returns 0x%08X and has not completed the IRP.", (unsigned)status);
    rt_block_free(rt_block_of(r, RT_IRP));
    return true;
}

static void plain(PDEVICE_OBJECT object, PFILE_OBJECT file, PDRIVER_DISPATCH const *handlers, UCHAR major)
{
    if (handlers[major])
        dispatch(request_to(object, file, major), handlers);
}

static void control(PDEVICE_OBJECT object, PFILE_OBJECT file, PDRIVER_DISPATCH const *handlers, ULONG code, ULONG size)
{
    struct request *r = request_to(object, file, IRP_MJ_DEVICE_CONTROL);
    PVOID buffer = rt_fresh_zeroed(size);
    r->irp.AssociatedIrp.SystemBuffer = buffer;
    first_location(r)->Parameters.DeviceIoControl.IoControlCode = code;
    first_location(r)->Parameters.DeviceIoControl.InputBufferLength = size;
    first_location(r)->Parameters.DeviceIoControl.OutputBufferLength = size;
    if (dispatch(r, handlers))
        rt_memory_free(buffer, size);
}

/* Reads or writes: the data is in an MDL or in a buffer, as the device has it. */
static void transfer(PDEVICE_OBJECT object, PFILE_OBJECT file, PDRIVER_DISPATCH const *handlers, UCHAR major)
{
    struct request *r = request_to(object, file, major);
    PVOID buffer = rt_fresh_zeroed(DATA_SIZE);
    PMDL mdl = object->Flags & DO_DIRECT_IO ? rt_mdl_new(buffer, DATA_SIZE) : NULL;
    if (mdl) {
        rt_block_of(mdl, RT_MDL)->place = NULL;
        rt_mdl_build(mdl);
        r->irp.MdlAddress = mdl;
    } else {
        r->irp.AssociatedIrp.SystemBuffer = object->Flags & DO_BUFFERED_IO ? buffer : NULL;
        r->irp.UserBuffer = buffer;
    }
    if (major == IRP_MJ_READ)
        first_location(r)->Parameters.Read.Length = DATA_SIZE;
    else
        first_location(r)->Parameters.Write.Length = DATA_SIZE;
    if (!dispatch(r, handlers))
        return;
    if (mdl)
        rt_mdl_free(mdl, "IoCompleteRequest");
    rt_memory_free(buffer, DATA_SIZE);
}

void rt_device_use(PDEVICE_OBJECT object, PDRIVER_DISPATCH const *handlers, struct rt_random *random)
{
    PFILE_OBJECT file = rt_fresh_zeroed(sizeof *file);
    file->Type = 5;
    file->DeviceObject = object;
    plain(object, file, handlers, IRP_MJ_CREATE);
    for (ULONG i = 0; i < 16 && handlers[IRP_MJ_DEVICE_CONTROL]; i++) {
        ULONG type = rt_random_below(random, 2) ? FILE_DEVICE_NETWORK : object->DeviceType ? object->DeviceType : FILE_DEVICE_UNKNOWN;
        control(object, file, handlers, CTL_CODE(type, i, METHOD_BUFFERED, FILE_ANY_ACCESS), 64 + rt_random_below(random, 512));
    }
    for (int i = 0; i < 4; i++) {
        UCHAR major = i % 2 ? IRP_MJ_READ : IRP_MJ_WRITE;
        if (handlers[major])
            transfer(object, file, handlers, major);
    }
    plain(object, file, handlers, IRP_MJ_CLEANUP);
    plain(object, file, handlers, IRP_MJ_CLOSE);
    rt_memory_free(file, sizeof *file);
}
