/*
 * ke: IRQL, spin locks, dispatcher objects, timers and DPCs.
 *
 * The IRQL belongs to the running thread: each thread is a processor of its own, so what runs at DISPATCH_LEVEL is never
 * interrupted on its own thread, and may run beside any other, as on a machine with many processors.
 *
 * A spin lock holds the number of the thread that has it. An event's, mutex's or semaphore's state is where the DDK
 * keeps it (Header.SignalState), so that a driver that copies or frees one does to it what it would do there.
 *
 * One thread of the system runs expired timers and queued DPCs, in the order in which they are due, at DISPATCH_LEVEL.
 */
#ifndef RT_KE_H
#define RT_KE_H

#include "../rt/ddk.h"

/* Makes the DPC thread. */
void rt_ke_start(void);
/* After the driver has been unloaded: reports timers that are still set and DPCs that are queued. */
void rt_ke_end(void);

/* ke_spinlock.c. `lock` is the driver's or ours; where the driver's thread has it already, that is reported and the run
   ends, as a processor would spin for ever. */
void rt_spin_acquire(KSPIN_LOCK *lock);
void rt_spin_release(KSPIN_LOCK *lock);

/* ke_irql.c */
KIRQL rt_irql(void);
KIRQL rt_irql_raise(KIRQL to);
void rt_irql_lower(KIRQL to);
/* Reports a call that waits at DISPATCH_LEVEL. */
void rt_may_wait(const char *name);

/* ke_wait.c: an event as KEVENT's header has it. */
void rt_event_set(PRKEVENT event);
bool rt_event_wait(PRKEVENT event, uint64_t deadline, const char *reason);
/* A deadline of the DDK's form: negative is relative, in 100 ns; NULL for ever. */
uint64_t rt_deadline(const LARGE_INTEGER *timeout);
uint64_t rt_deadline_in(uint64_t nanoseconds);
/* System time in 100 ns since 1601. */
uint64_t rt_system_time(void);

/*
 * ke_timer.c: the system's list of what is due. `run` is called on the DPC thread at DISPATCH_LEVEL, and again every
 * `period` nanoseconds where that is not 0. Memory is the caller's.
 */
struct rt_due {
    struct rt_due *next; /* by time */
    uint64_t at, period;
    void (*run)(struct rt_due *due);
    bool set, runs;
};
/* True where it was set already. */
bool rt_due_set(struct rt_due *due, uint64_t at, uint64_t period);
bool rt_due_cancel(struct rt_due *due);
/* Waits until what runs has ended. */
void rt_due_flush(struct rt_due *due);

#endif
