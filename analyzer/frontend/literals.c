/*
 * The bytes of a string literal, read from its spelling.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void append_utf8(struct str *out, uint32_t c)
{
    if (c < 0x80) {
        str_append_char(out, (char)c);
    } else if (c < 0x800) {
        str_append_char(out, (char)(0xC0 | c >> 6));
        str_append_char(out, (char)(0x80 | (c & 0x3F)));
    } else {
        if (c >= 0x10000)
            str_append_char(out, (char)(0xF0 | (c >> 18 & 7)));
        str_append_char(out, (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3F) : 0xE0 | (c >> 12 & 0xF)));
        str_append_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        str_append_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

static uint32_t digits(const char **at, unsigned base, unsigned most)
{
    uint32_t value = 0;
    for (unsigned n = 0; n < most && isxdigit((unsigned char)**at); n++, (*at)++) {
        unsigned d = isdigit((unsigned char)**at) ? (unsigned)(**at - '0') : ((unsigned)**at | 32) - 'a' + 10u;
        if (d >= base)
            break;
        value = value * base + d;
    }
    return value;
}

static const char *unescape(const char *at, bool wide, struct str *out)
{
    static const char letters[] = "abfnrtv", meant[] = "\a\b\f\n\r\t\v";
    const char *letter = *at ? strchr(letters, *at) : NULL;
    if (letter) {
        str_append_char(out, meant[letter - letters]);
        return at + 1;
    }
    if (*at == 'x' || *at == 'u' || *at == 'U' || isdigit((unsigned char)*at)) {
        bool byte = !wide && *at != 'u' && *at != 'U';
        unsigned base = isdigit((unsigned char)*at) ? 8 : 16, most = base == 8 ? 3 : *at == 'u' ? 4 : 8;
        at += base == 16;
        uint32_t c = digits(&at, base, most);
        if (byte)
            str_append_char(out, (char)c);
        else
            append_utf8(out, c);
    } else if (*at) {
        str_append_char(out, *at++);
    }
    return at;
}

/* libclang prints a literal the way C spells it; wide ones too. */
char *string_literal_text(struct lower *l, CXCursor c)
{
    const char *spelling = cursor_spelling(l, c), *at = strchr(spelling, '"');
    bool wide = spelling[0] == 'L' || spelling[0] == 'U' || (spelling[0] == 'u' && spelling[1] != '8');
    struct str out = {0};
    while (at && *at == '"') {
        for (at++; *at && *at != '"';)
            if (*at == '\\')
                at = unescape(at + 1, wide, &out);
            else
                str_append_char(&out, *at++);
        if (*at == '"')
            at++;
    }
    char *text = arena_strdup(&l->arena, str_text(&out));
    str_release(&out);
    return text;
}
