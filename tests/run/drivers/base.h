/*
 * base.h: a filter driver that passes everything on, with places where a test does something else. A test defines what it
 * wants of ON_ENTRY, ON_ATTACH, ON_RESTART, ON_SEND, ON_PAUSE, ON_DETACH, ON_UNLOAD, then includes this.
 */
#include <ndis.h>

#define TAG 'tseT'

typedef struct _MODULE {
    NDIS_HANDLE Handle;
    NDIS_SPIN_LOCK First, Second;
    NDIS_EVENT Never;
    PUCHAR Bytes;
    LONG Count;
    ULONG State;
} MODULE, *PMODULE;

#ifndef ON_ENTRY
#define ON_ENTRY()
#endif
#ifndef ON_ATTACH
#define ON_ATTACH(Module)
#endif
#ifndef ON_RESTART
#define ON_RESTART(Module)
#endif
#ifndef ON_SEND
#define ON_SEND(Module, Lists)
#endif
#ifndef ON_PAUSE
#define ON_PAUSE(Module)
#endif
#ifndef ON_DETACH
#define ON_DETACH(Module)
#endif
#ifndef ON_UNLOAD
#define ON_UNLOAD(Driver)
#endif
#ifndef PAUSE_STATUS
#define PAUSE_STATUS NDIS_STATUS_SUCCESS
#endif

static NDIS_HANDLE DriverHandle;

static NDIS_STATUS Attach(NDIS_HANDLE Handle, NDIS_HANDLE Context, PNDIS_FILTER_ATTACH_PARAMETERS Parameters)
{
    NDIS_FILTER_ATTRIBUTES attributes;
    PMODULE module = NdisAllocateMemoryWithTagPriority(Handle, sizeof(MODULE), TAG, NormalPoolPriority);
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Parameters);
    if (module == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisZeroMemory(module, sizeof(MODULE));
    module->Handle = Handle;
    NdisAllocateSpinLock(&module->First);
    NdisAllocateSpinLock(&module->Second);
    NdisInitializeEvent(&module->Never);
    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES;
    attributes.Header.Revision = NDIS_FILTER_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = NDIS_SIZEOF_FILTER_ATTRIBUTES_REVISION_1;
    status = NdisFSetAttributes(Handle, module, &attributes);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisFreeMemory(module, 0, 0);
        return status;
    }
    ON_ATTACH(module);
    return NDIS_STATUS_SUCCESS;
}

static VOID Detach(NDIS_HANDLE Context)
{
    PMODULE module = Context;
    ON_DETACH(module);
    NdisFreeSpinLock(&module->Second);
    NdisFreeSpinLock(&module->First);
    NdisFreeMemory(module, 0, 0);
}

static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_FILTER_RESTART_PARAMETERS Parameters)
{
    PMODULE module = Context;
    UNREFERENCED_PARAMETER(Parameters);
    ON_RESTART(module);
    module->State = 1;
    return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_FILTER_PAUSE_PARAMETERS Parameters)
{
    PMODULE module = Context;
    UNREFERENCED_PARAMETER(Parameters);
    ON_PAUSE(module);
    module->State = 0;
    return PAUSE_STATUS;
}

static VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags)
{
    PMODULE module = Context;
    ON_SEND(module, Lists);
    NdisFSendNetBufferLists(module->Handle, Lists, Port, Flags);
}

static VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags)
{
    NdisFSendNetBufferListsComplete(((PMODULE)Context)->Handle, Lists, Flags);
}

static VOID Unload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ON_UNLOAD(Driver);
    NdisFDeregisterFilterDriver(DriverHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS c;

    UNREFERENCED_PARAMETER(Path);
    NdisZeroMemory(&c, sizeof(c));
    c.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    c.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    c.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    c.MajorNdisVersion = 6;
    c.MinorNdisVersion = 20;
    NdisInitUnicodeString(&c.FriendlyName, L"Test Filter");
    NdisInitUnicodeString(&c.UniqueName, L"{00000000-0000-0000-0000-000000000001}");
    NdisInitUnicodeString(&c.ServiceName, L"TestFilter");
    c.AttachHandler = Attach;
    c.DetachHandler = Detach;
    c.RestartHandler = Restart;
    c.PauseHandler = Pause;
    c.SendNetBufferListsHandler = Send;
    c.SendNetBufferListsCompleteHandler = SendComplete;
    Driver->DriverUnload = Unload;
    ON_ENTRY();
    return NdisFRegisterFilterDriver(Driver, NULL, &c, &DriverHandle);
}
