/*
 * miniport.h: a miniport driver whose adapter is a loop: each frame that is sent comes back up as a list of its own. What is sent is
 * completed by a timer; pauses, resets and some OID requests pend. A test defines what it wants of ON_INITIALIZE, ON_SEND, ON_PAUSE,
 * ON_HALT, ON_SHUTDOWN, then includes this.
 */
#include <ndis.h>

#define TAG 'tseT'

typedef struct _ADAPTER {
    NDIS_HANDLE Handle, Pool, Timer, Item;
    NDIS_SPIN_LOCK Lock;
    PNET_BUFFER_LIST First, *Last; /* sent, not yet completed */
    LONG Up;                       /* own lists that are indicated, and one while it runs */
    BOOLEAN Running, Resetting;
    PNDIS_OID_REQUEST Request;
    UCHAR Address[6];
    ULONG Filter;
} ADAPTER, *PADAPTER;

/* What an own list has besides itself; in its MiniportReserved. */
typedef struct _COPY {
    PMDL Mdl;
    UCHAR Bytes[1600];
} COPY, *PCOPY;

#ifndef ON_INITIALIZE
#define ON_INITIALIZE(Adapter)
#endif
#ifndef ON_SEND
#define ON_SEND(Adapter, Lists)
#endif
#ifndef ON_PAUSE
#define ON_PAUSE(Adapter)
#endif
#ifndef ON_HALT
#define ON_HALT(Adapter)
#endif
#ifndef ON_SHUTDOWN
#define ON_SHUTDOWN(Adapter)
#endif
#ifndef ON_OID
#define ON_OID(Adapter, Request)
#endif

static NDIS_HANDLE DriverHandle;

/* ---- lists of its own ---- */

static VOID FreeCopy(PNET_BUFFER_LIST List)
{
    PCOPY copy = List->MiniportReserved[0];
    NdisFreeNetBufferList(List);
    NdisFreeMdl(copy->Mdl);
    NdisFreeMemory(copy, 0, 0);
}

static VOID Release(PADAPTER Adapter)
{
    if (InterlockedDecrement(&Adapter->Up) == 0)
        NdisMPauseComplete(Adapter->Handle);
}

static PNET_BUFFER_LIST MakeCopy(PADAPTER Adapter, PNET_BUFFER Of)
{
    ULONG length = NET_BUFFER_DATA_LENGTH(Of), copied = 0;
    PNET_BUFFER_LIST list;
    PCOPY copy = NdisAllocateMemoryWithTagPriority(Adapter->Handle, sizeof(COPY), TAG, NormalPoolPriority);
    if (copy == NULL)
        return NULL;
    copy->Mdl = NdisAllocateMdl(Adapter->Handle, copy->Bytes, sizeof(copy->Bytes));
    if (copy->Mdl == NULL) {
        NdisFreeMemory(copy, 0, 0);
        return NULL;
    }
    list = NdisAllocateNetBufferAndNetBufferList(Adapter->Pool, 0, 0, copy->Mdl, 0, length);
    if (list == NULL) {
        NdisFreeMdl(copy->Mdl);
        NdisFreeMemory(copy, 0, 0);
        return NULL;
    }
    list->MiniportReserved[0] = copy;
    list->SourceHandle = Adapter->Handle;
    NdisCopyFromNetBufferToNetBuffer(NET_BUFFER_LIST_FIRST_NB(list), 0, length, Of, 0, &copied);
    return list;
}

static VOID Return(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(Flags);
    while (Lists != NULL) {
        PNET_BUFFER_LIST next = Lists->Next;
        FreeCopy(Lists);
        Release(adapter);
        Lists = next;
    }
}

static VOID LoopBack(PADAPTER Adapter, PNET_BUFFER_LIST Sent)
{
    PNET_BUFFER_LIST list = MakeCopy(Adapter, NET_BUFFER_LIST_FIRST_NB(Sent));
    if (list == NULL)
        return;
    InterlockedIncrement(&Adapter->Up);
    if (NET_BUFFER_DATA_LENGTH(NET_BUFFER_LIST_FIRST_NB(Sent)) % 2) {
        NdisMIndicateReceiveNetBufferLists(Adapter->Handle, list, 0, 1, 0);
        return;
    }
    NdisMIndicateReceiveNetBufferLists(Adapter->Handle, list, 0, 1, NDIS_RECEIVE_FLAGS_RESOURCES); /* and has it again */
    FreeCopy(list);
    Release(Adapter);
}

/* ---- send ---- */

static PNET_BUFFER_LIST TakeSent(PADAPTER Adapter)
{
    PNET_BUFFER_LIST list;
    NdisAcquireSpinLock(&Adapter->Lock);
    list = Adapter->First;
    Adapter->First = NULL;
    Adapter->Last = &Adapter->First;
    NdisReleaseSpinLock(&Adapter->Lock);
    return list;
}

static VOID CompleteAll(PADAPTER Adapter, NDIS_STATUS Status)
{
    PNET_BUFFER_LIST sent = TakeSent(Adapter), list;
    for (list = sent; list != NULL; list = list->Next)
        list->Status = Status;
    if (sent != NULL)
        NdisMSendNetBufferListsComplete(Adapter->Handle, sent, 0);
}

static VOID Timer(PVOID A, PVOID Context, PVOID B, PVOID C)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(A);
    UNREFERENCED_PARAMETER(B);
    UNREFERENCED_PARAMETER(C);
    CompleteAll(adapter, NDIS_STATUS_SUCCESS);
    if (adapter->Resetting) {
        adapter->Resetting = FALSE;
        NdisMResetComplete(adapter->Handle, NDIS_STATUS_SUCCESS, FALSE);
    }
}

static VOID SetTimer(PADAPTER Adapter)
{
    LARGE_INTEGER due;
    due.QuadPart = -10000;
    NdisSetTimerObject(Adapter->Timer, due, 0, NULL);
}

static VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags)
{
    PADAPTER adapter = Context;
    PNET_BUFFER_LIST list;
    UNREFERENCED_PARAMETER(Port);
    UNREFERENCED_PARAMETER(Flags);
    ON_SEND(adapter, Lists);
    for (list = Lists; list != NULL; list = list->Next)
        LoopBack(adapter, list);
    NdisAcquireSpinLock(&adapter->Lock);
    *adapter->Last = Lists;
    while (*adapter->Last != NULL)
        adapter->Last = &(*adapter->Last)->Next;
    NdisReleaseSpinLock(&adapter->Lock);
    SetTimer(adapter);
}

static VOID CancelSend(NDIS_HANDLE Context, PVOID Id)
{
    UNREFERENCED_PARAMETER(Id);
    CompleteAll(Context, NDIS_STATUS_SEND_ABORTED);
}

/* ---- requests ---- */

static VOID AnswerLater(PVOID Context, NDIS_HANDLE Item)
{
    PADAPTER adapter = Context;
    PNDIS_OID_REQUEST request = adapter->Request;
    UNREFERENCED_PARAMETER(Item);
    adapter->Request = NULL;
    request->DATA.SET_INFORMATION.BytesRead = request->DATA.SET_INFORMATION.InformationBufferLength;
    NdisMOidRequestComplete(adapter->Handle, request, NDIS_STATUS_SUCCESS);
}

static NDIS_STATUS Give(PNDIS_OID_REQUEST Request, PVOID Bytes, UINT Length)
{
    Request->DATA.QUERY_INFORMATION.BytesNeeded = Length;
    if (Request->DATA.QUERY_INFORMATION.InformationBufferLength < Length)
        return NDIS_STATUS_BUFFER_TOO_SHORT;
    NdisMoveMemory(Request->DATA.QUERY_INFORMATION.InformationBuffer, Bytes, Length);
    Request->DATA.QUERY_INFORMATION.BytesWritten = Length;
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS OidRequest(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request)
{
    PADAPTER adapter = Context;
    ON_OID(adapter, Request);
    if (Request->RequestType == NdisRequestSetInformation) {
        adapter->Request = Request;
        NdisQueueIoWorkItem(adapter->Item, AnswerLater, adapter);
        return NDIS_STATUS_PENDING;
    }
    if (Request->RequestType != NdisRequestQueryInformation)
        return NDIS_STATUS_NOT_SUPPORTED;
    switch (Request->DATA.QUERY_INFORMATION.Oid) {
    case OID_802_3_CURRENT_ADDRESS: return Give(Request, adapter->Address, sizeof(adapter->Address));
    case OID_GEN_CURRENT_PACKET_FILTER: return Give(Request, &adapter->Filter, sizeof(adapter->Filter));
    default: return NDIS_STATUS_NOT_SUPPORTED;
    }
}

static VOID CancelOid(NDIS_HANDLE Context, PVOID Id)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Id);
}

/* ---- states ---- */

static VOID FreeAdapter(PADAPTER Adapter)
{
    if (Adapter->Item != NULL)
        NdisFreeIoWorkItem(Adapter->Item);
    if (Adapter->Timer != NULL)
        NdisFreeTimerObject(Adapter->Timer);
    if (Adapter->Pool != NULL)
        NdisFreeNetBufferListPool(Adapter->Pool);
    NdisFreeSpinLock(&Adapter->Lock);
    NdisFreeMemory(Adapter, 0, 0);
}

static NDIS_STATUS SetAttributes(PADAPTER Adapter)
{
    static const UCHAR address[6] = {2, 0, 0, 0, 0, 1};
    NDIS_MINIPORT_ADAPTER_ATTRIBUTES a;
    NDIS_STATUS status;
    NdisZeroMemory(&a, sizeof(a));
    a.RegistrationAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
    a.RegistrationAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
    a.RegistrationAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
    a.RegistrationAttributes.MiniportAdapterContext = Adapter;
    a.RegistrationAttributes.AttributeFlags = NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND;
    a.RegistrationAttributes.CheckForHangTimeInSeconds = 4;
    a.RegistrationAttributes.InterfaceType = NdisInterfaceInternal;
    status = NdisMSetMiniportAttributes(Adapter->Handle, &a);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisZeroMemory(&a, sizeof(a));
    a.GeneralAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES;
    a.GeneralAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1;
    a.GeneralAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_GENERAL_ATTRIBUTES_REVISION_1;
    a.GeneralAttributes.MediaType = NdisMedium802_3;
    a.GeneralAttributes.MtuSize = 1500;
    a.GeneralAttributes.MacAddressLength = sizeof(address);
    NdisMoveMemory(a.GeneralAttributes.CurrentMacAddress, address, sizeof(address));
    NdisMoveMemory(Adapter->Address, address, sizeof(address));
    return NdisMSetMiniportAttributes(Adapter->Handle, &a);
}

static NDIS_STATUS MakeParts(PADAPTER Adapter)
{
    NET_BUFFER_LIST_POOL_PARAMETERS pool;
    NDIS_TIMER_CHARACTERISTICS timer;
    NdisZeroMemory(&pool, sizeof(pool));
    pool.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    pool.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    pool.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    pool.fAllocateNetBuffer = TRUE;
    pool.PoolTag = TAG;
    Adapter->Pool = NdisAllocateNetBufferListPool(Adapter->Handle, &pool);
    Adapter->Item = NdisAllocateIoWorkItem(Adapter->Handle);
    NdisZeroMemory(&timer, sizeof(timer));
    timer.Header.Type = NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS;
    timer.Header.Revision = NDIS_TIMER_CHARACTERISTICS_REVISION_1;
    timer.Header.Size = NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1;
    timer.AllocationTag = TAG;
    timer.TimerFunction = Timer;
    timer.FunctionContext = Adapter;
    if (NdisAllocateTimerObject(Adapter->Handle, &timer, &Adapter->Timer) != NDIS_STATUS_SUCCESS)
        Adapter->Timer = NULL;
    return Adapter->Pool && Adapter->Item && Adapter->Timer ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES;
}

static NDIS_STATUS Initialize(NDIS_HANDLE Handle, NDIS_HANDLE Context, PNDIS_MINIPORT_INIT_PARAMETERS Parameters)
{
    PADAPTER adapter = NdisAllocateMemoryWithTagPriority(Handle, sizeof(ADAPTER), TAG, NormalPoolPriority);
    NDIS_STATUS status;
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Parameters);
    if (adapter == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisZeroMemory(adapter, sizeof(ADAPTER));
    adapter->Handle = Handle;
    adapter->Last = &adapter->First;
    NdisAllocateSpinLock(&adapter->Lock);
    status = SetAttributes(adapter);
    if (status == NDIS_STATUS_SUCCESS)
        status = MakeParts(adapter);
    if (status != NDIS_STATUS_SUCCESS)
        FreeAdapter(adapter);
    else {
        ON_INITIALIZE(adapter);
    }
    return status;
}

static VOID Halt(NDIS_HANDLE Context, NDIS_HALT_ACTION Action)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(Action);
    ON_HALT(adapter);
    NdisCancelTimerObject(adapter->Timer);
    FreeAdapter(adapter);
}

static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_MINIPORT_RESTART_PARAMETERS Parameters)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(Parameters);
    adapter->Up = 1;
    adapter->Running = TRUE;
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_MINIPORT_PAUSE_PARAMETERS Parameters)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(Parameters);
    adapter->Running = FALSE;
    ON_PAUSE(adapter);
    CompleteAll(adapter, NDIS_STATUS_PAUSED);
    if (InterlockedDecrement(&adapter->Up) == 0)
        return NDIS_STATUS_SUCCESS;
    return NDIS_STATUS_PENDING;
}

static NDIS_STATUS Reset(NDIS_HANDLE Context, PBOOLEAN AddressingReset)
{
    PADAPTER adapter = Context;
    *AddressingReset = FALSE;
    adapter->Resetting = TRUE;
    SetTimer(adapter);
    return NDIS_STATUS_PENDING;
}

static BOOLEAN CheckForHang(NDIS_HANDLE Context)
{
    UNREFERENCED_PARAMETER(Context);
    return FALSE;
}

static VOID DevicePnPEvent(NDIS_HANDLE Context, PNET_DEVICE_PNP_EVENT Event)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Event);
}

static VOID Shutdown(NDIS_HANDLE Context, NDIS_SHUTDOWN_ACTION Action)
{
    PADAPTER adapter = Context;
    UNREFERENCED_PARAMETER(adapter);
    UNREFERENCED_PARAMETER(Action);
    ON_SHUTDOWN(adapter);
}

static VOID Unload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    NdisMDeregisterMiniportDriver(DriverHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS c;
    NdisZeroMemory(&c, sizeof(c));
    c.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    c.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    c.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    c.MajorNdisVersion = 6;
    c.MinorNdisVersion = 20;
    c.InitializeHandlerEx = Initialize;
    c.HaltHandlerEx = Halt;
    c.UnloadHandler = Unload;
    c.PauseHandler = Pause;
    c.RestartHandler = Restart;
    c.OidRequestHandler = OidRequest;
    c.SendNetBufferListsHandler = Send;
    c.ReturnNetBufferListsHandler = Return;
    c.CancelSendHandler = CancelSend;
    c.CheckForHangHandlerEx = CheckForHang;
    c.ResetHandlerEx = Reset;
    c.DevicePnPEventNotifyHandler = DevicePnPEvent;
    c.ShutdownHandlerEx = Shutdown;
    c.CancelOidRequestHandler = CancelOid;
    return NdisMRegisterMiniportDriver(Driver, Path, NULL, &c, &DriverHandle);
}
