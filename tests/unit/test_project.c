/* Command lines, translated flags, and compile_commands.json, right and wrong. */
#include "project/internal.h"
#include "runner.h"

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

START_TEST(response_files)
{
    struct fixture f;
    fixture_init(&f);
    put(&f.a, "a.c", "");
    put(&f.a, "one.rsp", "/DONE \"/DQ=\\\"x y\\\"\"\r\n@sub\\TWO.rsp /c");
    put(&f.a, "sub/two.rsp", "\xEF\xBB\xBF/DTWO");
    ck_assert_int_eq(file_write(path_join(&f.a, folder, "utf16.rsp"), "\xFF\xFE/\0D\0W\0\xE4\0", 10), 0);
    const char *path =
        put(&f.a, "compile_commands.json",
            "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cl.exe @one.rsp @utf16.rsp /DLAST a.c\"}]");
    ck_assert(project_add_database(&f.p, path, NULL, 0, &f.d));
    struct str got = {0};
    for (uint32_t i = 0; i < f.p.units.items[0].arg_count; i++)
        str_printf(&got, "%s|", f.p.units.items[0].args[i]);
    ck_assert_str_eq(str_text(&got), "-DONE|-DQ=\"x y\"|-DTWO|-DW\xC3\xA4|-DLAST|");
    ck_assert_uint_eq(f.p.problems.count, 0);
    str_release(&got);
    fixture_release(&f);
}
END_TEST

START_TEST(faulty_response_files)
{
    static const struct {
        const char *word, *text;
    } cases[] = {{"@none.rsp", "none.rsp cannot be read"},
                 {"@own.rsp", "own.rsp names itself"},
                 {"@one.rsp", "names itself"},
                 {"@C:\\\\x.rsp", "stands on a drive"},
                 {"@deep0.rsp", "nested deeper than 16"},
                 {"@many.rsp", "more than 100000 words"}};
    struct str many = {0};
    for (int i = 0; i < 100001; i++)
        str_append(&many, "-DX ");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        fixture_init(&f);
        put(&f.a, "a.c", "");
        put(&f.a, "own.rsp", "-DX @own.rsp");
        put(&f.a, "one.rsp", "@two.rsp");
        put(&f.a, "two.rsp", "@one.rsp -DY");
        put(&f.a, "many.rsp", str_text(&many));
        for (int k = 0; k < 30; k++)
            put(&f.a, arena_printf(&f.a, "deep%d.rsp", k), arena_printf(&f.a, "@deep%d.rsp", k + 1));
        const char *path =
            put(&f.a, "compile_commands.json",
                arena_printf(
                    &f.a, "[\n{\"directory\":\".\",\"file\":\"a.c\",\"arguments\":[\"clang\",\"-DA\",\"%s\",\"-DB\"]}]",
                    cases[i].word));
        ck_assert(project_add_database(&f.p, path, NULL, 0, &f.d));
        ck_assert_uint_eq(f.p.units.count, 1); /* it goes on without */
        ck_assert_msg(f.p.problems.count == 1, "%s", cases[i].word);
        ck_assert_msg(strstr(f.p.problems.items[0].text, cases[i].text) != NULL, "%s", f.p.problems.items[0].text);
        ck_assert_uint_eq(f.p.problems.items[0].line, 2);
        fixture_release(&f);
    }
    str_release(&many);
}
END_TEST

START_TEST(drives)
{
    static const char json[] =
        "[{\"directory\":\"C:\\\\src\\\\drv\",\"file\":\"C:\\\\src\\\\drv\\\\Filter.c\",\"command\":\"cl.exe "
        "/IC:\\\\SRC\\\\inc /I..\\\\Inc /FIC:\\\\src\\\\inc\\\\pre.h filter.c\"},\n"
        "{\"directory\":\"D:\\\\other\",\"file\":\"x.c\",\"command\":\"cl.exe x.c\"},\n"
        "{\"directory\":\".\",\"file\":\"tree/drv/filter.c\",\"command\":\"cl.exe /IE:\\\\inc filter.c\"}]";
    struct fixture f;
    fixture_init(&f);
    put(&f.a, "tree/drv/filter.c", "");
    put(&f.a, "tree/inc/pre.h", "");
    const char *path = put(&f.a, "compile_commands.json", json);
    ck_assert(project_add_database(&f.p, path, NULL, 0, &f.d)); /* the third goes on */
    ck_assert_uint_eq(f.p.units.count, 1);
    ck_assert_uint_eq(f.p.problems.count, 2);
    ck_assert_str_eq(f.p.problems.items[0].unit, "C:/src/drv/Filter.c");
    ck_assert_str_eq(f.p.problems.items[0].text, "entry 1: C:/src/drv/Filter.c stands on a drive");
    ck_assert_uint_eq(f.p.problems.items[1].line, 2);
    ck_assert_uint_eq(f.d.warnings, 1); /* the include folder on E: */
    fixture_release(&f);
    fixture_init(&f);
    put(&f.a, "tree/drv/filter.c", "");
    put(&f.a, "tree/inc/pre.h", "");
    struct path_mapping maps[] = {{"C:\\", "/nowhere"}, {"c:/src", path_join(&f.a, folder, "tree")}};
    f.p.maps = (struct path_maps){maps, 2};
    ck_assert(project_add_database(&f.p, put(&f.a, "compile_commands.json", json), NULL, 0, &f.d));
    ck_assert_uint_eq(f.p.units.count, 1);
    const struct unit *u = &f.p.units.items[0];
    ck_assert_str_eq(u->path, path_join(&f.a, folder, "tree/drv/filter.c"));
    ck_assert_uint_eq(u->arg_count, 4);
    ck_assert_str_eq(u->args[0], arena_printf(&f.a, "-I%s/tree/inc", folder));
    ck_assert_str_eq(u->args[3], path_join(&f.a, folder, "tree/inc/pre.h"));
    fixture_release(&f);
}
END_TEST

START_TEST(suggested_mapping)
{
    struct fixture f;
    fixture_init(&f);
    put(&f.a, "repo/drv/filter.c", "");
    const char *path = put(&f.a, "repo/build/compile_commands.json",
                           "[{\"directory\":\"C:\\\\src\\\\mine\",\"file\":\"C:\\\\src\\\\mine\\\\drv\\\\filter.c\","
                           "\"command\":\"cl.exe filter.c\"}]");
    ck_assert(project_add_database(&f.p, path, NULL, 0, &f.d));
    ck_assert_str_eq(f.p.problems.items[0].hint, arena_printf(&f.a, "--path-map 'C:\\src\\mine=%s/repo'", folder));
    fixture_release(&f);
}
END_TEST

START_TEST(large_databases)
{
    struct fixture f;
    struct str text = {0};
    fixture_init(&f);
    const char *path = put(&f.a, "compile_commands.json", "[");
    ck_assert_int_eq(truncate(path, (off_t)300 << 20), 0);
    ck_assert(!project_add_database(&f.p, path, NULL, 0, &f.d));
    ck_assert_ptr_nonnull(strstr(f.d.list.items[0].text, "larger than 128 MiB"));
    for (int i = 0; i < 100000; i++) /* nesting */
        str_append(&text, "[");
    ck_assert(!project_add_database(&f.p, put(&f.a, "deep.json", str_text(&text)), NULL, 0, &f.d));
    ck_assert_ptr_nonnull(strstr(f.d.list.items[1].text, "is no JSON"));
    str_clear(&text);
    for (int i = 0; i < 50000; i++) /* the same file, and wrong entries: neither quadratic nor endless messages */
        str_printf(&text, "%s{\"directory\":\"/d\",\"file\":\"a%d.c\",\"command\":\"cc\"},\n7", i ? "," : "[",
                   i % 20000);
    str_append(&text, "]");
    ck_assert(!project_add_database(&f.p, put(&f.a, "long.json", str_text(&text)), NULL, 0, &f.d));
    ck_assert_uint_eq(f.p.units.count, 20000);
    ck_assert_uint_lt(f.d.errors, 60);
    ck_assert_int_eq(file_write(path_join(&f.a, folder, "nul.json"), "[\0]", 3), 0);
    ck_assert(!project_add_database(&f.p, path_join(&f.a, folder, "nul.json"), NULL, 0, &f.d));
    str_release(&text);
    fixture_release(&f);
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
    tcase_add_test(files, response_files);
    tcase_add_test(files, faulty_response_files);
    tcase_add_test(files, drives);
    tcase_add_test(files, suggested_mapping);
    tcase_add_test(files, large_databases);
    tcase_set_timeout(files, 60);
    suite_add_tcase(suite, files);
    return run_suite(suite);
}
