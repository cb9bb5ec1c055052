/*
 * Lost objects. An object is lost where no variable of an active function, no global, no value in
 * hand and nobody else leads to it any more, through memory that was not freed or through the
 * rules' attributes (a list refers to its pool).
 *
 * Where a loss may be reported: the instruction that loses it, if the function made the object or
 * called what made it; else the call, in the function that did; else where that function returns.
 */
#include "interp.h"

#include <stdlib.h>

struct walk {
    struct interp *x;
    bool tolerant; /* as the engine may see it: what was reported is out of its sight, with all that it holds */
    VEC(uint32_t) work;
};

static void mark(struct walk *w, struct value v)
{
    if (!is_object(v) || w->x->objects.items[v.object].reached)
        return;
    w->x->objects.items[v.object].reached = true;
    vec_push(&w->work, v.object);
}

static void walk_object(struct walk *w, uint32_t at)
{
    const struct thing *o = &w->x->objects.items[at];
    if (o->is_made && object_has_state(w->x, at, OBJECT_FREED) && !(w->tolerant && o->violated))
        return;
    for (uint32_t i = 0; o->bytes && i < o->size; i++)
        if (o->bytes[i].value.object && o->bytes[i].index == 0)
            mark(w, o->bytes[i].value);
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->attributes[i].number >= ATTRIBUTE_BUILTIN_COUNT)
            mark(w, o->attributes[i].value);
}

static void walk_all(struct walk *w)
{
    while (w->work.count) {
        uint32_t o = vec_pop(&w->work);
        walk_object(w, o);
    }
    vec_release(&w->work);
}

static void mark_frame(struct walk *w, const struct frame *f, bool returning)
{
    struct interp *x = w->x;
    for (uint32_t i = 0; i < f->ir->local_count && !returning; i++)
        mark(w, place_in(f->first_local + i, 0));
    for (uint32_t t = 1; t <= f->ir->temp_count && !returning; t++) {
        uint32_t last = x->last_use[x->first_temp[f->function] + t];
        if (last == UINT32_MAX || (last > f->insn && x->made_by[x->first_temp[f->function] + t] <= f->insn))
            mark(w, f->temps[t]);
    }
}

/* Whether a call that got the object failed, and nobody asked: what the call might have made would refer to it. */
static bool hangs_on_unasked(const struct interp *x, uint32_t object)
{
    for (uint32_t i = 0; i < x->eithers.count && !x->demands.unasked; i++)
        for (uint32_t k = 0; k < x->eithers.items[i].arg_count; k++)
            if (x->eithers.items[i].failed && !x->eithers.items[i].asked && x->eithers.items[i].args[k].object == object)
                return true;
    return false;
}

static bool is_root(const struct walk *w, uint32_t at)
{
    const struct thing *o = &w->x->objects.items[at];
    return o->is_made && (o->escaped || (object_has_state(w->x, at, OBJECT_LENT) && !o->doubtful_loan) ||
                          (w->tolerant && (o->violated || o->lost || o->doubtful_loan || hangs_on_unasked(w->x, at))));
}

static void unmark_all(struct interp *x)
{
    for (uint32_t i = 0; i < x->objects.count; i++)
        x->objects.items[i].reached = false;
}

/* Marks what can be reached. */
static void reach(struct interp *x, const struct value *result, bool tolerant)
{
    struct walk w = {.x = x, .tolerant = tolerant};
    unmark_all(x);
    for (uint32_t g = 0; g < x->m->globals.count; g++)
        mark(&w, place_in(x->first_global + g, 0));
    for (uint32_t i = 0; i < x->objects.count; i++)
        if (is_root(&w, i))
            mark(&w, place_in(i, 0));
    for (const struct frame *f = x->top; f; f = f->outer)
        mark_frame(&w, f, result && f == x->top);
    if (result)
        mark(&w, *result);
    walk_all(&w);
}

void forgive(struct interp *x, uint32_t object)
{
    struct walk w = {.x = x, .tolerant = true};
    if (!x->lost.count)
        return;
    unmark_all(x);
    mark(&w, place_in(object, 0));
    walk_all(&w);
    for (uint32_t i = 0; i < x->lost.count; i++)
        x->lost.items[i].doubtful |= x->objects.items[x->lost.items[i].object].reached;
}

static bool is_owned(const struct interp *x, uint32_t at)
{
    const struct thing *o = &x->objects.items[at];
    struct value holder = attribute_get(x, at, ATTRIBUTE_HOLDER);
    return o->is_made && !o->escaped && !o->lost && !o->violated && object_is_tracked(x, at) &&
           (object_has_state(x, at, OBJECT_LIVE) || (object_has_state(x, at, OBJECT_LENT) && o->doubtful_loan)) &&
           holder.object == 0 && holder.number == 0;
}

static void add_line(struct violation *v, uint32_t line)
{
    for (uint32_t i = 0; i < v->count; i++)
        if (v->lines[i] == line)
            return;
    if (v->count < PLACES_MAX)
        v->lines[v->count++] = line;
}

static void lose(struct interp *x, uint32_t object)
{
    struct thing *o = &x->objects.items[object];
    struct lost l = {.v = {.rule = x->object_rules[TRIGGER_LEAK]->id}, .made = o->made, .object = object, .doubtful = x->doubtful};
    const struct frame *f = x->top;
    while (f->outer && f->entered > o->made) /* the function that knows the object */
        f = f->outer;
    const struct ir_insn *i = &x->m->insns.items[f->insn];
    add_line(&l.v, line_of(x, i->loc ? i->loc : f->ir->end_loc));
    vec_push(&x->lost, l);
}

void find_lost(struct interp *x, const struct value *result)
{
    bool any = false;
    if (x->sabotage == SABOTAGE_NO_LEAK)
        return;
    for (uint32_t i = 0; i < x->objects.count && !any; i++)
        any = is_owned(x, i);
    if (!any)
        return;
    uint32_t first = x->lost.count;
    reach(x, result, false);
    for (uint32_t i = 0; i < x->objects.count; i++)
        if (is_owned(x, i) && !x->objects.items[i].reached)
            lose(x, i);
    if (first == x->lost.count)
        return;
    reach(x, result, true);
    for (uint32_t i = first; i < x->lost.count; i++)
        x->lost.items[i].doubtful |= x->objects.items[x->lost.items[i].object].reached;
    for (uint32_t i = first; i < x->lost.count; i++)
        x->objects.items[x->lost.items[i].object].lost = true;
}

void frame_returns(struct interp *x, uint32_t line)
{
    const struct frame *f = x->top;
    for (uint32_t i = 0; i < x->lost.count; i++) {
        if (x->lost.items[i].made < f->entered)
            continue;
        add_line(&x->lost.items[i].v, line);
        if (f->outer) /* the caller may see it as lost by the call */
            add_line(&x->lost.items[i].v, line_of(x, x->m->insns.items[f->outer->insn].loc));
    }
}
