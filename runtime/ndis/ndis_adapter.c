/*
 * What all kinds of driver have alike: registrations, the states of an adapter, what pends, the order of a pause.
 *
 *      Detached --attach--> Attaching --> Paused --restart--> Restarting --> Running --pause--> Pausing --> Paused --detach--> Detached
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-states-and-operations
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-binding-states-and-operations
 * https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-states-and-operations
 */
#include "ndis.h"

struct rt_ndis *rt_ndis(void) { return rt_get()->ndis; }

void rt_ndis_start(uint64_t seed)
{
    struct rt_ndis *n = rt_fresh_zeroed(sizeof *n);
    rt_random_seed(&n->random, seed ^ UINT64_C(0x6E646973));
    rt_get()->ndis = n;
    rt_path_start();
}

NDIS_STRING rt_string(PCWSTR text)
{
    USHORT n = 0;
    while (text[n])
        n++;
    return (NDIS_STRING){.Length = (USHORT)(n * 2), .MaximumLength = (USHORT)(n * 2 + 2), .Buffer = (PWSTR)text};
}

/* ---- registrations ---------------------------------------------------------------------------------------------- */

/* What NDIS asks of characteristics before it takes them. The page of each demands a type of its own; the general one passes
   as well (Windows takes it, and a sample of Microsoft's says it), and is reported. */
static NDIS_STATUS check(const struct rt_layer *layer, const struct rt_driver *d, const NDIS_OBJECT_HEADER *characteristics, bool complete)
{
    if ((characteristics->Type != layer->type && characteristics->Type != NDIS_OBJECT_TYPE_DEFAULT) || characteristics->Size < layer->least || !complete)
        return NDIS_STATUS_BAD_CHARACTERISTICS;
    if (d->filter.MajorNdisVersion < 6) /* in the same place in all */
        return NDIS_STATUS_BAD_VERSION;
    if (characteristics->Type != layer->type)
        rt_report("run-contract", "%s is called with characteristics whose Header.Type is NDIS_OBJECT_TYPE_DEFAULT.", layer->enrol);
    return NDIS_STATUS_SUCCESS;
}

static void driver_free(struct rt_driver *d)
{
    struct rt_driver **at = &rt_ndis()->drivers;
    while (*at && *at != d)
        at = &(*at)->next;
    if (*at)
        *at = d->next;
    if (d->associated)
        d->associated->associated = NULL;
    rt_block_free(rt_block_of(d, RT_OTHER));
}

NDIS_STATUS rt_driver_register(const struct rt_layer *layer, PDRIVER_OBJECT object, NDIS_HANDLE context, const NDIS_OBJECT_HEADER *characteristics,
                               PNDIS_HANDLE handle)
{
    if (rt_fails())
        return NDIS_STATUS_RESOURCES;
    for (const struct rt_driver *other = rt_ndis()->drivers; other; other = other->next)
        if (other->layer == layer) {
            rt_not_simulated("a second registration of the same kind in one driver");
            return NDIS_STATUS_RESOURCES;
        }
    struct rt_driver *d = rt_block_new_zeroed(RT_OTHER, sizeof *d, 0);
    rt_copy(&d->filter, characteristics, characteristics->Size < layer->most ? characteristics->Size : layer->most);
    d->layer = layer;
    d->context = context;
    d->object = object;
    NDIS_STATUS status = check(layer, d, characteristics, layer->take(d));
    if (status == NDIS_STATUS_SUCCESS) {
        d->next = rt_ndis()->drivers;
        rt_ndis()->drivers = d;
        *handle = d;
        if (d->handlers.set_options)
            status = RT_CALLBACK_AS(&layer->roles->set_options, PASSIVE_LEVEL, NULL, (void)0, d->handlers.set_options, (NDIS_HANDLE)d, context);
    }
    if (status != NDIS_STATUS_SUCCESS)
        driver_free(d);
    return status;
}

struct rt_driver *rt_driver_of(NDIS_HANDLE handle, const struct rt_layer *layer, const char *name)
{
    for (struct rt_driver *d = rt_ndis()->drivers; d; d = d->next)
        if (d == handle && d->layer == layer)
            return d;
    rt_report("run-contract", "%s is called with a handle that is not that of the driver's registration.", name);
    return NULL;
}

void rt_driver_deregister(NDIS_HANDLE handle, const struct rt_layer *layer)
{
    struct rt_driver *d = rt_driver_of(handle, layer, layer->deregister);
    for (struct rt_adapter *a = d ? rt_ndis()->adapters : NULL; a; a = a->next) {
        if (a->driver != d)
            continue;
        if (a->state == ADAPTER_RUNNING)
            rt_adapter_pause(a);
        if (a->state == ADAPTER_PAUSED)
            rt_adapter_detach(a);
    }
    if (d)
        driver_free(d);
}

/* ---- adapters ------------------------------------------------------------------------------------------------------ */

void rt_adapter_address(const struct rt_adapter *a, UCHAR address[6]) { rt_copy(address, (const UCHAR[6]){0x02, 0xDD, 0x1C, 0, 0, (UCHAR)a->number}, 6); }

/* The text with the digit for the adapter's number put in at its '#'. */
static void make_name(WCHAR *to, PCWSTR pattern, uint32_t number)
{
    do
        *to++ = *pattern == '#' ? (WCHAR)('1' + number) : *pattern;
    while (*pattern++);
}

NDIS_STATUS rt_adapter_name(const struct rt_adapter *a, PNDIS_STRING to)
{
    NDIS_STRING name = rt_string(a->name);
    if (rt_fails())
        return NDIS_STATUS_RESOURCES;
    *to = name;
    to->Buffer = rt_pool_new(name.MaximumLength, 0, NULL, false);
    rt_copy(to->Buffer, name.Buffer, name.MaximumLength);
    return NDIS_STATUS_SUCCESS;
}

struct rt_adapter *rt_adapter_of(NDIS_HANDLE handle, const struct rt_layer *layer, const char *name)
{
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next)
        if (a == handle && a->layer == layer) {
            if (a->state != ADAPTER_DETACHED)
                return a;
            rt_report("run-contract", "%s is called with the handle of a %s that is gone.", name, layer->words);
            return NULL;
        }
    rt_report("run-contract", "%s is called with a handle that is not that of a %s.", name, layer->words);
    return NULL;
}

static NDIS_STATUS attach(struct rt_driver *d, uint32_t number, bool virtual, NDIS_HANDLE context, struct rt_adapter **out)
{
    struct rt_adapter *a = rt_fresh_zeroed(sizeof *a);
    a->virtual = virtual;
    a->im_context = context;
    a->driver = d;
    a->layer = d->layer;
    a->number = number;
    make_name(a->name, L"Host Ethernet Adapter #", number);
    make_name(a->device, L"\\DEVICE\\{3F2504E0-4F89-11D3-9A0C-0305E82C330#}", number);
    a->state = ADAPTER_ATTACHING;
    rt_queue_init(&a->below);
    rt_queue_init(&a->above);
    a->next = rt_ndis()->adapters;
    rt_ndis()->adapters = a;
    NDIS_STATUS status = a->layer->attach(a);
    a->state = status == NDIS_STATUS_SUCCESS ? ADAPTER_PAUSED : ADAPTER_DETACHED;
    *out = status == NDIS_STATUS_SUCCESS ? a : NULL;
    return status;
}

NDIS_STATUS rt_adapter_attach(struct rt_driver *d, uint32_t number, struct rt_adapter **out) { return attach(d, number, false, NULL, out); }

NDIS_STATUS rt_adapter_attach_virtual(struct rt_driver *d, uint32_t number, NDIS_HANDLE context, struct rt_adapter **out) { return attach(d, number, true, context, out); }

void rt_adapter_detach(struct rt_adapter *a)
{
    a->state = ADAPTER_DETACHING; /* a driver that deregisters in its handler is not detached a second time */
    a->layer->detach(a);
    a->state = ADAPTER_DETACHED;
    if (a->oids_below)
        rt_report("run-contract", "The %s is gone while OID requests that it made are with the drivers below.", a->layer->words);
}

void rt_adapter_totals(void)
{
    uint64_t sent = 0, received = 0, from_driver = 0, bytes = 0;
    for (const struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next) {
        sent += a->sent;
        received += a->received;
        from_driver += a->from_driver;
        bytes += a->bytes;
    }
    rt_record_count("packetsSent", sent);
    rt_record_count("packetsReceived", received);
    rt_record_count("packetsOfTheDriver", from_driver);
    rt_record_count("bytes", bytes);
}

/* ---- what pends ------------------------------------------------------------------------------------------------------ */

NDIS_STATUS rt_adapter_await(struct rt_adapter *a, NDIS_STATUS status, const char *what, const char *ends)
{
    uint64_t patience = rt_deadline_in(RT_PATIENCE);
    if (status != NDIS_STATUS_PENDING)
        return status;
    while (!a->completed)
        if (!rt_wait(&a->completed, patience, ends) && !a->completed)
            rt_report_and_stop("run-hang", "%s returned NDIS_STATUS_PENDING, and %s was not called in 10 minutes.", what, ends);
    rt_happens_after(&a->completed);
    return a->status;
}

void rt_adapter_complete(struct rt_adapter *a, NDIS_STATUS status, enum rt_adapter_state state, const char *name)
{
    if (!a)
        return;
    if (a->state != state || a->completed) {
        rt_report("run-contract", "%s is called although there is nothing to complete.", name);
        return;
    }
    a->completed = true;
    a->status = status;
    rt_happens_before(&a->completed);
    rt_wake(&a->completed);
}

/* ---- restart and pause ------------------------------------------------------------------------------------------------ */

NDIS_STATUS rt_adapter_restart(struct rt_adapter *a)
{
    SIZE_T size = FIELD_OFFSET(NDIS_RESTART_ATTRIBUTES, Data) + sizeof(NDIS_RESTART_GENERAL_ATTRIBUTES);
    PNDIS_RESTART_ATTRIBUTES attributes = rt_fresh_zeroed(size);
    PNDIS_RESTART_GENERAL_ATTRIBUTES g = (PNDIS_RESTART_GENERAL_ATTRIBUTES)(void *)attributes->Data;
    rt_record_of("NDIS_RESTART_GENERAL_ATTRIBUTES", g, sizeof *g);
    attributes->Oid = OID_GEN_MINIPORT_RESTART_ATTRIBUTES;
    attributes->DataLength = sizeof *g;
    g->Header = (NDIS_OBJECT_HEADER){NDIS_OBJECT_TYPE_DEFAULT, NDIS_RESTART_GENERAL_ATTRIBUTES_REVISION_1,
                                     (USHORT)NDIS_SIZEOF_RESTART_GENERAL_ATTRIBUTES_REVISION_1};
    g->MtuSize = 1500;
    g->MaxXmitLinkSpeed = g->MaxRcvLinkSpeed = 1000000000;
    g->LookaheadSize = 1500;
    g->DataBackFillSize = rt_ndis()->data_backfill;
    g->ContextBackFillSize = rt_ndis()->context_backfill;
    a->state = ADAPTER_RESTARTING;
    a->completed = false;
    a->restart_wanted = false;
    a->protocol_paused = false;
    a->sends_stopped = false;
    a->draining = false;
    NDIS_STATUS status = rt_adapter_await(a, a->layer->restart(a, attributes), a->layer->restart_name, a->layer->restart_ends);
    rt_happens_before(a);
    a->state = status == NDIS_STATUS_SUCCESS ? ADAPTER_RUNNING : ADAPTER_PAUSED;
    rt_memory_free(attributes, size);
    return status;
}

static bool is_told(const struct rt_adapter *a, const char *role)
{
    struct rt_monitor *m = rt_get()->monitor;
    return m && rt_monitor_overdue(m, (uint64_t)(uintptr_t)a, rt_monitor_role(role)) != 0;
}

static void drain(struct rt_adapter *a, const uint64_t *outstanding, void (*some)(struct rt_adapter *, uint32_t), const char *what, const char *role)
{
    uint64_t patience = rt_deadline_in(RT_PATIENCE);
    while (*outstanding) {
        some(a, 64);
        if (*outstanding && !rt_wait(outstanding, rt_deadline_in(RT_MILLISECOND), what) && rt_now() > patience) {
            if (!is_told(a, role))
                rt_report("ndis-nbl-not-returned", "%llu %s the driver was handed %s not given back in 10 minutes.", (unsigned long long)*outstanding, what,
                          *outstanding == 1 ? "is" : "are");
            return;
        }
    }
}

void rt_adapter_quiet(struct rt_adapter *a)
{
    a->draining = true;
    while (a->inside)
        rt_wait(&a->inside, RT_FOREVER, "the driver's data handlers to return");
    rt_happens_after(&a->inside);
}

static bool holds_own(const struct rt_queue *q)
{
    for (PNET_BUFFER_LIST n = q->first; n; n = n->Next)
        if (!rt_list_of(n)->ours)
            return true;
    return false;
}

NDIS_STATUS rt_adapter_pause(struct rt_adapter *a)
{
    const struct rt_layer *l = a->layer;
    a->sends_stopped = true;
    drain(a, &a->own_outstanding, rt_complete_some, "sent NET_BUFFER_LISTs that", l->roles->send.name);
    a->protocol_paused = true;
    rt_return_some(a, UINT32_MAX);
    a->state = ADAPTER_PAUSING;
    a->completed = false;
    NDIS_STATUS status = l->pause(a);
    if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING)
        rt_report("run-contract", "%s returns 0x%08X; it cannot fail: it returns NDIS_STATUS_SUCCESS or NDIS_STATUS_PENDING.", l->pause_name, (unsigned)status);
    status = rt_adapter_await(a, status, l->pause_name, l->pause_ends);
    rt_adapter_quiet(a);
    a->state = ADAPTER_PAUSED;
    if (holds_own(&a->below) || holds_own(&a->above))
        rt_report("run-contract", "The %s is paused, and NET_BUFFER_LISTs that it originated have not come back.", l->words);
    rt_complete_some(a, UINT32_MAX);
    rt_return_some(a, UINT32_MAX);
    drain(a, &a->received_outstanding, rt_return_some, "received NET_BUFFER_LISTs that", l->roles->receive.name);
    return status;
}
