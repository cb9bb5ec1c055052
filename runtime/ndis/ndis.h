/*
 * ndis: adapters, each a stack of a miniport and a protocol with the driver in it, below it, or above it.
 *
 *      a filter driver               a protocol driver             a miniport driver
 *
 *      protocol (ours)               ---------------------         protocol (ours)        sends frames, takes what comes up
 *      ---------------------         the driver's binding          ---------------------
 *      its filter module             ---------------------         its miniport adapter
 *      ---------------------         miniport (ours)               ---------------------
 *      miniport (ours)                                             (no hardware)          takes what comes down; indicates frames
 *
 * What is the same for all three is in ndis_adapter.c (registration, states, pending, pausing), ndis_path.c (data), ndis_oid.c
 * and ndis_event.c; these call the driver's handlers by struct rt_handlers and know no kind of driver. The DDIs and the rest of
 * each kind are in ndis_filter*.c, ndis_protocol*.c and ndis_miniport*.c; struct rt_layer leads to them.
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
 * Pausing follows the documented order: sends stop and complete, the protocol returns what it holds, the driver
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
    struct rt_adapter *adapter;
    PVOID data;     /* of the frame, where the list is ours */
    SIZE_T data_size;
    bool aborted;   /* its send was cancelled while our miniport had it */
    bool own_mdls;  /* its MDLs were made with it (clones, MdlAndData) */
};

struct rt_list *rt_list_of(PNET_BUFFER_LIST nbl); /* NULL where it is not one that lives */

/* A list with one NET_BUFFER over memory of `size` bytes behind `backfill` free ones; ours. */
PNET_BUFFER_LIST rt_packet_new(struct rt_adapter *m, ULONG size, ULONG backfill, bool received);
/* A NET_BUFFER more, at the end. */
void rt_packet_add(PNET_BUFFER_LIST nbl, ULONG size, ULONG backfill);
void rt_packet_free(PNET_BUFFER_LIST nbl);

PNET_BUFFER_LIST rt_nbl_new(struct rt_nbl_pool *pool, USHORT context_size, USHORT backfill, bool with_nb);
void rt_nbl_free(PNET_BUFFER_LIST nbl);
/* One with its NET_BUFFER over a chain of MDLs, from a pool for such; NULL where that cannot be. `name`: the call, of what is reported. */
PNET_BUFFER_LIST rt_nbl_combined(NDIS_HANDLE pool, USHORT context_size, USHORT backfill, PMDL mdl, ULONG offset, SIZE_T length, const char *name);
/* The driver frees it; what is none of its own, or not with it, is reported. */
void rt_nbl_release(PNET_BUFFER_LIST nbl, const char *name);
PNET_BUFFER rt_nb_new(struct rt_nb_pool *pool);
void rt_nb_free(PNET_BUFFER nb);
/* Sets data fields: where the data begins in the chain, and how long it is. */
void rt_nb_set(PNET_BUFFER nb, PMDL mdl, ULONG offset, SIZE_T length);
/* CurrentMdl and its offset by DataOffset. */
void rt_nb_find_current(PNET_BUFFER nb);

/* ---- drivers and adapters (ndis_adapter.c) ------------------------------------------------------------------- */

enum rt_adapter_state { ADAPTER_DETACHED, ADAPTER_ATTACHING, ADAPTER_PAUSED, ADAPTER_RESTARTING, ADAPTER_RUNNING, ADAPTER_PAUSING, ADAPTER_DETACHING };

/* What drivers above and below call, and what two of the three kinds of driver have alike: the functions' types are equal,
   their names are not (struct rt_roles). NULL: the driver has none. */
struct rt_handlers {
    SET_OPTIONS_HANDLER set_options;                             /* all */
    FILTER_SEND_NET_BUFFER_LISTS_HANDLER send;                   /* filter, miniport */
    FILTER_SEND_NET_BUFFER_LISTS_COMPLETE_HANDLER send_complete; /* filter, protocol */
    FILTER_CANCEL_SEND_HANDLER cancel_send;                      /* filter, miniport */
    FILTER_RECEIVE_NET_BUFFER_LISTS_HANDLER receive;             /* filter, protocol */
    FILTER_RETURN_NET_BUFFER_LISTS_HANDLER returned;             /* filter, miniport */
    FILTER_OID_REQUEST_HANDLER oid, direct_oid;                  /* filter, miniport */
    FILTER_CANCEL_OID_REQUEST_HANDLER cancel_oid, cancel_direct_oid;             /* filter, miniport */
    FILTER_OID_REQUEST_COMPLETE_HANDLER oid_complete, direct_oid_complete;       /* filter, protocol */
    FILTER_STATUS_HANDLER status;                                /* filter, protocol */
    FILTER_NET_PNP_EVENT_HANDLER net_pnp;                        /* filter, protocol */
    FILTER_DEVICE_PNP_EVENT_NOTIFY_HANDLER device_pnp;           /* filter, miniport */
};

/* Their names in the rules, one for each kind of driver; in the section of roles (rt.h). */
struct rt_roles {
    struct rt_role send, send_complete, cancel_send, receive, returned, oid, direct_oid, cancel_oid, cancel_direct_oid, oid_complete,
        direct_oid_complete, status, net_pnp, device_pnp, set_options;
};
#define RT_ROLES static const struct rt_roles __attribute__((section("rt_roles"), used))

/* A kind of driver. */
struct rt_driver;

struct rt_layer {
    const char *words;  /* what it has of an adapter: "filter module" */
    const struct rt_roles *roles;
    bool above, below;  /* a protocol of ours is above it, a miniport of ours below it */
    /* Call the driver; the adapter's state is changed around them by ndis_adapter.c. */
    NDIS_STATUS (*attach)(struct rt_adapter *a);
    NDIS_STATUS (*restart)(struct rt_adapter *a, PNDIS_RESTART_ATTRIBUTES attributes); /* may pend: rt_adapter_complete */
    NDIS_STATUS (*pause)(struct rt_adapter *a);                                        /* the same */
    void (*detach)(struct rt_adapter *a);
    void (*events)(struct rt_adapter *a); /* plug and play, power */
    void (*attached)(struct rt_driver *d); /* to all adapters that there are; or NULL */
    void (*shutdown)(struct rt_adapter *a); /* the system is switched off; or NULL */
    void (*unload)(struct rt_driver *d);    /* NULL: the driver object's DriverUnload */
    /* Its characteristics: the type that their page demands, the size of their first revision and of the last that we know.
       take sets the handlers from those that have been copied; false where a mandatory one is missing. */
    UCHAR type;
    USHORT least, most;
    bool (*take)(struct rt_driver *d);
    const char *enrol, *deregister; /* the calls */
    const char *attach_name, *restart_name, *restart_ends, *pause_name, *pause_ends, *oid_ends;
    const char *event_ends; /* callbacks, and what completes them; NULL: they cannot pend */
};

/* A registration: what NdisFRegisterFilterDriver and its like give a handle to. */
struct rt_driver {
    struct rt_driver *next;
    const struct rt_layer *layer;
    struct rt_handlers handlers;
    NDIS_HANDLE context;
    PDRIVER_OBJECT object;
    struct rt_driver *associated; /* of an intermediate driver: its other registration */
    union { /* what the driver's revision lacks is 0 */
        NDIS_FILTER_DRIVER_CHARACTERISTICS filter;
        NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;
        NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport;
    };
};

struct rt_queue {
    PNET_BUFFER_LIST first, *last;
    uint32_t count;
};

/* One adapter, and the driver's place in its stack. Its address is the handle that the driver has: of the filter module,
   the binding, or the miniport adapter. */
struct rt_adapter {
    struct rt_adapter *next;
    struct rt_driver *driver;
    const struct rt_layer *layer; /* the driver may deregister before the handle is used for the last time */
    NDIS_HANDLE context;     /* the driver's own of it */
    bool known;              /* the driver has said its context, and NDIS the handle */
    enum rt_adapter_state state;
    uint32_t number;
    WCHAR name[24], device[64]; /* "Host Ethernet Adapter 2", and its device object's name */
    NDIS_STATUS status;      /* of what pended */
    bool completed;          /* what pended; also: nothing pends */
    bool restart_wanted;     /* NdisFRestartFilter */
    bool virtual;            /* an intermediate driver's: it makes and ends it */
    NDIS_HANDLE im_context;  /* of a virtual one: what the driver gave for it */

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
    struct rt_binding *binding;   /* ndis_protocol.c */
    struct rt_miniport *miniport; /* ndis_miniport.c */

    uint64_t sent, send_completed, received, returned, from_driver, bytes, statuses, dropped;
};

struct rt_ndis {
    struct rt_driver *drivers;
    struct rt_adapter *adapters;
    ULONG data_backfill, context_backfill; /* that our miniport asks for */
    struct rt_random random; /* of traffic */
    struct rt_device *devices;
    struct rt_im *im; /* ndis_im.c */
    uint32_t to_complete, to_return; /* keys: our miniport, our protocol has got something */
    bool off;   /* the system was switched off: nothing is called any more, nothing need be left clean */
    bool delay; /* our miniport and protocol keep lists for a while */
};

struct rt_ndis *rt_ndis(void);
void rt_ndis_start(uint64_t seed);

/* A driver registers: its characteristics are copied and looked at, *handle is set, its SetOptions is called. Where one of these
   fails, so does the registration. */
NDIS_STATUS rt_driver_register(const struct rt_layer *layer, PDRIVER_OBJECT object, NDIS_HANDLE context, const NDIS_OBJECT_HEADER *characteristics,
                               PNDIS_HANDLE handle);
/* The registration that a handle stands for; NULL and reported where it is none of the layer's. */
struct rt_driver *rt_driver_of(NDIS_HANDLE handle, const struct rt_layer *layer, const char *name);
/* Its adapters are paused and detached, then it is freed. A handle that is none of the layer's is reported. */
void rt_driver_deregister(NDIS_HANDLE handle, const struct rt_layer *layer);

/* The adapter that a handle of the driver's stands for; NULL and reported where it is none of the layer's, or is no more. */
struct rt_adapter *rt_adapter_of(NDIS_HANDLE handle, const struct rt_layer *layer, const char *name);

extern const struct rt_layer rt_filter_layer, rt_protocol_layer, rt_miniport_layer;

/* Each returns the driver's status; the adapter's state follows. */
NDIS_STATUS rt_adapter_attach(struct rt_driver *d, uint32_t number, struct rt_adapter **out);
NDIS_STATUS rt_adapter_restart(struct rt_adapter *a);
NDIS_STATUS rt_adapter_pause(struct rt_adapter *a);
void rt_adapter_detach(struct rt_adapter *a);
/* A virtual miniport of an intermediate driver. */
NDIS_STATUS rt_adapter_attach_virtual(struct rt_driver *d, uint32_t number, NDIS_HANDLE context, struct rt_adapter **out);
void rt_adapter_totals(void);

/* What a callback left pending: waits for it. `what` is the callback, `ends` the call that completes it. */
NDIS_STATUS rt_adapter_await(struct rt_adapter *a, NDIS_STATUS status, const char *what, const char *ends);
/* The driver completes it. */
void rt_adapter_complete(struct rt_adapter *a, NDIS_STATUS status, enum rt_adapter_state state, const char *name);
/* No frame enters the driver any more, and those that are in its handlers leave. */
void rt_adapter_quiet(struct rt_adapter *a);
/* A string over text that stays. */
NDIS_STRING rt_string(PCWSTR text);
/* What the adapter has of its own: six bytes. */
void rt_adapter_address(const struct rt_adapter *a, UCHAR address[6]);

/* The adapter that a filter module's handle stands for; NULL and reported where it is none, or is being detached. */
struct rt_adapter *rt_filter_module(NDIS_HANDLE handle, const char *name);
/* The same of a binding that is open. */
struct rt_adapter *rt_bound(NDIS_HANDLE handle, const char *name);
/* By BindContext or UnbindContext. */
struct rt_adapter *rt_binding_of(NDIS_HANDLE context, const char *name);
/* Of a miniport adapter. */
struct rt_adapter *rt_miniport_of(NDIS_HANDLE handle, const char *name);
/* Its name in memory that the driver frees. */
NDIS_STATUS rt_adapter_name(const struct rt_adapter *a, PNDIS_STRING to);

/* ---- intermediate drivers (ndis_im.c) ------------------------------------------------------------------------------- */

/* Whether a list that came in at `from` may go on at `to`: the same adapter, or the driver's other end. */
bool rt_may_pass(const struct rt_adapter *from, const struct rt_adapter *to);
/* Each virtual miniport in this state, where the binding is an intermediate driver's. */
void rt_im_each_above(const struct rt_adapter *binding, enum rt_adapter_state state, void (*what)(struct rt_adapter *a));
/* The names that the binding's configuration has under UpperBindings; `size` in bytes; the caller drops it (rt_memory_drop). */
PWSTR rt_im_upper_bindings(const struct rt_adapter *binding, USHORT *size);

/* ---- the data path (ndis_path.c) ------------------------------------------------------------------------------- */

void rt_queue_init(struct rt_queue *q);
/* Starts the two threads of the host's that complete and return. */
void rt_path_start(void);

/* From the protocol through the driver, with lists of ours. */
void rt_send(struct rt_adapter *a, PNET_BUFFER_LIST nbls, ULONG flags);
/* From the miniport through the driver. */
void rt_receive(struct rt_adapter *a, PNET_BUFFER_LIST nbls, uint32_t count, ULONG flags);
/* The miniport completes, the protocol returns, some of what they hold. Besides whoever calls these, two threads of the
   host's do, for all adapters. */
void rt_complete_some(struct rt_adapter *a, uint32_t most);
void rt_return_some(struct rt_adapter *a, uint32_t most);

/* What the driver gives away; `name` is its call. NULL is fine: the handle was reported. */
void rt_down(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name);          /* a send goes on down, or begins */
void rt_lost(PNET_BUFFER_LIST nbl, struct rt_list *l); /* the driver has freed a list of ours: where it had it, nobody waits for it */
void rt_sent(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name);          /* a send of ours is complete */
void rt_up(struct rt_adapter *a, PNET_BUFFER_LIST lists, ULONG count, ULONG flags, const char *name); /* an indication */
void rt_returned(struct rt_adapter *a, PNET_BUFFER_LIST lists, const char *name);      /* one of ours goes back */
/* What our miniport holds with this id will be completed as aborted. */
void rt_cancel_down(struct rt_adapter *a, PVOID id);

/* ---- requests and events (ndis_oid.c, ndis_event.c) --------------------------------------------------------------- */

/* The protocol asks; waits for the answer. */
NDIS_STATUS rt_oid(struct rt_adapter *a, NDIS_REQUEST_TYPE type, NDIS_OID oid, PVOID buffer, UINT length, bool cancel);
/* The driver asks our miniport: at once, or NDIS_STATUS_PENDING and its handler later. */
NDIS_STATUS rt_oid_down(struct rt_adapter *a, PNDIS_OID_REQUEST request, bool direct, const char *name);
void rt_oid_cancel(struct rt_adapter *a, PVOID id);
/* The driver completes the protocol's. */
void rt_oid_completed(struct rt_adapter *a, PNDIS_OID_REQUEST request, NDIS_STATUS status, const char *name);

void rt_status(struct rt_adapter *a, NDIS_STATUS code, PVOID buffer, ULONG length);
/* The driver's answer, waited for; NDIS_STATUS_SUCCESS where it has no handler. */
NDIS_STATUS rt_net_pnp(struct rt_adapter *a, NET_PNP_EVENT_CODE code, PVOID buffer, ULONG length);
void rt_device_pnp(struct rt_adapter *a, NDIS_DEVICE_PNP_EVENT event, PVOID buffer, ULONG length);
void rt_cancel_sends(struct rt_adapter *a, PVOID id);

/* ndis_sync.c: an NDIS_SPIN_LOCK as KSPIN_LOCK with the IRQL in it. ndis_device.c: opens, controls and closes each
   device that the driver registered. */
void rt_devices_use(void);

#endif
