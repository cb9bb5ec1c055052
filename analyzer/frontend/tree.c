/*
 * Headers that no include folder has, looked for in the tree that the user named a part of.
 *
 * Who names a folder of sources has not said where the driver's own headers are; a project, or a file `sources`, would have.
 * A name that fits one header of the tree, or one that is nearer to the including file than all others, is that header. Where
 * several are as near, or the tree is larger than a driver is, nothing is guessed.
 */
#include "frontend/includes.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum {
    TREE_NAMES = 20000, /* more than a driver and what it brings has; half a second where nothing of it is in memory */
    TREE_DEPTH = 12,
};

struct reading {
    struct search *s;
    struct known_tree *tree;
    uint32_t names;
};

static bool is_header(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (strcasecmp(dot, ".h") == 0 || strcasecmp(dot, ".inc") == 0 || strcasecmp(dot, ".inl") == 0);
}

static void read_folder(struct reading *r, const char *path, unsigned depth)
{
    DIR *d = depth < TREE_DEPTH ? opendir(path) : NULL;
    for (struct dirent *e; d && r->names < TREE_NAMES && (e = readdir(d)) != NULL;) {
        r->names++;
        if (e->d_name[0] == '.')
            continue;
        struct stat st;
        const char *child = path_join(&r->s->arena, path, e->d_name);
        if (is_header(e->d_name))
            vec_push(&r->tree->headers, child);
        else if (lstat(child, &st) == 0 && S_ISDIR(st.st_mode))
            read_folder(r, child, depth + 1);
    }
    if (d)
        closedir(d);
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static const struct known_tree *tree_at(struct search *s, const char *path)
{
    struct known_tree *t;
    HASH_FIND_STR(s->trees, path, t);
    if (t)
        return t;
    t = arena_new(&s->arena, struct known_tree);
    t->path = arena_strdup(&s->arena, path);
    HASH_ADD_KEYPTR(hh, s->trees, t->path, strlen(t->path), t);
    struct reading r = {s, t, 0};
    read_folder(&r, path, 0);
    if (r.names >= TREE_NAMES)
        vec_clear(&t->headers);
    else if (t->headers.count)
        qsort(t->headers.items, t->headers.count, sizeof *t->headers.items, by_text);
    return t;
}

/* The folder in which `name` leads to the header, NULL where it does not. */
static const char *folder_of(struct arena *a, const char *header, const char *name)
{
    size_t n = strlen(name), h = strlen(header);
    if (n + 1 >= h || header[h - n - 1] != '/')
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)header[h - n + i]) != (name[i] == '\\' ? '/' : tolower((unsigned char)name[i])))
            return NULL;
    return arena_strndup(a, header, h - n - 1);
}

/* Folders that both paths go through. */
static uint32_t shared_folders(const char *a, const char *b)
{
    uint32_t count = 0;
    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        count += a[i] == '/';
    return count;
}

const char *search_tree(struct search *s, const char *tree, const char *from, const char *name)
{
    const struct known_tree *t = tree_at(s, tree);
    const char *best = NULL;
    uint32_t nearest = 0;
    bool several = false;
    for (uint32_t i = 0; i < t->headers.count; i++) {
        const char *folder = folder_of(&s->arena, t->headers.items[i], name);
        uint32_t near = folder ? 1 + shared_folders(t->headers.items[i], from) : 0;
        if (near > nearest) {
            best = folder;
            nearest = near;
            several = false;
        } else if (near && near == nearest)
            several = true;
    }
    return several ? NULL : best;
}
