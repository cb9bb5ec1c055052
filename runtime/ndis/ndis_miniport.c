/*
 * Miniport drivers and their adapters: registration, initialize, restart, pause, reset, halt. There is no hardware: an adapter
 * has no resources, and its driver is one of something virtual. Data and requests are in ndis_miniport_path.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-states-and-operations
 */
#include "ndis.h"

/* What the driver said of its adapter. */
struct rt_miniport {
    bool general;      /* its general attributes are set */
    bool sleeps;       /* it takes part in power management */
    UINT hang_seconds; /* between two calls of MiniportCheckForHangEx */
    BOOLEAN addressing;
    DEVICE_OBJECT objects[3]; /* the bus's, NDIS's, and the one below that */
};

RT_ROLES miniport_roles = {.send = {"MiniportSendNetBufferLists"},
                           .cancel_send = {"MiniportCancelSend"},
                           .returned = {"MiniportReturnNetBufferLists"},
                           .oid = {"MiniportOidRequest"},
                           .direct_oid = {"MiniportDirectOidRequest"},
                           .cancel_oid = {"MiniportCancelOidRequest"},
                           .cancel_direct_oid = {"MiniportCancelDirectOidRequest"},
                           .device_pnp = {"MiniportDevicePnPEventNotify"},
                           .set_options = {"MiniportSetOptions"}};

/* ---- registration --------------------------------------------------------------------------------------------- */

static bool take(struct rt_driver *d)
{
    const NDIS_MINIPORT_DRIVER_CHARACTERISTICS *c = &d->miniport;
    d->handlers = (struct rt_handlers){.set_options = c->SetOptionsHandler,
                                       .send = c->SendNetBufferListsHandler,
                                       .cancel_send = c->CancelSendHandler,
                                       .returned = c->ReturnNetBufferListsHandler,
                                       .oid = c->OidRequestHandler,
                                       .direct_oid = c->DirectOidRequestHandler,
                                       .cancel_oid = c->CancelOidRequestHandler,
                                       .cancel_direct_oid = c->CancelDirectOidRequestHandler,
                                       .device_pnp = c->DevicePnPEventNotifyHandler};
    return c->InitializeHandlerEx && c->HaltHandlerEx && c->UnloadHandler && c->PauseHandler && c->RestartHandler && c->OidRequestHandler &&
           c->SendNetBufferListsHandler && c->ReturnNetBufferListsHandler && c->CancelSendHandler && c->DevicePnPEventNotifyHandler && c->ShutdownHandlerEx &&
           c->CancelOidRequestHandler && !c->CheckForHangHandlerEx == !c->ResetHandlerEx;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterminiportdriver */
RT_EXPORT NDIS_STATUS NdisMRegisterMiniportDriver(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath, NDIS_HANDLE MiniportDriverContext,
                                                  PNDIS_MINIPORT_DRIVER_CHARACTERISTICS MiniportDriverCharacteristics, PNDIS_HANDLE NdisMiniportDriverHandle)
{
    RT_DDI(NdisMRegisterMiniportDriver, (NDIS_STATUS)NDIS_STATUS_FAILURE, DriverObject, RegistryPath, MiniportDriverContext, MiniportDriverCharacteristics,
           NdisMiniportDriverHandle);
    RT_RETURN(rt_driver_register(&rt_miniport_layer, DriverObject, MiniportDriverContext, &MiniportDriverCharacteristics->Header, NdisMiniportDriverHandle));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterminiportdriver */
RT_EXPORT VOID NdisMDeregisterMiniportDriver(NDIS_HANDLE NdisMiniportDriverHandle)
{
    RT_DDI_VOID(NdisMDeregisterMiniportDriver, NdisMiniportDriverHandle);
    rt_driver_deregister(NdisMiniportDriverHandle, &rt_miniport_layer);
    RT_RETURN_VOID();
}

/* ---- attributes --------------------------------------------------------------------------------------------------- */

struct rt_adapter *rt_miniport_of(NDIS_HANDLE handle, const char *name) { return rt_adapter_of(handle, &rt_miniport_layer, name); }

static NDIS_STATUS set_attributes(struct rt_adapter *a, const NDIS_MINIPORT_ADAPTER_ATTRIBUTES *attributes)
{
    const NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES *r = &attributes->RegistrationAttributes;
    const NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES *g = &attributes->GeneralAttributes;
    switch (attributes->Header.Type) {
    case NDIS_OBJECT_TYPE_MINIPORT_ADD_DEVICE_REGISTRATION_ATTRIBUTES: rt_not_simulated("NdisMSetMiniportAttributes: add-device attributes"); break;
    case NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES:
        a->context = r->MiniportAdapterContext;
        a->known = true;
        a->miniport->hang_seconds = r->CheckForHangTimeInSeconds;
        break;
    case NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES:
        a->miniport->general = true;
        a->miniport->sleeps = g->PowerManagementCapabilities ||
                              (g->Header.Size >= NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_2 && g->PowerManagementCapabilitiesEx);
        if (g->MediaType != NdisMedium802_3)
            rt_not_simulated("NdisMSetMiniportAttributes: media other than Ethernet; frames are Ethernet's");
        break;
    case NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_OFFLOAD_ATTRIBUTES:
    case NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_HARDWARE_ASSIST_ATTRIBUTES: rt_not_simulated("NdisMSetMiniportAttributes: offloads and hardware assistance"); break;
    default: rt_not_simulated("NdisMSetMiniportAttributes: attributes of other kinds"); break;
    }
    return NDIS_STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsetminiportattributes */
RT_EXPORT NDIS_STATUS NdisMSetMiniportAttributes(NDIS_HANDLE NdisMiniportAdapterHandle, PNDIS_MINIPORT_ADAPTER_ATTRIBUTES MiniportAttributes)
{
    RT_DDI(NdisMSetMiniportAttributes, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisMiniportAdapterHandle, MiniportAttributes);
    struct rt_adapter *a = rt_miniport_of(NdisMiniportAdapterHandle, "NdisMSetMiniportAttributes");
    if (!a)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    if (a->state != ADAPTER_ATTACHING)
        rt_report("run-contract", "NdisMSetMiniportAttributes is called when the miniport adapter is not in the Initializing state.");
    if (!a->known && MiniportAttributes->Header.Type == NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES)
        rt_report("run-contract", "NdisMSetMiniportAttributes sets the general attributes before the registration attributes.");
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    RT_RETURN(set_attributes(a, MiniportAttributes));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismgetdeviceproperty */
RT_EXPORT VOID NdisMGetDeviceProperty(NDIS_HANDLE MiniportAdapterHandle, PDEVICE_OBJECT *PhysicalDeviceObject, PDEVICE_OBJECT *FunctionalDeviceObject,
                                      PDEVICE_OBJECT *NextDeviceObject, PCM_RESOURCE_LIST *AllocatedResources, PCM_RESOURCE_LIST *AllocatedResourcesTranslated)
{
    RT_DDI_VOID(NdisMGetDeviceProperty, MiniportAdapterHandle, PhysicalDeviceObject, FunctionalDeviceObject, NextDeviceObject, AllocatedResources,
                AllocatedResourcesTranslated);
    struct rt_adapter *a = rt_miniport_of(MiniportAdapterHandle, "NdisMGetDeviceProperty");
    PDEVICE_OBJECT *const to[] = {PhysicalDeviceObject, FunctionalDeviceObject, NextDeviceObject};
    for (int i = 0; a && i < 3; i++)
        if (to[i])
            *to[i] = &a->miniport->objects[i];
    if (AllocatedResources)
        *AllocatedResources = NULL;
    if (AllocatedResourcesTranslated)
        *AllocatedResourcesTranslated = NULL;
    RT_RETURN_VOID();
}

/* ---- the life of an adapter --------------------------------------------------------------------------------------------- */

static NDIS_STATUS initialize(struct rt_adapter *a)
{
    struct rt_driver *d = a->driver;
    NDIS_MINIPORT_INIT_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_MINIPORT_INIT_PARAMETERS, NDIS_MINIPORT_INIT_PARAMETERS_REVISION_1,
                                                  (USHORT)NDIS_SIZEOF_MINIPORT_INIT_PARAMETERS_REVISION_1},
                                       .IMDeviceInstanceContext = a->im_context,
                                       .IfIndex = 2 + a->number};
    NDIS_PORT_AUTHENTICATION_PARAMETERS port = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NDIS_PORT_AUTHENTICATION_PARAMETERS_REVISION_1,
                                                           (USHORT)NDIS_SIZEOF_PORT_AUTHENTICATION_PARAMETERS_REVISION_1}};
    p.DefaultPortAuthStates = &port;
    p.NetLuid.Value = 0x0006000000000000 + a->number;
    a->miniport = rt_fresh_zeroed(sizeof *a->miniport);
    NDIS_STATUS status = RT_CALLBACK("MiniportInitializeEx", PASSIVE_LEVEL, a, d->miniport.InitializeHandlerEx, (NDIS_HANDLE)a, d->context, &p);
    if (status == NDIS_STATUS_PENDING)
        rt_report("run-contract", "MiniportInitializeEx returns NDIS_STATUS_PENDING; it cannot pend.");
    if (status == NDIS_STATUS_SUCCESS && (!a->known || !a->miniport->general)) {
        rt_report("run-contract", "MiniportInitializeEx returns NDIS_STATUS_SUCCESS and has not set its %s attributes.", a->known ? "general" : "registration");
        status = a->known ? status : NDIS_STATUS_FAILURE;
    }
    return status;
}

static void halt(struct rt_adapter *a)
{
    NDIS_HALT_ACTION action = rt_random_below(&rt_ndis()->random, 2) ? NdisHaltDeviceDisabled : NdisHaltDeviceStopped;
    RT_CALLBACK_VOID("MiniportHaltEx", PASSIVE_LEVEL, a, a->driver->miniport.HaltHandlerEx, a->context, action);
}

static NDIS_STATUS restart(struct rt_adapter *a, PNDIS_RESTART_ATTRIBUTES attributes)
{
    NDIS_MINIPORT_RESTART_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NDIS_MINIPORT_RESTART_PARAMETERS_REVISION_1,
                                                     (USHORT)NDIS_SIZEOF_MINIPORT_RESTART_PARAMETERS_REVISION_1},
                                          .RestartAttributes = attributes};
    return RT_CALLBACK("MiniportRestart", PASSIVE_LEVEL, a, a->driver->miniport.RestartHandler, a->context, &p);
}

static NDIS_STATUS pause(struct rt_adapter *a)
{
    NDIS_MINIPORT_PAUSE_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NDIS_MINIPORT_PAUSE_PARAMETERS_REVISION_1,
                                                   (USHORT)NDIS_SIZEOF_MINIPORT_PAUSE_PARAMETERS_REVISION_1},
                                        .PauseReason = NDIS_PAUSE_NDIS_INTERNAL};
    return RT_CALLBACK_THEN("MiniportPause", PASSIVE_LEVEL, a, rt_adapter_quiet(a), a->driver->miniport.PauseHandler, a->context, &p);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismpausecomplete */
RT_EXPORT VOID NdisMPauseComplete(NDIS_HANDLE MiniportAdapterHandle)
{
    RT_DDI_VOID(NdisMPauseComplete, MiniportAdapterHandle);
    rt_adapter_complete(rt_miniport_of(MiniportAdapterHandle, "NdisMPauseComplete"), NDIS_STATUS_SUCCESS, ADAPTER_PAUSING, "NdisMPauseComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismrestartcomplete */
RT_EXPORT VOID NdisMRestartComplete(NDIS_HANDLE MiniportAdapterHandle, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisMRestartComplete, MiniportAdapterHandle, Status);
    rt_adapter_complete(rt_miniport_of(MiniportAdapterHandle, "NdisMRestartComplete"), Status, ADAPTER_RESTARTING, "NdisMRestartComplete");
    RT_RETURN_VOID();
}

/* ---- reset, power, shutdown ------------------------------------------------------------------------------------------------ */

static void reset(struct rt_adapter *a)
{
    bool stopped = a->sends_stopped;
    a->sends_stopped = true; /* NDIS sends nothing meanwhile */
    a->completed = false;
    NDIS_STATUS status = RT_CALLBACK("MiniportResetEx", rt_random_below(&rt_ndis()->random, 2) ? DISPATCH_LEVEL : PASSIVE_LEVEL, a, a->driver->miniport.ResetHandlerEx,
                                     a->context, &a->miniport->addressing);
    rt_adapter_await(a, status, "MiniportResetEx", "NdisMResetComplete");
    a->completed = true;
    a->sends_stopped = stopped;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismresetcomplete */
RT_EXPORT VOID NdisMResetComplete(NDIS_HANDLE MiniportAdapterHandle, NDIS_STATUS Status, BOOLEAN AddressingReset)
{
    RT_DDI_VOID(NdisMResetComplete, MiniportAdapterHandle, Status, AddressingReset);
    struct rt_adapter *a = rt_miniport_of(MiniportAdapterHandle, "NdisMResetComplete");
    if (a)
        rt_adapter_complete(a, Status, a->state, "NdisMResetComplete");
    RT_RETURN_VOID();
}

/* The driver is asked whether its adapter hangs, and reset, whatever it says; then the system sleeps and wakes up. */
static void events(struct rt_adapter *a)
{
    const NDIS_MINIPORT_DRIVER_CHARACTERISTICS *c = &a->driver->miniport;
    NDIS_POWER_PROFILE profile = NdisPowerProfileAcOnLine;
    NDIS_DEVICE_POWER_STATE low = NdisDeviceStateD3, high = NdisDeviceStateD0;
    rt_device_pnp(a, NdisDevicePnPEventPowerProfileChanged, &profile, sizeof profile);
    if (c->CheckForHangHandlerEx) {
        (void)RT_CALLBACK("MiniportCheckForHangEx", PASSIVE_LEVEL, a, c->CheckForHangHandlerEx, a->context);
        reset(a);
    }
    if (!a->miniport->sleeps)
        return;
    rt_adapter_pause(a);
    rt_oid(a, NdisRequestSetInformation, OID_PNP_SET_POWER, &low, sizeof low, false);
    rt_oid(a, NdisRequestSetInformation, OID_PNP_SET_POWER, &high, sizeof high, false);
    rt_adapter_restart(a);
}

/* Nothing is called after it. */
static void shutdown(struct rt_adapter *a)
{
    RT_CALLBACK_VOID("MiniportShutdownEx", PASSIVE_LEVEL, a, a->driver->miniport.ShutdownHandlerEx, a->context, NdisShutdownPowerOff);
}

/* NDIS has made its own routine the driver object's, which calls this one. */
static void unload(struct rt_driver *d) { RT_CALLBACK_VOID("MiniportDriverUnload", PASSIVE_LEVEL, NULL, d->miniport.UnloadHandler, d->object); }

const struct rt_layer rt_miniport_layer = {.words = "miniport adapter",
                                           .roles = &miniport_roles,
                                           .above = true,
                                           .attach = initialize,
                                           .restart = restart,
                                           .pause = pause,
                                           .detach = halt,
                                           .events = events,
                                           .shutdown = shutdown,
                                           .unload = unload,
                                           .type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS,
                                           .least = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1,
                                           .most = sizeof(NDIS_MINIPORT_DRIVER_CHARACTERISTICS),
                                           .take = take,
                                           .enrol = "NdisMRegisterMiniportDriver",
                                           .deregister = "NdisMDeregisterMiniportDriver",
                                           .attach_name = "MiniportInitializeEx",
                                           .restart_name = "MiniportRestart",
                                           .restart_ends = "NdisMRestartComplete",
                                           .pause_name = "MiniportPause",
                                           .pause_ends = "NdisMPauseComplete",
                                           .oid_ends = "NdisMOidRequestComplete"};
