/*
 * Condition="...": a parser that evaluates as it reads.
 *
 *   or     = and { "Or" and }
 *   and    = factor { "And" factor }
 *   factor = "!" factor | "(" or ")" | operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=") operand ]
 *   operand = 'text' | exists(...) | HasTrailingSlash(...) | word, number, $(...), %(...)
 *
 * An unknown property in a comparison with '' needs no word: asking for that is what the author did.
 */
#include "project/msbuild.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define CONDITION_DEPTH 100u

struct parse {
    struct msbuild *m;
    const struct scope *s;
    const char *text, *at;
    const char *error; /* the first one */
    unsigned depth;
};

struct operand {
    const char *value; /* expanded; may hold marks */
    bool quoted;
    bool boolean, truth; /* of a function */
};

static void fail(struct parse *p, const char *text)
{
    if (!p->error)
        p->error = text;
}

static void skip(struct parse *p)
{
    while (isspace((unsigned char)*p->at))
        p->at++;
}

static bool take(struct parse *p, const char *token)
{
    skip(p);
    if (!str_starts_with(p->at, token))
        return false;
    p->at += strlen(token);
    return true;
}

static bool take_word(struct parse *p, const char *word)
{
    skip(p);
    size_t n = strlen(word);
    if (strncasecmp(p->at, word, n) != 0 || isalnum((unsigned char)p->at[n]) || p->at[n] == '_')
        return false;
    p->at += n;
    return true;
}

static const char *expanded(struct parse *p, const char *text)
{
    const char *value = expand(p->m, p->s, text);
    if (strstr(value, "@(")) { /* item lists exist only behind all conditions of properties */
        msbuild_say(p->m, SEVERITY_WARNING, p->s, "the condition asks for an item list (%.60s), which is read as empty",
                    text);
        value = "";
    }
    return value;
}

/* ---- operands ---------------------------------------------------------------------------------------- */

static struct operand quoted_text(struct parse *p)
{
    const char *end = strchr(++p->at, '\'');
    if (!end) {
        fail(p, "a quote (') is not closed");
        p->at += strlen(p->at);
        return (struct operand){.value = ""};
    }
    struct operand o = {.value = expanded(p, arena_strndup(p->m->a, p->at, (size_t)(end - p->at))), .quoted = true};
    p->at = end + 1;
    return o;
}

static bool path_exists(struct parse *p, const char *text)
{
    struct arena *a = p->m->a;
    text = unescape(a, settle(p->m, text, "exists() in a condition"));
    if (!*text || strstr(text, KIT_FOLDER))
        return false;
    struct words_list paths = {0};
    split_list(a, text, &paths);
    bool all = paths.list.count > 0;
    for (uint32_t i = 0; i < paths.list.count; i++) {
        const char *path = path_windows(a, &p->m->options->maps, p->s->document->folder, paths.list.items[i]);
        all &= path[0] == '/' && access(path, F_OK) == 0;
    }
    vec_release(&paths.list);
    return all;
}

static struct operand function(struct parse *p, const char *name)
{
    struct operand inner = {.value = ""}, o = {.value = "", .boolean = true};
    skip(p);
    if (*p->at == '\'')
        inner = quoted_text(p);
    else {
        unsigned depth = 0;
        const char *start = p->at;
        while (*p->at && (depth || *p->at != ')')) {
            depth += *p->at == '(';
            depth -= *p->at == ')';
            p->at++;
        }
        inner.value = expanded(p, arena_strndup(p->m->a, start, (size_t)(p->at - start)));
    }
    if (!take(p, ")"))
        fail(p, "a ')' is missing behind the argument of a function");
    size_t n = strlen(inner.value);
    if (!strcasecmp(name, "exists"))
        o.truth = path_exists(p, inner.value);
    else if (!strcasecmp(name, "HasTrailingSlash"))
        o.truth = n && (inner.value[n - 1] == '/' || inner.value[n - 1] == '\\');
    else
        fail(p, "there are no functions but exists and HasTrailingSlash");
    return o;
}

static struct operand operand(struct parse *p)
{
    skip(p);
    if (*p->at == '\'')
        return quoted_text(p);
    const char *start = p->at;
    size_t n = 0;
    while (isalpha((unsigned char)p->at[n]))
        n++;
    const char *behind = p->at + n;
    while (isspace((unsigned char)*behind))
        behind++;
    if (n && *behind == '(') {
        const char *name = arena_strndup(p->m->a, start, n);
        p->at = behind + 1;
        return function(p, name);
    }
    while (*p->at && !isspace((unsigned char)*p->at) && !strchr("=!<>()'", *p->at)) {
        if (strchr("$%@", *p->at) && p->at[1] == '(') {
            unsigned depth = 0;
            do {
                depth += *p->at == '(';
                depth -= *p->at == ')';
                p->at++;
            } while (*p->at && (depth || p->at[-1] != ')'));
        } else
            p->at++;
    }
    if (p->at == start)
        fail(p, *start ? "a value is missing" : "it ends where a value is missing");
    return (struct operand){.value = expanded(p, arena_strndup(p->m->a, start, (size_t)(p->at - start)))};
}

/* ---- comparisons ---------------------------------------------------------------------------------------- */

static bool as_number(const char *text, double *value)
{
    char *end;
    if (!*text || isspace((unsigned char)*text) || !strpbrk(text, "0123456789") || isalpha((unsigned char)*text))
        return false;
    *value = strtod(text, &end);
    return *end == '\0';
}

static const char *as_text(const struct operand *o) { return o->boolean ? (o->truth ? "True" : "False") : o->value; }

static bool is_empty(const struct operand *o) { return !o->boolean && !*o->value; }

static bool truth_of(struct parse *p, const struct operand *o)
{
    if (o->boolean)
        return o->truth;
    const char *v = settle(p->m, o->value, "a condition");
    static const char *const yes[] = {"true", "on", "yes", "!false", "!off", "!no"};
    static const char *const no[] = {"false", "off", "no", "!true", "!on", "!yes"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (!strcasecmp(v, yes[i]))
            return true;
        if (!strcasecmp(v, no[i]))
            return false;
    }
    if (!has_marks(o->value))
        fail(p, arena_printf(p->m->a, "'%.60s' is neither true nor false", v));
    return false;
}

static bool compare(struct parse *p, const char *operator, const struct operand * left, const struct operand *right)
{
    const char *x = as_text(left), *y = as_text(right);
    if (!is_empty(left) && !is_empty(right)) {
        x = settle(p->m, x, "a condition");
        y = settle(p->m, y, "a condition");
    } else { /* '$(Unknown)' == '' */
        x = has_marks(x) ? "" : x;
        y = has_marks(y) ? "" : y;
    }
    double a, b;
    bool numbers = as_number(x, &a) && as_number(y, &b);
    if (operator[0] == '=' || operator[0] == '!') {
        bool equal = numbers ? !(a < b) && !(a > b) : strcasecmp(unescape(p->m->a, x), unescape(p->m->a, y)) == 0;
        return equal == (operator[0] == '=');
    }
    if (!numbers) {
        if (!has_marks(as_text(left)) && !has_marks(as_text(right)))
            fail(p, arena_printf(p->m->a, "'%.40s' %s '%.40s' does not compare numbers", x, operator, y));
        return false;
    }
    bool equal = !(a < b) && !(a > b);
    return operator[0] == '<' ? a < b || (operator[1] && equal) : a> b ||(operator[1] && equal);
}

static bool any_of(struct parse *p);

static bool factor(struct parse *p)
{
    static const char *const operators[] = {"==", "!=", "<=", ">=", "<", ">"};
    if (++p->depth > CONDITION_DEPTH) {
        fail(p, "it is nested too deeply");
        return false;
    }
    bool value;
    skip(p);
    if (*p->at == '!' && p->at[1] != '=') {
        p->at++;
        value = !factor(p);
    } else if (take(p, "(")) {
        value = any_of(p);
        if (!take(p, ")"))
            fail(p, "a ')' is missing");
    } else {
        struct operand left = operand(p);
        const char *found = NULL;
        for (size_t i = 0; !found && !p->error && i < sizeof operators / sizeof *operators; i++)
            if (take(p, operators[i]))
                found = operators[i];
        if (found) {
            struct operand right = operand(p);
            value = !p->error && compare(p, found, &left, &right);
        } else
            value = !p->error && truth_of(p, &left);
    }
    p->depth--;
    return value && !p->error;
}

static bool all_of(struct parse *p)
{
    bool value = factor(p);
    while (!p->error && take_word(p, "and")) {
        bool next = factor(p);
        value = value && next;
    }
    return value;
}

static bool any_of(struct parse *p)
{
    bool value = all_of(p);
    while (!p->error && take_word(p, "or")) {
        bool next = all_of(p);
        value = value || next;
    }
    return value && !p->error;
}

bool condition_holds(struct msbuild *m, const struct scope *s, const struct xml_element *e)
{
    const char *text = xml_attribute(e, "Condition");
    if (!text)
        return true;
    struct scope at = *s;
    at.line = e->line;
    at.column = e->column;
    struct parse p = {.m = m, .s = &at, .text = text, .at = text};
    skip(&p);
    if (!*p.at) /* an empty condition is none */
        return true;
    bool value = any_of(&p);
    skip(&p);
    if (!p.error && *p.at)
        p.error = arena_printf(m->a, "'%.30s' is not understood", p.at);
    if (p.error && !m->stopped)
        msbuild_say(m, SEVERITY_ERROR, &at, "the condition \"%.100s\" cannot be evaluated: %s; it counts as false",
                    text, p.error);
    return value && !p.error;
}
