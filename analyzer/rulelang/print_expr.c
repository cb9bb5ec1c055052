/* Expressions, sentences and strings of a rule set as text. */
#include "rulelang/print.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- strings -------------------------------------------------------------------------------- */

void print_indent(struct str *out, unsigned indent)
{
    for (unsigned i = 0; i < indent; i++)
        str_append(out, "  ");
}

static void print_escaped(struct str *out, const char *text, bool words)
{
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            str_append_char(out, '\\');
        if (words && (*p == '{' || *p == '}'))
            str_append_char(out, *p);
        if (*p == '\n')
            str_append(out, "\\n");
        else if (*p == '\t')
            str_append(out, "\\t");
        else
            str_append_char(out, *p);
    }
}

void print_string(struct str *out, const char *text)
{
    str_append_char(out, '"');
    print_escaped(out, text, false);
    str_append_char(out, '"');
}

/* In triple quotes where that gives the same text back. */
void print_text(struct str *out, unsigned indent, const char *text)
{
    struct str block = {0};
    str_append_char(&block, '\n');
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        if (n) {
            print_indent(&block, indent + 1);
            str_append_n(&block, line, n);
        }
        str_append_char(&block, '\n');
        line += n + (line[n] == '\n');
    }
    print_indent(&block, indent);
    bool lines = strchr(text, '\n') && !strstr(text, "\"\"\"") && !str_ends_with(text, "\"");
    if (lines) {
        char *back = mem_strdup(str_text(&block));
        text_dedent(back);
        lines = str_equal(back, text);
        free(back);
    }
    if (lines)
        str_printf(out, "\"\"\"%s\"\"\"", str_text(&block));
    else
        print_string(out, text);
    str_release(&block);
}

/* A documentation path, without quotes where it is one. */
void print_path(struct str *out, const char *path)
{
    bool plain = isalpha((unsigned char)path[0]);
    for (const char *p = path; *p; p++) {
        bool word = isalnum((unsigned char)*p) || *p == '_';
        plain &= word || ((*p == '-' || *p == '/' || *p == '.') && isalpha((unsigned char)p[1]));
    }
    if (plain)
        str_append(out, path);
    else
        print_string(out, path);
}

/* ---- expressions ---------------------------------------------------------------------------- */

static const struct operator
{
    const char *text;
    enum precedence precedence;
}
operators[] = {
    [EXPR_EQ] = {"==", PRECEDENCE_COMPARE},  [EXPR_NE] = {"!=", PRECEDENCE_COMPARE},
    [EXPR_LT] = {"<", PRECEDENCE_COMPARE},   [EXPR_LE] = {"<=", PRECEDENCE_COMPARE},
    [EXPR_GT] = {">", PRECEDENCE_COMPARE},   [EXPR_GE] = {">=", PRECEDENCE_COMPARE},
    [EXPR_BITS] = {"&", PRECEDENCE_COMPARE}, [EXPR_AND] = {"and", PRECEDENCE_AND},
    [EXPR_OR] = {"or", PRECEDENCE_OR},       [EXPR_ADD] = {"+", PRECEDENCE_SUM},
    [EXPR_MUL] = {"*", PRECEDENCE_PRODUCT},
};

static enum precedence expr_precedence(const struct expr *e)
{
    switch (e->kind) {
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_CALLS:
    case EXPR_CALLED:
    case EXPR_ONLY:
    case EXPR_READS:
        return PRECEDENCE_COMPARE;
    case EXPR_NOT:
        return PRECEDENCE_NOT;
    case EXPR_ANY:
        return PRECEDENCE_ANY;
    case EXPR_DEREF:
        return PRECEDENCE_UNARY;
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE:
    case EXPR_BITS:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_ADD:
    case EXPR_MUL:
        return operators[e->kind].precedence;
    default:
        return PRECEDENCE_POSTFIX;
    }
}

static void print_list(const struct ruleset *r, const struct expr *e, struct str *out)
{
    str_append(out, " in (");
    for (uint32_t i = 0; i < e->list_count; i++) {
        str_append(out, i ? ", " : "");
        print_expr(r, e->list[i], PRECEDENCE_SUM, out);
    }
    str_append_char(out, ')');
}

static void print_bare_expr(const struct ruleset *r, const struct expr *e, struct str *out)
{
    enum precedence p = expr_precedence(e);
    switch (e->kind) {
    case EXPR_CONST:
        if (e->name)
            str_append(out, e->name);
        else
            str_printf(out, "%" PRId64, e->value);
        break;
    case EXPR_UNKNOWN:
        str_append(out, "unknown");
        break;
    case EXPR_THREAD:
        str_append(out, "this_thread");
        break;
    case EXPR_INSTANCE:
        str_printf(out, "%s.instance", e->name);
        break;
    case EXPR_CONTEXT:
        str_append(out, "context_of(");
        print_expr(r, e->a, PRECEDENCE_ANY, out);
        str_append(out, ", ");
        print_expr(r, e->b, PRECEDENCE_ANY, out);
        str_append_char(out, ')');
        break;
    case EXPR_ALIGNMENT:
        str_append(out, "memory_alignment");
        break;
    case EXPR_PARAM:
    case EXPR_RESULT:
    case EXPR_VAR:
        str_append(out, e->name);
        break;
    case EXPR_FIELD:
        print_expr(r, e->a, PRECEDENCE_POSTFIX, out);
        str_printf(out, "->%s", e->name);
        break;
    case EXPR_ATTR:
        /* An object that is being made has no name of its own: its attributes stand alone. */
        if (e->a->kind == EXPR_VAR && !e->a->name) {
            str_append(out, e->name);
            break;
        }
        print_expr(r, e->a, PRECEDENCE_POSTFIX, out);
        str_printf(out, ".%s", e->name);
        break;
    case EXPR_DEREF:
        str_append_char(out, '*');
        print_expr(r, e->a, PRECEDENCE_UNARY, out);
        break;
    case EXPR_PHASE:
        str_append(out, "driver.state");
        break;
    case EXPR_IRQL:
        str_append(out, "driver.irql");
        break;
    case EXPR_CALLBACK:
        str_append(out, "driver.callback");
        break;
    case EXPR_ONLY:
        str_append(out, "callback returns only ");
        print_expr(r, e->a, PRECEDENCE_SUM, out);
        break;
    case EXPR_CALLS:
    case EXPR_CALLED:
    case EXPR_READS:
        str_append(out, e->kind == EXPR_CALLS ? "driver calls (" : e->kind == EXPR_CALLED ? "function called (" : "driver reads (");
        for (uint32_t i = 0; i < e->list_count; i++)
            str_printf(out, "%s%s%s%s", i ? ", " : "", e->kind == EXPR_READS ? e->list[i]->record : "", e->kind == EXPR_READS ? "." : "",
                       e->list[i]->name);
        str_append_char(out, ')');
        break;
    case EXPR_STATE:
        str_printf(out, "%s.%s", r->drivers.items[e->index].name, e->name);
        break;
    case EXPR_IS:
        print_expr(r, e->a, PRECEDENCE_SUM, out);
        str_printf(out, " is %s", e->index == EXPR_IS_VARIABLE ? "variable" : e->index == EXPR_IS_LOCAL ? "local" : r->objects.items[e->index].name);
        break;
    case EXPR_IN:
        print_expr(r, e->a, PRECEDENCE_SUM, out);
        print_list(r, e, out);
        break;
    case EXPR_NOT:
        str_append(out, "not ");
        print_expr(r, e->a, PRECEDENCE_NOT, out);
        break;
    case EXPR_ANY:
        if (!e->a) {
            str_printf(out, "any %s is %s with ", e->variable, r->objects.items[e->value].name);
            print_expr(r, e->b, PRECEDENCE_ANY, out);
            break;
        }
        str_printf(out, "any %s%s%s in chain(", e->variable, e->record ? ": " : "", e->record ? e->record : "");
        print_expr(r, e->a, PRECEDENCE_ANY, out);
        str_printf(out, ", %s) with ", e->name);
        print_expr(r, e->b, PRECEDENCE_ANY, out);
        break;
    default: /* what has two sides; they group to the left, comparisons not at all */
        print_expr(r, e->a, p == PRECEDENCE_COMPARE ? PRECEDENCE_SUM : p, out);
        str_printf(out, " %s ", operators[e->kind].text);
        print_expr(r, e->b, p + 1, out);
        break;
    }
}

void print_expr(const struct ruleset *r, const struct expr *e, enum precedence least, struct str *out)
{
    bool braces = expr_precedence(e) < least;
    str_append(out, braces ? "(" : "");
    print_bare_expr(r, e, out);
    str_append(out, braces ? ")" : "");
}

void expr_print(const struct ruleset *r, const struct expr *e, struct str *out)
{
    print_expr(r, e, PRECEDENCE_ANY, out);
}

void print_words(const struct ruleset *r, const struct words *w, struct str *out)
{
    str_append_char(out, '"');
    for (uint32_t i = 0; i < w->count; i++) {
        const struct piece *p = &w->pieces[i];
        if (p->kind == PIECE_TEXT) {
            print_escaped(out, p->text, true);
            continue;
        }
        if (p->kind == PIECE_CALL || p->kind == PIECE_CALL_IRQL) {
            str_printf(out, "{%s%s}", p->text, p->kind == PIECE_CALL ? "" : ".irql");
            continue;
        }
        str_append(out, p->kind == PIECE_AT ? "{at " : "{");
        expr_print(r, p->expr, out);
        str_append_char(out, '}');
    }
    str_append_char(out, '"');
}
