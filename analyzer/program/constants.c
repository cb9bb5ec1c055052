/*
 * Constants: static storage that holds its initialiser always, and functions that always return the same.
 *
 * What is declared const, and a variable with an initialiser that is only ever read: no instruction of the program
 * names it but loads of the whole, and no initialiser has its address. Other files may write what is not static, so that
 * counts only where the program is a driver as a whole; and so may text that is missing, in a file with errors.
 */
#include "program/program.h"

#include <stdlib.h>

/* Whether the operand is the address of a load. */
static bool only_loads(const struct ir_insn *i, uint32_t operand) { return i->op == IR_LOAD && operand == 0; }

static void note_uses(const struct program *p, uint32_t module, bool *used)
{
    const struct ir_module *m = p->modules[module];
    for (uint32_t i = 0; i < m->insns.count; i++) {
        const struct ir_insn *n = &m->insns.items[i];
        const struct ir_operand *o = ir_operands(m, n);
        for (uint32_t k = 0; k < n->operand_count; k++)
            if (o[k].kind == IR_GLOBAL && !only_loads(n, k))
                used[p->global_of[module][o[k].value]] = true;
    }
    for (uint32_t i = 0; i < m->inits.count; i++)
        if (m->inits.items[i].value.kind == IR_GLOBAL)
            used[p->global_of[module][m->inits.items[i].value.value]] = true;
}

static bool is_degraded(const struct ir_module *m)
{
    for (uint32_t f = 0; f < m->functions.count; f++)
        if (m->functions.items[f].flags & IR_FUNCTION_DEGRADED)
            return true;
    return false;
}

/* ---- results -------------------------------------------------------------------------------------- */

/* The instructions of a function with a body: from first to end. */
static void function_range(const struct program_function *pf, uint32_t *first, uint32_t *end)
{
    const struct ir_block *blocks = pf->module->blocks.items + pf->ir->first_block;
    *first = blocks[0].first;
    *end = blocks[pf->ir->block_count - 1].first + blocks[pf->ir->block_count - 1].count;
}

/* Whether the local variable holds the constant wherever it is read: whatever else names it stores that. */
static bool local_holds_only(const struct program_function *pf, int64_t local, int64_t value)
{
    uint32_t first, end, stores = 0;
    function_range(pf, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        const struct ir_insn *n = &pf->module->insns.items[i];
        const struct ir_operand *o = ir_operands(pf->module, n);
        for (uint32_t k = 0; k < n->operand_count; k++) {
            if (o[k].kind != IR_LOCAL || o[k].value != local || only_loads(n, k))
                continue;
            if (n->op != IR_STORE || k != 0 || o[1].kind != IR_CONST || o[1].value != value)
                return false;
            stores++;
        }
    }
    return stores && !(pf->module->locals.items[pf->ir->first_local + (uint32_t)local].flags & IR_LOCAL_PARAM);
}

enum { NOT_ASKED, BEING_ASKED, RETURNS_ONLY, RETURNS_OTHER };

static bool returns_only(const struct program *p, uint32_t f, int64_t value, char *answers);

/* Whether the instruction's result is the constant: a load of a local variable that holds nothing else, or the call of a function that returns nothing else. */
static bool gives_only(const struct program *p, const struct program_function *pf, const struct ir_insn *n, int64_t value, char *answers)
{
    const struct ir_operand *from = ir_operands(pf->module, n);
    if (n->op == IR_LOAD)
        return from[0].kind == IR_LOCAL && local_holds_only(pf, from[0].value, value);
    return n->op == IR_CALL && from[0].kind == IR_FUNC && returns_only(p, p->function_of[pf->module_index][from[0].value], value, answers);
}

static bool is_only(const struct program *p, const struct program_function *pf, const struct ir_operand *o, uint32_t before, int64_t value, char *answers)
{
    uint32_t first, end;
    function_range(pf, &first, &end);
    if (o->kind == IR_CONST)
        return o->value == value;
    for (uint32_t i = before; o->kind == IR_TEMP && i-- > first;)
        if (pf->module->insns.items[i].result == (uint32_t)o->value)
            return gives_only(p, pf, &pf->module->insns.items[i], value, answers);
    return false;
}

static bool all_returns_only(const struct program *p, uint32_t f, int64_t value, char *answers)
{
    const struct program_function *pf = &p->functions.items[f];
    uint32_t first, end, returns = 0;
    if (!pf->has_body || pf->ir->flags & IR_FUNCTION_DEGRADED || !pf->ir->block_count)
        return false;
    function_range(pf, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        const struct ir_insn *n = &pf->module->insns.items[i];
        if (n->op != IR_RETURN)
            continue;
        if (!n->operand_count || !is_only(p, pf, ir_operands(pf->module, n), i, value, answers))
            return false;
        returns++;
    }
    return returns != 0;
}

/* Each function is asked once; one that calls itself is not known to return anything. */
static bool returns_only(const struct program *p, uint32_t f, int64_t value, char *answers)
{
    if (answers[f] == NOT_ASKED) {
        answers[f] = BEING_ASKED;
        answers[f] = all_returns_only(p, f, value, answers) ? RETURNS_ONLY : RETURNS_OTHER;
    }
    return answers[f] == RETURNS_ONLY;
}

bool program_returns_only(const struct program *p, uint32_t f, int64_t value)
{
    char *answers = mem_zalloc(p->functions.count + 1);
    bool only = returns_only(p, f, value, answers);
    free(answers);
    return only;
}

/* ---- static storage ------------------------------------------------------------------------------- */

void program_find_constants(struct program *p)
{
    bool *used = mem_zalloc(p->globals.count + 1);
    bool all_read = p->is_whole;
    for (uint32_t m = 0; m < p->module_count; m++) {
        note_uses(p, m, used);
        all_read = all_read && !is_degraded(p->modules[m]);
    }
    for (uint32_t g = 0; g < p->globals.count; g++) {
        struct program_global *pg = &p->globals.items[g];
        bool is_own = pg->ir->flags & (IR_GLOBAL_STATIC | IR_GLOBAL_LOCAL);
        bool is_read_only = pg->ir->flags & IR_GLOBAL_CONST ||
                            (pg->ir->init_count && !used[g] && (all_read || (is_own && !is_degraded(pg->module))));
        pg->is_constant = pg->ir->flags & IR_GLOBAL_DEFINED && is_read_only;
    }
    free(used);
}
