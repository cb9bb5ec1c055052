/*
 * What a state need not remember: facts about symbols that nothing in it refers to any more. Paths
 * that differ in such facts alone are one.
 */
#include "engine/exec.h"

#include <stdlib.h>


struct trim {
    struct analysis *a;
    struct state *s;
    struct trim_memory *m; /* unused: expressions that were looked at */
};

static void use_term(struct trim *t, struct term v)
{
    if (v.base == 0 || v.base == UINT32_MAX || !sym_set_add(&t->m->used, v.base))
        return;
    const struct sym_key *k = universe_key(&t->a->universe, v.base);
    const struct pmap_value *same = pmap_find(t->s->same, v.base);
    if (is_answer(k))
        vec_push(&t->m->answers.list, v.base);
    if (same)
        use_term(t, term_unpack(same));
    if (k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST) {
        use_term(t, k->x);
        use_term(t, k->y);
    }
}

static bool use_object(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    use_term(t, (struct term){key, 0});
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++)
        if (o->cells[i].kind == CELL_VALUE && !sym_set_has(&t->m->used, o->cells[i].value.base))
            use_term(t, o->cells[i].value);
    return true;
}

static bool use_temp(void *context, uint32_t key, const struct pmap_value *v)
{
    (void)key;
    use_term(context, term_unpack(v));
    return true;
}

/* Facts about what callers passed choose the path and stay; a comparison stays with its operands. */
static bool is_used(struct trim *t, sym s)
{
    if (sym_set_has(&t->m->used, s))
        return true;
    if (t->a->function == PROGRAM_NONE) /* between callbacks no path is left to choose */
        return false;
    if (universe_is_pre(&t->a->universe, s))
        return true;
    const struct sym_key *k = universe_key(&t->a->universe, s);
    if (k->kind != SYM_EXPR || !k->x.base || !k->y.base || sym_set_has(&t->m->unused, s))
        return false;
    bool used = is_used(t, k->x.base) && is_used(t, k->y.base);
    sym_set_add(used ? &t->m->used : &t->m->unused, s); /* operands are shared: each is looked at once */
    return used;
}

/* Which failure a call has answered decides what its other answers mean (answer.c). */
static bool goes_with_answer(const struct trim *t, sym status, const struct pmap_value *v)
{
    const struct sym_key *k = universe_key(&t->a->universe, status);
    bool goes = false;
    if (v->a != 0 || !is_number_of_failure((int64_t)v->b) || !is_answer(k))
        return false;
    for (uint32_t i = 0; i < t->m->answers.list.count && !goes; i++)
        goes = is_same_call(universe_key(&t->a->universe, t->m->answers.list.items[i]), k);
    return goes;
}

static bool trim_same(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    if (!is_used(t, key) && !goes_with_answer(t, key, v))
        vec_push(&t->m->drop_same.list, key);
    return true;
}

static bool trim_fact(void *context, uint32_t key, const struct pmap_value *v)
{
    struct trim *t = context;
    (void)v;
    if (!is_used(t, key))
        vec_push(&t->m->drop_facts.list, key);
    return true;
}

void state_trim(struct analysis *a, struct state *s)
{
    struct trim t = {.a = a, .s = s, .m = &a->trim};
    sym_set_clear(&t.m->used);
    sym_set_clear(&t.m->unused);
    vec_clear(&t.m->answers.list);
    vec_clear(&t.m->drop_same.list);
    vec_clear(&t.m->drop_facts.list);
    pmap_each(s->heap, use_object, &t);
    pmap_each(s->temps, use_temp, &t);
    pmap_each(s->same, trim_same, &t);
    pmap_each(s->facts, trim_fact, &t);
    for (uint32_t i = 0; i < t.m->drop_same.list.count; i++)
        s->same = pmap_remove(&a->arena, s->same, t.m->drop_same.list.items[i]);
    for (uint32_t i = 0; i < t.m->drop_facts.list.count; i++)
        s->facts = pmap_remove(&a->arena, s->facts, t.m->drop_facts.list.items[i]);
}

void trim_release(struct trim_memory *m)
{
    sym_set_release(&m->used);
    sym_set_release(&m->unused);
    vec_release(&m->answers.list);
    vec_release(&m->drop_same.list);
    vec_release(&m->drop_facts.list);
}
