/*
 * Sources that are missing, damaged, too deep or broken: no crash, a valid module, and every loss told.
 * Also: relative folders, the flag list of headers/README.md, and several threads at once.
 */
#include "frontend/frontend.h"
#include "runner.h"

#include <glob.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURES DDICHECK_SOURCE_DIR "/fixtures/frontend"

struct lowered {
    struct arena arena;
    struct ir_module m;
    struct diags d;
    bool ok;
};

static void lower(struct lowered *r, const char *path, const char **args, uint32_t count)
{
    struct frontend_options o = {0};
    struct unit u = {.path = path, .folder = FIXTURES, .args = args, .arg_count = count};
    arena_init(&r->arena);
    diags_init(&r->d);
    struct frontend *f = frontend_new(&o);
    r->ok = frontend_lower(f, frontend_prepare(f, &u), false, &r->m, &r->d);
    frontend_free(f);
}

static void release(struct lowered *r)
{
    ir_module_release(&r->m);
    diags_release(&r->d);
    arena_release(&r->arena);
}

static void expect_valid(const struct lowered *r, const char *what)
{
    struct diags d;
    diags_init(&d);
    if (!ir_validate(&r->m, &d)) {
        diags_print(&d, stderr, SEVERITY_ERROR);
        ck_abort_msg("%s: the module is not valid", what);
    }
    diags_release(&d);
}

/* A file with that text; the caller unlinks and frees. */
static char *temporary(const char *text, size_t size)
{
    char *path = mem_strdup("/tmp/ddicheck-frontend-XXXXXX.c");
    int fd = mkstemps(path, 2);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(file_write(path, text, size), 0);
    return path;
}

static void lower_text(struct lowered *r, const char *text, size_t size)
{
    char *path = temporary(text, size);
    lower(r, path, NULL, 0);
    unlink(path);
    free(path);
}

static uint32_t count_problems(const struct ir_module *m, enum ir_problem_kind kind, const char *text)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->problems.count; i++)
        n += m->problems.items[i].kind == kind && strstr(ir_text(m, m->problems.items[i].text), text);
    return n;
}

static const struct ir_function *function_named(const struct ir_module *m, const char *name)
{
    for (uint32_t i = 0; i < m->functions.count; i++)
        if (str_equal(ir_text(m, m->functions.items[i].name), name))
            return &m->functions.items[i];
    ck_abort_msg("no function %s", name);
    return NULL;
}

/* ---- missing and damaged ------------------------------------------------------------------ */

START_TEST(missing_file)
{
    struct lowered r;
    lower(&r, "/nonexistent/driver.c", NULL, 0);
    ck_assert(!r.ok);
    ck_assert_uint_eq(r.d.errors, 1);
    ck_assert_str_eq(r.d.list.items[0].file, "/nonexistent/driver.c");
    ck_assert_uint_eq(r.m.functions.count, 0);
    release(&r);
}
END_TEST

START_TEST(folder_instead_of_file)
{
    struct lowered r;
    lower(&r, FIXTURES, NULL, 0);
    ck_assert(!r.ok);
    ck_assert_uint_eq(r.d.errors, 1);
    release(&r);
}
END_TEST

START_TEST(garbage)
{
    char bytes[4096];
    uint64_t state = 1;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(state = hash_mix(state, i));
    struct lowered r;
    lower_text(&r, bytes, sizeof bytes);
    ck_assert(r.ok);
    ck_assert_uint_gt(count_problems(&r.m, IR_PROBLEM_ERROR, ""), 0);
    expect_valid(&r, "garbage");
    release(&r);
}
END_TEST

/* Lines of the fixtures deleted, doubled or cut short, the same ones each time. */
START_TEST(mutations)
{
    glob_t found;
    ck_assert_int_eq(glob(FIXTURES "/*.c", 0, NULL, &found), 0);
    uint64_t state = 7;
    for (size_t k = 0; k < found.gl_pathc * 4; k++) {
        struct source s;
        ck_assert_int_eq(source_load(&s, found.gl_pathv[k % found.gl_pathc]), 0);
        struct str text = {0};
        for (uint32_t line = 1; line <= s.line_starts.count; line++) {
            size_t n;
            const char *at = source_line(&s, line, &n);
            state = hash_mix(state, line);
            uint64_t how = state % 24;
            if (how == 0)
                continue;
            str_append_n(&text, at, how == 1 ? n / 2 : n);
            str_append_char(&text, '\n');
            if (how == 2)
                str_append_n(&text, at, n);
        }
        struct lowered r;
        lower_text(&r, str_text(&text), text.length);
        if (r.ok)
            expect_valid(&r, found.gl_pathv[k % found.gl_pathc]);
        release(&r);
        str_release(&text);
        source_release(&s);
    }
    globfree(&found);
}
END_TEST

START_TEST(condition_without_value)
{
    static const char text[] = "void use(int);\nint f(int a) { if (use(a)) return 1; return a && use(2) ? 3 : !use(4); }\n";
    struct lowered r;
    lower_text(&r, text, sizeof text - 1);
    ck_assert(r.ok);
    ck_assert_uint_gt(count_problems(&r.m, IR_PROBLEM_ERROR, ""), 0);
    expect_valid(&r, "a condition of type void");
    release(&r);
}
END_TEST

/* ---- depth ------------------------------------------------------------------------------------ */

static void repeat(struct str *s, const char *piece, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        str_append(s, piece);
}

static void expect_deep(const char *before, const char *piece, unsigned times, const char *after)
{
    struct str text = {0};
    struct lowered r;
    str_append(&text, before);
    repeat(&text, piece, times);
    str_append(&text, after);
    lower_text(&r, str_text(&text), text.length);
    ck_assert(r.ok);
    ck_assert_uint_ge(count_problems(&r.m, IR_PROBLEM_UNSUPPORTED, "nesting too deep"), 1);
    expect_valid(&r, "deep");
    release(&r);
    str_release(&text);
}

START_TEST(deep)
{
    expect_deep("int f(int a) { return a", " + a", 3000, "; }");
    expect_deep("int f(int a) { return a", " && a", 3000, "; }");
    expect_deep("int f(int a) { if (a) return 1;", " else if (a) return 2;", 3000, " return 0; }");
    expect_deep("int f(int a) { return ", "-(char)", 400, "a; }"); /* clang's own parser dies of 1000 */
}
END_TEST

START_TEST(long_but_flat)
{
    struct str text = {0};
    struct lowered r;
    str_append(&text, "int g(int); int f(int a) { switch (a) {");
    for (int i = 0; i < 5000; i++)
        str_printf(&text, "case %d: a = g(%d); break;\n", i * 3, i);
    str_append(&text, "} return a; }\nint table[] = {");
    repeat(&text, "1, ", 20000);
    str_append(&text, "};");
    lower_text(&r, str_text(&text), text.length);
    ck_assert(r.ok);
    ck_assert_uint_eq(r.m.problems.count, 0);
    ck_assert_uint_eq(r.m.globals.items[0].init_count, 20000);
    expect_valid(&r, "long");
    release(&r);
    str_release(&text);
}
END_TEST

/* ---- errors ----------------------------------------------------------------------------------------- */

START_TEST(errors_belong_to_functions)
{
    static const char text[] = "#include <nowhere.h>\n"
                               "int whole(int a) { return a; }\n"
                               "int lost_statement(int a) { UNKNOWN(a, X); return a; }\n"
                               "NTSTATUS unknown_result(int a) { return whole(a); }\n"
                               "int unknown_parameter(PVOID p) { return whole(0); }\n"
                               "int unknown_local(int a) { ULONG u = 1; u++; return whole(u); }\n";
    struct lowered r;
    lower_text(&r, text, sizeof text - 1);
    ck_assert(r.ok);
    ck_assert_uint_eq(count_problems(&r.m, IR_PROBLEM_MISSING_HEADER, "nowhere.h"), 1);
    ck_assert(!(function_named(&r.m, "whole")->flags & IR_FUNCTION_DEGRADED));
    static const char *const degraded[] = {"lost_statement", "unknown_result", "unknown_parameter", "unknown_local"};
    for (size_t i = 0; i < sizeof degraded / sizeof *degraded; i++)
        ck_assert_msg(function_named(&r.m, degraded[i])->flags & IR_FUNCTION_DEGRADED, "%s", degraded[i]);
    expect_valid(&r, "errors");
    release(&r);
}
END_TEST

/* ---- arguments ------------------------------------------------------------------------------------------ */

START_TEST(relative_folders)
{
    const char *split[] = {"-isystem", "system"}, *joined[] = {"-Isystem"};
    for (int i = 0; i < 2; i++) {
        struct lowered r;
        lower(&r, FIXTURES "/headers.c", i ? joined : split, i ? 1 : 2);
        ck_assert(r.ok);
        ck_assert_uint_eq(count_problems(&r.m, IR_PROBLEM_ERROR, ""), 0);
        bool system = function_named(&r.m, "system_inline")->flags & IR_FUNCTION_SYSTEM;
        bool body = function_named(&r.m, "system_inline")->flags & IR_FUNCTION_BODY;
        ck_assert(body && system == !i);
        release(&r);
    }
}
END_TEST

static bool has_argument(const char **args, uint32_t count, const char *wanted)
{
    for (uint32_t i = 0; i < count; i++)
        if (str_equal(args[i], wanted))
            return true;
    return false;
}

START_TEST(flags_as_documented)
{
    char *readme = file_read(DDICHECK_SOURCE_DIR "/headers/README.md", NULL);
    ck_assert_ptr_nonnull(readme);
    char *flags = strstr(readme, "```flags\n");
    ck_assert_ptr_nonnull(flags);
    flags += strlen("```flags\n");
    *strstr(flags, "```") = '\0';
    const char *system[] = {"MINGW/ddk", "MINGW"};
    struct frontend_options o = {.headers = "HEADERS", .system_headers = system, .system_header_count = 2};
    struct unit u = {.path = "/x.c", .folder = "/"};
    struct frontend *f = frontend_new(&o);
    const struct frontend_unit *ready = frontend_prepare(f, &u);
    const char **args = ready->args;
    uint32_t count = ready->arg_count;
    ck_assert_ptr_null(args[count]);
    for (char *flag = strtok(flags, " \n"); flag; flag = strtok(NULL, " \n"))
        ck_assert_msg(has_argument(args, count, flag), "%s is in headers/README.md but is not passed", flag);
    frontend_free(f);
    free(readme);
}
END_TEST

/* ---- threads ------------------------------------------------------------------------------------------------ */

static void *lower_and_print(void *out)
{
    struct lowered r;
    lower(&r, FIXTURES "/seh_finally.c", NULL, 0);
    ir_print(&r.m, out);
    release(&r);
    return NULL;
}

START_TEST(threads)
{
    pthread_t thread[4];
    struct str text[4] = {{0}};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, lower_and_print, &text[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < 4; i++)
        ck_assert_str_eq(str_text(&text[i]), str_text(&text[0]));
    for (int i = 0; i < 4; i++)
        str_release(&text[i]);
}
END_TEST

/* cl.exe warns and takes the definition; so do we, without calling the file incomplete. */
START_TEST(other_parameter_types)
{
    static const char text[] = "struct a { int x; }; struct b { int y; };\nint f(struct a *p);\n"
                               "int f(struct b *p) { return p->y; }\nint f(struct b *p, int n) { return n; }\n";
    struct lowered r;
    lower_text(&r, text, sizeof text - 1);
    ck_assert(r.ok);
    ck_assert_uint_eq(count_problems(&r.m, IR_PROBLEM_ERROR, ""), 0);
    uint32_t bodies = 0;
    for (uint32_t i = 0; i < r.m.functions.count; i++)
        bodies += (r.m.functions.items[i].flags & IR_FUNCTION_BODY) != 0;
    ck_assert_uint_ge(bodies, 1);
    expect_valid(&r, "other parameter types");
    release(&r);
}
END_TEST

START_TEST(version)
{
    struct arena a;
    arena_init(&a);
    ck_assert_ptr_nonnull(strstr(frontend_version(&a), "clang version 19"));
    arena_release(&a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("frontend robustness");
    TCase *c = tcase_create("robustness");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, missing_file);
    tcase_add_test(c, folder_instead_of_file);
    tcase_add_test(c, garbage);
    tcase_add_test(c, mutations);
    tcase_add_test(c, condition_without_value);
    tcase_add_test(c, deep);
    tcase_add_test(c, long_but_flat);
    tcase_add_test(c, errors_belong_to_functions);
    tcase_add_test(c, relative_folders);
    tcase_add_test(c, other_parameter_types);
    tcase_add_test(c, flags_as_documented);
    tcase_add_test(c, threads);
    tcase_add_test(c, version);
    suite_add_tcase(s, c);
    return run_suite(s);
}
