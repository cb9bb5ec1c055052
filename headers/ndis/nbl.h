/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/nbl.h: NET_BUFFER and NET_BUFFER_LIST, their layout on x64, and the flags that go
 * with a list along the send and receive paths.
 */
#pragma once

#include <ndis/types.h>
#include <ndis/nblinfo.h>
#include <ntddndis.h>

typedef struct _NET_BUFFER NET_BUFFER, *PNET_BUFFER;
typedef struct _NET_BUFFER_LIST NET_BUFFER_LIST, *PNET_BUFFER_LIST;
typedef struct _NET_BUFFER_SHARED_MEMORY NET_BUFFER_SHARED_MEMORY, *PNET_BUFFER_SHARED_MEMORY;
typedef struct _NET_BUFFER_LIST_CONTEXT NET_BUFFER_LIST_CONTEXT, *PNET_BUFFER_LIST_CONTEXT;
typedef struct _SCATTER_GATHER_LIST SCATTER_GATHER_LIST, *PSCATTER_GATHER_LIST;

/* Data outside of the MDL chain, carried with the list. */
struct DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) _NET_BUFFER_LIST_CONTEXT {
    PNET_BUFFER_LIST_CONTEXT Next;
    USHORT Size;
    USHORT Offset;
    UCHAR DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) ContextData[];
};

struct _NET_BUFFER_SHARED_MEMORY {
    PNET_BUFFER_SHARED_MEMORY NextSharedMemorySegment;
    ULONG SharedMemoryFlags;
    NDIS_HANDLE SharedMemoryHandle;
    ULONG SharedMemoryOffset;
    ULONG SharedMemoryLength;
};

/*
 * NET_BUFFER: one packet. Its head is a union of three views of the same memory: the
 * plain fields, an SLIST link, and NetBufferHeader.NetBufferData. The accessors in
 * ndis/nblaccessors.h use the plain fields.
 */
typedef union _NET_BUFFER_DATA_LENGTH {
    ULONG DataLength;
    SIZE_T stDataLength;
} NET_BUFFER_DATA_LENGTH, *PNET_BUFFER_DATA_LENGTH;

typedef struct _NET_BUFFER_DATA {
    PNET_BUFFER Next;
    PMDL CurrentMdl;
    ULONG CurrentMdlOffset;
#ifdef __cplusplus
    NET_BUFFER_DATA_LENGTH NbDataLength;
#else
    union {
        ULONG DataLength;
        SIZE_T stDataLength;
    };
#endif
    PMDL MdlChain;
    ULONG DataOffset;
} NET_BUFFER_DATA, *PNET_BUFFER_DATA;

typedef union _NET_BUFFER_HEADER {
    NET_BUFFER_DATA NetBufferData;
    SLIST_HEADER Link;
} NET_BUFFER_HEADER, *PNET_BUFFER_HEADER;

struct _NET_BUFFER {
    union {
        struct {
            PNET_BUFFER Next;
            PMDL CurrentMdl;
            ULONG CurrentMdlOffset;
            union {
                ULONG DataLength;
                SIZE_T stDataLength;
            };
            PMDL MdlChain;
            ULONG DataOffset;
        };
        SLIST_HEADER Link;
        NET_BUFFER_HEADER NetBufferHeader;
    };
    USHORT ChecksumBias;
    USHORT Reserved;
    NDIS_HANDLE NdisPoolHandle;
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) NdisReserved[2];
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) ProtocolReserved[6];
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) MiniportReserved[4];
    NDIS_PHYSICAL_ADDRESS DataPhysicalAddress;
    union {
        PNET_BUFFER_SHARED_MEMORY SharedMemoryInfo;
        PSCATTER_GATHER_LIST ScatterGatherList;
    };
};

/*
 * NET_BUFFER_LIST: packets that travel together, with the out-of-band information of
 * enum _NDIS_NET_BUFFER_LIST_INFO.
 */
typedef struct _NET_BUFFER_LIST_DATA {
    PNET_BUFFER_LIST Next;
    PNET_BUFFER FirstNetBuffer;
} NET_BUFFER_LIST_DATA, *PNET_BUFFER_LIST_DATA;

typedef union _NET_BUFFER_LIST_HEADER {
    NET_BUFFER_LIST_DATA NetBufferListData;
    SLIST_HEADER Link;
} NET_BUFFER_LIST_HEADER, *PNET_BUFFER_LIST_HEADER;

struct _NET_BUFFER_LIST {
    union {
        struct {
            PNET_BUFFER_LIST Next;
            PNET_BUFFER FirstNetBuffer;
        };
        SLIST_HEADER Link;
        NET_BUFFER_LIST_HEADER NetBufferListHeader;
    };
    PNET_BUFFER_LIST_CONTEXT Context;
    PNET_BUFFER_LIST ParentNetBufferList;
    NDIS_HANDLE NdisPoolHandle;
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) NdisReserved[2];
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) ProtocolReserved[4];
    PVOID DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) MiniportReserved[2];
    PVOID Scratch;
    NDIS_HANDLE SourceHandle;
    ULONG NblFlags;
    LONG ChildRefCount;
    ULONG Flags;
    union {
        NDIS_STATUS Status;
        ULONG NdisReserved2;
    };
    PVOID NetBufferListInfo[MaxNetBufferListInfo];
};

/* NblFlags: who owns which bits, and the documented bits. */
#if NDIS_SUPPORT_NDIS630
#define NBL_FLAGS_PROTOCOL_RESERVED  0xFFF00003
#define NBL_FLAGS_NDIS_RESERVED      0x00000FFC
#else
#define NBL_FLAGS_PROTOCOL_RESERVED  0xFFF00000
#define NBL_FLAGS_NDIS_RESERVED      0x00000FFF
#endif
#define NBL_FLAGS_MINIPORT_RESERVED  0x0000F000
#define NBL_FLAGS_SCRATCH            0x000F0000
#define NBL_PROT_RSVD_FLAGS          NBL_FLAGS_PROTOCOL_RESERVED

#define NBL_TEST_FLAG(nbl, bit)       (((nbl)->NblFlags & (bit)) != 0)
#define NBL_TEST_FLAGS(nbl, bits)     (((nbl)->NblFlags & (bits)) == (bits))
#define NBL_SET_FLAG(nbl, bit)        ((nbl)->NblFlags |= (bit))
#define NBL_CLEAR_FLAG(nbl, bit)      ((nbl)->NblFlags &= ~(bit))
#define NBL_SET_PROTOCOL_RSVD_FLAG(nbl, bit)   ((nbl)->NblFlags |= ((bit) & NBL_PROT_RSVD_FLAGS))
#define NBL_CLEAR_PROTOCOL_RSVD_FLAG(nbl, bit) ((nbl)->NblFlags &= ~((bit) & NBL_PROT_RSVD_FLAGS))
#define NBL_TEST_PROTOCOL_RSVD_FLAG(nbl, bit)  (((nbl)->NblFlags & ((bit) & NBL_PROT_RSVD_FLAGS)) != 0)
#define NBL_SET_PROT_RSVD_FLAG(nbl, bit)       NBL_SET_PROTOCOL_RSVD_FLAG(nbl, bit)
#define NBL_CLEAR_PROT_RSVD_FLAG(nbl, bit)     NBL_CLEAR_PROTOCOL_RSVD_FLAG(nbl, bit)
#define NBL_TEST_PROT_RSVD_FLAG(nbl, bit)      NBL_TEST_PROTOCOL_RSVD_FLAG(nbl, bit)

#define NDIS_NBL_FLAGS_SEND_READ_ONLY                          0x00000001
#define NDIS_NBL_FLAGS_RECV_READ_ONLY                          0x00000002
#define NDIS_NBL_FLAGS_HD_SPLIT                                0x00000100
#define NDIS_NBL_FLAGS_IS_IPV4                                 0x00000200
#define NDIS_NBL_FLAGS_IS_IPV6                                 0x00000400
#define NDIS_NBL_FLAGS_IS_TCP                                  0x00000800
#define NDIS_NBL_FLAGS_IS_UDP                                  0x00001000
#define NDIS_NBL_FLAGS_SPLIT_AT_UPPER_LAYER_PROTOCOL_HEADER    0x00002000
#define NDIS_NBL_FLAGS_SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD   0x00004000
#define NDIS_NBL_FLAGS_IS_LOOPBACK_PACKET                      0x00008000

/* Send, send-complete, receive and return flags. */
#define NDIS_SEND_FLAGS_DISPATCH_LEVEL                 0x00000001
#define NDIS_SEND_FLAGS_CHECK_FOR_LOOPBACK             0x00000002
#define NDIS_SEND_FLAGS_SINGLE_QUEUE                   0x00000004
#define NDIS_SEND_FLAGS_SWITCH_DESTINATION_GROUP       0x00000010
#define NDIS_SEND_FLAGS_SWITCH_SINGLE_SOURCE           0x00000020

#define NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL        0x00000001
#define NDIS_SEND_COMPLETE_FLAGS_SINGLE_QUEUE          0x00000002
#define NDIS_SEND_COMPLETE_FLAGS_SWITCH_SINGLE_SOURCE  0x00000004

#define NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL              0x00000001
#define NDIS_RECEIVE_FLAGS_RESOURCES                   0x00000002
#define NDIS_RECEIVE_FLAGS_SINGLE_ETHER_TYPE           0x00000100
#define NDIS_RECEIVE_FLAGS_SINGLE_VLAN                 0x00000200
#define NDIS_RECEIVE_FLAGS_PERFECT_FILTERED            0x00000400
#define NDIS_RECEIVE_FLAGS_SINGLE_QUEUE                0x00000800
#define NDIS_RECEIVE_FLAGS_SHARED_MEMORY_INFO_VALID    0x00001000
#define NDIS_RECEIVE_FLAGS_MORE_NBLS                   0x00002000
#define NDIS_RECEIVE_FLAGS_SWITCH_DESTINATION_GROUP    0x00004000
#define NDIS_RECEIVE_FLAGS_SWITCH_SINGLE_SOURCE        0x00008000

#define NDIS_RETURN_FLAGS_DISPATCH_LEVEL               0x00000001
#define NDIS_RETURN_FLAGS_SINGLE_QUEUE                 0x00000002
#define NDIS_RETURN_FLAGS_SWITCH_SINGLE_SOURCE         0x00000004

#define NDIS_TEST_SEND_FLAG(flags, bit)      (((flags) & (bit)) == (bit))
#define NDIS_SET_SEND_FLAG(flags, bit)       ((flags) |= (bit))
#define NDIS_CLEAR_SEND_FLAG(flags, bit)     ((flags) &= ~(bit))
#define NDIS_TEST_SEND_AT_DISPATCH_LEVEL(flags) \
    NDIS_TEST_SEND_FLAG((flags), NDIS_SEND_FLAGS_DISPATCH_LEVEL)

#define NDIS_TEST_SEND_COMPLETE_FLAG(flags, bit)   (((flags) & (bit)) == (bit))
#define NDIS_SET_SEND_COMPLETE_FLAG(flags, bit)    ((flags) |= (bit))
#define NDIS_CLEAR_SEND_COMPLETE_FLAG(flags, bit)  ((flags) &= ~(bit))
#define NDIS_TEST_SEND_COMPLETE_AT_DISPATCH_LEVEL(flags) \
    NDIS_TEST_SEND_COMPLETE_FLAG((flags), NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL)

#define NDIS_TEST_RECEIVE_FLAG(flags, bit)   (((flags) & (bit)) == (bit))
#define NDIS_SET_RECEIVE_FLAG(flags, bit)    ((flags) |= (bit))
#define NDIS_TEST_RECEIVE_AT_DISPATCH_LEVEL(flags) \
    NDIS_TEST_RECEIVE_FLAG((flags), NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL)
#define NDIS_TEST_RECEIVE_CANNOT_PEND(flags) \
    NDIS_TEST_RECEIVE_FLAG((flags), NDIS_RECEIVE_FLAGS_RESOURCES)
#define NDIS_TEST_RECEIVE_CAN_PEND(flags)    (((flags) & NDIS_RECEIVE_FLAGS_RESOURCES) == 0)

#define NDIS_TEST_RETURN_FLAG(flags, bit)    (((flags) & (bit)) == (bit))
#define NDIS_SET_RETURN_FLAG(flags, bit)     ((flags) |= (bit))
#define NDIS_TEST_RETURN_AT_DISPATCH_LEVEL(flags) \
    NDIS_TEST_RETURN_FLAG((flags), NDIS_RETURN_FLAGS_DISPATCH_LEVEL)
