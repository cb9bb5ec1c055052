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
#include "engine/contract.h"
#include "engine/lifecycle.h"

#include <stdlib.h>

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
/* ---- between callbacks ---------------------------------------------------------------------------------- */

struct sweep {
    struct lifecycle *l;
    const struct state *s;
    struct sym_set live, pointed_to; /* reachable at all; through memory alone */
    VEC(sym) dead, taken;
};

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
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool freed = object_in_state(o, OBJECT_FREED);
    if (!sym_set_has(&w->live, key) || (freed && !sym_set_has(&w->pointed_to, key)))
        vec_push(&w->dead, key); /* nobody can touch a freed object that no pointer leads to */
    else if (freed && o->cell_count && universe_key(&w->l->a.universe, key)->kind == SYM_NEW)
        vec_push(&w->taken, key);
    return true;
}

struct kept_parts {
    struct sweep *w;
    bool more;
};

static bool kept_part_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct kept_parts *k = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool freed = object_in_state(o, OBJECT_FREED);
    for (uint32_t i = 0; i < o->attribute_count && !freed && !sym_set_has(&k->w->live, key); i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        sym holder = c->offset == ATTRIBUTE_HOLDER ? state_norm(&k->w->l->a.domain, k->w->s, c->value).base : 0;
        if (!holder || !sym_set_has(&k->w->live, holder))
            continue;
        sym_set_add(&k->w->live, key);
        sym_set_add(&k->w->pointed_to, key);
        k->more = true;
    }
    return true;
}

/* Adds what is reached from the roots. A part lives as long as its holder, whether anybody points to it or not, unless it was freed. */
static void reach_lasting(struct lifecycle *l, const struct state *s, struct sweep *w)
{
    struct kept_parts k = {w, true};
    while (k.more) {
        k.more = false;
        state_reach(&l->a.domain, s, true, &w->live);
        state_reach(&l->a.domain, s, false, &w->pointed_to);
        pmap_each(s->heap, kept_part_fn, &k);
    }
}

/* Forgets objects that nothing holds any more. */
void collect_garbage(struct lifecycle *l, struct state *s)
{
    struct sweep w = {.l = l, .s = s};
    pmap_each(s->heap, sweep_root_fn, &w);
    sym_set_add(&w.live, l->instance.base);
    sym_set_add(&w.pointed_to, l->instance.base);
    reach_lasting(l, s, &w);
    pmap_each(s->heap, sweep_fn, &w);
    for (uint32_t i = 0; i < w.dead.count; i++) {
        fate_of_garbage(&l->a, s, w.dead.items[i]);
        s->heap = pmap_remove(&l->a.arena, s->heap, w.dead.items[i]);
    }
    for (uint32_t i = 0; i < w.taken.count; i++)
        state_lose_memory(&l->a.domain, s, w.taken.items[i], SITE_TAKEN); /* by the next callback others have the memory, and have written it */
    sym_set_release(&w.live);
    sym_set_release(&w.pointed_to);
    vec_release(&w.dead);
    vec_release(&w.taken);
    s->temps = (struct pmap){0};
    s->loops = (struct pmap){0};
    s->widened = 0;
    s->epoch = 0;
    state_clear_attribute(&l->a.domain, s, driver_symbol(&l->a), ATTRIBUTE_WAITED); /* others run between any two callbacks */
    state_trim(&l->a, s);
}

static void add_work(struct lifecycle *l, struct work w)
{
    if (l->work_count == l->work_capacity)
        l->work = vec_grown_(l->work, &l->work_capacity, l->work_count + 1, sizeof *l->work);
    l->work[l->work_count++] = w;
}

void add_return(struct lifecycle *l, uint32_t phase, const struct state *s, sym returned)
{
    add_work(l, (struct work){.phase = phase, .state = *s, .returned = returned});
}

/* Another state, which covers this one, has come in its place since: the work waits there, too. */
static bool is_superseded(const struct lifecycle *l, const struct work *w)
{
    return !w->returned && l->phases[w->phase].about.items[w->at].changed != w->changed;
}

/* ---- reaching a life-cycle state ------------------------------------------------------------------ */

static void note_covered(struct phase *p, uint64_t hash, uint32_t by, uint32_t when) { map_set(&p->covered, hash, (uint64_t)when << 32 | by); }

/* Whether such a state came before and said nothing new, and none has changed since that decided so. */
static bool is_covered(const struct phase *p, uint64_t hash)
{
    uint64_t covered = map_get(&p->covered, hash);
    uint32_t by = (uint32_t)covered, when = (uint32_t)(covered >> 32);
    bool same = covered != 0;
    for (uint32_t i = 0; same && i <= by; i++)
        same = p->about.items[i].changed <= when;
    return same;
}

/* Puts `s` in place of a phase's state, or behind the last; it is worked on. */
static void put_state(struct lifecycle *l, uint32_t phase, uint32_t at, const struct state *s)
{
    struct phase *p = &l->phases[phase];
    if (at == p->states.count) {
        vec_push(&p->states, *s);
        vec_push(&p->about, (struct phase_state){0, 0, 0});
    }
    p->states.items[at] = state_canonical(&l->a, s, true, &l->lasting);
    p->about.items[at] = (struct phase_state){state_hash(&p->states.items[at]), ++l->now, 0};
    add_work(l, (struct work){.phase = phase, .state = p->states.items[at], .at = at, .changed = l->now});
}

/* Ways through callbacks that differ in what is garbage by now come as the very same state, names and all. */
uint64_t way_to_phase(uint32_t phase, const struct state *s) { return hash_mix(state_hash(s) ^ s->doubt.uncertain, phase) | 2; }

bool phase_is_covered(const struct lifecycle *l, uint32_t phase, uint64_t way) { return is_covered(&l->phases[phase], way); }

/* reach_phase, with memory of the callback for what is only compared. */
static void enter_phase(struct lifecycle *l, uint32_t phase, const struct state *reached, uint64_t way)
{
    struct phase *p = &l->phases[phase];
    struct state_list *list = &p->states;
    struct state joined, s = state_canonical(&l->a, reached, false, &l->a.arena);
    s.trace = reached->trace;
    uint64_t hash = state_hash(&s), covered = (hash ^ s.doubt.uncertain) | 2; /* never 0 */
    for (uint32_t i = 0; i < list->count; i++)
        if (p->about.items[i].hash == hash && states_equal(&l->a, &list->items[i], &s)) {
            if (list->items[i].doubt.uncertain && !s.doubt.uncertain) /* now it is proved feasible */
                put_state(l, phase, i, reached);
            else
                note_covered(p, way, i, l->now);
            return;
        }
    if (is_covered(p, covered))
        return;
    for (uint32_t i = 0; list->count >= PHASE_STATES_SOFT && i < list->count; i++) {
        if (states_clash(&l->a, &list->items[i], &s, SITE_JOIN, JOIN_WIDEN, p->about.items[i].clash))
            continue;
        if (!states_join(&l->a, &list->items[i], &s, SITE_JOIN, JOIN_WIDEN, &joined)) {
            p->about.items[i].clash = l->a.clash;
            continue;
        }
        struct state named = state_canonical(&l->a, &joined, false, &l->a.arena);
        if (states_equal(&l->a, &named, &list->items[i]) && list->items[i].doubt.uncertain == named.doubt.uncertain) {
            note_covered(p, covered, i, l->now);
            note_covered(p, way, i, l->now);
        } else
            put_state(l, phase, i, &joined);
        return;
    }
    if (list->count >= PHASE_STATES_MAX) {
        l->a.out->counters.harness_dropped++;
        fate_of_all(&l->a, reached, FATE_DROPPED);
        note_covered(p, covered, list->count - 1, l->now); /* as long as none of these changes, it is dropped again */
        note_covered(p, way, list->count - 1, l->now);
        return;
    }
    put_state(l, phase, list->count, reached);
}

void reach_phase(struct lifecycle *l, uint32_t phase, const struct state *reached, uint64_t way)
{
    struct arena_mark mark = arena_mark(&l->a.arena);
    fate_of_all(&l->a, reached, FATE_DRIVER);
    enter_phase(l, phase, reached, way);
    arena_rewind(&l->a.arena, mark);
}

/*
 * Ways to go on which are all uncertain: on each a branch was taken on what a loop or a join had forgotten. But there is one, or
 * the driver would never get there; and where one abstract state covers all of these ways, a real one is among them, with all
 * that is known of it. That state counts as certain. What was forgotten stays forgotten: further branches on it are uncertain again.
 */
void trust_ways(struct lifecycle *l, uint32_t phase, const struct state_list *ways)
{
    struct state all = {.dead = true}, joined;
    for (uint32_t i = 0; i < ways->count; i++) {
        struct state one = ways->items[i];
        if (!one.doubt.uncertain)
            return;
        one = state_canonical(&l->a, &one, true, &l->a.arena);
        if (!all.dead && !states_join(&l->a, &all, &one, SITE_JOIN, JOIN_WIDEN, &joined))
            return;
        all = all.dead ? one : joined;
    }
    if (all.dead)
        return;
    all.doubt = (struct doubt){0};
    reach_phase(l, phase, &all, way_to_phase(phase, &all));
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* The IRQLs at which the system calls a function: its role's declaration or table row. */
void root_irql(struct lifecycle *l, const struct program_function *pf, uint8_t *low, uint8_t *high)
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
    thread_enter(&l->a, s, SITE_ENTRY, IRQL_PASSIVE, IRQL_PASSIVE);
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
    set_given(l, s, l->instance, l->model->given, l->model->given_count);
    phase_set_instance(&l->a, s, l->roles->driver, l->instance);
}

void go_on_without(struct lifecycle *l, const struct callback *cb, const struct state *before)
{
    for (uint32_t i = 0; i < cb->outcome_count; i++) {
        const struct callback_outcome *o = &cb->outcomes[i];
        struct state s = *before;
        if ((o->kind != OUTCOME_SUCCESS && o->kind != OUTCOME_ANY) || o->next >= l->model->state_count)
            continue;
        phase_set(&l->a, &s, l->roles->driver, o->next);
        reach_phase(l, o->next, &s, way_to_phase(o->next, &s));
        break;
    }
}

static void do_without(struct lifecycle *l, uint32_t phase, const struct state *before)
{
    for (uint32_t c = 0; c < l->model->callback_count; c++)
        if (l->model->callbacks[c].optional && (l->model->callbacks[c].from >> phase & 1) && !program_plays(l->roles, c))
            go_on_without(l, &l->model->callbacks[c], before);
}

static void call_all(struct lifecycle *l, const struct work *w)
{
    for (uint32_t i = 0; i < l->roles->player_count; i++)
        if (l->model->callbacks[l->roles->players[i].callback].from >> w->phase & 1)
            call_callback(l, i, w->phase, &w->state, w->returned);
}

static void run_model(struct lifecycle *l)
{
    struct state s = {0};
    struct state_list started = {0};
    define_globals(l, &s);
    phase_set(&l->a, &s, l->roles->driver, 0);
    callback_set(&l->a, &s, NULL);
    make_instance(l, &s);
    run_entry(l, &s, &started);
    for (uint32_t i = 0; i < started.count; i++) {
        collect_garbage(l, &started.items[i]);
        phase_set(&l->a, &started.items[i], l->roles->driver, 0);
        reach_phase(l, 0, &started.items[i], way_to_phase(0, &started.items[i]));
    }
    trust_ways(l, 0, &started);
    vec_release(&started);
    while (l->work_next < l->work_count && l->calls < LIFECYCLE_CALLS_MAX) {
        struct work w = l->work[l->work_next++];
        if (is_superseded(l, &w))
            continue;
        if (w.returned && attribute_of(&w.state, w.returned, ATTRIBUTE_CALL)) {
            call_scheduled(l, w.phase, &w.state, w.returned);
            arena_release(&l->a.arena);
            continue;
        }
        call_all(l, &w);
        if (!w.returned)
            do_without(l, w.phase, &w.state);
        if (!w.returned && (l->model->removal_from >> w.phase & 1))
            remove_instance(l, w.phase, &w.state);
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

/* What the system's arguments are like in whatever state of the life cycle: what is given as a number. */
static void give_as_ever(struct lifecycle *l, struct state *s, uint32_t f, const struct term *args, uint32_t count)
{
    const struct program *p = &l->e->program;
    for (uint32_t m = 0; m < p->models.count; m++)
        for (uint32_t n = 0; n < p->models.items[m].player_count; n++) {
            const struct program_player *plays = &p->models.items[m].players[n];
            const struct callback *cb = &l->e->rules->drivers.items[p->models.items[m].driver].callbacks[plays->callback];
            for (uint32_t i = 0; plays->function == f && i < cb->param_count && i < count; i++)
                for (uint32_t k = 0; cb->params[i].kind == ARGUMENT_SOME && k < cb->params[i].given_count; k++)
                    if (cb->params[i].given[k].expr->kind == EXPR_CONST)
                        set_given(l, s, args[i], &cb->params[i].given[k], 1);
        }
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
    thread_enter(&l->a, &s, SITE_ENTRY, low, high);
    enter_role(l, &s, pf);
    give_as_ever(l, &s, f, args, count);
    if (ruleset_callback_of_role(l->e->rules, pf->role))
        callback_set(&l->a, &s, ruleset_callback_of_role(l->e->rules, pf->role));
    l->a.phase = NULL;
    const struct role *role = pf->role ? ruleset_role(l->e->rules, pf->role) : NULL;
    l->a.domain.at_roots = !(role && role->unbalanced); /* else it may be called with locks held */
    summary_apply(&l->a, f, args, count, NULL, 0, SITE_ENTRY, &s, &more);
    if (!s.dead)
        end_locks(l, &s, f);
    if (!s.dead)
        fate_of_all(&l->a, &s, FATE_NO_CYCLE);
    for (uint32_t i = 0; i < more.count; i++) {
        end_locks(l, &more.items[i], f);
        fate_of_all(&l->a, &more.items[i], FATE_NO_CYCLE);
    }
    l->a.domain.at_roots = true;
    vec_release(&more);
}

/* Callbacks that functions wait for are called there. */
static void note_awaited(struct lifecycle *l)
{
    for (uint32_t i = 0; i < l->roles->player_count; i++)
        for (uint32_t k = 0; k < l->e->awaited.count; k++)
            l->reached[i] |= l->roles->players[i].function == l->e->awaited.items[k].callback;
}

static void dump_awaited(const struct lifecycle *l, uint32_t player, struct str *out)
{
    const struct program_player *plays = &l->roles->players[player];
    for (uint32_t k = 0; k < l->e->awaited.count; k++)
        if (plays->function == l->e->awaited.items[k].callback)
            str_printf(out, "  entered where %s waits for it: %s (%s)\n", l->e->program.functions.items[l->e->awaited.items[k].function].name,
                       l->e->program.functions.items[plays->function].name, l->model->callbacks[plays->callback].name);
}

static void dump_model(const struct lifecycle *l, struct str *out)
{
    const struct program *p = &l->e->program;
    str_printf(out, "life cycle: %s\n", l->model->name);
    for (uint32_t i = 0; i < l->model->state_count; i++)
        str_printf(out, "  state %s: %u abstract states\n", l->model->states[i], l->phases[i].states.count);
    for (uint32_t i = 0; i < l->roles->player_count; i++)
        dump_awaited(l, i, out);
    for (uint32_t i = 0; i < l->roles->player_count; i++)
        if (!l->reached[i])
            str_printf(out, "  never entered: %s (%s)\n", p->functions.items[l->roles->players[i].function].name,
                       l->model->callbacks[l->roles->players[i].callback].name);
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
    l.reached = mem_zalloc((roles->player_count + 1) * sizeof *l.reached);
    run_model(&l);
    note_awaited(&l);
    for (uint32_t i = 0; i < roles->player_count; i++)
        out->counters.never_entered += !l.reached[i];
    if (e->options->dump_program)
        dump_model(&l, e->options->dump_program);
    for (uint32_t i = 0; i < l.model->state_count; i++) {
        vec_release(&l.phases[i].states);
        vec_release(&l.phases[i].about);
        map_release(&l.phases[i].covered);
    }
    free(l.phases);
    free(l.reached);
    free(l.work);
    vec_release(&l.shapes);
    arena_release(&l.lasting);
    analysis_release(&l.a);
    vec_release(&specials.items);
}

/* Whether it is called for what was begun before, with nothing but what the driver itself knows of it: what begins in the first state
   begins there each time. */
static bool is_about_instance(const struct callback *cb)
{
    for (uint32_t i = 0; i < cb->param_count; i++)
        if (cb->params[i].given_count)
            return false;
    return cb->from & ~(uint64_t)1;
}

/* A driver has other devices, adapters, modules or bindings besides the one that its life cycle is about, in whatever state: its
   callbacks are called for those, too. */
static bool has_other_instances(const struct engine *e, uint32_t f)
{
    for (uint32_t m = 0; m < e->program.models.count; m++) {
        const struct program_model *model = &e->program.models.items[m];
        const struct driver_model *d = &e->rules->drivers.items[model->driver];
        for (uint32_t i = 0; i < model->player_count; i++)
            if (model->players[i].function == f && (d->is_alone || is_about_instance(&d->callbacks[model->players[i].callback])))
                return true;
    }
    return false;
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
        if (p->functions.items[f].has_body && (!e->entered[f] || has_other_instances(e, f)) && is_called_by_system(e, &p->functions.items[f]))
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
