/*
 * The text form, written. parse.c reads it; print -> parse -> print changes nothing.
 *
 * A text is a sequence of tokens; `#` starts a comment that ends with the line. White space and
 * line ends only separate tokens, but an instruction starts on a line of its own or behind `;`
 * (and `;` may also end a field, an initial value or a local).
 *
 *   text     = { module | file | depends | record | global | declare | function | problem }
 *   module   = "module" string                                the main file's path
 *   file     = "file" number string { "main" | "system" }     numbered from 1, in order
 *   depends  = "depends" string
 *   record   = ("record" | "union") label [ "size" number "{" { field } "}" ]   without: incomplete
 *   field    = number label ":" type [ "bits" number "+" number ]     offset; first bit, width
 *   global   = "global" label ":" type { "static" | "defined" | "const" | "local" } [ loc ]
 *              [ "{" { number ":" operand } "}" ]                      offset and initial value
 *   declare  = "declare" label "(" [ type { "," type } ] [ "..." ] ")" "->" type { flag }
 *   function = "function" label "(" [ local { "," local } ] [ "..." ] ")" "->" type { flag }
 *              "{" { "local" local } { block } "}"
 *   flag     = "static" | "inline" | "system" | "noreturn" | "degraded" | "address_taken"
 *            | "role" name | "note" string | loc | "end" loc           the closing brace's place
 *   local    = label ":" type [ "hidden" ] [ loc ]
 *   block    = name ":" { insn }                                       the first is the entry
 *   problem  = "problem" ("missing_header" | "error" | "unsupported") string [ loc ] [ "in" label ]
 *
 *   type     = "void" | ("s" | "u" | "f")bits | "ptr" [ "const" ] type | "[" [ number ] "]" type
 *            | "fn" "(" [ type { "," type } ] [ "..." ] ")" "->" type | label        of a record
 *   label    = name [ "~" number ] | "~" number
 *   name     = letters, digits, "_" and "$", no digit first and no reserved word; or in 'quotes'
 *
 * `~` and the entry's number in its table (records: among the records; locals: in the function)
 * stand behind names that two entries share, and alone for entries without a name. Reserved
 * words are void, ptr, const, fn, null, local, global, func and whatever looks like s32 or u8.
 *
 *   insn     = [ "%" number "=" ] what [ ":" type ] [ "raise" block ] [ loc ]
 *   what     = "load" o | "store" o "," o | "field" o "," label "." label | "elem" o "," o
 *            | (add | sub | ... of bins.def) o "," o | "ptrdiff" o "," o
 *            | ("neg" | "not" | "lnot") o | "cast" o | "call" callee "(" [ o { "," o } ] ")"
 *            | "copy" o "," o | "zero" o | "havoc" | "passed" | "scope_end" o | "jump" block
 *            | "branch" o "," block "," block | "return" [ o ] | "unreachable"
 *            | "switch" o "," block { "," o [ ".." o ] ":" block }     default, then the cases
 *   callee   = label of a function | o
 *   o        = "%" number | "local." label | "global." label | "func." label
 *            | [ type ] (number | "null" | string)
 *            and right behind each of them, as behind a block, an optional loc; the loc of the
 *            instruction itself has white space before it
 *   loc      = "@" [ file "/" ] line ":" column [ "-" [ line ":" ] column ] [ "!" macro name ]
 *            | "@" column "-" column                      on the line of the instruction's own loc
 *
 * `:` type is left out where it is void (a call without a value, `return`) and where ops.def
 * gives the op no type. A constant without a type has the type of its place: the instruction's
 * for store, arithmetic and return, the parameter's for a call, the first operand's for a case,
 * else s32; `null` has it if it is a pointer, else `ptr void`; a string has `ptr s8`. Hexadecimal
 * numbers are bit patterns: 0xC000009A is a negative s32. A loc without a file is in the file of
 * the function's own loc, outside of functions in the main file; without an end it is one
 * character wide. In strings and quoted names \n \t \\ \" \' and \xHH stand for one byte.
 */
#include "ir/print.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- operands -------------------------------------------------------------------------------- */

static bool type_is_scalar(const struct ir_module *m, ir_index type)
{
    uint8_t kind = m->types.items[type].kind;
    return kind == IR_INT || kind == IR_FLOAT || kind == IR_POINTER;
}

ir_index ir_default_type(const struct ir_module *m, const struct ir_insn *i, uint32_t at)
{
    const struct ir_operand *operands = ir_operands(m, i);
    ir_index type = UINT32_MAX;
    if (i->op == IR_STORE || i->op == IR_BIN || i->op == IR_UN || i->op == IR_RETURN)
        type = i->type;
    else if (i->op == IR_SWITCH && at >= 2)
        type = operands[0].type;
    else if (i->op == IR_CALL && at >= 1 && operands[0].kind == IR_FUNC) {
        const struct ir_type *t = ir_type_at(m, m->functions.items[operands[0].value].type);
        if (at - 1 < t->members)
            type = m->type_lists.items[t->first + at - 1];
    }
    return type != UINT32_MAX && type_is_scalar(m, type) ? type : UINT32_MAX;
}

/* Decimal near zero, else the bit pattern: statuses, tags and masks are known by their digits. */
static void print_number(const struct ir_printer *p, int64_t value, const struct ir_type *t)
{
    bool is_signed = t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
    if ((value > (is_signed ? -65536 : -1) && value < 65536) || t->kind == IR_FLOAT)
        str_printf(p->out, "%" PRId64, value);
    else if (t->size < 8)
        str_printf(p->out, "0x%" PRIX64, (uint64_t)value & ((UINT64_C(1) << (t->size * 8)) - 1));
    else
        str_printf(p->out, "0x%" PRIX64, (uint64_t)value);
}

static void print_const(const struct ir_printer *p, const struct ir_operand *o, ir_index usual)
{
    const struct ir_type *t = ir_type_at(p->m, o->type);
    bool null = t->kind == IR_POINTER && o->value == 0, known;
    if (usual != UINT32_MAX)
        known = usual == o->type;
    else
        known = t->kind == IR_INT && t->size == 4 && t->flags == IR_TYPE_SIGNED;
    if (null && (usual == UINT32_MAX || p->m->types.items[usual].kind != IR_POINTER))
        known = t->element == 0 && t->flags == 0;
    if (!known) {
        ir_print_type(p, o->type);
        str_append_char(p->out, ' ');
    }
    if (null)
        str_append(p->out, "null");
    else
        print_number(p, o->value, t);
}

static void print_literal(const struct ir_printer *p, const struct ir_operand *o)
{
    const struct ir_type *t = ir_type_at(p->m, o->type), *element = ir_type_at(p->m, t->element);
    if (t->kind != IR_POINTER || t->flags || element->kind != IR_INT || element->size != 1 ||
        element->flags != IR_TYPE_SIGNED) {
        ir_print_type(p, o->type);
        str_append_char(p->out, ' ');
    }
    ir_print_string(p, (ir_index)o->value);
}

/* `insn` is NULL for initial values. */
static void print_operand(const struct ir_printer *p, const struct ir_insn *insn, const struct ir_operand *o)
{
    uint32_t value = (uint32_t)o->value;
    switch (o->kind) {
    case IR_TEMP:
        str_printf(p->out, "%%%u", value);
        break;
    case IR_CONST:
        print_const(p, o, insn ? ir_default_type(p->m, insn, (uint32_t)(o - ir_operands(p->m, insn))) : UINT32_MAX);
        break;
    case IR_LOCAL:
        str_append(p->out, "local.");
        ir_print_local_label(p, value);
        break;
    case IR_GLOBAL:
        str_append(p->out, "global.");
        ir_print_global_label(p, value);
        break;
    case IR_FUNC:
        if (!(insn && insn->op == IR_CALL && o == ir_operands(p->m, insn)))
            str_append(p->out, "func.");
        ir_print_function_label(p, value);
        break;
    case IR_STRING:
        print_literal(p, o);
        break;
    case IR_BLOCK:
        str_printf(p->out, "b%u", value);
        break;
    default:
        break;
    }
    ir_print_loc(p, o->loc, insn);
}

/* ---- instructions ---------------------------------------------------------------------------- */

static void print_operands(const struct ir_printer *p, const struct ir_insn *i, uint32_t from, uint32_t to)
{
    for (uint32_t k = from; k < to; k++) {
        str_append(p->out, k > from ? ", " : "");
        print_operand(p, i, &ir_operands(p->m, i)[k]);
    }
}

static void print_switch(const struct ir_printer *p, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(p->m, i);
    print_operands(p, i, 0, 2);
    for (uint32_t k = 2; k + 2 < i->operand_count; k += 3) {
        str_append(p->out, ", ");
        print_operand(p, i, &o[k]);
        if (o[k].value != o[k + 1].value || o[k].type != o[k + 1].type || o[k].loc != o[k + 1].loc) {
            str_append(p->out, "..");
            print_operand(p, i, &o[k + 1]);
        }
        str_append(p->out, ": ");
        print_operand(p, i, &o[k + 2]);
    }
}

static void print_insn_body(const struct ir_printer *p, const struct ir_insn *i)
{
    if (i->op == IR_BIN)
        str_append(p->out, ir_bin_name(i->sub));
    else
        str_append(p->out, i->op == IR_UN ? ir_un_name(i->sub) : ir_op_name(i->op));
    str_append(p->out, i->operand_count ? " " : "");
    switch (i->op) {
    case IR_CALL:
        print_operands(p, i, 0, 1);
        str_append_char(p->out, '(');
        print_operands(p, i, 1, i->operand_count);
        str_append_char(p->out, ')');
        break;
    case IR_FIELD:
        print_operands(p, i, 0, 1);
        str_append(p->out, ", ");
        ir_print_record_label(p, i->type);
        str_append_char(p->out, '.');
        ir_print_field_label(p, ir_type_at(p->m, i->type), i->field);
        return;
    case IR_SWITCH:
        print_switch(p, i);
        return;
    default:
        print_operands(p, i, 0, i->operand_count);
        break;
    }
    if (i->type) {
        str_append(p->out, " : ");
        ir_print_type(p, i->type);
    }
}

static void print_insn(const struct ir_printer *p, const struct ir_insn *i)
{
    if (i->result)
        str_printf(p->out, "%%%u = ", i->result);
    print_insn_body(p, i);
    if (i->handler)
        str_printf(p->out, " raise b%u", i->handler - 1);
    if (i->loc) {
        str_append(p->out, "  ");
        ir_print_loc(p, i->loc, NULL);
    }
}

/* ---- functions ----------------------------------------------------------------------------------- */

static void print_local(const struct ir_printer *p, uint32_t local)
{
    const struct ir_local *l = &p->m->locals.items[p->f->first_local + local];
    ir_print_local_label(p, local);
    str_append(p->out, ": ");
    ir_print_type(p, l->type);
    if (l->flags & IR_LOCAL_HIDDEN)
        str_append(p->out, " hidden");
    ir_print_place(p, l->loc);
}

static void print_signature(const struct ir_printer *p)
{
    const struct ir_function *f = p->f;
    const struct ir_type *t = ir_type_at(p->m, f->type);
    if (!(f->flags & IR_FUNCTION_BODY)) {
        ir_print_type_list(p, t);
        return;
    }
    str_append_char(p->out, '(');
    for (uint32_t i = 0; i < f->param_count; i++) {
        str_append(p->out, i ? ", " : "");
        print_local(p, i);
    }
    if (t->flags & IR_TYPE_VARIADIC)
        str_append(p->out, t->members ? ", ..." : "...");
    str_append(p->out, ") -> ");
    ir_print_type(p, t->element);
}

static void print_block(const struct ir_printer *p, uint32_t number)
{
    const struct ir_block *block = &p->m->blocks.items[p->f->first_block + number];
    const struct ir_insn *insns = p->m->insns.items + block->first;
    uint32_t at = 0;
    while (at < block->count && !insns[at].loc)
        at++;
    str_printf(p->out, "b%u:", number);
    if (at < block->count) {
        const struct ir_loc *l = &p->m->locs.items[insns[at].loc];
        str_append(p->out, "  # ");
        for (const char *c = path_base(ir_text(p->m, p->m->files.items[l->file].path)); *c; c++)
            str_append_char(p->out, (unsigned char)*c < ' ' ? '?' : *c);
        str_printf(p->out, ":%u", l->line);
    }
    str_append_char(p->out, '\n');
    for (uint32_t i = 0; i < block->count; i++) {
        str_append(p->out, "  ");
        print_insn(p, &insns[i]);
        str_append_char(p->out, '\n');
    }
}

static ir_index main_file(const struct ir_module *m)
{
    for (uint32_t i = 1; i < m->files.count; i++)
        if (m->files.items[i].flags & IR_FILE_MAIN)
            return i;
    return m->files.count > 1 ? 1 : 0;
}

static void print_function(struct ir_printer *p, ir_index function)
{
    const struct ir_function *f = p->f = &p->m->functions.items[function];
    bool body = f->flags & IR_FUNCTION_BODY;
    ir_index file = p->file;
    str_append(p->out, body ? "function " : "declare ");
    ir_print_function_label(p, function);
    if (f->loc)
        p->file = p->m->locs.items[f->loc].file; /* of all that stands in the function */
    print_signature(p);
    ir_print_words(p, ir_function_words, f->flags);
    if (f->role) {
        str_append(p->out, " role ");
        ir_print_name(p, f->role);
    }
    for (uint32_t i = 0; i < f->note_count; i++) {
        str_append(p->out, " note ");
        ir_print_string(p, p->m->notes.items[f->first_note + i]);
    }
    ir_index inner = p->file;
    p->file = file;
    ir_print_place(p, f->loc);
    p->file = inner;
    if (f->end_loc) {
        str_append(p->out, " end");
        ir_print_place(p, f->end_loc);
    }
    str_append(p->out, body ? " {\n" : "\n");
    for (uint32_t i = f->param_count; body && i < f->local_count; i++) {
        str_append(p->out, "  local ");
        print_local(p, i);
        str_append_char(p->out, '\n');
    }
    for (uint32_t i = 0; body && i < f->block_count; i++)
        print_block(p, i);
    str_append(p->out, body ? "}\n" : "");
    p->file = file;
    p->f = NULL;
}

/* ---- the other tables ------------------------------------------------------------------------------ */

static void print_record(const struct ir_printer *p, ir_index type)
{
    const struct ir_type *t = ir_type_at(p->m, type);
    str_append(p->out, t->flags & IR_TYPE_UNION ? "union " : "record ");
    ir_print_record_label(p, type);
    if (!(t->flags & IR_TYPE_COMPLETE)) {
        str_append_char(p->out, '\n');
        return;
    }
    str_printf(p->out, " size %u {%s", t->size, t->members ? "\n" : " ");
    for (uint32_t i = 0; i < t->members; i++) {
        const struct ir_field *f = &p->m->fields.items[t->first + i];
        str_printf(p->out, "  %u ", f->offset);
        ir_print_field_label(p, t, i);
        str_append(p->out, ": ");
        ir_print_type(p, f->type);
        if (f->bit_width)
            str_printf(p->out, " bits %u+%u", f->bit_offset, f->bit_width);
        str_append_char(p->out, '\n');
    }
    str_append(p->out, "}\n");
}

static void print_global(const struct ir_printer *p, ir_index global)
{
    const struct ir_global *g = &p->m->globals.items[global];
    str_append(p->out, "global ");
    ir_print_global_label(p, global);
    str_append(p->out, ": ");
    ir_print_type(p, g->type);
    ir_print_words(p, ir_global_words, g->flags);
    ir_print_place(p, g->loc);
    str_append(p->out, g->init_count ? " {\n" : "\n");
    for (uint32_t i = 0; i < g->init_count; i++) {
        const struct ir_init *init = &p->m->inits.items[g->first_init + i];
        str_printf(p->out, "  %u: ", init->offset);
        print_operand(p, NULL, &init->value);
        str_append_char(p->out, '\n');
    }
    str_append(p->out, g->init_count ? "}\n" : "");
}

static void print_problem(const struct ir_printer *p, const struct ir_problem *problem)
{
    str_append(p->out, "problem ");
    str_append(p->out, ir_problem_words[problem->kind].word);
    str_append_char(p->out, ' ');
    ir_print_string(p, problem->text);
    ir_print_place(p, problem->loc);
    if (problem->function) {
        str_append(p->out, " in ");
        ir_print_function_label(p, problem->function - 1);
    }
    str_append_char(p->out, '\n');
}

static void print_paths(const struct ir_printer *p)
{
    const struct ir_module *m = p->m;
    if (m->path) {
        str_append(p->out, "module ");
        ir_print_string(p, m->path);
        str_append_char(p->out, '\n');
    }
    for (uint32_t i = 1; i < m->files.count; i++) {
        str_printf(p->out, "file %u ", i);
        ir_print_string(p, m->files.items[i].path);
        ir_print_words(p, ir_file_words, m->files.items[i].flags);
        str_append_char(p->out, '\n');
    }
    for (uint32_t i = 0; i < m->dependencies.count; i++) {
        str_append(p->out, "depends ");
        ir_print_string(p, m->dependencies.items[i]);
        str_append_char(p->out, '\n');
    }
}

void ir_print(const struct ir_module *m, struct str *out)
{
    struct ir_printer p = {.m = m, .out = out, .uses = ir_count_names(m), .file = main_file(m)};
    print_paths(&p);
    for (uint32_t i = 0; i < m->types.count; i++)
        if (m->types.items[i].kind == IR_RECORD)
            print_record(&p, i);
    for (uint32_t i = 0; i < m->globals.count; i++)
        print_global(&p, i);
    for (uint32_t i = 0; i < m->functions.count; i++)
        print_function(&p, i);
    for (uint32_t i = 0; i < m->problems.count; i++)
        print_problem(&p, &m->problems.items[i]);
    free(p.uses);
}

void ir_print_function(const struct ir_module *m, ir_index function, struct str *out)
{
    struct ir_printer p = {.m = m, .out = out, .uses = ir_count_names(m), .file = main_file(m)};
    print_function(&p, function);
    free(p.uses);
}

void ir_print_insn(const struct ir_module *m, const struct ir_function *f, const struct ir_insn *i, struct str *out)
{
    struct ir_printer p = {.m = m, .f = f, .out = out, .file = f && f->loc ? m->locs.items[f->loc].file : main_file(m)};
    print_insn(&p, i);
}
