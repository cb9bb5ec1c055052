/*
 * The data of NET_BUFFERs: moving its start, reaching it, copying it; clones of lists. Data is the bytes of the MDL
 * chain from DataOffset on, DataLength of them.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/net-buffer-structure
 */
#include "ndis.h"

/* ---- moving the start --------------------------------------------------------------------------------------- */

/* Memory and MDL for a retreat, before the chain; NULL where that fails. `handler` is the driver's, or NULL. */
static PMDL head_new(ULONG size, NET_BUFFER_ALLOCATE_MDL_HANDLER handler)
{
    if (handler) {
        ULONG wanted = size;
        PMDL mdl = RT_CALLBACK("NET_BUFFER_ALLOCATE_MDL", rt_irql(), NULL, handler, &wanted);
        if (mdl && wanted < size)
            rt_report("run-contract", "The driver's NetAllocateMdl gives %u bytes where %u are needed.", wanted, size);
        return mdl;
    }
    PVOID data = rt_fresh(size);
    PMDL mdl = rt_mdl_new(data, size);
    if (!mdl) {
        rt_memory_free(data, size);
        return NULL;
    }
    rt_mdl_build(mdl);
    rt_block_of(mdl, RT_MDL)->owner = data;
    return mdl;
}

static NDIS_STATUS retreat(PNET_BUFFER nb, ULONG delta, ULONG backfill, NET_BUFFER_ALLOCATE_MDL_HANDLER handler)
{
    if (nb->DataOffset >= delta)
        nb->DataOffset -= delta;
    else {
        ULONG missing = delta - nb->DataOffset;
        if (!handler && rt_fails())
            return NDIS_STATUS_RESOURCES;
        PMDL head = head_new(missing + backfill, handler);
        if (!head)
            return NDIS_STATUS_RESOURCES;
        head->Next = nb->MdlChain;
        nb->MdlChain = head;
        nb->DataOffset = head->ByteCount - missing;
    }
    nb->stDataLength += delta;
    rt_nb_find_current(nb);
    return NDIS_STATUS_SUCCESS;
}

static void advance(PNET_BUFFER nb, ULONG delta, BOOLEAN free_mdl, NET_BUFFER_FREE_MDL_HANDLER handler, const char *name)
{
    if (delta > nb->stDataLength) {
        rt_report("run-contract", "%s moves the start by %u; the NET_BUFFER has %llu bytes of data.", name, delta, (unsigned long long)nb->stDataLength);
        delta = (ULONG)nb->stDataLength;
    }
    nb->DataOffset += delta;
    nb->stDataLength -= delta;
    rt_nb_find_current(nb);
    while (free_mdl && nb->MdlChain && nb->MdlChain != nb->CurrentMdl && nb->DataOffset >= nb->MdlChain->ByteCount) {
        PMDL head = nb->MdlChain;
        struct rt_block *b = rt_block_of(head, RT_MDL);
        if (!handler && (!b || !b->owner)) /* not one that a retreat allocated */
            break;
        nb->MdlChain = head->Next;
        nb->DataOffset -= head->ByteCount;
        head->Next = NULL;
        if (handler)
            RT_CALLBACK_VOID("NET_BUFFER_FREE_MDL", rt_irql(), NULL, handler, head);
        else {
            rt_memory_free(b->owner, head->ByteCount);
            rt_block_free(b);
        }
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferdatastart */
RT_EXPORT NDIS_STATUS NdisRetreatNetBufferDataStart(PNET_BUFFER NetBuffer, ULONG DataOffsetDelta, ULONG DataBackFill, NET_BUFFER_ALLOCATE_MDL_HANDLER AllocateMdlHandler)
{
    RT_DDI(NdisRetreatNetBufferDataStart, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NetBuffer, DataOffsetDelta, DataBackFill, AllocateMdlHandler);
    RT_RETURN(retreat(NetBuffer, DataOffsetDelta, DataBackFill, AllocateMdlHandler));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferdatastart */
RT_EXPORT VOID NdisAdvanceNetBufferDataStart(PNET_BUFFER NetBuffer, ULONG DataOffsetDelta, BOOLEAN FreeMdl, NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler)
{
    RT_DDI_VOID(NdisAdvanceNetBufferDataStart, NetBuffer, DataOffsetDelta, FreeMdl, FreeMdlHandler);
    advance(NetBuffer, DataOffsetDelta, FreeMdl, FreeMdlHandler, "NdisAdvanceNetBufferDataStart");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferlistdatastart: all or none. */
RT_EXPORT NDIS_STATUS NdisRetreatNetBufferListDataStart(PNET_BUFFER_LIST NetBufferList, ULONG DataOffsetDelta, ULONG DataBackFill,
                                                        NET_BUFFER_ALLOCATE_MDL_HANDLER AllocateMdlHandler, NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler)
{
    RT_DDI(NdisRetreatNetBufferListDataStart, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NetBufferList, DataOffsetDelta, DataBackFill, AllocateMdlHandler, FreeMdlHandler);
    for (PNET_BUFFER nb = NetBufferList->FirstNetBuffer; nb; nb = nb->Next) {
        NDIS_STATUS status = retreat(nb, DataOffsetDelta, DataBackFill, AllocateMdlHandler);
        if (status == NDIS_STATUS_SUCCESS)
            continue;
        for (PNET_BUFFER done = NetBufferList->FirstNetBuffer; done != nb; done = done->Next)
            advance(done, DataOffsetDelta, TRUE, FreeMdlHandler, "NdisRetreatNetBufferListDataStart");
        RT_RETURN(status);
    }
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferlistdatastart */
RT_EXPORT VOID NdisAdvanceNetBufferListDataStart(PNET_BUFFER_LIST NetBufferList, ULONG DataOffsetDelta, BOOLEAN FreeMdl, NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler)
{
    RT_DDI_VOID(NdisAdvanceNetBufferListDataStart, NetBufferList, DataOffsetDelta, FreeMdl, FreeMdlHandler);
    for (PNET_BUFFER nb = NetBufferList->FirstNetBuffer; nb; nb = nb->Next)
        advance(nb, DataOffsetDelta, FreeMdl, FreeMdlHandler, "NdisAdvanceNetBufferListDataStart");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadjustnetbuffercurrentmdl */
RT_EXPORT VOID NdisAdjustNetBufferCurrentMdl(PNET_BUFFER NetBuffer)
{
    RT_DDI_VOID(NdisAdjustNetBufferCurrentMdl, NetBuffer);
    rt_nb_find_current(NetBuffer);
    RT_RETURN_VOID();
}

/* ---- reaching and copying ---------------------------------------------------------------------------------------- */

/* A place in a chain. */
struct cursor {
    PMDL mdl;
    ULONG offset;
};

static void skip(struct cursor *c, SIZE_T bytes)
{
    while (c->mdl && bytes >= c->mdl->ByteCount - c->offset) {
        bytes -= c->mdl->ByteCount - c->offset;
        c->mdl = c->mdl->Next;
        c->offset = 0;
    }
    c->offset += (ULONG)bytes;
}

/* Copies between two chains; how many bytes it could. */
static ULONG copy(struct cursor to, struct cursor from, ULONG bytes)
{
    ULONG done = 0;
    while (done < bytes && to.mdl && from.mdl) {
        ULONG n = bytes - done, a = to.mdl->ByteCount - to.offset, b = from.mdl->ByteCount - from.offset;
        n = n < a ? n : a;
        n = n < b ? n : b;
        rt_copy(rt_mdl_address(to.mdl) + to.offset, rt_mdl_address(from.mdl) + from.offset, n);
        done += n;
        skip(&to, n);
        skip(&from, n);
    }
    return done;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetdatabuffer */
RT_EXPORT PVOID NdisGetDataBuffer(PNET_BUFFER NetBuffer, ULONG BytesNeeded, PVOID Storage, UINT AlignMultiple, UINT AlignOffset)
{
    RT_DDI(NdisGetDataBuffer, (PVOID)NULL, NetBuffer, BytesNeeded, Storage, AlignMultiple, AlignOffset);
    struct cursor from = {NetBuffer->CurrentMdl, NetBuffer->CurrentMdlOffset};
    if (BytesNeeded > NetBuffer->stDataLength || !from.mdl)
        RT_RETURN((PVOID)NULL);
    PUCHAR at = rt_mdl_address(from.mdl) + from.offset;
    bool aligned = !AlignMultiple || ((ULONG_PTR)at - AlignOffset) % AlignMultiple == 0;
    if (from.mdl->ByteCount - from.offset >= BytesNeeded && aligned)
        RT_RETURN((PVOID)at);
    if (!Storage)
        RT_RETURN((PVOID)NULL);
    for (ULONG done = 0; done < BytesNeeded && from.mdl;) {
        ULONG n = from.mdl->ByteCount - from.offset;
        n = n < BytesNeeded - done ? n : BytesNeeded - done;
        rt_copy((PUCHAR)Storage + done, rt_mdl_address(from.mdl) + from.offset, n);
        done += n;
        skip(&from, n);
    }
    RT_RETURN(Storage);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyfromnetbuffertonetbuffer */
RT_EXPORT NDIS_STATUS NdisCopyFromNetBufferToNetBuffer(PNET_BUFFER Destination, ULONG DestinationOffset, ULONG BytesToCopy, PNET_BUFFER Source,
                                                       ULONG SourceOffset, PULONG BytesCopied)
{
    RT_DDI(NdisCopyFromNetBufferToNetBuffer, (NDIS_STATUS)NDIS_STATUS_RESOURCES, Destination, DestinationOffset, BytesToCopy, Source, SourceOffset, BytesCopied);
    struct cursor to = {Destination->CurrentMdl, Destination->CurrentMdlOffset}, from = {Source->CurrentMdl, Source->CurrentMdlOffset};
    SIZE_T room = Destination->stDataLength > DestinationOffset ? Destination->stDataLength - DestinationOffset : 0;
    SIZE_T have = Source->stDataLength > SourceOffset ? Source->stDataLength - SourceOffset : 0;
    ULONG bytes = BytesToCopy;
    bytes = bytes < room ? bytes : (ULONG)room;
    bytes = bytes < have ? bytes : (ULONG)have;
    if (rt_fails()) { /* the pages may not be mapped */
        *BytesCopied = 0;
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    }
    skip(&to, DestinationOffset);
    skip(&from, SourceOffset);
    *BytesCopied = copy(to, from, bytes);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisquerynetbufferphysicalcount */
RT_EXPORT ULONG NdisQueryNetBufferPhysicalCount(PNET_BUFFER NetBuffer)
{
    RT_DDI(NdisQueryNetBufferPhysicalCount, (ULONG)0, NetBuffer);
    ULONG count = 0;
    for (PMDL mdl = NetBuffer->CurrentMdl; mdl; mdl = mdl->Next)
        count += (mdl->ByteOffset + mdl->ByteCount + PAGE_SIZE - 1) / PAGE_SIZE;
    RT_RETURN(count);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopysendnetbufferlistinfo */
RT_EXPORT VOID NdisCopySendNetBufferListInfo(PNET_BUFFER_LIST DestNetBufferList, PNET_BUFFER_LIST SrcNetBufferList)
{
    RT_DDI_VOID(NdisCopySendNetBufferListInfo, DestNetBufferList, SrcNetBufferList);
    rt_copy(DestNetBufferList->NetBufferListInfo, SrcNetBufferList->NetBufferListInfo, sizeof DestNetBufferList->NetBufferListInfo);
    DestNetBufferList->NblFlags = SrcNetBufferList->NblFlags;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyreceivenetbufferlistinfo */
RT_EXPORT VOID NdisCopyReceiveNetBufferListInfo(PNET_BUFFER_LIST DestNetBufferList, PNET_BUFFER_LIST SrcNetBufferList)
{
    RT_DDI_VOID(NdisCopyReceiveNetBufferListInfo, DestNetBufferList, SrcNetBufferList);
    rt_copy(DestNetBufferList->NetBufferListInfo, SrcNetBufferList->NetBufferListInfo, sizeof DestNetBufferList->NetBufferListInfo);
    DestNetBufferList->NblFlags = SrcNetBufferList->NblFlags;
    RT_RETURN_VOID();
}

/* ---- clones ----------------------------------------------------------------------------------------------------------- */

/* A chain over the same bytes. */
static PMDL mirror(PMDL chain)
{
    PMDL first = NULL, *last = &first;
    for (; chain; chain = chain->Next) {
        PMDL one = rt_mdl_new(rt_mdl_address(chain), chain->ByteCount);
        if (!one) {
            while (first) {
                PMDL next = first->Next;
                rt_mdl_free(first, "NdisAllocateCloneNetBufferList");
                first = next;
            }
            return NULL;
        }
        rt_mdl_build(one);
        *last = one;
        last = &one->Next;
    }
    return first;
}

static void free_chain(PMDL chain)
{
    while (chain) {
        PMDL next = chain->Next;
        rt_mdl_free(chain, "NdisFreeCloneNetBufferList");
        chain = next;
    }
}

static void free_clone(PNET_BUFFER_LIST clone, bool original_mdls)
{
    for (PNET_BUFFER nb = clone->FirstNetBuffer; nb;) {
        PNET_BUFFER next = nb->Next;
        if (!original_mdls)
            free_chain(nb->MdlChain);
        rt_nb_free(nb);
        nb = next;
    }
    rt_nbl_free(clone);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocateclonenetbufferlist */
RT_EXPORT PNET_BUFFER_LIST NdisAllocateCloneNetBufferList(PNET_BUFFER_LIST OriginalNetBufferList, NDIS_HANDLE NetBufferListPoolHandle,
                                                          NDIS_HANDLE NetBufferPoolHandle, ULONG AllocateCloneFlags)
{
    RT_DDI(NdisAllocateCloneNetBufferList, (PNET_BUFFER_LIST)NULL, OriginalNetBufferList, NetBufferListPoolHandle, NetBufferPoolHandle, AllocateCloneFlags);
    bool original_mdls = (AllocateCloneFlags & NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS) != 0;
    struct rt_block *lists = rt_block_of(NetBufferListPoolHandle, RT_NBL_POOL), *buffers = rt_block_of(NetBufferPoolHandle, RT_NB_POOL);
    if (rt_fails())
        RT_RETURN((PNET_BUFFER_LIST)NULL);
    PNET_BUFFER_LIST clone = rt_nbl_new(lists ? lists->memory : NULL, 0, 0, false);
    PNET_BUFFER *last = &clone->FirstNetBuffer;
    for (PNET_BUFFER nb = OriginalNetBufferList->FirstNetBuffer; nb; nb = nb->Next) {
        PMDL chain = original_mdls ? nb->MdlChain : mirror(nb->MdlChain);
        if (!chain && nb->MdlChain) {
            free_clone(clone, original_mdls);
            RT_RETURN((PNET_BUFFER_LIST)NULL);
        }
        PNET_BUFFER copied = rt_nb_new(buffers ? buffers->memory : NULL);
        rt_nb_set(copied, chain, nb->DataOffset, nb->stDataLength);
        *last = copied;
        last = &copied->Next;
    }
    RT_RETURN(clone);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist */
RT_EXPORT VOID NdisFreeCloneNetBufferList(PNET_BUFFER_LIST CloneNetBufferList, ULONG FreeCloneFlags)
{
    RT_DDI_VOID(NdisFreeCloneNetBufferList, CloneNetBufferList, FreeCloneFlags);
    struct rt_list *l = rt_list_of(CloneNetBufferList);
    if (!l)
        rt_report("run-contract", "NdisFreeCloneNetBufferList is called with an address that is not that of a NET_BUFFER_LIST.");
    else if (l->state != PACKET_FREE || l->ours)
        rt_report("ndis-nbl-after-handoff", "NdisFreeCloneNetBufferList is called for a list that the driver does not own.");
    else
        free_clone(CloneNetBufferList, (FreeCloneFlags & NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS) != 0);
    RT_RETURN_VOID();
}

/* ---- flags of a list: what nblaccessors.h has inline ------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndissetnblflag and its neighbours */
RT_EXPORT VOID NdisSetNblFlag(PNET_BUFFER_LIST Nbl, ULONG Flag) { Nbl->NblFlags |= Flag; }
RT_EXPORT VOID NdisClearNblFlag(PNET_BUFFER_LIST Nbl, ULONG Flag) { Nbl->NblFlags &= ~Flag; }
RT_EXPORT BOOLEAN NdisTestNblFlag(PNET_BUFFER_LIST Nbl, ULONG Flag) { return (Nbl->NblFlags & Flag) != 0; }
RT_EXPORT BOOLEAN NdisTestNblFlags(PNET_BUFFER_LIST Nbl, ULONG Flags) { return (Nbl->NblFlags & Flags) == Flags; }

/* ---- addresses: what xfilter.h's macros become ------------------------------------------------------------------------------ */

INT DdiCompareEthernetAddresses(const VOID *, const VOID *);
RT_EXPORT INT DdiCompareEthernetAddresses(const VOID *A, const VOID *B)
{
    for (int i = 0; i < 6; i++)
        if (((const UCHAR *)A)[i] != ((const UCHAR *)B)[i])
            return ((const UCHAR *)A)[i] < ((const UCHAR *)B)[i] ? -1 : 1;
    return 0;
}

VOID ETH_COPY_NETWORK_ADDRESS(PVOID, const VOID *);
RT_EXPORT VOID ETH_COPY_NETWORK_ADDRESS(PVOID Destination, const VOID *Source) { rt_copy(Destination, Source, 6); }
