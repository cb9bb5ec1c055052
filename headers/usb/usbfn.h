/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * usb/usbfn.h: USB function devices: states, events, descriptors' packets, and the
 * interface by which a charger driver takes part in attachment. Limits are from memory.
 */
#pragma once

#include <wdm.h>
#include <usb.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAX_NUM_USBFN_PIPES           15
#define MAX_NUM_USBFN_ENDPOINTS       MAX_NUM_USBFN_PIPES
#define MAX_INTERFACE_NAME_LENGTH     40
#define MAX_INTERFACE_GUID_LENGTH     39
#define MAX_CONFIGURATION_NAME_LENGTH 40
#define MAX_USB_STRING_LENGTH         255
#define MAX_SUPPORTED_CONFIGURATIONS  12

typedef UINT32 USBFNPIPEID, *PUSBFNPIPEID;

typedef enum _USBFN_BUS_SPEED {
    UsbfnBusSpeedLow,
    UsbfnBusSpeedFull,
    UsbfnBusSpeedHigh,
    UsbfnBusSpeedSuper,
    UsbfnBusSpeedMaximum
} USBFN_BUS_SPEED;

typedef enum _USBFN_DEVICE_STATE {
    UsbfnDeviceStateMinimum = 0x0,
    UsbfnDeviceStateAttached,
    UsbfnDeviceStateDefault,
    UsbfnDeviceStateDetached,
    UsbfnDeviceStateAddressed,
    UsbfnDeviceStateConfigured,
    UsbfnDeviceStateSuspended,
    UsbfnDeviceStateStateMaximum
} USBFN_DEVICE_STATE;

typedef enum _USBFN_DIRECTION {
    UsbfnDirectionMinimum = 0x0,
    UsbfnDirectionIn,
    UsbfnDirectionOut,
    UsbfnDirectionTx = UsbfnDirectionIn,
    UsbfnDirectionRx = UsbfnDirectionOut,
    UsbfnDirectionMaximum
} USBFN_DIRECTION;

typedef enum _USBFN_EVENT {
    UsbfnEventMinimum = 0x0,
    UsbfnEventAttach,
    UsbfnEventReset,
    UsbfnEventDetach,
    UsbfnEventSuspend,
    UsbfnEventResume,
    UsbfnEventSetupPacket,
    UsbfnEventConfigured,
    UsbfnEventUnConfigured,
    UsbfnEventPortType,
    UsbfnEventBusTearDown,
    UsbfnEventSetInterface,
    UsbfnEventMaximum
} USBFN_EVENT;

typedef enum _USBFN_PORT_TYPE {
    UsbfnUnknownPort = 0,
    UsbfnStandardDownstreamPort,
    UsbfnChargingDownstreamPort,
    UsbfnDedicatedChargingPort,
    UsbfnInvalidDedicatedChargingPort,
    UsbfnProprietaryDedicatedChargingPort,
    UsbfnPortTypeMaximum
} USBFN_PORT_TYPE;

typedef struct _ALTERNATE_INTERFACE {
    USHORT InterfaceNumber;
    USHORT AlternateInterfaceNumber;
} ALTERNATE_INTERFACE, *PALTERNATE_INTERFACE;

typedef struct _USBFN_BUS_CONFIGURATION_INFO {
    WCHAR ConfigurationName[MAX_CONFIGURATION_NAME_LENGTH];
    BOOLEAN IsCurrent;
    BOOLEAN IsActive;
} USBFN_BUS_CONFIGURATION_INFO, *PUSBFN_BUS_CONFIGURATION_INFO;

typedef struct _USBFN_PIPE_INFORMATION {
    USB_ENDPOINT_DESCRIPTOR EpDesc;
    USBFNPIPEID PipeId;
} USBFN_PIPE_INFORMATION, *PUSBFN_PIPE_INFORMATION;

typedef struct _USBFN_CLASS_INTERFACE {
    UINT8 InterfaceNumber;
    UINT8 PipeCount;
    USBFN_PIPE_INFORMATION PipeArr[MAX_NUM_USBFN_PIPES];
} USBFN_CLASS_INTERFACE, *PUSBFN_CLASS_INTERFACE;

typedef struct _USBFN_CLASS_INFORMATION_PACKET {
    USBFN_CLASS_INTERFACE FullSpeedClassInterface;
    USBFN_CLASS_INTERFACE HighSpeedClassInterface;
    WCHAR InterfaceName[MAX_INTERFACE_NAME_LENGTH];
    WCHAR InterfaceGuid[MAX_INTERFACE_GUID_LENGTH];
    BOOLEAN HasInterfaceGuid;
    USBFN_CLASS_INTERFACE SuperSpeedClassInterface;
} USBFN_CLASS_INFORMATION_PACKET, *PUSBFN_CLASS_INFORMATION_PACKET;

typedef struct _USBFN_CLASS_INTERFACE_EX {
    UINT8 BaseInterfaceNumber;
    UINT8 InterfaceCount;
    UINT8 PipeCount;
    USBFN_PIPE_INFORMATION PipeArr[MAX_NUM_USBFN_PIPES];
} USBFN_CLASS_INTERFACE_EX, *PUSBFN_CLASS_INTERFACE_EX;

typedef struct _USBFN_CLASS_INFORMATION_PACKET_EX {
    USBFN_CLASS_INTERFACE_EX FullSpeedClassInterface;
    USBFN_CLASS_INTERFACE_EX HighSpeedClassInterface;
    USBFN_CLASS_INTERFACE SuperSpeedClassInterface;
    WCHAR InterfaceName[MAX_INTERFACE_NAME_LENGTH];
    WCHAR InterfaceGuid[MAX_INTERFACE_GUID_LENGTH];
    BOOLEAN HasInterfaceGuid;
} USBFN_CLASS_INFORMATION_PACKET_EX, *PUSBFN_CLASS_INFORMATION_PACKET_EX;

typedef struct _USBFN_INTERFACE_INFO {
    UINT8 InterfaceNumber;
    USBFN_BUS_SPEED Speed;
    USHORT Size;
    UCHAR InterfaceDescriptorSet[1];
} USBFN_INTERFACE_INFO, *PUSBFN_INTERFACE_INFO;

typedef struct _USBFN_NOTIFICATION {
    USBFN_EVENT Event;
    union {
        USBFN_BUS_SPEED BusSpeed;
        USB_DEFAULT_PIPE_SETUP_PACKET SetupPacket;
        USHORT ConfigurationValue;
        USBFN_PORT_TYPE PortType;
        ALTERNATE_INTERFACE AlternateInterface;
    } u;
} USBFN_NOTIFICATION, *PUSBFN_NOTIFICATION;

typedef struct _USBFN_USB_STRING {
    UINT8 StringIndex;
    WCHAR UsbString[MAX_USB_STRING_LENGTH];
} USBFN_USB_STRING, *PUSBFN_USB_STRING;

typedef struct _USBFN_POWER_FILTER_STATE {
    USBFN_DEVICE_STATE DeviceState;
    union {
        ULONG PState;
        ULONG Reserved;
    };
} USBFN_POWER_FILTER_STATE, *PUSBFN_POWER_FILTER_STATE;

typedef enum _USBFN_ATTACH_ACTION {
    UsbfnPortDetected = 0,
    UsbfnPortDetectedNoCad,
    UsbfnProceedWithAttach,
    UsbfnIgnoreAttach,
    UsbfnDetectProprietaryCharger
} USBFN_ATTACH_ACTION;

typedef struct _USBFN_ON_ATTACH {
    USBFN_PORT_TYPE PortType;
    USBFN_ATTACH_ACTION AttachAction;
} USBFN_ON_ATTACH, *PUSBFN_ON_ATTACH;

typedef _Function_class_(USBFN_GET_ATTACH_ACTION)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS USBFN_GET_ATTACH_ACTION(_In_ PVOID Context, _Out_ PUSBFN_ON_ATTACH OnAttach);
typedef USBFN_GET_ATTACH_ACTION *PUSBFN_GET_ATTACH_ACTION;
typedef USBFN_GET_ATTACH_ACTION *PFN_USBFN_GET_ATTACH_ACTION;

typedef _Function_class_(USBFN_SET_DEVICE_STATE)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS USBFN_SET_DEVICE_STATE(
    _In_ PVOID Context, _In_ USBFN_DEVICE_STATE DeviceState, _In_ USBFN_BUS_SPEED BusSpeed);
typedef USBFN_SET_DEVICE_STATE *PUSBFN_SET_DEVICE_STATE;
typedef USBFN_SET_DEVICE_STATE *PFN_USBFN_SET_DEVICE_STATE;

typedef struct _USBFN_INTERFACE_ATTACH {
    INTERFACE InterfaceHeader;
    PFN_USBFN_GET_ATTACH_ACTION GetAttachAction;
    PFN_USBFN_GET_ATTACH_ACTION GetAttachActionAbortOperation;
    PFN_USBFN_SET_DEVICE_STATE SetDeviceState;
} USBFN_INTERFACE_ATTACH, *PUSBFN_INTERFACE_ATTACH;

#ifdef __cplusplus
}
#endif
