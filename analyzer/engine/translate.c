/* Symbols of a summary, translated as they are needed. */
#include "engine/apply.h"

struct term translate(struct applied *p, struct term t)
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
    if (k->a - 1 >= ATTRIBUTE_HOLDS && k->a - 1 < ATTRIBUTE_HOLDS_END)
        return locks_hold(p->a, p->s, k->a - 1 - ATTRIBUTE_HOLDS);
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

void note_translated(struct applied *p, sym n, struct term t)
{
    p->map[n] = t;
    if (p->met)
        vec_push(&p->met->list, n);
}

struct term translate_sym(struct applied *p, sym n)
{
    if (p->map[n].base == UINT32_MAX)
        note_translated(p, n, compute(p, n));
    return p->map[n];
}

bool leads_through_null(struct applied *p, sym base, int depth)
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
