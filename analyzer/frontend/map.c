/* Open addressing over pointers; never more than half full. */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

static uint32_t slot_of(const struct map *m, const void *key)
{
    uint32_t at = (uint32_t)hash_mix((uint64_t)(uintptr_t)key, 0) & (m->capacity - 1);
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & (m->capacity - 1);
    return at;
}

uint32_t map_get(const struct map *m, const void *key)
{
    if (!m->count)
        return 0;
    const struct map_slot *slot = &m->slots[slot_of(m, key)];
    return slot->key ? slot->value : 0;
}

void map_set(struct map *m, const void *key, uint32_t value)
{
    ensure(key && value);
    if ((m->count + 1) * 2 > m->capacity) {
        struct map old = *m;
        m->capacity = old.capacity ? old.capacity * 2 : 64;
        m->slots = mem_zalloc(m->capacity * sizeof *m->slots);
        for (uint32_t i = 0; i < old.capacity; i++)
            if (old.slots[i].key)
                m->slots[slot_of(m, old.slots[i].key)] = old.slots[i];
        free(old.slots);
    }
    struct map_slot *slot = &m->slots[slot_of(m, key)];
    m->count += slot->key ? 0 : 1;
    slot->key = key;
    slot->value = value;
}

void map_clear(struct map *m)
{
    if (m->count)
        memset(m->slots, 0, m->capacity * sizeof *m->slots);
    m->count = 0;
}

void map_release(struct map *m)
{
    free(m->slots);
    *m = (struct map){0};
}
