/*
 * Traffic. Senders play the protocol, receivers the miniport, where the driver is below or above one of ours. That sends
 * are completed and receives returned later is ndis_path.c's. Frames are Ethernet; they come from a file, or are made up: then a
 * third of them have the EtherType 0x88B5 of local experiments, that a driver may look for.
 */
#include "traffic.h"

enum {
    THREADS_MAX = 48,
    OUTSTANDING_MAX = 256,
    BUFFERS_MAX = 4, /* of one list */
    IDLE_MAX = 2000 /* milliseconds of virtual time after which a thread gives up on an adapter that does not run */
};

struct job {
    struct rt_adapter *adapter;
    struct rt_random random;
    uint32_t packets, idle;
};

struct traffic {
    struct rt_thread *threads[THREADS_MAX];
    struct job jobs[THREADS_MAX];
    uint32_t count;
};

static struct traffic *current(struct traffic *set)
{
    static struct traffic *one; /* part of the process's one instance: steps of a scenario meet here */
    if (set)
        one = set;
    return one;
}

/* ---- frames ------------------------------------------------------------------------------------------------ */

struct frame {
    const UCHAR *bytes; /* NULL: made up */
    ULONG size;
};

static void fill_frame(PNET_BUFFER nb, const struct frame *f, struct rt_random *r)
{
    static const USHORT types[] = {0x0008, 0x0608, 0xB588}; /* IPv4, ARP, experiments; in network order */
    PMDL mdl = nb->CurrentMdl;
    PUCHAR at = rt_mdl_address(mdl) + nb->CurrentMdlOffset;
    UCHAR header[14] = {0x02, 0xDD, 0x1C, 0, 0, 9, 0x02, 0xDD, 0x1C, 0, 0, 7};
    if (f->bytes) {
        rt_copy(at, f->bytes, f->size);
        return;
    }
    USHORT type = types[rt_random_below(r, 3)];
    rt_copy(header + 12, &type, sizeof type);
    rt_fill(at, (int)rt_random_below(r, 256), nb->stDataLength);
    rt_copy(at, header, sizeof header);
}

static ULONG frame_size(struct rt_random *r) { return rt_random_below(r, 4) ? 60 + rt_random_below(r, 200) : 60 + rt_random_below(r, 1455); }

static struct frame next_frame(struct rt_random *r)
{
    struct frame f = {0};
    uint32_t size;
    if (rt_frames_next(&f.bytes, &size))
        f.size = size;
    else
        f.size = frame_size(r);
    return f;
}

static PNET_BUFFER_LIST make_chain(struct job *j, uint32_t count, bool received, ULONG backfill)
{
    PNET_BUFFER_LIST chain = NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct frame frames[BUFFERS_MAX] = {next_frame(&j->random)};
        PNET_BUFFER_LIST nbl = rt_packet_new(j->adapter, frames[0].size, backfill, received);
        uint32_t buffers = 1;
        for (uint32_t more = received || rt_random_below(&j->random, 3) ? 0 : 1 + rt_random_below(&j->random, BUFFERS_MAX - 1); more; more--) {
            frames[buffers] = next_frame(&j->random);
            rt_packet_add(nbl, frames[buffers++].size, backfill);
        }
        buffers = 0;
        for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
            fill_frame(nb, &frames[buffers++], &j->random);
        nbl->Next = chain;
        chain = nbl;
    }
    return chain;
}

/* ---- threads --------------------------------------------------------------------------------------------------- */

static bool is_over(const struct rt_adapter *a) { return a->state == ADAPTER_DETACHED; }

static void sender(void *argument)
{
    struct job *j = argument;
    struct rt_adapter *a = j->adapter;
    while (j->packets && !is_over(a)) {
        if (a->sends_stopped || a->state != ADAPTER_RUNNING || a->own_outstanding > OUTSTANDING_MAX) {
            if (j->idle++ > IDLE_MAX)
                break;
            rt_wait(a, rt_deadline_in(RT_MILLISECOND), "room to send");
            continue;
        }
        j->idle = 0;
        uint32_t count = 1 + rt_random_below(&j->random, j->packets < 8 ? j->packets : 8);
        ULONG flags = rt_random_below(&j->random, 2) ? NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0;
        j->packets -= count;
        rt_send(a, make_chain(j, count, false, rt_ndis()->data_backfill), flags);
        rt_point();
    }
}

static void receiver(void *argument)
{
    struct job *j = argument;
    struct rt_adapter *a = j->adapter;
    while (j->packets && !is_over(a)) {
        if ((a->state != ADAPTER_RUNNING && a->state != ADAPTER_PAUSING) || a->received_outstanding > OUTSTANDING_MAX) {
            if (j->idle++ > IDLE_MAX)
                break;
            rt_wait(a, rt_deadline_in(RT_MILLISECOND), "room to receive");
            continue;
        }
        j->idle = 0;
        uint32_t count = 1 + rt_random_below(&j->random, j->packets < 8 ? j->packets : 8);
        ULONG flags = rt_random_below(&j->random, 2) ? NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL : 0;
        if (rt_random_below(&j->random, 5) == 0)
            flags |= NDIS_RECEIVE_FLAGS_RESOURCES;
        j->packets -= count;
        rt_receive(a, make_chain(j, count, true, 0), count, flags);
        rt_point();
    }
}

static void start(struct traffic *t, const char *name, void (*routine)(void *), struct rt_adapter *a, uint32_t packets)
{
    if (t->count == THREADS_MAX)
        return;
    struct job *j = &t->jobs[t->count];
    *j = (struct job){.adapter = a, .packets = packets};
    rt_random_seed(&j->random, rt_random_next(&rt_ndis()->random));
    struct rt_thread *thread = rt_thread_start(name, false, routine, j);
    if (thread)
        t->threads[t->count++] = thread;
}

void traffic_start(const struct traffic_settings *s)
{
    struct traffic *t = rt_memory_new_zeroed(sizeof *t);
    current(t);
    rt_ndis()->delay = s->delay;
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next) {
        if (a->state == ADAPTER_DETACHED)
            continue;
        for (uint32_t i = 0; i < s->senders && a->layer->above; i++)
            start(t, "sender", sender, a, s->packets);
        for (uint32_t i = 0; i < s->receivers && a->layer->below; i++)
            start(t, "receiver", receiver, a, s->packets);
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
