/*
 * recording: what a run did, event by event, as `ddicheck run --record` writes it and `ddicheck check --replay` reads it.
 * The form is text, one event a line (runtime/monitor/README.md, The trace of a run).
 *
 * A file may hold several runs. Each is a list of events in the order in which they happened; calls and callbacks nest like
 * brackets on each thread. What was read of memory stands behind the event that read it.
 */
#ifndef DDICHECK_RECORDING_H
#define DDICHECK_RECORDING_H

#include "base/base.h"

#define RECORDING_MAGIC "ddicheck-trace"
#define RECORDING_VERSION 1u
enum { RECORDED_ARGUMENTS_MAX = 20 }; /* of one call: as many as a host passes on */

enum recorded_kind {
    RECORDED_RUN,      /* a run begins: name is the scenario; `a` the seed, `b` the site that fails, 0 none */
    RECORDED_CALL,     /* the driver calls a function of the system */
    RECORDED_RETURN,   /* it returns */
    RECORDED_ENTER,    /* the system calls the driver: name is the callback or role, `a` the instance */
    RECORDED_EXIT,
    RECORDED_LOAD,     /* the driver reads a field that rules ask about: name is RECORD.FIELD, `result` the value */
    RECORDED_ROUTINE,  /* the routine that the event before it has entered lies at `a` */
    RECORDED_READ,     /* memory at `offset` behind what `a` points to, `size` bytes: the value `b` */
    RECORDED_VARIABLE, /* `a` lies in a variable of the driver: `b` 1 a static one, 2 on a stack, 0 in none */
    RECORDED_FORGET,   /* memory at `a`, `b` bytes, is used for something else from here on */
    RECORDED_ENDS,     /* the system ends the object at `a` by itself: its end begins, or (`b`) it is gone */
    RECORDED_OVERDUE,  /* what the driver was handed for the instance `a` by callbacks `name`, and still has, it does not give back */
    RECORDED_ENDED,    /* the instance `a` is given up */
    RECORDED_UNLOADED, /* the driver is gone */
    RECORDED_END,      /* of the run: `done` where it came to its end */
    RECORDED_COUNT
};

struct recorded {
    enum recorded_kind kind;
    uint8_t irql;         /* CALL, RETURN, ENTER, EXIT, LOAD */
    bool done;            /* RETURN: the system did it, as no rule was broken; END */
    uint32_t line;        /* of the file */
    uint32_t thread;
    uint64_t event;       /* a RETURN or EXIT has its CALL's or ENTER's */
    const char *name;     /* function, callback, role or field */
    const char *file;     /* CALL, ENTER, LOAD, ENDED: where the driver is; NULL where that is not known */
    uint32_t file_line;
    const char *function; /* of the driver, or NULL */
    uint64_t a, b;
    uint64_t result;      /* RETURN, EXIT, LOAD */
    uint32_t offset, size; /* READ */
    const uint64_t *arguments; /* CALL, ENTER */
    uint32_t argument_count;
};

struct recording {
    struct arena arena;
    const char *path; /* as given */
    VEC(struct recorded) events;
    uint32_t runs;
};

/* Reads a file. Errors go to d, each at its line; the first few of them end the reading. False where there are any. The recording
   is to be released in both cases. */
bool recording_read(struct recording *r, const char *path, struct diags *d);
/* The same from a text of `size` bytes, which is copied. */
bool recording_parse(struct recording *r, const char *path, const char *text, size_t size, struct diags *d);
void recording_release(struct recording *r);

#endif
