/*
 * send.c: the way down.
 *
 * A chain that arrives from above is split.  Lists of other EtherTypes go on as they came.  A list of ours is held back
 * while its stamped copy travels in its place: when the copy comes back, the original is completed with the copy's
 * status.  Every list that a driver above sent is thus completed exactly once: here, where the module is paused; by the
 * drivers below, where it is passed on; or with its copy.
 *
 * Own lists are known by their SourceHandle and never completed upwards (FILTER_SEND_NET_BUFFER_LISTS_COMPLETE).  Each
 * holds one reference on the module.
 */
#include "lwf.h"

/* Appends to a chain of lists that is built in order. */
typedef struct _LWF_CHAIN
{
    PNET_BUFFER_LIST  Head;
    PNET_BUFFER_LIST *Tail;
} LWF_CHAIN;

static VOID LwfChainInitialize(LWF_CHAIN *Chain)
{
    Chain->Head = NULL;
    Chain->Tail = &Chain->Head;
}

static VOID LwfChainAppend(LWF_CHAIN *Chain, PNET_BUFFER_LIST List)
{
    NET_BUFFER_LIST_NEXT_NBL(List) = NULL;
    *Chain->Tail = List;
    Chain->Tail = &NET_BUFFER_LIST_NEXT_NBL(List);
}

/* Writes the stamp behind the header of each frame that has room for it. */
static VOID LwfStampFrames(PLWF_MODULE Module, PNET_BUFFER_LIST List)
{
    PLWF_FRAME frame;

    for (frame = LwfListContext(List)->Frames; frame != NULL; frame = frame->Next)
    {
        LWF_STAMP stamp;

        if (frame->Length < sizeof(LWF_HEADER) + sizeof(LWF_STAMP))
            continue;
        stamp.Magic = RtlUlongByteSwap(LWF_MAGIC);
        stamp.Sequence = RtlUlongByteSwap((ULONG)InterlockedIncrement(&Module->Sequence));
        NdisMoveMemory(frame->Start + sizeof(LWF_HEADER), &stamp, sizeof(stamp));
    }
}

/* The caller keeps its own reference; the list gets another, which LwfSendComplete gives up. */
static VOID LwfSendOwnList(PLWF_MODULE Module, PNET_BUFFER_LIST List, NDIS_PORT_NUMBER PortNumber, ULONG SendFlags)
{
    LwfAddReference(Module, (BOOLEAN)NDIS_TEST_SEND_AT_DISPATCH_LEVEL(SendFlags));
    NdisFSendNetBufferLists(Module->FilterHandle, List, PortNumber, SendFlags);
}

/* TRUE when a copy is on its way and the original is held back for it. */
static BOOLEAN LwfSendStampedCopy(PLWF_MODULE Module, PNET_BUFFER_LIST Original, NDIS_PORT_NUMBER PortNumber,
                                  ULONG SendFlags)
{
    BOOLEAN          hasStamp;
    PNET_BUFFER_LIST copy;

    /* The frames of one list are of one kind. */
    if (!LwfIsStampedType(NET_BUFFER_LIST_FIRST_NB(Original), &hasStamp))
        return FALSE;

    copy = LwfCopyList(Module, Original);
    if (copy == NULL)
        return FALSE; /* short of memory: better unstamped than lost */

    LwfStampFrames(Module, copy);
    InterlockedIncrement(&Module->Counters.Copied);
    LwfSendOwnList(Module, copy, PortNumber, SendFlags);
    return TRUE;
}

static VOID LwfCompleteAll(PLWF_MODULE Module, PNET_BUFFER_LIST Lists, NDIS_STATUS Status, ULONG SendFlags)
{
    PNET_BUFFER_LIST list;

    for (list = Lists; list != NULL; list = NET_BUFFER_LIST_NEXT_NBL(list))
        NET_BUFFER_LIST_STATUS(list) = Status;

    NdisFSendNetBufferListsComplete(
        Module->FilterHandle, Lists,
        NDIS_TEST_SEND_AT_DISPATCH_LEVEL(SendFlags) ? NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL : 0);
}

VOID LwfSend(NDIS_HANDLE FilterModuleContext, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,
             ULONG SendFlags)
{
    PLWF_MODULE      module = (PLWF_MODULE)FilterModuleContext;
    BOOLEAN          atDispatch = (BOOLEAN)NDIS_TEST_SEND_AT_DISPATCH_LEVEL(SendFlags);
    PNET_BUFFER_LIST list = NetBufferLists;
    LWF_CHAIN        passOn;

    /* Except in Running a filter rejects sends at once (starting-a-filter-module, FILTER_PAUSE). */
    if (!LwfAcquire(module, atDispatch))
    {
        LwfCompleteAll(module, NetBufferLists, NDIS_STATUS_PAUSED, SendFlags);
        return;
    }

    LwfChainInitialize(&passOn);
    while (list != NULL)
    {
        PNET_BUFFER_LIST next =
            NET_BUFFER_LIST_NEXT_NBL(list); /* a copy's original may be completed before the next turn */

        if (!LwfSendStampedCopy(module, list, PortNumber, SendFlags))
        {
            LwfChainAppend(&passOn, list);
            InterlockedIncrement(&module->Counters.PassedDown);
        }
        list = next;
    }

    if (passOn.Head != NULL)
        NdisFSendNetBufferLists(module->FilterHandle, passOn.Head, PortNumber, SendFlags);
    LwfRelease(module, 1, atDispatch);
}

VOID LwfSendComplete(NDIS_HANDLE FilterModuleContext, PNET_BUFFER_LIST NetBufferLists, ULONG SendCompleteFlags)
{
    PLWF_MODULE      module = (PLWF_MODULE)FilterModuleContext;
    PNET_BUFFER_LIST list = NetBufferLists;
    ULONG            finished = 0;
    LWF_CHAIN        complete;

    /* NDIS may have gathered lists of several sends into one chain, ours among those of the drivers above. */
    LwfChainInitialize(&complete);
    while (list != NULL)
    {
        PNET_BUFFER_LIST next = NET_BUFFER_LIST_NEXT_NBL(list);

        if (list->SourceHandle == module->FilterHandle)
        {
            PNET_BUFFER_LIST original = LwfListContext(list)->Original;

            if (original != NULL)
            {
                NET_BUFFER_LIST_STATUS(original) = NET_BUFFER_LIST_STATUS(list);
                LwfChainAppend(&complete, original);
            }
            LwfFreeOwnList(list);
            finished++;
        }
        else
        {
            LwfChainAppend(&complete, list);
        }
        list = next;
    }

    if (complete.Head != NULL)
        NdisFSendNetBufferListsComplete(module->FilterHandle, complete.Head, SendCompleteFlags);

    /* Last, because a pause that waits for these references may go on to free the module. */
    if (finished != 0)
        LwfRelease(module, finished, (BOOLEAN)NDIS_TEST_SEND_COMPLETE_AT_DISPATCH_LEVEL(SendCompleteFlags));
}

/* Runs at IRQL = DISPATCH_LEVEL, once a period while the module runs; a probe that cannot be made is skipped, the next
 * will do. */
VOID LwfProbeTimer(PVOID SystemSpecific1, PVOID FunctionContext, PVOID SystemSpecific2, PVOID SystemSpecific3)
{
    PLWF_MODULE      module = (PLWF_MODULE)FunctionContext;
    PNET_BUFFER_LIST list;

    UNREFERENCED_PARAMETER(SystemSpecific1);
    UNREFERENCED_PARAMETER(SystemSpecific2);
    UNREFERENCED_PARAMETER(SystemSpecific3);

    if (!LwfAcquire(module, TRUE))
        return;

    list = LwfMakeSingle(module, LWF_MIN_FRAME);
    if (list != NULL)
    {
        PLWF_FRAME frame = LwfListContext(list)->Frames;
        LWF_HEADER header;

        NdisZeroMemory(frame->Start, frame->Length);
        NdisFillMemory(header.Destination, LWF_MAC_LENGTH, 0xFF);
        NdisMoveMemory(header.Source, module->MacAddress, LWF_MAC_LENGTH);
        header.EtherType = RtlUshortByteSwap(LWF_ETHERTYPE);
        NdisMoveMemory(frame->Start, &header, sizeof(header));

        LwfStampFrames(module, list);
        InterlockedIncrement(&module->Counters.ProbesSent);
        LwfSendOwnList(module, list, NDIS_DEFAULT_PORT_NUMBER, NDIS_SEND_FLAGS_DISPATCH_LEVEL);
    }
    LwfRelease(module, 1, TRUE);
}
