/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/memory.h: memory, MDLs, strings and lists under their NDIS names.
 *
 * NDIS has macros for most of these; here all are functions, so that each use is a call in
 * the syntax tree with the name the driver wrote.
 */
#pragma once

#include <ndis/types.h>
#include <ndis/sync.h>

#ifdef __cplusplus
extern "C" {
#endif

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PVOID
NdisAllocateMemoryWithTagPriority(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ UINT Length,
    _In_ ULONG Tag,
    _In_ EX_POOL_PRIORITY Priority);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisAllocateMemoryWithTag(
    _Out_ PVOID *VirtualAddress,
    _In_ UINT Length,
    _In_ ULONG Tag);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisAllocateMemory(
    _Out_ PVOID *VirtualAddress,
    _In_ UINT Length,
    _In_ UINT MemoryFlags,
    _In_ NDIS_PHYSICAL_ADDRESS HighestAcceptableAddress);

VOID
NdisFreeMemory(
    _In_ PVOID VirtualAddress,
    _In_ UINT Length,
    _In_ UINT MemoryFlags);

VOID
NdisFreeMemoryWithTag(
    _In_ PVOID VirtualAddress,
    _In_ ULONG Tag);

VOID
NdisFreeMemoryWithTagPriority(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PVOID VirtualAddress,
    _In_ ULONG Tag);

/* MemoryFlags */
#define NDIS_MEMORY_CONTIGUOUS  0x00000001
#define NDIS_MEMORY_NONCACHED   0x00000002

/* Blocks of memory. */

VOID
NdisZeroMemory(
    _Out_ PVOID Destination,
    _In_ SIZE_T Length);

VOID
NdisFillMemory(
    _Out_ PVOID Destination,
    _In_ SIZE_T Length,
    _In_ UCHAR Fill);

VOID
NdisMoveMemory(
    _Out_ PVOID Destination,
    _In_ const VOID *Source,
    _In_ SIZE_T Length);

VOID
NdisCopyMemory(
    _Out_ PVOID Destination,
    _In_ const VOID *Source,
    _In_ SIZE_T Length);

BOOLEAN
NdisEqualMemory(
    _In_ const VOID *Source1,
    _In_ const VOID *Source2,
    _In_ SIZE_T Length);

VOID
NdisMoveMappedMemory(
    _Out_ PVOID Destination,
    _In_ const VOID *Source,
    _In_ SIZE_T Length);

VOID
NdisZeroMappedMemory(
    _Out_ PVOID Destination,
    _In_ SIZE_T Length);

VOID
NdisMoveToMappedMemory(
    _Out_ PVOID Destination,
    _In_ const VOID *Source,
    _In_ SIZE_T Length);

VOID
NdisMoveFromMappedMemory(
    _Out_ PVOID Destination,
    _In_ const VOID *Source,
    _In_ SIZE_T Length);

VOID
NdisRetrieveUlong(
    _Out_ PULONG DestinationAddress,
    _In_ PULONG SourceAddress);

VOID
NdisStoreUlong(
    _Out_ PULONG DestinationAddress,
    _In_ ULONG Value);

/* MDLs. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_ PMDL
NdisAllocateMdl(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PVOID VirtualAddress,
    _In_ UINT Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeMdl(
    _In_ PMDL Mdl);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisQueryMdl(
    _In_ PMDL Mdl,
    _Out_ PVOID *VirtualAddress,
    _Out_ PUINT Length,
    _In_ ULONG Priority);

VOID
NdisQueryMdlOffset(
    _In_ PMDL Mdl,
    _Out_ PUINT Offset,
    _Out_ PUINT Length);

VOID
NdisGetNextMdl(
    _In_ PMDL CurrentMdl,
    _Out_ PMDL *NextMdl);

ULONG
NDIS_MDL_TO_SPAN_PAGES(
    _In_ PMDL Mdl);

PPFN_NUMBER
NDIS_MDL_PFN_ARRAY(
    _In_ PMDL Mdl);

ULONG
NDIS_BUFFER_TO_SPAN_PAGES(
    _In_ PMDL Buffer);

VOID
NdisAdjustMdlLength(
    _In_ PMDL Mdl,
    _In_ UINT Length);



#define NDIS_MDL_LINKAGE(mdl)     ((mdl)->Next)
#define NDIS_BUFFER_LINKAGE(mdl)  ((mdl)->Next)

VOID
NdisQueryBufferSafe(
    _In_ PMDL Buffer,
    _Out_ PVOID *VirtualAddress,
    _Out_ PUINT Length,
    _In_ ULONG Priority);

VOID
NdisQueryBuffer(
    _In_ PMDL Buffer,
    _Out_ PVOID *VirtualAddress,
    _Out_ PUINT Length);

VOID
NdisQueryBufferOffset(
    _In_ PMDL Buffer,
    _Out_ PUINT Offset,
    _Out_ PUINT Length);

PVOID
NdisBufferVirtualAddress(
    _In_ PMDL Buffer);

PVOID
NdisBufferVirtualAddressSafe(
    _In_ PMDL Buffer,
    _In_ ULONG Priority);

ULONG
NdisBufferLength(
    _In_ PMDL Buffer);

VOID
NdisAdjustBufferLength(
    _In_ PMDL Buffer,
    _In_ UINT Length);

VOID
NdisGetNextBuffer(
    _In_ PMDL CurrentBuffer,
    _Out_ PMDL *NextBuffer);

VOID
NdisFreeBuffer(
    _In_ PMDL Buffer);



/* Lookaside lists. */

VOID
NdisInitializeNPagedLookasideList(
    _Out_ PNPAGED_LOOKASIDE_LIST Lookaside,
    _In_opt_ PALLOCATE_FUNCTION Allocate,
    _In_opt_ PFREE_FUNCTION Free,
    _In_ ULONG Flags,
    _In_ ULONG Size,
    _In_ ULONG Tag,
    _In_ USHORT Depth);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisDeleteNPagedLookasideList(
    _In_ PNPAGED_LOOKASIDE_LIST Lookaside);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PVOID
NdisAllocateFromNPagedLookasideList(
    _In_ PNPAGED_LOOKASIDE_LIST Lookaside);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeToNPagedLookasideList(
    _In_ PNPAGED_LOOKASIDE_LIST Lookaside,
    _In_ PVOID Entry);

/* Strings. */

VOID
NdisInitAnsiString(
    _Out_ PANSI_STRING DestinationString,
    _In_opt_ PCSTR SourceString);

VOID
NdisInitUnicodeString(
    _Out_ PUNICODE_STRING DestinationString,
    _In_opt_ PCWSTR SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisInitializeString(
    _Out_ PNDIS_STRING Destination,
    _In_ PUCHAR Source);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisAnsiStringToUnicodeString(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PANSI_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisUnicodeStringToAnsiString(
    _Inout_ PANSI_STRING DestinationString,
    _In_ PUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NdisUpcaseUnicodeString(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
NdisEqualString(
    _In_ PNDIS_STRING String1,
    _In_ PNDIS_STRING String2,
    _In_ BOOLEAN CaseInsensitive);

_IRQL_requires_(PASSIVE_LEVEL)
BOOLEAN
NdisEqualUnicodeString(
    _In_ PUNICODE_STRING String1,
    _In_ PUNICODE_STRING String2,
    _In_ BOOLEAN CaseInsensitive);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisFreeString(
    _In_ NDIS_STRING String);

/* Lists. */

VOID
NdisInitializeListHead(
    _Out_ PLIST_ENTRY ListHead);

VOID
NdisInitializeSListHead(
    _Out_ PSLIST_HEADER SListHead);

_IRQL_requires_max_(DISPATCH_LEVEL)
USHORT
NdisQueryDepthSList(
    _In_ PSLIST_HEADER SListHead);

PSLIST_ENTRY
NdisInterlockedPushEntrySList(
    _Inout_ PSLIST_HEADER ListHead,
    _Inout_ PSLIST_ENTRY ListEntry,
    _In_ PNDIS_SPIN_LOCK Lock);

PSLIST_ENTRY
NdisInterlockedPopEntrySList(
    _Inout_ PSLIST_HEADER ListHead,
    _In_ PNDIS_SPIN_LOCK Lock);

#ifdef __cplusplus
}
#endif
