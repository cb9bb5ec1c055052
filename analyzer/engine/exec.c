/* One instruction on one state. */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

void type_width(const struct ir_module *m, ir_index type, unsigned *bits, bool *is_signed)
{
    const struct ir_type *t = ir_type_at(m, type);
    *bits = t->kind == IR_INT || t->kind == IR_FLOAT ? t->size * 8 : 64;
    *is_signed = t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
}

static struct term fresh(struct analysis *a, const struct state *s, const struct ir_insn *i, uint32_t slot)
{
    unsigned bits;
    bool is_signed;
    type_width(a->module, i->type, &bits, &is_signed);
    struct sym_key k = {.kind = SYM_UNKNOWN, .bits = (uint8_t)bits, .is_signed = is_signed,
                        .a = (uint32_t)(i - a->module->insns.items), .b = slot, .epoch = s->epoch};
    return (struct term){universe_sym(&a->universe, k), 0};
}

/* An argument behind the dots of a parameter list: the caller knows it, and it is not followed. A way that hangs on it may be nobody's. */
static struct term passed(struct analysis *a, const struct state *s, const struct ir_insn *i)
{
    struct sym_key k = *universe_key(&a->universe, fresh(a, s, i, 0).base);
    k.lost = LOSS_DROPPED;
    return (struct term){universe_sym(&a->universe, k), 0};
}

struct term exec_operand(struct analysis *a, const struct state *s, const struct ir_operand *o)
{
    const struct engine *e = a->engine;
    uint32_t module = e->program.functions.items[a->function].module_index;
    struct sym_key k = {0};
    const struct pmap_value *v;
    switch ((enum ir_operand_kind)o->kind) {
    case IR_TEMP:
        v = pmap_find(s->temps, (uint32_t)o->value);
        if (v)
            return term_unpack(v);
        k = (struct sym_key){.kind = SYM_UNKNOWN, .a = UINT32_MAX - 1, .b = (uint32_t)o->value, .epoch = s->epoch};
        break;
    case IR_CONST: return term_const(o->value);
    case IR_LOCAL: k = (struct sym_key){.kind = SYM_LOCAL, .a = (uint32_t)o->value}; break;
    case IR_GLOBAL: k = (struct sym_key){.kind = SYM_GLOBAL, .a = e->program.global_of[module][o->value]}; break;
    case IR_FUNC: k = (struct sym_key){.kind = SYM_FUNCTION, .a = e->program.function_of[module][o->value]}; break;
    case IR_STRING: k = (struct sym_key){.kind = SYM_STRING, .a = module, .b = (uint32_t)o->value}; break;
    case IR_NONE: case IR_BLOCK: bug("operand kind %d has no value", o->kind);
    }
    return (struct term){universe_sym(&a->universe, k), 0};
}

static void set_result(struct analysis *a, struct state *s, const struct ir_insn *i, struct term t)
{
    if (i->result)
        s->temps = pmap_set(&a->arena, s->temps, i->result, term_pack(t));
}

/* ---- lost objects --------------------------------------------------------------------------- */

struct roots {
    struct analysis *a;
    const struct state *s;
    struct sym_set *set;
    uint32_t at;
};

bool object_lasts(const struct analysis *a, const struct object *o)
{
    bool lives = false, goes_with_another = false;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        lives |= c->offset == ATTRIBUTE_STATE && term_equal(c->value, term_const(OBJECT_LIVE));
        if (c->offset == ATTRIBUTE_KIND && term_is_const(c->value) && c->value.offset > 0) {
            const struct object_kind *kind = &a->engine->rules->objects.items[c->value.offset - 1];
            goes_with_another = kind->is_parented && kind->has_contexts;
        }
    }
    return lives && goes_with_another;
}

static bool root_object(void *context, uint32_t key, const struct pmap_value *v)
{
    struct roots *r = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    enum sym_kind kind = universe_key(&r->a->universe, key)->kind;
    bool root = o->escaped || object_in_state(o, OBJECT_LENT) || (r->a->domain.instance && key == r->a->domain.instance);
    switch (kind) {
    case SYM_LOCAL: root |= r->at != UINT32_MAX; break;
    case SYM_NEW: root |= object_lasts(r->a, o); break;
    default: root = true;
    }
    if (root)
        sym_set_add(r->set, key);
    return true;
}

static bool root_temp(void *context, uint32_t key, const struct pmap_value *v)
{
    struct roots *r = context;
    if (r->at != UINT32_MAX && r->a->flow.last_use[key] > r->at) {
        struct term t = state_norm(&r->a->domain, r->s, term_unpack(v));
        sym_set_add(r->set, t.base);
    }
    return true;
}

static void reach_all(struct analysis *a, const struct state *s, uint32_t at, const struct term *result, struct sym_set *set)
{
    struct roots r = {a, s, set, at};
    pmap_each(s->heap, root_object, &r);
    pmap_each(s->temps, root_temp, &r);
    if (result)
        sym_set_add(set, state_norm(&a->domain, s, *result).base);
    state_reach(&a->domain, s, true, set);
}

/* Tracked, made here, alive, to be freed by us, and nobody else's. */
static bool is_owned(struct analysis *a, const struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    if (!o || o->escaped || universe_key(&a->universe, base)->kind != SYM_NEW)
        return false;
    bool live = false, part = false, must_free = false;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        struct term v = state_norm(&a->domain, s, c->value);
        live |= c->offset == ATTRIBUTE_STATE && term_equal(v, term_const(OBJECT_LIVE));
        part |= c->offset == ATTRIBUTE_HOLDER && !term_equal(c->value, term_const(0)); /* as made: a null holder made no part */
        if (c->offset == ATTRIBUTE_KIND && term_is_const(v) && v.offset > 0)
            must_free = a->engine->rules->objects.items[v.offset - 1].must_free && !a->engine->rules->objects.items[v.offset - 1].is_parented;
    }
    return live && must_free && !part && state_truth(&a->domain, s, (struct term){base, 0}) != TRUTH_FALSE;
}

bool object_is_lost(struct analysis *a, const struct state *s, sym base, uint32_t at, const struct term *result)
{
    if (!is_owned(a, s, base))
        return false;
    struct sym_set set = {0};
    reach_all(a, s, at, result, &set);
    bool lost = !sym_set_has(&set, base);
    sym_set_release(&set);
    return lost;
}

struct owned {
    struct analysis *a;
    const struct state *s;
    VEC(sym) list;
};

static bool owned_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct owned *o = context;
    (void)v;
    if (is_owned(o->a, o->s, key))
        vec_push(&o->list, key);
    return true;
}

static bool unasked_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct owned *o = context;
    const struct object *x = (const struct object *)(uintptr_t)v->a;
    if (universe_key(&o->a->universe, key)->kind == SYM_NEW && x->attribute_count && state_truth(&o->a->domain, o->s, (struct term){key, 0}) == TRUTH_UNKNOWN)
        vec_push(&o->list, key);
    return true;
}

/* Made objects that may be null and that nobody asked about hold nothing where they are null. */
static void report_lost_with_null(struct analysis *a, const struct state *s, const struct sym_set *reached, const struct owned *owned,
                                  const struct term *result, ir_index loc)
{
    struct owned unasked = {.a = a, .s = s};
    pmap_each(s->heap, unasked_fn, &unasked);
    for (uint32_t i = 0; unasked.list.count && i < owned->list.count; i++) {
        sym base = owned->list.items[i];
        struct state there = *s;
        struct sym_set set = {0};
        if (!sym_set_has(reached, base))
            continue; /* lost in any case */
        state_assume(&a->domain, &there, IR_BIN_NE, (struct term){base, 0}, term_const(0));
        for (uint32_t k = 0; k < unasked.list.count; k++)
            if (unasked.list.items[k] != base)
                state_assume(&a->domain, &there, IR_BIN_EQ, (struct term){unasked.list.items[k], 0}, term_const(0));
        if (!there.dead)
            reach_all(a, &there, UINT32_MAX, result, &set);
        if (!there.dead && !sym_set_has(&set, base))
            check_leak(a, &there, base, loc, NULL);
        sym_set_release(&set);
    }
    vec_release(&unasked.list);
}

void object_was_lost(struct analysis *a, struct state *s, sym base, uint32_t site)
{
    fate_of_object(a, s, base, FATE_REPORTED);
    sym u = universe_sym(&a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = site, .b = SLOT_VIOLATED, .x = {base, 0}});
    state_set_attribute(&a->domain, s, base, ATTRIBUTE_STATE, (struct term){u, 0});
    state_escape(&a->domain, s, base, FATE_REPORTED);
}

bool object_is_violated(const struct analysis *a, const struct object *o)
{
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset == ATTRIBUTE_STATE && c->kind == CELL_VALUE) {
            const struct sym_key *k = universe_key(&a->universe, c->value.base);
            return k->kind == SYM_UNKNOWN && k->b == SLOT_VIOLATED;
        }
    }
    return false;
}

void report_lost_objects(struct analysis *a, struct state *s, const struct term *result, ir_index loc)
{
    struct owned owned = {.a = a, .s = s};
    pmap_each(s->heap, owned_fn, &owned);
    struct sym_set set = {0};
    if (owned.list.count)
        reach_all(a, s, UINT32_MAX, result, &set);
    if (owned.list.count)
        report_lost_with_null(a, s, &set, &owned, result, loc);
    for (uint32_t i = 0; i < owned.list.count; i++) {
        sym base = owned.list.items[i];
        if (sym_set_has(&set, base))
            continue;
        struct state there = *s;
        state_assume(&a->domain, &there, IR_BIN_NE, (struct term){base, 0}, term_const(0));
        if (!there.dead)
            check_leak(a, &there, base, loc, NULL);
        object_was_lost(a, s, base, 0);
    }
    sym_set_release(&set);
    vec_release(&owned.list);
}

/* ---- memory ------------------------------------------------------------------------------------- */

/* ATTRIBUTE_SEEN of the object, 0 where it was not seen. */
static int64_t how_seen(const struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    for (uint32_t k = 0; o && k < o->attribute_count; k++)
        if (o->cells[o->cell_count + k].offset == ATTRIBUTE_SEEN)
            return o->cells[o->cell_count + k].value.offset;
    return 0;
}

/* Memory behind a freed object must not be touched. Callers are asked once per object. */
static void check_access(struct analysis *a, struct state *s, struct term p, const struct ir_insn *i)
{
    if (p.base == 0)
        return;
    enum sym_kind kind = universe_key(&a->universe, p.base)->kind;
    if (kind != SYM_NEW && kind != SYM_PARAM && kind != SYM_PRE) /* of what comes off a queue only contracts ask whether it was freed */
        return;
    if (kind != SYM_NEW) {
        struct term state = state_attribute(&a->domain, s, p.base, ATTRIBUTE_STATE);
        bool as_passed = term_equal(state, incoming_attribute(&a->domain, p.base, ATTRIBUTE_STATE));
        if (term_equal(state, term_const(OBJECT_LIVE)) || (as_passed && how_seen(s, p.base)))
            return;
    }
    struct env env = {.a = a, .call = i, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    struct term object = {p.base, 0};
    bool lent = term_equal(state_attribute(&a->domain, s, p.base, ATTRIBUTE_STATE), term_const(OBJECT_LENT));
    if (lent && check_object(&env, s, TRIGGER_USE_WHILE_LENT, object, UINT32_MAX, NULL, 0)) {
        sym u = universe_sym(&a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = env.site, .b = SLOT_VIOLATED, .x = object});
        state_set_attribute(&a->domain, s, p.base, ATTRIBUTE_STATE, (struct term){u, 0});
        return;
    }
    struct need freed = {IR_BIN_EQ, state_attribute(&a->domain, s, p.base, ATTRIBUTE_STATE), term_const(OBJECT_FREED)};
    if (check_object(&env, s, TRIGGER_USE_AFTER_FREE, object, UINT32_MAX, &freed, 1)) {
        sym u = universe_sym(&a->universe, (struct sym_key){.kind = SYM_UNKNOWN, .a = env.site, .b = SLOT_VIOLATED, .x = object});
        state_set_attribute(&a->domain, s, p.base, ATTRIBUTE_STATE, (struct term){u, 0});
    } else if (kind != SYM_NEW)
        state_set_attribute(&a->domain, s, p.base, ATTRIBUTE_SEEN, term_const(1));
}

void prove_not_null(struct analysis *a, struct state *s, sym base)
{
    enum sym_kind kind = universe_key(&a->universe, base)->kind;
    bool computed = (kind == SYM_EXPR || kind == SYM_ELEMENT) && !universe_is_pre(&a->universe, base); /* an aligned address, say */
    if (s->dead ||
        (!computed && kind != SYM_NEW && kind != SYM_PARAM && kind != SYM_PRE && kind != SYM_UNKNOWN && kind != SYM_PART && kind != SYM_LIST) ||
        state_truth(&a->domain, s, (struct term){base, 0}) != TRUTH_UNKNOWN)
        return;
    struct doubt doubt = s->doubt;
    state_assume(&a->domain, s, IR_BIN_NE, (struct term){base, 0}, term_const(0));
    s->doubt = doubt;
    if (universe_is_pre(&a->universe, base) && a->function != PROGRAM_NONE)
        state_set_attribute(&a->domain, s, base, ATTRIBUTE_SEEN, term_const(SEEN_FOLLOWED));
}

bool fact_is_access(struct analysis *a, const struct state *s, sym base, const struct fact *f)
{
    struct fact type = symbol_fact(&a->domain, base);
    return f->low == type.low && f->high == type.high && f->hole_count == 1 && f->holes[0] == 0 && how_seen(s, base) == SEEN_FOLLOWED;
}

static void exec_store(struct analysis *a, const struct ir_insn *i, struct state *s, struct term p, struct term value)
{
    uint32_t size = ir_type_at(a->module, i->type)->size, at = (uint32_t)(i - a->module->insns.items);
    const struct object *o = state_object(s, p.base);
    struct term old = term_const(0);
    for (uint32_t k = 0; o && k < o->cell_count; k++)
        if (o->cells[k].offset == p.offset && o->cells[k].size == size && o->cells[k].kind == CELL_VALUE)
            old = state_norm(&a->domain, s, o->cells[k].value);
    state_store(&a->domain, s, p, size ? size : 1, value);
    if (o && o->escaped && old.base && state_object(s, old.base))
        state_escape(&a->domain, s, old.base, FATE_SHARED); /* what others can see they may have taken */
    if (old.base && !s->dead && !a->degraded && object_is_lost(a, s, old.base, at, NULL)) {
        struct state there = *s;
        state_assume(&a->domain, &there, IR_BIN_NE, (struct term){old.base, 0}, term_const(0));
        if (!there.dead)
            check_leak(a, &there, old.base, i->loc, NULL);
        object_was_lost(a, s, old.base, at);
    }
}

static void exec_field(struct analysis *a, const struct ir_insn *i, struct state *s, struct term from)
{
    const struct ir_type *r = ir_type_at(a->module, i->type);
    struct term p = state_norm(&a->domain, s, from), object = p;
    if (p.base == 0 || unchecked_is_failed(a->universe.keys.items, (struct term){from.base, 0}))
        p = from; /* a null pointer keeps the name that says which call gave it */
    if (p.offset < 0)
        object_at_origin(&a->domain, s, &object); /* what is in front of the pointer is a structure that it points into */
    set_result(a, s, i, term_plus(p, a->module->fields.items[r->first + i->field].offset));
}

/* Bytes of the array that the operand is the beginning of, 0 where its length is not known. One of one element at the end of a
   record may be longer. */
static uint32_t array_bytes(const struct analysis *a, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    const struct ir_insn *d = o->kind == IR_TEMP ? ir_definition(a->module, a->block, (uint32_t)(i - &a->module->insns.items[a->block->first]), o->value) : NULL;
    const struct ir_type *record = d && d->op == IR_FIELD ? ir_type_at(a->module, d->type) : NULL, *array = NULL;
    if (record)
        array = ir_type_at(a->module, a->module->fields.items[record->first + d->field].type);
    else if (d && d->op == IR_ELEM)
        array = ir_type_at(a->module, d->type);
    else if (o->kind == IR_LOCAL)
        array = ir_type_at(a->module, a->module->locals.items[a->ir->first_local + (uint32_t)o->value].type);
    bool open = !array || array->kind != IR_ARRAY || array->size == 0 || (record && array->count <= 1 && d->field + 1 == record->members);
    return open ? 0 : array->size;
}

static void exec_elem(struct analysis *a, const struct ir_insn *i, struct state *s, struct term from, struct term index)
{
    uint32_t stride = ir_type_at(a->module, i->type)->size;
    struct term p = state_norm(&a->domain, s, from);
    if (term_is_const(index)) {
        if (p.base == 0)
            p = from;
        set_result(a, s, i, term_plus(p, index.offset * (int64_t)stride));
        return;
    }
    if (p.base == 0 || stride <= 1) { /* arithmetic on bytes: the result is a number like another */
        struct term scaled = value_binary(&a->domain, s, IR_BIN_MUL, index, term_const(stride), 64, true);
        set_result(a, s, i, value_binary(&a->domain, s, IR_BIN_ADD, p, scaled, 64, true));
        return;
    }
    struct sym_key k = {.kind = SYM_ELEMENT, .b = stride, .epoch = array_bytes(a, i), .x = p, .y = index};
    set_result(a, s, i, (struct term){universe_sym(&a->universe, k), 0});
}

/* ---- calls --------------------------------------------------------------------------------------------- */

void escape_reachable(struct analysis *a, struct state *s, struct term from, bool forget, uint32_t site, enum fate why)
{
    struct sym_set set = {0};
    from = state_norm(&a->domain, s, from);
    if (from.base == 0)
        return;
    enum sym_kind kind = universe_key(&a->universe, from.base)->kind;
    if (kind == SYM_PARAM || kind == SYM_PRE) /* nothing is known of it here, but a caller may have made it */
        state_escape(&a->domain, s, from.base, why);
    sym_set_add(&set, from.base);
    state_reach(&a->domain, s, true, &set);
    for (sym b = 1; b < set.marks.count; b++) {
        if (!set.marks.items[b] || !state_object(s, b))
            continue;
        state_escape(&a->domain, s, b, why);
        if (forget && b != from.base)
            state_forget(&a->domain, s, (struct term){b, 0}, 0, stamp_here(s, site));
    }
    sym_set_release(&set);
}

/* A function without body or contract: borrows (ENGINE.md D13). It may write what its arguments
   point to and keep a reference, but is not assumed to free. One that the system's headers declare
   does not know the driver's own structures, so it writes no further than the argument's type. */
static void unknown_call(struct analysis *a, const struct ir_insn *i, struct state *s, const struct program_function *callee)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    uint32_t site = (uint32_t)(i - a->module->insns.items);
    bool system = callee && (callee->ir->flags & IR_FUNCTION_SYSTEM);
    enum fate why = callee ? FATE_CALL : FATE_POINTER;
    for (uint32_t k = 1; k < i->operand_count; k++) {
        const struct ir_type *t = ir_type_at(a->module, o[k].type);
        if (t->kind != IR_POINTER)
            continue;
        struct term p = state_norm(&a->domain, s, exec_operand(a, s, &o[k]));
        if (p.base == 0)
            continue;
        uint32_t size = ir_type_at(a->module, t->element)->size;
        lock_passed(a, s, p, site, why);
        escape_reachable(a, s, p, !system && !(t->flags & IR_TYPE_POINTEE_CONST), site, why);
        if (p.offset == 0)
            object_unsettle(a, s, p.base, site);
        if (!(t->flags & IR_TYPE_POINTEE_CONST) && !(system && size == 0))
            state_forget(&a->domain, s, p, size, stamp_here(s, site));
    }
    if (!system) {
        locks_forget(a, s, site, why);
        lists_forget(a, s, site);
    }
    set_result(a, s, i, fresh(a, s, i, 0));
    if (callee && (callee->ir->flags & IR_FUNCTION_NORETURN))
        s->dead = true;
    a->out->counters.unknown_calls += callee != NULL;
    a->out->counters.unresolved_pointers += callee == NULL;
    if (callee)
        results_unknown(a->out, (uint32_t)(callee - a->engine->program.functions.items));
}

/* The page of a function that the table names. */
static const char *irql_page(struct analysis *a, const char *name, const struct irql_fact *fact)
{
    char *page = arena_printf(&a->arena, "windows-hardware/drivers/ddi/%.*s%s", (int)fact->page_length, fact->page, name);
    for (char *c = page + strlen(page) - strlen(name); *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    return page;
}

static void call_function(struct analysis *a, const struct ir_insn *i, uint32_t f, struct state *s, struct state_list *more)
{
    const struct program_function *callee = &a->engine->program.functions.items[f];
    const struct ir_operand *o = ir_operands(a->module, i);
    check_unread(a, s, i, callee);
    if (callee->ddi) {
        contract_call(a, i, callee->ddi, s, more);
        return;
    }
    if (!callee->has_body) {
        struct irql_fact fact;
        if (ruleset_irql(a->engine->rules, callee->name, &fact))
            check_irql(a, s, i, callee->name, fact.low, fact.high, irql_page(a, callee->name, &fact));
        if (probe_call(a, callee, i, s))
            return;
        unknown_call(a, i, s, callee);
        return;
    }
    if (!schedule_may_call(a->engine, a->out, a->function, f)) { /* not looked at before, in some order of work */
        unknown_call(a, i, s, NULL);
        return;
    }
    struct term args[ARGS_MAX];
    uint32_t count = 0;
    for (uint32_t k = 1; k < i->operand_count && count < ARGS_MAX; k++) {
        struct term passed = exec_operand(a, s, &o[k]);
        bool failed = unchecked_is_failed(a->universe.keys.items, passed); /* what a failed call has left keeps its name */
        args[count++] = failed ? passed : state_norm(&a->domain, s, passed);
    }
    summary_apply(a, f, args, count, i, i->loc, (uint32_t)(i - a->module->insns.items), s, more);
}

void note_called(struct analysis *a, sym callee)
{
    for (uint32_t i = 0; i < a->called.count; i++)
        if (a->called.items[i] == callee)
            return;
    if (universe_is_pre(&a->universe, callee))
        vec_push(&a->called, callee);
}

static void exec_call(struct analysis *a, const struct ir_insn *i, struct state *s, struct state_list *more)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    struct term callee = state_norm(&a->domain, s, exec_operand(a, s, &o[0]));
    const struct sym_key *k = universe_key(&a->universe, callee.base);
    if (k->kind == SYM_FUNCTION && callee.offset == 0) {
        call_function(a, i, k->a, s, more);
        return;
    }
    if (callee.base == 0) { /* a null function pointer is not followed */
        s->dead = true;
        return;
    }
    uint32_t count;
    const struct field_target *t = program_call_targets(&a->engine->program, a->function, a->block, (uint32_t)(i - &a->module->insns.items[a->block->first]), &count);
    if (callee.offset == 0)
        note_called(a, callee.base);
    if (count == 0 || count > POINTER_TARGETS_MAX) {
        unknown_call(a, i, s, NULL);
        return;
    }
    struct state before = *s;
    s->dead = true;
    for (uint32_t n = 0; n < count; n++) {
        struct state one = before;
        struct sym_key target = {.kind = SYM_FUNCTION, .a = t[n].function};
        if (universe_is_pre(&a->universe, callee.base) || count > 1) /* which of them it is, callers may know, or that it is another */
            state_assume(&a->domain, &one, IR_BIN_EQ, callee, (struct term){universe_sym(&a->universe, target), 0});
        if (!one.dead)
            call_function(a, i, t[n].function, &one, more);
        if (one.dead)
            continue;
        if (s->dead)
            *s = one;
        else
            vec_push(more, one);
    }
}

/* ---- the rest ---------------------------------------------------------------------------------------------- */

static void exec_value(struct analysis *a, const struct ir_insn *i, struct state *s, const struct ir_operand *o)
{
    unsigned bits;
    bool is_signed;
    struct term x = exec_operand(a, s, &o[0]), y;
    type_width(a->module, i->type, &bits, &is_signed);
    if (ir_type_at(a->module, i->type)->kind == IR_FLOAT) {
        set_result(a, s, i, fresh(a, s, i, 0));
        return;
    }
    switch ((enum ir_op)i->op) {
    case IR_BIN:
        y = exec_operand(a, s, &o[1]);
        if (i->sub >= IR_BIN_LT && i->sub <= IR_BIN_GE && ir_type_at(a->module, o[0].type)->kind == IR_INT) /* how it compares */
            type_width(a->module, o[0].type, &bits, &is_signed);
        set_result(a, s, i, value_binary(&a->domain, s, (enum ir_bin)i->sub, x, y, bits, is_signed));
        break;
    case IR_PTRDIFF: {
        uint32_t size = ir_type_at(a->module, i->type)->size;
        y = value_binary(&a->domain, s, IR_BIN_SUB, x, exec_operand(a, s, &o[1]), 64, true);
        set_result(a, s, i, value_binary(&a->domain, s, IR_BIN_DIV, y, term_const(size ? size : 1), 64, true));
        break;
    }
    case IR_UN:
        if (i->sub == IR_UN_LNOT)
            set_result(a, s, i, value_binary(&a->domain, s, IR_BIN_EQ, x, term_const(0), bits, is_signed));
        else
            set_result(a, s, i, value_unary(&a->domain, s, i->sub == IR_UN_NEG ? SYM_OP_NEG : SYM_OP_NOT, x, bits, is_signed));
        break;
    default:
        if (bits == 64 && unchecked_is_failed(a->universe.keys.items, x)) /* as another type it is what the call has left, too */
            set_result(a, s, i, x);
        else
            set_result(a, s, i, value_unary(&a->domain, s, SYM_OP_CAST, x, bits, is_signed));
    }
}

/* Structures with more fields than this are copied as far as they are known. */
enum { COPIED_FIELDS_MAX = 64 };

/* Reads every field of the caller's structure, so that a copy of it names the same incoming values. */
static void read_fields(struct analysis *a, struct state *s, struct term p, ir_index type, int *room)
{
    const struct ir_type *t = ir_type_at(a->module, type);
    unsigned bits;
    bool is_signed;
    if (t->kind == IR_RECORD) {
        for (uint32_t i = 0; i < t->members && *room > 0; i++) {
            const struct ir_field *f = &a->module->fields.items[t->first + i];
            if (!f->bit_width && !(t->flags & IR_TYPE_UNION))
                read_fields(a, s, term_plus(p, f->offset), f->type, room);
        }
        return;
    }
    if (t->kind == IR_ARRAY || t->kind == IR_FLOAT || t->size == 0 || t->size > 8)
        return;
    type_width(a->module, type, &bits, &is_signed);
    state_load(&a->domain, s, p, t->size, bits, is_signed);
    --*room;
}

/* Memory behind the pointer is read or written. */
static void follow_checked(struct analysis *a, struct state *s, const struct ir_insn *i, const struct ir_operand *o)
{
    struct env env = {.a = a, .call = i, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    if (!unchecked_is_guarded(&env))
        unchecked_use(&env, s, exec_operand(a, s, o), UINT32_MAX);
}

static void exec_memory(struct analysis *a, const struct ir_insn *i, struct state *s, const struct ir_operand *o)
{
    const struct ir_type *t = ir_type_at(a->module, i->type);
    struct term p = state_norm(&a->domain, s, exec_operand(a, s, &o[0]));
    unsigned bits;
    bool is_signed;
    follow_checked(a, s, i, &o[0]);
    check_access(a, s, p, i);
    prove_not_null(a, s, p.base);
    switch ((enum ir_op)i->op) {
    case IR_LOAD:
        type_width(a->module, i->type, &bits, &is_signed);
        if (t->kind == IR_RECORD || t->kind == IR_ARRAY || t->kind == IR_FLOAT)
            set_result(a, s, i, fresh(a, s, i, 0));
        else
            set_result(a, s, i, state_load(&a->domain, s, p, t->size, bits, is_signed));
        break;
    case IR_STORE:
        exec_store(a, i, s, p, exec_operand(a, s, &o[1]));
        break;
    case IR_COPY: {
        struct term from = state_norm(&a->domain, s, exec_operand(a, s, &o[1]));
        int room = COPIED_FIELDS_MAX;
        follow_checked(a, s, i, &o[1]);
        check_access(a, s, from, i);
        prove_not_null(a, s, from.base);
        if (sym_is_incoming(&a->domain, from.base))
            read_fields(a, s, from, i->type, &room);
        state_copy(&a->domain, s, p, from, t->size, (uint32_t)(i - a->module->insns.items));
        break;
    }
    default:
        if (p.base == 0)
            s->dead = true;
        else
            state_zero(&a->domain, s, p, t->size);
    }
}

void exec_insn(struct analysis *a, const struct ir_insn *i, struct state *s, struct state_list *more)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    switch ((enum ir_op)i->op) {
    case IR_LOAD: case IR_STORE: case IR_COPY: case IR_ZERO:
        exec_memory(a, i, s, o);
        break;
    case IR_FIELD:
        if (a->watched->list.count)
            check_field(a, s, i);
        exec_field(a, i, s, exec_operand(a, s, &o[0]));
        break;
    case IR_ELEM:
        exec_elem(a, i, s, exec_operand(a, s, &o[0]), state_norm(&a->domain, s, exec_operand(a, s, &o[1])));
        break;
    case IR_BIN: case IR_PTRDIFF: case IR_UN: case IR_CAST:
        exec_value(a, i, s, o);
        break;
    case IR_CALL:
        exec_call(a, i, s, more);
        break;
    case IR_HAVOC:
        set_result(a, s, i, fresh(a, s, i, 0));
        break;
    case IR_PASSED:
        set_result(a, s, i, passed(a, s, i));
        break;
    case IR_MENTION:
        break;
    case IR_SCOPE_END:
        break; /* the cell stays readable: what is wrong about that is a rule of its own */
    default:
        bug("%s is a terminator", ir_op_name((enum ir_op)i->op));
    }
}
