/*
 * The builder, second half: function bodies.
 *
 * A body is drafted as blocks that are linked lists of instructions, in whatever order the front
 * end meets them. ir_function_end then lays it out in five steps:
 *   1. a block that still lacks its terminator gets `return` (control falls off the end),
 *   2. whoever goes to a block that only jumps goes to where that jump leads,
 *   3. blocks are ordered in reverse post-order from the entry, handlers last, `then` before
 *      `else`; what is not reached is dropped,
 *   4. a block with one way in, a jump, is joined to the block that jumps there,
 *   5. blocks and temporaries are numbered in that order and copied to the module's tables.
 */
#include "ir/builder.h"

#include <stdlib.h>

/* ---- operands ------------------------------------------------------------------------ */

ir_index ir_result_type(struct ir_builder *b, enum ir_op op, unsigned sub, ir_index type, uint32_t field)
{
    const struct ir_type *t = &b->m->types.items[type];
    switch (op) {
    case IR_FIELD:
        ensure(t->kind == IR_RECORD && field < t->members);
        return ir_type_pointer(b, b->m->fields.items[t->first + field].type, false);
    case IR_ELEM:
        return ir_type_pointer(b, type, false);
    case IR_BIN:
        return ir_bin_is_comparison(sub) ? ir_type_int(b, 4, true) : type;
    case IR_PTRDIFF:
        return ir_type_int(b, 8, true);
    case IR_UN:
        return sub == IR_UN_LNOT ? ir_type_int(b, 4, true) : type;
    default:
        return type;
    }
}

void ir_operand_complete(struct ir_builder *b, const struct ir_function *f, struct ir_operand *o)
{
    const struct ir_module *m = b->m;
    uint64_t at = (uint64_t)o->value;
    switch (o->kind) {
    case IR_LOCAL:
        ensure(f && at < f->local_count);
        o->type = ir_type_pointer(b, m->locals.items[f->first_local + at].type, false);
        break;
    case IR_GLOBAL:
        ensure(at < m->globals.count);
        o->type = ir_type_pointer(b, m->globals.items[at].type, false);
        break;
    case IR_FUNC:
        ensure(at < m->functions.count);
        o->type = ir_type_pointer(b, m->functions.items[at].type, false);
        break;
    case IR_STRING:
        if (!o->type)
            o->type = ir_type_pointer(b, ir_type_int(b, 1, true), false);
        break;
    case IR_BLOCK:
    case IR_NONE:
        o->type = 0;
        break;
    case IR_CONST:
        ensure(o->type < m->types.count);
        o->value = ir_const_value(ir_type_at(m, o->type), o->value);
        break;
    default:
        break;
    }
}

void ir_mark_address_taken(struct ir_builder *b, const struct ir_operand *o)
{
    if (o->kind == IR_FUNC)
        b->m->functions.items[o->value].flags |= IR_FUNCTION_ADDRESS_TAKEN;
}

/* ---- drafting ------------------------------------------------------------------------------ */

static struct ir_function *function_of(struct ir_builder *b)
{
    ensure(b->in_function);
    return &b->m->functions.items[b->function];
}

void ir_function_begin(struct ir_builder *b, ir_index function)
{
    ensure(!b->in_function && function < b->m->functions.count);
    ensure(!(b->m->functions.items[function].flags & IR_FUNCTION_BODY));
    b->in_function = true;
    b->function = function;
    b->handler = 0;
    vec_clear(&b->blocks);
    vec_clear(&b->insns);
    vec_clear(&b->operands);
    vec_clear(&b->temp_types);
    struct ir_function *f = function_of(b);
    f->flags |= IR_FUNCTION_BODY;
    f->first_local = b->m->locals.count;
    f->local_count = 0;
    ir_block_select(b, ir_block_new(b));
}

ir_index ir_add_local(struct ir_builder *b, const char *name, ir_index type, ir_index loc, uint32_t flags)
{
    ir_index string = ir_add_string(b, name ? name : "");
    vec_push(&b->m->locals, (struct ir_local){.name = string, .type = type, .loc = loc, .flags = flags});
    return function_of(b)->local_count++;
}

uint32_t ir_block_new(struct ir_builder *b)
{
    ensure(b->in_function);
    vec_push(&b->blocks, (struct ir_draft_block){.first = IR_NO_DRAFT, .last = IR_NO_DRAFT});
    return b->blocks.count - 1;
}

void ir_block_select(struct ir_builder *b, uint32_t block)
{
    ensure(b->in_function && block < b->blocks.count);
    b->selected = block;
}

bool ir_block_open(const struct ir_builder *b)
{
    ensure(b->in_function);
    return !b->blocks.items[b->selected].closed;
}

void ir_handler_set(struct ir_builder *b, uint32_t block_plus_1)
{
    ensure(b->in_function && block_plus_1 <= b->blocks.count);
    b->handler = block_plus_1;
}

static void draft_append(struct ir_builder *b, uint32_t block, const struct ir_insn *insn)
{
    struct ir_draft_block *k = &b->blocks.items[block];
    uint32_t at = b->insns.count;
    vec_push(&b->insns, (struct ir_draft_insn){.insn = *insn, .next = IR_NO_DRAFT});
    if (k->last == IR_NO_DRAFT)
        k->first = at;
    else
        b->insns.items[k->last].next = at;
    k->last = at;
    k->count++;
    k->closed = ir_op_is_terminator(insn->op);
}

static ir_index operand_type(const struct ir_builder *b, const struct ir_operand *o)
{
    if (o->kind != IR_TEMP || o->value < 1 || o->value > b->temp_types.count)
        return o->type;
    return b->temp_types.items[o->value - 1];
}

struct ir_operand ir_emit(struct ir_builder *b, enum ir_op op, unsigned sub, ir_index type, uint32_t field,
                          ir_index loc, const struct ir_operand *operands, uint32_t count)
{
    const struct ir_op_info *info = ir_op_info(op);
    ensure(b->in_function && type < b->m->types.count);
    bool has_result = info->has_result && !(op == IR_CALL && b->m->types.items[type].kind == IR_VOID);
    type = ir_op_has_type(op) ? type : 0;
    struct ir_operand result = {.kind = IR_NONE, .loc = loc};
    if (has_result) {
        result.kind = IR_TEMP;
        result.type = ir_result_type(b, op, sub, type, field);
        vec_push(&b->temp_types, result.type);
        result.value = b->temp_types.count;
    }
    if (b->blocks.items[b->selected].closed)
        return result; /* of dead code: typed, never assigned, and dropped with its uses */
    struct ir_insn insn = {.op = (uint8_t)op,
                           .sub = (uint8_t)(op == IR_BIN || op == IR_UN ? sub : 0),
                           .result = (uint32_t)result.value,
                           .type = type,
                           .first = b->operands.count,
                           .operand_count = count,
                           .loc = loc,
                           .field = op == IR_FIELD ? field : 0,
                           .handler = b->handler};
    for (uint32_t i = 0; i < count; i++) {
        struct ir_operand o = operands[i];
        o.type = operand_type(b, &o);
        ir_operand_complete(b, function_of(b), &o);
        if (!(op == IR_CALL && i == 0))
            ir_mark_address_taken(b, &o);
        vec_push(&b->operands, o);
    }
    draft_append(b, b->selected, &insn);
    return result;
}

/* ---- layout ----------------------------------------------------------------------------------- */

struct layout {
    struct ir_builder *b;
    uint32_t *order; /* reachable blocks in reverse post-order */
    uint32_t count;
    uint32_t *ways_in; /* of each draft block; UINT32_MAX once it is part of another block */
    uint32_t *number;  /* of each draft block in the result */
    uint32_t *temps;   /* new number of temporary n at n; 0 where nothing assigns it */
};

static void close_open_blocks(struct ir_builder *b, ir_index end_loc)
{
    const struct ir_insn fall_off = {.op = IR_RETURN, .loc = end_loc};
    for (uint32_t k = 0; k < b->blocks.count; k++)
        if (!b->blocks.items[k].closed)
            draft_append(b, k, &fall_off);
}

static const struct ir_insn *terminator(const struct ir_builder *b, uint32_t block)
{
    return &b->insns.items[b->blocks.items[block].last].insn;
}

static uint32_t jump_target(const struct ir_builder *b, const struct ir_insn *jump)
{
    return (uint32_t)b->operands.items[jump->first].value;
}

/* Where control gets to from `block` when blocks that only jump are left out. */
static uint32_t past_jumps(const struct ir_builder *b, uint32_t block)
{
    for (uint32_t steps = 0; steps < b->blocks.count; steps++) {
        const struct ir_insn *i = terminator(b, block);
        if (b->blocks.items[block].count != 1 || i->op != IR_JUMP)
            break;
        block = jump_target(b, i);
    }
    return block;
}

static void bypass_jumps(struct ir_builder *b)
{
    for (uint32_t i = 0; i < b->insns.count; i++) {
        struct ir_insn *insn = &b->insns.items[i].insn;
        if (insn->handler)
            insn->handler = past_jumps(b, insn->handler - 1) + 1;
        for (uint32_t k = 0; k < insn->operand_count; k++) {
            struct ir_operand *o = &b->operands.items[insn->first + k];
            if (o->kind == IR_BLOCK) {
                ensure(o->value >= 0 && o->value < b->blocks.count);
                o->value = past_jumps(b, (uint32_t)o->value);
            }
        }
    }
}

/* Way out number `n` of a block, the last first and handlers before all others, so that the
   reverse of the post-order puts `then` before `else` and handlers last. */
struct cursor {
    uint32_t block;
    uint32_t insn;    /* next whose handler is looked at; IR_NO_DRAFT once they are through */
    uint32_t operand; /* of the terminator, counted down */
};

static bool cursor_next(const struct ir_builder *b, struct cursor *c, uint32_t *block)
{
    while (c->insn != IR_NO_DRAFT) {
        const struct ir_draft_insn *d = &b->insns.items[c->insn];
        c->insn = d->next;
        if (d->insn.handler) {
            *block = d->insn.handler - 1;
            return true;
        }
    }
    const struct ir_insn *last = terminator(b, c->block);
    while (c->operand > 0) {
        const struct ir_operand *o = &b->operands.items[last->first + --c->operand];
        if (o->kind == IR_BLOCK) {
            *block = (uint32_t)o->value;
            return true;
        }
    }
    return false;
}

static struct cursor cursor_at(const struct ir_builder *b, uint32_t block)
{
    return (struct cursor){block, b->blocks.items[block].first, terminator(b, block)->operand_count};
}

static void order_blocks(struct layout *l)
{
    const struct ir_builder *b = l->b;
    VEC(struct cursor) stack = {0};
    uint32_t at = b->blocks.count;
    l->ways_in[0] = 1; /* the entry's caller: the entry is never joined to another block */
    vec_push(&stack, cursor_at(b, 0));
    while (stack.count) {
        uint32_t next;
        if (!cursor_next(b, &vec_last(&stack), &next))
            l->order[--at] = vec_pop(&stack).block;
        else if (l->ways_in[next]++ == 0)
            vec_push(&stack, cursor_at(b, next));
    }
    vec_release(&stack);
    l->count = b->blocks.count - at;
    for (uint32_t i = 0; i < l->count; i++)
        l->order[i] = l->order[at + i];
}

static void join_blocks(struct layout *l)
{
    struct ir_builder *b = l->b;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t k = l->order[i];
        if (l->ways_in[k] == UINT32_MAX)
            continue;
        l->order[kept++] = k;
        struct ir_draft_block *block = &b->blocks.items[k];
        for (const struct ir_insn *last = terminator(b, k); last->op == IR_JUMP; last = terminator(b, k)) {
            uint32_t next = jump_target(b, last);
            if (l->ways_in[next] != 1 || next == 0 || next == k)
                break;
            const struct ir_draft_block *tail = &b->blocks.items[next];
            /* The jump becomes the tail's first instruction: nothing then names the jump's place. */
            b->insns.items[block->last] = b->insns.items[tail->first];
            if (tail->count > 1)
                block->last = tail->last;
            block->count += tail->count - 1;
            l->ways_in[next] = UINT32_MAX;
        }
    }
    l->count = kept;
}

static void number_blocks(struct layout *l)
{
    struct ir_builder *b = l->b;
    uint32_t temp_count = 0;
    for (uint32_t n = 0; n < l->count; n++) {
        l->number[l->order[n]] = n;
        for (uint32_t i = b->blocks.items[l->order[n]].first; i != IR_NO_DRAFT; i = b->insns.items[i].next)
            if (b->insns.items[i].insn.result)
                l->temps[b->insns.items[i].insn.result] = ++temp_count;
    }
    function_of(b)->temp_count = temp_count;
}

static void copy_insn(const struct layout *l, struct ir_insn insn)
{
    struct ir_module *m = l->b->m;
    uint32_t first = m->operands.count;
    for (uint32_t k = 0; k < insn.operand_count; k++) {
        struct ir_operand o = l->b->operands.items[insn.first + k];
        if (o.kind == IR_BLOCK)
            o.value = l->number[o.value];
        else if (o.kind == IR_TEMP)
            o.value = o.value > 0 && o.value <= l->b->temp_types.count ? l->temps[o.value] : 0;
        vec_push(&m->operands, o);
    }
    insn.first = first;
    insn.result = l->temps[insn.result];
    insn.handler = insn.handler ? l->number[insn.handler - 1] + 1 : 0;
    vec_push(&m->insns, insn);
}

static void copy_blocks(const struct layout *l)
{
    const struct ir_builder *b = l->b;
    struct ir_module *m = b->m;
    for (uint32_t n = 0; n < l->count; n++) {
        vec_push(&m->blocks, (struct ir_block){.first = m->insns.count, .count = b->blocks.items[l->order[n]].count});
        for (uint32_t i = b->blocks.items[l->order[n]].first; i != IR_NO_DRAFT; i = b->insns.items[i].next)
            copy_insn(l, b->insns.items[i].insn);
    }
}

void ir_function_end(struct ir_builder *b, ir_index end_loc)
{
    struct layout l = {.b = b};
    l.order = mem_zalloc(b->blocks.count * sizeof *l.order);
    l.ways_in = mem_zalloc(b->blocks.count * sizeof *l.ways_in);
    l.number = mem_zalloc(b->blocks.count * sizeof *l.number);
    l.temps = mem_zalloc((b->temp_types.count + 1) * sizeof *l.temps);
    close_open_blocks(b, end_loc);
    bypass_jumps(b);
    order_blocks(&l);
    join_blocks(&l);
    struct ir_function *f = function_of(b);
    f->end_loc = end_loc;
    f->first_block = b->m->blocks.count;
    f->block_count = l.count;
    number_blocks(&l);
    copy_blocks(&l);
    free(l.order);
    free(l.ways_in);
    free(l.number);
    free(l.temps);
    b->in_function = false;
}
