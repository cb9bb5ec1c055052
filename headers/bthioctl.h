/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * bthioctl.h: requests to the Bluetooth driver stack. The reference names the requests
 * without their numbers, which are from memory.
 */
#pragma once

#include <bthsdpdef.h>
#include <bthdef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BTH_CTL(id)        CTL_CODE(FILE_DEVICE_BLUETOOTH, (id), METHOD_BUFFERED, FILE_ANY_ACCESS)
#define BTH_KERNEL_CTL(id) CTL_CODE(FILE_DEVICE_BLUETOOTH, (id), METHOD_NEITHER, FILE_ANY_ACCESS)
#ifndef FILE_DEVICE_BLUETOOTH
#define FILE_DEVICE_BLUETOOTH 0x00000041
#endif

#define IOCTL_INTERNAL_BTHENUM_GET_ENUMINFO     BTH_KERNEL_CTL(0x00)
#define IOCTL_INTERNAL_BTHENUM_GET_DEVINFO      BTH_KERNEL_CTL(0x01)
#define IOCTL_INTERNAL_BTH_SUBMIT_BRB           BTH_KERNEL_CTL(0x02)
#define IOCTL_BTH_GET_LOCAL_INFO                BTH_CTL(0x00)
#define IOCTL_BTH_GET_RADIO_INFO                BTH_CTL(0x01)
#define IOCTL_BTH_GET_DEVICE_INFO               BTH_CTL(0x02)
#define IOCTL_BTH_DISCONNECT_DEVICE             BTH_CTL(0x03)
#define IOCTL_BTH_GET_HOST_SUPPORTED_FEATURES   BTH_CTL(0x10)
#define IOCTL_BTH_HCI_VENDOR_COMMAND            BTH_CTL(0x14)
#define IOCTL_BTH_SDP_CONNECT                   BTH_CTL(0x80)
#define IOCTL_BTH_SDP_DISCONNECT                BTH_CTL(0x81)
#define IOCTL_BTH_SDP_SERVICE_SEARCH            BTH_CTL(0x82)
#define IOCTL_BTH_SDP_ATTRIBUTE_SEARCH          BTH_CTL(0x83)
#define IOCTL_BTH_SDP_SERVICE_ATTRIBUTE_SEARCH  BTH_CTL(0x84)
#define IOCTL_BTH_SDP_SUBMIT_RECORD             BTH_CTL(0x85)
#define IOCTL_BTH_SDP_REMOVE_RECORD             BTH_CTL(0x86)
#define IOCTL_BTH_SDP_SUBMIT_RECORD_WITH_INFO   BTH_CTL(0x87)

#ifndef MAX_UUIDS_IN_QUERY
#define MAX_UUIDS_IN_QUERY 12
#endif
#define SDP_REQUEST_TO_DEFAULT 0
#define SDP_REQUEST_TO_MIN     10
#define SDP_REQUEST_TO_MAX     255
#define SDP_CONNECT_CACHE      0x00000001
#define SDP_CONNECT_ALLOW_PIN  0x00000002
#define BTH_HOST_FEATURE_ENHANCED_RETRANSMISSION_MODE 0x0000000000000001ull
#define BTH_HOST_FEATURE_STREAMING_MODE               0x0000000000000002ull

typedef PVOID HANDLE_SDP, *PHANDLE_SDP;
#define HANDLE_SDP_NULL  ((HANDLE_SDP)NULL)
#define HANDLE_SDP_LOCAL ((HANDLE_SDP)(LONG_PTR)-2)

typedef struct _BTH_HOST_FEATURE_MASK {
    ULONGLONG Mask;
    ULONGLONG Reserved1;
    ULONGLONG Reserved2;
} BTH_HOST_FEATURE_MASK, *PBTH_HOST_FEATURE_MASK;

#pragma pack(push, 1)
typedef struct _BTH_COMMAND_HEADER {
    USHORT OpCode;
    UCHAR TotalParameterLength;
} BTH_COMMAND_HEADER, *PBTH_COMMAND_HEADER;

typedef struct _BTH_DEVICE_INFO_LIST {
    ULONG numOfDevices;
    BTH_DEVICE_INFO deviceList[1];
} BTH_DEVICE_INFO_LIST, *PBTH_DEVICE_INFO_LIST;

typedef struct _BTH_RADIO_INFO {
    ULONGLONG lmpSupportedFeatures;
    USHORT mfg;
    USHORT lmpSubversion;
    UCHAR lmpVersion;
} BTH_RADIO_INFO, *PBTH_RADIO_INFO;

typedef struct _BTH_LOCAL_RADIO_INFO {
    BTH_DEVICE_INFO localInfo;
    ULONG flags;
    USHORT hciRevision;
    UCHAR hciVersion;
    BTH_RADIO_INFO radioInfo;
} BTH_LOCAL_RADIO_INFO, *PBTH_LOCAL_RADIO_INFO;

typedef struct _BTH_SDP_ATTRIBUTE_SEARCH_REQUEST {
    HANDLE_SDP hConnection;
    ULONG searchFlags;
    ULONG recordHandle;
    SdpAttributeRange range[1];
} BTH_SDP_ATTRIBUTE_SEARCH_REQUEST, *PBTH_SDP_ATTRIBUTE_SEARCH_REQUEST;

typedef struct _BTH_SDP_CONNECT {
    BTH_ADDR bthAddress;
    ULONG fSdpConnect;
    HANDLE_SDP hConnection;
    UCHAR requestTimeout;
} BTH_SDP_CONNECT, *PBTH_SDP_CONNECT;

typedef struct _BTH_SDP_DISCONNECT {
    HANDLE_SDP hConnection;
} BTH_SDP_DISCONNECT, *PBTH_SDP_DISCONNECT;

typedef struct _BTH_SDP_RECORD {
    ULONG fSecurity;
    ULONG fOptions;
    ULONG fCodService;
    ULONG recordLength;
    UCHAR record[1];
} BTH_SDP_RECORD, *PBTH_SDP_RECORD;

typedef struct _BTH_SDP_SERVICE_ATTRIBUTE_SEARCH_REQUEST {
    HANDLE_SDP hConnection;
    ULONG searchFlags;
    SdpQueryUuid uuids[MAX_UUIDS_IN_QUERY];
    SdpAttributeRange range[1];
} BTH_SDP_SERVICE_ATTRIBUTE_SEARCH_REQUEST, *PBTH_SDP_SERVICE_ATTRIBUTE_SEARCH_REQUEST;

typedef struct _BTH_SDP_SERVICE_SEARCH_REQUEST {
    HANDLE_SDP hConnection;
    SdpQueryUuid uuids[MAX_UUIDS_IN_QUERY];
} BTH_SDP_SERVICE_SEARCH_REQUEST, *PBTH_SDP_SERVICE_SEARCH_REQUEST;

typedef struct _BTH_SDP_STREAM_RESPONSE {
    ULONG requiredSize;
    ULONG responseSize;
    UCHAR response[1];
} BTH_SDP_STREAM_RESPONSE, *PBTH_SDP_STREAM_RESPONSE;

typedef struct _BTH_VENDOR_EVENT_INFO {
    BTH_ADDR BthAddress;
    ULONG EventSize;
    UCHAR EventInfo[1];
} BTH_VENDOR_EVENT_INFO, *PBTH_VENDOR_EVENT_INFO;

typedef struct _BTH_VENDOR_PATTERN {
    UCHAR Offset;
    UCHAR Size;
    UCHAR Pattern[1];
} BTH_VENDOR_PATTERN, *PBTH_VENDOR_PATTERN;

typedef struct _BTH_VENDOR_SPECIFIC_COMMAND {
    ULONG ManufacturerId;
    UCHAR LmpVersion;
    BOOLEAN MatchAnySinglePattern;
    BTH_COMMAND_HEADER HciHeader;
    UCHAR Data[1];
} BTH_VENDOR_SPECIFIC_COMMAND, *PBTH_VENDOR_SPECIFIC_COMMAND;
#pragma pack(pop)

#ifdef __cplusplus
}
#endif
