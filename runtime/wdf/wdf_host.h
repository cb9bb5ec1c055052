/*
 * wdf: the kernel-mode driver framework, between the driver and a device below that is the host's.
 *
 *      files, requests of user mode       wdf_client.c: opens, reads, writes, controls, cancels
 *      ---------------------------------------------------------------------------------------
 *      queues                             wdf_queue.c: which request is the driver's, and when
 *      the driver's device                wdf_device.c, wdf_pnp.c: made, started, stopped, removed
 *      requests, memory                   wdf_request.c, wdf_buffer.c, wdf_memory.c
 *      ---------------------------------------------------------------------------------------
 *      I/O target                         wdf_target.c: answers after a while, or fails, or is cancelled
 *
 * Objects (wdf_object.c). A handle is the address of the object, each a block of its own (RT_FRAMEWORK); its contexts
 * are memory of their own, so that what is touched after the object is gone is found. Every object but the driver has a
 * parent and goes with it: children first, each one's EvtCleanupCallback, then, where nobody holds a reference any
 * more, EvtDestroyCallback and the memory.
 *
 * Requests. `owner` says who has one: a queue in which it waits, the driver, the target below, nobody (completed).
 * A request of user mode carries a real IRP with its stack location, for drivers that look into it.
 *
 * Locks. Where the driver asks for synchronisation, callbacks run under the lock of their queue or device: a spin lock
 * at DISPATCH_LEVEL, or one that waits where the execution level is passive.
 */
#ifndef RT_WDF_HOST_H
#define RT_WDF_HOST_H

#include "../ex/ex.h"
#include "../mm/mm.h"

#include <usb.h>
#include <wdf.h>
#include <wdfusb.h>

/* ---- objects (wdf_object.c) --------------------------------------------------------------------------------- */

enum rt_wdf_kind {
    WDF_ANY, /* of a lookup: whatever it is */
    WDF_PLAIN,
    WDF_DRIVER,
    WDF_DEVICE,
    WDF_FILE,
    WDF_QUEUE,
    WDF_REQUEST,
    WDF_TARGET,
    WDF_MEMORY,
    WDF_LOOKASIDE,
    WDF_COLLECTION,
    WDF_STRING,
    WDF_KEY,
    WDF_SPIN_LOCK,
    WDF_WAIT_LOCK,
    WDF_TIMER,
    WDF_DPC,
    WDF_WORK_ITEM,
    WDF_INTERRUPT,
    WDF_RESOURCES,
    WDF_DMA_ENABLER,
    WDF_DMA_TRANSACTION,
    WDF_COMMON_BUFFER,
    WDF_WMI_INSTANCE,
    WDF_WMI_PROVIDER,
    WDF_CHILD_LIST,
    WDF_USB_DEVICE,
    WDF_USB_INTERFACE,
    WDF_USB_PIPE,
    WDF_KIND_COUNT
};

struct rt_wdf_context;
struct rt_wdf_child;
struct rt_wdf_text;

struct rt_wdf_object {
    enum rt_wdf_kind kind;
    uint32_t references;  /* one is the framework's own, until it is deleted */
    bool deleted;         /* its end has begun */
    bool fixed;           /* the driver must not delete it */
    WDF_EXECUTION_LEVEL level;
    WDF_SYNCHRONIZATION_SCOPE scope;
    struct rt_wdf_object *parent, *child, *next, *previous; /* first child; siblings, newest first */
    struct rt_wdf_context *contexts;
    struct rt_wdf_device *device; /* that it belongs to, or NULL */
    /* Of the kind: at the beginning of its end, before callbacks: nothing of it runs any more; and with its memory. */
    void (*stop)(struct rt_wdf_object *o);
    void (*release)(struct rt_wdf_object *o);
};

/* A new object of `size` bytes, the head among them, zeroed. `parent`: where the attributes name none. NULL with the
   reason in `status` where the attributes are wrong or the allocation is chosen to fail. */
void *rt_wdf_new(enum rt_wdf_kind kind, size_t size, const WDF_OBJECT_ATTRIBUTES *attributes, struct rt_wdf_object *parent, NTSTATUS *status);
/* The same; what the host makes for itself never fails. */
void *rt_wdf_new_own(enum rt_wdf_kind kind, size_t size, const WDF_OBJECT_ATTRIBUTES *attributes, struct rt_wdf_object *parent);
/* The object behind a handle; NULL, and reported under the name of the DDI, where it is none or of another kind. */
void *rt_wdf_of(const void *handle, enum rt_wdf_kind kind, const char *name);
/* Its end: children, callbacks, the framework's reference. Twice is once. */
void rt_wdf_delete(struct rt_wdf_object *o);
void rt_wdf_reference(struct rt_wdf_object *o);
void rt_wdf_dereference(struct rt_wdf_object *o);
/* A context space more; the memory, or NULL where it cannot be. */
PVOID rt_wdf_add_context(struct rt_wdf_object *o, const WDF_OBJECT_ATTRIBUTES *attributes, NTSTATUS *status);
/* What it inherits where it says nothing itself. */
bool rt_wdf_is_passive(const struct rt_wdf_object *o);

/* ---- locks of callbacks (wdf_sync.c) ------------------------------------------------------------------------ */

struct rt_wdf_lock {
    struct rt_thread *owner;
    uint32_t depth;
    bool passive;
    KSPIN_LOCK spin;
    KIRQL before;
};

void rt_wdf_lock(struct rt_wdf_lock *lock); /* NULL is fine */
void rt_wdf_unlock(struct rt_wdf_lock *lock);
/* The lock under which callbacks of the object run: its queue's or device's, or NULL. */
struct rt_wdf_lock *rt_wdf_lock_of(struct rt_wdf_object *o);

/* ---- devices (wdf_device.c, wdf_init.c, wdf_pnp.c) ------------------------------------------------------------ */

enum rt_wdf_state { DEVICE_ADDED, DEVICE_PREPARED, DEVICE_WORKING, DEVICE_REMOVED };

/* WDFDEVICE_INIT: what the driver asks for before its device is made. */
struct WDFDEVICE_INIT {
    struct rt_wdf_device *device;  /* the one that it is for; NULL: one more (control, child) */
    struct rt_wdf_device *parent;  /* of a child */
    bool control, filter, child, exclusive, has_file, has_request_attributes, used;
    WDF_PNPPOWER_EVENT_CALLBACKS pnp;
    WDF_POWER_POLICY_EVENT_CALLBACKS policy;
    WDF_FILEOBJECT_CONFIG file;
    WDF_OBJECT_ATTRIBUTES file_attributes, request_attributes;
    WDF_DEVICE_IO_TYPE read_write, controls;
    PFN_WDF_IO_IN_CALLER_CONTEXT in_caller_context;
    PFN_WDFDEVICE_WDM_IRP_PREPROCESS preprocess[IRP_MJ_MAXIMUM_FUNCTION + 1];
    DEVICE_TYPE type;
    ULONG characteristics;
    UNICODE_STRING name;
    struct rt_wdf_child *entry; /* of a list of its parent's, for which it is made */
    struct rt_wdf_text *ids;    /* of a child: the structure's, then the device's */
    WDF_PDO_EVENT_CALLBACKS pdo;
    WDF_CHILD_LIST_CONFIG children; /* of the default list; Size 0: none */
    WDF_OBJECT_ATTRIBUTES children_attributes;
};

struct rt_wdf_device {
    struct rt_wdf_object object;
    struct rt_wdf_device *next; /* of all, newest first */
    struct WDFDEVICE_INIT init;
    enum rt_wdf_state state;
    bool made;       /* WdfDeviceCreate */
    bool finished;   /* a control device takes requests */
    bool self_managed; /* EvtDeviceSelfManagedIoInit was called */
    bool surprise;
    uint32_t number, stop_idle;
    struct rt_wdf_lock lock;
    struct rt_wdf_queue *queues; /* of all, newest first */
    struct rt_wdf_queue *default_queue, *by_type[IRP_MJ_MAXIMUM_FUNCTION + 1];
    struct rt_wdf_target *target;
    struct rt_wdf_object *raw, *translated; /* resources: none */
    struct rt_wdf_request *with_driver; /* every request of a client that is not completed */
    uint32_t outstanding; /* their number */
    bool has_dma;
    bool leaving;     /* clients close their files */
    uint32_t clients; /* that have a file open, or will */
    DEVICE_OBJECT *object_of_io, *lower, *physical;
    UNICODE_STRING name;
    uint64_t requests;
    struct rt_wdf_bus *bus; /* its children, or NULL */
    struct rt_wdf_list *default_children;
    struct rt_wdf_child *entry; /* its own place among its parent's, or NULL */
    struct {
        PFN_WDFDEVICE_WDM_IRP_DISPATCH routine;
        WDFCONTEXT context;
    } wdm[IRP_MJ_MAXIMUM_FUNCTION + 1];
};

struct rt_wdf {
    struct rt_wdf_object *driver;
    WDF_DRIVER_CONFIG config;
    DRIVER_OBJECT *object;
    PWSTR registry_path;
    struct rt_wdf_device *devices;
    struct rt_random random;
    uint64_t requests, cancelled, completed, sent;
    uint64_t errors; /* that targets answered with */
};

/* The framework's instance; `driver` in it is NULL where the driver is none of the framework's. */
struct rt_wdf *rt_wdf(void);
void rt_wdf_start(uint64_t seed);
/* For scenario.c: does a step; false where there is none of that name. The driver is gone afterwards. */
bool rt_wdf_step(const char *step);
void rt_wdf_unload(void);
/* DriverEntry has failed: what it made goes. */
void rt_wdf_entry_failed(void);
void rt_wdf_totals(void);

NTSTATUS rt_wdf_add_device(uint32_t number, struct rt_wdf_device **out);
NTSTATUS rt_wdf_power_up(struct rt_wdf_device *d);   /* with EvtDevicePrepareHardware where it has not been */
void rt_wdf_power_down(struct rt_wdf_device *d);     /* of a removed device: with the last callbacks */
void rt_wdf_rebalance(struct rt_wdf_device *d);      /* other resources: down, released, prepared, up */
void rt_wdf_remove_device(struct rt_wdf_device *d, bool surprise);
/* The device behind it where it can be started, that is no control device. */
const void *rt_wdf_instance(const struct rt_wdf_device *d);
/* Fills what WdfDeviceCreate makes. */
void rt_wdf_device_made(struct rt_wdf_device *d);
void rt_wdf_device_release(struct rt_wdf_object *o);
struct rt_wdf_device *rt_wdf_device_new(uint32_t number, struct rt_wdf_object *parent);
PWDFDEVICE_INIT rt_wdf_init_new(struct rt_wdf_device *d);
/* The structure, or NULL, which is reported under the name of the DDI. */
PWDFDEVICE_INIT rt_wdf_init_of(PWDFDEVICE_INIT i, const char *name);
void rt_wdf_init_free(PWDFDEVICE_INIT i);
void rt_wdf_ids_free(struct rt_wdf_text *ids);

/* wdf_bus.c: the children of a device: as it is made, enters D0, leaves it, is removed, is freed. */
void rt_wdf_children_made(struct rt_wdf_device *d);
void rt_wdf_children_start(struct rt_wdf_device *d);
void rt_wdf_children_stop(struct rt_wdf_device *d);
void rt_wdf_children_remove(struct rt_wdf_device *d, bool surprise);
void rt_wdf_children_release(struct rt_wdf_device *d);
/* The device that this one was to become. */
void rt_wdf_child_made(struct rt_wdf_child *c, struct rt_wdf_device *d);

/* ---- requests (wdf_request.c, wdf_buffer.c) -------------------------------------------------------------------- */

enum rt_wdf_owner { REQUEST_NEW, REQUEST_QUEUED, REQUEST_DRIVER, REQUEST_TARGET, REQUEST_DONE };

struct rt_wdf_request {
    struct rt_wdf_object object;
    struct rt_wdf_request *next, *previous; /* of its device's list */
    struct rt_wdf_request *after;           /* in its queue */
    enum rt_wdf_owner owner;
    bool own;            /* the driver has made it */
    bool internal;       /* IRP_MJ_INTERNAL_DEVICE_CONTROL */
    bool presented;      /* it was the driver's at least once */
    bool stopped;        /* EvtIoStop was called, and EvtIoResume will be */
    bool acknowledged;
    bool cancelled, completing;
    struct rt_wdf_device *device; /* of user mode's: to which it was sent */
    struct rt_wdf_queue *queue;   /* that counts it as the driver's, or in which it waits */
    struct rt_wdf_file *file;
    UCHAR major;
    ULONG code;
    PFN_WDF_REQUEST_CANCEL cancel;
    /* buffers; of a buffered control both are one */
    PVOID in, out, user_in, user_out;
    size_t in_size, out_size;
    size_t in_memory_size, out_memory_size; /* of the memory that was made; 0: shared */
    PMDL in_mdl, out_mdl;
    struct rt_wdf_memory *in_memory, *out_memory;
    WDF_DEVICE_IO_TYPE io_type;
    NTSTATUS status;
    ULONG_PTR information;
    bool *done; /* told when it is completed */

    /* on its way to a target */
    struct rt_wdf_target *target;
    PFN_WDF_REQUEST_COMPLETION_ROUTINE completion;
    WDFCONTEXT completion_context;
    bool formatted, sent, forget, target_cancelled;
    bool dispatching, dispatched; /* EvtDeviceWdmIrpDispatch has its IRP; has given it back */
    bool on_stack; /* what is answered into is a variable of a function that may have returned */
    struct rt_wdf_memory *target_in, *target_out;
    size_t target_in_offset, target_out_offset, target_in_size, target_out_size;
    WDF_REQUEST_TYPE target_type;
    ULONG target_code;
    WDF_USB_REQUEST_COMPLETION_PARAMS usb; /* where target_type is WdfRequestTypeUsb */
    struct rt_due due;
    uint64_t timeout;
    bool timed_out;
    struct rt_wdf_request *in_target; /* next of the target's */

    IRP irp;
    IO_STACK_LOCATION stack[2];
};

/* A request of a client, with buffers as the device asks for them; RtlZero'd. */
struct rt_wdf_request *rt_wdf_request_new(struct rt_wdf_device *d, UCHAR major, struct rt_wdf_file *file);
/* Gives it its memory: `in` bytes that the driver reads, `out` that it writes. */
void rt_wdf_request_buffers(struct rt_wdf_request *r, ULONG code, size_t in, size_t out);
/* Ends a request of a client: whatever it waits for is told, its memory goes. */
void rt_wdf_request_done(struct rt_wdf_request *r, NTSTATUS status, ULONG_PTR information);
/* The I/O manager cancels it. */
void rt_wdf_request_cancel(struct rt_wdf_request *r);
void rt_wdf_request_free_buffers(struct rt_wdf_request *r);
/* The MDL of its input or output; NULL where it has none. */
PMDL rt_wdf_request_mdl(struct rt_wdf_request *r, bool output);

/* ---- queues (wdf_queue.c) ------------------------------------------------------------------------------------------ */

struct rt_wdf_queue {
    struct rt_wdf_object object;
    struct rt_wdf_queue *next; /* of its device */
    WDF_IO_QUEUE_CONFIG config;
    bool power_managed, accepts, dispatches, held; /* held: the device is not in D0 */
    struct rt_wdf_request *first, **last;
    uint32_t waiting, with_driver;
    struct rt_thread *dispatching;
    struct rt_wdf_lock lock;
    struct rt_work work;
    PFN_WDF_IO_QUEUE_STATE ready, told; /* told: when stopped, drained, purged */
    WDFCONTEXT ready_context, told_context;
    bool needs_empty; /* `told` waits for what is in it, too */
};

/* Puts it at the end, or at the front; then what can be presented is. */
void rt_wdf_queue_put(struct rt_wdf_queue *q, struct rt_wdf_request *r, bool front);
void rt_wdf_queue_run(struct rt_wdf_queue *q);
/* Takes the request out of the queue that it waits in. */
void rt_wdf_queue_take(struct rt_wdf_request *r);
/* It is not the driver's any more: completed, forwarded, sent and forgotten. */
void rt_wdf_queue_gave_back(struct rt_wdf_request *r);
/* The device leaves D0, or is removed: EvtIoStop, and waits until nothing is the driver's. */
void rt_wdf_queues_stop(struct rt_wdf_device *d, bool purge);
void rt_wdf_queues_resume(struct rt_wdf_device *d);
/* By the request's type; NULL where no queue takes it. */
struct rt_wdf_queue *rt_wdf_queue_for(struct rt_wdf_device *d, UCHAR major);
bool rt_wdf_queue_takes(const struct rt_wdf_queue *q, UCHAR major);
void rt_wdf_queue_purge(struct rt_wdf_queue *q);

/* ---- memory, targets, deferred routines, DMA ------------------------------------------------------------------------- */

struct rt_wdf_memory {
    struct rt_wdf_object object;
    PVOID buffer;
    size_t size;
    bool owned;       /* the buffer goes with it */
    bool preallocated;
};

/* Over a buffer of somebody else's. */
struct rt_wdf_memory *rt_wdf_memory_over(PVOID buffer, size_t size, struct rt_wdf_object *parent);
/* With a buffer of its own of these bytes; for methods that answer with memory. */
NTSTATUS rt_wdf_memory_of(const void *bytes, size_t size, const WDF_OBJECT_ATTRIBUTES *attributes, struct rt_wdf_object *parent, WDFMEMORY *out);

struct rt_wdf_target {
    struct rt_wdf_object object;
    struct rt_wdf_device *of;
    WDF_IO_TARGET_STATE state;
    struct rt_wdf_request *sent;
    uint32_t count;
    void (*run)(struct rt_wdf_target *t, bool on); /* it is started, or stopped; or NULL */
};

struct rt_wdf_target *rt_wdf_target_new(struct rt_wdf_device *d);
/* Another one of the device, started, that goes with `parent`. */
struct rt_wdf_target *rt_wdf_target_new_below(struct rt_wdf_device *d, struct rt_wdf_object *parent);
/* What is sent to it is cancelled, and awaited. */
void rt_wdf_target_empty(struct rt_wdf_target *t);
/* A request of the driver's is given what the target is to do: which memory it reads from and writes to. `name`: the method. */
NTSTATUS rt_wdf_format(struct rt_wdf_target *t, WDFREQUEST request, WDF_REQUEST_TYPE type, ULONG code, WDFMEMORY in, PWDFMEMORY_OFFSET in_offset, WDFMEMORY out,
                       PWDFMEMORY_OFFSET out_offset, const char *name);
/* Asks it and waits for the answer. The request may be NULL; `bytes`, too. */
NTSTATUS rt_wdf_send_and_wait(struct rt_wdf_target *t, WDFREQUEST request, UCHAR major, const WDF_MEMORY_DESCRIPTOR *in, const WDF_MEMORY_DESCRIPTOR *out,
                              const WDF_REQUEST_SEND_OPTIONS *options, PULONG_PTR bytes, const char *name);
/* How much memory a descriptor stands for. */
NTSTATUS rt_wdf_described(const WDF_MEMORY_DESCRIPTOR *d, PVOID *at, size_t *size, const char *name);
/* What is with the targets below the object is cancelled and comes back. */
void rt_wdf_targets_stop(struct rt_wdf_object *o);
/* Sends a request of a client on, as a filter does that has no queue for it. */
void rt_wdf_target_pass(struct rt_wdf_request *r);
void rt_wdf_target_cancel(struct rt_wdf_request *r);

/* What a target answers now and then. */
#define RT_TARGET_ERROR STATUS_IO_DEVICE_ERROR
/* The answer of the device below into this much memory, with the number of bytes in `information`; how long it takes. */
NTSTATUS rt_wdf_target_answer(UCHAR major, PVOID out, size_t out_size, size_t in_size, ULONG_PTR *information);
uint64_t rt_wdf_target_delay(void);
/* Where the answer to a request goes, as the driver formatted it. */
PVOID rt_wdf_target_output(struct rt_wdf_request *r, size_t *size);
void rt_wdf_target_params(struct rt_wdf_request *r, WDF_REQUEST_COMPLETION_PARAMS *p);
/* Puts it on its way; `wait`: after which it is cancelled, 0 never. */
void rt_wdf_target_send(struct rt_wdf_request *r, struct rt_wdf_target *t, uint64_t wait);

/* wdf_interrupt.c: the device raises its interrupts; enables and disables them. */
void rt_wdf_interrupt_raise(struct rt_wdf_device *d);
void rt_wdf_interrupt_of_dma(struct rt_wdf_device *d);
NTSTATUS rt_wdf_interrupts_enable(struct rt_wdf_device *d);
void rt_wdf_interrupts_disable(struct rt_wdf_device *d);

struct rt_wdf_string {
    struct rt_wdf_object object;
    UNICODE_STRING text;
};

/* The text of a string object, copied; NULL: none. */
void rt_wdf_string_set(struct rt_wdf_object *o, const void *text, size_t bytes);

struct rt_wdf_file {
    struct rt_wdf_object object;
    FILE_OBJECT file;
    UNICODE_STRING name;
};

/* wdf_wmi.c: what WMI asks of the device's instances. */
void rt_wdf_wmi_ask(struct rt_wdf_device *d);

/* wdf_irp.c: to the driver's EvtDeviceWdmIrpDispatch where it has one for this function; false: it has none. */
bool rt_wdf_irp_dispatch(struct rt_wdf_request *r);
/* wdf_client.c: the way of a request that the framework handles. */
void rt_wdf_submit(struct rt_wdf_request *r);

/* wdf_client.c: threads that make requests; control codes that the driver's code names. */
/* A client's request is completed: clients learn which control codes the driver knows. */
void rt_wdf_client_answered(UCHAR major, ULONG code, NTSTATUS status);
struct rt_wdf_client_settings {
    uint32_t requests, threads;
    bool delay, controls; /* controls: nothing but these */
};
void rt_wdf_clients_start(const struct rt_wdf_client_settings *s);
void rt_wdf_clients_wait(void);

#define RT_WDF_FAILS(status) ((*(status) = STATUS_INSUFFICIENT_RESOURCES), rt_fails())

#endif
