/*
 * The engine's domain: what one abstract state is. docs/engine.md has the drawings.
 *
 * Terms. Every value is base + offset: a symbol and a 64-bit number. Symbol 0 is the number zero,
 * so 7 is {0, 7}, null is {0, 0}; a pointer to field f of object o is {o, offset of f};
 * CONTAINING_RECORD is a subtraction. (ENGINE.md D2, D4: "linear v = w + c".)
 *
 * Symbols (struct universe) belong to one function's analysis (or to the life cycle's). They are
 * made on demand from a key, and the same key gives the same symbol in every state, so that two
 * paths that read the same unknown cell, or pass the same allocation, agree on its name and can be
 * compared and joined by identity.
 *
 * Cells. An object is a base symbol's memory: intervals of bytes in order, each a value, a range of
 * zeros or a range of unknown bytes, and attributes (the rules' ghost cells: state, kind, combined
 * ...). What is not listed reads as the object's `rest` says.
 *
 * Pre and post. `heap` is what memory is now. What it was at entry is in the symbols: the key of a
 * SYM_PRE symbol says which cell of the caller's memory it was read from, so that the footprint of
 * a state is the set of SYM_PRE symbols in it, and a cell is unchanged where it holds its own.
 * (ENGINE.md D4, D10.)
 *
 * Facts. `same` maps a symbol to the term that it was found equal to; `facts` holds an interval
 * and up to FACT_HOLES excluded values a symbol. Comparisons that do not fit are remembered as the
 * truth of the comparison's own symbol. No solver: what is not refuted is satisfiable.
 *
 * Everything in a state is persistent (base/pmap.h) or immutable: copying a state is an assignment.
 * Memory is the arena of the function's analysis.
 */
#ifndef DDICHECK_ENGINE_DOMAIN_H
#define DDICHECK_ENGINE_DOMAIN_H

#include "base/pmap.h"
#include "engine/fate.h"
#include "program/program.h"
#include "rulelang/ruleset.h"

typedef uint32_t sym;

struct term {
    sym base;
    int64_t offset;
};

static inline struct term term_const(int64_t value) { return (struct term){0, value}; }
static inline bool term_is_const(struct term t) { return t.base == 0; }
static inline bool term_equal(struct term a, struct term b) { return a.base == b.base && a.offset == b.offset; }
static inline struct term term_plus(struct term t, int64_t more)
{
    return (struct term){t.base, (int64_t)((uint64_t)t.offset + (uint64_t)more)};
}

/* ---- symbols (universe.c) ---------------------------------------------------------------- */

enum sym_kind {
    SYM_ZERO,
    SYM_LOCAL,    /* address of local a of the function; never null */
    SYM_GLOBAL,   /* address of program global a; never null */
    SYM_FUNCTION, /* address of program function a; never null */
    SYM_STRING,   /* address of string literal b of module a; never null */
    SYM_PARAM,    /* incoming value of parameter a */
    SYM_PRE,      /* incoming content: cell of `x` with size b (attribute: a - 1 = its number) */
    SYM_NEW,      /* object or value made by a contract or callee: site a, slot b, epoch; `op`: enum new_origin */
    SYM_UNKNOWN,  /* nothing is known and no caller can know: site a, slot b, epoch */
    SYM_PART,     /* unknown content of the object of x: offset, size b, made unknown at stamp a */
    SYM_EXPR,     /* x op y */
    SYM_ELEMENT,  /* address of x + y * b with y not constant */
    SYM_LIST,     /* what is on a linked list, or an entry of it: enum list_op over x and y */
    SYM_ADDRESS,  /* an address of a recorded run (replay.c): number a of those that were met; never null, and no other
                     address. `op`: enum variable_known */
};

enum sym_op {
    /* enum ir_bin first */
    SYM_OP_NEG = IR_BIN_COUNT,
    SYM_OP_NOT,
    SYM_OP_CAST,  /* to the type in `bits`, `is_signed` */
    SYM_OP_BELOW, /* x < y as 64 bits without sign, where one is over INT64_MAX: nothing follows from it for the other's range */
    SYM_OP_COUNT
};

/* Lists (list.c): 0 is the empty one. */
enum list_op {
    LIST_FRONT, /* entry x, then the list y */
    LIST_BACK,  /* the list y, then entry x */
    LIST_FIRST, /* an entry's address: the first on the list x */
    LIST_LAST,  /* the last */
    LIST_REST,  /* the list x without its first entry */
    LIST_BODY,  /* the list x without its last entry */
};

enum { SYM_BITS_MIXED = 255 };

/* Of an address: whether it lies in a variable of the driver. In a recorded run it is noted when the address is met. */
enum variable_known { VARIABLE_UNKNOWN, VARIABLE_STATIC, VARIABLE_STACK, VARIABLE_NO };

/* Of an unknown value: that it was read from memory that somebody unknown may have written; that it is what a failed call has
   left where it would have put something (unchecked.c). */
enum unknown_origin { UNKNOWN_PLAIN, UNKNOWN_FOREIGN, UNKNOWN_FAILED };

/* Of a made object: that it is an element of a chain that was folded (segment.c): the first one behind x, or, with y 1, the one whose link stands
   at x. */
enum new_origin { NEW_PLAIN, NEW_FOLDED };

struct sym_key {
    uint8_t kind, op;
    uint8_t bits;       /* width of the value, 0 where not stated (64), or SYM_BITS_MIXED */
    bool is_signed;
    uint8_t lost;       /* SYM_UNKNOWN: enum loss. `op`: enum unknown_origin */
    uint32_t a, b, epoch; /* SYM_ELEMENT: epoch is the number of bytes of its array, which begins at x; 0 where that is not known */
    struct term x, y;
};

/*
 * How far the engine itself gave a value up, that the program would know. What the environment
 * decides (arguments, results of DDIs, the number of a loop's iterations) is not lost: each of its
 * values is possible. A joined value is one of several, each from a path that agrees on all tracked
 * objects: one branch on it can go either way, a second one on another joined value may contradict
 * the first. A dropped value is tied to other values in ways that nobody knows any more.
 */
enum loss { LOSS_NONE, LOSS_JOINED, LOSS_DROPPED };

/* Stamps with this bit name bytes that were dropped: at joins, aliased calls. */
#define STAMP_LOST 0x80000000u
/* Stamps with this bit name bytes that a loop's widening made unknown: dropped, too, since what the rounds left there
   hangs together with what they left elsewhere. Only the loop's own exit may hang on them (function.c). */
#define STAMP_WIDENED 0x40000000u
#define STAMP_FLAGS (STAMP_LOST | STAMP_WIDENED)
#define STAMP_FLAGS_SHIFT 30

/* What follows from a symbol's key alone, found once: expressions share their operands, so that asking each
   time would take exponential time. */
struct sym_traits {
    uint8_t loss;    /* enum loss */
    bool is_pre;     /* a caller decides it: PARAM, PRE, GLOBAL content, EXPR over such only */
    bool is_foreign; /* read from memory that somebody unknown may have written */
};

struct universe {
    struct arena *arena;
    VEC(struct sym_key) keys; /* by symbol */
    VEC(struct sym_traits) traits;
    VEC(int64_t) origin;      /* where the object begins that the symbol points into: 0, or below (CONTAINING_RECORD) */
    struct sym_slot { uint32_t hash; sym s; } *slots; /* s 0: free */
    uint32_t slot_count;
    bool has_folded;          /* some symbol is an element of a folded chain; mostly there is none, and nobody needs to look */
};

void universe_init(struct universe *u, struct arena *a);
void universe_release(struct universe *u);
sym universe_sym(struct universe *u, struct sym_key key); /* unused fields must be 0 */
sym universe_find(const struct universe *u, const struct sym_key *key); /* 0 where there is no such symbol yet */
static inline const struct sym_key *universe_key(const struct universe *u, sym s) { return &u->keys.items[s]; }
/* Whether a caller's knowledge can decide the symbol (and so a check on it may be left to callers). */
static inline bool universe_is_pre(const struct universe *u, sym s) { return s == 0 || u->traits.items[s].is_pre; }
static inline enum loss universe_loss(const struct universe *u, sym s) { return (enum loss)u->traits.items[s].loss; }
/* Whether the value was read from memory that somebody unknown may have written. */
static inline bool universe_is_foreign(const struct universe *u, sym s) { return u->traits.items[s].is_foreign; }
static inline int64_t universe_origin(const struct universe *u, sym s) { return u->origin.items[s]; }
/* Whether the symbol is the caller's address of something: of memory that a function was given or can find. */
bool universe_is_callers(const struct universe *u, sym s);
/* Whether the symbol is an address that is certainly not null and not equal to another such. */
bool universe_is_place(const struct universe *u, sym s);

/* ---- objects (heap.c) --------------------------------------------------------------------------- */

enum cell_kind { CELL_VALUE, CELL_ZERO, CELL_UNKNOWN };

struct cell {
    int64_t offset;  /* attributes: the number of the attribute */
    uint32_t size;   /* attributes: 0 */
    uint8_t kind;
    uint32_t stamp;  /* CELL_UNKNOWN: site that made it unknown; of a lock's count its origin (fate.h) */
    struct term value;
};

enum object_rest { REST_PRE, REST_ZERO, REST_UNKNOWN };

/* Immutable, once the edit in which it was made is over (domain_edit). */
struct object {
    uint64_t hash;           /* object_hash's: 0 where nobody has asked yet */
    uint32_t edit;           /* number of that edit, 0 none */
    uint32_t room;           /* cells and attributes that there is memory for */
    uint32_t cell_count, attribute_count;
    uint8_t rest;            /* what memory reads as that no cell covers */
    uint8_t escaped;         /* somebody unknown may hold a reference, so that no leak of it can be shown: enum fate says why; FATE_NONE: nobody */
    uint16_t origin;         /* fate.h: where it was made; 0 where nobody asks. No part of what the object is, nor is why it escaped */
    uint32_t stamp;          /* REST_UNKNOWN: names the unknown bytes */
    struct cell cells[];     /* memory by offset, not overlapping; then attributes by number */
};

/* Cells of one object over this are given up: further ones read as unknown (Infer's bound is 32). */
enum { OBJECT_CELLS_MAX = 160 };

/* ---- facts ------------------------------------------------------------------------------------------ */

enum { FACT_HOLES = 4 };

/* Immutable. */
struct fact {
    int64_t low, high;
    uint32_t set, clear; /* bits that each value has, and that none has; those above `high` are not listed */
    uint32_t hole_count;
    int64_t holes[FACT_HOLES]; /* excluded values, ascending */
};

/* What a join has forgotten of a symbol: which of the two states had which values. Symbols of one join have one number:
   the values of all of them are those of one side or those of the other. Immutable. */
struct blur {
    uint32_t join;
    struct fact x, y;
    bool dropped; /* nor which other values went with them: a branch on it may be no path's */
};

/* Values that a symbol had on the two sides that one state stands for, and the sides' stories: told is one of them.
   Immutable. */
struct story {
    struct fact x, y;
    const struct event *of_x, *of_y;
    const struct story *in_x, *in_y; /* the sides may stand for two themselves; or NULL */
};

/* ---- traces (ENGINE.md D16) ---------------------------------------------------------------------------- */

enum event_kind {
    EVENT_BRANCH,   /* also to an exception handler */
    EVENT_LOOP,     /* the loop goes round any number of times more */
    EVENT_SKIP,     /* a function is called that does something that is not known (cut.c) */
    EVENT_STATE, EVENT_CALL, EVENT_CALLBACK,
};
/* What a STATE event does to its object. */
enum event_change { CHANGE_NONE, CHANGE_MADE, CHANGE_FREED, CHANGE_LENT };

struct summary;
struct summary_case;

/* What a symbol of a callee stands for at a call. */
struct event_name {
    sym from;
    struct term to;  /* base UINT32_MAX: nothing that can be named */
};

/* A list with shared tails, newest first. Immutable. */
struct event {
    const struct event *before;
    enum event_kind kind;
    const struct ir_module *module; /* of loc */
    ir_index loc;
    uint32_t function;              /* program function in which it happens, PROGRAM_NONE in the life cycle */
    uint32_t insn;                  /* instruction of the module at which it happens, UINT32_MAX where none */
    uint32_t count;                 /* events in this list, nested ones included, capped */
    struct term subject;            /* STATE: the object; BRANCH: the condition */
    uint32_t argument;              /* STATE: argument of the call that the subject is, UINT32_MAX where none */
    bool taken;                     /* BRANCH */
    bool decided;                   /* BRANCH: both ways were possible */
    bool cut;                       /* there were events before it, which were given up (TRACE_MAX) */
    uint8_t change;                 /* STATE: enum event_change */
    uint32_t target;                /* BRANCH: block that it leads to */
    bool of_object;                 /* STATE: the words speak of {object}, which is `argument` of the call */
    const struct words *words;      /* STATE: a contract's words, or NULL */
    const char *text;               /* STATE without words */
    const struct ddi *ddi;          /* STATE: the contract */
    const struct ir_insn *call;     /* STATE, CALL: the call instruction (its operands have source text) */
    const struct term *values;      /* STATE: one per value piece of the words */
    uint32_t value_count;
    uint32_t callee;                /* CALL, CALLBACK: program function */
    const struct event *inner;      /* CALL, CALLBACK: the callee's events, in its own symbols */
    const struct event_name *map;   /* CALL, CALLBACK: the callee's symbols that were met, ascending */
    uint32_t map_count;
    const char *phase;              /* CALLBACK: life-cycle state in which it is called */
    uint32_t awaited;               /* CALL: number of the callback that was waited for, + 1; 0: the function itself makes the call */
    const char *called;             /* STATE, of an IRQL rule: the function, its bounds and page */
    uint8_t irql_low, irql_high;
    const char *page;
    const struct event *origin;     /* which it is a copy of, in a story that was told anew; or NULL */
};

/* A joined state tells the shorter story of its sides'. */
static inline bool tells_first(const struct event *x, const struct event *y) { return !y || (x && x->count <= y->count); }

/* ---- doubts ----------------------------------------------------------------------------------------------- */

/* What hangs on values that the engine itself has given up. */
struct doubt {
    const struct choice *last;
    sym chosen;     /* joined value or blurred symbol that a branch was taken on; 0 none */
    bool uncertain; /* branches on lost values were taken that may contradict each other: nothing is reported */
};

/* A branch, or a call with several ways to return. */
struct branch {
    uint64_t sides; /* a bit for each that some path takes */
};

/* A side of a branch that hangs on such a value, or several sides that have come to one state since. Where all have, the
   branch has decided nothing. Immutable. */
struct choice {
    struct doubt before;
    const struct branch *branch;
    uint64_t sides;
};

/* ---- states --------------------------------------------------------------------------------------------- */

/* What a loop that was cut has left unknown: memory and objects; also who holds which lock, or the IRQL. */
enum widened { WIDENED_MEMORY = 1, WIDENED_LOCKS = 2 };

struct state {
    struct pmap heap;  /* base symbol -> struct object (a = pointer) */
    struct pmap same;  /* symbol -> term */
    struct pmap facts; /* symbol -> struct fact (a = pointer) */
    struct pmap temps; /* temporary -> term */
    struct pmap loops; /* loop head's block -> (visits so far, struct state at the last visit) */
    const struct event *trace;
    uint32_t epoch;    /* back edges taken so far: names what is made in different iterations apart */
    uint8_t widened;   /* went through a loop that was cut: enum widened, a set */
    struct doubt doubt;
    struct pmap stories; /* symbols by whose value the story is told differently: struct story */
    struct pmap blurred; /* symbols whose facts were joined while something else differed, too: which value
                            goes with which memory is not known any more; struct blur, or NULL where no join did it */
    bool dead;         /* found infeasible */
};

/* Names bytes that the instruction at site makes unknown on this round of its loops: another round's are others. */
static inline uint32_t stamp_here(const struct state *s, uint32_t site)
{
    return (site & 0xFFFFFu) | (s->epoch & 0x3FFu) << 20;
}

struct domain {
    struct arena *arena;
    struct universe *universe;
    const struct program *program;
    uint64_t cells_given_up; /* over OBJECT_CELLS_MAX */
    uint32_t edit, edits;    /* the one that is going on, 0 none; how many there were */
    sym instance; /* life cycle: the module, adapter or device that it is about; else 0 */
    bool at_start; /* the driver has just been loaded: globals hold their initialisers */
    bool at_roots; /* the system calls from here: nothing of the driver's is held yet */
};

static inline struct pmap_value term_pack(struct term t) { return (struct pmap_value){t.base, (uint64_t)t.offset}; }
static inline struct term term_unpack(const struct pmap_value *v) { return (struct term){(sym)v->a, (int64_t)v->b}; }

/* ---- values (facts.c, assume.c) -------------------------------------------------------------------------------------- */

/* t with everything known put in: equalities, and expressions whose operands are constants by now. */
struct term state_norm(struct domain *d, const struct state *s, struct term t);
struct fact symbol_fact(struct domain *d, sym base); /* what its type and kind say */
struct fact state_fact(struct domain *d, const struct state *s, struct term t); /* of the whole term */
bool fact_excludes(const struct fact *f, int64_t value);
bool facts_equal(const struct fact *x, const struct fact *y);
bool fact_says_more(const struct fact *f, const struct fact *type); /* than the symbol's type and kind do */
void facts_meet_bits(const struct fact *x, const struct fact *y, struct fact *hull); /* gives hull, whose bounds are known, the bits of both */
bool facts_make_up(const struct fact *x, const struct fact *y, const struct fact *whole); /* each value of the whole fits one of them */
bool facts_apart(const struct fact *x, const struct fact *y); /* no value fits both */

/* An expression whose operands became known is folded at most this deep; what is known of a list may lead back to it. */
enum { NORM_DEPTH = 6 };

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };
/* x op y, op one of the comparisons of enum ir_bin. */
enum truth state_compare(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y);
/* Adds that the comparison holds; marks the state dead where it cannot. */
void state_assume(struct domain *d, struct state *s, enum ir_bin op, struct term x, struct term y);
enum truth state_truth(struct domain *d, const struct state *s, struct term t); /* t != 0 */
/* The same from inside of state_norm, which has `depth` to go. */
enum truth truth_at(struct domain *d, const struct state *s, struct term t, int depth);
void state_assume_truth(struct domain *d, struct state *s, struct term t, bool truth);
enum ir_bin compare_negated(enum ir_bin op);
/* That the term lies within the fact. */
void state_assume_fact(struct domain *d, struct state *s, struct term t, const struct fact *f);

/* The value of an operation, folded where it can be. bits, is_signed: of the operation's type. */
struct term value_binary(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y, unsigned bits, bool is_signed);
/* The same for the operation of a symbol: an enum sym_op. */
struct term value_expression(struct domain *d, const struct state *s, unsigned op, struct term x, struct term y, unsigned bits, bool is_signed);
struct term value_unary(struct domain *d, const struct state *s, unsigned op, struct term x, unsigned bits, bool is_signed);
/* x & mask, where x is no constant: without the parts of x that the mask takes away (bits.c). */
struct term value_masked(struct domain *d, struct term x, int64_t mask, unsigned bits, bool is_signed);
uint64_t value_certain_bits(const struct domain *d, struct term t); /* the bits that the value surely has, by what it is computed from */
int64_t wrap(int64_t value, unsigned bits, bool is_signed);

/* ---- what hangs on lost values (choice.c) --------------------------------------------------------------------- */

const struct blur *state_blur(const struct state *s, sym base); /* NULL where no join has blurred it */
/* The state may be no path's: notes it as a choice like one on a lost value. */
void state_doubt(struct domain *d, struct state *s);
/* A branch hangs on the two symbols (0: none), and so on each joined value and blurred symbol that they are computed from. */
void state_note_choice(struct domain *d, struct state *s, sym x, sym y);
/* Whether x op y, which hangs on the symbol that was chosen last, holds on neither side of the join that has blurred it: what a hull
   adds to the values of both is nobody's. */
bool sides_exclude(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y);
/* s has gone a side (0, 1 ...) of a branch at which it was doubtful as `before` says; notes that if it is more doubtful now. */
void state_took_side(struct domain *d, struct state *s, const struct doubt *before, struct branch *b, uint32_t side);
/* answer.c: of a symbol it is known now that it is `value`; it may be one answer of a call that excludes another. */
void state_note_answer(struct domain *d, struct state *s, sym base, int64_t value);
bool is_answer(const struct sym_key *k);         /* whether it is what a call answers that nothing is known of otherwise */
bool is_same_call(const struct sym_key *x, const struct sym_key *y); /* whether two answers are of one call */
bool is_number_of_failure(int64_t value);        /* whether it looks like a status that says which failure it was */
/* What is doubtful about a state that x and y lead to, whichever of them is real. Sides of one branch are one. */
struct doubt doubts_meet(struct domain *d, const struct doubt *x, const struct doubt *y);

/* ---- memory (heap.c; attribute.c, reach.c) ------------------------------------------------------------------------------------------ */

/*
 * Many writes to one state that nobody copies meanwhile: objects that are made from here on are changed in place, not
 * built anew by each write, and so is the map that leads to them. Nothing may hold such an object but the state that is
 * written to, and nobody may write while he goes through its memory. Until domain_done, or the next domain_edit.
 */
static inline uint32_t domain_edit_number(struct domain *d) { return ++d->edits; } /* for one map, by pmap_put */
static inline void domain_edit(struct domain *d) { d->edit = domain_edit_number(d); }
static inline void domain_done(struct domain *d) { d->edit = 0; }
/* Something is tried on a copy of a state, which is forgotten with all that was made for it: an edit pauses meanwhile. */
struct trial {
    struct arena_mark mark;
    uint32_t edit;
};
static inline struct trial domain_try(struct domain *d)
{
    struct trial t = {arena_mark(d->arena), d->edit};
    d->edit = 0;
    return t;
}
static inline void domain_tried(struct domain *d, struct trial t)
{
    arena_rewind(d->arena, t.mark);
    d->edit = t.edit;
}
const struct object *state_object(const struct state *s, sym base); /* NULL where nothing is recorded */
bool cells_equal(const struct cell *x, const struct cell *y);
bool objects_equal(const struct object *x, const struct object *y);
uint64_t object_hash(const struct object *o); /* of equal objects equal */
/* Content of size bytes at p, which must be normal. Abduces into pre where the object is the caller's. */
struct term state_load(struct domain *d, struct state *s, struct term p, uint32_t size, unsigned bits, bool is_signed);
void state_store(struct domain *d, struct state *s, struct term p, uint32_t size, struct term value);
void state_zero(struct domain *d, struct state *s, struct term p, uint64_t size);
/* size 0: the whole rest of the object behind p. stamp names the unknown values. */
void state_forget(struct domain *d, struct state *s, struct term p, uint64_t size, uint32_t stamp);
void state_copy(struct domain *d, struct state *s, struct term to, struct term from, uint64_t size, uint32_t stamp);
/* Of an object that counts as freed since a routine that frees it may have run: its state before. An attribute of the engine's own. */
#define ATTRIBUTE_GIVEN 0x7FFEF000u
/* Of a segment: where its link stands, + 1. Its number is the last one, so that a summary writes it when the rest is written. */
#define ATTRIBUTE_SEGMENT 0x7FFFF000u
/* Where the object is a segment, it is its first element from here on (segment.c). */
void segment_open(struct domain *d, struct state *s, sym base);
/* Whether the symbol may be that of a segment. */
static inline bool sym_is_folded(const struct domain *d, sym s)
{
    const struct sym_key *k = &d->universe->keys.items[s];
    return d->universe->has_folded && k->kind == SYM_NEW && k->op == NEW_FOLDED;
}
bool object_in_state(const struct object *o, enum object_state state);
/*
 * Attributes belong to objects, and an object is known by its base symbol. A caller's pointer may lead into the middle of
 * one: `CONTAINING_RECORD(entry, ...)` says how far in front of it the object begins, which the universe then remembers as
 * the symbol's origin. False where t is no object's address; else t's offset becomes 0.
 */
bool object_at_origin(struct domain *d, struct state *s, struct term *t);
struct term state_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute);
void state_set_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute, struct term value);
/* The symbol for what the callers left in a cell or attribute, without reading it: the same one that
   state_load and state_attribute make. */
struct term incoming_cell(struct domain *d, struct term at, uint32_t size);
struct term incoming_attribute(struct domain *d, sym base, uint32_t attribute);
/* Whether v is that symbol; makes none. */
bool is_incoming_cell(const struct domain *d, struct term v, struct term at, uint32_t size);
bool is_incoming_attribute(const struct domain *d, struct term v, sym base, uint32_t attribute);
/*
 * Attributes of places. Locks mostly stand within structures, and the IRQL is the driver's own, so that
 * these attributes belong to a place, base + offset; both are one number at the base. Such an attribute
 * is recorded only while it is not what it was at entry: states that hold no lock do not differ. What is
 * on a list stands so at its head, and on which list an entry is at the entry.
 */
enum {
    ATTRIBUTE_OF_ENGINE = 0x7FFE0000, /* the first of the engine's own, above all of places */
    ATTRIBUTE_HOLDS = 0x7FFEC000,     /* + a kind in ruleset.objects: whether the running path holds a lock of it; of the driver, never set */
    ATTRIBUTE_HOLDS_END = 0x7FFED000,
    ATTRIBUTE_VARIABLE = 0x7FFEE000   /* enum variable_known of the address: never set, it follows from the symbol; callers' is theirs to know */
};
bool attribute_is_of_place(uint32_t attribute);
bool attribute_is_of_lock(uint32_t attribute); /* or the IRQL */
/* Number of an attribute at `offset` behind the place that has it as `attribute`; false where there is none. */
bool attribute_shifted(uint32_t attribute, int64_t offset, uint32_t *out);
int64_t attribute_offset(uint32_t attribute); /* where it stands in its object */
uint32_t attribute_plain(uint32_t attribute); /* what it is there: ATTRIBUTE_HELD, say */
struct term state_place_attribute(struct domain *d, const struct state *s, sym base, uint32_t attribute);
void state_set_place_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute, struct term value);
void state_clear_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute);
/* A lock's count is there since the lock was acquired at a place (fate.h); origin 0: leaves it as it is. */
void state_mark_place(struct domain *d, struct state *s, sym base, uint32_t attribute, uint32_t origin);
void state_escape(struct domain *d, struct state *s, sym base, enum fate why); /* marks one object; the first reason stays */
void state_set_origin(struct domain *d, struct state *s, sym base, uint32_t origin); /* 0: leaves it as it is */
/* A list from its parts, in normal form as far as s knows it; x and y are normal. */
struct term list_value(struct domain *d, const struct state *s, enum list_op op, struct term x, struct term y);
struct term list_value_at(struct domain *d, const struct state *s, enum list_op op, struct term x, struct term y, int depth);
/* Nothing is known of the memory behind base any more; what the rules note of it stays. */
void state_drop_cells(struct domain *d, struct state *s, sym base);
/* The same, and others have written it since: what is read there is nothing that was there before. */
void state_lose_memory(struct domain *d, struct state *s, sym base, uint32_t stamp);
void state_define(struct domain *d, struct state *s, sym base, enum object_rest rest, uint32_t stamp);
/* Whether memory behind `base` is the caller's to know. */
bool sym_is_incoming(const struct domain *d, sym base);

/* Every symbol reachable from those marked in `reached` through cells of objects that are not freed
   is marked too; where asked for, also through the rules' attributes (a list refers to its pool). */
struct sym_set {
    VEC(uint8_t) marks;
};
static inline bool sym_set_has(const struct sym_set *x, sym s) { return s < x->marks.count && x->marks.items[s]; }
bool sym_set_add(struct sym_set *x, sym s); /* whether it was new */
void sym_set_clear(struct sym_set *x); /* empty, with its memory kept */
void sym_set_release(struct sym_set *x);
void state_reach(struct domain *d, const struct state *s, bool through_attributes, struct sym_set *reached);

#endif
