/*
 * What others have made and handed to a callback: whether it is lost, because the callback has neither given it back nor
 * passed it on, and nothing of the driver leads to it any more.
 */
#include "engine/contract.h"
#include "engine/lifecycle.h"

#include <stdlib.h>
#include <string.h>

struct holders {
    struct lifecycle *l;
    const struct state *s;
    bool lost;
    sym object;
    struct sym_set reached;
};

static bool holder_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct holders *h = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    enum sym_kind kind = universe_key(&h->l->a.universe, key)->kind;
    if (key != h->object && (kind != SYM_NEW || o->escaped || is_lent(o)))
        sym_set_add(&h->reached, key);
    return true;
}

/* Whether the driver has written something there that is not known any more: a count of references, say. */
static bool has_lost_content(struct lifecycle *l, const struct state *s, const struct object *o)
{
    for (uint32_t i = 0; i < o->cell_count; i++)
        if (o->cells[i].kind == CELL_UNKNOWN ||
            (o->cells[i].kind == CELL_VALUE && universe_loss(&l->a.universe, state_norm(&l->a.domain, s, o->cells[i].value).base) != LOSS_NONE))
            return true;
    return false;
}

static bool leads_to_lost_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct holders *h = context;
    h->lost |= sym_set_has(&h->reached, key) && has_lost_content(h->l, h->s, (const struct object *)(uintptr_t)v->a);
    return !h->lost;
}

/* Whether that is so of the list or of what it leads to: its NET_BUFFERs may be what it is kept by. */
static bool leads_to_lost_content(struct lifecycle *l, const struct state *s, sym object)
{
    struct holders h = {.l = l, .s = s};
    sym_set_add(&h.reached, object);
    state_reach(&l->a.domain, s, false, &h.reached);
    pmap_each(s->heap, leads_to_lost_fn, &h);
    sym_set_release(&h.reached);
    return h.lost;
}

/* Whether something was done to an object of which a join has forgotten which one it is. */
static bool any_object_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    const struct lifecycle *l = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool is_any = universe_loss(&l->a.universe, key) != LOSS_NONE;
    for (uint32_t i = 0; is_any && i < o->attribute_count; i++)
        if (o->cells[o->cell_count + i].offset == ATTRIBUTE_STATE)
            return false;
    return true;
}

/* Whether the list that came as an argument is still somebody else's, and nobody knows of it any more. */
static bool foreign_is_lost(struct lifecycle *l, const struct state *s, struct term t)
{
    const struct object *o = t.offset == 0 ? state_object(s, t.base) : NULL;
    if (s->widened) /* which list a loop that was cut put it on is not known */
        return false;
    if (!o || o->escaped || !object_in_state(o, OBJECT_FOREIGN) || leads_to_lost_content(l, s, t.base) || !pmap_each(s->heap, any_object_fn, l))
        return false;
    struct holders h = {.l = l, .object = t.base};
    sym_set_add(&h.reached, l->instance.base);
    pmap_each(s->heap, holder_fn, &h);
    state_reach(&l->a.domain, s, true, &h.reached);
    bool lost = !sym_set_has(&h.reached, t.base);
    sym_set_release(&h.reached);
    return lost;
}

struct asked_params {
    const struct summary *from;
    uint64_t params;
    struct sym_set seen; /* operands are shared: each is looked at once */
};

static bool speaks_of_param(struct asked_params *q, uint32_t n)
{
    const struct sym_key *k = &q->from->keys[n];
    if (k->kind == SYM_PARAM)
        return k->a < 64 && (q->params >> k->a & 1);
    return k->kind == SYM_EXPR && sym_set_add(&q->seen, n) && (speaks_of_param(q, k->x.base) || speaks_of_param(q, k->y.base));
}

/* Whether some path of the function was chosen by the values of these parameters. */
static bool asks_about_params(const struct summary *from, uint64_t params)
{
    struct asked_params q = {.from = from, .params = params};
    bool asks = false;
    for (uint32_t i = 0; !asks && i < from->case_count; i++)
        for (uint32_t k = 0; !asks && k < from->cases[i].fact_count; k++)
            asks = speaks_of_param(&q, from->cases[i].facts[k].base);
    sym_set_release(&q.seen);
    return asks;
}

static uint64_t params_in(const struct expr *e)
{
    if (!e)
        return 0;
    if (e->kind == EXPR_PARAM)
        return e->index < 64 ? (uint64_t)1 << e->index : 0;
    return e->kind == EXPR_CONST ? 0 : params_in(e->a) | params_in(e->b);
}

static bool asks_about_result(const struct expr *e)
{
    return e && e->kind != EXPR_CONST && (e->kind == EXPR_RESULT || asks_about_result(e->a) || asks_about_result(e->b));
}

/* Whether the callback's `unless` may hold here: then the caller takes the object back itself. Where it is not
   known, a function that never asks has lost the object all the same; of one that asks, a join may have
   forgotten what it was told. */
static bool is_taken_back(struct lifecycle *l, const struct call *c, const struct state *s, const struct callback_param *p, const struct term *returned)
{
    struct ways yes = {0}, no = {0};
    struct env env = {.a = &l->a, .arg_count = c->arg_count, .site = c->site};
    if (!p->expr)
        return false;
    memcpy(env.args, c->args, sizeof env.args);
    env.has_result = returned != NULL;
    if (returned)
        env.result = *returned;
    condition_solve(&env, s, p->expr, true, &yes);
    condition_solve(&env, s, p->expr, false, &no);
    bool known_not = !yes.count && !yes.undecided && no.count;
    ways_release(&yes);
    ways_release(&no);
    return !known_not && (asks_about_result(p->expr) || asks_about_params(&l->e->summaries[c->function], params_in(p->expr)));
}

static void report_one_lost(struct lifecycle *l, const struct call *c, struct state *s, sym object)
{
    const struct program_function *pf = &l->e->program.functions.items[c->function];
    l->a.module = pf->module;
    l->a.place_function = c->function;
    check_foreign_lost(&l->a, s, object, pf->ir->end_loc);
    l->a.module = NULL;
    l->a.place_function = PROGRAM_NONE;
}

/* Slot of the unknown state of what the caller has taken back. */
enum { SLOT_TAKEN_BACK = INT32_MAX };

/* What the caller has taken back is nothing that the driver could lose later. */
static void let_go(struct lifecycle *l, const struct call *c, struct state *s, struct term t)
{
    const struct object *o = t.offset == 0 ? state_object(s, t.base) : NULL;
    if (o && object_in_state(o, OBJECT_FOREIGN))
        state_set_attribute(&l->a.domain, s, t.base, ATTRIBUTE_STATE, unknown_argument(l, s, c->site, SLOT_TAKEN_BACK));
}

/* ---- what waits in the driver's memory ---------------------------------------------------------------------------- */

/*
 * A request that a callback was handed and put into memory of the driver's stays what it is from callback to callback, as long as
 * nobody else holds it: nothing that is lent or called later leads to it, nor memory of others. Of the object itself no more is known than that.
 * It is lost only where a callback takes it out, so that null stands in each place that it was in, and neither gives it back nor puts it anywhere.
 * A callback that is handed such an object itself is not asked: of a queue that hands out one request after the other the next one says that the
 * first was done with, in a way that is not seen, and may be put in its place, and out again.
 */
struct keeping {
    struct lifecycle *l;
    const struct state *s;
    struct kept_objects *out;
    struct sym_set drivers, others; /* what is reached from memory of the driver's, from anything else */
};

static bool is_waiting(struct keeping *k, uint32_t key, const struct object *o)
{
    return universe_key(&k->l->a.universe, key)->kind == SYM_UNKNOWN && object_in_state(o, OBJECT_FOREIGN) && attribute_of(k->s, key, ATTRIBUTE_KIND) > 0;
}

static bool keeping_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct keeping *k = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    enum sym_kind kind = universe_key(&k->l->a.universe, key)->kind;
    if (key == k->l->instance.base || kind == SYM_GLOBAL)
        sym_set_add(&k->drivers, key);
    else if (key != driver_symbol(&k->l->a) && (o->escaped || is_lent(o) || (kind != SYM_NEW && !is_waiting(k, key, o))))
        sym_set_add(&k->others, key);
    return true;
}

static bool keep_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct keeping *k = context;
    if (is_waiting(k, key, (const struct object *)(uintptr_t)v->a) && sym_set_has(&k->drivers, key) && !sym_set_has(&k->others, key))
        vec_push(&k->out->list, (struct kept_object){key, attribute_of(k->s, key, ATTRIBUTE_KIND)});
    return true;
}

void foreign_find_kept(struct lifecycle *l, const struct state *s, struct kept_objects *out)
{
    struct keeping k = {.l = l, .s = s, .out = out};
    pmap_each(s->heap, keeping_fn, &k);
    state_reach(&l->a.domain, s, false, &k.drivers);
    state_reach(&l->a.domain, s, false, &k.others);
    pmap_each(s->heap, keep_fn, &k);
    sym_set_release(&k.drivers);
    sym_set_release(&k.others);
}

void foreign_keep(struct lifecycle *l, struct state *s, const struct kept_objects *kept)
{
    for (uint32_t i = 0; i < kept->list.count; i++) {
        const struct kept_object *k = &kept->list.items[i];
        if (!state_object(s, k->object))
            continue;
        state_set_attribute(&l->a.domain, s, k->object, ATTRIBUTE_STATE, term_const(OBJECT_FOREIGN));
        state_set_attribute(&l->a.domain, s, k->object, ATTRIBUTE_KIND, term_const(k->kind));
        state_set_attribute(&l->a.domain, s, k->object, ATTRIBUTE_KEPT, term_const(1));
    }
}

struct taken_out {
    struct lifecycle *l;
    const struct call *call;
    const struct state *s;
    sym object;
    bool elsewhere; /* something else stands where it stood, or an object that may be it is not what it was */
};

/* Each place in which it stood before the callback. */
static bool place_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct taken_out *t = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a, *now = state_object(t->s, key);
    for (uint32_t i = 0; i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i], *here = NULL;
        if (c->kind != CELL_VALUE || state_norm(&t->l->a.domain, t->l->a.called_in, c->value).base != t->object)
            continue;
        for (uint32_t k = 0; now && k < now->cell_count; k++)
            if (now->cells[k].offset == c->offset)
                here = &now->cells[k];
        t->elsewhere |= !here || !(here->kind == CELL_ZERO || (here->kind == CELL_VALUE && term_equal(state_norm(&t->l->a.domain, t->s, here->value), term_const(0))));
    }
    return !t->elsewhere;
}

/* Who gives back something of which it is not known what it is may have given this back. */
static bool done_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct taken_out *t = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool argument = false;
    for (uint32_t i = 0; i < t->call->arg_count; i++)
        argument |= t->call->args[i].base == key;
    enum sym_kind kind = universe_key(&t->l->a.universe, key)->kind;
    t->elsewhere |= !argument && key != t->object && kind != SYM_NEW && kind != SYM_LOCAL && attribute_of(t->s, key, ATTRIBUTE_STATE) != 0 && !object_in_state(o, OBJECT_FOREIGN);
    return !t->elsewhere;
}

/* Whether the callback has taken it out of the driver's memory. */
static bool is_taken_out(struct lifecycle *l, const struct call *c, const struct state *s, sym object)
{
    struct taken_out t = {.l = l, .call = c, .s = s, .object = object, .elsewhere = c->callback->outcome_count != 0};
    for (uint32_t i = 0; i < c->callback->param_count; i++)
        t.elsewhere |= c->callback->params[i].kind == ARGUMENT_SOME || c->callback->params[i].kind == ARGUMENT_FOREIGN;
    if (!t.elsewhere)
        pmap_each(l->a.called_in->heap, place_fn, &t);
    if (!t.elsewhere)
        pmap_each(s->heap, done_fn, &t);
    return !t.elsewhere;
}

/* What only the call leads to: objects that an earlier callback was handed, and that came here by what was lent or scheduled then. */
struct kept {
    const struct lifecycle *l;
    const struct call *call;
    const struct state *s;
    VEC(sym) list;
};

static bool kept_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct kept *k = context;
    bool argument = false;
    for (uint32_t i = 0; i < k->call->arg_count; i++)
        argument |= k->call->args[i].base == key;
    if (!argument && object_in_state((const struct object *)(uintptr_t)v->a, OBJECT_FOREIGN) && state_object(k->l->a.called_in, key))
        vec_push(&k->list, key);
    return true;
}

static void report_kept_lost(struct lifecycle *l, const struct call *c, struct state *s)
{
    struct kept k = {.l = l, .call = c, .s = s};
    pmap_each(s->heap, kept_fn, &k);
    for (uint32_t i = 0; i < k.list.count; i++)
        if ((!attribute_of(s, k.list.items[i], ATTRIBUTE_KEPT) || is_taken_out(l, c, s, k.list.items[i])) &&
            foreign_is_lost(l, s, (struct term){k.list.items[i], 0}) && !path_asks_about(&l->a, s, k.list.items[i]))
            report_one_lost(l, c, s, k.list.items[i]);
    vec_release(&k.list);
}

void report_foreign_lost(struct lifecycle *l, const struct call *c, struct state *s, const struct term *returned)
{
    const struct program_function *pf = &l->e->program.functions.items[c->function];
    if (pf->ir->flags & IR_FUNCTION_DEGRADED)
        return;
    for (uint32_t i = 0; i < c->callback->param_count && i < c->arg_count; i++) {
        const struct callback_param *p = &c->callback->params[i];
        struct term t = c->args[i];
        bool foreign = p->kind == ARGUMENT_FOREIGN, back = p->kind == ARGUMENT_RETURNED;
        if (foreign && is_taken_back(l, c, s, p, returned)) {
            let_go(l, c, s, t);
            continue;
        }
        if ((foreign || back) && foreign_is_lost(l, s, t) && !(back && path_asks_about(&l->a, s, t.base)))
            report_one_lost(l, c, s, t.base);
    }
    for (uint32_t i = 0; i < c->arg_count && i < 32; i++)
        if ((c->given_back >> i & 1) && foreign_is_lost(l, s, c->args[i]))
            report_one_lost(l, c, s, c->args[i].base);
    report_kept_lost(l, c, s);
}
