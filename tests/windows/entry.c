/*
 * entry.c: a framework's loader that only looks on, and a driver: windows/wdf_entry.c and the methods that
 * tools/wdf_methods.py makes, run on this machine. What was called stands in `told`, which main compares.
 */
#include "wdf_bind.h"

int printf(const char *, ...);
int strcmp(const char *, const char *);
char *strcat(char *, const char *);
void *malloc(unsigned long);
void free(void *);

static char told[400];
static BOOLEAN displaces, binding_fails, entry_fails;
static int allocated, config_stands, out_stands;
static WDF_DRIVER_GLOBALS globals;

/* ---- what ntoskrnl exports ---- */

PVOID ExAllocatePoolWithTag(POOL_TYPE PoolType, SIZE_T Bytes, ULONG Tag)
{
    allocated++;
    return malloc(Bytes);
}

VOID ExFreePoolWithTag(PVOID P, ULONG Tag)
{
    allocated--;
    free(P);
}

VOID RtlCopyUnicodeString(PUNICODE_STRING To, PCUNICODE_STRING From)
{
    for (int i = 0; i < From->Length / 2; i++)
        To->Buffer[i] = From->Buffer[i];
    To->Length = From->Length;
}

/* ---- the framework ---- */

static NTSTATUS DriverCreate(PWDF_DRIVER_GLOBALS g, PDRIVER_OBJECT driver, PCUNICODE_STRING path, PWDF_OBJECT_ATTRIBUTES attributes,
                             PWDF_DRIVER_CONFIG config, WDFDRIVER *out)
{
    strcat(told, g == &globals && driver && path && !attributes && config == (PVOID)&config_stands && out == (PVOID)&out_stands ? " create" : " create-wrong");
    globals.DisplaceDriverUnload = displaces;
    return STATUS_SUCCESS;
}

static VOID ObjectDelete(PWDF_DRIVER_GLOBALS g, WDFOBJECT object)
{
    strcat(told, g == &globals && object == (WDFOBJECT)&out_stands ? " delete" : " delete-wrong");
}

static VOID Other(VOID) { strcat(told, " other"); }

static WDFFUNC table[WDF_METHODS];

NTSTATUS WdfVersionBind(PDRIVER_OBJECT Driver, PUNICODE_STRING Path, PWDF_BIND_INFO Info, PVOID *Globals)
{
    const WCHAR name[] = L"KmdfLibrary";
    BOOLEAN good = Info->Size == sizeof *Info && Info->Version.Major == 1 && Info->Version.Minor == WDF_MINOR && Info->FuncCount == WDF_METHODS;
    for (int i = 0; good && (i == 0 || name[i - 1]); i++)
        good = Info->Component[i] == name[i];
    strcat(told, good ? " bind" : " bind-wrong");
    if (binding_fails)
        return STATUS_NOT_SUPPORTED;
    for (int i = 0; i < WDF_METHODS; i++)
        table[i] = Other;
    table[116] = (WDFFUNC)DriverCreate;
    table[208] = (WDFFUNC)ObjectDelete;
    *(WDFFUNC **)Info->FuncTable = table;
    *Globals = &globals;
    return STATUS_SUCCESS;
}

NTSTATUS WdfVersionUnbind(PUNICODE_STRING Path, PWDF_BIND_INFO Info, PVOID Globals)
{
    strcat(told, Globals == &globals && Path->Length == 6 && Path->Buffer[2] == 'c' ? " unbind" : " unbind-wrong");
    return STATUS_SUCCESS;
}

/* ---- the driver ---- */

static VOID OwnUnload(PDRIVER_OBJECT Driver) { strcat(told, " unload"); }

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    if (entry_fails)
        return STATUS_UNSUCCESSFUL;
    Driver->DriverUnload = OwnUnload;
    WdfObjectDelete((WDFOBJECT)&out_stands);
    return WdfDriverCreate(Driver, Path, WDF_NO_OBJECT_ATTRIBUTES, (PWDF_DRIVER_CONFIG)&config_stands, (WDFDRIVER *)&out_stands);
}

DRIVER_INITIALIZE FxDriverEntry;

static int Expect(const char *what, const char *wanted, NTSTATUS status)
{
    DRIVER_OBJECT driver = {0};
    WCHAR buffer[] = L"abc";
    UNICODE_STRING path = {6, 8, buffer};
    told[0] = 0;
    NTSTATUS got = FxDriverEntry(&driver, &path);
    buffer[2] = 'x'; /* the path is gone */
    if (NT_SUCCESS(got))
        driver.DriverUnload(&driver);
    int good = strcmp(told, wanted) == 0 && got == status && allocated == (NT_SUCCESS(got) && !displaces);
    if (!good)
        printf("FAULT: %s: status %x,%s; %d allocated; wanted%s\n", what, (unsigned)got, told, allocated, wanted);
    return good;
}

int main(void)
{
    int good = 1;
    displaces = TRUE;
    good &= Expect("a driver", " bind delete create unload unbind", STATUS_SUCCESS);
    entry_fails = TRUE;
    good &= Expect("a DriverEntry that fails", " bind unbind", STATUS_UNSUCCESSFUL);
    entry_fails = FALSE, binding_fails = TRUE;
    good &= Expect("a framework that is too old", " bind", STATUS_NOT_SUPPORTED);
    binding_fails = FALSE, displaces = FALSE;
    good &= Expect("a driver that keeps its unload routine", " bind delete create unload", STATUS_SUCCESS);
    return !good;
}
