/* WDFDEVICE_INIT: what a driver asks for before its device is made. */
#include "wdf_host.h"

PWDFDEVICE_INIT rt_wdf_init_new(struct rt_wdf_device *d)
{
    PWDFDEVICE_INIT i = rt_block_new_zeroed(RT_OTHER, sizeof *i, 0);
    i->device = d;
    i->read_write = i->controls = WdfDeviceIoBuffered;
    i->type = FILE_DEVICE_UNKNOWN;
    if (d) /* the framework's, not the driver's */
        rt_block_of(i, RT_OTHER)->place = NULL;
    return i;
}

PWDFDEVICE_INIT rt_wdf_init_of(PWDFDEVICE_INIT i, const char *name)
{
    struct rt_block *b = rt_block_of(i, RT_OTHER);
    if (b && b->size == sizeof *i)
        return i;
    rt_report("run-contract", "%s is called with a device initialization structure that %s.", name, i ? "was taken over by WdfDeviceCreate, or freed" : "is NULL");
    return NULL;
}

void rt_wdf_init_free(PWDFDEVICE_INIT i)
{
    rt_memory_free(i->name.Buffer, i->name.MaximumLength);
    rt_wdf_ids_free(i->ids);
    rt_block_free(rt_block_of(i, RT_OTHER));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcontrol/nf-wdfcontrol-wdfcontroldeviceinitallocate */
RT_EXPORT PWDFDEVICE_INIT WdfControlDeviceInitAllocate(WDFDRIVER Driver, const UNICODE_STRING *SDDLString)
{
    RT_DDI(WdfControlDeviceInitAllocate, (PWDFDEVICE_INIT)NULL, Driver, SDDLString);
    if (!rt_wdf_of(Driver, WDF_DRIVER, "WdfControlDeviceInitAllocate") || rt_fails())
        RT_RETURN((PWDFDEVICE_INIT)NULL);
    PWDFDEVICE_INIT i = rt_wdf_init_new(NULL);
    i->control = true;
    RT_RETURN(i);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitallocate */
RT_EXPORT PWDFDEVICE_INIT WdfPdoInitAllocate(WDFDEVICE ParentDevice)
{
    RT_DDI(WdfPdoInitAllocate, (PWDFDEVICE_INIT)NULL, ParentDevice);
    struct rt_wdf_device *d = rt_wdf_of(ParentDevice, WDF_DEVICE, "WdfPdoInitAllocate");
    if (!d || rt_fails())
        RT_RETURN((PWDFDEVICE_INIT)NULL);
    PWDFDEVICE_INIT i = rt_wdf_init_new(NULL);
    i->child = true;
    i->parent = d;
    RT_RETURN(i);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitfree */
RT_EXPORT VOID WdfDeviceInitFree(PWDFDEVICE_INIT DeviceInit)
{
    RT_DDI_VOID(WdfDeviceInitFree, DeviceInit);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitFree");
    if (i && (i->device || i->entry))
        rt_report("run-contract", "WdfDeviceInitFree is called for the structure that %s was handed.", i->device ? "EvtDriverDeviceAdd" : "EvtChildListCreateDevice");
    else if (i)
        rt_wdf_init_free(i);
    RT_RETURN_VOID();
}

/* ---- what is asked for ---------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitassignname */
RT_EXPORT NTSTATUS WdfDeviceInitAssignName(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING DeviceName)
{
    RT_DDI(WdfDeviceInitAssignName, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, DeviceName);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitAssignName");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!i || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    rt_memory_free(i->name.Buffer, i->name.MaximumLength);
    i->name = (UNICODE_STRING){0};
    if (DeviceName && DeviceName->Length) {
        i->name.Buffer = rt_memory_new_zeroed(DeviceName->Length + sizeof(WCHAR));
        i->name.Length = DeviceName->Length;
        i->name.MaximumLength = (USHORT)(DeviceName->Length + sizeof(WCHAR));
        rt_copy(i->name.Buffer, DeviceName->Buffer, DeviceName->Length);
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitassignsddlstring */
RT_EXPORT NTSTATUS WdfDeviceInitAssignSDDLString(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING SDDLString)
{
    RT_DDI(WdfDeviceInitAssignSDDLString, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, SDDLString);
    rt_not_simulated("WdfDeviceInitAssignSDDLString: who may open the device");
    RT_RETURN((NTSTATUS)(rt_wdf_init_of(DeviceInit, "WdfDeviceInitAssignSDDLString") ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER));
}

/* Sets one thing. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitsetiotype and its neighbours */
#define SETS(name, type, argument, statement)                                                                          \
    RT_EXPORT VOID name(PWDFDEVICE_INIT DeviceInit, type argument)                                                     \
    {                                                                                                                  \
        RT_DDI_VOID(name, DeviceInit, argument);                                                                       \
        PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, #name);                                                                \
        if (i) {                                                                                                       \
            statement;                                                                                                 \
        }                                                                                                              \
        RT_RETURN_VOID();                                                                                              \
    }
SETS(WdfDeviceInitSetIoType, WDF_DEVICE_IO_TYPE, IoType, i->read_write = IoType)
SETS(WdfDeviceInitSetIoTypeEx, PWDF_IO_TYPE_CONFIG, IoTypeConfig, i->read_write = IoTypeConfig->ReadWriteIoType; i->controls = IoTypeConfig->DeviceControlIoType)
SETS(WdfDeviceInitSetDeviceType, DEVICE_TYPE, DeviceType, i->type = DeviceType)
SETS(WdfDeviceInitSetExclusive, BOOLEAN, IsExclusive, i->exclusive = IsExclusive)
SETS(WdfDeviceInitSetDeviceClass, const GUID *, DeviceClassGuid, (void)DeviceClassGuid)
SETS(WdfDeviceInitSetPnpPowerEventCallbacks, PWDF_PNPPOWER_EVENT_CALLBACKS, Callbacks, i->pnp = *Callbacks)
SETS(WdfDeviceInitSetPowerPolicyEventCallbacks, PWDF_POWER_POLICY_EVENT_CALLBACKS, Callbacks, i->policy = *Callbacks;
     rt_not_simulated("WdfDeviceInitSetPowerPolicyEventCallbacks: wake-up"))
SETS(WdfDeviceInitSetPowerPolicyOwnership, BOOLEAN, IsPowerPolicyOwner, (void)IsPowerPolicyOwner)
SETS(WdfDeviceInitSetIoInCallerContextCallback, PFN_WDF_IO_IN_CALLER_CONTEXT, EvtIoInCallerContext, i->in_caller_context = EvtIoInCallerContext)
SETS(WdfDeviceInitSetRemoveLockOptions, PWDF_REMOVE_LOCK_OPTIONS, Options, (void)Options)
SETS(WdfDeviceInitSetReleaseHardwareOrderOnFailure, WDF_RELEASE_HARDWARE_ORDER_ON_FAILURE, Order, (void)Order)

#define MARKS(name, statement)                                                                                         \
    RT_EXPORT VOID name(PWDFDEVICE_INIT DeviceInit)                                                                    \
    {                                                                                                                  \
        RT_DDI_VOID(name, DeviceInit);                                                                                 \
        PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, #name);                                                                \
        if (i)                                                                                                         \
            statement;                                                                                                 \
        RT_RETURN_VOID();                                                                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdoinitsetfilter and its neighbours */
MARKS(WdfFdoInitSetFilter, i->filter = true)
MARKS(WdfDeviceInitSetPowerPageable, (void)i)
MARKS(WdfDeviceInitSetPowerNotPageable, (void)i)
MARKS(WdfDeviceInitSetPowerInrush, (void)i)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitsetcharacteristics */
RT_EXPORT VOID WdfDeviceInitSetCharacteristics(PWDFDEVICE_INIT DeviceInit, ULONG DeviceCharacteristics, BOOLEAN OrInValues)
{
    RT_DDI_VOID(WdfDeviceInitSetCharacteristics, DeviceInit, DeviceCharacteristics, OrInValues);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitSetCharacteristics");
    if (i)
        i->characteristics = DeviceCharacteristics | (OrInValues ? i->characteristics : 0);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitsetfileobjectconfig */
RT_EXPORT VOID WdfDeviceInitSetFileObjectConfig(PWDFDEVICE_INIT DeviceInit, PWDF_FILEOBJECT_CONFIG FileObjectConfig, PWDF_OBJECT_ATTRIBUTES FileObjectAttributes)
{
    RT_DDI_VOID(WdfDeviceInitSetFileObjectConfig, DeviceInit, FileObjectConfig, FileObjectAttributes);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitSetFileObjectConfig");
    if (i) {
        i->has_file = true;
        i->file = *FileObjectConfig;
        if (FileObjectAttributes)
            i->file_attributes = *FileObjectAttributes;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitsetrequestattributes */
RT_EXPORT VOID WdfDeviceInitSetRequestAttributes(PWDFDEVICE_INIT DeviceInit, PWDF_OBJECT_ATTRIBUTES RequestAttributes)
{
    RT_DDI_VOID(WdfDeviceInitSetRequestAttributes, DeviceInit, RequestAttributes);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitSetRequestAttributes");
    if (i && RequestAttributes) {
        i->has_request_attributes = true;
        i->request_attributes = *RequestAttributes;
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceinitassignwdmirppreprocesscallback */
RT_EXPORT NTSTATUS WdfDeviceInitAssignWdmIrpPreprocessCallback(PWDFDEVICE_INIT DeviceInit, PFN_WDFDEVICE_WDM_IRP_PREPROCESS EvtDeviceWdmIrpPreprocess, UCHAR MajorFunction,
                                                               PUCHAR MinorFunctions, ULONG NumMinorFunctions)
{
    RT_DDI(WdfDeviceInitAssignWdmIrpPreprocessCallback, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, EvtDeviceWdmIrpPreprocess, MajorFunction, MinorFunctions, NumMinorFunctions);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfDeviceInitAssignWdmIrpPreprocessCallback");
    if (!i || MajorFunction > IRP_MJ_MAXIMUM_FUNCTION)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    rt_not_simulated("WdfDeviceInitAssignWdmIrpPreprocessCallback: EvtDeviceWdmIrpPreprocess");
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfcontrol/nf-wdfcontrol-wdfcontroldeviceinitsetshutdownnotification */
RT_EXPORT VOID WdfControlDeviceInitSetShutdownNotification(PWDFDEVICE_INIT DeviceInit, PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION Notification, UCHAR Flags)
{
    RT_DDI_VOID(WdfControlDeviceInitSetShutdownNotification, DeviceInit, Notification, Flags);
    if (rt_wdf_init_of(DeviceInit, "WdfControlDeviceInitSetShutdownNotification"))
        rt_not_simulated("WdfControlDeviceInitSetShutdownNotification: shutdown");
    RT_RETURN_VOID();
}

/* ---- making it -------------------------------------------------------------------------------------------------------- */

/* Takes the attributes over: the object has been there before, so that the driver's callbacks have an instance. */
static NTSTATUS make(PWDFDEVICE_INIT i, const WDF_OBJECT_ATTRIBUTES *a, struct rt_wdf_device **out)
{
    NTSTATUS status = STATUS_INFO_LENGTH_MISMATCH;
    if (a && a->Size != sizeof *a) {
        rt_report("run-contract", "The WDF_OBJECT_ATTRIBUTES were not initialised: Size is %u.", (unsigned)a->Size);
        return status;
    }
    if (a && a->ParentObject && !i->control)
        return STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED;
    if (i->device && i->device->made)
        return STATUS_INVALID_DEVICE_STATE;
    if (i->control && !i->name.Length)
        rt_report("run-contract", "A control device has no name: nobody can open it.");
    if (RT_WDF_FAILS(&status))
        return status;
    struct rt_wdf_device *d = i->device ? i->device : rt_wdf_device_new(0, i->parent ? &i->parent->object : rt_wdf()->driver);
    d->init = *i;
    d->made = true;
    if (a) {
        d->object.level = a->ExecutionLevel;
        d->object.scope = a->SynchronizationScope;
        if (a->ContextTypeInfo || a->EvtCleanupCallback || a->EvtDestroyCallback)
            rt_wdf_add_context(&d->object, a, &status);
    }
    d->name = i->name;
    rt_wdf_device_made(d);
    rt_wdf_children_made(d);
    if (i->entry)
        rt_wdf_child_made(i->entry, d);
    *out = d;
    return STATUS_SUCCESS;
}

/* The monitor reads whose structure it was after the call: the driver's pointer is set to NULL behind that.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicecreate */
RT_EXPORT NTSTATUS WdfDeviceCreate(PWDFDEVICE_INIT *DeviceInit, PWDF_OBJECT_ATTRIBUTES DeviceAttributes, WDFDEVICE *Device)
{
    RT_DDI(WdfDeviceCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, DeviceAttributes, Device);
    PWDFDEVICE_INIT i = rt_wdf_init_of(*DeviceInit, "WdfDeviceCreate");
    struct rt_wdf_device *d = NULL;
    NTSTATUS status = i ? make(i, DeviceAttributes, &d) : STATUS_INVALID_PARAMETER;
    if (d)
        *Device = (WDFDEVICE)(void *)d;
    rt_leave(&rt_frame_, RT_WORD(status));
    if (d) {
        *DeviceInit = NULL;
        rt_block_free(rt_block_of(i, RT_OTHER));
    }
    return status;
}
