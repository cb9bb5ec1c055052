/*
 * What can be reached from a set of symbols through memory.
 */
#include "engine/heap.h"

#include <stdlib.h>

struct reach {
    struct domain *d;
    const struct state *s;
    struct sym_set *reached;
    VEC(sym) work;
};

/* A pointer that is kept with flags in its low bits, or aligned, leads to the object as the pointer itself does. */
static void reach_term(struct reach *r, struct term t)
{
    t = state_norm(r->d, r->s, t);
    if (t.base == 0 || !sym_set_add(r->reached, t.base))
        return;
    const struct sym_key k = *universe_key(r->d->universe, t.base);
    if (k.kind == SYM_LIST && (k.op == LIST_FRONT || k.op == LIST_BACK)) {
        reach_term(r, k.x);
        reach_term(r, k.y);
    } else {
        vec_push(&r->work, t.base);
        if (k.kind == SYM_EXPR && (k.op == IR_BIN_OR || k.op == IR_BIN_AND)) {
            reach_term(r, k.x);
            reach_term(r, k.y);
        }
    }
}

static bool is_freed(struct domain *d, const struct state *s, const struct object *o)
{
    const struct cell *c = attribute_cell(o, ATTRIBUTE_STATE);
    const struct cell *given = attribute_cell(o, ATTRIBUTE_GIVEN); /* whoever frees it later finds what it holds */
    return c && term_equal(state_norm(d, s, c->value), term_const(OBJECT_FREED)) && (!given || term_equal(given->value, term_const(0)));
}

static bool seed_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct reach *r = context;
    (void)v;
    if (sym_set_has(r->reached, key))
        vec_push(&r->work, key);
    return true;
}

/* Memory whose address is computed (base + unknown offset) is reached with what it is computed from. */
static bool computed_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct reach *r = context;
    const struct sym_key k = *universe_key(r->d->universe, key);
    (void)v;
    if ((k.kind == SYM_EXPR || k.kind == SYM_ELEMENT) && !sym_set_has(r->reached, key)) {
        struct term x = state_norm(r->d, r->s, k.x), y = state_norm(r->d, r->s, k.y);
        if ((x.base && sym_set_has(r->reached, x.base)) || (y.base && sym_set_has(r->reached, y.base)))
            reach_term(r, (struct term){key, 0});
    }
    return true;
}

static void reach_objects(struct reach *r, bool through_attributes);

void state_reach(struct domain *d, const struct state *s, bool through_attributes, struct sym_set *reached)
{
    struct reach r = {.d = d, .s = s, .reached = reached};
    pmap_each(s->heap, seed_fn, &r);
    while (r.work.count) {
        reach_objects(&r, through_attributes);
        pmap_each(s->heap, computed_fn, &r);
    }
    vec_release(&r.work);
}

static void reach_objects(struct reach *r, bool through_attributes)
{
    struct domain *d = r->d;
    const struct state *s = r->s;
    while (r->work.count) {
        sym base = vec_pop(&r->work);
        const struct object *o = state_object(s, base);
        if (!o || (is_freed(d, s, o) && !o->escaped))
            continue;
        for (uint32_t i = 0; i < o->cell_count; i++)
            if (o->cells[i].kind == CELL_VALUE)
                reach_term(r, o->cells[i].value);
        bool instance = base == d->instance; /* its context is an attribute as the rules have it, a pointer in truth */
        for (uint32_t i = 0; i < o->attribute_count; i++) {
            uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
            bool refers = (through_attributes || instance) && attribute >= ATTRIBUTE_BUILTIN_COUNT && !attribute_is_of_place(attribute);
            if (refers || (attribute_is_of_place(attribute) && attribute_plain(attribute) == ATTRIBUTE_MEMBERS))
                reach_term(r, o->cells[o->cell_count + i].value);
        }
    }
}
