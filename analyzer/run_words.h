/* run_words: sentences of a run's monitors, completed with what only the source and the debug information tell. */
#ifndef DDICHECK_RUN_WORDS_H
#define DDICHECK_RUN_WORDS_H

#include "base/base.h"
#include "findings/findings.h"

struct run_places {
    /* The place of a return address or of a function; false where it is not known. */
    bool (*find)(void *context, uint64_t address, struct place *out);
    void *context;
};

/* The text with its marks replaced (runtime/monitor/README.md); memory of the arena, or `text` itself where it has none. */
const char *run_words(struct arena *a, const char *text, const struct run_places *places);

#endif
