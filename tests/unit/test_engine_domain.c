/* The engine's domain: facts, equalities, memory by intervals, attributes, joins. */
#include "engine/exec.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

static struct engine engine;
static struct results results;
static struct analysis a;
static struct state s;

static struct ir_module module;
static struct ir_function function;

static void setup(void)
{
    memset(&engine, 0, sizeof engine);
    memset(&results, 0, sizeof results);
    analysis_init(&a, &engine, 0, &results);
    a.module = &module;
    a.ir = &function;
    s = (struct state){0};
}

static void teardown(void) { analysis_release(&a); }

static struct term symbol(enum sym_kind kind, uint32_t number, unsigned bits, bool is_signed)
{
    struct sym_key k = {.kind = (uint8_t)kind, .a = number, .bits = (uint8_t)bits, .is_signed = is_signed};
    return (struct term){universe_sym(&a.universe, k), 0};
}

START_TEST(test_bounds_come_from_tests)
{
    struct term x = symbol(SYM_PARAM, 0, 32, true);
    state_assume(&a.domain, &s, IR_BIN_GE, x, term_const(0));
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_LT, x, term_const(0)), TRUTH_FALSE);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_EQ, x, term_const(5)), TRUTH_UNKNOWN);
    state_assume(&a.domain, &s, IR_BIN_LT, term_plus(x, 3), term_const(4));
    ck_assert(term_equal(state_norm(&a.domain, &s, x), term_const(0)));
    state_assume(&a.domain, &s, IR_BIN_NE, x, term_const(0));
    ck_assert(s.dead);
}
END_TEST

START_TEST(test_the_same_test_goes_the_same_way)
{
    struct term x = symbol(SYM_PARAM, 0, 32, true), y = symbol(SYM_PARAM, 1, 32, true);
    struct term less = value_binary(&a.domain, &s, IR_BIN_LT, x, y, 32, true);
    state_assume_truth(&a.domain, &s, less, true);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_LT, x, y), TRUTH_TRUE);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_GE, x, y), TRUTH_FALSE);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_GT, y, x), TRUTH_TRUE);
}
END_TEST

START_TEST(test_symbols_made_by_asking)
{
    /* To find out which story fits makes symbols; the table of keys moves, and what was read from it before is elsewhere (seen by the sanitizers). */
    struct term x = symbol(SYM_PARAM, 0, 64, true), y = symbol(SYM_PARAM, 1, 64, true);
    struct term product = value_binary(&a.domain, &s, IR_BIN_MUL, x, y, 64, true);
    struct state sides[2] = {s, s};
    struct fact five = {.low = 5, .high = 5}, six = {.low = 6, .high = 6};
    story_add(&a, &sides[0], &sides[1], x.base, &five, &six, x.base, x.base, &s);
    uint32_t before = a.universe.keys.count;
    struct sym_key *full = malloc(before * sizeof *full);
    void *beside[64];
    for (int i = 0; i < 64; i++)
        beside[i] = malloc(before * sizeof *full); /* no room to grow in place */
    memcpy(full, a.universe.keys.items, before * sizeof *full);
    free(a.universe.keys.items);
    a.universe.keys.items = full;
    a.universe.keys.capacity = before;
    state_retell(&a, &s, product);
    ck_assert_uint_gt(a.universe.keys.count, before);
    ck_assert_ptr_ne(a.universe.keys.items, full);
    for (int i = 0; i < 64; i++)
        free(beside[i]);
}
END_TEST

START_TEST(test_made_objects_are_new)
{
    struct term made = symbol(SYM_NEW, 1, 0, false), other = symbol(SYM_NEW, 2, 0, false), old = symbol(SYM_PARAM, 0, 0, false);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_EQ, made, other), TRUTH_UNKNOWN); /* both may be null */
    state_assume(&a.domain, &s, IR_BIN_NE, made, term_const(0));
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_EQ, made, other), TRUTH_FALSE);
    ck_assert_int_eq(state_compare(&a.domain, &s, IR_BIN_EQ, made, old), TRUTH_FALSE);
}
END_TEST

START_TEST(test_memory_is_intervals)
{
    struct term p = symbol(SYM_LOCAL, 0, 0, false);
    state_zero(&a.domain, &s, p, 64);
    state_store(&a.domain, &s, term_plus(p, 8), 4, term_const(7));
    ck_assert(term_equal(state_load(&a.domain, &s, term_plus(p, 8), 4, 32, true), term_const(7)));
    ck_assert(term_equal(state_load(&a.domain, &s, term_plus(p, 12), 4, 32, true), term_const(0)));
    ck_assert(term_equal(state_load(&a.domain, &s, term_plus(p, 8), 1, 8, false), term_const(7))); /* little endian */
    state_store(&a.domain, &s, term_plus(p, 6), 4, term_const(1));
    ck_assert(!term_is_const(state_load(&a.domain, &s, term_plus(p, 8), 4, 32, true))); /* half of it was overwritten */
    ck_assert(term_equal(state_load(&a.domain, &s, p, 4, 32, true), term_const(0)));
}
END_TEST

START_TEST(test_unknown_memory_reads_the_same_twice)
{
    struct term p = symbol(SYM_PARAM, 0, 0, false);
    struct term first = state_load(&a.domain, &s, term_plus(p, 16), 8, 64, false);
    ck_assert(universe_is_pre(&a.universe, first.base));
    ck_assert(term_equal(first, state_load(&a.domain, &s, term_plus(p, 16), 8, 64, false)));
    struct state fork = {0}; /* and in another state as well */
    ck_assert(term_equal(first, state_load(&a.domain, &fork, term_plus(p, 16), 8, 64, false)));
    state_forget(&a.domain, &s, p, 32, 9);
    ck_assert(!term_equal(first, state_load(&a.domain, &s, term_plus(p, 16), 8, 64, false)));
}
END_TEST

START_TEST(test_a_trial_leaves_an_edit_alone)
{
    struct term p = symbol(SYM_LOCAL, 0, 0, false), q = symbol(SYM_LOCAL, 1, 0, false);
    domain_edit(&a.domain);
    state_store(&a.domain, &s, p, 4, term_const(1));
    struct trial trial = domain_try(&a.domain);
    struct state tried = s;
    state_store(&a.domain, &tried, p, 4, term_const(2));
    state_store(&a.domain, &tried, q, 4, term_const(3));
    domain_tried(&a.domain, trial);
    ck_assert(term_equal(state_load(&a.domain, &s, p, 4, 32, true), term_const(1)));
    ck_assert(!state_object(&s, q.base));
    const struct object *before = state_object(&s, p.base);
    state_store(&a.domain, &s, p, 4, term_const(4));
    ck_assert(state_object(&s, p.base) == before); /* the edit goes on */
    domain_done(&a.domain);
}
END_TEST

START_TEST(test_null_is_not_followed)
{
    state_load(&a.domain, &s, term_const(0), 8, 64, false);
    ck_assert(s.dead);
}
END_TEST

static void object(struct state *to, struct term o, int64_t state)
{
    state_define(&a.domain, to, o.base, REST_UNKNOWN, 0);
    state_set_attribute(&a.domain, to, o.base, ATTRIBUTE_STATE, term_const(state));
}

START_TEST(test_states_of_objects_keep_states_apart)
{
    struct term o = symbol(SYM_NEW, 1, 0, false);
    struct state x = {0}, y = {0}, joined;
    object(&x, o, OBJECT_LIVE);
    object(&y, o, OBJECT_FREED);
    ck_assert(!states_join(&a, &x, &y, 1, JOIN_SAME_CLASS, &joined));
    ck_assert(!states_join(&a, &x, &y, 1, JOIN_FORCED, &joined));
}
END_TEST

START_TEST(test_status_classes_keep_states_apart_below_the_bound)
{
    struct term status = symbol(SYM_LOCAL, 0, 0, false);
    struct state x = {0}, y = {0}, joined;
    state_store(&a.domain, &x, status, 4, term_const(0));
    state_store(&a.domain, &y, status, 4, term_const(-1073741823));
    ck_assert(!states_join(&a, &x, &y, 1, JOIN_SAME_CLASS, &joined));
    ck_assert(states_join(&a, &x, &y, 1, JOIN_FORCED, &joined));
    struct term v = state_load(&a.domain, &joined, status, 4, 32, true);
    ck_assert_int_eq(universe_loss(&a.universe, v.base), LOSS_JOINED);
    ck_assert_int_eq(state_fact(&a.domain, &joined, v).high, 0);
}
END_TEST

START_TEST(test_a_second_choice_is_not_proved)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .lost = LOSS_JOINED, .a = 1}, l = {.kind = SYM_UNKNOWN, .lost = LOSS_JOINED, .a = 2};
    struct term x = {universe_sym(&a.universe, k), 0}, y = {universe_sym(&a.universe, l), 0};
    state_assume(&a.domain, &s, IR_BIN_NE, x, term_const(0));
    ck_assert(!s.doubt.uncertain);
    state_assume(&a.domain, &s, IR_BIN_LT, x, term_const(9));
    ck_assert(!s.doubt.uncertain); /* the same value again */
    state_assume(&a.domain, &s, IR_BIN_EQ, y, term_const(0));
    ck_assert(s.doubt.uncertain);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("engine_domain");
    TCase *t = tcase_create("domain");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, test_bounds_come_from_tests);
    tcase_add_test(t, test_the_same_test_goes_the_same_way);
    tcase_add_test(t, test_symbols_made_by_asking);
    tcase_add_test(t, test_made_objects_are_new);
    tcase_add_test(t, test_memory_is_intervals);
    tcase_add_test(t, test_unknown_memory_reads_the_same_twice);
    tcase_add_test(t, test_a_trial_leaves_an_edit_alone);
    tcase_add_test(t, test_null_is_not_followed);
    tcase_add_test(t, test_states_of_objects_keep_states_apart);
    tcase_add_test(t, test_status_classes_keep_states_apart_below_the_bound);
    tcase_add_test(t, test_a_second_choice_is_not_proved);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
