/*
 * map: numbers other than 0, by keys other than 0 (a pointer's address, a hash). For tables that one pass fills and frees
 * as a whole; pmap.h is for states, of which copies are made.
 *
 * Open addressing in a power of two of slots, never more than half full.
 */
#ifndef DDICHECK_MAP_H
#define DDICHECK_MAP_H

#include "base/base.h"

struct map { /* all zero: empty; owns its slots */
    struct map_slot {
        uint64_t key, value; /* key 0: free */
    } *slots;
    uint32_t capacity, count;
};

/* The value, or 0 where the key is not there. */
uint64_t map_get(const struct map *m, uint64_t key);
/* Neither may be 0. The key's earlier value is gone. */
void map_set(struct map *m, uint64_t key, uint64_t value);
void map_release(struct map *m);

static inline uint64_t map_key(const void *p) { return (uint64_t)(uintptr_t)p; }

#endif
