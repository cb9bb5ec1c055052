/* What a bus driver asks for before a child's device is made: its identifiers, texts, callbacks. */
#include "wdf_host.h"

struct rt_wdf_text {
    struct rt_wdf_text *next;
    const char *what; /* the DDI that gave it */
    USHORT size;
    WCHAR text[];
};

void rt_wdf_ids_free(struct rt_wdf_text *ids)
{
    for (struct rt_wdf_text *next; ids; ids = next) {
        next = ids->next;
        rt_memory_drop(ids);
    }
}

/* The structure of a child; that of another device is reported. */
static PWDFDEVICE_INIT child_of(PWDFDEVICE_INIT i, const char *name)
{
    i = rt_wdf_init_of(i, name);
    if (!i || i->child)
        return i;
    rt_report("run-contract", "%s is called with the structure of a device that is no child of a bus.", name);
    return NULL;
}

/* `once`: a second one takes the place of the first. */
static NTSTATUS keep(PWDFDEVICE_INIT init, PCUNICODE_STRING text, bool once, const char *name)
{
    PWDFDEVICE_INIT i = child_of(init, name);
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    if (!i)
        return status;
    if (!text || !text->Length || !text->Buffer) {
        rt_report("run-contract", "%s is called with an empty string.", name);
        return STATUS_INVALID_PARAMETER;
    }
    if (RT_WDF_FAILS(&status))
        return status;
    struct rt_wdf_text *made = rt_memory_new_zeroed(sizeof *made + text->Length), **at = &i->ids;
    made->what = name;
    made->size = text->Length;
    rt_copy(made->text, text->Buffer, text->Length);
    while (*at && !(once && (*at)->what == name))
        at = &(*at)->next;
    if (*at) {
        struct rt_wdf_text *old = *at;
        made->next = old->next;
        rt_memory_drop(old);
    }
    *at = made;
    return STATUS_SUCCESS;
}

#define KEEPS(name, once)                                                                                              \
    RT_EXPORT NTSTATUS name(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING Id)                                           \
    {                                                                                                                  \
        static const char own[] = #name;                                                                               \
        RT_DDI(name, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, Id);                                                   \
        RT_RETURN(keep(DeviceInit, Id, once, own));                                                                    \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitassigndeviceid and its neighbours */
KEEPS(WdfPdoInitAssignDeviceID, true)
KEEPS(WdfPdoInitAssignInstanceID, true)
KEEPS(WdfPdoInitAssignContainerID, true)
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitaddhardwareid and its neighbour */
KEEPS(WdfPdoInitAddHardwareID, false)
KEEPS(WdfPdoInitAddCompatibleID, false)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitadddevicetext */
RT_EXPORT NTSTATUS WdfPdoInitAddDeviceText(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING DeviceDescription, PCUNICODE_STRING DeviceLocation, LCID LocaleId)
{
    RT_DDI(WdfPdoInitAddDeviceText, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, DeviceDescription, DeviceLocation, LocaleId);
    NTSTATUS status = keep(DeviceInit, DeviceDescription, false, "WdfPdoInitAddDeviceText");
    RT_RETURN(NT_SUCCESS(status) ? keep(DeviceInit, DeviceLocation, false, "WdfPdoInitAddDeviceText") : status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitsetdefaultlocale */
RT_EXPORT VOID WdfPdoInitSetDefaultLocale(PWDFDEVICE_INIT DeviceInit, LCID LocaleId)
{
    RT_DDI_VOID(WdfPdoInitSetDefaultLocale, DeviceInit, LocaleId);
    child_of(DeviceInit, "WdfPdoInitSetDefaultLocale");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitseteventcallbacks */
RT_EXPORT VOID WdfPdoInitSetEventCallbacks(PWDFDEVICE_INIT DeviceInit, PWDF_PDO_EVENT_CALLBACKS DispatchTable)
{
    RT_DDI_VOID(WdfPdoInitSetEventCallbacks, DeviceInit, DispatchTable);
    PWDFDEVICE_INIT i = child_of(DeviceInit, "WdfPdoInitSetEventCallbacks");
    if (i)
        i->pdo = *DispatchTable;
    RT_NOT_SIMULATED(DispatchTable->EvtDeviceResourcesQuery || DispatchTable->EvtDeviceResourceRequirementsQuery || DispatchTable->EvtDeviceSetLock ||
                         DispatchTable->EvtDeviceEnableWakeAtBus || DispatchTable->EvtDeviceDisableWakeAtBus,
                     "WdfPdoInitSetEventCallbacks: resources, locks and wake-up");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitassignrawdevice */
RT_EXPORT NTSTATUS WdfPdoInitAssignRawDevice(PWDFDEVICE_INIT DeviceInit, const GUID *DeviceClassGuid)
{
    RT_DDI(WdfPdoInitAssignRawDevice, (NTSTATUS)STATUS_UNSUCCESSFUL, DeviceInit, DeviceClassGuid);
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    if (child_of(DeviceInit, "WdfPdoInitAssignRawDevice") && !RT_WDF_FAILS(&status))
        status = STATUS_SUCCESS;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoinitallowforwardingrequesttoparent */
RT_EXPORT VOID WdfPdoInitAllowForwardingRequestToParent(PWDFDEVICE_INIT DeviceInit)
{
    RT_DDI_VOID(WdfPdoInitAllowForwardingRequestToParent, DeviceInit);
    child_of(DeviceInit, "WdfPdoInitAllowForwardingRequestToParent");
    RT_RETURN_VOID();
}
