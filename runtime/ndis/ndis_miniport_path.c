/*
 * What miniport adapters call for data, requests and status. The work is done in ndis_path.c and ndis_oid.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-send-and-receive-operations
 */
#include "ndis_path.h"

/* ---- data --------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismsendnetbufferlistscomplete */
RT_GIVE_BACK_DDI(NdisMSendNetBufferListsComplete, rt_miniport_of, rt_sent)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismindicatereceivenetbufferlists */
RT_INDICATE_DDI(NdisMIndicateReceiveNetBufferLists, rt_miniport_of)

/* ---- OID requests ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismoidrequestcomplete */
RT_OID_COMPLETE_DDI(NdisMOidRequestComplete, rt_miniport_of)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismdirectoidrequestcomplete */
RT_OID_COMPLETE_DDI(NdisMDirectOidRequestComplete, rt_miniport_of)

/* ---- status, events, names ---------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismindicatestatusex */
RT_EXPORT VOID NdisMIndicateStatusEx(NDIS_HANDLE MiniportAdapterHandle, PNDIS_STATUS_INDICATION StatusIndication)
{
    RT_DDI_VOID(NdisMIndicateStatusEx, MiniportAdapterHandle, StatusIndication);
    struct rt_adapter *a = rt_miniport_of(MiniportAdapterHandle, "NdisMIndicateStatusEx");
    if (a && StatusIndication->SourceHandle != MiniportAdapterHandle)
        rt_report("run-contract", "NdisMIndicateStatusEx is called with a status whose SourceHandle is not the handle of the miniport adapter.");
    if (a)
        a->statuses++;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismnetpnpevent */
RT_EXPORT NDIS_STATUS NdisMNetPnPEvent(NDIS_HANDLE MiniportAdapterHandle, PNET_PNP_EVENT_NOTIFICATION NetPnPEvent)
{
    RT_DDI(NdisMNetPnPEvent, (NDIS_STATUS)NDIS_STATUS_FAILURE, MiniportAdapterHandle, NetPnPEvent);
    RT_RETURN((NDIS_STATUS)(rt_miniport_of(MiniportAdapterHandle, "NdisMNetPnPEvent") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismqueryadapterinstancename */
RT_EXPORT NDIS_STATUS NdisMQueryAdapterInstanceName(PNDIS_STRING AdapterInstanceName, NDIS_HANDLE MiniportAdapterHandle)
{
    RT_DDI(NdisMQueryAdapterInstanceName, (NDIS_STATUS)NDIS_STATUS_FAILURE, AdapterInstanceName, MiniportAdapterHandle);
    struct rt_adapter *a = rt_miniport_of(MiniportAdapterHandle, "NdisMQueryAdapterInstanceName");
    RT_RETURN(a ? rt_adapter_name(a, AdapterInstanceName) : NDIS_STATUS_FAILURE);
}
