/* commands: everything but `check` (pipeline.h). Each returns the exit code. */
#ifndef DDICHECK_COMMANDS_H
#define DDICHECK_COMMANDS_H

#include "interrupt.h"
#include "options.h"

struct ruleset;

int command_rules(const struct options *o, FILE *out, FILE *err);
/* contracts.c: the rule set as JSON, appended to out. */
void contracts_print(const struct ruleset *r, struct str *out);
int command_explain(const struct options *o, FILE *out, FILE *err);
int command_version(const struct options *o, FILE *out, FILE *err);
/* import.c: the database goes to the file that o names. */
int command_import(const struct options *o, FILE *err);
/* doctor.c */
int command_doctor(const struct options *o, FILE *out, FILE *err);
/* run.c */
int command_run(const struct options *o, struct interrupt *interrupt, FILE *out, FILE *err);
int command_help(const struct options *o, FILE *out);
/* `ddicheck` alone: what there is here, and the next command. */
int command_guide(FILE *err);

#endif
