/*
 * wdf_entry.c: where Windows enters a framework driver. It is bound to the framework before its DriverEntry runs, and
 * unbound after its unload routine.
 *
 * WDF_MINOR and WDF_METHODS come with the command line: the version that the driver's .inf names, and the number of methods in
 * that version's table.
 */
#include "wdf_bind.h"

#define REGISTRY_PATH_TAG 'RfdW'

const WDFFUNC *WdfFunctions;
PWDF_DRIVER_GLOBALS WdfDriverGlobals;

DRIVER_INITIALIZE DriverEntry, FxDriverEntry;

static WDF_BIND_INFO bind_info = {
    .Size = sizeof bind_info,
    .Component = L"KmdfLibrary",
    .Version = {.Major = 1, .Minor = WDF_MINOR},
    .FuncCount = WDF_METHODS,
    .FuncTable = (WDFFUNC *)&WdfFunctions,
};
static UNICODE_STRING registry_path; /* a copy: the one of DriverEntry goes when that returns */
static PDRIVER_UNLOAD driver_unload; /* what the framework or the driver has set */

static void Unbind(void)
{
    WdfVersionUnbind(&registry_path, &bind_info, WdfDriverGlobals);
    ExFreePoolWithTag(registry_path.Buffer, REGISTRY_PATH_TAG);
}

static VOID Unload(PDRIVER_OBJECT Driver)
{
    if (driver_unload)
        driver_unload(Driver);
    Unbind();
}

static NTSTATUS CopyPath(PUNICODE_STRING Path)
{
    registry_path.MaximumLength = Path->Length + sizeof(WCHAR);
    registry_path.Buffer = ExAllocatePoolWithTag(NonPagedPoolNx, registry_path.MaximumLength, REGISTRY_PATH_TAG);
    if (!registry_path.Buffer)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyUnicodeString(&registry_path, Path); /* ends it with a 0, as there is room for one */
    return STATUS_SUCCESS;
}

NTSTATUS FxDriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    NTSTATUS status = CopyPath(Path);

    if (!NT_SUCCESS(status))
        return status;
    status = WdfVersionBind(Driver, &registry_path, &bind_info, (PVOID *)&WdfDriverGlobals);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(registry_path.Buffer, REGISTRY_PATH_TAG);
        return status;
    }
    status = DriverEntry(Driver, Path);
    if (!NT_SUCCESS(status)) {
        Unbind();
    } else if (WdfDriverGlobals->DisplaceDriverUnload) {
        driver_unload = Driver->DriverUnload;
        Driver->DriverUnload = Unload;
    }
    return status;
}
