/*
 * The text form, read (print.c has the grammar). Three passes over the tokens:
 *   1. `record` and `union` words: every record gets its type, so that fields can name any of them;
 *   2. all entries, but of bodies, initial values and problems only the place is kept;
 *   3. those, now that every global and function is known by name.
 * An error is reported where it stands and reading goes on behind the line, field or entry that
 * it is in, so that one run shows all of them.
 */
#include "ir/lex.h"

#include <stdlib.h>
#include <string.h>

/* ---- tokens ---------------------------------------------------------------------------- */

const struct ir_token *ir_peek(const struct ir_parser *p) { return &p->tokens.items[p->at]; }

static void advance(struct ir_parser *p) { p->at += p->tokens.items[p->at].kind != TOKEN_END; }

static bool token_is_word(const struct ir_token *t, const char *word)
{
    return t->kind == TOKEN_NAME && !t->quoted && str_equal(t->text, word);
}

bool ir_at_punct(const struct ir_parser *p, unsigned punct)
{
    return ir_peek(p)->kind == TOKEN_PUNCT && ir_peek(p)->punct == punct;
}

bool ir_at_word(const struct ir_parser *p, const char *word) { return token_is_word(ir_peek(p), word); }

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
    advance(p);
    return true;
}

bool ir_parse_string(struct ir_parser *p, ir_index *string)
{
    if (ir_peek(p)->kind != TOKEN_STRING)
        return ir_unexpected(p, "a string in \"quotes\"");
    *string = ir_add_string(p->b, ir_peek(p)->text);
    advance(p);
    return true;
}

void ir_skip_line(struct ir_parser *p, uint32_t start)
{
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}')) {
        if (p->at > start && (ir_peek(p)->first_on_line || p->tokens.items[p->at - 1].punct == ';'))
            break;
        advance(p);
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
        advance(p);
    } else if (!ir_at_punct(p, '~'))
        return ir_unexpected(p, what);
    return !ir_accept(p, '~') || ir_parse_u32(p, number, "the entry's number");
}

/* The declaration of entry `index`. */
static void declare(struct ir_parser *p, struct ir_names *names, uint32_t token, const char *name, uint32_t number,
                    uint32_t index)
{
    if (number != UINT32_MAX && number != index)
        ir_error_at(p, token, "this is entry %u of its table, not %u", index, number);
    if (!*name)
        return;
    struct ir_name_entry *e = ir_names_entry(names, name, token);
    if (e->index_plus_1 && number == UINT32_MAX)
        ir_error_at(p, token, "`%s` is declared on line %u already", name, p->tokens.items[e->token].line);
    if (!e->index_plus_1)
        e->index_plus_1 = index + 1;
    e->count++;
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
    advance(p);
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
        advance(p);
        if (!ir_parse_u32(p, &l->end_column, "the end's line or column"))
            return false;
        const struct ir_token *t = ir_peek(p);
        if (ir_at_punct(p, ':') && !t->spaced && t[1].kind == TOKEN_NUMBER && !t[1].spaced) {
            advance(p);
            l->end_line = l->end_column;
            ir_parse_u32(p, &l->end_column, "the end's column");
        }
    }
    if (!ir_accept(p, '!'))
        return true;
    if (ir_peek(p)->kind != TOKEN_NAME)
        return ir_unexpected(p, "the macro's name");
    l->macro = ir_add_string(p->b, ir_peek(p)->text);
    advance(p);
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

static bool parse_place(struct ir_parser *p, ir_index file, ir_index *loc)
{
    struct ir_pending_loc pending;
    if (!ir_parse_loc(p, &pending))
        return false;
    *loc = ir_finish_loc(p, &pending, file, NULL);
    return true;
}

static bool accept_words(struct ir_parser *p, const struct ir_word *words, uint32_t *flags)
{
    for (; words->word; words++)
        if (ir_accept_word(p, words->word)) {
            *flags |= words->value;
            return true;
        }
    return false;
}

/* ---- entries: paths, records, globals ---------------------------------------------------------------- */

static bool parse_file(struct ir_parser *p)
{
    uint32_t token = p->at, number, flags = 0;
    ir_index path;
    if (!ir_parse_u32(p, &number, "the file's number") || !ir_parse_string(p, &path))
        return false;
    while (accept_words(p, ir_file_words, &flags)) {
    }
    if (number != p->m->files.count)
        ir_error_at(p, token, "this is file %u, not %u", p->m->files.count, number);
    vec_push(&p->m->files, (struct ir_file){.path = path, .flags = flags});
    if (!p->main_file || ((flags & IR_FILE_MAIN) && !(p->m->files.items[p->main_file].flags & IR_FILE_MAIN)))
        p->main_file = p->m->files.count - 1;
    return ir_expect_line_end(p);
}

static bool parse_depends(struct ir_parser *p)
{
    ir_index path;
    if (!ir_parse_string(p, &path))
        return false;
    vec_push(&p->m->dependencies, path);
    return ir_expect_line_end(p);
}

static bool parse_field(struct ir_parser *p, uint32_t index, struct ir_field *f)
{
    uint32_t number, first, width, token;
    const char *name;
    if (!ir_parse_u32(p, &f->offset, "a field's offset, or `}`"))
        return false;
    token = p->at;
    if (!ir_parse_label(p, &name, &number, "the field's name") || !ir_expect(p, ':', "`:` and the field's type") ||
        !ir_parse_type(p, &f->type))
        return false;
    if (number != UINT32_MAX && number != index)
        ir_error_at(p, token, "this is field %u, not %u", index, number);
    f->name = ir_add_string(p->b, name);
    if (ir_accept_word(p, "bits")) {
        if (!ir_parse_u32(p, &first, "the first bit's number") || !ir_expect(p, '+', "`+` and the width") ||
            !ir_parse_u32(p, &width, "the width in bits"))
            return false;
        if (first > UINT16_MAX || width > UINT16_MAX || !width)
            ir_error_at(p, token, "bits out of range");
        f->bit_offset = (uint16_t)first;
        f->bit_width = (uint16_t)width;
    }
    return ir_expect_line_end(p);
}

static bool parse_record(struct ir_parser *p)
{
    uint32_t word = p->at - 1, token = p->at, number, size, k = 0;
    const char *name;
    if (!ir_parse_label(p, &name, &number, "the record's name"))
        return false;
    while (k < p->record_list.count && p->record_list.items[k].token != word)
        k++;
    if (k == p->record_list.count)
        return true; /* behind an unclosed brace, which is an error of its own */
    if (number != UINT32_MAX && number != k)
        ir_error_at(p, token, "this is record %u, not %u", k, number);
    const struct ir_name_entry *e = *name ? ir_names_find(&p->records, name) : NULL;
    if (e && number == UINT32_MAX && e->index_plus_1 != k + 1)
        ir_error_at(p, token, "`%s` is declared on line %u already", name, p->tokens.items[e->token].line);
    if (!ir_accept_word(p, "size"))
        return ir_expect_line_end(p);
    if (!ir_parse_u32(p, &size, "the record's size") || !ir_expect(p, '{', "`{`"))
        return false;
    VEC(struct ir_field) fields = {0};
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}')) {
        struct ir_field f = {0};
        uint32_t start = p->at;
        if (!parse_field(p, fields.count, &f))
            ir_skip_line(p, start);
        vec_push(&fields, f);
    }
    ir_type_record_complete(p->b, p->record_list.items[k].type, size, fields.items, fields.count);
    vec_release(&fields);
    return ir_expect(p, '}', "`}`");
}

/* To behind the `}`; what is skipped is read in the third pass. */
static bool skip_braces(struct ir_parser *p)
{
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}'))
        advance(p);
    return ir_expect(p, '}', "`}`");
}

static bool parse_global(struct ir_parser *p)
{
    struct ir_global g = {0};
    uint32_t token = p->at, number;
    const char *name;
    if (!ir_parse_label(p, &name, &number, "the global's name") || !ir_expect(p, ':', "`:` and the global's type") ||
        !ir_parse_type(p, &g.type))
        return false;
    while (accept_words(p, ir_global_words, &g.flags)) {
    }
    if (ir_at_punct(p, '@') && !parse_place(p, p->main_file, &g.loc))
        return false;
    g.name = ir_add_string(p->b, name);
    ir_index index = ir_add_global(p->b, &g);
    declare(p, &p->globals, token, name, number, index);
    if (!ir_accept(p, '{'))
        return ir_expect_line_end(p);
    vec_push(&p->later, (struct ir_later){.token = p->at, .index = index, .kind = LATER_INITS});
    return skip_braces(p);
}

static void parse_inits(struct ir_parser *p, ir_index global)
{
    VEC(struct ir_init) inits = {0};
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}')) {
        struct ir_init init = {0};
        uint32_t start = p->at;
        if (ir_parse_u32(p, &init.offset, "an offset, or `}`") && ir_expect(p, ':', "`:` and the initial value") &&
            ir_parse_init_operand(p, &init.value) && ir_expect_line_end(p)) {
            if (inits.count && vec_last(&inits).offset > init.offset)
                ir_error_at(p, p->at, "initial values are in order of their offsets");
            vec_push(&inits, init);
        } else
            ir_skip_line(p, start);
    }
    if (!p->errors)
        ir_global_set_inits(p->b, global, inits.items, inits.count);
    vec_release(&inits);
}

/* ---- entries: functions, problems ------------------------------------------------------------------------ */

struct header {
    struct ir_function f;
    const char *name;
    uint32_t token, number;
    VEC(ir_index) types;
    VEC(struct ir_local) params;
    VEC(struct ir_pending_loc) param_locs;
    VEC(const char *) notes;
    struct ir_pending_loc loc, end_loc;
    bool variadic;
};

static bool parse_params(struct ir_parser *p, struct header *h, bool body)
{
    while (!ir_at_punct(p, ')')) {
        struct ir_local param = {0};
        struct ir_pending_loc loc = {0};
        if ((h->variadic = ir_accept(p, PUNCT_ELLIPSIS)))
            break;
        if (body ? !ir_parse_local(p, h->params.count, &param, &loc) : !ir_parse_type(p, &param.type))
            return false;
        param.flags |= IR_LOCAL_PARAM;
        vec_push(&h->types, param.type);
        vec_push(&h->params, param);
        vec_push(&h->param_locs, loc);
        if (!ir_accept(p, ','))
            break;
    }
    return ir_expect(p, ')', "`,` or `)`");
}

static bool parse_flag(struct ir_parser *p, struct header *h, bool *more)
{
    *more = true;
    if (accept_words(p, ir_function_words, &h->f.flags))
        return true;
    if (ir_accept_word(p, "role")) {
        if (ir_peek(p)->kind != TOKEN_NAME)
            return ir_unexpected(p, "the function type's name");
        h->f.role = ir_add_string(p->b, ir_peek(p)->text);
        advance(p);
        return true;
    }
    if (ir_accept_word(p, "note")) {
        if (ir_peek(p)->kind != TOKEN_STRING)
            return ir_unexpected(p, "the note in \"quotes\"");
        vec_push(&h->notes, ir_peek(p)->text);
        advance(p);
        return true;
    }
    if (ir_accept_word(p, "end"))
        return ir_parse_loc(p, &h->end_loc);
    if (ir_at_punct(p, '@'))
        return ir_parse_loc(p, &h->loc);
    *more = false;
    return true;
}

static bool parse_header(struct ir_parser *p, struct header *h, bool body)
{
    h->token = p->at;
    ir_index result;
    if (!ir_parse_label(p, &h->name, &h->number, "the function's name") ||
        !ir_expect(p, '(', "`(` and the parameters") || !parse_params(p, h, body) ||
        !ir_expect(p, PUNCT_ARROW, "`->` and the result's type") || !ir_parse_type(p, &result))
        return false;
    for (bool more = true; more;)
        if (!parse_flag(p, h, &more))
            return false;
    h->f.type = ir_type_function(p->b, result, h->types.items, h->types.count, h->variadic);
    h->f.name = ir_add_string(p->b, h->name);
    h->f.loc = ir_finish_loc(p, &h->loc, p->main_file, NULL);
    ir_index file = h->f.loc ? p->m->locs.items[h->f.loc].file : p->main_file;
    h->f.end_loc = ir_finish_loc(p, &h->end_loc, file, NULL);
    for (uint32_t i = 0; i < h->params.count; i++)
        h->params.items[i].loc = ir_finish_loc(p, &h->param_locs.items[i], file, NULL);
    return true;
}

static bool parse_function(struct ir_parser *p, bool body)
{
    struct header h = {0};
    bool ok = parse_header(p, &h, body);
    if (ok) {
        ir_index index = ir_add_function(p->b, &h.f);
        declare(p, &p->functions, h.token, h.name, h.number, index);
        if (h.notes.count)
            ir_function_set_notes(p->b, index, h.notes.items, h.notes.count);
        if (!body)
            ok = ir_expect_line_end(p);
        else if ((ok = ir_expect(p, '{', "`{` and the body"))) {
            struct ir_later later = {.token = p->at, .index = index, .kind = LATER_BODY, .param_count = h.params.count};
            struct ir_local *params = arena_array(&p->arena, struct ir_local, h.params.count + 1);
            for (uint32_t i = 0; i < h.params.count; i++)
                params[i] = h.params.items[i];
            later.params = params;
            vec_push(&p->later, later);
            ok = skip_braces(p);
        }
    }
    vec_release(&h.types);
    vec_release(&h.params);
    vec_release(&h.param_locs);
    vec_release(&h.notes);
    return ok;
}

static void parse_problem(struct ir_parser *p)
{
    struct ir_problem problem = {0};
    uint32_t function;
    const struct ir_word *kind = ir_problem_words;
    while (kind->word && !ir_accept_word(p, kind->word))
        kind++;
    problem.kind = kind->value;
    bool ok = kind->word || ir_unexpected(p, "missing_header, error or unsupported");
    ok = ok && ir_parse_string(p, &problem.text);
    if (ok && ir_at_punct(p, '@'))
        ok = parse_place(p, p->main_file, &problem.loc);
    if (ok && ir_accept_word(p, "in") && (ok = ir_parse_reference(p, &p->functions, "function", &function)))
        problem.function = function + 1;
    if (ok && ir_expect_line_end(p))
        vec_push(&p->m->problems, problem);
}

/* ---- the passes --------------------------------------------------------------------------------------------- */

static bool at_entry_word(const struct ir_parser *p)
{
    static const char *const words[] = {"module", "file",     "depends", "record", "union",
                                        "global", "function", "declare", "problem"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ir_at_word(p, words[i]))
            return true;
    return false;
}

static void register_records(struct ir_parser *p)
{
    bool inside = false;
    for (uint32_t i = 0; i + 1 < p->tokens.count; i++) {
        const struct ir_token *t = &p->tokens.items[i];
        if (t->kind == TOKEN_PUNCT && (t->punct == '{' || t->punct == '}'))
            inside = t->punct == '{';
        bool starts = t->first_on_line || (t[-1].kind == TOKEN_PUNCT && (t[-1].punct == '}' || t[-1].punct == ';'));
        bool is_union = token_is_word(t, "union");
        if (inside || !starts || (!is_union && !token_is_word(t, "record")))
            continue;
        const char *name = t[1].kind == TOKEN_NAME ? t[1].text : "";
        ir_index type = ir_type_record_new(p->b, name, is_union);
        vec_push(&p->record_list, (struct ir_record_place){.token = i, .type = type});
        if (*name) {
            struct ir_name_entry *e = ir_names_entry(&p->records, name, i + 1);
            if (e->count++ == 0)
                e->index_plus_1 = p->record_list.count;
        }
    }
}

static bool parse_entry(struct ir_parser *p)
{
    if (ir_accept_word(p, "module"))
        return ir_parse_string(p, &p->m->path) && ir_expect_line_end(p);
    if (ir_accept_word(p, "file"))
        return parse_file(p);
    if (ir_accept_word(p, "depends"))
        return parse_depends(p);
    if (ir_accept_word(p, "record") || ir_accept_word(p, "union"))
        return parse_record(p);
    if (ir_accept_word(p, "global"))
        return parse_global(p);
    if (ir_accept_word(p, "function"))
        return parse_function(p, true);
    if (ir_accept_word(p, "declare"))
        return parse_function(p, false);
    if (ir_accept_word(p, "problem")) {
        vec_push(&p->later, (struct ir_later){.token = p->at, .kind = LATER_PROBLEM});
        ir_skip_line(p, p->at - 1);
        return true;
    }
    return ir_unexpected(p, "record, union, global, declare, function, module, file, depends or problem");
}

static void parse_entries(struct ir_parser *p)
{
    while (ir_peek(p)->kind != TOKEN_END) {
        uint32_t start = p->at;
        if (ir_accept(p, ';') || parse_entry(p))
            continue;
        if (p->at == start)
            advance(p);
        while (ir_peek(p)->kind != TOKEN_END && !(ir_peek(p)->first_on_line && at_entry_word(p)))
            advance(p);
    }
}

static void parse_later(struct ir_parser *p)
{
    for (uint32_t i = 0; i < p->later.count; i++) {
        const struct ir_later *l = &p->later.items[i];
        p->at = l->token;
        if (l->kind == LATER_BODY)
            ir_parse_body(p, l);
        else if (l->kind == LATER_INITS)
            parse_inits(p, l->index);
        else
            parse_problem(p);
    }
}

bool ir_parse(struct ir_module *m, const char *file, const char *text, size_t size, struct diags *d)
{
    ir_module_init(m);
    struct ir_parser p = {.m = m, .b = ir_builder_new(m), .file = file, .d = d};
    ir_names_init(&p.records);
    ir_names_init(&p.globals);
    ir_names_init(&p.functions);
    ir_lex(&p, text, size);
    register_records(&p);
    parse_entries(&p);
    parse_later(&p);
    bool ok = p.errors == 0;
    ir_builder_free(p.b);
    ir_names_release(&p.records);
    ir_names_release(&p.globals);
    ir_names_release(&p.functions);
    vec_release(&p.tokens);
    vec_release(&p.record_list);
    vec_release(&p.later);
    source_release(&p.source);
    arena_release(&p.arena);
    return ok;
}
