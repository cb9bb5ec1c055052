/* Objects: by address, by age, and a ring of the freed ones that are remembered. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

void *rtm_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p) {
        fputs("rt_monitor: out of memory\n", stderr);
        abort();
    }
    return p;
}

uint64_t hash_words(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9E3779B97F4A7C15u ^ (b + 0x632BE59BD9B4E019u + (a << 6) + (a >> 2));
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    return x ^ (x >> 32);
}

struct rtm_object *object_find(const struct rt_monitor *m, uint64_t address) { return rt_map_find(&m->by_address, address); }

/* ---- where objects are --------------------------------------------------------------------------------------- */

static uint16_t *near_of(struct rt_monitor *m, uint64_t address) { return &m->near[(address / NEAR_BYTES) % NEAR_MAX]; }

static void place_object(struct rt_monitor *m, struct rtm_object *o)
{
    if (rt_map_is_full(&m->by_address))
        free(rt_map_grow(&m->by_address, rtm_alloc(rt_map_next_bytes(&m->by_address))));
    rt_map_put(&m->by_address, o->address, o);
    if (*near_of(m, o->address) != UINT16_MAX) /* else it stays: there are always some */
        ++*near_of(m, o->address);
}

static void unplace_object(struct rt_monitor *m, struct rtm_object *o)
{
    rt_map_remove(&m->by_address, o->address);
    if (*near_of(m, o->address) != UINT16_MAX)
        --*near_of(m, o->address);
}

uint64_t objects_near(struct rt_monitor *m, uint64_t address, uint64_t end)
{
    while (address < end && !*near_of(m, address))
        address = (address / NEAR_BYTES + 1) * NEAR_BYTES;
    return address;
}

void object_set_holder(struct rtm_object *o, struct rtm_object *holder)
{
    if (o->holder)
        for (struct rtm_object **p = &o->holder->first_part; *p; p = &(*p)->next_part)
            if (*p == o) {
                *p = o->next_part;
                break;
            }
    o->holder = holder;
    o->next_part = NULL;
    if (holder) {
        o->next_part = holder->first_part;
        holder->first_part = o;
    }
}

void object_forget(struct rt_monitor *m, struct rtm_object *o)
{
    unplace_object(m, o);
    object_set_holder(o, NULL);
    while (o->first_part)
        object_set_holder(o->first_part, NULL);
    if (o->newer)
        o->newer->older = o->older;
    else
        m->newest = o->older;
    if (o->older)
        o->older->newer = o->newer;
    o->older = m->spare;
    m->spare = o;
}

struct rtm_object *object_new(struct rt_monitor *m, uint64_t address, uint32_t kind, enum rtm_state state)
{
    struct rtm_object *o = object_find(m, address);
    if (o)
        object_forget(m, o);
    o = m->spare;
    if (o)
        m->spare = o->older;
    else
        o = rtm_alloc(sizeof *o);
    memset(o, 0, offsetof(struct rtm_object, attributes)); /* what is behind is counted */
    o->address = address;
    o->kind = kind;
    o->state = state;
    o->generation = ++m->generation;
    place_object(m, o);
    o->older = m->newest;
    if (o->older)
        o->older->newer = o;
    m->newest = o;
    m->counts.objects += kind != 0 && state != RTM_UNKNOWN_STATE;
    return o;
}

void object_move(struct rt_monitor *m, struct rtm_object *o, uint64_t address)
{
    struct rtm_object *old = object_find(m, address);
    if (old)
        object_forget(m, old);
    unplace_object(m, o);
    o->address = address;
    place_object(m, o);
}

void object_freed(struct rt_monitor *m, struct rtm_object *o)
{
    struct freed *f = &m->freed[m->freed_at++ % FREED_MAX];
    struct rtm_object *old = f->address ? object_find(m, f->address) : NULL;
    if (old && old != o && old->generation == f->generation && old->state == RTM_FREED)
        object_forget(m, old);
    *f = (struct freed){o->address, o->generation};
    o->state = RTM_FREED;
}

const struct rtm_kind *kind_of(uint32_t kind) { return kind && kind <= rtm_rules.kinds.count ? &rtm_rules.kinds.items[kind - 1] : NULL; }

const char *object_words(const struct rtm_object *o)
{
    const struct rtm_kind *k = o ? kind_of(o->kind) : NULL;
    return k ? k->words : "object";
}

void table_release(struct rt_monitor *m)
{
    while (m->newest)
        object_forget(m, m->newest);
    for (struct rtm_object *o = m->spare, *next; o; o = next) {
        next = o->older;
        free(o);
    }
    records_forget(m, 0, UINT64_MAX);
    free(m->by_address.slots);
    free(m->mentioned.slots);
    free(m->freed);
    free(m->reported);
}

/* ---- what was reported --------------------------------------------------------------------------------------- */

static void insert(uint64_t *table, uint32_t capacity, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (capacity - 1);
    while (table[at])
        at = (at + 1) & (capacity - 1);
    table[at] = hash;
}

bool report_is_new(struct rt_monitor *m, uint64_t hash)
{
    hash += hash == 0;
    for (uint32_t at = (uint32_t)hash & (m->reported_capacity - 1); m->reported_capacity && m->reported[at]; at = (at + 1) & (m->reported_capacity - 1))
        if (m->reported[at] == hash)
            return false;
    if (m->reported_count * 2 >= m->reported_capacity) {
        uint32_t capacity = m->reported_capacity ? m->reported_capacity * 2 : 256;
        uint64_t *table = rtm_alloc(capacity * sizeof *table);
        for (uint32_t i = 0; i < m->reported_capacity; i++)
            if (m->reported[i])
                insert(table, capacity, m->reported[i]);
        free(m->reported);
        m->reported = table;
        m->reported_capacity = capacity;
    }
    insert(m->reported, m->reported_capacity, hash);
    m->reported_count++;
    return true;
}
