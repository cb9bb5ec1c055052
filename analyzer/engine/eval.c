/*
 * Expressions of the rule language over a state.
 *
 * Values are terms; reading memory or an attribute may abduce it from the caller, so that the
 * state grows its footprint. A condition is solved rather than evaluated: condition_solve lists
 * the ways in which it comes out as wanted, each with what a caller would have to guarantee
 * (needs). A way without needs holds here and now.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

/* Name of the record that a type is or points to. */
static bool plain_record(const struct ir_module *m, ir_index type, const char **name)
{
    const struct ir_type *t = ir_type_at(m, type);
    if (t->kind == IR_POINTER)
        t = ir_type_at(m, t->element);
    if (t->kind != IR_RECORD || !t->name)
        return false;
    *name = ir_text(m, t->name);
    return true;
}

static bool field_of(struct env *env, const struct expr *e, struct record_ref *r, struct ir_field *field)
{
    const char *record = e->record ? e->record : eval_record(env, e->a);
    if (!record)
        return false;
    *r = results_record(env->a->out, &env->a->engine->program, record);
    return record_member(*r, e->name, field);
}

const char *eval_record(struct env *env, const struct expr *e)
{
    struct record_ref r;
    struct ir_field f;
    const char *name = NULL;
    switch (e->kind) {
    case EXPR_PARAM:
        if (e->record)
            return e->record;
        return env->ddi && e->index < env->ddi->param_count ? env->ddi->params[e->index].record : NULL;
    case EXPR_VAR:
        return e->record ? e->record : env->var_records[e->index];
    case EXPR_FIELD:
        return field_of(env, e, &r, &f) && plain_record(r.module, f.type, &name) ? name : NULL;
    default:
        return e->record;
    }
}

/* What *p is, by the C type of the argument that p is; a pointer where it does not tell. */
static void pointee_width(const struct env *env, const struct expr *p, uint32_t *size, unsigned *bits, bool *is_signed)
{
    if (!env->call || p->kind != EXPR_PARAM || p->index + 1 >= env->call->operand_count)
        return;
    const struct ir_module *m = env->a->module;
    const struct ir_type *t = ir_type_at(m, ir_operands(m, env->call)[p->index + 1].type);
    if (t->kind != IR_POINTER || !ir_type_at(m, t->element)->size)
        return;
    type_width(m, t->element, bits, is_signed);
    *size = ir_type_at(m, t->element)->size;
}

bool eval_cell(struct env *env, struct state *s, const struct expr *e, struct term *at, uint32_t *size, unsigned *bits, bool *is_signed)
{
    bool known = true;
    *bits = 64;
    *size = 8;
    *is_signed = false;
    if (e->kind == EXPR_DEREF) {
        pointee_width(env, e->a, size, bits, is_signed);
        *at = state_norm(&env->a->domain, s, eval(env, s, e->a, &known));
        return known;
    }
    struct record_ref r;
    struct ir_field f;
    if (!field_of(env, e, &r, &f) || f.bit_width)
        return false;
    type_width(r.module, f.type, bits, is_signed);
    *size = ir_type_at(r.module, f.type)->size;
    *at = term_plus(state_norm(&env->a->domain, s, eval(env, s, e->a, &known)), f.offset);
    return known;
}

/* The driver itself is an incoming object that no cell leads to. For each driver model it has the
   life-cycle state, and the instance that the life cycle is about, as attributes of the engine's own. */
sym driver_symbol(struct analysis *a)
{
    return universe_sym(&a->universe, (struct sym_key){.kind = SYM_PRE, .a = UINT32_MAX});
}

struct term phase_value(uint32_t driver, uint32_t phase) { return term_const((int64_t)driver * PHASES_MAX + phase); }

const char *phase_name(const struct ruleset *r, struct term phase)
{
    int64_t driver = phase.offset / PHASES_MAX, state = phase.offset % PHASES_MAX;
    bool known = phase.base == 0 && phase.offset >= 0 && driver < r->drivers.count && state < r->drivers.items[driver].state_count;
    return known ? r->drivers.items[driver].states[state] : "unknown";
}

struct term phase_term(struct analysis *a, struct state *s, uint32_t driver)
{
    return state_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_PHASE + driver);
}

void phase_set(struct analysis *a, struct state *s, uint32_t driver, uint32_t phase)
{
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_PHASE + driver, phase_value(driver, phase));
}

struct term callback_term(struct analysis *a, struct state *s)
{
    return state_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_CALLBACK);
}

void callback_set(struct analysis *a, struct state *s, const char *name)
{
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_CALLBACK, term_const(ruleset_callback_id(a->engine->rules, name)));
}

void phase_set_instance(struct analysis *a, struct state *s, uint32_t driver, struct term instance)
{
    state_set_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_INSTANCE + driver, instance);
}

struct term irql_term(struct analysis *a, const struct state *s)
{
    return state_norm(&a->domain, s, state_place_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_IRQL));
}

void irql_set(struct analysis *a, struct state *s, struct term level)
{
    state_set_place_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_IRQL, level);
}

static struct term unknown_value(struct env *env, bool *known)
{
    *known = false;
    return (struct term){universe_sym(&env->a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = env->site, .b = UINT32_MAX}), 0};
}

/* Attributes belong to objects: a pointer into the middle of one has none. */
/* Whether somebody unknown may have called methods of the framework object since the caller handed it over. */
static bool is_unsettled(struct env *env, const struct state *s, sym base, uint32_t attribute, struct term value)
{
    const struct ruleset *r = env->a->engine->rules;
    const struct object *o = state_object(s, base);
    if (!o || !o->escaped || attribute < ATTRIBUTE_BUILTIN_COUNT || attribute >= r->attributes.count)
        return false;
    uint32_t kind = r->attributes.items[attribute].object;
    return kind != UINT32_MAX && r->objects.items[kind].has_contexts && sym_is_incoming(&env->a->domain, base) &&
           term_equal(value, incoming_attribute(&env->a->domain, base, attribute));
}

static struct term eval_attribute(struct env *env, struct state *s, struct term object, uint32_t attribute, bool *known)
{
    object = state_norm(&env->a->domain, s, object);
    uint32_t shifted;
    if (attribute_is_of_place(attribute))
        return attribute_shifted(attribute, object.offset, &shifted) ? state_place_attribute(&env->a->domain, s, object.base, shifted)
                                                                     : unknown_value(env, known);
    if (!object_at_origin(&env->a->domain, s, &object))
        return object.base ? unknown_value(env, known) : term_const(0);
    if (object.base == 0 && attribute >= ATTRIBUTE_BUILTIN_COUNT) /* null was made by nobody, in no way */
        return unknown_value(env, known);
    struct term value = state_attribute(&env->a->domain, s, object.base, attribute);
    if (is_unsettled(env, s, object.base, attribute, value))
        *known = false;
    return value;
}

/*
 * Context spaces of an object that is a handle stand behind the handle itself, where no other memory is: each type at an
 * offset that its name alone decides, so that a summary means the same in every program that it is kept for.
 */
enum { CONTEXT_BYTES = 0x2000, CONTEXT_PLACES = 61 };

static struct term context_space(struct env *env, struct term object, struct term type, bool *known)
{
    const struct sym_key *k = universe_key(&env->a->universe, type.base);
    if (object.base == 0 || object.offset != 0 || k->kind != SYM_GLOBAL || type.offset != 0)
        return unknown_value(env, known);
    const char *name = env->a->engine->program.globals.items[k->a].name;
    uint64_t place = hash_bytes128(name, strlen(name)).low % CONTEXT_PLACES;
    return term_plus(object, (int64_t)(place + 1) * CONTEXT_BYTES);
}

struct term eval(struct env *env, struct state *s, const struct expr *e, bool *known)
{
    struct domain *d = &env->a->domain;
    struct term x, y, object;
    uint32_t size;
    unsigned bits;
    bool is_signed;
    switch (e->kind) {
    case EXPR_CONST:
        return term_const(e->value);
    case EXPR_STATE:
        return phase_value(e->index, (uint32_t)e->value);
    case EXPR_THREAD:
        return (struct term){driver_symbol(env->a), 0};
    case EXPR_INSTANCE:
        return state_attribute(d, s, driver_symbol(env->a), ATTRIBUTE_INSTANCE + e->index);
    case EXPR_PARAM:
        return e->index < env->arg_count ? env->args[e->index] : unknown_value(env, known);
    case EXPR_RESULT:
        return env->has_result ? env->result : unknown_value(env, known);
    case EXPR_VAR:
        return e->index < VARS_MAX ? env->vars[e->index] : unknown_value(env, known);
    case EXPR_FIELD: case EXPR_DEREF:
        if (!eval_cell(env, s, e, &x, &size, &bits, &is_signed))
            return unknown_value(env, known);
        return state_load(d, s, x, size, bits, is_signed);
    case EXPR_ATTR:
        return eval_attribute(env, s, eval(env, s, e->a, known), e->index, known);
    case EXPR_PHASE:
        return phase_term(env->a, s, env->driver);
    case EXPR_IRQL:
        return irql_term(env->a, s);
    case EXPR_CALLBACK:
        return callback_term(env->a, s);
    case EXPR_CONTEXT:
        x = state_norm(d, s, eval(env, s, e->a, known));
        y = state_norm(d, s, eval(env, s, e->b, known));
        object = unchecked_named(env, s, e->a, x);
        x = *known ? context_space(env, x, y, known) : unknown_value(env, known);
        if (*known && (universe_is_callers(d->universe, x.base) || universe_key(d->universe, x.base)->kind == SYM_NEW)) /* the object has it, wherever it stands */
            state_assume(d, s, IR_BIN_NE, x, term_const(0));
        return object.base && *known ? (struct term){object.base, x.offset} : x;
    case EXPR_ALIGNMENT:
        return term_const(2 * (int64_t)program_pointer_size(&env->a->engine->program));
    case EXPR_ADD: case EXPR_MUL:
        x = eval(env, s, e->a, known);
        y = eval(env, s, e->b, known);
        return value_binary(d, s, e->kind == EXPR_ADD ? IR_BIN_ADD : IR_BIN_MUL, x, y, 64, true);
    default:
        return unknown_value(env, known); /* conditions have no value; the resolver refuses them here */
    }
}

bool eval_link(struct env *env, struct state *s, struct term element, const char *record, const char *link, struct term *next)
{
    struct record_ref r = record ? results_record(env->a->out, &env->a->engine->program, record) : (struct record_ref){0};
    const struct ir_field *f = record_field(r, link);
    if (!f)
        return false;
    struct term at = term_plus(state_norm(&env->a->domain, s, element), f->offset);
    *next = state_load(&env->a->domain, s, at, ir_type_at(r.module, f->type)->size, 64, false);
    return true;
}

/* ---- conditions ------------------------------------------------------------------------------- */

/* Ways in which a condition may hold: one for each of the sixteen callbacks that a rule lists, and a few. */
enum { WAYS_MAX = 20 };

void ways_release(struct ways *w) { vec_release(w); }

static void ways_add(struct ways *out, const struct way *w)
{
    if (w->state.dead)
        return;
    if (out->count < WAYS_MAX)
        vec_push(out, *w);
    else
        out->undecided = true;
}

/* Adds to `out` the way w with x op y demanded. */
static void demand(struct env *env, const struct way *w, enum ir_bin op, struct term x, struct term y, struct ways *out)
{
    struct domain *d = &env->a->domain;
    x = state_norm(d, &w->state, x);
    y = state_norm(d, &w->state, y);
    enum truth known = state_compare(d, &w->state, op, x, y);
    if (known == TRUTH_FALSE)
        return;
    struct way more = *w;
    if (known == TRUTH_UNKNOWN) {
        if (!universe_is_pre(d->universe, x.base) || !universe_is_pre(d->universe, y.base) || w->need_count == NEEDS_MAX) {
            out->undecided = true;
            return;
        }
        more.needs[more.need_count++] = (struct need){op, x, y};
        state_assume(d, &more.state, op, x, y);
    }
    ways_add(out, &more);
}

/* The text of the function that makes the call says it. */
static void solve_called(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out)
{
    if (!env->call || env->recorded || env->a->function == PROGRAM_NONE)
        out->undecided = true;
    else if (program_called(&env->a->engine->program, env->a->function, (uint32_t)(env->call - env->a->module->insns.items), e) == want)
        ways_add(out, w);
}

static void solve(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out);

/* Both must hold: solves b in each way of a. */
static void solve_both(struct env *env, const struct way *w, const struct expr *a, const struct expr *b, bool want, struct ways *out)
{
    struct ways first = {0};
    solve(env, w, a, want, &first);
    out->undecided |= first.undecided;
    for (uint32_t i = 0; i < first.count; i++)
        solve(env, &first.items[i], b, want, out);
    ways_release(&first);
}

static void solve_either(struct env *env, const struct way *w, const struct expr *a, const struct expr *b, bool want, struct ways *out)
{
    solve(env, w, a, want, out);
    solve(env, w, b, want, out);
}

static void compare_values(struct env *env, const struct way *w, const struct expr *e, enum ir_bin op, struct ways *out)
{
    struct way here = *w;
    bool known = true;
    if (e->b->kind == EXPR_STATE) /* driver.state == Running: which driver's, the state says */
        env->driver = here.driver = e->b->index;
    struct term x = eval(env, &here.state, e->a, &known), y = eval(env, &here.state, e->b, &known);
    if (here.state.dead)
        return;
    if (!known) {
        out->undecided = true;
        return;
    }
    demand(env, &here, op, x, y, out);
}

static void solve_bits(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out)
{
    struct way here = *w;
    bool known = true;
    struct term x = eval(env, &here.state, e->a, &known), y = eval(env, &here.state, e->b, &known);
    struct term both = value_binary(&env->a->domain, &here.state, IR_BIN_AND, x, y, 32, false);
    if (!known || here.state.dead)
        out->undecided |= !known;
    else
        demand(env, &here, want ? IR_BIN_NE : IR_BIN_EQ, both, term_const(0), out);
}

static void solve_in(struct env *env, const struct way *w, const struct expr *e, bool want, uint32_t from, struct ways *out)
{
    struct expr one = {.kind = want ? EXPR_EQ : EXPR_NE, .a = e->a, .place = e->place};
    if (want) {
        for (uint32_t i = from; i < e->list_count; i++) {
            one.b = e->list[i];
            compare_values(env, w, &one, IR_BIN_EQ, out);
        }
        return;
    }
    if (from == e->list_count) {
        ways_add(out, w);
        return;
    }
    struct ways first = {0};
    one.b = e->list[from];
    compare_values(env, w, &one, IR_BIN_NE, &first);
    out->undecided |= first.undecided;
    for (uint32_t i = 0; i < first.count; i++)
        solve_in(env, &first.items[i], e, want, from + 1, out);
    ways_release(&first);
}

static void solve_any_tracked(struct env *env, const struct way *w, const struct expr *e, struct ways *out);

/* any x in chain(a, link) with b, wanted true: the first CHAIN_MAX elements are looked at. */
static void solve_any(struct env *env, const struct way *w, const struct expr *e, struct ways *out)
{
    struct way here = *w;
    bool known = true;
    if (!e->a) {
        solve_any_tracked(env, w, e, out);
        return;
    }
    const char *record = e->record ? e->record : eval_record(env, e->a);
    struct term element = eval(env, &here.state, e->a, &known);
    for (int i = 0; known && i < chain_bound(env) && !here.state.dead; i++) {
        struct ways present = {0};
        demand(env, &here, IR_BIN_NE, element, term_const(0), &present);
        out->undecided |= present.undecided;
        bool more = present.count == 1;
        if (more) {
            here = present.items[0];
            env->vars[e->index] = here.vars[e->index] = state_norm(&env->a->domain, &here.state, element);
            env->var_records[e->index] = record;
            solve(env, &here, e->b, true, out);
        }
        ways_release(&present);
        if (!more || !eval_link(env, &here.state, element, record, e->name, &element))
            return;
    }
    out->undecided |= !known;
}

struct tracked {
    struct analysis *a;
    const struct state *s;
    int64_t kind;
    bool hidden; /* objects of the kind may have changed whose names are not known */
    VEC(sym) list;
};

static bool tracked_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct tracked *t = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool made = universe_key(&t->a->universe, key)->kind == SYM_NEW;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset != ATTRIBUTE_KIND || !term_equal(state_norm(&t->a->domain, t->s, c->value), term_const(t->kind)))
            continue;
        t->hidden |= !made && !object_in_state(o, OBJECT_LIVE);
        if (made && !o->escaped)
            vec_push(&t->list, key);
    }
    return true;
}

/* x.held > 0 */
static bool asks_held(const struct expr *e)
{
    return e->kind == EXPR_GT && e->a->kind == EXPR_ATTR && e->a->index == ATTRIBUTE_HELD && e->b->kind == EXPR_CONST && e->b->value == 0;
}

/* The same of a kind of lock: those that this function, or one that it called, has acquired and not released. Where it holds none, and no more is
   asked than that one is held, the callers say whether they do; theirs has no name. */
static void solve_any_lock(struct env *env, const struct way *w, const struct expr *e, struct ways *out)
{
    struct held_locks held = {0};
    locks_acquired_as(env->a, &w->state, (uint32_t)e->value, &held);
    out->undecided |= w->state.widened;
    for (uint32_t i = 0; i < held.list.count && !w->state.widened; i++) {
        struct way here = *w;
        env->vars[e->index] = here.vars[e->index] = (struct term){held.list.items[i].base, attribute_offset(held.list.items[i].attribute)};
        env->var_records[e->index] = e->record;
        solve(env, &here, e->b, true, out);
    }
    if (!held.list.count && !w->state.widened && asks_held(e->b)) {
        struct way here = *w;
        env->vars[e->index] = here.vars[e->index] = term_const(0);
        demand(env, &here, IR_BIN_NE, locks_hold(env->a, &here.state, (uint32_t)e->value), term_const(0), out);
    }
    vec_release(&held.list);
}

/* any x is KIND with b, wanted true: the objects of the kind that were made on this path. */
static void solve_any_tracked(struct env *env, const struct way *w, const struct expr *e, struct ways *out)
{
    if (env->a->engine->rules->objects.items[e->value].is_lock) {
        solve_any_lock(env, w, e, out);
        return;
    }
    struct tracked t = {.a = env->a, .s = &w->state, .kind = e->value + 1};
    pmap_each(w->state.heap, tracked_fn, &t);
    t.hidden |= w->state.widened; /* a loop that was cut may have changed any of them */
    out->undecided |= t.hidden;
    for (uint32_t i = 0; i < t.list.count && !t.hidden; i++) {
        struct way here = *w;
        struct term object = {t.list.items[i], 0};
        if (state_truth(&env->a->domain, &here.state, object) != TRUTH_TRUE)
            continue;
        env->vars[e->index] = here.vars[e->index] = object;
        env->var_records[e->index] = e->record;
        solve(env, &here, e->b, true, out);
    }
    vec_release(&t.list);
}

/* Whether the pointer leads into a variable of the driver, on the stack or static. */
static void solve_variable(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out)
{
    struct way here = *w;
    bool known = true, local = e->index == EXPR_IS_LOCAL;
    struct term x = state_norm(&env->a->domain, &here.state, eval(env, &here.state, e->a, &known));
    struct term where = state_attribute(&env->a->domain, &here.state, x.base, ATTRIBUTE_VARIABLE);
    if (!known)
        out->undecided = true;
    else
        demand(env, &here, want == local ? IR_BIN_EQ : IR_BIN_NE, where, term_const(local ? VARIABLE_STACK : VARIABLE_NO), out);
}

/* What the driver never does is known where it is there as a whole. */
static bool is_field_name(const char *text, const char *record, const char *name)
{
    size_t n = strlen(record);
    return strncmp(text, record, n) == 0 && text[n] == '.' && str_equal(text + n + 1, name);
}

/* Whether one of the fields was read in the recorded run. */
static bool has_read(const struct recorded_fields *fields, const struct expr *e)
{
    for (uint32_t k = 0; e->kind == EXPR_READS && k < e->list_count; k++)
        for (uint32_t i = 0; i < fields->list.count; i++)
            if (is_field_name(fields->list.items[i], e->list[k]->record, e->list[k]->name))
                return true;
    return false;
}

static void solve_program(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out)
{
    const struct program *p = &env->a->engine->program;
    bool does = env->recorded ? has_read(env->recorded, e) : program_does(p, e);
    if (!does && (!p->is_whole || env->recorded)) /* a run shows what is done, not what never is */
        out->undecided = true;
    else if (does == want)
        ways_add(out, w);
}

static void solve(struct env *env, const struct way *w, const struct expr *e, bool want, struct ways *out)
{
    static const enum ir_bin ops[] = {[EXPR_EQ] = IR_BIN_EQ, [EXPR_NE] = IR_BIN_NE, [EXPR_LT] = IR_BIN_LT,
                                      [EXPR_LE] = IR_BIN_LE, [EXPR_GT] = IR_BIN_GT, [EXPR_GE] = IR_BIN_GE};
    struct way here = *w;
    struct term x;
    bool known = true;
    memcpy(env->vars, w->vars, sizeof env->vars);
    switch (e->kind) {
    case EXPR_NOT:
        solve(env, w, e->a, !want, out);
        return;
    case EXPR_AND: case EXPR_OR:
        ((e->kind == EXPR_AND) == want ? solve_both : solve_either)(env, w, e->a, e->b, want, out);
        return;
    case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT: case EXPR_GE:
        compare_values(env, w, e, want ? ops[e->kind] : compare_negated(ops[e->kind]), out);
        return;
    case EXPR_BITS:
        solve_bits(env, w, e, want, out);
        return;
    case EXPR_IN:
        solve_in(env, w, e, want, 0, out);
        return;
    case EXPR_IS:
        if (e->index == EXPR_IS_VARIABLE || e->index == EXPR_IS_LOCAL) {
            solve_variable(env, w, e, want, out);
            return;
        }
        x = eval_attribute(env, &here.state, eval(env, &here.state, e->a, &known), ATTRIBUTE_KIND, &known);
        if (known)
            demand(env, &here, want ? IR_BIN_EQ : IR_BIN_NE, x, term_const((int64_t)e->index + 1), out);
        out->undecided |= !known;
        return;
    case EXPR_CALLS: case EXPR_READS:
        solve_program(env, w, e, want, out);
        return;
    case EXPR_ONLY:
        if (env->recorded || env->a->function == PROGRAM_NONE)
            out->undecided = true;
        else if (program_returns_only(&env->a->engine->program, env->a->function, e->a->value) == want)
            ways_add(out, w);
        return;
    case EXPR_CALLED:
        solve_called(env, w, e, want, out);
        return;
    case EXPR_ANY:
        if (want) {
            solve_any(env, w, e, out);
        } else {
            struct ways found = {0};
            solve_any(env, w, e, &found);
            if (!found.count && !found.undecided)
                ways_add(out, w);
            else
                out->undecided = true;
            ways_release(&found);
        }
        return;
    default:
        x = eval(env, &here.state, e, &known);
        if (known)
            demand(env, &here, want ? IR_BIN_NE : IR_BIN_EQ, x, term_const(0), out);
        out->undecided |= !known;
    }
}

void condition_solve(struct env *env, const struct state *s, const struct expr *e, bool want, struct ways *out)
{
    struct way w = {.state = *s};
    memcpy(w.vars, env->vars, sizeof w.vars);
    if (e)
        solve(env, &w, e, want, out);
    else
        ways_add(out, &w);
}
