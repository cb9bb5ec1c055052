/* MDLs. Every one is a block; the page array behind it is there, with made-up page numbers. */
#include "mm.h"

static SIZE_T pages_of(const void *address, SIZE_T size)
{
    return (((ULONG_PTR)address & (PAGE_SIZE - 1)) + size + PAGE_SIZE - 1) / PAGE_SIZE;
}

static void init(PMDL mdl, PVOID address, SIZE_T size)
{
    mdl->Next = NULL;
    mdl->Size = (CSHORT)(sizeof(MDL) + sizeof(PFN_NUMBER) * pages_of(address, size));
    mdl->MdlFlags = 0;
    mdl->Process = NULL;
    mdl->MappedSystemVa = NULL;
    mdl->StartVa = (PVOID)((ULONG_PTR)address & ~(ULONG_PTR)(PAGE_SIZE - 1));
    mdl->ByteOffset = (ULONG)((ULONG_PTR)address & (PAGE_SIZE - 1));
    mdl->ByteCount = (ULONG)size;
}

static void fill_pages(PMDL mdl)
{
    PPFN_NUMBER pages = (PPFN_NUMBER)(void *)(mdl + 1);
    for (SIZE_T i = 0, n = pages_of((PUCHAR)mdl->StartVa + mdl->ByteOffset, mdl->ByteCount); i < n; i++)
        pages[i] = ((ULONG_PTR)mdl->StartVa >> PAGE_SHIFT) + i;
}

PUCHAR rt_mdl_address(const MDL *mdl)
{
    if (mdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL))
        return mdl->MappedSystemVa;
    return (PUCHAR)mdl->StartVa + mdl->ByteOffset;
}

PMDL rt_mdl_new(PVOID address, SIZE_T size)
{
    if (rt_fails())
        return NULL;
    PMDL mdl = rt_block_new_zeroed(RT_MDL, sizeof(MDL) + sizeof(PFN_NUMBER) * pages_of(address, size), 0);
    init(mdl, address, size);
    return mdl;
}

void rt_mdl_build(PMDL mdl)
{
    mdl->MdlFlags |= MDL_SOURCE_IS_NONPAGED_POOL;
    mdl->MappedSystemVa = (PUCHAR)mdl->StartVa + mdl->ByteOffset;
    fill_pages(mdl);
}

void rt_mdl_free(PMDL mdl, const char *name)
{
    struct rt_block *b = rt_block_of(mdl, RT_MDL);
    if (!b)
        rt_report("run-contract", "%s is called with an address that is not that of an MDL: it was freed already, or never allocated.", name);
    else {
        if (mdl->MdlFlags & MDL_PAGES_LOCKED)
            rt_report("run-contract", "%s frees an MDL whose pages are locked.", name);
        rt_block_free(b);
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatemdl */
RT_EXPORT PMDL NdisAllocateMdl(NDIS_HANDLE NdisHandle, PVOID VirtualAddress, UINT Length)
{
    RT_DDI(NdisAllocateMdl, (PMDL)NULL, NdisHandle, VirtualAddress, Length);
    PMDL mdl = rt_mdl_new(VirtualAddress, Length);
    if (mdl)
        rt_mdl_build(mdl);
    RT_RETURN(mdl);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreemdl */
RT_EXPORT VOID NdisFreeMdl(PMDL Mdl)
{
    RT_DDI_VOID(NdisFreeMdl, Mdl);
    rt_mdl_free(Mdl, "NdisFreeMdl");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocatemdl */
RT_EXPORT PMDL IoAllocateMdl(PVOID VirtualAddress, ULONG Length, BOOLEAN SecondaryBuffer, BOOLEAN ChargeQuota, PIRP Irp)
{
    RT_DDI(IoAllocateMdl, (PMDL)NULL, VirtualAddress, Length, SecondaryBuffer, ChargeQuota, Irp);
    PMDL mdl = rt_mdl_new(VirtualAddress, Length);
    if (mdl && Irp) {
        PMDL *at = &Irp->MdlAddress;
        while (SecondaryBuffer && *at)
            at = &(*at)->Next;
        *at = mdl;
    }
    RT_RETURN(mdl);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreemdl */
RT_EXPORT VOID IoFreeMdl(PMDL Mdl)
{
    RT_DDI_VOID(IoFreeMdl, Mdl);
    rt_mdl_free(Mdl, "IoFreeMdl");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iobuildpartialmdl */
RT_EXPORT VOID IoBuildPartialMdl(PMDL SourceMdl, PMDL TargetMdl, PVOID VirtualAddress, ULONG Length)
{
    RT_DDI_VOID(IoBuildPartialMdl, SourceMdl, TargetMdl, VirtualAddress, Length);
    PUCHAR start = (PUCHAR)SourceMdl->StartVa + SourceMdl->ByteOffset, at = VirtualAddress;
    ULONG length = Length ? Length : (ULONG)(start + SourceMdl->ByteCount - at);
    if (at < start || at + length > start + SourceMdl->ByteCount)
        rt_report("run-contract", "IoBuildPartialMdl describes bytes that are not in the source MDL.");
    if ((SIZE_T)TargetMdl->Size < sizeof(MDL) + sizeof(PFN_NUMBER) * pages_of(at, length))
        rt_report("run-contract", "IoBuildPartialMdl: the target MDL is too small for its pages.");
    else {
        CSHORT size = TargetMdl->Size;
        init(TargetMdl, at, length);
        TargetMdl->Size = size;
        TargetMdl->MdlFlags = MDL_PARTIAL | MDL_SOURCE_IS_NONPAGED_POOL;
        TargetMdl->MappedSystemVa = at;
        fill_pages(TargetMdl);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmbuildmdlfornonpagedpool */
RT_EXPORT VOID MmBuildMdlForNonPagedPool(PMDL MemoryDescriptorList)
{
    RT_DDI_VOID(MmBuildMdlForNonPagedPool, MemoryDescriptorList);
    rt_mdl_build(MemoryDescriptorList);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmprobeandlockpages: it raises nothing here. */
RT_EXPORT VOID MmProbeAndLockPages(PMDL MemoryDescriptorList, KPROCESSOR_MODE AccessMode, LOCK_OPERATION Operation)
{
    RT_DDI_VOID(MmProbeAndLockPages, MemoryDescriptorList, AccessMode, Operation);
    MemoryDescriptorList->MdlFlags |= MDL_PAGES_LOCKED;
    fill_pages(MemoryDescriptorList);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunlockpages */
RT_EXPORT VOID MmUnlockPages(PMDL MemoryDescriptorList)
{
    RT_DDI_VOID(MmUnlockPages, MemoryDescriptorList);
    if (!(MemoryDescriptorList->MdlFlags & MDL_PAGES_LOCKED))
        rt_report("run-contract", "MmUnlockPages is called for an MDL whose pages are not locked.");
    MemoryDescriptorList->MdlFlags &= ~(MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA);
    RT_RETURN_VOID();
}

static PVOID map(PMDL mdl, bool may_fail)
{
    if (mdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL))
        return mdl->MappedSystemVa;
    if (!(mdl->MdlFlags & (MDL_PAGES_LOCKED | MDL_PARTIAL)))
        rt_report("run-contract", "An MDL is mapped that describes no locked pages: neither MmProbeAndLockPages nor MmBuildMdlForNonPagedPool was called.");
    if (may_fail && rt_fails())
        return NULL;
    mdl->MdlFlags |= MDL_MAPPED_TO_SYSTEM_VA;
    mdl->MappedSystemVa = (PUCHAR)mdl->StartVa + mdl->ByteOffset;
    return mdl->MappedSystemVa;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetsystemaddressformdlsafe */
RT_EXPORT PVOID MmGetSystemAddressForMdlSafe(PMDL Mdl, ULONG Priority)
{
    RT_DDI(MmGetSystemAddressForMdlSafe, (PVOID)NULL, Mdl, Priority);
    RT_RETURN(map(Mdl, true));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetsystemaddressformdl */
RT_EXPORT PVOID MmGetSystemAddressForMdl(PMDL Mdl)
{
    RT_DDI(MmGetSystemAddressForMdl, (PVOID)NULL, Mdl);
    RT_RETURN(map(Mdl, false));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmaplockedpagesspecifycache */
RT_EXPORT PVOID MmMapLockedPagesSpecifyCache(PMDL Mdl, KPROCESSOR_MODE AccessMode, MEMORY_CACHING_TYPE CacheType, PVOID RequestedAddress,
                                             ULONG BugCheckOnFailure, ULONG Priority)
{
    RT_DDI(MmMapLockedPagesSpecifyCache, (PVOID)NULL, Mdl, AccessMode, CacheType, RequestedAddress, BugCheckOnFailure, Priority);
    RT_RETURN(map(Mdl, !BugCheckOnFailure));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunmaplockedpages */
RT_EXPORT VOID MmUnmapLockedPages(PVOID BaseAddress, PMDL Mdl)
{
    RT_DDI_VOID(MmUnmapLockedPages, BaseAddress, Mdl);
    Mdl->MdlFlags &= ~MDL_MAPPED_TO_SYSTEM_VA;
    RT_RETURN_VOID();
}

/* ---- what an MDL says --------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlbytecount and its neighbours */
RT_EXPORT ULONG MmGetMdlByteCount(PMDL Mdl) { return Mdl->ByteCount; }
RT_EXPORT ULONG MmGetMdlByteOffset(PMDL Mdl) { return Mdl->ByteOffset; }
RT_EXPORT PVOID MmGetMdlVirtualAddress(PMDL Mdl) { return (PUCHAR)Mdl->StartVa + Mdl->ByteOffset; }
RT_EXPORT PVOID MmGetMdlBaseVa(PMDL Mdl) { return Mdl->StartVa; }
RT_EXPORT PPFN_NUMBER MmGetMdlPfnArray(PMDL Mdl) { return (PPFN_NUMBER)(void *)(Mdl + 1); }
RT_EXPORT VOID MmInitializeMdl(PMDL Mdl, PVOID BaseVa, SIZE_T Length) { init(Mdl, BaseVa, Length); }
RT_EXPORT VOID MmPrepareMdlForReuse(PMDL Mdl) { Mdl->MdlFlags &= ~(MDL_PARTIAL_HAS_BEEN_MAPPED | MDL_MAPPED_TO_SYSTEM_VA); }
RT_EXPORT ULONG NDIS_MDL_TO_SPAN_PAGES(PMDL Mdl) { return (ULONG)pages_of((PUCHAR)Mdl->StartVa + Mdl->ByteOffset, Mdl->ByteCount); }
RT_EXPORT PPFN_NUMBER NDIS_MDL_PFN_ARRAY(PMDL Mdl) { return (PPFN_NUMBER)(void *)(Mdl + 1); }
RT_EXPORT VOID NdisAdjustMdlLength(PMDL Mdl, UINT Length) { Mdl->ByteCount = Length; }
RT_EXPORT ULONG NdisBufferLength(PMDL Buffer) { return Buffer->ByteCount; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisquerymdl */
RT_EXPORT VOID NdisQueryMdl(PMDL Mdl, PVOID *VirtualAddress, PUINT Length, ULONG Priority)
{
    RT_DDI_VOID(NdisQueryMdl, Mdl, VirtualAddress, Length, Priority);
    if (VirtualAddress)
        *VirtualAddress = map(Mdl, true);
    *Length = Mdl->ByteCount;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisquerymdloffset */
RT_EXPORT VOID NdisQueryMdlOffset(PMDL Mdl, PUINT Offset, PUINT Length)
{
    RT_DDI_VOID(NdisQueryMdlOffset, Mdl, Offset, Length);
    *Offset = Mdl->ByteOffset;
    *Length = Mdl->ByteCount;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetnextmdl */
RT_EXPORT VOID NdisGetNextMdl(PMDL CurrentMdl, PMDL *NextMdl)
{
    RT_DDI_VOID(NdisGetNextMdl, CurrentMdl, NextMdl);
    *NextMdl = CurrentMdl->Next;
    RT_RETURN_VOID();
}
