/* The tools as processes: flags that host and driver share, several compilers at a time, the names in what they made. */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

#define COMPILE_SECONDS 300u

bool run_tools(struct run_build *b, struct diags *d)
{
    static const char *const clangs[] = {"clang-19", "clang", NULL}, *const nms[] = {"nm", NULL}, *const lines[] = {"addr2line", NULL}, *const elfs[] = {"readelf", NULL};
    b->compiler = program_find(b->arena, clangs);
    if (!b->compiler)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "running a driver needs clang")->hint = "apt-get install clang-19 libclang-rt-19-dev";
    if (!program_find(b->arena, nms) || !program_find(b->arena, lines) || !program_find(b->arena, elfs))
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "running a driver needs nm, addr2line and readelf")->hint = "apt-get install binutils";
    return d->errors == 0;
}

/* ---- flags -------------------------------------------------------------------------------------------------- */

void add_driver_flags(const struct run_build *b, words *to)
{
    struct { const char *name, *value; } places[] = {{"RUNTIME", path_join(b->arena, b->root, "runtime")},
                                                     {"HEADERS", path_join(b->arena, b->root, "headers")},
                                                     {"DDK", b->system_headers[0]},
                                                     {"MINGW", b->system_headers[1]}};
    char *text = file_read(path_join(b->arena, b->root, "runtime/driver.flags"), NULL);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        const char *flag = line;
        if (line[0] == '#' || !line[0])
            continue;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            size_t n = strlen(places[i].name);
            if (strncmp(line, places[i].name, n) == 0 && (line[n] == '/' || !line[n]))
                flag = arena_printf(b->arena, "%s%s", places[i].value, line + n);
        }
        vec_push(to, flag == line ? arena_strdup(b->arena, line) : flag);
    }
    free(text);
}

void add_all(words *to, const char *const *list)
{
    for (; *list; list++)
        vec_push(to, *list);
}

const char *const common_flags[] = {"-g", "-gdwarf-4", "-fPIC", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", NULL};

const char *link_flag(enum run_sanitizer s) { return s == RUN_ADDRESS ? "-fsanitize=address,undefined" : s == RUN_THREAD ? "-fsanitize=thread" : NULL; }

/* ---- running the compiler --------------------------------------------------------------------------------------- */

void add_job(struct jobs *j, const struct run_build *b, words *arguments, const char *folder, const char *name)
{
    vec_push(arguments, NULL);
    const char **copy = arena_array(b->arena, const char *, arguments->count);
    memcpy(copy, arguments->items, arguments->count * sizeof *copy);
    vec_push(&j->list, (struct process){.arguments = copy,
                                        .folder = folder,
                                        .err = arena_printf(b->arena, "%s/job-%u.txt", b->scratch, j->list.count),
                                        .seconds = COMPILE_SECONDS});
    vec_push(&j->names, name);
    vec_release(arguments);
}

void add_errors(const struct run_build *b, const char *name, const char *path, struct diags *d)
{
    char *text = file_read(path, NULL);
    uint32_t said = 0;
    for (char *line = text ? strtok(text, "\n") : NULL; line && said < 5; line = strtok(NULL, "\n"))
        if (b->verbose || strstr(line, "error") || strstr(line, "undefined")) {
            struct diag *g = diags_add(d, SEVERITY_ERROR, name, 0, 0, "%s", line);
            (void)g;
            said++;
        }
    if (!said)
        diags_add(d, SEVERITY_ERROR, name, 0, 0, "the compiler failed");
    free(text);
}

bool run_jobs(const struct run_build *b, struct jobs *j, struct diags *d)
{
    bool good = true;
    processes_run(j->list.items, j->list.count, b->jobs, NULL, NULL);
    for (uint32_t i = 0; i < j->list.count; i++) {
        if (j->list.items[i].code != 0) {
            good = false;
            add_errors(b, j->names.items[i], j->list.items[i].err, d);
        }
        remove(j->list.items[i].err);
    }
    vec_release(&j->list);
    vec_release(&j->names);
    return good;
}

/* ---- names ---------------------------------------------------------------------------------------------------------- */

int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void read_names(const struct run_build *b, const char *const *files, uint32_t count, const char *option, const char *kinds, words *out)
{
    const char *list = path_join(b->arena, b->scratch, "names.txt");
    words w = {0};
    vec_push(&w, "nm");
    vec_push(&w, option);
    for (uint32_t i = 0; i < count; i++)
        vec_push(&w, files[i]);
    vec_push(&w, NULL);
    struct process p = {.arguments = w.items, .out = list, .seconds = 60};
    processes_run(&p, 1, 1, NULL, NULL);
    char *text = file_read(list, NULL);
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *name = strrchr(line, ' ');
        if (name && name - line >= 1 && strchr(kinds, name[-1])) {
            char *at = strchr(name + 1, '@'); /* versions */
            vec_push(out, at ? arena_strndup(b->arena, name + 1, (size_t)(at - name - 1)) : arena_strdup(b->arena, name + 1));
        }
    }
    free(text);
    vec_release(&w);
    sort_items(out->items, out->count, sizeof *out->items, by_text);
}

bool is_listed(const words *list, const char *name)
{
    return list->count && bsearch(&name, list->items, list->count, sizeof *list->items, by_text);
}
