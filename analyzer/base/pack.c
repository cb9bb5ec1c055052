/* Values as bytes and back. */
#include "base/pack.h"

#include <string.h>

#define NO_TEXT UINT32_MAX

void pack_u32(struct str *out, uint32_t value) { str_append_n(out, (const char *)&value, sizeof value); }
void pack_u64(struct str *out, uint64_t value) { str_append_n(out, (const char *)&value, sizeof value); }

void pack_text(struct str *out, const char *text)
{
    pack_u32(out, text ? (uint32_t)strlen(text) : NO_TEXT);
    if (text)
        str_append(out, text);
}

static const char *take(struct unpack *u, size_t n)
{
    if (u->bad || (size_t)(u->end - u->at) < n) {
        u->bad = true;
        return NULL;
    }
    u->at += n;
    return u->at - n;
}

uint32_t unpack_u32(struct unpack *u)
{
    uint32_t value = 0;
    const char *from = take(u, sizeof value);
    if (from)
        memcpy(&value, from, sizeof value);
    return value;
}

uint64_t unpack_u64(struct unpack *u)
{
    uint64_t value = 0;
    const char *from = take(u, sizeof value);
    if (from)
        memcpy(&value, from, sizeof value);
    return value;
}

const char *unpack_text(struct unpack *u, struct arena *a)
{
    uint32_t n = unpack_u32(u);
    if (u->bad || n == NO_TEXT)
        return NULL;
    const char *from = take(u, n);
    return from ? arena_strndup(a, from, n) : NULL;
}

uint32_t unpack_count(struct unpack *u, size_t least)
{
    uint32_t n = unpack_u32(u);
    if (!u->bad && n > (size_t)(u->end - u->at) / (least ? least : 1))
        u->bad = true;
    return u->bad ? 0 : n;
}
