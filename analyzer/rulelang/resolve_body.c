/* From the tree to the rule set: effects and contracts. */
#include "rulelang/ast.h"

#include <stdlib.h>
#include <string.h>

/* ---- effects -------------------------------------------------------------------------------- */

static void resolve_new(struct resolver *s, const struct ast_effect *a, struct effect *e)
{
    uint32_t outer_var = s->new_var, outer_object = s->new_object;
    uint32_t object = resolve_object_name(s, &a->object);
    e->object = object + 1; /* 0 where unknown */
    e->var = scope_bind(s, a->var.text, a->var.span, e->object, NULL);
    e->variable = a->var.text;
    s->new_var = e->var + 1;
    s->new_object = e->object;
    e->inner = resolve_effects(s, a->inner, &e->inner_count);
    if (a->step)
        e->step = resolve_words(s, a->step);
    scope_unbind(s);
    s->new_var = outer_var;
    s->new_object = outer_object;
}

/* A bare name on the left side is an attribute of the object that is being made. */
static struct expr *resolve_place(struct resolver *s, const struct ast_expr *e)
{
    if (e->kind == AST_NAME && s->new_var) {
        struct expr *x = expr_make(s, EXPR_ATTR, e->span);
        uint32_t record_of = s->new_object;
        x->name = e->name;
        x->a = expr_make(s, EXPR_VAR, e->span);
        x->a->index = s->new_var - 1;
        x->a->record = record_of ? s->r->objects.items[record_of - 1].record : NULL;
        for (uint32_t i = 0; i < s->scope.count; i++)
            if (s->scope.items[i].kind == EXPR_VAR && s->scope.items[i].index == x->a->index)
                x->a->name = s->scope.items[i].name;
        if (!record_of)
            return NULL; /* its kind is unknown: reported already */
        x->index = resolve_attribute(s, e->span, e->name, record_of);
        return x->index == UINT32_MAX ? NULL : x;
    }
    if (e->kind != AST_FIELD && e->kind != AST_DEREF && e->kind != AST_ATTR) {
        load_error(s->l, e->span, "a place is p->Field, *p or p.attribute", "This cannot be set.");
        return NULL;
    }
    return resolve_expr(s, e);
}

static void resolve_set(struct resolver *s, const struct ast_effect *a, struct effect *e)
{
    struct state_list states = {0};
    if (expr_is_irql(s, a->target)) {
        e->target = expr_make(s, EXPR_IRQL, a->target->span);
        e->expr = resolve_value(s, a->expr);
        return;
    }
    if (!expr_is_phase(s, a->target)) {
        e->target = resolve_place(s, a->target);
        e->expr = resolve_value(s, a->expr);
        return;
    }
    e->target = expr_make(s, EXPR_PHASE, a->target->span);
    if (resolve_state(s, a->expr, &states))
        e->expr = states.items[0];
    vec_release(&states);
}

static void resolve_each(struct resolver *s, const struct ast_effect *a, struct effect *e)
{
    e->link = a->link.text;
    e->expr = resolve_value(s, a->expr);
    e->var = scope_bind(s, a->var.text, a->var.span, object_of_record(s->r, a->record.text), a->record.text);
    e->record = a->record.text;
    e->variable = a->var.text;
    uint32_t outer = s->new_var;
    s->new_var = 0;
    e->inner = resolve_effects(s, a->inner, &e->inner_count);
    s->new_var = outer;
    scope_unbind(s);
}

/* schedules ndis-protocol.ProtocolOpenAdapterCompleteEx(context): which callback it is is looked up once they are declared. */
static bool names_callback(struct resolver *s, const struct ast_expr *e)
{
    bool of_model = e->kind == AST_ATTR && e->a->kind == AST_NAME && !scope_find(s, e->a->name) && ruleset_driver(s->r, e->a->name) != UINT32_MAX;
    return of_model && !str_equal(e->name, "instance");
}

void resolve_scheduled(struct resolver *s)
{
    for (uint32_t i = 0; i < s->scheduled.count; i++) {
        const struct scheduled_callback *c = &s->scheduled.items[i];
        const struct driver_model *m = &s->r->drivers.items[c->effect->model];
        for (uint32_t k = m->callback_count; k > 0; k--)
            if (str_equal(m->callbacks[k - 1].name, c->expr->name))
                c->effect->callback = &m->callbacks[k - 1];
        if (!c->effect->callback)
            load_error(s->l, c->expr->span, NULL, "'%s' is no callback of '%s'.", c->expr->name, m->name);
        else if (c->effect->arg_count != c->effect->callback->param_count)
            load_error(s->l, c->expr->span, NULL, "The callback '%s' has %u parameters.", c->expr->name, c->effect->callback->param_count);
    }
}

/* An argument; unknown <= 0 is a value for which that holds. */
static struct expr *resolve_argument(struct resolver *s, const struct ast_expr *x)
{
    bool compared = x->kind == AST_BINARY && x->a->kind == AST_NAME && str_equal(x->a->name, "unknown") && !scope_find(s, x->a->name);
    return compared ? resolve_condition(s, x) : resolve_value(s, x);
}

static void resolve_schedule(struct resolver *s, const struct ast_effect *a, struct effect *e)
{
    if (names_callback(s, a->expr)) {
        e->model = ruleset_driver(s->r, a->expr->a->name);
        vec_push(&s->scheduled, (struct scheduled_callback){e, a->expr});
    } else
        e->expr = resolve_value(s, a->expr);
    for (const struct ast_expr *x = a->args; x; x = x->next)
        e->arg_count++;
    e->args = arena_array(&s->r->arena, struct expr *, e->arg_count + 1);
    uint32_t i = 0;
    for (const struct ast_expr *x = a->args; x; x = x->next)
        e->args[i++] = resolve_argument(s, x);
    e->irql_low = a->irql_low;
    e->irql_high = a->irql_high;
    e->size = a->size ? resolve_value(s, a->size) : NULL;
    if (e->size && e->size->kind != EXPR_ATTR)
        load_error(s->l, a->size->span, "schedules timer.routine(context) while timer.armed", "'while' takes an attribute of an object.");
}

static void resolve_effect(struct resolver *s, const struct ast_effect *a, struct effect *e)
{
    *e = (struct effect){.kind = a->kind, .or_null = a->or_null, .shared = a->shared, .last = a->last, .place = rule_place_of(a->span)};
    switch (a->kind) {
    case EFFECT_NEW:
        e->target = a->target ? resolve_place(s, a->target) : NULL;
        resolve_new(s, a, e);
        return;
    case EFFECT_SET:
        resolve_set(s, a, e);
        break;
    case EFFECT_EACH:
        resolve_each(s, a, e);
        break;
    case EFFECT_IF:
        e->expr = resolve_condition(s, a->expr);
        e->inner = resolve_effects(s, a->inner, &e->inner_count);
        break;
    case EFFECT_SCHEDULE:
        resolve_schedule(s, a, e);
        break;
    case EFFECT_WAIT:
        e->expr = a->expr ? resolve_value(s, a->expr) : NULL;
        e->size = a->size ? resolve_condition(s, a->size) : NULL;
        break;
    case EFFECT_USE:
    case EFFECT_FREE:
    case EFFECT_ZERO:
    case EFFECT_COPY:
    case EFFECT_LEND:
    case EFFECT_KEEP:
    case EFFECT_DROP:
    case EFFECT_HAVOC:
    case EFFECT_RAISE:
    case EFFECT_SIGNAL:
    case EFFECT_ACQUIRE:
    case EFFECT_RELEASE:
    case EFFECT_CLEAR:
    case EFFECT_MIX:
    case EFFECT_LINK:
    case EFFECT_UNLINK:
        if (a->object.text)
            e->object = resolve_object_name(s, &a->object) + 1;
        e->link = a->link.text;
        e->target = a->target ? resolve_value(s, a->target) : NULL;
        e->expr = a->expr ? resolve_value(s, a->expr) : NULL;
        e->size = a->size ? resolve_value(s, a->size) : NULL;
        if (a->kind == EFFECT_ACQUIRE || a->kind == EFFECT_RELEASE)
            resolve_is_lock(s, e->object, &a->object);
        break;
    }
    if (a->step)
        e->step = resolve_words(s, a->step);
}

struct effect *resolve_effects(struct resolver *s, const struct ast_effect *e, uint32_t *count)
{
    *count = 0;
    for (const struct ast_effect *i = e; i; i = i->next)
        ++*count;
    struct effect *out = *count ? arena_array(&s->r->arena, struct effect, *count) : NULL;
    uint32_t n = 0;
    for (const struct ast_effect *i = e; i; i = i->next)
        resolve_effect(s, i, &out[n++]);
    return out;
}

/* ---- contracts ------------------------------------------------------------------------------ */

/* The kind that effects state for the parameter; `several` where they do not agree. */
static void stated_by_effects(const struct resolver *s, const struct ast_effect *e, const char *param, uint32_t *object,
                              bool *several)
{
    for (; e; e = e->next) {
        stated_by_effects(s, e->inner, param, object, several);
        if (!e->object.text || !e->expr || e->expr->kind != AST_NAME || !str_equal(e->expr->name, param))
            continue;
        uint32_t kind = ruleset_object(s->r, e->object.text) + 1;
        *several |= *object && kind && *object != kind;
        *object = kind ? kind : *object;
    }
}

static uint32_t param_object(const struct resolver *s, const struct ast_ddi *a, const struct ast_param *p)
{
    uint32_t object = 0;
    bool several = false;
    stated_by_effects(s, a->effects, p->name.text, &object, &several);
    for (const struct ast_outcome *o = a->outcomes; o; o = o->next)
        stated_by_effects(s, o->effects, p->name.text, &object, &several);
    if (several)
        return 0;
    return object ? object : object_of_record(s->r, p->record.text);
}

static uint32_t result_object(const struct resolver *s, const struct ast_ddi *a)
{
    uint32_t object = 0;
    for (const struct ast_outcome *o = a->outcomes; o; o = o->next) {
        uint32_t kind = o->made ? ruleset_object(s->r, o->made->object.text) + 1 : 0;
        if (object && kind && kind != object)
            return 0;
        object = kind ? kind : object;
    }
    return object;
}

void resolve_ddi_body(struct resolver *s, const struct ast_ddi *a, struct ddi *d)
{
    uint32_t i = 0;
    for (const struct ast_param *p = a->params; p; p = p->next, i++) {
        uint32_t object = param_object(s, a, p);
        d->params[i].object = object;
        const char *record = p->record.text;
        if (!record && object)
            record = s->r->objects.items[object - 1].record;
        scope_push(s, p->name.text, EXPR_PARAM, i, object, record);
    }
    d->effects = resolve_effects(s, a->effects, &d->effect_count);
    if (d->result_name) {
        uint32_t object = result_object(s, a);
        if (scope_find(s, d->result_name))
            load_error(s->l, a->result.span, NULL, "'%s' is a parameter already.", d->result_name);
        scope_push(s, d->result_name, EXPR_RESULT, 0, object, object ? s->r->objects.items[object - 1].record : NULL);
    }
    d->release = a->release ? resolve_call_text(s, a->release) : NULL;
    for (const struct ast_outcome *o = a->outcomes; o; o = o->next)
        d->outcome_count++;
    d->outcomes = arena_array(&s->r->arena, struct outcome, d->outcome_count);
    i = 0;
    for (const struct ast_outcome *o = a->outcomes; o; o = o->next, i++) {
        struct outcome *to = &d->outcomes[i];
        *to = (struct outcome){.kind = o->kind, .place = rule_place_of(o->span)};
        if (o->expr)
            to->expr = resolve_value(s, o->expr);
        if (o->otherwise)
            to->otherwise = resolve_value(s, o->otherwise);
        if (o->condition)
            to->condition = resolve_condition(s, o->condition);
        if (o->made) {
            to->made = arena_new(&s->r->arena, struct effect);
            resolve_effect(s, o->made, to->made);
        }
        to->effects = resolve_effects(s, o->effects, &to->effect_count);
    }
    scope_pop(s, 0);
    s->vars = 0;
}
