/*
 * Traffic. Senders play the protocol, receivers the miniport; two more threads per module play the part of either that
 * comes later: sends are completed, receives returned, some at a time. Frames are Ethernet; a third of them have the
 * EtherType 0x88B5 of local experiments, that a driver may look for.
 */
#include "traffic.h"

enum {
    THREADS_MAX = 48,
    OUTSTANDING_MAX = 256,
    IDLE_MAX = 2000 /* milliseconds of virtual time after which a thread gives up on a module that does not run */
};

struct job {
    struct rt_module *module;
    struct rt_random random;
    uint32_t packets, idle;
    bool server;
};

struct traffic {
    struct rt_thread *threads[THREADS_MAX];
    struct job jobs[THREADS_MAX];
    uint32_t count, working; /* threads; of which have frames to move */
};

static struct traffic *current(struct traffic *set)
{
    static struct traffic *one; /* part of the process's one instance: steps of a scenario meet here */
    if (set)
        one = set;
    return one;
}

/* ---- frames ------------------------------------------------------------------------------------------------ */

static void fill_frame(PNET_BUFFER nb, struct rt_random *r)
{
    static const USHORT types[] = {0x0008, 0x0608, 0xB588}; /* IPv4, ARP, experiments; in network order */
    PMDL mdl = nb->CurrentMdl;
    PUCHAR at = rt_mdl_address(mdl) + nb->CurrentMdlOffset;
    UCHAR header[14] = {0x02, 0xDD, 0x1C, 0, 0, 9, 0x02, 0xDD, 0x1C, 0, 0, 7};
    USHORT type = types[rt_random_below(r, 3)];
    rt_copy(header + 12, &type, sizeof type);
    rt_fill(at, (int)rt_random_below(r, 256), nb->stDataLength);
    rt_copy(at, header, sizeof header);
}

static ULONG frame_size(struct rt_random *r) { return rt_random_below(r, 4) ? 60 + rt_random_below(r, 200) : 60 + rt_random_below(r, 1455); }

static PNET_BUFFER_LIST make_chain(struct job *j, uint32_t count, bool received, ULONG backfill)
{
    PNET_BUFFER_LIST chain = NULL;
    for (uint32_t i = 0; i < count; i++) {
        PNET_BUFFER_LIST nbl = rt_packet_new(j->module, frame_size(&j->random), backfill, received);
        for (uint32_t more = received || rt_random_below(&j->random, 3) ? 0 : 1 + rt_random_below(&j->random, 3); more; more--)
            rt_packet_add(nbl, frame_size(&j->random), backfill);
        for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
            fill_frame(nb, &j->random);
        nbl->Next = chain;
        chain = nbl;
    }
    return chain;
}

/* ---- threads --------------------------------------------------------------------------------------------------- */

static bool is_over(const struct rt_module *m) { return m->state == MODULE_DETACHED; }

static void done(void)
{
    struct traffic *t = current(NULL);
    if (--t->working == 0)
        rt_wake(t);
}

static void sender(void *argument)
{
    struct job *j = argument;
    struct rt_module *m = j->module;
    while (j->packets && !is_over(m)) {
        if (m->sends_stopped || m->state != MODULE_RUNNING || m->own_outstanding > OUTSTANDING_MAX) {
            if (j->idle++ > IDLE_MAX)
                break;
            rt_wait(m, rt_deadline_in(RT_MILLISECOND), "room to send");
            continue;
        }
        j->idle = 0;
        uint32_t count = 1 + rt_random_below(&j->random, j->packets < 8 ? j->packets : 8);
        ULONG flags = rt_random_below(&j->random, 2) ? NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0;
        j->packets -= count;
        rt_send(m, make_chain(j, count, false, rt_ndis()->data_backfill), flags);
        rt_point();
    }
    done();
}

static void receiver(void *argument)
{
    struct job *j = argument;
    struct rt_module *m = j->module;
    while (j->packets && !is_over(m)) {
        if ((m->state != MODULE_RUNNING && m->state != MODULE_PAUSING) || m->received_outstanding > OUTSTANDING_MAX) {
            if (j->idle++ > IDLE_MAX)
                break;
            rt_wait(m, rt_deadline_in(RT_MILLISECOND), "room to receive");
            continue;
        }
        j->idle = 0;
        uint32_t count = 1 + rt_random_below(&j->random, j->packets < 8 ? j->packets : 8);
        ULONG flags = rt_random_below(&j->random, 2) ? NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL : 0;
        if (rt_random_below(&j->random, 5) == 0)
            flags |= NDIS_RECEIVE_FLAGS_RESOURCES;
        j->packets -= count;
        rt_receive(m, make_chain(j, count, true, 0), count, flags);
        rt_point();
    }
    done();
}

/* Completes and returns until nobody sends any more. */
static void server(void *argument)
{
    struct job *j = argument;
    struct rt_module *m = j->module;
    struct traffic *t = current(NULL);
    while ((t->working || m->below.count || m->above.count) && !is_over(m)) {
        if (m->state != MODULE_DETACHED) {
            rt_complete_some(m, 1 + rt_random_below(&j->random, 16));
            rt_return_some(m, 1 + rt_random_below(&j->random, 16));
        }
        if (!m->below.count && !m->above.count)
            rt_wait(j, rt_deadline_in(RT_MILLISECOND / 10), "lists to complete");
        else
            rt_point();
    }
}

static void start(struct traffic *t, const char *name, void (*routine)(void *), struct rt_module *m, uint32_t packets)
{
    if (t->count == THREADS_MAX)
        return;
    struct job *j = &t->jobs[t->count];
    *j = (struct job){.module = m, .packets = packets, .server = routine == server};
    rt_random_seed(&j->random, rt_random_next(&rt_ndis()->random));
    t->working += routine != server;
    struct rt_thread *thread = rt_thread_start(name, j->server, routine, j);
    if (thread)
        t->threads[t->count++] = thread;
    else
        t->working -= routine != server;
}

void traffic_start(const struct traffic_settings *s)
{
    struct traffic *t = rt_memory_new_zeroed(sizeof *t);
    current(t);
    rt_ndis()->delay = s->delay;
    for (struct rt_module *m = rt_ndis()->modules; m; m = m->next) {
        if (m->state == MODULE_DETACHED)
            continue;
        for (uint32_t i = 0; i < s->senders; i++)
            start(t, "sender", sender, m, s->packets);
        for (uint32_t i = 0; i < s->receivers; i++)
            start(t, "receiver", receiver, m, s->packets);
    }
    for (struct rt_module *m = rt_ndis()->modules; m && s->delay; m = m->next)
        if (m->state != MODULE_DETACHED) {
            start(t, "completer", server, m, 0);
            start(t, "returner", server, m, 0);
        }
}

void traffic_wait(void)
{
    struct traffic *t = current(NULL);
    if (!t)
        return;
    for (uint32_t i = 0; i < t->count; i++)
        rt_thread_join(t->threads[i]);
    t->count = 0;
}
