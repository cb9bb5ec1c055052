/*
 * What filter modules call for data, requests and events. The work is done in ndis_path.c, ndis_oid.c and ndis_event.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-send-and-receive-operations
 */
#include "ndis.h"

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
RT_EXPORT VOID NdisFSendNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber, ULONG SendFlags)
{
    RT_DDI_VOID(NdisFSendNetBufferLists, NdisFilterHandle, NetBufferLists, PortNumber, SendFlags);
    RT_NOT_SIMULATED(PortNumber, "NdisFSendNetBufferLists: PortNumber other than 0");
    rt_down(rt_filter_module(NdisFilterHandle, "NdisFSendNetBufferLists"), NetBufferLists, "NdisFSendNetBufferLists");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlistscomplete */
RT_EXPORT VOID NdisFSendNetBufferListsComplete(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, ULONG SendCompleteFlags)
{
    RT_DDI_VOID(NdisFSendNetBufferListsComplete, NdisFilterHandle, NetBufferLists, SendCompleteFlags);
    rt_sent(rt_filter_module(NdisFilterHandle, "NdisFSendNetBufferListsComplete"), NetBufferLists, "NdisFSendNetBufferListsComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcancelsendnetbufferlists */
RT_EXPORT VOID NdisFCancelSendNetBufferLists(NDIS_HANDLE NdisFilterHandle, PVOID CancelId)
{
    RT_DDI_VOID(NdisFCancelSendNetBufferLists, NdisFilterHandle, CancelId);
    rt_cancel_down(rt_filter_module(NdisFilterHandle, "NdisFCancelSendNetBufferLists"), CancelId);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatereceivenetbufferlists */
RT_EXPORT VOID NdisFIndicateReceiveNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,
                                                  ULONG NumberOfNetBufferLists, ULONG ReceiveFlags)
{
    RT_DDI_VOID(NdisFIndicateReceiveNetBufferLists, NdisFilterHandle, NetBufferLists, PortNumber, NumberOfNetBufferLists, ReceiveFlags);
    rt_up(rt_filter_module(NdisFilterHandle, "NdisFIndicateReceiveNetBufferLists"), NetBufferLists, NumberOfNetBufferLists, ReceiveFlags,
          "NdisFIndicateReceiveNetBufferLists");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreturnnetbufferlists */
RT_EXPORT VOID NdisFReturnNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, ULONG ReturnFlags)
{
    RT_DDI_VOID(NdisFReturnNetBufferLists, NdisFilterHandle, NetBufferLists, ReturnFlags);
    rt_returned(rt_filter_module(NdisFilterHandle, "NdisFReturnNetBufferLists"), NetBufferLists, "NdisFReturnNetBufferLists");
    RT_RETURN_VOID();
}

/* ---- OID requests ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequest */
RT_EXPORT NDIS_STATUS NdisFOidRequest(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisFOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, OidRequest);
    RT_RETURN(rt_oid_down(rt_filter_module(NdisFilterHandle, "NdisFOidRequest"), OidRequest, false, "NdisFOidRequest"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequest */
RT_EXPORT NDIS_STATUS NdisFDirectOidRequest(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisFDirectOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, OidRequest);
    RT_RETURN(rt_oid_down(rt_filter_module(NdisFilterHandle, "NdisFDirectOidRequest"), OidRequest, true, "NdisFDirectOidRequest"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcanceloidrequest */
RT_EXPORT VOID NdisFCancelOidRequest(NDIS_HANDLE NdisFilterHandle, PVOID RequestId)
{
    RT_DDI_VOID(NdisFCancelOidRequest, NdisFilterHandle, RequestId);
    rt_oid_cancel(rt_filter_module(NdisFilterHandle, "NdisFCancelOidRequest"), RequestId);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequestcomplete */
RT_EXPORT VOID NdisFOidRequestComplete(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFOidRequestComplete, NdisFilterHandle, OidRequest, Status);
    rt_oid_completed(rt_filter_module(NdisFilterHandle, "NdisFOidRequestComplete"), OidRequest, Status, "NdisFOidRequestComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequestcomplete */
RT_EXPORT VOID NdisFDirectOidRequestComplete(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFDirectOidRequestComplete, NdisFilterHandle, OidRequest, Status);
    rt_oid_completed(rt_filter_module(NdisFilterHandle, "NdisFDirectOidRequestComplete"), OidRequest, Status, "NdisFDirectOidRequestComplete");
    RT_RETURN_VOID();
}

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
