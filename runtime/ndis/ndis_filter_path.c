/*
 * What filter modules call for data, requests and events. The work is done in ndis_path.c, ndis_oid.c and ndis_event.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-send-and-receive-operations
 */
#include "ndis_path.h"

struct rt_adapter *rt_filter_module(NDIS_HANDLE handle, const char *name)
{
    struct rt_adapter *a = rt_adapter_of(handle, &rt_filter_layer, name);
    if (a && a->state == ADAPTER_DETACHING) {
        rt_report("run-contract", "%s is called when the filter module is being detached.", name);
        return NULL;
    }
    return a;
}

/* ---- data --------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlists */
RT_SEND_DDI(NdisFSendNetBufferLists, rt_filter_module)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlistscomplete */
RT_GIVE_BACK_DDI(NdisFSendNetBufferListsComplete, rt_filter_module, rt_sent)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcancelsendnetbufferlists */
RT_CANCEL_DDI(NdisFCancelSendNetBufferLists, rt_filter_module, rt_cancel_down)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatereceivenetbufferlists */
RT_INDICATE_DDI(NdisFIndicateReceiveNetBufferLists, rt_filter_module)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreturnnetbufferlists */
RT_GIVE_BACK_DDI(NdisFReturnNetBufferLists, rt_filter_module, rt_returned)

/* ---- OID requests ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequest */
RT_OID_DDI(NdisFOidRequest, rt_filter_module, false)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequest */
RT_OID_DDI(NdisFDirectOidRequest, rt_filter_module, true)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcanceloidrequest */
RT_CANCEL_DDI(NdisFCancelOidRequest, rt_filter_module, rt_oid_cancel)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequestcomplete */
RT_OID_COMPLETE_DDI(NdisFOidRequestComplete, rt_filter_module)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequestcomplete */
RT_OID_COMPLETE_DDI(NdisFDirectOidRequestComplete, rt_filter_module)

/* ---- events ------------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatestatus */
RT_EXPORT VOID NdisFIndicateStatus(NDIS_HANDLE NdisFilterHandle, PNDIS_STATUS_INDICATION StatusIndication)
{
    RT_DDI_VOID(NdisFIndicateStatus, NdisFilterHandle, StatusIndication);
    struct rt_adapter *a = rt_filter_module(NdisFilterHandle, "NdisFIndicateStatus");
    if (a)
        a->statuses++;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfnetpnpevent */
RT_EXPORT NDIS_STATUS NdisFNetPnPEvent(NDIS_HANDLE NdisFilterHandle, PNET_PNP_EVENT_NOTIFICATION NetPnPEvent)
{
    RT_DDI(NdisFNetPnPEvent, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, NetPnPEvent);
    RT_RETURN((NDIS_STATUS)(rt_filter_module(NdisFilterHandle, "NdisFNetPnPEvent") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdevicepnpeventnotify */
RT_EXPORT VOID NdisFDevicePnPEventNotify(NDIS_HANDLE NdisFilterHandle, PNET_DEVICE_PNP_EVENT NetDevicePnPEvent)
{
    RT_DDI_VOID(NdisFDevicePnPEventNotify, NdisFilterHandle, NetDevicePnPEvent);
    rt_filter_module(NdisFilterHandle, "NdisFDevicePnPEventNotify");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissetoptionalhandlers */
RT_EXPORT NDIS_STATUS NdisSetOptionalHandlers(NDIS_HANDLE NdisHandle, PNDIS_DRIVER_OPTIONAL_HANDLERS OptionalHandlers)
{
    RT_DDI(NdisSetOptionalHandlers, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisHandle, OptionalHandlers);
    const NDIS_FILTER_PARTIAL_CHARACTERISTICS *p = (const NDIS_FILTER_PARTIAL_CHARACTERISTICS *)(const void *)OptionalHandlers;
    struct rt_driver *d = rt_ndis()->drivers;
    while (d && d->layer != &rt_filter_layer)
        d = d->next;
    if (p->Header.Type != NDIS_OBJECT_TYPE_FILTER_PARTIAL_CHARACTERISTICS || !d)
        rt_not_simulated("NdisSetOptionalHandlers: handlers that are not NDIS_FILTER_PARTIAL_CHARACTERISTICS");
    else {
        RT_NOT_SIMULATED(NdisHandle != d, "NdisSetOptionalHandlers: per filter module (the driver's are set)");
        d->handlers.send = p->SendNetBufferListsHandler;
        d->handlers.send_complete = p->SendNetBufferListsCompleteHandler;
        d->handlers.cancel_send = p->CancelSendNetBufferListsHandler;
        d->handlers.receive = p->ReceiveNetBufferListsHandler;
        d->handlers.returned = p->ReturnNetBufferListsHandler;
    }
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}
