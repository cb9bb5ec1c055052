/*
 * Programs: each opens files, does this and that with them, and closes them; every operation goes through the callbacks of each instance's
 * filter that are registered for it. Post-operation callbacks of reads and writes are called at DISPATCH_LEVEL now and then, as where a device
 * has completed them; those of opens, and of what the driver synchronizes, never.
 */
#include "../scenario/step.h"
#include "flt.h"

enum { PROGRAMS_MAX = 8, NAME_MAX = 64, DATA_MAX = 512 };

struct program {
    struct rt_random random;
    PFLT_INSTANCE instance;
    uint32_t operations;
};

static struct programs {
    struct rt_thread *threads[PROGRAMS_MAX];
    struct program list[PROGRAMS_MAX];
    uint32_t count;
} *programs(void)
{
    static struct programs *one; /* part of the process's one instance */
    if (!one)
        one = rt_memory_new_zeroed(sizeof *one);
    return one;
}

/* ---- one operation ------------------------------------------------------------------------------------------------ */

static const FLT_OPERATION_REGISTRATION *registered(PFLT_FILTER f, UCHAR major)
{
    const FLT_OPERATION_REGISTRATION *r = f->registration.OperationRegistration;
    while (r && r->MajorFunction != IRP_MJ_OPERATION_END && r->MajorFunction != major)
        r++;
    return r && r->MajorFunction == major ? r : NULL;
}

static void await(struct rt_flt_operation *o, const bool *what, const char *why)
{
    /* In steps: time jumps to a deadline now and then although a worker could run, and one jump is not to be all of it. */
    for (uint64_t waited = 0; *what && waited < RT_PATIENCE; waited += 1000 * RT_MILLISECOND)
        rt_wait(o, rt_deadline_in(1000 * RT_MILLISECOND), why);
    if (*what)
        rt_report("run-hang", "An operation that the driver keeps is not given back in ten minutes.");
    rt_happens_after(o);
}

static void post(struct rt_flt_operation *o, const FLT_OPERATION_REGISTRATION *r, bool synchronous, struct rt_random *random)
{
    bool io = o->block->MajorFunction == IRP_MJ_READ || o->block->MajorFunction == IRP_MJ_WRITE;
    KIRQL before = rt_irql();
    o->data->Flags |= FLTFL_CALLBACK_DATA_POST_OPERATION;
    if (io && !synchronous && rt_random_below(random, 2))
        rt_irql_raise(DISPATCH_LEVEL);
    o->more = true; /* it may be given back before the callback returns */
    FLT_POSTOP_CALLBACK_STATUS status = RT_CALLBACK("FLT_POST_OPERATION_CALLBACK", rt_irql(), NULL, r->PostOperation, o->data, o->objects, o->context, (FLT_POST_OPERATION_FLAGS)0);
    rt_irql_lower(before);
    if (status == FLT_POSTOP_MORE_PROCESSING_REQUIRED)
        await(o, &o->more, "a post-operation callback's work");
    o->more = false;
}

static void finish(struct rt_flt_operation *o, struct rt_random *random)
{
    bool fails = o->block->MajorFunction != IRP_MJ_CLEANUP && o->block->MajorFunction != IRP_MJ_CLOSE && rt_random_below(random, 16) == 0;
    o->data->IoStatus.Status = !fails ? STATUS_SUCCESS : o->block->MajorFunction == IRP_MJ_CREATE ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_IO_DEVICE_ERROR;
    o->data->IoStatus.Information = fails ? 0 : o->block->MajorFunction == IRP_MJ_READ ? o->block->Parameters.Read.Length : o->block->MajorFunction == IRP_MJ_CREATE ? FILE_OPENED : 0;
}

/* Through the filter, down to the volume, and back. */
static NTSTATUS go(struct rt_flt_operation *o, struct rt_random *random)
{
    PFLT_INSTANCE i = o->block->TargetInstance;
    const FLT_OPERATION_REGISTRATION *r = registered(i->filter, o->block->MajorFunction);
    FLT_PREOP_CALLBACK_STATUS status = r && r->PostOperation ? FLT_PREOP_SUCCESS_WITH_CALLBACK : FLT_PREOP_SUCCESS_NO_CALLBACK;
    if (r && r->PreOperation) {
        o->pending = true;
        status = RT_CALLBACK("FLT_PRE_OPERATION_CALLBACK", PASSIVE_LEVEL, NULL, r->PreOperation, o->data, o->objects, &o->context);
        if (status == FLT_PREOP_PENDING) {
            await(o, &o->pending, "a pended pre-operation");
            status = o->pending ? FLT_PREOP_COMPLETE : o->status;
        }
        o->pending = false;
    }
    if (status == FLT_PREOP_COMPLETE)
        return o->data->IoStatus.Status;
    if (status == FLT_PREOP_DISALLOW_FASTIO || status == FLT_PREOP_DISALLOW_FSFILTER_IO)
        rt_report("run-contract", "A pre-operation callback returns %d for an operation that is an IRP.", (int)status);
    finish(o, random);
    if (status != FLT_PREOP_SUCCESS_WITH_CALLBACK && status != FLT_PREOP_SYNCHRONIZE)
        return o->data->IoStatus.Status;
    if (!r->PostOperation)
        rt_report("run-contract", "A pre-operation callback asks for a post-operation callback, and none is registered.");
    else
        post(o, r, status == FLT_PREOP_SYNCHRONIZE, random);
    return o->data->IoStatus.Status;
}

static void parameters(FLT_IO_PARAMETER_BLOCK *b, PVOID buffer, ULONG length, IO_SECURITY_CONTEXT *security)
{
    switch (b->MajorFunction) {
    case IRP_MJ_CREATE:
        b->Parameters.Create.SecurityContext = security;
        b->Parameters.Create.Options = FILE_OPEN << 24 | FILE_NON_DIRECTORY_FILE;
        b->Parameters.Create.FileAttributes = FILE_ATTRIBUTE_NORMAL;
        b->Parameters.Create.ShareAccess = FILE_SHARE_READ;
        break;
    case IRP_MJ_READ:
        b->Parameters.Read.Length = length;
        b->Parameters.Read.ReadBuffer = buffer;
        break;
    case IRP_MJ_WRITE:
        b->Parameters.Write.Length = length;
        b->Parameters.Write.WriteBuffer = buffer;
        break;
    case IRP_MJ_QUERY_INFORMATION:
        b->Parameters.QueryFileInformation.Length = length;
        b->Parameters.QueryFileInformation.FileInformationClass = FileBasicInformation;
        b->Parameters.QueryFileInformation.InfoBuffer = buffer;
        break;
    case IRP_MJ_SET_INFORMATION:
        b->Parameters.SetFileInformation.Length = length;
        b->Parameters.SetFileInformation.FileInformationClass = FileBasicInformation;
        b->Parameters.SetFileInformation.InfoBuffer = buffer;
        break;
    default: break;
    }
}

static NTSTATUS operate(struct program *p, UCHAR major, PFILE_OBJECT file, const UNICODE_STRING *name)
{
    IO_SECURITY_CONTEXT security = {.DesiredAccess = FILE_READ_DATA | FILE_WRITE_DATA};
    FLT_IO_PARAMETER_BLOCK *b = rt_fresh_zeroed(sizeof *b);
    FLT_CALLBACK_DATA made = {.Flags = FLTFL_CALLBACK_DATA_IRP_OPERATION, .Thread = (PETHREAD)(void *)rt_thread_current(), .Iopb = b, .RequestorMode = UserMode};
    FLT_CALLBACK_DATA *data = rt_fresh_zeroed(sizeof *data);
    FLT_RELATED_OBJECTS *objects = rt_flt_objects_new(p->instance, file);
    ULONG length = major == IRP_MJ_READ || major == IRP_MJ_WRITE ? 1 + rt_random_below(&p->random, DATA_MAX) : sizeof(FILE_BASIC_INFORMATION);
    PVOID buffer = rt_fresh_zeroed(length);
    struct rt_flt_operation o = {.next = rt_flt()->operations, .data = data, .block = b, .objects = objects, .name = name}, **at = &rt_flt()->operations;
    b->MajorFunction = major;
    b->IrpFlags = IRP_SYNCHRONOUS_API;
    b->TargetFileObject = file;
    b->TargetInstance = p->instance;
    parameters(b, buffer, length, &security);
    rt_copy(data, &made, sizeof made);
    rt_flt()->operations = &o;
    p->instance->operations++;
    NTSTATUS status = go(&o, &p->random);
    while (*at != &o)
        at = &(*at)->next;
    *at = o.next;
    rt_flt()->done++;
    p->instance->operations--;
    rt_wake(&p->instance->operations);
    rt_memory_free(buffer, length);
    rt_memory_free(objects, sizeof *objects);
    rt_memory_free(data, sizeof *data);
    rt_memory_free(b, sizeof *b);
    return status;
}

static struct rt_flt_operation *kept(PFLT_CALLBACK_DATA data, const char *name)
{
    struct rt_flt_operation *o = rt_flt()->operations;
    while (o && o->data != data)
        o = o->next;
    if (!o)
        rt_report("run-contract", "%s is called with callback data of an operation that is over, or of none.", name);
    return o;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcompletependedpreoperation */
RT_EXPORT VOID FltCompletePendedPreOperation(PFLT_CALLBACK_DATA CallbackData, FLT_PREOP_CALLBACK_STATUS CallbackStatus, PVOID Context)
{
    RT_DDI_VOID(FltCompletePendedPreOperation, CallbackData, CallbackStatus, Context);
    struct rt_flt_operation *o = kept(CallbackData, "FltCompletePendedPreOperation");
    if (o && !o->pending)
        rt_report("run-contract", "FltCompletePendedPreOperation is called for an operation that no pre-operation callback pends.");
    else if (o) {
        o->pending = false;
        o->status = CallbackStatus;
        o->context = Context;
        rt_happens_before(o);
        rt_wake(o);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcompletependedpostoperation */
RT_EXPORT VOID FltCompletePendedPostOperation(PFLT_CALLBACK_DATA CallbackData)
{
    RT_DDI_VOID(FltCompletePendedPostOperation, CallbackData);
    struct rt_flt_operation *o = kept(CallbackData, "FltCompletePendedPostOperation");
    if (o && !o->more)
        rt_report("run-contract", "FltCompletePendedPostOperation is called for an operation that no post-operation callback keeps.");
    else if (o) {
        o->more = false;
        rt_happens_before(o);
        rt_wake(o);
    }
    RT_RETURN_VOID();
}

/* ---- programs ------------------------------------------------------------------------------------------------------- */

static const PCWSTR names[] = {L"\\Users\\all\\notes.txt", L"\\Windows\\Logs\\driver.log", L"\\data", L"\\Users\\all\\picture.bmp:thumb"};

/* "\Device\HarddiskVolumeN" and a path. */
static void choose_name(struct program *p, WCHAR *to, UNICODE_STRING *name)
{
    PCWSTR head = L"\\Device\\HarddiskVolume", tail = names[rt_random_below(&p->random, sizeof names / sizeof *names)];
    size_t n = 0;
    for (; *head; head++)
        to[n++] = *head;
    to[n++] = (WCHAR)('0' + p->instance->volume->number % 10);
    for (; *tail; tail++)
        to[n++] = *tail;
    *name = (UNICODE_STRING){.Length = (USHORT)(n * sizeof(WCHAR)), .MaximumLength = NAME_MAX * sizeof(WCHAR), .Buffer = to};
}

static void run(void *argument)
{
    static const UCHAR kinds[] = {IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_QUERY_INFORMATION, IRP_MJ_SET_INFORMATION, IRP_MJ_FLUSH_BUFFERS};
    struct program *p = argument;
    while (p->operations && !p->instance->leaving) {
        WCHAR text[NAME_MAX];
        UNICODE_STRING name;
        FILE_OBJECT *file = rt_fresh_zeroed(sizeof *file);
        choose_name(p, text, &name);
        file->Type = 5;
        file->Size = sizeof *file;
        file->FileName = name;
        NTSTATUS status = operate(p, IRP_MJ_CREATE, file, &name);
        p->operations--;
        for (uint32_t n = NT_SUCCESS(status) ? rt_random_below(&p->random, 8) : 0; n && p->operations; n--, p->operations--)
            operate(p, kinds[rt_random_below(&p->random, sizeof kinds)], file, &name);
        if (NT_SUCCESS(status)) {
            operate(p, IRP_MJ_CLEANUP, file, &name);
            operate(p, IRP_MJ_CLOSE, file, &name);
        }
        rt_flt_contexts_of(file);
        rt_memory_free(file, sizeof *file);
        rt_point();
    }
}

void rt_flt_traffic_wait(void)
{
    struct programs *all = programs();
    for (uint32_t i = 0; i < all->count; i++)
        rt_thread_join(all->threads[i]);
    all->count = 0;
}

static void start(uint32_t operations, uint32_t threads)
{
    struct programs *all = programs();
    rt_flt_traffic_wait();
    for (PFLT_INSTANCE i = rt_flt()->filter->instances; i; i = i->next)
        for (uint32_t n = 0; n < threads && all->count < PROGRAMS_MAX; n++) {
            struct program *p = &all->list[all->count];
            *p = (struct program){.instance = i, .operations = operations};
            rt_random_seed(&p->random, rt_random_next(&rt_flt()->random));
            all->threads[all->count] = rt_thread_start("program", false, run, p);
            all->count += all->threads[all->count] != NULL;
        }
}

/* attach: to so many volumes; traffic, background, oids: operations; detach: the volumes are dismounted. What else there is has no counterpart. */
bool rt_flt_step(const char *step)
{
    if (is_step(step, "attach"))
        rt_flt_attach((uint32_t)setting(step, "modules", 2));
    else if (is_step(step, "traffic") || is_step(step, "background") || is_step(step, "oids")) {
        start((uint32_t)setting(step, is_step(step, "oids") ? "count" : "packets", is_step(step, "oids") ? 20 : 200), (uint32_t)setting(step, "senders", 2));
        if (!is_step(step, "background"))
            rt_flt_traffic_wait();
    } else if (is_step(step, "wait"))
        rt_flt_traffic_wait();
    else if (is_step(step, "detach") || is_step(step, "surprise")) {
        rt_flt_detach(FLTFL_INSTANCE_TEARDOWN_VOLUME_DISMOUNT);
        rt_flt_traffic_wait();
    } else
        return is_step(step, "restart") || is_step(step, "pause") || is_step(step, "shutdown") || is_step(step, "pnp") || is_step(step, "status") || is_step(step, "cancel") ||
               is_step(step, "device");
    return true;
}

void rt_flt_totals(void)
{
    if (rt_get()->flt)
        rt_record_count("operations", rt_flt()->done);
}
