/*
 * Tokens of a .ddi text, read on demand.
 *
 *   word    [A-Za-z_] [A-Za-z0-9_]*, parts joined by single '-' ("ndis-filter"); '-' binds only
 *           when a letter, digit or '_' follows, so that "list->Next" is three tokens
 *   number  decimal or 0x..., '-' in front where no word precedes; at most 64 bits
 *   string  "..." on one line with \" \\ \n \t, or """...""" over several lines, nothing escaped
 *   punct   ( ) { } , ; : . ... -> = == != < <= > >= + * & /
 *
 * '#' starts a comment up to the end of the line. Everything else is reported once per run of
 * such characters and returned as TOKEN_BAD.
 */
#include "rulelang/ast.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void load_error(struct loading *l, struct span at, const char *hint, const char *fmt, ...)
{
    char text[1024]; /* names are cut off here, at worst */
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct diag *g = diags_add(l->d, SEVERITY_ERROR, at.file ? at.file->path : NULL, at.line, at.column, "%s", text);
    if (at.length)
        g->length = at.length;
    if (hint)
        g->hint = arena_strdup(&l->d->arena, hint);
    if (at.file && at.line) {
        size_t length = 0;
        const char *line = source_line(&at.file->source, at.line, &length);
        g->source_line = arena_strndup(&l->d->arena, line, length);
    }
}

void lexer_init(struct lexer *x, struct loading *l, const struct rule_file *file)
{
    *x = (struct lexer){.l = l,
                        .file = file,
                        .text = file->source.text,
                        .end = (uint32_t)file->source.size,
                        .line = 1,
                        .fresh_line = true};
    if (x->end >= 3 && memcmp(x->text, "\xEF\xBB\xBF", 3) == 0)
        x->at = x->line_begin = 3;
}

void lexer_init_part(struct lexer *x, const struct lexer *whole, uint32_t begin, uint32_t end, struct span at)
{
    *x = *whole;
    x->at = begin;
    x->end = end;
    x->line = at.line;
    x->line_begin = begin - (at.column - 1);
    x->fresh_line = false;
}

/* Not isalpha, which asks the locale each time: rules are read at every start. */
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_word_part(char c) { return is_word_start(c) || is_digit(c); }

static char peek(const struct lexer *x, uint32_t ahead)
{
    return x->at + ahead < x->end ? x->text[x->at + ahead] : '\0';
}

static struct span span_here(const struct lexer *x, uint32_t length)
{
    return (struct span){x->file, x->line, x->at - x->line_begin + 1, length};
}

static void skip_space(struct lexer *x)
{
    while (x->at < x->end) {
        char c = x->text[x->at];
        if (c == '\n') {
            x->at++;
            x->line++;
            x->line_begin = x->at;
            x->fresh_line = true;
        } else if (c == '#') {
            while (x->at < x->end && x->text[x->at] != '\n')
                x->at++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            x->at++;
        } else {
            return;
        }
    }
}

static void lex_word(struct lexer *x, struct token *t)
{
    t->kind = TOKEN_WORD;
    while (is_word_part(peek(x, 0)) || (peek(x, 0) == '-' && is_word_part(peek(x, 1))))
        x->at++;
}

static void lex_number(struct lexer *x, struct token *t)
{
    struct span start = span_here(x, 1);
    bool negative = peek(x, 0) == '-', good = true;
    x->at += negative;
    unsigned base = 10;
    if (peek(x, 0) == '0' && (peek(x, 1) == 'x' || peek(x, 1) == 'X')) {
        base = 16;
        x->at += 2;
        good = isxdigit((unsigned char)peek(x, 0));
    }
    uint64_t value = 0;
    while (is_word_part(peek(x, 0))) {
        char c = (char)tolower((unsigned char)peek(x, 0));
        unsigned digit = c >= 'a' ? (unsigned)(c - 'a') + 10 : (unsigned)(c - '0');
        if (!isxdigit((unsigned char)c) || digit >= base || value > (UINT64_MAX - digit) / base)
            good = false;
        else
            value = value * base + digit;
        x->at++;
    }
    t->kind = TOKEN_NUMBER;
    t->value = (int64_t)(negative ? 0 - value : value);
    if (!good) {
        start.length = x->at - t->begin;
        load_error(x->l, start, NULL, "'%.*s' is not a number of at most 64 bits.", (int)start.length,
                   x->text + t->begin);
        t->kind = TOKEN_BAD;
    }
}

static void lex_triple(struct lexer *x, struct token *t)
{
    struct span start = span_here(x, 3);
    x->at += 3;
    t->kind = TOKEN_STRING;
    t->triple = true;
    t->begin = x->at;
    while (x->at < x->end && !(peek(x, 0) == '"' && peek(x, 1) == '"' && peek(x, 2) == '"')) {
        if (x->text[x->at++] == '\n') {
            x->line++;
            x->line_begin = x->at;
        }
    }
    t->end = x->at;
    if (x->at >= x->end) {
        load_error(x->l, start, "end it with \"\"\"", "This string in triple quotes does not end.");
        t->kind = TOKEN_BAD;
    } else {
        x->at += 3;
    }
}

static void lex_string(struct lexer *x, struct token *t)
{
    if (peek(x, 1) == '"' && peek(x, 2) == '"') {
        lex_triple(x, t);
        return;
    }
    struct span start = span_here(x, 1);
    t->kind = TOKEN_STRING;
    t->begin = ++x->at;
    while (x->at < x->end && peek(x, 0) != '"' && peek(x, 0) != '\n') {
        if (peek(x, 0) == '\\') {
            char c = peek(x, 1);
            if (c != '"' && c != '\\' && c != 'n' && c != 't' && c != '\n' && c)
                load_error(x->l, span_here(x, 2), "write \\\\ for a backslash",
                           "'\\%c' is not an escape; \\\" \\\\ \\n \\t are.", isprint((unsigned char)c) ? c : '?');
            x->at += c && c != '\n';
        }
        x->at++;
    }
    if (x->at > x->end)
        x->at = x->end;
    t->end = x->at;
    if (peek(x, 0) == '"') {
        x->at++;
    } else {
        load_error(x->l, start, "end it with \", or use \"\"\" for a text of several lines",
                   "This string does not end on its line.");
        t->kind = TOKEN_BAD;
    }
}

static void lex_bad(struct lexer *x, struct token *t)
{
    struct span start = span_here(x, 1);
    unsigned char c = (unsigned char)peek(x, 0);
    do
        x->at++;
    while (c >= 0x80 && (unsigned char)peek(x, 0) >= 0x80);
    start.length = x->at - t->begin;
    if (c >= 0x80)
        load_error(x->l, start, "letters beyond ASCII belong in strings and comments", "'%.*s' cannot stand here.",
                   (int)start.length, x->text + t->begin);
    else if (isprint(c))
        load_error(x->l, start, NULL, "'%c' cannot stand here.", c);
    else
        load_error(x->l, start, NULL, "A byte 0x%02x cannot stand here.", c);
    t->kind = TOKEN_BAD;
}

/* Length of the punctuation that stands here; 0 where none does. */
static uint32_t punct_length(const struct lexer *x)
{
    char c = peek(x, 0), next = peek(x, 1);
    if (c == '.' && next == '.' && peek(x, 2) == '.')
        return 3;
    if ((next == '=' && c && strchr("=!<>", c)) || (c == '-' && next == '>'))
        return 2;
    return c && strchr("(){},;:.=<>+*&/", c) ? 1 : 0;
}

struct token lexer_next(struct lexer *x)
{
    uint32_t before = x->at;
    skip_space(x);
    struct token t = {.kind = TOKEN_END, .begin = x->at, .line_start = x->fresh_line, .glued = x->at == before};
    t.span = span_here(x, 1);
    x->fresh_line = false;
    if (x->at >= x->end) {
        t.end = x->at;
        return t;
    }
    char c = peek(x, 0);
    if (is_word_start(c)) {
        lex_word(x, &t);
    } else if (is_digit(c) || (c == '-' && is_digit(peek(x, 1)))) {
        lex_number(x, &t);
    } else if (c == '"') {
        uint32_t begin = x->at;
        lex_string(x, &t);
        t.span.length = t.triple ? 3 : x->at - begin;
        return t;
    } else {
        uint32_t n = punct_length(x);
        if (n) {
            t.kind = TOKEN_PUNCT;
            memcpy(t.punct, x->text + x->at, n);
            x->at += n;
        } else {
            lex_bad(x, &t);
        }
    }
    t.end = x->at;
    t.span.length = t.end - t.begin;
    return t;
}

bool token_is(const struct lexer *x, const struct token *t, const char *text)
{
    if (t->kind == TOKEN_PUNCT)
        return str_equal(t->punct, text);
    if (t->kind != TOKEN_WORD || x->text[t->begin] != text[0])
        return false;
    size_t n = strlen(text);
    return t->end - t->begin == n && memcmp(x->text + t->begin, text, n) == 0;
}

/* Bytes of leading blanks, or SIZE_MAX where the line has nothing else. */
static size_t line_indent(const char *line, size_t length)
{
    size_t i = 0;
    while (i < length && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r'))
        i++;
    return i == length ? SIZE_MAX : i;
}

void text_dedent(char *text)
{
    size_t length = strlen(text), kept = 0, common = SIZE_MAX;
    bool first = true;
    for (size_t i = 0, n; i <= length; i += n + 1) {
        n = strcspn(text + i, "\n");
        size_t indent = line_indent(text + i, n);
        /* Text behind the opening quotes has no indentation of its own. */
        if (indent != SIZE_MAX && indent < common && !(first && indent == 0))
            common = indent;
        first = false;
    }
    first = true;
    for (size_t i = 0, n; i <= length; i += n + 1) {
        n = strcspn(text + i, "\n");
        size_t indent = line_indent(text + i, n), used = n, from = i;
        size_t drop = first && indent == 0 ? 0 : common;
        while (used && (text[i + used - 1] == ' ' || text[i + used - 1] == '\t' || text[i + used - 1] == '\r'))
            used--;
        if (used && indent != SIZE_MAX) {
            from += drop;
            used -= drop;
        }
        if (used || kept) { /* blank lines in front are dropped */
            memmove(text + kept, text + from, used);
            kept += used;
            text[kept++] = '\n';
        }
        first = false;
    }
    while (kept && text[kept - 1] == '\n')
        kept--;
    text[kept] = '\0';
}

char *token_text(const struct lexer *x, const struct token *t)
{
    char *text = arena_strndup(&x->l->r->arena, x->text + t->begin, t->end - t->begin);
    if (t->kind != TOKEN_STRING)
        return text;
    /* A byte 0 would end the text early for everybody behind us. */
    for (uint32_t i = 0; i < t->end - t->begin; i++)
        if (!text[i])
            text[i] = ' ';
    if (t->triple) {
        text_dedent(text);
        return text;
    }
    char *out = text;
    for (const char *in = text; *in; in++) {
        if (*in == '\\' && in[1]) {
            in++;
            *out++ = *in == 'n' ? '\n' : *in == 't' ? '\t' : *in;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
    return text;
}
