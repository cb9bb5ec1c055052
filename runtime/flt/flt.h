/*
 * flt: the filter manager, between a minifilter and volumes that are the host's.
 *
 *      programs: open, read, write, ask, close    flt_drive.c: threads, one operation after the other
 *      pre-operation, post-operation callbacks    flt_drive.c
 *      filter, its instances on volumes           flt_filter.c: registered, attached, torn down
 *      contexts; names of files; work items       flt_context.c, flt_name.c, flt_work.c
 *
 * A volume has no files: an operation that the filter lets pass succeeds, or fails now and then. Contexts and names count their references;
 * what is never released is the driver's leak.
 */
#ifndef RT_FLT_H
#define RT_FLT_H

#include "../ex/ex.h"

#include <fltkernel.h>

struct rt_flt_context;

struct _FLT_VOLUME {
    struct _FLT_VOLUME *next;
    uint32_t number;
};

struct _FLT_INSTANCE {
    struct _FLT_INSTANCE *next; /* of the filter */
    PFLT_FILTER filter;
    PFLT_VOLUME volume;
    uint32_t operations; /* that run through it */
    bool leaving;
};

struct _FLT_FILTER { /* a block (RT_OTHER) until it is unregistered */
    FLT_REGISTRATION registration;
    bool started;
    PFLT_INSTANCE instances;
};

/* An operation on its way: what the driver sees of it, and where it is. */
struct rt_flt_operation {
    struct rt_flt_operation *next; /* of all */
    FLT_CALLBACK_DATA *data;
    FLT_IO_PARAMETER_BLOCK *block;
    FLT_RELATED_OBJECTS *objects;
    const UNICODE_STRING *name; /* of the file */
    bool pending, more; /* the pre-operation callback pends it; the post-operation callback keeps it */
    FLT_PREOP_CALLBACK_STATUS status; /* that a pended one goes on with */
    PVOID context;
};

struct rt_flt {
    PFLT_FILTER filter; /* the driver's only one, or NULL */
    PFLT_VOLUME volumes;
    struct rt_flt_context *contexts;
    struct rt_flt_operation *operations;
    struct rt_random random;
    uint64_t done;
};

struct rt_flt *rt_flt(void);
/* For scenario.c: does a step; false where there is none of that name. There is a filter. */
bool rt_flt_step(const char *step);
bool rt_flt_registered(void);
/* FilterUnloadCallback. */
void rt_flt_unload(void);
void rt_flt_totals(void);
void rt_flt_traffic_wait(void);

/* flt_filter.c */
PFLT_FILTER rt_flt_filter_of(PFLT_FILTER f, const char *name);
PFLT_INSTANCE rt_flt_instance_of(PFLT_INSTANCE i, const char *name);
/* What callbacks are told of an instance; the caller frees it. */
FLT_RELATED_OBJECTS *rt_flt_objects_new(PFLT_INSTANCE i, PFILE_OBJECT file);
void rt_flt_attach(uint32_t volumes);
void rt_flt_detach(FLT_INSTANCE_TEARDOWN_FLAGS why);

/* flt_context.c: whatever is attached to the object (instance, file, volume) goes. */
void rt_flt_contexts_of(const void *holder);

#endif
