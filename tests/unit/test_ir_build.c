/* The builder: sharing in the tables, and how bodies are laid out. */
#include "ir_support.h"

static struct ir_module module;
static struct ir_builder *builder;
static ir_index s32, function;

static void setup(void)
{
    ir_module_init(&module);
    builder = ir_builder_new(&module);
    s32 = ir_type_int(builder, 4, true);
    ir_index type = ir_type_function(builder, s32, &s32, 1, false);
    function = ir_add_function(builder, &(struct ir_function){.name = ir_add_string(builder, "f"), .type = type});
}

static void teardown(void)
{
    ir_builder_free(builder);
    ir_module_release(&module);
}

static struct ir_operand number(int64_t value)
{
    return (struct ir_operand){.kind = IR_CONST, .type = s32, .value = value};
}

static struct ir_operand block(uint32_t handle) { return (struct ir_operand){.kind = IR_BLOCK, .value = handle}; }

static void begin(void)
{
    ir_function_begin(builder, function);
    ir_add_local(builder, "x", s32, 0, IR_LOCAL_PARAM);
}

static struct ir_operand load_x(void)
{
    return ir_emit(builder, IR_LOAD, 0, s32, 0, 0, &(struct ir_operand){.kind = IR_LOCAL}, 1);
}

static void jump(uint32_t to)
{
    struct ir_operand o = block(to);
    ir_emit(builder, IR_JUMP, 0, 0, 0, 0, &o, 1);
}

static void branch(struct ir_operand on, uint32_t yes, uint32_t no)
{
    struct ir_operand o[] = {on, block(yes), block(no)};
    ir_emit(builder, IR_BRANCH, 0, 0, 0, 0, o, 3);
}

static void give_back(int64_t value)
{
    struct ir_operand o = number(value);
    ir_emit(builder, IR_RETURN, 0, s32, 0, 0, &o, 1);
}

/* Ends the body and compares its text. */
static void expect_body(const char *text)
{
    struct str s = {0};
    ir_function_end(builder, 0);
    ir_test_validate(&module);
    ir_test_fixpoint(&module);
    ir_print_function(&module, function, &s);
    ck_assert_str_eq(str_text(&s), text);
    str_release(&s);
}

START_TEST(strings_are_shared)
{
    ir_index a = ir_add_string(builder, "Handle");
    ck_assert_uint_eq(ir_add_string(builder, "Handle"), a);
    ck_assert_uint_eq(ir_add_string_n(builder, "HandleTable", 6), a);
    ck_assert_uint_ne(ir_add_string(builder, "Hand"), a);
    ck_assert_uint_ne(ir_add_string(builder, "andle"), a);
    ck_assert_uint_eq(ir_add_string(builder, ""), 0);
    ck_assert_uint_eq(ir_add_string_n(builder, "Handle\0Table", 12), a);
    ck_assert_str_eq(ir_text(&module, a), "Handle");
    for (unsigned i = 0; i < 5000; i++) {
        char text[20];
        snprintf(text, sizeof text, "s%u", i % 2500);
        ck_assert_str_eq(ir_text(&module, ir_add_string(builder, text)), text);
    }
    ir_test_validate(&module); /* no string stands there twice */
}
END_TEST

START_TEST(types_are_shared_records_are_not)
{
    ir_index record = ir_type_record_new(builder, "_A", false), other = ir_type_record_new(builder, "_A", false);
    ck_assert_uint_ne(record, other);
    ck_assert_uint_eq(ir_type_pointer(builder, record, false), ir_type_pointer(builder, record, false));
    ck_assert_uint_ne(ir_type_pointer(builder, record, false), ir_type_pointer(builder, record, true));
    ck_assert_uint_ne(ir_type_pointer(builder, record, false), ir_type_pointer(builder, other, false));
    ck_assert_uint_ne(ir_type_int(builder, 4, false), s32);
    ck_assert_uint_eq(ir_type_array(builder, s32, 3), ir_type_array(builder, s32, 3));
    ck_assert_uint_eq(ir_type_at(&module, ir_type_array(builder, s32, 3))->size, 12);
    ir_index params[] = {s32, record};
    ir_index f = ir_type_function(builder, 0, params, 2, false);
    ck_assert_uint_eq(ir_type_function(builder, 0, params, 2, false), f);
    ck_assert_uint_ne(ir_type_function(builder, 0, params, 2, true), f);
    ck_assert_uint_ne(ir_type_function(builder, 0, params, 1, false), f);
    ir_test_validate(&module);
}
END_TEST

START_TEST(a_record_can_contain_pointers_to_itself)
{
    ir_index record = ir_type_record_new(builder, "_LIST_ENTRY", false);
    ir_index pointer = ir_type_pointer(builder, record, false);
    struct ir_field fields[] = {{.name = ir_add_string(builder, "Flink"), .type = pointer},
                                {.name = ir_add_string(builder, "Blink"), .type = pointer, .offset = 8}};
    ck_assert_uint_eq(ir_type_at(&module, record)->size, 0);
    ir_type_record_complete(builder, record, 16, fields, 2);
    ck_assert_uint_eq(ir_type_at(&module, record)->size, 16);
    ir_test_validate(&module);
}
END_TEST

START_TEST(arrays_of_a_record_grow_when_it_is_complete)
{
    ir_index record = ir_type_record_new(builder, "_E", false);
    ir_index array = ir_type_array(builder, record, 3), table = ir_type_array(builder, array, 5);
    ck_assert_uint_eq(ir_type_at(&module, table)->size, 0);
    struct ir_field field = {.name = ir_add_string(builder, "x"), .type = s32};
    ir_type_record_complete(builder, record, 4, &field, 1);
    ck_assert_uint_eq(ir_type_at(&module, array)->size, 12);
    ck_assert_uint_eq(ir_type_at(&module, table)->size, 60);
    ck_assert_uint_eq(ir_type_array(builder, record, 3), array);
    ir_test_validate(&module);
}
END_TEST

START_TEST(locs_files_and_dependencies_are_shared)
{
    ir_index file = ir_add_file(builder, "/a.c", 0);
    ck_assert_uint_eq(ir_add_file(builder, "/a.c", IR_FILE_MAIN), file);
    ck_assert_uint_eq(module.files.items[file].flags, IR_FILE_MAIN);
    struct ir_loc loc = {.file = file, .line = 3, .column = 4, .end_line = 3, .end_column = 5};
    ir_index a = ir_add_loc(builder, &loc);
    ck_assert_uint_eq(ir_add_loc(builder, &loc), a);
    ck_assert_uint_eq(ir_add_loc(builder, &(struct ir_loc){0}), 0);
    ir_add_dependency(builder, "/a.c");
    ir_add_dependency(builder, "/a.h");
    ir_add_dependency(builder, "/a.c");
    ck_assert_uint_eq(module.dependencies.count, 2);
}
END_TEST

START_TEST(initial_values_are_sorted_and_mark_functions)
{
    ir_index type = ir_type_array(builder, s32, 4);
    ir_index g = ir_add_global(builder, &(struct ir_global){.name = ir_add_string(builder, "g"), .type = type});
    struct ir_init inits[] = {{.offset = 8, .value = number(1)},
                              {.offset = 0, .value = {.kind = IR_FUNC, .value = function}},
                              {.offset = 8, .value = number(2)}};
    ir_global_set_inits(builder, g, inits, 3);
    ck_assert_uint_eq(module.inits.items[0].offset, 0);
    ck_assert_int_eq(module.inits.items[1].value.value, 1);
    ck_assert_int_eq(module.inits.items[2].value.value, 2);
    ck_assert(module.functions.items[function].flags & IR_FUNCTION_ADDRESS_TAKEN);
    ck_assert_uint_eq(ir_type_at(&module, module.inits.items[0].value.type)->kind, IR_POINTER);
    ir_test_validate(&module);
}
END_TEST

START_TEST(operands_get_their_types)
{
    ir_index record = ir_type_record_new(builder, "_P", false), u8 = ir_type_int(builder, 1, false);
    ir_index pointer = ir_type_pointer(builder, record, false);
    ir_type_record_complete(builder, record, 1, &(struct ir_field){.name = ir_add_string(builder, "f"), .type = u8}, 1);
    begin();
    ir_add_local(builder, "p", pointer, 0, 0);
    struct ir_operand p =
        ir_emit(builder, IR_LOAD, 0, pointer, 0, 0, &(struct ir_operand){.kind = IR_LOCAL, .value = 1}, 1);
    struct ir_operand f = ir_emit(builder, IR_FIELD, 0, record, 0, 0, &p, 1);
    ck_assert_uint_eq(f.type, ir_type_pointer(builder, u8, false));
    struct ir_operand store[] = {f, {.kind = IR_CONST, .type = u8, .value = -1}};
    struct ir_operand none = ir_emit(builder, IR_STORE, 0, u8, 0, 0, store, 2);
    ck_assert_uint_eq(none.kind, IR_NONE);
    struct ir_operand two[] = {p, p};
    ck_assert_uint_eq(ir_emit(builder, IR_BIN, IR_BIN_EQ, pointer, 0, 0, two, 2).type, s32);
    ck_assert_uint_eq(ir_type_at(&module, ir_emit(builder, IR_PTRDIFF, 0, u8, 0, 0, two, 2).type)->size, 8);
    ck_assert_uint_eq(ir_emit(builder, IR_CALL, 0, 0, 0, 0, &(struct ir_operand){.kind = IR_FUNC}, 1).kind, IR_NONE);
    ck_assert(!(module.functions.items[function].flags & IR_FUNCTION_ADDRESS_TAKEN)); /* called, not taken */
    expect_body("function f(x: s32) -> s32 {\n  local p: ptr _P\nb0:\n"
                "  %1 = load local.p : ptr _P\n  %2 = field %1, _P.f\n  store %2, 255 : u8\n"
                "  %3 = eq %1, %1 : ptr _P\n  %4 = ptrdiff %1, %1 : u8\n  call f()\n  return\n}\n");
}
END_TEST

START_TEST(blocks_are_numbered_then_before_else)
{
    begin();
    uint32_t no = ir_block_new(builder), after = ir_block_new(builder), yes = ir_block_new(builder);
    branch(load_x(), yes, no);
    ir_block_select(builder, after);
    give_back(3);
    ir_block_select(builder, no);
    load_x();
    jump(after);
    ir_block_select(builder, yes);
    load_x();
    jump(after);
    expect_body("function f(x: s32) -> s32 {\nb0:\n  %1 = load local.x : s32\n  branch %1, b1, b2\n"
                "b1:\n  %2 = load local.x : s32\n  jump b3\nb2:\n  %3 = load local.x : s32\n  jump b3\n"
                "b3:\n  return 3 : s32\n}\n");
}
END_TEST

START_TEST(unreached_blocks_and_dead_code_are_dropped)
{
    begin();
    give_back(1);
    ck_assert(!ir_block_open(builder));
    struct ir_operand dead = load_x();
    ck_assert_uint_eq(dead.kind, IR_TEMP);
    ck_assert_uint_eq(dead.type, s32);
    uint32_t label = ir_block_new(builder);
    ir_block_select(builder, label);
    ck_assert(ir_block_open(builder));
    branch(dead, label, label);
    expect_body("function f(x: s32) -> s32 {\nb0:\n  return 1 : s32\n}\n");
    ck_assert_uint_eq(module.functions.items[function].temp_count, 0);
}
END_TEST

START_TEST(jumps_are_bypassed_and_chains_joined)
{
    begin();
    uint32_t a = ir_block_new(builder), b = ir_block_new(builder), c = ir_block_new(builder),
             end = ir_block_new(builder);
    jump(a);
    ir_block_select(builder, a);
    branch(load_x(), b, c);
    ir_block_select(builder, b);
    jump(c);
    ir_block_select(builder, c);
    jump(end);
    ir_block_select(builder, end);
    expect_body("function f(x: s32) -> s32 {\nb0:\n  %1 = load local.x : s32\n  branch %1, b1, b1\nb1:\n  return\n}\n");
}
END_TEST

START_TEST(endless_loops_survive)
{
    begin();
    uint32_t a = ir_block_new(builder), b = ir_block_new(builder);
    load_x();
    jump(a);
    ir_block_select(builder, a);
    jump(b);
    ir_block_select(builder, b);
    jump(a);
    ir_function_end(builder, 0);
    ir_test_validate(&module);
    ck_assert_uint_eq(module.functions.items[function].block_count, 2);
}
END_TEST

START_TEST(a_loop_to_the_entry_keeps_it_first)
{
    begin();
    uint32_t out = ir_block_new(builder);
    branch(load_x(), 0, out);
    ir_block_select(builder, out);
    give_back(0);
    expect_body(
        "function f(x: s32) -> s32 {\nb0:\n  %1 = load local.x : s32\n  branch %1, b0, b1\nb1:\n  return 0 : s32\n}\n");
}
END_TEST

START_TEST(handlers_are_kept_and_come_last)
{
    begin();
    uint32_t handler = ir_block_new(builder), after = ir_block_new(builder);
    struct ir_operand call[] = {{.kind = IR_FUNC, .value = function}, number(1)};
    ir_handler_set(builder, handler + 1);
    struct ir_operand r = ir_emit(builder, IR_CALL, 0, s32, 0, 0, call, 2);
    ir_handler_set(builder, 0);
    branch(r, after, after);
    ir_block_select(builder, handler);
    give_back(-1);
    ir_block_select(builder, after);
    give_back(0);
    expect_body("function f(x: s32) -> s32 {\nb0:\n  %1 = call f(1) : s32 raise b2\n  branch %1, b1, b1\n"
                "b1:\n  return 0 : s32\nb2:\n  return -1 : s32\n}\n");
}
END_TEST

START_TEST(bodies_can_be_built_in_any_order)
{
    struct ir_function decl = {.name = ir_add_string(builder, "second"), .type = module.functions.items[function].type};
    ir_index second = ir_add_function(builder, &decl);
    ir_function_begin(builder, second);
    ir_add_local(builder, "y", s32, 0, IR_LOCAL_PARAM);
    ir_index third = ir_add_function(builder, &decl); /* declared while a body is open */
    module.functions.items[third].name = ir_add_string(builder, "third");
    give_back(2);
    ir_function_end(builder, 0);
    begin();
    give_back(1);
    ir_function_end(builder, 0);
    ir_function_set_notes(builder, second, (const char *[]){"fclass:X", "irql:2"}, 2);
    ir_test_validate(&module);
    ir_test_fixpoint(&module);
}
END_TEST

START_TEST(building_goes_on_where_it_ended)
{
    begin();
    give_back(1);
    ir_function_end(builder, 0);
    ir_builder_free(builder);
    builder = ir_builder_new(&module);
    ck_assert_uint_eq(ir_type_int(builder, 4, true), s32);
    ck_assert_uint_eq(ir_add_string(builder, "f"), module.functions.items[function].name);
    ck_assert_uint_eq(ir_type_function(builder, s32, &s32, 1, false), module.functions.items[function].type);
    ir_test_validate(&module);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ir build");
    TCase *t = tcase_create("build");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, strings_are_shared);
    tcase_add_test(t, types_are_shared_records_are_not);
    tcase_add_test(t, a_record_can_contain_pointers_to_itself);
    tcase_add_test(t, arrays_of_a_record_grow_when_it_is_complete);
    tcase_add_test(t, locs_files_and_dependencies_are_shared);
    tcase_add_test(t, initial_values_are_sorted_and_mark_functions);
    tcase_add_test(t, operands_get_their_types);
    tcase_add_test(t, blocks_are_numbered_then_before_else);
    tcase_add_test(t, unreached_blocks_and_dead_code_are_dropped);
    tcase_add_test(t, jumps_are_bypassed_and_chains_joined);
    tcase_add_test(t, endless_loops_survive);
    tcase_add_test(t, a_loop_to_the_entry_keeps_it_first);
    tcase_add_test(t, handlers_are_kept_and_come_last);
    tcase_add_test(t, bodies_can_be_built_in_any_order);
    tcase_add_test(t, building_goes_on_where_it_ended);
    return ir_test_run(s);
}
