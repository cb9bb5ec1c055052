/*
 * oid.c: OID requests pass as clones, so that the answer can be seen on its way back.
 *
 * A request is completed once: by the status that LwfOidRequest returns, or, after NDIS_STATUS_PENDING, by
 * NdisFOidRequestComplete.  The clone is freed either way, after it has come back.  The clone's SourceReserved area
 * belongs to the driver that made it and holds the way back to the original.
 *
 * Requests arrive in every state, also while paused (FILTER_PAUSE); none of them touches the pools, which change in
 * LwfRestart alone.
 */
#include "lwf.h"

static PNDIS_OID_REQUEST *LwfOriginalOf(PNDIS_OID_REQUEST Clone)
{
    return (PNDIS_OID_REQUEST *)&Clone->SourceReserved[0];
}

static VOID LwfSetPending(PLWF_MODULE Module, PNDIS_OID_REQUEST Clone)
{
    NdisAcquireSpinLock(&Module->Lock);
    Module->PendingOid = Clone;
    NdisReleaseSpinLock(&Module->Lock);
}

/* What the drivers below reported goes into the original; the clone is done with. */
static VOID LwfFinishClone(PLWF_MODULE Module, PNDIS_OID_REQUEST Original, PNDIS_OID_REQUEST Clone)
{
    LwfSetPending(Module, NULL);

    switch (Clone->RequestType)
    {
    case NdisRequestMethod:
        Original->DATA.METHOD_INFORMATION.OutputBufferLength = Clone->DATA.METHOD_INFORMATION.OutputBufferLength;
        Original->DATA.METHOD_INFORMATION.BytesRead = Clone->DATA.METHOD_INFORMATION.BytesRead;
        Original->DATA.METHOD_INFORMATION.BytesWritten = Clone->DATA.METHOD_INFORMATION.BytesWritten;
        Original->DATA.METHOD_INFORMATION.BytesNeeded = Clone->DATA.METHOD_INFORMATION.BytesNeeded;
        break;

    case NdisRequestSetInformation:
        Original->DATA.SET_INFORMATION.BytesRead = Clone->DATA.SET_INFORMATION.BytesRead;
        Original->DATA.SET_INFORMATION.BytesNeeded = Clone->DATA.SET_INFORMATION.BytesNeeded;
        break;

    default:
        Original->DATA.QUERY_INFORMATION.BytesWritten = Clone->DATA.QUERY_INFORMATION.BytesWritten;
        Original->DATA.QUERY_INFORMATION.BytesNeeded = Clone->DATA.QUERY_INFORMATION.BytesNeeded;
        break;
    }
    NdisFreeCloneOidRequest(Module->FilterHandle, Clone);
}

NDIS_STATUS LwfOidRequest(NDIS_HANDLE FilterModuleContext, PNDIS_OID_REQUEST OidRequest)
{
    PLWF_MODULE       module = (PLWF_MODULE)FilterModuleContext;
    PNDIS_OID_REQUEST clone;
    NDIS_STATUS       status;

    status = NdisAllocateCloneOidRequest(module->FilterHandle, OidRequest, LWF_TAG_OID, &clone);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    clone->RequestId = OidRequest->RequestId; /* lets a cancellation from above find the clone below */
    *LwfOriginalOf(clone) = OidRequest;
    LwfSetPending(module, clone);

    status = NdisFOidRequest(module->FilterHandle, clone);
    if (status != NDIS_STATUS_PENDING)
        LwfFinishClone(module, OidRequest, clone);
    return status;
}

VOID LwfOidRequestComplete(NDIS_HANDLE FilterModuleContext, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    PLWF_MODULE       module = (PLWF_MODULE)FilterModuleContext;
    PNDIS_OID_REQUEST original = *LwfOriginalOf(OidRequest);

    LwfFinishClone(module, original, OidRequest);
    NdisFOidRequestComplete(module->FilterHandle, original, Status);
}

/* Only what is still below us can be cancelled; the clone then completes as any other, with the status of its
 * cancellation. */
VOID LwfCancelOidRequest(NDIS_HANDLE FilterModuleContext, PVOID RequestId)
{
    PLWF_MODULE module = (PLWF_MODULE)FilterModuleContext;
    BOOLEAN     ours;

    NdisAcquireSpinLock(&module->Lock);
    ours = (BOOLEAN)(module->PendingOid != NULL && module->PendingOid->RequestId == RequestId);
    NdisReleaseSpinLock(&module->Lock);

    if (ours)
        NdisFCancelOidRequest(module->FilterHandle, RequestId);
}
