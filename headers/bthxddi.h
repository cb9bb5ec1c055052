/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * bthxddi.h: Bluetooth radios on a bus that is not USB: the extensible transport DDI.
 * The requests' numbers are from memory.
 */
#pragma once

#include <wdm.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MICROSOFT_BLUETOOTH_BTHX_VERSION 0x0101
#define BTHX_DDI_VERSION_1               0x00000001
#define BTHX_VERSION_1                   BTHX_DDI_VERSION_1
#ifndef FILE_DEVICE_BLUETOOTH
#define FILE_DEVICE_BLUETOOTH 0x00000041
#endif
#define BTHX_CTL(id) CTL_CODE(FILE_DEVICE_BLUETOOTH, (id), METHOD_BUFFERED, FILE_ANY_ACCESS)

#define IOCTL_BTHX_WRITE_HCI          BTHX_CTL(0x403)
#define IOCTL_BTHX_READ_HCI           BTHX_CTL(0x404)
#define IOCTL_BTHX_GET_VERSION        BTHX_CTL(0x400)
#define IOCTL_BTHX_SET_VERSION        BTHX_CTL(0x401)
#define IOCTL_BTHX_QUERY_CAPABILITIES BTHX_CTL(0x402)

typedef enum _BTHX_HCI_PACKET_TYPE {
    HciPacketCommand = 0x01,
    HciPacketAclData = 0x02,
    HciPacketEvent = 0x04
} BTHX_HCI_PACKET_TYPE;

typedef enum _BTHX_SCO_SUPPORT {
    ScoSupportNone = 0,
    ScoSupportHCI = 1,
    ScoSupportHCIBypass = 2
} BTHX_SCO_SUPPORT;

typedef struct _BTHX_CAPABILITIES {
    ULONG MaxAclTransferInSize;
    BTHX_SCO_SUPPORT ScoSupport;
    ULONG MaxScoChannels;
    BOOLEAN IsDeviceIdleCapable;
    BOOLEAN IsDeviceWakeCapable;
} BTHX_CAPABILITIES, *PBTHX_CAPABILITIES;

typedef struct _BTHX_HCI_READ_WRITE_CONTEXT {
    ULONG DataLen;
    UCHAR Type;
    UCHAR Data[];
} BTHX_HCI_READ_WRITE_CONTEXT, *PBTHX_HCI_READ_WRITE_CONTEXT;

typedef struct _BTHX_VERSION {
    ULONG Version;
} BTHX_VERSION, *PBTHX_VERSION;
static const BTHX_VERSION Microsoft_BTHX_DDI_Version = { MICROSOFT_BLUETOOTH_BTHX_VERSION };

#ifdef __cplusplus
}
#endif
