/*
 * Configuration (empty, unless the scenario says otherwise), device objects for control from user mode, versions and
 * the log. A scenario opens each device that the driver registered, sends it some control codes, and closes it.
 */
#include "ndis.h"

/* ---- configuration --------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenconfigurationex */
RT_EXPORT NDIS_STATUS NdisOpenConfigurationEx(PNDIS_CONFIGURATION_OBJECT ConfigObject, PNDIS_HANDLE ConfigurationHandle)
{
    RT_DDI(NdisOpenConfigurationEx, (NDIS_STATUS)NDIS_STATUS_FAILURE, ConfigObject, ConfigurationHandle);
    *ConfigurationHandle = NULL;
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    *ConfigurationHandle = rt_block_new_zeroed(RT_CONFIGURATION, 16, 0);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscloseconfiguration */
RT_EXPORT VOID NdisCloseConfiguration(NDIS_HANDLE ConfigurationHandle)
{
    RT_DDI_VOID(NdisCloseConfiguration, ConfigurationHandle);
    struct rt_block *b = rt_block_of(ConfigurationHandle, RT_CONFIGURATION);
    if (!b)
        rt_report("run-contract", "NdisCloseConfiguration is called with a handle that is not that of a configuration.");
    else
        rt_block_free(b);
    RT_RETURN_VOID();
}

/* There is nothing in it. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreadconfiguration */
RT_EXPORT VOID NdisReadConfiguration(PNDIS_STATUS Status, PNDIS_CONFIGURATION_PARAMETER *ParameterValue, NDIS_HANDLE ConfigurationHandle,
                                     PNDIS_STRING Keyword, NDIS_PARAMETER_TYPE ParameterType)
{
    RT_DDI_VOID(NdisReadConfiguration, Status, ParameterValue, ConfigurationHandle, Keyword, ParameterType);
    *ParameterValue = NULL;
    *Status = NDIS_STATUS_FAILURE;
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

/* ---- requests of user mode ---------------------------------------------------------------------------------------------------- */

struct request {
    IRP irp;
    IO_STACK_LOCATION stack[2];
    FILE_OBJECT file;
    bool completed;
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocompleterequest */
RT_EXPORT VOID IoCompleteRequest(PIRP Irp, CCHAR PriorityBoost)
{
    RT_DDI_VOID(IoCompleteRequest, Irp, PriorityBoost);
    struct rt_block *b = rt_block_of(Irp, RT_OTHER);
    struct request *r = b ? b->memory : NULL;
    if (!r)
        rt_report("run-contract", "IoCompleteRequest is called with an address that is not that of an IRP: it was completed already, or never sent.");
    else if (r->completed)
        rt_report("run-contract", "IoCompleteRequest is called for an IRP that was completed already.");
    else {
        if (Irp->IoStatus.Status == STATUS_PENDING)
            rt_report("run-contract", "An IRP is completed with STATUS_PENDING.");
        r->completed = true;
        rt_wake(&r->completed);
    }
    RT_RETURN_VOID();
}

static void send(struct rt_device *d, UCHAR major, ULONG code, PVOID buffer, ULONG in, ULONG out)
{
    PDRIVER_DISPATCH handler = d->handlers[major];
    if (!handler)
        return;
    struct request *r = rt_block_new_zeroed(RT_OTHER, sizeof *r, 0);
    rt_block_of(r, RT_OTHER)->place = NULL;
    PIO_STACK_LOCATION s = &r->stack[0];
    r->irp.Type = 6;
    r->irp.Size = sizeof r->irp + sizeof r->stack;
    r->irp.StackCount = 1;
    r->irp.CurrentLocation = 1;
    r->irp.AssociatedIrp.SystemBuffer = buffer;
    r->irp.Tail.Overlay.CurrentStackLocation = s;
    s->MajorFunction = major;
    s->DeviceObject = d->object;
    s->FileObject = &r->file;
    r->file.Type = 5;
    r->file.DeviceObject = d->object;
    if (major == IRP_MJ_DEVICE_CONTROL) {
        s->Parameters.DeviceIoControl.IoControlCode = code;
        s->Parameters.DeviceIoControl.InputBufferLength = in;
        s->Parameters.DeviceIoControl.OutputBufferLength = out;
    }
    NTSTATUS status = RT_CALLBACK("DRIVER_DISPATCH", PASSIVE_LEVEL, NULL, handler, d->object, &r->irp);
    uint64_t patience = rt_deadline_in(60 * 1000 * RT_MILLISECOND);
    while (status == STATUS_PENDING && !r->completed)
        if (!rt_wait(&r->completed, patience, "an IRP") && !r->completed)
            return; /* it may pend for ever: that is a driver's right for some */
    if (!r->completed)
        rt_report("run-contract", "A dispatch routine returns 0x%08X and has not completed the IRP.", (unsigned)status);
    rt_block_free(rt_block_of(r, RT_OTHER));
}

void rt_devices_use(void)
{
    for (struct rt_device *d = rt_ndis()->devices, *next; d; d = next) {
        ULONG size = 64 + rt_random_below(&rt_ndis()->random, 512);
        PVOID buffer = rt_fresh_zeroed(size);
        next = d->next;
        send(d, IRP_MJ_CREATE, 0, NULL, 0, 0);
        for (ULONG i = 0; i < 16; i++)
            send(d, IRP_MJ_DEVICE_CONTROL, CTL_CODE(FILE_DEVICE_NETWORK, i, METHOD_BUFFERED, FILE_ANY_ACCESS), buffer, size, size);
        send(d, IRP_MJ_CLEANUP, 0, NULL, 0, 0);
        send(d, IRP_MJ_CLOSE, 0, NULL, 0, 0);
        rt_memory_free(buffer, size);
    }
}
