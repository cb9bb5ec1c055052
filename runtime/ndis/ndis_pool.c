/*
 * Pools of NET_BUFFER_LISTs and NET_BUFFERs, and what is allocated from them. A pool allocates nothing in advance: each
 * list is a block, so that its use after the free is found. What the host knows of a list stands beside it.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/net-buffer-list-structure
 */
#include "ndis.h"

/* A list, and the NET_BUFFER that came with it. */
struct memory {
    NET_BUFFER_LIST nbl;
    NET_BUFFER nb;
};

struct rt_list *rt_list_of(PNET_BUFFER_LIST nbl)
{
    struct rt_block *b = rt_block_of(nbl, RT_NBL);
    return b ? b->owner : NULL;
}

/* ---- contexts ------------------------------------------------------------------------------------------------ */

static PNET_BUFFER_LIST_CONTEXT context_new(USHORT size, USHORT backfill, PNET_BUFFER_LIST_CONTEXT next)
{
    SIZE_T bytes = (SIZE_T)size + backfill;
    PNET_BUFFER_LIST_CONTEXT c = rt_fresh(sizeof *c + bytes);
    c->Next = next;
    c->Size = (USHORT)bytes;
    c->Offset = backfill;
    return c;
}

static void context_free(PNET_BUFFER_LIST_CONTEXT c) { rt_memory_free(c, sizeof *c + c->Size); }

static bool is_aligned(ULONG n) { return n % MEMORY_ALLOCATION_ALIGNMENT == 0; }

/* ---- lists --------------------------------------------------------------------------------------------------- */

PNET_BUFFER_LIST rt_nbl_new(struct rt_nbl_pool *pool, USHORT context_size, USHORT backfill, bool with_nb)
{
    struct memory *m = rt_block_new_zeroed(RT_NBL, with_nb ? sizeof *m : sizeof m->nbl, pool ? pool->tag : 0);
    struct rt_list *l = rt_memory_new_zeroed(sizeof *l);
    rt_block_of(m, RT_NBL)->owner = l;
    l->pool = pool;
    if (pool)
        pool->live++;
    m->nbl.NdisPoolHandle = pool;
    if ((ULONG)context_size + backfill)
        m->nbl.Context = context_new(context_size, backfill, NULL);
    if (with_nb) {
        m->nb = (NET_BUFFER){0};
        m->nbl.FirstNetBuffer = &m->nb;
    }
    return &m->nbl;
}

void rt_nbl_free(PNET_BUFFER_LIST nbl)
{
    struct rt_block *b = rt_block_of(nbl, RT_NBL);
    struct rt_list *l = b->owner;
    PNET_BUFFER_LIST_CONTEXT c = nbl->Context;
    while (c) {
        PNET_BUFFER_LIST_CONTEXT next = c->Next;
        context_free(c);
        c = next;
    }
    if (l->own_mdls)
        for (PMDL mdl = ((struct memory *)(void *)nbl)->nb.MdlChain; mdl;) {
            PMDL next = mdl->Next;
            rt_mdl_free(mdl, "NdisFreeNetBufferList");
            mdl = next;
        }
    if (l->pool)
        l->pool->live--;
    rt_memory_free(l->data, l->data_size);
    rt_memory_drop(l);
    rt_block_free(b);
}

PNET_BUFFER rt_nb_new(struct rt_nb_pool *pool)
{
    PNET_BUFFER nb = rt_block_new_zeroed(RT_NB, sizeof *nb, pool ? pool->tag : 0);
    rt_block_of(nb, RT_NB)->owner = pool;
    if (pool)
        pool->live++;
    nb->NdisPoolHandle = pool;
    return nb;
}

void rt_nb_free(PNET_BUFFER nb)
{
    struct rt_block *b = rt_block_of(nb, RT_NB);
    struct rt_nb_pool *pool = b->owner;
    if (pool)
        pool->live--;
    rt_block_free(b);
}

void rt_nb_find_current(PNET_BUFFER nb)
{
    ULONG offset = nb->DataOffset;
    PMDL mdl = nb->MdlChain;
    while (mdl && offset >= mdl->ByteCount && mdl->Next) {
        offset -= mdl->ByteCount;
        mdl = mdl->Next;
    }
    nb->CurrentMdl = mdl;
    nb->CurrentMdlOffset = offset;
}

void rt_nb_set(PNET_BUFFER nb, PMDL mdl, ULONG offset, SIZE_T length)
{
    nb->MdlChain = mdl;
    nb->DataOffset = offset;
    nb->stDataLength = length;
    rt_nb_find_current(nb);
}

/* ---- pools ----------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistpool */
RT_EXPORT NDIS_HANDLE NdisAllocateNetBufferListPool(NDIS_HANDLE NdisHandle, PNET_BUFFER_LIST_POOL_PARAMETERS Parameters)
{
    RT_DDI(NdisAllocateNetBufferListPool, (NDIS_HANDLE)NULL, NdisHandle, Parameters);
    if (rt_fails())
        RT_RETURN((NDIS_HANDLE)NULL);
    struct rt_nbl_pool *pool = rt_block_new_zeroed(RT_NBL_POOL, sizeof *pool, Parameters->PoolTag);
    *pool = (struct rt_nbl_pool){.with_nb = Parameters->fAllocateNetBuffer,
                                 .context_size = Parameters->ContextSize,
                                 .tag = Parameters->PoolTag,
                                 .data_size = Parameters->DataSize,
                                 .protocol = Parameters->ProtocolId};
    RT_RETURN((NDIS_HANDLE)pool);
}

static void pool_free(NDIS_HANDLE handle, enum rt_kind kind, uint64_t live, const char *name)
{
    if (live)
        rt_report("ndis-pool-freed-in-use", "%s is called while %llu %s%s of the pool %s not freed.", name, (unsigned long long)live,
                  kind == RT_NBL_POOL ? "NET_BUFFER_LIST" : "NET_BUFFER", RT_PLURAL(live), live == 1 ? "is" : "are");
    for (struct rt_block *b = live ? rt_get()->blocks : NULL; b; b = b->next)
        if (kind == RT_NBL_POOL && b->kind == RT_NBL && ((struct rt_list *)b->owner)->pool == handle)
            ((struct rt_list *)b->owner)->pool = NULL;
        else if (kind == RT_NB_POOL && b->kind == RT_NB && b->owner == handle)
            b->owner = NULL;
    rt_block_free(rt_block_of(handle, kind));
}

static void not_a_pool(const char *name, const char *what)
{
    rt_report("run-contract", "%s is called with a handle that is not that of a %s pool: it was freed already, or is something else.", name, what);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistpool */
RT_EXPORT VOID NdisFreeNetBufferListPool(NDIS_HANDLE PoolHandle)
{
    RT_DDI_VOID(NdisFreeNetBufferListPool, PoolHandle);
    if (!rt_block_of(PoolHandle, RT_NBL_POOL))
        not_a_pool("NdisFreeNetBufferListPool", "NET_BUFFER_LIST");
    else
        pool_free(PoolHandle, RT_NBL_POOL, ((struct rt_nbl_pool *)PoolHandle)->live, "NdisFreeNetBufferListPool");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferpool */
RT_EXPORT NDIS_HANDLE NdisAllocateNetBufferPool(NDIS_HANDLE NdisHandle, PNET_BUFFER_POOL_PARAMETERS Parameters)
{
    RT_DDI(NdisAllocateNetBufferPool, (NDIS_HANDLE)NULL, NdisHandle, Parameters);
    if (rt_fails())
        RT_RETURN((NDIS_HANDLE)NULL);
    struct rt_nb_pool *pool = rt_block_new_zeroed(RT_NB_POOL, sizeof *pool, Parameters->PoolTag);
    *pool = (struct rt_nb_pool){.tag = Parameters->PoolTag, .data_size = Parameters->DataSize};
    RT_RETURN((NDIS_HANDLE)pool);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferpool */
RT_EXPORT VOID NdisFreeNetBufferPool(NDIS_HANDLE PoolHandle)
{
    RT_DDI_VOID(NdisFreeNetBufferPool, PoolHandle);
    if (!rt_block_of(PoolHandle, RT_NB_POOL))
        not_a_pool("NdisFreeNetBufferPool", "NET_BUFFER");
    else
        pool_free(PoolHandle, RT_NB_POOL, ((struct rt_nb_pool *)PoolHandle)->live, "NdisFreeNetBufferPool");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetpoolfromnetbufferlist */
RT_EXPORT NDIS_HANDLE NdisGetPoolFromNetBufferList(PNET_BUFFER_LIST NetBufferList)
{
    RT_DDI(NdisGetPoolFromNetBufferList, (NDIS_HANDLE)NULL, NetBufferList);
    RT_RETURN(NetBufferList->NdisPoolHandle);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetpoolfromnetbuffer */
RT_EXPORT NDIS_HANDLE NdisGetPoolFromNetBuffer(PNET_BUFFER NetBuffer)
{
    RT_DDI(NdisGetPoolFromNetBuffer, (NDIS_HANDLE)NULL, NetBuffer);
    RT_RETURN(NetBuffer->NdisPoolHandle);
}

/* ---- allocating lists --------------------------------------------------------------------------------------------- */

static struct rt_nbl_pool *nbl_pool(NDIS_HANDLE handle, const char *name)
{
    if (rt_block_of(handle, RT_NBL_POOL))
        return (struct rt_nbl_pool *)handle;
    if (rt_block_of(handle, RT_NB_POOL))
        rt_report("ndis-wrong-pool-kind", "%s is called with a NET_BUFFER pool; it needs a NET_BUFFER_LIST pool.", name);
    else
        not_a_pool(name, "NET_BUFFER_LIST");
    return NULL;
}

static void check_context(USHORT size, USHORT backfill, const char *name)
{
    if (!is_aligned(size) || !is_aligned(backfill))
        rt_report("ndis-pool-parameters", "%s is called with a ContextSize of %u and a ContextBackFill of %u; both are multiples of %u.", name, size,
                  backfill, (unsigned)MEMORY_ALLOCATION_ALIGNMENT);
}

/* Memory for DataSize bytes with its MDL, which go with the list. False where that fails. */
static bool add_data(PNET_BUFFER_LIST nbl, struct rt_list *l, ULONG size)
{
    l->data = rt_fresh(size);
    l->data_size = size;
    PMDL mdl = rt_mdl_new(l->data, size);
    if (!mdl)
        return false;
    rt_mdl_build(mdl);
    l->own_mdls = true;
    rt_nb_set(nbl->FirstNetBuffer, mdl, 0, 0);
    return true;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist */
RT_EXPORT PNET_BUFFER_LIST NdisAllocateNetBufferList(NDIS_HANDLE PoolHandle, USHORT ContextSize, USHORT ContextBackFill)
{
    RT_DDI(NdisAllocateNetBufferList, (PNET_BUFFER_LIST)NULL, PoolHandle, ContextSize, ContextBackFill);
    struct rt_nbl_pool *pool = nbl_pool(PoolHandle, "NdisAllocateNetBufferList");
    check_context(ContextSize, ContextBackFill, "NdisAllocateNetBufferList");
    if (!pool || rt_fails())
        RT_RETURN((PNET_BUFFER_LIST)NULL);
    PNET_BUFFER_LIST nbl = rt_nbl_new(pool, ContextSize, ContextBackFill, pool->with_nb);
    if (pool->with_nb && pool->data_size && !add_data(nbl, rt_list_of(nbl), pool->data_size)) {
        rt_nbl_free(nbl);
        nbl = NULL;
    }
    RT_RETURN(nbl);
}

PNET_BUFFER_LIST rt_nbl_combined(NDIS_HANDLE handle, USHORT context_size, USHORT backfill, PMDL mdl, ULONG offset, SIZE_T length, const char *name)
{
    struct rt_nbl_pool *pool = nbl_pool(handle, name);
    check_context(context_size, backfill, name);
    if (pool && (!pool->with_nb || pool->data_size))
        rt_report("ndis-combined-alloc-pool", "%s is called with a pool that was created with fAllocateNetBuffer = %s and DataSize = %u.", name,
                  pool->with_nb ? "TRUE" : "FALSE", pool->data_size);
    if (!pool || rt_fails())
        return NULL;
    PNET_BUFFER_LIST nbl = rt_nbl_new(pool, context_size, backfill, true);
    rt_nb_set(nbl->FirstNetBuffer, mdl, offset, length);
    return nbl;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist */
RT_EXPORT PNET_BUFFER_LIST NdisAllocateNetBufferAndNetBufferList(NDIS_HANDLE PoolHandle, USHORT ContextSize, USHORT ContextBackFill, PMDL MdlChain,
                                                                 ULONG DataOffset, SIZE_T DataLength)
{
    RT_DDI(NdisAllocateNetBufferAndNetBufferList, (PNET_BUFFER_LIST)NULL, PoolHandle, ContextSize, ContextBackFill, MdlChain, DataOffset, DataLength);
    RT_RETURN(rt_nbl_combined(PoolHandle, ContextSize, ContextBackFill, MdlChain, DataOffset, DataLength, "NdisAllocateNetBufferAndNetBufferList"));
}

void rt_nbl_release(PNET_BUFFER_LIST nbl, const char *name)
{
    struct rt_list *l = rt_list_of(nbl);
    if (!l)
        rt_report("run-contract", "%s is called with an address that is not that of a NET_BUFFER_LIST: it was freed already, or never allocated.", name);
    else if (l->ours) {
        rt_report("ndis-free-foreign-nbl", "%s is called for a list that another driver made.", name);
        rt_lost(nbl, l);
    } else if (l->state != PACKET_FREE)
        rt_report("ndis-nbl-after-handoff", "%s is called for a list that was handed over and has not come back.", name);
    else
        rt_nbl_free(nbl);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlist */
RT_EXPORT VOID NdisFreeNetBufferList(PNET_BUFFER_LIST NetBufferList)
{
    RT_DDI_VOID(NdisFreeNetBufferList, NetBufferList);
    rt_nbl_release(NetBufferList, "NdisFreeNetBufferList");
    RT_RETURN_VOID();
}

/* ---- NET_BUFFERs ---------------------------------------------------------------------------------------------------- */

static struct rt_nb_pool *nb_pool(NDIS_HANDLE handle, const char *name)
{
    if (rt_block_of(handle, RT_NB_POOL))
        return (struct rt_nb_pool *)handle;
    if (rt_block_of(handle, RT_NBL_POOL))
        rt_report("ndis-wrong-pool-kind", "%s is called with a NET_BUFFER_LIST pool; it needs a NET_BUFFER pool.", name);
    else
        not_a_pool(name, "NET_BUFFER");
    return NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffer */
RT_EXPORT PNET_BUFFER NdisAllocateNetBuffer(NDIS_HANDLE PoolHandle, PMDL MdlChain, ULONG DataOffset, SIZE_T DataLength)
{
    RT_DDI(NdisAllocateNetBuffer, (PNET_BUFFER)NULL, PoolHandle, MdlChain, DataOffset, DataLength);
    struct rt_nb_pool *pool = nb_pool(PoolHandle, "NdisAllocateNetBuffer");
    if (!pool || rt_fails())
        RT_RETURN((PNET_BUFFER)NULL);
    PNET_BUFFER nb = rt_nb_new(pool);
    rt_nb_set(nb, MdlChain, DataOffset, DataLength);
    RT_RETURN(nb);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffermdlanddata */
RT_EXPORT PNET_BUFFER NdisAllocateNetBufferMdlAndData(NDIS_HANDLE PoolHandle)
{
    RT_DDI(NdisAllocateNetBufferMdlAndData, (PNET_BUFFER)NULL, PoolHandle);
    struct rt_nb_pool *pool = nb_pool(PoolHandle, "NdisAllocateNetBufferMdlAndData");
    if (pool && !pool->data_size)
        rt_report("ndis-wrong-pool-kind", "NdisAllocateNetBufferMdlAndData is called with a pool whose DataSize is 0.");
    if (!pool || !pool->data_size || rt_fails())
        RT_RETURN((PNET_BUFFER)NULL);
    PVOID data = rt_fresh(pool->data_size);
    PMDL mdl = rt_mdl_new(data, pool->data_size);
    if (!mdl) {
        rt_memory_free(data, pool->data_size);
        RT_RETURN((PNET_BUFFER)NULL);
    }
    rt_mdl_build(mdl);
    rt_block_of(mdl, RT_MDL)->owner = data;
    rt_block_of(mdl, RT_MDL)->place = NULL; /* goes with the NET_BUFFER */
    PNET_BUFFER nb = rt_nb_new(pool);
    nb->NdisReserved[0] = mdl;
    rt_nb_set(nb, mdl, 0, 0);
    RT_RETURN(nb);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbuffer */
RT_EXPORT VOID NdisFreeNetBuffer(PNET_BUFFER NetBuffer)
{
    RT_DDI_VOID(NdisFreeNetBuffer, NetBuffer);
    if (!rt_block_of(NetBuffer, RT_NB)) {
        rt_report("run-contract", "NdisFreeNetBuffer is called with an address that is not that of a NET_BUFFER of its own: it was freed already, came with its list, or was never allocated.");
        RT_RETURN_VOID();
    }
    PMDL mdl = NetBuffer->NdisReserved[0];
    if (mdl && rt_block_of(mdl, RT_MDL)) {
        struct rt_block *b = rt_block_of(mdl, RT_MDL);
        rt_memory_free(b->owner, mdl->ByteCount);
        rt_block_free(b);
    }
    rt_nb_free(NetBuffer);
    RT_RETURN_VOID();
}

/* ---- context space ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistcontext */
RT_EXPORT NDIS_STATUS NdisAllocateNetBufferListContext(PNET_BUFFER_LIST NetBufferList, USHORT ContextSize, USHORT ContextBackFill, ULONG PoolTag)
{
    RT_DDI(NdisAllocateNetBufferListContext, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NetBufferList, ContextSize, ContextBackFill, PoolTag);
    PNET_BUFFER_LIST_CONTEXT c = NetBufferList->Context;
    check_context(ContextSize, ContextBackFill, "NdisAllocateNetBufferListContext");
    if (c && c->Offset >= ContextSize)
        c->Offset = (USHORT)(c->Offset - ContextSize);
    else if (rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    else
        NetBufferList->Context = context_new(ContextSize, ContextBackFill, c);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistcontext */
RT_EXPORT VOID NdisFreeNetBufferListContext(PNET_BUFFER_LIST NetBufferList, USHORT ContextSize)
{
    RT_DDI_VOID(NdisFreeNetBufferListContext, NetBufferList, ContextSize);
    PNET_BUFFER_LIST_CONTEXT c = NetBufferList->Context;
    if (!c || c->Offset + ContextSize > c->Size)
        rt_report("ndis-nbl-context-order", "NdisFreeNetBufferListContext frees %u bytes of context; the list has %u.", ContextSize,
                  c ? (unsigned)(c->Size - c->Offset) : 0u);
    else {
        c->Offset = (USHORT)(c->Offset + ContextSize);
        if (c->Offset == c->Size) {
            NetBufferList->Context = c->Next;
            context_free(c);
        }
    }
    RT_RETURN_VOID();
}

/* ---- lists of ours ---------------------------------------------------------------------------------------------------------- */

/* The frame's memory: kept with the list, several in a chain of MDLs whose owners they are. */
static PMDL frame_mdl(ULONG bytes)
{
    PUCHAR data = rt_fresh(bytes);
    PMDL mdl = rt_block_new_zeroed(RT_MDL, sizeof(MDL) + sizeof(PFN_NUMBER) * (bytes / PAGE_SIZE + 2), 0);
    struct rt_block *b = rt_block_of(mdl, RT_MDL);
    b->place = NULL;
    b->owner = data;
    mdl->StartVa = (PVOID)((ULONG_PTR)data & ~(ULONG_PTR)(PAGE_SIZE - 1));
    mdl->ByteOffset = (ULONG)((ULONG_PTR)data & (PAGE_SIZE - 1));
    mdl->ByteCount = bytes;
    mdl->Size = (CSHORT)b->size;
    rt_mdl_build(mdl);
    return mdl;
}

PNET_BUFFER_LIST rt_packet_new(struct rt_adapter *a, ULONG size, ULONG backfill, bool received)
{
    PNET_BUFFER_LIST nbl = rt_nbl_new(NULL, 0, 0, true);
    struct rt_list *l = rt_list_of(nbl);
    rt_block_of(nbl, RT_NBL)->place = NULL;
    l->ours = true;
    l->received = received;
    l->adapter = a;
    rt_nb_set(nbl->FirstNetBuffer, frame_mdl(size + backfill), backfill, size);
    nbl->SourceHandle = l;
    return nbl;
}

void rt_packet_add(PNET_BUFFER_LIST nbl, ULONG size, ULONG backfill)
{
    PNET_BUFFER *at = &nbl->FirstNetBuffer;
    while (*at)
        at = &(*at)->Next;
    *at = rt_nb_new(NULL);
    rt_block_of(*at, RT_NB)->place = NULL;
    rt_nb_set(*at, frame_mdl(size + backfill), backfill, size);
}

static void free_frame(PMDL mdl)
{
    while (mdl) {
        PMDL next = mdl->Next;
        struct rt_block *b = rt_block_of(mdl, RT_MDL);
        if (!b) {
            rt_report("run-contract", "A list came back whose chain of MDLs was changed.");
            return;
        }
        rt_memory_free(b->owner, mdl->ByteCount);
        rt_block_free(b);
        mdl = next;
    }
}

void rt_packet_free(PNET_BUFFER_LIST nbl)
{
    PNET_BUFFER own = &((struct memory *)(void *)nbl)->nb;
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb;) {
        PNET_BUFFER next = nb->Next;
        free_frame(nb->MdlChain);
        if (nb != own) {
            if (!rt_block_of(nb, RT_NB)) {
                rt_report("run-contract", "A list came back whose chain of NET_BUFFERs was changed.");
                break;
            }
            rt_nb_free(nb);
        }
        nb = next;
    }
    rt_nbl_free(nbl);
}
