/*
 * internal: what the files of the library share; generated code sees rtm.h alone.
 *
 * An object is known by its address or handle. Records of freed objects stay, so that a second free is seen, until
 * the address is made anew, the host forgets it, or FREED_MAX others were freed after it. A record of kind 0 holds
 * attributes of a place that is no object (the IRQL that a lock saved).
 *
 * A note is one event of an object's history: the words of the contract with their values taken at the time; the
 * sentence is made when a finding needs it.
 */
#ifndef RTM_INTERNAL_H
#define RTM_INTERNAL_H

#include "rt_map.h"
#include "rtm.h"

#include <pthread.h>

enum {
    ATTRIBUTES_MAX = 20,
    NOTES_MAX = 6,       /* of an object: the first, and the last ones */
    HELD_MAX = 16,       /* locks of one thread */
    FREED_MAX = 1 << 13, /* freed objects that are remembered */
    STEPS_MAX = 40,
    ABOUT_MAX = 12,
    DETAILS_MAX = 64,      /* of one event of the trace: more are said twice */
    NEAR_BYTES = 64,       /* what is made anew is asked for objects so many bytes at a time, ... */
    NEAR_MAX = 1 << 16,    /* ... which is 4 MiB that do not meet */
};

struct rtm_note {
    uint64_t event; /* 0: no note */
    const struct rtm_words *words; /* NULL: `text` */
    const char *text;
    const char *change;            /* "live", or NULL */
    struct rt_place place;
    int64_t values[RTM_PIECES_MAX];
    uint16_t known;                /* bit per value */
    bool of_object;
    uint32_t subject;
    const char *kind_words;        /* of the object that the note is about, or NULL */
    const struct rtm_ddi *ddi;
    /* the callback in which it happened */
    uint64_t frame;                /* its event; 0 none */
    struct rt_place frame_place;
    const char *frame_name, *frame_state;
};

struct rtm_object {
    uint64_t address;
    struct rtm_object *newer, *older;        /* all objects, by the time of their making */
    struct rtm_object *first_part, *next_part; /* parts that are freed with it */
    struct rtm_object *holder;
    uint32_t kind;                           /* + 1; 0 unknown */
    enum rtm_state state;
    bool is_made;                            /* by a contract: attributes that were never set are 0 */
    bool is_of_unknown;                      /* handed over by the driver, and nobody saw it come */
    bool is_foreign, kept, violated, has_lost;
    bool holder_known;
    uint64_t owner;                          /* instance that it was made for; 0 the driver */
    uint32_t handed_by;                      /* role of the callback that it was handed to; 0 none */
    uint64_t returned;                       /* event at which it last came back */
    uint64_t later;                          /* routine that somebody calls with it, 0 none: */
    uint32_t later_attribute;                /* + 1: which is 0 from then on */
    bool later_back;                         /* it is the driver's again from then on */
    bool ends;                               /* the host ends it; it was freed before */
    struct rt_place lost;                    /* where its owner ended */
    uint64_t generation;                     /* differs for each object at one address */
    uint8_t attribute_count, note_count;
    struct {
        uint32_t id;
        struct rtm_value value;
    } attributes[ATTRIBUTES_MAX];
    struct rtm_note notes[NOTES_MAX];
};

struct rtm_held {
    uint64_t address;
    uint32_t kind, count;
    uint32_t not_done;    /* acquisitions that would have hung: their releases are not done either */
    uint64_t frame;       /* callback in which it was acquired */
    struct rtm_note note;
};

struct rtm_thread {
    pthread_t id;
    uint32_t number;
    uint8_t irql;
    bool irql_known;
    struct rt_callback *callback; /* the innermost */
    struct rtm_held held[HELD_MAX];
    uint32_t held_count;
    struct rtm_thread *next;
};

struct rtm_instance {
    uint64_t handle;
    uint32_t model, state;
    uint64_t completed; /* event at which a completion call set the state */
    struct rtm_instance *next;
};

/* What an event of the trace has said of memory. */
struct rtm_detail {
    uint64_t base; /* as the line has it: what lies behind one address may be read by way of another, too */
    size_t offset, size; /* size 0: whether it lies in a variable */
    int64_t value;
};

/* A record that the host has made for the driver. */
struct rtm_record {
    struct rtm_record *next;
    const char *type;
    uint64_t address;
    size_t size;
};

struct freed {
    uint64_t address, generation;
};

struct rt_monitor {
    struct rt_monitor_host host;
    pthread_mutex_t lock;
    struct rt_map by_address;
    uint16_t near[NEAR_MAX];   /* how many objects there are at addresses that meet here */
    struct rtm_object *newest;
    struct rtm_object *spare;  /* of objects that are forgotten */
    struct freed *freed; /* ring of FREED_MAX */
    uint32_t freed_at;
    struct rtm_thread *threads, *thread_last; /* the one that was here last */
    uint32_t thread_count;
    struct rtm_instance *instances;
    uint64_t models;     /* bit per model that the driver registered as */
    uint64_t *registers; /* per DDI: the models that it makes the driver be */
    uint64_t event, generation, hidden;
    struct rtm_record *records;
    uint64_t fields_read; /* bit per field of rtm_rules.fields: what the driver has last read there is not 0 */
    struct rt_place ended; /* the last callback of the driver as a whole */
    bool finished;
    struct rt_map mentioned;   /* pieces of memory of which the trace has spoken */
    struct rtm_detail details[DETAILS_MAX];
    uint32_t detail_count;     /* of the trace's last event */
    uint64_t *reported;  /* hashes of what was reported, open addressing */
    uint32_t reported_count, reported_capacity;
    struct rt_monitor_counts counts;
};

/* No program has such addresses: those of hidden objects. */
#define HIDDEN_FIRST UINT64_C(0xFFFE000000000000)

/* ---- table.c --------------------------------------------------------------------------------------------- */

void *rtm_alloc(size_t size); /* zeroed; ends the process where there is no memory */
struct rtm_object *object_find(const struct rt_monitor *m, uint64_t address); /* NULL where none */
/* A fresh record; what was known of the address is gone. */
struct rtm_object *object_new(struct rt_monitor *m, uint64_t address, uint32_t kind, enum rtm_state state);
void object_forget(struct rt_monitor *m, struct rtm_object *o);
void object_move(struct rt_monitor *m, struct rtm_object *o, uint64_t address); /* what was known of the address is gone */
void object_set_holder(struct rtm_object *o, struct rtm_object *holder);
/* The first address from `address` on, and before `end`, where there may be objects; else one that is not before `end`. */
uint64_t objects_near(struct rt_monitor *m, uint64_t address, uint64_t end);
void object_freed(struct rt_monitor *m, struct rtm_object *o); /* state, and remembered for a while */
const struct rtm_kind *kind_of(uint32_t kind); /* NULL for 0 */
const char *object_words(const struct rtm_object *o); /* "NET_BUFFER", "object" */
void table_release(struct rt_monitor *m);
/* Whether the hash was not reported before; remembers it. */
bool report_is_new(struct rt_monitor *m, uint64_t hash);
uint64_t hash_words(uint64_t a, uint64_t b);

/* ---- words.c ---------------------------------------------------------------------------------------------- */

struct text {
    char *text;
    size_t length, capacity;
};
void text_add(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_release(struct text *t);

/* Takes down where the thread is, and the values that the words need. */
void note_take(struct rtm_env *e, struct rtm_note *n, const struct rtm_words *words);
/* The same for an object's history. `change` may be NULL. */
void object_note(struct rtm_env *e, struct rtm_object *o, const struct rtm_words *words, const char *text, const char *change);
/* Reports a violation: message and steps. `object` may be NULL; `place` NULL: the environment's. */
void finding_report(struct rtm_env *e, const struct rtm_check *check, struct rtm_object *object, const struct rtm_note *also, const struct rt_place *place);

/* ---- effects.c ---------------------------------------------------------------------------------------------- */

bool rule_applies(const struct rt_monitor *m, const struct rtm_rule *r);
/* The check of the trigger for the kind (+ 1, 0 unknown), or NULL. */
const struct rtm_check *check_of(const struct rt_monitor *m, enum rtm_trigger trigger, uint32_t kind);
/* Reports where a rule has the trigger. Returns whether one has. */
bool check_object(struct rtm_env *e, enum rtm_trigger trigger, struct rtm_object *o, uint32_t argument, const struct rt_place *place);
void lock_held_at_exit(struct rtm_env *e, const struct rtm_held *held, const struct rt_place *place);

/* ---- events.c --------------------------------------------------------------------------------------------- */

struct rtm_thread *thread_here(struct rt_monitor *m);
/* Around each of the host's calls: the lock. */
void monitor_enter(struct rt_monitor *m);
void monitor_leave(struct rt_monitor *m);
/* Of a call: the instance whose handle is passed, else that of the callback, else the only one there is. */
struct rtm_instance *instance_of(struct rt_monitor *m, const struct rtm_thread *t, const uint64_t *arguments, uint32_t count);
void host_note(struct rt_monitor *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The state of the life cycle that the evaluation is in; false where it is not known. */
bool phase_of(const struct rtm_env *e, uint32_t *model, uint32_t *state);

/* ---- loads.c ------------------------------------------------------------------------------------------------ */

/* Records that lie there, wholly or in part, are something else now. */
void records_forget(struct rt_monitor *m, uint64_t address, uint64_t end);

/* ---- life.c ------------------------------------------------------------------------------------------------- */

struct rtm_instance *instance_find(const struct rt_monitor *m, uint64_t handle);
struct rtm_instance *instance_make(struct rt_monitor *m, uint64_t handle, uint32_t model);
/* rt_monitor_overdue. */
uint32_t instance_overdue(struct rtm_env *e, uint64_t instance, uint32_t role);
void instance_end(struct rtm_env *e, struct rtm_instance *i, const struct rt_place *place, bool keep);
/* What a callback is handed: foreign objects, and those that come back. */
/* What routines are called with that somebody has scheduled; any object that is handed to a routine is with the driver now. */
void life_called(struct rtm_env *e, const struct rt_callback *cb);
void life_parameters(struct rtm_env *e, const struct rtm_callback *c);
/* The state after a callback has returned. */
void life_leave(struct rtm_env *e, struct rt_callback *cb, const struct rtm_callback *c);
/* What is left when the driver is gone. */
void life_finish(struct rtm_env *e);

/* ---- trace.c ------------------------------------------------------------------------------------------------ */

void trace_call(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c);
void trace_return(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c);
void trace_enter(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c);
void trace_exit(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c);
/* The driver reads a field of a record, and this value. */
void trace_load(struct rt_monitor *m, const struct rtm_thread *t, uint64_t event, const struct rtm_field *f, const struct rt_place *place, uint64_t value);
/* What the event before it found in memory, at `offset` behind what a value points to. */
void trace_read(struct rt_monitor *m, uint64_t base, size_t offset, size_t size, int64_t value);
void trace_variable(struct rt_monitor *m, uint64_t address, int which); /* what the host has answered */
void trace_forget(struct rt_monitor *m, uint64_t address, size_t size);
void trace_ends(struct rt_monitor *m, uint64_t address, bool gone);
void trace_overdue(struct rt_monitor *m, uint64_t instance, uint32_t role);
void trace_ended(struct rt_monitor *m, uint64_t instance, const struct rt_place *place);
void trace_unloaded(struct rt_monitor *m);
const char *role_name(uint32_t role);

#endif
