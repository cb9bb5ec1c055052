/* Children: iterated over, added by the driver itself, asked about and given up by it. */
#include "wdf_bus.h"

/* ---- iteration ------------------------------------------------------------------------------------------------------- */

static void freeze(struct rt_wdf_bus *b) { b->iterations++; }

static void thaw(struct rt_wdf_bus *b, const char *name, const char *first)
{
    if (!b || !b->iterations)
        rt_report("run-contract", "%s is called without %s.", name, first);
    else if (!--b->iterations)
        rt_wdf_bus_changed(b);
}

static bool is_wanted(const struct rt_wdf_child *c, ULONG flags)
{
    return flags & (c->missing ? WdfRetrieveMissingChildren : c->device && c->device->state != DEVICE_ADDED ? WdfRetrievePresentChildren : WdfRetrievePendingChildren);
}

WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS rt_wdf_child_status(const struct rt_wdf_child *c)
{
    return c->device ? WdfChildListRetrieveDeviceSuccess : WdfChildListRetrieveDeviceNotYetCreated;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistbeginiteration */
RT_EXPORT VOID WdfChildListBeginIteration(WDFCHILDLIST ChildList, PWDF_CHILD_LIST_ITERATOR Iterator)
{
    RT_DDI_VOID(WdfChildListBeginIteration, ChildList, Iterator);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListBeginIteration");
    if (l)
        freeze(l->object.device->bus);
    RT_RETURN_VOID();
}

/* The iterator keeps the child that it stands at. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistretrievenextdevice */
RT_EXPORT NTSTATUS WdfChildListRetrieveNextDevice(WDFCHILDLIST ChildList, PWDF_CHILD_LIST_ITERATOR Iterator, WDFDEVICE *Device, PWDF_CHILD_RETRIEVE_INFO Info)
{
    RT_DDI(WdfChildListRetrieveNextDevice, (NTSTATUS)STATUS_UNSUCCESSFUL, ChildList, Iterator, Device, Info);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListRetrieveNextDevice");
    if (!l)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (!l->object.device->bus->iterations) {
        rt_report("run-contract", "WdfChildListRetrieveNextDevice is called without WdfChildListBeginIteration.");
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_STATE);
    }
    struct rt_wdf_child *c = Iterator->Reserved[0] ? ((struct rt_wdf_child *)Iterator->Reserved[0])->next : l->object.device->bus->children;
    while (c && (c->list != l || !is_wanted(c, Iterator->Flags)))
        c = c->next;
    *Device = (WDFDEVICE)(void *)(c ? c->device : NULL);
    if (!c)
        RT_RETURN((NTSTATUS)STATUS_NO_MORE_ENTRIES);
    Iterator->Reserved[0] = c;
    if (Info) {
        Info->Status = rt_wdf_child_status(c);
        if (Info->IdentificationDescription)
            rt_wdf_child_identify(l, c, Info->IdentificationDescription);
        if (Info->AddressDescription)
            rt_wdf_child_locate(l, c, Info->AddressDescription);
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistenditeration */
RT_EXPORT VOID WdfChildListEndIteration(WDFCHILDLIST ChildList, PWDF_CHILD_LIST_ITERATOR Iterator)
{
    RT_DDI_VOID(WdfChildListEndIteration, ChildList, Iterator);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListEndIteration");
    if (l)
        thaw(l->object.device->bus, "WdfChildListEndIteration", "WdfChildListBeginIteration");
    RT_RETURN_VOID();
}

/* ---- static children ---------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdoaddstaticchild */
RT_EXPORT NTSTATUS WdfFdoAddStaticChild(WDFDEVICE Fdo, WDFDEVICE Child)
{
    RT_DDI(WdfFdoAddStaticChild, (NTSTATUS)STATUS_UNSUCCESSFUL, Fdo, Child);
    struct rt_wdf_device *d = rt_wdf_of(Fdo, WDF_DEVICE, "WdfFdoAddStaticChild"), *child = rt_wdf_of(Child, WDF_DEVICE, "WdfFdoAddStaticChild");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!d || !child)
        RT_RETURN(status);
    if (!child->init.child || child->init.parent != d || child->entry) {
        rt_report("run-contract", "WdfFdoAddStaticChild is called for a device that %s.",
                  child->entry ? "is on a list already" : "was not made from the structure that WdfPdoInitAllocate gives for this parent");
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_STATE);
    }
    if (RT_WDF_FAILS(&status))
        RT_RETURN(status);
    struct rt_wdf_child *c = rt_memory_new_zeroed(sizeof *c), **at = &rt_wdf_bus_of(d)->children;
    rt_wdf_child_made(c, child);
    while (*at)
        at = &(*at)->next;
    *at = c;
    rt_wdf_bus_changed(d->bus);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdolockstaticchildlistforiteration */
RT_EXPORT VOID WdfFdoLockStaticChildListForIteration(WDFDEVICE Fdo)
{
    RT_DDI_VOID(WdfFdoLockStaticChildListForIteration, Fdo);
    struct rt_wdf_device *d = rt_wdf_of(Fdo, WDF_DEVICE, "WdfFdoLockStaticChildListForIteration");
    if (d)
        freeze(rt_wdf_bus_of(d));
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdounlockstaticchildlistfromiteration */
RT_EXPORT VOID WdfFdoUnlockStaticChildListFromIteration(WDFDEVICE Fdo)
{
    RT_DDI_VOID(WdfFdoUnlockStaticChildListFromIteration, Fdo);
    struct rt_wdf_device *d = rt_wdf_of(Fdo, WDF_DEVICE, "WdfFdoUnlockStaticChildListFromIteration");
    if (d)
        thaw(d->bus, "WdfFdoUnlockStaticChildListFromIteration", "WdfFdoLockStaticChildListForIteration");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdoretrievenextstaticchild */
RT_EXPORT WDFDEVICE WdfFdoRetrieveNextStaticChild(WDFDEVICE Fdo, WDFDEVICE PreviousChild, ULONG Flags)
{
    RT_DDI(WdfFdoRetrieveNextStaticChild, (WDFDEVICE)NULL, Fdo, PreviousChild, Flags);
    struct rt_wdf_device *d = rt_wdf_of(Fdo, WDF_DEVICE, "WdfFdoRetrieveNextStaticChild");
    struct rt_wdf_device *p = PreviousChild ? rt_wdf_of(PreviousChild, WDF_DEVICE, "WdfFdoRetrieveNextStaticChild") : NULL;
    if (!d || !d->bus || !d->bus->iterations) {
        rt_report("run-contract", "WdfFdoRetrieveNextStaticChild is called without WdfFdoLockStaticChildListForIteration.");
        RT_RETURN((WDFDEVICE)NULL);
    }
    struct rt_wdf_child *c = p && p->entry ? p->entry->next : d->bus->children;
    while (c && (c->list || !is_wanted(c, Flags)))
        c = c->next;
    RT_RETURN((WDFDEVICE)(void *)(c ? c->device : NULL));
}

/* ---- a child ---------------------------------------------------------------------------------------------------------------- */

static struct rt_wdf_child *child_of(WDFDEVICE handle, const char *name)
{
    struct rt_wdf_device *d = rt_wdf_of(handle, WDF_DEVICE, name);
    if (d && !d->init.child)
        rt_report("run-contract", "%s is called for a device that is no child.", name);
    return d ? d->entry : NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdogetparent */
RT_EXPORT WDFDEVICE WdfPdoGetParent(WDFDEVICE Device)
{
    RT_DDI(WdfPdoGetParent, (WDFDEVICE)NULL, Device);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfPdoGetParent");
    RT_RETURN((WDFDEVICE)(void *)(d ? d->init.parent : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdomarkmissing */
RT_EXPORT NTSTATUS WdfPdoMarkMissing(WDFDEVICE Device)
{
    RT_DDI(WdfPdoMarkMissing, (NTSTATUS)STATUS_UNSUCCESSFUL, Device);
    struct rt_wdf_child *c = child_of(Device, "WdfPdoMarkMissing");
    if (!c || c->missing)
        RT_RETURN((NTSTATUS)STATUS_NO_SUCH_DEVICE);
    rt_wdf_child_missing(c, c->device->init.parent->bus);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdorequesteject */
RT_EXPORT VOID WdfPdoRequestEject(WDFDEVICE Device)
{
    RT_DDI_VOID(WdfPdoRequestEject, Device);
    struct rt_wdf_child *c = child_of(Device, "WdfPdoRequestEject");
    if (c && !c->missing) {
        c->eject = true;
        rt_wdf_child_missing(c, c->device->init.parent->bus);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfpdo/nf-wdfpdo-wdfpdoretrieveidentificationdescription */
RT_EXPORT NTSTATUS WdfPdoRetrieveIdentificationDescription(WDFDEVICE Device, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER IdentificationDescription)
{
    RT_DDI(WdfPdoRetrieveIdentificationDescription, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, IdentificationDescription);
    struct rt_wdf_child *c = child_of(Device, "WdfPdoRetrieveIdentificationDescription");
    if (!c || !c->list)
        RT_RETURN((NTSTATUS)STATUS_INVALID_DEVICE_REQUEST);
    rt_wdf_child_identify(c->list, c, IdentificationDescription);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
