/*
 * The driver's life cycle (ENGINE.md D18): the model's state machine, run over the summaries of
 * the callbacks with one abstract instance, to a fixpoint over (life-cycle state, abstract state).
 *
 *   lifecycle.c  the fixpoint: states that were reached, what is kept between callbacks
 *   callback.c   one call of one callback, or of a routine that was scheduled
 *   foreign.c    what others handed to the callback, and it has lost
 *   removal.c    the end of the instance: routines that clean up what belongs to it
 */
#ifndef DDICHECK_ENGINE_LIFECYCLE_H
#define DDICHECK_ENGINE_LIFECYCLE_H

#include "base/map.h"
#include "engine/exec.h"

/* A life-cycle state: the abstract states that were reached, and for each its hash, when it was changed last, and an
   object that kept the last state apart from it that could not be joined with it. */
struct phase {
    struct state_list states;
    VEC(struct phase_state { uint64_t hash; uint32_t changed; sym clash; }) about;
    struct map covered; /* states that said nothing new, by hash: when (in the upper half; l->now then, never 0), and by which one */
};

struct lifecycle {
    struct engine *e;
    struct analysis a;         /* its arena is the memory of one callback */
    struct arena lasting;      /* states of phases */
    const struct driver_model *model;
    const struct program_model *roles;
    struct phase *phases;      /* by life-cycle state */
    uint32_t now;              /* changes of any phase so far */
    struct work { uint32_t phase; struct state state; sym returned; uint32_t at, changed; } *work; /* at, changed: of the phase's state */
    uint32_t work_next, work_count, work_capacity;
    VEC(uint64_t) shapes;      /* of the objects that were lent so far */
    struct term instance;
    bool *reached;             /* by player of the model: entered */
    uint32_t calls;
    uint32_t arrived;          /* states that came to any phase, new or not */
};

struct call {
    const struct callback *callback;
    uint32_t function, site;
    uint32_t phase; /* before */
    struct term args[ARGS_MAX];
    uint32_t arg_count;
    uint32_t given_back; /* of a scheduled call: bit per argument that comes back to the driver with it */
};

/* ---- foreign.c ----------------------------------------------------------------------------------- */

struct kept_object {
    sym object;
    int64_t kind; /* ATTRIBUTE_KIND */
};
struct kept_objects {
    VEC(struct kept_object) list;
};
/* What callbacks were handed and only memory of the driver's leads to; out->list is to be released by vec_release. */
void foreign_find_kept(struct lifecycle *l, const struct state *s, struct kept_objects *out);
/* Says that of them again, as far as they are still there, once what is known of memory of others was dropped. */
void foreign_keep(struct lifecycle *l, struct state *s, const struct kept_objects *kept);

/* ---- lifecycle.c --------------------------------------------------------------------------------- */

/* Forgets objects that nothing holds any more. */
void collect_garbage(struct lifecycle *l, struct state *s);
/* A number of the state that is about to reach the phase, of equal ones equal; where the phase is covered from there, it
   has said nothing new before and does not now. */
uint64_t way_to_phase(uint32_t phase, const struct state *s);
bool phase_is_covered(const struct lifecycle *l, uint32_t phase, uint64_t way);
/* Puts a state that came by `way` into a phase; it is worked on if it says anything new. */
void reach_phase(struct lifecycle *l, uint32_t phase, const struct state *reached, uint64_t way);
/* Puts one certain state into the phase where all ways to get there are uncertain, and one state covers them. */
void trust_ways(struct lifecycle *l, uint32_t phase, const struct state_list *ways);
/* A state to work on in which the object `returned`, of ours, comes back. */
void add_return(struct lifecycle *l, uint32_t phase, const struct state *s, sym returned);
/* The life cycle goes on from *before as if the callback, which a driver need not have, had succeeded and left nothing behind. */
void go_on_without(struct lifecycle *l, const struct callback *cb, const struct state *before);
/* The IRQLs at which the system calls a function: its role's declaration or table row. */
void root_irql(struct lifecycle *l, const struct program_function *pf, uint8_t *low, uint8_t *high);

/* ---- callback.c ---------------------------------------------------------------------------------- */

/* A number noted at the object, 0 where none is. */
int64_t attribute_of(const struct state *s, sym base, uint32_t attribute);
static inline bool is_lent(const struct object *o) { return object_in_state(o, OBJECT_LENT); }
/* An argument of which nothing is known. */
struct term unknown_argument(struct lifecycle *l, const struct state *s, uint32_t site, uint32_t index);
/* Narrows the state to returns of this kind; false where there are none. */
bool assume_outcome(struct lifecycle *l, struct state *s, enum outcome_kind kind, struct term result);
/* Reports what the driver owns and nothing leads to any more, at the closing brace of the function. */
void report_leaks(struct lifecycle *l, struct state *s, uint32_t function);
/* The smallest epoch that names nothing at this site yet. */
uint32_t free_epoch(struct lifecycle *l, const struct state *s, uint32_t site);
/* What is held when the system calls a function of this role. */
void enter_role(struct lifecycle *l, struct state *s, const struct program_function *pf);
/* Locks that a function of the driver still holds when it returns to the system. */
void end_locks(struct lifecycle *l, struct state *s, uint32_t function);
/* What an object that is handed to a callback comes with. */
void set_given(struct lifecycle *l, struct state *s, struct term object, const struct given_attribute *given, uint32_t count);
/* Calls one callback. returned: the object of ours that comes back with it; 0: what comes is not ours. */
void call_callback(struct lifecycle *l, uint32_t player, uint32_t phase, const struct state *before, sym returned);
/* Calls a routine that was scheduled, in the state in which it was. */
void call_scheduled(struct lifecycle *l, uint32_t phase, const struct state *before, sym call);

/* ---- foreign.c ------------------------------------------------------------------------------------ */

/* Reports what the call was handed by others, and has lost, at its closing brace. returned: the callback's result. */
void report_foreign_lost(struct lifecycle *l, const struct call *c, struct state *s, const struct term *returned);

/* ---- removal.c ------------------------------------------------------------------------------------ */

/* The instance goes in this state, with all that belongs to it: their routines are called, what only they held is lost. */
void remove_instance(struct lifecycle *l, uint32_t phase, const struct state *before);

#endif
