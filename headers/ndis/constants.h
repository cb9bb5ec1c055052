/*
 * ndis/constants.h: flags and limits that belong to no single header: status and restart
 * flags, filter interfaces, packet monitor, connection-oriented calls, poll mode.
 */
#pragma once

#include <ndis/types.h>

#define NET_EVENT_HALT_MINIPORT_ON_LOW_POWER                         0x00000001
#define NET_EVENT_FLAGS_VPORT_ID_VALID                               0x00000002
#define NDIS_STATUS_INDICATION_FLAGS_NDIS_RESERVED                   0x00000FFF
#define NDIS_STATUS_INDICATION_FLAGS_MEDIA_CONNECT_TO_CONNECT        0x00001000
#define NDIS_MAX_LOOKAHEAD_SIZE_ACCESSED_UNDEFINED                   0xFFFFFFFF
#define NDIS_RESTART_GENERAL_ATTRIBUTES_MAX_LOOKAHEAD_ACCESSED_DEFINED 0x00000001

#define NDIS_OPEN_RECEIVE_NOT_REENTRANT                              0x00000001
#define NDIS_FILTER_INTERFACE_IM_FILTER                              0x00000001
#define NDIS_FILTER_INTERFACE_LW_FILTER                              0x00000002
#define NDIS_FILTER_INTERFACE_SEND_BYPASS                            0x00000004
#define NDIS_FILTER_INTERFACE_RECEIVE_BYPASS                         0x00000008
#define NDIS_FILTER_INTERFACE_REVISION_2                             2
#define NDIS_NBL_MEDIA_SPECIFIC_INFO_REVISION_1                      1
#define NDIS_MEDIA_SPECIFIC_INFO_TUNDL                               0x00010001
#define NDIS_MEDIA_SPECIFIC_INFO_FCOE                                0x80010000
#define NDIS_MEDIA_SPECIFIC_INFO_EAPOL                               0x80010001
#define NDIS_MEDIA_SPECIFIC_INFO_LLDP                                0x80010002
#define NDIS_MEDIA_SPECIFIC_INFO_TIMESYNC                            0x80010003
#define NDIS_BIND_FAILED_NOTIFICATION_REVISION_1                     1
#define NDIS_M_MAX_LOOKAHEAD                                         0x0000020E
#define NDIS_MONITOR_CONFIG_REVISION_1                               1
#define NDIS_NBL_FLAGS_CAPTURE_TIMESTAMP_ON_TRANSMIT                 0x00010000
#define NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_2                   2
#define NET_BUFFER_LIST_POOL_FLAG_VERIFY                             0x00000001
#define NET_BUFFER_POOL_PARAMETERS_REVISION_2                        2
#define NET_BUFFER_POOL_FLAG_VERIFY                                  0x00000001
#define NDIS_OID_REQUEST_FLAGS_VPORT_ID_VALID                        0x00000001
#define NDIS_ANY_NUMBER_OF_NBLS                                      0xFFFFFFFF
#define NDIS_POLL_DATA_REVISION_1                                    1
#define NDIS_POLL_NOTIFICATION_REVISION_1                            1
#define NDIS_POLL_CHARACTERISTICS_REVISION_1                         1

/* Connection-oriented NDIS. */
#define CO_ADDRESS_FAMILY_PROXY                                      0x80000000
#define NDIS_PROTOCOL_CO_CHARACTERISTICS_REVISION_1                  1
#define NDIS_MINIPORT_CO_CHARACTERISTICS_REVISION_1                  1
#define CO_SEND_FLAG_SET_DISCARD_ELIBILITY                           0x00000001
#define RECEIVE_TIME_INDICATION                                      0x00000001
#define USE_TIME_STAMPS                                              0x00000002
#define TRANSMIT_VC                                                  0x00000004
#define RECEIVE_VC                                                   0x00000008
#define INDICATE_ERRED_PACKETS                                       0x00000010
#define INDICATE_END_OF_TX                                           0x00000020
#define RESERVE_RESOURCES_VC                                         0x00000040
#define ROUND_DOWN_FLOW                                              0x00000080
#define ROUND_UP_FLOW                                                0x00000100
#define ERRED_PACKET_INDICATION                                      0x00000001
#define PERMANENT_VC                                                 0x00000001
#define CALL_PARAMETERS_CHANGED                                      0x00000002
#define QUERY_CALL_PARAMETERS                                        0x00000004
#define BROADCAST_VC                                                 0x00000008
#define MULTIPOINT_VC                                                0x00000010
#define STRINGFORMAT_ASCII                                           0x00000001
#define STRINGFORMAT_DBCS                                            0x00000002
#define STRINGFORMAT_UNICODE                                         0x00000003
#define STRINGFORMAT_BINARY                                          0x00000004
#define NDIS_CO_CLIENT_OPTIONAL_HANDLERS_REVISION_1                  1
#define NDIS_CO_CALL_MANAGER_OPTIONAL_HANDLERS_REVISION_1            1
