/*
 * The rule set as JSON (`ddicheck rules --contracts`), for tools that want to know which calls matter: tools/mutate,
 * tools/exam. Expressions are given as text in the rule language; where an effect reads or writes a field of a
 * structure, or names a parameter, that stands beside it in a form that needs no parsing.
 *
 *   { "objects":   [{ "name", "words", "record", "must_be_freed", "has_parent", "lock", "memory" }],
 *     "contracts": [{ "name", "parameters": [{ "name", "record", "object" }], "result", "effects": [effect],
 *                     "outcomes": [outcome] }],
 *     "rules":     [{ "id", "level", "title", "aliases": [name], "checks": [{ "event", "call", "object" }] }],
 *     "drivers":   [{ "name", "registered_by": [name], "callbacks": [{ "name", "role", "field" }] }] }
 *
 *   effect  = { "effect", "object", "target", "value", "parameter", "written": field, "read": field, "chain",
 *               "effects": [effect] }      members without content are left out
 *   outcome = { "outcome", "object", "effects": [effect] }
 *   field   = { "record", "field" }
 */
#include "commands.h"

#include "reports/json_writer.h"
#include "rulelang/ruleset.h"

static const char *effect_name(enum effect_kind kind)
{
    switch (kind) {
    case EFFECT_USE: return "uses";
    case EFFECT_FREE: return "frees";
    case EFFECT_NEW: return "new";
    case EFFECT_SET: return "sets";
    case EFFECT_ZERO: return "zeroes";
    case EFFECT_COPY: return "copies";
    case EFFECT_LEND: return "lends";
    case EFFECT_KEEP: return "keeps";
    case EFFECT_DROP: return "drops";
    case EFFECT_HAVOC: return "writes";
    case EFFECT_IF: return "if";
    case EFFECT_EACH: return "each";
    case EFFECT_RAISE: return "raises";
    case EFFECT_WAIT: return "waits";
    case EFFECT_SIGNAL: return "signals";
    case EFFECT_SCHEDULE: return "schedules";
    case EFFECT_ACQUIRE: return "acquires";
    case EFFECT_RELEASE: return "releases";
    case EFFECT_CLEAR: return "clears";
    case EFFECT_MIX: return "mixes";
    case EFFECT_LINK: return "links";
    case EFFECT_UNLINK: return "unlinks";
    }
    bug("effect %d has no name", (int)kind);
}

static const char *outcome_name(enum outcome_kind kind)
{
    switch (kind) {
    case OUTCOME_ANY: return "any";
    case OUTCOME_NULL: return "null";
    case OUTCOME_NEW: return "new";
    case OUTCOME_VALUE: return "value";
    case OUTCOME_SUCCESS: return "success";
    case OUTCOME_PENDING: return "pending";
    case OUTCOME_FAILURE: return "failure";
    case OUTCOME_NEVER: return "never";
    case OUTCOME_FIRST: return "first";
    case OUTCOME_LAST: return "last";
    case OUTCOME_EMPTY: return "empty";
    }
    bug("outcome %d has no name", (int)kind);
}

static const char *event_name(enum trigger_kind kind)
{
    switch (kind) {
    case TRIGGER_CALL: return "call";
    case TRIGGER_RETURN: return "return";
    case TRIGGER_DOUBLE_FREE: return "double free";
    case TRIGGER_USE_AFTER_FREE: return "use after free";
    case TRIGGER_LEAK: return "leak";
    case TRIGGER_MISMATCHED_FREE: return "mismatched free";
    case TRIGGER_USE_WHILE_LENT: return "use while lent";
    case TRIGGER_FOREIGN_LOST: return "loss of foreign";
    case TRIGGER_IRQL_HIGH: return "irql too high";
    case TRIGGER_IRQL_LOW: return "irql too low";
    case TRIGGER_IRQL_APC: return "irql apc";
    case TRIGGER_DOUBLE_ACQUIRE: return "double acquire";
    case TRIGGER_EXTRA_RELEASE: return "extra release";
    case TRIGGER_WRONG_RELEASE: return "wrong release";
    case TRIGGER_HELD_LOCK: return "held lock";
    case TRIGGER_UNCHECKED: return "unchecked use";
    case TRIGGER_UNREAD: return "unread result";
    case TRIGGER_READ: return "read";
    case TRIGGER_COUNT: break;
    }
    bug("event %d has no name", (int)kind);
}

static const char *object_name(const struct ruleset *r, uint32_t index_plus_1)
{
    return index_plus_1 ? r->objects.items[index_plus_1 - 1].name : NULL;
}

static void write_expr(struct json_writer *j, const struct ruleset *r, const char *key, const struct expr *e)
{
    struct str text = {0};
    if (!e)
        return;
    expr_print(r, e, &text);
    jw_member(j, key, str_text(&text));
    str_release(&text);
}

static void write_field(struct json_writer *j, const char *key, const struct expr *e)
{
    if (!e || e->kind != EXPR_FIELD || !e->record)
        return;
    jw_member_object(j, key);
    jw_member(j, "record", e->record);
    jw_member(j, "field", e->name);
    jw_end(j);
}

static void write_effects(struct json_writer *j, const struct ruleset *r, const struct effect *e, uint32_t count)
{
    if (!count)
        return;
    jw_member_array(j, "effects");
    for (uint32_t i = 0; i < count; i++, e++) {
        const struct expr *subject = e->kind == EFFECT_SET ? e->target : e->expr;
        jw_object(j);
        jw_member(j, "effect", effect_name(e->kind));
        jw_member(j, "object", object_name(r, e->object));
        write_expr(j, r, "target", e->target);
        write_expr(j, r, "value", e->expr);
        if (subject && subject->kind == EXPR_PARAM)
            jw_member_number(j, "parameter", subject->index);
        write_field(j, "written", e->target);
        write_field(j, "read", e->expr);
        jw_member(j, "chain", e->link);
        write_effects(j, r, e->inner, e->inner_count);
        jw_end(j);
    }
    jw_end(j);
}

static void write_contract(struct json_writer *j, const struct ruleset *r, const struct ddi *d)
{
    jw_object(j);
    jw_member(j, "name", d->name);
    jw_member_array(j, "parameters");
    for (uint32_t i = 0; i < d->param_count; i++) {
        jw_object(j);
        jw_member(j, "name", d->params[i].name);
        jw_member(j, "record", d->params[i].record);
        jw_member(j, "object", object_name(r, d->params[i].object));
        jw_end(j);
    }
    jw_end(j);
    jw_member(j, "result", d->result_name);
    jw_member(j, "released_by", d->release ? d->release->name : NULL);
    write_effects(j, r, d->effects, d->effect_count);
    jw_member_array(j, "outcomes");
    for (uint32_t i = 0; i < d->outcome_count; i++) {
        const struct outcome *o = &d->outcomes[i];
        jw_object(j);
        jw_member(j, "outcome", outcome_name(o->kind));
        jw_member(j, "object", o->made ? object_name(r, o->made->object) : NULL);
        if (o->made)
            write_effects(j, r, o->made->inner, o->made->inner_count);
        else
            write_effects(j, r, o->effects, o->effect_count);
        jw_end(j);
    }
    jw_end(j);
    jw_end(j);
}

static void write_texts(struct json_writer *j, const char *key, const char *const *items, uint32_t count)
{
    jw_member_array(j, key);
    for (uint32_t i = 0; i < count; i++)
        jw_string(j, items[i]);
    jw_end(j);
}

static void write_rule(struct json_writer *j, const struct ruleset *r, const struct rule *rule)
{
    jw_object(j);
    jw_member(j, "id", rule->id);
    jw_member(j, "level", severity_name(rule->level));
    jw_member(j, "title", rule->title);
    write_texts(j, "aliases", rule->aliases, rule->alias_count);
    jw_member_array(j, "checks");
    for (uint32_t i = 0; i < rule->check_count; i++) {
        const struct check *c = &rule->checks[i];
        jw_object(j);
        jw_member(j, "event", event_name(c->trigger));
        jw_member(j, "call", c->trigger == TRIGGER_CALL ? r->ddis.items[c->ddi].name : NULL);
        jw_member(j, "callback", c->callback);
        jw_member(j, "object", object_name(r, c->object));
        if (c->fix_count)
            jw_member_bool(j, "fix", true);
        jw_end(j);
    }
    jw_end(j);
    jw_end(j);
}

static void write_driver(struct json_writer *j, const struct driver_model *d)
{
    jw_object(j);
    jw_member(j, "name", d->name);
    write_texts(j, "registered_by", d->registered_by, d->registered_by_count);
    jw_member_array(j, "callbacks");
    for (uint32_t i = 0; i < d->callback_count; i++) {
        jw_object(j);
        jw_member(j, "name", d->callbacks[i].name);
        jw_member(j, "role", d->callbacks[i].role);
        jw_member(j, "field", d->callbacks[i].field);
        jw_end(j);
    }
    jw_end(j);
    jw_end(j);
}

static void write_object(struct json_writer *j, const struct object_kind *o)
{
    jw_object(j);
    jw_member(j, "name", o->name);
    jw_member(j, "words", o->words);
    jw_member(j, "record", o->record);
    jw_member_bool(j, "must_be_freed", o->must_free);
    jw_member_bool(j, "has_parent", o->is_parented);
    jw_member_bool(j, "lock", o->is_lock);
    jw_member_bool(j, "memory", o->is_memory);
    jw_end(j);
}

void contracts_print(const struct ruleset *r, struct str *out)
{
    struct json_writer j = {.out = out};
    jw_object(&j);
    jw_member_array(&j, "objects");
    for (uint32_t i = 0; i < r->objects.count; i++)
        write_object(&j, &r->objects.items[i]);
    jw_end(&j);
    jw_member_array(&j, "contracts");
    for (uint32_t i = 0; i < r->ddis.count; i++)
        write_contract(&j, r, &r->ddis.items[i]);
    jw_end(&j);
    jw_member_array(&j, "rules");
    for (uint32_t i = 0; i < r->rules.count; i++)
        write_rule(&j, r, &r->rules.items[i]);
    jw_end(&j);
    jw_member_array(&j, "drivers");
    for (uint32_t i = 0; i < r->drivers.count; i++)
        write_driver(&j, &r->drivers.items[i]);
    jw_end(&j);
    jw_end(&j);
    str_append_char(out, '\n');
}
