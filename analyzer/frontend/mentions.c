/*
 * Mentions: what the text names although nothing is done with it. A trace or an assertion that is switched off expands to
 * nothing, yet its author has looked at the variable, and `(void)f()` says that the result does not matter. Nothing of it
 * is executed; only who asks whether anybody looks at a value reads it.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <string.h>

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$'; }

static void mention(struct lower *l, struct ir_operand what, ir_index loc)
{
    ir_emit(l->b, IR_MENTION, 0, 0, 0, loc, &what, 1);
}

void mention_value(struct lower *l, struct ir_operand v)
{
    if (v.kind == IR_TEMP)
        mention(l, v, v.loc);
}

void mention_variable(struct lower *l, CXCursor c)
{
    uint32_t local = map_number(&l->body->locals, cursor_decl(clang_getCursorReferenced(c)));
    if (local)
        mention(l, value_local(l, local - 1), place_of(l, c));
}

/* The variable of that name that was declared last, + 1; 0 where none is. */
static uint32_t local_named(const struct lower *l, const char *name, size_t length)
{
    const struct ir_function *f = &l->m->functions.items[l->body->function];
    for (uint32_t i = f->local_count; i-- > 0;) {
        const char *known = ir_text(l->m, l->m->locals.items[f->first_local + i].name);
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return i + 1;
    }
    return 0;
}

/* Behind a string or character literal, or a comment, that begins there; the same place where none does. */
static const char *behind_literal(const char *at, const char *end)
{
    if (*at == '"' || *at == '\'') {
        const char quote = *at++;
        for (; at < end && *at != quote; at++)
            at += *at == '\\' && at + 1 < end;
        return at < end ? at + 1 : end;
    }
    if (*at != '/' || at + 1 >= end || (at[1] != '/' && at[1] != '*'))
        return at;
    const bool line = at[1] == '/';
    for (at += 2; at < end && (line ? *at != '\n' : !(at[-1] == '*' && *at == '/')); at++)
        ;
    return at < end ? at + 1 : end;
}

/* The variables that stand in the arguments of the macro whose name begins there. */
static void mention_arguments(struct lower *l, const char *at, const char *end, ir_index loc)
{
    while (at < end && is_name(*at))
        at++;
    while (at < end && isspace((unsigned char)*at))
        at++;
    if (at >= end || *at != '(')
        return;
    char before = 0; /* what stands in front of a name: a member is no variable */
    for (int depth = 0; at < end;) {
        const char *literal = behind_literal(at, end);
        if (literal != at) {
            at = literal;
            continue;
        }
        if (is_name(*at)) {
            const char *name = at;
            while (at < end && is_name(*at))
                at++;
            uint32_t local = before == '.' || before == '>' ? 0 : local_named(l, name, (size_t)(at - name));
            if (local)
                mention(l, value_local(l, local - 1), loc);
            before = 0;
            continue;
        }
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (depth == 0)
            return;
        if (*at == '>')
            before = at[-1] == '-' ? '>' : 0;
        else if (!isspace((unsigned char)*at))
            before = *at;
        at++;
    }
}

void mention_names(struct lower *l, CXCursor statement)
{
    CXSourceLocation from = clang_getRangeStart(clang_getCursorExtent(statement));
    if (!place_is_macro(from))
        return;
    CXFile file;
    unsigned offset;
    size_t left;
    clang_getExpansionLocation(from, &file, NULL, NULL, &offset);
    if (!file || (l->body->mentioned_in == file && l->body->mentioned_at == offset))
        return;
    l->body->mentioned_in = file;
    l->body->mentioned_at = offset;
    const char *text = place_text(l, clang_getLocationForOffset(l->tu, file, offset), &left);
    if (text)
        mention_arguments(l, text, text + left, place_of(l, statement));
}
