/*
 * Message text files. Statements are `Keyword=value` or `Keyword=(name=number:symbol ...)`; a message begins
 * with MessageId and its text, from Language on, ends with a line that holds a dot. Lines that begin with ';' go to the
 * header as they are. A message's value is severity << 30 | facility << 16 | id.
 */
#include "frontend/generated.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME_LENGTH 128u
#define CODE_LIMIT 256u /* severities and facilities of one file */

struct name {
    char text[NAME_LENGTH];
};

struct code {
    struct name name;
    uint32_t value;
};

struct messages {
    const char *at;
    struct str *out;
    struct name type;
    VEC(struct code) severities, facilities;
    uint32_t severity, facility, id; /* of the message at hand; the next one's defaults */
    bool any;                        /* there was a message */
    struct name symbol;
};

static void skip_blanks(struct messages *m)
{
    while (*m->at == ' ' || *m->at == '\t' || *m->at == '\r')
        m->at++;
}

static void skip_line(struct messages *m)
{
    m->at += strcspn(m->at, "\n");
    m->at += *m->at == '\n';
}

static struct name read_name(struct messages *m)
{
    struct name n = {0};
    size_t length = 0;
    while (isalnum((unsigned char)m->at[length]) || m->at[length] == '_')
        length++;
    memcpy(n.text, m->at, length < NAME_LENGTH ? length : NAME_LENGTH - 1);
    m->at += length;
    return n;
}

static bool read_number(struct messages *m, uint32_t *value)
{
    char *end;
    skip_blanks(m);
    if (!isdigit((unsigned char)*m->at))
        return false;
    *value = (uint32_t)strtoul(m->at, &end, 0);
    m->at = end;
    return true;
}

static bool skip_equals(struct messages *m)
{
    skip_blanks(m);
    if (*m->at != '=')
        return false;
    m->at++;
    skip_blanks(m);
    return true;
}

/* ---- severities and facilities ------------------------------------------------------------------ */

/* `(name=number[:symbol] ...)`; the symbols are defined. */
static void read_codes(struct messages *m, bool severities)
{
    if (*m->at != '(')
        return;
    m->at++;
    while (*m->at && *m->at != ')') {
        struct code c = {.name = read_name(m)};
        if (!c.name.text[0] || !skip_equals(m) || !read_number(m, &c.value)) {
            m->at += *m->at && *m->at != ')';
            continue;
        }
        skip_blanks(m);
        if (*m->at == ':') {
            m->at++;
            skip_blanks(m);
            struct name symbol = read_name(m);
            if (symbol.text[0])
                str_printf(m->out, "#define %s 0x%X\n", symbol.text, c.value);
        }
        if (severities && m->severities.count < CODE_LIMIT)
            vec_push(&m->severities, c);
        else if (!severities && m->facilities.count < CODE_LIMIT)
            vec_push(&m->facilities, c);
    }
    m->at += *m->at == ')';
}

static uint32_t code_of(const struct code *codes, uint32_t count, const char *name, uint32_t otherwise)
{
    for (uint32_t i = count; i > 0; i--) /* the file's own come after the documented ones */
        if (strcasecmp(codes[i - 1].name.text, name) == 0)
            return codes[i - 1].value;
    return otherwise;
}

/* ---- messages ----------------------------------------------------------------------------------------- */

/* `MessageId=n`, `MessageId=+n`, `MessageId=` (one more than before). */
static void read_id(struct messages *m)
{
    uint32_t n;
    bool more = *m->at == '+';
    m->at += more;
    if (!read_number(m, &n))
        m->id += m->any;
    else
        m->id = more ? m->id + n : n;
    m->any = true;
    m->symbol.text[0] = '\0';
}

static void define_message(struct messages *m)
{
    uint32_t value = (m->severity & 3) << 30 | (m->facility & 0xFFF) << 16 | (m->id & 0xFFFF);
    if (m->symbol.text[0] && m->type.text[0])
        str_printf(m->out, "#define %s ((%s)0x%08XL)\n", m->symbol.text, m->type.text, value);
    else if (m->symbol.text[0])
        str_printf(m->out, "#define %s 0x%08XL\n", m->symbol.text, value);
    m->symbol.text[0] = '\0';
}

static void skip_text(struct messages *m)
{
    skip_line(m);
    while (*m->at) {
        bool last = m->at[0] == '.' && m->at[1 + strspn(m->at + 1, " \t\r")] == '\n';
        last = last || (m->at[0] == '.' && m->at[1 + strspn(m->at + 1, " \t\r")] == '\0');
        skip_line(m);
        if (last)
            return;
    }
}

static void read_statement(struct messages *m)
{
    struct name keyword = read_name(m);
    if (!keyword.text[0] || !skip_equals(m)) {
        m->at += !keyword.text[0] && *m->at;
        return;
    }
    if (strcasecmp(keyword.text, "MessageIdTypedef") == 0) {
        m->type = read_name(m);
    } else if (strcasecmp(keyword.text, "SeverityNames") == 0) {
        read_codes(m, true);
    } else if (strcasecmp(keyword.text, "FacilityNames") == 0) {
        read_codes(m, false);
    } else if (strcasecmp(keyword.text, "MessageId") == 0) {
        read_id(m);
    } else if (strcasecmp(keyword.text, "Severity") == 0) {
        m->severity = code_of(m->severities.items, m->severities.count, read_name(m).text, m->severity);
    } else if (strcasecmp(keyword.text, "Facility") == 0) {
        m->facility = code_of(m->facilities.items, m->facilities.count, read_name(m).text, m->facility);
    } else if (strcasecmp(keyword.text, "SymbolicName") == 0) {
        m->symbol = read_name(m);
    } else if (strcasecmp(keyword.text, "Language") == 0) {
        define_message(m); /* a second language's text has no name left to define */
        skip_text(m);
    } else if (*m->at == '(') {
        m->at += strcspn(m->at, ")");
    } else {
        read_name(m);
    }
}

void generated_from_messages(const char *text, struct str *out)
{
    struct messages m = {.at = text, .out = out};
    static const struct code severities[] = {
        {{"Success"}, 0}, {{"Informational"}, 1}, {{"Warning"}, 2}, {{"Error"}, 3}};
    static const struct code facilities[] = {{{"System"}, 0xFF}, {{"Application"}, 0xFFF}};
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        vec_push(&m.severities, severities[i]);
    for (size_t i = 0; i < sizeof facilities / sizeof *facilities; i++)
        vec_push(&m.facilities, facilities[i]);
    while (*m.at) {
        m.at += strspn(m.at, " \t\r\n");
        if (*m.at == ';') {
            size_t n = strcspn(m.at, "\n");
            str_append_n(out, m.at + 1, n - 1);
            str_append_char(out, '\n');
            skip_line(&m);
        } else if (*m.at) {
            read_statement(&m);
        }
    }
    vec_release(&m.severities);
    vec_release(&m.facilities);
}
