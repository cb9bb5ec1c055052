/*
 * What facts.c and assume.c share: values as the domain compares and bounds them.
 */
#ifndef DDICHECK_ENGINE_FACTS_H
#define DDICHECK_ENGINE_FACTS_H

#include "engine/domain.h"

static inline bool is_compare(unsigned op) { return op >= IR_BIN_EQ && op <= IR_BIN_GE; }
static inline bool is_order(unsigned op) { return op >= IR_BIN_LT && op <= IR_BIN_GE; }
/* A number of 64 bits without sign, which our 64 bits with sign take for a negative one. */
static inline bool is_huge(struct term t) { return term_is_const(t) && t.offset < 0; }
static inline bool is_unsigned_order(unsigned op, unsigned bits, bool is_signed) { return is_order(op) && bits == 64 && !is_signed; }

/* The constant whose bits are all that the value can have, 0 where it is none such. */
int64_t fact_mask(const struct sym_key *k);
/* What is known of a term in normal form; of a symbol. */
struct fact fact_at(struct domain *d, const struct state *s, struct term t);
struct fact fact_of_sym(struct domain *d, const struct state *s, sym base);
bool fact_has_hole(const struct fact *f, int64_t v);
/* v + by, where the ends stay what they are. */
int64_t fact_shifted(int64_t v, int64_t by);
/* The comparison in terms of EQ and LT; *negated tells whether to invert. */
struct term comparison_symbol(struct domain *d, enum ir_bin op, struct term x, struct term y, bool *negated);
bool is_bool_expression(struct domain *d, struct term t);

#endif
