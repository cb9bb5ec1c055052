/*
 * Memory. Each piece is the C library's own, so that AddressSanitizer guards its ends. Freed memory is filled with a
 * pattern and waits in a ring before it is given back; where the pattern changed meanwhile, somebody wrote to it.
 * AddressSanitizer has a quarantine of its own and knows who freed: with it there is no ring.
 *
 * Without a sanitizer, what comes out of the ring is kept by size for the next piece: the C library is slow with pieces
 * that are freed long after they were made, by another thread.
 */
#include "state.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRESH 0xC5  /* 0xC5C5C5C5C5C5C5C5 is no address */
#define FREED 0xDD

extern void __asan_init(void) __attribute__((weak));
extern void __tsan_init(void) __attribute__((weak));

/* Whether the process was linked with AddressSanitizer: the host's own files are the same either way. */
static bool is_guarded(void) { return __asan_init != NULL; }

/* Whether a sanitizer must see each piece come and go. */
static bool is_watched(void) { return __asan_init != NULL || __tsan_init != NULL; }

/* ---- pieces by size, without a sanitizer ------------------------------------------------------------------ */

struct rt_spare {
    struct rt_spare *next;
};

/* A piece of a class has at least so many steps. */
static void *take_spare(size_t size)
{
    size_t class = (size + RT_SPARE_STEP - 1) / RT_SPARE_STEP;
    struct rt_spare *s = class < RT_SPARE_CLASSES ? rt_os()->spare[class] : NULL;
    if (s) {
        rt_os()->spare[class] = s->next;
        __builtin_prefetch(s->next); /* it was freed long ago */
    }
    return s;
}

/* What the C library says of its size is no word of the driver's. */
static void give_spare(void *memory)
{
    size_t class = is_watched() ? RT_SPARE_CLASSES : malloc_usable_size(memory) / RT_SPARE_STEP;
    if (class >= RT_SPARE_CLASSES) {
        free(memory);
        return;
    }
    struct rt_spare *s = memory;
    s->next = rt_os()->spare[class];
    rt_os()->spare[class] = s;
}

/* Exactly `size` bytes, that the first one behind them is guarded. */
static void *allocate(size_t size)
{
    void *memory = take_spare(size);
    if (memory)
        return memory;
    if (posix_memalign(&memory, 16, size ? size : 1) != 0) {
        fputs("ddicheck host: out of memory\n", stderr);
        rt_stop(2);
    }
    return memory;
}

void *rt_memory_new(size_t size)
{
    void *memory = allocate(size);
    memset(memory, FRESH, size);
    return memory;
}

void *rt_memory_new_zeroed(size_t size)
{
    void *memory = allocate(size);
    memset(memory, 0, size);
    return memory;
}

static void release(struct rt_os *os, struct rt_freed *f)
{
    const unsigned char *bytes = f->memory;
    if (f->size && (bytes[0] != FREED || memcmp(bytes, bytes + 1, f->size - 1) != 0)) /* not all alike: how many */
        for (size_t i = 0; i < f->size; i++)
            os->written_after_free += bytes[i] != FREED;
    give_spare(f->memory);
    f->memory = NULL;
}

void rt_memory_free(void *memory, size_t size)
{
    struct rt_os *os = rt_os();
    if (!memory || is_guarded()) {
        free(memory);
        return;
    }
    memset(memory, FREED, size);
    struct rt_freed *slot = &os->freed[os->freed_next++ % RT_QUARANTINE];
    if (slot->memory)
        release(os, slot);
    *slot = (struct rt_freed){memory, size};
    __builtin_prefetch(os->freed[os->freed_next % RT_QUARANTINE].memory);
}

void rt_memory_drop(void *memory)
{
    if (memory)
        give_spare(memory);
}

size_t rt_memory_written_after_free(void)
{
    struct rt_os *os = rt_os();
    for (size_t i = 0; i < RT_QUARANTINE; i++)
        if (os->freed[i].memory)
            release(os, &os->freed[i]);
    size_t written = os->written_after_free;
    os->written_after_free = 0;
    return written;
}

void rt_copy(void *to, const void *from, size_t size)
{
    if (size)
        memmove(to, from, size);
}

void rt_fill(void *to, int byte, size_t size)
{
    if (size)
        memset(to, byte, size);
}

bool rt_same(const char *a, const char *b) { return strcmp(a, b) == 0; }

char *rt_duplicate(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        rt_stop(2);
    return copy;
}

void rt_format(char *to, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(to, size, format, arguments);
    va_end(arguments);
}

/* xorshift64*; the seed goes through splitmix64, so that 1, 2, 3 are far apart. */
void rt_random_seed(struct rt_random *r, uint64_t seed)
{
    uint64_t z = seed + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    r->state = (z ^ (z >> 31)) | 1;
}

uint64_t rt_random_next(struct rt_random *r)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return r->state * UINT64_C(0x2545F4914F6CDD1D);
}

uint32_t rt_random_below(struct rt_random *r, uint32_t bound)
{
    return (uint32_t)(((rt_random_next(r) >> 32) * bound) >> 32);
}
