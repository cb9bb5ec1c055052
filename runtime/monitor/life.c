/*
 * Life cycles: instances (filter modules, bindings, adapters), their states, and what ends with them.
 *
 * An object belongs to the instance in whose callbacks it was made. When that ends, what still lives is not a leak
 * yet: the driver may have kept it in a global variable, and the unload handler frees it. So the place is noted,
 * and what is still there when the driver is gone was lost there. Foreign objects are another matter: they have to
 * be given back before the instance ends.
 */
#include "internal.h"

#include <stdlib.h>

struct rtm_instance *instance_find(const struct rt_monitor *m, uint64_t handle)
{
    for (struct rtm_instance *i = handle ? m->instances : NULL; i; i = i->next)
        if (i->handle == handle)
            return i;
    return NULL;
}

/* Notes attributes at the object that a callback is handed, or at a new instance. */
static void give(struct rt_monitor *m, rtm_effect_fn *given, uint64_t object, uint64_t instance)
{
    struct rtm_env e = {.m = m, .thread = thread_here(m), .arguments = &instance, .argument_count = 1, .subject = UINT32_MAX};
    e.var[0] = rtm_known((int64_t)object);
    given(&e);
}

struct rtm_instance *instance_make(struct rt_monitor *m, uint64_t handle, uint32_t model)
{
    struct rtm_instance *i = rtm_alloc(sizeof *i);
    *i = (struct rtm_instance){.handle = handle, .model = model, .next = m->instances};
    m->instances = i;
    uint32_t kind = rtm_rules.models.items[model].instance_kind;
    struct rtm_object *o = object_find(m, handle);
    if (kind && (!o || o->state == RTM_FREED))
        object_new(m, handle, kind, RTM_LIVE);
    if (rtm_rules.models.items[model].given)
        give(m, rtm_rules.models.items[model].given, handle, handle);
    return i;
}

/* Where it was lost; where that is not known, where it came to the driver. */
static const struct rt_place *place_or_first(const struct rtm_object *o, const struct rt_place *place)
{
    return place->file || place->address || !o->note_count ? place : &o->notes[0].place;
}

void instance_end(struct rtm_env *e, struct rtm_instance *i, const struct rt_place *place, bool keep)
{
    struct rt_monitor *m = e->m;
    for (struct rtm_object *o = m->newest, *older; o; o = older) {
        older = o->older;
        if (o->owner != i->handle || o->violated)
            continue;
        if (o->state == RTM_LIVE && !o->has_lost) {
            o->has_lost = place->file || place->address;
            o->lost = *place;
        }
        if (o->state == RTM_FOREIGN && check_object(e, RTM_FOREIGN_LOST, o, UINT32_MAX, place_or_first(o, place)))
            o->violated = true;
    }
    i->state = 0;
    if (keep)
        return;
    struct rtm_instance **p = &m->instances;
    while (*p != i)
        p = &(*p)->next;
    *p = i->next;
    struct rtm_object *handle = object_find(m, i->handle);
    if (handle && handle->kind == rtm_rules.models.items[i->model].instance_kind)
        object_forget(m, handle);
    if (e->instance == i)
        e->instance = NULL;
    free(i);
}

uint32_t instance_overdue(struct rtm_env *e, uint64_t instance, uint32_t role)
{
    static const struct rt_place nowhere = {0};
    uint32_t count = 0;
    for (struct rtm_object *o = e->m->newest; o; o = o->older) {
        if (o->owner != instance || o->handed_by != role || o->state != RTM_FOREIGN)
            continue;
        o->violated = o->violated || check_object(e, RTM_FOREIGN_LOST, o, UINT32_MAX, place_or_first(o, &nowhere));
        count += o->violated;
    }
    return count;
}

/* ---- what callbacks are handed ------------------------------------------------------------------------------- */

static void hand_over(struct rtm_env *e, struct rtm_value at, uint32_t kind)
{
    struct rtm_object *o = object_new(e->m, (uint64_t)at.v, kind, RTM_FOREIGN);
    o->is_foreign = true;
    o->owner = e->instance ? e->instance->handle : 0;
    o->handed_by = e->thread->callback->role;
    object_note(e, o, NULL, "it is handed to the driver", "foreign");
}

static void bring_back(struct rtm_env *e, struct rtm_value at, uint32_t kind)
{
    struct rtm_object *o = object_find(e->m, (uint64_t)at.v);
    (void)kind;
    if (!o)
        return;
    if (o->is_of_unknown) { /* it was handed over, but nobody saw it come: whose it is now is not known */
        object_forget(e->m, o);
        return;
    }
    if (o->state == RTM_LENT) {
        o->state = o->is_foreign ? RTM_FOREIGN : RTM_LIVE;
        object_note(e, o, NULL, "it comes back to the driver", o->is_foreign ? "foreign" : "live");
    }
    o->returned = e->m->event;
}

void life_called(struct rtm_env *e, const struct rt_callback *cb)
{
    for (uint32_t i = 0; i < e->argument_count; i++) {
        struct rtm_object *o = e->arguments[i] ? object_find(e->m, e->arguments[i]) : NULL;
        if (!o)
            continue;
        o->returned = e->m->event;
        if (!o->later || o->later != (uint64_t)(uintptr_t)cb->place.address)
            continue;
        if (o->later_back)
            bring_back(e, rtm_known((int64_t)o->address), o->kind);
        else if (o->later_attribute)
            rtm_set(e, rtm_known((int64_t)o->address), o->later_attribute - 1, rtm_known(0));
        o->later = 0;
    }
}

/* The elements are the driver's until the callback returns, and nobody is asked about them. */
static void let_go(struct rtm_env *e, struct rtm_value at)
{
    struct rtm_object *o = object_find(e->m, (uint64_t)at.v);
    if (o && o->is_foreign)
        object_forget(e->m, o);
}

/* An object of the kind in whatever state it is. */
static void meet(struct rtm_env *e, struct rtm_value at, uint32_t kind)
{
    struct rtm_object *o = object_find(e->m, (uint64_t)at.v);
    if (!o || o->state == RTM_FREED)
        o = object_new(e->m, (uint64_t)at.v, kind, RTM_UNKNOWN_STATE);
    if (o->state == RTM_LENT) /* who has it now is not known */
        o->state = RTM_UNKNOWN_STATE;
    o->kind = o->kind ? o->kind : kind;
}

void life_parameters(struct rtm_env *e, const struct rtm_callback *c)
{
    for (uint32_t i = 0; i < c->parameter_count; i++) {
        const struct rtm_parameter *p = &c->parameters[i];
        struct rtm_value at = rtm_argument(e, i);
        bool handed = p->argument == RTM_ARGUMENT_FOREIGN;
        if (p->argument == RTM_ARGUMENT_SOME && at.known && at.v)
            meet(e, at, p->kind);
        if (p->given && at.known && at.v && p->argument == RTM_ARGUMENT_SOME)
            give(e->m, p->given, (uint64_t)at.v, e->instance ? e->instance->handle : 0);
        if (!handed && p->argument != RTM_ARGUMENT_RETURNED)
            continue;
        bool not_here = handed && p->not_where && !p->by_result && p->not_where(e) != RTM_NO;
        for (uint32_t n = 0; n < RTM_CHAIN_MAX && at.known && at.v; n++) {
            struct rtm_value next = p->link < 0 ? rtm_known(0) : rtm_read(e, at, (size_t)p->link, sizeof(void *), false);
            if (not_here)
                let_go(e, at);
            else if (handed)
                hand_over(e, at, p->kind);
            else
                bring_back(e, at, p->kind);
            if (p->given && handed && !not_here)
                give(e->m, p->given, (uint64_t)at.v, e->instance ? e->instance->handle : 0);
            at = next;
        }
    }
}

/* The callback's result gives back what it was handed, where that is what its condition asks for. */
static void life_results(struct rtm_env *e, const struct rtm_callback *c)
{
    for (uint32_t i = 0; i < c->parameter_count; i++) {
        const struct rtm_parameter *p = &c->parameters[i];
        struct rtm_value at = rtm_argument(e, i);
        struct rtm_object *o = at.known && at.v ? object_find(e->m, (uint64_t)at.v) : NULL;
        if (!p->by_result || !o || o->state != RTM_FOREIGN || p->not_where(e) == RTM_NO)
            continue;
        object_note(e, o, NULL, "it is given back by the result", "lent");
        o->state = RTM_LENT;
    }
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

static bool outcome_fits(const struct rtm_env *e, enum rtm_outcome_kind kind)
{
    switch (kind) {
    case RTM_SUCCESS: return rtm_is_success(e);
    case RTM_PENDING: return rtm_is_pending(e);
    case RTM_FAILURE: return rtm_is_failure(e);
    case RTM_ANY: break;
    }
    return true;
}

void life_leave(struct rtm_env *e, struct rt_callback *cb, const struct rtm_callback *c)
{
    struct rtm_instance *i = e->instance;
    uint32_t next = RTM_SAME;
    bool pending = false;
    life_results(e, c);
    for (uint32_t k = 0; k < c->outcome_count; k++)
        if (outcome_fits(e, c->outcomes[k].kind)) {
            next = c->outcomes[k].next;
            pending = c->outcomes[k].kind == RTM_PENDING;
            break;
        }
    if (!i) {
        e->m->ended = cb->place;
        return;
    }
    if (pending && i->completed > cb->own.event)
        return; /* the completion came before the callback had returned */
    if (next == RTM_END)
        instance_end(e, i, &cb->place, false);
    else if (next == RTM_SAME) {
        if (c->during != RTM_SAME && i->state == c->during)
            i->state = cb->own.before;
    } else if (next == 0 && c->during != RTM_SAME)
        instance_end(e, i, &cb->place, false); /* it never came into being */
    else
        i->state = next;
}

/* ---- the end ------------------------------------------------------------------------------------------------------- */

void life_finish(struct rtm_env *e)
{
    struct rt_monitor *m = e->m;
    while (m->instances) {
        if (m->instances->state) /* else a completion has ended it */
            host_note(m, "an instance of %s in the state %s was never ended", rtm_rules.models.items[m->instances->model].name,
                      rtm_rules.models.items[m->instances->model].states[m->instances->state]);
        instance_end(e, m->instances, &m->ended, false);
    }
    for (struct rtm_object *o = m->newest; o; o = o->older) {
        const struct rtm_kind *k = kind_of(o->kind);
        const struct rt_place *place = place_or_first(o, o->has_lost ? &o->lost : &m->ended);
        if (!k || o->violated || o->holder || k->is_parented)
            continue;
        if (o->state == RTM_LIVE && k->must_free && !o->kept)
            check_object(e, RTM_LEAK, o, UINT32_MAX, place);
        else if (o->state == RTM_FOREIGN)
            check_object(e, RTM_FOREIGN_LOST, o, UINT32_MAX, place);
        else if (o->state == RTM_LENT && k->must_free && !o->is_foreign)
            host_note(m, "a %s that the driver made was handed over and never came back", k->words);
    }
}
