/*
 * The trace of a run (README.md): each event as a line. A run of a second has millions, so a line is put together here
 * and not by printf, and what says nothing new is left out: that an event reads again what it has read, that memory is
 * forgotten of which no line has spoken.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines ------------------------------------------------------------------------------------------------------- */

enum { LINE_MAX_BYTES = 1024, NUMBER_MAX = 24 };

struct line {
    FILE *out;
    size_t length;
    char text[LINE_MAX_BYTES];
};

static void flush(struct line *l)
{
    fwrite(l->text, 1, l->length, l->out);
    l->length = 0;
}

static void put_text(struct line *l, const char *text)
{
    size_t n = strlen(text);
    if (l->length + n > LINE_MAX_BYTES)
        flush(l);
    if (n > LINE_MAX_BYTES) {
        fwrite(text, 1, n, l->out);
        return;
    }
    memcpy(l->text + l->length, text, n);
    l->length += n;
}

static void put_number(struct line *l, uint64_t value, unsigned base)
{
    char digits[NUMBER_MAX];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do
        digits[--at] = "0123456789abcdef"[value % base];
    while (value /= base);
    put_text(l, digits + at);
}

static void put_count(struct line *l, uint64_t value)
{
    put_text(l, "\t");
    put_number(l, value, 10);
}

static void put_name(struct line *l, const char *name)
{
    put_text(l, "\t");
    put_text(l, name);
}

static void put_end(struct line *l)
{
    put_text(l, "\n");
    flush(l);
}

/* ---- what was spoken of ---------------------------------------------------------------------------------------------
 */

/* Each piece of NEAR_BYTES of which a line has an address: value of the map is any that is not null. */
static void mention(struct rt_monitor *m, uint64_t word)
{
    struct rt_map *map = &m->mentioned;
    uint64_t piece = word / NEAR_BYTES;
    if (!piece || rt_map_find(map, piece))
        return;
    if (rt_map_is_full(map))
        free(rt_map_grow(map, rtm_alloc(rt_map_next_bytes(map))));
    rt_map_put(map, piece, m);
}

/* Whether any of it was; pieces that lie in it as a whole are so no more. */
static bool was_mentioned(struct rt_monitor *m, uint64_t address, size_t size)
{
    bool any = false;
    uint64_t end = address + (size ? size : 1);
    for (uint64_t piece = address / NEAR_BYTES; piece <= (end - 1) / NEAR_BYTES; piece++) {
        any |= rt_map_find(&m->mentioned, piece) != NULL;
        if (piece * NEAR_BYTES >= address && (piece + 1) * NEAR_BYTES <= end)
            rt_map_remove(&m->mentioned, piece);
    }
    return any;
}

/* An address, or a number that may be one. */
static void put_word(struct rt_monitor *m, struct line *l, uint64_t word)
{
    mention(m, word);
    put_text(l, "\t0x");
    put_number(l, word, 16);
}

static void put_words(struct rt_monitor *m, struct line *l, const uint64_t *words, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < RT_ARGUMENTS_MAX; i++)
        put_word(m, l, words[i]);
    put_end(l);
}

/* Where only the address is known, whoever has the debug information puts file and line in its stead. */
static void put_where(struct line *l, const struct rt_place *p)
{
    if (p->file) {
        put_name(l, p->file);
        put_text(l, ":");
        put_number(l, p->line, 10);
        put_name(l, p->function ? p->function : "-");
    } else if (p->address) {
        put_text(l, "\t@0x");
        put_number(l, (uint64_t)(uintptr_t)p->address, 16);
        put_text(l, "\t-");
    } else
        put_text(l, "\t-\t-");
}

/* ---- events ---------------------------------------------------------------------------------------------------------
 */

static struct line begin(struct rt_monitor *m, const char *what)
{
    struct line l;
    l.out = m->host.trace;
    l.length = 0;
    put_text(&l, what);
    return l;
}

/* A line that others may say more of. */
static struct line begin_event(struct rt_monitor *m, const char *what)
{
    m->detail_count = 0;
    return begin(m, what);
}

static struct line begin_numbered(struct rt_monitor *m, const char *what, uint64_t event, const struct rtm_thread *t,
                                  uint8_t irql)
{
    struct line l = begin_event(m, what);
    put_count(&l, event);
    put_count(&l, t->number);
    put_count(&l, irql);
    return l;
}

static uint8_t level(struct rt_monitor *m, const struct rtm_thread *t)
{
    return m->host.irql ? m->host.irql(m->host.host) : t->irql;
}

void trace_call(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c)
{
    if (!m->host.trace)
        return;
    struct line l = begin_numbered(m, "call", c->own.event, t, level(m, t));
    put_name(&l, rtm_rules.ddis.items[c->ddi - 1].name);
    put_where(&l, &c->place);
    put_words(m, &l, c->arguments, c->argument_count);
}

void trace_return(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_call *c)
{
    if (!m->host.trace)
        return;
    struct line l = begin_numbered(m, "return", c->own.event, t, level(m, t));
    put_name(&l, rtm_rules.ddis.items[c->ddi - 1].name);
    put_name(&l, c->own.wrong ? "refused" : "done");
    put_words(m, &l, &c->result, 1);
}

void trace_enter(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c)
{
    if (!m->host.trace)
        return;
    struct line l = begin_numbered(m, "enter", c->own.event, t, c->irql);
    put_name(&l, role_name(c->role));
    put_word(m, &l, c->instance);
    put_where(&l, &c->place);
    put_words(m, &l, c->arguments, c->argument_count);
    if (!c->place.address)
        return;
    const uint64_t routine = (uint64_t)(uintptr_t)c->place.address;
    l = begin(m, "routine");
    put_words(m, &l, &routine, 1);
}

void trace_exit(struct rt_monitor *m, const struct rtm_thread *t, const struct rt_callback *c)
{
    if (!m->host.trace)
        return;
    struct line l = begin_numbered(m, "exit", c->own.event, t, level(m, t));
    put_name(&l, role_name(c->role));
    put_words(m, &l, &c->result, 1);
}

void trace_load(struct rt_monitor *m, const struct rtm_thread *t, uint64_t event, const struct rtm_field *f,
                const struct rt_place *place, uint64_t value)
{
    if (!m->host.trace)
        return;
    struct line l = begin_numbered(m, "load", event, t, level(m, t));
    put_name(&l, f->record);
    put_text(&l, ".");
    put_text(&l, f->name);
    put_where(&l, place);
    put_words(m, &l, &value, 1);
}

/* Whether the event has not said this yet. */
static bool is_new_detail(struct rt_monitor *m, struct rtm_detail d)
{
    for (uint32_t i = 0; i < m->detail_count; i++) {
        const struct rtm_detail *o = &m->details[i];
        if (o->base == d.base && o->offset == d.offset && o->size == d.size && o->value == d.value)
            return false;
    }
    if (m->detail_count < DETAILS_MAX)
        m->details[m->detail_count++] = d;
    return true;
}

void trace_read(struct rt_monitor *m, uint64_t base, size_t offset, size_t size, int64_t value)
{
    if (!m->host.trace || !is_new_detail(m, (struct rtm_detail){base, offset, size, value}))
        return;
    struct line l = begin(m, "read");
    put_word(m, &l, base);
    put_count(&l, offset);
    put_count(&l, size);
    put_words(m, &l, (const uint64_t[]){(uint64_t)value}, 1);
}

void trace_variable(struct rt_monitor *m, uint64_t address, int which)
{
    if (!m->host.trace || !is_new_detail(m, (struct rtm_detail){address, 0, 0, which}))
        return;
    struct line l = begin(m, "variable");
    put_word(m, &l, address);
    put_count(&l, (uint64_t)which);
    put_end(&l);
}

void trace_forget(struct rt_monitor *m, uint64_t address, size_t size)
{
    if (!m->host.trace || !was_mentioned(m, address, size))
        return;
    struct line l = begin_event(m, "forget");
    put_text(&l, "\t0x");
    put_number(&l, address, 16);
    put_count(&l, size);
    put_end(&l);
}

void trace_ends(struct rt_monitor *m, uint64_t address, bool gone)
{
    if (!m->host.trace)
        return;
    struct line l = begin_event(m, "ends");
    put_word(m, &l, address);
    put_count(&l, gone);
    put_end(&l);
}

void trace_overdue(struct rt_monitor *m, uint64_t instance, uint32_t role)
{
    if (!m->host.trace)
        return;
    struct line l = begin_event(m, "overdue");
    put_word(m, &l, instance);
    put_name(&l, role_name(role));
    put_end(&l);
}

void trace_ended(struct rt_monitor *m, uint64_t instance, const struct rt_place *place)
{
    if (!m->host.trace)
        return;
    struct line l = begin_event(m, "ended");
    put_word(m, &l, instance);
    put_where(&l, place);
    put_end(&l);
}

void trace_unloaded(struct rt_monitor *m)
{
    if (!m->host.trace)
        return;
    struct line l = begin_event(m, "unloaded");
    put_end(&l);
}
