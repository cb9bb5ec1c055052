/* Leaves statements out, or an `if` around them, as long as the verdict stays. */
#include "oracle.h"

static bool still(const struct judge *j, struct program_ast *p, enum verdict verdict)
{
    struct comparison c;
    compare(j, p, &c);
    bool same = c.verdict == verdict;
    comparison_release(&c);
    return same;
}

static bool shrink_condition(const struct judge *j, struct program_ast *p, enum verdict verdict, struct statement *s)
{
    struct condition *whole = s->condition;
    if (!whole || (whole->kind != C_AND && whole->kind != C_OR))
        return false;
    s->condition = whole->a;
    if (still(j, p, verdict))
        return true;
    s->condition = whole->b;
    if (still(j, p, verdict))
        return true;
    s->condition = whole;
    return false;
}

static bool shrink_block(const struct judge *j, struct program_ast *p, enum verdict verdict, struct statement *s)
{
    bool changed = false;
    for (; s; s = s->next) {
        if (s->off)
            continue;
        if (s->kind != S_LABEL && (s->kind != S_RETURN || s->next)) { /* a jump may need it; C asks for the last return */
            s->off = true;
            if (still(j, p, verdict)) {
                changed = true;
                continue;
            }
            s->off = false;
        }
        if ((s->kind == S_IF || s->kind == S_WHILE) && !s->unwrapped) {
            s->unwrapped = true;
            if (still(j, p, verdict))
                changed = true;
            else
                s->unwrapped = false;
            changed |= !s->unwrapped && shrink_condition(j, p, verdict, s);
        }
        changed |= shrink_block(j, p, verdict, s->body);
        if (!s->unwrapped) {
            struct statement *other = s->other;
            s->other = NULL;
            if (other && s->kind == S_IF && still(j, p, verdict)) {
                changed = true;
                continue;
            }
            s->other = other;
            changed |= shrink_block(j, p, verdict, s->other);
        }
    }
    return changed;
}

void shrink(const struct judge *j, struct program_ast *p, enum verdict verdict)
{
    bool changed = true;
    for (int round = 0; changed && round < 6; round++) {
        changed = false;
        for (uint32_t f = 0; f < p->function_count; f++)
            if (p->functions[f].used)
                changed |= shrink_block(j, p, verdict, p->functions[f].body);
    }
}
