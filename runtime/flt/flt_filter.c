/* The filter and its instances: registered, attached to volumes, torn down. */
#include "flt.h"

struct rt_flt *rt_flt(void)
{
    struct rt *rt = rt_get();
    if (!rt->flt) {
        rt->flt = rt_memory_new_zeroed(sizeof *rt->flt);
        rt_random_seed(&rt->flt->random, rt->options.seed ^ UINT64_C(0xF17F17F17));
    }
    return rt->flt;
}

bool rt_flt_registered(void) { return rt_get()->flt && rt_flt()->filter; }

PFLT_FILTER rt_flt_filter_of(PFLT_FILTER f, const char *name)
{
    if (f && f == rt_flt()->filter)
        return f;
    rt_report("run-contract", "%s is called with a filter that %s.", name, f ? "was unregistered, or is none" : "is NULL");
    return NULL;
}

PFLT_INSTANCE rt_flt_instance_of(PFLT_INSTANCE i, const char *name)
{
    PFLT_INSTANCE at = rt_flt()->filter ? rt_flt()->filter->instances : NULL;
    while (at && at != i)
        at = at->next;
    if (!at)
        rt_report("run-contract", "%s is called with an instance that %s.", name, i ? "was torn down, or is none" : "is NULL");
    return at;
}

FLT_RELATED_OBJECTS *rt_flt_objects_new(PFLT_INSTANCE i, PFILE_OBJECT file)
{
    FLT_RELATED_OBJECTS made = {.Size = sizeof made, .Filter = i->filter, .Volume = i->volume, .Instance = i, .FileObject = file};
    FLT_RELATED_OBJECTS *o = rt_fresh_zeroed(sizeof *o);
    rt_copy(o, &made, sizeof made);
    return o;
}

/* ---- instances ---------------------------------------------------------------------------------------------------- */

static PFLT_VOLUME volume(uint32_t number)
{
    PFLT_VOLUME v = rt_flt()->volumes;
    while (v && v->number != number)
        v = v->next;
    if (!v) {
        v = rt_memory_new_zeroed(sizeof *v);
        v->number = number;
        v->next = rt_flt()->volumes;
        rt_flt()->volumes = v;
    }
    return v;
}

static void tear_down(PFLT_INSTANCE i, FLT_INSTANCE_TEARDOWN_FLAGS why)
{
    PFLT_FILTER f = i->filter;
    const FLT_REGISTRATION *r = &f->registration;
    FLT_RELATED_OBJECTS *o = rt_flt_objects_new(i, NULL);
    PFLT_INSTANCE *at = &f->instances;
    i->leaving = true;
    if (r->InstanceTeardownStartCallback)
        RT_CALLBACK_VOID("FLT_INSTANCE_TEARDOWN_CALLBACK", PASSIVE_LEVEL, NULL, r->InstanceTeardownStartCallback, o, why);
    while (i->operations)
        rt_wait(&i->operations, RT_FOREVER, "operations to leave the instance");
    if (r->InstanceTeardownCompleteCallback)
        RT_CALLBACK_VOID("FLT_INSTANCE_TEARDOWN_CALLBACK", PASSIVE_LEVEL, NULL, r->InstanceTeardownCompleteCallback, o, why);
    rt_flt_contexts_of(i);
    while (*at != i)
        at = &(*at)->next;
    *at = i->next;
    rt_memory_free(o, sizeof *o);
    rt_memory_drop(i);
}

/* The driver may decline a volume: that is no error. */
void rt_flt_attach(uint32_t volumes)
{
    PFLT_FILTER f = rt_flt()->filter;
    for (uint32_t n = 1; n <= volumes && f->started; n++) {
        PFLT_INSTANCE i = rt_fresh_zeroed(sizeof *i), old = f->instances;
        i->filter = f;
        i->volume = volume(n);
        while (old && old->volume != i->volume)
            old = old->next;
        if (old) {
            rt_memory_drop(i);
            continue;
        }
        i->next = f->instances;
        f->instances = i;
        if (!f->registration.InstanceSetupCallback)
            continue;
        FLT_RELATED_OBJECTS *o = rt_flt_objects_new(i, NULL);
        NTSTATUS status = RT_CALLBACK("FLT_INSTANCE_SETUP_CALLBACK", PASSIVE_LEVEL, NULL, f->registration.InstanceSetupCallback, o,
                                      (FLT_INSTANCE_SETUP_FLAGS)FLTFL_INSTANCE_SETUP_AUTOMATIC_ATTACHMENT, (DEVICE_TYPE)FILE_DEVICE_DISK_FILE_SYSTEM, FLT_FSTYPE_NTFS);
        rt_memory_free(o, sizeof *o);
        if (NT_SUCCESS(status))
            continue;
        rt_flt_contexts_of(i);
        f->instances = i->next;
        rt_memory_drop(i);
    }
}

void rt_flt_detach(FLT_INSTANCE_TEARDOWN_FLAGS why)
{
    while (rt_flt()->filter && rt_flt()->filter->instances)
        tear_down(rt_flt()->filter->instances, why);
}

/* ---- the filter ------------------------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltregisterfilter */
RT_EXPORT NTSTATUS FltRegisterFilter(PDRIVER_OBJECT Driver, CONST FLT_REGISTRATION *Registration, PFLT_FILTER *RetFilter)
{
    RT_DDI(FltRegisterFilter, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, Driver, Registration, RetFilter);
    if (Registration->Size < FIELD_OFFSET(FLT_REGISTRATION, TransactionNotificationCallback) || Registration->Version >> 8 != 2 || rt_flt()->filter) {
        rt_report("run-contract", rt_flt()->filter ? "FltRegisterFilter is called a second time." : "The FLT_REGISTRATION was not initialised: its Size or Version is wrong.");
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    }
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    PFLT_FILTER f = rt_block_new_zeroed(RT_OTHER, sizeof *f, 0);
    rt_block_of(f, RT_OTHER)->place = NULL; /* that it is left is told when the driver is unloaded */
    rt_copy(&f->registration, Registration, Registration->Size < sizeof f->registration ? Registration->Size : sizeof f->registration);
    rt_flt()->filter = f;
    *RetFilter = f;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Volumes are attached to in the scenario's step. https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltstartfiltering */
RT_EXPORT NTSTATUS FltStartFiltering(PFLT_FILTER Filter)
{
    RT_DDI(FltStartFiltering, (NTSTATUS)STATUS_INVALID_PARAMETER, Filter);
    PFLT_FILTER f = rt_flt_filter_of(Filter, "FltStartFiltering");
    if (!f || f->started)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    f->started = true;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltunregisterfilter */
RT_EXPORT VOID FltUnregisterFilter(PFLT_FILTER Filter)
{
    RT_DDI_VOID(FltUnregisterFilter, Filter);
    PFLT_FILTER f = rt_flt_filter_of(Filter, "FltUnregisterFilter");
    if (f) {
        rt_flt_detach(FLTFL_INSTANCE_TEARDOWN_FILTER_UNLOAD);
        rt_flt()->filter = NULL;
        rt_block_free(rt_block_of(f, RT_OTHER));
    }
    RT_RETURN_VOID();
}

/* A filter without FilterUnloadCallback stays loaded: the run ends with its volumes detached. */
void rt_flt_unload(void)
{
    PFLT_FILTER f = rt_flt()->filter;
    if (!f->registration.FilterUnloadCallback) {
        rt_not_simulated("a minifilter without FilterUnloadCallback stays loaded; here its volumes are detached");
        rt_flt_detach(FLTFL_INSTANCE_TEARDOWN_VOLUME_DISMOUNT);
        return;
    }
    NTSTATUS status = RT_CALLBACK("FLT_FILTER_UNLOAD_CALLBACK", PASSIVE_LEVEL, NULL, f->registration.FilterUnloadCallback, (FLT_FILTER_UNLOAD_FLAGS)FLTFL_FILTER_UNLOAD_MANDATORY);
    rt_ex_flush();
    if (NT_SUCCESS(status) && rt_flt()->filter)
        rt_report("run-contract", "The driver is unloaded and has not called FltUnregisterFilter.");
}
