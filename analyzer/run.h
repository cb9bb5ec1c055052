/* run: what the files of `ddicheck run` share. */
#ifndef DDICHECK_RUN_H
#define DDICHECK_RUN_H

#include "run/run.h"
#include "session.h"

/* Adds what a run found, with places and words completed (run_findings.c). `replay` is the command that shows it again. */
void run_add_findings(struct session *s, const struct run_answer *a, const struct place_map *places, const char *replay);
/*
 * The session's findings are those of the sources, `ran` those of a run: names at each of the former the command that shows it, where a
 * run did, and adds what the run alone has shown. Returns how many were shown.
 */
uint32_t run_confirm(struct session *s, const struct findings *ran);

#endif
