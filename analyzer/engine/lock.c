/*
 * Locks and the IRQL.
 *
 * A lock is a place in memory; how often the running path holds it is an attribute of that place
 * (domain.h), and so is the way in which it was acquired. What a caller holds is the incoming value q of
 * the attribute: acquiring makes q + 1 of it and releasing q again, so that a function that releases what
 * it acquired changes nothing, and callers learn from the summary of one that does not. The IRQL is an
 * attribute of the driver itself; a KIRQL that was saved holds the incoming one.
 */
#include "engine/contract.h"
#include "engine/heap.h"

#include <stdlib.h>

/* The lock of the effect: a place, and the number of an attribute there. */
struct lock {
    struct term at;
    uint32_t held, acquirer;
    const struct object_kind *kind;
    uint32_t argument;
};

static bool lock_of(struct env *env, struct state *s, const struct effect *f, struct lock *out)
{
    bool known = true;
    out->kind = &env->a->engine->rules->objects.items[f->object - 1];
    out->argument = f->expr && f->expr->kind == EXPR_PARAM ? f->expr->index : UINT32_MAX;
    out->at = (struct term){driver_symbol(env->a), f->object}; /* the one of its kind */
    if (f->expr)
        out->at = state_norm(&env->a->domain, s, eval(env, s, f->expr, &known));
    return known && !s->dead && out->at.base != 0 && attribute_shifted(ATTRIBUTE_HELD, out->at.offset, &out->held) &&
           attribute_shifted(ATTRIBUTE_ACQUIRER, out->at.offset, &out->acquirer);
}

static struct told told_of(const struct lock *l)
{
    return (struct told){.subject = l->at, .argument = l->argument, .words = l->kind->words};
}

static void set(struct env *env, struct state *s, const struct lock *l, uint32_t attribute, struct term value)
{
    state_set_place_attribute(&env->a->domain, s, l->at.base, attribute, value);
}

static struct term get(struct env *env, const struct state *s, const struct lock *l, uint32_t attribute)
{
    return state_norm(&env->a->domain, s, state_place_attribute(&env->a->domain, s, l->at.base, attribute));
}

static bool collect_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct held_locks *p = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (attribute_is_of_lock((uint32_t)c->offset))
            vec_push(&p->list, (struct place_attribute){key, (uint32_t)c->offset, c->value});
    }
    return true;
}

static struct term lost_value(struct analysis *a, const struct state *s, uint32_t site, struct term at)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .lost = LOSS_DROPPED, .a = site, .b = UINT32_MAX - 6, .epoch = s->epoch, .x = at};
    return (struct term){universe_sym(&a->universe, k), 0};
}

/* It is not known any more whether the lock is held, and how. */
static void lose(struct analysis *a, struct state *s, const struct place_attribute *x, uint32_t site, enum fate why)
{
    fate_of_lock(a, s, x->base, x->attribute, why);
    state_set_place_attribute(&a->domain, s, x->base, x->attribute, lost_value(a, s, site, (struct term){x->base, x->attribute}));
}

/* Whether two symbols may be one address: one that was made here is none that was passed in. */
static bool may_be_same(const struct analysis *a, sym x, sym y)
{
    enum sym_kind kx = universe_key(&a->universe, x)->kind, ky = universe_key(&a->universe, y)->kind;
    bool own_x = kx == SYM_NEW || universe_is_place(&a->universe, x), own_y = ky == SYM_NEW || universe_is_place(&a->universe, y);
    if (x == y || kx == SYM_LOCAL || ky == SYM_LOCAL || (own_x && own_y))
        return false;
    return !(kx == SYM_NEW && universe_is_pre(&a->universe, y)) && !(ky == SYM_NEW && universe_is_pre(&a->universe, x));
}

/*
 * A lock is released that this path has not acquired under this name: the caller has, or the name of a lock
 * that it holds was read anew meanwhile. So of those that may be the same it is not known any more whether
 * they are held.
 */
static void release_aliases(struct analysis *a, struct state *s, sym base, uint32_t site)
{
    struct held_locks p = {0};
    pmap_each(s->heap, collect_fn, &p);
    for (uint32_t i = 0; i < p.list.count; i++) {
        const struct place_attribute *x = &p.list.items[i];
        if (attribute_plain(x->attribute) == ATTRIBUTE_HELD && may_be_same(a, x->base, base))
            lose(a, s, x, site, FATE_OTHER_LOCK);
    }
    vec_release(&p.list);
}

void lock_set(struct analysis *a, struct state *s, sym base, uint32_t attribute, struct term value, uint32_t site, uint32_t origin)
{
    bool count = attribute_plain(attribute) == ATTRIBUTE_HELD;
    if (count && !origin)
        fate_of_lock(a, s, base, attribute, FATE_RELEASED);
    state_set_place_attribute(&a->domain, s, base, attribute, value);
    if (count)
        state_mark_place(&a->domain, s, base, attribute, origin);
    if (attribute_plain(attribute) == ATTRIBUTE_HELD && value.offset < 0)
        release_aliases(a, s, base, site);
}

void lock_acquire(struct env *env, struct state *s, const struct effect *f)
{
    struct lock l;
    if (!lock_of(env, s, f, &l))
        return;
    struct term held = get(env, s, &l, l.held);
    struct need twice = {IR_BIN_GE, held, term_const(1)};
    struct told told = told_of(&l);
    bool again = !l.kind->is_recursive && !f->shared && check_told(env, s, TRIGGER_DOUBLE_ACQUIRE, &told, &twice, 1);
    note_state(env, s, l.at, f, "is acquired");
    if (!again)
        lock_set(env->a, s, l.at.base, l.held, term_plus(held, 1), env->site, fate_origin(env->a, env->site));
    set(env, s, &l, l.acquirer, term_const(f->object));
}

/* The needs of a wrong release: the lock was acquired as another kind, which is not one that any function releases. */
static uint32_t of_another_kind(const struct ruleset *r, struct term acquirer, uint32_t kind, struct need *out)
{
    uint32_t n = 0;
    out[n++] = (struct need){IR_BIN_NE, acquirer, term_const(kind)};
    out[n++] = (struct need){IR_BIN_NE, acquirer, term_const(0)};
    for (uint32_t i = 0; i < r->objects.count && n < NEEDS_MAX; i++)
        if (r->objects.items[i].is_open)
            out[n++] = (struct need){IR_BIN_NE, acquirer, term_const((int64_t)i + 1)};
    return n;
}

void lock_release(struct env *env, struct state *s, const struct effect *f)
{
    struct lock l;
    if (!lock_of(env, s, f, &l))
        return;
    struct term held = get(env, s, &l, l.held), acquirer = get(env, s, &l, l.acquirer);
    struct need not_held = {IR_BIN_LE, held, term_const(0)};
    struct need other[NEEDS_MAX];
    uint32_t other_count = of_another_kind(env->a->engine->rules, acquirer, f->object, other);
    struct told told = told_of(&l);
    /* what need not be released by the path that acquired it may be released by any other */
    bool extra = l.kind->must_release && check_told(env, s, TRIGGER_EXTRA_RELEASE, &told, &not_held, 1);
    if (!extra)
        check_told(env, s, TRIGGER_WRONG_RELEASE, &told, other, other_count);
    note_state(env, s, l.at, f, "is released");
    if (!extra)
        lock_set(env->a, s, l.at.base, l.held, term_plus(held, -1), env->site, 0);
}

void lock_enter(struct analysis *a, struct state *s, uint32_t kind)
{
    uint32_t held, acquirer;
    bool placed = attribute_shifted(ATTRIBUTE_HELD, kind, &held) && attribute_shifted(ATTRIBUTE_ACQUIRER, kind, &acquirer);
    ensure(placed);
    state_set_place_attribute(&a->domain, s, driver_symbol(a), held, term_const(1));
    state_set_place_attribute(&a->domain, s, driver_symbol(a), acquirer, term_const(kind));
}

/* ---- calls of somebody unknown ---------------------------------------------------------------- */

void locks_forget(struct analysis *a, struct state *s, uint32_t site, enum fate why)
{
    struct held_locks p = {0};
    irql_set(a, s, lost_value(a, s, site, term_const(0)));
    pmap_each(s->heap, collect_fn, &p);
    for (uint32_t i = 0; i < p.list.count; i++) {
        const struct place_attribute *x = &p.list.items[i];
        if (attribute_plain(x->attribute) != ATTRIBUTE_IRQL)
            lose(a, s, x, site, why);
    }
    vec_release(&p.list);
}

void lock_passed(struct analysis *a, struct state *s, struct term p, uint32_t site, enum fate why)
{
    struct held_locks places = {0};
    const struct pmap_value *v = pmap_find(s->heap, p.base);
    if (v)
        collect_fn(&places, p.base, v);
    for (uint32_t i = 0; i < places.list.count; i++) {
        const struct place_attribute *x = &places.list.items[i];
        if (attribute_plain(x->attribute) != ATTRIBUTE_IRQL && attribute_offset(x->attribute) == p.offset)
            lose(a, s, x, site, why);
    }
    vec_release(&places.list);
}

/* ---- IRQL ---------------------------------------------------------------------------------------- */

void check_irql(struct analysis *a, struct state *s, const struct ir_insn *i, const char *called, uint8_t low, uint8_t high, const char *page)
{
    struct term now = irql_term(a, s);
    struct env env = {.a = a, .call = i, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    struct told told = {.subject = {driver_symbol(a), 0}, .argument = UINT32_MAX, .called = called, .irql_low = low, .irql_high = high, .page = page};
    struct need above = {IR_BIN_GT, now, term_const(high)}, below = {IR_BIN_LT, now, term_const(low)};
    if (high == IRQL_PASSIVE && ruleset_is_pageable(a->engine->rules, called)) { /* which needs no level that an APC could come at */
        const struct need apc[] = {above, {IR_BIN_LE, now, term_const(IRQL_APC)}};
        check_told(&env, s, TRIGGER_IRQL_APC, &told, apc, 2);
        above.y = term_const(IRQL_APC);
    }
    if (high < IRQL_HIGH)
        check_told(&env, s, TRIGGER_IRQL_HIGH, &told, &above, 1);
    if (low > IRQL_PASSIVE)
        check_told(&env, s, TRIGGER_IRQL_LOW, &told, &below, 1);
}

void thread_enter(struct analysis *a, struct state *s, uint32_t site, uint8_t low, uint8_t high)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .bits = 8, .a = site, .b = UINT32_MAX - 7};
    struct term level = term_const(low);
    if (low != high) {
        level = (struct term){universe_sym(&a->universe, k), 0};
        state_assume(&a->domain, s, IR_BIN_GE, level, term_const(low));
        state_assume(&a->domain, s, IR_BIN_LE, level, term_const(high));
    }
    irql_set(a, s, level);
    const struct ruleset *r = a->engine->rules;
    uint32_t thread = ruleset_object(r, "thread");
    for (uint32_t i = ATTRIBUTE_BUILTIN_COUNT; thread != UINT32_MAX && i < r->attributes.count; i++)
        if (r->attributes.items[i].object == thread) {
            k = (struct sym_key){.kind = SYM_UNKNOWN, .bits = 64, .a = site, .b = UINT32_MAX - 8 - i};
            state_set_attribute(&a->domain, s, driver_symbol(a), i, (struct term){universe_sym(&a->universe, k), 0});
        }
}

/* ---- the way back to the system ----------------------------------------------------------------------- */

static const struct object_kind *acquired_as(struct analysis *a, const struct state *s, const struct place_attribute *x)
{
    struct term t = state_norm(&a->domain, s, state_place_attribute(&a->domain, s, x->base, x->attribute - ATTRIBUTE_HELD + ATTRIBUTE_ACQUIRER));
    return term_is_const(t) && t.offset > 0 ? &a->engine->rules->objects.items[t.offset - 1] : NULL;
}

/* Whether this path acquired the lock more often than it released it. */
static bool is_held(struct analysis *a, const struct state *s, const struct place_attribute *x)
{
    struct term held = state_norm(&a->domain, s, x->value);
    const struct sym_key *k = universe_key(&a->universe, held.base);
    return held.offset > 0 && (held.base == 0 || ((k->kind == SYM_PRE || k->kind == SYM_PART) && k->a == x->attribute + 1));
}

void locks_acquired_as(struct analysis *a, const struct state *s, uint32_t kind, struct held_locks *out)
{
    struct held_locks all = {0};
    pmap_each(s->heap, collect_fn, &all);
    for (uint32_t i = 0; i < all.list.count; i++) {
        const struct place_attribute *x = &all.list.items[i];
        if (attribute_plain(x->attribute) == ATTRIBUTE_HELD && is_held(a, s, x) && acquired_as(a, s, x) == &a->engine->rules->objects.items[kind])
            vec_push(&out->list, *x);
    }
    vec_release(&all.list);
}

struct term locks_hold(struct analysis *a, const struct state *s, uint32_t kind)
{
    struct domain *d = &a->domain;
    struct held_locks all = {0};
    bool holds = false, changed = (s->widened & WIDENED_LOCKS) != 0; /* a lock of the callers' may have been released */
    pmap_each(s->heap, collect_fn, &all);
    for (uint32_t i = 0; i < all.list.count && !holds; i++) {
        const struct place_attribute *x = &all.list.items[i];
        if (attribute_plain(x->attribute) != ATTRIBUTE_HELD)
            continue;
        bool held = is_held(a, s, x);
        changed |= !held;
        holds = held && acquired_as(a, s, x) == &a->engine->rules->objects.items[kind];
    }
    vec_release(&all.list);
    if (holds || d->at_roots)
        return term_const(holds);
    if (!changed)
        return incoming_attribute(d, driver_symbol(a), ATTRIBUTE_HOLDS + kind);
    return heap_named(d, SYM_PART, ATTRIBUTE_HOLDS + kind + 1, (struct term){driver_symbol(a), 0}, 0, 8, false);
}

static void check_held(struct analysis *a, struct state *s, const struct place_attribute *x, ir_index loc)
{
    const struct object_kind *kind = acquired_as(a, s, x);
    struct env env = {.a = a, .loc = loc};
    struct told told = {.subject = {x->base, attribute_offset(x->attribute)}, .argument = UINT32_MAX, .words = kind ? kind->words : NULL};
    if (kind && kind->must_release)
        check_told(&env, s, TRIGGER_HELD_LOCK, &told, NULL, 0);
}

void locks_of_locals_end(struct analysis *a, struct state *s, ir_index loc)
{
    struct held_locks p = {0};
    pmap_each(s->heap, collect_fn, &p);
    for (uint32_t i = 0; i < p.list.count; i++) {
        const struct place_attribute *x = &p.list.items[i];
        if (attribute_plain(x->attribute) == ATTRIBUTE_HELD && universe_key(&a->universe, x->base)->kind == SYM_LOCAL && is_held(a, s, x))
            check_held(a, s, x, loc);
    }
    vec_release(&p.list);
}

void locks_end(struct analysis *a, struct state *s, ir_index loc, bool check)
{
    struct held_locks p = {0};
    pmap_each(s->heap, collect_fn, &p);
    for (uint32_t i = 0; i < p.list.count; i++) {
        const struct place_attribute *x = &p.list.items[i];
        bool held = attribute_plain(x->attribute) == ATTRIBUTE_HELD && is_held(a, s, x);
        const struct object_kind *kind = held ? acquired_as(a, s, x) : NULL;
        if (held)
            fate_of_lock(a, s, x->base, x->attribute, check && kind && kind->must_release ? FATE_REPORTED : FATE_RETURNED);
        if (check && held)
            check_held(a, s, x, loc);
    }
    for (uint32_t i = 0; i < p.list.count; i++)
        state_clear_attribute(&a->domain, s, p.list.items[i].base, p.list.items[i].attribute);
    vec_release(&p.list);
}

/* ---- threads of a recorded run ----------------------------------------------------------------------------- */

void locks_held(const struct state *s, const sym *among, uint32_t count, struct held_locks *out)
{
    struct held_locks all = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct pmap_value *v = pmap_find(s->heap, among[i]);
        if (v)
            collect_fn(&all, among[i], v);
    }
    for (uint32_t i = 0; i < all.list.count; i++)
        if (attribute_plain(all.list.items[i].attribute) != ATTRIBUTE_IRQL)
            vec_push(&out->list, all.list.items[i]);
    vec_release(&all.list);
}

void locks_held_all(const struct state *s, struct held_locks *out) { pmap_each(s->heap, collect_fn, out); }

void locks_put_aside(struct analysis *a, struct state *s, const struct held_locks *h)
{
    for (uint32_t i = 0; i < h->list.count; i++)
        state_clear_attribute(&a->domain, s, h->list.items[i].base, h->list.items[i].attribute);
}

void locks_put_back(struct analysis *a, struct state *s, const struct held_locks *h)
{
    for (uint32_t i = 0; i < h->list.count; i++)
        state_set_place_attribute(&a->domain, s, h->list.items[i].base, h->list.items[i].attribute, h->list.items[i].value);
}
