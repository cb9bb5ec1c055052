/*
 * Callbacks that a function waits for: NdisOpenAdapterEx returns NDIS_STATUS_PENDING, and the function waits for the event
 * that ProtocolOpenAdapterCompleteEx sets.
 *
 * A call that ends so leaves the callback to be called: a scheduled call (later.c) that carries ATTRIBUTE_AWAITED. Where the
 * path waits for an event, the callback's summary is applied. Of its ways those go on that set this event, as nothing else
 * ends the wait. Where it sets another one, or nobody knows for what the path waits, the callback has been called by then
 * or not: what it would have changed is not known.
 *
 * A wait in a callee that does nothing but wait is one of the caller's. Others may have read before it, or behind: nothing is
 * reported after them.
 */
#include "engine/contract.h"

#include <stdlib.h>

bool call_is_awaited(const struct object *o)
{
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_AWAITED)
            return true;
    return false;
}

struct term call_player(struct env *env, const struct effect *f)
{
    const struct program *p = &env->a->engine->program;
    bool is_model = false;
    for (uint32_t m = 0; m < p->models.count; m++)
        is_model |= p->models.items[m].driver == f->model;
    uint32_t player = is_model ? program_player(p, f->model, f->callback) : PROGRAM_NONE;
    if (player == PROGRAM_NONE || !p->functions.items[player].is_awaited)
        return term_const(0);
    return (struct term){universe_sym(&env->a->universe, (struct sym_key){.kind = SYM_FUNCTION, .a = player}), 0};
}

void signal_effect(struct env *env, struct state *s, const struct effect *f)
{
    struct analysis *a = env->a;
    bool known = true;
    if (a->function == PROGRAM_NONE || !a->engine->program.functions.items[a->function].is_scheduled)
        return;
    struct term event = state_norm(&a->domain, s, eval(env, s, f->expr, &known));
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_SIGNALLED, known ? event : term_const(0));
}

/* ---- one callback ---------------------------------------------------------------------------------------- */

struct awaited_call {
    sym call;
    uint32_t function;
    int64_t callback; /* ruleset_callback_id */
    struct term args[ARGS_MAX];
    uint32_t arg_count;
};

static int64_t number_at(const struct object *o, uint32_t attribute)
{
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == attribute)
            return o->cells[o->cell_count + i].value.offset;
    return 0;
}

/* What stands in the call's object; false where it is not one that can be called here. */
static bool read_call(struct analysis *a, const struct state *s, sym call, uint32_t site, struct awaited_call *out)
{
    const struct object *o = state_object(s, call);
    struct term routine = term_const(0);
    *out = (struct awaited_call){.call = call, .callback = number_at(o, ATTRIBUTE_AWAITED), .arg_count = (uint32_t)number_at(o, ATTRIBUTE_CALL) - 1};
    if (out->arg_count >= ARGS_MAX)
        return false;
    for (uint32_t i = 0; i < out->arg_count; i++)
        out->args[i] = (struct term){universe_sym(&a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = site, .b = UINT32_MAX - 64 - i, .epoch = s->epoch}), 0};
    for (uint32_t i = 0; i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        if (c->kind == CELL_UNKNOWN || c->offset % 8 || c->offset < 0 || c->offset / 8 > out->arg_count)
            continue;
        struct term value = c->kind == CELL_VALUE ? state_norm(&a->domain, s, c->value) : term_const(0);
        *(c->offset ? &out->args[c->offset / 8 - 1] : &routine) = value;
    }
    const struct sym_key *k = universe_key(&a->universe, routine.base);
    out->function = k->a;
    return k->kind == SYM_FUNCTION && routine.offset == 0;
}

/* What is of the thread that waits: another one makes the call. */
struct thread {
    struct term irql, callback, signalled;
    struct held_locks locks;
    VEC(struct thread_attribute { uint32_t attribute; struct term value; }) attributes;
};

static void thread_put_aside(struct analysis *a, struct state *s, struct thread *t)
{
    const struct ruleset *r = a->engine->rules;
    const struct object *driver = state_object(s, driver_symbol(a));
    uint32_t thread = ruleset_object(r, "thread");
    struct held_locks all = {0};
    t->irql = irql_term(a, s);
    t->callback = callback_term(a, s);
    for (uint32_t i = 0; driver && i < driver->attribute_count; i++) {
        const struct cell *c = &driver->cells[driver->cell_count + i];
        if (c->offset < ATTRIBUTE_OF_ENGINE && c->offset < r->attributes.count && r->attributes.items[c->offset].object == thread)
            vec_push(&t->attributes, ((struct thread_attribute){(uint32_t)c->offset, c->value}));
        if (c->offset == ATTRIBUTE_SIGNALLED)
            t->signalled = c->value;
    }
    locks_held_all(s, &all);
    for (uint32_t i = 0; i < all.list.count; i++)
        if (attribute_plain(all.list.items[i].attribute) != ATTRIBUTE_IRQL)
            vec_push(&t->locks.list, all.list.items[i]);
    vec_release(&all.list);
    locks_put_aside(a, s, &t->locks);
}

/* The callback has returned to the system: with a lock that it holds still, that is said where the callback is looked at by itself. */
static void thread_put_back(struct analysis *a, struct state *s, const struct thread *t)
{
    struct held_locks all = {0};
    locks_held_all(s, &all);
    locks_put_aside(a, s, &all);
    vec_release(&all.list);
    const struct ruleset *r = a->engine->rules;
    uint32_t thread = ruleset_object(r, "thread");
    for (uint32_t i = ATTRIBUTE_BUILTIN_COUNT; thread != UINT32_MAX && i < r->attributes.count; i++)
        if (r->attributes.items[i].object == thread)
            state_clear_attribute(&a->domain, s, driver_symbol(a), i);
    for (uint32_t i = 0; i < t->attributes.count; i++)
        state_set_attribute(&a->domain, s, driver_symbol(a), t->attributes.items[i].attribute, t->attributes.items[i].value);
    state_clear_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_SIGNALLED);
    if (t->signalled.base)
        state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_SIGNALLED, t->signalled);
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_CALLBACK, t->callback);
    irql_set(a, s, t->irql);
    locks_put_back(a, s, &t->locks);
}

static void thread_release(struct thread *t)
{
    vec_release(&t->locks.list);
    vec_release(&t->attributes);
}

/* What was lent with the call is the driver's again; what stands in its own variables is nobody's object. */
static void take_back(struct analysis *a, struct state *s, const struct awaited_call *c)
{
    for (uint32_t i = 0; i < c->arg_count; i++) {
        struct term t = c->args[i];
        const struct object *o = t.base && object_at_origin(&a->domain, s, &t) ? state_object(s, t.base) : NULL;
        enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, t.base)->kind;
        if (!o || !object_in_state(o, OBJECT_LENT))
            continue;
        if (kind == SYM_NEW)
            state_set_attribute(&a->domain, s, t.base, ATTRIBUTE_STATE, term_const(OBJECT_LIVE));
        else if (kind == SYM_LOCAL)
            state_clear_attribute(&a->domain, s, t.base, ATTRIBUTE_STATE);
    }
}

/* The event that was set last, base 0 where none was. */
static struct term signalled(struct analysis *a, const struct state *s)
{
    const struct object *driver = state_object(s, driver_symbol(a));
    for (uint32_t i = 0; driver && i < driver->attribute_count; i++)
        if (driver->cells[driver->cell_count + i].offset == ATTRIBUTE_SIGNALLED)
            return state_norm(&a->domain, s, driver->cells[driver->cell_count + i].value);
    return term_const(0);
}

static bool is_incoming(const struct analysis *a, struct term t)
{
    enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, t.base)->kind;
    return kind == SYM_PARAM || kind == SYM_PRE;
}

/*
 * Calls the callback. The ways on which it sets the event are added to list; returns whether there are any. *other: an event
 * that it sets and that may be the awaited one, as callers know (the handle's context, and the argument); base 0 none.
 */
static bool call_awaited(struct analysis *a, const struct state *before, const struct awaited_call *c, struct term event, ir_index loc,
                         uint32_t site, struct state_list *list, struct term *other)
{
    const struct callback *cb = ruleset_callback(a->engine->rules, c->callback);
    const struct summary *summary = &a->engine->summaries[c->function];
    struct state s = *before;
    struct state_list more = {0};
    struct thread waiting = {0};
    bool any = false;
    if (!event.base || !cb || a->function == PROGRAM_NONE || !schedule_may_call(a->engine, a->out, a->function, c->function) || !summary->ready || summary->cut)
        return false;
    take_back(a, &s, c);
    state_waited(a, &s, event);
    s.heap = pmap_remove(&a->arena, s.heap, c->call);
    thread_put_aside(a, &s, &waiting);
    state_clear_attribute(&a->domain, &s, driver_symbol(a), ATTRIBUTE_SIGNALLED);
    thread_enter(a, &s, site, cb->irql_low, cb->irql_high);
    callback_set(a, &s, cb->name);
    a->awaiting = (uint32_t)c->callback;
    summary_apply(a, c->function, c->args, c->arg_count, NULL, loc, site, &s, &more);
    a->awaiting = 0;
    if (!s.dead)
        vec_push(&more, s);
    for (uint32_t i = 0; i < more.count; i++) {
        struct state *t = &more.items[i];
        struct term set = t->dead ? term_const(0) : signalled(a, t), wanted = state_norm(&a->domain, t, event);
        if (!term_equal(set, wanted) || !set.base) {
            if (set.base && set.offset == wanted.offset && is_incoming(a, set) && is_incoming(a, wanted))
                *other = set;
            continue;
        }
        thread_put_back(a, t, &waiting);
        t->temps = pmap_remove(&a->arena, t->temps, 0);
        vec_push(list, *t);
        any = true;
    }
    if (any)
        results_awaited(a->out, (struct awaited){a->function, c->function});
    thread_release(&waiting);
    vec_release(&more);
    return any;
}

/* ---- the wait -------------------------------------------------------------------------------------------- */

struct awaited_calls {
    const struct state *before;
    VEC(sym) list;
};

static bool awaited_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct awaited_calls *all = context;
    if (call_is_awaited((const struct object *)(uintptr_t)v->a) && (!all->before || state_object(all->before, key)))
        vec_push(&all->list, key);
    return true;
}

/* Calls the callback, and ends the wait where it sets the event. What is left in *s is where it does not: dead where it always does.
   Returns whether some way ends it. */
static bool end_wait(struct analysis *a, struct state *s, const struct awaited_call *c, struct term event, ir_index loc, uint32_t site, struct state_list *list)
{
    struct term other = term_const(0), none;
    struct state same = *s;
    if (call_awaited(a, s, c, event, loc, site, list, &other)) {
        s->dead = true;
        return true;
    }
    if (!other.base)
        return false;
    state_assume(&a->domain, &same, IR_BIN_EQ, other, event);
    struct awaited_call again;
    if (same.dead || !read_call(a, &same, c->call, site, &again) || !call_awaited(a, &same, &again, event, loc, site, list, &none))
        return false;
    state_assume(&a->domain, s, IR_BIN_NE, other, event);
    return true;
}

/* Calls that the path has left, with those that were there before only where `before` is given. */
static void wait_for(struct analysis *a, const struct state *before, struct state *s, struct term event, ir_index loc, uint32_t site, struct state_list *list)
{
    struct awaited_calls all = {.before = before};
    struct awaited_call c;
    sym ended = 0;
    uint32_t first = list->count;
    if (a->engine->program.has_scheduled)
        pmap_each(s->heap, awaited_fn, &all);
    for (uint32_t i = 0; i < all.list.count && !ended; i++)
        if (read_call(a, s, all.list.items[i], site, &c))
            ended = end_wait(a, s, &c, event, loc, site, list) ? c.call : 0;
    if (!s->dead) {
        state_waited(a, s, event);
        vec_push(list, *s);
    }
    for (uint32_t n = first; n < list->count; n++)
        for (uint32_t i = 0; i < all.list.count; i++)
            if (state_object(&list->items[n], all.list.items[i]) && read_call(a, &list->items[n], all.list.items[i], site, &c))
                summary_forget(a, c.function, c.args, c.arg_count, site, &list->items[n]);
    vec_release(&all.list);
}

/* The event that the effect waits for, base 0 where it is not known, or the wait may end without it. */
static struct term event_of(struct env *env, struct state *s, const struct effect *f)
{
    struct ways ways = {0};
    bool known = true;
    if (!f->expr || !env->a->engine->program.has_scheduled)
        return term_const(0);
    if (f->size) {
        condition_solve(env, s, f->size, false, &ways);
        known = ways.count == 0 && !ways.undecided;
        ways_release(&ways);
    }
    struct term event = known ? state_norm(&env->a->domain, s, eval(env, s, f->expr, &known)) : term_const(0);
    return known ? event : term_const(0);
}

void wait_effect(struct env *env, struct state *s, const struct effect *f, struct state_list *list)
{
    wait_for(env->a, NULL, s, event_of(env, s, f), env->loc, env->site, list);
}

void wait_in_callee(struct analysis *a, const struct state *before, struct state *s, struct term event, bool does_more, ir_index loc, uint32_t site,
                    struct state_list *list)
{
    struct awaited_calls all = {.before = before};
    pmap_each(s->heap, awaited_fn, &all);
    bool any = all.list.count != 0;
    vec_release(&all.list);
    if (!any) {
        vec_push(list, *s);
        return;
    }
    if (does_more)
        state_doubt(&a->domain, s);
    wait_for(a, before, s, does_more ? term_const(0) : event, loc, site, list);
}
