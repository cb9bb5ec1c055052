/*
 * Routines that are called later: work items, timers, threads (EFFECT_SCHEDULE).
 *
 * The life cycle calls them when the callback has returned (callback.c). Another processor may call a work item's routine
 * at once. Where it frees what it is given whatever happens, and waits for nobody before, whoever scheduled it must not
 * touch that any more: it counts as freed from then on, and is what it was again when the callback is over.
 */
#include "engine/contract.h"

#include <stdlib.h>

/* ---- what a routine does to its arguments ---------------------------------------------------------- */

static bool effects_acquire(const struct effect *f, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (f[i].kind == EFFECT_ACQUIRE || effects_acquire(f[i].inner, f[i].inner_count))
            return true;
    return false;
}

static bool ddi_acquires(const struct ddi *d)
{
    bool found = effects_acquire(d->effects, d->effect_count);
    for (uint32_t i = 0; i < d->outcome_count; i++)
        found |= effects_acquire(d->outcomes[i].effects, d->outcomes[i].effect_count);
    return found;
}

/* Whether a lock is acquired on the path, or may have been. */
static bool path_acquires(const struct event *ev)
{
    for (; ev; ev = ev->before)
        if (ev->cut || (ev->ddi && ddi_acquires(ev->ddi)) || path_acquires(ev->inner))
            return true;
    return false;
}

/* Whether the case cannot be what happens: it is for another argument than one that is not null. */
static bool is_for_null(const struct summary *from, const struct summary_case *c, uint32_t param)
{
    for (uint32_t i = 0; i < c->fact_count; i++) {
        const struct summary_fact *f = &c->facts[i];
        const struct sym_key *k = &from->keys[f->base];
        if (f->same && k->kind == SYM_PARAM && k->a == param && term_equal(f->term, term_const(0)))
            return true;
    }
    return false;
}

static bool case_frees(const struct summary *from, const struct summary_case *c, uint32_t param)
{
    bool freed = false;
    for (uint32_t i = 0; i < c->cell_count; i++) {
        const struct summary_cell *x = &c->cells[i];
        const struct sym_key *k = &from->keys[x->base];
        if (x->attribute && x->cell.offset == ATTRIBUTE_WAITED)
            return false;
        freed |= x->attribute && x->cell.offset == ATTRIBUTE_STATE && x->cell.size == 0 && k->kind == SYM_PARAM && k->a == param &&
                 term_equal(x->cell.value, term_const(OBJECT_FREED));
    }
    return freed && !path_acquires(c->trace);
}

/* Whether the function frees what the parameter points to, on each way through it, and waits for nobody. */
static bool always_frees(const struct summary *from, uint32_t param)
{
    bool any = false;
    if (!from->ready || from->incomplete || from->degraded)
        return false;
    for (uint32_t i = 0; i < from->case_count; i++) {
        const struct summary_case *c = &from->cases[i];
        if (c->is_issue || is_for_null(from, c, param))
            continue;
        if (!case_frees(from, c, param))
            return false;
        any = true;
    }
    return any;
}

/* ---- scheduling ---------------------------------------------------------------------------------------- */

static void give_object(struct env *env, struct state *s, struct term object, const char *routine)
{
    struct domain *d = &env->a->domain;
    struct term before = state_attribute(d, s, object.base, ATTRIBUTE_STATE);
    if (term_equal(state_norm(d, s, before), term_const(OBJECT_FREED)))
        return;
    state_set_attribute(d, s, object.base, ATTRIBUTE_GIVEN, before);
    state_set_attribute(d, s, object.base, ATTRIBUTE_STATE, term_const(OBJECT_FREED));
    struct event *ev = event_add(env->a, s, EVENT_STATE, env->loc);
    ev->subject = object_beginning(env->a, object.base);
    ev->change = CHANGE_FREED;
    ev->argument = UINT32_MAX;
    ev->ddi = env->ddi;
    ev->call = env->call;
    ev->text = arena_printf(&env->a->arena, "%s may run from here on, and frees it", routine);
}

static void give_away(struct env *env, struct state *s, const struct effect *f, struct term routine)
{
    struct analysis *a = env->a;
    const struct sym_key k = *universe_key(&a->universe, routine.base);
    if (k.kind != SYM_FUNCTION || routine.offset || f->irql_high != IRQL_PASSIVE) /* a DPC may wait for this processor */
        return;
    const struct program_function *pf = &a->engine->program.functions.items[k.a];
    if (!pf->has_body || a->function == PROGRAM_NONE || !schedule_may_call(a->engine, a->out, a->function, k.a))
        return;
    for (uint32_t i = 0; i < f->arg_count; i++) {
        bool known = f->args[i]->kind != EXPR_UNKNOWN;
        struct term object = known ? state_norm(&a->domain, s, eval(env, s, f->args[i], &known)) : term_const(0);
        enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, object.base)->kind;
        bool followed = kind == SYM_NEW || kind == SYM_PARAM || kind == SYM_PRE;
        if (known && followed && object_at_origin(&a->domain, s, &object) && always_frees(&a->engine->summaries[k.a], i))
            give_object(env, s, object, pf->name);
    }
}

/* Some value, a number of 32 bits, for which the comparison with it holds. */
static struct term some_value(struct env *env, struct state *s, const struct expr *e, bool *known)
{
    static const enum ir_bin ops[] = {[EXPR_EQ] = IR_BIN_EQ, [EXPR_NE] = IR_BIN_NE, [EXPR_LT] = IR_BIN_LT,
                                      [EXPR_LE] = IR_BIN_LE, [EXPR_GT] = IR_BIN_GT, [EXPR_GE] = IR_BIN_GE};
    struct sym_key key = {.kind = SYM_UNKNOWN, .bits = 32, .is_signed = true, .a = env->site, .b = env->slot++, .epoch = s->epoch};
    struct term value = {universe_sym(&env->a->universe, key), 0};
    state_assume(&env->a->domain, s, ops[e->kind], value, eval(env, s, e->b, known));
    return value;
}

/* What the routine is called with; *known is false where nothing is known of it. */
static struct term argument_value(struct env *env, struct state *s, const struct expr *e, bool *known)
{
    *known = e->kind != EXPR_UNKNOWN;
    if (e->kind >= EXPR_EQ && e->kind <= EXPR_GE)
        return some_value(env, s, e, known);
    return *known ? eval(env, s, e, known) : term_const(0);
}

/*
 * A scheduled call is an object that is lent to the system: routine and arguments stand in its cells. What a timer
 * or another object decides about has that object as its holder, so that it is gone when the object is freed.
 */
void call_schedule(struct env *env, struct state *s, const struct effect *f)
{
    struct domain *d = &env->a->domain;
    struct sym_key key = {.kind = SYM_NEW, .a = env->site, .b = env->slot++, .epoch = s->epoch};
    struct term call = {universe_sym(&env->a->universe, key), 0};
    bool known = true;
    struct term routine = f->callback ? call_player(env, f) : state_norm(d, s, eval(env, s, f->expr, &known));
    if (!known || (f->callback && !routine.base))
        return;
    state_define(d, s, call.base, REST_UNKNOWN, env->site);
    state_store(d, s, call, 8, routine);
    for (uint32_t i = 0; i < f->arg_count; i++) {
        struct term value = argument_value(env, s, f->args[i], &known);
        if (known)
            state_store(d, s, term_plus(call, 8 * (int64_t)(i + 1)), 8, state_norm(d, s, value));
    }
    known = true;
    state_set_attribute(d, s, call.base, ATTRIBUTE_STATE, term_const(OBJECT_LENT));
    state_set_attribute(d, s, call.base, ATTRIBUTE_CALL, term_const((int64_t)f->arg_count + 1));
    state_assume(d, s, IR_BIN_NE, call, term_const(0));
    if (f->callback) {
        state_set_attribute(d, s, call.base, ATTRIBUTE_AWAITED, term_const(ruleset_callback_id(env->a->engine->rules, f->callback->name)));
        return;
    }
    if (!f->size) {
        give_away(env, s, f, routine);
        return;
    }
    struct term holder = state_norm(d, s, eval(env, s, f->size->a, &known));
    if (known && holder.base && holder.offset == 0) {
        state_set_attribute(d, s, call.base, ATTRIBUTE_HOLDER, holder);
        state_set_attribute(d, s, call.base, ATTRIBUTE_WHILE, term_const((int64_t)f->size->index + 1));
    }
}

void call_expect(struct env *env, struct state *s, const struct effect *f)
{
    struct domain *d = &env->a->domain;
    bool known = !f->callback; /* what is lent to a callback comes back by its own parameters */
    struct term routine = known ? state_norm(d, s, eval(env, s, f->expr, &known)) : term_const(0);
    for (uint32_t i = 0; known && i < f->arg_count; i++) {
        bool is_object = f->args[i]->kind != EXPR_UNKNOWN;
        struct term object = is_object ? state_norm(d, s, eval(env, s, f->args[i], &is_object)) : term_const(0);
        bool until = is_object && f->size && term_equal(object, state_norm(d, s, eval(env, s, f->size->a, &is_object)));
        const struct object *o = is_object && object.base && object.offset == 0 ? state_object(s, object.base) : NULL;
        if (!o || !(until || object_in_state(o, OBJECT_LENT)))
            continue;
        state_set_attribute(d, s, object.base, ATTRIBUTE_LATER, routine);
        state_set_attribute(d, s, object.base, ATTRIBUTE_LATER_WHILE, term_const(until ? (int64_t)f->size->index + 1 : 0));
    }
}

/* ---- afterwards ------------------------------------------------------------------------------------------- */

struct given {
    VEC(struct given_object { sym base; struct term before; }) list;
};

static bool given_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct given *g = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_GIVEN && !term_equal(o->cells[o->cell_count + i].value, term_const(0)))
            vec_push(&g->list, ((struct given_object){key, o->cells[o->cell_count + i].value}));
    return true;
}

void calls_are_due(struct analysis *a, struct state *s)
{
    struct given g = {0};
    pmap_each(s->heap, given_fn, &g);
    for (uint32_t i = 0; i < g.list.count; i++) {
        state_set_attribute(&a->domain, s, g.list.items[i].base, ATTRIBUTE_STATE, g.list.items[i].before);
        state_set_attribute(&a->domain, s, g.list.items[i].base, ATTRIBUTE_GIVEN, term_const(0));
    }
    vec_release(&g.list);
}
