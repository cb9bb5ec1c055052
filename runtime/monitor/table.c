/* Objects by address: a hash table with chains, a list by age, and a ring of the freed ones that are remembered. */
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

static struct rtm_object **bucket_of(const struct rt_monitor *m, uint64_t address)
{
    return &m->buckets[hash_words(address, 0) & (m->bucket_count - 1)];
}

struct rtm_object *object_find(const struct rt_monitor *m, uint64_t address)
{
    struct rtm_object *o = m->bucket_count ? *bucket_of(m, address) : NULL;
    while (o && o->address != address)
        o = o->next;
    return o;
}

static void grow(struct rt_monitor *m)
{
    free(m->buckets);
    m->bucket_count = m->bucket_count ? m->bucket_count * 2 : 1024;
    m->buckets = rtm_alloc(m->bucket_count * sizeof *m->buckets);
    for (struct rtm_object *o = m->newest; o; o = o->older) {
        struct rtm_object **b = bucket_of(m, o->address);
        o->next = *b;
        *b = o;
    }
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
    struct rtm_object **p = bucket_of(m, o->address);
    while (*p != o)
        p = &(*p)->next;
    *p = o->next;
    object_set_holder(o, NULL);
    while (o->first_part)
        object_set_holder(o->first_part, NULL);
    if (o->newer)
        o->newer->older = o->older;
    else
        m->newest = o->older;
    if (o->older)
        o->older->newer = o->newer;
    m->object_count--;
    free(o);
}

struct rtm_object *object_new(struct rt_monitor *m, uint64_t address, uint32_t kind, enum rtm_state state)
{
    struct rtm_object *o = object_find(m, address);
    if (o)
        object_forget(m, o);
    if (m->object_count >= m->bucket_count)
        grow(m);
    o = rtm_alloc(sizeof *o);
    *o = (struct rtm_object){.address = address, .kind = kind, .state = state, .generation = ++m->generation};
    struct rtm_object **b = bucket_of(m, address);
    o->next = *b;
    *b = o;
    o->older = m->newest;
    if (o->older)
        o->older->newer = o;
    m->newest = o;
    m->object_count++;
    m->counts.objects += kind != 0 && state != RTM_UNKNOWN_STATE;
    return o;
}

void object_move(struct rt_monitor *m, struct rtm_object *o, uint64_t address)
{
    struct rtm_object *old = object_find(m, address), **p = bucket_of(m, o->address);
    if (old)
        object_forget(m, old);
    while (*p != o)
        p = &(*p)->next;
    *p = o->next;
    o->address = address;
    p = bucket_of(m, address);
    o->next = *p;
    *p = o;
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
    free(m->buckets);
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
