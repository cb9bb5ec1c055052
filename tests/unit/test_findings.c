/* Lists of findings, fingerprints, and GitHub's line hash against the values that GitHub publishes
   (github/codeql-action, src/fingerprints.test.ts). */
#include "findings/findings.h"
#include "findings/sources.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void expect_hashes(const char *text, const char *const *expected, uint32_t expected_count)
{
    uint32_t count;
    char **got = line_hashes_of(text, strlen(text), &count);
    ck_assert_uint_eq(count, expected_count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_str_eq(got[i], expected[i]);
        free(got[i]);
    }
    free(got);
}
#define HASHES(text, ...)                                                                                              \
    do {                                                                                                               \
        static const char *const list[] = {__VA_ARGS__};                                                               \
        expect_hashes(text, list, sizeof list / sizeof *list);                                                         \
    } while (0)

START_TEST(line_hashes)
{
    HASHES("", "c129715d7a2bc9a3:1");
    HASHES(" a\nb\n  \t\tc\n d", "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1");
    HASHES(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", "8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1",
           "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1", "e6ceba753e1a442:1");
}
END_TEST

START_TEST(line_hashes_of_all_line_ends)
{
    static const char *const texts[] = {
        " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
        " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
        " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
        " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
    };
    static const char *const expected[] = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                                           "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                                           "c129715d7a2bc9a3:1"};
    for (int i = 0; i < 4; i++)
        expect_hashes(texts[i], expected, 7);
}
END_TEST

START_TEST(line_hashes_of_equal_lines)
{
    struct str text = {0};
    for (int i = 0; i < 10; i++)
        str_append(&text, "Lorem ipsum dolor sit amet.\n");
    static const char *const expected[] = {"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                                           "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                                           "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                                           "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"};
    expect_hashes(str_text(&text), expected, 11);
    str_release(&text);
}
END_TEST

START_TEST(utf8)
{
    static const char text[] = "a\xC3\xA9\xF0\x9F\x98\x80\xE4\xB8\xAD\xFF\xE2\x82x";
    size_t at = 0, n = sizeof text - 1;
    static const uint32_t expected[] = {'a', 0xE9, 0x1F600, 0x4E2D, 0xFFFD, 0xFFFD, 'x'};
    for (unsigned i = 0; i < 7; i++)
        ck_assert_uint_eq(utf8_next(text, n, &at), expected[i]);
    ck_assert_uint_eq(at, n);
    ck_assert_uint_eq(utf8_units(text, n), 8);
    static const char *const wrong[] = {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"};
    for (unsigned i = 0; i < 5; i++) {
        at = 0;
        ck_assert_uint_eq(utf8_next(wrong[i], strlen(wrong[i]), &at), 0xFFFD);
        ck_assert_uint_eq(at, 1);
    }
}
END_TEST

static struct finding make(const char *file, uint32_t line, const char *rule, const char *message, uint32_t steps)
{
    static const struct step path[3] = {
        {STEP_STATE, {"x.c", 1, 1, 1, 2, "f", NULL}, "made", 0, NULL, NULL},
        {STEP_CALL, {"x.c", 2, 1, 2, 2, "f", NULL}, "called", 0, NULL, NULL},
        {STEP_END, {"x.c", 3, 1, 3, 2, "f", NULL}, "here", 0, NULL, NULL},
    };
    return (struct finding){.rule = rule,
                            .level = SEVERITY_ERROR,
                            .place = {file, line, 5, line, 9, "f", NULL},
                            .message = message,
                            .steps = path,
                            .step_count = steps};
}

START_TEST(order_and_doubles)
{
    const struct finding all[] = {make("b.c", 1, "r", "m", 1), make("a.c", 9, "r", "m", 3),
                                  make("a.c", 9, "r", "other words", 2), make("a.c", 2, "s", "m", 1),
                                  make("a.c", 2, "r", "m", 1)};
    for (unsigned first = 0; first < 5; first++) { /* whatever the order of insertion */
        struct findings f;
        findings_init(&f);
        for (unsigned i = 0; i < 5; i++)
            findings_add(&f, &all[(first + i * 2) % 5]);
        findings_finish(&f);
        ck_assert_uint_eq(f.list.count, 4);
        ck_assert_str_eq(f.list.items[0].rule, "r");
        ck_assert_str_eq(f.list.items[1].rule, "s");
        ck_assert_uint_eq(f.list.items[2].step_count, 2);
        ck_assert_str_eq(f.list.items[3].place.file, "b.c");
        findings_release(&f);
    }
}
END_TEST

static void fingerprint_of(const char *text, uint32_t line, const char *rule, char out[33])
{
    char path[] = "/tmp/ddicheck-findings-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(file_write(path, text, strlen(text)), 0);
    struct findings f;
    struct finding one = make(path, line, rule, "m", 1);
    findings_init(&f);
    findings_add(&f, &one);
    findings_finish(&f);
    memcpy(out, f.list.items[0].fingerprint, 33);
    findings_release(&f);
    unlink(path);
}

START_TEST(step_texts_lose_their_period)
{
    static const char *const given[] = {"the pool is created.", "and so on...", "no period", ".", ""};
    static const char *const kept[] = {"the pool is created", "and so on...", "no period", ".", ""};
    struct step steps[5] = {0};
    for (int i = 0; i < 5; i++)
        steps[i].text = given[i];
    struct findings list;
    findings_init(&list);
    findings_add(&list, &(struct finding){.rule = "r", .message = "Whole.", .steps = steps, .step_count = 5});
    for (int i = 0; i < 5; i++)
        ck_assert_str_eq(list.list.items[0].steps[i].text, kept[i]);
    ck_assert_str_eq(list.list.items[0].message, "Whole.");
    findings_release(&list);
}
END_TEST

START_TEST(fingerprints_survive_moves)
{
    char base[33], other[33];
    fingerprint_of("  Free( list );  // why\n", 1, "r", base);
    ck_assert_uint_eq(strlen(base), 32);
    fingerprint_of("\n\n\tFree(list); /* another comment */\n", 3, "r", other);
    ck_assert_str_eq(base, other);
    fingerprint_of("Free(lists);\n", 1, "r", other);
    ck_assert_str_ne(base, other);
    fingerprint_of("Free(list);\n", 1, "s", other);
    ck_assert_str_ne(base, other);
    fingerprint_of("Free(\"list // x\");\n", 1, "r", base); /* a comment's sign in a string is none */
    fingerprint_of("Free(\"list // y\");\n", 1, "r", other);
    ck_assert_str_ne(base, other);
}
END_TEST

START_TEST(equal_lines_are_numbered)
{
    char path[] = "/tmp/ddicheck-findings-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(file_write(path, "f(x);\nf(x);\n", 12), 0);
    struct findings f;
    struct finding one = make(path, 1, "r", "m", 1), two = make(path, 2, "r", "m", 1);
    findings_init(&f);
    findings_add(&f, &two);
    findings_add(&f, &one);
    findings_finish(&f);
    ck_assert_uint_eq(f.list.items[0].ordinal, 0);
    ck_assert_uint_eq(f.list.items[1].ordinal, 1);
    ck_assert_str_ne(f.list.items[0].fingerprint, f.list.items[1].fingerprint);
    findings_release(&f);
    unlink(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("findings");
    TCase *c = tcase_create("all");
    tcase_add_test(c, line_hashes);
    tcase_add_test(c, line_hashes_of_all_line_ends);
    tcase_add_test(c, line_hashes_of_equal_lines);
    tcase_add_test(c, utf8);
    tcase_add_test(c, order_and_doubles);
    tcase_add_test(c, step_texts_lose_their_period);
    tcase_add_test(c, fingerprints_survive_moves);
    tcase_add_test(c, equal_lines_are_numbered);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
