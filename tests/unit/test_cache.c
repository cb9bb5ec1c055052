/* The cache: what is kept, when it counts, and that damage does no harm. */
#include "cache/cache.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world {
    struct arena a;
    const char *folder, *source, *header;
    struct cache *cache;
    struct hash128 key;
};

static const struct timespec later = {.tv_sec = 4102444800}; /* the files are older than this */

static void world_init(struct world *w)
{
    char folder[] = "/tmp/ddicheck-cache-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    arena_init(&w->a);
    w->folder = arena_strdup(&w->a, folder);
    w->source = path_join(&w->a, folder, "a.c");
    w->header = path_join(&w->a, folder, "a.h");
    ck_assert_int_eq(file_write(w->source, "source", 6), 0);
    ck_assert_int_eq(file_write(w->header, "header", 6), 0);
    w->cache = cache_open(path_join(&w->a, folder, "deep/cache"));
    ck_assert_ptr_nonnull(w->cache);
    w->key = hash_bytes128("key", 3);
}

static void world_release(struct world *w)
{
    cache_close(w->cache);
    char *command = arena_printf(&w->a, "rm -rf '%s'", w->folder);
    ck_assert_int_eq(system(command), 0);
    arena_release(&w->a);
}

/* As the next run of the program sees it: no file is known yet. */
static void world_reopen(struct world *w)
{
    cache_close(w->cache);
    w->cache = cache_open(path_join(&w->a, w->folder, "deep/cache"));
    ck_assert_ptr_nonnull(w->cache);
}

static bool store(struct world *w, struct timespec started)
{
    const char *files[] = {w->source, w->header};
    return cache_keep(w->cache, "ir", w->key, files, 2, started, "payload", 7);
}

static bool load(struct world *w)
{
    struct hash128 state;
    size_t size;
    if (!cache_find(w->cache, "ir", w->key, &state))
        return false;
    char *text = cache_read(w->cache, "ir", w->key, &size);
    bool same = text && size == 7 && memcmp(text, "payload", 7) == 0;
    ck_assert(same || !text);
    free(text);
    return same;
}

START_TEST(kept_until_a_file_changes)
{
    struct world w;
    world_init(&w);
    ck_assert(!load(&w));
    ck_assert(store(&w, later));
    ck_assert(load(&w));
    world_reopen(&w);
    ck_assert(load(&w));
    ck_assert_int_eq(file_write(w.header, "changed", 7), 0);
    world_reopen(&w);
    ck_assert(!load(&w));
    ck_assert_int_eq(file_write(w.header, "header", 6), 0); /* as before: content counts, not time */
    world_reopen(&w);
    ck_assert(load(&w));
    unlink(w.header);
    world_reopen(&w);
    ck_assert(!load(&w));
    world_release(&w);
}
END_TEST

START_TEST(kinds_and_states)
{
    struct world w;
    struct hash128 before, after;
    world_init(&w);
    ck_assert(store(&w, later));
    ck_assert(!cache_find(w.cache, "run", w.key, &before));
    ck_assert(!cache_find(w.cache, "ir", (struct hash128){w.key.high, w.key.low + 1}, &before));
    ck_assert(cache_find(w.cache, "ir", w.key, &before));
    ck_assert_int_eq(file_write(w.header, "HEADER", 6), 0);
    world_reopen(&w);
    ck_assert(store(&w, later));
    ck_assert(cache_find(w.cache, "ir", w.key, &after));
    ck_assert(before.low != after.low); /* other texts, other state */
    world_release(&w);
}
END_TEST

START_TEST(not_kept)
{
    struct world w;
    world_init(&w);
    ck_assert(!store(&w, (struct timespec){.tv_sec = 1})); /* a file changed since the unit was read */
    unlink(w.header);
    world_reopen(&w);
    ck_assert(!store(&w, later)); /* a file is gone */
    ck_assert(!load(&w));
    world_release(&w);
}
END_TEST

START_TEST(trimmed)
{
    struct world w;
    world_init(&w);
    struct hash128 state, other = {1, 2};
    ck_assert(store(&w, later));
    const char *old = arena_printf(&w.a, "touch -d 2001-01-01 '%s'/deep/cache/ir/*/*", w.folder);
    ck_assert_int_eq(system(old), 0);
    ck_assert(cache_keep(w.cache, "ir", other, NULL, 0, later, "younger", 7));
    cache_trim(w.cache, 1 << 20);
    ck_assert(load(&w));
    ck_assert_int_eq(system(old), 0);
    ck_assert(cache_keep(w.cache, "ir", other, NULL, 0, later, "younger", 7));
    cache_trim(w.cache, 60); /* room for the younger only */
    ck_assert(!load(&w));
    ck_assert(cache_find(w.cache, "ir", other, &state));
    const char *foreign = path_join(&w.a, w.folder, "deep/cache/mine.txt");
    ck_assert_int_eq(file_write(foreign, "x", 1), 0);
    cache_trim(w.cache, 0);
    ck_assert(file_exists(foreign)); /* only what the cache made */
    world_release(&w);
}
END_TEST

/* Hosts go as a whole, the one that was not used for the longest time first, and none that somebody uses. */
START_TEST(hosts_trimmed)
{
    struct world w;
    world_init(&w);
    const char *hosts = path_join(&w.a, w.folder, "deep/cache/host"), *parts[] = {"old/objects.o", "old/host-none", "used/host-none", "used.77/objects.o", "young/host-none"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *file = path_join(&w.a, hosts, parts[i]);
        ck_assert_int_eq(folder_make(path_folder(&w.a, file)), 0);
        ck_assert_int_eq(file_write(file, "0123456789", 10), 0);
        if (i < 4)
            ck_assert_int_eq(system(arena_printf(&w.a, "touch -d 200%zu-01-01 '%s'", i, file)), 0);
    }
    const char *lock_file = path_join(&w.a, hosts, "used.lock");
    int one = file_lock(lock_file, false, true), other = file_lock(lock_file, false, false);
    ck_assert(one >= 0 && other >= 0 && file_lock(lock_file, true, false) < 0);
    cache_trim(w.cache, 50);
    ck_assert(folder_exists(path_join(&w.a, hosts, "old")));
    cache_trim(w.cache, 49); /* one byte less, and the whole of the oldest goes */
    ck_assert(!folder_exists(path_join(&w.a, hosts, "old")) && file_exists(path_join(&w.a, hosts, "young/host-none")));
    cache_trim(w.cache, 0);
    ck_assert(!folder_exists(path_join(&w.a, hosts, "young")) && file_exists(path_join(&w.a, hosts, "used/host-none")));
    ck_assert(file_exists(path_join(&w.a, hosts, "used.77/objects.o")));
    close(one);
    close(other);
    cache_trim(w.cache, 0);
    ck_assert(!folder_exists(path_join(&w.a, hosts, "used")) && !folder_exists(path_join(&w.a, hosts, "used.77")) && !file_exists(lock_file));
    world_release(&w);
}
END_TEST

START_TEST(tended_once_a_day)
{
    struct world w;
    world_init(&w);
    cache_tend(w.cache, 1 << 20);
    ck_assert(store(&w, later));
    cache_tend(w.cache, 1 << 20); /* it was done just before */
    ck_assert(load(&w));
    ck_assert_int_eq(system(arena_printf(&w.a, "touch -d 2001-01-01 '%s'/deep/cache/trimmed", w.folder)), 0);
    cache_tend(w.cache, 0);
    ck_assert(!load(&w));
    world_release(&w);
}
END_TEST

/* What is written counts, by whichever process: the folder does not grow for a day. */
START_TEST(tended_when_it_has_grown)
{
    enum { SIZE = 20000, LIMIT = 200000 };
    struct world w;
    world_init(&w);
    char *bytes = mem_zalloc(SIZE);
    const char *folder = path_join(&w.a, w.folder, "deep/cache"), *foreign = path_join(&w.a, folder, "prefix/xx/a.pch");
    cache_tend(w.cache, LIMIT);
    for (uint32_t i = 0; i < 30; i++) {
        struct cache *other = cache_open(folder);
        ck_assert(cache_keep(other, "ir", (struct hash128){i, i}, NULL, 0, later, bytes, SIZE));
        cache_close(other);
        if (i == 1) {
            cache_tend(w.cache, LIMIT);
            ck_assert(cache_find(w.cache, "ir", (struct hash128){0, 0}, &(struct hash128){0})); /* there is room */
        }
    }
    cache_tend(w.cache, LIMIT);
    const char *kept = arena_printf(&w.a, "test $(cat '%s'/ir/*/* | wc -c) -le %d", folder, LIMIT);
    ck_assert_int_eq(system(kept), 0);
    ck_assert_int_eq(folder_make(path_folder(&w.a, foreign)), 0);
    for (uint32_t i = 0; i < 10; i++) {
        ck_assert_int_eq(file_write(path_join(&w.a, path_folder(&w.a, foreign), arena_printf(&w.a, "%u.pch", i)), bytes, SIZE), 0);
    }
    cache_wrote(w.cache, path_folder(&w.a, foreign));
    cache_tend(w.cache, 0);
    ck_assert_int_eq(system(arena_printf(&w.a, "test -z \"$(ls '%s'/prefix/xx)\"", folder)), 0);
    free(bytes);
    world_release(&w);
}
END_TEST

START_TEST(damage)
{
    struct world w;
    char name[33];
    size_t size;
    world_init(&w);
    ck_assert(store(&w, later));
    hash128_format(w.key, name);
    const char *path = arena_printf(&w.a, "%s/deep/cache/ir/%.2s/%s", w.folder, name, name + 2);
    char *good = file_read(path, &size);
    ck_assert_ptr_nonnull(good);
    for (size_t cut = 0; cut < size; cut += 7) { /* a disk that was full */
        ck_assert_int_eq(file_write(path, good, cut), 0);
        ck_assert(!load(&w));
    }
    for (size_t at = 0; at < size; at += 5) { /* a bit that flipped */
        good[at] ^= 0x10;
        ck_assert_int_eq(file_write(path, good, size), 0);
        ck_assert(!load(&w));
        good[at] ^= 0x10;
    }
    ck_assert_int_eq(file_write(path, good, size), 0);
    ck_assert(load(&w));
    free(good);
    world_release(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cache");
    TCase *c = tcase_create("all");
    tcase_add_test(c, kept_until_a_file_changes);
    tcase_add_test(c, kinds_and_states);
    tcase_add_test(c, trimmed);
    tcase_add_test(c, hosts_trimmed);
    tcase_add_test(c, tended_once_a_day);
    tcase_add_test(c, tended_when_it_has_grown);
    tcase_add_test(c, not_kept);
    tcase_add_test(c, damage);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
