/*
 * protocol.h: a protocol driver that leaves pending what can pend: binds, unbinds, restarts and pauses are completed by a work item, when
 * the open, the close and whatever else it waits for has come. All that is received goes back at once. A test defines what it wants of
 * ON_RECEIVE, ON_PAUSE, ON_UNBIND, ON_UNLOAD, then includes this.
 */
#include <ndis.h>

#define TAG 'tseT'

#ifndef ON_RECEIVE
#define ON_RECEIVE(Binding, Lists)
#endif
#ifndef ON_PAUSE
#define ON_PAUSE(Binding)
#endif
#ifndef ON_UNBIND
#define ON_UNBIND(Binding)
#endif
#ifndef ON_UNLOAD
#define ON_UNLOAD()
#endif
#ifndef OPEN_HANDLE
#define OPEN_HANDLE(Binding) (Binding)->Handle
#endif

typedef struct _BINDING {
    NDIS_HANDLE Handle, Context, Item;
    PNET_PNP_EVENT_NOTIFICATION Event;
    BOOLEAN Closed;
} BINDING, *PBINDING;

static NDIS_HANDLE ProtocolHandle;

static VOID FreeBinding(PBINDING Binding)
{
    NdisFreeIoWorkItem(Binding->Item);
    NdisFreeMemory(Binding, 0, 0);
}

/* ---- bind ---- */

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status)
{
    PBINDING binding = Context;
    NDIS_HANDLE bind = binding->Context;
    if (Status != NDIS_STATUS_SUCCESS)
        FreeBinding(binding);
    NdisCompleteBindAdapterEx(bind, Status);
}

static NDIS_STATUS Bind(NDIS_HANDLE Driver, NDIS_HANDLE Context, PNDIS_BIND_PARAMETERS Parameters)
{
    NDIS_OPEN_PARAMETERS open;
    NDIS_MEDIUM medium = NdisMedium802_3;
    UINT selected;
    NDIS_STATUS status;
    PBINDING binding = NdisAllocateMemoryWithTagPriority(ProtocolHandle, sizeof(BINDING), TAG, NormalPoolPriority);
    UNREFERENCED_PARAMETER(Driver);
    if (binding == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisZeroMemory(binding, sizeof(BINDING));
    binding->Context = Context;
    binding->Item = NdisAllocateIoWorkItem(ProtocolHandle);
    if (binding->Item == NULL) {
        NdisFreeMemory(binding, 0, 0);
        return NDIS_STATUS_RESOURCES;
    }
    NdisZeroMemory(&open, sizeof(open));
    open.Header.Type = NDIS_OBJECT_TYPE_OPEN_PARAMETERS;
    open.Header.Revision = NDIS_OPEN_PARAMETERS_REVISION_1;
    open.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
    open.AdapterName = Parameters->AdapterName;
    open.MediumArray = &medium;
    open.MediumArraySize = 1;
    open.SelectedMediumIndex = &selected;
    status = NdisOpenAdapterEx(ProtocolHandle, binding, &open, Context, &binding->Handle);
    if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING)
        FreeBinding(binding);
    return status;
}

/* ---- unbind ---- */

static VOID CloseComplete(NDIS_HANDLE Context)
{
    PBINDING binding = Context;
    NDIS_HANDLE unbind = binding->Context;
    FreeBinding(binding);
    NdisCompleteUnbindAdapterEx(unbind);
}

static NDIS_STATUS Unbind(NDIS_HANDLE Context, NDIS_HANDLE Binding)
{
    PBINDING binding = Binding;
    binding->Context = Context;
    ON_UNBIND(binding);
    if (NdisCloseAdapterEx(OPEN_HANDLE(binding)) == NDIS_STATUS_PENDING)
        return NDIS_STATUS_PENDING;
    FreeBinding(binding);
    return NDIS_STATUS_SUCCESS;
}

/* ---- events ---- */

static VOID FinishEvent(PVOID Context, NDIS_HANDLE Item)
{
    PBINDING binding = Context;
    UNREFERENCED_PARAMETER(Item);
    NdisCompleteNetPnPEvent(binding->Handle, binding->Event, NDIS_STATUS_SUCCESS);
}

static NDIS_STATUS NetPnPEvent(NDIS_HANDLE Context, PNET_PNP_EVENT_NOTIFICATION Event)
{
    PBINDING binding = Context;
    if (Event->NetPnPEvent.NetEvent != NetEventRestart && Event->NetPnPEvent.NetEvent != NetEventPause)
        return NDIS_STATUS_SUCCESS;
    if (Event->NetPnPEvent.NetEvent == NetEventPause) {
        ON_PAUSE(binding);
    }
    binding->Event = Event;
    NdisQueueIoWorkItem(binding->Item, FinishEvent, binding);
    return NDIS_STATUS_PENDING;
}

static VOID Status(NDIS_HANDLE Context, PNDIS_STATUS_INDICATION Indication)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Indication);
}

/* ---- data, requests ---- */

static VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Count, ULONG Flags)
{
    PBINDING binding = Context;
    UNREFERENCED_PARAMETER(Port);
    UNREFERENCED_PARAMETER(Count);
    ON_RECEIVE(binding, Lists);
    if (!(Flags & NDIS_RECEIVE_FLAGS_RESOURCES))
        NdisReturnNetBufferLists(binding->Handle, Lists, 0);
}

static VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Lists);
    UNREFERENCED_PARAMETER(Flags);
}

static VOID RequestComplete(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request, NDIS_STATUS Result)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Request);
    UNREFERENCED_PARAMETER(Result);
}

static VOID Unload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ON_UNLOAD();
    NdisDeregisterProtocolDriver(ProtocolHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS c;
    UNREFERENCED_PARAMETER(Path);
    NdisZeroMemory(&c, sizeof(c));
    c.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    c.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    c.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    c.MajorNdisVersion = 6;
    c.MinorNdisVersion = 20;
    NdisInitUnicodeString(&c.Name, L"TESTPROTOCOL");
    c.BindAdapterHandlerEx = Bind;
    c.UnbindAdapterHandlerEx = Unbind;
    c.OpenAdapterCompleteHandlerEx = OpenComplete;
    c.CloseAdapterCompleteHandlerEx = CloseComplete;
    c.NetPnPEventHandler = NetPnPEvent;
    c.OidRequestCompleteHandler = RequestComplete;
    c.StatusHandlerEx = Status;
    c.ReceiveNetBufferListsHandler = Receive;
    c.SendNetBufferListsCompleteHandler = SendComplete;
    Driver->DriverUnload = Unload;
    return NdisRegisterProtocolDriver(NULL, &c, &ProtocolHandle);
}
