/*
 * oracle: does the engine report exactly what a program does wrong?
 *
 *   generate.c  makes a small random driver (struct program) from a seed
 *   write_c.c   shows it as C, one statement a line, and so gives every statement its line
 *   write_ir.c  builds its IR directly, with those lines
 *   interp.c    executes IR concretely, once per sequence of choices (results of DDIs, inputs); choices.c, memory.c
 *   contracts.c what DDIs do there, by the contracts of the rule set; which rules that breaks
 *   reach.c     which objects are lost
 *   compare.c   the engine's findings against what the executions broke
 *   shrink.c    leaves statements out as long as the difference stays
 *   main.c      many programs, and the report
 *
 * The interpreter shares no code with the engine. README.md says what is known to differ. What the two must agree on:
 *   - a rule broken on some execution is reported at the line where it is broken,
 *   - nothing else is reported.
 * An object that a rule was reported on already is not spoken of again on the same path; so what is
 * broken first on an object must be reported, what is broken on it later may be. A leak may be reported
 * where the last pointer is lost, or where the function ends that lost it.
 */
#ifndef DDICHECK_ORACLE_H
#define DDICHECK_ORACLE_H

#include "engine/engine.h"
#include "ir/ir.h"
#include "rulelang/ruleset.h"

/* ---- programs ------------------------------------------------------------------------------- */

enum type {
    T_VOID,
    T_INT,
    T_LIST_POOL,
    T_BUFFER_POOL,
    T_LIST,
    T_BUFFER,
    T_BOX,         /* pointer to a BOX */
    T_LIST_CELL,   /* pointer to a pointer to a list: an out-parameter */
    T_BOX_VALUE,   /* the BOX itself */
    T_LIST_POOL_PARAMETERS,
    T_BUFFER_POOL_PARAMETERS,
    T_COUNT
};

/* Fields that statements speak of, and `*p`. */
enum field {
    F_NONE,
    F_BOX_POOL, F_BOX_BUFFERS, F_BOX_LIST, F_BOX_OTHER, F_BOX_BUFFER, F_BOX_FLAG,
    F_LIST_NEXT, F_LIST_FIRST,
    F_BUFFER_NEXT,
    F_COMBINED, F_DATA_SIZE,
    F_DEREF,
    F_COUNT
};

struct field_info {
    const char *name;
    enum type of;   /* T_BOX, T_LIST ...: type whose record has it */
    enum type type; /* of its content */
};
extern const struct field_info field_infos[F_COUNT];

enum { HOPS_MAX = 2, ARGS = 8, VARS = 16, FUNCTIONS = 5 };

struct cell_place { /* a variable, then fields */
    bool global;
    uint32_t var;
    enum field hops[HOPS_MAX];
};

enum value_kind { V_NUMBER, V_NULL, V_PLACE, V_ADDRESS, V_SUM /* place + number */ };
struct expression {
    enum value_kind kind;
    struct cell_place place;
    int64_t number;
};

enum condition_kind { C_COMPARE, C_BITS /* (place & number) != 0 */, C_AND, C_OR };
struct condition {
    enum condition_kind kind;
    enum ir_bin op;
    struct cell_place left;
    struct expression right;
    struct condition *a, *b;
};

enum callee {
    D_ALLOC_LIST_POOL, D_FREE_LIST_POOL, D_ALLOC_BUFFER_POOL, D_FREE_BUFFER_POOL,
    D_ALLOC_LIST, D_ALLOC_COMBINED, D_FREE_LIST, D_ALLOC_CLONE, D_FREE_CLONE,
    D_ALLOC_BUFFER, D_FREE_BUFFER, D_ALLOC_MEMORY, D_FREE_MEMORY, D_ZERO, D_MOVE,
    D_SEND, D_ALLOC_CONTEXT, D_FREE_CONTEXT, D_GET_POOL, D_STATUS, D_PENDING, D_PROBE,
    D_COUNT
};
struct ddi_info {
    const char *name, *result; /* C type */
    const char *params[ARGS];  /* C types, NULL behind the last */
};
extern const struct ddi_info ddi_infos[D_COUNT];

enum statement_kind { S_ASSIGN, S_CALL, S_IF, S_WHILE, S_SWITCH, S_GOTO, S_LABEL, S_RETURN, S_COPY };
struct statement {
    enum statement_kind kind;
    struct statement *next;
    bool off;                    /* left out by the shrinker */
    bool unwrapped;              /* if, while: the first body alone */
    uint32_t line, end_line;     /* set by write_c */
    struct cell_place to;        /* ASSIGN, CALL, COPY (of a BOX) */
    bool has_to;                 /* CALL */
    struct expression value;     /* ASSIGN, RETURN, SWITCH (a place), COPY (pointer to the source) */
    bool has_value;              /* RETURN */
    uint32_t callee;             /* CALL: enum callee, or CALLS_FUNCTION + number */
    struct expression args[ARGS];
    uint32_t arg_count;
    struct condition *condition;
    struct statement *body, *other; /* IF; SWITCH: case `number`, default */
    int64_t number;
    bool falls;                  /* SWITCH: the case falls into the default */
    uint32_t label;              /* GOTO, LABEL */
};
enum { CALLS_FUNCTION = 1000 };

struct variable {
    const char *name;
    enum type type;
    bool used;                   /* by what is left; set by write_c */
};

struct function {
    const char *name;
    enum type result;
    struct variable vars[VARS];  /* parameters first */
    uint32_t var_count, param_count;
    struct statement *body;
    uint32_t label_count;
    uint32_t line, end_line;     /* set by write_c */
    uint32_t var_lines[VARS];
    bool used;
};

struct program_ast {
    struct arena *arena;
    uint64_t seed;
    struct function functions[FUNCTIONS]; /* the first is the entry */
    uint32_t function_count;
    struct variable globals[VARS];
    uint32_t global_count;
};

/* What programs are made of. */
struct shape {
    uint32_t statements;  /* of the entry, about */
    uint32_t functions;   /* called by it, at most */
    bool loops, relations /* comparisons of two unknown numbers, bit tests */;
    bool aliases;         /* calls are often given the same thing twice */
};

/* ---- making and showing ------------------------------------------------------------------------ */

void generate(struct program_ast *p, uint64_t seed, const struct shape *shape, struct arena *arena);
/* Marks what is used, numbers the lines, and writes C: with declarations of its own, or for a fixture with the project's headers. */
void write_c(struct program_ast *p, bool headers, struct str *out);
/* Builds m from a program that write_c has numbered; m is initialised here and released by the caller. */
void write_ir(const struct program_ast *p, struct ir_module *m);

#define ENTRY_NAME "Entry"

/* ---- executing ------------------------------------------------------------------------------------ */

enum { PLACES_MAX = 10 };
/* A rule broken on an execution: at one of these lines, the first being the one where it happened. */
struct violation {
    const char *rule;
    uint32_t lines[PLACES_MAX];
    uint32_t count;
    bool must;
};

struct execution {
    VEC(struct violation) violations; /* each once */
    uint32_t runs, crashed, undefined, out_of_steps;
    uint32_t excused; /* accesses that the engine is known not to understand */
    bool complete;    /* all sequences of choices were executed to their end, or to a null pointer */
    bool *entered;    /* by ir function */
    bool *passed;     /* by line: some instruction of it was executed */
    uint32_t line_count;
};

/* Ways in which the interpreter can be made wrong on purpose, to see that the comparison notices. */
enum sabotage {
    SABOTAGE_NONE,
    SABOTAGE_NEVER_NULL,  /* allocations do not fail */
    SABOTAGE_NO_HOLDER,   /* parts are not freed with what holds them */
    SABOTAGE_NO_LEAK,     /* lost objects are not noticed */
    SABOTAGE_KEEP_STATE,  /* freeing leaves the object live */
    SABOTAGE_CONSTANT,    /* every `==` is true */
    SABOTAGE_COUNT
};

/*
 * What is demanded of the engine beyond what it did when the oracle was written (README.md): each is a known difference, off
 * until the engine is mended.
 */
struct demands {
    bool unasked; /* rules that are broken only where an allocation fails and the program never asks must be reported */
    bool null;    /* a path ends at a null pointer, also one that a call or a store follows */
};

/* Executes the entry of m (its only parameters are integers) with all sequences of choices, at most
   `limit` of them. The result is released by the caller. */
void execute(const struct ruleset *rules, const struct ir_module *m, uint32_t limit, enum sabotage sabotage, struct demands demands,
             struct execution *out);
void execution_release(struct execution *x);

/* ---- comparing -------------------------------------------------------------------------------------- */

enum verdict {
    SAME,
    MISS,          /* broken on an execution, not reported */
    FALSE_ALARM,   /* reported, broken on no execution */
    NOT_EXECUTED,  /* undefined values, too many choices */
    LOWERED_WRONG, /* the front end's IR and ours do not break the same rules */
};
struct comparison {
    enum verdict verdict;
    bool bounded;             /* the engine says that it gave something up: then a miss is not counted as one */
    uint32_t violations, findings, missed, runs;
    struct str text;          /* both sets and the difference */
};

struct judge {
    const struct ruleset *rules;
    uint32_t limit;
    enum sabotage sabotage;
    const char *program;      /* ddicheck, to lower the C by the front end, too; or NULL */
    struct demands demands;
    bool strict;              /* misses count although the engine was bounded */
};

/* Writes, executes, analyses, compares. c is initialised here; comparison_release frees it. */
void compare(const struct judge *j, struct program_ast *p, struct comparison *c);
void comparison_release(struct comparison *c);
/* Leaves out of p what is not needed for the same verdict. */
void shrink(const struct judge *j, struct program_ast *p, enum verdict verdict);

#endif
