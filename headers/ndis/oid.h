/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/oid.h: OIDs and shared structures of NDIS 6.40 and later, which mingw's ntddndis.h
 * does not have: RSSv2, isolation, packet direct, GFT, timestamps, and later flags.
 */
#pragma once

#include <ntddndis.h>

/* OIDs. */
#define OID_GEN_RECEIVE_SCALE_PARAMETERS_V2                          0x00010214
#define OID_SRIOV_OVERLYING_ADAPTER_INFO                             0x00010268
#define OID_SWITCH_NIC_DIRECT_REQUEST                                0x00010296
#define OID_SWITCH_NIC_SUSPEND                                       0x00010297
#define OID_SWITCH_NIC_RESUME                                        0x00010298
#define OID_SWITCH_NIC_SUSPENDED_LM_SOURCE_STARTED                   0x00010299
#define OID_SWITCH_NIC_SUSPENDED_LM_SOURCE_FINISHED                  0x0001029A
#define OID_GEN_RSS_SET_INDIRECTION_TABLE_ENTRIES                    0x000102C0
#define OID_GEN_ISOLATION_PARAMETERS                                 0x00010300
#define OID_GFT_HARDWARE_CAPABILITIES                                0x00010401
#define OID_GFT_CURRENT_CAPABILITIES                                 0x00010402
#define OID_GFT_GLOBAL_PARAMETERS                                    0x00010403
#define OID_GFT_CREATE_TABLE                                         0x00010404
#define OID_GFT_DELETE_TABLE                                         0x00010405
#define OID_GFT_ENUM_TABLES                                          0x00010406
#define OID_GFT_ALLOCATE_COUNTERS                                    0x00010407
#define OID_GFT_FREE_COUNTERS                                        0x00010408
#define OID_GFT_ENUM_COUNTERS                                        0x00010409
#define OID_GFT_COUNTER_VALUES                                       0x0001040A
#define OID_GFT_STATISTICS                                           0x0001040B
#define OID_GFT_ADD_FLOW_ENTRIES                                     0x0001040C
#define OID_GFT_DELETE_FLOW_ENTRIES                                  0x0001040D
#define OID_GFT_ENUM_FLOW_ENTRIES                                    0x0001040E
#define OID_GFT_ACTIVATE_FLOW_ENTRIES                                0x0001040F
#define OID_GFT_DEACTIVATE_FLOW_ENTRIES                              0x00010410
#define OID_GFT_FLOW_ENTRY_PARAMETERS                                0x00010411
#define OID_GFT_EXACT_MATCH_PROFILE                                  0x00010412
#define OID_GFT_HEADER_TRANSPOSITION_PROFILE                         0x00010413
#define OID_GFT_WILDCARD_MATCH_PROFILE                               0x00010414
#define OID_GFT_ENUM_PROFILES                                        0x00010415
#define OID_GFT_DELETE_PROFILE                                       0x00010416
#define OID_GFT_VPORT_PARAMETERS                                     0x00010417
#define OID_GFT_CREATE_LOGICAL_VPORT                                 0x00010418
#define OID_GFT_DELETE_LOGICAL_VPORT                                 0x00010419
#define OID_GFT_ENUM_LOGICAL_VPORTS                                  0x0001041A
#define OID_QOS_OFFLOAD_HARDWARE_CAPABILITIES                        0x00010601
#define OID_QOS_OFFLOAD_CURRENT_CAPABILITIES                         0x00010602
#define OID_QOS_OFFLOAD_CREATE_SQ                                    0x00010603
#define OID_QOS_OFFLOAD_DELETE_SQ                                    0x00010604
#define OID_QOS_OFFLOAD_UPDATE_SQ                                    0x00010605
#define OID_QOS_OFFLOAD_ENUM_SQS                                     0x00010606
#define OID_QOS_OFFLOAD_SQ_STATS                                     0x00010607
#define OID_PD_OPEN_PROVIDER                                         0x00010501
#define OID_PD_CLOSE_PROVIDER                                        0x00010502
#define OID_PD_QUERY_CURRENT_CONFIG                                  0x00010503
#define OID_TIMESTAMP_CAPABILITY                                     0x00A00001
#define OID_TIMESTAMP_CURRENT_CONFIG                                 0x00A00002
#define OID_TIMESTAMP_GET_CROSSTIMESTAMP                             0x00A00003
#define OID_QUIC_CONNECTION_ENCRYPTION                               0xFC010215
#define OID_GEN_PACKET_MONITOR                                       0x000102D1

/* Mobile broadband. */
#define OID_WWAN_CREATE_MAC                                          0x0E010126
#define OID_WWAN_DELETE_MAC                                          0x0E010127
#define OID_WWAN_UICC_FILE_STATUS                                    0x0E010128
#define OID_WWAN_UICC_ACCESS_BINARY                                  0x0E010129
#define OID_WWAN_UICC_ACCESS_RECORD                                  0x0E01012A
#define OID_WWAN_PIN_EX2                                             0x0E01012B
#define OID_WWAN_MBIM_VERSION                                        234946860
#define OID_WWAN_SYS_CAPS                                            0x0E01012D
#define OID_WWAN_DEVICE_CAPS_EX                                      0x0E01012E
#define OID_WWAN_SYS_SLOTMAPPINGS                                    0x0E01012F
#define OID_WWAN_SLOT_INFO_STATUS                                    0x0E010130
#define OID_WWAN_DEVICE_BINDINGS                                     0x0E010131
#define OID_WWAN_REGISTER_STATE_EX                                   0x0E010132
#define OID_WWAN_IMS_VOICE_STATE                                     0x0E010133
#define OID_WWAN_SIGNAL_STATE_EX                                     0x0E010134
#define OID_WWAN_LOCATION_STATE                                      0x0E010135
#define OID_WWAN_NITZ                                                0x0E010136
#define OID_WWAN_NETWORK_IDLE_HINT                                   0x0E010137
#define OID_WWAN_PRESHUTDOWN                                         0x0E010138
#define OID_WWAN_UICC_ATR                                            0x0E010139
#define OID_WWAN_UICC_OPEN_CHANNEL                                   0x0E01013A
#define OID_WWAN_UICC_CLOSE_CHANNEL                                  0x0E01013B
#define OID_WWAN_UICC_APDU                                           0x0E01013C
#define OID_WWAN_UICC_TERMINAL_CAPABILITY                            0x0E01013D
#define OID_WWAN_PS_MEDIA_CONFIG                                     0x0E01013E
#define OID_WWAN_SAR_CONFIG                                          0x0E01013F
#define OID_WWAN_SAR_TRANSMISSION_STATUS                             0x0E010140
#define OID_WWAN_NETWORK_BLACKLIST                                   0x0E010141
#define OID_WWAN_LTE_ATTACH_CONFIG                                   0x0E010142
#define OID_WWAN_LTE_ATTACH_STATUS                                   0x0E010143
#define OID_WWAN_MODEM_CONFIG_INFO                                   0x0E010144
#define OID_WWAN_PCO                                                 0x0E010145
#define OID_WWAN_UICC_RESET                                          0x0E010146
#define OID_WWAN_DEVICE_RESET                                        0x0E010147
#define OID_WWAN_BASE_STATIONS_INFO                                  0x0E010148
#define OID_WWAN_MPDP                                                0x0E010149
#define OID_WWAN_UICC_APP_LIST                                       0x0E01014A
#define OID_WWAN_MODEM_LOGGING_CONFIG                                0x0E01014B
#define OID_WWAN_REGISTER_PARAMS                                     0x0E01014C
#define OID_WWAN_NETWORK_PARAMS                                      0x0E01014D
#define OID_WWAN_UE_POLICY                                           0x0E01014E

/* Object types. */
#define NDIS_OBJECT_TYPE_PD_TRANSMIT_QUEUE                           0x000000BE
#define NDIS_OBJECT_TYPE_PD_RECEIVE_QUEUE                            0x000000BF
#define NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_PACKET_DIRECT_ATTRIBUTES   0x000000C5
#define NDIS_OBJECT_TYPE_MINIPORT_DEVICE_POWER_NOTIFICATION          0x000000C6
#define NDIS_OBJECT_TYPE_RSS_PARAMETERS_V2                           0x000000C8
#define NDIS_OBJECT_TYPE_RSS_SET_INDIRECTION_ENTRIES                 0x000000C9
#define NDIS_OBJECT_TYPE_DRIVER_WRAPPER_REVISION_1                   1

/* RSS. */
#define NDIS_RECEIVE_SCALE_CAPABILITIES_REVISION_3                   3
#define NDIS_RSS_CAPS_HASH_TYPE_UDP_IPV4                             0x00000800
#define NDIS_RSS_CAPS_HASH_TYPE_UDP_IPV6                             0x00001000
#define NDIS_RSS_CAPS_HASH_TYPE_UDP_IPV6_EX                          0x00002000
#define NDIS_RSS_CAPS_SUPPORTS_INDEPENDENT_ENTRY_MOVE                0x40000000
#define NDIS_RSS_PARAM_FLAG_DEFAULT_PROCESSOR_UNCHANGED              0x00000020
#define NDIS_RECEIVE_SCALE_PARAMETERS_REVISION_3                     3
#define NDIS_RSS_HASH_SECRET_KEY_MAX_SIZE_REVISION_3                 0x00000028
#define NDIS_RECEIVE_SCALE_PARAMETERS_V2_REVISION_1                  1
#define NDIS_RECEIVE_SCALE_PARAM_ENABLE_RSS                          0x00000001
#define NDIS_RECEIVE_SCALE_PARAM_HASH_INFO_CHANGED                   0x00000002
#define NDIS_RECEIVE_SCALE_PARAM_HASH_KEY_CHANGED                    0x00000004
#define NDIS_RECEIVE_SCALE_PARAM_NUMBER_OF_QUEUES_CHANGED            0x00000008
#define NDIS_RECEIVE_SCALE_PARAM_NUMBER_OF_ENTRIES_CHANGED           0x00000010
#define NDIS_RSS_SET_INDIRECTION_ENTRY_FLAG_PRIMARY_PROCESSOR        0x00000001
#define NDIS_RSS_SET_INDIRECTION_ENTRY_FLAG_DEFAULT_PROCESSOR        0x00000002
#define NDIS_RSS_SET_INDIRECTION_ENTRIES_REVISION_1                  1
#define NDIS_HASH_UDP_IPV4                                           0x00004000
#define NDIS_HASH_UDP_IPV6                                           0x00008000
#define NDIS_HASH_UDP_IPV6_EX                                        0x00010000

typedef struct _NDIS_RECEIVE_SCALE_PARAMETERS_V2 {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    ULONG HashInformation;
    ULONG HashSecretKeySize;
    ULONG HashSecretKeyOffset;
    ULONG NumberOfQueues;
    ULONG NumberOfIndirectionTableEntries;
} NDIS_RECEIVE_SCALE_PARAMETERS_V2, *PNDIS_RECEIVE_SCALE_PARAMETERS_V2;

typedef struct _NDIS_RSS_SET_INDIRECTION_ENTRY {
    NDIS_NIC_SWITCH_ID SwitchId;
    NDIS_NIC_SWITCH_VPORT_ID VPortId;
    ULONG Flags;
    USHORT IndirectionTableIndex;
    PROCESSOR_NUMBER TargetProcessorNumber;
    NDIS_STATUS EntryStatus;
} NDIS_RSS_SET_INDIRECTION_ENTRY, *PNDIS_RSS_SET_INDIRECTION_ENTRY;

typedef struct _NDIS_RSS_SET_INDIRECTION_ENTRIES {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    ULONG RssEntrySize;
    ULONG RssEntryTableOffset;
    ULONG NumberOfRssEntries;
} NDIS_RSS_SET_INDIRECTION_ENTRIES, *PNDIS_RSS_SET_INDIRECTION_ENTRIES;

#define NDIS_SIZEOF_RECEIVE_SCALE_PARAMETERS_V2_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_RECEIVE_SCALE_PARAMETERS_V2, NumberOfIndirectionTableEntries)
#define NDIS_SIZEOF_RSS_SET_INDIRECTION_ENTRIES_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_RSS_SET_INDIRECTION_ENTRIES, NumberOfRssEntries)

#define NDIS_RSS_INDIRECTION_TABLE_MAX_SIZE_REVISION_3 (512 * sizeof(PROCESSOR_NUMBER))
#define NDIS_INVALID_VPORT_ID ((NDIS_NIC_SWITCH_VPORT_ID)(-1))

/* Receive filters, NIC switches, SR-IOV. */
#define NDIS_RECEIVE_FILTER_DYNAMIC_PROCESSOR_AFFINITY_CHANGE_FOR_DEFAULT_QUEUE_SUPPORTED 0x00000040
#define NDIS_NIC_SWITCH_CAPS_RSS_PARAMETERS_PER_PF_VPORT_SUPPORTED   0x00000020
#define NDIS_NIC_SWITCH_CAPS_NIC_SWITCH_WITHOUT_IOV_SUPPORTED        0x00000040
#define NDIS_NIC_SWITCH_CAPS_RSS_ON_PF_VPORTS_SUPPORTED              0x00000080
#define NDIS_NIC_SWITCH_CAPS_RSS_PER_PF_VPORT_INDIRECTION_TABLE_SUPPORTED 0x00000100
#define NDIS_NIC_SWITCH_CAPS_RSS_PER_PF_VPORT_HASH_FUNCTION_SUPPORTED 0x00000200
#define NDIS_NIC_SWITCH_CAPS_RSS_PER_PF_VPORT_HASH_TYPE_SUPPORTED    0x00000400
#define NDIS_NIC_SWITCH_CAPS_RSS_PER_PF_VPORT_HASH_KEY_SUPPORTED     0x00000800
#define NDIS_NIC_SWITCH_CAPS_RSS_PER_PF_VPORT_INDIRECTION_TABLE_SIZE_RESTRICTED 0x00001000
#define NDIS_NIC_SWITCH_CAPABILITIES_REVISION_3                      3
#define NDIS_RECEIVE_FILTER_RESERVED                                 0x000000FE
#define NDIS_RECEIVE_FILTER_FLAGS_RESERVED                           0x00000001
#define NDIS_RECEIVE_FILTER_PACKET_ENCAPSULATION                     0x00000002
#define NDIS_RECEIVE_QUEUE_PARAMETERS_QOS_SQ_ID_CHANGED              0x00200000
#define NDIS_RECEIVE_QUEUE_PARAMETERS_REVISION_3                     3
#define NDIS_NIC_SWITCH_PARAMETERS_DEFAULT_NUMBER_OF_QUEUE_PAIRS_FOR_DEFAULT_VPORT 0x00000001
#define NDIS_NIC_SWITCH_PARAMETERS_REVISION_2                        2
#define NDIS_NIC_SWITCH_VPORT_PARAMS_PACKET_DIRECT_RX_ONLY           0x00000002
#define NDIS_NIC_SWITCH_VPORT_PARAMS_ENFORCE_MAX_SG_LIST             0x00008000
#define NDIS_NIC_SWITCH_VPORT_PARAMS_NDK_PARAMS_CHANGED              0x00200000
#define NDIS_NIC_SWITCH_VPORT_PARAMS_QOS_SQ_ID_CHANGED               0x00400000
#define NDIS_NIC_SWITCH_VPORT_PARAMS_NUM_QUEUE_PAIRS_CHANGED         0x00800000
#define NDIS_NIC_SWITCH_VPORT_PARAMETERS_REVISION_2                  2
#define NDIS_NIC_SWITCH_VPORT_INFO_PACKET_DIRECT_RX_ONLY             0x00000002
#define NDIS_NIC_SWITCH_VPORT_INFO_GFT_ENABLED                       0x00000004
#define NDIS_SRIOV_OVERLYING_ADAPTER_INFO_VERSION_1                  1

/* Offload, power management, QoS, time stamps. */
#define NDIS_ENCAPSULATION_TYPE_VXLAN                                0x00000002
#define NDIS_OFFLOAD_PARAMETERS_USO_DISABLED                         0x00000001
#define NDIS_OFFLOAD_PARAMETERS_USO_ENABLED                          0x00000002
#define NDIS_OFFLOAD_PARAMETERS_REVISION_4                           4
#define NDIS_OFFLOAD_PARAMETERS_REVISION_5                           5
#define NDIS_OFFLOAD_PARAMETERS_REVISION_6                           6
#define NDIS_OFFLOAD_REVISION_4                                      4
#define NDIS_OFFLOAD_REVISION_5                                      5
#define NDIS_OFFLOAD_REVISION_6                                      6
#define NDIS_OFFLOAD_REVISION_7                                      7
#define NDIS_OFFLOAD_REVISION_8                                      8
#define NDIS_WLAN_WAKE_ON_INCOMING_ACTION_FRAME_SUPPORTED            0x00000010
#define NDIS_WLAN_WAKE_ON_CLIENT_DRIVER_DIAGNOSTIC_SUPPORTED         0x00000020
#define NDIS_WWAN_WAKE_ON_PACKET_STATE_SUPPORTED                     0x00000008
#define NDIS_WWAN_WAKE_ON_UICC_CHANGE_SUPPORTED                      0x00000010
#define NDIS_WLAN_WAKE_ON_INCOMING_ACTION_FRAME_ENABLED              0x00000010
#define NDIS_WLAN_WAKE_ON_CLIENT_DRIVER_DIAGNOSTIC_ENABLED           0x00000020
#define NDIS_WWAN_WAKE_ON_PACKET_STATE_ENABLED                       0x00000008
#define NDIS_WWAN_WAKE_ON_UICC_CHANGE_ENABLED                        0x00000010
#define NDIS_PM_PROTOCOL_OFFLOAD_REVISION_2                          2
#define NDIS_QOS_DEFAULT_SQ_ID                                       0x00000000
#define NDIS_QOS_SQ_PARAMETERS_REVISION_1                            1
#define NDIS_QOS_SQ_PARAMETERS_REVISION_2                            2
#define NDIS_QOS_SQ_TRANSMIT_CAP_ENABLED                             0x00000001
#define NDIS_QOS_SQ_TRANSMIT_RESERVATION_ENABLED                     0x00000002
#define NDIS_QOS_SQ_RECEIVE_CAP_ENABLED                              0x00000004
#define NDIS_QOS_SQ_PARAMETERS_ARRAY_REVISION_1                      1
#define NDIS_QOS_SQ_ARRAY_REVISION_1                                 1
#define NDIS_QOS_OFFLOAD_CAPABILITIES_REVISION_1                     1
#define NDIS_QOS_OFFLOAD_CAPABILITIES_REVISION_2                     2
#define NDIS_QOS_OFFLOAD_CAPS_STANDARD_SQ                            0x00000001
#define NDIS_QOS_OFFLOAD_CAPS_GFT_SQ                                 0x00000002
#define NDIS_QOS_SQ_STATS_REVISION_1                                 1
#define NDIS_TIMESTAMP_CAPABILITIES_REVISION_1                       1
#define NDIS_HARDWARE_CROSSTIMESTAMP_REVISION_1                      1
#define NDIS_LARGE_SEND_OFFLOAD_MAX_HEADER_LENGTH                    0x00000080
#define NDIS_UDP_SEGMENTATION_OFFLOAD_IPV4                           0x00000000
#define NDIS_UDP_SEGMENTATION_OFFLOAD_IPV6                           0x00000001

/* Network virtualisation: isolation and routing domains. */
#define NDIS_ISOLATION_NAME_MAX_STRING_SIZE                          0x0000007F
#define NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_REVISION_1               1
#define NDIS_ROUTING_DOMAIN_ENTRY_REVISION_1                         1
#define NDIS_ISOLATION_PARAMETERS_REVISION_1                         1

typedef enum _NDIS_ISOLATION_MODE {
    NdisIsolationModeNone = 0,
    NdisIsolationModeNativeVirtualSubnet = 1,
    NdisIsolationModeExternalVirtualSubnet = 2,
    NdisIsolationModeVlan = 3
} NDIS_ISOLATION_MODE;

typedef GUID NDIS_ROUTING_DOMAIN_ID, *PNDIS_ROUTING_DOMAIN_ID;

typedef struct _NDIS_ISOLATION_NAME {
    USHORT Length;
    WCHAR String[NDIS_ISOLATION_NAME_MAX_STRING_SIZE + 1];
} NDIS_ISOLATION_NAME, *PNDIS_ISOLATION_NAME;
typedef NDIS_ISOLATION_NAME NDIS_ISOLATION_ID_NAME, *PNDIS_ISOLATION_ID_NAME;
typedef NDIS_ISOLATION_NAME NDIS_ROUTING_DOMAIN_NAME, *PNDIS_ROUTING_DOMAIN_NAME;

typedef struct _NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_ISOLATION_ID_NAME IsolationIdName;
    union {
        struct {
            UINT32 VirtualSubnetId :24;
        };
        struct {
            UINT32 VlanId :24;
        };
        UINT32 IsolationId;
    };
} NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY, *PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY;

typedef struct _NDIS_ROUTING_DOMAIN_ENTRY {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_ROUTING_DOMAIN_ID RoutingDomainId;
    NDIS_ROUTING_DOMAIN_NAME RoutingDomainName;
    ULONG NumIsolationEntries;
    ULONG FirstIsolationEntryOffset;
} NDIS_ROUTING_DOMAIN_ENTRY, *PNDIS_ROUTING_DOMAIN_ENTRY;

#define NDIS_ISOLATION_PARAMETERS_GET_FIRST_ROUTING_DOMAIN_ENTRY(info) \
    ((PNDIS_ROUTING_DOMAIN_ENTRY)((PUCHAR)(info) + (info)->FirstRoutingDomainEntryOffset))
#define NDIS_ROUTING_DOMAIN_ENTRY_GET_FIRST_ISOLATION_ENTRY(entry) \
    ((PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY)((PUCHAR)(entry) + (entry)->FirstIsolationEntryOffset))
#define NDIS_SWITCH_PORT_PROPERTY_ROUTING_DOMAIN_GET_FIRST_ISOLATION_ENTRY(property) \
    ((PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY)((PUCHAR)(property) + (property)->FirstIsolationEntryOffset))
PNDIS_ROUTING_DOMAIN_ENTRY NDIS_ROUTING_DOMAIN_ENTRY_GET_NEXT(_In_ PNDIS_ROUTING_DOMAIN_ENTRY RoutingDomainEntry);
PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY NDIS_ROUTING_DOMAIN_ISOLATION_ENTRY_GET_NEXT(_In_ PNDIS_ROUTING_DOMAIN_ISOLATION_ENTRY IsolationEntry);

typedef struct _NDIS_ISOLATION_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_ISOLATION_MODE IsolationMode;
    BOOLEAN AllowUntaggedTraffic;
    ULONG NumRoutingDomainEntries;
    ULONG FirstRoutingDomainEntryOffset;
} NDIS_ISOLATION_PARAMETERS, *PNDIS_ISOLATION_PARAMETERS;

/* The extensible switch. */
#define NDIS_SWITCH_PORT_PROPERTY_SECURITY_REVISION_2                2
#define NDIS_SWITCH_PORT_PROPERTY_ISOLATION_REVISION_1               1
#define NDIS_SWITCH_PORT_PROPERTY_ROUTING_DOMAIN_REVISION_1          1
#define NDIS_SWITCH_PORT_PARAMETERS_FLAG_UNTRUSTED_INTERNAL_PORT     0x00000001
#define NDIS_SWITCH_PORT_PARAMETERS_FLAG_RESTORING_PORT              0x00000002
#define NDIS_SWITCH_NIC_FLAGS_NIC_INITIALIZING                       0x00000001
#define NDIS_SWITCH_NIC_FLAGS_NIC_SUSPENDED                          0x00000002
#define NDIS_SWITCH_NIC_FLAGS_MAPPED_NIC_UPDATED                     0x00000004
#define NDIS_SWITCH_NIC_FLAGS_NIC_SUSPENDED_LM                       0x00000010
#define NDIS_SWITCH_NIC_PARAMETERS_REVISION_2                        2
#define NDIS_SWITCH_NIC_SAVE_STATE_REVISION_2                        2

typedef struct _NDIS_SWITCH_PORT_PROPERTY_ISOLATION {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_ISOLATION_MODE IsolationMode;
    BOOLEAN AllowUntaggedTraffic;
    UINT32 DefaultIsolationId;
} NDIS_SWITCH_PORT_PROPERTY_ISOLATION, *PNDIS_SWITCH_PORT_PROPERTY_ISOLATION;

typedef struct _NDIS_SWITCH_PORT_PROPERTY_ROUTING_DOMAIN {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_ROUTING_DOMAIN_ID RoutingDomainId;
    NDIS_ROUTING_DOMAIN_NAME RoutingDomainName;
    ULONG NumIsolationEntries;
    USHORT FirstIsolationEntryOffset;
} NDIS_SWITCH_PORT_PROPERTY_ROUTING_DOMAIN, *PNDIS_SWITCH_PORT_PROPERTY_ROUTING_DOMAIN;

/* Packet direct. */
#define NDIS_PD_CAPS_RECEIVE_FILTER_COUNTERS_SUPPORTED               0x00000001
#define NDIS_PD_CAPS_DRAIN_NOTIFICATIONS_SUPPORTED                   0x00000002
#define NDIS_PD_CAPS_NOTIFICATION_MODERATION_INTERVAL_SUPPORTED      0x00000004
#define NDIS_PD_CAPS_NOTIFICATION_MODERATION_COUNT_SUPPORTED         0x00000008
#define NDIS_PD_CAPABILITIES_REVISION_1                              1
#define NDIS_PD_CONFIG_REVISION_1                                    1

typedef struct _NDIS_PD_CAPABILITIES {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    ULONG MaximumTxPartialBufferCount;
    ULONG MaximumRxPartialBufferCount;
    UCHAR RxFilterContextWidth;
    UCHAR DmaAddressWidth;
    UCHAR CapabilityFlags;
    ULONG MaxNumberOfRxQueues;
    ULONG MaxNumberOfTxQueues;
    ULONG MaxNumberOfRxQueuesForDefaultVport;
    ULONG MaxNumberOfTxQueuesForDefaultVport;
    ULONG MaxNumberOfRxQueuesPerNonDefaultVport;
    ULONG MaxNumberOfTxQueuesPerNonDefaultVport;
    ULONG ExactMatchProfileArrayOffset;
    ULONG ExactMatchProfileArrayNumElements;
    ULONG ExactMatchProfileArrayElementSize;
    ULONG WildcardMatchProfileArrayOffset;
    ULONG WildcardMatchProfileArrayNumElements;
    ULONG WildcardMatchProfileArrayElementSize;
} NDIS_PD_CAPABILITIES;

typedef struct _NDIS_PD_CONFIG {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    BOOLEAN Enabled;
    ULONG CapabilitiesOffset;
    ULONG CapabilitiesSize;
} NDIS_PD_CONFIG;
