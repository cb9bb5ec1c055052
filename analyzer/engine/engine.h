/*
 * engine: executes every function of a program abstractly over all its paths, composes the
 * results bottom-up, runs the driver's life cycle over them, and reports what provably breaks a
 * rule. docs/engine.md explains it with drawings; engine/domain.h holds the domain.
 *
 * Interface for the pipeline: one call. The result depends on rules and modules only, never on
 * time, threads or addresses.
 */
#ifndef DDICHECK_ENGINE_H
#define DDICHECK_ENGINE_H

#include "findings/findings.h"
#include "ir/ir.h"
#include "rulelang/ruleset.h"

struct engine_options {
    unsigned jobs;            /* threads; 0: one */
    void *known;              /* NULL, or what `keep` was given by an earlier run, with the same program file and rules */
    size_t known_size;
    struct str *keep;         /* NULL, or where what the next run can use goes; nothing where that is in `known` already */
    struct str *dump_program; /* NULL, or where the text of --dump=program goes: roles, states, callbacks never entered */
    struct str *dump_states;  /* NULL, or where the text of --dump=states goes: states per block */
    const char *function;     /* dumps of states and summaries: only of functions with this name; NULL: of all */
    bool traces;              /* findings get their whole path as text: --dump=traces */
    struct str *dump_summary; /* NULL, or where the text of --dump=summary goes */
    struct str *dump_fates;   /* NULL, or where the text of --dump=fates goes: what becomes of what is made, place by place */
};

/* A function of those that took the most steps: the same on every machine, unlike seconds. */
struct engine_cost {
    const char *name, *file; /* file: the path */
    uint64_t steps; /* of all rounds, where it is recursive */
};

enum { ENGINE_COSTS = 8 };

/* A finding of this rule is none: it says what is believed at a probe (headers/ddicheck.h). */
#define PROBE_RULE "probe"

/* What was done, and what the engine gave up on. Every bound that was hit is counted here; the
   names are those of the SARIF properties and of the coverage section. */
struct engine_counters {
#define ENGINE_COUNTERS(X)                                                                        \
    X(functions, "functions analysed")                                                            \
    X(steps, "steps: instructions executed abstractly, and joins")                                    \
    X(cases, "summary cases kept")                                                                \
    X(joined, "states joined")                                                                    \
    X(dropped, "states dropped over the bound per block")                                         \
    X(widened, "loops widened after their unrolled iterations")                                   \
    X(out_of_steps, "functions that used up their step budget")                                   \
    X(cases_dropped, "summary cases dropped over the bound per function")                         \
    X(latent_dropped, "conditional findings dropped over the bound per function")                 \
    X(unknown_calls, "calls of functions without body or contract")                               \
    X(unresolved_pointers, "calls through pointers that could not be resolved")                   \
    X(aliased_calls, "calls whose arguments alias in a way that their summary does not cover")    \
    X(specialised, "functions analysed once more for how they are called")                        \
    X(specials_over, "calls over the bounds of such analyses")                                    \
    X(recursion_cut, "recursive functions whose summary did not settle")                          \
    X(undecided_checks, "rule checks left undecided because a value was unknown")                 \
    X(cells_given_up, "cells given up over the bound per object")                                 \
    X(harness_dropped, "life-cycle states dropped over the bound per phase")                      \
    X(never_entered, "callbacks that the life cycle never entered (--dump=program)")              \
    X(degraded_functions, "functions with text missing from the tree: no absence findings there")
#define X(name, words) uint64_t name;
    ENGINE_COUNTERS(X)
#undef X
    struct engine_cost costs[ENGINE_COSTS]; /* the costliest functions of all programs, costliest first; unused ones have no name */
    struct arena arena;               /* of the names below and above */
    VEC(const char *) unknown_names;  /* functions called without body or contract, sorted, each once */
};

void engine_counters_release(struct engine_counters *c);

/* Analyses all modules as one program. Borrows everything; adds to `out` (engine_run does not
   finish the list) and to `c`, which the caller zeroed. */
void engine_run(const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count,
                const struct engine_options *options, struct findings *out, struct engine_counters *c);

/* What a replay went through. */
struct engine_replay_counts {
    uint64_t runs, events;
    uint64_t unplaced; /* calls that are not in the program: the sources are not those that ran */
};

struct recording;

/* Sends a recorded run of this program through the rules (engine/replay.h): what it breaks there is added to `out`. Nothing else of
   the program is looked at. Borrows everything; adds to the counts. */
void engine_replay(const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count, const struct engine_options *options,
                   const struct recording *recording, struct findings *out, struct engine_counters *c, struct engine_replay_counts *r);

#endif
