/* Streaming JSON writer. */
#include "reports/json_writer.h"

#include "findings/sources.h"

#include <inttypes.h>
#include <string.h>

static void line_break(struct json_writer *j)
{
    str_append_char(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        str_append(j->out, "  ");
}

/* Before each value and key: the comma and line break that it needs. */
static void begin(struct json_writer *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->depth == 0)
        return;
    if (j->filled[j->depth - 1])
        str_append_char(j->out, ',');
    j->filled[j->depth - 1] = true;
    line_break(j);
}

static void open(struct json_writer *j, char opener, char closer)
{
    begin(j);
    ensure(j->depth < JSON_DEPTH_LIMIT);
    str_append_char(j->out, opener);
    j->closer[j->depth] = closer;
    j->filled[j->depth++] = false;
}

void jw_object(struct json_writer *j) { open(j, '{', '}'); }
void jw_array(struct json_writer *j) { open(j, '[', ']'); }

void jw_end(struct json_writer *j)
{
    ensure(j->depth > 0 && !j->after_key);
    j->depth--;
    if (j->filled[j->depth])
        line_break(j);
    str_append_char(j->out, j->closer[j->depth]);
    if (j->depth == 0)
        str_append_char(j->out, '\n');
}

static void quoted(struct str *out, const char *text, size_t n)
{
    str_append_char(out, '"');
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)text[i];
        const char *plain = "\"\\\b\f\n\r\t", *letter = "\"\\bfnrt", *found = c ? strchr(plain, c) : NULL;
        if (found) {
            str_append_char(out, '\\');
            str_append_char(out, letter[found - plain]);
            i++;
        } else if (c < 0x20 || c == 0x7F) {
            str_printf(out, "\\u%04x", c);
            i++;
        } else {
            size_t start = i;
            uint32_t code = utf8_next(text, n, &i);
            if (code == 0xFFFD)
                str_append(out, "\xEF\xBF\xBD");
            else
                str_append_n(out, text + start, i - start);
        }
    }
    str_append_char(out, '"');
}

void jw_key(struct json_writer *j, const char *name)
{
    ensure(j->depth > 0 && j->closer[j->depth - 1] == '}' && !j->after_key);
    begin(j);
    quoted(j->out, name, strlen(name));
    str_append(j->out, ": ");
    j->after_key = true;
}

void jw_string_n(struct json_writer *j, const char *text, size_t n)
{
    begin(j);
    quoted(j->out, text, n);
}

void jw_string(struct json_writer *j, const char *text) { jw_string_n(j, text, strlen(text)); }

void jw_number(struct json_writer *j, int64_t value)
{
    begin(j);
    str_printf(j->out, "%" PRId64, value);
}

void jw_bool(struct json_writer *j, bool value)
{
    begin(j);
    str_append(j->out, value ? "true" : "false");
}

void jw_member(struct json_writer *j, const char *name, const char *text)
{
    if (text) {
        jw_key(j, name);
        jw_string(j, text);
    }
}

void jw_member_number(struct json_writer *j, const char *name, int64_t value)
{
    jw_key(j, name);
    jw_number(j, value);
}

void jw_member_bool(struct json_writer *j, const char *name, bool value)
{
    jw_key(j, name);
    jw_bool(j, value);
}

void jw_member_object(struct json_writer *j, const char *name)
{
    jw_key(j, name);
    jw_object(j);
}

void jw_member_array(struct json_writer *j, const char *name)
{
    jw_key(j, name);
    jw_array(j);
}
