/*
 * Chains that a loop makes (ENGINE.md D8). After three iterations of a loop that links what it makes there are three elements
 * by name, and nobody knows how many there will be. Elements one after the other that were made at one place, that are in one
 * state, and that nobody knows but the element in front, are folded into one object, the *segment*: it stands for one of them
 * or more.
 *
 *     first ──▶ #3 ──▶ #2 ──▶ #1 ──▶ 0     becomes     first ──▶ #3 ──▶ segment ┄┄▶ 0
 *     first ──▶ #1 ──▶ #2 ──▶ #3 ◀── last  becomes     first ──▶ #1 ──▶ segment ┄┄▶ #3 ◀── last
 *
 * In the next iteration #4 stands in front and #3 is folded, too, so that the chain stays as it is while the loop goes on.
 *
 * A segment is an object with ATTRIBUTE_SEGMENT, which says where the link stands; the link says what comes behind the whole
 * segment. Of its cells those are known that are the same in each element. Whoever reads or writes one opens it: then it is
 * its first element, and what follows is
 *
 *     another segment, or null, if the chain ends with null: which of the two, the path's next question decides
 *     what comes behind the segment, if that is something else: then the segment is taken for one element
 *
 * so that each length that is followed is one that a chain like this may have. That a loop's own bound says which one it is
 * is not known: the choice counts as one on a joined value (choice.c).
 *
 * No leak of a folded element is reported (FATE_FOLDED): where the loop that frees them was cut, too, nobody knows how many it
 * has freed.
 */
#include "engine/contract.h"
#include "engine/heap.h"

#include <stdlib.h>
#include <string.h>

enum { LINK_SIZE = 8 };

/* ---- opening ------------------------------------------------------------------------------------- */

/* Where the link of the segment stands; false where the object is none. */
static bool link_of(const struct object *o, int64_t *link)
{
    const struct cell *c = attribute_cell(o, ATTRIBUTE_SEGMENT);
    *link = c ? c->value.offset - 1 : 0;
    return c != NULL;
}

/* What the object's link holds; false where that is not one value. */
static bool linked_to(const struct object *o, int64_t link, struct term *out)
{
    for (uint32_t i = 0; o && i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        int64_t end = c->offset + (int64_t)c->size;
        if (end <= link || c->offset >= link + LINK_SIZE)
            continue;
        bool value = c->kind == CELL_VALUE && c->offset == link && c->size == LINK_SIZE;
        bool zero = c->kind == CELL_ZERO && c->offset <= link && end >= link + LINK_SIZE;
        *out = value ? c->value : term_const(0);
        return value || zero;
    }
    *out = term_const(0);
    return o && o->rest == REST_ZERO;
}

static struct object *copy_of(struct domain *d, const struct object *o)
{
    struct object *n = heap_object_new(d, heap_head(d, 0, o), o->cell_count, o->attribute_count);
    memcpy(n->cells, o->cells, (o->cell_count + o->attribute_count) * sizeof o->cells[0]);
    return n;
}

static void set_holder(struct object *o, sym from, sym to)
{
    for (uint32_t i = o->cell_count; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].offset == ATTRIBUTE_HOLDER && term_equal(o->cells[i].value, (struct term){from, 0}))
            o->cells[i].value.base = to;
}

static void is_there(struct domain *d, struct state *s, sym base)
{
    struct doubt doubt = s->doubt;
    state_assume(d, s, IR_BIN_NE, (struct term){base, 0}, term_const(0));
    s->doubt = doubt;
}

/* What stands in the cell of `next` is not the part that the element in front has, but another one like it. */
static void give_own_part(struct domain *d, struct state *s, sym front, sym next, struct cell *c)
{
    const struct object *o = state_object(s, c->value.base);
    struct sym_key k = *universe_key(d->universe, c->value.base);
    k.x = (struct term){next, c->offset};
    k.y = term_const(2);
    sym own = universe_sym(d->universe, k);
    if (!o || c->value.offset || state_object(s, own)) {
        *c = (struct cell){.offset = c->offset, .size = c->size, .kind = CELL_UNKNOWN, .stamp = STAMP_WIDENED | own};
        return;
    }
    struct object *n = copy_of(d, o);
    set_holder(n, front, next);
    heap_put(d, s, own, n);
    if (state_truth(d, s, c->value) == TRUTH_TRUE)
        is_there(d, s, own);
    c->value = (struct term){own, 0};
}

void segment_open(struct domain *d, struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    struct term end;
    int64_t link;
    if (!link_of(o, &link))
        return;
    bool ends = linked_to(o, link, &end) && term_equal(state_norm(d, s, end), term_const(0));
    state_clear_attribute(d, s, base, ATTRIBUTE_SEGMENT);
    struct sym_key k = *universe_key(d->universe, base);
    k.x = (struct term){base, 0};
    k.y = term_const(0);
    sym next = universe_sym(d->universe, k);
    if (!ends || state_object(s, next) || pmap_find(s->same, next) || pmap_find(s->facts, next))
        return;
    struct object *rest = copy_of(d, o);
    heap_put(d, s, next, rest);
    for (uint32_t i = 0; i < rest->cell_count; i++)
        if (rest->cells[i].kind == CELL_VALUE && rest->cells[i].offset != link && sym_is_folded(d, rest->cells[i].value.base))
            give_own_part(d, s, base, next, &rest->cells[i]);
    state_store(d, s, (struct term){base, link}, LINK_SIZE, (struct term){next, 0});
}

/* ---- who knows an element ------------------------------------------------------------------------------ */

struct fold {
    struct analysis *a;
    struct state *s;
    const struct flow_locals *dead; /* variables that nobody reads any more */
    struct sym_set known, shared;   /* objects that somebody refers to: one at least, more than one */
    struct sym_set *members;
    uint32_t stamp;
    VEC(sym) made;
};

static void refer(struct fold *f, sym to)
{
    if (to && !sym_set_add(&f->known, to))
        sym_set_add(&f->shared, to);
}

/* By a value that is computed from its address, too. */
static void refer_inside(struct fold *f, sym to)
{
    const struct sym_key k = *universe_key(&f->a->universe, to);
    if ((k.kind != SYM_EXPR && k.kind != SYM_ELEMENT && k.kind != SYM_LIST) || sym_set_has(&f->shared, to))
        return;
    sym_set_add(&f->shared, to);
    const sym operands[2] = {k.x.base, k.y.base};
    for (int i = 0; i < 2; i++) {
        if (operands[i])
            sym_set_add(&f->shared, operands[i]);
        refer_inside(f, operands[i]);
    }
}

static void refer_term(struct fold *f, struct term t)
{
    refer(f, t.base);
    if (t.offset && t.base)
        sym_set_add(&f->shared, t.base);
    refer_inside(f, t.base);
}

static bool is_dead(const struct fold *f, sym base)
{
    const struct sym_key *k = universe_key(&f->a->universe, base);
    for (uint32_t i = 0; k->kind == SYM_LOCAL && i < f->dead->count; i++)
        if (f->dead->items[i] == k->a)
            return true;
    return false;
}

static bool refer_object(void *context, uint32_t key, const struct pmap_value *v)
{
    struct fold *f = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    if (universe_key(&f->a->universe, key)->kind == SYM_NEW)
        vec_push(&f->made, key);
    refer_inside(f, key);
    if (is_dead(f, key))
        return true;
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        bool part = i >= o->cell_count && o->cells[i].offset == ATTRIBUTE_HOLDER; /* it goes with its holder, whichever that is */
        if (o->cells[i].kind == CELL_VALUE && !part)
            refer_term(f, o->cells[i].value);
    }
    return true;
}

static bool refer_temp(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)key;
    refer_term(context, term_unpack(v));
    return true;
}

static bool refer_equal(void *context, uint32_t key, const struct pmap_value *v)
{
    struct fold *f = context;
    (void)key;
    if (v->a)
        sym_set_add(&f->shared, (sym)v->a);
    return true;
}

/* ---- folding -------------------------------------------------------------------------------------------- */

/* Two objects, and two elements to which they may belong. */
struct pair {
    sym x, y, of_x, of_y;
};

static bool same_attributes(const struct object *x, const struct object *y, struct pair p)
{
    for (uint32_t i = 0; i < x->attribute_count; i++) {
        const struct cell *c = &x->cells[x->cell_count + i], *twin = attribute_cell(y, (uint32_t)c->offset);
        bool own = twin && c->offset == ATTRIBUTE_HOLDER && p.of_x && term_equal(c->value, (struct term){p.of_x, 0}) && term_equal(twin->value, (struct term){p.of_y, 0});
        if (c->offset != ATTRIBUTE_SEEN && c->offset != ATTRIBUTE_SEGMENT && !own && (!twin || !cells_equal(c, twin)))
            return false;
    }
    return true;
}

/* Whether they were made at one place, and are in one state. */
static bool pair_is_alike(const struct fold *f, struct pair p)
{
    const struct sym_key *kx = universe_key(&f->a->universe, p.x), *ky = universe_key(&f->a->universe, p.y);
    const struct object *x = state_object(f->s, p.x), *y = state_object(f->s, p.y);
    return p.x != p.y && kx->kind == SYM_NEW && ky->kind == SYM_NEW && kx->a == ky->a && kx->b == ky->b && x && y && same_attributes(x, y, p) &&
           same_attributes(y, x, (struct pair){p.y, p.x, p.of_y, p.of_x});
}

static bool are_alike(const struct fold *f, sym x, sym y) { return pair_is_alike(f, (struct pair){.x = x, .y = y}); }

/* Whether `to` may be folded with x, in front of it: it is there, and known to x only. */
static bool is_next(const struct fold *f, sym x, struct term to)
{
    return to.base && to.offset == 0 && are_alike(f, x, to.base) && !sym_set_has(&f->shared, to.base) &&
           state_truth(&f->a->domain, f->s, to) == TRUTH_TRUE;
}

/* Whether the object is one that only the cell refers to. */
static bool is_own(const struct fold *f, const struct cell *c)
{
    sym base = c->kind == CELL_VALUE ? c->value.base : 0;
    return base && c->value.offset == 0 && universe_key(&f->a->universe, base)->kind == SYM_NEW && state_object(f->s, base) && !sym_set_has(&f->shared, base) &&
           state_truth(&f->a->domain, f->s, c->value) == TRUTH_TRUE;
}

static void put_cell(struct object *o, struct cell c)
{
    if (c.size)
        o->cells[o->cell_count++] = c;
}

/* The cells of x that y has, too, as those of an object; others are unknown. */
static struct object *common_cells(struct fold *f, const struct object *x, const struct object *y)
{
    struct object *o = heap_object_new(&f->a->domain, heap_head(&f->a->domain, 0, x), x->cell_count + 2, x->attribute_count + 1); /* for a link, and for what it is */
    o->cell_count = x->cell_count;
    for (uint32_t i = 0; i < x->cell_count; i++) {
        const struct cell *twin = object_same_place(y, &x->cells[i], false);
        o->cells[i] = x->cells[i];
        if (!twin || !cells_equal(twin, &x->cells[i]) || (x->cells[i].kind == CELL_VALUE && sym_is_folded(&f->a->domain, x->cells[i].value.base))) {
            o->cells[i].kind = CELL_UNKNOWN;
            o->cells[i].stamp = f->stamp;
        }
    }
    if (o->rest != REST_UNKNOWN && (y->rest != o->rest || y->cell_count != x->cell_count)) {
        o->rest = REST_UNKNOWN;
        o->stamp = f->stamp;
    }
    memcpy(o->cells + o->cell_count, x->cells + x->cell_count, x->attribute_count * sizeof o->cells[0]);
    o->attribute_count = x->attribute_count;
    o->escaped = o->escaped ? o->escaped : FATE_FOLDED;
    return o;
}

/* What the element holds, and is not known of the segment, is held by nobody who has a name. */
static void leave_behind(struct fold *f, const struct object *element, const struct object *segment, int64_t link)
{
    for (uint32_t i = 0; i < element->cell_count; i++) {
        const struct cell *c = &element->cells[i], *twin = object_same_place(segment, c, false);
        if (c->kind == CELL_VALUE && c->offset != link && !(twin && cells_equal(twin, c)) && state_object(f->s, c->value.base))
            state_escape(&f->a->domain, f->s, c->value.base, FATE_LOOP);
    }
}

/* A part that each element has of its own: what stands for all of them, as the part of `at`. Null where they are not alike. */
static struct term fold_part(struct fold *f, sym at, struct pair elements, const struct cell *x, const struct cell *y, bool absorbed)
{
    struct domain *d = &f->a->domain;
    struct pair parts = {x->value.base, y ? y->value.base : 0, elements.x, elements.y};
    if (!y || !is_own(f, x) || !is_own(f, y) || !pair_is_alike(f, parts))
        return term_const(0);
    const struct object *of_x = state_object(f->s, parts.x), *of_y = state_object(f->s, parts.y);
    struct sym_key k = *universe_key(&f->a->universe, parts.x);
    k.op = NEW_FOLDED;
    k.epoch = f->s->epoch;
    k.x = (struct term){at, x->offset};
    k.y = term_const(3);
    bool again = sym_is_folded(d, parts.x);
    sym part = again ? parts.x : universe_sym(&f->a->universe, k);
    struct object *o = common_cells(f, of_x, of_y);
    set_holder(o, elements.x, at);
    if (!again)
        f->s->heap = pmap_remove(&f->a->arena, f->s->heap, parts.x);
    if (absorbed)
        f->s->heap = pmap_remove(&f->a->arena, f->s->heap, parts.y);
    heap_put(d, f->s, part, o);
    leave_behind(f, of_x, o, INT64_MIN);
    if (absorbed)
        leave_behind(f, of_y, o, INT64_MIN);
    is_there(d, f->s, part);
    return (struct term){part, 0};
}

static void set_link(struct object *o, int64_t link, struct term end)
{
    struct cell cells[OBJECT_CELLS_MAX], attributes[OBJECT_CELLS_MAX];
    uint32_t count = o->cell_count, own = o->attribute_count;
    if (count > OBJECT_CELLS_MAX || own > OBJECT_CELLS_MAX)
        return;
    memcpy(cells, o->cells, count * sizeof cells[0]);
    memcpy(attributes, o->cells + count, own * sizeof cells[0]);
    struct cell next = {.offset = link, .size = LINK_SIZE, .kind = CELL_VALUE, .value = end};
    o->cell_count = 0;
    bool placed = false;
    for (uint32_t i = 0; i < count; i++) {
        struct cell c = cells[i], before = c;
        int64_t to = c.offset + (int64_t)c.size;
        if (to <= link) {
            put_cell(o, c);
            continue;
        }
        before.size = c.offset < link ? (uint32_t)(link - c.offset) : 0;
        put_cell(o, before);
        if (!placed)
            put_cell(o, next);
        placed = true;
        if (to <= link + LINK_SIZE)
            continue;
        if (c.offset < link + LINK_SIZE) {
            c.offset = link + LINK_SIZE;
            c.size = (uint32_t)(to - c.offset);
        }
        put_cell(o, c);
    }
    if (!placed)
        put_cell(o, next);
    memcpy(o->cells + o->cell_count, attributes, own * sizeof cells[0]);
}

/* What the elements x and y have in common, as a segment at `at` with `end` behind it. absorbed: y is one of its elements from now on. */
static void put_segment(struct fold *f, sym at, struct pair p, int64_t link, struct term end, bool absorbed)
{
    const struct object *x = state_object(f->s, p.x), *y = state_object(f->s, p.y);
    struct object *o = common_cells(f, x, y);
    for (uint32_t i = 0; i < x->cell_count; i++) {
        const struct cell *c = &x->cells[i];
        bool linked = c->offset < link + LINK_SIZE && link < c->offset + (int64_t)c->size;
        struct term part = linked ? term_const(0) : fold_part(f, at, p, c, object_same_place(y, c, false), absorbed);
        if (part.base)
            o->cells[i] = (struct cell){.offset = c->offset, .size = c->size, .kind = CELL_VALUE, .value = part};
    }
    if (!attribute_cell(o, ATTRIBUTE_SEGMENT))
        o->cells[o->cell_count + o->attribute_count++] = (struct cell){.offset = ATTRIBUTE_SEGMENT, .kind = CELL_VALUE, .value = term_const(link + 1)};
    set_link(o, link, end);
    heap_put(&f->a->domain, f->s, at, o);
    if (at != p.x) {
        f->s->heap = pmap_remove(&f->a->arena, f->s->heap, p.x);
        leave_behind(f, x, o, link);
    }
    if (absorbed) {
        f->s->heap = pmap_remove(&f->a->arena, f->s->heap, p.y);
        leave_behind(f, y, o, link);
    }
}

/* The element is one of the segment's from now on. */
static void absorb(struct fold *f, sym segment, sym element, int64_t link, struct term end)
{
    put_segment(f, segment, (struct pair){.x = segment, .y = element}, link, end, true);
}

/* What an element with a name does not have in common with those of the segment hangs together with the number of iterations. */
static void forget_differences(struct fold *f, sym element, const struct object *segment, int64_t link)
{
    const struct object *o = state_object(f->s, element);
    for (uint32_t i = 0; i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i], *twin = object_same_place(segment, c, false);
        bool own = c->kind == CELL_VALUE && universe_key(&f->a->universe, c->value.base)->kind == SYM_NEW;
        if (own || c->kind == CELL_UNKNOWN || (c->offset <= link && link < c->offset + (int64_t)c->size) || (twin && cells_equal(twin, c)))
            continue;
        state_forget(&f->a->domain, f->s, (struct term){element, c->offset}, c->size, f->stamp);
    }
}

/* A segment behind x: what is linked there, and is alike. 0 where there is nothing to fold. */
static sym fold_first(struct fold *f, sym x, int64_t link, struct term to)
{
    struct domain *d = &f->a->domain;
    const struct object *o = state_object(f->s, to.base);
    struct term end;
    int64_t other;
    if (!is_next(f, x, to) || !linked_to(o, link, &end))
        return 0;
    if (link_of(o, &other))
        return other == link ? to.base : 0;
    bool before_one = is_next(f, to.base, end) && link_of(state_object(f->s, end.base), &other) && other == link;
    struct sym_key k = *universe_key(&f->a->universe, to.base);
    k.op = NEW_FOLDED;
    k.epoch = f->s->epoch;
    k.x = (struct term){x, link};
    k.y = term_const(1); /* no segment's second element */
    sym segment = before_one ? end.base : universe_sym(&f->a->universe, k);
    if (before_one) {
        struct term behind = term_const(0);
        linked_to(state_object(f->s, segment), link, &behind);
        absorb(f, segment, to.base, link, behind);
    } else
        put_segment(f, segment, (struct pair){.x = to.base, .y = x}, link, end, false);
    is_there(d, f->s, segment);
    state_store(d, f->s, (struct term){x, link}, LINK_SIZE, (struct term){segment, 0});
    return segment;
}

/* Folds what is linked to x at the offset. */
static bool fold_behind(struct fold *f, sym x, int64_t link, struct term to)
{
    int64_t of_x;
    bool is_one = link_of(state_object(f->s, x), &of_x);
    sym segment = is_one ? of_x == link ? x : 0 : fold_first(f, x, link, to);
    struct term end, behind;
    if (!segment)
        return false;
    while (linked_to(state_object(f->s, segment), link, &end) && is_next(f, segment, end) && linked_to(state_object(f->s, end.base), link, &behind))
        absorb(f, segment, end.base, link, behind);
    sym_set_add(f->members, x);
    sym_set_add(f->members, segment);
    if (!is_one)
        forget_differences(f, x, state_object(f->s, segment), link);
    if (end.base && are_alike(f, segment, end.base)) {
        sym_set_add(f->members, end.base);
        forget_differences(f, end.base, state_object(f->s, segment), link);
    }
    return true;
}

static bool not_folded(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)v;
    return !sym_is_folded(&((struct analysis *)context)->domain, key);
}

bool segments_are_there(struct analysis *a, const struct state *s) { return a->universe.has_folded && !pmap_each(s->heap, not_folded, a); }

struct linked {
    struct analysis *a;
    bool any;
};

static bool linked_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct linked *l = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    const struct sym_key *k = universe_key(&l->a->universe, key);
    for (uint32_t i = 0; k->kind == SYM_NEW && i < o->cell_count && !l->any; i++) {
        const struct sym_key *to = o->cells[i].kind == CELL_VALUE ? universe_key(&l->a->universe, o->cells[i].value.base) : k;
        l->any = to != k && to->kind == SYM_NEW && to->a == k->a && to->b == k->b;
    }
    return !l->any;
}

static int compare_syms(const void *p, const void *q)
{
    sym x = *(const sym *)p, y = *(const sym *)q;
    return x < y ? -1 : x > y;
}

void segments_fold(struct analysis *a, struct state *s, uint32_t head, struct sym_set *members)
{
    struct linked linked = {.a = a};
    pmap_each(s->heap, linked_fn, &linked);
    if (!linked.any)
        return;
    uint32_t stamp = a->module->blocks.items[a->ir->first_block + head].first;
    struct fold f = {.a = a, .s = s, .dead = &a->flow.dead[head], .members = members, .stamp = ((stamp + s->epoch) & ~STAMP_LOST) | STAMP_WIDENED};
    pmap_each(s->heap, refer_object, &f);
    pmap_each(s->temps, refer_temp, &f);
    pmap_each(s->same, refer_equal, &f);
    qsort(f.made.items, f.made.count, sizeof(sym), compare_syms);
    for (uint32_t i = 0; i < f.made.count; i++) {
        const struct object *o = state_object(s, f.made.items[i]);
        for (uint32_t c = 0; o && c < o->cell_count; c++)
            if (o->cells[c].kind == CELL_VALUE && o->cells[c].size == LINK_SIZE && fold_behind(&f, f.made.items[i], o->cells[c].offset, o->cells[c].value))
                break;
    }
    sym_set_release(&f.known);
    sym_set_release(&f.shared);
    vec_release(&f.made);
}
