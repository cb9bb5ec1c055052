/*
 * The data path. A handler that the driver does not have is passed by. What our miniport and our protocol hold stands in
 * queues of the adapter; who gives it on, and when, is the scenario's (rt_complete_some, rt_return_some), and two threads'
 * that do nothing else: a driver may wait for what it sent at any time.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-send-and-receive-operations
 * https://learn.microsoft.com/windows-hardware/drivers/network/protocol-driver-send-and-receive-operations
 * https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-send-and-receive-operations
 */
#include "ndis.h"

void rt_queue_init(struct rt_queue *q)
{
    q->first = NULL;
    q->last = &q->first;
    q->count = 0;
}

static void queue_put(struct rt_queue *q, PNET_BUFFER_LIST nbl, const void *key)
{
    nbl->Next = NULL;
    *q->last = nbl;
    q->last = &nbl->Next;
    if (q->count++ == 0)
        rt_wake(key);
}

static PNET_BUFFER_LIST queue_take(struct rt_queue *q, uint32_t most)
{
    PNET_BUFFER_LIST chain = NULL, *end = &chain;
    while (q->first && most--) {
        PNET_BUFFER_LIST nbl = q->first;
        q->first = nbl->Next;
        if (!q->first)
            q->last = &q->first;
        q->count--;
        nbl->Next = NULL;
        *end = nbl;
        end = &nbl->Next;
    }
    return chain;
}

/* Lists that the driver gets were given away by somebody before (rt_happens_before in *_takes): that, and the restart,
   is all the order that NDIS gives. */
static void enter(struct rt_adapter *a, PNET_BUFFER_LIST lists)
{
    a->inside++;
    rt_happens_after(a);
    for (; lists; lists = lists->Next)
        rt_happens_after(lists);
}

static void leave(struct rt_adapter *a)
{
    rt_happens_before(&a->inside);
    if (--a->inside == 0)
        rt_wake(&a->inside);
}

static KIRQL level(ULONG flags, ULONG bit) { return flags & bit ? DISPATCH_LEVEL : PASSIVE_LEVEL; }

static const struct rt_handlers *handlers(const struct rt_adapter *a)
{
    static const struct rt_handlers none;
    return a->state != ADAPTER_DETACHED ? &a->driver->handlers : &none;
}

/* The list, where the driver may give it away; else reports. */
static struct rt_list *taken_from_driver(struct rt_adapter *a, PNET_BUFFER_LIST nbl, const char *name)
{
    struct rt_list *l = rt_list_of(nbl);
    if (!l) {
        rt_report("ndis-private-net-buffer", "%s is called with a list that is not a NET_BUFFER_LIST that was allocated and lives.", name);
        return NULL;
    }
    if (l->ours && !rt_may_pass(l->adapter, a)) {
        rt_report("run-contract", "%s is called with a list of another %s.", name, a->layer->words);
        return NULL;
    }
    return l;
}

static bool is_state(const struct rt_list *l, enum rt_packet_state a, enum rt_packet_state b, const char *name)
{
    if (l->state == a || l->state == b)
        return true;
    rt_report("ndis-nbl-after-handoff", "%s is called with a list that the driver does not have: %s.", name,
              l->state == PACKET_BELOW   ? "it is with the drivers below"
              : l->state == PACKET_ABOVE ? "it is with the drivers above"
              : l->state == PACKET_FREE  ? "it was given back already, or is an own list that was not sent"
                                         : "it goes the other way");
    return false;
}

static void check_source(const struct rt_adapter *a, PNET_BUFFER_LIST nbl, const char *name)
{
    if (nbl->SourceHandle != a)
        rt_report("ndis-source-handle", "%s is called with a list of the driver's own whose SourceHandle is not the handle of the %s.", name, a->layer->words);
}

static void check_state(const struct rt_adapter *a, const char *name)
{
    if (a->state != ADAPTER_RUNNING && a->state != ADAPTER_PAUSING)
        rt_report("run-contract", "%s is called when the %s is not running.", name, a->layer->words);
}

/* Walks a chain that the driver gives; each list is taken out of it. */
#define EACH(nbl, chain) for (PNET_BUFFER_LIST nbl = (chain), next_; nbl && (next_ = nbl->Next, 1); nbl = next_)

/* ---- what leaves the driver, for a file ----------------------------------------------------------------------------- */

/* The frames of a list, as a card would put them on the wire. */
static void leaves(PNET_BUFFER_LIST nbl)
{
    if (!rt_frames_wanted())
        return;
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next) {
        ULONG left = nb->stDataLength, offset = nb->CurrentMdlOffset, there = 0;
        for (PMDL mdl = nb->CurrentMdl; mdl; mdl = mdl->Next)
            there += MmGetMdlByteCount(mdl);
        left = there - offset < left ? there - offset : left; /* a chain that is too short */
        rt_frame_begin(left);
        for (PMDL mdl = nb->CurrentMdl; mdl && left; mdl = mdl->Next, offset = 0) {
            ULONG here = MmGetMdlByteCount(mdl) - offset < left ? MmGetMdlByteCount(mdl) - offset : left;
            rt_frame_add(rt_mdl_address(mdl) + offset, here);
            left -= here;
        }
    }
    rt_frames_flush();
}

/* ---- down: send ------------------------------------------------------------------------------------------------- */

static void below_takes(struct rt_adapter *a, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    rt_happens_before(nbl);
    a->from_driver += !l->ours;
    l->state = PACKET_BELOW;
    leaves(nbl);
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
        a->bytes += nb->stDataLength;
    queue_put(&a->below, nbl, &rt_ndis()->to_complete);
}

void rt_send(struct rt_adapter *a, PNET_BUFFER_LIST nbls, ULONG flags)
{
    FILTER_SEND_NET_BUFFER_LISTS_HANDLER send = handlers(a)->send;
    uint32_t count = 0;
    EACH(nbl, nbls) {
        rt_list_of(nbl)->state = PACKET_DOWN;
        a->own_outstanding++;
        count++;
    }
    a->sent += count;
    if (send && a->state == ADAPTER_RUNNING) {
        enter(a, nbls);
        RT_CALLBACK_VOID_AS(&a->layer->roles->send, level(flags, NDIS_SEND_FLAGS_DISPATCH_LEVEL), a, send, a->context, nbls, (NDIS_PORT_NUMBER)0, flags);
        leave(a);
    } else
        EACH(nbl, nbls) below_takes(a, nbl, rt_list_of(nbl));
    if (!rt_ndis()->delay)
        rt_complete_some(a, UINT32_MAX);
}

void rt_down(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name)
{
    if (!a)
        return;
    check_state(a, name);
    EACH(nbl, lists) {
        struct rt_list *l = taken_from_driver(a, nbl, name);
        if (!l)
            break;
        if (!is_state(l, l->ours ? PACKET_DOWN : PACKET_FREE, PACKET_DOWN, name))
            continue;
        if (!l->ours)
            check_source(a, nbl, name);
        if (!l->ours && !handlers(a)->send_complete)
            rt_report("run-contract", "The driver sends a list of its own and has no %s.", a->layer->roles->send_complete.name);
        if (!l->ours)
            l->adapter = a;
        below_takes(a, nbl, l);
    }
    if (!rt_ndis()->delay && !a->inside)
        rt_complete_some(a, UINT32_MAX);
}

void rt_cancel_down(struct rt_adapter *a, PVOID id)
{
    for (PNET_BUFFER_LIST n = a ? a->below.first : NULL; n; n = n->Next)
        if (NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(n) == id)
            rt_list_of(n)->aborted = true;
}

/* ---- up: send complete --------------------------------------------------------------------------------------------- */

static void source_takes(struct rt_adapter *a, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    l->state = PACKET_FREE;
    a->own_outstanding--;
    a->send_completed++;
    rt_packet_free(nbl);
    rt_wake(&a->own_outstanding);
}

void rt_complete_some(struct rt_adapter *a, uint32_t most)
{
    FILTER_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER complete = handlers(a)->send_complete;
    PNET_BUFFER_LIST chain = queue_take(&a->below, most);
    if (!chain)
        return;
    ULONG flags = rt_random_below(&rt_ndis()->random, 2) ? NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL : 0;
    EACH(nbl, chain) {
        struct rt_list *l = rt_list_of(nbl);
        nbl->Status = l->aborted ? NDIS_STATUS_SEND_ABORTED : NDIS_STATUS_SUCCESS;
        l->aborted = false;
        l->state = complete ? (l->ours ? PACKET_UP : PACKET_FREE) : l->state;
        if (!complete && l->ours)
            source_takes(l->adapter, nbl, l);
    }
    if (!complete)
        return;
    enter(a, chain);
    RT_CALLBACK_VOID_AS(&a->layer->roles->send_complete, level(flags, NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL), a, complete, a->context, chain, flags);
    leave(a);
}

void rt_sent(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name)
{
    EACH(nbl, a ? lists : NULL) {
        struct rt_list *l = taken_from_driver(a, nbl, name);
        if (!l)
            break;
        if (!l->ours || l->received || l->adapter != a)
            rt_report("run-contract", "%s is called with a list that was not sent by a driver above.", name);
        else if (is_state(l, PACKET_UP, PACKET_DOWN, name))
            source_takes(a, nbl, l);
    }
}

/* ---- up: receive ---------------------------------------------------------------------------------------------------- */

static void miniport_takes(struct rt_adapter *a, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    l->state = PACKET_FREE;
    a->received_outstanding--;
    a->returned++;
    rt_packet_free(nbl);
    rt_wake(&a->received_outstanding);
}

void rt_lost(PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    uint64_t *outstanding = l->received ? &l->adapter->received_outstanding : &l->adapter->own_outstanding;
    if (l->state != PACKET_DOWN && l->state != PACKET_UP)
        return;
    l->state = PACKET_FREE;
    --*outstanding;
    rt_packet_free(nbl);
    rt_wake(outstanding);
}

static void above_takes(struct rt_adapter *a, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    rt_happens_before(nbl);
    a->from_driver += !l->ours;
    l->state = PACKET_ABOVE;
    leaves(nbl);
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
        a->bytes += nb->stDataLength;
    queue_put(&a->above, nbl, &rt_ndis()->to_return);
}

/* Lists that were indicated with NDIS_RECEIVE_FLAGS_RESOURCES are ours again when the handler returns. */
static void take_back(struct rt_adapter *a, PNET_BUFFER_LIST *lists, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct rt_list *l = rt_list_of(lists[i]);
        if (!l)
            continue; /* the driver freed it: told already */
        if (l->state == PACKET_ABOVE)
            rt_report("run-contract", "A list that came with NDIS_RECEIVE_FLAGS_RESOURCES was indicated on without that flag.");
        else
            miniport_takes(a, lists[i], l);
    }
}

void rt_receive(struct rt_adapter *a, PNET_BUFFER_LIST nbls, uint32_t count, ULONG flags)
{
    FILTER_RECEIVE_NET_BUFFER_LISTS_HANDLER receive = handlers(a)->receive;
    PNET_BUFFER_LIST kept[64];
    uint32_t n = 0;
    bool resources = (flags & NDIS_RECEIVE_FLAGS_RESOURCES) != 0;
    EACH(nbl, nbls) {
        struct rt_list *l = rt_list_of(nbl);
        l->state = PACKET_UP;
        l->resources = resources;
        if (n < 64)
            kept[n++] = nbl;
        a->received_outstanding++;
    }
    a->received += count;
    if (receive && (a->state == ADAPTER_RUNNING || (a->state == ADAPTER_PAUSING && !a->draining))) {
        enter(a, nbls);
        RT_CALLBACK_VOID_AS(&a->layer->roles->receive, level(flags, NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL), a, receive, a->context, nbls, (NDIS_PORT_NUMBER)0,
                            (ULONG)count, flags);
        leave(a);
        if (resources)
            take_back(a, kept, n);
    } else if (resources || a->state == ADAPTER_PAUSED || a->protocol_paused || !a->layer->above)
        EACH(nbl, nbls) miniport_takes(a, nbl, rt_list_of(nbl));
    else
        EACH(nbl, nbls) above_takes(a, nbl, rt_list_of(nbl));
    if (!rt_ndis()->delay)
        rt_return_some(a, UINT32_MAX);
}

static void check_count(PNET_BUFFER_LIST lists, ULONG said, const char *name)
{
    ULONG count = 0;
    for (PNET_BUFFER_LIST n = lists; n && count <= said; n = n->Next)
        count++;
    if (count != said)
        rt_report("run-contract", "%s is told NumberOfNetBufferLists = %u; the chain has %s.", name, said, count > said ? "more" : "fewer");
}

void rt_up(struct rt_adapter *a, PNET_BUFFER_LIST lists, ULONG count, ULONG flags, const char *name)
{
    bool resources = (flags & NDIS_RECEIVE_FLAGS_RESOURCES) != 0;
    if (!a)
        return;
    if (a->state != ADAPTER_RESTARTING || a->layer->below) /* a miniport may indicate before its restart is complete: the page of NdisMRestartComplete */
        check_state(a, name);
    check_count(lists, count, name);
    EACH(nbl, lists) {
        struct rt_list *l = taken_from_driver(a, nbl, name);
        if (!l)
            break;
        if (!is_state(l, l->ours ? PACKET_UP : PACKET_FREE, PACKET_UP, name))
            continue;
        if (l->ours && l->resources && !resources)
            rt_report("run-contract", "A list that came with NDIS_RECEIVE_FLAGS_RESOURCES is indicated on without that flag.");
        if (!l->ours) {
            check_source(a, nbl, name);
            l->adapter = a;
        }
        if (resources)
            leaves(nbl);
        if (resources)
            continue; /* the protocol copies, and the driver has it again when this returns */
        above_takes(a, nbl, l);
    }
    if (a->protocol_paused || (!rt_ndis()->delay && !a->inside))
        rt_return_some(a, UINT32_MAX);
}

/* ---- down: return ------------------------------------------------------------------------------------------------------ */

void rt_return_some(struct rt_adapter *a, uint32_t most)
{
    FILTER_RETURN_NET_BUFFER_LISTS_HANDLER returned = handlers(a)->returned;
    PNET_BUFFER_LIST chain = queue_take(&a->above, most);
    if (!chain)
        return;
    ULONG flags = rt_random_below(&rt_ndis()->random, 2) ? NDIS_RETURN_FLAGS_DISPATCH_LEVEL : 0;
    EACH(nbl, chain) {
        struct rt_list *l = rt_list_of(nbl);
        l->state = returned ? (l->ours ? PACKET_DOWN : PACKET_FREE) : l->state;
        if (!returned && l->ours)
            miniport_takes(l->adapter, nbl, l);
    }
    if (!returned)
        return;
    enter(a, chain);
    RT_CALLBACK_VOID_AS(&a->layer->roles->returned, level(flags, NDIS_RETURN_FLAGS_DISPATCH_LEVEL), a, returned, a->context, chain, flags);
    leave(a);
}

void rt_returned(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name)
{
    EACH(nbl, a ? lists : NULL) {
        struct rt_list *l = taken_from_driver(a, nbl, name);
        if (!l)
            break;
        if (!l->ours || !l->received || l->adapter != a)
            rt_report("run-contract", "%s is called with a list that was not indicated by a driver below.", name);
        else if (l->resources)
            rt_report("run-contract", "%s is called with a list that came with NDIS_RECEIVE_FLAGS_RESOURCES; it goes back when the handler returns.", name);
        else if (is_state(l, PACKET_UP, PACKET_DOWN, name))
            miniport_takes(a, nbl, l);
    }
}

/* ---- who completes and returns what nobody waits to ------------------------------------------------------------------------ */

struct server {
    uint32_t *key;   /* of struct rt_ndis */
    SIZE_T queue;    /* offset in struct rt_adapter */
    void (*some)(struct rt_adapter *a, uint32_t most);
};

static void serve(void *argument)
{
    const struct server *s = argument;
    for (;;) {
        bool any = false;
        for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next) {
            const struct rt_queue *q = (const struct rt_queue *)(const void *)((const char *)a + s->queue);
            if (!q->count || a->state == ADAPTER_DETACHED)
                continue;
            any = true;
            s->some(a, 1 + rt_random_below(&rt_ndis()->random, 16));
        }
        if (!any)
            rt_wait(s->key, RT_FOREVER, "lists to complete");
        if (rt_random_below(&rt_ndis()->random, 4) == 0)
            rt_wait(s, rt_deadline_in(RT_MILLISECOND / 10), "a while");
        else
            rt_point();
    }
}

void rt_path_start(void)
{
    struct server *s = rt_memory_new_zeroed(2 * sizeof *s);
    s[0] = (struct server){&rt_ndis()->to_complete, FIELD_OFFSET(struct rt_adapter, below), rt_complete_some};
    s[1] = (struct server){&rt_ndis()->to_return, FIELD_OFFSET(struct rt_adapter, above), rt_return_some};
    rt_thread_start("completer", true, serve, &s[0]);
    rt_thread_start("returner", true, serve, &s[1]);
}
