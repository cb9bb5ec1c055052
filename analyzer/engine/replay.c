/*
 * A recorded run through the engine: addresses, memory, threads, and calls. replay.h says what it is.
 */
#include "engine/replay.h"

#include <stdlib.h>
#include <string.h>

enum {
    SITE_ADDRESS = 6,  /* names what is made by a call that the program does not have */
    SLOT_AFTER = 64,   /* what is made after a call has other names than what was made before it */
    PROBED_MAX = 4096, /* bytes that are looked up one by one */
    SWEEP = 2048,      /* events: what was freed so long ago is forgotten. All that lives is looked at by many a call, and the dead of a long run are many */
};

/* ---- addresses ------------------------------------------------------------------------------------------- */

/* A host's memory lies above all numbers that drivers use, and below what a negative status looks like. */
static bool is_address(uint64_t value) { return value >= UINT64_C(1) << 32 && value < UINT64_C(1) << 47; }

static struct met_slot *slot_of(const struct replay *r, uint64_t address)
{
    uint32_t mask = r->slot_count - 1, at = (uint32_t)hash_mix(address, 7) & mask;
    while (r->slots[at].index && r->slots[at].address != address)
        at = (at + 1) & mask;
    return &r->slots[at];
}

static void note_slot(struct replay *r, uint64_t address, uint32_t index)
{
    if ((r->slots_used + 1) * 2 > r->slot_count) {
        struct met_slot *old = r->slots;
        uint32_t count = r->slot_count;
        r->slot_count = count ? count * 2 : 1024;
        r->slots = mem_zalloc(r->slot_count * sizeof *r->slots);
        for (uint32_t i = 0; i < count; i++)
            if (old[i].index)
                *slot_of(r, old[i].address) = old[i];
        free(old);
    }
    struct met_slot *slot = slot_of(r, address);
    r->slots_used += slot->index == 0;
    *slot = (struct met_slot){address, index + 1};
}

struct met *replay_met(struct replay *r, uint64_t address)
{
    const struct met_slot *slot = r->slot_count ? slot_of(r, address) : NULL;
    struct met *m = slot && slot->index ? &r->met.items[slot->index - 1] : NULL;
    return m && !m->gone ? m : NULL;
}

static bool is_met(const struct replay *r, sym s) { return s < r->of_symbol.count && r->of_symbol.items[s]; }

struct met *replay_met_of(const struct replay *r, sym s) { return is_met(r, s) ? &r->met.items[r->of_symbol.items[s] - 1] : NULL; }

static struct met *add_met(struct replay *r, uint64_t address, sym s)
{
    struct met *old = replay_met(r, address);
    if (old)
        old->gone = true;
    note_slot(r, address, r->met.count);
    vec_push(&r->met, (struct met){.address = address, .s = s});
    while (r->of_symbol.count <= s)
        vec_push(&r->of_symbol, 0);
    r->of_symbol.items[s] = r->met.count;
    return &vec_last(&r->met);
}

struct met *replay_renew(struct replay *r, uint64_t address)
{
    struct sym_key k = {.kind = SYM_ADDRESS, .a = r->met.count};
    struct met *old = replay_met(r, address);
    if (old)
        replay_forget(r, old);
    return add_met(r, address, universe_sym(&r->l.a.universe, k));
}

void replay_forget(struct replay *r, struct met *m)
{
    m->gone = true;
    r->s.heap = pmap_remove(&r->l.a.arena, r->s.heap, m->s);
}

struct term replay_value(struct replay *r, uint64_t value)
{
    if (!is_address(value))
        return term_const((int64_t)value);
    struct met *m = replay_met(r, value);
    return (struct term){(m ? m : replay_renew(r, value))->s, 0};
}

/* An object that a contract has made, and of which the recording has not yet said where it stands. */
static bool is_unbound(struct replay *r, struct term t)
{
    return t.base && t.offset == 0 && universe_key(&r->l.a.universe, t.base)->kind == SYM_NEW && !is_met(r, t.base);
}

static void bind(struct replay *r, struct term object, uint64_t address, const struct spot *at)
{
    struct met *old = replay_met(r, address);
    if (old)
        replay_forget(r, old);
    struct met *m = add_met(r, address, object.base);
    m->is_known = true;
    m->made = *at;
    m->owner = 0;
    for (uint32_t i = 0; i < r->instances.count; i++)
        if (term_equal(r->instances.items[i].term, r->l.instance))
            m->owner = r->instances.items[i].handle;
}

/* ---- memory ------------------------------------------------------------------------------------------------ */

static void read_one(struct replay *r, const struct recorded *e, const struct spot *at)
{
    struct term base = replay_value(r, e->a), cell = term_plus(base, e->offset);
    if (base.base == 0)
        return;
    const struct object *o = state_object(&r->s, base.base);
    for (uint32_t i = 0; o && i < o->cell_count && is_address(e->b); i++) {
        struct term there = state_norm(&r->l.a.domain, &r->s, o->cells[i].value);
        const struct met *known = replay_met(r, e->b);
        if (o->cells[i].kind == CELL_VALUE && o->cells[i].offset == cell.offset && is_unbound(r, there) && !(known && known->is_known)) {
            bind(r, there, e->b, at);
            break;
        }
    }
    state_store(&r->l.a.domain, &r->s, cell, e->size, e->size == 8 ? replay_value(r, e->b) : term_const((int64_t)e->b));
    vec_push(&r->read, base.base);
}

const struct recorded *replay_detail(const struct replay *r, const struct recorded *e)
{
    e++;
    return e < r->events + r->count && (e->kind == RECORDED_ROUTINE || e->kind == RECORDED_READ || e->kind == RECORDED_VARIABLE) ? e : NULL;
}

static void read_from(struct replay *r, const struct recorded *event, const struct spot *at)
{
    for (const struct recorded *e = event; (e = replay_detail(r, e));)
        if (e->kind == RECORDED_READ)
            read_one(r, e, at);
        else if (e->kind == RECORDED_VARIABLE && is_address(e->a)) {
            struct sym_key *k = &r->l.a.universe.keys.items[replay_value(r, e->a).base];
            if (k->kind == SYM_ADDRESS)
                k->op = e->b == 2 ? VARIABLE_STACK : e->b ? VARIABLE_STATIC : VARIABLE_NO;
        }
}

void replay_read(struct replay *r, const struct recorded *event)
{
    static const struct spot nowhere = {.function = PROGRAM_NONE};
    read_from(r, event, &nowhere);
}

/* What is read holds for the event alone: the driver writes what it likes before the next. */
void replay_read_done(struct replay *r)
{
    for (uint32_t i = 0; i < r->read.count; i++) {
        state_drop_cells(&r->l.a.domain, &r->s, r->read.items[i]);
        const struct object *o = state_object(&r->s, r->read.items[i]);
        if (o && !o->cell_count && !o->attribute_count && !o->escaped && o->rest == REST_UNKNOWN) /* nothing else was known of it */
            r->s.heap = pmap_remove(&r->l.a.arena, r->s.heap, r->read.items[i]);
    }
    vec_clear(&r->read);
}

/* ---- conditions and effects -------------------------------------------------------------------------------------- */

struct env replay_env(struct replay *r, const struct spot *at)
{
    uint32_t site = at->call ? (uint32_t)(at->call - at->module->insns.items) : SITE_ADDRESS;
    return (struct env){.a = &r->l.a, .call = at->call, .loc = at->loc, .site = site, .recorded = &r->fields};
}

enum truth replay_condition(struct replay *r, const struct env *env, const struct expr *e)
{
    struct ways yes = {0}, no = {0};
    struct env ask = *env;
    if (!e)
        return TRUTH_TRUE;
    condition_solve(&ask, &r->s, e, true, &yes);
    ask = *env;
    condition_solve(&ask, &r->s, e, false, &no);
    enum truth t = yes.count && !no.count ? TRUTH_TRUE : !yes.count && !yes.undecided ? TRUTH_FALSE : TRUTH_UNKNOWN;
    ways_release(&yes);
    ways_release(&no);
    return t;
}

/* One effect after the other. One that leads to a null pointer, as a broken driver passes, is left out. */
static void do_effects(struct replay *r, struct env *env, const struct effect *effects, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct state_list list = {0};
        vec_push(&list, r->s);
        contract_effects(env, &list, &effects[i], 1);
        if (list.count)
            r->s = list.items[0];
        vec_release(&list);
    }
}

/* ---- outcomes ---------------------------------------------------------------------------------------------------- */

static bool fits(struct replay *r, struct env *env, const struct outcome *o, const struct recorded *e, const struct spot *at)
{
    int32_t status = (int32_t)(uint32_t)e->result;
    bool known = true;
    switch (o->kind) {
    case OUTCOME_NULL: return e->result == 0;
    case OUTCOME_NEW: return e->result != 0;
    case OUTCOME_SUCCESS: return status >= 0 && status != 0x103;
    case OUTCOME_PENDING: return status == 0x103;
    case OUTCOME_FAILURE: return status < 0;
    case OUTCOME_NEVER: return false;
    case OUTCOME_VALUE: {
        struct state s = r->s;
        struct term v = state_norm(&r->l.a.domain, &s, eval(env, &s, o->expr, &known));
        if (known && !s.dead && is_unbound(r, v)) {
            if (is_address(e->result))
                bind(r, v, e->result, at);
            return true;
        }
        return !known || s.dead || state_compare(&r->l.a.domain, &r->s, IR_BIN_EQ, v, replay_value(r, e->result)) != TRUTH_FALSE;
    }
    default: return true;
    }
}

static bool takes_all(enum outcome_kind k) { return k == OUTCOME_ANY || k == OUTCOME_FIRST || k == OUTCOME_LAST || k == OUTCOME_EMPTY; }

static void do_outcome(struct replay *r, struct env *env, const struct outcome *o, const struct recorded *e, const struct spot *at)
{
    env->has_result = true;
    if (o->kind == OUTCOME_NEW) {
        struct state_list list = {0};
        struct term object = make_object(env, &r->s, o->made, false, &list);
        if (list.count)
            r->s = list.items[0];
        vec_release(&list);
        bind(r, object, e->result, at);
    } else
        env->result = replay_value(r, e->result);
    do_effects(r, env, o->effects, o->effect_count);
}

/* `any` takes what the others leave. */
static void find_outcome(struct replay *r, struct env *env, const struct ddi *d, const struct recorded *e, const struct spot *at)
{
    env->result = replay_value(r, e->result);
    env->has_result = true;
    for (int last = 0; last < 2; last++)
        for (uint32_t i = 0; i < d->outcome_count; i++) {
            const struct outcome *o = &d->outcomes[i];
            if (takes_all(o->kind) != last || !fits(r, env, o, e, at) || replay_condition(r, env, o->condition) == TRUTH_FALSE)
                continue;
            do_outcome(r, env, o, e, at);
            return;
        }
}

/* ---- calls --------------------------------------------------------------------------------------------------------- */

static bool acquires(const struct effect *f)
{
    bool found = f->kind == EFFECT_ACQUIRE;
    for (uint32_t i = 0; i < f->inner_count; i++)
        found |= acquires(&f->inner[i]);
    return found;
}

/* Of what nobody saw come, nothing is known after it was freed either: it may be made anew in ways that no contract tells. */
static void forget_unknown(struct replay *r, const struct recorded *e)
{
    for (uint32_t i = 0; i < e->argument_count; i++) {
        struct met *m = is_address(e->arguments[i]) ? replay_met(r, e->arguments[i]) : NULL;
        const struct object *o = m && !m->is_known ? state_object(&r->s, m->s) : NULL;
        if (o && object_in_state(o, OBJECT_FREED))
            replay_forget(r, m);
        else if (o && object_in_state(o, OBJECT_LENT))
            m->is_of_unknown = true;
    }
}

static bool is_about_locks(const struct effect *f, uint32_t count)
{
    bool found = false;
    for (uint32_t i = 0; i < count && !found; i++)
        found = f[i].kind == EFFECT_ACQUIRE || f[i].kind == EFFECT_RELEASE || is_about_locks(f[i].inner, f[i].inner_count);
    return found;
}

static void note_lock(struct replay *r, sym s)
{
    for (uint32_t i = 0; i < r->locks.count; i++)
        if (r->locks.items[i] == s)
            return;
    vec_push(&r->locks, s);
}

/* What the call names may hold locks from here on; so does the driver itself, where one has no address. */
static void note_locks(struct replay *r, const struct ddi *d, const struct replay_frame *f)
{
    bool about = is_about_locks(d->effects, d->effect_count);
    for (uint32_t i = 0; i < d->outcome_count && !about; i++)
        about = is_about_locks(d->outcomes[i].effects, d->outcomes[i].effect_count);
    for (uint32_t i = 0; about && i < f->begin->argument_count; i++)
        if (f->args[i].base)
            note_lock(r, f->args[i].base);
    if (about)
        note_lock(r, driver_symbol(&r->l.a));
}

static struct term state_of(struct replay *r, sym s) { return state_norm(&r->l.a.domain, &r->s, state_attribute(&r->l.a.domain, &r->s, s, ATTRIBUTE_STATE)); }

/* Whether something happened to what an argument leads to after the call had begun: then the call's own effect is older. */
static bool is_overtaken(struct replay *r, const struct replay_frame *f, uint32_t argument)
{
    sym s = f->args[argument].base;
    const struct met *m = replay_met_of(r, s);
    return s && state_object(&r->s, s) && ((m && m->called > f->begin->event) || !term_equal(state_of(r, s), f->states[argument]));
}

/* What the system has done by the time the call returns. What was overtaken keeps the state that it has. */
static void do_late(struct replay *r, struct env *env, const struct replay_frame *f, const struct recorded *e)
{
    static const uint32_t kept[] = {ATTRIBUTE_STATE, ATTRIBUTE_LATER, ATTRIBUTE_LATER_WHILE};
    struct domain *d = &r->l.a.domain;
    struct term saved[RECORDED_ARGUMENTS_MAX][3];
    bool overtaken[RECORDED_ARGUMENTS_MAX] = {false};
    for (uint32_t i = 0; i < f->begin->argument_count; i++)
        overtaken[i] = is_overtaken(r, f, i);
    for (uint32_t i = 0; i < f->begin->argument_count; i++) {
        sym s = f->args[i].base;
        for (uint32_t k = 0; overtaken[i] && k < 3; k++)
            saved[i][k] = state_attribute(d, &r->s, s, kept[k]);
    }
    for (uint32_t i = 0; i < f->begin->argument_count; i++)
        if (overtaken[i])
            state_set_attribute(d, &r->s, f->args[i].base, ATTRIBUTE_STATE, replay_unknown(r, UINT32_MAX - i));
    for (uint32_t k = ddi_effects_before(env->ddi); k < env->ddi->effect_count; k++)
        if (e->done || acquires(&env->ddi->effects[k])) /* one that would hang is not done */
            do_effects(r, env, &env->ddi->effects[k], 1);
    if (e->done)
        find_outcome(r, env, env->ddi, e, &f->spot);
    for (uint32_t i = 0; i < f->begin->argument_count; i++)
        for (uint32_t k = 0; overtaken[i] && k < 3; k++)
            state_set_attribute(d, &r->s, f->args[i].base, kept[k], saved[i][k]);
}

static void set_arguments(struct env *env, const struct replay_frame *f)
{
    env->arg_count = f->begin->argument_count;
    memcpy(env->args, f->args, f->begin->argument_count * sizeof *env->args);
}

static void call(struct replay *r, struct replay_thread *t, const struct recorded *e)
{
    struct analysis *a = &r->l.a;
    const struct ddi *d = ruleset_ddi(r->l.e->rules, e->name);
    struct replay_frame f = {.begin = e, .spot = replay_spot_of_call(r, e), .args = arena_array(&a->arena, struct term, RECORDED_ARGUMENTS_MAX)};
    struct replay_instance *i = replay_instance_of_call(r, t, e);
    uint64_t handle = i ? i->handle : 0;
    struct irql_fact fact;
    for (uint32_t k = t->frames.count; k-- > 0 && !f.spot.module;) /* a call without a line: within its callback */
        f.spot = (struct spot){t->frames.items[k].spot.module, t->frames.items[k].spot.loc, t->frames.items[k].spot.function, NULL};
    read_from(r, e, &f.spot);
    for (uint32_t k = 0; k < e->argument_count; k++)
        f.args[k] = replay_value(r, e->arguments[k]);
    replay_place(r, &f.spot);
    replay_phase_begin(r, t, replay_instance(r, handle));
    irql_set(a, &r->s, term_const(e->irql));
    r->unplaced += !f.spot.call;
    if (f.spot.call && d)
        check_irql(a, &r->s, f.spot.call, d->name, d->irql_low, d->irql_high, d->source);
    else if (f.spot.call && ruleset_irql(r->l.e->rules, e->name, &fact))
        check_irql(a, &r->s, f.spot.call, e->name, fact.low, fact.high, NULL);
    if (d && f.spot.module) {
        struct env env = replay_env(r, &f.spot);
        struct state before = r->s;
        a->out->raised = false;
        env.ddi = d;
        set_arguments(&env, &f);
        note_locks(r, d, &f);
        check_call(&env, &r->s);
        do_effects(r, &env, d->effects, ddi_effects_before(d));
        forget_unknown(r, e);
        if (r->refused[e - r->events] && !a->out->raised) /* the lock, say, had not been acquired either */
            r->s = before;
    }
    replay_phase_end(r, handle, e->event, &f.spot);
    f.states = arena_array(&a->arena, struct term, e->argument_count);
    for (uint32_t k = 0; k < e->argument_count; k++)
        f.states[k] = f.args[k].base ? state_of(r, f.args[k].base) : term_const(0);
    vec_push(&t->frames, f);
}

static void returned(struct replay *r, struct replay_thread *t, const struct recorded *e)
{
    struct replay_frame f = vec_pop(&t->frames);
    const struct ddi *d = ruleset_ddi(r->l.e->rules, e->name);
    struct replay_instance *i = replay_instance_of_call(r, t, f.begin);
    uint64_t handle = i ? i->handle : 0;
    if (!d || !f.spot.module)
        return;
    struct env env = replay_env(r, &f.spot);
    replay_place(r, &f.spot);
    replay_phase_begin(r, t, replay_instance(r, handle));
    env.ddi = d;
    env.slot = SLOT_AFTER;
    set_arguments(&env, &f);
    read_from(r, e, &f.spot);
    do_late(r, &env, &f, e);
    read_from(r, e, &f.spot); /* where a contract has put what it made */
    forget_unknown(r, f.begin);
    replay_phase_end(r, handle, f.begin->event, &f.spot);
}

/* ---- threads ---------------------------------------------------------------------------------------------------------- */

static struct replay_thread *thread_of(struct replay *r, uint32_t number)
{
    uint32_t i = 0;
    while (i < r->threads.count && r->threads.items[i].number != number)
        i++;
    if (i == r->threads.count)
        vec_push(&r->threads, (struct replay_thread){.number = number});
    if (i != r->running) {
        if (r->running != UINT32_MAX) {
            struct replay_thread *last = &r->threads.items[r->running];
            vec_clear(&last->held.list);
            locks_held(&r->s, r->locks.items, r->locks.count, &last->held);
            locks_put_aside(&r->l.a, &r->s, &last->held);
        }
        locks_put_back(&r->l.a, &r->s, &r->threads.items[i].held);
        r->running = i;
    }
    return &r->threads.items[i];
}

/* ---- one run ------------------------------------------------------------------------------------------------------------- */

static void forget_one(struct replay *r, struct met *m)
{
    const struct object *o = m && !m->gone ? state_object(&r->s, m->s) : NULL;
    bool lent = o && object_in_state(o, OBJECT_LENT) && (m->is_foreign || m->is_of_unknown);
    if (o && (lent || !(object_in_state(o, OBJECT_LIVE) || object_in_state(o, OBJECT_FOREIGN) || object_in_state(o, OBJECT_LENT))))
        replay_forget(r, m);
}

static void forget_range(struct replay *r, uint64_t address, uint64_t size)
{
    if (size <= PROBED_MAX)
        for (uint64_t at = address; at < address + (size ? size : 1); at += 8)
            forget_one(r, replay_met(r, at));
    else
        for (uint32_t i = 0; i < r->met.count; i++)
            if (r->met.items[i].address - address < size)
                forget_one(r, &r->met.items[i]);
}

/* A need of 0 is met by whoever has not asked: then it is as if the field had not been read. */
static void note_field(struct replay *r, const struct recorded *e)
{
    uint32_t i = 0;
    while (i < r->fields.list.count && !str_equal(r->fields.list.items[i], e->name))
        i++;
    if (e->result && i == r->fields.list.count)
        vec_push(&r->fields.list, e->name);
    else if (!e->result && i < r->fields.list.count)
        r->fields.list.items[i] = vec_pop(&r->fields.list);
}

/* The driver reads a field: rules that watch it are asked where the program names it. */
static void load(struct replay *r, struct replay_thread *t, const struct recorded *e)
{
    struct spot at = replay_spot_of_call(r, e);
    struct replay_instance *i = replay_instance_of_call(r, t, e);
    uint64_t handle = i ? i->handle : 0;
    note_field(r, e);
    read_from(r, e, &at);
    replay_place(r, &at);
    if (!at.call) /* a field that only conditions ask for */
        return;
    r->l.a.watched = &r->l.e->program.watched[r->l.e->program.functions.items[at.function].module_index];
    replay_phase_begin(r, t, replay_instance(r, handle));
    irql_set(&r->l.a, &r->s, term_const(e->irql));
    check_read(&r->l.a, &r->s, at.call);
    replay_phase_end(r, handle, e->event, &at);
}

static void event(struct replay *r, const struct recorded *e)
{
    r->s.epoch = (uint32_t)(e - r->events) + 1;
    switch (e->kind) {
    case RECORDED_CALL: call(r, thread_of(r, e->thread), e); break;
    case RECORDED_RETURN: returned(r, thread_of(r, e->thread), e); break;
    case RECORDED_ENTER: replay_enter(r, thread_of(r, e->thread), e); break;
    case RECORDED_EXIT: replay_exit(r, thread_of(r, e->thread), e); break;
    case RECORDED_LOAD: load(r, thread_of(r, e->thread), e); break;
    case RECORDED_FORGET: forget_range(r, e->a, e->b); break;
    case RECORDED_ENDS: replay_object_ends(r, e); break;
    case RECORDED_OVERDUE: replay_overdue(r, e); break;
    case RECORDED_ENDED: replay_ended(r, e); break;
    case RECORDED_UNLOADED: replay_unloaded(r); break;
    case RECORDED_ROUTINE: case RECORDED_READ: case RECORDED_VARIABLE: case RECORDED_RUN: case RECORDED_END: case RECORDED_COUNT: return;
    }
    replay_read_done(r);
    r->s.temps = (struct pmap){0};
}

static void release(struct replay *r)
{
    for (uint32_t i = 0; i < r->threads.count; i++) {
        struct replay_thread *t = &r->threads.items[i];
        while (t->frames.count) {
            struct replay_frame f = vec_pop(&t->frames);
            vec_release(&f.outer.list);
        }
        vec_release(&t->frames);
        vec_release(&t->held.list);
    }
    vec_release(&r->threads);
    vec_release(&r->met);
    vec_release(&r->instances);
    vec_release(&r->calls);
    vec_release(&r->read);
    vec_release(&r->of_symbol);
    vec_release(&r->locks);
    vec_release(&r->fields.list);
    free(r->slots);
}

static void note_refused(struct replay *r)
{
    r->refused = arena_array(&r->l.a.arena, bool, r->count + 1);
    for (uint32_t i = 0; i < r->count; i++)
        for (uint32_t k = i; r->events[i].kind == RECORDED_RETURN && !r->events[i].done && k-- > 0;)
            if (r->events[k].kind == RECORDED_CALL && r->events[k].thread == r->events[i].thread && r->events[k].event == r->events[i].event) {
                r->refused[k] = true;
                break;
            }
}

/* Returns the number of events that it took. */
static uint32_t one_run(struct engine *e, const struct recorded *events, uint32_t count, struct results *out, struct engine_replay_counts *c)
{
    struct replay r = {.l = {.e = e}, .events = events, .running = UINT32_MAX, .ended = {.function = PROGRAM_NONE}};
    analysis_init(&r.l.a, e, PROGRAM_NONE, out);
    r.l.a.is_root = true;
    r.l.a.domain.at_roots = true;
    while (r.count < count && events[r.count].kind != RECORDED_END)
        r.count++;
    for (uint32_t m = 0; m < e->program.models.count; m++)
        r.models |= 1u << (e->program.models.items[m].driver & 31);
    replay_list_calls(&r);
    note_refused(&r);
    for (uint32_t i = 0; i < r.count; i++) {
        event(&r, &events[i]);
        if (i % SWEEP == SWEEP - 1)
            replay_sweep(&r);
    }
    c->runs++;
    c->events += r.count;
    c->unplaced += r.unplaced;
    count = r.count + 1;
    release(&r);
    arena_release(&r.l.lasting);
    analysis_release(&r.l.a);
    return count;
}

void replay_run(struct engine *e, const struct recording *recording, struct engine_replay_counts *c)
{
    struct results results = {.arena = &e->arena, .unit = PROGRAM_NONE};
    for (uint32_t at = 0; at < recording->events.count;)
        at += one_run(e, recording->events.items + at, recording->events.count - at, &results, c);
    results_commit(e, &results);
}
