/* pipeline: `ddicheck check` from the command line to the exit code. */
#ifndef DDICHECK_PIPELINE_H
#define DDICHECK_PIPELINE_H

#include "interrupt.h"
#include "options.h"

/* Findings go to `out`, all else to `err`. Returns the exit code. */
int pipeline_check(const struct options *o, struct interrupt *interrupt, FILE *out, FILE *err);

#endif
