/*
 * Protocol drivers and their bindings: registration, bind and open, restart and pause as events, close and unbind. Their data
 * and requests are in ndis_protocol_path.c.
 *
 *      ProtocolBindAdapterEx                    ProtocolUnbindAdapterEx
 *          NdisOpenAdapterEx                        NdisCloseAdapterEx
 *              now, or ProtocolOpenAdapter-             now, or ProtocolCloseAdapter-
 *              CompleteEx by another thread             CompleteEx by another thread
 *      now, or NdisCompleteBindAdapterEx        now, or NdisCompleteUnbindAdapterEx
 *
 * An open that pends and an open that fails are tried in every combination, as the seed has it.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-binding-states-and-operations
 */
#include "ndis.h"

enum open_state { BINDING_NEW, BINDING_OPENING, BINDING_OPEN, BINDING_CLOSING, BINDING_CLOSED };

/* What BindContext and UnbindContext are; stays for good, like the adapter. */
struct rt_binding {
    struct rt_work work; /* completes an open or a close */
    struct rt_adapter *adapter;
    enum open_state state;
    NDIS_STATUS status; /* of the open that pends */
};

RT_ROLES protocol_roles = {.send_complete = {"ProtocolSendNetBufferListsComplete"},
                           .receive = {"ProtocolReceiveNetBufferLists"},
                           .oid_complete = {"ProtocolOidRequestComplete"},
                           .direct_oid_complete = {"ProtocolDirectOidRequestComplete"},
                           .status = {"ProtocolStatusEx"},
                           .net_pnp = {"ProtocolNetPnPEvent"},
                           .set_options = {"ProtocolSetOptions"}};

/* ---- registration --------------------------------------------------------------------------------------------- */

static bool take(struct rt_driver *d)
{
    const NDIS_PROTOCOL_DRIVER_CHARACTERISTICS *c = &d->protocol;
    d->handlers = (struct rt_handlers){.set_options = c->SetOptionsHandler,
                                       .send_complete = c->SendNetBufferListsCompleteHandler,
                                       .receive = c->ReceiveNetBufferListsHandler,
                                       .oid_complete = c->OidRequestCompleteHandler,
                                       .direct_oid_complete = c->DirectOidRequestCompleteHandler,
                                       .status = c->StatusHandlerEx,
                                       .net_pnp = c->NetPnPEventHandler};
    return c->BindAdapterHandlerEx && c->UnbindAdapterHandlerEx && c->OpenAdapterCompleteHandlerEx && c->CloseAdapterCompleteHandlerEx && c->NetPnPEventHandler &&
           c->OidRequestCompleteHandler && c->StatusHandlerEx && c->ReceiveNetBufferListsHandler && c->SendNetBufferListsCompleteHandler && c->Name.Buffer;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisregisterprotocoldriver */
RT_EXPORT NDIS_STATUS NdisRegisterProtocolDriver(NDIS_HANDLE ProtocolDriverContext, PNDIS_PROTOCOL_DRIVER_CHARACTERISTICS ProtocolCharacteristics,
                                                 PNDIS_HANDLE NdisProtocolHandle)
{
    RT_DDI(NdisRegisterProtocolDriver, (NDIS_STATUS)NDIS_STATUS_FAILURE, ProtocolDriverContext, ProtocolCharacteristics, NdisProtocolHandle);
    RT_RETURN(rt_driver_register(&rt_protocol_layer, NULL, ProtocolDriverContext, &ProtocolCharacteristics->Header, NdisProtocolHandle));
}

/* Ends every binding. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisderegisterprotocoldriver */
RT_EXPORT VOID NdisDeregisterProtocolDriver(NDIS_HANDLE NdisProtocolHandle)
{
    RT_DDI_VOID(NdisDeregisterProtocolDriver, NdisProtocolHandle);
    rt_driver_deregister(NdisProtocolHandle, &rt_protocol_layer);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreenumerateprotocolbindings */
RT_EXPORT VOID NdisReEnumerateProtocolBindings(NDIS_HANDLE NdisProtocolHandle)
{
    RT_DDI_VOID(NdisReEnumerateProtocolBindings, NdisProtocolHandle);
    rt_driver_of(NdisProtocolHandle, &rt_protocol_layer, "NdisReEnumerateProtocolBindings");
    rt_not_simulated("NdisReEnumerateProtocolBindings: the scenario binds");
    RT_RETURN_VOID();
}

/* ---- bindings ------------------------------------------------------------------------------------------------------ */

struct rt_adapter *rt_bound(NDIS_HANDLE handle, const char *name)
{
    struct rt_adapter *a = rt_adapter_of(handle, &rt_protocol_layer, name);
    if (a && a->binding->state == BINDING_OPEN)
        return a;
    if (a)
        rt_report("run-contract", "%s is called with the handle of a binding that is not open%s.", name,
                  a->binding->state == BINDING_OPENING ? " yet" : a->binding->state == BINDING_NEW ? "" : " any more");
    return NULL;
}

struct rt_adapter *rt_binding_of(NDIS_HANDLE context, const char *name)
{
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next)
        if (a->layer == &rt_protocol_layer && a->binding == context)
            return a;
    rt_report("run-contract", "%s is called with a context that the driver was not given.", name);
    return NULL;
}

static void opened(struct rt_work *w)
{
    struct rt_binding *b = (struct rt_binding *)(void *)w;
    struct rt_adapter *a = b->adapter;
    b->state = b->status == NDIS_STATUS_SUCCESS ? BINDING_OPEN : BINDING_CLOSED;
    rt_happens_after(b);
    RT_CALLBACK_VOID("ProtocolOpenAdapterCompleteEx", PASSIVE_LEVEL, a, a->driver->protocol.OpenAdapterCompleteHandlerEx, a->context, b->status);
}

static void closed(struct rt_work *w)
{
    struct rt_binding *b = (struct rt_binding *)(void *)w;
    struct rt_adapter *a = b->adapter;
    b->state = BINDING_CLOSED;
    rt_happens_after(b);
    RT_CALLBACK_VOID("ProtocolCloseAdapterCompleteEx", PASSIVE_LEVEL, a, a->driver->protocol.CloseAdapterCompleteHandlerEx, a->context);
}

static bool pends(void) { return rt_random_below(&rt_ndis()->random, 2); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisopenadapterex */
RT_EXPORT NDIS_STATUS NdisOpenAdapterEx(NDIS_HANDLE NdisProtocolHandle, NDIS_HANDLE ProtocolBindingContext, PNDIS_OPEN_PARAMETERS OpenParameters,
                                        NDIS_HANDLE BindContext, PNDIS_HANDLE NdisBindingHandle)
{
    RT_DDI(NdisOpenAdapterEx, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisProtocolHandle, ProtocolBindingContext, OpenParameters, BindContext, NdisBindingHandle);
    struct rt_driver *d = rt_driver_of(NdisProtocolHandle, &rt_protocol_layer, "NdisOpenAdapterEx");
    struct rt_adapter *a = rt_binding_of(BindContext, "NdisOpenAdapterEx");
    struct rt_binding *b = a ? a->binding : NULL;
    UINT medium = 0;
    if (!d || !a)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    if (a->state != ADAPTER_ATTACHING || b->state != BINDING_NEW) {
        rt_report("run-contract", "NdisOpenAdapterEx is called %s.", a->state == ADAPTER_ATTACHING ? "twice for a binding" : "when the binding is not in the Opening state");
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    }
    while (medium < OpenParameters->MediumArraySize && OpenParameters->MediumArray[medium] != NdisMedium802_3)
        medium++;
    if (medium == OpenParameters->MediumArraySize)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_UNSUPPORTED_MEDIA);
    NDIS_STATUS status = rt_fails() ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
    *OpenParameters->SelectedMediumIndex = medium;
    a->context = ProtocolBindingContext;
    *NdisBindingHandle = a;
    if (pends()) {
        b->state = BINDING_OPENING;
        b->status = status;
        b->work.run = opened;
        rt_happens_before(b);
        rt_work_queue(&b->work);
        status = NDIS_STATUS_PENDING;
    } else if (status == NDIS_STATUS_SUCCESS)
        b->state = BINDING_OPEN;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscloseadapterex */
RT_EXPORT NDIS_STATUS NdisCloseAdapterEx(NDIS_HANDLE NdisBindingHandle)
{
    RT_DDI(NdisCloseAdapterEx, (NDIS_STATUS)NDIS_STATUS_SUCCESS, NdisBindingHandle);
    struct rt_adapter *a = rt_bound(NdisBindingHandle, "NdisCloseAdapterEx");
    if (!a)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
    struct rt_binding *b = a->binding;
    if (a->state != ADAPTER_ATTACHING && a->state != ADAPTER_DETACHING)
        rt_report("run-contract", "NdisCloseAdapterEx is called when the binding is neither being opened nor closed.");
    if (a->oids_below || a->below.count)
        rt_report("run-contract", "NdisCloseAdapterEx is called while %s with the drivers below.",
                  a->oids_below ? "an OID request that the driver made is" : "NET_BUFFER_LISTs that the driver sent are");
    if (a->state == ADAPTER_ATTACHING || !pends()) {
        b->state = BINDING_CLOSED;
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
    }
    b->state = BINDING_CLOSING;
    b->work.run = closed;
    rt_happens_before(b);
    rt_work_queue(&b->work);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_PENDING);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompletebindadapterex */
RT_EXPORT VOID NdisCompleteBindAdapterEx(NDIS_HANDLE BindContext, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisCompleteBindAdapterEx, BindContext, Status);
    rt_adapter_complete(rt_binding_of(BindContext, "NdisCompleteBindAdapterEx"), Status, ADAPTER_ATTACHING, "NdisCompleteBindAdapterEx");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompleteunbindadapterex */
RT_EXPORT VOID NdisCompleteUnbindAdapterEx(NDIS_HANDLE UnbindContext)
{
    RT_DDI_VOID(NdisCompleteUnbindAdapterEx, UnbindContext);
    rt_adapter_complete(rt_binding_of(UnbindContext, "NdisCompleteUnbindAdapterEx"), NDIS_STATUS_SUCCESS, ADAPTER_DETACHING, "NdisCompleteUnbindAdapterEx");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisunbindadapter */
RT_EXPORT NDIS_STATUS NdisUnbindAdapter(NDIS_HANDLE NdisBindingHandle)
{
    RT_DDI(NdisUnbindAdapter, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisBindingHandle);
    rt_bound(NdisBindingHandle, "NdisUnbindAdapter");
    rt_not_simulated("NdisUnbindAdapter: the scenario unbinds");
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* ---- the life of a binding ------------------------------------------------------------------------------------------- */

/* In the revision of the driver's version of NDIS: https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/ns-ndis-_ndis_bind_parameters */
static NDIS_OBJECT_HEADER bind_header(const struct rt_driver *d)
{
    static const USHORT sizes[] = {NDIS_SIZEOF_BIND_PARAMETERS_REVISION_1, NDIS_SIZEOF_BIND_PARAMETERS_REVISION_2, NDIS_SIZEOF_BIND_PARAMETERS_REVISION_3,
                                   NDIS_SIZEOF_BIND_PARAMETERS_REVISION_4};
    const UCHAR minor = d->protocol.MajorNdisVersion > 6 ? 255 : d->protocol.MinorNdisVersion;
    const UCHAR revision = minor >= 30 ? 4 : minor >= 20 ? 3 : minor >= 1 ? 2 : 1;
    return (NDIS_OBJECT_HEADER){NDIS_OBJECT_TYPE_BIND_PARAMETERS, revision, sizes[revision - 1]};
}

static NDIS_STATUS bind(struct rt_adapter *a)
{
    struct rt_driver *d = a->driver;
    struct {
        NDIS_BIND_PARAMETERS p;
        NDIS_STRING name, instance;
        NDIS_PNP_CAPABILITIES power;
    } *at = rt_fresh_zeroed(sizeof *at); /* while the bind pends */
    NDIS_BIND_PARAMETERS *p = &at->p;
    rt_record_of("NDIS_BIND_PARAMETERS", p, sizeof *p);
    a->binding = rt_fresh_zeroed(sizeof *a->binding);
    a->binding->adapter = a;
    at->name = rt_string(a->device);
    at->instance = rt_string(a->name);
    p->Header = bind_header(d);
    p->AdapterName = p->BoundAdapterName = &at->name;
    p->ProtocolSection = &at->instance;
    p->PhysicalDeviceObject = (PDEVICE_OBJECT)(PVOID)a; /* only compared and handed on */
    p->MediaType = NdisMedium802_3;
    p->PhysicalMediumType = NdisPhysicalMedium802_3;
    p->MtuSize = p->LookaheadSize = 1500;
    p->MaxXmitLinkSpeed = p->XmitLinkSpeed = p->MaxRcvLinkSpeed = p->RcvLinkSpeed = 1000000000;
    p->MediaConnectState = MediaConnectStateConnected;
    p->MediaDuplexState = MediaDuplexStateFull;
    p->PowerManagementCapabilities = &at->power;
    p->SupportedPacketFilters = NDIS_PACKET_TYPE_DIRECTED | NDIS_PACKET_TYPE_MULTICAST | NDIS_PACKET_TYPE_ALL_MULTICAST | NDIS_PACKET_TYPE_BROADCAST | NDIS_PACKET_TYPE_PROMISCUOUS;
    p->MaxMulticastListSize = 32;
    p->MacAddressLength = 6;
    rt_adapter_address(a, p->CurrentMacAddress);
    p->BoundIfIndex = p->LowestIfIndex = 2 + a->number;
    p->DataBackFillSize = rt_ndis()->data_backfill;
    p->ContextBackFillSize = rt_ndis()->context_backfill;
    p->AccessType = NET_IF_ACCESS_BROADCAST;
    p->DirectionType = NET_IF_DIRECTION_SENDRECEIVE;
    p->ConnectionType = NET_IF_CONNECTION_DEDICATED;
    p->IfConnectorPresent = TRUE;
    NDIS_STATUS status = RT_CALLBACK("ProtocolBindAdapterEx", PASSIVE_LEVEL, a, d->protocol.BindAdapterHandlerEx, d->context, (NDIS_HANDLE)a->binding, p);
    status = rt_adapter_await(a, status, "ProtocolBindAdapterEx", "NdisCompleteBindAdapterEx");
    if (status == NDIS_STATUS_SUCCESS && a->binding->state != BINDING_OPEN) {
        rt_report("run-contract", "ProtocolBindAdapterEx succeeds, and the binding is not open.");
        status = NDIS_STATUS_FAILURE;
    } else if (status != NDIS_STATUS_SUCCESS && (a->binding->state == BINDING_OPEN || a->binding->state == BINDING_OPENING))
        rt_report("run-contract", "ProtocolBindAdapterEx fails with 0x%08X and leaves the binding open.", (unsigned)status);
    a->completed = true;
    rt_memory_free(at, sizeof *at);
    return status;
}

static void unbind(struct rt_adapter *a)
{
    a->completed = false;
    NDIS_STATUS status = RT_CALLBACK("ProtocolUnbindAdapterEx", PASSIVE_LEVEL, a, a->driver->protocol.UnbindAdapterHandlerEx, (NDIS_HANDLE)a->binding, a->context);
    if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING)
        rt_report("run-contract", "ProtocolUnbindAdapterEx returns 0x%08X; it cannot fail: it returns NDIS_STATUS_SUCCESS or NDIS_STATUS_PENDING.", (unsigned)status);
    rt_adapter_await(a, status, "ProtocolUnbindAdapterEx", "NdisCompleteUnbindAdapterEx");
    if (a->binding->state != BINDING_CLOSED)
        rt_report("run-contract", "The binding is unbound, and %s.",
                  a->binding->state == BINDING_CLOSING ? "ProtocolCloseAdapterCompleteEx was not awaited" : "NdisCloseAdapterEx was not called");
}

static NDIS_STATUS restart(struct rt_adapter *a, PNDIS_RESTART_ATTRIBUTES attributes)
{
    NDIS_PROTOCOL_RESTART_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_PROTOCOL_RESTART_PARAMETERS, NDIS_PROTOCOL_RESTART_PARAMETERS_REVISION_1,
                                                     (USHORT)NDIS_SIZEOF_PROTOCOL_RESTART_PARAMETERS_REVISION_1},
                                          .RestartAttributes = attributes,
                                          .BoundIfIndex = 2 + a->number};
    return rt_net_pnp(a, NetEventRestart, &p, sizeof p);
}

static NDIS_STATUS pause(struct rt_adapter *a)
{
    NDIS_PROTOCOL_PAUSE_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NDIS_PROTOCOL_PAUSE_PARAMETERS_REVISION_1,
                                                   (USHORT)NDIS_SIZEOF_PROTOCOL_PAUSE_PARAMETERS_REVISION_1},
                                        .PauseReason = NDIS_PAUSE_NDIS_INTERNAL};
    return rt_net_pnp(a, NetEventPause, &p, sizeof p);
}

/* ---- events ------------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscompletenetpnpevent */
RT_EXPORT VOID NdisCompleteNetPnPEvent(NDIS_HANDLE NdisBindingHandle, PNET_PNP_EVENT_NOTIFICATION NetPnPEvent, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisCompleteNetPnPEvent, NdisBindingHandle, NetPnPEvent, Status);
    struct rt_adapter *a = rt_bound(NdisBindingHandle, "NdisCompleteNetPnPEvent");
    if (a)
        rt_adapter_complete(a, Status, a->state, "NdisCompleteNetPnPEvent");
    RT_RETURN_VOID();
}

static void pause_above(struct rt_adapter *a) { rt_adapter_pause(a); }
static void restart_above(struct rt_adapter *a) { rt_adapter_restart(a); }

/* The adapter sleeps and wakes up: NDIS pauses the binding before, and restarts it afterwards.
   https://learn.microsoft.com/windows-hardware/drivers/network/handling-pnp-events-and-power-management-events-in-a-protocol-driver */
static void events(struct rt_adapter *a)
{
    NDIS_DEVICE_POWER_STATE low = NdisDeviceStateD3, high = NdisDeviceStateD0;
    rt_net_pnp(a, NetEventQueryPower, &low, sizeof low);
    rt_im_each_above(a, ADAPTER_RUNNING, pause_above);
    rt_adapter_pause(a);
    rt_net_pnp(a, NetEventSetPower, &low, sizeof low);
    rt_net_pnp(a, NetEventSetPower, &high, sizeof high);
    rt_adapter_restart(a);
    rt_im_each_above(a, ADAPTER_PAUSED, restart_above);
    rt_net_pnp(a, NetEventReconfigure, NULL, 0);
}

/* All adapters that there are have been bound: told without a binding. */
static void attached(struct rt_driver *d)
{
    NET_PNP_EVENT_NOTIFICATION n = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_PNP_EVENT_NOTIFICATION_REVISION_1,
                                               (USHORT)NDIS_SIZEOF_NET_PNP_EVENT_NOTIFICATION_REVISION_1},
                                    .NetPnPEvent = {.NetEvent = NetEventBindsComplete}};
    NDIS_STATUS status = RT_CALLBACK("ProtocolNetPnPEventOfAll", PASSIVE_LEVEL, NULL, d->protocol.NetPnPEventHandler, (NDIS_HANDLE)NULL, &n);
    if (status == NDIS_STATUS_PENDING)
        rt_report("run-contract", "ProtocolNetPnPEvent returns NDIS_STATUS_PENDING for NetEventBindsComplete.");
}

const struct rt_layer rt_protocol_layer = {.words = "binding",
                                           .roles = &protocol_roles,
                                           .below = true,
                                           .attach = bind,
                                           .restart = restart,
                                           .pause = pause,
                                           .detach = unbind,
                                           .events = events,
                                           .attached = attached,
                                           .type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS,
                                           .least = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1,
                                           .most = sizeof(NDIS_PROTOCOL_DRIVER_CHARACTERISTICS),
                                           .take = take,
                                           .enrol = "NdisRegisterProtocolDriver",
                                           .deregister = "NdisDeregisterProtocolDriver",
                                           .attach_name = "ProtocolBindAdapterEx",
                                           .restart_name = "ProtocolNetPnPEvent",
                                           .pause_name = "ProtocolNetPnPEvent",
                                           .event_ends = "NdisCompleteNetPnPEvent"};
