/*
 * Instrumentation manifests. Of the XML only start tags and their attributes are looked at. Events are switched
 * off: registering succeeds, writing does nothing, and arguments are not evaluated, as WPP traces are (wdk/wpp.h).
 */
#include "frontend/generated.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_LENGTH 256u

struct tag {
    const char *name, *attributes, *end; /* the name ends where the attributes begin */
};

static const char *after(const char *at, const char *text)
{
    const char *hit = strstr(at, text);
    return hit ? hit + strlen(text) : at + strlen(at);
}

/* The next start tag from *at on. */
static bool next_tag(const char **at, struct tag *t)
{
    while ((*at = strchr(*at, '<')) != NULL) {
        const char *p = *at + 1;
        if (strncmp(p, "!--", 3) == 0) {
            *at = after(p, "-->");
            continue;
        }
        *at = p;
        if (!isalpha((unsigned char)*p))
            continue;
        *t = (struct tag){.name = p};
        p += strcspn(p, " \t\r\n/>");
        t->attributes = p;
        while (*p && *p != '>') {
            const char *quote = *p == '"' || *p == '\'' ? strchr(p + 1, *p) : NULL;
            p = quote ? quote + 1 : p + 1;
        }
        t->end = *at = p;
        return true;
    }
    return false;
}

static bool tag_is(const struct tag *t, const char *name)
{
    const char *colon = memchr(t->name, ':', (size_t)(t->attributes - t->name));
    const char *own = colon ? colon + 1 : t->name;
    return (size_t)(t->attributes - own) == strlen(name) && memcmp(own, name, strlen(name)) == 0;
}

/* The attribute's value, or "" where there is none or it is too long. */
static void attribute(const struct tag *t, const char *name, char value[VALUE_LENGTH])
{
    value[0] = '\0';
    for (const char *p = t->attributes; p < t->end;) {
        p += strspn(p, " \t\r\n/");
        size_t n = strcspn(p, " \t\r\n=>");
        const char *eq = p + n + strspn(p + n, " \t\r\n");
        if (n == 0 || *eq != '=')
            return;
        const char *quote = eq + 1 + strspn(eq + 1, " \t\r\n");
        const char *close = *quote == '"' || *quote == '\'' ? strchr(quote + 1, *quote) : NULL;
        if (!close || close > t->end)
            return;
        size_t length = (size_t)(close - quote - 1);
        if (n == strlen(name) && memcmp(p, name, n) == 0 && length < VALUE_LENGTH) {
            memcpy(value, quote + 1, length);
            value[length] = '\0';
            return;
        }
        p = close + 1;
    }
}

static bool is_name(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return *text == '\0';
}

static bool is_number(const char *text)
{
    char *end;
    (void)strtoull(text, &end, 0);
    return end > text && *end == '\0';
}

void generated_from_manifest(const char *text, struct str *out)
{
    /* tag whose symbol is a number, and where that stands */
    static const char *const numbers[][2] = {
        {"keyword", "mask"}, {"opcode", "value"}, {"task", "value"}, {"level", "value"}, {"channel", "value"}};
    char symbol[VALUE_LENGTH], value[VALUE_LENGTH];
    struct tag t;
    str_append(out, "#pragma once\n#include <guiddef.h>\n");
    for (const char *at = text; next_tag(&at, &t);) {
        attribute(&t, "symbol", symbol);
        if (!is_name(symbol))
            continue;
        if (tag_is(&t, "provider")) {
            str_printf(out, "extern const GUID %s;\n", symbol);
            attribute(&t, "name", value);
            for (char *p = value; *p; p++) /* the macros have the name, as far as it can stand in one */
                *p = isalnum((unsigned char)*p) ? *p : '_';
            str_printf(out, "#define EventRegister%s(...) (0L)\n#define EventUnregister%s(...) (0L)\n", value, value);
        } else if (tag_is(&t, "event")) {
            str_printf(out, "#define EventEnabled%s(...) (0)\n#define EventWrite%s(...) (0L)\n", symbol, symbol);
            str_printf(out, "#define EventWrite%s_AssumeEnabled(...) (0L)\n", symbol);
            attribute(&t, "value", value);
            if (is_number(value))
                str_printf(out, "#define %s_value %s\n", symbol, value);
        }
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            attribute(&t, numbers[i][1], value);
            if (tag_is(&t, numbers[i][0]) && is_number(value))
                str_printf(out, "#define %s %s\n", symbol, value);
        }
    }
}
