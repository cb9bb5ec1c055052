/*
 * What the effects of a contract do to a state (outcome.c: a call with its outcomes).
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

static const struct object_kind *kind_of(const struct env *env, uint32_t object)
{
    return object ? &env->a->engine->rules->objects.items[object - 1] : NULL;
}

/* The argument of the call that an expression names, UINT32_MAX where it is none. */
static uint32_t argument_of(const struct expr *e) { return e && e->kind == EXPR_PARAM ? e->index : UINT32_MAX; }

void note_state(struct env *env, struct state *s, struct term object, const struct effect *f, const char *verb)
{
    struct event *ev = event_add(env->a, s, EVENT_STATE, env->loc);
    ev->subject = object.offset ? object : object_beginning(env->a, object.base);
    ev->change = f->kind == EFFECT_FREE ? CHANGE_FREED : f->kind == EFFECT_LEND ? CHANGE_LENT : f->kind == EFFECT_SET ? CHANGE_NONE : CHANGE_MADE;
    ev->argument = argument_of(f->expr);
    ev->ddi = env->ddi;
    ev->call = env->call;
    if (f->step)
        event_set_words(env, s, ev, f->step);
    else
        ev->text = arena_printf(&env->a->arena, "%s %s", f->object ? kind_of(env, f->object)->words : "the object", verb);
}

/* Tells where the object is; false where it is null, unknown or no object. */
static bool object_at(struct env *env, struct state *s, const struct expr *e, struct term *out)
{
    bool known = true;
    *out = state_norm(&env->a->domain, s, eval(env, s, e, &known));
    return known && !s->dead && out->base != 0 && object_at_origin(&env->a->domain, s, out);
}

/* A pointer into the middle of something: the object that it belongs to is not known here, but what
   happens to it is its end, perhaps (an entry of a list, and the record around it). */
static bool owned_at(struct env *env, struct state *s, const struct expr *e, struct term *out)
{
    if (object_at(env, s, e, out))
        return true;
    if (out->base && !s->dead)
        state_escape(&env->a->domain, s, out->base, FATE_INSIDE);
    return false;
}

static struct term attribute_term(struct env *env, struct state *s, struct term object, uint32_t attribute)
{
    return state_attribute(&env->a->domain, s, object.base, attribute);
}

/* Checks that hold for every use of an object. Returns false where it surely was wrong. */
static bool object_use(struct env *env, struct state *s, struct term object, const struct effect *f, enum trigger_kind trigger)
{
    struct need freed = {IR_BIN_EQ, attribute_term(env, s, object, ATTRIBUTE_STATE), term_const(OBJECT_FREED)};
    if (term_equal(freed.x, term_const(OBJECT_LENT)) && check_object(env, s, TRIGGER_USE_WHILE_LENT, object, argument_of(f->expr), NULL, 0))
        return false;
    return !check_object(env, s, trigger, object, argument_of(f->expr), &freed, 1);
}

static void set_state(struct env *env, struct state *s, struct term object, enum object_state state)
{
    fate_of_object(env->a, s, object.base, state == OBJECT_FREED ? FATE_RELEASED : FATE_HANDED_OVER);
    state_set_attribute(&env->a->domain, s, object.base, ATTRIBUTE_STATE, term_const(state));
}

/* After a definite violation nothing further is said about the object. */
static void set_unknown(struct env *env, struct state *s, struct term object)
{
    fate_of_object(env->a, s, object.base, FATE_REPORTED);
    sym u = universe_sym(&env->a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = env->site, .b = SLOT_VIOLATED, .x = object});
    state_set_attribute(&env->a->domain, s, object.base, ATTRIBUTE_STATE, (struct term){u, 0});
    state_escape(&env->a->domain, s, object.base, FATE_REPORTED);
}

struct parts {
    struct analysis *a;
    const struct state *s;
    struct term holder;
    VEC(sym) list;
};

static bool part_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct parts *p = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset == ATTRIBUTE_HOLDER && term_equal(state_norm(&p->a->domain, p->s, c->value), p->holder))
            vec_push(&p->list, key);
    }
    return true;
}

static void note_part(struct analysis *a, struct state *s, sym part, struct term holder, ir_index loc)
{
    struct event *ev = event_add(a, s, EVENT_STATE, loc);
    struct term *values = arena_array(&a->arena, struct term, 1);
    values[0] = holder;
    ev->subject = object_beginning(a, part);
    ev->change = CHANGE_FREED;
    ev->values = values;
    ev->value_count = 1;
}

static bool has_no_routine(struct analysis *a, struct state *s, struct term object, uint32_t attribute)
{
    const struct object *o = state_object(s, object.base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset == attribute)
            return term_equal(state_norm(&a->domain, s, c->value), term_const(0));
    }
    return false;
}

/* Routines of the driver may clean up what the object's context spaces hold, unless it was made without any. */
static void leave_contexts(struct analysis *a, struct state *s, struct term object)
{
    const struct object_kind *kind = object_kind_of(a, s, object);
    if (kind && kind->has_contexts && !(has_no_routine(a, s, object, ATTRIBUTE_CLEANUP) && has_no_routine(a, s, object, ATTRIBUTE_DESTROY)))
        state_escape(&a->domain, s, object.base, FATE_ROUTINE);
}

void object_unsettle(struct analysis *a, struct state *s, sym base, uint32_t site)
{
    const struct object_kind *kind = object_kind_of(a, s, (struct term){base, 0});
    const struct object *o = kind && kind->has_contexts ? state_object(s, base) : NULL;
    uint32_t numbers[32], count = 0;
    for (uint32_t i = 0; o && i < o->attribute_count && count < 32; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        if (attribute >= ATTRIBUTE_BUILTIN_COUNT && attribute < a->engine->rules->attributes.count)
            numbers[count++] = attribute;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct sym_key k = {.kind = SYM_UNKNOWN, .a = site, .b = UINT32_MAX - 5, .epoch = s->epoch, .x = {base, numbers[i]}};
        state_set_attribute(&a->domain, s, base, numbers[i], (struct term){universe_sym(&a->universe, k), 0});
    }
}

void object_free_parts(struct analysis *a, struct state *s, struct term holder, ir_index loc)
{
    struct parts p = {.a = a, .s = s, .holder = holder};
    pmap_each(s->heap, part_fn, &p);
    for (uint32_t i = 0; i < p.list.count; i++) {
        if (!object_in_state(state_object(s, p.list.items[i]), OBJECT_FREED))
            note_part(a, s, p.list.items[i], holder, loc);
        else
            continue;
        fate_of_object(a, s, p.list.items[i], FATE_WITH_HOLDER);
        state_set_attribute(&a->domain, s, p.list.items[i], ATTRIBUTE_STATE, term_const(OBJECT_FREED));
        leave_contexts(a, s, (struct term){p.list.items[i], 0});
        object_free_parts(a, s, (struct term){p.list.items[i], 0}, loc);
    }
    vec_release(&p.list);
}

struct guess {
    const struct universe *u;
    bool found;
};

static bool guess_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct guess *g = context;
    (void)v;
    g->found = universe_is_foreign(g->u, key);
    return !g->found;
}

/* Whether the object was made on this path, and nobody who is not seen may have a reference. */
static bool is_made_here(const struct analysis *a, const struct state *s, sym object)
{
    const struct object *o = state_object(s, object);
    return !(o && o->escaped && o->escaped != FATE_FOLDED) && universe_key(&a->universe, object)->kind == SYM_NEW && !(a->called_in && state_object(a->called_in, object));
}

bool state_is_guess(const struct analysis *a, const struct state *s, sym object)
{
    const struct object *o = state_object(s, object);
    bool chained = sym_is_folded(&a->domain, object) || (o && o->escaped == FATE_FOLDED); /* made by iterations that were followed */
    bool chosen = s->doubt.chosen && !sym_is_folded(&a->domain, s->doubt.chosen);
    struct guess g = {&a->universe, (s->widened && !chained) || chosen};
    if (!g.found && is_made_here(a, s, object))
        return false;
    if (!g.found)
        pmap_each(s->facts, guess_fn, &g);
    if (!g.found)
        pmap_each(s->same, guess_fn, &g);
    return g.found;
}

void object_note_guess(struct analysis *a, struct state *s, sym object)
{
    if (state_is_guess(a, s, object))
        state_set_attribute(&a->domain, s, object, ATTRIBUTE_GUESSED, term_const(1));
}

struct waited {
    struct analysis *a;
    VEC(sym) list, calls;
};

static bool waited_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct waited *w = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool call = false;
    for (uint32_t i = 0; i < o->attribute_count; i++)
        call |= o->cells[o->cell_count + i].offset == ATTRIBUTE_CALL;
    if (call)
        vec_push(&w->calls, key);
    else if (object_in_state(o, OBJECT_LENT))
        vec_push(&w->list, key);
    return true;
}

/* The event is remembered where callers know it: what they have made is looked for by what leads to it. */
static struct term waited_for(struct analysis *a, struct term event)
{
    enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, event.base)->kind;
    return event.base && a->engine->program.has_scheduled && (kind == SYM_PARAM || kind == SYM_PRE || kind == SYM_GLOBAL) ? event : term_const(1);
}

void state_waited(struct analysis *a, struct state *s, struct term event)
{
    struct waited w = {.a = a};
    pmap_each(s->heap, waited_fn, &w);
    for (uint32_t i = 0; i < w.list.count; i++) {
        sym u = universe_sym(&a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .b = SLOT_VIOLATED, .x = {w.list.items[i], 0}});
        state_set_attribute(&a->domain, s, w.list.items[i], ATTRIBUTE_STATE, (struct term){u, 0});
        state_escape(&a->domain, s, w.list.items[i], FATE_WAITED);
    }
    for (uint32_t i = 0; i < w.calls.count; i++) /* it stays one, but may be over: that of a thread whose end was waited for is */
        state_escape(&a->domain, s, w.calls.items[i], FATE_WAITED);
    vec_release(&w.list);
    vec_release(&w.calls);
    lists_forget(a, s, UINT32_MAX - 1);
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_WAITED, waited_for(a, event));
}

/* Whether the rules themselves have said that the state of an object of the framework is not known: others may hold references. */
static bool is_shared(struct analysis *a, struct state *s, struct term object, struct term state)
{
    const struct object_kind *kind = object_kind_of(a, s, object);
    const struct sym_key *k = universe_key(&a->universe, state.base);
    return kind && kind->has_contexts && k->kind == SYM_UNKNOWN && k->b != SLOT_VIOLATED && universe_loss(&a->universe, state.base) == LOSS_NONE;
}

/* Where it must be an object of the kind, null is not allowed, unless the function checks that; nor is what was never set. */
static void effect_demands(struct env *env, struct state *s, const struct effect *f)
{
    if (!f->object || env->recorded) /* a run does not see whether the driver asks */
        return;
    bool null_allowed = f->or_null || kind_of(env, f->object)->is_checked;
    unchecked_argument(env, s, f->expr, null_allowed);
    if (!null_allowed)
        unchecked_demand(env, s, f->expr, kind_of(env, f->object));
}

static void effect_free(struct env *env, struct state *s, const struct effect *f)
{
    struct term object;
    effect_demands(env, s, f);
    if (!owned_at(env, s, f->expr, &object))
        return;
    bool shared = is_shared(env->a, s, object, state_norm(&env->a->domain, s, attribute_term(env, s, object, ATTRIBUTE_STATE)));
    bool fine = object_use(env, s, object, f, TRIGGER_DOUBLE_FREE);
    if (fine && f->object) {
        struct term kind = attribute_term(env, s, object, ATTRIBUTE_KIND);
        struct need needs[2] = {{IR_BIN_NE, kind, term_const(f->object)}, {IR_BIN_NE, kind, term_const(0)}};
        fine = !check_object(env, s, TRIGGER_MISMATCHED_FREE, object, argument_of(f->expr), needs, 2);
    }
    note_state(env, s, object, f, "is freed");
    object_free_parts(env->a, s, object, env->loc);
    if (fine && f->object) /* what is freed as a K was a K */
        state_set_attribute(&env->a->domain, s, object.base, ATTRIBUTE_KIND, term_const(f->object));
    leave_contexts(env->a, s, object);
    if (fine && shared)
        return;
    if (fine) {
        set_state(env, s, object, OBJECT_FREED);
        object_note_guess(env->a, s, object.base);
    } else
        set_unknown(env, s, object);
}

struct of_kind {
    struct term kind;
    VEC(sym) list;
};

static bool of_kind_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct of_kind *k = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_KIND && term_equal(o->cells[o->cell_count + i].value, k->kind))
            vec_push(&k->list, key);
    return true;
}

/* Of what was made of the kind so far no leak can be shown. */
static void keep_kind(struct analysis *a, struct state *s, uint32_t kind)
{
    struct of_kind k = {.kind = term_const(kind)};
    pmap_each(s->heap, of_kind_fn, &k);
    for (uint32_t i = 0; i < k.list.count; i++)
        state_escape(&a->domain, s, k.list.items[i], FATE_KEPT);
    vec_release(&k.list);
}

static void effect_use(struct env *env, struct state *s, const struct effect *f)
{
    struct term object;
    effect_demands(env, s, f);
    if (object_at(env, s, f->expr, &object) && !object_use(env, s, object, f, TRIGGER_USE_AFTER_FREE))
        set_unknown(env, s, object);
}

struct term make_object(struct env *env, struct state *s, const struct effect *f, bool nullable, struct state_list *list)
{
    struct domain *d = &env->a->domain;
    struct sym_key key = {.kind = SYM_NEW, .a = env->site, .b = env->slot++, .epoch = s->epoch};
    struct term object = {universe_sym(&env->a->universe, key), 0};
    const struct object_kind *kind = kind_of(env, f->object);
    state_define(d, s, object.base, REST_UNKNOWN, env->site);
    if (kind && kind->must_free && !kind->is_parented)
        state_set_origin(d, s, object.base, fate_origin(env->a, env->site));
    state_set_attribute(d, s, object.base, ATTRIBUTE_STATE, term_const(OBJECT_LIVE));
    state_set_attribute(d, s, object.base, ATTRIBUTE_KIND, term_const(f->object));
    if (!nullable)
        state_assume(d, s, IR_BIN_NE, object, term_const(0));
    if (f->var < VARS_MAX) {
        env->vars[f->var] = object;
        env->var_records[f->var] = kind ? kind->record : NULL;
    }
    if (!f->target) { /* the call's result: `-> name` and `as name` are the same */
        env->result = object;
        env->has_result = true;
    }
    vec_push(list, *s);
    contract_effects(env, list, f->inner, f->inner_count);
    for (uint32_t i = 0; i < list->count; i++)
        note_state(env, &list->items[i], object, f, "is made");
    return object;
}

static void store_target(struct env *env, struct state *s, const struct expr *target, struct term value)
{
    struct term at;
    uint32_t size;
    unsigned bits;
    bool is_signed, known = true;
    if (target->kind == EXPR_IRQL) {
        irql_set(env->a, s, state_norm(&env->a->domain, s, value));
    } else if (target->kind == EXPR_PHASE) {
        if (term_is_const(value))
            phase_set(env->a, s, (uint32_t)(value.offset / PHASES_MAX), (uint32_t)(value.offset % PHASES_MAX));
    } else if (target->kind == EXPR_ATTR) {
        uint32_t shifted;
        at = state_norm(&env->a->domain, s, eval(env, s, target->a, &known));
        if (known && attribute_is_of_place(target->index)) {
            if (attribute_shifted(target->index, at.offset, &shifted))
                state_set_place_attribute(&env->a->domain, s, at.base, shifted, value);
        } else if (known && at.offset == 0)
            state_set_attribute(&env->a->domain, s, at.base, target->index, value);
    } else if (eval_cell(env, s, target, &at, &size, &bits, &is_signed))
        state_store(&env->a->domain, s, at, size, value);
}

static void effect_set(struct env *env, struct state *s, const struct effect *f)
{
    bool known = true;
    struct term value = eval(env, s, f->expr, &known);
    if (!known)
        value = (struct term){universe_sym(&env->a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = env->site, .b = env->slot++, .epoch = s->epoch}), 0};
    store_target(env, s, f->target, value);
    if (!f->step)
        return;
    struct term of = f->target->kind == EXPR_IRQL ? (struct term){driver_symbol(env->a), 0} : term_const(0);
    if (f->target->kind == EXPR_ATTR)
        of = state_norm(&env->a->domain, s, eval(env, s, f->target->a, &known));
    note_state(env, s, of, f, "");
}

/* Bytes behind an argument, by its C type; 0 where the type does not tell. */
static uint64_t pointee_size(const struct env *env, const struct expr *e)
{
    uint32_t argument = argument_of(e);
    if (!env->call || argument >= env->arg_count)
        return 0;
    const struct ir_module *m = env->a->module;
    const struct ir_type *t = ir_type_at(m, ir_operands(m, env->call)[argument + 1].type);
    return t->kind == IR_POINTER ? ir_type_at(m, t->element)->size : 0;
}

/* Size in bytes of a memory effect; false where it is not known. */
static bool effect_size(struct env *env, struct state *s, const struct effect *f, uint64_t *size)
{
    bool known = true;
    if (!f->size) {
        *size = pointee_size(env, f->expr);
        return *size != 0;
    }
    struct term t = state_norm(&env->a->domain, s, eval(env, s, f->size, &known));
    *size = (uint64_t)t.offset;
    return known && term_is_const(t);
}

static void effect_memory(struct env *env, struct state *s, const struct effect *f)
{
    struct domain *d = &env->a->domain;
    bool known = true;
    uint64_t size = 0;
    bool sized = effect_size(env, s, f, &size);
    if ((!sized || size) && !unchecked_is_guarded(env)) { /* an output that nobody wants is null */
        unchecked_argument(env, s, f->kind == EFFECT_COPY ? f->target : f->expr, f->kind == EFFECT_HAVOC);
        if (f->kind == EFFECT_COPY)
            unchecked_argument(env, s, f->expr, false);
    }
    struct term from, to = state_norm(d, s, eval(env, s, f->kind == EFFECT_COPY ? f->target : f->expr, &known));
    if (!known || to.base == 0)
        return;
    if (f->kind == EFFECT_ZERO && sized)
        state_zero(d, s, to, size);
    else if (f->kind == EFFECT_COPY && sized) {
        from = state_norm(d, s, eval(env, s, f->expr, &known));
        if (known && from.base)
            state_copy(d, s, to, from, size, stamp_here(s, env->site));
        else
            state_forget(d, s, to, size, stamp_here(s, env->site));
    } else
        state_forget(d, s, to, sized ? size : 0, stamp_here(s, env->site));
}

static void effect_lend(struct env *env, struct state *s, const struct effect *f)
{
    struct term object;
    const char *record = eval_record(env, f->expr);
    if (!record && f->object)
        record = kind_of(env, f->object)->record;
    effect_demands(env, s, f);
    if (!owned_at(env, s, f->expr, &object))
        return;
    for (int i = 0; i < chain_bound(env) && object.base && object.offset == 0 && !s->dead; i++) {
        if (!object_use(env, s, object, f, TRIGGER_USE_AFTER_FREE)) {
            set_unknown(env, s, object);
            return;
        }
        enum truth there = state_truth(&env->a->domain, s, object);
        if (there == TRUTH_FALSE || (i && there == TRUTH_UNKNOWN))
            return; /* whether the list goes on is not known: the rest keeps its state */
        struct term next = term_const(0);
        bool more = f->link && eval_link(env, s, object, record, f->link, &next);
        note_state(env, s, object, f, "is handed over");
        if (f->object && !object_kind_of(env->a, s, object)) /* what is lent as a K was a K, unless it is memory of the driver's */
            state_set_attribute(&env->a->domain, s, object.base, ATTRIBUTE_KIND, term_const(f->object));
        set_state(env, s, object, OBJECT_LENT);
        state_set_attribute(&env->a->domain, s, object.base, ATTRIBUTE_LENT_BY,
                            term_const(env->ddi ? (env->ddi - env->a->engine->rules->ddis.items) + 1 : 0));
        object = more ? state_norm(&env->a->domain, s, next) : term_const(0);
    }
}

static void effect_each(struct env *env, struct state *s, const struct effect *f, struct state_list *list)
{
    struct domain *d = &env->a->domain;
    bool known = true;
    const char *record = eval_record(env, f->expr);
    struct term element = state_norm(d, s, eval(env, s, f->expr, &known));
    vec_push(list, *s);
    for (int i = 0; known && i < chain_bound(env) && list->count == 1; i++) {
        struct state *now = &list->items[0];
        enum truth there = state_truth(d, now, element);
        if (now->dead || there == TRUTH_FALSE || (i && there == TRUTH_UNKNOWN))
            return;
        struct term next = term_const(0);
        known = f->link && eval_link(env, now, element, record, f->link, &next);
        env->vars[f->var] = element;
        env->var_records[f->var] = record;
        contract_effects(env, list, f->inner, f->inner_count);
        if (list->count)
            element = state_norm(d, &list->items[0], next);
    }
}

/* Splits the state by the condition; what is undecided goes both ways only where a caller decides. */
static void effect_if(struct env *env, struct state *s, const struct effect *f, struct state_list *list)
{
    struct ways yes = {0}, no = {0};
    condition_solve(env, s, f->expr, true, &yes);
    condition_solve(env, s, f->expr, false, &no);
    struct state_list then = {0};
    for (uint32_t i = 0; i < yes.count; i++)
        vec_push(&then, yes.items[i].state);
    contract_effects(env, &then, f->inner, f->inner_count);
    for (uint32_t i = 0; i < then.count; i++)
        vec_push(list, then.items[i]);
    for (uint32_t i = 0; i < no.count; i++)
        vec_push(list, no.items[i].state);
    if (!yes.count && !no.count)
        vec_push(list, *s); /* nobody knows: the effect is left out, and its object's fate unknown */
    vec_release(&then);
    ways_release(&yes);
    ways_release(&no);
}

struct term pointed_at(struct env *env, struct state *s, const struct expr *e)
{
    bool known = true;
    struct term t = state_norm(&env->a->domain, s, eval(env, s, e, &known));
    return known && !s->dead ? t : term_const(0);
}

static void effect_list(struct env *env, struct state *s, const struct effect *f)
{
    struct term at = pointed_at(env, s, f->expr);
    if (at.base == 0)
        return;
    if (f->kind == EFFECT_CLEAR)
        list_clear(env->a, s, at);
    else if (f->kind == EFFECT_MIX)
        list_mix(env->a, s, at, env->site);
    else if (f->kind == EFFECT_UNLINK)
        list_unlink(env->a, s, at, env->site);
    else
        list_link(env->a, s, pointed_at(env, s, f->target), at, f->last, env->site);
    if (f->step)
        note_state(env, s, at, f, "");
}

/* What the effect does is seen in a recorded run: memory is read as it is. */
static bool is_seen(const struct effect *f)
{
    switch (f->kind) {
    case EFFECT_ZERO: case EFFECT_COPY: case EFFECT_HAVOC: case EFFECT_CLEAR: case EFFECT_MIX: case EFFECT_LINK: case EFFECT_UNLINK:
    case EFFECT_WAIT: case EFFECT_SIGNAL: return true;
    default: return false;
    }
}

static void effect_one(struct env *env, struct state *s, const struct effect *f, struct state_list *list)
{
    struct term t;
    if (env->recorded && is_seen(f)) {
        vec_push(list, *s);
        return;
    }
    switch (f->kind) {
    case EFFECT_USE: effect_use(env, s, f); break;
    case EFFECT_FREE: effect_free(env, s, f); break;
    case EFFECT_SET: effect_set(env, s, f); break;
    case EFFECT_ZERO: case EFFECT_COPY: case EFFECT_HAVOC: effect_memory(env, s, f); break;
    case EFFECT_LEND: effect_lend(env, s, f); break;
    case EFFECT_KEEP: case EFFECT_DROP:
        if (!f->expr)
            keep_kind(env->a, s, f->object);
        else if (object_at(env, s, f->expr, &t) || t.base)
            state_escape(&env->a->domain, s, t.base, FATE_KEPT);
        break;
    case EFFECT_NEW:
        t = make_object(env, s, f, false, list);
        for (uint32_t i = 0; f->target && i < list->count; i++)
            store_target(env, &list->items[i], f->target, t);
        return;
    case EFFECT_EACH: effect_each(env, s, f, list); return;
    case EFFECT_IF: effect_if(env, s, f, list); return;
    case EFFECT_WAIT: wait_effect(env, s, f, list); return;
    case EFFECT_SIGNAL: signal_effect(env, s, f); break;
    case EFFECT_SCHEDULE: (env->recorded ? call_expect : call_schedule)(env, s, f); break;
    case EFFECT_CLEAR: case EFFECT_MIX: case EFFECT_LINK: case EFFECT_UNLINK: effect_list(env, s, f); break;
    case EFFECT_ACQUIRE: lock_acquire(env, s, f); break;
    case EFFECT_RELEASE: lock_release(env, s, f); break;
    case EFFECT_RAISE: break; /* handler edges are taken by exec.c */
    }
    vec_push(list, *s);
}

void contract_effects(struct env *env, struct state_list *states, const struct effect *effects, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct state_list next = {0};
        for (uint32_t k = 0; k < states->count; k++) {
            struct state_list one = {0};
            effect_one(env, &states->items[k], &effects[i], &one);
            for (uint32_t n = 0; n < one.count; n++)
                if (!one.items[n].dead)
                    vec_push(&next, one.items[n]);
            vec_release(&one);
        }
        vec_release(states);
        *states = next;
    }
}
