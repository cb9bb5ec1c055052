/*
 * memory: what components left behind in an earlier run, found again by what it was made from (ENGINE.md D15).
 *
 *   identity.c  names and contents that stay the same from run to run
 *   store.c     a component's summaries and results as bytes (restore.c: and back)
 *   memory.c    keys, the table of all that is known, what is kept for the next run
 *
 * The key of a component is a hash of all that executing it reads: its functions' code with types, constant tables and
 * targets of calls through fields; which of its functions anybody calls; and of each component that it needs, not the
 * code, but the hash of what callers see of it. So a changed function whose summary stays as it was changes no key
 * but its own. Records that the rules look up by name are noted while it is executed, and compared when it is found.
 *
 * What was found wrong somewhere is not kept: such a component is executed again, and reports in the words of the text
 * that is there.
 */
#ifndef DDICHECK_ENGINE_MEMORY_H
#define DDICHECK_ENGINE_MEMORY_H

#include "base/pack.h"
#include "engine/exec.h"
#include "engine/identity.h"

/* Members of one component; none of them: the life cycle. */
struct component {
    const uint32_t *members;
    uint32_t count;
};

struct remembered {
    struct hash128 key;     /* of what it was made from */
    struct hash128 content; /* of what callers see of it */
    const char *bytes;      /* NULL where it is not kept */
    size_t size;
    struct str made;        /* holds the bytes where they are new */
};

struct rule_words;

struct memory {
    struct identities *ids;
    struct rule_words *words;
    struct known *known; /* of the earlier run, sorted by key */
    uint32_t known_count;
    VEC(const struct remembered *) kept; /* for the next run */
    bool changed;        /* it will know something else */
};

/* Sets e->memory up from the options; leaves it NULL where they want none. Anything can stand in the bytes. */
void memory_open(struct engine *e);
/* Writes what the next run shall know, if that is not what this one knew. */
void memory_write(struct engine *e);
void memory_close(struct engine *e);

/* m->key is set. Restores summaries and results where they are known, and then sets the rest of m. */
bool memory_recall(struct engine *e, const struct component *c, struct remembered *m, struct results *r);
/* c was executed: sets the rest of m. */
void memory_note(struct engine *e, const struct component *c, const struct results *r, struct remembered *m);
/* m, which must stay until memory_write, is kept for the next run. */
void memory_keep(struct engine *e, const struct remembered *m);
void remembered_release(struct remembered *m);

/* ---- store.c, restore.c ------------------------------------------------------------------------------ */

/* Numbers for the words in contracts and rules. */
struct rule_words *rule_words_new(const struct ruleset *r);
void rule_words_free(struct rule_words *w);
/* Appends to out; false, and nothing appended, where something in it has no lasting name. by_content: what callers see. */
bool component_store(const struct engine *e, const struct component *c, const struct results *r, bool by_content, struct str *out);
/* Takes any bytes; memory of r->arena. False, and nothing changed, where they do not fit this program. The components
   that it needs are there. */
bool component_restore(struct engine *e, const struct component *c, const void *bytes, size_t size, struct results *r);

#endif
