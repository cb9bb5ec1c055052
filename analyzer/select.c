/*
 * Which rules count. A name is an id ("double-free"), a prefix of whole words ("ndis",
 * "ndis-pool"), a published name of the same rule ("NdisAllocateMdl"), or "all".
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>

bool rule_is_named(const struct rule *r, const char *name)
{
    size_t n = strlen(name);
    while (n && (name[n - 1] == '*' || name[n - 1] == '-'))
        n--;
    if (n && strncmp(r->id, name, n) == 0 && (r->id[n] == '\0' || r->id[n] == '-'))
        return true;
    for (uint32_t i = 0; i < r->alias_count; i++) {
        const char *alias = r->aliases[i], *word = strrchr(alias, ' ');
        if (str_equal(alias, name) || (word && str_equal(word + 1, name)))
            return true;
    }
    return str_equal(name, "all");
}

static bool mark(const struct ruleset *r, const char *option, const char *name, bool value, bool *selected,
                 struct diags *d)
{
    bool found = false;
    for (uint32_t i = 0; i < r->rules.count; i++)
        if (rule_is_named(&r->rules.items[i], name)) {
            selected[i] = value;
            found = true;
        }
    if (found)
        return true;
    const char **ids = mem_alloc(sizeof *ids * (r->rules.count + 1));
    for (uint32_t i = 0; i < r->rules.count; i++)
        ids[i] = r->rules.items[i].id;
    const char *near = str_nearest(name, ids, r->rules.count);
    struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "%s: there is no rule '%s'", option, name);
    g->hint = near ? arena_printf(&d->arena, "did you mean '%s'?", near) : "ddicheck rules lists them";
    free(ids);
    return false;
}

bool rules_select(const struct ruleset *r, const struct texts *select, const struct texts *ignore, bool *selected,
                  struct diags *d)
{
    bool good = true;
    for (uint32_t i = 0; i < r->rules.count; i++)
        selected[i] = select->list.count == 0;
    for (uint32_t i = 0; i < select->list.count; i++)
        good &= mark(r, "--select", select->list.items[i], true, selected, d);
    for (uint32_t i = 0; i < ignore->list.count; i++)
        good &= mark(r, "--ignore", ignore->list.items[i], false, selected, d);
    return good;
}

bool session_select(struct session *s)
{
    struct diags d;
    diags_init(&d);
    s->rule_selected = arena_array(&s->arena, bool, s->rules.rules.count + 1);
    bool good = rules_select(&s->rules, &s->options->select, &s->options->ignore, s->rule_selected, &d);
    session_say(s, &d, "an unknown rule");
    return good;
}

static bool is_selected(const struct session *s, const char *id)
{
    for (uint32_t i = 0; i < s->rules.rules.count; i++)
        if (str_equal(s->rules.rules.items[i].id, id))
            return s->rule_selected[i];
    return true;
}

static bool in_system_header(const struct session *s, const char *file)
{
    for (uint32_t u = 0; file && u < s->project.units.count; u++) {
        const struct ir_module *m = &s->lowered[u].module;
        for (uint32_t i = 0; s->lowered[u].usable && i < m->files.count; i++)
            if (str_equal(ir_text(m, m->files.items[i].path), file))
                return (m->files.items[i].flags & IR_FILE_SYSTEM) != 0;
    }
    return false;
}

/* Moves a finding inside of a system header to the call by which the driver got there; false where there is none. */
static bool move_to_caller(struct session *s, struct finding *f)
{
    uint32_t k = f->step_count;
    while (k > 0 && in_system_header(s, f->steps[k - 1].place.file))
        k--;
    if (k == 0 || f->steps[k - 1].kind != STEP_CALL)
        return false;
    struct step *steps = arena_array(&s->findings.arena, struct step, k);
    memcpy(steps, f->steps, k * sizeof *steps);
    steps[k - 1] = f->steps[f->step_count - 1];
    steps[k - 1].place = f->place = f->steps[k - 1].place;
    steps[k - 1].depth = f->steps[k - 1].depth;
    f->steps = steps;
    f->step_count = k;
    return true;
}

static int order_notes(const void *pa, const void *pb)
{
    const struct report_problem *a = pa, *b = pb;
    int r = strcmp(a->file, b->file);
    if (!r && a->line != b->line)
        r = a->line < b->line ? -1 : 1;
    if (!r && a->column != b->column)
        r = a->column < b->column ? -1 : 1;
    return r ? r : strcmp(a->text, b->text);
}

/* What is believed at probes: a note for each distinct belief, in the order of the text. */
static void take_probes(struct session *s)
{
    uint32_t first = s->problems.count, kept = first;
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        const struct finding *f = &s->findings.list.items[i];
        if (str_equal(f->rule, PROBE_RULE))
            vec_push(&s->problems, (struct report_problem){.level = SEVERITY_NOTE, .id = PROBE_RULE, .file = f->place.file, .line = f->place.line,
                                                           .column = f->place.column, .text = f->message});
    }
    if (s->problems.count > first)
        qsort(s->problems.items + first, s->problems.count - first, sizeof *s->problems.items, order_notes);
    for (uint32_t i = first; i < s->problems.count; i++)
        if (i == first || order_notes(&s->problems.items[kept - 1], &s->problems.items[i]) != 0)
            s->problems.items[kept++] = s->problems.items[i];
    s->problems.count = kept;
}

void session_filter(struct session *s)
{
    take_probes(s);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        struct finding *f = &s->findings.list.items[i];
        if (!str_equal(f->rule, PROBE_RULE) && is_selected(s, f->rule) && (!in_system_header(s, f->place.file) || move_to_caller(s, f)))
            s->findings.list.items[kept++] = *f;
    }
    s->findings.list.count = kept;
    findings_finish(&s->findings);
}
