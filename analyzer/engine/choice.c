/*
 * What hangs on values that the engine itself has given up (enum loss, struct blur). One branch on a joined value may go
 * either way; after a second one, on another, the path may be nobody's. A branch both of whose sides come to the same state
 * again has decided nothing: what was doubtful before it is so behind it, and no more.
 */
#include "engine/domain.h"

const struct blur *state_blur(const struct state *s, sym base)
{
    const struct pmap_value *v = base ? pmap_find(s->blurred, base) : NULL;
    return v ? (const struct blur *)(uintptr_t)v->a : NULL;
}

static const struct choice *choice_new(struct domain *d, struct doubt before, const struct branch *b, uint64_t sides)
{
    struct choice *c = arena_new_raw(d->arena, struct choice);
    *c = (struct choice){before, b, sides};
    return c;
}

/* To be called before s's doubt is changed. */
static void choose(struct domain *d, struct state *s) { s->doubt.last = choice_new(d, s->doubt, NULL, 0); }

void state_took_side(struct domain *d, struct state *s, const struct doubt *before, struct branch *b, uint32_t side)
{
    uint64_t bit = (uint64_t)1 << (side < 63 ? side : 63);
    b->sides |= bit;
    if (s->doubt.last != before->last)
        s->doubt.last = choice_new(d, *before, side < 63 ? b : NULL, bit);
}

void state_doubt(struct domain *d, struct state *s)
{
    choose(d, s);
    s->doubt.uncertain = true;
}

static void note_choice_in(struct domain *d, struct state *s, sym base, struct sym_set *seen)
{
    enum loss loss = universe_loss(d->universe, base);
    const struct sym_key *k = universe_key(d->universe, base);
    if (loss == LOSS_NONE && !s->blurred.root)
        return; /* nor is anything that it is computed from */
    bool blurred = base && pmap_find(s->blurred, base);
    const struct blur *b = state_blur(s, base);
    bool dropped = loss == LOSS_DROPPED || (b && b->dropped), joined = loss == LOSS_JOINED || blurred;
    if (!blurred && !dropped && (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST)) {
        if (sym_set_add(seen, base)) { /* operands are shared: there may be more ways to one than can be gone */
            note_choice_in(d, s, k->x.base, seen);
            note_choice_in(d, s, k->y.base, seen);
        }
        return;
    }
    if (!dropped && !joined)
        return;
    choose(d, s);
    s->doubt.uncertain |= dropped || (s->doubt.chosen && s->doubt.chosen != base);
    if (joined)
        s->doubt.chosen = base;
}

/* Whether the values that one side of a join had of the symbol exclude that x op y. */
static bool side_excludes(struct domain *d, const struct state *s, sym base, const struct fact *side, enum ir_bin op, struct term x, struct term y)
{
    struct trial trial = domain_try(d);
    struct state t = *s;
    t.blurred = (struct pmap){0};
    state_assume_fact(d, &t, (struct term){base, 0}, side);
    bool excludes = t.dead || state_compare(d, &t, op, x, y) == TRUTH_FALSE;
    domain_tried(d, trial);
    return excludes;
}

bool sides_exclude(struct domain *d, const struct state *s, enum ir_bin op, struct term x, struct term y)
{
    const struct blur *b = state_blur(s, s->doubt.chosen);
    return b && side_excludes(d, s, s->doubt.chosen, &b->x, op, x, y) && side_excludes(d, s, s->doubt.chosen, &b->y, op, x, y);
}

void state_note_choice(struct domain *d, struct state *s, sym x, sym y)
{
    struct sym_set seen = {0};
    note_choice_in(d, s, x, &seen);
    note_choice_in(d, s, y, &seen);
    sym_set_release(&seen);
}

struct doubt doubts_meet(struct domain *d, const struct doubt *x, const struct doubt *y)
{
    const struct choice *cx = x->last, *cy = y->last;
    if (cx && cy && cx != cy && cx->branch && cx->branch == cy->branch) {
        struct doubt both = x->uncertain ? *y : *x;
        uint64_t sides = cx->sides | cy->sides;
        if (sides == cx->branch->sides)
            return cx->before;
        both.last = choice_new(d, cx->before, cx->branch, sides);
        return both;
    }
    bool first = x->uncertain != y->uncertain ? y->uncertain : !x->chosen || y->chosen;
    return first ? *x : *y;
}
