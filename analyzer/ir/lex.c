/* The text form's tokens, its errors with their carets, and its name tables. */
#include "ir/lex.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Lines longer than this are not shown below an error: a caret far right of the screen helps nobody. */
#define SHOWN_LINE_LIMIT 400u

struct lexer {
    struct ir_parser *p;
    const char *at, *end, *line_start;
    uint32_t line;
    bool first_on_line;
};

/* ---- errors ------------------------------------------------------------------------ */

struct diag *ir_error_at(struct ir_parser *p, uint32_t token, const char *fmt, ...)
{
    const struct ir_token *t = &p->tokens.items[token];
    if (p->errors++ >= IR_PARSE_ERROR_LIMIT) {
        if (p->errors == IR_PARSE_ERROR_LIMIT + 1)
            diags_add(p->d, SEVERITY_ERROR, p->file, t->line, t->column, "further errors are not shown");
        return NULL;
    }
    struct str text = {0};
    va_list args;
    va_start(args, fmt);
    char *words = NULL;
    if (vasprintf(&words, fmt, args) >= 0)
        str_append(&text, words);
    va_end(args);
    free(words);
    struct diag *g = diags_add(p->d, SEVERITY_ERROR, p->file, t->line, t->column, "%s", str_text(&text));
    str_release(&text);
    size_t n;
    const char *line = source_line(&p->source, t->line, &n);
    if (n <= SHOWN_LINE_LIMIT)
        g->source_line = arena_strndup(&p->d->arena, line, n);
    g->length = t->length ? t->length : 1;
    return g;
}

/* ---- tokens ------------------------------------------------------------------------- */

/* Adds a token of `length` bytes at the current place and goes behind it. */
static struct ir_token *add_token(struct lexer *x, enum ir_token_kind kind, size_t length)
{
    struct ir_parser *p = x->p;
    bool spaced = x->at == p->source.text || isspace((unsigned char)x->at[-1]);
    vec_push(&p->tokens, (struct ir_token){.kind = (uint8_t)kind,
                                           .first_on_line = x->first_on_line,
                                           .spaced = spaced,
                                           .line = x->line,
                                           .column = (uint32_t)(x->at - x->line_start) + 1,
                                           .length = (uint32_t)length,
                                           .text = ""});
    x->first_on_line = false;
    x->at += length;
    return &vec_last(&p->tokens);
}

static void bad_token(struct lexer *x, size_t length, const char *what)
{
    add_token(x, TOKEN_BAD, length);
    ir_error_at(x->p, x->p->tokens.count - 1, "%s", what);
}

static size_t word_length(const char *at, const char *end)
{
    const char *p = at;
    while (p < end && (isalnum((unsigned char)*p) || *p == '_' || *p == '$'))
        p++;
    return (size_t)(p - at);
}

/* The digits at `at`, which a letter must not follow. Returns false where there is no such number. */
static bool read_digits(const char *at, size_t n, uint64_t *value, bool *hex)
{
    *hex = n > 2 && at[0] == '0' && (at[1] == 'x' || at[1] == 'X');
    *value = 0;
    for (size_t i = *hex ? 2 : 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        unsigned digit = isdigit(c) ? c - 48u : *hex && isxdigit(c) ? (unsigned)tolower(c) - 'a' + 10 : 99;
        if (digit == 99 || __builtin_mul_overflow(*value, *hex ? 16u : 10u, value) ||
            __builtin_add_overflow(*value, digit, value))
            return false;
    }
    return n > 0;
}

static void lex_number(struct lexer *x, size_t prefix)
{
    const char *digits = x->at + prefix;
    size_t n = word_length(digits, x->end);
    uint64_t value;
    bool hex;
    if (!read_digits(digits, n, &value, &hex) || (prefix && (hex || value == 0 || value > UINT32_MAX))) {
        bad_token(x, prefix + n, prefix ? "a temporary is % and a number from 1" : "malformed or too large number");
        return;
    }
    struct ir_token *t = add_token(x, prefix ? TOKEN_TEMP : TOKEN_NUMBER, prefix + n);
    t->number = value;
    t->hex = hex;
}

/* One escape behind a backslash at `at`; returns its length without the backslash, 0 where it is none. */
static size_t read_escape(const char *at, const char *end, char *c)
{
    if (at >= end)
        return 0;
    switch (*at) {
    case 'n':
        *c = '\n';
        return 1;
    case 't':
        *c = '\t';
        return 1;
    case '\\':
    case '"':
    case '\'':
        *c = *at;
        return 1;
    case 'x':
        if (end - at < 3 || !isxdigit((unsigned char)at[1]) || !isxdigit((unsigned char)at[2]))
            return 0;
        *c = (char)strtoul((char[]){at[1], at[2], 0}, NULL, 16);
        return *c ? 3 : 0;
    default:
        return 0;
    }
}

static void lex_quoted(struct lexer *x)
{
    char quote = *x->at;
    struct str text = {0};
    const char *bad = NULL, *c = x->at + 1;
    while (c < x->end && *c != quote && *c != '\n' && *c) {
        char byte = *c++;
        if (byte == '\\') {
            size_t n = read_escape(c, x->end, &byte);
            bad = n ? bad : "unknown escape: \\n \\t \\\\ \\\" \\' and \\xHH (not 00) are known";
            c += n;
        }
        str_append_char(&text, byte);
    }
    bool closed = c < x->end && *c == quote;
    size_t length = (size_t)(c - x->at) + closed;
    if (!closed || bad)
        bad_token(x, length, closed ? bad : "the quote is not closed on its line");
    else {
        struct ir_token *t = add_token(x, quote == '"' ? TOKEN_STRING : TOKEN_NAME, length);
        t->text = arena_strdup(&x->p->arena, str_text(&text));
        t->quoted = true;
        if (t->kind == TOKEN_NAME && !t->text[0]) {
            t->kind = TOKEN_BAD;
            ir_error_at(x->p, x->p->tokens.count - 1, "an entry without a name is written `~` and its number");
        }
    }
    str_release(&text);
}

static void lex_punct(struct lexer *x)
{
    size_t left = (size_t)(x->end - x->at);
    if (left >= 2 && memcmp(x->at, "->", 2) == 0)
        add_token(x, TOKEN_PUNCT, 2)->punct = PUNCT_ARROW;
    else if (left >= 3 && memcmp(x->at, "...", 3) == 0)
        add_token(x, TOKEN_PUNCT, 3)->punct = PUNCT_ELLIPSIS;
    else if (left >= 2 && memcmp(x->at, "..", 2) == 0)
        add_token(x, TOKEN_PUNCT, 2)->punct = PUNCT_RANGE;
    else if (*x->at && strchr("(){}[],:=@/-~.+;!", *x->at)) {
        uint8_t punct = (uint8_t)*x->at;
        add_token(x, TOKEN_PUNCT, 1)->punct = punct;
    } else
        bad_token(x, 1, "this character has no meaning here");
}

static void lex_token(struct lexer *x)
{
    unsigned char c = (unsigned char)*x->at;
    if (c == '\n') {
        x->line_start = ++x->at;
        x->line++;
        x->first_on_line = true;
    } else if (isspace(c))
        x->at++;
    else if (c == '#') {
        const char *eol = memchr(x->at, '\n', (size_t)(x->end - x->at));
        x->at = eol ? eol : x->end;
    } else if (isdigit(c))
        lex_number(x, 0);
    else if (c == '%')
        lex_number(x, 1);
    else if (c == '"' || c == '\'')
        lex_quoted(x);
    else if (isalpha(c) || c == '_' || c == '$') {
        size_t n = word_length(x->at, x->end);
        const char *text = arena_strndup(&x->p->arena, x->at, n);
        add_token(x, TOKEN_NAME, n)->text = text;
    } else
        lex_punct(x);
}

void ir_lex(struct ir_parser *p, const char *text, size_t size)
{
    source_init_text(&p->source, text, size);
    struct lexer x = {.p = p, .at = p->source.text, .line_start = p->source.text, .line = 1, .first_on_line = true};
    x.end = x.at + size;
    while (x.at < x.end)
        lex_token(&x);
    x.first_on_line = true;
    add_token(&x, TOKEN_END, 0);
}

/* ---- names ----------------------------------------------------------------------------- */

void ir_names_init(struct ir_names *n) { *n = (struct ir_names){.in = intern_new()}; }

void ir_names_release(struct ir_names *n)
{
    intern_free(n->in);
    vec_release(&n->entries);
}

struct ir_name_entry *ir_names_entry(struct ir_names *n, const char *name, uint32_t token)
{
    uint32_t id = intern_id(n->in, name);
    while (n->entries.count <= id)
        vec_push(&n->entries, (struct ir_name_entry){.token = token});
    return &n->entries.items[id];
}

struct ir_name_entry *ir_names_find(const struct ir_names *n, const char *name)
{
    uint32_t id = intern_find(n->in, name);
    return id < n->entries.count ? &n->entries.items[id] : NULL;
}

const char *ir_names_nearest(const struct ir_names *n, const char *name)
{
    VEC(const char *) known = {0};
    for (uint32_t id = 1; id < n->entries.count; id++)
        if (n->entries.items[id].index_plus_1)
            vec_push(&known, intern_text(n->in, id));
    const char *nearest = str_nearest(name, known.items, known.count);
    vec_release(&known);
    return nearest;
}
