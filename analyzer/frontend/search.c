/* Folders and texts, each read once in a run. Used by one thread. */
#include "frontend/includes.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

void search_init(struct search *s)
{
    *s = (struct search){0};
    arena_init(&s->arena);
}

void search_release(struct search *s)
{
    struct known_folder *f, *next_folder;
    struct known_text *t, *next_text;
    struct known_tree *tree, *next_tree;
    HASH_ITER(hh, s->trees, tree, next_tree)
    {
        vec_release(&tree->headers);
        HASH_DEL(s->trees, tree);
    }
    HASH_ITER(hh, s->folders, f, next_folder)
    {
        HASH_CLEAR(exact, f->names);
        HASH_CLEAR(folded, f->lower_names);
        HASH_DEL(s->folders, f);
    }
    HASH_ITER(hh, s->texts, t, next_text)
    {
        scan_release(&t->scan);
        HASH_DEL(s->texts, t);
    }
    arena_release(&s->arena);
}

static const char *lower_case(struct arena *a, const char *name)
{
    char *lower = arena_strdup(a, name);
    for (char *p = lower; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return lower;
}

static void add_name(struct search *s, struct known_folder *f, const char *name)
{
    struct known_name *n = arena_new(&s->arena, struct known_name), *other;
    n->name = arena_strdup(&s->arena, name);
    n->lower = lower_case(&s->arena, name);
    HASH_ADD_KEYPTR(exact, f->names, n->name, strlen(n->name), n);
    HASH_FIND(folded, f->lower_names, n->lower, strlen(n->lower), other);
    if (other && strcmp(other->name, n->name) < 0) /* of two that differ in case the first by name, always */
        return;
    if (other)
        HASH_DELETE(folded, f->lower_names, other);
    HASH_ADD_KEYPTR(folded, f->lower_names, n->lower, strlen(n->lower), n);
}

const struct known_folder *search_folder(struct search *s, const char *path)
{
    struct known_folder *f;
    HASH_FIND_STR(s->folders, path, f);
    if (f)
        return f;
    f = arena_new(&s->arena, struct known_folder);
    f->path = arena_strdup(&s->arena, path);
    HASH_ADD_KEYPTR(hh, s->folders, f->path, strlen(f->path), f);
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;)
        add_name(s, f, e->d_name);
    if (d)
        closedir(d);
    return f;
}

const struct known_text *search_text(struct search *s, const char *path)
{
    struct known_text *t;
    HASH_FIND_STR(s->texts, path, t);
    if (t)
        return t;
    t = arena_new(&s->arena, struct known_text);
    t->path = arena_strdup(&s->arena, path);
    HASH_ADD_KEYPTR(hh, s->texts, t->path, strlen(t->path), t);
    size_t size;
    char *text = file_read(path, &size);
    t->readable = text != NULL;
    t->is_utf16 = text && text_is_utf16(text, size);
    if (t->is_utf16) {
        char *copy = text_to_utf8(text, size);
        free(text);
        text = copy;
        size = strlen(text);
    }
    if (text)
        scan_text(&s->arena, text, size, &t->scan);
    free(text);
    return t;
}

static const char *name_in(const struct known_folder *f, const char *name, size_t length)
{
    struct known_name *n;
    HASH_FIND(exact, f->names, name, length, n);
    if (n)
        return n->name;
    char lower[256];
    if (length >= sizeof lower)
        return NULL;
    for (size_t i = 0; i < length; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    HASH_FIND(folded, f->lower_names, lower, length, n);
    return n ? n->name : NULL;
}

const char *search_file(struct search *s, const char *folder, const char *name, const char **spelled)
{
    const char *at = folder;
    char *right = arena_strdup(&s->arena, name);
    for (char *part = right; *part;) {
        size_t n = strcspn(part, "/\\");
        if (n == 2 && part[0] == '.' && part[1] == '.') {
            at = path_folder(&s->arena, at);
        } else if (n > 0 && !(n == 1 && part[0] == '.')) {
            const char *real = name_in(search_folder(s, at), part, n);
            if (!real)
                return NULL;
            memcpy(part, real, n);
            at = path_join(&s->arena, at, real);
        }
        part += n;
        if (*part)
            *part++ = '/';
    }
    if (spelled)
        *spelled = str_equal(right, name) ? name : right;
    return at;
}
