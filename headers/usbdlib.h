/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * usbdlib.h: mingw's usbdlib.h and what client drivers got with Windows 8: USBD handles,
 * allocated URBs, capabilities, composite devices. Numbers are from memory.
 */
#pragma once

#include <wdm.h>
#include <usb.h>
#include_next <usbdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

#define USBD_CLIENT_CONTRACT_VERSION_INVALID 0xffffffff
#define USBD_CLIENT_CONTRACT_VERSION_602     0x602
#define USBD_INTERFACE_VERSION_600           0x600
#define USBD_INTERFACE_VERSION_602           0x602
#define USBD_INTERFACE_VERSION_603           0x603

typedef PVOID USBDI_HANDLE;
typedef struct USBD_HANDLE__ *USBD_HANDLE;
typedef PVOID USBD_FUNCTION_HANDLE;

extern const GUID GUID_USB_CAPABILITY_CHAINED_MDLS;
extern const GUID GUID_USB_CAPABILITY_STATIC_STREAMS;
extern const GUID GUID_USB_CAPABILITY_SELECTIVE_SUSPEND;
extern const GUID GUID_USB_CAPABILITY_FUNCTION_SUSPEND;
extern const GUID GUID_USB_CAPABILITY_DEVICE_CONNECTION_HIGH_SPEED_COMPATIBLE;
extern const GUID GUID_USB_CAPABILITY_DEVICE_CONNECTION_SUPER_SPEED_COMPATIBLE;
extern const GUID GUID_USB_CAPABILITY_CLEAR_TT_BUFFER_ON_ASYNC_TRANSFER_CANCEL;
extern const GUID GUID_USB_CAPABILITY_TIME_SYNC;

typedef struct _COMPOSITE_DEVICE_CAPABILITIES {
    ULONG CapabilityFunctionSuspend : 1;
    ULONG Reserved : 31;
} COMPOSITE_DEVICE_CAPABILITIES, *PCOMPOSITE_DEVICE_CAPABILITIES;

typedef struct _REGISTER_COMPOSITE_DEVICE {
    USHORT Version;
    USHORT Size;
    USBDI_HANDLE Reserved;
    COMPOSITE_DEVICE_CAPABILITIES CapabilityFlags;
    ULONG FunctionCount;
} REGISTER_COMPOSITE_DEVICE, *PREGISTER_COMPOSITE_DEVICE;

typedef struct _REQUEST_REMOTE_WAKE_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    USBD_FUNCTION_HANDLE UsbdFunctionHandle;
    ULONG Interface;
} REQUEST_REMOTE_WAKE_NOTIFICATION, *PREQUEST_REMOTE_WAKE_NOTIFICATION;

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID COMPOSITE_DEVICE_CAPABILITIES_INIT(PCOMPOSITE_DEVICE_CAPABILITIES CapabilityFlags);

#if NTDDI_VERSION >= NTDDI_WIN8 /* usb.h has the record from there on */
VOID UsbBuildOpenStaticStreamsRequest(
    _Inout_ PURB Urb, _In_ USBD_PIPE_HANDLE PipeHandle, _In_ USHORT NumberOfStreams,
    _In_ USBD_STREAM_INFORMATION StreamInfoArray);
#endif

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID USBD_AssignUrbToIoStackLocation(
    _In_ USBD_HANDLE USBDHandle, _In_ PIO_STACK_LOCATION StackLocation, _In_ PURB Urb);

VOID USBD_BuildRegisterCompositeDevice(
    _In_ USBD_HANDLE USBDHandle, _In_ COMPOSITE_DEVICE_CAPABILITIES CapabilityFlags,
    _In_ ULONG FunctionCount, _Out_ PREGISTER_COMPOSITE_DEVICE RegisterCompositeDevice);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID USBD_CloseHandle(_In_ USBD_HANDLE USBDHandle);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS USBD_CreateHandle(
    _In_ PDEVICE_OBJECT DeviceObject, _In_ PDEVICE_OBJECT TargetDeviceObject,
    _In_ ULONG USBDClientContractVersion, _In_ ULONG PoolTag, _Out_ USBD_HANDLE *USBDHandle);

_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN USBD_IsInterfaceVersionSupported(_In_ USBD_HANDLE USBDHandle, _In_ LONG USBDInterfaceVersion);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS USBD_IsochUrbAllocate(
    _In_ USBD_HANDLE USBDHandle, _In_ ULONG NumberOfIsochPacket, _Out_ PURB *Urb);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS USBD_QueryUsbCapability(
    _In_ USBD_HANDLE USBDHandle, _In_ PGUID CapabilityType, _In_ ULONG OutputBufferLength,
    _Inout_ PUCHAR OutputBuffer, _Out_opt_ PULONG ResultLength);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS USBD_SelectConfigUrbAllocateAndBuild(
    _In_ USBD_HANDLE USBDHandle, _In_ PUSB_CONFIGURATION_DESCRIPTOR ConfigurationDescriptor,
    _In_ PUSBD_INTERFACE_LIST_ENTRY InterfaceList, _Out_ PURB *Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS USBD_SelectInterfaceUrbAllocateAndBuild(
    _In_ USBD_HANDLE USBDHandle, _In_ USBD_CONFIGURATION_HANDLE ConfigurationHandle,
    _In_ PUSBD_INTERFACE_LIST_ENTRY InterfaceList, _Out_ PURB *Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS USBD_UrbAllocate(_In_ USBD_HANDLE USBDHandle, _Out_ PURB *Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID USBD_UrbFree(_In_ USBD_HANDLE USBDHandle, _In_ PURB Urb);

#ifdef __cplusplus
}
#endif
