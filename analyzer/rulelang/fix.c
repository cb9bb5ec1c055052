/*
 * Calls as text: `translation` declarations, the `fix` of a report, and the `released by` of a contract; read,
 * resolved and printed. What they mean is at struct call_text and struct rule_fix in ruleset.h.
 *
 *     translation pool_flags { PagedPool = "POOL_FLAG_PAGED"  POOL_ZERO_ALLOCATION = "" else "POOL_FLAG_UNINITIALIZED" }
 *     fix if tag != 0 "Call {call}" with ExAllocatePool2(pool_flags(type) + "POOL_FLAG_USE_QUOTA", size, tag)
 *     fix "Call {call}, which belongs to its allocation" by release of object
 *     released by NdisFreeNetBufferListPool(pool)
 */
#include "rulelang/print.h"

#include <string.h>

/* ---- parsing -------------------------------------------------------------------------------- */

bool parse_translation(struct parser *p)
{
    struct ast_translation *t = arena_new(&p->l->arena, struct ast_translation);
    struct ast_translated **tail = &t->entries;
    if (!parse_name(p, "a name", &t->name))
        return false;
    list_add(&p->l->translations, t);
    struct span opened = p->now.span;
    if (!parse_block_open(p, "translation"))
        return false;
    while (parse_block_more(p, opened, "translation")) {
        struct ast_translated *e = arena_new(&p->l->arena, struct ast_translated);
        if (!parse_name(p, "a name of the argument", &e->name) || !parse_expect(p, "=", "PagedPool = \"POOL_FLAG_PAGED\"") ||
            !parse_string(p, "What stands for it", &e->text) ||
            (parse_accept(p, "else") && !parse_string(p, "What stands there without it", &e->otherwise))) {
            parse_recover(p);
            continue;
        }
        *tail = e;
        tail = &e->next;
    }
    return true;
}

static bool parse_part(struct parser *p, struct ast_part *part)
{
    if (p->now.kind == TOKEN_STRING) {
        part->kind = PART_TEXT;
        part->words = parse_words(p, "The argument's text");
        return part->words != NULL;
    }
    if (!parse_name(p, "an argument, a translation or a text", &part->argument))
        return false;
    part->kind = PART_ARGUMENT;
    if (!parse_accept(p, "("))
        return true;
    part->kind = PART_TRANSLATED;
    part->name = part->argument;
    return parse_name(p, "the argument that is translated", &part->argument) && parse_expect(p, ")", NULL);
}

bool parse_call_text(struct parser *p, struct ast_call_text **out)
{
    struct ast_call_text *c = arena_new(&p->l->arena, struct ast_call_text);
    struct ast_call_argument **arguments = &c->arguments;
    if (!parse_name(p, "the name of a function", &c->name) || !parse_expect(p, "(", "the call as it will stand there: NdisFreeNetBufferListPool(pool)"))
        return false;
    if (parse_accept(p, ")")) {
        *out = c;
        return true;
    }
    do {
        struct ast_call_argument *a = *arguments = arena_new(&p->l->arena, struct ast_call_argument);
        struct ast_part **parts = &a->parts;
        arguments = &a->next;
        do {
            *parts = arena_new(&p->l->arena, struct ast_part);
            if (!parse_part(p, *parts))
                return false;
            parts = &(*parts)->next;
        } while (parse_accept(p, "+"));
    } while (parse_accept(p, ","));
    bool good = parse_expect(p, ")", NULL);
    *out = good ? c : NULL;
    return good;
}

bool parse_fix(struct parser *p, struct ast_fix **out)
{
    struct ast_fix *f = arena_new(&p->l->arena, struct ast_fix);
    f->span = p->last.span;
    if (parse_accept(p, "if") && !(f->condition = parse_expr(p)))
        return false;
    f->title = parse_words(p, "What the fix does");
    if (!f->title)
        return false;
    bool good;
    if (parse_accept(p, "by"))
        good = parse_expect(p, "release", "by release of object") && parse_expect(p, "of", "by release of object") &&
               parse_name(p, "what is released", &f->object);
    else
        good = parse_expect(p, "with", "fix \"...\" with FUNCTION(arguments), or fix \"...\" by release of object") && parse_call_text(p, &f->call);
    *out = good ? f : NULL;
    return good;
}

/* ---- resolving ------------------------------------------------------------------------------ */

void resolve_translations(struct resolver *s)
{
    for (const struct ast_translation *a = s->l->translations.first; a; a = a->next) {
        const struct ast_translation *first = s->l->translations.first;
        while (first != a && !str_equal(first->name.text, a->name.text))
            first = first->next;
        if (first != a) {
            report_twice(s->l, "The translation", &a->name, first->name.span);
            continue;
        }
        struct translation t = {.name = a->name.text, .place = rule_place_of(a->name.span)};
        for (const struct ast_translated *e = a->entries; e; e = e->next)
            t.entry_count++;
        t.entries = arena_array(&s->r->arena, struct translated, t.entry_count + 1);
        uint32_t i = 0;
        for (const struct ast_translated *e = a->entries; e; e = e->next) {
            for (const struct ast_translated *q = a->entries; q != e; q = q->next)
                if (str_equal(q->name.text, e->name.text))
                    report_twice(s->l, "The name", &e->name, q->name.span);
            t.entries[i++] = (struct translated){e->name.text, e->text.text, e->otherwise.text};
        }
        vec_push(&s->r->translations, t);
    }
}

/* The argument that the name stands for, PART_RESULT, or UINT32_MAX - 1 after an error. */
#define NO_ARGUMENT (UINT32_MAX - 1)
static uint32_t resolve_argument(struct resolver *s, const struct ast_name *n)
{
    const struct scope_name *found = scope_find(s, n->text);
    if (found && (found->kind == EXPR_PARAM || found->kind == EXPR_RESULT))
        return found->kind == EXPR_PARAM ? found->index : PART_RESULT;
    const char **names = arena_array(&s->l->arena, const char *, s->scope.count + 1);
    for (uint32_t i = 0; i < s->scope.count; i++)
        names[i] = s->scope.items[i].name;
    report_unknown(s->l, "argument", n, names, s->scope.count);
    return NO_ARGUMENT;
}

static uint32_t resolve_translation(struct resolver *s, const struct ast_name *n)
{
    const char **names = arena_array(&s->l->arena, const char *, s->r->translations.count + 1);
    for (uint32_t i = 0; i < s->r->translations.count; i++) {
        names[i] = s->r->translations.items[i].name;
        if (str_equal(names[i], n->text))
            return i;
    }
    report_unknown(s->l, "translation", n, names, s->r->translations.count);
    return 0;
}

/* Words in which nothing but what `piece` and, where it is PIECE_VALUE, a plain argument can stand. */
static const struct words *resolve_plain_words(struct resolver *s, const struct ast_words *w, enum piece_kind piece, const char *hint)
{
    const struct words *out = resolve_words(s, w);
    for (uint32_t i = 0; i < out->count; i++) {
        const struct piece *p = &out->pieces[i];
        bool plain = p->kind != PIECE_VALUE || !p->expr || p->expr->kind == EXPR_PARAM || p->expr->kind == EXPR_RESULT;
        if (p->kind != PIECE_TEXT && (p->kind != piece || !plain))
            load_error(s->l, w->span, hint, "This placeholder cannot stand here.");
    }
    return out;
}

static void resolve_part(struct resolver *s, const struct ast_part *a, struct part *to)
{
    *to = (struct part){.kind = a->kind};
    if (a->kind == PART_TEXT)
        to->words = resolve_plain_words(s, a->words, PIECE_VALUE, "{argument} is the text of an argument; write {{ for a brace");
    else
        to->param = resolve_argument(s, &a->argument);
    if (a->kind == PART_TRANSLATED)
        to->translation = resolve_translation(s, &a->name);
}

struct call_text *resolve_call_text(struct resolver *s, const struct ast_call_text *a)
{
    struct call_text *c = arena_new(&s->r->arena, struct call_text);
    c->name = a->name.text;
    for (const struct ast_call_argument *x = a->arguments; x; x = x->next)
        c->argument_count++;
    c->arguments = arena_array(&s->r->arena, struct call_argument, c->argument_count + 1);
    uint32_t i = 0;
    for (const struct ast_call_argument *x = a->arguments; x; x = x->next) {
        struct call_argument *to = &c->arguments[i++];
        for (const struct ast_part *q = x->parts; q; q = q->next)
            to->part_count++;
        to->parts = arena_array(&s->r->arena, struct part, to->part_count);
        uint32_t k = 0;
        for (const struct ast_part *q = x->parts; q; q = q->next)
            resolve_part(s, q, &to->parts[k++]);
    }
    return c;
}

static void resolve_fix(struct resolver *s, const struct ast_fix *a, struct rule_fix *to)
{
    bool outer = s->call_event;
    *to = (struct rule_fix){.place = rule_place_of(a->span)};
    if (a->condition)
        to->condition = resolve_condition(s, a->condition);
    if (a->call)
        to->call = resolve_call_text(s, a->call);
    else
        to->param = resolve_argument(s, &a->object);
    scope_push(s, "call", EXPR_PARAM, UINT32_MAX, 0, NULL);
    s->call_event = true;
    to->title = resolve_plain_words(s, a->title, PIECE_CALL, "{call} is the function that is called instead");
    s->call_event = outer;
    scope_pop(s, s->scope.count - 1);
}

void resolve_fixes(struct resolver *s, const struct ast_fix *a, struct check *c)
{
    for (const struct ast_fix *f = a; f; f = f->next)
        c->fix_count++;
    c->fixes = c->fix_count ? arena_array(&s->r->arena, struct rule_fix, c->fix_count) : NULL;
    uint32_t i = 0;
    for (const struct ast_fix *f = a; f; f = f->next)
        resolve_fix(s, f, &c->fixes[i++]);
    if (a && (c->trigger == TRIGGER_RETURN || c->trigger == TRIGGER_READ || c->trigger == TRIGGER_LEAK || c->trigger == TRIGGER_HELD_LOCK))
        load_error(s->l, a->span, "a fix takes the place of a call", "This event is not about a call.");
}

/* ---- printing ------------------------------------------------------------------------------- */

void print_translations(const struct ruleset *r, struct str *out)
{
    for (uint32_t i = 0; i < r->translations.count; i++) {
        const struct translation *t = &r->translations.items[i];
        str_printf(out, "translation %s {\n", t->name);
        for (uint32_t k = 0; k < t->entry_count; k++) {
            str_printf(out, "  %s = ", t->entries[k].name);
            print_string(out, t->entries[k].text);
            str_append(out, t->entries[k].otherwise ? " else " : "");
            if (t->entries[k].otherwise)
                print_string(out, t->entries[k].otherwise);
            str_append_char(out, '\n');
        }
        str_append(out, "}\n");
    }
}

static void print_part(const struct ruleset *r, const struct part *p, const char *const *params, const char *result, struct str *out)
{
    const char *argument = p->kind == PART_TEXT ? NULL : p->param == PART_RESULT ? result : params[p->param];
    if (p->kind == PART_TEXT)
        print_words(r, p->words, out);
    else if (p->kind == PART_TRANSLATED)
        str_printf(out, "%s(%s)", r->translations.items[p->translation].name, argument);
    else
        str_append(out, argument);
}

void print_call_text(const struct ruleset *r, const struct call_text *c, const char *const *params, const char *result, struct str *out)
{
    str_printf(out, "%s(", c->name);
    for (uint32_t i = 0; i < c->argument_count; i++)
        for (uint32_t k = 0; k < c->arguments[i].part_count; k++) {
            str_append(out, k ? " + " : i ? ", " : "");
            print_part(r, &c->arguments[i].parts[k], params, result, out);
        }
    str_append_char(out, ')');
}

void print_fixes(const struct ruleset *r, const struct check *c, struct str *out)
{
    for (uint32_t i = 0; i < c->fix_count; i++) {
        const struct rule_fix *f = &c->fixes[i];
        str_append(out, "      fix ");
        if (f->condition) {
            str_append(out, "if ");
            expr_print(r, f->condition, out);
            str_append_char(out, ' ');
        }
        print_words(r, f->title, out);
        if (f->call) {
            str_append(out, " with ");
            print_call_text(r, f->call, c->params, NULL, out);
            str_append_char(out, '\n');
        } else
            str_printf(out, " by release of %s\n", c->params[f->param]);
    }
}
