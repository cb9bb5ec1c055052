/*
 * One call of one callback in the driver's life cycle, or of a routine that was scheduled: its arguments, its outcomes,
 * what it left behind, and what becomes of objects that were lent.
 */
#include "engine/contract.h"
#include "engine/lifecycle.h"

#include <stdlib.h>
#include <string.h>

/* ---- arguments ---------------------------------------------------------------------------------- */

struct term unknown_argument(struct lifecycle *l, const struct state *s, uint32_t site, uint32_t index)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .a = site, .b = index, .epoch = s->epoch};
    return (struct term){universe_sym(&l->a.universe, k), 0};
}

/* ---- names in use ------------------------------------------------------------------------------------ */

struct in_use {
    struct lifecycle *l;
    uint32_t site;
    uint64_t epochs; /* bit per epoch below 64 */
};

static void note_name(struct in_use *u, sym s)
{
    const struct sym_key *k = s < u->l->a.universe.keys.count ? universe_key(&u->l->a.universe, s) : NULL;
    if (k && (k->kind == SYM_NEW || k->kind == SYM_UNKNOWN) && k->a == u->site && k->epoch < 64)
        u->epochs |= (uint64_t)1 << k->epoch;
}

static bool name_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    note_name(context, key);
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].kind == CELL_VALUE)
            note_name(context, o->cells[i].value.base);
    return true;
}

static bool name_key_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)v;
    note_name(context, key);
    return true;
}

uint32_t free_epoch(struct lifecycle *l, const struct state *s, uint32_t site)
{
    struct in_use u = {l, site, 0};
    pmap_each(s->heap, name_fn, &u);
    pmap_each(s->same, name_key_fn, &u);
    pmap_each(s->facts, name_key_fn, &u);
    uint32_t epoch = 0;
    while (epoch < 63 && (u.epochs >> epoch & 1))
        epoch++;
    return epoch;
}

/* A number noted at the object, 0 where none is. */
int64_t attribute_of(const struct state *s, sym base, uint32_t attribute)
{
    const struct object *o = state_object(s, base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == attribute)
            return o->cells[o->cell_count + i].value.offset;
    return 0;
}

/* ---- one callback -------------------------------------------------------------------------------------------- */

bool assume_outcome(struct lifecycle *l, struct state *s, enum outcome_kind kind, struct term result)
{
    struct domain *d = &l->a.domain;
    switch (kind) {
    case OUTCOME_SUCCESS:
        state_assume(d, s, IR_BIN_GE, result, term_const(0));
        state_assume(d, s, IR_BIN_NE, result, term_const(0x103));
        break;
    case OUTCOME_PENDING: state_assume(d, s, IR_BIN_EQ, result, term_const(0x103)); break;
    case OUTCOME_FAILURE: state_assume(d, s, IR_BIN_LT, result, term_const(0)); break;
    default: break;
    }
    return !s->dead;
}

/* Leaks at the end of a callback stand at its closing brace. */
void report_leaks(struct lifecycle *l, struct state *s, uint32_t function)
{
    const struct program_function *pf = &l->e->program.functions.items[function];
    l->a.module = pf->module;
    l->a.place_function = function;
    if (!(pf->ir->flags & IR_FUNCTION_DEGRADED))
        report_lost_objects(&l->a, s, NULL, pf->ir->end_loc);
    l->a.module = NULL;
    l->a.place_function = PROGRAM_NONE;
}

void enter_role(struct lifecycle *l, struct state *s, const struct program_function *pf)
{
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    if (role && role->holds)
        lock_enter(&l->a, s, role->holds);
}

/* Locks that a function of the driver still holds when it returns to the system. */
void end_locks(struct lifecycle *l, struct state *s, uint32_t function)
{
    const struct program_function *pf = &l->e->program.functions.items[function];
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    l->a.module = pf->module;
    l->a.place_function = function;
    locks_end(&l->a, s, pf->ir->end_loc, !(pf->ir->flags & IR_FUNCTION_DEGRADED) && !(role && role->unbalanced));
    l->a.module = NULL;
    l->a.place_function = PROGRAM_NONE;
}

struct foreign {
    struct lifecycle *l;
    VEC(sym) memory, computed;
};

static bool global_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct foreign *f = context;
    (void)v;
    if (universe_key(&f->l->a.universe, key)->kind == SYM_GLOBAL)
        vec_push(&f->memory, key);
    return true;
}

/* What only the instance points to is lost; where the driver itself is unloaded, what only its variables point to. */
static void end_instance(struct lifecycle *l, uint32_t phase, struct state *s)
{
    struct foreign f = {.l = l};
    s->heap = pmap_remove(&l->a.arena, s->heap, l->instance.base);
    if (phase == 0)
        pmap_each(s->heap, global_fn, &f);
    for (uint32_t i = 0; i < f.memory.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, f.memory.items[i]);
    vec_release(&f.memory);
    vec_release(&f.computed);
}

static bool foreign_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct foreign *f = context;
    uint8_t kind = universe_key(&f->l->a.universe, key)->kind;
    (void)v;
    if (kind == SYM_UNKNOWN || kind == SYM_PART)
        vec_push(&f->memory, key);
    else if (kind == SYM_EXPR || kind == SYM_ELEMENT)
        vec_push(&f->computed, key);
    return true;
}

/* What was seen of memory that is not the driver's does not stay so from callback to callback. */
static void drop_foreign_memory(struct lifecycle *l, struct state *s)
{
    struct foreign f = {.l = l};
    pmap_each(s->heap, foreign_fn, &f);
    for (uint32_t i = 0; i < f.memory.count; i++)
        state_define(&l->a.domain, s, f.memory.items[i], REST_UNKNOWN, SITE_JOIN | STAMP_LOST);
    for (uint32_t i = 0; i < f.computed.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, f.computed.items[i]);
    vec_release(&f.memory);
    vec_release(&f.computed);
    state_trim(&l->a, s);
}

/* ---- what was lent --------------------------------------------------------------------------------- */

struct lent {
    struct lifecycle *l;
    VEC(sym) list;
};

static bool lent_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct lent *n = context;
    if (is_lent((const struct object *)(uintptr_t)v->a))
        vec_push(&n->list, key);
    return true;
}

enum { SHAPE_DEPTH = 3 };

/* A number that two objects share which look alike: attributes, constants, and what they point to. */
static uint64_t shape(struct lifecycle *l, const struct state *s, sym base, int depth)
{
    const struct object *o = state_object(s, base);
    const struct sym_key *k = universe_key(&l->a.universe, base);
    uint64_t h = hash_mix(hash_mix(k->kind, k->kind == SYM_FUNCTION ? k->a : 0), o != NULL);
    for (uint32_t i = 0; o && i < o->cell_count + o->attribute_count; i++) {
        const struct cell *c = &o->cells[i];
        struct term v = c->kind == CELL_VALUE ? state_norm(&l->a.domain, s, c->value) : term_const(0);
        bool reference = i >= o->cell_count && v.base; /* attributes refer to the pool, which has many lists */
        h = hash_mix(hash_mix(h, (uint64_t)c->offset), (uint64_t)c->size << 8 | c->kind);
        h = hash_mix(h, (uint64_t)v.offset);
        if (v.base && depth && !reference)
            h = hash_mix(h, shape(l, s, v.base, depth - 1));
    }
    return h;
}


/*
 * What was handed to another driver comes back in the very state in which it was handed over: that
 * path surely exists. One object of each shape is followed; the life cycle itself goes on without
 * them, since any number of them can be out at any time.
 */
static void note_lent(struct lifecycle *l, uint32_t phase, struct state *s)
{
    struct lent lent = {.l = l}, named = {.l = l};
    pmap_each(s->heap, lent_fn, &lent);
    if (lent.list.count && !s->doubt.uncertain) {
        struct arena_mark mark = arena_mark(&l->a.arena);
        struct state out = state_canonical(&l->a, s, false, &l->a.arena);
        pmap_each(out.heap, lent_fn, &named);
        for (uint32_t i = 0; i < named.list.count; i++) {
            if (call_is_awaited(state_object(&out, named.list.items[i]))) /* nobody has waited: the model says when it is called */
                continue;
            uint64_t h = shape(l, &out, named.list.items[i], SHAPE_DEPTH);
            if (attribute_of(&out, named.list.items[i], ATTRIBUTE_CALL)) /* what is called later is called in each state */
                h = hash_mix(h, phase + 1);
            bool again = false;
            for (uint32_t k = 0; k < l->shapes.count; k++)
                again |= l->shapes.items[k] == h;
            if (again)
                continue;
            vec_push(&l->shapes, h);
            struct state kept = state_canonical(&l->a, s, true, &l->lasting);
            add_return(l, phase, &kept, named.list.items[i]);
        }
        vec_release(&named.list);
        arena_rewind(&l->a.arena, mark);
    }
    for (uint32_t i = 0; i < lent.list.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, lent.list.items[i]);
    vec_release(&lent.list);
}

/* The state that the driver has said it is in, by completing what was pending; PROGRAM_NONE where none. */
static uint32_t told_phase(struct lifecycle *l, struct state *s)
{
    struct term told = state_norm(&l->a.domain, s, phase_term(&l->a, s, l->roles->driver));
    for (uint32_t i = 0; i < l->model->state_count; i++)
        if (term_equal(told, phase_value(l->roles->driver, i)))
            return i;
    return PROGRAM_NONE;
}

/* ---- outcomes -------------------------------------------------------------------------------------------- */

/* The callback is over. */
static void leave_callback(struct lifecycle *l, uint32_t phase, struct state *s)
{
    s->temps = (struct pmap){0};
    collect_garbage(l, s);
    phase_set(&l->a, s, l->roles->driver, phase);
    callback_set(&l->a, s, NULL);
}

/* What is others' from here on leaves the state. */
static void hand_over(struct lifecycle *l, uint32_t phase, struct state *s)
{
    const struct pmap_node *held = s->heap.root;
    struct kept_objects kept = {0};
    foreign_find_kept(l, s, &kept);
    note_lent(l, phase, s);
    calls_are_due(&l->a, s);
    if (s->heap.root != held) /* what was lent is gone, and with it what it alone held */
        collect_garbage(l, s);
    drop_foreign_memory(l, s);
    foreign_keep(l, s, &kept);
    vec_release(&kept.list);
}

static void take_outcome(struct lifecycle *l, const struct call *c, const struct state *after, enum outcome_kind kind, uint32_t next)
{
    struct state s = *after;
    const struct pmap_value *v = pmap_find(after->temps, 0);
    struct term returned = v ? term_unpack(v) : term_const(0);
    if (!assume_outcome(l, &s, kind, returned))
        return;
    if (next == STATE_END)
        end_instance(l, c->phase, &s);
    s.temps = (struct pmap){0};
    report_foreign_lost(l, c, &s, &returned);
    report_leaks(l, &s, c->function);
    if (next == STATE_END) {
        end_locks(l, &s, c->function);
        return;
    }
    uint32_t phase = next == STATE_SAME ? c->phase : next;
    uint32_t during = c->callback->during == STATE_SAME ? c->phase : c->callback->during;
    uint32_t told = told_phase(l, &s);
    if ((next == STATE_SAME || kind == OUTCOME_PENDING) && told != PROGRAM_NONE && told != during)
        phase = told; /* the callback completed a pending pause or restart (NdisFPauseComplete) */
    end_locks(l, &s, c->function);
    leave_callback(l, phase, &s);
    uint64_t way = way_to_phase(phase, &s);
    l->arrived++;
    if (phase_is_covered(l, phase, way))
        return;
    hand_over(l, phase, &s);
    reach_phase(l, phase, &s, way);
}

/* Outcomes are tried in order; `otherwise` is what none before it names. */
static void finish_call(struct lifecycle *l, const struct call *c, const struct state *after)
{
    static const enum outcome_kind kinds[] = {OUTCOME_SUCCESS, OUTCOME_PENDING, OUTCOME_FAILURE};
    bool named[3] = {false};
    const struct callback *cb = c->callback;
    if (cb->outcome_count == 0)
        take_outcome(l, c, after, OUTCOME_ANY, STATE_SAME);
    for (uint32_t i = 0; i < cb->outcome_count; i++) {
        const struct callback_outcome *o = &cb->outcomes[i];
        bool otherwise = o->kind == OUTCOME_ANY && i > 0;
        if (!otherwise)
            take_outcome(l, c, after, o->kind, o->next);
        for (int k = 0; k < 3; k++) {
            if (otherwise && !named[k])
                take_outcome(l, c, after, kinds[k], o->next);
            named[k] |= o->kind == kinds[k];
        }
    }
}

/* The outcome by which the callback's success takes the driver on to another state, or NULL. */
static const struct callback_outcome *way_on(const struct call *c)
{
    const struct callback_outcome *found = NULL;
    for (uint32_t i = 0; i < c->callback->outcome_count && !found; i++) {
        const struct callback_outcome *o = &c->callback->outcomes[i];
        if (o->kind == OUTCOME_SUCCESS && o->next != STATE_SAME && o->next != STATE_END && o->next != c->phase)
            found = o;
    }
    return found;
}

/* A callback whose success takes the driver on, and that succeeds on uncertain ways only. */
static void trust_success(struct lifecycle *l, const struct call *c, const struct state_list *after)
{
    const struct callback_outcome *on = way_on(c);
    struct state_list ways = {0};
    for (uint32_t i = 0; on && i < after->count; i++) {
        struct state one = after->items[i];
        const struct pmap_value *v = pmap_find(one.temps, 0);
        if (!assume_outcome(l, &one, OUTCOME_SUCCESS, v ? term_unpack(v) : term_const(0)))
            continue;
        leave_callback(l, on->next, &one);
        hand_over(l, on->next, &one);
        vec_push(&ways, one);
    }
    if (on)
        trust_ways(l, on->next, &ways);
    vec_release(&ways);
}

static void run_call(struct lifecycle *l, const struct call *c, const struct state *before)
{
    struct state s = *before;
    struct state_list more = {0};
    uint32_t during = c->callback->during == STATE_SAME ? c->phase : c->callback->during;
    phase_set(&l->a, &s, l->roles->driver, during);
    callback_set(&l->a, &s, c->callback->name);
    thread_enter(&l->a, &s, c->site, c->callback->irql_low, c->callback->irql_high);
    enter_role(l, &s, &l->e->program.functions.items[c->function]);
    l->a.phase = l->model->states[during];
    l->e->entered[c->function] = true;
    l->calls++;
    l->a.called_in = before;
    summary_apply(&l->a, c->function, c->args, c->arg_count, NULL, 0, c->site, &s, &more);
    if (!s.dead)
        vec_push(&more, s);
    for (uint32_t i = 0; i < more.count; i++)
        finish_call(l, c, &more.items[i]);
    if (!before->doubt.uncertain)
        trust_success(l, c, &more);
    l->a.called_in = NULL;
    vec_release(&more);
}

/* DDI that lent the object, or UINT32_MAX. */
static uint32_t lent_by(const struct state *s, sym base) { return (uint32_t)attribute_of(s, base, ATTRIBUTE_LENT_BY) - 1; }

/* Assumes a callback's `when`. */
static void assume_when(struct env *env, struct state *s, const struct expr *e)
{
    static const enum ir_bin ops[] = {[EXPR_EQ] = IR_BIN_EQ, [EXPR_NE] = IR_BIN_NE, [EXPR_LT] = IR_BIN_LT,
                                      [EXPR_LE] = IR_BIN_LE, [EXPR_GT] = IR_BIN_GT, [EXPR_GE] = IR_BIN_GE};
    bool known = true;
    if (e->kind == EXPR_AND) {
        assume_when(env, s, e->a);
        assume_when(env, s, e->b);
        return;
    }
    struct term x = eval(env, s, e->a, &known), y = eval(env, s, e->b, &known);
    if (known)
        state_assume(&env->a->domain, s, ops[e->kind], x, y);
}

/* What was lent is the driver's again, or, where others had made it, theirs. */
static void give_back(struct lifecycle *l, struct state *s, sym object)
{
    bool ours = universe_key(&l->a.universe, object)->kind == SYM_NEW;
    state_set_attribute(&l->a.domain, s, object, ATTRIBUTE_STATE, term_const(ours ? OBJECT_LIVE : OBJECT_FOREIGN));
}

/* What an object that is handed to a callback comes with. */
void set_given(struct lifecycle *l, struct state *s, struct term object, const struct given_attribute *given, uint32_t count)
{
    struct env env = {.a = &l->a, .args = {l->instance}, .arg_count = 1};
    for (uint32_t i = 0; i < count; i++) {
        bool known = true;
        struct term value = state_norm(&l->a.domain, s, eval(&env, s, given[i].expr, &known));
        if (known)
            state_set_attribute(&l->a.domain, s, object.base, given[i].attribute, value);
    }
}

struct maker {
    struct lifecycle *l;
    const struct state *s;
    const struct callback_param *p;
    uint32_t function;
    sym found;
};

static bool maker_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct maker *m = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool kind = false, routine = false;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        struct term value = state_norm(&m->l->a.domain, m->s, c->value);
        const struct sym_key *k = universe_key(&m->l->a.universe, value.base);
        kind |= c->offset == ATTRIBUTE_KIND && term_equal(value, term_const((int64_t)m->p->object + 1));
        routine |= c->offset == m->p->attribute && k->kind == SYM_FUNCTION && k->a == m->function && value.offset == 0;
    }
    if (kind && routine && object_in_state(o, OBJECT_LIVE))
        m->found = key;
    return !m->found;
}

/* The object that was made with this function as one of its routines; 0 where none is known. */
static sym made_with(struct lifecycle *l, const struct state *s, const struct callback_param *p, uint32_t function)
{
    struct maker m = {l, s, p, function, 0};
    pmap_each(s->heap, maker_fn, &m);
    return m.found;
}

/* An argument that is an object of the rules. */
static struct term object_argument(struct lifecycle *l, struct state *s, const struct callback_param *p, uint32_t function, struct term t)
{
    sym made = p->kind == ARGUMENT_MADE ? made_with(l, s, p, function) : 0;
    if (made)
        return (struct term){made, 0};
    if (p->kind == ARGUMENT_FOREIGN)
        state_set_attribute(&l->a.domain, s, t.base, ATTRIBUTE_STATE, term_const(OBJECT_FOREIGN));
    state_set_attribute(&l->a.domain, s, t.base, ATTRIBUTE_KIND, term_const((int64_t)p->object + 1));
    state_assume(&l->a.domain, s, IR_BIN_NE, t, term_const(0));
    set_given(l, s, t, p->given, p->given_count);
    return t;
}

/* A callback that no state came out of (it waits for what is not seen, or the ways that fit were dropped) keeps the life cycle from
   nothing. What it has done is not known. */
static void go_on_behind(struct lifecycle *l, const struct call *c, const struct state *before)
{
    struct state s = *before;
    l->a.out->counters.harness_dropped++;
    fate_of_all(&l->a, &s, FATE_DROPPED);
    cut_callback(&l->a, c->function, c->args, c->arg_count, c->site, &s);
    leave_callback(l, c->phase, &s);
    hand_over(l, c->phase, &s);
    go_on_without(l, c->callback, &s);
}

/* Calls one callback. returned: the object of ours that comes back with it; 0: what comes is not ours. */
void call_callback(struct lifecycle *l, uint32_t player, uint32_t phase, const struct state *before, sym returned)
{
    const struct program_player *plays = &l->roles->players[player];
    const struct callback *cb = &l->model->callbacks[plays->callback];
    struct call c = {.callback = cb, .function = plays->function, .phase = phase, .site = SITE_CALLBACK + plays->callback};
    struct state s = *before, unpromised = *before;
    bool fits = returned == 0;
    s.epoch = free_epoch(l, &s, c.site);
    for (uint32_t i = 0; i < cb->param_count && i < ARGS_MAX; i++) {
        const struct callback_param *p = &cb->params[i];
        struct env env = {.a = &l->a, .args = {l->instance}, .arg_count = 1, .site = c.site};
        bool known = true;
        struct term t = unknown_argument(l, &s, c.site, i);
        if (p->kind == ARGUMENT_INSTANCE)
            t = l->instance;
        else if (p->kind == ARGUMENT_EXPR)
            t = state_norm(&l->a.domain, &s, eval(&env, &s, p->expr, &known));
        else if (p->kind == ARGUMENT_RETURNED && returned && lent_by(&s, returned) == p->ddi) {
            t = (struct term){returned, 0};
            fits = true;
        }
        else if (p->kind == ARGUMENT_FOREIGN || p->kind == ARGUMENT_SOME || p->kind == ARGUMENT_MADE)
            t = object_argument(l, &s, p, c.function, t);
        c.args[c.arg_count++] = t;
    }
    if (cb->when && fits) {
        struct env env = {.a = &l->a, .arg_count = c.arg_count, .site = c.site};
        memcpy(env.args, c.args, sizeof env.args);
        unpromised = s;
        assume_when(&env, &s, cb->when);
        fits = !s.dead;
    }
    if (returned && fits) { /* what others had made comes back as theirs */
        give_back(l, &s, returned);
    }
    if (fits) {
        l->reached[player] = true;
        l->a.promised = cb->when ? &s : NULL;
        l->a.unpromised = &unpromised;
        uint32_t arrived = l->arrived;
        run_call(l, &c, &s);
        l->a.promised = l->a.unpromised = NULL;
        if (l->arrived == arrived && cb->optional && !returned)
            go_on_behind(l, &c, &s);
    }
}

/* Whether what the call hangs on still says so: a timer that was cancelled does not fire. */
static bool is_still_wanted(struct lifecycle *l, struct state *s, sym call)
{
    int64_t attribute = attribute_of(s, call, ATTRIBUTE_WHILE);
    if (!attribute)
        return true;
    struct term holder = state_norm(&l->a.domain, s, state_attribute(&l->a.domain, s, call, ATTRIBUTE_HOLDER));
    if (holder.base == 0 || !state_object(s, holder.base))
        return false;
    struct term on = state_norm(&l->a.domain, s, state_attribute(&l->a.domain, s, holder.base, (uint32_t)attribute - 1));
    return state_truth(&l->a.domain, s, on) == TRUTH_TRUE;
}

static bool call_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct lent *n = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_CALL)
            vec_push(&n->list, key);
    return true;
}

/* What else was scheduled is called in the state in which it was, not after this call. */
static void drop_other_calls(struct lifecycle *l, struct state *s)
{
    struct lent others = {.l = l};
    pmap_each(s->heap, call_fn, &others);
    for (uint32_t i = 0; i < others.list.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, others.list.items[i]);
    vec_release(&others.list);
}

/* With the call comes back what was lent to whom makes it; what it hung on is over. Who cancels and who completes agree
   in ways that are not seen (interlocked flags): a cancel routine is followed alone. */
static void take_back_arguments(struct lifecycle *l, struct call *c, struct state *s, sym call)
{
    int64_t attribute = attribute_of(s, call, ATTRIBUTE_WHILE);
    struct term holder = attribute ? state_norm(&l->a.domain, s, state_attribute(&l->a.domain, s, call, ATTRIBUTE_HOLDER)) : term_const(0);
    for (uint32_t i = 0; i < c->arg_count && i < 32; i++) {
        const struct object *o = c->args[i].base && !c->args[i].offset ? state_object(s, c->args[i].base) : NULL;
        bool lent = o && object_in_state(o, OBJECT_LENT);
        if (lent)
            give_back(l, s, c->args[i].base);
        if (lent || (o && object_in_state(o, OBJECT_FOREIGN)))
            c->given_back |= 1u << i;
        if (holder.base && term_equal(holder, c->args[i])) {
            state_set_attribute(&l->a.domain, s, holder.base, (uint32_t)attribute - 1, term_const(0));
            drop_other_calls(l, s);
        }
    }
}

/* Calls a routine that was scheduled, in the state in which it was. */
void call_scheduled(struct lifecycle *l, uint32_t phase, const struct state *before, sym call)
{
    struct callback any = {.during = STATE_SAME};
    struct state s = *before;
    const struct object *o = state_object(&s, call);
    int64_t count = attribute_of(&s, call, ATTRIBUTE_CALL) - 1;
    calls_are_due(&l->a, &s);
    struct call c = {.callback = &any, .phase = phase, .site = SITE_SCHEDULED};
    struct term cells[ARGS_MAX + 1];
    bool given[ARGS_MAX + 1] = {false};
    if (!is_still_wanted(l, &s, call))
        return;
    if (o->escaped == FATE_WAITED) { /* it may have been through before the wait was over: it is called as by somebody unknown */
        l->a.out->counters.harness_dropped++;
        return;
    }
    for (uint32_t i = 0; i < o->cell_count; i++) {
        const struct cell *x = &o->cells[i];
        if (x->kind == CELL_UNKNOWN || x->offset % 8 || x->offset / 8 > count || x->offset / 8 > ARGS_MAX)
            continue;
        cells[x->offset / 8] = x->kind == CELL_VALUE ? state_norm(&l->a.domain, &s, x->value) : term_const(0);
        given[x->offset / 8] = true;
    }
    const struct sym_key *routine = given[0] ? universe_key(&l->a.universe, cells[0].base) : NULL;
    if (!routine || routine->kind != SYM_FUNCTION || cells[0].offset || !l->e->program.functions.items[routine->a].has_body)
        return;
    c.function = routine->a;
    any.role = l->e->program.functions.items[c.function].role;
    root_irql(l, &l->e->program.functions.items[c.function], &any.irql_low, &any.irql_high);
    s.epoch = free_epoch(l, &s, c.site);
    for (uint32_t i = 1; i <= count && i <= ARGS_MAX; i++)
        c.args[c.arg_count++] = given[i] ? cells[i] : unknown_argument(l, &s, c.site, i);
    take_back_arguments(l, &c, &s, call);
    s.heap = pmap_remove(&l->a.arena, s.heap, call);
    run_call(l, &c, &s);
}
