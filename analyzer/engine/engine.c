/*
 * The engine's passes in order: link, summaries bottom-up, life cycle. ENGINE.md D14: components in
 * order of their numbers, a recursive one until its summaries repeat.
 */
#include "engine/engine.h"
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

static bool calls_itself(const struct program *p, uint32_t f)
{
    const struct program_function *pf = &p->functions.items[f];
    for (uint32_t i = 0; i < pf->callee_count; i++)
        if (p->callees.items[pf->first_callee + i] == f)
            return true;
    return false;
}

/* One strongly connected component: members[0 .. count). */
static void analyse_component(struct engine *e, const uint32_t *members, uint32_t count)
{
    bool recursive = count > 1 || calls_itself(&e->program, members[0]);
    for (int round = 0; round < (recursive ? COMPONENT_ROUNDS : 1); round++) {
        bool settled = true;
        for (uint32_t i = 0; i < count; i++) {
            uint64_t before = e->summaries[members[i]].ready ? e->summaries[members[i]].hash : 0;
            function_analyse(e, members[i]);
            settled &= e->summaries[members[i]].hash == before;
        }
        if (settled)
            return;
        if (recursive && round == COMPONENT_ROUNDS - 1)
            e->counters->recursion_cut += count;
    }
}

static void analyse_all(struct engine *e)
{
    const struct program *p = &e->program;
    for (uint32_t i = 0; i < p->bottom_up.count;) {
        uint32_t n = 1;
        while (i + n < p->bottom_up.count && p->functions.items[p->bottom_up.items[i + n]].component ==
                                                 p->functions.items[p->bottom_up.items[i]].component)
            n++;
        analyse_component(e, &p->bottom_up.items[i], n);
        i += n;
    }
}

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
    analyse_all(&e);
    if (options->dump_program)
        program_print(&e.program, options->dump_program);
    lifecycle_run(&e);
    for (uint32_t i = 0; options->dump_summary && i < e.program.bottom_up.count; i++)
        summary_print(&e, e.program.bottom_up.items[i], options->dump_summary);
    list_unknown_names(&e);
    list_costs(&e);
    report_sources_release(&e);
    vec_release(&e.reported);
    intern_free(e.unknown_names);
    program_release(&e.program);
    arena_release(&e.arena);
}
