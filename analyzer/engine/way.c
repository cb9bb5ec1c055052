/*
 * Which branches of a path a reader has to see to believe it.
 *
 * What is lost is lost because something else failed on the way: the path is not understood without the branch that goes
 * to the side where that happened. But a debug message at a level is a branch, too. What tells them apart is what stands on
 * one side only, until the sides meet again: a return, a call that can change an object, a pointer that is put somewhere.
 */
#include "engine/contract.h"

#include <stdlib.h>

static bool changes_objects(const struct effect *f, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        switch (f[i].kind) {
        case EFFECT_FREE: case EFFECT_NEW: case EFFECT_LEND: case EFFECT_KEEP: case EFFECT_DROP: case EFFECT_SCHEDULE:
        case EFFECT_ACQUIRE: case EFFECT_RELEASE: case EFFECT_LINK: case EFFECT_UNLINK:
            return true;
        default:
            if (changes_objects(f[i].inner, f[i].inner_count))
                return true;
        }
    return false;
}

static bool contract_changes_objects(const struct ddi *d)
{
    bool found = changes_objects(d->effects, d->effect_count);
    for (uint32_t i = 0; i < d->outcome_count && !found; i++)
        found = d->outcomes[i].kind == OUTCOME_NEW || d->outcomes[i].kind == OUTCOME_NEVER || changes_objects(d->outcomes[i].effects, d->outcomes[i].effect_count);
    return found;
}

/* Whether the instruction does something that another one can be responsible for. */
static bool matters(const struct analysis *a, const struct program_function *pf, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(pf->module, i);
    if (i->op == IR_RETURN)
        return true;
    if (i->op == IR_STORE)
        return o[0].kind != IR_LOCAL && ir_type_at(pf->module, i->type)->kind == IR_POINTER;
    if (i->op != IR_CALL)
        return false;
    if (o->kind != IR_FUNC)
        return true;
    const struct program *p = &a->engine->program;
    const struct program_function *callee = &p->functions.items[p->function_of[pf->module_index][o->value]];
    return callee->ddi ? contract_changes_objects(callee->ddi) : callee->has_body || i->operand_count > 1;
}

/* Marks the blocks that follow block n, and returns how many were not marked before. What goes back goes round a loop. */
static uint32_t mark_next(const struct program_function *pf, uint8_t *reached, uint32_t n)
{
    const struct ir_block *b = &pf->module->blocks.items[pf->ir->first_block + n];
    const struct ir_insn *last = &pf->module->insns.items[b->first + b->count - 1];
    uint32_t count = 0;
    for (uint32_t k = 0; k < last->operand_count; k++) {
        const struct ir_operand *o = &ir_operands(pf->module, last)[k];
        if (o->kind != IR_BLOCK || o->value <= n || reached[o->value])
            continue;
        reached[o->value] = 1;
        count++;
    }
    return count;
}

bool way_is_told_by(const struct analysis *a, const struct event *branch)
{
    if (branch->function == PROGRAM_NONE || !branch->call || branch->call->op != IR_BRANCH || ir_operands(branch->module, branch->call)->kind == IR_CONST)
        return false;
    const struct program_function *pf = &a->engine->program.functions.items[branch->function];
    const struct ir_block *blocks = &pf->module->blocks.items[pf->ir->first_block];
    uint32_t at = (uint32_t)(branch->call - pf->module->insns.items), own = 0, open = 0;
    while (own + 1 < pf->ir->block_count && at - blocks[own].first >= blocks[own].count)
        own++;
    uint8_t *reached = mem_zalloc(pf->ir->block_count);
    bool told = false;
    /* Blocks are in reverse post-order: where only one is left that was reached, all ways meet. */
    open = mark_next(pf, reached, own);
    for (uint32_t n = own + 1; n < pf->ir->block_count && !told && open != 1; n++) {
        if (!reached[n])
            continue;
        for (uint32_t k = 0; k < blocks[n].count && !told; k++)
            told = matters(a, pf, &pf->module->insns.items[blocks[n].first + k]);
        open += mark_next(pf, reached, n) - 1;
    }
    free(reached);
    return told;
}
