/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdf/usbapi.h: the functions of wdfusb.h.
 */
#pragma once

#include <wdfusb.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The device. */
_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceCreate(
    _In_ WDFDEVICE Device,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFUSBDEVICE *UsbDevice);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceCreateWithParameters(
    _In_ WDFDEVICE Device,
    _In_ PWDF_USB_DEVICE_CREATE_CONFIG Config,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFUSBDEVICE *UsbDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceRetrieveInformation(
    _In_ WDFUSBDEVICE UsbDevice,
    _Out_ PWDF_USB_DEVICE_INFORMATION Information);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfUsbTargetDeviceGetDeviceDescriptor(
    _In_ WDFUSBDEVICE UsbDevice,
    _Out_ PUSB_DEVICE_DESCRIPTOR UsbDeviceDescriptor);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceRetrieveConfigDescriptor(
    _In_ WDFUSBDEVICE UsbDevice,
    _Out_ PVOID ConfigDescriptor,
    _Inout_ PUSHORT ConfigDescriptorLength);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceQueryUsbCapability(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ const PGUID *CapabilityType,
    _In_ ULONG CapabilityBufferLength,
    _Out_opt_ PVOID CapabilityBuffer,
    _Out_opt_ PULONG ResultLength);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceSelectConfig(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES PipeAttributes,
    _Inout_ PWDF_USB_DEVICE_SELECT_CONFIG_PARAMS Params);

_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbTargetDeviceGetNumInterfaces(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFUSBINTERFACE
WdfUsbTargetDeviceGetInterface(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ UCHAR InterfaceIndex);

_IRQL_requires_max_(DISPATCH_LEVEL)
USBD_CONFIGURATION_HANDLE
WdfUsbTargetDeviceWdmGetConfigurationHandle(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFIOTARGET
WdfUsbTargetDeviceGetIoTarget(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceRetrieveCurrentFrameNumber(
    _In_ WDFUSBDEVICE UsbDevice,
    _Out_ PULONG CurrentFrameNumber);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceAllocAndQueryString(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES StringMemoryAttributes,
    _Out_ WDFMEMORY *StringMemory,
    _Out_opt_ PUSHORT NumCharacters,
    _In_ UCHAR StringIndex,
    _In_opt_ USHORT LangID);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceQueryString(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _Out_opt_ PUSHORT String,
    _Inout_ PUSHORT NumCharacters,
    _In_ UCHAR StringIndex,
    _In_opt_ USHORT LangID);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceFormatRequestForString(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ WDFREQUEST Request,
    _In_ WDFMEMORY Memory,
    _In_opt_ PWDFMEMORY_OFFSET Offset,
    _In_ UCHAR StringIndex,
    _In_opt_ USHORT LangID);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceSendControlTransferSynchronously(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _In_ PWDF_USB_CONTROL_SETUP_PACKET SetupPacket,
    _In_opt_ PWDF_MEMORY_DESCRIPTOR MemoryDescriptor,
    _Out_opt_ PULONG BytesTransferred);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceFormatRequestForControlTransfer(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ WDFREQUEST Request,
    _In_ PWDF_USB_CONTROL_SETUP_PACKET SetupPacket,
    _In_opt_ WDFMEMORY TransferMemory,
    _In_opt_ PWDFMEMORY_OFFSET TransferOffset);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceSendUrbSynchronously(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _In_ PURB Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceFormatRequestForUrb(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ WDFREQUEST Request,
    _In_ WDFMEMORY UrbMemory,
    _In_opt_ PWDFMEMORY_OFFSET UrbMemoryOffset);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceCreateUrb(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFMEMORY *UrbMemory,
    _Out_opt_ PURB *Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceCreateIsochUrb(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _In_ ULONG NumberOfIsochPackets,
    _Out_ WDFMEMORY *UrbMemory,
    _Out_opt_ PURB *Urb);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
WdfUsbTargetDeviceIsConnectedSynchronous(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceResetPortSynchronously(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceCyclePortSynchronously(
    _In_ WDFUSBDEVICE UsbDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetDeviceFormatRequestForCyclePort(
    _In_ WDFUSBDEVICE UsbDevice,
    _In_ WDFREQUEST Request);

/* Interfaces. */
_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbInterfaceGetInterfaceNumber(
    _In_ WDFUSBINTERFACE UsbInterface);

_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbInterfaceGetNumSettings(
    _In_ WDFUSBINTERFACE UsbInterface);

_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbInterfaceGetNumEndpoints(
    _In_ WDFUSBINTERFACE UsbInterface,
    _In_ UCHAR SettingIndex);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfUsbInterfaceGetDescriptor(
    _In_ WDFUSBINTERFACE UsbInterface,
    _In_ UCHAR SettingIndex,
    _Out_ PUSB_INTERFACE_DESCRIPTOR InterfaceDescriptor);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfUsbInterfaceGetEndpointInformation(
    _In_ WDFUSBINTERFACE UsbInterface,
    _In_ UCHAR SettingIndex,
    _In_ UCHAR EndpointIndex,
    _Out_ PWDF_USB_PIPE_INFORMATION EndpointInfo);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbInterfaceSelectSetting(
    _In_ WDFUSBINTERFACE UsbInterface,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES PipesAttributes,
    _In_ PWDF_USB_INTERFACE_SELECT_SETTING_PARAMS Params);

_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbInterfaceGetConfiguredSettingIndex(
    _In_ WDFUSBINTERFACE Interface);

_IRQL_requires_max_(DISPATCH_LEVEL)
UCHAR
WdfUsbInterfaceGetNumConfiguredPipes(
    _In_ WDFUSBINTERFACE UsbInterface);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFUSBPIPE
WdfUsbInterfaceGetConfiguredPipe(
    _In_ WDFUSBINTERFACE UsbInterface,
    _In_ UCHAR PipeIndex,
    _Out_opt_ PWDF_USB_PIPE_INFORMATION PipeInfo);

/* Pipes. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfUsbTargetPipeGetInformation(
    _In_ WDFUSBPIPE Pipe,
    _Out_ PWDF_USB_PIPE_INFORMATION PipeInformation);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDF_USB_PIPE_TYPE
WdfUsbTargetPipeGetType(
    _In_ WDFUSBPIPE Pipe);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
WdfUsbTargetPipeIsInEndpoint(
    _In_ WDFUSBPIPE Pipe);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
WdfUsbTargetPipeIsOutEndpoint(
    _In_ WDFUSBPIPE Pipe);

WDFIOTARGET
WdfUsbTargetPipeGetIoTarget(
    _In_ WDFUSBPIPE Pipe);

_IRQL_requires_max_(DISPATCH_LEVEL)
USBD_PIPE_HANDLE
WdfUsbTargetPipeWdmGetPipeHandle(
    _In_ WDFUSBPIPE UsbPipe);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfUsbTargetPipeSetNoMaximumPacketSizeCheck(
    _In_ WDFUSBPIPE Pipe);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeConfigContinuousReader(
    _In_ WDFUSBPIPE Pipe,
    _In_ PWDF_USB_CONTINUOUS_READER_CONFIG Config);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeReadSynchronously(
    _In_ WDFUSBPIPE Pipe,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _In_opt_ PWDF_MEMORY_DESCRIPTOR MemoryDescriptor,
    _Out_opt_ PULONG BytesRead);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeFormatRequestForRead(
    _In_ WDFUSBPIPE Pipe,
    _In_ WDFREQUEST Request,
    _In_opt_ WDFMEMORY ReadMemory,
    _In_opt_ PWDFMEMORY_OFFSET ReadOffset);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeWriteSynchronously(
    _In_ WDFUSBPIPE Pipe,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _In_opt_ PWDF_MEMORY_DESCRIPTOR MemoryDescriptor,
    _Out_opt_ PULONG BytesWritten);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeFormatRequestForWrite(
    _In_ WDFUSBPIPE Pipe,
    _In_ WDFREQUEST Request,
    _In_opt_ WDFMEMORY WriteMemory,
    _In_opt_ PWDFMEMORY_OFFSET WriteOffset);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeAbortSynchronously(
    _In_ WDFUSBPIPE Pipe,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeFormatRequestForAbort(
    _In_ WDFUSBPIPE Pipe,
    _In_ WDFREQUEST Request);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeResetSynchronously(
    _In_ WDFUSBPIPE Pipe,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeFormatRequestForReset(
    _In_ WDFUSBPIPE Pipe,
    _In_ WDFREQUEST Request);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeSendUrbSynchronously(
    _In_ WDFUSBPIPE Pipe,
    _In_opt_ WDFREQUEST Request,
    _In_opt_ PWDF_REQUEST_SEND_OPTIONS RequestOptions,
    _In_ PURB Urb);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfUsbTargetPipeFormatRequestForUrb(
    _In_ WDFUSBPIPE Pipe,
    _In_ WDFREQUEST Request,
    _In_ WDFMEMORY UrbMemory,
    _In_opt_ PWDFMEMORY_OFFSET UrbMemoryOffset);

#ifdef __cplusplus
}
#endif
