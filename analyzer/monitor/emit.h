/* emit: shared by the files of monitor/. */
#ifndef DDICHECK_MONITOR_EMIT_H
#define DDICHECK_MONITOR_EMIT_H

#include "monitor/monitor.h"

enum { EMIT_VARS_MAX = 4, EMIT_PIECES_MAX = 12, EMIT_FIELDS_MAX = 64 }; /* RTM_VARS_MAX, RTM_PIECES_MAX, RTM_FIELDS_MAX */

struct emitter {
    const struct ruleset *r;
    const struct monitor_options *options;
    struct monitor_counts *counts;
    struct diags *d;
    struct str *out;
    struct arena arena;
    uint32_t next;             /* of names: e12, w13 */
    const struct ddi *ddi;     /* whose parameters an expression names, or NULL */
    const struct callback *callback;
    const char *var_types[EMIT_VARS_MAX]; /* record behind a variable, or NULL */
    const struct effect *together; /* the effects that are being written */
    uint32_t together_count;
    const char *what;          /* what is being written, for notes */
    VEC(const struct expr *) fields; /* whose reads are watched: EXPR_FIELD, each once */
};

/* ---- emit_expr.c ---------------------------------------------------------------------------------- */

/* C of type struct rtm_value, enum rtm_truth. Functions that it needs are written to e->out first, so the caller
   must not be in the middle of one: it builds its own text and appends it afterwards. Memory of the arena. */
const char *emit_value(struct emitter *e, const struct expr *x);
const char *emit_condition(struct emitter *e, const struct expr *x);
/* The address of an object: what stands behind a pointer is one, too. */
const char *emit_object(struct emitter *e, const struct expr *x);
/* The C type behind the pointer that x is, or NULL where the rule set does not say it. */
const char *emit_record(struct emitter *e, const struct expr *x);
/* Name of a function that computes it. */
const char *emit_value_function(struct emitter *e, const struct expr *x);
const char *emit_condition_function(struct emitter *e, const struct expr *x);
const char *emit_level(enum severity level); /* in the words of rtm.h */
/* "&w12", or "NULL" for NULL. */
const char *emit_words(struct emitter *e, const struct words *w);
/* A string literal. */
const char *emit_string(struct emitter *e, const char *text);
/* An error at the place; returns text that keeps the output readable. */
const char *emit_error(struct emitter *e, struct rule_place at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void emit_note(struct emitter *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The number of a field whose reads are watched. */
uint32_t emit_watched(struct emitter *e, const struct expr *field);

/* ---- emit_ddi.c ------------------------------------------------------------------------------------ */

bool emit_wants(const struct emitter *e, const char *ddi);
/* The functions before_X and after_X where there is something to do in them: tells which. */
void emit_ddi(struct emitter *e, const struct ddi *d, bool *before, bool *after);
/* Checks of a callback's return, as the function return_X; false where there is none. */
bool emit_returns(struct emitter *e, const char *callback);

#endif
