/*
 * Where the values of an operand come from, whatever path is taken: a search backwards through the program's
 * instructions, which knows nothing of states. Anything that it does not understand ends it.
 */
#include "engine/fix.h"

#include <stdlib.h>

/* A place whose stores were looked at, or are about to be. */
enum origin_kind { CELL_LOCAL, CELL_GLOBAL, CELL_FIELD, CELL_RESULT };
struct origin_cell {
    enum origin_kind kind;
    uint32_t function, index; /* LOCAL: of the function; GLOBAL; FIELD: its number; RESULT: of the function */
    const char *record;       /* FIELD: canonical name */
};

struct search {
    const struct program *p;
    struct origin *out;
    VEC(struct origin_cell) cells; /* those up to `done` were looked at */
};

enum { CELLS_MAX = 64 }; /* of what a value passes through; more is no simple case */

static bool same_cell(const struct origin_cell *x, const struct origin_cell *y)
{
    bool field = x->kind == CELL_FIELD;
    return x->kind == y->kind && x->index == y->index && (field ? str_equal(x->record, y->record) : x->function == y->function);
}

static bool add_cell(struct search *s, struct origin_cell cell)
{
    for (uint32_t i = 0; i < s->cells.count; i++)
        if (same_cell(&s->cells.items[i], &cell))
            return true;
    vec_push(&s->cells, cell);
    return s->cells.count <= CELLS_MAX;
}

typedef bool use_fn(struct search *s, uint32_t function, const struct ir_insn *i, void *context);

/* Calls fn for every instruction of a function's body until it says false; false also where some of them are not known. */
static bool each_instruction(struct search *s, uint32_t function, use_fn *fn, void *context)
{
    const struct program_function *pf = &s->p->functions.items[function];
    if (pf->ir->flags & IR_FUNCTION_DEGRADED)
        return false;
    for (uint32_t b = 0; pf->has_body && b < pf->ir->block_count; b++) {
        const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
        for (uint32_t k = 0; k < block->count; k++)
            if (!fn(s, function, &pf->module->insns.items[block->first + k], context))
                return false;
    }
    return true;
}

static bool everywhere(struct search *s, use_fn *fn, void *context)
{
    for (uint32_t f = 0; f < s->p->functions.count; f++)
        if (!each_instruction(s, f, fn, context))
            return false;
    return true;
}

static const struct ir_module *module_of(const struct search *s, uint32_t function) { return s->p->functions.items[function].module; }

struct definition {
    uint32_t temporary;
    const struct ir_insn *found;
};

static bool is_defined(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    struct definition *d = context;
    (void)s, (void)function;
    d->found = i->result == d->temporary ? i : NULL;
    return !d->found;
}

/* The instruction that assigns the temporary. */
static const struct ir_insn *definition(struct search *s, uint32_t function, const struct ir_operand *v)
{
    struct definition d = {(uint32_t)v->value, NULL};
    each_instruction(s, function, is_defined, &d);
    return d.found;
}

/* ---- values and cells ------------------------------------------------------------------------------ */

static bool gives_new_or_null(const struct ddi *d)
{
    for (uint32_t i = 0; i < d->outcome_count; i++)
        if (d->outcomes[i].kind != OUTCOME_NULL && d->outcomes[i].kind != OUTCOME_NEW)
            return false;
    return d->outcome_count > 0;
}

static bool add_call(struct search *s, uint32_t function, const struct ir_insn *call)
{
    const struct ir_module *m = module_of(s, function);
    const struct ir_operand *callee = ir_operands(m, call);
    if (callee->kind != IR_FUNC)
        return false;
    uint32_t target = s->p->function_of[s->p->functions.items[function].module_index][callee->value];
    const struct program_function *pf = &s->p->functions.items[target];
    if (!pf->ddi)
        return pf->has_body && add_cell(s, (struct origin_cell){.kind = CELL_RESULT, .function = target});
    if (!gives_new_or_null(pf->ddi) || (s->out->call && s->out->call != call))
        return false;
    *s->out = (struct origin){pf->ddi, m, call};
    return true;
}

/* The cell at an address. */
static bool add_place(struct search *s, uint32_t function, const struct ir_operand *at)
{
    const struct program_function *pf = &s->p->functions.items[function];
    if (at->kind == IR_LOCAL)
        return add_cell(s, (struct origin_cell){.kind = CELL_LOCAL, .function = function, .index = (uint32_t)at->value});
    if (at->kind == IR_GLOBAL)
        return add_cell(s, (struct origin_cell){.kind = CELL_GLOBAL, .index = s->p->global_of[pf->module_index][at->value]});
    const struct ir_insn *i = at->kind == IR_TEMP ? definition(s, function, at) : NULL;
    if (!i || i->op != IR_FIELD)
        return false;
    const char *record = record_canonical(ir_text(pf->module, ir_type_at(pf->module, i->type)->name));
    return record[0] && add_cell(s, (struct origin_cell){.kind = CELL_FIELD, .index = i->field, .record = record});
}

static bool add_value(struct search *s, uint32_t function, const struct ir_operand *v)
{
    const struct ir_module *m = module_of(s, function);
    if (v->kind == IR_CONST)
        return v->value == 0;
    const struct ir_insn *i = v->kind == IR_TEMP ? definition(s, function, v) : NULL;
    if (!i)
        return false;
    if (i->op == IR_CAST)
        return add_value(s, function, ir_operands(m, i));
    if (i->op == IR_CALL)
        return add_call(s, function, i);
    return i->op == IR_LOAD && add_place(s, function, ir_operands(m, i));
}

/* ---- what is stored in a cell ------------------------------------------------------------------------ */

struct address {
    enum ir_operand_kind kind;
    int64_t value;
};

/* The address is read from, written to, or its variable ends; nobody else gets it. */
static bool use_of_address(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    const struct address *a = context;
    const struct ir_operand *operands = ir_operands(module_of(s, function), i);
    for (uint32_t k = 0; k < i->operand_count; k++) {
        if (operands[k].kind != a->kind || operands[k].value != a->value)
            continue;
        bool own = k == 0 && (i->op == IR_LOAD || i->op == IR_ZERO || i->op == IR_SCOPE_END || i->op == IR_MENTION);
        if (!own && (k != 0 || i->op != IR_STORE || !add_value(s, function, &operands[1])))
            return false;
    }
    return true;
}

static bool use_of_global(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    const struct origin_cell *c = context;
    const struct program_function *pf = &s->p->functions.items[function];
    const struct ir_operand *operands = ir_operands(pf->module, i);
    for (uint32_t k = 0; k < i->operand_count; k++)
        if (operands[k].kind == IR_GLOBAL && s->p->global_of[pf->module_index][operands[k].value] == c->index &&
            !use_of_address(s, function, i, &(struct address){IR_GLOBAL, operands[k].value}))
            return false;
    return true;
}

static bool use_of_field(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    const struct origin_cell *c = context;
    const struct ir_module *m = module_of(s, function);
    if (i->op != IR_FIELD || i->field != c->index || !str_equal(record_canonical(ir_text(m, ir_type_at(m, i->type)->name)), c->record))
        return true;
    return each_instruction(s, function, use_of_address, &(struct address){IR_TEMP, i->result});
}

static bool use_of_parameter(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    const struct origin_cell *c = context;
    const struct program_function *pf = &s->p->functions.items[function];
    const struct ir_operand *operands = ir_operands(pf->module, i);
    if (i->op != IR_CALL || operands[0].kind != IR_FUNC || s->p->function_of[pf->module_index][operands[0].value] != c->function)
        return true;
    return c->index + 1 < i->operand_count && add_value(s, function, &operands[c->index + 1]);
}

static bool use_of_result(struct search *s, uint32_t function, const struct ir_insn *i, void *context)
{
    (void)context;
    return i->op != IR_RETURN || (i->operand_count && add_value(s, function, ir_operands(module_of(s, function), i)));
}

static bool look_at(struct search *s, struct origin_cell cell)
{
    const struct program_function *pf = &s->p->functions.items[cell.function];
    const struct ir_global *global;
    switch (cell.kind) {
    case CELL_LOCAL:
        if (cell.index < pf->ir->param_count && ((!pf->is_static && !s->p->is_whole) || pf->address_taken || pf->is_callback || pf->is_entry ||
                                                 !pf->caller_count || !everywhere(s, use_of_parameter, &cell)))
            return false;
        return each_instruction(s, cell.function, use_of_address, &(struct address){IR_LOCAL, cell.index});
    case CELL_GLOBAL:
        global = s->p->globals.items[cell.index].ir;
        return ((global->flags & IR_GLOBAL_STATIC) || s->p->is_whole) && global->init_count == 0 && everywhere(s, use_of_global, &cell);
    case CELL_FIELD:
        return s->p->is_whole && everywhere(s, use_of_field, &cell);
    case CELL_RESULT:
        return each_instruction(s, cell.function, use_of_result, NULL);
    }
    return false;
}

bool origin_of(const struct program *p, uint32_t function, const struct ir_operand *value, struct origin *out)
{
    struct search s = {.p = p, .out = out};
    *out = (struct origin){0};
    bool good = function != PROGRAM_NONE && add_value(&s, function, value);
    for (uint32_t i = 0; good && i < s.cells.count; i++)
        good = look_at(&s, s.cells.items[i]);
    vec_release(&s.cells);
    return good && out->call;
}
