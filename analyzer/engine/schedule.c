/*
 * Which functions are executed when. A component of the call graph needs the summaries of its callees, and
 * those of functions whose address it may come to hold; components that need nothing more are executed, by
 * any thread. ENGINE.md D14: a recursive one until its summaries repeat.
 *
 * What a component may ask for is fixed before anything is executed, so that no result depends on what
 * happens to be done already: direct calls and calls through fields (the call graph), and functions whose
 * address is taken in it or in what it calls, of those that the call graph puts before it.
 */
#include "engine/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Components without a body have no unit. */
struct unit {
    uint32_t first, count;         /* members: bottom_up entries */
    const uint32_t *held;          /* functions whose address it may hold, ascending */
    uint32_t held_count;
    uint32_t first_user, user_count; /* units that need this one: `users` entries */
    uint32_t missing;              /* units that it needs and that are not done */
    struct results results;
    struct remembered remembered;
};

struct need_of {
    uint32_t user, needed;
};

struct schedule {
    struct engine *engine;
    struct unit *units;
    uint32_t unit_count;
    uint32_t *unit_of; /* by program function; PROGRAM_NONE without a body */
    VEC(struct need_of) needs; /* sorted by `needed` once all are there */
    struct arena *arenas; /* one a thread */
    unsigned arena_count;

    pthread_mutex_t lock; /* of all below, and of `missing` */
    pthread_cond_t changed;
    uint32_t *ready; /* units that need nothing more, in the order in which they became so */
    uint32_t ready_next, ready_count, done;
    unsigned threads;
};

/* ---- one component ------------------------------------------------------------------------------- */

static bool calls_itself(const struct program *p, uint32_t f)
{
    const struct program_function *pf = &p->functions.items[f];
    for (uint32_t i = 0; i < pf->callee_count; i++)
        if (p->callees.items[pf->first_callee + i] == f)
            return true;
    return false;
}

/* What f's result hangs on: the summaries of the functions that it calls. */
static uint64_t callees_hash(const struct engine *e, uint32_t f)
{
    const struct program_function *pf = &e->program.functions.items[f];
    uint64_t h = 1;
    for (uint32_t i = 0; i < pf->callee_count; i++) {
        const struct summary *s = &e->summaries[e->program.callees.items[pf->first_callee + i]];
        h = hash_mix(h, s->ready ? s->hash + 1 : 0);
    }
    return h;
}

/* One round over a recursive component: functions of which a callee's summary is another one now. Returns
   how many of their own summaries have changed. */
static uint32_t analyse_round(struct engine *e, struct unit *u, uint64_t *known)
{
    const uint32_t *members = &e->program.bottom_up.items[u->first];
    uint32_t changed = 0;
    for (uint32_t i = 0; i < u->count; i++) {
        struct summary *s = &e->summaries[members[i]];
        uint64_t callees = callees_hash(e, members[i]), before = s->ready ? s->hash : 0;
        if (known[i] == callees)
            continue;
        known[i] = callees;
        function_analyse(e, members[i], &u->results);
        changed += s->hash != before;
    }
    return changed;
}

static void analyse_unit(struct engine *e, struct unit *u)
{
    uint32_t first = e->program.bottom_up.items[u->first];
    if (u->count == 1 && !calls_itself(&e->program, first)) {
        function_analyse(e, first, &u->results);
        return;
    }
    uint64_t *known = mem_zalloc(u->count * sizeof *known), from = u->results.counters.steps;
    uint32_t changed = u->count;
    for (int round = 0; round < COMPONENT_ROUNDS && changed; round++) {
        if (u->results.counters.steps - from > (uint64_t)COMPONENT_STEPS_MAX + (uint64_t)COMPONENT_STEPS * u->count)
            break;
        changed = analyse_round(e, u, known);
    }
    u->results.counters.recursion_cut += changed;
    free(known);
}

/* What executing it reads; the units that it needs are done. */
static struct hash128 unit_key(const struct schedule *s, const struct unit *u)
{
    const struct program *p = &s->engine->program;
    const struct identities *ids = s->engine->memory->ids;
    struct str all = {0};
    for (uint32_t m = 0; m < p->models.count; m++)
        pack_u32(&all, p->models.items[m].driver);
    pack_u64(&all, p->asked);
    pack_u32(&all, u->count);
    for (uint32_t i = 0; i < u->count; i++) {
        uint32_t f = p->bottom_up.items[u->first + i];
        const struct program_function *pf = &p->functions.items[f];
        pack_u64(&all, ids->functions[f]);
        pack_u64(&all, ids->bodies[f].high);
        pack_u64(&all, ids->bodies[f].low);
        pack_u32(&all, function_is_root(pf) | (uint32_t)is_called_by_system(s->engine, pf) << 1 | (uint32_t)pf->is_scheduled << 2 | (uint32_t)p->has_scheduled << 3);
        for (uint32_t g = 0; g < p->globals.count && function_is_start(pf); g++)
            pack_u64(&all, ids->initial[g]);
        pack_u32(&all, pf->callee_count);
        for (uint32_t k = 0; k < pf->callee_count; k++) {
            uint32_t callee = p->callees.items[pf->first_callee + k];
            bool inside = s->unit_of[callee] == s->unit_of[f];
            struct hash128 content = inside || !p->functions.items[callee].has_body ? (struct hash128){0, inside} : schedule_content(s->engine, callee);
            pack_u64(&all, ids->functions[callee]);
            pack_u64(&all, content.high);
            pack_u64(&all, content.low);
        }
    }
    for (uint32_t i = 0; i < u->held_count; i++) {
        uint32_t f = u->held[i];
        bool done = s->unit_of[f] != PROGRAM_NONE && s->unit_of[f] < (uint32_t)(u - s->units);
        struct hash128 content = done ? schedule_content(s->engine, f) : (struct hash128){0};
        pack_u64(&all, ids->functions[f]);
        pack_u64(&all, identity_facts(p, f));
        pack_u64(&all, content.high);
        pack_u64(&all, content.low);
    }
    struct hash128 key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return key;
}

/* Its results, from memory or by executing it. */
static void do_unit(struct schedule *s, struct unit *u)
{
    struct engine *e = s->engine;
    struct component c = {&e->program.bottom_up.items[u->first], u->count};
    if (e->memory) {
        u->remembered.key = unit_key(s, u);
        if (memory_recall(e, &c, &u->remembered, &u->results))
            return;
    }
    analyse_unit(e, u);
    if (e->memory)
        memory_note(e, &c, &u->results, &u->remembered);
}

/* ---- what a component may ask for -------------------------------------------------------------------- */

struct collect {
    struct schedule *s;
    uint32_t unit;
    uint32_t *held_by, *global_by, *needed_by; /* by function, global, unit: unit + 1 that has it in its list */
    VEC(uint32_t) held, globals, needed;
};

static void hold(struct collect *c, uint32_t function)
{
    if (c->held_by[function] == c->unit + 1)
        return;
    c->held_by[function] = c->unit + 1;
    vec_push(&c->held, function);
}

static void need_unit(struct collect *c, uint32_t unit)
{
    if (unit == PROGRAM_NONE || unit >= c->unit || c->needed_by[unit] == c->unit + 1)
        return;
    c->needed_by[unit] = c->unit + 1;
    vec_push(&c->needed, unit);
}

static void see_global(struct collect *c, uint32_t global)
{
    if (c->global_by[global] == c->unit + 1)
        return;
    c->global_by[global] = c->unit + 1;
    vec_push(&c->globals, global);
}

static void see_operand(struct collect *c, uint32_t module, const struct ir_operand *o)
{
    const struct program *p = &c->s->engine->program;
    if (o->kind == IR_FUNC)
        hold(c, p->function_of[module][o->value]);
    else if (o->kind == IR_GLOBAL)
        see_global(c, p->global_of[module][o->value]);
}

static void see_function(struct collect *c, uint32_t f)
{
    const struct program *p = &c->s->engine->program;
    const struct program_function *pf = &p->functions.items[f];
    for (uint32_t i = 0; i < pf->callee_count; i++) {
        uint32_t callee = p->callees.items[pf->first_callee + i];
        need_unit(c, c->s->unit_of[callee]);
        if (p->functions.items[callee].is_awaited) /* callers may wait for it, too */
            hold(c, callee);
    }
    for (uint32_t b = 0; b < pf->ir->block_count; b++) {
        const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
        for (uint32_t i = 0; i < block->count; i++) {
            const struct ir_insn *n = &pf->module->insns.items[block->first + i];
            for (uint32_t k = n->op == IR_CALL && ir_operands(pf->module, n)->kind == IR_FUNC; k < n->operand_count; k++)
                see_operand(c, pf->module_index, &ir_operands(pf->module, n)[k]);
        }
    }
}

/* Addresses in constant tables. */
static void see_tables(struct collect *c)
{
    const struct program *p = &c->s->engine->program;
    for (uint32_t i = 0; i < c->globals.count; i++) { /* grows */
        const struct program_global *g = &p->globals.items[c->globals.items[i]];
        uint32_t m = 0;
        while (g->ir->init_count && p->modules[m] != g->module)
            m++;
        for (uint32_t k = 0; k < g->ir->init_count; k++)
            see_operand(c, m, &g->module->inits.items[g->ir->first_init + k].value);
    }
}

static int compare_u32(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Fills unit->held and notes its needs. */
static void collect_unit(struct collect *c, struct unit *unit)
{
    const struct program *p = &c->s->engine->program;
    const struct unit *all = c->s->units, *same = NULL;
    vec_clear(&c->held);
    vec_clear(&c->globals);
    vec_clear(&c->needed);
    for (uint32_t i = 0; i < unit->count; i++)
        see_function(c, p->bottom_up.items[unit->first + i]);
    see_tables(c);
    for (uint32_t i = 0, known = 0; i < c->needed.count || known < c->held.count;) {
        if (known < c->held.count) {
            need_unit(c, c->s->unit_of[c->held.items[known++]]);
            continue;
        }
        const struct unit *n = &all[c->needed.items[i++]];
        for (uint32_t k = 0; k < n->held_count; k++)
            hold(c, n->held[k]);
    }
    for (uint32_t i = 0; i < c->needed.count; i++) {
        vec_push(&c->s->needs, (struct need_of){c->unit, c->needed.items[i]});
        if (all[c->needed.items[i]].held_count == c->held.count)
            same = &all[c->needed.items[i]]; /* a part of ours of the same size */
    }
    unit->missing = c->needed.count;
    unit->held_count = c->held.count;
    if (same)
        unit->held = same->held;
    else if (c->held.count) {
        qsort(c->held.items, c->held.count, sizeof *c->held.items, compare_u32);
        unit->held = memcpy(arena_array(&c->s->engine->arena, uint32_t, c->held.count), c->held.items, c->held.count * sizeof *c->held.items);
    }
}

static int compare_needs(const void *a, const void *b)
{
    const struct need_of *x = a, *y = b;
    if (x->needed != y->needed)
        return x->needed < y->needed ? -1 : 1;
    return x->user < y->user ? -1 : x->user > y->user;
}

static void find_needs(struct schedule *s)
{
    const struct program *p = &s->engine->program;
    struct collect c = {.s = s};
    c.held_by = mem_zalloc(p->functions.count * sizeof *c.held_by);
    c.global_by = mem_zalloc(p->globals.count * sizeof *c.global_by);
    c.needed_by = mem_zalloc(s->unit_count * sizeof *c.needed_by);
    for (c.unit = 0; c.unit < s->unit_count; c.unit++)
        collect_unit(&c, &s->units[c.unit]);
    free(c.held_by);
    free(c.global_by);
    free(c.needed_by);
    vec_release(&c.held);
    vec_release(&c.globals);
    vec_release(&c.needed);
    if (s->needs.count)
        qsort(s->needs.items, s->needs.count, sizeof *s->needs.items, compare_needs);
    for (uint32_t i = 0; i < s->needs.count; i++) {
        struct unit *u = &s->units[s->needs.items[i].needed];
        u->first_user = u->user_count++ ? u->first_user : i;
    }
}

static bool has(const uint32_t *sorted, uint32_t count, uint32_t x)
{
    return count && bsearch(&x, sorted, count, sizeof x, compare_u32);
}

struct hash128 schedule_content(const struct engine *e, uint32_t function)
{
    return e->schedule->units[e->schedule->unit_of[function]].remembered.content;
}

struct hash128 schedule_key(const struct engine *e, uint32_t function)
{
    return e->schedule->units[e->schedule->unit_of[function]].remembered.key;
}

bool schedule_may_call(const struct engine *e, const struct results *o, uint32_t caller, uint32_t callee)
{
    const struct schedule *s = e->schedule;
    if (o->unit == PROGRAM_NONE || s->unit_of[callee] == o->unit)
        return true;
    const struct program_function *pf = &e->program.functions.items[caller];
    for (uint32_t i = 0; i < pf->callee_count; i++)
        if (e->program.callees.items[pf->first_callee + i] == callee)
            return true;
    const struct unit *u = &s->units[o->unit];
    return s->unit_of[callee] < o->unit && has(u->held, u->held_count, callee);
}

/* ---- threads -------------------------------------------------------------------------------------------- */

static void push_ready(struct schedule *s, uint32_t unit) { s->ready[s->ready_count++] = unit; }

/* Takes units until all are done. */
static void work(struct schedule *s, struct arena *arena)
{
    pthread_mutex_lock(&s->lock);
    while (s->done < s->unit_count) {
        if (s->ready_next == s->ready_count) {
            pthread_cond_wait(&s->changed, &s->lock);
            continue;
        }
        struct unit *u = &s->units[s->ready[s->ready_next++]];
        pthread_mutex_unlock(&s->lock);
        u->results.arena = arena;
        u->results.unit = (uint32_t)(u - s->units);
        do_unit(s, u);
        pthread_mutex_lock(&s->lock);
        s->done++;
        for (uint32_t i = 0; i < u->user_count; i++) {
            uint32_t user = s->needs.items[u->first_user + i].user;
            if (--s->units[user].missing == 0)
                push_ready(s, user);
        }
        if (s->threads > 1)
            pthread_cond_broadcast(&s->changed);
    }
    pthread_mutex_unlock(&s->lock);
}

struct thread {
    struct schedule *s;
    struct arena *arena;
    pthread_t id;
};

static void *thread_main(void *argument)
{
    struct thread *t = argument;
    work(t->s, t->arena);
    return NULL;
}

enum { STACK_BYTES = 16 << 20 };

/* This thread works, too; where no other can be started, it does all. */
static void run_threads(struct schedule *s)
{
    struct thread *threads = mem_zalloc(s->threads * sizeof *threads);
    pthread_attr_t attributes;
    unsigned started = 1;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    while (started < s->threads) {
        threads[started] = (struct thread){.s = s, .arena = &s->arenas[started]};
        if (pthread_create(&threads[started].id, &attributes, thread_main, &threads[started]) != 0)
            break;
        started++;
    }
    pthread_attr_destroy(&attributes);
    work(s, &s->arenas[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
    free(threads);
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static void make_units(struct schedule *s)
{
    const struct program *p = &s->engine->program;
    s->units = mem_zalloc(p->bottom_up.count * sizeof *s->units);
    s->unit_of = mem_alloc(p->functions.count * sizeof *s->unit_of);
    for (uint32_t f = 0; f < p->functions.count; f++)
        s->unit_of[f] = PROGRAM_NONE;
    for (uint32_t i = 0; i < p->bottom_up.count; i++) {
        uint32_t f = p->bottom_up.items[i];
        bool first = i == 0 || p->functions.items[f].component != p->functions.items[p->bottom_up.items[i - 1]].component;
        if (first)
            s->units[s->unit_count++].first = i;
        s->units[s->unit_count - 1].count++;
        s->unit_of[f] = s->unit_count - 1;
    }
}

void schedule_run(struct engine *e, unsigned jobs)
{
    struct schedule *s = e->schedule = mem_zalloc(sizeof *s);
    s->engine = e;
    make_units(s);
    find_needs(s);
    s->threads = jobs < s->unit_count ? jobs : s->unit_count ? s->unit_count : 1;
    s->arena_count = s->threads;
    s->arenas = mem_zalloc(s->arena_count * sizeof *s->arenas);
    s->ready = mem_alloc(s->unit_count * sizeof *s->ready);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    for (uint32_t i = 0; i < s->unit_count; i++)
        if (s->units[i].missing == 0)
            push_ready(s, i);
    run_threads(s);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    for (uint32_t i = 0; i < s->unit_count; i++) {
        results_commit(e, &s->units[i].results);
        if (e->memory)
            memory_keep(e, &s->units[i].remembered);
    }
}

void schedule_release(struct engine *e)
{
    struct schedule *s = e->schedule;
    for (unsigned i = 0; i < s->arena_count; i++)
        arena_release(&s->arenas[i]);
    for (uint32_t i = 0; i < s->unit_count; i++)
        remembered_release(&s->units[i].remembered);
    free(s->arenas);
    free(s->units);
    free(s->unit_of);
    free(s->ready);
    vec_release(&s->needs);
    free(s);
    e->schedule = NULL;
}
