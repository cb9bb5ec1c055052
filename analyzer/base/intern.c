/* Interned strings: an open-addressing table of ids over texts in an arena. */
#include "base.h"

#include <stdlib.h>
#include <string.h>

struct intern {
    struct arena arena;
    VEC(const char *) texts;
    VEC(uint32_t) lengths;
    uint32_t *slots; /* id + 1, or 0 where free */
    uint32_t slot_count; /* a power of two, at least twice the texts */
};

struct intern *intern_new(void)
{
    struct intern *in = mem_zalloc(sizeof *in);
    arena_init(&in->arena);
    in->slot_count = 256;
    in->slots = mem_zalloc(in->slot_count * sizeof *in->slots);
    intern_id_n(in, "", 0);
    return in;
}

void intern_free(struct intern *in)
{
    if (!in)
        return;
    arena_release(&in->arena);
    vec_release(&in->texts);
    vec_release(&in->lengths);
    free(in->slots);
    free(in);
}

static uint32_t slot_of(const struct intern *in, const char *text, size_t n)
{
    uint32_t mask = in->slot_count - 1;
    uint32_t at = (uint32_t)hash_bytes(text, n, 0) & mask;
    while (in->slots[at]) {
        uint32_t id = in->slots[at] - 1;
        if (in->lengths.items[id] == n && memcmp(in->texts.items[id], text, n) == 0)
            break;
        at = (at + 1) & mask;
    }
    return at;
}

static void grow(struct intern *in)
{
    free(in->slots);
    in->slot_count *= 2;
    in->slots = mem_zalloc(in->slot_count * sizeof *in->slots);
    for (uint32_t id = 0; id < in->texts.count; id++)
        in->slots[slot_of(in, in->texts.items[id], in->lengths.items[id])] = id + 1;
}

uint32_t intern_id_n(struct intern *in, const char *text, size_t n)
{
    uint32_t at = slot_of(in, text, n);
    if (in->slots[at])
        return in->slots[at] - 1;
    uint32_t id = in->texts.count;
    vec_push(&in->texts, arena_strndup(&in->arena, text, n));
    vec_push(&in->lengths, (uint32_t)n);
    in->slots[at] = id + 1;
    if (in->texts.count * 2 > in->slot_count)
        grow(in);
    return id;
}

uint32_t intern_id(struct intern *in, const char *text) { return intern_id_n(in, text, strlen(text)); }

uint32_t intern_find(const struct intern *in, const char *text)
{
    uint32_t at = slot_of(in, text, strlen(text));
    return in->slots[at] ? in->slots[at] - 1 : UINT32_MAX;
}

const char *intern_text(const struct intern *in, uint32_t id)
{
    ensure(id < in->texts.count);
    return in->texts.items[id];
}

uint32_t intern_count(const struct intern *in) { return in->texts.count; }
