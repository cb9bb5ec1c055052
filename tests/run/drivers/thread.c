/* thread: a system thread that the module starts and waits for, and a work item that frees itself. */
#include <ndis.h>

static KSTART_ROUTINE Worker;
static NDIS_IO_WORKITEM_FUNCTION Work;
struct _MODULE;
static void StartThread(struct _MODULE *Module);
static void StopThread(void);

#define ON_RESTART(Module) StartThread(Module)
#define ON_PAUSE(Module)   StopThread()
#include "base.h"

static PVOID Thread;
static KEVENT Stop;
static volatile LONG Turns;

static VOID Worker(PVOID Context)
{
    LARGE_INTEGER wait;

    UNREFERENCED_PARAMETER(Context);
    wait.QuadPart = -10 * 1000 * 10;
    while (KeWaitForSingleObject(&Stop, Executive, KernelMode, FALSE, &wait) == STATUS_TIMEOUT)
        InterlockedIncrement(&Turns);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Work(PVOID Context, NDIS_HANDLE Item)
{
    UNREFERENCED_PARAMETER(Context);
    NdisFreeIoWorkItem(Item);
}

static void StartThread(PMODULE Module)
{
    HANDLE handle;
    NDIS_HANDLE item = NdisAllocateIoWorkItem(Module->Handle);

    if (item != NULL)
        NdisQueueIoWorkItem(item, Work, Module);
    KeInitializeEvent(&Stop, NotificationEvent, FALSE);
    Thread = NULL;
    if (PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, Worker, Module) != STATUS_SUCCESS)
        return;
    if (ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *ExEventObjectType, KernelMode, &Thread, NULL) != STATUS_OBJECT_TYPE_MISMATCH)
        KeBugCheckEx(0xE2, __LINE__, 0, 0, 0);
    ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &Thread, NULL);
    ZwClose(handle);
}

static void StopThread(void)
{
    if (Thread == NULL)
        return;
    KeSetEvent(&Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Thread);
}
