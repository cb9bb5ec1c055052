/*
 * program: many translation units become one program.
 *
 *   link.c    functions and globals with external linkage are one by name; static ones keep their
 *             unit. Records are found by name ("NET_BUFFER_LIST" also finds tag "_NET_BUFFER_LIST").
 *   graph.c   calls, strongly connected components in bottom-up order, and which functions are
 *             stored in which record field (function-pointer table, registration tables).
 *   roles.c   which function is which callback of which driver model, and why.
 *   constants.c  static storage whose content never changes.
 *
 * Everything is an index; nothing is copied from the modules, which must outlive the program.
 */
#ifndef DDICHECK_PROGRAM_H
#define DDICHECK_PROGRAM_H

#include "ir/ir.h"
#include "rulelang/ruleset.h"

#define PROGRAM_NONE UINT32_MAX

/* A function of the program: its body if any unit has one, else a declaration. */
struct program_function {
    const char *name;
    const struct ir_module *module; /* that `ir` stands in */
    const struct ir_function *ir;
    const struct ddi *ddi;     /* contract by name; takes precedence over the body */
    const char *role;          /* role typedef of any of its declarations, or NULL */
    bool is_static, has_body;
    bool address_taken;        /* other than as callee */
    bool takes_address;        /* of another function, or its own */
    uint32_t module_index;
    uint32_t first_callee, callee_count; /* callees entries: direct calls and field-table calls, each once, ascending */
    uint32_t caller_count;     /* functions known to call it, itself not counted */
    uint32_t outer_caller_count; /* those of another component */
    uint32_t component;        /* index of its strongly connected component; components are numbered bottom-up */
    bool is_callback;          /* it plays a callback of a driver model */
    bool is_awaited;           /* such a callback, which a call leaves to be called, so that somebody may wait for it */
    bool is_scheduled;         /* such a callback, or called by one: the events that it sets are followed */
    bool is_entry;             /* the model's entry function (DriverEntry) */
    bool is_start;             /* it would be that of some model */
    bool must_inspect;         /* a declaration demands that callers look at the result */
};

struct program_global {
    const char *name;
    const struct ir_module *module;
    const struct ir_global *ir;
    bool is_constant; /* defined here, and holds its initialiser always: const, or nobody writes it or knows its address */
};

/* Functions that are ever stored in a field of a record, program-wide. */
struct field_target {
    const char *record; /* canonical name: without leading underscore */
    uint32_t offset;
    uint32_t function;
    bool in_table;      /* found in a static initialiser */
};

/* A function that plays a callback of a driver model. */
struct program_player {
    uint32_t callback, function;
};

/* A driver model that the program is of. */
struct program_model {
    uint32_t driver;     /* drivers entry of the rules */
    const char *reason;  /* "calls NdisFRegisterFilterDriver" */
    struct program_player *players; /* by callback; several functions where the callback may have them */
    uint32_t player_count;
};

struct record_ref {
    const struct ir_module *module; /* NULL: no such record */
    ir_index type;
};

/* A field that a rule watches, in the numbers of a module. */
struct watched_field {
    ir_index record;
    uint32_t field, rule, check;
};
struct watched {
    VEC(struct watched_field) list;
};

struct program {
    struct arena arena;
    const struct ruleset *rules;
    const struct ir_module *const *modules;
    uint32_t module_count;
    VEC(struct program_function) functions;
    VEC(struct program_global) globals;
    uint32_t **function_of; /* [module][ir function] -> functions entry */
    uint32_t **global_of;   /* [module][ir global] -> globals entry */
    VEC(uint32_t) callees;
    VEC(uint32_t) bottom_up;       /* functions with a body, callees first, a component's members adjacent */
    VEC(struct field_target) field_targets; /* sorted by record, offset, function */
    struct name_table *records;    /* hidden in link.c */
    VEC(struct program_model) models; /* those that it registers as: an intermediate driver is a protocol and a miniport */
    uint32_t entry;                /* DriverEntry, or PROGRAM_NONE */
    bool has_scheduled;            /* some function is_scheduled */
    bool is_whole;                 /* it registers as a driver, and names no function of its own that is not there */
    bool *calls;                   /* by ddis index: whether some function calls it */
    VEC(const struct expr *) reads; /* EXPR_READS of the rules that hold: some function names the field */
    struct watched *watched;       /* by module */
    uint64_t asked;                /* what the rules ask of the program as a whole, and its answers, as a number */
};

void program_link(struct program *p, const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count);
void program_release(struct program *p);

/* Builds call graph, components, field table. Part of program_link. */
void program_build_graph(struct program *p);
/* Finds the driver models and their callbacks. Part of program_link. */
void program_find_roles(struct program *p);
/* Finds the globals whose content never changes. Part of program_link, behind the two above. */
void program_find_constants(struct program *p);
/* The one function that plays the callback, or would if the program were of the model; PROGRAM_NONE where none or several do. */
uint32_t program_player(const struct program *p, uint32_t driver, const struct callback *cb);
/* Whether any function plays the callback. */
bool program_plays(const struct program_model *m, uint32_t callback);

/* Whether some function does what EXPR_CALLS or EXPR_READS asks. */
bool program_does(const struct program *p, const struct expr *e);

/* Whether each `return` of function f gives the constant: itself, by a local variable that never holds anything else, or by a function of which the same is true. */
bool program_returns_only(const struct program *p, uint32_t f, int64_t value);

/* Whether function f, on the way to the call at instruction `at`, makes one at another place of those that EXPR_CALLED lists. */
bool program_called(const struct program *p, uint32_t f, uint32_t at, const struct expr *e);

/* The functions stored in the field at `offset` of `record`: *count entries. */
const struct field_target *program_field_targets(const struct program *p, const char *record, uint32_t offset, uint32_t *count);

/* The functions that the call at instruction `at` of block b can reach through a record's field: the
   field's targets. *count is 0 where the callee was not just read from a field. */
const struct field_target *program_call_targets(const struct program *p, uint32_t function, const struct ir_block *b,
                                                uint32_t at, uint32_t *count);

/* A complete record by name, in any module. */
struct record_ref program_record(const struct program *p, const char *name);
/* Field of a record by name, looking into nothing else: anonymous members are flattened. NULL where none. */
const struct ir_field *record_field(struct record_ref r, const char *name);
/* The same for a member of a member ("Header.Type"): *out has the offset within r's record. False where none. */
bool record_member(struct record_ref r, const char *path, struct ir_field *out);
const char *record_canonical(const char *name);
/* Bytes of a pointer on the machine that the program is built for. */
uint32_t program_pointer_size(const struct program *p);

/* Roles, states, callbacks, components as text. */
void program_print(const struct program *p, struct str *out);

#endif
