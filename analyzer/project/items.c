/* The later passes: item definitions and items, and the wildcards in them. */
#include "project/msbuild.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum metadata metadata_find(const char *name, size_t length)
{
    static const char *const names[] = {
#define X(n) #n,
        MSBUILD_METADATA(X)
#undef X
    };
    for (int i = 0; i < META_COUNT; i++)
        if (strncasecmp(names[i], name, length) == 0 && !names[i][length])
            return (enum metadata)i;
    return META_COUNT;
}

/* ---- wildcards ---------------------------------------------------------------------------------------- */

#define PARTS_LIMIT 64u     /* of a path; also how deep a search goes */
#define VISIT_LIMIT 200000u /* entries that one pattern may look at */

bool has_wildcard(const char *text) { return strpbrk(text, "*?") != NULL; }

/* One part of a path; case does not count. Linear but for one star at a time. */
static bool part_fits(const char *pattern, size_t n, const char *name, size_t length)
{
    size_t p = 0, at = 0, star = SIZE_MAX, star_at = 0;
    while (at < length) {
        if (p < n && pattern[p] == '*') {
            star = p++;
            star_at = at;
        } else if (p < n &&
                   (pattern[p] == '?' || tolower((unsigned char)pattern[p]) == tolower((unsigned char)name[at]))) {
            p++;
            at++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            at = ++star_at;
        } else
            return false;
    }
    while (p < n && pattern[p] == '*')
        p++;
    return p == n;
}

struct parts {
    const char *at[PARTS_LIMIT];
    size_t length[PARTS_LIMIT];
    uint32_t count;
    bool too_many;
};

static void cut(const char *path, struct parts *out)
{
    out->count = 0;
    out->too_many = false;
    for (const char *p = path; *p;) {
        size_t n = strcspn(p, "/");
        if (n && out->count == PARTS_LIMIT)
            out->too_many = true;
        else if (n) {
            out->at[out->count] = p;
            out->length[out->count++] = n;
        }
        p += n + (p[n] == '/');
    }
}

static bool path_fits(const char *pattern, const char *path)
{
    struct parts p, q;
    cut(pattern, &p);
    cut(path, &q);
    if (p.too_many || q.too_many)
        return false;
    bool row[PARTS_LIMIT + 1] = {true}; /* row[j]: the parts of the pattern so far fit the first j of the path */
    for (uint32_t i = 0; i < p.count; i++) {
        bool many = p.length[i] == 2 && p.at[i][0] == '*' && p.at[i][1] == '*', before = row[0];
        row[0] = many && row[0];
        for (uint32_t j = 1; j <= q.count; j++) {
            bool here = row[j];
            row[j] =
                many ? row[j] || row[j - 1] : before && part_fits(p.at[i], p.length[i], q.at[j - 1], q.length[j - 1]);
            before = here;
        }
    }
    return row[q.count];
}

struct search {
    struct msbuild *m;
    const struct scope *s;
    const char *pattern;
    struct words_list *out;
    uint32_t visited, depth_limit;
    bool told;
};

static void search_folder(struct search *f, const char *folder, uint32_t depth)
{
    DIR *dir = depth < f->depth_limit ? opendir(folder) : NULL;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (str_equal(e->d_name, ".") || str_equal(e->d_name, ".."))
            continue;
        if (++f->visited > VISIT_LIMIT) {
            if (!f->told)
                msbuild_say(f->m, SEVERITY_ERROR, f->s, "'%s' searches more than %u files; the rest is left out",
                            f->pattern, VISIT_LIMIT);
            f->told = true;
            break;
        }
        const char *path = path_join(f->m->a, folder, e->d_name);
        struct stat st;
        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
            search_folder(f, path, depth + 1);
        else if (path_fits(f->pattern, path))
            vec_push(&f->out->list, path);
    }
    if (dir)
        closedir(dir);
}

static int text_order(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

void glob_files(struct msbuild *m, const struct scope *s, const char *pattern, struct words_list *out)
{
    if (!has_wildcard(pattern)) {
        vec_push(&out->list, pattern);
        return;
    }
    size_t fixed = strcspn(pattern, "*?");
    while (fixed && pattern[fixed - 1] != '/')
        fixed--;
    const char *folder = path_match(m->a, arena_strndup(m->a, pattern, fixed > 1 ? fixed - 1 : 1));
    struct parts all;
    cut(pattern + fixed, &all);
    struct search f = {.m = m, .s = s, .out = out};
    f.pattern = path_join(m->a, folder, pattern + fixed);
    f.depth_limit = strstr(pattern, "**") ? 32 : all.count;
    uint32_t first = out->list.count;
    search_folder(&f, folder, 0);
    if (out->list.count > first)
        qsort(out->list.items + first, out->list.count - first, sizeof *out->list.items, text_order);
}

/* ---- metadata ------------------------------------------------------------------------------------------ */

static void set_metadata(struct msbuild *m, const struct document *doc, const struct xml_element *e, struct item *item)
{
    for (uint32_t i = 0; i < e->attribute_count; i++) { /* metadata as attributes */
        enum metadata k = metadata_find(e->attributes[i].name, strlen(e->attributes[i].name));
        struct scope s = {.document = doc, .line = e->line, .column = e->column, .item = item};
        if (k != META_COUNT)
            item->meta[k] = expand(m, &s, e->attributes[i].value);
    }
    for (const struct xml_element *child = e->first; child && !m->stopped; child = child->next) {
        enum metadata k = metadata_find(child->name, strlen(child->name));
        struct scope s = {.document = doc, .line = child->line, .column = child->column, .item = item};
        if (k != META_COUNT && condition_holds(m, &s, child))
            item->meta[k] = expand(m, &s, child->text);
    }
}

static void definition_group(struct msbuild *m, const struct pending *group)
{
    const struct document *doc = group->document;
    struct scope s = {.document = doc, .line = group->element->line};
    if (!condition_holds(m, &s, group->element))
        return;
    for (const struct xml_element *e = group->element->first; e && !m->stopped; e = e->next) {
        struct item defaults = {.type = "ClCompile", .include = "", .document = doc, .line = e->line};
        memcpy(defaults.meta, m->defaults, sizeof m->defaults);
        struct scope at = {.document = doc, .line = e->line, .item = &defaults};
        if (!xml_is(e, "ClCompile") || !condition_holds(m, &at, e))
            continue;
        set_metadata(m, doc, e, &defaults);
        memcpy(m->defaults, defaults.meta, sizeof m->defaults);
    }
}

/* ---- items ------------------------------------------------------------------------------------------------ */

static const char *absolute(struct msbuild *m, const char *path)
{
    return path_windows(m->a, &m->options->maps, m->project->folder, path);
}

/* The types of which lists are kept: sources, references, and whatever sources are made of by @(Type). */
struct wanted {
    VEC(const char *) types;
};

static bool is_wanted(const struct wanted *w, const char *type)
{
    for (uint32_t i = 0; i < w->types.count; i++)
        if (!strcasecmp(w->types.items[i], type))
            return true;
    return false;
}

static void want_mentioned(struct msbuild *m, struct wanted *w, const struct xml_element *e)
{
    for (uint32_t i = 0; i < e->attribute_count; i++)
        for (const char *p = e->attributes[i].value; (p = strstr(p, "@(")); p += 2) {
            size_t n = 0;
            while (isalnum((unsigned char)p[2 + n]) || p[2 + n] == '_')
                n++;
            const char *type = arena_strndup(m->a, p + 2, n);
            if (w->types.count < 100 && !is_wanted(w, type))
                vec_push(&w->types, type);
        }
}

static void find_wanted(struct msbuild *m, struct wanted *w)
{
    vec_push(&w->types, "ClCompile");
    vec_push(&w->types, "ProjectReference");
    for (uint32_t before = 0; before != w->types.count;) {
        before = w->types.count;
        for (uint32_t g = 0; g < m->groups.count; g++)
            for (const struct xml_element *e = m->groups.items[g].element->first; e; e = e->next)
                if (is_wanted(w, e->name))
                    want_mentioned(m, w, e);
    }
}

struct one {
    const char *include, *path;
};

struct list {
    VEC(struct one) items;
};

/* "@(Type)" as the items of that type so far. Returns false where the part is no reference. */
static bool add_reference(struct msbuild *m, const struct scope *s, const char *part, struct list *out)
{
    size_t n = strlen(part);
    if (!str_starts_with(part, "@("))
        return false;
    size_t name = strcspn(part + 2, ")->, \t");
    if (part[n - 1] != ')' || name + 3 != n) {
        msbuild_say(m, SEVERITY_WARNING, s, "the item expression %.80s is not supported; it is read as empty", part);
        return true;
    }
    const char *type = arena_strndup(m->a, part + 2, name);
    for (uint32_t i = 0; i < m->items.count && out->items.count < MSBUILD_ITEM_LIMIT; i++)
        if (!strcasecmp(m->items.items[i].type, type))
            vec_push(&out->items, (struct one){m->items.items[i].include, m->items.items[i].path});
    return true;
}

/* The files that Include, Exclude, Remove or Update names. Patterns stay patterns unless `search`. */
static void read_paths(struct msbuild *m, const struct scope *s, const char *text, bool search, struct list *out)
{
    struct words_list parts = {0}, files = {0};
    if (text)
        split_list(m->a, settle(m, expand(m, s, text), "a list of sources"), &parts);
    for (uint32_t i = 0; i < parts.list.count && out->items.count < MSBUILD_ITEM_LIMIT; i++) {
        const char *part = parts.list.items[i];
        if (add_reference(m, s, part, out))
            continue;
        const char *path = absolute(m, part);
        if (!search || !has_wildcard(path) || path[0] != '/') {
            vec_push(&out->items, (struct one){part, path});
            continue;
        }
        vec_clear(&files.list);
        glob_files(m, s, path, &files);
        for (uint32_t k = 0; k < files.list.count; k++)
            vec_push(&out->items,
                     (struct one){path_relative(files.list.items[k], m->project->folder), files.list.items[k]});
    }
    vec_release(&parts.list);
    vec_release(&files.list);
}

static bool is_in(const struct list *list, const char *path)
{
    for (uint32_t i = 0; i < list->items.count; i++) {
        const char *pattern = list->items.items[i].path;
        if (has_wildcard(pattern) ? path_fits(pattern, path) : strcasecmp(pattern, path) == 0)
            return true;
    }
    return false;
}

static void include(struct msbuild *m, const struct scope *s, const struct xml_element *e, const struct list *files,
                    const struct list *excluded)
{
    for (uint32_t i = 0; i < files->items.count && !m->stopped; i++) {
        const struct one *f = &files->items.items[i];
        if (is_in(excluded, f->path))
            continue;
        if (m->items.count >= MSBUILD_ITEM_LIMIT) {
            msbuild_say(m, SEVERITY_ERROR, s, "more than %u items; the rest is left out", MSBUILD_ITEM_LIMIT);
            return;
        }
        struct item item = {.type = e->name,
                            .include = f->include,
                            .path = f->path,
                            .document = s->document,
                            .line = e->line,
                            .column = e->column};
        if (xml_is(e, "ClCompile"))
            memcpy(item.meta, m->defaults, sizeof item.meta);
        set_metadata(m, s->document, e, &item);
        vec_push(&m->items, item);
    }
}

static void item_element(struct msbuild *m, const struct document *doc, const struct xml_element *e)
{
    struct scope s = {.document = doc, .line = e->line, .column = e->column};
    if (!condition_holds(m, &s, e))
        return;
    struct list files = {0}, excluded = {0}, removed = {0}, updated = {0};
    read_paths(m, &s, xml_attribute(e, "Include"), true, &files);
    read_paths(m, &s, xml_attribute(e, "Exclude"), false, &excluded);
    read_paths(m, &s, xml_attribute(e, "Remove"), false, &removed);
    read_paths(m, &s, xml_attribute(e, "Update"), false, &updated);
    msbuild_spend(m, &s, (size_t)files.items.count * (excluded.items.count + 1));
    msbuild_spend(m, &s, (size_t)m->items.count * (removed.items.count + updated.items.count));
    include(m, &s, e, &files, &excluded);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->items.count && !m->stopped && (removed.items.count || updated.items.count); i++) {
        struct item item = m->items.items[i];
        bool same = !strcasecmp(item.type, e->name);
        if (same && is_in(&removed, item.path))
            continue;
        if (same && is_in(&updated, item.path))
            set_metadata(m, doc, e, &item);
        m->items.items[kept++] = item;
    }
    if (!m->stopped && (removed.items.count || updated.items.count))
        m->items.count = kept;
    vec_release(&files.items);
    vec_release(&excluded.items);
    vec_release(&removed.items);
    vec_release(&updated.items);
}

void evaluate_items(struct msbuild *m)
{
    struct wanted w = {0};
    for (uint32_t i = 0; i < m->definitions.count && !m->stopped; i++)
        definition_group(m, &m->definitions.items[i]);
    find_wanted(m, &w);
    for (uint32_t g = 0; g < m->groups.count && !m->stopped; g++) {
        const struct pending *group = &m->groups.items[g];
        struct scope s = {.document = group->document, .line = group->element->line, .column = group->element->column};
        if (!condition_holds(m, &s, group->element))
            continue;
        for (const struct xml_element *e = group->element->first; e && !m->stopped; e = e->next)
            if (is_wanted(&w, e->name))
                item_element(m, group->document, e);
    }
    vec_release(&w.types);
}
