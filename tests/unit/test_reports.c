/* The writers: one hand-made report in each format against tests/data/reports, and the JSON writer. */
#include "reports/json_writer.h"
#include "reports/reports.h"
#include "runner.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DATA DDICHECK_SOURCE_DIR "/tests/data/reports/"
#define SAMPLE DATA "sample.c"

static void add_findings(struct findings *f)
{
    static const char *const sources[] = {"windows-hardware/drivers/network/filter-driver-buffer-management"};
    const struct step steps[] = {
        {STEP_CALLBACK, {SAMPLE, 3, 6, 3, 10, "Make", NULL}, "NDIS calls FilterRestart", 0, NULL, NULL},
        {STEP_STATE, {SAMPLE, 5, 9, 5, 54, "Make", NULL}, "the pool is created with fAllocateNetBuffer = FALSE", 1, NULL, NULL},
        {STEP_BRANCH, {SAMPLE, 6, 6, 6, 18, "Make", NULL}, "'Pool == NULL' is false", 1, NULL, NULL},
        {STEP_END, {SAMPLE, 7, 21, 8, 24, "Make", NULL}, "'Pool' was created at sample.c:5 with fAllocateNetBuffer = FALSE.", 0, NULL, NULL},
    };
    const struct edit edits[] = {{7, 21, 7, 58, "NdisAllocateNetBufferList"}, {8, 9, 8, 12, "0"}, {8, 14, 8, 23, ""}};
    const struct fix fix = {.title = "Allocate the list alone.", .file = SAMPLE, .edits = edits, .edit_count = 3};
    struct finding one = {.rule = "ndis-combined-alloc-pool",
                          .level = SEVERITY_ERROR,
                          .place = {SAMPLE, 7, 21, 8, 24, "Make", NULL},
                          .message = "'Pool' was created at sample.c:5 with fAllocateNetBuffer = FALSE.",
                          .help = "Set fAllocateNetBuffer to TRUE,\nor allocate list and buffer apart.",
                          .sources = sources,
                          .source_count = 1,
                          .steps = steps,
                          .step_count = 4,
                          .fix = &fix,
                          .driver = "ndis-filter"};
    struct finding two = {.rule = "not-in-the-list",
                          .level = SEVERITY_WARNING,
                          .place = {SAMPLE, 6, 2, 6, 4, NULL, "CHECK"},
                          .message = "A \"quoted\" \\ message\nof two lines."};
    struct finding three = {.rule = "resource-leak",
                            .level = SEVERITY_NOTE,
                            .place = {"/~nowhere/gone file.c", 99, 1, 99, 2, "f", NULL},
                            .message = "The file is not there."};
    findings_add(f, &one);
    findings_add(f, &two);
    findings_add(f, &three);
    findings_finish(f);
}

/* The report with all paths as if the sources stood in /src. */
static char *write_report(enum report_format format, bool color)
{
    static const char *const sources[] = {"windows-hardware/drivers/network/filter-driver-buffer-management"};
    static const char *const drivers[] = {"ndis-filter"};
    const struct report_rule rules[] = {
        {"ndis-combined-alloc-pool", SEVERITY_ERROR, "Combined allocation needs a pool made for it", "Why.",
         "What to do.", sources, 1, drivers, 1},
        {"resource-leak", SEVERITY_ERROR, "An object is lost", NULL, NULL, NULL, 0, NULL, 0},
    };
    const struct report_problem problems[] = {{SEVERITY_ERROR, SAMPLE, 2, 10, "'ndis.h' was not found", NULL, 0}};
    const struct report_count counts[] = {{"unitsAnalysed", 1}};
    struct findings f;
    struct sources texts = {0};
    struct str out = {0}, moved = {0};
    findings_init(&f);
    add_findings(&f);
    struct report r = {.findings = &f,
                       .rules = rules,
                       .rule_count = 2,
                       .problems = problems,
                       .problem_count = 1,
                       .counts = counts,
                       .count_count = 1,
                       .sources = &texts,
                       .version = "0.0.0",
                       .working_folder = DDICHECK_SOURCE_DIR "/tests/data",
                       .source_root = DDICHECK_SOURCE_DIR,
                       .color = color,
                       .links = color,
                       .incomplete = true,
                       .exit_code = 3};
    report_write(format, &r, &out);
    size_t n = strlen(DDICHECK_SOURCE_DIR);
    for (const char *p = str_text(&out); *p;) {
        if (strncmp(p, DDICHECK_SOURCE_DIR, n) == 0) {
            str_append(&moved, "/src");
            p += n;
        } else
            str_append_char(&moved, *p++);
    }
    str_release(&out);
    sources_release(&texts);
    findings_release(&f);
    return str_take(&moved);
}

static void expect_file(const char *name, const char *got)
{
    struct str path = {0};
    str_printf(&path, DATA "%s", name);
    if (getenv("DDICHECK_BLESS"))
        ck_assert_int_eq(file_write(str_text(&path), got, strlen(got)), 0);
    char *expected = file_read(str_text(&path), NULL);
    ck_assert_msg(expected != NULL, "%s is missing (make bless)", str_text(&path));
    ck_assert_msg(str_equal(expected, got), "%s differs; got:\n%s", name, got);
    free(expected);
    str_release(&path);
}

START_TEST(full)
{
    char *text = write_report(REPORT_FULL, false);
    expect_file("sample.full.expected", text);
    free(text);
}
END_TEST

START_TEST(color)
{
    char *plain = write_report(REPORT_FULL, false), *colored = write_report(REPORT_FULL, true), *to = colored;
    ck_assert_ptr_nonnull(strstr(colored, "\033[1;31m"));
    for (const char *p = colored; *p;) { /* without its codes it is the same text */
        if (str_starts_with(p, "\033["))
            p += strcspn(p, "m") + 1;
        else if (str_starts_with(p, "\033]8;;"))
            p = strstr(p, "\033\\") + 2;
        else
            *to++ = *p++;
    }
    *to = '\0';
    ck_assert_str_eq(plain, colored);
    free(plain);
    free(colored);
}
END_TEST

START_TEST(concise)
{
    char *text = write_report(REPORT_CONCISE, false);
    expect_file("sample.concise.expected", text);
    free(text);
}
END_TEST

START_TEST(sarif)
{
    char *text = write_report(REPORT_SARIF, false), *again = write_report(REPORT_SARIF, false);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(root != NULL, "line %d: %s", error.line, error.text);
    json_decref(root);
    ck_assert_str_eq(text, again);
    expect_file("sample.sarif.expected", text);
    free(text);
    free(again);
}
END_TEST

START_TEST(json)
{
    struct str out = {0};
    struct json_writer j = {.out = &out};
    jw_object(&j);
    jw_member(&j, "a\"\n", "\x01\t\\/\x7F\xC3\xA9\xFF");
    jw_member(&j, "dropped", NULL);
    jw_member_array(&j, "list");
    jw_number(&j, -5);
    jw_bool(&j, true);
    jw_array(&j);
    jw_end(&j);
    jw_end(&j);
    jw_end(&j);
    ck_assert_str_eq(str_text(&out), "{\n  \"a\\\"\\n\": \"\\u0001\\t\\\\/\\u007f\xC3\xA9\xEF\xBF\xBD\",\n"
                                     "  \"list\": [\n    -5,\n    true,\n    []\n  ]\n}\n");
    str_release(&out);
}
END_TEST

START_TEST(hostile_text)
{
    /* Escape sequences in sources must not reach the terminal, nor long lines fill it. */
    char path[] = "/tmp/ddicheck-reports-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    struct str text = {0};
    str_append(&text, "x\033[31m\xFF\t");
    for (int i = 0; i < 5000; i++)
        str_append_char(&text, 'y');
    ck_assert_int_eq(file_write(path, str_text(&text), text.length), 0);
    struct findings f;
    struct sources texts = {0};
    struct str out = {0};
    findings_init(&f);
    struct finding one = {
        .rule = "r", .level = SEVERITY_ERROR, .place = {path, 1, 4000, 1, 4010, NULL, NULL}, .message = "m."};
    struct finding two = {
        .rule = "r", .level = SEVERITY_ERROR, .place = {path, 1, 1, 1, 1, NULL, NULL}, .message = "m."};
    struct finding three = {
        .rule = "r", .level = SEVERITY_ERROR, .place = {path, 1, 9000, 7, 0, NULL, NULL}, .message = "m."};
    findings_add(&f, &one);
    findings_add(&f, &two);
    findings_add(&f, &three);
    findings_finish(&f);
    struct report r = {.findings = &f, .sources = &texts, .version = "0", .working_folder = "/", .source_root = "/"};
    report_full(&r, &out);
    ck_assert_ptr_null(strchr(str_text(&out), '\033'));
    ck_assert_ptr_null(strchr(str_text(&out), '\xFF'));
    ck_assert_uint_lt(out.length, 2000);
    str_clear(&out);
    report_sarif(&r, &out);
    json_t *root = json_loads(str_text(&out), 0, NULL);
    ck_assert_ptr_nonnull(root);
    json_decref(root);
    remove(path);
    str_release(&text);
    str_release(&out);
    sources_release(&texts);
    findings_release(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reports");
    TCase *c = tcase_create("all");
    tcase_add_test(c, full);
    tcase_add_test(c, color);
    tcase_add_test(c, concise);
    tcase_add_test(c, sarif);
    tcase_add_test(c, json);
    tcase_add_test(c, hostile_text);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
