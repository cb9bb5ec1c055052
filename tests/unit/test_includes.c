/*
 * What a unit includes, before clang sees it: names in another case, backslashes, WPP files that no
 * build has made, headers beside an including file; and the prefix that units share.
 */
#include "frontend/includes.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    struct arena a;
    const char *folder;
};

static void world_init(struct world *w)
{
    char folder[] = "/tmp/ddicheck-includes-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    arena_init(&w->a);
    w->folder = arena_strdup(&w->a, folder);
}

static void world_release(struct world *w)
{
    ck_assert_int_eq(system(arena_printf(&w->a, "rm -rf '%s'", w->folder)), 0);
    arena_release(&w->a);
}

static const char *put(struct world *w, const char *name, const char *text)
{
    const char *path = path_join(&w->a, w->folder, name);
    ck_assert_int_eq(folder_make(path_folder(&w->a, path)), 0);
    ck_assert_int_eq(file_write(path, text, strlen(text)), 0);
    return path;
}

/* ---- one file -------------------------------------------------------------------------------- */

static struct scan scanned(struct world *w, const char *text)
{
    struct scan s;
    scan_text(&w->a, text, strlen(text), &s);
    return s;
}

START_TEST(directives)
{
    struct world w;
    world_init(&w);
    struct scan s = scanned(&w, "/* a comment\n#include <no.h> */\n// #include <no2.h>\n"
                                "#  include\t\"a.h\" // why\n#include <sys\\b.h>\n#def\\\nine X \"/*\"\n"
                                "#include \"a.h\"\nint x; char c = '\"'; /* \" */\n#include <late.h>\n");
    ck_assert_uint_eq(s.includes.count, 3);
    ck_assert_str_eq(s.includes.items[0].name, "a.h");
    ck_assert(!s.includes.items[0].angled);
    ck_assert_str_eq(s.includes.items[1].name, "sys\\b.h");
    ck_assert_str_eq(s.includes.items[2].name, "late.h");
    ck_assert_uint_eq(s.leads.count, 4); /* what stands behind the first declaration does not lead */
    ck_assert_int_eq(s.leads.items[2].kind, LEAD_DEFINE);
    ck_assert_str_eq(s.leads.items[2].text, "#define X \"/*\"");
    ck_assert(!s.leads_only);
    ck_assert(!s.guarded);
    scan_release(&s);
    world_release(&w);
}
END_TEST

START_TEST(guards)
{
    struct world w;
    world_init(&w);
    static const struct {
        const char *text;
        bool guarded, leads_only;
        uint32_t leads;
    } cases[] = {
        {"#pragma once\n#include <a.h>\n", true, true, 1},
        {"#ifndef A_H\n#define A_H\n#include <a.h>\nint x;\n#endif\n", true, false, 1},
        {"#if !defined(A_H)\n#define A_H\n#include <a.h>\n#endif // A_H\n\n", true, true, 1},
        {"#ifndef A_H\n#define A_H\n#endif\nint more;\n", false, false, 0},
        {"#ifndef A_H\n#define B_H\n#endif\n", false, true, 1},
        {"int x;\n#ifndef A_H\n#define A_H\n#endif\n", false, false, 0},
        {"#ifndef A_H\n#define A_H\n#ifdef X\n#include <x.h>\n#endif\n#include <a.h>\n#endif\n", true, false, 0},
        {"", false, true, 0},
        {"#include MACRO\n#include <a.h>\n", false, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scan s = scanned(&w, cases[i].text);
        ck_assert_msg(s.guarded == cases[i].guarded, "guarded: %s", cases[i].text);
        ck_assert_msg(s.leads_only == cases[i].leads_only, "leads only: %s", cases[i].text);
        ck_assert_msg(s.leads.count == cases[i].leads, "leads: %s", cases[i].text);
        scan_release(&s);
    }
    world_release(&w);
}
END_TEST

START_TEST(trace_functions)
{
    struct world w;
    world_init(&w);
    struct scan s = scanned(&w, "// begin_wpp config\n// FUNC TraceEvents(LEVEL, FLAGS, MSG, ...);\n"
                                "// FUNC DbgOut{F=1}(MSG, ...);\n// USEFUNC x\n// end_wpp\n// FUNC No(x)\n");
    ck_assert_uint_eq(s.trace_functions.count, 2);
    ck_assert_str_eq(s.trace_functions.items[0], "TraceEvents");
    ck_assert_str_eq(s.trace_functions.items[1], "DbgOut");
    scan_release(&s);
    world_release(&w);
}
END_TEST

/* ---- a unit ------------------------------------------------------------------------------------ */

struct result {
    struct frontend *f;
    const struct frontend_unit *ready;
    struct ir_module m;
    struct diags d;
    struct frontend_options o;
    struct unit u;
};

static void lower(struct result *r, struct world *w, const char *path, const char **args, uint32_t count,
                  const char *system, bool with_prefix)
{
    memset(r, 0, sizeof *r);
    r->o = (struct frontend_options){.headers = system, .folder = path_join(&w->a, w->folder, "cache"), .tool = "test"};
    r->u = (struct unit){.path = path, .folder = w->folder, .args = args, .arg_count = count};
    diags_init(&r->d);
    r->f = frontend_new(&r->o);
    r->ready = frontend_prepare(r->f, &r->u);
    if (with_prefix) {
        ck_assert_uint_eq(r->ready->prefix, 1);
        ck_assert(frontend_prefix_build(r->f, 0));
    }
    ck_assert(frontend_lower(r->f, r->ready, with_prefix, &r->m, &r->d));
}

static void release(struct result *r)
{
    ir_module_release(&r->m);
    diags_release(&r->d);
    frontend_free(r->f);
}

static void expect_clean(const struct result *r)
{
    if (r->m.problems.count)
        ck_abort_msg("%s", ir_text(&r->m, r->m.problems.items[0].text));
}

START_TEST(names_in_another_case)
{
    struct world w;
    struct result r;
    world_init(&w);
    put(&w, "Inc/Shared/Types.H", "#include \"COMMON.h\"\ntypedef int my_type;\n");
    put(&w, "Inc/Shared/common.h", "typedef int common_type;\n");
    put(&w, "beside.h", "typedef int beside_type;\n");
    put(&w, "sys/NtDdk.h", "#pragma once\ntypedef int LONG;\n");
    const char *source = put(&w, "src/a.c", "#include <ntddk.h>\n#include \"..\\INC\\shared\\types.h\"\n"
                                            "#include \"../Inc/Shared/middle.h\"\n"
                                            "LONG f(my_type a, common_type b, beside_type c) { return a + b + c; }\n");
    put(&w, "Inc/Shared/middle.h", "#include \"../../BESIDE.H\"\n");
    lower(&r, &w, source, NULL, 0, path_join(&w.a, w.folder, "sys"), false);
    expect_clean(&r);
    ck_assert_uint_eq(r.m.functions.count, 1);
    release(&r);
    world_release(&w);
}
END_TEST

START_TEST(folders_of_including_files)
{
    struct world w;
    struct result r;
    world_init(&w);
    put(&w, "top/outer.h", "#include \"../sub/inner.h\"\n");
    put(&w, "sub/inner.h", "#include \"only_on_top.h\"\n"); /* cl.exe looks beside outer.h and beside a.c, too */
    put(&w, "top/only_on_top.h", "typedef int found;\n");
    put(&w, "sys/only_on_top.h", "#pragma once\n#error not this one\n"); /* those folders come before the command line's */
    const char *source = put(&w, "a.c", "#include \"top/outer.h\"\nfound x;\n");
    lower(&r, &w, source, NULL, 0, path_join(&w.a, w.folder, "sys"), false);
    expect_clean(&r);
    release(&r);
    world_release(&w);
}
END_TEST

START_TEST(trace_files)
{
    struct world w;
    struct result r;
    world_init(&w);
    put(&w, "trace.h", "// begin_wpp config\n// FUNC MyTrace(LEVEL, MSG, ...);\n// end_wpp\n");
    const char *source = put(&w, "a.c", "#include \"trace.h\"\n#include \"a.tmh\"\n#include <other.tmh>\n"
                                        "int f(int x) { MyTrace(1, \"%d\", undeclared(x)); return x; }\n");
    lower(&r, &w, source, NULL, 0, DDICHECK_SOURCE_DIR "/headers", false);
    expect_clean(&r);
    release(&r);
    put(&w, "b.tmh", "#define MyTrace(...) 2\n"); /* one that a build has made is taken */
    source = put(&w, "b.c", "#include \"b.tmh\"\nint f(void) { return MyTrace(1); }\n");
    lower(&r, &w, source, NULL, 0, DDICHECK_SOURCE_DIR "/headers", false);
    expect_clean(&r);
    ck_assert_uint_eq(r.ready->prefix, 0);
    release(&r);
    world_release(&w);
}
END_TEST

/* ---- the prefix ----------------------------------------------------------------------------------- */

static const char *printed(struct world *w, const struct ir_module *m)
{
    struct str text = {0};
    ir_print(m, &text);
    const char *copy = arena_strdup(&w->a, str_text(&text));
    str_release(&text);
    return copy;
}

START_TEST(prefix_changes_nothing)
{
    struct world w;
    struct result plain, with;
    world_init(&w);
    put(&w, "sys/ntddk.h", "#pragma once\n#include <types.h>\n#ifdef WIDE\n#define SIZE 8\n#else\n#define SIZE 4\n#endif\n"
                           "static inline int twice(int x) { return 2 * x; }\n");
    put(&w, "sys/types.h", "#pragma once\ntypedef struct _S { int a, b; } S;\nint outside(S *s);\n");
    put(&w, "sys/late.h", "#pragma once\nextern int late;\n");
    put(&w, "precomp.h", "#ifndef PRECOMP\n#define PRECOMP\n#define WIDE 1\n#include <NTDDK.h>\n#include \"own.h\"\n#endif\n");
    put(&w, "own.h", "typedef S own;\n");
    const char *source = put(&w, "a.c", "#include \"precomp.h\"\n#include <late.h>\n"
                                        "int f(own *s) { outside(s); return twice(s->b + SIZE) + late; }\n");
    const char *system = path_join(&w.a, w.folder, "sys");
    lower(&plain, &w, source, NULL, 0, system, false);
    lower(&with, &w, source, NULL, 0, system, true);
    expect_clean(&plain);
    ck_assert_str_eq(frontend_prefix_at(with.f, 0)->text, "#define WIDE 1\n#include <ntddk.h>\n");
    ck_assert_str_eq(printed(&w, &plain.m), printed(&w, &with.m));
    ck_assert_uint_eq(with.m.dependencies.count, 6); /* headers of the prefix are in the list */
    release(&plain);
    release(&with);
    world_release(&w);
}
END_TEST

START_TEST(prefix_is_shared)
{
    struct world w;
    world_init(&w);
    put(&w, "sys/ntddk.h", "#pragma once\nextern int x;\n");
    const char *system = path_join(&w.a, w.folder, "sys");
    const char *a = put(&w, "one/a.c", "#include <ntddk.h>\nint a;\n"), *b = put(&w, "two/b.c", "#include <ntddk.h>\nint b;\n");
    const char *one[] = {"-Ione"}, *two[] = {"-Itwo"}, *other[] = {"-DX"};
    struct frontend_options o = {.headers = system, .folder = path_join(&w.a, w.folder, "cache")};
    struct unit units[] = {{.path = a, .folder = w.folder, .args = one, .arg_count = 1},
                           {.path = b, .folder = w.folder, .args = two, .arg_count = 1},
                           {.path = b, .folder = w.folder, .args = other, .arg_count = 1}};
    struct frontend *f = frontend_new(&o);
    ck_assert_uint_eq(frontend_prepare(f, &units[0])->prefix, 1);
    ck_assert_uint_eq(frontend_prepare(f, &units[1])->prefix, 1); /* own folders have no say in it */
    ck_assert_uint_eq(frontend_prepare(f, &units[2])->prefix, 2); /* definitions have */
    ck_assert_uint_eq(frontend_prefix_at(f, 0)->users, 2);
    frontend_free(f);
    put(&w, "two/ntddk.h", "#pragma once\n"); /* hides the system's */
    f = frontend_new(&o);
    frontend_prepare(f, &units[0]);
    ck_assert_uint_ne(frontend_prepare(f, &units[1])->prefix, 1);
    frontend_free(f);
    world_release(&w);
}
END_TEST

START_TEST(damaged_prefix)
{
    struct world w;
    struct result r;
    world_init(&w);
    put(&w, "sys/ntddk.h", "#pragma once\n#include <gone.h>\n");
    const char *source = put(&w, "a.c", "#include <ntddk.h>\nint a;\n");
    lower(&r, &w, source, NULL, 0, path_join(&w.a, w.folder, "sys"), false);
    ck_assert(!frontend_prefix_build(r.f, 0)); /* an error belongs to the unit that includes it */
    ck_assert_uint_eq(r.m.problems.count, 1);
    release(&r);
    put(&w, "sys/ntddk.h", "#pragma once\nextern int x;\n");
    lower(&r, &w, source, NULL, 0, path_join(&w.a, w.folder, "sys"), true);
    const char *path = frontend_prefix_at(r.f, 0)->path;
    ck_assert_int_eq(file_write(path, "CPCHgarbage", 11), 0);
    ir_module_release(&r.m);
    ck_assert(frontend_lower(r.f, r.ready, true, &r.m, &r.d)); /* read without it */
    expect_clean(&r);
    release(&r);
    world_release(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("includes");
    TCase *c = tcase_create("all");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, directives);
    tcase_add_test(c, guards);
    tcase_add_test(c, trace_functions);
    tcase_add_test(c, names_in_another_case);
    tcase_add_test(c, folders_of_including_files);
    tcase_add_test(c, trace_files);
    tcase_add_test(c, prefix_changes_nothing);
    tcase_add_test(c, prefix_is_shared);
    tcase_add_test(c, damaged_prefix);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
