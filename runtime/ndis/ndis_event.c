/* Status indications, plug-and-play events and cancelled sends, through the driver or past it. */
#include "ndis.h"

void rt_status(struct rt_adapter *a, NDIS_STATUS code, PVOID buffer, ULONG length)
{
    NDIS_STATUS_INDICATION s = {.Header = {NDIS_OBJECT_TYPE_STATUS_INDICATION, NDIS_STATUS_INDICATION_REVISION_1,
                                           (USHORT)NDIS_SIZEOF_STATUS_INDICATION_REVISION_1},
                                .SourceHandle = a,
                                .StatusCode = code,
                                .StatusBuffer = buffer,
                                .StatusBufferSize = length};
    KIRQL irql = rt_random_below(&rt_ndis()->random, 2) ? DISPATCH_LEVEL : PASSIVE_LEVEL;
    FILTER_STATUS_HANDLER handler = a->driver->handlers.status;
    if (handler)
        RT_CALLBACK_VOID_AS(&a->layer->roles->status, irql, a, handler, a->context, &s);
    else
        a->statuses++;
}

NDIS_STATUS rt_net_pnp(struct rt_adapter *a, NET_PNP_EVENT_CODE code, PVOID buffer, ULONG length)
{
    FILTER_NET_PNP_EVENT_HANDLER handler = a->driver->handlers.net_pnp;
    if (!handler)
        return NDIS_STATUS_SUCCESS;
    NET_PNP_EVENT_NOTIFICATION n = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_PNP_EVENT_NOTIFICATION_REVISION_1,
                                               (USHORT)NDIS_SIZEOF_NET_PNP_EVENT_NOTIFICATION_REVISION_1},
                                    .NetPnPEvent = {.NetEvent = code, .Buffer = buffer, .BufferLength = length}};
    const struct rt_role *role = &a->layer->roles->net_pnp;
    PNET_PNP_EVENT_NOTIFICATION event = rt_fresh(sizeof *event);
    *event = n;
    a->completed = false;
    NDIS_STATUS status = RT_CALLBACK_AS(role, PASSIVE_LEVEL, a, code == NetEventPause ? rt_adapter_quiet(a) : (void)0, handler, a->context, event);
    if (status == NDIS_STATUS_PENDING && !a->layer->event_ends)
        rt_report("run-contract", "%s returns NDIS_STATUS_PENDING.", role->name);
    else
        status = rt_adapter_await(a, status, role->name, a->layer->event_ends);
    a->completed = true;
    rt_memory_free(event, sizeof *event);
    return status;
}

void rt_device_pnp(struct rt_adapter *a, NDIS_DEVICE_PNP_EVENT event, PVOID buffer, ULONG length)
{
    NET_DEVICE_PNP_EVENT e = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_DEVICE_PNP_EVENT_REVISION_1, (USHORT)NDIS_SIZEOF_NET_DEVICE_PNP_EVENT_REVISION_1},
                              .DevicePnPEvent = event,
                              .InformationBuffer = buffer,
                              .InformationBufferLength = length};
    FILTER_DEVICE_PNP_EVENT_NOTIFY_HANDLER handler = a->driver->handlers.device_pnp;
    if (handler)
        RT_CALLBACK_VOID_AS(&a->layer->roles->device_pnp, PASSIVE_LEVEL, a, handler, a->context, &e);
}

void rt_cancel_sends(struct rt_adapter *a, PVOID id)
{
    FILTER_CANCEL_SEND_HANDLER handler = a->driver->handlers.cancel_send;
    if (handler)
        RT_CALLBACK_VOID_AS(&a->layer->roles->cancel_send, PASSIVE_LEVEL, a, handler, a->context, id);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgeneratepartialcancelid */
RT_EXPORT UCHAR NdisGeneratePartialCancelId(VOID)
{
    RT_DDI0(NdisGeneratePartialCancelId, (UCHAR)0);
    RT_RETURN((UCHAR)0x5A);
}
