/* Symbols by key: see domain.h. */
#include "engine/domain.h"

#include <stdlib.h>
#include <string.h>

/* Of an element the number of bytes of its array is what is known of it, not what it is. */
static uint32_t epoch_of(const struct sym_key *k) { return k->kind == SYM_ELEMENT ? 0 : k->epoch; }

/* Width and signedness tell expressions apart; elsewhere one cell read in two ways is one symbol. */
static bool typed(const struct sym_key *k) { return k->kind == SYM_EXPR; }

static uint32_t key_hash(const struct sym_key *k)
{
    uint64_t type = typed(k) ? (uint64_t)k->bits << 24 | (uint64_t)k->is_signed << 23 : 0;
    uint64_t what = hash_mix(k->kind | (uint64_t)k->op << 8 | (uint64_t)k->lost << 16 | type | (uint64_t)k->a << 32, (uint64_t)k->b << 32 | epoch_of(k));
    uint64_t of = hash_mix((uint64_t)k->x.base << 32 | k->y.base, hash_mix((uint64_t)k->x.offset, (uint64_t)k->y.offset));
    return (uint32_t)(hash_mix(what, of) >> 16);
}

static bool key_equal(const struct sym_key *p, const struct sym_key *q)
{
    if (typed(p) && (p->bits != q->bits || p->is_signed != q->is_signed))
        return false;
    return p->kind == q->kind && p->op == q->op && p->lost == q->lost && p->a == q->a && p->b == q->b && epoch_of(p) == epoch_of(q) && term_equal(p->x, q->x) && term_equal(p->y, q->y);
}

void universe_init(struct universe *u, struct arena *a)
{
    *u = (struct universe){.arena = a, .slot_count = 256};
    u->slots = mem_zalloc(u->slot_count * sizeof *u->slots);
    vec_push(&u->keys, (struct sym_key){.kind = SYM_ZERO});
    vec_push(&u->traits, (struct sym_traits){.loss = LOSS_NONE, .is_pre = true});
    vec_push(&u->origin, 0);
}

void universe_release(struct universe *u)
{
    vec_release(&u->keys);
    vec_release(&u->traits);
    vec_release(&u->origin);
    free(u->slots);
    u->slots = NULL;
}

static uint32_t slot_of(const struct universe *u, const struct sym_key *k, uint32_t hash)
{
    uint32_t mask = u->slot_count - 1, at = hash & mask;
    while (u->slots[at].s && !(u->slots[at].hash == hash && key_equal(&u->keys.items[u->slots[at].s], k)))
        at = (at + 1) & mask;
    return at;
}

static void double_slots(struct universe *u)
{
    struct sym_slot *old = u->slots;
    uint32_t count = u->slot_count, mask = count * 2 - 1;
    u->slot_count = count * 2;
    u->slots = mem_zalloc(u->slot_count * sizeof *u->slots);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = old[i].hash & mask;
        while (old[i].s && u->slots[at].s)
            at = (at + 1) & mask;
        if (old[i].s)
            u->slots[at] = old[i];
    }
    free(old);
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
    case SYM_LOCAL: case SYM_NEW: case SYM_UNKNOWN: case SYM_PART: case SYM_ADDRESS:
        return false;
    }
    return false;
}

static enum loss decide_loss(const struct universe *u, const struct sym_key *k)
{
    switch ((enum sym_kind)k->kind) {
    case SYM_UNKNOWN: return (enum loss)k->lost;
    case SYM_NEW: return k->op == NEW_FOLDED ? LOSS_JOINED : LOSS_NONE;
    case SYM_PART:
        return k->a & STAMP_FLAGS ? LOSS_DROPPED : universe_loss(u, k->x.base);
    case SYM_EXPR: case SYM_ELEMENT: case SYM_LIST: {
        enum loss x = universe_loss(u, k->x.base), y = universe_loss(u, k->y.base);
        return x > y ? x : y;
    }
    default: return LOSS_NONE;
    }
}

static bool decide_is_foreign(const struct universe *u, const struct sym_key *k)
{
    if (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST)
        return universe_is_foreign(u, k->x.base) || universe_is_foreign(u, k->y.base);
    return k->kind == SYM_PART || (k->kind == SYM_UNKNOWN && k->op == UNKNOWN_FOREIGN);
}

sym universe_find(const struct universe *u, const struct sym_key *key) { return u->slots[slot_of(u, key, key_hash(key))].s; }

sym universe_sym(struct universe *u, struct sym_key key)
{
    uint32_t hash = key_hash(&key), at = slot_of(u, &key, hash);
    if (u->slots[at].s) {
        struct sym_key *k = &u->keys.items[u->slots[at].s];
        if (k->kind == SYM_ELEMENT && k->epoch < key.epoch)
            k->epoch = key.epoch;
        if (k->bits == 0 && key.bits) {
            k->bits = key.bits;
            k->is_signed = key.is_signed;
        } else if (key.bits && (k->bits != key.bits || k->is_signed != key.is_signed))
            k->bits = SYM_BITS_MIXED; /* read in two ways: no bounds follow from its type */
        return u->slots[at].s;
    }
    sym s = u->keys.count;
    struct sym_traits traits = {.loss = (uint8_t)decide_loss(u, &key), .is_pre = decide_is_pre(u, &key), .is_foreign = decide_is_foreign(u, &key)};
    vec_push(&u->traits, traits);
    vec_push(&u->origin, 0);
    vec_push(&u->keys, key);
    u->has_folded |= key.kind == SYM_NEW && key.op == NEW_FOLDED;
    u->slots[at] = (struct sym_slot){hash, s};
    if (u->keys.count * 2 > u->slot_count)
        double_slots(u);
    return s;
}

bool universe_is_callers(const struct universe *u, sym s)
{
    enum sym_kind kind = (enum sym_kind)u->keys.items[s].kind;
    return kind == SYM_GLOBAL || kind == SYM_PRE || kind == SYM_PARAM || (kind == SYM_LIST && universe_is_pre(u, s));
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

void sym_set_clear(struct sym_set *x)
{
    if (x->marks.count)
        memset(x->marks.items, 0, x->marks.count);
}

void sym_set_release(struct sym_set *x) { vec_release(&x->marks); }
