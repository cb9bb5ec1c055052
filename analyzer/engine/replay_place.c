/*
 * A recorded run through the engine: where in the program an event of the recording is.
 */
#include "engine/replay.h"

#include <stdlib.h>
#include <string.h>

static int compare_calls(const void *a, const void *b)
{
    const struct known_call *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    int names = strcmp(x->name, y->name);
    return names ? names : (x->insn > y->insn) - (x->insn < y->insn);
}

/* "RECORD.FIELD" as rules name what the instruction reads, where one watches it; else NULL. */
static const char *watched_name(struct replay *r, uint32_t module, const struct ir_insn *insn)
{
    const struct watched *w = &r->l.e->program.watched[module];
    for (uint32_t i = 0; insn->op == IR_FIELD && i < w->list.count; i++)
        if (w->list.items[i].record == insn->type && w->list.items[i].field == insn->field) {
            const struct check *c = &r->l.e->rules->rules.items[w->list.items[i].rule].checks[w->list.items[i].check];
            return arena_printf(&r->l.a.arena, "%s.%s", c->record, c->field);
        }
    return NULL;
}

void replay_list_calls(struct replay *r)
{
    const struct program *p = &r->l.e->program;
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        for (uint32_t b = 0; pf->has_body && b < pf->ir->block_count; b++) {
            const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
            for (uint32_t i = 0; i < block->count; i++) {
                const struct ir_insn *insn = &pf->module->insns.items[block->first + i];
                const struct ir_operand *o = insn->op == IR_CALL ? ir_operands(pf->module, insn) : NULL;
                const char *name = o && o->kind == IR_FUNC ? ir_text(pf->module, pf->module->functions.items[o->value].name) : watched_name(r, pf->module_index, insn);
                if (name && insn->loc)
                    vec_push(&r->calls, (struct known_call){pf->module->locs.items[insn->loc].line, name, f, insn});
            }
        }
    }
    if (r->calls.count)
        qsort(r->calls.items, r->calls.count, sizeof *r->calls.items, compare_calls);
}

static const char *file_of(const struct ir_module *m, ir_index loc) { return ir_text(m, m->files.items[m->locs.items[loc].file].path); }

struct spot replay_spot_of_function(const struct replay *r, const char *name, const char *file)
{
    const struct program *p = &r->l.e->program;
    struct spot found = {.function = PROGRAM_NONE};
    for (uint32_t f = 0; name && f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        bool here = pf->has_body && str_equal(pf->name, name);
        if (here && (!found.module || (file && str_equal(file_of(pf->module, pf->ir->loc), file))))
            found = (struct spot){pf->module, pf->ir->loc, f, NULL};
    }
    return found;
}

/* The call instruction of the program that a recorded call is: by function, line and name; else by line and name. */
struct spot replay_spot_of_call(const struct replay *r, const struct recorded *e)
{
    const struct program *p = &r->l.e->program;
    uint32_t low = 0, high = r->calls.count;
    struct spot found = replay_spot_of_function(r, e->function, e->file);
    int best = 0;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct known_call *c = &r->calls.items[middle];
        bool less = c->line < e->file_line || (c->line == e->file_line && strcmp(c->name, e->name) < 0);
        *(less ? &low : &high) = less ? middle + 1 : middle;
    }
    for (; e->file && low < r->calls.count && r->calls.items[low].line == e->file_line && str_equal(r->calls.items[low].name, e->name); low++) {
        const struct known_call *c = &r->calls.items[low];
        const struct program_function *pf = &p->functions.items[c->function];
        int fits = 1 + (e->function && str_equal(pf->name, e->function)) + 2 * str_equal(file_of(pf->module, c->insn->loc), e->file);
        if (fits > best)
            found = (struct spot){pf->module, c->insn->loc, c->function, c->insn};
        best = fits > best ? fits : best;
    }
    return found;
}

void replay_place(struct replay *r, const struct spot *at)
{
    r->l.a.module = at->module;
    r->l.a.place_function = at->function;
}
