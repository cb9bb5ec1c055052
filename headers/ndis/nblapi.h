/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/nblapi.h: allocating, freeing, cloning and walking NET_BUFFER_LISTs.
 */
#pragma once

#include <ndis/nblaccessors.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _NET_BUFFER_POOL_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG PoolTag;
    ULONG DataSize;
} NET_BUFFER_POOL_PARAMETERS, *PNET_BUFFER_POOL_PARAMETERS;

typedef struct _NET_BUFFER_LIST_POOL_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    UCHAR ProtocolId;
    BOOLEAN fAllocateNetBuffer;
    USHORT ContextSize;
    ULONG PoolTag;
    ULONG DataSize;
} NET_BUFFER_LIST_POOL_PARAMETERS, *PNET_BUFFER_LIST_POOL_PARAMETERS;

#define NET_BUFFER_POOL_PARAMETERS_REVISION_1       1
#define NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1  1
#define NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NET_BUFFER_POOL_PARAMETERS, DataSize)
#define NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NET_BUFFER_LIST_POOL_PARAMETERS, DataSize)

/* AllocateCloneFlags and FreeCloneFlags. */
#define NDIS_CLONE_FLAGS_RESERVED           0x00000001
#define NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS  0x00000002

typedef
_Function_class_(NET_BUFFER_ALLOCATE_MDL)
_IRQL_requires_max_(DISPATCH_LEVEL)
PMDL
(NET_BUFFER_ALLOCATE_MDL)(
    _Inout_ PULONG BufferSize);
typedef NET_BUFFER_ALLOCATE_MDL (*NET_BUFFER_ALLOCATE_MDL_HANDLER);

typedef
_Function_class_(NET_BUFFER_FREE_MDL)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NET_BUFFER_FREE_MDL)(
    _In_ PMDL Mdl);
typedef NET_BUFFER_FREE_MDL (*NET_BUFFER_FREE_MDL_HANDLER);

/* Pools. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NDIS_HANDLE
NdisAllocateNetBufferListPool(
    _In_opt_ NDIS_HANDLE NdisHandle,
    _In_ PNET_BUFFER_LIST_POOL_PARAMETERS Parameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeNetBufferListPool(
    _In_ NDIS_HANDLE PoolHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NDIS_HANDLE
NdisAllocateNetBufferPool(
    _In_opt_ NDIS_HANDLE NdisHandle,
    _In_ PNET_BUFFER_POOL_PARAMETERS Parameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeNetBufferPool(
    _In_ NDIS_HANDLE PoolHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_HANDLE
NdisGetPoolFromNetBufferList(
    _In_ PNET_BUFFER_LIST NetBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_HANDLE
NdisGetPoolFromNetBuffer(
    _In_ PNET_BUFFER NetBuffer);

/* Lists and buffers. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER_LIST
NdisAllocateNetBufferList(
    _In_ NDIS_HANDLE PoolHandle,
    _In_ USHORT ContextSize,
    _In_ USHORT ContextBackFill);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeNetBufferList(
    _In_ PNET_BUFFER_LIST NetBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER
NdisAllocateNetBuffer(
    _In_ NDIS_HANDLE PoolHandle,
    _In_opt_ PMDL MdlChain,
    _In_ ULONG DataOffset,
    _In_ SIZE_T DataLength);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER_LIST
NdisAllocateNetBufferAndNetBufferList(
    _In_ NDIS_HANDLE PoolHandle,
    _In_ USHORT ContextSize,
    _In_ USHORT ContextBackFill,
    _In_opt_ PMDL MdlChain,
    _In_ ULONG DataOffset,
    _In_ SIZE_T DataLength);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER
NdisAllocateNetBufferMdlAndData(
    _In_ NDIS_HANDLE PoolHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeNetBuffer(
    _In_ PNET_BUFFER NetBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisAllocateNetBufferListContext(
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ USHORT ContextSize,
    _In_ USHORT ContextBackFill,
    _In_ ULONG PoolTag);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeNetBufferListContext(
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ USHORT ContextSize);

/* Derived lists: clones, fragments, reassembly. */

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER_LIST
NdisAllocateCloneNetBufferList(
    _In_ PNET_BUFFER_LIST OriginalNetBufferList,
    _In_opt_ NDIS_HANDLE NetBufferListPoolHandle,
    _In_opt_ NDIS_HANDLE NetBufferPoolHandle,
    _In_ ULONG AllocateCloneFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeCloneNetBufferList(
    _In_ PNET_BUFFER_LIST CloneNetBufferList,
    _In_ ULONG FreeCloneFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER_LIST
NdisAllocateFragmentNetBufferList(
    _In_ PNET_BUFFER_LIST OriginalNetBufferList,
    _In_opt_ NDIS_HANDLE NetBufferListPoolHandle,
    _In_opt_ NDIS_HANDLE NetBufferPoolHandle,
    _In_ ULONG StartOffset,
    _In_ ULONG MaximumLength,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG DataBackFill,
    _In_ ULONG AllocateFragmentFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeFragmentNetBufferList(
    _In_ PNET_BUFFER_LIST FragmentNetBufferList,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG FreeFragmentFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
PNET_BUFFER_LIST
NdisAllocateReassembledNetBufferList(
    _In_ PNET_BUFFER_LIST FragmentedNetBufferList,
    _In_opt_ NDIS_HANDLE NetBufferAndNetBufferListPoolHandle,
    _In_ ULONG StartOffset,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG DataBackFill,
    _In_ ULONG AllocateReassembleFlags);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeReassembledNetBufferList(
    _In_ PNET_BUFFER_LIST ReassembledNetBufferList,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG FreeReassembleFlags);

/* Moving the start of the data, and reaching it. */

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisAdvanceNetBufferDataStart(
    _In_ PNET_BUFFER NetBuffer,
    _In_ ULONG DataOffsetDelta,
    _In_ BOOLEAN FreeMdl,
    _In_opt_ NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisRetreatNetBufferDataStart(
    _In_ PNET_BUFFER NetBuffer,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG DataBackFill,
    _In_opt_ NET_BUFFER_ALLOCATE_MDL_HANDLER AllocateMdlHandler);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisAdvanceNetBufferListDataStart(
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ ULONG DataOffsetDelta,
    _In_ BOOLEAN FreeMdl,
    _In_opt_ NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisRetreatNetBufferListDataStart(
    _In_ PNET_BUFFER_LIST NetBufferList,
    _In_ ULONG DataOffsetDelta,
    _In_ ULONG DataBackFill,
    _In_opt_ NET_BUFFER_ALLOCATE_MDL_HANDLER AllocateMdlHandler,
    _In_opt_ NET_BUFFER_FREE_MDL_HANDLER FreeMdlHandler);

VOID
NdisAdjustNetBufferCurrentMdl(
    _In_ PNET_BUFFER NetBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID
NdisGetDataBuffer(
    _In_ PNET_BUFFER NetBuffer,
    _In_ ULONG BytesNeeded,
    _In_opt_ PVOID Storage,
    _In_ UINT AlignMultiple,
    _In_ UINT AlignOffset);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
NdisQueryNetBufferPhysicalCount(
    _In_ PNET_BUFFER NetBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisCopyFromNetBufferToNetBuffer(
    _In_ PNET_BUFFER Destination,
    _In_ ULONG DestinationOffset,
    _In_ ULONG BytesToCopy,
    _In_ PNET_BUFFER Source,
    _In_ ULONG SourceOffset,
    _Out_ PULONG BytesCopied);

/* Copying out-of-band information. */

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCopySendNetBufferListInfo(
    _In_ PNET_BUFFER_LIST DestNetBufferList,
    _In_ PNET_BUFFER_LIST SrcNetBufferList);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisCopyReceiveNetBufferListInfo(
    _In_ PNET_BUFFER_LIST DestNetBufferList,
    _In_ PNET_BUFFER_LIST SrcNetBufferList);

UCHAR
NdisGetNetBufferListProtocolId(
    _In_ PNET_BUFFER_LIST NetBufferList);

#ifdef __cplusplus
}
#endif
