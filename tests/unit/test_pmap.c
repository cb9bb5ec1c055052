/* The persistent map: against a plain array, shape independent of history, differences. */
#include "base/pmap.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS = 512, ROUNDS = 20000 };

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

START_TEST(test_behaves_like_an_array)
{
    struct arena arena;
    struct pmap m = {0};
    uint64_t model[KEYS] = {0};
    uint32_t seed = 7, count = 0;
    arena_init(&arena);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        uint32_t slot = next_random(&seed) % KEYS, key = slot * 2654435761u;
        if (next_random(&seed) % 3) {
            count += model[slot] == 0;
            model[slot] = i + 1;
            m = pmap_set(&arena, m, key, (struct pmap_value){i + 1, slot});
        } else {
            count -= model[slot] != 0;
            model[slot] = 0;
            m = pmap_remove(&arena, m, key);
        }
        ck_assert_uint_eq(pmap_count(m), count);
    }
    for (uint32_t slot = 0; slot < KEYS; slot++) {
        const struct pmap_value *v = pmap_find(m, slot * 2654435761u);
        ck_assert_int_eq(v != NULL, model[slot] != 0);
        if (v)
            ck_assert_uint_eq(v->a, model[slot]);
    }
    arena_release(&arena);
}
END_TEST

static bool count_diff(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    uint64_t *sum = context;
    sum[0]++;
    sum[1] += key;
    sum[2] += x != NULL;
    sum[3] += y != NULL;
    return true;
}

START_TEST(test_old_versions_stay)
{
    struct arena arena;
    arena_init(&arena);
    struct pmap a = pmap_set(&arena, (struct pmap){0}, 5, (struct pmap_value){1, 0});
    struct pmap b = pmap_set(&arena, a, 5, (struct pmap_value){2, 0});
    struct pmap c = pmap_remove(&arena, b, 5);
    ck_assert_uint_eq(pmap_find(a, 5)->a, 1);
    ck_assert_uint_eq(pmap_find(b, 5)->a, 2);
    ck_assert_ptr_null(pmap_find(c, 5));
    ck_assert_ptr_null(c.root);
    arena_release(&arena);
}
END_TEST

START_TEST(test_history_does_not_show)
{
    struct arena arena;
    struct pmap up = {0}, down = {0};
    uint64_t sum[4] = {0};
    arena_init(&arena);
    for (uint32_t i = 0; i < 300; i++)
        up = pmap_set(&arena, up, i * 7919, (struct pmap_value){i, 0});
    for (uint32_t i = 400; i-- > 0;)
        down = pmap_set(&arena, down, i * 7919, (struct pmap_value){i, 0});
    for (uint32_t i = 300; i < 400; i++)
        down = pmap_remove(&arena, down, i * 7919);
    pmap_diff(up, down, count_diff, sum);
    ck_assert_uint_eq(sum[0], 0);
    arena_release(&arena);
}
END_TEST

static uint64_t sum_fn(uint32_t key, const struct pmap_value *v) { return key * 31u + v->a; }

/* Edits in place, with removals and plain sets between them: what was there before the edit stays, and so does the shape. */
START_TEST(test_edit_leaves_what_was_before)
{
    struct arena arena;
    struct pmap before = {0}, plain = {0}, edited;
    uint32_t seed = 11;
    arena_init(&arena);
    for (uint32_t i = 0; i < KEYS; i += 2)
        before = pmap_set(&arena, before, i * 2654435761u, (struct pmap_value){i, 0});
    uint64_t sum = pmap_sum(before, sum_fn);
    edited = plain = before;
    for (uint32_t i = 0; i < ROUNDS / 10; i++) {
        uint32_t key = next_random(&seed) % KEYS * 2654435761u, what = next_random(&seed) % 8;
        struct pmap_value v = {i, 1};
        plain = what ? pmap_set(&arena, plain, key, v) : pmap_remove(&arena, plain, key);
        edited = what == 0   ? pmap_remove(&arena, edited, key)
                 : what == 1 ? pmap_set(&arena, edited, key, v)
                             : pmap_put(&arena, edited, key, v, 1 + i / 100);
    }
    uint64_t differences[4] = {0};
    ck_assert(pmap_diff(plain, edited, count_diff, differences));
    ck_assert_uint_eq(differences[0], 0);
    ck_assert_uint_eq(pmap_sum(plain, sum_fn), pmap_sum(edited, sum_fn));
    ck_assert_uint_eq(pmap_count(before), KEYS / 2);
    ck_assert_uint_eq(pmap_sum(pmap_set(&arena, before, 0, (struct pmap_value){0, 0}), sum_fn), sum);
    for (uint32_t i = 0; i < KEYS; i++) {
        const struct pmap_value *v = pmap_find(before, i * 2654435761u);
        ck_assert_int_eq(v != NULL, i % 2 == 0);
        ck_assert(!v || (v->a == i && v->b == 0));
    }
    arena_release(&arena);
}
END_TEST

START_TEST(test_diff_names_each_difference_once)
{
    struct arena arena;
    struct pmap x = {0}, y;
    uint64_t sum[4] = {0};
    arena_init(&arena);
    for (uint32_t i = 0; i < 100; i++)
        x = pmap_set(&arena, x, i << 5, (struct pmap_value){i, 0}); /* one slot at the first level: deep nodes */
    y = pmap_remove(&arena, x, 3 << 5);
    y = pmap_set(&arena, y, 4 << 5, (struct pmap_value){99, 9});
    y = pmap_set(&arena, y, 1u << 31, (struct pmap_value){1, 1});
    pmap_diff(x, y, count_diff, sum);
    ck_assert_uint_eq(sum[0], 3);
    ck_assert_uint_eq(sum[1], (3u << 5) + (4u << 5) + (uint64_t)(1u << 31));
    ck_assert_uint_eq(sum[2], 2);
    ck_assert_uint_eq(sum[3], 2);
    arena_release(&arena);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("pmap");
    TCase *t = tcase_create("pmap");
    tcase_add_test(t, test_behaves_like_an_array);
    tcase_add_test(t, test_old_versions_stay);
    tcase_add_test(t, test_history_does_not_show);
    tcase_add_test(t, test_edit_leaves_what_was_before);
    tcase_add_test(t, test_diff_names_each_difference_once);
    suite_add_tcase(s, t);
    return run_suite(s);
}
