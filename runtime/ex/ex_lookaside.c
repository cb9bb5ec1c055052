/*
 * Lookaside lists keep nothing: each entry is a block of its own, so that the use of one that was given back is found.
 * The driver's structure holds what it was made with.
 */
#include "ex.h"

/* What all kinds of list begin with; some are aligned to more. */
#define GENERAL(list) ((GENERAL_LOOKASIDE_POOL *)(void *)&(list)->L)

static void init(GENERAL_LOOKASIDE_POOL *l, PVOID allocate, PVOID release, POOL_TYPE type, SIZE_T size, ULONG tag)
{
    rt_fill(l, 0, sizeof *l);
    l->Allocate = (PALLOCATE_FUNCTION)allocate;
    l->Free = (PFREE_FUNCTION)release;
    l->Type = type;
    l->Size = (ULONG)size;
    l->Tag = tag;
}

static PVOID take(GENERAL_LOOKASIDE_POOL *l)
{
    l->TotalAllocates++;
    if (l->Allocate)
        return RT_CALLBACK("ALLOCATE_FUNCTION", rt_irql(), NULL, l->Allocate, l->Type, (SIZE_T)l->Size, l->Tag);
    return rt_pool_new(l->Size, l->Tag, l, false);
}

static void give(GENERAL_LOOKASIDE_POOL *l, PVOID entry, const char *name)
{
    l->TotalFrees++;
    if (l->Free) {
        rt_block_renew(entry); /* as an entry it is freed; as memory of the driver's own it is about to be */
        RT_CALLBACK_VOID("FREE_FUNCTION", rt_irql(), NULL, l->Free, entry);
    } else
        rt_pool_free(entry, 0, l, name);
}

static void end(GENERAL_LOOKASIDE_POOL *l, const char *name)
{
    uint32_t left = 0;
    for (const struct rt_block *b = rt_get()->blocks; b; b = b->next)
        left += b->owner == l && b->kind == RT_MEMORY;
    if (left)
        rt_report("run-contract", "%s is called while %u entr%s of the list %s not given back.", name, left, left == 1 ? "y" : "ies",
                  left == 1 ? "is" : "are");
}

#define LOOKASIDE(kind, type, pool)                                                                                    \
    RT_EXPORT VOID ExInitialize##kind##LookasideList(type Lookaside, PALLOCATE_FUNCTION Allocate, PFREE_FUNCTION Free, \
                                                     ULONG Flags, SIZE_T Size, ULONG Tag, USHORT Depth)                \
    {                                                                                                                  \
        RT_DDI_VOID(ExInitialize##kind##LookasideList, Lookaside, Allocate, Free, Flags, Size, Tag, Depth);            \
        init(GENERAL(Lookaside), (PVOID)Allocate, (PVOID)Free, pool, Size, Tag);                                            \
        RT_RETURN_VOID();                                                                                              \
    }                                                                                                                  \
    RT_EXPORT VOID ExDelete##kind##LookasideList(type Lookaside)                                                       \
    {                                                                                                                  \
        RT_DDI_VOID(ExDelete##kind##LookasideList, Lookaside);                                                         \
        end(GENERAL(Lookaside), "ExDelete" #kind "LookasideList");                                                          \
        RT_RETURN_VOID();                                                                                              \
    }                                                                                                                  \
    RT_EXPORT PVOID ExAllocateFrom##kind##LookasideList(type Lookaside)                                                \
    {                                                                                                                  \
        RT_DDI(ExAllocateFrom##kind##LookasideList, (PVOID)NULL, Lookaside);                                           \
        RT_RETURN(take(GENERAL(Lookaside)));                                                                                \
    }                                                                                                                  \
    RT_EXPORT VOID ExFreeTo##kind##LookasideList(type Lookaside, PVOID Entry)                                          \
    {                                                                                                                  \
        RT_DDI_VOID(ExFreeTo##kind##LookasideList, Lookaside, Entry);                                                  \
        give(GENERAL(Lookaside), Entry, "ExFreeTo" #kind "LookasideList");                                                  \
        RT_RETURN_VOID();                                                                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializenpagedlookasidelist and its neighbours */
LOOKASIDE(NPaged, PNPAGED_LOOKASIDE_LIST, NonPagedPool)
LOOKASIDE(Paged, PPAGED_LOOKASIDE_LIST, PagedPool)

/* ---- of any pool type; the driver's own functions get the list as well -------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializelookasidelistex */
RT_EXPORT NTSTATUS ExInitializeLookasideListEx(PLOOKASIDE_LIST_EX Lookaside, PALLOCATE_FUNCTION_EX Allocate, PFREE_FUNCTION_EX Free, POOL_TYPE PoolType,
                                               ULONG Flags, SIZE_T Size, ULONG Tag, USHORT Depth)
{
    RT_DDI(ExInitializeLookasideListEx, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, Lookaside, Allocate, Free, PoolType, Flags, Size, Tag, Depth);
    if (Flags & ~(ULONG)(EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL | EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER_5);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    RT_NOT_SIMULATED(Flags & EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL, "ExInitializeLookasideListEx: an allocation that fails raises no exception");
    init(GENERAL(Lookaside), (PVOID)Allocate, (PVOID)Free, PoolType, Size, Tag);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeletelookasidelistex */
RT_EXPORT VOID ExDeleteLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    RT_DDI_VOID(ExDeleteLookasideListEx, Lookaside);
    end(GENERAL(Lookaside), "ExDeleteLookasideListEx");
    RT_RETURN_VOID();
}

/* Nothing is kept. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exflushlookasidelistex */
RT_EXPORT VOID ExFlushLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    RT_DDI_VOID(ExFlushLookasideListEx, Lookaside);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatefromlookasidelistex */
RT_EXPORT PVOID ExAllocateFromLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    RT_DDI(ExAllocateFromLookasideListEx, (PVOID)NULL, Lookaside);
    GENERAL_LOOKASIDE_POOL *l = GENERAL(Lookaside);
    if (!l->AllocateEx)
        RT_RETURN(take(l));
    l->TotalAllocates++;
    RT_RETURN(RT_CALLBACK("ALLOCATE_FUNCTION_EX", rt_irql(), NULL, l->AllocateEx, l->Type, (SIZE_T)l->Size, l->Tag, Lookaside));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreetolookasidelistex */
RT_EXPORT VOID ExFreeToLookasideListEx(PLOOKASIDE_LIST_EX Lookaside, PVOID Entry)
{
    RT_DDI_VOID(ExFreeToLookasideListEx, Lookaside, Entry);
    GENERAL_LOOKASIDE_POOL *l = GENERAL(Lookaside);
    if (l->FreeEx) {
        l->TotalFrees++;
        rt_block_renew(Entry);
        RT_CALLBACK_VOID("FREE_FUNCTION_EX", rt_irql(), NULL, l->FreeEx, Entry, Lookaside);
    } else
        give(l, Entry, "ExFreeToLookasideListEx");
    RT_RETURN_VOID();
}

/* ---- under NDIS's names ---------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializenpagedlookasidelist */
RT_EXPORT VOID NdisInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PALLOCATE_FUNCTION Allocate, PFREE_FUNCTION Free,
                                                 ULONG Flags, ULONG Size, ULONG Tag, USHORT Depth)
{
    RT_DDI_VOID(NdisInitializeNPagedLookasideList, Lookaside, Allocate, Free, Flags, Size, Tag, Depth);
    init(GENERAL(Lookaside), (PVOID)Allocate, (PVOID)Free, NonPagedPool, Size, Tag);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdeletenpagedlookasidelist */
RT_EXPORT VOID NdisDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    RT_DDI_VOID(NdisDeleteNPagedLookasideList, Lookaside);
    end(GENERAL(Lookaside), "NdisDeleteNPagedLookasideList");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatefromnpagedlookasidelist */
RT_EXPORT PVOID NdisAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    RT_DDI(NdisAllocateFromNPagedLookasideList, (PVOID)NULL, Lookaside);
    RT_RETURN(take(GENERAL(Lookaside)));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreetonpagedlookasidelist */
RT_EXPORT VOID NdisFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry)
{
    RT_DDI_VOID(NdisFreeToNPagedLookasideList, Lookaside, Entry);
    give(GENERAL(Lookaside), Entry, "NdisFreeToNPagedLookasideList");
    RT_RETURN_VOID();
}
