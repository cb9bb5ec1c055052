/*
 * What the two halves of a component's bytes share: store.c writes them, restore.c reads them. Each of restore.c's
 * functions take_x reads what put_x of store.c wrote.
 */
#ifndef DDICHECK_ENGINE_STORE_H
#define DDICHECK_ENGINE_STORE_H

#include "engine/memory.h"

struct rule_words {
    struct word_list {
        VEC(const struct words *) items;
    } by_number;
    struct numbered_words {
        const struct words *words;
        uint32_t number;
    } *by_address;
};

/* A function in which something happens. */
struct involved {
    uint32_t function;
    struct places places;
    uint32_t *ranks; /* by number of place: order in which it was met, 0 not yet */
};

/* Where the events of a call stand: nowhere, among this component's own, with a case of the callee's summary. */
enum inner_kind { INNER_NONE, INNER_OWN, INNER_CASE };

/* Index of the function among the component's members; UINT32_MAX where it is none. */
static inline uint32_t member_of(const struct component *c, uint32_t function)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->members[i] == function)
            return i;
    return UINT32_MAX;
}

#endif
