/*
 * Steps of a scenario (scenario.h) for a framework driver:
 *
 *     attach modules=2    that many devices are added               detach   they are removed
 *     restart             prepared where they are not, then to D0   pause, shutdown    out of D0
 *     traffic, background, oids    clients send requests; oids: controls only
 *     oids                and the devices' WMI instances are queried and set
 *     pnp                 the devices get other resources
 *     surprise            the devices are pulled out
 *     interrupts come with traffic; status, cancel and device have no counterpart
 */
#include "wdf_host.h"

#include "../scenario/step.h"

enum { DEVICES_MAX = 4 };

static void each(void (*what)(struct rt_wdf_device *), bool (*which)(const struct rt_wdf_device *))
{
    for (struct rt_wdf_device *d = rt_wdf()->devices, *next; d; d = next) {
        next = d->next;
        if (d->made && !d->init.control && !d->init.child && which(d))
            what(d);
    }
}

static bool is_working(const struct rt_wdf_device *d) { return d->state == DEVICE_WORKING; }
static bool is_stopped(const struct rt_wdf_device *d) { return d->state == DEVICE_ADDED || d->state == DEVICE_PREPARED; }
static bool is_there(const struct rt_wdf_device *d) { return d->state != DEVICE_REMOVED; }
static void power_up(struct rt_wdf_device *d) { rt_wdf_power_up(d); }
static void remove_it(struct rt_wdf_device *d) { rt_wdf_remove_device(d, false); }
static void pull_out(struct rt_wdf_device *d) { rt_wdf_remove_device(d, true); }

static void attach(const char *step)
{
    for (uint32_t i = 0; i < setting(step, "modules", 2) && i < DEVICES_MAX; i++) {
        struct rt_wdf_device *d;
        if (rt_wdf()->config.EvtDriverDeviceAdd && !(rt_wdf()->config.DriverInitFlags & WdfDriverInitNonPnpDriver))
            rt_wdf_add_device(i, &d);
    }
}

static void requests(const char *step, bool controls, bool wait)
{
    struct rt_wdf_client_settings s = {.requests = controls ? setting(step, "count", 20) : setting(step, "packets", 200),
                                       .threads = controls ? 1 : setting(step, "senders", 2),
                                       .delay = setting(step, "delay", 1) != 0,
                                       .controls = controls};
    rt_wdf_clients_start(&s);
    if (wait)
        rt_wdf_clients_wait();
}

bool rt_wdf_step(const char *step)
{
    if (is_step(step, "attach"))
        attach(step);
    else if (is_step(step, "restart"))
        each(power_up, is_stopped);
    else if (is_step(step, "pause") || is_step(step, "shutdown"))
        each(rt_wdf_power_down, is_working);
    else if (is_step(step, "detach"))
        each(remove_it, is_there);
    else if (is_step(step, "surprise"))
        each(pull_out, is_there);
    else if (is_step(step, "pnp"))
        each(rt_wdf_rebalance, is_working);
    else if (is_step(step, "traffic"))
        requests(step, false, true);
    else if (is_step(step, "background"))
        requests(step, false, false);
    else if (is_step(step, "oids")) {
        requests(step, true, true);
        each(rt_wdf_wmi_ask, is_working);
    } else if (is_step(step, "wait"))
        rt_wdf_clients_wait();
    else if (!is_step(step, "status") && !is_step(step, "cancel") && !is_step(step, "device"))
        return false;
    return true;
}
