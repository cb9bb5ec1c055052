/*
 * rt_monitor: the rules, watching a run.
 *
 * The user-mode host calls this interface around every DDI and every callback of the driver. Behind it stand
 * the support library (runtime/monitor/) and the C that `ddicheck rules --emit-monitor` writes from the same
 * .ddi files that the static engine interprets. What they see is told through `report`: one record per
 * violation, as the analyser has it.
 *
 *      host                                        monitor
 *      ----                                        -------
 *      rt_monitor_new                              empty tables
 *      callback of the driver is about to run      rt_monitor_enter: life cycle, foreign and returned objects
 *        the driver calls a DDI                    rt_monitor_before: IRQL, rules, frees, lends, releases
 *          the host does it
 *        it returns                                rt_monitor_after: outcome by result, new objects, acquired locks
 *      the callback has returned                   rt_monitor_exit: locks held, the next state, ends of lives
 *      the driver is unloaded, all threads ended   rt_monitor_finish: what is left
 *      rt_monitor_free
 *
 * Effects that take something away (free, lend, release, completion of a state) are done *before*, since another
 * thread may have the memory as soon as the host has done it; those that give something are done *after*.
 *
 * Threads. Every function may be called by any thread at any time; the monitor has one lock of its own, which is
 * held within each call and never while the host or the driver runs (a host whose threads take turns does without: one_at_a_time).
 * before/after and enter/exit nest like brackets on each thread. The functions of `struct rt_monitor_host` are called with the lock held and on the
 * thread that made the call: they must not call the monitor, nor wait for another thread.
 *
 * Ownership. The structures that the host passes are the host's; struct rt_call and struct rt_callback live from
 * before to after and from enter to exit (on the host's stack). Strings in a struct rt_place are kept as
 * pointers: they live as long as the monitor (literals, or interned by the host). What `report` is given is the
 * monitor's and valid during the call. Memory of the driver is read through `read` alone and never written.
 *
 * Words. Arguments and results are passed as 64-bit words: pointers and handles as they are, integers extended
 * by their own signedness: RT_WORD(x) does it.
 */
#ifndef RT_MONITOR_H
#define RT_MONITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { RT_ARGUMENTS_MAX = 20 };

#define RT_WORD(x) ((uint64_t)(int64_t)(intptr_t)(x))

/* Where the driver is. All of it may be unknown: zeroed. */
struct rt_place {
    const char *file;      /* absolute or as compiled; NULL where only the address is known */
    uint32_t line;
    const char *function;  /* enclosing function of the driver, or NULL */
    const void *address;   /* return address of the call, or entry of a callback; NULL unknown */
    const char *arguments; /* the arguments as the source has them ("pool, &parameters"), where a macro of the
                              host's headers stringified them; else NULL. Messages quote them */
};

/* The same from a wrapping macro: __func__ and the literals live for ever. */
#define RT_PLACE(text) ((struct rt_place){.file = __FILE__, .line = __LINE__, .function = __func__, .arguments = (text)})

/* ---- what the monitor asks of the host ---------------------------------------------------------------- */

enum rt_step_kind { RT_STEP_STATE, RT_STEP_CALLBACK, RT_STEP_END };

struct rt_step {
    enum rt_step_kind kind;
    struct rt_place place;
    const char *text;           /* a sentence without its period */
    const char *object, *state; /* whose state is what from here on, or NULL */
};

enum rt_level { RT_NOTE, RT_WARNING, RT_ERROR };

/* One violation: the run-time half of struct finding. Help and pages are the rule's; the reader of the record
   finds them by its id. */
struct rt_finding {
    const char *rule;  /* "double-free" */
    enum rt_level level;
    struct rt_place place;
    const char *message; /* a sentence with its period */
    const char *driver;  /* "ndis-filter", or NULL */
    const struct rt_step *steps; /* in the order in which they happened; the last is RT_STEP_END */
    uint32_t step_count;
    uint64_t object;   /* address or handle that it is about, 0 none */
    uint64_t event;    /* number of the monitor's event at which it was found, from 1: the same in a replay */
};

struct rt_monitor_host {
    void *host; /* passed to each function below; the host's */
    /* A rule is broken. Required. */
    void (*report)(void *host, const struct rt_finding *finding);
    /* Copies `size` bytes at `address` of the driver's memory; false where they cannot be read. It must not
       crash on a wild, freed or poisoned address. NULL: rt_monitor_read. */
    bool (*read)(void *host, uint64_t address, void *to, size_t size);
    /* Whether the address lies in a variable of the driver: 2 on a stack, 1 static, 0 no, -1 not known. NULL: never
       known. */
    int (*is_variable)(void *host, uint64_t address);
    /* The current thread's IRQL as the host emulates it. NULL: the monitor counts by enter and contracts. Where
       both are there and differ after a call, the host's counts and `note` says so. */
    uint8_t (*irql)(void *host);
    /* The host breaks its side: a callback in a state from which it is not called, a nesting that does not fit, a
       DDI's result that the contract does not know. One sentence. NULL: counted only. */
    void (*note)(void *host, const char *text);
    /* Every event is written here as a line (the form is in README.md), to be replayed. The
       host's; NULL: none. */
    FILE *trace;
    /* No two threads ever call the monitor at the same time: it takes no lock. */
    bool one_at_a_time;
};

struct rt_monitor;

/* The host's functions are copied. Never NULL: without memory the process is ended. */
struct rt_monitor *rt_monitor_new(const struct rt_monitor_host *host);
void rt_monitor_free(struct rt_monitor *m); /* NULL is fine */

/* ---- DDIs ------------------------------------------------------------------------------------------------ */

enum { RT_DDI_UNKNOWN = 0 }; /* neither contract nor IRQL is known: before and after do nothing, and count it */

/* The number of a DDI, to be kept by each wrapper. */
uint32_t rt_monitor_ddi(const char *name);

/* A call that the driver makes. The host fills the first part in, zeroes the rest. */
struct rt_call {
    uint32_t ddi; /* rt_monitor_ddi */
    uint32_t argument_count;
    uint64_t arguments[RT_ARGUMENTS_MAX];
    uint64_t result; /* for `after`; 0 where the function has none */
    struct rt_place place;
    struct { uint64_t event; bool wrong; } own; /* the monitor's */
};

/*
 * Before the host does the call; the arguments' memory is as the driver passed it. False: a violation was
 * reported after which the call would free, hand over, acquire or release what it must not (or it releases what
 * was not acquired for this reason); the host does not do it (it returns failure or nothing), and calls `after` all
 * the same.
 */
bool rt_monitor_before(struct rt_monitor *m, struct rt_call *call);
/* After it; outputs are in the driver's memory. */
void rt_monitor_after(struct rt_monitor *m, struct rt_call *call);

/* ---- callbacks --------------------------------------------------------------------------------------------- */

enum { RT_ROLE_UNKNOWN = 0 };

/*
 * The number of a role: a callback's name of a life cycle ("FilterAttach", "ProtocolNetPnPEvent", "DriverEntry"
 * as "ndis-filter DriverEntry" or just "DriverEntry"), or a typedef ("NDIS_TIMER_FUNCTION", "KSTART_ROUTINE") for
 * routines that belong to no life cycle: timers, work items, DPCs, threads.
 */
uint32_t rt_monitor_role(const char *name);

/* A function of the driver that the host calls. */
struct rt_callback {
    uint32_t role;     /* rt_monitor_role; RT_ROLE_UNKNOWN is fine, too */
    uint8_t irql;      /* at which it is called */
    uint64_t instance; /* what the life cycle is about: the handle of the filter module, binding or adapter; of a
                          timer or work item that of whom it serves, where the host knows; 0: the driver as a whole */
    uint32_t argument_count;
    uint64_t arguments[RT_ARGUMENTS_MAX];
    uint64_t result;   /* for `exit`; 0 where the function has none */
    struct rt_place place; /* of the function itself: steps name it */
    struct {
        uint64_t event;
        struct rt_callback *outer;
        uint32_t callback, before, held;
        uint8_t irql;
        bool irql_known;
    } own; /* the monitor's */
};

void rt_monitor_enter(struct rt_monitor *m, struct rt_callback *callback);
void rt_monitor_exit(struct rt_monitor *m, struct rt_callback *callback);

/* Events of a life cycle that follow from no callback's result: the host gives up on an instance (surprise
   removal, a failed scenario). The callbacks and completions of the contracts do the ordinary ones. */
void rt_monitor_instance_end(struct rt_monitor *m, uint64_t instance, struct rt_place place);
/* The host has waited long for what it handed to the driver in callbacks of the role, for this instance, and goes on without: what the
   driver still has it does not give back. Returns how many objects those are; 0: the monitor knows of none. */
uint32_t rt_monitor_overdue(struct rt_monitor *m, uint64_t instance, uint32_t role);
/* The state of the instance's life cycle by name ("Running"), "" where there is none such: for assertions. */
const char *rt_monitor_state(struct rt_monitor *m, uint64_t instance);

/* ---- memory -------------------------------------------------------------------------------------------------- */

/* The host takes these bytes for something else (its quarantine is over, an own structure is made anew): objects
   that were known there are forgotten, unless they still live. */
void rt_monitor_forget(struct rt_monitor *m, uint64_t address, size_t size);
/* The host ends an object by itself: its parent went, or a client that it came from. First its end begins: what the driver
   does with it in its last callbacks is no violation; then it is gone. Of an object that the monitor does not know
   nothing is noted. */
void rt_monitor_object_ends(struct rt_monitor *m, uint64_t address, bool gone);
/* The host's default for `read`: asks the kernel, so that it never faults. */
bool rt_monitor_read(void *host, uint64_t address, void *to, size_t size);

/* The host has made a record of this C type for the driver ("NDIS_BIND_PARAMETERS"; a literal), until that memory is forgotten. False where no rule
   asks about reads of such a record: then none need be told. */
bool rt_monitor_record(struct rt_monitor *m, const char *type, uint64_t address, size_t size);
/* The driver is about to read `size` bytes at `address`: told at least of those that lie in such records. */
void rt_monitor_load(struct rt_monitor *m, uint64_t address, size_t size, struct rt_place place);

/* ---- the end --------------------------------------------------------------------------------------------------- */

struct rt_monitor_counts {
    uint64_t calls, callbacks, findings, notes;
    uint64_t unknown_calls;   /* of functions that no contract and no table knows */
    uint64_t undecided;       /* conditions of rules that hung on what was not known */
    uint64_t objects, live;   /* made in all; not given back until now */
};

/* The driver is unloaded and runs no more: every object that must be freed and lives is a resource-leak, every
   foreign one that was not given back is reported. Once. */
void rt_monitor_finish(struct rt_monitor *m);
struct rt_monitor_counts rt_monitor_counts(struct rt_monitor *m);
/* Tells what lives, one call per object, newest first: for a summary. `kind` is words ("NET_BUFFER_LIST"). */
void rt_monitor_each_live(struct rt_monitor *m, void (*one)(void *context, const char *kind, uint64_t address, struct rt_place made),
                          void *context);

/* The finding as one line of JSON with its line feed (runtime/monitor/README.md): what a child process writes and
   `ddicheck run` reads. */
void rt_monitor_write_json(const struct rt_finding *finding, FILE *out);

#endif
