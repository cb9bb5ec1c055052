/*
 * rtm: between the C that `ddicheck rules --emit-monitor` writes and the library that it calls. The host sees
 * rt_monitor.h alone.
 *
 * The generated file defines `rtm_rules`: tables of kinds, attributes, DDIs, rules, life cycles, and for each DDI
 * two functions: `before` (checks; effects that take away) and `after` (outcome by result; effects that give).
 * Conditions are three-valued, as in the static engine: what hangs on a value that nobody knows is MAYBE, and
 * only YES is reported. A value is unknown where memory cannot be read, and an attribute of an object that nobody
 * saw made. Attributes that a contract did not set are 0, and so are those of null, as in the static engine.
 *
 *   table.c     objects by address, their attributes and histories
 *   eval.c      values, conditions, memory
 *   effects.c   what contracts do to objects and locks, and the rules that follow from contracts alone
 *   loads.c     reads of the driver's
 *   events.c    rt_monitor_before/after/enter/exit: dispatch, life cycles, instances, IRQL
 *   words.c     sentences, steps and findings
 *   record.c    JSON lines
 *   trace.c     the trace of a run
 *
 * All functions here run with the monitor's lock held.
 */
#ifndef RTM_H
#define RTM_H

#include "rt_monitor.h"


/* ---- values ------------------------------------------------------------------------------------------------ */

struct rtm_value {
    int64_t v;
    bool known;
};

enum rtm_truth { RTM_NO, RTM_YES, RTM_MAYBE };

enum { RTM_VARS_MAX = 4, RTM_CHAIN_MAX = 4096, RTM_PIECES_MAX = 12, RTM_FIELDS_MAX = 64 };

/* ---- generated tables ----------------------------------------------------------------------------------------- */

struct rtm_env;
typedef struct rtm_value rtm_value_fn(struct rtm_env *e);
typedef enum rtm_truth rtm_truth_fn(struct rtm_env *e);
typedef void rtm_effect_fn(struct rtm_env *e);

/* The order of enum object_state: what a contract writes as a number. */
enum rtm_state { RTM_UNKNOWN_STATE, RTM_LIVE, RTM_FREED, RTM_LENT, RTM_FOREIGN };

/* As enum attribute_builtin. */
enum rtm_attribute_id { RTM_STATE, RTM_KIND, RTM_HOLDER, RTM_HELD, RTM_ACQUIRER, RTM_SAVED_IRQL, RTM_DRIVER_IRQL, RTM_BUILTIN_COUNT };

struct rtm_kind {
    const char *name, *words;
    bool must_free, is_lock, is_recursive, must_release, is_open, is_parented;
    int64_t link; /* offset of the field that chains such objects where they are handed over; -1 none */
};

struct rtm_attribute {
    const char *name, *words;
    bool is_boolean;
};

enum rtm_piece_kind {
    RTM_TEXT,     /* text */
    RTM_ARGUMENT, /* argument `index`: its source text, or what it is */
    RTM_POINTEE,  /* what argument `index` leads to */
    RTM_VALUE,    /* a number; boolean where index is 1 */
    RTM_OBJECT,   /* an object: its kind in words */
    RTM_PHASE,    /* a state of the life cycle */
    RTM_LEVEL,    /* an IRQL */
    RTM_CALLBACK_NAME, /* a callback by its id */
    RTM_AT,       /* where the object's state last changed */
    RTM_CALL, RTM_CALL_IRQL
};

struct rtm_piece {
    enum rtm_piece_kind kind;
    uint32_t index;
    const char *text;
    rtm_value_fn *value;
};

struct rtm_words {
    const struct rtm_piece *pieces;
    uint32_t count;
};

struct rtm_ddi {
    const char *name;
    uint8_t irql_low, irql_high;
    bool pageable; /* it waits for nothing: RTM_IRQL_APC at APC_LEVEL */
    bool has_contract;
    rtm_effect_fn *before, *after; /* NULL: nothing */
};

enum rtm_trigger {
    RTM_BEFORE_CALL, RTM_AFTER_CALLBACK, RTM_DOUBLE_FREE, RTM_USE_AFTER_FREE, RTM_LEAK, RTM_MISMATCHED_FREE, RTM_USE_WHILE_LENT, RTM_FOREIGN_LOST,
    RTM_IRQL_HIGH, RTM_IRQL_LOW, RTM_IRQL_APC, RTM_DOUBLE_ACQUIRE, RTM_EXTRA_RELEASE, RTM_WRONG_RELEASE, RTM_HELD_LOCK,
    RTM_READ
};

struct rtm_rule {
    const char *id;
    enum rt_level level;
    uint64_t drivers; /* bit per driver model; 0: all */
};

struct rtm_check {
    const struct rtm_rule *rule;
    enum rtm_trigger trigger;
    uint32_t kind; /* of what it is about, + 1; 0 any */
    rtm_truth_fn *condition; /* RTM_BEFORE_CALL; NULL: always */
    const struct rtm_words *message;
    enum rt_level level;
};

/* A field whose reads are watched. */
struct rtm_field {
    const char *record, *name;
    size_t offset, size;
};

struct rtm_read_check {
    uint32_t field;
    struct rtm_check check;
};

enum rtm_argument_kind { RTM_ARGUMENT_PLAIN, RTM_ARGUMENT_INSTANCE, RTM_ARGUMENT_FOREIGN, RTM_ARGUMENT_RETURNED, RTM_ARGUMENT_SOME };

struct rtm_parameter {
    enum rtm_argument_kind argument;
    uint32_t kind;      /* + 1 */
    int64_t link;       /* offset of the chain's field, -1: the object alone */
    rtm_truth_fn *not_where; /* FOREIGN: not handed over where it holds; NULL: never */
    bool by_result;     /* not_where asks the result: where it holds then, the callback's return gives the object back */
    rtm_effect_fn *given; /* notes attributes at the object (variable 0); argument 0 is the instance; NULL: none */
};

enum rtm_outcome_kind { RTM_ANY, RTM_SUCCESS, RTM_PENDING, RTM_FAILURE };
enum { RTM_SAME = 255, RTM_END = 254 };

struct rtm_outcome {
    enum rtm_outcome_kind kind;
    uint32_t next; /* state, RTM_SAME, RTM_END */
};

/* A callback of a life cycle. Several may have one name, told apart by `when`. */
struct rtm_callback {
    const char *name;
    uint32_t model;
    rtm_truth_fn *when; /* NULL: always */
    uint64_t from;      /* bit per state */
    uint32_t during;    /* state or RTM_SAME */
    const struct rtm_outcome *outcomes;
    uint32_t outcome_count;
    uint8_t irql_low, irql_high;
    const struct rtm_parameter *parameters;
    uint32_t parameter_count;
    int64_t id;         /* of the name, for driver.callback */
    rtm_effect_fn *returns; /* the checks of its return; NULL: none */
};

struct rtm_role {
    const char *name;
    bool unbalanced;
};

struct rtm_model {
    const char *name, *title;
    uint32_t instance_kind; /* + 1 */
    const char *const *states;
    uint32_t state_count;
    const char *const *registered_by; /* DDIs, then NULL */
    rtm_effect_fn *given;             /* attributes of a new instance, as of a parameter */
};

#define RTM_TABLE(T)   \
    struct {           \
        const T *items; \
        uint32_t count; \
    }

struct rtm_rules {
    const char *hash; /* of the rule set */
    RTM_TABLE(struct rtm_kind) kinds;
    RTM_TABLE(struct rtm_attribute) attributes;
    RTM_TABLE(struct rtm_ddi) ddis;           /* sorted by name */
    RTM_TABLE(struct rtm_check) object_checks; /* all but those of calls and returns */
    RTM_TABLE(struct rtm_model) models;
    RTM_TABLE(struct rtm_callback) callbacks; /* sorted by name */
    RTM_TABLE(struct rtm_role) roles;         /* sorted by name */
    RTM_TABLE(struct rtm_field) fields;
    RTM_TABLE(struct rtm_read_check) read_checks;
};

extern const struct rtm_rules rtm_rules;

/* ---- one evaluation --------------------------------------------------------------------------------------------- */

struct rtm_thread;
struct rtm_instance;

/* What an expression of a contract, rule or callback speaks of. */
struct rtm_env {
    struct rt_monitor *m;
    struct rtm_thread *thread;
    struct rtm_instance *instance; /* whose life cycle it is, or NULL */
    const uint64_t *arguments;
    uint32_t argument_count;
    uint64_t result;
    bool has_result;
    struct rtm_value var[RTM_VARS_MAX];
    const struct rt_place *place;
    uint64_t event;            /* of the call's beginning */
    const struct rtm_ddi *ddi; /* of a call, or NULL */
    const char *kind_words;    /* of what an object's rule is about, where no record tells */
    bool of_object;            /* argument 0 is the object that the rule is about, and ... */
    uint32_t subject;          /* ... stands in the source as this argument; UINT32_MAX: as none */
    bool late;                 /* after the call */
    bool wrong;                /* the call must not be done */
    uint32_t elements;         /* of lists that were walked */
};

/* ---- for generated code: values and conditions (eval.c) ------------------------------------------------------------ */

static inline struct rtm_value rtm_known(int64_t v) { return (struct rtm_value){v, true}; }
static inline struct rtm_value rtm_unknown(void) { return (struct rtm_value){0, false}; }

struct rtm_value rtm_argument(const struct rtm_env *e, uint32_t index);
struct rtm_value rtm_result(const struct rtm_env *e);
struct rtm_value rtm_read(struct rtm_env *e, struct rtm_value at, size_t offset, size_t size, bool is_signed);
struct rtm_value rtm_attribute(struct rtm_env *e, struct rtm_value object, uint32_t attribute);
struct rtm_value rtm_irql(const struct rtm_env *e);
struct rtm_value rtm_callback_id(const struct rtm_env *e); /* 0: no callback of a life cycle */
struct rtm_value rtm_phase(struct rtm_env *e); /* RTM_PHASE_OF(model, state) */
struct rtm_value rtm_instance_handle(struct rtm_env *e, uint32_t model);
struct rtm_value rtm_add(struct rtm_value a, struct rtm_value b);
struct rtm_value rtm_mul(struct rtm_value a, struct rtm_value b);

#define RTM_PHASE_OF(model, state) ((int64_t)(model) * 256 + (state))

/* Whether a C type is signed; pointers and enums are not. */
#define RTM_SIGNED(x) _Generic((x), signed char: 1, char: 1, short: 1, int: 1, long: 1, long long: 1, default: 0)
#define RTM_FIELD(e, at, type, field) \
    rtm_read(e, at, offsetof(type, field), sizeof(((type *)0)->field), RTM_SIGNED(((type *)0)->field))

enum rtm_truth rtm_eq(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_ne(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_lt(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_le(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_gt(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_ge(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_bits(struct rtm_value a, struct rtm_value b);
enum rtm_truth rtm_and(enum rtm_truth a, enum rtm_truth b);
enum rtm_truth rtm_or(enum rtm_truth a, enum rtm_truth b);
enum rtm_truth rtm_not(enum rtm_truth a);
enum rtm_truth rtm_is(struct rtm_env *e, struct rtm_value object, uint32_t kind); /* kind + 1 */
enum rtm_truth rtm_is_variable(struct rtm_env *e, struct rtm_value at);
enum rtm_truth rtm_is_local(struct rtm_env *e, struct rtm_value at);

/* Whether the driver has read the field, and not 0: YES, or MAYBE, as it may yet. */
enum rtm_truth rtm_reads(const struct rtm_env *e, uint32_t field);

/* any x in chain(first, next) with condition: x is var[index], and stays so where YES. */
enum rtm_truth rtm_any_in_chain(struct rtm_env *e, uint32_t index, struct rtm_value first, size_t link, rtm_truth_fn *condition);
/* any x is KIND with condition */
enum rtm_truth rtm_any_of_kind(struct rtm_env *e, uint32_t index, uint32_t kind, rtm_truth_fn *condition);

/* ---- for generated code: effects (effects.c) -------------------------------------------------------------------------- */

/* `argument` is the parameter that names the object in the source, UINT32_MAX none; `words` is the step, or NULL. */
void rtm_use(struct rtm_env *e, struct rtm_value object, uint32_t argument);
void rtm_free(struct rtm_env *e, uint32_t kind, struct rtm_value object, uint32_t argument, const struct rtm_words *words);
void rtm_lend(struct rtm_env *e, uint32_t kind, struct rtm_value first, int64_t link, uint32_t argument, const struct rtm_words *words);
/* The new object at an address that the call gave; returns whether there is one (not null, readable). */
bool rtm_make(struct rtm_env *e, uint32_t kind, struct rtm_value object);
/* A stand-in for the address of an object that no call gives: it becomes known where a call returns the attribute. */
struct rtm_value rtm_hidden(struct rtm_env *e);
/* Outcome: the result is the object's attribute. */
bool rtm_gives(struct rtm_env *e, struct rtm_value object, uint32_t attribute);
void rtm_made(struct rtm_env *e, struct rtm_value object, const struct rtm_words *words); /* its step, when attributes are set */
void rtm_set(struct rtm_env *e, struct rtm_value object, uint32_t attribute, struct rtm_value value);
void rtm_keep(struct rtm_env *e, struct rtm_value object);
/* Somebody calls the routine later with this object: from then on the attribute (+ 1, 0 none) is 0, and, with `back`, what was
   lent is the driver's again. */
void rtm_schedules(struct rtm_env *e, struct rtm_value routine, struct rtm_value object, uint32_t attribute, bool back);
void rtm_set_irql(struct rtm_env *e, struct rtm_value level);
void rtm_set_phase(struct rtm_env *e, uint32_t model, uint32_t state);
void rtm_step(struct rtm_env *e, struct rtm_value object, const struct rtm_words *words);
/* before: whether acquiring would hang; after: that it is held. */
void rtm_acquiring(struct rtm_env *e, uint32_t kind, struct rtm_value lock, bool shared, uint32_t argument);
void rtm_acquired(struct rtm_env *e, uint32_t kind, struct rtm_value lock, uint32_t argument, const struct rtm_words *words);
void rtm_release(struct rtm_env *e, uint32_t kind, struct rtm_value lock, uint32_t argument, const struct rtm_words *words);
/* Whether there is an element here; false, too, where a list of a call has no end. */
bool rtm_element(struct rtm_env *e, struct rtm_value at);
/* Whether an effect's condition holds; where nobody knows, the effect is left out and counted. */
bool rtm_decide(struct rtm_env *e, enum rtm_truth condition);

/* Outcomes by the result. */
bool rtm_is_null(const struct rtm_env *e);
bool rtm_is_success(const struct rtm_env *e);
bool rtm_is_pending(const struct rtm_env *e);
bool rtm_is_failure(const struct rtm_env *e);
void rtm_no_outcome(struct rtm_env *e); /* the host gave a result that the contract does not know */

/* A check of a call: reports where its condition is YES. */
void rtm_check(struct rtm_env *e, const struct rtm_check *check);

#endif
