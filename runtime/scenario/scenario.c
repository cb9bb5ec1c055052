/* Reads a scenario and does its steps; then looks at what is left. */
#include "scenario.h"
#include "../cm/cm.h"
#include "../wdf/wdf_host.h"
#include "../wfp/wfp.h"
#include "../flt/flt.h"
#include "step.h"
#include "traffic.h"

enum { ADAPTERS_MAX = 4, STEP_MAX = 200 };

/* ---- reading a step ------------------------------------------------------------------------------------------- */

/* Copies the next step of the text, without comment and blanks around it; false at its end. */
static bool next_step(const char **text, char step[STEP_MAX])
{
    while (**text) {
        size_t n = 0;
        const char *p = *text;
        while (*p == ' ' || *p == '\t')
            p++;
        for (; *p && *p != '\n' && *p != '#'; p++)
            if (n < STEP_MAX - 1)
                step[n++] = *p == '\t' || *p == '\r' ? ' ' : *p;
        while (*p && *p != '\n')
            p++;
        *text = *p ? p + 1 : p;
        while (n && step[n - 1] == ' ')
            n--;
        step[n] = '\0';
        if (n)
            return true;
    }
    return false;
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static void each_adapter_that(bool virtual, void (*what)(struct rt_adapter *, const char *), enum rt_adapter_state state, const char *step)
{
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next)
        if (a->virtual == virtual && a->state == state)
            what(a, step);
}

/* Virtual miniports stand above the others. */
static void each_adapter(void (*what)(struct rt_adapter *, const char *), enum rt_adapter_state state, const char *step)
{
    each_adapter_that(true, what, state, step);
    each_adapter_that(false, what, state, step);
}

static void each_adapter_from_below(void (*what)(struct rt_adapter *, const char *), enum rt_adapter_state state, const char *step)
{
    each_adapter_that(false, what, state, step);
    each_adapter_that(true, what, state, step);
}

static void attach(const char *step)
{
    uint32_t count = setting(step, "modules", 2);
    for (struct rt_driver *d = rt_ndis()->drivers, *next; d; d = next) {
        next = d->next;
        if (d->associated && d->layer == &rt_miniport_layer)
            continue; /* its adapters are virtual: the driver makes them */
        for (uint32_t i = 0; i < count && i < ADAPTERS_MAX; i++) {
            struct rt_adapter *a;
            NDIS_STATUS status = rt_adapter_attach(d, i, &a);
            if (status != NDIS_STATUS_SUCCESS && !rt_get()->faults_injected)
                rt_report("run-incomplete", "%s fails with 0x%08X although nothing failed that it called.", d->layer->attach_name, (unsigned)status);
        }
        if (d->layer->attached)
            d->layer->attached(d);
        if (d->associated)
            rt_ex_flush(); /* virtual miniports that are initialized later */
    }
}

static void restart(struct rt_adapter *a, const char *step)
{
    (void)step;
    ULONG filter = NDIS_PACKET_TYPE_PROMISCUOUS | NDIS_PACKET_TYPE_DIRECTED | NDIS_PACKET_TYPE_MULTICAST | NDIS_PACKET_TYPE_BROADCAST;
    NDIS_STATUS status = rt_adapter_restart(a);
    if (a->virtual && status == NDIS_STATUS_SUCCESS) /* the protocol above wants everything: without that nothing comes up */
        rt_oid(a, NdisRequestSetInformation, OID_GEN_CURRENT_PACKET_FILTER, &filter, sizeof filter, false);
    if (status != NDIS_STATUS_SUCCESS && !rt_get()->faults_injected)
        rt_report("run-incomplete", "%s fails with 0x%08X although nothing failed that it called.", a->layer->restart_name, (unsigned)status);
}

static void pause(struct rt_adapter *a, const char *step)
{
    (void)step;
    rt_adapter_pause(a);
}

static void detach(struct rt_adapter *a, const char *step)
{
    (void)step;
    if (!a->virtual) /* the driver ends those itself */
        rt_adapter_detach(a);
}

/* What is asked of a driver, with the size of the answer; what is set, with the size of the value. */
struct asked {
    NDIS_OID oid;
    UINT size;
    bool set;
};

static const struct asked asked[] = {
    {OID_GEN_MAXIMUM_FRAME_SIZE, sizeof(ULONG), false},
    {OID_GEN_CURRENT_PACKET_FILTER, sizeof(ULONG), false},
    {OID_GEN_LINK_SPEED, sizeof(ULONG), false},
    {OID_802_3_CURRENT_ADDRESS, 6, false},
    {OID_802_3_PERMANENT_ADDRESS, 6, false},
    {OID_GEN_STATISTICS, sizeof(NDIS_STATISTICS_INFO), false},
    {OID_GEN_MEDIA_CONNECT_STATUS, sizeof(ULONG), false},
    {OID_GEN_VENDOR_ID, sizeof(ULONG), false},
    {OID_GEN_VENDOR_DESCRIPTION, 64, false},
    {OID_GEN_XMIT_OK, sizeof(ULONG64), false},
    {OID_GEN_INTERRUPT_MODERATION, sizeof(NDIS_INTERRUPT_MODERATION_PARAMETERS), false},
    {OID_GEN_CURRENT_PACKET_FILTER, sizeof(ULONG), true},
    {OID_GEN_CURRENT_PACKET_FILTER, sizeof(ULONG), true},
    {OID_GEN_CURRENT_LOOKAHEAD, sizeof(ULONG), true},
    {OID_802_3_MULTICAST_LIST, 12, true},
};

/* NDIS puts what all protocols want into one value, and asks for that: https://learn.microsoft.com/windows-hardware/drivers/network/oid-gen-current-packet-filter */
static bool is_combined(const struct asked *q) { return q->set && (q->oid == OID_GEN_CURRENT_PACKET_FILTER || q->oid == OID_GEN_CURRENT_LOOKAHEAD); }

/* One request; one in eight has a buffer that is too short, and one in eight one that is longer than it need be. */
static void ask(struct rt_adapter *a, const struct asked *q)
{
    struct rt_random *r = &rt_ndis()->random;
    UINT length = rt_random_below(r, 8) == 0 ? 1 : q->size + (rt_random_below(r, 8) == 0 ? 8 : 0);
    if (is_combined(q))
        length = q->size;
    UCHAR *buffer = rt_fresh_zeroed(length); /* of exactly that size, so that a byte too many is seen */
    if (q->oid == OID_GEN_CURRENT_PACKET_FILTER && q->set && length >= q->size)
        buffer[0] = NDIS_PACKET_TYPE_DIRECTED | NDIS_PACKET_TYPE_BROADCAST;
    rt_oid(a, q->set ? NdisRequestSetInformation : NdisRequestQueryInformation, q->oid, buffer, length, rt_random_below(r, 4) == 0);
    rt_memory_free(buffer, length);
}

static void oids(struct rt_adapter *a, const char *step)
{
    for (uint32_t i = setting(step, "count", 20); i; i--)
        ask(a, &asked[rt_random_below(&rt_ndis()->random, sizeof asked / sizeof *asked)]);
}

static void status(struct rt_adapter *a, const char *step)
{
    ULONG speed[4] = {0};
    NDIS_LINK_STATE link = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, NDIS_LINK_STATE_REVISION_1, (USHORT)NDIS_SIZEOF_LINK_STATE_REVISION_1},
                            .MediaDuplexState = MediaDuplexStateFull};
    (void)step;
    rt_status(a, NDIS_STATUS_MEDIA_DISCONNECT, NULL, 0);
    rt_status(a, NDIS_STATUS_MEDIA_CONNECT, NULL, 0);
    rt_status(a, NDIS_STATUS_LINK_SPEED_CHANGE, speed, sizeof speed);
    for (int up = 0; up < 2; up++) {
        link.MediaConnectState = up ? MediaConnectStateConnected : MediaConnectStateDisconnected;
        rt_status(a, NDIS_STATUS_LINK_STATE, &link, sizeof link);
    }
}

static void pnp(struct rt_adapter *a, const char *step)
{
    (void)step;
    if (a->layer->events)
        a->layer->events(a);
}

/* The system is switched off, where the driver wants to know: nothing comes after it. False: it does not. */
static bool shut_down(void)
{
    bool any = false;
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next)
        if (a->layer->shutdown && a->state != ADAPTER_DETACHED) {
            a->layer->shutdown(a);
            any = true;
        }
    return any;
}

static void cancel(struct rt_adapter *a, const char *step)
{
    (void)step;
    rt_cancel_sends(a, (PVOID)(ULONG_PTR)0x5A000000);
}

static void traffic(const char *step, bool wait)
{
    struct traffic_settings s = {setting(step, "packets", 200), setting(step, "senders", 2), setting(step, "receivers", 1), setting(step, "delay", 1) != 0};
    traffic_start(&s);
    if (wait)
        traffic_wait();
}

static void sleep(const char *step)
{
    uint64_t until = rt_deadline_in(setting(step, "milliseconds", 1000) * RT_MILLISECOND);
    while (rt_now() < until)
        rt_wait(&until, until, "the scenario");
}

/* What the driver asked for by NdisFRestartFilter, between two steps. */
static void wanted_restarts(void)
{
    for (struct rt_adapter *a = rt_ndis()->adapters; a; a = a->next)
        if (a->restart_wanted && a->state == ADAPTER_RUNNING) {
            rt_adapter_pause(a);
            restart(a, "");
        }
}

static bool do_step(const char *step)
{
    if (rt_wdf()->driver && rt_wdf_step(step))
        return true;
    if (rt_flt_registered() && rt_flt_step(step))
        return true;
    if (is_step(step, "attach"))
        attach(step);
    else if (is_step(step, "restart")) {
        rt_ndis()->data_backfill = setting(step, "backfill", 0);
        rt_ndis()->context_backfill = setting(step, "context", 0);
        each_adapter_from_below(restart, ADAPTER_PAUSED, step);
    } else if (is_step(step, "traffic"))
        traffic(step, true);
    else if (is_step(step, "background"))
        traffic(step, false);
    else if (is_step(step, "wait"))
        traffic_wait();
    else if (is_step(step, "oids"))
        each_adapter(oids, ADAPTER_RUNNING, step);
    else if (is_step(step, "status"))
        each_adapter(status, ADAPTER_RUNNING, step);
    else if (is_step(step, "pnp"))
        each_adapter(pnp, ADAPTER_RUNNING, step);
    else if (is_step(step, "cancel"))
        each_adapter(cancel, ADAPTER_RUNNING, step);
    else if (is_step(step, "device"))
        rt_devices_use();
    else if (is_step(step, "sleep"))
        sleep(step);
    else if (is_step(step, "shutdown"))
        rt_ndis()->off = shut_down();
    else if (is_step(step, "pause"))
        each_adapter(pause, ADAPTER_RUNNING, step);
    else if (is_step(step, "detach"))
        each_adapter(detach, ADAPTER_PAUSED, step);
    else if (!is_step(step, "surprise"))
        return false;
    if (!rt_ndis()->off)
        wanted_restarts();
    return true;
}

/* Up to "unload" or the end; false where a step is unknown. */
static bool do_steps(const char *text)
{
    char step[STEP_MAX];
    const char *again = NULL;
    uint32_t times = 0;
    while (next_step(&text, step)) {
        if (is_step(step, "unload") || rt_ndis()->off)
            break;
        if (is_step(step, "repeat")) {
            times = setting(step, "count", 2);
            again = text;
        } else if (is_step(step, "end")) {
            if (again && times > 1) {
                times--;
                text = again;
            }
        } else if (!do_step(step)) {
            rt_record_text("error", step);
            return false;
        }
    }
    traffic_wait();
    rt_wdf_clients_wait();
    if (rt_flt_registered())
        rt_flt_traffic_wait();
    return true;
}

/* ---- the driver ---------------------------------------------------------------------------------------------------- */

static void found(void *host, const struct rt_finding *finding)
{
    (void)host;
    rt_get()->findings++;
    rt_told(finding->rule, finding->place.address);
    rt_monitor_write_json(finding, rt_record_stream());
}

static bool read(void *host, uint64_t address, void *to, size_t size)
{
    (void)host;
    return rt_probe(address, to, size);
}

static int variable(void *host, uint64_t address)
{
    (void)host;
    return rt_is_on_stack(address) ? 2 : rt_is_variable(address);
}

static uint8_t irql(void *host)
{
    (void)host;
    return rt_irql();
}

static void note(void *host, const char *text)
{
    (void)host;
    rt_record_text("note", text);
}

static void unload(PDRIVER_OBJECT object)
{
    struct rt_driver *d = rt_ndis()->drivers;
    while (d && !d->layer->unload)
        d = d->next;
    /* A driver without DriverUnload stays for good; NDIS detaches nothing. */
    if (d)
        d->layer->unload(d);
    else if (rt_wdf()->driver)
        rt_wdf_unload();
    else if (rt_flt_registered())
        rt_flt_unload();
    else if (object->DriverUnload)
        RT_CALLBACK_VOID("DriverUnload", PASSIVE_LEVEL, NULL, object->DriverUnload, object);
    rt_ex_flush();
    for (d = rt_ndis()->drivers; d; d = d->next)
        rt_report("run-contract", "The driver is unloaded and has not called %s.", d->layer->deregister);
    rt_wfp_unloaded();
}

static void look_back(void)
{
    struct rt *rt = rt_get();
    size_t written = rt_memory_written_after_free();
    rt_ke_end();
    if (written)
        rt_report("run-memory", "%llu byte%s of memory %s written to after it was freed.", (unsigned long long)written, RT_PLURAL(written),
                  written == 1 ? "was" : "were");
    rt_process_end();
    if (rt->monitor)
        rt_monitor_finish(rt->monitor);
    rt_blocks_left();
    rt_adapter_totals();
    rt_wdf_totals();
    rt_flt_totals();
    rt_summary();
}

static int drive(const struct rt_run *run, PDRIVER_INITIALIZE entry)
{
    DRIVER_OBJECT *object = rt_fresh_zeroed(sizeof *object);
    DRIVER_EXTENSION *extension = rt_fresh_zeroed(sizeof *extension);
    UNICODE_STRING path = {.Length = 68 * 2, .MaximumLength = 69 * 2, .Buffer = L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\DriverUnderTest"};
    path.Length = 0;
    while (path.Buffer[path.Length / 2])
        path.Length += 2;
    path.MaximumLength = path.Length + 2;
    rt_registry_key((struct rt_text){path.Buffer, path.Length}, true, NULL);
    object->Type = 4;
    object->Size = sizeof *object;
    object->DriverExtension = extension;
    extension->DriverObject = object;
    NTSTATUS status = RT_CALLBACK("DriverEntry", PASSIVE_LEVEL, NULL, entry, object, &path);
    if (!NT_SUCCESS(status)) {
        if (!rt_get()->faults_injected)
            rt_report("run-incomplete", "DriverEntry fails with 0x%08X although nothing failed that it called.", (unsigned)status);
        for (const struct rt_driver *d = rt_ndis()->drivers; d; d = d->next)
            rt_report("run-contract", "DriverEntry fails and has not called %s.", d->layer->deregister);
        rt_wfp_unloaded();
        if (rt_wdf()->driver)
            rt_wdf_entry_failed();
        look_back();
        return 0;
    }
    if (!rt_ndis()->drivers && !rt_wdf()->driver && !rt_flt_registered() && !rt_get()->faults_injected)
        rt_report("run-incomplete", "DriverEntry registers no NDIS filter, protocol or miniport driver, no driver of the framework and no minifilter; other drivers are not simulated.");
    do {
        if (!do_steps(run->scenario))
            return 2;
    } while (run->seconds && rt_seconds() < run->seconds && !rt_ndis()->off);
    if (!rt_ndis()->off) {
        unload(object);
        look_back();
    } else {
        rt_record_count("switchedOff", 1);
        rt_adapter_totals();
        rt_summary();
    }
    return 0;
}

int rt_run(const struct rt_run *run)
{
    const char *why = "";
    struct rt_options o = {.seed = run->seed, .fault = run->fault, .count_sites = run->count_sites, .monitors = run->monitors};
    struct rt_monitor_host host = {.report = found, .read = read, .is_variable = variable, .irql = irql, .note = note,
                                   .trace = rt_trace_open(run->trace), .one_at_a_time = true};
    rt_record_open(run->records);
    if (!rt_frames_open(run->frames, run->frames_out)) {
        rt_record_text("error", "a file of frames cannot be opened");
        return 2;
    }
    rt_sched_start(run->seed, run->mean, rt_deadlock);
    rt_begin(&o);
    void *entry = rt_driver_load(run->driver, run->entry, &why);
    if (!entry) {
        rt_record_text("error", why);
        return 2;
    }
    rt_record_driver();
    rt_crash_watch(run->patience);
    if (run->monitors)
        rt_get()->monitor = rt_monitor_new(&host);
    rt_ke_start();
    rt_ex_start();
    rt_ndis_start(run->seed);
    rt_wdf_start(run->seed);
    rt_wfp_start();
    int code = drive(run, (PDRIVER_INITIALIZE)(uintptr_t)entry);
    rt_record_text("end", code ? "failed" : "complete");
    return code;
}
