/*
 * findings: the one record that the analyser, the run-time monitors and the writers under
 * reports/ share, and what is done to a list of them (ordering, deduplication, fingerprints).
 */
#ifndef DDICHECK_FINDINGS_H
#define DDICHECK_FINDINGS_H

#include "base/base.h"

/* A range of source text; lines and columns 1-based, columns count bytes, end exclusive. */
struct place {
    const char *file; /* absolute path */
    uint32_t line, column, end_line, end_column;
    const char *function; /* name of the enclosing function, or NULL */
    const char *macro;    /* outermost macro whose expansion this is, or NULL */
};

enum step_kind {
    STEP_STATE,  /* an object was made, moved, changed state: the rule's or contract's words */
    STEP_BRANCH, /* a branch was taken */
    STEP_CALL,   /* a function is entered */
    STEP_RETURN,
    STEP_CALLBACK, /* the operating system calls a handler of the driver */
    STEP_END,      /* the finding itself: the last step */
};

struct step {
    enum step_kind kind;
    struct place place;
    const char *text; /* one sentence without its period */
    uint32_t depth;   /* call nesting: 0 in the outermost function (or callback) */
    const char *object, *state; /* whose state is what from here on ("NET_BUFFER_LIST", "freed"; "driver", "Running"); NULL where none changes */
};

/* One piece of text is replaced by another; an empty range is an insertion. Lines and columns as in struct place. */
struct edit {
    uint32_t line, column, end_line, end_column;
    const char *text; /* without line ends */
};

/* What mends the finding: edits of one file, in the order of their places, which do not touch each other. They belong to the
   very text that has this hash; edits.h applies them. */
struct fix {
    const char *title; /* what it does: one sentence with period */
    const char *file;  /* absolute path */
    struct hash128 hash;
    const struct edit *edits;
    uint32_t edit_count;
};

struct finding {
    const char *rule; /* id, as in RULES.md */
    enum severity level;
    struct place place;         /* primary */
    const char *message;        /* full sentence with period */
    const char *help;           /* what to do, or NULL */
    const char *about;          /* what tells it from another of its rule at its place (a kind of object that is lost), or NULL */
    const char *const *sources; /* documentation paths under https://learn.microsoft.com/ */
    uint32_t source_count;
    const struct step *steps; /* in order of execution; the last is STEP_END */
    uint32_t step_count;
    const struct fix *fix; /* or NULL */
    const char *path;      /* all of its path as text, where that was asked for, else NULL: for tools */
    const char *driver;    /* "ndis-filter", or NULL where no life cycle was involved */
    const char *replay;    /* the command that shows it in a run, or NULL: nobody has seen it in one */
    char fingerprint[33];  /* ddicheckContext/v1; set by findings_finish */
    uint32_t ordinal;      /* n-th of equal fingerprints in the run, from 0 */
};

/* Owns every string and step of its findings through the arena. */
struct findings {
    struct arena arena;
    VEC(struct finding) list;
};

void findings_init(struct findings *f);
void findings_release(struct findings *f);
/* Deep copy into f; a period at the end of a step's text is left out. */
void findings_add(struct findings *f, const struct finding *one);
/* Sorts by file, line, column, rule, message; drops doubles (same rule and primary place: the one
   with the fewest steps stays); computes fingerprints. The result depends on the set only, not on
   the order of insertion. */
void findings_finish(struct findings *f);

/* A finished list as bytes (save.c), and back into an empty one: false, and nothing added, where the bytes
   are not what findings_save wrote. */
struct unpack;
void findings_save(const struct findings *f, struct str *out);
bool findings_load(struct findings *f, struct unpack *u);

#endif
