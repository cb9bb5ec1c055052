/* compile: what the two that call the compiler share (host.c, driver.c). */
#ifndef DDICHECK_RUN_COMPILE_H
#define DDICHECK_RUN_COMPILE_H

#include "run.h"

typedef VEC(const char *) words;

/* ---- flags ---- */

/* Of all that is compiled; NULL at the end. */
extern const char *const common_flags[];
/* The lines of runtime/driver.flags with their places filled in. */
void add_driver_flags(const struct run_build *b, words *to);
/* Adds the words of a list that ends with NULL. */
void add_all(words *to, const char *const *list);
/* The compiler's flag for the sanitizer; NULL: none. */
const char *link_flag(enum run_sanitizer s);

/* ---- processes ---- */

struct jobs {
    VEC(struct process) list;
    VEC(const char *) names;
};

/* Takes over the arguments: a process that writes its errors to a file of its own. `name`: what its errors are said to be about. */
void add_job(struct jobs *j, const struct run_build *b, words *arguments, const char *folder, const char *name);
/* The first errors of what a compiler wrote to the file `path`. */
void add_errors(const struct run_build *b, const char *name, const char *path, struct diags *d);
/* Runs all and forgets them; false with the errors of those that fail. */
bool run_jobs(const struct run_build *b, struct jobs *j, struct diags *d);

/* ---- names ---- */

/* Order of strings, for sort_items. */
int by_text(const void *a, const void *b);
/* Adds the names that nm prints with `option` in one of these kinds, and sorts all. */
void read_names(const struct run_build *b, const char *const *files, uint32_t count, const char *option, const char *kinds, words *out);
/* Whether a sorted list has it. */
bool is_listed(const words *list, const char *name);

#endif
