/*
 * usb: a framework driver of a USB device: it selects the configuration, has a reader on the first pipe, sends writes of clients to the second, and
 * asks the device by control transfers, with a check of what each gives.
 */
#include <ntddk.h>
#include <usb.h>
#include <wdf.h>
#include <wdfusb.h>
#include "check.h"

typedef struct _DEVICE {
    WDFUSBDEVICE Usb;
    WDFUSBPIPE In, Out, Interrupt;
    LONG Reads, Running;
} DEVICE;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE, GetDevice)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD Add;
static EVT_WDF_DEVICE_PREPARE_HARDWARE Prepare;
static EVT_WDF_DEVICE_D0_ENTRY Enter;
static EVT_WDF_DEVICE_D0_EXIT Leave;
static EVT_WDF_IO_QUEUE_IO_WRITE Write;
static EVT_WDF_IO_QUEUE_IO_READ Read;
static EVT_WDF_REQUEST_COMPLETION_ROUTINE Written;
static EVT_WDF_USB_READER_COMPLETION_ROUTINE Came;
static EVT_WDF_USB_READERS_FAILED Failed;

static VOID Came(WDFUSBPIPE Pipe, WDFMEMORY Buffer, size_t Length, WDFCONTEXT Context)
{
    DEVICE *device = Context;
    size_t size;
    CHECK(Pipe == device->In && KeGetCurrentIrql() <= DISPATCH_LEVEL);
    CHECK(WdfMemoryGetBuffer(Buffer, &size) != NULL && size == 8 + 512 && Length <= 512);
    CHECK(InterlockedCompareExchange(&device->Running, 1, 1) == 1); /* not after it was stopped */
    InterlockedIncrement(&device->Reads);
}

static BOOLEAN Failed(WDFUSBPIPE Pipe, NTSTATUS Status, USBD_STATUS UsbdStatus)
{
    UNREFERENCED_PARAMETER(Pipe);
    CHECK(!NT_SUCCESS(Status) && USBD_ERROR(UsbdStatus) && KeGetCurrentIrql() == PASSIVE_LEVEL);
    return TRUE;
}

static NTSTATUS Configure(DEVICE *Device)
{
    WDF_USB_DEVICE_SELECT_CONFIG_PARAMS select;
    WDF_USB_CONTINUOUS_READER_CONFIG reader;
    WDF_USB_PIPE_INFORMATION info;
    WDFUSBINTERFACE only;
    NTSTATUS status;

    WDF_USB_DEVICE_SELECT_CONFIG_PARAMS_INIT_SINGLE_INTERFACE(&select);
    status = WdfUsbTargetDeviceSelectConfig(Device->Usb, WDF_NO_OBJECT_ATTRIBUTES, &select);
    if (!NT_SUCCESS(status)) {
        CHECK(WdfUsbInterfaceGetNumConfiguredPipes(WdfUsbTargetDeviceGetInterface(Device->Usb, 0)) == 0);
        return status;
    }
    only = select.Types.SingleInterface.ConfiguredUsbInterface;
    CHECK(only == WdfUsbTargetDeviceGetInterface(Device->Usb, 0) && select.Types.SingleInterface.NumberConfiguredPipes == WdfUsbInterfaceGetNumConfiguredPipes(only));
    WDF_USB_PIPE_INFORMATION_INIT(&info);
    Device->In = WdfUsbInterfaceGetConfiguredPipe(only, 0, &info);
    CHECK(info.PipeType == WdfUsbPipeTypeBulk && info.MaximumPacketSize == 512 && WdfUsbTargetPipeIsInEndpoint(Device->In));
    Device->Out = WdfUsbInterfaceGetConfiguredPipe(only, 1, NULL);
    Device->Interrupt = WdfUsbInterfaceGetConfiguredPipe(only, 2, &info);
    CHECK(WdfUsbTargetPipeIsOutEndpoint(Device->Out) && info.PipeType == WdfUsbPipeTypeInterrupt && WdfUsbInterfaceGetConfiguredPipe(only, 3, NULL) == NULL);
    WDF_USB_CONTINUOUS_READER_CONFIG_INIT(&reader, Came, Device, 500);
    CHECK(WdfUsbTargetPipeConfigContinuousReader(Device->In, &reader) == STATUS_INVALID_BUFFER_SIZE);
    reader.TransferLength = 512;
    reader.HeaderLength = 8;
    reader.EvtUsbTargetPipeReadersFailed = Failed;
    CHECK(WdfUsbTargetPipeConfigContinuousReader(Device->Out, &reader) == STATUS_INVALID_DEVICE_REQUEST);
    return WdfUsbTargetPipeConfigContinuousReader(Device->In, &reader);
}

static NTSTATUS Prepare(WDFDEVICE Handle, WDFCMRESLIST Raw, WDFCMRESLIST Translated)
{
    DEVICE *device = GetDevice(Handle);
    USB_DEVICE_DESCRIPTOR descriptor;
    WDF_USB_DEVICE_CREATE_CONFIG config;
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(Raw);
    UNREFERENCED_PARAMETER(Translated);
    if (device->Usb == NULL) {
        WDF_USB_DEVICE_CREATE_CONFIG_INIT(&config, USBD_CLIENT_CONTRACT_VERSION_602);
        status = WdfUsbTargetDeviceCreateWithParameters(Handle, &config, WDF_NO_OBJECT_ATTRIBUTES, &device->Usb);
    }
    if (!NT_SUCCESS(status)) {
        device->Usb = NULL;
        return status;
    }
    WdfUsbTargetDeviceGetDeviceDescriptor(device->Usb, &descriptor);
    CHECK(descriptor.bLength == 18 && descriptor.bNumConfigurations == 1);
    return Configure(device);
}

static NTSTATUS Enter(WDFDEVICE Handle, WDF_POWER_DEVICE_STATE Before)
{
    DEVICE *device = GetDevice(Handle);
    NTSTATUS status;
    UNREFERENCED_PARAMETER(Before);
    InterlockedExchange(&device->Running, 1);
    status = WdfIoTargetStart(WdfUsbTargetPipeGetIoTarget(device->In));
    if (NT_SUCCESS(status)) { /* asks the device, as many do when it wakes up: where it answers with an error, so does the driver */
        WDF_USB_CONTROL_SETUP_PACKET setup;
        WDF_REQUEST_SEND_OPTIONS soon;
        WDF_REQUEST_SEND_OPTIONS_INIT(&soon, WDF_REQUEST_SEND_OPTION_TIMEOUT);
        WDF_REQUEST_SEND_OPTIONS_SET_TIMEOUT(&soon, WDF_REL_TIMEOUT_IN_SEC(5));
        WDF_USB_CONTROL_SETUP_PACKET_INIT_VENDOR(&setup, BmRequestHostToDevice, BmRequestToDevice, 2, 0, 0);
        status = WdfUsbTargetDeviceSendControlTransferSynchronously(device->Usb, NULL, &soon, &setup, NULL, NULL);
        if (!NT_SUCCESS(status))
            WdfIoTargetStop(WdfUsbTargetPipeGetIoTarget(device->In), WdfIoTargetCancelSentIo);
    }
    if (!NT_SUCCESS(status))
        InterlockedExchange(&device->Running, 0);
    return status;
}

static NTSTATUS Leave(WDFDEVICE Handle, WDF_POWER_DEVICE_STATE After)
{
    DEVICE *device = GetDevice(Handle);
    UNREFERENCED_PARAMETER(After);
    WdfIoTargetStop(WdfUsbTargetPipeGetIoTarget(device->In), WdfIoTargetCancelSentIo);
    InterlockedExchange(&device->Running, 0);
    return STATUS_SUCCESS;
}

static VOID Written(WDFREQUEST Request, WDFIOTARGET Target, PWDF_REQUEST_COMPLETION_PARAMS Params, WDFCONTEXT Context)
{
    NTSTATUS status = Params->IoStatus.Status;
    UNREFERENCED_PARAMETER(Context);
    CHECK(Target != NULL && Params->Type == WdfRequestTypeUsb && Params->Parameters.Usb.Completion->Type == WdfUsbRequestTypePipeWrite);
    CHECK(NT_SUCCESS(status) == USBD_SUCCESS(Params->Parameters.Usb.Completion->UsbdStatus));
    WdfRequestCompleteWithInformation(Request, status, NT_SUCCESS(status) ? Params->Parameters.Usb.Completion->Parameters.PipeWrite.Length : 0);
}

static VOID Write(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(Queue));
    WDFMEMORY memory;
    NTSTATUS status = WdfRequestRetrieveInputMemory(Request, &memory);
    UNREFERENCED_PARAMETER(Length);
    if (NT_SUCCESS(status))
        status = WdfUsbTargetPipeFormatRequestForWrite(device->Out, Request, memory, NULL);
    if (NT_SUCCESS(status)) {
        WdfRequestSetCompletionRoutine(Request, Written, NULL);
        if (WdfRequestSend(Request, WdfUsbTargetPipeGetIoTarget(device->Out), WDF_NO_SEND_OPTIONS))
            return;
        status = WdfRequestGetStatus(Request);
    }
    WdfRequestComplete(Request, status);
}

/* The first bytes are asked of the device by a control transfer, the others of the interrupt pipe. */
static VOID Read(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(Queue));
    WDF_USB_CONTROL_SETUP_PACKET setup;
    WDF_MEMORY_DESCRIPTOR descriptor;
    WDF_REQUEST_SEND_OPTIONS soon;
    UCHAR bytes[16];
    ULONG count = 0;
    NTSTATUS status;
    UNREFERENCED_PARAMETER(Length);
    WDF_REQUEST_SEND_OPTIONS_INIT(&soon, WDF_REQUEST_SEND_OPTION_TIMEOUT);
    WDF_REQUEST_SEND_OPTIONS_SET_TIMEOUT(&soon, WDF_REL_TIMEOUT_IN_SEC(1));
    WDF_MEMORY_DESCRIPTOR_INIT_BUFFER(&descriptor, bytes, sizeof(bytes));
    WDF_USB_CONTROL_SETUP_PACKET_INIT_VENDOR(&setup, BmRequestDeviceToHost, BmRequestToDevice, 1, 0, 0);
    status = WdfUsbTargetDeviceSendControlTransferSynchronously(device->Usb, NULL, &soon, &setup, &descriptor, &count);
    CHECK(!NT_SUCCESS(status) || count == sizeof(bytes));
    if (NT_SUCCESS(status))
        status = WdfUsbTargetPipeReadSynchronously(device->Interrupt, NULL, &soon, &descriptor, &count);
    else
        (void)WdfUsbTargetPipeResetSynchronously(device->Interrupt, NULL, &soon);
    CHECK(WdfUsbTargetPipeReadSynchronously(device->Out, NULL, &soon, &descriptor, NULL) == STATUS_INVALID_DEVICE_REQUEST);
    WdfRequestComplete(Request, status);
}

static NTSTATUS Add(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDF_PNPPOWER_EVENT_CALLBACKS power;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queue;
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&power);
    power.EvtDevicePrepareHardware = Prepare;
    power.EvtDeviceD0Entry = Enter;
    power.EvtDeviceD0Exit = Leave;
    WdfDeviceInitSetPnpPowerEventCallbacks(Init, &power);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE);
    status = WdfDeviceCreate(&Init, &attributes, &device);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchParallel);
    queue.EvtIoWrite = Write;
    queue.EvtIoRead = Read;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    return WdfIoQueueCreate(device, &queue, &attributes, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, Add);
    return WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
