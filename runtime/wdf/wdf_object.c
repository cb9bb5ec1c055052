/* Framework objects: parents, contexts, references, the order in which they end. */
#include "wdf_host.h"

struct rt_wdf_context {
    struct rt_wdf_context *next;
    PCWDF_OBJECT_CONTEXT_TYPE_INFO type;
    PVOID memory;
    size_t size;
    bool custom; /* a mark: its data, no memory */
    ULONG_PTR data;
    PFN_WDF_OBJECT_CONTEXT_CLEANUP cleanup;
    PFN_WDF_OBJECT_CONTEXT_DESTROY destroy;
};

static const char *kind_name(enum rt_wdf_kind k)
{
    static const char *const names[WDF_KIND_COUNT] = {
        "a framework object", "a general object", "a driver", "a device", "a file object", "a queue", "a request", "an I/O target", "a memory object", "a lookaside list",
        "a collection", "a string", "a registry key", "a spin lock", "a wait lock", "a timer", "a DPC", "a work item", "an interrupt", "a resource list",
        "a DMA enabler", "a DMA transaction", "a common buffer", "a WMI instance", "a WMI provider", "a child list", "a USB device", "a USB interface", "a USB pipe"};
    return names[k];
}

void *rt_wdf_of(const void *handle, enum rt_wdf_kind kind, const char *name)
{
    struct rt_block *b = rt_block_of(handle, RT_FRAMEWORK);
    struct rt_wdf_object *o = b ? b->memory : NULL;
    if (!o)
        rt_report("run-contract", "%s is called with a handle that is not that of %s: %s.", name, kind_name(kind),
                  handle ? "it was deleted already, or was never one" : "it is NULL");
    else if (kind != WDF_ANY && o->kind != kind) {
        rt_report("run-contract", "%s takes the handle of %s, and is called with that of %s.", name, kind_name(kind), kind_name(o->kind));
        o = NULL;
    }
    return o;
}

/* ---- what the monitor is to know ------------------------------------------------------------------------------ */

static void tell_monitor(const struct rt_wdf_object *o, bool gone)
{
    if (rt_get()->monitor)
        rt_monitor_object_ends(rt_get()->monitor, (uint64_t)(uintptr_t)o, gone);
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

static void join(struct rt_wdf_object *o, struct rt_wdf_object *parent)
{
    o->parent = parent;
    if (!parent)
        return;
    o->next = parent->child;
    if (o->next)
        o->next->previous = o;
    parent->child = o;
}

static void part(struct rt_wdf_object *o)
{
    if (o->previous)
        o->previous->next = o->next;
    else if (o->parent)
        o->parent->child = o->next;
    if (o->next)
        o->next->previous = o->previous;
    o->parent = o->next = o->previous = NULL;
}

PVOID rt_wdf_add_context(struct rt_wdf_object *o, const WDF_OBJECT_ATTRIBUTES *a, NTSTATUS *status)
{
    const PCWDF_OBJECT_CONTEXT_TYPE_INFO type = a->ContextTypeInfo;
    size_t size = a->ContextSizeOverride ? a->ContextSizeOverride : type ? type->ContextSize : 0;
    struct rt_wdf_context *c;
    for (c = o->contexts; type && c; c = c->next)
        if (c->type == type->UniqueType) {
            *status = STATUS_OBJECT_NAME_EXISTS;
            return c->memory;
        }
    if (type && a->ContextSizeOverride && a->ContextSizeOverride < type->ContextSize)
        rt_report("run-contract", "ContextSizeOverride is smaller than the context type '%s'.", type->ContextName);
    c = rt_memory_new_zeroed(sizeof *c);
    *c = (struct rt_wdf_context){.type = type ? type->UniqueType : NULL, .size = size, .cleanup = a->EvtCleanupCallback, .destroy = a->EvtDestroyCallback};
    c->memory = type ? rt_fresh_zeroed(size) : NULL;
    struct rt_wdf_context **at = &o->contexts;
    while (*at)
        at = &(*at)->next;
    *at = c;
    *status = STATUS_SUCCESS;
    return c->memory;
}

static bool is_attributes(const WDF_OBJECT_ATTRIBUTES *a)
{
    if (a->Size == sizeof *a)
        return true;
    rt_report("run-contract", "The WDF_OBJECT_ATTRIBUTES were not initialised: Size is %u.", (unsigned)a->Size);
    return false;
}

void *rt_wdf_new_own(enum rt_wdf_kind kind, size_t size, const WDF_OBJECT_ATTRIBUTES *a, struct rt_wdf_object *parent)
{
    NTSTATUS status;
    struct rt_wdf_object *o = rt_block_new_zeroed(RT_FRAMEWORK, size, 0);
    rt_block_of(o, RT_FRAMEWORK)->place = NULL; /* its parent's end is its end: nothing is left over */
    o->kind = kind;
    o->references = 1;
    o->level = WdfExecutionLevelInheritFromParent;
    o->scope = WdfSynchronizationScopeInheritFromParent;
    if (a) {
        o->level = a->ExecutionLevel;
        o->scope = a->SynchronizationScope;
    }
    join(o, parent);
    o->device = kind == WDF_DEVICE ? (struct rt_wdf_device *)o : parent ? parent->device : NULL;
    if (a && (a->ContextTypeInfo || a->EvtCleanupCallback || a->EvtDestroyCallback))
        rt_wdf_add_context(o, a, &status);
    return o;
}

void *rt_wdf_new(enum rt_wdf_kind kind, size_t size, const WDF_OBJECT_ATTRIBUTES *a, struct rt_wdf_object *parent, NTSTATUS *status)
{
    if (a && !is_attributes(a)) {
        *status = STATUS_INFO_LENGTH_MISMATCH;
        return NULL;
    }
    if (a && a->ParentObject) {
        parent = rt_wdf_of(a->ParentObject, WDF_ANY, "the method that makes an object with ParentObject");
        if (!parent || parent->deleted) {
            *status = parent ? STATUS_DELETE_PENDING : STATUS_INVALID_PARAMETER;
            return NULL;
        }
    }
    *status = STATUS_INSUFFICIENT_RESOURCES;
    if (rt_fails())
        return NULL;
    *status = STATUS_SUCCESS;
    return rt_wdf_new_own(kind, size, a, parent);
}

bool rt_wdf_is_passive(const struct rt_wdf_object *o)
{
    for (; o; o = o->parent)
        if (o->level == WdfExecutionLevelPassive || o->level == WdfExecutionLevelDispatch)
            return o->level == WdfExecutionLevelPassive;
    return false;
}

/* ---- ending -------------------------------------------------------------------------------------------------------- */

static void destroy(struct rt_wdf_object *o)
{
    const void *instance = rt_wdf_instance(o->device);
    for (struct rt_wdf_context *c = o->contexts; c; c = c->next)
        if (c->destroy)
            RT_CALLBACK_VOID("EVT_WDF_OBJECT_CONTEXT_DESTROY", PASSIVE_LEVEL, instance, c->destroy, (WDFOBJECT)o);
    for (struct rt_wdf_context *c = o->contexts, *next; c; c = next) {
        next = c->next;
        if (c->memory)
            rt_memory_free(c->memory, c->size);
        rt_memory_free(c, sizeof *c);
    }
    if (o->release)
        o->release(o);
    tell_monitor(o, true);
    rt_block_free(rt_block_of(o, RT_FRAMEWORK));
}

void rt_wdf_reference(struct rt_wdf_object *o) { o->references++; }

void rt_wdf_dereference(struct rt_wdf_object *o)
{
    if (--o->references == 0)
        destroy(o);
}

/* What is below it and itself: nothing of them runs any more. */
static void stop_all(struct rt_wdf_object *o)
{
    if (o->deleted)
        return;
    o->deleted = true;
    if (o->stop)
        o->stop(o);
    for (struct rt_wdf_object *c = o->child; c; c = c->next)
        stop_all(c);
}

/* The driver's cleanup callbacks, the children's first. They may still use the handles. */
static void clean_up(struct rt_wdf_object *o)
{
    for (struct rt_wdf_object *c = o->child; c; c = c->next)
        clean_up(c);
    tell_monitor(o, false);
    for (struct rt_wdf_context *c = o->contexts; c; c = c->next) {
        PFN_WDF_OBJECT_CONTEXT_CLEANUP cleanup = c->cleanup;
        c->cleanup = NULL;
        if (cleanup)
            RT_CALLBACK_VOID("EVT_WDF_OBJECT_CONTEXT_CLEANUP", PASSIVE_LEVEL, rt_wdf_instance(o->device), cleanup, (WDFOBJECT)o);
    }
}

static void let_go(struct rt_wdf_object *o)
{
    while (o->child)
        let_go(o->child);
    part(o);
    rt_wdf_dereference(o);
}

void rt_wdf_delete(struct rt_wdf_object *o)
{
    if (o->deleted)
        return;
    stop_all(o);
    clean_up(o);
    let_go(o);
}

/* ---- the driver's side ------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectcreate */
RT_EXPORT NTSTATUS WdfObjectCreate(PWDF_OBJECT_ATTRIBUTES Attributes, WDFOBJECT *Object)
{
    RT_DDI(WdfObjectCreate, (NTSTATUS)STATUS_UNSUCCESSFUL, Attributes, Object);
    NTSTATUS status;
    *Object = rt_wdf_new(WDF_PLAIN, sizeof(struct rt_wdf_object), Attributes, rt_wdf()->driver, &status);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectdelete */
RT_EXPORT VOID WdfObjectDelete(WDFOBJECT Object)
{
    RT_DDI_VOID(WdfObjectDelete, Object);
    struct rt_wdf_object *o = rt_wdf_of(Object, WDF_ANY, "WdfObjectDelete");
    if (o && o->fixed)
        rt_report("run-contract", "WdfObjectDelete is called for %s that the driver must not delete.", kind_name(o->kind));
    else if (o)
        rt_wdf_delete(o);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectgettypedcontext */
RT_EXPORT PVOID WdfObjectGetTypedContextWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo)
{
    RT_DDI(WdfObjectGetTypedContextWorker, (PVOID)NULL, Handle, TypeInfo);
    struct rt_wdf_object *o = rt_wdf_of(Handle, WDF_ANY, "WdfObjectGetTypedContext");
    for (struct rt_wdf_context *c = o ? o->contexts : NULL; c; c = c->next)
        if (c->type == TypeInfo->UniqueType && !c->custom)
            RT_RETURN(c->memory);
    RT_RETURN((PVOID)NULL);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectallocatecontext */
RT_EXPORT NTSTATUS WdfObjectAllocateContext(WDFOBJECT Handle, PWDF_OBJECT_ATTRIBUTES ContextAttributes, PVOID *Context)
{
    RT_DDI(WdfObjectAllocateContext, (NTSTATUS)STATUS_UNSUCCESSFUL, Handle, ContextAttributes, Context);
    struct rt_wdf_object *o = rt_wdf_of(Handle, WDF_ANY, "WdfObjectAllocateContext");
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    if (!o || !is_attributes(ContextAttributes) || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    PVOID memory = rt_wdf_add_context(o, ContextAttributes, &status);
    if (Context)
        *Context = memory;
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectcontextgetobject */
RT_EXPORT WDFOBJECT WdfObjectContextGetObject(PVOID ContextPointer)
{
    RT_DDI(WdfObjectContextGetObject, (WDFOBJECT)NULL, ContextPointer);
    for (struct rt_block *b = rt_get()->blocks; b; b = b->next)
        if (b->kind == RT_FRAMEWORK)
            for (struct rt_wdf_context *c = ((struct rt_wdf_object *)b->memory)->contexts; c; c = c->next)
                if (c->memory == ContextPointer)
                    RT_RETURN((WDFOBJECT)b->memory);
    rt_report("run-contract", "WdfObjectContextGetObject is called with an address that is not that of a context.");
    RT_RETURN((WDFOBJECT)NULL);
}

static void refer(WDFOBJECT handle, bool take, const char *name)
{
    struct rt_wdf_object *o = rt_wdf_of(handle, WDF_ANY, name);
    if (!o)
        return;
    if (take)
        rt_wdf_reference(o);
    else if (o->references == 1 && !o->deleted)
        rt_report("run-contract", "%s takes back a reference that nobody holds.", name);
    else
        rt_wdf_dereference(o);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectreferenceactual and its neighbours */
#define REFERS(name, take)                                                                                             \
    RT_EXPORT VOID name(WDFOBJECT Handle)                                                                              \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle);                                                                                     \
        refer(Handle, take, #name);                                                                                    \
        RT_RETURN_VOID();                                                                                              \
    }
#define REFERS_WITH_TAG(name, take)                                                                                    \
    RT_EXPORT VOID name(WDFOBJECT Handle, PVOID Tag)                                                                   \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, Tag);                                                                                \
        refer(Handle, take, #name);                                                                                    \
        RT_RETURN_VOID();                                                                                              \
    }
#define REFERS_AT(name, take)                                                                                          \
    RT_EXPORT VOID name(WDFOBJECT Handle, PVOID Tag, LONG Line, PCCH File)                                             \
    {                                                                                                                  \
        RT_DDI_VOID(name, Handle, Tag, Line, File);                                                                    \
        refer(Handle, take, #name);                                                                                    \
        RT_RETURN_VOID();                                                                                              \
    }
REFERS(WdfObjectReference, true)
REFERS(WdfObjectDereference, false)
REFERS_WITH_TAG(WdfObjectReferenceWithTag, true)
REFERS_WITH_TAG(WdfObjectDereferenceWithTag, false)
REFERS_AT(WdfObjectReferenceActual, true)
REFERS_AT(WdfObjectDereferenceActual, false)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectquery */
RT_EXPORT NTSTATUS WdfObjectQuery(WDFOBJECT Object, CONST GUID *Guid, ULONG QueryBufferLength, PVOID QueryBuffer)
{
    RT_DDI(WdfObjectQuery, (NTSTATUS)STATUS_UNSUCCESSFUL, Object, Guid, QueryBufferLength, QueryBuffer);
    rt_not_simulated("WdfObjectQuery: what is asked for");
    RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
}

/* ---- custom types: marks ------------------------------------------------------------------------------------------------ */

static struct rt_wdf_context *mark_of(WDFOBJECT handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO type, const char *name)
{
    struct rt_wdf_object *o = rt_wdf_of(handle, WDF_ANY, name);
    struct rt_wdf_context *c = o ? o->contexts : NULL;
    while (c && !(c->custom && c->type == type->UniqueType))
        c = c->next;
    return c;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectaddcustomtype */
RT_EXPORT NTSTATUS WdfObjectAddCustomTypeWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo, ULONG_PTR Data, PFN_WDF_OBJECT_CONTEXT_CLEANUP EvtCleanupCallback,
                                                PFN_WDF_OBJECT_CONTEXT_DESTROY EvtDestroyCallback)
{
    RT_DDI(WdfObjectAddCustomTypeWorker, (NTSTATUS)STATUS_UNSUCCESSFUL, Handle, TypeInfo, Data, EvtCleanupCallback, EvtDestroyCallback);
    NTSTATUS status = STATUS_OBJECT_NAME_EXISTS;
    struct rt_wdf_object *o = rt_wdf_of(Handle, WDF_ANY, "WdfObjectAddCustomType");
    if (!o || mark_of(Handle, TypeInfo, "WdfObjectAddCustomType") || RT_WDF_FAILS(&status))
        RT_RETURN(status);
    struct rt_wdf_context *c = rt_memory_new_zeroed(sizeof *c);
    *c = (struct rt_wdf_context){.next = o->contexts, .type = TypeInfo->UniqueType, .custom = true, .data = Data, .cleanup = EvtCleanupCallback, .destroy = EvtDestroyCallback};
    o->contexts = c;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectiscustomtype */
RT_EXPORT BOOLEAN WdfObjectIsCustomTypeWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo)
{
    RT_DDI(WdfObjectIsCustomTypeWorker, (BOOLEAN)FALSE, Handle, TypeInfo);
    RT_RETURN((BOOLEAN)(mark_of(Handle, TypeInfo, "WdfObjectIsCustomType") != NULL));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectgetcustomtypedata */
RT_EXPORT ULONG_PTR WdfObjectGetCustomTypeDataWorker(WDFOBJECT Handle, PCWDF_OBJECT_CONTEXT_TYPE_INFO TypeInfo)
{
    RT_DDI(WdfObjectGetCustomTypeDataWorker, (ULONG_PTR)0, Handle, TypeInfo);
    const struct rt_wdf_context *c = mark_of(Handle, TypeInfo, "WdfObjectGetCustomTypeData");
    RT_RETURN((ULONG_PTR)(c ? c->data : 0));
}
