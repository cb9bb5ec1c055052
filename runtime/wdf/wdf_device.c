/* Devices: what can be asked of them and set. */
#include "wdf_host.h"

const void *rt_wdf_instance(const struct rt_wdf_device *d) { return d && !d->init.control && !d->init.child ? d : NULL; }

static DEVICE_OBJECT *new_object(DRIVER_OBJECT *driver)
{
    DEVICE_OBJECT *o = rt_fresh_zeroed(sizeof *o);
    o->Type = 3;
    o->Size = sizeof *o;
    o->DriverObject = driver;
    o->StackSize = 2;
    return o;
}

struct rt_wdf_device *rt_wdf_device_new(uint32_t number, struct rt_wdf_object *parent)
{
    struct rt_wdf *w = rt_wdf();
    struct rt_wdf_device *d = rt_wdf_new_own(WDF_DEVICE, sizeof *d, NULL, parent);
    d->object.release = rt_wdf_device_release;
    d->number = number;
    d->next = w->devices;
    w->devices = d;
    return d;
}

void rt_wdf_device_made(struct rt_wdf_device *d)
{
    d->object.fixed = !d->init.control && !d->init.child;
    d->lock.passive = rt_wdf_is_passive(&d->object);
    d->object_of_io = new_object(rt_wdf()->object);
    d->object_of_io->DeviceType = d->init.type;
    d->object_of_io->Characteristics = d->init.characteristics;
    d->object_of_io->Flags = d->init.read_write == WdfDeviceIoDirect ? DO_DIRECT_IO : d->init.read_write == WdfDeviceIoBuffered ? DO_BUFFERED_IO : 0;
    d->lower = new_object(NULL);
    d->physical = new_object(NULL);
    d->target = rt_wdf_target_new(d);
    d->raw = rt_wdf_new_own(WDF_RESOURCES, sizeof *d->raw, NULL, &d->object);
    d->translated = rt_wdf_new_own(WDF_RESOURCES, sizeof *d->translated, NULL, &d->object);
    d->raw->fixed = d->translated->fixed = true;
}

void rt_wdf_device_release(struct rt_wdf_object *o)
{
    struct rt_wdf_device *d = (struct rt_wdf_device *)o, **at = &rt_wdf()->devices;
    while (*at && *at != d)
        at = &(*at)->next;
    if (*at)
        *at = d->next;
    rt_memory_free(d->object_of_io, sizeof *d->object_of_io);
    rt_memory_free(d->lower, sizeof *d->lower);
    rt_memory_free(d->physical, sizeof *d->physical);
    rt_memory_free(d->name.Buffer, d->name.MaximumLength);
    rt_wdf_ids_free(d->init.ids);
    rt_wdf_children_release(d);
}

/* ---- what belongs to it ------------------------------------------------------------------------------------------- */

#define ASKS(type, name, value)                                                                                        \
    RT_EXPORT type name(WDFDEVICE Device)                                                                              \
    {                                                                                                                  \
        RT_DDI(name, (type)0, Device);                                                                                 \
        struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, #name);                                                \
        RT_RETURN((type)(d ? (value) : 0));                                                                            \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicegetdriver and its neighbours */
ASKS(WDFDRIVER, WdfDeviceGetDriver, (ULONG_PTR)rt_wdf()->driver)
ASKS(WDFQUEUE, WdfDeviceGetDefaultQueue, (ULONG_PTR)d->default_queue)
ASKS(WDFIOTARGET, WdfDeviceGetIoTarget, (ULONG_PTR)d->target)
ASKS(PDEVICE_OBJECT, WdfDeviceWdmGetDeviceObject, (ULONG_PTR)d->object_of_io)
ASKS(PDEVICE_OBJECT, WdfDeviceWdmGetAttachedDevice, (ULONG_PTR)d->lower)
ASKS(PDEVICE_OBJECT, WdfDeviceWdmGetPhysicalDevice, (ULONG_PTR)d->physical)
ASKS(ULONG, WdfDeviceGetAlignmentRequirement, d->object_of_io->AlignmentRequirement)
ASKS(ULONG, WdfDeviceGetCharacteristics, d->object_of_io->Characteristics)
ASKS(POWER_ACTION, WdfDeviceGetSystemPowerAction, PowerActionNone * d->made)
ASKS(WDF_DEVICE_POWER_STATE, WdfDeviceGetDevicePowerState, d->state == DEVICE_WORKING ? WdfDevStatePowerD0 : WdfDevStatePowerStopped)
ASKS(WDF_DEVICE_PNP_STATE, WdfDeviceGetDevicePnpState, d->state == DEVICE_WORKING ? WdfDevStatePnpStarted : WdfDevStatePnpInit)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfwdmdevicegetwdfdevicehandle */
RT_EXPORT WDFDEVICE WdfWdmDeviceGetWdfDeviceHandle(PDEVICE_OBJECT DeviceObject)
{
    RT_DDI(WdfWdmDeviceGetWdfDeviceHandle, (WDFDEVICE)NULL, DeviceObject);
    struct rt_wdf_device *d = rt_wdf()->devices;
    while (d && d->object_of_io != DeviceObject)
        d = d->next;
    RT_RETURN((WDFDEVICE)(void *)d);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicegetfileobject */
RT_EXPORT WDFFILEOBJECT WdfDeviceGetFileObject(WDFDEVICE Device, PFILE_OBJECT FileObject)
{
    RT_DDI(WdfDeviceGetFileObject, (WDFFILEOBJECT)NULL, Device, FileObject);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceGetFileObject");
    for (struct rt_wdf_object *o = d ? d->object.child : NULL; o; o = o->next)
        if (o->kind == WDF_FILE && &((struct rt_wdf_file *)o)->file == FileObject)
            RT_RETURN((WDFFILEOBJECT)(void *)o);
    RT_RETURN((WDFFILEOBJECT)NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcontrol/nf-wdfcontrol-wdfcontrolfinishinitializing */
RT_EXPORT VOID WdfControlFinishInitializing(WDFDEVICE Device)
{
    RT_DDI_VOID(WdfControlFinishInitializing, Device);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfControlFinishInitializing");
    if (d && !d->init.control)
        rt_report("run-contract", "WdfControlFinishInitializing is called for a device that is no control device.");
    else if (d)
        d->finished = true;
    RT_RETURN_VOID();
}

/* ---- taken and ignored, but for the handle --------------------------------------------------------------------------- */

#define TAKES(name, type, argument, text)                                                                              \
    RT_EXPORT VOID name(WDFDEVICE Device, type argument)                                                               \
    {                                                                                                                  \
        RT_DDI_VOID(name, Device, argument);                                                                           \
        if (rt_wdf_of(Device, WDF_DEVICE, #name))                                                                      \
            rt_not_simulated(#name ": " text);                                                                         \
        RT_RETURN_VOID();                                                                                              \
    }
#define TAKES_STATUS(name, type, argument, text)                                                                       \
    RT_EXPORT NTSTATUS name(WDFDEVICE Device, type argument)                                                           \
    {                                                                                                                  \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, argument);                                                 \
        NTSTATUS status = STATUS_INVALID_PARAMETER;                                                                    \
        if (!rt_wdf_of(Device, WDF_DEVICE, #name) || RT_WDF_FAILS(&status))                                            \
            RT_RETURN(status);                                                                                         \
        rt_not_simulated(#name ": " text);                                                                             \
        RT_RETURN((NTSTATUS)STATUS_SUCCESS);                                                                           \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetpnpcapabilities and its neighbours */
TAKES(WdfDeviceSetPnpCapabilities, PWDF_DEVICE_PNP_CAPABILITIES, PnpCapabilities, "capabilities")
TAKES(WdfDeviceSetPowerCapabilities, PWDF_DEVICE_POWER_CAPABILITIES, PowerCapabilities, "capabilities")
TAKES(WdfDeviceSetDeviceState, PWDF_DEVICE_STATE, DeviceState, "the state that the device reports")
TAKES(WdfDeviceSetStaticStopRemove, BOOLEAN, Stoppable, "Stoppable")
TAKES(WdfDeviceSetBusInformationForChildren, PPNP_BUS_INFORMATION, BusInformation, "children")
TAKES(WdfDeviceSetFailed, WDF_DEVICE_FAILED_ACTION, FailedAction, "the device is not restarted or removed")
TAKES_STATUS(WdfDeviceAssignS0IdleSettings, PWDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, Settings, "idle devices stay in D0")
TAKES_STATUS(WdfDeviceAssignSxWakeSettings, PWDF_DEVICE_POWER_POLICY_WAKE_SETTINGS, Settings, "wake-up")
TAKES_STATUS(WdfDeviceCreateSymbolicLink, PCUNICODE_STRING, SymbolicLinkName, "the link; the device is opened without a name")
TAKES_STATUS(WdfDeviceAssignMofResourceName, PCUNICODE_STRING, MofResourceName, "WMI")
TAKES_STATUS(WdfDeviceIndicateWakeStatus, NTSTATUS, WaitWakeStatus, "wake-up")
TAKES_STATUS(WdfDeviceAddQueryInterface, PWDF_QUERY_INTERFACE_CONFIG, InterfaceConfig, "drivers that ask for the interface")

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetalignmentrequirement */
RT_EXPORT VOID WdfDeviceSetAlignmentRequirement(WDFDEVICE Device, ULONG AlignmentRequirement)
{
    RT_DDI_VOID(WdfDeviceSetAlignmentRequirement, Device, AlignmentRequirement);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceSetAlignmentRequirement");
    if (d)
        d->object_of_io->AlignmentRequirement = AlignmentRequirement;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetcharacteristics */
RT_EXPORT VOID WdfDeviceSetCharacteristics(WDFDEVICE Device, ULONG DeviceCharacteristics)
{
    RT_DDI_VOID(WdfDeviceSetCharacteristics, Device, DeviceCharacteristics);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceSetCharacteristics");
    if (d)
        d->object_of_io->Characteristics = DeviceCharacteristics;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetspecialfilesupport */
RT_EXPORT VOID WdfDeviceSetSpecialFileSupport(WDFDEVICE Device, WDF_SPECIAL_FILE_TYPE FileType, BOOLEAN FileTypeIsSupported)
{
    RT_DDI_VOID(WdfDeviceSetSpecialFileSupport, Device, FileType, FileTypeIsSupported);
    if (rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceSetSpecialFileSupport"))
        rt_not_simulated("WdfDeviceSetSpecialFileSupport: special files");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicegetdevicestate */
RT_EXPORT VOID WdfDeviceGetDeviceState(WDFDEVICE Device, PWDF_DEVICE_STATE DeviceState)
{
    RT_DDI_VOID(WdfDeviceGetDeviceState, Device, DeviceState);
    WDF_DEVICE_STATE_INIT(DeviceState);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicecreatedeviceinterface */
RT_EXPORT NTSTATUS WdfDeviceCreateDeviceInterface(WDFDEVICE Device, const GUID *InterfaceClassGUID, PCUNICODE_STRING ReferenceString)
{
    RT_DDI(WdfDeviceCreateDeviceInterface, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, InterfaceClassGUID, ReferenceString);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceCreateDeviceInterface") && !RT_WDF_FAILS(&status))
        status = STATUS_SUCCESS;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicesetdeviceinterfacestate */
RT_EXPORT VOID WdfDeviceSetDeviceInterfaceState(WDFDEVICE Device, const GUID *InterfaceClassGUID, PCUNICODE_STRING ReferenceString, BOOLEAN IsInterfaceEnabled)
{
    RT_DDI_VOID(WdfDeviceSetDeviceInterfaceState, Device, InterfaceClassGUID, ReferenceString, IsInterfaceEnabled);
    if (rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceSetDeviceInterfaceState"))
        RT_NOT_SIMULATED(!IsInterfaceEnabled, "WdfDeviceSetDeviceInterfaceState: IsInterfaceEnabled; the device is opened all the same");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceretrievedeviceinterfacestring */
RT_EXPORT NTSTATUS WdfDeviceRetrieveDeviceInterfaceString(WDFDEVICE Device, const GUID *InterfaceClassGUID, PCUNICODE_STRING ReferenceString, WDFSTRING String)
{
    RT_DDI(WdfDeviceRetrieveDeviceInterfaceString, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, InterfaceClassGUID, ReferenceString, String);
    rt_not_simulated("WdfDeviceRetrieveDeviceInterfaceString: names of interfaces");
    RT_RETURN((NTSTATUS)STATUS_NOT_FOUND);
}

/* The device is always in D0 while it works.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidle and its neighbours */
static NTSTATUS stop_idle(WDFDEVICE handle, BOOLEAN wait, const char *name)
{
    struct rt_wdf_device *d = rt_wdf_of(handle, WDF_DEVICE, name);
    if (!d)
        return STATUS_INVALID_PARAMETER;
    if (wait)
        rt_may_wait(name);
    if (d->state != DEVICE_WORKING)
        return wait ? STATUS_POWER_STATE_INVALID : STATUS_PENDING;
    d->stop_idle++;
    return STATUS_SUCCESS;
}

static void resume_idle(WDFDEVICE handle, const char *name)
{
    struct rt_wdf_device *d = rt_wdf_of(handle, WDF_DEVICE, name);
    if (d && !d->stop_idle)
        rt_report("run-contract", "%s is called more often than WdfDeviceStopIdle has succeeded.", name);
    else if (d)
        d->stop_idle--;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidle */
RT_EXPORT NTSTATUS WdfDeviceStopIdle(WDFDEVICE Device, BOOLEAN WaitForD0)
{
    RT_DDI(WdfDeviceStopIdle, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, WaitForD0);
    RT_RETURN(stop_idle(Device, WaitForD0, "WdfDeviceStopIdle"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidlewithtag */
RT_EXPORT NTSTATUS WdfDeviceStopIdleWithTag(WDFDEVICE Device, BOOLEAN WaitForD0, PVOID Tag)
{
    RT_DDI(WdfDeviceStopIdleWithTag, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, WaitForD0, Tag);
    RT_RETURN(stop_idle(Device, WaitForD0, "WdfDeviceStopIdleWithTag"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidle */
RT_EXPORT VOID WdfDeviceResumeIdle(WDFDEVICE Device)
{
    RT_DDI_VOID(WdfDeviceResumeIdle, Device);
    resume_idle(Device, "WdfDeviceResumeIdle");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidlewithtag */
RT_EXPORT VOID WdfDeviceResumeIdleWithTag(WDFDEVICE Device, PVOID Tag)
{
    RT_DDI_VOID(WdfDeviceResumeIdleWithTag, Device, Tag);
    resume_idle(Device, "WdfDeviceResumeIdleWithTag");
    RT_RETURN_VOID();
}

/* ---- properties: a name, else nothing ------------------------------------------------------------------------------------ */

static const WCHAR property[] = L"ddicheck";

static NTSTATUS query_property(ULONG size, PVOID buffer, PULONG needed)
{
    *needed = sizeof property;
    if (size < sizeof property)
        return STATUS_BUFFER_TOO_SMALL;
    rt_copy(buffer, property, sizeof property);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicequeryproperty */
RT_EXPORT NTSTATUS WdfDeviceQueryProperty(WDFDEVICE Device, DEVICE_REGISTRY_PROPERTY DeviceProperty, ULONG BufferLength, PVOID PropertyBuffer, PULONG ResultLength)
{
    RT_DDI(WdfDeviceQueryProperty, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, DeviceProperty, BufferLength, PropertyBuffer, ResultLength);
    if (!rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceQueryProperty"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_RETURN(query_property(BufferLength, PropertyBuffer, ResultLength));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceallocandqueryproperty */
RT_EXPORT NTSTATUS WdfDeviceAllocAndQueryProperty(WDFDEVICE Device, DEVICE_REGISTRY_PROPERTY DeviceProperty, POOL_TYPE PoolType, PWDF_OBJECT_ATTRIBUTES PropertyMemoryAttributes,
                                                  WDFMEMORY *PropertyMemory)
{
    RT_DDI(WdfDeviceAllocAndQueryProperty, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, DeviceProperty, PoolType, PropertyMemoryAttributes, PropertyMemory);
    if (!rt_wdf_of(Device, WDF_DEVICE, "WdfDeviceAllocAndQueryProperty"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_RETURN(rt_wdf_memory_of(property, sizeof property, PropertyMemoryAttributes, rt_wdf()->driver, PropertyMemory));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetallocandquerytargetproperty */
RT_EXPORT NTSTATUS WdfIoTargetAllocAndQueryTargetProperty(WDFIOTARGET IoTarget, DEVICE_REGISTRY_PROPERTY DeviceProperty, POOL_TYPE PoolType,
                                                          PWDF_OBJECT_ATTRIBUTES PropertyMemoryAttributes, WDFMEMORY *PropertyMemory)
{
    RT_DDI(WdfIoTargetAllocAndQueryTargetProperty, (NTSTATUS)STATUS_UNSUCCESSFUL, IoTarget, DeviceProperty, PoolType, PropertyMemoryAttributes, PropertyMemory);
    struct rt_wdf_target *t = rt_wdf_of(IoTarget, WDF_TARGET, "WdfIoTargetAllocAndQueryTargetProperty");
    if (!t)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    RT_RETURN(rt_wdf_memory_of(property, sizeof property, PropertyMemoryAttributes, &t->object, PropertyMemory));
}

/* Of the device that is to be. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdoinitqueryproperty */
RT_EXPORT NTSTATUS WdfFdoInitQueryProperty(PWDFDEVICE_INIT DeviceInit, DEVICE_REGISTRY_PROPERTY DeviceProperty, ULONG BufferLength, PVOID PropertyBuffer, PULONG ResultLength)
{
    RT_DDI(WdfFdoInitQueryProperty, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, DeviceProperty, BufferLength, PropertyBuffer, ResultLength);
    RT_RETURN(query_property(BufferLength, PropertyBuffer, ResultLength));
}

/* Interfaces that count nobody. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfqueryinterface/nf-wdfqueryinterface-wdfdeviceinterfacereferencenoop and its neighbour */
RT_EXPORT VOID WdfDeviceInterfaceReferenceNoOp(PVOID Context)
{
    RT_DDI_VOID(WdfDeviceInterfaceReferenceNoOp, Context);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfqueryinterface/nf-wdfqueryinterface-wdfdeviceinterfacedereferencenoop */
RT_EXPORT VOID WdfDeviceInterfaceDereferenceNoOp(PVOID Context)
{
    RT_DDI_VOID(WdfDeviceInterfaceDereferenceNoOp, Context);
    RT_RETURN_VOID();
}

/* ---- file objects -------------------------------------------------------------------------------------------------------- */

#define ASKS_FILE(type, name, value)                                                                                   \
    RT_EXPORT type name(WDFFILEOBJECT FileObject)                                                                      \
    {                                                                                                                  \
        RT_DDI(name, (type)0, FileObject);                                                                             \
        struct rt_wdf_file *f = rt_wdf_of(FileObject, WDF_FILE, #name);                                                \
        RT_RETURN((type)(f ? (value) : 0));                                                                            \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffileobject/nf-wdffileobject-wdffileobjectgetdevice and its neighbours */
ASKS_FILE(WDFDEVICE, WdfFileObjectGetDevice, (ULONG_PTR)f->object.device)
ASKS_FILE(PUNICODE_STRING, WdfFileObjectGetFileName, (ULONG_PTR)&f->name)
ASKS_FILE(ULONG, WdfFileObjectGetFlags, f->file.Flags)
ASKS_FILE(PFILE_OBJECT, WdfFileObjectWdmGetFileObject, (ULONG_PTR)&f->file)

/* ---- resources: none ------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfresource/nf-wdfresource-wdfcmresourcelistgetcount */
RT_EXPORT ULONG WdfCmResourceListGetCount(WDFCMRESLIST List)
{
    RT_DDI(WdfCmResourceListGetCount, (ULONG)0, List);
    if (rt_wdf_of(List, WDF_RESOURCES, "WdfCmResourceListGetCount"))
        rt_not_simulated("hardware resources: the lists are empty");
    RT_RETURN((ULONG)0);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfresource/nf-wdfresource-wdfcmresourcelistgetdescriptor */
RT_EXPORT PCM_PARTIAL_RESOURCE_DESCRIPTOR WdfCmResourceListGetDescriptor(WDFCMRESLIST List, ULONG Index)
{
    RT_DDI(WdfCmResourceListGetDescriptor, (PCM_PARTIAL_RESOURCE_DESCRIPTOR)NULL, List, Index);
    RT_RETURN((PCM_PARTIAL_RESOURCE_DESCRIPTOR)NULL);
}
