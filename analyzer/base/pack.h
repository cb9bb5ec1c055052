/*
 * pack: values as bytes and back, for answers between processes and for the cache. Little machinery: the
 * reader remembers that something was wrong and gives zeros from then on, so that callers check once.
 */
#ifndef DDICHECK_PACK_H
#define DDICHECK_PACK_H

#include "base/base.h"

void pack_u32(struct str *out, uint32_t value);
void pack_u64(struct str *out, uint64_t value);
/* NULL is kept apart from "". */
void pack_text(struct str *out, const char *text);

struct unpack {
    const char *at, *end;
    bool bad; /* the bytes ended early or made no sense */
};

uint32_t unpack_u32(struct unpack *u);
uint64_t unpack_u64(struct unpack *u);
/* Memory of the arena; NULL where NULL was packed or the bytes are bad. */
const char *unpack_text(struct unpack *u, struct arena *a);
/* A count of things that take at least `least` bytes each: 0 and bad where so many cannot follow. */
uint32_t unpack_count(struct unpack *u, size_t least);

#endif
