/*
 * datadir: where the program finds its rules and headers.
 *
 *   1. $DDICHECK_DATADIR
 *   2. ../share/ddicheck beside the program: an installed tree can be moved as a whole
 *   3. the folder named in ddicheck.datadir beside the program: the build tree
 */
#ifndef DDICHECK_DATADIR_H
#define DDICHECK_DATADIR_H

#include "base/base.h"

struct data_folders {
    const char *root; /* NULL where nothing was found: then d says where was looked */
    const char *rules, *headers;
    const char *system_headers[2]; /* mingw-w64: DDK, then CRT and SDK */
    uint32_t system_header_count;  /* 0 where mingw-w64 is not installed */
    const char *program;           /* path of the running program, or NULL */
};

/* Memory of the arena. False with an error in d where the program has no data. */
bool data_folders_find(struct data_folders *f, struct arena *a, struct diags *d);

#endif
