/*
 * device.h: a filter driver whose device's reads pend until they are cancelled; what is written completes one of them. A test defines what it
 * wants of ON_CANCEL, then includes this.
 */
#include <ntddk.h>

static PIRP Waiting;

#ifndef ON_CANCEL
#define ON_CANCEL(Irp) IoReleaseCancelSpinLock((Irp)->CancelIrql)
#endif

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static VOID Cancel(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Waiting = NULL;
    ON_CANCEL(Irp);
    Complete(Irp, STATUS_CANCELLED);
}

static NTSTATUS Dispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction != IRP_MJ_READ)
        return Complete(Irp, STATUS_SUCCESS);
    IoMarkIrpPending(Irp);
    Waiting = Irp;
    IoSetCancelRoutine(Irp, Cancel);
    return STATUS_PENDING;
}

static NTSTATUS MakeDevice(PDRIVER_OBJECT Driver)
{
    PDEVICE_OBJECT device;
    Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = Driver->MajorFunction[IRP_MJ_CLEANUP] = Dispatch;
    Driver->MajorFunction[IRP_MJ_READ] = Driver->MajorFunction[IRP_MJ_WRITE] = Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Dispatch;
    return IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

#define ON_ENTRY() \
    if (!NT_SUCCESS(MakeDevice(Driver))) return STATUS_INSUFFICIENT_RESOURCES
#define ON_UNLOAD(Driver) IoDeleteDevice((Driver)->DeviceObject)
#include "base.h"
