/* The instance, the brackets, faults. */
#include "rt.h"

enum { STACK_MAX = 24 }; /* return addresses that tell two allocations apart */

extern const struct rt_ddi __start_rt_ddis[], __stop_rt_ddis[];
extern const struct rt_role __start_rt_roles[], __stop_rt_roles[];

struct rt *rt_get(void)
{
    static struct rt instance;
    return &instance;
}

void rt_begin(const struct rt_options *o) { rt_get()->options = *o; }

/* ---- calls -------------------------------------------------------------------------------------------- */

/* Numbers are kept per DDI, plus one so that zero is "not asked". */
static uint32_t number_of(struct rt *rt, const struct rt_ddi *ddi, size_t index)
{
    if (!rt->ddi_numbers[index])
        rt->ddi_numbers[index] = rt_monitor_ddi(ddi->name) + 1;
    return rt->ddi_numbers[index] - 1;
}

/* A handler that waits for ever, a little at a time. Others (work, threads of the driver's own) may. */
static void look_at_patience(const struct rt_thread *t)
{
    enum { SCENARIO = 1 }; /* the first thread's number */
    const struct rt_frame *outermost = t->frame;
    if (t->number != SCENARIO || !outermost->outer || rt_now() < t->since + RT_PATIENCE)
        return;
    while (outermost->outer)
        outermost = outermost->outer;
    rt_report_and_stop("run-hang", "%s has not returned ten minutes (of the run's time) after it was called.", outermost->role ? outermost->role->name : "A handler");
}

bool rt_enter(struct rt_frame *f, const struct rt_ddi *ddi, const uint64_t *arguments, uint32_t count, const void *from,
              const void *stack)
{
    struct rt *rt = rt_get();
    struct rt_thread *t = rt_thread_current();
    rt_unseen(true);
    size_t index = (size_t)(ddi - __start_rt_ddis) % RT_DDIS_MAX;
    rt->ddi_calls[index]++;
    f->outer = t->frame;
    f->ddi = ddi;
    f->role = NULL;
    f->stack = stack;
    f->call.place = (struct rt_place){.address = from};
    f->call.argument_count = count;
    t->frame = f;
    look_at_patience(t);
    rt_point();
    if (!rt->monitor)
        return true;
    f->call.ddi = number_of(rt, ddi, index);
    for (uint32_t i = 0; i < count; i++)
        f->call.arguments[i] = arguments[i];
    f->call.result = 0;
    return rt_monitor_before(rt->monitor, &f->call);
}

void rt_leave(struct rt_frame *f, uint64_t result)
{
    struct rt *rt = rt_get();
    if (rt->monitor) {
        f->call.result = result;
        rt_monitor_after(rt->monitor, &f->call);
    }
    rt_thread_current()->frame = f->outer;
    rt_unseen(false);
}

/* ---- callbacks ------------------------------------------------------------------------------------------ */

void rt_callback_enter(struct rt_frame *f, const struct rt_role *role, uint8_t irql, const void *instance,
                       const void *function, const uint64_t *arguments, uint32_t count)
{
    struct rt *rt = rt_get();
    struct rt_thread *t = rt_thread_current();
    size_t index = (size_t)(role - __start_rt_roles) % (sizeof rt->role_calls / sizeof *rt->role_calls);
    rt->role_calls[index]++;
    f->outer = t->frame;
    f->ddi = NULL;
    f->role = role;
    if (!f->outer)
        t->since = rt_now();
    f->stack = NULL;
    f->irql = t->irql;
    f->spin_locks = t->spin_locks;
    t->frame = f;
    if (irql > t->irql)
        t->irql = irql;
    f->callback = (struct rt_callback){.irql = t->irql,
                                       .instance = (uint64_t)(uintptr_t)instance,
                                       .argument_count = count,
                                       .place = {.address = function}};
    for (uint32_t i = 0; i < count; i++)
        f->callback.arguments[i] = arguments[i];
    rt_point();
    if (rt->monitor) {
        if (!rt->role_numbers[index])
            rt->role_numbers[index] = rt_monitor_role(role->name) + 1;
        f->callback.role = rt->role_numbers[index] - 1;
        rt_monitor_enter(rt->monitor, &f->callback);
    }
    rt_unseen(false);
}

void rt_callback_leave(struct rt_frame *f, uint64_t result)
{
    struct rt *rt = rt_get();
    struct rt_thread *t = rt_thread_current();
    rt_unseen(true);
    f->callback.result = result;
    if (rt->monitor)
        rt_monitor_exit(rt->monitor, &f->callback);
    if (t->irql != f->callback.irql) {
        rt_report("run-contract", "%s was called at IRQL %u and returns at IRQL %u.", f->role->name,
                  f->callback.irql, t->irql);
        t->spin_locks = f->spin_locks;
    }
    t->irql = f->irql;
    t->frame = f->outer;
    rt_point();
}

/* ---- faults ---------------------------------------------------------------------------------------------- */

bool rt_fails(void)
{
    struct rt *rt = rt_get();
    const struct rt_frame *f = rt_thread_current()->frame;
    const void *addresses[STACK_MAX];
    if ((!rt->options.fault && !rt->options.count_sites) || !f || !f->stack)
        return false;
    uint32_t count = rt_stack(f->stack, addresses, STACK_MAX);
    uint64_t hash = rt_stack_hash(addresses, count);
    for (uint32_t i = 0; i < rt->site_count; i++)
        if (rt->sites[i] == hash)
            return false;
    if (rt->site_count == RT_SITES_MAX)
        return false;
    rt->sites[rt->site_count++] = hash;
    if (rt->site_count != rt->options.fault)
        return false;
    rt->faults_injected++;
    rt_record_begin("fault");
    rt_record_number("site", rt->options.fault);
    rt_record_member("ddi", f->ddi ? f->ddi->name : "");
    rt_record_stack("stack", addresses, count);
    rt_record_end();
    return true;
}

/* ---- the summary -------------------------------------------------------------------------------------------- */

struct rt_note {
    struct rt_note *next;
    const char *text;
    uint64_t count;
};

void rt_not_simulated(const char *text)
{
    struct rt *rt = rt_get();
    struct rt_note *n = rt->notes;
    while (n && !rt_same(n->text, text))
        n = n->next;
    if (!n) {
        n = rt_memory_new_zeroed(sizeof *n);
        n->next = rt->notes;
        n->text = text;
        rt->notes = n;
    }
    n->count++;
}

static void summarise_accounts(struct rt *rt)
{
    for (enum rt_kind k = 0; k < RT_KIND_COUNT; k++) {
        const struct rt_account *a = &rt->accounts[k];
        if (!a->made)
            continue;
        rt_record_begin("account");
        rt_record_member("kind", rt_kind_name(k));
        rt_record_number("made", a->made);
        rt_record_number("peak", a->peak);
        rt_record_number("peakBytes", a->peak_bytes);
        rt_record_number("left", a->live);
        rt_record_end();
    }
}

void rt_summary(void)
{
    struct rt *rt = rt_get();
    uint64_t calls = 0, callbacks = 0;
    for (size_t i = 0; i < (size_t)(__stop_rt_ddis - __start_rt_ddis); i++)
        calls += rt->ddi_calls[i];
    for (size_t i = 0; i < (size_t)(__stop_rt_roles - __start_rt_roles); i++)
        callbacks += rt->role_calls[i];
    rt_record_count("calls", calls);
    rt_record_count("callbacks", callbacks);
    rt_record_count("sites", rt->site_count);
    rt_record_count("faults", rt->faults_injected);
    rt_record_count("virtualMilliseconds", rt_now() / RT_MILLISECOND - 1000);
    summarise_accounts(rt);
    for (size_t i = 0; i < (size_t)(__stop_rt_ddis - __start_rt_ddis); i++)
        if (rt->ddi_calls[i]) {
            rt_record_begin("ddi");
            rt_record_member("name", __start_rt_ddis[i].name);
            rt_record_number("calls", rt->ddi_calls[i]);
            rt_record_end();
        }
    for (size_t i = 0; i < (size_t)(__stop_rt_roles - __start_rt_roles); i++)
        if (rt->role_calls[i]) {
            rt_record_begin("callback");
            rt_record_member("name", __start_rt_roles[i].name);
            rt_record_number("calls", rt->role_calls[i]);
            rt_record_end();
        }
    for (const struct rt_note *n = rt->notes; n; n = n->next) {
        rt_record_begin("notSimulated");
        rt_record_member("text", n->text);
        rt_record_number("count", n->count);
        rt_record_end();
    }
    if (rt->monitor) {
        struct rt_monitor_counts c = rt_monitor_counts(rt->monitor);
        rt_record_count("monitorCalls", c.calls);
        rt_record_count("monitorUnknownCalls", c.unknown_calls);
        rt_record_count("monitorUndecided", c.undecided);
        rt_record_count("monitorObjects", c.objects);
    }
}
