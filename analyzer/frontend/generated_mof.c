/*
 * WMI schemas. A class with a guid gives a structure with the properties that have a WmiDataId, in that order of
 * the file, and names for the sizes and identifiers; methods and classes without data give the guid alone.
 */
#include "frontend/generated.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME_LENGTH 128u
#define VARIABLE_DATA "VariableData" /* the member for texts of any length */

struct word {
    char text[NAME_LENGTH];
};

/* What matters of a list of qualifiers in brackets. */
struct qualifiers {
    char guid[NAME_LENGTH];
    unsigned id, max; /* WmiDataId, MAX; 0: none */
};

struct schema {
    const char *at;
    struct str *out;
    struct str fields;
    struct word last; /* the newest field */
};

static void skip_space(struct schema *s)
{
    for (;;) {
        s->at += strspn(s->at, " \t\r\n");
        const char *end = NULL;
        if (strncmp(s->at, "//", 2) == 0 || *s->at == '#')
            end = s->at + strcspn(s->at, "\n");
        else if (strncmp(s->at, "/*", 2) == 0)
            end = strstr(s->at + 2, "*/") ? strstr(s->at + 2, "*/") + 2 : s->at + strlen(s->at);
        if (!end)
            return;
        s->at = end;
    }
}

static struct word read_word(struct schema *s)
{
    struct word w = {0};
    size_t n = 0;
    skip_space(s);
    while (isalnum((unsigned char)s->at[n]) || s->at[n] == '_')
        n++;
    memcpy(w.text, s->at, n < NAME_LENGTH ? n : NAME_LENGTH - 1);
    s->at += n;
    return w;
}

/* At a quote: behind the literal. */
static void skip_literal(struct schema *s)
{
    for (s->at++; *s->at && *s->at != '"'; s->at++)
        s->at += s->at[0] == '\\' && s->at[1];
    s->at += *s->at == '"';
}

static unsigned read_argument(struct schema *s)
{
    skip_space(s);
    if (*s->at != '(')
        return 0;
    return (unsigned)strtoul(s->at + 1, NULL, 0);
}

static void read_guid(struct schema *s, struct qualifiers *q)
{
    skip_space(s);
    const char *open = *s->at == '(' ? strpbrk(s->at, "\")") : NULL;
    const char *close = open && *open == '"' ? strchr(open + 1, '"') : NULL;
    if (!close)
        return;
    open += open[1] == '{' ? 2 : 1;
    size_t n = 0;
    for (; open + n < close && open[n] != '}' && n + 1 < NAME_LENGTH; n++)
        q->guid[n] = open[n];
    s->at = close + 1;
}

/* `[a, b("text"), c{"x", "y"}]` */
static struct qualifiers read_qualifiers(struct schema *s)
{
    struct qualifiers q = {0};
    for (skip_space(s); *s->at == '['; skip_space(s)) {
        for (s->at++; *s->at && *s->at != ']';) {
            struct word w = read_word(s);
            if (strcasecmp(w.text, "guid") == 0)
                read_guid(s, &q);
            else if (strcasecmp(w.text, "WmiDataId") == 0)
                q.id = read_argument(s);
            else if (strcasecmp(w.text, "MAX") == 0)
                q.max = read_argument(s);
            else if (!w.text[0] && *s->at == '"')
                skip_literal(s);
            else if (!w.text[0] && *s->at && *s->at != ']')
                s->at++;
        }
        s->at += *s->at == ']';
    }
    return q;
}

/* ---- what is printed --------------------------------------------------------------------------- */

static void print_guid(struct schema *s, const char *name, const char *guid)
{
    char hex[33];
    size_t n = 0;
    for (const char *p = guid; *p; p++) {
        if (isxdigit((unsigned char)*p) && n < 32)
            hex[n++] = *p;
        else if (*p != '-')
            return;
    }
    if (n != 32)
        return;
    str_printf(s->out, "DEFINE_GUID(%s_GUID, 0x%.8s, 0x%.4s, 0x%.4s", name, hex, hex + 8, hex + 12);
    for (size_t i = 16; i < 32; i += 2)
        str_printf(s->out, ", 0x%.2s", hex + i);
    str_printf(s->out, ");\n#define %sGuid {0x%.8s, 0x%.4s, 0x%.4s, {0x%.2s", name, hex, hex + 8, hex + 12, hex + 16);
    for (size_t i = 18; i < 32; i += 2)
        str_printf(s->out, ", 0x%.2s", hex + i);
    str_append(s->out, "}}\n");
}

static const char *c_type(const char *type)
{
    static const char *const types[][2] = {
        {"boolean", "BOOLEAN"}, {"uint8", "UCHAR"},      {"sint8", "CHAR"},        {"uint16", "USHORT"},
        {"sint16", "SHORT"},    {"char16", "WCHAR"},     {"uint32", "ULONG"},      {"sint32", "LONG"},
        {"uint64", "ULONGLONG"}, {"sint64", "LONGLONG"}, {"real32", "float"},      {"real64", "double"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcasecmp(type, types[i][0]) == 0)
            return types[i][1];
    return type; /* of another class */
}

static void print_field(struct schema *s, const char *class_name, const char *type, const char *name,
                        const struct qualifiers *q, bool array, unsigned count)
{
    const char *c = c_type(type);
    bool string = strcasecmp(type, "string") == 0, moment = strcasecmp(type, "datetime") == 0;
    if (moment || (string && q->max)) { /* a text is a count and room for it */
        c = "WCHAR";
        count = moment ? 25 : q->max + 1;
        array = true;
    } else if (string) { /* from here on the layout is decided at run time */
        if (!str_equal(s->last.text, VARIABLE_DATA))
            str_printf(&s->fields, "    CHAR %s[1];\n", VARIABLE_DATA);
        str_printf(&s->fields, "#define %s_%s_ID %u\n", class_name, name, q->id);
        memcpy(s->last.text, VARIABLE_DATA, sizeof VARIABLE_DATA);
        return;
    }
    count = count ? count : q->max && array ? q->max : 1; /* without a fixed size: as long as it turns out to be */
    str_printf(&s->fields, "    %s %s", c, name);
    if (array)
        str_printf(&s->fields, "[%u]", count);
    str_printf(&s->fields, ";\n#define %s_%s_SIZE (sizeof(%s) * %u)\n", class_name, name, c, array ? count : 1);
    str_printf(&s->fields, "#define %s_%s_ID %u\n", class_name, name, q->id);
    memcpy(s->last.text, name, strlen(name) + 1);
}

/* One property or method, up to its semicolon. */
static void read_member(struct schema *s, const char *class_name)
{
    struct qualifiers q = read_qualifiers(s);
    struct word type = read_word(s);
    if (strcasecmp(type.text, "object") == 0)
        type = read_word(s);
    skip_space(s);
    s->at += *s->at == ':'; /* object:Class */
    struct word name = read_word(s), more = {0};
    if (*s->at != '[' && *s->at != ';' && isalpha((unsigned char)*s->at))
        more = read_word(s);
    if (more.text[0]) {
        type = name;
        name = more;
    }
    skip_space(s);
    bool array = *s->at == '[', method = *s->at == '(';
    unsigned count = array ? (unsigned)strtoul(s->at + 1, NULL, 0) : 0;
    if (name.text[0] && q.id && !method)
        print_field(s, class_name, type.text, name.text, &q, array, count);
    while (*s->at && *s->at != ';') {
        if (*s->at == '"')
            skip_literal(s);
        else
            s->at++;
    }
    s->at += *s->at == ';';
}

static void read_class(struct schema *s, const struct qualifiers *q)
{
    struct word name = read_word(s);
    s->at += strcspn(s->at, "{;"); /* a base class has no data */
    if (*s->at != '{' || !name.text[0])
        return;
    str_clear(&s->fields);
    s->last.text[0] = '\0';
    s->at++;
    for (skip_space(s); *s->at && *s->at != '}'; skip_space(s))
        read_member(s, name.text);
    s->at += *s->at == '}';
    if (q->guid[0])
        print_guid(s, name.text, q->guid);
    if (s->fields.length) {
        str_printf(s->out, "typedef struct _%s {\n%s} %s, *P%s;\n", name.text, str_text(&s->fields), name.text, name.text);
        str_printf(s->out, "#define %s_SIZE (FIELD_OFFSET(%s, %s) + sizeof(((%s *)0)->%s))\n", name.text, name.text,
                   s->last.text, name.text, s->last.text);
    }
}

void generated_from_schema(const char *text, struct str *out)
{
    struct schema s = {.at = text, .out = out};
    str_append(out, "#pragma once\n#include <guiddef.h>\n");
    for (skip_space(&s); *s.at; skip_space(&s)) {
        struct qualifiers q = read_qualifiers(&s);
        struct word w = read_word(&s);
        if (strcasecmp(w.text, "class") == 0)
            read_class(&s, &q);
        else if (!w.text[0] && *s.at == '"')
            skip_literal(&s);
        else if (!w.text[0] && *s.at && *s.at != '[')
            s.at++;
    }
    str_release(&s.fields);
}
