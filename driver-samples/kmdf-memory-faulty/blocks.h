/*
 * blocks: a framework driver for a device that reads blocks and writes by DMA.
 *
 * Who owns what, and for how long:
 *
 *   State        a memory object of the device: 16 bytes, made with its buffer, gone with the device
 *   Window       a memory object without a buffer of its own: one of the banks of the context stands behind it
 *   Blocks       a lookaside list: each read takes one memory object from it, and deletes it in its completion routine
 *   own request  made for each read, with the client's request and the block in its context; deleted where it comes back
 *   Writing      the client's request that the DMA transaction works for: it is in the context exactly as long
 */
#pragma once

#include <ntddk.h>
#include <wdf.h>

#define BLOCKS_TAG 'kclB'
#define BLOCK_SIZE 512
#define BANK_SIZE 256
#define BANK_COUNT 2

#define IOCTL_BLOCKS_STATE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_READ_ACCESS)
#define IOCTL_BLOCKS_BANK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_WRITE_ACCESS)

/* What the device below answers to IOCTL_BLOCKS_STATE. */
typedef struct _BLOCKS_STATE {
    ULONG Version;
    ULONG BlockCount;
    ULONG Errors;
    ULONG Reserved;
} BLOCKS_STATE;

typedef struct _DEVICE_CONTEXT {
    WDFMEMORY State;
    WDFMEMORY Window;
    WDFLOOKASIDE Blocks;
    WDFDMAENABLER Enabler;
    WDFDMATRANSACTION Transaction;
    WDFREQUEST Writing;
    UCHAR Banks[BANK_COUNT][BANK_SIZE];
} DEVICE_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE_CONTEXT, GetDevice)

/* Context of a request of our own. */
typedef struct _BLOCK_READ {
    WDFREQUEST Client;
    WDFMEMORY Block;
} BLOCK_READ;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(BLOCK_READ, GetRead)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD BlocksDeviceAdd;
EVT_WDF_IO_QUEUE_IO_READ BlocksRead;
EVT_WDF_IO_QUEUE_IO_WRITE BlocksWrite;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL BlocksControl;
EVT_WDF_REQUEST_COMPLETION_ROUTINE BlocksReadDone;
EVT_WDF_PROGRAM_DMA BlocksProgramDma;
EVT_WDF_INTERRUPT_ISR BlocksIsr;
EVT_WDF_INTERRUPT_DPC BlocksDpc;

/* memory.c: makes what the device keeps as long as it lives. */
NTSTATUS BlocksMakeMemory(WDFDEVICE Device);
/* dma.c: makes the enabler, the transaction and the interrupt. */
NTSTATUS BlocksMakeDma(WDFDEVICE Device);
