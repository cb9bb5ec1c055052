/* Names to values without regard to case: open addressing over a list in order. */
#include "project/msbuild.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

static uint64_t name_hash(const char *name)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (; *name; name++)
        h = (h ^ (uint64_t)tolower((unsigned char)*name)) * 0x100000001B3u;
    return hash_mix(h, 0);
}

/* The slot of the name, or the empty one where it belongs. */
static uint32_t find_slot(const struct table *t, const char *name)
{
    uint32_t mask = t->slot_count - 1, at = (uint32_t)name_hash(name) & mask;
    while (t->slots[at] && strcasecmp(t->list.items[t->slots[at] - 1].name, name) != 0)
        at = (at + 1) & mask;
    return at;
}

static void grow(struct table *t)
{
    t->slot_count = t->slot_count ? 2 * t->slot_count : 256;
    free(t->slots);
    t->slots = mem_zalloc(sizeof *t->slots * t->slot_count);
    for (uint32_t i = 0; i < t->list.count; i++)
        t->slots[find_slot(t, t->list.items[i].name)] = i + 1;
}

void table_set(struct table *t, const char *name, const char *value)
{
    if (2 * t->list.count >= t->slot_count)
        grow(t);
    uint32_t slot = find_slot(t, name);
    if (t->slots[slot]) {
        t->list.items[t->slots[slot] - 1].value = value;
        return;
    }
    vec_push(&t->list, (struct table_entry){name, value});
    t->slots[slot] = t->list.count;
}

const char *table_get(const struct table *t, const char *name)
{
    if (!t->slot_count)
        return NULL;
    uint32_t slot = find_slot(t, name);
    return t->slots[slot] ? t->list.items[t->slots[slot] - 1].value : NULL;
}

void table_release(struct table *t)
{
    vec_release(&t->list);
    free(t->slots);
    *t = (struct table){0};
}
