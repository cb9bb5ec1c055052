/*
 * read.c: asynchronous I/O. The request that goes to the target is our own; it carries a memory object, which lasts
 * until the request has come back. The client's request waits in its context.
 */
#include "blocks.h"

/* Makes a request that carries a block. Both are the caller's. */
static NTSTATUS MakeRead(WDFDEVICE Device, WDFREQUEST Client, WDFREQUEST *Own)
{
    DEVICE_CONTEXT *context = GetDevice(Device);
    WDFIOTARGET target = WdfDeviceGetIoTarget(Device);
    WDF_OBJECT_ATTRIBUTES attributes;
    BLOCK_READ *read;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, BLOCK_READ);
    attributes.ParentObject = Device;
    status = WdfRequestCreate(&attributes, target, Own);
    if (!NT_SUCCESS(status))
        return status;
    read = GetRead(*Own);
    read->Client = Client;
    status = WdfMemoryCreateFromLookaside(context->Blocks, &read->Block);
    if (!NT_SUCCESS(status)) {
        WdfObjectDelete(*Own);
        return status;
    }
    status = WdfIoTargetFormatRequestForRead(target, *Own, read->Block, NULL, NULL);
    if (!NT_SUCCESS(status)) {
        WdfObjectDelete(read->Block);
        WdfObjectDelete(*Own);
        return status;
    }
    return STATUS_SUCCESS;
}

VOID BlocksRead(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    WDFDEVICE device = WdfIoQueueGetDevice(Queue);
    WDFREQUEST own;
    NTSTATUS status = Length < BLOCK_SIZE ? STATUS_BUFFER_TOO_SMALL : MakeRead(device, Request, &own);

    if (!NT_SUCCESS(status)) {
        WdfRequestComplete(Request, status);
        return;
    }
    WdfRequestSetCompletionRoutine(own, BlocksReadDone, NULL);
    if (!WdfRequestSend(own, WdfDeviceGetIoTarget(device), WDF_NO_SEND_OPTIONS)) {
        /* It was not sent: the completion routine is not called. */
        status = WdfRequestGetStatus(own);
        WdfObjectDelete(GetRead(own)->Block);
        WdfObjectDelete(own);
        WdfRequestComplete(Request, status);
    }
}

/* Copies the block into the client's buffer. The framework compares the sizes. */
static NTSTATUS CopyBlock(WDFMEMORY Block, WDFREQUEST Client)
{
    WDFMEMORY reply;
    NTSTATUS status = WdfRequestRetrieveOutputMemory(Client, &reply);

    if (!NT_SUCCESS(status))
        return status;
    return WdfMemoryCopyFromBuffer(reply, 0, WdfMemoryGetBuffer(Block, NULL), BLOCK_SIZE);
}

VOID BlocksReadDone(WDFREQUEST Request, WDFIOTARGET Target, PWDF_REQUEST_COMPLETION_PARAMS Params, WDFCONTEXT Context)
{
    BLOCK_READ *read = GetRead(Request);
    WDFREQUEST client = read->Client;
    NTSTATUS status = Params->IoStatus.Status;

    UNREFERENCED_PARAMETER(Target);
    UNREFERENCED_PARAMETER(Context);
    if (NT_SUCCESS(status))
        status = CopyBlock(read->Block, client);
    WdfObjectDelete(read->Block);
    WdfObjectDelete(Request); /* `read` stands in its context, and is gone from here on */
    WdfRequestCompleteWithInformation(client, status, NT_SUCCESS(status) ? BLOCK_SIZE : 0);
}
