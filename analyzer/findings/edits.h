/*
 * edits: the fixes of findings by file, the text of a file with its fixes in it, and what changes as a unified
 * diff. Nothing is read from or written to disk here.
 *
 * All is done in bytes: what no edit names stays as it is, line ends, encoding and byte order mark included.
 */
#ifndef DDICHECK_EDITS_H
#define DDICHECK_EDITS_H

#include "findings/findings.h"

/* What is to be done to one file. */
struct file_edits {
    const char *path;    /* borrowed from the findings */
    struct hash128 hash; /* of the text that the edits belong to */
    VEC(struct edit) edits;  /* in order, none touches another but at an end */
    VEC(const struct finding *) findings;    /* those that are mended */
    VEC(const struct finding *) overlapping; /* those whose edits stand where others are, or that belong to another text */
};
struct all_edits {
    VEC(struct file_edits) files; /* in the order of the findings */
};

/* Collects the fixes of a finished list. Of fixes that overlap the first counts; one that several findings share is done once. */
void edits_collect(struct all_edits *all, const struct findings *f);
void edits_release(struct all_edits *all);

/* Appends the text with the edits in it. False, and nothing is appended, where an edit is outside of the text. */
bool edits_apply(const struct source *s, const struct edit *edits, uint32_t count, struct str *out);
/* Appends the hunks of a unified diff with three lines of context. The edits must be inside of the text. */
void edits_diff(const struct source *s, const struct edit *edits, uint32_t count, struct str *out);

#endif
