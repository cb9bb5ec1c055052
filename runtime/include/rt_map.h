/*
 * rt_map: what is known by its address: the host's blocks, the monitor's objects. Open addressing with the address in
 * the slot, so that a search that fails touches nothing else; what is taken out leaves no mark behind.
 *
 * The memory is the owner's: the host and the monitor's library have different ones. Zeroed, the map is empty.
 */
#ifndef RT_MAP_H
#define RT_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rt_map_slot {
    uint64_t address; /* 0: empty */
    void *value;
};

struct rt_map {
    struct rt_map_slot *slots;
    size_t size, count; /* a power of two or 0; at most half of it is used */
};

static inline size_t rt_map_home(const struct rt_map *m, uint64_t address)
{
    return (size_t)((address * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (m->size - 1);
}

/* Where the address is, or the empty slot where it would be. The map has room. */
static inline size_t rt_map_at(const struct rt_map *m, uint64_t address)
{
    size_t at = rt_map_home(m, address);
    while (m->slots[at].address && m->slots[at].address != address)
        at = (at + 1) & (m->size - 1);
    return at;
}

/* NULL where there is none. */
static inline void *rt_map_find(const struct rt_map *m, uint64_t address)
{
    return m->size && address ? m->slots[rt_map_at(m, address)].value : NULL;
}

static inline bool rt_map_is_full(const struct rt_map *m) { return (m->count + 1) * 2 > m->size; }
/* Of the next slots, which the owner allocates and zeroes. */
static inline size_t rt_map_next_bytes(const struct rt_map *m)
{
    return (m->size ? m->size * 2 : 1024) * sizeof *m->slots;
}

/* Moves into new slots; returns the old ones, to be freed, or NULL. */
static inline struct rt_map_slot *rt_map_grow(struct rt_map *m, struct rt_map_slot *slots)
{
    struct rt_map old = *m;
    m->size = rt_map_next_bytes(m) / sizeof *m->slots;
    m->slots = slots;
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].address)
            m->slots[rt_map_at(m, old.slots[i].address)] = old.slots[i];
    return old.slots;
}

/* The map is not full, the address not 0; what was there is replaced. */
static inline void rt_map_put(struct rt_map *m, uint64_t address, void *value)
{
    struct rt_map_slot *s = &m->slots[rt_map_at(m, address)];
    m->count += s->address == 0;
    *s = (struct rt_map_slot){address, value};
}

/* Nothing where it is not there. Those behind it move up, where that brings them nearer to their homes. */
static inline void rt_map_remove(struct rt_map *m, uint64_t address)
{
    if (!rt_map_find(m, address))
        return;
    size_t hole = rt_map_at(m, address), mask = m->size - 1;
    for (size_t at = (hole + 1) & mask; m->slots[at].address; at = (at + 1) & mask)
        if (((at - rt_map_home(m, m->slots[at].address)) & mask) >= ((at - hole) & mask)) {
            m->slots[hole] = m->slots[at];
            hole = at;
        }
    m->slots[hole] = (struct rt_map_slot){0};
    m->count--;
}

#endif
