/*
 * Expressions, messages and effects: what stands inside the blocks. The grammar is at the head
 * of parse.c. Every function reports its error where it sees it and returns false or NULL; the
 * block loop then recovers at the next item.
 */
#include "rulelang/ast.h"

#include <string.h>

/* Nobody nests this deep by hand; it keeps a hostile text from using up the stack. */
#define DEPTH_LIMIT 100
#define HEIGHT_LIMIT 400

static struct ast_expr *parse_or(struct parser *p);

static struct ast_expr *expr_new(struct parser *p, enum ast_expr_kind kind, struct span span)
{
    struct ast_expr *e = arena_new(&p->l->arena, struct ast_expr);
    e->kind = kind;
    e->span = span;
    return e;
}

static bool parse_deeper(struct parser *p)
{
    if (p->depth < DEPTH_LIMIT) {
        p->depth++;
        return true;
    }
    load_error(p->l, p->now.span, NULL, "This is nested more than %d levels deep.", DEPTH_LIMIT);
    return false;
}

/* Puts `a` below `e`; chains such as a.b.c and a + b + c are as deep as they are long. */
static struct ast_expr *expr_over(struct parser *p, struct ast_expr *e, struct ast_expr *a)
{
    e->a = a;
    e->height = a->height + 1;
    if (e->height < HEIGHT_LIMIT)
        return e;
    load_error(p->l, e->span, NULL, "This expression has more than %d parts.", HEIGHT_LIMIT);
    return NULL;
}

/* "chain(expr, Link)" behind `in` */
static bool parse_chain(struct parser *p, struct ast_expr **list, struct ast_name *link)
{
    if (!parse_expect(p, "chain", "a list is written chain(first, Next)") ||
        !parse_expect(p, "(", "a list is written chain(first, Next)"))
        return false;
    *list = parse_expr(p);
    return *list && parse_expect(p, ",", "a list is written chain(first, Next)") &&
           parse_name(p, "the field that links the list", link) && parse_expect(p, ")", NULL);
}

/* "name [: RECORD] in chain(...)" of `any` and `each` */
static bool parse_element(struct parser *p, struct ast_name *var, struct ast_name *record, struct ast_expr **list,
                          struct ast_name *link)
{
    if (!parse_name(p, "a name for the element", var))
        return false;
    if (parse_accept(p, ":") && !parse_name(p, "the C record of the element", record))
        return false;
    return parse_expect(p, "in", NULL) && parse_chain(p, list, link);
}

/* The word behind the name that is looked at. */
static struct token parse_peek_word(const struct parser *p)
{
    struct lexer ahead = p->lexer;
    while (ahead.at < ahead.end && (ahead.text[ahead.at] == ' ' || ahead.text[ahead.at] == '\t'))
        ahead.at++;
    bool word = p->now.kind == TOKEN_WORD && ahead.at < ahead.end && ahead.text[ahead.at] == 'i';
    return word ? lexer_next(&ahead) : (struct token){.kind = TOKEN_END};
}

static struct ast_expr *parse_any(struct parser *p)
{
    struct ast_expr *e = expr_new(p, AST_ANY, p->now.span);
    struct ast_name var = {0};
    parse_next(p);
    struct token next = parse_peek_word(p);
    bool tracked = token_is(&p->lexer, &next, "is");
    if (tracked ? !parse_name(p, "a name for the object", &var) || !parse_expect(p, "is", NULL) || !parse_name(p, "a kind of object", &e->object)
                : !parse_element(p, &var, &e->record, &e->a, &e->link))
        return NULL;
    if (!parse_expect(p, "with", "say what is asked of the element: any x in chain(a, Next) with x.state == live"))
        return NULL;
    e->name = var.text;
    e->span = var.span;
    e->b = parse_or(p);
    return e->b ? e : NULL;
}

/* context_of(object, type) */
static struct ast_expr *parse_context(struct parser *p, struct span at)
{
    struct ast_expr *e = expr_new(p, AST_CONTEXT, at);
    parse_next(p);
    e->a = parse_expr(p);
    if (!e->a || !parse_expect(p, ",", "context_of(object, type)"))
        return NULL;
    e->b = parse_expr(p);
    return e->b && parse_expect(p, ")", NULL) ? e : NULL;
}

static struct ast_expr *parse_primary(struct parser *p)
{
    if (parse_accept(p, "(")) {
        struct ast_expr *e = parse_expr(p);
        return e && parse_expect(p, ")", NULL) ? e : NULL;
    }
    if (p->now.kind == TOKEN_NUMBER) {
        struct ast_expr *e = expr_new(p, AST_NUMBER, p->now.span);
        e->value = p->now.value;
        parse_next(p);
        return e;
    }
    struct ast_name name = {0};
    if (p->now.kind != TOKEN_WORD) {
        if (p->now.kind != TOKEN_BAD)
            load_error(p->l, p->now.span, NULL, "An expression is expected here.");
        return NULL;
    }
    parse_name(p, "an expression", &name);
    if (str_equal(name.text, "context_of") && parse_at(p, "("))
        return parse_context(p, name.span);
    struct ast_expr *e = expr_new(p, AST_NAME, name.span);
    e->name = name.text;
    return e;
}

static struct ast_expr *parse_postfix(struct parser *p)
{
    struct ast_expr *e = parse_primary(p);
    while (e && (parse_at(p, "->") || parse_at(p, "."))) {
        bool field = parse_at(p, "->");
        struct ast_name name = {0};
        parse_next(p);
        if (!parse_name(p, field ? "a field's name" : "an attribute's name", &name))
            return NULL;
        struct ast_expr *outer = expr_new(p, field ? AST_FIELD : AST_ATTR, name.span);
        outer->name = name.text;
        e = expr_over(p, outer, e);
    }
    return e;
}

static struct ast_expr *parse_unary(struct parser *p)
{
    if (!parse_at(p, "*"))
        return parse_postfix(p);
    struct ast_expr *e = expr_new(p, AST_DEREF, p->now.span);
    parse_next(p);
    if (!parse_deeper(p))
        return NULL;
    e->a = parse_unary(p);
    p->depth--;
    return e->a ? e : NULL;
}

static struct ast_expr *parse_binary(struct parser *p, struct ast_expr *a, enum expr_kind op,
                                     struct ast_expr *(*right)(struct parser *p))
{
    struct ast_expr *e = expr_new(p, AST_BINARY, p->now.span);
    parse_next(p);
    e->op = op;
    e->b = right(p);
    return e->b ? expr_over(p, e, a) : NULL;
}

/* '*' multiplies only on the line of its left side: on a new line it begins "*out = ...". */
static struct ast_expr *parse_product(struct parser *p)
{
    struct ast_expr *e = parse_unary(p);
    while (e && parse_at(p, "*") && !p->now.line_start)
        e = parse_binary(p, e, EXPR_MUL, parse_unary);
    return e;
}

static struct ast_expr *parse_sum(struct parser *p)
{
    struct ast_expr *e = parse_product(p);
    while (e && parse_at(p, "+"))
        e = parse_binary(p, e, EXPR_ADD, parse_product);
    return e;
}

static struct ast_expr *parse_in(struct parser *p, struct ast_expr *a)
{
    struct ast_expr *e = expr_new(p, AST_IN, p->now.span);
    struct ast_expr **tail = &e->list;
    e->a = a;
    parse_next(p);
    if (!parse_expect(p, "(", "list the values: x in (a, b)"))
        return NULL;
    do {
        *tail = parse_sum(p);
        if (!*tail)
            return NULL;
        tail = &(*tail)->next;
    } while (parse_accept(p, ","));
    return parse_expect(p, ")", NULL) ? e : NULL;
}

/* driver calls NdisAllocateNetBuffer, driver calls (A, B), function called (A, B) */
static struct ast_expr *parse_calls(struct parser *p, enum ast_expr_kind kind)
{
    struct ast_expr *e = expr_new(p, kind, p->now.span);
    struct ast_expr **tail = &e->list;
    parse_next(p);
    bool several = parse_accept(p, "(");
    do {
        struct ast_name name = {0};
        if (!parse_name(p, "the name of a DDI", &name))
            return NULL;
        *tail = expr_new(p, AST_NAME, name.span);
        (*tail)->name = name.text;
        tail = &(*tail)->next;
    } while (several && parse_accept(p, ","));
    return !several || parse_expect(p, ")", NULL) ? e : NULL;
}

/* driver reads RECORD.Field, driver reads (A.F, B.F) */
static struct ast_expr *parse_reads(struct parser *p)
{
    struct ast_expr *e = expr_new(p, AST_READS, p->now.span);
    struct ast_expr **tail = &e->list;
    parse_next(p);
    bool several = parse_accept(p, "(");
    do {
        struct ast_name record = {0}, field = {0};
        if (!parse_name(p, "the name of a record", &record) || !parse_expect(p, ".", "driver reads RECORD.Field") ||
            !parse_name(p, "the name of a field", &field))
            return NULL;
        *tail = expr_new(p, AST_NAME, record.span);
        (*tail)->record = record;
        (*tail)->name = field.text;
        tail = &(*tail)->next;
    } while (several && parse_accept(p, ","));
    return !several || parse_expect(p, ")", NULL) ? e : NULL;
}

/* callback returns only FALSE */
static struct ast_expr *parse_only(struct parser *p)
{
    struct ast_expr *e = expr_new(p, AST_ONLY, p->now.span);
    parse_next(p);
    if (!parse_expect(p, "only", "callback returns only FALSE"))
        return NULL;
    e->a = parse_sum(p);
    return e->a ? e : NULL;
}

static struct ast_expr *parse_comparison(struct parser *p)
{
    static const struct {
        const char *text;
        enum expr_kind op;
    } ops[] = {{"==", EXPR_EQ}, {"!=", EXPR_NE}, {"<", EXPR_LT},  {"<=", EXPR_LE},
               {">", EXPR_GT},  {">=", EXPR_GE}, {"&", EXPR_BITS}};
    struct ast_expr *e = parse_sum(p);
    if (!e)
        return NULL;
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (parse_at(p, ops[i].text))
            return parse_binary(p, e, ops[i].op, parse_sum);
    if (parse_at(p, "is")) {
        struct ast_name kind = {0};
        parse_next(p);
        if (!parse_name(p, "a kind of object", &kind))
            return NULL;
        struct ast_expr *is = expr_new(p, AST_IS, kind.span);
        is->a = e;
        is->name = kind.text;
        return is;
    }
    if (e->kind == AST_NAME && str_equal(e->name, "driver") && parse_at(p, "calls"))
        return parse_calls(p, AST_CALLS);
    if (e->kind == AST_NAME && str_equal(e->name, "function") && parse_at(p, "called"))
        return parse_calls(p, AST_CALLED);
    if (e->kind == AST_NAME && str_equal(e->name, "callback") && parse_at(p, "returns"))
        return parse_only(p);
    if (e->kind == AST_NAME && str_equal(e->name, "driver") && parse_at(p, "reads"))
        return parse_reads(p);
    return parse_at(p, "in") ? parse_in(p, e) : e;
}

static struct ast_expr *parse_not(struct parser *p)
{
    if (!parse_deeper(p))
        return NULL;
    struct ast_expr *e;
    if (parse_at(p, "not")) {
        e = expr_new(p, AST_NOT, p->now.span);
        parse_next(p);
        e->a = parse_not(p);
        if (!e->a)
            e = NULL;
    } else if (parse_at(p, "any")) {
        e = parse_any(p);
    } else {
        e = parse_comparison(p);
    }
    p->depth--;
    return e;
}

static struct ast_expr *parse_and(struct parser *p)
{
    struct ast_expr *e = parse_not(p);
    while (e && parse_at(p, "and"))
        e = parse_binary(p, e, EXPR_AND, parse_not);
    return e;
}

static struct ast_expr *parse_or(struct parser *p)
{
    struct ast_expr *e = parse_and(p);
    while (e && parse_at(p, "or"))
        e = parse_binary(p, e, EXPR_OR, parse_and);
    return e;
}

struct ast_expr *parse_expr(struct parser *p)
{
    if (!parse_deeper(p))
        return NULL;
    struct ast_expr *e = parse_or(p);
    p->depth--;
    return e;
}

/* ---- messages ------------------------------------------------------------------------------- */

/* Reads "{expr}" or "{at expr}": text[begin] is behind the '{', end is at the '}'. */
static struct ast_piece *parse_placeholder(struct parser *p, uint32_t begin, uint32_t end, struct span at)
{
    struct parser part = {.l = p->l};
    lexer_init_part(&part.lexer, &p->lexer, begin, end, at);
    parse_next(&part);
    struct ast_piece *piece = arena_new(&p->l->arena, struct ast_piece);
    piece->kind = parse_accept(&part, "at") ? PIECE_AT : PIECE_VALUE;
    piece->expr = parse_expr(&part);
    if (!piece->expr)
        return NULL;
    if (part.now.kind != TOKEN_END) {
        load_error(p->l, part.now.span, "a placeholder holds one expression: {pool} or {at pool}",
                   "The placeholder should end here.");
        return NULL;
    }
    return piece;
}

static bool parse_pieces(struct parser *p, const struct token *t, struct ast_piece ***tail)
{
    const char *text = p->lexer.text;
    struct str plain = {0};
    bool good = true;
    uint32_t i = t->begin;
    while (good) {
        char c = i < t->end ? text[i] : '\0';
        if (i < t->end && (c != '{' || (i + 1 < t->end && text[i + 1] == '{'))) {
            if (c == '\\' && i + 1 < t->end) {
                c = text[++i];
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            } else if (c == '{' || (c == '}' && i + 1 < t->end && text[i + 1] == '}')) {
                i++;
            }
            str_append_char(&plain, c ? c : ' ');
            i++;
            continue;
        }
        if (plain.length) {
            struct ast_piece *piece = arena_new(&p->l->arena, struct ast_piece);
            piece->kind = PIECE_TEXT;
            piece->text = arena_strdup(&p->l->r->arena, str_text(&plain));
            **tail = piece;
            *tail = &piece->next;
            str_clear(&plain);
        }
        if (i >= t->end)
            break;
        struct span at = t->span; /* the string is on one line */
        at.column += i + 1 - (t->begin - 1);
        uint32_t end = i + 1;
        while (end < t->end && text[end] != '}')
            end++;
        if (end >= t->end) {
            at.column--;
            at.length = 1;
            load_error(p->l, at, "write {{ for a brace", "This placeholder does not end with '}'.");
            good = false;
            break;
        }
        struct ast_piece *piece = parse_placeholder(p, i + 1, end, at);
        good = piece != NULL;
        if (piece) {
            **tail = piece;
            *tail = &piece->next;
        }
        i = end + 1;
    }
    str_release(&plain);
    return good;
}

struct ast_words *parse_words(struct parser *p, const char *what)
{
    if (p->now.kind != TOKEN_STRING) {
        if (p->now.kind != TOKEN_BAD)
            load_error(p->l, p->now.span, NULL, "%s is expected here, in double quotes.", what);
        return NULL;
    }
    struct ast_words *w = arena_new(&p->l->arena, struct ast_words);
    struct ast_piece **tail = &w->pieces;
    bool good = true;
    w->span = p->now.span;
    for (; p->now.kind == TOKEN_STRING; parse_next(p)) {
        if (p->now.triple) {
            load_error(p->l, p->now.span, "strings in double quotes that follow each other are joined",
                       "A message is not written in triple quotes.");
            good = false;
        } else if (!parse_pieces(p, &p->now, &tail)) {
            good = false;
        }
    }
    return good ? w : NULL;
}

/* ---- effects -------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum effect_kind kind;
} effect_words[] = {
    {"uses", EFFECT_USE},     {"frees", EFFECT_FREE},   {"lends", EFFECT_LEND},  {"keeps", EFFECT_KEEP},
    {"writes", EFFECT_HAVOC}, {"zeroes", EFFECT_ZERO},  {"copies", EFFECT_COPY}, {"if", EFFECT_IF},
    {"each", EFFECT_EACH},    {"raises", EFFECT_RAISE}, {"schedules", EFFECT_SCHEDULE},
    {"waits", EFFECT_WAIT},   {"signals", EFFECT_SIGNAL}, {"drops", EFFECT_DROP},   {"acquires", EFFECT_ACQUIRE}, {"releases", EFFECT_RELEASE},
    {"clears", EFFECT_CLEAR},  {"mixes", EFFECT_MIX},   {"links", EFFECT_LINK},  {"unlinks", EFFECT_UNLINK},
};
#define EFFECT_WORD_COUNT (sizeof effect_words / sizeof *effect_words)

static bool parse_is_word_effect(const struct parser *p, enum effect_kind *kind)
{
    for (size_t i = 0; i < EFFECT_WORD_COUNT; i++)
        if (parse_at(p, effect_words[i].word)) {
            *kind = effect_words[i].kind;
            return true;
        }
    return false;
}

/* The token behind the one that is looked at. */
static struct token parse_peek(const struct parser *p)
{
    struct lexer ahead = p->lexer;
    if (p->now.kind != TOKEN_WORD)
        return p->now;
    /* A look at a broken token must not report it twice. */
    while (ahead.at < ahead.end && (ahead.text[ahead.at] == ' ' || ahead.text[ahead.at] == '\t'))
        ahead.at++;
    char c = ahead.at < ahead.end ? ahead.text[ahead.at] : '\0';
    if (!c || !strchr("=-.(", c) || (c == '-' && ahead.text[ahead.at + 1] != '>'))
        return (struct token){.kind = TOKEN_END};
    return lexer_next(&ahead);
}

bool parse_is_effect(const struct parser *p)
{
    enum effect_kind kind;
    if (parse_is_word_effect(p, &kind) || parse_at(p, "*"))
        return true;
    struct token next = parse_peek(p);
    return p->now.kind == TOKEN_WORD && next.kind == TOKEN_PUNCT &&
           (str_equal(next.punct, "=") || str_equal(next.punct, "->") || str_equal(next.punct, "."));
}

/* "KIND(expr)" or "expr" */
static bool parse_subject(struct parser *p, struct ast_effect *e)
{
    struct token next = parse_peek(p);
    if (p->now.kind == TOKEN_WORD && next.kind == TOKEN_PUNCT && str_equal(next.punct, "(")) {
        if (!parse_name(p, "a kind of object", &e->object) || !parse_expect(p, "(", NULL))
            return false;
        e->expr = parse_expr(p);
        return e->expr && parse_expect(p, ")", NULL);
    }
    e->expr = parse_expr(p);
    return e->expr != NULL;
}

/* "new KIND [as name] [{ ... }]", the `new` is read. */
static bool parse_new(struct parser *p, struct ast_effect *e)
{
    e->kind = EFFECT_NEW;
    e->span = p->last.span;
    if (!parse_name(p, "a kind of object", &e->object))
        return false;
    if (parse_accept(p, "as") && !parse_name(p, "a name for the new object", &e->var))
        return false;
    struct span opened = p->now.span;
    if (!parse_accept(p, "{"))
        return true;
    return parse_effects(p, opened, true, &e->inner, &e->step);
}

static bool parse_assignment(struct parser *p, struct ast_effect *e)
{
    e->kind = EFFECT_SET;
    e->target = parse_at(p, "*") ? parse_unary(p) : parse_postfix(p);
    if (!e->target)
        return false;
    e->span = e->target->span;
    if (!parse_expect(p, "=", "an effect is a verb such as 'frees', or 'place = value'"))
        return false;
    if (parse_accept(p, "new"))
        return parse_new(p, e);
    e->expr = parse_expr(p);
    return e->expr != NULL;
}

/* "routine(arg, ...) [irql ...] [while object.attribute]", the `schedules` is read. */
static bool parse_schedule(struct parser *p, struct ast_effect *e)
{
    struct ast_expr **tail = &e->args;
    e->irql_high = IRQL_HIGH;
    e->expr = parse_postfix(p);
    if (!e->expr || !parse_expect(p, "(", "schedules routine(context)"))
        return false;
    if (!parse_accept(p, ")")) {
        do {
            *tail = parse_expr(p);
            if (!*tail)
                return false;
            tail = &(*tail)->next;
        } while (parse_accept(p, ","));
        if (!parse_expect(p, ")", NULL))
            return false;
    }
    if (parse_accept(p, "at") && !(parse_expect(p, "irql", "schedules routine(context) at irql == PASSIVE") && parse_irql(p, &e->irql_low, &e->irql_high)))
        return false;
    if (parse_accept(p, "while"))
        e->size = parse_postfix(p);
    return true;
}

static bool parse_word_effect(struct parser *p, struct ast_effect *e)
{
    struct span opened;
    switch (e->kind) {
    case EFFECT_KEEP:
        return parse_accept(p, "every") ? parse_name(p, "a kind of object", &e->object) : parse_subject(p, e);
    case EFFECT_USE:
    case EFFECT_DROP:
        return parse_subject(p, e);
    case EFFECT_FREE:
        if (!parse_subject(p, e))
            return false;
        if (parse_accept(p, "or")) {
            e->or_null = true;
            return parse_expect(p, "null", NULL);
        }
        return true;
    case EFFECT_LEND:
        return parse_subject(p, e) &&
               (!parse_accept(p, "chain") || parse_name(p, "the field that links the chain", &e->link));
    case EFFECT_HAVOC:
        if (!parse_expect(p, "*", "say which pointer: writes *buffer"))
            return false;
        e->expr = parse_unary(p);
        if (!e->expr || !parse_accept(p, ","))
            return e->expr != NULL;
        e->size = parse_expr(p);
        return e->size != NULL;
    case EFFECT_ZERO:
        e->expr = parse_expr(p);
        if (!e->expr || !parse_expect(p, ",", "zeroes pointer, size"))
            return false;
        e->size = parse_expr(p);
        return e->size != NULL;
    case EFFECT_COPY:
        e->target = parse_expr(p);
        if (!e->target || !parse_expect(p, ",", "copies destination, source, size"))
            return false;
        e->expr = parse_expr(p);
        if (!e->expr || !parse_expect(p, ",", "copies destination, source, size"))
            return false;
        e->size = parse_expr(p);
        return e->size != NULL;
    case EFFECT_IF:
        e->expr = parse_expr(p);
        opened = p->now.span;
        return e->expr && parse_block_open(p, "if") && parse_effects(p, opened, false, &e->inner, NULL);
    case EFFECT_EACH:
        if (!parse_element(p, &e->var, &e->record, &e->expr, &e->link))
            return false;
        opened = p->now.span;
        return parse_block_open(p, "each") && parse_effects(p, opened, false, &e->inner, NULL);
    case EFFECT_RAISE:
        return true;
    case EFFECT_WAIT:
        if (!parse_accept(p, "for"))
            return true;
        e->expr = parse_expr(p);
        if (!e->expr || !parse_accept(p, "if"))
            return e->expr != NULL;
        e->size = parse_expr(p);
        return e->size != NULL;
    case EFFECT_SCHEDULE:
        return parse_schedule(p, e);
    case EFFECT_ACQUIRE:
    case EFFECT_RELEASE:
        if (!parse_name(p, "a kind of lock", &e->object))
            return false;
        if (parse_accept(p, "(")) {
            e->expr = parse_expr(p);
            if (!e->expr || !parse_expect(p, ")", NULL))
                return false;
        }
        e->shared = e->kind == EFFECT_ACQUIRE && parse_accept(p, "shared");
        return true;
    case EFFECT_SIGNAL:
    case EFFECT_CLEAR:
    case EFFECT_MIX:
    case EFFECT_UNLINK:
        e->expr = parse_expr(p);
        return e->expr != NULL;
    case EFFECT_LINK:
        e->expr = parse_expr(p);
        if (!e->expr)
            return false;
        e->last = parse_accept(p, "last");
        if ((!e->last && !parse_expect(p, "first", "links entry first in head, or links entry last in head")) ||
            !parse_expect(p, "in", "links entry first in head, or links entry last in head"))
            return false;
        e->target = parse_expr(p);
        return e->target != NULL;
    case EFFECT_NEW:
    case EFFECT_SET:
        break;
    }
    bug("effect %d has no word", (int)e->kind);
}

bool parse_effect(struct parser *p, struct ast_effect **out)
{
    struct ast_effect *e = arena_new(&p->l->arena, struct ast_effect);
    *out = e;
    e->span = p->now.span;
    if (!parse_is_word_effect(p, &e->kind))
        return parse_assignment(p, e);
    parse_next(p);
    return parse_word_effect(p, e);
}

bool parse_effects(struct parser *p, struct span opened, bool in_new, struct ast_effect **out, struct ast_words **step)
{
    LIST(struct ast_effect) list;
    struct ast_effect *last = NULL;
    list_init(&list);
    if (!parse_deeper(p))
        return false;
    unsigned depth = p->depth;
    while (parse_block_more(p, opened, in_new ? "new" : "block")) {
        bool good;
        p->depth = depth;
        if (parse_at(p, "step")) {
            struct ast_words **to = in_new ? step : last ? &last->step : NULL;
            if (!to)
                load_error(p->l, p->now.span, NULL, "There is no effect before this 'step'.");
            parse_next(p);
            struct ast_words *w = parse_words(p, "The step's sentence");
            good = w != NULL;
            if (to && w)
                *to = w;
        } else if (parse_is_effect(p)) {
            good = parse_effect(p, &last);
            if (good)
                list_add(&list, last);
            else
                last = NULL;
        } else {
            static const char *const words[] = {"uses",   "frees", "lends", "keeps",  "writes",    "zeroes",
                                                "copies", "if",    "each",  "raises", "schedules", "waits", "signals", "drops", "step", "acquires", "releases"};
            good = parse_unknown(p, "The effect", words, sizeof words / sizeof *words);
        }
        if (!good)
            parse_recover(p);
    }
    p->depth = depth - 1;
    *out = list.first;
    return true;
}
