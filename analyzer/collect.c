/*
 * Which units there are.
 *
 *   -p DIR            the database's units; with files or folders, only those of them
 *   FILE or DIR       as the nearest database compiles it, else with our defaults
 *   nothing           the database of the working folder
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether a unit or skipped file is `path` or stands below it. */
static bool is_listed(const struct project *p, const char *path)
{
    for (uint32_t i = 0; i < p->units.count; i++)
        if (str_equal(p->units.items[i].path, path) ||
            path_relative(p->units.items[i].path, path) != p->units.items[i].path)
            return true;
    for (uint32_t i = 0; i < p->skipped.count; i++)
        if (str_equal(p->skipped.items[i], path) || path_relative(p->skipped.items[i], path) != p->skipped.items[i])
            return true;
    return false;
}

/* Adds one named file or folder. `database` is where it may be listed, or NULL. */
static void add_named(struct session *s, const char *path, const char *database, const char *cwd, struct diags *d)
{
    const char *whole = path_join(&s->arena, cwd, path);
    bool there = access(whole, F_OK) == 0;
    if (there && database) {
        if (!project_add_database(&s->project, database, &path, 1, d))
            return;
        if (is_listed(&s->project, whole))
            return;
        diags_add(d, SEVERITY_NOTE, path, 0, 0, "not listed in %s: default arguments are used", database);
    }
    project_add_path(&s->project, path, NULL, 0, d);
}

static void add_all(struct session *s, struct diags *d)
{
    const struct options *o = s->options;
    char *cwd = getcwd(NULL, 0);
    const char *database = o->database;
    if (o->paths.list.count == 0) {
        if (!database)
            database = project_find_database(&s->arena, ".");
        if (database)
            project_add_database(&s->project, database, NULL, 0, d);
        else {
            struct diag *g = diags_add(
                d, SEVERITY_ERROR, NULL, 0, 0,
                "there is nothing to check: no file is named, and no compile_commands.json was found from here upward");
            g->hint = "ddicheck check FILE..., or ddicheck check -p FOLDER_WITH_DATABASE";
        }
    }
    for (uint32_t i = 0; i < o->paths.list.count; i++) {
        const char *path = o->paths.list.items[i];
        add_named(s, path, database ? database : project_find_database(&s->arena, path), cwd ? cwd : "/", d);
        /* The same broken database would be reported for each file. */
        if (d->errors && !database && s->project.database && s->project.units.count == 0)
            break;
    }
    free(cwd);
}

static void name_skipped(struct session *s)
{
    for (uint32_t i = 0; i < s->project.skipped.count && !s->options->quiet; i++)
        fprintf(s->err, "%s: note: skipped: not C source\n", s->project.skipped.items[i]);
}

bool session_collect(struct session *s)
{
    struct diags d;
    diags_init(&d);
    add_all(s, &d);
    project_add_arguments(&s->project, s->options->clang_args.list.items, s->options->clang_args.list.count);
    if (!d.errors && s->project.units.count == 0)
        diags_add(&d, SEVERITY_ERROR, NULL, 0, 0, "there is no C source to check");
    if (s->project.units.count && s->frontend.system_header_count == 0) {
        struct diag *g =
            diags_add(&d, SEVERITY_WARNING, NULL, 0, 0, "the mingw-w64 DDK headers (ddk/ntddk.h) are not installed");
        g->hint = "apt-get install mingw-w64-x86-64-dev";
    }
    session_say(s, &d, "input that could not be used");
    name_skipped(s);
    return s->project.units.count > 0;
}
