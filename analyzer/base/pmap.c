/* Persistent hash-array-mapped trie; see pmap.h. */
#include "base/pmap.h"

#include <string.h>

enum { SLOT_BITS = 5, SLOT_MASK = 31 };

struct pmap_entry {
    const struct pmap_node *child; /* NULL: a leaf */
    uint32_t key;
    struct pmap_value value;
};

struct pmap_node {
    uint32_t bitmap;
    struct pmap_entry entries[]; /* one per bit, lowest first */
};

/* In line: without a processor's own instruction the compiler calls a function for it. */
static inline unsigned count_bits(uint32_t x)
{
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return ((x + (x >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24;
}
static uint32_t slot_bit(uint32_t key, unsigned shift)
{
    return 1u << (shift < 32 ? (key >> shift) & SLOT_MASK : 0);
}
static unsigned slot_index(uint32_t bitmap, uint32_t bit) { return count_bits(bitmap & (bit - 1)); }

const struct pmap_value *pmap_find(struct pmap m, uint32_t key)
{
    unsigned shift = 0;
    for (const struct pmap_node *n = m.root; n; shift += SLOT_BITS) {
        uint32_t bit = slot_bit(key, shift);
        if (!(n->bitmap & bit))
            return NULL;
        const struct pmap_entry *e = &n->entries[slot_index(n->bitmap, bit)];
        if (!e->child)
            return e->key == key ? &e->value : NULL;
        n = e->child;
    }
    return NULL;
}

static struct pmap_node *node_new(struct arena *a, uint32_t bitmap)
{
    struct pmap_node *n = arena_alloc(a, sizeof *n + count_bits(bitmap) * sizeof n->entries[0]);
    n->bitmap = bitmap;
    return n;
}

static const struct pmap_node *node_set(struct arena *a, const struct pmap_node *n, unsigned shift,
                                        uint32_t key, struct pmap_value v)
{
    uint32_t bit = slot_bit(key, shift);
    if (!n) {
        struct pmap_node *one = node_new(a, bit);
        one->entries[0] = (struct pmap_entry){NULL, key, v};
        return one;
    }
    unsigned at = slot_index(n->bitmap, bit), count = count_bits(n->bitmap);
    if (!(n->bitmap & bit)) {
        struct pmap_node *wider = node_new(a, n->bitmap | bit);
        memcpy(wider->entries, n->entries, at * sizeof n->entries[0]);
        wider->entries[at] = (struct pmap_entry){NULL, key, v};
        memcpy(wider->entries + at + 1, n->entries + at, (count - at) * sizeof n->entries[0]);
        return wider;
    }
    const struct pmap_entry *old = &n->entries[at];
    struct pmap_entry fresh = {NULL, key, v};
    if (old->child)
        fresh = (struct pmap_entry){node_set(a, old->child, shift + SLOT_BITS, key, v), 0, {0, 0}};
    else if (old->key != key) {
        const struct pmap_node *pair = node_set(a, NULL, shift + SLOT_BITS, old->key, old->value);
        fresh = (struct pmap_entry){node_set(a, pair, shift + SLOT_BITS, key, v), 0, {0, 0}};
    } else if (old->value.a == v.a && old->value.b == v.b)
        return n;
    struct pmap_node *copy = node_new(a, n->bitmap);
    memcpy(copy->entries, n->entries, count * sizeof n->entries[0]);
    copy->entries[at] = fresh;
    return copy;
}

struct pmap pmap_set(struct arena *a, struct pmap m, uint32_t key, struct pmap_value v)
{
    return (struct pmap){node_set(a, m.root, 0, key, v)};
}

/* The node without the key; NULL where nothing is left. */
static const struct pmap_node *node_remove(struct arena *a, const struct pmap_node *n, unsigned shift, uint32_t key)
{
    uint32_t bit = slot_bit(key, shift);
    if (!n || !(n->bitmap & bit))
        return n;
    unsigned at = slot_index(n->bitmap, bit), count = count_bits(n->bitmap);
    const struct pmap_entry *old = &n->entries[at];
    if (old->child) {
        const struct pmap_node *child = node_remove(a, old->child, shift + SLOT_BITS, key);
        if (child == old->child)
            return n;
        struct pmap_node *copy = node_new(a, n->bitmap);
        memcpy(copy->entries, n->entries, count * sizeof n->entries[0]);
        bool single = child && count_bits(child->bitmap) == 1 && !child->entries[0].child;
        if (single)
            copy->entries[at] = child->entries[0]; /* a lone leaf moves up: the canonical shape */
        else
            copy->entries[at].child = child;
        return copy;
    }
    if (old->key != key)
        return n;
    if (count == 1)
        return NULL;
    struct pmap_node *narrower = node_new(a, n->bitmap & ~bit);
    memcpy(narrower->entries, n->entries, at * sizeof n->entries[0]);
    memcpy(narrower->entries + at, n->entries + at + 1, (count - at - 1) * sizeof n->entries[0]);
    return narrower;
}

struct pmap pmap_remove(struct arena *a, struct pmap m, uint32_t key)
{
    return (struct pmap){node_remove(a, m.root, 0, key)};
}

static bool node_each(const struct pmap_node *n, pmap_fn *fn, void *context)
{
    for (unsigned i = 0; n && i < count_bits(n->bitmap); i++) {
        const struct pmap_entry *e = &n->entries[i];
        if (!(e->child ? node_each(e->child, fn, context) : fn(context, e->key, &e->value)))
            return false;
    }
    return true;
}

bool pmap_each(struct pmap m, pmap_fn *fn, void *context) { return node_each(m.root, fn, context); }

/* One side of a comparison: a subtree, or a lone leaf that stands where the other side has one. */
struct side {
    const struct pmap_node *node;
    const struct pmap_entry *leaf;
};

struct one_sided {
    pmap_diff_fn *fn;
    void *context;
    bool is_x;
    const struct pmap_entry *twin; /* leaf of the other side, reported when its key is met */
    bool twin_met;
};

static bool one_sided_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct one_sided *o = context;
    const struct pmap_value *other = NULL;
    if (o->twin && o->twin->key == key) {
        o->twin_met = true;
        other = &o->twin->value;
        if (other->a == v->a && other->b == v->b)
            return true;
    }
    return o->is_x ? o->fn(o->context, key, v, other) : o->fn(o->context, key, other, v);
}

static struct side side_of(const struct pmap_node *n, uint32_t bit)
{
    if (!n || !(n->bitmap & bit))
        return (struct side){0};
    const struct pmap_entry *e = &n->entries[slot_index(n->bitmap, bit)];
    return e->child ? (struct side){.node = e->child} : (struct side){.leaf = e};
}

static bool node_diff(const struct pmap_node *x, const struct pmap_node *y, pmap_diff_fn *fn, void *context)
{
    if (x == y)
        return true;
    uint32_t both = (x ? x->bitmap : 0) | (y ? y->bitmap : 0);
    for (uint32_t bit; both; both &= ~bit) {
        bit = both & (0u - both);
        struct side l = side_of(x, bit), r = side_of(y, bit);
        if (l.node && r.node) {
            if (!node_diff(l.node, r.node, fn, context))
                return false;
            continue;
        }
        const struct pmap_entry *leaf = l.leaf ? l.leaf : r.leaf;
        if (l.leaf && r.leaf && l.leaf->key == r.leaf->key) {
            bool same = l.leaf->value.a == r.leaf->value.a && l.leaf->value.b == r.leaf->value.b;
            if (!same && !fn(context, leaf->key, &l.leaf->value, &r.leaf->value))
                return false;
            continue;
        }
        if (l.leaf && r.leaf) {
            if (!fn(context, l.leaf->key, &l.leaf->value, NULL) || !fn(context, r.leaf->key, NULL, &r.leaf->value))
                return false;
            continue;
        }
        struct one_sided o = {fn, context, l.node != NULL, leaf, false};
        if ((l.node || r.node) && !node_each(l.node ? l.node : r.node, one_sided_fn, &o))
            return false;
        if (leaf && !o.twin_met &&
            !(leaf == l.leaf ? fn(context, leaf->key, &leaf->value, NULL) : fn(context, leaf->key, NULL, &leaf->value)))
            return false;
    }
    return true;
}

bool pmap_diff(struct pmap x, struct pmap y, pmap_diff_fn *fn, void *context)
{
    return node_diff(x.root, y.root, fn, context);
}

static bool count_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)key, (void)v;
    ++*(uint32_t *)context;
    return true;
}

uint32_t pmap_count(struct pmap m)
{
    uint32_t n = 0;
    pmap_each(m, count_fn, &n);
    return n;
}
