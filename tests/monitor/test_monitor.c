/*
 * Monitors without a host: scripts of calls and callbacks, and what is said of them. The rules are the shipped ones,
 * emitted for the functions of ddis.txt.
 */
#include "monitor_records.h"
#include "rt_map.h"
#include "rt_monitor.h"
#include "../unit/runner.h"

#include <stdlib.h>
#include <string.h>

enum { FINDINGS_MAX = 32, NOTES_MAX = 32 };

struct said {
    char rule[64], message[400], place[80], steps[2000];
    enum rt_level level;
};

static struct watch {
    struct rt_monitor *m;
    struct said findings[FINDINGS_MAX];
    char notes[NOTES_MAX][200];
    uint32_t count, note_count, line;
    const void *low, *high; /* the driver's variables */
} w;

static void on_report(void *host, const struct rt_finding *f)
{
    (void)host;
    ck_assert_uint_lt(w.count, FINDINGS_MAX);
    struct said *s = &w.findings[w.count++];
    s->level = f->level;
    snprintf(s->rule, sizeof s->rule, "%s", f->rule);
    snprintf(s->message, sizeof s->message, "%s", f->message);
    snprintf(s->place, sizeof s->place, "%s:%u", f->place.file ? f->place.file : "?", f->place.line);
    for (uint32_t i = 0; i < f->step_count; i++) {
        size_t n = strlen(s->steps);
        snprintf(s->steps + n, sizeof s->steps - n, "%s%u %s", i ? "|" : "", f->steps[i].place.line, f->steps[i].text);
    }
    ck_assert_int_eq(f->steps[f->step_count - 1].kind, RT_STEP_END);
}

static void on_note(void *host, const char *text)
{
    (void)host;
    ck_assert_uint_lt(w.note_count, NOTES_MAX);
    snprintf(w.notes[w.note_count++], sizeof w.notes[0], "%s", text);
}

static int on_variable(void *host, uint64_t address)
{
    (void)host;
    return address >= (uint64_t)(uintptr_t)w.low && address < (uint64_t)(uintptr_t)w.high;
}

static void begin(void)
{
    memset(&w, 0, sizeof w);
    w.m = rt_monitor_new(&(struct rt_monitor_host){.report = on_report, .note = on_note, .is_variable = on_variable});
}

static void end(void)
{
    rt_monitor_free(w.m);
    w.m = NULL;
}

/* ---- scripts ------------------------------------------------------------------------------------------------- */

static struct rt_place place(const char *arguments)
{
    return (struct rt_place){.file = "driver.c", .line = ++w.line, .function = "f", .arguments = arguments};
}

static struct rt_call call_of(const char *name, const char *text, uint32_t count, const uint64_t *arguments)
{
    struct rt_call c = {.ddi = rt_monitor_ddi(name), .argument_count = count, .place = place(text)};
    ck_assert_msg(c.ddi != RT_DDI_UNKNOWN, "%s is in no contract", name);
    memcpy(c.arguments, arguments, count * sizeof *arguments);
    return c;
}

#define WORDS(...) ((const uint64_t[]){__VA_ARGS__}), sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t)

static uint64_t *ddi_words(const char *name, const char *text, const uint64_t *arguments, size_t count, uint64_t result, bool *go)
{
    struct rt_call c = call_of(name, text, (uint32_t)count, arguments);
    bool ok = rt_monitor_before(w.m, &c);
    if (go)
        *go = ok;
    c.result = result;
    rt_monitor_after(w.m, &c);
    return NULL;
}
#define CALL(name, text, result, ...) ddi_words(name, text, WORDS(__VA_ARGS__), result, NULL)
#define CALL_GO(go, name, text, result, ...) ddi_words(name, text, WORDS(__VA_ARGS__), result, go)
#define W(p) RT_WORD(p)

static void enter(struct rt_callback *cb, const char *role, uint64_t instance, uint8_t irql, const uint64_t *arguments, size_t count)
{
    *cb = (struct rt_callback){.role = rt_monitor_role(role), .irql = irql, .instance = instance, .argument_count = (uint32_t)count, .place = place(NULL)};
    cb->place.function = role;
    memcpy(cb->arguments, arguments, count * sizeof *arguments);
    rt_monitor_enter(w.m, cb);
}
#define ENTER(cb, role, instance, irql, ...) enter(cb, role, instance, irql, WORDS(__VA_ARGS__))

static void leave(struct rt_callback *cb, uint64_t result)
{
    cb->result = result;
    rt_monitor_exit(w.m, cb);
}

enum { PASSIVE, APC, DISPATCH, FILTER = 0x1000, CONTEXT = 0x2000, DRIVER = 0x3000, PENDING = 0x103, FAILED = (int32_t)0xC0000001 };

static void attach(uint64_t filter)
{
    struct rt_callback cb;
    ENTER(&cb, "FilterAttach", filter, PASSIVE, filter, DRIVER, 0);
    CALL("NdisFSetAttributes", NULL, 0, filter, CONTEXT, 0);
    leave(&cb, 0);
}

static void restart(uint64_t filter)
{
    struct rt_callback cb;
    ENTER(&cb, "FilterRestart", filter, PASSIVE, CONTEXT, 0);
    leave(&cb, 0);
}

static void pause_filter(uint64_t filter)
{
    struct rt_callback cb;
    ENTER(&cb, "FilterPause", filter, PASSIVE, CONTEXT, 0);
    leave(&cb, 0);
}

static void detach(uint64_t filter)
{
    struct rt_callback cb;
    ENTER(&cb, "FilterDetach", filter, PASSIVE, CONTEXT);
    leave(&cb, 0);
}

static uint32_t found(const char *rule)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w.count; i++)
        n += strcmp(w.findings[i].rule, rule) == 0;
    return n;
}

static void expect(const char *rule, const char *message)
{
    for (uint32_t i = 0; i < w.count; i++)
        if (strcmp(w.findings[i].rule, rule) == 0) {
            if (message)
                ck_assert_str_eq(w.findings[i].message, message);
            return;
        }
    ck_abort_msg("%s was not reported (of %u: %s)", rule, w.count, w.count ? w.findings[0].rule : "");
}

static void expect_none(void)
{
    ck_assert_msg(w.count == 0, "reported: %s: %s", w.findings[0].rule, w.findings[0].message);
    ck_assert_msg(w.note_count == 0, "noted: %s", w.notes[0]);
}

/* ---- objects --------------------------------------------------------------------------------------------------- */

static NET_BUFFER_LIST_POOL_PARAMETERS pool_parameters(bool combined)
{
    return (NET_BUFFER_LIST_POOL_PARAMETERS){.Header = {0x80, 1, sizeof(NET_BUFFER_LIST_POOL_PARAMETERS)}, .fAllocateNetBuffer = combined, .PoolTag = 1};
}

START_TEST(double_free)
{
    NET_BUFFER_LIST list = {0};
    bool go;
    CALL("NdisAllocateNetBufferList", "pool, 0, 0", W(&list), 1, 0, 0);
    CALL("NdisFreeNetBufferList", "list", 0, W(&list));
    CALL_GO(&go, "NdisFreeNetBufferList", "filter->List", 0, W(&list));
    ck_assert(!go);
    expect("double-free", "'filter->List' is freed here, but it was freed already at driver.c:2.");
    ck_assert_uint_eq(w.count, 1);
    ck_assert_str_eq(w.findings[0].place, "driver.c:3");
    ck_assert_str_eq(w.findings[0].steps, "1 NdisAllocateNetBufferList allocates the NET_BUFFER_LIST|2 NdisFreeNetBufferList frees 'list'|3 "
                                          "'filter->List' is freed here, but it was freed already at driver.c:2.");
    ck_assert_int_eq(w.findings[0].level, RT_ERROR);
    CALL("NdisFreeNetBufferList", "filter->List", 0, W(&list)); /* said once */
    ck_assert_uint_eq(w.count, 1);
}
END_TEST

/* Only the address of the call is known: what the source tells is left as marks. */
START_TEST(address_alone)
{
    NET_BUFFER_LIST list = {0};
    const char *const names[] = {"NdisAllocateNetBufferList", "NdisFreeNetBufferList", "NdisFreeNetBufferList"};
    for (uint64_t i = 0; i < 3; i++) {
        struct rt_call c = call_of(names[i], NULL, i ? 1 : 3, (const uint64_t[]){i ? W(&list) : 1, 0, 0});
        c.place = (struct rt_place){.address = (const void *)(uintptr_t)(0x100 + i)};
        rt_monitor_before(w.m, &c);
        c.result = W(&list);
        rt_monitor_after(w.m, &c);
    }
    expect("double-free", "{#0 0x102 NdisFreeNetBufferList|the NET_BUFFER_LIST} is freed here, but it was freed already at {@0x101}.");
}
END_TEST

START_TEST(address_is_made_anew)
{
    NET_BUFFER_LIST list = {0};
    for (int i = 0; i < 3; i++) {
        CALL("NdisAllocateNetBufferList", NULL, W(&list), 1, 0, 0);
        CALL("NdisFreeNetBufferList", NULL, 0, W(&list));
    }
    rt_monitor_forget(w.m, W(&list), sizeof list);
    CALL("NdisFreeNetBufferList", NULL, 0, W(&list)); /* whose it is now, nobody knows */
    rt_monitor_finish(w.m);
    expect_none();
    ck_assert_uint_eq(rt_monitor_counts(w.m).objects, 3);
    ck_assert_uint_eq(rt_monitor_counts(w.m).live, 0);
}
END_TEST

/* What the host makes anew may begin before the object and end behind it, and be large. */
START_TEST(memory_is_made_anew)
{
    static const struct { uint64_t from, size; bool forgotten; } cases[] = {
        {0x500000, 8, true}, {0x4FFFC0, 0x48, true}, {0x4FF000, 0x2000, true}, {0x400000, 0x200000, true}, {0x4FFFC0, 0x40, false}, {0x500008, 0x1000, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        end();
        begin();
        CALL("NdisAllocateNetBufferList", NULL, 0x500000, 1, 0, 0);
        CALL("NdisFreeNetBufferList", NULL, 0, 0x500000);
        rt_monitor_forget(w.m, cases[i].from, cases[i].size);
        CALL("NdisFreeNetBufferList", NULL, 0, 0x500000);
        ck_assert_uint_eq(found("double-free"), !cases[i].forgotten);
    }
}
END_TEST

/* Many addresses come and go in any order: the map says what a list would say. */
START_TEST(map)
{
    enum { ADDRESSES = 600, STEPS = 200000 };
    struct rt_map m = {0};
    static int values[ADDRESSES];
    bool there[ADDRESSES] = {false};
    size_t count = 0;
    uint32_t random = 1;
    for (uint32_t i = 0; i < STEPS; i++) {
        random = random * 1664525u + 1013904223u;
        uint32_t k = (random >> 8) % ADDRESSES;
        uint64_t address = 0x7F0000000000u + (uint64_t)k * 16;
        ck_assert_ptr_eq(rt_map_find(&m, address), there[k] ? &values[k] : NULL);
        if (random >> 31) {
            if (rt_map_is_full(&m))
                free(rt_map_grow(&m, calloc(1, rt_map_next_bytes(&m))));
            rt_map_put(&m, address, &values[k]);
        } else
            rt_map_remove(&m, address);
        count += (random >> 31) - (size_t)there[k];
        there[k] = random >> 31;
        ck_assert_uint_eq(m.count, count);
    }
    for (uint32_t k = 0; k < ADDRESSES; k++)
        ck_assert_ptr_eq(rt_map_find(&m, 0x7F0000000000u + (uint64_t)k * 16), there[k] ? &values[k] : NULL);
    ck_assert_ptr_null(rt_map_find(&m, 0));
    free(m.slots);
}
END_TEST

START_TEST(mismatched_free)
{
    NET_BUFFER_LIST_POOL_PARAMETERS p = pool_parameters(false);
    CALL("NdisAllocateNetBufferListPool", "handle, &p", 0x500, 1, W(&p));
    CALL("NdisFreeNetBufferPool", "pool", 0, 0x500);
    expect("mismatched-free", "'pool' was allocated at driver.c:1; it is not freed by this function.");
}
END_TEST

START_TEST(buffer_before_list)
{
    NET_BUFFER_LIST list = {0};
    NET_BUFFER buffer = {0};
    CALL("NdisAllocateNetBufferList", NULL, W(&list), 1, 0, 0);
    CALL("NdisAllocateNetBuffer", NULL, W(&buffer), 2, 0, 0, 0);
    list.FirstNetBuffer = &buffer;
    CALL("NdisFreeNetBufferList", "list", 0, W(&list));
    expect("ndis-nb-freed-before-nbl", "'list' is freed while a NET_BUFFER that was allocated separately at driver.c:2 is still chained on it; the NET_BUFFER must be freed with NdisFreeNetBuffer, or taken off the list, first.");
    ck_assert_ptr_nonnull(strstr(w.findings[0].steps, "2 NdisAllocateNetBuffer allocates the NET_BUFFER|"));
}
END_TEST

START_TEST(buffer_of_its_list)
{
    NET_BUFFER_LIST_POOL_PARAMETERS p = pool_parameters(true);
    NET_BUFFER buffer = {0};
    NET_BUFFER_LIST list = {.FirstNetBuffer = &buffer};
    CALL("NdisAllocateNetBufferListPool", NULL, 0x500, 1, W(&p));
    CALL("NdisAllocateNetBufferAndNetBufferList", NULL, W(&list), 0x500, 0, 0, 0x700, 0, 0);
    CALL("NdisFreeNetBufferList", NULL, 0, W(&list));
    CALL("NdisFreeNetBufferListPool", NULL, 0, 0x500);
    rt_monitor_finish(w.m);
    expect_none();
    CALL("NdisAllocateNetBufferList", NULL, W(&list), 0x500, 0, 0); /* the pool is gone */
    expect("use-after-free", NULL);
}
END_TEST

START_TEST(combined_from_plain_pool)
{
    NET_BUFFER_LIST_POOL_PARAMETERS p = pool_parameters(false);
    NET_BUFFER buffer = {0};
    NET_BUFFER_LIST list = {.FirstNetBuffer = &buffer};
    CALL("NdisAllocateNetBufferListPool", NULL, 0x500, 1, W(&p));
    CALL("NdisAllocateNetBufferAndNetBufferList", "pool, 0, 0, mdl, 0, 64", W(&list), 0x500, 0, 0, 0x700, 0, 64);
    expect("ndis-combined-alloc-pool", "'pool' was created at driver.c:1 with fAllocateNetBuffer = FALSE and DataSize = 0; "
                                      "NdisAllocateNetBufferAndNetBufferList needs a pool with fAllocateNetBuffer = TRUE and DataSize = 0.");
    CALL("NdisFreeNetBuffer", "list->FirstNetBuffer", 0, W(&buffer));
    expect("ndis-combined-nb-freed", NULL);
}
END_TEST

START_TEST(what_is_unknown_is_silent)
{
    NET_BUFFER_LIST list = {0};
    CALL("NdisAllocateNetBufferAndNetBufferList", NULL, W(&list), 0x900 /* nobody saw it made */, 0, 0, 0x700, 0, 64);
    CALL("NdisFreeNetBufferList", NULL, 0, W(&list));
    CALL("NdisFreeNetBufferListPool", NULL, 0, 0x900);
    CALL("NdisFreeNetBufferListPool", NULL, 0, 0x900);
    CALL("NdisAllocateNetBufferListPool", NULL, 0x500, 1, 0x10); /* parameters that cannot be read */
    ck_assert_uint_eq(w.count, 0);
    ck_assert_uint_gt(rt_monitor_counts(w.m).undecided, 0);
}
END_TEST

START_TEST(result_decides)
{
    void *memory = NULL;
    CALL("NdisAllocateMemoryWithTag", "&memory, 10, 'gaT'", W(FAILED), W(&memory), 10, 1);
    rt_monitor_finish(w.m);
    expect_none();
}
END_TEST

START_TEST(output_is_an_object)
{
    int bytes;
    void *memory = &bytes;
    CALL("NdisAllocateMemoryWithTag", "&memory, 10, 'gaT'", 0, W(&memory), 10, 1);
    CALL("NdisFreeMemory", "memory, 0, 0", 0, W(&bytes), 0, 0);
    CALL("NdisFreeMemory", "memory, 0, 0", 0, W(&bytes), 0, 0);
    expect("double-free", "'memory' is freed here, but it was freed already at driver.c:2.");
}
END_TEST

START_TEST(variable_of_the_driver)
{
    NET_BUFFER_LIST local = {0};
    w.low = &local;
    w.high = &local + 1;
    CALL("NdisFSendNetBufferLists", "filter, &local, 0, 0", 0, FILTER, W(&local), 0, 0);
    expect("ndis-private-net-buffer", NULL);
}
END_TEST

/* ---- locks and the IRQL ---------------------------------------------------------------------------------------- */

START_TEST(locks)
{
    struct rt_callback cb;
    uint64_t lock = 0;
    bool go;
    ENTER(&cb, "FilterStatus", 0, PASSIVE, CONTEXT, 0);
    CALL("NdisAcquireSpinLock", "&f->Lock", 0, W(&lock));
    CALL("KeDelayExecutionThread", NULL, 0, 0, 0, 0);
    expect("irql-too-high", "KeDelayExecutionThread is called at DISPATCH_LEVEL; its page demands IRQL <= APC_LEVEL.");
    CALL_GO(&go, "NdisAcquireSpinLock", "&f->Lock", 0, W(&lock));
    ck_assert(!go);
    expect("lock-double-acquire", "'&f->Lock' is acquired here, but this path holds it already since it was acquired at driver.c:2.");
    CALL_GO(&go, "NdisReleaseSpinLock", "&f->Lock", 0, W(&lock)); /* of what was not acquired */
    ck_assert(!go);
    CALL_GO(&go, "NdisReleaseSpinLock", "&f->Lock", 0, W(&lock));
    ck_assert(go);
    CALL("KeDelayExecutionThread", NULL, 0, 0, 0, 0); /* the IRQL is back */
    ck_assert_uint_eq(w.count, 2);
    CALL("NdisReleaseSpinLock", "&f->Lock", 0, W(&lock));
    expect("lock-wrong-release", "'&f->Lock' is released here, but this path does not hold it.");
    CALL("NdisDprAcquireSpinLock", "&f->Lock", 0, W(&lock));
    expect("irql-too-low", NULL);
    leave(&cb, 0);
    expect("lock-imbalance", "the spin lock was acquired at driver.c:9 and is still held when the driver returns to the system here.");
}
END_TEST

START_TEST(locks_in_pairs)
{
    struct rt_callback cb, inner;
    uint64_t lock = 0, other = 0;
    ENTER(&cb, "FilterStatus", 0, DISPATCH, CONTEXT, 0);
    CALL("NdisAcquireSpinLock", NULL, 0, W(&lock));
    CALL("NdisDprAcquireSpinLock", NULL, 0, W(&other));
    ENTER(&inner, "NDIS_TIMER_FUNCTION", 0, DISPATCH, 0, 0, 0, 0);
    leave(&inner, 0);
    CALL("NdisDprReleaseSpinLock", NULL, 0, W(&other));
    CALL("NdisReleaseSpinLock", NULL, 0, W(&lock));
    leave(&cb, 0);
    ck_assert_uint_eq(w.count, 0);
}
END_TEST

START_TEST(lock_of_other_kind)
{
    struct rt_callback cb;
    uint64_t lock = 0;
    ENTER(&cb, "FilterStatus", 0, DISPATCH, CONTEXT, 0);
    CALL("NdisDprAcquireSpinLock", NULL, 0, W(&lock));
    CALL("NdisReleaseSpinLock", "&f->Lock", 0, W(&lock));
    expect("lock-wrong-release", "'&f->Lock' was acquired at driver.c:2 by a function that has another counterpart than this one.");
    leave(&cb, 0);
    ck_assert_uint_eq(found("lock-imbalance"), 0);
}
END_TEST

/* ---- life cycles ------------------------------------------------------------------------------------------------- */

START_TEST(states_follow_results)
{
    struct rt_callback cb;
    attach(FILTER);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "Paused");
    ENTER(&cb, "FilterRestart", FILTER, PASSIVE, CONTEXT, 0);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "Restarting");
    leave(&cb, PENDING);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "Restarting");
    CALL("NdisFRestartComplete", NULL, 0, FILTER, 0);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "Running");
    ENTER(&cb, "FilterPause", FILTER, PASSIVE, CONTEXT, 0);
    CALL("NdisFPauseComplete", NULL, 0, FILTER); /* before the handler has returned */
    leave(&cb, PENDING);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "Paused");
    detach(FILTER);
    ck_assert_str_eq(rt_monitor_state(w.m, FILTER), "");
    expect_none();
    restart(FILTER + 8); /* of an unknown module, in its first state */
    ck_assert_uint_eq(w.note_count, 1);
}
END_TEST

START_TEST(pool_in_running)
{
    NET_BUFFER_LIST_POOL_PARAMETERS p = pool_parameters(true);
    struct rt_callback cb;
    attach(FILTER);
    restart(FILTER);
    ENTER(&cb, "FilterStatus", FILTER, PASSIVE, CONTEXT, 0);
    CALL("NdisAllocateNetBufferListPool", NULL, 0x500, 1, W(&p));
    expect("ndis-pool-realloc-state", NULL);
    ck_assert_ptr_nonnull(strstr(w.findings[0].message, "Running"));
}
END_TEST

START_TEST(leak_is_said_where_the_module_ended)
{
    NET_BUFFER_LIST_POOL_PARAMETERS p = pool_parameters(true);
    struct rt_callback cb;
    ENTER(&cb, "FilterAttach", FILTER, PASSIVE, FILTER, DRIVER, 0);
    CALL("NdisAllocateNetBufferListPool", "handle, &p", 0x500, 1, W(&p));
    CALL("NdisAllocateNetBufferListPool", "handle, &p", 0x508, 1, W(&p));
    leave(&cb, 0);
    detach(FILTER);
    uint32_t line = w.line;
    ck_assert_uint_eq(w.count, 0); /* the driver may have kept it elsewhere */
    ENTER(&cb, "FilterDriverUnload", 0, PASSIVE, DRIVER);
    CALL("NdisFreeNetBufferListPool", NULL, 0, 0x508);
    leave(&cb, 0);
    rt_monitor_finish(w.m);
    ck_assert_uint_eq(w.count, 1);
    expect("resource-leak", "the NET_BUFFER_LIST pool was allocated at driver.c:2 and is lost here without having been freed.");
    char expected[80];
    snprintf(expected, sizeof expected, "driver.c:%u", line);
    ck_assert_str_eq(w.findings[0].place, expected);
    ck_assert_ptr_nonnull(strstr(w.findings[0].steps, "'FilterAttach' is called (driver state: Attaching)|2 "));
}
END_TEST

START_TEST(foreign_lists)
{
    struct rt_callback cb;
    NET_BUFFER buffers[2] = {{0}}; /* NDIS sends no list without one */
    NET_BUFFER_LIST second = {.FirstNetBuffer = &buffers[1]}, first = {.Next = &second, .FirstNetBuffer = &buffers[0]};
    attach(FILTER);
    restart(FILTER);
    ENTER(&cb, "FilterSendNetBufferLists", FILTER, DISPATCH, CONTEXT, W(&first), 0, 0);
    CALL("NdisFSendNetBufferLists", "f, list, 0, 0", 0, FILTER, W(&first), 0, 0);
    leave(&cb, 0);
    ENTER(&cb, "FilterSendNetBufferListsComplete", FILTER, DISPATCH, CONTEXT, W(&first), 0);
    CALL("NdisFSendNetBufferListsComplete", "f, list, 0", 0, FILTER, W(&first), 0);
    leave(&cb, 0);
    ck_assert_uint_eq(w.count, 0);
    ENTER(&cb, "FilterSendNetBufferLists", FILTER, DISPATCH, CONTEXT, W(&first), 0, 0);
    first.Next = NULL;
    CALL("NdisFSendNetBufferListsComplete", "f, list, 0", 0, FILTER, W(&first), 0);
    leave(&cb, 0);
    pause_filter(FILTER);
    detach(FILTER);
    rt_monitor_finish(w.m);
    expect("ndis-nbl-not-returned", NULL); /* the second */
    ck_assert_uint_eq(w.count, 1);
}
END_TEST

START_TEST(after_handoff)
{
    struct rt_callback cb;
    NET_BUFFER_LIST list = {0};
    attach(FILTER);
    restart(FILTER);
    ENTER(&cb, "FilterStatus", FILTER, PASSIVE, CONTEXT, 0);
    list.SourceHandle = (void *)FILTER;
    CALL("NdisAllocateNetBufferList", "pool, 0, 0", W(&list), 1, 0, 0);
    CALL("NdisFSendNetBufferLists", "f, list, 0, 0", 0, FILTER, W(&list), 0, 0);
    CALL("NdisFreeNetBufferList", "list", 0, W(&list));
    expect("ndis-nbl-after-handoff", NULL);
    leave(&cb, 0);
}
END_TEST

/* What comes back while the call that hands it over still runs is the driver's again. */
START_TEST(comes_back_within_the_call)
{
    struct rt_callback cb, inner;
    NET_BUFFER_LIST list = {.SourceHandle = (void *)FILTER};
    attach(FILTER);
    restart(FILTER);
    ENTER(&cb, "FilterStatus", FILTER, PASSIVE, CONTEXT, 0);
    CALL("NdisAllocateNetBufferList", NULL, W(&list), 1, 0, 0);
    struct rt_call send = call_of("NdisFSendNetBufferLists", "f, list, 0, 0", 4, (const uint64_t[]){FILTER, W(&list), 0, 0});
    ck_assert(rt_monitor_before(w.m, &send));
    ENTER(&inner, "FilterSendNetBufferListsComplete", FILTER, DISPATCH, CONTEXT, W(&list), 0);
    CALL("NdisFreeNetBufferList", NULL, 0, W(&list));
    leave(&inner, 0);
    rt_monitor_after(w.m, &send);
    leave(&cb, 0);
    pause_filter(FILTER);
    detach(FILTER);
    rt_monitor_finish(w.m);
    expect_none();
}
END_TEST

START_TEST(deregistered_too_early)
{
    struct rt_callback cb;
    attach(FILTER);
    ENTER(&cb, "FilterDetach", FILTER, PASSIVE, CONTEXT);
    CALL("NdisFDeregisterFilterDriver", "Handle", 0, DRIVER);
    leave(&cb, 0);
    expect("ndis-call-context", "NdisFDeregisterFilterDriver is called while a filter module is in the state Paused; it is called when all are detached.");
}
END_TEST

/* What a handler is called with, its result completes, unless that is PENDING. */
START_TEST(result_gives_back)
{
    struct rt_callback cb;
    NDIS_OID_REQUEST request = {0};
    attach(FILTER);
    for (int round = 0; round < 3; round++) {
        ENTER(&cb, "FilterOidRequest", FILTER, PASSIVE, CONTEXT, W(&request));
        if (round == 1)
            CALL("NdisFOidRequestComplete", "f, r, 0", 0, FILTER, W(&request), 0);
        leave(&cb, round == 1 ? PENDING : W(FAILED));
    }
    detach(FILTER);
    rt_monitor_finish(w.m);
    expect_none();
    attach(FILTER);
    ENTER(&cb, "FilterOidRequest", FILTER, PASSIVE, CONTEXT, W(&request));
    leave(&cb, PENDING); /* and nobody completes it */
    detach(FILTER);
    expect("ndis-oid-completion", NULL);
}
END_TEST

/* A request of the driver's own, which no contract made, comes back: nobody else has to get it. */
START_TEST(own_request_comes_back)
{
    struct rt_callback cb;
    NDIS_OID_REQUEST request = {0};
    CALL("NdisOidRequest", "b, &r", PENDING, FILTER, W(&request));
    ENTER(&cb, "ProtocolOidRequestComplete", FILTER, PASSIVE, CONTEXT, W(&request), 0);
    leave(&cb, 0);
    CALL("NdisOidRequest", "b, &r", PENDING, FILTER, W(&request));
    rt_monitor_instance_end(w.m, FILTER, place(NULL));
    rt_monitor_finish(w.m);
    ck_assert_msg(w.count == 0, "reported: %s: %s", w.findings[0].rule, w.findings[0].message);
}
END_TEST

START_TEST(returns_are_checked)
{
    struct rt_callback cb;
    attach(FILTER);
    restart(FILTER);
    ENTER(&cb, "FilterPause", FILTER, PASSIVE, CONTEXT, 0);
    leave(&cb, W(FAILED));
    expect("ndis-pause-return", NULL);
    ck_assert_uint_eq(w.count, 1);
}
END_TEST

/* A request's memory object has a buffer, whose address is known when somebody asks for it; both go with the request. */
START_TEST(memory_of_a_request)
{
    struct rt_callback cb;
    uint64_t request = 0x9000, memory = 0x9100, buffer = 0x9200, device = 0x9300, queue = 0x9400;
    ENTER(&cb, "EvtIoWrite", device, PASSIVE, queue, request, 8);
    CALL("WdfRequestRetrieveInputMemory", "request, &memory", 0, request, W(&memory));
    CALL("WdfMemoryGetBuffer", "memory, NULL", buffer, memory, 0);
    CALL("WdfRequestComplete", "request, 0", 0, request, 0);
    ck_assert_msg(w.count == 0, "reported: %s: %s", w.findings[0].rule, w.findings[0].message);
    CALL("WdfMemoryGetBuffer", "memory, NULL", 0, memory, 0);
    expect("wdf-memory-after-completion", "'memory' is used here, but it was deleted, with its request or its parent, at driver.c:4.");
    CALL("WdfRequestComplete", "request, 0", 0, request, 0);
    expect("wdf-double-completion", NULL);
    ck_assert_uint_eq(found("double-free"), 0);
    leave(&cb, 0);
}
END_TEST

/* ---- records -------------------------------------------------------------------------------------------------------- */

START_TEST(json_and_trace)
{
    char *text = NULL, *line = NULL;
    size_t size = 0, line_size = 0;
    FILE *trace = open_memstream(&text, &size), *json = open_memstream(&line, &line_size);
    end();
    w.m = rt_monitor_new(&(struct rt_monitor_host){.report = on_report, .trace = trace});
    attach(FILTER);
    fclose(trace);
    ck_assert_ptr_nonnull(strstr(text, "enter\t1\t1\t0\tFilterAttach\t0x1000\tdriver.c:1\tFilterAttach\t0x1000\t0x3000\t0x0\n"));
    ck_assert_ptr_nonnull(strstr(text, "call\t2\t1\t0\tNdisFSetAttributes\tdriver.c:2\tf\t0x1000\t0x2000\t0x0\n"));
    ck_assert_ptr_nonnull(strstr(text, "return\t2\t1\t0\tNdisFSetAttributes\tdone\t0x0\n"));
    ck_assert_ptr_nonnull(strstr(text, "exit\t1\t1\t0\tFilterAttach\t0x0\n"));
    struct rt_step step = {.kind = RT_STEP_END, .text = "a \"quote\""};
    struct rt_finding f = {.rule = "double-free", .level = RT_ERROR, .message = "Twice.", .place = {.file = "a\\b.c", .line = 3}, .steps = &step, .step_count = 1, .event = 9};
    rt_monitor_write_json(&f, json);
    fclose(json);
    ck_assert_str_eq(line, "{\"record\":\"finding\",\"rule\":\"double-free\",\"level\":\"error\",\"message\":\"Twice.\",\"place\":{\"file\":\"a\\\\b.c\",\"line\":3},"
                           "\"event\":9,\"steps\":[{\"kind\":\"end\",\"place\":{},\"text\":\"a \\\"quote\\\"\"}]}\n");
    free(text);
    free(line);
}
END_TEST

START_TEST(names)
{
    ck_assert_uint_eq(rt_monitor_ddi("NoSuchFunction"), RT_DDI_UNKNOWN);
    ck_assert_uint_eq(rt_monitor_role("NoSuchRole"), RT_ROLE_UNKNOWN);
    ck_assert_uint_ne(rt_monitor_role("DriverEntry"), RT_ROLE_UNKNOWN);
    struct rt_call c = {0};
    ck_assert(rt_monitor_before(w.m, &c));
    rt_monitor_after(w.m, &c);
    ck_assert_uint_eq(rt_monitor_counts(w.m).unknown_calls, 1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {double_free, address_alone, address_is_made_anew, memory_is_made_anew, map, mismatched_free, buffer_before_list, buffer_of_its_list, combined_from_plain_pool,
                                         what_is_unknown_is_silent, result_decides, output_is_an_object, variable_of_the_driver, locks, locks_in_pairs, lock_of_other_kind,
                                         states_follow_results, pool_in_running, leak_is_said_where_the_module_ended, foreign_lists, after_handoff,
                                         comes_back_within_the_call, deregistered_too_early, result_gives_back, own_request_comes_back, returns_are_checked, memory_of_a_request, json_and_trace, names};
    Suite *s = suite_create("monitor");
    TCase *t = tcase_create("scripts");
    tcase_add_checked_fixture(t, begin, end);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(t, tests[i]);
    suite_add_tcase(s, t);
    return run_suite(s);
}
