/* Marks in sentences of a run become places and source text. */
#include "run_words.h"
#include "runner.h"

#include <stdlib.h>
#include <string.h>

static char path[] = "/tmp/ddicheck-run-words-XXXXXX";

static bool find(void *context, uint64_t address, struct place *out)
{
    (void)context;
    *out = (struct place){.file = path, .line = (uint32_t)address};
    return address < 100;
}

START_TEST(marks)
{
    static const struct run_places places = {find, NULL};
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"nothing {here}", "nothing {here}"},
        {"at {@0x2000}.", "at an unknown place."},
        {"{#0 0x1 Free|the MDL} is freed.", "'f->Mdl' is freed."},
        {"{#1 0x1 Free|7} and", "'g(1, 2)' and"},
        {"{#2 0x1 Free|7} and", "7 and"},                         /* there is no such argument */
        {"{#0 0x1 Other|the MDL}", "the MDL"},                    /* a macro's name, perhaps */
        {"{#1 0x3 Make|an object}, {*1 0x3 Make|an object}", "'&out', 'out'"}, /* the call began a line before */
        {"{*0 0x3 Make|an object}", "'*a + b'"},
        {"{#0 0x2000 Free|the MDL}", "the MDL"},
        {"{#0 0x1", "{#0 0x1"},
    };
    struct arena a;
    arena_init(&a);
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    FILE *f = fdopen(fd, "w");
    fputs("  Unfree(1); Free(f->Mdl, g(1, 2));\n  Make(a +\n     b, &out);\n", f);
    fclose(f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(run_words(&a, cases[i].text, &places), cases[i].expected);
    remove(path);
    arena_release(&a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("run_words");
    TCase *t = tcase_create("marks");
    tcase_add_test(t, marks);
    suite_add_tcase(s, t);
    return run_suite(s);
}
