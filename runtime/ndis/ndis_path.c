/*
 * The data path. A handler that the driver did not register is passed by. What each side holds stands in a queue of the
 * module; who gives it on, and when, is the scenario's (rt_complete_some, rt_return_some).
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/filter-module-send-and-receive-operations
 */
#include "ndis.h"

void rt_queue_init(struct rt_queue *q)
{
    q->first = NULL;
    q->last = &q->first;
    q->count = 0;
}

void rt_queue_put(struct rt_queue *q, PNET_BUFFER_LIST nbl)
{
    nbl->Next = NULL;
    *q->last = nbl;
    q->last = &nbl->Next;
    q->count++;
}

PNET_BUFFER_LIST rt_queue_take(struct rt_queue *q, uint32_t most)
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
static void enter(struct rt_module *m, PNET_BUFFER_LIST lists)
{
    m->inside++;
    rt_happens_after(m);
    for (; lists; lists = lists->Next)
        rt_happens_after(lists);
}

static void leave(struct rt_module *m)
{
    rt_happens_before(&m->inside);
    if (--m->inside == 0)
        rt_wake(&m->inside);
}

static KIRQL level(ULONG flags, ULONG bit) { return flags & bit ? DISPATCH_LEVEL : PASSIVE_LEVEL; }

/* The list, where the driver may give it away from this side; else reports. `from` is who has it by the driver's flow. */
static struct rt_list *taken_from_driver(struct rt_module *m, PNET_BUFFER_LIST nbl, const char *name)
{
    struct rt_list *l = rt_list_of(nbl);
    if (!l) {
        rt_report("ndis-private-net-buffer", "%s is called with a list that is not a NET_BUFFER_LIST that was allocated and lives.", name);
        return NULL;
    }
    if (l->ours && l->module != m) {
        rt_report("run-contract", "%s is called with a list of another filter module.", name);
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

/* Walks a chain that the driver gives; each list is taken out of it. */
#define EACH(nbl, chain) for (PNET_BUFFER_LIST nbl = (chain), next_; nbl && (next_ = nbl->Next, 1); nbl = next_)

/* ---- down: send ------------------------------------------------------------------------------------------------- */

static void check_state(struct rt_module *m, const char *name)
{
    if (m->state != MODULE_RUNNING && m->state != MODULE_PAUSING)
        rt_report("run-contract", "%s is called when the filter module is not running.", name);
}

static void below_takes(struct rt_module *m, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    rt_happens_before(nbl);
    m->from_driver += !l->ours;
    l->state = PACKET_BELOW;
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
        m->bytes += nb->stDataLength;
    rt_queue_put(&m->below, nbl);
}

void rt_send(struct rt_module *m, PNET_BUFFER_LIST nbls, ULONG flags)
{
    uint32_t count = 0;
    EACH(nbl, nbls) {
        rt_list_of(nbl)->state = PACKET_DOWN;
        m->own_outstanding++;
        count++;
    }
    m->sent += count;
    if (m->driver->handlers.SendNetBufferListsHandler && m->state == MODULE_RUNNING) {
        enter(m, nbls);
        RT_CALLBACK_VOID("FilterSendNetBufferLists", level(flags, NDIS_SEND_FLAGS_DISPATCH_LEVEL), m, m->driver->handlers.SendNetBufferListsHandler,
                         m->context, nbls, (NDIS_PORT_NUMBER)0, flags);
        leave(m);
    } else
        EACH(nbl, nbls) below_takes(m, nbl, rt_list_of(nbl));
    if (!rt_ndis()->delay)
        rt_complete_some(m, UINT32_MAX);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlists */
RT_EXPORT VOID NdisFSendNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber, ULONG SendFlags)
{
    RT_DDI_VOID(NdisFSendNetBufferLists, NdisFilterHandle, NetBufferLists, PortNumber, SendFlags);
    static const char name[] = "NdisFSendNetBufferLists";
    struct rt_module *m = rt_module_of(NdisFilterHandle, name);
    RT_NOT_SIMULATED(PortNumber, "NdisFSendNetBufferLists: PortNumber other than 0");
    if (!m)
        RT_RETURN_VOID();
    check_state(m, name);
    EACH(nbl, NetBufferLists) {
        struct rt_list *l = taken_from_driver(m, nbl, name);
        if (!l)
            break;
        if (!is_state(l, l->ours ? PACKET_DOWN : PACKET_FREE, PACKET_DOWN, name))
            continue;
        if (!l->ours && nbl->SourceHandle != NdisFilterHandle)
            rt_report("ndis-source-handle", "%s is called with a list of the driver's own whose SourceHandle is not the handle of the filter module.", name);
        if (!l->ours && !m->driver->handlers.SendNetBufferListsCompleteHandler)
            rt_report("run-contract", "The driver sends a list of its own and has no FilterSendNetBufferListsComplete.");
        l->module = m;
        below_takes(m, nbl, l);
    }
    if (!rt_ndis()->delay && !m->inside)
        rt_complete_some(m, UINT32_MAX);
    RT_RETURN_VOID();
}

/* ---- up: send complete --------------------------------------------------------------------------------------------- */

static void source_takes(struct rt_module *m, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    l->state = PACKET_FREE;
    m->own_outstanding--;
    m->send_completed++;
    rt_packet_free(nbl);
    rt_wake(&m->own_outstanding);
}

void rt_complete_some(struct rt_module *m, uint32_t most)
{
    PNET_BUFFER_LIST chain = rt_queue_take(&m->below, most);
    if (!chain)
        return;
    ULONG flags = rt_random_below(&rt_ndis()->random, 2) ? NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL : 0;
    bool handler = m->driver->handlers.SendNetBufferListsCompleteHandler != NULL && m->state != MODULE_DETACHED;
    EACH(nbl, chain) {
        struct rt_list *l = rt_list_of(nbl);
        nbl->Status = NDIS_STATUS_SUCCESS;
        l->state = handler ? (l->ours ? PACKET_UP : PACKET_FREE) : l->state;
        if (!handler && l->ours)
            source_takes(m, nbl, l);
    }
    if (!handler)
        return;
    enter(m, chain);
    RT_CALLBACK_VOID("FilterSendNetBufferListsComplete", level(flags, NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL), m,
                     m->driver->handlers.SendNetBufferListsCompleteHandler, m->context, chain, flags);
    leave(m);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfsendnetbufferlistscomplete */
RT_EXPORT VOID NdisFSendNetBufferListsComplete(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, ULONG SendCompleteFlags)
{
    RT_DDI_VOID(NdisFSendNetBufferListsComplete, NdisFilterHandle, NetBufferLists, SendCompleteFlags);
    static const char name[] = "NdisFSendNetBufferListsComplete";
    struct rt_module *m = rt_module_of(NdisFilterHandle, name);
    if (!m)
        RT_RETURN_VOID();
    EACH(nbl, NetBufferLists) {
        struct rt_list *l = taken_from_driver(m, nbl, name);
        if (!l)
            break;
        if (!l->ours || l->received)
            rt_report("run-contract", "%s is called with a list that was not sent by a driver above.", name);
        else if (is_state(l, PACKET_UP, PACKET_DOWN, name))
            source_takes(m, nbl, l);
    }
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfcancelsendnetbufferlists: our miniport queues nothing by id */
RT_EXPORT VOID NdisFCancelSendNetBufferLists(NDIS_HANDLE NdisFilterHandle, PVOID CancelId)
{
    RT_DDI_VOID(NdisFCancelSendNetBufferLists, NdisFilterHandle, CancelId);
    rt_module_of(NdisFilterHandle, "NdisFCancelSendNetBufferLists");
    RT_RETURN_VOID();
}

/* ---- up: receive ---------------------------------------------------------------------------------------------------- */

static void miniport_takes(struct rt_module *m, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    l->state = PACKET_FREE;
    m->received_outstanding--;
    m->returned++;
    rt_packet_free(nbl);
    rt_wake(&m->received_outstanding);
}

static void above_takes(struct rt_module *m, PNET_BUFFER_LIST nbl, struct rt_list *l)
{
    rt_happens_before(nbl);
    m->from_driver += !l->ours;
    l->state = PACKET_ABOVE;
    for (PNET_BUFFER nb = nbl->FirstNetBuffer; nb; nb = nb->Next)
        m->bytes += nb->stDataLength;
    rt_queue_put(&m->above, nbl);
}

/* Lists that were indicated with NDIS_RECEIVE_FLAGS_RESOURCES are ours again when the handler returns. */
static void take_back(struct rt_module *m, PNET_BUFFER_LIST *lists, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct rt_list *l = rt_list_of(lists[i]);
        if (!l)
            continue; /* the driver freed it: told already */
        if (l->state == PACKET_ABOVE)
            rt_report("run-contract", "A list that came with NDIS_RECEIVE_FLAGS_RESOURCES was indicated on without that flag.");
        else
            miniport_takes(m, lists[i], l);
    }
}

void rt_receive(struct rt_module *m, PNET_BUFFER_LIST nbls, uint32_t count, ULONG flags)
{
    PNET_BUFFER_LIST kept[64];
    uint32_t n = 0;
    bool resources = (flags & NDIS_RECEIVE_FLAGS_RESOURCES) != 0;
    EACH(nbl, nbls) {
        struct rt_list *l = rt_list_of(nbl);
        l->state = PACKET_UP;
        l->resources = resources;
        if (n < 64)
            kept[n++] = nbl;
        m->received_outstanding++;
    }
    m->received += count;
    if (m->driver->handlers.ReceiveNetBufferListsHandler && (m->state == MODULE_RUNNING || (m->state == MODULE_PAUSING && !m->draining))) {
        enter(m, nbls);
        RT_CALLBACK_VOID("FilterReceiveNetBufferLists", level(flags, NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL), m,
                         m->driver->handlers.ReceiveNetBufferListsHandler, m->context, nbls, (NDIS_PORT_NUMBER)0, (ULONG)count, flags);
        leave(m);
        if (resources)
            take_back(m, kept, n);
    } else if (resources || m->state == MODULE_PAUSED || m->protocol_paused)
        EACH(nbl, nbls) miniport_takes(m, nbl, rt_list_of(nbl));
    else
        EACH(nbl, nbls) above_takes(m, nbl, rt_list_of(nbl));
    if (!rt_ndis()->delay)
        rt_return_some(m, UINT32_MAX);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfindicatereceivenetbufferlists */
RT_EXPORT VOID NdisFIndicateReceiveNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,
                                                  ULONG NumberOfNetBufferLists, ULONG ReceiveFlags)
{
    RT_DDI_VOID(NdisFIndicateReceiveNetBufferLists, NdisFilterHandle, NetBufferLists, PortNumber, NumberOfNetBufferLists, ReceiveFlags);
    static const char name[] = "NdisFIndicateReceiveNetBufferLists";
    struct rt_module *m = rt_module_of(NdisFilterHandle, name);
    bool resources = (ReceiveFlags & NDIS_RECEIVE_FLAGS_RESOURCES) != 0;
    ULONG count = 0;
    if (!m)
        RT_RETURN_VOID();
    check_state(m, name);
    for (PNET_BUFFER_LIST n = NetBufferLists; n && count <= NumberOfNetBufferLists; n = n->Next)
        count++;
    if (count != NumberOfNetBufferLists)
        rt_report("run-contract", "%s is told NumberOfNetBufferLists = %u; the chain has %s.", name, NumberOfNetBufferLists,
                  count > NumberOfNetBufferLists ? "more" : "fewer");
    EACH(nbl, NetBufferLists) {
        struct rt_list *l = taken_from_driver(m, nbl, name);
        if (!l)
            break;
        if (!is_state(l, l->ours ? PACKET_UP : PACKET_FREE, PACKET_UP, name))
            continue;
        if (l->ours && l->resources && !resources)
            rt_report("run-contract", "A list that came with NDIS_RECEIVE_FLAGS_RESOURCES is indicated on without that flag.");
        if (!l->ours && nbl->SourceHandle != NdisFilterHandle)
            rt_report("ndis-source-handle", "%s is called with a list of the driver's own whose SourceHandle is not the handle of the filter module.", name);
        l->module = m;
        if (resources)
            continue; /* the protocol copies, and the driver has it again when this returns */
        above_takes(m, nbl, l);
    }
    if (m->protocol_paused || (!rt_ndis()->delay && !m->inside))
        rt_return_some(m, UINT32_MAX);
    RT_RETURN_VOID();
}

/* ---- down: return ------------------------------------------------------------------------------------------------------ */

void rt_return_some(struct rt_module *m, uint32_t most)
{
    PNET_BUFFER_LIST chain = rt_queue_take(&m->above, most);
    if (!chain)
        return;
    ULONG flags = rt_random_below(&rt_ndis()->random, 2) ? NDIS_RETURN_FLAGS_DISPATCH_LEVEL : 0;
    bool handler = m->driver->handlers.ReturnNetBufferListsHandler != NULL && m->state != MODULE_DETACHED;
    EACH(nbl, chain) {
        struct rt_list *l = rt_list_of(nbl);
        l->state = handler ? (l->ours ? PACKET_DOWN : PACKET_FREE) : l->state;
        if (!handler && l->ours)
            miniport_takes(m, nbl, l);
    }
    if (!handler)
        return;
    enter(m, chain);
    RT_CALLBACK_VOID("FilterReturnNetBufferLists", level(flags, NDIS_RETURN_FLAGS_DISPATCH_LEVEL), m, m->driver->handlers.ReturnNetBufferListsHandler,
                     m->context, chain, flags);
    leave(m);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreturnnetbufferlists */
RT_EXPORT VOID NdisFReturnNetBufferLists(NDIS_HANDLE NdisFilterHandle, PNET_BUFFER_LIST NetBufferLists, ULONG ReturnFlags)
{
    RT_DDI_VOID(NdisFReturnNetBufferLists, NdisFilterHandle, NetBufferLists, ReturnFlags);
    static const char name[] = "NdisFReturnNetBufferLists";
    struct rt_module *m = rt_module_of(NdisFilterHandle, name);
    if (!m)
        RT_RETURN_VOID();
    EACH(nbl, NetBufferLists) {
        struct rt_list *l = taken_from_driver(m, nbl, name);
        if (!l)
            break;
        if (!l->ours || !l->received)
            rt_report("run-contract", "%s is called with a list that was not indicated by a driver below.", name);
        else if (l->resources)
            rt_report("run-contract", "%s is called with a list that came with NDIS_RECEIVE_FLAGS_RESOURCES; it goes back when the handler returns.", name);
        else if (is_state(l, PACKET_UP, PACKET_DOWN, name))
            miniport_takes(m, nbl, l);
    }
    RT_RETURN_VOID();
}
