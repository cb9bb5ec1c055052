/*
 * requests: two devices on each other, requests of user mode that go through both and are completed at once, later, or cancelled, and a
 * request of the driver's own, which comes back to its completion routine.
 */
#include <ntifs.h>
#include <ndis.h>
#include "check.h"
void Begin(void);
void Ask(void);
void End(void);
static PDRIVER_OBJECT Own;
#define ON_ENTRY() (Own = Driver)
#define ON_ATTACH(Module) Begin()
#define ON_RESTART(Module) Ask()
#define ON_UNLOAD(Driver) End()
#include "base.h"

static PDEVICE_OBJECT Lower, Upper;
static PIO_WORKITEM Later;
static PIRP Waiting;
static LONG Passed, CameBack;

static VOID Finish(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 7;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

static VOID NTAPI FinishLater(PDEVICE_OBJECT Device, PVOID Context)
{
    UNREFERENCED_PARAMETER(Device);
    UNREFERENCED_PARAMETER(Context);
    Finish(InterlockedExchangePointer((PVOID *)&Waiting, NULL), STATUS_SUCCESS);
}

static NTSTATUS NTAPI Came(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    CHECK(Device == Upper && Context == &Passed && Irp->IoStatus.Information == 7);
    InterlockedIncrement(&CameBack);
    if (Irp->PendingReturned)
        IoMarkIrpPending(Irp);
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS NTAPI Dispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION here = IoGetCurrentIrpStackLocation(Irp);
    CHECK(here->DeviceObject == Device);
    if (Device == Upper) {
        InterlockedIncrement(&Passed);
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoSetCompletionRoutine(Irp, Came, &Passed, TRUE, TRUE, TRUE);
        return IoCallDriver(Lower, Irp);
    }
    if (here->MajorFunction == IRP_MJ_WRITE && Later && InterlockedCompareExchangePointer((PVOID *)&Waiting, Irp, NULL) == NULL) {
        IoMarkIrpPending(Irp);
        IoQueueWorkItem(Later, FinishLater, DelayedWorkQueue, NULL);
        return STATUS_PENDING;
    }
    Finish(Irp, here->MajorFunction == IRP_MJ_DEVICE_CONTROL ? STATUS_INVALID_DEVICE_REQUEST : STATUS_SUCCESS);
    return here->MajorFunction == IRP_MJ_DEVICE_CONTROL ? STATUS_INVALID_DEVICE_REQUEST : STATUS_SUCCESS;
}

static NTSTATUS NTAPI OwnCame(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    CHECK(Device == NULL && Irp->IoStatus.Information == 7);
    KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
#ifdef LETS_GO
    return STATUS_SUCCESS;
#else
    return STATUS_MORE_PROCESSING_REQUIRED;
#endif
}

/* A request of the driver's own, twice. */
void Ask(void)
{
    PIRP irp = Upper ? IoAllocateIrp(Upper->StackSize, FALSE) : NULL;
    KEVENT done;
    if (irp == NULL)
        return;
    CHECK(Upper->StackSize == Lower->StackSize + 1 && irp->StackCount == Upper->StackSize);
    for (int i = 0; i < 2; i++) {
        PIO_STACK_LOCATION next = IoGetNextIrpStackLocation(irp);
        KeInitializeEvent(&done, NotificationEvent, FALSE);
        next->MajorFunction = i ? IRP_MJ_WRITE : IRP_MJ_READ;
        IoSetCompletionRoutine(irp, OwnCame, &done, TRUE, TRUE, TRUE);
        (void)IoCallDriver(Upper, irp);
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
        CHECK(irp->IoStatus.Status == STATUS_SUCCESS);
        IoReuseIrp(irp, STATUS_UNSUCCESSFUL);
    }
    IoFreeIrp(irp);
}

/* With the first module. */
void Begin(void)
{
    static const UCHAR handled[] = {IRP_MJ_CREATE, IRP_MJ_CLOSE, IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_DEVICE_CONTROL};
    for (ULONG i = 0; i < sizeof(handled); i++)
        Own->MajorFunction[handled[i]] = Dispatch;
    if (Lower || !NT_SUCCESS(IoCreateDevice(Own, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Lower)))
        return;
    if (NT_SUCCESS(IoCreateDevice(Own, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Upper)) && IoAttachDeviceToDeviceStack(Upper, Lower) == NULL) {
        IoDeleteDevice(Upper);
        Upper = NULL;
    }
    Later = IoAllocateWorkItem(Lower);
}

void End(void)
{
    CHECK(Passed == CameBack);
    if (Upper) {
        IoDetachDevice(Lower);
        IoDeleteDevice(Upper);
    }
    if (Later)
        IoFreeWorkItem(Later);
    if (Lower)
        IoDeleteDevice(Lower);
}
