/*
 * Declarations, and the machinery of the parser: recursive descent over one token of look-ahead.
 *
 *   file      = { const | object | ddi | rule | role | driver | translation }
 *   const     = "const" NAME "=" NUMBER
 *   object    = "object" NAME [STRING] ["record" NAME] "{" { oitem } "}"
 *   oitem     = attribute | "must" "be" ("freed" | "released" ["by" "any"]) | "is" ("memory" | "checked") | "has" ("a" "parent" | "contexts") | ["recursive"] "lock"
 *   attribute = "attribute" NAME [STRING] ["boolean"]
 *
 *   ddi       = "ddi" NAME "(" [ param { "," param } ["," "..."] | "..." ] ")" ["->" NAME] "{" { item } "}"
 *   param     = NAME [":" RECORD]
 *   item      = "source" PATH | "irql" irql | effect [step] | "released" "by" call
 *             | "returns" outcome ["if" expr] ["{" { effect [step] } "}"]
 *   irql      = "any" | ("<=" | ">=" | "<" | "==") LEVEL | LEVEL "to" LEVEL
 *   LEVEL     = "PASSIVE" | "APC" | "DISPATCH" | "HIGH" | NUMBER
 *   outcome   = "any" | "null" | "success" | "pending" | "failure" | "never" | "value" expr | new
 *             | ("first" | "last") "of" expr ["else" expr] | "empty" "of" expr
 *   effect    = place "=" ( expr | new )
 *             | "uses" subject | "keeps" (subject | "every" NAME) | "drops" subject
 *             | "frees" subject ["or" "null"] | "lends" subject ["chain" FIELD]
 *             | "writes" "*" unary ["," expr] | "zeroes" expr "," expr | "copies" expr "," expr "," expr | "raises"
 *             | "if" expr "{" { effect [step] } "}"
 *             | "each" NAME [":" RECORD] "in" "chain" "(" expr "," FIELD ")" "{" { effect [step] } "}"
 *             | "acquires" lock ["shared"] | "releases" lock | "waits" ["for" expr ["if" expr]] | "signals" expr
 *             | "schedules" (expr | MODEL "." CALLBACK) "(" [ expr { "," expr } ] ")" ["at" "irql" irql] ["while" expr]
 *             | "clears" expr | "mixes" expr | "unlinks" expr | "links" expr ("first" | "last") "in" expr
 *   lock      = KIND ["(" expr ")"]             without an expression: the one lock of this kind in the system
 *   subject   = KIND "(" expr ")" | expr
 *   new       = "new" KIND ["as" NAME] ["{" { effect | step } "}"]     in here a step is the object's
 *   step      = "step" MESSAGE
 *
 *   rule      = "rule" NAME ("error" | "warning" | "note") "{" { ritem } "}"
 *   ritem     = ("title" | "text" | "help" | "bad" | "good") STRING | "source" PATH { "," PATH }
 *             | "for" NAME { "," NAME } | "alias" STRING { "," STRING }
 *             | "before" NAME "(" [ names ["," "..."] | "..." ] ")" reports
 *             | "after" NAME "(" [ names ["," "..."] | "..." ] ")" ["->" NAME] reports
 *             | "on" "run" | "on" event "of" NAME reports | "on" "read" "of" RECORD "." FIELD reports
 *   event     = "double" "free" | "use" "after" "free" | "leak" | "mismatched" "free" | "irql" ("too" ("high" | "low") | "apc")
 *             | "double" "acquire" | "extra" "release" | "wrong" "release" | "held" "lock" | "unchecked" "use"
 *             | "unread" "result"
 *   role      = "role" TYPEDEF "{" { "irql" irql | "unbalanced" | "holds" KIND } "}"
 *   pageable  = "pageable" STRING { "," STRING }
 *   reports   = "{" { "report" [("if" | "unless") expr] ["as" LEVEL] MESSAGE { fix } } "}"
 *   fix       = "fix" ["if" expr] MESSAGE ("with" call | "by" "release" "of" NAME)
 *   call      = NAME "(" [ argument { "," argument } ] ")"
 *   argument  = part { "+" part }
 *   part      = NAME | TRANSLATION "(" NAME ")" | STRING
 *   translation = "translation" NAME "{" { NAME "=" STRING ["else" STRING] } "}"
 *
 *   driver    = "driver" NAME [STRING] "{" { ditem } "}"
 *   ditem     = "registered" "by" names | "alone" | "table" RECORD | "instance" KIND [given] | "entry" NAME ROLE | "states" names
 *             | "removal" "from" names "->" STATE
 *             | "callback" NAME ROLE [[RECORD "."] FIELD [NUMBER]] "(" [ cparam { "," cparam } ] ")" ["->" NAME] "{" { citem } "}"
 *   cparam    = NAME [":" RECORD] [ "=" ( "instance" | "returned" KIND "by" DDI ["chain" FIELD] | "foreign" KIND [given] ["unless" expr]
 *                     | "some" KIND [given] | "made" KIND "by" ATTRIBUTE [given] | expr ) ]
 *   given     = "{" { ATTRIBUTE "=" expr } "}"
 *   citem     = "source" PATH | "irql" irql | "from" names | "during" STATE | "optional" | "several"
 *             | ("on" ("success" | "pending" | "failure" | "any") | "otherwise") "->" (STATE | "same" | "end")
 *
 *   expr      = and { "or" and }                and = not { "and" not }          not = "not" not | any | compare
 *   any       = "any" NAME [":" RECORD] "in" "chain" "(" expr "," FIELD ")" "with" expr
 *   compare   = "driver" "calls" (DDI | "(" names ")") | "function" "called" (DDI | "(" names ")") | "driver" "reads" (RECORD "." FIELD | "(" fields ")")
 *             | "callback" "returns" "only" sum
 *             | sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "&") sum | "is" KIND | "in" "(" sum { "," sum } ")" ]
 *   sum       = product { "+" product }         product = unary { "*" unary }    the '*' on the line of its left side
 *   unary     = "*" unary | primary { "->" FIELD | "." ATTRIBUTE }
 *   primary   = NAME | NUMBER | "(" expr ")" | "context_of" "(" expr "," expr ")"
 *   place     = unary
 *
 *   PATH      = words, numbers, '/' and '.' without a blank between them, or a STRING
 *   MESSAGE   = STRING in which {expr} and {at expr} stand for values; "{{" is a brace
 *   STRING    = one or more string tokens, joined
 *
 * A ';' may stand between items. Errors: the first one of an item is reported, then tokens are
 * skipped to what can begin the next item (parse_recover), so that every broken item is listed.
 */
#include "rulelang/ast.h"

#include <string.h>

static const char *const declaration_words[] = {"const", "object", "ddi", "rule", "driver", "role", "translation", "pageable"};
#define DECLARATION_COUNT (sizeof declaration_words / sizeof *declaration_words)

bool parse_next(struct parser *p)
{
    p->last = p->now;
    p->now = lexer_next(&p->lexer);
    return true;
}

bool parse_at(const struct parser *p, const char *text) { return token_is(&p->lexer, &p->now, text); }

bool parse_accept(struct parser *p, const char *text) { return parse_at(p, text) && parse_next(p); }

/* The token as a message quotes it. */
static const char *token_shown(const struct parser *p, char *out, size_t size)
{
    if (p->now.kind == TOKEN_END)
        snprintf(out, size, "the end of the text");
    else if (p->now.kind == TOKEN_STRING)
        snprintf(out, size, "a string");
    else
        snprintf(out, size, "'%.*s'", (int)(p->now.end - p->now.begin), p->lexer.text + p->now.begin);
    return out;
}

bool parse_expect(struct parser *p, const char *text, const char *why)
{
    char shown[120];
    if (parse_accept(p, text))
        return true;
    if (p->now.kind != TOKEN_BAD)
        load_error(p->l, p->now.span, why, "'%s' is expected here, not %s.", text, token_shown(p, shown, sizeof shown));
    return false;
}

static void name_take(struct parser *p, struct ast_name *out)
{
    out->text = token_text(&p->lexer, &p->now);
    out->span = p->now.span;
    parse_next(p);
}

bool parse_name(struct parser *p, const char *what, struct ast_name *out)
{
    char shown[120];
    if (p->now.kind == TOKEN_WORD) {
        name_take(p, out);
        return true;
    }
    if (p->now.kind != TOKEN_BAD)
        load_error(p->l, p->now.span, NULL, "%c%s is expected here, not %s.",
                   what[0] >= 'a' ? what[0] - 'a' + 'A' : what[0], what + 1, token_shown(p, shown, sizeof shown));
    return false;
}

bool parse_names(struct parser *p, const char *what, struct ast_name **out)
{
    struct ast_name **tail = out;
    while (*tail)
        tail = &(*tail)->next;
    do {
        struct ast_name *n = arena_new(&p->l->arena, struct ast_name);
        if (!parse_name(p, what, n))
            return false;
        *tail = n;
        tail = &n->next;
    } while (parse_accept(p, ","));
    return true;
}

bool parse_string(struct parser *p, const char *what, struct ast_name *out)
{
    char shown[120];
    if (p->now.kind != TOKEN_STRING) {
        if (p->now.kind != TOKEN_BAD)
            load_error(p->l, p->now.span, NULL, "%s is expected here, in quotes, not %s.", what,
                       token_shown(p, shown, sizeof shown));
        return false;
    }
    name_take(p, out);
    while (p->now.kind == TOKEN_STRING) {
        struct ast_name more = {0};
        name_take(p, &more);
        out->text = arena_printf(&p->l->r->arena, "%s%s", out->text, more.text);
    }
    return true;
}

bool parse_path(struct parser *p, struct ast_name *out)
{
    if (p->now.kind == TOKEN_STRING)
        return parse_string(p, "A path", out);
    if (!parse_name(p, "the path of a documentation page", out))
        return false;
    uint32_t begin = p->last.begin, end = p->last.end;
    while (p->now.glued &&
           (p->now.kind == TOKEN_WORD || p->now.kind == TOKEN_NUMBER || parse_at(p, "/") || parse_at(p, "."))) {
        end = p->now.end;
        parse_next(p);
    }
    out->text = arena_strndup(&p->l->r->arena, p->lexer.text + begin, end - begin);
    out->span.length = end - begin;
    return true;
}

bool parse_unknown(struct parser *p, const char *item, const char *const *names, size_t count)
{
    char shown[120];
    if (p->now.kind == TOKEN_WORD) {
        char *word = token_text(&p->lexer, &p->now), hint[160];
        const char *near = str_nearest(word, names, count);
        snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
        load_error(p->l, p->now.span, near ? hint : NULL, "%s '%s' is not known here.", item, word);
    } else if (p->now.kind != TOKEN_BAD) {
        struct str hint = {0};
        for (size_t i = 0; i < count; i++)
            str_printf(&hint, "%s%s", i ? ", " : "expected: ", names[i]);
        load_error(p->l, p->now.span, str_text(&hint), "%s cannot stand here.", token_shown(p, shown, sizeof shown));
        str_release(&hint);
    }
    parse_next(p);
    return false;
}

/* ---- blocks and recovery -------------------------------------------------------------------- */

/* A keyword in column 1 begins a declaration even where a '}' is missing before it. */
static bool parse_at_declaration(const struct parser *p)
{
    if (!p->now.line_start || p->now.span.column != 1)
        return false;
    for (size_t i = 0; i < DECLARATION_COUNT; i++)
        if (parse_at(p, declaration_words[i])) {
            const char *behind = p->lexer.text + p->now.end;
            return *behind == ' ' || *behind == '\t';
        }
    return false;
}

/* Words that begin an item wherever they stand; others do so at the start of a line. */
static bool parse_at_item(const struct parser *p)
{
    static const char *const begin[] = {"irql",   "returns",  "uses",   "frees",  "lends", "acquires", "releases", "clears", "mixes", "links", "unlinks",
                                        "keeps",  "drops",  "zeroes",   "copies", "writes", "report",
                                        "before", "callback", "during", "from",   "attribute"};
    static const char *const inner[] = {"and", "or", "not", "in", "is", "with", "any", "as", "chain", "new", "of", "else"};
    if (p->now.kind != TOKEN_WORD)
        return parse_at(p, "*") && p->now.line_start;
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
        if (parse_at(p, begin[i]))
            return true;
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        if (parse_at(p, inner[i]))
            return false;
    return p->now.line_start;
}

void parse_recover(struct parser *p)
{
    unsigned depth = 0;
    if (p->recovered == p->now.begin + 1 && p->now.kind != TOKEN_END && !parse_at(p, "}"))
        parse_next(p);
    while (p->now.kind != TOKEN_END && !parse_at_declaration(p)) {
        if (depth == 0 && (parse_at(p, "}") || parse_at_item(p)))
            break;
        depth += parse_at(p, "{");
        depth -= depth && parse_at(p, "}");
        parse_next(p);
    }
    p->recovered = p->now.begin + 1;
}

bool parse_block_open(struct parser *p, const char *what)
{
    char hint[80];
    if (parse_accept(p, "{"))
        return true;
    snprintf(hint, sizeof hint, "the body of '%s' stands in braces", what);
    return parse_expect(p, "{", hint);
}

bool parse_block_more(struct parser *p, struct span opened, const char *what)
{
    while (parse_accept(p, ";"))
        continue;
    if (parse_accept(p, "}"))
        return false;
    if (p->now.kind != TOKEN_END && !parse_at_declaration(p))
        return true;
    char hint[80];
    snprintf(hint, sizeof hint, "the '{' at %u:%u is not closed", opened.line, opened.column);
    load_error(p->l, p->now.span, hint, "A '}' is missing before this: the %s is not closed.", what);
    return false;
}

/* ---- const, object -------------------------------------------------------------------------- */

static bool parse_const(struct parser *p)
{
    struct ast_const *c = arena_new(&p->l->arena, struct ast_const);
    if (!parse_name(p, "a name", &c->name))
        return false;
    list_add(&p->l->consts, c); /* also where its value is broken: then its uses are not errors too */
    if (!parse_expect(p, "=", NULL))
        return false;
    if (p->now.kind != TOKEN_NUMBER) {
        if (p->now.kind != TOKEN_BAD)
            load_error(p->l, p->now.span, NULL, "A number is expected here.");
        return false;
    }
    c->value = p->now.value;
    return parse_next(p);
}

bool parse_object(struct parser *p)
{
    static const char *const words[] = {"attribute", "must", "is", "has", "lock", "recursive"};
    struct ast_object *o = arena_new(&p->l->arena, struct ast_object);
    struct ast_attribute **tail = &o->attributes;
    struct ast_name string = {0};
    if (!parse_name(p, "a name", &o->name))
        return false;
    list_add(&p->l->objects, o);
    if (p->now.kind == TOKEN_STRING && parse_string(p, "The words", &string))
        o->words = string.text;
    if (parse_accept(p, "record") && !parse_name(p, "a C record", &o->record))
        return false;
    struct span opened = p->now.span;
    if (!parse_block_open(p, "object"))
        return false;
    while (parse_block_more(p, opened, "object")) {
        bool good;
        if (parse_accept(p, "attribute")) {
            struct ast_attribute *a = arena_new(&p->l->arena, struct ast_attribute);
            good = parse_name(p, "an attribute's name", &a->name);
            if (good && p->now.kind == TOKEN_STRING && parse_string(p, "The words", &string))
                a->words = string.text;
            a->is_boolean = good && parse_accept(p, "boolean");
            if (good) {
                *tail = a;
                tail = &a->next;
            }
        } else if (parse_accept(p, "must")) {
            good = parse_expect(p, "be", "must be freed");
            if (good && parse_accept(p, "released"))
                good = (o->must_release = true) && (!parse_accept(p, "by") || (o->is_open = parse_expect(p, "any", "must be released by any")));
            else if (good)
                o->must_free |= good = parse_expect(p, "freed", "must be freed, or must be released");
        } else if (parse_accept(p, "recursive")) {
            good = parse_expect(p, "lock", "recursive lock");
            o->is_lock = o->is_recursive = true;
        } else if (parse_accept(p, "lock")) {
            good = o->is_lock = true;
        } else if (parse_accept(p, "is")) {
            bool checked = parse_accept(p, "checked");
            good = checked || parse_expect(p, "memory", "is memory, or is checked");
            o->is_checked |= checked;
            o->is_memory |= good && !checked;
        } else if (parse_accept(p, "has")) {
            if (parse_accept(p, "contexts"))
                good = o->has_contexts = true;
            else
                o->is_parented |= good = parse_expect(p, "a", "has a parent, or has contexts") && parse_expect(p, "parent", "has a parent");
        } else {
            good = parse_unknown(p, "The object's item", words, sizeof words / sizeof *words);
        }
        if (!good)
            parse_recover(p);
    }
    return true;
}

/* ---- ddi ------------------------------------------------------------------------------------ */

static bool parse_level(struct parser *p, uint8_t *level)
{
    static const char *const names[] = {"PASSIVE", "APC", "DISPATCH", "HIGH"};
    static const uint8_t levels[] = {IRQL_PASSIVE, IRQL_APC, IRQL_DISPATCH, IRQL_HIGH};
    if (p->now.kind == TOKEN_NUMBER) {
        if (p->now.value < IRQL_PASSIVE || p->now.value > IRQL_HIGH) {
            load_error(p->l, p->now.span, NULL, "An IRQL is a number from 0 to %d.", IRQL_HIGH);
            return false;
        }
        *level = (uint8_t)p->now.value;
        return parse_next(p);
    }
    for (size_t i = 0; i < sizeof levels; i++)
        if (parse_accept(p, names[i])) {
            *level = levels[i];
            return true;
        }
    return parse_unknown(p, "The IRQL", names, sizeof levels);
}

bool parse_irql(struct parser *p, uint8_t *low, uint8_t *high)
{
    *low = IRQL_PASSIVE;
    *high = IRQL_HIGH;
    struct span at = p->now.span;
    if (parse_accept(p, "any"))
        return true;
    if (parse_accept(p, "<="))
        return parse_level(p, high);
    if (parse_accept(p, ">="))
        return parse_level(p, low);
    if (parse_accept(p, "<")) {
        at = p->now.span;
        if (!parse_level(p, high))
            return false;
        if (*high == IRQL_PASSIVE) {
            load_error(p->l, at, NULL, "No IRQL is below PASSIVE.");
            return false;
        }
        (*high)--;
        return true;
    }
    bool equal = parse_accept(p, "==");
    if (!parse_level(p, low))
        return false;
    *high = *low;
    if (equal || !parse_accept(p, "to"))
        return true;
    if (!parse_level(p, high))
        return false;
    if (*high >= *low)
        return true;
    load_error(p->l, at, "the lower level comes first", "This range of IRQLs is empty.");
    return false;
}

static bool parse_outcome(struct parser *p, struct ast_outcome *o)
{
    static const struct {
        const char *word;
        enum outcome_kind kind;
    } kinds[] = {{"any", OUTCOME_ANY},         {"null", OUTCOME_NULL},       {"success", OUTCOME_SUCCESS},
                 {"pending", OUTCOME_PENDING}, {"failure", OUTCOME_FAILURE}, {"never", OUTCOME_NEVER},
                 {"value", OUTCOME_VALUE},     {"new", OUTCOME_NEW},         {"first", OUTCOME_FIRST},
                 {"last", OUTCOME_LAST},       {"empty", OUTCOME_EMPTY}};
    static const char *const names[] = {"any", "null", "success", "pending", "failure", "never", "value", "new", "first", "last", "empty"};
    bool found = false;
    o->span = p->now.span;
    if (parse_at(p, "new")) {
        /* "new KIND as x { ... }" reads like the right side of an assignment. */
        struct ast_effect *made = arena_new(&p->l->arena, struct ast_effect);
        o->kind = OUTCOME_NEW;
        o->made = made;
        made->kind = EFFECT_NEW;
        made->span = p->now.span;
        parse_next(p);
        if (!parse_name(p, "a kind of object", &made->object))
            return false;
        if (parse_accept(p, "as") && !parse_name(p, "a name for the new object", &made->var))
            return false;
        struct span opened = p->now.span;
        return !parse_accept(p, "{") || parse_effects(p, opened, true, &made->inner, &made->step);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !found; i++)
        if (parse_accept(p, kinds[i].word)) {
            o->kind = kinds[i].kind;
            found = true;
        }
    if (!found)
        return parse_unknown(p, "The outcome", names, sizeof names / sizeof *names);
    bool taken = o->kind == OUTCOME_FIRST || o->kind == OUTCOME_LAST, of = taken || o->kind == OUTCOME_EMPTY;
    if (of && !parse_expect(p, "of", "returns first of head else null, or returns empty of head"))
        return false;
    if ((of || o->kind == OUTCOME_VALUE) && !(o->expr = parse_expr(p)))
        return false;
    if (taken && parse_accept(p, "else") && !(o->otherwise = parse_expr(p)))
        return false;
    if (parse_accept(p, "if") && !(o->condition = parse_expr(p)))
        return false;
    struct span opened = p->now.span;
    return !parse_accept(p, "{") || parse_effects(p, opened, false, &o->effects, NULL);
}

static bool parse_params(struct parser *p, struct ast_ddi *d)
{
    struct ast_param **tail = &d->params;
    if (parse_accept(p, ")"))
        return true;
    do {
        if (parse_accept(p, "...")) {
            d->variadic = true;
            break;
        }
        struct ast_param *param = arena_new(&p->l->arena, struct ast_param);
        if (!parse_name(p, "a parameter's name", &param->name) ||
            (parse_accept(p, ":") && !parse_name(p, "the C record that it points to", &param->record)))
            return false;
        *tail = param;
        tail = &param->next;
    } while (parse_accept(p, ","));
    return parse_expect(p, ")", NULL);
}

static bool parse_ddi_item(struct parser *p, struct ast_ddi *d, struct ast_effect ***effects, struct ast_effect **last,
                           struct ast_outcome ***outcomes)
{
    static const char *const words[] = {"source", "irql",   "returns", "uses", "frees", "lends",  "keeps",
                                        "writes", "zeroes", "copies",  "if",   "each",  "raises", "schedules", "waits", "signals", "drops", "step",
                                        "acquires", "releases", "clears", "mixes", "links", "unlinks", "released"};
    if (parse_accept(p, "source"))
        return parse_path(p, &d->source);
    if (parse_accept(p, "released"))
        return parse_expect(p, "by", "released by NdisFreeNetBufferListPool(pool)") && parse_call_text(p, &d->release);
    if (parse_accept(p, "irql")) {
        d->has_irql = true;
        return parse_irql(p, &d->irql_low, &d->irql_high);
    }
    if (parse_accept(p, "returns")) {
        struct ast_outcome *o = arena_new(&p->l->arena, struct ast_outcome);
        if (!parse_outcome(p, o))
            return false;
        **outcomes = o;
        *outcomes = &o->next;
        *last = NULL;
        return true;
    }
    if (parse_at(p, "step")) {
        if (!*last)
            load_error(p->l, p->now.span, NULL, "There is no effect before this 'step'.");
        parse_next(p);
        struct ast_words *w = parse_words(p, "The step's sentence");
        if (*last && w)
            (*last)->step = w;
        return w != NULL;
    }
    if (!parse_is_effect(p))
        return parse_unknown(p, "The item", words, sizeof words / sizeof *words);
    struct ast_effect *e;
    *last = NULL;
    if (!parse_effect(p, &e))
        return false;
    **effects = *last = e;
    *effects = &e->next;
    return true;
}

static bool parse_ddi(struct parser *p)
{
    struct ast_ddi *d = arena_new(&p->l->arena, struct ast_ddi);
    struct ast_effect **effects = &d->effects, *last = NULL;
    struct ast_outcome **outcomes = &d->outcomes;
    d->irql_high = IRQL_HIGH;
    if (!parse_name(p, "the name of a DDI", &d->name))
        return false;
    list_add(&p->l->ddis, d);
    if (!parse_expect(p, "(", NULL) || !parse_params(p, d)) {
        d->variadic = true; /* how many there are is not known: their number is no error elsewhere */
        return false;
    }
    if (parse_accept(p, "->") && !parse_name(p, "a name for the result", &d->result))
        return false;
    struct span opened = p->now.span;
    if (!parse_block_open(p, "ddi"))
        return false;
    while (parse_block_more(p, opened, "ddi")) {
        p->depth = 0;
        if (!parse_ddi_item(p, d, &effects, &last, &outcomes))
            parse_recover(p);
    }
    return true;
}

/* ---- file ----------------------------------------------------------------------------------- */

void parse_file(struct loading *l, const struct rule_file *file)
{
    static bool (*const parsers[])(struct parser *) = {parse_const, parse_object, parse_ddi,
                                                           parse_rule,  parse_driver, parse_role, parse_translation, parse_pageable};
    struct parser p = {.l = l};
    lexer_init(&p.lexer, l, file);
    parse_next(&p);
    while (p.now.kind != TOKEN_END) {
        bool good = false, found = false;
        p.depth = 0;
        for (size_t i = 0; i < DECLARATION_COUNT && !found; i++)
            if (parse_accept(&p, declaration_words[i])) {
                found = true;
                good = parsers[i](&p);
            }
        if (!found && parse_accept(&p, ";"))
            continue;
        if (!found)
            parse_unknown(&p, "The declaration", declaration_words, DECLARATION_COUNT);
        /* After a broken head the whole declaration is skipped. */
        while (!good && p.now.kind != TOKEN_END && !parse_at_declaration(&p))
            parse_next(&p);
    }
}
