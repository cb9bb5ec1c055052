/*
 * oid.c: OID requests to the drivers below. The request is on the stack of who asks, who waits until it is answered: at
 * once, by the status that NdisOidRequest returns, or after NDIS_STATUS_PENDING by EchoRequestComplete.
 */
#include "echo.h"

typedef struct _ECHO_REQUEST
{
    NDIS_OID_REQUEST Request;
    NDIS_EVENT       Answered;
    NDIS_STATUS      Status;
} ECHO_REQUEST, *PECHO_REQUEST;

NDIS_STATUS EchoRequest(PECHO_BINDING Binding, NDIS_REQUEST_TYPE Type, NDIS_OID Oid, PVOID Buffer, UINT Length)
{
    ECHO_REQUEST request;
    NDIS_STATUS  status;

    NdisZeroMemory(&request, sizeof(request));
    NdisInitializeEvent(&request.Answered);
    request.Request.Header.Type = NDIS_OBJECT_TYPE_OID_REQUEST;
    request.Request.Header.Revision = NDIS_OID_REQUEST_REVISION_1;
    request.Request.Header.Size = NDIS_SIZEOF_OID_REQUEST_REVISION_1;
    request.Request.RequestType = Type;
    request.Request.RequestId = &request; /* nobody else's */

    if (Type == NdisRequestSetInformation)
    {
        request.Request.DATA.SET_INFORMATION.Oid = Oid;
        request.Request.DATA.SET_INFORMATION.InformationBuffer = Buffer;
        request.Request.DATA.SET_INFORMATION.InformationBufferLength = Length;
    }
    else
    {
        request.Request.DATA.QUERY_INFORMATION.Oid = Oid;
        request.Request.DATA.QUERY_INFORMATION.InformationBuffer = Buffer;
        request.Request.DATA.QUERY_INFORMATION.InformationBufferLength = Length;
    }

    status = NdisOidRequest(Binding->Handle, &request.Request);
    if (status == NDIS_STATUS_PENDING)
    {
        NdisWaitEvent(&request.Answered, 0);
        status = request.Status;
    }
    return status;
}

VOID EchoRequestComplete(NDIS_HANDLE ProtocolBindingContext, PNDIS_OID_REQUEST OidRequest, NDIS_STATUS Status)
{
    PECHO_REQUEST request = CONTAINING_RECORD(OidRequest, ECHO_REQUEST, Request);

    UNREFERENCED_PARAMETER(ProtocolBindingContext);

    request->Status = Status;
    NdisSetEvent(&request->Answered); /* from here on the request may be gone */
}
