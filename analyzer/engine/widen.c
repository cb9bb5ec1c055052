/*
 * Loops that go on (ENGINE.md D8): what an iteration changed becomes unknown. An object whose holder
 * is forgotten so, or that an iteration made, may be held elsewhere from then on: no leak of it is
 * reported.
 */
#include "engine/exec.h"


struct widening {
    struct analysis *a;
    struct state *now;
    uint32_t stamp;
    const struct sym_set *members;
    bool changed;
};

static void widen_object(struct widening *w, sym base, const struct object *old, const struct object *o)
{
    struct domain *d = &w->a->domain;
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        const struct cell *c = &o->cells[i];
        bool attribute = i >= o->cell_count;
        const struct cell *before = old ? object_same_place(old, c, attribute) : NULL;
        if (before && cells_equal(before, c))
            continue;
        if (attribute && (c->offset == ATTRIBUTE_SEEN || (sym_is_incoming(d, base) && term_equal(c->value, incoming_attribute(d, base, (uint32_t)c->offset)))))
            continue; /* asked for the first time */
        if (!before && c->kind == CELL_VALUE && sym_is_incoming(d, base) && !attribute &&
            universe_key(&w->a->universe, c->value.base)->kind == SYM_PRE)
            continue; /* read for the first time */
        w->changed = true;
        if (!attribute && c->kind == CELL_VALUE && sym_set_has(w->members, c->value.base))
            continue; /* a chain is as it is, however many iterations there are */
        if (attribute) {
            if (attribute_is_of_lock((uint32_t)c->offset)) {
                fate_of_lock(w->a, w->now, base, (uint32_t)c->offset, FATE_LOOP);
                w->now->widened |= WIDENED_LOCKS;
            }
            struct sym_key k = {.kind = SYM_UNKNOWN, .a = w->stamp, .b = UINT32_MAX - 3, .epoch = w->now->epoch, .x = {base, c->offset}};
            state_set_attribute(d, w->now, base, (uint32_t)c->offset, (struct term){universe_sym(&w->a->universe, k), 0});
            if (!attribute_is_of_place((uint32_t)c->offset))
                state_escape(d, w->now, base, FATE_LOOP);
        } else {
            if (before && before->kind == CELL_VALUE && state_object(w->now, before->value.base))
                state_escape(d, w->now, before->value.base, FATE_LOOP);
            state_forget(d, w->now, (struct term){base, c->offset}, c->size, ((w->stamp + w->now->epoch) & ~STAMP_LOST) | STAMP_WIDENED);
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
        state_escape(&w->a->domain, w->now, key, sym_set_has(w->members, key) ? FATE_FOLDED : FATE_LOOP);
        return true;
    }
    widen_object(w, key, old, o);
    return true;
}

bool state_widen(struct analysis *a, const struct state *before, struct state *now, uint32_t stamp, const struct sym_set *members)
{
    struct widening w = {a, now, stamp, members, false};
    struct pmap heap = now->heap; /* as it was: what is written is in nodes of the edit */
    domain_edit(&a->domain);
    pmap_diff(before->heap, heap, widen_fn, &w);
    domain_done(&a->domain);
    now->widened |= WIDENED_MEMORY;
    return w.changed;
}
