/*
 * Where paths meet (ENGINE.md D7). Equal states become one always. Above STATES_SOFT, states that
 * agree on every tracked object, its attributes and the cells that hold it, and on the class of
 * every other value (zero, negative, pending, not zero), are joined: cells that differ become
 * unknown within the hull of what was known. Above STATES_ALIKE that agree on the objects the classes
 * may differ, too; what is over STATES_HARD in all is thinned out and counted. join.c joins two.
 */
#include "engine/contract.h"
#include "engine/exec.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists ------------------------------------------------------------------------------------------ */

static uint64_t hash_object(uint32_t key, const struct pmap_value *v)
{
    return hash_mix(key, object_hash((const struct object *)(uintptr_t)v->a));
}

static uint64_t hash_entry(uint32_t key, const struct pmap_value *v) { return hash_mix(key, hash_mix(v->a, v->b)); }

static uint64_t hash_fact(uint32_t key, const struct pmap_value *v)
{
    const struct fact *f = (const struct fact *)(uintptr_t)v->a;
    return hash_mix(hash_mix(key, f->hole_count), hash_mix((uint64_t)f->low, (uint64_t)f->high));
}

uint64_t state_hash(const struct state *s)
{
    return pmap_sum(s->heap, hash_object) + pmap_sum(s->same, hash_entry) + pmap_sum(s->facts, hash_fact) + pmap_sum(s->temps, hash_entry);
}

/* Leaves one of each kind: the one that is surely feasible, if there is one. */
static void remove_equal(struct analysis *a, struct state_list *list)
{
    uint64_t *hashes = mem_alloc(list->count * sizeof *hashes);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        struct state s = list->items[i];
        uint64_t h = state_hash(&s);
        uint32_t k = 0;
        while (k < kept && !(hashes[k] == h && states_equal(a, &list->items[k], &s)))
            k++;
        if (k < kept) {
            struct state *twin = &list->items[k];
            twin->doubt = doubts_meet(&a->domain, &twin->doubt, &s.doubt);
            if (pmap_count(s.blurred) < pmap_count(twin->blurred))
                twin->blurred = s.blurred;
        } else {
            hashes[kept] = h;
            list->items[kept++] = s;
        }
    }
    list->count = kept;
    free(hashes);
}

/* ---- which states have a chance ------------------------------------------------------------------- */

struct signature {
    struct analysis *a;
    uint64_t hash;
};

/* What must be equal on both sides of a join: attributes that automata run over, and who holds what
   the path has made. The order of the objects does not count. */
static bool sign_object(void *context, uint32_t base, const struct pmap_value *v)
{
    struct signature *g = context;
    struct domain *d = &g->a->domain;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    enum sym_kind kind = universe_key(d->universe, base)->kind;
    bool counts = universe_is_callers(d->universe, base) || (kind == SYM_NEW && !object_in_state(o, OBJECT_FREED));
    if (!counts) /* what only one side knows of others is dropped */
        return true;
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        const struct cell *c = &o->cells[i];
        bool attribute = i >= o->cell_count;
        if (c->kind != CELL_VALUE ||
            (attribute ? c->offset >= ATTRIBUTE_BUILTIN_COUNT && !attribute_is_of_lock((uint32_t)c->offset) : universe_key(d->universe, c->value.base)->kind != SYM_NEW))
            continue;
        if (sym_is_incoming(d, base) &&
            (attribute ? is_incoming_attribute(d, c->value, base, (uint32_t)c->offset)
                       : is_incoming_cell(d, c->value, (struct term){base, c->offset}, c->size)))
            continue; /* the other side may not have looked yet */
        uint64_t h = hash_mix(base, (uint64_t)c->offset << 1 | attribute);
        g->hash += hash_mix(h, hash_mix(c->value.base, (uint64_t)c->value.offset));
    }
    return true;
}

static uint64_t signature_of(struct analysis *a, const struct state *s)
{
    struct signature g = {a, 1};
    pmap_each(s->heap, sign_object, &g);
    return g.hash;
}

/* The list without the states that are marked as gone, in order. */
static void close_gaps(struct state_list *list, const bool *gone)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (!gone[i])
            list->items[kept++] = list->items[i];
    list->count = kept;
}

/* Joins states of equal signatures until there are no more than `bound`, or of each signature no more. */
static void join_down_to(struct analysis *a, struct state_list *list, uint64_t *signatures, uint32_t stamp,
                         uint32_t bound, bool of_each, enum join_mode mode)
{
    bool *gone = mem_zalloc(list->count * sizeof *gone);
    uint32_t left = list->count;
    for (uint32_t i = 0; i < list->count && left > bound; i++) {
        if (gone[i])
            continue;
        uint32_t group = 0;
        sym clash = 0; /* the object for which the last attempt failed: mostly the next one fails for it, too */
        for (uint32_t k = 0; k < list->count; k++)
            group += !gone[k] && signatures[k] == signatures[i];
        for (uint32_t k = i + 1; k < list->count && (of_each ? group : left) > bound; k++) {
            struct state joined;
            struct arena_mark mark = arena_mark(&a->arena);
            if (gone[k] || signatures[i] != signatures[k])
                continue;
            if (clash && states_clash(a, &list->items[i], &list->items[k], stamp, mode, clash)) {
                a->steps++;
                continue;
            }
            if (states_join(a, &list->items[i], &list->items[k], stamp, mode, &joined)) {
                list->items[i] = joined;
                gone[k] = true;
                group--;
                left--;
                a->out->counters.joined++;
                clash = 0;
            } else {
                arena_rewind(&a->arena, mark);
                clash = a->clash;
            }
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (!gone[i])
            signatures[kept++] = signatures[i];
    close_gaps(list, gone);
    free(gone);
}

/* What is written in the function's variables, which two states must agree in to be put together. */
static bool sign_variable(void *context, uint32_t base, const struct pmap_value *v)
{
    struct signature *g = context;
    const struct universe *u = &g->a->universe;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; universe_key(u, base)->kind == SYM_LOCAL && i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        bool value = c->kind == CELL_VALUE;
        if (value && universe_key(u, c->value.base)->kind == SYM_PART)
            continue; /* unknown bytes that were read: the other side may not have looked */
        uint64_t h = hash_mix(base, (uint64_t)c->offset << 2 | c->kind);
        g->hash += hash_mix(h, value ? hash_mix(c->value.base, (uint64_t)c->value.offset) : 0);
    }
    return true;
}

/* Puts states together that differ in the answer to one question, until there are none. */
static void unite(struct analysis *a, struct state_list *list)
{
    sym clash = 0;
    uint64_t *written = mem_alloc(list->count * sizeof *written);
    for (uint32_t i = 0; i < list->count; i++) {
        struct signature g = {a, 1};
        pmap_each(list->items[i].heap, sign_variable, &g);
        written[i] = g.hash;
    }
    for (uint32_t i = 0; i < list->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            struct arena_mark mark = arena_mark(&a->arena);
            struct state both;
            if (written[k] != written[i])
                continue;
            if (!states_unite(a, &list->items[k], &list->items[i], &clash, &both)) {
                arena_rewind(&a->arena, mark);
                continue;
            }
            list->items[k] = both;
            uint32_t behind = list->count - i - 1;
            memmove(&list->items[i], &list->items[i + 1], behind * sizeof list->items[0]);
            memmove(&written[i], &written[i + 1], behind * sizeof written[0]);
            list->count--;
            i = k > 0 ? k - 1 : 0; /* it may be one side of another question now */
            break;
        }
    free(written);
}

struct outlook {
    struct analysis *a;
    const struct state *s;
    uint64_t hash;
};

static bool outlook_fn(void *context, uint32_t base, const struct pmap_value *v)
{
    struct outlook *o = context;
    const struct object *x = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; universe_key(&o->a->universe, base)->kind == SYM_LOCAL && i < x->cell_count; i++) {
        const struct cell *c = &x->cells[i];
        char class = c->size == 4 && c->kind == CELL_VALUE ? state_value_class(o->a, o->s, c->value) : 0;
        if (class == 'n' || class == 'p') /* success is what none of these is */
            o->hash += hash_mix(hash_mix(base, (uint64_t)c->offset), (uint64_t)class);
    }
    return true;
}

/* Equal where the same variables hold a failed or a pending status. */
static uint64_t outlook_of(struct analysis *a, const struct state *s)
{
    struct outlook o = {a, s, 1};
    pmap_each(s->heap, outlook_fn, &o);
    return o.hash;
}

/* Keeps states by turns, the first of each number, then the second, until there are `bound`; those first that are surely feasible. */
static uint32_t keep_by_turns(const struct state_list *list, const uint64_t *numbers, bool *gone, uint32_t kept, uint32_t bound)
{
    uint32_t *turn = mem_zalloc(list->count * sizeof *turn); /* how many of its number are before it */
    for (uint32_t i = 0; i < list->count; i++)
        for (uint32_t k = 0; k < list->count; k++) {
            int doubts = !list->items[k].doubt.uncertain - !list->items[i].doubt.uncertain;
            turn[i] += numbers[k] == numbers[i] && (doubts > 0 || (doubts == 0 && k < i));
        }
    for (uint32_t round = 0; round < list->count && kept < bound; round++)
        for (uint32_t i = 0; i < list->count && kept < bound; i++)
            if (turn[i] == round && gone[i]) {
                gone[i] = false;
                kept++;
            }
    free(turn);
    return kept;
}

/* Of too many, a third of the bound are the first that came, on the simplest paths; a third differ in the objects; a third in which
   status they hold: a long way that succeeds comes to its end behind all those that have failed, and without it there is no driver
   that runs. */
static void thin_out(struct analysis *a, struct state_list *list, const uint64_t *signatures)
{
    uint64_t *outlooks = mem_alloc(list->count * sizeof *outlooks);
    bool *gone = mem_alloc(list->count * sizeof *gone);
    uint32_t kept = STATES_HARD / 3;
    for (uint32_t i = 0; i < list->count; i++) {
        outlooks[i] = outlook_of(a, &list->items[i]);
        gone[i] = i >= kept;
    }
    kept = keep_by_turns(list, signatures, gone, kept, 2 * STATES_HARD / 3);
    kept = keep_by_turns(list, outlooks, gone, kept, STATES_HARD);
    for (uint32_t i = 0; i < list->count; i++)
        if (gone[i])
            fate_of_all(a, &list->items[i], FATE_DROPPED);
    a->out->counters.dropped += list->count - kept;
    a->incomplete = true;
    close_gaps(list, gone);
    free(gone);
    free(outlooks);
}

/* ---- within the bounds ---------------------------------------------------------------------------------- */

static void sign(struct analysis *a, const struct state_list *list, uint64_t *signatures, bool in_block)
{
    for (uint32_t i = 0; i < list->count; i++) {
        signatures[i] = signature_of(a, &list->items[i]);
        if (in_block)
            signatures[i] += pmap_sum(list->items[i].temps, hash_entry);
    }
}

/* The callers' objects whose locks some state has acquired or released. */
static uint32_t locked_objects(const struct analysis *a, const struct state_list *list, struct sym_set *out)
{
    struct held_locks held = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++)
        locks_held_all(&list->items[i], &held);
    for (uint32_t i = 0; i < held.list.count; i++)
        if (attribute_plain(held.list.items[i].attribute) == ATTRIBUTE_HELD && universe_is_callers(&a->universe, held.list.items[i].base))
            count += sym_set_add(out, held.list.items[i].base);
    vec_release(&held.list);
    return count;
}

struct ways_there {
    const struct sym_set *objects;
    uint64_t hash;
};

static bool sign_way(void *context, uint32_t base, const struct pmap_value *v)
{
    struct ways_there *w = context;
    (void)v;
    if (sym_set_has(w->objects, base))
        w->hash += hash_mix(base, 1);
    return true;
}

/* Where states have acquired or released locks of several objects, those that have come to the same of these objects are joined first, as far as
   needed: a state keeps what held on the two sides of its last join only, and which flags go with which object's locks is lost where
   both of its sides stand for several already. */
static void join_neighbours(struct analysis *a, struct state_list *list, const uint64_t *signatures, uint32_t stamp, uint32_t bound)
{
    struct sym_set objects = {0};
    if (locked_objects(a, list, &objects) > 1) {
        uint64_t *places = mem_alloc(list->count * sizeof *places);
        for (uint32_t i = 0; i < list->count; i++) {
            struct ways_there w = {&objects, signatures[i]};
            pmap_each(list->items[i].heap, sign_way, &w);
            places[i] = w.hash;
        }
        join_down_to(a, list, places, stamp, bound, false, JOIN_SAME_CLASS);
        free(places);
    }
    sym_set_release(&objects);
}

static void merge(struct analysis *a, struct state_list *list, uint32_t stamp, uint32_t soft, uint32_t alike, bool in_block)
{
    if (list->count < 2)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        state_trim(a, &list->items[i]);
    remove_equal(a, list);
    unite(a, list);
    if (list->count <= soft)
        return;
    uint64_t *signatures = mem_alloc(list->count * sizeof *signatures);
    bool few = list->count <= STATES_CLASSES; /* of too many, classes are not looked at one by one */
    sign(a, list, signatures, in_block);
    if (few) {
        join_neighbours(a, list, signatures, stamp, soft);
        sign(a, list, signatures, in_block);
        join_down_to(a, list, signatures, stamp, soft, false, JOIN_SAME_CLASS);
    }
    join_down_to(a, list, signatures, stamp, alike, true, JOIN_FORCED);
    if (list->count > STATES_HARD)
        thin_out(a, list, signatures);
    free(signatures);
}

void states_merge_to(struct analysis *a, struct state_list *list, uint32_t stamp, uint32_t soft, uint32_t alike)
{
    merge(a, list, stamp, soft, alike, false);
}

/* Half of the function's steps are used up: then fewer states are kept apart, so that the others bring it to its end. */
static uint32_t still_apart(const struct analysis *a, uint32_t bound)
{
    uint64_t left = a->steps < STEPS_MAX ? STEPS_MAX - a->steps : 0;
    return left >= STEPS_MAX / 2 ? bound : left >= STEPS_MAX / 4 ? STATES_SHORT : 1;
}

void states_merge(struct analysis *a, struct state_list *list, uint32_t stamp)
{
    merge(a, list, stamp, still_apart(a, STATES_SOFT), still_apart(a, STATES_ALIKE), false);
}

void states_merge_in_block(struct analysis *a, struct state_list *list, uint32_t at)
{
    merge(a, list, at, still_apart(a, STATES_SOFT), still_apart(a, STATES_ALIKE), true);
}
