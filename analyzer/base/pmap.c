/* Persistent hash-array-mapped trie; see pmap.h. */
#include "base/pmap.h"

#include <string.h>

enum { SLOT_BITS = 5, SLOT_MASK = 31 };

/* Behind the head stand, by slot: the children, the leaves' values, the leaves' keys. A slot is a child, a leaf, or free. */
struct pmap_node {
    uint32_t children, leaves; /* bit per slot */
    uint8_t child_count, leaf_count;
    uint8_t leaf_room;         /* leaves that there is memory for */
    uint32_t edit;             /* the edit in which it was made, 0 none */
    uint64_t sum;              /* pmap_sum's, 0: nobody has asked yet */
    uint64_t data[];
};

/* Who makes nodes, and of which edit. */
struct maker {
    struct arena *arena;
    uint32_t edit;
};

/* In line: without a processor's own instruction the compiler calls a function for it. */
static inline unsigned count_bits(uint32_t x)
{
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return ((x + (x >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24;
}
static inline uint32_t slot_bit(uint32_t key, unsigned shift)
{
    return 1u << (shift < 32 ? (key >> shift) & SLOT_MASK : 0);
}
static inline unsigned slot_index(uint32_t bitmap, uint32_t bit) { return count_bits(bitmap & (bit - 1)); }

static inline const struct pmap_node **node_children(const struct pmap_node *n) { return (const struct pmap_node **)(uintptr_t)n->data; }
static inline struct pmap_value *node_values(const struct pmap_node *n)
{
    return (struct pmap_value *)(uintptr_t)(n->data + n->child_count);
}
static inline uint32_t *node_keys(const struct pmap_node *n) { return (uint32_t *)(node_values(n) + n->leaf_room); }

/* A node on its way: parts of it are found once. */
struct parts {
    const struct pmap_node **children;
    struct pmap_value *values;
    uint32_t *keys;
    unsigned child_count, leaf_count;
};

static inline struct parts parts_of(const struct pmap_node *n)
{
    struct parts p = {.children = node_children(n), .child_count = n->child_count, .leaf_count = n->leaf_count};
    p.values = (struct pmap_value *)(p.children + p.child_count);
    p.keys = (uint32_t *)(p.values + n->leaf_room);
    return p;
}

const struct pmap_value *pmap_find(struct pmap m, uint32_t key)
{
    unsigned shift = 0;
    for (const struct pmap_node *n = m.root; n; shift += SLOT_BITS) {
        uint32_t bit = slot_bit(key, shift);
        if (n->leaves & bit) {
            unsigned at = slot_index(n->leaves, bit);
            return node_keys(n)[at] == key ? &node_values(n)[at] : NULL;
        }
        if (!(n->children & bit))
            return NULL;
        n = node_children(n)[slot_index(n->children, bit)];
    }
    return NULL;
}

static struct pmap_node *node_new(const struct maker *m, uint32_t children, uint32_t leaves)
{
    uint32_t child_count = count_bits(children), leaf_count = count_bits(leaves), room = leaf_count;
    if (m->edit) /* more may come */
        room = leaf_count + leaf_count / 2 + 1;
    size_t size = child_count * sizeof(struct pmap_node *) + room * (sizeof(struct pmap_value) + sizeof(uint32_t));
    struct pmap_node *n = arena_alloc_raw(m->arena, sizeof *n + size);
    n->children = children;
    n->leaves = leaves;
    n->child_count = (uint8_t)child_count;
    n->leaf_count = (uint8_t)leaf_count;
    n->leaf_room = (uint8_t)room;
    n->edit = m->edit;
    n->sum = 0;
    return n;
}

/* The node itself, where it was made in this edit and may be changed; else NULL. */
static inline struct pmap_node *node_own(const struct maker *m, const struct pmap_node *n)
{
    if (!m->edit || n->edit != m->edit)
        return NULL;
    struct pmap_node *own = (struct pmap_node *)(uintptr_t)n;
    own->sum = 0;
    return own;
}

/* Copies an array with a gap of one at `at`, or without its entry at `at`. */
#define COPY_WIDER(to, from, count, at) (memcpy((to), (from), (at) * sizeof *(to)), memcpy((to) + (at) + 1, (from) + (at), ((count) - (at)) * sizeof *(to)))
#define COPY_NARROWER(to, from, count, at) (memcpy((to), (from), (at) * sizeof *(to)), memcpy((to) + (at), (from) + (at) + 1, ((count) - (at) - 1) * sizeof *(to)))
#define COPY_ALL(to, from, count) memcpy((to), (from), (count) * sizeof *(to))

static const struct pmap_node *node_with_leaf(const struct maker *m, const struct pmap_node *n, uint32_t bit, uint32_t key, struct pmap_value v)
{
    struct pmap_node *own = n->leaf_count < n->leaf_room ? node_own(m, n) : NULL;
    struct pmap_node *wider = own ? own : node_new(m, n->children, n->leaves | bit);
    struct parts from = parts_of(n), to = parts_of(wider);
    unsigned at = slot_index(n->leaves, bit), behind = n->leaf_count - at;
    if (own) {
        memmove(to.values + at + 1, to.values + at, behind * sizeof *to.values);
        memmove(to.keys + at + 1, to.keys + at, behind * sizeof *to.keys);
        own->leaves |= bit;
        own->leaf_count++;
    } else {
        COPY_ALL(to.children, from.children, from.child_count);
        COPY_WIDER(to.values, from.values, from.leaf_count, at);
        COPY_WIDER(to.keys, from.keys, from.leaf_count, at);
    }
    to.values[at] = v;
    to.keys[at] = key;
    return wider;
}

static struct pmap_node *node_copy(const struct maker *m, const struct pmap_node *n)
{
    struct pmap_node *copy = node_new(m, n->children, n->leaves);
    struct parts from = parts_of(n), to = parts_of(copy);
    COPY_ALL(to.children, from.children, from.child_count);
    COPY_ALL(to.values, from.values, from.leaf_count);
    COPY_ALL(to.keys, from.keys, from.leaf_count);
    return copy;
}

static const struct pmap_node *node_with_child(const struct maker *m, const struct pmap_node *n, unsigned at, const struct pmap_node *child)
{
    struct pmap_node *own = node_own(m, n), *changed = own ? own : node_copy(m, n);
    node_children(changed)[at] = child;
    return changed;
}

/* A child in place of a leaf. */
static const struct pmap_node *node_deepened(const struct maker *m, const struct pmap_node *n, uint32_t bit, const struct pmap_node *child)
{
    struct pmap_node *copy = node_new(m, n->children | bit, n->leaves & ~bit);
    struct parts from = parts_of(n), to = parts_of(copy);
    unsigned leaf = slot_index(n->leaves, bit), at = slot_index(n->children, bit);
    COPY_WIDER(to.children, from.children, from.child_count, at);
    COPY_NARROWER(to.values, from.values, from.leaf_count, leaf);
    COPY_NARROWER(to.keys, from.keys, from.leaf_count, leaf);
    to.children[at] = child;
    return copy;
}

/* The other way round. */
static const struct pmap_node *node_flattened(const struct maker *m, const struct pmap_node *n, uint32_t bit, const struct pmap_node *lone)
{
    struct pmap_node *copy = node_new(m, n->children & ~bit, n->leaves | bit);
    struct parts from = parts_of(n), to = parts_of(copy);
    unsigned leaf = slot_index(n->leaves, bit), at = slot_index(n->children, bit);
    COPY_NARROWER(to.children, from.children, from.child_count, at);
    COPY_WIDER(to.values, from.values, from.leaf_count, leaf);
    COPY_WIDER(to.keys, from.keys, from.leaf_count, leaf);
    to.values[leaf] = node_values(lone)[0];
    to.keys[leaf] = node_keys(lone)[0];
    return copy;
}

static const struct pmap_node *node_of_one(const struct maker *m, unsigned shift, uint32_t key, struct pmap_value v)
{
    struct pmap_node *one = node_new(m, 0, slot_bit(key, shift));
    node_values(one)[0] = v;
    node_keys(one)[0] = key;
    return one;
}

static const struct pmap_node *node_of_two(const struct maker *m, unsigned shift, uint32_t k, struct pmap_value v, uint32_t l, struct pmap_value w)
{
    uint32_t k_bit = slot_bit(k, shift), l_bit = slot_bit(l, shift);
    if (k_bit == l_bit) {
        struct pmap_node *above = node_new(m, k_bit, 0);
        node_children(above)[0] = node_of_two(m, shift + SLOT_BITS, k, v, l, w);
        return above;
    }
    struct pmap_node *two = node_new(m, 0, k_bit | l_bit);
    bool first = k_bit < l_bit;
    node_values(two)[!first] = v;
    node_keys(two)[!first] = k;
    node_values(two)[first] = w;
    node_keys(two)[first] = l;
    return two;
}

static const struct pmap_node *node_set(const struct maker *m, const struct pmap_node *n, unsigned shift, uint32_t key, struct pmap_value v)
{
    uint32_t bit = slot_bit(key, shift);
    if (n->children & bit) {
        unsigned at = slot_index(n->children, bit);
        const struct pmap_node *old = node_children(n)[at], *child = node_set(m, old, shift + SLOT_BITS, key, v);
        return child != old || node_own(m, old) ? node_with_child(m, n, at, child) : n;
    }
    if (!(n->leaves & bit))
        return node_with_leaf(m, n, bit, key, v);
    unsigned at = slot_index(n->leaves, bit);
    struct parts p = parts_of(n);
    if (p.keys[at] != key)
        return node_deepened(m, n, bit, node_of_two(m, shift + SLOT_BITS, p.keys[at], p.values[at], key, v));
    if (p.values[at].a == v.a && p.values[at].b == v.b)
        return n;
    struct pmap_node *own = node_own(m, n), *changed = own ? own : node_copy(m, n);
    node_values(changed)[at] = v;
    return changed;
}

struct pmap pmap_put(struct arena *a, struct pmap m, uint32_t key, struct pmap_value v, uint32_t edit)
{
    const struct maker maker = {a, edit};
    return (struct pmap){m.root ? node_set(&maker, m.root, 0, key, v) : node_of_one(&maker, 0, key, v)};
}

struct pmap pmap_set(struct arena *a, struct pmap m, uint32_t key, struct pmap_value v) { return pmap_put(a, m, key, v, 0); }

/* The node without the key; NULL where nothing is left. */
static const struct pmap_node *node_remove(const struct maker *m, const struct pmap_node *n, unsigned shift, uint32_t key)
{
    uint32_t bit = slot_bit(key, shift);
    if (n->children & bit) {
        unsigned at = slot_index(n->children, bit);
        const struct pmap_node *old = node_children(n)[at], *child = node_remove(m, old, shift + SLOT_BITS, key);
        if (child == old)
            return n;
        if (!child->children && child->leaf_count == 1) /* a lone leaf moves up: the canonical shape */
            return node_flattened(m, n, bit, child);
        return node_with_child(m, n, at, child);
    }
    if (!(n->leaves & bit))
        return n;
    struct parts from = parts_of(n);
    unsigned at = slot_index(n->leaves, bit);
    if (from.keys[at] != key)
        return n;
    if (from.leaf_count == 1 && !from.child_count)
        return NULL;
    struct pmap_node *narrower = node_new(m, n->children, n->leaves & ~bit);
    struct parts to = parts_of(narrower);
    COPY_ALL(to.children, from.children, from.child_count);
    COPY_NARROWER(to.values, from.values, from.leaf_count, at);
    COPY_NARROWER(to.keys, from.keys, from.leaf_count, at);
    return narrower;
}

struct pmap pmap_remove(struct arena *a, struct pmap m, uint32_t key)
{
    const struct maker maker = {a, 0};
    return (struct pmap){m.root ? node_remove(&maker, m.root, 0, key) : NULL};
}

static bool node_each(const struct pmap_node *n, pmap_fn *fn, void *context)
{
    struct parts p = parts_of(n);
    unsigned child = 0, leaf = 0;
    for (uint32_t left = n->children | n->leaves; left; left &= left - 1) {
        bool good;
        if (n->leaves & left & (0u - left)) {
            good = fn(context, p.keys[leaf], &p.values[leaf]);
            leaf++;
        } else
            good = node_each(p.children[child++], fn, context);
        if (!good)
            return false;
    }
    return true;
}

bool pmap_each(struct pmap m, pmap_fn *fn, void *context) { return !m.root || node_each(m.root, fn, context); }

/* One side of a comparison: a subtree, or a lone leaf that stands where the other side has one. */
struct side {
    const struct pmap_node *node;
    const struct pmap_value *value; /* of a leaf */
    uint32_t key;
};

struct one_sided {
    pmap_diff_fn *fn;
    void *context;
    bool is_x;
    struct side twin; /* leaf of the other side, reported when its key is met */
    bool twin_met;
};

static bool equal_values(const struct pmap_value *x, const struct pmap_value *y) { return x->a == y->a && x->b == y->b; }

static bool one_sided_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct one_sided *o = context;
    const struct pmap_value *other = NULL;
    if (o->twin.value && o->twin.key == key) {
        o->twin_met = true;
        other = o->twin.value;
        if (equal_values(other, v))
            return true;
    }
    return o->is_x ? o->fn(o->context, key, v, other) : o->fn(o->context, key, other, v);
}

/* What stands in one slot, where it is not two nodes. */
static bool slot_diff(struct side l, struct side r, pmap_diff_fn *fn, void *context)
{
    if (l.value && r.value) {
        if (l.key == r.key)
            return equal_values(l.value, r.value) || fn(context, l.key, l.value, r.value);
        return fn(context, l.key, l.value, NULL) && fn(context, r.key, NULL, r.value);
    }
    struct side leaf = l.value ? l : r;
    struct one_sided o = {fn, context, l.node != NULL, leaf, false};
    if ((l.node || r.node) && !node_each(l.node ? l.node : r.node, one_sided_fn, &o))
        return false;
    if (!leaf.value || o.twin_met)
        return true;
    return l.value ? fn(context, leaf.key, leaf.value, NULL) : fn(context, leaf.key, NULL, leaf.value);
}

/* A node whose slots are gone through in order. */
struct walk {
    uint32_t children, leaves;
    struct parts p;
    unsigned child, leaf; /* the next of each */
};

static inline struct walk walk_of(const struct pmap_node *n) { return (struct walk){n->children, n->leaves, parts_of(n), 0, 0}; }

/* What stands in the slot, which is behind those asked about before. */
static inline struct side walk_next(struct walk *w, uint32_t bit)
{
    struct side s = {0};
    if (w->leaves & bit) {
        s.value = &w->p.values[w->leaf];
        s.key = w->p.keys[w->leaf++];
    } else if (w->children & bit)
        s.node = w->p.children[w->child++];
    return s;
}

static bool node_diff(const struct pmap_node *x, const struct pmap_node *y, pmap_diff_fn *fn, void *context)
{
    struct walk wx = walk_of(x), wy = walk_of(y);
    for (uint32_t left = x->children | x->leaves | y->children | y->leaves; left; left &= left - 1) {
        uint32_t bit = left & (0u - left);
        struct side l = walk_next(&wx, bit), r = walk_next(&wy, bit);
        if (!(l.node && r.node ? l.node == r.node || node_diff(l.node, r.node, fn, context) : slot_diff(l, r, fn, context)))
            return false;
    }
    return true;
}

bool pmap_diff(struct pmap x, struct pmap y, pmap_diff_fn *fn, void *context)
{
    if (x.root == y.root)
        return true;
    if (x.root && y.root)
        return node_diff(x.root, y.root, fn, context);
    struct one_sided o = {.fn = fn, .context = context, .is_x = x.root != NULL};
    return node_each(x.root ? x.root : y.root, one_sided_fn, &o);
}

static uint64_t node_sum(const struct pmap_node *n, pmap_sum_fn *fn)
{
    if (n->sum)
        return n->sum;
    struct parts p = parts_of(n);
    uint64_t sum = 0;
    for (unsigned i = 0; i < p.child_count; i++)
        sum += node_sum(p.children[i], fn);
    for (unsigned i = 0; i < p.leaf_count; i++)
        sum += fn(p.keys[i], &p.values[i]);
    ((struct pmap_node *)(uintptr_t)n)->sum = sum; /* what is in a node never changes */
    return sum;
}

uint64_t pmap_sum(struct pmap m, pmap_sum_fn *fn) { return m.root ? node_sum(m.root, fn) : 0; }

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
