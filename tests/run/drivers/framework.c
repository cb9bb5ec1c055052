/*
 * A framework driver that keeps requests: reads in a list of its own, cancelable, until a timer or EvtIoStop ends them; writes
 * in a manual queue that a work item empties; the rest goes to the device below. It has a control device, files, and
 * contexts that are cleaned up. framework_*.c go wrong in one thing each, which they name by a macro.
 */
#include <ntddk.h>
#include <wdf.h>

#define TAG 'kmrF'

#ifndef UNMARKS /* of framework_late.c */
#define UNMARKS(request) (WdfRequestUnmarkCancelable(request) != STATUS_CANCELLED)
#endif
#ifndef KEEPS /* of framework_lost.c: whether the read comes into the list, where somebody finds it again */
#define KEEPS(status) NT_SUCCESS(status)
#endif

typedef struct _DEVICE {
    LIST_ENTRY Reads; /* of READ contexts */
    WDFSPINLOCK Lock;
    WDFTIMER Timer;
    WDFWORKITEM Work;
    WDFQUEUE Writes;
    WDFWAITLOCK Counting;
    ULONG Files, Done;
    PVOID Memory;
} DEVICE;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE, GetDevice)

typedef struct _READ {
    LIST_ENTRY Link;
    WDFREQUEST Request;
} READ;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(READ, GetRead)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_UNLOAD Unload;
static EVT_WDF_DRIVER_DEVICE_ADD Add;
static EVT_WDF_IO_QUEUE_IO_READ Read;
static EVT_WDF_IO_QUEUE_IO_WRITE Write;
static EVT_WDF_IO_QUEUE_IO_DEFAULT Other;
static EVT_WDF_IO_QUEUE_IO_STOP Stop;
static EVT_WDF_REQUEST_CANCEL Cancelled;
static EVT_WDF_REQUEST_COMPLETION_ROUTINE Answered;
static EVT_WDF_TIMER Tick;
static EVT_WDF_WORKITEM Work;
static EVT_WDF_DEVICE_D0_ENTRY Enter;
static EVT_WDF_DEVICE_D0_EXIT Leave;
static EVT_WDF_DEVICE_FILE_CREATE Open;
static EVT_WDF_FILE_CLOSE Close;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP CleanUp;
static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL Control;

static VOID Count(DEVICE *Device, BOOLEAN Opened)
{
    WdfWaitLockAcquire(Device->Counting, NULL);
    Device->Files += Opened ? 1 : -1;
    WdfWaitLockRelease(Device->Counting);
}

static VOID Open(WDFDEVICE Handle, WDFREQUEST Request, WDFFILEOBJECT File)
{
    UNREFERENCED_PARAMETER(File);
    Count(GetDevice(Handle), TRUE);
    WdfRequestComplete(Request, STATUS_SUCCESS);
}

static VOID Close(WDFFILEOBJECT File)
{
    Count(GetDevice(WdfFileObjectGetDevice(File)), FALSE);
}

/* The request is in the list from here on: who takes it out completes it. */
static VOID Read(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(Queue));
    READ *read = GetRead(Request);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Length);
    read->Request = Request;
    WdfSpinLockAcquire(device->Lock);
    status = KEEPS(STATUS_SUCCESS) ? WdfRequestMarkCancelableEx(Request, Cancelled) : STATUS_SUCCESS;
    if (KEEPS(status))
        InsertTailList(&device->Reads, &read->Link);
    WdfSpinLockRelease(device->Lock);
    if (!NT_SUCCESS(status))
        WdfRequestComplete(Request, status);
}

static VOID Cancelled(WDFREQUEST Request)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(WdfRequestGetIoQueue(Request)));

    WdfSpinLockAcquire(device->Lock);
    RemoveEntryList(&GetRead(Request)->Link);
    WdfSpinLockRelease(device->Lock);
    WdfRequestComplete(Request, STATUS_CANCELLED);
}

/* Takes the request if its cancel routine will not have it. */
static WDFREQUEST Take(DEVICE *Device, WDFREQUEST Wanted)
{
    WDFREQUEST found = NULL;
    PLIST_ENTRY at;

    WdfSpinLockAcquire(Device->Lock);
    for (at = Device->Reads.Flink; at != &Device->Reads; at = at->Flink) {
        READ *read = CONTAINING_RECORD(at, READ, Link);

        if ((Wanted == NULL || read->Request == Wanted) && UNMARKS(read->Request)) {
            RemoveEntryList(at);
            found = read->Request;
            break;
        }
    }
    WdfSpinLockRelease(Device->Lock);
    return found;
}

static VOID Tick(WDFTIMER Timer)
{
    DEVICE *device = GetDevice(WdfTimerGetParentObject(Timer));
    WDFREQUEST request = Take(device, NULL);

    if (request != NULL)
        WdfRequestComplete(request, STATUS_SUCCESS);
}

static VOID Stop(WDFQUEUE Queue, WDFREQUEST Request, ULONG Flags)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(Queue));

    if (Flags & WdfRequestStopRequestCancelable) {
        if (Take(device, Request) != NULL)
            WdfRequestComplete(Request, STATUS_DEVICE_BUSY);
    } else
        WdfRequestStopAcknowledge(Request, FALSE); /* with the device below */
}

static VOID Write(WDFQUEUE Queue, WDFREQUEST Request, size_t Length)
{
    DEVICE *device = GetDevice(WdfIoQueueGetDevice(Queue));
    NTSTATUS status = WdfRequestForwardToIoQueue(Request, device->Writes);

    UNREFERENCED_PARAMETER(Length);
    if (NT_SUCCESS(status))
        WdfWorkItemEnqueue(device->Work);
    else
        WdfRequestComplete(Request, status);
}

static VOID Work(WDFWORKITEM Item)
{
    DEVICE *device = GetDevice(WdfWorkItemGetParentObject(Item));
    WDFREQUEST request;

    while (NT_SUCCESS(WdfIoQueueRetrieveNextRequest(device->Writes, &request))) {
        PVOID data;
        size_t length;
        NTSTATUS status = WdfRequestRetrieveInputBuffer(request, 1, &data, &length);

        if (NT_SUCCESS(status))
            RtlZeroMemory(data, length);
        WdfRequestCompleteWithInformation(request, status, NT_SUCCESS(status) ? length : 0);
    }
}

static VOID Answered(WDFREQUEST Request, WDFIOTARGET Target, PWDF_REQUEST_COMPLETION_PARAMS Params, WDFCONTEXT Context)
{
    UNREFERENCED_PARAMETER(Target);
    UNREFERENCED_PARAMETER(Context);
    WdfRequestCompleteWithInformation(Request, Params->IoStatus.Status, Params->IoStatus.Information);
}

static VOID Other(WDFQUEUE Queue, WDFREQUEST Request)
{
    WdfRequestFormatRequestUsingCurrentType(Request);
    WdfRequestSetCompletionRoutine(Request, Answered, NULL);
    if (!WdfRequestSend(Request, WdfDeviceGetIoTarget(WdfIoQueueGetDevice(Queue)), WDF_NO_SEND_OPTIONS))
        WdfRequestComplete(Request, WdfRequestGetStatus(Request));
}

static NTSTATUS Enter(WDFDEVICE Handle, WDF_POWER_DEVICE_STATE From)
{
    UNREFERENCED_PARAMETER(From);
    WdfTimerStart(GetDevice(Handle)->Timer, WDF_REL_TIMEOUT_IN_MS(20));
    return STATUS_SUCCESS;
}

static NTSTATUS Leave(WDFDEVICE Handle, WDF_POWER_DEVICE_STATE To)
{
    UNREFERENCED_PARAMETER(To);
    WdfTimerStop(GetDevice(Handle)->Timer, TRUE);
    return STATUS_SUCCESS;
}

static VOID CleanUp(WDFOBJECT Object)
{
    DEVICE *device = GetDevice(Object);

    if (device->Memory != NULL)
        ExFreePoolWithTag(device->Memory, TAG);
    device->Memory = NULL;
    (VOID)WdfDeviceWdmGetDeviceObject((WDFDEVICE)Object); /* the handle is good until the end of this */
}

static NTSTATUS MakeDeferred(WDFDEVICE Handle)
{
    DEVICE *device = GetDevice(Handle);
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_TIMER_CONFIG timer;
    WDF_WORKITEM_CONFIG work;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Handle;
    WDF_TIMER_CONFIG_INIT_PERIODIC(&timer, Tick, 20);
    WDF_WORKITEM_CONFIG_INIT(&work, Work);
    status = WdfSpinLockCreate(&attributes, &device->Lock);
    if (NT_SUCCESS(status))
        status = WdfWaitLockCreate(&attributes, &device->Counting);
    if (NT_SUCCESS(status))
        status = WdfTimerCreate(&timer, &attributes, &device->Timer);
    if (NT_SUCCESS(status))
        status = WdfWorkItemCreate(&work, &attributes, &device->Work);
    return status;
}

static NTSTATUS MakeQueues(WDFDEVICE Handle)
{
    WDF_IO_QUEUE_CONFIG config;
    NTSTATUS status;

    WDF_IO_QUEUE_CONFIG_INIT(&config, WdfIoQueueDispatchManual);
    status = WdfIoQueueCreate(Handle, &config, WDF_NO_OBJECT_ATTRIBUTES, &GetDevice(Handle)->Writes);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&config, WdfIoQueueDispatchParallel);
    config.EvtIoRead = Read;
    config.EvtIoWrite = Write;
    config.EvtIoDefault = Other;
    config.EvtIoStop = Stop;
    return WdfIoQueueCreate(Handle, &config, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
}

/* Strings go in and out of a collection, and to a key and back. */
static NTSTATUS Remember(WDFDRIVER Driver)
{
    DECLARE_CONST_UNICODE_STRING(name, L"Count");
    WDFCOLLECTION strings;
    WDFSTRING text;
    WDFKEY key;
    ULONG count = 3, again = 0;
    NTSTATUS status = WdfCollectionCreate(WDF_NO_OBJECT_ATTRIBUTES, &strings);

    if (!NT_SUCCESS(status))
        return status;
    status = WdfStringCreate(&name, WDF_NO_OBJECT_ATTRIBUTES, &text);
    if (NT_SUCCESS(status)) {
        status = WdfCollectionAdd(strings, text);
        WdfObjectDelete(text); /* the collection holds it */
    }
    WdfObjectDelete(strings);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDriverOpenParametersRegistryKey(Driver, KEY_ALL_ACCESS, WDF_NO_OBJECT_ATTRIBUTES, &key);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfRegistryAssignULong(key, &name, count);
    if (NT_SUCCESS(status))
        status = WdfRegistryQueryULong(key, &name, &again);
    WdfRegistryClose(key);
    return NT_SUCCESS(status) && again != count ? STATUS_INTERNAL_ERROR : status;
}

static NTSTATUS Add(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDF_PNPPOWER_EVENT_CALLBACKS power;
    WDF_FILEOBJECT_CONFIG files;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE handle;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&power);
    power.EvtDeviceD0Entry = Enter;
    power.EvtDeviceD0Exit = Leave;
    WdfDeviceInitSetPnpPowerEventCallbacks(Init, &power);
    WDF_FILEOBJECT_CONFIG_INIT(&files, Open, Close, WDF_NO_EVENT_CALLBACK);
    WdfDeviceInitSetFileObjectConfig(Init, &files, WDF_NO_OBJECT_ATTRIBUTES);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, READ);
    WdfDeviceInitSetRequestAttributes(Init, &attributes);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE);
    attributes.EvtCleanupCallback = CleanUp;
    status = WdfDeviceCreate(&Init, &attributes, &handle);
    if (!NT_SUCCESS(status))
        return status;
    InitializeListHead(&GetDevice(handle)->Reads);
    GetDevice(handle)->Memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
    if (GetDevice(handle)->Memory == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = MakeDeferred(handle);
    return NT_SUCCESS(status) ? MakeQueues(handle) : status;
}

static VOID Control(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputLength, size_t InputLength, ULONG Code)
{
    PULONG reply;
    NTSTATUS status = WdfRequestRetrieveOutputBuffer(Request, sizeof *reply, (PVOID *)&reply, NULL);

    UNREFERENCED_PARAMETER(Queue);
    UNREFERENCED_PARAMETER(OutputLength);
    UNREFERENCED_PARAMETER(InputLength);
    if (NT_SUCCESS(status))
        *reply = Code;
    WdfRequestCompleteWithInformation(Request, status, NT_SUCCESS(status) ? sizeof *reply : 0);
}

static NTSTATUS MakeControl(WDFDRIVER Driver)
{
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Framework");
    DECLARE_CONST_UNICODE_STRING(everybody, L"D:P(A;;GA;;;SY)");
    WDF_IO_QUEUE_CONFIG config;
    WDFDEVICE control;
    NTSTATUS status;
    PWDFDEVICE_INIT init = WdfControlDeviceInitAllocate(Driver, &everybody);

    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = WdfDeviceInitAssignName(init, &name);
    if (NT_SUCCESS(status))
        status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &control);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&config, WdfIoQueueDispatchSequential);
    config.EvtIoDeviceControl = Control;
    status = WdfIoQueueCreate(control, &config, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
    if (NT_SUCCESS(status))
        WdfControlFinishInitializing(control);
    else
        WdfObjectDelete(control);
    return status;
}

static VOID Unload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER handle;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, Add);
    config.EvtDriverUnload = Unload;
    status = WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, &handle);
    if (NT_SUCCESS(status))
        status = Remember(handle);
    return NT_SUCCESS(status) ? MakeControl(handle) : status;
}
