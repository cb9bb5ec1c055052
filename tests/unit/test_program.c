/* The program as a whole: which globals hold their initialiser always. */
#include "program/program.h"

#include "ir_support.h"
#include "rulelang_support.h"
#include "runner.h"

#define WHOLE                                                                                                          \
    "declare NdisFRegisterFilterDriver(ptr void, ptr void, ptr void, ptr ptr void) -> s32 system\n"                    \
    "function DriverEntry(Object: ptr void, Path: ptr void) -> s32 {\n"                                                \
    "b0:\n"                                                                                                            \
    "  %1 = call NdisFRegisterFilterDriver(null, null, null, null) : s32\n"                                            \
    "  return %1 : s32\n"                                                                                              \
    "}\n"
#define OWN "global Own: u32 static defined {\n  0: u32 2\n}\n"
#define SHARED "global Shared: u32 defined {\n  0: u32 2\n}\n"
#define READ_OWN "function Read() -> u32 {\nb0:\n  %1 = load global.Own : u32\n  return %1 : u32\n}\n"
#define READ_SHARED "function Read() -> u32 {\nb0:\n  %1 = load global.Shared : u32\n  return %1 : u32\n}\n"

#define BROKEN "function Broken() -> void degraded {\nb0:\n  return\n}\n"

/* Whether the global of the program that these modules are (more: NULL, where there is one) is a constant. */
static bool is_constant(const char *name, const char *text, const char *more)
{
    struct ruleset rules;
    struct ir_module m[2];
    const struct ir_module *modules[2] = {&m[0], &m[1]};
    struct program p;
    bool found = false, constant = false;
    load_shipped(&rules);
    ir_test_parse(&m[0], text);
    if (more)
        ir_test_parse(&m[1], more);
    program_link(&p, &rules, modules, more ? 2 : 1);
    for (uint32_t i = 0; i < p.globals.count; i++)
        if (str_equal(p.globals.items[i].name, name)) {
            found = true;
            constant = p.globals.items[i].is_constant;
        }
    ck_assert_msg(found, "no global %s", name);
    program_release(&p);
    ir_module_release(&m[0]);
    if (more)
        ir_module_release(&m[1]);
    ruleset_release(&rules);
    return constant;
}

START_TEST(test_what_nobody_writes_is_constant)
{
    ck_assert(is_constant("Own", OWN READ_OWN, NULL));
    ck_assert(!is_constant("Own", OWN "function Write() -> void {\nb0:\n  store global.Own, 3 : u32\n  return\n}\n", NULL));
    ck_assert(!is_constant("Own", OWN "declare Set(ptr u32) -> void\nfunction F() -> void {\nb0:\n  call Set(global.Own)\n  return\n}\n", NULL));
    ck_assert(!is_constant("Own", OWN "global Where: ptr u32 static defined {\n  0: global.Own\n}\n", NULL));
}
END_TEST

START_TEST(test_other_files_write_what_is_not_static)
{
    ck_assert(!is_constant("Shared", SHARED READ_SHARED, NULL));
    ck_assert(is_constant("Shared", WHOLE SHARED READ_SHARED, NULL));
    ck_assert(!is_constant("Shared", WHOLE SHARED READ_SHARED, "global Shared: u32\nfunction Write() -> void {\nb0:\n  store global.Shared, 3 : u32\n  return\n}\n"));
}
END_TEST

START_TEST(test_files_that_are_not_there_write)
{
    ck_assert(!is_constant("Shared", WHOLE SHARED "declare Elsewhere() -> void\nfunction F() -> void {\nb0:\n  call Elsewhere()\n  return\n}\n", NULL));
    ck_assert(!is_constant("Shared", WHOLE SHARED "declare Elsewhere() -> void address_taken\n" READ_SHARED, NULL));
}
END_TEST

START_TEST(test_text_that_is_missing_writes)
{
    ck_assert(!is_constant("Own", OWN READ_OWN BROKEN, NULL));
    ck_assert(is_constant("Own", OWN READ_OWN, BROKEN));
    ck_assert(!is_constant("Shared", WHOLE SHARED READ_SHARED, BROKEN));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("program");
    TCase *t = tcase_create("constants");
    tcase_add_test(t, test_what_nobody_writes_is_constant);
    tcase_add_test(t, test_other_files_write_what_is_not_static);
    tcase_add_test(t, test_files_that_are_not_there_write);
    tcase_add_test(t, test_text_that_is_missing_writes);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
