/*
 * bind.c: how a binding comes and goes.
 *
 *     EchoBind                                      EchoUnbind, when the binding is paused
 *       make the binding and what belongs to it       the packet filter is cleared
 *       NdisOpenAdapterEx, wait where it pends        NdisCloseAdapterEx, wait where it pends
 *                                                     free what EchoBind made
 *
 * Open and close may complete at once or later, in EchoOpenComplete and EchoCloseComplete. Both handlers that call them run
 * at IRQL = PASSIVE_LEVEL and may wait, so neither of them need ever return NDIS_STATUS_PENDING.
 */
#include "echo.h"

static NDIS_STATUS EchoMakeTimer(PECHO_BINDING Binding)
{
    NDIS_TIMER_CHARACTERISTICS timer;

    NdisZeroMemory(&timer, sizeof(timer));
    timer.Header.Type = NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS;
    timer.Header.Revision = NDIS_TIMER_CHARACTERISTICS_REVISION_1;
    timer.Header.Size = NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1;
    timer.AllocationTag = ECHO_TAG_TIMER;
    timer.TimerFunction = EchoHelloTimer;
    timer.FunctionContext = Binding;

    return NdisAllocateTimerObject(EchoProtocolHandle, &timer, &Binding->HelloTimer);
}

/* What there is, whether EchoBind came to its end or not; the binding is closed, or was never opened. */
static VOID EchoFreeBinding(PECHO_BINDING Binding)
{
    /* DEFECT: resource-leak, the pool that the last restart made is left */
    if (Binding->AnswerItem != NULL)
        NdisFreeIoWorkItem(Binding->AnswerItem);
    if (Binding->HelloTimer != NULL)
        NdisFreeTimerObject(Binding->HelloTimer);
    NdisFreeSpinLock(&Binding->Lock);
    NdisFreeMemory(Binding, 0, 0);
}

static PECHO_BINDING EchoMakeBinding(PNDIS_BIND_PARAMETERS Parameters)
{
    PECHO_BINDING binding;

    binding = NdisAllocateMemoryWithTagPriority(EchoProtocolHandle, sizeof(*binding), ECHO_TAG_BINDING, NormalPoolPriority);
    if (binding == NULL)
        return NULL;

    NdisZeroMemory(binding, sizeof(*binding));
    NdisMoveMemory(binding->MacAddress, Parameters->CurrentMacAddress, ECHO_MAC_LENGTH);
    NdisAllocateSpinLock(&binding->Lock);
    NdisInitializeEvent(&binding->Completed);
    NdisInitializeEvent(&binding->Idle);
    binding->State = EchoPaused;
    binding->Connected = (BOOLEAN)(Parameters->MediaConnectState != MediaConnectStateDisconnected);
    binding->LastQuestion = &binding->Questions;

    if (EchoMakeTimer(binding) != NDIS_STATUS_SUCCESS)
    {
        EchoFreeBinding(binding);
        return NULL;
    }
    return binding;
}

/* The handle may be used when this has returned NDIS_STATUS_SUCCESS; when it has not, there is none. */
static NDIS_STATUS EchoOpen(PECHO_BINDING Binding, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters)
{
    NDIS_OPEN_PARAMETERS open;
    NDIS_MEDIUM          media[1] = {NdisMedium802_3};
    NET_FRAME_TYPE       types[1];
    UINT                 selected = 0;
    NDIS_STATUS          status;

    types[0] = RtlUshortByteSwap(ECHO_ETHERTYPE);

    NdisZeroMemory(&open, sizeof(open));
    open.Header.Type = NDIS_OBJECT_TYPE_OPEN_PARAMETERS;
    open.Header.Revision = NDIS_OPEN_PARAMETERS_REVISION_1;
    open.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
    open.AdapterName = Parameters->AdapterName;
    open.MediumArray = media;
    open.MediumArraySize = 1;
    open.SelectedMediumIndex = &selected;
    open.FrameTypeArray = types; /* a wish: frames of other types come all the same */
    open.FrameTypeArraySize = 1;

    NdisResetEvent(&Binding->Completed);
    status = NdisOpenAdapterEx(EchoProtocolHandle, (NDIS_HANDLE)Binding, &open, BindContext, &Binding->Handle);
    if (status == NDIS_STATUS_PENDING)
    {
        NdisWaitEvent(&Binding->Completed, 0);
        status = Binding->OpenStatus;
    }
    return status;
}

VOID EchoOpenComplete(NDIS_HANDLE ProtocolBindingContext, NDIS_STATUS Status)
{
    PECHO_BINDING binding = (PECHO_BINDING)ProtocolBindingContext;

    binding->OpenStatus = Status;
    NdisSetEvent(&binding->Completed);
}

static VOID EchoClose(PECHO_BINDING Binding)
{
    NdisResetEvent(&Binding->Completed);
    if (NdisCloseAdapterEx(Binding->Handle) == NDIS_STATUS_PENDING)
        NdisWaitEvent(&Binding->Completed, 0);
    Binding->Handle = NULL;
}

VOID EchoCloseComplete(NDIS_HANDLE ProtocolBindingContext)
{
    PECHO_BINDING binding = (PECHO_BINDING)ProtocolBindingContext;

    NdisSetEvent(&binding->Completed);
}

NDIS_STATUS EchoBind(NDIS_HANDLE ProtocolDriverContext, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS BindParameters)
{
    PECHO_BINDING binding;
    NDIS_STATUS   status;

    UNREFERENCED_PARAMETER(ProtocolDriverContext);

    /* protocol.inf binds to Ethernet alone; elsewhere every frame would be misread. */
    if (BindParameters->MediaType != NdisMedium802_3 || BindParameters->MacAddressLength != ECHO_MAC_LENGTH)
        return NDIS_STATUS_NOT_SUPPORTED;

    binding = EchoMakeBinding(BindParameters);
    if (binding == NULL)
        return NDIS_STATUS_RESOURCES;

    status = EchoOpen(binding, BindContext, BindParameters);
    if (status != NDIS_STATUS_SUCCESS)
    {
        EchoFreeBinding(binding);
        return status;
    }

    /* The work item belongs to the binding, and so needs its handle. Where it cannot be had, the binding is closed again. */
    binding->AnswerItem = NdisAllocateIoWorkItem(binding->Handle);
    if (binding->AnswerItem == NULL)
    {
        EchoClose(binding);
        EchoFreeBinding(binding);
        return NDIS_STATUS_RESOURCES;
    }
    return NDIS_STATUS_SUCCESS; /* the binding is paused until NetEventRestart */
}

NDIS_STATUS EchoUnbind(NDIS_HANDLE UnbindContext, NDIS_HANDLE ProtocolBindingContext)
{
    PECHO_BINDING binding = (PECHO_BINDING)ProtocolBindingContext;
    ULONG         filter = 0;

    UNREFERENCED_PARAMETER(UnbindContext); /* for NdisCompleteUnbindAdapterEx, where this returns NDIS_STATUS_PENDING */

    EchoRequest(binding, NdisRequestSetInformation, OID_GEN_CURRENT_PACKET_FILTER, &filter, sizeof(filter));

    /* Nothing of the driver's is outstanding: NDIS has paused the binding before, and EchoPause waited. */
    EchoClose(binding);
    EchoFreeBinding(binding);

    /* DEFECT: ndis-call-context, NDIS is asked to bind anew from within an unbind */
    NdisReEnumerateProtocolBindings(EchoProtocolHandle); // expect[ndis-call-context]
    return NDIS_STATUS_SUCCESS;
} // expect[resource-leak]
