/*
 * fixtures/frontend/NAME.c, lowered, is NAME.ir. With DDICHECK_BLESS=1 in the environment the
 * goldens are written instead; they are read by eye before they are committed.
 */
#include "frontend/frontend.h"
#include "runner.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#define FIXTURES DDICHECK_SOURCE_DIR "/fixtures/frontend"

static char **sources;
static size_t source_count;

/* The dump without the path of the checkout. */
static char *without_root(const char *text)
{
    struct str out = {0};
    const char *root = DDICHECK_SOURCE_DIR "/";
    for (const char *hit; (hit = strstr(text, root)); text = hit + strlen(root))
        str_append_n(&out, text, (size_t)(hit - text));
    str_append(&out, text);
    return str_take(&out);
}

static void expect_valid(const struct ir_module *m, const char *path)
{
    struct diags d;
    diags_init(&d);
    if (!ir_validate(m, &d)) {
        diags_print(&d, stderr, SEVERITY_ERROR);
        ck_abort_msg("%s: the module is not valid", path);
    }
    diags_release(&d);
}

static void expect_golden(const char *path, const char *dump)
{
    char *golden = mem_strdup(path);
    memcpy(golden + strlen(golden) - 2, ".i", 2);
    struct str name = {0};
    str_printf(&name, "%sr", golden);
    if (getenv("DDICHECK_BLESS")) {
        ck_assert_int_eq(file_write(str_text(&name), dump, strlen(dump)), 0);
    } else {
        char *wanted = file_read(str_text(&name), NULL);
        ck_assert_msg(wanted != NULL, "%s is missing: run with DDICHECK_BLESS=1", str_text(&name));
        if (!str_equal(wanted, dump)) {
            size_t at = 0, line = 1;
            for (; wanted[at] && wanted[at] == dump[at]; at++)
                line += wanted[at] == '\n';
            ck_abort_msg("%s differs from line %zu on; the new one there: %.200s", str_text(&name), line, dump + at);
        }
        free(wanted);
    }
    str_release(&name);
    free(golden);
}

START_TEST(golden)
{
    struct arena a;
    arena_init(&a);
    const char *args[] = {"-isystem", FIXTURES "/system"};
    struct unit u = {.path = sources[_i], .folder = FIXTURES, .args = args, .arg_count = 2};
    struct frontend_options o = {0};
    struct ir_module m;
    struct diags d;
    diags_init(&d);
    struct frontend *f = frontend_new(&o);
    ck_assert(frontend_lower(f, frontend_prepare(f, &u), false, &m, &d));
    frontend_free(f);
    ck_assert_uint_eq(d.errors, 0);
    expect_valid(&m, u.path);
    struct str text = {0};
    ir_print(&m, &text);
    char *dump = without_root(str_text(&text));
    expect_golden(u.path, dump);
    free(dump);
    str_release(&text);
    ir_module_release(&m);
    diags_release(&d);
    arena_release(&a);
}
END_TEST

int main(void)
{
    glob_t found;
    if (glob(FIXTURES "/*.c", 0, NULL, &found) != 0)
        return EXIT_FAILURE;
    sources = found.gl_pathv;
    source_count = found.gl_pathc;
    Suite *s = suite_create("frontend goldens");
    TCase *c = tcase_create("goldens");
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, golden, 0, (int)source_count);
    suite_add_tcase(s, c);
    int failed = run_suite(s);
    globfree(&found);
    return failed;
}
