/* The list of translation units: files and folders that the user named. */
#include "project/internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

void project_init(struct project *p) { *p = (struct project){0}; }

void project_release(struct project *p)
{
    vec_release(&p->units);
    vec_release(&p->skipped);
    arena_release(&p->arena);
    *p = (struct project){0};
}

bool project_is_c(const char *path)
{
    const char *dot = strrchr(path_base(path), '.');
    return dot && strcasecmp(dot, ".c") == 0;
}

bool project_add_unit(struct project *p, const char *path, const char *folder, const char **args, uint32_t arg_count)
{
    for (uint32_t i = 0; i < p->units.count; i++)
        if (str_equal(p->units.items[i].path, path))
            return false;
    vec_push(&p->units, (struct unit){.path = arena_strdup(&p->arena, path),
                                      .folder = arena_strdup(&p->arena, folder),
                                      .args = args,
                                      .arg_count = arg_count});
    return true;
}

void project_add_skipped(struct project *p, const char *path)
{
    for (uint32_t i = 0; i < p->skipped.count; i++)
        if (str_equal(p->skipped.items[i], path))
            return;
    vec_push(&p->skipped, arena_strdup(&p->arena, path));
}

static int unit_order(const void *a, const void *b)
{
    return strcmp(((const struct unit *)a)->path, ((const struct unit *)b)->path);
}

static int text_order(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void project_settle(struct project *p)
{
    if (p->units.count)
        qsort(p->units.items, p->units.count, sizeof *p->units.items, unit_order);
    if (p->skipped.count)
        qsort(p->skipped.items, p->skipped.count, sizeof *p->skipped.items, text_order);
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

static void add_file(struct project *p, const char *path, const char *const *extra, uint32_t extra_count)
{
    const char **args = arena_array(&p->arena, const char *, extra_count + 1);
    char *folder = path_folder(&p->arena, path);
    args[0] = arena_printf(&p->arena, "-I%s", folder);
    for (uint32_t i = 0; i < extra_count; i++)
        args[i + 1] = arena_strdup(&p->arena, extra[i]);
    project_add_unit(p, path, folder, args, extra_count + 1);
}

/* Deeper than any source tree; a cycle of links ends here. */
#define FOLDER_DEPTH_LIMIT 64

static void add_folder(struct project *p, const char *path, unsigned depth, const char *const *extra,
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
            add_folder(p, child, depth + 1, extra, extra_count);
        else if (project_is_c(child) && file_exists(child))
            add_file(p, child, extra, extra_count);
        else if (str_ends_with(child, ".cpp") || str_ends_with(child, ".cc") || str_ends_with(child, ".cxx"))
            project_add_skipped(p, child);
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
        add_folder(p, whole, 0, extra_args, extra_count);
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
        project_add_skipped(p, whole);
    } else
        add_file(p, whole, extra_args, extra_count);
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
