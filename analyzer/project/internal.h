/*
 * project, inside: command lines as words (words.c), words as neutral arguments (flags.c),
 * compile_commands.json (database.c), what older kits were told (sources.c), the list of units (project.c).
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
    bool on_drive; /* a path stays on a drive that --path-map does not know */
    const struct path_maps *maps; /* in: for absolute paths of the words; or NULL */
};
/* Translates the words of one command line, program first. Paths become absolute, relative to `folder`. */
void flags_translate(struct arena *a, const char *folder, const char *const *words, uint32_t count,
                     struct flags_result *out);
void flags_result_release(struct flags_result *r);

/* How a database that we wrote says that a unit is user-mode code. */
#define USER_MODE_MARK "-DDDICHECK_USER_MODE=1"

/* Backslashes to slashes. Memory of the arena. */
char *flags_path(struct arena *a, const char *path);

/* Adds a unit unless its path is there already. `args` is kept (arena of p). Returns whether it was new. */
bool project_add_unit(struct project *p, const char *path, const char *folder, const char **args, uint32_t arg_count);
void project_add_skipped(struct project *p, const char *path, const char *reason);
/* Adds a unit of a project file and returns its id. One that is there with arguments of the same meaning
   is the same unit: defines compare by their final effect, all else in order. Strings are kept. */
uint32_t project_add_msbuild_unit(struct project *p, const struct unit *u);
/* Replaces each @file by its words, whichever way the dialect splits them. Returns what is wrong, or NULL; the
   words that could be had are in `out` in both cases. */
const char *words_expand_files(struct arena *a, const char *folder, const struct path_maps *maps, bool windows,
                               const struct words_list *words, struct words_list *out);
/* Whether the words are those of cl or clang-cl. */
bool flags_are_cl(struct arena *a, const char *const *words, uint32_t count);
/* Defines and include folders of the file `sources` in the folder, where there is one. The caller releases the list. */
void sources_arguments(struct arena *a, const char *folder, struct words_list *out);
/* Whether the file's name says that it is C. */
bool project_is_c(const char *path);
/* Sorts units and skipped files, finds the common folder. After every change. */
void project_settle(struct project *p);

#endif
