/*
 * The call graph and the function-pointer table.
 *
 * One pass over all instructions collects direct calls, addresses of functions that are used
 * otherwise, and stores of functions into record fields (also from static initialisers). A call
 * through a field adds the field's known targets as callees. Tarjan's algorithm then gives the
 * strongly connected components with callees first; it is written without recursion because call
 * chains of generated code are thousands of functions deep.
 */
#include "program/program.h"

#include <stdlib.h>
#include <string.h>

static int compare_targets(const void *a, const void *b)
{
    const struct field_target *x = a, *y = b;
    int c = strcmp(x->record, y->record);
    if (c)
        return c;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return x->function < y->function ? -1 : x->function > y->function;
}

static void add_target(struct program *p, const char *record, uint32_t offset, uint32_t function, bool in_table)
{
    vec_push(&p->field_targets, (struct field_target){record_canonical(record), offset, function, in_table});
    p->functions.items[function].address_taken = true;
}

static void note_store(struct program *p, uint32_t mi, const struct ir_block *b, uint32_t at)
{
    const struct ir_module *m = p->modules[mi];
    const struct ir_insn *i = &m->insns.items[b->first + at];
    const struct ir_operand *o = ir_operands(m, i);
    if (i->op != IR_STORE || o[1].kind != IR_FUNC || o[0].kind != IR_TEMP)
        return;
    const struct ir_insn *d = ir_definition(m, b, at, o[0].value), *element = d && d->op == IR_ELEM ? d : NULL;
    const struct ir_operand *of = element ? ir_operands(m, element) : NULL;
    if (element && (of[1].kind != IR_CONST || of[1].value < 0 || of[0].kind != IR_TEMP))
        return;
    if (element)
        d = ir_definition(m, b, at, of[0].value);
    if (!d || d->op != IR_FIELD)
        return;
    const struct ir_type *record = ir_type_at(m, d->type);
    const struct ir_field *field = &m->fields.items[record->first + d->field];
    uint32_t size = element ? ir_type_at(m, ir_type_at(m, field->type)->element)->size : 0;
    if (record->name)
        add_target(p, ir_text(m, record->name), field->offset + (element ? (uint32_t)of[1].value * size : 0), p->function_of[mi][o[1].value], false);
}

/* The record that stands at `offset` of a type, and the offset within it. */
static ir_index record_at(const struct ir_module *m, ir_index type, uint32_t *offset)
{
    ir_index found = 0;
    for (uint32_t rest = *offset;;) {
        const struct ir_type *t = ir_type_at(m, type);
        if (t->kind == IR_ARRAY && ir_type_at(m, t->element)->size) {
            rest %= ir_type_at(m, t->element)->size;
            type = t->element;
            continue;
        }
        if (t->kind != IR_RECORD)
            return found;
        found = type;
        *offset = rest;
        uint32_t f = 0;
        while (f < t->members) {
            const struct ir_field *field = &m->fields.items[t->first + f];
            const struct ir_type *ft = ir_type_at(m, field->type);
            if ((ft->kind == IR_RECORD || ft->kind == IR_ARRAY) && rest >= field->offset && rest < field->offset + ft->size)
                break;
            f++;
        }
        if (f == t->members)
            return found;
        rest -= m->fields.items[t->first + f].offset;
        type = m->fields.items[t->first + f].type;
    }
}

static void note_initialisers(struct program *p, uint32_t mi)
{
    const struct ir_module *m = p->modules[mi];
    for (uint32_t g = 0; g < m->globals.count; g++) {
        const struct ir_global *global = &m->globals.items[g];
        for (uint32_t k = 0; k < global->init_count; k++) {
            const struct ir_init *init = &m->inits.items[global->first_init + k];
            if (init->value.kind != IR_FUNC)
                continue;
            uint32_t function = p->function_of[mi][init->value.value], offset = init->offset;
            p->functions.items[function].address_taken = true;
            ir_index record = record_at(m, global->type, &offset);
            if (record && ir_type_at(m, record)->name)
                add_target(p, ir_text(m, ir_type_at(m, record)->name), offset, function, true);
        }
    }
}

static void each_insn(struct program *p, void (*fn)(struct program *, uint32_t function, const struct ir_block *, uint32_t at))
{
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        if (!pf->has_body)
            continue;
        for (uint32_t b = 0; b < pf->ir->block_count; b++) {
            const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
            for (uint32_t i = 0; i < block->count; i++)
                fn(p, f, block, i);
        }
    }
}

static void note_addresses(struct program *p, uint32_t function, const struct ir_block *b, uint32_t at)
{
    const struct program_function *pf = &p->functions.items[function];
    const struct ir_insn *i = &pf->module->insns.items[b->first + at];
    const struct ir_operand *o = ir_operands(pf->module, i);
    for (uint32_t k = i->op == IR_CALL; k < i->operand_count; k++)
        if (o[k].kind == IR_FUNC)
            p->functions.items[p->function_of[pf->module_index][o[k].value]].address_taken = p->functions.items[function].takes_address = true;
    note_store(p, pf->module_index, b, at);
}

const struct field_target *program_field_targets(const struct program *p, const char *record, uint32_t offset, uint32_t *count)
{
    struct field_target key = {record_canonical(record), offset, 0, false};
    uint32_t low = 0, high = p->field_targets.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (compare_targets(&p->field_targets.items[mid], &key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *count = 0;
    while (low + *count < p->field_targets.count && p->field_targets.items[low + *count].offset == offset &&
           str_equal(p->field_targets.items[low + *count].record, key.record))
        ++*count;
    return p->field_targets.items + low;
}

static void add_callee(struct program *p, struct program_function *caller, uint32_t callee)
{
    for (uint32_t i = 0; i < caller->callee_count; i++)
        if (p->callees.items[caller->first_callee + i] == callee)
            return;
    vec_push(&p->callees, callee);
    caller->callee_count++;
    if (caller != &p->functions.items[callee])
        p->functions.items[callee].caller_count++;
}

const struct field_target *program_call_targets(const struct program *p, uint32_t function, const struct ir_block *b,
                                                uint32_t at, uint32_t *count)
{
    const struct ir_module *m = p->functions.items[function].module;
    const struct ir_operand *callee = ir_operands(m, &m->insns.items[b->first + at]);
    const struct ir_insn *load = callee->kind == IR_TEMP ? ir_definition(m, b, at, callee->value) : NULL;
    const struct ir_operand *from = load && load->op == IR_LOAD ? ir_operands(m, load) : NULL;
    const struct ir_insn *field = from && from->kind == IR_TEMP ? ir_definition(m, b, at, from->value) : NULL;
    *count = 0;
    if (!field || field->op != IR_FIELD || !ir_type_at(m, field->type)->name)
        return NULL;
    const struct ir_type *record = ir_type_at(m, field->type);
    return program_field_targets(p, ir_text(m, record->name), m->fields.items[record->first + field->field].offset, count);
}

/* Where the call leaves a callback to be called, and somebody waits for that, the callback is called there: its summary is wanted. */
static void note_scheduled(struct program *p, struct program_function *pf, const struct effect *f, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t player = f[i].callback ? program_player(p, f[i].model, f[i].callback) : PROGRAM_NONE;
        if (player != PROGRAM_NONE) {
            add_callee(p, pf, player);
            p->functions.items[player].is_awaited = p->functions.items[player].is_scheduled = p->has_scheduled = true;
        }
        note_scheduled(p, pf, f[i].inner, f[i].inner_count);
    }
}

static void note_call(struct program *p, uint32_t function, const struct ir_block *b, uint32_t at)
{
    struct program_function *pf = &p->functions.items[function];
    const struct ir_insn *i = &pf->module->insns.items[b->first + at];
    if (i->op != IR_CALL)
        return;
    const struct ir_operand *callee = ir_operands(pf->module, i);
    if (callee->kind == IR_FUNC) {
        uint32_t f = p->function_of[pf->module_index][callee->value];
        const struct ddi *ddi = p->functions.items[f].ddi;
        add_callee(p, pf, f);
        for (uint32_t k = 0; ddi && k < ddi->outcome_count; k++)
            note_scheduled(p, pf, ddi->outcomes[k].effects, ddi->outcomes[k].effect_count);
        return;
    }
    uint32_t count;
    const struct field_target *t = program_call_targets(p, function, b, at, &count);
    for (uint32_t k = 0; k < count; k++)
        add_callee(p, pf, t[k].function);
}

/* ---- components ------------------------------------------------------------------------- */

struct visit {
    uint32_t function, next_callee;
};

struct tarjan {
    struct program *p;
    uint32_t *index, *low; /* 0: not visited */
    bool *on_stack;
    VEC(uint32_t) stack;
    VEC(struct visit) work;
    uint32_t next_index, next_component;
};

static int compare_u32(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void component_end(struct tarjan *t, uint32_t root)
{
    uint32_t first = t->p->bottom_up.count, member;
    do {
        member = vec_pop(&t->stack);
        t->on_stack[member] = false;
        t->p->functions.items[member].component = t->next_component;
        if (t->p->functions.items[member].has_body)
            vec_push(&t->p->bottom_up, member);
    } while (member != root);
    t->next_component++;
    if (t->p->bottom_up.count > first)
        qsort(t->p->bottom_up.items + first, t->p->bottom_up.count - first, sizeof(uint32_t), compare_u32);
}

static void enter(struct tarjan *t, uint32_t function)
{
    t->index[function] = t->low[function] = ++t->next_index;
    t->on_stack[function] = true;
    vec_push(&t->stack, function);
    vec_push(&t->work, (struct visit){function, 0});
}

static void visit_from(struct tarjan *t, uint32_t root)
{
    enter(t, root);
    while (t->work.count) {
        struct visit *v = &vec_last(&t->work);
        const struct program_function *pf = &t->p->functions.items[v->function];
        if (v->next_callee < pf->callee_count) {
            uint32_t callee = t->p->callees.items[pf->first_callee + v->next_callee++];
            if (!t->index[callee])
                enter(t, callee);
            else if (t->on_stack[callee] && t->index[callee] < t->low[v->function])
                t->low[v->function] = t->index[callee];
            continue;
        }
        uint32_t done = v->function;
        (void)vec_pop(&t->work);
        if (t->work.count && t->low[done] < t->low[vec_last(&t->work).function])
            t->low[vec_last(&t->work).function] = t->low[done];
        if (t->low[done] == t->index[done])
            component_end(t, done);
    }
}

static void find_components(struct program *p)
{
    struct tarjan t = {.p = p};
    t.index = mem_zalloc(p->functions.count * sizeof *t.index);
    t.low = mem_zalloc(p->functions.count * sizeof *t.low);
    t.on_stack = mem_zalloc(p->functions.count * sizeof *t.on_stack);
    /* who schedules a routine wants to know what it does: functions whose address is taken come before others, and before
       them those that take none themselves */
    for (int pass = 0; pass < 3; pass++)
        for (uint32_t f = 0; f < p->functions.count; f++) {
            const struct program_function *pf = &p->functions.items[f];
            if (!t.index[f] && (pass == 2 || (pf->address_taken && (pass == 1 || !pf->takes_address))))
                visit_from(&t, f);
        }
    free(t.index);
    free(t.low);
    free(t.on_stack);
    vec_release(&t.stack);
    vec_release(&t.work);
}

/* What a scheduled callback calls sets events for it. */
static void spread_scheduled(struct program *p)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t f = 0; f < p->functions.count; f++) {
            const struct program_function *pf = &p->functions.items[f];
            for (uint32_t i = 0; pf->is_scheduled && i < pf->callee_count; i++) {
                struct program_function *callee = &p->functions.items[p->callees.items[pf->first_callee + i]];
                more |= !callee->is_scheduled;
                callee->is_scheduled = true;
            }
        }
    }
}

void program_build_graph(struct program *p)
{
    for (uint32_t m = 0; m < p->module_count; m++)
        note_initialisers(p, m);
    each_insn(p, note_addresses);
    if (p->field_targets.count)
        qsort(p->field_targets.items, p->field_targets.count, sizeof p->field_targets.items[0], compare_targets);
    for (uint32_t f = 0; f < p->functions.count; f++) {
        struct program_function *pf = &p->functions.items[f];
        pf->first_callee = p->callees.count;
        for (uint32_t b = 0; pf->has_body && b < pf->ir->block_count; b++) {
            const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
            for (uint32_t i = 0; i < block->count; i++)
                note_call(p, f, block, i);
        }
    }
    spread_scheduled(p);
    find_components(p);
    for (uint32_t f = 0; f < p->functions.count; f++)
        for (uint32_t i = 0; i < p->functions.items[f].callee_count; i++) {
            struct program_function *callee = &p->functions.items[p->callees.items[p->functions.items[f].first_callee + i]];
            callee->outer_caller_count += callee->component != p->functions.items[f].component;
        }
}
