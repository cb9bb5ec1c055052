/* Records to the parent: one JSON object per line. Texts are UTF-8, addresses are written as "0x...". */
#include "state.h"

#include <inttypes.h>
#include <stdarg.h>

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

void rt_record_open(int file)
{
    struct rt_os *os = rt_os();
    os->records = fdopen(file, "w");
    if (os->records)
        setvbuf(os->records, NULL, _IOLBF, 1 << 14);
}

void *rt_record_stream(void) { return rt_os()->records; }

void *rt_trace_open(const char *path)
{
    FILE *f = path ? fopen(path, "w") : NULL;
    if (f)
        setvbuf(f, NULL, _IOFBF, 1 << 16);
    rt_os()->trace = f;
    if (f && __sanitizer_set_death_callback)
        __sanitizer_set_death_callback(rt_trace_flush);
    return f;
}

void rt_trace_flush(void)
{
    if (rt_os()->trace)
        fflush(rt_os()->trace);
}

static void put(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void put(const char *format, ...)
{
    va_list arguments;
    if (!rt_os()->records)
        return;
    va_start(arguments, format);
    vfprintf(rt_os()->records, format, arguments);
    va_end(arguments);
}

static void put_text(const char *text)
{
    put("\"");
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p == '"' || *p == '\\')
            put("\\%c", *p);
        else if (*p < 0x20)
            put("\\u%04x", *p);
        else
            put("%c", *p);
    put("\"");
}

void rt_record_begin(const char *record)
{
    put("{\"record\":");
    put_text(record);
}

void rt_record_member(const char *name, const char *text)
{
    put(",\"%s\":", name);
    put_text(text);
}

void rt_record_number(const char *name, uint64_t value) { put(",\"%s\":%" PRIu64, name, value); }

void rt_record_stack(const char *name, const void *const *addresses, uint32_t count)
{
    put(",\"%s\":[", name);
    for (uint32_t i = 0; i < count; i++)
        put("%s\"0x%" PRIxPTR "\"", i ? "," : "", (uintptr_t)addresses[i]);
    put("]");
}

void rt_record_end(void)
{
    put("}\n");
    if (rt_os()->records)
        fflush(rt_os()->records);
}

void rt_record_count(const char *name, uint64_t value)
{
    rt_record_begin("count");
    rt_record_member("name", name);
    rt_record_number("value", value);
    rt_record_end();
}

void rt_record_text(const char *record, const char *text)
{
    rt_record_begin(record);
    rt_record_member("text", text);
    rt_record_end();
}

void rt_record_driver(void)
{
    const void *base = rt_os()->base;
    rt_record_begin("driver");
    rt_record_stack("base", &base, 1);
    rt_record_end();
}
