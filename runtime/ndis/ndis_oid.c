/*
 * OID requests. The protocol's goes to the driver, which answers it or sends a clone to our miniport; that answers at
 * once or later, from another thread. NDIS sends a filter module one request at a time.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-oid-requests
 */
#include "ndis.h"

#define PATIENCE (600 * 1000 * RT_MILLISECOND)

/* A request that is with our miniport. */
struct rt_oid_below {
    struct rt_work work;
    struct rt_oid_below *next;
    struct rt_module *module;
    PNDIS_OID_REQUEST request;
    PVOID id;
    NDIS_STATUS status;
    bool cancelled;
};

/* ---- our miniport answers -------------------------------------------------------------------------------------- */

static NDIS_STATUS answer_query(PNDIS_OID_REQUEST r)
{
    struct _QUERY *q = &r->DATA.QUERY_INFORMATION;
    ULONG value = 0;
    switch (q->Oid) {
    case OID_GEN_MAXIMUM_FRAME_SIZE: value = 1500; break;
    case OID_GEN_MAXIMUM_TOTAL_SIZE: value = 1514; break;
    case OID_GEN_CURRENT_PACKET_FILTER: value = NDIS_PACKET_TYPE_DIRECTED; break;
    case OID_GEN_LINK_SPEED: value = 10000000; break;
    case OID_GEN_MEDIA_CONNECT_STATUS: value = NdisMediaStateConnected; break;
    default: return NDIS_STATUS_NOT_SUPPORTED;
    }
    q->BytesNeeded = sizeof value;
    if (q->InformationBufferLength < sizeof value)
        return NDIS_STATUS_BUFFER_TOO_SHORT;
    rt_copy(q->InformationBuffer, &value, sizeof value);
    q->BytesWritten = sizeof value;
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS answer(PNDIS_OID_REQUEST r)
{
    switch (r->RequestType) {
    case NdisRequestQueryInformation:
    case NdisRequestQueryStatistics: return answer_query(r);
    case NdisRequestSetInformation:
        r->DATA.SET_INFORMATION.BytesRead = r->DATA.SET_INFORMATION.InformationBufferLength;
        return NDIS_STATUS_SUCCESS;
    default: return NDIS_STATUS_NOT_SUPPORTED;
    }
}

static void answered(struct rt_work *w)
{
    struct rt_oid_below *o = (struct rt_oid_below *)(void *)w;
    struct rt_module *m = o->module;
    struct rt_oid_below **at = &m->oids_below;
    while (*at != o)
        at = &(*at)->next;
    *at = o->next;
    PNDIS_OID_REQUEST request = o->request;
    NDIS_STATUS status = o->cancelled ? NDIS_STATUS_REQUEST_ABORTED : o->status;
    rt_memory_free(o, sizeof *o);
    rt_happens_after(request);
    if (m->driver->handlers.OidRequestCompleteHandler)
        RT_CALLBACK_VOID("FilterOidRequestComplete", rt_random_below(&rt_ndis()->random, 2) ? DISPATCH_LEVEL : PASSIVE_LEVEL, m,
                         m->driver->handlers.OidRequestCompleteHandler, m->context, request, status);
}

static NDIS_STATUS request_below(NDIS_HANDLE handle, PNDIS_OID_REQUEST request, const char *name)
{
    struct rt_module *m = rt_module_of(handle, name);
    if (!m)
        return NDIS_STATUS_FAILURE;
    if (request == m->oid)
        rt_report("run-contract", "%s is called with the request that the driver was given; it sends a clone.", name);
    for (const struct rt_oid_below *o = m->oids_below; o; o = o->next)
        if (o->request == request) {
            rt_report("run-contract", "%s is called with a request that is with the drivers below already.", name);
            return NDIS_STATUS_FAILURE;
        }
    if (!rt_random_below(&rt_ndis()->random, 2))
        return answer(request);
    struct rt_oid_below *o = rt_fresh_zeroed(sizeof *o);
    *o = (struct rt_oid_below){.work.run = answered, .next = m->oids_below, .module = m, .request = request, .id = request->RequestId, .status = answer(request)};
    m->oids_below = o;
    rt_happens_before(request);
    rt_work_queue(&o->work);
    return NDIS_STATUS_PENDING;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequest */
RT_EXPORT NDIS_STATUS NdisFOidRequest(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisFOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, OidRequest);
    RT_RETURN(request_below(NdisFilterHandle, OidRequest, "NdisFOidRequest"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequest */
RT_EXPORT NDIS_STATUS NdisFDirectOidRequest(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest)
{
    RT_DDI(NdisFDirectOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, NdisFilterHandle, OidRequest);
    rt_module_of(NdisFilterHandle, "NdisFDirectOidRequest");
    RT_RETURN(answer(OidRequest));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcanceloidrequest */
RT_EXPORT VOID NdisFCancelOidRequest(NDIS_HANDLE NdisFilterHandle, PVOID RequestId)
{
    RT_DDI_VOID(NdisFCancelOidRequest, NdisFilterHandle, RequestId);
    struct rt_module *m = rt_module_of(NdisFilterHandle, "NdisFCancelOidRequest");
    for (struct rt_oid_below *o = m ? m->oids_below : NULL; o; o = o->next)
        if (o->id == RequestId)
            o->cancelled = true;
    RT_RETURN_VOID();
}

/* ---- the protocol's ------------------------------------------------------------------------------------------------ */

static void request_complete(NDIS_HANDLE handle, PNDIS_OID_REQUEST request, NDIS_STATUS status, const char *name)
{
    struct rt_module *m = rt_module_of(handle, name);
    if (!m)
        return;
    if (request != m->oid || m->oid_done) {
        rt_report("run-contract", "%s is called for a request that is not the driver's to complete: %s.", name,
                  request == m->oid ? "it was completed already" : "it is not the one that the driver was given");
        return;
    }
    if (status == NDIS_STATUS_PENDING)
        rt_report("run-contract", "%s completes a request with NDIS_STATUS_PENDING.", name);
    m->oid_done = true;
    m->oid_status = status;
    rt_happens_before(request);
    rt_wake(&m->oid_done);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfoidrequestcomplete */
RT_EXPORT VOID NdisFOidRequestComplete(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFOidRequestComplete, NdisFilterHandle, OidRequest, Status);
    request_complete(NdisFilterHandle, OidRequest, Status, "NdisFOidRequestComplete");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfdirectoidrequestcomplete */
RT_EXPORT VOID NdisFDirectOidRequestComplete(NDIS_HANDLE NdisFilterHandle, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    RT_DDI_VOID(NdisFDirectOidRequestComplete, NdisFilterHandle, OidRequest, Status);
    request_complete(NdisFilterHandle, OidRequest, Status, "NdisFDirectOidRequestComplete");
    RT_RETURN_VOID();
}

static void fill_request(PNDIS_OID_REQUEST r, NDIS_REQUEST_TYPE type, NDIS_OID oid, PVOID buffer, UINT length)
{
    r->Header = (NDIS_OBJECT_HEADER){NDIS_OBJECT_TYPE_OID_REQUEST, NDIS_OID_REQUEST_REVISION_1, (USHORT)NDIS_SIZEOF_OID_REQUEST_REVISION_1};
    r->RequestType = type;
    r->RequestId = r;
    r->RequestHandle = rt_ndis();
    if (type == NdisRequestSetInformation) {
        r->DATA.SET_INFORMATION.Oid = oid;
        r->DATA.SET_INFORMATION.InformationBuffer = buffer;
        r->DATA.SET_INFORMATION.InformationBufferLength = length;
    } else {
        r->DATA.QUERY_INFORMATION.Oid = oid;
        r->DATA.QUERY_INFORMATION.InformationBuffer = buffer;
        r->DATA.QUERY_INFORMATION.InformationBufferLength = length;
    }
}

NDIS_STATUS rt_oid(struct rt_module *m, NDIS_REQUEST_TYPE type, NDIS_OID oid, PVOID buffer, UINT length, bool cancel)
{
    const NDIS_FILTER_DRIVER_CHARACTERISTICS *h = &m->driver->handlers;
    PNDIS_OID_REQUEST r = rt_fresh_zeroed(sizeof *r);
    NDIS_STATUS status;
    fill_request(r, type, oid, buffer, length);
    if (h->OidRequestHandler) {
        m->oid = r;
        m->oid_done = false;
        status = RT_CALLBACK("FilterOidRequest", PASSIVE_LEVEL, m, h->OidRequestHandler, m->context, r);
        if (status == NDIS_STATUS_PENDING && cancel && !m->oid_done && h->CancelOidRequestHandler)
            RT_CALLBACK_VOID("FilterCancelOidRequest", PASSIVE_LEVEL, m, h->CancelOidRequestHandler, m->context, r->RequestId);
        uint64_t patience = rt_deadline_in(PATIENCE);
        while (status == NDIS_STATUS_PENDING && !m->oid_done)
            if (!rt_wait(&m->oid_done, patience, "the completion of an OID request") && !m->oid_done)
                rt_report_and_stop("run-hang", "FilterOidRequest returned NDIS_STATUS_PENDING for OID 0x%08X, and NdisFOidRequestComplete was not called in 10 minutes.", oid);
        if (status != NDIS_STATUS_PENDING && m->oid_done)
            rt_report("run-contract", "FilterOidRequest returns 0x%08X for a request that was completed by NdisFOidRequestComplete as well.", (unsigned)status);
        if (status == NDIS_STATUS_PENDING)
            status = m->oid_status;
        rt_happens_after(r);
        m->oid = NULL;
    } else
        status = answer(r);
    rt_memory_free(r, sizeof *r);
    return status;
}

/* ---- clones ------------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatecloneoidrequest */
RT_EXPORT NDIS_STATUS NdisAllocateCloneOidRequest(NDIS_HANDLE SourceHandle, PNDIS_OID_REQUEST Request, UINT PoolTag, PNDIS_OID_REQUEST *CloneRequest)
{
    RT_DDI(NdisAllocateCloneOidRequest, (NDIS_STATUS)NDIS_STATUS_FAILURE, SourceHandle, Request, PoolTag, CloneRequest);
    *CloneRequest = NULL;
    if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    PNDIS_OID_REQUEST clone = rt_block_new_zeroed(RT_OID_CLONE, sizeof *clone, PoolTag);
    SIZE_T size = Request->Header.Size && Request->Header.Size < sizeof *clone ? Request->Header.Size : sizeof *clone;
    rt_copy(clone, Request, size);
    rt_fill(clone->SourceReserved, 0, sizeof clone->SourceReserved);
    *CloneRequest = clone;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreecloneoidrequest */
RT_EXPORT VOID NdisFreeCloneOidRequest(NDIS_HANDLE SourceHandle, PNDIS_OID_REQUEST Request)
{
    RT_DDI_VOID(NdisFreeCloneOidRequest, SourceHandle, Request);
    struct rt_block *b = rt_block_of(Request, RT_OID_CLONE);
    if (!b)
        rt_report("run-contract", "NdisFreeCloneOidRequest is called with an address that is not that of a clone: it was freed already, or never allocated.");
    else
        rt_block_free(b);
    RT_RETURN_VOID();
}
