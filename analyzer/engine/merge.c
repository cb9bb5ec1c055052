/*
 * Where paths meet (ENGINE.md D7). Equal states become one always. Above STATES_SOFT, states that
 * agree on every tracked object, its attributes and the cells that hold it are joined: other cells
 * that differ become unknown within the hull of what was known. Above STATES_HARD the rest is
 * dropped and counted. Symbols are shared between states, so that agreement is identity.
 */
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

/* ---- equality ------------------------------------------------------------------------------- */

static bool cells_equal(const struct cell *x, const struct cell *y)
{
    return x->offset == y->offset && x->size == y->size && x->kind == y->kind &&
           (x->kind == CELL_VALUE ? term_equal(x->value, y->value) : x->kind == CELL_ZERO || x->stamp == y->stamp);
}

static bool objects_equal(const struct object *x, const struct object *y)
{
    if (x->cell_count != y->cell_count || x->attribute_count != y->attribute_count || x->rest != y->rest ||
        x->escaped != y->escaped)
        return false;
    for (uint32_t i = 0; i < x->cell_count + x->attribute_count; i++)
        if (!cells_equal(&x->cells[i], &y->cells[i]))
            return false;
    return true;
}

static bool differ_object(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && objects_equal((const struct object *)(uintptr_t)x->a, (const struct object *)(uintptr_t)y->a);
}

static bool differ_fact(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && memcmp((const void *)(uintptr_t)x->a, (const void *)(uintptr_t)y->a, sizeof(struct fact)) == 0;
}

static bool differ_any(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key, (void)x, (void)y;
    return false;
}

bool states_equal(struct analysis *a, const struct state *x, const struct state *y)
{
    (void)a;
    return pmap_diff(x->heap, y->heap, differ_object, NULL) && pmap_diff(x->same, y->same, differ_any, NULL) &&
           pmap_diff(x->facts, y->facts, differ_fact, NULL) && pmap_diff(x->temps, y->temps, differ_any, NULL);
}

/* ---- joining ----------------------------------------------------------------------------------- */

struct join {
    struct analysis *a;
    const struct state *x, *y;
    struct state out;
    uint32_t stamp;
    bool widen; /* bounds that differ are given up, so that repeated joins come to an end */
};

/* Whether the value names an object that rules watch: which of two it is must not be forgotten. */
static bool names_tracked(const struct join *j, const struct state *s, struct term t)
{
    t = state_norm(&j->a->domain, s, t);
    if (t.base == 0)
        return false;
    const struct object *o = state_object(s, t.base);
    return universe_key(&j->a->universe, t.base)->kind == SYM_NEW || (o && o->attribute_count != 0);
}

/* What both sides know: fx of the one, fy of the other, whose value is y. */
static struct fact fact_hull(struct join *j, const struct fact *fx, const struct fact *fy, struct term y)
{
    struct fact hull = {.low = fx->low < fy->low ? fx->low : fy->low, .high = fx->high > fy->high ? fx->high : fy->high};
    if (j->widen && fy->low < fx->low)
        hull.low = INT64_MIN;
    if (j->widen && fy->high > fx->high)
        hull.high = INT64_MAX;
    if (fx->low == fx->high && j->widen && hull.low != hull.high) { /* a constant no more */
        hull.low = INT64_MIN;
        hull.high = INT64_MAX;
    }
    for (uint32_t i = 0; i < fx->hole_count; i++) /* what neither can be: null, mostly */
        if (state_compare(&j->a->domain, j->y, IR_BIN_NE, y, term_const(fx->holes[i])) == TRUTH_TRUE)
            hull.holes[hull.hole_count++] = fx->holes[i];
    return hull;
}

static struct term joined_value(struct join *j, sym base, const struct cell *x, const struct cell *y)
{
    struct domain *d = &j->a->domain;
    struct sym_key k = {.kind = SYM_UNKNOWN, .a = j->stamp, .b = UINT32_MAX - 2, .epoch = j->x->epoch, .x = {base, x->offset}};
    struct term t = {universe_sym(&j->a->universe, k), 0};
    struct fact fx = state_fact(d, j->x, x->value), fy = state_fact(d, j->y, y->value);
    struct fact *hull = arena_new(&j->a->arena, struct fact);
    *hull = fact_hull(j, &fx, &fy, y->value);
    j->out.same = pmap_remove(&j->a->arena, j->out.same, t.base);
    if (hull->low == hull->high)
        return term_const(hull->low);
    j->out.facts = pmap_set(&j->a->arena, j->out.facts, t.base, (struct pmap_value){(uint64_t)(uintptr_t)hull, 0});
    return t;
}

static const struct cell *same_place(const struct object *o, const struct cell *c, bool attribute)
{
    uint32_t from = attribute ? o->cell_count : 0, to = from + (attribute ? o->attribute_count : o->cell_count);
    for (uint32_t i = from; i < to; i++)
        if (o->cells[i].offset == c->offset && o->cells[i].size == c->size && o->cells[i].kind == c->kind)
            return &o->cells[i];
    return NULL;
}

/* Joins the values of two versions of an object, which must have the same layout. */
static bool join_object(struct join *j, sym base, const struct object *x, const struct object *y)
{
    if (x->rest != y->rest || x->escaped != y->escaped || x->cell_count != y->cell_count || x->attribute_count != y->attribute_count)
        return false;
    struct object *o = arena_alloc(&j->a->arena, sizeof *o + (x->cell_count + x->attribute_count) * sizeof o->cells[0]);
    memcpy(o, x, sizeof *x + (x->cell_count + x->attribute_count) * sizeof x->cells[0]);
    for (uint32_t i = 0; i < x->cell_count + x->attribute_count; i++) {
        const struct cell *cx = &x->cells[i], *cy = &y->cells[i];
        if (cells_equal(cx, cy))
            continue;
        const struct cell *twin = same_place(y, cx, i >= x->cell_count);
        if (!twin || twin != cy || cx->kind != CELL_VALUE || i >= x->cell_count)
            return false; /* attributes that differ: the states stay apart */
        if (names_tracked(j, j->x, cx->value) || names_tracked(j, j->y, cy->value))
            return false;
        o->cells[i].value = joined_value(j, base, cx, cy);
    }
    j->out.heap = pmap_set(&j->a->arena, j->out.heap, base, (struct pmap_value){(uint64_t)(uintptr_t)o, 0});
    return true;
}

static bool is_only_read(const struct state *other, sym base) { return !pmap_find(other->heap, base); }

static bool join_heap_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    if (x && y)
        return join_object(j, key, (const struct object *)(uintptr_t)x->a, (const struct object *)(uintptr_t)y->a);
    const struct state *with = x ? j->x : j->y, *without = x ? j->y : j->x;
    const struct object *o = (const struct object *)(uintptr_t)(x ? x->a : y->a);
    enum sym_kind kind = universe_key(&j->a->universe, key)->kind;
    if (kind == SYM_NEW && j->widen) { /* life cycle: held by another driver, or it would be in a differing cell */
        j->out.heap = pmap_set(&j->a->arena, j->out.heap, key, x ? *x : *y);
        return true;
    }
    if (o->attribute_count && kind == SYM_NEW)
        return false;
    if (kind == SYM_LOCAL) { /* written on one side only: unknown on the other */
        j->out.heap = pmap_remove(&j->a->arena, j->out.heap, key);
        return true;
    }
    /* read on one side only: what was read is what stands there on the other side as well */
    const struct pmap_value *pre = pmap_find(with->pre, key);
    if (!pre || !is_only_read(without, key) || !objects_equal((const struct object *)(uintptr_t)pre->a, o))
        return false;
    j->out.heap = pmap_set(&j->a->arena, j->out.heap, key, x ? *x : *y);
    return true;
}

static bool join_pre_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    if (x && y) /* different footprints of one object: join_object has seen that the layouts agree */
        return objects_equal((const struct object *)(uintptr_t)x->a, (const struct object *)(uintptr_t)y->a);
    j->out.pre = pmap_set(&j->a->arena, j->out.pre, key, x ? *x : *y);
    return true;
}

static bool keep_common_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    (void)x, (void)y;
    j->out.temps = pmap_remove(&j->a->arena, j->out.temps, key);
    return true;
}

/* Facts about a symbol on both sides become their hull; an equality on one side is a fact, too. */
static void join_symbol(struct join *j, sym s)
{
    struct domain *d = &j->a->domain;
    struct term t = {s, 0};
    struct fact fx = state_fact(d, j->x, t), fy = state_fact(d, j->y, t);
    j->out.same = pmap_remove(&j->a->arena, j->out.same, s);
    j->out.facts = pmap_remove(&j->a->arena, j->out.facts, s);
    struct fact *hull = arena_new(&j->a->arena, struct fact);
    *hull = fact_hull(j, &fx, &fy, t);
    if (hull->low != INT64_MIN || hull->high != INT64_MAX || hull->hole_count)
        j->out.facts = pmap_set(&j->a->arena, j->out.facts, s, (struct pmap_value){(uint64_t)(uintptr_t)hull, 0});
}

struct symbols {
    struct join *j;
    VEC(sym) list;
};

static bool note_symbol_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct symbols *n = context;
    (void)x, (void)y;
    vec_push(&n->list, key);
    return true;
}

bool states_join(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, bool widen, struct state *out)
{
    struct join j = {.a = a, .x = x, .y = y, .out = *x, .stamp = stamp, .widen = widen};
    const struct pmap_value *rx = pmap_find(x->temps, 0), *ry = pmap_find(y->temps, 0);
    if ((rx != NULL) != (ry != NULL) || (rx && (rx->a != ry->a || rx->b != ry->b)))
        return false;
    if (x->widened != y->widened || x->epoch != y->epoch || pmap_diff(x->loops, y->loops, differ_any, NULL) == false)
        return false;
    if (!pmap_diff(x->pre, y->pre, join_pre_fn, &j) || !pmap_diff(x->heap, y->heap, join_heap_fn, &j))
        return false;
    struct symbols n = {.j = &j};
    pmap_diff(x->same, y->same, note_symbol_fn, &n);
    pmap_diff(x->facts, y->facts, note_symbol_fn, &n);
    for (uint32_t i = 0; i < n.list.count; i++)
        join_symbol(&j, n.list.items[i]);
    vec_release(&n.list);
    pmap_diff(x->temps, y->temps, keep_common_fn, &j);
    if (y->trace && (!x->trace || y->trace->count < x->trace->count))
        j.out.trace = y->trace; /* the shorter story */
    *out = j.out;
    return true;
}

/* ---- trimming --------------------------------------------------------------------------------------- */

struct trim {
    struct analysis *a;
    struct state *s;
    struct sym_set used;
    VEC(sym) drop_same;
    VEC(sym) drop_facts;
};

static void use_term(struct trim *t, struct term v)
{
    if (v.base == 0 || v.base == UINT32_MAX || !sym_set_add(&t->used, v.base))
        return;
    const struct sym_key k = *universe_key(&t->a->universe, v.base);
    const struct pmap_value *same = pmap_find(t->s->same, v.base);
    if (same)
        use_term(t, term_unpack(same));
    if (k.kind == SYM_EXPR || k.kind == SYM_ELEMENT) {
        use_term(t, k.x);
        use_term(t, k.y);
    }
}

static bool use_object(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    use_term(t, (struct term){key, 0});
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].kind == CELL_VALUE)
            use_term(t, o->cells[i].value);
    return true;
}

static bool use_temp(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)key;
    use_term(context, term_unpack(v));
    return true;
}

/* Facts about what callers passed choose the path and stay; a comparison stays with its operands. */
static bool is_used(const struct trim *t, sym s)
{
    if (universe_is_pre(&t->a->universe, s) || sym_set_has(&t->used, s))
        return true;
    const struct sym_key *k = universe_key(&t->a->universe, s);
    return k->kind == SYM_EXPR && k->x.base && k->y.base && is_used(t, k->x.base) && is_used(t, k->y.base);
}

static bool trim_same(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    (void)v;
    if (!is_used(t, key))
        vec_push(&t->drop_same, key);
    return true;
}

static bool trim_fact(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    (void)v;
    if (!is_used(t, key))
        vec_push(&t->drop_facts, key);
    return true;
}

void state_trim(struct analysis *a, struct state *s)
{
    struct trim t = {.a = a, .s = s};
    pmap_each(s->heap, use_object, &t);
    pmap_each(s->temps, use_temp, &t);
    pmap_each(s->same, trim_same, &t);
    pmap_each(s->facts, trim_fact, &t);
    for (uint32_t i = 0; i < t.drop_same.count; i++)
        s->same = pmap_remove(&a->arena, s->same, t.drop_same.items[i]);
    for (uint32_t i = 0; i < t.drop_facts.count; i++)
        s->facts = pmap_remove(&a->arena, s->facts, t.drop_facts.items[i]);
    sym_set_release(&t.used);
    vec_release(&t.drop_same);
    vec_release(&t.drop_facts);
}

/* ---- lists ------------------------------------------------------------------------------------------ */

static void remove_at(struct state_list *list, uint32_t i)
{
    memmove(list->items + i, list->items + i + 1, (list->count - i - 1) * sizeof list->items[0]);
    list->count--;
}

static void remove_equal(struct analysis *a, struct state_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        for (uint32_t k = i + 1; k < list->count;) {
            if (states_equal(a, &list->items[i], &list->items[k]))
                remove_at(list, k);
            else
                k++;
        }
}

void states_merge(struct analysis *a, struct state_list *list, uint32_t stamp)
{
    if (list->count < 2)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        state_trim(a, &list->items[i]);
    remove_equal(a, list);
    for (uint32_t i = 0; i < list->count && list->count > STATES_SOFT; i++)
        for (uint32_t k = i + 1; k < list->count && list->count > STATES_SOFT;) {
            struct state joined;
            if (states_join(a, &list->items[i], &list->items[k], stamp, false, &joined)) {
                list->items[i] = joined;
                remove_at(list, k);
                a->engine->counters->joined++;
            } else
                k++;
        }
    if (list->count > STATES_HARD) {
        a->engine->counters->dropped += list->count - STATES_HARD;
        a->incomplete = true;
        list->count = STATES_HARD;
    }
}

/* ---- widening ------------------------------------------------------------------------------------------- */

struct widening {
    struct analysis *a;
    struct state *now;
    uint32_t stamp;
    bool changed;
};

static void widen_object(struct widening *w, sym base, const struct object *old, const struct object *o)
{
    struct domain *d = &w->a->domain;
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        const struct cell *c = &o->cells[i];
        bool attribute = i >= o->cell_count;
        const struct cell *before = old ? same_place(old, c, attribute) : NULL;
        if (before && cells_equal(before, c))
            continue;
        if (!before && c->kind == CELL_VALUE && sym_is_incoming(d, base) && !attribute &&
            universe_key(&w->a->universe, c->value.base)->kind == SYM_PRE)
            continue; /* read for the first time */
        w->changed = true;
        if (attribute) {
            struct sym_key k = {.kind = SYM_UNKNOWN, .a = w->stamp, .b = UINT32_MAX - 3, .epoch = w->now->epoch, .x = {base, c->offset}};
            state_set_attribute(d, w->now, base, (uint32_t)c->offset, (struct term){universe_sym(&w->a->universe, k), 0});
            state_escape(d, w->now, base);
        } else {
            if (before && before->kind == CELL_VALUE && state_object(w->now, before->value.base))
                state_escape(d, w->now, before->value.base);
            state_forget(d, w->now, (struct term){base, c->offset}, c->size, w->stamp + w->now->epoch);
        }
    }
}

static bool widen_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct widening *w = context;
    if (!y)
        return true;
    const struct object *old = x ? (const struct object *)(uintptr_t)x->a : NULL, *o = (const struct object *)(uintptr_t)y->a;
    enum sym_kind kind = universe_key(&w->a->universe, key)->kind;
    if (!old && kind == SYM_NEW) {
        w->changed = true; /* made in this iteration: later ones make more of them */
        state_escape(&w->a->domain, w->now, key);
        return true;
    }
    widen_object(w, key, old, o);
    return true;
}

bool state_widen(struct analysis *a, const struct state *before, struct state *now, uint32_t stamp)
{
    struct widening w = {a, now, stamp, false};
    struct pmap heap = now->heap;
    pmap_diff(before->heap, heap, widen_fn, &w);
    now->widened = true;
    return w.changed;
}
