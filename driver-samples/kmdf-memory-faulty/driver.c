/*
 * driver.c: the driver, its device, and the queue that hands out requests.
 *
 * What is made for the device has it as its parent: nothing has to be deleted where a later step fails, since the
 * framework deletes the device then, and with it all that belongs to it.
 */
#include "blocks.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, BlocksDeviceAdd);
    return WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}

/* Read and control requests come at PASSIVE_LEVEL, so that they may wait for the device below. */
static NTSTATUS MakeQueue(WDFDEVICE Device)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG config;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&config, WdfIoQueueDispatchSequential);
    config.EvtIoRead = BlocksRead;
    config.EvtIoWrite = BlocksWrite;
    config.EvtIoDeviceControl = BlocksControl;
    return WdfIoQueueCreate(Device, &config, &attributes, WDF_NO_HANDLE);
}

NTSTATUS BlocksDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    WdfDeviceInitSetIoType(Init, WdfDeviceIoDirect); /* all of Init before WdfDeviceCreate, which takes it over */
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE_CONTEXT);
    status = WdfDeviceCreate(&Init, &attributes, &device);
    if (NT_SUCCESS(status))
        status = BlocksMakeMemory(device);
    if (NT_SUCCESS(status))
        status = BlocksMakeDma(device);
    if (NT_SUCCESS(status))
        status = MakeQueue(device);
    return status;
}
