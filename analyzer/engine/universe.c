/* Symbols by key: see domain.h. */
#include "engine/domain.h"

#include <stdlib.h>
#include <string.h>

/* Width and signedness tell expressions apart; elsewhere one cell read in two ways is one symbol. */
static bool typed(const struct sym_key *k) { return k->kind == SYM_EXPR; }

static uint64_t key_hash(const struct sym_key *k)
{
    uint64_t h = hash_mix(k->kind | (uint64_t)k->op << 8 | (uint64_t)k->lost << 16, k->a);
    if (typed(k))
        h = hash_mix(h, (uint64_t)k->bits << 1 | k->is_signed);
    h = hash_mix(h, (uint64_t)k->b << 32 | k->epoch);
    h = hash_mix(h, k->x.base);
    h = hash_mix(h, (uint64_t)k->x.offset);
    h = hash_mix(h, k->y.base);
    return hash_mix(h, (uint64_t)k->y.offset);
}

static bool key_equal(const struct sym_key *p, const struct sym_key *q)
{
    if (typed(p) && (p->bits != q->bits || p->is_signed != q->is_signed))
        return false;
    return p->kind == q->kind && p->op == q->op && p->lost == q->lost && p->a == q->a && p->b == q->b && p->epoch == q->epoch && term_equal(p->x, q->x) && term_equal(p->y, q->y);
}

void universe_init(struct universe *u, struct arena *a)
{
    *u = (struct universe){.arena = a, .slot_count = 256};
    u->slots = mem_zalloc(u->slot_count * sizeof *u->slots);
    vec_push(&u->keys, (struct sym_key){.kind = SYM_ZERO});
    vec_push(&u->is_pre, true);
    vec_push(&u->loss, LOSS_NONE);
    vec_push(&u->origin, 0);
}

void universe_release(struct universe *u)
{
    vec_release(&u->keys);
    vec_release(&u->is_pre);
    vec_release(&u->loss);
    vec_release(&u->origin);
    free(u->slots);
    u->slots = NULL;
}

static uint32_t slot_of(const struct universe *u, const struct sym_key *k)
{
    uint32_t mask = u->slot_count - 1, at = (uint32_t)key_hash(k) & mask;
    while (u->slots[at] && !key_equal(&u->keys.items[u->slots[at]], k))
        at = (at + 1) & mask;
    return at;
}

static bool decide_is_pre(const struct universe *u, const struct sym_key *k)
{
    switch ((enum sym_kind)k->kind) {
    case SYM_ZERO: case SYM_GLOBAL: case SYM_FUNCTION: case SYM_STRING: case SYM_PARAM:
        return true;
    case SYM_PRE:
        return true;
    case SYM_EXPR: case SYM_ELEMENT: case SYM_LIST:
        return universe_is_pre(u, k->x.base) && universe_is_pre(u, k->y.base);
    case SYM_LOCAL: case SYM_NEW: case SYM_UNKNOWN: case SYM_PART:
        return false;
    }
    return false;
}

static enum loss decide_loss(const struct universe *u, const struct sym_key *k)
{
    switch ((enum sym_kind)k->kind) {
    case SYM_UNKNOWN: return (enum loss)k->lost;
    case SYM_PART:
        return k->a & STAMP_FLAGS ? LOSS_DROPPED : universe_loss(u, k->x.base);
    case SYM_EXPR: case SYM_ELEMENT: case SYM_LIST: {
        enum loss x = universe_loss(u, k->x.base), y = universe_loss(u, k->y.base);
        return x > y ? x : y;
    }
    default: return LOSS_NONE;
    }
}

sym universe_sym(struct universe *u, struct sym_key key)
{
    uint32_t at = slot_of(u, &key);
    if (u->slots[at]) {
        struct sym_key *k = &u->keys.items[u->slots[at]];
        if (k->bits == 0 && key.bits) {
            k->bits = key.bits;
            k->is_signed = key.is_signed;
        } else if (key.bits && (k->bits != key.bits || k->is_signed != key.is_signed))
            k->bits = SYM_BITS_MIXED; /* read in two ways: no bounds follow from its type */
        return u->slots[at];
    }
    sym s = u->keys.count;
    vec_push(&u->is_pre, decide_is_pre(u, &key));
    vec_push(&u->loss, (uint8_t)decide_loss(u, &key));
    vec_push(&u->origin, 0);
    vec_push(&u->keys, key);
    u->slots[at] = s;
    if (u->keys.count * 2 > u->slot_count) {
        free(u->slots);
        u->slot_count *= 2;
        u->slots = mem_zalloc(u->slot_count * sizeof *u->slots);
        for (sym i = 1; i < u->keys.count; i++)
            u->slots[slot_of(u, &u->keys.items[i])] = i;
    }
    return s;
}

bool universe_is_foreign(const struct universe *u, sym s)
{
    const struct sym_key *k = universe_key(u, s);
    if (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST)
        return universe_is_foreign(u, k->x.base) || universe_is_foreign(u, k->y.base);
    return k->kind == SYM_PART || (k->kind == SYM_UNKNOWN && k->op);
}

bool universe_is_callers(const struct universe *u, sym s)
{
    enum sym_kind kind = (enum sym_kind)u->keys.items[s].kind;
    return kind == SYM_GLOBAL || kind == SYM_PRE || kind == SYM_PARAM || (kind == SYM_LIST && u->is_pre.items[s]);
}

bool universe_is_place(const struct universe *u, sym s)
{
    switch ((enum sym_kind)u->keys.items[s].kind) {
    case SYM_LOCAL: case SYM_GLOBAL: case SYM_FUNCTION: case SYM_STRING:
        return true;
    default:
        return false;
    }
}

bool sym_set_add(struct sym_set *x, sym s)
{
    if (x->marks.count <= s) {
        uint32_t count = x->marks.count;
        vec_grow(&x->marks, s + 64);
        memset(x->marks.items + count, 0, s + 64 - count);
        x->marks.count = s + 64;
    }
    bool fresh = !x->marks.items[s];
    x->marks.items[s] = 1;
    return fresh;
}

void sym_set_release(struct sym_set *x) { vec_release(&x->marks); }
