/* Reads of the driver's, of records that the host has made for it: rt_monitor_record and rt_monitor_load. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static bool is_watched(const char *type)
{
    for (uint32_t i = 0; i < rtm_rules.fields.count; i++)
        if (strcmp(rtm_rules.fields.items[i].record, type) == 0)
            return true;
    return false;
}

bool rt_monitor_record(struct rt_monitor *m, const char *type, uint64_t address, size_t size)
{
    if (!is_watched(type))
        return false;
    monitor_enter(m);
    struct rtm_record *r = rtm_alloc(sizeof *r);
    *r = (struct rtm_record){.next = m->records, .type = type, .address = address, .size = size};
    m->records = r;
    monitor_leave(m);
    return true;
}

void records_forget(struct rt_monitor *m, uint64_t address, uint64_t end)
{
    for (struct rtm_record **at = &m->records; *at;) {
        struct rtm_record *r = *at;
        if (r->address < end && address < r->address + r->size) {
            *at = r->next;
            free(r);
        } else
            at = &r->next;
    }
}

/* A need of 0 is met by whoever has not asked: then it is as if the field had not been read. */
static void look_at(struct rtm_env *e, uint32_t field, uint64_t value)
{
    uint64_t bit = (uint64_t)1 << field;
    e->m->fields_read = value ? e->m->fields_read | bit : e->m->fields_read & ~bit;
    for (uint32_t i = 0; i < rtm_rules.read_checks.count; i++)
        if (rtm_rules.read_checks.items[i].field == field)
            rtm_check(e, &rtm_rules.read_checks.items[i].check);
}

void rt_monitor_load(struct rt_monitor *m, uint64_t address, size_t size, struct rt_place place)
{
    monitor_enter(m);
    for (const struct rtm_record *r = m->records; r; r = r->next) {
        uint64_t offset = address - r->address;
        if (address + size <= r->address || address >= r->address + r->size)
            continue;
        for (uint32_t i = 0; i < rtm_rules.fields.count; i++) {
            const struct rtm_field *f = &rtm_rules.fields.items[i];
            if (strcmp(f->record, r->type) != 0 || offset >= f->offset + f->size || f->offset >= offset + size)
                continue;
            struct rtm_env e = {
                .m = m, .thread = thread_here(m), .place = &place, .event = ++m->event, .subject = UINT32_MAX};
            e.instance = instance_of(m, e.thread, NULL, 0);
            uint64_t value = 0;
            if (f->size > sizeof value || !m->host.read(m->host.host, r->address + f->offset, &value, f->size))
                value = 0;
            trace_load(m, e.thread, e.event, f, &place, value);
            look_at(&e, i, value);
        }
    }
    monitor_leave(m);
}
