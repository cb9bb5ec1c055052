/* The file that monitor_emit writes: head, words and functions of contracts, then the tables that name them. */
#include "monitor/emit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- kinds, attributes, rules -------------------------------------------------------------------------- */

static void emit_kinds(struct emitter *e)
{
    str_append(e->out, "static const struct rtm_kind kinds[] = {\n");
    for (uint32_t i = 0; i < e->r->objects.count; i++) {
        const struct object_kind *k = &e->r->objects.items[i];
        const char *link = ruleset_kind_link(e->r, i);
        str_printf(e->out, "    /* %u */ {%s, %s, %d, %d, %d, %d, %d, %d, ", i + 1, emit_string(e, k->name), emit_string(e, k->words), k->must_free, k->is_lock,
                   k->is_recursive, k->must_release, k->is_open, k->is_parented);
        if (link)
            str_printf(e->out, "(int64_t)offsetof(%s, %s)},\n", k->record, link);
        else
            str_append(e->out, "-1},\n");
    }
    str_append(e->out, "};\n\nstatic const struct rtm_attribute attributes[] = {\n");
    for (uint32_t i = 0; i < e->r->attributes.count; i++) {
        const struct attribute *a = &e->r->attributes.items[i];
        str_printf(e->out, "    /* %u */ {%s, %s, %d},\n", i, emit_string(e, a->name), emit_string(e, a->words ? a->words : a->name), a->is_boolean);
    }
    str_append(e->out, "};\n\n");
}

const char *emit_level(enum severity level)
{
    static const char *const levels[] = {[SEVERITY_NOTE] = "RT_NOTE", [SEVERITY_WARNING] = "RT_WARNING", [SEVERITY_ERROR] = "RT_ERROR"};
    return levels[level];
}

static void emit_rules(struct emitter *e)
{
    str_append(e->out, "static const struct rtm_rule rules[] = {\n");
    for (uint32_t i = 0; i < e->r->rules.count; i++) {
        const struct rule *r = &e->r->rules.items[i];
        uint64_t models = 0;
        for (uint32_t m = 0; m < e->r->drivers.count; m++)
            for (uint32_t k = 0; k < r->driver_count; k++)
                if (str_equal(e->r->drivers.items[m].name, r->drivers[k]))
                    models |= (uint64_t)1 << m;
        str_printf(e->out, "    /* %u */ {%s, %s, 0x%" PRIx64 "},\n", i, emit_string(e, r->id), emit_level(r->level), models);
        e->counts->rules += !e->options->rule_selected || e->options->rule_selected[i];
    }
    str_append(e->out, "};\n\n");
}

/* Checks that follow from contracts: of objects, locks, the IRQL. */
static void emit_object_checks(struct emitter *e)
{
    static const char *const triggers[TRIGGER_COUNT] = {
        [TRIGGER_DOUBLE_FREE] = "RTM_DOUBLE_FREE", [TRIGGER_USE_AFTER_FREE] = "RTM_USE_AFTER_FREE", [TRIGGER_LEAK] = "RTM_LEAK",
        [TRIGGER_MISMATCHED_FREE] = "RTM_MISMATCHED_FREE", [TRIGGER_USE_WHILE_LENT] = "RTM_USE_WHILE_LENT", [TRIGGER_FOREIGN_LOST] = "RTM_FOREIGN_LOST",
        [TRIGGER_IRQL_HIGH] = "RTM_IRQL_HIGH", [TRIGGER_IRQL_LOW] = "RTM_IRQL_LOW", [TRIGGER_IRQL_APC] = "RTM_IRQL_APC", [TRIGGER_DOUBLE_ACQUIRE] = "RTM_DOUBLE_ACQUIRE",
        [TRIGGER_EXTRA_RELEASE] = "RTM_EXTRA_RELEASE", [TRIGGER_WRONG_RELEASE] = "RTM_WRONG_RELEASE", [TRIGGER_HELD_LOCK] = "RTM_HELD_LOCK",
    };
    struct str table = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->r->rules.count; i++) {
        const struct rule *r = &e->r->rules.items[i];
        if (e->options->rule_selected && !e->options->rule_selected[i])
            continue;
        for (uint32_t c = 0; c < r->check_count; c++) {
            const struct check *k = &r->checks[c];
            e->what = r->id;
            if (k->trigger == TRIGGER_UNCHECKED) /* a run shows it only where the call fails: the driver crashes */
                emit_note(e, "line %u of %s asks whether a result was checked, which a run does not see; the engine alone reports it", k->place.line, path_base(k->place.file));
            if (k->trigger == TRIGGER_UNREAD)
                emit_note(e, "line %u of %s asks whether a result is read, which a run does not see; the engine alone reports it", k->place.line, path_base(k->place.file));
            if (k->trigger == TRIGGER_CALL || k->trigger == TRIGGER_RETURN || k->trigger == TRIGGER_UNCHECKED || k->trigger == TRIGGER_UNREAD ||
                k->trigger == TRIGGER_READ)
                continue;
            if (k->trigger >= TRIGGER_COUNT || !triggers[k->trigger]) {
                emit_error(e, k->place, "the monitor does not know this event");
                continue;
            }
            const char *condition = emit_condition_function(e, k->condition), *words = emit_words(e, k->message);
            str_printf(&table, "    {&rules[%u], %s, %u, %s, %s, %s},\n", i, triggers[k->trigger], k->object, condition, words, emit_level(k->level));
            count++;
        }
    }
    e->counts->checks += count;
    str_printf(e->out, "static const struct rtm_check object_checks[] = {\n%s    {0}\n};\nenum { OBJECT_CHECKS = %u };\n\n", str_text(&table), count);
    str_release(&table);
}

/* ---- DDIs -------------------------------------------------------------------------------------------------- */

struct row {
    const char *name;
    uint8_t low, high;
    const struct ddi *ddi; /* NULL: of the IRQL table alone */
    bool before, after;
};

struct rows {
    VEC(struct row) list;
};

static int row_compare(const void *a, const void *b) { return strcmp(((const struct row *)a)->name, ((const struct row *)b)->name); }

/* Rows of functions that have no contract: a folder and the prefix "nf-" stand in the last column. */
static void table_rows(struct emitter *e, struct rows *rows)
{
    const char *at = e->r->irql_table.text, *end = at ? at + e->r->irql_table.size : NULL;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at)), *tab = memchr(at, '\t', (size_t)(end - at));
        line_end = line_end ? line_end : end;
        struct irql_fact fact;
        if (*at != '#' && tab && tab < line_end) {
            const char *name = arena_strndup(&e->arena, at, (size_t)(tab - at));
            if (!ruleset_ddi(e->r, name) && emit_wants(e, name) && ruleset_irql(e->r, name, &fact) && memmem(fact.page, fact.page_length, "/nf-", 4)) {
                vec_push(&rows->list, (struct row){.name = name, .low = fact.low, .high = fact.high});
                e->counts->irql_rows++;
            }
        }
        at = line_end < end ? line_end + 1 : end;
    }
}

static void emit_ddis(struct emitter *e)
{
    struct rows rows = {0};
    for (uint32_t i = 0; i < e->r->ddis.count; i++) {
        const struct ddi *d = &e->r->ddis.items[i];
        struct row row = {.name = d->name, .low = d->irql_low, .high = d->irql_high, .ddi = d};
        if (!emit_wants(e, d->name))
            continue;
        emit_ddi(e, d, &row.before, &row.after);
        vec_push(&rows.list, row);
    }
    table_rows(e, &rows);
    if (rows.list.count)
        qsort(rows.list.items, rows.list.count, sizeof *rows.list.items, row_compare);
    str_append(e->out, "static const struct rtm_ddi ddis[] = {\n");
    for (uint32_t i = 0; i < rows.list.count; i++) {
        const struct row *w = &rows.list.items[i];
        str_printf(e->out, "    {%s, %u, %u, %d, %d, ", emit_string(e, w->name), w->low, w->high, ruleset_is_pageable(e->r, w->name), w->ddi != NULL);
        str_printf(e->out, w->before ? "before_%s, " : "NULL, ", w->name);
        str_printf(e->out, w->after ? "after_%s},\n" : "NULL},\n", w->name);
    }
    str_printf(e->out, "    {0}\n};\nenum { DDIS = %u };\n\n", rows.list.count);
    vec_release(&rows.list);
}

/* ---- reads -------------------------------------------------------------------------------------------------- */

/* Rules about reads, then all fields that they or conditions ask for: behind everything that has conditions. */
static void emit_reads(struct emitter *e)
{
    struct str table = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->r->rules.count; i++) {
        const struct rule *r = &e->r->rules.items[i];
        for (uint32_t c = 0; c < r->check_count; c++) {
            const struct check *k = &r->checks[c];
            if (k->trigger != TRIGGER_READ || (e->options->rule_selected && !e->options->rule_selected[i]))
                continue;
            struct expr *field = arena_new(&e->arena, struct expr);
            *field = (struct expr){.kind = EXPR_FIELD, .record = k->record, .name = k->field, .place = k->place};
            memset(e->var_types, 0, sizeof e->var_types);
            e->what = r->id;
            const char *condition = emit_condition_function(e, k->condition), *words = emit_words(e, k->message);
            str_printf(&table, "    {%u, {&rules[%u], RTM_READ, 0, %s, %s, %s}}, /* %s:%u */\n", emit_watched(e, field), i, condition, words, emit_level(k->level), path_base(k->place.file), k->place.line);
            count++;
        }
    }
    e->counts->checks += count;
    str_printf(e->out, "static const struct rtm_read_check read_checks[] = {\n%s    {0}\n};\nenum { READ_CHECKS = %u };\n\n", str_text(&table), count);
    str_append(e->out, "static const struct rtm_field fields[] = {\n");
    for (uint32_t i = 0; i < e->fields.count; i++) {
        const struct expr *f = e->fields.items[i];
        str_printf(e->out, "    {\"%s\", \"%s\", offsetof(%s, %s), sizeof(((%s *)0)->%s)},\n", f->record, f->name, f->record, f->name, f->record, f->name);
    }
    str_printf(e->out, "    {0}\n};\nenum { FIELDS = %u };\n\n", e->fields.count);
    str_release(&table);
}

/* ---- life cycles -------------------------------------------------------------------------------------------- */

/* A function that notes attributes at the object in variable 0; its argument 0 is the instance. */
static const char *emit_given(struct emitter *e, const struct given_attribute *given, uint32_t count)
{
    struct str text = {0};
    uint32_t n = e->next++;
    if (!count)
        return "NULL";
    for (uint32_t i = 0; i < count; i++)
        str_printf(&text, "    rtm_set(e, e->var[0], %u /* %s */, %s);\n", given[i].attribute, e->r->attributes.items[given[i].attribute].name, emit_value(e, given[i].expr));
    str_printf(e->out, "static void g%u(struct rtm_env *e)\n{\n%s}\n\n", n, str_text(&text));
    str_release(&text);
    return arena_printf(&e->arena, "g%u", n);
}

static void emit_models(struct emitter *e)
{
    for (uint32_t m = 0; m < e->r->drivers.count; m++) {
        const struct driver_model *d = &e->r->drivers.items[m];
        str_printf(e->out, "static const char *const states_%u[] = {", m);
        for (uint32_t s = 0; s < d->state_count; s++)
            str_printf(e->out, "%s%s", s ? ", " : "", emit_string(e, d->states[s]));
        str_printf(e->out, "};\nstatic const char *const registered_%u[] = {", m);
        for (uint32_t s = 0; s < d->registered_by_count; s++)
            str_printf(e->out, "%s, ", emit_string(e, d->registered_by[s]));
        str_append(e->out, "NULL};\n");
    }
    struct str table = {0};
    for (uint32_t m = 0; m < e->r->drivers.count; m++) {
        const struct driver_model *d = &e->r->drivers.items[m];
        bool has_instance = d->instance && d->instance_object < e->r->objects.count;
        str_printf(&table, "    {%s, %s, %u, states_%u, %u, registered_%u, %s},\n", emit_string(e, d->name), emit_string(e, d->title ? d->title : d->name),
                   has_instance ? d->instance_object + 1 : 0, m, d->state_count, m, emit_given(e, d->given, d->given_count));
    }
    str_printf(e->out, "\nstatic const struct rtm_model models[] = {\n%s    {0}\n};\n\n", str_text(&table));
    str_release(&table);
}

/* Whether the condition asks for the callback's result: then it is decided when that returns. */
static bool asks_result(const struct expr *x)
{
    bool found = x && x->kind == EXPR_RESULT;
    for (uint32_t i = 0; x && i < x->list_count && !found; i++)
        found = asks_result(x->list[i]);
    return found || (x && (asks_result(x->a) || asks_result(x->b)));
}

static const char *parameters(struct emitter *e, const struct callback *c)
{
    struct str text = {0};
    uint32_t interesting = 0, n = e->next++;
    for (uint32_t i = 0; i < c->param_count; i++) {
        const struct callback_param *p = &c->params[i];
        const char *record = p->record, *link = p->link, *unless = "NULL", *kind = "RTM_ARGUMENT_PLAIN";
        switch (p->kind) {
        case ARGUMENT_UNKNOWN: case ARGUMENT_EXPR: break;
        case ARGUMENT_SOME: case ARGUMENT_MADE: kind = "RTM_ARGUMENT_SOME"; break;
        case ARGUMENT_INSTANCE: kind = "RTM_ARGUMENT_INSTANCE"; break;
        case ARGUMENT_FOREIGN:
            kind = "RTM_ARGUMENT_FOREIGN";
            link = link ? link : ruleset_kind_link(e->r, p->object);
            unless = emit_condition_function(e, p->expr);
            break;
        case ARGUMENT_RETURNED: kind = "RTM_ARGUMENT_RETURNED"; break;
        default: emit_error(e, c->place, "the monitor does not know this kind of parameter (%s)", p->name);
        }
        bool object = p->kind >= ARGUMENT_FOREIGN;
        const char *given = emit_given(e, p->given, p->given_count);
        if (object && !record)
            record = e->r->objects.items[p->object].record;
        interesting += object || p->kind == ARGUMENT_INSTANCE;
        str_printf(&text, "    {%s, %u, ", kind, object ? p->object + 1 : 0);
        bool late = p->kind == ARGUMENT_FOREIGN && asks_result(p->expr);
        if (object && link && record)
            str_printf(&text, "(int64_t)offsetof(%s, %s), %s, %d, %s},\n", record, link, unless, late, given);
        else
            str_printf(&text, "-1, %s, %d, %s},\n", unless, late, given);
    }
    const char *name = "NULL, 0";
    if (interesting) {
        str_printf(e->out, "static const struct rtm_parameter a%u[] = { /* %s */\n%s};\n\n", n, c->name, str_text(&text));
        name = arena_printf(&e->arena, "a%u, %u", n, c->param_count);
    }
    str_release(&text);
    return name;
}

static const char *state_number(struct emitter *e, uint32_t s)
{
    return s == STATE_SAME ? "RTM_SAME" : s == STATE_END ? "RTM_END" : arena_printf(&e->arena, "%u", s);
}

static const char *outcomes(struct emitter *e, const struct callback *c)
{
    static const char *const kinds[] = {[OUTCOME_ANY] = "RTM_ANY", [OUTCOME_SUCCESS] = "RTM_SUCCESS", [OUTCOME_PENDING] = "RTM_PENDING", [OUTCOME_FAILURE] = "RTM_FAILURE"};
    uint32_t n = e->next++;
    if (!c->outcome_count)
        return "NULL, 0";
    str_printf(e->out, "static const struct rtm_outcome o%u[] = { /* %s */\n", n, c->name);
    for (uint32_t i = 0; i < c->outcome_count; i++) {
        const struct callback_outcome *o = &c->outcomes[i];
        if (o->kind > OUTCOME_FAILURE || !kinds[o->kind])
            emit_error(e, c->place, "the monitor does not know this outcome of a callback (%d)", (int)o->kind);
        else
            str_printf(e->out, "    {%s, %s},\n", kinds[o->kind], state_number(e, o->next));
    }
    str_append(e->out, "};\n\n");
    return arena_printf(&e->arena, "o%u, %u", n, c->outcome_count);
}

struct line {
    const char *name, *text;
    uint32_t order;
};

static int line_compare(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int c = strcmp(x->name, y->name);
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

static bool is_first_of_name(const struct driver_model *d, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (str_equal(d->callbacks[i].name, d->callbacks[index].name))
            return false;
    return true;
}

static void emit_callbacks(struct emitter *e)
{
    VEC(struct line) lines = {0};
    for (uint32_t m = 0; m < e->r->drivers.count; m++) {
        const struct driver_model *d = &e->r->drivers.items[m];
        if (d->entry)
            vec_push(&lines, (struct line){.name = d->entry, .text = arena_printf(&e->arena, "    {%s, %u, NULL, 1, RTM_SAME, NULL, 0, 0, 0, NULL, 0, 0, NULL},\n", emit_string(e, d->entry), m)});
        for (uint32_t i = 0; i < d->callback_count; i++) {
            const struct callback *c = &d->callbacks[i];
            e->callback = c;
            e->what = c->name;
            const char *when = emit_condition_function(e, c->when), *params = parameters(e, c), *ends = outcomes(e, c);
            const char *returns = "NULL";
            if (is_first_of_name(d, i) && emit_returns(e, c->name))
                returns = arena_printf(&e->arena, "return_%s", c->name);
            vec_push(&lines, (struct line){.name = c->name, .text = arena_printf(&e->arena, "    {%s, %u, %s, 0x%" PRIx64 ", %s, %s, %u, %u, %s, %lld, %s},\n", emit_string(e, c->name), m,
                                                                when, c->from, state_number(e, c->during), ends, c->irql_low, c->irql_high, params,
                                                                (long long)ruleset_callback_id(e->r, c->name), returns)});
            e->counts->callbacks++;
        }
        e->callback = NULL;
    }
    for (uint32_t i = 0; i < lines.count; i++)
        lines.items[i].order = i;
    if (lines.count)
        qsort(lines.items, lines.count, sizeof *lines.items, line_compare);
    str_append(e->out, "static const struct rtm_callback callbacks[] = {\n");
    for (uint32_t i = 0; i < lines.count; i++)
        str_append(e->out, lines.items[i].text);
    str_printf(e->out, "    {0}\n};\nenum { CALLBACKS = %u };\n\n", lines.count);
    vec_release(&lines);
    str_append(e->out, "static const struct rtm_role roles[] = {\n");
    for (uint32_t i = 0; i < e->r->roles.count; i++)
        str_printf(e->out, "    {%s, %d},\n", emit_string(e, e->r->roles.items[i].name), e->r->roles.items[i].unbalanced || e->r->roles.items[i].holds);
    str_append(e->out, "    {0}\n};\n\n");
}

/* ---- the file ------------------------------------------------------------------------------------------------- */

static void emit_head(struct emitter *e, const char *hash)
{
    str_printf(e->out, "/*\n * Monitors of the rule set %s, written by ddicheck rules --emit-monitor. Do not edit.\n"
                       " * before_X and after_X are what the contract of X says; eN are expressions, wN words, cN checks.\n */\n", hash);
    for (uint32_t i = 0; i < e->options->include_count; i++)
        str_printf(e->out, "#include <%s>\n", e->options->includes[i]);
    str_append(e->out, "#include \"rtm.h\"\n\n");
}

static void emit_end(struct emitter *e, const char *hash)
{
    str_printf(e->out, "const struct rtm_rules rtm_rules = {\n    \"%s\",\n    {kinds, %u},\n    {attributes, %u},\n    {ddis, DDIS},\n    {object_checks, OBJECT_CHECKS},\n"
                       "    {models, %u},\n    {callbacks, CALLBACKS},\n    {roles, %u},\n"
                       "    {fields, FIELDS},\n    {read_checks, READ_CHECKS},\n};\n",
               hash, e->r->objects.count, e->r->attributes.count, e->r->drivers.count, e->r->roles.count);
    const struct monitor_counts *c = e->counts;
    str_printf(e->out, "\n/*\n * %u contracts, %u functions of which only the IRQL is known, %u rules with %u checks, %u callbacks.\n"
                       " * No code: %u effects on memory, which the host writes; %u calls, waits and exceptions, which the host makes.\n",
               c->ddis, c->irql_rows, c->rules, c->checks, c->callbacks, c->memory_effects, c->static_effects);
    for (uint32_t i = 0; i < c->notes.count; i++)
        str_printf(e->out, " * %s\n", c->notes.items[i]);
    str_append(e->out, " */\n");
}

bool monitor_emit(const struct ruleset *r, const struct monitor_options *o, struct str *out, struct monitor_counts *counts, struct diags *d)
{
    uint32_t errors = d->errors;
    char hash[33];
    struct emitter e = {.r = r, .options = o, .counts = counts, .d = d, .out = out};
    arena_init(&e.arena);
    hash128_format(r->hash, hash);
    emit_head(&e, hash);
    emit_kinds(&e);
    emit_rules(&e);
    emit_object_checks(&e);
    emit_ddis(&e);
    emit_models(&e);
    emit_callbacks(&e);
    emit_reads(&e);
    emit_end(&e, hash);
    vec_release(&e.fields);
    arena_release(&e.arena);
    return d->errors == errors;
}

void monitor_counts_release(struct monitor_counts *c)
{
    vec_release(&c->notes);
    arena_release(&c->arena);
}
