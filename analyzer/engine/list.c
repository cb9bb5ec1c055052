/*
 * Lists (ENGINE.md D9): LIST_ENTRY, SINGLE_LIST_ENTRY and SLIST queues, as contracts speak of them.
 *
 * What is on a list is a value like others: 0, or an entry's address in front of or behind another list. It is an
 * attribute of the place where the list's head stands. What callers left there is the incoming value q, of which an
 * entry can be taken all the same: it is the symbol "first of q", and what is left the symbol "q without its first".
 * A caller who knows q knows both. On which list an entry is stands at the entry, so that a function that takes out
 * an entry, of whose list it knows nothing, says so to its callers, and theirs is then one shorter.
 *
 * The links in memory are not followed: what reads or writes them by hand makes the list unknown.
 */
#include "engine/contract.h"

#include <stdlib.h>

/* More entries than this are not told apart: then nothing is known of the list. */
enum { LIST_MAX = 2 };
/* Nor are more taken by name off one that callers left. */
enum { LIST_TAKEN_MAX = 1 };

/* ---- values ---------------------------------------------------------------------------------- */

static bool is_list(const struct domain *d, struct term t, enum list_op op)
{
    const struct sym_key *k = universe_key(d->universe, t.base);
    return t.base != 0 && t.offset == 0 && k->kind == SYM_LIST && k->op == op;
}

static struct term list_term(struct domain *d, enum list_op op, struct term x, struct term y)
{
    return (struct term){universe_sym(d->universe, (struct sym_key){.kind = SYM_LIST, .op = (uint8_t)op, .x = x, .y = y}), 0};
}

/* An end of a list, or what is left without it, where entries at that end are known. The far end of the known part
   decides once nothing is between. */
static struct term list_part(struct domain *d, const struct state *s, enum list_op op, struct term x, int depth)
{
    bool front = op == LIST_FIRST || op == LIST_REST, entry = op == LIST_FIRST || op == LIST_LAST;
    const struct sym_key k = *universe_key(d->universe, x.base);
    if (is_list(d, x, front ? LIST_FRONT : LIST_BACK))
        return entry ? k.x : k.y;
    if (!is_list(d, x, front ? LIST_BACK : LIST_FRONT))
        return list_term(d, op, x, term_const(0));
    switch (truth_at(d, s, k.y, depth)) {
    case TRUTH_FALSE: return entry ? k.x : term_const(0);
    case TRUTH_TRUE: break;
    default: return list_term(d, op, x, term_const(0));
    }
    struct term inner = list_value_at(d, s, op, k.y, term_const(0), depth);
    return entry ? inner : list_value_at(d, s, front ? LIST_BACK : LIST_FRONT, k.x, inner, depth);
}

/* Known entries stand in front of each other; only behind a list that is not known, entries are said to be behind it. */
struct term list_value_at(struct domain *d, const struct state *s, enum list_op op, struct term x, struct term y, int depth)
{
    if (op == LIST_FRONT || (op == LIST_BACK && term_equal(y, term_const(0))))
        return list_term(d, LIST_FRONT, x, y);
    if (op != LIST_BACK)
        return list_part(d, s, op, x, depth);
    if (is_list(d, y, LIST_FRONT)) {
        const struct sym_key k = *universe_key(d->universe, y.base);
        return list_term(d, LIST_FRONT, k.x, list_value_at(d, s, LIST_BACK, x, k.y, depth));
    }
    return list_term(d, LIST_BACK, x, y);
}

struct term list_value(struct domain *d, const struct state *s, enum list_op op, struct term x, struct term y)
{
    return list_value_at(d, s, op, x, y, NORM_DEPTH);
}

static bool has_entry(const struct domain *d, struct term list) { return is_list(d, list, LIST_FRONT) || is_list(d, list, LIST_BACK); }

static int length(const struct domain *d, struct term list)
{
    int n = 0;
    for (; has_entry(d, list); list = universe_key(d->universe, list.base)->y)
        n++;
    return n;
}

/* ---- places ------------------------------------------------------------------------------------- */

static struct term value_at(struct analysis *a, const struct state *s, struct term at, uint32_t plain)
{
    uint32_t attribute;
    if (!attribute_shifted(plain, at.offset, &attribute))
        return (struct term){UINT32_MAX, 0};
    return state_norm(&a->domain, s, state_place_attribute(&a->domain, s, at.base, attribute));
}

static void set_at(struct analysis *a, struct state *s, struct term at, uint32_t plain, struct term value)
{
    uint32_t attribute;
    if (at.base && attribute_shifted(plain, at.offset, &attribute))
        state_set_place_attribute(&a->domain, s, at.base, attribute, value);
}

/* What is on a list of which nothing is known: as it is found, and, another list, as a call has left it. */
enum unknown_when { AS_FOUND = 8, AS_LEFT = 9 };

static struct term unknown_list(struct analysis *a, const struct state *s, struct term head, enum unknown_when when, uint32_t site)
{
    struct sym_key k = {.kind = SYM_UNKNOWN, .op = UNKNOWN_FOREIGN, .a = site, .b = UINT32_MAX - (uint32_t)when, .epoch = s->epoch, .x = head};
    return (struct term){universe_sym(&a->universe, k), 0};
}

static bool others_ran(struct analysis *a, const struct state *s)
{
    const struct cell waited = {.offset = ATTRIBUTE_WAITED, .kind = CELL_VALUE};
    const struct object *driver = state_object(s, driver_symbol(a));
    return driver && object_same_place(driver, &waited, true);
}

/* The list without entries that were taken out by name since. *lost: where some of them are is not known. */
static struct term without_stale(struct analysis *a, const struct state *s, struct term head, struct term list, bool *lost)
{
    if (!has_entry(&a->domain, list))
        return list;
    const struct sym_key k = *universe_key(&a->universe, list.base);
    struct term rest = without_stale(a, s, head, k.y, lost), on = value_at(a, s, k.x, ATTRIBUTE_LINKED);
    if (term_equal(on, term_const(0)))
        return rest;
    *lost |= !term_equal(on, head) && on.base != UINT32_MAX;
    return list_value(&a->domain, s, (enum list_op)k.op, k.x, rest);
}

struct term list_members(struct analysis *a, struct state *s, struct term head, uint32_t site)
{
    struct term list = head.base ? value_at(a, s, head, ATTRIBUTE_MEMBERS) : (struct term){UINT32_MAX, 0};
    bool lost = false;
    if (list.base == UINT32_MAX)
        return unknown_list(a, s, head, AS_FOUND, site);
    if (list.base && universe_is_pre(&a->universe, list.base) && others_ran(a, s))
        return unknown_list(a, s, head, AS_FOUND, site);
    list = without_stale(a, s, head, list, &lost);
    return lost ? unknown_list(a, s, head, AS_FOUND, site) : list;
}

static void set_members(struct analysis *a, struct state *s, struct term head, struct term list, uint32_t site)
{
    set_at(a, s, head, ATTRIBUTE_MEMBERS, length(&a->domain, list) > LIST_MAX ? unknown_list(a, s, head, AS_LEFT, site) : list);
}

static struct term without_entry(struct analysis *a, const struct state *s, struct term list, struct term entry)
{
    if (!has_entry(&a->domain, list))
        return list;
    const struct sym_key k = *universe_key(&a->universe, list.base);
    struct term rest = without_entry(a, s, k.y, entry);
    return term_equal(k.x, entry) ? rest : list_value(&a->domain, s, (enum list_op)k.op, k.x, rest);
}

struct heads {
    struct analysis *a;
    VEC(struct term) list;
};

static bool head_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct heads *h = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        if (attribute_is_of_place(attribute) && attribute_plain(attribute) == ATTRIBUTE_MEMBERS)
            vec_push(&h->list, ((struct term){key, attribute_offset(attribute)}));
    }
    return true;
}

void lists_forget(struct analysis *a, struct state *s, uint32_t site)
{
    struct heads h = {.a = a};
    pmap_each(s->heap, head_fn, &h);
    bool alone = !a->domain.edit; /* one object has many heads */
    if (alone)
        domain_edit(&a->domain);
    for (uint32_t i = 0; i < h.list.count; i++)
        set_at(a, s, h.list.items[i], ATTRIBUTE_MEMBERS, unknown_list(a, s, h.list.items[i], AS_LEFT, site));
    if (alone)
        domain_done(&a->domain);
    vec_release(&h.list);
}

/* ---- what contracts do ----------------------------------------------------------------------------- */

void list_clear(struct analysis *a, struct state *s, struct term head) { set_at(a, s, head, ATTRIBUTE_MEMBERS, term_const(0)); }

void list_mix(struct analysis *a, struct state *s, struct term head, uint32_t site)
{
    set_at(a, s, head, ATTRIBUTE_MEMBERS, unknown_list(a, s, head, AS_LEFT, site));
}

/* Takes the entry off the list that it is known to be on. Where that is not known it may be any list. */
static void take_out(struct analysis *a, struct state *s, struct term entry, uint32_t site)
{
    struct term head = value_at(a, s, entry, ATTRIBUTE_LINKED);
    if (term_equal(head, term_const(0)))
        return;
    struct term list = head.base && head.base != UINT32_MAX ? value_at(a, s, head, ATTRIBUTE_MEMBERS) : term_const(0);
    if (has_entry(&a->domain, list))
        set_members(a, s, head, without_entry(a, s, list, entry), site);
    else if (head.base == UINT32_MAX || !state_object(s, head.base))
        lists_forget(a, s, site);
}

struct links {
    struct analysis *a;
    const struct state *s;
    struct term entry;
    struct term list[16]; /* places in memory that lead to the entry */
    uint32_t sizes[16], count;
};

static void note_link(struct links *l, struct term at, uint32_t size)
{
    if (l->count == sizeof l->list / sizeof *l->list)
        return;
    l->sizes[l->count] = size;
    l->list[l->count++] = at;
}

static bool link_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct links *l = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    if (universe_key(&l->a->universe, key)->kind == SYM_LOCAL)
        return true; /* what the driver remembers itself stays */
    for (uint32_t i = 0; i < o->cell_count; i++)
        if (o->cells[i].kind == CELL_VALUE && term_equal(state_norm(&l->a->domain, l->s, o->cells[i].value), l->entry))
            note_link(l, (struct term){key, o->cells[i].offset}, o->cells[i].size);
    return true;
}

/* Head and neighbours lead to somewhere else from now on. */
static void forget_links(struct analysis *a, struct state *s, struct term entry, uint32_t site)
{
    struct links l = {.a = a, .s = s, .entry = state_norm(&a->domain, s, entry)};
    const struct sym_key k = *universe_key(&a->universe, l.entry.base);
    if (!l.entry.base)
        return;
    if (k.kind == SYM_PRE && k.a == 0 && k.b && l.entry.offset == 0 && k.x.base && universe_key(&a->universe, k.x.base)->kind != SYM_LOCAL &&
        term_equal(state_norm(&a->domain, s, state_load(&a->domain, s, k.x, k.b, 64, false)), l.entry))
        note_link(&l, k.x, k.b);
    pmap_each(s->heap, link_fn, &l);
    for (uint32_t i = 0; i < l.count; i++)
        state_forget(&a->domain, s, l.list[i], l.sizes[i], stamp_here(s, site));
}

void list_unlink(struct analysis *a, struct state *s, struct term entry, uint32_t site)
{
    forget_links(a, s, entry, site);
    take_out(a, s, entry, site);
    set_at(a, s, entry, ATTRIBUTE_LINKED, term_const(0));
}

void list_link(struct analysis *a, struct state *s, struct term head, struct term entry, bool last, uint32_t site)
{
    uint32_t attribute;
    if (!head.base || !entry.base || s->dead)
        return;
    struct term list = list_members(a, s, head, site);
    state_escape(&a->domain, s, entry.base, FATE_LISTED); /* who looks for it there may be somebody that we do not see */
    bool unknown = list.base && universe_key(&a->universe, list.base)->kind != SYM_LIST && !universe_is_pre(&a->universe, list.base);
    if (unknown || !attribute_shifted(ATTRIBUTE_LINKED, entry.offset, &attribute)) { /* one entry more says nothing of it */
        list_unlink(a, s, entry, site);
        if (!unknown)
            list_mix(a, s, head, site);
        return;
    }
    list = without_entry(a, s, list, entry);
    set_members(a, s, head, list_value(&a->domain, s, last ? LIST_BACK : LIST_FRONT, entry, list), site);
    state_set_place_attribute(&a->domain, s, entry.base, attribute, head);
}

static int times_taken(const struct domain *d, struct term list)
{
    int n = 0;
    for (; is_list(d, list, LIST_REST) || is_list(d, list, LIST_BODY); list = universe_key(d->universe, list.base)->x)
        n++;
    return n;
}

enum list_taken list_take(struct analysis *a, struct state *s, struct term head, bool last, uint32_t site, struct term *entry)
{
    struct domain *d = &a->domain;
    struct term list = list_members(a, s, head, site);
    if (term_equal(list, term_const(0)))
        return TAKEN_NONE;
    if (!has_entry(d, list) && (!universe_is_pre(&a->universe, list.base) || times_taken(d, list) >= LIST_TAKEN_MAX)) {
        list_mix(a, s, head, site);
        return TAKEN_UNKNOWN;
    }
    state_assume(d, s, IR_BIN_NE, list, term_const(0));
    list = state_norm(d, s, list);
    *entry = list_value(d, s, last ? LIST_LAST : LIST_FIRST, list, term_const(0));
    set_members(a, s, head, list_value(d, s, last ? LIST_BODY : LIST_REST, list, term_const(0)), site);
    state_assume(d, s, IR_BIN_NE, *entry, term_const(0));
    set_at(a, s, *entry, ATTRIBUTE_LINKED, term_const(0));
    return s->dead ? TAKEN_NONE : TAKEN_ENTRY;
}

/* ---- what callees did -------------------------------------------------------------------------------- */

void list_write(struct analysis *a, struct state *s, struct term at, uint32_t attribute, struct term value, uint32_t site)
{
    struct term place = {at.base, attribute_offset(attribute)};
    if (attribute_plain(attribute) == ATTRIBUTE_MEMBERS) {
        set_members(a, s, place, value, site);
        return;
    }
    if (term_equal(value, term_const(0)))
        forget_links(a, s, place, site);
    if (!term_equal(value_at(a, s, place, ATTRIBUTE_LINKED), value))
        take_out(a, s, place, site);
    set_at(a, s, place, ATTRIBUTE_LINKED, value);
}
