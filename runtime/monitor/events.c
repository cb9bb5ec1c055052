/* rt_monitor.h: what the host calls. Each function takes the lock, finds the thread and the life cycle, and lets the
   generated code speak. */
#include "internal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void monitor_enter(struct rt_monitor *m)
{
    if (!m->host.one_at_a_time)
        pthread_mutex_lock(&m->lock);
}

void monitor_leave(struct rt_monitor *m)
{
    if (!m->host.one_at_a_time)
        pthread_mutex_unlock(&m->lock);
}

/* ---- making ------------------------------------------------------------------------------------------------ */

struct rt_monitor *rt_monitor_new(const struct rt_monitor_host *host)
{
    struct rt_monitor *m = rtm_alloc(sizeof *m);
    m->host = *host;
    if (!m->host.read)
        m->host.read = rt_monitor_read;
    pthread_mutex_init(&m->lock, NULL);
    m->freed = rtm_alloc(FREED_MAX * sizeof *m->freed);
    m->registers = rtm_alloc((rtm_rules.ddis.count + 1) * sizeof *m->registers);
    for (uint32_t i = 0; i < rtm_rules.models.count; i++)
        for (const char *const *name = rtm_rules.models.items[i].registered_by; *name; name++)
            m->registers[rt_monitor_ddi(*name)] |= (uint64_t)1 << i;
    m->registers[RT_DDI_UNKNOWN] = 0;
    return m;
}

void rt_monitor_free(struct rt_monitor *m)
{
    if (!m)
        return;
    for (struct rtm_thread *t = m->threads, *next; t; t = next) {
        next = t->next;
        free(t);
    }
    for (struct rtm_instance *i = m->instances, *next; i; i = next) {
        next = i->next;
        free(i);
    }
    table_release(m);
    free(m->registers);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

void host_note(struct rt_monitor *m, const char *fmt, ...)
{
    char text[300];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    m->counts.notes++;
    if (m->host.note)
        m->host.note(m->host.host, text);
}

struct rtm_thread *thread_here(struct rt_monitor *m)
{
    pthread_t self = pthread_self();
    struct rtm_thread *t = m->thread_last;
    if (t && pthread_equal(t->id, self)) /* as nearly always */
        return t;
    t = m->threads;
    while (t && !pthread_equal(t->id, self))
        t = t->next;
    if (!t) {
        t = rtm_alloc(sizeof *t);
        *t = (struct rtm_thread){.id = self, .number = ++m->thread_count, .next = m->threads};
        m->threads = t;
    }
    m->thread_last = t;
    return t;
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

uint32_t rt_monitor_ddi(const char *name)
{
    uint32_t low = 0, high = rtm_rules.ddis.count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int c = strcmp(name, rtm_rules.ddis.items[middle].name);
        if (c == 0)
            return middle + 1;
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return RT_DDI_UNKNOWN;
}

/* Numbers: callbacks of life cycles from 1 (the first of its name), then roles. */
uint32_t rt_monitor_role(const char *name)
{
    for (uint32_t i = 0; i < rtm_rules.callbacks.count; i++)
        if (strcmp(rtm_rules.callbacks.items[i].name, name) == 0)
            return i + 1;
    for (uint32_t i = 0; i < rtm_rules.roles.count; i++)
        if (strcmp(rtm_rules.roles.items[i].name, name) == 0)
            return rtm_rules.callbacks.count + i + 1;
    return RT_ROLE_UNKNOWN;
}

const char *role_name(uint32_t role)
{
    if (role && role <= rtm_rules.callbacks.count)
        return rtm_rules.callbacks.items[role - 1].name;
    role -= rtm_rules.callbacks.count;
    return role && role <= rtm_rules.roles.count ? rtm_rules.roles.items[role - 1].name : "a routine of the driver";
}

static bool is_unbalanced(uint32_t role)
{
    return role > rtm_rules.callbacks.count && role - rtm_rules.callbacks.count <= rtm_rules.roles.count &&
           rtm_rules.roles.items[role - rtm_rules.callbacks.count - 1].unbalanced;
}

/* ---- the life cycle that is meant ------------------------------------------------------------------------------- */

static const struct rtm_callback *callback_of(const struct rt_callback *cb)
{
    return cb->own.callback ? &rtm_rules.callbacks.items[cb->own.callback - 1] : NULL;
}

static const struct rtm_callback *life_callback(const struct rtm_env *e)
{
    for (const struct rt_callback *cb = e->thread->callback; cb; cb = cb->own.outer)
        if (callback_of(cb))
            return callback_of(cb);
    return NULL;
}

bool phase_of(const struct rtm_env *e, uint32_t *model, uint32_t *state)
{
    const struct rtm_callback *c = life_callback(e);
    if (e->instance) {
        *model = e->instance->model;
        *state = e->instance->state;
        return true;
    }
    if (!c)
        return false;
    *model = c->model; /* the driver as a whole: before the first instance, or after the last */
    *state = 0;
    return e->m->instances == NULL;
}

struct rtm_instance *instance_of(struct rt_monitor *m, const struct rtm_thread *t, const uint64_t *arguments, uint32_t count)
{
    struct rtm_instance *i = NULL;
    for (uint32_t k = 0; k < count && !i; k++)
        i = instance_find(m, arguments[k]);
    for (const struct rt_callback *cb = t->callback; cb && !i; cb = cb->own.outer)
        i = instance_find(m, cb->instance);
    for (const struct rt_callback *cb = t->callback; cb && !i; cb = cb->own.outer)
        if (callback_of(cb))
            return NULL; /* of the driver as a whole */
    return i || (m->instances && m->instances->next) ? i : m->instances;
}

void rtm_set_phase(struct rtm_env *e, uint32_t model, uint32_t state)
{
    struct rtm_instance *i = e->instance;
    if (!i || i->model != model)
        return;
    i->completed = e->m->event;
    if (state == 0 && i->state != 0)
        instance_end(e, i, e->place, true);
    i->state = state;
}

/* ---- IRQL --------------------------------------------------------------------------------------------------------- */

static void follow_host(struct rt_monitor *m, struct rtm_thread *t, const char *after)
{
    if (!m->host.irql)
        return;
    uint8_t level = m->host.irql(m->host.host);
    if (t->irql_known && t->irql != level && after)
        host_note(m, "after %s the IRQL is %u, by its contract it would be %u", after, level, t->irql);
    t->irql = level;
    t->irql_known = true;
}

static void check_irql(struct rtm_env *e)
{
    const struct rtm_ddi *d = e->ddi;
    const struct rtm_thread *t = e->thread;
    const struct rtm_check *c = NULL;
    if (!t->irql_known)
        return;
    if (d->pageable && d->irql_high == 0 && t->irql == 1)
        c = check_of(e->m, RTM_IRQL_APC, 0);
    else if (t->irql > d->irql_high && d->irql_high < 31)
        c = check_of(e->m, RTM_IRQL_HIGH, 0);
    else if (t->irql < d->irql_low)
        c = check_of(e->m, RTM_IRQL_LOW, 0);
    if (c)
        finding_report(e, c, NULL, NULL, NULL);
}

/* ---- calls ---------------------------------------------------------------------------------------------------------- */

static struct rtm_env call_env(struct rt_monitor *m, const struct rt_call *call)
{
    struct rtm_env e = {.m = m, .thread = thread_here(m), .arguments = call->arguments, .argument_count = call->argument_count, .place = &call->place,
                        .event = call->own.event, .ddi = &rtm_rules.ddis.items[call->ddi - 1], .subject = UINT32_MAX};
    if (e.argument_count > RT_ARGUMENTS_MAX)
        e.argument_count = RT_ARGUMENTS_MAX;
    e.instance = instance_of(m, e.thread, e.arguments, e.argument_count);
    return e;
}

bool rt_monitor_before(struct rt_monitor *m, struct rt_call *call)
{
    bool wrong = false;
    monitor_enter(m);
    call->own.event = ++m->event;
    m->counts.calls++;
    if (call->ddi == RT_DDI_UNKNOWN || call->ddi > rtm_rules.ddis.count)
        m->counts.unknown_calls++;
    else {
        struct rtm_env e = call_env(m, call);
        trace_call(m, e.thread, call);
        m->models |= m->registers[call->ddi];
        follow_host(m, e.thread, NULL);
        check_irql(&e);
        uint8_t irql = e.thread->irql;
        if (e.ddi->before)
            e.ddi->before(&e);
        wrong = e.wrong;
        if (wrong) /* it is not done, and so does not change it */
            e.thread->irql = irql;
    }
    call->own.wrong = wrong;
    monitor_leave(m);
    return !wrong;
}

/* A function that nobody says makes an object gave an address that was freed: it is another object now. */
static void forget_reused(struct rt_monitor *m, const struct rt_call *call)
{
    struct rtm_object *o = call->result ? object_find(m, call->result) : NULL;
    for (uint32_t i = 0; o && i < call->argument_count; i++)
        if (call->arguments[i] == call->result)
            return;
    if (o && o->state == RTM_FREED)
        object_forget(m, o);
}

void rt_monitor_after(struct rt_monitor *m, struct rt_call *call)
{
    if (call->ddi == RT_DDI_UNKNOWN || call->ddi > rtm_rules.ddis.count)
        return;
    monitor_enter(m);
    m->event++;
    struct rtm_env e = call_env(m, call);
    e.result = call->result;
    e.has_result = true;
    e.late = true;
    trace_return(m, e.thread, call);
    if (!call->own.wrong) {
        if (e.ddi->after)
            e.ddi->after(&e);
        forget_reused(m, call);
    }
    follow_host(m, e.thread, e.ddi->has_contract && !call->own.wrong ? e.ddi->name : NULL);
    monitor_leave(m);
}

/* ---- callbacks -------------------------------------------------------------------------------------------------------- */

static struct rtm_env callback_env(struct rt_monitor *m, const struct rt_callback *cb)
{
    struct rtm_env e = {.m = m, .thread = thread_here(m), .arguments = cb->arguments, .argument_count = cb->argument_count, .place = &cb->place,
                        .event = cb->own.event, .subject = UINT32_MAX};
    if (e.argument_count > RT_ARGUMENTS_MAX)
        e.argument_count = RT_ARGUMENTS_MAX;
    e.instance = instance_find(m, cb->instance);
    return e;
}

/* Of the callbacks of one name that of this call; NULL: a call that the life cycle knows nothing of. */
static const struct rtm_callback *choose_callback(struct rtm_env *e, uint32_t role)
{
    const struct rtm_callback *first = &rtm_rules.callbacks.items[role - 1], *end = rtm_rules.callbacks.items + rtm_rules.callbacks.count, *found = NULL;
    for (const struct rtm_callback *c = first; c < end && strcmp(c->name, first->name) == 0; c++) {
        if (c->when && c->when(e) != RTM_YES)
            continue;
        uint32_t state = e->instance && e->instance->model == c->model ? e->instance->state : 0;
        if (c->from >> state & 1u)
            return c;
        found = found ? found : c;
    }
    return found;
}

static void enter_life(struct rtm_env *e, struct rt_callback *cb, const struct rtm_callback *c)
{
    struct rt_monitor *m = e->m;
    const struct rtm_model *model = &rtm_rules.models.items[c->model];
    cb->own.callback = (uint32_t)(c - rtm_rules.callbacks.items) + 1;
    m->models |= m->models ? 0 : (uint64_t)(strcmp(c->name, "DriverEntry") != 0) << c->model;
    if (cb->instance && !e->instance)
        e->instance = instance_make(m, cb->instance, c->model);
    uint32_t state = e->instance ? e->instance->state : 0;
    cb->own.before = state;
    if (!(c->from >> state & 1u))
        host_note(m, "%s is called in the state %s, in which it is not", c->name, model->states[state]);
    if (cb->irql < c->irql_low || cb->irql > c->irql_high)
        host_note(m, "%s is called at IRQL %u, at which it is not", c->name, cb->irql);
    if (e->instance && c->during != RTM_SAME)
        e->instance->state = c->during;
    life_parameters(e, c);
}

void rt_monitor_enter(struct rt_monitor *m, struct rt_callback *cb)
{
    monitor_enter(m);
    memset(&cb->own, 0, sizeof cb->own);
    cb->own.event = ++m->event;
    m->counts.callbacks++;
    struct rtm_env e = callback_env(m, cb);
    trace_enter(m, e.thread, cb);
    cb->own.irql = e.thread->irql;
    cb->own.irql_known = e.thread->irql_known;
    cb->own.held = e.thread->held_count;
    cb->own.outer = e.thread->callback;
    e.thread->callback = cb;
    e.thread->irql = cb->irql;
    e.thread->irql_known = true;
    const struct rtm_callback *c = cb->role && cb->role <= rtm_rules.callbacks.count ? choose_callback(&e, cb->role) : NULL;
    life_called(&e, cb);
    if (c)
        enter_life(&e, cb, c);
    monitor_leave(m);
}

static void leave_locks(struct rtm_env *e, const struct rt_callback *cb)
{
    struct rtm_thread *t = e->thread;
    for (uint32_t i = 0; i < t->held_count && !is_unbalanced(cb->role); i++)
        if (t->held[i].frame == cb->own.event)
            lock_held_at_exit(e, &t->held[i], &cb->place);
    for (uint32_t i = 0; i < t->held_count;)
        if (t->held[i].frame == cb->own.event && kind_of(t->held[i].kind)->must_release && !is_unbalanced(cb->role)) {
            memmove(&t->held[i], &t->held[i + 1], (t->held_count - i - 1) * sizeof t->held[0]);
            t->held_count--;
        } else
            i++;
}

void rt_monitor_exit(struct rt_monitor *m, struct rt_callback *cb)
{
    monitor_enter(m);
    m->event++;
    struct rtm_env e = callback_env(m, cb);
    e.result = cb->result;
    e.has_result = true;
    trace_exit(m, e.thread, cb);
    if (e.thread->callback != cb)
        host_note(m, "%s returns, but another callback was entered after it on this thread", role_name(cb->role));
    leave_locks(&e, cb);
    if (cb->role && cb->role <= rtm_rules.callbacks.count && rtm_rules.callbacks.items[cb->role - 1].returns)
        rtm_rules.callbacks.items[cb->role - 1].returns(&e);
    if (callback_of(cb))
        life_leave(&e, cb, callback_of(cb));
    e.thread->callback = cb->own.outer;
    e.thread->irql = cb->own.irql;
    e.thread->irql_known = cb->own.irql_known;
    monitor_leave(m);
}

void rt_monitor_instance_end(struct rt_monitor *m, uint64_t instance, struct rt_place place)
{
    monitor_enter(m);
    struct rtm_instance *i = instance_find(m, instance);
    struct rtm_env e = {.m = m, .thread = thread_here(m), .instance = i, .place = &place, .subject = UINT32_MAX};
    m->event++;
    trace_ended(m, instance, &place);
    if (i)
        instance_end(&e, i, &place, false);
    monitor_leave(m);
}

uint32_t rt_monitor_overdue(struct rt_monitor *m, uint64_t instance, uint32_t role)
{
    monitor_enter(m);
    struct rtm_env e = {.m = m, .thread = thread_here(m), .instance = instance_find(m, instance), .subject = UINT32_MAX};
    m->event++;
    trace_overdue(m, instance, role);
    uint32_t count = instance_overdue(&e, instance, role);
    monitor_leave(m);
    return count;
}

const char *rt_monitor_state(struct rt_monitor *m, uint64_t instance)
{
    monitor_enter(m);
    const struct rtm_instance *i = instance_find(m, instance);
    const char *name = i ? rtm_rules.models.items[i->model].states[i->state] : "";
    monitor_leave(m);
    return name;
}

/* ---- memory and the end ----------------------------------------------------------------------------------------------- */

static void forget_one(struct rt_monitor *m, struct rtm_object *o)
{
    if (o && (o->state == RTM_FREED || o->state == RTM_UNKNOWN_STATE || (o->state == RTM_LENT && (o->is_foreign || o->is_of_unknown))))
        object_forget(m, o);
}

/* Objects begin at words. */
void rt_monitor_forget(struct rt_monitor *m, uint64_t address, size_t size)
{
    uint64_t end = address + (size ? size : 1);
    monitor_enter(m);
    trace_forget(m, address, size);
    for (uint64_t at = address; (at = objects_near(m, at, end)) < end; at += sizeof(uint64_t))
        forget_one(m, object_find(m, at));
    records_forget(m, address, end);
    monitor_leave(m);
}

void rt_monitor_object_ends(struct rt_monitor *m, uint64_t address, bool gone)
{
    monitor_enter(m);
    struct rtm_object *o = object_find(m, address);
    struct rtm_env e = {.m = m, .thread = thread_here(m), .subject = UINT32_MAX};
    m->event++;
    if (o)
        trace_ends(m, address, gone);
    if (o && !gone) {
        o->ends = o->state == RTM_FREED;
        o->state = RTM_UNKNOWN_STATE;
    } else if (o) {
        if (!o->ends)
            object_note(&e, o, NULL, "it is deleted by the system", "freed");
        object_freed(m, o);
    }
    monitor_leave(m);
}

void rt_monitor_finish(struct rt_monitor *m)
{
    monitor_enter(m);
    if (!m->finished) {
        struct rtm_env e = {.m = m, .thread = thread_here(m), .place = &m->ended, .subject = UINT32_MAX};
        m->event++;
        m->finished = true;
        trace_unloaded(m);
        life_finish(&e);
    }
    monitor_leave(m);
}

struct rt_monitor_counts rt_monitor_counts(struct rt_monitor *m)
{
    monitor_enter(m);
    struct rt_monitor_counts c = m->counts;
    c.live = 0;
    for (const struct rtm_object *o = m->newest; o; o = o->older)
        c.live += o->kind && !o->is_foreign && (o->state == RTM_LIVE || o->state == RTM_LENT);
    monitor_leave(m);
    return c;
}

void rt_monitor_each_live(struct rt_monitor *m, void (*one)(void *context, const char *kind, uint64_t address, struct rt_place made), void *context)
{
    static const struct rt_place nowhere = {0};
    monitor_enter(m);
    for (const struct rtm_object *o = m->newest; o; o = o->older)
        if (o->kind && !o->is_foreign && (o->state == RTM_LIVE || o->state == RTM_LENT))
            one(context, object_words(o), o->address, o->note_count ? o->notes[0].place : nowhere);
    monitor_leave(m);
}
