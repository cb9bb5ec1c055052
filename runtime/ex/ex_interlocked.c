/*
 * Interlocked operations. One thread runs at a time, so each is what it says; ThreadSanitizer is told that they order
 * what stands around them.
 */
#include "ex.h"

#define OPERATION(name, type, values, expression, returned)                                                            \
    RT_EXPORT type name(type volatile *Target values)                                                                  \
    {                                                                                                                  \
        type before, after;                                                                                            \
        rt_point();                                                                                                    \
        rt_happens_after((const void *)(uintptr_t)Target);                                                             \
        before = *Target;                                                                                              \
        after = (type)(expression);                                                                                    \
        *Target = after;                                                                                               \
        rt_happens_before((const void *)(uintptr_t)Target);                                                            \
        (void)before;                                                                                                  \
        return returned;                                                                                               \
    }
#define VALUE(type) , type Value
/* Unsigned, so that none overflows. */
#define SUM(a, b) ((ULONG64)(a) + (ULONG64)(b))

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedincrement and its neighbours */
OPERATION(InterlockedIncrement, LONG, , SUM(before, 1), after)
OPERATION(InterlockedIncrementAcquire, LONG, , SUM(before, 1), after)
OPERATION(InterlockedIncrementRelease, LONG, , SUM(before, 1), after)
OPERATION(InterlockedIncrementNoFence, LONG, , SUM(before, 1), after)
OPERATION(InterlockedDecrement, LONG, , SUM(before, -1), after)
OPERATION(InterlockedDecrementAcquire, LONG, , SUM(before, -1), after)
OPERATION(InterlockedDecrementRelease, LONG, , SUM(before, -1), after)
OPERATION(InterlockedDecrementNoFence, LONG, , SUM(before, -1), after)
OPERATION(InterlockedExchange, LONG, VALUE(LONG), Value, before)
OPERATION(InterlockedExchangeAdd, LONG, VALUE(LONG), SUM(before, Value), before)
OPERATION(InterlockedAdd, LONG, VALUE(LONG), SUM(before, Value), after)
OPERATION(InterlockedAnd, LONG, VALUE(LONG), before & Value, before)
OPERATION(InterlockedOr, LONG, VALUE(LONG), before | Value, before)
OPERATION(InterlockedXor, LONG, VALUE(LONG), before ^ Value, before)
OPERATION(InterlockedIncrement64, LONG64, , SUM(before, 1), after)
OPERATION(InterlockedDecrement64, LONG64, , SUM(before, -1), after)
OPERATION(InterlockedExchange64, LONG64, VALUE(LONG64), Value, before)
OPERATION(InterlockedExchangeAdd64, LONG64, VALUE(LONG64), SUM(before, Value), before)
OPERATION(InterlockedAdd64, LONG64, VALUE(LONG64), SUM(before, Value), after)
OPERATION(InterlockedAnd64, LONG64, VALUE(LONG64), before & Value, before)
OPERATION(InterlockedOr64, LONG64, VALUE(LONG64), before | Value, before)
OPERATION(InterlockedXor64, LONG64, VALUE(LONG64), before ^ Value, before)
OPERATION(InterlockedExchangeAddSizeT, SIZE_T, VALUE(SIZE_T), SUM(before, Value), before)
OPERATION(InterlockedIncrementSizeT, SIZE_T, , SUM(before, 1), after)
OPERATION(InterlockedDecrementSizeT, SIZE_T, , SUM(before, -1), after)
OPERATION(InterlockedExchangePointer, PVOID, VALUE(PVOID), Value, before)

/* The same of a given order, of which there is only one here. */
#define ORDERED_VALUES(order, type)                                                      \
    OPERATION(InterlockedExchange##order, type, VALUE(type), Value, before)              \
    OPERATION(InterlockedExchangeAdd##order, type, VALUE(type), SUM(before, Value), before) \
    OPERATION(InterlockedAdd##order, type, VALUE(type), SUM(before, Value), after)       \
    OPERATION(InterlockedAnd##order, type, VALUE(type), before & Value, before)          \
    OPERATION(InterlockedOr##order, type, VALUE(type), before | Value, before)           \
    OPERATION(InterlockedXor##order, type, VALUE(type), before ^ Value, before)
#define ORDERED(order)                                                                   \
    ORDERED_VALUES(order, LONG)                                                          \
    ORDERED_VALUES(order##64, LONG64)                                                    \
    OPERATION(InterlockedIncrement##order##64, LONG64, , SUM(before, 1), after)          \
    OPERATION(InterlockedDecrement##order##64, LONG64, , SUM(before, -1), after)         \
    OPERATION(InterlockedExchangePointer##order, PVOID, VALUE(PVOID), Value, before)
ORDERED(Acquire)
ORDERED(Release)
ORDERED(NoFence)
OPERATION(InterlockedIncrement16, SHORT, , SUM(before, 1), after)
OPERATION(InterlockedDecrement16, SHORT, , SUM(before, -1), after)

/* Loads and stores. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-readacquire and its neighbours */
#define LOAD_AND_STORE(load, store, type)                                                                              \
    RT_EXPORT type load(type const volatile *Source)                                                                   \
    {                                                                                                                  \
        rt_point();                                                                                                    \
        rt_happens_after((const void *)(uintptr_t)Source);                                                             \
        return *Source;                                                                                                \
    }                                                                                                                  \
    RT_EXPORT VOID store(type volatile *Destination, type Value)                                                       \
    {                                                                                                                  \
        rt_point();                                                                                                    \
        *Destination = Value;                                                                                          \
        rt_happens_before((const void *)(uintptr_t)Destination);                                                       \
    }
#define LOADS_AND_STORES(name, type, width)                                          \
    LOAD_AND_STORE(Read##name##Acquire##width, Write##name##Release##width, type)    \
    LOAD_AND_STORE(Read##name##NoFence##width, Write##name##NoFence##width, type)    \
    LOAD_AND_STORE(Read##name##Raw##width, Write##name##Raw##width, type)
LOADS_AND_STORES(, LONG, )
LOADS_AND_STORES(, LONG64, 64)
LOADS_AND_STORES(, SHORT, 16)
LOADS_AND_STORES(, CHAR, 8)
LOADS_AND_STORES(UChar, UCHAR, )
LOADS_AND_STORES(UShort, USHORT, )
LOADS_AND_STORES(SizeT, SIZE_T, )
LOADS_AND_STORES(ULong, ULONG, )
LOADS_AND_STORES(ULong, ULONG64, 64)
LOADS_AND_STORES(Pointer, PVOID, )

#define COMPARES(name, type)                                                                                           \
    RT_EXPORT type name(type volatile *Destination, type Exchange, type Comparand)                                     \
    {                                                                                                                  \
        rt_point();                                                                                                    \
        rt_happens_after((const void *)(uintptr_t)Destination);                                                        \
        type before = *Destination;                                                                                    \
        if (before == Comparand)                                                                                       \
            *Destination = Exchange;                                                                                   \
        rt_happens_before((const void *)(uintptr_t)Destination);                                                       \
        return before;                                                                                                 \
    }
COMPARES(InterlockedCompareExchange, LONG)
COMPARES(InterlockedCompareExchangeAcquire, LONG)
COMPARES(InterlockedCompareExchangeRelease, LONG)
COMPARES(InterlockedCompareExchangeNoFence, LONG)
COMPARES(InterlockedCompareExchange64, LONG64)
COMPARES(InterlockedCompareExchangeAcquire64, LONG64)
COMPARES(InterlockedCompareExchangeRelease64, LONG64)
COMPARES(InterlockedCompareExchangeNoFence64, LONG64)
COMPARES(InterlockedCompareExchangePointerAcquire, PVOID)
COMPARES(InterlockedCompareExchangePointerRelease, PVOID)
COMPARES(InterlockedCompareExchangePointerNoFence, PVOID)
COMPARES(InterlockedCompareExchangePointer, PVOID)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedincrement and its neighbours */
RT_EXPORT LONG NdisInterlockedIncrement(PLONG Addend) { return InterlockedIncrement(Addend); }
RT_EXPORT LONG NdisInterlockedDecrement(PLONG Addend) { return InterlockedDecrement(Addend); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedaddlargestatistic and its neighbours */
RT_EXPORT VOID ExInterlockedAddLargeStatistic(PLARGE_INTEGER Addend, ULONG Increment) { Addend->QuadPart += Increment; }
RT_EXPORT VOID NdisInterlockedAddLargeStatistic(PLARGE_INTEGER Addend, ULONG Increment) { Addend->QuadPart += Increment; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kememorybarrier and its neighbours */
RT_EXPORT VOID KeMemoryBarrier(VOID) {}
RT_EXPORT VOID MemoryBarrier(VOID) {}
RT_EXPORT VOID YieldProcessor(VOID) { rt_point(); }

/* ---- lists with a lock ------------------------------------------------------------------------------------- */

static PLIST_ENTRY first_of(PLIST_ENTRY head) { return head->Flink == head ? NULL : head->Flink; }

/* The lock is held for a few instructions only: between two points nobody else runs. */
#define LOCKED(prefix, lock_type)                                                                                      \
    RT_EXPORT PLIST_ENTRY prefix##InterlockedInsertHeadList(PLIST_ENTRY ListHead, PLIST_ENTRY ListEntry, lock_type Lock) \
    {                                                                                                                  \
        RT_DDI(prefix##InterlockedInsertHeadList, (PLIST_ENTRY)NULL, ListHead, ListEntry, Lock);                       \
        PLIST_ENTRY first = first_of(ListHead);                                                                        \
        rt_happens_after(Lock);                                                                                        \
        InsertHeadList(ListHead, ListEntry);                                                                           \
        rt_happens_before(Lock);                                                                                       \
        RT_RETURN(first);                                                                                              \
    }                                                                                                                  \
    RT_EXPORT PLIST_ENTRY prefix##InterlockedInsertTailList(PLIST_ENTRY ListHead, PLIST_ENTRY ListEntry, lock_type Lock) \
    {                                                                                                                  \
        RT_DDI(prefix##InterlockedInsertTailList, (PLIST_ENTRY)NULL, ListHead, ListEntry, Lock);                       \
        PLIST_ENTRY last = ListHead->Blink == ListHead ? NULL : ListHead->Blink;                                       \
        rt_happens_after(Lock);                                                                                        \
        InsertTailList(ListHead, ListEntry);                                                                           \
        rt_happens_before(Lock);                                                                                       \
        RT_RETURN(last);                                                                                               \
    }                                                                                                                  \
    RT_EXPORT PLIST_ENTRY prefix##InterlockedRemoveHeadList(PLIST_ENTRY ListHead, lock_type Lock)                      \
    {                                                                                                                  \
        RT_DDI(prefix##InterlockedRemoveHeadList, (PLIST_ENTRY)NULL, ListHead, Lock);                                  \
        PLIST_ENTRY first = first_of(ListHead);                                                                        \
        rt_happens_after(Lock);                                                                                        \
        if (first)                                                                                                     \
            RemoveHeadList(ListHead);                                                                                  \
        rt_happens_before(Lock);                                                                                       \
        RT_RETURN(first);                                                                                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedinserttaillist and its neighbours */
LOCKED(Ex, PKSPIN_LOCK)
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedinserttaillist and its neighbours */
LOCKED(Ndis, PNDIS_SPIN_LOCK)

/* ---- singly linked: the head's first word is the first entry, the second its depth --------------------------- */

struct head {
    PSLIST_ENTRY first;
    uint64_t depth;
};

static PSLIST_ENTRY push(PSLIST_HEADER list, PSLIST_ENTRY entry)
{
    struct head *h = (struct head *)(void *)list;
    PSLIST_ENTRY before = h->first;
    rt_happens_after(list);
    entry->Next = before;
    h->first = entry;
    h->depth++;
    rt_happens_before(list);
    return before;
}

static PSLIST_ENTRY pop(PSLIST_HEADER list)
{
    struct head *h = (struct head *)(void *)list;
    PSLIST_ENTRY first = h->first;
    rt_happens_after(list);
    if (first) {
        h->first = first->Next;
        h->depth--;
    }
    rt_happens_before(list);
    return first;
}

static PSLIST_ENTRY flush(PSLIST_HEADER list)
{
    struct head *h = (struct head *)(void *)list;
    PSLIST_ENTRY first = h->first;
    rt_happens_after(list);
    *h = (struct head){0};
    rt_happens_before(list);
    return first;
}

static USHORT depth(PSLIST_HEADER list) { return (USHORT)((struct head *)(void *)list)->depth; }
static void init(PSLIST_HEADER list) { *(struct head *)(void *)list = (struct head){0}; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpushentryslist and its neighbours */
RT_EXPORT VOID InitializeSListHead(PSLIST_HEADER SListHead) { init(SListHead); }
RT_EXPORT VOID ExInitializeSListHead(PSLIST_HEADER ListHead) { init(ListHead); }
RT_EXPORT VOID NdisInitializeSListHead(PSLIST_HEADER ListHead) { init(ListHead); }
RT_EXPORT PSLIST_ENTRY ExInterlockedPopEntrySList(PSLIST_HEADER ListHead, PKSPIN_LOCK Lock) { (void)Lock; rt_point(); return pop(ListHead); }
RT_EXPORT PSLIST_ENTRY ExInterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry, PKSPIN_LOCK Lock) { (void)Lock; rt_point(); return push(ListHead, ListEntry); }
RT_EXPORT PSLIST_ENTRY ExInterlockedFlushSList(PSLIST_HEADER ListHead) { rt_point(); return flush(ListHead); }
RT_EXPORT PSLIST_ENTRY NdisInterlockedPopEntrySList(PSLIST_HEADER ListHead, PNDIS_SPIN_LOCK Lock) { (void)Lock; rt_point(); return pop(ListHead); }
RT_EXPORT PSLIST_ENTRY NdisInterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry, PNDIS_SPIN_LOCK Lock) { (void)Lock; rt_point(); return push(ListHead, ListEntry); }
RT_EXPORT PSLIST_ENTRY InterlockedPopEntrySList(PSLIST_HEADER ListHead) { rt_point(); return pop(ListHead); }
RT_EXPORT PSLIST_ENTRY InterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry) { rt_point(); return push(ListHead, ListEntry); }
RT_EXPORT PSLIST_ENTRY InterlockedFlushSList(PSLIST_HEADER ListHead) { rt_point(); return flush(ListHead); }
RT_EXPORT USHORT ExQueryDepthSList(PSLIST_HEADER SListHead) { return depth(SListHead); }
RT_EXPORT USHORT QueryDepthSList(PSLIST_HEADER ListHead) { return depth(ListHead); }
RT_EXPORT USHORT NdisQueryDepthSList(PSLIST_HEADER SListHead) { return depth(SListHead); }
