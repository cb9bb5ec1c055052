/* state: what the os layer keeps for the process. Only its own files see it. */
#ifndef RT_OS_STATE_H
#define RT_OS_STATE_H

#include "os.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum {
    RT_QUARANTINE = 4096, /* pieces of freed memory that wait, where AddressSanitizer does not do it */
    RT_SPARE_STEP = 16,   /* what is kept for the next piece is kept by size, in steps of bytes, up to 2 KiB: a frame and its headers */
    RT_SPARE_CLASSES = 129
};

struct rt_spare;

struct rt_freed {
    void *memory;
    size_t size;
};

/* What the driver names and the host does not have, where it may be a variable: a page of the driver's file, made inaccessible
   (analyzer/run/driver.c). */
#define RT_STAND_IN 4096

struct rt_stand_in {
    const char *name;
    void *at;
};

struct rt_os {
    struct rt_thread threads[RT_THREADS_MAX + 1]; /* by number; 0 is nobody */
    pthread_t handles[RT_THREADS_MAX + 1];
    uint32_t thread_count; /* numbers given out */
    struct rt_thread *current;
    struct rt_random random;
    uint32_t mean, quantum;
    uint64_t now;
    uint64_t switches;
    volatile uint64_t calls; /* into the host: the watcher sees that they go on */
    void (*deadlock)(void);

    struct rt_freed freed[RT_QUARANTINE];
    size_t freed_next, written_after_free;
    struct rt_spare *spare[RT_SPARE_CLASSES];

    const char *base;                   /* where its file begins in memory */
    const char *code_low, *code_high; /* the driver's file in memory */
    const char *data_low, *data_high; /* its variables */
    const struct rt_stand_in *stand_ins; /* a NULL name ends them; or NULL */

    FILE *records, *trace;
    unsigned char *frames; /* of a file: length, bytes, length ... */
    size_t frames_size, frames_at;
    FILE *frames_out;
    struct timespec started;
};

/* What was written to the trace is in its file: before the process ends, whoever ends it. */
void rt_trace_flush(void);

/* The one instance of the process: signal handlers and DDIs have no argument that could lead to it. */
struct rt_os *rt_os(void);

#endif
