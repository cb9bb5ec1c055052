/*
 * Which instruction has run whenever another one is reached.
 *
 * An exception leaves a block in its middle, just before the raising instruction has a result.
 * So the graph's nodes are pieces of blocks: before an instruction with a handler a new piece
 * begins, and the piece before it has two ways out, to the next piece and to the handler. A run
 * of instructions with one handler is cut only where a temporary was assigned since the last cut,
 * for other cuts would tell nothing. On the pieces: immediate dominators by Cooper, Harvey and
 * Kennedy, then an interval for each subtree of the dominator tree, so that a question is two
 * comparisons.
 */
#include "ir/check.h"

#include <stdlib.h>

#define NO_PIECE UINT32_MAX

struct edge {
    uint32_t from, to;
};

struct ir_dominance {
    const struct ir_module *m;
    const struct ir_function *f;
    uint32_t *insn_base;   /* of a block: its first instruction's number in the function */
    uint32_t *piece_of;    /* by instruction number */
    uint32_t *block_piece; /* a block's first piece */
    uint32_t piece_count;
    VEC(struct edge) edges;
    uint32_t *out_start, *out; /* edges by their start */
    uint32_t *in_start, *in;   /* edges by their end */
    uint32_t *order, *place;   /* reverse post-order, and each piece's place in it (NO_PIECE: unreachable) */
    uint32_t order_count;
    uint32_t *idom, *low, *size; /* dominator, and the interval low .. low + size of its subtree */
};

static const struct ir_block *block_at(const struct ir_dominance *d, uint32_t block)
{
    return &d->m->blocks.items[d->f->first_block + block];
}

/* ---- pieces and edges ------------------------------------------------------------------- */

static void add_terminator_edges(struct ir_dominance *d, const struct ir_insn *last, uint32_t piece)
{
    for (uint32_t k = 0; k < last->operand_count; k++) {
        const struct ir_operand *o = &ir_operands(d->m, last)[k];
        if (o->kind == IR_BLOCK)
            vec_push(&d->edges, (struct edge){piece, (uint32_t)o->value});
    }
}

/* Edges hold the number of the block they go to until all pieces are known, but for those to the
   next piece of the same block, which to_piece marks. */
static void cut_block(struct ir_dominance *d, uint32_t number, uint32_t *next_piece, uint8_t *to_piece)
{
    const struct ir_block *block = block_at(d, number);
    uint32_t piece = d->block_piece[number] = (*next_piece)++, handler = 0;
    bool assigned = false;
    for (uint32_t i = 0; i < block->count; i++) {
        const struct ir_insn *insn = &d->m->insns.items[block->first + i];
        if (insn->handler && (insn->handler != handler || assigned)) {
            vec_push(&d->edges, (struct edge){piece, insn->handler - 1});
            to_piece[d->edges.count] = 1;
            vec_push(&d->edges, (struct edge){piece, *next_piece});
            piece = (*next_piece)++;
            handler = insn->handler;
            assigned = false;
        }
        assigned |= insn->result != 0;
        d->piece_of[d->insn_base[number] + i] = piece;
        if (i + 1 == block->count)
            add_terminator_edges(d, insn, piece);
    }
}

static void cut_blocks(struct ir_dominance *d, uint32_t insn_count, uint32_t operand_count)
{
    uint8_t *to_piece = mem_zalloc((size_t)insn_count * 2 + operand_count + 1);
    for (uint32_t b = 0; b < d->f->block_count; b++)
        cut_block(d, b, &d->piece_count, to_piece);
    for (uint32_t e = 0; e < d->edges.count; e++)
        if (!to_piece[e])
            d->edges.items[e].to = d->block_piece[d->edges.items[e].to];
    free(to_piece);
}

/* Sorts the edges' other ends by one end: those of piece n are (*list)[(*start)[n] .. (*start)[n + 1]]. */
static void index_edges(const struct ir_dominance *d, bool by_start, uint32_t **start, uint32_t **list)
{
    *start = mem_zalloc((d->piece_count + 2) * sizeof **start);
    *list = mem_zalloc(d->edges.count * sizeof **list);
    for (uint32_t e = 0; e < d->edges.count; e++)
        (*start)[(by_start ? d->edges.items[e].from : d->edges.items[e].to) + 2]++;
    for (uint32_t n = 2; n < d->piece_count + 2; n++)
        (*start)[n] += (*start)[n - 1];
    for (uint32_t e = 0; e < d->edges.count; e++) {
        const struct edge *g = &d->edges.items[e];
        (*list)[(*start)[(by_start ? g->from : g->to) + 1]++] = by_start ? g->to : g->from;
    }
}

/* ---- dominators ---------------------------------------------------------------------------- */

static void order_pieces(struct ir_dominance *d)
{
    VEC(struct edge) stack = {0}; /* piece, next edge */
    uint32_t at = d->piece_count;
    uint8_t *seen = mem_zalloc(d->piece_count);
    seen[0] = 1;
    vec_push(&stack, (struct edge){0, d->out_start[0]});
    while (stack.count) {
        struct edge *top = &vec_last(&stack);
        if (top->to == d->out_start[top->from + 1]) {
            d->order[--at] = top->from;
            stack.count--;
            continue;
        }
        uint32_t next = d->out[top->to++];
        if (!seen[next]) {
            seen[next] = 1;
            vec_push(&stack, (struct edge){next, d->out_start[next]});
        }
    }
    vec_release(&stack);
    free(seen);
    d->order_count = d->piece_count - at;
    for (uint32_t n = 0; n < d->piece_count; n++)
        d->place[n] = NO_PIECE;
    for (uint32_t i = 0; i < d->order_count; i++) {
        d->order[i] = d->order[at + i];
        d->place[d->order[i]] = i;
    }
}

/* All in places of the order from here on. */
static uint32_t common_dominator(const uint32_t *idom, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (a > b)
            a = idom[a];
        while (b > a)
            b = idom[b];
    }
    return a;
}

static void find_dominators(struct ir_dominance *d)
{
    for (uint32_t i = 1; i < d->order_count; i++)
        d->idom[i] = NO_PIECE;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < d->order_count; i++) {
            uint32_t piece = d->order[i], best = NO_PIECE;
            for (uint32_t e = d->in_start[piece]; e < d->in_start[piece + 1]; e++) {
                uint32_t from = d->place[d->in[e]];
                if (from != NO_PIECE && d->idom[from] != NO_PIECE)
                    best = best == NO_PIECE ? from : common_dominator(d->idom, from, best);
            }
            changed |= d->idom[i] != best;
            d->idom[i] = best;
        }
    }
}

static void number_subtrees(struct ir_dominance *d)
{
    uint32_t *next = mem_zalloc((d->order_count + 1) * sizeof *next);
    for (uint32_t i = d->order_count; i-- > 1;)
        d->size[d->idom[i]] += ++d->size[i];
    next[0] = 1;
    for (uint32_t i = 1; i < d->order_count; i++) {
        d->low[i] = next[d->idom[i]];
        next[d->idom[i]] += d->size[i];
        next[i] = d->low[i] + 1;
    }
    d->size[0]++;
    free(next);
}

/* ---- interface ---------------------------------------------------------------------------------- */

struct ir_dominance *ir_dominance_new(const struct ir_module *m, const struct ir_function *f)
{
    struct ir_dominance *d = mem_zalloc(sizeof *d);
    uint32_t insns = 0, operands = 0;
    d->m = m;
    d->f = f;
    d->insn_base = mem_zalloc(f->block_count * sizeof *d->insn_base);
    d->block_piece = mem_zalloc(f->block_count * sizeof *d->block_piece);
    for (uint32_t b = 0; b < f->block_count; b++) {
        const struct ir_block *block = block_at(d, b);
        d->insn_base[b] = insns;
        insns += block->count;
        operands += m->insns.items[block->first + block->count - 1].operand_count;
    }
    d->piece_of = mem_zalloc(insns * sizeof *d->piece_of);
    cut_blocks(d, insns, operands);
    index_edges(d, true, &d->out_start, &d->out);
    index_edges(d, false, &d->in_start, &d->in);
    size_t n = d->piece_count * sizeof(uint32_t);
    d->order = mem_zalloc(n);
    d->place = mem_zalloc(n);
    d->idom = mem_zalloc(n);
    d->low = mem_zalloc(n);
    d->size = mem_zalloc(n);
    order_pieces(d);
    find_dominators(d);
    number_subtrees(d);
    return d;
}

void ir_dominance_free(struct ir_dominance *d)
{
    if (!d)
        return;
    uint32_t *const owned[] = {d->insn_base, d->piece_of, d->block_piece, d->out_start, d->out, d->in_start,
                               d->in,        d->order,    d->place,       d->idom,      d->low, d->size};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    vec_release(&d->edges);
    free(d);
}

bool ir_block_is_reachable(const struct ir_dominance *d, uint32_t block)
{
    return d->place[d->block_piece[block]] != NO_PIECE;
}

bool ir_insn_dominates(const struct ir_dominance *d, uint32_t def_block, uint32_t def_insn, uint32_t block,
                       uint32_t insn)
{
    uint32_t def = d->piece_of[d->insn_base[def_block] + def_insn], use = d->piece_of[d->insn_base[block] + insn];
    if (def == use)
        return def_insn < insn;
    uint32_t a = d->place[def], b = d->place[use];
    return a != NO_PIECE && b != NO_PIECE && d->low[b] >= d->low[a] && d->low[b] - d->low[a] < d->size[a];
}
