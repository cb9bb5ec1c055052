/*
 * What bindings call for data and requests. The work is done in ndis_path.c and ndis_oid.c.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-driver-send-and-receive-operations
 */
#include "ndis_path.h"

/* ---- data --------------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndissendnetbufferlists */
RT_SEND_DDI(NdisSendNetBufferLists, rt_bound)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreturnnetbufferlists */
RT_GIVE_BACK_DDI(NdisReturnNetBufferLists, rt_bound, rt_returned)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscancelsendnetbufferlists */
RT_CANCEL_DDI(NdisCancelSendNetBufferLists, rt_bound, rt_cancel_down)

/* ---- OID requests ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisoidrequest */
RT_OID_DDI(NdisOidRequest, rt_bound, false)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdirectoidrequest */
RT_OID_DDI(NdisDirectOidRequest, rt_bound, true)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceloidrequest */
RT_CANCEL_DDI(NdisCancelOidRequest, rt_bound, rt_oid_cancel)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiscanceldirectoidrequest */
RT_CANCEL_DDI(NdisCancelDirectOidRequest, rt_bound, rt_oid_cancel)

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
