/*
 * Lookaside lists keep nothing: each entry is a block of its own, so that the use of one that was given back is found.
 * The driver's structure holds what it was made with.
 */
#include "ex.h"

static void init(GENERAL_LOOKASIDE *l, PVOID allocate, PVOID release, POOL_TYPE type, SIZE_T size, ULONG tag)
{
    rt_fill(l, 0, sizeof *l);
    l->Allocate = (PALLOCATE_FUNCTION)allocate;
    l->Free = (PFREE_FUNCTION)release;
    l->Type = type;
    l->Size = (ULONG)size;
    l->Tag = tag;
}

static PVOID take(GENERAL_LOOKASIDE *l)
{
    l->TotalAllocates++;
    if (l->Allocate)
        return RT_CALLBACK("ALLOCATE_FUNCTION", rt_irql(), NULL, l->Allocate, l->Type, (SIZE_T)l->Size, l->Tag);
    return rt_pool_new(l->Size, l->Tag, l, false);
}

static void give(GENERAL_LOOKASIDE *l, PVOID entry, const char *name)
{
    l->TotalFrees++;
    if (l->Free) {
        rt_block_renew(entry); /* as an entry it is freed; as memory of the driver's own it is about to be */
        RT_CALLBACK_VOID("FREE_FUNCTION", rt_irql(), NULL, l->Free, entry);
    } else
        rt_pool_free(entry, 0, l, name);
}

static void end(GENERAL_LOOKASIDE *l, const char *name)
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
        init(&Lookaside->L, (PVOID)Allocate, (PVOID)Free, pool, Size, Tag);                                            \
        RT_RETURN_VOID();                                                                                              \
    }                                                                                                                  \
    RT_EXPORT VOID ExDelete##kind##LookasideList(type Lookaside)                                                       \
    {                                                                                                                  \
        RT_DDI_VOID(ExDelete##kind##LookasideList, Lookaside);                                                         \
        end(&Lookaside->L, "ExDelete" #kind "LookasideList");                                                          \
        RT_RETURN_VOID();                                                                                              \
    }                                                                                                                  \
    RT_EXPORT PVOID ExAllocateFrom##kind##LookasideList(type Lookaside)                                                \
    {                                                                                                                  \
        RT_DDI(ExAllocateFrom##kind##LookasideList, (PVOID)NULL, Lookaside);                                           \
        RT_RETURN(take(&Lookaside->L));                                                                                \
    }                                                                                                                  \
    RT_EXPORT VOID ExFreeTo##kind##LookasideList(type Lookaside, PVOID Entry)                                          \
    {                                                                                                                  \
        RT_DDI_VOID(ExFreeTo##kind##LookasideList, Lookaside, Entry);                                                  \
        give(&Lookaside->L, Entry, "ExFreeTo" #kind "LookasideList");                                                  \
        RT_RETURN_VOID();                                                                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializenpagedlookasidelist and its neighbours */
LOOKASIDE(NPaged, PNPAGED_LOOKASIDE_LIST, NonPagedPool)
LOOKASIDE(Paged, PPAGED_LOOKASIDE_LIST, PagedPool)

/* ---- under NDIS's names ---------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializenpagedlookasidelist */
RT_EXPORT VOID NdisInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PALLOCATE_FUNCTION Allocate, PFREE_FUNCTION Free,
                                                 ULONG Flags, ULONG Size, ULONG Tag, USHORT Depth)
{
    RT_DDI_VOID(NdisInitializeNPagedLookasideList, Lookaside, Allocate, Free, Flags, Size, Tag, Depth);
    init(&Lookaside->L, (PVOID)Allocate, (PVOID)Free, NonPagedPool, Size, Tag);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdeletenpagedlookasidelist */
RT_EXPORT VOID NdisDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    RT_DDI_VOID(NdisDeleteNPagedLookasideList, Lookaside);
    end(&Lookaside->L, "NdisDeleteNPagedLookasideList");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatefromnpagedlookasidelist */
RT_EXPORT PVOID NdisAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    RT_DDI(NdisAllocateFromNPagedLookasideList, (PVOID)NULL, Lookaside);
    RT_RETURN(take(&Lookaside->L));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreetonpagedlookasidelist */
RT_EXPORT VOID NdisFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry)
{
    RT_DDI_VOID(NdisFreeToNPagedLookasideList, Lookaside, Entry);
    give(&Lookaside->L, Entry, "NdisFreeToNPagedLookasideList");
    RT_RETURN_VOID();
}
