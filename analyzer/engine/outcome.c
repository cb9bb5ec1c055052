/*
 * A call of a DDI by its contract: common effects first, then one state per outcome; "null or a
 * new object" stays one state whose result may be null (ENGINE.md D6).
 */
#include "engine/contract.h"

#include <stdlib.h>

static struct term unknown_result(struct env *env, const struct state *s)
{
    unsigned bits = 64;
    bool is_signed = false;
    if (env->call)
        type_width(env->a->module, env->call->type, &bits, &is_signed);
    struct sym_key k = {.kind = SYM_UNKNOWN, .bits = (uint8_t)bits, .is_signed = is_signed, .a = env->site, .b = env->slot++, .epoch = s->epoch};
    return (struct term){universe_sym(&env->a->universe, k), 0};
}

static void finish(struct env *env, struct state_list *list, struct state_list *out)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct state *s = &list->items[i];
        if (env->call && env->call->result && env->has_result)
            s->temps = pmap_set(&env->a->arena, s->temps, env->call->result, term_pack(env->result));
        vec_push(out, *s);
    }
}

/* An entry of a list is taken off. Where `else` says what an empty list gives, a list of which nobody knows may be empty. */
static void outcome_take(struct env *env, const struct state *before, const struct outcome *o, struct state_list *out)
{
    struct state s = *before, none = *before;
    struct state_list list = {0};
    bool known = true;
    struct term head = pointed_at(env, &s, o->expr), entry = term_const(0);
    struct term members = head.base ? list_members(env->a, &s, head, env->site) : term_const(1);
    enum list_taken taken = head.base ? list_take(env->a, &s, head, o->kind == OUTCOME_LAST, env->site, &entry) : TAKEN_UNKNOWN;
    env->has_result = true;
    if (taken != TAKEN_NONE && !s.dead) {
        env->result = taken == TAKEN_ENTRY ? entry : unknown_result(env, &s);
        if (taken == TAKEN_UNKNOWN && o->otherwise)
            state_assume(&env->a->domain, &s, IR_BIN_NE, env->result, term_const(0));
        vec_push(&list, s);
        contract_effects(env, &list, o->effects, o->effect_count);
        finish(env, &list, out);
    }
    vec_clear(&list);
    state_assume(&env->a->domain, &none, IR_BIN_EQ, members, term_const(0));
    if ((o->otherwise || taken == TAKEN_NONE) && (head.base == 0 || !none.dead)) {
        none.dead = false;
        env->result = o->otherwise ? eval(env, &none, o->otherwise, &known) : unknown_result(env, &none);
        vec_push(&list, none);
        finish(env, &list, out);
    }
    vec_release(&list);
}

static void outcome_run(struct env *env, const struct state *before, const struct outcome *o, bool nullable, struct state_list *out)
{
    struct state s = *before;
    struct state_list list = {0};
    bool known = true;
    env->has_result = true;
    switch (o->kind) {
    case OUTCOME_NEVER: return;
    case OUTCOME_NULL: env->result = unchecked_null(env, &s); break;
    case OUTCOME_SUCCESS: env->result = term_const(0); break;
    case OUTCOME_PENDING: env->result = term_const(0x103); break;
    case OUTCOME_VALUE:
        env->result = eval(env, &s, o->expr, &known);
        if (!known)
            env->result = unknown_result(env, &s);
        break;
    case OUTCOME_FAILURE:
        env->result = unknown_result(env, &s);
        state_assume(&env->a->domain, &s, IR_BIN_LT, env->result, term_const(0));
        unchecked_outputs(env, &s);
        break;
    case OUTCOME_ANY: env->result = unknown_result(env, &s); break;
    case OUTCOME_FIRST: case OUTCOME_LAST: outcome_take(env, before, o, out); return;
    case OUTCOME_EMPTY:
        env->result = pointed_at(env, &s, o->expr);
        env->result = env->result.base ? value_binary(&env->a->domain, &s, IR_BIN_EQ, list_members(env->a, &s, env->result, env->site), term_const(0), 8, false)
                                       : unknown_result(env, &s);
        break;
    case OUTCOME_NEW:
        make_object(env, &s, o->made, nullable, &list);
        break;
    }
    if (o->kind != OUTCOME_NEW)
        vec_push(&list, s);
    contract_effects(env, &list, o->effects, o->effect_count);
    finish(env, &list, out);
    vec_release(&list);
}

/* The outcome where its condition holds; where nobody knows whether it does, the call may end so. */
static void outcome_where(struct env *env, const struct state *before, const struct outcome *o, bool nullable, struct state_list *out)
{
    struct ways ways = {0};
    if (!o->condition) {
        outcome_run(env, before, o, nullable, out);
        return;
    }
    condition_solve(env, before, o->condition, true, &ways);
    for (uint32_t i = 0; i < ways.count; i++)
        outcome_run(env, &ways.items[i].state, o, nullable, out);
    if (!ways.count && ways.undecided)
        outcome_run(env, before, o, nullable, out);
    ways_release(&ways);
}

static bool null_or_new(const struct ddi *d)
{
    return d->outcome_count == 2 && d->outcomes[0].effect_count == 0 && d->outcomes[1].effect_count == 0 && !d->outcomes[1].condition &&
           ((d->outcomes[0].kind == OUTCOME_NULL && d->outcomes[1].kind == OUTCOME_NEW) ||
            (d->outcomes[1].kind == OUTCOME_NULL && d->outcomes[0].kind == OUTCOME_NEW));
}

/* One state at the call; what it becomes goes to *after. */
static void call_one(struct analysis *a, const struct ir_insn *i, const struct ddi *ddi, struct state *s, struct state_list *after)
{
    struct env env = {.a = a, .ddi = ddi, .call = i, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    const struct ir_operand *o = ir_operands(a->module, i);
    for (uint32_t k = 1; k < i->operand_count && k <= ARGS_MAX; k++)
        env.args[env.arg_count++] = state_norm(&a->domain, s, exec_operand(a, s, &o[k]));
    check_irql(a, s, i, ddi->name, ddi->irql_low, ddi->irql_high, ddi->source);
    check_call(&env, s);
    unchecked_arguments(&env, s);
    struct state_list before = {0};
    vec_push(&before, *s);
    contract_effects(&env, &before, ddi->effects, ddi->effect_count);
    static const struct outcome any = {.kind = OUTCOME_ANY};
    const struct outcome *outcomes = ddi->outcome_count ? ddi->outcomes : &any;
    uint32_t count = ddi->outcome_count ? ddi->outcome_count : 1, slot = env.slot;
    bool lazy = null_or_new(ddi);
    for (uint32_t b = 0; b < before.count; b++)
        for (uint32_t k = 0; k < count; k++) {
            if (lazy && outcomes[k].kind == OUTCOME_NULL)
                continue;
            env.slot = slot + k * VARS_MAX;
            outcome_where(&env, &before.items[b], &outcomes[k], lazy, after);
        }
    vec_release(&before);
}

/* ---- what nobody asked about ----------------------------------------------------------------------- */

/* States that one call is split into over "null or new" objects on the lists that it is given. */
enum { UNASKED_STATES_MAX = 4 };

/* Whether the object is of a kind with a record of its own: an element of a list. */
static bool is_element(struct analysis *a, const struct state *s, sym base)
{
    const struct object_kind *kind = object_kind_of(a, s, (struct term){base, 0});
    return kind && kind->record;
}

/* A made object, perhaps null, that the memory behind `from` holds: what rules and effects say of the list
   hangs on it. 0 where there is none. */
static sym unasked_behind(struct analysis *a, const struct state *s, struct term from, int depth)
{
    from = state_norm(&a->domain, s, from);
    const struct object *o = from.base && from.offset == 0 && is_element(a, s, from.base) ? state_object(s, from.base) : NULL;
    for (uint32_t i = 0; o && i < o->cell_count; i++) {
        struct term v = o->cells[i].kind == CELL_VALUE ? state_norm(&a->domain, s, o->cells[i].value) : term_const(0);
        if (v.base == 0 || v.offset != 0 || v.base == from.base || universe_key(&a->universe, v.base)->kind != SYM_NEW || !is_element(a, s, v.base))
            continue;
        if (state_truth(&a->domain, s, v) == TRUTH_UNKNOWN)
            return v.base;
        sym found = depth > 1 ? unasked_behind(a, s, v, depth - 1) : 0;
        if (found)
            return found;
    }
    return 0;
}

static void split_unasked(struct analysis *a, const struct ir_insn *i, struct state_list *list)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    for (uint32_t n = 0; n < list->count && list->count < UNASKED_STATES_MAX;) {
        sym unasked = 0;
        for (uint32_t k = 1; k < i->operand_count && k <= ARGS_MAX && !unasked; k++)
            unasked = unasked_behind(a, &list->items[n], exec_operand(a, &list->items[n], &o[k]), CHAIN_MAX);
        if (!unasked) {
            n++;
            continue;
        }
        struct state null = list->items[n];
        state_assume(&a->domain, &null, IR_BIN_EQ, (struct term){unasked, 0}, term_const(0));
        state_assume(&a->domain, &list->items[n], IR_BIN_NE, (struct term){unasked, 0}, term_const(0));
        if (!null.dead)
            vec_push(list, null);
    }
}

void contract_call(struct analysis *a, const struct ir_insn *i, const struct ddi *ddi, struct state *s, struct state_list *more)
{
    struct state_list before = {0}, after = {0};
    vec_push(&before, *s);
    split_unasked(a, i, &before);
    for (uint32_t k = 0; k < before.count; k++)
        call_one(a, i, ddi, &before.items[k], &after);
    s->dead = after.count == 0;
    if (after.count)
        *s = after.items[0];
    for (uint32_t k = 1; k < after.count; k++)
        vec_push(more, after.items[k]);
    vec_release(&before);
    vec_release(&after);
}
