/* What earlier runs left behind: see memory.h. */
#include "engine/memory.h"

#include <stdlib.h>
#include <string.h>

/*
 *     u32:version u32:count { hash128:key hash128:content u64:offset u64:size } payload
 */
#define MEMORY_VERSION 2u

struct known {
    struct hash128 key, content;
    const char *bytes;
    size_t size;
};

static int compare_hashes(struct hash128 x, struct hash128 y)
{
    if (x.high != y.high)
        return x.high < y.high ? -1 : 1;
    return x.low < y.low ? -1 : x.low > y.low;
}

static int compare_known(const void *a, const void *b)
{
    return compare_hashes(((const struct known *)a)->key, ((const struct known *)b)->key);
}

static void pack_hash(struct str *out, struct hash128 h)
{
    pack_u64(out, h.high);
    pack_u64(out, h.low);
}

static struct hash128 unpack_hash(struct unpack *u)
{
    struct hash128 h = {.high = unpack_u64(u)};
    h.low = unpack_u64(u);
    return h;
}

enum { ENTRY_BYTES = 48 };

static void read_known(struct memory *m, const char *bytes, size_t size)
{
    struct unpack u = {bytes, bytes + size, false};
    uint32_t version = unpack_u32(&u), count = unpack_count(&u, ENTRY_BYTES);
    if (u.bad || version != MEMORY_VERSION)
        return;
    const char *payload = u.at + (size_t)count * ENTRY_BYTES;
    size_t room = (size_t)(u.end - payload);
    m->known = mem_zalloc((count + 1) * sizeof *m->known);
    for (uint32_t i = 0; i < count; i++) {
        struct known *k = &m->known[m->known_count];
        k->key = unpack_hash(&u);
        k->content = unpack_hash(&u);
        uint64_t offset = unpack_u64(&u), length = unpack_u64(&u);
        if (offset > room || length > room - offset)
            continue;
        k->bytes = payload + offset;
        k->size = length;
        m->known_count++;
    }
    sort_items(m->known, m->known_count, sizeof *m->known, compare_known);
}

void memory_open(struct engine *e)
{
    const struct engine_options *o = e->options;
    if ((!o->known && !o->keep) || o->dump_states || o->dump_fates || o->traces) /* what is known has neither states nor instructions */
        return;
    e->memory = mem_zalloc(sizeof *e->memory);
    e->memory->ids = identities_new(&e->program);
    e->memory->words = rule_words_new(e->rules);
    if (o->known)
        read_known(e->memory, o->known, o->known_size);
}

void memory_close(struct engine *e)
{
    struct memory *m = e->memory;
    if (!m)
        return;
    identities_free(m->ids);
    rule_words_free(m->words);
    free(m->known);
    vec_release(&m->kept);
    free(m);
    e->memory = NULL;
}

bool memory_recall(struct engine *e, const struct component *c, struct remembered *m, struct results *r)
{
    struct known key = {.key = m->key};
    const struct memory *all = e->memory;
    const struct known *k = all->known_count ? bsearch(&key, all->known, all->known_count, sizeof key, compare_known) : NULL;
    if (!k || !component_restore(e, c, k->bytes, k->size, r))
        return false;
    m->content = k->content;
    m->bytes = k->bytes;
    m->size = k->size;
    return true;
}

void memory_note(struct engine *e, const struct component *c, const struct results *r, struct remembered *m)
{
    struct str seen = {0};
    m->content = component_store(e, c, r, true, &seen) ? hash_bytes128(str_text(&seen), seen.length) : m->key;
    str_release(&seen);
    if (r->raised || !e->options->keep || !component_store(e, c, r, false, &m->made))
        return;
    m->bytes = str_text(&m->made);
    m->size = m->made.length;
}

void remembered_release(struct remembered *m) { str_release(&m->made); }

void memory_keep(struct engine *e, const struct remembered *m)
{
    if (!m->bytes)
        return;
    vec_push(&e->memory->kept, m);
    e->memory->changed |= m->made.length != 0;
}

void memory_write(struct engine *e)
{
    const struct memory *m = e->memory;
    struct str *out = e->options->keep;
    uint64_t offset = 0;
    if (!out || (!m->changed && m->kept.count == m->known_count))
        return;
    pack_u32(out, MEMORY_VERSION);
    pack_u32(out, m->kept.count);
    for (uint32_t i = 0; i < m->kept.count; i++) {
        pack_hash(out, m->kept.items[i]->key);
        pack_hash(out, m->kept.items[i]->content);
        pack_u64(out, offset);
        pack_u64(out, m->kept.items[i]->size);
        offset += m->kept.items[i]->size;
    }
    for (uint32_t i = 0; i < m->kept.count; i++)
        str_append_n(out, m->kept.items[i]->bytes, m->kept.items[i]->size);
}
