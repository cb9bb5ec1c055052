/*
 * Function bodies of the text form, read. Instructions go straight to the module's tables, in the
 * order in which they are written (the builder would lay them out anew). What they name may stand
 * further down: blocks, temporaries and the types of constants are settled when the body is complete.
 * Temporaries are renumbered 1, 2, 3 ... in the order of their numbers, so that gaps do no harm.
 */
#include "ir/lex.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct read_operand {
    uint32_t token;
    bool untyped, negative;
    struct ir_pending_loc loc;
};

struct body {
    struct ir_parser *p;
    struct ir_function *f; /* no functions are added meanwhile */
    uint32_t first_operand, first_insn;
    VEC(struct read_operand) read; /* beside the module's operands from first_operand on */
    VEC(uint32_t) result_tokens;   /* beside the module's insns from first_insn on */
    VEC(uint32_t) temps;           /* numbers as written that are assigned, sorted */
    VEC(ir_index) temp_types;      /* beside them */
    struct ir_names labels;
};

/* ---- operands -------------------------------------------------------------------------- */

/* `null` or a number, with or without its sign. Its type is checked and its value cut later. */
static bool parse_constant(struct ir_parser *p, struct ir_operand *o, struct read_operand *r)
{
    o->kind = IR_CONST;
    if (ir_accept_word(p, "null"))
        return true;
    r->negative = ir_accept(p, '-');
    const struct ir_token *t = ir_peek(p);
    if (t->kind != TOKEN_NUMBER || (r->negative && t->number > (uint64_t)INT64_MAX + 1))
        return ir_unexpected(p, "a value: %1, a number, null, local.x, global.x, func.x or a string");
    o->value = (int64_t)(r->negative ? 0 - t->number : t->number);
    p->at++;
    return true;
}

static bool parse_typed(struct ir_parser *p, struct ir_operand *o, struct read_operand *r)
{
    r->untyped = !ir_at_type_word(p);
    if (!r->untyped && !ir_parse_type(p, &o->type))
        return false;
    r->token = p->at;
    if (ir_peek(p)->kind != TOKEN_STRING)
        return parse_constant(p, o, r);
    o->kind = IR_STRING;
    ir_index string = 0;
    bool ok = ir_parse_string(p, &string);
    o->value = string;
    return ok;
}

static bool parse_local_reference(struct ir_parser *p, const struct ir_function *f, struct ir_operand *o)
{
    uint32_t token = p->at, number, found = UINT32_MAX, count = 0;
    const char *name;
    if (!f)
        return ir_unexpected(p, "a value known before the program runs");
    if (!ir_parse_label(p, &name, &number, "the local's name"))
        return false;
    for (uint32_t i = 0; i < f->local_count; i++) {
        const struct ir_local *l = &p->m->locals.items[f->first_local + i];
        if (number == UINT32_MAX ? str_equal(ir_text(p->m, l->name), name) : i == number) {
            found = i;
            count++;
        }
    }
    if (count != 1) {
        ir_error_at(p, token,
                    count ? "several locals are named `%s`: write `%s~` and its number" : "unknown local `%s%s`", name,
                    count ? name : "");
        return false;
    }
    o->kind = IR_LOCAL;
    o->value = found;
    return true;
}

/* Behind a prefix such as `local`, its `.`. */
static bool accept_prefix(struct ir_parser *p, const char *word)
{
    if (!ir_at_word(p, word) || ir_peek(p)[1].kind != TOKEN_PUNCT || ir_peek(p)[1].punct != '.')
        return false;
    p->at += 2;
    return true;
}

static bool parse_operand_value(struct ir_parser *p, const struct ir_function *f, struct ir_operand *o,
                                struct read_operand *r)
{
    uint32_t index = 0;
    if (ir_peek(p)->kind == TOKEN_TEMP) {
        o->kind = IR_TEMP;
        o->value = (int64_t)ir_peek(p)->number;
        p->at++;
        return f || ir_unexpected(p, "a value known before the program runs");
    }
    if (accept_prefix(p, "local"))
        return parse_local_reference(p, f, o);
    if (accept_prefix(p, "global")) {
        bool ok = ir_parse_reference(p, &p->globals, "global", &index);
        o->kind = IR_GLOBAL;
        o->value = index;
        return ok;
    }
    if (accept_prefix(p, "func")) {
        bool ok = ir_parse_reference(p, &p->functions, "function", &index);
        o->kind = IR_FUNC;
        o->value = index;
        return ok;
    }
    return parse_typed(p, o, r);
}

/* A loc that stands right behind its operand; with space before it, it is the instruction's. */
static bool parse_own_loc(struct ir_parser *p, struct read_operand *r)
{
    return !ir_at_punct(p, '@') || ir_peek(p)->spaced || ir_parse_loc(p, &r->loc);
}

static bool add_operand(struct body *k, struct ir_operand o, struct read_operand r)
{
    bool ok = parse_own_loc(k->p, &r);
    vec_push(&k->p->m->operands, o);
    vec_push(&k->read, r);
    return ok;
}

static bool parse_operand(struct body *k)
{
    struct ir_operand o = {0};
    struct read_operand r = {.token = k->p->at};
    return parse_operand_value(k->p, k->f, &o, &r) && add_operand(k, o, r);
}

/* A block's label, which may stand further down: the operand holds the name's id until then. */
static bool parse_block_name(struct body *k, uint32_t *id)
{
    struct ir_parser *p = k->p;
    if (ir_peek(p)->kind != TOKEN_NAME)
        return ir_unexpected(p, "a block's label");
    ir_names_entry(&k->labels, ir_peek(p)->text, p->at);
    *id = intern_id(k->labels.in, ir_peek(p)->text);
    p->at++;
    return true;
}

static bool parse_block_operand(struct body *k)
{
    struct read_operand r = {.token = k->p->at};
    uint32_t id = 0;
    return parse_block_name(k, &id) && add_operand(k, (struct ir_operand){.kind = IR_BLOCK, .value = id}, r);
}

static bool expect_comma(struct ir_parser *p) { return ir_expect(p, ',', "`,` and the next operand"); }

/* ---- instructions -------------------------------------------------------------------------- */

static bool word_to_op(const char *word, struct ir_insn *i)
{
    for (uint8_t sub = 0; sub < IR_BIN_COUNT; sub++)
        if (str_equal(word, ir_bin_name(sub))) {
            i->op = IR_BIN;
            i->sub = sub;
            return true;
        }
    for (uint8_t sub = 0; sub < IR_UN_COUNT; sub++)
        if (str_equal(word, ir_un_name(sub))) {
            i->op = IR_UN;
            i->sub = sub;
            return true;
        }
    for (uint8_t op = 0; op < IR_OP_COUNT; op++)
        if (op != IR_BIN && op != IR_UN && str_equal(word, ir_op_name(op))) {
            i->op = op;
            return true;
        }
    return false;
}

static bool parse_op(struct ir_parser *p, struct ir_insn *i)
{
    const struct ir_token *t = ir_peek(p);
    if (t->kind != TOKEN_NAME || t->quoted)
        return ir_unexpected(p, "an instruction, a block's label or `}`");
    if (!word_to_op(t->text, i)) {
        const char *names[(size_t)IR_OP_COUNT + (size_t)IR_BIN_COUNT];
        size_t count = 0;
        for (unsigned op = 0; op < IR_OP_COUNT; op++)
            names[count++] = ir_op_name(op);
        for (unsigned sub = 0; sub < IR_BIN_COUNT; sub++)
            names[count++] = ir_bin_name(sub);
        const char *nearest = str_nearest(t->text, names, count);
        struct diag *g = ir_error_at(p, p->at, "unknown instruction `%s`", t->text);
        if (g && nearest)
            g->hint = arena_printf(&p->d->arena, "did you mean `%s`?", nearest);
        return false;
    }
    p->at++;
    return true;
}

static bool parse_field_name(struct ir_parser *p, struct ir_insn *i)
{
    uint32_t number, found = UINT32_MAX, count = 0;
    const char *name;
    if (!expect_comma(p) || !ir_parse_reference(p, &p->records, "record", &i->type) ||
        !ir_expect(p, '.', "`.` and the field's name"))
        return false;
    uint32_t token = p->at;
    if (!ir_parse_label(p, &name, &number, "the field's name"))
        return false;
    const struct ir_type *t = ir_type_at(p->m, i->type);
    for (uint32_t n = 0; n < t->members; n++)
        if (number == UINT32_MAX ? str_equal(ir_text(p->m, p->m->fields.items[t->first + n].name), name)
                                 : n == number) {
            found = n;
            count++;
        }
    if (count != 1) {
        ir_error_at(p, token,
                    count ? "several fields are named `%s`: write `%s~` and its number" : "no such field: `%s%s`", name,
                    count ? name : "");
        return false;
    }
    i->field = found;
    return true;
}

static bool parse_call(struct body *k)
{
    struct ir_parser *p = k->p;
    bool named = ir_peek(p)->kind == TOKEN_NAME || ir_at_punct(p, '~'), ok;
    named = named && !ir_at_type_word(p) && !ir_at_word(p, "null");
    if (named && ir_peek(p)->kind == TOKEN_NAME && ir_peek(p)[1].kind == TOKEN_PUNCT && ir_peek(p)[1].punct == '.')
        named = false; /* local.x, global.x, func.x */
    if (named) {
        struct read_operand r = {.token = p->at};
        struct ir_operand o = {.kind = IR_FUNC};
        uint32_t index = 0;
        ok = ir_parse_reference(p, &p->functions, "function", &index);
        o.value = index;
        ok = ok && add_operand(k, o, r);
    } else
        ok = parse_operand(k);
    if (!ok || !ir_expect(p, '(', "`(` and the arguments"))
        return false;
    while (!ir_at_punct(p, ')')) {
        if (!parse_operand(k))
            return false;
        if (!ir_accept(p, ','))
            break;
    }
    return ir_expect(p, ')', "`,` or `)`");
}

static bool parse_switch(struct body *k)
{
    struct ir_parser *p = k->p;
    if (!parse_operand(k) || !expect_comma(p) || !parse_block_operand(k))
        return false;
    while (ir_accept(p, ',')) {
        uint32_t low = p->m->operands.count;
        if (!parse_operand(k))
            return false;
        if (ir_accept(p, PUNCT_RANGE)) {
            if (!parse_operand(k))
                return false;
        } else {
            struct ir_operand same = p->m->operands.items[low];
            struct read_operand read = vec_last(&k->read);
            vec_push(&p->m->operands, same);
            vec_push(&k->read, read);
        }
        if (!ir_expect(p, ':', "`:` and the block") || !parse_block_operand(k))
            return false;
    }
    return true;
}

static bool parse_operands(struct body *k, struct ir_insn *i)
{
    struct ir_parser *p = k->p;
    if (i->op == IR_CALL)
        return parse_call(k);
    if (i->op == IR_SWITCH)
        return parse_switch(k);
    if (i->op == IR_RETURN && (ir_at_punct(p, ':') || ir_at_punct(p, '@') || ir_at_punct(p, '}') ||
                               ir_at_punct(p, ';') || ir_peek(p)->first_on_line || ir_at_word(p, "raise")))
        return true;
    for (const char *s = ir_op_info(i->op)->shape; *s && *s != '?'; s++) {
        if (s > ir_op_info(i->op)->shape && !expect_comma(p))
            return false;
        if (*s == 'b' ? !parse_block_operand(k) : !parse_operand(k))
            return false;
    }
    return i->op != IR_FIELD || parse_field_name(p, i);
}

/* The part behind the operands. */
static bool parse_insn_end(struct body *k, struct ir_insn *i)
{
    struct ir_parser *p = k->p;
    uint32_t handler = 0;
    if (ir_accept(p, ':') && !ir_parse_type(p, &i->type))
        return false;
    if (ir_accept_word(p, "raise")) {
        if (!parse_block_name(k, &handler))
            return false;
        i->handler = handler + 1; /* the name's id + 1 until the body is complete */
    }
    ir_index file = k->f->loc ? p->m->locs.items[k->f->loc].file : p->main_file;
    if (ir_at_punct(p, '@')) {
        struct ir_pending_loc loc;
        if (!ir_parse_loc(p, &loc))
            return false;
        i->loc = ir_finish_loc(p, &loc, file, NULL);
    }
    for (uint32_t n = i->first; n < p->m->operands.count; n++) {
        struct ir_loc own = p->m->locs.items[i->loc];
        p->m->operands.items[n].loc = ir_finish_loc(p, &k->read.items[n - k->first_operand].loc, file, &own);
    }
    return ir_expect_line_end(p);
}

static bool parse_insn(struct body *k)
{
    struct ir_parser *p = k->p;
    struct ir_insn i = {.first = p->m->operands.count};
    uint32_t token = p->at;
    if (ir_peek(p)->kind == TOKEN_TEMP) {
        i.result = (uint32_t)ir_peek(p)->number;
        p->at++;
        if (!ir_expect(p, '=', "`=` and the instruction"))
            return false;
    }
    if (!parse_op(p, &i) || !parse_operands(k, &i) || !parse_insn_end(k, &i))
        return false;
    i.operand_count = p->m->operands.count - i.first;
    bool has_result = ir_op_info(i.op)->has_result && !(i.op == IR_CALL && !i.type);
    if (has_result != (i.result != 0))
        ir_error_at(p, token, has_result ? "the result is not assigned: write `%%1 = ...`" : "this has no result");
    vec_push(&p->m->insns, i);
    vec_push(&k->result_tokens, token);
    return true;
}

/* ---- completing a body ------------------------------------------------------------------------ */

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The place of a temporary among those that are assigned, or UINT32_MAX. */
static uint32_t temp_rank(const struct body *k, int64_t number)
{
    uint32_t low = 0, high = k->temps.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (k->temps.items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < k->temps.count && k->temps.items[low] == number ? low : UINT32_MAX;
}

static void number_temps(struct body *k)
{
    struct ir_module *m = k->p->m;
    uint32_t kept = 0;
    for (uint32_t n = k->first_insn; n < m->insns.count; n++)
        if (m->insns.items[n].result)
            vec_push(&k->temps, m->insns.items[n].result);
    if (k->temps.count)
        qsort(k->temps.items, k->temps.count, sizeof *k->temps.items, compare_numbers);
    for (uint32_t n = 0; n < k->temps.count; n++) /* one that is assigned twice is the validator's to report */
        if (n == 0 || k->temps.items[n] != k->temps.items[kept - 1])
            k->temps.items[kept++] = k->temps.items[n];
    k->temps.count = kept;
    k->f->temp_count = kept;
    for (uint32_t n = 0; n < kept; n++)
        vec_push(&k->temp_types, 0);
    for (uint32_t n = k->first_insn; n < m->insns.count; n++) {
        struct ir_insn *i = &m->insns.items[n];
        uint32_t rank = i->result ? temp_rank(k, i->result) : 0;
        if (i->result) {
            i->result = rank + 1;
            k->temp_types.items[rank] = ir_result_type(k->p->b, i->op, i->sub, i->type, i->field);
        }
    }
}

static bool resolve_block(struct body *k, uint32_t id, uint32_t *block)
{
    struct ir_name_entry *e = &k->labels.entries.items[id];
    if (!e->index_plus_1) {
        const char *name = intern_text(k->labels.in, id), *nearest = ir_names_nearest(&k->labels, name);
        struct diag *g = ir_error_at(k->p, e->token, "no block is labelled `%s`", name);
        if (g && nearest)
            g->hint = arena_printf(&k->p->d->arena, "did you mean `%s`?", nearest);
        e->index_plus_1 = 1; /* said once */
    }
    *block = e->index_plus_1 - 1;
    return true;
}

/* Gives a constant its type, `usual` where none is written, and checks that it fits. */
static void settle_constant(struct ir_parser *p, struct ir_operand *o, const struct read_operand *r, ir_index usual)
{
    bool null = p->tokens.items[r->token].kind == TOKEN_NAME;
    bool usual_pointer = usual != UINT32_MAX && p->m->types.items[usual].kind == IR_POINTER;
    if (r->untyped && null)
        o->type = usual_pointer ? usual : ir_type_pointer(p->b, 0, false);
    else if (r->untyped)
        o->type = usual != UINT32_MAX ? usual : ir_type_int(p->b, 4, true);
    const struct ir_type *t = ir_type_at(p->m, o->type);
    bool scalar = t->kind == IR_INT || t->kind == IR_FLOAT || t->kind == IR_POINTER;
    if (!scalar || (null && t->kind != IR_POINTER)) {
        ir_error_at(p, r->token, "a constant of this type is not written so");
        return;
    }
    const struct ir_token *digits = &p->tokens.items[r->token + r->negative];
    int64_t cut = ir_const_value(t, o->value);
    bool fits = null || (cut == o->value && (cut >= 0) == !(r->negative && digits->number));
    if (digits->hex && !r->negative && t->size < 8)
        fits = (uint64_t)o->value >> (t->size * 8) == 0;
    else if (!null && t->size >= 8)
        fits = r->negative || digits->hex || !(t->flags & IR_TYPE_SIGNED) || o->value >= 0;
    if (!fits)
        ir_error_at(p, r->token, "the number does not fit its type, which has %u bits", t->size * 8);
    o->value = cut;
}

static void settle_operand(struct body *k, const struct ir_insn *i, uint32_t at)
{
    struct ir_parser *p = k->p;
    struct ir_operand o = p->m->operands.items[i->first + at];
    const struct read_operand *r = &k->read.items[i->first + at - k->first_operand];
    uint32_t block = 0;
    if (o.kind == IR_TEMP) {
        uint32_t rank = temp_rank(k, o.value);
        if (rank == UINT32_MAX)
            ir_error_at(p, r->token, "%%%" PRId64 " is never assigned", o.value);
        o.value = rank + 1;
        o.type = rank == UINT32_MAX ? 0 : k->temp_types.items[rank];
    } else if (o.kind == IR_BLOCK && resolve_block(k, (uint32_t)o.value, &block))
        o.value = block;
    else if (o.kind == IR_CONST)
        settle_constant(p, &o, r, ir_default_type(p->m, i, at));
    if (o.kind != IR_CONST)
        ir_operand_complete(p->b, k->f, &o);
    if (!(i->op == IR_CALL && at == 0))
        ir_mark_address_taken(p->b, &o);
    p->m->operands.items[i->first + at] = o;
}

static void settle_body(struct body *k)
{
    struct ir_module *m = k->p->m;
    number_temps(k);
    for (uint32_t n = k->first_insn; n < m->insns.count; n++) {
        const struct ir_insn *i = &m->insns.items[n];
        uint32_t block = 0;
        if (i->handler && resolve_block(k, i->handler - 1, &block))
            m->insns.items[n].handler = block + 1;
        for (uint32_t at = 0; at < i->operand_count; at++)
            settle_operand(k, i, at);
    }
}

/* ---- bodies ----------------------------------------------------------------------------------------- */

bool ir_parse_local(struct ir_parser *p, uint32_t number, struct ir_local *local, struct ir_pending_loc *loc)
{
    uint32_t token = p->at, written;
    const char *name;
    if (!ir_parse_label(p, &name, &written, "the local's name") || !ir_expect(p, ':', "`:` and the local's type") ||
        !ir_parse_type(p, &local->type))
        return false;
    if (written != UINT32_MAX && written != number)
        ir_error_at(p, token, "this is local %u, not %u", number, written);
    local->name = ir_add_string(p->b, name);
    local->flags = ir_accept_word(p, "hidden") ? IR_LOCAL_HIDDEN : 0;
    return !ir_at_punct(p, '@') || ir_parse_loc(p, loc);
}

static void parse_locals(struct body *k)
{
    struct ir_parser *p = k->p;
    ir_index file = k->f->loc ? p->m->locs.items[k->f->loc].file : p->main_file;
    while (ir_at_word(p, "local")) {
        struct ir_local local = {0};
        struct ir_pending_loc loc = {0};
        uint32_t start = p->at++;
        if (!ir_parse_local(p, k->f->local_count, &local, &loc) || !ir_expect_line_end(p))
            ir_skip_line(p, start);
        local.loc = ir_finish_loc(p, &loc, file, NULL);
        vec_push(&p->m->locals, local);
        k->f->local_count++;
    }
}

static void parse_label_line(struct body *k)
{
    struct ir_parser *p = k->p;
    uint32_t token = p->at;
    struct ir_name_entry *e = ir_names_entry(&k->labels, ir_peek(p)->text, token);
    if (e->index_plus_1)
        ir_error_at(p, token, "`%s` labels a block above already", ir_peek(p)->text);
    e->index_plus_1 = ++k->f->block_count;
    vec_push(&p->m->blocks, (struct ir_block){.first = p->m->insns.count});
    p->at += 2;
}

static bool at_label(const struct ir_parser *p)
{
    const struct ir_token *t = ir_peek(p);
    return t->kind == TOKEN_NAME && t[1].kind == TOKEN_PUNCT && t[1].punct == ':';
}

static void parse_blocks(struct body *k)
{
    struct ir_parser *p = k->p;
    while (ir_peek(p)->kind != TOKEN_END && !ir_at_punct(p, '}')) {
        if (at_label(p))
            parse_label_line(k);
        else if (!k->f->block_count) {
            ir_unexpected(p, "the entry block's label");
            ir_skip_line(p, p->at);
        } else {
            uint32_t operands = p->m->operands.count, read = k->read.count, start = p->at;
            if (parse_insn(k)) {
                vec_last(&p->m->blocks).count++;
                continue;
            }
            p->m->operands.count = operands;
            k->read.count = read;
            ir_skip_line(p, start);
        }
    }
}

void ir_parse_body(struct ir_parser *p, const struct ir_later *later)
{
    struct body k = {.p = p, .f = &p->m->functions.items[later->index]};
    ir_names_init(&k.labels);
    k.first_operand = p->m->operands.count;
    k.first_insn = p->m->insns.count;
    k.f->flags |= IR_FUNCTION_BODY;
    k.f->first_local = p->m->locals.count;
    k.f->local_count = later->param_count;
    k.f->first_block = p->m->blocks.count;
    for (uint32_t i = 0; i < later->param_count; i++)
        vec_push(&p->m->locals, later->params[i]);
    parse_locals(&k);
    parse_blocks(&k);
    settle_body(&k);
    ir_names_release(&k.labels);
    vec_release(&k.read);
    vec_release(&k.result_tokens);
    vec_release(&k.temps);
    vec_release(&k.temp_types);
}

bool ir_parse_init_operand(struct ir_parser *p, struct ir_operand *o)
{
    struct read_operand r = {.token = p->at};
    uint32_t errors = p->errors;
    if (!parse_operand_value(p, NULL, o, &r) || !parse_own_loc(p, &r))
        return false;
    o->loc = ir_finish_loc(p, &r.loc, p->main_file, NULL);
    if (o->kind == IR_CONST)
        settle_constant(p, o, &r, UINT32_MAX);
    return p->errors == errors;
}
