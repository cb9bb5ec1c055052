/* Status indications, plug-and-play events and cancelled sends, through the driver or past it. */
#include "ndis.h"

void rt_status(struct rt_module *m, NDIS_STATUS code, PVOID buffer, ULONG length)
{
    NDIS_STATUS_INDICATION s = {.Header = {NDIS_OBJECT_TYPE_STATUS_INDICATION, NDIS_STATUS_INDICATION_REVISION_1,
                                           (USHORT)NDIS_SIZEOF_STATUS_INDICATION_REVISION_1},
                                .SourceHandle = m,
                                .StatusCode = code,
                                .StatusBuffer = buffer,
                                .StatusBufferSize = length};
    KIRQL irql = rt_random_below(&rt_ndis()->random, 2) ? DISPATCH_LEVEL : PASSIVE_LEVEL;
    if (m->driver->handlers.StatusHandler)
        RT_CALLBACK_VOID("FilterStatus", irql, m, m->driver->handlers.StatusHandler, m->context, &s);
    else
        m->statuses++;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatestatus */
RT_EXPORT VOID NdisFIndicateStatus(NDIS_HANDLE NdisFilterHandle, PNDIS_STATUS_INDICATION StatusIndication)
{
    RT_DDI_VOID(NdisFIndicateStatus, NdisFilterHandle, StatusIndication);
    struct rt_module *m = rt_module_of(NdisFilterHandle, "NdisFIndicateStatus");
    if (m)
        m->statuses++;
    RT_RETURN_VOID();
}

void rt_net_pnp(struct rt_module *m, NET_PNP_EVENT_CODE code, PVOID buffer, ULONG length)
{
    NET_PNP_EVENT_NOTIFICATION n = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_PNP_EVENT_NOTIFICATION_REVISION_1,
                                               (USHORT)NDIS_SIZEOF_NET_PNP_EVENT_NOTIFICATION_REVISION_1},
                                    .NetPnPEvent = {.NetEvent = code, .Buffer = buffer, .BufferLength = length}};
    if (m->driver->handlers.NetPnPEventHandler) {
        NDIS_STATUS status = RT_CALLBACK("FilterNetPnPEvent", PASSIVE_LEVEL, m, m->driver->handlers.NetPnPEventHandler, m->context, &n);
        if (status == NDIS_STATUS_PENDING)
            rt_report("run-contract", "FilterNetPnPEvent returns NDIS_STATUS_PENDING.");
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfnetpnpevent */
RT_EXPORT NDIS_STATUS NdisFNetPnPEvent(NDIS_HANDLE NdisFilterHandle, PNET_PNP_EVENT_NOTIFICATION NetPnPEvent)
{
    RT_DDI(NdisFNetPnPEvent, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, NetPnPEvent);
    RT_RETURN((NDIS_STATUS)(rt_module_of(NdisFilterHandle, "NdisFNetPnPEvent") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

void rt_device_pnp(struct rt_module *m, NDIS_DEVICE_PNP_EVENT event, PVOID buffer, ULONG length)
{
    NET_DEVICE_PNP_EVENT e = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_DEVICE_PNP_EVENT_REVISION_1, (USHORT)NDIS_SIZEOF_NET_DEVICE_PNP_EVENT_REVISION_1},
                              .DevicePnPEvent = event,
                              .InformationBuffer = buffer,
                              .InformationBufferLength = length};
    if (m->driver->handlers.DevicePnPEventNotifyHandler)
        RT_CALLBACK_VOID("FilterDevicePnPEventNotify", PASSIVE_LEVEL, m, m->driver->handlers.DevicePnPEventNotifyHandler, m->context, &e);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdevicepnpeventnotify */
RT_EXPORT VOID NdisFDevicePnPEventNotify(NDIS_HANDLE NdisFilterHandle, PNET_DEVICE_PNP_EVENT NetDevicePnPEvent)
{
    RT_DDI_VOID(NdisFDevicePnPEventNotify, NdisFilterHandle, NetDevicePnPEvent);
    rt_module_of(NdisFilterHandle, "NdisFDevicePnPEventNotify");
    RT_RETURN_VOID();
}

void rt_cancel_sends(struct rt_module *m, PVOID id)
{
    if (m->driver->handlers.CancelSendNetBufferListsHandler)
        RT_CALLBACK_VOID("FilterCancelSendNetBufferLists", PASSIVE_LEVEL, m, m->driver->handlers.CancelSendNetBufferListsHandler, m->context, id);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgeneratepartialcancelid */
RT_EXPORT UCHAR NdisGeneratePartialCancelId(VOID)
{
    RT_DDI0(NdisGeneratePartialCancelId, (UCHAR)0);
    RT_RETURN((UCHAR)0x5A);
}
