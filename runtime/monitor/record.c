/* Findings as JSON lines, and the reading of memory that never faults. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <inttypes.h>
#include <sys/uio.h>
#include <unistd.h>

bool rt_monitor_read(void *host, uint64_t address, void *to, size_t size)
{
    struct iovec mine = {to, size}, there = {(void *)(uintptr_t)address, size};
    (void)host;
    return process_vm_readv(getpid(), &mine, 1, &there, 1, 0) == (ssize_t)size;
}

/* ---- JSON --------------------------------------------------------------------------------------------------- */

static void put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p == '"' || *p == '\\')
            fprintf(out, "\\%c", *p);
        else if (*p < 0x20)
            fprintf(out, "\\u%04x", *p);
        else
            fputc(*p, out);
    fputc('"', out);
}

static void put_member(FILE *out, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(out, ",\"%s\":", name);
    put_string(out, text);
}

static void put_place(FILE *out, const struct rt_place *p)
{
    const char *comma = "";
    fputs(",\"place\":{", out);
    if (p->file) {
        fputs("\"file\":", out);
        put_string(out, p->file);
        fprintf(out, ",\"line\":%u", p->line);
        comma = ",";
    }
    if (p->function) {
        fprintf(out, "%s\"function\":", comma);
        put_string(out, p->function);
        comma = ",";
    }
    if (p->address)
        fprintf(out, "%s\"address\":\"0x%" PRIxPTR "\"", comma, (uintptr_t)p->address);
    fputc('}', out);
}

void rt_monitor_write_json(const struct rt_finding *f, FILE *out)
{
    static const char *const levels[] = {"note", "warning", "error"}, *const kinds[] = {"state", "callback", "end"};
    flockfile(out);
    fprintf(out, "{\"record\":\"finding\",\"rule\":\"%s\",\"level\":\"%s\"", f->rule, levels[f->level]);
    put_member(out, "message", f->message);
    put_member(out, "driver", f->driver);
    put_place(out, &f->place);
    if (f->object)
        fprintf(out, ",\"object\":\"0x%" PRIx64 "\"", f->object);
    fprintf(out, ",\"event\":%" PRIu64 ",\"steps\":[", f->event);
    for (uint32_t i = 0; i < f->step_count; i++) {
        const struct rt_step *s = &f->steps[i];
        fprintf(out, "%s{\"kind\":\"%s\"", i ? "," : "", kinds[s->kind]);
        put_place(out, &s->place);
        put_member(out, "text", s->text);
        put_member(out, "object", s->object);
        put_member(out, "state", s->state);
        fputc('}', out);
    }
    fputs("]}\n", out);
    fflush(out);
    funlockfile(out);
}
