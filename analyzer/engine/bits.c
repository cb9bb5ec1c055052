/*
 * What a mask leaves of a value that was put together of parts: (p & ~3 | flags) & 12 is p & 12 where flags has no bits but the lowest two. So what a driver
 * keeps in the low bits of a word is the same value after other bits of the word were written.
 */
#include "engine/domain.h"

enum { BITS_DEPTH = 6 }; /* operations that are looked through */

static uint64_t all_bits(unsigned bits) { return bits == 0 || bits >= 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1; }

/* The bits that the value may have, by what it is computed from; what is known of that on a path does not count. */
static uint64_t possible_bits(const struct domain *d, struct term t, int depth)
{
    const struct sym_key *k = universe_key(d->universe, t.base);
    if (term_is_const(t))
        return (uint64_t)t.offset;
    if (t.offset != 0 || k->kind != SYM_EXPR || depth == 0)
        return UINT64_MAX;
    bool narrow = k->bits < 64 && k->bits != 0 && k->is_signed; /* the sign fills the bits above */
    switch (k->op) {
    case IR_BIN_AND: return possible_bits(d, k->x, depth - 1) & possible_bits(d, k->y, depth - 1);
    case IR_BIN_OR: case IR_BIN_XOR: return possible_bits(d, k->x, depth - 1) | possible_bits(d, k->y, depth - 1);
    case IR_BIN_SHR:
        if (term_is_const(k->y) && k->y.offset > 0 && k->y.offset < 64 && !narrow && !(possible_bits(d, k->x, depth - 1) >> 63))
            return possible_bits(d, k->x, depth - 1) >> k->y.offset;
        return UINT64_MAX;
    case SYM_OP_CAST: return narrow ? UINT64_MAX : possible_bits(d, k->x, depth - 1) & all_bits(k->bits);
    default: return UINT64_MAX;
    }
}

static uint64_t certain_at(const struct domain *d, struct term t, int depth)
{
    const struct sym_key *k = universe_key(d->universe, t.base);
    if (term_is_const(t))
        return (uint64_t)t.offset;
    if (t.offset != 0 || k->kind != SYM_EXPR || depth == 0)
        return 0;
    switch (k->op) {
    case IR_BIN_AND: return certain_at(d, k->x, depth - 1) & certain_at(d, k->y, depth - 1);
    case IR_BIN_OR: return (certain_at(d, k->x, depth - 1) | certain_at(d, k->y, depth - 1)) & all_bits(k->bits);
    case SYM_OP_CAST: return certain_at(d, k->x, depth - 1) & all_bits(k->bits);
    default: return 0;
    }
}

uint64_t value_certain_bits(const struct domain *d, struct term t) { return certain_at(d, t, BITS_DEPTH); }

/* Whether the mask leaves the multiples of a power of two. */
static bool rounds_down(uint64_t mask) { return mask != 0 && (~mask & (~mask + 1)) == 0; }

static struct term masked_at(struct domain *d, struct term x, uint64_t mask, unsigned bits, bool is_signed, int depth)
{
    const struct sym_key k = *universe_key(d->universe, x.base);
    if (term_is_const(x))
        return term_const(wrap((int64_t)((uint64_t)x.offset & mask), bits, is_signed));
    if ((possible_bits(d, x, BITS_DEPTH) & mask) == 0)
        return term_const(0);
    if ((value_certain_bits(d, x) & mask) == mask)
        return term_const(wrap((int64_t)mask, bits, is_signed));
    bool computed = x.offset == 0 && k.kind == SYM_EXPR && k.bits == bits && depth > 0;
    if (computed && k.op == IR_BIN_AND && term_is_const(k.y))
        return ((uint64_t)k.y.offset & ~mask & all_bits(bits)) == 0 ? x : masked_at(d, k.x, (uint64_t)k.y.offset & mask, bits, is_signed, depth - 1);
    if (computed && (k.op == IR_BIN_OR || k.op == IR_BIN_XOR)) {
        if ((possible_bits(d, k.x, BITS_DEPTH) & mask) == 0)
            return masked_at(d, k.y, mask, bits, is_signed, depth - 1);
        if ((possible_bits(d, k.y, BITS_DEPTH) & mask) == 0)
            return masked_at(d, k.x, mask, bits, is_signed, depth - 1);
    }
    if (k.kind == SYM_NEW && bits == 64 && rounds_down(mask)) /* what was made may begin at such a boundary: then nothing is left out in front of it */
        return (struct term){x.base, x.offset & (int64_t)mask};
    struct sym_key out = {.kind = SYM_EXPR, .op = IR_BIN_AND, .bits = (uint8_t)bits, .is_signed = is_signed, .x = x, .y = term_const(wrap((int64_t)mask, bits, is_signed))};
    return (struct term){universe_sym(d->universe, out), 0};
}

struct term value_masked(struct domain *d, struct term x, int64_t mask, unsigned bits, bool is_signed)
{
    return masked_at(d, x, (uint64_t)mask & all_bits(bits), bits, is_signed, BITS_DEPTH);
}
