/* What a case of a summary does to this function's state. */
#include "engine/apply.h"

#include <stdlib.h>

/* ---- written ------------------------------------------------------------------------------------- */

bool is_uncertain(struct applied *p, const struct summary_cell *x)
{
    if (x->attribute || x->cell.kind != CELL_VALUE)
        return x->cell.kind == CELL_UNKNOWN;
    enum sym_kind kind = p->from->keys[x->cell.value.base].kind;
    return kind == SYM_UNKNOWN || kind == SYM_PART || kind == SYM_LOCAL;
}

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

struct term waited_event(struct applied *p, const struct summary_cell *x)
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

static void define_new(struct applied *p, const struct summary_object *o)
{
    struct domain *d = &p->a->domain;
    sym base = translate_sym(p, o->base).base;
    state_define(d, p->s, base, (enum object_rest)o->rest, stamp_here(p->s, p->site) | (o->stamp & STAMP_FLAGS));
    state_set_origin(d, p->s, base, o->origin);
}

void write_changes(struct applied *p, const struct summary_case *c, struct overwritten *lost)
{
    struct domain *d = &p->a->domain;
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
}

void look_behind(struct applied *p, const struct summary_case *c, const struct overwritten *lost, ir_index loc, const struct ir_insn *call)
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

/* ---- aliases ------------------------------------------------------------------------------------- */

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

bool is_aliased(struct applied *p, const struct summary_case *c)
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

void forget_changes(struct applied *p, const struct summary_case *c)
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
