/*
 * Configuration (empty, but for an intermediate driver's UpperBindings), device objects for control from user mode, versions and
 * the log. A scenario opens each device that the driver registered, sends it some control codes, and closes it.
 */
#include "../io/io.h"
#include "ndis.h"

/* ---- configuration --------------------------------------------------------------------------------------------------- */

struct configuration {
    NDIS_HANDLE of; /* adapter or registration */
    NDIS_CONFIGURATION_PARAMETER parameter; /* what was read, until it is closed */
    PWSTR upper;
    USHORT size;
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenconfigurationex */
RT_EXPORT NDIS_STATUS NdisOpenConfigurationEx(PNDIS_CONFIGURATION_OBJECT ConfigObject, PNDIS_HANDLE ConfigurationHandle)
{
    RT_DDI(NdisOpenConfigurationEx, (NDIS_STATUS)NDIS_STATUS_FAILURE, ConfigObject, ConfigurationHandle);
    *ConfigurationHandle = NULL;
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    struct configuration *c = *ConfigurationHandle = rt_block_new_zeroed(RT_CONFIGURATION, sizeof *c, 0);
    c->of = ConfigObject->NdisHandle;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscloseconfiguration */
RT_EXPORT VOID NdisCloseConfiguration(NDIS_HANDLE ConfigurationHandle)
{
    RT_DDI_VOID(NdisCloseConfiguration, ConfigurationHandle);
    struct rt_block *b = rt_block_of(ConfigurationHandle, RT_CONFIGURATION);
    if (!b)
        rt_report("run-contract", "NdisCloseConfiguration is called with a handle that is not that of a configuration.");
    else {
        rt_memory_drop(((struct configuration *)b->memory)->upper);
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}

/* Where an intermediate driver reads which virtual miniports there are to be over the binding. */
static bool read_upper_bindings(struct configuration *c, PCUNICODE_STRING keyword)
{
    const NDIS_STRING upper = rt_string(L"UpperBindings");
    struct rt_adapter *a = rt_ndis()->adapters;
    while (a && a != c->of)
        a = a->next;
    if (!a || a->layer != &rt_protocol_layer || !a->driver->associated || keyword->Length != upper.Length || __builtin_memcmp(keyword->Buffer, upper.Buffer, upper.Length) != 0)
        return false;
    if (!c->upper)
        c->upper = rt_im_upper_bindings(a, &c->size);
    c->parameter.ParameterType = NdisParameterMultiString;
    c->parameter.ParameterData.StringData = (NDIS_STRING){.Length = c->size, .MaximumLength = c->size, .Buffer = c->upper};
    return true;
}

/* There is nothing else in it. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreadconfiguration */
RT_EXPORT VOID NdisReadConfiguration(PNDIS_STATUS Status, PNDIS_CONFIGURATION_PARAMETER *ParameterValue, NDIS_HANDLE ConfigurationHandle,
                                     PNDIS_STRING Keyword, NDIS_PARAMETER_TYPE ParameterType)
{
    RT_DDI_VOID(NdisReadConfiguration, Status, ParameterValue, ConfigurationHandle, Keyword, ParameterType);
    struct rt_block *b = rt_block_of(ConfigurationHandle, RT_CONFIGURATION);
    bool found = b && read_upper_bindings(b->memory, Keyword);
    *ParameterValue = found ? &((struct configuration *)b->memory)->parameter : NULL;
    *Status = found ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteconfiguration */
RT_EXPORT VOID NdisWriteConfiguration(PNDIS_STATUS Status, NDIS_HANDLE ConfigurationHandle, PNDIS_STRING Keyword, PNDIS_CONFIGURATION_PARAMETER ParameterValue)
{
    RT_DDI_VOID(NdisWriteConfiguration, Status, ConfigurationHandle, Keyword, ParameterValue);
    rt_not_simulated("NdisWriteConfiguration: what is written");
    *Status = NDIS_STATUS_SUCCESS;
    RT_RETURN_VOID();
}

/* No other address is configured. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreadnetworkaddress */
RT_EXPORT VOID NdisReadNetworkAddress(PNDIS_STATUS Status, PVOID *NetworkAddress, PUINT NetworkAddressLength, NDIS_HANDLE ConfigurationHandle)
{
    RT_DDI_VOID(NdisReadNetworkAddress, Status, NetworkAddress, NetworkAddressLength, ConfigurationHandle);
    *NetworkAddress = NULL;
    *NetworkAddressLength = 0;
    *Status = NDIS_STATUS_FAILURE;
    RT_RETURN_VOID();
}

/* ---- version, log ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetversion */
RT_EXPORT UINT NdisGetVersion(VOID)
{
    RT_DDI0(NdisGetVersion, (UINT)0);
    RT_RETURN((UINT)0x00060055); /* 6.85 */
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteerrorlogentry */
RT_EXPORT VOID NdisWriteErrorLogEntry(NDIS_HANDLE NdisHandle, NDIS_ERROR_CODE ErrorCode, ULONG NumberOfErrorValues, ...)
{
    RT_DDI_VOID(NdisWriteErrorLogEntry, NdisHandle, ErrorCode, NumberOfErrorValues);
    rt_not_simulated("NdisWriteErrorLogEntry: the log");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiswriteeventlogentry */
RT_EXPORT NDIS_STATUS NdisWriteEventLogEntry(PVOID LogHandle, NDIS_STATUS EventCode, ULONG UniqueEventValue, USHORT NumStrings, PVOID StringsList, ULONG DataSize, PVOID Data)
{
    RT_DDI(NdisWriteEventLogEntry, (NDIS_STATUS)NDIS_STATUS_SUCCESS, LogHandle, EventCode, UniqueEventValue, NumStrings, StringsList, DataSize, Data);
    rt_not_simulated("NdisWriteEventLogEntry: the log");
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* ---- device objects ------------------------------------------------------------------------------------------------------- */

struct rt_device {
    struct rt_device *next;
    DEVICE_OBJECT *object;
    PVOID extension;
    SIZE_T extension_size;
    PDRIVER_DISPATCH handlers[IRP_MJ_MAXIMUM_FUNCTION + 1];
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisregisterdeviceex */
RT_EXPORT NDIS_STATUS NdisRegisterDeviceEx(NDIS_HANDLE NdisHandle, PNDIS_DEVICE_OBJECT_ATTRIBUTES DeviceObjectAttributes, PDEVICE_OBJECT *pDeviceObject,
                                           PNDIS_HANDLE NdisDeviceHandle)
{
    RT_DDI(NdisRegisterDeviceEx, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisHandle, DeviceObjectAttributes, pDeviceObject, NdisDeviceHandle);
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    RT_NOT_SIMULATED(DeviceObjectAttributes->DefaultSDDLString, "NdisRegisterDeviceEx: DefaultSDDLString");
    struct rt_device *d = rt_block_new_zeroed(RT_DEVICE, sizeof *d, 0);
    d->object = rt_fresh_zeroed(sizeof *d->object);
    d->extension_size = DeviceObjectAttributes->ExtensionSize;
    d->extension = rt_fresh_zeroed(d->extension_size);
    d->object->Type = 3;
    d->object->Size = sizeof *d->object;
    d->object->DeviceExtension = d->extension;
    d->object->StackSize = 1;
    rt_copy(d->handlers, DeviceObjectAttributes->MajorFunctions, sizeof d->handlers);
    d->next = rt_ndis()->devices;
    rt_ndis()->devices = d;
    *pDeviceObject = d->object;
    *NdisDeviceHandle = d;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisderegisterdeviceex */
RT_EXPORT VOID NdisDeregisterDeviceEx(NDIS_HANDLE NdisDeviceHandle)
{
    RT_DDI_VOID(NdisDeregisterDeviceEx, NdisDeviceHandle);
    struct rt_block *b = rt_block_of(NdisDeviceHandle, RT_DEVICE);
    struct rt_device **at = &rt_ndis()->devices, *d = b ? b->memory : NULL;
    if (!b) {
        rt_report("run-contract", "NdisDeregisterDeviceEx is called with a handle that is not that of a device.");
        RT_RETURN_VOID();
    }
    while (*at != d)
        at = &(*at)->next;
    *at = d->next;
    rt_memory_free(d->extension, d->extension_size);
    rt_memory_free(d->object, sizeof *d->object);
    rt_block_free(b);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetdevicereservedextension */
RT_EXPORT PVOID NdisGetDeviceReservedExtension(PDEVICE_OBJECT DeviceObject)
{
    RT_DDI(NdisGetDeviceReservedExtension, (PVOID)NULL, DeviceObject);
    RT_RETURN(DeviceObject->DeviceExtension);
}

void rt_devices_use(void)
{
    for (struct rt_device *d = rt_ndis()->devices, *next; d; d = next) {
        next = d->next;
        rt_device_use(d->object, d->handlers, &rt_ndis()->random);
    }
    rt_created_devices_use(&rt_ndis()->random);
}
