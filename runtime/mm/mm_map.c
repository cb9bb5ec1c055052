/*
 * Memory that has an address of the machine's: contiguous memory, and registers that are mapped. There is no device: registers are memory,
 * zero at first. What is freed by another function than its own is told, as with pool memory.
 */
#include "../rt/ddk.h"

#include "../ex/ex.h"

static const char CONTIGUOUS[] = "contiguous", MAPPING[] = "mapping"; /* owners of such memory */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousmemory */
RT_EXPORT PVOID MmAllocateContiguousMemory(SIZE_T NumberOfBytes, PHYSICAL_ADDRESS HighestAcceptableAddress)
{
    RT_DDI(MmAllocateContiguousMemory, (PVOID)NULL, NumberOfBytes, HighestAcceptableAddress.QuadPart);
    RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, 0, (PVOID)CONTIGUOUS, false));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousmemoryspecifycache */
RT_EXPORT PVOID MmAllocateContiguousMemorySpecifyCache(SIZE_T NumberOfBytes, PHYSICAL_ADDRESS LowestAcceptableAddress, PHYSICAL_ADDRESS HighestAcceptableAddress,
                                                       PHYSICAL_ADDRESS BoundaryAddressMultiple, MEMORY_CACHING_TYPE CacheType)
{
    RT_DDI(MmAllocateContiguousMemorySpecifyCache, (PVOID)NULL, NumberOfBytes, LowestAcceptableAddress.QuadPart, HighestAcceptableAddress.QuadPart,
           BoundaryAddressMultiple.QuadPart, CacheType);
    RT_RETURN((PVOID)rt_pool_new(NumberOfBytes, 0, (PVOID)CONTIGUOUS, false));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreecontiguousmemory */
RT_EXPORT VOID MmFreeContiguousMemory(PVOID BaseAddress)
{
    RT_DDI_VOID(MmFreeContiguousMemory, BaseAddress);
    rt_pool_free(BaseAddress, 0, CONTIGUOUS, "MmFreeContiguousMemory");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreecontiguousmemoryspecifycache */
RT_EXPORT VOID MmFreeContiguousMemorySpecifyCache(PVOID BaseAddress, SIZE_T NumberOfBytes, MEMORY_CACHING_TYPE CacheType)
{
    RT_DDI_VOID(MmFreeContiguousMemorySpecifyCache, BaseAddress, NumberOfBytes, CacheType);
    rt_pool_free(BaseAddress, 0, CONTIGUOUS, "MmFreeContiguousMemorySpecifyCache");
    RT_RETURN_VOID();
}

static PVOID map(SIZE_T size)
{
    rt_not_simulated("MmMapIoSpace: registers; they are memory, zero at first");
    return rt_pool_new(size, 0, (PVOID)MAPPING, true);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmapiospace */
RT_EXPORT PVOID MmMapIoSpace(PHYSICAL_ADDRESS PhysicalAddress, SIZE_T NumberOfBytes, MEMORY_CACHING_TYPE CacheType)
{
    RT_DDI(MmMapIoSpace, (PVOID)NULL, PhysicalAddress.QuadPart, NumberOfBytes, CacheType);
    RT_RETURN(map(NumberOfBytes));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmapiospaceex */
RT_EXPORT PVOID MmMapIoSpaceEx(PHYSICAL_ADDRESS PhysicalAddress, SIZE_T NumberOfBytes, ULONG Protect)
{
    RT_DDI(MmMapIoSpaceEx, (PVOID)NULL, PhysicalAddress.QuadPart, NumberOfBytes, Protect);
    RT_RETURN(map(NumberOfBytes));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunmapiospace */
RT_EXPORT VOID MmUnmapIoSpace(PVOID BaseAddress, SIZE_T NumberOfBytes)
{
    RT_DDI_VOID(MmUnmapIoSpace, BaseAddress, NumberOfBytes);
    rt_pool_free(BaseAddress, 0, MAPPING, "MmUnmapIoSpace");
    RT_RETURN_VOID();
}
