/* All sequences of choices in order, and the inputs that are chosen from. */
#include "interp.h"

#include <stdlib.h>
#include <string.h>

uint32_t choose(struct interp *x, uint32_t ways)
{
    if (ways <= 1)
        return 0;
    if (x->chosen == x->taken.count) {
        vec_push(&x->taken, 0);
        vec_push(&x->ways, ways);
    }
    ensure(x->ways.items[x->chosen] == ways);
    return x->taken.items[x->chosen++];
}

/* The next sequence in order; false where there is none. */
bool choices_next(struct interp *x)
{
    while (x->taken.count) {
        if (++vec_last(&x->taken) < vec_last(&x->ways))
            return true;
        x->taken.count--;
        x->ways.count--;
    }
    return false;
}

int64_t choose_number(struct interp *x, bool negative)
{
    return negative ? -1073741823 : x->numbers.items[choose(x, x->numbers.count)];
}

static void add_number(struct interp *x, int64_t n)
{
    uint32_t at = 0;
    while (at < x->numbers.count && x->numbers.items[at] < n)
        at++;
    if (at < x->numbers.count && x->numbers.items[at] == n)
        return;
    vec_push(&x->numbers, 0);
    memmove(x->numbers.items + at + 1, x->numbers.items + at, (x->numbers.count - at - 1) * sizeof n);
    x->numbers.items[at] = n;
}

/* Inputs that matter: what the program compares integers with, and the numbers beside it. */
void collect_numbers(struct interp *x)
{
    const struct ir_module *m = x->m;
    bool sums = false;
    for (uint32_t n = 0; n < m->insns.count; n++) {
        const struct ir_insn *i = &m->insns.items[n];
        sums |= i->op == IR_BIN && i->sub == IR_BIN_ADD;
        bool bits = i->op == IR_BIN && i->sub == IR_BIN_AND;
        bool compare = (i->op == IR_BIN && i->sub >= IR_BIN_EQ) || i->op == IR_SWITCH || bits;
        for (uint32_t k = 0; compare && k < i->operand_count; k++) {
            const struct ir_operand *o = &ir_operands(m, i)[k];
            if (o->kind != IR_CONST || ir_type_at(m, o->type)->kind != IR_INT || o->value > 1000 || o->value < -1000)
                continue;
            add_number(x, o->value);
            if (!bits) {
                add_number(x, o->value - 1);
                add_number(x, o->value + 1);
            }
        }
    }
    add_number(x, 0);
    add_number(x, 1);
    int64_t low = x->numbers.items[0] - 3 * sums, high = vec_last(&x->numbers) + 3 * sums;
    for (int64_t n = low; n <= high && high - low < 16; n++) /* sums reach what is between */
        add_number(x, n);
    add_number(x, low - 9);
    add_number(x, high + 9);
}
