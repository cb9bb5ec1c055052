/* Findings as JSON lines, the trace of a run (README.md), and the reading of memory that never faults. */
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

/* ---- the trace of a run (README.md) ------------------------------------------------------------------------------ */

static void put_words(FILE *out, const uint64_t *words, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < RT_ARGUMENTS_MAX; i++)
        fprintf(out, "\t0x%" PRIx64, words[i]);
    fputc('\n', out);
}

/* Where only the address is known, whoever has the debug information puts file and line in its stead. */
static void put_where(FILE *out, const struct rt_place *p)
{
    if (p->file)
        fprintf(out, "\t%s:%u\t%s", p->file, p->line, p->function ? p->function : "-");
    else if (p->address)
        fprintf(out, "\t@0x%" PRIxPTR "\t-", (uintptr_t)p->address);
    else
        fputs("\t-\t-", out);
}

static void put_event(struct rt_monitor *m, const char *what, uint64_t event, const struct rtm_thread *t, uint8_t irql)
{
    fprintf(m->host.trace, "%s\t%" PRIu64 "\t%u\t%u", what, event, t->number, irql);
}

static uint8_t level(struct rt_monitor *m, const struct rtm_thread *t) { return m->host.irql ? m->host.irql(m->host.host) : t->irql; }

void trace_call(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c)
{
    FILE *out = m->host.trace;
    if (!out)
        return;
    put_event(m, "call", c->own.event, t, level(m, t));
    fprintf(out, "\t%s", rtm_rules.ddis.items[c->ddi - 1].name);
    put_where(out, &c->place);
    put_words(out, c->arguments, c->argument_count);
}

void trace_return(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c)
{
    if (!m->host.trace)
        return;
    put_event(m, "return", c->own.event, t, level(m, t));
    fprintf(m->host.trace, "\t%s\t%s", rtm_rules.ddis.items[c->ddi - 1].name, c->own.wrong ? "refused" : "done");
    put_words(m->host.trace, &c->result, 1);
}

void trace_enter(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c)
{
    FILE *out = m->host.trace;
    if (!out)
        return;
    put_event(m, "enter", c->own.event, t, c->irql);
    fprintf(out, "\t%s\t0x%" PRIx64, role_name(c->role), c->instance);
    put_where(out, &c->place);
    put_words(out, c->arguments, c->argument_count);
    if (c->place.address)
        fprintf(out, "routine\t0x%" PRIxPTR "\n", (uintptr_t)c->place.address);
}

void trace_exit(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c)
{
    if (!m->host.trace)
        return;
    put_event(m, "exit", c->own.event, t, level(m, t));
    fprintf(m->host.trace, "\t%s", role_name(c->role));
    put_words(m->host.trace, &c->result, 1);
}

void trace_read(struct rt_monitor *m, uint64_t base, size_t offset, size_t size, int64_t value)
{
    if (m->host.trace)
        fprintf(m->host.trace, "read\t0x%" PRIx64 "\t%zu\t%zu\t0x%" PRIx64 "\n", base, offset, size, (uint64_t)value);
}

void trace_variable(struct rt_monitor *m, uint64_t address, int which)
{
    if (m->host.trace)
        fprintf(m->host.trace, "variable\t0x%" PRIx64 "\t%d\n", address, which);
}

void trace_forget(struct rt_monitor *m, uint64_t address, size_t size)
{
    if (m->host.trace)
        fprintf(m->host.trace, "forget\t0x%" PRIx64 "\t%zu\n", address, size);
}

void trace_ends(struct rt_monitor *m, uint64_t address, bool gone)
{
    if (m->host.trace)
        fprintf(m->host.trace, "ends\t0x%" PRIx64 "\t%d\n", address, gone);
}

void trace_overdue(struct rt_monitor *m, uint64_t instance, uint32_t role)
{
    if (m->host.trace)
        fprintf(m->host.trace, "overdue\t0x%" PRIx64 "\t%s\n", instance, role_name(role));
}

void trace_ended(struct rt_monitor *m, uint64_t instance, const struct rt_place *place)
{
    if (!m->host.trace)
        return;
    fprintf(m->host.trace, "ended\t0x%" PRIx64, instance);
    put_where(m->host.trace, place);
    fputc('\n', m->host.trace);
}

void trace_unloaded(struct rt_monitor *m)
{
    if (m->host.trace)
        fputs("unloaded\n", m->host.trace);
}
