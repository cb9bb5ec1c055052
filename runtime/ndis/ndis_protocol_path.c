/*
 * What bindings call for data and requests. The work is done in ndis_path.c and ndis_oid.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-driver-send-and-receive-operations
 */
#include "ndis.h"

/* ---- data --------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissendnetbufferlists */
RT_EXPORT VOID NdisSendNetBufferLists(NDIS_HANDLE NdisBindingHandle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber, ULONG SendFlags)
{
    RT_DDI_VOID(NdisSendNetBufferLists, NdisBindingHandle, NetBufferLists, PortNumber, SendFlags);
    RT_NOT_SIMULATED(PortNumber, "NdisSendNetBufferLists: PortNumber other than 0");
    rt_down(rt_bound(NdisBindingHandle, "NdisSendNetBufferLists"), NetBufferLists, "NdisSendNetBufferLists");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreturnnetbufferlists */
RT_EXPORT VOID NdisReturnNetBufferLists(NDIS_HANDLE NdisBindingHandle, PNET_BUFFER_LIST NetBufferLists, ULONG ReturnFlags)
{
    RT_DDI_VOID(NdisReturnNetBufferLists, NdisBindingHandle, NetBufferLists, ReturnFlags);
    rt_returned(rt_bound(NdisBindingHandle, "NdisReturnNetBufferLists"), NetBufferLists, "NdisReturnNetBufferLists");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscancelsendnetbufferlists */
RT_EXPORT VOID NdisCancelSendNetBufferLists(NDIS_HANDLE NdisBindingHandle, PVOID CancelId)
{
    RT_DDI_VOID(NdisCancelSendNetBufferLists, NdisBindingHandle, CancelId);
    rt_cancel_down(rt_bound(NdisBindingHandle, "NdisCancelSendNetBufferLists"), CancelId);
    RT_RETURN_VOID();
}

/* ---- OID requests ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisoidrequest */
RT_EXPORT NDIS_STATUS NdisOidRequest(NDIS_HANDLE NdisBindingHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisBindingHandle, OidRequest);
    RT_RETURN(rt_oid_down(rt_bound(NdisBindingHandle, "NdisOidRequest"), OidRequest, false, "NdisOidRequest"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdirectoidrequest */
RT_EXPORT NDIS_STATUS NdisDirectOidRequest(NDIS_HANDLE NdisBindingHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisDirectOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisBindingHandle, OidRequest);
    RT_RETURN(rt_oid_down(rt_bound(NdisBindingHandle, "NdisDirectOidRequest"), OidRequest, true, "NdisDirectOidRequest"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceloidrequest */
RT_EXPORT VOID NdisCancelOidRequest(NDIS_HANDLE NdisBindingHandle, PVOID RequestId)
{
    RT_DDI_VOID(NdisCancelOidRequest, NdisBindingHandle, RequestId);
    rt_oid_cancel(rt_bound(NdisBindingHandle, "NdisCancelOidRequest"), RequestId);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceldirectoidrequest */
RT_EXPORT VOID NdisCancelDirectOidRequest(NDIS_HANDLE NdisBindingHandle, PVOID RequestId)
{
    RT_DDI_VOID(NdisCancelDirectOidRequest, NdisBindingHandle, RequestId);
    rt_oid_cancel(rt_bound(NdisBindingHandle, "NdisCancelDirectOidRequest"), RequestId);
    RT_RETURN_VOID();
}

/* ---- names ---------------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisqueryadapterinstancename */
RT_EXPORT NDIS_STATUS NdisQueryAdapterInstanceName(PNDIS_STRING AdapterInstanceName, NDIS_HANDLE NdisBindingHandle)
{
    RT_DDI(NdisQueryAdapterInstanceName, (NDIS_STATUS)NDIS_STATUS_FAILURE, AdapterInstanceName, NdisBindingHandle);
    struct rt_adapter *a = rt_bound(NdisBindingHandle, "NdisQueryAdapterInstanceName");
    RT_RETURN(a ? rt_adapter_name(a, AdapterInstanceName) : NDIS_STATUS_FAILURE);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisquerybindinstancename */
RT_EXPORT NDIS_STATUS NdisQueryBindInstanceName(PNDIS_STRING pAdapterInstanceName, NDIS_HANDLE BindingContext)
{
    RT_DDI(NdisQueryBindInstanceName, (NDIS_STATUS)NDIS_STATUS_FAILURE, pAdapterInstanceName, BindingContext);
    struct rt_adapter *a = rt_binding_of(BindingContext, "NdisQueryBindInstanceName");
    RT_RETURN(a ? rt_adapter_name(a, pAdapterInstanceName) : NDIS_STATUS_FAILURE);
}
