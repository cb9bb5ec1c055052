/*
 * memory.c: the three ways to make a memory object, and what each is for.
 */
#include "blocks.h"

NTSTATUS BlocksMakeMemory(WDFDEVICE Device)
{
    DEVICE_CONTEXT *context = GetDevice(Device);
    WDF_OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    /* Without a parent they would live until the driver is unloaded. */
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Device;

    /* With a buffer of its own, which goes with it. */
    status = WdfMemoryCreate(&attributes, NonPagedPoolNx, BLOCKS_TAG, sizeof(BLOCKS_STATE), &context->State, NULL);
    if (!NT_SUCCESS(status))
        return status;

    /* For a buffer that the driver brings along: only such an object's buffer may be exchanged. */
    status = WdfMemoryCreatePreallocated(&attributes, context->Banks[0], BANK_SIZE, &context->Window);
    if (!NT_SUCCESS(status))
        return status;

    /* Many of one size: from a lookaside list. */
    return WdfLookasideListCreate(&attributes, BLOCK_SIZE, NonPagedPoolNx, WDF_NO_OBJECT_ATTRIBUTES, BLOCKS_TAG, &context->Blocks);
}
