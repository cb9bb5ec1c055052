/*
 * Two states as one (merge.c says when): cells that differ become unknown within the hull of what was known,
 * unless they hold or name a tracked object. Symbols are shared between states, so that agreement is identity.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

/* ---- equality ------------------------------------------------------------------------------- */

static bool differ_object(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && objects_equal((const struct object *)(uintptr_t)x->a, (const struct object *)(uintptr_t)y->a);
}

static bool differ_fact(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && facts_equal((const struct fact *)(uintptr_t)x->a, (const struct fact *)(uintptr_t)y->a);
}

static bool differ_any(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key, (void)x, (void)y;
    return false;
}

bool states_equal(struct analysis *a, const struct state *x, const struct state *y)
{
    (void)a;
    return pmap_diff(x->heap, y->heap, differ_object, NULL) && pmap_diff(x->same, y->same, differ_any, NULL) &&
           pmap_diff(x->facts, y->facts, differ_fact, NULL) && pmap_diff(x->temps, y->temps, differ_any, NULL);
}

/* ---- joining ----------------------------------------------------------------------------------- */

struct join {
    struct analysis *a;
    const struct state *x, *y;
    struct state out;
    uint32_t stamp;
    bool widen; /* bounds that differ are given up, so that repeated joins come to an end */
    bool forced; /* over the hard bound: classes of values may be forgotten */
    struct sym_set joined; /* symbols that stand for two values */
    uint32_t differences;  /* objects that are not the same on both sides */
    uint32_t edit;         /* of the maps of `out` */
};

bool state_names_tracked(struct analysis *a, const struct state *s, struct term t)
{
    t = state_norm(&a->domain, s, t);
    if (t.base == 0)
        return false;
    if (universe_key(&a->universe, t.base)->kind == SYM_NEW)
        return true;
    const struct object *o = state_object(s, t.base);
    bool incoming = sym_is_incoming(&a->domain, t.base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        bool untouched = incoming && (c->offset == ATTRIBUTE_SEEN ||
                                      is_incoming_attribute(&a->domain, c->value, t.base, (uint32_t)c->offset));
        if (!untouched) /* what callers passed and nobody changed is one of their objects like another */
            return true;
    }
    return false;
}

static bool names_tracked(const struct join *j, const struct state *s, struct term t)
{
    return state_names_tracked(j->a, s, t);
}

struct fact facts_hull(struct analysis *a, const struct fact *fx, const struct fact *fy, const struct state *y, struct term in_y)
{
    struct fact hull = {.low = fx->low < fy->low ? fx->low : fy->low, .high = fx->high > fy->high ? fx->high : fy->high};
    for (uint32_t i = 0; i < fx->hole_count; i++) /* what neither can be: null, mostly */
        if (state_compare(&a->domain, y, IR_BIN_NE, in_y, term_const(fx->holes[i])) == TRUTH_TRUE)
            hull.holes[hull.hole_count++] = fx->holes[i];
    facts_meet_bits(fx, fy, &hull);
    return hull;
}

/* What both sides know: fx of the one, fy of the other, whose value is y. */
static struct fact fact_hull(struct join *j, const struct fact *fx, const struct fact *fy, struct term y)
{
    struct fact hull = facts_hull(j->a, fx, fy, j->y, y);
    if (j->widen && fy->low < fx->low) /* flags keep their values, and what counts from one is never zero */
        hull.low = fy->low >= 0 ? fy->low > 0 : INT64_MIN;
    if (j->widen && fy->high > fx->high)
        hull.high = fy->high <= 1 ? fy->high > 0 : INT64_MAX;
    return hull;
}

/* A fact that says nothing is none. */
static void put_fact(struct join *j, sym s, struct fact *f)
{
    struct fact type = symbol_fact(&j->a->domain, s);
    if (!fact_says_more(f, &type))
        j->out.facts = pmap_remove(&j->a->arena, j->out.facts, s);
    else
        j->out.facts = pmap_put(&j->a->arena, j->out.facts, s, (struct pmap_value){(uint64_t)(uintptr_t)f, 0}, j->edit);
}

/* Which of the sides had which values is forgotten from here on; the values were those of x and y there. */
static void blur(struct join *j, sym s, const struct fact *fx, const struct fact *fy, sym x, sym y)
{
    struct blur *b = arena_new_raw(&j->a->arena, struct blur);
    *b = (struct blur){.join = j->a->joins, .x = *fx, .y = *fy};
    j->out.blurred = pmap_put(&j->a->arena, j->out.blurred, s, (struct pmap_value){(uint64_t)(uintptr_t)b, 0}, j->edit);
    story_add(j->a, j->x, j->y, s, fx, fy, x, y, &j->out);
}

static struct term joined_value(struct join *j, sym base, const struct cell *x, const struct cell *y)
{
    struct domain *d = &j->a->domain;
    struct fact fx = state_fact(d, j->x, x->value), fy = state_fact(d, j->y, y->value);
    bool foreign = universe_is_foreign(&j->a->universe, x->value.base) || universe_is_foreign(&j->a->universe, y->value.base);
    enum loss lost = universe_loss(&j->a->universe, x->value.base) == LOSS_DROPPED || universe_loss(&j->a->universe, y->value.base) == LOSS_DROPPED ? LOSS_DROPPED : LOSS_JOINED;
    struct fact *hull = arena_new_raw(&j->a->arena, struct fact);
    *hull = fact_hull(j, &fx, &fy, y->value);
    struct sym_key k = {.kind = SYM_UNKNOWN, .op = foreign ? UNKNOWN_FOREIGN : UNKNOWN_PLAIN, .lost = (uint8_t)lost, .a = j->stamp, .b = UINT32_MAX - 2, .epoch = j->x->epoch, .x = {base, x->offset},
                        .bits = (uint8_t)(x->size < 8 ? x->size * 8 : 0), .is_signed = fx.low < 0 || fy.low < 0};
    struct term t = {universe_sym(&j->a->universe, k), 0};
    j->out.same = pmap_remove(&j->a->arena, j->out.same, t.base);
    if (hull->low == hull->high)
        return term_const(hull->low);
    sym_set_add(&j->joined, t.base);
    put_fact(j, t.base, hull);
    if (lost == LOSS_JOINED)
        blur(j, t.base, j->widen ? hull : &fx, j->widen ? hull : &fy, x->value.base, y->value.base); /* widening adds values of later rounds */
    return t;
}

const struct cell *object_same_place(const struct object *o, const struct cell *c, bool attribute)
{
    uint32_t from = attribute ? o->cell_count : 0, to = from + (attribute ? o->attribute_count : o->cell_count);
    for (uint32_t i = from; i < to; i++)
        if (o->cells[i].offset == c->offset && o->cells[i].size == c->size && o->cells[i].kind == c->kind)
            return &o->cells[i];
    return NULL;
}

/* One object on its two sides; NULL where a side has nothing recorded of it. */
struct sides {
    struct join *j;
    sym base;
    const struct object *x, *y;
    uint8_t rest;
    bool asked;      /* only whether they can be joined: nothing is built */
    uint32_t count;
    struct cell cells[OBJECT_CELLS_MAX];
};

/* What a side that has no cell at the place of `like` reads there. */
static struct cell absent_cell(struct sides *o, const struct cell *like)
{
    struct cell c = {.offset = like->offset, .size = like->size, .kind = CELL_UNKNOWN, .stamp = o->j->stamp | STAMP_LOST};
    if (o->rest == REST_ZERO)
        c.kind = CELL_ZERO;
    if (o->rest == REST_PRE && like->kind == CELL_VALUE) {
        struct sym_key k = {.kind = SYM_PRE, .b = like->size, .x = {o->base, like->offset}};
        c.value.base = o->asked ? universe_find(&o->j->a->universe, &k) : universe_sym(&o->j->a->universe, k);
        if (c.value.base) /* else nothing is known of it */
            c.kind = CELL_VALUE;
    }
    return c;
}

char state_value_class(struct analysis *a, const struct state *s, struct term v)
{
    struct fact f = state_fact(&a->domain, s, v);
    if (f.low == f.high && (f.low == 0 || f.low == 0x103))
        return f.low == 0 ? 'z' : 'p';
    if (f.high < 0)
        return 'n';
    bool not_zero = f.low > 0;
    for (uint32_t i = 0; i < f.hole_count; i++)
        not_zero |= f.holes[i] == 0;
    return not_zero ? '+' : 0;
}

static bool classes_differ(struct join *j, const struct cell *x, const struct cell *y)
{
    if (j->widen || j->forced || x->kind != CELL_VALUE || y->kind != CELL_VALUE)
        return false;
    char cx = state_value_class(j->a, j->x, x->value), cy = state_value_class(j->a, j->y, y->value);
    return cx && cy && cx != cy;
}

/* The symbol that a read of the unknown bytes gives. */
static struct term unread_value(struct join *j, sym base, const struct cell *c)
{
    struct sym_key k = {.kind = SYM_PART, .a = c->stamp, .b = c->size, .x = {base, c->offset}};
    return (struct term){universe_sym(&j->a->universe, k), 0};
}

/* Whether it is a number of callers' that was counted up or down, or what the rules note of their objects, and of the path: the IRQL at entry. */
static bool is_of_callers(const struct join *j, struct term t)
{
    bool noted = universe_key(&j->a->universe, t.base)->kind == SYM_PRE && universe_key(&j->a->universe, t.base)->a != 0;
    return t.base && (t.offset || noted) && universe_is_pre(&j->a->universe, t.base) && !universe_is_place(&j->a->universe, t.base);
}

/* The cell of one side, where the other side holds the same by what it knows: "count + 1" where it is known to have counted from 0, and
   stands for 1; the IRQL at entry, where it is known to be 0. Then nothing is forgotten. NULL where there is none. */
static const struct cell *said_by_one(const struct join *j, const struct cell *x, const struct cell *y)
{
    struct domain *d = &j->a->domain;
    if (x->kind != CELL_VALUE || y->kind != CELL_VALUE)
        return NULL;
    if (is_of_callers(j, y->value) && term_equal(state_norm(d, j->x, y->value), state_norm(d, j->x, x->value)))
        return y;
    return is_of_callers(j, x->value) && term_equal(state_norm(d, j->y, x->value), state_norm(d, j->y, y->value)) ? x : NULL;
}

/* Puts the join of two cells of one place; false where a tracked object's holder would be forgotten. */
static bool join_cell(struct sides *o, const struct cell *x, const struct cell *y)
{
    struct join *j = o->j;
    if (o->count == OBJECT_CELLS_MAX)
        return false;
    if (cells_equal(x, y)) {
        if (!o->asked)
            o->cells[o->count] = *x;
        o->count++;
        return true;
    }
    struct cell zero_x = *x, zero_y = *y;
    if (x->kind == CELL_VALUE && y->kind == CELL_VALUE && (x->size == 8)) {
        const struct sym_key *keys = j->a->universe.keys.items;
        if (unchecked_is_failed(keys, x->value))
            zero_x.value = state_norm(&j->a->domain, j->x, x->value);
        if (unchecked_is_failed(keys, y->value))
            zero_y.value = state_norm(&j->a->domain, j->y, y->value);
        if (term_equal(zero_x.value, zero_y.value)) { /* on which side the call has failed that left it is forgotten */
            if (!o->asked)
                o->cells[o->count] = zero_x;
            o->count++;
            return true;
        }
    }
    if (x->kind == CELL_ZERO && x->size <= 8)
        zero_x = (struct cell){.offset = x->offset, .size = x->size, .kind = CELL_VALUE, .value = {0, 0}};
    if (y->kind == CELL_ZERO && y->size <= 8)
        zero_y = (struct cell){.offset = y->offset, .size = y->size, .kind = CELL_VALUE, .value = {0, 0}};
    x = &zero_x;
    y = &zero_y;
    if ((x->kind == CELL_VALUE && names_tracked(j, j->x, x->value)) || (y->kind == CELL_VALUE && names_tracked(j, j->y, y->value)))
        return false;
    if (classes_differ(j, x, y))
        return false;
    if (o->asked) {
        o->count++;
        return true;
    }
    struct cell c = {.offset = x->offset, .size = x->size, .kind = CELL_UNKNOWN, .stamp = j->stamp | STAMP_LOST};
    const struct cell *said = said_by_one(j, x, y);
    if (said) {
        o->cells[o->count++] = *said;
        return true;
    }
    /* unknown bytes that nobody dropped are one more value among those that the joined one stands for */
    bool dropped = (x->kind == CELL_UNKNOWN && (x->stamp & STAMP_LOST)) || (y->kind == CELL_UNKNOWN && (y->stamp & STAMP_LOST));
    if (x->kind != CELL_ZERO && y->kind != CELL_ZERO && !dropped && x->size <= 8) {
        if (x->kind == CELL_UNKNOWN)
            zero_x.value = unread_value(j, o->base, x);
        if (y->kind == CELL_UNKNOWN)
            zero_y.value = unread_value(j, o->base, y);
        c.kind = CELL_VALUE;
        c.value = joined_value(j, o->base, x, y);
    }
    o->cells[o->count++] = c;
    return true;
}

/* The cells of one side in order; a range of zeros or unknown bytes is handed out in pieces. */
struct cursor {
    const struct cell *at, *next, *end; /* at NULL: behind the last */
    struct cell rest;                   /* of a cell that was cut */
};

static void cursor_next(struct cursor *c) { c->at = c->next < c->end ? c->next++ : NULL; }

static struct cursor cursor_of(const struct object *o)
{
    struct cursor c; /* its rest is not read before it is written */
    c.next = o ? o->cells : NULL;
    c.end = o ? o->cells + o->cell_count : NULL;
    cursor_next(&c);
    return c;
}

/* Leaves out of the cursor's cell what stands before `offset`. */
static void cursor_cut(struct cursor *c, int64_t offset)
{
    if (c->at->offset + (int64_t)c->at->size <= offset) {
        cursor_next(c);
        return;
    }
    c->rest = *c->at;
    c->at = &c->rest;
    c->rest.size -= (uint32_t)(offset - c->rest.offset);
    c->rest.offset = offset;
    if (c->rest.kind == CELL_VALUE)
        c->rest.kind = CELL_UNKNOWN;
}

/* The first `size` bytes of a cell; of a value, if not all, they are unknown bytes. */
static struct cell head_of(const struct cell *c, uint32_t size)
{
    struct cell h = *c;
    if (size < h.size && h.kind == CELL_VALUE)
        h.kind = CELL_UNKNOWN;
    h.size = size;
    return h;
}

static bool is_split_value(struct sides *o, const struct state *s, const struct cell *c, uint32_t size)
{
    return c->kind == CELL_VALUE && size < c->size && names_tracked(o->j, s, c->value);
}

/* One step where the two sides' cells do not stand at the same bytes. */
static bool join_parts(struct sides *o, struct cursor *x, struct cursor *y)
{
    int64_t from = !y->at || (x->at && x->at->offset < y->at->offset) ? x->at->offset : y->at->offset;
    bool in_x = x->at && x->at->offset == from, in_y = y->at && y->at->offset == from;
    int64_t end_x = x->at ? in_x ? from + (int64_t)x->at->size : x->at->offset : INT64_MAX;
    int64_t end_y = y->at ? in_y ? from + (int64_t)y->at->size : y->at->offset : INT64_MAX;
    int64_t to = end_x < end_y ? end_x : end_y;
    uint32_t size = (uint32_t)(to - from);
    struct cell cx, cy;
    if ((in_x && is_split_value(o, o->j->x, x->at, size)) || (in_y && is_split_value(o, o->j->y, y->at, size)))
        return false;
    if (in_x)
        cx = head_of(x->at, size);
    if (in_y)
        cy = head_of(y->at, size);
    if (!in_x)
        cx = absent_cell(o, &cy);
    if (!in_y)
        cy = absent_cell(o, &cx);
    if (!join_cell(o, &cx, &cy))
        return false;
    if (in_x)
        cursor_cut(x, to);
    if (in_y)
        cursor_cut(y, to);
    return true;
}

static bool join_cells(struct sides *o)
{
    struct cursor x = cursor_of(o->x), y = cursor_of(o->y);
    while (x.at || y.at) {
        bool together = x.at && y.at && x.at->offset == y.at->offset && x.at->size == y.at->size;
        if (!(together ? join_cell(o, x.at, y.at) : join_parts(o, &x, &y)))
            return false;
        if (together) {
            cursor_next(&x);
            cursor_next(&y);
        }
    }
    return true;
}

/* State, kind and holder are what rules' automata run over; the rest are values that their guards read. */
static bool may_be_forgotten(const struct cell *x, const struct cell *y)
{
    bool of_place = attribute_is_of_place((uint32_t)x->offset);
    if (of_place && attribute_plain((uint32_t)x->offset) == ATTRIBUTE_MEMBERS)
        return true; /* the entries themselves agree, or the states do not join */
    bool guard = x->offset >= ATTRIBUTE_BUILTIN_COUNT && x->offset < ATTRIBUTE_OF_ENGINE && !of_place;
    return guard && !(term_is_const(x->value) && term_is_const(y->value));
}

/* Attributes must agree; one that a side has not looked at is what its callers passed. */
static bool attributes_agree(struct sides *o)
{
    const struct object *both[2] = {o->x, o->y};
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; both[side] && i < both[side]->attribute_count; i++) {
            const struct cell *c = &both[side]->cells[both[side]->cell_count + i];
            const struct cell *twin = both[!side] ? object_same_place(both[!side], c, true) : NULL;
            if (c->offset == ATTRIBUTE_SEEN) /* else it would be asked about again */
                continue;
            if (twin ? !term_equal(twin->value, c->value) && !may_be_forgotten(c, twin)
                     : !sym_is_incoming(&o->j->a->domain, o->base) ||
                           !is_incoming_attribute(&o->j->a->domain, c->value, o->base, (uint32_t)c->offset))
                return false;
        }
    return true;
}

/* An object counts as seen where both sides have seen it. Attributes stand by number: it is the last. */
static void drop_unseen(struct object *n, const struct object *x, const struct object *y)
{
    struct cell *last = n->attribute_count ? &n->cells[n->cell_count + n->attribute_count - 1] : NULL;
    if (!last || last->offset != ATTRIBUTE_SEEN)
        return;
    if (!x || !y || !object_same_place(x, last, true) || !object_same_place(y, last, true))
        n->attribute_count--;
}

/* Its cells are many: they are not cleared. */
static void take_sides(struct sides *o, struct join *j, sym base, const struct object *x, const struct object *y, bool asked)
{
    o->j = j;
    o->base = base;
    o->x = x;
    o->y = y;
    o->asked = asked;
    o->count = 0;
    o->rest = x ? x->rest : y->rest;
}

static bool can_join_object(struct join *j, sym base, const struct object *x, const struct object *y)
{
    uint8_t unread = sym_is_incoming(&j->a->domain, base) ? REST_PRE : REST_UNKNOWN;
    struct sides o;
    take_sides(&o, j, base, x, y, true);
    return (x ? x->rest : unread) == (y ? y->rest : unread) && attributes_agree(&o) && join_cells(&o);
}

static void join_object(struct join *j, sym base, const struct object *x, const struct object *y)
{
    struct sides o;
    take_sides(&o, j, base, x, y, false);
    join_cells(&o);
    const struct object *with = !y || (x && x->attribute_count >= y->attribute_count) ? x : y;
    struct object *n = arena_alloc_raw(&j->a->arena, sizeof *n + (o.count + with->attribute_count) * sizeof n->cells[0]);
    *n = (struct object){.cell_count = o.count, .attribute_count = with->attribute_count, .rest = o.rest, .stamp = with->stamp, .origin = with->origin};
    n->escaped = x && x->escaped ? x->escaped : y ? y->escaped : FATE_NONE;
    memcpy(n->cells, o.cells, o.count * sizeof n->cells[0]);
    memcpy(n->cells + o.count, with->cells + with->cell_count, with->attribute_count * sizeof n->cells[0]);
    drop_unseen(n, x, y);
    for (uint32_t i = 0; x && y && i < n->attribute_count; i++) {
        struct cell *c = &n->cells[o.count + i];
        const struct cell *twin = object_same_place(with == x ? y : x, c, true);
        const struct cell *said = twin ? said_by_one(j, with == x ? c : twin, with == x ? twin : c) : NULL;
        if (said)
            c->value = said->value;
        else if (twin && !term_equal(twin->value, c->value)) {
            struct sym_key unknown = {.kind = SYM_UNKNOWN, .lost = LOSS_JOINED, .a = j->stamp, .b = UINT32_MAX - 5, .x = {base, c->offset}};
            c->value = (struct term){universe_sym(&j->a->universe, unknown), 0};
        }
    }
    j->out.heap = pmap_put(&j->a->arena, j->out.heap, base, (struct pmap_value){(uint64_t)(uintptr_t)n, 0}, j->edit);
}

/* Whether both sides' knowledge of the object is joined; else what only one of them knows is given up. */
static bool is_of_both(const struct join *j, sym key, const struct object *x, const struct object *y)
{
    return (x && y) || universe_is_callers(&j->a->universe, key);
}

static const struct object *object_in(const struct pmap_value *v) { return v ? (const struct object *)(uintptr_t)v->a : NULL; }

static bool can_join_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    const struct object *ox = object_in(x), *oy = object_in(y);
    j->differences++;
    j->a->clash = key;
    if (is_of_both(j, key, ox, oy))
        return can_join_object(j, key, ox, oy);
    return universe_key(&j->a->universe, key)->kind != SYM_NEW || object_in_state(ox ? ox : oy, OBJECT_FREED);
}

static bool join_heap_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    const struct object *ox = object_in(x), *oy = object_in(y), *one = ox ? ox : oy;
    if (is_of_both(j, key, ox, oy)) {
        join_object(j, key, ox, oy);
        return true;
    }
    /* what only one side knows of locals and unknown memory is unknown; what it holds may be held there still */
    for (uint32_t i = 0; i < one->cell_count; i++)
        if (one->cells[i].kind == CELL_VALUE && names_tracked(j, ox ? j->x : j->y, one->cells[i].value))
            state_escape(&j->a->domain, &j->out, state_norm(&j->a->domain, ox ? j->x : j->y, one->cells[i].value).base, FATE_JOINED);
    state_define(&j->a->domain, &j->out, key, REST_UNKNOWN, j->stamp | STAMP_LOST);
    return true;
}

static bool keep_common_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    (void)x, (void)y;
    j->out.temps = pmap_remove(&j->a->arena, j->out.temps, key);
    return true;
}

/* Facts about a symbol on both sides become their hull; an equality on one side is a fact, too. With
   `alone` nothing else differs: then each value of the union is one of the two states, and no more is lost. */
static void join_symbol(struct join *j, sym s, bool alone)
{
    struct domain *d = &j->a->domain;
    struct term t = {s, 0};
    struct fact fx = state_fact(d, j->x, t), fy = state_fact(d, j->y, t);
    j->out.same = pmap_remove(&j->a->arena, j->out.same, s);
    j->out.facts = pmap_remove(&j->a->arena, j->out.facts, s);
    struct fact *hull = arena_new_raw(&j->a->arena, struct fact);
    *hull = fact_hull(j, &fx, &fy, t);
    put_fact(j, s, hull);
    if (alone && facts_make_up(&fx, &fy, hull))
        story_add(j->a, j->x, j->y, s, &fx, &fy, s, s, &j->out);
    else
        blur(j, s, j->widen ? hull : &fx, j->widen ? hull : &fy, s, s);
}

static bool blur_too(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    if (!x && y)
        j->out.blurred = pmap_put(&j->a->arena, j->out.blurred, key, *y, j->edit);
    return true;
}

struct symbols {
    struct join *j;
    VEC(sym) list;
};

static bool note_symbol_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct symbols *n = context;
    (void)x, (void)y;
    vec_push(&n->list, key);
    return true;
}

static bool differ_visits(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    (void)context, (void)key;
    return x && y && x->a == y->a;
}

static bool later_visit(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct join *j = context;
    if (y && (!x || y->a > x->a))
        j->out.loops = pmap_set(&j->a->arena, j->out.loops, key, *y);
    return true;
}

/* States of one iteration may be joined; over the hard bound, those of different ones, as the later. The
   state that the next visit of a loop's head is compared with is then that of one side: what the other
   side has changed since counts as changed. */
static bool loops_join(struct join *j)
{
    bool same = j->x->widened == j->y->widened && pmap_diff(j->x->loops, j->y->loops, differ_visits, NULL);
    if (!same && !j->forced)
        return false;
    j->out.widened = j->x->widened | j->y->widened;
    j->out.epoch = j->x->epoch > j->y->epoch ? j->x->epoch : j->y->epoch;
    if (!same)
        pmap_diff(j->x->loops, j->y->loops, later_visit, j);
    return true;
}

static struct join join_of(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, enum join_mode mode)
{
    return (struct join){.a = a, .x = x, .y = y, .out = *x, .edit = domain_edit_number(&a->domain), .stamp = stamp, .widen = mode == JOIN_WIDEN, .forced = mode == JOIN_FORCED};
}

bool states_clash(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, enum join_mode mode, sym at)
{
    struct join j = join_of(a, x, y, stamp, mode);
    const struct pmap_value *vx = pmap_find(x->heap, at), *vy = pmap_find(y->heap, at);
    return at && (vx || vy) && !(vx && vy && vx->a == vy->a) && !can_join_fn(&j, at, vx, vy);
}

bool states_join(struct analysis *a, const struct state *x, const struct state *y, uint32_t stamp, enum join_mode mode, struct state *out)
{
    struct join j = join_of(a, x, y, stamp, mode);
    a->clash = 0;
    const struct pmap_value *rx = pmap_find(x->temps, 0), *ry = pmap_find(y->temps, 0);
    if ((rx != NULL) != (ry != NULL) || (rx && (rx->a != ry->a || rx->b != ry->b)))
        return false;
    if (!loops_join(&j))
        return false;
    bool possible = pmap_diff(x->heap, y->heap, can_join_fn, &j); /* most are not: nothing is built for these */
    a->steps += 1 + j.differences / JOINS_A_STEP;
    if (!possible)
        return false;
    a->joins++;
    stories_meet(a, x, y, &j.out);
    pmap_diff(x->heap, y->heap, join_heap_fn, &j);
    j.out.doubt = doubts_meet(&a->domain, &x->doubt, &y->doubt);
    j.out.doubt.chosen = 0; /* the joined state has chosen nothing yet */
    struct symbols n = {.j = &j};
    pmap_diff(x->same, y->same, note_symbol_fn, &n);
    pmap_diff(x->facts, y->facts, note_symbol_fn, &n);
    for (uint32_t i = 0; i < n.list.count; i++)
        if (!sym_set_has(&j.joined, n.list.items[i]))
            join_symbol(&j, n.list.items[i], j.differences == 0 && n.list.count == 1);
    pmap_diff(x->blurred, y->blurred, blur_too, &j);
    sym_set_release(&j.joined);
    vec_release(&n.list);
    pmap_diff(x->temps, y->temps, keep_common_fn, &j);
    *out = j.out;
    return true;
}
