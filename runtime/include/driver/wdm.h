/*
 * wdm.h: ours over mingw-w64's, in which what reads the processor's registers (CR8 is the IRQL) is inline. Here these
 * are functions of the host.
 */
#ifndef RT_WDM_H
#define RT_WDM_H

#include <driverspecs.h>

#define KeGetCurrentIrql               rt_ddk_KeGetCurrentIrql
#define KeLowerIrql                    rt_ddk_KeLowerIrql
#define KfRaiseIrql                    rt_ddk_KfRaiseIrql
#define KeRaiseIrqlToDpcLevel          rt_ddk_KeRaiseIrqlToDpcLevel
#define KeRaiseIrqlToSynchLevel        rt_ddk_KeRaiseIrqlToSynchLevel
#define KeGetCurrentThread             rt_ddk_KeGetCurrentThread
#define PsGetCurrentThread             rt_ddk_PsGetCurrentThread
#define KeGetCurrentProcessorNumber    rt_ddk_KeGetCurrentProcessorNumber
#define KeInitializeSpinLock           rt_ddk_KeInitializeSpinLock
#define ExInitializeFastMutex          rt_ddk_ExInitializeFastMutex
#define ExAllocateFromNPagedLookasideList rt_ddk_ExAllocateFromNPagedLookasideList
#define ExFreeToNPagedLookasideList    rt_ddk_ExFreeToNPagedLookasideList
#define ExAllocateFromPagedLookasideList rt_ddk_ExAllocateFromPagedLookasideList
#define ExFreeToPagedLookasideList     rt_ddk_ExFreeToPagedLookasideList
#define ExAllocateFromLookasideListEx  rt_ddk_ExAllocateFromLookasideListEx
#define ExFreeToLookasideListEx        rt_ddk_ExFreeToLookasideListEx
#define InitializeSListHead            rt_ddk_InitializeSListHead
#define ExQueryDepthSList              rt_ddk_ExQueryDepthSList
#define IoGetRemainingStackSize        rt_ddk_IoGetRemainingStackSize

#include_next <wdm.h>

#undef KeGetCurrentIrql
#undef KeLowerIrql
#undef KfRaiseIrql
#undef KeRaiseIrqlToDpcLevel
#undef KeRaiseIrqlToSynchLevel
#undef KeGetCurrentThread
#undef PsGetCurrentThread
#undef KeGetCurrentProcessorNumber
#undef KeInitializeSpinLock
#undef ExInitializeFastMutex
#undef ExAllocateFromNPagedLookasideList
#undef ExFreeToNPagedLookasideList
#undef ExAllocateFromPagedLookasideList
#undef ExFreeToPagedLookasideList
#undef ExAllocateFromLookasideListEx
#undef ExFreeToLookasideListEx
#undef InitializeSListHead
#undef ExQueryDepthSList
#undef IoGetRemainingStackSize

KIRQL KeGetCurrentIrql(VOID);
VOID KeLowerIrql(KIRQL NewIrql);
KIRQL KfRaiseIrql(KIRQL NewIrql);
KIRQL KeRaiseIrqlToDpcLevel(VOID);
KIRQL KeRaiseIrqlToSynchLevel(VOID);
PKTHREAD KeGetCurrentThread(VOID);
PETHREAD PsGetCurrentThread(VOID);
ULONG KeGetCurrentProcessorNumber(VOID);
VOID KeInitializeSpinLock(PKSPIN_LOCK SpinLock);
VOID ExInitializeFastMutex(PFAST_MUTEX FastMutex);
PVOID ExAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside);
VOID ExFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry);
PVOID ExAllocateFromPagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside);
VOID ExFreeToPagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry);
PVOID ExAllocateFromLookasideListEx(PLOOKASIDE_LIST_EX Lookaside);
VOID ExFreeToLookasideListEx(PLOOKASIDE_LIST_EX Lookaside, PVOID Entry);
VOID InitializeSListHead(PSLIST_HEADER SListHead);
USHORT ExQueryDepthSList(PSLIST_HEADER SListHead);
ULONG_PTR IoGetRemainingStackSize(VOID);

#endif
