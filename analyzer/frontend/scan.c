/* One file read as lines: comments dropped, continued lines joined. */
#include "frontend/includes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at, *end;
    struct str line; /* a directive without comments, or "" for anything else that is not blank */
    bool blank;
};

/* Copies a quoted literal up to its end or the line's. */
static void skip_literal(struct reader *r, char quote, bool keep)
{
    if (keep)
        str_append_char(&r->line, quote);
    for (r->at++; r->at < r->end && *r->at != '\n'; r->at++) {
        if (keep)
            str_append_char(&r->line, *r->at);
        if (*r->at == '\\' && r->at + 1 < r->end && r->at[1] != '\n' && !keep) {
            r->at++;
        } else if (*r->at == quote) {
            r->at++;
            return;
        }
    }
}

static bool skip_continuation(struct reader *r)
{
    if (*r->at != '\\')
        return false;
    const char *next = r->at + 1;
    if (next < r->end && *next == '\r')
        next++;
    if (next >= r->end || *next != '\n')
        return false;
    r->at = next + 1;
    return true;
}

static bool skip_comment(struct reader *r)
{
    if (*r->at != '/' || r->at + 1 >= r->end)
        return false;
    if (r->at[1] == '/') {
        while (r->at < r->end && *r->at != '\n')
            if (!skip_continuation(r))
                r->at++;
        return true;
    }
    if (r->at[1] != '*')
        return false;
    for (r->at += 2; r->at < r->end; r->at++)
        if (*r->at == '*' && r->at + 1 < r->end && r->at[1] == '/') {
            r->at += 2;
            return true;
        }
    return true;
}

/* One logical line. A directive's text stands in r->line from its '#' on. */
static bool read_line(struct reader *r)
{
    if (r->at >= r->end)
        return false;
    str_clear(&r->line);
    r->blank = true;
    bool directive = false;
    while (r->at < r->end && *r->at != '\n') {
        if (skip_continuation(r))
            continue;
        if (skip_comment(r)) {
            if (directive)
                str_append_char(&r->line, ' ');
            continue;
        }
        char c = *r->at;
        if (r->blank && !isspace((unsigned char)c)) {
            r->blank = false;
            directive = c == '#';
        }
        if (c == '"' || c == '\'') {
            skip_literal(r, c, directive);
            continue;
        }
        if (directive && c != '\r')
            str_append_char(&r->line, c);
        r->at++;
    }
    r->at += r->at < r->end;
    return true;
}

/* ---- directives ------------------------------------------------------------------------------- */

static const char *skip_space(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* The text behind `# word`, or NULL if the line is another directive. */
static const char *operand_of(const char *line, const char *word)
{
    const char *p = skip_space(line + 1);
    size_t n = strlen(word);
    if (strncmp(p, word, n) != 0 || isalnum((unsigned char)p[n]) || p[n] == '_')
        return NULL;
    return skip_space(p + n);
}

static size_t name_length(const char *p)
{
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_')
        n++;
    return n;
}

/* The name in `#ifndef X`, `#if !defined(X)`, `#if !defined X`; its length in *n. */
static const char *guard_name(const char *line, size_t *n)
{
    const char *p = operand_of(line, "ifndef");
    if (!p && (p = operand_of(line, "if")) != NULL) {
        if (*p != '!')
            return NULL;
        p = skip_space(p + 1);
        if (strncmp(p, "defined", 7) != 0)
            return NULL;
        p = skip_space(p + 7);
        p = *p == '(' ? skip_space(p + 1) : p;
        if (strstr(p, "&&") || strstr(p, "||"))
            return NULL;
    }
    *n = p ? name_length(p) : 0;
    return *n ? p : NULL;
}

static bool include_of(struct arena *a, const char *operand, struct include *out)
{
    char close = *operand == '<' ? '>' : *operand == '"' ? '"' : '\0';
    const char *end = close ? strchr(operand + 1, close) : NULL;
    if (!end || end == operand + 1)
        return false;
    *out = (struct include){arena_strndup(a, operand + 1, (size_t)(end - operand - 1)), close == '>'};
    return true;
}

static void add_include(struct scan *s, struct include i)
{
    for (uint32_t k = 0; k < s->includes.count; k++)
        if (s->includes.items[k].angled == i.angled && str_equal(s->includes.items[k].name, i.name))
            return;
    vec_push(&s->includes, i);
}

/* ---- WPP --------------------------------------------------------------------------------------- */

/*
 * FUNC CHECK{ACT=X,LEVEL=Y}(STATUS, MSG, ...): what WPP makes of it begins with WPP_ACT_LEVEL_STATUS_PRE and ends with
 * ..._POST, where the file defines these. They may hold statements: a return, a goto. p is behind the name. Returns the
 * macro's parameters and body, or NULL where it is a trace and nothing else.
 */
static const char *trace_body(struct arena *a, const char *text, const char *p, const char *stop)
{
    struct str key = {0}, values = {0}, params = {0};
    const char *body = NULL;
    p = skip_space(p);
    for (bool more = p < stop && *p == '{'; more; more = *p == ',') {
        const char *name = skip_space(p + 1);
        size_t n = name_length(name);
        p = name + n;
        str_printf(&key, "_%.*s", (int)n, name);
        str_append(&values, values.length ? ", 0" : "0");
        while (p < stop && *p != ',' && *p != '}')
            p++;
    }
    p = skip_space(p < stop && *p == '}' ? p + 1 : p);
    for (bool more = p < stop && *p == '('; more; more = *p == ',') {
        const char *name = skip_space(p + 1);
        size_t n = name_length(name);
        p = name + n;
        str_printf(&params, "%s%.*s", params.length ? ", " : "", n ? (int)n : 3, n ? name : "...");
        if (n && !(n == 3 && strncmp(name, "MSG", 3) == 0)) {
            str_printf(&key, "_%.*s", (int)n, name);
            str_printf(&values, "%s%.*s", values.length ? ", " : "", (int)n, name);
        }
        while (p < stop && *p != ',' && *p != ')' && *p != '\n')
            p++;
    }
    const char *post = arena_printf(a, "#define WPP%s_POST(", str_text(&key));
    const char *pre = arena_printf(a, "#define WPP%s_PRE(", str_text(&key));
    if (key.length && strstr(text, pre) && strstr(text, post))
        body = arena_printf(a, "(%s) WPP%s_PRE(%s) (void)0 WPP%s_POST(%s)", str_text(&params), str_text(&key), str_text(&values), str_text(&key), str_text(&values));
    str_release(&key);
    str_release(&values);
    str_release(&params);
    return body;
}

/* Names behind FUNC in comments between `begin_wpp config` and `end_wpp`. */
static void scan_trace_functions(struct arena *a, const char *text, const char *end, struct scan *out)
{
    for (const char *at = text; (at = strstr(at, "begin_wpp config")) != NULL;) {
        const char *stop = strstr(at, "end_wpp");
        stop = stop ? stop : end;
        for (at += strlen("begin_wpp config"); at < stop; at++) {
            if (strncmp(at, "FUNC", 4) != 0 || isalnum((unsigned char)at[-1]) || at[-1] == '_')
                continue;
            const char *p = at + (strncmp(at, "FUNCTION", 8) == 0 ? 8 : 4);
            if (*p != ' ' && *p != '\t')
                continue;
            p = skip_space(p);
            size_t n = name_length(p);
            const char *body = n ? trace_body(a, text, p + n, stop) : NULL;
            if (n)
                vec_push(&out->trace_functions, body ? arena_printf(a, "%.*s%s", (int)n, p, body) : arena_strndup(a, p, n));
            at = p;
        }
    }
}

/* ---- the whole file ------------------------------------------------------------------------------ */

struct state {
    const char *guard; /* of the file, once its #ifndef was met */
    unsigned depth;    /* of #if */
    bool first;        /* no directive yet */
    bool guard_open;   /* #ifndef was met, its #define not yet */
    bool leading;
    bool past_guard; /* the guard's #endif was met */
};

static void end_leads(struct state *st, struct scan *out)
{
    st->leading = false;
    out->leads_only = false;
}

static void scan_directive(struct arena *a, const char *line, struct state *st, struct scan *out)
{
    struct include i;
    size_t n;
    const char *p, *name;
    bool was_first = st->first, defines_guard = st->guard_open;
    st->first = st->guard_open = false;
    if (st->past_guard)
        out->guarded = false;
    if ((p = operand_of(line, "include")) != NULL) {
        bool named = include_of(a, p, &i);
        if (named)
            add_include(out, i);
        if (named && st->leading)
            vec_push(&out->leads, (struct lead){i.angled ? LEAD_ANGLED : LEAD_INCLUDE, i.name});
        else
            end_leads(st, out);
    } else if ((p = operand_of(line, "define")) != NULL || operand_of(line, "undef")) {
        if (defines_guard && p && name_length(p) == strlen(st->guard) && strncmp(p, st->guard, strlen(st->guard)) == 0)
            out->guarded = true;
        else if (st->leading)
            vec_push(&out->leads, (struct lead){LEAD_DEFINE, arena_strdup(a, line)});
    } else if ((p = operand_of(line, "pragma")) != NULL) {
        if (strncmp(p, "once", 4) == 0)
            out->guarded = true;
        else if (strncmp(p, "warning", 7) != 0 && strncmp(p, "prefast", 7) != 0)
            end_leads(st, out);
    } else if (was_first && (name = guard_name(line, &n)) != NULL) {
        st->guard = arena_strndup(a, name, n);
        st->guard_open = true;
        st->depth++;
    } else if (operand_of(line, "endif")) {
        st->depth -= st->depth > 0;
        if (st->depth == 0 && st->guard)
            st->past_guard = true;
    } else {
        st->depth += strncmp(skip_space(line + 1), "if", 2) == 0;
        end_leads(st, out);
    }
}

void scan_text(struct arena *a, const char *text, size_t size, struct scan *out)
{
    struct reader r = {.at = text, .end = text + size};
    struct state st = {.first = true, .leading = true};
    *out = (struct scan){.leads_only = true};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        r.at += 3;
    while (read_line(&r)) {
        if (r.blank)
            continue;
        if (r.line.length) {
            scan_directive(a, str_text(&r.line), &st, out);
            continue;
        }
        if (st.past_guard)
            out->guarded = false;
        st.first = false;
        end_leads(&st, out);
    }
    scan_trace_functions(a, text, text + size, out);
    str_release(&r.line);
}

void scan_release(struct scan *s)
{
    vec_release(&s->includes);
    vec_release(&s->leads);
    vec_release(&s->trace_functions);
}
