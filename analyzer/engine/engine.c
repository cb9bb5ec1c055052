/*
 * The engine's passes in order: link, summaries bottom-up, life cycle.
 */
#include "engine/engine.h"
#include "engine/memory.h"
#include "engine/replay.h"

#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list_unknown_names(struct engine *e)
{
    struct engine_counters *c = e->counters;
    for (uint32_t i = 1; i < intern_count(e->unknown_names); i++)
        vec_push(&c->unknown_names, arena_strdup(&c->arena, intern_text(e->unknown_names, i)));
    if (c->unknown_names.count)
        qsort(c->unknown_names.items, c->unknown_names.count, sizeof(char *), compare_names);
}

static bool costs_more(const struct engine_cost *x, const struct engine_cost *y)
{
    if (x->steps != y->steps)
        return x->steps > y->steps;
    int names = strcmp(x->name, y->name);
    return names ? names < 0 : strcmp(x->file, y->file) < 0;
}

static void list_costs(struct engine *e)
{
    struct engine_cost *list = e->counters->costs;
    for (uint32_t f = 0; f < e->program.functions.count; f++) {
        const struct program_function *pf = &e->program.functions.items[f];
        if (!e->steps[f])
            continue;
        const struct ir_loc *loc = &pf->module->locs.items[pf->ir->loc];
        struct engine_cost c = {pf->name, ir_text(pf->module, pf->module->files.items[loc->file].path), e->steps[f]};
        uint32_t at = ENGINE_COSTS;
        while (at && (!list[at - 1].name || costs_more(&c, &list[at - 1])))
            at--;
        if (at == ENGINE_COSTS)
            continue;
        memmove(list + at + 1, list + at, (ENGINE_COSTS - 1 - at) * sizeof *list);
        c.name = arena_strdup(&e->counters->arena, c.name);
        c.file = arena_strdup(&e->counters->arena, c.file);
        list[at] = c;
    }
}

/* What the life cycle reads of the program: the model's functions, what is seen of them, and static storage. */
static struct hash128 lifecycle_key(const struct engine *e)
{
    const struct program *p = &e->program;
    struct str all = {0};
    pack_text(&all, "life cycle");
    pack_u32(&all, p->entry != PROGRAM_NONE);
    for (uint32_t m = 0; m < p->models.count; m++) {
        const struct program_model *model = &p->models.items[m];
        pack_u32(&all, model->driver);
        for (uint32_t i = 0; i < model->player_count; i++) {
            pack_u32(&all, model->players[i].callback);
            pack_u64(&all, e->memory->ids->functions[model->players[i].function]);
        }
    }
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        if (!pf->has_body || (!pf->is_callback && !pf->is_entry && f != p->entry && !pf->address_taken && !is_called_by_system(e, pf)))
            continue;
        struct hash128 content = schedule_content(e, f);
        pack_u64(&all, e->memory->ids->functions[f]);
        pack_u64(&all, content.high);
        pack_u64(&all, content.low);
        pack_u32(&all, pf->ir->param_count);
        pack_u32(&all, pf->ir->flags);
        pack_text(&all, pf->role ? pf->role : "");
        pack_u32(&all, (uint32_t)pf->is_entry | (uint32_t)(f == p->entry) << 1 | (uint32_t)pf->is_callback << 2);
    }
    for (uint32_t g = 0; g < p->globals.count; g++)
        pack_u64(&all, e->memory->ids->initial[g]);
    struct hash128 key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return key;
}

static void run_lifecycle(struct engine *e, struct remembered *m)
{
    const struct component all = {0};
    struct results results = {.arena = &e->arena, .unit = PROGRAM_NONE};
    if (e->memory)
        m->key = lifecycle_key(e);
    if (!e->memory || e->options->dump_program || !memory_recall(e, &all, m, &results)) {
        lifecycle_run(e, &results);
        if (e->memory)
            memory_note(e, &all, &results, m);
    }
    results_commit(e, &results);
    if (e->memory)
        memory_keep(e, m);
}

void engine_counters_release(struct engine_counters *c)
{
    vec_release(&c->unknown_names);
    arena_release(&c->arena);
}

/* Summaries and states, callees first. */
static void dump(struct engine *e)
{
    const struct engine_options *o = e->options;
    for (uint32_t i = 0; i < e->program.bottom_up.count; i++) {
        uint32_t f = e->program.bottom_up.items[i];
        const char *name = e->program.functions.items[f].name;
        bool wanted = !o->function || str_equal(o->function, name);
        if (o->dump_summary && wanted)
            summary_print(e, f, o->dump_summary);
        if (o->dump_states && wanted)
            str_printf(o->dump_states, "states of %s\n%s", name, str_text(&e->states[f]));
        if (o->dump_states)
            str_release(&e->states[f]);
    }
}

void engine_run(const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count,
                const struct engine_options *options, struct findings *out, struct engine_counters *c)
{
    struct engine e = {.rules = rules, .options = options, .counters = c, .findings = out};
    arena_init(&e.arena);
    e.unknown_names = intern_new();
    program_link(&e.program, rules, modules, count);
    e.summaries = arena_array(&e.arena, struct summary, e.program.functions.count);
    e.entered = arena_array(&e.arena, bool, e.program.functions.count);
    e.steps = arena_array(&e.arena, uint64_t, e.program.functions.count);
    if (options->dump_states)
        e.states = arena_array(&e.arena, struct str, e.program.functions.count);
    if (options->dump_fates)
        e.fates = fates_new(&e);
    report_sources_init(&e);
    memory_open(&e);
    schedule_run(&e, options->jobs ? options->jobs : 1);
    if (options->dump_program)
        program_print(&e.program, options->dump_program);
    struct remembered lifecycle = {0};
    run_lifecycle(&e, &lifecycle);
    if (e.memory)
        memory_write(&e);
    dump(&e);
    if (e.fates)
        fates_print(&e, options->dump_fates);
    fates_free(e.fates);
    list_unknown_names(&e);
    list_costs(&e);
    report_sources_release(&e);
    schedule_release(&e);
    memory_close(&e);
    remembered_release(&lifecycle);
    vec_release(&e.reported);
    vec_release(&e.awaited);
    intern_free(e.unknown_names);
    program_release(&e.program);
    arena_release(&e.arena);
}

void engine_replay(const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count, const struct engine_options *options,
                   const struct recording *recording, struct findings *out, struct engine_counters *c, struct engine_replay_counts *r)
{
    struct engine e = {.rules = rules, .options = options, .counters = c, .findings = out};
    arena_init(&e.arena);
    e.unknown_names = intern_new();
    program_link(&e.program, rules, modules, count);
    e.summaries = arena_array(&e.arena, struct summary, e.program.functions.count);
    e.steps = arena_array(&e.arena, uint64_t, e.program.functions.count);
    report_sources_init(&e);
    replay_run(&e, recording, r);
    report_sources_release(&e);
    vec_release(&e.reported);
    vec_release(&e.awaited);
    intern_free(e.unknown_names);
    program_release(&e.program);
    arena_release(&e.arena);
}
