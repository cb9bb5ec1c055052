/*
 * Summaries, applied to a call (ENGINE.md D10). The callee's symbols are translated as they are
 * needed: parameters are the arguments; what the callee had read is read here, before anything is
 * written; what it made gets a name of this call. Then its facts must hold here, or the case cannot
 * happen; then a conditional finding is decided, or the changes are written.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

enum { TWICE_DEPTH = 4 }; /* operations that are looked into for a joined value */

struct applied {
    struct analysis *a;
    const struct summary *from;
    const struct term *args;
    uint32_t arg_count;
    uint32_t site;
    struct state *s;
    struct term *map; /* by callee symbol; base UINT32_MAX: not translated yet */
    struct sym_list *met; /* the translated ones; NULL where nobody asks */
    const struct ir_insn *call; /* NULL in the life cycle */
};

static struct term translate_sym(struct applied *p, sym n);

static struct term translate(struct applied *p, struct term t)
{
    return t.base == 0 ? t : term_plus(translate_sym(p, t.base), t.offset);
}

static struct term made_here(struct applied *p, enum sym_kind kind, sym n, const struct sym_key *k)
{
    struct sym_key key = {.kind = (uint8_t)kind, .bits = k->bits, .is_signed = k->is_signed, .lost = kind == SYM_UNKNOWN ? k->lost : LOSS_NONE, .op = k->kind == SYM_UNKNOWN || k->kind == SYM_NEW ? k->op : 0,
                          .a = p->site, .b = n + VARS_MAX * 64, .epoch = p->s->epoch};
    return (struct term){universe_sym(&p->a->universe, key), 0};
}

/* What the callee had read of its caller's memory. A null pointer on the way ends the path. */
static struct term read_here(struct applied *p, sym n, const struct sym_key *k)
{
    struct domain *d = &p->a->domain;
    struct term at = state_norm(d, p->s, translate(p, k->x));
    uint32_t shifted;
    if (!k->a)
        return state_load(d, p->s, at, k->b, k->bits, k->is_signed);
    if (attribute_is_of_place(k->a - 1)) {
        if (!attribute_shifted(k->a - 1, at.offset, &shifted))
            return made_here(p, SYM_UNKNOWN, n, k);
        if (attribute_plain(shifted) == ATTRIBUTE_MEMBERS)
            return list_members(p->a, p->s, (struct term){at.base, attribute_offset(shifted)}, p->site);
        return state_norm(d, p->s, state_place_attribute(d, p->s, at.base, shifted));
    }
    if (at.base != 0 && k->a - 1 != ATTRIBUTE_VARIABLE && !object_at_origin(d, p->s, &at)) /* a pointer into an object has no attributes */
        return made_here(p, SYM_UNKNOWN, n, k);
    return state_attribute(d, p->s, at.base, k->a - 1);
}

static struct term compute(struct applied *p, sym n)
{
    struct domain *d = &p->a->domain;
    struct sym_key k = p->from->keys[n];
    switch ((enum sym_kind)k.kind) {
    case SYM_ZERO: return term_const(0);
    case SYM_PARAM: return k.a < p->arg_count ? p->args[k.a] : made_here(p, SYM_UNKNOWN, n, &k);
    case SYM_GLOBAL: case SYM_FUNCTION: case SYM_STRING:
        return (struct term){universe_sym(&p->a->universe, k), 0};
    case SYM_PRE:
        return k.a == UINT32_MAX ? (struct term){universe_sym(&p->a->universe, k), 0} /* the driver itself */ : read_here(p, n, &k);
    case SYM_EXPR: {
        struct term x = translate(p, k.x), y = translate(p, k.y);
        return value_expression(d, p->s, k.op, x, y, k.bits, k.is_signed);
    }
    case SYM_ELEMENT: {
        struct term x = translate(p, k.x), y = state_norm(d, p->s, translate(p, k.y));
        if (term_is_const(y))
            return term_plus(x, y.offset * (int64_t)k.b);
        k.x = x;
        k.y = y;
        return (struct term){universe_sym(&p->a->universe, k), 0};
    }
    case SYM_LIST:
        return list_value(d, p->s, (enum list_op)k.op, state_norm(d, p->s, translate(p, k.x)), state_norm(d, p->s, translate(p, k.y)));
    case SYM_NEW: return made_here(p, SYM_NEW, n, &k);
    default: break;
    }
    return made_here(p, SYM_UNKNOWN, n, &k);
}

static void note_translated(struct applied *p, sym n, struct term t)
{
    p->map[n] = t;
    if (p->met)
        vec_push(&p->met->list, n);
}

static struct term translate_sym(struct applied *p, sym n)
{
    if (p->map[n].base == UINT32_MAX)
        note_translated(p, n, compute(p, n));
    return p->map[n];
}

/* Whether what is asked for stands behind what is null here. A case that a join has made of a way that went there and one that
   did not stands for the other one then. */
static bool leads_through_null(struct applied *p, sym base, int depth)
{
    const struct sym_key *k = &p->from->keys[base];
    switch ((enum sym_kind)k->kind) {
    case SYM_PRE:
        return k->a != UINT32_MAX && (leads_through_null(p, k->x.base, depth) ||
                                      (!k->a && term_is_const(state_norm(&p->a->domain, p->s, translate(p, k->x)))));
    case SYM_EXPR: case SYM_ELEMENT:
        return depth && (leads_through_null(p, k->x.base, depth - 1) || leads_through_null(p, k->y.base, depth - 1));
    default: return false;
    }
}

struct term summary_translate(struct analysis *a, const struct summary *from, const struct term *args, uint32_t arg_count,
                              uint32_t site, struct state *s, struct term *map, sym n)
{
    struct applied p = {a, from, args, arg_count, site, s, map, NULL, NULL};
    return state_norm(&a->domain, s, translate_sym(&p, n));
}

/* ---- facts ------------------------------------------------------------------------------------- */

/* The callee goes through the pointer without having asked about it. */
static void assume_followed(struct applied *p, const struct summary_case *c, struct term t)
{
    struct domain *d = &p->a->domain;
    struct term n = state_norm(d, p->s, t);
    p->s->dead |= state_truth(d, p->s, n) == TRUTH_FALSE;
    if (p->call && !c->is_issue && !c->uncertain) {
        uint32_t argument = 0;
        while (argument < p->arg_count && !term_equal(p->args[argument], t))
            argument++;
        struct env env = {.a = p->a, .call = argument < p->arg_count ? p->call : NULL, .loc = p->call->loc, .site = p->site};
        if (!unchecked_is_guarded(&env))
            unchecked_use(&env, p->s, t, argument < p->arg_count ? argument : UINT32_MAX);
    }
    if (n.base && n.offset == 0)
        prove_not_null(p->a, p->s, n.base);
}

static bool assume_facts(struct applied *p, const struct summary_case *c)
{
    struct domain *d = &p->a->domain;
    for (uint32_t i = 0; i < c->fact_count && !p->s->dead; i++) {
        const struct summary_fact *f = &c->facts[i];
        struct term t = translate_sym(p, f->base);
        enum sym_kind kind = (enum sym_kind)p->from->keys[f->base].kind;
        struct doubt doubt = p->s->doubt;
        bool made = kind == SYM_NEW || kind == SYM_UNKNOWN;
        if (f->followed)
            continue;
        if (f->same)
            state_assume(d, p->s, IR_BIN_EQ, t, translate(p, f->term));
        else
            state_assume_fact(d, p->s, t, &f->fact);
        if (made) /* says what the callee made; no branch of ours hangs on it */
            p->s->doubt = doubt;
        else if (!p->s->dead)
            state_retell(p->a, p->s, t);
    }
    for (uint32_t i = 0; i < c->fact_count && !p->s->dead; i++)
        if (c->facts[i].followed)
            assume_followed(p, c, translate_sym(p, c->facts[i].base));
    return !p->s->dead;
}

/* What this caller knows of a symbol of the callee's. */
static struct fact known_of(struct applied *p, sym base)
{
    struct domain *d = &p->a->domain;
    struct term t = state_norm(d, p->s, translate_sym(p, base));
    struct fact f = state_fact(d, p->s, t);
    enum truth truth = state_truth(d, p->s, t);
    if (truth == TRUTH_FALSE)
        return (struct fact){.low = 0, .high = 0};
    if (truth == TRUTH_TRUE && f.hole_count == 0 && !fact_excludes(&f, 0)) { /* an address: it is not null */
        f.hole_count = 1;
        f.holes[0] = 0;
    }
    return f;
}

/* Whether the caller's value of a symbol that the callee has blurred is one of which a join has forgotten what it goes with. */
static bool is_joined_here(const struct applied *p, sym base, int depth)
{
    const struct sym_key *k = universe_key(&p->a->universe, base);
    if (base && ((universe_loss(&p->a->universe, base) != LOSS_NONE && !sym_is_folded(&p->a->domain, base)) || pmap_find(p->s->blurred, base)))
        return true; /* whether a chain goes on goes with nothing else */
    return depth && (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT) && (is_joined_here(p, k->x.base, depth - 1) || is_joined_here(p, k->y.base, depth - 1));
}

/* Which sides of each join in the callee what this caller knows does not fit. Returns whether a value was joined here before it
   was joined there: then nobody knows. What is read for that is read in a copy of the state, and forgotten. */
static bool exclude_sides(const struct applied *p, const struct summary_case *c, bool not_x[BLURRED_MAX], bool not_y[BLURRED_MAX])
{
    bool twice = false;
    struct trial trial = domain_try(&p->a->domain);
    struct state there = *p->s;
    struct applied q = *p;
    q.s = &there;
    for (uint32_t i = 0; i < c->blurred_count && !there.dead; i++) {
        const struct blur *b = &c->blurred[i].blur;
        if (leads_through_null(&q, c->blurred[i].base, TWICE_DEPTH))
            continue;
        struct fact f = known_of(&q, c->blurred[i].base);
        not_x[b->join] |= facts_apart(&f, &b->x);
        not_y[b->join] |= facts_apart(&f, &b->y);
        bool made = p->from->keys[c->blurred[i].base].kind == SYM_UNKNOWN;
        twice |= !made && is_joined_here(&q, state_norm(&p->a->domain, &there, translate_sym(&q, c->blurred[i].base)).base, TWICE_DEPTH);
    }
    while (q.met->list.count)
        q.map[vec_pop(&q.met->list)] = (struct term){UINT32_MAX, 0};
    domain_tried(&p->a->domain, trial);
    return twice;
}

/* Where what this caller knows fits one side of a join in the callee only, the rest of that side holds, too. Returns
   whether it fits neither: one value is that of the one side, another that of the other. The case stands for several
   paths, and for none of this caller. */
static bool contradicts_join(struct applied *p, const struct summary_case *c)
{
    bool not_x[BLURRED_MAX] = {false}, not_y[BLURRED_MAX] = {false};
    if (exclude_sides(p, c, not_x, not_y))
        return true;
    for (uint32_t i = 0; i < BLURRED_MAX; i++)
        if (not_x[i] && not_y[i])
            return true;
    struct doubt doubt = p->s->doubt; /* it follows, and is no choice */
    for (uint32_t i = 0; i < c->blurred_count && !p->s->dead; i++) {
        const struct blur *b = &c->blurred[i].blur;
        if ((not_x[b->join] || not_y[b->join]) && !leads_through_null(p, c->blurred[i].base, TWICE_DEPTH))
            state_assume_fact(&p->a->domain, p->s, translate_sym(p, c->blurred[i].base), not_x[b->join] ? &b->y : &b->x);
    }
    p->s->doubt = doubt;
    return false;
}

/* A value that stands for several, what stood there before perhaps among them. */
static bool is_uncertain(struct applied *p, const struct summary_cell *x)
{
    if (x->attribute || x->cell.kind != CELL_VALUE)
        return x->cell.kind == CELL_UNKNOWN;
    enum sym_kind kind = p->from->keys[x->cell.value.base].kind;
    return kind == SYM_UNKNOWN || kind == SYM_PART || kind == SYM_LOCAL;
}

/* Everything that the changes and the result speak of is read before anything is written. What is nowhere here is nothing's change. */
static bool read_all(struct applied *p, const struct summary_case *c)
{
    for (uint32_t i = 0; i < c->cell_count; i++) {
        if (is_uncertain(p, &c->cells[i]) && p->map[c->cells[i].base].base == UINT32_MAX && leads_through_null(p, c->cells[i].base, TWICE_DEPTH))
            note_translated(p, c->cells[i].base, term_const(0));
        translate_sym(p, c->cells[i].base);
        if (c->cells[i].cell.kind == CELL_VALUE)
            translate(p, c->cells[i].cell.value);
    }
    for (uint32_t i = 0; i < c->object_count; i++) {
        if (p->map[c->objects[i].base].base == UINT32_MAX && leads_through_null(p, c->objects[i].base, TWICE_DEPTH))
            note_translated(p, c->objects[i].base, term_const(0));
        translate_sym(p, c->objects[i].base);
    }
    if (c->returns_value)
        translate(p, c->result);
    return !p->s->dead;
}

/* ---- changes ------------------------------------------------------------------------------------- */

/* The value that the cell has here before it is written, null where it is not plain. */
static struct term value_before(struct applied *p, struct term at, const struct summary_cell *x)
{
    const struct object *o = x->attribute ? NULL : state_object(p->s, at.base);
    for (uint32_t i = 0; o && i < o->cell_count; i++)
        if (o->cells[i].offset == at.offset && o->cells[i].size == x->cell.size && o->cells[i].kind == CELL_VALUE)
            return state_norm(&p->a->domain, p->s, o->cells[i].value);
    return term_const(0);
}

/* The object of an attribute, the base of a cell. */
static struct term changed_object(struct applied *p, const struct summary_cell *x)
{
    struct term base = translate_sym(p, x->base);
    return state_norm(&p->a->domain, p->s, x->attribute ? term_plus(base, -(int64_t)x->cell.size) : base);
}

/* What the callee does to an object that this function has made before. */
static void note_fate(struct applied *p, const struct summary_cell *x, sym base)
{
    const struct object *o = state_object(p->s, base);
    if (x->cell.offset != ATTRIBUTE_STATE || !o || !object_in_state(o, OBJECT_LIVE))
        return;
    if (term_equal(x->cell.value, term_const(OBJECT_FREED)) || term_equal(x->cell.value, term_const(OBJECT_LENT)))
        fate_of_object(p->a, p->s, base, x->cell.value.offset == OBJECT_FREED ? FATE_RELEASED : FATE_HANDED_OVER);
}

/* What a failed call has left keeps the name that says so. */
static struct term value_here(struct applied *p, struct term value)
{
    struct term t = translate(p, value);
    return unchecked_is_failed(p->a->universe.keys.items, t) ? t : state_norm(&p->a->domain, p->s, t);
}

/* The event that a callee has waited for, base 0 where it is not known. */
static struct term waited_event(struct applied *p, const struct summary_cell *x)
{
    return x->cell.value.base ? state_norm(&p->a->domain, p->s, translate(p, x->cell.value)) : term_const(0);
}

/* Whether it matters which events are set here. */
static bool sets_events(const struct analysis *a)
{
    return a->awaiting || (a->function != PROGRAM_NONE && a->engine->program.functions.items[a->function].is_scheduled);
}

static void write_cell(struct applied *p, const struct summary_cell *x)
{
    struct domain *d = &p->a->domain;
    struct term base = changed_object(p, x);
    struct term at = term_plus(base, x->cell.offset);
    if (base.base == 0)
        return;
    uint32_t shifted;
    if (x->attribute && attribute_is_of_place((uint32_t)x->cell.offset)) {
        if (!attribute_shifted((uint32_t)x->cell.offset, base.offset, &shifted))
            return;
        struct term value = state_norm(d, p->s, translate(p, x->cell.value));
        if (attribute_is_of_lock(shifted)) {
            domain_done(d); /* rules about locks may copy the state */
            lock_set(p->a, p->s, base.base, shifted, value, p->site, x->cell.stamp);
            domain_edit(d);
        } else
            list_write(p->a, p->s, base, shifted, value, p->site);
    } else if (x->attribute) {
        if (x->cell.offset == ATTRIBUTE_WAITED) {
            domain_done(d);
            state_waited(p->a, p->s, waited_event(p, x));
            domain_edit(d);
        } else if (x->cell.offset == ATTRIBUTE_SIGNALLED && !sets_events(p->a)) {
            return; /* nobody asks */
        } else if (object_at_origin(d, p->s, &base)) {
            note_fate(p, x, base.base);
            state_set_attribute(d, p->s, base.base, (uint32_t)x->cell.offset, state_norm(d, p->s, translate(p, x->cell.value)));
        } else
            state_escape(d, p->s, base.base, FATE_INSIDE);
    } else if (x->cell.kind == CELL_VALUE)
        state_store(d, p->s, at, x->cell.size, value_here(p, x->cell.value));
    else if (x->cell.kind == CELL_ZERO)
        state_zero(d, p->s, at, x->cell.size);
    else
        state_forget(d, p->s, at, x->cell.size, stamp_here(p->s, p->site) | (x->cell.stamp & STAMP_FLAGS));
}

/* Of the parts of an object that the callee freed, it knew only those that it had met. */
static void free_parts(struct applied *p, const struct summary_case *c, ir_index loc)
{
    for (uint32_t i = 0; i < c->cell_count; i++) {
        const struct summary_cell *x = &c->cells[i];
        if (!x->attribute || x->cell.offset != ATTRIBUTE_STATE)
            continue; /* nor is the value of unknown bytes a number of this summary */
        const struct sym_key *k = &p->from->keys[x->cell.value.base];
        bool freed = term_equal(x->cell.value, term_const(OBJECT_FREED)) || (k->kind == SYM_UNKNOWN && k->b == SLOT_VIOLATED);
        if (!freed)
            continue;
        struct term holder = changed_object(p, x);
        if (holder.base && object_at_origin(&p->a->domain, p->s, &holder)) {
            object_free_parts(p->a, p->s, holder, loc);
            object_note_guess(p->a, p->s, holder.base);
        }
    }
}

/* Values that the callee overwrote. */
struct overwritten {
    struct term list[16];
    uint32_t count;
};

static void define_new(struct applied *p, const struct summary_object *o)
{
    struct domain *d = &p->a->domain;
    sym base = translate_sym(p, o->base).base;
    state_define(d, p->s, base, (enum object_rest)o->rest, stamp_here(p->s, p->site) | (o->stamp & STAMP_FLAGS));
    state_set_origin(d, p->s, base, o->origin);
}

static void write_changes(struct applied *p, const struct summary_case *c, struct overwritten *lost)
{
    struct domain *d = &p->a->domain;
    domain_edit(d);
    for (uint32_t i = 0; i < c->object_count; i++)
        if (c->objects[i].is_new)
            define_new(p, &c->objects[i]);
    for (uint32_t i = 0; i < c->object_count; i++)
        if (c->objects[i].escaped && !c->objects[i].is_new)
            object_unsettle(p->a, p->s, state_norm(d, p->s, translate_sym(p, c->objects[i].base)).base, p->site);
    for (uint32_t i = 0; i < c->cell_count && !p->s->dead; i++) {
        const struct summary_cell *x = &c->cells[i];
        struct term old = value_before(p, term_plus(state_norm(d, p->s, translate_sym(p, x->base)), x->cell.offset), x);
        write_cell(p, x);
        if (old.base && (is_uncertain(p, x) || p->from->degraded))
            state_escape(d, p->s, old.base, p->from->degraded ? FATE_MISSING : FATE_FORGOTTEN);
        else if (old.base && lost->count < sizeof lost->list / sizeof *lost->list)
            lost->list[lost->count++] = old;
    }
    for (uint32_t i = 0; i < c->object_count; i++)
        if (c->objects[i].escaped)
            state_escape(d, p->s, state_norm(d, p->s, translate_sym(p, c->objects[i].base)).base, c->objects[i].escaped);
    domain_done(d);
}

/* What follows from the changes, once the call is part of the path. */
static void look_behind(struct applied *p, const struct summary_case *c, const struct overwritten *lost, ir_index loc, const struct ir_insn *call)
{
    free_parts(p, c, loc);
    if (!call || p->a->degraded)
        return;
    if (c->returns_value && call->result) /* the result holds what it names */
        p->s->temps = pmap_set(&p->a->arena, p->s->temps, call->result, term_pack(translate(p, c->result)));
    for (uint32_t i = 0; i < lost->count && !p->s->dead; i++)
        if (object_is_lost(p->a, p->s, lost->list[i].base, (uint32_t)(call - p->a->module->insns.items), NULL)) {
            check_leak(p->a, p->s, lost->list[i].base, loc, NULL);
            object_was_lost(p->a, p->s, lost->list[i].base, p->site);
        }
}

/* ---- one case -------------------------------------------------------------------------------------------- */

static int compare_syms(const void *p, const void *q)
{
    sym x = *(const sym *)p, y = *(const sym *)q;
    return x < y ? -1 : x > y;
}

/* What the symbols of the case's stories are here, and what is known of them. Read in a copy of the state, and forgotten. */
static void read_stories(const struct applied *p, const struct summary_case *c, struct term names[STORIES_MAX], struct fact facts[STORIES_MAX], bool has[STORIES_MAX])
{
    struct state there = *p->s;
    struct applied q = *p;
    uint32_t met = p->met->list.count;
    q.s = &there;
    for (uint32_t i = 0; i < c->story_count; i++) {
        has[i] = !there.dead;
        names[i] = has[i] ? state_norm(&p->a->domain, &there, translate_sym(&q, c->stories[i].base)) : term_const(0);
        facts[i] = has[i] ? known_of(&q, c->stories[i].base) : (struct fact){0};
        has[i] &= !there.dead;
    }
    while (q.met->list.count > met)
        q.map[vec_pop(&q.met->list)] = (struct term){UINT32_MAX, 0};
}

static void note_call(struct applied *p, uint32_t f, const struct summary_case *c, ir_index loc)
{
    if (!c->trace && !p->a->awaiting) /* nothing to be told of it, but that it was called while somebody waited */
        return;
    struct term names[STORIES_MAX];
    struct fact facts[STORIES_MAX];
    bool has[STORIES_MAX];
    read_stories(p, c, names, facts, has);
    struct event *ev = event_add(p->a, p->s, p->a->function == PROGRAM_NONE ? EVENT_CALLBACK : EVENT_CALL, loc);
    uint32_t count = p->met->list.count;
    struct event_name *map = arena_array(&p->a->arena, struct event_name, count);
    if (count)
        qsort(p->met->list.items, count, sizeof(sym), compare_syms);
    for (uint32_t i = 0; i < count; i++)
        map[i] = (struct event_name){p->met->list.items[i], p->map[p->met->list.items[i]]};
    ev->callee = f;
    ev->phase = p->a->phase;
    ev->awaited = p->a->awaiting;
    ev->inner = story_of_case(c, facts, has);
    ev->map = map;
    ev->map_count = count;
    if (ev->inner == c->trace)
        stories_of_call(p->a, p->s, c, names);
}

/* What the case's finding still needs here; false where it cannot happen or nobody can tell. The
   callee's own facts assume the needs, so this is asked before they are taken over. */
static bool decide_issue(struct applied *p, const struct summary_case *c, struct issue *issue)
{
    struct need needs[NEEDS_MAX];
    *issue = c->issue;
    if (issue->check->trigger == TRIGGER_UNCHECKED && issue->need_count)
        return unchecked_decide(p->a, p->s, translate(p, c->issue.needs[0].x), issue);
    for (uint32_t i = 0; i < c->issue.need_count; i++)
        needs[i] = (struct need){c->issue.needs[i].op, translate(p, c->issue.needs[i].x), translate(p, c->issue.needs[i].y)};
    enum truth t = needs_decide(p->a, p->s, needs, c->issue.need_count, issue->needs, &issue->need_count);
    bool nobody = t == TRUTH_UNKNOWN && issue->need_count == 0;
    p->a->out->counters.undecided_checks += nobody;
    return t != TRUTH_FALSE && !nobody;
}

/* The values that the finding's words name, where they are not translated yet. */
static void translate_words(struct applied *p, const struct event *final, const struct event *outermost)
{
    struct state kept = *p->s;
    for (uint32_t i = 0; outermost == final && i < final->value_count; i++)
        if (final->values[i].base != UINT32_MAX)
            translate(p, final->values[i]);
    for (uint32_t i = 0; i < outermost->map_count; i++)
        if (outermost->map[i].to.base != UINT32_MAX)
            translate(p, outermost->map[i].to);
    if (outermost->subject.base != UINT32_MAX)
        translate(p, outermost->subject);
    if (p->s->dead) /* words do not decide whether the path exists */
        *p->s = kept;
}

/* See issue_raise. */
static bool raise_issue(struct applied *p, uint32_t f, const struct summary_case *c, struct issue *issue, ir_index loc)
{
    translate_words(p, event_innermost(c->trace), c->trace);
    note_call(p, f, c, loc);
    issue->trace = p->s->trace;
    return issue_raise(p->a, p->s, issue);
}

/* A place that the callee read of its caller's memory. */
struct read_place {
    sym of;          /* the callee's name of the object */
    bool attribute;
    uint32_t size;   /* attributes: number + 1 */
    struct term at;
};

static bool overlaps(const struct read_place *r, const struct summary_cell *w, struct term at)
{
    if (at.base != r->at.base || r->of == w->base || r->attribute != w->attribute)
        return false;
    int64_t from = at.offset + w->cell.offset;
    uint32_t written, read;
    if (w->attribute && attribute_is_of_place((uint32_t)w->cell.offset) && attribute_is_of_place(r->size - 1))
        return attribute_shifted((uint32_t)w->cell.offset, at.offset, &written) && attribute_shifted(r->size - 1, r->at.offset, &read) && written == read;
    return w->attribute ? r->at.offset == at.offset && w->cell.offset == (int64_t)r->size - 1
                        : from < r->at.offset + (int64_t)r->size && r->at.offset < from + (int64_t)w->cell.size;
}

/* Whether a cell that the callee wrote is here the same as another one that it read. */
static bool is_aliased(struct applied *p, const struct summary_case *c)
{
    VEC(struct read_place) reads = {0};
    bool found = false;
    uint32_t met = p->met->list.count;
    for (uint32_t i = 0; i < met; i++) {
        const struct sym_key *r = &p->from->keys[p->met->list.items[i]];
        if (r->kind != SYM_PRE || !r->x.base)
            continue;
        struct term at = state_norm(&p->a->domain, p->s, translate(p, r->x));
        vec_push(&reads, (struct read_place){r->x.base, r->a != 0, r->a ? r->a : r->b, at});
    }
    for (uint32_t i = 0; i < c->cell_count && !found; i++) {
        const struct summary_cell *w = &c->cells[i];
        if (p->from->keys[w->base].kind == SYM_NEW)
            continue;
        struct term at = changed_object(p, w);
        for (uint32_t k = 0; k < reads.count && !found; k++)
            found = overlaps(&reads.items[k], w, at);
    }
    p->a->steps += (uint64_t)c->cell_count * reads.count / COMPARISONS_A_STEP;
    vec_release(&reads);
    return found;
}

/* What an aliased call wrote is not known. */
static void forget_changes(struct applied *p, const struct summary_case *c)
{
    for (uint32_t i = 0; i < c->cell_count; i++) {
        const struct summary_cell *w = &c->cells[i];
        struct term at = changed_object(p, w);
        if (p->from->keys[w->base].kind == SYM_NEW || at.base == 0)
            continue;
        uint32_t shifted;
        if (w->attribute && attribute_is_of_place((uint32_t)w->cell.offset)) {
            struct sym_key k = {.kind = SYM_UNKNOWN, .lost = LOSS_DROPPED, .a = p->site, .b = UINT32_MAX - 4, .epoch = p->s->epoch, .x = at};
            if (!attribute_shifted((uint32_t)w->cell.offset, at.offset, &shifted))
                continue;
            fate_of_lock(p->a, p->s, at.base, shifted, FATE_ALIASED);
            state_set_place_attribute(&p->a->domain, p->s, at.base, shifted, (struct term){universe_sym(&p->a->universe, k), 0});
        } else if (w->attribute) {
            struct sym_key k = {.kind = SYM_UNKNOWN, .lost = LOSS_DROPPED, .a = p->site, .b = UINT32_MAX - 4, .epoch = p->s->epoch, .x = at};
            state_set_attribute(&p->a->domain, p->s, at.base, (uint32_t)w->cell.offset, (struct term){universe_sym(&p->a->universe, k), 0});
            state_escape(&p->a->domain, p->s, at.base, FATE_ALIASED);
        } else
            state_forget(&p->a->domain, p->s, term_plus(at, w->cell.offset), w->cell.size, stamp_here(p->s, p->site) | STAMP_LOST);
    }
}

/* The cell by which the case says that it waits, or NULL. */
static const struct summary_cell *wait_of(const struct summary_case *c)
{
    for (uint32_t i = 0; i < c->cell_count; i++)
        if (c->cells[i].attribute && c->cells[i].cell.offset == ATTRIBUTE_WAITED)
            return &c->cells[i];
    return NULL;
}

static bool touches_memory(const struct summary *from)
{
    for (uint32_t i = 0; i < from->footprint_count; i++)
        if (!from->footprint[i].attribute)
            return true;
    return from->computed;
}

void summary_forget(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, uint32_t site, struct state *s)
{
    const struct summary *from = &a->engine->summaries[f];
    struct term *map = mem_alloc((from->key_count + 1) * sizeof *map);
    struct sym_list met = {0};
    for (uint32_t i = 0; i < from->case_count; i++) {
        struct state t = *s;
        struct applied p = {a, from, args, arg_count, site, &t, map, &met, NULL};
        for (sym n = 0; n < from->key_count; n++)
            map[n] = (struct term){UINT32_MAX, 0};
        if (from->cases[i].is_issue || !read_all(&p, &from->cases[i])) /* such a way would end before it changed anything */
            continue;
        forget_changes(&p, &from->cases[i]);
        *s = t;
    }
    vec_release(&met.list);
    free(map);
    for (uint32_t k = 0; k < arg_count && (!from->ready || from->cut || from->degraded); k++)
        escape_reachable(a, s, args[k], true, site, FATE_WAITED);
}

void summary_apply(struct analysis *a, uint32_t f, const struct term *args, uint32_t arg_count, const struct ir_insn *call,
                   ir_index loc, uint32_t site, struct state *s, struct state_list *more)
{
    bool covered;
    const struct summary *from = summary_for_call(a, f, args, arg_count, site, s, &covered);
    bool may_alias = !covered || from->computed;
    struct state before = *s;
    struct term *map = mem_alloc((from->key_count + 1) * sizeof *map);
    struct sym_list met = {0};
    bool any = false;
    struct branch *branch = arena_new(&a->arena, struct branch); /* which of its ways the callee went */
    uint32_t side = 0;
    s->dead = true;
    for (sym n = 0; n < from->key_count; n++)
        map[n] = (struct term){UINT32_MAX, 0};
    for (uint32_t i = 0; i < from->case_count; i++) {
        const struct summary_case *c = &from->cases[i];
        if (c->is_issue && issue_is_moot(&before, c->issue.check)) { /* whether it could happen is not asked: that is dear */
            a->out->counters.undecided_checks++;
            continue;
        }
        struct state t = before;
        struct arena_mark mark = arena_mark(&a->arena);
        struct applied p = {a, from, args, arg_count, site, &t, map, &met, call};
        while (met.list.count)
            map[vec_pop(&met.list)] = (struct term){UINT32_MAX, 0};
        struct issue issue;
        bool blurred = c->blurred_count && contradicts_join(&p, c);
        if (t.dead || (c->is_issue && (blurred || !decide_issue(&p, c, &issue))) || !assume_facts(&p, c) || !read_all(&p, c)) {
            if (c->is_issue || !call) /* nothing is left of it; of others, something may have been raised meanwhile */
                arena_rewind(&a->arena, mark);
            continue;
        }
        if (c->is_issue) {
            bool returns = c->issue.check->trigger == TRIGGER_RETURN && a->function != PROGRAM_NONE; /* the driver calls its callback itself: it does not return to the system */
            bool aliased = !returns && may_alias && is_aliased(&p, c); /* what it needs may be what the callee had changed by then */
            a->out->counters.aliased_calls += aliased;
            if (returns || aliased || !raise_issue(&p, f, c, &issue, loc))
                arena_rewind(&a->arena, mark);
            continue;
        }
        t.widened |= c->widened; /* before anything is said of what the call does */
        if (c->uncertain || blurred)
            state_doubt(&a->domain, &t);
        struct overwritten lost = {.count = 0};
        bool aliased = may_alias && is_aliased(&p, c);
        if (aliased) {
            a->out->counters.aliased_calls++;
            forget_changes(&p, c);
        } else
            write_changes(&p, c, &lost);
        if (t.dead)
            continue;
        note_call(&p, f, c, loc);
        if (!aliased)
            look_behind(&p, c, &lost, loc, call);
        for (uint32_t k = 0; k < arg_count && from->degraded; k++)
            escape_reachable(a, &t, args[k], false, site, FATE_MISSING);
        if (t.dead)
            continue;
        struct term result = c->returns_value ? translate(&p, c->result) : term_const(0);
        if (c->returns_value && unchecked_is_null(from->keys, c->result))
            result = call ? unchecked_null(&(struct env){.a = a, .call = call, .loc = loc, .site = site}, &t) : term_const(0);
        t.temps = pmap_set(&a->arena, t.temps, call ? call->result : 0, term_pack(result));
        if (!from->incomplete)
            state_took_side(&a->domain, &t, &before.doubt, branch, side++);
        const struct summary_cell *wait = a->engine->program.has_scheduled ? wait_of(c) : NULL;
        struct state_list waited = {0};
        if (wait && !a->awaiting)
            wait_in_callee(a, &before, &t, waited_event(&p, wait), touches_memory(from), loc, site, &waited);
        else
            vec_push(&waited, t);
        for (uint32_t k = 0; k < waited.count; k++)
            if (any || k)
                vec_push(more, waited.items[k]);
            else
                *s = waited.items[k];
        any |= waited.count != 0;
        vec_release(&waited);
        a->steps += met.list.count / NAMES_A_STEP;
    }
    if (from->cut) {
        struct state t = before;
        cut_call(a, f, args, arg_count, call, site, &t);
        if (any)
            vec_push(more, t);
        else
            *s = t;
    }
    vec_release(&met.list);
    free(map);
}
