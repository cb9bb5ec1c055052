/*
 * rt: the instance of the host, and the brackets around every call between it and the driver.
 *
 *      driver                       host
 *      ------                       ----
 *      NdisAllocateMdl(...)   --->  RT_DDI(NdisAllocateMdl, NULL, ...)   counted; monitors look; another thread may run
 *                                   ... what the documentation says it does ...
 *                             <---  RT_RETURN(mdl)
 *
 *      FilterAttach           <---  RT_CALLBACK("FilterAttach", ...)     at its IRQL; monitors look
 *                             --->                                        IRQL and spin locks are as they were
 *
 * A DDI is an exported function with the documented name, and the only thing that is exported; what several of them
 * need are functions rt_*, which know no brackets. Its comment links its page. An argument that the host takes and does
 * nothing with is told by RT_NOT_SIMULATED, once per call, and stands in the summary.
 *
 * Faults. A DDI that may fail for want of memory asks rt_fails(). It counts the call stacks that it is asked from; the
 * one that the command names fails, once.
 *
 * Findings are reported by rt_report, under rules of the run (docs/runtime.md): run-contract is for what breaks the
 * documented contract and what no monitor sees.
 */
#ifndef RT_RT_H
#define RT_RT_H

#include "../include/rt_map.h"
#include "../include/rt_monitor.h"
#include "../os/os.h"

struct rt_ddi {
    const char *name;
};

struct rt_role {
    const char *name; /* of the life cycle or a typedef: rt_monitor_role */
};

/* A bracket; on the stack of the function that makes it. */
struct rt_frame {
    struct rt_frame *outer;
    const struct rt_ddi *ddi;   /* NULL for a callback */
    const struct rt_role *role; /* NULL for a DDI */
    const void *stack;          /* frame address of the DDI's function: where the driver's part of the stack begins */
    uint8_t irql;               /* callback: before it */
    uint32_t spin_locks;
    union {
        struct rt_call call;
        struct rt_callback callback;
    };
};

/* One kind of thing that is accounted: memory by tag, lists, buffers, MDLs, handles. */
enum rt_kind {
    RT_MEMORY,
    RT_NBL_POOL,
    RT_NB_POOL,
    RT_NBL,
    RT_NB,
    RT_MDL,
    RT_TIMER,
    RT_WORK_ITEM,
    RT_RW_LOCK,
    RT_OID_CLONE,
    RT_CONFIGURATION,
    RT_DEVICE,
    RT_KEY,
    RT_FRAMEWORK,
    RT_OBJECT,
    RT_IRP,
    RT_OTHER,
    RT_KIND_COUNT
};

struct rt_account {
    uint64_t made, live, peak, bytes, peak_bytes;
};

/* How long what pends may do so, and what the scenario calls may take, in virtual time, before it counts as never completed. */
#define RT_PATIENCE (600 * 1000 * RT_MILLISECOND)

enum { RT_SITES_MAX = 4096, RT_DDIS_MAX = 2048 };

struct rt_options {
    uint64_t seed;
    uint32_t fault;      /* number of the allocation site that fails, from 1; 0 none */
    bool count_sites;    /* each allocation's stack is looked at although nothing is to fail */
    bool monitors;
};

struct rt {
    struct rt_options options;
    struct rt_monitor *monitor; /* NULL: off */
    uint64_t ddi_calls[RT_DDIS_MAX];   /* by index in the section of DDIs */
    uint32_t ddi_numbers[RT_DDIS_MAX]; /* the monitor's number + 1, 0 not yet asked */
    uint32_t role_numbers[256];
    uint64_t role_calls[256];
    uint64_t findings;
    struct rt_account accounts[RT_KIND_COUNT];
    struct rt_block *blocks; /* everything that is accounted and lives, newest first */
    struct rt_map map;       /* the same by address */
    uint64_t watched_low, watched_bytes; /* all records of which reads are told lie there */

    uint64_t sites[RT_SITES_MAX]; /* stacks that allocate, in the order in which they first did */
    uint32_t site_count;
    uint32_t faults_injected;

    struct rt_note *notes; /* what was not simulated, with counts */
    struct rt_seen *seen;  /* findings already told */

    struct rt_ke *ke;
    struct rt_ex *ex;
    struct rt_io *io;
    struct rt_cm *cm;
    struct rt_random uuids; /* ex: identifiers */
    void *process; /* ps: the system's, once it was asked for */
    struct rt_ndis *ndis;
    struct rt_wdf *wdf;
    struct rt_wfp *wfp;
    struct rt_flt *flt; /* once a filter is registered */
};

/* The process's only one: most DDIs have no argument that leads to it. */
struct rt *rt_get(void);
/* Makes it ready; after rt_sched_start. */
void rt_begin(const struct rt_options *o);
/* Summary records: counts, accounts, what was not simulated. */
void rt_summary(void);

/* ---- brackets ---------------------------------------------------------------------------------------- */

/* False: the monitor says that the call must not be done. */
bool rt_enter(struct rt_frame *f, const struct rt_ddi *ddi, const uint64_t *arguments, uint32_t count, const void *from,
              const void *stack);
void rt_leave(struct rt_frame *f, uint64_t result);
void rt_callback_enter(struct rt_frame *f, const struct rt_role *role, uint8_t irql, const void *instance,
                       const void *function, const uint64_t *arguments, uint32_t count);
void rt_callback_leave(struct rt_frame *f, uint64_t result);

#define RT_EXPORT __attribute__((visibility("default")))

#define RT_NTH(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, ...) o
#define RT_COUNT(...) RT_NTH(__VA_ARGS__, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define RT_W1(a) RT_WORD(a)
#define RT_W2(a, ...) RT_WORD(a), RT_W1(__VA_ARGS__)
#define RT_W3(a, ...) RT_WORD(a), RT_W2(__VA_ARGS__)
#define RT_W4(a, ...) RT_WORD(a), RT_W3(__VA_ARGS__)
#define RT_W5(a, ...) RT_WORD(a), RT_W4(__VA_ARGS__)
#define RT_W6(a, ...) RT_WORD(a), RT_W5(__VA_ARGS__)
#define RT_W7(a, ...) RT_WORD(a), RT_W6(__VA_ARGS__)
#define RT_W8(a, ...) RT_WORD(a), RT_W7(__VA_ARGS__)
#define RT_W9(a, ...) RT_WORD(a), RT_W8(__VA_ARGS__)
#define RT_W10(a, ...) RT_WORD(a), RT_W9(__VA_ARGS__)
#define RT_W11(a, ...) RT_WORD(a), RT_W10(__VA_ARGS__)
#define RT_W12(a, ...) RT_WORD(a), RT_W11(__VA_ARGS__)
#define RT_W13(a, ...) RT_WORD(a), RT_W12(__VA_ARGS__)
#define RT_W14(a, ...) RT_WORD(a), RT_W13(__VA_ARGS__)
#define RT_PASTE_(a, b) a##b
#define RT_PASTE(a, b) RT_PASTE_(a, b)
#define RT_WORDS(...) RT_PASTE(RT_W, RT_COUNT(__VA_ARGS__))(__VA_ARGS__)

#define RT_DDI_BEGIN_(name, ...)                                                                                       \
    static const struct rt_ddi rt_ddi_ __attribute__((section("rt_ddis"), used)) = {#name};                            \
    struct rt_frame rt_frame_;                                                                                         \
    const uint64_t rt_words_[] = {__VA_ARGS__};                                                                        \
    const bool rt_go_ = rt_enter(&rt_frame_, &rt_ddi_, rt_words_, sizeof rt_words_ / sizeof *rt_words_,                \
                                 __builtin_return_address(0), __builtin_frame_address(0))

/* The first statement of a DDI. `failure` is what it returns where it is not done. */
#define RT_DDI(name, failure, ...)                                                                                     \
    RT_DDI_BEGIN_(name, RT_WORDS(__VA_ARGS__));                                                                        \
    if (!rt_go_)                                                                                                       \
    RT_RETURN(failure)
#define RT_DDI_VOID(name, ...)                                                                                         \
    RT_DDI_BEGIN_(name, RT_WORDS(__VA_ARGS__));                                                                        \
    if (!rt_go_)                                                                                                       \
    RT_RETURN_VOID()
/* The same for one without arguments. */
#define RT_DDI0(name, failure)                                                                                         \
    static const struct rt_ddi rt_ddi_ __attribute__((section("rt_ddis"), used)) = {#name};                            \
    struct rt_frame rt_frame_;                                                                                         \
    if (!rt_enter(&rt_frame_, &rt_ddi_, NULL, 0, __builtin_return_address(0), __builtin_frame_address(0)))             \
    RT_RETURN(failure)

#define RT_RETURN(value)                                                                                               \
    do {                                                                                                               \
        __auto_type rt_result_ = (value);                                                                              \
        rt_leave(&rt_frame_, RT_WORD(rt_result_));                                                                     \
        return rt_result_;                                                                                             \
    } while (0)
#define RT_RETURN_VOID()                                                                                               \
    do {                                                                                                               \
        rt_leave(&rt_frame_, 0);                                                                                       \
        return;                                                                                                        \
    } while (0)

/* Calls a function of the driver. `instance`: the filter module (0: the driver as a whole). */
#define RT_CALLBACK_VOID(name, irql, instance, function, ...)                                                          \
    do {                                                                                                               \
        static const struct rt_role rt_role_ __attribute__((section("rt_roles"), used)) = {name};                      \
        RT_CALLBACK_VOID_AS(&rt_role_, irql, instance, function, __VA_ARGS__);                                         \
    } while (0)
/* The same where the role is not the same each time. */
#define RT_CALLBACK_VOID_AS(role, irql, instance, function, ...)                                                       \
    do {                                                                                                               \
        struct rt_frame rt_called_;                                                                                    \
        const uint64_t rt_passed_[] = {RT_WORDS(__VA_ARGS__)};                                                         \
        rt_callback_enter(&rt_called_, role, irql, instance, (const void *)(uintptr_t)(function), rt_passed_,          \
                          sizeof rt_passed_ / sizeof *rt_passed_);                                                     \
        (function)(__VA_ARGS__);                                                                                       \
        rt_callback_leave(&rt_called_, 0);                                                                             \
    } while (0)
/* Of a function with a result: the value is that. */
#define RT_CALLBACK(name, irql, instance, function, ...) RT_CALLBACK_THEN(name, irql, instance, (void)0, function, __VA_ARGS__)
/* The same; `then` is done when the function has returned, before the monitor takes its result for a change of state. */
#define RT_CALLBACK_THEN(name, irql, instance, then, function, ...)                                                    \
    __extension__({                                                                                                    \
        static const struct rt_role rt_role_ __attribute__((section("rt_roles"), used)) = {name};                      \
        RT_CALLBACK_AS(&rt_role_, irql, instance, then, function, __VA_ARGS__);                                        \
    })
#define RT_CALLBACK_AS(role, irql, instance, then, function, ...)                                                      \
    __extension__({                                                                                                    \
        struct rt_frame rt_called_;                                                                                    \
        const uint64_t rt_passed_[] = {RT_WORDS(__VA_ARGS__)};                                                         \
        rt_callback_enter(&rt_called_, role, irql, instance, (const void *)(uintptr_t)(function), rt_passed_,          \
                          sizeof rt_passed_ / sizeof *rt_passed_);                                                     \
        __auto_type rt_value_ = (function)(__VA_ARGS__);                                                               \
        then;                                                                                                          \
        rt_callback_leave(&rt_called_, RT_WORD(rt_value_));                                                            \
        rt_value_;                                                                                                     \
    })

/* ---- what DDIs ask and tell ------------------------------------------------------------------------------ */

/* Whether the allocation that the driver's call asks for is to fail. */
bool rt_fails(void);
/* The argument or behaviour is taken and ignored. A literal: "NdisRegisterDeviceEx: DefaultSDDLString". */
#define RT_NOT_SIMULATED(when, text) ((when) ? rt_not_simulated(text) : (void)0)
void rt_not_simulated(const char *text);
/* A finding at the driver's current call (or callback). Told once per rule, text and place. */
void rt_report(const char *rule, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, after which the run cannot go on. */
_Noreturn void rt_report_and_stop(const char *rule, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A monitor has told of the rule at this place, in the rule's own words: the host does not repeat it. */
void rt_told(const char *rule, const void *place);
/* The driver's current place: return address of its innermost call. */
const void *rt_place(void);
/* All threads wait for each other. */
_Noreturn void rt_deadlock(void);

/* ---- accounts --------------------------------------------------------------------------------------------- */

/*
 * A block is memory that the driver was given, or that stands for something it was given. It knows its kind and who
 * asked for it, so that what is left at the end can be told. Its head stands elsewhere: the memory is guarded on both
 * sides, and an address that the driver passes is looked up and never trusted.
 */
struct rt_block {
    struct rt_block *next, *previous;
    void *memory;
    size_t size;
    enum rt_kind kind;
    uint32_t tag;
    const void *place; /* where the driver asked for it; NULL: the host did */
    void *owner;       /* of the kind's own use: the pool of a list */
};

/* Memory that is accounted, filled with a pattern; or zeroed. */
void *rt_block_new(enum rt_kind kind, size_t size, uint32_t tag);
void *rt_block_new_zeroed(enum rt_kind kind, size_t size, uint32_t tag);
/* The block that begins at `memory` and is of this kind; else NULL. */
struct rt_block *rt_block_of(const void *memory, enum rt_kind kind);
/* Of any kind. */
struct rt_block *rt_block_at(const void *memory);
/* Memory that the driver will see and that is not accounted: whatever the monitor knew at its address is over. */
void *rt_fresh(size_t size);
void *rt_fresh_zeroed(size_t size);
/* What the monitor knows of the block that begins there is over, and the block lives. */
void rt_block_renew(const void *memory);
/* `memory` is a record of this C type that the host has made for the driver (a literal), until it is anything else: the driver's reads of it are
   told to the monitor where a rule asks about such. */
void rt_record_of(const char *type, const void *memory, size_t size);
/* Frees block and memory. */
void rt_block_free(struct rt_block *b);
const char *rt_kind_name(enum rt_kind k);
/* Reports each block that lives, as run-left-over. */
void rt_blocks_left(void);
/* "abcd" of a tag. */
void rt_tag_text(uint32_t tag, char text[5]);

#endif
