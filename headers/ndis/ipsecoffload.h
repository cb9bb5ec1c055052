/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/ipsecoffload.h: security associations that are handed to a miniport, version 2:
 * OID_TCP_TASK_IPSEC_OFFLOAD_V2_ADD_SA, _ADD_SA_EX, _DELETE_SA, _UPDATE_SA.
 */
#pragma once

#include <ndis/common.h>
#include <ntddndis.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef ULONG IPSEC_OFFLOAD_V2_SPI_TYPE;
typedef ULONG IPAddr;

#define IPSEC_OFFLOAD_V2_MAX_EXTENSION_HEADERS 2

/* Algorithm identifiers are in mingw's ntddndis.h. */
typedef enum _IPSEC_OFFLOAD_V2_OPERATION {
    IPsecOffloadV2Ah = 1,
    IPsecOffloadV2Esp,
    IPsecOffloadV2Max
} IPSEC_OFFLOAD_V2_OPERATION, *PIPSEC_OFFLOAD_V2_OPERATION;

typedef struct _IPSEC_OFFLOAD_V2_ALGORITHM_INFO {
    ULONG Identifier;
    ULONG KeyLength;
    ULONG KeyOffsetBytes;
    ULONG AdditionalInfo;
} IPSEC_OFFLOAD_V2_ALGORITHM_INFO, *PIPSEC_OFFLOAD_V2_ALGORITHM_INFO;

typedef struct _IPSEC_OFFLOAD_V2_SECURITY_ASSOCIATION {
    ULONG Flags;
    IPSEC_OFFLOAD_V2_OPERATION Operation;
    IPSEC_OFFLOAD_V2_SPI_TYPE Spi;
    IPSEC_OFFLOAD_V2_ALGORITHM_INFO AuthenticationAlgorithm;
    IPSEC_OFFLOAD_V2_ALGORITHM_INFO EncryptionAlgorithm;
    ULONG SequenceNumberHighOrder;
} IPSEC_OFFLOAD_V2_SECURITY_ASSOCIATION, *PIPSEC_OFFLOAD_V2_SECURITY_ASSOCIATION;

/* The OIDs. */
#define NDIS_IPSEC_OFFLOAD_V2_ADD_SA_REVISION_1    1
#define NDIS_IPSEC_OFFLOAD_V2_ADD_SA_EX_REVISION_1 1
#define NDIS_IPSEC_OFFLOAD_V2_DELETE_SA_REVISION_1 1
#define NDIS_IPSEC_OFFLOAD_V2_UPDATE_SA_REVISION_1 1

typedef struct _IPSEC_OFFLOAD_V2_ADD_SA IPSEC_OFFLOAD_V2_ADD_SA, *PIPSEC_OFFLOAD_V2_ADD_SA;
typedef struct _IPSEC_OFFLOAD_V2_DELETE_SA IPSEC_OFFLOAD_V2_DELETE_SA, *PIPSEC_OFFLOAD_V2_DELETE_SA;

typedef struct _IPSEC_OFFLOAD_V2_ADD_SA {
    NDIS_OBJECT_HEADER Header;
    PIPSEC_OFFLOAD_V2_ADD_SA Next;
    ULONG NumExtHdrs;
    ULONG Flags;
    union {
        struct {
            IPAddr SrcAddr;
            IPAddr DestAddr;
        } IPv4Endpoints;
        struct {
            UCHAR SrcAddr[16];
            UCHAR DestAddr[16];
        } IPv6Endpoints;
    };
    NDIS_HANDLE OffloadHandle;
    ULONG UdpEspEncapsulation;
    IPSEC_OFFLOAD_V2_SECURITY_ASSOCIATION SecAssoc[IPSEC_OFFLOAD_V2_MAX_EXTENSION_HEADERS];
    ULONG KeyLength;
    UCHAR KeyData[1];
} IPSEC_OFFLOAD_V2_ADD_SA, *PIPSEC_OFFLOAD_V2_ADD_SA;

typedef struct _IPSEC_OFFLOAD_V2_ADD_SA_EX {
    NDIS_OBJECT_HEADER Header;
    ULONG NumExtHdrs;
    ULONG Flags;
    union {
        struct {
            IPAddr SrcAddr;
            IPAddr DestAddr;
        } IPv4Endpoints;
        struct {
            UCHAR SrcAddr[16];
            UCHAR DestAddr[16];
        } IPv6Endpoints;
    };
    NDIS_HANDLE OffloadHandle;
    ULONG UdpEspEncapsulation;
    IPSEC_OFFLOAD_V2_SECURITY_ASSOCIATION SecAssoc[IPSEC_OFFLOAD_V2_MAX_EXTENSION_HEADERS];
    ULONG KeyLength;
    ULONG KeyOffset;
    NDIS_SWITCH_PORT_ID SourceSwitchPortId;
    USHORT VlanId;
} IPSEC_OFFLOAD_V2_ADD_SA_EX, *PIPSEC_OFFLOAD_V2_ADD_SA_EX;

typedef struct _IPSEC_OFFLOAD_V2_DELETE_SA {
    NDIS_OBJECT_HEADER Header;
    PIPSEC_OFFLOAD_V2_DELETE_SA Next;
    NDIS_HANDLE OffloadHandle;
} IPSEC_OFFLOAD_V2_DELETE_SA, *PIPSEC_OFFLOAD_V2_DELETE_SA;

typedef struct _IPSEC_OFFLOAD_V2_UPDATE_SA {
    NDIS_OBJECT_HEADER Header;
    NDIS_HANDLE OffloadHandle;
    IPSEC_OFFLOAD_V2_OPERATION Operation;
    IPSEC_OFFLOAD_V2_SPI_TYPE Spi;
    ULONG SequenceNumberHighOrder;
} IPSEC_OFFLOAD_V2_UPDATE_SA, *PIPSEC_OFFLOAD_V2_UPDATE_SA;

#ifdef __cplusplus
}
#endif
