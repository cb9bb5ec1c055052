/*
 * os: what the host takes from Linux. The only layer that is compiled against the C library; all others see mingw-w64's
 * DDK headers and this one (the two sets of headers do not mix).
 *
 *   memory.c   memory of the driver and of the host, with poison and quarantine
 *   sched.c    threads, of which one runs at a time; virtual time
 *   stack.c    the driver's part of the current call stack
 *   record.c   records to the parent process: one line of JSON each
 *   crash.c    signals
 *
 * Threads. The driver's threads are real ones, but only the one that has the turn runs. The turn passes at calls into
 * the host (rt_point) and where a thread waits, to a thread that the seed chooses. So a run is the same each time for
 * the same driver, scenario and seed; a state in which all wait for each other is seen at once; and the host itself
 * needs no locks. What the driver's threads may do to each other, they do all the same: between any two calls of the
 * host any other thread may run. ThreadSanitizer is not shown the turn, but the driver's own synchronisation
 * (rt_happens_*), and so it finds what is not synchronised although it never happens at the same time.
 *
 * Time is virtual. It stands still but for a little with each call, and jumps to the next deadline when all threads
 * wait, or when the seed says so: a timer of five seconds fires at once, or in the middle of something.
 */
#ifndef RT_OS_H
#define RT_OS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rt_frame; /* rt.h: the innermost call or callback of a thread */

/* ---- memory ----------------------------------------------------------------------------------- */

/* `size` bytes, aligned to 16, filled with a pattern that no valid pointer has; never NULL. */
void *rt_memory_new(size_t size);
/* The same, zeroed. */
void *rt_memory_new_zeroed(size_t size);
/* Poisons the bytes and keeps them from being used again for a while; with AddressSanitizer that is its own work.
   NULL is fine. */
void rt_memory_free(void *memory, size_t size);
/* The same at once, for what the driver never saw: neither poison nor waiting. NULL is fine. */
void rt_memory_drop(void *memory);
/* The number of bytes of freed memory that somebody wrote to meanwhile, since it was last asked. */
size_t rt_memory_written_after_free(void);

void rt_copy(void *to, const void *from, size_t size);
void rt_fill(void *to, int byte, size_t size);
bool rt_same(const char *a, const char *b);
char *rt_duplicate(const char *text); /* for the life of the process */
/* printf's formats, those of C. */
void rt_format(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- random numbers: one sequence per seed ------------------------------------------------------- */

struct rt_random {
    uint64_t state;
};
void rt_random_seed(struct rt_random *r, uint64_t seed);
uint64_t rt_random_next(struct rt_random *r);
/* From 0 to bound-1; bound is at least 1. */
uint32_t rt_random_below(struct rt_random *r, uint32_t bound);

/* ---- threads and time ------------------------------------------------------------------------------ */

enum { RT_THREADS_MAX = 64 };
enum rt_thread_state { RT_THREAD_READY, RT_THREAD_WAITING, RT_THREAD_DONE };

#define RT_FOREVER UINT64_MAX
#define RT_MILLISECOND UINT64_C(1000000) /* virtual time is in nanoseconds */

struct rt_thread {
    uint32_t number; /* from 1 */
    const char *name;
    enum rt_thread_state state;
    bool serves;        /* the system's: that it waits for ever is no fault of the driver */
    const void *key;    /* what it waits for; any address */
    const char *reason; /* the same in words */
    uint64_t deadline;
    bool timed_out;
    uint32_t turn;      /* futex: not 0 when it may run */
    uint8_t irql;
    bool unseen;         /* rt_unseen */
    uint32_t spin_locks; /* held */
    struct rt_frame *frame;
    uint64_t since;      /* when the outermost callback began */
    const char *stack_low, *stack_high;
    void (*routine)(void *argument);
    void *argument;
    void *object; /* ps: the thread's object, where it has one */
    void *top_level; /* io: IoSetTopLevelIrp */
};

/* Sets up the calling thread as the first one. `mean` is how many calls pass between two changes of thread on
   average; 0: none but where a thread waits. `deadlock` is called, and does not return, when all threads wait for each
   other. */
void rt_sched_start(uint64_t seed, uint32_t mean, void (*deadlock)(void));
/* A new thread, ready to run; name and argument are kept. NULL where there are RT_THREADS_MAX. */
struct rt_thread *rt_thread_start(const char *name, bool serves, void (*routine)(void *), void *argument);
/* Waits for its end. */
void rt_thread_join(struct rt_thread *t);
/* The one that runs. */
struct rt_thread *rt_thread_current(void);
struct rt_thread *rt_thread_number(uint32_t number); /* NULL where there is none */
uint32_t rt_thread_count(void);
/* The running thread ends here. */
_Noreturn void rt_thread_exit(void);

/* Another thread may run. */
void rt_point(void);
/* Waits until rt_wake(key), or until the virtual time `deadline`: then false. The caller looks again at what it
   waited for, as others may have run. `reason` is a literal ("a spin lock"). */
bool rt_wait(const void *key, uint64_t deadline, const char *reason);
/* All who wait for the key may run. */
void rt_wake(const void *key);
uint64_t rt_now(void);
/* What ThreadSanitizer is to know: all before rt_happens_before(x) happened before all after a later
   rt_happens_after(x). Nothing without it. */
void rt_happens_before(const void *x);
void rt_happens_after(const void *x);
/* What the running thread reads and writes from here on is the host's: ThreadSanitizer does not look, as nothing that it
   sees orders the host's own data. */
void rt_unseen(bool unseen);

/* ---- the driver's file, the call stack -------------------------------------------------------------- */

/* Loads the driver. NULL with the reason in `why`, else the address of its entry. */
void *rt_driver_load(const char *path, const char *entry, const char **why);
bool rt_in_driver(const void *address);
/* The driver's code, which may be read. */
const void *rt_driver_code(size_t *size);
/* Whether the address lies in a variable of the driver: static, or on the stack of any thread. */
bool rt_is_variable(uint64_t address);
bool rt_is_on_stack(uint64_t address);
/* The return addresses in the driver above `frame` (__builtin_frame_address(0) of a function that the driver called),
   innermost first. */
uint32_t rt_stack(const void *frame, const void **addresses, uint32_t max);
/* The same hash for the same list of addresses of the driver, whatever it was loaded to. */
uint64_t rt_stack_hash(const void *const *addresses, uint32_t count);

/* ---- records ---------------------------------------------------------------------------------------- */

/* Where records go; before that they are dropped. */
void rt_record_open(int file);
/* The stream, for rt_monitor_write_json. */
void *rt_record_stream(void);
/* A stream for the events of the run. What happened before a crash is there, and of a run that had to be killed all but its last
   second. NULL where the file cannot be written, or `path` is NULL. It stays open. */
void *rt_trace_open(const char *path);
void rt_record_count(const char *name, uint64_t value);
void rt_record_text(const char *record, const char *text);
/* A record with an empty place for more: {"record":"NAME"; the caller adds members by rt_record_member_* and ends it. */
void rt_record_begin(const char *record);
void rt_record_member(const char *name, const char *text);
void rt_record_number(const char *name, uint64_t value);
void rt_record_stack(const char *name, const void *const *addresses, uint32_t count);
void rt_record_end(void);
/* Where the driver was loaded to. */
void rt_record_driver(void);

/* ---- frames of files (frames.c) ------------------------------------------------------------------------ */

/* Where frames come from and go to; each may be NULL. False where a file cannot be opened. */
bool rt_frames_open(const char *in, const char *out);
/* The next frame of the file, and after the last the first; false where there is no file. The bytes stay where they are. */
bool rt_frames_next(const unsigned char **frame, uint32_t *size);
/* Whether frames go to a file. Then: a frame of `size` bytes begins now; its bytes, piece by piece; all of it is in the file. */
bool rt_frames_wanted(void);
void rt_frame_begin(uint32_t size);
void rt_frame_add(const void *bytes, uint32_t size);
void rt_frames_flush(void);

/* ---- the end ------------------------------------------------------------------------------------------ */

/* Signals of a broken driver become records with a stack ("crash"), and a driver that calls nothing for `seconds` too
   ("hang"); then the process ends. */
void rt_crash_watch(uint32_t seconds);
/* Copies memory that may not be there; false where it is not. After rt_crash_watch. */
bool rt_probe(uint64_t address, void *to, size_t size);
/* Ends the process at once: after a violation that leaves nothing to go on with. */
_Noreturn void rt_stop(int code);
/* Seconds of the processor's and of real time since the start, for figures. */
double rt_seconds(void);

#endif
