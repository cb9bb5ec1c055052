#include "run_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A call's text may go on over so many lines. */
enum { CALL_LINES_MAX = 12 };

/* The text from the line on in which a call of `name` begins, at its first argument; NULL where there is none. */
static const char *call_at(const struct source *s, uint32_t line, const char *name)
{
    size_t length;
    const char *begin = source_line(s, line, &length), *end = begin + length;
    size_t n = strlen(name);
    for (const char *p = begin; p + n < end; p++) {
        const char *after = p + n;
        bool whole = (p == begin || !(isalnum((unsigned char)p[-1]) || p[-1] == '_')) && !(isalnum((unsigned char)*after) || *after == '_');
        if (!whole || strncmp(p, name, n) != 0)
            continue;
        while (after < end && (*after == ' ' || *after == '\t'))
            after++;
        if (after < end && *after == '(')
            return after + 1;
    }
    return NULL;
}

/* Argument `index` of the call whose arguments begin at `at`, blanks folded; false where it does not end in sight. */
static bool argument(const char *at, uint32_t index, struct str *out)
{
    int depth = 0;
    uint32_t lines = 0;
    char quote = 0;
    for (uint32_t n = 0; *at && lines < CALL_LINES_MAX; at++) {
        lines += *at == '\n';
        if (!quote && at[0] == '/' && (at[1] == '/' || at[1] == '*')) { /* a comment is none of the argument */
            const char *end = at[1] == '/' ? strchr(at, '\n') : strstr(at + 2, "*/");
            if (!end)
                return false;
            at = at[1] == '/' ? end - 1 : end + 1;
            continue;
        }
        if (quote)
            quote = *at == quote && at[-1] != '\\' ? 0 : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '(' || *at == '[')
            depth++;
        else if ((*at == ')' || *at == ']') && depth-- == 0)
            return n == index && out->length != 0;
        else if (*at == ',' && depth == 0) {
            if (n++ == index)
                return out->length != 0;
            continue;
        }
        if (n != index)
            continue;
        bool blank = isspace((unsigned char)*at);
        if (!blank)
            str_append_char(out, *at);
        else if (out->length && out->text[out->length - 1] != ' ' && at[1] && !strchr(",)", at[1]))
            str_append_char(out, ' ');
    }
    return false;
}

static bool source_argument(const struct place *p, const char *name, uint32_t index, struct str *out)
{
    struct source s;
    bool found = false;
    if (!p->file || source_load(&s, p->file) != 0)
        return false;
    /* the line of a return address may be a later one of the same call */
    for (uint32_t back = 0; back < CALL_LINES_MAX && back < p->line && !found; back++) {
        const char *at = call_at(&s, p->line - back, name);
        str_clear(out);
        found = at && argument(at, index, out);
        if (at)
            break;
    }
    source_release(&s);
    return found;
}

/* {@0x55d0}, {#1 0x55d0 Name|words}, {*1 0x55d0 Name|words}: `at` is behind the brace. The end of the mark, or NULL. */
static const char *replace(const char *at, const struct run_places *places, struct str *out)
{
    char kind = *at++, *end, name[128];
    unsigned long index = 0;
    struct place p = {0};
    const char *close = strchr(at, '}');
    if (!close)
        return NULL;
    if (kind != '@') {
        index = strtoul(at, &end, 10);
        at = end;
    }
    uint64_t address = strtoull(at, &end, 16);
    bool known = places->find(places->context, address, &p);
    if (kind == '@') {
        if (known && p.file)
            str_printf(out, "%s:%u", path_base(p.file), p.line);
        else
            str_append(out, "an unknown place");
        return close + 1;
    }
    const char *bar = strchr(end, '|');
    if (*end != ' ' || !bar || bar > close || (size_t)(bar - end) > sizeof name)
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)(bar - end - 1), end + 1);
    struct str text = {0};
    if (known && source_argument(&p, name, (uint32_t)index, &text)) {
        const char *shown = str_text(&text);
        if (kind == '*')
            str_printf(out, *shown == '&' ? "'%s'" : "'*%s'", *shown == '&' ? shown + 1 : shown);
        else
            str_printf(out, "'%s'", shown);
    } else
        str_append_n(out, bar + 1, (size_t)(close - bar - 1));
    str_release(&text);
    return close + 1;
}

const char *run_words(struct arena *a, const char *text, const struct run_places *places)
{
    struct str out = {0};
    if (!strstr(text, "{@") && !strstr(text, "{#") && !strstr(text, "{*"))
        return text;
    for (const char *at = text; *at;) {
        const char *next = *at == '{' && at[1] && strchr("@#*", at[1]) ? replace(at + 1, places, &out) : NULL;
        if (!next)
            str_append_char(&out, *at++);
        else
            at = next;
    }
    const char *kept = arena_strdup(a, str_text(&out));
    str_release(&out);
    return kept;
}
