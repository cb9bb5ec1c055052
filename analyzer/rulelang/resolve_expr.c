/*
 * From the tree to the rule set: names in scope, expressions, messages.
 *
 * An object's kind is known where the text says it: `frees nbl(list)` in a contract gives the
 * parameter its kind, `new nb as buffer` and `x is nb` give it to the variable, a record that one
 * object kind alone has gives it too. With the kind known, an attribute must be one of it; without,
 * the attribute's name must belong to one kind only.
 */
#include "rulelang/ast.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- scope ---------------------------------------------------------------------------------- */

void scope_push(struct resolver *s, const char *name, enum expr_kind kind, uint32_t index, uint32_t object,
                const char *record)
{
    vec_push(&s->scope, (struct scope_name){name, kind, index, object, record});
}

void scope_pop(struct resolver *s, uint32_t count) { s->scope.count = count; }

const struct scope_name *scope_find(const struct resolver *s, const char *name)
{
    for (uint32_t i = s->scope.count; i-- > 0;)
        if (s->scope.items[i].name && str_equal(s->scope.items[i].name, name))
            return &s->scope.items[i];
    return NULL;
}

/* Pushes a variable that an `any`, `each` or `new` binds; hiding another name is an error. */
uint32_t scope_bind(struct resolver *s, const char *name, struct span at, uint32_t object, const char *record)
{
    if (name && scope_find(s, name))
        load_error(s->l, at, "choose another name", "'%s' is a name here already.", name);
    if (!record && object)
        record = s->r->objects.items[object - 1].record;
    scope_push(s, name, EXPR_VAR, s->vars, object, record);
    return s->vars++;
}

void scope_unbind(struct resolver *s)
{
    s->scope.count--;
    s->vars--;
}

/* The kind that alone stands behind the record, + 1; 0 where none or several do. */
uint32_t object_of_record(const struct ruleset *r, const char *record)
{
    uint32_t found = 0;
    for (uint32_t i = 0; record && i < r->objects.count; i++)
        if (r->objects.items[i].record && str_equal(r->objects.items[i].record, record)) {
            if (found)
                return 0;
            found = i + 1;
        }
    return found;
}

/* ---- expressions ---------------------------------------------------------------------------- */

struct expr *expr_make(struct resolver *s, enum expr_kind kind, struct span at)
{
    struct expr *e = arena_new(&s->r->arena, struct expr);
    e->kind = kind;
    e->place = rule_place_of(at);
    return e;
}

static struct expr *expr_const(struct resolver *s, struct span at, const char *name, int64_t value)
{
    struct expr *e = expr_make(s, EXPR_CONST, at);
    e->name = name;
    e->value = value;
    return e;
}

static bool expr_is_condition(const struct expr *e)
{
    switch (e->kind) {
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE:
    case EXPR_BITS:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_ANY:
    case EXPR_CALLS:
    case EXPR_CALLED:
    case EXPR_ONLY:
    case EXPR_READS:
        return true;
    default:
        return false;
    }
}

static const struct {
    const char *name;
    int64_t value;
} builtin_consts[] = {{"null", 0},
                      {"TRUE", 1},
                      {"FALSE", 0},
                      {"live", OBJECT_LIVE},
                      {"freed", OBJECT_FREED},
                      {"lent", OBJECT_LENT},
                      {"foreign", OBJECT_FOREIGN},
                      {"PASSIVE", IRQL_PASSIVE},
                      {"APC", IRQL_APC},
                      {"DISPATCH", IRQL_DISPATCH}};
#define BUILTIN_COUNT (sizeof builtin_consts / sizeof *builtin_consts)

static void report_name(struct resolver *s, const struct ast_expr *e)
{
    uint32_t count = 0;
    const char **names =
        arena_array(&s->l->arena, const char *, s->scope.count + BUILTIN_COUNT + s->r->constants.count + 1);
    for (uint32_t i = 0; i < s->scope.count; i++)
        if (s->scope.items[i].name)
            names[count++] = s->scope.items[i].name;
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        names[count++] = builtin_consts[i].name;
    for (uint32_t i = 0; i < s->r->constants.count; i++)
        names[count++] = s->r->constants.items[i].name;
    char hint[400];
    const char *near = str_nearest(e->name, names, count);
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    load_error(s->l, e->span, near ? hint : NULL, "'%s' is neither a name nor a constant here.", e->name);
}

static struct expr *resolve_name(struct resolver *s, const struct ast_expr *e)
{
    const struct scope_name *n = scope_find(s, e->name);
    if (n) {
        struct expr *x = expr_make(s, n->kind, e->span);
        x->index = n->index;
        x->name = n->name;
        x->record = n->record;
        return x;
    }
    if (str_equal(e->name, "unknown"))
        return expr_make(s, EXPR_UNKNOWN, e->span);
    if (str_equal(e->name, "memory_alignment"))
        return expr_make(s, EXPR_ALIGNMENT, e->span);
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        if (str_equal(builtin_consts[i].name, e->name))
            return expr_const(s, e->span, builtin_consts[i].name, builtin_consts[i].value);
    for (uint32_t i = 0; i < s->r->constants.count; i++)
        if (str_equal(s->r->constants.items[i].name, e->name))
            return expr_const(s, e->span, s->r->constants.items[i].name, s->r->constants.items[i].value);
    report_name(s, e);
    return NULL;
}

/* Kind of the object that the expression denotes, + 1; 0 where the text does not say. */
static uint32_t expr_object(const struct resolver *s, const struct expr *e)
{
    if (e->kind == EXPR_INSTANCE && s->r->drivers.items[e->index].instance_object != UINT32_MAX)
        return s->r->drivers.items[e->index].instance_object + 1;
    if (e->kind == EXPR_THREAD)
        return ruleset_object(s->r, "thread") + 1;
    if (e->kind != EXPR_PARAM && e->kind != EXPR_VAR && e->kind != EXPR_RESULT)
        return 0;
    for (uint32_t i = s->scope.count; i-- > 0;)
        if (s->scope.items[i].kind == e->kind && s->scope.items[i].index == e->index)
            return s->scope.items[i].object;
    return 0;
}

static void report_attribute(struct resolver *s, struct span at, const char *name, uint32_t object, uint32_t owners)
{
    struct str hint = {0};
    const char **names = arena_array(&s->l->arena, const char *, s->r->attributes.count + 1);
    uint32_t count = 0;
    for (uint32_t i = ATTRIBUTE_BUILTIN_COUNT; i < s->r->attributes.count; i++) {
        const struct attribute *a = &s->r->attributes.items[i];
        if (!object || a->object == object - 1)
            names[count++] = a->name;
        if (str_equal(a->name, name))
            str_printf(&hint, "%s '%s'", hint.length ? " and" : "it is an attribute of",
                       s->r->objects.items[a->object].name);
    }
    const char *near = str_nearest(name, names, count);
    if (!hint.length && near)
        str_printf(&hint, "did you mean '%s'?", near);
    if (object)
        load_error(s->l, at, hint.length ? str_text(&hint) : NULL, "The object '%s' has no attribute '%s'.",
                   s->r->objects.items[object - 1].name, name);
    else if (owners)
        load_error(s->l, at, str_text(&hint), "It is not known whose attribute '%s' this is.", name);
    else
        load_error(s->l, at, hint.length ? str_text(&hint) : NULL, "'%s' is no attribute of any object.", name);
    str_release(&hint);
}

/* attributes entry, or UINT32_MAX after an error. */
uint32_t resolve_attribute(struct resolver *s, struct span at, const char *name, uint32_t object)
{
    uint32_t found = UINT32_MAX, owners = 0;
    for (uint32_t i = 0; i < s->r->attributes.count; i++) {
        const struct attribute *a = &s->r->attributes.items[i];
        if (!str_equal(a->name, name) || (object && a->object != UINT32_MAX && a->object != object - 1))
            continue;
        found = i;
        owners++;
    }
    if (owners == 1)
        return found;
    report_attribute(s, at, name, object, owners);
    return UINT32_MAX;
}

static bool is_of_driver(const struct resolver *s, const struct ast_expr *e, const char *name)
{
    return e->kind == AST_ATTR && e->a->kind == AST_NAME && str_equal(e->a->name, "driver") &&
           str_equal(e->name, name) && !scope_find(s, "driver");
}

bool expr_is_phase(const struct resolver *s, const struct ast_expr *e) { return is_of_driver(s, e, "state"); }

bool expr_is_irql(const struct resolver *s, const struct ast_expr *e) { return is_of_driver(s, e, "irql"); }

bool expr_is_callback(const struct resolver *s, const struct ast_expr *e) { return is_of_driver(s, e, "callback"); }

static struct expr *expr_phase(struct resolver *s, const struct ast_expr *e)
{
    return expr_make(s, EXPR_PHASE, e->span);
}

/* Whether some kind of object has an attribute of this name. */
static bool is_attribute_name(const struct resolver *s, const char *name)
{
    for (uint32_t i = 0; i < s->r->attributes.count; i++)
        if (str_equal(s->r->attributes.items[i].name, name))
            return true;
    return false;
}

/* p->Header.Type: a member of a member. It begins with a capital letter; names of attributes do not. */
static struct expr *resolve_member(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = resolve_expr(s, e->a);
    if (x)
        x->name = arena_printf(&s->r->arena, "%s.%s", x->name, e->name);
    return x;
}

static bool is_member(const struct resolver *s, const struct ast_expr *e)
{
    return e->kind == AST_FIELD || (e->kind == AST_ATTR && !is_attribute_name(s, e->name) && is_member(s, e->a));
}

/* ndis-protocol.instance */
static struct expr *expr_instance(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = expr_make(s, EXPR_INSTANCE, e->span);
    x->index = ruleset_driver(s->r, e->a->name);
    x->name = s->r->drivers.items[x->index].name;
    return x;
}

/* this_thread.top_level_irp */
static bool is_thread(const struct resolver *s, const struct ast_expr *e)
{
    return e->kind == AST_NAME && str_equal(e->name, "this_thread") && !scope_find(s, e->name);
}

static struct expr *resolve_attr(struct resolver *s, const struct ast_expr *e)
{
    if (isupper((unsigned char)e->name[0]) && is_member(s, e))
        return resolve_member(s, e);
    if (expr_is_phase(s, e)) {
        load_error(s->l, e->span, "driver.state == Running, or driver.state in (Running, Pausing)",
                   "driver.state is only compared with states.");
        return NULL;
    }
    if (expr_is_callback(s, e)) {
        load_error(s->l, e->span, "driver.callback == FilterPause", "driver.callback is only compared with callbacks.");
        return NULL;
    }
    if (expr_is_irql(s, e))
        return expr_make(s, EXPR_IRQL, e->span);
    if (e->a->kind == AST_NAME && !scope_find(s, e->a->name) && ruleset_driver(s->r, e->a->name) != UINT32_MAX) {
        if (str_equal(e->name, "instance"))
            return expr_instance(s, e);
        load_error(s->l, e->span, NULL, "A state is only compared with driver.state.");
        return NULL;
    }
    struct expr *a = is_thread(s, e->a) ? expr_make(s, EXPR_THREAD, e->a->span) : resolve_value(s, e->a);
    if (!a)
        return NULL;
    struct expr *x = expr_make(s, EXPR_ATTR, e->span);
    x->a = a;
    x->name = e->name;
    x->index = resolve_attribute(s, e->span, e->name, expr_object(s, a));
    return x->index == UINT32_MAX ? NULL : x;
}

/* ---- driver.state --------------------------------------------------------------------------- */

static void add_state(struct resolver *s, struct state_list *to, const struct ast_expr *e, uint32_t driver,
                      uint32_t state)
{
    struct expr *x = expr_make(s, EXPR_STATE, e->span);
    x->index = driver;
    x->value = state;
    x->name = s->r->drivers.items[driver].states[state];
    vec_push(to, x);
}

/* "Running" is that state in every driver model of the rule; "ndis-filter.Running" in one. */
bool resolve_state(struct resolver *s, const struct ast_expr *e, struct state_list *to)
{
    if (e->kind == AST_ATTR && e->a->kind == AST_NAME) {
        uint32_t driver = ruleset_driver(s->r, e->a->name);
        if (driver == UINT32_MAX) {
            load_error(s->l, e->a->span, NULL, "'%s' is no driver model that is declared.", e->a->name);
            return false;
        }
        uint32_t state = resolve_state_name(s, driver, &(struct ast_name){e->name, e->span, NULL});
        if (state != UINT32_MAX)
            add_state(s, to, e, driver, state);
        return state != UINT32_MAX;
    }
    if (e->kind != AST_NAME) {
        load_error(s->l, e->span, NULL, "The name of a state is expected here.");
        return false;
    }
    if (!s->drivers) {
        load_error(s->l, e->span, "for example ndis-filter.Running", "Say which driver model's state '%s' this is.",
                   e->name);
        return false;
    }
    uint32_t before = to->count;
    for (uint32_t i = 0; i < s->driver_count; i++) {
        const struct driver_model *m = &s->r->drivers.items[s->drivers[i]];
        for (uint32_t k = 0; k < m->state_count; k++)
            if (str_equal(m->states[k], e->name))
                add_state(s, to, e, s->drivers[i], k);
    }
    if (to->count > before)
        return true;
    char hint[400];
    const char *near = NULL;
    for (uint32_t i = 0; i < s->driver_count && !near; i++) {
        const struct driver_model *m = &s->r->drivers.items[s->drivers[i]];
        near = str_nearest(e->name, m->states, m->state_count);
    }
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    load_error(s->l, e->span, near ? hint : NULL, "'%s' is no state of a driver model that this rule is for.", e->name);
    return false;
}

static struct expr *phase_compared(struct resolver *s, const struct ast_expr *phase, struct span at,
                                   struct state_list *states, bool equal)
{
    struct expr *x = expr_make(s, states->count == 1 ? (equal ? EXPR_EQ : EXPR_NE) : EXPR_IN, at);
    x->a = expr_phase(s, phase);
    if (states->count == 1) {
        x->b = states->items[0];
        return x;
    }
    x->list_count = states->count;
    x->list = arena_array(&s->r->arena, struct expr *, states->count);
    memcpy(x->list, states->items, states->count * sizeof *x->list);
    if (equal)
        return x;
    struct expr *not = expr_make(s, EXPR_NOT, at);
    not ->a = x;
    return not ;
}

static struct expr *resolve_phase_comparison(struct resolver *s, const struct ast_expr *e)
{
    struct state_list states = {0};
    struct expr *x = NULL;
    bool good = true, equal = true;
    const struct ast_expr *phase = e->a;
    if (!s->phases) {
        load_error(s->l, e->a->span, NULL, "A contract holds in every state; only a rule asks driver.state.");
        return NULL;
    }
    if (e->kind == AST_IN) {
        for (const struct ast_expr *i = e->list; i; i = i->next)
            good &= resolve_state(s, i, &states);
    } else if (e->op == EXPR_EQ || e->op == EXPR_NE) {
        bool swapped = !expr_is_phase(s, e->a);
        phase = swapped ? e->b : e->a;
        equal = e->op == EXPR_EQ;
        good = resolve_state(s, swapped ? e->a : e->b, &states);
    } else {
        load_error(s->l, e->span, NULL, "States have no order: compare driver.state with == or in (...).");
        good = false;
    }
    if (good)
        x = phase_compared(s, phase, e->span, &states, equal);
    vec_release(&states);
    return x;
}

/* ---- driver.callback, driver calls ---------------------------------------------------------- */

const char *resolve_callback_role(struct resolver *s, const struct ast_name *n, const struct callback **out)
{
    uint32_t count = 0, used = 0;
    for (uint32_t d = 0; d < s->r->drivers.count; d++)
        count += s->r->drivers.items[d].callback_count;
    const char **names = arena_array(&s->l->arena, const char *, count + 1);
    for (uint32_t d = 0; d < s->r->drivers.count; d++)
        for (uint32_t c = 0; c < s->r->drivers.items[d].callback_count; c++) {
            const struct callback *cb = &s->r->drivers.items[d].callbacks[c];
            names[used++] = cb->name;
            if (!str_equal(cb->name, n->text))
                continue;
            *out = cb;
            return cb->role;
        }
    char hint[400];
    const char *near = str_nearest(n->text, names, used);
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    load_error(s->l, n->span, near ? hint : NULL, "'%s' is no callback that is declared.", n->text);
    return NULL;
}

static struct expr *resolve_callback_name(struct resolver *s, const struct ast_expr *e)
{
    const struct callback *cb;
    if (e->kind != AST_NAME) {
        load_error(s->l, e->span, NULL, "The name of a callback is expected here.");
        return NULL;
    }
    if (!resolve_callback_role(s, &(struct ast_name){e->name, e->span, NULL}, &cb))
        return NULL;
    return expr_const(s, e->span, cb->name, ruleset_callback_id(s->r, cb->name));
}

/* driver.callback == FilterPause, driver.callback in (FilterPause, MiniportPause) */
static struct expr *resolve_callback_comparison(struct resolver *s, const struct ast_expr *e)
{
    bool equality = e->kind == AST_BINARY && (e->op == EXPR_EQ || e->op == EXPR_NE) && expr_is_callback(s, e->a);
    if (!s->phases || (!equality && e->kind != AST_IN)) {
        load_error(s->l, e->span, "driver.callback == FilterPause, in a rule", "driver.callback is compared with callbacks, by ==, != or in (...), in rules.");
        return NULL;
    }
    struct expr *x = expr_make(s, equality ? e->op : EXPR_IN, e->span);
    x->a = expr_make(s, EXPR_CALLBACK, e->a->span);
    if (equality) {
        x->b = resolve_callback_name(s, e->b);
        return x->b ? x : NULL;
    }
    bool good = true;
    for (const struct ast_expr *i = e->list; i; i = i->next)
        x->list_count++;
    x->list = arena_array(&s->r->arena, struct expr *, x->list_count);
    uint32_t n = 0;
    for (const struct ast_expr *i = e->list; i; i = i->next, n++) {
        x->list[n] = resolve_callback_name(s, i);
        good &= x->list[n] != NULL;
    }
    return good ? x : NULL;
}

static struct expr *resolve_calls(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = expr_make(s, e->kind == AST_CALLED ? EXPR_CALLED : EXPR_CALLS, e->span);
    bool good = true;
    for (const struct ast_expr *i = e->list; i; i = i->next)
        x->list_count++;
    x->list = arena_array(&s->r->arena, struct expr *, x->list_count);
    uint32_t n = 0;
    for (const struct ast_expr *i = e->list; i; i = i->next, n++) {
        uint32_t ddi = resolve_ddi_name(s, &(struct ast_name){i->name, i->span, NULL});
        good &= ddi != UINT32_MAX;
        x->list[n] = expr_const(s, i->span, i->name, ddi);
    }
    return good ? x : NULL;
}

/* Records are C's: which there are, the driver's headers say. */
static struct expr *resolve_reads(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = expr_make(s, EXPR_READS, e->span);
    for (const struct ast_expr *i = e->list; i; i = i->next)
        x->list_count++;
    x->list = arena_array(&s->r->arena, struct expr *, x->list_count);
    uint32_t n = 0;
    for (const struct ast_expr *i = e->list; i; i = i->next) {
        struct expr *field = expr_make(s, EXPR_FIELD, i->span);
        field->record = i->record.text;
        field->name = i->name;
        x->list[n++] = field;
    }
    return x;
}

/* ---- the rest of the operators -------------------------------------------------------------- */

static struct expr *resolve_binary(struct resolver *s, const struct ast_expr *e)
{
    if (expr_is_phase(s, e->a) || expr_is_phase(s, e->b))
        return resolve_phase_comparison(s, e);
    if (expr_is_callback(s, e->a) || expr_is_callback(s, e->b))
        return resolve_callback_comparison(s, e);
    bool logical = e->op == EXPR_AND || e->op == EXPR_OR;
    struct expr *a = logical ? resolve_condition(s, e->a) : resolve_value(s, e->a);
    struct expr *b = logical ? resolve_condition(s, e->b) : resolve_value(s, e->b);
    if (!a || !b)
        return NULL;
    struct expr *x = expr_make(s, e->op, e->span);
    x->a = a;
    x->b = b;
    return x;
}

static struct expr *resolve_in(struct resolver *s, const struct ast_expr *e)
{
    if (expr_is_phase(s, e->a))
        return resolve_phase_comparison(s, e);
    if (expr_is_callback(s, e->a))
        return resolve_callback_comparison(s, e);
    struct expr *x = expr_make(s, EXPR_IN, e->span);
    bool good = true;
    x->a = resolve_value(s, e->a);
    for (const struct ast_expr *i = e->list; i; i = i->next)
        x->list_count++;
    x->list = arena_array(&s->r->arena, struct expr *, x->list_count);
    uint32_t n = 0;
    for (const struct ast_expr *i = e->list; i; i = i->next, n++) {
        x->list[n] = resolve_value(s, i);
        good &= x->list[n] != NULL;
    }
    return x->a && good ? x : NULL;
}

/* Kind that the condition states for the variable by "name is KIND" under `and`, + 1. */
static uint32_t stated_kind(const struct resolver *s, const struct ast_expr *e, const char *name)
{
    if (e->kind == AST_BINARY && e->op == EXPR_AND) {
        uint32_t a = stated_kind(s, e->a, name);
        return a ? a : stated_kind(s, e->b, name);
    }
    if (e->kind != AST_IS || e->a->kind != AST_NAME || !str_equal(e->a->name, name))
        return 0;
    return ruleset_object(s->r, e->name) + 1; /* UINT32_MAX + 1 is 0: unknown */
}

static struct expr *resolve_any_tracked(struct resolver *s, const struct ast_expr *e, struct expr *x)
{
    uint32_t object = resolve_object_name(s, &e->object);
    if (object == UINT32_MAX)
        return NULL;
    x->value = object;
    x->variable = e->name;
    x->index = scope_bind(s, e->name, e->span, object + 1, NULL);
    x->record = vec_last(&s->scope).record;
    x->b = resolve_condition(s, e->b);
    scope_unbind(s);
    return x->b ? x : NULL;
}

static struct expr *resolve_any(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = expr_make(s, EXPR_ANY, e->span);
    if (e->object.text)
        return resolve_any_tracked(s, e, x);
    uint32_t object = stated_kind(s, e->b, e->name);
    if (!object)
        object = object_of_record(s->r, e->record.text);
    x->a = resolve_value(s, e->a);
    x->name = e->link.text;
    x->variable = e->name;
    x->index = scope_bind(s, e->name, e->span, object, e->record.text);
    x->record = vec_last(&s->scope).record;
    x->b = resolve_condition(s, e->b);
    scope_unbind(s);
    return x->a && x->b ? x : NULL;
}

struct expr *resolve_expr(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x;
    switch (e->kind) {
    case AST_NUMBER:
        return expr_const(s, e->span, NULL, e->value);
    case AST_NAME:
        return resolve_name(s, e);
    case AST_FIELD:
        x = expr_make(s, EXPR_FIELD, e->span);
        x->name = e->name;
        x->a = resolve_value(s, e->a);
        if (x->a && x->a->kind != EXPR_FIELD)
            x->record = x->a->record;
        return x->a ? x : NULL;
    case AST_DEREF:
        x = expr_make(s, EXPR_DEREF, e->span);
        x->a = resolve_value(s, e->a);
        return x->a ? x : NULL;
    case AST_ATTR:
        return resolve_attr(s, e);
    case AST_IS:
        x = expr_make(s, EXPR_IS, e->span);
        x->a = resolve_value(s, e->a);
        if (str_equal(e->name, "variable"))
            x->index = EXPR_IS_VARIABLE;
        else if (str_equal(e->name, "local"))
            x->index = EXPR_IS_LOCAL;
        else if ((x->index = resolve_object_name(s, &(struct ast_name){e->name, e->span, NULL})) == UINT32_MAX)
            return NULL;
        return x->a ? x : NULL;
    case AST_IN:
        return resolve_in(s, e);
    case AST_BINARY:
        return resolve_binary(s, e);
    case AST_NOT:
        x = expr_make(s, EXPR_NOT, e->span);
        x->a = resolve_condition(s, e->a);
        return x->a ? x : NULL;
    case AST_ANY:
        return resolve_any(s, e);
    case AST_CALLS:
    case AST_CALLED:
        return resolve_calls(s, e);
    case AST_ONLY:
        x = expr_make(s, EXPR_ONLY, e->span);
        x->a = resolve_value(s, e->a);
        if (x->a && x->a->kind != EXPR_CONST)
            load_error(s->l, e->a->span, "callback returns only FALSE", "A result that is always the same is a constant.");
        return x->a && x->a->kind == EXPR_CONST ? x : NULL;
    case AST_READS:
        return resolve_reads(s, e);
    case AST_CONTEXT:
        x = expr_make(s, EXPR_CONTEXT, e->span);
        x->a = resolve_value(s, e->a);
        x->b = resolve_value(s, e->b);
        return x->a && x->b ? x : NULL;
    }
    bug("expression kind %d", (int)e->kind);
}

struct expr *resolve_value(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = resolve_expr(s, e);
    if (!x || !expr_is_condition(x))
        return x;
    load_error(s->l, e->span, NULL, "A value is expected here; this is a condition.");
    return NULL;
}

struct expr *resolve_condition(struct resolver *s, const struct ast_expr *e)
{
    struct expr *x = resolve_expr(s, e);
    if (!x || expr_is_condition(x))
        return x;
    load_error(s->l, e->span, "compare it: x != null", "A condition is expected here; this is a value.");
    return NULL;
}

/* ---- messages ------------------------------------------------------------------------------- */

/* "call", "call.irql": the one name of an IRQL event. */
static bool is_of_call(const struct resolver *s, const struct ast_expr *e)
{
    const struct ast_expr *name = e->kind == AST_ATTR && str_equal(e->name, "irql") ? e->a : e;
    return name->kind == AST_NAME && s->scope.count && str_equal(name->name, vec_last(&s->scope).name);
}

struct words *resolve_words(struct resolver *s, const struct ast_words *w)
{
    struct words *out = arena_new(&s->r->arena, struct words);
    for (const struct ast_piece *p = w->pieces; p; p = p->next)
        out->count++;
    out->pieces = arena_array(&s->r->arena, struct piece, out->count);
    uint32_t i = 0;
    for (const struct ast_piece *p = w->pieces; p; p = p->next, i++) {
        out->pieces[i] = (struct piece){.kind = p->kind, .text = p->text};
        if (!p->expr)
            continue;
        if (s->call_event && is_of_call(s, p->expr)) {
            out->pieces[i].kind = p->expr->kind == AST_ATTR ? PIECE_CALL_IRQL : PIECE_CALL;
            out->pieces[i].text = arena_strdup(&s->r->arena, vec_last(&s->scope).name);
        } else if (p->kind == PIECE_VALUE && s->phases && expr_is_phase(s, p->expr))
            out->pieces[i].expr = expr_phase(s, p->expr);
        else if (p->kind == PIECE_VALUE && s->phases && expr_is_callback(s, p->expr))
            out->pieces[i].expr = expr_make(s, EXPR_CALLBACK, p->expr->span);
        else
            out->pieces[i].expr = resolve_value(s, p->expr);
    }
    return out;
}
