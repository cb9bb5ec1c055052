/*
 * project: which translation units there are, and how each is compiled.
 *
 * Sources: files named by the user, or compile_commands.json (found by -p DIR, or upward from the
 * first file and in build/ beside it, as clangd does). Command lines of cl.exe, clang-cl, gcc and
 * clang become one neutral form, struct unit: what the front end needs and nothing else. Flags
 * that mean nothing to a reader of source are dropped and noted at -v.
 */
#ifndef DDICHECK_PROJECT_H
#define DDICHECK_PROJECT_H

#include "base/base.h"

struct unit {
    const char *path;   /* absolute */
    const char *folder; /* absolute: where relative paths of the arguments are resolved */
    const char **args;  /* -I -isystem -D -U -include -std= and kin, clang's spelling */
    uint32_t arg_count;
};

struct project {
    struct arena arena;
    VEC(struct unit) units;    /* sorted by path, each path once */
    VEC(const char *) skipped; /* sources that are not C (C++ files): named, not analysed */
    const char *database;      /* path of the compile_commands.json that was read, or NULL */
    const char *root;          /* common folder of all units: paths are shown relative to the working folder */
};

void project_init(struct project *p);
void project_release(struct project *p);

/* Adds every unit of the database `path` (a file, or a folder that holds compile_commands.json).
   Where `only` is not empty, just those files. Located errors go to d. Returns success. */
bool project_add_database(struct project *p, const char *path, const char *const *only, uint32_t only_count,
                          struct diags *d);
/* Adds one file with default arguments (and its own folder as -I). A folder adds its *.c files, recursively. */
bool project_add_path(struct project *p, const char *path, const char *const *extra_args, uint32_t extra_count,
                      struct diags *d);
/* Adds arguments to every unit, behind its own: as they are, but relative paths in them are taken from the working
 * folder. */
void project_add_arguments(struct project *p, const char *const *args, uint32_t count);
/* The database for a file as clangd finds it: upward from its folder, there and in build/. NULL where there is none. */
char *project_find_database(struct arena *a, const char *path);

#endif
