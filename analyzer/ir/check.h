/* The validator's state and what its files ask of each other. */
#ifndef DDICHECK_IR_CHECK_H
#define DDICHECK_IR_CHECK_H

#include "ir/internal.h"

/* A module with more broken invariants than this was not built but damaged. */
#define IR_CHECK_ERROR_LIMIT 100u
#define IR_NOWHERE UINT32_MAX

struct ir_check {
    const struct ir_module *m;
    struct diags *d;
    uint32_t errors;
    uint32_t function, block, insn; /* what is looked at, or IR_NOWHERE */
};

/* Records one broken invariant, naming function, block and instruction. */
void ir_broken(struct ir_check *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* validate_body.c: what functions and initial values mean. Only for modules whose indices and enums
   are all in range. */
void ir_check_inits(struct ir_check *c);
void ir_check_function(struct ir_check *c, ir_index function);

/* dominance.c */
struct ir_dominance;
/* Of a function whose blocks end in terminators. The caller frees. */
struct ir_dominance *ir_dominance_new(const struct ir_module *m, const struct ir_function *f);
void ir_dominance_free(struct ir_dominance *d);
bool ir_block_is_reachable(const struct ir_dominance *d, uint32_t block);
/* Whether control that is at instruction `insn` of `block` has passed the end of the other one. */
bool ir_insn_dominates(const struct ir_dominance *d, uint32_t def_block, uint32_t def_insn, uint32_t block,
                       uint32_t insn);

#endif
