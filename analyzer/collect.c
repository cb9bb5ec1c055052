/*
 * Which units there are.
 *
 *   -p DIR            the database's units; with files or folders, only those of them
 *   --project FILE    the units of a Visual Studio project or solution; the same
 *   FILE or DIR       as the nearest database compiles it, else as the only project or solution in the
 *                     folder, else with our defaults
 *   nothing           the same for the working folder
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
        if (str_equal(p->skipped.items[i].path, path) ||
            path_relative(p->skipped.items[i].path, path) != p->skipped.items[i].path)
            return true;
    return false;
}

/* ---- projects -------------------------------------------------------------------------------------- */

static void add_projects(struct session *s, struct diags *d)
{
    const struct options *o = s->options;
    struct msbuild_options m = options_msbuild(o);
    m.drivers_only = true;
    for (uint32_t i = 0; i < o->projects.list.count; i++)
        project_add_msbuild(&s->project, o->projects.list.items[i], &m, o->paths.list.items, o->paths.list.count, d);
    char *cwd = getcwd(NULL, 0);
    for (uint32_t i = 0; i < o->paths.list.count; i++) {
        const char *path = o->paths.list.items[i], *whole = path_join(&s->arena, cwd ? cwd : "/", path);
        if (!is_listed(&s->project, whole))
            diags_add(d, SEVERITY_ERROR, path, 0, 0,
                      access(whole, F_OK) == 0 ? "is not listed in the projects" : "no such file or folder");
    }
    free(cwd);
}

enum found { FOUND_NONE, FOUND_USED, FOUND_SEVERAL };

/* A folder without a database: the one project or solution in it is used, or of several projects the one that makes a
   driver; else none, with an error that says how to go on. */
static enum found use_found_project(struct session *s, const char *path, struct diags *d)
{
    struct found_projects found = {0};
    struct msbuild_options m = options_msbuild(s->options);
    m.drivers_only = true;
    enum found result = FOUND_NONE;
    project_find_msbuild(&s->arena, path, 1000, &found);
    char *cwd = getcwd(NULL, 0);
    const char *one = found.solutions.count == 1                                ? found.solutions.items[0]
                      : found.solutions.count == 0 && found.projects.count == 1 ? found.projects.items[0]
                      : found.drivers.count == 1                                ? found.drivers.items[0]
                                                                                : NULL;
    if (one) {
        result = FOUND_USED;
        if (!s->options->quiet)
            fprintf(s->err, "ddicheck: there is no compile_commands.json; --project %s is used\n",
                    path_relative(one, cwd ? cwd : "/"));
        project_add_msbuild(&s->project, one, &m, NULL, 0, d);
    } else if (found.projects.count + found.solutions.count) {
        result = FOUND_SEVERAL;
        const char *first = found.solutions.count ? found.solutions.items[0]
                            : found.drivers.count ? found.drivers.items[0]
                                                  : found.projects.items[0];
        first = path_relative(first, cwd ? cwd : "/");
        struct diag *g =
            diags_add(d, SEVERITY_ERROR, path, 0, 0,
                      "here are %u projects and %u solutions, and no compile_commands.json: which is meant?",
                      found.projects.count, found.solutions.count);
        g->hint = arena_printf(&d->arena,
                               "ddicheck check --project '%s'\n"
                               "  = help: ddicheck import '%s' -o compile_commands.json && ddicheck check",
                               first, first);
    }
    free(cwd);
    found_projects_release(&found);
    return result;
}

/* ---- files and databases ------------------------------------------------------------------------------ */

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
    if (there && !database && folder_exists(whole) && use_found_project(s, path, d) != FOUND_NONE)
        return;
    project_add_path(&s->project, path, NULL, 0, d);
}

static void add_here(struct session *s, struct diags *d)
{
    const char *database = s->options->database ? s->options->database : project_find_database(&s->arena, ".");
    if (database) {
        project_add_database(&s->project, database, NULL, 0, d);
        return;
    }
    if (use_found_project(s, ".", d) != FOUND_NONE)
        return;
    struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0,
                               "there is nothing to check: no file is named, no compile_commands.json was found from "
                               "here upward, and no project below");
    g->hint = "ddicheck check FILE..., check -p FOLDER_WITH_DATABASE, or check --project FILE.vcxproj";
}

static void add_all(struct session *s, struct diags *d)
{
    const struct options *o = s->options;
    if (o->projects.list.count)
        add_projects(s, d);
    else if (o->paths.list.count == 0)
        add_here(s, d);
    char *cwd = getcwd(NULL, 0);
    for (uint32_t i = 0; i < o->paths.list.count && !o->projects.list.count; i++) {
        const char *path = o->paths.list.items[i];
        const char *database = o->database ? o->database : project_find_database(&s->arena, path);
        add_named(s, path, database, cwd ? cwd : "/", d);
        /* The same broken database would be reported for each file. */
        if (d->errors && !o->database && s->project.database && s->project.units.count == 0)
            break;
    }
    free(cwd);
}

/* ---- what is left out ----------------------------------------------------------------------------------- */

static void name_skipped(struct session *s)
{
    if (!s->options->verbose && !s->options->coverage)
        return;
    for (uint32_t i = 0; i < s->project.skipped.count && !s->options->coverage; i++)
        fprintf(s->err, "%s: note: skipped: %s\n", s->project.skipped.items[i].path,
                s->project.skipped.items[i].reason);
}

/* Missing parts are problems of the run: exit code 3. */
static void take_problems(struct session *s)
{
    for (uint32_t i = 0; i < s->project.problems.count; i++) {
        const struct project_problem *p = &s->project.problems.items[i];
        const char *text = p->hint ? arena_printf(&s->arena, "%s (%s)", p->text, p->hint) : p->text;
        vec_push(&s->problems,
                 (struct report_problem){.level = s->options->allow_incomplete ? SEVERITY_WARNING : SEVERITY_ERROR,
                                         .file = p->file ? p->file : "",
                                         .line = p->line,
                                         .column = p->column,
                                         .text = text});
        if (p->unit)
            s->missing++;
        else
            s->faulty_projects++;
    }
    s->collected_problems = s->problems.count;
}

bool session_collect(struct session *s)
{
    struct diags d;
    diags_init(&d);
    s->project.maps = options_msbuild(s->options).maps;
    add_all(s, &d);
    project_set_target(&s->project, s->options->platform, &d);
    if (s->options->wdk)
        project_add_wdk(&s->project, s->options->wdk, &d);
    project_add_arguments(&s->project, s->options->clang_args.list.items, s->options->clang_args.list.count);
    take_problems(s);
    if (!d.errors && s->project.units.count == 0 && s->problems.count == 0)
        diags_add(&d, SEVERITY_ERROR, NULL, 0, 0, "there is no C source to check")->hint =
            s->project.skipped.count ? "C++ sources and excluded files are left out: -v names them" : NULL;
    if (s->project.units.count && s->frontend.system_header_count == 0) {
        struct diag *g =
            diags_add(&d, SEVERITY_WARNING, NULL, 0, 0, "the mingw-w64 DDK headers (ddk/ntddk.h) are not installed");
        g->hint = "apt-get install mingw-w64-x86-64-dev";
    }
    session_say(s, &d, "input that could not be used");
    name_skipped(s);
    return s->project.units.count > 0;
}
