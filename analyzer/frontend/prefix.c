/*
 * The system headers that a unit begins with. Its leading directives are read through its own
 * headers (`#include "precomp.h"` begins with what precomp.h begins with) up to the first thing that
 * is no plain #include or #define. What follows the last system header is left out, so that units
 * of one driver, and often of several, share the text.
 *
 * The main file is parsed as it is: its own #include of a header that the prefix brought finds
 * the header's guard set. A header without a guard therefore ends the prefix.
 */
#include "frontend/includes.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX_DEPTH 16 /* nesting of own headers that is followed */

struct prefix {
    struct search *s;
    struct arena *a;
    const struct include_folders *folders;
    struct str text;
    size_t good; /* length of the text up to the last system header */
    VEC(const char *) seen;
    VEC(const char *) stack; /* folders of the files that are being read */
};

static const char *find_in(struct prefix *p, const char *folder, const char *name)
{
    const char *found = search_file(p->s, folder, name, NULL);
    return found && !folder_exists(found) ? found : NULL;
}

/* An own header, or NULL; in cl.exe's order, as the walk has it. */
static const char *find_own(struct prefix *p, const struct lead *l)
{
    const char *found = NULL;
    for (uint32_t i = p->stack.count; !found && l->kind == LEAD_INCLUDE && i > 0; i--)
        found = find_in(p, p->stack.items[i - 1], l->text);
    for (uint32_t i = 0; !found && i < p->folders->own.count; i++)
        found = find_in(p, p->folders->own.items[i], l->text);
    return found;
}

/* The name of a system header relative to its folder, as it is on disk; NULL where there is none. */
static const char *find_system(struct prefix *p, const char *name)
{
    for (uint32_t i = 0; i < p->folders->system.count; i++) {
        const char *found = find_in(p, p->folders->system.items[i], name);
        if (found)
            return search_text(p->s, found)->scan.guarded ? path_relative(found, p->folders->system.items[i]) : NULL;
    }
    return NULL;
}

static bool was_seen(struct prefix *p, const char *path)
{
    for (uint32_t i = 0; i < p->seen.count; i++)
        if (str_equal(p->seen.items[i], path))
            return true;
    return false;
}

static bool append_file(struct prefix *p, const char *path, unsigned depth);

/* One directive; false where the prefix ends. */
static bool append_lead(struct prefix *p, const struct lead *l, unsigned depth)
{
    if (l->kind == LEAD_DEFINE) {
        str_printf(&p->text, "%s\n", l->text);
        return true;
    }
    const char *own = find_own(p, l), *system = own ? NULL : find_system(p, l->text);
    if (own)
        return append_file(p, own, depth + 1);
    if (!system)
        return false;
    str_printf(&p->text, "#include <%s>\n", system);
    p->good = p->text.length;
    return true;
}

/* Appends the file's leading directives. Returns whether there is nothing else in it, so that those of
   the including file may follow. */
static bool append_file(struct prefix *p, const char *path, unsigned depth)
{
    const struct scan *scan = &search_text(p->s, path)->scan;
    bool more = true;
    if (was_seen(p, path))
        return scan->guarded;
    if (depth > PREFIX_DEPTH)
        return false;
    vec_push(&p->seen, path);
    vec_push(&p->stack, path_folder(p->a, path));
    for (uint32_t i = 0; more && i < scan->leads.count; i++)
        more = append_lead(p, &scan->leads.items[i], depth);
    (void)vec_pop(&p->stack);
    return more && scan->leads_only;
}

const char *prefix_text(struct search *s, struct arena *a, const struct unit *u, const struct include_folders *folders,
                        const struct walk *w)
{
    struct prefix p = {.s = s, .a = a, .folders = folders};
    bool more = true;
    for (uint32_t i = 0; more && i < w->forced.count; i++)
        more = append_file(&p, w->forced.items[i], 0);
    if (more)
        append_file(&p, u->path, 0);
    const char *text = arena_strndup(a, str_text(&p.text), p.good);
    str_release(&p.text);
    vec_release(&p.seen);
    vec_release(&p.stack);
    return text;
}

bool prefix_is_hidden(struct search *s, const struct include_folders *folders)
{
    for (uint32_t i = 0; i < folders->own.count; i++) {
        const struct known_folder *own = search_folder(s, folders->own.items[i]);
        for (const struct known_name *n = own->names; n; n = n->exact.next)
            for (uint32_t k = 0; str_ends_with(n->lower, ".h") && k < folders->system.count; k++) {
                struct known_name *other;
                HASH_FIND(exact, search_folder(s, folders->system.items[k])->names, n->name, strlen(n->name), other);
                if (other)
                    return true;
            }
    }
    return false;
}
