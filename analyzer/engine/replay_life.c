/*
 * A recorded run through the engine: callbacks and the life cycles of instances, what callbacks are handed and give back, and
 * what is left when an instance or the driver ends.
 */
#include "engine/replay.h"

#include <stdlib.h>
#include <string.h>

static bool is_of_program(const struct replay *r, uint32_t model) { return !r->models || (r->models >> (model & 31) & 1u); }

/* ---- instances -------------------------------------------------------------------------------------------- */

struct replay_instance *replay_instance(struct replay *r, uint64_t handle)
{
    for (uint32_t i = 0; handle && i < r->instances.count; i++)
        if (r->instances.items[i].handle == handle)
            return &r->instances.items[i];
    return NULL;
}

struct replay_instance *replay_instance_of_call(struct replay *r, const struct replay_thread *t, const struct recorded *call)
{
    struct replay_instance *i = NULL;
    for (uint32_t k = 0; k < call->argument_count && !i; k++)
        i = replay_instance(r, call->arguments[k]);
    for (uint32_t k = t->frames.count; k-- > 0 && !i;)
        i = t->frames.items[k].begin->kind == RECORDED_ENTER ? replay_instance(r, t->frames.items[k].begin->a) : NULL;
    for (uint32_t k = t->frames.count; k-- > 0 && !i;)
        if (t->frames.items[k].callback || t->frames.items[k].is_entry)
            return NULL; /* of the driver as a whole */
    return i || r->instances.count != 1 ? i : &r->instances.items[0];
}

struct term replay_unknown(struct replay *r, uint32_t slot)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .a = SITE_ENTRY, .b = slot, .epoch = r->s.epoch};
    return (struct term){universe_sym(&r->l.a.universe, k), 0};
}

static void set_state(struct replay *r, sym s, enum object_state state) { state_set_attribute(&r->l.a.domain, &r->s, s, ATTRIBUTE_STATE, term_const(state)); }

static struct replay_instance *make_instance(struct replay *r, uint64_t handle, uint32_t model)
{
    const struct driver_model *d = &r->l.e->rules->drivers.items[model];
    struct term term = replay_value(r, handle);
    struct met *m = replay_met(r, handle);
    if (m && (!m->is_known || object_in_state(state_object(&r->s, m->s), OBJECT_FREED))) {
        m = replay_renew(r, handle);
        m->is_known = true;
        term.base = m->s;
        set_state(r, m->s, OBJECT_LIVE);
        state_set_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_KIND, term_const((int64_t)d->instance_object + 1));
    }
    vec_push(&r->instances, (struct replay_instance){handle, term, model, 0, 0});
    r->l.instance = term;
    set_given(&r->l, &r->s, term, d->given, d->given_count);
    return &vec_last(&r->instances);
}

/* The life cycle that is meant where there is no instance: that of the callback which runs. */
static bool whole_driver(const struct replay_thread *t, uint32_t *model)
{
    for (uint32_t k = t->frames.count; k-- > 0;)
        if (t->frames.items[k].callback || t->frames.items[k].is_entry) {
            *model = t->frames.items[k].model;
            return true;
        }
    return false;
}

void replay_phase_begin(struct replay *r, const struct replay_thread *t, const struct replay_instance *i)
{
    struct analysis *a = &r->l.a;
    const struct ruleset *rules = r->l.e->rules;
    const struct replay_frame *top = NULL;
    uint32_t model;
    for (uint32_t k = t->frames.count; k-- > 0 && !top;)
        top = t->frames.items[k].begin->kind == RECORDED_ENTER ? &t->frames.items[k] : NULL;
    r->l.instance = i ? i->term : term_const(0);
    domain_edit(&a->domain);
    for (uint32_t m = 0; m < rules->drivers.count; m++) { /* of all others nothing is known */
        if (!is_of_program(r, m))
            continue;
        state_set_attribute(&a->domain, &r->s, driver_symbol(a), ATTRIBUTE_PHASE + m, replay_unknown(r, 2 * m));
        state_set_attribute(&a->domain, &r->s, driver_symbol(a), ATTRIBUTE_INSTANCE + m, replay_unknown(r, 2 * m + 1));
    }
    if (i) {
        phase_set(a, &r->s, i->model, i->phase);
        phase_set_instance(a, &r->s, i->model, i->term);
    } else if (!r->instances.count && whole_driver(t, &model))
        phase_set(a, &r->s, model, 0);
    callback_set(a, &r->s, top && top->callback ? top->callback->name : NULL);
    domain_done(&a->domain);
}

/* ---- what an instance leaves behind ---------------------------------------------------------------------------- */

/* At the place where it was lost; where that is not known, where it came to the driver. */
static void report_foreign(struct replay *r, struct met *m, const struct spot *at)
{
    sym s = m->s;
    at = at->module ? at : &m->made;
    replay_place(r, at);
    if (at->module)
        check_foreign_lost(&r->l.a, &r->s, s, at->loc);
    state_set_attribute(&r->l.a.domain, &r->s, s, ATTRIBUTE_STATE, replay_unknown(r, 0)); /* nothing more is said of it */
}

static void end_instance(struct replay *r, uint64_t handle, const struct spot *at, bool keep)
{
    for (uint32_t i = r->met.count; i-- > 0;) {
        struct met *m = &r->met.items[i];
        const struct object *o = m->gone || m->owner != handle ? NULL : state_object(&r->s, m->s);
        if (o && object_in_state(o, OBJECT_LIVE) && !m->has_lost) {
            m->has_lost = true;
            m->lost = *at;
        } else if (o && object_in_state(o, OBJECT_FOREIGN))
            report_foreign(r, m, at);
    }
    struct replay_instance *i = replay_instance(r, handle);
    i->phase = 0;
    if (keep)
        return;
    struct met *m = replay_met(r, handle);
    if (m && term_equal(state_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_KIND),
                        term_const((int64_t)r->l.e->rules->drivers.items[i->model].instance_object + 1)))
        replay_forget(r, m);
    uint32_t index = (uint32_t)(i - r->instances.items);
    memmove(i, i + 1, (--r->instances.count - index) * sizeof *i);
}

void replay_phase_end(struct replay *r, uint64_t handle, uint64_t event, const struct spot *at)
{
    struct replay_instance *i = replay_instance(r, handle);
    struct term phase = i ? state_norm(&r->l.a.domain, &r->s, phase_term(&r->l.a, &r->s, i->model)) : term_const(0);
    if (!i || phase.base)
        return;
    uint32_t now = (uint32_t)(phase.offset % PHASES_MAX), before = i->phase;
    if (now == before)
        return;
    i->completed = event;
    if (now == 0)
        end_instance(r, handle, at, true);
    replay_instance(r, handle)->phase = now;
}

/* What the driver does with an object in its last callbacks is no violation; then it is gone. */
void replay_object_ends(struct replay *r, const struct recorded *e)
{
    struct met *m = replay_met(r, e->a);
    if (!m || !state_object(&r->s, m->s))
        return;
    if (e->b)
        set_state(r, m->s, OBJECT_FREED);
    else
        state_set_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_STATE, replay_unknown(r, 1));
}

void replay_overdue(struct replay *r, const struct recorded *e)
{
    for (uint32_t i = r->met.count; i-- > 0;) {
        struct met *m = &r->met.items[i];
        const struct object *o = m->gone || m->owner != e->a || !m->role || !str_equal(m->role, e->name) ? NULL : state_object(&r->s, m->s);
        if (o && object_in_state(o, OBJECT_FOREIGN))
            report_foreign(r, m, &m->made);
    }
}

void replay_ended(struct replay *r, const struct recorded *e)
{
    struct spot at = replay_spot_of_function(r, e->function, e->file);
    if (replay_instance(r, e->a))
        end_instance(r, e->a, &at, false);
}

static void leak(struct replay *r, const struct met *m, const struct object *o)
{
    const struct object_kind *kind = object_kind_of(&r->l.a, &r->s, (struct term){m->s, 0});
    struct term holder = state_norm(&r->l.a.domain, &r->s, state_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_HOLDER));
    const struct spot *at = m->has_lost ? &m->lost : r->ended.module ? &r->ended : &m->made;
    if (!kind || !kind->must_free || kind->is_parented || o->escaped || holder.base || !at->module)
        return;
    replay_place(r, at);
    check_leak(&r->l.a, &r->s, m->s, at->loc, NULL);
}

void replay_unloaded(struct replay *r)
{
    while (r->instances.count)
        end_instance(r, r->instances.items[0].handle, &r->ended, false);
    for (uint32_t i = r->met.count; i-- > 0;) {
        struct met *m = &r->met.items[i];
        const struct object *o = m->gone ? NULL : state_object(&r->s, m->s);
        if (o && object_in_state(o, OBJECT_LIVE))
            leak(r, m, o);
        else if (o && object_in_state(o, OBJECT_FOREIGN))
            report_foreign(r, m, m->has_lost ? &m->lost : &r->ended);
    }
}

/* ---- what callbacks are handed ------------------------------------------------------------------------------- */

static bool asks_result(const struct expr *e)
{
    bool found = e && e->kind == EXPR_RESULT;
    if (!e || e->kind == EXPR_CONST)
        return false;
    for (uint32_t i = 0; i < e->list_count && !found; i++)
        found = asks_result(e->list[i]);
    return found || asks_result(e->a) || asks_result(e->b);
}

static void hand_over(struct replay *r, uint64_t address, const struct callback_param *p, const struct replay_frame *f)
{
    struct met *m = replay_renew(r, address);
    m->is_known = m->is_foreign = true;
    m->owner = f->begin->a;
    m->role = f->role;
    m->made = f->spot;
    set_state(r, m->s, OBJECT_FOREIGN);
    state_set_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_KIND, term_const((int64_t)p->object + 1));
    state_set_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_HOLDER, term_const(0));
    set_given(&r->l, &r->s, (struct term){m->s, 0}, p->given, p->given_count);
}

static void bring_back(struct replay *r, struct met *m)
{
    if (!m)
        return;
    if (m->is_of_unknown) /* it was handed over, but nobody saw it come: whose it is now is not known */
        replay_forget(r, m);
    else if (state_object(&r->s, m->s) && is_lent(state_object(&r->s, m->s)))
        set_state(r, m->s, m->is_foreign ? OBJECT_FOREIGN : OBJECT_LIVE);
}

/* The routine has come of which a contract said that it will: what was lent for it is the driver's again. */
static void routine_called(struct replay *r, const struct recorded *enter)
{
    struct domain *d = &r->l.a.domain;
    const struct recorded *at = replay_detail(r, enter);
    struct term routine = at && at->kind == RECORDED_ROUTINE ? replay_value(r, at->a) : term_const(0);
    for (uint32_t i = 0; i < enter->argument_count; i++) {
        struct met *m = replay_met(r, enter->arguments[i]);
        const struct object *o = m ? state_object(&r->s, m->s) : NULL;
        if (m)
            m->called = enter->event;
        if (!o || !routine.base || !term_equal(state_attribute(d, &r->s, m->s, ATTRIBUTE_LATER), routine))
            continue;
        struct term until = state_attribute(d, &r->s, m->s, ATTRIBUTE_LATER_WHILE);
        state_set_attribute(d, &r->s, m->s, ATTRIBUTE_LATER, term_const(0));
        if (is_lent(o))
            bring_back(r, m);
        else if (!until.base && until.offset)
            state_set_attribute(d, &r->s, m->s, (uint32_t)until.offset - 1, term_const(0));
    }
}

/* An object of the kind in whatever state it is. */
static void meet(struct replay *r, uint64_t address, const struct callback_param *p)
{
    struct met *m = replay_met(r, address);
    const struct object *o = m ? state_object(&r->s, m->s) : NULL;
    if (!m || (o && object_in_state(o, OBJECT_FREED)))
        m = replay_renew(r, address);
    m->is_known = true;
    struct term at = {m->s, 0};
    if (!object_kind_of(&r->l.a, &r->s, at))
        state_set_attribute(&r->l.a.domain, &r->s, m->s, ATTRIBUTE_KIND, term_const((int64_t)p->object + 1));
    set_given(&r->l, &r->s, at, p->given, p->given_count);
}

/* The next element of a list, by what the callback read; 0 where the list ends or nobody read on. */
static uint64_t next_of(const struct replay *r, const struct recorded *enter, uint64_t address, uint32_t offset)
{
    for (const struct recorded *e = enter; (e = replay_detail(r, e));)
        if (e->kind == RECORDED_READ && e->a == address && e->offset == offset && e->size == IR_POINTER_SIZE)
            return e->b;
    return 0;
}

static void hand_one_parameter(struct replay *r, const struct recorded *e, struct replay_frame *f, uint32_t index)
{
    const struct callback_param *p = &f->callback->params[index];
    const struct ruleset *rules = r->l.e->rules;
    struct env env = replay_env(r, &f->spot);
    uint64_t at = e->arguments[index];
    if ((p->kind == ARGUMENT_SOME || p->kind == ARGUMENT_MADE) && replay_value(r, at).base)
        meet(r, at, p);
    if (p->kind != ARGUMENT_FOREIGN && p->kind != ARGUMENT_RETURNED)
        return;
    const char *link = p->link ? p->link : p->kind == ARGUMENT_FOREIGN ? ruleset_kind_link(rules, p->object) : NULL;
    const char *record = p->record ? p->record : rules->objects.items[p->object].record;
    struct ir_field field;
    bool chained = link && record && record_member(results_record(r->l.a.out, &r->l.e->program, record), link, &field);
    env.arg_count = e->argument_count;
    memcpy(env.args, f->args, e->argument_count * sizeof *env.args);
    bool not_here = p->kind == ARGUMENT_FOREIGN && p->expr && !asks_result(p->expr) && replay_condition(r, &env, p->expr) != TRUTH_FALSE;
    for (uint32_t n = 0; n < RECORDED_CHAIN_MAX && replay_value(r, at).base; n++) {
        uint64_t next = chained ? next_of(r, e, at, field.offset) : 0;
        struct met *m = replay_met(r, at);
        if (not_here && m && m->is_foreign) /* the driver's until the callback returns, and nobody is asked about it */
            replay_forget(r, m);
        else if (p->kind == ARGUMENT_RETURNED)
            bring_back(r, m);
        else if (!not_here)
            hand_over(r, at, p, f);
        at = next;
    }
}

static void hand_parameters(struct replay *r, const struct recorded *e, struct replay_frame *f)
{
    uint32_t count = f->callback->param_count < e->argument_count ? f->callback->param_count : e->argument_count;
    for (uint32_t i = 0; i < count; i++)
        hand_one_parameter(r, e, f, i);
    for (uint32_t i = 0; i < e->argument_count; i++) /* they are known by other symbols now */
        f->args[i] = replay_value(r, e->arguments[i]);
}

/* The callback's result gives back what it was handed, where that is what its condition asks for. */
static void give_by_result(struct replay *r, const struct replay_frame *f, const struct env *env)
{
    for (uint32_t i = 0; i < f->callback->param_count && i < env->arg_count; i++) {
        const struct callback_param *p = &f->callback->params[i];
        const struct object *o = env->args[i].base ? state_object(&r->s, env->args[i].base) : NULL;
        if (p->kind == ARGUMENT_FOREIGN && asks_result(p->expr) && o && object_in_state(o, OBJECT_FOREIGN) && replay_condition(r, env, p->expr) != TRUTH_FALSE)
            set_state(r, env->args[i].base, OBJECT_LENT);
    }
}

/* ---- callbacks ------------------------------------------------------------------------------------------------ */

/* Of the callbacks of one name that of this call: one that the instance's state allows goes before one that it does not. */
static void choose_callback(struct replay *r, const struct recorded *e, struct replay_frame *f)
{
    const struct ruleset *rules = r->l.e->rules;
    const struct replay_instance *i = replay_instance(r, e->a);
    bool allowed = false;
    struct env env = replay_env(r, &f->spot);
    env.arg_count = e->argument_count;
    memcpy(env.args, f->args, e->argument_count * sizeof *env.args);
    for (uint32_t m = 0; m < rules->drivers.count && !allowed; m++) {
        const struct driver_model *d = &rules->drivers.items[m];
        if (is_of_program(r, m) && d->entry && str_equal(d->entry, e->name)) {
            f->is_entry = true;
            f->model = m;
        }
        for (uint32_t c = 0; c < d->callback_count && is_of_program(r, m) && !allowed; c++) {
            const struct callback *cb = &d->callbacks[c];
            if (!str_equal(cb->name, e->name) || (cb->when && replay_condition(r, &env, cb->when) != TRUTH_TRUE))
                continue;
            allowed = cb->from >> (i && i->model == m ? i->phase : 0) & 1u;
            if (f->callback && !allowed)
                continue;
            f->callback = cb;
            f->model = m;
        }
    }
}

/* How the frame's function is called, NULL where nothing is said of it. */
static const struct role *role_of(const struct replay *r, const struct replay_frame *f)
{
    return ruleset_role(r->l.e->rules, f->callback && f->callback->role ? f->callback->role : f->role);
}

void replay_enter(struct replay *r, struct replay_thread *t, const struct recorded *e)
{
    struct replay_frame f = {.begin = e, .role = e->name, .spot = replay_spot_of_function(r, e->function, e->file),
                             .args = arena_array(&r->l.a.arena, struct term, RECORDED_ARGUMENTS_MAX)};
    replay_read(r, e);
    routine_called(r, e);
    for (uint32_t i = 0; i < e->argument_count; i++)
        f.args[i] = replay_value(r, e->arguments[i]);
    locks_held(&r->s, r->locks.items, r->locks.count, &f.outer);
    replay_place(r, &f.spot);
    choose_callback(r, e, &f);
    struct replay_instance *i = replay_instance(r, e->a);
    if (f.callback && e->a && !i)
        i = make_instance(r, e->a, f.model);
    r->l.instance = i ? i->term : term_const(0);
    f.before = i ? i->phase : 0;
    if (i && f.callback && f.callback->during != STATE_SAME)
        i->phase = f.callback->during;
    if (f.callback)
        hand_parameters(r, e, &f);
    irql_set(&r->l.a, &r->s, term_const(e->irql));
    const struct role *role = role_of(r, &f);
    if (role && role->holds)
        lock_enter(&r->l.a, &r->s, role->holds);
    vec_push(&t->frames, f);
}

static void check_returns(struct replay *r, const struct replay_frame *f, struct env *env)
{
    const struct engine *e = r->l.e;
    for (uint32_t i = 0; i < e->rules->rules.count; i++) {
        const struct rule *rule = &e->rules->rules.items[i];
        for (uint32_t c = 0; c < rule->check_count; c++)
            if (rule->checks[c].trigger == TRIGGER_RETURN && str_equal(rule->checks[c].callback, f->role) && rule_applies(e, rule))
                check_one(env, &r->s, rule, &rule->checks[c]);
    }
}

/* Locks that the callback has acquired and still holds; what its thread held before it goes on being held. */
static void end_locks_of(struct replay *r, struct replay_frame *f)
{
    const struct role *role = role_of(r, f);
    struct held_locks own = {0};
    locks_put_aside(&r->l.a, &r->s, &f->outer);
    locks_held(&r->s, r->locks.items, r->locks.count, &own);
    if (f->spot.module && own.list.count)
        locks_end(&r->l.a, &r->s, f->spot.loc, !(role && role->unbalanced));
    locks_put_back(&r->l.a, &r->s, &f->outer);
    vec_release(&f->outer.list);
    vec_release(&own.list);
}

static bool fits(enum outcome_kind kind, uint64_t result)
{
    int32_t status = (int32_t)(uint32_t)result;
    switch (kind) {
    case OUTCOME_SUCCESS: return status >= 0 && status != 0x103;
    case OUTCOME_PENDING: return status == 0x103;
    case OUTCOME_FAILURE: return status < 0;
    default: return true;
    }
}

static void leave_life(struct replay *r, const struct recorded *e, const struct replay_frame *f)
{
    struct replay_instance *i = replay_instance(r, f->begin->a);
    const struct callback *cb = f->callback;
    uint32_t next = STATE_SAME;
    bool pending = false;
    for (uint32_t k = 0; cb && k < cb->outcome_count; k++)
        if (fits(cb->outcomes[k].kind, e->result)) {
            next = cb->outcomes[k].next;
            pending = cb->outcomes[k].kind == OUTCOME_PENDING;
            break;
        }
    if (!i) {
        r->ended = f->spot;
        return;
    }
    if (!cb || (pending && i->completed > f->begin->event)) /* the completion came before the callback had returned */
        return;
    if (next == STATE_END || (next == 0 && cb->during != STATE_SAME))
        end_instance(r, f->begin->a, &f->spot, false);
    else if (next != STATE_SAME)
        i->phase = next;
    else if (cb->during != STATE_SAME && i->phase == cb->during)
        i->phase = f->before;
}

void replay_exit(struct replay *r, struct replay_thread *t, const struct recorded *e)
{
    struct replay_frame f = t->frames.items[t->frames.count - 1];
    struct env env = replay_env(r, &f.spot);
    replay_read(r, e);
    replay_place(r, &f.spot);
    replay_phase_begin(r, t, replay_instance(r, f.begin->a));
    irql_set(&r->l.a, &r->s, term_const(e->irql));
    env.result = replay_value(r, e->result);
    env.has_result = true;
    env.arg_count = f.begin->argument_count;
    memcpy(env.args, f.args, env.arg_count * sizeof *env.args);
    end_locks_of(r, &f);
    if (f.spot.module)
        check_returns(r, &f, &env);
    if (f.callback)
        give_by_result(r, &f, &env);
    if (f.callback || f.is_entry)
        leave_life(r, e, &f);
    t->frames.count--;
}

/* ---- what is long gone -------------------------------------------------------------------------------------- */

struct sweep {
    struct replay *r;
    struct pmap freed;
    VEC(sym) long_ago;
};

static bool freed_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct sweep *w = context;
    if (!object_in_state((const struct object *)(uintptr_t)v->a, OBJECT_FREED))
        return true;
    if (pmap_find(w->r->freed, key))
        vec_push(&w->long_ago, key);
    else
        w->freed = pmap_set(&w->r->l.a.arena, w->freed, key, (struct pmap_value){0});
    return true;
}

void replay_sweep(struct replay *r)
{
    struct sweep w = {.r = r};
    pmap_each(r->s.heap, freed_fn, &w);
    for (uint32_t i = 0; i < w.long_ago.count; i++) {
        struct met *m = replay_met_of(r, w.long_ago.items[i]);
        if (m)
            replay_forget(r, m);
        else
            r->s.heap = pmap_remove(&r->l.a.arena, r->s.heap, w.long_ago.items[i]);
    }
    r->freed = w.freed;
    vec_release(&w.long_ago);
}
