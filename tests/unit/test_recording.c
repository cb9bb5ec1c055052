/* Recordings of runs: what is read, and what is refused with its place. */
#include "recording/recording.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "ddicheck-trace 1\n"
#define RUN HEAD "run\tbasic\t1\t0\n"

static const char whole[] = RUN "enter\t1\t1\t0\tFilterAttach\t0x500000000010\t/d/a.c:7\tAttach\t0x500000000010\n"
                                "call\t2\t1\t0\tMake\t/d/a.c:9\tAttach\t0x500000000010\t7\n"
                                "read\t0x500000000010\t8\t4\t0xfffffffffffffffe\n"
                                "variable\t0x500000000010\t1\n"
                                "return\t2\t1\t0\tMake\tdone\t0x500000000020\n"
                                "forget\t0x500000000020\t16\n"
                                "exit\t1\t1\t0\tFilterAttach\t0x0\n"
                                "ended\t0x500000000010\t-\t-\n"
                                "unloaded\nend\tdone\n";

START_TEST(reads)
{
    struct recording r;
    struct diags d;
    diags_init(&d);
    ck_assert(recording_parse(&r, "t", whole, strlen(whole), &d));
    ck_assert_uint_eq(r.runs, 1);
    ck_assert_uint_eq(r.events.count, 11);
    const struct recorded *call = &r.events.items[2];
    ck_assert_int_eq(call->kind, RECORDED_CALL);
    ck_assert_str_eq(call->name, "Make");
    ck_assert_str_eq(call->file, "/d/a.c");
    ck_assert_uint_eq(call->file_line, 9);
    ck_assert_str_eq(call->function, "Attach");
    ck_assert_uint_eq(call->argument_count, 2);
    ck_assert_uint_eq(call->arguments[1], 7);
    ck_assert_int_eq((int)(int64_t)r.events.items[3].b, -2);
    ck_assert(r.events.items[5].done);
    ck_assert_ptr_null(r.events.items[8].file);
    ck_assert(r.events.items[10].done);
    recording_release(&r);
    diags_release(&d);
}
END_TEST

static const char load_of_a_field[] = RUN "load\t4\t2\t1\tNDIS_BIND_PARAMETERS.MtuSize\t/d/a.c:12\tBind\t0x5DC\nend\tdone\n";

START_TEST(reads_a_load)
{
    struct recording r;
    struct diags d;
    diags_init(&d);
    ck_assert(recording_parse(&r, "t", load_of_a_field, strlen(load_of_a_field), &d));
    const struct recorded *load = &r.events.items[1];
    ck_assert_int_eq(load->kind, RECORDED_LOAD);
    ck_assert_str_eq(load->name, "NDIS_BIND_PARAMETERS.MtuSize");
    ck_assert_uint_eq(load->thread, 2);
    ck_assert_uint_eq(load->file_line, 12);
    ck_assert_uint_eq(load->result, 1500);
    recording_release(&r);
    diags_release(&d);
}
END_TEST

START_TEST(refuses)
{
    static const struct {
        const char *text;
        uint32_t line, column;
        const char *says;
    } cases[] = {
        {"", 1, 1, "empty"},
        {"hello\n", 1, 1, "no recording"},
        {"ddicheck-trace 2\n", 1, 16, "version '2'"},
        {HEAD, 1, 1, "middle of a run"},
        {RUN, 2, 1, "middle of a run"},
        {RUN "unloaded\nend\tdone", 4, 1, "middle of a run"}, /* its last line is not whole */
        {RUN "dance\n", 3, 1, "no event"},
        {HEAD "unloaded\n", 2, 1, "outside of any run"},
        {RUN "run\tbasic\t1\t0\n", 3, 1, "before the one before"},
        {RUN "forget\t0x10\n", 3, 1, "lacks a field"},
        {RUN "forget\t0x10\t4\t5\n", 3, 15, "more fields"},
        {RUN "forget\t0x1g\t4\n", 3, 8, "'0x1g'"},
        {RUN "forget\t-1\t4\n", 3, 8, "'-1'"},
        {RUN "forget\t0x10000000000000000\t4\n", 3, 8, "too large"},
        {RUN "read\t0x10\t0\t9\t0\n", 3, 13, "'9'"},
        {RUN "call\t1\t1\t32\tMake\t-\t-\n", 3, 10, "'32'"},
        {RUN "call\t1\t1\t0\tMake\tdriver.c\t-\n", 3, 17, "FILE:LINE"},
        {RUN "return\t1\t1\t0\tMake\tdone\t0\n", 3, 1, "Make ends"},
        {RUN "call\t1\t1\t0\tMake\t-\t-\nreturn\t1\t2\t0\tMake\tdone\t0\n", 4, 1, "Make ends"},
        {RUN "call\t1\t1\t0\tMake\t-\t-\nexit\t1\t1\t0\tMake\t0\n", 4, 1, "Make ends"},
        {RUN "end\tperhaps\n", 3, 5, "'perhaps'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct recording r;
        struct diags d;
        diags_init(&d);
        ck_assert_msg(!recording_parse(&r, "t", cases[i].text, strlen(cases[i].text), &d), "case %zu is read", i);
        ck_assert_uint_ge(d.list.count, 1);
        ck_assert_msg(strstr(d.list.items[0].text, cases[i].says) != NULL, "case %zu: %s", i, d.list.items[0].text);
        ck_assert_msg(d.list.items[0].line == cases[i].line && d.list.items[0].column == cases[i].column, "case %zu: %u:%u", i, d.list.items[0].line, d.list.items[0].column);
        recording_release(&r);
        diags_release(&d);
    }
}
END_TEST

/* No more is said than anybody reads. */
START_TEST(stops)
{
    struct recording r;
    struct diags d;
    struct str text = {0};
    diags_init(&d);
    str_append(&text, RUN);
    for (int i = 0; i < 100; i++)
        str_append(&text, "dance\n");
    ck_assert(!recording_parse(&r, "t", str_text(&text), text.length, &d));
    ck_assert_uint_le(d.list.count, 10);
    recording_release(&r);
    ck_assert(!recording_parse(&r, "t", "ddicheck-trace 1\n\0run", 21, &d));
    recording_release(&r);
    ck_assert(!recording_read(&r, "/nonexistent/recording", &d));
    recording_release(&r);
    diags_release(&d);
    str_release(&text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("recording");
    TCase *t = tcase_create("recording");
    tcase_add_test(t, reads);
    tcase_add_test(t, reads_a_load);
    tcase_add_test(t, refuses);
    tcase_add_test(t, stops);
    suite_add_tcase(s, t);
    return run_suite(s);
}
