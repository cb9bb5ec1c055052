/*
 * lists.c: makes and frees the lists that the driver originates.
 *
 * One frame is one combined allocation, NdisAllocateNetBufferAndNetBufferList, the cheaper way; but a combined list has
 * just one NET_BUFFER.  For several, the NET_BUFFERs are allocated one by one and the list last.  The two are freed
 * differently: the first with its NET_BUFFER in one call, the second after its NET_BUFFERs
 * (filter-driver-buffer-management, last paragraph).
 */
#include "lwf.h"

PLWF_LIST_CONTEXT LwfListContext(PNET_BUFFER_LIST List)
{
    return (PLWF_LIST_CONTEXT)NET_BUFFER_LIST_CONTEXT_DATA_START(List);
}

static VOID LwfFreeFrames(PLWF_FRAME Frame)
{
    while (Frame != NULL)
    {
        PLWF_FRAME next = Frame->Next;

        NdisFreeMdl(Frame->Mdl);
        NdisFreeMemory(Frame, 0, 0);
        Frame = next;
    }
}

/* Nonpaged memory for the backfill and Length bytes, and the MDL over both. */
static PLWF_FRAME LwfMakeFrame(PLWF_MODULE Module, ULONG Length)
{
    ULONG      backFill = Module->Needs.DataBackFill;
    ULONG      space = backFill + Length;
    PLWF_FRAME frame;

    /* Neither sum may wrap: both numbers come from other drivers. */
    if (space < Length || space > MAXULONG - (ULONG)sizeof(LWF_FRAME))
        return NULL;

    frame = NdisAllocateMemoryWithTagPriority(Module->FilterHandle, (UINT)(sizeof(LWF_FRAME) + space), LWF_TAG_FRAME,
                                              LowPoolPriority);
    if (frame == NULL)
        return NULL;

    frame->Next = NULL;
    frame->Start = frame->Space + backFill;
    frame->Length = Length;
    frame->Mdl = NdisAllocateMdl(Module->FilterHandle, frame->Space, space);
    if (frame->Mdl == NULL)
    {
        NdisFreeMemory(frame, 0, 0);
        return NULL;
    }
    return frame;
}

static VOID LwfFreeNetBuffers(PNET_BUFFER NetBuffer)
{
    while (NetBuffer != NULL)
    {
        PNET_BUFFER next = NET_BUFFER_NEXT_NB(NetBuffer);

        NdisFreeNetBuffer(NetBuffer);
        NetBuffer = next;
    }
}

/* Common to every own list, so that LwfSendComplete finds its way. */
static VOID LwfInitializeOwnList(PLWF_MODULE Module, PNET_BUFFER_LIST List, PLWF_FRAME Frames, BOOLEAN OwnsNetBuffers)
{
    PLWF_LIST_CONTEXT context = LwfListContext(List);

    context->Original = NULL;
    context->Frames = Frames;
    context->OwnsNetBuffers = OwnsNetBuffers;
    List->SourceHandle = Module->FilterHandle; /* brings the list back to this filter (NdisFSendNetBufferLists) */
}

PNET_BUFFER_LIST LwfMakeSingle(PLWF_MODULE Module, ULONG Length)
{
    PLWF_FRAME       frame = LwfMakeFrame(Module, Length);
    PNET_BUFFER_LIST list;

    if (frame == NULL)
        return NULL;

    list = NdisAllocateNetBufferAndNetBufferList( // expect[ndis-combined-alloc-pool]
        Module->CombinedPool, (USHORT)LWF_ROUND_CONTEXT(sizeof(LWF_LIST_CONTEXT)),
        (USHORT)Module->Needs.ContextBackFill, frame->Mdl, Module->Needs.DataBackFill, Length);
    if (list == NULL)
    {
        LwfFreeFrames(frame);
        return NULL;
    }

    LwfInitializeOwnList(Module, list, frame, FALSE);
    return list;
}

/* The frame's bytes from Source, through the NET_BUFFER that describes the frame. */
static BOOLEAN LwfCopyBytes(PNET_BUFFER Copy, PNET_BUFFER Source)
{
    ULONG       length = NET_BUFFER_DATA_LENGTH(Source);
    ULONG       copied = 0;
    NDIS_STATUS status;

    status = NdisCopyFromNetBufferToNetBuffer(Copy, 0, length, Source, 0, &copied);
    return (BOOLEAN)(status == NDIS_STATUS_SUCCESS && copied == length);
}

static PNET_BUFFER_LIST LwfCopySingle(PLWF_MODULE Module, PNET_BUFFER Source)
{
    PNET_BUFFER_LIST list = LwfMakeSingle(Module, NET_BUFFER_DATA_LENGTH(Source));

    if (list != NULL && !LwfCopyBytes(NET_BUFFER_LIST_FIRST_NB(list), Source))
    {
        LwfFreeOwnList(list);
        list = NULL;
    }
    return list;
}

/*
 * Two chains grow side by side, in the order of the source: the NET_BUFFERs, and the frames whose MDLs they describe.
 * The list comes last, when nothing more can fail, and takes both over.
 */
static PNET_BUFFER_LIST LwfCopySeveral(PLWF_MODULE Module, PNET_BUFFER Source)
{
    PNET_BUFFER      first = NULL;
    PNET_BUFFER     *tail = &first;
    PLWF_FRAME       frames = NULL;
    PLWF_FRAME      *lastFrame = &frames;
    PNET_BUFFER_LIST list;

    for (; Source != NULL; Source = NET_BUFFER_NEXT_NB(Source))
    {
        PLWF_FRAME  frame = LwfMakeFrame(Module, NET_BUFFER_DATA_LENGTH(Source));
        PNET_BUFFER copy;

        if (frame == NULL)
            goto Fail;
        *lastFrame = frame;
        lastFrame = &frame->Next;

        copy = NdisAllocateNetBuffer(Module->BufferPool, frame->Mdl, Module->Needs.DataBackFill, frame->Length);
        if (copy == NULL)
            goto Fail;
        *tail = copy;
        tail = &NET_BUFFER_NEXT_NB(copy);

        if (!LwfCopyBytes(copy, Source))
            goto Fail;
    }

    list = NdisAllocateNetBufferList(Module->ListPool, (USHORT)LWF_ROUND_CONTEXT(sizeof(LWF_LIST_CONTEXT)),
                                     (USHORT)Module->Needs.ContextBackFill);
    if (list == NULL)
        goto Fail;

    NET_BUFFER_LIST_FIRST_NB(list) = first;
    LwfInitializeOwnList(Module, list, frames, TRUE);
    return list;

Fail:
    LwfFreeNetBuffers(first);
    LwfFreeFrames(frames);
    return NULL;
}

PNET_BUFFER_LIST LwfCopyList(PLWF_MODULE Module, PNET_BUFFER_LIST Original)
{
    PNET_BUFFER      source = NET_BUFFER_LIST_FIRST_NB(Original);
    PNET_BUFFER_LIST list;

    if (NET_BUFFER_NEXT_NB(source) == NULL)
        list = LwfCopySingle(Module, source);
    else
        list = LwfCopySeveral(Module, source);

    if (list != NULL)
    {
        NdisCopySendNetBufferListInfo(list, Original); /* priority, offload and cancel id travel with the copy */
        LwfListContext(list)->Original = Original;
    }
    return list;
}

VOID LwfFreeOwnList(PNET_BUFFER_LIST List)
{
    PLWF_LIST_CONTEXT context = LwfListContext(List);
    PLWF_FRAME        frames = context->Frames; /* the context goes with the list */
    PNET_BUFFER       netBuffers = NULL;

    if (context->OwnsNetBuffers)
        netBuffers = NET_BUFFER_LIST_FIRST_NB(List);

    /* DEFECT: ndis-nb-freed-before-nbl, the list goes before its NET_BUFFERs */
    NdisFreeNetBufferList(List); // expect[ndis-nb-freed-before-nbl]
    LwfFreeNetBuffers(netBuffers);
    LwfFreeFrames(frames);
}
