/* Loops, last uses, live variables. */
#include "engine/flow.h"

#include <stdlib.h>
#include <string.h>

struct build {
    const struct ir_module *m;
    const struct ir_function *f;
    struct arena *a;
    struct flow *out;
    struct edges {
        VEC(uint32_t) from; /* predecessors */
    } *before;
};

static const struct ir_block *block_at(const struct build *b, uint32_t n) { return &b->m->blocks.items[b->f->first_block + n]; }

/* Every edge: of terminators, and to handlers of raised exceptions. */
static void find_edges(struct build *b)
{
    for (uint32_t n = 0; n < b->f->block_count; n++)
        for (uint32_t k = block_at(b, n)->first; k < block_at(b, n)->first + block_at(b, n)->count; k++) {
            const struct ir_insn *i = &b->m->insns.items[k];
            const struct ir_operand *o = ir_operands(b->m, i);
            if (i->handler)
                vec_push(&b->before[i->handler - 1].from, n);
            for (uint32_t x = 0; x < i->operand_count; x++)
                if (o[x].kind == IR_BLOCK)
                    vec_push(&b->before[o[x].value].from, n);
        }
}

/* ---- loops ---------------------------------------------------------------------------------- */

static void set_bit(uint64_t *set, uint32_t n) { set[n / 64] |= (uint64_t)1 << n % 64; }
static bool has_bit(const uint64_t *set, uint32_t n) { return set[n / 64] >> n % 64 & 1; }

/* Backward from the sources of back edges to the head. */
static void fill_loop(struct build *b, struct flow_loop *l)
{
    VEC(uint32_t) work = {0};
    set_bit(l->body, l->head);
    for (uint32_t i = 0; i < b->before[l->head].from.count; i++)
        if (b->before[l->head].from.items[i] >= l->head)
            vec_push(&work, b->before[l->head].from.items[i]);
    while (work.count) {
        uint32_t n = vec_pop(&work);
        if (has_bit(l->body, n) || n < l->head) /* numbers are reverse post-order: the head comes first */
            continue;
        set_bit(l->body, n);
        for (uint32_t i = 0; i < b->before[n].from.count; i++)
            vec_push(&work, b->before[n].from.items[i]);
    }
    vec_release(&work);
}

static void find_loops(struct build *b)
{
    uint32_t words = b->f->block_count / 64 + 1;
    b->out->loops = arena_array(b->a, struct flow_loop, b->f->block_count + 1);
    for (uint32_t n = 0; n < b->f->block_count; n++) {
        bool is_head = false;
        for (uint32_t i = 0; i < b->before[n].from.count; i++)
            is_head |= b->before[n].from.items[i] >= n;
        if (!is_head)
            continue;
        struct flow_loop *l = &b->out->loops[b->out->loop_count++];
        *l = (struct flow_loop){n, arena_array(b->a, uint64_t, words)};
        fill_loop(b, l);
    }
}

const struct flow_loop *flow_loop_of(const struct flow *f, uint32_t head)
{
    for (uint32_t i = 0; i < f->loop_count; i++)
        if (f->loops[i].head == head)
            return &f->loops[i];
    return NULL;
}

/* ---- temporaries ------------------------------------------------------------------------------ */

static void find_last_uses(struct build *b)
{
    uint32_t count = b->f->temp_count + 1, *home = mem_zalloc(count * sizeof *home);
    b->out->last_use = arena_array(b->a, uint32_t, count);
    for (uint32_t n = 0; n < b->f->block_count; n++)
        for (uint32_t k = block_at(b, n)->first; k < block_at(b, n)->first + block_at(b, n)->count; k++) {
            const struct ir_insn *i = &b->m->insns.items[k];
            for (uint32_t x = 0; x < i->operand_count; x++) {
                const struct ir_operand *o = &ir_operands(b->m, i)[x];
                if (o->kind == IR_TEMP)
                    b->out->last_use[o->value] = home[o->value] == n ? k : UINT32_MAX;
            }
            if (i->result)
                home[i->result] = n;
        }
    free(home);
    b->out->crossing = arena_array(b->a, uint32_t, count);
    for (uint32_t t = 1; t < count; t++)
        if (b->out->last_use[t] == UINT32_MAX)
            b->out->crossing[b->out->crossing_count++] = t;
}

/* ---- locals -------------------------------------------------------------------------------------- */

struct live {
    uint32_t words;
    uint64_t *in, *used, *set; /* by block: `words` words of bits by local */
    uint64_t *taken;           /* locals whose address goes somewhere: never dead */
    bool mentions;             /* what the text names counts as read */
    bool mentioned;            /* there is some that otherwise would not */
    uint64_t *params;          /* their cells hold the arguments before anything is executed */
};

static uint64_t *row(uint64_t *table, const struct live *l, uint32_t block) { return table + (size_t)block * l->words; }

/* Whether the operand is the cell that a load reads or a store writes as a whole. */
static bool is_whole(const struct build *b, const struct ir_insn *i, uint32_t operand)
{
    const struct ir_operand *o = &ir_operands(b->m, i)[operand];
    const struct ir_local *l = &b->m->locals.items[b->f->first_local + (uint32_t)o->value];
    if ((i->op != IR_LOAD && i->op != IR_STORE) || operand != 0)
        return false;
    ir_index type = i->op == IR_LOAD ? i->type : ir_operands(b->m, i)[1].type;
    return ir_type_at(b->m, type)->size == ir_type_at(b->m, l->type)->size;
}

static void note_locals(const struct build *b, struct live *l, uint32_t block, const struct ir_insn *i)
{
    for (uint32_t x = 0; x < i->operand_count; x++) {
        const struct ir_operand *o = &ir_operands(b->m, i)[x];
        if (o->kind != IR_LOCAL)
            continue;
        l->mentioned |= i->op == IR_MENTION;
        if (i->op == IR_MENTION && !l->mentions)
            continue;
        if (i->op != IR_MENTION && !is_whole(b, i, x))
            set_bit(l->taken, (uint32_t)o->value);
        else if (i->op == IR_STORE)
            set_bit(row(l->set, l, block), (uint32_t)o->value);
        else if (!has_bit(row(l->set, l, block), (uint32_t)o->value))
            set_bit(row(l->used, l, block), (uint32_t)o->value);
    }
}

/* in = used + (out of successors - set), to a fixpoint, from the last block backward. */
static void solve(const struct build *b, struct live *l)
{
    memcpy(l->in, l->used, (size_t)b->f->block_count * l->words * sizeof *l->in);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t n = b->f->block_count; n-- > 0;)
            for (uint32_t i = 0; i < b->before[n].from.count; i++) {
                uint32_t p = b->before[n].from.items[i];
                for (uint32_t w = 0; w < l->words; w++) {
                    uint64_t more = row(l->in, l, n)[w] & ~row(l->set, l, p)[w] & ~row(l->in, l, p)[w];
                    row(l->in, l, p)[w] |= more;
                    changed |= more != 0;
                }
            }
    }
}

/* Locals that some predecessor has had or set, and nobody reads from block n on. */
static void list_dead(struct build *b, const struct live *l, uint32_t n)
{
    struct flow_locals *d = &b->out->dead[n];
    VEC(uint32_t) list = {0};
    for (uint32_t w = 0; w < l->words; w++) {
        uint64_t had = 0;
        for (uint32_t i = 0; i < b->before[n].from.count; i++) {
            uint32_t p = b->before[n].from.items[i];
            had |= row(l->in, l, p)[w] | row(l->set, l, p)[w] | (p == 0 ? l->params[w] : 0);
        }
        for (uint64_t rest = had & ~row(l->in, l, n)[w] & ~l->taken[w]; rest; rest &= rest - 1)
            vec_push(&list, w * 64 + (uint32_t)__builtin_ctzll(rest));
    }
    d->count = list.count;
    d->items = arena_array(b->a, uint32_t, list.count + 1);
    if (list.count)
        memcpy(d->items, list.items, list.count * sizeof *list.items);
    vec_release(&list);
}

/* The call whose result the instruction stores, as it is or cast, and nobody else takes: its place; else UINT32_MAX. */
static uint32_t stored_call(const struct build *b, const struct ir_block *block, uint32_t store)
{
    const struct ir_operand *value = &ir_operands(b->m, &b->m->insns.items[store])[1];
    uint32_t reader = store;
    for (uint32_t k = store; value->kind == IR_TEMP && b->out->last_use[value->value] == reader && k-- > block->first;) {
        const struct ir_insn *i = &b->m->insns.items[k];
        bool read = false; /* by somebody before that */
        for (uint32_t x = 0; x < i->operand_count; x++)
            read |= ir_operands(b->m, i)[x].kind == IR_TEMP && ir_operands(b->m, i)[x].value == value->value;
        if (read || (i->result == value->value && i->op != IR_CALL && i->op != IR_CAST))
            break;
        if (i->result != value->value)
            continue;
        if (i->op == IR_CALL)
            return k;
        value = ir_operands(b->m, i);
        reader = k;
    }
    return UINT32_MAX;
}

/* From the block's end backward, what is live at each store. */
static void list_unread(struct build *b, const struct live *l, uint32_t n, uint64_t *live)
{
    const struct ir_block *block = block_at(b, n);
    for (uint32_t k = block->first + block->count; k-- > block->first;) {
        const struct ir_insn *i = &b->m->insns.items[k];
        const struct ir_operand *o = ir_operands(b->m, i);
        if (i->op == IR_CALL && i->result && !flow_is_taken(b->out, i))
            b->out->unread[b->out->unread_count++] = k;
        for (uint32_t x = 0; x < i->operand_count; x++)
            if (o[x].kind == IR_LOCAL && i->op != IR_STORE)
                set_bit(live, (uint32_t)o[x].value);
        if (i->op != IR_STORE || o[0].kind != IR_LOCAL || !is_whole(b, i, 0) || has_bit(l->taken, (uint32_t)o[0].value))
            continue;
        uint32_t call = has_bit(live, (uint32_t)o[0].value) ? UINT32_MAX : stored_call(b, block, k);
        if (call != UINT32_MAX)
            b->out->unread[b->out->unread_count++] = call;
        live[o[0].value / 64] &= ~((uint64_t)1 << o[0].value % 64);
    }
}

static void find_unread(struct build *b, const struct live *l)
{
    uint64_t *after = mem_zalloc((size_t)b->f->block_count * l->words * sizeof *after);
    uint32_t calls = 0;
    for (uint32_t n = 0; n < b->f->block_count; n++) {
        for (uint32_t i = 0; i < b->before[n].from.count; i++)
            for (uint32_t w = 0; w < l->words; w++)
                row(after, l, b->before[n].from.items[i])[w] |= row(l->in, l, n)[w];
        for (uint32_t k = block_at(b, n)->first; k < block_at(b, n)->first + block_at(b, n)->count; k++)
            calls += b->m->insns.items[k].op == IR_CALL;
    }
    b->out->unread = arena_array(b->a, uint32_t, calls + 1);
    for (uint32_t n = 0; n < b->f->block_count; n++)
        list_unread(b, l, n, row(after, l, n));
    free(after);
}

bool flow_is_unread(const struct flow *f, uint32_t insn)
{
    uint32_t i = 0;
    while (i < f->unread_count && f->unread[i] != insn)
        i++;
    return i < f->unread_count;
}

static void live_build(const struct build *b, struct live *l)
{
    size_t size = (size_t)b->f->block_count * l->words * sizeof(uint64_t);
    l->in = mem_zalloc(size);
    l->used = mem_zalloc(size);
    l->set = mem_zalloc(size);
    l->taken = mem_zalloc(l->words * sizeof *l->taken);
    l->params = mem_zalloc(l->words * sizeof *l->params);
    bool raises = false;
    for (uint32_t n = 0; n < b->f->block_count; n++)
        for (uint32_t k = block_at(b, n)->first; k < block_at(b, n)->first + block_at(b, n)->count; k++) {
            note_locals(b, l, n, &b->m->insns.items[k]);
            raises |= b->m->insns.items[k].handler != 0;
        }
    for (uint32_t p = 0; p < b->f->param_count; p++)
        set_bit(l->params, p);
    if (raises) /* an exception may leave a block before what is set in it */
        memset(l->taken, 0xFF, l->words * sizeof *l->taken);
    solve(b, l);
}

static void live_release(struct live *l)
{
    free(l->in);
    free(l->used);
    free(l->set);
    free(l->taken);
    free(l->params);
}

static void find_dead(struct build *b)
{
    struct live l = {.words = b->f->local_count / 64 + 1}, named = {.words = l.words, .mentions = true};
    live_build(b, &l);
    b->out->dead = arena_array(b->a, struct flow_locals, b->f->block_count);
    for (uint32_t n = 0; n < b->f->block_count; n++)
        list_dead(b, &l, n);
    if (l.mentioned)
        live_build(b, &named);
    find_unread(b, l.mentioned ? &named : &l);
    live_release(&l);
    live_release(&named);
}

void flow_build(const struct ir_module *m, const struct ir_function *f, struct arena *a, struct flow *out)
{
    struct build b = {m, f, a, out, mem_zalloc(f->block_count * sizeof *b.before)};
    *out = (struct flow){0};
    find_edges(&b);
    find_loops(&b);
    find_last_uses(&b);
    find_dead(&b);
    for (uint32_t n = 0; n < f->block_count; n++)
        vec_release(&b.before[n].from);
    free(b.before);
}
