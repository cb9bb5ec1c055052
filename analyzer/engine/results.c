/*
 * What executing a component leaves behind, and putting it together. Several components are executed at
 * the same time, each into results of its own; they are committed one after another in the order of the
 * components, so that of two equal findings the one of the earlier component is kept, whoever was first.
 */
#include "engine/exec.h"

#include <stdlib.h>

void results_unknown(struct results *o, uint32_t function)
{
    for (uint32_t i = 0; i < o->unknown.count; i++)
        if (o->unknown.items[i] == function)
            return;
    vec_push(&o->unknown, function);
}

void results_awaited(struct results *o, struct awaited one)
{
    for (uint32_t i = 0; i < o->awaited.count; i++)
        if (o->awaited.items[i].function == one.function && o->awaited.items[i].callback == one.callback)
            return;
    vec_push(&o->awaited, one);
}

void results_took(struct results *o, uint32_t function, uint64_t steps)
{
    for (uint32_t i = 0; i < o->taken.count; i++)
        if (o->taken.items[i].function == function) {
            o->taken.items[i].steps += steps;
            return;
        }
    vec_push(&o->taken, (struct taken){function, steps});
}

static bool same_place(const struct reported *x, const struct reported *y)
{
    return x->rule == y->rule && x->module == y->module && x->loc == y->loc && x->about == y->about;
}

static bool is_reported(const struct reported *list, uint32_t count, const struct reported *one)
{
    for (uint32_t i = 0; i < count; i++)
        if (same_place(&list[i], one))
            return true;
    return false;
}

bool results_is_known(const struct engine *e, struct results *o, const struct rule *rule, const struct event *final, const struct object_kind *about)
{
    struct reported one = {rule, final->module, final->loc, about, UINT32_MAX};
    o->raised = true;
    if (is_reported(e->reported.items, e->reported.count, &one) || is_reported(o->reported.items, o->reported.count, &one))
        return true;
    vec_push(&o->reported, one);
    return false;
}

struct record_ref results_record(struct results *o, const struct program *p, const char *name)
{
    struct record_ref r = program_record(p, name);
    for (uint32_t i = 0; i < o->records.count; i++) {
        const struct record_use *u = &o->records.items[i];
        if (r.module ? u->record.module == r.module && u->record.type == r.type : !u->record.module && str_equal(u->name, name))
            return r;
    }
    vec_push(&o->records, (struct record_use){name, r});
    return r;
}

void results_commit(struct engine *e, struct results *o)
{
#define X(name, words) e->counters->name += o->counters.name;
    ENGINE_COUNTERS(X)
#undef X
    for (uint32_t i = 0; i < o->unknown.count; i++)
        intern_id(e->unknown_names, e->program.functions.items[o->unknown.items[i]].name);
    for (uint32_t i = 0; i < o->awaited.count; i++) { /* a specialised summary is made for whom it is for */
        bool again = false;
        for (uint32_t k = 0; k < e->awaited.count; k++)
            again |= e->awaited.items[k].function == o->awaited.items[i].function && e->awaited.items[k].callback == o->awaited.items[i].callback;
        if (!again)
            vec_push(&e->awaited, o->awaited.items[i]);
    }
    for (uint32_t i = 0; i < o->reported.count; i++) {
        const struct reported *r = &o->reported.items[i];
        if (is_reported(e->reported.items, e->reported.count, r))
            continue;
        vec_push(&e->reported, *r);
        if (r->finding != UINT32_MAX)
            findings_add(e->findings, &o->findings.list.items[r->finding]);
    }
    for (uint32_t i = 0; i < o->notes.list.count; i++)
        findings_add(e->findings, &o->notes.list.items[i]);
    for (uint32_t i = 0; i < o->taken.count; i++)
        e->steps[o->taken.items[i].function] += o->taken.items[i].steps;
    fates_commit(e, o);
    vec_release(&o->taken);
    vec_release(&o->unknown);
    vec_release(&o->awaited);
    vec_release(&o->records);
    vec_release(&o->reported);
    findings_release(&o->findings);
    findings_release(&o->notes);
}
