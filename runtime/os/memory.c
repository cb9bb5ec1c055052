/*
 * Memory. Each piece is the C library's own, so that AddressSanitizer guards its ends. Freed memory is filled with a
 * pattern and waits in a ring before it is given back; where the pattern changed meanwhile, somebody wrote to it.
 * AddressSanitizer has a quarantine of its own and knows who freed: with it there is no ring.
 */
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRESH 0xC5  /* 0xC5C5C5C5C5C5C5C5 is no address */
#define FREED 0xDD

extern void __asan_init(void) __attribute__((weak));

/* Whether the process was linked with AddressSanitizer: the host's own files are the same either way. */
static bool is_guarded(void) { return __asan_init != NULL; }

/* Exactly `size` bytes, that the first one behind them is guarded. */
static void *allocate(size_t size)
{
    void *memory = NULL;
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
    for (size_t i = 0; i < f->size; i++)
        os->written_after_free += bytes[i] != FREED;
    os->freed_bytes -= f->size;
    free(f->memory);
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
    os->freed_bytes += size;
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
