/*
 * From the tree to the rule set: declarations.
 *
 *   1. heads: constants, objects with their attributes, ddis and rules sorted by name, drivers
 *      with their states; a name that is declared twice is an error at the second place
 *   2. bodies (resolve_body.c for contracts, below for rules and drivers), which may name any head
 *
 * Nothing stops at an error: what cannot be resolved is left out, and the load fails as a whole.
 */
#include "rulelang/ast.h"

#include <stdlib.h>
#include <string.h>

struct rule_place rule_place_of(struct span s)
{
    return (struct rule_place){s.file ? s.file->path : NULL, s.line, s.column};
}

void report_twice(struct loading *l, const char *what, const struct ast_name *second, struct span first)
{
    char hint[1200];
    snprintf(hint, sizeof hint, "the first one is at %s:%u:%u", first.file->path, first.line, first.column);
    load_error(l, second->span, hint, "%s '%s' is declared twice, here and at %s:%u:%u.", what, second->text,
               first.file->path, first.line, first.column);
}

/* "'x' is no KIND.", with the nearest of the names. */
void report_unknown(struct loading *l, const char *what, const struct ast_name *n, const char *const *names,
                           size_t count)
{
    char hint[400];
    const char *near = str_nearest(n->text, names, count);
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    load_error(l, n->span, near ? hint : NULL, "'%s' is no %s that is declared.", n->text, what);
}

/* ---- heads ---------------------------------------------------------------------------------- */

static void resolve_consts(struct resolver *s)
{
    for (const struct ast_const *c = s->l->consts.first; c; c = c->next) {
        const struct ast_const *first = s->l->consts.first;
        while (first != c && !str_equal(first->name.text, c->name.text))
            first = first->next;
        if (first != c)
            report_twice(s->l, "The constant", &c->name, first->name.span);
        else
            vec_push(&s->r->constants, (struct constant){c->name.text, c->value});
    }
}

static const char *const builtin_attributes[ATTRIBUTE_BUILTIN_COUNT] = {"state", "kind", "holder", "held", "acquirer", "saved_irql", "irql", "members", "linked", "cleanup", "destroy"};

static void resolve_attributes(struct resolver *s, const struct ast_object *o, uint32_t object)
{
    for (const struct ast_attribute *a = o->attributes; a; a = a->next) {
        const struct ast_attribute *first = o->attributes;
        bool reserved = false;
        for (size_t i = 0; i < ATTRIBUTE_BUILTIN_COUNT; i++)
            reserved |= str_equal(a->name.text, builtin_attributes[i]);
        while (first != a && !str_equal(first->name.text, a->name.text))
            first = first->next;
        if (reserved)
            load_error(s->l, a->name.span, NULL, "Every object has the attribute '%s' already.", a->name.text);
        else if (first != a)
            report_twice(s->l, "The attribute", &a->name, first->name.span);
        else
            vec_push(&s->r->attributes, (struct attribute){.name = a->name.text,
                                                           .words = a->words ? a->words : a->name.text,
                                                           .object = object,
                                                           .is_boolean = a->is_boolean,
                                                           .place = rule_place_of(a->name.span)});
    }
}

static void resolve_objects(struct resolver *s)
{
    for (size_t i = 0; i < ATTRIBUTE_BUILTIN_COUNT; i++)
        vec_push(&s->r->attributes, (struct attribute){.name = builtin_attributes[i], .words = builtin_attributes[i], .object = UINT32_MAX});
    for (const struct ast_object *o = s->l->objects.first; o; o = o->next) {
        const struct ast_object *first = s->l->objects.first;
        while (first != o && !str_equal(first->name.text, o->name.text))
            first = first->next;
        if (first != o) {
            report_twice(s->l, "The object", &o->name, first->name.span);
            continue;
        }
        uint32_t index = s->r->objects.count;
        if (o->must_release && !o->is_lock)
            load_error(s->l, o->name.span, "add: lock", "Only a lock can be released; '%s' is none.", o->name.text);
        vec_push(&s->r->objects, (struct object_kind){.name = o->name.text,
                                                      .words = o->words ? o->words : o->name.text,
                                                      .record = o->record.text,
                                                      .must_free = o->must_free,
                                                      .is_parented = o->is_parented,
                                                      .has_contexts = o->has_contexts,
                                                      .is_memory = o->is_memory,
                                                      .is_checked = o->is_checked,
                                                      .is_lock = o->is_lock,
                                                      .is_recursive = o->is_recursive,
                                                      .must_release = o->must_release,
                                                      .is_open = o->is_open,
                                                      .place = rule_place_of(o->name.span)});
        resolve_attributes(s, o, index);
    }
}

/* A head to sort, with its number in the order of reading. */
struct head {
    const struct ast_name *name;
    const void *tree;
    uint32_t order;
};
struct heads {
    struct head *items;
    uint32_t count, capacity;
};

static int head_compare(const void *a, const void *b)
{
    const struct head *x = a, *y = b;
    int c = strcmp(x->name->text, y->name->text);
    return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

/* Sorts, reports and removes what is declared twice. */
static void heads_unique(struct loading *l, struct heads *h, const char *what)
{
    uint32_t kept = 0;
    if (h->count)
        qsort(h->items, h->count, sizeof *h->items, head_compare);
    for (uint32_t i = 0; i < h->count; i++) {
        if (kept && str_equal(h->items[kept - 1].name->text, h->items[i].name->text))
            report_twice(l, what, h->items[i].name, h->items[kept - 1].name->span);
        else
            h->items[kept++] = h->items[i];
    }
    h->count = kept;
}

static void resolve_ddi_head(struct resolver *s, const struct ast_ddi *a)
{
    struct ddi d = {.name = a->name.text,
                    .variadic = a->variadic,
                    .result_name = a->result.text,
                    .irql_low = a->irql_low,
                    .irql_high = a->irql_high,
                    .has_irql = a->has_irql,
                    .source = a->source.text,
                    .place = rule_place_of(a->name.span)};
    struct irql_fact fact;
    if (!d.has_irql && ruleset_irql(s->r, d.name, &fact)) {
        d.irql_low = fact.low;
        d.irql_high = fact.high;
    }
    for (const struct ast_param *p = a->params; p; p = p->next)
        d.param_count++;
    d.params = arena_array(&s->r->arena, struct ddi_param, d.param_count);
    uint32_t i = 0;
    for (const struct ast_param *p = a->params; p; p = p->next, i++) {
        for (const struct ast_param *q = a->params; q != p; q = q->next)
            if (str_equal(q->name.text, p->name.text))
                report_twice(s->l, "The parameter", &p->name, q->name.span);
        d.params[i] = (struct ddi_param){p->name.text, p->record.text, 0};
    }
    vec_push(&s->r->ddis, d);
}

static void resolve_driver_head(struct resolver *s, const struct ast_driver *a)
{
    struct driver_model m = {.name = a->name.text,
                             .title = a->title ? a->title : a->name.text,
                             .table = a->table.text,
                             .entry = a->entry.text,
                             .entry_role = a->entry_role.text,
                             .instance_object = UINT32_MAX,
                             .place = rule_place_of(a->name.span)};
    if (a->instance.text)
        m.instance_object = resolve_object_name(s, &a->instance);
    for (const struct ast_name *n = a->states; n; n = n->next)
        m.state_count++;
    m.states = arena_array(&s->r->arena, const char *, m.state_count);
    m.state_count = 0;
    for (const struct ast_name *n = a->states; n; n = n->next) {
        const struct ast_name *first = a->states;
        while (first != n && !str_equal(first->text, n->text))
            first = first->next;
        if (first != n)
            report_twice(s->l, "The state", n, first->span);
        else if (str_equal(n->text, "same") || str_equal(n->text, "end"))
            load_error(s->l, n->span, NULL, "'%s' has a meaning of its own and cannot be a state.", n->text);
        else if (m.state_count == 64)
            load_error(s->l, n->span, NULL, "A driver model has at most 64 states.");
        else
            m.states[m.state_count++] = n->text;
    }
    if (!a->states && !a->damaged)
        load_error(s->l, a->name.span, "states Detached, Running", "The driver model '%s' has no states.",
                   a->name.text);
    vec_push(&s->r->drivers, m);
}

/* ---- names ---------------------------------------------------------------------------------- */

uint32_t resolve_ddi_name(struct resolver *s, const struct ast_name *n)
{
    const struct ddi *d = ruleset_ddi(s->r, n->text);
    if (d)
        return (uint32_t)(d - s->r->ddis.items);
    const char **names = arena_array(&s->l->arena, const char *, s->r->ddis.count + 1);
    for (uint32_t i = 0; i < s->r->ddis.count; i++)
        names[i] = s->r->ddis.items[i].name;
    report_unknown(s->l, "ddi", n, names, s->r->ddis.count);
    return UINT32_MAX;
}

uint32_t resolve_object_name(struct resolver *s, const struct ast_name *n)
{
    uint32_t index = ruleset_object(s->r, n->text);
    if (index != UINT32_MAX)
        return index;
    const char **names = arena_array(&s->l->arena, const char *, s->r->objects.count + 1);
    for (uint32_t i = 0; i < s->r->objects.count; i++)
        names[i] = s->r->objects.items[i].name;
    report_unknown(s->l, "object", n, names, s->r->objects.count);
    return UINT32_MAX;
}

void resolve_is_lock(struct resolver *s, uint32_t object, const struct ast_name *n)
{
    if (object && !s->r->objects.items[object - 1].is_lock)
        load_error(s->l, n->span, "its declaration must say: lock", "The object '%s' is no lock.", n->text);
}

uint32_t ruleset_driver(const struct ruleset *r, const char *name)
{
    for (uint32_t i = 0; i < r->drivers.count; i++)
        if (str_equal(r->drivers.items[i].name, name))
            return i;
    return UINT32_MAX;
}

uint32_t resolve_state_name(struct resolver *s, uint32_t driver, const struct ast_name *n)
{
    const struct driver_model *m = &s->r->drivers.items[driver];
    for (uint32_t i = 0; i < m->state_count; i++)
        if (str_equal(m->states[i], n->text))
            return i;
    char hint[400];
    const char *near = str_nearest(n->text, m->states, m->state_count);
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    load_error(s->l, n->span, near ? hint : NULL, "'%s' is no state of the driver model '%s'.", n->text, m->name);
    return UINT32_MAX;
}

static const char **names_copy(struct resolver *s, const struct ast_name *list, uint32_t *count)
{
    *count = 0;
    for (const struct ast_name *n = list; n; n = n->next)
        ++*count;
    const char **out = *count ? arena_array(&s->r->arena, const char *, *count) : NULL;
    uint32_t i = 0;
    for (const struct ast_name *n = list; n; n = n->next)
        out[i++] = n->text;
    return out;
}

/* ---- rules ---------------------------------------------------------------------------------- */

/* after FilterPause(context, parameters) -> status */
static void resolve_return_event(struct resolver *s, const struct ast_check *a, struct check *c)
{
    const struct callback *cb = NULL;
    for (uint32_t i = 0; i < s->r->drivers.count && !c->role; i++) /* the entry function returns to the system, too */
        if (s->r->drivers.items[i].entry && str_equal(s->r->drivers.items[i].entry, a->ddi.text))
            c->role = s->r->drivers.items[i].entry_role;
    if (!c->role)
        c->role = resolve_callback_role(s, &a->ddi, &cb);
    c->callback = a->ddi.text;
    c->result = a->result.text;
    if (cb && (c->param_count > cb->param_count || (c->param_count < cb->param_count && !a->open)))
        load_error(s->l, a->ddi.span, "'...' stands for those that are not needed", "'%s' has %u parameter%s; this names %u.", cb->name,
                   cb->param_count, cb->param_count == 1 ? "" : "s", c->param_count);
    for (uint32_t i = 0; i < c->param_count; i++) {
        const struct callback_param *p = cb && i < cb->param_count ? &cb->params[i] : NULL;
        bool object = p && (p->kind == ARGUMENT_FOREIGN || p->kind == ARGUMENT_RETURNED) && p->object != UINT32_MAX;
        const char *record = p ? p->record : NULL;
        if (object && !record)
            record = s->r->objects.items[p->object].record;
        scope_push(s, c->params[i], EXPR_PARAM, i, object ? p->object + 1 : 0, record);
    }
    if (c->result && scope_find(s, c->result))
        load_error(s->l, a->result.span, NULL, "'%s' is a parameter already.", c->result);
    if (c->result)
        scope_push(s, c->result, EXPR_RESULT, 0, 0, NULL);
}

static void resolve_check_params(struct resolver *s, const struct ast_check *a, struct check *c)
{
    c->params = names_copy(s, a->params, &c->param_count);
    for (const struct ast_name *n = a->params; n; n = n->next)
        for (const struct ast_name *q = a->params; q != n; q = q->next)
            if (str_equal(q->text, n->text) && !str_equal(n->text, "_"))
                report_twice(s->l, "The argument", n, q->span);
    if (a->trigger == TRIGGER_READ) {
        c->record = a->record.text;
        c->field = a->field.text;
        return;
    }
    if (a->trigger == TRIGGER_RETURN) {
        resolve_return_event(s, a, c);
        return;
    }
    if (a->trigger != TRIGGER_CALL) {
        s->call_event = a->trigger == TRIGGER_IRQL_HIGH || a->trigger == TRIGGER_IRQL_LOW || a->trigger == TRIGGER_IRQL_APC || a->trigger == TRIGGER_UNREAD;
        c->object = a->object.text ? resolve_object_name(s, &a->object) + 1 : 0;
        scope_push(s, a->params->text, EXPR_PARAM, 0, c->object, NULL);
        return;
    }
    c->ddi = resolve_ddi_name(s, &a->ddi);
    const struct ddi *d = c->ddi == UINT32_MAX ? NULL : &s->r->ddis.items[c->ddi];
    if (d && !d->variadic && (c->param_count > d->param_count || (c->param_count < d->param_count && !a->open))) {
        struct str hint = {0};
        str_printf(&hint, "%s(", d->name);
        for (uint32_t i = 0; i < d->param_count; i++)
            str_printf(&hint, "%s%s", i ? ", " : "", d->params[i].name);
        str_printf(&hint, "); '...' stands for those that are not needed");
        load_error(s->l, a->ddi.span, str_text(&hint), "'%s' has %u parameter%s; this names %u.", d->name,
                   d->param_count, d->param_count == 1 ? "" : "s", c->param_count);
        str_release(&hint);
    }
    for (uint32_t i = 0; i < c->param_count; i++) {
        const struct ddi_param *p = d && i < d->param_count ? &d->params[i] : NULL;
        const char *record = p ? p->record : NULL;
        if (p && !record && p->object)
            record = s->r->objects.items[p->object - 1].record;
        scope_push(s, c->params[i], EXPR_PARAM, i, p ? p->object : 0, record);
    }
}

/* The variables of `any` that hold an element when the condition is true. */
static void push_witnesses(struct resolver *s, const struct expr *e)
{
    if (e->kind == EXPR_AND) {
        push_witnesses(s, e->a);
        push_witnesses(s, e->b);
    } else if (e->kind == EXPR_ANY && e->index == s->vars) {
        uint32_t object = e->a ? object_of_record(s->r, e->record) : (uint32_t)e->value + 1;
        scope_push(s, e->variable, EXPR_VAR, s->vars++, object, e->record);
        push_witnesses(s, e->b);
    }
}

static void resolve_check(struct resolver *s, const struct ast_check *a, struct check *c)
{
    c->trigger = a->trigger;
    c->place = rule_place_of(a->span);
    resolve_check_params(s, a, c);
    if (a->condition) {
        c->condition = resolve_condition(s, a->condition);
        if (c->condition && a->unless) {
            struct expr *not = arena_new(&s->r->arena, struct expr);
            not ->kind = EXPR_NOT;
            not ->a = c->condition;
            not ->place = c->condition->place;
            c->condition = not ;
        }
        if (c->condition)
            push_witnesses(s, c->condition);
    }
    /* Names of a condition that did not resolve cannot be asked for in the sentence. */
    if (!a->condition || c->condition)
        c->message = resolve_words(s, a->message);
    resolve_fixes(s, a->fixes, c);
    scope_pop(s, 0);
    s->vars = 0;
    s->call_event = false;
}

void resolve_rule(struct resolver *s, const struct ast_rule *a, struct rule *rule)
{
    struct loading *l = s->l;
    uint32_t *drivers;
    *rule = (struct rule){.id = a->id.text,
                          .level = a->level,
                          .title = a->title.text,
                          .text = a->text.text,
                          .help = a->help.text,
                          .bad = a->bad.text,
                          .good = a->good.text,
                          .of_run = a->of_run,
                          .place = rule_place_of(a->id.span)};
    rule->sources = names_copy(s, a->sources, &rule->source_count);
    rule->aliases = names_copy(s, a->aliases, &rule->alias_count);
    rule->drivers = names_copy(s, a->drivers, &rule->driver_count);
    if (!a->damaged && (!rule->title || !rule->title[0]))
        load_error(l, a->id.span, "title \"what is wrong, in a few words\"", "The rule '%s' has no title.", rule->id);
    if (!a->damaged && !rule->source_count)
        load_error(l, a->id.span, "source windows-hardware/drivers/...: the page that demands it",
                   "The rule '%s' has no source.", rule->id);
    if (!a->damaged && !a->checks && !a->of_run)
        load_error(l, a->id.span, "before DDI(...) { report \"...\" }, or on leak of object { ... }",
                   "The rule '%s' has no check.", rule->id);
    drivers = arena_array(&l->arena, uint32_t, rule->driver_count + s->r->drivers.count);
    s->drivers = drivers;
    s->driver_count = 0;
    for (const struct ast_name *n = a->drivers; n; n = n->next) {
        uint32_t index = ruleset_driver(s->r, n->text);
        if (index != UINT32_MAX) {
            drivers[s->driver_count++] = index;
            continue;
        }
        const char **names = arena_array(&l->arena, const char *, s->r->drivers.count + 1);
        for (uint32_t i = 0; i < s->r->drivers.count; i++)
            names[i] = s->r->drivers.items[i].name;
        report_unknown(l, "driver model", n, names, s->r->drivers.count);
    }
    for (uint32_t i = 0; !a->drivers && i < s->r->drivers.count; i++)
        drivers[s->driver_count++] = i;
    s->phases = true;
    for (const struct ast_check *c = a->checks; c; c = c->next)
        rule->check_count++;
    rule->checks = arena_array(&s->r->arena, struct check, rule->check_count);
    uint32_t i = 0;
    for (const struct ast_check *c = a->checks; c; c = c->next) {
        rule->checks[i].level = c->has_level ? c->level : a->level;
        resolve_check(s, c, &rule->checks[i++]);
    }
    s->phases = false;
    s->drivers = NULL;
}

/* ---- drivers -------------------------------------------------------------------------------- */

/* What the object comes with. */
static struct given_attribute *resolve_given(struct resolver *s, const struct ast_given *list, uint32_t object, uint32_t instance, uint32_t *count)
{
    for (const struct ast_given *g = list; g; g = g->next)
        ++*count;
    struct given_attribute *given = arena_array(&s->r->arena, struct given_attribute, *count);
    uint32_t i = 0;
    scope_push(s, "instance", EXPR_PARAM, 0, instance == UINT32_MAX ? 0 : instance + 1, NULL);
    for (const struct ast_given *g = list; g; g = g->next, i++)
        given[i] = (struct given_attribute){resolve_attribute(s, g->attribute.span, g->attribute.text, object + 1), resolve_value(s, g->expr)};
    scope_pop(s, 0);
    return given;
}

static void resolve_callback_params(struct resolver *s, const struct ast_callback *a, struct callback *c,
                                    uint32_t instance)
{
    for (const struct ast_callback_param *p = a->params; p; p = p->next)
        c->param_count++;
    c->params = arena_array(&s->r->arena, struct callback_param, c->param_count);
    uint32_t i = 0;
    for (const struct ast_callback_param *p = a->params; p; p = p->next, i++) {
        struct callback_param *to = &c->params[i];
        for (const struct ast_callback_param *q = a->params; q != p; q = q->next)
            if (str_equal(q->name.text, p->name.text))
                report_twice(s->l, "The parameter", &p->name, q->name.span);
        *to = (struct callback_param){.name = p->name.text, .record = p->record.text, .kind = p->kind, .link = p->link.text};
        if (p->kind == ARGUMENT_RETURNED) {
            to->object = resolve_object_name(s, &p->object);
            to->ddi = resolve_ddi_name(s, &p->ddi);
        } else if (p->kind == ARGUMENT_FOREIGN || p->kind == ARGUMENT_SOME) {
            to->object = resolve_object_name(s, &p->object);
            to->given = resolve_given(s, p->given, to->object, instance, &to->given_count);
        } else if (p->kind == ARGUMENT_MADE) {
            to->object = resolve_object_name(s, &p->object);
            to->attribute = resolve_attribute(s, p->link.span, p->link.text, to->object + 1);
            to->given = resolve_given(s, p->given, to->object, instance, &to->given_count);
            to->link = NULL;
        } else if (p->kind == ARGUMENT_EXPR) {
            scope_push(s, "instance", EXPR_PARAM, 0, instance == UINT32_MAX ? 0 : instance + 1, NULL);
            to->expr = resolve_value(s, p->expr);
            scope_pop(s, 0);
        }
    }
}

/* What holds for a call can be a comparison of places and numbers, or several under `and`. */
static bool is_plain_condition(const struct expr *e)
{
    return e->kind == EXPR_AND ? is_plain_condition(e->a) && is_plain_condition(e->b) : e->kind >= EXPR_EQ && e->kind <= EXPR_GE;
}

static void resolve_when(struct resolver *s, const struct ast_callback *a, struct callback *c)
{
    for (uint32_t i = 0; i < c->param_count; i++)
        scope_push(s, c->params[i].name, EXPR_PARAM, i, object_of_record(s->r, c->params[i].record), c->params[i].record);
    c->when = resolve_condition(s, a->when);
    if (c->when && !is_plain_condition(c->when))
        load_error(s->l, a->when->span, "when event->NetPnPEvent.NetEvent == NetEventPause",
                   "'when' takes comparisons, joined by 'and'.");
    scope_pop(s, 0);
}

/* nbl = foreign nbl unless flags & ...: over the other parameters and the result. */
static void resolve_unless(struct resolver *s, const struct ast_callback *a, struct callback *c)
{
    uint32_t i = 0;
    for (; i < c->param_count; i++)
        scope_push(s, c->params[i].name, EXPR_PARAM, i, 0, c->params[i].record);
    if (c->result)
        scope_push(s, c->result, EXPR_RESULT, 0, 0, NULL);
    i = 0;
    for (const struct ast_callback_param *p = a->params; p; p = p->next, i++)
        if (p->kind == ARGUMENT_FOREIGN && p->expr)
            c->params[i].expr = resolve_condition(s, p->expr);
    scope_pop(s, 0);
}

static uint32_t resolve_next_state(struct resolver *s, uint32_t driver, const struct ast_name *n)
{
    if (str_equal(n->text, "same"))
        return STATE_SAME;
    if (str_equal(n->text, "end"))
        return STATE_END;
    return resolve_state_name(s, driver, n);
}

/* Bit per state that is named. */
static uint64_t resolve_states(struct resolver *s, uint32_t driver, const struct ast_name *names)
{
    uint64_t bits = 0;
    for (const struct ast_name *n = names; n; n = n->next) {
        uint32_t state = resolve_state_name(s, driver, n);
        if (state != UINT32_MAX)
            bits |= (uint64_t)1 << state;
    }
    return bits;
}

static void resolve_callback(struct resolver *s, const struct ast_callback *a, struct callback *c, uint32_t driver,
                             uint32_t instance)
{
    *c = (struct callback){.name = a->name.text,
                           .role = a->role.text,
                           .table = a->table.text,
                           .field = a->field.text,
                           .result = a->result.text,
                           .optional = a->optional,
                           .several = a->several,
                           .has_element = a->has_element,
                           .element = a->element,
                           .during = STATE_SAME,
                           .irql_low = a->irql_low,
                           .irql_high = a->irql_high,
                           .source = a->source.text,
                           .place = rule_place_of(a->name.span)};
    resolve_callback_params(s, a, c, instance);
    if (!a->from)
        load_error(s->l, a->name.span, "from Running", "The callback '%s' can never be called: it has no 'from'.",
                   c->name);
    c->from = resolve_states(s, driver, a->from);
    resolve_unless(s, a, c);
    if (a->when)
        resolve_when(s, a, c);
    if (a->during.text)
        c->during = resolve_state_name(s, driver, &a->during);
    for (const struct ast_callback_outcome *o = a->outcomes; o; o = o->next)
        c->outcome_count++;
    c->outcomes = arena_array(&s->r->arena, struct callback_outcome, c->outcome_count);
    uint32_t i = 0;
    for (const struct ast_callback_outcome *o = a->outcomes; o; o = o->next)
        c->outcomes[i++] = (struct callback_outcome){o->kind, resolve_next_state(s, driver, &o->next_state)};
}

void resolve_driver(struct resolver *s, const struct ast_driver *a, uint32_t index)
{
    struct driver_model *m = &s->r->drivers.items[index];
    m->given = resolve_given(s, a->given, m->instance_object, m->instance_object, &m->given_count);
    m->instance = m->instance_object == UINT32_MAX ? m->title : s->r->objects.items[m->instance_object].words;
    m->registered_by = names_copy(s, a->registered_by, &m->registered_by_count);
    m->is_alone = a->is_alone;
    for (const struct ast_name *n = a->registered_by; n; n = n->next)
        resolve_ddi_name(s, n);
    if (!a->registered_by && !a->damaged)
        load_error(s->l, a->name.span, "registered by NdisFRegisterFilterDriver",
                   "The driver model '%s' does not say which ddi registers it.", m->name);
    m->removal_from = resolve_states(s, index, a->removal_from);
    if (a->removal_to.text)
        m->removal_to = resolve_state_name(s, index, &a->removal_to);
    if (m->removal_to == UINT32_MAX)
        m->removal_from = 0;
    for (const struct ast_callback *c = a->callbacks; c; c = c->next)
        m->callback_count++;
    m->callbacks = arena_array(&s->r->arena, struct callback, m->callback_count);
    m->callback_count = 0;
    for (const struct ast_callback *c = a->callbacks; c; c = c->next) {
        const struct ast_callback *first = a->callbacks;
        while (first != c && (!str_equal(first->name.text, c->name.text) || (first->when && c->when)))
            first = first->next;
        if (first != c)
            report_twice(s->l, "The callback", &c->name, first->name.span);
        else
            resolve_callback(s, c, &m->callbacks[m->callback_count++], index, m->instance_object);
    }
}

/* ---- roles ---------------------------------------------------------------------------------- */

static void resolve_roles(struct resolver *s, struct heads *roles)
{
    for (const struct ast_role *r = s->l->roles.first; r; r = r->next)
        vec_push(roles, (struct head){&r->name, r, roles->count});
    heads_unique(s->l, roles, "The role");
    for (uint32_t i = 0; i < roles->count; i++) {
        const struct ast_role *r = roles->items[i].tree;
        uint32_t holds = r->holds.text ? resolve_object_name(s, &r->holds) + 1 : 0;
        resolve_is_lock(s, holds, &r->holds);
        vec_push(&s->r->roles, (struct role){.name = r->name.text,
                                             .has_irql = r->has_irql,
                                             .unbalanced = r->unbalanced,
                                             .irql_low = r->irql_low,
                                             .irql_high = r->irql_high,
                                             .holds = holds,
                                             .place = rule_place_of(r->name.span)});
    }
}

/* ---- all ------------------------------------------------------------------------------------ */

static void resolve_drivers_heads(struct resolver *s, struct heads *drivers)
{
    for (const struct ast_driver *d = s->l->drivers.first; d; d = d->next) {
        const struct ast_driver *first = s->l->drivers.first;
        while (first != d && !str_equal(first->name.text, d->name.text))
            first = first->next;
        if (first != d) {
            report_twice(s->l, "The driver model", &d->name, first->name.span);
            continue;
        }
        resolve_driver_head(s, d);
        vec_push(drivers, (struct head){&d->name, d, 0});
    }
}

void resolve_all(struct loading *l)
{
    struct resolver s = {.l = l, .r = l->r};
    struct heads ddis = {0}, rules = {0}, drivers = {0}, roles = {0};
    resolve_consts(&s);
    resolve_objects(&s);
    resolve_translations(&s);
    for (const struct ast_ddi *d = l->ddis.first; d; d = d->next)
        vec_push(&ddis, (struct head){&d->name, d, ddis.count});
    for (const struct ast_rule *r = l->rules.first; r; r = r->next)
        vec_push(&rules, (struct head){&r->id, r, rules.count});
    heads_unique(l, &ddis, "The ddi");
    heads_unique(l, &rules, "The rule");
    resolve_roles(&s, &roles);
    for (const struct ast_pageable *n = l->pageables.first; n; n = n->next)
        vec_push(&l->r->pageables, n->name.text);
    for (uint32_t i = 0; i < ddis.count; i++)
        resolve_ddi_head(&s, ddis.items[i].tree);
    resolve_drivers_heads(&s, &drivers);
    for (uint32_t i = 0; i < ddis.count; i++)
        resolve_ddi_body(&s, ddis.items[i].tree, &l->r->ddis.items[i]);
    vec_grow(&l->r->rules, rules.count);
    l->r->rules.count = rules.count;
    for (uint32_t i = 0; i < drivers.count; i++)
        resolve_driver(&s, drivers.items[i].tree, i);
    resolve_scheduled(&s);
    for (uint32_t i = 0; i < rules.count; i++) /* they name callbacks */
        resolve_rule(&s, rules.items[i].tree, &l->r->rules.items[i]);
    vec_release(&ddis);
    vec_release(&rules);
    vec_release(&drivers);
    vec_release(&roles);
    vec_release(&s.scope);
    vec_release(&s.scheduled);
}
