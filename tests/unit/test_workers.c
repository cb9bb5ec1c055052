/* Tasks in child processes: answers, crashes, endings, tasks that wait for others. */
#include "workers.h"
#include "runner.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TASKS = 40 };

struct world {
    uint32_t next, count;
    uint32_t done;
    uint32_t sum[TASKS];
    int signal[TASKS];
    bool lost[TASKS];
    bool first_alone; /* the others may begin once task 0 is done */
};

static bool next(void *context, uint32_t *task)
{
    struct world *w = context;
    if (w->next == w->count || (w->first_alone && w->next == 1 && w->done == 0))
        return false;
    *task = w->next++;
    return true;
}

/* Task n answers n bytes, each n; some end in another way. */
static void run(void *context, uint32_t task, struct str *answer)
{
    (void)context;
    if (task == 7)
        raise(SIGSEGV);
    if (task == 8)
        _exit(3);
    if (task == 9)
        raise(SIGKILL);
    if (task == 10) /* more than a pipe holds */
        for (int i = 0; i < 1000000; i++)
            str_append_char(answer, 1);
    for (uint32_t i = 0; i < task; i++)
        str_append_char(answer, (char)task);
}

static void done(void *context, uint32_t task, const char *answer, size_t size, int number)
{
    struct world *w = context;
    w->done++;
    ck_assert_uint_lt(task, TASKS);
    w->lost[task] = answer == NULL;
    w->signal[task] = number;
    for (size_t i = 0; answer && i < size; i++)
        w->sum[task] += (unsigned char)answer[i];
}

static void check(unsigned jobs)
{
    struct world w = {.count = TASKS, .first_alone = true};
    struct workers workers = {.context = &w, .jobs = jobs, .next = next, .run = run, .done = done};
    workers_run(&workers);
    ck_assert_uint_eq(w.done, TASKS);
    for (uint32_t i = 0; i < TASKS; i++) {
        bool lost = i >= 7 && i <= 9;
        ck_assert_int_eq(w.lost[i], lost);
        ck_assert_uint_eq(w.sum[i], lost ? 0 : i * i + (i == 10 ? 1000000 : 0));
    }
    ck_assert_int_eq(w.signal[9], SIGKILL);
    ck_assert_int_eq(w.signal[8], 0);
}

START_TEST(one_child) { check(1); }
END_TEST

START_TEST(several_children) { check(5); }
END_TEST

START_TEST(more_children_than_tasks)
{
    struct world w = {.count = 2};
    struct workers workers = {.context = &w, .jobs = 16, .next = next, .run = run, .done = done};
    workers_run(&workers);
    ck_assert_uint_eq(w.done, 2);
}
END_TEST

START_TEST(nothing_to_do)
{
    struct world w = {0};
    struct workers workers = {.context = &w, .jobs = 2, .next = next, .run = run, .done = done};
    workers_run(&workers);
    ck_assert_uint_eq(w.done, 0);
}
END_TEST

/* ---- what children write to stderr ------------------------------------------------------------------ */

static void speak(void *context, uint32_t task, struct str *answer)
{
    (void)context;
    (void)answer;
    if (task == 0)
        fputs("a note\n", stderr);
    else if (task == 1)
        fputs("x.c:1: runtime error: shift\n", stderr);
    else if (task == 2)
        fputs("==1==ERROR: AddressSanitizer: stack-overflow on address\n", stderr);
    else if (task == 3)
        fputs("==1==ERROR: AddressSanitizer: heap-use-after-free\n", stderr);
    if (task >= 2)
        _exit(1);
}

static void heard(char *text, size_t room, bool verbose)
{
    struct world w = {.count = 4};
    struct workers workers = {.context = &w, .jobs = 1, .verbose = verbose, .next = next, .run = speak, .done = done};
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    fflush(stderr);
    int before = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    workers_run(&workers);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    text[fread(text, 1, room - 1, file)] = '\0';
    fclose(file);
    ck_assert_uint_eq(w.done, 4);
}

START_TEST(words)
{
    char text[1024];
    heard(text, sizeof text, false);
    ck_assert_str_eq(text, "a note\nx.c:1: runtime error: shift\n==1==ERROR: AddressSanitizer: heap-use-after-free\n");
    heard(text, sizeof text, true);
    ck_assert_ptr_nonnull(strstr(text, "stack-overflow"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workers");
    TCase *c = tcase_create("all");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, one_child);
    tcase_add_test(c, several_children);
    tcase_add_test(c, more_children_than_tasks);
    tcase_add_test(c, nothing_to_do);
    tcase_add_test(c, words);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
