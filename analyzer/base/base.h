/*
 * base: what every other layer stands on, and nothing about drivers.
 *
 *   arena    memory by lifetime: everything of one session, translation unit,
 *            function or report is allocated from one arena and freed at once.
 *   vec      growable typed arrays (heap-allocated, owned by their holder).
 *   str      growable byte string, always NUL-terminated.
 *   intern   a set of strings; equal strings have equal 32-bit ids.
 *   diag     located diagnostics (file:line:col, text, caret), collected, not
 *            printed: the caller decides where they go.
 *   hash     XXH3 of bytes, for caches and fingerprints.
 *   file     reading a whole file; source lines of a file.
 *
 * Failures. bug() is for broken invariants and does not return. Out of memory
 * does not return either (mem_* and arena_* never return NULL). Everything else
 * returns an error and leaves one located diagnostic.
 */
#ifndef DDICHECK_BASE_H
#define DDICHECK_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- failures (mem.c) --------------------------------------------------- */

/* A broken invariant of ours: prints the place and the text, then aborts. */
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define ensure(cond) ((cond) ? (void)0 : bug("broken invariant: %s", #cond))

/* malloc family that never returns NULL; sizes in bytes; the caller frees. */
void *mem_alloc(size_t size);
void *mem_zalloc(size_t size);
void *mem_realloc(void *old, size_t size);
/* qsort, which takes no null pointer, for lists that may be empty. */
void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));
char *mem_strdup(const char *s);

/* ---- arena (mem.c) ------------------------------------------------------- */

struct arena_chunk;
struct arena {
    struct arena_chunk *chunks; /* newest first */
    char *at, *end;             /* free room of the newest chunk */
    size_t total;               /* bytes handed out since init, for statistics */
};

void arena_init(struct arena *a);
/* Frees all that was allocated from it; the arena can be used again. */
void arena_release(struct arena *a);
/* Zeroed memory, aligned for any object, valid until arena_release. */
void *arena_alloc(struct arena *a, size_t size);
/* The same, with anything in it: for what is written as a whole. */
void *arena_alloc_raw(struct arena *a, size_t size);
/* Gives back what was allocated since the mark was taken; none of it may be in use. */
struct arena_mark {
    struct arena_chunk *chunks;
    char *at, *end;
    size_t total;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark to);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_new_raw(a, type) ((type *)arena_alloc_raw((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

/* ---- vec ------------------------------------------------------------------ */

/*
 * struct { T *items; uint32_t count, capacity; } declared in place:
 *     VEC(int) numbers = {0};  vec_push(&numbers, 3);  vec_release(&numbers);
 */
#define VEC(T)                       \
    struct {                         \
        T *items;                    \
        uint32_t count, capacity;    \
    }
#define vec_grow(v, n)                                                                      \
    ((v)->capacity < (n)                                                                    \
         ? (void)((v)->items = vec_grown_((v)->items, &(v)->capacity, (n), sizeof *(v)->items)) \
         : (void)0)
#define vec_push(v, ...) (vec_grow((v), (v)->count + 1), (v)->items[(v)->count++] = (__VA_ARGS__))
#define vec_pop(v) ((v)->items[--(v)->count])
#define vec_last(v) ((v)->items[(v)->count - 1])
#define vec_clear(v) ((void)((v)->count = 0))
#define vec_release(v) (free((v)->items), (v)->items = NULL, (v)->count = (v)->capacity = 0)
void *vec_grown_(void *items, uint32_t *capacity, uint32_t needed, size_t item_size);

/* ---- str (str.c) ----------------------------------------------------------- */

struct str {
    char *text; /* NUL-terminated once anything was appended; NULL before */
    size_t length, capacity;
};

void str_append(struct str *s, const char *text);
void str_append_n(struct str *s, const char *text, size_t n);
void str_append_char(struct str *s, char c);
void str_printf(struct str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The text, "" where nothing was appended; valid until the next append. */
const char *str_text(const struct str *s);
void str_clear(struct str *s);
void str_release(struct str *s);
/* Hands the text to the caller, who frees it; s is empty afterwards. */
char *str_take(struct str *s);
/* Most names differ in their first letter. */
static inline bool str_equal(const char *a, const char *b) { return a[0] == b[0] && strcmp(a, b) == 0; }
bool str_starts_with(const char *text, const char *prefix);
bool str_ends_with(const char *text, const char *suffix);
/* Edit distance with insert, delete, replace, swap of neighbours = 1 each. */
unsigned str_distance(const char *a, const char *b);
/* Of `count` names the one nearest to `word`, or NULL where none is near enough to suggest. */
const char *str_nearest(const char *word, const char *const *names, size_t count);

/* ---- intern (intern.c) ------------------------------------------------------ */

/* Id 0 is the empty string. Ids are dense and stay valid until intern_release. */
struct intern;
struct intern *intern_new(void);
void intern_free(struct intern *in);
uint32_t intern_id(struct intern *in, const char *text);
uint32_t intern_id_n(struct intern *in, const char *text, size_t n);
/* Id of a string that is already there, or UINT32_MAX. */
uint32_t intern_find(const struct intern *in, const char *text);
const char *intern_text(const struct intern *in, uint32_t id);
uint32_t intern_count(const struct intern *in);

/* ---- diag (diag.c) ------------------------------------------------------------ */

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
const char *severity_name(enum severity s); /* "note", "warning", "error" */

struct diag {
    enum severity severity;
    const char *file;      /* NULL where none applies; arena of the list */
    uint32_t line, column; /* 1-based; 0 where none applies */
    uint32_t length;       /* width of the underlined text, at least 1 with a column */
    const char *text;      /* one sentence, without "error:" */
    const char *hint;      /* what to do about it, or NULL */
    const char *source_line; /* the line for the caret, or NULL */
};

/* Collected in order. Owned by whoever runs the pass; passes only add. */
struct diags {
    struct arena arena;
    VEC(struct diag) list;
    uint32_t errors, warnings;
};

void diags_init(struct diags *d);
void diags_release(struct diags *d);
/* Copies every string. Returns the new entry, so that hint and source_line can be set
   (with memory that lives as long as the list, e.g. arena_strdup(&d->arena, ...)). */
struct diag *diags_add(struct diags *d, enum severity severity, const char *file, uint32_t line,
                       uint32_t column, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* "file:line:col: error: text", then the source line with caret and the hint. */
void diags_print(const struct diags *d, FILE *out, enum severity at_least);
void diags_move(struct diags *to, const struct diags *from); /* appends copies */

/* ---- hash (hash.c) --------------------------------------------------------------- */

struct hash128 {
    uint64_t high, low;
};
uint64_t hash_bytes(const void *data, size_t size, uint64_t seed);
struct hash128 hash_bytes128(const void *data, size_t size);
/* 32 lower-case hexadecimal digits and a NUL. */
void hash128_format(struct hash128 h, char out[33]);
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9E3779B97F4A7C15u ^ (b + 0x632BE59BD9B4E019u + (a << 6) + (a >> 2));
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    return x ^ (x >> 32);
}

/* ---- file (file.c) ------------------------------------------------------------------ */

/* Files over this are refused with a message: no source or database of ours is larger. */
#define FILE_SIZE_LIMIT ((size_t)512 << 20)

/* Whole file, NUL-terminated, in memory that the caller frees. On failure NULL and errno set
   (EISDIR for a folder, EFBIG over FILE_SIZE_LIMIT). `size` may be NULL. */
char *file_read(const char *path, size_t *size);
/* Writes through a temporary name in the same folder and renames: all or nothing. A file that was there keeps its
   permissions. 0 or errno. */
int file_write(const char *path, const void *data, size_t size);
/* Makes the file where there is none, and locks it: alone, or together with others that do not ask to be alone. The lock is the system's
   and goes with who holds it; closing the number that is returned gives it back. -1 where it cannot be had: another has it (`wait` false), or
   the file cannot be made. Whoever has it alone may remove the file: those that wait then lock the next one. */
int file_lock(const char *path, bool alone, bool wait);
bool file_exists(const char *path);
bool folder_exists(const char *path);
/* mkdir -p. 0 or errno. */
int folder_make(const char *path);
/* Joins with '/', resolves "." and ".." and doubled '/' as text (no link is followed).
   An absolute `path` ignores `folder`. Memory of the arena. */
char *path_join(struct arena *a, const char *folder, const char *path);
/* The part behind the last '/'. Points into `path`. */
const char *path_base(const char *path);
char *path_folder(struct arena *a, const char *path);
/* `path` as seen from `root`, or `path` itself where it is not below it. */
const char *path_relative(const char *path, const char *root);

/* A source text with an index of its lines. */
struct source {
    char *text;
    size_t size;
    VEC(uint32_t) line_starts;
};
/* 0 or errno. */
int source_load(struct source *s, const char *path);
void source_init_text(struct source *s, const char *text, size_t size); /* copies */
void source_release(struct source *s);
/* Line `n` (1-based) without its line end; empty where there is none. Not NUL-terminated. */
const char *source_line(const struct source *s, uint32_t n, size_t *length);

#endif
