/*
 * The life cycle's memory: a state that outlives a callback is copied into memory of its own, with
 * names in normal form, so that the callback's own memory can be freed and so that going round the
 * state machine comes back to the very same state.
 *
 * Normal form: what is held in memory that persists is named by where it is held ("what stands at
 * offset 96 of the module's context"), found breadth first from the globals and the instance. What
 * only other drivers hold keeps the name of the place that made it; its epochs become 0, 1, 2 ... in
 * their order. A pool that attach made and each restart renews is therefore always one symbol.
 */
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

struct canonical {
    struct analysis *a;
    struct arena *to;
    const struct state *s;
    struct sym_set used;
    VEC(sym) made;   /* NEW and UNKNOWN symbols in use, by (kind, site, slot, epoch) */
    struct sym_set taken; /* names given so far to made symbols */
    struct sym_set far;   /* objects held over more than HELD_DEPTH_MAX others: given up */
    sym *renamed;    /* by symbol, 0: not yet */
    uint32_t renamed_count;
    uint32_t edit;   /* of the maps of `out` */
    struct state out;
};

/* ---- which symbols are in use ---------------------------------------------------------------- */

static void use(struct canonical *c, sym s)
{
    if (s == 0 || s == UINT32_MAX || !sym_set_add(&c->used, s))
        return;
    const struct sym_key k = *universe_key(&c->a->universe, s);
    if ((k.kind == SYM_NEW || k.kind == SYM_UNKNOWN) && s != c->a->domain.instance)
        vec_push(&c->made, s);
    use(c, k.x.base);
    use(c, k.y.base);
}

/* Unknown memory of which nothing is recorded: the same as none at all. */
static bool says_nothing(const struct canonical *c, sym base, const struct object *o)
{
    uint8_t kind = universe_key(&c->a->universe, base)->kind;
    return (kind == SYM_UNKNOWN || kind == SYM_PART) && o->cell_count == 0 && o->attribute_count == 0;
}

static bool use_object(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    if (says_nothing(context, key, o))
        return true;
    use(context, key);
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].kind == CELL_VALUE)
            use(context, o->cells[i].value.base);
    return true;
}

/* ---- new names ---------------------------------------------------------------------------------- */

static bool same_place(const struct sym_key *x, const struct sym_key *y)
{
    return x->kind == y->kind && x->a == y->a && x->b == y->b && term_equal(x->x, y->x);
}

static sym rename_sym(struct canonical *c, sym s)
{
    if (s == 0 || s == UINT32_MAX)
        return s;
    if (s < c->renamed_count && c->renamed[s])
        return c->renamed[s];
    struct sym_key k = *universe_key(&c->a->universe, s);
    if ((k.kind == SYM_NEW || k.kind == SYM_UNKNOWN) && s != c->a->domain.instance) {
        uint32_t epoch = 0;
        for (uint32_t i = 0; i < c->made.count; i++) {
            const struct sym_key *other = universe_key(&c->a->universe, c->made.items[i]);
            epoch += same_place(other, &k) && other->epoch < k.epoch;
        }
        k.epoch = epoch;
        if (k.a == SITE_HELD)
            k.a = SITE_ONCE_HELD;
    }
    k.x.base = rename_sym(c, k.x.base);
    k.y.base = rename_sym(c, k.y.base);
    sym n = universe_sym(&c->a->universe, k);
    while ((k.kind == SYM_NEW || k.kind == SYM_UNKNOWN) && s != c->a->domain.instance && !sym_set_add(&c->taken, n)) {
        k.epoch++;
        n = universe_sym(&c->a->universe, k);
    }
    if (s < c->renamed_count)
        c->renamed[s] = n;
    return n;
}

static struct term rename_term(struct canonical *c, struct term t) { return (struct term){rename_sym(c, t.base), t.offset}; }

static bool is_nameable(const struct canonical *c, sym s)
{
    uint8_t kind = universe_key(&c->a->universe, s)->kind;
    return kind == SYM_NEW || kind == SYM_UNKNOWN || kind == SYM_PART;
}

struct held {
    sym base;
    uint32_t depth;
};

struct naming {
    struct canonical *c;
    VEC(struct held) work; /* objects whose cells are to be gone through, in order */
};

static bool name_root(void *context, uint32_t key, const struct pmap_value *v)
{
    struct naming *n = context;
    (void)v;
    if (!is_nameable(n->c, key) || key == n->c->a->domain.instance) {
        rename_sym(n->c, key);
        vec_push(&n->work, (struct held){key, 0});
    }
    return true;
}

static int compare_held(const void *p, const void *q)
{
    sym x = ((const struct held *)p)->base, y = ((const struct held *)q)->base;
    return x < y ? -1 : x > y;
}

static bool is_lent(const struct object *o)
{
    const struct cell lent = {.offset = ATTRIBUTE_LENT_BY, .kind = CELL_VALUE};
    return o && object_same_place(o, &lent, true) != NULL;
}

/* A list that grows with each callback would never come round to a known state. What stands so far away is
   an unknown value from now on, and its object is forgotten with all that it alone holds. */
static void give_up(struct canonical *c, sym v)
{
    VEC(sym) work = {0};
    vec_push(&work, v);
    while (work.count) {
        sym at = vec_pop(&work);
        const struct object *o = state_object(c->s, at);
        if ((at != v && (!is_nameable(c, at) || (at < c->renamed_count && c->renamed[at]) || is_lent(o))) || !sym_set_add(&c->far, at))
            continue;
        for (uint32_t i = 0; o && i < o->cell_count; i++)
            if (o->cells[i].kind == CELL_VALUE && o->cells[i].value.base)
                vec_push(&work, o->cells[i].value.base);
    }
    vec_release(&work);
}

/* Entries of a list are named by the list's head and their number on it. */
static void name_entries(struct naming *n, struct held h, sym base, const struct cell *c)
{
    struct canonical *x = n->c;
    uint32_t number = 2;
    for (struct term list = c->value; list.base;) {
        const struct sym_key k = *universe_key(&x->a->universe, list.base);
        if (k.kind != SYM_LIST || k.op > LIST_BACK)
            return;
        sym v = k.x.base;
        if (v < x->renamed_count && !x->renamed[v] && is_nameable(x, v)) {
            const struct sym_key entry = *universe_key(&x->a->universe, v);
            struct sym_key name = {.kind = entry.kind == SYM_NEW ? SYM_NEW : SYM_UNKNOWN, .bits = entry.bits, .is_signed = entry.is_signed,
                                   .lost = (uint8_t)universe_loss(&x->a->universe, v), .op = entry.kind == SYM_NEW ? entry.op : UNKNOWN_PLAIN, .a = SITE_HELD, .b = number, .x = {base, c->offset}};
            x->renamed[v] = universe_sym(&x->a->universe, name);
            vec_push(&n->work, (struct held){v, h.depth + 1});
        }
        number++;
        list = k.y;
    }
}

static void name_held_by(struct naming *n, struct held h)
{
    struct canonical *c = n->c;
    const struct object *o = state_object(c->s, h.base);
    sym base = rename_sym(c, h.base);
    for (uint32_t i = 0; o && i < o->cell_count + o->attribute_count; i++) {
        sym v = o->cells[i].value.base;
        bool attribute = i >= o->cell_count, far = h.depth >= HELD_DEPTH_MAX;
        if (attribute && !far && v && universe_key(&c->a->universe, v)->kind == SYM_LIST)
            name_entries(n, h, base, &o->cells[i]);
        if (o->cells[i].kind != CELL_VALUE || v == 0 || c->renamed[v] || !is_nameable(c, v) || (attribute && o->cells[i].offset < ATTRIBUTE_BUILTIN_COUNT))
            continue;
        struct sym_key k = *universe_key(&c->a->universe, v);
        struct sym_key name = {.kind = k.kind == SYM_NEW && !far ? SYM_NEW : SYM_UNKNOWN, .bits = k.bits, .is_signed = k.is_signed,
                               .lost = far ? LOSS_DROPPED : (uint8_t)universe_loss(&c->a->universe, v),
                               .op = far ? UNKNOWN_PLAIN : k.kind == SYM_NEW ? k.op : k.kind == SYM_UNKNOWN && k.op == UNKNOWN_FAILED ? UNKNOWN_FAILED : UNKNOWN_PLAIN, .a = SITE_HELD, .b = attribute, .x = {base, o->cells[i].offset}};
        c->renamed[v] = universe_sym(&c->a->universe, name);
        if (far)
            give_up(c, v);
        else
            vec_push(&n->work, (struct held){v, h.depth + 1});
    }
}

static void name_held(struct canonical *c)
{
    struct naming n = {.c = c};
    pmap_each(c->s->heap, name_root, &n);
    if (n.work.count)
        qsort(n.work.items, n.work.count, sizeof *n.work.items, compare_held);
    for (uint32_t w = 0; w < n.work.count; w++)
        name_held_by(&n, n.work.items[w]);
    vec_release(&n.work);
}

/* ---- copies -------------------------------------------------------------------------------------- */

static bool copy_object(void *context, uint32_t key, const struct pmap_value *v)
{
    struct canonical *c = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    if (sym_set_has(&c->far, key))
        fate_of_object(c->a, c->s, key, FATE_FAR);
    if (sym_set_has(&c->far, key) || says_nothing(c, key, o))
        return true;
    size_t size = sizeof *o + (o->cell_count + o->attribute_count) * sizeof o->cells[0];
    struct object *n = memcpy(arena_alloc(c->to, size), o, size);
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].kind == CELL_VALUE)
            n->cells[i].value = rename_term(c, o->cells[i].value);
    n->hash = n->edit = 0; /* under other names it is another */
    n->room = n->cell_count + n->attribute_count;
    c->out.heap = pmap_put(c->to, c->out.heap, rename_sym(c, key), (struct pmap_value){(uint64_t)(uintptr_t)n, 0}, c->edit);
    return true;
}

static bool copy_same(void *context, uint32_t key, const struct pmap_value *v)
{
    struct canonical *c = context;
    if (!sym_set_has(&c->used, key) || (v->a && !sym_set_has(&c->used, (sym)v->a)))
        return true; /* nothing in memory speaks of it any more */
    c->out.same = pmap_put(c->to, c->out.same, rename_sym(c, key), term_pack(rename_term(c, term_unpack(v))), c->edit);
    return true;
}

static bool copy_fact(void *context, uint32_t key, const struct pmap_value *v)
{
    struct canonical *c = context;
    if (!sym_set_has(&c->used, key))
        return true;
    struct fact *f = arena_new(c->to, struct fact);
    *f = *(const struct fact *)(uintptr_t)v->a;
    c->out.facts = pmap_put(c->to, c->out.facts, rename_sym(c, key), (struct pmap_value){(uint64_t)(uintptr_t)f, 0}, c->edit);
    return true;
}

static bool copy_blurred(void *context, uint32_t key, const struct pmap_value *v)
{
    struct canonical *c = context;
    if (!sym_set_has(&c->used, key))
        return true;
    struct blur *b = v->a ? arena_new(c->to, struct blur) : NULL;
    if (b)
        *b = *(const struct blur *)(uintptr_t)v->a;
    c->out.blurred = pmap_put(c->to, c->out.blurred, rename_sym(c, key), (struct pmap_value){(uint64_t)(uintptr_t)b, 0}, c->edit);
    return true;
}

/* A symbol of a trace: what is gone from the state has no name any more. */
static struct term rename_told(struct canonical *c, struct term t)
{
    if (t.base == 0 || t.base == UINT32_MAX)
        return t;
    uint8_t kind = universe_key(&c->a->universe, t.base)->kind;
    if ((kind == SYM_NEW || kind == SYM_UNKNOWN) && !sym_set_has(&c->used, t.base))
        return (struct term){UINT32_MAX, 0};
    return rename_term(c, t);
}

static const struct event *copy_trace(struct canonical *c, const struct event *ev)
{
    if (!ev)
        return NULL;
    struct event *n = arena_new(c->to, struct event);
    *n = *ev;
    n->before = copy_trace(c, ev->before); /* as deep as the callbacks of a story are many */
    if (ev->map_count) {
        struct event_name *map = arena_array(c->to, struct event_name, ev->map_count);
        for (uint32_t i = 0; i < ev->map_count; i++)
            map[i] = (struct event_name){ev->map[i].from, rename_told(c, ev->map[i].to)};
        n->map = map;
    }
    return n;
}

struct state state_canonical(struct analysis *a, const struct state *s, bool with_trace, struct arena *to)
{
    struct canonical c = {.a = a, .to = to, .s = s, .edit = domain_edit_number(&a->domain), .out = {.epoch = 0}};
    pmap_each(s->heap, use_object, &c);
    c.renamed_count = a->universe.keys.count;
    c.renamed = mem_zalloc(c.renamed_count * sizeof *c.renamed);
    name_held(&c);
    pmap_each(s->heap, copy_object, &c);
    pmap_each(s->same, copy_same, &c);
    pmap_each(s->facts, copy_fact, &c);
    pmap_each(s->blurred, copy_blurred, &c);
    c.out.doubt.uncertain = s->doubt.uncertain;
    if (with_trace)
        c.out.trace = copy_trace(&c, s->trace);
    sym_set_release(&c.used);
    sym_set_release(&c.taken);
    sym_set_release(&c.far);
    vec_release(&c.made);
    free(c.renamed);
    return c.out;
}
