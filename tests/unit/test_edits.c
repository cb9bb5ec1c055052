/* Edits: which of several fixes count, the new text, the diff; and that a file which has changed is left alone. */
#include "findings/edits.h"
#include "session.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct fix *fix_of(struct arena *a, const char *file, struct hash128 hash, const struct edit *edits, uint32_t count)
{
    struct fix *fix = arena_new(a, struct fix);
    *fix = (struct fix){.title = "Mend it.", .file = file, .hash = hash, .edits = edits, .edit_count = count};
    return fix;
}

static void add(struct findings *f, const char *file, uint32_t line, const char *rule, const struct fix *fix)
{
    struct finding one = {.rule = rule, .level = SEVERITY_ERROR, .place = {file, line, 1, line, 2, NULL, NULL}, .message = "Wrong.", .fix = fix};
    findings_add(f, &one);
}

START_TEST(overlapping_fixes_are_left_out)
{
    static const struct edit first[] = {{1, 1, 1, 4, "x"}, {3, 5, 3, 5, ", 1"}}, same[] = {{1, 1, 1, 4, "x"}, {3, 5, 3, 5, ", 1"}};
    static const struct edit inside[] = {{2, 1, 2, 9, "y"}, {1, 2, 1, 3, "z"}}, between[] = {{2, 1, 2, 9, "y"}}, insertion[] = {{3, 5, 3, 5, ", 2"}};
    struct findings f;
    struct all_edits all;
    struct hash128 hash = {1, 2}, other = {1, 3};
    findings_init(&f);
    add(&f, "/a", 1, "r", fix_of(&f.arena, "/a", hash, first, 2));
    add(&f, "/a", 2, "r", fix_of(&f.arena, "/a", hash, same, 2));
    add(&f, "/a", 3, "r", fix_of(&f.arena, "/a", hash, inside, 2));
    add(&f, "/a", 4, "r", fix_of(&f.arena, "/a", hash, between, 1));
    add(&f, "/a", 5, "r", fix_of(&f.arena, "/a", hash, insertion, 1));
    add(&f, "/a", 6, "r", fix_of(&f.arena, "/a", other, (const struct edit[]){{9, 1, 9, 2, ""}}, 1));
    add(&f, "/a", 7, "r", NULL);
    add(&f, "/b", 1, "r", fix_of(&f.arena, "/b", hash, between, 1));
    findings_finish(&f);
    edits_collect(&all, &f);
    ck_assert_uint_eq(all.files.count, 2);
    const struct file_edits *a = &all.files.items[0];
    ck_assert_str_eq(a->path, "/a");
    ck_assert_uint_eq(a->edits.count, 3); /* in order: the replacement, the one between, the insertion */
    ck_assert_uint_eq(a->edits.items[1].line, 2);
    ck_assert_uint_eq(a->findings.count, 3);
    ck_assert_uint_eq(a->overlapping.count, 3);
    ck_assert_uint_eq(a->overlapping.items[0]->place.line, 3);
    ck_assert_uint_eq(all.files.items[1].findings.count, 1);
    edits_release(&all);
    findings_release(&f);
}
END_TEST

static void expect_text(const char *text, const struct edit *edits, uint32_t count, const char *expected, const char *diff)
{
    struct source s;
    struct str out = {0};
    source_init_text(&s, text, strlen(text));
    ck_assert_int_eq(edits_apply(&s, edits, count, &out), expected != NULL);
    ck_assert_str_eq(str_text(&out), expected ? expected : "");
    str_clear(&out);
    if (expected)
        edits_diff(&s, edits, count, &out);
    ck_assert_str_eq(str_text(&out), diff);
    str_release(&out);
    source_release(&s);
}

START_TEST(text_and_diff)
{
    static const struct edit word[] = {{2, 3, 2, 4, "BB"}};
    expect_text("a\nx b y\nc\n", word, 1, "a\nx BB y\nc\n", "@@ -1,3 +1,3 @@\n a\n-x b y\n+x BB y\n c\n");
    expect_text("a\r\nx b y\r\nc", word, 1, "a\r\nx BB y\r\nc", "@@ -1,3 +1,3 @@\n a\r\n-x b y\r\n+x BB y\r\n c\n\\ No newline at end of file\n");
    expect_text("a\nx b", word, 1, "a\nx BB", "@@ -1,2 +1,2 @@\n a\n-x b\n\\ No newline at end of file\n+x BB\n\\ No newline at end of file\n");
    static const struct edit joined[] = {{1, 2, 2, 1, ""}, {2, 2, 2, 2, "!"}};
    expect_text("a\nb\nc\n", joined, 2, "ab!\nc\n", "@@ -1,3 +1,2 @@\n-a\n-b\n+ab!\n c\n");
    static const struct edit far[] = {{1, 1, 1, 2, ""}, {1, 2, 2, 1, ""}, {12, 1, 12, 3, "z"}};
    expect_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n", far, 3, "2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nz\n13\n",
                "@@ -1,5 +1,4 @@\n-1\n-2\n+2\n 3\n 4\n 5\n@@ -9,5 +8,5 @@\n 9\n 10\n 11\n-12\n+z\n 13\n");
    static const struct edit near[] = {{1, 1, 1, 2, "A"}, {7, 1, 7, 2, "G"}};
    expect_text("1\n2\n3\n4\n5\n6\n7\n", near, 2, "A\n2\n3\n4\n5\n6\nG\n", "@@ -1,7 +1,7 @@\n-1\n+A\n 2\n 3\n 4\n 5\n 6\n-7\n+G\n");
}
END_TEST

START_TEST(edits_outside_of_the_text)
{
    static const struct edit behind[] = {{1, 3, 1, 9, "x"}}, below[] = {{5, 1, 5, 1, "x"}}, back[] = {{2, 1, 1, 1, "x"}}, nowhere[] = {{0, 1, 1, 1, "x"}};
    static const struct edit unordered[] = {{2, 1, 2, 2, "x"}, {1, 1, 1, 2, "y"}};
    expect_text("ab\ncd\n", behind, 1, NULL, "");
    expect_text("ab\ncd\n", below, 1, NULL, "");
    expect_text("ab\ncd\n", back, 1, NULL, "");
    expect_text("ab\ncd\n", nowhere, 1, NULL, "");
    expect_text("ab\ncd\n", unordered, 2, NULL, "");
}
END_TEST

START_TEST(changed_files_are_left_alone)
{
    char path[] = "/tmp/ddicheck-edits-XXXXXX";
    static const struct edit edits[] = {{1, 1, 1, 2, "x"}};
    struct options o = {.fix = FIX_APPLY};
    char *said = NULL, *text;
    size_t said_size, size;
    FILE *err = open_memstream(&said, &said_size);
    struct session s = {.options = &o, .interrupt = interrupt_new(), .out = err, .err = err};
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(file_write(path, "b;\n", 3), 0);
    session_init(&s);
    add(&s.findings, path, 1, "r", fix_of(&s.findings.arena, path, hash_bytes128("a;\n", 3), edits, 1));
    findings_finish(&s.findings);
    ck_assert_uint_eq(session_fix(&s), 0);
    ck_assert_int_eq(fflush(err), 0);
    ck_assert_ptr_nonnull(strstr(said, "not fixed: it has changed since it was analysed"));
    text = file_read(path, &size);
    ck_assert_str_eq(text, "b;\n");
    free(text);
    ck_assert_int_eq(file_write(path, "a;\n", 3), 0);
    ck_assert_uint_eq(session_fix(&s), 1);
    text = file_read(path, &size);
    ck_assert_str_eq(text, "x;\n");
    free(text);
    unlink(path);
    ck_assert_uint_eq(session_fix(&s), 0);
    struct interrupt *interrupt = s.interrupt;
    session_release(&s);
    interrupt_free(interrupt);
    fclose(err);
    free(said);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edits");
    TCase *c = tcase_create("all");
    tcase_add_test(c, overlapping_fixes_are_left_out);
    tcase_add_test(c, text_and_diff);
    tcase_add_test(c, edits_outside_of_the_text);
    tcase_add_test(c, changed_files_are_left_alone);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
