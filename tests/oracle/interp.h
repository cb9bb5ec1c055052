/*
 * The interpreter's state. A value is a number, or a place in an object: (object, offset). Memory is
 * bytes, each of which knows which byte of which value it is, so that partial writes need no thought.
 */
#ifndef DDICHECK_ORACLE_INTERP_H
#define DDICHECK_ORACLE_INTERP_H

#include "oracle.h"

struct value {
    uint32_t object; /* 0: the number alone; UNDEFINED: nothing is known, nothing may depend on it */
    uint32_t from;   /* of a null: the call that might have made an object instead; 0 none */
    int64_t number;  /* or the offset in the object */
};
#define UNDEFINED UINT32_MAX
#define FUNCTION_VALUE 0x40000000u /* + ir function */

struct byte {
    struct value value;
    uint32_t index; /* which byte of it; of numbers each byte stands for itself: 0 */
};

enum { ATTRIBUTES_MAX = 12, OBJECT_SIZE = 64, CALLS_MAX = 32, STEPS = 3000, RUNS_WITHOUT_END = 10 };

struct attribute_value {
    uint32_t number;
    struct value value;
};

struct thing { /* an object */
    struct byte *bytes; /* NULL: all undefined */
    uint32_t size;
    struct attribute_value attributes[ATTRIBUTES_MAX];
    uint32_t attribute_count;
    uint64_t made;      /* when, by the clock */
    bool is_made;       /* by a DDI */
    bool escaped;       /* somebody else may hold it */
    bool lost;          /* and noticed */
    bool violated;      /* a rule was reported on it */
    bool reached;
    uint32_t from;      /* the call that made it and might have returned null; 0 none */
    bool doubtful_loan; /* lent as part of a list of which the engine does not know how far it goes */
};

/* A call that returns null or a new object. The engine keeps both as one until the program asks. */
struct either {
    bool asked, failed;
    struct value args[ARGS];
    uint32_t arg_count;
};

struct frame {
    struct frame *outer;
    uint32_t function;
    const struct ir_function *ir;
    uint32_t first_local; /* objects entry of local 0 */
    struct value *temps;
    uint64_t entered;
    uint32_t insn;        /* that is executed: index in the module */
};

/* An object that was lost; where it may be reported is complete when its frames have returned. */
struct lost {
    struct violation v;
    uint64_t made;
    uint32_t object;
    bool doubtful; /* the engine may think that something still leads to it */
};

enum stop { GO_ON, STOP_CRASH /* null was followed */, STOP_UNDEFINED, STOP_STEPS, STOP_NEVER /* the call does not return */ };

struct interp {
    const struct ruleset *rules;
    const struct ir_module *m;
    struct execution *out;
    enum sabotage sabotage;
    struct arena arena;   /* of one run */
    VEC(struct thing) objects;
    VEC(struct lost) lost;
    VEC(struct violation) broken; /* on this run */
    VEC(struct either) eithers;   /* calls so far, from 1 */
    struct demands demands;
    bool freed_null;      /* a contract that frees was given null */
    bool doubtful;        /* the run went on where it should have ended: nothing must be reported any more */
    uint32_t entry, first_global;
    uint32_t *last_use;   /* by function's first temporary: last instruction in its block, UINT32_MAX beyond */
    uint32_t *made_by;    /* by the same: the instruction that it is the result of */
    uint32_t *first_temp; /* by function */
    struct frame *top;
    uint64_t clock;
    uint32_t steps;
    enum stop stop;
    /* choices */
    VEC(uint32_t) taken;
    VEC(uint32_t) ways;   /* how many there were, by choice */
    uint32_t chosen;
    VEC(int64_t) numbers; /* inputs: around what the program compares with */
    const struct rule *object_rules[8];   /* by trigger */
    const struct ddi **ddis; /* by ir function, NULL where none */
};

static inline struct value number(int64_t n) { return (struct value){0, 0, n}; }
static inline struct value undefined(void) { return (struct value){UNDEFINED, 0, 0}; }
static inline bool is_object(struct value v) { return v.object && v.object < FUNCTION_VALUE; }
static inline bool is_undefined(struct value v) { return v.object == UNDEFINED; }

static inline struct value place_in(uint32_t object, int64_t offset) { return (struct value){object, 0, offset}; }

/* interp.c */
/* Whether the engine does not know yet if the value is null. */
bool is_unasked(const struct interp *x, struct value v);
/* A rule broken here and now. */
void broken(struct interp *x, const char *rule, uint32_t line, bool must);
uint32_t line_of(const struct interp *x, ir_index loc);

/* choices.c */
uint32_t choose(struct interp *x, uint32_t ways);
int64_t choose_number(struct interp *x, bool negative); /* negative: a failure status */
bool choices_next(struct interp *x); /* the next sequence; false where there is none */
void collect_numbers(struct interp *x);

/* memory.c */
struct value memory_load(struct interp *x, struct value at, uint32_t size, bool is_signed);
void memory_store(struct interp *x, struct value at, uint32_t size, struct value v);
void memory_fill(struct interp *x, struct value at, uint64_t size, struct value v); /* of bytes: number 0, or undefined */
void memory_copy(struct interp *x, struct value to, struct value from, uint64_t size);
uint32_t object_new(struct interp *x, uint32_t size);
int64_t cut(int64_t n, uint32_t size, bool is_signed);

/* contracts.c */
struct value contract(struct interp *x, const struct ddi *d, const struct ir_insn *call, const struct value *args, uint32_t count);
struct value attribute_get(const struct interp *x, uint32_t object, uint32_t attribute);
void object_touched(struct interp *x, struct value at, uint32_t line); /* memory behind `at` is read or written */
bool object_is_tracked(const struct interp *x, uint32_t object);       /* of a kind that must be freed */
bool object_has_state(const struct interp *x, uint32_t object, enum object_state state);

/* reach.c: looks for objects that were lost by the instruction of the top frame. result: of a returning function. */
void find_lost(struct interp *x, const struct value *result);
/* Of an object on which a rule was reported nothing more is said: what it held may be thought to be held still. */
void forgive(struct interp *x, uint32_t object);
/* The top frame returns at this line. */
void frame_returns(struct interp *x, uint32_t line);

#endif
