/*
 * Doubts: whether an issue that holds on a path is proved by it. The path may hang on what only the driver's authors know: what
 * two of its variables have to do with each other, what flags in a structure exclude, when a count can reach zero.
 */
#include "engine/contract.h"

struct own_content {
    struct analysis *a;
    sym object;
    bool found;
    bool attributes; /* what the rules note of it counts, too */
    struct sym_set seen; /* expressions that were looked at */
};

static bool speaks_of(struct own_content *o, sym s)
{
    const struct sym_key *k = universe_key(&o->a->universe, s);
    if (k->kind == SYM_PRE || k->kind == SYM_PART)
        return k->kind == SYM_PRE && k->a && !o->attributes ? false : k->x.base == o->object || (k->x.base && speaks_of(o, k->x.base));
    return (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT) && sym_set_add(&o->seen, s) && (speaks_of(o, k->x.base) || speaks_of(o, k->y.base));
}

/* What is known since the system called, and has not become more: no question of the driver's. */
static bool is_promised_fact(const struct analysis *a, uint32_t key, const struct pmap_value *v)
{
    const struct pmap_value *with = a->promised ? pmap_find(a->promised->facts, key) : NULL;
    return with && !pmap_find(a->unpromised->facts, key) && facts_equal((const struct fact *)(uintptr_t)with->a, (const struct fact *)(uintptr_t)v->a);
}

static bool is_promised_equality(const struct analysis *a, uint32_t key, const struct pmap_value *v)
{
    const struct pmap_value *with = a->promised ? pmap_find(a->promised->same, key) : NULL;
    return with && !pmap_find(a->unpromised->same, key) && term_equal(term_unpack(with), term_unpack(v));
}

static bool own_content_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct own_content *o = context;
    (void)v;
    o->found = speaks_of(o, key);
    return !o->found;
}

static bool own_fact_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct own_content *o = context;
    return is_promised_fact(o->a, key, v) || own_content_fn(context, key, v);
}

static bool own_equality_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct own_content *o = context;
    return is_promised_equality(o->a, key, v) || own_content_fn(context, key, v);
}

/* Whether one of the two finds something that is asked about the object. */
static bool asks_about(struct own_content *o, const struct state *s, pmap_fn *of_fact, pmap_fn *of_equality)
{
    pmap_each(s->facts, of_fact, o);
    if (!o->found)
        pmap_each(s->same, of_equality, o);
    sym_set_release(&o->seen);
    return o->found;
}

/* Whether the callback that is running has found it out; an earlier one has asked for its own purposes. */
static bool is_found_now(const struct analysis *a, uint32_t key, const struct pmap_value *v)
{
    const struct pmap_value *before = a->called_in ? pmap_find(a->called_in->facts, key) : NULL;
    return !before || !facts_equal((const struct fact *)(uintptr_t)before->a, (const struct fact *)(uintptr_t)v->a);
}

static bool now_fact_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct own_content *o = context;
    return !is_found_now(o->a, key, v) || own_fact_fn(context, key, v);
}

static bool now_same_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct own_content *o = context;
    const struct pmap_value *before = o->a->called_in ? pmap_find(o->a->called_in->same, key) : NULL;
    return (before && term_equal(term_unpack(before), term_unpack(v))) || own_equality_fn(context, key, v);
}

/*
 * An object that came from outside and was freed because of what stood in it (a reference count that
 * dropped to zero): its owners keep an invariant that is not seen here, so that the path is not proved.
 */
static bool hangs_on_own_content(struct analysis *a, const struct state *s, const struct issue *issue)
{
    enum trigger_kind t = issue->check->trigger;
    struct term subject = issue_subject(issue->trace);
    if (!is_about_object(t) || t == TRIGGER_LEAK || t == TRIGGER_USE_WHILE_LENT || t == TRIGGER_FOREIGN_LOST || subject.base == UINT32_MAX || subject.base == 0)
        return false;
    struct own_content o = {.a = a, .object = state_norm(&a->domain, s, subject).base};
    if (!sym_is_incoming(&a->domain, o.object))
        return false;
    return asks_about(&o, s, own_fact_fn, own_equality_fn);
}

/* Whether the path was chosen by what stands in an object that somebody else made: it may not be that somebody's
   after all (a driver tells its own lists apart by their contents). */
static bool hangs_on_foreign_content(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct term subject = issue_subject(issue->trace);
    if (a->function != PROGRAM_NONE || subject.base == UINT32_MAX || subject.base == 0)
        return false;
    sym object = state_norm(&a->domain, s, subject).base;
    const struct object *o = state_object(s, object);
    return o && object_in_state(o, OBJECT_FOREIGN) && path_asks_about(a, s, object);
}

/*
 * Who calls from outside decides what it passes; what stands in the driver's own memory the driver has put there, by rules
 * that are not seen where nobody of the driver is known to have called before. Two answers that hang together so may
 * exclude each other:
 */
struct invariants {
    struct analysis *a;
    const struct state *s;
    sym object;
    bool is_own;         /* the driver's variables say that it cannot be otherwise, or that it can */
    bool zero;           /* that something is nothing is a question about a count, too */
    uint32_t asked;      /* questions about the contents of the object, and of those that lead to it */
};

/* Whether the symbol is, or is computed from, what stood in the object, or in one that leads to it, other than the pointers
   on the way. */
static bool asks_on_the_way(const struct invariants *v, sym s, int depth)
{
    const struct universe *u = &v->a->universe;
    const struct sym_key *k = universe_key(u, s);
    if (depth == 0)
        return false;
    if (k->kind == SYM_EXPR)
        return (k->x.base && asks_on_the_way(v, k->x.base, depth - 1)) || (k->y.base && asks_on_the_way(v, k->y.base, depth - 1));
    if ((k->kind != SYM_PRE && k->kind != SYM_PART) || (k->kind == SYM_PRE && k->a) || !k->x.base)
        return false;
    for (sym on = v->object; on; on = universe_key(u, on)->x.base) {
        enum sym_kind kind = universe_key(u, on)->kind;
        if (on == s)
            return false;
        if (k->x.base == on)
            return true;
        if (kind != SYM_PRE && kind != SYM_PART)
            return false;
    }
    return false;
}

static bool invariant_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    const struct sym_key *k = universe_key(&v->a->universe, key);
    (void)value;
    bool comparison = k->kind == SYM_EXPR && k->op >= IR_BIN_EQ && k->op <= IR_BIN_GE; /* what it compares has a fact of its own */
    v->asked += !comparison && asks_on_the_way(v, key, 6);
    return true;
}

static bool is_content_of_driver(const struct universe *u, sym s)
{
    const struct sym_key *k = universe_key(u, s);
    for (int depth = 0; depth < 6 && k->kind == SYM_PRE && !k->a && k->x.base; depth++) {
        k = universe_key(u, k->x.base);
        if (k->kind == SYM_GLOBAL || k->kind == SYM_ELEMENT)
            return true;
    }
    return false;
}

/* Whether the symbol is what the rules note of an object that a variable of the driver holds: how a pool was made, say. */
static bool is_attribute_of_own(const struct universe *u, sym s)
{
    const struct sym_key *k = universe_key(u, s);
    return k->kind == SYM_PRE && k->a && k->x.base && is_content_of_driver(u, k->x.base);
}

static bool equality_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    struct term to = state_norm(&v->a->domain, v->s, term_unpack(value));
    v->is_own = is_attribute_of_own(&v->a->universe, key) ||
                (to.base && is_content_of_driver(&v->a->universe, key) && is_content_of_driver(&v->a->universe, to.base));
    return !v->is_own;
}

static bool attribute_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    (void)value;
    v->is_own = is_attribute_of_own(&v->a->universe, key);
    return !v->is_own;
}

/*
 * Whether the path takes for granted that two variables of the driver hold the same, or how an object was made that one of
 * them holds; or two answers together about contents
 * of memory from outside that the freed object, or the lock, was found by.
 */
static bool hangs_on_invariants(struct analysis *a, const struct state *s, const struct issue *issue)
{
    enum trigger_kind t = issue->check->trigger;
    struct term subject = issue_subject(issue->trace);
    bool of_object = t == TRIGGER_USE_AFTER_FREE || t == TRIGGER_DOUBLE_FREE || t == TRIGGER_DOUBLE_ACQUIRE;
    struct invariants v = {.a = a, .s = s};
    pmap_each(s->same, equality_fn, &v);
    if (!v.is_own)
        pmap_each(s->facts, attribute_fn, &v);
    if (v.is_own || !of_object || !subject.base || subject.base == UINT32_MAX)
        return v.is_own;
    v.object = state_norm(&a->domain, s, subject).base;
    pmap_each(s->facts, invariant_fn, &v);
    pmap_each(s->same, invariant_fn, &v);
    return v.asked > 1;
}

/* Whether that the object was freed hangs on memory of which it is not known who wrote it. */
static bool is_guessed(struct analysis *a, const struct state *s, struct term subject)
{
    sym object = state_norm(&a->domain, s, subject).base;
    const struct object *o = state_object(s, object);
    for (uint32_t i = 0; o && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_GUESSED && term_equal(o->cells[o->cell_count + i].value, term_const(1)))
            return true;
    return state_is_guess(a, s, object);
}

/* ---- counts ---------------------------------------------------------------------------------- */

/* Whether the event is one of the IRQL or of a lock, at a call, or what a rule states of a call or return. */
static bool is_about_call(enum trigger_kind t)
{
    return (t >= TRIGGER_IRQL_HIGH && t <= TRIGGER_WRONG_RELEASE) || (!is_about_object(t) && t != TRIGGER_UNCHECKED && t != TRIGGER_HELD_LOCK);
}

static bool is_content(const struct sym_key *k)
{
    return (k->kind == SYM_PRE && !k->a) || k->kind == SYM_PART || k->kind == SYM_UNKNOWN;
}

static bool counted_down_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    const struct sym_key *k = universe_key(&v->a->universe, key);
    const struct object *o = is_content(k) && k->x.base && value->a == 0 ? state_object(v->s, k->x.base) : NULL;
    for (uint32_t i = 0; o && i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        bool there = c->offset <= k->x.offset && k->x.offset < c->offset + c->size;
        struct term now = c->kind == CELL_ZERO ? term_const(0) : c->value;
        bool less = (now.base == key && now.offset == -1) || (now.base == 0 && now.offset == (int64_t)value->b - 1);
        v->asked += there && c->kind != CELL_UNKNOWN && less;
    }
    return v->asked == 0;
}

/* Whether the path goes on where a count has come down to a number: the last reference was given up, say. */
static bool hangs_on_count(struct analysis *a, const struct state *s)
{
    struct invariants v = {.a = a, .s = s};
    pmap_each(s->same, counted_down_fn, &v);
    return v.asked > 0;
}

/* ---- how a lock was acquired ----------------------------------------------------------------------- */

static bool beside_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    const struct sym_key *k = universe_key(&v->a->universe, key);
    (void)value;
    v->asked += is_content(k) && k->x.base == v->object;
    return v->asked == 0;
}

/* Whether the path goes on with what stands in the lock's own structure, and nobody who is seen has put there. */
static bool asks_beside_lock(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct term subject = issue_subject(issue->trace);
    struct invariants v = {.a = a, .s = s};
    if (!subject.base || subject.base == UINT32_MAX)
        return false;
    v.object = state_norm(&a->domain, s, subject).base;
    pmap_each(s->facts, beside_fn, &v);
    pmap_each(s->same, beside_fn, &v);
    return v.asked > 0;
}

/* Whether the function that releases the lock has asked the lock's structure which release is right, and the one that acquired it has
   told it nothing: that such a flag is set only while the lock is held is a rule of the driver's own. */
static bool hangs_on_told_release(struct analysis *a, const struct state *s, const struct issue *issue)
{
    return issue->watch == WATCH_ASKED && asks_beside_lock(a, s, issue);
}

void issue_note_count(struct analysis *a, const struct state *s, struct issue *issue)
{
    if (issue->check->trigger == TRIGGER_WRONG_RELEASE && issue->need_count && asks_beside_lock(a, s, issue))
        issue->watch = WATCH_ASKED;
    else if (is_about_call(issue->check->trigger) && hangs_on_count(a, s))
        issue->watch = WATCH_MEMORY;
}

static bool unknown_count_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    v->asked += value->a == 0 && (value->b != 0 || v->zero) && is_content(universe_key(&v->a->universe, key));
    return v->asked == 0;
}

/* Whether nobody who is seen knows the count that the issue's path hangs on: which reference is the last one, its owners know. */
static bool hangs_on_unknown_count(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct invariants v = {.a = a, .s = s, .zero = is_stated(issue->check->trigger)};
    if (is_about_object(issue->check->trigger) || issue->watch != WATCH_MEMORY)
        return false;
    pmap_each(s->same, unknown_count_fn, &v);
    return v.asked > 0;
}

/* A number that stands in the object itself, that is not known any more, and that was found not to be something. */
static bool is_asked_count(struct analysis *a, const struct state *s, const struct cell *c)
{
    sym number = c->kind == CELL_VALUE ? state_norm(&a->domain, s, c->value).base : 0;
    const struct pmap_value *v = number && universe_loss(&a->universe, number) != LOSS_NONE ? pmap_find(s->facts, number) : NULL;
    return v && ((const struct fact *)(uintptr_t)v->a)->hole_count;
}

bool leak_hangs_on_count(struct analysis *a, const struct state *s, sym object)
{
    const struct object *o = state_object(s, object);
    for (uint32_t i = 0; o && i < o->cell_count; i++)
        if (is_asked_count(a, s, &o->cells[i]))
            return true;
    return false;
}

/* Object rules speak of kinds that must be freed. Whether memory of the driver's own was freed may hang on a
   count of its users: where somebody unknown may have written that, the free is one path among others only. */
enum watch issue_watch(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct term subject = issue_subject(issue->trace);
    if (issue->watch == WATCH_MEMORY && subject.base && subject.base != UINT32_MAX && is_guessed(a, s, subject))
        return WATCH_NO; /* the callee could not know that somebody unknown may have written what it asked for */
    if (issue->watch != WATCH_UNKNOWN)
        return issue->watch; /* decided where the object was known; further out it may be gone */
    if (!is_about_object(issue->check->trigger))
        return WATCH_YES;
    if (subject.base == UINT32_MAX || subject.base == 0)
        return WATCH_UNKNOWN;
    const struct object_kind *kind = object_kind_of(a, s, subject);
    if (kind && kind->is_memory && kind->must_free && issue->check->trigger != TRIGGER_LEAK)
        return is_guessed(a, s, subject) ? WATCH_NO : WATCH_MEMORY;
    bool typed = kind && kind->has_contexts; /* a handle of the framework: the variable's type says of what */
    if (issue->check->trigger == TRIGGER_MISMATCHED_FREE && !typed && state_is_guess(a, s, state_norm(&a->domain, s, subject).base))
        return WATCH_NO; /* which function frees it is told by a note that somebody unknown may have written */
    if (kind)
        return kind->must_free ? WATCH_YES : WATCH_NO;
    return WATCH_UNKNOWN;
}

/* ---- levels ------------------------------------------------------------------------------------- */

/* Whether the path was chosen by a level that nobody has stated: that a function asks whether it is called above DISPATCH_LEVEL does not
   say that it is. */
static bool hangs_on_unstated_level(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct term level = state_place_attribute(&a->domain, s, driver_symbol(a), ATTRIBUTE_IRQL);
    bool unstated = a->is_root && !a->is_entered && a->function != PROGRAM_NONE && is_incoming_attribute(&a->domain, level, driver_symbol(a), ATTRIBUTE_IRQL);
    return unstated && is_about_irql(issue->check->trigger);
}

/* ---- arguments ----------------------------------------------------------------------------------- */

static bool null_argument_fn(void *context, uint32_t key, const struct pmap_value *value)
{
    struct invariants *v = context;
    const struct sym_key *k = universe_key(&v->a->universe, key);
    bool pointer = k->kind == SYM_PARAM && k->a < v->a->ir->param_count &&
                   ir_type_at(v->a->module, v->a->module->locals.items[v->a->ir->first_local + k->a].type)->kind == IR_POINTER;
    int64_t at = (int64_t)value->b;
    v->asked += pointer && value->a == 0 && at <= 0 && at > -0x10000; /* null, or so that one of its fields stood there */
    return v->asked == 0;
}

/* Whether a function that is called through pointers alone loses something only where a pointer that it is given is null: a helper that
   asks for that does not say that any of the callers, which are not seen, passes one. */
static bool hangs_on_null_argument(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct invariants v = {.a = a, .s = s};
    if (issue->check->trigger != TRIGGER_LEAK || !a->is_root || a->is_entered || a->function == PROGRAM_NONE || !(a->ir->flags & IR_FUNCTION_STATIC))
        return false;
    pmap_each(s->same, null_argument_fn, &v);
    return v.asked > 0;
}

/* ---- all --------------------------------------------------------------------------------------- */

bool issue_is_doubtful(struct analysis *a, const struct state *s, const struct issue *issue)
{
    if (issue->watch == WATCH_UNKNOWN || hangs_on_unknown_count(a, s, issue) || hangs_on_told_release(a, s, issue))
        return true;
    if (a->is_root && (hangs_on_own_content(a, s, issue) || hangs_on_invariants(a, s, issue)))
        return true;
    return hangs_on_unstated_level(a, s, issue) || hangs_on_null_argument(a, s, issue) || (issue->check->trigger == TRIGGER_CALL && hangs_on_foreign_content(a, s, issue));
}

bool path_asks_about(struct analysis *a, const struct state *s, sym object)
{
    struct own_content o = {.a = a, .object = object, .attributes = true};
    return asks_about(&o, s, now_fact_fn, now_same_fn);
}
