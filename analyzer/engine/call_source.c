/* Calls in the source text: where their name and arguments stand. */
#include "engine/fix.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }

/* Behind blanks, comments and joined lines; UINT32_MAX at a directive, or where a comment does not end. */
static uint32_t skip_blank(const struct source *s, uint32_t at)
{
    const char *t = s->text;
    bool fresh = false; /* nothing of this line was read yet */
    for (;;) {
        if (t[at] == '\n') {
            fresh = true;
            at++;
        } else if (isspace((unsigned char)t[at]))
            at++;
        else if (t[at] == '\\' && (t[at + 1] == '\n' || (t[at + 1] == '\r' && t[at + 2] == '\n')))
            at += t[at + 1] == '\n' ? 2 : 3;
        else if (t[at] == '/' && t[at + 1] == '*') {
            const char *end = strstr(t + at + 2, "*/");
            if (!end)
                return UINT32_MAX;
            at = (uint32_t)(end + 2 - t);
        } else if (t[at] == '/' && t[at + 1] == '/')
            at += (uint32_t)strcspn(t + at, "\n");
        else
            return fresh && t[at] == '#' ? UINT32_MAX : at;
    }
}

/* Behind the token at `at`; UINT32_MAX for a literal that does not end in its line, and at the end of the text. */
static uint32_t skip_token(const struct source *s, uint32_t at)
{
    const char *t = s->text;
    if (t[at] == '"' || t[at] == '\'') {
        char quote = t[at++];
        for (; t[at] != quote; at++) {
            if (t[at] == '\\' && t[at + 1])
                at++;
            if (t[at] == '\n' || t[at] == '\0')
                return UINT32_MAX;
        }
        return at + 1;
    }
    if (!t[at])
        return UINT32_MAX;
    if (!is_word(t[at]))
        return at + 1;
    while (is_word(t[at]))
        at++;
    return at;
}

/* One argument from `at` on; *end is the ',' or ')' behind it. */
static bool read_argument(const struct source *s, uint32_t at, struct stretch *out, uint32_t *end)
{
    uint32_t depth = 0;
    *out = (struct stretch){at, at};
    for (uint32_t next = at;; next = skip_blank(s, next)) {
        if (next == UINT32_MAX)
            return false;
        char c = s->text[next];
        if (depth == 0 && (c == ',' || c == ')')) {
            *end = next;
            return out->end > out->begin;
        }
        depth += c == '(' || c == '{' || c == '[';
        if (c == ')' || c == '}' || c == ']') {
            if (!depth--)
                return false;
        }
        next = skip_token(s, next);
        if (next == UINT32_MAX)
            return false;
        out->end = next;
    }
}

bool source_call_read(const struct source *s, uint32_t at, const char *name, struct source_call *out)
{
    size_t n = strlen(name);
    *out = (struct source_call){.name = {at, at + (uint32_t)n}};
    if (at + n > s->size || memcmp(s->text + at, name, n) != 0 || is_word(s->text[at + n]))
        return false;
    uint32_t next = skip_blank(s, out->name.end);
    if (next == UINT32_MAX || s->text[next] != '(')
        return false;
    out->open = next + 1;
    next = skip_blank(s, out->open);
    if (next != UINT32_MAX && s->text[next] == ')')
        return true;
    while (next != UINT32_MAX && out->argument_count < CALL_ARGUMENTS_MAX) {
        uint32_t end;
        if (!read_argument(s, next, &out->arguments[out->argument_count++], &end))
            return false;
        if (s->text[end] == ')')
            return true;
        next = skip_blank(s, end + 1);
    }
    return false;
}

/* ---- names that are joined by | ------------------------------------------------------------------ */

struct names {
    const struct source *s;
    uint32_t at, end;
    struct stretch *out;
    int count, max;
};

static void skip_spaces(struct names *n)
{
    while (n->at < n->end && isspace((unsigned char)n->s->text[n->at]))
        n->at++;
}

static bool at_char(struct names *n, char c)
{
    skip_spaces(n);
    if (n->at >= n->end || n->s->text[n->at] != c)
        return false;
    n->at++;
    return true;
}

static bool read_name(struct names *n, struct stretch *out)
{
    skip_spaces(n);
    out->begin = n->at;
    while (n->at < n->end && is_word(n->s->text[n->at]))
        n->at++;
    out->end = n->at;
    return out->end > out->begin && !isdigit((unsigned char)n->s->text[out->begin]);
}

static bool read_joined(struct names *n);

/* (T)term: a name in parentheses with a term behind it */
static bool read_cast(struct names *n)
{
    uint32_t back = n->at;
    struct stretch type;
    if (at_char(n, '(') && read_name(n, &type) && at_char(n, ')')) {
        skip_spaces(n);
        if (n->at < n->end && (n->s->text[n->at] == '(' || is_word(n->s->text[n->at])))
            return true;
    }
    n->at = back;
    return false;
}

static bool read_term(struct names *n)
{
    while (read_cast(n))
        continue;
    if (at_char(n, '('))
        return read_joined(n) && at_char(n, ')');
    if (n->count == n->max)
        return false;
    return read_name(n, &n->out[n->count++]);
}

static bool read_joined(struct names *n)
{
    do {
        if (!read_term(n))
            return false;
    } while (at_char(n, '|'));
    return true;
}

int source_names(const struct source *s, struct stretch text, struct stretch *out, int max)
{
    struct names n = {.s = s, .at = text.begin, .end = text.end, .out = out, .max = max};
    bool good = read_joined(&n);
    skip_spaces(&n);
    return good && n.at == n.end ? n.count : -1;
}

bool source_is_movable(const struct source *s, struct stretch text)
{
    for (uint32_t i = text.begin; i < text.end; i++)
        if (s->text[i] == '\n' || s->text[i] == '\r' || (s->text[i] == '/' && (s->text[i + 1] == '/' || s->text[i + 1] == '*')))
            return false;
    return true;
}
