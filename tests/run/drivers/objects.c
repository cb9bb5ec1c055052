/*
 * objects: processes, keys, files, generic tables, each with a check of what it gives; all of it may fail where memory does.
 */
#include <ntifs.h>
#include <ndis.h>
#include "check.h"
void Objects(PUNICODE_STRING Path);
static PDRIVER_OBJECT Own;
#define ON_ENTRY() (Own = Driver, Objects(Path))
#include "base.h"

static void Processes(void)
{
    PEPROCESS process;
    PIRP before = IoGetTopLevelIrp();
    CHECK(PsLookupProcessByProcessId((HANDLE)(ULONG_PTR)0x12344, &process) == STATUS_INVALID_CID);
    CHECK(PsLookupProcessByProcessId(PsGetCurrentProcessId(), &process) == STATUS_SUCCESS && process == PsGetCurrentProcess());
    CHECK(PsGetProcessId(process) == PsGetCurrentProcessId());
#ifndef FORGETS_PROCESS
    ObDereferenceObject(process);
#endif
    IoSetTopLevelIrp((PIRP)FSRTL_FSP_TOP_LEVEL_IRP);
    CHECK(before == NULL && IoGetTopLevelIrp() == (PIRP)FSRTL_FSP_TOP_LEVEL_IRP);
    IoSetTopLevelIrp(before);
}

static void Texts(void)
{
    WCHAR room[12];
    UNICODE_STRING text = {0, sizeof(room), room};
    UUID one, other;
    PIO_ERROR_LOG_PACKET entry;
    CHECK(RtlIntegerToUnicodeString(0xBEEF, 16, &text) == STATUS_SUCCESS && text.Length == 8 && room[0] == 'B' && room[4] == 0);
    CHECK(RtlIntegerToUnicodeString(4294967295u, 0, &text) == STATUS_SUCCESS && text.Length == 20 && room[9] == '5');
    CHECK(RtlIntegerToUnicodeString(1, 7, &text) == STATUS_INVALID_PARAMETER && RtlIntegerToUnicodeString(5000, 2, &text) == STATUS_BUFFER_OVERFLOW);
    if (NT_SUCCESS(ExUuidCreate(&one)) && NT_SUCCESS(ExUuidCreate(&other)))
        CHECK(!RtlEqualMemory(&one, &other, sizeof(one)) && one.Data3 >> 12 == 4);
    entry = IoAllocateErrorLogEntry(Own, sizeof(IO_ERROR_LOG_PACKET));
    if (entry) {
        entry->ErrorCode = STATUS_SUCCESS;
        IoWriteErrorLogEntry(entry);
    }
}

/* ---- keys ---- */

static NTSTATUS OpenKey(PHANDLE Key, HANDLE Root, PCWSTR Name, BOOLEAN Make, PULONG Did)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    RtlInitUnicodeString(&name, Name);
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, Root, NULL);
    return Make ? ZwCreateKey(Key, KEY_ALL_ACCESS, &attributes, 0, NULL, REG_OPTION_NON_VOLATILE, Did) : ZwOpenKey(Key, KEY_READ, &attributes);
}

static void Values(HANDLE Key)
{
    UCHAR room[64];
    PKEY_VALUE_PARTIAL_INFORMATION partial = (PVOID)room;
    PKEY_VALUE_FULL_INFORMATION full = (PVOID)room;
    UNICODE_STRING name, other;
    ULONG value = 17, needed;
    RtlInitUnicodeString(&name, L"Count");
    RtlInitUnicodeString(&other, L"COUNT");
    CHECK(ZwQueryValueKey(Key, &name, KeyValuePartialInformation, partial, sizeof(room), &needed) == STATUS_OBJECT_NAME_NOT_FOUND);
    if (!NT_SUCCESS(ZwSetValueKey(Key, &name, 0, REG_DWORD, &value, sizeof(value))))
        return;
    CHECK(ZwQueryValueKey(Key, &other, KeyValuePartialInformation, partial, 4, &needed) == STATUS_BUFFER_TOO_SMALL);
    CHECK(ZwQueryValueKey(Key, &other, KeyValuePartialInformation, partial, needed - 1, &needed) == STATUS_BUFFER_OVERFLOW);
    CHECK(ZwQueryValueKey(Key, &other, KeyValuePartialInformation, partial, sizeof(room), &needed) == STATUS_SUCCESS);
    CHECK(partial->Type == REG_DWORD && partial->DataLength == 4 && *(PULONG)partial->Data == 17 && needed == FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data) + 4);
    CHECK(ZwEnumerateValueKey(Key, 0, KeyValueFullInformation, full, sizeof(room), &needed) == STATUS_SUCCESS);
    CHECK(full->NameLength == 10 && full->Name[0] == 'C' && *(PULONG)(room + full->DataOffset) == 17);
    CHECK(ZwEnumerateValueKey(Key, 1, KeyValueFullInformation, full, sizeof(room), &needed) == STATUS_NO_MORE_ENTRIES);
    CHECK(ZwDeleteValueKey(Key, &name) == STATUS_SUCCESS && ZwDeleteValueKey(Key, &name) == STATUS_OBJECT_NAME_NOT_FOUND);
}

static void Keys(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    UCHAR room[64];
    PKEY_BASIC_INFORMATION basic = (PVOID)room;
    HANDLE own, below, again;
    ULONG did, needed;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&own, KEY_READ, &attributes)))
        return;
    CHECK(!NT_SUCCESS(OpenKey(&below, own, L"Parameters", FALSE, NULL)) && below == NULL);
    if (NT_SUCCESS(OpenKey(&below, own, L"Parameters", TRUE, &did))) {
        CHECK(did == REG_CREATED_NEW_KEY);
        if (NT_SUCCESS(OpenKey(&again, own, L"parameters", TRUE, &did))) {
            CHECK(did == REG_OPENED_EXISTING_KEY);
            ZwClose(again);
        }
        CHECK(ZwEnumerateKey(own, 0, KeyBasicInformation, basic, sizeof(room), &needed) == STATUS_SUCCESS && basic->NameLength == 20 && basic->Name[0] == 'P');
        CHECK(ZwEnumerateKey(own, 1, KeyBasicInformation, basic, sizeof(room), &needed) == STATUS_NO_MORE_ENTRIES);
        CHECK(ZwDeleteKey(own) == STATUS_CANNOT_DELETE);
        Values(below);
        CHECK(ZwDeleteKey(below) == STATUS_SUCCESS && ZwFlushKey(below) == STATUS_KEY_DELETED);
        ZwClose(below);
        CHECK(!NT_SUCCESS(OpenKey(&below, own, L"Parameters", FALSE, NULL)));
    }
    ZwClose(own);
}

/* ---- files ---- */

static NTSTATUS OpenFile(PHANDLE File, PCWSTR Name, ULONG Disposition, ULONG Options, PIO_STATUS_BLOCK Io)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    RtlInitUnicodeString(&name, Name);
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwCreateFile(File, GENERIC_READ | GENERIC_WRITE | SYNCHRONIZE, &attributes, Io, NULL, FILE_ATTRIBUTE_NORMAL, 0, Disposition, Options, NULL, 0);
}

static void Data(HANDLE File)
{
    FILE_STANDARD_INFORMATION standard;
    FILE_POSITION_INFORMATION position;
    IO_STATUS_BLOCK io;
    LARGE_INTEGER at;
    CHAR text[8];
    if (!NT_SUCCESS(ZwWriteFile(File, NULL, NULL, NULL, &io, "first", 5, NULL, NULL)) || !NT_SUCCESS(ZwWriteFile(File, NULL, NULL, NULL, &io, "xyz", 3, NULL, NULL)))
        return;
    CHECK(io.Information == 3);
    CHECK(ZwQueryInformationFile(File, &io, &standard, sizeof(standard), FileStandardInformation) == STATUS_SUCCESS && standard.EndOfFile.QuadPart == 8);
    CHECK(ZwQueryInformationFile(File, &io, &standard, 4, FileStandardInformation) == STATUS_INFO_LENGTH_MISMATCH);
    at.QuadPart = 3;
    if (NT_SUCCESS(ZwReadFile(File, NULL, NULL, NULL, &io, text, sizeof(text), &at, NULL)))
        CHECK(io.Information == 5 && text[0] == 's' && text[4] == 'z');
    position.CurrentByteOffset.QuadPart = 8;
    CHECK(ZwSetInformationFile(File, &io, &position, sizeof(position), FilePositionInformation) == STATUS_SUCCESS);
    CHECK(!NT_SUCCESS(ZwReadFile(File, NULL, NULL, NULL, &io, text, sizeof(text), NULL, NULL)) && io.Information == 0);
    CHECK(ZwFlushBuffersFile(File, &io) == STATUS_SUCCESS);
}

static void Files(void)
{
    IO_STATUS_BLOCK io;
    HANDLE file;
    PFILE_OBJECT object;
    NTSTATUS status = OpenFile(&file, L"\\??\\C:\\none.txt", FILE_OPEN, 0, &io);
    CHECK((status == STATUS_OBJECT_NAME_NOT_FOUND || status == STATUS_INSUFFICIENT_RESOURCES) && OpenFile(&file, L"none", FILE_OPEN, 0, &io) == STATUS_OBJECT_PATH_SYNTAX_BAD);
    if (!NT_SUCCESS(OpenFile(&file, L"\\??\\C:\\log.txt", FILE_OPEN_IF, FILE_SYNCHRONOUS_IO_NONALERT | FILE_NON_DIRECTORY_FILE, &io)))
        return;
    CHECK(io.Information == FILE_CREATED);
    CHECK(ObReferenceObjectByHandle(file, 0, *ExEventObjectType, KernelMode, (PVOID *)&object, NULL) == STATUS_OBJECT_TYPE_MISMATCH);
    CHECK(ObReferenceObjectByHandle(file, 0, *IoFileObjectType, KernelMode, (PVOID *)&object, NULL) == STATUS_SUCCESS);
    ObDereferenceObject(object);
    Data(file);
#ifndef FORGETS
    ZwClose(file);
    if (NT_SUCCESS(OpenFile(&file, L"\\??\\c:\\LOG.TXT", FILE_OPEN, FILE_DELETE_ON_CLOSE, &io))) {
        CHECK(io.Information == FILE_OPENED && ZwReadFile(file, NULL, NULL, NULL, &io, &io, 1, NULL, NULL) != STATUS_SUCCESS); /* it has no position */
        ZwClose(file);
        CHECK(!NT_SUCCESS(OpenFile(&file, L"\\??\\C:\\log.txt", FILE_OPEN, 0, &io)));
    }
#endif
}

/* ---- tables ---- */

static RTL_GENERIC_COMPARE_RESULTS NTAPI Compare(PRTL_AVL_TABLE Table, PVOID First, PVOID Second)
{
    ULONG a = *(PULONG)First, b = *(PULONG)Second;
    CHECK(Table->TableContext == &DriverHandle);
    return a < b ? GenericLessThan : a > b ? GenericGreaterThan : GenericEqual;
}

static PVOID NTAPI Take(PRTL_AVL_TABLE Table, CLONG Bytes)
{
    UNREFERENCED_PARAMETER(Table);
    CHECK(Bytes == sizeof(RTL_BALANCED_LINKS) + sizeof(ULONG));
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, Bytes, TAG);
}

static VOID NTAPI Give(PRTL_AVL_TABLE Table, PVOID Buffer)
{
    UNREFERENCED_PARAMETER(Table);
    ExFreePoolWithTag(Buffer, TAG);
}

enum { ELEMENTS = 200 };

/* In order, as many as there are, and nowhere deeper than an AVL tree may be. */
static void Look(PRTL_AVL_TABLE Table)
{
    ULONG count = 0, last = 0;
    PVOID restart = NULL;
    for (PULONG n = RtlEnumerateGenericTableWithoutSplayingAvl(Table, &restart); n; n = RtlEnumerateGenericTableWithoutSplayingAvl(Table, &restart)) {
        CHECK(count == 0 || *n > last);
        CHECK(RtlGetElementGenericTableAvl(Table, count) == n && RtlLookupElementGenericTableAvl(Table, n) == n);
        last = *n;
        count++;
    }
    CHECK(count == RtlNumberGenericTableElementsAvl(Table) && Table->DepthOfTree <= 11);
    for (ULONG depth = Table->DepthOfTree; depth > 1; depth -= depth > 2 ? 2 : 1) /* a tree of this depth has at least that many */
        CHECK(count >= depth);
}

static void Tables(void)
{
    RTL_AVL_TABLE table;
    ULONG inserted = 0, key;
    PULONG n;
    BOOLEAN new;
    RtlInitializeGenericTableAvl(&table, Compare, Take, Give, &DriverHandle);
    CHECK(RtlIsGenericTableEmptyAvl(&table) && RtlEnumerateGenericTableAvl(&table, TRUE) == NULL);
    for (ULONG i = 0; i < ELEMENTS; i++) {
        key = i < ELEMENTS / 2 ? i : (i * 7919u) % 4096 + ELEMENTS; /* in order, then not */
        n = RtlInsertElementGenericTableAvl(&table, &key, sizeof(key), &new);
        inserted += n && new;
        CHECK(!n || *n == key);
    }
    CHECK(RtlNumberGenericTableElementsAvl(&table) == inserted && inserted + 1 >= ELEMENTS);
    key = 5;
    CHECK(RtlLookupElementGenericTableAvl(&table, &key) == NULL || (RtlInsertElementGenericTableAvl(&table, &key, sizeof(key), &new) && !new));
    Look(&table);
    for (key = 1; key < ELEMENTS / 2; key += 2)
        inserted -= RtlDeleteElementGenericTableAvl(&table, &key);
    CHECK(RtlNumberGenericTableElementsAvl(&table) == inserted && !RtlDeleteElementGenericTableAvl(&table, &key));
    Look(&table);
    for (n = RtlEnumerateGenericTableAvl(&table, TRUE); n; n = RtlEnumerateGenericTableAvl(&table, FALSE)) { /* what is enumerated may be deleted */
        key = *n;
        CHECK(RtlDeleteElementGenericTableAvl(&table, &key));
        inserted--;
    }
    CHECK(inserted == 0 && RtlIsGenericTableEmptyAvl(&table));
}

static RTL_GENERIC_COMPARE_RESULTS NTAPI CompareSplay(PRTL_GENERIC_TABLE Table, PVOID First, PVOID Second)
{
    ULONG a = *(PULONG)First, b = *(PULONG)Second;
    UNREFERENCED_PARAMETER(Table);
    return a < b ? GenericLessThan : a > b ? GenericGreaterThan : GenericEqual;
}

static PVOID NTAPI TakeSplay(PRTL_GENERIC_TABLE Table, CLONG Bytes)
{
    UNREFERENCED_PARAMETER(Table);
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, Bytes, TAG);
}

static VOID NTAPI GiveSplay(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
    UNREFERENCED_PARAMETER(Table);
    ExFreePoolWithTag(Buffer, TAG);
}

static void SplayTables(void)
{
    RTL_GENERIC_TABLE table;
    ULONG inserted = 0, count = 0, last = 0, key;
    PVOID restart = NULL;
    PULONG n;
    BOOLEAN new;
    RtlInitializeGenericTable(&table, CompareSplay, TakeSplay, GiveSplay, NULL);
    CHECK(RtlIsGenericTableEmpty(&table) && RtlEnumerateGenericTable(&table, TRUE) == NULL && RtlGetElementGenericTable(&table, 0) == NULL);
    for (ULONG i = 0; i < ELEMENTS; i++) {
        key = (i * 7919u) % 4096;
        n = RtlInsertElementGenericTable(&table, &key, sizeof(key), &new);
        inserted += n && new;
        CHECK(!n || (new && *n == key && RtlGetElementGenericTable(&table, inserted - 1) == n && RtlLookupElementGenericTable(&table, &key) == n));
    }
    for (n = RtlEnumerateGenericTableWithoutSplaying(&table, &restart); n; n = RtlEnumerateGenericTableWithoutSplaying(&table, &restart)) {
        CHECK(count++ == 0 || *n > last);
        last = *n;
    }
    CHECK(count == inserted && inserted == RtlNumberGenericTableElements(&table) && inserted + 1 >= ELEMENTS);
    for (n = RtlEnumerateGenericTable(&table, TRUE); n; n = RtlEnumerateGenericTable(&table, FALSE))
        count--;
    CHECK(count == 0);
    for (ULONG i = 0; i < ELEMENTS; i++) {
        key = (i * 7919u) % 4096;
        inserted -= RtlDeleteElementGenericTable(&table, &key);
        CHECK(RtlLookupElementGenericTable(&table, &key) == NULL && RtlNumberGenericTableElements(&table) == inserted);
    }
    CHECK(RtlIsGenericTableEmpty(&table));
}

void Objects(PUNICODE_STRING Path)
{
    KAFFINITY processors = 0;
    PVOID memory = ExAllocatePoolWithQuota(NonPagedPool, 16);
    ExFreePool(memory);
    Processes();
    Texts();
    Keys(Path);
    Files();
    Tables();
    SplayTables();
    CHECK(KeQueryActiveProcessorCount(&processors) >= 1 && (processors & 1));
}
