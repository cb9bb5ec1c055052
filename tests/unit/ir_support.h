/* What the tests of ir/ share: fixtures as modules, modules as text, and expectations in comments. */
#ifndef DDICHECK_TEST_IR_SUPPORT_H
#define DDICHECK_TEST_IR_SUPPORT_H

#include "ir/ir.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define IR_FIXTURES DDICHECK_SOURCE_DIR "/fixtures/ir"

/* The text of a module; the caller frees. */
static inline char *ir_test_print(const struct ir_module *m)
{
    struct str s = {0};
    ir_print(m, &s);
    return str_take(&s);
}

static inline void ir_test_fail(const struct diags *d, const char *what)
{
    diags_print(d, stderr, SEVERITY_NOTE);
    ck_abort_msg("%s", what);
}

/* Reads a text that must be right. */
static inline void ir_test_parse(struct ir_module *m, const char *text)
{
    struct diags d;
    diags_init(&d);
    if (!ir_parse(m, "test.ir", text, strlen(text), &d))
        ir_test_fail(&d, "the text does not read");
    diags_release(&d);
}

static inline void ir_test_validate(const struct ir_module *m)
{
    struct diags d;
    diags_init(&d);
    bool valid = ir_validate(m, &d);
    if (!valid || d.errors)
        ir_test_fail(&d, "the module is not valid");
    diags_release(&d);
}

/* print -> parse -> print changes nothing, and neither does save -> load -> print. */
static inline void ir_test_fixpoint(const struct ir_module *m)
{
    struct ir_module again, loaded;
    struct str image = {0}, image_again = {0};
    char *first = ir_test_print(m);
    ir_test_parse(&again, first);
    ir_test_validate(&again);
    char *second = ir_test_print(&again);
    ck_assert_str_eq(first, second);
    ir_save(m, &image);
    ck_assert(ir_load(&loaded, image.text, image.length));
    char *third = ir_test_print(&loaded);
    ck_assert_str_eq(first, third);
    ir_save(&loaded, &image_again);
    ck_assert_uint_eq(image.length, image_again.length);
    ck_assert_mem_eq(image.text, image_again.text, image.length);
    free(first);
    free(second);
    free(third);
    str_release(&image);
    str_release(&image_again);
    ir_module_release(&again);
    ir_module_release(&loaded);
}

/* Calls `each` with path and text of every .ir file of a folder; there must be some. */
static inline void ir_test_each_fixture(const char *folder,
                                        void (*each)(const char *path, const char *text, size_t size))
{
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort), used = 0;
    ck_assert_msg(count > 0, "no folder %s", folder);
    for (int i = 0; i < count; i++) {
        if (str_ends_with(names[i]->d_name, ".ir")) {
            struct arena a;
            size_t size;
            arena_init(&a);
            const char *path = path_join(&a, folder, names[i]->d_name);
            char *text = file_read(path, &size);
            ck_assert_ptr_nonnull(text);
            each(path, text, size);
            free(text);
            arena_release(&a);
            used++;
        }
        free(names[i]);
    }
    free(names);
    ck_assert_int_gt(used, 0);
}

/* The text behind each line that starts with `mark`, in order: 0 and NULL at the end. */
static inline char *ir_test_next_mark(const char **at, const char *mark)
{
    const char *found = strstr(*at, mark);
    if (!found)
        return NULL;
    found += strlen(mark);
    size_t n = strcspn(found, "\n");
    *at = found + n;
    return strndup(found, n);
}

static inline int ir_test_run(Suite *s)
{
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
