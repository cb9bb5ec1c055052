/*
 * Expressions as C. Each becomes one C expression of calls into the library (rtm.h); a condition inside `any` a
 * function of its own, which the library calls for each element.
 */
#include "monitor/emit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const char *emit_error(struct emitter *e, struct rule_place at, const char *fmt, ...)
{
    struct str text = {0};
    char buffer[400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(buffer, sizeof buffer, fmt, args);
    va_end(args);
    str_append(&text, buffer);
    diags_add(e->d, SEVERITY_ERROR, at.file, at.line, at.column, "%s", str_text(&text));
    str_release(&text);
    return "rtm_unknown()";
}

void emit_note(struct emitter *e, const char *fmt, ...)
{
    char buffer[400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(buffer, sizeof buffer, fmt, args);
    va_end(args);
    vec_push(&e->counts->notes, arena_printf(&e->counts->arena, "%s: %s", e->what, buffer));
}

const char *emit_string(struct emitter *e, const char *text)
{
    struct str s = {0};
    str_append_char(&s, '"');
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\')
            str_printf(&s, "\\%c", c);
        else if (c == '\n')
            str_append(&s, "\\n");
        else if (c < 0x20 || c == '?') /* no trigraphs */
            str_printf(&s, "\\%03o", c);
        else
            str_append_char(&s, (char)c);
    }
    str_append_char(&s, '"');
    const char *kept = arena_strdup(&e->arena, str_text(&s));
    str_release(&s);
    return kept;
}

/* ---- types ---------------------------------------------------------------------------------------- */

static const char *parameter_record(const struct emitter *e, uint32_t index)
{
    if (e->ddi && index < e->ddi->param_count)
        return e->ddi->params[index].record;
    if (e->callback && index < e->callback->param_count)
        return e->callback->params[index].record;
    return NULL;
}

const char *emit_record(struct emitter *e, const struct expr *x)
{
    const char *outer;
    switch (x->kind) {
    case EXPR_PARAM: return x->record ? x->record : parameter_record(e, x->index);
    case EXPR_VAR:
        if (x->record)
            return x->record;
        return x->index < EMIT_VARS_MAX ? e->var_types[x->index] : NULL;
    case EXPR_FIELD:
        outer = x->record ? x->record : emit_record(e, x->a);
        return outer ? arena_printf(&e->arena, "__typeof__(*((%s *)0)->%s)", outer, x->name) : NULL;
    default: return x->record;
    }
}

/* ---- values ------------------------------------------------------------------------------------------ */

static const char *field(struct emitter *e, const struct expr *x)
{
    const char *record = x->record ? x->record : emit_record(e, x->a);
    if (!record)
        return emit_error(e, x->place, "the monitor cannot tell which record '%s' is a field of; say it where the pointer is named ('p: RECORD')", x->name);
    return arena_printf(&e->arena, "RTM_FIELD(e, %s, %s, %s)", emit_value(e, x->a), record, x->name);
}

static const char *pair(struct emitter *e, const char *name, const struct expr *x)
{
    const char *a = emit_value(e, x->a), *b = emit_value(e, x->b);
    return arena_printf(&e->arena, "%s(%s, %s)", name, a, b);
}

const char *emit_object(struct emitter *e, const struct expr *x)
{
    return x->kind == EXPR_DEREF ? arena_printf(&e->arena, "rtm_read(e, %s, 0, sizeof(void *), 0)", emit_value(e, x->a)) : emit_value(e, x);
}

const char *emit_value(struct emitter *e, const struct expr *x)
{
    switch (x->kind) {
    case EXPR_CONST: return arena_printf(&e->arena, "rtm_known(%" PRId64 ")", x->value);
    case EXPR_PARAM: return arena_printf(&e->arena, "rtm_argument(e, %u)", x->index);
    case EXPR_RESULT: return "rtm_result(e)";
    case EXPR_VAR:
        if (x->index >= EMIT_VARS_MAX)
            return emit_error(e, x->place, "the monitor has room for %d variables", EMIT_VARS_MAX);
        return arena_printf(&e->arena, "e->var[%u]", x->index);
    case EXPR_FIELD: return field(e, x);
    case EXPR_DEREF: /* only pointers are read so: of a number behind a pointer the rule set does not say the size */
        return "rtm_unknown()";
    case EXPR_ATTR:
        return arena_printf(&e->arena, "rtm_attribute(e, %s, %u /* %s */)", emit_object(e, x->a), x->index,
                            e->r->attributes.items[x->index].name);
    case EXPR_PHASE: return "rtm_phase(e)";
    case EXPR_IRQL: return "rtm_irql(e)";
    case EXPR_STATE: return arena_printf(&e->arena, "rtm_known(RTM_PHASE_OF(%u, %" PRId64 ") /* %s */)", x->index, x->value, x->name ? x->name : "");
    case EXPR_INSTANCE: return arena_printf(&e->arena, "rtm_instance_handle(e, %u)", x->index);
    case EXPR_ADD: return pair(e, "rtm_add", x);
    case EXPR_MUL: return pair(e, "rtm_mul", x);
    case EXPR_CALLBACK: return "rtm_callback_id(e)";
    case EXPR_CONTEXT: case EXPR_THREAD: /* the call returns it */
    case EXPR_UNKNOWN: return "rtm_unknown()";
    case EXPR_ALIGNMENT: return "rtm_known(2 * (int64_t)sizeof(void *))";
    case EXPR_IS: case EXPR_IN: case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT: case EXPR_GE:
    case EXPR_BITS: case EXPR_AND: case EXPR_OR: case EXPR_NOT: case EXPR_ANY: case EXPR_CALLS: case EXPR_CALLED: case EXPR_ONLY: case EXPR_READS:
        return emit_error(e, x->place, "the monitor cannot use a condition as a value");
    }
    return emit_error(e, x->place, "the monitor does not know this kind of expression (%d)", (int)x->kind);
}

/* ---- conditions ----------------------------------------------------------------------------------------- */

static const char *joined(struct emitter *e, const char *name, const struct expr *x)
{
    const char *a = emit_condition(e, x->a), *b = emit_condition(e, x->b);
    return arena_printf(&e->arena, "%s(%s, %s)", name, a, b);
}

static const char *any(struct emitter *e, const struct expr *x)
{
    if (x->index >= EMIT_VARS_MAX) {
        emit_error(e, x->place, "the monitor has room for %d variables", EMIT_VARS_MAX);
        return "RTM_MAYBE";
    }
    const char *record = x->record;
    if (!x->a) {
        record = e->r->objects.items[x->value].record;
        e->var_types[x->index] = record;
        return arena_printf(&e->arena, "rtm_any_of_kind(e, %u, %u /* %s */, %s)", x->index, (unsigned)x->value + 1,
                            e->r->objects.items[x->value].name, emit_condition_function(e, x->b));
    }
    if (!record)
        record = emit_record(e, x->a);
    if (!record) {
        emit_error(e, x->place, "the monitor cannot tell the record of the list's elements; say it ('any x: RECORD in ...')");
        return "RTM_MAYBE";
    }
    e->var_types[x->index] = record;
    const char *condition = emit_condition_function(e, x->b), *first = emit_value(e, x->a);
    return arena_printf(&e->arena, "rtm_any_in_chain(e, %u, %s, offsetof(%s, %s), %s)", x->index, first, record, x->name, condition);
}

static const char *in(struct emitter *e, const struct expr *x)
{
    const char *value = emit_value(e, x->a), *text = "RTM_NO";
    for (uint32_t i = 0; i < x->list_count; i++)
        text = arena_printf(&e->arena, "rtm_or(%s, rtm_eq(%s, %s))", text, value, emit_value(e, x->list[i]));
    return text;
}

uint32_t emit_watched(struct emitter *e, const struct expr *field)
{
    uint32_t i = 0;
    while (i < e->fields.count && !(str_equal(e->fields.items[i]->record, field->record) && str_equal(e->fields.items[i]->name, field->name)))
        i++;
    if (i == EMIT_FIELDS_MAX)
        emit_error(e, field->place, "the monitor has room for %d fields whose reads are watched", EMIT_FIELDS_MAX);
    else if (i == e->fields.count)
        vec_push(&e->fields, field);
    return i;
}

/* Yes, where the driver has read one by now; it may read it yet. */
static const char *reads(struct emitter *e, const struct expr *x)
{
    const char *text = "RTM_MAYBE";
    for (uint32_t i = 0; i < x->list_count; i++)
        text = arena_printf(&e->arena, "rtm_or(%s, rtm_reads(e, %u))", text, emit_watched(e, x->list[i]));
    return text;
}

const char *emit_condition(struct emitter *e, const struct expr *x)
{
    switch (x->kind) {
    case EXPR_EQ: return pair(e, "rtm_eq", x);
    case EXPR_NE: return pair(e, "rtm_ne", x);
    case EXPR_LT: return pair(e, "rtm_lt", x);
    case EXPR_LE: return pair(e, "rtm_le", x);
    case EXPR_GT: return pair(e, "rtm_gt", x);
    case EXPR_GE: return pair(e, "rtm_ge", x);
    case EXPR_BITS: return pair(e, "rtm_bits", x);
    case EXPR_AND: return joined(e, "rtm_and", x);
    case EXPR_OR: return joined(e, "rtm_or", x);
    case EXPR_NOT: return arena_printf(&e->arena, "rtm_not(%s)", emit_condition(e, x->a));
    case EXPR_IN: return in(e, x);
    case EXPR_ANY: return any(e, x);
    case EXPR_READS: return reads(e, x);
    case EXPR_CALLS: /* of the driver's text: a run sees what is done, not what is never done */
        emit_note(e, "line %u of %s asks what the driver calls anywhere, which a run does not know", x->place.line, path_base(x->place.file));
        return "RTM_MAYBE";
    case EXPR_CALLED: case EXPR_ONLY: return "RTM_MAYBE"; /* of its text, too */
    case EXPR_IS:
        if (x->index == EXPR_IS_LOCAL)
            return arena_printf(&e->arena, "rtm_is_local(e, %s)", emit_value(e, x->a));
        if (x->index == EXPR_IS_VARIABLE)
            return arena_printf(&e->arena, "rtm_is_variable(e, %s)", emit_value(e, x->a));
        return arena_printf(&e->arena, "rtm_is(e, %s, %u /* %s */)", emit_value(e, x->a), x->index + 1, e->r->objects.items[x->index].name);
    default: return arena_printf(&e->arena, "rtm_ne(%s, rtm_known(0))", emit_value(e, x));
    }
}

/* A function that does not look at its `e` is fine: not all expressions do. */
static const char *function(struct emitter *e, const char *type, const char *body)
{
    const char *name = arena_printf(&e->arena, "e%u", e->next++);
    str_printf(e->out, "static %s %s(struct rtm_env *e)\n{\n    (void)e;\n    return %s;\n}\n\n", type, name, body);
    return name;
}

const char *emit_value_function(struct emitter *e, const struct expr *x) { return function(e, "struct rtm_value", emit_value(e, x)); }

const char *emit_condition_function(struct emitter *e, const struct expr *x)
{
    return x ? function(e, "enum rtm_truth", emit_condition(e, x)) : "NULL";
}

/* ---- words ------------------------------------------------------------------------------------------------- */

static void piece(struct emitter *e, const struct piece *p, struct str *to)
{
    const struct expr *x = p->expr;
    const char *kind = "RTM_VALUE";
    uint32_t index = 0;
    switch (p->kind) {
    case PIECE_TEXT: str_printf(to, "    {RTM_TEXT, 0, %s, NULL},\n", emit_string(e, p->text)); return;
    case PIECE_CALL: str_append(to, "    {RTM_CALL, 0, NULL, NULL},\n"); return;
    case PIECE_CALL_IRQL: str_append(to, "    {RTM_CALL_IRQL, 0, NULL, NULL},\n"); return;
    case PIECE_AT: kind = "RTM_AT"; break;
    case PIECE_VALUE:
        if (x->kind == EXPR_PARAM || (x->kind == EXPR_DEREF && x->a->kind == EXPR_PARAM)) {
            kind = x->kind == EXPR_PARAM ? "RTM_ARGUMENT" : "RTM_POINTEE";
            index = x->kind == EXPR_PARAM ? x->index : x->a->index;
            str_printf(to, "    {%s, %u, NULL, NULL},\n", kind, index);
            return;
        }
        if (x->kind == EXPR_IRQL)
            kind = "RTM_LEVEL";
        else if (x->kind == EXPR_CALLBACK)
            kind = "RTM_CALLBACK_NAME";
        else if (x->kind == EXPR_PHASE)
            kind = "RTM_PHASE";
        else if (x->kind == EXPR_VAR || (x->kind == EXPR_RESULT && e->ddi)) /* a callback's result is a status */
            kind = "RTM_OBJECT";
        else if (x->kind == EXPR_ATTR)
            index = e->r->attributes.items[x->index].is_boolean;
        break;
    }
    str_printf(to, "    {%s, %u, NULL, %s},\n", kind, index, emit_value_function(e, x));
}

const char *emit_words(struct emitter *e, const struct words *w)
{
    if (!w)
        return "NULL";
    struct str pieces = {0};
    if (w->count > EMIT_PIECES_MAX && w->pieces[EMIT_PIECES_MAX].expr)
        emit_error(e, w->pieces[EMIT_PIECES_MAX].expr->place, "the monitor has room for %d pieces of a sentence", EMIT_PIECES_MAX);
    for (uint32_t i = 0; i < w->count; i++)
        piece(e, &w->pieces[i], &pieces);
    uint32_t n = e->next++;
    str_printf(e->out, "static const struct rtm_piece p%u[] = {\n%s};\nstatic const struct rtm_words w%u = {p%u, %u};\n\n", n, str_text(&pieces), n, n, w->count);
    str_release(&pieces);
    return arena_printf(&e->arena, "&w%u", n);
}
