/*
 * intermediate: a miniport and a protocol in one. Over each binding it offers one virtual miniport; what is sent there goes on to the binding as
 * it is, and what the binding gets is indicated there.
 */
#include <ndis.h>
#include "check.h"

#define TAG 'tmiT'

typedef struct _PORT {
    NDIS_HANDLE Binding, Miniport;
    NDIS_EVENT Opened, Initialized;
    NDIS_STATUS Status;
    BOOLEAN Asked, Running; /* the latter, and the next, under the lock */
    ULONG Indicating;
    NDIS_SPIN_LOCK Lock;
    NDIS_STRING Name;
    WCHAR Text[64];
} PORT, *PPORT;

static NDIS_HANDLE MiniportDriver, ProtocolDriver;

/* ---- the miniport ---- */

static NDIS_STATUS Attributes(PPORT Port, NDIS_HANDLE Handle)
{
    NDIS_MINIPORT_ADAPTER_ATTRIBUTES a;
    NDIS_STATUS status;
    NdisZeroMemory(&a, sizeof(a));
    a.RegistrationAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
    a.RegistrationAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
    a.RegistrationAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
    a.RegistrationAttributes.MiniportAdapterContext = Port;
    a.RegistrationAttributes.AttributeFlags = NDIS_MINIPORT_ATTRIBUTES_NDIS_WDM;
    a.RegistrationAttributes.InterfaceType = NdisInterfaceInternal;
    status = NdisMSetMiniportAttributes(Handle, &a);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisZeroMemory(&a, sizeof(a));
    a.GeneralAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES;
    a.GeneralAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1;
    a.GeneralAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1;
    a.GeneralAttributes.MediaType = NdisMedium802_3;
    a.GeneralAttributes.MtuSize = 1500;
    a.GeneralAttributes.MacAddressLength = 6;
    return NdisMSetMiniportAttributes(Handle, &a);
}

static NDIS_STATUS Initialize(NDIS_HANDLE Handle, NDIS_HANDLE Context, PNDIS_MINIPORT_INIT_PARAMETERS Parameters)
{
    PPORT port = Parameters->IMDeviceInstanceContext;
    NDIS_STATUS status = port ? Attributes(port, Handle) : NDIS_STATUS_FAILURE;
    UNREFERENCED_PARAMETER(Context);
    if (port == NULL)
        return status;
    port->Miniport = status == NDIS_STATUS_SUCCESS ? Handle : NULL;
    NdisSetEvent(&port->Initialized);
    return status;
}

static VOID Halt(NDIS_HANDLE Context, NDIS_HALT_ACTION Action)
{
    UNREFERENCED_PARAMETER(Action);
    ((PPORT)Context)->Miniport = NULL;
}

/* Whether it runs; the number of indications changes by that much where it does. */
static BOOLEAN Count(PPORT Port, LONG Change)
{
    BOOLEAN running;
    NdisAcquireSpinLock(&Port->Lock);
    running = Port->Running || Change < 0;
    Port->Indicating += running ? Change : 0;
    NdisReleaseSpinLock(&Port->Lock);
    return running;
}

static VOID Run(PPORT Port, BOOLEAN Running)
{
    NdisAcquireSpinLock(&Port->Lock);
    Port->Running = Running;
    while (!Running && Port->Indicating) {
        NdisReleaseSpinLock(&Port->Lock);
        NdisMSleep(100);
        NdisAcquireSpinLock(&Port->Lock);
    }
    NdisReleaseSpinLock(&Port->Lock);
}

static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_MINIPORT_PAUSE_PARAMETERS Parameters)
{
    UNREFERENCED_PARAMETER(Parameters);
    Run(Context, FALSE);
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_MINIPORT_RESTART_PARAMETERS Parameters)
{
    UNREFERENCED_PARAMETER(Parameters);
    Run(Context, TRUE);
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS OidRequest(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request)
{
    UNREFERENCED_PARAMETER(Context);
    if (Request->RequestType != NdisRequestSetInformation || Request->DATA.SET_INFORMATION.Oid != OID_GEN_CURRENT_PACKET_FILTER)
        return NDIS_STATUS_NOT_SUPPORTED;
    Request->DATA.SET_INFORMATION.BytesRead = sizeof(ULONG);
    return NDIS_STATUS_SUCCESS;
}

static VOID CancelOid(NDIS_HANDLE Context, PVOID Id) { UNREFERENCED_PARAMETER(Context); UNREFERENCED_PARAMETER(Id); }

static VOID CancelSend(NDIS_HANDLE Context, PVOID Id) { NdisCancelSendNetBufferLists(((PPORT)Context)->Binding, Id); }

static VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Number, ULONG Flags)
{
    UNREFERENCED_PARAMETER(Number);
    NdisSendNetBufferLists(((PPORT)Context)->Binding, Lists, 0, Flags);
}

static VOID Return(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) { NdisReturnNetBufferLists(((PPORT)Context)->Binding, Lists, Flags); }

static VOID DevicePnP(NDIS_HANDLE Context, PNET_DEVICE_PNP_EVENT Event) { UNREFERENCED_PARAMETER(Context); UNREFERENCED_PARAMETER(Event); }

static VOID Shutdown(NDIS_HANDLE Context, NDIS_SHUTDOWN_ACTION Action) { UNREFERENCED_PARAMETER(Context); UNREFERENCED_PARAMETER(Action); }

/* ---- the protocol ---- */

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status)
{
    ((PPORT)Context)->Status = Status;
    NdisSetEvent(&((PPORT)Context)->Opened);
}

static VOID CloseComplete(NDIS_HANDLE Context) { NdisSetEvent(&((PPORT)Context)->Opened); }

static NDIS_STATUS Open(PPORT Port, NDIS_HANDLE BindContext)
{
    NDIS_OPEN_PARAMETERS p;
    NDIS_MEDIUM medium = NdisMedium802_3;
    UINT chosen;
    NDIS_STATUS status;
    NdisZeroMemory(&p, sizeof(p));
    p.Header.Type = NDIS_OBJECT_TYPE_OPEN_PARAMETERS;
    p.Header.Revision = NDIS_OPEN_PARAMETERS_REVISION_1;
    p.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
    p.MediumArray = &medium;
    p.MediumArraySize = 1;
    p.SelectedMediumIndex = &chosen;
    NdisResetEvent(&Port->Opened);
    status = NdisOpenAdapterEx(ProtocolDriver, Port, &p, BindContext, &Port->Binding);
    if (status == NDIS_STATUS_PENDING) {
        NdisWaitEvent(&Port->Opened, 0);
        status = Port->Status;
    }
    return status;
}

static VOID Close(PPORT Port)
{
    NdisResetEvent(&Port->Opened);
    if (NdisCloseAdapterEx(Port->Binding) == NDIS_STATUS_PENDING)
        NdisWaitEvent(&Port->Opened, 0);
}

/* The first name that the binding's configuration has for a miniport above it. */
static NDIS_STATUS ReadName(PPORT Port)
{
    NDIS_CONFIGURATION_OBJECT object = {{NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT, NDIS_CONFIGURATION_OBJECT_REVISION_1, sizeof(object)}, Port->Binding, 0};
    NDIS_STRING upper = NDIS_STRING_CONST("UpperBindings");
    PNDIS_CONFIGURATION_PARAMETER value;
    NDIS_HANDLE configuration;
    NDIS_STATUS status = NdisOpenConfigurationEx(&object, &configuration);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisReadConfiguration(&status, &value, configuration, &upper, NdisParameterMultiString);
    if (status == NDIS_STATUS_SUCCESS) {
        NDIS_STRING first;
        NdisInitUnicodeString(&first, value->ParameterData.StringData.Buffer);
        CHECK(first.Length + 2 * sizeof(WCHAR) <= value->ParameterData.StringData.Length && first.Length < sizeof(Port->Text));
        NdisMoveMemory(Port->Text, first.Buffer, first.MaximumLength);
        NdisInitUnicodeString(&Port->Name, Port->Text);
    }
    NdisCloseConfiguration(configuration);
    return status;
}

static NDIS_STATUS Bind(NDIS_HANDLE DriverContext, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters)
{
    PPORT port = NdisAllocateMemoryWithTagPriority(ProtocolDriver, sizeof(PORT), TAG, NormalPoolPriority);
    NDIS_STATUS status;
    UNREFERENCED_PARAMETER(DriverContext);
    CHECK(Parameters->Header.Revision == NDIS_BIND_PARAMETERS_REVISION_2); /* the driver's version is 6.1 */
    if (port == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisZeroMemory(port, sizeof(*port));
    NdisAllocateSpinLock(&port->Lock);
    NdisInitializeEvent(&port->Opened);
    NdisInitializeEvent(&port->Initialized);
    status = Open(port, BindContext);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisFreeMemory(port, 0, 0);
        return status;
    }
    status = ReadName(port);
    if (status == NDIS_STATUS_SUCCESS)
        status = NdisIMInitializeDeviceInstanceEx(MiniportDriver, &port->Name, port);
    port->Asked = status == NDIS_STATUS_SUCCESS;
    if (status != NDIS_STATUS_SUCCESS) {
        Close(port);
        NdisFreeMemory(port, 0, 0);
    }
    return status;
}

static NDIS_STATUS Unbind(NDIS_HANDLE UnbindContext, NDIS_HANDLE Context)
{
    PPORT port = Context;
    UNREFERENCED_PARAMETER(UnbindContext);
    if (port->Asked && NdisIMCancelInitializeDeviceInstance(MiniportDriver, &port->Name) != NDIS_STATUS_SUCCESS) {
        NdisWaitEvent(&port->Initialized, 0);
        if (port->Miniport)
            CHECK(NdisIMDeInitializeDeviceInstance(port->Miniport) == NDIS_STATUS_SUCCESS && port->Miniport == NULL);
    }
    Close(port);
    NdisFreeMemory(port, 0, 0);
    return NDIS_STATUS_SUCCESS;
}

static VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) { NdisMSendNetBufferListsComplete(((PPORT)Context)->Miniport, Lists, Flags); }

static VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Number, ULONG HowMany, ULONG Flags)
{
    PPORT port = Context;
    UNREFERENCED_PARAMETER(Number);
    if (Count(port, 1)) {
        NdisMIndicateReceiveNetBufferLists(port->Miniport, Lists, 0, HowMany, Flags);
        Count(port, -1);
    } else if (!NDIS_TEST_RECEIVE_CANNOT_PEND(Flags))
        NdisReturnNetBufferLists(port->Binding, Lists, 0);
}

static VOID RequestComplete(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request, NDIS_STATUS Status)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Request);
    UNREFERENCED_PARAMETER(Status);
}

static VOID Status(NDIS_HANDLE Context, PNDIS_STATUS_INDICATION Indication) { UNREFERENCED_PARAMETER(Context); UNREFERENCED_PARAMETER(Indication); }

static NDIS_STATUS NetPnP(NDIS_HANDLE Context, PNET_PNP_EVENT_NOTIFICATION Event)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Event);
    return NDIS_STATUS_SUCCESS;
}

/* ---- both ---- */

static VOID Unload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    NdisDeregisterProtocolDriver(ProtocolDriver);
    NdisMDeregisterMiniportDriver(MiniportDriver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS m;
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS p;
    NDIS_STATUS status;

    NdisZeroMemory(&m, sizeof(m));
    m.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    m.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    m.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    m.MajorNdisVersion = 6;
    m.MinorNdisVersion = 1;
    m.Flags = NDIS_INTERMEDIATE_DRIVER;
    m.InitializeHandlerEx = Initialize;
    m.HaltHandlerEx = Halt;
    m.UnloadHandler = Unload;
    m.PauseHandler = Pause;
    m.RestartHandler = Restart;
    m.OidRequestHandler = OidRequest;
    m.SendNetBufferListsHandler = Send;
    m.ReturnNetBufferListsHandler = Return;
    m.CancelSendHandler = CancelSend;
    m.DevicePnPEventNotifyHandler = DevicePnP;
    m.ShutdownHandlerEx = Shutdown;
    m.CancelOidRequestHandler = CancelOid;
    status = NdisMRegisterMiniportDriver(Driver, Path, NULL, &m, &MiniportDriver);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisZeroMemory(&p, sizeof(p));
    p.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    p.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    p.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    p.MajorNdisVersion = 6;
    p.MinorNdisVersion = 1;
    NdisInitUnicodeString(&p.Name, L"TestIntermediate");
    p.BindAdapterHandlerEx = Bind;
    p.UnbindAdapterHandlerEx = Unbind;
    p.OpenAdapterCompleteHandlerEx = OpenComplete;
    p.CloseAdapterCompleteHandlerEx = CloseComplete;
    p.NetPnPEventHandler = NetPnP;
    p.OidRequestCompleteHandler = RequestComplete;
    p.StatusHandlerEx = Status;
    p.ReceiveNetBufferListsHandler = Receive;
    p.SendNetBufferListsCompleteHandler = SendComplete;
    status = NdisRegisterProtocolDriver(NULL, &p, &ProtocolDriver);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisMDeregisterMiniportDriver(MiniportDriver);
        return status;
    }
#ifndef FORGETS
    NdisIMAssociateMiniport(MiniportDriver, ProtocolDriver);
#endif
    return NDIS_STATUS_SUCCESS;
}
