/*
 * project, inside: command lines as words (words.c), words as neutral arguments (flags.c),
 * compile_commands.json (database.c), the list of units (project.c).
 */
#ifndef DDICHECK_PROJECT_INTERNAL_H
#define DDICHECK_PROJECT_INTERNAL_H

#include "project/project.h"

struct words_list {
    VEC(const char *) list;
};

/* Splits as a POSIX shell does (quotes and backslashes; no expansion of any kind). */
void words_split_posix(struct arena *a, const char *text, struct words_list *out);
/* Splits as CommandLineToArgvW does: backslashes count only before a double quote. */
void words_split_windows(struct arena *a, const char *text, struct words_list *out);
/* Whether a `command` string was written for Windows: its program is cl or clang-cl, or a path
   with a drive letter stands in it. */
bool words_are_windows(const char *text);
/* "C:\bin\CL.EXE" -> "cl". Memory of the arena. */
char *words_program(struct arena *a, const char *path);

enum language { LANGUAGE_BY_NAME, LANGUAGE_C, LANGUAGE_OTHER };

struct flags_result {
    VEC(const char *) args;    /* neutral arguments, memory of the arena */
    VEC(const char *) dropped; /* words that mean nothing to a reader of source */
    enum language language;    /* -x, /TC, /TP */
    bool response_file;        /* an @file was met: it is not read */
};
/* Translates the words of one command line, program first. Paths become absolute, relative to `folder`. */
void flags_translate(struct arena *a, const char *folder, const char *const *words, uint32_t count,
                     struct flags_result *out);
void flags_result_release(struct flags_result *r);

/* Backslashes to slashes. Memory of the arena. */
char *flags_path(struct arena *a, const char *path);

/* Adds a unit unless its path is there already. `args` is kept (arena of p). Returns whether it was new. */
bool project_add_unit(struct project *p, const char *path, const char *folder, const char **args, uint32_t arg_count);
void project_add_skipped(struct project *p, const char *path);
/* Whether the file's name says that it is C. */
bool project_is_c(const char *path);
/* Sorts units and skipped files, finds the common folder. After every change. */
void project_settle(struct project *p);

#endif
