/* Source texts read once; UTF-8 as units and terminal cells. */
#include "findings/sources.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static struct source_file *sources_file(struct sources *s, const char *path)
{
    for (uint32_t i = s->list.count; i-- > 0;) /* the newest is the likeliest */
        if (str_equal(s->list.items[i]->path, path))
            return s->list.items[i];
    struct source_file *f = mem_zalloc(sizeof *f);
    f->path = mem_strdup(path);
    f->readable = source_load(&f->source, path) == 0;
    vec_push(&s->list, f);
    return f;
}

void sources_release(struct sources *s)
{
    for (uint32_t i = 0; i < s->list.count; i++) {
        struct source_file *f = s->list.items[i];
        if (f->readable)
            source_release(&f->source);
        for (uint32_t k = 0; k < f->line_hash_count; k++)
            free(f->line_hashes[k]);
        free(f->line_hashes);
        free(f->path);
        free(f);
    }
    vec_release(&s->list);
}

const char *sources_line(struct sources *s, const char *path, uint32_t n, size_t *length)
{
    *length = 0;
    struct source_file *f = path ? sources_file(s, path) : NULL;
    return f && f->readable ? source_line(&f->source, n, length) : "";
}

uint32_t sources_line_count(struct sources *s, const char *path)
{
    struct source_file *f = path ? sources_file(s, path) : NULL;
    return f && f->readable ? f->source.line_starts.count : 0;
}

const char *sources_line_hash(struct sources *s, const char *path, uint32_t line)
{
    struct source_file *f = path ? sources_file(s, path) : NULL;
    if (!f || !f->readable)
        return NULL;
    if (!f->line_hashes)
        f->line_hashes = line_hashes_of(f->source.text, f->source.size, &f->line_hash_count);
    return line && line <= f->line_hash_count ? f->line_hashes[line - 1] : NULL;
}

uint32_t utf8_next(const char *text, size_t size, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text;
    unsigned char c = p[(*at)++];
    if (c < 0x80)
        return c;
    if (c < 0xC2 || c > 0xF4)
        return 0xFFFD;
    unsigned more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    uint32_t value = c & (0x3Fu >> more);
    for (unsigned i = 0; i < more; i++) {
        unsigned char low = 0x80, high = 0xBF; /* the first continuation byte is narrower for some */
        if (i == 0) {
            low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
            high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        }
        if (*at >= size || p[*at] < low || p[*at] > high)
            return 0xFFFD;
        value = value << 6 | (p[(*at)++] & 0x3Fu);
    }
    return value;
}

uint32_t utf8_units(const char *text, size_t bytes)
{
    uint32_t n = 0;
    for (size_t i = 0; i < bytes;)
        n += utf8_next(text, bytes, &i) >= 0x10000 ? 2 : 1;
    return n;
}

uint32_t utf8_width(const char *text, size_t bytes)
{
    uint32_t n = 0;
    for (size_t i = 0; i < bytes;) {
        uint32_t c = utf8_next(text, bytes, &i);
        int w = c < 0x80 ? 1 : wcwidth((wchar_t)c);
        n += w < 0 ? 1u : (uint32_t)w;
    }
    return n;
}
