/*
 * Units to IR. Each unit's key is looked up in the cache first. What is not there is lowered by child
 * processes (workers.h), several at a time; results stand in the order of the units whoever was first.
 *
 * Units that begin with the same system headers share them as a precompiled header. It is worth its
 * making for PREFIX_USERS units, or where an earlier run wanted it, too. While it is made, its units wait: to lower one
 * of them without it takes as long as the making.
 */
#include "session.h"

#include "base/pack.h"
#include "workers.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX_USERS 3u

/* Quick runs need no progress. */
#define PROGRESS_AFTER 1.0

/* A task is the index of a unit, or of a prefix; with TASK_PLAIN a unit without its precompiled header. */
#define TASK_PLAIN 0x80000000u
#define TASK_PREFIX 0x40000000u
#define TASK_INDEX 0x3FFFFFFFu

enum unit_state { UNIT_WAITING, UNIT_RETRIED /* waiting again, after a crash */, UNIT_TAKEN };
enum prefix_state { PREFIX_UNUSED, PREFIX_WANTED, PREFIX_BUILDING, PREFIX_READY };

struct lowering {
    struct session *s;
    uint8_t *units, *prefixes; /* states */
    uint32_t next, done, total;
    bool show_progress, shown;
};

/* ---- in a child ------------------------------------------------------------------------------- */

static void pack_diags(struct str *out, const struct diags *d)
{
    pack_u32(out, d->list.count);
    for (uint32_t i = 0; i < d->list.count; i++) {
        const struct diag *g = &d->list.items[i];
        pack_u32(out, g->severity);
        pack_text(out, g->file);
        pack_u32(out, g->line);
        pack_u32(out, g->column);
        pack_text(out, g->text);
    }
}

static void run_task(void *context, uint32_t task, struct str *answer)
{
    struct lowering *w = context;
    struct session *s = w->s;
    if (task & TASK_PREFIX) {
        pack_u32(answer, frontend_prefix_build(s->front, task & TASK_INDEX));
        return;
    }
    const struct frontend_unit *u = s->prepared[task & TASK_INDEX];
    struct ir_module m;
    struct diags d;
    diags_init(&d);
    bool usable = frontend_lower(s->front, u, u->prefix && !(task & TASK_PLAIN), &m, &d);
    pack_u32(answer, usable);
    pack_diags(answer, &d);
    if (usable)
        ir_save(&m, answer);
    ir_module_release(&m);
    diags_release(&d);
}

/* ---- which task next ------------------------------------------------------------------------------ */

static uint8_t prefix_state(const struct lowering *w, uint32_t unit)
{
    uint32_t prefix = w->s->prepared[unit]->prefix;
    return prefix ? w->prefixes[prefix - 1] : PREFIX_UNUSED;
}

static bool take_prefix(struct lowering *w, uint32_t *task)
{
    for (uint32_t i = 0; i < frontend_prefix_count(w->s->front); i++)
        if (w->prefixes[i] == PREFIX_WANTED) {
            w->prefixes[i] = PREFIX_BUILDING;
            *task = i | TASK_PREFIX;
            return true;
        }
    return false;
}

static bool take_unit(struct lowering *w, uint32_t *task)
{
    while (w->next < w->s->project.units.count && w->units[w->next] == UNIT_TAKEN)
        w->next++;
    for (uint32_t i = w->next; i < w->s->project.units.count; i++) {
        uint8_t prefix = prefix_state(w, i);
        if (w->units[i] == UNIT_TAKEN || prefix == PREFIX_BUILDING)
            continue;
        *task = i | (prefix == PREFIX_READY && w->units[i] == UNIT_WAITING ? 0 : TASK_PLAIN);
        w->units[i] = UNIT_TAKEN;
        return true;
    }
    return false;
}

static bool next_task(void *context, uint32_t *task)
{
    struct lowering *w = context;
    return take_prefix(w, task) || take_unit(w, task);
}

/* ---- answers ------------------------------------------------------------------------------------------ */

static void show_progress(struct lowering *w, const struct unit *u)
{
    w->done++;
    if (!w->show_progress || session_seconds(w->s) < PROGRESS_AFTER)
        return;
    fprintf(w->s->err, "\r\033[K[%u/%u] %s", w->done, w->total, path_base(u->path));
    fflush(w->s->err);
    w->shown = true;
}

static void prefix_done(struct lowering *w, uint32_t index, const char *answer, size_t size)
{
    struct session *s = w->s;
    struct unpack u = {answer, answer ? answer + size : NULL, false};
    bool good = answer && unpack_u32(&u);
    w->prefixes[index] = good ? PREFIX_READY : PREFIX_UNUSED;
    if (!good || !s->cache)
        return;
    cache_wrote(s->cache, frontend_prefix_at(s->front, index)->path);
    uint32_t count = 0;
    const char **files = frontend_prefix_files(s->front, index, &s->arena, &count);
    interrupt_hold(s->interrupt);
    if (files)
        cache_keep(s->cache, "prefix", frontend_prefix_at(s->front, index)->key, files, count, s->started, "", 0);
    interrupt_allow(s->interrupt);
}

/* A unit that misses a header is not kept: the header may appear without any listed file changing. */
static bool misses_header(const struct ir_module *m)
{
    for (uint32_t i = 0; i < m->problems.count; i++)
        if (m->problems.items[i].kind == IR_PROBLEM_MISSING_HEADER)
            return true;
    return false;
}

static void keep_unit(struct session *s, struct lowered *to, const char *image, size_t size)
{
    if (!s->cache || !to->keyed || misses_header(&to->module))
        return;
    struct arena a;
    arena_init(&a);
    uint32_t count = to->module.dependencies.count;
    const char **files = arena_array(&a, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        files[i] = ir_text(&to->module, to->module.dependencies.items[i]);
    interrupt_hold(s->interrupt);
    to->kept = cache_keep(s->cache, "ir", to->key, files, count, s->started, image, size) &&
               cache_find(s->cache, "ir", to->key, &to->state);
    interrupt_allow(s->interrupt);
    arena_release(&a);
}

static void unpack_diags(struct unpack *u, struct diags *d)
{
    uint32_t count = unpack_count(u, 20);
    for (uint32_t i = 0; i < count && !u->bad; i++) {
        enum severity severity = (enum severity)unpack_u32(u);
        const char *file = unpack_text(u, &d->arena);
        uint32_t line = unpack_u32(u), column = unpack_u32(u);
        const char *text = unpack_text(u, &d->arena);
        if (!u->bad && text)
            diags_add(d, severity, file, line, column, "%s", text);
    }
}

static void unit_lost(struct lowered *to, const struct unit *u, int number)
{
    if (number == SIGXCPU)
        diags_add(&to->diags, SEVERITY_ERROR, u->path, 0, 0, "given up: libclang took more than %u s of processor time",
                  WORKER_SECONDS);
    else
        diags_add(&to->diags, SEVERITY_ERROR, u->path, 0, 0, "libclang crashed on this file (%s)",
                  number ? strsignal(number) : "its process ended");
}

static void unit_done(struct lowering *w, uint32_t task, const char *answer, size_t size, int number)
{
    uint32_t index = task & TASK_INDEX;
    struct lowered *to = &w->s->lowered[index];
    const struct unit *unit = &w->s->project.units.items[index];
    struct unpack u = {answer, answer ? answer + size : NULL, false};
    if (!answer && !(task & TASK_PLAIN)) { /* it may be the precompiled header that is damaged */
        w->units[index] = UNIT_RETRIED;
        w->next = 0;
        return;
    }
    if (answer) {
        to->usable = unpack_u32(&u);
        unpack_diags(&u, &to->diags);
        ir_module_release(&to->module); /* ir_load begins anew */
        bool loaded = !u.bad && to->usable && ir_load(&to->module, u.at, (size_t)(u.end - u.at));
        if ((to->usable || u.bad) && !loaded) /* a bug of ours; the other files have nothing to do with it */
            diags_add(&to->diags, SEVERITY_ERROR, unit->path, 0, 0,
                      "internal error: lowering gives IR that is not valid; please report it with this file");
        to->usable = loaded;
        if (loaded)
            keep_unit(w->s, to, u.at, (size_t)(u.end - u.at));
    } else {
        unit_lost(to, unit, number);
    }
    show_progress(w, unit);
}

static void task_done(void *context, uint32_t task, const char *answer, size_t size, int number)
{
    if (task & TASK_PREFIX)
        prefix_done(context, task & TASK_INDEX, answer, size);
    else
        unit_done(context, task, answer, size, number);
}

/* ---- the cache ---------------------------------------------------------------------------------------- */

struct cache *session_cache(struct session *s)
{
    const struct options *o = s->options;
    if (!o->use_cache || s->cache)
        return s->cache;
    const char *folder = options_cache_folder(o, &s->arena);
    s->cache = folder ? cache_open(folder) : NULL;
    if (!s->cache && (o->cache_folder || o->verbose)) /* a missing home is no news, a missing --cache-dir is */
        fprintf(s->err, "%s: warning: the cache cannot be used\n", folder ? folder : "ddicheck");
    return s->cache;
}

/* Everything besides arguments and texts that decides what IR a unit gives. The program's own file
   stands for its code, so that a rebuilt program does not read what an older one wrote. */
static const char *tool_version(struct session *s)
{
    struct stat st = {0};
    if (s->data.program)
        stat(s->data.program, &st);
    return arena_printf(&s->arena, "%s %u %s %lld %lld.%09ld", DDICHECK_VERSION, IR_FORMAT_VERSION,
                        frontend_identity(&s->arena, session_cache(s) ? cache_folder(s->cache) : NULL), (long long)st.st_size, (long long)st.st_mtim.tv_sec,
                        st.st_mtim.tv_nsec);
}

/* Whether an earlier run wanted this prefix and had too few units for it; from now on one has. */
static bool was_wanted(struct session *s, struct hash128 key)
{
    size_t size;
    char *mark = cache_read(s->cache, "prefix", (struct hash128){~key.high, key.low}, &size);
    free(mark);
    if (mark)
        return true;
    cache_keep(s->cache, "prefix", (struct hash128){~key.high, key.low}, NULL, 0, s->started, "", 0);
    return false;
}

static void choose_prefixes(struct lowering *w)
{
    struct session *s = w->s;
    uint32_t count = frontend_prefix_count(s->front);
    uint32_t *users = arena_array(&s->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < s->project.units.count; i++)
        if (w->units[i] == UNIT_WAITING && s->prepared[i]->prefix)
            users[s->prepared[i]->prefix - 1]++;
    for (uint32_t i = 0; i < count; i++) {
        struct hash128 state;
        if (users[i] == 0)
            continue;
        if (s->cache && file_exists(frontend_prefix_at(s->front, i)->path) &&
            cache_find(s->cache, "prefix", frontend_prefix_at(s->front, i)->key, &state))
            w->prefixes[i] = PREFIX_READY;
        else if (users[i] >= PREFIX_USERS || (s->cache && was_wanted(s, frontend_prefix_at(s->front, i)->key)))
            w->prefixes[i] = PREFIX_WANTED;
    }
}

static struct hash128 unit_key(struct session *s, const struct frontend_unit *u)
{
    struct str all = {0};
    str_printf(&all, "%s", s->tool);
    for (uint32_t i = 0; i < u->arg_count; i++)
        str_append_n(&all, u->args[i], strlen(u->args[i]) + 1);
    str_append(&all, u->unit->path);
    struct hash128 key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return key;
}

/* Names headers that only a build makes, each once. */
static void name_stand_ins(struct session *s)
{
    struct intern *names = intern_new();
    for (uint32_t i = 0; i < s->project.units.count; i++)
        for (uint32_t k = 0; k < s->prepared[i]->made_count; k++) {
            uint32_t before = intern_count(names);
            intern_id(names, s->prepared[i]->made[k]);
            if (intern_count(names) > before)
                fprintf(s->err, "%s: note: made by a build; a stand-in with what its source says is read instead\n",
                        s->prepared[i]->made[k]);
        }
    intern_free(names);
}

/* Names folders of headers that nobody has named, each once. */
static void name_added_folders(struct session *s)
{
    struct intern *names = intern_new();
    for (uint32_t i = 0; i < s->project.units.count; i++)
        for (uint32_t k = 0; k < s->prepared[i]->added_count; k++)
            intern_id(names, s->prepared[i]->added[k]);
    for (uint32_t id = 1; id < intern_count(names); id++)
        fprintf(s->err, "%s-I%s", id > 1 ? " " : "ddicheck: headers are found with ", path_relative(intern_text(names, id), s->working_folder));
    fprintf(s->err, "%s", intern_count(names) > 1 ? "\n" : "");
    intern_free(names);
}

void session_prepare(struct session *s)
{
    uint32_t count = s->project.units.count;
    s->tool = tool_version(s);
    s->frontend.tool = s->tool;
    s->frontend.folder = session_cache(s) ? cache_folder(s->cache) : interrupt_scratch(s->interrupt);
    s->front = frontend_new(&s->frontend);
    s->prepared = arena_array(&s->arena, const struct frontend_unit *, count + 1);
    s->lowered = mem_zalloc(sizeof *s->lowered * (count + 1));
    for (uint32_t i = 0; i < count; i++) {
        struct lowered *l = &s->lowered[i];
        diags_init(&l->diags);
        ir_module_init(&l->module);
        s->prepared[i] = frontend_prepare(s->front, &s->project.units.items[i]);
        l->keyed = s->cache != NULL;
        l->key = l->keyed ? unit_key(s, s->prepared[i]) : (struct hash128){0};
        l->kept = l->keyed && cache_find(s->cache, "ir", l->key, &l->state);
    }
    if (s->options->verbose)
        name_stand_ins(s);
    if (!s->options->quiet)
        name_added_folders(s);
}

/* ---- the stage ------------------------------------------------------------------------------------------- */

static bool load_unit(struct session *s, struct lowered *l)
{
    size_t size;
    char *image = l->kept ? cache_read(s->cache, "ir", l->key, &size) : NULL;
    ir_module_release(&l->module);
    l->kept = l->from_cache = l->usable = image && ir_load(&l->module, image, size);
    free(image);
    return l->kept;
}

static void lower_rest(struct lowering *w)
{
    const struct options *o = w->s->options;
    unsigned jobs = session_jobs(w->s);
    struct workers workers = {.context = w,
                              .jobs = jobs < w->total ? jobs : w->total,
                              .verbose = o->verbose,
                              .next = next_task,
                              .run = run_task,
                              .done = task_done};
    w->show_progress = o->progress && !o->quiet && !o->verbose && isatty(fileno(w->s->err));
    choose_prefixes(w);
    frontend_load(); /* not once more in each child */
    workers_run(&workers);
    if (w->shown)
        fprintf(w->s->err, "\r\033[K");
}

void session_lower(struct session *s)
{
    uint32_t count = s->project.units.count, prefixes = frontend_prefix_count(s->front);
    struct lowering w = {.s = s};
    w.units = arena_array(&s->arena, uint8_t, count + 1);
    w.prefixes = arena_array(&s->arena, uint8_t, prefixes + 1);
    for (uint32_t i = 0; i < count; i++) {
        w.units[i] = load_unit(s, &s->lowered[i]) ? UNIT_TAKEN : UNIT_WAITING;
        w.total += w.units[i] == UNIT_WAITING;
    }
    if (w.total)
        lower_rest(&w);
    for (uint32_t i = 0; i < count; i++) {
#ifdef DDICHECK_CHECK_PASSES
        if (s->lowered[i].usable && !ir_validate(&s->lowered[i].module, &s->lowered[i].diags))
            bug("%s: lowering gives IR that is not valid: %s", s->project.units.items[i].path,
                s->lowered[i].diags.list.items[s->lowered[i].diags.list.count - 1].text);
#endif
        session_problems(s, &s->project.units.items[i], &s->lowered[i]);
        s->from_cache += s->lowered[i].from_cache;
    }
    s->front_seconds = session_seconds(s);
}
