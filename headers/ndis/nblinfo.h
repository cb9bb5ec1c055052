/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/nblinfo.h: the index of each piece of out-of-band information in
 * NET_BUFFER_LIST.NetBufferListInfo, and the structures stored there.
 */
#pragma once

#include <ndis/types.h>
#include <ntddndis.h>

typedef enum _NDIS_NET_BUFFER_LIST_INFO {
    TcpIpChecksumNetBufferListInfo,
    TcpOffloadBytesTransferred = TcpIpChecksumNetBufferListInfo,
    IPsecOffloadV1NetBufferListInfo,
#if NDIS_SUPPORT_NDIS61
    IPsecOffloadV2NetBufferListInfo = IPsecOffloadV1NetBufferListInfo,
#endif
    TcpLargeSendNetBufferListInfo,
    TcpReceiveNoPush = TcpLargeSendNetBufferListInfo,
    ClassificationHandleNetBufferListInfo,
    Ieee8021QNetBufferListInfo,
    NetBufferListCancelId,
    MediaSpecificInformation,
    NetBufferListFrameType,
    NetBufferListProtocolId = NetBufferListFrameType,
    NetBufferListHashValue,
    NetBufferListHashInfo,
    WfpNetBufferListInfo,
#if NDIS_SUPPORT_NDIS61
    IPsecOffloadV2TunnelNetBufferListInfo,
    IPsecOffloadV2HeaderNetBufferListInfo,
#endif
#if NDIS_SUPPORT_NDIS620
    NetBufferListCorrelationId,
    NetBufferListFilteringInfo,
    MediaSpecificInformationEx,
    NblOriginalInterfaceIfIndex,
    NblReAuthWfpFlowContext = NblOriginalInterfaceIfIndex,
    TcpReceiveBytesTransferred,
#if NDIS_SUPPORT_NDIS630
#if defined(_AMD64_) || defined(_ARM64_)
    SwitchForwardingReserved,
    SwitchForwardingDetail,
    VirtualSubnetInfo,
#endif
    IMReserved,
    TcpRecvSegCoalesceInfo,
    RscTcpTimestampDelta,
    TcpSendOffloadsSupplementalNetBufferListInfo = RscTcpTimestampDelta,
#if NDIS_SUPPORT_NDIS650
    GftOffloadInformation,
    GftFlowEntryId,
#if NDIS_SUPPORT_NDIS680
    NetBufferListInfoReserved3,
#endif
#endif
#endif
#endif
#if NDIS_WRAPPER == 1
    NetBufferListInfoReserved1,
    NetBufferListInfoReserved2,
#endif
    MaxNetBufferListInfo
} NDIS_NET_BUFFER_LIST_INFO, *PNDIS_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO {
    union {
        struct {
            ULONG IsIPv4 :1;
            ULONG IsIPv6 :1;
            ULONG TcpChecksum :1;
            ULONG UdpChecksum :1;
            ULONG IpHeaderChecksum :1;
            ULONG Reserved :11;
            ULONG TcpHeaderOffset :10;
        } Transmit;
        struct {
            ULONG TcpChecksumFailed :1;
            ULONG UdpChecksumFailed :1;
            ULONG IpChecksumFailed :1;
            ULONG TcpChecksumSucceeded :1;
            ULONG UdpChecksumSucceeded :1;
            ULONG IpChecksumSucceeded :1;
            ULONG Loopback :1;
#if NDIS_SUPPORT_NDIS630
            ULONG TcpChecksumValueInvalid :1;
            ULONG IpChecksumValueInvalid :1;
#endif
        } Receive;
        PVOID Value;
    };
} NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO, *PNDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO;

#define NDIS_TCP_LARGE_SEND_OFFLOAD_V1_TYPE 0
#define NDIS_TCP_LARGE_SEND_OFFLOAD_V2_TYPE 1
#define NDIS_TCP_LARGE_SEND_OFFLOAD_IPv4    0
#define NDIS_TCP_LARGE_SEND_OFFLOAD_IPv6    1

typedef struct _NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO {
    union {
        struct {
            ULONG Unused :30;
            ULONG Type :1;
            ULONG Reserved2 :1;
        } Transmit;
        struct {
            ULONG MSS :20;
            ULONG TcpHeaderOffset :10;
            ULONG Type :1;
            ULONG Reserved2 :1;
        } LsoV1Transmit;
        struct {
            ULONG TcpPayload :30;
            ULONG Type :1;
            ULONG Reserved2 :1;
        } LsoV1TransmitComplete;
        struct {
            ULONG MSS :20;
            ULONG TcpHeaderOffset :10;
            ULONG Type :1;
            ULONG IPVersion :1;
        } LsoV2Transmit;
        struct {
            ULONG Reserved :30;
            ULONG Type :1;
            ULONG Reserved2 :1;
        } LsoV2TransmitComplete;
        PVOID Value;
    };
} NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO, *PNDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO;

/* That of an NDIS_PACKET, of NDIS 5. */
typedef struct _NDIS_PACKET_8021Q_INFO {
    union {
        struct {
            UINT32 UserPriority :3;
            UINT32 CanonicalFormatId :1;
            UINT32 VlanId :12;
            UINT32 Reserved :16;
        } TagHeader;
        PVOID Value;
    };
} NDIS_PACKET_8021Q_INFO, *PNDIS_PACKET_8021Q_INFO;

typedef struct _NDIS_NET_BUFFER_LIST_8021Q_INFO {
    union {
        struct {
            UINT32 UserPriority :3;
            UINT32 CanonicalFormatId :1;
            UINT32 VlanId :12;
            UINT32 Reserved :16;
        } TagHeader;
        struct {
            UINT32 UserPriority :3;
            UINT32 CanonicalFormatId :1;
            UINT32 VlanId :12;
            UINT32 WMMInfo :4;
            UINT32 Reserved :12;
        } WLanTagHeader;
        PVOID Value;
    };
} NDIS_NET_BUFFER_LIST_8021Q_INFO, *PNDIS_NET_BUFFER_LIST_8021Q_INFO;

typedef union _NDIS_RSC_NBL_INFO {
    struct {
        USHORT CoalescedSegCount;
        USHORT DupAckCount;
    } Info;
    PVOID Value;
} NDIS_RSC_NBL_INFO, *PNDIS_RSC_NBL_INFO;

/* Receive filter, queue and virtual port that a packet matched (VMQ, SR-IOV). */
typedef struct _NDIS_NET_BUFFER_LIST_FILTERING_INFO {
    union {
        struct {
            USHORT FilterId;
#if NDIS_SUPPORT_NDIS630
            union {
                USHORT QueueId;
                USHORT VPortId;
            } QueueVPortInfo;
#else
            USHORT QueueId;
#endif
        } FilteringInfo;
        PVOID Value;
    };
} NDIS_NET_BUFFER_LIST_FILTERING_INFO, *PNDIS_NET_BUFFER_LIST_FILTERING_INFO;

typedef struct _NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO {
    union {
        PVOID MediaSpecificInfo;
        PVOID NativeWifiSpecificInfo;
        PVOID Value;
    };
} NDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO, *PNDIS_NET_BUFFER_LIST_MEDIA_SPECIFIC_INFO;

typedef struct _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION NDIS_NBL_MEDIA_SPECIFIC_INFORMATION, *PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION;
struct _NDIS_NBL_MEDIA_MEDIA_SPECIFIC_INFORMATION {
    PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION NextEntry;
    ULONG Tag;
    UCHAR Data[1];
};

typedef struct _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX {
    NDIS_OBJECT_HEADER Header;
    struct _NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX *NextEntry;
    ULONG Tag;
    PVOID Data;
} NDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX, *PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX;

typedef struct _NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO {
    union {
        struct {
            UINT32 VirtualSubnetId :24;
            UINT32 ReservedVsidBits :8;
            UINT32 Reserved;
        };
        PVOID Value;
    };
} NDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO, *PNDIS_NET_BUFFER_LIST_VIRTUAL_SUBNET_INFO;

typedef union _NDIS_SWITCH_FORWARDING_DETAIL_NET_BUFFER_LIST_INFO {
    UINT64 AsUINT64;
    struct {
        UINT32 NumAvailableDestinations :16;
        UINT32 SourcePortId :16;
        UINT32 SourceNicIndex :8;
#if NDIS_SUPPORT_NDIS640
        UINT32 NativeForwardingRequired :1;
        UINT32 Reserved1 :1;
#else
        UINT32 Reserved1 :2;
#endif
        UINT32 IsPacketDataSafe :1;
        UINT32 SafePacketDataSize :12;
        UINT32 Reserved2 :9;
    };
} NDIS_SWITCH_FORWARDING_DETAIL_NET_BUFFER_LIST_INFO, *PNDIS_SWITCH_FORWARDING_DETAIL_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO {
    union {
        struct {
            ULONG IsEncapsulatedPacket :1;
            ULONG EncapsulatedPacketOffsetsValid :1;
            ULONG InnerFrameOffset :8;
            ULONG TransportIpHeaderRelativeOffset :6;
            ULONG TcpHeaderRelativeOffset :10;
            ULONG IsInnerIPv6 :1;
            ULONG TcpOptionsPresent :1;
            ULONG Reserved :4;
        } EncapsulatedPacketOffsets;
        PVOID Value;
    };
} NDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO, *PNDIS_TCP_SEND_OFFLOADS_SUPPLEMENTAL_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_IPSEC_OFFLOAD_V1_NET_BUFFER_LIST_INFO {
    union {
        struct {
            NDIS_HANDLE OffloadHandle;
        } Transmit;
        struct {
            USHORT SaDeleteReq :1;
            USHORT CryptoDone :1;
            USHORT NextCryptoDone :1;
            USHORT Pad :13;
            USHORT CryptoStatus;
        } Receive;
    };
} NDIS_IPSEC_OFFLOAD_V1_NET_BUFFER_LIST_INFO, *PNDIS_IPSEC_OFFLOAD_V1_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_IPSEC_OFFLOAD_V2_NET_BUFFER_LIST_INFO {
    union {
        struct {
            PVOID OffloadHandle;
        } Transmit;
        struct {
            ULONG SaDeleteReq :1;
            ULONG CryptoDone :1;
            ULONG NextCryptoDone :1;
            ULONG Reserved :13;
            ULONG CryptoStatus :16;
        } Receive;
    };
} NDIS_IPSEC_OFFLOAD_V2_NET_BUFFER_LIST_INFO, *PNDIS_IPSEC_OFFLOAD_V2_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_IPSEC_OFFLOAD_V2_TUNNEL_NET_BUFFER_LIST_INFO {
    struct {
        NDIS_HANDLE TunnelHandle;
    } Transmit;
} NDIS_IPSEC_OFFLOAD_V2_TUNNEL_NET_BUFFER_LIST_INFO, *PNDIS_IPSEC_OFFLOAD_V2_TUNNEL_NET_BUFFER_LIST_INFO;

typedef struct _NDIS_IPSEC_OFFLOAD_V2_HEADER_NET_BUFFER_LIST_INFO {
    union {
        struct {
            ULONG NextHeader :8;
            ULONG PadLength :8;
            ULONG AhHeaderOffset :8;
            ULONG EspHeaderOffset :8;
        } Transmit;
        struct {
            ULONG NextHeader :8;
            ULONG PadLength :8;
            ULONG HeaderInfoSet :1;
        } Receive;
    };
} NDIS_IPSEC_OFFLOAD_V2_HEADER_NET_BUFFER_LIST_INFO, *PNDIS_IPSEC_OFFLOAD_V2_HEADER_NET_BUFFER_LIST_INFO;
