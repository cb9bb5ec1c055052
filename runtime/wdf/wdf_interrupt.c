/*
 * Interrupts. The device raises one when a DMA transfer is over; a device without DMA raises some while requests come. The
 * service routine runs at the device's IRQL, or at PASSIVE_LEVEL on a worker where it is handled there.
 */
#include "wdf_host.h"

enum { DEVICE_IRQL = 5 };

struct interrupt {
    struct rt_wdf_object object;
    struct interrupt *next;
    WDF_INTERRUPT_CONFIG config;
    bool enabled, raised;
    struct rt_due due, dpc;
    struct rt_work service_work, work;
    KSPIN_LOCK lock;
    struct rt_thread *owner;
    KIRQL before;
    uint32_t running; /* routines of the driver */
};

#define INTERRUPT_OF(pointer, member) ((struct interrupt *)(void *)((char *)(pointer) - offsetof(struct interrupt, member)))
#define HANDLE_OF(i) ((WDFINTERRUPT)(void *)(i))

/* ---- its lock ---------------------------------------------------------------------------------------------------- */

static void acquire(struct interrupt *i)
{
    KIRQL before = rt_irql();
    if (i->config.PassiveHandling) {
        while (i->owner)
            rt_wait(i, RT_FOREVER, "the lock of an interrupt");
        rt_happens_after(i);
    } else {
        rt_irql_raise(DEVICE_IRQL > before ? DEVICE_IRQL : before);
        rt_spin_acquire(&i->lock);
    }
    i->owner = rt_thread_current();
    i->before = before;
}

static void release(struct interrupt *i)
{
    KIRQL before = i->before;
    i->owner = NULL;
    if (i->config.PassiveHandling) {
        rt_happens_before(i);
        rt_wake(i);
    } else {
        rt_spin_release(&i->lock);
        rt_irql_lower(before);
    }
}

static void begin(struct interrupt *i)
{
    rt_wdf_reference(&i->object);
    i->running++;
}

static void end(struct interrupt *i)
{
    i->running--;
    rt_happens_before(&i->running);
    rt_wake(&i->running);
    rt_wdf_dereference(&i->object);
}

/* ---- routines ---------------------------------------------------------------------------------------------------------- */

static void service(struct interrupt *i)
{
    if (!i->enabled || i->object.deleted)
        return;
    begin(i);
    acquire(i);
    RT_CALLBACK("EvtInterruptIsr", rt_irql(), rt_wdf_instance(i->object.device), i->config.EvtInterruptIsr, HANDLE_OF(i), 0);
    release(i);
    end(i);
}

static void service_due(struct rt_due *d)
{
    struct interrupt *i = INTERRUPT_OF(d, due);
    d->runs = false;
    if (i->config.PassiveHandling)
        rt_work_queue(&i->service_work);
    else
        service(i);
}

static void service_at_passive(struct rt_work *w) { service(INTERRUPT_OF(w, service_work)); }

static struct rt_wdf_lock *lock_of(const struct interrupt *i) { return i->config.AutomaticSerialization ? rt_wdf_lock_of(i->object.parent) : NULL; }

static void run_dpc(struct rt_due *d)
{
    struct interrupt *i = INTERRUPT_OF(d, dpc);
    struct rt_wdf_lock *l = lock_of(i);
    d->runs = false;
    if (i->object.deleted)
        return;
    begin(i);
    rt_happens_after(i);
    rt_wdf_lock(l);
    RT_CALLBACK_VOID("EvtInterruptDpc", DISPATCH_LEVEL, rt_wdf_instance(i->object.device), i->config.EvtInterruptDpc, HANDLE_OF(i), (WDFOBJECT)i->object.parent);
    rt_wdf_unlock(l);
    end(i);
}

static void run_work(struct rt_work *w)
{
    struct interrupt *i = INTERRUPT_OF(w, work);
    if (i->object.deleted)
        return;
    begin(i);
    RT_CALLBACK_VOID("EvtInterruptWorkItem", PASSIVE_LEVEL, rt_wdf_instance(i->object.device), i->config.EvtInterruptWorkItem, HANDLE_OF(i), (WDFOBJECT)i->object.parent);
    end(i);
}

/* ---- the device ---------------------------------------------------------------------------------------------------------- */

static void each(struct rt_wdf_object *o, void (*what)(struct interrupt *, void *), void *context)
{
    for (; o; o = o->next) {
        if (o->kind == WDF_INTERRUPT && !o->deleted)
            what((struct interrupt *)o, context);
        each(o->child, what, context);
    }
}

static void raise(struct interrupt *i, void *context)
{
    const bool *by_dma = context;
    if (i->enabled && (*by_dma || !i->object.device->has_dma) && !i->due.set)
        rt_due_set(&i->due, rt_now() + (1 + rt_random_below(&rt_wdf()->random, 3)) * RT_MILLISECOND / 4, 0);
}

void rt_wdf_interrupt_raise(struct rt_wdf_device *d)
{
    bool by_dma = false;
    each(d->object.child, raise, &by_dma);
}

void rt_wdf_interrupt_of_dma(struct rt_wdf_device *d)
{
    bool by_dma = true;
    each(d->object.child, raise, &by_dma);
}

static void enable(struct interrupt *i, void *context)
{
    NTSTATUS *status = context;
    i->enabled = true;
    if (!i->config.EvtInterruptEnable)
        return;
    acquire(i);
    NTSTATUS one = RT_CALLBACK("EvtInterruptEnable", rt_irql(), rt_wdf_instance(i->object.device), i->config.EvtInterruptEnable, HANDLE_OF(i), (WDFDEVICE)(void *)i->object.device);
    release(i);
    if (!NT_SUCCESS(one))
        *status = one;
}

NTSTATUS rt_wdf_interrupts_enable(struct rt_wdf_device *d)
{
    NTSTATUS status = STATUS_SUCCESS;
    each(d->object.child, enable, &status);
    return status;
}

static void disable(struct interrupt *i, void *context)
{
    (void)context;
    if (!i->enabled)
        return;
    if (i->config.EvtInterruptDisable) {
        acquire(i);
        RT_CALLBACK("EvtInterruptDisable", rt_irql(), rt_wdf_instance(i->object.device), i->config.EvtInterruptDisable, HANDLE_OF(i), (WDFDEVICE)(void *)i->object.device);
        release(i);
    }
    i->enabled = false;
    rt_due_cancel(&i->due);
}

void rt_wdf_interrupts_disable(struct rt_wdf_device *d) { each(d->object.child, disable, NULL); }

/* ---- the driver's side ------------------------------------------------------------------------------------------------------ */

static void stop(struct rt_wdf_object *o)
{
    struct interrupt *i = (struct interrupt *)o;
    i->enabled = false;
    rt_due_cancel(&i->due);
    rt_due_cancel(&i->dpc);
    rt_work_cancel(&i->work);
    rt_work_cancel(&i->service_work);
    while (i->running && rt_irql() < DISPATCH_LEVEL)
        rt_wait(&i->running, RT_FOREVER, "an interrupt's routines");
    rt_happens_after(&i->running);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptcreate */
RT_EXPORT NTSTATUS WdfInterruptCreate(WDFDEVICE Device, PWDF_INTERRUPT_CONFIG Configuration, PWDF_OBJECT_ATTRIBUTES Attributes, WDFINTERRUPT *Interrupt)
{
    RT_DDI(WdfInterruptCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Configuration, Attributes, Interrupt);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfInterruptCreate");
    if (!d || Configuration->Size != sizeof *Configuration || !Configuration->EvtInterruptIsr)
        RT_RETURN(status);
    struct interrupt *i = rt_wdf_new(WDF_INTERRUPT, sizeof *i, Attributes, &d->object, &status);
    *Interrupt = HANDLE_OF(i);
    if (i) {
        i->object.stop = stop;
        i->object.fixed = true;
        i->config = *Configuration;
        i->due.run = service_due;
        i->dpc.run = run_dpc;
        i->work.run = run_work;
        i->service_work.run = service_at_passive;
        RT_NOT_SIMULATED(Configuration->SpinLock || Configuration->WaitLock, "WdfInterruptCreate: a lock of the driver's own");
    }
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptgetdevice */
RT_EXPORT WDFDEVICE WdfInterruptGetDevice(WDFINTERRUPT Interrupt)
{
    RT_DDI(WdfInterruptGetDevice, (WDFDEVICE)NULL, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(i ? i->object.device : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptgetinfo */
RT_EXPORT VOID WdfInterruptGetInfo(WDFINTERRUPT Interrupt, PWDF_INTERRUPT_INFO Info)
{
    RT_DDI_VOID(WdfInterruptGetInfo, Interrupt, Info);
    if (rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptGetInfo")) {
        WDF_INTERRUPT_INFO_INIT(Info);
        Info->Vector = 42;
        Info->Irql = DEVICE_IRQL;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptqueuedpcforisr */
RT_EXPORT BOOLEAN WdfInterruptQueueDpcForIsr(WDFINTERRUPT Interrupt)
{
    RT_DDI(WdfInterruptQueueDpcForIsr, (BOOLEAN)FALSE, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptQueueDpcForIsr");
    if (i && !i->config.EvtInterruptDpc)
        rt_report("run-contract", "WdfInterruptQueueDpcForIsr is called for an interrupt without EvtInterruptDpc.");
    if (!i || !i->config.EvtInterruptDpc || i->dpc.set)
        RT_RETURN((BOOLEAN)FALSE);
    rt_happens_before(i);
    rt_due_set(&i->dpc, rt_now(), 0);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptqueueworkitemforisr */
RT_EXPORT BOOLEAN WdfInterruptQueueWorkItemForIsr(WDFINTERRUPT Interrupt)
{
    RT_DDI(WdfInterruptQueueWorkItemForIsr, (BOOLEAN)FALSE, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptQueueWorkItemForIsr");
    if (i && !i->config.EvtInterruptWorkItem)
        rt_report("run-contract", "WdfInterruptQueueWorkItemForIsr is called for an interrupt without EvtInterruptWorkItem.");
    RT_RETURN((BOOLEAN)(i && i->config.EvtInterruptWorkItem && rt_work_queue(&i->work)));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptsynchronize */
RT_EXPORT BOOLEAN WdfInterruptSynchronize(WDFINTERRUPT Interrupt, PFN_WDF_INTERRUPT_SYNCHRONIZE Callback, WDFCONTEXT Context)
{
    RT_DDI(WdfInterruptSynchronize, (BOOLEAN)FALSE, Interrupt, Callback, Context);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptSynchronize");
    if (!i)
        RT_RETURN((BOOLEAN)FALSE);
    acquire(i);
    BOOLEAN result = RT_CALLBACK("EVT_WDF_INTERRUPT_SYNCHRONIZE", rt_irql(), rt_wdf_instance(i->object.device), Callback, Interrupt, Context);
    release(i);
    RT_RETURN(result);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptacquirelock */
RT_EXPORT VOID WdfInterruptAcquireLock(WDFINTERRUPT Interrupt)
{
    RT_DDI_VOID(WdfInterruptAcquireLock, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptAcquireLock");
    if (i)
        acquire(i);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptreleaselock */
RT_EXPORT VOID WdfInterruptReleaseLock(WDFINTERRUPT Interrupt)
{
    RT_DDI_VOID(WdfInterruptReleaseLock, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptReleaseLock");
    if (i && i->owner != rt_thread_current())
        rt_report("lock-wrong-release", "WdfInterruptReleaseLock releases a lock that the thread does not have.");
    else if (i)
        release(i);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptenable and its neighbour */
RT_EXPORT VOID WdfInterruptEnable(WDFINTERRUPT Interrupt)
{
    RT_DDI_VOID(WdfInterruptEnable, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptEnable");
    NTSTATUS status = STATUS_SUCCESS;
    if (i)
        enable(i, &status);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptdisable */
RT_EXPORT VOID WdfInterruptDisable(WDFINTERRUPT Interrupt)
{
    RT_DDI_VOID(WdfInterruptDisable, Interrupt);
    struct interrupt *i = rt_wdf_of(Interrupt, WDF_INTERRUPT, "WdfInterruptDisable");
    if (i)
        disable(i, NULL);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptsetpolicy */
RT_EXPORT VOID WdfInterruptSetPolicy(WDFINTERRUPT Interrupt, WDF_INTERRUPT_POLICY Policy, WDF_INTERRUPT_PRIORITY Priority, KAFFINITY TargetProcessorSet)
{
    RT_DDI_VOID(WdfInterruptSetPolicy, Interrupt, Policy, Priority, TargetProcessorSet);
    rt_not_simulated("WdfInterruptSetPolicy: processors");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/nf-wdfinterrupt-wdfinterruptsetextendedpolicy */
RT_EXPORT VOID WdfInterruptSetExtendedPolicy(WDFINTERRUPT Interrupt, PWDF_INTERRUPT_EXTENDED_POLICY PolicyAndGroup)
{
    RT_DDI_VOID(WdfInterruptSetExtendedPolicy, Interrupt, PolicyAndGroup);
    rt_not_simulated("WdfInterruptSetExtendedPolicy: processors");
    RT_RETURN_VOID();
}
