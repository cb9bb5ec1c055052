/*
 * GitHub's primaryLocationLineHash. What we write must equal what github/codeql-action computes
 * from the file, or its upload warns and its alerts lose their history.
 *
 * A line's value is the hash h = 37*h + c (64 bits) of the 100 UTF-16 units from its first one on.
 * Blanks and tabs are left out; CR and CR LF count as LF; behind the text comes 65535, then zeros.
 * Equal values in one file are numbered: "hash:1", "hash:2". Lines count from the first unit that
 * is not left out, so a text that ends in a line end has one more, empty line.
 */
#include "findings/sources.h"

#include <inttypes.h>
#include <stdlib.h>

#define BLOCK 100
#define MULTIPLIER 37u
#define END_OF_TEXT 65535u

struct seen {
    uint64_t hash;
    uint32_t count; /* 0: a free slot */
};

struct roller {
    uint32_t window[BLOCK];
    uint32_t line_at[BLOCK]; /* line that starts at this unit, 0 for none */
    unsigned at;
    uint64_t hash, out_factor;
    uint32_t line;
    bool at_line_start, after_cr;
    VEC(char *) done;
    struct seen *seen;
    uint32_t seen_size; /* a power of two */
    uint32_t seen_used;
};

static struct seen *slot(struct seen *table, uint32_t size, uint64_t hash)
{
    uint32_t i = (uint32_t)hash_mix(hash, 0) & (size - 1);
    while (table[i].count && table[i].hash != hash)
        i = (i + 1) & (size - 1);
    return &table[i];
}

static uint32_t count_up(struct roller *r, uint64_t hash)
{
    if (2 * (r->seen_used + 1) > r->seen_size) {
        uint32_t size = r->seen_size ? r->seen_size * 2 : 64;
        struct seen *table = mem_zalloc(size * sizeof *table);
        for (uint32_t i = 0; i < r->seen_size; i++)
            if (r->seen[i].count)
                *slot(table, size, r->seen[i].hash) = r->seen[i];
        free(r->seen);
        r->seen = table;
        r->seen_size = size;
    }
    struct seen *s = slot(r->seen, r->seen_size, hash);
    r->seen_used += s->count == 0;
    s->hash = hash;
    return ++s->count;
}

static void output(struct roller *r)
{
    struct str text = {0};
    str_printf(&text, "%" PRIx64 ":%u", r->hash, count_up(r, r->hash));
    ensure(r->line_at[r->at] == r->done.count + 1);
    vec_push(&r->done, str_take(&text));
    r->line_at[r->at] = 0;
}

static void update(struct roller *r, uint32_t unit)
{
    r->hash = MULTIPLIER * r->hash + unit - r->out_factor * r->window[r->at];
    r->window[r->at] = unit;
    r->at = (r->at + 1) % BLOCK;
}

static void take(struct roller *r, uint32_t unit)
{
    if (unit == ' ' || unit == '\t' || (r->after_cr && unit == '\n')) {
        r->after_cr = false;
        return;
    }
    r->after_cr = unit == '\r';
    if (unit == '\r')
        unit = '\n';
    if (r->line_at[r->at])
        output(r);
    if (r->at_line_start)
        r->line_at[r->at] = ++r->line;
    r->at_line_start = unit == '\n';
    update(r, unit);
}

char **line_hashes_of(const char *text, size_t size, uint32_t *count)
{
    struct roller r = {.out_factor = 1, .at_line_start = true};
    for (unsigned i = 0; i < BLOCK; i++)
        r.out_factor *= MULTIPLIER;
    for (size_t i = 0; i < size;) {
        uint32_t c = utf8_next(text, size, &i);
        if (c >= 0x10000) {
            take(&r, 0xD800 + ((c - 0x10000) >> 10));
            take(&r, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else
            take(&r, c);
    }
    take(&r, END_OF_TEXT);
    for (unsigned i = 0; i < BLOCK; i++) {
        if (r.line_at[r.at])
            output(&r);
        update(&r, 0);
    }
    free(r.seen);
    *count = r.done.count;
    return r.done.items;
}
