/*
 * The end of the instance: a device is removed, and with it goes all whose holder it is. The routines that the driver has
 * given to them (ATTRIBUTE_CLEANUP, ATTRIBUTE_DESTROY) are called one after the other in the state that callbacks have
 * left, parts before what they belong to: first all that clean up, then all that destroy. What only the context spaces
 * of these objects held, and what none of these routines has freed, is lost.
 */
#include "engine/contract.h"
#include "engine/lifecycle.h"

#include <stdlib.h>

enum {
    REMOVAL_STATES_MAX = 8, /* more are not followed from one routine to the next */
    CHAIN_BACK_MAX = 4,     /* callbacks that a driver does without, one behind the other, while the last one that it has is looked for */
};

struct ending {
    struct lifecycle *l;
    const struct state *s;
    VEC(struct term) list; /* parts before what they belong to */
};

struct parts_of {
    struct ending *e;
    struct term holder;
    VEC(sym) list;
};

static bool part_of_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct parts_of *p = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset == ATTRIBUTE_HOLDER && term_equal(state_norm(&p->e->l->a.domain, p->e->s, c->value), p->holder) &&
            object_in_state(o, OBJECT_LIVE))
            vec_push(&p->list, key);
    }
    return true;
}

static void add_ending(struct ending *e, struct term object)
{
    struct parts_of p = {.e = e, .holder = object};
    for (uint32_t i = 0; i < e->list.count; i++)
        if (term_equal(e->list.items[i], object))
            return;
    pmap_each(e->s->heap, part_of_fn, &p);
    for (uint32_t i = 0; i < p.list.count && e->list.count < ARGS_MAX; i++)
        if (p.list.items[i] != object.base)
            add_ending(e, (struct term){p.list.items[i], 0});
    vec_release(&p.list);
    vec_push(&e->list, object);
}

/* Calls the routine in one state, and adds those that it leaves behind. */
static void call_in(struct lifecycle *l, uint32_t function, struct term object, const struct state *before, struct state_list *out)
{
    const struct program_function *pf = &l->e->program.functions.items[function];
    struct state s = *before;
    struct state_list more = {0};
    uint8_t low, high;
    root_irql(l, pf, &low, &high);
    s.epoch = free_epoch(l, &s, SITE_SCHEDULED);
    thread_enter(&l->a, &s, SITE_SCHEDULED, low, high);
    summary_apply(&l->a, function, &object, 1, NULL, 0, SITE_SCHEDULED, &s, &more);
    if (!s.dead)
        vec_push(&more, s);
    for (uint32_t i = 0; i < more.count; i++) {
        if (out->count == REMOVAL_STATES_MAX) {
            l->a.out->counters.harness_dropped++;
            continue;
        }
        end_locks(l, &more.items[i], function);
        more.items[i].temps = (struct pmap){0};
        vec_push(out, more.items[i]);
    }
    vec_release(&more);
    l->e->entered[function] = true;
    l->calls++;
}

/* The routine that an object has in this state, PROGRAM_NONE where none is known. */
static uint32_t routine_of(struct lifecycle *l, struct state *s, struct term object, uint32_t attribute)
{
    const struct object *o = state_object(s, object.base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        struct term t = c->offset == attribute && c->kind == CELL_VALUE ? state_norm(&l->a.domain, s, c->value) : term_const(0);
        const struct sym_key *k = t.base ? universe_key(&l->a.universe, t.base) : NULL;
        if (k && k->kind == SYM_FUNCTION && t.offset == 0 && l->e->program.functions.items[k->a].has_body)
            return k->a;
        if (t.base) { /* one that is not seen may free whatever it finds */
            escape_reachable(&l->a, s, object, false, SITE_SCHEDULED, FATE_ROUTINE);
            return PROGRAM_NONE;
        }
    }
    return PROGRAM_NONE;
}

static bool leads_to(const struct callback *c, uint32_t phase)
{
    for (uint32_t i = 0; i < c->outcome_count; i++)
        if (c->outcomes[i].next == phase)
            return true;
    return false;
}

/* A callback of the driver with which the life cycle has come to this state, over those that it does without. */
static uint32_t came_by(const struct lifecycle *l, uint32_t phase, int depth)
{
    uint32_t found = PROGRAM_NONE;
    for (uint32_t i = 0; i < l->roles->player_count; i++)
        if (leads_to(&l->model->callbacks[l->roles->players[i].callback], phase))
            return l->roles->players[i].function;
    for (uint32_t c = 0; depth && c < l->model->callback_count; c++)
        for (uint32_t from = 0; from < l->model->state_count && leads_to(&l->model->callbacks[c], phase) && found == PROGRAM_NONE; from++)
            if (l->model->callbacks[c].from >> from & 1)
                found = came_by(l, from, depth - 1);
    return found;
}

static void leave(struct lifecycle *l, const struct ending *e, struct state *s, uint32_t function)
{
    for (uint32_t i = 0; i < e->list.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, e->list.items[i].base);
    if (function != PROGRAM_NONE)
        report_leaks(l, s, function);
    collect_garbage(l, s);
    phase_set(&l->a, s, l->roles->driver, l->model->removal_to);
    reach_phase(l, l->model->removal_to, s, way_to_phase(l->model->removal_to, s));
}

void remove_instance(struct lifecycle *l, uint32_t phase, const struct state *before)
{
    static const uint32_t routines[] = {ATTRIBUTE_CLEANUP, ATTRIBUTE_DESTROY};
    struct ending e = {.l = l, .s = before};
    struct state_list now = {0}, next = {0};
    uint32_t last = PROGRAM_NONE;
    add_ending(&e, l->instance);
    vec_push(&now, *before);
    callback_set(&l->a, &now.items[0], NULL);
    for (uint32_t r = 0; r < 2; r++)
        for (uint32_t i = 0; i < e.list.count; i++) {
            for (uint32_t k = 0; k < now.count; k++) {
                uint32_t f = routine_of(l, &now.items[k], e.list.items[i], routines[r]);
                if (f == PROGRAM_NONE)
                    vec_push(&next, now.items[k]);
                else
                    call_in(l, f, e.list.items[i], &now.items[k], &next);
                last = f == PROGRAM_NONE ? last : f;
            }
            vec_clear(&now);
            for (uint32_t k = 0; k < next.count; k++)
                vec_push(&now, next.items[k]);
            vec_clear(&next);
        }
    for (uint32_t k = 0; k < now.count; k++)
        leave(l, &e, &now.items[k], last == PROGRAM_NONE ? came_by(l, phase, CHAIN_BACK_MAX) : last);
    vec_release(&now);
    vec_release(&next);
    vec_release(&e.list);
}
