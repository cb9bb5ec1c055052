/*
 * What is known of values: normal forms, intervals with holes, equalities, comparisons.
 *
 * Everything here is sound for "cannot be": a comparison is TRUE or FALSE only where every
 * valuation of the symbols agrees. What does not fit (a < b of two unknowns) is kept as the truth
 * of the comparison's own symbol, so that the same test taken twice goes the same way.
 */
#include "engine/facts.h"

#include <string.h>

int64_t wrap(int64_t value, unsigned bits, bool is_signed)
{
    if (bits == 0 || bits >= 64)
        return value;
    uint64_t mask = ((uint64_t)1 << bits) - 1, v = (uint64_t)value & mask;
    if (is_signed && (v >> (bits - 1)))
        v |= ~mask;
    return (int64_t)v;
}


enum ir_bin compare_negated(enum ir_bin op)
{
    switch (op) {
    case IR_BIN_EQ: return IR_BIN_NE;
    case IR_BIN_NE: return IR_BIN_EQ;
    case IR_BIN_LT: return IR_BIN_GE;
    case IR_BIN_GE: return IR_BIN_LT;
    case IR_BIN_GT: return IR_BIN_LE;
    case IR_BIN_LE: return IR_BIN_GT;
    default: bug("not a comparison: %d", (int)op);
    }
}

static bool compare_constants(enum ir_bin op, int64_t x, int64_t y)
{
    switch (op) {
    case IR_BIN_EQ: return x == y;
    case IR_BIN_NE: return x != y;
    case IR_BIN_LT: return x < y;
    case IR_BIN_LE: return x <= y;
    case IR_BIN_GT: return x > y;
    case IR_BIN_GE: return x >= y;
    default: bug("not a comparison: %d", (int)op);
    }
}

/* ---- folding ------------------------------------------------------------------------------ */

static bool fold(enum ir_bin op, int64_t x, int64_t y, unsigned bits, bool is_signed, int64_t *out)
{
    uint64_t ux = (uint64_t)wrap(x, bits, false), uy = (uint64_t)wrap(y, bits, false), r;
    switch (op) {
    case IR_BIN_ADD: r = ux + uy; break;
    case IR_BIN_SUB: r = ux - uy; break;
    case IR_BIN_MUL: r = ux * uy; break;
    case IR_BIN_AND: r = ux & uy; break;
    case IR_BIN_OR: r = ux | uy; break;
    case IR_BIN_XOR: r = ux ^ uy; break;
    case IR_BIN_DIV: case IR_BIN_REM:
        if (y == 0 || (is_signed && x == INT64_MIN && y == -1))
            return false;
        r = is_signed ? (uint64_t)(op == IR_BIN_DIV ? x / y : x % y) : op == IR_BIN_DIV ? ux / uy : ux % uy;
        break;
    case IR_BIN_SHL: case IR_BIN_SHR:
        if (uy >= (bits ? bits : 64))
            return false;
        r = op == IR_BIN_SHL ? ux << uy : is_signed ? (uint64_t)(x >> uy) : ux >> uy;
        break;
    default:
        *out = compare_constants(op, is_signed || bits >= 64 || bits == 0 ? x : (int64_t)ux,
                                 is_signed || bits >= 64 || bits == 0 ? y : (int64_t)uy);
        return true;
    }
    *out = wrap((int64_t)r, bits, is_signed);
    return true;
}

static struct term norm_at(struct domain *d, const struct state *s, struct term t, int depth);

static struct term expression(struct domain *d, unsigned op, struct term x, struct term y, unsigned bits, bool is_signed)
{
    struct sym_key k = {.kind = SYM_EXPR, .op = (uint8_t)op, .bits = (uint8_t)bits, .is_signed = is_signed, .x = x, .y = y};
    return (struct term){universe_sym(d->universe, k), 0};
}

static struct term binary_at(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y,
                             unsigned bits, bool is_signed);

/* Whether a value surely keeps its meaning in a type of `bits`. */
static bool fits(struct domain *d, const struct state *s, struct term x, unsigned bits, bool is_signed)
{
    if (bits == 0 || bits >= 64)
        return true; /* pointers and 64-bit numbers are not told apart by sign */
    struct fact f = fact_at(d, s, x);
    int64_t low = is_signed ? -((int64_t)1 << (bits - 1)) : 0;
    int64_t high = is_signed ? ((int64_t)1 << (bits - 1)) - 1 : (int64_t)(((uint64_t)1 << bits) - 1);
    return f.low >= low && f.high <= high;
}

static struct term cast_to(struct domain *d, const struct state *s, struct term x, unsigned bits, bool is_signed)
{
    if (term_is_const(x))
        return term_const(wrap(x.offset, bits, is_signed));
    for (const struct sym_key *k = universe_key(d->universe, x.base); /* the low bits of what was cut to no fewer */
         k->kind == SYM_EXPR && k->op == SYM_OP_CAST && x.offset == 0 && bits && k->bits >= bits; k = universe_key(d->universe, x.base))
        x = k->x;
    return fits(d, s, x, bits, is_signed) ? x : expression(d, SYM_OP_CAST, x, term_const(0), bits, is_signed);
}

static struct term below(struct domain *d, const struct state *s, struct term x, struct term y)
{
    if (term_is_const(x) && term_is_const(y))
        return term_const((uint64_t)x.offset < (uint64_t)y.offset);
    struct fact f = fact_at(d, s, is_huge(x) ? y : x);
    if (f.low >= 0)
        return term_const(is_huge(y));
    return expression(d, SYM_OP_BELOW, x, y, 64, false);
}

/* An order without sign of which one side is huge. */
static struct term order_huge(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y)
{
    bool turned = op == IR_BIN_GT || op == IR_BIN_LE;
    struct term t = turned ? below(d, s, y, x) : below(d, s, x, y);
    return op == IR_BIN_LT || op == IR_BIN_GT ? t : binary_at(d, s, IR_BIN_EQ, t, term_const(0), 32, true);
}

/* Nothing is below zero without sign: such an order is known where zero stands on that side. */
static enum truth order_with_zero(enum ir_bin op, struct term x, struct term y)
{
    bool turned = op == IR_BIN_GT || op == IR_BIN_LE, strict = op == IR_BIN_LT || op == IR_BIN_GT;
    return !term_equal(turned ? x : y, term_const(0)) ? TRUTH_UNKNOWN : strict ? TRUTH_FALSE : TRUTH_TRUE;
}

static struct term binary_at(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y,
                             unsigned bits, bool is_signed)
{
    int64_t folded;
    if (is_unsigned_order(op, bits, is_signed) && (is_huge(x) || is_huge(y)))
        return order_huge(d, s, op, x, y);
    if (is_unsigned_order(op, bits, is_signed) && order_with_zero(op, x, y) != TRUTH_UNKNOWN)
        return term_const(order_with_zero(op, x, y) == TRUTH_TRUE);
    if (term_is_const(x) && term_is_const(y) && fold(op, x.offset, y.offset, bits, is_signed, &folded))
        return term_const(folded);
    if (is_compare(op)) {
        enum truth known = state_compare(d, s, op, x, y);
        return known == TRUTH_UNKNOWN ? expression(d, op, x, y, bits, is_signed) : term_const(known == TRUTH_TRUE);
    }
    bool y_const = term_is_const(y);
    switch (op) {
    case IR_BIN_ADD:
        if (y_const)
            return term_plus(x, y.offset);
        if (term_is_const(x))
            return term_plus(y, x.offset);
        break;
    case IR_BIN_SUB:
        if (y_const)
            return term_plus(x, (int64_t)(0 - (uint64_t)y.offset));
        if (x.base == y.base)
            return term_const((int64_t)((uint64_t)x.offset - (uint64_t)y.offset));
        break;
    case IR_BIN_AND: case IR_BIN_MUL:
        if (y_const && y.offset == 0)
            return term_const(0);
        if (op == IR_BIN_MUL && y_const && y.offset == 1)
            return x;
        if (op == IR_BIN_AND && y_const)
            return value_masked(d, x, y.offset, bits, is_signed);
        break;
    case IR_BIN_OR: case IR_BIN_XOR: case IR_BIN_SHL: case IR_BIN_SHR:
        if (y_const && y.offset == 0)
            return x;
        break;
    default:
        break;
    }
    return expression(d, op, x, y, bits, is_signed);
}

struct term value_binary(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y,
                         unsigned bits, bool is_signed)
{
    return binary_at(d, s, op, state_norm(d, s, x), state_norm(d, s, y), bits, is_signed);
}

struct term value_expression(struct domain *d, const struct state *s, unsigned op, struct term x, struct term y, unsigned bits, bool is_signed)
{
    if (op == SYM_OP_BELOW)
        return below(d, s, state_norm(d, s, x), state_norm(d, s, y));
    return op >= SYM_OP_NEG ? value_unary(d, s, op, x, bits, is_signed) : value_binary(d, s, (enum ir_bin)op, x, y, bits, is_signed);
}

struct term value_unary(struct domain *d, const struct state *s, unsigned op, struct term x, unsigned bits, bool is_signed)
{
    x = state_norm(d, s, x);
    if (op == SYM_OP_CAST)
        return cast_to(d, s, x, bits, is_signed);
    if (term_is_const(x))
        return term_const(wrap(op == SYM_OP_NEG ? (int64_t)(0 - (uint64_t)x.offset) : ~x.offset, bits, is_signed));
    return expression(d, op, x, term_const(0), bits, is_signed);
}

static struct term refold(struct domain *d, const struct state *s, sym base, int depth)
{
    struct sym_key k = *universe_key(d->universe, base);
    struct term x = norm_at(d, s, k.x, depth - 1), y = norm_at(d, s, k.y, depth - 1);
    bool changed = !term_equal(x, k.x) || !term_equal(y, k.y);
    if (k.kind == SYM_LIST) {
        bool part = k.op != LIST_FRONT && k.op != LIST_BACK; /* what is known of the list may have grown */
        return changed || part ? list_value_at(d, s, (enum list_op)k.op, x, y, depth - 1) : (struct term){base, 0};
    }
    if (k.kind == SYM_ELEMENT) {
        if (term_is_const(y))
            return term_plus(x, y.offset * (int64_t)k.b);
        if (!changed)
            return (struct term){base, 0};
        k.x = x;
        k.y = y;
        return (struct term){universe_sym(d->universe, k), 0};
    }
    if (k.op == SYM_OP_CAST)
        return changed || term_is_const(x) ? cast_to(d, s, x, k.bits, k.is_signed) : (struct term){base, 0};
    if (!changed && !(is_compare(k.op)))
        return (struct term){base, 0};
    if (k.op == SYM_OP_BELOW)
        return below(d, s, x, y);
    if (k.op >= SYM_OP_NEG)
        return term_is_const(x) ? value_unary(d, s, k.op, x, k.bits, k.is_signed) : (struct term){base, 0};
    if (!changed) { /* a comparison may have been decided by facts since */
        const struct pmap_value *v = pmap_find(s->same, base);
        return v ? term_unpack(v) : (struct term){base, 0};
    }
    return binary_at(d, s, (enum ir_bin)k.op, x, y, k.bits, k.is_signed);
}

static struct term norm_at(struct domain *d, const struct state *s, struct term t, int depth)
{
    for (int i = 0; t.base != 0 && i < 32; i++) {
        const struct pmap_value *v = pmap_find(s->same, t.base);
        if (v) {
            t = term_plus(term_unpack(v), t.offset);
            continue;
        }
        uint8_t kind = universe_key(d->universe, t.base)->kind;
        if ((kind != SYM_EXPR && kind != SYM_ELEMENT && kind != SYM_LIST) || depth <= 0)
            break;
        struct term folded = refold(d, s, t.base, depth);
        if (folded.base == t.base)
            break;
        t = term_plus(folded, t.offset);
    }
    return t;
}

struct term state_norm(struct domain *d, const struct state *s, struct term t) { return norm_at(d, s, t, NORM_DEPTH); }

/* ---- facts ------------------------------------------------------------------------------------- */

int64_t fact_mask(const struct sym_key *k)
{
    return k->kind == SYM_EXPR && k->op == IR_BIN_AND && term_is_const(k->y) && k->y.offset > 0 ? k->y.offset : 0;
}

/* All bits that a number from 0 to `high` may have. */
static uint32_t bits_up_to(int64_t high)
{
    uint32_t bits = high > UINT32_MAX ? UINT32_MAX : (uint32_t)high;
    for (int shift = 1; shift < 32; shift *= 2)
        bits |= bits >> shift;
    return bits;
}

struct fact symbol_fact(struct domain *d, sym base)
{
    struct fact f = {.low = INT64_MIN, .high = INT64_MAX};
    const struct sym_key *k = universe_key(d->universe, base);
    if (k->kind == SYM_EXPR && (is_compare(k->op) || k->op == SYM_OP_BELOW)) {
        f.low = 0;
        f.high = 1;
    } else if (fact_mask(k)) {
        f.low = 0;
        f.high = fact_mask(k);
        f.clear = bits_up_to(f.high) & ~(uint32_t)f.high;
    } else if (k->kind == SYM_ADDRESS || universe_is_place(d->universe, base) || (k->kind == SYM_LIST && (k->op == LIST_FRONT || k->op == LIST_BACK))) {
        f.low = 1;
    } else if (k->bits && k->bits < 64) {
        f.low = k->is_signed ? -((int64_t)1 << (k->bits - 1)) : 0;
        f.high = k->is_signed ? ((int64_t)1 << (k->bits - 1)) - 1 : (int64_t)(((uint64_t)1 << k->bits) - 1);
    }
    if (k->kind == SYM_EXPR && k->op == IR_BIN_OR && value_certain_bits(d, (struct term){base, 0}) != 0) { /* a bit that was set makes it no zero */
        if (f.low == 0)
            f.low = 1;
        else
            f.holes[f.hole_count++] = 0;
    }
    return f;
}

/* The upper bits of a number, and a negative number read without its sign: with both drivers ask how severe a status is.
   Bits of a number that is too small to have them. */
static struct fact fact_of_bits(struct domain *d, const struct state *s, sym base)
{
    const struct sym_key *k = universe_key(d->universe, base);
    bool shift = k->kind == SYM_EXPR && k->op == IR_BIN_SHR && term_is_const(k->y) && k->y.offset >= 0 && k->y.offset < 64;
    bool cast = k->kind == SYM_EXPR && k->op == SYM_OP_CAST && !k->is_signed && k->bits == 32;
    struct fact f = shift || cast ? fact_at(d, s, k->x) : (struct fact){0};
    if (shift && f.low >= 0)
        return (struct fact){.low = f.low >> k->y.offset, .high = f.high >> k->y.offset};
    if (cast && f.high < 0 && f.low >= INT32_MIN)
        return (struct fact){.low = f.low + ((int64_t)1 << 32), .high = f.high + ((int64_t)1 << 32)};
    int64_t mask = fact_mask(k);
    f = mask ? fact_at(d, s, k->x) : f;
    if (mask && f.low >= 0 && f.high < (mask & -mask)) /* too small for the lowest of the bits */
        return (struct fact){.low = 0, .high = 0};
    if (f.set || f.clear)
        return (struct fact){.low = mask & f.set, .high = mask & ~(int64_t)f.clear};
    return symbol_fact(d, base);
}

struct fact fact_of_sym(struct domain *d, const struct state *s, sym base)
{
    const struct pmap_value *v = pmap_find(s->facts, base);
    return v ? *(const struct fact *)(uintptr_t)v->a : fact_of_bits(d, s, base);
}

int64_t fact_shifted(int64_t v, int64_t by)
{
    int64_t r;
    if (v == INT64_MIN || v == INT64_MAX)
        return v;
    return __builtin_add_overflow(v, by, &r) ? (by < 0 ? INT64_MIN : INT64_MAX) : r;
}

struct fact fact_at(struct domain *d, const struct state *s, struct term t)
{
    if (term_is_const(t))
        return (struct fact){.low = t.offset, .high = t.offset, .set = (uint32_t)t.offset, .clear = ~(uint32_t)t.offset};
    struct fact f = fact_of_sym(d, s, t.base);
    if (t.offset)
        f.set = f.clear = 0;
    f.low = fact_shifted(f.low, t.offset);
    f.high = fact_shifted(f.high, t.offset);
    for (uint32_t i = 0; i < f.hole_count; i++)
        f.holes[i] = fact_shifted(f.holes[i], t.offset);
    return f;
}

struct fact state_fact(struct domain *d, const struct state *s, struct term t) { return fact_at(d, s, state_norm(d, s, t)); }

bool fact_has_hole(const struct fact *f, int64_t v)
{
    for (uint32_t i = 0; i < f->hole_count; i++)
        if (f->holes[i] == v)
            return true;
    return false;
}

bool fact_excludes(const struct fact *f, int64_t value) { return value < f->low || value > f->high || fact_has_hole(f, value); }

bool facts_apart(const struct fact *x, const struct fact *y)
{
    return x->high < y->low || y->high < x->low || (x->low == x->high && fact_excludes(y, x->low)) || (y->low == y->high && fact_excludes(x, y->low));
}

/* Whether bits leave out values of a side that the whole has. */
static bool has_gaps(const struct fact *side, const struct fact *whole)
{
    return side->low != side->high && ((side->set & ~whole->set) || (side->clear & ~whole->clear));
}

bool facts_make_up(const struct fact *x, const struct fact *y, const struct fact *whole)
{
    bool meet = (x->low <= y->high || x->low - 1 == y->high) && (y->low <= x->high || y->low - 1 == x->high);
    bool covers = !has_gaps(x, whole) && !has_gaps(y, whole) && whole->low >= (x->low < y->low ? x->low : y->low) && whole->high <= (x->high > y->high ? x->high : y->high);
    for (uint32_t i = 0; i < x->hole_count; i++)
        meet &= !fact_excludes(y, x->holes[i]) || fact_excludes(whole, x->holes[i]);
    for (uint32_t i = 0; i < y->hole_count; i++)
        meet &= !fact_excludes(x, y->holes[i]) || fact_excludes(whole, y->holes[i]);
    return meet && covers;
}

bool facts_equal(const struct fact *x, const struct fact *y)
{
    if (x->low != y->low || x->high != y->high || x->set != y->set || x->clear != y->clear || x->hole_count != y->hole_count)
        return false;
    for (uint32_t i = 0; i < x->hole_count; i++)
        if (x->holes[i] != y->holes[i])
            return false;
    return true;
}

bool fact_says_more(const struct fact *f, const struct fact *type)
{
    return f->low > type->low || f->high < type->high || f->hole_count || (f->set & ~type->set) || (f->clear & ~type->clear);
}

void facts_meet_bits(const struct fact *x, const struct fact *y, struct fact *hull)
{
    if (hull->low < 0)
        return;
    hull->set = x->set & y->set;
    hull->clear = x->clear & y->clear & bits_up_to(hull->high);
}

/* A made object is equal to nothing that stood before it, and to no other made object. */
static bool surely_differ(struct domain *d, const struct state *s, struct term x, struct term y)
{
    const struct universe *u = d->universe;
    bool x_place = universe_is_place(u, x.base), y_place = universe_is_place(u, y.base);
    bool x_new = universe_key(u, x.base)->kind == SYM_NEW, y_new = universe_key(u, y.base)->kind == SYM_NEW;
    bool x_met = universe_key(u, x.base)->kind == SYM_ADDRESS, y_met = universe_key(u, y.base)->kind == SYM_ADDRESS;
    if ((x_place && y_place) || (x_met && (y_met || y_new)) || (y_met && x_new))
        return true;
    if (!((x_new && (y_place || y_new || universe_is_pre(u, y.base))) || (y_new && (x_place || universe_is_pre(u, x.base)))))
        return false;
    if (x.offset != 0 || y.offset != 0) /* interior pointers: equal only if both are offsets from null */
        return false;
    struct fact fx = fact_at(d, s, x), fy = fact_at(d, s, y);
    return fact_has_hole(&fx, 0) || fx.low > 0 || fact_has_hole(&fy, 0) || fy.low > 0;
}

struct term comparison_symbol(struct domain *d, enum ir_bin op, struct term x, struct term y, bool *negated)
{
    struct term a = x, b = y;
    enum ir_bin canonical = op == IR_BIN_EQ || op == IR_BIN_NE ? IR_BIN_EQ : IR_BIN_LT;
    *negated = op == IR_BIN_NE || op == IR_BIN_GE || op == IR_BIN_LE;
    if (op == IR_BIN_GT || op == IR_BIN_LE || (canonical == IR_BIN_EQ && (x.base > y.base || (x.base == y.base && x.offset > y.offset)))) {
        a = y;
        b = x;
    }
    return expression(d, canonical, a, b, 0, true);
}

static enum truth compare_facts(enum ir_bin op, const struct fact *x, const struct fact *y)
{
    switch (op) {
    case IR_BIN_EQ:
        if (x->high < y->low || y->high < x->low)
            return TRUTH_FALSE;
        if ((y->low == y->high && fact_has_hole(x, y->low)) || (x->low == x->high && fact_has_hole(y, x->low)))
            return TRUTH_FALSE;
        return x->low == x->high && y->low == y->high ? TRUTH_TRUE : TRUTH_UNKNOWN;
    case IR_BIN_LT:
        return x->high < y->low ? TRUTH_TRUE : x->low >= y->high ? TRUTH_FALSE : TRUTH_UNKNOWN;
    case IR_BIN_LE:
        return x->high <= y->low ? TRUTH_TRUE : x->low > y->high ? TRUTH_FALSE : TRUTH_UNKNOWN;
    case IR_BIN_GT: return compare_facts(IR_BIN_LT, y, x);
    case IR_BIN_GE: return compare_facts(IR_BIN_LE, y, x);
    default: {
        enum truth eq = compare_facts(IR_BIN_EQ, x, y);
        return eq == TRUTH_UNKNOWN ? eq : eq == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
    }
    }
}

static enum truth inverted(enum truth t)
{
    return t == TRUTH_UNKNOWN ? t : t == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

bool is_bool_expression(struct domain *d, struct term t)
{
    const struct sym_key *k = universe_key(d->universe, t.base);
    return t.base != 0 && t.offset == 0 && k->kind == SYM_EXPR && is_compare(k->op);
}

/* The address of a part of an object behind which memory was seen: not null, whatever the object is. */
static bool is_interior(const struct state *s, struct term t)
{
    const struct object *o = t.base && t.offset > 0 && t.offset < INT32_MAX ? state_object(s, t.base) : NULL;
    return o && o->cell_count;
}

enum truth state_compare(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y)
{
    x = state_norm(d, s, x);
    y = state_norm(d, s, y);
    if (x.base == y.base)
        return compare_constants(op, x.offset, y.offset) ? TRUTH_TRUE : TRUTH_FALSE;
    bool equality = op == IR_BIN_EQ || op == IR_BIN_NE;
    if (equality && term_is_const(y) && is_bool_expression(d, x) && (y.offset == 0 || y.offset == 1)) {
        const struct sym_key k = *universe_key(d->universe, x.base);
        enum truth t = pmap_find(s->facts, x.base) ? TRUTH_UNKNOWN : state_compare(d, s, (enum ir_bin)k.op, k.x, k.y);
        if (t != TRUTH_UNKNOWN)
            return (op == IR_BIN_EQ) == (y.offset == 1) ? t : inverted(t);
    }
    struct fact fx = fact_at(d, s, x), fy = fact_at(d, s, y);
    enum truth t = compare_facts(op, &fx, &fy);
    if (t != TRUTH_UNKNOWN)
        return t;
    if (equality && ((term_equal(y, term_const(0)) && is_interior(s, x)) || (term_equal(x, term_const(0)) && is_interior(s, y))))
        return op == IR_BIN_NE ? TRUTH_TRUE : TRUTH_FALSE;
    if (equality && x.base && y.base && surely_differ(d, s, x, y))
        return op == IR_BIN_NE ? TRUTH_TRUE : TRUTH_FALSE;
    if (x.base && y.base) {
        bool negated;
        const struct pmap_value *v = pmap_find(s->same, comparison_symbol(d, op, x, y, &negated).base);
        if (v && v->a == 0)
            return ((int64_t)v->b != 0) != negated ? TRUTH_TRUE : TRUTH_FALSE;
    }
    return TRUTH_UNKNOWN;
}

enum truth state_truth(struct domain *d, const struct state *s, struct term t)
{
    return state_compare(d, s, IR_BIN_NE, t, term_const(0));
}

enum truth truth_at(struct domain *d, const struct state *s, struct term t, int depth)
{
    t = norm_at(d, s, t, depth);
    if (term_is_const(t))
        return t.offset ? TRUTH_TRUE : TRUTH_FALSE;
    struct fact f = fact_at(d, s, t);
    return fact_excludes(&f, 0) ? TRUTH_TRUE : TRUTH_UNKNOWN;
}
