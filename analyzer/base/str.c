/* Growable strings, and the small comparisons that messages need. */
#include "base.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct str *s, size_t more)
{
    size_t needed = s->length + more + 1;
    if (needed <= s->capacity)
        return;
    size_t grown = s->capacity ? s->capacity * 2 : 64;
    s->capacity = grown < needed ? needed : grown;
    s->text = mem_realloc(s->text, s->capacity);
}

void str_append_n(struct str *s, const char *text, size_t n)
{
    reserve(s, n);
    if (n)
        memcpy(s->text + s->length, text, n);
    s->length += n;
    s->text[s->length] = '\0';
}

void str_append(struct str *s, const char *text) { str_append_n(s, text, strlen(text)); }
void str_append_char(struct str *s, char c) { str_append_n(s, &c, 1); }

void str_printf(struct str *s, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    ensure(n >= 0);
    reserve(s, (size_t)n);
    va_start(args, fmt);
    vsnprintf(s->text + s->length, (size_t)n + 1, fmt, args);
    va_end(args);
    s->length += (size_t)n;
}

const char *str_text(const struct str *s) { return s->text ? s->text : ""; }

void str_clear(struct str *s)
{
    s->length = 0;
    if (s->text)
        s->text[0] = '\0';
}

void str_release(struct str *s)
{
    free(s->text);
    *s = (struct str){0};
}

char *str_take(struct str *s)
{
    char *text = s->text ? s->text : mem_strdup("");
    *s = (struct str){0};
    return text;
}

bool str_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends_with(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && memcmp(text + n - m, suffix, m) == 0;
}

/* Words longer than this are not compared: no name of ours is. */
#define DISTANCE_LIMIT 63

unsigned str_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > DISTANCE_LIMIT || m > DISTANCE_LIMIT)
        return n == m && str_equal(a, b) ? 0 : DISTANCE_LIMIT;
    unsigned d[DISTANCE_LIMIT + 1][DISTANCE_LIMIT + 1];
    for (size_t i = 0; i <= n; i++)
        d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            unsigned char x = (unsigned char)a[i - 1], y = (unsigned char)b[j - 1];
            unsigned best = d[i - 1][j - 1] + (tolower(x) != tolower(y));
            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

const char *str_nearest(const char *word, const char *const *names, size_t count)
{
    const char *best = NULL;
    unsigned limit = (unsigned)strlen(word) / 3 + 1, best_distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        unsigned d = str_distance(word, names[i]);
        if (d < best_distance) {
            best_distance = d;
            best = names[i];
        }
    }
    return best;
}
