/*
 * Filter drivers and filter modules: registration, attach, restart, pause, detach. Their data, requests and events are in
 * ndis_filter_path.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-states-and-operations
 */
#include "ndis.h"

RT_ROLES filter_roles = {.send = {"FilterSendNetBufferLists"},
                         .send_complete = {"FilterSendNetBufferListsComplete"},
                         .cancel_send = {"FilterCancelSendNetBufferLists"},
                         .receive = {"FilterReceiveNetBufferLists"},
                         .returned = {"FilterReturnNetBufferLists"},
                         .oid = {"FilterOidRequest"},
                         .direct_oid = {"FilterDirectOidRequest"},
                         .cancel_oid = {"FilterCancelOidRequest"},
                         .cancel_direct_oid = {"FilterCancelDirectOidRequest"},
                         .oid_complete = {"FilterOidRequestComplete"},
                         .direct_oid_complete = {"FilterDirectOidRequestComplete"},
                         .status = {"FilterStatus"},
                         .net_pnp = {"FilterNetPnPEvent"},
                         .device_pnp = {"FilterDevicePnPEventNotify"},
                         .set_options = {"FilterSetOptions"}};

/* ---- registration --------------------------------------------------------------------------------------------- */

static bool take(struct rt_driver *d)
{
    const NDIS_FILTER_DRIVER_CHARACTERISTICS *c = &d->filter;
    d->handlers = (struct rt_handlers){.set_options = c->SetOptionsHandler,
                                       .send = c->SendNetBufferListsHandler,
                                       .send_complete = c->SendNetBufferListsCompleteHandler,
                                       .cancel_send = c->CancelSendNetBufferListsHandler,
                                       .receive = c->ReceiveNetBufferListsHandler,
                                       .returned = c->ReturnNetBufferListsHandler,
                                       .oid = c->OidRequestHandler,
                                       .direct_oid = c->DirectOidRequestHandler,
                                       .cancel_oid = c->CancelOidRequestHandler,
                                       .cancel_direct_oid = c->CancelDirectOidRequestHandler,
                                       .oid_complete = c->OidRequestCompleteHandler,
                                       .direct_oid_complete = c->DirectOidRequestCompleteHandler,
                                       .status = c->StatusHandler,
                                       .net_pnp = c->NetPnPEventHandler,
                                       .device_pnp = c->DevicePnPEventNotifyHandler};
    return c->AttachHandler && c->DetachHandler && c->RestartHandler && c->PauseHandler && c->FriendlyName.Buffer && c->UniqueName.Buffer &&
           c->ServiceName.Buffer;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfregisterfilterdriver */
RT_EXPORT NDIS_STATUS NdisFRegisterFilterDriver(PDRIVER_OBJECT DriverObject, NDIS_HANDLE FilterDriverContext,
                                                PNDIS_FILTER_DRIVER_CHARACTERISTICS FilterCharacteristics, PNDIS_HANDLE NdisFilterDriverHandle)
{
    RT_DDI(NdisFRegisterFilterDriver, (NDIS_STATUS)NDIS_STATUS_FAILURE, DriverObject, FilterDriverContext, FilterCharacteristics, NdisFilterDriverHandle);
    RT_RETURN(rt_driver_register(&rt_filter_layer, DriverObject, FilterDriverContext, &FilterCharacteristics->Header, NdisFilterDriverHandle));
}

/* Detaches the driver from every adapter. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfderegisterfilterdriver */
RT_EXPORT VOID NdisFDeregisterFilterDriver(NDIS_HANDLE NdisFilterDriverHandle)
{
    RT_DDI_VOID(NdisFDeregisterFilterDriver, NdisFilterDriverHandle);
    rt_driver_deregister(NdisFilterDriverHandle, &rt_filter_layer);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsetattributes */
RT_EXPORT NDIS_STATUS NdisFSetAttributes(NDIS_HANDLE NdisFilterHandle, NDIS_HANDLE FilterModuleContext, PNDIS_FILTER_ATTRIBUTES FilterAttributes)
{
    RT_DDI(NdisFSetAttributes, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, FilterModuleContext, FilterAttributes);
    struct rt_adapter *a = rt_filter_module(NdisFilterHandle, "NdisFSetAttributes");
    if (!a || a->state != ADAPTER_ATTACHING || FilterAttributes->Header.Type != NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES) {
        if (a && a->state != ADAPTER_ATTACHING)
            rt_report("run-contract", "NdisFSetAttributes is called when the filter module is not in the Attaching state.");
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_INVALID_PARAMETER);
    }
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    a->context = FilterModuleContext;
    a->known = true;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* ---- attach and detach ---------------------------------------------------------------------------------------------- */

static NDIS_STATUS attach(struct rt_adapter *a)
{
    struct rt_driver *d = a->driver;
    NDIS_FILTER_ATTACH_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_ATTACH_PARAMETERS, NDIS_FILTER_ATTACH_PARAMETERS_REVISION_4,
                                                  (USHORT)NDIS_SIZEOF_FILTER_ATTACH_PARAMETERS_REVISION_4}};
    NDIS_STRING guid = rt_string(L"{3F2504E0-4F89-11D3-9A0C-0305E82C3301}-{9C2B51D4-6E0F-4F57-8F0A-6A1F3BD2C7E1}-0000");
    NDIS_STRING instance = rt_string(a->name), name = rt_string(a->device);
    p.IfIndex = 10 + a->number;
    p.FilterModuleGuidName = &guid;
    p.BaseMiniportIfIndex = p.LowerIfIndex = 2 + a->number;
    p.BaseMiniportInstanceName = &instance;
    p.BaseMiniportName = &name;
    p.MediaConnectState = MediaConnectStateConnected;
    p.MediaDuplexState = MediaDuplexStateFull;
    p.XmitLinkSpeed = p.RcvLinkSpeed = 1000000000;
    p.MiniportMediaType = NdisMedium802_3;
    p.MiniportPhysicalMediaType = NdisPhysicalMedium802_3;
    p.MacAddressLength = 6;
    rt_adapter_address(a, p.CurrentMacAddress);
    NDIS_STATUS status = RT_CALLBACK("FilterAttach", PASSIVE_LEVEL, a, d->filter.AttachHandler, (NDIS_HANDLE)a, d->context, &p);
    if (status == NDIS_STATUS_SUCCESS && !a->known) {
        rt_report("run-contract", "FilterAttach returns NDIS_STATUS_SUCCESS and has not called NdisFSetAttributes.");
        status = NDIS_STATUS_FAILURE;
    }
    return status;
}

static void detach(struct rt_adapter *a) { RT_CALLBACK_VOID("FilterDetach", PASSIVE_LEVEL, a, a->driver->filter.DetachHandler, a->context); }

/* ---- restart and pause ------------------------------------------------------------------------------------------------ */

static NDIS_STATUS restart(struct rt_adapter *a, PNDIS_RESTART_ATTRIBUTES attributes)
{
    NDIS_FILTER_RESTART_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_RESTART_PARAMETERS, NDIS_FILTER_RESTART_PARAMETERS_REVISION_1,
                                                   (USHORT)NDIS_SIZEOF_FILTER_RESTART_PARAMETERS_REVISION_1},
                                        .MiniportMediaType = NdisMedium802_3,
                                        .MiniportPhysicalMediaType = NdisPhysicalMedium802_3,
                                        .RestartAttributes = attributes,
                                        .LowerIfIndex = 2 + a->number};
    return RT_CALLBACK("FilterRestart", PASSIVE_LEVEL, a, a->driver->filter.RestartHandler, a->context, &p);
}

static NDIS_STATUS pause(struct rt_adapter *a)
{
    NDIS_FILTER_PAUSE_PARAMETERS p = {.Header = {NDIS_OBJECT_TYPE_FILTER_PAUSE_PARAMETERS, NDIS_FILTER_PAUSE_PARAMETERS_REVISION_1,
                                                 (USHORT)NDIS_SIZEOF_FILTER_PAUSE_PARAMETERS_REVISION_1},
                                      .PauseReason = NDIS_PAUSE_NDIS_INTERNAL};
    return RT_CALLBACK_THEN("FilterPause", PASSIVE_LEVEL, a, rt_adapter_quiet(a), a->driver->filter.PauseHandler, a->context, &p);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfpausecomplete */
RT_EXPORT VOID NdisFPauseComplete(NDIS_HANDLE NdisFilterHandle)
{
    RT_DDI_VOID(NdisFPauseComplete, NdisFilterHandle);
    rt_adapter_complete(rt_filter_module(NdisFilterHandle, "NdisFPauseComplete"), NDIS_STATUS_SUCCESS, ADAPTER_PAUSING, "NdisFPauseComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartcomplete */
RT_EXPORT VOID NdisFRestartComplete(NDIS_HANDLE NdisFilterHandle, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFRestartComplete, NdisFilterHandle, Status);
    rt_adapter_complete(rt_filter_module(NdisFilterHandle, "NdisFRestartComplete"), Status, ADAPTER_RESTARTING, "NdisFRestartComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfrestartfilter: the scenario does it next. */
RT_EXPORT NDIS_STATUS NdisFRestartFilter(NDIS_HANDLE NdisFilterHandle)
{
    RT_DDI(NdisFRestartFilter, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle);
    struct rt_adapter *a = rt_filter_module(NdisFilterHandle, "NdisFRestartFilter");
    if (a)
        a->restart_wanted = true;
    RT_RETURN((NDIS_STATUS)(a ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

/* ---- the layer --------------------------------------------------------------------------------------------------------- */

static void events(struct rt_adapter *a)
{
    NDIS_POWER_PROFILE profile = NdisPowerProfileAcOnLine;
    rt_net_pnp(a, NetEventSetPower, &profile, sizeof profile);
    rt_net_pnp(a, NetEventReconfigure, NULL, 0);
    rt_device_pnp(a, NdisDevicePnPEventPowerProfileChanged, &profile, sizeof profile);
}

const struct rt_layer rt_filter_layer = {.words = "filter module",
                                         .roles = &filter_roles,
                                         .above = true,
                                         .below = true,
                                         .attach = attach,
                                         .restart = restart,
                                         .pause = pause,
                                         .detach = detach,
                                         .events = events,
                                         .type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS,
                                         .least = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_1,
                                         .most = sizeof(NDIS_FILTER_DRIVER_CHARACTERISTICS),
                                         .take = take,
                                         .enrol = "NdisFRegisterFilterDriver",
                                         .deregister = "NdisFDeregisterFilterDriver",
                                         .attach_name = "FilterAttach",
                                         .restart_name = "FilterRestart",
                                         .restart_ends = "NdisFRestartComplete",
                                         .pause_name = "FilterPause",
                                         .pause_ends = "NdisFPauseComplete",
                                         .oid_ends = "NdisFOidRequestComplete"};
