/*
 * dma.c: writes go to the device by DMA, straight out of the client's buffer: the MDL of the request says which pages
 * that is, and the request is not completed before the transfer is over.
 */
#include "blocks.h"

NTSTATUS BlocksMakeDma(WDFDEVICE Device)
{
    DEVICE_CONTEXT *context = GetDevice(Device);
    WDF_DMA_ENABLER_CONFIG config;
    WDF_INTERRUPT_CONFIG interrupt;
    WDFINTERRUPT made;
    NTSTATUS status;

    WDF_DMA_ENABLER_CONFIG_INIT(&config, WdfDmaProfileScatterGather64, 64 * 1024);
    status = WdfDmaEnablerCreate(Device, &config, WDF_NO_OBJECT_ATTRIBUTES, &context->Enabler);
    if (NT_SUCCESS(status))
        status = WdfDmaTransactionCreate(context->Enabler, WDF_NO_OBJECT_ATTRIBUTES, &context->Transaction);
    if (!NT_SUCCESS(status))
        return status;
    WDF_INTERRUPT_CONFIG_INIT(&interrupt, BlocksIsr, BlocksDpc);
    return WdfInterruptCreate(Device, &interrupt, WDF_NO_OBJECT_ATTRIBUTES, &made);
}

/* The transaction works for the request from here on, until it is released. */
static NTSTATUS StartWrite(DEVICE_CONTEXT *Context, WDFREQUEST Request, size_t Length)
{
    PMDL mdl;
    NTSTATUS status = WdfRequestRetrieveInputWdmMdl(Request, &mdl);

    if (!NT_SUCCESS(status))
        return status;
    status = WdfDmaTransactionInitialize(Context->Transaction, BlocksProgramDma, WdfDmaDirectionWriteToDevice, mdl,
                                         MmGetMdlVirtualAddress(mdl), Length);
    if (!NT_SUCCESS(status))
        return status;
    Context->Writing = Request;
    status = WdfDmaTransactionExecute(Context->Transaction, Context);
    if (!NT_SUCCESS(status)) {
        Context->Writing = NULL;
        WdfDmaTransactionRelease(Context->Transaction);
        WdfRequestComplete(Request, status); // DEFECT 5: the caller completes it, too
    }
    return status;
}

VOID BlocksWrite(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    NTSTATUS status = StartWrite(GetDevice(WdfIoQueueGetDevice(Queue)), Request, Length);

    if (!NT_SUCCESS(status))
        WdfRequestComplete(Request, status); // expect[wdf-double-completion] was completed already
}

/* Tells the device where the pages are. Its registers are left out here. */
BOOLEAN BlocksProgramDma(WDFDMATRANSACTION Transaction, WDFDEVICE Device, WDFCONTEXT Context, WDF_DMA_DIRECTION Direction, PSCATTER_GATHER_LIST List)
{
    UNREFERENCED_PARAMETER(Transaction);
    UNREFERENCED_PARAMETER(Device);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Direction);
    return List->NumberOfElements != 0;
}

BOOLEAN BlocksIsr(WDFINTERRUPT Interrupt, ULONG Message)
{
    UNREFERENCED_PARAMETER(Message);
    WdfInterruptQueueDpcForIsr(Interrupt);
    return TRUE;
}

/* A transfer is over; if it was the last one of the write, so is the write. */
VOID BlocksDpc(WDFINTERRUPT Interrupt, WDFOBJECT Object)
{
    DEVICE_CONTEXT *context = GetDevice(WdfInterruptGetDevice(Interrupt));
    WDFREQUEST request = context->Writing;
    size_t written;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Object);
    if (request == NULL || !WdfDmaTransactionDmaCompleted(context->Transaction, &status))
        return;
    written = WdfDmaTransactionGetBytesTransferred(context->Transaction);
    context->Writing = NULL;
    WdfDmaTransactionRelease(context->Transaction); /* before the completion: the pages are the client's */
    WdfRequestCompleteWithInformation(request, status, NT_SUCCESS(status) ? written : 0);
}
