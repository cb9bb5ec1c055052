/* DDIs by their contracts: effects, outcomes, and the rules that a call can break. */
#include "interp.h"

#include <stdlib.h>
#include <string.h>

enum { VARIABLES = 8, CHAIN = 64 };

struct call_env {
    struct interp *x;
    const struct ddi *ddi;
    const struct ir_insn *call;
    uint32_t line;
    const struct value *args;
    uint32_t arg_count;
    struct value result;
    struct value vars[VARIABLES];
    const char *var_records[VARIABLES];
    bool cautious; /* what is known of an object that a rule was reported on counts as unknown */
};

/* ---- objects ------------------------------------------------------------------------------------- */

struct value attribute_get(const struct interp *x, uint32_t object, uint32_t attribute)
{
    const struct thing *o = &x->objects.items[object];
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->attributes[i].number == attribute)
            return o->attributes[i].value;
    return number(0);
}

static void attribute_set(struct interp *x, uint32_t object, uint32_t attribute, struct value v)
{
    struct thing *o = &x->objects.items[object];
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->attributes[i].number == attribute) {
            o->attributes[i].value = v;
            return;
        }
    ensure(o->attribute_count < ATTRIBUTES_MAX);
    o->attributes[o->attribute_count++] = (struct attribute_value){attribute, v};
}

bool object_has_state(const struct interp *x, uint32_t object, enum object_state state)
{
    struct value v = attribute_get(x, object, ATTRIBUTE_STATE);
    return v.object == 0 && v.number == (int64_t)state;
}

bool object_is_tracked(const struct interp *x, uint32_t object)
{
    struct value kind = attribute_get(x, object, ATTRIBUTE_KIND);
    return kind.object == 0 && kind.number > 0 && x->rules->objects.items[kind.number - 1].must_free;
}

/* Reports an object rule on it, if it is of a kind that they speak of. */
static void object_broken(struct interp *x, uint32_t object, enum trigger_kind trigger, uint32_t line)
{
    struct thing *o = &x->objects.items[object];
    if (object_is_tracked(x, object) && x->object_rules[trigger])
        broken(x, x->object_rules[trigger]->id, line, !o->violated);
    o->violated = true;
    forgive(x, object);
}

/* Somebody else has it. The engine says so only where it is certain within one function. */
static void lent_touched(struct interp *x, uint32_t object, uint32_t line)
{
    if (!x->objects.items[object].is_made || !object_has_state(x, object, OBJECT_LENT))
        return;
    if (object_is_tracked(x, object) && x->object_rules[TRIGGER_USE_WHILE_LENT])
        broken(x, x->object_rules[TRIGGER_USE_WHILE_LENT]->id, line, false);
    x->objects.items[object].violated = true;
    forgive(x, object);
}

void object_touched(struct interp *x, struct value at, uint32_t line)
{
    if (is_object(at))
        lent_touched(x, at.object, line);
    if (is_object(at) && x->objects.items[at.object].is_made && object_has_state(x, at.object, OBJECT_FREED))
        object_broken(x, at.object, TRIGGER_USE_AFTER_FREE, line);
}

/* ---- expressions --------------------------------------------------------------------------------------- */

static const char *bare(const char *name) { return name + strspn(name, "_"); }

static const struct ir_type *record_named(const struct interp *x, const char *name)
{
    for (uint32_t i = 0; i < x->m->types.count; i++) {
        const struct ir_type *t = &x->m->types.items[i];
        if (t->kind == IR_RECORD && (t->flags & IR_TYPE_COMPLETE) && str_equal(bare(ir_text(x->m, t->name)), bare(name)))
            return t;
    }
    return NULL;
}

static const char *record_of(const struct call_env *env, const struct expr *e);

static const struct ir_field *field_in(const struct interp *x, const struct ir_type *t, const char *name, size_t length)
{
    for (uint32_t i = 0; t && t->kind == IR_RECORD && i < t->members; i++) {
        const struct ir_field *f = &x->m->fields.items[t->first + i];
        const char *text = ir_text(x->m, f->name);
        if (strlen(text) == length && !memcmp(text, name, length))
            return f;
    }
    return NULL;
}

/* The member that e names, perhaps one of a member ("Header.Type"); *offset is within the record. */
static const struct ir_field *member_named(const struct call_env *env, const struct expr *e, const char *record, uint32_t *offset)
{
    const struct ir_type *t = record ? record_named(env->x, record) : NULL;
    *offset = 0;
    for (const char *name = e->name;;) {
        size_t length = strcspn(name, ".");
        const struct ir_field *f = field_in(env->x, t, name, length);
        *offset += f ? f->offset : 0;
        if (!f || !name[length])
            return f;
        name += length + 1;
        t = ir_type_at(env->x->m, f->type);
    }
}

static const struct ir_field *field_named(const struct call_env *env, const struct expr *e, const char *record)
{
    uint32_t offset;
    return member_named(env, e, record, &offset);
}

static const char *record_of(const struct call_env *env, const struct expr *e)
{
    const struct ir_module *m = env->x->m;
    if (e->kind == EXPR_PARAM && !e->record)
        return env->ddi && e->index < env->ddi->param_count ? env->ddi->params[e->index].record : NULL;
    if (e->kind == EXPR_VAR && !e->record)
        return env->var_records[e->index];
    if (e->kind != EXPR_FIELD)
        return e->record;
    const struct ir_field *f = field_named(env, e, e->record ? e->record : record_of(env, e->a));
    const struct ir_type *t = f ? ir_type_at(m, f->type) : NULL;
    if (t && t->kind == IR_POINTER)
        t = ir_type_at(m, t->element);
    return t && t->kind == IR_RECORD && t->name ? ir_text(m, t->name) : NULL;
}

static struct value evaluate(struct call_env *env, const struct expr *e);

struct cell_at {
    struct value at;
    uint32_t size;
    bool is_signed, known;
};

static struct cell_at cell_of(struct call_env *env, const struct expr *e)
{
    const struct ir_module *m = env->x->m;
    struct cell_at c = {.size = 8, .known = true, .at = evaluate(env, e->a)};
    const struct ir_type *t = NULL;
    if (e->kind == EXPR_DEREF) {
        if (e->a->kind == EXPR_PARAM && e->a->index + 1 < env->call->operand_count) {
            t = ir_type_at(m, ir_operands(m, env->call)[e->a->index + 1].type);
            t = t->kind == IR_POINTER ? ir_type_at(m, t->element) : NULL;
        }
    } else {
        uint32_t offset;
        const struct ir_field *f = member_named(env, e, e->record ? e->record : record_of(env, e->a), &offset);
        c.known = f != NULL;
        t = f ? ir_type_at(m, f->type) : NULL;
        c.at.number += f ? offset : 0;
    }
    if (t && t->size) {
        c.size = t->size;
        c.is_signed = t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
    }
    return c;
}

static struct value attribute_of(struct call_env *env, struct value o, uint32_t attribute)
{
    if (o.object == 0)
        return o.number || env->cautious ? undefined() : number(0);
    if (!is_object(o) || o.number != 0)
        return undefined();
    if (env->cautious && env->x->objects.items[o.object].violated && attribute == ATTRIBUTE_STATE)
        return undefined();
    return attribute_get(env->x, o.object, attribute);
}

static struct value evaluate(struct call_env *env, const struct expr *e)
{
    struct value a, b;
    struct cell_at c;
    switch (e->kind) {
    case EXPR_CONST: case EXPR_STATE: return number(e->value);
    case EXPR_ALIGNMENT: return number(16);
    case EXPR_PARAM: return e->index < env->arg_count ? env->args[e->index] : undefined();
    case EXPR_RESULT: return env->result;
    case EXPR_VAR: return env->vars[e->index];
    case EXPR_FIELD: case EXPR_DEREF:
        c = cell_of(env, e);
        return c.known ? memory_load(env->x, c.at, c.size, c.is_signed) : undefined();
    case EXPR_ATTR: return attribute_of(env, evaluate(env, e->a), e->index);
    case EXPR_ADD: case EXPR_MUL:
        a = evaluate(env, e->a);
        b = evaluate(env, e->b);
        if (a.object || b.object)
            return undefined();
        return number(e->kind == EXPR_ADD ? a.number + b.number : a.number * b.number);
    default: return undefined(); /* also driver.state: no life cycle runs here */
    }
}

enum answer { NO, YES, UNKNOWN };

static enum answer is_equal(const struct call_env *env, struct value a, struct value b)
{
    if (is_undefined(a) || is_undefined(b))
        return UNKNOWN;
    if (env->cautious && !env->x->demands.unasked && (is_unasked(env->x, a) || is_unasked(env->x, b)))
        return UNKNOWN;
    return a.object == b.object && a.number == b.number ? YES : NO;
}

static enum answer holds(struct call_env *env, const struct expr *e);

static enum answer either(enum answer a, enum answer b) { return a == YES || b == YES ? YES : a == UNKNOWN || b == UNKNOWN ? UNKNOWN : NO; }
static enum answer opposite(enum answer a) { return a == UNKNOWN ? a : a == YES ? NO : YES; }

/* any x is KIND: the engine knows of few of them, so that nothing is sure. */
static enum answer holds_tracked(struct call_env *env, const struct expr *e)
{
    enum answer found = NO;
    for (uint32_t i = 1; i < env->x->objects.count && found != YES; i++) {
        struct value kind = attribute_get(env->x, i, ATTRIBUTE_KIND);
        if (!env->x->objects.items[i].is_made || kind.object || kind.number != e->value + 1)
            continue;
        env->vars[e->index] = place_in(i, 0);
        env->var_records[e->index] = e->record;
        found = either(found, holds(env, e->b));
    }
    return found == YES && env->cautious ? UNKNOWN : found;
}

static enum answer holds_any(struct call_env *env, const struct expr *e)
{
    if (!e->a)
        return holds_tracked(env, e);
    const char *record = e->record ? e->record : record_of(env, e->a);
    struct value element = evaluate(env, e->a);
    enum answer found = NO;
    struct expr link = {.kind = EXPR_FIELD, .name = e->name, .record = record};
    for (int i = 0; i < CHAIN && env->x->stop == GO_ON && found != YES; i++) {
        if (is_undefined(element))
            return UNKNOWN;
        if (env->cautious && !env->x->demands.unasked && is_unasked(env->x, element))
            return either(found, UNKNOWN);
        if (!is_object(element))
            return found;
        env->vars[e->index] = element;
        env->var_records[e->index] = record;
        found = either(found, holds(env, e->b));
        const struct ir_field *f = field_named(env, &link, record);
        if (!f)
            return either(found, UNKNOWN);
        element.number += f->offset;
        element = memory_load(env->x, element, 8, false);
    }
    return found;
}

static enum answer ordered(enum expr_kind k, struct value a, struct value b)
{
    if (a.object || b.object)
        return UNKNOWN;
    switch (k) {
    case EXPR_LT: return a.number < b.number ? YES : NO;
    case EXPR_LE: return a.number <= b.number ? YES : NO;
    case EXPR_GT: return a.number > b.number ? YES : NO;
    case EXPR_GE: return a.number >= b.number ? YES : NO;
    default: return (a.number & b.number) != 0 ? YES : NO;
    }
}

static enum answer holds(struct call_env *env, const struct expr *e)
{
    enum answer r = NO, s;
    switch (e->kind) {
    case EXPR_NOT: return opposite(holds(env, e->a));
    case EXPR_AND:
        r = holds(env, e->a);
        return r == NO ? NO : opposite(either(opposite(r), opposite(holds(env, e->b))));
    case EXPR_OR:
        r = holds(env, e->a);
        return r == YES ? YES : either(r, holds(env, e->b));
    case EXPR_EQ: return is_equal(env, evaluate(env, e->a), evaluate(env, e->b));
    case EXPR_NE: return opposite(is_equal(env, evaluate(env, e->a), evaluate(env, e->b)));
    case EXPR_LT: case EXPR_LE: case EXPR_GT: case EXPR_GE: case EXPR_BITS: return ordered(e->kind, evaluate(env, e->a), evaluate(env, e->b));
    case EXPR_IN:
        for (uint32_t i = 0; i < e->list_count; i++)
            r = either(r, is_equal(env, evaluate(env, e->a), evaluate(env, e->list[i])));
        return r;
    case EXPR_IS:
        if (e->index == EXPR_IS_VARIABLE || e->index == EXPR_IS_LOCAL) {
            struct value v = evaluate(env, e->a);
            return is_undefined(v) || env->cautious ? UNKNOWN : is_object(v) && !env->x->objects.items[v.object].is_made ? YES : NO;
        }
        return is_equal(env, attribute_of(env, evaluate(env, e->a), ATTRIBUTE_KIND), number((int64_t)e->index + 1));
    case EXPR_ANY: return holds_any(env, e);
    default:
        s = is_equal(env, evaluate(env, e), number(0));
        return opposite(s);
    }
}

/* ---- rules about calls ------------------------------------------------------------------------------------- */

static void check_rules(struct call_env *env)
{
    const struct ruleset *rules = env->x->rules;
    uint32_t ddi = (uint32_t)(env->ddi - rules->ddis.items);
    for (uint32_t r = 0; r < rules->rules.count; r++)
        for (uint32_t c = 0; c < rules->rules.items[r].check_count; c++) {
            const struct check *check = &rules->rules.items[r].checks[c];
            if (check->trigger != TRIGGER_CALL || check->ddi != ddi)
                continue;
            env->cautious = true;
            enum answer sure = check->condition ? holds(env, check->condition) : YES;
            env->cautious = false;
            enum answer perhaps = check->condition ? holds(env, check->condition) : YES;
            if (sure == YES || perhaps == YES)
                broken(env->x, rules->rules.items[r].id, env->line, sure == YES);
            if (env->x->stop == STOP_CRASH) /* a condition may look further than the call does */
                env->x->stop = GO_ON;
        }
}

/* ---- effects ------------------------------------------------------------------------------------------------ */

static void do_effects(struct call_env *env, const struct effect *effects, uint32_t count);

static bool object_in(struct call_env *env, const struct expr *e, struct value *out)
{
    *out = evaluate(env, e);
    if (is_undefined(*out))
        env->x->stop = STOP_UNDEFINED;
    return is_object(*out) && out->number == 0;
}

static void store_target(struct call_env *env, const struct expr *target, struct value v)
{
    if (target->kind == EXPR_ATTR) {
        struct value o = evaluate(env, target->a);
        if (is_object(o) && o.number == 0)
            attribute_set(env->x, o.object, target->index, v);
    } else if (target->kind != EXPR_PHASE && target->kind != EXPR_IRQL) {
        struct cell_at c = cell_of(env, target);
        if (c.known)
            memory_store(env->x, c.at, c.size, v);
    }
}

static struct value make(struct call_env *env, const struct effect *f)
{
    struct interp *x = env->x;
    uint32_t object = object_new(x, OBJECT_SIZE);
    struct value v = place_in(object, 0);
    x->objects.items[object].is_made = true;
    attribute_set(x, object, ATTRIBUTE_STATE, number(OBJECT_LIVE));
    attribute_set(x, object, ATTRIBUTE_KIND, number(f->object));
    if (f->var < VARIABLES) {
        env->vars[f->var] = v;
        env->var_records[f->var] = f->object ? x->rules->objects.items[f->object - 1].record : NULL;
    }
    if (!f->target)
        env->result = v;
    do_effects(env, f->inner, f->inner_count);
    if (f->target)
        store_target(env, f->target, v);
    return v;
}

/* No contract allows null to be freed. Where a driver does it twice, a function that was given the pointer may
   be told so, whatever its callers pass. */
static void null_used(struct call_env *env, enum trigger_kind trigger)
{
    if (env->x->freed_null && env->x->stop == GO_ON)
        broken(env->x, env->x->object_rules[trigger]->id, env->line, false);
}

static void do_free(struct call_env *env, const struct effect *f)
{
    struct interp *x = env->x;
    struct value o;
    if (!object_in(env, f->expr, &o)) {
        null_used(env, TRIGGER_DOUBLE_FREE);
        x->freed_null |= !f->or_null;
        return;
    }
    struct value kind = attribute_get(x, o.object, ATTRIBUTE_KIND);
    lent_touched(x, o.object, env->line);
    if (object_has_state(x, o.object, OBJECT_FREED))
        object_broken(x, o.object, TRIGGER_DOUBLE_FREE, env->line);
    else if (f->object && kind.number != 0 && kind.number != (int64_t)f->object)
        object_broken(x, o.object, TRIGGER_MISMATCHED_FREE, env->line);
    for (uint32_t i = 0; i < x->objects.count && x->sabotage != SABOTAGE_NO_HOLDER; i++) {
        struct value holder = attribute_get(x, i, ATTRIBUTE_HOLDER);
        if (holder.object == o.object)
            attribute_set(x, i, ATTRIBUTE_STATE, number(OBJECT_FREED));
    }
    if (x->sabotage != SABOTAGE_KEEP_STATE)
        attribute_set(x, o.object, ATTRIBUTE_STATE, number(OBJECT_FREED));
}

static bool do_use(struct call_env *env, struct value o)
{
    lent_touched(env->x, o.object, env->line);
    if (!object_has_state(env->x, o.object, OBJECT_FREED))
        return true;
    object_broken(env->x, o.object, TRIGGER_USE_AFTER_FREE, env->line);
    return false;
}

static void do_lend(struct call_env *env, const struct effect *f)
{
    struct interp *x = env->x;
    const char *record = record_of(env, f->expr);
    if (!record && f->object)
        record = x->rules->objects.items[f->object - 1].record;
    struct value o;
    struct expr link = {.kind = EXPR_FIELD, .name = f->link};
    object_in(env, f->expr, &o);
    for (int i = 0; i < CHAIN && is_object(o) && o.number == 0 && x->stop == GO_ON; i++) {
        if (!do_use(env, o))
            return;
        const struct ir_field *l = f->link ? field_named(env, &link, record) : NULL;
        struct value at = o, next = number(0);
        at.number += l ? l->offset : 0;
        if (l)
            next = memory_load(x, at, 8, false);
        x->objects.items[o.object].doubtful_loan = i && is_unasked(x, o) && !x->demands.unasked;
        attribute_set(x, o.object, ATTRIBUTE_STATE, number(OBJECT_LENT));
        if (is_undefined(next))
            x->stop = STOP_UNDEFINED;
        o = next;
    }
    if (o.object == 0)
        null_used(env, TRIGGER_USE_AFTER_FREE);
}

static void do_memory(struct call_env *env, const struct effect *f)
{
    struct interp *x = env->x;
    struct value to = evaluate(env, f->kind == EFFECT_COPY ? f->target : f->expr), size = f->size ? evaluate(env, f->size) : undefined();
    if (f->kind == EFFECT_HAVOC || size.object) {
        x->stop = STOP_UNDEFINED; /* programs of ours say how much */
        return;
    }
    if (f->kind == EFFECT_COPY)
        memory_copy(x, to, evaluate(env, f->expr), (uint64_t)size.number);
    else
        memory_fill(x, to, (uint64_t)size.number, number(0));
}

static void do_each(struct call_env *env, const struct effect *f)
{
    const char *record = record_of(env, f->expr);
    struct value element = evaluate(env, f->expr);
    struct expr link = {.kind = EXPR_FIELD, .name = f->link};
    const struct ir_field *l = f->link ? field_named(env, &link, record) : NULL;
    for (int i = 0; i < CHAIN && is_object(element) && env->x->stop == GO_ON; i++) {
        struct value at = element;
        at.number += l ? l->offset : 0;
        struct value next = l ? memory_load(env->x, at, 8, false) : number(0);
        env->vars[f->var] = element;
        env->var_records[f->var] = record;
        do_effects(env, f->inner, f->inner_count);
        element = next;
    }
}

static void do_effect(struct call_env *env, const struct effect *f)
{
    struct value o;
    switch (f->kind) {
    case EFFECT_USE:
        if (object_in(env, f->expr, &o))
            do_use(env, o);
        else
            null_used(env, TRIGGER_USE_AFTER_FREE);
        break;
    case EFFECT_FREE: do_free(env, f); break;
    case EFFECT_NEW: make(env, f); break;
    case EFFECT_SET:
        o = f->expr->kind == EXPR_UNKNOWN || f->expr->kind == EXPR_IRQL ? undefined() : evaluate(env, f->expr);
        if (is_undefined(o) && f->expr->kind != EXPR_UNKNOWN && f->expr->kind != EXPR_IRQL)
            env->x->stop = STOP_UNDEFINED;
        else
            store_target(env, f->target, o);
        break;
    case EFFECT_ZERO: case EFFECT_COPY: case EFFECT_HAVOC: do_memory(env, f); break;
    case EFFECT_LEND: do_lend(env, f); break;
    case EFFECT_KEEP: case EFFECT_DROP:
        o = evaluate(env, f->expr);
        if (is_object(o))
            env->x->objects.items[o.object].escaped = true;
        break;
    case EFFECT_IF: {
        enum answer a = holds(env, f->expr);
        if (a == UNKNOWN)
            env->x->stop = STOP_UNDEFINED;
        if (a == YES)
            do_effects(env, f->inner, f->inner_count);
        break;
    }
    case EFFECT_EACH: do_each(env, f); break;
    case EFFECT_WAIT: case EFFECT_SIGNAL:
    case EFFECT_SCHEDULE: /* nobody calls it here */
    case EFFECT_ACQUIRE: case EFFECT_RELEASE: /* locks and IRQL are not followed */
    case EFFECT_CLEAR: case EFFECT_MIX: case EFFECT_LINK: case EFFECT_UNLINK: /* programs of ours have no queues */
    case EFFECT_RAISE: break;
    }
}

static void do_effects(struct call_env *env, const struct effect *effects, uint32_t count)
{
    for (uint32_t i = 0; i < count && env->x->stop == GO_ON; i++)
        do_effect(env, &effects[i]);
}

/* ---- outcomes --------------------------------------------------------------------------------------------------- */

static void do_outcome(struct call_env *env, const struct outcome *o)
{
    switch (o->kind) {
    case OUTCOME_NEVER: env->x->stop = STOP_NEVER; return;
    case OUTCOME_NULL: case OUTCOME_SUCCESS: env->result = number(0); break;
    case OUTCOME_PENDING: env->result = number(0x103); break;
    case OUTCOME_VALUE: env->result = evaluate(env, o->expr); break;
    case OUTCOME_FAILURE: env->result = number(choose_number(env->x, true)); break;
    case OUTCOME_ANY: case OUTCOME_FIRST: case OUTCOME_LAST: case OUTCOME_EMPTY: env->result = undefined(); break;
    case OUTCOME_NEW: make(env, o->made); break;
    }
    do_effects(env, o->effects, o->effect_count);
}

static bool null_or_new(const struct ddi *d)
{
    return d->outcome_count == 2 && !d->outcomes[0].effect_count && !d->outcomes[1].effect_count && !d->outcomes[0].condition &&
           !d->outcomes[1].condition &&
           ((d->outcomes[0].kind == OUTCOME_NULL && d->outcomes[1].kind == OUTCOME_NEW) || (d->outcomes[0].kind == OUTCOME_NEW && d->outcomes[1].kind == OUTCOME_NULL));
}

struct value contract(struct interp *x, const struct ddi *d, const struct ir_insn *call, const struct value *args, uint32_t count)
{
    struct call_env env = {.x = x, .ddi = d, .call = call, .line = line_of(x, call->loc), .args = args, .arg_count = count, .result = undefined()};
    check_rules(&env);
    do_effects(&env, d->effects, d->effect_count);
    if (x->stop != GO_ON || !d->outcome_count)
        return env.result;
    uint32_t way = choose(x, d->outcome_count);
    for (uint32_t i = 0; i < d->outcome_count && d->outcomes[way].condition && holds(&env, d->outcomes[way].condition) == NO; i++)
        way = (way + 1) % d->outcome_count;
    if (x->sabotage == SABOTAGE_NEVER_NULL && d->outcomes[way].kind == OUTCOME_NULL)
        way = (way + 1) % d->outcome_count;
    if (null_or_new(d)) {
        struct either e = {.failed = d->outcomes[way].kind == OUTCOME_NULL, .arg_count = count < ARGS ? count : ARGS};
        memcpy(e.args, args, e.arg_count * sizeof *args);
        vec_push(&x->eithers, e);
    }
    do_outcome(&env, &d->outcomes[way]);
    if (null_or_new(d) && is_object(env.result))
        x->objects.items[env.result.object].from = x->eithers.count;
    else if (null_or_new(d))
        env.result.from = x->eithers.count;
    return env.result;
}
