/*
 * Executing functions abstractly; everything between the domain (domain.h) and engine.c.
 *
 *   flow.c       loops and last uses, before anything is executed (flow.h)
 *   function.c   one function: blocks in reverse post-order, loops, the step budget
 *   merge.c      which states are joined or dropped where paths meet
 *   join.c       two states as one; when states and cells are equal
 *   unite.c      two states as one, of which nothing is forgotten
 *   story.c      the story of a state that stands for several
 *   trim.c       what a state need not remember
 *   widen.c      what loops make unknown
 *   segment.c    chains that loops make
 *   exec.c       one instruction
 *   contract.h   a call of a DDI, rules, locks, lists: contract.c and what is listed there
 *   summary.c    a function's result for its callers: built; apply.h: at a call
 *   special.c    a function analysed once more, for how one call calls it
 *   lifecycle.c  the driver model's state machine over the callbacks' summaries (lifecycle.h; callback.c: one call)
 *   canonical.c  states that outlive a callback, with names in normal form
 *   report.c     an issue's trace to a finding's steps
 *   schedule.c   which functions are executed when, on several threads
 *   results.c    what that leaves behind, put together in one order
 *   memory.c     what of it is known from an earlier run (memory.h)
 *   trace.c      the whole of it as text
 *   belief.c     states in words: probes, --dump=states
 *   fate.c       what becomes of what the driver makes: --dump=fates (fate.h)
 *   replay.c     a recorded run, event by event (replay.h; replay_life.c: its callbacks)
 */
#ifndef DDICHECK_ENGINE_EXEC_H
#define DDICHECK_ENGINE_EXEC_H

#include "engine/domain.h"
#include "engine/engine.h"
#include "engine/flow.h"

/* ---- bounds (ENGINE.md §4, default budgets); reaching one is counted ----------------------- */

enum {
    STATES_SOFT = 8,         /* per block: above, states that agree on all tracked objects are joined */
    STATES_ALIKE = 10,       /* per block: above, states that agree on all tracked objects are joined whatever else differs */
    STATES_SHORT = 2,        /* instead of these two, once half of the function's steps are used up; 1 after three quarters */
    STATES_CLASSES = 128,    /* per block: above, classes of values are not kept apart first */
    STATES_HARD = 24,        /* per block: above, states are dropped */
    LOOP_EXITS = 3,          /* iterations 0, 1, 2 are followed one by one */
    LOOP_WIDENINGS = 3,      /* then the head is widened at most so often */
    STATES_IN_BLOCK = 32,    /* in a block: above, states are merged before a call */
    STATES_WAITING = 128,    /* per block: above, states are merged before it is their turn */
    STEPS_MAX = 200000,      /* steps per function: instructions, and what else takes time: */
    JOINS_A_STEP = 4,        /* objects that a join compares, for one step */
    NAMES_A_STEP = 16,       /* symbols that a summary case names at a call */
    COMPARISONS_A_STEP = 256, /* of places, where a call's arguments may alias */
    BYTES_A_STEP = 4096,     /* of memory */
    EXITS_MAX = 256,         /* per function: above, they are merged before it is through, and again when they are twice those that were left */
    CASES_MAX = 20,          /* summary cases per function */
    STORIES_MAX = 16,        /* traces that one case has for different values of its callers' */
    BLURRED_MAX = 8,         /* blurred symbols that one case names */
    CASES_ALIKE = 2,         /* over that: of cases that agree on the result's class and all tracked objects */
    LATENT_MAX = 128,        /* conditional findings per function */
    NEEDS_MAX = 6,           /* conditions that one conditional finding leaves to callers */
    CHAIN_MAX = 3,           /* elements of a list that a rule's `any` looks at; */
    RECORDED_CHAIN_MAX = 4096, /* in a recorded run */
    COMPONENT_ROUNDS = 4,    /* rounds over a recursive component */
    COMPONENT_STEPS_MAX = 800000, /* steps after which no further round over a recursive component is begun: */
    COMPONENT_STEPS = 20000, /* so many, and so many for each of its functions */
    SPECIALS_MAX = 20,       /* specialised summaries for one function's calls, those for their calls included */
    SPECIALS_PER_CALLEE = 8, /* of these of one callee */
    SPECIALS_STEPS = 200000, /* steps for all of these */
    SPECIAL_ROUNDS = 3,      /* a specialised summary may show further aliases */
    SPECIAL_VALUE_STEPS = 4000, /* a function is analysed once more for constant arguments if it took no more steps */
    PATTERN_KEYS_MAX = 48,   /* symbols that one pattern of a call speaks of */
    PATTERN_EQUAL_MAX = 12,  /* equalities in it */
    POINTER_TARGETS_MAX = 16,/* of a call through a field (smatch gives up at 200) */
    PHASE_STATES_MAX = 16,   /* life-cycle states kept per phase */
    HELD_DEPTH_MAX = 5,      /* pointers from a global or the instance to an object that the life cycle remembers */
    LIFECYCLE_CALLS_MAX = 20000, /* callbacks entered in one life cycle */
    TRACE_MAX = 400,         /* events kept of a path */
    VARS_MAX = 8,            /* bound variables in one contract or rule */
    ARGS_MAX = 32,           /* arguments looked at in one call */
};

/* Bytes that one function's analysis may take: above, it is as if it had used up its steps. */
#define MEMORY_MAX ((size_t)256 << 20)

/* Attributes of the engine's own, numbered beyond all of the rules'. */
enum {
    ATTRIBUTE_PHASE = ATTRIBUTE_OF_ENGINE, /* + driver model; of the driver itself: phase_value of its life-cycle state */
    ATTRIBUTE_INSTANCE = 0x7FFE8000, /* + driver model; of the driver itself: the instance of its life cycle */
    ATTRIBUTE_LENT_BY = 0x7FFF0000, /* ddis index + 1 of the call that lent the object */
    ATTRIBUTE_WAITED, /* of the driver itself: something waited, so that what was lent may be back: 1, or the callers' event that it waited for */
    ATTRIBUTE_CALL,   /* a call that was scheduled, which is an object of the engine's own: number of arguments + 1 */
    ATTRIBUTE_WHILE,  /* of such a call: attribute of its holder, + 1, that must not be 0 */
    ATTRIBUTE_LATER,  /* in a recorded run: the routine that the object is to be given to; it comes back by that where it is lent */
    ATTRIBUTE_LATER_WHILE, /* the object's attribute, + 1, that is 0 when it has been called; 0 none */
    ATTRIBUTE_SEEN,                 /* the object was used in this function: callers were asked about it; SEEN_FOLLOWED: see there */
    ATTRIBUTE_CALLBACK, /* of the driver itself: ruleset_callback_id of the callback that the system has called */
    ATTRIBUTE_KEPT, /* an earlier callback was handed it, and it has waited in memory of the driver's since (foreign.c) */
    ATTRIBUTE_AWAITED,          /* of a scheduled call: number of the callback that it is, + 1 (wait.c) */
    ATTRIBUTE_SIGNALLED,        /* of the driver itself, in what a scheduled callback does: the event that was set last */
    ATTRIBUTE_GUESSED,          /* the object was freed on a path that hangs on memory of which it is not known who wrote it */
};

/* Value of ATTRIBUTE_SEEN where an access, and no branch, showed that the pointer is not null. */
enum { SEEN_FOLLOWED = 2, SEEN_UNCHECKED = 3 /* that nobody asked whether it is null was said */ };

/* Slot of the unknown state that an object has after a definite violation. */
#define SLOT_VIOLATED (UINT32_MAX - 1)

/* ---- issues ----------------------------------------------------------------------------------- */

/* A condition that a caller must meet for the issue to be one. */
struct need {
    enum ir_bin op;
    struct term x, y;
};

/* A broken rule on some path: `trace`'s newest event, followed into nested calls, is the place,
   its words the message. */
struct issue {
    const struct rule *rule;
    const struct check *check;
    const struct event *trace;
    struct need needs[NEEDS_MAX];
    uint32_t need_count;
    bool failed; /* of what a call has left unset: the call is known, and that it has failed; a caller says what was there before */
    enum watch { WATCH_UNKNOWN, WATCH_YES, WATCH_NO, WATCH_MEMORY, WATCH_ASKED } watch; /* whether its object is of a kind that must be freed; if so, memory; which
                          release is right was asked of what stands beside the lock */
};

/* ---- summaries ----------------------------------------------------------------------------------- */

/* Symbols in a summary are renumbered: its own table of keys, whose terms use the same numbers. */
struct summary_cell {
    sym base;
    bool attribute;
    struct cell cell;
};

struct summary_object { /* an object whose being is part of the result */
    sym base;
    uint8_t rest;
    uint8_t escaped;    /* enum fate */
    bool is_new;
    uint32_t stamp, origin;
};

struct summary_fact {
    sym base;
    bool same;          /* base = term, else fact */
    bool followed;      /* said by an access: no branch hangs on it */
    struct term term;
    struct fact fact;
};

struct summary_case {
    bool is_issue;      /* a conditional finding; else a way to return */
    bool returns_value, uncertain;
    uint8_t widened;             /* enum widened, a set */
    struct term result;
    struct summary_object *objects;
    struct summary_cell *cells;  /* what changed */
    struct summary_fact *facts;
    uint32_t object_count, cell_count, fact_count;
    struct summary_blur {        /* callers' values of which joins have forgotten which of them goes with which memory */
        sym base;
        struct blur blur;        /* joins are numbered from 0 in each case */
    } *blurred;
    uint32_t blurred_count;
    struct summary_story {       /* `trace` is one of several: which one it is hangs on callers' values */
        sym base;
        struct fact fact;
        const struct event *trace;
    } *stories;
    uint32_t story_count;
    const struct event *trace;
    struct issue issue;
};

/* Bytes, or an attribute, behind one of the callers' objects that the function reads or writes. */
struct location {
    sym base;
    bool attribute, written;
    int64_t offset;     /* attribute: its number */
    uint32_t size;
};

struct summary {
    bool ready;         /* false: not computed yet (recursion): no way to return is known */
    bool incomplete;    /* states or cases were dropped */
    bool cut;           /* it used up its steps, or lost all its ways to return: it may do more, and return in more ways, than is known */
    bool lossy;         /* states were joined or dropped, or cases: a closer look at one call may tell more */
    bool degraded;      /* text of it is missing: it may do more than is known, so that nothing is said to be lost by it */
    bool computed;      /* cells behind computed addresses are read or written: `footprint` does not list them */
    struct location *footprint; /* by base */
    uint32_t footprint_count;
    sym *called;        /* callers' values that are called, or would be if it were known what they are */
    uint32_t called_count;
    uint64_t steps;     /* that its analysis took */
    struct sym_key *keys;
    uint32_t key_count;
    struct summary_case *cases;
    uint32_t case_count;
    uint64_t hash;      /* of everything but traces: recursion has settled when it repeats */
};

/*
 * How one call calls a function: which of the callee's incoming values are equal, or constants, or
 * functions. Self-contained: keys by number, equalities over them. The same pattern gives the same
 * specialised summary.
 */
struct pattern {
    struct sym_key keys[PATTERN_KEYS_MAX];
    struct equality { sym s; struct term t; } equal[PATTERN_EQUAL_MAX];
    uint32_t key_count, equal_count;
};

/* Specialised summaries that one function's analysis (or the life cycle) has had made for its calls and
   for the calls in these: no other analysis sees them, so that each is a function of its callees alone. */
struct special {
    uint32_t function;
    bool done;          /* else it is being made: a recursive call takes the common one */
    const struct pattern *pattern;
    struct summary summary;
};
struct specials {
    VEC(struct special *) items;
    uint64_t steps;
};

/* A finding that is out already: one per rule and place. */
struct reported {
    const struct rule *rule;
    const struct ir_module *module;
    ir_index loc;
    const struct object_kind *about; /* of a leak: what is lost; two kinds that are lost at one place are two findings */
    uint32_t finding; /* in the list of findings, UINT32_MAX where no steps were left to show */
};

/* Steps that a function took. */
struct taken {
    uint32_t function;
    uint64_t steps;
};

/* A callback that a function waits for. */
struct awaited {
    uint32_t function, callback; /* program functions */
};

/* A record that the rules looked up by name. */
struct record_use {
    const char *name;
    struct record_ref record;
};

/*
 * What executing one component of the call graph (or the life cycle) leaves behind besides summaries. Each has its
 * own, so that components can be executed at the same time; they are put together in the order of the components.
 */
struct results {
    struct arena *arena;             /* of summaries and traces; lives as long as the engine */
    struct engine_counters counters; /* the numbers only */
    struct findings findings;
    struct findings notes;           /* what is believed at probes */
    VEC(struct reported) reported;
    bool raised;                     /* something was found wrong, here first or not, or a probe was met: nothing of it is kept */
    VEC(uint32_t) unknown;           /* program functions called without body or contract, each once */
    VEC(struct record_use) records;  /* each once */
    VEC(struct awaited) awaited;     /* callbacks that were called where a function waited for them, each once */
    VEC(struct taken) taken;         /* steps of functions, each once */
    VEC(struct fate_count) fates;    /* each once */
    uint32_t unit;                   /* that is executed: schedule.c's number, PROGRAM_NONE for the life cycle */
};

/* ---- the engine's own state ------------------------------------------------------------------------- */

struct engine {
    const struct ruleset *rules;
    const struct engine_options *options;
    struct engine_counters *counters;
    struct findings *findings;
    struct program program;
    struct arena arena;         /* what lives as long as the engine, made on the first thread */
    struct summary *summaries;  /* by program function; written once its component is done, then read by any thread */
    struct schedule *schedule;  /* hidden in schedule.c */
    struct memory *memory;      /* memory.h; NULL where nothing is known and nothing kept */
    struct str *states;         /* by program function: its part of --dump=states; NULL where not asked for */
    struct fates *fates;        /* fate.h; NULL where not asked for */
    bool *entered;              /* by program function: called by the life cycle */
    VEC(struct awaited) awaited; /* of all results that were committed */
    uint64_t *steps;            /* by program function: taken in all rounds */
    struct intern *unknown_names;
    VEC(struct reported) reported; /* of all results that were committed */
    struct source_texts *sources; /* hidden in report.c; shared by all threads */
};

/* A state at a return, or at the moment of a conditional finding. */
struct exit {
    struct state state;
    struct term result;
    bool has_result;
    bool is_issue;
    bool spare; /* there are several like it at its place: gives way to others over the bound */
    struct issue issue;
    const struct event *place; /* where the issue is */
};

struct state_list {
    struct state *items;
    uint32_t count, capacity;
};

/* One function, or the life cycle, being executed. */
struct analysis {
    struct engine *engine;
    struct results *out;
    struct domain domain;
    struct universe universe;
    struct arena arena;
    uint32_t function;              /* PROGRAM_NONE in the life cycle */
    const struct ir_module *module; /* NULL in the life cycle */
    const struct ir_function *ir;
    const struct ir_block *block;   /* being executed */
    uint32_t insn;                  /* being executed: index in the module, UINT32_MAX where none */
    struct flow flow;
    VEC(struct exit) exits;         /* ways to return */
    uint32_t exits_left;            /* by the last merge of these */
    VEC(struct exit) latent;        /* conditional findings */
    uint32_t spare_count;           /* of these */
    uint64_t steps;
    size_t counted;                 /* bytes of the arena that are among the steps */
    bool incomplete, cut, degraded, is_root;
    bool is_entered; /* the system calls it: its summary is applied again, at the IRQL of its role */
    uint32_t place_function;        /* program function that events happen in */
    struct specials *specials;      /* shared with the analysis that this one is made for */
    const struct pattern *pattern;  /* what is known of the call that it is made for, or NULL */
    VEC(sym) assumed;               /* symbols whose equality the pattern says */
    VEC(sym) called;                /* callers' values that are called */
    const struct watched *watched;  /* fields of the module */
    uint64_t joined_before;         /* counter when it began */
    uint32_t joins;                 /* number of the last join that blurred something */
    sym clash;                      /* of the last join that failed; 0: it was no object */
    struct trim_memory { /* state_trim's, kept from call to call */
        struct sym_set used, unused;
        struct sym_list { VEC(sym) list; } drop_same, drop_facts, answers;
    } trim;
    const struct state *called_in; /* life cycle: the state in which the callback was called, or NULL */
    const struct state *promised, *unpromised; /* life cycle: with and without what the system promises of a call's arguments, or NULL */
    uint32_t awaiting;              /* a callback is called that was waited for: its number, + 1; else 0 */
    const char *phase;              /* life cycle: name of the state in which the callback is called */
};

/* ---- function.c -------------------------------------------------------------------------------- */

/* Whether only somebody that we do not know calls it, in any state. */
static inline bool function_is_root(const struct program_function *pf)
{
    return pf->outer_caller_count == 0 && !pf->is_callback && !pf->is_entry;
}
/* Whether it is called once, when the driver has been loaded: static storage holds its initialisers. */
static inline bool function_is_start(const struct program_function *pf) { return pf->is_start && pf->caller_count == 0; }
/* Executes program function f and stores its summary. Findings that hold for every caller go out at once. */
void function_analyse(struct engine *e, uint32_t f, struct results *out);
/* The same for the calls that the pattern describes, on behalf of `for_whom`. False where the pattern
   contradicts itself. */
bool function_specialise(struct analysis *for_whom, uint32_t f, const struct pattern *pattern, struct summary *out);
void analysis_init(struct analysis *a, struct engine *e, uint32_t function, struct results *out);
void analysis_release(struct analysis *a);

/* ---- merge.c, join.c -------------------------------------------------------------------------------------- */

/* Removes equal states, joins and drops until the list is within its bounds. stamp names the join. */
void states_merge(struct analysis *a, struct state_list *list, uint32_t stamp);
/* The same with bounds of its own: all states, and states that agree on all tracked objects. */
void states_merge_to(struct analysis *a, struct state_list *list, uint32_t stamp, uint32_t soft, uint32_t alike);
/* The same before instruction `at`: states that hold different temporaries stay apart. */
void states_merge_in_block(struct analysis *a, struct state_list *list, uint32_t at);
/* Success or failure, null or not: what a driver's next branch asks. 0 where it is not known. */
char state_value_class(struct analysis *a, const struct state *s, struct term v);
/* Whether the value names an object that rules watch: which of two it is must not be forgotten. */
bool state_names_tracked(struct analysis *a, const struct state *s, struct term t);
/* The least fact that holds where either does; y in which y's symbol has the term. */
struct fact facts_hull(struct analysis *a, const struct fact *fx, const struct fact *fy, const struct state *y, struct term in_y);
bool states_equal(struct analysis *a, const struct state *x, const struct state *y);
uint64_t state_hash(const struct state *s); /* of equal states equal */
/* The cell (or attribute) of o at the place of c with the same kind of content, or NULL. */
const struct cell *object_same_place(const struct object *o, const struct cell *c, bool attribute);
enum join_mode {
    JOIN_SAME_CLASS, /* values of different classes (null or not, success or failure) keep states apart */
    JOIN_FORCED,     /* they do not */
    JOIN_WIDEN,      /* nor here, and bounds of x that do not hold in y are given up whole, so that joining over and over ends */
};
/* One state that stands for both, where they agree on all tracked objects; else a->clash is an object that keeps them apart. */
bool states_join(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, enum join_mode mode, struct state *out);
/* Whether this object keeps them apart. */
bool states_clash(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, enum join_mode mode, sym at);

/* ---- unite.c, story.c ---------------------------------------------------------------------------------------- */

/* One state that stands for x and y and for no other: where they differ in the answer to one question only. *clash is the
   object for which an earlier pair failed, 0 where none has, and is asked about first; it is kept up to date. */
bool states_unite(struct analysis *a, const struct state *x, const struct state *y, sym *clash, struct state *out);
/* t was asked: the story goes on as that of a side that fits the answer. */
void state_retell(struct analysis *a, struct state *s, struct term t);
const struct story *state_story(const struct state *s, sym base); /* NULL where nothing is told of it in two ways */
/* Gives out, which stands for x and y, the trace and the stories of both. */
void stories_meet(struct analysis *a, const struct state *x, const struct state *y, struct state *out);
/* out stands for x, where base is as fx says (its value was of_x), and for y. To be called after stories_meet. */
void story_add(struct analysis *a, const struct state *x, const struct state *y, sym base, const struct fact *fx, const struct fact *fy, sym of_x, sym of_y,
               struct state *out);

/* Traces of s that differ by its callers' values; returns how many. */
uint32_t stories_for_callers(struct analysis *a, const struct state *s, const struct event *trace, struct summary_story list[STORIES_MAX]);
/* The trace of a case for a caller who knows these facts, one for each of its stories; has: whether it knows one. */
const struct event *story_of_case(const struct summary_case *c, const struct fact *known, const bool *has);
/* s's newest event is the call; names: what the stories' symbols are here. A later branch on one may choose another story. */
void stories_of_call(struct analysis *a, struct state *s, const struct summary_case *c, const struct term *names);

/* ---- trim.c, widen.c ------------------------------------------------------------------------------------- */

/* Drops what is known of symbols that nothing in the state refers to any more. */
void state_trim(struct analysis *a, struct state *s);
void trim_release(struct trim_memory *m);
/* Makes unknown what changed between two visits of a loop head, but for pointers to members of chains. Returns false where nothing did. */
bool state_widen(struct analysis *a, const struct state *before, struct state *now, uint32_t stamp, const struct sym_set *members);

/* ---- segment.c ------------------------------------------------------------------------------------------- */

/* Folds the chains that the loop with that head has made; members, to be released by the caller: the segments, and the elements on both sides of each. */
void segments_fold(struct analysis *a, struct state *s, uint32_t head, struct sym_set *members);
/* Whether it has any. A chain is gone through in one iteration more than others: a segment has an element on each side. */
bool segments_are_there(struct analysis *a, const struct state *s);

/* ---- exec.c ------------------------------------------------------------------------------------------ */

/* Executes one instruction that is no terminator. *s is the first result (dead where there is none);
   further ones are pushed to more. */
void exec_insn(struct analysis *a, const struct ir_insn *i, struct state *s, struct state_list *more);
struct term exec_operand(struct analysis *a, const struct state *s, const struct ir_operand *o);
/* The pointer of base was followed: it is not null, and had it been, the path would have ended. */
void prove_not_null(struct analysis *a, struct state *s, sym base);
/* Whether all that f says of the symbol is that it is not null, as an access has shown. */
bool fact_is_access(struct analysis *a, const struct state *s, sym base, const struct fact *f);
void type_width(const struct ir_module *m, ir_index type, unsigned *bits, bool *is_signed);
/* Whether the object is tracked, alive, must be freed, and cannot be reached any more. at: the
   instruction that is about to be done, UINT32_MAX at a return. */
bool object_is_lost(struct analysis *a, const struct state *s, sym base, uint32_t at, const struct term *result);
/* The value is called: if callers decide it, they may know which function it is. */
void note_called(struct analysis *a, sym callee);
/* No leak of what can be reached from there is reported any more, for that reason. forget: nor is known what stands in it. */
void escape_reachable(struct analysis *a, struct state *s, struct term from, bool forget, uint32_t site, enum fate why);
/* The object's loss was reported, or cannot be: nothing more is said about it. site names the unknown state. */
void object_was_lost(struct analysis *a, struct state *s, sym base, uint32_t site);
/* Whether a rule was broken with it, so that its state is not known any more. */
bool object_is_violated(const struct analysis *a, const struct object *o);
/* Whether it lives on without a pointer to it: it has contexts, and goes with its holder, or with the driver. */
bool object_lasts(const struct analysis *a, const struct object *o);
void report_lost_objects(struct analysis *a, struct state *s, const struct term *result, ir_index loc);

/* ---- summary.c ------------------------------------------------------------------------------------------------------- */

/* Exits that agree on the result are merged like states that meet in a block. */
void exits_merge(struct analysis *a);
/* From the analysis' exits and conditional findings; memory of the engine's arena. */
void summary_build(struct analysis *a, struct summary *out);
/* The states after a call of f with these arguments; *s is the first (dead where there is none). The
   returned value is the temporary call->result; without `call` (life cycle) it is temporary 0. */
void summary_apply(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, const struct ir_insn *call,
                   ir_index loc, uint32_t site, struct state *s, struct state_list *more);
/* f may have been called with these arguments, or not: what it would have changed is not known. */
void summary_forget(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site, struct state *s);
void summary_print(const struct engine *e, uint32_t f, struct str *out);
/* cut.c: makes *s what it is after a call of f on a way that its summary does not know. The result goes where summary_apply puts it. */
void cut_call(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, const struct ir_insn *call, uint32_t site, struct state *s);
/* Likewise of a callback of which no known way fits *s. */
void cut_callback(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site, struct state *s);
/* What the callee's symbol n is at a call in state s (which remembers what is read for it). map: by
   callee symbol, base UINT32_MAX where not translated yet. */
struct term summary_translate(struct analysis *a, const struct summary *from, const struct term *args, uint32_t arg_count,
                              uint32_t site, struct state *s, struct term *map, sym n);

/* ---- special.c ------------------------------------------------------------------------------------------------------- */

/* Fills in the summary's footprint from its keys and cases. */
void summary_footprint(struct arena *arena, struct summary *out);
/* The summary to apply for a call: the common one, or a specialised one. *covered is false where arguments
   alias in a way that it does not know. */
const struct summary *summary_for_call(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site,
                                       const struct state *s, bool *covered);
/* Makes the state know what the analysis' pattern says; dead where that is impossible. */
void pattern_assume(struct analysis *a, struct state *s);

/* ---- lifecycle.c ------------------------------------------------------------------------------------------------------- */

/* What is found goes to `out`. */
void lifecycle_run(struct engine *e, struct results *out);
/* Whether the system calls the function: it plays a callback, or is declared as a role that the documentation knows. */
bool is_called_by_system(const struct engine *e, const struct program_function *pf);

/* ---- canonical.c ------------------------------------------------------------------------------------------------------- */

/* Sites in the life cycle's universe that are no callbacks. */
enum {
    SITE_INSTANCE = 0,
    SITE_ENTRY = 1,
    SITE_HELD = 3,       /* named by where it is held */
    SITE_ONCE_HELD = 4,  /* was named so, and another object is held there now */
    SITE_SCHEDULED = 5,  /* a routine that was scheduled */
    SITE_TAKEN = 6,      /* freed memory that others have by now */
    SITE_JOIN = 15,
    SITE_CALLBACK = 16,  /* + callback */
};

/* The state with its names in normal form, in memory of `to`; its trace only where asked for. */
struct state state_canonical(struct analysis *a, const struct state *s, bool with_trace, struct arena *to);

/* ---- report.c ------------------------------------------------------------------------------------------------------------ */

/* Renders and adds a finding; s is the state in which the issue's outermost terms are read. */
void report_issue(struct analysis *a, const struct state *s, const struct issue *issue);
void report_sources_init(struct engine *e);
void report_sources_release(struct engine *e);

/* ---- results.c ----------------------------------------------------------------------------------------------------------- */

/* Notes a function of the program that was called without body or contract. */
void results_unknown(struct results *o, uint32_t function);
/* Notes a callback that a function waits for. */
void results_awaited(struct results *o, struct awaited one);
/* Adds steps that executing a function took. */
void results_took(struct results *o, uint32_t function, uint64_t steps);
/* Whether the rule is broken at this place in o, or in one that was committed before. Notes it where not. */
bool results_is_known(const struct engine *e, struct results *o, const struct rule *rule, const struct event *final, const struct object_kind *about);
/* Looks a record up, and notes that it was. */
struct record_ref results_record(struct results *o, const struct program *p, const char *name);
/* Adds it to the engine's results: counters, names, and findings that nobody had before. Empties o. */
void results_commit(struct engine *e, struct results *o);

/* ---- schedule.c ---------------------------------------------------------------------------------------------------------- */

/* Executes all functions, callees first, on `jobs` threads; the results do not depend on their number. */
void schedule_run(struct engine *e, unsigned jobs);
void schedule_release(struct engine *e);
/* What callers see of a function that has a body, as a hash; with a memory only. */
struct hash128 schedule_content(const struct engine *e, uint32_t function);
/* What the function's component was made from, as a hash; with a memory only. */
struct hash128 schedule_key(const struct engine *e, uint32_t function);
/* Whether the summary of `callee`, which has a body, is complete whenever what o is about is executed, or is in work with
   it. `caller` calls it, on behalf of what o is about, or as a part of it. */
bool schedule_may_call(const struct engine *e, const struct results *o, uint32_t caller, uint32_t callee);

/* ---- belief.c ------------------------------------------------------------------------------------------------------------ */

/* Whether f is a probe. Then its call says what is believed, and does nothing else. */
bool probe_call(struct analysis *a, const struct program_function *f, const struct ir_insn *i, const struct state *s);
/* The states with which a block is entered, as text. */
void states_print(struct analysis *a, uint32_t block, const struct state_list *list, struct str *out);

/* ---- way.c --------------------------------------------------------------------------------------------------------------- */

/* Whether a branch of a path decides what is done to objects: one side does something to them, before it meets the other. */
bool way_is_told_by(const struct analysis *a, const struct event *branch);

/* ---- trace.c ------------------------------------------------------------------------------------------------------------- */

/* The issue's whole path as text, in the grammar of trace.c. */
void trace_print(struct analysis *a, const struct state *s, const struct issue *issue, struct str *out);

#endif
