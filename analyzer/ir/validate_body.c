/*
 * The validator, second half: what the instructions of a function mean, once every index in them
 * is known to be in range. Shapes and terminators first; then types; then, if blocks are sound,
 * that every block is reached and every temporary assigned before its uses on all paths.
 */
#include "ir/check.h"

#include <stdlib.h>

struct definition {
    uint32_t block, insn; /* block IR_NOWHERE: not assigned */
    const struct ir_insn *by;
};

struct body_check {
    struct ir_check *c;
    const struct ir_module *m;
    const struct ir_function *f;
    struct definition *temps; /* by number */
};

/* ---- shapes --------------------------------------------------------------------------- */

static uint8_t kind_of(const struct body_check *k, ir_index type) { return k->m->types.items[type].kind; }

static bool is_value(const struct ir_operand *o) { return o->kind != IR_NONE && o->kind != IR_BLOCK; }

static void check_switch_operands(struct body_check *k, const struct ir_operand *o, uint32_t count)
{
    if (count < 2 || (count - 2) % 3 != 0 || !is_value(&o[0]) || o[1].kind != IR_BLOCK) {
        ir_broken(k->c, "switch: its operands are a value, the default block, then low, high and block of each case");
        return;
    }
    for (uint32_t n = 2; n < count; n += 3)
        if (o[n].kind != IR_CONST || o[n + 1].kind != IR_CONST || o[n + 2].kind != IR_BLOCK)
            ir_broken(k->c, "switch: operands %u to %u are no case", n, n + 2);
        else if (o[n].type != o[0].type || o[n + 1].type != o[0].type)
            ir_broken(k->c, "switch: a case's type is not the value's");
}

static void check_shape(struct body_check *k, const struct ir_insn *i)
{
    const struct ir_operand *o = i->operand_count ? ir_operands(k->m, i) : NULL;
    const char *name = ir_op_name(i->op);
    if (i->op == IR_SWITCH) {
        check_switch_operands(k, o, i->operand_count);
        return;
    }
    uint32_t n = 0;
    for (const char *s = ir_op_info(i->op)->shape; *s; s++) {
        if (s[1] == '?' && n == i->operand_count)
            break;
        if (*s == '?' || *s == '*')
            continue;
        if (n == i->operand_count) {
            ir_broken(k->c, "%s: an operand is missing", name);
            return;
        }
        if (*s == 'b' ? o[n].kind != IR_BLOCK : !is_value(&o[n]))
            ir_broken(k->c, "%s: operand %u is no %s", name, n, *s == 'b' ? "block" : "value");
        else if (*s == 'a' && kind_of(k, o[n].type) != IR_POINTER)
            ir_broken(k->c, "%s: operand %u is no address", name, n);
        n++;
    }
    for (; i->op == IR_CALL && n < i->operand_count; n++)
        if (!is_value(&o[n]))
            ir_broken(k->c, "%s: operand %u is no value", name, n);
    if (n != i->operand_count)
        ir_broken(k->c, "%s: it has %u operands, %u are too many", name, i->operand_count, i->operand_count - n);
    if (i->op == IR_SCOPE_END && i->operand_count && o[0].kind != IR_LOCAL)
        ir_broken(k->c, "scope_end: its operand is no local");
}

/* ---- types ---------------------------------------------------------------------------------- */

/* Whether `type` is what the instruction gives its temporary. */
static bool is_result_type(const struct body_check *k, const struct ir_insn *i, ir_index type)
{
    const struct ir_type *t = ir_type_at(k->m, type), *record = ir_type_at(k->m, i->type);
    bool to_int = (i->op == IR_BIN && ir_bin_is_comparison(i->sub)) || (i->op == IR_UN && i->sub == IR_UN_LNOT);
    if (i->op == IR_FIELD)
        return t->kind == IR_POINTER && !t->flags && t->element == k->m->fields.items[record->first + i->field].type;
    if (i->op == IR_ELEM)
        return t->kind == IR_POINTER && !t->flags && t->element == i->type;
    if (to_int || i->op == IR_PTRDIFF)
        return t->kind == IR_INT && t->flags == IR_TYPE_SIGNED && t->size == (to_int ? 4u : 8u);
    return type == i->type;
}

static bool is_address_of(const struct body_check *k, ir_index type, ir_index cell)
{
    const struct ir_type *t = ir_type_at(k->m, type);
    return t->kind == IR_POINTER && !t->flags && t->element == cell;
}

static void check_operand_type(struct body_check *k, const struct ir_operand *o)
{
    const struct ir_module *m = k->m;
    const struct ir_type *t = ir_type_at(m, o->type);
    bool right = true;
    switch (o->kind) {
    case IR_CONST:
        right = (t->kind == IR_INT || t->kind == IR_FLOAT || t->kind == IR_POINTER) &&
                ir_const_value(t, o->value) == o->value;
        break;
    case IR_LOCAL:
        right = is_address_of(k, o->type, m->locals.items[k->f->first_local + (uint32_t)o->value].type);
        break;
    case IR_GLOBAL:
        right = is_address_of(k, o->type, m->globals.items[o->value].type);
        break;
    case IR_FUNC:
        right = is_address_of(k, o->type, m->functions.items[o->value].type);
        break;
    case IR_STRING:
        right = t->kind == IR_POINTER;
        break;
    case IR_TEMP: {
        const struct ir_insn *by = k->temps[o->value].by;
        right = !by || is_result_type(k, by, o->type);
        break;
    }
    default:
        right = o->type == 0;
        break;
    }
    if (!right)
        ir_broken(k->c, "operand of kind %u with value %lld: type %u is not its own", o->kind, (long long)o->value,
                  o->type);
}

static void check_address_taken(struct body_check *k, const struct ir_operand *o, const char *by)
{
    if (o->kind == IR_FUNC && !(k->m->functions.items[o->value].flags & IR_FUNCTION_ADDRESS_TAKEN))
        ir_broken(k->c, "%s: the address of function %lld is taken, but it is not marked so", by, (long long)o->value);
}

static void check_insn_type(struct body_check *k, const struct ir_insn *i)
{
    const char *name = ir_op_name(i->op);
    bool may_be_void = i->op == IR_CALL || i->op == IR_RETURN;
    if (!ir_op_has_type(i->op) ? i->type != 0 : i->type == 0 && !may_be_void)
        ir_broken(k->c, i->type ? "%s: it has no type" : "%s: its type is missing", name);
    if (i->op == IR_RETURN && (i->type != 0) != (i->operand_count != 0))
        ir_broken(k->c, "return: its type is the value's, or void");
    if (kind_of(k, i->type) == IR_FUNCTION)
        ir_broken(k->c, "%s: no cell or value is of a function type", name);
    for (uint32_t n = 0; n < i->operand_count; n++) {
        const struct ir_operand *o = &ir_operands(k->m, i)[n];
        check_operand_type(k, o);
        if (i->op != IR_CALL || n > 0)
            check_address_taken(k, o, name);
    }
}

/* ---- temporaries ------------------------------------------------------------------------------ */

static void check_result(struct body_check *k, const struct ir_insn *i)
{
    bool has_result = ir_op_info(i->op)->has_result && !(i->op == IR_CALL && i->type == 0);
    if (has_result != (i->result != 0)) {
        ir_broken(k->c, has_result ? "%s: its result is not assigned" : "%s: it has no result", ir_op_name(i->op));
        return;
    }
    if (!i->result)
        return;
    struct definition *t = &k->temps[i->result];
    if (t->by)
        ir_broken(k->c, "%%%u is assigned in block b%u already", i->result, t->block);
    else
        *t = (struct definition){k->c->block, k->c->insn, i};
}

static void check_uses(struct body_check *k, const struct ir_dominance *d, const struct ir_insn *i)
{
    for (uint32_t n = 0; n < i->operand_count; n++) {
        const struct ir_operand *o = &ir_operands(k->m, i)[n];
        if (o->kind != IR_TEMP || !k->temps[o->value].by)
            continue;
        const struct definition *t = &k->temps[o->value];
        if (!ir_insn_dominates(d, t->block, t->insn, k->c->block, k->c->insn))
            ir_broken(k->c, "%%%lld is used where it may not be assigned yet", (long long)o->value);
    }
}

/* ---- functions ---------------------------------------------------------------------------------- */

static void check_params(struct body_check *k)
{
    const struct ir_type *t = ir_type_at(k->m, k->f->type);
    for (uint32_t i = 0; i < k->f->local_count; i++) {
        const struct ir_local *l = &k->m->locals.items[k->f->first_local + i];
        bool param = i < k->f->param_count;
        if (param != ((l->flags & IR_LOCAL_PARAM) != 0))
            ir_broken(k->c, "local %u: parameters, and they alone, are the first locals", i);
        else if (param && l->type != k->m->type_lists.items[t->first + i])
            ir_broken(k->c, "local %u: its type is not the parameter's in the function's type", i);
    }
}

static void each_insn(struct body_check *k, const struct ir_dominance *d,
                      void (*check)(struct body_check *, const struct ir_dominance *, const struct ir_insn *))
{
    for (k->c->block = 0; k->c->block < k->f->block_count; k->c->block++) {
        const struct ir_block *block = &k->m->blocks.items[k->f->first_block + k->c->block];
        for (k->c->insn = 0; k->c->insn < block->count; k->c->insn++)
            check(k, d, &k->m->insns.items[block->first + k->c->insn]);
    }
    k->c->block = k->c->insn = IR_NOWHERE;
}

static void check_form(struct body_check *k, const struct ir_dominance *d, const struct ir_insn *i)
{
    const struct ir_block *block = &k->m->blocks.items[k->f->first_block + k->c->block];
    bool last = k->c->insn + 1 == block->count;
    (void)d;
    if (last != ir_op_is_terminator(i->op))
        ir_broken(k->c,
                  last ? "%s: the block's last instruction is no terminator"
                       : "%s: a terminator before the block's end",
                  ir_op_name(i->op));
    check_shape(k, i);
    check_result(k, i);
}

static void check_meaning(struct body_check *k, const struct ir_dominance *d, const struct ir_insn *i)
{
    check_insn_type(k, i);
    check_uses(k, d, i);
}

void ir_check_inits(struct ir_check *c)
{
    struct body_check k = {.c = c, .m = c->m};
    for (uint32_t i = 0; i < c->m->inits.count; i++) {
        check_operand_type(&k, &c->m->inits.items[i].value);
        check_address_taken(&k, &c->m->inits.items[i].value, "initial value");
    }
}

void ir_check_function(struct ir_check *c, ir_index function)
{
    struct body_check k = {.c = c, .m = c->m, .f = &c->m->functions.items[function]};
    if (!(k.f->flags & IR_FUNCTION_BODY))
        return;
    uint32_t errors = c->errors, assigned = 0;
    uint64_t insns = 0;
    c->function = function;
    for (uint32_t b = 0; b < k.f->block_count; b++)
        insns += c->m->blocks.items[k.f->first_block + b].count;
    if (k.f->temp_count > insns)
        ir_broken(c, "it has more temporaries than instructions");
    else {
        k.temps = mem_zalloc(((size_t)k.f->temp_count + 1) * sizeof *k.temps);
        check_params(&k);
        each_insn(&k, NULL, check_form);
        for (uint32_t n = 1; n <= k.f->temp_count; n++)
            assigned += k.temps[n].by != NULL;
        if (c->errors == errors && assigned != k.f->temp_count)
            ir_broken(c, "%u of its %u temporaries are never assigned", k.f->temp_count - assigned, k.f->temp_count);
    }
    if (c->errors == errors) {
        struct ir_dominance *d = ir_dominance_new(c->m, k.f);
        for (uint32_t b = 0; b < k.f->block_count; b++)
            if (!ir_block_is_reachable(d, b))
                ir_broken(c, "block b%u is never reached", b);
        each_insn(&k, d, check_meaning);
        ir_dominance_free(d);
    }
    free(k.temps);
    c->function = IR_NOWHERE;
}
