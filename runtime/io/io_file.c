/*
 * Files: a store of the run's own, empty at first. What a driver writes it can read again; a file is named by its whole path, directories
 * above it are taken to be there. Every request is done before the call returns.
 */
#include "../cm/cm.h"
#include "io.h"

#include <ntifs.h>

enum { FILE_BYTES_MAX = 64 << 20 }; /* more, and the volume is full: a driver that writes without end is not to fill the machine */

struct rt_file {
    struct rt_file *next;
    struct rt_text name;
    PUCHAR data;
    size_t size, room;
    bool directory, deleted; /* deleted: it goes with its last handle */
    uint32_t opened;
};

struct opened { /* the body */
    FILE_OBJECT object;
    struct rt_file *file;
    ACCESS_MASK access;
    size_t position;
    bool synchronous, delete_on_close;
};

static struct rt_file **find(struct rt_text name)
{
    struct rt_file **at = &rt_io()->files;
    while (*at && ((*at)->deleted || !rt_text_same((*at)->name, name)))
        at = &(*at)->next;
    return at;
}

static void close(void *body)
{
    struct opened *o = body;
    struct rt_file *f = o->file, **at = &rt_io()->files;
    f->deleted |= o->delete_on_close;
    if (--f->opened || !f->deleted)
        return;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    rt_memory_drop(f->data);
    rt_memory_drop(f->name.bytes);
    rt_memory_drop(f);
}

/* ---- opening ------------------------------------------------------------------------------------------------------ */

/* "\Device\Name" and nothing behind it: no file. */
static bool is_device(struct rt_text name)
{
    static const WCHAR device[] = L"\\Device\\";
    const size_t head = sizeof device - sizeof(WCHAR);
    if (name.size < head || !rt_text_same((struct rt_text){name.bytes, head}, (struct rt_text){(PVOID)(ULONG_PTR)device, head}))
        return false;
    for (size_t i = head / sizeof(WCHAR); i < name.size / sizeof(WCHAR); i++)
        if (((const WCHAR *)name.bytes)[i] == '\\')
            return false;
    return true;
}

static NTSTATUS choose(struct rt_text name, ULONG disposition, ULONG options, struct rt_file **out, ULONG_PTR *did)
{
    struct rt_file **at = find(name), *f = *at;
    const bool wants_old = disposition == FILE_OPEN || disposition == FILE_OVERWRITE;
    if (!f && wants_old)
        return STATUS_OBJECT_NAME_NOT_FOUND;
    if (f && disposition == FILE_CREATE)
        return STATUS_OBJECT_NAME_COLLISION;
    if (f && f->directory && (options & FILE_NON_DIRECTORY_FILE))
        return STATUS_FILE_IS_A_DIRECTORY;
    if (f && !f->directory && (options & FILE_DIRECTORY_FILE))
        return STATUS_NOT_A_DIRECTORY;
    *did = !f ? FILE_CREATED : disposition == FILE_SUPERSEDE ? FILE_SUPERSEDED : disposition == FILE_OPEN || disposition == FILE_OPEN_IF ? FILE_OPENED : FILE_OVERWRITTEN;
    if (!f) {
        *at = f = rt_memory_new_zeroed(sizeof *f);
        f->name = (struct rt_text){rt_memory_new(name.size), name.size};
        rt_copy(f->name.bytes, name.bytes, name.size);
        f->directory = (options & FILE_DIRECTORY_FILE) != 0;
    } else if (*did != FILE_OPENED)
        f->size = 0;
    *out = f;
    return STATUS_SUCCESS;
}

NTSTATUS rt_file_open(PHANDLE handle, ACCESS_MASK access, const OBJECT_ATTRIBUTES *a, PIO_STATUS_BLOCK io, ULONG disposition, ULONG options)
{
    struct rt_text name = a->ObjectName ? (struct rt_text){a->ObjectName->Buffer, a->ObjectName->Length} : (struct rt_text){0};
    struct rt_file *f = NULL;
    ULONG_PTR did = 0;
    NTSTATUS status;
    *handle = NULL;
    if (a->RootDirectory) {
        rt_not_simulated("ZwCreateFile: RootDirectory");
        status = STATUS_OBJECT_NAME_NOT_FOUND;
    } else if (name.size < 2 * sizeof(WCHAR) || *(const WCHAR *)name.bytes != '\\')
        status = STATUS_OBJECT_PATH_SYNTAX_BAD;
    else if (is_device(name)) {
        rt_not_simulated("ZwCreateFile: devices");
        status = STATUS_OBJECT_NAME_NOT_FOUND;
    } else
        status = rt_fails() ? STATUS_INSUFFICIENT_RESOURCES : choose(name, disposition, options, &f, &did);
    if (NT_SUCCESS(status)) {
        struct opened *o = rt_object_new(*IoFileObjectType, sizeof *o, close);
        o->object.Type = 5;
        o->object.Size = sizeof o->object;
        o->file = f;
        o->access = access;
        o->synchronous = (options & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)) != 0;
        o->delete_on_close = (options & FILE_DELETE_ON_CLOSE) != 0;
        f->opened++;
        *handle = rt_handle_new(o);
    }
    *io = (IO_STATUS_BLOCK){.Status = status, .Information = did};
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntcreatefile */
RT_EXPORT NTSTATUS ZwCreateFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes, PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize,
                                ULONG FileAttributes, ULONG ShareAccess, ULONG CreateDisposition, ULONG CreateOptions, PVOID EaBuffer, ULONG EaLength)
{
    RT_DDI(ZwCreateFile, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, AllocationSize, FileAttributes, ShareAccess,
           CreateDisposition, CreateOptions, EaBuffer, EaLength);
    RT_NOT_SIMULATED(EaBuffer, "ZwCreateFile: EaBuffer");
    RT_RETURN(rt_file_open(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, CreateDisposition, CreateOptions));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopenfile */
RT_EXPORT NTSTATUS ZwOpenFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes, PIO_STATUS_BLOCK IoStatusBlock, ULONG ShareAccess, ULONG OpenOptions)
{
    RT_DDI(ZwOpenFile, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, ShareAccess, OpenOptions);
    RT_RETURN(rt_file_open(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, FILE_OPEN, OpenOptions));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwdeletefile */
RT_EXPORT NTSTATUS ZwDeleteFile(POBJECT_ATTRIBUTES ObjectAttributes)
{
    RT_DDI(ZwDeleteFile, (NTSTATUS)STATUS_OBJECT_NAME_NOT_FOUND, ObjectAttributes);
    IO_STATUS_BLOCK io;
    HANDLE handle;
    NTSTATUS status = rt_file_open(&handle, DELETE, ObjectAttributes, &io, FILE_OPEN, FILE_DELETE_ON_CLOSE);
    if (NT_SUCCESS(status)) {
        struct rt_block *b = rt_block_of(handle, RT_KEY);
        void *body = b->owner;
        rt_block_free(b);
        rt_object_dereference(body);
    }
    RT_RETURN(status);
}

/* ---- reading and writing -------------------------------------------------------------------------------------------- */

static struct opened *file_of(HANDLE handle, NTSTATUS *status) { return rt_handle_body(handle, *IoFileObjectType, status); }

/* Where in the file; the special offsets are those of the pages of ZwReadFile and ZwWriteFile. */
static NTSTATUS place(const struct opened *o, const LARGE_INTEGER *offset, size_t *at)
{
    const bool special = offset && offset->HighPart == -1;
    if (o->file->directory)
        return STATUS_INVALID_DEVICE_REQUEST;
    if (special && offset->LowPart == FILE_WRITE_TO_END_OF_FILE)
        *at = o->file->size;
    else if (!offset || (special && offset->LowPart == FILE_USE_FILE_POINTER_POSITION)) {
        if (!o->synchronous) /* then there is no position */
            return STATUS_INVALID_PARAMETER;
        *at = o->position;
    } else if (offset->QuadPart < 0)
        return STATUS_INVALID_PARAMETER;
    else
        *at = (size_t)offset->QuadPart;
    return STATUS_SUCCESS;
}

static NTSTATUS resize(struct rt_file *f, size_t size)
{
    if (size > FILE_BYTES_MAX)
        return STATUS_DISK_FULL;
    if (size > f->room) {
        size_t room = f->room ? f->room : 4096;
        while (room < size)
            room *= 2;
        PUCHAR data = rt_memory_new_zeroed(room);
        rt_copy(data, f->data, f->size);
        rt_memory_drop(f->data);
        f->data = data;
        f->room = room;
    } else if (size > f->size)
        rt_fill(f->data + f->size, 0, size - f->size);
    f->size = size;
    return STATUS_SUCCESS;
}

static NTSTATUS end(struct opened *o, PIO_STATUS_BLOCK io, NTSTATUS status, size_t at, size_t count)
{
    *io = (IO_STATUS_BLOCK){.Status = status, .Information = count};
    if (o->synchronous && NT_SUCCESS(status))
        o->position = at + count;
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntreadfile */
RT_EXPORT NTSTATUS ZwReadFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length,
                              PLARGE_INTEGER ByteOffset, PULONG Key)
{
    RT_DDI(ZwReadFile, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, Buffer, Length, ByteOffset, Key);
    NTSTATUS status;
    size_t at = 0, count = 0;
    struct opened *o = file_of(FileHandle, &status);
    RT_NOT_SIMULATED(Event || ApcRoutine, "ZwReadFile: Event, ApcRoutine");
    if (!o)
        RT_RETURN(status);
    if (!(o->access & (FILE_READ_DATA | GENERIC_READ | GENERIC_ALL)))
        RT_RETURN((NTSTATUS)STATUS_ACCESS_DENIED);
    status = rt_fails() ? STATUS_INSUFFICIENT_RESOURCES : place(o, ByteOffset, &at);
    if (NT_SUCCESS(status) && at >= o->file->size)
        status = STATUS_END_OF_FILE;
    if (NT_SUCCESS(status)) {
        count = o->file->size - at < Length ? o->file->size - at : Length;
        rt_copy(Buffer, o->file->data + at, count);
    }
    RT_RETURN(end(o, IoStatusBlock, status, at, count));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntwritefile */
RT_EXPORT NTSTATUS ZwWriteFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length,
                               PLARGE_INTEGER ByteOffset, PULONG Key)
{
    RT_DDI(ZwWriteFile, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, Buffer, Length, ByteOffset, Key);
    NTSTATUS status;
    size_t at = 0, count = 0;
    struct opened *o = file_of(FileHandle, &status);
    RT_NOT_SIMULATED(Event || ApcRoutine, "ZwWriteFile: Event, ApcRoutine");
    if (!o)
        RT_RETURN(status);
    if (!(o->access & (FILE_WRITE_DATA | FILE_APPEND_DATA | GENERIC_WRITE | GENERIC_ALL)))
        RT_RETURN((NTSTATUS)STATUS_ACCESS_DENIED);
    status = rt_fails() ? STATUS_INSUFFICIENT_RESOURCES : place(o, ByteOffset, &at);
    if (NT_SUCCESS(status) && !(o->access & (FILE_WRITE_DATA | GENERIC_WRITE | GENERIC_ALL)))
        at = o->file->size; /* who may only append does */
    if (NT_SUCCESS(status) && at > FILE_BYTES_MAX)
        status = STATUS_DISK_FULL;
    if (NT_SUCCESS(status) && at + Length > o->file->size)
        status = resize(o->file, at + Length);
    if (NT_SUCCESS(status)) {
        rt_copy(o->file->data + at, Buffer, Length);
        count = Length;
    }
    RT_RETURN(end(o, IoStatusBlock, status, at, count));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntflushbuffersfile */
RT_EXPORT NTSTATUS ZwFlushBuffersFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock)
{
    RT_DDI(ZwFlushBuffersFile, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle, IoStatusBlock);
    NTSTATUS status;
    if (file_of(FileHandle, &status))
        *IoStatusBlock = (IO_STATUS_BLOCK){.Status = STATUS_SUCCESS};
    RT_RETURN(status);
}

/* ---- what is known of a file ------------------------------------------------------------------------------------------- */

static NTSTATUS tell(PIO_STATUS_BLOCK io, PVOID to, ULONG length, const void *from, size_t size)
{
    NTSTATUS status = length < size ? STATUS_INFO_LENGTH_MISMATCH : STATUS_SUCCESS;
    if (NT_SUCCESS(status))
        rt_copy(to, from, size);
    *io = (IO_STATUS_BLOCK){.Status = status, .Information = NT_SUCCESS(status) ? size : 0};
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntqueryinformationfile */
RT_EXPORT NTSTATUS ZwQueryInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    RT_DDI(ZwQueryInformationFile, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass);
    NTSTATUS status;
    const struct opened *o = file_of(FileHandle, &status);
    if (!o)
        RT_RETURN(status);
    const struct rt_file *f = o->file;
    const FILE_STANDARD_INFORMATION standard = {.AllocationSize.QuadPart = (LONGLONG)f->room, .EndOfFile.QuadPart = (LONGLONG)f->size, .NumberOfLinks = 1,
                                                .DeletePending = f->deleted, .Directory = f->directory};
    const FILE_POSITION_INFORMATION position = {.CurrentByteOffset.QuadPart = (LONGLONG)o->position};
    const FILE_BASIC_INFORMATION basic = {.FileAttributes = f->directory ? FILE_ATTRIBUTE_DIRECTORY : FILE_ATTRIBUTE_NORMAL};
    switch (FileInformationClass) {
    case FileStandardInformation: RT_RETURN(tell(IoStatusBlock, FileInformation, Length, &standard, sizeof standard));
    case FilePositionInformation: RT_RETURN(tell(IoStatusBlock, FileInformation, Length, &position, sizeof position));
    case FileBasicInformation: RT_RETURN(tell(IoStatusBlock, FileInformation, Length, &basic, sizeof basic));
    default: rt_not_simulated("ZwQueryInformationFile: other classes than basic, standard and position"); RT_RETURN((NTSTATUS)STATUS_INVALID_INFO_CLASS);
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntsetinformationfile */
RT_EXPORT NTSTATUS ZwSetInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    RT_DDI(ZwSetInformationFile, (NTSTATUS)STATUS_INVALID_HANDLE, FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass);
    NTSTATUS status;
    struct opened *o = file_of(FileHandle, &status);
    if (!o)
        RT_RETURN(status);
    if (FileInformationClass == FilePositionInformation && Length >= sizeof(FILE_POSITION_INFORMATION))
        o->position = (size_t)((PFILE_POSITION_INFORMATION)FileInformation)->CurrentByteOffset.QuadPart;
    else if (FileInformationClass == FileEndOfFileInformation && Length >= sizeof(FILE_END_OF_FILE_INFORMATION))
        status = resize(o->file, (size_t)((PFILE_END_OF_FILE_INFORMATION)FileInformation)->EndOfFile.QuadPart);
    else if (FileInformationClass == FileDispositionInformation && Length >= sizeof(FILE_DISPOSITION_INFORMATION))
        o->delete_on_close = ((PFILE_DISPOSITION_INFORMATION)FileInformation)->DeleteFile;
    else {
        rt_not_simulated("ZwSetInformationFile: other classes than position, end of file and disposition");
        status = STATUS_INVALID_PARAMETER;
    }
    *IoStatusBlock = (IO_STATUS_BLOCK){.Status = status};
    RT_RETURN(status);
}
