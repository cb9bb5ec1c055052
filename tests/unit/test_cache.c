/* The cache of lowered units: what is kept, when it counts, and that damage does no harm. */
#include "cache/cache.h"

#include <check.h>
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
    const char *args[] = {"-DA"};
    ck_assert(cache_key("tool", args, 1, w->source, &w->key));
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

static void make_module(struct ir_module *m, const struct world *w, bool missing)
{
    ir_module_init(m);
    struct ir_builder *b = ir_builder_new(m);
    m->path = ir_add_string(b, w->source);
    ir_add_file(b, w->source, IR_FILE_MAIN);
    ir_add_dependency(b, w->source);
    ir_add_dependency(b, w->header);
    if (missing)
        ir_add_problem(b, IR_PROBLEM_MISSING_HEADER, "gone.h", 0, 0);
    ir_builder_free(b);
}

static bool store(struct world *w, bool missing, struct timespec started)
{
    struct ir_module m;
    make_module(&m, w, missing);
    bool kept = cache_store(w->cache, w->key, &m, started);
    ir_module_release(&m);
    return kept;
}

static bool load(struct world *w)
{
    struct ir_module m;
    if (!cache_load(w->cache, w->key, &m))
        return false;
    ck_assert_str_eq(ir_text(&m, m.path), w->source);
    ck_assert_uint_eq(m.dependencies.count, 2);
    ir_module_release(&m);
    return true;
}

START_TEST(kept_until_a_file_changes)
{
    struct world w;
    world_init(&w);
    ck_assert(!load(&w));
    ck_assert(store(&w, false, later));
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

START_TEST(keys)
{
    struct world w;
    struct hash128 other;
    world_init(&w);
    const char *args[] = {"-DA", "-DB"}, *joined[] = {"-DA-DB"};
    ck_assert(cache_key("tool", args, 2, w.source, &other));
    ck_assert(other.low != w.key.low);
    struct hash128 third;
    ck_assert(cache_key("tool", joined, 1, w.source, &third));
    ck_assert(third.low != other.low);
    ck_assert(cache_key("tool 2", args, 1, w.source, &other));
    ck_assert(other.low != w.key.low);
    ck_assert_int_eq(file_write(w.source, "sourcE", 6), 0);
    ck_assert(cache_key("tool", args, 1, w.source, &other));
    ck_assert(other.low != w.key.low);
    unlink(w.source);
    ck_assert(!cache_key("tool", args, 1, w.source, &other));
    world_release(&w);
}
END_TEST

START_TEST(not_kept)
{
    struct world w;
    world_init(&w);
    ck_assert(!store(&w, true, later));                           /* a header is missing */
    ck_assert(!store(&w, false, (struct timespec){.tv_sec = 1})); /* a file changed since the unit was read */
    ck_assert(!load(&w));
    world_release(&w);
}
END_TEST

START_TEST(damage)
{
    struct world w;
    char name[33];
    size_t size;
    world_init(&w);
    ck_assert(store(&w, false, later));
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
    tcase_add_test(c, keys);
    tcase_add_test(c, not_kept);
    tcase_add_test(c, damage);
    suite_add_tcase(suite, c);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
