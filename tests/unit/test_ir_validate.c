/* The validator: each invariant has an input that breaks it, and the message says so. */
#include "ir_support.h"

/* Fixtures that read but are not valid: the words that the validator must say are in their comments. */
static void check_invalid(const char *path, const char *text, size_t size)
{
    struct ir_module m;
    struct diags d;
    const char *at = text;
    uint32_t marks = 0;
    diags_init(&d);
    if (!ir_parse(&m, path, text, size, &d))
        ir_test_fail(&d, path);
    ck_assert_msg(!ir_validate(&m, &d), "%s is valid", path);
    for (char *words; (words = ir_test_next_mark(&at, "# error: ")); free(words)) {
        bool found = false;
        for (uint32_t i = 0; i < d.list.count; i++)
            found |= strstr(d.list.items[i].text, words) != NULL;
        if (!found)
            ir_test_fail(&d, words);
        marks++;
    }
    ck_assert_msg(marks, "%s names no error", path);
    diags_release(&d);
    ir_module_release(&m);
}

START_TEST(broken_texts) { ir_test_each_fixture(IR_FIXTURES "/invalid", check_invalid); }
END_TEST

/* What no text can say: each case breaks one entry of a valid module. */
static void text_end(struct ir_module *m) { m->text.items[m->text.count - 1] = 'x'; }
static void text_twice(struct ir_module *m)
{
    for (const char *c = "Count"; *c; c++)
        vec_push(&m->text, *c);
    vec_push(&m->text, '\0');
}
static void file_zero(struct ir_module *m) { m->files.items[0].flags = 1; }
static void file_flags(struct ir_module *m) { m->files.items[1].flags = 8; }
static void file_path(struct ir_module *m) { m->files.items[1].path = 2; }
static void loc_zero(struct ir_module *m) { m->locs.items[0].line = 1; }
static void loc_file(struct ir_module *m) { m->locs.items[1].file = 99; }
static void loc_line(struct ir_module *m) { m->locs.items[1].line = 0; }
static void loc_macro(struct ir_module *m) { m->locs.items[1].macro = m->text.count; }
static void type_zero(struct ir_module *m) { m->types.items[0].kind = IR_INT; }

static struct ir_type *type_of_kind(struct ir_module *m, uint8_t kind)
{
    for (uint32_t i = 1; i < m->types.count; i++)
        if (m->types.items[i].kind == kind)
            return &m->types.items[i];
    ck_abort_msg("the module has no such type");
}
static void type_kind(struct ir_module *m) { type_of_kind(m, IR_INT)->kind = 77; }
static void type_flags(struct ir_module *m) { type_of_kind(m, IR_INT)->flags = IR_TYPE_UNION; }
static void type_int_size(struct ir_module *m) { type_of_kind(m, IR_INT)->size = 0; }
static void type_pointer_size(struct ir_module *m) { type_of_kind(m, IR_POINTER)->size = 4; }
static void type_array_size(struct ir_module *m) { type_of_kind(m, IR_ARRAY)->size = 1; }
static void type_own_element(struct ir_module *m)
{
    struct ir_type *t = type_of_kind(m, IR_POINTER);
    t->element = (ir_index)(t - m->types.items);
}
static void type_members(struct ir_module *m) { type_of_kind(m, IR_RECORD)->members = 100; }
static void type_members_overflow(struct ir_module *m) { type_of_kind(m, IR_RECORD)->first = UINT32_MAX; }
static void type_incomplete_members(struct ir_module *m) { type_of_kind(m, IR_RECORD)->flags = 0; }
static void type_param(struct ir_module *m) { m->type_lists.items[0] = m->types.count; }
static void type_twice(struct ir_module *m) { vec_push(&m->types, *type_of_kind(m, IR_INT)); }
static void type_weight(struct ir_module *m)
{
    for (unsigned i = 0; i < 30; i++) {
        ir_index last = m->types.count - 1;
        vec_push(&m->types,
                 (struct ir_type){.kind = IR_FUNCTION, .element = last, .first = m->type_lists.count, .members = 2});
        vec_push(&m->type_lists, last);
        vec_push(&m->type_lists, last);
    }
}
static void type_depth(struct ir_module *m)
{
    for (unsigned i = 0; i < 100; i++) {
        ir_index last = m->types.count - 1;
        vec_push(&m->types, (struct ir_type){.kind = IR_POINTER, .size = 8, .element = last});
    }
}
static void field_name(struct ir_module *m) { m->fields.items[0].name = 1u << 30; }
static void field_unowned(struct ir_module *m) { vec_push(&m->fields, m->fields.items[0]); }
static void global_flags(struct ir_module *m) { m->globals.items[0].flags = 512; }
static void global_type(struct ir_module *m) { m->globals.items[0].type = m->types.count; }
static void global_inits(struct ir_module *m) { m->globals.items[0].init_count = 200; }
static void init_shared(struct ir_module *m) { m->globals.items[1].first_init = 0; }
static void init_kind(struct ir_module *m) { m->inits.items[0].value.kind = IR_TEMP; }
static void init_order(struct ir_module *m) { m->inits.items[0].offset = 7; }
static void function_type(struct ir_module *m) { m->functions.items[0].type = 0; }
static void function_params(struct ir_module *m) { m->functions.items[0].param_count++; }
static void function_flags(struct ir_module *m) { m->functions.items[0].flags |= 1u << 20; }
static void function_notes(struct ir_module *m) { m->functions.items[0].note_count = 9; }
static void function_no_body(struct ir_module *m) { m->functions.items[1].flags &= ~(uint32_t)IR_FUNCTION_BODY; }
static void function_locals(struct ir_module *m) { m->functions.items[1].local_count = 0; }
static void function_temps(struct ir_module *m) { m->functions.items[1].temp_count++; }
static void function_many_temps(struct ir_module *m) { m->functions.items[1].temp_count = UINT32_MAX; }
static void function_blocks(struct ir_module *m) { m->functions.items[1].block_count = UINT32_MAX; }
static void local_flags(struct ir_module *m) { m->locals.items[0].flags = 0; }
static void local_param_type(struct ir_module *m)
{
    m->locals.items[0].type = (ir_index)(type_of_kind(m, IR_ARRAY) - m->types.items);
}
static void block_insns(struct ir_module *m) { m->blocks.items[0].count = 1000; }
static void block_shared(struct ir_module *m) { m->blocks.items[1] = m->blocks.items[0]; }
static void insn_op(struct ir_module *m) { m->insns.items[0].op = IR_OP_COUNT; }
static void insn_sub(struct ir_module *m) { m->insns.items[0].sub = 3; }
static void insn_flags(struct ir_module *m) { m->insns.items[0].flags = 1; }
static void insn_type(struct ir_module *m) { m->insns.items[0].type = m->types.count; }
static void insn_loc(struct ir_module *m) { m->insns.items[0].loc = m->locs.count; }
static void insn_handler(struct ir_module *m) { m->insns.items[0].handler = 55; }
static void insn_result(struct ir_module *m) { m->insns.items[0].result = 0; }
static void insn_field(struct ir_module *m) { m->insns.items[1].field = 2; }
static void insn_field_stray(struct ir_module *m) { m->insns.items[0].field = 1; }
static void insn_operands(struct ir_module *m) { m->insns.items[0].operand_count = 0; }
static void operand_kind(struct ir_module *m) { m->operands.items[0].kind = 99; }
static void operand_type(struct ir_module *m) { m->operands.items[0].type = 0; }
static void operand_type_range(struct ir_module *m) { m->operands.items[0].type = UINT32_MAX; }
static void operand_loc(struct ir_module *m) { m->operands.items[0].loc = UINT32_MAX; }
static void operand_local(struct ir_module *m) { m->operands.items[0].value = 9; }
static void operand_negative(struct ir_module *m) { m->operands.items[0].value = -1; }
static void operand_wide(struct ir_module *m) { m->operands.items[0].value += INT64_C(1) << 32; }

static struct ir_operand *operand_of_kind(struct ir_module *m, uint8_t kind)
{
    for (uint32_t i = 0; i < m->operands.count; i++)
        if (m->operands.items[i].kind == kind)
            return &m->operands.items[i];
    ck_abort_msg("the module has no such operand");
}
static void operand_temp(struct ir_module *m) { operand_of_kind(m, IR_TEMP)->value = 0; }
static void operand_block(struct ir_module *m) { operand_of_kind(m, IR_BLOCK)->value = 77; }
static void operand_func(struct ir_module *m) { operand_of_kind(m, IR_FUNC)->value = 77; }
static void operand_string(struct ir_module *m) { operand_of_kind(m, IR_STRING)->value = 2; }
static void operand_global(struct ir_module *m) { operand_of_kind(m, IR_GLOBAL)->value = 77; }
static void constant_cut(struct ir_module *m) { operand_of_kind(m, IR_CONST)->value = INT64_C(1) << 40; }
static void init_cut(struct ir_module *m) { m->inits.items[0].value.value = INT64_C(1) << 40; }
static void init_address(struct ir_module *m)
{
    m->inits.items[0].value = (struct ir_operand){.kind = IR_FUNC, .type = operand_of_kind(m, IR_FUNC)->type};
}
static void constant_void(struct ir_module *m) { operand_of_kind(m, IR_CONST)->type = 0; }
static void address_not_marked(struct ir_module *m)
{
    m->functions.items[1].flags &= ~(uint32_t)IR_FUNCTION_ADDRESS_TAKEN;
}
static void problem_kind(struct ir_module *m) { m->problems.items[0].kind = 3; }
static void problem_function(struct ir_module *m) { m->problems.items[0].function = 77; }
static void dependency(struct ir_module *m) { m->dependencies.items[0] = UINT32_MAX; }
static void note(struct ir_module *m) { m->notes.items[0] = UINT32_MAX; }
static void path(struct ir_module *m) { m->path = UINT32_MAX; }

static const struct {
    const char *words;
    void (*apply)(struct ir_module *);
} breakages[] = {
    {"entries 0 of text", text_end},
    {"stands in the table twice", text_twice},
    {"file 0 is not", file_zero},
    {"file 1: unknown flags", file_flags},
    {"file: 2 is no string", file_path},
    {"loc 0 is not", loc_zero},
    {"loc 1: no such place", loc_file},
    {"loc 1: no such place", loc_line},
    {"loc's macro", loc_macro},
    {"type 0: no such kind here", type_zero},
    {"no such kind here", type_kind},
    {"unknown flags", type_flags},
    {"its size cannot be 0", type_int_size},
    {"its size cannot be 4", type_pointer_size},
    {"its size cannot be 1", type_array_size},
    {"does not stand before it", type_own_element},
    {"100 entries from 0 on are out of range", type_members},
    {"from 4294967295 on are out of range", type_members_overflow},
    {"its size cannot be 16", type_incomplete_members},
    {"its parameter 0 does not stand before it", type_param},
    {"are the same", type_twice},
    {"nested too deeply", type_weight},
    {"nested too deeply", type_depth},
    {"field's name", field_name},
    {"1 entries of the table fields belong to nobody", field_unowned},
    {"global 0: unknown flags", global_flags},
    {"global: type", global_type},
    {"global: 200 entries", global_inits},
    {"belongs to another owner already", init_shared},
    {"initial value 0 is not constant", init_kind},
    {"out of order or range", init_order},
    {"type 0 is no function type", function_type},
    {"parameters, its type", function_params},
    {"unknown flags", function_flags},
    {"function's notes", function_notes},
    {"without a body it has no blocks", function_no_body},
    {"its parameters are its first locals", function_locals},
    {"1 of its", function_temps},
    {"more temporaries than instructions", function_many_temps},
    {"function's blocks", function_blocks},
    {"they alone, are the first locals", local_flags},
    {"its type is not the parameter's", local_param_type},
    {"block: 1000 entries", block_insns},
    {"belongs to another owner already", block_shared},
    {"instruction 0: no such instruction", insn_op},
    {"instruction 0: no such instruction", insn_sub},
    {"instruction 0: no such instruction", insn_flags},
    {"load: its type, result or handler is out of range", insn_type},
    {"instruction: loc", insn_loc},
    {"load: its type, result or handler is out of range", insn_handler},
    {"load: its result is not assigned", insn_result},
    {"field: there is no field 2", insn_field},
    {"load: there is no field 1", insn_field_stray},
    {"belong to nobody", insn_operands},
    {"no such kind of operand", operand_kind},
    {"load: operand 0 is no address", operand_type},
    {"operand's type 4294967295 is out of range", operand_type_range},
    {"operand: loc 4294967295 is out of range", operand_loc},
    {"operand names entry 9, which does not exist", operand_local},
    {"operand names entry -1, which does not exist", operand_negative},
    {"which does not exist", operand_wide},
    {"operand names entry 0, which does not exist", operand_temp},
    {"operand names entry 77, which does not exist", operand_block},
    {"operand names entry 77, which does not exist", operand_func},
    {"2 is no string's index", operand_string},
    {"operand names entry 77, which does not exist", operand_global},
    {"is not its own", constant_cut},
    {"is not its own", constant_void},
    {"is not its own", init_cut},
    {"initial value: the address of function 0 is taken", init_address},
    {"it is not marked so", address_not_marked},
    {"problem 0: no such kind or function", problem_kind},
    {"problem 0: no such kind or function", problem_function},
    {"dependency", dependency},
    {"note", note},
    {"module's path", path},
};

static const char subject[] = "module \"a.c\"\nfile 1 \"a.c\" main\ndepends \"a.c\"\n"
                              "record _POOL size 16 { 0 Handle: ptr void; 8 Count: u32 }\n"
                              "global table: [2] u32 defined { 0: u32 1; 4: u32 2 }\n"
                              "global other: u32 defined { 0: u32 3 }\n"
                              "declare g(ptr void, ...) -> s32 note \"n\"\n"
                              "function f(p: ptr _POOL) -> s32 @1:1 {\n"
                              "b0:\n"
                              "  %1 = load local.p : ptr _POOL @2:3\n"
                              "  %2 = field %1, _POOL.Count\n"
                              "  store %2, 5 : u32\n"
                              "  %3 = call g(\"text\", func.f, global.table) : s32\n"
                              "  branch %3, b1, b2\n"
                              "b1:\n  return 0 : s32\n"
                              "b2:\n  return %3 : s32\n"
                              "}\n"
                              "problem error \"e\"\n";

START_TEST(broken_tables)
{
    struct ir_module m;
    struct diags d;
    ir_test_parse(&m, subject);
    ir_test_validate(&m);
    breakages[_i].apply(&m);
    diags_init(&d);
    ck_assert_msg(!ir_validate(&m, &d), "breakage %d is not noticed (%s)", _i, breakages[_i].words);
    bool found = false;
    for (uint32_t i = 0; i < d.list.count; i++)
        found |= strstr(d.list.items[i].text, breakages[_i].words) != NULL;
    if (!found)
        ir_test_fail(&d, breakages[_i].words);
    /* What is invalid is not loaded either. */
    struct str image = {0};
    struct ir_module loaded;
    ir_save(&m, &image);
    ck_assert(!ir_load(&loaded, image.text, image.length));
    str_release(&image);
    diags_release(&d);
    ir_module_release(&m);
}
END_TEST

START_TEST(errors_have_a_limit)
{
    struct ir_module m;
    struct diags d;
    struct str text = {0};
    str_append(&text, "function f() -> void {\nb0:\n");
    for (unsigned i = 0; i < 1000; i++)
        str_append(&text, "  return\n");
    str_append(&text, "}\n");
    ir_test_parse(&m, str_text(&text));
    diags_init(&d);
    ck_assert(!ir_validate(&m, &d));
    ck_assert_uint_eq(d.errors, 100);
    diags_release(&d);
    str_release(&text);
    ir_module_release(&m);
}
END_TEST

START_TEST(many_blocks_are_checked_in_reasonable_time)
{
    struct ir_module m;
    struct str text = {0};
    str_append(&text, "declare probe() -> s32\nfunction f() -> s32 {\nb0:\n  %1 = call probe() : s32\n  jump c0\n");
    for (unsigned i = 0; i < 4000; i++)
        str_printf(&text, "c%u:\n  %%%u = call probe() : s32 raise caught\n  branch %%1, c%u, caught\n", i, i + 2,
                   i + 1);
    str_append(&text, "c4000:\n  return %4001 : s32\ncaught:\n  return %1 : s32\n}\n");
    ir_test_parse(&m, str_text(&text));
    ir_test_validate(&m);
    str_release(&text);
    ir_module_release(&m);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ir validate");
    TCase *t = tcase_create("validate");
    suite_add_tcase(s, t);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, broken_texts);
    tcase_add_loop_test(t, broken_tables, 0, (int)(sizeof breakages / sizeof *breakages));
    tcase_add_test(t, errors_have_a_limit);
    tcase_add_test(t, many_blocks_are_checked_in_reasonable_time);
    return ir_test_run(s);
}
