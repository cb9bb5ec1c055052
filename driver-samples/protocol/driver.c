/*
 * driver.c: DriverEntry, registration with NDIS, unload.
 *
 * NdisRegisterProtocolDriver is the last thing that DriverEntry does that can fail, so that there is nothing to undo. From
 * then on NDIS may call EchoBind at any time, also before DriverEntry has returned.
 */
#include "echo.h"

NDIS_HANDLE EchoProtocolHandle;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS characteristics;

    UNREFERENCED_PARAMETER(RegistryPath);

    NdisZeroMemory(&characteristics, sizeof(characteristics));
    characteristics.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    characteristics.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    characteristics.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    characteristics.MajorNdisVersion = 6;
    characteristics.MinorNdisVersion = 20;
    characteristics.MajorDriverVersion = 1;
    characteristics.MinorDriverVersion = 0;
    NdisInitUnicodeString(&characteristics.Name, ECHO_NAME);

    characteristics.BindAdapterHandlerEx = EchoBind;
    characteristics.UnbindAdapterHandlerEx = EchoUnbind;
    characteristics.OpenAdapterCompleteHandlerEx = EchoOpenComplete;
    characteristics.CloseAdapterCompleteHandlerEx = EchoCloseComplete;
    characteristics.NetPnPEventHandler = EchoNetPnPEvent;
    characteristics.StatusHandlerEx = EchoStatus;
    characteristics.OidRequestCompleteHandler = EchoRequestComplete;
    characteristics.ReceiveNetBufferListsHandler = EchoReceive;
    characteristics.SendNetBufferListsCompleteHandler = EchoSendComplete;

    DriverObject->DriverUnload = EchoUnload;
    return NdisRegisterProtocolDriver(NULL, &characteristics, &EchoProtocolHandle);
}

VOID EchoUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);

    /* NDIS unbinds the driver from every adapter before this call returns. */
    NdisDeregisterProtocolDriver(EchoProtocolHandle);
}
