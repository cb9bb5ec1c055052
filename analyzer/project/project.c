/* The list of translation units: files and folders that the user named. */
#include "project/internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define TREE_UP 5 /* levels above a named folder at which its source tree may begin */

void project_init(struct project *p) { *p = (struct project){0}; }

void project_release(struct project *p)
{
    for (uint32_t i = 0; i < p->programs.count; i++) {
        vec_release(&p->programs.items[i].units);
        vec_release(&p->programs.items[i].references);
    }
    free(p->listed.slots);
    free(p->passed_over.slots);
    vec_release(&p->units);
    vec_release(&p->skipped);
    vec_release(&p->problems);
    vec_release(&p->programs);
    vec_release(&p->project_files);
    arena_release(&p->arena);
    *p = (struct project){0};
}

bool project_is_c(const char *path)
{
    const char *dot = strrchr(path_base(path), '.');
    return dot && strcasecmp(dot, ".c") == 0;
}

/* Adds the path (kept) unless it is there. */
static bool path_set_add(struct path_set *s, const char *path)
{
    if (2 * s->count >= s->slot_count) {
        struct path_set larger = {.slot_count = s->slot_count ? 2 * s->slot_count : 256};
        larger.slots = mem_zalloc(sizeof *larger.slots * larger.slot_count);
        for (uint32_t i = 0; i < s->slot_count; i++)
            if (s->slots[i])
                path_set_add(&larger, s->slots[i]);
        free(s->slots);
        *s = larger;
    }
    uint32_t at = (uint32_t)hash_bytes(path, strlen(path), 0) & (s->slot_count - 1);
    for (; s->slots[at]; at = (at + 1) & (s->slot_count - 1))
        if (str_equal(s->slots[at], path))
            return false;
    s->slots[at] = path;
    s->count++;
    return true;
}

bool project_add_unit(struct project *p, const char *path, const char *folder, const char **args, uint32_t arg_count)
{
    if (!path_set_add(&p->listed, arena_strdup(&p->arena, path)))
        return false;
    vec_push(&p->units, (struct unit){.path = arena_strdup(&p->arena, path),
                                      .folder = arena_strdup(&p->arena, folder),
                                      .args = args,
                                      .arg_count = arg_count,
                                      .id = p->units.count});
    return true;
}

/* ---- units of project files ------------------------------------------------------------------ */

static size_t macro_name(const char *arg) { return strcspn(arg + 2, "=("); }

static bool is_macro(const char *arg) { return arg[0] == '-' && (arg[1] == 'D' || arg[1] == 'U') && arg[2]; }

/* The last -D or -U of the macro that `arg` defines. */
static const char *final_macro(const struct unit *u, const char *arg)
{
    const char *last = NULL;
    for (uint32_t i = 0; i < u->arg_count; i++)
        if (is_macro(u->args[i]) && macro_name(u->args[i]) == macro_name(arg) &&
            strncmp(u->args[i] + 2, arg + 2, macro_name(arg)) == 0)
            last = u->args[i];
    return last;
}

static bool macros_within(const struct unit *u, const struct unit *v)
{
    for (uint32_t i = 0; i < u->arg_count; i++)
        if (is_macro(u->args[i])) {
            const char *other = final_macro(v, u->args[i]);
            if (!other || !str_equal(other, final_macro(u, u->args[i])))
                return false;
        }
    return true;
}

static bool same_meaning(const struct unit *u, const struct unit *v)
{
    uint32_t i = 0, k = 0;
    if (u->user_mode != v->user_mode)
        return false;
    for (;;) { /* everything but macros, in order */
        while (i < u->arg_count && is_macro(u->args[i]))
            i++;
        while (k < v->arg_count && is_macro(v->args[k]))
            k++;
        if (i == u->arg_count || k == v->arg_count)
            break;
        if (!str_equal(u->args[i++], v->args[k++]))
            return false;
    }
    return i == u->arg_count && k == v->arg_count && macros_within(u, v) && macros_within(v, u);
}

uint32_t project_add_msbuild_unit(struct project *p, const struct unit *u)
{
    for (uint32_t i = 0; i < p->units.count; i++)
        if (str_equal(p->units.items[i].path, u->path) && same_meaning(&p->units.items[i], u))
            return p->units.items[i].id;
    path_set_add(&p->listed, u->path);
    struct unit copy = *u;
    copy.id = p->units.count; /* units are only added */
    vec_push(&p->units, copy);
    return copy.id;
}

void project_add_skipped(struct project *p, const char *path, const char *reason)
{
    const char *copy = arena_strdup(&p->arena, path);
    if (!path_set_add(&p->passed_over, copy))
        return;
    vec_push(&p->skipped, (struct skipped_file){copy, arena_strdup(&p->arena, reason)});
}

/* ---- order ---------------------------------------------------------------------------------------- */

static int unit_order(const void *a, const void *b)
{
    const struct unit *u = a, *v = b;
    int order = strcmp(u->path, v->path);
    return order ? order : (u->id > v->id) - (u->id < v->id);
}

static int skipped_order(const void *a, const void *b)
{
    return strcmp(((const struct skipped_file *)a)->path, ((const struct skipped_file *)b)->path);
}

static int number_order(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts the units; ids and the programs' lists follow. */
static void sort_units(struct project *p)
{
    uint32_t *moved = mem_zalloc(sizeof *moved * (p->units.count + 1));
    if (p->units.count)
        qsort(p->units.items, p->units.count, sizeof *p->units.items, unit_order);
    for (uint32_t i = 0; i < p->units.count; i++) {
        moved[p->units.items[i].id] = i;
        p->units.items[i].id = i;
    }
    for (uint32_t i = 0; i < p->programs.count; i++) {
        struct project_program *g = &p->programs.items[i];
        for (uint32_t k = 0; k < g->units.count; k++)
            g->units.items[k] = moved[g->units.items[k]];
        if (g->units.count)
            qsort(g->units.items, g->units.count, sizeof *g->units.items, number_order);
    }
    free(moved);
}

void project_settle(struct project *p)
{
    sort_units(p);
    if (p->skipped.count)
        qsort(p->skipped.items, p->skipped.count, sizeof *p->skipped.items, skipped_order);
    /* Sorted, so the first and the last path share what all of them share. */
    if (p->units.count) {
        const char *first = p->units.items[0].path, *last = p->units.items[p->units.count - 1].path;
        size_t n = 0, folder = 0;
        for (; first[n] && first[n] == last[n]; n++)
            if (first[n] == '/')
                folder = n;
        if (p->units.count == 1)
            folder = (size_t)(path_base(first) - first) - 1;
        p->root = arena_strndup(&p->arena, first, folder ? folder : 1);
    }
}

static char *working_folder(struct arena *a)
{
    char *text = getcwd(NULL, 0);
    char *copy = arena_strdup(a, text ? text : "/");
    free(text);
    return copy;
}

/* What stands at the top of a source tree. */
static bool is_top(struct arena *a, const char *folder)
{
    static const char *const marks[] = {".git", "README", "README.md", "README.txt", "LICENSE", "LICENSE.txt", "COPYING", "dirs"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (access(path_join(a, folder, marks[i]), F_OK) == 0)
            return true;
    return false;
}

/* The source tree that a named folder is part of, as far as that shows; else the folder itself. */
static const char *tree_of(struct arena *a, const char *folder)
{
    const char *at = folder;
    for (int up = 0; up < TREE_UP && !str_equal(at, "/"); up++, at = path_folder(a, at))
        if (is_top(a, at))
            return at;
    return folder;
}

static void add_file(struct project *p, const char *path, const char *tree, const char *const *extra, uint32_t extra_count)
{
    struct words_list told = {0};
    char *folder = path_folder(&p->arena, path);
    sources_arguments(&p->arena, folder, &told);
    uint32_t count = 0;
    const char **args = arena_array(&p->arena, const char *, extra_count + told.list.count + 1);
    args[count++] = arena_printf(&p->arena, "-I%s", folder);
    for (uint32_t i = 0; i < told.list.count; i++)
        args[count++] = told.list.items[i];
    for (uint32_t i = 0; i < extra_count; i++)
        args[count++] = arena_strdup(&p->arena, extra[i]);
    vec_release(&told.list);
    if (project_add_unit(p, path, folder, args, count))
        vec_last(&p->units).tree = tree;
}

/* Deeper than any source tree; a cycle of links ends here. */
#define FOLDER_DEPTH_LIMIT 64

static void add_folder(struct project *p, const char *path, const char *tree, unsigned depth, const char *const *extra,
                       uint32_t extra_count)
{
    DIR *dir = depth < FOLDER_DEPTH_LIMIT ? opendir(path) : NULL;
    if (!dir)
        return;
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.') /* ".", "..", .git and kin */
            continue;
        const char *child = path_join(&p->arena, path, e->d_name);
        struct stat st;
        if (lstat(child, &st) == 0 && S_ISDIR(st.st_mode))
            add_folder(p, child, tree, depth + 1, extra, extra_count);
        else if (project_is_c(child) && file_exists(child))
            add_file(p, child, tree, extra, extra_count);
        else if (str_ends_with(child, ".cpp") || str_ends_with(child, ".cc") || str_ends_with(child, ".cxx"))
            project_add_skipped(p, child, "C++ source");
    }
    closedir(dir);
}

bool project_add_path(struct project *p, const char *path, const char *const *extra_args, uint32_t extra_count,
                      struct diags *d)
{
    const char *whole = path_join(&p->arena, working_folder(&p->arena), path);
    struct stat st;
    if (stat(whole, &st) != 0) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "%s", errno == ENOENT ? "no such file or folder" : strerror(errno));
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        uint32_t before = p->units.count;
        add_folder(p, whole, tree_of(&p->arena, whole), 0, extra_args, extra_count);
        if (p->units.count == before) {
            diags_add(d, SEVERITY_ERROR, path, 0, 0, "there is no C source (*.c) in this folder");
            return false;
        }
    } else if (access(whole, R_OK) != 0) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return false;
    } else if (!project_is_c(whole)) {
        const char *dot = strrchr(path_base(whole), '.');
        if (dot && (strcasecmp(dot, ".h") == 0 || strcasecmp(dot, ".json") == 0)) {
            struct diag *g = diags_add(d, SEVERITY_ERROR, path, 0, 0, "this is no C source");
            g->hint = strcasecmp(dot, ".h") == 0 ? "name a .c file that includes it" : "a database is named with -p";
            return false;
        }
        project_add_skipped(p, whole, "not C source");
    } else
        add_file(p, whole, tree_of(&p->arena, path_folder(&p->arena, whole)), extra_args, extra_count);
    project_settle(p);
    return true;
}

char *project_find_database(struct arena *a, const char *path)
{
    const char *whole = path_join(a, working_folder(a), path);
    const char *folder = folder_exists(whole) ? whole : path_folder(a, whole);
    for (;;) {
        char *beside = path_join(a, folder, "compile_commands.json");
        if (file_exists(beside))
            return beside;
        char *below = path_join(a, folder, "build/compile_commands.json");
        if (file_exists(below))
            return below;
        if (str_equal(folder, "/"))
            return NULL;
        folder = path_folder(a, folder);
    }
}
