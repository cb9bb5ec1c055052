/*
 * fix: what mends a finding, as edits of the source (struct fix), where the rule set says how and it is certain
 * to be right. fix.c makes the edits, call_source.c reads calls in the source text, origin.c tells where a value
 * comes from. report.c asks for it.
 *
 * Certain means: the call stands in the driver's own file and not in a macro; what is replaced of it is made of
 * names that the rule set translates; a condition holds for the constants that stand there, not for what one path
 * brought; and where the call that made an object is asked for, no other value can come to this place in any way.
 */
#ifndef DDICHECK_ENGINE_FIX_H
#define DDICHECK_ENGINE_FIX_H

#include "engine/contract.h"

#define CALL_ARGUMENTS_MAX 16 /* as many as the longest DDI has */

/* A range of bytes of a source text. */
struct stretch {
    uint32_t begin, end;
};

/* A call as it stands in the source. */
struct source_call {
    struct stretch name, arguments[CALL_ARGUMENTS_MAX]; /* without the blanks and comments around them */
    uint32_t argument_count;
    uint32_t open; /* behind the '(' */
};

/* Reads NAME(...) at byte `at`. False where it does not stand there, or where anything in it is no plain text of
   this call: a directive, a literal that does not end. */
bool source_call_read(const struct source *s, uint32_t at, const char *name, struct source_call *out);
/* The names that `a | (b | (T)c)` joins, into out: casts are left out. -1 where anything else stands there, or more than max. */
int source_names(const struct source *s, struct stretch text, struct stretch *out, int max);
/* Whether it can be written elsewhere on one line: it has no line end and no comment. */
bool source_is_movable(const struct source *s, struct stretch text);

/* The one call that every value of an operand comes from; null pointers do not count. */
struct origin {
    const struct ddi *ddi;
    const struct ir_module *module;
    const struct ir_insn *call;
};
/* Whether there is one: locals, parameters of functions that are only called by name, fields of records and globals are followed
   through the whole program, which is there as a whole where that matters, and their addresses are given to nobody. The call
   gives a new object or null. */
bool origin_of(const struct program *p, uint32_t function, const struct ir_operand *value, struct origin *out);

/* The fix of an issue that is found at event `final`, in memory of `to`; NULL where there is none. `text` gives the source of a
   path, or NULL. `s` is a state of `a` to evaluate constants in. */
struct fix *fix_make(struct analysis *a, const struct state *s, const struct issue *issue, const struct event *final,
                     const struct source *(*text)(struct engine *e, const char *path), struct arena *to);

#endif
