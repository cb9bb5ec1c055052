/*
 * bus: a framework driver with children of every kind: a static one, and two of a list, of which one goes and comes again; the IRPs of controls are seen
 * before the framework, and half of them go to a queue of their own; WMI instances. Each call is checked for what it gives.
 */
#include <ntddk.h>
#include <wdf.h>
#include <wdfwmi.h>
#include <ntstrsafe.h>
#include "check.h"

typedef struct _CHILD {
    WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER Header;
    ULONG Number;
} CHILD;

typedef struct _BUS {
    WDFQUEUE Own;
    LONG Made, Powered, Scans, Seen, Queued, Asked;
} BUS;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(BUS, BusOf)

static NTSTATUS NTAPI ChildD0Entry(WDFDEVICE Device, WDF_POWER_DEVICE_STATE From)
{
    UNREFERENCED_PARAMETER(From);
    CHECK(WdfPdoGetParent(Device) != NULL);
    InterlockedIncrement(&BusOf(WdfPdoGetParent(Device))->Powered);
    return STATUS_SUCCESS;
}

static NTSTATUS NTAPI ChildD0Exit(WDFDEVICE Device, WDF_POWER_DEVICE_STATE To)
{
    UNREFERENCED_PARAMETER(To);
    InterlockedDecrement(&BusOf(WdfPdoGetParent(Device))->Powered);
    return STATUS_SUCCESS;
}

/* The device of a child, from its structure. */
static NTSTATUS Make(PWDFDEVICE_INIT *Init, ULONG Number, WDFDEVICE *Device)
{
    WDF_PNPPOWER_EVENT_CALLBACKS power;
    WCHAR text[16];
    UNICODE_STRING number = {.MaximumLength = sizeof text, .Buffer = text};
    DECLARE_CONST_UNICODE_STRING(id, L"Sample\\Child");
    NTSTATUS status = WdfPdoInitAssignDeviceID(*Init, &id);
    if (NT_SUCCESS(status))
        status = WdfPdoInitAddHardwareID(*Init, &id);
    if (NT_SUCCESS(status))
        status = WdfPdoInitAddCompatibleID(*Init, &id);
    if (NT_SUCCESS(status))
        status = RtlUnicodeStringPrintf(&number, L"%02d", (int)Number);
    CHECK(!NT_SUCCESS(status) || number.Length == 2 * sizeof(WCHAR));
    if (NT_SUCCESS(status))
        status = WdfPdoInitAssignInstanceID(*Init, &number);
    if (!NT_SUCCESS(status))
        return status;
    WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&power);
    power.EvtDeviceD0Entry = ChildD0Entry;
    power.EvtDeviceD0Exit = ChildD0Exit;
    WdfDeviceInitSetPnpPowerEventCallbacks(*Init, &power);
    return WdfDeviceCreate(Init, WDF_NO_OBJECT_ATTRIBUTES, Device);
}

static NTSTATUS NTAPI EvtCreateChild(WDFCHILDLIST List, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER Description, PWDFDEVICE_INIT Init)
{
    WDFDEVICE child;
    CHECK(CONTAINING_RECORD(Description, CHILD, Header)->Number < 3);
    InterlockedIncrement(&BusOf(WdfChildListGetDevice(List))->Made);
    return Make(&Init, CONTAINING_RECORD(Description, CHILD, Header)->Number, &child);
}

/* Two are there; the second is gone for a while. Asking for one that is not is answered so. */
static VOID NTAPI EvtScan(WDFCHILDLIST List)
{
    BUS *bus = BusOf(WdfChildListGetDevice(List));
    CHILD child;
    ULONG i;
    NTSTATUS status;
    WdfChildListBeginScan(List);
    for (i = 1; i < 3; i++) {
        WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER_INIT(&child.Header, sizeof child);
        child.Number = i;
        if (i == 2 && (bus->Scans & 1))
            break;
        status = WdfChildListAddOrUpdateChildDescriptionAsPresent(List, &child.Header, NULL);
        CHECK(status == STATUS_SUCCESS || status == STATUS_OBJECT_NAME_EXISTS || status == STATUS_INSUFFICIENT_RESOURCES);
    }
    WdfChildListEndScan(List);
    child.Number = 9;
    CHECK(WdfChildListUpdateChildDescriptionAsMissing(List, &child.Header) == STATUS_NO_SUCH_DEVICE);
    bus->Scans++;
}

static NTSTATUS AddStatic(WDFDEVICE Device)
{
    PWDFDEVICE_INIT init = WdfPdoInitAllocate(Device);
    WDFDEVICE child;
    NTSTATUS status;
    if (!init)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = Make(&init, 0, &child);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }
    status = WdfFdoAddStaticChild(Device, child);
    if (!NT_SUCCESS(status))
        WdfObjectDelete(child);
    return status;
}

/* The static child is found, and nothing else; a list's are found by their list. */
static VOID Count(WDFDEVICE Device)
{
    WDF_CHILD_LIST_ITERATOR iterator;
    WDFDEVICE child = NULL;
    ULONG count = 0;
    WdfFdoLockStaticChildListForIteration(Device);
    while ((child = WdfFdoRetrieveNextStaticChild(Device, child, WdfRetrieveAddedChildren)) != NULL)
        count++;
    WdfFdoUnlockStaticChildListFromIteration(Device);
    CHECK(count <= 1); /* none while the bus is pulled out */
    WDF_CHILD_LIST_ITERATOR_INIT(&iterator, WdfRetrieveAllChildren);
    WdfChildListBeginIteration(WdfFdoGetDefaultChildList(Device), &iterator);
    for (count = 0; NT_SUCCESS(WdfChildListRetrieveNextDevice(WdfFdoGetDefaultChildList(Device), &iterator, &child, NULL));)
        count++;
    WdfChildListEndIteration(WdfFdoGetDefaultChildList(Device), &iterator);
    CHECK(count <= 4);
}

static VOID NTAPI EvtControl(WDFQUEUE Queue, WDFREQUEST Request, size_t Out, size_t In, ULONG Code)
{
    UNREFERENCED_PARAMETER(Out);
    UNREFERENCED_PARAMETER(In);
    UNREFERENCED_PARAMETER(Code);
    Count(WdfIoQueueGetDevice(Queue));
    WdfRequestComplete(Request, STATUS_SUCCESS);
}

static NTSTATUS NTAPI EvtDispatch(WDFDEVICE Device, UCHAR Major, UCHAR Minor, ULONG Code, WDFCONTEXT Driver, PIRP Irp, WDFCONTEXT Context)
{
    BUS *bus = BusOf(Device);
    UNREFERENCED_PARAMETER(Minor);
    UNREFERENCED_PARAMETER(Code);
    CHECK(Major == IRP_MJ_DEVICE_CONTROL && Driver == (WDFCONTEXT)bus && IoGetCurrentIrpStackLocation(Irp)->MajorFunction == Major);
    if (InterlockedIncrement(&bus->Seen) & 1)
        return WdfDeviceWdmDispatchIrp(Device, Irp, Context);
    InterlockedIncrement(&bus->Queued);
    return WdfDeviceWdmDispatchIrpToIoQueue(Device, Irp, bus->Own, 0);
}

static NTSTATUS NTAPI EvtQuery(WDFWMIINSTANCE Instance, ULONG Size, PVOID Buffer, PULONG Used)
{
    BUS *bus = BusOf(WdfWmiInstanceGetDevice(Instance));
    CHECK(Size == sizeof(LONG));
    *(LONG *)Buffer = InterlockedIncrement(&bus->Asked);
    *Used = sizeof(LONG);
    return STATUS_SUCCESS;
}

static NTSTATUS AddWmi(WDFDEVICE Device)
{
    static const GUID guid = {1, 2, 3, {4}};
    WDF_WMI_PROVIDER_CONFIG provider;
    WDF_WMI_INSTANCE_CONFIG instance;
    WDF_WMI_PROVIDER_CONFIG_INIT(&provider, &guid);
    provider.MinInstanceBufferSize = sizeof(LONG);
    WDF_WMI_INSTANCE_CONFIG_INIT_PROVIDER_CONFIG(&instance, &provider);
    instance.Register = TRUE;
    instance.EvtWmiInstanceQueryInstance = EvtQuery;
    return WdfWmiInstanceCreate(Device, &instance, WDF_NO_OBJECT_ATTRIBUTES, NULL);
}

static VOID NTAPI EvtCleanup(WDFOBJECT Device)
{
    BUS *bus = BusOf(Device);
    CHECK(bus->Powered == 0);
    CHECK(bus->Scans == 0 || bus->Made >= bus->Scans / 2);
    CHECK(bus->Seen / 2 == bus->Queued);
}

static NTSTATUS NTAPI EvtDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDF_CHILD_LIST_CONFIG list;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queue;
    WDFDEVICE device;
    NTSTATUS status;
    UNREFERENCED_PARAMETER(Driver);
    WDF_CHILD_LIST_CONFIG_INIT(&list, sizeof(CHILD), EvtCreateChild);
    list.EvtChildListScanForChildren = EvtScan;
    WdfFdoInitSetDefaultChildListConfig(Init, &list, WDF_NO_OBJECT_ATTRIBUTES);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, BUS);
    attributes.EvtCleanupCallback = EvtCleanup;
    status = WdfDeviceCreate(&Init, &attributes, &device);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchParallel);
    queue.EvtIoDeviceControl = EvtControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, NULL);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT(&queue, WdfIoQueueDispatchSequential);
    queue.EvtIoDeviceControl = EvtControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, &BusOf(device)->Own);
    if (NT_SUCCESS(status))
        status = WdfDeviceConfigureWdmIrpDispatchCallback(device, NULL, IRP_MJ_DEVICE_CONTROL, EvtDispatch, (WDFCONTEXT)BusOf(device));
    if (NT_SUCCESS(status))
        status = AddWmi(device);
    return NT_SUCCESS(status) ? AddStatic(device) : status;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    return WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
