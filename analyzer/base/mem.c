/* Memory that never fails to be had, arenas, growable arrays. */
#include "base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Large enough that a translation unit takes few chunks, small enough for a report. */
#define ARENA_CHUNK_SIZE ((size_t)64 << 10)

/* An arena that has grown takes chunks as large as the system's large pages: with the usual ones each 4 KiB cost a page fault. With malloc's
   own word they fill one, so that those which lie side by side leave no holes: touching a hole's end would take a page for nothing. */
#define ARENA_LARGE_CHUNK (((size_t)2 << 20) - 2 * sizeof(size_t))

struct arena_chunk {
    struct arena_chunk *next;
    _Alignas(max_align_t) char data[];
};

#ifdef __SANITIZE_ADDRESS__
/*
 * What AddressSanitizer goes by where ASAN_OPTIONS says nothing else. On processors with little state to save, LLVM puts a larger signal
 * stack in the place of the sanitizer's, which then cannot unmap it when the thread ends; and where libclang is loaded late, the leak
 * check reads thread-local storage at a guessed place.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "use_sigaltstack=0:intercept_tls_get_addr=0"; }
#endif

_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
{
    va_list args;
    fprintf(stderr, "ddicheck: internal error at %s:%d: ", file, line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputs("\nThis is a bug in ddicheck; please report it with the input that shows it.\n", stderr);
    abort();
}

static void *or_die(void *p)
{
    if (!p) {
        fputs("ddicheck: out of memory\n", stderr);
        exit(2);
    }
    return p;
}

void *mem_alloc(size_t size) { return or_die(malloc(size ? size : 1)); }
void *mem_zalloc(size_t size) { return or_die(calloc(1, size ? size : 1)); }
void *mem_realloc(void *old, size_t size) { return or_die(realloc(old, size ? size : 1)); }

char *mem_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(mem_alloc(n), s, n);
}

void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    if (count)
        qsort(items, count, size, compare);
}

void arena_init(struct arena *a) { *a = (struct arena){0}; }

void arena_release(struct arena *a)
{
    for (struct arena_chunk *c = a->chunks; c;) {
        struct arena_chunk *next = c->next;
        free(c);
        c = next;
    }
    arena_init(a);
}

/* A chunk with that much room, or somewhat more. */
static struct arena_chunk *chunk_new(struct arena *a, size_t size, size_t *room)
{
    if (a->total < ARENA_LARGE_CHUNK / 2 || size > ARENA_CHUNK_SIZE / 4) {
        *room = size > ARENA_CHUNK_SIZE / 4 ? size : ARENA_CHUNK_SIZE;
        return mem_alloc(sizeof(struct arena_chunk) + *room);
    }
    struct arena_chunk *c = mem_alloc(ARENA_LARGE_CHUNK);
#ifdef MADV_HUGEPAGE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)c & ~(page - 1), to = (uintptr_t)c + ARENA_LARGE_CHUNK;
    madvise((void *)from, to - from, MADV_HUGEPAGE); /* a hint: nothing changes without it */
#endif
    *room = ARENA_LARGE_CHUNK - sizeof *c;
    return c;
}

void *arena_alloc_raw(struct arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    size = (size + (size == 0) + align - 1) & ~(align - 1); /* distinct places even for nothing */
    a->total += size;
    if ((size_t)(a->end - a->at) < size) {
        size_t room;
        struct arena_chunk *c = chunk_new(a, size, &room);
        if (room == size && a->chunks) { /* a large block: keep filling the current chunk */
            c->next = a->chunks->next;
            a->chunks->next = c;
            return c->data;
        }
        c->next = a->chunks;
        a->chunks = c;
        a->at = c->data;
        a->end = c->data + room;
    }
    void *p = a->at;
    a->at += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size) { return memset(arena_alloc_raw(a, size), 0, size); }

struct arena_mark arena_mark(const struct arena *a) { return (struct arena_mark){a->chunks, a->at, a->end, a->total}; }

void arena_rewind(struct arena *a, struct arena_mark to)
{
    while (a->chunks != to.chunks) {
        struct arena_chunk *newest = a->chunks;
        a->chunks = newest->next;
        free(newest);
    }
    a->at = to.at;
    a->end = to.end;
    a->total = to.total;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    memcpy(copy, s, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s) { return arena_strndup(a, s, strlen(s)); }

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    ensure(n >= 0);
    char *text = arena_alloc(a, (size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, args);
    va_end(args);
    return text;
}

void *vec_grown_(void *items, uint32_t *capacity, uint32_t needed, size_t item_size)
{
    uint32_t grown = *capacity ? *capacity * 2 : 8;
    if (grown < needed)
        grown = needed;
    *capacity = grown;
    return mem_realloc(items, (size_t)grown * item_size);
}
