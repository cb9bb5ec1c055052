/* `ddicheck doctor`: what is installed and what is found at a place, to be pasted into a report. */
#include "commands.h"

#include "session.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN_PROJECTS 10u

static void say(FILE *out, const char *label, const char *text) { fprintf(out, "%-18s %s\n", label, text); }

/* ---- the installation ------------------------------------------------------------------------------ */

static void show_headers(struct session *s)
{
    say(s->out, "headers:", s->data.headers ? s->data.headers : "NOT FOUND");
    if (s->data.system_header_count == 0)
        say(s->out, "mingw-w64 headers:", "NOT FOUND (apt-get install mingw-w64-x86-64-dev)");
    for (uint32_t i = 0; i < s->data.system_header_count; i++)
        say(s->out, i ? "" : "mingw-w64 headers:", s->data.system_headers[i]);
    if (s->options->wdk)
        say(s->out, "WDK:", s->options->wdk);
}

static void show_rules(struct session *s, bool good)
{
    say(s->out, "rule folder:", s->data.rules ? s->data.rules : "NOT FOUND");
    if (!good) {
        say(s->out, "rule set:", "CANNOT BE READ (see the errors)");
        return;
    }
    char hash[33];
    hash128_format(s->rules.hash, hash);
    say(s->out, "rule set:",
        arena_printf(&s->arena, "%u rules, %u contracts, hash %s", s->rules.rules.count, s->rules.ddis.count, hash));
}

/* Bytes and files below a folder; links are not followed. */
static void measure(struct arena *a, const char *folder, unsigned depth, uint64_t *bytes, uint64_t *files)
{
    DIR *dir = depth < 16 ? opendir(folder) : NULL;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        struct stat st;
        if (str_equal(e->d_name, ".") || str_equal(e->d_name, ".."))
            continue;
        const char *path = path_join(a, folder, e->d_name);
        if (lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            measure(a, path, depth + 1, bytes, files);
        else {
            *bytes += (uint64_t)st.st_size;
            ++*files;
        }
    }
    if (dir)
        closedir(dir);
}

static void show_cache(struct session *s)
{
    const char *folder = options_cache_folder(s->options, &s->arena);
    uint64_t bytes = 0, files = 0;
    if (!folder) {
        say(s->out, "cache:", "none ($HOME is not set)");
        return;
    }
    measure(&s->arena, folder, 0, &bytes, &files);
    say(s->out, "cache:",
        !folder_exists(folder)
            ? arena_printf(&s->arena, "%s (not there yet)", folder)
            : arena_printf(&s->arena, "%s, %llu files, %.1f MiB%s", folder, (unsigned long long)files,
                           (double)bytes / (1024 * 1024), access(folder, W_OK) == 0 ? "" : ", NOT WRITABLE"));
}

/* ---- the place --------------------------------------------------------------------------------------- */

static void show_project(struct session *s, const char *path)
{
    struct project p;
    struct diags d;
    struct msbuild_options m = options_msbuild(s->options);
    project_init(&p);
    diags_init(&d);
    bool good = project_add_msbuild(&p, path, &m, NULL, 0, &d);
    say(s->out, "project:", path);
    if (!good)
        say(s->out, "",
            d.list.count ? arena_printf(&s->arena, "CANNOT BE READ: %s", d.list.items[0].text) : "CANNOT BE READ");
    for (uint32_t i = 0; i < p.programs.count && i < SHOWN_PROJECTS; i++) {
        const struct project_program *g = &p.programs.items[i];
        say(s->out, "",
            arena_printf(&s->arena, "%s: %s, %s, %s, %u C files", path_base(g->path), g->configuration,
                         project_kind_name(g->kind), g->user_mode ? "user mode" : "kernel mode", g->units.count));
    }
    if (good)
        say(s->out, "",
            arena_printf(&s->arena, "%u files are left out, %u parts are missing, %u warnings", p.skipped.count,
                         p.problems.count, d.warnings));
    diags_release(&d);
    project_release(&p);
}

static void show_database(struct session *s, const char *path)
{
    struct project p;
    struct diags d;
    project_init(&p);
    diags_init(&d);
    p.maps = options_msbuild(s->options).maps;
    bool good = project_add_database(&p, path, NULL, 0, &d);
    say(s->out, "database:",
        arena_printf(&s->arena, "%s: %u C files, %u left out, %u missing%s", path, p.units.count, p.skipped.count,
                     p.problems.count, good ? "" : ", WITH ERRORS"));
    diags_release(&d);
    project_release(&p);
}

static void show_place(struct session *s)
{
    const char *path = s->options->paths.list.count ? s->options->paths.list.items[0] : ".";
    char *cwd = getcwd(NULL, 0);
    const char *whole = path_join(&s->arena, cwd ? cwd : "/", path), *database = project_find_database(&s->arena, path);
    const char *folder = folder_exists(whole) ? whole : path_folder(&s->arena, whole);
    free(cwd);
    say(s->out, "place:", access(whole, F_OK) == 0 ? whole : arena_printf(&s->arena, "%s (NOT THERE)", whole));
    if (database)
        show_database(s, database);
    else
        say(s->out, "database:", "no compile_commands.json here, above, or in build/");
    for (uint32_t i = 0; i < s->options->projects.list.count; i++)
        show_project(s, s->options->projects.list.items[i]);
    const char *dot = strrchr(path_base(whole), '.');
    if (file_exists(whole) && dot &&
        (str_equal(dot, ".vcxproj") || str_equal(dot, ".sln") || str_equal(dot, ".slnx"))) {
        show_project(s, whole);
        return;
    }
    struct found_projects found = {0};
    project_find_msbuild(&s->arena, folder, 1000, &found);
    if (found.solutions.count == 1 || (found.solutions.count == 0 && found.projects.count == 1))
        show_project(s, found.solutions.count ? found.solutions.items[0] : found.projects.items[0]);
    else {
        say(s->out, "projects below:",
            arena_printf(&s->arena, "%u projects, %u solutions", found.projects.count, found.solutions.count));
        for (uint32_t i = 0; i < found.solutions.count && i < SHOWN_PROJECTS; i++)
            say(s->out, "", path_relative(found.solutions.items[i], folder));
        for (uint32_t i = 0; i < found.projects.count && i < SHOWN_PROJECTS && !found.solutions.count; i++)
            say(s->out, "", path_relative(found.projects.items[i], folder));
    }
    found_projects_release(&found);
}

int command_doctor(const struct options *o, FILE *out, FILE *err)
{
    struct session s = {.options = o, .out = out, .err = err};
    arena_init(&s.arena);
    ruleset_init(&s.rules);
    bool good = session_rules(&s);
    say(out, "ddicheck:", DDICHECK_VERSION);
    say(out, "program:", s.data.program ? s.data.program : "(not known)");
    say(out, "front end:", frontend_version(&s.arena));
    show_headers(&s);
    show_rules(&s, good);
    show_cache(&s);
    show_place(&s);
    ruleset_release(&s.rules);
    arena_release(&s.arena);
    return good ? EXIT_CLEAN : EXIT_FAILED;
}
