/* Text files of Windows as UTF-8, and response files as words. */
#include "project/msbuild.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- encodings -------------------------------------------------------------------------------------- */

static void append_utf8(struct str *out, uint32_t c)
{
    if (c == 0)
        c = ' ';
    if (c < 0x80)
        str_append_char(out, (char)c);
    else if (c < 0x800) {
        str_append_char(out, (char)(0xC0 | c >> 6));
        str_append_char(out, (char)(0x80 | (c & 0x3F)));
    } else {
        if (c < 0x10000)
            str_append_char(out, (char)(0xE0 | c >> 12));
        else {
            str_append_char(out, (char)(0xF0 | c >> 18));
            str_append_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
        }
        str_append_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        str_append_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

/* Half a pair becomes U+FFFD, a lone last byte nothing. */
static void from_utf16(const unsigned char *p, size_t size, bool big, struct str *out)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t c = (uint32_t)(big ? p[i] << 8 | p[i + 1] : p[i + 1] << 8 | p[i]);
        if (c >= 0xD800 && c < 0xE000) {
            uint32_t low = i + 3 < size ? (uint32_t)(big ? p[i + 2] << 8 | p[i + 3] : p[i + 3] << 8 | p[i + 2]) : 0;
            if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            } else
                c = 0xFFFD;
        }
        append_utf8(out, c);
    }
}

bool text_is_utf16(const char *text, size_t size)
{
    return size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
}

char *text_to_utf8(const char *text, size_t size)
{
    struct str out = {0};
    if (text_is_utf16(text, size))
        from_utf16((const unsigned char *)text + 2, size - 2, (unsigned char)text[0] == 0xFE, &out);
    else {
        size_t bom = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        str_append_n(&out, text + bom, size - bom);
        for (size_t i = 0; i < out.length; i++)
            if (!out.text[i])
                out.text[i] = ' ';
    }
    return out.text ? str_take(&out) : mem_strdup("");
}

/* ---- response files -------------------------------------------------------------------------------------- */

#define RESPONSE_DEPTH 16u
#define RESPONSE_SIZE ((size_t)8 << 20)
#define RESPONSE_WORDS 100000u

struct response {
    struct arena *a;
    const struct path_maps *maps;
    const char *folder;
    bool windows;
    struct words_list *out;
    const char *open[RESPONSE_DEPTH];
    unsigned depth;
    const char *error; /* the first */
};

static void fail(struct response *r, const char *text)
{
    if (!r->error)
        r->error = text;
}

static void add_words(struct response *r, const char *const *words, uint32_t count);

static void add_file(struct response *r, const char *name)
{
    struct arena *a = r->a;
    const char *path = path_windows(a, r->maps, r->folder, name);
    for (unsigned i = 0; i < r->depth; i++)
        if (str_equal(r->open[i], path)) {
            fail(r, arena_printf(a, "the response file %s names itself, directly or through others", path));
            return;
        }
    if (r->depth == RESPONSE_DEPTH) {
        fail(r, arena_printf(a, "response files are nested deeper than %u: %s", RESPONSE_DEPTH, path));
        return;
    }
    struct diags d;
    diags_init(&d);
    size_t size;
    char *text = path_is_on_drive(path) ? NULL : xml_file(path, RESPONSE_SIZE, &size, &d);
    if (!text)
        fail(r,
             d.list.count
                 ? arena_printf(a, "the response file %s %s", path, d.list.items[0].text)
                 : arena_printf(
                       a, "the response file %s stands on a drive; --path-map '%.2s\\=FOLDER' says where that is here",
                       path, path));
    else {
        char *utf8 = text_to_utf8(text, size);
        struct words_list words = {0};
        if (r->windows)
            words_split_windows(a, utf8, &words);
        else
            words_split_posix(a, utf8, &words);
        free(utf8);
        free(text);
        r->open[r->depth++] = path;
        add_words(r, words.list.items, words.list.count);
        r->depth--;
        vec_release(&words.list);
    }
    diags_release(&d);
}

static void add_words(struct response *r, const char *const *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (r->out->list.count >= RESPONSE_WORDS) {
            fail(r, arena_printf(r->a, "more than %u words with all response files", RESPONSE_WORDS));
            return;
        } else if (words[i][0] == '@' && words[i][1])
            add_file(r, words[i] + 1);
        else
            vec_push(&r->out->list, words[i]);
}

const char *words_expand_files(struct arena *a, const char *folder, const struct path_maps *maps, bool windows,
                               const struct words_list *words, struct words_list *out)
{
    struct response r = {.a = a, .maps = maps, .folder = folder, .windows = windows, .out = out};
    add_words(&r, words->list.items, words->list.count);
    return r.error;
}
