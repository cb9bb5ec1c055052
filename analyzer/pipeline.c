/*
 * The passes, in order. Every arrow is a plain structure of struct session, and can be looked at
 * with --dump.
 */
#include "pipeline.h"

#include "recording/recording.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void session_say(struct session *s, struct diags *d, const char *what)
{
    diags_print(d, s->err, s->options->verbose ? SEVERITY_NOTE : s->options->quiet || s->is_repeated ? SEVERITY_ERROR : SEVERITY_WARNING);
    if (d->errors && !s->failures)
        s->failure = what;
    s->failures += d->errors;
    diags_release(d);
}

double session_seconds(const struct session *s)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)(now.tv_sec - s->started.tv_sec) + (double)(now.tv_nsec - s->started.tv_nsec) / 1e9;
}

unsigned session_jobs(const struct session *s)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return s->options->jobs ? s->options->jobs : processors > 0 ? (unsigned)processors : 1;
}

bool session_rules(struct session *s)
{
    struct diags d;
    diags_init(&d);
    bool good = data_folders_find(&s->data, &s->arena, &d);
    if (good) {
        const struct texts *own = &s->options->rule_folders;
        const char **folders = arena_array(&s->arena, const char *, own->list.count + 1);
        folders[0] = s->data.rules;
        for (uint32_t i = 0; i < own->list.count; i++) {
            folders[i + 1] = own->list.items[i];
            if (!folder_exists(own->list.items[i]))
                diags_add(&d, SEVERITY_ERROR, own->list.items[i], 0, 0, "--rules: there is no such folder");
        }
        good = d.errors == 0 && ruleset_load(&s->rules, folders, own->list.count + 1, &d);
    }
    s->frontend = (struct frontend_options){.headers = s->data.headers,
                                            .system_headers = s->data.system_headers,
                                            .system_header_count = s->data.system_header_count};
    session_say(s, &d, "rules that could not be read");
    return good;
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* The engine's names of several programs: each once. */
static void unite_names(struct engine_counters *c)
{
    uint32_t kept = 0;
    if (c->unknown_names.count)
        qsort(c->unknown_names.items, c->unknown_names.count, sizeof(char *), compare_names);
    for (uint32_t i = 0; i < c->unknown_names.count; i++)
        if (!kept || !str_equal(c->unknown_names.items[kept - 1], c->unknown_names.items[i]))
            c->unknown_names.items[kept++] = c->unknown_names.items[i];
    c->unknown_names.count = kept;
}

/* Each program of a solution on its own: two drivers have a DriverEntry each. Units of no program make one more. */
static void run_engine(struct session *s)
{
    const struct ir_module **modules = arena_array(&s->arena, const struct ir_module *, s->project.units.count + 1);
    bool *done = arena_array(&s->arena, bool, s->project.units.count + 1);
    struct str dump = {0}, keep = {0};
    struct engine_options o = {
        .jobs = session_jobs(s),
        .dump_program = s->options->dump == DUMP_PROGRAM ? &dump : NULL,
        .dump_summary = s->options->dump == DUMP_SUMMARY ? &dump : NULL,
        .dump_states = s->options->dump == DUMP_STATES ? &dump : NULL,
        .dump_fates = s->options->dump == DUMP_FATES ? &dump : NULL,
        .function = s->options->function,
        .traces = s->options->dump == DUMP_TRACES,
    };
    for (uint32_t p = 0; p <= s->project.programs.count; p++) {
        const struct project_program *g = p < s->project.programs.count ? &s->project.programs.items[p] : NULL;
        uint32_t count = 0;
        for (uint32_t i = 0; i < (g ? g->units.count : s->project.units.count); i++) {
            uint32_t unit = g ? g->units.items[i] : i;
            if (s->lowered[unit].usable && (g || !done[unit]))
                modules[count++] = &s->lowered[unit].module;
            done[unit] = true;
        }
        if (!count && s->project.programs.count)
            continue;
        session_recall(s, g, &o, &keep);
        engine_run(&s->rules, modules, count, &o, &s->findings, &s->counters);
        session_remember(s, g, &o);
    }
    if (s->project.programs.count)
        unite_names(&s->counters);
    fwrite(str_text(&dump), 1, dump.length, s->out);
    str_release(&dump);
}

/* One argument a line; units are parted by an empty line. */
static void dump_arguments(struct session *s)
{
    for (uint32_t i = 0; i < s->project.units.count; i++) {
        const struct frontend_unit *u = s->prepared[i];
        fprintf(s->out, "%s%s\n", i ? "\n" : "", u->unit->path);
        for (uint32_t k = 0; k < u->arg_count; k++)
            fprintf(s->out, "%s\n", u->args[k]);
    }
}

static void dump_ir(struct session *s)
{
    struct str text = {0};
    for (uint32_t i = 0; i < s->project.units.count; i++)
        if (s->lowered[i].usable) {
            str_clear(&text);
            ir_print(&s->lowered[i].module, &text);
            fwrite(str_text(&text), 1, text.length, s->out);
        }
    str_release(&text);
}

/* The findings, each with the steps that reports show and its whole path (engine/trace.c has the grammar). */
static void dump_traces(const struct session *s)
{
    static const char *const kinds[] = {[STEP_STATE] = "state", [STEP_BRANCH] = "branch", [STEP_CALL] = "call",
                                        [STEP_RETURN] = "return", [STEP_CALLBACK] = "callback", [STEP_END] = "end"};
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        const struct finding *f = &s->findings.list.items[i];
        fprintf(s->out, "finding %s %s:%u:%u\n", f->rule, f->place.file, f->place.line, f->place.column);
        for (uint32_t k = 0; k < f->step_count; k++) {
            const struct step *step = &f->steps[k];
            fprintf(s->out, "  step %s %s:%u %u %s\n", kinds[step->kind], step->place.file ? step->place.file : "-", step->place.line, step->depth, step->text);
        }
        fputs(f->path ? f->path : "", s->out);
    }
}

void session_release(struct session *s)
{
    for (uint32_t i = 0; s->lowered && i < s->project.units.count; i++) {
        ir_module_release(&s->lowered[i].module);
        diags_release(&s->lowered[i].diags);
    }
    free(s->lowered);
    frontend_free(s->front);
    cache_close(s->cache);
    interrupt_clean(s->interrupt);
    engine_counters_release(&s->counters);
    sources_release(&s->sources);
    findings_release(&s->findings);
    project_release(&s->project);
    ruleset_release(&s->rules);
    vec_release(&s->problems);
    arena_release(&s->arena);
}

/* The cache is brought back to this many bytes: enough for hundreds of drivers. */
#define CACHE_LIMIT ((uint64_t)2 << 30)

void session_tend_cache(struct session *s)
{
    struct cache *c = session_cache(s);
    if (c)
        cache_tend(c, CACHE_LIMIT);
}

/* What a run of the driver did, through the rules: of the sources only the places and the records count. */
static void replay(struct session *s, const struct recording *recording)
{
    const struct ir_module **modules = arena_array(&s->arena, const struct ir_module *, s->project.units.count + 1);
    struct engine_options o = {.jobs = 1};
    struct engine_replay_counts c = {0};
    uint32_t count = 0;
    session_lower(s);
    for (uint32_t i = 0; i < s->project.units.count; i++)
        if (s->lowered[i].usable)
            modules[count++] = &s->lowered[i].module;
    engine_replay(&s->rules, modules, count, &o, recording, &s->findings, &s->counters, &c);
    session_filter(s);
    s->summary = arena_printf(&s->arena, "%llu run%s replayed, %llu events%s", (unsigned long long)c.runs, c.runs == 1 ? "" : "s", (unsigned long long)c.events,
                              c.unplaced ? arena_printf(&s->arena, ", %llu calls that are not in these sources", (unsigned long long)c.unplaced) : "");
}

/* Everything behind the IR: nothing of it if an equal run is known. */
static void analyse(struct session *s)
{
    session_lower(s);
    run_engine(s);
    session_filter(s);
    if (s->options->dump == DUMP_TRACES)
        dump_traces(s);
    session_keep_results(s);
    session_tend_cache(s);
}

void session_analyse(struct session *s)
{
    session_prepare(s);
    if (!session_find_results(s))
        analyse(s);
}

/* check --replay. */
static int run_recorded(struct session *s)
{
    struct recording recording = {0};
    struct diags d;
    diags_init(&d);
    if (session_rules(s) && session_select(s)) {
        bool good = recording_read(&recording, s->options->replay, &d);
        session_say(s, &d, "a recording that cannot be read");
        if (good && session_collect(s)) {
            session_prepare(s);
            replay(s, &recording);
        }
        recording_release(&recording);
    }
    return session_report(s);
}

/* True where files were fixed: then nothing was reported yet. */
static bool run(struct session *s, int *code)
{
    if (s->options->replay) {
        *code = run_recorded(s);
        return false;
    }
    if (!session_rules(s) || !session_select(s) || !session_collect(s)) {
        *code = session_report(s);
        return false;
    }
    session_prepare(s);
    if (s->options->dump == DUMP_ARGUMENTS) {
        dump_arguments(s);
    } else if (s->options->dump == DUMP_IR) {
        session_lower(s);
        dump_ir(s);
    } else if (!session_find_results(s)) {
        analyse(s);
    }
    if (s->options->fix == FIX_APPLY && session_fix(s))
        return true;
    *code = session_report(s);
    return false;
}

void session_init(struct session *s)
{
    clock_gettime(CLOCK_REALTIME, &s->started);
    arena_init(&s->arena);
    ruleset_init(&s->rules);
    project_init(&s->project);
    findings_init(&s->findings);
    char *folder = getcwd(NULL, 0);
    s->working_folder = arena_strdup(&s->arena, folder ? folder : "/");
    free(folder);
}

int pipeline_check(const struct options *o, struct interrupt *interrupt, FILE *out, FILE *err)
{
    struct session s = {.options = o, .interrupt = interrupt, .out = out, .err = err};
    int code = EXIT_FAILED;
    session_init(&s);
    bool fixed = run(&s, &code);
    session_release(&s);
    if (fixed) { /* what is left, in the files as they are now */
        struct options again = *o;
        again.fix = FIX_NOT;
        s = (struct session){.options = &again, .interrupt = interrupt, .out = out, .err = err, .is_repeated = true,
                             .failures = s.failures, .failure = s.failure};
        session_init(&s);
        run(&s, &code);
        session_release(&s);
    }
    return code;
}
