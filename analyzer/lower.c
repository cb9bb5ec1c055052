/*
 * Units to IR, several at a time. Threads take the next unit from a counter and write into its own
 * slot, so results stand in the order of the units whoever was first.
 */
#include "session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deeply nested expressions are walked recursively. Only touched pages cost memory. */
#define WORKER_STACK ((size_t)64 << 20)

/* Quick runs need no progress. */
#define PROGRESS_AFTER 1.0

struct pool {
    struct session *s;
    struct cache *cache; /* or NULL */
    const char *tool;    /* version of whatever makes IR, for the cache's key */
    atomic_uint next, done;
    pthread_mutex_t progress;
    bool show_progress, shown;
};

static double seconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
}

static void show_progress(struct pool *p, const struct unit *u)
{
    unsigned done = atomic_fetch_add(&p->done, 1) + 1;
    if (!p->show_progress || seconds_since(p->s->started) < PROGRESS_AFTER)
        return;
    pthread_mutex_lock(&p->progress);
    fprintf(p->s->err, "\r\033[K[%u/%u] %s", done, p->s->project.units.count, path_base(u->path));
    fflush(p->s->err);
    p->shown = true;
    pthread_mutex_unlock(&p->progress);
}

static void lower_one(struct pool *p, const struct unit *u, struct lowered *to)
{
    struct arena a;
    struct hash128 key = {0};
    struct timespec started;
    arena_init(&a);
    clock_gettime(CLOCK_REALTIME, &started);
    uint32_t count = 0;
    const char **args = p->cache ? frontend_arguments(&p->s->frontend, u, &a, &count) : NULL;
    bool keyed = p->cache && cache_key(p->tool, args, count, u->path, &key);
    if (keyed && cache_load(p->cache, key, &to->module)) {
        to->from_cache = to->usable = true;
    } else {
        to->usable = frontend_lower(&p->s->frontend, u, &to->module, &to->diags);
        if (to->usable && keyed) {
            interrupt_hold(p->s->interrupt);
            cache_store(p->cache, key, &to->module, started);
            interrupt_allow(p->s->interrupt);
        }
    }
#ifdef DDICHECK_CHECK_PASSES
    if (to->usable && !ir_validate(&to->module, &to->diags))
        bug("%s: lowering gives IR that is not valid: %s", u->path,
            to->diags.list.items[to->diags.list.count - 1].text);
#endif
    arena_release(&a);
}

static void *work(void *argument)
{
    struct pool *p = argument;
    for (;;) {
        unsigned i = atomic_fetch_add(&p->next, 1);
        if (i >= p->s->project.units.count)
            return NULL;
        lower_one(p, &p->s->project.units.items[i], &p->s->lowered[i]);
        show_progress(p, &p->s->project.units.items[i]);
    }
}

static void run_threads(struct pool *p)
{
    const struct options *o = p->s->options;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = o->jobs ? o->jobs : processors > 0 ? (unsigned)processors : 1;
    if (jobs > p->s->project.units.count)
        jobs = p->s->project.units.count;
    pthread_t *threads = mem_alloc(sizeof *threads * jobs);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, WORKER_STACK);
    unsigned started = 0;
    while (started < jobs && pthread_create(&threads[started], &attributes, work, p) == 0)
        started++;
    if (started == 0) /* no thread to be had: this one does it */
        work(p);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_attr_destroy(&attributes);
    free(threads);
}

static struct cache *open_cache(struct session *s)
{
    const struct options *o = s->options;
    if (!o->use_cache)
        return NULL;
    const char *folder = o->cache_folder, *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (!folder && base && base[0] == '/')
        folder = path_join(&s->arena, base, "ddicheck");
    else if (!folder && home && home[0] == '/')
        folder = path_join(&s->arena, home, ".cache/ddicheck");
    struct cache *c = folder ? cache_open(folder) : NULL;
    if (!c && (o->cache_folder || o->verbose)) /* a missing home is no news, a missing --cache-dir is */
        fprintf(s->err, "%s: warning: the cache cannot be used\n", folder ? folder : "ddicheck");
    return c;
}

/* Everything besides arguments and texts that decides what IR a unit gives. The program's own file
   stands for its code, so that a rebuilt program does not read what an older one wrote. */
static const char *tool_version(struct session *s)
{
    struct stat st = {0};
    if (s->data.program)
        stat(s->data.program, &st);
    return arena_printf(&s->arena, "%s %s %lld %lld.%09ld", DDICHECK_VERSION, frontend_version(&s->arena),
                        (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

/* ---- problems ------------------------------------------------------------------------------- */

/* The problem that says most: the first missing header, else the first error. */
static const struct ir_problem *first_problem(const struct ir_module *m, uint32_t *errors)
{
    const struct ir_problem *best = NULL;
    *errors = 0;
    for (uint32_t i = 0; i < m->problems.count; i++) {
        const struct ir_problem *p = &m->problems.items[i];
        if (p->kind == IR_PROBLEM_UNSUPPORTED)
            continue;
        ++*errors;
        if (!best || (p->kind == IR_PROBLEM_MISSING_HEADER && best->kind != IR_PROBLEM_MISSING_HEADER))
            best = p;
    }
    return best;
}

static struct report_problem problem_at(struct session *s, const struct unit *u, const struct ir_module *m,
                                        const struct ir_problem *p)
{
    const struct ir_loc *loc = &m->locs.items[p->loc];
    const char *text = ir_text(m, p->text);
    return (struct report_problem){
        .level = s->options->allow_incomplete ? SEVERITY_WARNING : SEVERITY_ERROR,
        .file = p->loc ? ir_text(m, m->files.items[loc->file].path) : u->path,
        .line = p->loc ? loc->line : 0,
        .column = p->loc ? loc->column : 0,
        .text = p->kind == IR_PROBLEM_MISSING_HEADER ? arena_printf(&s->arena, "'%s' was not found", text) : text,
    };
}

static void collect_problems(struct session *s, const struct unit *u, struct lowered *l)
{
    uint32_t errors = 0, before = s->problems.count;
    const struct ir_problem *first = first_problem(&l->module, &errors);
    l->incomplete = !l->usable || first;
    s->incomplete += l->incomplete;
    if (first && s->options->verbose) {
        for (uint32_t i = 0; i < l->module.problems.count; i++)
            if (l->module.problems.items[i].kind != IR_PROBLEM_UNSUPPORTED)
                vec_push(&s->problems, problem_at(s, u, &l->module, &l->module.problems.items[i]));
    } else if (first) {
        struct report_problem p = problem_at(s, u, &l->module, first);
        if (errors > 1)
            p.text = arena_printf(&s->arena, "%s (and %u more error%s in this unit)", p.text, errors - 1,
                                  errors > 2 ? "s" : "");
        vec_push(&s->problems, p);
    }
    for (uint32_t i = 0; i < l->diags.list.count; i++) {
        const struct diag *g = &l->diags.list.items[i];
        if (!l->usable && !first && g->severity == SEVERITY_ERROR)
            vec_push(&s->problems,
                     (struct report_problem){.level = s->options->allow_incomplete ? SEVERITY_WARNING : SEVERITY_ERROR,
                                             .file = g->file ? g->file : u->path,
                                             .line = g->line,
                                             .column = g->column,
                                             .text = g->text});
        else if (s->options->verbose)
            fprintf(s->err, "%s: %s: %s\n", g->file ? g->file : u->path, severity_name(g->severity), g->text);
    }
    if (!l->usable && s->problems.count == before)
        vec_push(&s->problems,
                 (struct report_problem){.level = SEVERITY_ERROR, .file = u->path, .text = "could not be read"});
}

void session_lower(struct session *s)
{
    struct pool p = {.s = s, .cache = open_cache(s), .tool = tool_version(s)};
    p.show_progress = s->options->progress && !s->options->quiet && !s->options->verbose && isatty(fileno(s->err));
    pthread_mutex_init(&p.progress, NULL);
    s->lowered = mem_zalloc(sizeof *s->lowered * s->project.units.count);
    for (uint32_t i = 0; i < s->project.units.count; i++)
        diags_init(&s->lowered[i].diags);
    run_threads(&p);
    if (p.shown)
        fprintf(s->err, "\r\033[K");
    for (uint32_t i = 0; i < s->project.units.count; i++) {
        collect_problems(s, &s->project.units.items[i], &s->lowered[i]);
        s->from_cache += s->lowered[i].from_cache;
    }
    pthread_mutex_destroy(&p.progress);
    cache_close(p.cache);
}
