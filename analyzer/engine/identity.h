/*
 * identity: names for what a program is made of that stay the same from run to run: functions and globals by
 * name (and unit, where static), types and bodies by content. No line and no index of any table is in them.
 */
#ifndef DDICHECK_ENGINE_IDENTITY_H
#define DDICHECK_ENGINE_IDENTITY_H

#include "program/program.h"

struct identity_entry {
    uint64_t identity;
    uint32_t a, b; /* function or global: a; string: module and index */
};

struct identities {
    const struct program *program;
    struct arena arena;
    uint64_t *functions;      /* by program function */
    struct hash128 *bodies;   /* by program function that has one: all that executing it reads of the program, callees'
                                 results and records of the rules left out */
    uint64_t *globals;        /* by program global */
    uint64_t *initial;        /* by program global: flags and initialisers */
    uint64_t *constants;      /* by program global: what can be read through it, as far as it is constant */
    VEC(struct identity_entry) function_list, global_list, string_list; /* sorted by identity */
};

/* Reads the whole program once. It must outlive the result. */
struct identities *identities_new(const struct program *p);
void identities_free(struct identities *ids);

/* The function, global, or string (module and index) with this identity. False where there is none, or several. */
bool identity_function(const struct identities *ids, uint64_t identity, uint32_t *function);
bool identity_global(const struct identities *ids, uint64_t identity, uint32_t *global);
bool identity_string(const struct identities *ids, uint64_t identity, uint32_t *module, uint32_t *string);
/* The identity of a string of a module. */
uint64_t identity_of_string(const struct program *p, uint32_t module, uint32_t string);

/* What a caller without a summary of it knows of a function. */
uint64_t identity_facts(const struct program *p, uint32_t function);
/* A record's size and fields, with the types of its fields; 0 where there is none. */
uint64_t identity_of_record(struct record_ref r);

/*
 * Places in one function, numbered by what they belong to: instruction after instruction, each before its operands,
 * then the closing brace and the name. Number 0 is no place.
 */
struct place_number {
    ir_index loc;
    uint32_t number;
};
struct places {
    VEC(struct place_number) sorted; /* by loc, each once with its first number */
    VEC(ir_index) locs;              /* by number */
};
void places_collect(struct places *out, const struct ir_module *m, const struct ir_function *f);
void places_release(struct places *p);
/* UINT32_MAX where the place is not one of the function's. */
uint32_t place_number(const struct places *p, ir_index loc);

#endif
