/*
 * Filter drivers and filter modules: registration, attach, restart, pause, detach.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-states-and-operations
 */
#include "ndis.h"

/* How long a pause, a restart or an OID request may pend, in virtual time, before it counts as never completed. */
#define PATIENCE (600 * 1000 * RT_MILLISECOND)

struct rt_ndis *rt_ndis(void) { return rt_get()->ndis; }

void rt_ndis_start(uint64_t seed)
{
    struct rt_ndis *n = rt_fresh_zeroed(sizeof *n);
    rt_random_seed(&n->random, seed ^ UINT64_C(0x6E646973));
    rt_get()->ndis = n;
}

struct rt_module *rt_module_of(NDIS_HANDLE handle, const char *name)
{
    for (struct rt_module *m = rt_ndis()->modules; m; m = m->next)
        if (m == handle) {
            if (m->state != MODULE_DETACHED)
                return m;
            rt_report("run-contract", "%s is called with the handle of a filter module that was detached.", name);
            return NULL;
        }
    rt_report("run-contract", "%s is called with a handle that is not that of a filter module.", name);
    return NULL;
}

/* ---- registration --------------------------------------------------------------------------------------------- */

static bool has_mandatory(const NDIS_FILTER_DRIVER_CHARACTERISTICS *c)
{
    return c->AttachHandler && c->DetachHandler && c->RestartHandler && c->PauseHandler && c->FriendlyName.Buffer && c->UniqueName.Buffer &&
           c->ServiceName.Buffer;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfregisterfilterdriver */
RT_EXPORT NDIS_STATUS NdisFRegisterFilterDriver(PDRIVER_OBJECT DriverObject, NDIS_HANDLE FilterDriverContext,
                                                PNDIS_FILTER_DRIVER_CHARACTERISTICS FilterCharacteristics, PNDIS_HANDLE NdisFilterDriverHandle)
{
    RT_DDI(NdisFRegisterFilterDriver, (NDIS_STATUS)NDIS_STATUS_FAILURE, DriverObject, FilterDriverContext, FilterCharacteristics, NdisFilterDriverHandle);
    const NDIS_FILTER_DRIVER_CHARACTERISTICS *c = FilterCharacteristics;
    if (c->Header.Type != NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS || c->Header.Size < NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_1)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_BAD_CHARACTERISTICS);
    if (c->MajorNdisVersion < 6)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_BAD_VERSION);
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    if (rt_ndis()->filter) {
        rt_not_simulated("NdisFRegisterFilterDriver: a second filter driver in one driver");
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    }
    struct rt_filter_driver *d = rt_block_new_zeroed(RT_OTHER, sizeof *d, 0);
    SIZE_T size = c->Header.Size < sizeof d->handlers ? c->Header.Size : sizeof d->handlers;
    rt_copy(&d->handlers, c, size);
    if (!has_mandatory(&d->handlers)) {
        rt_block_free(rt_block_of(d, RT_OTHER));
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_BAD_CHARACTERISTICS);
    }
    d->context = FilterDriverContext;
    d->object = DriverObject;
    d->registered = true;
    rt_ndis()->filter = d;
    *NdisFilterDriverHandle = d;
    NDIS_STATUS status = NDIS_STATUS_SUCCESS;
    if (d->handlers.SetOptionsHandler)
        status = RT_CALLBACK("SetOptions", PASSIVE_LEVEL, NULL, d->handlers.SetOptionsHandler, (NDIS_HANDLE)d, FilterDriverContext);
    if (status != NDIS_STATUS_SUCCESS) {
        rt_ndis()->filter = NULL;
        rt_block_free(rt_block_of(d, RT_OTHER));
    }
    RT_RETURN(status);
}

/* Detaches the driver from every adapter. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfderegisterfilterdriver */
RT_EXPORT VOID NdisFDeregisterFilterDriver(NDIS_HANDLE NdisFilterDriverHandle)
{
    RT_DDI_VOID(NdisFDeregisterFilterDriver, NdisFilterDriverHandle);
    if (!NdisFilterDriverHandle || NdisFilterDriverHandle != rt_ndis()->filter) {
        rt_report("run-contract", "NdisFDeregisterFilterDriver is called with a handle that is not that of the filter driver.");
        RT_RETURN_VOID();
    }
    for (struct rt_module *m = rt_ndis()->modules; m; m = m->next) {
        if (m->state == MODULE_RUNNING)
            rt_module_pause(m);
        if (m->state == MODULE_PAUSED)
            rt_module_detach(m);
    }
    rt_ndis()->filter = NULL;
    rt_block_free(rt_block_of(NdisFilterDriverHandle, RT_OTHER));
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetoptionalhandlers */
RT_EXPORT NDIS_STATUS NdisSetOptionalHandlers(NDIS_HANDLE NdisHandle, PNDIS_DRIVER_OPTIONAL_HANDLERS OptionalHandlers)
{
    RT_DDI(NdisSetOptionalHandlers, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisHandle, OptionalHandlers);
    const NDIS_FILTER_PARTIAL_CHARACTERISTICS *p = (const NDIS_FILTER_PARTIAL_CHARACTERISTICS *)(const void *)OptionalHandlers;
    struct rt_filter_driver *d = rt_ndis()->filter;
    if (p->Header.Type != NDIS_OBJECT_TYPE_FILTER_PARTIAL_CHARACTERISTICS || !d)
        rt_not_simulated("NdisSetOptionalHandlers: handlers that are not NDIS_FILTER_PARTIAL_CHARACTERISTICS");
    else {
        if (NdisHandle != d)
            rt_not_simulated("NdisSetOptionalHandlers: per filter module (the driver's are set)");
        d->handlers.SendNetBufferListsHandler = p->SendNetBufferListsHandler;
        d->handlers.SendNetBufferListsCompleteHandler = p->SendNetBufferListsCompleteHandler;
        d->handlers.CancelSendNetBufferListsHandler = p->CancelSendNetBufferListsHandler;
        d->handlers.ReceiveNetBufferListsHandler = p->ReceiveNetBufferListsHandler;
        d->handlers.ReturnNetBufferListsHandler = p->ReturnNetBufferListsHandler;
    }
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsetattributes */
RT_EXPORT NDIS_STATUS NdisFSetAttributes(NDIS_HANDLE NdisFilterHandle, NDIS_HANDLE FilterModuleContext, PNDIS_FILTER_ATTRIBUTES FilterAttributes)
{
    RT_DDI(NdisFSetAttributes, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, FilterModuleContext, FilterAttributes);
    struct rt_module *m = rt_module_of(NdisFilterHandle, "NdisFSetAttributes");
    if (!m || m->state != MODULE_ATTACHING || FilterAttributes->Header.Type != NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES) {
        if (m && m->state != MODULE_ATTACHING)
            rt_report("run-contract", "NdisFSetAttributes is called when the filter module is not in the Attaching state.");
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_INVALID_PARAMETER);
    }
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    m->context = FilterModuleContext;
    m->attributes_set = true;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* ---- attach ------------------------------------------------------------------------------------------------------ */

static NDIS_STRING string(PCWSTR text)
{
    USHORT n = 0;
    while (text[n])
        n++;
    return (NDIS_STRING){.Length = (USHORT)(n * 2), .MaximumLength = (USHORT)(n * 2 + 2), .Buffer = (PWSTR)text};
}

NDIS_STATUS rt_module_attach(uint32_t number, struct rt_module **out)
{
    struct rt_filter_driver *d = rt_ndis()->filter;
    NDIS_FILTER_ATTACH_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_ATTACH_PARAMETERS, NDIS_FILTER_ATTACH_PARAMETERS_REVISION_4,
                                                  (USHORT)NDIS_SIZEOF_FILTER_ATTACH_PARAMETERS_REVISION_4}};
    NDIS_STRING guid = string(L"{3F2504E0-4F89-11D3-9A0C-0305E82C3301}-{9C2B51D4-6E0F-4F57-8F0A-6A1F3BD2C7E1}-0000");
    NDIS_STRING instance = string(L"Host Ethernet Adapter"), name = string(L"\\DEVICE\\{3F2504E0-4F89-11D3-9A0C-0305E82C3301}");
    struct rt_module *m = rt_fresh_zeroed(sizeof *m); /* stays for good, that a handle used too late is known */
    *out = NULL;
    m->driver = d;
    m->number = number;
    m->state = MODULE_ATTACHING;
    rt_queue_init(&m->below);
    rt_queue_init(&m->above);
    m->next = rt_ndis()->modules;
    rt_ndis()->modules = m;
    p.IfIndex = 10 + number;
    p.FilterModuleGuidName = &guid;
    p.BaseMiniportIfIndex = p.LowerIfIndex = 2 + number;
    p.BaseMiniportInstanceName = &instance;
    p.BaseMiniportName = &name;
    p.MediaConnectState = MediaConnectStateConnected;
    p.MediaDuplexState = MediaDuplexStateFull;
    p.XmitLinkSpeed = p.RcvLinkSpeed = 1000000000;
    p.MiniportMediaType = NdisMedium802_3;
    p.MiniportPhysicalMediaType = NdisPhysicalMedium802_3;
    p.MacAddressLength = 6;
    rt_copy(p.CurrentMacAddress, (const UCHAR[6]){0x02, 0xDD, 0x1C, 0, 0, (UCHAR)number}, 6);
    NDIS_STATUS status = RT_CALLBACK("FilterAttach", PASSIVE_LEVEL, m, d->handlers.AttachHandler, (NDIS_HANDLE)m, d->context, &p);
    if (status == NDIS_STATUS_SUCCESS && !m->attributes_set) {
        rt_report("run-contract", "FilterAttach returns NDIS_STATUS_SUCCESS and has not called NdisFSetAttributes.");
        status = NDIS_STATUS_FAILURE;
    }
    m->state = status == NDIS_STATUS_SUCCESS ? MODULE_PAUSED : MODULE_DETACHED;
    *out = status == NDIS_STATUS_SUCCESS ? m : NULL;
    return status;
}

/* ---- waiting for what pends ----------------------------------------------------------------------------------------- */

static NDIS_STATUS await_completion(struct rt_module *m, NDIS_STATUS status, const char *what, const char *completes)
{
    uint64_t patience = rt_deadline_in(PATIENCE);
    if (status != NDIS_STATUS_PENDING)
        return status;
    while (!m->completed)
        if (!rt_wait(&m->completed, patience, completes) && !m->completed) {
            rt_report_and_stop("run-hang", "%s returned NDIS_STATUS_PENDING, and %s was not called in 10 minutes.", what, completes);
        }
    rt_happens_after(&m->completed);
    return m->status;
}

static void complete(NDIS_HANDLE handle, NDIS_STATUS status, enum rt_module_state state, const char *name)
{
    struct rt_module *m = rt_module_of(handle, name);
    if (!m)
        return;
    if (m->state != state || m->completed) {
        rt_report("run-contract", "%s is called although there is nothing to complete.", name);
        return;
    }
    m->completed = true;
    m->status = status;
    rt_happens_before(&m->completed);
    rt_wake(&m->completed);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfpausecomplete */
RT_EXPORT VOID NdisFPauseComplete(NDIS_HANDLE NdisFilterHandle)
{
    RT_DDI_VOID(NdisFPauseComplete, NdisFilterHandle);
    complete(NdisFilterHandle, NDIS_STATUS_SUCCESS, MODULE_PAUSING, "NdisFPauseComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartcomplete */
RT_EXPORT VOID NdisFRestartComplete(NDIS_HANDLE NdisFilterHandle, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFRestartComplete, NdisFilterHandle, Status);
    complete(NdisFilterHandle, Status, MODULE_RESTARTING, "NdisFRestartComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartfilter: the scenario does it next. */
RT_EXPORT NDIS_STATUS NdisFRestartFilter(NDIS_HANDLE NdisFilterHandle)
{
    RT_DDI(NdisFRestartFilter, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle);
    struct rt_module *m = rt_module_of(NdisFilterHandle, "NdisFRestartFilter");
    if (m)
        m->restart_wanted = true;
    RT_RETURN((NDIS_STATUS)(m ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

/* ---- restart and pause ------------------------------------------------------------------------------------------------ */

NDIS_STATUS rt_module_restart(struct rt_module *m)
{
    SIZE_T size = FIELD_OFFSET(NDIS_RESTART_ATTRIBUTES, Data) + sizeof(NDIS_RESTART_GENERAL_ATTRIBUTES);
    PNDIS_RESTART_ATTRIBUTES a = rt_fresh_zeroed(size);
    PNDIS_RESTART_GENERAL_ATTRIBUTES g = (PNDIS_RESTART_GENERAL_ATTRIBUTES)(void *)a->Data;
    NDIS_FILTER_RESTART_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_RESTART_PARAMETERS, NDIS_FILTER_RESTART_PARAMETERS_REVISION_1,
                                                   (USHORT)NDIS_SIZEOF_FILTER_RESTART_PARAMETERS_REVISION_1}};
    a->Oid = OID_GEN_MINIPORT_RESTART_ATTRIBUTES;
    a->DataLength = sizeof *g;
    g->Header = (NDIS_OBJECT_HEADER){NDIS_OBJECT_TYPE_DEFAULT, NDIS_RESTART_GENERAL_ATTRIBUTES_REVISION_1,
                                     (USHORT)NDIS_SIZEOF_RESTART_GENERAL_ATTRIBUTES_REVISION_1};
    g->MtuSize = 1500;
    g->MaxXmitLinkSpeed = g->MaxRcvLinkSpeed = 1000000000;
    g->LookaheadSize = 1500;
    g->DataBackFillSize = rt_ndis()->data_backfill;
    g->ContextBackFillSize = rt_ndis()->context_backfill;
    p.MiniportMediaType = NdisMedium802_3;
    p.MiniportPhysicalMediaType = NdisPhysicalMedium802_3;
    p.RestartAttributes = a;
    p.LowerIfIndex = 2 + m->number;
    m->state = MODULE_RESTARTING;
    m->completed = false;
    m->restart_wanted = false;
    m->protocol_paused = false;
    m->sends_stopped = false;
    m->draining = false;
    NDIS_STATUS status = RT_CALLBACK("FilterRestart", PASSIVE_LEVEL, m, m->driver->handlers.RestartHandler, m->context, &p);
    status = await_completion(m, status, "FilterRestart", "NdisFRestartComplete");
    rt_happens_before(m);
    m->state = status == NDIS_STATUS_SUCCESS ? MODULE_RUNNING : MODULE_PAUSED;
    rt_memory_free(a, size);
    return status;
}

static void drain(struct rt_module *m, const uint64_t *outstanding, void (*some)(struct rt_module *, uint32_t), const char *what)
{
    uint64_t patience = rt_deadline_in(PATIENCE);
    while (*outstanding) {
        some(m, 64);
        if (*outstanding && !rt_wait(outstanding, rt_deadline_in(RT_MILLISECOND), what) && rt_now() > patience) {
            rt_report("ndis-nbl-not-returned", "%llu %s the driver was handed %s not given back in 10 minutes.", (unsigned long long)*outstanding, what,
                      *outstanding == 1 ? "is" : "are");
            return;
        }
    }
}

/* No frame enters the driver any more, and those that are in its handlers leave. */
static void wait_inside(struct rt_module *m)
{
    m->draining = true;
    while (m->inside)
        rt_wait(&m->inside, RT_FOREVER, "the driver's data handlers to return");
    rt_happens_after(&m->inside);
}

NDIS_STATUS rt_module_pause(struct rt_module *m)
{
    NDIS_FILTER_PAUSE_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_PAUSE_PARAMETERS, NDIS_FILTER_PAUSE_PARAMETERS_REVISION_1,
                                                 (USHORT)NDIS_SIZEOF_FILTER_PAUSE_PARAMETERS_REVISION_1},
                                      .PauseReason = NDIS_PAUSE_NDIS_INTERNAL};
    m->sends_stopped = true;
    drain(m, &m->own_outstanding, rt_complete_some, "sent NET_BUFFER_LISTs that");
    m->protocol_paused = true;
    rt_return_some(m, UINT32_MAX);
    m->state = MODULE_PAUSING;
    m->completed = false;
    NDIS_STATUS status = RT_CALLBACK_THEN("FilterPause", PASSIVE_LEVEL, m, wait_inside(m), m->driver->handlers.PauseHandler, m->context, &p);
    if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING)
        rt_report("run-contract", "FilterPause returns 0x%08X; it cannot fail: it returns NDIS_STATUS_SUCCESS or NDIS_STATUS_PENDING.", (unsigned)status);
    status = await_completion(m, status, "FilterPause", "NdisFPauseComplete");
    wait_inside(m);
    m->state = MODULE_PAUSED;
    if (m->below.count || m->above.count) {
        bool all_ours = true;
        for (PNET_BUFFER_LIST n = m->below.first; n; n = n->Next)
            all_ours = all_ours && rt_list_of(n)->ours;
        for (PNET_BUFFER_LIST n = m->above.first; n; n = n->Next)
            all_ours = all_ours && rt_list_of(n)->ours;
        if (!all_ours)
            rt_report("run-contract", "The filter module is paused, and NET_BUFFER_LISTs that it originated have not come back.");
    }
    rt_complete_some(m, UINT32_MAX);
    rt_return_some(m, UINT32_MAX);
    drain(m, &m->received_outstanding, rt_return_some, "received NET_BUFFER_LISTs that");
    return status;
}

void rt_module_detach(struct rt_module *m)
{
    m->state = MODULE_DETACHED; /* before: a driver that deregisters in its handler is not detached a second time */
    RT_CALLBACK_VOID("FilterDetach", PASSIVE_LEVEL, m, m->driver->handlers.DetachHandler, m->context);
    if (m->oids_below)
        rt_report("run-contract", "The filter module is detached while OID requests that it made are with the drivers below.");
}

void rt_module_totals(void)
{
    uint64_t sent = 0, received = 0, from_driver = 0, bytes = 0;
    for (const struct rt_module *m = rt_ndis()->modules; m; m = m->next) {
        sent += m->sent;
        received += m->received;
        from_driver += m->from_driver;
        bytes += m->bytes;
    }
    rt_record_count("packetsSent", sent);
    rt_record_count("packetsReceived", received);
    rt_record_count("packetsOfTheDriver", from_driver);
    rt_record_count("bytes", bytes);
}
