/* Command lines, translated flags, and compile_commands.json, right and wrong. */
#include "project/internal.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256];

static void make_folder(void)
{
    strcpy(folder, "/tmp/ddicheck-project-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static const char *put(struct arena *a, const char *name, const char *text)
{
    const char *path = path_join(a, folder, name);
    ck_assert_int_eq(folder_make(path_folder(a, path)), 0);
    ck_assert_int_eq(file_write(path, text, strlen(text)), 0);
    return path;
}

/* ---- words ---------------------------------------------------------------------------------- */

static void expect_words(void split(struct arena *, const char *, struct words_list *), const char *text,
                         const char *joined)
{
    struct arena a;
    struct words_list words = {0};
    struct str got = {0};
    arena_init(&a);
    split(&a, text, &words);
    for (uint32_t i = 0; i < words.list.count; i++)
        str_printf(&got, "%s<%s>", i ? " " : "", words.list.items[i]);
    ck_assert_str_eq(str_text(&got), joined);
    str_release(&got);
    vec_release(&words.list);
    arena_release(&a);
}

START_TEST(posix_words)
{
    expect_words(words_split_posix, "gcc -c  a.c", "<gcc> <-c> <a.c>");
    expect_words(words_split_posix, "cc '-DA=\"x y\"' -DB=\\\"z\\\" \"q\\\"r\" ''",
                 "<cc> <-DA=\"x y\"> <-DB=\"z\"> <q\"r> <>");
    expect_words(words_split_posix, "cc \"a\\b\" a\\ b", "<cc> <a\\b> <a b>");
    expect_words(words_split_posix, "cc 'open", "<cc> <open>");
    expect_words(words_split_posix, "", "");
}
END_TEST

START_TEST(windows_words)
{
    expect_words(words_split_windows, "cl.exe /c C:\\src\\a.c", "<cl.exe> </c> <C:\\src\\a.c>");
    expect_words(words_split_windows, "\"C:\\Program Files\\cl.exe\" /DX=\\\"q\\\"",
                 "<C:\\Program Files\\cl.exe> </DX=\"q\">");
    expect_words(words_split_windows, "a \"b c\\\\\" d", "<a> <b c\\> <d>");
    expect_words(words_split_windows, "a \"b\"\"c\" \"\"", "<a> <b\"c> <>");
    expect_words(words_split_windows, "a\\\\b c\\", "<a\\\\b> <c\\>");
}
END_TEST

START_TEST(dialects)
{
    ck_assert(words_are_windows("cl.exe /c a.c"));
    ck_assert(words_are_windows("\"C:\\VC\\bin\\CL.EXE\" /c a.c"));
    ck_assert(words_are_windows("clang-cl-19 -c a.c"));
    ck_assert(words_are_windows("clang -IC:\\inc a.c"));
    ck_assert(!words_are_windows("clang -c a.c -DURL=http://x"));
    ck_assert(!words_are_windows("/usr/bin/gcc -c a.c"));
}
END_TEST

/* ---- flags ------------------------------------------------------------------------------------ */

static void expect_flags(const char *command, const char *args, const char *dropped)
{
    struct arena a;
    struct words_list words = {0};
    struct flags_result r = {0};
    struct str got = {0}, lost = {0};
    arena_init(&a);
    words_split_posix(&a, command, &words);
    flags_translate(&a, "/b", words.list.items, words.list.count, &r);
    for (uint32_t i = 0; i < r.args.count; i++)
        str_printf(&got, "%s%s", i ? " " : "", r.args.items[i]);
    for (uint32_t i = 0; i < r.dropped.count; i++)
        str_printf(&lost, "%s%s", i ? " " : "", r.dropped.items[i]);
    ck_assert_str_eq(str_text(&got), args);
    ck_assert_str_eq(str_text(&lost), dropped);
    str_release(&got);
    str_release(&lost);
    flags_result_release(&r);
    vec_release(&words.list);
    arena_release(&a);
}

START_TEST(gcc_flags)
{
    expect_flags("gcc -c -O2 -Wall -g3 -o a.o -MD -MF x.d a.c", "", "");
    expect_flags("gcc -I inc -I../x -isystem /s -DA -D B=1 -UC -std=gnu11 a.c",
                 "-I/b/inc -I/x -isystem/s -DA -DB=1 -UC -std=gnu11", "");
    expect_flags("gcc -include pre.h -fweird -Xclang -foo a.c", "-include pre.h", "-fweird -Xclang");
    expect_flags("clang -target x86_64-w64-mingw32 -fms-extensions a.c", "--target=x86_64-w64-mingw32 -fms-extensions",
                 "");
    expect_flags("gcc -D", "", "-D");
}
END_TEST

START_TEST(cl_flags)
{
    expect_flags("cl /nologo /c '/Iinc\\km' /D NAME=1 /DX /UZ /FIpre.h /std:c17 /Zp8 /J /kernel /X /analyze /GS a.c",
                 "-I/b/inc/km -DNAME=1 -DX -UZ -include pre.h -std=c17 -fpack-struct=8 -funsigned-char "
                 "-D_KERNEL_MODE=1 -nostdlibinc",
                 "/analyze /GS");
    expect_flags("cl /Yupre.h /Ycpre.h /Fpx.pch /Foa.obj /external:I e -c a.c", "-isystem/b/e", "");
    expect_flags("clang --driver-mode=cl /DA a.c", "-DA", "");
    expect_flags("clang-cl /clang:-fms-extensions -- /DA.c", "-fms-extensions", "");
}
END_TEST

/* ---- databases ----------------------------------------------------------------------------------- */

struct fixture {
    struct arena a;
    struct project p;
    struct diags d;
};

static void fixture_init(struct fixture *f)
{
    arena_init(&f->a);
    project_init(&f->p);
    diags_init(&f->d);
}

static void fixture_release(struct fixture *f)
{
    project_release(&f->p);
    diags_release(&f->d);
    arena_release(&f->a);
}

START_TEST(database)
{
    struct fixture f;
    fixture_init(&f);
    put(&f.a, "src/b.c", "int b;\n");
    put(&f.a, "src/a.c", "int a;\n");
    put(&f.a, "build/compile_commands.json",
        "\xEF\xBB\xBF[{\"directory\":\".\",\"file\":\"../src/b.c\",\"arguments\":[\"cc\",\"-DB\",\"b.c\"]},\n"
        "{\"directory\":\".\",\"file\":\"../src/a.c\",\"command\":\"cl.exe /DA /analyze a.c\"},\n"
        "{\"directory\":\".\",\"file\":\"../src/c.cpp\",\"command\":\"cl.exe c.cpp\"},\n"
        "{\"directory\":\".\",\"file\":\"../src/a.c\",\"command\":\"cc -DAGAIN a.c\"}]");
    const char *found = project_find_database(&f.a, path_join(&f.a, folder, "src/a.c"));
    ck_assert_ptr_nonnull(found);
    ck_assert_str_eq(found, path_join(&f.a, folder, "build/compile_commands.json"));
    ck_assert(project_add_database(&f.p, path_folder(&f.a, found), NULL, 0, &f.d));
    ck_assert_uint_eq(f.p.units.count, 2);
    ck_assert_str_eq(path_base(f.p.units.items[0].path), "a.c");
    ck_assert_uint_eq(f.p.units.items[0].arg_count, 1);
    ck_assert_str_eq(f.p.units.items[0].args[0], "-DA");
    ck_assert_uint_eq(f.p.skipped.count, 1);
    ck_assert_str_eq(f.p.root, path_join(&f.a, folder, "src"));
    fixture_release(&f);
}
END_TEST

START_TEST(database_only)
{
    struct fixture f;
    fixture_init(&f);
    const char *path = put(&f.a, "compile_commands.json",
                           "[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"cc a.c\"},"
                           "{\"directory\":\"/d\",\"file\":\"x/b.c\",\"command\":\"cc x/b.c\"}]");
    const char *only[] = {"/d/x"};
    ck_assert(project_add_database(&f.p, path, only, 1, &f.d));
    ck_assert_uint_eq(f.p.units.count, 1);
    ck_assert_str_eq(f.p.units.items[0].path, "/d/x/b.c");
    fixture_release(&f);
}
END_TEST

static void expect_error(const char *json, uint32_t line, const char *text)
{
    struct fixture f;
    fixture_init(&f);
    const char *path = put(&f.a, "bad.json", json);
    ck_assert(!project_add_database(&f.p, path, NULL, 0, &f.d));
    ck_assert_uint_ge(f.d.errors, 1);
    const struct diag *g = &f.d.list.items[0];
    ck_assert_msg(strstr(g->text, text) != NULL, "'%s' lacks '%s'", g->text, text);
    ck_assert_uint_eq(g->line, line);
    fixture_release(&f);
}

START_TEST(database_errors)
{
    expect_error("hello", 1, "is no JSON");
    expect_error("", 1, "is no JSON");
    expect_error("[{\"directory\": \"/d\",\n \"file\": }]", 2, "is no JSON");
    expect_error("{}", 1, "is an object; a compilation database is an array");
    expect_error("[]", 0, "has no entries");
    expect_error("[\n7]", 2, "entry 1: is a number, not an object");
    expect_error(
        "[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"cc\"},\n\n{\"file\":\"b.c\",\"command\":\"cc\"}]", 3,
        "entry 2: \"directory\" is missing");
    expect_error(
        "[{\"directory\":\"/"
        "[,d\",\"file\":\"a\\\"b,[.c\",\"command\":\"cc\"},\n{\"directory\":1,\"file\":\"b.c\",\"command\":\"cc\"}]",
        2, "entry 2: \"directory\" is a number, not a string");
    expect_error("[{\"directory\":\"/d\",\"file\":\"a.c\"}]", 1, "\"arguments\" (or \"command\") is missing");
    expect_error("[{\"directory\":\"/d\",\"file\":\"a.c\",\"arguments\":\"cc a.c\"}]", 1, "\"arguments\" is a string");
    expect_error("[{\"directory\":\"/d\",\"file\":\"a.c\",\"arguments\":[\"cc\",3]}]", 1,
                 "\"arguments\" holds a number");
    expect_error("[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"\"}]", 1, "its command is empty");
    expect_error("\xFF\xFE[", 1, "is no JSON"); /* UTF-16 is read, half a character is none */
}
END_TEST

START_TEST(paths)
{
    struct fixture f;
    fixture_init(&f);
    const char *file = put(&f.a, "d/one.c", "");
    put(&f.a, "d/sub/two.C", "");
    put(&f.a, "d/sub/three.cpp", "");
    put(&f.a, "d/.git/four.c", "");
    ck_assert(project_add_path(&f.p, path_join(&f.a, folder, "d"), NULL, 0, &f.d));
    ck_assert_uint_eq(f.p.units.count, 2);
    ck_assert_uint_eq(f.p.skipped.count, 1);
    ck_assert_str_eq(f.p.units.items[0].args[0], arena_printf(&f.a, "-I%s/d", folder));
    ck_assert(project_add_path(&f.p, file, NULL, 0, &f.d)); /* again: once in the list */
    ck_assert_uint_eq(f.p.units.count, 2);
    const char *more[] = {"-DX", "-I", "/abs"};
    project_add_arguments(&f.p, more, 3);
    ck_assert_uint_eq(f.p.units.items[1].arg_count, 3);
    ck_assert_str_eq(f.p.units.items[1].args[2], "-I/abs");
    ck_assert(!project_add_path(&f.p, path_join(&f.a, folder, "none.c"), NULL, 0, &f.d));
    ck_assert_str_eq(f.d.list.items[0].text, "no such file or folder");
    ck_assert(!project_add_path(&f.p, put(&f.a, "h.h", ""), NULL, 0, &f.d));
    fixture_release(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("project");
    TCase *pure = tcase_create("words and flags"), *files = tcase_create("files");
    tcase_add_test(pure, posix_words);
    tcase_add_test(pure, windows_words);
    tcase_add_test(pure, dialects);
    tcase_add_test(pure, gcc_flags);
    tcase_add_test(pure, cl_flags);
    suite_add_tcase(suite, pure);
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    tcase_add_test(files, database);
    tcase_add_test(files, database_only);
    tcase_add_test(files, database_errors);
    tcase_add_test(files, paths);
    suite_add_tcase(suite, files);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
