/*
 * apply.h: a summary at a call (ENGINE.md D10), one case after the other.
 *
 *   translate.c   a symbol of the callee's is found here: parameters are the arguments, what the callee had read is read
 *   fit.c         whether the case's facts can hold here, and which sides of the joins that it stands for
 *   changes.c     what the case writes, makes, frees and lets go, or forgets where the arguments alias
 *   apply.c       summary_apply, which calls these in that order; conditional findings
 *
 * Nothing here outlives summary_apply.
 */
#ifndef DDICHECK_ENGINE_APPLY_H
#define DDICHECK_ENGINE_APPLY_H

#include "engine/contract.h"

enum { TWICE_DEPTH = 4 }; /* operations that are looked into for a joined value */

struct applied {
    struct analysis *a;
    const struct summary *from;
    const struct term *args;
    uint32_t arg_count;
    uint32_t site;
    struct state *s;
    struct term *map; /* by callee symbol; base UINT32_MAX: not translated yet */
    struct sym_list *met; /* the translated ones; NULL where nobody asks */
    const struct ir_insn *call; /* NULL in the life cycle */
};

/* ---- translate.c ------------------------------------------------------------------------------------ */

/* The callee's symbol, or term, in this function's names; read in p->s the first time, which may end the path. */
struct term translate_sym(struct applied *p, sym n);
struct term translate(struct applied *p, struct term t);
/* The symbol stands for t from now on. */
void note_translated(struct applied *p, sym n, struct term t);
/* Whether what is asked for stands behind what is null here. A case that a join has made of a way that went there and one that
   did not stands for the other one then. */
bool leads_through_null(struct applied *p, sym base, int depth);

/* ---- fit.c ---------------------------------------------------------------------------------------------- */

/* Takes the case's facts over. False where they cannot hold: p->s is dead then. */
bool assume_facts(struct applied *p, const struct summary_case *c);
/* What this caller knows of a symbol of the callee's. */
struct fact known_of(struct applied *p, sym base);
/* Where what this caller knows fits one side of a join in the callee only, the rest of that side holds, too. Returns
   whether it fits neither: one value is that of the one side, another that of the other. The case stands for several
   paths, and for none of this caller. */
bool contradicts_join(struct applied *p, const struct summary_case *c);
/* Whether the case releases a lock in another way than this caller acquired it, as what stands in the lock's own structure has told it,
   of which nobody who is seen knows: a way that probably is none, of which no wrong release is reported either (issue_is_doubtful). */
bool releases_on_a_guess(struct applied *p, const struct summary_case *c);
/* Everything that the changes and the result speak of is read before anything is written. What is nowhere here is nothing's change.
   False where p->s is dead. */
bool read_all(struct applied *p, const struct summary_case *c);

/* ---- changes.c ------------------------------------------------------------------------------------------ */

/* Values that the callee overwrote. */
struct overwritten {
    struct term list[16];
    uint32_t count;
};

/* A value that stands for several, what stood there before perhaps among them. */
bool is_uncertain(struct applied *p, const struct summary_cell *x);
/* The event that a callee has waited for, base 0 where it is not known. */
struct term waited_event(struct applied *p, const struct summary_cell *x);
/* Writes everything into p->s, in the edit that is going on; plain values that are gone by it are added to *lost. */
void write_changes(struct applied *p, const struct summary_case *c, struct overwritten *lost);
/* What follows from the changes, once the call is part of the path. */
void look_behind(struct applied *p, const struct summary_case *c, const struct overwritten *lost, ir_index loc, const struct ir_insn *call);
/* Whether a cell that the callee wrote is here the same as another one that it read. */
bool is_aliased(struct applied *p, const struct summary_case *c);
/* What an aliased call wrote is not known. */
void forget_changes(struct applied *p, const struct summary_case *c);

#endif
