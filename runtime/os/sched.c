/*
 * Threads of which one runs at a time. The turn is a futex in each thread: who gives it away sets the other's, wakes
 * it and sleeps on its own. It is made of plain system calls and of atomics in code that is never instrumented, so that
 * ThreadSanitizer takes no order from it.
 */
#include "state.h"

#include <linux/futex.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CALL_COST 200u          /* nanoseconds of virtual time that a call into the host takes */
#define JUMPS_ONE_IN 4096u      /* changes of thread after which time jumps to the next deadline although somebody could run */

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

extern void AnnotateIgnoreReadsBegin(const char *file, int line) __attribute__((weak));
extern void AnnotateIgnoreReadsEnd(const char *file, int line) __attribute__((weak));
extern void AnnotateIgnoreWritesBegin(const char *file, int line) __attribute__((weak));
extern void AnnotateIgnoreWritesEnd(const char *file, int line) __attribute__((weak));

struct rt_os *rt_os(void)
{
    static struct rt_os instance;
    return &instance;
}

void rt_happens_before(const void *x)
{
    if (__tsan_release)
        __tsan_release((void *)(uintptr_t)x);
}

void rt_happens_after(const void *x)
{
    if (__tsan_acquire)
        __tsan_acquire((void *)(uintptr_t)x);
}

void rt_unseen(bool unseen)
{
    struct rt_thread *t = rt_os()->current;
    if (!AnnotateIgnoreReadsBegin || !t || t->unseen == unseen)
        return;
    t->unseen = unseen;
    if (unseen) {
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    } else {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
}

/* ---- the turn ---------------------------------------------------------------------------------------- */

static void give(struct rt_thread *t)
{
    __atomic_store_n(&t->turn, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &t->turn, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void take(struct rt_thread *t)
{
    while (!__atomic_load_n(&t->turn, __ATOMIC_ACQUIRE))
        syscall(SYS_futex, &t->turn, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    __atomic_store_n(&t->turn, 0, __ATOMIC_RELAXED);
}

static void change_to(struct rt_os *os, struct rt_thread *t)
{
    struct rt_thread *self = os->current;
    if (t == self)
        return;
    os->switches++;
    os->current = t;
    bool ends = self->state == RT_THREAD_DONE;
    give(t);
    if (!ends)
        take(self);
}

/* ---- who is next --------------------------------------------------------------------------------------- */

static struct rt_thread *choose(struct rt_os *os)
{
    uint32_t ready = 0;
    for (uint32_t i = 1; i <= os->thread_count; i++)
        ready += os->threads[i].state == RT_THREAD_READY;
    if (!ready)
        return NULL;
    uint32_t nth = rt_random_below(&os->random, ready);
    for (uint32_t i = 1;; i++)
        if (os->threads[i].state == RT_THREAD_READY && nth-- == 0)
            return &os->threads[i];
}

/* Lets the time jump to the next deadline, and all run who waited for it. False where nobody has one. */
static bool jump(struct rt_os *os)
{
    uint64_t next = RT_FOREVER;
    for (uint32_t i = 1; i <= os->thread_count; i++)
        if (os->threads[i].state == RT_THREAD_WAITING && os->threads[i].deadline < next)
            next = os->threads[i].deadline;
    if (next == RT_FOREVER)
        return false;
    if (next > os->now)
        os->now = next;
    for (uint32_t i = 1; i <= os->thread_count; i++) {
        struct rt_thread *t = &os->threads[i];
        if (t->state == RT_THREAD_WAITING && t->deadline <= os->now) {
            t->state = RT_THREAD_READY;
            t->timed_out = true;
        }
    }
    return true;
}

static void renew_quantum(struct rt_os *os) { os->quantum = os->mean ? 1 + rt_random_below(&os->random, 2 * os->mean) : UINT32_MAX; }

/* The running thread cannot go on: another one does. */
static void pass_on(struct rt_os *os)
{
    struct rt_thread *t = choose(os);
    while (!t) {
        if (!jump(os))
            os->deadlock(); /* does not return */
        t = choose(os);
    }
    renew_quantum(os);
    change_to(os, t);
}

void rt_point(void)
{
    struct rt_os *os = rt_os();
    os->now += CALL_COST;
    os->calls++;
    if (--os->quantum > 0)
        return;
    renew_quantum(os);
    if (os->mean && rt_random_below(&os->random, JUMPS_ONE_IN) == 0)
        jump(os);
    change_to(os, choose(os));
}

bool rt_wait(const void *key, uint64_t deadline, const char *reason)
{
    struct rt_os *os = rt_os();
    struct rt_thread *t = os->current;
    os->calls++;
    t->state = RT_THREAD_WAITING;
    t->key = key;
    t->reason = reason;
    t->deadline = deadline;
    t->timed_out = false;
    pass_on(os);
    t->key = NULL;
    t->reason = NULL;
    return !t->timed_out;
}

void rt_wake(const void *key)
{
    struct rt_os *os = rt_os();
    for (uint32_t i = 1; i <= os->thread_count; i++)
        if (os->threads[i].state == RT_THREAD_WAITING && os->threads[i].key == key)
            os->threads[i].state = RT_THREAD_READY;
}

uint64_t rt_now(void) { return rt_os()->now; }

/* ---- threads -------------------------------------------------------------------------------------------- */

static void note_stack(struct rt_thread *t)
{
    pthread_attr_t a;
    void *low = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &a) == 0) {
        pthread_attr_getstack(&a, &low, &size);
        pthread_attr_destroy(&a);
    }
    t->stack_low = low;
    t->stack_high = (const char *)low + size;
}

void rt_sched_start(uint64_t seed, uint32_t mean, void (*deadlock)(void))
{
    struct rt_os *os = rt_os();
    clock_gettime(CLOCK_MONOTONIC, &os->started);
    rt_random_seed(&os->random, seed);
    os->mean = mean;
    os->deadlock = deadlock;
    os->now = 1000 * RT_MILLISECOND; /* a system that is up for a second */
    renew_quantum(os);
    struct rt_thread *t = &os->threads[++os->thread_count];
    *t = (struct rt_thread){.number = os->thread_count, .name = "main", .deadline = RT_FOREVER};
    note_stack(t);
    os->current = t;
    rt_unseen(true);
}

static void *run(void *argument)
{
    struct rt_thread *t = argument;
    take(t);
    rt_unseen(true);
    note_stack(t);
    t->routine(t->argument);
    rt_thread_exit();
}

/* A number that no thread has: of one that ended, or a new one. */
static struct rt_thread *free_slot(struct rt_os *os)
{
    for (uint32_t i = 2; i <= os->thread_count; i++)
        if (os->threads[i].state == RT_THREAD_DONE && !os->threads[i].name)
            return &os->threads[i];
    return os->thread_count < RT_THREADS_MAX ? &os->threads[++os->thread_count] : NULL;
}

struct rt_thread *rt_thread_start(const char *name, bool serves, void (*routine)(void *), void *argument)
{
    struct rt_os *os = rt_os();
    struct rt_thread *t = free_slot(os);
    if (!t)
        return NULL;
    *t = (struct rt_thread){.number = (uint32_t)(t - os->threads),
                            .name = name,
                            .serves = serves,
                            .deadline = RT_FOREVER,
                            .routine = routine,
                            .argument = argument};
    if (pthread_create(&os->handles[t->number], NULL, run, t) != 0) {
        t->state = RT_THREAD_DONE;
        t->name = NULL;
        return NULL;
    }
    return t;
}

void rt_thread_join(struct rt_thread *t)
{
    struct rt_os *os = rt_os();
    while (t->state != RT_THREAD_DONE)
        rt_wait(t, RT_FOREVER, "the end of a thread");
    pthread_join(os->handles[t->number], NULL);
    t->name = NULL; /* the slot is free */
}

_Noreturn void rt_thread_exit(void)
{
    struct rt_os *os = rt_os();
    struct rt_thread *t = os->current;
    rt_unseen(false);
    t->state = RT_THREAD_DONE;
    rt_wake(t);
    pass_on(os);
    pthread_exit(NULL);
}

struct rt_thread *rt_thread_current(void) { return rt_os()->current; }
uint32_t rt_thread_count(void) { return rt_os()->thread_count; }

struct rt_thread *rt_thread_number(uint32_t number)
{
    struct rt_os *os = rt_os();
    return number && number <= os->thread_count && os->threads[number].name ? &os->threads[number] : NULL;
}

double rt_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct timespec from = rt_os()->started;
    return (double)(now.tv_sec - from.tv_sec) + (double)(now.tv_nsec - from.tv_nsec) / 1e9;
}
