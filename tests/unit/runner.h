/* What every test's main does. */
#ifndef DDICHECK_TESTS_RUNNER_H
#define DDICHECK_TESTS_RUNNER_H

#include <check.h>
#include <stdlib.h>

/* Runs the suite, and frees it. What main returns. CK_VERBOSITY says how much is printed. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The same for a suite of one case. */
static inline int run_tests(const char *name, TCase *tcase)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}

#endif
