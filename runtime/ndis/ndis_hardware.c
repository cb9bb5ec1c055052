/*
 * What a miniport asks of the place of its hardware: memory that it shares with the device. There is no device: the memory's
 * logical address is its virtual one, and nobody else writes to it.
 */
#include "ndis.h"

struct shared {
    PVOID memory;
    ULONG length;
};

enum { ALIGNMENT = 64 }; /* a cache line */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetshareddataalignment */
RT_EXPORT ULONG NdisGetSharedDataAlignment(VOID)
{
    RT_DDI0(NdisGetSharedDataAlignment, (ULONG)ALIGNMENT);
    RT_RETURN((ULONG)ALIGNMENT);
}

/* A scatter/gather list of one element, where the driver has room for it. */
static void describe(PSCATTER_GATHER_LIST list, ULONG room, const struct shared *s)
{
    if (!list || room < sizeof *list + sizeof list->Elements[0])
        return;
    list->NumberOfElements = 1;
    list->Elements[0].Address.QuadPart = (LONGLONG)(uintptr_t)s->memory;
    list->Elements[0].Length = s->length;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatesharedmemory */
RT_EXPORT NDIS_STATUS NdisAllocateSharedMemory(NDIS_HANDLE NdisHandle, PNDIS_SHARED_MEMORY_PARAMETERS SharedMemoryParameters, PNDIS_HANDLE pAllocationHandle)
{
    RT_DDI(NdisAllocateSharedMemory, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NdisHandle, SharedMemoryParameters, pAllocationHandle);
    PNDIS_SHARED_MEMORY_PARAMETERS p = SharedMemoryParameters;
    if (!rt_miniport_of(NdisHandle, "NdisAllocateSharedMemory") || rt_fails())
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    struct shared *s = rt_block_new_zeroed(RT_OTHER, sizeof *s, 0);
    s->length = p->Length;
    s->memory = rt_fresh_zeroed(s->length);
    describe(p->SGListBuffer, p->SGListBufferLength, s);
    p->VirtualAddress = s->memory;
    p->SharedMemoryHandle = s;
    *pAllocationHandle = s;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreesharedmemory */
RT_EXPORT VOID NdisFreeSharedMemory(NDIS_HANDLE NdisHandle, NDIS_HANDLE AllocationHandle)
{
    RT_DDI_VOID(NdisFreeSharedMemory, NdisHandle, AllocationHandle);
    struct rt_block *b = rt_block_of(AllocationHandle, RT_OTHER);
    if (!b || b->size != sizeof(struct shared))
        rt_report("run-contract", "NdisFreeSharedMemory is called with a handle that is not one of NdisAllocateSharedMemory: it was freed already, or never allocated.");
    else {
        struct shared *s = b->memory;
        rt_memory_free(s->memory, s->length);
        rt_block_free(b);
    }
    RT_RETURN_VOID();
}
