/* repair.h: changes to the texts that clang reads (repair.c, repair_casts.c, repair_declarations.c). Only these include it. */
#ifndef DDICHECK_FRONTEND_REPAIR_H
#define DDICHECK_FRONTEND_REPAIR_H

#include "frontend/lower.h"

/* ---- text: clang's buffer of a file, or the version that it reads instead ---- */

struct text {
    const char *at; /* of the file */
    size_t size;
};

char text_at(struct text t, size_t at); /* 0 behind the end */
bool text_is_name(char c);
/* Behind white space, comments and continued lines. */
size_t text_skip_space(struct text t, size_t at);
/* Behind the bracket that closes the one at `at`; 0 where none does. */
size_t text_skip_brackets(struct text t, size_t at);
/* Behind the string or character constant at `at`. */
size_t text_skip_literal(struct text t, size_t at);
size_t text_skip_name(struct text t, size_t at);
struct text repair_text(struct lower *l, CXFile file);

/* ---- a round's insertions ---- */

struct planned {
    CXFile file;
    uint32_t offset, owner; /* in the text that clang has read; whose it is decides the order where two meet */
    const char *text;
};

struct plan {
    struct lower *l;
    VEC(struct planned) list;
};
/* Plans an insertion; `what` lives as long as the unit. */
void plan_insert(struct plan *p, CXFile file, size_t offset, size_t owner, const char *what);
/* The place where a location is spelled; false where that is no text of the driver's. */
bool plan_place(const struct plan *p, CXSourceLocation at, CXFile *file, uint32_t *offset);

/* What each knows to mend. */
void repair_casts(struct plan *p);
void repair_declarations(struct plan *p);

#endif
