/* The builder's own data: build.c fills the module's shared tables, body.c drafts function bodies. */
#ifndef DDICHECK_IR_BUILDER_H
#define DDICHECK_IR_BUILDER_H

#include "ir/internal.h"

/* Open-addressing set of table indices; the table's entries are the keys. */
struct ir_index_set {
    struct ir_index_slot {
        uint32_t index_plus_1; /* 0 where free */
        uint32_t hash;
    } *slots;
    uint32_t capacity; /* a power of two, at least twice the count */
    uint32_t count;
};

#define IR_NO_DRAFT UINT32_MAX

struct ir_draft_insn {
    struct ir_insn insn; /* `first` into the builder's operands; temporaries and blocks as drafted */
    uint32_t next;       /* the next of its block, or IR_NO_DRAFT */
};

struct ir_draft_block {
    uint32_t first, last; /* drafts, or IR_NO_DRAFT */
    uint32_t count;
    bool closed; /* has its terminator */
};

struct ir_builder {
    struct ir_module *m;
    struct ir_index_set strings, types, locs;
    VEC(ir_index) open_arrays; /* of incomplete records, so that their size is not known yet */

    /* the function whose body is being built */
    bool in_function;
    ir_index function;
    uint32_t selected, handler;
    VEC(struct ir_draft_block) blocks;
    VEC(struct ir_draft_insn) insns;
    VEC(struct ir_operand) operands;
    VEC(ir_index) temp_types; /* of temporary n at n - 1 */
};

#endif
