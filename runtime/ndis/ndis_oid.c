/*
 * OID requests. Our protocol's goes to the driver, which answers it or sends a clone on; our miniport answers what the driver
 * sends down at once or later, from another thread. NDIS sends an adapter one request at a time.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-oid-requests
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-driver-oid-requests
 * https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-oid-requests
 */
#include "ndis.h"

/* A request that is with our miniport. */
struct rt_oid_below {
    struct rt_work work;
    struct rt_oid_below *next;
    struct rt_adapter *adapter;
    PNDIS_OID_REQUEST request;
    PVOID id;
    NDIS_STATUS status;
    bool cancelled, direct;
};

/* ---- our miniport answers -------------------------------------------------------------------------------------- */

static NDIS_STATUS give(struct _QUERY *q, const void *value, UINT size)
{
    q->BytesNeeded = size;
    if (q->InformationBufferLength < size)
        return NDIS_STATUS_BUFFER_TOO_SHORT;
    rt_copy(q->InformationBuffer, value, size);
    q->BytesWritten = size;
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS answer_query(const struct rt_adapter *a, PNDIS_OID_REQUEST r)
{
    struct _QUERY *q = &r->DATA.QUERY_INFORMATION;
    ULONG value = 0;
    UCHAR address[6];
    switch (q->Oid) {
    case OID_GEN_MAXIMUM_FRAME_SIZE: value = 1500; break;
    case OID_GEN_MAXIMUM_TOTAL_SIZE: value = 1514; break;
    case OID_GEN_CURRENT_PACKET_FILTER: value = NDIS_PACKET_TYPE_DIRECTED; break;
    case OID_GEN_LINK_SPEED: value = 10000000; break;
    case OID_GEN_MEDIA_CONNECT_STATUS: value = NdisMediaStateConnected; break;
    case OID_GEN_MEDIA_SUPPORTED:
    case OID_GEN_MEDIA_IN_USE: value = NdisMedium802_3; break;
    case OID_802_3_CURRENT_ADDRESS:
    case OID_802_3_PERMANENT_ADDRESS: rt_adapter_address(a, address); return give(q, address, sizeof address);
    default: return NDIS_STATUS_NOT_SUPPORTED;
    }
    return give(q, &value, sizeof value);
}

static NDIS_STATUS answer(const struct rt_adapter *a, PNDIS_OID_REQUEST r)
{
    switch (r->RequestType) {
    case NdisRequestQueryInformation:
    case NdisRequestQueryStatistics: return answer_query(a, r);
    case NdisRequestSetInformation:
        r->DATA.SET_INFORMATION.BytesRead = r->DATA.SET_INFORMATION.InformationBufferLength;
        return NDIS_STATUS_SUCCESS;
    default: return NDIS_STATUS_NOT_SUPPORTED;
    }
}

static void answered(struct rt_work *w)
{
    struct rt_oid_below *o = (struct rt_oid_below *)(void *)w;
    struct rt_adapter *a = o->adapter;
    struct rt_oid_below **at = &a->oids_below;
    while (*at != o)
        at = &(*at)->next;
    *at = o->next;
    PNDIS_OID_REQUEST request = o->request;
    NDIS_STATUS status = o->cancelled ? NDIS_STATUS_REQUEST_ABORTED : o->status;
    bool direct = o->direct;
    rt_memory_free(o, sizeof *o);
    rt_happens_after(request);
    FILTER_OID_REQUEST_COMPLETE_HANDLER complete = direct ? a->driver->handlers.direct_oid_complete : a->driver->handlers.oid_complete;
    if (complete)
        RT_CALLBACK_VOID_AS(direct ? &a->layer->roles->direct_oid_complete : &a->layer->roles->oid_complete,
                            rt_random_below(&rt_ndis()->random, 2) ? DISPATCH_LEVEL : PASSIVE_LEVEL, a, complete, a->context, request, status);
}

NDIS_STATUS rt_oid_down(struct rt_adapter *a, PNDIS_OID_REQUEST request, bool direct, const char *name)
{
    if (!a)
        return NDIS_STATUS_FAILURE;
    if (request == a->oid)
        rt_report("run-contract", "%s is called with the request that the driver was given; it sends a clone.", name);
    for (const struct rt_oid_below *o = a->oids_below; o; o = o->next)
        if (o->request == request) {
            rt_report("run-contract", "%s is called with a request that is with the drivers below already.", name);
            return NDIS_STATUS_FAILURE;
        }
    if (!rt_random_below(&rt_ndis()->random, 2))
        return answer(a, request);
    struct rt_oid_below *o = rt_fresh_zeroed(sizeof *o);
    *o = (struct rt_oid_below){.work.run = answered, .next = a->oids_below, .adapter = a, .request = request, .id = request->RequestId, .status = answer(a, request), .direct = direct};
    a->oids_below = o;
    rt_happens_before(request);
    rt_work_queue(&o->work);
    return NDIS_STATUS_PENDING;
}

void rt_oid_cancel(struct rt_adapter *a, PVOID id)
{
    for (struct rt_oid_below *o = a ? a->oids_below : NULL; o; o = o->next)
        if (o->id == id)
            o->cancelled = true;
}

/* ---- our protocol asks ---------------------------------------------------------------------------------------------- */

void rt_oid_completed(struct rt_adapter *a, PNDIS_OID_REQUEST request, NDIS_STATUS status, const char *name)
{
    if (!a)
        return;
    if (request != a->oid || a->oid_done) {
        rt_report("run-contract", "%s is called for a request that is not the driver's to complete: %s.", name,
                  request == a->oid ? "it was completed already" : "it is not the one that the driver was given");
        return;
    }
    if (status == NDIS_STATUS_PENDING)
        rt_report("run-contract", "%s completes a request with NDIS_STATUS_PENDING.", name);
    a->oid_done = true;
    a->oid_status = status;
    rt_happens_before(request);
    rt_wake(&a->oid_done);
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

/* Waits until the driver has completed the request that it left pending. */
static NDIS_STATUS await(struct rt_adapter *a, NDIS_STATUS status, NDIS_OID oid)
{
    const char *name = a->layer->roles->oid.name;
    uint64_t patience = rt_deadline_in(RT_PATIENCE);
    while (status == NDIS_STATUS_PENDING && !a->oid_done)
        if (!rt_wait(&a->oid_done, patience, "the completion of an OID request") && !a->oid_done)
            rt_report_and_stop("run-hang", "%s returned NDIS_STATUS_PENDING for OID 0x%08X, and %s was not called in 10 minutes.", name, oid, a->layer->oid_ends);
    if (status != NDIS_STATUS_PENDING && a->oid_done)
        rt_report("run-contract", "%s returns 0x%08X for a request that was completed by %s as well.", name, (unsigned)status, a->layer->oid_ends);
    return status == NDIS_STATUS_PENDING ? a->oid_status : status;
}

/* What the driver says that it wrote or read, the buffer can hold. */
static void check_lengths(const struct rt_adapter *a, const NDIS_OID_REQUEST *r, NDIS_STATUS status)
{
    bool set = r->RequestType == NdisRequestSetInformation;
    UINT length = set ? r->DATA.SET_INFORMATION.InformationBufferLength : r->DATA.QUERY_INFORMATION.InformationBufferLength;
    UINT done = set ? r->DATA.SET_INFORMATION.BytesRead : r->DATA.QUERY_INFORMATION.BytesWritten;
    if (status == NDIS_STATUS_SUCCESS && done > length)
        rt_report("run-contract", "%s says for OID 0x%08X that it %s %u bytes; the buffer has %u.", a->layer->roles->oid.name, r->DATA.QUERY_INFORMATION.Oid,
                  set ? "read" : "wrote", done, length);
}

NDIS_STATUS rt_oid(struct rt_adapter *a, NDIS_REQUEST_TYPE type, NDIS_OID oid, PVOID buffer, UINT length, bool cancel)
{
    const struct rt_handlers *h = &a->driver->handlers;
    PNDIS_OID_REQUEST r = rt_fresh_zeroed(sizeof *r);
    NDIS_STATUS status;
    fill_request(r, type, oid, buffer, length);
    if (h->oid) {
        a->oid = r;
        a->oid_done = false;
        status = RT_CALLBACK_AS(&a->layer->roles->oid, PASSIVE_LEVEL, a, (void)0, h->oid, a->context, r);
        if (status == NDIS_STATUS_PENDING && cancel && !a->oid_done && h->cancel_oid)
            RT_CALLBACK_VOID_AS(&a->layer->roles->cancel_oid, PASSIVE_LEVEL, a, h->cancel_oid, a->context, r->RequestId);
        status = await(a, status, oid);
        rt_happens_after(r);
        a->oid = NULL;
        check_lengths(a, r, status);
    } else
        status = answer(a, r);
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
