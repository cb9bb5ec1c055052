/*
 * A call of a DDI, and the rule language over a state.
 *
 *   eval.c       values and conditions of the rule language
 *   contract.c   effects of a contract
 *   outcome.c    a call: its effects, then one state per outcome
 *   lock.c       locks and IRQL
 *   later.c      routines that are called later
 *   wait.c       callbacks that a function waits for
 *   list.c       linked lists
 *   unchecked.c  results that nobody has asked about
 *   check.c      rules: when a condition holds, may hold for some caller, or is unknown; issues and events
 */
#ifndef DDICHECK_ENGINE_CONTRACT_H
#define DDICHECK_ENGINE_CONTRACT_H

#include "engine/exec.h"

/* ---- eval.c --------------------------------------------------------------------------------------------- */

/* Fields as "RECORD.FIELD". */
struct recorded_fields {
    VEC(const char *) list;
};

/* What the names of a contract or rule stand for in one call. */
struct env {
    struct analysis *a;
    const struct ddi *ddi;        /* or NULL */
    const struct ir_insn *call;   /* or NULL */
    struct term args[ARGS_MAX];
    uint32_t arg_count;
    struct term result;
    bool has_result;
    struct term vars[VARS_MAX];
    const char *var_records[VARS_MAX];
    ir_index loc;
    uint32_t site;                /* names what is made: instruction index, or the life cycle's counter */
    uint32_t slot;                /* next value made at this site */
    uint32_t driver;              /* driver model whose state was asked for last */
    const struct recorded_fields *recorded; /* the call is one of a recorded run, in which the driver has read these by now; NULL: it is on paper */
};

static inline int chain_bound(const struct env *env) { return env->recorded ? RECORDED_CHAIN_MAX : CHAIN_MAX; }
/* Value of an expression; *known is false where it cannot be had (a record that the program does not have). */
struct term eval(struct env *env, struct state *s, const struct expr *e, bool *known);
/* Where an EXPR_FIELD or EXPR_DEREF stands. size, width of its content. */
bool eval_cell(struct env *env, struct state *s, const struct expr *e, struct term *at, uint32_t *size, unsigned *bits, bool *is_signed);
/* Record behind the pointer that the expression yields, or NULL. */
const char *eval_record(struct env *env, const struct expr *e);
/* Value of the link field of an element of a chain. */
bool eval_link(struct env *env, struct state *s, struct term element, const char *record, const char *link, struct term *next);
/* The driver itself: an incoming object that no cell leads to. */
sym driver_symbol(struct analysis *a);
/* The life-cycle state of a driver model: an attribute of the driver itself. Values of different models differ. */
enum { PHASES_MAX = 64 }; /* states of a driver model */
struct term phase_value(uint32_t driver, uint32_t phase);
const char *phase_name(const struct ruleset *r, struct term phase);
struct term phase_term(struct analysis *a, struct state *s, uint32_t driver);
void phase_set(struct analysis *a, struct state *s, uint32_t driver, uint32_t phase);
/* Which callback the system has called: ruleset_callback_id. */
struct term callback_term(struct analysis *a, struct state *s);
void callback_set(struct analysis *a, struct state *s, const char *name);
void phase_set_instance(struct analysis *a, struct state *s, uint32_t driver, struct term instance);
/* The IRQL: another one. */
struct term irql_term(struct analysis *a, const struct state *s);
void irql_set(struct analysis *a, struct state *s, struct term level);

/* A way in which a condition comes out as wanted. */
struct way {
    struct state state;
    struct need needs[NEEDS_MAX];
    uint32_t need_count;
    struct term vars[VARS_MAX]; /* what `any` found */
    uint32_t driver;            /* driver model whose state was asked for */
};
struct ways {
    struct way *items;
    uint32_t count, capacity;
    bool undecided; /* some way hangs on a value that nobody knows */
};
void condition_solve(struct env *env, const struct state *s, const struct expr *e, bool want, struct ways *out);
void ways_release(struct ways *w);

/* ---- contract.c --------------------------------------------------------------------------------------------- */

/* Does the effects in order in every state of the list; a state may become several or dead. */
void contract_effects(struct env *env, struct state_list *states, const struct effect *effects, uint32_t count);
/* Whether what became of the object hangs on memory that somebody unknown may have written (a count of its users), on a joined
   value, or on what a loop has done in iterations that were not followed. */
bool state_is_guess(const struct analysis *a, const struct state *s, sym object);
/* The object was freed: says so where that may hang on a count of its users that is not known. */
void object_note_guess(struct analysis *a, struct state *s, sym object);
/* Others have run: what was lent may have come back. event: that was waited for, base 0 where it is not known. */
void state_waited(struct analysis *a, struct state *s, struct term event);
/* Adds an event about the object: the effect's step, or "KIND verb". */
void note_state(struct env *env, struct state *s, struct term object, const struct effect *f, const char *verb);
/* Somebody unknown was given the handle of a framework object, and may have called any method of it: what the rules note
   of it is not known any more, but that it is alive. */
void object_unsettle(struct analysis *a, struct state *s, sym base, uint32_t site);
/* What belongs to an object (ATTRIBUTE_HOLDER) is freed with it, at loc. */
void object_free_parts(struct analysis *a, struct state *s, struct term holder, ir_index loc);

/* Makes the effect's object; the states with it are added to list, the pointer to it is env->result. nullable: it may be null. */
struct term make_object(struct env *env, struct state *s, const struct effect *f, bool nullable, struct state_list *list);
/* Where the expression points; base 0 where it is not known. */
struct term pointed_at(struct env *env, struct state *s, const struct expr *e);

/* ---- outcome.c ----------------------------------------------------------------------------------------------- */

/* The call `i` of the DDI in state s: effects, then one state per outcome. The first is left in *s (dead where the call does
   not return), the others are added to *more. */
void contract_call(struct analysis *a, const struct ir_insn *i, const struct ddi *ddi, struct state *s, struct state_list *more);

/* ---- lock.c -------------------------------------------------------------------------------------------------- */

void lock_acquire(struct env *env, struct state *s, const struct effect *f);
void lock_release(struct env *env, struct state *s, const struct effect *f);
/* Sets an attribute of a place, which a lock's being held may be: then, origin: where it was acquired (fate.h), 0 where that is not known. */
void lock_set(struct analysis *a, struct state *s, sym base, uint32_t attribute, struct term value, uint32_t site, uint32_t origin);
/* The call `i` of a function that may be called from IRQL low to high. page: of its documentation, or NULL. */
void check_irql(struct analysis *a, struct state *s, const struct ir_insn *i, const char *called, uint8_t low, uint8_t high, const char *page);
/* After a call of somebody unknown: he may have changed the IRQL and released what is held. */
void locks_forget(struct analysis *a, struct state *s, uint32_t site, enum fate why);
/* After a call of a function of the system with p as an argument: it may be what releases the lock there. */
void lock_passed(struct analysis *a, struct state *s, struct term p, uint32_t site, enum fate why);
/* A function ends, and with it its variables: none of them is a lock that is held. */
void locks_of_locals_end(struct analysis *a, struct state *s, ir_index loc);
/* The driver returns to the system: no lock that must be released is held. Afterwards none is, at no IRQL. */
void locks_end(struct analysis *a, struct state *s, ir_index loc, bool check);
/* What the path that runs holds: attributes of places. Another thread holds other locks. */
struct held_locks {
    VEC(struct place_attribute { sym base; uint32_t attribute; struct term value; }) list;
};
/* What is held of the locks in these objects, in `out`, which is to be released by vec_release(&out->list). */
void locks_held(const struct state *s, const sym *among, uint32_t count, struct held_locks *out);
/* The same of all objects. */
void locks_held_all(const struct state *s, struct held_locks *out);
/* Those that the running path has acquired as a lock of this kind, a number in ruleset.objects, and not released. What a caller holds is not among them. */
void locks_acquired_as(struct analysis *a, const struct state *s, uint32_t kind, struct held_locks *out);
/* Whether the running path holds a lock of the kind: 1, or 0, or what was so when the function was called. */
struct term locks_hold(struct analysis *a, const struct state *s, uint32_t kind);
/* Takes these out of the state, and puts them into it. */
void locks_put_aside(struct analysis *a, struct state *s, const struct held_locks *h);
void locks_put_back(struct analysis *a, struct state *s, const struct held_locks *h);
/* The system calls with the one lock of this kind, + 1, held. */
void lock_enter(struct analysis *a, struct state *s, uint32_t kind);
/* The system calls at an IRQL from low to high, on a thread of which nothing else is known. */
void thread_enter(struct analysis *a, struct state *s, uint32_t site, uint8_t low, uint8_t high);

/* ---- later.c ------------------------------------------------------------------------------------------------- */

/* Somebody calls the effect's routine later, or at once. */
void call_schedule(struct env *env, struct state *s, const struct effect *f);
/* The same in a recorded run, which shows the routine being called: notes at each argument what becomes of it then. */
void call_expect(struct env *env, struct state *s, const struct effect *f);
/* The callback is over: what routines free that may run by now is what it was, until they are called. */
void calls_are_due(struct analysis *a, struct state *s);

/* ---- wait.c -------------------------------------------------------------------------------------------------- */

/* The effect waits: what was lent may be back, and of the callbacks that the path has left to be called, the one that sets the
   awaited event has been. The states afterwards are added to list. */
void wait_effect(struct env *env, struct state *s, const struct effect *f, struct state_list *list);
/* A callee, called in the state `before`, has waited for that event (base 0: it is not known for which). does_more: it has read or
   written memory besides. */
void wait_in_callee(struct analysis *a, const struct state *before, struct state *s, struct term event, bool does_more, ir_index loc, uint32_t site, struct state_list *list);
/* The event there is set. */
void signal_effect(struct env *env, struct state *s, const struct effect *f);
/* Whether the object is a call of a callback that somebody may wait for. */
bool call_is_awaited(const struct object *o);
/* The function that plays the callback that the effect schedules; base 0 where none is known. */
struct term call_player(struct env *env, const struct effect *f);

/* ---- list.c -------------------------------------------------------------------------------------------------- */

/* What is on the list at head. site names what is not known. */
struct term list_members(struct analysis *a, struct state *s, struct term head, uint32_t site);
void list_clear(struct analysis *a, struct state *s, struct term head);
void list_mix(struct analysis *a, struct state *s, struct term head, uint32_t site);
void list_link(struct analysis *a, struct state *s, struct term head, struct term entry, bool last, uint32_t site);
void list_unlink(struct analysis *a, struct state *s, struct term entry, uint32_t site);
/* Takes an entry off a list that is not empty; where the state says that it is, NONE. */
enum list_taken { TAKEN_NONE, TAKEN_ENTRY, TAKEN_UNKNOWN };
enum list_taken list_take(struct analysis *a, struct state *s, struct term head, bool last, uint32_t site, struct term *entry);
/* A callee left `value` as the attribute of at's base. */
void list_write(struct analysis *a, struct state *s, struct term at, uint32_t attribute, struct term value, uint32_t site);
/* Others ran: what is on any list is not known. */
void lists_forget(struct analysis *a, struct state *s, uint32_t site);

/* ---- unchecked.c ------------------------------------------------------------------------------------------------- */

/* The value is used where null is not allowed: wrong where it comes from a call that may have failed, and nobody has asked.
   It is said once. */
void unchecked_use(struct env *env, struct state *s, struct term used, uint32_t argument);
/* Whether memory is read or written there in a `__try` whose handler is asked about what goes wrong: an address that is null is then no mistake. */
bool unchecked_is_guarded(const struct env *env);
/* The same of what an expression of the contract names. null_allowed: only what was never set is wrong. */
void unchecked_argument(struct env *env, struct state *s, const struct expr *e, bool null_allowed);
/* The same of all arguments of the call: what was never set is nothing to hand to a DDI, whatever that does with it. */
void unchecked_arguments(struct env *env, struct state *s);
/* The same of what has to be an object of this kind, where callers know what it is: it is left to them as a conditional finding. */
void unchecked_demand(struct env *env, struct state *s, const struct expr *e, const struct object_kind *kind);
/* The argument that e names, where it is what a failed call has left, and stands for `value`, which has no offset: its name says
   so. Else nothing. */
struct term unchecked_named(struct env *env, const struct state *s, const struct expr *e, struct term value);
/* Whether a callee's use of what this state holds there (a term as it was stored) may be wrong; then what it still needs stands in
   the issue. */
bool unchecked_decide(struct analysis *a, const struct state *s, struct term used, struct issue *issue);
/* The call has failed: variables that it would have set are marked. */
void unchecked_outputs(struct env *env, struct state *s);
/* A null that says which call gave it. */
struct term unchecked_null(struct env *env, struct state *s);
/* The result of a function of the driver: a null of that sort, where it returns null because a call has failed. */
struct term unchecked_return(struct analysis *a, struct state *s, const struct ir_insn *i, struct term result);
/* Whether the term is what a failed call has left; which call, its symbol says. */
bool unchecked_is_failed(const struct sym_key *keys, struct term t);
bool unchecked_is_null(const struct sym_key *keys, struct term t);

/* ---- check.c ----------------------------------------------------------------------------------------------------- */

/* One rule's condition, at a call, a return or a read: reports where it holds. */
void check_one(struct env *env, struct state *s, const struct rule *rule, const struct check *check);
/* Whether the rule is for drivers of the program's kind. */
bool rule_applies(const struct engine *e, const struct rule *r);
/* Rules that watch calls of env's DDI. */
void check_call(struct env *env, struct state *s);
/* Rules that watch fields: i names a field. */
void check_read(struct analysis *a, struct state *s, const struct ir_insn *i);
/* The same, where the field is not of memory of the driver's own. i: in the block that is being executed. */
void check_field(struct analysis *a, struct state *s, const struct ir_insn *i);
/* Of a call whose result is stored and read by nobody (TRIGGER_UNREAD). */
void check_unread(struct analysis *a, struct state *s, const struct ir_insn *i, const struct program_function *callee);
/* Rules that watch the return of callbacks: i returns from the analysed function. */
void check_return(struct analysis *a, struct state *s, const struct ir_insn *i, const struct term *result);
/* Object rules: `trigger` happens to the object if needs hold. argument: of the call, UINT32_MAX where
   none. Returns whether it surely happens. */
bool check_object(struct env *env, struct state *s, enum trigger_kind trigger, struct term object, uint32_t argument,
                  const struct need *needs, uint32_t need_count);
/* What somebody else made and handed to the driver was lost at loc, which ends a callback. */
void check_foreign_lost(struct analysis *a, struct state *s, sym object, ir_index loc);
/* A live object was lost at loc. */
void check_leak(struct analysis *a, struct state *s, sym object, ir_index loc, const struct ir_insn *call);
/* The event of a rule that follows from contracts: `trigger` happens where the needs hold; `fill` makes the event say what it is
   about. Returns whether it surely happens. */
struct told;
bool check_told(struct env *env, struct state *s, enum trigger_kind trigger, const struct told *told, const struct need *needs, uint32_t need_count);
struct told {
    struct term subject;
    uint32_t argument;      /* of the call, UINT32_MAX where none */
    const char *words;      /* what the subject is called where no source text names it */
    const char *called;     /* IRQL: the function, its bounds and page */
    uint8_t irql_low, irql_high;
    const char *page;
    bool failed;            /* see struct issue */
};
/* Decides needs in s: TRUE all hold; FALSE one does not; UNKNOWN: *left holds those that only a
   caller can decide (0 of them: nobody can). */
enum truth needs_decide(struct analysis *a, const struct state *s, const struct need *needs, uint32_t count, struct need *left, uint32_t *left_count);
/* Whether nothing may be said of such an issue in s, whatever its needs: perhaps no real path comes here. */
bool issue_is_moot(const struct state *s, const struct check *check);
/* An issue whose needs are decided: out at once, or left to callers. False where nothing is kept of it, neither its trace nor s: what
   was allocated for it may be given back. */
bool issue_raise(struct analysis *a, struct state *s, const struct issue *issue);
/* Where the object begins that is known by this symbol. */
static inline struct term object_beginning(const struct analysis *a, sym base) { return (struct term){base, universe_origin(&a->universe, base)}; }
/* The kind of the object that the term points to, NULL where it is not known in this state. */
const struct object_kind *object_kind_of(struct analysis *a, const struct state *s, struct term object);
/* The event that a chain of calls ends in: the place of an issue. */
const struct event *event_innermost(const struct event *ev);
/* Whether an issue that callers decide may still be left to them in s, or where more is known: over the bound there must be one that gives
   way, or one of the same place that asks for more. */
bool issue_has_room(struct analysis *a, const struct state *s, const struct issue *issue);
/* The object or lock that it is about, in terms of the outermost event. */
struct term issue_subject(const struct event *ev);
/* A term of the callee's at a call: base UINT32_MAX where it has no name here. */
struct term event_outward(const struct event *call, struct term t);
struct event *event_add(struct analysis *a, struct state *s, enum event_kind kind, ir_index loc);
/* Adds the words with the values that they name. */
void event_set_words(struct env *env, struct state *s, struct event *ev, const struct words *w);

/* ---- doubt.c ----------------------------------------------------------------------------------------------------- */

/* Whether the issue is one of an object's kind that is watched. */
enum watch issue_watch(struct analysis *a, const struct state *s, const struct issue *issue);
/* Notes at an issue of a lock or the IRQL that its path goes on where a count has come down: callers may know the count. */
void issue_note_count(struct analysis *a, const struct state *s, struct issue *issue);
/* Whether memory that is lost holds a count of those who refer to it, of which a join has forgotten the number, and which the path has found not
   to be over: somebody has it still, and who that is was forgotten with the number. */
bool leak_hangs_on_count(struct analysis *a, const struct state *s, sym object);
/* Whether the path of an issue that holds here hangs on what is not seen. */
bool issue_is_doubtful(struct analysis *a, const struct state *s, const struct issue *issue);
/* Whether the path was chosen by what stands in the object. */
bool path_asks_about(struct analysis *a, const struct state *s, sym object);
/* Whether the event is one of an object's life, other than of a call or a lock. */
bool is_about_object(enum trigger_kind t);
bool is_about_irql(enum trigger_kind t);
/* Whether the rule itself states what must not be, at a call, a return or a read. */
bool is_stated(enum trigger_kind t);

#endif
