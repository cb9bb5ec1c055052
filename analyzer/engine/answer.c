/*
 * What one call answers. A call that fails with a status of which the driver asks the very number says more by it than that it has failed: of one
 * that finds the buffer too short the driver below tells how many bytes it needs, and they are not none. What goes with which number no contract
 * says. That such a call has answered nothing besides may be no way at all, so that nothing is reported on it.
 */
#include "engine/facts.h"

bool is_number_of_failure(int64_t value) { return value >= INT32_MIN && value < -0x30000000; }

/* Values of the engine's own have numbers from the other end. */
bool is_answer(const struct sym_key *k) { return k->kind == SYM_UNKNOWN && k->lost == LOSS_NONE && k->op != UNKNOWN_FAILED && k->b < UINT32_MAX - 256; }

bool is_same_call(const struct sym_key *x, const struct sym_key *y) { return x->a == y->a && x->epoch == y->epoch; }

struct answers {
    const struct universe *u;
    const struct sym_key *one;
    bool failed; /* the one is the status; else it is nothing */
    bool found;
};

static bool other_answer_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct answers *w = context;
    const struct sym_key *k = universe_key(w->u, key);
    bool other = v->a == 0 && k != w->one && is_answer(k) && is_same_call(k, w->one);
    w->found = other && (w->failed ? v->b == 0 : is_number_of_failure((int64_t)v->b));
    return !w->found;
}

void state_note_answer(struct domain *d, struct state *s, sym base, int64_t value)
{
    struct answers w = {.u = d->universe, .one = universe_key(d->universe, base), .failed = value != 0};
    if (!is_answer(w.one) || (w.failed && !is_number_of_failure(value)))
        return;
    pmap_each(s->same, other_answer_fn, &w);
    if (w.found)
        state_doubt(d, s);
}
