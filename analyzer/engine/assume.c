/*
 * Assuming that a comparison holds: what follows for the values in it, or that the path is none.
 */
#include "engine/facts.h"

#include <string.h>

static void set_same(struct domain *d, struct state *s, sym base, struct term t)
{
    if (t.base == 0)
        state_note_answer(d, s, base, t.offset);
    s->same = pmap_put(d->arena, s->same, base, term_pack(t), d->edit);
    s->facts = pmap_remove(d->arena, s->facts, base);
    const struct object *o = state_object(s, base);
    if (!o)
        return;
    /* memory known behind the old name is known behind the new one, where that has none of its own */
    s->heap = pmap_remove(d->arena, s->heap, base);
    if (t.base && t.offset == 0 && !state_object(s, t.base))
        s->heap = pmap_set(d->arena, s->heap, t.base, (struct pmap_value){(uint64_t)(uintptr_t)o, 0});
}

/* Puts a narrower fact of `base` in place. */
static void set_fact(struct domain *d, struct state *s, sym base, struct fact f)
{
    int64_t mask = fact_mask(universe_key(d->universe, base));
    bool changed;
    do { /* holes at the borders move the borders */
        changed = false;
        for (uint32_t i = 0; i < f.hole_count && f.low <= f.high; i++) {
            bool at_low = f.holes[i] <= f.low, at_high = f.holes[i] >= f.high;
            if (!at_low && !at_high)
                continue;
            changed = true;
            if (f.holes[i] == f.low)
                f.low++;
            else if (f.holes[i] == f.high)
                f.high--;
            memmove(f.holes + i, f.holes + i + 1, (f.hole_count - i - 1) * sizeof f.holes[0]);
            f.hole_count--;
            i--;
        }
    } while (changed);
    if (mask && (mask & (mask - 1)) == 0) { /* one bit: it is set, or nothing is */
        f.low = f.low > 0 ? mask : f.low;
        f.high = f.high < mask ? 0 : f.high;
    }
    if (f.low > f.high) {
        s->dead = true;
        return;
    }
    if (f.low == f.high) {
        set_same(d, s, base, term_const(f.low));
        return;
    }
    struct fact *kept = arena_new_raw(d->arena, struct fact);
    *kept = f;
    s->facts = pmap_put(d->arena, s->facts, base, (struct pmap_value){(uint64_t)(uintptr_t)kept, 0}, d->edit);
}

static void exclude(struct domain *d, struct state *s, sym base, int64_t value)
{
    struct fact f = fact_of_sym(d, s, base);
    if (value < f.low || value > f.high || fact_has_hole(&f, value))
        return;
    if (f.hole_count < FACT_HOLES)
        f.holes[f.hole_count++] = value;
    else if (value != f.low && value != f.high)
        return; /* no room: the weaker fact stays true */
    set_fact(d, s, base, f);
}

static void bound(struct domain *d, struct state *s, sym base, int64_t low, int64_t high)
{
    struct fact f = fact_of_sym(d, s, base);
    if (low > f.low)
        f.low = low;
    if (high < f.high)
        f.high = high;
    set_fact(d, s, base, f);
}

/* Which symbol gives way when two are equal: the one that tells less. */
static int weight(struct domain *d, sym base)
{
    switch ((enum sym_kind)universe_key(d->universe, base)->kind) {
    case SYM_UNKNOWN: case SYM_PART: return 0;
    case SYM_EXPR: case SYM_ELEMENT: return 1;
    case SYM_PRE: case SYM_LIST: return 2;
    case SYM_PARAM: return 3;
    case SYM_NEW: return 4;
    default: return 5;
    }
}

static void assume_equal(struct domain *d, struct state *s, struct term x, struct term y)
{
    if (term_is_const(x) || (!term_is_const(y) && weight(d, x.base) > weight(d, y.base))) {
        struct term t = x;
        x = y;
        y = t;
    }
    /* x.base = y - x.offset */
    struct term value = term_plus(y, (int64_t)(0 - (uint64_t)x.offset));
    if (!term_is_const(value)) {
        if (weight(d, x.base) >= 4)
            return; /* two places or made objects: left unsaid */
        struct fact f = fact_at(d, s, (struct term){x.base, 0});
        bound(d, s, value.base, fact_shifted(f.low, (int64_t)(0 - (uint64_t)value.offset)),
              fact_shifted(f.high, (int64_t)(0 - (uint64_t)value.offset)));
        for (uint32_t i = 0; i < f.hole_count && !s->dead; i++)
            exclude(d, s, value.base, fact_shifted(f.holes[i], (int64_t)(0 - (uint64_t)value.offset)));
        value = state_norm(d, s, value);
    }
    if (!s->dead && value.base != x.base)
        set_same(d, s, x.base, value);
    const struct sym_key k = *universe_key(d->universe, x.base);
    if (!s->dead && k.kind == SYM_EXPR && term_is_const(value) && k.op == SYM_OP_CAST) {
        const struct sym_key *from = universe_key(d->universe, k.x.base);
        if (from->bits && from->bits < k.bits) /* widening keeps the value */
            state_assume(d, s, IR_BIN_EQ, k.x, value);
    } else if (!s->dead && k.kind == SYM_EXPR && k.op == SYM_OP_BELOW && term_is_const(value) && is_huge(value.offset ? k.x : k.y)) {
        struct term t = value.offset ? k.y : k.x; /* it is not below something huge: huge, too */
        state_assume(d, s, value.offset ? IR_BIN_GT : IR_BIN_GE, t, value.offset ? k.x : k.y);
        state_assume(d, s, IR_BIN_LT, t, term_const(0));
    } else if (!s->dead && k.kind == SYM_EXPR && k.op == IR_BIN_OR && term_is_const(value) && value.offset == 0) {
        state_assume(d, s, IR_BIN_EQ, k.x, term_const(0));
        state_assume(d, s, IR_BIN_EQ, k.y, term_const(0));
    }
}

static void assume_order(struct domain *d, struct state *s, enum ir_bin op, struct term x, struct term y)
{
    struct fact fx = fact_at(d, s, x), fy = fact_at(d, s, y);
    if (op == IR_BIN_GT || op == IR_BIN_GE) {
        assume_order(d, s, op == IR_BIN_GT ? IR_BIN_LT : IR_BIN_LE, y, x);
        return;
    }
    int64_t strict = op == IR_BIN_LT;
    if (x.base)
        bound(d, s, x.base, INT64_MIN, fact_shifted(fact_shifted(fy.high, -strict), (int64_t)(0 - (uint64_t)x.offset)));
    if (y.base && !s->dead)
        bound(d, s, y.base, fact_shifted(fact_shifted(fx.low, strict), (int64_t)(0 - (uint64_t)y.offset)), INT64_MAX);
}

void state_assume(struct domain *d, struct state *s, enum ir_bin op, struct term x, struct term y)
{
    if (s->dead)
        return;
    x = state_norm(d, s, x);
    y = state_norm(d, s, y);
    enum truth known = state_compare(d, s, op, x, y);
    if (known != TRUTH_UNKNOWN) {
        s->dead = known == TRUTH_FALSE;
        return;
    }
    const struct choice *last = s->doubt.last;
    state_note_choice(d, s, x.base, y.base);
    if (s->doubt.last != last && sides_exclude(d, s, op, x, y)) {
        s->dead = true;
        return;
    }
    bool equality = op == IR_BIN_EQ || op == IR_BIN_NE;
    if (equality && term_is_const(y) && is_bool_expression(d, x)) {
        const struct sym_key k = *universe_key(d->universe, x.base);
        bool holds = (op == IR_BIN_EQ) == (y.offset != 0);
        set_same(d, s, x.base, term_const(holds));
        if (is_unsigned_order(k.op, k.bits, k.is_signed) && (is_huge(state_norm(d, s, k.x)) || is_huge(state_norm(d, s, k.y))))
            return; /* an order without sign says nothing about one with */
        state_assume(d, s, holds ? (enum ir_bin)k.op : compare_negated((enum ir_bin)k.op), k.x, k.y);
        return;
    }
    if (x.base && y.base) {
        bool negated;
        struct term c = comparison_symbol(d, op, x, y, &negated);
        set_same(d, s, c.base, term_const(!negated));
    }
    if (op == IR_BIN_EQ)
        assume_equal(d, s, x, y);
    else if (op == IR_BIN_NE && (term_is_const(y) || term_is_const(x))) {
        struct term t = term_is_const(y) ? x : y;
        int64_t value = term_is_const(y) ? y.offset : x.offset;
        exclude(d, s, t.base, (int64_t)((uint64_t)value - (uint64_t)t.offset));
    } else if (op != IR_BIN_NE)
        assume_order(d, s, op, x, y);
}

static void assume_bits(struct domain *d, struct state *s, struct term t, const struct fact *f)
{
    t = state_norm(d, s, t);
    if (s->dead || !(f->set || f->clear))
        return;
    struct fact now = fact_at(d, s, t);
    if ((now.set & f->clear) || (now.clear & f->set))
        s->dead = true;
    if (s->dead || t.base == 0 || t.offset)
        return;
    now.set |= f->set;
    now.clear |= f->clear;
    set_fact(d, s, t.base, now);
}

void state_assume_fact(struct domain *d, struct state *s, struct term t, const struct fact *f)
{
    if (f->low != INT64_MIN)
        state_assume(d, s, IR_BIN_GE, t, term_const(f->low));
    if (f->high != INT64_MAX)
        state_assume(d, s, IR_BIN_LE, t, term_const(f->high));
    for (uint32_t k = 0; k < f->hole_count; k++)
        state_assume(d, s, IR_BIN_NE, t, term_const(f->holes[k]));
    assume_bits(d, s, t, f);
}

void state_assume_truth(struct domain *d, struct state *s, struct term t, bool truth)
{
    state_assume(d, s, truth ? IR_BIN_NE : IR_BIN_EQ, t, term_const(0));
}
