/*
 * events.c: what NDIS tells of a binding. Restart and pause, which other kinds of driver have handlers for, are events of a
 * protocol driver, beside those of power and configuration.
 *
 *     Paused --NetEventRestart--> Running --NetEventPause--> Pausing ----> Paused
 *
 * NDIS never sends two of these events at once for one binding; receives, completions and status do overlap.
 */
#include "echo.h"

/* ---- who keeps the binding running ------------------------------------------------------------------------------ */

static VOID EchoLock(PECHO_BINDING Binding, BOOLEAN AtDispatch)
{
    if (AtDispatch)
        NdisDprAcquireSpinLock(&Binding->Lock);
    else
        NdisAcquireSpinLock(&Binding->Lock);
}

static VOID EchoUnlock(PECHO_BINDING Binding, BOOLEAN AtDispatch)
{
    if (AtDispatch)
        NdisDprReleaseSpinLock(&Binding->Lock);
    else
        NdisReleaseSpinLock(&Binding->Lock);
}

BOOLEAN EchoAcquire(PECHO_BINDING Binding, BOOLEAN AtDispatch)
{
    BOOLEAN running;

    EchoLock(Binding, AtDispatch);
    running = (BOOLEAN)(Binding->State == EchoRunning);
    if (running)
        Binding->Outstanding++;
    EchoUnlock(Binding, AtDispatch);
    return running;
}

VOID EchoRelease(PECHO_BINDING Binding, ULONG Count, BOOLEAN AtDispatch)
{
    EchoLock(Binding, AtDispatch);
    Binding->Outstanding -= Count;
    if (Binding->Outstanding == 0)
        NdisSetEvent(&Binding->Idle); /* under the lock: who waits for it may free the binding */
    EchoUnlock(Binding, AtDispatch);
}

/* ---- restart ------------------------------------------------------------------------------------------------------ */

/* The restart attributes are a linked list; without the general ones nothing has changed since the last restart. */
static NDIS_STATUS EchoReadRequirements(PECHO_BINDING Binding, PNDIS_RESTART_ATTRIBUTES Attributes)
{
    for (; Attributes != NULL; Attributes = Attributes->Next)
    {
        PNDIS_RESTART_GENERAL_ATTRIBUTES general = (PNDIS_RESTART_GENERAL_ATTRIBUTES)Attributes->Data;

        if (Attributes->Oid != OID_GEN_MINIPORT_RESTART_ATTRIBUTES ||
            Attributes->DataLength < NDIS_SIZEOF_RESTART_GENERAL_ATTRIBUTES_REVISION_1)
            continue;

        /* NdisAllocateNetBufferAndNetBufferList takes a USHORT; refuse what would wrap around. */
        if (general->ContextBackFillSize > MAXUSHORT / 2)
            return NDIS_STATUS_FAILURE;
        Binding->Needs.DataBackFill = general->DataBackFillSize;
        Binding->Needs.ContextBackFill = (general->ContextBackFillSize + (MEMORY_ALLOCATION_ALIGNMENT - 1)) &
                                         ~(ULONG)(MEMORY_ALLOCATION_ALIGNMENT - 1);
        break;
    }
    return NDIS_STATUS_SUCCESS;
}

/* A pool is made for the requirements of this restart; nothing of the old one is outstanding while the binding restarts. */
static NDIS_STATUS EchoRestart(PECHO_BINDING Binding, PNDIS_PROTOCOL_RESTART_PARAMETERS Parameters)
{
    ULONG         filter = NDIS_PACKET_TYPE_DIRECTED | NDIS_PACKET_TYPE_BROADCAST;
    LARGE_INTEGER due;
    NDIS_STATUS   status;

    status = EchoReadRequirements(Binding, Parameters->RestartAttributes);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    EchoFreePool(Binding);
    status = EchoMakePool(Binding);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    status = EchoRequest(Binding, NdisRequestSetInformation, OID_GEN_CURRENT_PACKET_FILTER, &filter, sizeof(filter));
    if (status != NDIS_STATUS_SUCCESS)
        return status; /* the pool stays until the next restart, or until the binding is freed */

    NdisResetEvent(&Binding->Idle);
    NdisAcquireSpinLock(&Binding->Lock);
    Binding->State = EchoRunning;
    Binding->Outstanding = 1;
    NdisReleaseSpinLock(&Binding->Lock);

    due.QuadPart = -(LONGLONG)ECHO_HELLO_PERIOD_MS * 10000;
    NdisSetTimerObject(Binding->HelloTimer, due, ECHO_HELLO_PERIOD_MS, NULL);
    return NDIS_STATUS_SUCCESS;
}

/* ---- pause -------------------------------------------------------------------------------------------------------- */

/* From here on nothing new starts. What has been started comes to its end: own lists come back, the work item answers or
 * drops the questions that wait and returns them. */
static NDIS_STATUS EchoPause(PECHO_BINDING Binding)
{
    NdisAcquireSpinLock(&Binding->Lock);
    Binding->State = EchoPausing;
    NdisReleaseSpinLock(&Binding->Lock);

    NdisCancelTimerObject(Binding->HelloTimer); /* its function finds out that the binding does not run, if it is on its way */

    EchoRelease(Binding, 1, FALSE); /* the reference of the running binding itself */
    NdisWaitEvent(&Binding->Idle, 0);

    NdisAcquireSpinLock(&Binding->Lock);
    Binding->State = EchoPaused;
    NdisReleaseSpinLock(&Binding->Lock);
    return NDIS_STATUS_SUCCESS;
}

/* ---- handlers ------------------------------------------------------------------------------------------------------- */

NDIS_STATUS EchoNetPnPEvent(NDIS_HANDLE ProtocolBindingContext, PNET_PNP_EVENT_NOTIFICATION NetPnPEventNotification)
{
    PECHO_BINDING  binding = (PECHO_BINDING)ProtocolBindingContext; /* NULL where an event is for all bindings */
    PNET_PNP_EVENT event = &NetPnPEventNotification->NetPnPEvent;

    switch (event->NetEvent)
    {
    case NetEventRestart:
        return EchoRestart(binding, (PNDIS_PROTOCOL_RESTART_PARAMETERS)event->Buffer);

    case NetEventPause:
        return EchoPause(binding);

    case NetEventQueryPower: /* any state of power is welcome: NDIS pauses the binding before the adapter sleeps */
    case NetEventSetPower:
    case NetEventBindsComplete:
    case NetEventReconfigure:
        return NDIS_STATUS_SUCCESS;

    default:
        return NDIS_STATUS_NOT_SUPPORTED;
    }
}

VOID EchoStatus(NDIS_HANDLE ProtocolBindingContext, PNDIS_STATUS_INDICATION StatusIndication)
{
    PECHO_BINDING    binding = (PECHO_BINDING)ProtocolBindingContext;
    PNDIS_LINK_STATE link = (PNDIS_LINK_STATE)StatusIndication->StatusBuffer;

    if (StatusIndication->StatusCode != NDIS_STATUS_LINK_STATE || StatusIndication->StatusBufferSize < NDIS_SIZEOF_LINK_STATE_REVISION_1)
        return;

    NdisAcquireSpinLock(&binding->Lock);
    binding->Connected = (BOOLEAN)(link->MediaConnectState != MediaConnectStateDisconnected);
    NdisReleaseSpinLock(&binding->Lock);
}
