/* Device objects that a driver makes itself, symbolic links, and the I/O manager's work items. */
#include "io.h"
#include <wdmsec.h>

/* Who may open a device; nobody is refused here. https://learn.microsoft.com/windows-hardware/drivers/kernel/sddl-for-device-objects */
#define SDDL(name, text) RT_EXPORT const UNICODE_STRING SDDL_DEVOBJ_##name = {sizeof(text) - sizeof(WCHAR), sizeof(text), (PWSTR)text}
SDDL(KERNEL_ONLY, L"D:P");
SDDL(SYS_ALL, L"D:P(A;;GA;;;SY)");
SDDL(SYS_ALL_ADM_ALL, L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");
SDDL(SYS_ALL_ADM_RX, L"D:P(A;;GA;;;SY)(A;;GRGX;;;BA)");
SDDL(SYS_ALL_ADM_RWX_WORLD_R, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)");
SDDL(SYS_ALL_ADM_RWX_WORLD_R_RES_R, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)(A;;GR;;;RC)");
SDDL(SYS_ALL_ADM_RWX_WORLD_RW_RES_R, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGW;;;WD)(A;;GR;;;RC)");
SDDL(SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGWGX;;;WD)(A;;GRGWGX;;;RC)");

struct device {
    DEVICE_OBJECT object;
    SIZE_T extension_size;
};

struct rt_io *rt_io(void)
{
    struct rt *rt = rt_get();
    if (!rt->io) {
        rt->io = rt_memory_new_zeroed(sizeof *rt->io);
        rt_random_seed(&rt->io->random, rt->options.seed);
    }
    return rt->io;
}

static NTSTATUS create(PDRIVER_OBJECT driver, ULONG extension_size, DEVICE_TYPE type, ULONG characteristics, PDEVICE_OBJECT *out)
{
    if (rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    struct device *d = rt_block_new_zeroed(RT_DEVICE, sizeof *d, 0);
    d->extension_size = extension_size;
    d->object.Type = 3;
    d->object.Size = sizeof d->object;
    d->object.DriverObject = driver;
    d->object.DeviceType = type;
    d->object.Characteristics = characteristics;
    d->object.Flags = DO_DEVICE_INITIALIZING;
    d->object.StackSize = 1;
    d->object.DeviceExtension = extension_size ? rt_fresh_zeroed(extension_size) : NULL;
    d->object.NextDevice = driver->DeviceObject;
    driver->DeviceObject = &d->object;
    *out = &d->object;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatedevice */
RT_EXPORT NTSTATUS IoCreateDevice(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize, PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType, ULONG DeviceCharacteristics,
                                  BOOLEAN Exclusive, PDEVICE_OBJECT *DeviceObject)
{
    RT_DDI(IoCreateDevice, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, DriverObject, DeviceExtensionSize, DeviceName, DeviceType, DeviceCharacteristics, Exclusive, DeviceObject);
    RT_RETURN(create(DriverObject, DeviceExtensionSize, DeviceType, DeviceCharacteristics, DeviceObject));
}

/* Nobody is refused here, whatever the SDDL string says. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdmsec/nf-wdmsec-wdmlibiocreatedevicesecure */
RT_EXPORT NTSTATUS IoCreateDeviceSecure(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize, PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType,
                                        ULONG DeviceCharacteristics, BOOLEAN Exclusive, PCUNICODE_STRING DefaultSDDLString, LPCGUID DeviceClassGuid,
                                        PDEVICE_OBJECT *DeviceObject)
{
    RT_DDI(IoCreateDeviceSecure, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, DriverObject, DeviceExtensionSize, DeviceName, DeviceType, DeviceCharacteristics,
           Exclusive, DefaultSDDLString, DeviceClassGuid, DeviceObject);
    rt_not_simulated("IoCreateDeviceSecure: DefaultSDDLString");
    RT_RETURN(create(DriverObject, DeviceExtensionSize, DeviceType, DeviceCharacteristics, DeviceObject));
}

/* No program is one of 32 bits. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iois32bitprocess */
RT_EXPORT BOOLEAN IoIs32bitProcess(PIRP Irp)
{
    RT_DDI(IoIs32bitProcess, (BOOLEAN)FALSE, Irp);
    RT_RETURN((BOOLEAN)FALSE);
}

/* All programs are the one that PsGetCurrentProcessId names. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogetrequestorprocessid */
RT_EXPORT ULONG IoGetRequestorProcessId(PIRP Irp)
{
    RT_DDI(IoGetRequestorProcessId, (ULONG)0, Irp);
    RT_RETURN((ULONG)(ULONG_PTR)PsGetCurrentProcessId());
}

/* ---- stacks of devices --------------------------------------------------------------------------------------------- */

/* On top of the stack that the target is in. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioattachdevicetodevicestack */
RT_EXPORT PDEVICE_OBJECT IoAttachDeviceToDeviceStack(PDEVICE_OBJECT SourceDevice, PDEVICE_OBJECT TargetDevice)
{
    RT_DDI(IoAttachDeviceToDeviceStack, (PDEVICE_OBJECT)NULL, SourceDevice, TargetDevice);
    PDEVICE_OBJECT top = TargetDevice;
    while (top->AttachedDevice)
        top = top->AttachedDevice;
    if (top == SourceDevice) {
        rt_report("run-contract", "IoAttachDeviceToDeviceStack is called for a device that is the top of that stack already.");
        RT_RETURN((PDEVICE_OBJECT)NULL);
    }
    if (rt_fails()) /* as where the target is being removed */
        RT_RETURN((PDEVICE_OBJECT)NULL);
    top->AttachedDevice = SourceDevice;
    SourceDevice->StackSize = (CCHAR)(top->StackSize + 1);
    SourceDevice->AlignmentRequirement = top->AlignmentRequirement;
    SourceDevice->SectorSize = top->SectorSize;
    RT_RETURN(top);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodetachdevice */
RT_EXPORT VOID IoDetachDevice(PDEVICE_OBJECT TargetDevice)
{
    RT_DDI_VOID(IoDetachDevice, TargetDevice);
    if (!TargetDevice->AttachedDevice)
        rt_report("run-contract", "IoDetachDevice is called for a device to which none is attached.");
    TargetDevice->AttachedDevice = NULL;
    RT_RETURN_VOID();
}

/* Whether it is attached to a device that the driver made. */
static bool is_attached(const DEVICE_OBJECT *device)
{
    for (const struct rt_block *b = rt_get()->blocks; b; b = b->next)
        if (b->kind == RT_DEVICE && b->size == sizeof(struct device) && ((const struct device *)b->memory)->object.AttachedDevice == device)
            return true;
    return false;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodeletedevice */
RT_EXPORT VOID IoDeleteDevice(PDEVICE_OBJECT DeviceObject)
{
    RT_DDI_VOID(IoDeleteDevice, DeviceObject);
    struct rt_block *b = rt_block_of(DeviceObject, RT_DEVICE);
    if (!b || b->size != sizeof(struct device))
        rt_report("run-contract", "IoDeleteDevice is called with an address that is not that of a device object of IoCreateDevice.");
    else {
        if (DeviceObject->AttachedDevice || is_attached(DeviceObject))
            rt_report("run-contract", "IoDeleteDevice is called for a device that is still attached%s.", DeviceObject->AttachedDevice ? " to" : "");
        PDEVICE_OBJECT *at = &DeviceObject->DriverObject->DeviceObject;
        while (*at && *at != DeviceObject)
            at = &(*at)->NextDevice;
        if (*at)
            *at = DeviceObject->NextDevice;
        rt_memory_free(DeviceObject->DeviceExtension, ((struct device *)b->memory)->extension_size);
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}

void rt_created_devices_use(struct rt_random *random)
{
    enum { DEVICES_MAX = 16 };
    PDEVICE_OBJECT devices[DEVICES_MAX];
    uint32_t count = 0;
    for (struct rt_block *b = rt_get()->blocks; b && count < DEVICES_MAX; b = b->next)
        if (b->kind == RT_DEVICE && b->size == sizeof(struct device))
            devices[count++] = b->memory;
    for (uint32_t i = 0; i < count; i++)
        if (rt_block_of(devices[i], RT_DEVICE) && devices[i]->DriverObject->MajorFunction[IRP_MJ_CREATE])
            rt_device_use(devices[i], devices[i]->DriverObject->MajorFunction, random);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatesymboliclink */
RT_EXPORT NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING SymbolicLinkName, PUNICODE_STRING DeviceName)
{
    RT_DDI(IoCreateSymbolicLink, (NTSTATUS)STATUS_UNSUCCESSFUL, SymbolicLinkName, DeviceName);
    RT_RETURN((NTSTATUS)(rt_fails() ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodeletesymboliclink */
RT_EXPORT NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING SymbolicLinkName)
{
    RT_DDI(IoDeleteSymbolicLink, (NTSTATUS)STATUS_UNSUCCESSFUL, SymbolicLinkName);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* ---- work items ------------------------------------------------------------------------------------------------------ */

struct item {
    struct rt_work work;
    PDEVICE_OBJECT device;
    PIO_WORKITEM_ROUTINE routine;
    PVOID context;
};

static void run(struct rt_work *w)
{
    struct item *i = (struct item *)(void *)w;
    RT_CALLBACK_VOID("IO_WORKITEM_ROUTINE", PASSIVE_LEVEL, NULL, i->routine, i->device, i->context); /* may free it */
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateworkitem */
RT_EXPORT PIO_WORKITEM IoAllocateWorkItem(PDEVICE_OBJECT DeviceObject)
{
    RT_DDI(IoAllocateWorkItem, (PIO_WORKITEM)NULL, DeviceObject);
    if (rt_fails())
        RT_RETURN((PIO_WORKITEM)NULL);
    struct item *i = rt_block_new_zeroed(RT_WORK_ITEM, sizeof *i, 0);
    i->work.run = run;
    i->device = DeviceObject;
    RT_RETURN((PIO_WORKITEM)(void *)i);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioqueueworkitem */
RT_EXPORT VOID IoQueueWorkItem(PIO_WORKITEM IoWorkItem, PIO_WORKITEM_ROUTINE WorkerRoutine, WORK_QUEUE_TYPE QueueType, PVOID Context)
{
    RT_DDI_VOID(IoQueueWorkItem, IoWorkItem, WorkerRoutine, QueueType, Context);
    struct rt_block *b = rt_block_of(IoWorkItem, RT_WORK_ITEM);
    struct item *i = b ? b->memory : NULL;
    if (!i)
        rt_report("run-contract", "IoQueueWorkItem is called with an address that is not that of a work item: it was freed already, or never allocated.");
    else if (i->work.queued)
        rt_report("run-contract", "IoQueueWorkItem is called for a work item that is queued already.");
    else {
        i->routine = WorkerRoutine;
        i->context = Context;
        rt_work_queue(&i->work);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreeworkitem */
RT_EXPORT VOID IoFreeWorkItem(PIO_WORKITEM IoWorkItem)
{
    RT_DDI_VOID(IoFreeWorkItem, IoWorkItem);
    struct rt_block *b = rt_block_of(IoWorkItem, RT_WORK_ITEM);
    if (!b)
        rt_report("run-contract", "IoFreeWorkItem is called with an address that is not that of a work item: it was freed already, or never allocated.");
    else {
        if (((struct item *)b->memory)->work.queued) {
            rt_report("run-contract", "IoFreeWorkItem is called for a work item that is queued.");
            rt_work_cancel(b->memory);
        }
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}
