/* Objects as bytes that know which byte of which value they are. */
#include "interp.h"

#include <stdlib.h>
#include <string.h>

uint32_t object_new(struct interp *x, uint32_t size)
{
    vec_push(&x->objects, (struct thing){.size = size ? size : 1, .made = ++x->clock});
    return x->objects.count - 1;
}

/* The bytes at `at`; NULL where there are none. Null and numbers cannot be followed. */
static struct byte *bytes_at(struct interp *x, struct value at, uint64_t size)
{
    if (is_undefined(at)) {
        x->stop = STOP_UNDEFINED;
        return NULL;
    }
    if (!is_object(at)) {
        x->stop = STOP_CRASH;
        return NULL;
    }
    struct thing *o = &x->objects.items[at.object];
    if (at.number < 0 || (uint64_t)at.number + size > o->size) {
        x->stop = STOP_UNDEFINED; /* outside of the object: nothing is said about such programs */
        return NULL;
    }
    if (!o->bytes) {
        o->bytes = arena_array(&x->arena, struct byte, o->size);
        for (uint32_t i = 0; i < o->size; i++)
            o->bytes[i].value = undefined();
    }
    return o->bytes + at.number;
}

int64_t cut(int64_t n, uint32_t size, bool is_signed)
{
    if (size >= 8)
        return n;
    uint64_t mask = ((uint64_t)1 << (size * 8)) - 1, low = (uint64_t)n & mask;
    if (is_signed && (low >> (size * 8 - 1)))
        low |= ~mask;
    return (int64_t)low;
}

struct value memory_load(struct interp *x, struct value at, uint32_t size, bool is_signed)
{
    struct byte *b = bytes_at(x, at, size);
    if (!b)
        return undefined();
    uint64_t n = 0;
    for (uint32_t i = 0; i < size; i++) {
        if (b[0].value.object == 0 && b[i].value.object == 0)
            n |= (uint64_t)(uint8_t)b[i].value.number << (i * 8);
        else if (is_undefined(b[i].value) || b[i].value.object != b[0].value.object || b[i].value.number != b[0].value.number || b[i].index != i || size != 8)
            return undefined();
    }
    struct value v = b[0].value.object ? b[0].value : number(cut((int64_t)n, size, is_signed));
    v.from = b[0].value.from;
    return v;
}

void memory_store(struct interp *x, struct value at, uint32_t size, struct value v)
{
    if (at.object == 0 && !x->demands.null) { /* as the engine has it: the store is left out */
        x->doubtful = true;
        return;
    }
    struct byte *b = bytes_at(x, at, size);
    for (uint32_t i = 0; b && i < size; i++) {
        if (v.object == 0)
            b[i] = (struct byte){{0, v.from, (int64_t)(uint8_t)((uint64_t)v.number >> (i * 8))}, 0};
        else if (size == 8)
            b[i] = (struct byte){v, i};
        else
            b[i] = (struct byte){undefined(), 0};
    }
}

void memory_fill(struct interp *x, struct value at, uint64_t size, struct value v)
{
    struct byte *b = size ? bytes_at(x, at, size) : NULL;
    for (uint64_t i = 0; b && i < size; i++)
        b[i] = (struct byte){v, 0};
}

void memory_copy(struct interp *x, struct value to, struct value from, uint64_t size)
{
    struct byte *a = size ? bytes_at(x, to, size) : NULL, *b = a ? bytes_at(x, from, size) : NULL;
    if (b)
        memmove(a, b, size * sizeof *a);
}
