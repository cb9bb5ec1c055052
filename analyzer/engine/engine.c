/*
 * The engine's passes in order: link, summaries bottom-up, life cycle.
 */
#include "engine/engine.h"
#include "engine/exec.h"

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

void engine_counters_release(struct engine_counters *c)
{
    vec_release(&c->unknown_names);
    arena_release(&c->arena);
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
    report_sources_init(&e);
    schedule_run(&e, options->jobs ? options->jobs : 1);
    if (options->dump_program)
        program_print(&e.program, options->dump_program);
    lifecycle_run(&e);
    for (uint32_t i = 0; options->dump_summary && i < e.program.bottom_up.count; i++)
        summary_print(&e, e.program.bottom_up.items[i], options->dump_summary);
    list_unknown_names(&e);
    list_costs(&e);
    report_sources_release(&e);
    schedule_release(&e);
    vec_release(&e.reported);
    intern_free(e.unknown_names);
    program_release(&e.program);
    arena_release(&e.arena);
}
