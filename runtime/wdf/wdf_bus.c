/*
 * Children of a device: lists of descriptions, from which the driver makes devices when it is asked to, and devices that it has made
 * itself (a static list).
 *
 *      reported, or added      -> a worker has the device made (EvtChildListCreateDevice), and starts it where its parent works
 *      missing                 -> the worker pulls it out
 *      its parent leaves D0    -> it does before; its parent is removed -> it is before
 *
 * While a list is iterated nothing of it changes: the worker comes again afterwards.
 */
#include "wdf_bus.h"

#define HANDLE_OF(l) ((WDFCHILDLIST)(void *)(l))

static void enumerate_later(struct rt_work *w);

struct rt_wdf_bus *rt_wdf_bus_of(struct rt_wdf_device *d)
{
    if (!d->bus) {
        d->bus = rt_memory_new_zeroed(sizeof *d->bus);
        d->bus->parent = d;
        d->bus->work.run = enumerate_later;
    }
    return d->bus;
}

/* ---- descriptions: copied byte by byte, or by the driver's callbacks -------------------------------------------- */

static bool same(struct rt_wdf_list *l, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER a, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER b)
{
    PFN_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_COMPARE compare = l->config.EvtChildListIdentificationDescriptionCompare;
    if (compare)
        return RT_CALLBACK("EVT_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_COMPARE", rt_irql(), rt_wdf_instance(l->object.device), compare, HANDLE_OF(l), a, b);
    return RtlCompareMemory(a, b, l->config.IdentificationDescriptionSize) == l->config.IdentificationDescriptionSize;
}

static NTSTATUS duplicate_identification(struct rt_wdf_list *l, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER from, struct rt_wdf_child *c)
{
    PFN_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_DUPLICATE duplicate = l->config.EvtChildListIdentificationDescriptionDuplicate;
    c->identification = rt_fresh_zeroed(l->config.IdentificationDescriptionSize);
    c->identification->IdentificationDescriptionSize = from->IdentificationDescriptionSize;
    if (duplicate)
        return RT_CALLBACK("EVT_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_DUPLICATE", rt_irql(), rt_wdf_instance(l->object.device), duplicate, HANDLE_OF(l), from,
                           c->identification);
    rt_copy(c->identification, from, l->config.IdentificationDescriptionSize);
    return STATUS_SUCCESS;
}

void rt_wdf_child_identify(struct rt_wdf_list *l, const struct rt_wdf_child *c, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER to)
{
    PFN_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_COPY copy = l->config.EvtChildListIdentificationDescriptionCopy;
    if (copy)
        RT_CALLBACK_VOID("EVT_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_COPY", rt_irql(), rt_wdf_instance(l->object.device), copy, HANDLE_OF(l), c->identification, to);
    else
        rt_copy(to, c->identification, l->config.IdentificationDescriptionSize);
}

static void clean_address(struct rt_wdf_list *l, struct rt_wdf_child *c)
{
    PFN_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_CLEANUP cleanup = l->config.EvtChildListAddressDescriptionCleanup;
    if (c->address && cleanup)
        RT_CALLBACK_VOID("EVT_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_CLEANUP", rt_irql(), rt_wdf_instance(l->object.device), cleanup, HANDLE_OF(l), c->address);
    rt_memory_drop(c->address);
    c->address = NULL;
}

static NTSTATUS duplicate_address(struct rt_wdf_list *l, PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER from, struct rt_wdf_child *c)
{
    PFN_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_DUPLICATE duplicate = l->config.EvtChildListAddressDescriptionDuplicate;
    clean_address(l, c);
    c->address = rt_fresh_zeroed(l->config.AddressDescriptionSize);
    c->address->AddressDescriptionSize = from->AddressDescriptionSize;
    if (duplicate)
        return RT_CALLBACK("EVT_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_DUPLICATE", rt_irql(), rt_wdf_instance(l->object.device), duplicate, HANDLE_OF(l), from, c->address);
    rt_copy(c->address, from, l->config.AddressDescriptionSize);
    return STATUS_SUCCESS;
}

void rt_wdf_child_locate(struct rt_wdf_list *l, const struct rt_wdf_child *c, PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER to)
{
    PFN_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_COPY copy = l->config.EvtChildListAddressDescriptionCopy;
    if (c->address && copy)
        RT_CALLBACK_VOID("EVT_WDF_CHILD_LIST_ADDRESS_DESCRIPTION_COPY", rt_irql(), rt_wdf_instance(l->object.device), copy, HANDLE_OF(l), c->address, to);
    else if (c->address)
        rt_copy(to, c->address, l->config.AddressDescriptionSize);
}

static void free_child(struct rt_wdf_child *c)
{
    struct rt_wdf_list *l = c->list;
    if (l) {
        PFN_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_CLEANUP cleanup = l->config.EvtChildListIdentificationDescriptionCleanup;
        clean_address(l, c);
        if (cleanup)
            RT_CALLBACK_VOID("EVT_WDF_CHILD_LIST_IDENTIFICATION_DESCRIPTION_CLEANUP", rt_irql(), rt_wdf_instance(l->object.device), cleanup, HANDLE_OF(l), c->identification);
        rt_memory_drop(c->identification);
    }
    rt_memory_drop(c);
}

/* ---- what plug and play does with them ------------------------------------------------------------------------------ */

static bool works(const struct rt_wdf_bus *b) { return !b->stopped && b->parent->state == DEVICE_WORKING; }

static void make(struct rt_wdf_bus *b, struct rt_wdf_child *c)
{
    PWDFDEVICE_INIT init = rt_wdf_init_new(NULL);
    rt_block_of(init, RT_OTHER)->place = NULL;
    init->child = true;
    init->parent = b->parent;
    init->entry = c;
    NTSTATUS status = RT_CALLBACK("EvtChildListCreateDevice", PASSIVE_LEVEL, rt_wdf_instance(b->parent), c->list->config.EvtChildListCreateDevice, HANDLE_OF(c->list),
                                  c->identification, init);
    if (!c->device)
        rt_wdf_init_free(init);
    if (NT_SUCCESS(status) && c->device)
        return;
    c->refused = true;
    if (NT_SUCCESS(status))
        rt_report("run-contract", "EvtChildListCreateDevice succeeds and has made no device.");
    else if (!rt_get()->faults_injected)
        rt_report("run-incomplete", "EvtChildListCreateDevice fails with 0x%08X although nothing failed that it called.", (unsigned)status);
    if (c->device)
        rt_wdf_remove_device(c->device, true);
    c->device = NULL;
}

void rt_wdf_child_made(struct rt_wdf_child *c, struct rt_wdf_device *d)
{
    c->device = d;
    d->entry = c;
    d->object.fixed = true; /* it goes by being missing */
}

static void take_out(struct rt_wdf_bus *b, struct rt_wdf_child *c, bool surprise)
{
    struct rt_wdf_child **at = &b->children;
    struct rt_wdf_device *d = c->device;
    if (d) {
        if (c->eject && d->init.pdo.EvtDeviceEject)
            RT_CALLBACK("EVT_WDF_DEVICE_EJECT", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.pdo.EvtDeviceEject, (WDFDEVICE)(void *)d);
        else if (surprise && d->init.pdo.EvtDeviceReportedMissing)
            RT_CALLBACK_VOID("EVT_WDF_DEVICE_REPORTED_MISSING", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.pdo.EvtDeviceReportedMissing, (WDFDEVICE)(void *)d);
        rt_wdf_remove_device(d, surprise && !c->eject);
    }
    while (*at != c)
        at = &(*at)->next;
    *at = c->next;
    free_child(c);
}

/* One thing that is to be done; false: nothing is. */
static bool do_one(struct rt_wdf_bus *b)
{
    for (struct rt_wdf_child *c = b->children; c && !b->iterations; c = c->next) {
        if (c->missing) {
            take_out(b, c, true);
            return true;
        }
        if (!works(b) || c->refused)
            continue;
        if (!c->device) {
            make(b, c);
            return true;
        }
        if (c->device->state == DEVICE_ADDED || c->device->state == DEVICE_PREPARED) {
            if (!NT_SUCCESS(rt_wdf_power_up(c->device)))
                c->refused = true;
            return true;
        }
    }
    return false;
}

static void enumerate(struct rt_wdf_bus *b)
{
    if (b->busy) {
        b->again = true;
        return;
    }
    b->busy = true;
    rt_happens_after(b);
    do {
        b->again = false;
        while (!b->stopped && do_one(b))
            ;
    } while (b->again && !b->stopped);
    rt_happens_before(b);
    b->busy = false;
    rt_wake(b);
}

static void enumerate_later(struct rt_work *w) { enumerate((struct rt_wdf_bus *)(void *)((char *)w - offsetof(struct rt_wdf_bus, work))); }

void rt_wdf_bus_changed(struct rt_wdf_bus *b)
{
    rt_happens_before(b);
    if (!b->stopped)
        rt_work_queue(&b->work);
}

static void stop(struct rt_wdf_bus *b)
{
    b->stopped = true;
    rt_work_cancel(&b->work);
    while (b->busy)
        rt_wait(b, RT_FOREVER, "children to be enumerated");
    rt_happens_after(b);
}

void rt_wdf_children_start(struct rt_wdf_device *d)
{
    struct rt_wdf_list *l = d->default_children;
    if (l && l->config.EvtChildListScanForChildren)
        RT_CALLBACK_VOID("EVT_WDF_CHILD_LIST_SCAN_FOR_CHILDREN", PASSIVE_LEVEL, rt_wdf_instance(d), l->config.EvtChildListScanForChildren, HANDLE_OF(l));
    if (!d->bus)
        return;
    d->bus->stopped = false;
    rt_wdf_bus_changed(d->bus);
}

void rt_wdf_children_stop(struct rt_wdf_device *d)
{
    if (!d->bus)
        return;
    stop(d->bus);
    for (struct rt_wdf_child *c = d->bus->children; c; c = c->next)
        if (c->device && c->device->state == DEVICE_WORKING)
            rt_wdf_power_down(c->device);
}

void rt_wdf_children_remove(struct rt_wdf_device *d, bool surprise)
{
    if (!d->bus)
        return;
    stop(d->bus);
    while (d->bus->children)
        take_out(d->bus, d->bus->children, surprise);
}

void rt_wdf_children_release(struct rt_wdf_device *d) { rt_memory_drop(d->bus); }

/* ---- lists ---------------------------------------------------------------------------------------------------------- */

static struct rt_wdf_list *list_new(struct rt_wdf_device *d, const WDF_CHILD_LIST_CONFIG *config, const WDF_OBJECT_ATTRIBUTES *a)
{
    struct rt_wdf_list *l = rt_wdf_new_own(WDF_CHILD_LIST, sizeof *l, a, &d->object);
    l->config = *config;
    l->object.fixed = true;
    rt_wdf_bus_of(d);
    return l;
}

void rt_wdf_children_made(struct rt_wdf_device *d)
{
    const struct WDFDEVICE_INIT *i = &d->init;
    if (i->children.Size)
        d->default_children = list_new(d, &i->children, i->children_attributes.Size ? &i->children_attributes : NULL);
}

static bool is_config(const WDF_CHILD_LIST_CONFIG *c)
{
    bool right = c->Size == sizeof *c && c->IdentificationDescriptionSize > sizeof(WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER) && c->EvtChildListCreateDevice;
    if (!right)
        rt_report("run-contract", "The WDF_CHILD_LIST_CONFIG was not initialised, or has no EvtChildListCreateDevice, or descriptions of a header alone.");
    return right;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdoinitsetdefaultchildlistconfig */
RT_EXPORT VOID WdfFdoInitSetDefaultChildListConfig(PWDFDEVICE_INIT DeviceInit, PWDF_CHILD_LIST_CONFIG Config, PWDF_OBJECT_ATTRIBUTES DefaultChildListAttributes)
{
    RT_DDI_VOID(WdfFdoInitSetDefaultChildListConfig, DeviceInit, Config, DefaultChildListAttributes);
    PWDFDEVICE_INIT i = rt_wdf_init_of(DeviceInit, "WdfFdoInitSetDefaultChildListConfig");
    if (i && (i->child || i->control))
        rt_report("run-contract", "WdfFdoInitSetDefaultChildListConfig is called for a device that is no function device.");
    else if (i && is_config(Config)) {
        i->children = *Config;
        i->children_attributes = DefaultChildListAttributes ? *DefaultChildListAttributes : (WDF_OBJECT_ATTRIBUTES){0};
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistcreate */
RT_EXPORT NTSTATUS WdfChildListCreate(WDFDEVICE Device, PWDF_CHILD_LIST_CONFIG Config, PWDF_OBJECT_ATTRIBUTES ChildListAttributes, WDFCHILDLIST *ChildList)
{
    RT_DDI(WdfChildListCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Config, ChildListAttributes, ChildList);
    struct rt_wdf_device *d = rt_wdf_of(Device, WDF_DEVICE, "WdfChildListCreate");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!d || !is_config(Config) || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    *ChildList = HANDLE_OF(list_new(d, Config, ChildListAttributes));
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdffdo/nf-wdffdo-wdffdogetdefaultchildlist */
RT_EXPORT WDFCHILDLIST WdfFdoGetDefaultChildList(WDFDEVICE Fdo)
{
    RT_DDI(WdfFdoGetDefaultChildList, (WDFCHILDLIST)NULL, Fdo);
    struct rt_wdf_device *d = rt_wdf_of(Fdo, WDF_DEVICE, "WdfFdoGetDefaultChildList");
    RT_RETURN(HANDLE_OF(d ? d->default_children : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistgetdevice */
RT_EXPORT WDFDEVICE WdfChildListGetDevice(WDFCHILDLIST ChildList)
{
    RT_DDI(WdfChildListGetDevice, (WDFDEVICE)NULL, ChildList);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListGetDevice");
    RT_RETURN((WDFDEVICE)(void *)(l ? l->object.device : NULL));
}

/* The child of this description; reports a description of another size. */
static struct rt_wdf_child *find(struct rt_wdf_list *l, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER which, NTSTATUS *status)
{
    *status = STATUS_INFO_LENGTH_MISMATCH;
    if (which->IdentificationDescriptionSize != l->config.IdentificationDescriptionSize) {
        rt_report("run-contract", "The identification description says that it has %u bytes; those of its list have %u.", (unsigned)which->IdentificationDescriptionSize,
                  (unsigned)l->config.IdentificationDescriptionSize);
        return NULL;
    }
    *status = STATUS_NO_SUCH_DEVICE;
    for (struct rt_wdf_child *c = l->object.device->bus->children; c; c = c->next)
        if (c->list == l && same(l, c->identification, which)) {
            *status = STATUS_SUCCESS;
            return c;
        }
    return NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistaddorupdatechilddescriptionaspresent */
RT_EXPORT NTSTATUS WdfChildListAddOrUpdateChildDescriptionAsPresent(WDFCHILDLIST ChildList, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER IdentificationDescription,
                                                                    PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER AddressDescription)
{
    RT_DDI(WdfChildListAddOrUpdateChildDescriptionAsPresent, (NTSTATUS)STATUS_UNSUCCESSFUL, ChildList, IdentificationDescription, AddressDescription);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListAddOrUpdateChildDescriptionAsPresent");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_child *c = l ? find(l, IdentificationDescription, &status) : NULL;
    if (!c && status != STATUS_NO_SUCH_DEVICE)
        RT_RETURN(status);
    if (c && !c->missing) {
        c->unseen = false;
        status = AddressDescription && l->config.AddressDescriptionSize ? duplicate_address(l, AddressDescription, c) : STATUS_SUCCESS;
        RT_RETURN((NTSTATUS)(NT_SUCCESS(status) ? STATUS_OBJECT_NAME_EXISTS : status));
    }
    if (RT_WDF_FAILS(&status))
        RT_RETURN(status);
    struct rt_wdf_child *made = rt_memory_new_zeroed(sizeof *made), **at = &l->object.device->bus->children;
    made->list = l;
    status = duplicate_identification(l, IdentificationDescription, made);
    if (NT_SUCCESS(status) && AddressDescription && l->config.AddressDescriptionSize)
        status = duplicate_address(l, AddressDescription, made);
    if (!NT_SUCCESS(status)) {
        rt_memory_drop(made->identification);
        rt_memory_drop(made->address);
        rt_memory_drop(made);
        RT_RETURN(status);
    }
    while (*at)
        at = &(*at)->next;
    *at = made;
    rt_wdf_bus_changed(l->object.device->bus);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

void rt_wdf_child_missing(struct rt_wdf_child *c, struct rt_wdf_bus *b)
{
    c->missing = true;
    rt_wdf_bus_changed(b);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistupdatechilddescriptionasmissing */
RT_EXPORT NTSTATUS WdfChildListUpdateChildDescriptionAsMissing(WDFCHILDLIST ChildList, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER IdentificationDescription)
{
    RT_DDI(WdfChildListUpdateChildDescriptionAsMissing, (NTSTATUS)STATUS_UNSUCCESSFUL, ChildList, IdentificationDescription);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListUpdateChildDescriptionAsMissing");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_child *c = l ? find(l, IdentificationDescription, &status) : NULL;
    if (c && c->missing)
        status = STATUS_NO_SUCH_DEVICE;
    else if (c)
        rt_wdf_child_missing(c, l->object.device->bus);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistbeginscan */
RT_EXPORT VOID WdfChildListBeginScan(WDFCHILDLIST ChildList)
{
    RT_DDI_VOID(WdfChildListBeginScan, ChildList);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListBeginScan");
    for (struct rt_wdf_child *c = l && !l->scans++ ? l->object.device->bus->children : NULL; c; c = c->next)
        c->unseen |= c->list == l;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistendscan */
RT_EXPORT VOID WdfChildListEndScan(WDFCHILDLIST ChildList)
{
    RT_DDI_VOID(WdfChildListEndScan, ChildList);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListEndScan");
    if (l && !l->scans)
        rt_report("run-contract", "WdfChildListEndScan is called without WdfChildListBeginScan.");
    for (struct rt_wdf_child *c = l && l->scans && !--l->scans ? l->object.device->bus->children : NULL; c; c = c->next)
        if (c->list == l && c->unseen)
            rt_wdf_child_missing(c, l->object.device->bus);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistupdateallchilddescriptionsaspresent */
RT_EXPORT VOID WdfChildListUpdateAllChildDescriptionsAsPresent(WDFCHILDLIST ChildList)
{
    RT_DDI_VOID(WdfChildListUpdateAllChildDescriptionsAsPresent, ChildList);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListUpdateAllChildDescriptionsAsPresent");
    for (struct rt_wdf_child *c = l ? l->object.device->bus->children : NULL; c; c = c->next)
        if (c->list == l)
            c->unseen = false;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistrequestchildeject */
RT_EXPORT BOOLEAN WdfChildListRequestChildEject(WDFCHILDLIST ChildList, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER IdentificationDescription)
{
    RT_DDI(WdfChildListRequestChildEject, (BOOLEAN)FALSE, ChildList, IdentificationDescription);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListRequestChildEject");
    NTSTATUS status;
    struct rt_wdf_child *c = l ? find(l, IdentificationDescription, &status) : NULL;
    if (!c || c->missing || !c->device)
        RT_RETURN((BOOLEAN)FALSE);
    c->eject = true;
    rt_wdf_child_missing(c, l->object.device->bus);
    RT_RETURN((BOOLEAN)TRUE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfchildlist/nf-wdfchildlist-wdfchildlistretrievepdo */
RT_EXPORT WDFDEVICE WdfChildListRetrievePdo(WDFCHILDLIST ChildList, PWDF_CHILD_RETRIEVE_INFO RetrieveInfo)
{
    RT_DDI(WdfChildListRetrievePdo, (WDFDEVICE)NULL, ChildList, RetrieveInfo);
    struct rt_wdf_list *l = rt_wdf_of(ChildList, WDF_CHILD_LIST, "WdfChildListRetrievePdo");
    NTSTATUS status;
    struct rt_wdf_child *c = l ? find(l, RetrieveInfo->IdentificationDescription, &status) : NULL;
    RetrieveInfo->Status = c ? rt_wdf_child_status(c) : WdfChildListRetrieveDeviceNoSuchDevice;
    if (c && RetrieveInfo->AddressDescription)
        rt_wdf_child_locate(l, c, RetrieveInfo->AddressDescription);
    RT_RETURN((WDFDEVICE)(void *)(c ? c->device : NULL));
}
