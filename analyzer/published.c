/*
 * rules --coverage: which of the rules that others publish ours cover. rules/published.tsv lists them (name, kind, page);
 * a rule of ours names those that it covers as aliases: "sdv NAME", or "sdv KIND NAME" where one name is of several kinds.
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>

struct published {
    const char *name, *kind, *page;
};

struct total {
    const char *kind;
    uint32_t count, covered;
};

/* Splits the next line of *text in place; false at the end. Comments and lines of another form are skipped. */
static bool next_row(char **text, struct published *out)
{
    while (**text) {
        char *line = *text, *end = strchr(line, '\n');
        *text = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        char *kind = strchr(line, '\t'), *page = kind ? strchr(kind + 1, '\t') : NULL;
        if (line[0] == '#' || !page)
            continue;
        *kind++ = *page++ = '\0';
        *out = (struct published){line, kind, page};
        return true;
    }
    return false;
}

/* Whether the alias speaks of the published rule. */
static bool alias_is(const char *alias, const struct published *p)
{
    const char *name = strrchr(alias, ' '), *first = strchr(alias, ' ');
    if (!name || !str_equal(name + 1, p->name))
        return false;
    size_t kind = strlen(p->kind);
    return first == name || ((size_t)(name - first - 1) == kind && strncmp(first + 1, p->kind, kind) == 0);
}

/* Our rules that cover it, separated by commas; "-" where none does. */
static bool append_rules(const struct ruleset *r, const struct published *p, struct str *out)
{
    bool any = false;
    for (uint32_t i = 0; i < r->rules.count; i++) {
        bool covers = false;
        for (uint32_t k = 0; k < r->rules.items[i].alias_count; k++)
            covers |= alias_is(r->rules.items[i].aliases[k], p);
        if (covers)
            str_printf(out, "%s%s", any ? ", " : "", r->rules.items[i].id);
        any |= covers;
    }
    str_append(out, any ? "" : "-");
    return any;
}

static struct total *total_of(struct total *totals, uint32_t *count, uint32_t capacity, const char *kind)
{
    uint32_t i = 0;
    while (i < *count && !str_equal(totals[i].kind, kind))
        i++;
    if (i == *count && i < capacity)
        totals[(*count)++].kind = kind;
    return i < capacity ? &totals[i] : NULL;
}

bool session_published(struct session *s)
{
    enum { KINDS_MAX = 16 };
    struct total totals[KINDS_MAX] = {{0}}, all = {.kind = "all"};
    uint32_t kinds = 0;
    struct source table;
    struct published row;
    const char *path = path_join(&s->arena, s->data.rules, "published.tsv");
    if (source_load(&table, path) != 0) {
        fprintf(s->err, "%s: cannot be read\n", path);
        return false;
    }
    char *text = arena_strdup(&s->arena, table.text), *at = text;
    while (next_row(&at, &row)) {
        struct str rules = {0};
        bool covered = append_rules(&s->rules, &row, &rules);
        struct total *t = total_of(totals, &kinds, KINDS_MAX, row.kind);
        fprintf(s->out, "%-13s  %-44s  %s\n", row.kind, row.name, str_text(&rules));
        if (t) {
            t->count++;
            t->covered += covered;
        }
        all.count++;
        all.covered += covered;
        str_release(&rules);
    }
    for (uint32_t i = 0; i < kinds; i++)
        fprintf(s->out, "total  %-13s  %3u of %3u covered\n", totals[i].kind, totals[i].covered, totals[i].count);
    fprintf(s->out, "total  %-13s  %3u of %3u covered\n", all.kind, all.covered, all.count);
    source_release(&table);
    return true;
}
