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

/* ---- shared by all entries ---------------------------------------------------------------------------- */

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
        ir_advance(p);
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
        ir_advance(p);
        return true;
    }
    if (ir_accept_word(p, "note")) {
        if (ir_peek(p)->kind != TOKEN_STRING)
            return ir_unexpected(p, "the note in \"quotes\"");
        vec_push(&h->notes, ir_peek(p)->text);
        ir_advance(p);
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
        bool is_union = ir_token_is_word(t, "union");
        if (inside || !starts || (!is_union && !ir_token_is_word(t, "record")))
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
            ir_advance(p);
        while (ir_peek(p)->kind != TOKEN_END && !(ir_peek(p)->first_on_line && at_entry_word(p)))
            ir_advance(p);
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
