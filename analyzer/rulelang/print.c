/*
 * A rule set as .ddi text. What is printed reads back to the same set, so that printing, loading
 * and printing again gives the same text; a test does so with every shipped rule.
 */
#include "rulelang/print.h"

#include <inttypes.h>

/* ---- contracts ------------------------------------------------------------------------------ */

static const char *level_name(uint8_t level, char *buffer, size_t size)
{
    if (level == IRQL_PASSIVE)
        return "PASSIVE";
    if (level == IRQL_APC)
        return "APC";
    if (level == IRQL_DISPATCH)
        return "DISPATCH";
    if (level == IRQL_HIGH)
        return "HIGH";
    snprintf(buffer, size, "%u", level);
    return buffer;
}

static void print_irql_words(uint8_t low, uint8_t high, struct str *out)
{
    char a[8], b[8];
    const char *from = level_name(low, a, sizeof a), *to = level_name(high, b, sizeof b);
    if (low == high)
        str_printf(out, "irql == %s", from);
    else if (low == IRQL_PASSIVE)
        str_printf(out, "irql <= %s", to);
    else if (high == IRQL_HIGH)
        str_printf(out, "irql >= %s", from);
    else
        str_printf(out, "irql %s to %s", from, to);
}

static void print_irql(uint8_t low, uint8_t high, unsigned indent, struct str *out)
{
    if (low == IRQL_PASSIVE && high == IRQL_HIGH)
        return;
    print_indent(out, indent);
    print_irql_words(low, high, out);
    str_append_char(out, '\n');
}

static void print_effects(const struct ruleset *r, const struct effect *e, uint32_t count, unsigned indent,
                          struct str *out);

static void print_subject(const struct ruleset *r, const struct effect *e, const char *verb, struct str *out)
{
    str_printf(out, "%s ", verb);
    if (e->object)
        str_printf(out, "%s(", r->objects.items[e->object - 1].name);
    expr_print(r, e->expr, out);
    str_append(out, e->object ? ")" : "");
}

static void print_new(const struct ruleset *r, const struct effect *e, unsigned indent, struct str *out)
{
    str_printf(out, "new %s", r->objects.items[e->object - 1].name);
    if (e->variable)
        str_printf(out, " as %s", e->variable);
    str_append(out, " {\n");
    print_effects(r, e->inner, e->inner_count, indent + 1, out);
    if (e->step) {
        print_indent(out, indent + 1);
        str_append(out, "step ");
        print_words(r, e->step, out);
        str_append_char(out, '\n');
    }
    print_indent(out, indent);
    str_append_char(out, '}');
}

static void print_inner(const struct ruleset *r, const struct effect *e, unsigned indent, struct str *out)
{
    str_append(out, " {\n");
    print_effects(r, e->inner, e->inner_count, indent + 1, out);
    print_indent(out, indent);
    str_append_char(out, '}');
}

static void print_three(const struct ruleset *r, const char *verb, const struct expr *a, const struct expr *b,
                        const struct expr *c, struct str *out)
{
    const struct expr *list[] = {a, b, c};
    const char *before = verb;
    for (int i = 0; i < 3; i++)
        if (list[i]) {
            str_append(out, before);
            expr_print(r, list[i], out);
            before = ", ";
        }
}

static void print_schedule(const struct ruleset *r, const struct effect *e, struct str *out)
{
    str_append(out, "schedules ");
    if (e->callback)
        str_printf(out, "%s.%s", r->drivers.items[e->model].name, e->callback->name);
    else
        expr_print(r, e->expr, out);
    for (uint32_t i = 0; i < e->arg_count; i++) {
        str_append(out, i ? ", " : "(");
        expr_print(r, e->args[i], out);
    }
    str_append(out, e->arg_count ? ")" : "()");
    if (e->irql_low != IRQL_PASSIVE || e->irql_high != IRQL_HIGH) {
        str_append(out, " at ");
        print_irql_words(e->irql_low, e->irql_high, out);
    }
    if (e->size) {
        str_append(out, " while ");
        expr_print(r, e->size, out);
    }
}

static void print_effect(const struct ruleset *r, const struct effect *e, unsigned indent, struct str *out)
{
    switch (e->kind) {
    case EFFECT_USE:
        print_subject(r, e, "uses", out);
        break;
    case EFFECT_FREE:
        print_subject(r, e, "frees", out);
        str_append(out, e->or_null ? " or null" : "");
        break;
    case EFFECT_KEEP:
        if (e->expr)
            print_subject(r, e, "keeps", out);
        else
            str_printf(out, "keeps every %s", r->objects.items[e->object - 1].name);
        break;
    case EFFECT_DROP:
        print_subject(r, e, "drops", out);
        break;
    case EFFECT_LEND:
        print_subject(r, e, "lends", out);
        if (e->link)
            str_printf(out, " chain %s", e->link);
        break;
    case EFFECT_NEW:
        expr_print(r, e->target, out);
        str_append(out, " = ");
        print_new(r, e, indent, out);
        break;
    case EFFECT_SET:
        expr_print(r, e->target, out);
        str_append(out, " = ");
        expr_print(r, e->expr, out);
        break;
    case EFFECT_ZERO:
        print_three(r, "zeroes ", e->expr, e->size, NULL, out);
        break;
    case EFFECT_COPY:
        print_three(r, "copies ", e->target, e->expr, e->size, out);
        break;
    case EFFECT_HAVOC:
        str_append(out, "writes *");
        print_expr(r, e->expr, PRECEDENCE_UNARY, out);
        if (e->size) {
            str_append(out, ", ");
            expr_print(r, e->size, out);
        }
        break;
    case EFFECT_IF:
        str_append(out, "if ");
        expr_print(r, e->expr, out);
        print_inner(r, e, indent, out);
        break;
    case EFFECT_EACH:
        str_printf(out, "each %s%s%s in chain(", e->variable, e->record ? ": " : "", e->record ? e->record : "");
        expr_print(r, e->expr, out);
        str_printf(out, ", %s)", e->link);
        print_inner(r, e, indent, out);
        break;
    case EFFECT_RAISE:
        str_append(out, "raises");
        break;
    case EFFECT_WAIT:
        str_append(out, e->expr ? "waits for " : "waits");
        if (e->expr)
            expr_print(r, e->expr, out);
        if (e->size) {
            str_append(out, " if ");
            expr_print(r, e->size, out);
        }
        break;
    case EFFECT_SIGNAL:
        print_subject(r, e, "signals", out);
        break;
    case EFFECT_SCHEDULE:
        print_schedule(r, e, out);
        break;
    case EFFECT_ACQUIRE:
    case EFFECT_RELEASE:
        str_printf(out, "%s %s", e->kind == EFFECT_ACQUIRE ? "acquires" : "releases", r->objects.items[e->object - 1].name);
        if (e->expr) {
            str_append_char(out, '(');
            expr_print(r, e->expr, out);
            str_append_char(out, ')');
        }
        str_append(out, e->shared ? " shared" : "");
        break;
    case EFFECT_CLEAR:
        print_subject(r, e, "clears", out);
        break;
    case EFFECT_MIX:
        print_subject(r, e, "mixes", out);
        break;
    case EFFECT_UNLINK:
        print_subject(r, e, "unlinks", out);
        break;
    case EFFECT_LINK:
        print_subject(r, e, "links", out);
        str_append(out, e->last ? " last in " : " first in ");
        expr_print(r, e->target, out);
        break;
    }
    if (e->step && e->kind != EFFECT_NEW) {
        str_append(out, " step ");
        print_words(r, e->step, out);
    }
}

static void print_effects(const struct ruleset *r, const struct effect *e, uint32_t count, unsigned indent,
                          struct str *out)
{
    for (uint32_t i = 0; i < count; i++) {
        print_indent(out, indent);
        print_effect(r, &e[i], indent, out);
        str_append_char(out, '\n');
    }
}

static void print_outcome(const struct ruleset *r, const struct outcome *o, struct str *out)
{
    static const char *const names[] = {
        [OUTCOME_ANY] = "any",         [OUTCOME_NULL] = "null",       [OUTCOME_NEW] = "new",
        [OUTCOME_VALUE] = "value ",    [OUTCOME_SUCCESS] = "success", [OUTCOME_PENDING] = "pending",
        [OUTCOME_FAILURE] = "failure", [OUTCOME_NEVER] = "never",     [OUTCOME_FIRST] = "first of ",
        [OUTCOME_LAST] = "last of ",   [OUTCOME_EMPTY] = "empty of "};
    str_append(out, "  returns ");
    if (o->kind == OUTCOME_NEW) {
        print_new(r, o->made, 1, out);
        str_append_char(out, '\n');
        return;
    }
    str_append(out, names[o->kind]);
    if (o->expr)
        expr_print(r, o->expr, out);
    if (o->otherwise) {
        str_append(out, " else ");
        expr_print(r, o->otherwise, out);
    }
    if (o->condition) {
        str_append(out, " if ");
        expr_print(r, o->condition, out);
    }
    if (o->effect_count) {
        str_append(out, " {\n");
        print_effects(r, o->effects, o->effect_count, 2, out);
        str_append(out, "  }");
    }
    str_append_char(out, '\n');
}

static void print_ddi(const struct ruleset *r, const struct ddi *d, struct str *out)
{
    str_printf(out, "ddi %s(", d->name);
    for (uint32_t i = 0; i < d->param_count; i++) {
        str_printf(out, "%s%s", i ? ", " : "", d->params[i].name);
        if (d->params[i].record)
            str_printf(out, ": %s", d->params[i].record);
    }
    if (d->variadic)
        str_append(out, d->param_count ? ", ..." : "...");
    str_append_char(out, ')');
    if (d->result_name)
        str_printf(out, " -> %s", d->result_name);
    str_append(out, " {\n");
    if (d->source) {
        str_append(out, "  source ");
        print_path(out, d->source);
        str_append_char(out, '\n');
    }
    if (d->has_irql && d->irql_low == IRQL_PASSIVE && d->irql_high == IRQL_HIGH)
        str_append(out, "  irql any\n");
    else if (d->has_irql)
        print_irql(d->irql_low, d->irql_high, 1, out);
    if (d->release) {
        const char *params[d->param_count + 1];
        for (uint32_t i = 0; i < d->param_count; i++)
            params[i] = d->params[i].name;
        str_append(out, "  released by ");
        print_call_text(r, d->release, params, d->result_name, out);
        str_append_char(out, '\n');
    }
    print_effects(r, d->effects, d->effect_count, 1, out);
    for (uint32_t i = 0; i < d->outcome_count; i++)
        print_outcome(r, &d->outcomes[i], out);
    str_append(out, "}\n");
}

/* ---- rules and drivers ---------------------------------------------------------------------- */

static void print_names(const char *item, const char *const *names, uint32_t count, struct str *out)
{
    for (uint32_t i = 0; i < count; i++)
        str_printf(out, "%s%s", i ? ", " : item, names[i]);
    str_append(out, count ? "\n" : "");
}

static void print_check(const struct ruleset *r, const struct check *c, enum severity level, struct str *out)
{
    static const char *const triggers[] = {[TRIGGER_CALL] = NULL,
                                           [TRIGGER_RETURN] = NULL,
                                           [TRIGGER_DOUBLE_FREE] = "double free",
                                           [TRIGGER_USE_AFTER_FREE] = "use after free",
                                           [TRIGGER_LEAK] = "leak",
                                           [TRIGGER_MISMATCHED_FREE] = "mismatched free",
                                           [TRIGGER_USE_WHILE_LENT] = "use while lent",
                                           [TRIGGER_FOREIGN_LOST] = "loss",
                                           [TRIGGER_IRQL_HIGH] = "irql too high",
                                           [TRIGGER_IRQL_LOW] = "irql too low",
                                           [TRIGGER_IRQL_APC] = "irql apc",
                                           [TRIGGER_DOUBLE_ACQUIRE] = "double acquire",
                                           [TRIGGER_EXTRA_RELEASE] = "extra release",
                                           [TRIGGER_WRONG_RELEASE] = "wrong release",
                                           [TRIGGER_UNCHECKED] = "unchecked use",
                                           [TRIGGER_UNREAD] = "unread result",
                                           [TRIGGER_HELD_LOCK] = "held lock"};
    if (c->trigger == TRIGGER_CALL) {
        const struct ddi *d = &r->ddis.items[c->ddi];
        str_printf(out, "  before %s(", d->name);
        for (uint32_t i = 0; i < c->param_count; i++)
            str_printf(out, "%s%s", i ? ", " : "", c->params[i]);
        if (c->param_count < d->param_count)
            str_append(out, c->param_count ? ", ..." : "...");
        str_append(out, ") {\n");
    } else if (c->trigger == TRIGGER_READ) {
        str_printf(out, "  on read of %s.%s {\n", c->record, c->field);
    } else if (c->trigger == TRIGGER_RETURN) {
        const struct callback *cb = ruleset_callback(r, ruleset_callback_id(r, c->callback));
        str_printf(out, "  after %s(", c->callback);
        for (uint32_t i = 0; i < c->param_count; i++)
            str_printf(out, "%s%s", i ? ", " : "", c->params[i]);
        if (cb && c->param_count < cb->param_count)
            str_append(out, c->param_count ? ", ..." : "...");
        str_printf(out, ")%s%s {\n", c->result ? " -> " : "", c->result ? c->result : "");
    } else {
        str_printf(out, "  on %s of %s%s", triggers[c->trigger], c->trigger == TRIGGER_FOREIGN_LOST ? "foreign " : "", c->params[0]);
        if (c->object)
            str_printf(out, " is %s", r->objects.items[c->object - 1].name);
        str_append(out, " {\n");
    }
    str_append(out, "    report ");
    if (c->condition) {
        bool unless = c->condition->kind == EXPR_NOT;
        str_append(out, unless ? "unless " : "if ");
        expr_print(r, unless ? c->condition->a : c->condition, out);
        str_append_char(out, ' ');
    }
    if (c->level != level)
        str_printf(out, "as %s ", severity_name(c->level));
    print_words(r, c->message, out);
    str_append_char(out, '\n');
    print_fixes(r, c, out);
    str_append(out, "  }\n");
}

static void print_rule_text(const char *item, const char *text, struct str *out)
{
    if (!text)
        return;
    str_printf(out, "  %s ", item);
    print_text(out, 1, text);
    str_append_char(out, '\n');
}

static void print_rule(const struct ruleset *r, const struct rule *rule, struct str *out)
{
    str_printf(out, "rule %s %s {\n", rule->id, severity_name(rule->level));
    print_rule_text("title", rule->title, out);
    for (uint32_t i = 0; i < rule->source_count; i++) {
        str_append(out, i ? ", " : "  source ");
        print_path(out, rule->sources[i]);
    }
    str_append(out, rule->source_count ? "\n" : "");
    print_names("  for ", rule->drivers, rule->driver_count, out);
    for (uint32_t i = 0; i < rule->alias_count; i++) {
        str_append(out, i ? ", " : "  alias ");
        print_string(out, rule->aliases[i]);
    }
    str_append(out, rule->alias_count ? "\n" : "");
    print_rule_text("text", rule->text, out);
    print_rule_text("help", rule->help, out);
    print_rule_text("bad", rule->bad, out);
    print_rule_text("good", rule->good, out);
    for (uint32_t i = 0; i < rule->check_count; i++)
        print_check(r, &rule->checks[i], rule->level, out);
    str_append(out, rule->of_run ? "  on run\n}\n" : "}\n");
}

static const char *state_text(const struct driver_model *m, uint32_t state)
{
    return state == STATE_SAME ? "same" : state == STATE_END ? "end" : m->states[state];
}

static void print_given(const struct ruleset *r, const struct given_attribute *given, uint32_t count, struct str *out)
{
    for (uint32_t i = 0; i < count; i++) {
        str_printf(out, "%s%s = ", i ? "; " : " { ", r->attributes.items[given[i].attribute].name);
        expr_print(r, given[i].expr, out);
    }
    str_append(out, count ? " }" : "");
}

static void print_callback_params(const struct ruleset *r, const struct callback *c, struct str *out)
{
    for (uint32_t i = 0; i < c->param_count; i++) {
        const struct callback_param *p = &c->params[i];
        str_printf(out, "%s%s%s%s", i ? ", " : "", p->name, p->record ? ": " : "", p->record ? p->record : "");
        if (p->kind == ARGUMENT_INSTANCE) {
            str_append(out, " = instance");
        } else if (p->kind == ARGUMENT_EXPR) {
            str_append(out, " = ");
            expr_print(r, p->expr, out);
        } else if (p->kind == ARGUMENT_FOREIGN) {
            str_printf(out, " = foreign %s", r->objects.items[p->object].name);
            print_given(r, p->given, p->given_count, out);
            if (p->expr) {
                str_append(out, " unless ");
                expr_print(r, p->expr, out);
            }
        } else if (p->kind == ARGUMENT_SOME) {
            str_printf(out, " = some %s", r->objects.items[p->object].name);
            print_given(r, p->given, p->given_count, out);
        } else if (p->kind == ARGUMENT_MADE) {
            str_printf(out, " = made %s by %s", r->objects.items[p->object].name, r->attributes.items[p->attribute].name);
            print_given(r, p->given, p->given_count, out);
        } else if (p->kind == ARGUMENT_RETURNED) {
            str_printf(out, " = returned %s by %s", r->objects.items[p->object].name, r->ddis.items[p->ddi].name);
            if (p->link)
                str_printf(out, " chain %s", p->link);
        }
    }
}

static void print_states(const struct driver_model *m, const char *before, uint64_t states, struct str *out)
{
    for (uint32_t i = 0; i < m->state_count; i++)
        if (states >> i & 1) {
            str_printf(out, "%s%s", before, m->states[i]);
            before = ", ";
        }
}

static void print_removal(const struct driver_model *m, struct str *out)
{
    if (!m->removal_from)
        return;
    print_states(m, "  removal from ", m->removal_from, out);
    str_printf(out, " -> %s\n", m->states[m->removal_to]);
}

static void print_callback(const struct ruleset *r, const struct driver_model *m, const struct callback *c,
                           struct str *out)
{
    static const char *const names[] = {[OUTCOME_ANY] = "any",
                                        [OUTCOME_SUCCESS] = "success",
                                        [OUTCOME_PENDING] = "pending",
                                        [OUTCOME_FAILURE] = "failure"};
    str_printf(out, "  callback %s %s%s%s%s%s", c->name, c->role, c->field ? " " : "", c->table ? c->table : "", c->table ? "." : "",
               c->field ? c->field : "");
    if (c->has_element)
        str_printf(out, " %u", c->element);
    str_append(out, "(");
    print_callback_params(r, c, out);
    str_printf(out, ")%s%s {\n", c->result ? " -> " : "", c->result ? c->result : "");
    if (c->source) {
        str_append(out, "    source ");
        print_path(out, c->source);
        str_append_char(out, '\n');
    }
    print_irql(c->irql_low, c->irql_high, 2, out);
    if (c->when) {
        str_append(out, "    when ");
        expr_print(r, c->when, out);
        str_append_char(out, '\n');
    }
    print_states(m, "    from ", c->from, out);
    str_append_char(out, '\n');
    str_append(out, c->optional ? "    optional\n" : "");
    str_append(out, c->several ? "    several\n" : "");
    if (c->during != STATE_SAME)
        str_printf(out, "    during %s\n", state_text(m, c->during));
    for (uint32_t i = 0; i < c->outcome_count; i++) {
        const struct callback_outcome *o = &c->outcomes[i];
        if (o->kind == OUTCOME_ANY && i)
            str_printf(out, "    otherwise -> %s\n", state_text(m, o->next));
        else
            str_printf(out, "    on %s -> %s\n", names[o->kind], state_text(m, o->next));
    }
    str_append(out, "  }\n");
}

static void print_driver(const struct ruleset *r, const struct driver_model *m, struct str *out)
{
    str_printf(out, "driver %s ", m->name);
    print_string(out, m->title);
    str_append(out, " {\n");
    print_names("  registered by ", m->registered_by, m->registered_by_count, out);
    str_append(out, m->is_alone ? "  alone\n" : "");
    if (m->table)
        str_printf(out, "  table %s\n", m->table);
    if (m->instance_object != UINT32_MAX) {
        str_printf(out, "  instance %s", r->objects.items[m->instance_object].name);
        print_given(r, m->given, m->given_count, out);
        str_append_char(out, '\n');
    }
    if (m->entry)
        str_printf(out, "  entry %s %s\n", m->entry, m->entry_role);
    print_names("  states ", m->states, m->state_count, out);
    print_removal(m, out);
    for (uint32_t i = 0; i < m->callback_count; i++)
        print_callback(r, m, &m->callbacks[i], out);
    str_append(out, "}\n");
}

/* ---- all ------------------------------------------------------------------------------------ */

void ruleset_print(const struct ruleset *r, struct str *out)
{
    for (uint32_t i = 0; i < r->constants.count; i++)
        str_printf(out, "const %s = %" PRId64 "\n", r->constants.items[i].name, r->constants.items[i].value);
    for (uint32_t i = 0; i < r->objects.count; i++) {
        const struct object_kind *o = &r->objects.items[i];
        str_printf(out, "object %s ", o->name);
        print_string(out, o->words);
        if (o->record)
            str_printf(out, " record %s", o->record);
        str_append(out, " {\n");
        for (uint32_t k = ATTRIBUTE_BUILTIN_COUNT; k < r->attributes.count; k++)
            if (r->attributes.items[k].object == i) {
                str_printf(out, "  attribute %s ", r->attributes.items[k].name);
                print_string(out, r->attributes.items[k].words);
                str_append(out, r->attributes.items[k].is_boolean ? " boolean\n" : "\n");
            }
        str_append(out, o->is_memory ? "  is memory\n" : "");
        str_append(out, o->is_parented ? "  has a parent\n" : "");
        str_append(out, o->has_contexts ? "  has contexts\n" : "");
        str_append(out, o->is_checked ? "  is checked\n" : "");
        if (o->is_lock)
            str_append(out, o->is_recursive ? "  recursive lock\n" : "  lock\n");
        if (o->must_release)
            str_append(out, o->is_open ? "  must be released by any\n" : "  must be released\n");
        str_append(out, o->must_free ? "  must be freed\n}\n" : "}\n");
    }
    print_translations(r, out);
    for (uint32_t i = 0; i < r->ddis.count; i++)
        print_ddi(r, &r->ddis.items[i], out);
    for (uint32_t i = 0; i < r->rules.count; i++)
        print_rule(r, &r->rules.items[i], out);
    for (uint32_t i = 0; i < r->pageables.count; i++)
        str_printf(out, "%s\"%s\"%s", i ? "" : "pageable ", r->pageables.items[i], i + 1 < r->pageables.count ? ", " : "\n");
    for (uint32_t i = 0; i < r->roles.count; i++) {
        const struct role *o = &r->roles.items[i];
        str_printf(out, "role %s {\n", o->name);
        if (o->has_irql)
            print_irql(o->irql_low, o->irql_high, 1, out);
        if (o->unbalanced)
            str_append(out, "  unbalanced\n");
        if (o->holds)
            str_printf(out, "  holds %s\n", r->objects.items[o->holds - 1].name);
        str_append(out, "}\n");
    }
    for (uint32_t i = 0; i < r->drivers.count; i++)
        print_driver(r, &r->drivers.items[i], out);
}
