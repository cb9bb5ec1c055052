/*
 * ndis: a stack of one miniport, filter modules of the driver, and one protocol.
 *
 *      protocol (ours)      traffic.c: sends frames, takes what comes up, returns it now or later
 *      --------------------------------------------------------------------------------------------
 *      the driver's filter module                     NdisF...   ndis_filter.c, ndis_path.c, ndis_oid.c
 *      --------------------------------------------------------------------------------------------
 *      miniport (ours)      traffic.c: takes what comes down, completes it now or later; indicates frames
 *
 * A filter driver that leaves a handler out is passed by: what comes goes on to the other side.
 *
 * NET_BUFFER_LISTs. Each is a block of its own whose owner is its pool; a combined one has its NET_BUFFER in the
 * same block. A list of ours is a packet: its state says who has it, and each hand-over checks that.
 *
 *      PACKET_FREE -> source -> PACKET_DOWN (driver, on the way down) -> PACKET_BELOW (our miniport)
 *                                    |                                        |
 *                                    v                                        v
 *                              completed up  <------------------------  PACKET_UP (driver, on the way up)
 *
 * and the same for received ones, mirrored. A list of the driver's is PACKET_FREE with us while the driver has it, and
 * PACKET_BELOW or PACKET_ABOVE while our miniport or protocol has it.
 *
 * Pausing follows the documented order: sends stop and complete, the protocol returns what it holds, the filter module
 * is paused while frames still come from below, then those stop.
 */
#ifndef RT_NDIS_H
#define RT_NDIS_H

#include "../ex/ex.h"
#include "../mm/mm.h"

/* ---- pools and lists (ndis_pool.c) ----------------------------------------------------------------------- */

struct rt_nbl_pool {
    BOOLEAN with_nb;
    USHORT context_size;
    ULONG tag, data_size;
    UCHAR protocol;
    uint64_t live;
};

struct rt_nb_pool {
    ULONG tag, data_size;
    uint64_t live;
};

enum rt_packet_state { PACKET_FREE, PACKET_DOWN, PACKET_BELOW, PACKET_UP, PACKET_ABOVE };

/* Who has a list; beside the block's owner. */
struct rt_list {
    struct rt_nbl_pool *pool; /* NULL: ours, or a clone without a pool */
    enum rt_packet_state state;
    bool ours;      /* the source's or our miniport's */
    bool received;  /* ours: indicated from below; else sent from above */
    bool resources; /* must be back when the indication returns */
    struct rt_module *module;
    PVOID data;     /* of the frame, where the list is ours */
    SIZE_T data_size;
    bool own_mdls;  /* its MDLs were made with it (clones, MdlAndData) */
};

struct rt_list *rt_list_of(PNET_BUFFER_LIST nbl); /* NULL where it is not one that lives */

/* A list with one NET_BUFFER over memory of `size` bytes behind `backfill` free ones; ours. */
PNET_BUFFER_LIST rt_packet_new(struct rt_module *m, ULONG size, ULONG backfill, bool received);
/* A NET_BUFFER more, at the end. */
void rt_packet_add(PNET_BUFFER_LIST nbl, ULONG size, ULONG backfill);
void rt_packet_free(PNET_BUFFER_LIST nbl);

PNET_BUFFER_LIST rt_nbl_new(struct rt_nbl_pool *pool, USHORT context_size, USHORT backfill, bool with_nb);
void rt_nbl_free(PNET_BUFFER_LIST nbl);
PNET_BUFFER rt_nb_new(struct rt_nb_pool *pool);
void rt_nb_free(PNET_BUFFER nb);
/* Sets data fields: where the data begins in the chain, and how long it is. */
void rt_nb_set(PNET_BUFFER nb, PMDL mdl, ULONG offset, SIZE_T length);
/* CurrentMdl and its offset by DataOffset. */
void rt_nb_find_current(PNET_BUFFER nb);

/* ---- filter drivers and modules (ndis_filter.c) ------------------------------------------------------------- */

enum rt_module_state { MODULE_DETACHED, MODULE_ATTACHING, MODULE_PAUSED, MODULE_RESTARTING, MODULE_RUNNING, MODULE_PAUSING };

struct rt_filter_driver {
    NDIS_FILTER_DRIVER_CHARACTERISTICS handlers; /* what the driver's revision lacks is 0 */
    NDIS_HANDLE context;
    PDRIVER_OBJECT object;
    bool registered;
};

struct rt_queue {
    PNET_BUFFER_LIST first, *last;
    uint32_t count;
};

struct rt_module {
    struct rt_module *next;
    struct rt_filter_driver *driver;
    NDIS_HANDLE context;     /* NdisFSetAttributes */
    bool attributes_set;
    enum rt_module_state state;
    uint32_t number;
    NDIS_STATUS status;      /* of a pended pause or restart */
    bool pending, completed; /* a pended pause or restart */
    bool restart_wanted;     /* NdisFRestartFilter */

    uint32_t inside;         /* calls of data handlers that run */
    bool sends_stopped;      /* the protocol is paused: it sends nothing */
    bool draining;           /* the end of a pause: no frame enters the driver */
    bool protocol_paused;    /* what comes up goes back at once */
    struct rt_queue below, above; /* lists that our miniport and protocol hold */
    uint64_t own_outstanding; /* lists of the source that are not back */
    uint64_t received_outstanding;

    PNDIS_OID_REQUEST oid;   /* request of the protocol that is in the driver; completed once */
    bool oid_done;
    NDIS_STATUS oid_status;
    struct rt_oid_below *oids_below;

    uint64_t sent, send_completed, received, returned, from_driver, bytes, statuses, dropped;
};

struct rt_ndis {
    struct rt_filter_driver *filter; /* the one that the driver registered */
    struct rt_module *modules;
    ULONG data_backfill, context_backfill; /* that our miniport asks for */
    struct rt_random random; /* of traffic */
    struct rt_device *devices;
    bool delay; /* our miniport and protocol keep lists for a while */
};

struct rt_ndis *rt_ndis(void);
void rt_ndis_start(uint64_t seed);
struct rt_module *rt_module_of(NDIS_HANDLE handle, const char *name); /* NULL and reported where it is none */

/* Each returns the driver's status; the module's state follows. */
NDIS_STATUS rt_module_attach(uint32_t number, struct rt_module **out);
NDIS_STATUS rt_module_restart(struct rt_module *m);
NDIS_STATUS rt_module_pause(struct rt_module *m);
void rt_module_detach(struct rt_module *m);
void rt_module_totals(void);

/* ---- the data path (ndis_path.c) ------------------------------------------------------------------------------- */

void rt_queue_init(struct rt_queue *q);
void rt_queue_put(struct rt_queue *q, PNET_BUFFER_LIST nbl); /* one */
PNET_BUFFER_LIST rt_queue_take(struct rt_queue *q, uint32_t most); /* a chain, or NULL */

/* From the protocol through the driver, with lists of ours. */
void rt_send(struct rt_module *m, PNET_BUFFER_LIST nbls, ULONG flags);
/* From the miniport through the driver. */
void rt_receive(struct rt_module *m, PNET_BUFFER_LIST nbls, uint32_t count, ULONG flags);
/* The miniport completes, the protocol returns, some of what they hold. */
void rt_complete_some(struct rt_module *m, uint32_t most);
void rt_return_some(struct rt_module *m, uint32_t most);

/* ---- requests and events (ndis_oid.c, ndis_event.c) --------------------------------------------------------------- */

/* The protocol asks; waits for the answer. */
NDIS_STATUS rt_oid(struct rt_module *m, NDIS_REQUEST_TYPE type, NDIS_OID oid, PVOID buffer, UINT length, bool cancel);
void rt_status(struct rt_module *m, NDIS_STATUS code, PVOID buffer, ULONG length);
void rt_net_pnp(struct rt_module *m, NET_PNP_EVENT_CODE code, PVOID buffer, ULONG length);
void rt_device_pnp(struct rt_module *m, NDIS_DEVICE_PNP_EVENT event, PVOID buffer, ULONG length);
void rt_cancel_sends(struct rt_module *m, PVOID id);

/* ndis_sync.c: an NDIS_SPIN_LOCK as KSPIN_LOCK with the IRQL in it. ndis_device.c: opens, controls and closes each
   device that the driver registered. */
void rt_devices_use(void);

#endif
