/*
 * Roles: which function is which callback.
 *
 * A program is of every driver model one of whose registration DDIs it calls. A function plays
 * a callback of a model where it is stored in the registration table's field, or, failing that,
 * where it is declared with the callback's role typedef and no other function is.
 */
#include "program/program.h"

#include <stdlib.h>
#include <string.h>

static bool calls_ddi(const struct program *p, const char *name, const char **caller)
{
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        for (uint32_t i = 0; i < pf->callee_count; i++)
            if (str_equal(p->functions.items[p->callees.items[pf->first_callee + i]].name, name)) {
                *caller = pf->name;
                return true;
            }
    }
    return false;
}

/* Whether nothing of the driver's own is called, or its address taken, that is not there, and it registers somewhere. */
static bool is_whole(const struct program *p)
{
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        bool is_named = pf->caller_count || pf->ir->flags & IR_FUNCTION_ADDRESS_TAKEN;
        if (!pf->has_body && !pf->ddi && is_named && !(pf->ir->flags & IR_FUNCTION_SYSTEM))
            return false;
    }
    return p->models.count && p->entry != PROGRAM_NONE;
}

/* What the rules ask of the driver as a whole in e, as a number. */
static uint64_t asked_in(const struct program *p, const struct expr *e)
{
    if (!e)
        return 0;
    if (e->kind == EXPR_CALLS || e->kind == EXPR_READS)
        return 1 + program_does(p, e);
    return hash_mix(asked_in(p, e->a), asked_in(p, e->b));
}

static bool names_field(const struct program *p, const struct expr *e)
{
    for (uint32_t m = 0; m < p->module_count; m++) {
        const struct ir_module *x = p->modules[m];
        for (uint32_t i = 0; i < x->insns.count; i++) {
            const struct ir_insn *insn = &x->insns.items[i];
            if (insn->op != IR_FIELD)
                continue;
            const struct ir_type *t = ir_type_at(x, insn->type);
            const struct ir_field *f = &x->fields.items[t->first + insn->field];
            if (t->name && f->name && str_equal(ir_text(x, f->name), e->name) && str_equal(record_canonical(ir_text(x, t->name)), record_canonical(e->record)))
                return true;
        }
    }
    return false;
}

static void find_reads(struct program *p, const struct expr *e)
{
    if (!e)
        return;
    for (uint32_t i = 0; e->kind == EXPR_READS && i < e->list_count; i++)
        if (names_field(p, e->list[i]))
            vec_push(&p->reads, e->list[i]);
    find_reads(p, e->a);
    find_reads(p, e->b);
}

bool program_does(const struct program *p, const struct expr *e)
{
    for (uint32_t i = 0; i < e->list_count; i++) {
        if (e->kind == EXPR_CALLS && p->calls[e->list[i]->value])
            return true;
        for (uint32_t k = 0; e->kind == EXPR_READS && k < p->reads.count; k++)
            if (p->reads.items[k] == e->list[i])
                return true;
    }
    return false;
}

/* ---- function called --------------------------------------------------------------------------- */

static bool is_call_of(const struct program *p, const struct program_function *pf, const struct ir_insn *i, const struct expr *e)
{
    const struct ir_operand *o = ir_operands(pf->module, i);
    if (i->op != IR_CALL || o[0].kind != IR_FUNC)
        return false;
    const struct ddi *d = p->functions.items[p->function_of[pf->module_index][o[0].value]].ddi;
    for (uint32_t k = 0; d && k < e->list_count; k++)
        if (d == &p->rules->ddis.items[e->list[k]->value])
            return true;
    return false;
}

static const struct ir_block *block_of(const struct program_function *pf, uint32_t n) { return &pf->module->blocks.items[pf->ir->first_block + n]; }

/* The operands that name the blocks to which block n leads, others among them. */
static const struct ir_operand *ways_out(const struct program_function *pf, uint32_t n, uint32_t *count)
{
    const struct ir_block *b = block_of(pf, n);
    const struct ir_insn *last = &pf->module->insns.items[b->first + b->count - 1];
    *count = last->operand_count;
    return ir_operands(pf->module, last);
}

static void mark_ahead(const struct program_function *pf, uint32_t n, bool *ahead)
{
    uint32_t count;
    const struct ir_operand *o = ways_out(pf, n, &count);
    for (uint32_t k = 0; k < count; k++)
        if (o[k].kind == IR_BLOCK && o[k].value > n)
            ahead[o[k].value] = true;
}

/* Whether block n leads to one that is marked; over an edge to an earlier block only where back_too. */
static bool leads_to_marked(const struct program_function *pf, uint32_t n, const bool *marks, bool back_too)
{
    uint32_t count;
    const struct ir_operand *o = ways_out(pf, n, &count);
    for (uint32_t k = 0; k < count; k++)
        if (o[k].kind == IR_BLOCK && marks[o[k].value] && (o[k].value > n || back_too))
            return true;
    return false;
}

/*
 * Marks the blocks through which a way leads to block `home`. Blocks stand in reverse post-order: an edge to an earlier one closes a loop. It counts
 * where the loop is over at `home`; what an earlier round of home's own loop has done is not before it.
 */
static bool *blocks_before(const struct program_function *pf, uint32_t home)
{
    uint32_t count = pf->ir->block_count;
    bool *before = mem_zalloc((count + 1) * sizeof *before), *ahead = mem_zalloc((count + 1) * sizeof *ahead), changed = true;
    before[home] = ahead[home] = true;
    for (uint32_t n = home; n < count; n++)
        if (ahead[n])
            mark_ahead(pf, n, ahead);
    while (changed) {
        changed = false;
        for (uint32_t n = count; n-- > 0;)
            if (!before[n] && leads_to_marked(pf, n, before, !ahead[n]))
                before[n] = changed = true;
    }
    free(ahead);
    return before;
}

static bool *calls_of(const struct program *p, const struct program_function *pf, uint32_t at, uint32_t *home, const struct expr *e)
{
    bool *calls = NULL; /* by block: it makes one at another place, in the block of `at` before it */
    for (uint32_t n = 0; n < pf->ir->block_count; n++) {
        const struct ir_block *b = block_of(pf, n);
        bool is_home = at >= b->first && at < b->first + b->count;
        if (is_home)
            *home = n;
        for (uint32_t k = b->first; k < (is_home ? at : b->first + b->count); k++)
            if (is_call_of(p, pf, &pf->module->insns.items[k], e)) {
                calls = calls ? calls : mem_zalloc(pf->ir->block_count * sizeof *calls);
                calls[n] = true;
            }
    }
    return calls;
}

bool program_called(const struct program *p, uint32_t f, uint32_t at, const struct expr *e)
{
    const struct program_function *pf = &p->functions.items[f];
    uint32_t home = 0;
    bool *calls = calls_of(p, pf, at, &home, e), found = false;
    if (!calls)
        return false;
    bool *before = blocks_before(pf, home);
    for (uint32_t n = 0; n < pf->ir->block_count; n++)
        found |= calls[n] && before[n];
    free(before);
    free(calls);
    return found;
}

static void watch_field(struct program *p, uint32_t module, const struct check *check, uint32_t rule, uint32_t number)
{
    const struct ir_module *m = p->modules[module];
    for (ir_index t = 0; t < m->types.count; t++) {
        const struct ir_type *x = ir_type_at(m, t);
        if (x->kind != IR_RECORD || !x->name || !str_equal(record_canonical(ir_text(m, x->name)), record_canonical(check->record)))
            continue;
        for (uint32_t f = 0; f < x->members; f++)
            if (m->fields.items[x->first + f].name && str_equal(ir_text(m, m->fields.items[x->first + f].name), check->field))
                vec_push(&p->watched[module].list, (struct watched_field){t, f, rule, number});
    }
}

static void watch_fields(struct program *p)
{
    p->watched = mem_zalloc((p->module_count + 1) * sizeof *p->watched);
    for (uint32_t r = 0; r < p->rules->rules.count; r++)
        for (uint32_t c = 0; c < p->rules->rules.items[r].check_count; c++)
            for (uint32_t m = 0; m < p->module_count && p->rules->rules.items[r].checks[c].trigger == TRIGGER_READ; m++)
                watch_field(p, m, &p->rules->rules.items[r].checks[c], r, c);
}

static void find_calls(struct program *p)
{
    p->calls = arena_array(&p->arena, bool, p->rules->ddis.count + 1);
    for (uint32_t i = 0; i < p->callees.count; i++) {
        const struct ddi *d = p->functions.items[p->callees.items[i]].ddi;
        if (d)
            p->calls[d - p->rules->ddis.items] = true;
    }
    p->is_whole = is_whole(p);
    p->asked = p->is_whole;
    for (uint32_t r = 0; r < p->rules->rules.count; r++)
        for (uint32_t c = 0; c < p->rules->rules.items[r].check_count; c++)
            find_reads(p, p->rules->rules.items[r].checks[c].condition);
    for (uint32_t r = 0; r < p->rules->rules.count; r++)
        for (uint32_t c = 0; c < p->rules->rules.items[r].check_count; c++)
            p->asked = hash_mix(p->asked, asked_in(p, p->rules->rules.items[r].checks[c].condition));
}

/* Why the program is such a driver, or NULL. */
static const char *model_reason(struct program *p, const struct driver_model *d)
{
    for (uint32_t i = 0; i < d->registered_by_count; i++) {
        const char *caller;
        if (calls_ddi(p, d->registered_by[i], &caller))
            return arena_printf(&p->arena, "%s calls %s", caller, d->registered_by[i]);
    }
    return NULL;
}

struct functions {
    uint32_t *items;
    uint32_t count, capacity;
};

static void add_function(struct functions *list, uint32_t function)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == function)
            return;
    vec_push(list, function);
}

static void by_table(const struct program *p, const struct driver_model *d, const struct callback *c, struct functions *out)
{
    const char *table = c->table ? c->table : d->table;
    if (!table || !c->field)
        return;
    struct record_ref record = program_record(p, table);
    const struct ir_field *field = record_field(record, c->field);
    uint32_t count = 0, offset = field ? field->offset : 0;
    if (field && c->has_element && ir_type_at(record.module, field->type)->kind == IR_ARRAY)
        offset += c->element * ir_type_at(record.module, ir_type_at(record.module, field->type)->element)->size;
    const struct field_target *t = field ? program_field_targets(p, table, offset, &count) : NULL;
    for (uint32_t i = 0; i < count; i++)
        add_function(out, t[i].function);
}

static void by_role(const struct program *p, const char *role, struct functions *out)
{
    for (uint32_t f = 0; role && f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        if (pf->has_body && pf->role && str_equal(pf->role, role))
            add_function(out, f);
    }
}

/* The functions that play the callback. Of a callback that has one only, several functions in one slot (two
   registrations) say that the life cycle of neither is known. */
static void find_players(const struct program *p, const struct driver_model *d, const struct callback *c, struct functions *out)
{
    by_table(p, d, c, out);
    if (c->several) {
        by_role(p, c->role, out);
        return;
    }
    if (out->count != 1) {
        out->count = 0;
        if (!c->has_element)
            by_role(p, c->role, out);
    }
    if (out->count != 1)
        out->count = 0;
}

uint32_t program_player(const struct program *p, uint32_t driver, const struct callback *cb)
{
    struct functions found = {0};
    find_players(p, &p->rules->drivers.items[driver], cb, &found);
    uint32_t one = found.count == 1 && p->functions.items[found.items[0]].has_body ? found.items[0] : PROGRAM_NONE;
    vec_release(&found);
    return one;
}

static uint32_t by_name(const struct program *p, const char *name)
{
    for (uint32_t f = 0; name && f < p->functions.count; f++)
        if (p->functions.items[f].has_body && !p->functions.items[f].is_static && str_equal(p->functions.items[f].name, name))
            return f;
    return PROGRAM_NONE;
}

static uint32_t one_of_role(const struct program *p, const char *role)
{
    struct functions found = {0};
    by_role(p, role, &found);
    uint32_t one = found.count == 1 ? found.items[0] : PROGRAM_NONE;
    vec_release(&found);
    return one;
}

static uint32_t entry_of(const struct program *p, const struct driver_model *d)
{
    uint32_t f = by_name(p, d->entry);
    return f == PROGRAM_NONE ? one_of_role(p, d->entry_role) : f;
}

static void add_model(struct program *p, uint32_t driver, const char *reason)
{
    const struct driver_model *d = &p->rules->drivers.items[driver];
    struct program_model m = {.driver = driver, .reason = reason};
    struct functions functions = {0};
    VEC(struct program_player) players = {0};
    for (uint32_t c = 0; c < d->callback_count; c++) {
        functions.count = 0;
        find_players(p, d, &d->callbacks[c], &functions);
        for (uint32_t i = 0; i < functions.count; i++) {
            vec_push(&players, (struct program_player){c, functions.items[i]});
            p->functions.items[functions.items[i]].is_callback = true;
            if (!p->functions.items[functions.items[i]].role) /* rules ask about callbacks by their typedef */
                p->functions.items[functions.items[i]].role = d->callbacks[c].role;
        }
    }
    m.player_count = players.count;
    m.players = arena_array(&p->arena, struct program_player, players.count);
    if (players.count)
        memcpy(m.players, players.items, players.count * sizeof *m.players);
    vec_release(&players);
    vec_release(&functions);
    vec_push(&p->models, m);
    if (p->entry == PROGRAM_NONE)
        p->entry = entry_of(p, d);
    if (p->entry != PROGRAM_NONE)
        p->functions.items[p->entry].is_entry = true;
}

/* The system loads a driver of no model that we know as any other. */
static void find_start(struct program *p)
{
    for (uint32_t m = 0; m < p->rules->drivers.count; m++) {
        uint32_t f = entry_of(p, &p->rules->drivers.items[m]);
        if (f != PROGRAM_NONE)
            p->functions.items[f].is_start = true;
    }
}

bool program_plays(const struct program_model *m, uint32_t callback)
{
    for (uint32_t i = 0; i < m->player_count; i++)
        if (m->players[i].callback == callback)
            return true;
    return false;
}

void program_find_roles(struct program *p)
{
    find_start(p);
    for (uint32_t m = 0; m < p->rules->drivers.count; m++) {
        const struct driver_model *d = &p->rules->drivers.items[m];
        const char *reason = d->is_alone ? NULL : model_reason(p, d);
        if (reason)
            add_model(p, m, reason);
    }
    for (uint32_t m = 0; m < p->rules->drivers.count && !p->models.count; m++) {
        const struct driver_model *d = &p->rules->drivers.items[m];
        const char *reason = d->is_alone ? model_reason(p, d) : NULL;
        if (reason)
            add_model(p, m, reason);
    }
    find_calls(p);
    watch_fields(p);
}

static void print_callbacks(const struct program *p, const struct program_model *m, struct str *out)
{
    const struct driver_model *d = &p->rules->drivers.items[m->driver];
    for (uint32_t c = 0; c < d->callback_count; c++) {
        str_printf(out, "  callback %s =", d->callbacks[c].name);
        for (uint32_t i = 0; i < m->player_count; i++)
            if (m->players[i].callback == c)
                str_printf(out, " %s", p->functions.items[m->players[i].function].name);
        str_append(out, program_plays(m, c) ? "\n" : " (none)\n");
    }
}

void program_print(const struct program *p, struct str *out)
{
    str_printf(out, "program: %u units, %u functions, %u with a body\n", p->module_count, p->functions.count,
               p->bottom_up.count);
    if (!p->models.count)
        str_append(out, "driver model: none (no registration call of a known driver model)\n");
    for (uint32_t i = 0; i < p->models.count; i++) {
        const struct program_model *m = &p->models.items[i];
        str_printf(out, "driver model: %s (%s)\n", p->rules->drivers.items[m->driver].name, m->reason);
        str_printf(out, "  entry %s\n", p->entry == PROGRAM_NONE ? "(none)" : p->functions.items[p->entry].name);
        print_callbacks(p, m, out);
    }
    for (uint32_t i = 0; i < p->bottom_up.count; i++) {
        const struct program_function *pf = &p->functions.items[p->bottom_up.items[i]];
        str_printf(out, "function %s: component %u, %u callers%s, calls", pf->name, pf->component, pf->caller_count,
                   pf->address_taken ? ", address taken" : "");
        for (uint32_t k = 0; k < pf->callee_count; k++) {
            const struct program_function *callee = &p->functions.items[p->callees.items[pf->first_callee + k]];
            str_printf(out, " %s%s", callee->name, callee->ddi ? "" : callee->has_body ? "" : "?");
        }
        str_append(out, pf->callee_count ? "\n" : " nothing\n");
    }
}
