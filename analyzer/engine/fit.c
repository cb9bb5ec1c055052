/*
 * Whether a case of a summary can happen at a call. Its facts must hold here; where it stands for two ways that a join has put
 * together, what this caller knows may exclude one of them, or both.
 */
#include "engine/apply.h"

/* ---- facts ------------------------------------------------------------------------------------- */

/* The callee goes through the pointer without having asked about it. */
static void assume_followed(struct applied *p, const struct summary_case *c, struct term t)
{
    struct domain *d = &p->a->domain;
    struct term n = state_norm(d, p->s, t);
    p->s->dead |= state_truth(d, p->s, n) == TRUTH_FALSE;
    if (p->call && !c->is_issue && !c->uncertain) {
        uint32_t argument = 0;
        while (argument < p->arg_count && !term_equal(p->args[argument], t))
            argument++;
        struct env env = {.a = p->a, .call = argument < p->arg_count ? p->call : NULL, .loc = p->call->loc, .site = p->site};
        domain_done(d); /* what is raised keeps a copy of the state */
        if (!unchecked_is_guarded(&env))
            unchecked_use(&env, p->s, t, argument < p->arg_count ? argument : UINT32_MAX);
        domain_edit(d);
    }
    if (n.base && n.offset == 0)
        prove_not_null(p->a, p->s, n.base);
}

bool assume_facts(struct applied *p, const struct summary_case *c)
{
    struct domain *d = &p->a->domain;
    for (uint32_t i = 0; i < c->fact_count && !p->s->dead; i++) {
        const struct summary_fact *f = &c->facts[i];
        struct term t = translate_sym(p, f->base);
        enum sym_kind kind = (enum sym_kind)p->from->keys[f->base].kind;
        struct doubt doubt = p->s->doubt;
        bool made = kind == SYM_NEW || kind == SYM_UNKNOWN;
        if (f->followed)
            continue;
        if (f->same)
            state_assume(d, p->s, IR_BIN_EQ, t, translate(p, f->term));
        else
            state_assume_fact(d, p->s, t, &f->fact);
        if (made) /* says what the callee made; no branch of ours hangs on it */
            p->s->doubt = doubt;
        else if (!p->s->dead)
            state_retell(p->a, p->s, t);
    }
    for (uint32_t i = 0; i < c->fact_count && !p->s->dead; i++)
        if (c->facts[i].followed)
            assume_followed(p, c, translate_sym(p, c->facts[i].base));
    return !p->s->dead;
}

struct fact known_of(struct applied *p, sym base)
{
    struct domain *d = &p->a->domain;
    struct term t = state_norm(d, p->s, translate_sym(p, base));
    struct fact f = state_fact(d, p->s, t);
    enum truth truth = state_truth(d, p->s, t);
    if (truth == TRUTH_FALSE)
        return (struct fact){.low = 0, .high = 0};
    if (truth == TRUTH_TRUE && f.hole_count == 0 && !fact_excludes(&f, 0)) { /* an address: it is not null */
        f.hole_count = 1;
        f.holes[0] = 0;
    }
    return f;
}

/* Whether the caller's value of a symbol that the callee has blurred is one of which a join has forgotten what it goes with. */
static bool is_joined_here(const struct applied *p, sym base, int depth)
{
    const struct sym_key *k = universe_key(&p->a->universe, base);
    if (base && ((universe_loss(&p->a->universe, base) != LOSS_NONE && !sym_is_folded(&p->a->domain, base)) || pmap_find(p->s->blurred, base)))
        return true; /* whether a chain goes on goes with nothing else */
    return depth && (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT) && (is_joined_here(p, k->x.base, depth - 1) || is_joined_here(p, k->y.base, depth - 1));
}

/* Which sides of each join in the callee what this caller knows does not fit. Returns whether a value was joined here before it
   was joined there: then nobody knows. What is read for that is read in a copy of the state, and forgotten. */
static bool exclude_sides(const struct applied *p, const struct summary_case *c, bool not_x[BLURRED_MAX], bool not_y[BLURRED_MAX])
{
    bool twice = false;
    struct trial trial = domain_try(&p->a->domain);
    struct state there = *p->s;
    struct applied q = *p;
    q.s = &there;
    for (uint32_t i = 0; i < c->blurred_count && !there.dead; i++) {
        const struct blur *b = &c->blurred[i].blur;
        if (leads_through_null(&q, c->blurred[i].base, TWICE_DEPTH))
            continue;
        struct fact f = known_of(&q, c->blurred[i].base);
        not_x[b->join] |= facts_apart(&f, &b->x);
        not_y[b->join] |= facts_apart(&f, &b->y);
        bool made = p->from->keys[c->blurred[i].base].kind == SYM_UNKNOWN;
        twice |= !made && is_joined_here(&q, state_norm(&p->a->domain, &there, translate_sym(&q, c->blurred[i].base)).base, TWICE_DEPTH);
    }
    while (q.met->list.count)
        q.map[vec_pop(&q.met->list)] = (struct term){UINT32_MAX, 0};
    domain_tried(&p->a->domain, trial);
    return twice;
}

bool contradicts_join(struct applied *p, const struct summary_case *c)
{
    bool not_x[BLURRED_MAX] = {false}, not_y[BLURRED_MAX] = {false};
    if (exclude_sides(p, c, not_x, not_y))
        return true;
    for (uint32_t i = 0; i < BLURRED_MAX; i++)
        if (not_x[i] && not_y[i])
            return true;
    struct doubt doubt = p->s->doubt; /* it follows, and is no choice */
    for (uint32_t i = 0; i < c->blurred_count && !p->s->dead; i++) {
        const struct blur *b = &c->blurred[i].blur;
        if ((not_x[b->join] || not_y[b->join]) && !leads_through_null(p, c->blurred[i].base, TWICE_DEPTH))
            state_assume_fact(&p->a->domain, p->s, translate_sym(p, c->blurred[i].base), not_x[b->join] ? &b->y : &b->x);
    }
    p->s->doubt = doubt;
    return false;
}

/* Whether the case goes on with the same values beside the lock as the finding, with one at least, and none that this caller knew. */
static bool asks_the_same(struct applied *p, const struct summary_case *c, const struct summary_case *finding, sym lock)
{
    const struct sym_key *keys = p->from->keys;
    uint32_t asked = 0, shared = 0;
    for (uint32_t i = 0; i < finding->fact_count; i++) {
        const struct summary_fact *x = &finding->facts[i];
        if (keys[x->base].kind != SYM_PRE || keys[x->base].a || keys[x->base].x.base != lock)
            continue;
        asked++;
        if (translate_sym(p, x->base).base == 0)
            return false;
        for (uint32_t k = 0; k < c->fact_count; k++) {
            const struct summary_fact *y = &c->facts[k];
            shared += x->base == y->base && x->same == y->same && (x->same ? term_equal(x->term, y->term) : facts_equal(&x->fact, &y->fact));
        }
    }
    return asked && asked == shared;
}

bool releases_on_a_guess(struct applied *p, const struct summary_case *c)
{
    bool guess = false;
    for (uint32_t i = 0; i < p->from->case_count && !guess; i++) {
        const struct summary_case *x = &p->from->cases[i];
        struct need needs[NEEDS_MAX], left[NEEDS_MAX];
        uint32_t left_count;
        if (!x->is_issue || x->issue.watch != WATCH_ASKED)
            continue;
        struct term lock = issue_subject(x->trace);
        if (!lock.base || lock.base == UINT32_MAX || !asks_the_same(p, c, x, lock.base))
            continue;
        for (uint32_t k = 0; k < x->issue.need_count; k++)
            needs[k] = (struct need){x->issue.needs[k].op, translate(p, x->issue.needs[k].x), translate(p, x->issue.needs[k].y)};
        guess = needs_decide(p->a, p->s, needs, x->issue.need_count, left, &left_count) == TRUTH_TRUE;
    }
    return guess;
}

bool read_all(struct applied *p, const struct summary_case *c)
{
    for (uint32_t i = 0; i < c->cell_count; i++) {
        if (is_uncertain(p, &c->cells[i]) && p->map[c->cells[i].base].base == UINT32_MAX && leads_through_null(p, c->cells[i].base, TWICE_DEPTH))
            note_translated(p, c->cells[i].base, term_const(0));
        translate_sym(p, c->cells[i].base);
        if (c->cells[i].cell.kind == CELL_VALUE)
            translate(p, c->cells[i].cell.value);
    }
    for (uint32_t i = 0; i < c->object_count; i++) {
        if (p->map[c->objects[i].base].base == UINT32_MAX && leads_through_null(p, c->objects[i].base, TWICE_DEPTH))
            note_translated(p, c->objects[i].base, term_const(0));
        translate_sym(p, c->objects[i].base);
    }
    if (c->returns_value)
        translate(p, c->result);
    return !p->s->dead;
}
