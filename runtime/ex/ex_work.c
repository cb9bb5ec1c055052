/* Work for the system's threads: two of them take what is queued, in order. */
#include "ex.h"

enum { WORKERS = 2 };

struct rt_ex {
    struct rt_work *first, **last;
    uint32_t running;
};

static struct rt_ex *ex(void) { return rt_get()->ex; }

bool rt_work_queue(struct rt_work *item)
{
    struct rt_ex *x = ex();
    if (item->queued)
        return false;
    item->queued = true;
    item->next = NULL;
    *x->last = item;
    x->last = &item->next;
    rt_happens_before(item);
    rt_wake(x);
    return true;
}

void rt_work_cancel(struct rt_work *item)
{
    struct rt_ex *x = ex();
    struct rt_work **at = &x->first;
    while (*at && *at != item)
        at = &(*at)->next;
    if (*at) {
        *at = item->next;
        if (!item->next)
            x->last = at;
        item->queued = false;
    }
}

static void serve(void *argument)
{
    struct rt_ex *x = ex();
    (void)argument;
    for (;;) {
        struct rt_work *item = x->first;
        if (!item) {
            rt_wait(x, RT_FOREVER, "work");
            continue;
        }
        x->first = item->next;
        if (!x->first)
            x->last = &x->first;
        item->queued = false;
        x->running++;
        rt_happens_after(item);
        item->run(item);
        x->running--;
        rt_wake(&x->running);
    }
}

void rt_ex_start(void)
{
    struct rt_ex *x = rt_memory_new_zeroed(sizeof *x);
    x->last = &x->first;
    rt_get()->ex = x;
    for (int i = 0; i < WORKERS; i++)
        rt_thread_start("worker", true, serve, NULL);
}

void rt_ex_flush(void)
{
    while (ex()->first || ex()->running)
        rt_wait(&ex()->running, rt_deadline_in(RT_MILLISECOND), "queued work");
}
