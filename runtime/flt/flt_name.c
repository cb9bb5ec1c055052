/* Names of files: counted; taken apart when the driver asks for it. */
#include "flt.h"

enum { NAME_MAX = 128 };

struct name { /* a block of the driver's */
    FLT_FILE_NAME_INFORMATION information; /* first */
    uint32_t references;
    WCHAR text[NAME_MAX];
};

static struct name *name_of(PFLT_FILE_NAME_INFORMATION i, const char *name)
{
    struct rt_block *b = rt_block_of(i, RT_OTHER);
    if (b && b->size == sizeof(struct name))
        return b->memory;
    rt_report("run-contract", "%s is called with name information that %s.", name, i ? "was released already, or is none" : "is NULL");
    return NULL;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilenameinformation */
RT_EXPORT NTSTATUS FltGetFileNameInformation(PFLT_CALLBACK_DATA CallbackData, FLT_FILE_NAME_OPTIONS NameOptions, PFLT_FILE_NAME_INFORMATION *FileNameInformation)
{
    RT_DDI(FltGetFileNameInformation, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, CallbackData, NameOptions, FileNameInformation);
    struct rt_flt_operation *o = rt_flt()->operations;
    *FileNameInformation = NULL;
    while (o && o->data != CallbackData)
        o = o->next;
    if (!o) {
        rt_report("run-contract", "FltGetFileNameInformation is called with callback data of an operation that is over, or of none.");
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    }
    if (rt_irql() > APC_LEVEL)
        RT_RETURN((NTSTATUS)STATUS_FLT_NAME_CACHE_MISS);
    /* A name that is not in the cache cannot be asked for on some paths: before the file is open, it may be tunneled or too long. */
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    struct name *n = rt_block_new_zeroed(RT_OTHER, sizeof *n, 0);
    n->references = 1;
    n->information.Size = sizeof n->information;
    n->information.Format = NameOptions & FLT_VALID_FILE_NAME_FORMATS;
    n->information.Name = (UNICODE_STRING){.Length = o->name->Length, .MaximumLength = sizeof n->text, .Buffer = n->text};
    rt_copy(n->text, o->name->Buffer, o->name->Length);
    *FileNameInformation = &n->information;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreferencefilenameinformation */
RT_EXPORT VOID FltReferenceFileNameInformation(PFLT_FILE_NAME_INFORMATION FileNameInformation)
{
    RT_DDI_VOID(FltReferenceFileNameInformation, FileNameInformation);
    struct name *n = name_of(FileNameInformation, "FltReferenceFileNameInformation");
    if (n)
        n->references++;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasefilenameinformation */
RT_EXPORT VOID FltReleaseFileNameInformation(PFLT_FILE_NAME_INFORMATION FileNameInformation)
{
    RT_DDI_VOID(FltReleaseFileNameInformation, FileNameInformation);
    struct name *n = name_of(FileNameInformation, "FltReleaseFileNameInformation");
    if (n && !--n->references)
        rt_block_free(rt_block_of(n, RT_OTHER));
    RT_RETURN_VOID();
}

static UNICODE_STRING part(WCHAR *text, size_t from, size_t to)
{
    return (UNICODE_STRING){.Length = (USHORT)((to - from) * sizeof(WCHAR)), .MaximumLength = (USHORT)((to - from) * sizeof(WCHAR)), .Buffer = to > from ? text + from : NULL};
}

/* \Device\Volume \ directories \ name . extension : stream; the names are kept when they were parsed before.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltparsefilenameinformation */
RT_EXPORT NTSTATUS FltParseFileNameInformation(PFLT_FILE_NAME_INFORMATION FileNameInformation)
{
    RT_DDI(FltParseFileNameInformation, (NTSTATUS)STATUS_INVALID_PARAMETER, FileNameInformation);
    struct name *n = name_of(FileNameInformation, "FltParseFileNameInformation");
    if (!n || rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    size_t length = n->information.Name.Length / sizeof(WCHAR), volume = 0, last, end, dot, slashes = 0;
    while (volume < length && (n->text[volume] != '\\' || ++slashes < 3))
        volume++;
    for (end = volume; end < length && n->text[end] != ':';)
        end++;
    for (last = end; last > volume && n->text[last - 1] != '\\';)
        last--;
    for (dot = end; dot > last && n->text[dot - 1] != '.';)
        dot--;
    n->information.Volume = part(n->text, 0, volume);
    n->information.ParentDir = part(n->text, volume, last);
    n->information.FinalComponent = part(n->text, last, length);
    n->information.Extension = part(n->text, dot > last ? dot : end, end);
    n->information.Stream = part(n->text, end, length);
    n->information.NamesParsed = FLTFL_FILE_NAME_PARSED_FINAL_COMPONENT | FLTFL_FILE_NAME_PARSED_EXTENSION | FLTFL_FILE_NAME_PARSED_STREAM | FLTFL_FILE_NAME_PARSED_PARENT_DIR;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}
