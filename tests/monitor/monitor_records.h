/*
 * The records that the functions of ddis.txt and the callbacks of the shipped life cycles ask about, as far as they
 * ask. The real ones are in headers/; these stand alone, so that the test needs no driver headers. Where a rule asks
 * for a further field of one, the test's build says so, and it is added here.
 */
#ifndef DDICHECK_MONITOR_RECORDS_H
#define DDICHECK_MONITOR_RECORDS_H

#include <stddef.h>
#include <stdint.h>

typedef struct NET_BUFFER {
    struct NET_BUFFER *Next;
    void *MdlChain;
    uint32_t DataOffset, DataLength;
} NET_BUFFER;

typedef struct NET_BUFFER_LIST {
    struct NET_BUFFER_LIST *Next;
    NET_BUFFER *FirstNetBuffer;
    void *SourceHandle;
} NET_BUFFER_LIST;

struct object_header {
    uint8_t Type, Revision;
    uint16_t Size;
};

typedef struct {
    struct object_header Header;
    uint8_t ProtocolId, fAllocateNetBuffer;
    uint16_t ContextSize;
    uint32_t PoolTag, DataSize;
} NET_BUFFER_LIST_POOL_PARAMETERS;

typedef struct {
    struct object_header Header;
    uint32_t PoolTag, DataSize;
} NET_BUFFER_POOL_PARAMETERS;

typedef struct {
    struct object_header Header;
    struct {
        uint32_t NetEvent;
    } NetPnPEvent;
} NET_PNP_EVENT_NOTIFICATION;

typedef struct {
    struct {
        struct {
            struct {
                uint8_t MajorFunction, MinorFunction;
            } *CurrentStackLocation;
        } Overlay;
    } Tail;
} IRP;

typedef struct {
    struct object_header Header;
    uint32_t RequestType;
    union {
        struct {
            uint32_t Oid;
        } SET_INFORMATION;
    } DATA;
} NDIS_OID_REQUEST;

typedef struct {
    struct object_header Header;
    uint32_t ContextBackFillSize, DataBackFillSize;
} NDIS_RESTART_GENERAL_ATTRIBUTES;

typedef struct {
    struct object_header Header;
    uint32_t ContextBackFillSize, DataBackFillSize;
} NDIS_BIND_PARAMETERS;

#endif
