/*
 * frontend: libclang to IR. The only layer that includes libclang.
 *
 * A run makes one struct frontend and prepares every unit: its text and its own headers are read
 * for includes that Linux would not find (includes.h), and for the system headers that it begins with,
 * which units share as a precompiled header. All that is done by one thread. After that, units are
 * lowered one at a time by any number of processes that were forked off: a call of frontend_lower
 * changes nothing that another sees, and nothing of libclang outlives it.
 *
 * Lowering walks the cursor tree: types (types.c), declarations and initialisers (decls.c,
 * inits.c), expressions (exprs.c ...), statements and control flow (stmts.c), structured exceptions
 * (seh.c), source places and macros (places.c).
 *
 * A unit with errors is lowered as far as its tree goes; each error becomes an entry of the
 * module's `problems` with the function that it stands in, and that function is marked degraded.
 */
#ifndef DDICHECK_FRONTEND_H
#define DDICHECK_FRONTEND_H

#include "ir/ir.h"
#include "project/project.h"

struct frontend_options {
    const char *headers;      /* folder of our headers (ndis.h ...) */
    const char *const *system_headers; /* further -isystem folders: the mingw-w64 DDK and CRT headers */
    uint32_t system_header_count;
    /* Where stubs, overlays and precompiled headers are written, each under a name that its content
       decides. NULL: none are made. */
    const char *folder;
    const char *tool; /* version of the program and of libclang: precompiled headers of others are of no use */
};

/* One unit, ready for clang. Memory of the frontend. */
struct frontend_unit {
    const struct unit *unit;
    const char **args; /* all that clang gets, but for the file and the precompiled header; ends with NULL */
    uint32_t arg_count;
    const char **made; /* headers that a build would make, and of which it gets a stand-in: their paths */
    uint32_t made_count;
    const char **added; /* folders of the unit's tree in which headers were found that no include folder has */
    uint32_t added_count;
    const char *overlay; /* file of -ivfsoverlay, also among args: stands in for names in another case and headers that a build makes; or NULL */
    uint32_t prefix; /* 1 + index of its frontend_prefix; 0: it begins with no system header */
};

/* System headers with which units begin, under equal arguments. */
struct frontend_prefix {
    const char *text;  /* directives, one a line */
    const char **args; /* as of a unit */
    uint32_t arg_count;
    uint32_t users;     /* units that begin with it */
    struct hash128 key; /* of text and arguments; not of what the headers hold */
    const char *path;   /* of the precompiled header, whether it is there or not */
};

struct frontend;

/* Borrows o and its strings. */
struct frontend *frontend_new(const struct frontend_options *o);
void frontend_free(struct frontend *f);

/* Prepares a unit, which is borrowed. Valid until frontend_free. */
const struct frontend_unit *frontend_prepare(struct frontend *f, const struct unit *u);

uint32_t frontend_prefix_count(const struct frontend *f);
const struct frontend_prefix *frontend_prefix_at(const struct frontend *f, uint32_t index);
/* Writes the precompiled header, and beside it the list of files that it was made of. False where there
   are errors in it: its users are then to be lowered without. */
bool frontend_prefix_build(const struct frontend *f, uint32_t index);
/* The files of a precompiled header that was built, memory of the arena; NULL where it is not there. */
const char **frontend_prefix_files(const struct frontend *f, uint32_t index, struct arena *a, uint32_t *count);

/* Lowers `u`, with the precompiled header of its prefix if that is wanted (it has to be there). `m` is
   initialised by the call and owned by the caller in every case. Returns false only where there is
   nothing to analyse at all (no such file, libclang gives no tree): then d says why, and m holds the
   problem records that there are. */
bool frontend_lower(const struct frontend *f, const struct frontend_unit *u, bool with_prefix, struct ir_module *m,
                    struct diags *d);

/* For a compiler that will read the unit with these arguments, and found errors in it: a file for -ivfsoverlay, in which the
   texts are changed as for lowering; NULL where nothing helps. Memory of the frontend. The caller forks: clang can crash. */
const char *frontend_repair(struct frontend *f, const struct unit *u, const char **args, uint32_t count);

/* Loads libclang, once in a process; what needs it does so by itself. Before forking it saves every child the time.
   Returns why it cannot be used, or NULL. */
const char *frontend_load(void);
/* "clang version 19.1.7 ..."; why there is none, where it cannot be loaded */
const char *frontend_version(struct arena *a);
/* The same without loading libclang, where `folder` (or NULL) keeps a record of an earlier run and nothing changed
   since by which the loader would take another file. */
const char *frontend_identity(struct arena *a, const char *folder);

#endif
