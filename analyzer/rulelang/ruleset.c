/* Loading a rule set from folders or from a text, and looking things up in it. */
#include "rulelang/ast.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void ruleset_init(struct ruleset *r) { *r = (struct ruleset){0}; }

void ruleset_release(struct ruleset *r)
{
    vec_release(&r->attributes);
    vec_release(&r->objects);
    vec_release(&r->ddis);
    vec_release(&r->rules);
    vec_release(&r->drivers);
    vec_release(&r->constants);
    vec_release(&r->roles);
    vec_release(&r->pageables);
    vec_release(&r->translations);
    arena_release(&r->arena);
    *r = (struct ruleset){0};
}

/* ---- one load ------------------------------------------------------------------------------- */

static void loading_init(struct loading *l, struct ruleset *r, struct diags *d)
{
    *l = (struct loading){.r = r, .d = d};
    list_init(&l->consts);
    list_init(&l->objects);
    list_init(&l->ddis);
    list_init(&l->rules);
    list_init(&l->drivers);
    list_init(&l->roles);
    list_init(&l->pageables);
    list_init(&l->translations);
}

static struct rule_file *loading_add(struct loading *l, const char *path)
{
    struct rule_file *file = arena_new(&l->arena, struct rule_file);
    file->path = arena_strdup(&l->r->arena, path);
    file->next = l->files;
    l->files = file;
    return file;
}

static int diag_compare(const void *a, const void *b)
{
    const struct diag *x = a, *y = b;
    int c = strcmp(x->file ? x->file : "", y->file ? y->file : "");
    if (c)
        return c;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* Resolves what was parsed; errors are put in the order of the text. */
static bool loading_finish(struct loading *l, uint32_t diags_before, uint32_t errors_before)
{
    resolve_all(l);
    uint32_t count = l->d->list.count - diags_before;
    if (count > 1)
        qsort(l->d->list.items + diags_before, count, sizeof *l->d->list.items, diag_compare);
    for (struct rule_file *f = l->files; f; f = f->next)
        source_release(&f->source);
    arena_release(&l->arena);
    return l->d->errors == errors_before;
}

bool ruleset_load_text(struct ruleset *r, const char *file, const char *text, size_t size, struct diags *d)
{
    struct loading l;
    uint32_t diags_before = d->list.count, errors_before = d->errors;
    loading_init(&l, r, d);
    struct rule_file *f = loading_add(&l, file);
    source_init_text(&f->source, text, size);
    r->hash = hash_bytes128(text, size);
    parse_file(&l, f);
    return loading_finish(&l, diags_before, errors_before);
}

/* ---- folders -------------------------------------------------------------------------------- */

struct paths {
    char **items;
    uint32_t count, capacity;
};

/* Folders nest no deeper than this; it ends the walk of a folder that links to itself. */
#define FOLDER_DEPTH_LIMIT 16

static void paths_collect(struct loading *l, struct paths *out, const char *folder, unsigned depth)
{
    DIR *dir = depth < FOLDER_DEPTH_LIMIT ? opendir(folder) : NULL;
    if (!dir) {
        if (depth < FOLDER_DEPTH_LIMIT)
            diags_add(l->d, SEVERITY_ERROR, NULL, 0, 0, "Cannot read the rules in '%s': %s.", folder, strerror(errno));
        return;
    }
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        char *path = path_join(&l->arena, folder, e->d_name);
        if (stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            paths_collect(l, out, path, depth + 1);
        else if (str_ends_with(e->d_name, ".ddi"))
            vec_push(out, path);
    }
    closedir(dir);
}

static int path_compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* The table stays as it stands in its file; ruleset_irql searches it. A folder without one is none the worse. */
static void load_irql_table(struct loading *l, const char *folder, struct str *hashes)
{
    struct source table;
    if (l->r->irql_table.text || source_load(&table, path_join(&l->arena, folder, "irql.tsv")) != 0)
        return;
    l->r->irql_table.text = arena_strndup(&l->r->arena, table.text, table.size);
    l->r->irql_table.size = (uint32_t)table.size;
    struct hash128 h = hash_bytes128(table.text, table.size);
    str_append_n(hashes, (const char *)&h, sizeof h);
    source_release(&table);
}

bool ruleset_load(struct ruleset *r, const char *const *folders, uint32_t count, struct diags *d)
{
    struct loading l;
    struct str hashes = {0};
    uint32_t diags_before = d->list.count, errors_before = d->errors;
    loading_init(&l, r, d);
    for (uint32_t i = 0; i < count; i++) {
        struct paths paths = {0};
        paths_collect(&l, &paths, folders[i], 0);
        load_irql_table(&l, folders[i], &hashes);
        if (paths.count)
            qsort(paths.items, paths.count, sizeof *paths.items, path_compare);
        for (uint32_t k = 0; k < paths.count; k++) {
            struct rule_file *f = loading_add(&l, paths.items[k]);
            int error = source_load(&f->source, paths.items[k]);
            if (error) {
                diags_add(d, SEVERITY_ERROR, paths.items[k], 0, 0, "Cannot read this file: %s.", strerror(error));
                source_init_text(&f->source, "", 0);
                continue;
            }
            struct hash128 h = hash_bytes128(f->source.text, f->source.size);
            str_append_n(&hashes, (const char *)&h, sizeof h);
            parse_file(&l, f);
        }
        vec_release(&paths);
    }
    r->hash = hash_bytes128(str_text(&hashes), hashes.length);
    str_release(&hashes);
    return loading_finish(&l, diags_before, errors_before);
}

/* ---- looking up ----------------------------------------------------------------------------- */

const struct ddi *ruleset_ddi(const struct ruleset *r, const char *name)
{
    uint32_t low = 0, high = r->ddis.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int c = strcmp(name, r->ddis.items[middle].name);
        if (c == 0)
            return &r->ddis.items[middle];
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Of the name and the row that begins there: like strcmp. */
static int compare_row(const char *name, const char *row, const char *end)
{
    while (*name && row < end && *row != '\t' && *name == *row)
        name++, row++;
    bool row_ends = row == end || *row == '\t';
    return row_ends ? *name != 0 : *name == 0 ? -1 : (unsigned char)*name - (unsigned char)*row;
}

bool ruleset_irql(const struct ruleset *r, const char *name, struct irql_fact *out)
{
    const char *low = r->irql_table.text, *end = low ? low + r->irql_table.size : NULL, *high = end;
    while (low < high) {
        const char *row = low + (high - low) / 2;
        while (row > low && row[-1] != '\n')
            row--;
        const char *line_end = memchr(row, '\n', (size_t)(end - row));
        line_end = line_end ? line_end : end;
        int c = *row == '#' ? 1 : compare_row(name, row, line_end);
        if (c < 0)
            high = row;
        else if (c > 0)
            low = line_end < end ? line_end + 1 : end;
        else {
            char *at = (char *)(uintptr_t)memchr(row, '\t', (size_t)(line_end - row));
            out->low = (uint8_t)strtoul(at + 1, &at, 10);
            out->high = (uint8_t)strtoul(at + 1, &at, 10);
            out->page = at + 1;
            out->page_length = (uint32_t)(line_end - at - 1);
            return true;
        }
    }
    return false;
}

bool ruleset_is_pageable(const struct ruleset *r, const char *name)
{
    for (uint32_t i = 0; i < r->pageables.count; i++) {
        const char *p = r->pageables.items[i];
        size_t n = strlen(p);
        if (n && p[n - 1] == '*' ? strncmp(name, p, n - 1) == 0 : str_equal(name, p))
            return true;
    }
    return false;
}

const struct role *ruleset_role(const struct ruleset *r, const char *name)
{
    for (uint32_t i = 0; i < r->roles.count; i++)
        if (str_equal(r->roles.items[i].name, name))
            return &r->roles.items[i];
    return NULL;
}

/* "sdv NdisAllocateMdl" answers to both the whole and the name behind the blank. */
static bool rule_has_alias(const struct rule *rule, const char *name)
{
    for (uint32_t i = 0; i < rule->alias_count; i++) {
        const char *blank = strchr(rule->aliases[i], ' ');
        if (str_equal(rule->aliases[i], name) || (blank && str_equal(blank + 1, name)))
            return true;
    }
    return false;
}

const struct rule *ruleset_rule(const struct ruleset *r, const char *id)
{
    for (uint32_t i = 0; i < r->rules.count; i++)
        if (str_equal(r->rules.items[i].id, id))
            return &r->rules.items[i];
    for (uint32_t i = 0; i < r->rules.count; i++)
        if (rule_has_alias(&r->rules.items[i], id))
            return &r->rules.items[i];
    return NULL;
}

uint32_t ruleset_object(const struct ruleset *r, const char *name)
{
    for (uint32_t i = 0; i < r->objects.count; i++)
        if (str_equal(r->objects.items[i].name, name))
            return i;
    return UINT32_MAX;
}

uint32_t ruleset_attribute(const struct ruleset *r, uint32_t object, const char *name)
{
    for (uint32_t i = 0; i < r->attributes.count; i++) {
        const struct attribute *a = &r->attributes.items[i];
        if ((a->object == object || a->object == UINT32_MAX) && str_equal(a->name, name))
            return i;
    }
    return UINT32_MAX;
}

const char *object_state_name(enum object_state s)
{
    switch (s) {
    case OBJECT_LIVE:
        return "live";
    case OBJECT_FREED:
        return "freed";
    case OBJECT_LENT:
        return "lent";
    case OBJECT_FOREIGN:
        return "foreign";
    }
    return "unknown";
}

int64_t ruleset_callback_id(const struct ruleset *r, const char *name)
{
    int64_t id = 0;
    for (uint32_t d = 0; name && d < r->drivers.count; d++)
        for (uint32_t c = 0; c < r->drivers.items[d].callback_count; c++) {
            id++;
            if (str_equal(r->drivers.items[d].callbacks[c].name, name))
                return id;
        }
    return 0;
}

const char *ruleset_callback_of_role(const struct ruleset *r, const char *role)
{
    const char *found = NULL;
    for (uint32_t d = 0; role && d < r->drivers.count; d++)
        for (uint32_t c = 0; c < r->drivers.items[d].callback_count; c++) {
            const struct callback *cb = &r->drivers.items[d].callbacks[c];
            if (!str_equal(cb->role, role))
                continue;
            if (found && !str_equal(found, cb->name))
                return NULL;
            found = cb->name;
        }
    return found;
}

const struct callback *ruleset_callback(const struct ruleset *r, int64_t id)
{
    for (uint32_t d = 0; d < r->drivers.count; d++) {
        uint32_t count = r->drivers.items[d].callback_count;
        if (id >= 1 && id <= (int64_t)count)
            return &r->drivers.items[d].callbacks[id - 1];
        id -= count;
    }
    return NULL;
}

/* ---- what contracts say of kinds and moments ------------------------------------------------------------- */

static const char *link_in(const struct effect *f, uint32_t count, uint32_t object)
{
    const char *found = NULL;
    for (uint32_t i = 0; i < count && !found; i++) {
        if (f[i].kind == EFFECT_LEND && f[i].object == object + 1 && f[i].link)
            found = f[i].link;
        else
            found = link_in(f[i].inner, f[i].inner_count, object);
    }
    return found;
}

const char *ruleset_kind_link(const struct ruleset *r, uint32_t object)
{
    const char *found = NULL;
    for (uint32_t i = 0; i < r->ddis.count && !found && r->objects.items[object].record; i++)
        found = link_in(r->ddis.items[i].effects, r->ddis.items[i].effect_count, object);
    return found;
}

bool effect_gives(const struct effect *f)
{
    bool found = f->kind == EFFECT_NEW || f->kind == EFFECT_ACQUIRE || f->kind == EFFECT_WAIT;
    for (uint32_t i = 0; i < f->inner_count; i++)
        found |= effect_gives(&f->inner[i]);
    return found;
}

bool effect_takes(const struct effect *f)
{
    bool found = f->kind == EFFECT_FREE || f->kind == EFFECT_LEND || f->kind == EFFECT_RELEASE;
    for (uint32_t i = 0; i < f->inner_count; i++)
        found |= effect_takes(&f->inner[i]);
    return found;
}

uint32_t ddi_effects_before(const struct ddi *d)
{
    uint32_t split = 0;
    while (split < d->effect_count && !effect_gives(&d->effects[split]))
        split++;
    return split;
}
