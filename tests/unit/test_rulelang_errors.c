/* Errors of the rule language: every one of a text is listed, where it is (fixtures/rulelang/README.md). */
#include "rulelang_support.h"

#include <ctype.h>

struct mark {
    uint32_t line, column;
    char text[300], hint[300];
    bool met;
};
struct marks {
    struct mark items[120];
    uint32_t count;
};

static void copy_trimmed(char *to, size_t size, const char *from, size_t length)
{
    while (length && isspace((unsigned char)from[length - 1]))
        length--;
    while (length && isspace((unsigned char)*from))
        from++, length--;
    ck_assert_uint_lt(length, size);
    memcpy(to, from, length);
    to[length] = '\0';
}

/* "# error COLUMN: text [=> hint]", up to the next mark or the end of the line. */
static void marks_read(struct marks *m, const char *text)
{
    static const char word[] = "# error ";
    uint32_t line = 1;
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            line++;
        if (!str_starts_with(p, word))
            continue;
        const char *body = strchr(p, ':'), *end = p + strcspn(p, "\n"), *next = strstr(p + 1, word);
        ck_assert(body && body < end);
        ck_assert_uint_lt(m->count, 120);
        if (next && next < end)
            end = next;
        const char *arrow = strstr(body, "=>");
        struct mark *k = &m->items[m->count++];
        k->line = line;
        k->column = (uint32_t)strtoul(p + strlen(word), NULL, 10);
        copy_trimmed(k->text, sizeof k->text, body + 1, (size_t)((arrow && arrow < end ? arrow : end) - body - 1));
        if (arrow && arrow < end)
            copy_trimmed(k->hint, sizeof k->hint, arrow + 2, (size_t)(end - arrow - 2));
    }
}

static bool mark_fits(const struct mark *k, const struct diag *g)
{
    return !k->met && k->line == g->line && k->column == g->column && strstr(g->text, k->text) &&
           (!k->hint[0] || (g->hint && strstr(g->hint, k->hint)));
}

static void expect_marks(const char *path, const char *text, size_t size)
{
    struct ruleset r;
    struct diags d;
    struct marks m = {.count = 0};
    bool fine = true;
    marks_read(&m, text);
    ruleset_init(&r);
    diags_init(&d);
    ck_assert_int_eq(ruleset_load_text(&r, path, text, size, &d), m.count == 0);
    for (uint32_t i = 0; i < d.list.count; i++) {
        const struct diag *g = &d.list.items[i];
        uint32_t k = 0;
        ck_assert_int_eq(g->severity, SEVERITY_ERROR);
        ck_assert_ptr_nonnull(g->source_line);
        ck_assert_uint_ge(g->length, 1);
        while (k < m.count && !mark_fits(&m.items[k], g))
            k++;
        if (k < m.count) {
            m.items[k].met = true;
            continue;
        }
        fine = false;
        fprintf(stderr, "%s:%u:%u: not marked: %s (hint: %s)\n", path, g->line, g->column, g->text,
                g->hint ? g->hint : "none");
    }
    for (uint32_t k = 0; k < m.count; k++)
        if (!m.items[k].met) {
            fine = false;
            fprintf(stderr, "%s:%u:%u: not met: %s\n", path, m.items[k].line, m.items[k].column, m.items[k].text);
        }
    ck_assert_msg(fine, "%s", path);
    ck_assert_uint_eq(d.errors, m.count);
    ruleset_release(&r);
    diags_release(&d);
}

START_TEST(bad_fixtures)
{
    go_to_source();
    ck_assert_int_ge(each_file("fixtures/rulelang", "bad_", ".ddi", expect_marks), 5);
}
END_TEST

START_TEST(good_fixtures)
{
    go_to_source();
    ck_assert_int_ge(each_file("fixtures/rulelang", "good_", ".ddi", expect_marks), 1);
}
END_TEST

/* The one that the documentation of the language shows: five errors, in the order of the text. */
START_TEST(five_errors)
{
    static const uint32_t places[5][2] = {{2, 15}, {5, 11}, {9, 11}, {17, 3}, {25, 22}};
    struct ruleset r;
    struct diags d;
    size_t size;
    go_to_source();
    char *text = file_read("fixtures/rulelang/bad_five_errors.ddi", &size);
    ck_assert_ptr_nonnull(text);
    ruleset_init(&r);
    diags_init(&d);
    ck_assert(!ruleset_load_text(&r, "five.ddi", text, size, &d));
    ck_assert_uint_eq(d.list.count, 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_uint_eq(d.list.items[i].line, places[i][0]);
        ck_assert_uint_eq(d.list.items[i].column, places[i][1]);
        ck_assert_str_eq(d.list.items[i].file, "five.ddi");
    }
    ck_assert_str_eq(d.list.items[2].source_line + 10, "DISPATHC   # error 11: The IRQL 'DISPATHC' is not known here. "
                                                       "=> did you mean 'DISPATCH'?");
    ck_assert_uint_eq(d.list.items[2].length, 8);
    ruleset_release(&r);
    diags_release(&d);
    free(text);
}
END_TEST

static uint32_t errors_of(const char *text, size_t size)
{
    struct ruleset r;
    struct diags d;
    ruleset_init(&r);
    diags_init(&d);
    ck_assert_int_eq(ruleset_load_text(&r, "t.ddi", text, size, &d), d.errors == 0);
    uint32_t errors = d.errors;
    ruleset_release(&r);
    diags_release(&d);
    return errors;
}

START_TEST(odd_texts)
{
    static const char nul[] = "const A = 1\0const B = 2";
    ck_assert_uint_eq(errors_of("", 0), 0);
    ck_assert_uint_eq(errors_of("# only a comment", 16), 0);
    ck_assert_uint_eq(errors_of("\xEF\xBB\xBF"
                                "const A = 1\r\nconst B = 2\r\n",
                                29),
                      0);
    ck_assert_uint_eq(errors_of(nul, sizeof nul - 1), 1);
    ck_assert_uint_eq(errors_of("ddi", 3), 1);
    ck_assert_uint_eq(errors_of("ddi X(", 6), 1);
    ck_assert_uint_eq(errors_of("ddi X() {", 9), 1);
    ck_assert_uint_eq(errors_of("rule r error { text \"\"\"never ends", 32), 2);
    ck_assert_uint_ge(errors_of("}}}}", 4), 1);
}
END_TEST

/* Nesting and length have limits that are errors, not crashes. */
START_TEST(deep_texts)
{
    struct str text = {0};
    str_append(&text, "ddi X(a) { a->f = ");
    for (int i = 0; i < 100000; i++)
        str_append_char(&text, '(');
    ck_assert_uint_eq(errors_of(str_text(&text), text.length), 2);
    str_clear(&text);
    str_append(&text, "ddi X(a) { a->f = a");
    for (int i = 0; i < 100000; i++)
        str_append(&text, "->b");
    str_append(&text, " }");
    ck_assert_uint_eq(errors_of(str_text(&text), text.length), 1);
    str_clear(&text);
    str_append(&text, "ddi X(a) {");
    for (int i = 0; i < 100000; i++)
        str_append(&text, " if a == 1 {");
    ck_assert_uint_ge(errors_of(str_text(&text), text.length), 1);
    str_release(&text);
}
END_TEST

START_TEST(two_files)
{
    static const char *const folders[] = {"fixtures/rulelang/folder", "fixtures/rulelang/none"};
    struct ruleset r;
    struct diags d;
    go_to_source();
    ruleset_init(&r);
    diags_init(&d);
    ck_assert(!ruleset_load(&r, folders, 2, &d));
    ck_assert_uint_eq(d.errors, 2);
    ck_assert_str_eq(d.list.items[0].text,
                     "Cannot read the rules in 'fixtures/rulelang/none': No such file or directory.");
    ck_assert_str_eq(d.list.items[1].text,
                     "The ddi 'A' is declared twice, here and at fixtures/rulelang/folder/a.ddi:2:5.");
    ck_assert_str_eq(d.list.items[1].file, "fixtures/rulelang/folder/b/b.ddi");
    ruleset_release(&r);
    diags_release(&d);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("errors");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, bad_fixtures);
    tcase_add_test(t, good_fixtures);
    tcase_add_test(t, five_errors);
    tcase_add_test(t, odd_texts);
    tcase_add_test(t, deep_texts);
    tcase_add_test(t, two_files);
    return run_tests("rulelang errors", t);
}
