/*
 * Plug and play and power, as far as callbacks go:
 *
 *      EvtDriverDeviceAdd -> added -> PrepareHardware -> prepared -> D0Entry, interrupts, SelfManagedIoInit -> working
 *      working -> SelfManagedIoSuspend, EvtIoStop, interrupts, D0Exit -> prepared -> ReleaseHardware -> added -> removed
 *
 * A callback that the driver does not have is as one that succeeds: the monitor is told of it, so that its life cycle is
 * where the device is.
 */
#include "wdf_host.h"

enum { PATIENCE = 10 * 60 * 1000 };

/* The life cycle goes on as if the driver's callback of this name had returned success. */
static void absent(const char *name, struct rt_wdf_device *d)
{
    struct rt_callback cb = {.irql = rt_irql(), .instance = (uint64_t)(uintptr_t)rt_wdf_instance(d), .argument_count = 1, .arguments = {RT_WORD(d)}};
    if (!rt_get()->monitor || !cb.instance)
        return;
    cb.role = rt_monitor_role(name);
    rt_monitor_enter(rt_get()->monitor, &cb);
    rt_monitor_exit(rt_get()->monitor, &cb);
}

#define HANDLE_OF(d) ((WDFDEVICE)(void *)(d))
#define CALLS_OR(name, field, ...)                                                                                     \
    (d->init.pnp.field ? RT_CALLBACK(name, PASSIVE_LEVEL, rt_wdf_instance(d), d->init.pnp.field, __VA_ARGS__) : (absent(name, d), (NTSTATUS)STATUS_SUCCESS))
#define CALLS_IF(name, field, ...)                                                                                     \
    (d->init.pnp.field ? RT_CALLBACK(name, PASSIVE_LEVEL, rt_wdf_instance(d), d->init.pnp.field, __VA_ARGS__) : (NTSTATUS)STATUS_SUCCESS)
#define CALLS_VOID(name, field)                                                                                        \
    do {                                                                                                               \
        if (d->init.pnp.field)                                                                                         \
            RT_CALLBACK_VOID(name, PASSIVE_LEVEL, rt_wdf_instance(d), d->init.pnp.field, HANDLE_OF(d));                \
    } while (0)

/* The status may be one that a target answered with, and the driver passes on. */
static void failed(const char *name, NTSTATUS status)
{
    if (!NT_SUCCESS(status) && !rt_get()->faults_injected && (status != RT_TARGET_ERROR || !rt_wdf()->errors))
        rt_report("run-incomplete", "%s fails with 0x%08X although nothing failed that it called.", name, (unsigned)status);
}

/* ---- coming ----------------------------------------------------------------------------------------------------------- */

NTSTATUS rt_wdf_add_device(uint32_t number, struct rt_wdf_device **out)
{
    struct rt_wdf *w = rt_wdf();
    struct rt_wdf_device *d = rt_wdf_device_new(number, w->driver);
    PWDFDEVICE_INIT init = rt_wdf_init_new(d);
    NTSTATUS status = RT_CALLBACK("EvtDriverDeviceAdd", PASSIVE_LEVEL, d, w->config.EvtDriverDeviceAdd, (WDFDRIVER)(void *)w->driver, init);
    *out = NULL;
    if (!d->made)
        rt_wdf_init_free(init);
    failed("EvtDriverDeviceAdd", status);
    if (NT_SUCCESS(status) && d->made) {
        *out = d;
        return status;
    }
    rt_wdf_remove_device(d, false);
    return status;
}

static bool enter_d0(struct rt_wdf_device *d, WDF_POWER_DEVICE_STATE from)
{
    NTSTATUS status = CALLS_OR("EvtDeviceD0Entry", EvtDeviceD0Entry, HANDLE_OF(d), from);
    failed("EvtDeviceD0Entry", status);
    if (!NT_SUCCESS(status))
        return false;
    status = rt_wdf_interrupts_enable(d);
    if (NT_SUCCESS(status))
        status = CALLS_IF("EvtDeviceD0EntryPostInterruptsEnabled", EvtDeviceD0EntryPostInterruptsEnabled, HANDLE_OF(d), from);
    failed("EvtDeviceD0EntryPostInterruptsEnabled", status);
    d->state = DEVICE_WORKING;
    if (!NT_SUCCESS(status)) {
        rt_wdf_power_down(d);
        return false;
    }
    rt_wdf_queues_resume(d);
    if (d->self_managed)
        status = CALLS_IF("EvtDeviceSelfManagedIoRestart", EvtDeviceSelfManagedIoRestart, HANDLE_OF(d));
    else
        status = CALLS_IF("EvtDeviceSelfManagedIoInit", EvtDeviceSelfManagedIoInit, HANDLE_OF(d));
    d->self_managed = true;
    failed("EvtDeviceSelfManagedIoInit", status);
    if (!NT_SUCCESS(status))
        rt_wdf_power_down(d);
    else
        rt_wdf_children_start(d);
    return NT_SUCCESS(status);
}

static void release(struct rt_wdf_device *d)
{
    CALLS_OR("EvtDeviceReleaseHardware", EvtDeviceReleaseHardware, HANDLE_OF(d), (WDFCMRESLIST)(void *)d->translated);
    d->state = DEVICE_ADDED;
}

NTSTATUS rt_wdf_power_up(struct rt_wdf_device *d)
{
    WDF_POWER_DEVICE_STATE from = WdfPowerDeviceD3;
    if (d->state == DEVICE_ADDED) {
        NTSTATUS status = CALLS_OR("EvtDevicePrepareHardware", EvtDevicePrepareHardware, HANDLE_OF(d), (WDFCMRESLIST)(void *)d->raw, (WDFCMRESLIST)(void *)d->translated);
        failed("EvtDevicePrepareHardware", status);
        d->state = DEVICE_PREPARED;
        from = WdfPowerDeviceD3Final;
        if (!NT_SUCCESS(status)) {
            release(d);
            return status;
        }
    }
    if (!enter_d0(d, from)) {
        release(d); /* the device has failed; what it needs is released, and it can only be removed */
        return STATUS_DEVICE_NOT_READY;
    }
    return STATUS_SUCCESS;
}

/* ---- going -------------------------------------------------------------------------------------------------------------- */

static void leave_d0(struct rt_wdf_device *d, WDF_POWER_DEVICE_STATE to)
{
    rt_wdf_children_stop(d);
    CALLS_IF("EvtDeviceSelfManagedIoSuspend", EvtDeviceSelfManagedIoSuspend, HANDLE_OF(d));
    rt_wdf_queues_stop(d, to == WdfPowerDeviceD3Final);
    CALLS_IF("EvtDeviceD0ExitPreInterruptsDisabled", EvtDeviceD0ExitPreInterruptsDisabled, HANDLE_OF(d), to);
    rt_wdf_interrupts_disable(d);
    CALLS_OR("EvtDeviceD0Exit", EvtDeviceD0Exit, HANDLE_OF(d), to);
    d->state = DEVICE_PREPARED;
}

void rt_wdf_power_down(struct rt_wdf_device *d) { leave_d0(d, WdfPowerDeviceD3); }

void rt_wdf_rebalance(struct rt_wdf_device *d)
{
    if (!NT_SUCCESS(CALLS_IF("EvtDeviceQueryStop", EvtDeviceQueryStop, HANDLE_OF(d))))
        return;
    leave_d0(d, WdfPowerDeviceD3);
    release(d);
    rt_wdf_power_up(d);
}

/* Whatever is still with the driver is cancelled; then it has time to give it back. */
static void take_back(struct rt_wdf_device *d)
{
    uint64_t patience = rt_deadline_in(PATIENCE * RT_MILLISECOND);
    for (struct rt_wdf_queue *q = d->queues; q; q = q->next)
        rt_wdf_queue_purge(q);
    for (struct rt_wdf_request *r = d->with_driver; r;)
        if (!r->cancelled) {
            rt_wdf_request_cancel(r);
            r = d->with_driver;
        } else
            r = r->next;
    while (d->outstanding && rt_now() < patience)
        rt_wait(&d->outstanding, patience, "the driver to give requests back");
    rt_happens_after(&d->outstanding);
}

/* What was never given back: the monitor tells of each where it was handed over; without one, this does. */
static void lost(struct rt_wdf_device *d)
{
    struct rt_place nowhere = {0};
    if (rt_get()->monitor)
        rt_monitor_instance_end(rt_get()->monitor, (uint64_t)(uintptr_t)d, nowhere);
    else if (d->outstanding)
        rt_report("wdf-missing-completion", "%u request%s that the driver was handed %s not completed in 10 minutes.", d->outstanding, RT_PLURAL(d->outstanding),
                  d->outstanding == 1 ? "was" : "were");
}

/* Clients close their files; one whose request was lost cannot. */
static void await_clients(struct rt_wdf_device *d)
{
    uint64_t patience = rt_deadline_in(2 * PATIENCE * RT_MILLISECOND);
    d->leaving = true;
    rt_wake(&d->outstanding); /* clients that wait for answers */
    while (d->clients && rt_now() < patience)
        rt_wait(&d->clients, patience, "files to be closed");
}

void rt_wdf_remove_device(struct rt_wdf_device *d, bool surprise)
{
    if (!surprise)
        await_clients(d);
    rt_wdf_children_remove(d, surprise);
    if (d->state == DEVICE_WORKING) {
        d->surprise = surprise;
        if (surprise)
            CALLS_VOID("EvtDeviceSurpriseRemoval", EvtDeviceSurpriseRemoval);
        else
            CALLS_IF("EvtDeviceQueryRemove", EvtDeviceQueryRemove, HANDLE_OF(d));
        leave_d0(d, WdfPowerDeviceD3Final);
    }
    if (d->state == DEVICE_PREPARED)
        release(d);
    rt_wdf_targets_stop(&d->object);
    take_back(d);
    await_clients(d);
    if (d->self_managed) {
        CALLS_VOID("EvtDeviceSelfManagedIoFlush", EvtDeviceSelfManagedIoFlush);
        CALLS_VOID("EvtDeviceSelfManagedIoCleanup", EvtDeviceSelfManagedIoCleanup);
    }
    d->state = DEVICE_REMOVED;
    rt_wake(&d->outstanding);
    if (d->outstanding)
        lost(d);
    while (d->with_driver) /* the client goes on all the same */
        rt_wdf_request_done(d->with_driver, STATUS_DELETE_PENDING, 0);
    d->object.fixed = false;
    rt_wdf_reference(&d->object);
    rt_wdf_delete(&d->object);
    if (rt_get()->monitor && rt_wdf_instance(d)) {
        struct rt_place nowhere = {0};
        rt_monitor_instance_end(rt_get()->monitor, (uint64_t)(uintptr_t)d, nowhere);
    }
    rt_wdf_dereference(&d->object);
}
