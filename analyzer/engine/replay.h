/*
 * replay: a recorded run goes through the engine's own rules, event by event. Contracts, rules and life cycles are applied by
 * the code that applies them on paper; memory, results, threads and the order of callbacks are the recording's. What it says
 * must be what the monitors said while the run went on: the two share nothing but the rule set.
 *
 *   replay.c       addresses as symbols, memory, threads; calls
 *   replay_place.c where in the program an event is
 *   replay_life.c  callbacks, instances, what is left
 *
 * Where a run differs from a path on paper:
 *   - Of an address that nobody saw come nothing is known but that it is no other (SYM_ADDRESS). Objects that a contract makes are
 *     SYM_NEW as everywhere; the recording says at which address they stand (bind).
 *   - Memory is what the events read; it holds for one event.
 *   - Stores are not seen, so that nothing is lost before its owner ends: then leaks are told, as the monitors do.
 *   - Several threads, several instances: what they hold and where they stand is put into the one state for each event.
 */
#ifndef DDICHECK_ENGINE_REPLAY_H
#define DDICHECK_ENGINE_REPLAY_H

#include "engine/contract.h"
#include "engine/lifecycle.h"
#include "recording/recording.h"

/* A place in the program. */
struct spot {
    const struct ir_module *module; /* NULL: not known */
    ir_index loc;
    uint32_t function;              /* program function, or PROGRAM_NONE */
    const struct ir_insn *call;     /* or NULL */
};

/* An address that was met, and what it is now. */
struct met {
    uint64_t address;
    sym s;
    bool gone;          /* the address is something else by now, or nothing */
    bool is_known;      /* somebody saw it come: made, handed over, asked for */
    bool is_foreign;    /* handed to the driver by others */
    bool is_of_unknown; /* the driver handed it over, and nobody saw it come */
    uint64_t owner;     /* instance that it was made for; 0 the driver */
    const char *role;   /* of the callback that it was handed to; NULL none */
    uint64_t called;    /* last event at which the driver was called with it */
    struct spot made, lost; /* lost: where the owner ended */
    bool has_lost;
};

struct replay_instance {
    uint64_t handle;
    struct term term;
    uint32_t model, phase; /* drivers entry of the rules; its state */
    uint64_t completed;    /* last event at which the driver told its state */
};

/* A call or callback that has begun on a thread. */
struct replay_frame {
    const struct recorded *begin;
    const struct callback *callback; /* of a life cycle, or NULL */
    uint32_t model;
    bool is_entry;                   /* DriverEntry of the model */
    const char *role;
    struct spot spot;
    uint32_t before;                 /* the instance's phase */
    struct held_locks outer;         /* of a callback: what its thread held when it began */
    struct term *args;               /* values as they were at the beginning */
    struct term *states;             /* of a call: what they lead to was in these states when the system began with it */
};

struct replay_thread {
    uint32_t number;
    VEC(struct replay_frame) frames;
    struct held_locks held; /* while another thread runs */
};

struct replay {
    struct lifecycle l; /* its analysis, and the instance at hand; no fixpoint is made here */
    struct state s;
    const struct recorded *events;
    uint32_t count;
    VEC(struct met) met;
    struct met_slot { uint64_t address; uint32_t index; } *slots; /* by address: index + 1 in `met`, 0 free */
    uint32_t slot_count, slots_used;
    VEC(uint32_t) of_symbol; /* index + 1 in `met`, by symbol */
    VEC(struct replay_thread) threads;
    uint32_t running; /* in `threads`, UINT32_MAX none */
    VEC(struct replay_instance) instances;
    VEC(struct known_call { uint32_t line; const char *name; uint32_t function; const struct ir_insn *insn; }) calls; /* of the program, by line and name */
    bool *refused;    /* by event: a call that the system did not do, as a rule was broken */
    struct recorded_fields fields; /* that the driver has read by now */
    VEC(sym) locks;   /* objects with locks that were acquired or released, each once */
    VEC(sym) read;    /* objects of which memory was read for this event */
    struct spot ended; /* where the last instance ended */
    uint32_t models;  /* bits: driver models that the program is of */
    uint64_t unplaced; /* calls that are not in the program */
    struct pmap freed; /* objects that were freed when it was last looked, by symbol */
};

/* ---- replay.c ----------------------------------------------------------------------------------- */

/* What a number of the recording is here: a constant, or the address of something. */
struct term replay_value(struct replay *r, uint64_t value);
/* The current entry of an address, or NULL. Valid until the next address is met. */
struct met *replay_met(struct replay *r, uint64_t address);
/* A new object at the address; what stood there is gone. */
struct met *replay_renew(struct replay *r, uint64_t address);
/* The address is nothing that is known any more. */
void replay_forget(struct replay *r, struct met *m);
/* The entry of an object, or NULL where the recording has not said where it stands. */
struct met *replay_met_of(const struct replay *r, sym s);
/* The next of the lines that say more of an event; `e` is the event, or the line before. NULL: there are no more. */
const struct recorded *replay_detail(const struct replay *r, const struct recorded *e);
/* Puts the memory that the events behind `event` read into the state, and takes it out again. */
void replay_read(struct replay *r, const struct recorded *event);
void replay_read_done(struct replay *r);
/* What nobody knows; slots tell those of one event apart. */
struct term replay_unknown(struct replay *r, uint32_t slot);
struct env replay_env(struct replay *r, const struct spot *at);
/* Whether the condition holds: yes, no, or not known. */
enum truth replay_condition(struct replay *r, const struct env *env, const struct expr *e);

/* All runs of the recording. */
void replay_run(struct engine *e, const struct recording *recording, struct engine_replay_counts *c);

/* ---- replay_place.c ------------------------------------------------------------------------------ */

/* Lists the calls of the program and where it names fields that rules watch, for replay_spot_of_call. */
void replay_list_calls(struct replay *r);
struct spot replay_spot_of_call(const struct replay *r, const struct recorded *e);
struct spot replay_spot_of_function(const struct replay *r, const char *name, const char *file);
/* What is reported next is reported there. */
void replay_place(struct replay *r, const struct spot *at);

/* ---- replay_life.c ------------------------------------------------------------------------------- */

struct replay_instance *replay_instance(struct replay *r, uint64_t handle); /* NULL where there is none */
/* Of a call: the instance whose handle is passed, else that of the callback, else the only one there is. */
struct replay_instance *replay_instance_of_call(struct replay *r, const struct replay_thread *t, const struct recorded *call);
/* Puts the life cycle's state of an instance (or of the driver as a whole) into the state; takes back what the event made of it. */
void replay_phase_begin(struct replay *r, const struct replay_thread *t, const struct replay_instance *i);
void replay_phase_end(struct replay *r, uint64_t instance, uint64_t event, const struct spot *at);
void replay_enter(struct replay *r, struct replay_thread *t, const struct recorded *e);
void replay_exit(struct replay *r, struct replay_thread *t, const struct recorded *e);
void replay_object_ends(struct replay *r, const struct recorded *e);
void replay_overdue(struct replay *r, const struct recorded *e);
void replay_ended(struct replay *r, const struct recorded *e);
/* The driver is unloaded: what is left. */
void replay_unloaded(struct replay *r);
/* Forgets what was freed before it was last called: its address is none that is known, as if the host had said so. */
void replay_sweep(struct replay *r);

#endif
