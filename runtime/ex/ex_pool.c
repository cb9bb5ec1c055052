/* Pool memory. */
#include "ex.h"

static void *take(size_t size, ULONG tag, void *owner, bool zeroed)
{
    if (size > ((size_t)1 << 32)) /* more than the system has */
        return NULL;
    void *memory = zeroed ? rt_block_new_zeroed(RT_MEMORY, size, tag) : rt_block_new(RT_MEMORY, size, tag);
    rt_block_of(memory, RT_MEMORY)->owner = owner;
    return memory;
}

void *rt_pool_new(size_t size, ULONG tag, void *owner, bool zeroed) { return rt_fails() ? NULL : take(size, tag, owner, zeroed); }

void rt_pool_free(void *memory, ULONG tag, const void *owner, const char *name)
{
    struct rt_block *b = rt_block_of(memory, RT_MEMORY);
    struct rt_block *other = rt_block_at(memory);
    char have[5], wants[5];
    if (!b) {
        rt_report("run-contract", other ? "%s is called with the address of %s%s." : "%s is called with an address that is not that of allocated memory: it was freed already, or never allocated%.0s%.0s.",
                  name, other ? "a live " : "", other ? rt_kind_name(other->kind) : "");
        return;
    }
    if (b->owner != owner) {
        rt_report("mismatched-free", "%s frees memory that was allocated from %s.", name,
                  b->owner ? "another source: a lookaside list, contiguous memory, or a mapping" : "the pool itself");
        return;
    }
    /* Bit 31 marked protected allocations; a free may have it or not. */
    if (tag && ((tag ^ b->tag) & 0x7FFFFFFF)) {
        rt_tag_text(b->tag, have);
        rt_tag_text(tag, wants);
        rt_report("run-contract", "%s frees memory with the tag '%s' that was allocated with '%s'.", name, wants, have);
    }
    rt_block_free(b);
}

static void check_size(SIZE_T size, const char *name)
{
    if (size == 0)
        rt_report("run-contract", "%s is asked for no bytes.", name);
}

/* ---- allocating --------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepool2 */
RT_EXPORT PVOID ExAllocatePool2(POOL_FLAGS Flags, SIZE_T NumberOfBytes, ULONG Tag)
{
    RT_DDI(ExAllocatePool2, (PVOID)NULL, Flags, NumberOfBytes, Tag);
    check_size(NumberOfBytes, "ExAllocatePool2");
    RT_NOT_SIMULATED(Flags & POOL_FLAG_RAISE_ON_FAILURE, "ExAllocatePool2: POOL_FLAG_RAISE_ON_FAILURE");
    if (NumberOfBytes == 0 || Tag == 0)
        RT_RETURN((PVOID)NULL);
    RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, Tag, NULL, !(Flags & POOL_FLAG_UNINITIALIZED)));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepool3 */
RT_EXPORT PVOID ExAllocatePool3(POOL_FLAGS Flags, SIZE_T NumberOfBytes, ULONG Tag, PCPOOL_EXTENDED_PARAMETER ExtendedParameters, ULONG ExtendedParametersCount)
{
    RT_DDI(ExAllocatePool3, (PVOID)NULL, Flags, NumberOfBytes, Tag, ExtendedParameters, ExtendedParametersCount);
    RT_NOT_SIMULATED(ExtendedParametersCount, "ExAllocatePool3: ExtendedParameters");
    RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, Tag, NULL, !(Flags & POOL_FLAG_UNINITIALIZED)));
}

#define ALLOCATES(name, zeroed)                                                                                        \
    RT_EXPORT PVOID name(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)                                          \
    {                                                                                                                  \
        RT_DDI(name, (PVOID)NULL, PoolType, NumberOfBytes, Tag);                                                       \
        check_size(NumberOfBytes, #name);                                                                              \
        RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, Tag, NULL, (zeroed) || (PoolType & POOL_ZERO_ALLOCATION)));        \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithtag and its neighbours */
ALLOCATES(ExAllocatePoolWithTag, false)
ALLOCATES(ExAllocatePoolZero, true)
ALLOCATES(ExAllocatePoolUninitialized, false)

/* Charged to a process. Where there is no memory they raise an exception, and return NULL only to who asks for that: as nothing raises
   here, the others never fail. */
static PVOID quota_pool(POOL_TYPE type, SIZE_T size, ULONG tag, bool zeroed)
{
    zeroed |= (type & POOL_ZERO_ALLOCATION) != 0;
    return type & POOL_QUOTA_FAIL_INSTEAD_OF_RAISE ? rt_pool_new(size, tag, NULL, zeroed) : take(size, tag, NULL, zeroed);
}

#define ALLOCATES_QUOTA(name, zeroed)                                                                                  \
    RT_EXPORT PVOID name(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)                                          \
    {                                                                                                                  \
        RT_DDI(name, (PVOID)NULL, PoolType, NumberOfBytes, Tag);                                                       \
        check_size(NumberOfBytes, #name);                                                                              \
        RT_RETURN(quota_pool(PoolType, NumberOfBytes, Tag, zeroed));                                                   \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithquotatag and its neighbours */
ALLOCATES_QUOTA(ExAllocatePoolWithQuotaTag, false)
ALLOCATES_QUOTA(ExAllocatePoolQuotaZero, true)
ALLOCATES_QUOTA(ExAllocatePoolQuotaUninitialized, false)

#define ALLOCATES_PRIORITY(name, zeroed)                                                                               \
    RT_EXPORT PVOID name(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag, EX_POOL_PRIORITY Priority)               \
    {                                                                                                                  \
        RT_DDI(name, (PVOID)NULL, PoolType, NumberOfBytes, Tag, Priority);                                             \
        check_size(NumberOfBytes, #name);                                                                              \
        RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, Tag, NULL, (zeroed) || (PoolType & POOL_ZERO_ALLOCATION)));        \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithtagpriority */
ALLOCATES_PRIORITY(ExAllocatePoolWithTagPriority, false)
ALLOCATES_PRIORITY(ExAllocatePoolPriorityZero, true)
ALLOCATES_PRIORITY(ExAllocatePoolPriorityUninitialized, false)

#undef ExAllocatePool
#undef ExAllocatePoolWithQuota
#undef ExFreePool
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepool */
RT_EXPORT PVOID ExAllocatePool(POOL_TYPE PoolType, SIZE_T NumberOfBytes)
{
    RT_DDI(ExAllocatePool, (PVOID)NULL, PoolType, NumberOfBytes);
    check_size(NumberOfBytes, "ExAllocatePool");
    RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, 0, NULL, false));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithquota */
RT_EXPORT PVOID ExAllocatePoolWithQuota(POOL_TYPE PoolType, SIZE_T NumberOfBytes)
{
    RT_DDI(ExAllocatePoolWithQuota, (PVOID)NULL, PoolType, NumberOfBytes);
    check_size(NumberOfBytes, "ExAllocatePoolWithQuota");
    RT_RETURN(quota_pool(PoolType, NumberOfBytes, 0, false));
}

/* Every pool is as it says here already. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializedriverruntime */
RT_EXPORT VOID ExInitializeDriverRuntime(ULONG RuntimeFlags)
{
    RT_DDI_VOID(ExInitializeDriverRuntime, RuntimeFlags);
    RT_RETURN_VOID();
}

/* ---- freeing --------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exfreepool */
RT_EXPORT VOID ExFreePool(PVOID P)
{
    RT_DDI_VOID(ExFreePool, P);
    rt_pool_free(P, 0, NULL, "ExFreePool");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreepoolwithtag */
RT_EXPORT VOID ExFreePoolWithTag(PVOID P, ULONG Tag)
{
    RT_DDI_VOID(ExFreePoolWithTag, P, Tag);
    rt_pool_free(P, Tag, NULL, "ExFreePoolWithTag");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreepool2 */
RT_EXPORT VOID ExFreePool2(PVOID P, ULONG Tag, PCPOOL_EXTENDED_PARAMETER ExtendedParameters, ULONG ExtendedParametersCount)
{
    RT_DDI_VOID(ExFreePool2, P, Tag, ExtendedParameters, ExtendedParametersCount);
    rt_pool_free(P, Tag, NULL, "ExFreePool2");
    RT_RETURN_VOID();
}

/* ---- memory under NDIS's names ------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatememorywithtagpriority */
RT_EXPORT PVOID NdisAllocateMemoryWithTagPriority(NDIS_HANDLE NdisHandle, UINT Length, ULONG Tag, EX_POOL_PRIORITY Priority)
{
    RT_DDI(NdisAllocateMemoryWithTagPriority, (PVOID)NULL, NdisHandle, Length, Tag, Priority);
    check_size(Length, "NdisAllocateMemoryWithTagPriority");
    RT_RETURN((PVOID)rt_pool_new(Length, Tag, NULL, false));
}

/* https://learn.microsoft.com/previous-versions/windows/hardware/network/ff550762(v=vs.85) */
RT_EXPORT NDIS_STATUS NdisAllocateMemoryWithTag(PVOID *VirtualAddress, UINT Length, ULONG Tag)
{
    RT_DDI(NdisAllocateMemoryWithTag, (NDIS_STATUS)NDIS_STATUS_FAILURE, VirtualAddress, Length, Tag);
    *VirtualAddress = rt_pool_new(Length, Tag, NULL, false);
    RT_RETURN((NDIS_STATUS)(*VirtualAddress ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreememory */
RT_EXPORT VOID NdisFreeMemory(PVOID VirtualAddress, UINT Length, UINT MemoryFlags)
{
    RT_DDI_VOID(NdisFreeMemory, VirtualAddress, Length, MemoryFlags);
    struct rt_block *b = rt_block_of(VirtualAddress, RT_MEMORY);
    if (b && Length && Length != b->size)
        rt_report("run-contract", "NdisFreeMemory is told a length of %u; the memory has %llu bytes.", Length, (unsigned long long)b->size);
    rt_pool_free(VirtualAddress, 0, NULL, "NdisFreeMemory");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreememorywithtagpriority */
RT_EXPORT VOID NdisFreeMemoryWithTagPriority(NDIS_HANDLE NdisHandle, PVOID VirtualAddress, ULONG Tag)
{
    RT_DDI_VOID(NdisFreeMemoryWithTagPriority, NdisHandle, VirtualAddress, Tag);
    rt_pool_free(VirtualAddress, Tag, NULL, "NdisFreeMemoryWithTagPriority");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreememorywithtag */
RT_EXPORT VOID NdisFreeMemoryWithTag(PVOID VirtualAddress, ULONG Tag)
{
    RT_DDI_VOID(NdisFreeMemoryWithTag, VirtualAddress, Tag);
    rt_pool_free(VirtualAddress, Tag, NULL, "NdisFreeMemoryWithTag");
    RT_RETURN_VOID();
}
