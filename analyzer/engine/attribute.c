/*
 * Attributes: what the rules know of an object, kept behind its cells; and attributes of places, which
 * a lock or the head of a list within a structure has (domain.h).
 */
#include "engine/heap.h"

#include <string.h>

const struct cell *attribute_cell(const struct object *o, uint32_t attribute)
{
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == attribute)
            return &o->cells[o->cell_count + i];
    return NULL;
}

bool object_in_state(const struct object *o, enum object_state state)
{
    const struct cell *c = attribute_cell(o, ATTRIBUTE_STATE);
    return c && term_equal(c->value, term_const(state));
}

/* The object with the attribute at its place in the order; value NULL: without it. */
static const struct object *with_attribute(struct domain *d, sym base, const struct object *old, uint32_t attribute, const struct term *value)
{
    struct head head = heap_head(d, base, old);
    uint32_t cells = old ? old->cell_count : 0, count = old ? old->attribute_count : 0, there = 0;
    while (there < count && old->cells[cells + there].offset != attribute)
        there++;
    struct cell fresh = {.offset = attribute, .kind = CELL_VALUE, .value = value ? *value : (struct term){0, 0}};
    struct object *own = value ? heap_object_own(d, old, there == count) : NULL;
    if (own) {
        if (there == count) {
            for (; there > 0 && own->cells[cells + there - 1].offset > attribute; there--)
                own->cells[cells + there] = own->cells[cells + there - 1];
            own->attribute_count++;
        }
        own->cells[cells + there] = fresh;
        return own;
    }
    struct object *o = heap_object_new(d, head, cells, count + 1);
    if (cells)
        memcpy(o->cells, old->cells, cells * sizeof o->cells[0]);
    struct cell *at = o->cells + cells;
    bool placed = !value;
    for (uint32_t i = 0; i < count; i++) {
        const struct cell *c = &old->cells[cells + i];
        if (!placed && c->offset >= attribute) {
            *at++ = fresh;
            placed = true;
        }
        if (c->offset != attribute)
            *at++ = *c;
    }
    if (!placed)
        *at++ = fresh;
    o->attribute_count = (uint32_t)(at - o->cells) - cells;
    return o;
}

void state_set_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute, struct term value)
{
    if (base == 0)
        return;
    if (attribute != ATTRIBUTE_SEGMENT && sym_is_folded(d, base))
        segment_open(d, s, base);
    const struct object *old = state_object(s, base);
    const struct cell *there = attribute_cell(old, attribute);
    if (there && there->kind == CELL_VALUE && term_equal(there->value, value) && !there->stamp)
        return;
    const struct object *o = with_attribute(d, base, old, attribute, &value);
    if (o != old)
        heap_put(d, s, base, o);
}

/* ATTRIBUTE_VARIABLE: of what callers passed they know, of what was read from unknown memory nobody does. */
static struct term variable_of(struct domain *d, sym base)
{
    const struct sym_key *k = universe_key(d->universe, base);
    switch (k->kind) {
    case SYM_LOCAL: return term_const(VARIABLE_STACK);
    case SYM_GLOBAL: case SYM_STRING: return term_const(VARIABLE_STATIC);
    case SYM_NEW: case SYM_ZERO: return term_const(VARIABLE_NO);
    case SYM_ADDRESS:
        if (k->op != VARIABLE_UNKNOWN)
            return term_const(k->op);
        break;
    default:
        if (sym_is_incoming(d, base))
            return incoming_attribute(d, base, ATTRIBUTE_VARIABLE);
        break;
    }
    return heap_named(d, SYM_PART, ATTRIBUTE_VARIABLE + 1, (struct term){base, 0}, 0, 32, true);
}

struct term state_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute)
{
    if (attribute == ATTRIBUTE_VARIABLE)
        return variable_of(d, base);
    if (base == 0)
        return term_const(0);
    const struct cell *c = attribute_cell(state_object(s, base), attribute);
    if (c)
        return c->value;
    enum sym_kind kind = universe_key(d->universe, base)->kind;
    if (kind == SYM_NEW || universe_is_place(d->universe, base))
        return term_const(0); /* not an object of any contract */
    struct term value = sym_is_incoming(d, base) ? incoming_attribute(d, base, attribute)
                                                 : heap_named(d, SYM_PART, attribute + 1, (struct term){base, 0}, 0, 32, true);
    state_set_attribute(d, s, base, attribute, value);
    return value;
}

static bool drop_untouched(struct domain *d, struct state *s, sym base)
{
    const struct object *o = state_object(s, base);
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        if (attribute_is_of_place(attribute) || !term_equal(o->cells[o->cell_count + i].value, incoming_attribute(d, base, attribute)))
            continue;
        heap_put(d, s, base, with_attribute(d, base, o, attribute, NULL));
        return true;
    }
    return false;
}

bool object_at_origin(struct domain *d, struct state *s, struct term *t)
{
    int64_t origin = t->base ? universe_origin(d->universe, t->base) : 0;
    enum sym_kind kind = universe_key(d->universe, t->base)->kind;
    if (origin == 0 && t->offset < 0 && universe_is_callers(d->universe, t->base) && kind != SYM_GLOBAL) {
        while (drop_untouched(d, s, t->base)) /* they were asked of the pointer's own place */
            continue;
        d->universe->origin.items[t->base] = origin = t->offset;
    }
    if (t->offset != origin)
        return false;
    t->offset = 0;
    return true;
}

/* ---- attributes of places ------------------------------------------------------------------------ */

/* A number is offset << PLACE_SHIFT | attribute; the engine's own attributes lie above them all. */
enum { PLACE_SHIFT = 12, PLACE_OFFSET_MAX = (ATTRIBUTE_OF_ENGINE >> PLACE_SHIFT) - 1 };

uint32_t attribute_plain(uint32_t attribute) { return attribute & ((1u << PLACE_SHIFT) - 1); }

int64_t attribute_offset(uint32_t attribute) { return attribute >> PLACE_SHIFT; }

bool attribute_is_of_place(uint32_t attribute)
{
    uint32_t plain = attribute_plain(attribute);
    return attribute >> PLACE_SHIFT <= PLACE_OFFSET_MAX && plain >= ATTRIBUTE_HELD && plain <= ATTRIBUTE_LINKED;
}

bool attribute_is_of_lock(uint32_t attribute) { return attribute_is_of_place(attribute) && attribute_plain(attribute) <= ATTRIBUTE_IRQL; }

bool attribute_shifted(uint32_t attribute, int64_t offset, uint32_t *out)
{
    int64_t at = attribute_offset(attribute) + offset;
    *out = (uint32_t)(at << PLACE_SHIFT) | attribute_plain(attribute);
    return at >= 0 && at <= PLACE_OFFSET_MAX;
}

/* What nobody changed: a caller knows it, or it is no lock that anybody holds yet. */
static struct term place_default(struct domain *d, sym base, uint32_t attribute)
{
    enum sym_kind kind = universe_key(d->universe, base)->kind;
    bool own = kind == SYM_LOCAL || kind == SYM_NEW || kind == SYM_STRING || kind == SYM_FUNCTION;
    bool of_driver = kind == SYM_PRE && universe_key(d->universe, base)->a == UINT32_MAX;
    if (!attribute_is_of_lock(attribute)) { /* a list that nobody initialised may have been put together by hand */
        bool linked = attribute_plain(attribute) == ATTRIBUTE_LINKED;
        if (linked && own)
            return term_const(0);
        if (!own && !d->at_roots && sym_is_incoming(d, base))
            return incoming_attribute(d, base, attribute);
        return heap_named(d, SYM_PART, attribute + 1, (struct term){base, 0}, 0, 0, false);
    }
    if (own || (d->at_roots && !(of_driver && attribute_plain(attribute) == ATTRIBUTE_IRQL)))
        return term_const(0);
    if (sym_is_incoming(d, base))
        return incoming_attribute(d, base, attribute);
    return heap_named(d, SYM_PART, attribute + 1, (struct term){base, 0}, 0, 8, false);
}

struct term state_place_attribute(struct domain *d, const struct state *s, sym base, uint32_t attribute)
{
    if (base == 0)
        return term_const(0);
    const struct cell *c = attribute_cell(state_object(s, base), attribute);
    return c ? c->value : place_default(d, base, attribute);
}

void state_clear_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute)
{
    const struct object *o = state_object(s, base);
    if (!attribute_cell(o, attribute))
        return;
    o = with_attribute(d, base, o, attribute, NULL);
    if (o->cell_count + o->attribute_count == 0 && o->rest == heap_default_rest(d, base) && !o->escaped && o->stamp == 0)
        s->heap = pmap_remove(d->arena, s->heap, base);
    else
        heap_put(d, s, base, o);
}

void state_set_place_attribute(struct domain *d, struct state *s, sym base, uint32_t attribute, struct term value)
{
    if (base == 0)
        return;
    if (!term_equal(value, state_norm(d, s, place_default(d, base, attribute)))) { /* also where what was there at entry is known by now */
        state_set_attribute(d, s, base, attribute, value);
        return;
    }
    state_clear_attribute(d, s, base, attribute);
    if (attribute_plain(attribute) == ATTRIBUTE_HELD) { /* as at entry: how it is held is, too */
        state_clear_attribute(d, s, base, attribute - ATTRIBUTE_HELD + ATTRIBUTE_ACQUIRER);
        state_clear_attribute(d, s, base, attribute - ATTRIBUTE_HELD + ATTRIBUTE_SAVED_IRQL);
    }
}

void state_mark_place(struct domain *d, struct state *s, sym base, uint32_t attribute, uint32_t origin)
{
    const struct object *o = origin ? state_object(s, base) : NULL;
    const struct cell *c = attribute_cell(o, attribute);
    if (!c)
        return;
    struct object *marked = (struct object *)(uintptr_t)with_attribute(d, base, o, attribute, &c->value);
    ((struct cell *)(uintptr_t)attribute_cell(marked, attribute))->stamp = origin; /* nobody else has it yet */
    heap_put(d, s, base, marked);
}
