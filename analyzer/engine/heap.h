/*
 * Objects while they are rebuilt: what heap.c (memory), attribute.c (attributes) and reach.c share.
 * Objects are immutable but for the states of the edit in work (domain.h); memory is the domain's arena.
 */
#ifndef DDICHECK_ENGINE_HEAP_H
#define DDICHECK_ENGINE_HEAP_H

#include "engine/domain.h"

/* What an object is besides its cells. */
struct head {
    uint8_t rest;
    uint8_t escaped;
    uint16_t origin;
    uint32_t stamp;
};

/* Of o, or of an object that the state does not have yet (NULL). */
struct head heap_head(const struct domain *d, sym base, const struct object *o);
/* What bytes without a cell are in an object that the state does not have yet. */
enum object_rest heap_default_rest(const struct domain *d, sym base);
/* An object whose cells are still to be written. */
struct object *heap_object_new(struct domain *d, struct head head, uint32_t cells, uint32_t attributes);
/* The object, if it may be changed in place and has room for so many cells more; else NULL. */
struct object *heap_object_own(const struct domain *d, const struct object *o, uint32_t more);
void heap_put(struct domain *d, struct state *s, sym base, const struct object *o);
/* The symbol of what stands at x by the name (kind, a, size). */
struct term heap_named(struct domain *d, enum sym_kind kind, uint32_t a, struct term x, uint32_t size, unsigned bits, bool is_signed);
/* The object's attribute, NULL where it (or the object) is not there. */
const struct cell *attribute_cell(const struct object *o, uint32_t attribute);

#endif
