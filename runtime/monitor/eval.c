/* Values and conditions. Nothing here changes anything. */
#include "internal.h"

#include <string.h>

struct rtm_value rtm_argument(const struct rtm_env *e, uint32_t index)
{
    return index < e->argument_count ? rtm_known((int64_t)e->arguments[index]) : rtm_unknown();
}

struct rtm_value rtm_result(const struct rtm_env *e) { return e->has_result ? rtm_known((int64_t)e->result) : rtm_unknown(); }

struct rtm_value rtm_read(struct rtm_env *e, struct rtm_value at, size_t offset, size_t size, bool is_signed)
{
    union {
        int8_t s1;
        int16_t s2;
        int32_t s4;
        uint8_t u1;
        uint16_t u2;
        uint32_t u4;
        int64_t s8;
    } u = {.s8 = 0};
    if (!at.known || at.v == 0 || size > 8 || !e->m->host.read(e->m->host.host, (uint64_t)at.v + offset, &u, size))
        return rtm_unknown();
    struct rtm_value v = rtm_unknown();
    switch (size) {
    case 1: v = rtm_known(is_signed ? u.s1 : u.u1); break;
    case 2: v = rtm_known(is_signed ? u.s2 : u.u2); break;
    case 4: v = rtm_known(is_signed ? u.s4 : (int64_t)u.u4); break;
    case 8: v = rtm_known(u.s8); break;
    default: return v;
    }
    trace_read(e->m, (uint64_t)at.v, offset, size, v.v);
    return v;
}

struct rtm_value rtm_attribute(struct rtm_env *e, struct rtm_value object, uint32_t attribute)
{
    const struct rtm_object *o = object.known && object.v ? object_find(e->m, (uint64_t)object.v) : NULL;
    if (object.known && !object.v)
        return rtm_known(0); /* as in the static engine: null is no object */
    if (attribute == RTM_HELD && object.known) {
        for (uint32_t i = 0; i < e->thread->held_count; i++)
            if (e->thread->held[i].address == (uint64_t)object.v)
                return rtm_known(e->thread->held[i].count);
        return rtm_known(0);
    }
    if (!o)
        return rtm_unknown();
    switch (attribute) {
    case RTM_STATE: return o->state == RTM_UNKNOWN_STATE || o->violated ? rtm_unknown() : rtm_known(o->state);
    case RTM_KIND: return o->kind ? rtm_known(o->kind) : rtm_unknown();
    case RTM_HOLDER: return o->holder || o->is_made || o->holder_known ? rtm_known(o->holder ? (int64_t)o->holder->address : 0) : rtm_unknown();
    default: break;
    }
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->attributes[i].id == attribute)
            return o->attributes[i].value;
    return o->is_made ? rtm_known(0) : rtm_unknown(); /* what its contract said nothing of */
}

struct rtm_value rtm_irql(const struct rtm_env *e) { return e->thread->irql_known ? rtm_known(e->thread->irql) : rtm_unknown(); }

struct rtm_value rtm_callback_id(const struct rtm_env *e)
{
    const struct rt_callback *cb = e->thread->callback;
    return rtm_known(cb && cb->own.callback ? rtm_rules.callbacks.items[cb->own.callback - 1].id : 0);
}

struct rtm_value rtm_phase(struct rtm_env *e)
{
    uint32_t model, state;
    return phase_of(e, &model, &state) ? rtm_known(RTM_PHASE_OF(model, state)) : rtm_unknown();
}

struct rtm_value rtm_instance_handle(struct rtm_env *e, uint32_t model)
{
    return e->instance && e->instance->model == model ? rtm_known((int64_t)e->instance->handle) : rtm_unknown();
}

/* As unsigned: sums of words wrap. */
struct rtm_value rtm_add(struct rtm_value a, struct rtm_value b)
{
    return (struct rtm_value){(int64_t)((uint64_t)a.v + (uint64_t)b.v), a.known && b.known};
}

struct rtm_value rtm_mul(struct rtm_value a, struct rtm_value b)
{
    return (struct rtm_value){(int64_t)((uint64_t)a.v * (uint64_t)b.v), a.known && b.known};
}

static enum rtm_truth truth(struct rtm_value a, struct rtm_value b, bool holds)
{
    return a.known && b.known ? (holds ? RTM_YES : RTM_NO) : RTM_MAYBE;
}

enum rtm_truth rtm_eq(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v == b.v); }
enum rtm_truth rtm_ne(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v != b.v); }
enum rtm_truth rtm_lt(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v < b.v); }
enum rtm_truth rtm_le(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v <= b.v); }
enum rtm_truth rtm_gt(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v > b.v); }
enum rtm_truth rtm_ge(struct rtm_value a, struct rtm_value b) { return truth(a, b, a.v >= b.v); }
enum rtm_truth rtm_bits(struct rtm_value a, struct rtm_value b) { return truth(a, b, (a.v & b.v) != 0); }

enum rtm_truth rtm_and(enum rtm_truth a, enum rtm_truth b)
{
    return a == RTM_NO || b == RTM_NO ? RTM_NO : a == RTM_YES && b == RTM_YES ? RTM_YES : RTM_MAYBE;
}

enum rtm_truth rtm_or(enum rtm_truth a, enum rtm_truth b)
{
    return a == RTM_YES || b == RTM_YES ? RTM_YES : a == RTM_NO && b == RTM_NO ? RTM_NO : RTM_MAYBE;
}

enum rtm_truth rtm_not(enum rtm_truth a) { return a == RTM_YES ? RTM_NO : a == RTM_NO ? RTM_YES : RTM_MAYBE; }

enum rtm_truth rtm_is(struct rtm_env *e, struct rtm_value object, uint32_t kind)
{
    return rtm_eq(rtm_attribute(e, object, RTM_KIND), rtm_known(kind));
}

enum rtm_truth rtm_reads(const struct rtm_env *e, uint32_t field) { return e->m->fields_read >> field & 1u ? RTM_YES : RTM_MAYBE; }

static int variable_at(struct rtm_env *e, struct rtm_value at)
{
    int answer = at.known && at.v && e->m->host.is_variable ? e->m->host.is_variable(e->m->host.host, (uint64_t)at.v) : -1;
    if (answer >= 0)
        trace_variable(e->m, (uint64_t)at.v, answer);
    return answer;
}

enum rtm_truth rtm_is_variable(struct rtm_env *e, struct rtm_value at)
{
    int answer = variable_at(e, at);
    return answer < 0 ? RTM_MAYBE : answer ? RTM_YES : RTM_NO;
}

enum rtm_truth rtm_is_local(struct rtm_env *e, struct rtm_value at)
{
    int answer = variable_at(e, at);
    return answer < 0 ? RTM_MAYBE : answer == 2 ? RTM_YES : RTM_NO;
}

bool rtm_element(struct rtm_env *e, struct rtm_value at) { return at.known && at.v != 0 && e->elements++ < RTM_CHAIN_MAX; }

enum rtm_truth rtm_any_in_chain(struct rtm_env *e, uint32_t index, struct rtm_value first, size_t link, rtm_truth_fn *condition)
{
    enum rtm_truth result = RTM_NO;
    struct rtm_value at = first;
    for (uint32_t i = 0; i < RTM_CHAIN_MAX && at.known && at.v; i++) {
        e->var[index] = at;
        result = rtm_or(result, condition(e));
        if (result == RTM_YES)
            return result;
        at = rtm_read(e, at, link, sizeof(void *), false);
    }
    e->var[index] = rtm_unknown();
    return at.known ? result : rtm_or(result, RTM_MAYBE);
}

enum rtm_truth rtm_any_of_kind(struct rtm_env *e, uint32_t index, uint32_t kind, rtm_truth_fn *condition)
{
    enum rtm_truth result = RTM_NO;
    for (const struct rtm_object *o = e->m->newest; o; o = o->older) {
        if (o->kind != kind)
            continue;
        e->var[index] = rtm_known((int64_t)o->address);
        result = rtm_or(result, condition(e));
        if (result == RTM_YES)
            return result;
    }
    for (uint32_t i = 0; i < e->thread->held_count && result != RTM_YES; i++) {
        if (e->thread->held[i].kind != kind)
            continue;
        e->var[index] = rtm_known((int64_t)e->thread->held[i].address);
        result = rtm_or(result, condition(e));
    }
    e->var[index] = rtm_unknown();
    return result;
}

bool rtm_decide(struct rtm_env *e, enum rtm_truth condition)
{
    e->m->counts.undecided += condition == RTM_MAYBE;
    return condition == RTM_YES;
}

/* ---- outcomes: a status is 32 bits wide, however the host extends it ------------------------------------------- */

enum { STATUS_PENDING_VALUE = 0x103 };

static int32_t status_of(const struct rtm_env *e) { return (int32_t)(uint32_t)e->result; }

bool rtm_is_null(const struct rtm_env *e) { return e->result == 0; }
bool rtm_is_success(const struct rtm_env *e) { return status_of(e) >= 0 && status_of(e) != STATUS_PENDING_VALUE; }
bool rtm_is_pending(const struct rtm_env *e) { return status_of(e) == STATUS_PENDING_VALUE; }
bool rtm_is_failure(const struct rtm_env *e) { return status_of(e) < 0; }

void rtm_no_outcome(struct rtm_env *e)
{
    host_note(e->m, "%s returned 0x%llx, which its contract does not know", e->ddi ? e->ddi->name : "a function", (unsigned long long)e->result);
}
