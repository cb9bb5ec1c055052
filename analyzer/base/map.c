/* Numbers by keys. */
#include "base/map.h"

#include <stdlib.h>

static uint32_t slot_of(const struct map *m, uint64_t key)
{
    uint32_t at = (uint32_t)hash_mix(key, 0) & (m->capacity - 1);
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & (m->capacity - 1);
    return at;
}

uint64_t map_get(const struct map *m, uint64_t key) { return m->count ? m->slots[slot_of(m, key)].value : 0; }

void map_set(struct map *m, uint64_t key, uint64_t value)
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
    m->count += slot->key == 0;
    *slot = (struct map_slot){key, value};
}

void map_release(struct map *m)
{
    free(m->slots);
    *m = (struct map){0};
}
