/*
 * Constants: static storage that holds its initialiser always.
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
