/*
 * minifilter.h: a minifilter with a context for each instance, the names of files, a log that it writes below itself, and work items that
 * end what the post-operation callback keeps. With FORGETS, what is named so is not given back.
 */
#include <fltKernel.h>
#include "check.h"

typedef struct _VOLUME {
    HANDLE Log;
    LONG Opened, Parsed;
} VOLUME;

static PFLT_FILTER Filter;

static VOID FLTAPI EvtCleanup(PFLT_CONTEXT Context, FLT_CONTEXT_TYPE Type)
{
    VOLUME *volume = Context;
    CHECK(Type == FLT_INSTANCE_CONTEXT && volume->Parsed <= volume->Opened);
    if (volume->Log)
        FltClose(volume->Log);
}

static NTSTATUS OpenLog(PCFLT_RELATED_OBJECTS Objects)
{
    VOLUME *volume;
    IO_STATUS_BLOCK result;
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\HarddiskVolume1\\log");
    HANDLE log;
    NTSTATUS status = FltGetInstanceContext(Objects->Instance, (PFLT_CONTEXT *)&volume);
    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = FltCreateFile(Filter, Objects->Instance, &log, GENERIC_WRITE, &attributes, &result, NULL, FILE_ATTRIBUTE_NORMAL, FILE_SHARE_READ, FILE_OPEN_IF,
                           FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0, 0);
    if (NT_SUCCESS(status))
        volume->Log = log;
#ifndef FORGETS_CONTEXT
    FltReleaseContext(volume);
#endif
    return status;
}

static NTSTATUS FLTAPI EvtSetup(PCFLT_RELATED_OBJECTS Objects, FLT_INSTANCE_SETUP_FLAGS Flags, DEVICE_TYPE Type, FLT_FILESYSTEM_TYPE System)
{
    VOLUME *volume;
    PFLT_CONTEXT none;
    NTSTATUS status;
    UNREFERENCED_PARAMETER(Type);
    CHECK(Objects->Filter == Filter && (Flags & FLTFL_INSTANCE_SETUP_AUTOMATIC_ATTACHMENT) && System == FLT_FSTYPE_NTFS);
    CHECK(FltGetInstanceContext(Objects->Instance, &none) == STATUS_NOT_FOUND);
    CHECK(FltAllocateContext(Filter, FLT_STREAM_CONTEXT, sizeof *volume, NonPagedPoolNx, &none) == STATUS_FLT_CONTEXT_ALLOCATION_NOT_FOUND);
    status = FltAllocateContext(Filter, FLT_INSTANCE_CONTEXT, sizeof *volume, NonPagedPoolNx, (PFLT_CONTEXT *)&volume);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(volume, sizeof *volume);
    status = FltSetInstanceContext(Objects->Instance, FLT_SET_CONTEXT_KEEP_IF_EXISTS, volume, NULL);
    CHECK(status == STATUS_SUCCESS && FltSetInstanceContext(Objects->Instance, FLT_SET_CONTEXT_KEEP_IF_EXISTS, volume, NULL) == STATUS_FLT_CONTEXT_ALREADY_LINKED);
    FltReleaseContext(volume);
    return NT_SUCCESS(status) ? OpenLog(Objects) : status;
}

/* The parts of a name put together are the name. */
static VOID CheckName(PFLT_FILE_NAME_INFORMATION Name)
{
    static const WCHAR head[] = L"\\Device\\HarddiskVolume";
    CHECK(Name->Volume.Length == sizeof head && RtlCompareMemory(Name->Volume.Buffer, head, sizeof head - sizeof(WCHAR)) == sizeof head - sizeof(WCHAR));
    CHECK(Name->Volume.Length + Name->ParentDir.Length + Name->FinalComponent.Length == Name->Name.Length);
    CHECK(Name->Extension.Length == 0 || Name->Extension.Length == 3 * sizeof(WCHAR));
    CHECK(Name->Stream.Length == 0 || Name->Stream.Buffer[0] == ':');
}

static FLT_PREOP_CALLBACK_STATUS FLTAPI PreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    PFLT_FILE_NAME_INFORMATION name;
    VOLUME *volume;
    CHECK(Data->Iopb->MajorFunction == IRP_MJ_CREATE && Data->Iopb->TargetInstance == Objects->Instance && Data->Iopb->TargetFileObject == Objects->FileObject);
    if (!NT_SUCCESS(FltGetInstanceContext(Objects->Instance, (PFLT_CONTEXT *)&volume)))
        return FLT_PREOP_SUCCESS_NO_CALLBACK;
    InterlockedIncrement(&volume->Opened);
    if (NT_SUCCESS(FltGetFileNameInformation(Data, FLT_FILE_NAME_NORMALIZED | FLT_FILE_NAME_QUERY_DEFAULT, &name))) {
        if (NT_SUCCESS(FltParseFileNameInformation(name))) {
            InterlockedIncrement(&volume->Parsed);
            CheckName(name);
        }
#ifdef FORGETS_NAME
        if (name->Extension.Length)
#endif
            FltReleaseFileNameInformation(name);
    }
    FltReleaseContext(volume);
    *Context = (PVOID)Objects->FileObject;
    return FLT_PREOP_SUCCESS_WITH_CALLBACK;
}

static FLT_POSTOP_CALLBACK_STATUS FLTAPI PostCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID Context, FLT_POST_OPERATION_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    CHECK(KeGetCurrentIrql() == PASSIVE_LEVEL && Context == Objects->FileObject && (Data->Flags & FLTFL_CALLBACK_DATA_POST_OPERATION));
    return FLT_POSTOP_FINISHED_PROCESSING;
}

static VOID FLTAPI Worker(PFLT_GENERIC_WORKITEM Item, PVOID Object, PVOID Context)
{
    PFLT_CALLBACK_DATA data = Context;
    CHECK(KeGetCurrentIrql() == PASSIVE_LEVEL && Object == data->Iopb->TargetInstance);
    FltFreeGenericWorkItem(Item);
    FltCompletePendedPostOperation(data);
}

static FLT_POSTOP_CALLBACK_STATUS FLTAPI PostWrite(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID Context, FLT_POST_OPERATION_FLAGS Flags)
{
    PFLT_GENERIC_WORKITEM item = FltAllocateGenericWorkItem();
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Flags);
    if (item == NULL)
        return FLT_POSTOP_FINISHED_PROCESSING;
    if (!NT_SUCCESS(FltQueueGenericWorkItem(item, Objects->Instance, Worker, DelayedWorkQueue, Data))) {
        FltFreeGenericWorkItem(item);
        return FLT_POSTOP_FINISHED_PROCESSING;
    }
    return FLT_POSTOP_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS FLTAPI EvtUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
#ifndef FORGETS_FILTER
    FltUnregisterFilter(Filter);
#endif
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_CREATE, 0, PreCreate, PostCreate, NULL}, {IRP_MJ_WRITE, 0, NULL, PostWrite, NULL}, {IRP_MJ_OPERATION_END, 0, NULL, NULL, NULL}};
static const FLT_CONTEXT_REGISTRATION Contexts[] = {{FLT_INSTANCE_CONTEXT, 0, EvtCleanup, sizeof(VOLUME), 'loVt', NULL, NULL, NULL}, {FLT_CONTEXT_END, 0, NULL, 0, 0, NULL, NULL, NULL}};
static const FLT_REGISTRATION Registration = {.Size = sizeof(FLT_REGISTRATION), .Version = FLT_REGISTRATION_VERSION, .ContextRegistration = Contexts, .OperationRegistration = Operations,
                                              .FilterUnloadCallback = EvtUnload, .InstanceSetupCallback = EvtSetup};

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NTSTATUS status = FltRegisterFilter(Driver, &Registration, &Filter);
    UNREFERENCED_PARAMETER(Path);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}
