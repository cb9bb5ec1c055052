/*
 * send.c: own lists: where they are made, sent, and freed.
 *
 * A protocol driver may keep what it likes in ProtocolReserved of a list that it originates; here that is the frame. Each
 * list that is on its way holds one reference on the binding.
 */
#include "echo.h"

PECHO_FRAME EchoFrameOf(PNET_BUFFER_LIST List)
{
    return (PECHO_FRAME)NET_BUFFER_LIST_PROTOCOL_RESERVED(List)[0];
}

/* ---- the pool ------------------------------------------------------------------------------------------------------ */

/* NdisAllocateNetBufferAndNetBufferList takes lists from a pool only where fAllocateNetBuffer is TRUE and DataSize is 0. */
NDIS_STATUS EchoMakePool(PECHO_BINDING Binding)
{
    NET_BUFFER_LIST_POOL_PARAMETERS parameters;

    NdisZeroMemory(&parameters, sizeof(parameters));
    parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    parameters.ProtocolId = NDIS_PROTOCOL_ID_DEFAULT;
    parameters.fAllocateNetBuffer = TRUE;
    parameters.ContextSize = (USHORT)Binding->Needs.ContextBackFill; /* for the drivers below; this one needs none */
    parameters.PoolTag = ECHO_TAG_LISTS;
    parameters.DataSize = ECHO_MIN_FRAME; /* DEFECT: ndis-combined-alloc-pool, the pool gives its lists data */

    Binding->ListPool = NdisAllocateNetBufferListPool(EchoProtocolHandle, &parameters);
    return Binding->ListPool == NULL ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
}

VOID EchoFreePool(PECHO_BINDING Binding)
{
    if (Binding->ListPool != NULL)
    {
        NdisFreeNetBufferListPool(Binding->ListPool);
        Binding->ListPool = NULL;
    }
}

/* ---- frames and lists ------------------------------------------------------------------------------------------------ */

static VOID EchoFreeFrame(PECHO_FRAME Frame)
{
    if (Frame->Mdl != NULL)
        NdisFreeMdl(Frame->Mdl);
    NdisFreeMemory(Frame, 0, 0);
}

/* A frame with the header filled in and the rest zeroed. */
static PECHO_FRAME EchoMakeFrame(PECHO_BINDING Binding, const UCHAR *Destination, UCHAR Operation, ULONG Length)
{
    ULONG        size = Binding->Needs.DataBackFill + Length;
    PECHO_FRAME  frame;
    ECHO_HEADER *header;

    frame = NdisAllocateMemoryWithTagPriority(EchoProtocolHandle, FIELD_OFFSET(ECHO_FRAME, Space) + size, ECHO_TAG_FRAME, NormalPoolPriority);
    if (frame == NULL)
        return NULL;

    frame->Start = frame->Space + Binding->Needs.DataBackFill;
    frame->Length = Length;
    frame->Mdl = NdisAllocateMdl(EchoProtocolHandle, frame->Space, size);
    if (frame->Mdl == NULL)
    {
        EchoFreeFrame(frame);
        return NULL;
    }

    NdisZeroMemory(frame->Space, size);
    header = (ECHO_HEADER *)frame->Start;
    NdisMoveMemory(header->Destination, Destination, ECHO_MAC_LENGTH);
    NdisMoveMemory(header->Source, Binding->MacAddress, ECHO_MAC_LENGTH);
    header->EtherType = RtlUshortByteSwap(ECHO_ETHERTYPE);
    header->Operation = Operation;
    return frame;
}

PNET_BUFFER_LIST EchoMakeList(PECHO_BINDING Binding, const UCHAR *Destination, UCHAR Operation, ULONG Length)
{
    PECHO_FRAME      frame;
    PNET_BUFFER_LIST list;

    frame = EchoMakeFrame(Binding, Destination, Operation, Length);
    if (frame == NULL)
        return NULL;

    list = NdisAllocateNetBufferAndNetBufferList(Binding->ListPool, 0, // expect[ndis-combined-alloc-pool]
                                                 (USHORT)Binding->Needs.ContextBackFill, frame->Mdl,
                                                 Binding->Needs.DataBackFill, Length);
    if (list == NULL)
    {
        EchoFreeFrame(frame);
        return NULL;
    }

    /* DEFECT: ndis-source-handle, the list does not say whose it is */
    NET_BUFFER_LIST_PROTOCOL_RESERVED(list)[0] = frame;
    return list;
}

/* The NET_BUFFER came with the list and goes with it. */
static VOID EchoFreeList(PNET_BUFFER_LIST List)
{
    PECHO_FRAME frame = EchoFrameOf(List);

    NdisFreeNetBufferList(List);
    EchoFreeFrame(frame);
}

/* ---- sending ---------------------------------------------------------------------------------------------------------- */

VOID EchoSend(PECHO_BINDING Binding, PNET_BUFFER_LIST List, BOOLEAN AtDispatch)
{
    NdisSendNetBufferLists(Binding->Handle, List, NDIS_DEFAULT_PORT_NUMBER, AtDispatch ? NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0); // expect[ndis-source-handle]
}

/* A chain of own lists, in any order and not as they were sent. Whether they arrived does not matter: nothing is sent anew. */
VOID EchoSendComplete(NDIS_HANDLE ProtocolBindingContext, PNET_BUFFER_LIST NetBufferList, ULONG SendCompleteFlags)
{
    PECHO_BINDING    binding = (PECHO_BINDING)ProtocolBindingContext;
    PNET_BUFFER_LIST list = NetBufferList;
    ULONG            count = 0;

    while (list != NULL)
    {
        PNET_BUFFER_LIST next = NET_BUFFER_LIST_NEXT_NBL(list);

        EchoFreeList(list);
        count++;
        list = next;
    }
    EchoRelease(binding, count, (BOOLEAN)NDIS_TEST_SEND_COMPLETE_AT_DISPATCH_LEVEL(SendCompleteFlags));
}

/* ---- the hello --------------------------------------------------------------------------------------------------------- */

/* At IRQL = DISPATCH_LEVEL. */
VOID EchoHelloTimer(PVOID SystemSpecific1, PVOID FunctionContext, PVOID SystemSpecific2, PVOID SystemSpecific3)
{
    static const UCHAR everybody[ECHO_MAC_LENGTH] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    PECHO_BINDING      binding = (PECHO_BINDING)FunctionContext;
    PNET_BUFFER_LIST   list = NULL;

    UNREFERENCED_PARAMETER(SystemSpecific1);
    UNREFERENCED_PARAMETER(SystemSpecific2);
    UNREFERENCED_PARAMETER(SystemSpecific3);

    if (!EchoAcquire(binding, TRUE))
        return;

    if (binding->Connected)
        list = EchoMakeList(binding, everybody, ECHO_HELLO, ECHO_MIN_FRAME);
    if (list != NULL)
        EchoSend(binding, list, TRUE); /* takes the reference over */
    else
        EchoRelease(binding, 1, TRUE);
}
