/*
 * Clients: each opens a file, sends requests of every kind that the driver's queues take, a few at a time, cancels some,
 * and closes the file, which cancels what is left.
 *
 * Which control codes a driver knows is written in its code: a word there that can be such a code, of a custom function
 * or of a device type, is tried, and what lies next to it (compilers compare with the first code of a range). Any other
 * is tried now and then. Those that the driver has answered otherwise than as unknown are every other one from then on.
 */
#include "wdf_host.h"

enum {
    CLIENTS_MAX = 24,
    SLOTS = 4,      /* requests of one client at a time */
    CODES_MAX = 64,
    PATIENCE = 10 * 60 * 1000,
    CANCEL_MAX = 1024, /* milliseconds of virtual time between two requests that a waiting client cancels, at most */
    IDLE_MAX = 10000 /* milliseconds of virtual time after which a client gives up on a device that does not run */
};

struct slot {
    struct rt_wdf_request *request;
    bool done, used;
};

struct client {
    struct rt_wdf_device *device;
    struct rt_wdf_file *file;
    struct rt_random random;
    uint32_t requests;
    bool controls, wait;
    struct slot slots[SLOTS];
};

struct clients {
    struct rt_thread *threads[CLIENTS_MAX];
    struct client list[CLIENTS_MAX];
    uint32_t count;
    ULONG codes[CODES_MAX];
    uint32_t code_count;
    bool knows_codes;
    ULONG answered[CODES_MAX]; /* those of them that the driver knew */
    uint32_t answered_count;
};

static struct clients *clients(void)
{
    static struct clients *one; /* part of the process's one instance */
    if (!one)
        one = rt_memory_new_zeroed(sizeof *one);
    return one;
}

/* ---- control codes ----------------------------------------------------------------------------------------------- */

static bool is_code(ULONG word)
{
    ULONG type = word >> 16, function = word >> 2 & 0xFFF;
    return ((type >= 1 && type <= 0x60) || (type >= 0x8000 && type < 0x8100)) && function >= 0x800 && function < 0xA00;
}

/* Of the device types that drivers of others' devices have: the rest are mostly words that only look like codes. */
static bool is_usual(ULONG code) { return code >> 16 == FILE_DEVICE_UNKNOWN || code >> 16 >= 0x8000; }

static void add_code(struct clients *c, ULONG code)
{
    for (uint32_t i = 0; i < c->code_count; i++)
        if (c->codes[i] == code)
            return;
    if (c->code_count < CODES_MAX && is_code(code))
        c->codes[c->code_count++] = code;
}

static void find_codes(struct clients *c)
{
    size_t size = 0;
    const unsigned char *code = rt_driver_code(&size);
    for (int pass = 0; pass < 4; pass++) /* the usual ones first: there are CODES_MAX at most */
        for (size_t i = 0; code && i + 4 <= size; i++) {
            ULONG word;
            rt_copy(&word, code + i, sizeof word);
            if (!is_code(word))
                word = 0 - word; /* a range begins with a subtraction */
            for (ULONG k = 0; is_code(word) && is_usual(word) == (pass < 2) && k < (pass & 1 ? 8u : 1u); k++)
                add_code(c, word + 4 * k);
        }
    c->knows_codes = true;
}

void rt_wdf_client_answered(UCHAR major, ULONG code, NTSTATUS status)
{
    struct clients *c = clients();
    bool known = status != STATUS_INVALID_DEVICE_REQUEST && status != STATUS_NOT_SUPPORTED && status != STATUS_NOT_IMPLEMENTED && status != STATUS_CANCELLED &&
                 status != STATUS_DELETE_PENDING && status != STATUS_INVALID_DEVICE_STATE;
    uint32_t i = 0;
    while (i < c->answered_count && c->answered[i] != code)
        i++;
    if (known && i == c->answered_count && i < CODES_MAX && (major == IRP_MJ_DEVICE_CONTROL || major == IRP_MJ_INTERNAL_DEVICE_CONTROL))
        c->answered[c->answered_count++] = code;
}

static ULONG choose_code(struct client *me)
{
    struct clients *c = clients();
    if (!c->knows_codes)
        find_codes(c);
    if (c->answered_count && rt_random_below(&me->random, 2) == 0)
        return c->answered[rt_random_below(&me->random, c->answered_count)];
    if (!c->code_count || rt_random_below(&me->random, 10) == 0)
        return CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + rt_random_below(&me->random, 16), rt_random_below(&me->random, 4), FILE_ANY_ACCESS);
    ULONG code = 0;
    for (int tries = 0; tries < 4 && !is_usual(code); tries++)
        code = c->codes[rt_random_below(&me->random, c->code_count)];
    return code;
}

/* ---- requests ------------------------------------------------------------------------------------------------------- */

static size_t choose_size(struct rt_random *r)
{
    static const size_t usual[] = {4, 8, 16, 24, 32, 64, 256, 512, 1024, 4096};
    switch (rt_random_below(r, 8)) {
    case 0: return 0;
    case 1: return 1 + rt_random_below(r, 40);
    case 2: return 1 + rt_random_below(r, 5000);
    default: return usual[rt_random_below(r, sizeof usual / sizeof *usual)];
    }
}

/* What a client writes: small numbers mostly, such as drivers look for. */
static void fill(PVOID memory, size_t size, struct rt_random *r)
{
    for (size_t i = 0; memory && i + 4 <= size; i += 4) {
        ULONG word = rt_random_below(r, 3) ? rt_random_below(r, 4) : rt_random_below(r, 0x7FFFFFFF);
        rt_copy((PUCHAR)memory + i, &word, sizeof word);
    }
}

static UCHAR choose_major(struct client *me)
{
    static const UCHAR kinds[] = {IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL};
    UCHAR major = IRP_MJ_DEVICE_CONTROL;
    for (int tries = 0; tries < 6 && !me->controls; tries++) {
        major = kinds[rt_random_below(&me->random, sizeof kinds / sizeof *kinds)];
        struct rt_wdf_queue *q = rt_wdf_queue_for(me->device, major);
        if (q && rt_wdf_queue_takes(q, major))
            break;
    }
    return major;
}

/* To the driver: first in its caller's context where it wants that, then to its queue; else to the device below. */
void rt_wdf_submit(struct rt_wdf_request *r)
{
    struct rt_wdf_device *d = r->device;
    struct rt_wdf_queue *q = rt_wdf_queue_for(d, r->major);
    if (d->init.in_caller_context && r->major != IRP_MJ_CREATE) {
        r->owner = REQUEST_DRIVER;
        RT_CALLBACK_VOID("EvtIoInCallerContext", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.in_caller_context, (WDFDEVICE)(void *)d, (WDFREQUEST)(void *)r);
    } else if (q && q->accepts && (rt_wdf_queue_takes(q, r->major) || !d->init.filter))
        rt_wdf_queue_put(q, r, false);
    else if (d->init.filter)
        rt_wdf_target_pass(r);
    else
        rt_wdf_request_done(r, STATUS_INVALID_DEVICE_REQUEST, 0);
}

static struct rt_wdf_request *make(struct client *me, struct slot *s)
{
    UCHAR major = choose_major(me);
    struct rt_wdf_request *r = rt_wdf_request_new(me->device, major, me->file);
    size_t in = major == IRP_MJ_READ ? 0 : choose_size(&me->random), out = major == IRP_MJ_WRITE ? 0 : choose_size(&me->random);
    *s = (struct slot){.request = r, .used = true};
    r->done = &s->done;
    rt_wdf_request_buffers(r, major == IRP_MJ_READ || major == IRP_MJ_WRITE ? 0 : choose_code(me), in, out);
    fill(r->in ? r->in : r->user_in, in, &me->random);
    return r;
}

/* ---- files -------------------------------------------------------------------------------------------------------------- */

static bool open_file(struct client *me)
{
    struct rt_wdf_device *d = me->device;
    const WDF_OBJECT_ATTRIBUTES *a = d->init.has_file && d->init.file_attributes.Size ? &d->init.file_attributes : NULL;
    bool done = false;
    NTSTATUS status = STATUS_SUCCESS;
    struct rt_wdf_file *f = rt_wdf_new_own(WDF_FILE, sizeof *f, a, &d->object);
    f->object.fixed = true;
    f->file.Type = 5;
    f->file.DeviceObject = d->object_of_io;
    me->file = f;
    if (d->init.has_file && d->init.file.EvtDeviceFileCreate) {
        struct rt_wdf_request *r = rt_wdf_request_new(d, IRP_MJ_CREATE, f);
        uint64_t patience = rt_deadline_in(PATIENCE * RT_MILLISECOND);
        r->done = &done;
        r->owner = REQUEST_DRIVER;
        rt_wdf_reference(&r->object);
        RT_CALLBACK_VOID("EvtDeviceFileCreate", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.file.EvtDeviceFileCreate, (WDFDEVICE)(void *)d, (WDFREQUEST)(void *)r,
                         (WDFFILEOBJECT)(void *)f);
        while (!done && rt_now() < patience)
            rt_wait(&d->outstanding, patience, "a file to be opened");
        r->done = NULL;
        status = done ? r->irp.IoStatus.Status : STATUS_UNSUCCESSFUL;
        rt_wdf_dereference(&r->object);
    }
    return NT_SUCCESS(status);
}

static bool all_done(const struct client *me)
{
    for (uint32_t i = 0; i < SLOTS; i++)
        if (me->slots[i].used && !me->slots[i].done)
            return false;
    return true;
}

static void cancel_all(struct client *me)
{
    for (uint32_t i = 0; i < SLOTS; i++)
        if (me->slots[i].used && !me->slots[i].done)
            rt_wdf_request_cancel(me->slots[i].request);
}

/* What is left is cancelled; the file is closed when all has come back. */
static void close_file(struct client *me, bool opened)
{
    struct rt_wdf_device *d = me->device;
    uint64_t patience = rt_deadline_in(PATIENCE * RT_MILLISECOND);
    bool removed = d->state == DEVICE_REMOVED;
    cancel_all(me);
    if (opened && !removed && d->init.has_file && d->init.file.EvtFileCleanup)
        RT_CALLBACK_VOID("EvtFileCleanup", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.file.EvtFileCleanup, (WDFFILEOBJECT)(void *)me->file);
    while (!all_done(me) && rt_now() < patience)
        rt_wait(&d->outstanding, patience, "cancelled requests to come back");
    for (uint32_t i = 0; i < SLOTS; i++) /* the driver has lost it: the client is gone when it is given up */
        if (me->slots[i].used && !me->slots[i].done)
            me->slots[i].request->done = NULL;
    if (opened && !removed && d->init.has_file && d->init.file.EvtFileClose)
        RT_CALLBACK_VOID("EvtFileClose", PASSIVE_LEVEL, rt_wdf_instance(d), d->init.file.EvtFileClose, (WDFFILEOBJECT)(void *)me->file);
    if (all_done(me))
        rt_wdf_delete(&me->file->object);
}

/* ---- a client's thread ------------------------------------------------------------------------------------------------------ */

static struct slot *free_slot(struct client *me)
{
    for (uint32_t i = 0; i < SLOTS; i++)
        if (!me->slots[i].used || me->slots[i].done)
            return &me->slots[i];
    return NULL;
}

static void cancel_one(struct client *me)
{
    struct slot *s = &me->slots[rt_random_below(&me->random, SLOTS)];
    if (s->used && !s->done)
        rt_wdf_request_cancel(s->request);
}

/* Now and then one that waits for answers loses patience with a request. */
static uint64_t next_cancel(struct client *me) { return rt_deadline_in((1 + rt_random_below(&me->random, CANCEL_MAX)) * RT_MILLISECOND); }

static void work(struct client *me)
{
    struct rt_wdf_device *d = me->device;
    uint64_t gives_up = rt_deadline_in(IDLE_MAX * RT_MILLISECOND), cancels = next_cancel(me);
    while (me->requests && !d->leaving && d->state != DEVICE_REMOVED) {
        struct slot *s = free_slot(me);
        if (!s || (me->wait && !all_done(me))) {
            if (rt_now() >= gives_up)
                break;
            if (rt_now() >= cancels) {
                cancel_one(me);
                cancels = next_cancel(me);
            }
            rt_wait(&d->outstanding, cancels < gives_up ? cancels : gives_up, "an answer");
            continue;
        }
        gives_up = rt_deadline_in(IDLE_MAX * RT_MILLISECOND);
        me->requests--;
        struct rt_wdf_request *r = make(me, s);
        if (!rt_wdf_irp_dispatch(r))
            rt_wdf_submit(r);
        if (rt_random_below(&me->random, 8) == 0)
            cancel_one(me);
        if (rt_random_below(&me->random, 4) == 0)
            rt_wdf_interrupt_raise(d);
        rt_point();
    }
}

static void run(void *argument)
{
    struct client *me = argument;
    struct rt_wdf_device *d = me->device;
    if (!d->leaving) {
        bool opened = open_file(me);
        if (opened)
            work(me);
        close_file(me, opened);
    }
    d->clients--; /* until here the device is there */
    rt_wake(&d->clients);
}

static bool takes_requests(const struct rt_wdf_device *d)
{
    return d->made && !d->leaving && !d->object.deleted && (d->init.control ? d->finished : d->init.child ? d->state == DEVICE_WORKING : d->state != DEVICE_REMOVED);
}

void rt_wdf_clients_start(const struct rt_wdf_client_settings *settings)
{
    struct clients *c = clients();
    struct rt_wdf_device *d;
    rt_wdf_clients_wait();
    for (d = rt_wdf()->devices; d; d = d->next)
        for (uint32_t i = 0; takes_requests(d) && i < settings->threads && (i == 0 || !d->init.exclusive) && c->count < CLIENTS_MAX; i++) {
            struct client *me = &c->list[c->count];
            *me = (struct client){.device = d, .requests = settings->requests, .controls = settings->controls, .wait = !settings->delay};
            rt_random_seed(&me->random, rt_random_next(&rt_wdf()->random));
            c->threads[c->count] = rt_thread_start("client", false, run, me);
            if (c->threads[c->count]) {
                c->count++;
                d->clients++;
            }
        }
}

void rt_wdf_clients_wait(void)
{
    struct clients *c = clients();
    for (uint32_t i = 0; i < c->count; i++)
        rt_thread_join(c->threads[i]);
    c->count = 0;
}
