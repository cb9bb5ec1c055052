/* Contexts: memory of the filter's that is attached to an instance, a file or a volume, and counts its references. */
#include "flt.h"

struct rt_flt_context {
    struct rt_flt_context *next;
    const FLT_CONTEXT_REGISTRATION *registration;
    FLT_CONTEXT_TYPE type;
    PVOID memory;         /* a block of the driver's */
    const void *holder;   /* what it is attached to, with a reference of its own; NULL: nothing */
    PFLT_INSTANCE owner;  /* of a file's: whose it is */
    uint32_t references;
};

static struct rt_flt_context *context_of(const void *memory, const char *name)
{
    struct rt_flt_context *c = rt_flt()->contexts;
    while (c && c->memory != memory)
        c = c->next;
    if (!c)
        rt_report("run-contract", "%s is called with a context that %s.", name, memory ? "was freed already, or is none" : "is NULL");
    return c;
}

static struct rt_flt_context *attached(const void *holder, PFLT_INSTANCE owner, FLT_CONTEXT_TYPE type)
{
    struct rt_flt_context *c = rt_flt()->contexts;
    while (c && (c->holder != holder || c->owner != owner || c->type != type))
        c = c->next;
    return c;
}

static void drop(struct rt_flt_context *c)
{
    struct rt_flt_context **at = &rt_flt()->contexts;
    rt_happens_before(c);
    if (--c->references)
        return;
    rt_happens_after(c);
    if (c->registration->ContextCleanupCallback)
        RT_CALLBACK_VOID("FLT_CONTEXT_CLEANUP_CALLBACK", rt_irql(), NULL, c->registration->ContextCleanupCallback, c->memory, c->type);
    while (*at != c)
        at = &(*at)->next;
    *at = c->next;
    rt_block_free(rt_block_of(c->memory, RT_OTHER));
    rt_memory_drop(c);
}

static void detach(struct rt_flt_context *c)
{
    c->holder = NULL;
    c->owner = NULL;
    drop(c);
}

void rt_flt_contexts_of(const void *holder)
{
    struct rt_flt_context *c = rt_flt()->contexts;
    while (c)
        if (c->holder == holder || c->owner == holder) {
            detach(c);
            c = rt_flt()->contexts; /* a cleanup callback may have freed others */
        } else
            c = c->next;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocatecontext */
RT_EXPORT NTSTATUS FltAllocateContext(PFLT_FILTER Filter, FLT_CONTEXT_TYPE ContextType, SIZE_T ContextSize, POOL_TYPE PoolType, PFLT_CONTEXT *ReturnedContext)
{
    RT_DDI(FltAllocateContext, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, Filter, ContextType, ContextSize, PoolType, ReturnedContext);
    PFLT_FILTER f = rt_flt_filter_of(Filter, "FltAllocateContext");
    const FLT_CONTEXT_REGISTRATION *r = f ? f->registration.ContextRegistration : NULL;
    *ReturnedContext = NULL;
    if (!f)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (ContextType == FLT_VOLUME_CONTEXT && PoolType != NonPagedPool && PoolType != NonPagedPoolNx)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    while (r && r->ContextType != FLT_CONTEXT_END && (r->ContextType != ContextType || (r->Size != ContextSize && r->Size != FLT_VARIABLE_SIZED_CONTEXTS)))
        r++;
    if (!r || r->ContextType == FLT_CONTEXT_END)
        RT_RETURN((NTSTATUS)STATUS_FLT_CONTEXT_ALLOCATION_NOT_FOUND);
    RT_NOT_SIMULATED(r->ContextAllocateCallback, "FltAllocateContext: ContextAllocateCallback");
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    struct rt_flt_context *c = rt_memory_new_zeroed(sizeof *c);
    *c = (struct rt_flt_context){.next = rt_flt()->contexts, .registration = r, .type = ContextType, .references = 1};
    c->memory = rt_block_new(RT_OTHER, ContextSize, r->PoolTag);
    rt_flt()->contexts = c;
    *ReturnedContext = c->memory;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreferencecontext */
RT_EXPORT VOID FltReferenceContext(PFLT_CONTEXT Context)
{
    RT_DDI_VOID(FltReferenceContext, Context);
    struct rt_flt_context *c = context_of(Context, "FltReferenceContext");
    if (c)
        c->references++;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasecontext */
RT_EXPORT VOID FltReleaseContext(PFLT_CONTEXT Context)
{
    RT_DDI_VOID(FltReleaseContext, Context);
    struct rt_flt_context *c = context_of(Context, "FltReleaseContext");
    if (c && c->holder && c->references == 1)
        rt_report("run-contract", "FltReleaseContext drops the reference that belongs to what the context is attached to: it is called once more often than references were taken.");
    else if (c)
        drop(c);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletecontext */
RT_EXPORT VOID FltDeleteContext(PFLT_CONTEXT Context)
{
    RT_DDI_VOID(FltDeleteContext, Context);
    struct rt_flt_context *c = context_of(Context, "FltDeleteContext");
    if (c && c->holder)
        detach(c);
    RT_RETURN_VOID();
}

static NTSTATUS set(const void *holder, PFLT_INSTANCE owner, FLT_CONTEXT_TYPE type, FLT_SET_CONTEXT_OPERATION how, PFLT_CONTEXT context, PFLT_CONTEXT *old, const char *name)
{
    struct rt_flt_context *c = context_of(context, name), *before = attached(holder, owner, type);
    if (old)
        *old = NULL;
    if (!c || c->type != type)
        return STATUS_INVALID_PARAMETER;
    if (c->holder)
        return STATUS_FLT_CONTEXT_ALREADY_LINKED;
    if (before && how == FLT_SET_CONTEXT_KEEP_IF_EXISTS) {
        if (old) {
            before->references++;
            *old = before->memory;
        }
        return STATUS_FLT_CONTEXT_ALREADY_DEFINED;
    }
    c->references++;
    c->holder = holder;
    c->owner = owner;
    if (!before)
        return STATUS_SUCCESS;
    if (old) { /* the reference is the caller's now */
        before->holder = NULL;
        before->owner = NULL;
        *old = before->memory;
    } else
        detach(before);
    return STATUS_SUCCESS;
}

static NTSTATUS get(const void *holder, PFLT_INSTANCE owner, FLT_CONTEXT_TYPE type, PFLT_CONTEXT *to)
{
    struct rt_flt_context *c = attached(holder, owner, type);
    *to = c ? c->memory : NULL;
    if (!c)
        return STATUS_NOT_FOUND;
    c->references++;
    rt_happens_after(c);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetinstancecontext */
RT_EXPORT NTSTATUS FltSetInstanceContext(PFLT_INSTANCE Instance, FLT_SET_CONTEXT_OPERATION Operation, PFLT_CONTEXT NewContext, PFLT_CONTEXT *OldContext)
{
    RT_DDI(FltSetInstanceContext, (NTSTATUS)STATUS_INVALID_PARAMETER, Instance, Operation, NewContext, OldContext);
    PFLT_INSTANCE i = rt_flt_instance_of(Instance, "FltSetInstanceContext");
    if (!i || i->leaving)
        RT_RETURN((NTSTATUS)(i ? STATUS_FLT_DELETING_OBJECT : STATUS_INVALID_PARAMETER));
    RT_RETURN(set(i, NULL, FLT_INSTANCE_CONTEXT, Operation, NewContext, OldContext, "FltSetInstanceContext"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetinstancecontext */
RT_EXPORT NTSTATUS FltGetInstanceContext(PFLT_INSTANCE Instance, PFLT_CONTEXT *Context)
{
    RT_DDI(FltGetInstanceContext, (NTSTATUS)STATUS_NOT_FOUND, Instance, Context);
    PFLT_INSTANCE i = rt_flt_instance_of(Instance, "FltGetInstanceContext");
    RT_RETURN((NTSTATUS)(i ? get(i, NULL, FLT_INSTANCE_CONTEXT, Context) : STATUS_NOT_FOUND));
}

/* Of an instance's own file, stream or open; there is one stream to a file, and one file to an open. */
#define OF_FILES(kind, type)                                                                                           \
    RT_EXPORT NTSTATUS FltSet##kind##Context(PFLT_INSTANCE Instance, PFILE_OBJECT FileObject, FLT_SET_CONTEXT_OPERATION Operation, PFLT_CONTEXT NewContext,  \
                                             PFLT_CONTEXT *OldContext)                                                 \
    {                                                                                                                  \
        RT_DDI(FltSet##kind##Context, (NTSTATUS)STATUS_INVALID_PARAMETER, Instance, FileObject, Operation, NewContext, OldContext);                          \
        PFLT_INSTANCE i = rt_flt_instance_of(Instance, "FltSet" #kind "Context");                                      \
        RT_RETURN((NTSTATUS)(i ? set(FileObject, i, type, Operation, NewContext, OldContext, "FltSet" #kind "Context") : STATUS_INVALID_PARAMETER));         \
    }                                                                                                                  \
    RT_EXPORT NTSTATUS FltGet##kind##Context(PFLT_INSTANCE Instance, PFILE_OBJECT FileObject, PFLT_CONTEXT *Context)   \
    {                                                                                                                  \
        RT_DDI(FltGet##kind##Context, (NTSTATUS)STATUS_NOT_FOUND, Instance, FileObject, Context);                      \
        PFLT_INSTANCE i = rt_flt_instance_of(Instance, "FltGet" #kind "Context");                                      \
        RT_RETURN((NTSTATUS)(i ? get(FileObject, i, type, Context) : STATUS_NOT_FOUND));                               \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetstreamhandlecontext and its neighbours */
OF_FILES(File, FLT_FILE_CONTEXT)
OF_FILES(Stream, FLT_STREAM_CONTEXT)
OF_FILES(StreamHandle, FLT_STREAMHANDLE_CONTEXT)
