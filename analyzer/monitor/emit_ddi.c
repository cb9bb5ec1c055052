/*
 * Contracts as C: before_X and after_X.
 *
 *   before   the rules' checks; the effects that come first in the contract, up to the first that gives something
 *            (a new object, an acquired lock, a wait); whether acquiring would hang
 *   after    the effects from there on; then the outcome that the result tells, with its effects
 *
 * So what is taken away is gone before another thread can have it again, and what is given exists.
 */
#include "monitor/emit.h"

#include <stdlib.h>
#include <string.h>

enum when { BEFORE, AFTER };

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

bool emit_wants(const struct emitter *e, const char *ddi)
{
    const struct monitor_options *o = e->options;
    return !o->ddis || bsearch(&ddi, o->ddis, o->ddi_count, sizeof *o->ddis, by_name);
}

/* ---- effects ------------------------------------------------------------------------------------------------ */

static void line(struct str *to, unsigned indent, const char *text) { str_printf(to, "%*s%s\n", (int)indent * 4, "", text); }

static const char *argument_of(struct emitter *e, const struct expr *x)
{
    return x && x->kind == EXPR_PARAM ? arena_printf(&e->arena, "%u", x->index) : "UINT32_MAX";
}

static void effects(struct emitter *e, const struct effect *f, uint32_t count, unsigned indent, struct str *to);

static const char *lock_address(struct emitter *e, const struct effect *f)
{
    return f->expr ? emit_value(e, f->expr) : arena_printf(&e->arena, "rtm_known(%u) /* the one of its kind */", f->object);
}

static void effect_new(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    const struct object_kind *kind = &e->r->objects.items[f->object - 1];
    const char *at = "rtm_result(e)";
    if (f->var >= EMIT_VARS_MAX) {
        emit_error(e, f->place, "the monitor has room for %d variables", EMIT_VARS_MAX);
        return;
    }
    if (f->target && f->target->kind == EXPR_DEREF)
        at = emit_object(e, f->target);
    else if (f->target && f->target->kind == EXPR_FIELD)
        at = emit_value(e, f->target);
    else if (f->target && f->target->kind == EXPR_ATTR) /* no call gives its address yet: it is known by the attribute alone */
        at = "rtm_hidden(e)";
    else if (f->target) {
        emit_error(e, f->place, "the monitor finds a new object by the call's result, in memory or behind an attribute, nowhere else");
        return;
    }
    e->var_types[f->var] = kind->record;
    line(to, indent, arena_printf(&e->arena, "e->var[%u] = %s;", f->var, at));
    line(to, indent, arena_printf(&e->arena, "if (rtm_make(e, %u /* %s */, e->var[%u])) {", f->object, kind->name, f->var));
    effects(e, f->inner, f->inner_count, indent + 1, to);
    line(to, indent + 1, arena_printf(&e->arena, "rtm_made(e, e->var[%u], %s);", f->var, emit_words(e, f->step)));
    if (f->target && f->target->kind == EXPR_ATTR)
        line(to, indent + 1, arena_printf(&e->arena, "rtm_set(e, %s, %u /* %s */, e->var[%u]);", emit_value(e, f->target->a), f->target->index,
                                          e->r->attributes.items[f->target->index].name, f->var));
    line(to, indent, "}");
}

static void effect_set(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    const struct expr *t = f->target;
    switch (t->kind) {
    case EXPR_ATTR: {
        const char *object = emit_value(e, t->a), *value = emit_value(e, f->expr);
        line(to, indent, arena_printf(&e->arena, "rtm_set(e, %s, %u /* %s */, %s);", object, t->index, e->r->attributes.items[t->index].name, value));
        if (f->step)
            line(to, indent, arena_printf(&e->arena, "rtm_step(e, %s, %s);", object, emit_words(e, f->step)));
        return;
    }
    case EXPR_IRQL: line(to, indent, arena_printf(&e->arena, "rtm_set_irql(e, %s);", emit_value(e, f->expr))); return;
    case EXPR_PHASE:
        if (f->expr->kind != EXPR_STATE) {
            emit_error(e, f->place, "the monitor sets a state by its name only");
            return;
        }
        line(to, indent, arena_printf(&e->arena, "rtm_set_phase(e, %u, %lld /* %s */);", f->expr->index, (long long)f->expr->value, f->expr->name ? f->expr->name : ""));
        return;
    case EXPR_FIELD: case EXPR_DEREF: e->counts->memory_effects++; return; /* the host writes it */
    default: emit_error(e, f->place, "the monitor does not know this kind of assignment (%d)", (int)t->kind); return;
    }
}

static void effect_each(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    const char *record = f->record ? f->record : emit_record(e, f->expr);
    if (!record || !f->link || f->var >= EMIT_VARS_MAX) {
        emit_error(e, f->place, "the monitor cannot tell the record or the link of the list's elements");
        return;
    }
    e->var_types[f->var] = record;
    line(to, indent, arena_printf(&e->arena, "for (struct rtm_value at = %s, next = at; rtm_element(e, at); at = next) {", emit_value(e, f->expr)));
    line(to, indent + 1, arena_printf(&e->arena, "next = RTM_FIELD(e, at, %s, %s);", record, f->link));
    line(to, indent + 1, arena_printf(&e->arena, "e->var[%u] = at;", f->var));
    effects(e, f->inner, f->inner_count, indent + 1, to);
    line(to, indent, "}");
}

static void effect_lend(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    const char *record = emit_record(e, f->expr), *link = "-1";
    if (!record && f->object)
        record = e->r->objects.items[f->object - 1].record;
    if (f->link && !record) {
        emit_error(e, f->place, "the monitor cannot tell the record of the list's elements");
        return;
    }
    if (f->link)
        link = arena_printf(&e->arena, "(int64_t)offsetof(%s, %s)", record, f->link);
    const char *words = emit_words(e, f->step), *first = emit_value(e, f->expr);
    line(to, indent, arena_printf(&e->arena, "rtm_lend(e, %u, %s, %s, %s, %s);", f->object, first, link, argument_of(e, f->expr), words));
}

static bool same_parameter(const struct expr *a, const struct expr *b) { return a && b && a->kind == EXPR_PARAM && b->kind == EXPR_PARAM && a->index == b->index; }

static bool lends(const struct effect *f, uint32_t count, const struct expr *what)
{
    for (uint32_t i = 0; i < count; i++)
        if ((f[i].kind == EFFECT_LEND && same_parameter(f[i].expr, what)) || lends(f[i].inner, f[i].inner_count, what))
            return true;
    return false;
}

/* The host calls the routine. What it is handed comes back with that where it was lent for it, and is no more what the routine was called for. */
static void effect_schedule(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    e->counts->static_effects++;
    for (uint32_t i = 0; i < f->arg_count && !f->callback; i++) { /* what is lent to a callback comes back by its own parameters */
        bool back = lends(e->together, e->together_count, f->args[i]);
        bool until = f->size && f->size->kind == EXPR_ATTR && same_parameter(f->size->a, f->args[i]);
        if (back || until)
            line(to, indent, arena_printf(&e->arena, "rtm_schedules(e, %s, %s, %u, %s);", emit_value(e, f->expr), emit_value(e, f->args[i]), until ? f->size->index + 1 : 0,
                                          back ? "true" : "false"));
    }
}

static void effect(struct emitter *e, const struct effect *f, unsigned indent, struct str *to)
{
    const char *words, *value;
    switch (f->kind) {
    case EFFECT_USE:
        line(to, indent, arena_printf(&e->arena, "rtm_use(e, %s, %s);", emit_object(e, f->expr), argument_of(e, f->expr)));
        return;
    case EFFECT_FREE:
        words = emit_words(e, f->step);
        value = emit_object(e, f->expr);
        line(to, indent, arena_printf(&e->arena, "rtm_free(e, %u, %s, %s, %s);", f->object, value, argument_of(e, f->expr), words));
        return;
    case EFFECT_NEW: effect_new(e, f, indent, to); return;
    case EFFECT_SET: effect_set(e, f, indent, to); return;
    case EFFECT_LEND: effect_lend(e, f, indent, to); return;
    case EFFECT_KEEP: case EFFECT_DROP:
        if (!f->expr)
            return; /* a run sees what is freed in the end */
        line(to, indent, arena_printf(&e->arena, "rtm_keep(e, %s);", emit_value(e, f->expr)));
        return;
    case EFFECT_IF: {
        struct str inner = {0};
        effects(e, f->inner, f->inner_count, indent + 1, &inner);
        if (inner.length) {
            line(to, indent, arena_printf(&e->arena, "if (rtm_decide(e, %s)) {", emit_condition(e, f->expr)));
            str_append(to, str_text(&inner));
            line(to, indent, "}");
        }
        str_release(&inner);
        return;
    }
    case EFFECT_EACH: effect_each(e, f, indent, to); return;
    case EFFECT_ACQUIRE:
        words = emit_words(e, f->step);
        value = lock_address(e, f);
        line(to, indent, arena_printf(&e->arena, "rtm_acquired(e, %u, %s, %s, %s);", f->object, value, argument_of(e, f->expr), words));
        return;
    case EFFECT_RELEASE:
        words = emit_words(e, f->step);
        value = lock_address(e, f);
        line(to, indent, arena_printf(&e->arena, "rtm_release(e, %u, %s, %s, %s);", f->object, value, argument_of(e, f->expr), words));
        return;
    case EFFECT_ZERO: case EFFECT_COPY: case EFFECT_HAVOC:
    case EFFECT_CLEAR: case EFFECT_MIX: case EFFECT_LINK: case EFFECT_UNLINK: /* lists are memory, which is read as it is */
        e->counts->memory_effects++; return;
    case EFFECT_SCHEDULE: effect_schedule(e, f, indent, to); return;
    case EFFECT_WAIT: case EFFECT_SIGNAL: case EFFECT_RAISE: e->counts->static_effects++; return;
    }
    emit_error(e, f->place, "the monitor does not know this kind of effect (%d)", (int)f->kind);
}

static void effects(struct emitter *e, const struct effect *f, uint32_t count, unsigned indent, struct str *to)
{
    for (uint32_t i = 0; i < count; i++)
        effect(e, &f[i], indent, to);
}

/* Whether acquiring what the effects acquire would hang. */
static void acquiring(struct emitter *e, const struct effect *f, uint32_t count, unsigned indent, struct str *to)
{
    for (uint32_t i = 0; i < count; i++) {
        struct str inner = {0};
        if (f[i].kind == EFFECT_ACQUIRE)
            line(to, indent, arena_printf(&e->arena, "rtm_acquiring(e, %u, %s, %s, %s);", f[i].object, lock_address(e, &f[i]), f[i].shared ? "true" : "false",
                                          argument_of(e, f[i].expr)));
        if (f[i].kind == EFFECT_IF)
            acquiring(e, f[i].inner, f[i].inner_count, indent + 1, &inner);
        if (inner.length) {
            line(to, indent, arena_printf(&e->arena, "if (rtm_decide(e, %s)) {", emit_condition(e, f[i].expr)));
            str_append(to, str_text(&inner));
            line(to, indent, "}");
        }
        str_release(&inner);
    }
}

/* ---- outcomes -------------------------------------------------------------------------------------------------- */

static const char *outcome_test(struct emitter *e, const struct outcome *o)
{
    switch (o->kind) {
    case OUTCOME_ANY: case OUTCOME_FIRST: case OUTCOME_LAST: case OUTCOME_EMPTY: return "true";
    case OUTCOME_NULL: return "rtm_is_null(e)";
    case OUTCOME_NEW: return "!rtm_is_null(e)";
    case OUTCOME_SUCCESS: return "rtm_is_success(e)";
    case OUTCOME_PENDING: return "rtm_is_pending(e)";
    case OUTCOME_FAILURE: return "rtm_is_failure(e)";
    case OUTCOME_VALUE:
        if (o->expr->kind == EXPR_ATTR)
            return arena_printf(&e->arena, "rtm_gives(e, %s, %u /* %s */)", emit_value(e, o->expr->a), o->expr->index, e->r->attributes.items[o->expr->index].name);
        return arena_printf(&e->arena, "rtm_eq(rtm_result(e), %s) != RTM_NO", emit_value(e, o->expr));
    case OUTCOME_NEVER: return NULL;
    }
    emit_error(e, o->place, "the monitor does not know this kind of outcome (%d)", (int)o->kind);
    return NULL;
}

/* Any result fits: which it is, is a matter of memory. */
static bool takes_all(enum outcome_kind k) { return k == OUTCOME_ANY || k == OUTCOME_FIRST || k == OUTCOME_LAST || k == OUTCOME_EMPTY; }

static void outcomes(struct emitter *e, const struct ddi *d, struct str *to)
{
    bool any_effect = false, closed = false;
    struct str text = {0};
    for (int last = 0; last < 2; last++) /* `any` takes what the others leave */
        for (uint32_t i = 0; i < d->outcome_count && !closed; i++) {
            const struct outcome *o = &d->outcomes[i];
            if (takes_all(o->kind) != last)
                continue;
            const char *test = outcome_test(e, o);
            struct str inner = {0};
            if (!test)
                continue;
            if (o->kind == OUTCOME_NEW)
                effect_new(e, o->made, 2, &inner);
            e->together = o->effects;
            e->together_count = o->effect_count;
            effects(e, o->effects, o->effect_count, 2, &inner);
            any_effect |= inner.length != 0;
            if (o->condition)
                test = arena_printf(&e->arena, "%s && %s != RTM_NO", test, emit_condition(e, o->condition));
            str_printf(&text, "%sif (%s) {\n%s    }", text.length ? " else " : "    ", test, str_text(&inner));
            closed = takes_all(o->kind) && !o->condition;
            str_release(&inner);
        }
    if (text.length && !closed)
        str_append(&text, " else {\n        rtm_no_outcome(e);\n    }");
    if (text.length && (any_effect || !closed))
        str_printf(to, "%s\n", str_text(&text));
    str_release(&text);
}

/* ---- one contract ------------------------------------------------------------------------------------------------- */

/* Of a call (d), or of a callback's return. */
static void checks(struct emitter *e, const struct ddi *d, const char *callback, struct str *to)
{
    uint32_t index = d ? (uint32_t)(d - e->r->ddis.items) : UINT32_MAX;
    for (uint32_t i = 0; i < e->r->rules.count; i++) {
        const struct rule *rule = &e->r->rules.items[i];
        if (e->options->rule_selected && !e->options->rule_selected[i])
            continue;
        for (uint32_t c = 0; c < rule->check_count; c++) {
            const struct check *k = &rule->checks[c];
            bool wanted = d ? k->trigger == TRIGGER_CALL && k->ddi == index : k->trigger == TRIGGER_RETURN && str_equal(k->callback, callback);
            if (!wanted)
                continue;
            memset(e->var_types, 0, sizeof e->var_types);
            const char *condition = emit_condition_function(e, k->condition), *words = emit_words(e, k->message);
            uint32_t n = e->next++;
            str_printf(e->out, "static const struct rtm_check c%u = {&rules[%u], %s, 0, %s, %s, %s}; /* %s:%u */\n\n", n, i, d ? "RTM_BEFORE_CALL" : "RTM_AFTER_CALLBACK",
                       condition, words, emit_level(k->level), path_base(k->place.file), k->place.line);
            line(to, 1, arena_printf(&e->arena, "rtm_check(e, &c%u); /* %s */", n, rule->id));
            e->counts->checks++;
        }
    }
}

static void function(struct emitter *e, const char *when, const char *name, const struct str *body)
{
    str_printf(e->out, "static void %s_%s(struct rtm_env *e)\n{\n%s}\n\n", when, name, str_text(body));
}

bool emit_returns(struct emitter *e, const char *callback)
{
    struct str text = {0};
    checks(e, NULL, callback, &text);
    bool some = text.length != 0;
    if (some)
        function(e, "return", callback, &text);
    str_release(&text);
    return some;
}

void emit_ddi(struct emitter *e, const struct ddi *d, bool *before, bool *after)
{
    struct str first = {0}, second = {0};
    uint32_t split = ddi_effects_before(d);
    e->ddi = d;
    e->what = d->name;
    str_printf(e->out, "/* ---- %s: %s:%u */\n\n", d->name, path_base(d->place.file), d->place.line);
    checks(e, d, NULL, &first);
    memset(e->var_types, 0, sizeof e->var_types);
    e->together = d->effects;
    e->together_count = d->effect_count;
    acquiring(e, d->effects, d->effect_count, 1, &first);
    effects(e, d->effects, split, 1, &first);
    for (uint32_t i = split; i < d->effect_count; i++)
        if (effect_takes(&d->effects[i]))
            emit_note(e, "what it takes away is noted after the call, since something is given before it in the contract");
    effects(e, d->effects + split, d->effect_count - split, 1, &second);
    outcomes(e, d, &second);
    if (first.length)
        function(e, "before", d->name, &first);
    if (second.length)
        function(e, "after", d->name, &second);
    *before = first.length != 0;
    *after = second.length != 0;
    str_release(&first);
    str_release(&second);
    e->ddi = NULL;
    e->counts->ddis++;
}
