/*
 * Results that may be null, and outputs that a failed call has not set, used although nobody has asked.
 *
 * A call that returns null or a new object is one state whose result may be null (contract.c): as long as no branch has
 * asked, using it is wrong on the path on which the call has failed. Where it was asked, and is null, the symbol still
 * says where it came from, since memory holds terms as they were stored. An output of a failed call that nothing was
 * stored in before, or null, gets a symbol of its own, so that it is known again wherever it goes. So does one in memory of
 * a caller's: the symbol is equal to what was there before, and whether that is null, or was never set, the caller says.
 *
 * Who uses what callers have put somewhere as an object of the rules leaves them a conditional finding: it is one where a
 * failed call has left null there, in a caller or in an earlier callback.
 */
#include "engine/contract.h"

/* Slots of such symbols at the call: an output that nobody had set, and a null that the failure left or gave. */
enum { SLOT_UNSET = UINT32_MAX - 6, SLOT_NULL = UINT32_MAX - 7 };

/* Of the negative statuses those below are warnings, with which a call has given something all the same:
   windows-hardware/drivers/kernel/using-ntstatus-values. */
enum { LOWEST_ERROR = -0x40000000 };

bool unchecked_is_failed(const struct sym_key *keys, struct term t)
{
    return t.base && t.offset == 0 && keys[t.base].kind == SYM_UNKNOWN && keys[t.base].op == UNKNOWN_FAILED;
}

/* Whether a contract has made the object behind the symbol, and nothing was said yet. */
static bool is_made(const struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    bool said = false;
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        said |= o->cells[o->cell_count + i].offset == ATTRIBUTE_SEEN && o->cells[o->cell_count + i].value.offset == SEEN_UNCHECKED;
    return o && o->attribute_count && !said;
}

/* Whether nobody has ever put anything into the variable that the value was read from. */
static bool is_never_set(struct analysis *a, struct term now)
{
    const struct sym_key *k = universe_key(&a->universe, now.base);
    return now.base && ((k->kind == SYM_UNKNOWN && k->op == UNKNOWN_FAILED) || (k->kind == SYM_PART && k->a == 0 && universe_key(&a->universe, k->x.base)->kind == SYM_LOCAL));
}

/* Whether callers know what it is, and have not said. */
static bool is_for_callers(struct analysis *a, const struct state *s, struct term now)
{
    enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, now.base)->kind;
    return (kind == SYM_PRE || kind == SYM_PARAM) && now.offset == 0 && state_truth(&a->domain, s, now) == TRUTH_UNKNOWN;
}

/* The symbol that `used` comes from, where it may be the result of a call that has failed; 0 where not. *left: what was there
   before, of which callers know whether it is null; 0 where it is known. */
static sym failed_origin(struct analysis *a, const struct state *s, struct term used, struct term *left)
{
    *left = term_const(0);
    sym base = used.base;
    if (base && universe_key(&a->universe, base)->kind == SYM_ELEMENT)
        base = universe_key(&a->universe, base)->x.base;
    if (!base)
        return 0;
    struct sym_key k = *universe_key(&a->universe, base);
    struct term now = state_norm(&a->domain, s, (struct term){base, 0});
    bool null = term_is_const(now) && now.offset == 0, doubtful = pmap_find(s->blurred, base) != NULL;
    if (unchecked_is_failed(a->universe.keys.items, (struct term){base, 0})) {
        if (!null && is_for_callers(a, s, now))
            *left = now;
        bool open = !null && (left->base || is_never_set(a, now)) && state_truth(&a->domain, s, now) == TRUTH_UNKNOWN;
        return doubtful || !(null || open) ? 0 : base;
    }
    if (null)
        return k.kind == SYM_NEW && !doubtful ? base : 0;
    k = *universe_key(&a->universe, now.base);
    doubtful = pmap_find(s->blurred, now.base) != NULL || sym_is_folded(&a->domain, now.base);
    return k.kind == SYM_NEW && now.offset == 0 && is_made(s, now.base) && !doubtful && state_truth(&a->domain, s, now) == TRUTH_UNKNOWN ? now.base : 0;
}

void unchecked_use(struct env *env, struct state *s, struct term used, uint32_t argument)
{
    struct analysis *a = env->a;
    struct term left = term_const(0);
    sym origin = s->dead ? 0 : failed_origin(a, s, used, &left);
    struct need need = {IR_BIN_EQ, left, term_const(0)};
    if (!origin)
        return;
    const struct object_kind *kind = object_kind_of(a, s, (struct term){origin, 0});
    struct told told = {.subject = {origin, 0}, .argument = argument, .words = kind ? kind->words : "result", .failed = true};
    struct state there = *s; /* in which the symbol is not yet replaced by null: it names the call */
    there.same = pmap_remove(&a->arena, there.same, origin);
    check_told(env, &there, TRIGGER_UNCHECKED, &told, &need, left.base != 0);
    if (universe_key(&a->universe, origin)->kind == SYM_NEW && is_made(s, origin))
        state_set_attribute(&a->domain, s, origin, ATTRIBUTE_SEEN, term_const(SEEN_UNCHECKED));
    else
        s->blurred = pmap_set(&a->arena, s->blurred, origin, (struct pmap_value){0});
}

bool unchecked_is_guarded(const struct env *env)
{
    const struct ir_module *m = env->a->module;
    return m && env->site < m->insns.count && m->insns.items[env->site].handler;
}

/* The argument as it was passed, before what is known is put in; of a recorded call that is not known. */
static struct term as_passed(struct env *env, const struct state *s, const struct expr *e, struct term value)
{
    bool argument = !env->recorded && env->call && env->call->op == IR_CALL && e->kind == EXPR_PARAM && e->index + 1 < env->call->operand_count;
    return argument ? exec_operand(env->a, s, &ir_operands(env->a->module, env->call)[e->index + 1]) : value;
}

void unchecked_argument(struct env *env, struct state *s, const struct expr *e, bool null_allowed)
{
    bool known = true;
    struct term value = eval(env, s, e, &known);
    if (!known)
        return;
    value = as_passed(env, s, e, value);
    if (!null_allowed || is_never_set(env->a, state_norm(&env->a->domain, s, value)))
        unchecked_use(env, s, value, e->kind == EXPR_PARAM ? e->index : UINT32_MAX);
}

void unchecked_arguments(struct env *env, struct state *s)
{
    for (uint32_t i = 0; i < env->arg_count && !env->recorded; i++) {
        struct expr named = {.kind = EXPR_PARAM, .index = i};
        struct term passed = as_passed(env, s, &named, env->args[i]);
        if (unchecked_is_failed(env->a->universe.keys.items, passed) && is_never_set(env->a, state_norm(&env->a->domain, s, passed)))
            unchecked_use(env, s, passed, i);
    }
}

void unchecked_demand(struct env *env, struct state *s, const struct expr *e, const struct object_kind *kind)
{
    bool known = true;
    struct term value = state_norm(&env->a->domain, s, eval(env, s, e, &known));
    if (!known || s->dead || env->a->function == PROGRAM_NONE || !is_for_callers(env->a, s, value))
        return;
    const struct need null = {IR_BIN_EQ, value, term_const(0)};
    const struct told told = {.subject = value, .argument = e->kind == EXPR_PARAM ? e->index : UINT32_MAX, .words = kind->words};
    check_told(env, s, TRIGGER_UNCHECKED, &told, &null, 1);
}

struct term unchecked_named(struct env *env, const struct state *s, const struct expr *e, struct term value)
{
    struct term passed = as_passed(env, s, e, value);
    return value.base && value.offset == 0 && unchecked_is_failed(env->a->universe.keys.items, passed) ? passed : term_const(0);
}

bool unchecked_decide(struct analysis *a, const struct state *s, struct term used, struct issue *issue)
{
    struct term left, now = state_norm(&a->domain, s, used);
    if (failed_origin(a, s, used, &left))
        issue->failed = true;
    else if (is_for_callers(a, s, now))
        left = now;
    else if (!issue->failed || !(term_equal(now, term_const(0)) || is_never_set(a, now)))
        return false;
    issue->need_count = left.base != 0;
    issue->needs[0] = (struct need){IR_BIN_EQ, left, term_const(0)};
    return true;
}

/* ---- outputs of a call that has failed --------------------------------------------------------------- */

static void note_failure(struct env *env, struct state *s, struct term what)
{
    struct event *ev = event_add(env->a, s, EVENT_STATE, env->loc);
    ev->subject = what;
    ev->change = CHANGE_MADE;
    ev->ddi = env->ddi;
    ev->call = env->call;
    ev->text = env->ddi ? arena_printf(&env->a->arena, "%s fails", env->ddi->name) : "a call in it has failed, and NULL is returned";
}

static struct term failed_value(struct env *env, struct state *s, uint32_t slot, uint32_t which)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .op = UNKNOWN_FAILED, .bits = 64, .a = env->site, .b = slot, .epoch = s->epoch, .x = {0, which}};
    struct term t = {universe_sym(&env->a->universe, k), 0};
    if (env->call)
        note_failure(env, s, t);
    if (slot == SLOT_NULL)
        state_assume(&env->a->domain, s, IR_BIN_EQ, t, term_const(0));
    return t;
}

/* Variables of the driver, what it was given, and what contracts have made for it. */
static bool is_own_memory(const struct sym_key *k)
{
    return k->kind == SYM_LOCAL || k->kind == SYM_GLOBAL || k->kind == SYM_PARAM || k->kind == SYM_PRE || k->kind == SYM_NEW;
}

/* Marks the variable, or the field, that a successful call would have set. Returns whether it is one that can be marked. */
static bool mark_output(struct env *env, struct state *s, const struct effect *f, uint32_t which)
{
    struct domain *d = &env->a->domain;
    struct term at;
    uint32_t size;
    unsigned bits;
    bool is_signed;
    if (!f->target || f->target->kind != EXPR_DEREF || (f->kind != EFFECT_NEW && f->kind != EFFECT_SET) ||
        !eval_cell(env, s, f->target, &at, &size, &bits, &is_signed) || !is_own_memory(universe_key(d->universe, at.base)) || size != 8)
        return false;
    struct term before = state_norm(d, s, state_load(d, s, at, size, bits, is_signed));
    const struct sym_key k = *universe_key(d->universe, before.base);
    bool null = state_truth(d, s, before) == TRUTH_FALSE, callers = is_for_callers(env->a, s, before);
    bool unset = k.kind == SYM_PART && k.a == 0 && k.x.base == at.base && universe_key(d->universe, at.base)->kind == SYM_LOCAL;
    if (!unset && !null && !callers)
        return false;
    struct term failed = failed_value(env, s, null ? SLOT_NULL : SLOT_UNSET, which);
    if (callers) /* nobody has branched on it: no path hangs on this equality */
        s->same = pmap_set(&env->a->arena, s->same, failed.base, term_pack(before));
    state_store(d, s, at, size, failed);
    return true;
}

/* Also those that success sets only where the caller wants them. */
static bool mark_outputs(struct env *env, struct state *s, const struct effect *effects, uint32_t count, uint32_t *which)
{
    bool marked = false;
    for (uint32_t i = 0; i < count; i++) {
        bool inner = effects[i].kind == EFFECT_IF || effects[i].kind == EFFECT_NEW;
        marked |= mark_output(env, s, &effects[i], (*which)++);
        if (inner && mark_outputs(env, s, effects[i].inner, effects[i].inner_count, which))
            marked = true;
    }
    return marked;
}

void unchecked_outputs(struct env *env, struct state *s)
{
    uint32_t which = 0;
    bool marked = false;
    if (env->recorded) /* its memory is seen as it is */
        return;
    for (uint32_t o = 0; o < env->ddi->outcome_count; o++)
        if (env->ddi->outcomes[o].kind == OUTCOME_SUCCESS)
            marked |= mark_outputs(env, s, env->ddi->outcomes[o].effects, env->ddi->outcomes[o].effect_count, &which);
    if (marked) /* what a driver asks about by a test of the severity is asked, too */
        state_assume(&env->a->domain, s, IR_BIN_GE, env->result, term_const(LOWEST_ERROR));
}

struct term unchecked_null(struct env *env, struct state *s) { return failed_value(env, s, SLOT_NULL, UINT32_MAX); }

/* ---- functions of the driver that give null because a call has failed -------------------------------- */

/* Branches that are looked at, newest first. */
enum { BRANCHES_ASKED = 4 };

/* Whether the branch has found what a call gave to be null. */
static bool found_null(struct analysis *a, const struct state *s, const struct event *ev)
{
    struct term t = ev->subject;
    const struct sym_key *k = universe_key(&a->universe, t.base);
    bool null = !ev->taken;
    if (t.base && k->kind == SYM_EXPR && (k->op == IR_BIN_EQ || k->op == IR_BIN_NE) && (k->x.base == 0 || k->y.base == 0)) {
        null = (k->op == IR_BIN_EQ) == ev->taken;
        t = k->y.base == 0 ? k->x : k->y;
        k = universe_key(&a->universe, t.base);
    }
    return null && ev->decided && t.base && k->kind == SYM_NEW && state_truth(&a->domain, s, t) == TRUTH_FALSE;
}

struct term unchecked_return(struct analysis *a, struct state *s, const struct ir_insn *i, struct term result)
{
    uint32_t asked = 0;
    if (ir_type_at(a->module, ir_operands(a->module, i)->type)->kind != IR_POINTER || state_truth(&a->domain, s, result) != TRUTH_FALSE)
        return result;
    for (const struct event *ev = s->trace; ev && asked < BRANCHES_ASKED; ev = ev->before) {
        asked += ev->kind == EVENT_BRANCH;
        struct env env = {.a = a, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
        if (ev->kind == EVENT_BRANCH && found_null(a, s, ev))
            return failed_value(&env, s, SLOT_NULL, UINT32_MAX);
    }
    return result;
}

bool unchecked_is_null(const struct sym_key *keys, struct term t) { return unchecked_is_failed(keys, t) && keys[t.base].b == SLOT_NULL; }
