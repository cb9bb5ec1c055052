/* run: what the files of `ddicheck run` share. */
#ifndef DDICHECK_RUN_H
#define DDICHECK_RUN_H

#include "run/run.h"
#include "session.h"

/* Adds what a run found, with places and words completed (run_findings.c). `replay` is the command that shows it again. */
void run_add_findings(struct session *s, const struct run_answer *a, const struct place_map *places, const char *replay);

#endif
