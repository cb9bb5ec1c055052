/* base: memory, strings, names, paths, files, diagnostics. */
#include "base/base.h"
#include "runner.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- arena, vec --------------------------------------------------------------------- */

START_TEST(arena_memory_is_zeroed_aligned_and_apart)
{
    struct arena a;
    char *last = NULL;
    arena_init(&a);
    for (size_t size = 0; size < 300000; size = size * 3 + 1) {
        unsigned char *p = arena_alloc(&a, size);
        ck_assert_ptr_nonnull(p);
        ck_assert_ptr_ne(p, last);
        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xAA, size);
        last = (char *)p;
    }
    ck_assert_uint_ge(a.total, 200000);
    arena_release(&a);
    ck_assert_uint_eq(a.total, 0);
    ck_assert_str_eq(arena_strdup(&a, "usable again"), "usable again");
    arena_release(&a);
}
END_TEST

START_TEST(a_large_block_does_not_end_the_chunk)
{
    struct arena a;
    arena_init(&a);
    char *first = arena_alloc(&a, 16);
    arena_alloc(&a, 1 << 20);
    char *second = arena_alloc(&a, 16);
    ck_assert_ptr_eq(second, first + 16);
    ck_assert_str_eq(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    ck_assert_str_eq(arena_strndup(&a, "abcdef", 3), "abc");
    arena_release(&a);
}
END_TEST

START_TEST(vec_grows_and_keeps_its_items)
{
    VEC(uint32_t) v = {0};
    for (uint32_t i = 0; i < 10000; i++)
        vec_push(&v, i * 3);
    ck_assert_uint_eq(v.count, 10000);
    for (uint32_t i = 0; i < v.count; i++)
        ck_assert_uint_eq(v.items[i], i * 3);
    ck_assert_uint_eq(vec_pop(&v), 29997);
    ck_assert_uint_eq(vec_last(&v), 29994);
    vec_clear(&v);
    ck_assert_uint_eq(v.count, 0);
    vec_release(&v);
    ck_assert_ptr_null(v.items);
}
END_TEST

/* ---- str --------------------------------------------------------------------------------- */

START_TEST(str_appends_in_all_ways)
{
    struct str s = {0};
    ck_assert_str_eq(str_text(&s), "");
    str_append(&s, "a");
    str_append_n(&s, "bcd", 2);
    str_append_char(&s, '-');
    str_printf(&s, "%03d", 7);
    ck_assert_str_eq(str_text(&s), "abc-007");
    ck_assert_uint_eq(s.length, 7);
    str_clear(&s);
    ck_assert_str_eq(str_text(&s), "");
    for (unsigned i = 0; i < 1000; i++)
        str_printf(&s, "%u,", i);
    ck_assert_uint_eq(s.length, strlen(s.text));
    char *taken = str_take(&s);
    ck_assert_ptr_null(s.text);
    ck_assert(str_starts_with(taken, "0,1,2,"));
    ck_assert(str_ends_with(taken, "998,999,"));
    free(taken);
    taken = str_take(&s);
    ck_assert_str_eq(taken, "");
    free(taken);
}
END_TEST

START_TEST(str_compares)
{
    ck_assert(str_equal("a", "a") && !str_equal("a", "ab"));
    ck_assert(str_starts_with("abc", "") && str_starts_with("abc", "ab") && !str_starts_with("ab", "abc"));
    ck_assert(str_ends_with("abc", "") && str_ends_with("abc", "bc") && !str_ends_with("bc", "abc"));
}
END_TEST

START_TEST(distance_counts_edits_and_swaps)
{
    ck_assert_uint_eq(str_distance("", ""), 0);
    ck_assert_uint_eq(str_distance("", "abc"), 3);
    ck_assert_uint_eq(str_distance("kitten", "sitting"), 3);
    ck_assert_uint_eq(str_distance("NdisFree", "NdisFere"), 1);
    ck_assert_uint_eq(str_distance("abc", "ABC"), 0);
}
END_TEST

START_TEST(nearest_suggests_only_what_is_near)
{
    const char *const names[] = {"load", "store", "field", "branch"};
    ck_assert_str_eq(str_nearest("lod", names, 4), "load");
    ck_assert_str_eq(str_nearest("brnach", names, 4), "branch");
    ck_assert_ptr_null(str_nearest("unreachable", names, 4));
    ck_assert_ptr_null(str_nearest("lod", names, 0));
    char huge[500];
    memset(huge, 'x', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    ck_assert_ptr_null(str_nearest("lod", (const char *[]){huge}, 1));
}
END_TEST

/* ---- intern, hash ---------------------------------------------------------------------------- */

START_TEST(interned_strings_have_dense_stable_ids)
{
    struct intern *in = intern_new();
    ck_assert_uint_eq(intern_id(in, ""), 0);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 3000; i++) {
            char text[16];
            snprintf(text, sizeof text, "name%u", i);
            ck_assert_uint_eq(intern_id(in, text), i + 1);
        }
    ck_assert_uint_eq(intern_count(in), 3001);
    ck_assert_str_eq(intern_text(in, 42), "name41");
    ck_assert_uint_eq(intern_id_n(in, "name7777", 5), 8);
    ck_assert_uint_eq(intern_find(in, "name2999"), 3000);
    ck_assert_uint_eq(intern_find(in, "nobody"), UINT32_MAX);
    ck_assert_uint_eq(intern_count(in), 3001);
    intern_free(in);
    intern_free(NULL);
}
END_TEST

START_TEST(hashes_are_formatted_in_full)
{
    char out[33];
    hash128_format((struct hash128){0x1u, 0xabcu}, out);
    ck_assert_str_eq(out, "00000000000000010000000000000abc");
    ck_assert_uint_ne(hash_bytes("a", 1, 0), hash_bytes("a", 1, 1));
    ck_assert_uint_ne(hash_bytes128("a", 1).low, hash_bytes128("b", 1).low);
    ck_assert_uint_ne(hash_mix(1, 2), hash_mix(2, 1));
}
END_TEST

/* ---- paths, files --------------------------------------------------------------------------------- */

static const struct {
    const char *folder, *path, *joined;
} joins[] = {
    {"/a/b", "c.h", "/a/b/c.h"},
    {"/a/b", "../c.h", "/a/c.h"},
    {"/a/b", "/x/y", "/x/y"},
    {"/a", "../../../x", "/x"},
    {"/", "x", "/x"},
    {"/a//b/", "./c//d/.", "/a/b/c/d"},
    {"a", "../b", "b"},
    {"a", "..", "."},
    {"a", "../..", ".."},
    {"../a", "../../b", "../../b"},
    {"", "x", "x"},
    {NULL, "./x", "x"},
    {"/", "..", "/"},
    {"/a", "", "/a"},
    {"/a/..b", "...", "/a/..b/..."},
    {"/a", ".hidden/../..x", "/a/..x"},
};

START_TEST(paths_join_and_resolve)
{
    struct arena a;
    arena_init(&a);
    ck_assert_str_eq(path_join(&a, joins[_i].folder, joins[_i].path), joins[_i].joined);
    arena_release(&a);
}
END_TEST

START_TEST(paths_come_apart)
{
    struct arena a;
    arena_init(&a);
    ck_assert_str_eq(path_base("/a/b.c"), "b.c");
    ck_assert_str_eq(path_base("b.c"), "b.c");
    ck_assert_str_eq(path_folder(&a, "/a/b.c"), "/a");
    ck_assert_str_eq(path_folder(&a, "/b.c"), "/");
    ck_assert_str_eq(path_folder(&a, "b.c"), ".");
    ck_assert_str_eq(path_relative("/a/b/c.h", "/a"), "b/c.h");
    ck_assert_str_eq(path_relative("/a/b/c.h", "/a/"), "b/c.h");
    ck_assert_str_eq(path_relative("/ab/c.h", "/a"), "/ab/c.h");
    ck_assert_str_eq(path_relative("/a/b", ""), "/a/b");
    arena_release(&a);
}
END_TEST

static char folder[] = "ddicheck-base-XXXXXX";

static void enter_folder(void)
{
    const char *temporary = getenv("TMPDIR");
    ck_assert_int_eq(chdir(temporary ? temporary : P_tmpdir), 0);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void leave_folder(void)
{
    unlink("file");
    rmdir("a/b/c");
    rmdir("a/b");
    rmdir("a");
    ck_assert_int_eq(chdir(".."), 0);
    ck_assert_int_eq(rmdir(folder), 0); /* also: no temporary file was left */
}

START_TEST(files_are_written_and_read_whole)
{
    char data[70000];
    size_t size = 1;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (char)(i * 7);
    ck_assert_int_eq(file_write("file", data, sizeof data), 0);
    char *read = file_read("file", &size);
    ck_assert_uint_eq(size, sizeof data);
    ck_assert_mem_eq(read, data, size);
    ck_assert_int_eq(read[size], 0);
    free(read);
    ck_assert_int_eq(file_write("file", "", 0), 0);
    read = file_read("file", &size);
    ck_assert_uint_eq(size, 0);
    ck_assert_str_eq(read, "");
    free(read);
    ck_assert(file_exists("file") && !folder_exists("file"));
}
END_TEST

START_TEST(a_written_file_has_ordinary_permissions)
{
    struct stat st;
    mode_t mask = umask(022);
    ck_assert_int_eq(file_write("file", "x", 1), 0);
    umask(mask);
    ck_assert_int_eq(stat("file", &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777, 0644);
}
END_TEST

START_TEST(file_errors_are_told)
{
    ck_assert_ptr_null(file_read("nothing", NULL));
    ck_assert_int_eq(errno, ENOENT);
    ck_assert_ptr_null(file_read(".", NULL));
    ck_assert_int_eq(errno, EISDIR);
    ck_assert_int_eq(file_write("no/such/folder", "x", 1), ENOENT);
    struct source s;
    ck_assert_int_eq(source_load(&s, "nothing"), ENOENT);
}
END_TEST

START_TEST(a_failed_write_leaves_the_old_file)
{
    ck_assert_int_eq(folder_make("a"), 0);
    ck_assert_int_ne(file_write("a", "x", 1), 0); /* a folder stands there: the rename fails */
    ck_assert(folder_exists("a"));
}
END_TEST

START_TEST(a_large_file_is_below_the_limit)
{
    size_t size = 0;
    ck_assert_int_eq(file_write("file", "x", 1), 0);
    ck_assert_int_eq(truncate("file", 300 << 20), 0);
    char *text = file_read("file", &size);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(size, (size_t)300 << 20);
    free(text);
    ck_assert_int_eq(truncate("file", 600 << 20), 0);
    ck_assert_ptr_null(file_read("file", &size));
    ck_assert_int_eq(errno, EFBIG);
}
END_TEST

START_TEST(folders_are_made_with_their_parents)
{
    ck_assert_int_eq(folder_make("a/b/c"), 0);
    ck_assert_int_eq(folder_make("a/b/c/"), 0);
    ck_assert(folder_exists("a/b/c") && !file_exists("a/b/c"));
    ck_assert_int_eq(folder_make(""), ENOENT);
    ck_assert_int_eq(file_write("file", "x", 1), 0);
    ck_assert_int_eq(folder_make("file"), ENOTDIR);
    ck_assert_int_eq(folder_make("file/below"), ENOTDIR);
}
END_TEST

START_TEST(source_lines_lose_their_ends)
{
    struct source s;
    size_t n;
    source_init_text(&s, "one\r\ntwo\n\nlast", 14);
    ck_assert_uint_eq(s.line_starts.count, 4);
    const char *line = source_line(&s, 1, &n);
    ck_assert(n == 3 && memcmp(line, "one", 3) == 0);
    line = source_line(&s, 2, &n);
    ck_assert(n == 3 && memcmp(line, "two", 3) == 0);
    source_line(&s, 3, &n);
    ck_assert_uint_eq(n, 0);
    line = source_line(&s, 4, &n);
    ck_assert(n == 4 && memcmp(line, "last", 4) == 0);
    ck_assert_str_eq(source_line(&s, 5, &n), "");
    ck_assert_str_eq(source_line(&s, 0, &n), "");
    source_release(&s);
    source_init_text(&s, "", 0);
    ck_assert_str_eq(source_line(&s, 1, &n), "");
    source_release(&s);
}
END_TEST

/* ---- diag ------------------------------------------------------------------------------------------- */

static char *printed(const struct diags *d, enum severity at_least)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diags_print(d, out, at_least);
    fclose(out);
    return text;
}

START_TEST(diagnostics_print_with_line_and_caret)
{
    struct diags d;
    diags_init(&d);
    struct diag *g = diags_add(&d, SEVERITY_ERROR, "a.ddi", 3, 5, "unknown %s", "word");
    g->source_line = "  \tfoo bar";
    g->length = 3;
    g->hint = "did you mean `fob`?";
    diags_add(&d, SEVERITY_NOTE, NULL, 0, 0, "a note");
    diags_add(&d, SEVERITY_WARNING, "a.ddi", 9, 0, "a warning");
    ck_assert_uint_eq(d.errors, 1);
    ck_assert_uint_eq(d.warnings, 1);
    char *text = printed(&d, SEVERITY_NOTE);
    ck_assert_str_eq(text, "a.ddi:3:5: error: unknown word\n"
                           "     3 |   \tfoo bar\n"
                           "       |   \t ^~~\n"
                           "       = help: did you mean `fob`?\n"
                           "ddicheck: note: a note\n"
                           "a.ddi:9: warning: a warning\n");
    free(text);
    text = printed(&d, SEVERITY_ERROR);
    ck_assert_ptr_null(strstr(text, "warning"));
    free(text);
    diags_release(&d);
}
END_TEST

START_TEST(a_caret_behind_the_line_stays_near_it)
{
    struct diags d;
    diags_init(&d);
    diags_add(&d, SEVERITY_ERROR, "a", 1, 500, "late")->source_line = "ab";
    char *text = printed(&d, SEVERITY_NOTE);
    ck_assert_str_eq(text, "a:1:500: error: late\n     1 | ab\n       |   ^\n");
    free(text);
    diags_release(&d);
}
END_TEST

START_TEST(moved_diagnostics_live_on)
{
    struct diags from, to;
    diags_init(&from);
    diags_init(&to);
    char name[] = "a.c";
    struct diag *g = diags_add(&from, SEVERITY_WARNING, name, 1, 2, "text");
    g->hint = "hint";
    g->length = 9;
    name[0] = 'z';
    diags_move(&to, &from);
    diags_release(&from);
    ck_assert_uint_eq(to.warnings, 1);
    ck_assert_str_eq(to.list.items[0].file, "a.c");
    ck_assert_str_eq(to.list.items[0].hint, "hint");
    ck_assert_uint_eq(to.list.items[0].length, 9);
    diags_release(&to);
}
END_TEST

START_TEST(bugs_abort) { bug("as a test of %s", "bug()"); }
END_TEST

START_TEST(ensure_passes_what_holds) { ensure(1 + 1 == 2); }
END_TEST

int main(void)
{
    Suite *s = suite_create("base");
    TCase *t = tcase_create("base"), *files = tcase_create("files");
    suite_add_tcase(s, t);
    suite_add_tcase(s, files);
    tcase_add_test(t, arena_memory_is_zeroed_aligned_and_apart);
    tcase_add_test(t, a_large_block_does_not_end_the_chunk);
    tcase_add_test(t, vec_grows_and_keeps_its_items);
    tcase_add_test(t, str_appends_in_all_ways);
    tcase_add_test(t, str_compares);
    tcase_add_test(t, distance_counts_edits_and_swaps);
    tcase_add_test(t, nearest_suggests_only_what_is_near);
    tcase_add_test(t, interned_strings_have_dense_stable_ids);
    tcase_add_test(t, hashes_are_formatted_in_full);
    tcase_add_loop_test(t, paths_join_and_resolve, 0, (int)(sizeof joins / sizeof *joins));
    tcase_add_test(t, paths_come_apart);
    tcase_add_test(t, source_lines_lose_their_ends);
    tcase_add_test(t, diagnostics_print_with_line_and_caret);
    tcase_add_test(t, a_caret_behind_the_line_stays_near_it);
    tcase_add_test(t, moved_diagnostics_live_on);
    tcase_add_test_raise_signal(t, bugs_abort, 6);
    tcase_add_test(t, ensure_passes_what_holds);
    tcase_add_checked_fixture(files, enter_folder, leave_folder);
    tcase_set_timeout(files, 60);
    tcase_add_test(files, files_are_written_and_read_whole);
    tcase_add_test(files, a_written_file_has_ordinary_permissions);
    tcase_add_test(files, file_errors_are_told);
    tcase_add_test(files, a_failed_write_leaves_the_old_file);
    tcase_add_test(files, a_large_file_is_below_the_limit);
    tcase_add_test(files, folders_are_made_with_their_parents);
    return run_suite(s);
}
