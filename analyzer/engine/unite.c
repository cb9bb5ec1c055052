/*
 * Two states that differ in the answer to one question only: memory is the same, and what is known besides follows, on each
 * side, from the values of one symbol, which together are a range again. The state that knows nothing of the answer stands
 * for these two and for no other one, so that nothing is forgotten: a later branch on the same question parts them anew.
 *
 * So a branch costs nothing whose two ways leave the same state behind (a message that is printed or not).
 *
 * What was only read on one side does not count as a difference: it would read the same on the other. A pointer that was
 * followed on one side only is not null there; that it goes with the answer is forgotten, and a branch on it is doubtful.
 */
#include "engine/exec.h"

enum { QUESTIONS_MAX = 12 }; /* symbols of which the two states know different things */

struct unite {
    struct analysis *a;
    const struct state *x, *y;
    struct state out;
    sym keys[QUESTIONS_MAX];
    uint32_t count;
    bool followed[QUESTIONS_MAX]; /* differ in that one side has gone through the pointer */
    sym clash; /* an object of which memory differs */
};

/* ---- memory ----------------------------------------------------------------------------------------- */

/* Whether a read of the cell's place in an object that has none there gives what stands in the cell. */
static bool reads_so(const struct unite *u, sym base, const struct object *without, const struct cell *c, bool attribute)
{
    const struct domain *d = &u->a->domain;
    bool incoming = sym_is_incoming(d, base);
    if (attribute)
        return c->offset == ATTRIBUTE_SEEN || (incoming && is_incoming_attribute(d, c->value, base, (uint32_t)c->offset));
    if (c->kind != CELL_VALUE)
        return false;
    for (uint32_t i = 0; without && i < without->cell_count; i++)
        if (without->cells[i].offset < c->offset + (int64_t)c->size && c->offset < without->cells[i].offset + (int64_t)without->cells[i].size)
            return false;
    if (without ? without->rest == REST_PRE : incoming)
        return is_incoming_cell(d, c->value, (struct term){base, c->offset}, c->size);
    const struct sym_key *k = universe_key(d->universe, c->value.base);
    return (!without || without->rest == REST_UNKNOWN) && c->value.offset == 0 && k->kind == SYM_PART && k->a == (without ? without->stamp : 0) &&
           k->b == c->size && term_equal(k->x, (struct term){base, c->offset});
}

/* Whether what x has that y has not was only read. */
static bool is_more_read(const struct unite *u, sym base, const struct object *x, const struct object *y)
{
    for (uint32_t i = 0; i < x->cell_count + x->attribute_count; i++) {
        const struct cell *c = &x->cells[i];
        bool attribute = i >= x->cell_count;
        const struct cell *twin = y ? object_same_place(y, c, attribute) : NULL;
        if (twin ? !cells_equal(c, twin) && !(attribute && c->offset == ATTRIBUTE_SEEN) : !reads_so(u, base, y, c, attribute))
            return false;
    }
    return true;
}

static uint8_t unread(const struct unite *u, sym base) { return sym_is_incoming(&u->a->domain, base) ? REST_PRE : REST_UNKNOWN; }

static bool is_same_object(struct unite *u, sym key, const struct pmap_value *vx, const struct pmap_value *vy)
{
    const struct object *x = vx ? (const struct object *)(uintptr_t)vx->a : NULL, *y = vy ? (const struct object *)(uintptr_t)vy->a : NULL;
    uint8_t none = unread(u, key);
    if ((x ? x->rest : none) != (y ? y->rest : none) || (x && x->escaped) != (y && y->escaped))
        return false;
    if ((x ? x->rest : none) == REST_UNKNOWN && (x ? x->stamp : 0) != (y ? y->stamp : 0))
        return false;
    if (universe_key(&u->a->universe, key)->kind == SYM_NEW && !(x && y))
        return false;
    return (!x || is_more_read(u, key, x, y)) && (!y || is_more_read(u, key, y, x));
}

static bool same_object(void *context, uint32_t key, const struct pmap_value *vx, const struct pmap_value *vy)
{
    struct unite *u = context;
    bool same = is_same_object(u, key, vx, vy);
    u->clash = same ? 0 : key;
    return same;
}

/* Whether memory differs in the object in which that of an earlier pair did: mostly it does. */
static bool clash_again(struct unite *u, sym clash)
{
    const struct pmap_value *vx = clash ? pmap_find(u->x->heap, clash) : NULL, *vy = clash ? pmap_find(u->y->heap, clash) : NULL;
    return (vx || vy) && (!vx || !vy || vx->a != vy->a) && !is_same_object(u, clash, vx, vy);
}

/* How the object was seen: less where nobody has asked about it yet. */
static int64_t seen_in(const struct object *o)
{
    const struct cell seen = {.offset = ATTRIBUTE_SEEN, .kind = CELL_VALUE};
    const struct cell *c = o ? object_same_place(o, &seen, true) : NULL;
    return c ? c->value.offset : 0;
}

/* That it was read, or asked about, on one side only is not kept. */
static bool take_less(void *context, uint32_t key, const struct pmap_value *vx, const struct pmap_value *vy)
{
    struct unite *u = context;
    const struct object *x = vx ? (const struct object *)(uintptr_t)vx->a : NULL, *y = vy ? (const struct object *)(uintptr_t)vy->a : NULL;
    struct pmap *heap = &u->out.heap;
    if (!x)
        return true; /* out is a copy of x */
    if (!y)
        *heap = pmap_remove(&u->a->arena, *heap, key);
    else if (seen_in(y) < seen_in(x) || (seen_in(y) == seen_in(x) && y->cell_count + y->attribute_count < x->cell_count + x->attribute_count))
        *heap = pmap_set(&u->a->arena, *heap, key, *vy);
    return true;
}

/* ---- what is known ------------------------------------------------------------------------------------ */

static bool note_key(struct unite *u, sym s)
{
    for (uint32_t i = 0; i < u->count; i++)
        if (u->keys[i] == s)
            return true;
    if (u->count == QUESTIONS_MAX)
        return false;
    u->keys[u->count++] = s;
    return true;
}

static bool note_same(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)x, (void)y;
    return note_key(context, key);
}

static bool note_fact(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    bool equal = x && y && facts_equal((const struct fact *)(uintptr_t)x->a, (const struct fact *)(uintptr_t)y->a);
    return equal || note_key(context, key);
}

static bool no_difference(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key, (void)x, (void)y;
    return false;
}

static bool same_visits(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && x->a == y->a;
}

/* Whether the one side knows of the symbol that it is not null, as an access has shown, and the other one nothing. */
static bool is_followed_on_one(const struct unite *u, sym s)
{
    const struct pmap_value *fx = pmap_find(u->x->facts, s), *fy = pmap_find(u->y->facts, s);
    if (pmap_find(u->x->same, s) || pmap_find(u->y->same, s) || (fx != NULL) == (fy != NULL))
        return false;
    return fact_is_access(u->a, fx ? u->x : u->y, s, (const struct fact *)(uintptr_t)(fx ? fx : fy)->a);
}

/* Out of `out` goes what is known on one side only; into it what holds on both. */
static void forget_answers(struct unite *u)
{
    struct domain *d = &u->a->domain;
    for (uint32_t i = 0; i < u->count; i++) {
        struct term t = {u->keys[i], 0};
        struct fact fx = state_fact(d, u->x, t), fy = state_fact(d, u->y, t), type = symbol_fact(d, t.base);
        struct fact *hull = arena_new_raw(d->arena, struct fact);
        *hull = facts_hull(u->a, &fx, &fy, u->y, t);
        u->out.same = pmap_remove(d->arena, u->out.same, t.base);
        u->out.facts = pmap_remove(d->arena, u->out.facts, t.base);
        if (fact_says_more(hull, &type))
            u->out.facts = pmap_set(d->arena, u->out.facts, t.base, (struct pmap_value){(uint64_t)(uintptr_t)hull, 0});
    }
}

/* Whether the united state, told the answer, knows all that the side knows. */
static bool gives_side(struct unite *u, sym question, const struct fact *answer, const struct state *side)
{
    struct domain *d = &u->a->domain;
    struct state told = u->out;
    state_assume_fact(d, &told, (struct term){question, 0}, answer);
    bool same = !told.dead && told.heap.root == u->out.heap.root;
    for (uint32_t i = 0; same && i < u->count; i++) {
        struct term t = {u->keys[i], 0}, there = state_norm(d, side, t);
        if (u->followed[i])
            continue;
        if (term_is_const(there))
            same = state_compare(d, &told, IR_BIN_EQ, t, there) == TRUTH_TRUE;
        else {
            struct fact f = state_fact(d, &told, t), g = state_fact(d, side, t);
            same = term_equal(state_norm(d, &told, t), there) && facts_equal(&f, &g);
        }
    }
    return same;
}

static bool is_the_question(struct unite *u, sym s)
{
    struct domain *d = &u->a->domain;
    struct term t = {s, 0};
    struct fact fx = state_fact(d, u->x, t), fy = state_fact(d, u->y, t), whole = state_fact(d, &u->out, t);
    return facts_make_up(&fx, &fy, &whole) && gives_side(u, s, &fx, u->x) && gives_side(u, s, &fy, u->y);
}

/* ---- both ------------------------------------------------------------------------------------------------- */

static bool add_blur(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct unite *u = context;
    if (!x && y)
        u->out.blurred = pmap_set(&u->a->arena, u->out.blurred, key, *y);
    return true;
}

/* Gives out what hangs on the answers: stories, and that pointers were followed on one side. */
static void note_answers(struct unite *u)
{
    struct domain *d = &u->a->domain;
    stories_meet(u->a, u->x, u->y, &u->out);
    for (uint32_t i = 0; i < u->count; i++) {
        struct term t = {u->keys[i], 0};
        struct fact fx = state_fact(d, u->x, t), fy = state_fact(d, u->y, t);
        story_add(u->a, u->x, u->y, t.base, &fx, &fy, t.base, t.base, &u->out);
        if (!u->followed[i])
            continue;
        struct blur *b = arena_new_raw(d->arena, struct blur);
        *b = (struct blur){.join = ++u->a->joins, .x = fx, .y = fy, .dropped = true};
        u->out.blurred = pmap_set(d->arena, u->out.blurred, t.base, (struct pmap_value){(uint64_t)(uintptr_t)b, 0});
    }
    pmap_diff(u->x->blurred, u->y->blurred, add_blur, u);
}

bool states_unite(struct analysis *a, const struct state *x, const struct state *y, sym *clash, struct state *out)
{
    struct unite u = {.a = a, .x = x, .y = y, .out = *x};
    if (x->widened != y->widened || (x->doubt.chosen && y->doubt.chosen && x->doubt.chosen != y->doubt.chosen))
        return false;
    if (clash_again(&u, *clash))
        return false;
    bool heaps = pmap_diff(x->heap, y->heap, same_object, &u);
    *clash = u.clash ? u.clash : *clash;
    if (!heaps || !pmap_diff(x->temps, y->temps, no_difference, NULL) || !pmap_diff(x->loops, y->loops, same_visits, NULL) ||
        !pmap_diff(x->same, y->same, note_same, &u) || !pmap_diff(x->facts, y->facts, note_fact, &u))
        return false;
    uint32_t followed = 0;
    for (uint32_t i = 0; i < u.count; i++)
        followed += u.followed[i] = is_followed_on_one(&u, u.keys[i]);
    pmap_diff(x->heap, y->heap, take_less, &u);
    forget_answers(&u);
    bool one = followed == u.count;
    for (uint32_t i = 0; i < u.count && !one; i++)
        one = !u.followed[i] && is_the_question(&u, u.keys[i]);
    if (!one)
        return false;
    note_answers(&u);
    u.out.epoch = x->epoch > y->epoch ? x->epoch : y->epoch;
    const struct choice *cx = x->doubt.last, *cy = y->doubt.last;
    bool of_one_branch = cx && cy && cx->branch && cx->branch == cy->branch;
    u.out.doubt = doubts_meet(&a->domain, &x->doubt, &y->doubt);
    if (!of_one_branch && !u.out.doubt.chosen) /* a choice of either stays one */
        u.out.doubt.chosen = x->doubt.chosen ? x->doubt.chosen : y->doubt.chosen;
    *out = u.out;
    return true;
}
