/*
 * frontend: libclang to IR. The only layer that includes libclang.
 *
 * One call lowers one translation unit to one struct ir_module, walking the cursor tree (lower_*.c):
 * types (types.c), declarations and initialisers (decls.c), expressions (exprs.c), statements and
 * control flow (stmts.c), structured exceptions (seh.c), source places and macros (places.c).
 * Nothing of libclang outlives the call. Calls in different threads share nothing.
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
    bool verbose;             /* notes on dropped arguments go to d */
};

/* Lowers `u`. `m` is initialised by the call and owned by the caller in every case. Returns false
   only where there is nothing to analyse at all (no such file, libclang gives no tree, or it
   crashed on the file): then d says why, and m holds the problem records that there are. */
bool frontend_lower(const struct frontend_options *o, const struct unit *u, struct ir_module *m, struct diags *d);

/* The complete list of arguments that clang gets for `u` (for `-v`, bench, and the cache's key).
   Memory of the arena; ends with NULL. */
const char **frontend_arguments(const struct frontend_options *o, const struct unit *u, struct arena *a, uint32_t *count);

/* "clang version 19.1.7 ..." */
const char *frontend_version(struct arena *a);

#endif
