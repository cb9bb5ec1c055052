/*
 * flow: what the control-flow graph of one function says before anything is executed: loops, and where
 * temporaries and local variables are read for the last time.
 */
#ifndef DDICHECK_ENGINE_FLOW_H
#define DDICHECK_ENGINE_FLOW_H

#include "ir/ir.h"

struct flow_loop {
    uint32_t head;
    uint64_t *body; /* bit by block: blocks from which the head is reached without leaving the loop */
};

struct flow {
    struct flow_loop *loops; /* one a head, ascending */
    uint32_t loop_count;
    uint32_t *last_use;      /* by temporary: last instruction that reads it, UINT32_MAX if in another block */
    uint32_t *crossing;      /* temporaries that are read in another block */
    uint32_t crossing_count;
    struct flow_locals {     /* by block: locals that hold something before, and are not read from here on */
        uint32_t *items;
        uint32_t count;
    } *dead;
    uint32_t *unread;        /* calls, by instruction, whose result nobody takes, or that is stored in a local that nobody reads with it */
    uint32_t unread_count;
};

/* Memory of the arena. f has a body. */
void flow_build(const struct ir_module *m, const struct ir_function *f, struct arena *a, struct flow *out);
/* The loop with that head, or NULL. */
const struct flow_loop *flow_loop_of(const struct flow *f, uint32_t head);
bool flow_is_unread(const struct flow *f, uint32_t insn);
/* Whether anybody takes the result of the instruction. */
static inline bool flow_is_taken(const struct flow *f, const struct ir_insn *i) { return i->result && f->last_use[i->result]; }
static inline bool flow_in_loop(const struct flow_loop *l, uint32_t block) { return l->body[block / 64] >> block % 64 & 1; }

#endif
