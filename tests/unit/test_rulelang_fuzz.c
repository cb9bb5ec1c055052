/* Replays the corpus of fuzz/fuzz_rulelang.c, and the shipped rules with pieces cut out of them. */
#include "rulelang_support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
#include "fuzz/fuzz_rulelang.c"

static void replay(const char *path, const char *text, size_t size)
{
    (void)path;
    LLVMFuzzerTestOneInput((const uint8_t *)text, size);
}

/* Cut off at many places, and with a window of bytes missing. */
static void replay_damaged(const char *path, const char *text, size_t size)
{
    char *copy = mem_alloc(size + 1);
    size_t step = size / 40 + 1;
    replay(path, text, size);
    for (size_t at = 0; at < size; at += step) {
        size_t window = at % 13 + 1 < size - at ? at % 13 + 1 : size - at;
        LLVMFuzzerTestOneInput((const uint8_t *)text, at);
        memcpy(copy, text, at);
        memcpy(copy + at, text + at + window, size - at - window);
        LLVMFuzzerTestOneInput((const uint8_t *)copy, size - window);
        memcpy(copy, text, size);
        copy[at] = (char)(copy[at] ^ 0x15);
        LLVMFuzzerTestOneInput((const uint8_t *)copy, size);
    }
    free(copy);
}

START_TEST(corpus)
{
    go_to_source();
    ck_assert_int_ge(each_file("fuzz/corpus/rulelang", "", "", replay), 5);
}
END_TEST

START_TEST(fixtures)
{
    go_to_source();
    ck_assert_int_ge(each_file("fixtures/rulelang", "", ".ddi", replay_damaged), 6);
}
END_TEST

START_TEST(shipped)
{
    go_to_source();
    ck_assert_int_ge(each_file("rules/ndis", "", ".ddi", replay_damaged), 5);
    ck_assert_int_ge(each_file("rules/wdm", "", ".ddi", replay_damaged), 4);
    ck_assert_int_ge(each_file("rules", "", ".ddi", replay_damaged), 1);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("fuzz");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, corpus);
    tcase_add_test(t, fixtures);
    tcase_add_test(t, shipped);
    return run_tests("rulelang fuzz", t);
}
