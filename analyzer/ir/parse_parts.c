/* The parts that entries and bodies of the text form are made of: labels, references, types, places. */
#include "ir/lex.h"

#include <stdlib.h>
#include <string.h>

/* ---- tokens ---------------------------------------------------------------------------- */

const struct ir_token *ir_peek(const struct ir_parser *p) { return &p->tokens.items[p->at]; }

void ir_advance(struct ir_parser *p) { p->at += p->tokens.items[p->at].kind != TOKEN_END; }

bool ir_token_is_word(const struct ir_token *t, const char *word)
{
    return t->kind == TOKEN_NAME && !t->quoted && str_equal(t->text, word);
}

bool ir_at_punct(const struct ir_parser *p, unsigned punct)
{
    return ir_peek(p)->kind == TOKEN_PUNCT && ir_peek(p)->punct == punct;
}

bool ir_at_word(const struct ir_parser *p, const char *word) { return ir_token_is_word(ir_peek(p), word); }

bool ir_accept(struct ir_parser *p, unsigned punct)
{
    bool at = ir_at_punct(p, punct);
    p->at += at;
    return at;
}

bool ir_accept_word(struct ir_parser *p, const char *word)
{
    bool at = ir_at_word(p, word);
    p->at += at;
    return at;
}

bool ir_unexpected(struct ir_parser *p, const char *wanted)
{
    const struct ir_token *t = ir_peek(p);
    if (t->kind == TOKEN_BAD)
        return false; /* reported by the lexer */
    if (t->kind == TOKEN_END)
        ir_error_at(p, p->at, "the text ends where %s should stand", wanted);
    else {
        const char *start = p->source.text + p->source.line_starts.items[t->line - 1] + t->column - 1;
        ir_error_at(p, p->at, "unexpected `%.*s`, here stands %s", t->length > 40 ? 40 : (int)t->length, start, wanted);
    }
    return false;
}

bool ir_expect(struct ir_parser *p, unsigned punct, const char *where)
{
    return ir_accept(p, punct) || ir_unexpected(p, where);
}

bool ir_parse_u32(struct ir_parser *p, uint32_t *value, const char *what)
{
    const struct ir_token *t = ir_peek(p);
    if (t->kind != TOKEN_NUMBER || t->number > UINT32_MAX)
        return ir_unexpected(p, what);
    *value = (uint32_t)t->number;
    ir_advance(p);
    return true;
}

bool ir_parse_string(struct ir_parser *p, ir_index *string)
{
    if (ir_peek(p)->kind != TOKEN_STRING)
        return ir_unexpected(p, "a string in \"quotes\"");
    *string = ir_add_string(p->b, ir_peek(p)->text);
    ir_advance(p);
    return true;
}

void ir_skip_line(struct ir_parser *p, uint32_t start)
{
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}')) {
        if (p->at > start && (ir_peek(p)->first_on_line || p->tokens.items[p->at - 1].punct == ';'))
            break;
        ir_advance(p);
    }
}

bool ir_expect_line_end(struct ir_parser *p)
{
    if (ir_accept(p, ';') || ir_peek(p)->first_on_line || ir_at_punct(p, '}'))
        return true;
    return ir_unexpected(p, "the end of the line");
}

/* ---- labels and references --------------------------------------------------------------- */

bool ir_parse_label(struct ir_parser *p, const char **name, uint32_t *number, const char *what)
{
    *name = "";
    *number = UINT32_MAX;
    if (ir_peek(p)->kind == TOKEN_NAME) {
        *name = ir_peek(p)->text;
        ir_advance(p);
    } else if (!ir_at_punct(p, '~'))
        return ir_unexpected(p, what);
    return !ir_accept(p, '~') || ir_parse_u32(p, number, "the entry's number");
}

static uint32_t table_count(const struct ir_parser *p, const struct ir_names *names)
{
    if (names == &p->records)
        return p->record_list.count;
    return names == &p->globals ? p->m->globals.count : p->m->functions.count;
}

bool ir_parse_reference(struct ir_parser *p, const struct ir_names *names, const char *what, uint32_t *index)
{
    uint32_t token = p->at, number;
    const char *name;
    if (!ir_parse_label(p, &name, &number, what))
        return false;
    const struct ir_name_entry *e = *name ? ir_names_find(names, name) : NULL;
    if (*name && (!e || !e->index_plus_1)) {
        struct diag *g = ir_error_at(p, token, "unknown %s `%s`", what, name);
        const char *nearest = g ? ir_names_nearest(names, name) : NULL;
        if (nearest)
            g->hint = arena_printf(&p->d->arena, "did you mean `%s`?", nearest);
        return false;
    }
    if (number == UINT32_MAX && e->count > 1) {
        ir_error_at(p, token, "%u entries are named `%s`: write `%s~` and the entry's number", e->count, name, name);
        return false;
    }
    if (number != UINT32_MAX && number >= table_count(p, names)) {
        ir_error_at(p, token, "there is no %s %u", what, number);
        return false;
    }
    *index = number != UINT32_MAX ? number : e->index_plus_1 - 1;
    if (names == &p->records)
        *index = p->record_list.items[*index].type;
    return true;
}

/* ---- types ---------------------------------------------------------------------------------- */

/* The bits of s32, u8, f64 ..., 0 where the word is no such type. */
static uint32_t number_type_bits(const struct ir_token *t)
{
    if (t->kind != TOKEN_NAME || t->quoted || !strchr("suf", t->text[0]) || t->length < 2 || t->length > 4)
        return 0;
    uint32_t bits = 0;
    for (const char *c = t->text + 1; *c; c++) {
        if (*c < '0' || *c > '9')
            return 0;
        bits = bits * 10 + (uint32_t)(*c - '0');
    }
    return bits;
}

bool ir_at_type_word(const struct ir_parser *p)
{
    return ir_at_word(p, "void") || ir_at_word(p, "ptr") || ir_at_word(p, "fn") || ir_at_punct(p, '[') ||
           number_type_bits(ir_peek(p)) != 0;
}

static bool parse_number_type(struct ir_parser *p, ir_index *type)
{
    uint32_t bits = number_type_bits(ir_peek(p));
    char kind = ir_peek(p)->text[0];
    if (bits % 8 != 0 || bits / 8 > IR_NUMBER_SIZE_LIMIT) {
        ir_error_at(p, p->at, "a number has 8, 16, 24 ... %u bits", IR_NUMBER_SIZE_LIMIT * 8);
        return false;
    }
    *type = kind == 'f' ? ir_type_float(p->b, bits / 8) : ir_type_int(p->b, bits / 8, kind == 's');
    ir_advance(p);
    return true;
}

/* "(" was accepted; reads up to the result. */
static bool parse_function_type(struct ir_parser *p, ir_index *type)
{
    VEC(ir_index) params = {0};
    bool variadic = false, ok = true;
    while (ok && !ir_at_punct(p, ')')) {
        ir_index param = 0;
        if ((variadic = ir_accept(p, PUNCT_ELLIPSIS)))
            break;
        ok = ir_parse_type(p, &param);
        vec_push(&params, param);
        if (!ir_accept(p, ','))
            break;
    }
    ir_index result = 0;
    ok = ok && ir_expect(p, ')', "`,` or `)`") && ir_expect(p, PUNCT_ARROW, "`->` and the result's type") &&
         ir_parse_type(p, &result);
    if (ok)
        *type = ir_type_function(p->b, result, params.items, params.count, variadic);
    vec_release(&params);
    return ok;
}

static bool parse_type_inside(struct ir_parser *p, ir_index *type)
{
    ir_index element;
    uint32_t count = 0;
    if (ir_accept_word(p, "void")) {
        *type = 0;
        return true;
    }
    if (ir_accept_word(p, "ptr")) {
        bool is_const = ir_accept_word(p, "const");
        if (!ir_parse_type(p, &element))
            return false;
        *type = ir_type_pointer(p->b, element, is_const);
        return true;
    }
    if (ir_accept(p, '[')) {
        if (!ir_at_punct(p, ']') && !ir_parse_u32(p, &count, "the array's length or `]`"))
            return false;
        if (!ir_expect(p, ']', "`]`") || !ir_parse_type(p, &element))
            return false;
        *type = ir_type_array(p->b, element, count);
        return true;
    }
    if (ir_accept_word(p, "fn"))
        return ir_expect(p, '(', "`(`") && parse_function_type(p, type);
    if (number_type_bits(ir_peek(p)))
        return parse_number_type(p, type);
    return ir_parse_reference(p, &p->records, "record", type);
}

bool ir_parse_type(struct ir_parser *p, ir_index *type)
{
    if (p->type_depth == IR_TYPE_DEPTH_LIMIT) {
        ir_error_at(p, p->at, "types nest more than %u deep here", IR_TYPE_DEPTH_LIMIT);
        return false;
    }
    p->type_depth++;
    bool ok = parse_type_inside(p, type);
    p->type_depth--;
    return ok;
}

/* ---- locs ----------------------------------------------------------------------------------------- */

bool ir_parse_loc(struct ir_parser *p, struct ir_pending_loc *loc)
{
    *loc = (struct ir_pending_loc){.token = p->at};
    uint32_t first;
    if (!ir_expect(p, '@', "a place `@line:column`") || !ir_parse_u32(p, &first, "a line, a column or a file's number"))
        return false;
    struct ir_loc *l = &loc->loc;
    if (ir_accept(p, '-')) {
        l->column = first;
        return ir_parse_u32(p, &l->end_column, "the end's column");
    }
    l->line = first;
    loc->has_line = true;
    if (ir_accept(p, '/')) {
        loc->has_file = true;
        l->file = first;
        if (!ir_parse_u32(p, &l->line, "the line"))
            return false;
    }
    if (!ir_expect(p, ':', "`:` and the column") || !ir_parse_u32(p, &l->column, "the column"))
        return false;
    l->end_line = l->line;
    l->end_column = l->column + 1;
    if (ir_at_punct(p, '-') && !ir_peek(p)->spaced) {
        ir_advance(p);
        if (!ir_parse_u32(p, &l->end_column, "the end's line or column"))
            return false;
        const struct ir_token *t = ir_peek(p);
        if (ir_at_punct(p, ':') && !t->spaced && t[1].kind == TOKEN_NUMBER && !t[1].spaced) {
            ir_advance(p);
            l->end_line = l->end_column;
            ir_parse_u32(p, &l->end_column, "the end's column");
        }
    }
    if (!ir_accept(p, '!'))
        return true;
    if (ir_peek(p)->kind != TOKEN_NAME)
        return ir_unexpected(p, "the macro's name");
    l->macro = ir_add_string(p->b, ir_peek(p)->text);
    ir_advance(p);
    return true;
}

ir_index ir_finish_loc(struct ir_parser *p, const struct ir_pending_loc *loc, ir_index file, const struct ir_loc *insn)
{
    if (!loc->token)
        return 0;
    struct ir_loc l = loc->loc;
    if (!loc->has_line) {
        if (!insn || !insn->line) {
            ir_error_at(p, loc->token, "columns alone are for operands of an instruction that has a place itself");
            return 0;
        }
        l.file = insn->file;
        l.line = l.end_line = insn->line;
        l.macro = insn->macro;
    } else if (!loc->has_file)
        l.file = file;
    if (l.file >= p->m->files.count) {
        ir_error_at(p, loc->token, "no file %u is declared above", l.file);
        return 0;
    }
    return ir_add_loc(p->b, &l);
}
