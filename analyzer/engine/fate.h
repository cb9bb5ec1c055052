/*
 * Fates: what becomes of what a driver makes and must give back (--dump=fates). A place is a call in the source whose contract makes
 * an object of a kind that must be freed, or acquires a lock. Each object carries its place from state to state, into summaries and
 * through the life cycle (struct object, `origin`; of a lock that is held the `stamp` of its count), and so does the reason why
 * nothing more is said of it (`escaped`). Where such a thing ends, or is lost sight of, that is noted in the results: how often
 * says no more than that it happened; states are counted, not paths.
 *
 * Nobody notes anything where the dump is not asked for. Neither place nor reason decides anything: of equal states they may differ.
 */
#ifndef DDICHECK_ENGINE_FATE_H
#define DDICHECK_ENGINE_FATE_H

#include "ir/ir.h"

enum fate_class { FATE_END, FATE_ON, FATE_LOST }; /* its end is known; it lives on; the engine has lost sight of it */

#define FATES(X)                                                                     \
    X(RELEASED, FATE_END, "given back")                                              \
    X(HANDED_OVER, FATE_END, "handed to another driver")                             \
    X(KEPT, FATE_END, "kept by the system, as a contract says")                      \
    X(WITH_HOLDER, FATE_END, "goes with what holds it")                              \
    X(REPORTED, FATE_END, "broken or forgotten by the driver: a finding, unless there is doubt") \
    X(CALLERS, FATE_ON, "left to callers")                                           \
    X(DRIVER, FATE_ON, "held by the driver between callbacks")                       \
    X(CALL, FATE_LOST, "given to a function without body or contract")               \
    X(POINTER, FATE_LOST, "given to a call through a pointer that could not be resolved") \
    X(LISTED, FATE_LOST, "on a list of which not all is known")                      \
    X(OUTSIDE, FATE_LOST, "stored in memory of which nothing is known")              \
    X(FORGOTTEN, FATE_LOST, "what held it was overwritten by unknown bytes")         \
    X(ELEMENT, FATE_LOST, "in an array, at an unknown index")                        \
    X(INSIDE, FATE_LOST, "known by a pointer into it only")                          \
    X(SHARED, FATE_LOST, "held by what others may hold, too")                        \
    X(WAITED, FATE_LOST, "others ran, so that it may have come back")                \
    X(ROUTINE, FATE_LOST, "left to a cleanup routine that may free it")              \
    X(ALIASED, FATE_LOST, "behind arguments that alias")                             \
    X(MISSING, FATE_LOST, "in a function with text missing")                         \
    X(LOOP, FATE_LOST, "behind a loop that was cut")                                 \
    X(FOLDED, FATE_LOST, "in a chain that a loop has made")                          \
    X(JOINED, FATE_LOST, "states were joined")                                       \
    X(FULL, FATE_LOST, "cells given up over the bound per object")                   \
    X(FAR, FATE_LOST, "too many pointers away from the driver's variables")          \
    X(DROPPED, FATE_LOST, "states dropped over a bound")                             \
    X(CASES, FATE_LOST, "summary cases dropped over the bound per function")         \
    X(STEPS, FATE_LOST, "its function used up its step budget")                      \
    X(UNCERTAIN, FATE_LOST, "on a path that may not exist")                          \
    X(OTHER_LOCK, FATE_LOST, "a lock was released that may be this one")             \
    X(RETURNED, FATE_LOST, "held when the driver returns to the system, as it may be") \
    X(NO_CALLER, FATE_LOST, "left to callers that are not seen")                     \
    X(NO_CYCLE, FATE_LOST, "left behind by a callback that no life cycle enters")

enum fate {
    FATE_NONE,
#define X(name, class, words) FATE_##name,
    FATES(X)
#undef X
    FATE_COUNT
};

struct analysis;
struct engine;
struct fates;
struct results;
struct state;
struct str;
struct summary_case;
struct sym_set;

/* Objects have 16 bits for their place: further ones are left out. */
enum { FATE_PLACES_MAX = UINT16_MAX };

/* What came of the things of one place, so often. */
struct fate_count {
    uint32_t origin;
    enum fate fate;
    uint32_t count;
};

/* All places of the program, to be freed by fates_free. */
struct fates *fates_new(struct engine *e);
void fates_free(struct fates *x);
/* The place that the instruction of the function's module is, 0 where it is none or nobody asks. */
uint32_t fate_origin(const struct analysis *a, uint32_t insn);
/* Something of the place goes this way, in state s. */
void fate_note(struct analysis *a, const struct state *s, uint32_t origin, enum fate fate);
/* The object goes this way, in s, which still has it as it was before. */
void fate_of_object(struct analysis *a, const struct state *s, uint32_t base, enum fate fate);
/* The same of a lock by its count, an attribute of a place. */
void fate_of_lock(struct analysis *a, const struct state *s, uint32_t base, uint32_t attribute, enum fate fate);
/* Everything of a place that is alive or held in s goes this way. */
void fate_of_all(struct analysis *a, const struct state *s, enum fate fate);
/* The function is left with s, of which callers get what is kept. */
void fates_at_exit(struct analysis *a, const struct state *s, const struct sym_set *kept);
/* The object is in s and nobody can reach it there. */
void fate_of_garbage(struct analysis *a, const struct state *s, uint32_t base);
/* Callers do not get the case. */
void fates_of_case(struct analysis *a, const struct summary_case *c);
/* Adds what was noted to the engine's; empties it. */
void fates_commit(struct engine *e, struct results *o);
/* Each place with its verdict and what has become of its things. */
void fates_print(const struct engine *e, struct str *out);

#endif
