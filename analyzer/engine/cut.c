/*
 * A call of a function that was not followed to its end, as it used up its steps: besides the ways that its summary knows
 * there may be others, on which it does whatever it can. It is taken for a function without a body that may write, keep
 * and release all that its arguments and the globals that it and its callees name lead to. Without this way callers would
 * end at the call, and a driver whose DriverEntry calls one would have no life cycle at all.
 */
#include "engine/contract.h"

#include <stdlib.h>

/* Slots of its unknown values. */
enum { SLOT_RESULT = UINT32_MAX - 6, SLOT_ATTRIBUTE = UINT32_MAX - 7 };

struct named {
    const struct program *p;
    bool *function_seen;
    VEC(uint32_t) functions; /* still to look through */
    struct sym_set globals;
};

static void name_function(struct named *n, uint32_t f)
{
    if (n->function_seen[f] || !n->p->functions.items[f].has_body)
        return;
    n->function_seen[f] = true;
    vec_push(&n->functions, f);
}

static void name_globals(struct named *n, const struct program_function *pf)
{
    for (uint32_t b = 0; b < pf->ir->block_count; b++) {
        const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
        for (uint32_t i = 0; i < block->count; i++) {
            const struct ir_insn *insn = &pf->module->insns.items[block->first + i];
            const struct ir_operand *o = ir_operands(pf->module, insn);
            for (uint32_t k = 0; k < insn->operand_count; k++)
                if (o[k].kind == IR_GLOBAL)
                    sym_set_add(&n->globals, n->p->global_of[pf->module_index][o[k].value]);
        }
    }
}

/* The globals that the function and those that it calls name, as a set of program globals. */
static void globals_named(const struct program *p, uint32_t f, struct sym_set *out)
{
    struct named n = {.p = p, .function_seen = mem_zalloc(p->functions.count)};
    name_function(&n, f);
    while (n.functions.count) {
        const struct program_function *pf = &p->functions.items[vec_pop(&n.functions)];
        name_globals(&n, pf);
        for (uint32_t i = 0; i < pf->callee_count; i++)
            name_function(&n, p->callees.items[pf->first_callee + i]);
    }
    vec_release(&n.functions);
    free(n.function_seen);
    *out = n.globals;
}

/* Whatever is known of the object is what it was before. Its memory may hold what decides the driver's way, so that it counts as lost. */
static void forget_object(struct analysis *a, struct state *s, sym base, uint32_t site, bool with_system)
{
    const struct object *o = state_object(s, base);
    VEC(uint32_t) attributes = {0};
    bool stays = with_system && o && (base == a->domain.instance || object_lasts(a, o));
    for (uint32_t i = 0; o && i < o->attribute_count && !stays; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        if (!attribute_is_of_place(attribute) && attribute != ATTRIBUTE_KIND)
            vec_push(&attributes, attribute);
    }
    for (uint32_t i = 0; i < attributes.count; i++) {
        struct sym_key k = {.kind = SYM_UNKNOWN, .lost = LOSS_DROPPED, .a = site, .b = SLOT_ATTRIBUTE, .epoch = s->epoch, .x = {base, attributes.items[i]}};
        state_set_attribute(&a->domain, s, base, attributes.items[i], (struct term){universe_sym(&a->universe, k), 0});
    }
    vec_release(&attributes);
    state_escape(&a->domain, s, base, FATE_STEPS);
    state_forget(&a->domain, s, (struct term){base, 0}, 0, stamp_here(s, site) | STAMP_LOST);
}

/* Any value that its type has, as of a function without a body. */
static struct term some_result(struct analysis *a, const struct state *s, const struct ir_insn *call, uint32_t site)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .a = site, .b = SLOT_RESULT, .epoch = s->epoch};
    unsigned bits = 0;
    if (call)
        type_width(a->module, call->type, &bits, &k.is_signed);
    k.bits = (uint8_t)bits;
    return (struct term){universe_sym(&a->universe, k), 0};
}

/* What f may come to is unknown. with_system: but what the system knows of objects that last stays, and with it which callbacks it makes for them. */
static void forget_reached(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site, bool with_system, struct state *s)
{
    const struct program *p = &a->engine->program;
    struct sym_set globals = {0}, reached = {0};
    globals_named(p, f, &globals);
    for (uint32_t g = 0; g < globals.marks.count; g++)
        if (globals.marks.items[g] && !p->globals.items[g].is_constant)
            sym_set_add(&reached, universe_sym(&a->universe, (struct sym_key){.kind = SYM_GLOBAL, .a = g}));
    for (uint32_t i = 0; i < arg_count; i++)
        if (args[i].base)
            sym_set_add(&reached, state_norm(&a->domain, s, args[i]).base);
    sym_set_release(&globals);
    state_reach(&a->domain, s, true, &reached);
    for (sym b = 1; b < reached.marks.count; b++) {
        enum sym_kind kind = reached.marks.items[b] ? universe_key(&a->universe, b)->kind : SYM_EXPR;
        if (kind != SYM_FUNCTION && (state_object(s, b) || kind == SYM_GLOBAL || kind == SYM_PARAM || kind == SYM_PRE))
            forget_object(a, s, b, site, with_system);
    }
    sym_set_release(&reached);
    locks_forget(a, s, site, FATE_STEPS);
    lists_forget(a, s, site);
}

void cut_callback(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site, struct state *s)
{
    forget_reached(a, f, args, arg_count, site, true, s);
}

void cut_call(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, const struct ir_insn *call, uint32_t site, struct state *s)
{
    forget_reached(a, f, args, arg_count, site, false, s);
    s->widened = WIDENED_MEMORY | WIDENED_LOCKS;
    if (call)
        event_add(a, s, EVENT_SKIP, call->loc);
    s->temps = pmap_set(&a->arena, s->temps, call ? call->result : 0, term_pack(some_result(a, s, call, site)));
}
