/* WMI: providers and instances; a client that reads each registered instance and writes back what it has read. */
#include "wdf_host.h"

enum { DATA_MIN = 64 }; /* bytes that the client has room for where the provider names no number */

struct provider {
    struct rt_wdf_object object;
    WDF_WMI_PROVIDER_CONFIG config;
};

struct instance {
    struct rt_wdf_object object;
    WDF_WMI_INSTANCE_CONFIG config;
    struct provider *provider;
    bool registered;
};

static struct provider *provider_new(struct rt_wdf_device *d, const WDF_WMI_PROVIDER_CONFIG *config, const WDF_OBJECT_ATTRIBUTES *a, NTSTATUS *status)
{
    *status = STATUS_INFO_LENGTH_MISMATCH;
    if (config->Size != sizeof *config) {
        rt_report("run-contract", "The WDF_WMI_PROVIDER_CONFIG was not initialised: Size is %u.", (unsigned)config->Size);
        return NULL;
    }
    struct provider *p = rt_wdf_new(WDF_WMI_PROVIDER, sizeof *p, a, &d->object, status);
    if (p)
        p->config = *config;
    return p;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiprovidercreate */
RT_EXPORT NTSTATUS WdfWmiProviderCreate(WDFDEVICE Device, PWDF_WMI_PROVIDER_CONFIG WmiProviderConfig, PWDF_OBJECT_ATTRIBUTES ProviderAttributes, WDFWMIPROVIDER *WmiProvider)
{
    RT_DDI(WdfWmiProviderCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, WmiProviderConfig, ProviderAttributes, WmiProvider);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfWmiProviderCreate");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct provider *p = d ? provider_new(d, WmiProviderConfig, ProviderAttributes, &status) : NULL;
    if (p)
        *WmiProvider = (WDFWMIPROVIDER)(void *)p;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiprovidergetdevice */
RT_EXPORT WDFDEVICE WdfWmiProviderGetDevice(WDFWMIPROVIDER WmiProvider)
{
    RT_DDI(WdfWmiProviderGetDevice, (WDFDEVICE)NULL, WmiProvider);
    struct provider *p = rt_wdf_of(WmiProvider, WDF_WMI_PROVIDER, "WdfWmiProviderGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(p ? p->object.device : NULL));
}

/* Nobody listens to events. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiproviderisenabled */
RT_EXPORT BOOLEAN WdfWmiProviderIsEnabled(WDFWMIPROVIDER WmiProvider, WDF_WMI_PROVIDER_CONTROL ProviderControl)
{
    RT_DDI(WdfWmiProviderIsEnabled, (BOOLEAN)FALSE, WmiProvider, ProviderControl);
    RT_RETURN((BOOLEAN)(rt_wdf_of(WmiProvider, WDF_WMI_PROVIDER, "WdfWmiProviderIsEnabled") && ProviderControl == WdfWmiInstanceControl));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstancecreate */
RT_EXPORT NTSTATUS WdfWmiInstanceCreate(WDFDEVICE Device, PWDF_WMI_INSTANCE_CONFIG InstanceConfig, PWDF_OBJECT_ATTRIBUTES InstanceAttributes, WDFWMIINSTANCE *Instance)
{
    RT_DDI(WdfWmiInstanceCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, InstanceConfig, InstanceAttributes, Instance);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfWmiInstanceCreate");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (d && InstanceConfig->Size != sizeof *InstanceConfig) {
        rt_report("run-contract", "The WDF_WMI_INSTANCE_CONFIG was not initialised: Size is %u.", (unsigned)InstanceConfig->Size);
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    }
    if (!d || !InstanceConfig->Provider == !InstanceConfig->ProviderConfig)
        RT_RETURN(status);
    struct provider *p = InstanceConfig->Provider ? rt_wdf_of(InstanceConfig->Provider, WDF_WMI_PROVIDER, "WdfWmiInstanceCreate")
                                                  : provider_new(d, InstanceConfig->ProviderConfig, NULL, &status);
    struct instance *i = p ? rt_wdf_new(WDF_WMI_INSTANCE, sizeof *i, InstanceAttributes, &p->object, &status) : NULL;
    if (!i) {
        if (p && !InstanceConfig->Provider)
            rt_wdf_delete(&p->object);
        RT_RETURN(status);
    }
    i->config = *InstanceConfig;
    i->provider = p;
    i->registered = InstanceConfig->Register;
    if (Instance)
        *Instance = (WDFWMIINSTANCE)(void *)i;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstanceregister */
RT_EXPORT NTSTATUS WdfWmiInstanceRegister(WDFWMIINSTANCE WmiInstance)
{
    RT_DDI(WdfWmiInstanceRegister, (NTSTATUS)STATUS_UNSUCCESSFUL, WmiInstance);
    struct instance *i = rt_wdf_of(WmiInstance, WDF_WMI_INSTANCE, "WdfWmiInstanceRegister");
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    if (!i || i->registered || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    i->registered = true;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstancederegister */
RT_EXPORT VOID WdfWmiInstanceDeregister(WDFWMIINSTANCE WmiInstance)
{
    RT_DDI_VOID(WdfWmiInstanceDeregister, WmiInstance);
    struct instance *i = rt_wdf_of(WmiInstance, WDF_WMI_INSTANCE, "WdfWmiInstanceDeregister");
    if (i)
        i->registered = false;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstancegetdevice */
RT_EXPORT WDFDEVICE WdfWmiInstanceGetDevice(WDFWMIINSTANCE WmiInstance)
{
    RT_DDI(WdfWmiInstanceGetDevice, (WDFDEVICE)NULL, WmiInstance);
    struct instance *i = rt_wdf_of(WmiInstance, WDF_WMI_INSTANCE, "WdfWmiInstanceGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(i ? i->object.device : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstancegetprovider */
RT_EXPORT WDFWMIPROVIDER WdfWmiInstanceGetProvider(WDFWMIINSTANCE WmiInstance)
{
    RT_DDI(WdfWmiInstanceGetProvider, (WDFWMIPROVIDER)NULL, WmiInstance);
    struct instance *i = rt_wdf_of(WmiInstance, WDF_WMI_INSTANCE, "WdfWmiInstanceGetProvider");
    RT_RETURN((WDFWMIPROVIDER)(void *)(i ? i->provider : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfwmi/nf-wdfwmi-wdfwmiinstancefireevent */
RT_EXPORT NTSTATUS WdfWmiInstanceFireEvent(WDFWMIINSTANCE WmiInstance, ULONG EventDataSize, PVOID EventData)
{
    RT_DDI(WdfWmiInstanceFireEvent, (NTSTATUS)STATUS_UNSUCCESSFUL, WmiInstance, EventDataSize, EventData);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (rt_wdf_of(WmiInstance, WDF_WMI_INSTANCE, "WdfWmiInstanceFireEvent") && !RT_WDF_FAILS(&status))
        status = STATUS_SUCCESS;
    RT_RETURN(status);
}

/* ---- the client ------------------------------------------------------------------------------------------------------ */

/* Reads it, and where that succeeds writes the same. A buffer shorter than the provider's minimum is refused before the driver sees it. */
static void ask(struct instance *i)
{
    ULONG size = i->provider->config.MinInstanceBufferSize ? i->provider->config.MinInstanceBufferSize : DATA_MIN, used = 0;
    PUCHAR buffer = rt_fresh_zeroed(size);
    WDFWMIINSTANCE handle = (WDFWMIINSTANCE)(void *)i;
    const void *instance = rt_wdf_instance(i->object.device);
    NTSTATUS status = STATUS_SUCCESS;
    if (i->config.EvtWmiInstanceQueryInstance) {
        status = RT_CALLBACK("EVT_WDF_WMI_INSTANCE_QUERY_INSTANCE", PASSIVE_LEVEL, instance, i->config.EvtWmiInstanceQueryInstance, handle, size, buffer, &used);
        if (NT_SUCCESS(status) && used > size)
            rt_report("run-contract", "EvtWmiInstanceQueryInstance says that it has written %u bytes; the buffer has %u.", (unsigned)used, (unsigned)size);
    }
    if (NT_SUCCESS(status) && i->config.EvtWmiInstanceSetInstance)
        RT_CALLBACK("EVT_WDF_WMI_INSTANCE_SET_INSTANCE", PASSIVE_LEVEL, instance, i->config.EvtWmiInstanceSetInstance, handle, size, buffer);
    rt_memory_free(buffer, size);
}

static void ask_below(struct rt_wdf_object *o)
{
    for (struct rt_wdf_object *c = o->child, *next; c; c = next) {
        next = c->next;
        if (c->kind == WDF_WMI_PROVIDER)
            ask_below(c);
        else if (c->kind == WDF_WMI_INSTANCE && ((struct instance *)c)->registered)
            ask((struct instance *)c);
    }
}

void rt_wdf_wmi_ask(struct rt_wdf_device *d) { ask_below(&d->object); }
