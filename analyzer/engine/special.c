/*
 * Specialised summaries (ENGINE.md D11). A summary takes what it reads behind two parameters for two
 * objects. Where a call's arguments alias in a way that the callee would notice (one writes what the
 * other reads or writes, or one is a part that is freed with the other), the callee is analysed once
 * more with the equality known from the start. The same is done for a function pointer that the callee
 * calls, and for constant arguments that it branches on if its common summary had to join or drop.
 *
 * The equalities are no facts of such a summary's cases: it is applied only where they hold. It depends on
 * the callee and the pattern only: each function's analysis has its own specials and its own bounds.
 */
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

/* ---- footprints ------------------------------------------------------------------------------ */

/* Callers' values whose targets the footprint lists. */
static bool is_plain_base(const struct sym_key *k)
{
    return k->kind == SYM_PARAM || k->kind == SYM_GLOBAL || k->kind == SYM_LIST || (k->kind == SYM_PRE && k->x.base);
}

/* The driver itself, which holds its state and the IRQL. */
static bool is_driver(const struct sym_key *k) { return k->kind == SYM_PRE && k->a == UINT32_MAX; }

static int compare_locations(const void *p, const void *q)
{
    const struct location *x = p, *y = q;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    if (x->attribute != y->attribute)
        return x->attribute ? 1 : -1;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return x->size < y->size ? -1 : x->size > y->size;
}

void summary_footprint(struct arena *arena, struct summary *out)
{
    VEC(struct location) all = {0};
    for (sym n = 1; n < out->key_count; n++) {
        const struct sym_key *k = &out->keys[n];
        if (k->kind != SYM_PRE || !k->x.base)
            continue;
        if (is_driver(&out->keys[k->x.base]))
            continue; /* nothing else is the driver itself */
        if (is_plain_base(&out->keys[k->x.base]))
            vec_push(&all, (struct location){k->x.base, k->a != 0, false, k->a ? (int64_t)k->a - 1 : k->x.offset, k->b});
        else
            out->computed = true;
    }
    for (uint32_t c = 0; c < out->case_count; c++)
        for (uint32_t i = 0; i < out->cases[c].cell_count; i++) {
            const struct summary_cell *x = &out->cases[c].cells[i];
            enum sym_kind kind = (enum sym_kind)out->keys[x->base].kind;
            if (is_plain_base(&out->keys[x->base]))
                vec_push(&all, (struct location){x->base, x->attribute, true, x->cell.offset, x->cell.size});
            else
                out->computed |= kind == SYM_ELEMENT || kind == SYM_EXPR;
        }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_locations);
    out->footprint = arena_array(arena, struct location, all.count);
    for (uint32_t i = 0; i < all.count; i++) {
        struct location *last = out->footprint_count ? &out->footprint[out->footprint_count - 1] : NULL;
        if (last && compare_locations(last, &all.items[i]) == 0)
            last->written |= all.items[i].written;
        else
            out->footprint[out->footprint_count++] = all.items[i];
    }
    vec_release(&all);
}

/* ---- patterns ---------------------------------------------------------------------------------- */

static bool same_key(const struct sym_key *p, const struct sym_key *q)
{
    return p->kind == q->kind && p->op == q->op && p->bits == q->bits && p->is_signed == q->is_signed && p->lost == q->lost && p->a == q->a &&
           p->b == q->b && p->epoch == q->epoch && term_equal(p->x, q->x) && term_equal(p->y, q->y);
}

static bool same_pattern(const struct pattern *p, const struct pattern *q)
{
    bool same = p->key_count == q->key_count && p->equal_count == q->equal_count;
    for (uint32_t i = 0; same && i < p->key_count; i++)
        same = same_key(&p->keys[i], &q->keys[i]);
    for (uint32_t i = 0; same && i < p->equal_count; i++)
        same = p->equal[i].s == q->equal[i].s && term_equal(p->equal[i].t, q->equal[i].t);
    return same;
}

enum { NO_KEY = UINT32_MAX };

/* The pattern's number of a key, which is added if need be; NO_KEY where there is no room. */
static sym pattern_key(struct pattern *p, struct sym_key k)
{
    if (p->key_count == 0)
        p->keys[p->key_count++] = (struct sym_key){.kind = SYM_ZERO};
    for (uint32_t i = 0; i < p->key_count; i++)
        if (same_key(&p->keys[i], &k))
            return i;
    if (p->key_count == PATTERN_KEYS_MAX)
        return NO_KEY;
    p->keys[p->key_count] = k;
    return p->key_count++;
}

/* The pattern's number of a summary's symbol. */
static sym pattern_symbol(struct pattern *p, const struct summary *from, sym n)
{
    struct sym_key k = from->keys[n];
    if (k.kind == SYM_LOCAL || k.kind == SYM_NEW || k.kind == SYM_UNKNOWN || k.kind == SYM_PART)
        return NO_KEY;
    if (k.x.base)
        k.x.base = pattern_symbol(p, from, k.x.base);
    if (k.y.base && k.x.base != NO_KEY)
        k.y.base = pattern_symbol(p, from, k.y.base);
    return k.x.base == NO_KEY || k.y.base == NO_KEY ? NO_KEY : pattern_key(p, k);
}

static sym incoming_of(struct analysis *a, struct state *s, struct term object, uint32_t attribute)
{
    uint32_t shifted;
    if (!attribute_is_of_place(attribute))
        return state_attribute(&a->domain, s, object.base, attribute).base;
    return attribute_shifted(attribute, object.offset, &shifted) ? incoming_attribute(&a->domain, object.base, shifted).base : 0;
}

static sym instantiate(struct analysis *a, const struct pattern *p, struct state *s, sym n)
{
    struct sym_key k = p->keys[n];
    if (n == 0)
        return 0;
    if (k.x.base)
        k.x = state_norm(&a->domain, s, term_plus((struct term){instantiate(a, p, s, k.x.base), 0}, k.x.offset));
    if (k.y.base)
        k.y = state_norm(&a->domain, s, term_plus((struct term){instantiate(a, p, s, k.y.base), 0}, k.y.offset));
    if (k.kind == SYM_PRE && k.a && k.a != UINT32_MAX && k.x.base) /* what is known of an attribute hangs on its object */
        return incoming_of(a, s, k.x, k.a - 1);
    return universe_sym(&a->universe, k);
}

static bool note_assumed(void *context, uint32_t key, const struct pmap_value *v)
{
    struct analysis *a = context;
    (void)v;
    vec_push(&a->assumed, key);
    return true;
}

void pattern_assume(struct analysis *a, struct state *s)
{
    const struct pattern *p = a->pattern;
    for (uint32_t i = 0; i < p->equal_count && !s->dead; i++) {
        const struct equality *q = &p->equal[i];
        struct term t = term_plus((struct term){instantiate(a, p, s, q->t.base), 0}, q->t.offset);
        state_assume(&a->domain, s, IR_BIN_EQ, (struct term){instantiate(a, p, s, q->s), 0}, t);
    }
    pmap_each(s->same, note_assumed, a);
}

/* ---- what a call shows ---------------------------------------------------------------------------- */

/* A callee's object, as it is at the call. */
struct seen {
    sym base;
    struct term here;
    uint32_t first, count; /* of the footprint */
};

struct looking {
    struct analysis *a;
    const struct summary *from;
    const struct term *args;
    uint32_t arg_count, site;
    struct state scratch;
    struct term *map;
    VEC(struct seen) seen;
    struct pattern *pattern;
    bool grew;     /* the pattern says more than before */
    bool aliased;  /* there is an alias that the summary does not know */
    bool no_room;
};

static struct term here(struct looking *l, sym n)
{
    struct term t = summary_translate(l->a, l->from, l->args, l->arg_count, l->site, &l->scratch, l->map, n);
    l->scratch.dead = false; /* a way to the object that is none here */
    return t;
}

static void add_equal(struct looking *l, sym s, struct term t)
{
    struct pattern *p = l->pattern;
    for (uint32_t i = 0; i < p->equal_count; i++)
        if (p->equal[i].s == s && term_equal(p->equal[i].t, t))
            return;
    if (s == NO_KEY || t.base == NO_KEY || p->equal_count == PATTERN_EQUAL_MAX) {
        l->no_room = true;
        return;
    }
    p->equal[p->equal_count++] = (struct equality){s, t};
    l->grew = true;
}

static void find_objects(struct looking *l)
{
    for (uint32_t i = 0; i < l->from->footprint_count;) {
        struct seen x = {.base = l->from->footprint[i].base, .first = i};
        while (i < l->from->footprint_count && l->from->footprint[i].base == x.base)
            i++;
        x.count = i - x.first;
        x.here = here(l, x.base);
        if (x.here.base)
            vec_push(&l->seen, x);
    }
}

/* Whether two attributes are one. Those of a place stand where it stands, others belong to the whole object. */
static bool same_attribute(int64_t x, int64_t p, int64_t y, int64_t q)
{
    uint32_t at_p, at_q;
    if (!attribute_is_of_place((uint32_t)p) || !attribute_is_of_place((uint32_t)q))
        return p == q;
    return attribute_shifted((uint32_t)p, x, &at_p) && attribute_shifted((uint32_t)q, y, &at_q) && at_p == at_q;
}

/* Whether one's changes are the other's business. */
static bool interferes(const struct looking *l, const struct seen *x, const struct seen *y)
{
    for (uint32_t i = x->first; i < x->first + x->count; i++)
        for (uint32_t k = y->first; k < y->first + y->count; k++) {
            const struct location *p = &l->from->footprint[i], *q = &l->from->footprint[k];
            if ((!p->written && !q->written) || p->attribute != q->attribute)
                continue;
            int64_t from_p = x->here.offset + p->offset, from_q = y->here.offset + q->offset;
            if (p->attribute ? same_attribute(x->here.offset, p->offset, y->here.offset, q->offset) : from_p < from_q + (int64_t)q->size && from_q < from_p + (int64_t)p->size)
                return true;
        }
    return false;
}

/* Of equal values the one that the others are said to be equal to: the lower, a global before all. */
static bool is_better_name(const struct looking *l, const struct seen *x, const struct seen *y)
{
    int px = l->from->keys[x->base].kind == SYM_GLOBAL ? 0 : l->from->keys[x->base].kind == SYM_PARAM ? 1 : 2;
    int py = l->from->keys[y->base].kind == SYM_GLOBAL ? 0 : l->from->keys[y->base].kind == SYM_PARAM ? 1 : 2;
    return px != py ? px < py : x->base < y->base;
}

/* All objects that are one here get one name, if their being one matters. */
static void find_aliases(struct looking *l)
{
    for (uint32_t i = 0; i < l->seen.count; i++) {
        bool first = true, matters = false;
        uint32_t name = i;
        for (uint32_t k = 0; k < l->seen.count; k++) {
            if (l->seen.items[k].here.base != l->seen.items[i].here.base)
                continue;
            first &= k >= i;
            for (uint32_t n = k + 1; n < l->seen.count && !matters; n++)
                matters = l->seen.items[n].here.base == l->seen.items[k].here.base && interferes(l, &l->seen.items[k], &l->seen.items[n]);
            if (is_better_name(l, &l->seen.items[k], &l->seen.items[name]))
                name = k;
        }
        if (!first || !matters)
            continue;
        l->aliased = true;
        const struct seen *to = &l->seen.items[name];
        sym known = pattern_symbol(l->pattern, l->from, to->base);
        for (uint32_t k = 0; k < l->seen.count; k++) {
            const struct seen *x = &l->seen.items[k];
            if (k != name && x->here.base == to->here.base)
                add_equal(l, pattern_symbol(l->pattern, l->from, x->base), (struct term){known, x->here.offset - to->here.offset});
        }
    }
}

static const struct location *state_location(const struct looking *l, const struct seen *x)
{
    for (uint32_t i = x->first; i < x->first + x->count; i++)
        if (l->from->footprint[i].attribute && l->from->footprint[i].offset == ATTRIBUTE_STATE)
            return &l->from->footprint[i];
    return NULL;
}

/* Whether the symbol is the object's content, or found through it; of the pointer to it, no. */
static bool leads_through(const struct summary *from, sym n, sym object)
{
    const struct sym_key *k = &from->keys[n];
    bool leads = k->kind == SYM_PRE || k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST;
    return leads && ((k->x.base && (k->x.base == object || leads_through(from, k->x.base, object))) ||
                     (k->y.base && (k->y.base == object || leads_through(from, k->y.base, object))));
}

/* Whether the case asks for the object's content or changes it. */
static bool touches(const struct summary *from, const struct summary_case *c, sym object)
{
    bool found = c->returns_value && leads_through(from, c->result.base, object);
    for (uint32_t i = 0; i < c->fact_count && !found; i++)
        found = leads_through(from, c->facts[i].base, object) || (c->facts[i].same && leads_through(from, c->facts[i].term.base, object));
    for (uint32_t i = 0; i < c->cell_count && !found; i++)
        found = c->cells[i].base == object || leads_through(from, c->cells[i].base, object) ||
                (c->cells[i].cell.kind == CELL_VALUE && leads_through(from, c->cells[i].cell.value.base, object));
    for (uint32_t i = 0; i < c->object_count && !found; i++)
        found = c->objects[i].base == object || leads_through(from, c->objects[i].base, object);
    for (uint32_t i = 0; c->is_issue && i < c->issue.need_count && !found; i++)
        found = leads_through(from, c->issue.needs[i].x.base, object) || leads_through(from, c->issue.needs[i].y.base, object);
    return found;
}

/* False where this caller knows that the case cannot be. */
static bool is_possible(struct looking *l, const struct summary_case *c)
{
    struct domain *d = &l->a->domain;
    bool possible = true;
    for (uint32_t i = 0; i < c->fact_count && possible; i++) {
        const struct summary_fact *f = &c->facts[i];
        struct term t = state_norm(d, &l->scratch, here(l, f->base));
        if (f->same) {
            possible = state_compare(d, &l->scratch, IR_BIN_EQ, t, term_plus(here(l, f->term.base), f->term.offset)) != TRUTH_FALSE;
        } else {
            struct fact known = state_fact(d, &l->scratch, t);
            possible = !facts_apart(&known, &f->fact);
        }
    }
    return possible;
}

/* Whether the callee may do something here with the object itself. */
static bool is_touched(struct looking *l, sym object)
{
    bool found = false;
    for (uint32_t i = 0; i < l->from->case_count && !found; i++)
        found = touches(l->from, &l->from->cases[i], object) && is_possible(l, &l->from->cases[i]);
    return found;
}

/* Objects that are freed with others of the callee's. What it does not touch is freed with them here as well. */
static void find_parts(struct looking *l)
{
    for (uint32_t i = 0; i < l->seen.count; i++) {
        const struct seen *part = &l->seen.items[i];
        const struct object *o = part->here.offset == 0 && state_location(l, part) ? state_object(&l->scratch, part->here.base) : NULL;
        struct term holder = term_const(0);
        for (uint32_t k = 0; o && k < o->attribute_count; k++)
            if (o->cells[o->cell_count + k].offset == ATTRIBUTE_HOLDER)
                holder = state_norm(&l->a->domain, &l->scratch, o->cells[o->cell_count + k].value);
        for (uint32_t k = 0; holder.base && k < l->seen.count; k++) {
            const struct seen *x = &l->seen.items[k];
            const struct location *freed = state_location(l, x);
            if (!freed || !freed->written || !term_equal(x->here, holder) || !is_touched(l, part->base))
                continue;
            struct sym_key key = {.kind = SYM_PRE, .bits = 32, .is_signed = true, .a = ATTRIBUTE_HOLDER + 1};
            key.x.base = pattern_symbol(l->pattern, l->from, part->base);
            sym attribute = key.x.base == NO_KEY ? NO_KEY : pattern_key(l->pattern, key);
            add_equal(l, attribute, (struct term){pattern_symbol(l->pattern, l->from, x->base), 0});
        }
    }
}

static void find_functions(struct looking *l)
{
    for (uint32_t i = 0; i < l->from->called_count; i++) {
        struct term t = here(l, l->from->called[i]);
        const struct sym_key *k = universe_key(&l->a->universe, t.base);
        if (k->kind == SYM_FUNCTION && t.offset == 0)
            add_equal(l, pattern_symbol(l->pattern, l->from, l->from->called[i]), (struct term){pattern_key(l->pattern, *k), 0});
        else if (t.offset == 0 && t.base)
            note_called(l->a, t.base);
    }
}

static bool is_branched_on(const struct summary *from, sym n)
{
    for (uint32_t c = 0; c < from->case_count; c++)
        for (uint32_t i = 0; i < from->cases[c].fact_count; i++)
            if (from->cases[c].facts[i].base == n)
                return true;
    return false;
}

static void find_constants(struct looking *l)
{
    for (sym n = 1; n < l->from->key_count; n++) {
        const struct sym_key *k = &l->from->keys[n];
        if (k->kind != SYM_PARAM || k->a >= l->arg_count || !is_branched_on(l->from, n))
            continue;
        struct term t = state_norm(&l->a->domain, &l->scratch, l->args[k->a]);
        if (term_is_const(t))
            add_equal(l, pattern_symbol(l->pattern, l->from, n), t);
    }
}

static void look(struct looking *l, bool values)
{
    l->map = mem_alloc((l->from->key_count + 1) * sizeof *l->map);
    for (sym n = 0; n < l->from->key_count; n++)
        l->map[n] = (struct term){UINT32_MAX, 0};
    find_objects(l);
    find_aliases(l);
    find_parts(l);
    find_functions(l);
    if (values)
        find_constants(l);
    vec_release(&l->seen);
    free(l->map);
}

/* ---- making ------------------------------------------------------------------------------------------ */

/* NULL where a bound is reached, the function is being executed, or the pattern cannot be. */
static const struct summary *specialised(struct analysis *a, uint32_t f, const struct pattern *pattern)
{
    struct specials *all = a->specials;
    uint32_t of_callee = 0;
    for (uint32_t i = 0; i < all->items.count; i++) {
        const struct special *x = all->items.items[i];
        if (x->function == f && same_pattern(x->pattern, pattern))
            return x->done && x->summary.ready ? &x->summary : NULL;
        of_callee += x->function == f;
    }
    if (all->items.count >= SPECIALS_MAX || of_callee >= SPECIALS_PER_CALLEE || all->steps >= SPECIALS_STEPS) {
        a->out->counters.specials_over++;
        return NULL;
    }
    struct pattern *kept = arena_new(a->out->arena, struct pattern);
    struct special *x = arena_new(a->out->arena, struct special);
    *kept = *pattern;
    *x = (struct special){.function = f, .pattern = kept};
    vec_push(&all->items, x);
    function_specialise(a, f, kept, &x->summary);
    x->done = true;
    return x->summary.ready ? &x->summary : NULL;
}

const struct summary *summary_for_call(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site,
                                       const struct state *s, bool *covered)
{
    const struct summary *from = &a->engine->summaries[f];
    bool values = from->lossy && from->steps <= SPECIAL_VALUE_STEPS;
    struct pattern pattern; /* its keys are many: they are not cleared */
    pattern.key_count = pattern.equal_count = 0;
    *covered = true;
    for (int round = 0; round <= SPECIAL_ROUNDS; round++) {
        struct trial trial = domain_try(&a->domain);
        struct looking l = {.a = a, .from = from, .args = args, .arg_count = arg_count, .site = site, .scratch = *s, .pattern = &pattern};
        look(&l, values);
        domain_tried(&a->domain, trial); /* what was read on the way stands in the scratch state only */
        *covered = !l.aliased && !l.no_room;
        const struct summary *next = l.grew && round < SPECIAL_ROUNDS ? specialised(a, f, &pattern) : NULL;
        if (!next)
            break;
        from = next;
    }
    a->out->counters.aliased_calls += !*covered;
    return from;
}
