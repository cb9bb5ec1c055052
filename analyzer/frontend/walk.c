/* A unit's own headers, from its main file on: which includes clang would not find by itself. */
#include "frontend/generated.h"

#include <stdlib.h>
#include <string.h>

struct visited {
    UT_hash_handle hh;
    const char *path;
};

struct walker {
    struct search *s;
    struct arena *a;
    const struct unit *unit;
    struct include_folders *folders;
    const char *trace_host;
    struct walk *out;
    struct visited *visited;
    VEC(const char *) stack; /* folders of the files that are being read, the innermost last */
};

static void add_stand_in(struct walker *w, const char *folder, const char *name, const char *text, size_t size)
{
    vec_push(&w->out->stand_ins, (struct stand_in){path_join(w->a, folder, name), text, size});
}

/* ---- finding ---------------------------------------------------------------------------------- */

static const char *look_in(struct walker *w, const char *folder, const char *name, const char **spelled)
{
    const char *found = search_file(w->s, folder, name, spelled);
    return found && !folder_exists(found) ? found : NULL;
}

struct found {
    const char *path;    /* or NULL */
    const char *spelled; /* as clang has to see the name */
    bool system;         /* the file belongs to a system folder */
    bool beyond;         /* clang does not look there */
};

/* cl.exe's order: for quoted names the including file's folder and those of the files that include it, from
   the innermost outward; then the folders of the command line. */
static struct found look_up(struct walker *w, const struct include *i)
{
    struct found f = {.spelled = i->name};
    if (!i->angled)
        f.path = look_in(w, vec_last(&w->stack), i->name, &f.spelled);
    for (uint32_t k = w->stack.count - 1; !f.path && !i->angled && k > 0; k--) {
        f.path = look_in(w, w->stack.items[k - 1], i->name, &f.spelled);
        f.beyond = f.path != NULL;
    }
    for (uint32_t k = 0; !f.path && k < w->folders->own.count; k++)
        f.path = look_in(w, w->folders->own.items[k], i->name, &f.spelled);
    if (f.path)
        return f;
    for (uint32_t k = 0; !f.path && k < w->folders->system.count; k++)
        f.path = look_in(w, w->folders->system.items[k], i->name, &f.spelled);
    f.system = f.path != NULL;
    return f;
}

/* ---- a copy with the right names ----------------------------------------------------------------- */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct misspelt {
    const char *name, *right;
};

/* Replaces `name` between quotes or angle brackets in the directive lines of text. */
static void respell(char *text, const struct misspelt *m)
{
    size_t n = strlen(m->name);
    for (char *at = text; (at = strstr(at, m->name)) != NULL; at += n) {
        char *line = at;
        while (line > text && line[-1] != '\n')
            line--;
        line += line == text && strncmp(line, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0 ? strlen(BYTE_ORDER_MARK) : 0;
        while (*line == ' ' || *line == '\t')
            line++;
        if (*line == '#' && at > line && (at[-1] == '"' || at[-1] == '<') && (at[n] == '"' || at[n] == '>'))
            memcpy(at, m->right, n);
    }
}

static void add_copy(struct walker *w, const char *path, const struct misspelt *names, uint32_t count)
{
    size_t size;
    char *text = file_read(path, &size);
    if (!text)
        return;
    char *utf8 = text_is_utf16(text, size) ? text_to_utf8(text, size) : NULL;
    size = utf8 ? strlen(utf8) : size;
    char *copy = arena_strndup(w->a, utf8 ? utf8 : text, size);
    free(utf8);
    free(text);
    for (uint32_t i = 0; i < count; i++)
        respell(copy, &names[i]);
    add_stand_in(w, path, "", copy, size);
}

/* ---- the walk ---------------------------------------------------------------------------------------- */

static void read_file(struct walker *w, const char *path);

/* A header that a build makes from a file beside the including files, in the unit's folder or in one of the search
   path; its text, or NULL. */
static const char *make_header(struct walker *w, const char *name)
{
    const char *text = NULL;
    if (strpbrk(name, "/\\"))
        return NULL;
    for (uint32_t k = w->stack.count; !text && k > 0; k--)
        text = generated_header(w->s, w->a, w->stack.items[k - 1], name);
    if (!text)
        text = generated_header(w->s, w->a, w->unit->folder, name);
    for (uint32_t k = 0; !text && k < w->folders->own.count; k++)
        text = generated_header(w->s, w->a, w->folders->own.items[k], name);
    return text;
}

/* What the tree around has of a name that leads nowhere, or to a header of the system although it is quoted. */
static struct found look_in_tree(struct walker *w, const struct include *i, struct found f)
{
    const char *folder = NULL;
    if (w->unit->tree && !str_ends_with(i->name, ".tmh"))
        folder = search_tree(w->s, w->unit->tree, vec_last(&w->stack), i->name);
    if (!folder)
        return f;
    vec_push(&w->folders->own, folder);
    vec_push(&w->out->added, folder);
    return look_up(w, i);
}

/* Follows one include of a file. *m tells how its name has to be spelled. */
static void follow(struct walker *w, const struct include *i, struct misspelt *m)
{
    *m = (struct misspelt){i->name, i->name};
    if (i->name[0] == '/' || (i->name[0] && i->name[1] == ':'))
        return;
    struct found f = look_up(w, i);
    if (!f.path || (f.system && !i->angled))
        f = look_in_tree(w, i, f);
    const char *here = i->angled ? w->trace_host : vec_last(&w->stack);
    m->right = f.spelled;
    if (f.beyond) {
        const char *text = arena_printf(w->a, "#include \"%s\"\n", f.path);
        add_stand_in(w, here, f.spelled, text, strlen(text));
    }
    if (f.path && !f.system)
        read_file(w, f.path);
    else if (!f.path && str_ends_with(i->name, ".tmh"))
        add_stand_in(w, here, i->name, NULL, 0);
    const char *made = f.path ? NULL : make_header(w, i->name);
    if (made) {
        add_stand_in(w, here, i->name, made, strlen(made));
        vec_push(&w->out->made, vec_last(&w->out->stand_ins).path);
    }
}

static void read_file(struct walker *w, const char *path)
{
    struct visited *v;
    HASH_FIND_STR(w->visited, path, v);
    if (v)
        return;
    v = arena_new(w->a, struct visited);
    v->path = path;
    HASH_ADD_KEYPTR(hh, w->visited, v->path, strlen(v->path), v);
    const struct known_text *t = search_text(w->s, path);
    VEC(struct misspelt) misspelt = {0};
    for (uint32_t i = 0; i < t->scan.trace_functions.count; i++)
        vec_push(&w->out->trace_functions, t->scan.trace_functions.items[i]);
    vec_push(&w->stack, path_folder(w->a, path));
    for (uint32_t i = 0; i < t->scan.includes.count; i++) {
        struct misspelt m;
        follow(w, &t->scan.includes.items[i], &m);
        if (m.right != m.name)
            vec_push(&misspelt, m);
    }
    (void)vec_pop(&w->stack);
    if (misspelt.count || t->is_utf16)
        add_copy(w, path, misspelt.items, misspelt.count);
    vec_release(&misspelt);
}

static void read_forced(struct walker *w, const struct unit *u)
{
    for (uint32_t i = 0; i + 1 < u->arg_count; i++) {
        if (!str_equal(u->args[i], "-include"))
            continue;
        struct include forced = {u->args[i + 1], false};
        vec_push(&w->stack, u->folder);
        struct found f = forced.name[0] == '/' ? (struct found){.path = forced.name} : look_up(w, &forced);
        if (f.path) {
            vec_push(&w->out->forced, f.path);
            if (!f.system)
                read_file(w, f.path);
        }
        (void)vec_pop(&w->stack);
    }
}

static int by_path(const void *a, const void *b)
{
    const struct stand_in *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void settle(struct walk *w)
{
    uint32_t kept = 0;
    if (w->stand_ins.count)
        qsort(w->stand_ins.items, w->stand_ins.count, sizeof *w->stand_ins.items, by_path);
    for (uint32_t i = 0; i < w->stand_ins.count; i++)
        if (i == 0 || !str_equal(w->stand_ins.items[i].path, w->stand_ins.items[kept - 1].path))
            w->stand_ins.items[kept++] = w->stand_ins.items[i];
    w->stand_ins.count = kept;
    kept = 0;
    if (w->trace_functions.count)
        qsort(w->trace_functions.items, w->trace_functions.count, sizeof *w->trace_functions.items, by_name);
    for (uint32_t i = 0; i < w->trace_functions.count; i++)
        if (i == 0 || !str_equal(w->trace_functions.items[i], w->trace_functions.items[kept - 1]))
            w->trace_functions.items[kept++] = w->trace_functions.items[i];
    w->trace_functions.count = kept;
}

void walk_unit(struct search *s, struct arena *a, const struct unit *u, struct include_folders *folders,
               const char *trace_host, struct walk *out)
{
    struct walker w = {.s = s, .a = a, .unit = u, .folders = folders, .trace_host = trace_host, .out = out};
    *out = (struct walk){0};
    read_forced(&w, u);
    read_file(&w, u->path);
    HASH_CLEAR(hh, w.visited);
    vec_release(&w.stack);
    settle(out);
}

void walk_release(struct walk *w)
{
    vec_release(&w->stand_ins);
    vec_release(&w->trace_functions);
    vec_release(&w->forced);
    vec_release(&w->made);
    vec_release(&w->added);
}
