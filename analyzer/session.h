/*
 * session: what one run of `ddicheck check` knows, passed from stage to stage (pipeline.c has the
 * order). Each stage fills its part and leaves the rest alone.
 *
 *   select.c    which rules count
 *   collect.c   which units there are
 *   lower.c     units to IR: child processes, cache, precompiled headers
 *   problems.c  what could not be read
 *   remember.c  what the engine remembers of a program, in the cache
 *   results.c   a whole run's result in the cache
 *   fix.c       fixes into the files, or as a diff
 *   output.c    findings to reports, the summary line, the exit code
 */
#ifndef DDICHECK_SESSION_H
#define DDICHECK_SESSION_H

#include "cache/cache.h"
#include "datadir.h"
#include "engine/engine.h"
#include "findings/findings.h"
#include "frontend/frontend.h"
#include "interrupt.h"
#include "options.h"
#include "project/project.h"
#include "reports/reports.h"
#include "rulelang/ruleset.h"

enum exit_code { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_FAILED = 2, EXIT_INCOMPLETE = 3 };

/* One unit after lowering. */
struct lowered {
    struct ir_module module;
    struct diags diags; /* what the front end had to say */
    bool usable;        /* there is something to analyse */
    bool keyed;         /* there is a cache, and `key` is the unit's in it */
    bool kept;          /* the cache has it; `state` is the hash of all that it was made of */
    bool from_cache;
    bool incomplete; /* errors: not all of the text was understood */
    struct hash128 key, state;
};

struct session {
    const struct options *options;
    FILE *out, *err;
    struct interrupt *interrupt;
    struct arena arena;
    struct data_folders data;
    struct frontend_options frontend;
    struct ruleset rules;
    bool *rule_selected; /* by index in rules.rules */
    struct project project;
    struct cache *cache;     /* or NULL */
    const char *working_folder; /* absolute */
    const char *tool;        /* version of all that makes IR, for keys */
    struct frontend *front;
    const struct frontend_unit **prepared; /* by index in project.units, as lowered */
    struct lowered *lowered;
    struct engine_counters counters;
    struct findings findings;
    struct sources sources;
    VEC(struct report_problem) problems;
    uint32_t incomplete, from_cache;
    uint32_t missing;    /* listed sources that are not there: they count as incomplete, too */
    uint32_t faulty_projects; /* parts of project files that could not be read */
    uint32_t collected_problems; /* the first so many of `problems` are session_collect's */
    uint32_t failures;   /* errors of configuration, rules, outputs: exit code 2 */
    const char *failure; /* the first of them, in few words */
    bool is_repeated;    /* once more, after files were fixed: what was said of the options is not said again */
    struct timespec started;
    double front_seconds; /* spent on units to IR */
    const char *summary;  /* what the last line says instead of how many files were analysed, or NULL */
};

/* Prints what d holds to stderr, counts its errors, and empties it. `what` names the cause of exit code 2. */
void session_say(struct session *s, struct diags *d, const char *what);

/* Readies what `options`, `interrupt` and the two streams stand in already, and releases it (pipeline.c). */
void session_init(struct session *s);
void session_release(struct session *s);

/* Wall time since the run began. */
double session_seconds(const struct session *s);

/* How many processes or threads work at the same time. */
unsigned session_jobs(const struct session *s);

/* rules --emit-monitor (emit_monitor.c): writes the rules as C. Returns the exit code. */
int session_emit_monitor(struct session *s);

/* Finds data folders and loads all rules. False: no rules, nothing can be done. */
bool session_rules(struct session *s);
/* Marks the rules that --select and --ignore leave. False where they name unknown rules. */
bool session_select(struct session *s);
/* Finds the units. False where there is none. */
bool session_collect(struct session *s);
/* The cache, opened by the first who asks; NULL where there is none. */
struct cache *session_cache(struct session *s);
/* Brings it back to its size, once a day (pipeline.c). */
void session_tend_cache(struct session *s);
/* Readies every unit for the front end and looks it up in the cache. */
void session_prepare(struct session *s);
/* Lowers every unit. */
void session_lower(struct session *s);
/* Adds what of one unit could not be read to s->problems. */
void session_problems(struct session *s, const struct unit *u, struct lowered *l);
/* The findings of an equal run, if the cache has them. Then nothing needs to be lowered or executed. */
bool session_find_results(struct session *s);
void session_keep_results(struct session *s);
/* Sets what the engine is to know of program g (NULL: of no project) from earlier runs; `keep` is empty, and belongs to
   the call until session_remember, which hands back what the engine now knows. */
void session_recall(struct session *s, const struct project_program *g, struct engine_options *o, struct str *keep);
void session_remember(struct session *s, const struct project_program *g, struct engine_options *o);
/* Checks the units that were collected, or finds what an equal run has found (pipeline.c). */
void session_analyse(struct session *s);
/* Drops findings of unselected rules; moves those in system headers to the driver's call, and drops them where there
   is none; then finishes the list. */
void session_filter(struct session *s);
/* rules --coverage: published rules, and ours that cover them, on s->out (published.c). False: the table is not there. */
bool session_published(struct session *s);
/* The section of --coverage, on s->err (coverage.c). */
void session_coverage(struct session *s, const char *cwd);
/* check --fix: applies the fixes of the findings, and says which. Returns how many findings are mended. */
uint32_t session_fix(struct session *s);
/* check --diff: appends the fixes as a unified diff; names are as seen from the working folder, else from source_root. Returns how
   many findings it mends. */
uint32_t session_diff(struct session *s, const char *source_root, struct str *out);
/* Writes all reports and the summary; returns the exit code. */
int session_report(struct session *s);

/* Whether a rule has this id, prefix of whole words, or published name. */
bool rule_is_named(const struct rule *r, const char *name);
/* Marks rules of r in `selected`; errors go to d. */
bool rules_select(const struct ruleset *r, const struct texts *select, const struct texts *ignore, bool *selected,
                  struct diags *d);

#endif
