/* The IR's text form: what is printed, what is read, which errors are reported where. */
#include "ir_support.h"

static void check_fixture(const char *path, const char *text, size_t size)
{
    struct ir_module m;
    struct diags d;
    (void)path;
    diags_init(&d);
    if (!ir_parse(&m, path, text, size, &d) || !ir_validate(&m, &d))
        ir_test_fail(&d, path);
    ir_test_fixpoint(&m);
    ir_module_release(&m);
    diags_release(&d);
}

START_TEST(valid_fixtures_are_fixpoints) { ir_test_each_fixture(IR_FIXTURES, check_fixture); }
END_TEST

START_TEST(everything_prints_as_it_is_written)
{
    size_t size;
    char *text = file_read(IR_FIXTURES "/everything.ir", &size);
    struct ir_module m;
    ck_assert_ptr_nonnull(text);
    ir_test_parse(&m, text);
    char *printed = ir_test_print(&m);
    ck_assert_str_eq(printed, text);
    free(printed);
    free(text);
    ir_module_release(&m);
}
END_TEST

/* Every expected error is there, and no other. */
static void check_errors(const char *path, const char *text, size_t size)
{
    struct ir_module m;
    struct diags d;
    const char *at = text;
    uint32_t expected = 0;
    diags_init(&d);
    ck_assert_msg(!ir_parse(&m, path, text, size, &d), "%s reads", path);
    for (char *mark; (mark = ir_test_next_mark(&at, "# error ")); free(mark)) {
        char *words = strchr(mark, ' ') + 1;
        unsigned line = 0, column = 0;
        ck_assert_int_eq(sscanf(mark, "%u:%u", &line, &column), 2);
        bool found = false;
        for (uint32_t i = 0; i < d.list.count; i++) {
            const struct diag *g = &d.list.items[i];
            found |= g->line == line && g->column == column && str_starts_with(g->text, words);
        }
        if (!found)
            ir_test_fail(&d, mark);
        expected++;
    }
    if (expected != d.errors)
        ir_test_fail(&d, path);
    diags_release(&d);
    ir_module_release(&m);
}

START_TEST(errors_are_all_reported_in_place) { ir_test_each_fixture(IR_FIXTURES "/errors", check_errors); }
END_TEST

START_TEST(an_error_shows_its_line_and_a_suggestion)
{
    static const char text[] = "record _POOL size 8 { 0 Handle: ptr void }\nglobal g: _POL\n";
    struct ir_module m;
    struct diags d;
    char *shown = NULL;
    size_t size;
    diags_init(&d);
    ck_assert(!ir_parse(&m, "test.ir", text, strlen(text), &d));
    FILE *out = open_memstream(&shown, &size);
    diags_print(&d, out, SEVERITY_ERROR);
    fclose(out);
    ck_assert_str_eq(shown, "test.ir:2:11: error: unknown record `_POL`\n"
                            "     2 | global g: _POL\n"
                            "       |           ^~~~\n"
                            "       = help: did you mean `_POOL`?\n");
    free(shown);
    diags_release(&d);
    ir_module_release(&m);
}
END_TEST

START_TEST(errors_have_a_limit)
{
    struct str text = {0};
    struct ir_module m;
    struct diags d;
    for (unsigned i = 0; i < 5000; i++)
        str_append(&text, "nonsense\n");
    str_append(&text, "record A size 4 {\n");
    for (unsigned i = 0; i < 5000; i++)
        str_append(&text, "nonsense\n");
    diags_init(&d);
    ck_assert(!ir_parse(&m, "test.ir", text.text, text.length, &d));
    ck_assert_uint_le(d.errors, 201);
    ck_assert_uint_gt(d.errors, 1);
    str_release(&text);
    diags_release(&d);
    ir_module_release(&m);
}
END_TEST

START_TEST(deep_types_are_refused)
{
    struct str text = {0};
    struct ir_module m;
    struct diags d;
    str_append(&text, "global g: ");
    for (unsigned i = 0; i < 100000; i++)
        str_append(&text, "ptr ");
    str_append(&text, "void\n");
    diags_init(&d);
    ck_assert(!ir_parse(&m, "test.ir", text.text, text.length, &d));
    ck_assert_uint_eq(d.errors, 1);
    str_release(&text);
    diags_release(&d);
    ir_module_release(&m);
}
END_TEST

START_TEST(constants_take_the_type_of_their_place)
{
    struct ir_module m;
    ir_test_parse(&m, "declare take(u8, ptr s32) -> void\n"
                      "function f(x: u64) -> void {\n"
                      "b0:\n"
                      "  store local.x, 0xFFFFFFFFFFFFFFFF : u64\n"
                      "  call take(255, null, 5, null)\n"
                      "  store local.x, 0x80 : s8\n"
                      "  return\n"
                      "}\n");
    ir_test_validate(&m);
    const struct ir_operand *store = ir_operands(&m, &m.insns.items[0]);
    ck_assert_int_eq(store[1].value, -1);
    ck_assert_uint_eq(ir_type_at(&m, store[1].type)->size, 8);
    const struct ir_operand *call = ir_operands(&m, &m.insns.items[1]);
    ck_assert_uint_eq(ir_type_at(&m, call[1].type)->size, 1);
    ck_assert_int_eq(call[1].value, 255);
    const struct ir_type *pointer = ir_type_at(&m, call[2].type);
    ck_assert_uint_eq(pointer->kind, IR_POINTER);
    ck_assert_uint_eq(ir_type_at(&m, pointer->element)->size, 4);
    ck_assert_uint_eq(ir_type_at(&m, call[3].type)->flags, IR_TYPE_SIGNED);
    ck_assert_uint_eq(ir_type_at(&m, call[4].type)->element, 0);
    ck_assert_int_eq(ir_operands(&m, &m.insns.items[2])[1].value, -128);
    ir_module_release(&m);
}
END_TEST

START_TEST(places_are_read_in_all_their_forms)
{
    struct ir_module m;
    ir_test_parse(&m, "file 1 \"a.c\" main\nfile 2 \"b.h\"\n"
                      "function f(x: s32 @2:3) -> void @2/1:4-5 {\n"
                      "b0:\n"
                      "  %1 = load local.x@7-9 : s32 @10:7-12!M\n"
                      "  branch %1@1/3:4-5:6, b1, b1\n"
                      "b1:\n"
                      "  return\n"
                      "}\n");
    ir_test_validate(&m);
    const struct ir_loc *param = &m.locs.items[m.locals.items[0].loc];
    ck_assert_uint_eq(param->file, 2);
    ck_assert_uint_eq(param->end_column, 4);
    const struct ir_insn *load = &m.insns.items[0];
    const struct ir_loc *own = &m.locs.items[load->loc], *address = &m.locs.items[ir_operands(&m, load)[0].loc];
    ck_assert_uint_eq(own->line, 10);
    ck_assert_uint_eq(own->end_column, 12);
    ck_assert_str_eq(ir_text(&m, own->macro), "M");
    ck_assert_uint_eq(address->line, 10);
    ck_assert_uint_eq(address->column, 7);
    ck_assert_uint_eq(address->macro, own->macro);
    const struct ir_loc *condition = &m.locs.items[ir_operands(&m, &m.insns.items[1])[0].loc];
    ck_assert_uint_eq(condition->file, 1);
    ck_assert_uint_eq(condition->end_line, 5);
    ck_assert_uint_eq(m.insns.items[1].loc, 0);
    ir_module_release(&m);
}
END_TEST

START_TEST(one_function_and_one_instruction_print_alone)
{
    struct ir_module m;
    struct str s = {0};
    ir_test_parse(&m, "declare g() -> void\n"
                      "function f(x: s32) -> s32 {\nb0:\n  %1 = load local.x : s32\n  return %1 : s32\n}\n");
    const struct ir_function *f = &m.functions.items[1];
    ir_print_insn(&m, f, &m.insns.items[0], &s);
    ck_assert_str_eq(str_text(&s), "%1 = load local.x : s32");
    str_clear(&s);
    ir_print_function(&m, 1, &s);
    ck_assert_str_eq(str_text(&s),
                     "function f(x: s32) -> s32 {\nb0:\n  %1 = load local.x : s32\n  return %1 : s32\n}\n");
    str_clear(&s);
    ir_print_function(&m, 0, &s);
    ck_assert_str_eq(str_text(&s), "declare g() -> void\n");
    str_release(&s);
    ir_module_release(&m);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ir text");
    TCase *t = tcase_create("text");
    suite_add_tcase(s, t);
    tcase_add_test(t, valid_fixtures_are_fixpoints);
    tcase_add_test(t, everything_prints_as_it_is_written);
    tcase_add_test(t, errors_are_all_reported_in_place);
    tcase_add_test(t, an_error_shows_its_line_and_a_suggestion);
    tcase_add_test(t, errors_have_a_limit);
    tcase_add_test(t, deep_types_are_refused);
    tcase_add_test(t, constants_take_the_type_of_their_place);
    tcase_add_test(t, places_are_read_in_all_their_forms);
    tcase_add_test(t, one_function_and_one_instruction_print_alone);
    return ir_test_run(s);
}
