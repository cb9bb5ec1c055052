/*
 * The driver's life cycle (ENGINE.md D18): the model's state machine, run over the summaries of
 * the callbacks with one abstract instance, to a fixpoint over (life-cycle state, abstract state).
 *
 * Memory persists from callback to callback: globals, the instance with the context that the
 * driver bound to it, and objects that other drivers hold. After each callback the rest is garbage;
 * what of it the driver still owned is a leak. Symbols made by a callback are named by (callback,
 * epoch) with the smallest epoch that is not in use, so that a cycle of callbacks comes back to the
 * states that it started from.
 */
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

struct lifecycle {
    struct engine *e;
    struct analysis a;         /* its arena is the memory of one callback */
    struct arena lasting;      /* states of phases */
    const struct driver_model *model;
    const struct program_model *roles;
    struct state_list *phases; /* by life-cycle state: all that were reached */
    struct work { uint32_t phase; struct state state; sym returned; } *work;
    uint32_t work_next, work_count, work_capacity;
    VEC(uint64_t) shapes;      /* of the objects that were lent so far */
    struct term instance;
    bool *reached;             /* by callback: entered */
    uint32_t calls;
};

enum {
    PHASE_STATES_SOFT = 8,     /* above, states that agree on tracked objects are joined */
};

/* ---- the beginning ------------------------------------------------------------------------------ */

/* Static storage before the first instruction: initialisers and zeros. */
static void define_globals(struct lifecycle *l, struct state *s)
{
    const struct program *p = &l->e->program;
    for (uint32_t g = 0; g < p->globals.count; g++) {
        const struct program_global *pg = &p->globals.items[g];
        if (!(pg->ir->flags & IR_GLOBAL_DEFINED))
            continue;
        struct sym_key key = {.kind = SYM_GLOBAL, .a = g};
        struct term at = {universe_sym(&l->a.universe, key), 0};
        state_define(&l->a.domain, s, at.base, REST_ZERO, 0);
        for (uint32_t i = 0; i < pg->ir->init_count; i++) {
            const struct ir_init *init = &pg->module->inits.items[pg->ir->first_init + i];
            uint32_t m = 0;
            while (p->modules[m] != pg->module)
                m++;
            struct sym_key value = {0};
            switch ((enum ir_operand_kind)init->value.kind) {
            case IR_FUNC: value = (struct sym_key){.kind = SYM_FUNCTION, .a = p->function_of[m][init->value.value]}; break;
            case IR_GLOBAL: value = (struct sym_key){.kind = SYM_GLOBAL, .a = p->global_of[m][init->value.value]}; break;
            case IR_STRING: value = (struct sym_key){.kind = SYM_STRING, .a = m, .b = (uint32_t)init->value.value}; break;
            default: break;
            }
            struct term t = value.kind ? (struct term){universe_sym(&l->a.universe, value), 0} : term_const(init->value.value);
            uint32_t size = ir_type_at(pg->module, init->value.type)->size;
            state_store(&l->a.domain, s, term_plus(at, init->offset), size ? size : 8, t);
        }
    }
}

static struct term unknown_argument(struct lifecycle *l, const struct state *s, uint32_t site, uint32_t index)
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

static uint32_t free_epoch(struct lifecycle *l, const struct state *s, uint32_t site)
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

/* ---- between callbacks ---------------------------------------------------------------------------------- */

struct sweep {
    struct lifecycle *l;
    const struct state *s;
    struct sym_set live, pointed_to; /* reachable at all; through memory alone */
    VEC(sym) dead;
};

static bool is_lent(const struct object *o) { return object_in_state(o, OBJECT_LENT); }

static bool sweep_root_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct sweep *w = context;
    enum sym_kind kind = universe_key(&w->l->a.universe, key)->kind;
    if (kind == SYM_GLOBAL || kind == SYM_PRE || is_lent((const struct object *)(uintptr_t)v->a)) {
        sym_set_add(&w->live, key);
        sym_set_add(&w->pointed_to, key);
    }
    return true;
}

static bool sweep_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct sweep *w = context;
    bool freed = object_in_state((const struct object *)(uintptr_t)v->a, OBJECT_FREED);
    if (!sym_set_has(&w->live, key) || (freed && !sym_set_has(&w->pointed_to, key)))
        vec_push(&w->dead, key); /* nobody can touch a freed object that no pointer leads to */
    return true;
}

/* A number noted at the object, 0 where none is. */
static int64_t attribute_of(const struct state *s, sym base, uint32_t attribute)
{
    const struct object *o = state_object(s, base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == attribute)
            return o->cells[o->cell_count + i].value.offset;
    return 0;
}

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

/* Forgets objects that nothing holds any more. */
static void collect_garbage(struct lifecycle *l, struct state *s)
{
    struct sweep w = {.l = l, .s = s};
    pmap_each(s->heap, sweep_root_fn, &w);
    sym_set_add(&w.live, l->instance.base);
    sym_set_add(&w.pointed_to, l->instance.base);
    state_reach(&l->a.domain, s, true, &w.live);
    state_reach(&l->a.domain, s, false, &w.pointed_to);
    pmap_each(s->heap, sweep_fn, &w);
    for (uint32_t i = 0; i < w.dead.count; i++)
        s->heap = pmap_remove(&l->a.arena, s->heap, w.dead.items[i]);
    sym_set_release(&w.live);
    sym_set_release(&w.pointed_to);
    vec_release(&w.dead);
    s->temps = (struct pmap){0};
    s->loops = (struct pmap){0};
    s->widened = false;
    s->epoch = 0;
    state_trim(&l->a, s);
}

static void add_work(struct lifecycle *l, uint32_t phase, const struct state *s, sym returned)
{
    if (l->work_count == l->work_capacity)
        l->work = vec_grown_(l->work, &l->work_capacity, l->work_count + 1, sizeof *l->work);
    l->work[l->work_count++] = (struct work){phase, *s, returned};
}

/* Puts a state into a phase; it is worked on if it says anything new. */
static void reach_phase(struct lifecycle *l, uint32_t phase, const struct state *reached)
{
    struct state_list *list = &l->phases[phase];
    struct state joined, s = state_canonical(&l->a, reached, false, &l->a.arena);
    s.trace = reached->trace;
    for (uint32_t i = 0; i < list->count; i++)
        if (states_equal(&l->a, &list->items[i], &s)) {
            if (list->items[i].uncertain && !s.uncertain) { /* now it is proved feasible */
                list->items[i] = state_canonical(&l->a, reached, true, &l->lasting);
                add_work(l, phase, &list->items[i], 0);
            }
            return;
        }
    for (uint32_t i = 0; list->count >= PHASE_STATES_SOFT && i < list->count; i++) {
        if (!states_join(&l->a, &list->items[i], &s, SITE_JOIN, JOIN_WIDEN, &joined))
            continue;
        struct state named = state_canonical(&l->a, &joined, false, &l->a.arena);
        if (states_equal(&l->a, &named, &list->items[i]) && list->items[i].uncertain == named.uncertain)
            return;
        list->items[i] = state_canonical(&l->a, &joined, true, &l->lasting);
        add_work(l, phase, &list->items[i], 0);
        return;
    }
    if (list->count >= PHASE_STATES_MAX) {
        l->a.out->counters.harness_dropped++;
        return;
    }
    vec_push(list, state_canonical(&l->a, reached, true, &l->lasting));
    add_work(l, phase, &vec_last(list), 0);
}

/* ---- one callback -------------------------------------------------------------------------------------------- */

struct call {
    const struct callback *callback;
    uint32_t function, site;
    uint32_t phase; /* before */
    struct term args[ARGS_MAX];
    uint32_t arg_count;
};

static bool assume_outcome(struct lifecycle *l, struct state *s, enum outcome_kind kind, struct term result)
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
static void report_leaks(struct lifecycle *l, struct state *s, uint32_t function)
{
    const struct program_function *pf = &l->e->program.functions.items[function];
    l->a.module = pf->module;
    l->a.place_function = function;
    if (!(pf->ir->flags & IR_FUNCTION_DEGRADED))
        report_lost_objects(&l->a, s, NULL, pf->ir->end_loc);
    l->a.module = NULL;
    l->a.place_function = PROGRAM_NONE;
}

/* Locks that a function of the driver still holds when it returns to the system. */
static void end_locks(struct lifecycle *l, struct state *s, uint32_t function)
{
    const struct program_function *pf = &l->e->program.functions.items[function];
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    l->a.module = pf->module;
    l->a.place_function = function;
    locks_end(&l->a, s, pf->ir->end_loc, !(pf->ir->flags & IR_FUNCTION_DEGRADED) && !(role && role->unbalanced));
    l->a.module = NULL;
    l->a.place_function = PROGRAM_NONE;
}

static void end_instance(struct lifecycle *l, struct state *s)
{
    s->heap = pmap_remove(&l->a.arena, s->heap, l->instance.base);
}

struct foreign {
    struct lifecycle *l;
    VEC(sym) memory, computed;
};

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

/*
 * What was handed to another driver comes back in the very state in which it was handed over: that
 * path surely exists. One object of each shape is followed; the life cycle itself goes on without
 * them, since any number of them can be out at any time.
 */
static void note_lent(struct lifecycle *l, uint32_t phase, struct state *s)
{
    struct lent lent = {.l = l};
    struct state out = state_canonical(&l->a, s, false, &l->a.arena);
    pmap_each(out.heap, lent_fn, &lent);
    for (uint32_t i = 0; i < lent.list.count; i++) {
        uint64_t h = shape(l, &out, lent.list.items[i], SHAPE_DEPTH);
        if (attribute_of(&out, lent.list.items[i], ATTRIBUTE_CALL)) /* what is called later is called in each state */
            h = hash_mix(h, phase + 1);
        bool again = s->uncertain;
        for (uint32_t k = 0; k < l->shapes.count; k++)
            again |= l->shapes.items[k] == h;
        if (again)
            continue;
        vec_push(&l->shapes, h);
        struct state kept = state_canonical(&l->a, s, true, &l->lasting);
        add_work(l, phase, &kept, lent.list.items[i]);
    }
    vec_clear(&lent.list);
    pmap_each(s->heap, lent_fn, &lent);
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

/* ---- what others handed to the callback ---------------------------------------------------------------------- */

struct holders {
    struct lifecycle *l;
    sym object;
    struct sym_set reached;
};

static bool holder_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct holders *h = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    enum sym_kind kind = universe_key(&h->l->a.universe, key)->kind;
    if (key != h->object && (kind != SYM_NEW || o->escaped || is_lent(o)))
        sym_set_add(&h->reached, key);
    return true;
}

/* Whether the driver has written something there that is not known any more: a count of references, say. */
static bool has_lost_content(struct lifecycle *l, const struct state *s, const struct object *o)
{
    for (uint32_t i = 0; i < o->cell_count; i++)
        if (o->cells[i].kind == CELL_UNKNOWN ||
            (o->cells[i].kind == CELL_VALUE && universe_loss(&l->a.universe, state_norm(&l->a.domain, s, o->cells[i].value).base) != LOSS_NONE))
            return true;
    return false;
}

/* Whether the list that came as an argument is still somebody else's, and nobody knows of it any more. */
static bool foreign_is_lost(struct lifecycle *l, const struct state *s, struct term t)
{
    const struct object *o = t.offset == 0 ? state_object(s, t.base) : NULL;
    if (s->widened) /* which list a loop that was cut put it on is not known */
        return false;
    if (!o || o->escaped || !object_in_state(o, OBJECT_FOREIGN) || has_lost_content(l, s, o))
        return false;
    struct holders h = {.l = l, .object = t.base};
    sym_set_add(&h.reached, l->instance.base);
    pmap_each(s->heap, holder_fn, &h);
    state_reach(&l->a.domain, s, true, &h.reached);
    bool lost = !sym_set_has(&h.reached, t.base);
    sym_set_release(&h.reached);
    return lost;
}

static bool speaks_of_param(const struct summary *from, uint32_t n, uint64_t params)
{
    const struct sym_key *k = &from->keys[n];
    if (k->kind == SYM_PARAM)
        return k->a < 64 && (params >> k->a & 1);
    return k->kind == SYM_EXPR && (speaks_of_param(from, k->x.base, params) || speaks_of_param(from, k->y.base, params));
}

/* Whether some path of the function was chosen by the values of these parameters. */
static bool asks_about_params(const struct summary *from, uint64_t params)
{
    for (uint32_t i = 0; i < from->case_count; i++)
        for (uint32_t k = 0; k < from->cases[i].fact_count; k++)
            if (speaks_of_param(from, from->cases[i].facts[k].base, params))
                return true;
    return false;
}

static uint64_t params_in(const struct expr *e)
{
    if (!e)
        return 0;
    if (e->kind == EXPR_PARAM)
        return e->index < 64 ? (uint64_t)1 << e->index : 0;
    return e->kind == EXPR_CONST ? 0 : params_in(e->a) | params_in(e->b);
}

/* Whether the callback's `unless` may hold here: then the caller takes the object back itself. Where it is not
   known, a function that never asks has lost the object all the same; of one that asks, a join may have
   forgotten what it was told. */
static bool is_taken_back(struct lifecycle *l, const struct call *c, const struct state *s, const struct callback_param *p)
{
    struct ways yes = {0}, no = {0};
    struct env env = {.a = &l->a, .arg_count = c->arg_count, .site = c->site};
    if (!p->expr)
        return false;
    memcpy(env.args, c->args, sizeof env.args);
    condition_solve(&env, s, p->expr, true, &yes);
    condition_solve(&env, s, p->expr, false, &no);
    bool known_not = !yes.count && !yes.undecided && no.count;
    ways_release(&yes);
    ways_release(&no);
    return !known_not && asks_about_params(&l->e->summaries[c->function], params_in(p->expr));
}

static void report_foreign_lost(struct lifecycle *l, const struct call *c, struct state *s)
{
    const struct program_function *pf = &l->e->program.functions.items[c->function];
    for (uint32_t i = 0; i < c->callback->param_count && i < c->arg_count; i++) {
        const struct callback_param *p = &c->callback->params[i];
        struct term t = c->args[i];
        bool foreign = p->kind == ARGUMENT_FOREIGN, back = p->kind == ARGUMENT_RETURNED;
        if ((!foreign && !back) || !foreign_is_lost(l, s, t) || (back && path_asks_about(&l->a, s, t.base)) ||
            (foreign && is_taken_back(l, c, s, p)) || (pf->ir->flags & IR_FUNCTION_DEGRADED))
            continue;
        l->a.module = pf->module;
        l->a.place_function = c->function;
        check_foreign_lost(&l->a, s, t.base, pf->ir->end_loc);
        l->a.module = NULL;
        l->a.place_function = PROGRAM_NONE;
    }
}

static void take_outcome(struct lifecycle *l, const struct call *c, const struct state *after, enum outcome_kind kind, uint32_t next)
{
    struct state s = *after;
    const struct pmap_value *v = pmap_find(after->temps, 0);
    if (!assume_outcome(l, &s, kind, v ? term_unpack(v) : term_const(0)))
        return;
    if (next == STATE_END)
        end_instance(l, &s);
    s.temps = (struct pmap){0};
    report_foreign_lost(l, c, &s);
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
    collect_garbage(l, &s);
    phase_set(&l->a, &s, l->roles->driver, phase);
    note_lent(l, phase, &s);
    collect_garbage(l, &s);
    drop_foreign_memory(l, &s);
    reach_phase(l, phase, &s);
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

static void run_call(struct lifecycle *l, const struct call *c, const struct state *before)
{
    struct state s = *before;
    struct state_list more = {0};
    uint32_t during = c->callback->during == STATE_SAME ? c->phase : c->callback->during;
    phase_set(&l->a, &s, l->roles->driver, during);
    irql_enter(&l->a, &s, c->site, c->callback->irql_low, c->callback->irql_high);
    l->a.phase = l->model->states[during];
    l->e->entered[c->function] = true;
    l->calls++;
    summary_apply(&l->a, c->function, c->args, c->arg_count, NULL, 0, c->site, &s, &more);
    if (!s.dead)
        finish_call(l, c, &s);
    for (uint32_t i = 0; i < more.count; i++)
        finish_call(l, c, &more.items[i]);
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

/* Calls one callback. returned: the object of ours that comes back with it; 0: what comes is not ours. */
static void call_callback(struct lifecycle *l, uint32_t index, uint32_t phase, const struct state *before, sym returned)
{
    const struct callback *cb = &l->model->callbacks[index];
    struct call c = {.callback = cb, .function = l->roles->functions[index], .phase = phase, .site = SITE_CALLBACK + index};
    struct state s = *before;
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
        else if (p->kind == ARGUMENT_FOREIGN) {
            state_set_attribute(&l->a.domain, &s, t.base, ATTRIBUTE_STATE, term_const(OBJECT_FOREIGN));
            state_set_attribute(&l->a.domain, &s, t.base, ATTRIBUTE_KIND, term_const((int64_t)p->object + 1));
            state_assume(&l->a.domain, &s, IR_BIN_NE, t, term_const(0));
        }
        c.args[c.arg_count++] = t;
    }
    if (cb->when && fits) {
        struct env env = {.a = &l->a, .arg_count = c.arg_count, .site = c.site};
        memcpy(env.args, c.args, sizeof env.args);
        assume_when(&env, &s, cb->when);
        fits = !s.dead;
    }
    if (returned && fits) { /* what others had made comes back as theirs */
        bool ours = universe_key(&l->a.universe, returned)->kind == SYM_NEW;
        state_set_attribute(&l->a.domain, &s, returned, ATTRIBUTE_STATE, term_const(ours ? OBJECT_LIVE : OBJECT_FOREIGN));
    }
    if (fits) {
        l->reached[index] = true;
        run_call(l, &c, &s);
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

/* The IRQLs at which the system calls a function: its role's declaration or table row. */
static void root_irql(struct lifecycle *l, const struct program_function *pf, uint8_t *low, uint8_t *high)
{
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    struct irql_fact fact;
    *low = IRQL_PASSIVE;
    *high = IRQL_HIGH;
    if (pf->is_entry)
        *high = IRQL_PASSIVE;
    else if (role && role->has_irql) {
        *low = role->irql_low;
        *high = role->irql_high;
    } else if (pf->role && ruleset_irql(l->e->rules, pf->role, &fact)) {
        *low = fact.low;
        *high = fact.high;
    }
}

/* Calls a routine that was scheduled, in the state in which it was. */
static void call_scheduled(struct lifecycle *l, uint32_t phase, const struct state *before, sym call)
{
    struct callback any = {.during = STATE_SAME};
    struct state s = *before;
    const struct object *o = state_object(&s, call);
    int64_t count = attribute_of(&s, call, ATTRIBUTE_CALL) - 1;
    struct call c = {.callback = &any, .phase = phase, .site = SITE_SCHEDULED};
    struct term cells[ARGS_MAX + 1];
    bool given[ARGS_MAX + 1] = {false};
    if (!is_still_wanted(l, &s, call))
        return;
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
    root_irql(l, &l->e->program.functions.items[c.function], &any.irql_low, &any.irql_high);
    s.epoch = free_epoch(l, &s, c.site);
    for (uint32_t i = 1; i <= count && i <= ARGS_MAX; i++)
        c.args[c.arg_count++] = given[i] ? cells[i] : unknown_argument(l, &s, c.site, i);
    s.heap = pmap_remove(&l->a.arena, s.heap, call);
    run_call(l, &c, &s);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void run_entry(struct lifecycle *l, struct state *s, struct state_list *out)
{
    uint32_t entry = l->e->program.entry;
    struct state_list more = {0};
    if (entry == PROGRAM_NONE) {
        vec_push(out, *s);
        return;
    }
    const struct program_function *pf = &l->e->program.functions.items[entry];
    struct term args[ARGS_MAX];
    uint32_t count = pf->ir->param_count < ARGS_MAX ? pf->ir->param_count : ARGS_MAX;
    for (uint32_t i = 0; i < count; i++)
        args[i] = unknown_argument(l, s, SITE_ENTRY, i);
    l->e->entered[entry] = true;
    l->a.phase = l->model->states[0];
    irql_enter(&l->a, s, SITE_ENTRY, IRQL_PASSIVE, IRQL_PASSIVE);
    summary_apply(&l->a, entry, args, count, NULL, 0, SITE_ENTRY, s, &more);
    if (!s->dead)
        vec_push(&more, *s);
    for (uint32_t i = 0; i < more.count; i++) {
        struct state *t = &more.items[i];
        end_locks(l, t, entry);
        const struct pmap_value *v = pmap_find(t->temps, 0);
        struct state ok = *t;
        if (v && assume_outcome(l, &ok, OUTCOME_SUCCESS, term_unpack(v)))
            vec_push(out, ok);
    }
    vec_release(&more);
}

static void make_instance(struct lifecycle *l, struct state *s)
{
    struct sym_key key = {.kind = SYM_NEW, .a = SITE_INSTANCE};
    l->instance = (struct term){universe_sym(&l->a.universe, key), 0};
    l->a.domain.instance = l->instance.base;
    state_define(&l->a.domain, s, l->instance.base, REST_UNKNOWN, SITE_INSTANCE);
    state_set_attribute(&l->a.domain, s, l->instance.base, ATTRIBUTE_STATE, term_const(OBJECT_LIVE));
    state_set_attribute(&l->a.domain, s, l->instance.base, ATTRIBUTE_KIND, term_const((int64_t)l->model->instance_object + 1));
    state_assume(&l->a.domain, s, IR_BIN_NE, l->instance, term_const(0));
    phase_set_instance(&l->a, s, l->roles->driver, l->instance);
}

static void run_model(struct lifecycle *l)
{
    struct state s = {0};
    struct state_list started = {0};
    define_globals(l, &s);
    phase_set(&l->a, &s, l->roles->driver, 0);
    run_entry(l, &s, &started);
    for (uint32_t i = 0; i < started.count; i++) {
        make_instance(l, &started.items[i]);
        collect_garbage(l, &started.items[i]);
        phase_set(&l->a, &started.items[i], l->roles->driver, 0);
        reach_phase(l, 0, &started.items[i]);
    }
    vec_release(&started);
    while (l->work_next < l->work_count && l->calls < LIFECYCLE_CALLS_MAX) {
        struct work w = l->work[l->work_next++];
        if (w.returned && attribute_of(&w.state, w.returned, ATTRIBUTE_CALL)) {
            call_scheduled(l, w.phase, &w.state, w.returned);
            arena_release(&l->a.arena);
            continue;
        }
        for (uint32_t c = 0; c < l->model->callback_count; c++)
            if (l->roles->functions[c] != PROGRAM_NONE && (l->model->callbacks[c].from >> w.phase & 1))
                call_callback(l, c, w.phase, &w.state, w.returned);
        arena_release(&l->a.arena);
    }
    l->a.out->counters.harness_dropped += l->work_count - l->work_next;
}

bool is_called_by_system(const struct engine *e, const struct program_function *pf)
{
    struct irql_fact fact;
    return pf->is_callback || pf->is_entry ||
           (pf->role && (ruleset_role(e->rules, pf->role) || ruleset_irql(e->rules, pf->role, &fact)));
}

/* What the life cycle did not enter is called by somebody that we do not know, in any state. */
static void run_as_root(struct lifecycle *l, uint32_t f)
{
    const struct program_function *pf = &l->e->program.functions.items[f];
    struct state s = {0};
    struct state_list more = {0};
    struct term args[ARGS_MAX];
    uint32_t count = pf->ir->param_count < ARGS_MAX ? pf->ir->param_count : ARGS_MAX;
    for (uint32_t i = 0; i < count; i++)
        args[i] = (struct term){universe_sym(&l->a.universe, (struct sym_key){.kind = SYM_PARAM, .a = i}), 0};
    uint8_t low, high;
    root_irql(l, pf, &low, &high);
    irql_enter(&l->a, &s, SITE_ENTRY, low, high);
    l->a.phase = NULL;
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    l->a.domain.at_roots = !(role && role->unbalanced); /* else it may be called with locks held */
    summary_apply(&l->a, f, args, count, NULL, 0, SITE_ENTRY, &s, &more);
    if (!s.dead)
        end_locks(l, &s, f);
    for (uint32_t i = 0; i < more.count; i++)
        end_locks(l, &more.items[i], f);
    l->a.domain.at_roots = true;
    vec_release(&more);
}

static void dump_model(const struct lifecycle *l, struct str *out)
{
    const struct program *p = &l->e->program;
    str_printf(out, "life cycle: %s\n", l->model->name);
    for (uint32_t i = 0; i < l->model->state_count; i++)
        str_printf(out, "  state %s: %u abstract states\n", l->model->states[i], l->phases[i].count);
    for (uint32_t c = 0; c < l->model->callback_count; c++)
        if (l->roles->functions[c] != PROGRAM_NONE && !l->reached[c])
            str_printf(out, "  never entered: %s (%s)\n", p->functions.items[l->roles->functions[c]].name, l->model->callbacks[c].name);
}

static void run_one(struct engine *e, const struct program_model *roles, struct results *out)
{
    struct lifecycle l = {.e = e, .roles = roles, .model = &e->rules->drivers.items[roles->driver]};
    analysis_init(&l.a, e, PROGRAM_NONE, out);
    struct specials specials = {0};
    l.a.is_root = true;
    l.a.specials = &specials;
    l.a.domain.at_roots = true;
    l.phases = mem_zalloc(l.model->state_count * sizeof *l.phases);
    l.reached = mem_zalloc((l.model->callback_count + 1) * sizeof *l.reached);
    run_model(&l);
    if (e->options->dump_program)
        dump_model(&l, e->options->dump_program);
    for (uint32_t i = 0; i < l.model->state_count; i++)
        vec_release(&l.phases[i]);
    free(l.phases);
    free(l.reached);
    free(l.work);
    vec_release(&l.shapes);
    arena_release(&l.lasting);
    analysis_release(&l.a);
    vec_release(&specials.items);
}

static void run_left_out(struct engine *e, struct results *out)
{
    struct lifecycle l = {.e = e};
    struct program *p = &e->program;
    struct specials specials = {0};
    analysis_init(&l.a, e, PROGRAM_NONE, out);
    l.a.is_root = true;
    l.a.specials = &specials;
    l.a.domain.at_roots = true;
    for (uint32_t f = 0; f < p->functions.count; f++)
        if (p->functions.items[f].has_body && !e->entered[f] && is_called_by_system(e, &p->functions.items[f]))
            run_as_root(&l, f);
    arena_release(&l.lasting);
    analysis_release(&l.a);
    vec_release(&specials.items);
}

void lifecycle_run(struct engine *e, struct results *out)
{
    for (uint32_t m = 0; m < e->program.models.count; m++)
        run_one(e, &e->program.models.items[m], out);
    run_left_out(e, out);
}
