/*
 * rulelang: the .ddi language, from text to struct ruleset.
 *
 *   lex.c  tokens        parse.c  declarations with names as written (ast.h)
 *   resolve.c  names bound, expressions checked, tables built (this header)
 *   fix.c      from text to rule set, and back: what takes the place of a call
 *   print.c    a rule set back as text (ddicheck rules, explain, round-trip tests)
 *
 * A rule set is one truth with two readers: the static engine evaluates it over abstract
 * states, the monitor generator turns it into C that sees a real run. So nothing in here knows
 * of either; an expression speaks of parameters, results, memory behind pointers, and of
 * attributes ("ghost" cells) of objects, which both readers can hold beside the memory.
 *
 * Three forms (the grammar is in docs/rule-language.md and at the head of parse.c):
 *
 *   object nbl_pool "NET_BUFFER_LIST pool" { ... }      a kind of resource and its attributes
 *   ddi NdisFreeNetBufferListPool(pool) { ... }         a contract: what a call does
 *   rule double-free error { ... }                      what must not happen, and the words for it
 *   driver ndis-filter { ... }                          a life cycle: who calls the driver, when
 *   const NDIS_STATUS_SUCCESS = 0                       names for numbers
 *   translation pool_flags { ... }                      how names of one call are spelled for another (fixes)
 *
 * Values of an object's built-in attributes:
 *   state   enum object_state
 *   kind    index into ruleset.objects + 1
 *   holder  the object that a part belongs to (the NET_BUFFER_LIST of a combined NET_BUFFER); 0 none
 */
#ifndef DDICHECK_RULESET_H
#define DDICHECK_RULESET_H

#include "base/base.h"

/* Where a declaration stands, for messages and `explain`. */
struct rule_place {
    const char *file;
    uint32_t line, column;
};

enum object_state {
    OBJECT_LIVE = 1,  /* owned by the driver: `live` */
    OBJECT_FREED = 2, /* `freed` */
    OBJECT_LENT = 3,  /* handed to another driver or the system, comes back: `lent` */
    OBJECT_FOREIGN = 4 /* made by somebody else, handed to this driver: `foreign` */
};

/* ---- objects ----------------------------------------------------------------------------- */

/* Attributes are numbered over the whole rule set. The first are built in. */
enum attribute_builtin {
    ATTRIBUTE_STATE,
    ATTRIBUTE_KIND,
    ATTRIBUTE_HOLDER,
    ATTRIBUTE_HELD,     /* of a lock: how often the running path holds it */
    ATTRIBUTE_ACQUIRER, /* of a held lock: kind that it was acquired as, objects index + 1 */
    ATTRIBUTE_SAVED_IRQL, /* of a held lock: the IRQL that its release goes back to */
    ATTRIBUTE_IRQL,     /* of the driver itself: driver.irql */
    ATTRIBUTE_MEMBERS,  /* of a list's head: what is on the list, in order */
    ATTRIBUTE_LINKED,   /* of a list's entry: the head of the list that it is on; 0 none */
    ATTRIBUTE_CLEANUP,  /* routine of the driver that is called with the object when its end begins; none where not set */
    ATTRIBUTE_DESTROY,  /* the same, once all that belongs to it is cleaned up, too */
    ATTRIBUTE_BUILTIN_COUNT
};

struct attribute {
    const char *name;   /* "combined" */
    const char *words;  /* "fAllocateNetBuffer", or the name */
    uint32_t object;    /* objects index that declares it; UINT32_MAX for built-in ones */
    bool is_boolean;    /* shown as TRUE or FALSE */
    struct rule_place place;
};

struct object_kind {
    const char *name;    /* "nbl_pool" */
    const char *words;   /* "NET_BUFFER_LIST pool" */
    const char *record;  /* C record behind it ("NET_BUFFER_LIST"), or NULL for an opaque handle */
    bool must_free;      /* whether losing a live one is a resource-leak */
    bool is_parented;    /* it goes with its holder, or with the driver: losing it is no leak */
    bool has_contexts;   /* routines of the driver clean up its context spaces when it goes: what they hold is not lost then */
    bool is_checked;     /* the functions that take one check it: null is an error, and nothing worse */
    bool is_memory;      /* the driver itself decides what stands in it: a count of its users, perhaps */
    bool is_lock;        /* acquired and released where it stands, mostly within a structure of the driver */
    bool is_recursive;   /* a lock that its holder may acquire again */
    bool must_release;   /* a lock that is not held when the driver returns to the system */
    bool is_open;        /* a lock that the release of any other kind releases, too */
    struct rule_place place;
};

/* ---- expressions --------------------------------------------------------------------------- */

enum expr_kind {
    EXPR_CONST,   /* value */
    EXPR_PARAM,   /* index: parameter of the contract, rule event or callback */
    EXPR_RESULT,  /* the call's result */
    EXPR_VAR,     /* index: bound by an enclosing EXPR_ANY (0 = outermost) or by `new ... as name` */
    EXPR_FIELD,   /* a->name: the cell's content, name may be a path ("Header.Type"); record = a's record where the rule text states it, else
                     taken from the field that a was read from */
    EXPR_DEREF,   /* *a : the cell's content */
    EXPR_ATTR,    /* a.attr : index = attributes entry */
    EXPR_PHASE,   /* driver.state: index into the driver's states; compared with EXPR_STATE only (EQ, NE, IN),
                     shown in words by the state's name, and target of EFFECT_SET (a completion call) */
    EXPR_IRQL,    /* driver.irql: the current IRQL */
    EXPR_STATE,   /* name of a life-cycle state; value = its index within drivers[index].states */
    EXPR_INSTANCE, /* the instance that the life cycle of driver model `index` is about: ndis-protocol.instance */
    EXPR_IS,      /* a is object kind `index`; EXPR_IS_VARIABLE: a points into a variable of the driver */
    EXPR_IN,      /* a in (b, c, ...): list of operands after the first */
    EXPR_EQ, EXPR_NE, EXPR_LT, EXPR_LE, EXPR_GT, EXPR_GE, EXPR_BITS /* a & b != 0 */,
    EXPR_AND, EXPR_OR, EXPR_NOT,
    EXPR_ANY,     /* any x is KIND with b (a is NULL, value = its objects index): some object that is being watched;
                     any x in chain(a, name) with b : the list a, a->name, ... ends with null; record = element's record */
    EXPR_ADD, EXPR_MUL,
    EXPR_UNKNOWN, /* a value that nothing is known of, another one at each evaluation: `unknown` */
    EXPR_CALLBACK, /* driver.callback: which callback the system has called; compared with EXPR_CONST of callback_id only */
    EXPR_CALLS,   /* driver calls (A, B): whether any function of the driver calls one of these; list of EXPR_CONST, ddis indices */
    EXPR_CALLED,  /* function called (A, B): whether the function that makes the call has made one of these, at another place, before; list as above */
    EXPR_ONLY,    /* callback returns only a: whether the callback's text has no other result on any way; a is EXPR_CONST */
    EXPR_READS,   /* driver reads (R.F, ...): whether any function of the driver names one of these fields; list of EXPR_FIELD without a */
    EXPR_CONTEXT, /* context_of(a, b): the context space of type b that belongs to object a: the same memory each time */
    EXPR_THREAD,  /* this_thread, whose attributes those of the object kind `thread` are: unknown where the system calls */
    EXPR_ALIGNMENT, /* MEMORY_ALLOCATION_ALIGNMENT of the machine that the driver is built for: two pointers */
};

#define EXPR_IS_VARIABLE UINT32_MAX
#define EXPR_IS_LOCAL (UINT32_MAX - 1) /* a variable on the stack */

struct expr {
    enum expr_kind kind;
    uint32_t index;
    int64_t value;
    const char *name;   /* field name; source word of a constant ("FALSE"), variable's name */
    const char *record; /* EXPR_FIELD, EXPR_ANY, EXPR_PARAM, EXPR_VAR, EXPR_RESULT: record that the pointer
                           points to (EXPR_FIELD: that a points to), or NULL */
    const char *variable; /* EXPR_ANY: name of the element, which is EXPR_VAR `index` in b */
    struct expr *a, *b;
    struct expr **list; /* EXPR_IN */
    uint32_t list_count;
    struct rule_place place;
};

/* ---- words ----------------------------------------------------------------------------------- */

/* "{pool} was created {at pool} with fAllocateNetBuffer = {pool.combined}" */
enum piece_kind {
    PIECE_TEXT,  /* text */
    PIECE_VALUE, /* {expr}: a parameter's source text in single quotes, {*p}: what it leads to (h for &h); an attribute's or field's value */
    PIECE_AT,    /* {at expr}: "at file.c:12", where the object's state was last set, or where it was made */
    PIECE_CALL,  /* {call} of an IRQL event: the function that is called */
    PIECE_CALL_IRQL, /* {call.irql}: what it demands */
};
struct piece {
    enum piece_kind kind;
    const char *text;
    struct expr *expr;
};
struct words {
    struct piece *pieces;
    uint32_t count;
};

/* ---- contracts --------------------------------------------------------------------------------- */

enum effect_kind {
    EFFECT_USE,    /* uses KIND(expr): must not be freed; KIND optional */
    EFFECT_FREE,   /* frees KIND(expr); null is allowed where `or_null`; every live object whose `holder` it is
                      is freed with it */
    EFFECT_NEW,    /* target = new KIND { inner effects over the new object as EXPR_VAR index `var` } */
    EFFECT_SET,    /* target = expr; target is EXPR_FIELD, EXPR_DEREF, EXPR_ATTR, or EXPR_PHASE: then expr is an
                      EXPR_STATE, and the effect is none where another driver model runs */
    EFFECT_ZERO,   /* zeroes expr, size: bytes behind the pointer = 0 */
    EFFECT_COPY,   /* copies target, expr, size: memory behind target = memory behind expr */
    EFFECT_LEND,   /* lends KIND(chain expr, Next): state = lent to words */
    EFFECT_KEEP,   /* keeps expr: somebody else holds a reference from now on (no leak of it can be shown); keeps every KIND,
                      without expr: of all that this path has made of the kind */
    EFFECT_DROP,   /* drops KIND(expr): one of its references is given back; who else holds some is not known */
    EFFECT_HAVOC,  /* writes *expr [, size]: unknown plain data is written behind the pointer */
    EFFECT_IF,     /* if expr { inner } */
    EFFECT_EACH,   /* each x in chain(expr, Next) { inner }, x is EXPR_VAR index `var` */
    EFFECT_RAISE,  /* may raise an exception */
    EFFECT_WAIT,   /* waits [for expr [if size]]: others run meanwhile, so that what was lent may be back; where size holds, until the event at
                      expr is set */
    EFFECT_SIGNAL, /* signals expr: the event there is set */
    EFFECT_SCHEDULE, /* schedules expr(args): somebody calls the routine later, with these arguments, as long as the
                        attribute `size` of an object, where stated, is not 0 and the object is not freed;
                        schedules MODEL.CALLBACK(args): the function that plays the callback */
    EFFECT_ACQUIRE, /* acquires KIND(expr), or KIND alone: the one lock of this kind in the system */
    EFFECT_RELEASE, /* releases KIND(expr), or KIND alone */
    EFFECT_CLEAR,   /* clears expr: nothing is on the list at expr */
    EFFECT_MIX,     /* mixes expr: what is on the list at expr is not known from here on */
    EFFECT_LINK,    /* links expr first in target, or last (`last`): the entry is on the list at target */
    EFFECT_UNLINK,  /* unlinks expr: the entry is on no list any more */
};

struct callback;

struct effect {
    enum effect_kind kind;
    uint32_t object;       /* objects index + 1, 0 where not stated */
    struct expr *target, *expr, *size;
    const char *link;      /* LEND, EACH: field name of the chain, or NULL for the object alone */
    uint32_t var;
    const char *variable;  /* NEW, EACH: the variable's name, or NULL */
    const char *record;    /* EACH: the element's record, or NULL */
    bool or_null;
    struct expr **args;    /* SCHEDULE; NULL for an argument that nothing is known of */
    uint32_t arg_count;
    uint8_t irql_low, irql_high; /* SCHEDULE: at which the routine is called */
    const struct callback *callback; /* SCHEDULE: that is called, of driver model `model`; else NULL */
    uint32_t model;
    bool shared;           /* ACQUIRE: others, and this path, may hold it so at the same time */
    bool last;             /* LINK: at the end of the list */
    struct words *step;    /* words for the path, or NULL: then made from the object's words */
    struct effect *inner;
    uint32_t inner_count;
    struct rule_place place;
};

enum outcome_kind {
    OUTCOME_ANY,     /* any value */
    OUTCOME_NULL,    /* null / 0 */
    OUTCOME_NEW,     /* a new object: `made` says which */
    OUTCOME_VALUE,   /* value of expr */
    OUTCOME_SUCCESS, /* status >= 0 and not pending */
    OUTCOME_PENDING, /* NDIS_STATUS_PENDING, STATUS_PENDING = 0x103 */
    OUTCOME_FAILURE, /* status < 0 */
    OUTCOME_NEVER,   /* the call does not return */
    OUTCOME_FIRST,   /* the first entry of the list at expr, which is taken off; `otherwise` where nothing is on it */
    OUTCOME_LAST,    /* the last one */
    OUTCOME_EMPTY,   /* whether nothing is on the list at expr */
};

/* EACH reads an element's link before the inner effects, so that they may free the element. */

/* One way that a call can end. The outcomes of a contract exclude each other. */
struct outcome {
    enum outcome_kind kind;
    struct expr *expr;     /* OUTCOME_VALUE; OUTCOME_FIRST, _LAST, _EMPTY: the list's head */
    struct expr *otherwise; /* OUTCOME_FIRST, _LAST */
    struct expr *condition; /* the call can end so only where it holds; NULL: always */
    struct effect *made;   /* OUTCOME_NEW: an EFFECT_NEW without target */
    struct effect *effects;
    uint32_t effect_count;
    struct rule_place place;
};

/* IRQLs as the documentation counts them. */
enum { IRQL_PASSIVE = 0, IRQL_APC = 1, IRQL_DISPATCH = 2, IRQL_HIGH = 31 };

/* ---- calls as text: what takes the place of a call in the source ---------------------------------- */

/* Names of a call's argument, each with what stands for it in another call. */
struct translated {
    const char *name;      /* "PagedPool" */
    const char *text;      /* what is said for it; "" nothing */
    const char *otherwise; /* what is said where the name does not stand there, or NULL */
};
struct translation {
    const char *name;
    struct translated *entries;
    uint32_t entry_count;
    struct rule_place place;
};

enum part_kind {
    PART_ARGUMENT,   /* the text of argument `param` as it stands in the source; PART_RESULT: of what the call gave */
    PART_TRANSLATED, /* argument `param`, which is names joined by |, translated by `translation` */
    PART_TEXT,       /* words: text, and {argument} */
};
#define PART_RESULT UINT32_MAX
struct part {
    enum part_kind kind;
    uint32_t param, translation;
    const struct words *words;
};
/* One argument: its parts are joined by " | ". */
struct call_argument {
    struct part *parts;
    uint32_t part_count;
};
struct call_text {
    const char *name;
    struct call_argument *arguments;
    uint32_t argument_count;
};

struct ddi_param {
    const char *name;
    const char *record; /* `params: NET_BUFFER_LIST_POOL_PARAMETERS`, or NULL */
    uint32_t object;    /* objects index + 1 of the kind that the contract's effects state for it; 0 where none */
};

struct ddi {
    const char *name;
    struct ddi_param *params;
    uint32_t param_count;
    bool variadic;           /* "..." */
    const char *result_name; /* "-> pool", or NULL */
    uint8_t irql_low, irql_high;
    bool has_irql;           /* stated by the contract; else they are of the table, if that has the name */
    struct effect *effects;  /* common to all outcomes, done first */
    uint32_t effect_count;
    struct outcome *outcomes; /* none: OUTCOME_ANY */
    uint32_t outcome_count;
    struct call_text *release; /* the call that gives back what this one made, in terms of its own arguments and result; or NULL */
    const char *source;      /* documentation path, or NULL */
    struct rule_place place;
};

/* ---- rules ------------------------------------------------------------------------------------- */

enum trigger_kind {
    TRIGGER_CALL,            /* before call ddi(params) */
    TRIGGER_RETURN,          /* after CALLBACK(params) -> result: a callback returns to the system */
    TRIGGER_DOUBLE_FREE,     /* on double free of object */
    TRIGGER_USE_AFTER_FREE,  /* on use after free of object */
    TRIGGER_LEAK,            /* on leak of object */
    TRIGGER_MISMATCHED_FREE, /* on mismatched free of object */
    TRIGGER_USE_WHILE_LENT,  /* on use while lent of object is KIND */
    TRIGGER_FOREIGN_LOST,    /* on loss of foreign object is KIND: what somebody else handed to the driver was not given back */
    TRIGGER_IRQL_HIGH,       /* on irql too high of call */
    TRIGGER_IRQL_LOW,        /* on irql too low of call */
    TRIGGER_IRQL_APC,        /* on irql apc of call: at APC_LEVEL, of a pageable function whose page demands PASSIVE_LEVEL */
    TRIGGER_DOUBLE_ACQUIRE,  /* on double acquire of lock */
    TRIGGER_EXTRA_RELEASE,   /* on extra release of lock: it is not held */
    TRIGGER_WRONG_RELEASE,   /* on wrong release of lock: it was acquired by another kind of function */
    TRIGGER_READ,            /* on read of RECORD.FIELD: the driver names the field of some record */
    TRIGGER_UNCHECKED,       /* on unchecked use of object: what a call gives that can fail is used, and nobody has asked whether it has failed */
    TRIGGER_UNREAD,          /* on unread result of call: nobody takes it, or it is stored and not read before it is overwritten or forgotten */
    TRIGGER_HELD_LOCK,       /* on held lock of lock: the driver returns to the system with it */
    TRIGGER_COUNT
};

/* What may take the place of the call that a check is about. It is offered only where that is certain to be right: the call
   and what is replaced of it stand in the file itself, and the condition holds whatever happened before. */
struct rule_fix {
    struct expr *condition;  /* over arguments that are constants, or NULL */
    const struct words *title; /* PIECE_TEXT, and PIECE_CALL: the function that is called instead */
    struct call_text *call;  /* NULL: the release that belongs to the one call that made argument `param` (of an object trigger: the object) */
    uint32_t param;
    struct rule_place place;
};

/* In the words of the object and lock triggers, EXPR_PARAM 0 is the object or lock. */
struct check {
    enum trigger_kind trigger;
    enum severity level;     /* the rule's, where the report does not say */
    uint32_t ddi;            /* TRIGGER_CALL: ddis index */
    const char *record, *field; /* TRIGGER_READ */
    const char *callback, *role; /* TRIGGER_RETURN: its name; the typedef by which functions are told */
    const char *result;      /* TRIGGER_RETURN: the result's name (EXPR_RESULT), or NULL */
    uint32_t object;         /* others: objects index + 1 of the kind that it is about, 0: any */
    const char **params;     /* names of the arguments in this check, or of the one object */
    uint32_t param_count;    /* at most the ddi's */
    struct expr *condition;  /* report where it is true ("report unless X" arrives as EXPR_NOT); NULL: always */
    struct words *message;   /* the finding's sentence; variables of `any` in the condition (outermost, or under
                                `and`) may be named in it: then they are the element that made it true */
    struct rule_fix *fixes;  /* the first that can be made counts */
    uint32_t fix_count;
    struct rule_place place;
};

struct rule {
    const char *id;          /* "ndis-combined-alloc-pool" */
    enum severity level;
    const char *title;
    const char *text;        /* paragraphs for `explain`: why it is a bug */
    const char *help;        /* what to do */
    const char *bad, *good;  /* examples in C, or NULL */
    const char **sources;    /* documentation paths */
    uint32_t source_count;
    const char **aliases;    /* published names: "sdv NdisAllocateMdl" */
    uint32_t alias_count;
    const char **drivers;    /* driver model names it is for; none: all */
    uint32_t driver_count;
    struct check *checks;
    uint32_t check_count;
    bool of_run;             /* reported by the host of a run, in its own words: there is no check to read */
    struct rule_place place;
};

/* ---- life cycles --------------------------------------------------------------------------------- */

enum argument_kind {
    ARGUMENT_UNKNOWN,  /* a value that nothing is known of */
    ARGUMENT_INSTANCE, /* the handle of the instance that the life cycle is about */
    ARGUMENT_EXPR,     /* expr over the instance: context = instance.context */
    ARGUMENT_FOREIGN,  /* an object of kind `object` that somebody else made; it is to be given back, unless `expr` holds */
    ARGUMENT_SOME,     /* an object of kind `object` whose state is not known; attributes as given */
    ARGUMENT_MADE,     /* the object of kind `object` that was made with this very function as attribute `attribute`,
                          else one that nothing is known of */
    ARGUMENT_RETURNED, /* an object of kind `object` that was lent by ddi `ddi` comes back (or a foreign one) */
};

struct given_attribute {
    uint32_t attribute;
    struct expr *expr;     /* over the instance, as in ARGUMENT_EXPR */
};

struct callback_param {
    const char *name;
    const char *record;    /* `event: NET_PNP_EVENT_NOTIFICATION`, or NULL */
    enum argument_kind kind;
    struct expr *expr;     /* EXPR_ATTR over EXPR_PARAM 0 = the instance; FOREIGN: condition over parameters and result */
    uint32_t object, ddi;  /* indices */
    const char *link;      /* ARGUMENT_RETURNED: chain field, or NULL */
    uint32_t attribute;    /* ARGUMENT_MADE */
    struct given_attribute *given; /* FOREIGN, SOME: attributes that it comes with */
    uint32_t given_count;
};

struct callback_outcome {
    enum outcome_kind kind; /* ANY, SUCCESS, PENDING, FAILURE */
    uint32_t next;          /* state index; STATE_SAME, STATE_END (the instance is gone) */
};
#define STATE_SAME UINT32_MAX
#define STATE_END (UINT32_MAX - 1)

struct callback {
    const char *name;      /* role, the typedef's name in CamelCase: "FilterAttach" */
    const char *role;      /* typedef: "FILTER_ATTACH" */
    const char *table;     /* record that has `field`, where it is not the driver's registration table, or NULL */
    const char *field;     /* member of the registration table: "AttachHandler", or NULL */
    bool has_element;      /* `field` is an array, and element `element` of it is meant; no typedef tells its function */
    uint32_t element;
    const char *result;    /* "-> status", or NULL */
    bool optional;         /* a driver without it is as if it had returned success */
    bool several;          /* more than one function may play it; each is called */
    struct callback_param *params;
    uint32_t param_count;
    struct expr *when;     /* comparisons over the parameters under `and` that hold for this call, or NULL: one
                              function may stand for several callbacks (the events of ProtocolNetPnPEvent) */
    uint64_t from;         /* bit per state in which it may be called */
    uint32_t during;       /* state while it runs, or STATE_SAME */
    struct callback_outcome *outcomes;
    uint32_t outcome_count;
    uint8_t irql_low, irql_high;
    const char *source;
    struct rule_place place;
};

struct driver_model {
    const char *name;       /* "ndis-filter" */
    const char *title;      /* "NDIS filter driver" */
    const char *instance;   /* words: "filter module" */
    struct given_attribute *given; /* attributes that the instance has from the beginning */
    uint32_t given_count;
    uint32_t instance_object; /* objects index of the instance's kind: its attributes hold the context */
    const char **registered_by; /* DDI names whose call makes the program such a driver */
    uint32_t registered_by_count;
    bool is_alone;          /* only where the program is of no other model */
    const char *table;      /* record of the registration table: "NDIS_FILTER_DRIVER_CHARACTERISTICS" */
    const char **states;
    uint32_t state_count;   /* at most 64; state 0 is the initial one */
    uint64_t removal_from;  /* bit per state in which the instance may go, with all that belongs to it */
    uint32_t removal_to;    /* the state afterwards */
    const char *entry;      /* "DriverEntry": run first, once, before any instance; state 0 */
    const char *entry_role; /* "DRIVER_INITIALIZE" */
    struct callback *callbacks;
    uint32_t callback_count;
    struct rule_place place;
};

/* ---- the rule set ------------------------------------------------------------------------------------ */

/* What the documentation says of a function or role typedef that no contract describes. */
struct irql_fact {
    uint8_t low, high;
    const char *page; /* folder and prefix of its page: "wdm/nf-wdm-"; the name in lower case follows */
    uint32_t page_length;
};

/* How the system calls functions of a role typedef, where the table does not say it all. */
struct role {
    const char *name;
    bool has_irql, unbalanced; /* unbalanced: it may return with a lock acquired or released on purpose */
    uint8_t irql_low, irql_high;
    uint32_t holds;            /* it is called with the lock of this object kind, + 1, held, and releases it; 0: none */
    struct rule_place place;
};

struct constant {
    const char *name;
    int64_t value;
};

struct ruleset {
    struct arena arena;
    VEC(struct attribute) attributes;
    VEC(struct object_kind) objects;
    VEC(struct ddi) ddis;         /* sorted by name */
    VEC(struct rule) rules;       /* sorted by id */
    VEC(struct driver_model) drivers;
    VEC(struct constant) constants;
    VEC(struct translation) translations;
    VEC(struct role) roles;       /* sorted by name */
    VEC(const char *) pageables;  /* names, or beginnings of names and `*` */
    struct { const char *text; uint32_t size; } irql_table; /* rows of irql.tsv, sorted by name; searched, never parsed as a whole */
    struct hash128 hash;          /* of all texts read, in the order of their paths: part of cache keys and --version */
};

void ruleset_init(struct ruleset *r);
void ruleset_release(struct ruleset *r);

/*
 * Reads every *.ddi below each folder (sorted by path) and resolves them as one set; user folders
 * come after the built-in one and may use its names; a ddi that is declared twice is an error that
 * names both places. All errors of all files are added to d, located, with caret and, for unknown
 * names, the nearest known one. Returns whether there was none; r is usable only then.
 */
bool ruleset_load(struct ruleset *r, const char *const *folders, uint32_t count, struct diags *d);
/* The same from one text (tests, fuzzing, the editor). */
bool ruleset_load_text(struct ruleset *r, const char *file, const char *text, size_t size, struct diags *d);

const struct ddi *ruleset_ddi(const struct ruleset *r, const char *name);    /* NULL where none */
/* The table's row for a function or role typedef. */
bool ruleset_irql(const struct ruleset *r, const char *name, struct irql_fact *out);
/* Whether the function is said to do nothing but run in pageable code: it waits for nothing. */
bool ruleset_is_pageable(const struct ruleset *r, const char *name);
const struct role *ruleset_role(const struct ruleset *r, const char *name);  /* NULL where none */
const struct rule *ruleset_rule(const struct ruleset *r, const char *id);    /* id or alias */
uint32_t ruleset_object(const struct ruleset *r, const char *name);          /* UINT32_MAX where none */
uint32_t ruleset_attribute(const struct ruleset *r, uint32_t object, const char *name);
const char *object_state_name(enum object_state s);
/* The field that chains objects of a kind where they are handed over in lists, as the contracts say it; NULL where none. */
const char *ruleset_kind_link(const struct ruleset *r, uint32_t object);
/* Whether the effect, or one inside it, gives something (a new object, an acquired lock), or waits; takes something away. */
bool effect_gives(const struct effect *f);
bool effect_takes(const struct effect *f);
/*
 * A call that really happens has two moments. The first so many of its common effects happen before it: when the system
 * has done it, another thread may have the memory. From the first effect on that gives something they happen after it.
 */
uint32_t ddi_effects_before(const struct ddi *d);
/* What driver.callback is in a callback of this name: a number, 0 where there is none. */
int64_t ruleset_callback_id(const struct ruleset *r, const char *name);
const struct callback *ruleset_callback(const struct ruleset *r, int64_t id); /* NULL where none */
/* The one name that the callbacks with this typedef have; NULL where there are none, or several. */
const char *ruleset_callback_of_role(const struct ruleset *r, const char *role);

/* The whole set as .ddi text that reads back to the same set. */
void ruleset_print(const struct ruleset *r, struct str *out);
void expr_print(const struct ruleset *r, const struct expr *e, struct str *out);

#endif
