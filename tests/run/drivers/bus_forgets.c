/* bus_forgets: an IRP that the driver was handed before the framework, and that it gives back to nobody. */
#include <ntddk.h>
#include <wdf.h>

static NTSTATUS NTAPI EvtDispatch(WDFDEVICE Device, UCHAR Major, UCHAR Minor, ULONG Code, WDFCONTEXT Driver, PIRP Irp, WDFCONTEXT Context)
{
    UNREFERENCED_PARAMETER(Major);
    UNREFERENCED_PARAMETER(Minor);
    UNREFERENCED_PARAMETER(Driver);
    if (Code & 4)
        return STATUS_NOT_SUPPORTED;
    return WdfDeviceWdmDispatchIrp(Device, Irp, Context);
}

static NTSTATUS NTAPI EvtDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDFDEVICE device;
    NTSTATUS status = WdfDeviceCreate(&Init, WDF_NO_OBJECT_ATTRIBUTES, &device);
    UNREFERENCED_PARAMETER(Driver);
    return NT_SUCCESS(status) ? WdfDeviceConfigureWdmIrpDispatchCallback(device, NULL, IRP_MJ_DEVICE_CONTROL, EvtDispatch, NULL) : status;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    return WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
