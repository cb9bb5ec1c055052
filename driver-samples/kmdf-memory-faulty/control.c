/*
 * control.c: synchronous I/O. The method returns when the target has answered, so that a descriptor on the stack is
 * enough; the memory that it describes may be of any form.
 */
#include "blocks.h"

/* Asks the device below, and copies its answer into the request's buffer. */
static NTSTATUS GetState(WDFDEVICE Device, WDFREQUEST Request, size_t *Written)
{
    DEVICE_CONTEXT *context = GetDevice(Device);
    WDF_REQUEST_SEND_OPTIONS options;
    WDF_MEMORY_DESCRIPTOR descriptor;
    PVOID reply;
    NTSTATUS status = WdfRequestRetrieveOutputBuffer(Request, sizeof(BLOCKS_STATE), &reply, NULL);

    if (!NT_SUCCESS(status))
        return status;
    WDF_MEMORY_DESCRIPTOR_INIT_HANDLE(&descriptor, context->State, NULL);
    WDF_REQUEST_SEND_OPTIONS_INIT(&options, WDF_REQUEST_SEND_OPTION_TIMEOUT);
    WDF_REQUEST_SEND_OPTIONS_SET_TIMEOUT(&options, WDF_REL_TIMEOUT_IN_SEC(5));
    status = WdfIoTargetSendIoctlSynchronously(WdfDeviceGetIoTarget(Device), NULL, IOCTL_BLOCKS_STATE, NULL, &descriptor, &options, NULL);
    if (NT_SUCCESS(status))
        status = WdfMemoryCopyToBuffer(context->State, 0, reply, sizeof(BLOCKS_STATE)); // expect[wdf-memory-copy-bounds] which has 8
    if (NT_SUCCESS(status))
        *Written = sizeof(BLOCKS_STATE);
    return status;
}

/* Puts another bank behind the window. */
static NTSTATUS SetBank(WDFDEVICE Device, WDFREQUEST Request)
{
    DEVICE_CONTEXT *context = GetDevice(Device);
    PULONG bank;
    NTSTATUS status = WdfRequestRetrieveInputBuffer(Request, sizeof *bank, (PVOID *)&bank, NULL);

    if (!NT_SUCCESS(status))
        return status;
    if (*bank >= BANK_COUNT)
        return STATUS_INVALID_PARAMETER;
    return WdfMemoryAssignBuffer(context->Window, context->Banks[*bank], BANK_SIZE); // expect[wdf-assign-buffer-preallocated] by WdfMemoryCreate
}

VOID BlocksControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputLength, size_t InputLength, ULONG Code)
{
    WDFDEVICE device = WdfIoQueueGetDevice(Queue);
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    size_t written = 0;

    UNREFERENCED_PARAMETER(OutputLength);
    UNREFERENCED_PARAMETER(InputLength);
    if (Code == IOCTL_BLOCKS_STATE)
        status = GetState(device, Request, &written);
    else if (Code == IOCTL_BLOCKS_BANK)
        status = SetBank(device, Request);
    WdfRequestCompleteWithInformation(Request, status, written); /* one completion for all ways */
}
