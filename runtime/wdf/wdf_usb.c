/* USB devices and their interface. */
#include "wdf_usb.h"

enum { VENDOR = 0x1209, PRODUCT = 1 }; /* for experiments: https://pid.codes */

static struct rt_wdf_usb *usb_of(WDFUSBDEVICE handle, const char *name) { return rt_wdf_of(handle, WDF_USB_DEVICE, name); }
static struct rt_wdf_interface *interface_of(WDFUSBINTERFACE handle, const char *name) { return rt_wdf_of(handle, WDF_USB_INTERFACE, name); }

/* ---- the device ----------------------------------------------------------------------------------------------------- */

static NTSTATUS create(WDFDEVICE device, const WDF_OBJECT_ATTRIBUTES *attributes, WDFUSBDEVICE *out, const char *name)
{
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    struct rt_wdf_device *d = rt_wdf_of(device, WDF_DEVICE, name);
    struct rt_wdf_usb *u = d ? rt_wdf_new(WDF_USB_DEVICE, sizeof *u, attributes, &d->object, &status) : NULL;
    *out = (WDFUSBDEVICE)(void *)u;
    if (!u)
        return status;
    u->of = d;
    u->target = rt_wdf_target_new_below(d, &u->object);
    u->usb_interface = rt_wdf_new_own(WDF_USB_INTERFACE, sizeof *u->usb_interface, NULL, &u->object);
    u->usb_interface->object.fixed = true;
    u->usb_interface->usb = u;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicecreate */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceCreate(WDFDEVICE Device, PWDF_OBJECT_ATTRIBUTES Attributes, WDFUSBDEVICE *UsbDevice)
{
    RT_DDI(WdfUsbTargetDeviceCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Attributes, UsbDevice);
    RT_RETURN(create(Device, Attributes, UsbDevice, "WdfUsbTargetDeviceCreate"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicecreatewithparameters */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceCreateWithParameters(WDFDEVICE Device, PWDF_USB_DEVICE_CREATE_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFUSBDEVICE *UsbDevice)
{
    RT_DDI(WdfUsbTargetDeviceCreateWithParameters, (NTSTATUS)STATUS_UNSUCCESSFUL, Device, Config, Attributes, UsbDevice);
    if (Config->Size != sizeof *Config)
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    RT_RETURN(create(Device, Attributes, UsbDevice, "WdfUsbTargetDeviceCreateWithParameters"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicegetiotarget */
RT_EXPORT WDFIOTARGET WdfUsbTargetDeviceGetIoTarget(WDFUSBDEVICE UsbDevice)
{
    RT_DDI(WdfUsbTargetDeviceGetIoTarget, (WDFIOTARGET)NULL, UsbDevice);
    struct rt_wdf_usb *u = usb_of(UsbDevice, "WdfUsbTargetDeviceGetIoTarget");
    RT_RETURN((WDFIOTARGET)(void *)(u ? u->target : NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdeviceretrieveinformation */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceRetrieveInformation(WDFUSBDEVICE UsbDevice, PWDF_USB_DEVICE_INFORMATION Information)
{
    RT_DDI(WdfUsbTargetDeviceRetrieveInformation, (NTSTATUS)STATUS_UNSUCCESSFUL, UsbDevice, Information);
    if (!usb_of(UsbDevice, "WdfUsbTargetDeviceRetrieveInformation"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (Information->Size != sizeof *Information)
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    *Information = (WDF_USB_DEVICE_INFORMATION){.Size = sizeof *Information,
                                                .UsbdVersionInformation = {.USBDI_Version = 0x600, .Supported_USB_Version = 0x200},
                                                .Traits = WDF_USB_DEVICE_TRAIT_SELF_POWERED | WDF_USB_DEVICE_TRAIT_AT_HIGH_SPEED};
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicegetdevicedescriptor */
RT_EXPORT VOID WdfUsbTargetDeviceGetDeviceDescriptor(WDFUSBDEVICE UsbDevice, PUSB_DEVICE_DESCRIPTOR UsbDeviceDescriptor)
{
    RT_DDI_VOID(WdfUsbTargetDeviceGetDeviceDescriptor, UsbDevice, UsbDeviceDescriptor);
    if (usb_of(UsbDevice, "WdfUsbTargetDeviceGetDeviceDescriptor"))
        *UsbDeviceDescriptor = (USB_DEVICE_DESCRIPTOR){.bLength = sizeof *UsbDeviceDescriptor, .bDescriptorType = USB_DEVICE_DESCRIPTOR_TYPE, .bcdUSB = 0x200, .bDeviceClass = 0xFF,
                                                       .bMaxPacketSize0 = 64, .idVendor = VENDOR, .idProduct = PRODUCT, .bcdDevice = 0x100, .bNumConfigurations = 1};
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdeviceselectconfig */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceSelectConfig(WDFUSBDEVICE UsbDevice, PWDF_OBJECT_ATTRIBUTES PipeAttributes, PWDF_USB_DEVICE_SELECT_CONFIG_PARAMS Params)
{
    RT_DDI(WdfUsbTargetDeviceSelectConfig, (NTSTATUS)STATUS_UNSUCCESSFUL, UsbDevice, PipeAttributes, Params);
    struct rt_wdf_usb *u = usb_of(UsbDevice, "WdfUsbTargetDeviceSelectConfig");
    NTSTATUS status = STATUS_SUCCESS;
    if (!u)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (Params->Size != sizeof *Params)
        RT_RETURN((NTSTATUS)STATUS_INFO_LENGTH_MISMATCH);
    rt_wdf_pipes_delete(u->usb_interface);
    if (Params->Type != WdfUsbTargetDeviceSelectConfigTypeDeconfig)
        status = rt_wdf_pipes_new(u->usb_interface, PipeAttributes);
    if (!NT_SUCCESS(status))
        RT_RETURN(status);
    switch (Params->Type) {
    case WdfUsbTargetDeviceSelectConfigTypeDeconfig: break;
    case WdfUsbTargetDeviceSelectConfigTypeSingleInterface:
        Params->Types.SingleInterface.NumberConfiguredPipes = USB_PIPES;
        Params->Types.SingleInterface.ConfiguredUsbInterface = (WDFUSBINTERFACE)(void *)u->usb_interface;
        break;
    case WdfUsbTargetDeviceSelectConfigTypeMultiInterface:
    case WdfUsbTargetDeviceSelectConfigTypeInterfacesPairs: Params->Types.MultiInterface.NumberOfConfiguredInterfaces = 1; break;
    default: rt_not_simulated("WdfUsbTargetDeviceSelectConfig: descriptors and URBs of the driver's own"); break;
    }
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicegetnuminterfaces */
RT_EXPORT UCHAR WdfUsbTargetDeviceGetNumInterfaces(WDFUSBDEVICE UsbDevice)
{
    RT_DDI(WdfUsbTargetDeviceGetNumInterfaces, (UCHAR)0, UsbDevice);
    RT_RETURN((UCHAR)(usb_of(UsbDevice, "WdfUsbTargetDeviceGetNumInterfaces") ? 1 : 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicegetinterface */
RT_EXPORT WDFUSBINTERFACE WdfUsbTargetDeviceGetInterface(WDFUSBDEVICE UsbDevice, UCHAR InterfaceIndex)
{
    RT_DDI(WdfUsbTargetDeviceGetInterface, (WDFUSBINTERFACE)NULL, UsbDevice, InterfaceIndex);
    struct rt_wdf_usb *u = usb_of(UsbDevice, "WdfUsbTargetDeviceGetInterface");
    RT_RETURN((WDFUSBINTERFACE)(void *)(u && InterfaceIndex == 0 ? u->usb_interface : NULL));
}

/* ---- control transfers -------------------------------------------------------------------------------------------------- */

static bool is_in(const WDF_USB_CONTROL_SETUP_PACKET *setup) { return setup->Packet.bm.Request.Dir == BmRequestDeviceToHost; }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicesendcontroltransfersynchronously */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceSendControlTransferSynchronously(WDFUSBDEVICE UsbDevice, WDFREQUEST Request, PWDF_REQUEST_SEND_OPTIONS RequestOptions,
                                                                      PWDF_USB_CONTROL_SETUP_PACKET SetupPacket, PWDF_MEMORY_DESCRIPTOR MemoryDescriptor, PULONG BytesTransferred)
{
    RT_DDI(WdfUsbTargetDeviceSendControlTransferSynchronously, (NTSTATUS)STATUS_UNSUCCESSFUL, UsbDevice, Request, RequestOptions, SetupPacket, MemoryDescriptor, BytesTransferred);
    static const char name[] = "WdfUsbTargetDeviceSendControlTransferSynchronously";
    struct rt_wdf_usb *u = usb_of(UsbDevice, name);
    const bool in = is_in(SetupPacket);
    ULONG_PTR bytes = 0;
    NTSTATUS status = u ? rt_wdf_send_and_wait(u->target, Request, in ? IRP_MJ_READ : IRP_MJ_WRITE, in ? NULL : MemoryDescriptor, in ? MemoryDescriptor : NULL, RequestOptions, &bytes, name)
                        : STATUS_INVALID_PARAMETER;
    if (BytesTransferred)
        *BytesTransferred = (ULONG)bytes;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdeviceformatrequestforcontroltransfer */
RT_EXPORT NTSTATUS WdfUsbTargetDeviceFormatRequestForControlTransfer(WDFUSBDEVICE UsbDevice, WDFREQUEST Request, PWDF_USB_CONTROL_SETUP_PACKET SetupPacket,
                                                                     WDFMEMORY TransferMemory, PWDFMEMORY_OFFSET TransferOffset)
{
    RT_DDI(WdfUsbTargetDeviceFormatRequestForControlTransfer, (NTSTATUS)STATUS_UNSUCCESSFUL, UsbDevice, Request, SetupPacket, TransferMemory, TransferOffset);
    static const char name[] = "WdfUsbTargetDeviceFormatRequestForControlTransfer";
    struct rt_wdf_usb *u = usb_of(UsbDevice, name);
    const bool in = is_in(SetupPacket);
    NTSTATUS status = u ? rt_wdf_format(u->target, Request, WdfRequestTypeUsb, 0, in ? NULL : TransferMemory, in ? NULL : TransferOffset, in ? TransferMemory : NULL,
                                        in ? TransferOffset : NULL, name)
                        : STATUS_INVALID_PARAMETER;
    if (NT_SUCCESS(status))
        ((struct rt_wdf_request *)(void *)Request)->usb = (WDF_USB_REQUEST_COMPLETION_PARAMS){.Type = WdfUsbRequestTypeDeviceControlTransfer,
                                                                                              .Parameters.DeviceControlTransfer = {.Buffer = TransferMemory, .SetupPacket = *SetupPacket}};
    RT_RETURN(status);
}

/* ---- the interface --------------------------------------------------------------------------------------------------------- */

#define TELLS(type, name, value)                                         \
    RT_EXPORT type name(WDFUSBINTERFACE UsbInterface)                    \
    {                                                                    \
        RT_DDI(name, (type)0, UsbInterface);                             \
        struct rt_wdf_interface *i = interface_of(UsbInterface, #name);  \
        RT_RETURN((type)(i ? (value) : 0));                              \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfacegetnumconfiguredpipes and its neighbours */
TELLS(UCHAR, WdfUsbInterfaceGetNumConfiguredPipes, i->pipes[0] ? USB_PIPES : 0)
TELLS(UCHAR, WdfUsbInterfaceGetInterfaceNumber, 0)
TELLS(UCHAR, WdfUsbInterfaceGetNumSettings, 1)
TELLS(UCHAR, WdfUsbInterfaceGetConfiguredSettingIndex, 0)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfacegetnumendpoints */
RT_EXPORT UCHAR WdfUsbInterfaceGetNumEndpoints(WDFUSBINTERFACE UsbInterface, UCHAR SettingIndex)
{
    RT_DDI(WdfUsbInterfaceGetNumEndpoints, (UCHAR)0, UsbInterface, SettingIndex);
    RT_RETURN((UCHAR)(interface_of(UsbInterface, "WdfUsbInterfaceGetNumEndpoints") && SettingIndex == 0 ? USB_PIPES : 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfacegetdescriptor */
RT_EXPORT VOID WdfUsbInterfaceGetDescriptor(WDFUSBINTERFACE UsbInterface, UCHAR SettingIndex, PUSB_INTERFACE_DESCRIPTOR InterfaceDescriptor)
{
    RT_DDI_VOID(WdfUsbInterfaceGetDescriptor, UsbInterface, SettingIndex, InterfaceDescriptor);
    if (interface_of(UsbInterface, "WdfUsbInterfaceGetDescriptor"))
        *InterfaceDescriptor = (USB_INTERFACE_DESCRIPTOR){.bLength = sizeof *InterfaceDescriptor, .bDescriptorType = USB_INTERFACE_DESCRIPTOR_TYPE, .bNumEndpoints = USB_PIPES,
                                                          .bInterfaceClass = 0xFF};
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfacegetendpointinformation */
RT_EXPORT VOID WdfUsbInterfaceGetEndpointInformation(WDFUSBINTERFACE UsbInterface, UCHAR SettingIndex, UCHAR EndpointIndex, PWDF_USB_PIPE_INFORMATION EndpointInfo)
{
    RT_DDI_VOID(WdfUsbInterfaceGetEndpointInformation, UsbInterface, SettingIndex, EndpointIndex, EndpointInfo);
    if (interface_of(UsbInterface, "WdfUsbInterfaceGetEndpointInformation") && EndpointIndex < USB_PIPES)
        rt_wdf_pipe_describe(EndpointIndex, EndpointInfo);
    RT_RETURN_VOID();
}

/* There is one setting. https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbinterfaceselectsetting */
RT_EXPORT NTSTATUS WdfUsbInterfaceSelectSetting(WDFUSBINTERFACE UsbInterface, PWDF_OBJECT_ATTRIBUTES PipesAttributes, PWDF_USB_INTERFACE_SELECT_SETTING_PARAMS Params)
{
    RT_DDI(WdfUsbInterfaceSelectSetting, (NTSTATUS)STATUS_UNSUCCESSFUL, UsbInterface, PipesAttributes, Params);
    struct rt_wdf_interface *i = interface_of(UsbInterface, "WdfUsbInterfaceSelectSetting");
    if (!i || (Params->Type == WdfUsbInterfaceSelectSettingTypeSetting && Params->Types.Interface.SettingIndex != 0))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    rt_wdf_pipes_delete(i);
    RT_RETURN(rt_wdf_pipes_new(i, PipesAttributes));
}
