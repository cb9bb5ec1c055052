/*
 * Memory: objects as intervals of bytes, read, written, zeroed, forgotten, copied. Objects are
 * immutable: an update builds a new one and puts it into the map.
 */
#include "engine/heap.h"

#include <stdlib.h>
#include <string.h>

/* An object being rebuilt. Its cells are many: they are not cleared. */
struct draft {
    uint32_t count;
    bool full;
    struct cell cells[OBJECT_CELLS_MAX + 4];
};

bool cells_equal(const struct cell *x, const struct cell *y)
{
    return x->offset == y->offset && x->size == y->size && x->kind == y->kind &&
           (x->kind == CELL_VALUE ? term_equal(x->value, y->value) : x->kind == CELL_ZERO || x->stamp == y->stamp);
}

bool objects_equal(const struct object *x, const struct object *y)
{
    if (x->cell_count != y->cell_count || x->attribute_count != y->attribute_count || x->rest != y->rest ||
        !x->escaped != !y->escaped || (x->hash && y->hash && x->hash != y->hash))
        return false;
    for (uint32_t i = 0; i < x->cell_count + x->attribute_count; i++)
        if (!cells_equal(&x->cells[i], &y->cells[i]))
            return false;
    return true;
}

uint64_t object_hash(const struct object *o)
{
    if (o->hash)
        return o->hash;
    uint64_t h = (uint64_t)o->cell_count << 32 | o->attribute_count;
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        const struct cell *c = &o->cells[i];
        bool value = c->kind == CELL_VALUE;
        h = hash_mix(h + ((uint64_t)c->offset << 2 | c->kind), value ? (uint64_t)c->value.base << 40 ^ (uint64_t)c->value.offset : 0);
    }
    ((struct object *)(uintptr_t)o)->hash = h | 1; /* what is kept is no part of what the object is */
    return h | 1;
}

bool sym_is_incoming(const struct domain *d, sym base)
{
    enum sym_kind k = universe_key(d->universe, base)->kind;
    return base != 0 && k != SYM_STRING && k != SYM_FUNCTION && universe_is_pre(d->universe, base);
}

const struct object *state_object(const struct state *s, sym base)
{
    const struct pmap_value *v = pmap_find(s->heap, base);
    return v ? (const struct object *)(uintptr_t)v->a : NULL;
}

enum object_rest heap_default_rest(const struct domain *d, sym base)
{
    return sym_is_incoming(d, base) ? REST_PRE : REST_UNKNOWN;
}

struct head heap_head(const struct domain *d, sym base, const struct object *o)
{
    return o ? (struct head){o->rest, o->escaped, o->origin, o->stamp} : (struct head){.rest = (uint8_t)heap_default_rest(d, base)};
}

struct object *heap_object_new(struct domain *d, struct head head, uint32_t cells, uint32_t attributes)
{
    uint32_t room = cells + attributes;
    room += d->edit ? room / 4 + 2 : 0; /* more may come */
    struct object *o = arena_alloc_raw(d->arena, sizeof *o + room * sizeof o->cells[0]);
    *o = (struct object){.edit = d->edit, .room = room, .rest = head.rest, .escaped = head.escaped, .stamp = head.stamp, .origin = head.origin,
                         .cell_count = cells, .attribute_count = attributes};
    return o;
}

struct object *heap_object_own(const struct domain *d, const struct object *o, uint32_t more)
{
    bool own = o && d->edit && o->edit == d->edit && o->cell_count + o->attribute_count + more <= o->room;
    struct object *mine = own ? (struct object *)(uintptr_t)o : NULL;
    if (mine)
        mine->hash = 0;
    return mine;
}

/* Memory cells as given, attributes from `old`. */
static struct object *object_build(struct domain *d, struct head head, const struct cell *cells, uint32_t count, const struct object *old)
{
    uint32_t attributes = old ? old->attribute_count : 0;
    struct object *o = heap_object_new(d, head, count, attributes);
    if (count)
        memcpy(o->cells, cells, count * sizeof o->cells[0]);
    if (attributes)
        memcpy(o->cells + count, old->cells + old->cell_count, attributes * sizeof o->cells[0]);
    return o;
}

void heap_put(struct domain *d, struct state *s, sym base, const struct object *o)
{
    s->heap = pmap_put(d->arena, s->heap, base, (struct pmap_value){(uint64_t)(uintptr_t)o, 0}, d->edit);
}

static void draft_add(struct draft *f, struct cell c)
{
    if (f->count >= OBJECT_CELLS_MAX) {
        f->full = true;
        return;
    }
    f->cells[f->count++] = c;
}

/* What a cell's bytes [from, to) are once another part of the cell was overwritten. */
static struct cell part_of(const struct cell *c, int64_t from, int64_t to)
{
    struct cell p = *c;
    p.offset = from;
    p.size = (uint32_t)(to - from);
    if (c->kind == CELL_VALUE)
        p.kind = CELL_UNKNOWN;
    return p;
}

static void escape_value(struct domain *d, struct state *s, struct term v, enum fate why);

/* A cell that found no room: it reads as something unknown, and what it holds may be held there still. */
static void give_up(struct domain *d, struct state *s, const struct draft *f, const struct cell *c)
{
    for (uint32_t i = 0; i < f->count; i++)
        if (f->cells[i].offset == c->offset && f->cells[i].size == c->size)
            return;
    d->cells_given_up++;
    if (c->kind == CELL_VALUE)
        escape_value(d, s, c->value, FATE_FULL);
}

/* The common ways to write: all of one cell, or where none is. NULL where it is neither; `old` where nothing changes. */
static const struct object *object_with_cell(struct domain *d, const struct object *old, const struct cell *put)
{
    uint32_t count = old->cell_count, all = count + old->attribute_count, at = 0;
    int64_t to = put->offset + (int64_t)put->size;
    while (at < count && old->cells[at].offset + (int64_t)old->cells[at].size <= put->offset)
        at++;
    const struct cell *there = at < count ? &old->cells[at] : NULL;
    bool replaces = there && there->offset == put->offset && there->size == put->size;
    if (replaces && cells_equal(there, put))
        return old;
    if (!replaces && ((there && there->offset < to) || count >= OBJECT_CELLS_MAX))
        return NULL;
    struct object *own = heap_object_own(d, old, !replaces);
    if (own) {
        if (!replaces)
            memmove(own->cells + at + 1, own->cells + at, (all - at) * sizeof own->cells[0]);
        own->cells[at] = *put;
        own->cell_count += !replaces;
        return own;
    }
    struct object *o = heap_object_new(d, heap_head(d, 0, old), count + !replaces, old->attribute_count);
    memcpy(o->cells, old->cells, at * sizeof o->cells[0]);
    o->cells[at] = *put;
    memcpy(o->cells + at + 1, old->cells + at + replaces, (all - at - replaces) * sizeof o->cells[0]);
    return o;
}

/* Puts `put` over [from, to) of the object. */
static void overwrite(struct domain *d, struct state *s, sym base, int64_t from, int64_t to, const struct cell *put)
{
    const struct object *old = state_object(s, base), *simple = old ? object_with_cell(d, old, put) : NULL;
    if (simple) {
        if (simple != old)
            heap_put(d, s, base, simple);
        return;
    }
    struct draft f;
    f.count = 0;
    f.full = false;
    bool placed = false;
    for (uint32_t i = 0; old && i < old->cell_count; i++) {
        const struct cell *c = &old->cells[i];
        int64_t end = c->offset + c->size;
        if (end <= from) {
            draft_add(&f, *c);
            continue;
        }
        if (c->offset < from)
            draft_add(&f, part_of(c, c->offset, from));
        if (!placed) {
            draft_add(&f, *put);
            placed = true;
        }
        if (c->offset >= to)
            draft_add(&f, *c);
        else if (end > to)
            draft_add(&f, part_of(c, to, end));
    }
    if (!placed)
        draft_add(&f, *put);
    struct head head = heap_head(d, base, old);
    if (f.full) {
        head.rest = REST_UNKNOWN;
        head.stamp |= STAMP_LOST;
        for (uint32_t i = 0; old && i < old->cell_count; i++)
            if (old->cells[i].offset >= to || old->cells[i].offset + (int64_t)old->cells[i].size <= from)
                give_up(d, s, &f, &old->cells[i]);
        give_up(d, s, &f, put);
    }
    heap_put(d, s, base, object_build(d, head, f.cells, f.count, old));
}

/* ---- reading ------------------------------------------------------------------------------ */

static const struct cell *cell_at(const struct object *o, int64_t offset)
{
    for (uint32_t i = 0; o && i < o->cell_count; i++)
        if (o->cells[i].offset <= offset && offset < o->cells[i].offset + (int64_t)o->cells[i].size)
            return &o->cells[i];
    return NULL;
}

struct term heap_named(struct domain *d, enum sym_kind kind, uint32_t a, struct term x, uint32_t size, unsigned bits, bool is_signed)
{
    struct sym_key k = {.kind = (uint8_t)kind, .bits = (uint8_t)bits, .is_signed = is_signed, .a = a, .b = size, .x = x};
    return (struct term){universe_sym(d->universe, k), 0};
}

struct term incoming_cell(struct domain *d, struct term at, uint32_t size)
{
    return heap_named(d, SYM_PRE, 0, at, size, 0, false);
}

struct term incoming_attribute(struct domain *d, sym base, uint32_t attribute)
{
    if (!attribute_is_of_place(attribute))
        return heap_named(d, SYM_PRE, attribute + 1, (struct term){base, universe_origin(d->universe, base)}, 0, attribute == ATTRIBUTE_HOLDER ? 0 : 32, true); /* an address, or a number */
    return heap_named(d, SYM_PRE, attribute + 1, (struct term){base, 0}, 0, attribute_is_of_lock(attribute) ? 8 : 0, false); /* a level or a count: a byte */
}

static bool is_incoming_symbol(const struct domain *d, struct term v, uint32_t a, struct term x, uint32_t size)
{
    const struct sym_key *k = universe_key(d->universe, v.base);
    return v.offset == 0 && k->kind == SYM_PRE && k->a == a && k->b == size && term_equal(k->x, x);
}

bool is_incoming_cell(const struct domain *d, struct term v, struct term at, uint32_t size)
{
    return is_incoming_symbol(d, v, 0, at, size);
}

bool is_incoming_attribute(const struct domain *d, struct term v, sym base, uint32_t attribute)
{
    int64_t origin = attribute_is_of_place(attribute) ? 0 : universe_origin(d->universe, base);
    return is_incoming_symbol(d, v, attribute + 1, (struct term){base, origin}, 0);
}

static void remember(struct domain *d, struct state *s, struct term p, uint32_t size, struct term value)
{
    struct cell c = {.offset = p.offset, .size = size, .kind = CELL_VALUE, .value = value};
    overwrite(d, s, p.base, p.offset, p.offset + size, &c);
}

/* The value that the global is initialised with at the place. False where that is no value of its own. */
static bool initial_value(struct domain *d, const struct program_global *g, struct term p, struct term *out)
{
    *out = term_const(0);
    for (uint32_t i = 0; i < g->ir->init_count; i++) {
        const struct ir_init *init = &g->module->inits.items[g->ir->first_init + i];
        if (init->offset != p.offset)
            continue;
        uint32_t m = 0;
        while (d->program->modules[m] != g->module)
            m++;
        struct sym_key key = {0};
        switch ((enum ir_operand_kind)init->value.kind) {
        case IR_CONST: *out = term_const(init->value.value); return true;
        case IR_FUNC: key = (struct sym_key){.kind = SYM_FUNCTION, .a = d->program->function_of[m][init->value.value]}; break;
        case IR_GLOBAL: key = (struct sym_key){.kind = SYM_GLOBAL, .a = d->program->global_of[m][init->value.value]}; break;
        case IR_STRING: key = (struct sym_key){.kind = SYM_STRING, .a = m, .b = (uint32_t)init->value.value}; break;
        default: return false;
        }
        *out = (struct term){universe_sym(d->universe, key), 0};
        return true;
    }
    return true; /* what is not named is zero */
}

static const struct program_global *global_at(const struct domain *d, struct term p)
{
    const struct sym_key *k = universe_key(d->universe, p.base);
    return k->kind == SYM_GLOBAL && p.offset >= 0 ? &d->program->globals.items[k->a] : NULL;
}

/* A constant's content is its initialiser, whatever calls came between. */
static bool constant_global(struct domain *d, struct term p, struct term *out)
{
    const struct program_global *g = global_at(d, p);
    return g && g->is_constant && initial_value(d, g, p, out);
}

/* What nobody has written yet since the driver was loaded. */
static bool fresh_global(struct domain *d, struct term p, struct term *out)
{
    const struct program_global *g = d->at_start ? global_at(d, p) : NULL;
    return g && (g->ir->flags & IR_GLOBAL_DEFINED) && initial_value(d, g, p, out);
}

/* What an element of unknown index holds may be what any of the array's elements is known to hold: whoever reads it may
   have any of them, so that none is lost with the array. */
static void escape_elements(struct domain *d, struct state *s, struct term p)
{
    const struct sym_key k = *universe_key(d->universe, p.base);
    struct term array = k.kind == SYM_ELEMENT ? k.x : term_const(0);
    const struct object *o = array.base ? state_object(s, array.base) : NULL;
    for (uint32_t i = 0; o && i < o->cell_count; i++)
        if (o->cells[i].kind == CELL_VALUE && o->cells[i].offset >= array.offset && (!k.epoch || o->cells[i].offset < array.offset + (int64_t)k.epoch))
            escape_value(d, s, state_norm(d, s, o->cells[i].value), FATE_ELEMENT);
}

struct term state_load(struct domain *d, struct state *s, struct term p, uint32_t size, unsigned bits, bool is_signed)
{
    struct term value;
    if (term_is_const(p)) { /* a null pointer is not followed any further */
        s->dead = true;
        return term_const(0);
    }
    if (constant_global(d, p, &value))
        return value;
    if (sym_is_folded(d, p.base))
        segment_open(d, s, p.base);
    const struct object *o = state_object(s, p.base);
    const struct cell *c = cell_at(o, p.offset);
    if (c && c->offset == p.offset && c->size == size && c->kind == CELL_VALUE)
        return c->value;
    if (c && p.offset + size <= c->offset + (int64_t)c->size) {
        if (c->kind == CELL_ZERO)
            return term_const(0);
        if (c->kind == CELL_VALUE && c->offset == p.offset && term_is_const(c->value))
            return term_const(wrap(c->value.offset, size * 8, is_signed)); /* little endian */
        value = heap_named(d, SYM_PART, c->stamp, p, size, bits, is_signed);
        if (c->kind == CELL_UNKNOWN)
            remember(d, s, p, size, value);
        return value;
    }
    bool overlaps = c != NULL;
    for (uint32_t i = 0; o && !overlaps && i < o->cell_count; i++)
        overlaps = o->cells[i].offset < p.offset + size && p.offset < o->cells[i].offset + (int64_t)o->cells[i].size;
    struct head head = heap_head(d, p.base, o);
    escape_elements(d, s, p);
    if (overlaps) /* read across cells: its value is not tracked */
        return heap_named(d, SYM_PART, UINT32_MAX, p, size, bits, is_signed);
    if (head.rest == REST_ZERO)
        return term_const(0);
    if (head.rest == REST_PRE && fresh_global(d, p, &value))
        return value;
    value = head.rest == REST_PRE ? heap_named(d, SYM_PRE, 0, p, size, bits, is_signed) : heap_named(d, SYM_PART, head.stamp, p, size, bits, is_signed);
    remember(d, s, p, size, value);
    return value;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void escape_value(struct domain *d, struct state *s, struct term v, enum fate why)
{
    if (v.base && state_object(s, v.base))
        state_escape(d, s, v.base, why);
}

struct weaken {
    const struct domain *d;
    const struct sym_key *of; /* the element's */
    VEC(sym) others;          /* elements that may be the same */
};

/* Whether two arrays, which elements name, may have bytes in common; the length of one may not be known. */
static bool arrays_meet(const struct sym_key *x, const struct sym_key *y)
{
    return x->x.base == y->x.base && !(x->epoch && x->x.offset + (int64_t)x->epoch <= y->x.offset) &&
           !(y->epoch && y->x.offset + (int64_t)y->epoch <= x->x.offset);
}

static bool meets_element(void *context, uint32_t key, const struct pmap_value *v)
{
    struct weaken *w = context;
    const struct sym_key *k = universe_key(w->d->universe, key);
    (void)v;
    if (k->kind == SYM_ELEMENT && arrays_meet(k, w->of))
        vec_push(&w->others, key);
    return true;
}

/* A store through an element of unknown index may hit its array's other cells, and other elements where they have what was written. */
static void weaken_aliases(struct domain *d, struct state *s, struct term p, uint32_t size)
{
    const struct sym_key k = *universe_key(d->universe, p.base);
    if (k.kind != SYM_ELEMENT || !k.x.base)
        return;
    struct weaken w = {.d = d, .of = &k};
    pmap_each(s->heap, meets_element, &w);
    state_forget(d, s, k.x, k.epoch, p.base);
    for (uint32_t i = 0; i < w.others.count; i++) {
        sym other = w.others.items[i];
        const struct sym_key *o = universe_key(d->universe, other);
        bool alike = term_equal(o->x, k.x) && o->b == k.b && p.offset >= 0 && p.offset + size <= k.b;
        if (other != p.base)
            state_forget(d, s, (struct term){other, alike ? p.offset : 0}, alike ? size : 0, other);
    }
    vec_release(&w.others);
}

/* Links that are written by hand: what was known of the list there is not so any more. A head or entry begins with the first of them. */
static void lists_written(struct domain *d, struct state *s, sym base, int64_t from, int64_t to)
{
    const struct object *o = state_object(s, base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        int64_t at = attribute_is_of_place(attribute) ? attribute_offset(attribute) : INT64_MAX;
        if (at >= to || at + 8 <= from || attribute_is_of_lock(attribute) || term_equal(o->cells[o->cell_count + i].value, term_const(0)))
            continue;
        state_set_attribute(d, s, base, attribute, heap_named(d, SYM_PART, attribute + 1, (struct term){base, 0}, 0, 0, false));
        o = state_object(s, base);
    }
}

void state_store(struct domain *d, struct state *s, struct term p, uint32_t size, struct term value)
{
    if (term_is_const(p)) {
        s->dead = true;
        return;
    }
    if (sym_is_folded(d, p.base))
        segment_open(d, s, p.base);
    weaken_aliases(d, s, p, size);
    lists_written(d, s, p.base, p.offset, p.offset + size);
    struct cell c = {.offset = p.offset, .size = size, .kind = CELL_VALUE, .value = value};
    overwrite(d, s, p.base, p.offset, p.offset + size, &c);
    enum sym_kind kind = universe_key(d->universe, p.base)->kind, what = universe_key(d->universe, value.base)->kind;
    if (kind != SYM_UNKNOWN && kind != SYM_PART)
        return;
    if (what == SYM_PARAM || what == SYM_PRE) /* callers may have made it */
        state_escape(d, s, value.base, FATE_OUTSIDE);
    escape_value(d, s, value, FATE_OUTSIDE); /* stored where nothing is known: anybody may find it there */
}

/* Sizes of ranges are kept in 32 bits; nothing in a driver is larger. */
static int64_t range_end(int64_t from, uint64_t size)
{
    return from + (int64_t)(size > INT32_MAX ? INT32_MAX : size);
}

void state_zero(struct domain *d, struct state *s, struct term p, uint64_t size)
{
    if (term_is_const(p) || size == 0)
        return;
    if (sym_is_folded(d, p.base))
        segment_open(d, s, p.base);
    int64_t end = range_end(p.offset, size);
    lists_written(d, s, p.base, p.offset, end);
    struct cell c = {.offset = p.offset, .size = (uint32_t)(end - p.offset), .kind = CELL_ZERO};
    overwrite(d, s, p.base, p.offset, end, &c);
}

void state_forget(struct domain *d, struct state *s, struct term p, uint64_t size, uint32_t stamp)
{
    if (term_is_const(p))
        return;
    if (sym_is_folded(d, p.base))
        segment_open(d, s, p.base);
    const struct object *o = state_object(s, p.base);
    int64_t end = range_end(p.offset, size ? size : INT32_MAX);
    for (uint32_t i = 0; o && i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        if (c->kind == CELL_VALUE && c->offset < end && c->offset + (int64_t)c->size > p.offset)
            escape_value(d, s, c->value, FATE_FORGOTTEN);
    }
    struct cell c = {.offset = p.offset, .size = (uint32_t)(end - p.offset), .kind = CELL_UNKNOWN, .stamp = stamp};
    overwrite(d, s, p.base, p.offset, end, &c);
}

void state_copy(struct domain *d, struct state *s, struct term to, struct term from, uint64_t size, uint32_t stamp)
{
    if (term_is_const(to) || term_is_const(from)) {
        s->dead = true;
        return;
    }
    if (sym_is_folded(d, from.base))
        segment_open(d, s, from.base);
    const struct object *source = state_object(s, from.base);
    struct head head = heap_head(d, from.base, source);
    int64_t shift = to.offset - from.offset, end = range_end(from.offset, size);
    if (head.rest == REST_ZERO)
        state_zero(d, s, to, size);
    else
        state_forget(d, s, to, size, stamp);
    for (uint32_t i = 0; source && i < source->cell_count; i++) {
        struct cell c = source->cells[i];
        if (c.offset + (int64_t)c.size <= from.offset || c.offset >= end)
            continue;
        int64_t low = c.offset < from.offset ? from.offset : c.offset;
        int64_t high = c.offset + (int64_t)c.size > end ? end : c.offset + (int64_t)c.size;
        if (low != c.offset || high != c.offset + (int64_t)c.size)
            c = part_of(&c, low, high);
        c.offset += shift;
        overwrite(d, s, to.base, c.offset, c.offset + c.size, &c);
    }
}

void state_define(struct domain *d, struct state *s, sym base, enum object_rest rest, uint32_t stamp)
{
    heap_put(d, s, base, heap_object_new(d, (struct head){.rest = (uint8_t)rest, .stamp = stamp}, 0, 0));
}

void state_drop_cells(struct domain *d, struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    if (o && o->cell_count)
        heap_put(d, s, base, object_build(d, heap_head(d, base, o), NULL, 0, o));
}

void state_lose_memory(struct domain *d, struct state *s, sym base, uint32_t stamp)
{
    const struct object *o = state_object(s, base);
    if (!o)
        return;
    struct head head = heap_head(d, base, o);
    head.rest = REST_UNKNOWN;
    head.stamp = stamp;
    heap_put(d, s, base, object_build(d, head, NULL, 0, o));
}

void state_escape(struct domain *d, struct state *s, sym base, enum fate why)
{
    const struct object *o = state_object(s, base);
    if (base == 0 || (o && o->escaped))
        return;
    struct object *own = heap_object_own(d, o, 0);
    if (own) {
        own->escaped = (uint8_t)why;
        return;
    }
    struct head head = heap_head(d, base, o);
    head.escaped = (uint8_t)why;
    heap_put(d, s, base, object_build(d, head, o ? o->cells : NULL, o ? o->cell_count : 0, o));
}

void state_set_origin(struct domain *d, struct state *s, sym base, uint32_t origin)
{
    const struct object *o = origin ? state_object(s, base) : NULL;
    if (!o)
        return;
    struct head head = heap_head(d, base, o);
    head.origin = (uint16_t)origin;
    heap_put(d, s, base, object_build(d, head, o->cells, o->cell_count, o));
}
