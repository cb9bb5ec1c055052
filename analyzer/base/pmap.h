/*
 * pmap: a persistent map from 32-bit keys to 16-byte values.
 *
 * A hash-array-mapped trie: a node has one bit per occupied slot of 32 and, in slot order, its
 * children and its leaves; the slot is given by five bits of the key, from the lowest upwards, level
 * by level. An update copies the nodes on its path (at most seven) and shares
 * the rest; a map is a pointer and copying it is free. Nodes live in an arena and are never freed
 * singly. Equal sets of entries have the same shape whatever the order of updates (a removal
 * collapses nodes), so that comparing and merging can skip subtrees that two maps share.
 */
#ifndef DDICHECK_PMAP_H
#define DDICHECK_PMAP_H

#include "base/base.h"

struct pmap_node;
struct pmap {
    const struct pmap_node *root; /* NULL: empty */
};

struct pmap_value {
    uint64_t a, b;
};

/* The entry, or NULL; valid as long as the arena. */
const struct pmap_value *pmap_find(struct pmap m, uint32_t key);
struct pmap pmap_set(struct arena *a, struct pmap m, uint32_t key, struct pmap_value v);
struct pmap pmap_remove(struct arena *a, struct pmap m, uint32_t key);
/* The same as pmap_set where edit is 0. Else nodes that were made by earlier calls for the same edit are changed in place:
   from the first to the last of these calls nobody else may have the map, or ask for its sum. */
struct pmap pmap_put(struct arena *a, struct pmap m, uint32_t key, struct pmap_value v, uint32_t edit);

/* Calls fn for each entry, in an order that depends on the keys only; stops when fn returns false. */
typedef bool pmap_fn(void *context, uint32_t key, const struct pmap_value *v);
bool pmap_each(struct pmap m, pmap_fn *fn, void *context);

/* The sum of fn over all entries. It is kept in the nodes, so that maps that share nodes must be asked with the same fn
   each time, by one thread at a time, and an entry's number must stay the same. */
typedef uint64_t pmap_sum_fn(uint32_t key, const struct pmap_value *v);
uint64_t pmap_sum(struct pmap m, pmap_sum_fn *fn);

/* Calls fn for each key whose entries in x and y are not the very same node or not equal;
   an absent entry is NULL. Shared subtrees are skipped. */
typedef bool pmap_diff_fn(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y);
bool pmap_diff(struct pmap x, struct pmap y, pmap_diff_fn *fn, void *context);
uint32_t pmap_count(struct pmap m);

#endif
