/*
 * driver.c: DriverEntry, registration with NDIS, unload.
 *
 * NdisFRegisterFilterDriver is the last thing that DriverEntry does that can fail, so that there is nothing to undo.
 * From then on NDIS may call LwfAttach at any time, also before DriverEntry has returned.
 */
#include "lwf.h"

static NDIS_HANDLE LwfDriverHandle;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS characteristics;

    UNREFERENCED_PARAMETER(RegistryPath);

    NdisZeroMemory(&characteristics, sizeof(characteristics));
    characteristics.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    characteristics.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    characteristics.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    characteristics.MajorNdisVersion = 6;
    characteristics.MinorNdisVersion = 20;
    characteristics.MajorDriverVersion = 1;
    characteristics.MinorDriverVersion = 0;

    NdisInitUnicodeString(&characteristics.FriendlyName, LWF_FRIENDLY_NAME);
    NdisInitUnicodeString(&characteristics.UniqueName, LWF_UNIQUE_NAME);
    NdisInitUnicodeString(&characteristics.ServiceName, LWF_SERVICE_NAME);

    characteristics.AttachHandler = LwfAttach;
    characteristics.DetachHandler = LwfDetach;
    characteristics.RestartHandler = LwfRestart;
    characteristics.PauseHandler = LwfPause;

    /* A filter without a send-complete handler may not originate sends (NdisFSendNetBufferLists). */
    characteristics.SendNetBufferListsHandler = LwfSend;
    characteristics.SendNetBufferListsCompleteHandler = LwfSendComplete;
    characteristics.ReceiveNetBufferListsHandler = LwfReceive;
    characteristics.ReturnNetBufferListsHandler = LwfReturn;

    characteristics.OidRequestHandler = LwfOidRequest;
    characteristics.OidRequestCompleteHandler = LwfOidRequestComplete;
    characteristics.CancelOidRequestHandler = LwfCancelOidRequest;

    /*
     * What stays NULL, NDIS does on the filter's behalf: status and PnP indications and direct OID requests go past it,
     * and so do cancellations of sends, because the filter never queues one.
     */

    DriverObject->DriverUnload = LwfUnload;
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &characteristics, &LwfDriverHandle);
}

VOID LwfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);

    /* NDIS detaches the filter from every adapter before this call returns. */
    NdisFDeregisterFilterDriver(LwfDriverHandle);
}
