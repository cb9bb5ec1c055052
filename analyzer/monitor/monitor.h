/*
 * monitor: a rule set as C that watches a run (runtime/monitor/rtm.h is the other side).
 *
 *   emit.c       the file: heads, tables of kinds, attributes, rules, life cycles
 *   emit_expr.c  expressions as three-valued C, words as tables of pieces
 *   emit_ddi.c   contracts: what is done before and after a call, and the checks of it
 *
 * What the static engine interprets is generated from the very same structures. Memory that a contract writes is
 * written by the host, so such effects become no code; what becomes none is said in a comment and counted. What
 * the generator does not know is an error at its place in the .ddi file, never left out.
 */
#ifndef DDICHECK_MONITOR_H
#define DDICHECK_MONITOR_H

#include "rulelang/ruleset.h"

/* The headers that declare the records of the shipped rules, in the order in which they need each other. */
#define MONITOR_USUAL_INCLUDES "ndis.h", "wdf.h", "usb.h", "wdfusb.h"

struct monitor_options {
    const bool *rule_selected;   /* per rule; NULL: all */
    const char *const *includes; /* headers that declare the records: "ndis.h" */
    uint32_t include_count;
    const char *const *ddis;     /* functions of interest, sorted; NULL: all */
    uint32_t ddi_count;
};

/* What has no counterpart in a run, or is the host's. */
struct monitor_counts {
    uint32_t ddis, irql_rows, rules, checks, callbacks;
    uint32_t memory_effects;   /* written by the host, lists too */
    uint32_t static_effects;   /* schedules, waits, raises: the host does, or nothing to watch */
    VEC(const char *) notes;   /* one sentence each, in the rule set's order; strings of the arena */
    struct arena arena;
};

/* Appends the C file to out; counts comes zeroed, with an arena. False where something is not known here: errors were added to d. */
bool monitor_emit(const struct ruleset *r, const struct monitor_options *o, struct str *out, struct monitor_counts *counts, struct diags *d);
void monitor_counts_release(struct monitor_counts *c);

#endif
