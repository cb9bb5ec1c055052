/*
 * receive.c: what comes up, and the answers to it.
 *
 * Whether a list can be kept depends on who owns it. Without NDIS_RECEIVE_FLAGS_RESOURCES it is ours until it is returned:
 * questions are kept for the work item, which answers and returns them; all others are returned before the handler ends.
 * With that flag the driver below takes all lists back when the handler returns, and they must not be returned: questions
 * are answered at once.
 *
 *     EchoReceive --question--> Questions --EchoAnswerAll--> NdisSendNetBufferLists (a copy), NdisReturnNetBufferLists
 */
#include "echo.h"

/* The header where the frame is of our kind and asks; it stands in the frame or in Storage. Ethernet indications carry one
 * NET_BUFFER in each list. */
static ECHO_HEADER *EchoQuestionOf(PNET_BUFFER_LIST List, ECHO_HEADER *Storage)
{
    PNET_BUFFER  buffer = NET_BUFFER_LIST_FIRST_NB(List);
    ECHO_HEADER *header;

    if (NET_BUFFER_DATA_LENGTH(buffer) < sizeof(*Storage))
        return NULL;
    header = NdisGetDataBuffer(buffer, sizeof(*Storage), Storage, 1, 0);
    if (header == NULL || header->EtherType != RtlUshortByteSwap(ECHO_ETHERTYPE) || !ECHO_IS_QUESTION(header->Operation))
        return NULL;
    return header;
}

/* Sends a copy of the question's payload back. What cannot be answered for want of memory is not answered. */
static VOID EchoAnswer(PECHO_BINDING Binding, PNET_BUFFER_LIST Question, BOOLEAN AtDispatch)
{
    PNET_BUFFER      buffer = NET_BUFFER_LIST_FIRST_NB(Question);
    ULONG            length = NET_BUFFER_DATA_LENGTH(buffer);
    ECHO_HEADER      storage;
    ECHO_HEADER     *header = EchoQuestionOf(Question, &storage);
    PNET_BUFFER_LIST list = NULL;
    ULONG            copied = 0;

    if (header == NULL || !EchoAcquire(Binding, AtDispatch))
        return;

    list = EchoMakeList(Binding, header->Source, (UCHAR)(header->Operation + 1), length);
    if (list == NULL)
    {
        EchoRelease(Binding, 1, AtDispatch);
        return;
    }

    /* Behind the header; a copy that stops short leaves zeros. */
    NdisCopyFromNetBufferToNetBuffer(NET_BUFFER_LIST_FIRST_NB(list), sizeof(*header), length - sizeof(*header), buffer, sizeof(*header), &copied);
    EchoSend(Binding, list, AtDispatch); /* takes the reference over */
}

/* FALSE when the binding does not run: then the list is still the caller's to return. */
static BOOLEAN EchoKeep(PECHO_BINDING Binding, PNET_BUFFER_LIST Question, BOOLEAN AtDispatch)
{
    BOOLEAN queue;

    if (!EchoAcquire(Binding, AtDispatch)) /* until EchoAnswerAll has returned it */
        return FALSE;

    NET_BUFFER_LIST_NEXT_NBL(Question) = NULL;
    NdisAcquireSpinLock(&Binding->Lock);
    *Binding->LastQuestion = Question;
    Binding->LastQuestion = &NET_BUFFER_LIST_NEXT_NBL(Question);
    queue = (BOOLEAN)!Binding->AnswerQueued;
    Binding->AnswerQueued = TRUE;
    NdisReleaseSpinLock(&Binding->Lock);

    if (queue)
        NdisQueueIoWorkItem(Binding->AnswerItem, EchoAnswerAll, Binding);
    return TRUE;
}

/* The work item, at IRQL = PASSIVE_LEVEL. Each question has a reference of its own, so the binding stays until the last of
 * them is released; that, the very last thing, is done for all at once. */
VOID EchoAnswerAll(PVOID WorkItemContext, NDIS_HANDLE NdisIoWorkItemHandle)
{
    PECHO_BINDING    binding = (PECHO_BINDING)WorkItemContext;
    PNET_BUFFER_LIST questions;
    PNET_BUFFER_LIST list;
    ULONG            count = 0;

    UNREFERENCED_PARAMETER(NdisIoWorkItemHandle);

    NdisAcquireSpinLock(&binding->Lock);
    questions = binding->Questions;
    binding->Questions = NULL;
    binding->LastQuestion = &binding->Questions;
    binding->AnswerQueued = FALSE; /* what comes from now on queues the item anew */
    NdisReleaseSpinLock(&binding->Lock);

    for (list = questions; list != NULL; list = NET_BUFFER_LIST_NEXT_NBL(list))
    {
        EchoAnswer(binding, list, FALSE);
        count++;
    }
    if (questions != NULL)
        NdisReturnNetBufferLists(binding->Handle, questions, 0);
    EchoRelease(binding, count, FALSE);
}

/* The lists are not ours: nothing of them may be kept, and nothing is returned. */
static VOID EchoReceiveBorrowed(PECHO_BINDING Binding, PNET_BUFFER_LIST List, BOOLEAN AtDispatch)
{
    for (; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List))
        EchoAnswer(Binding, List, AtDispatch);
}

/* Each list is kept or returned. */
static VOID EchoReceiveOwned(PECHO_BINDING Binding, PNET_BUFFER_LIST List, BOOLEAN AtDispatch)
{
    PNET_BUFFER_LIST back = NULL;

    while (List != NULL)
    {
        PNET_BUFFER_LIST next = NET_BUFFER_LIST_NEXT_NBL(List);
        ECHO_HEADER      storage;

        if (EchoQuestionOf(List, &storage) == NULL || !EchoKeep(Binding, List, AtDispatch))
        {
            NET_BUFFER_LIST_NEXT_NBL(List) = back; /* the order of a return does not matter */
            back = List;
        }
        List = next;
    }
    if (back != NULL)
        NdisReturnNetBufferLists(Binding->Handle, back, AtDispatch ? NDIS_RETURN_FLAGS_DISPATCH_LEVEL : 0);
}

VOID EchoReceive(NDIS_HANDLE ProtocolBindingContext, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber, ULONG NumberOfNetBufferLists,
                 ULONG ReceiveFlags)
{
    PECHO_BINDING binding = (PECHO_BINDING)ProtocolBindingContext;

    UNREFERENCED_PARAMETER(PortNumber);
    UNREFERENCED_PARAMETER(NumberOfNetBufferLists);

    if (NDIS_TEST_RECEIVE_CANNOT_PEND(ReceiveFlags))
        EchoReceiveBorrowed(binding, NetBufferLists, (BOOLEAN)NDIS_TEST_RECEIVE_AT_DISPATCH_LEVEL(ReceiveFlags));
    else
        EchoReceiveOwned(binding, NetBufferLists, (BOOLEAN)NDIS_TEST_RECEIVE_AT_DISPATCH_LEVEL(ReceiveFlags));
}
