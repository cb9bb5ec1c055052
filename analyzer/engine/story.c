/*
 * A state that stands for two tells the story of one of them. Where a branch then goes a way that only the other had, the
 * story goes on as the other's: the path of a finding is one that can be walked.
 */
#include "engine/exec.h"

#include <stdlib.h>

enum {
    STORIES_DEEP = 16, /* joins of joins that are looked into for a story */
    STORIES_TRIED = 8, /* of these, facts that are remembered */
    STORY_DEPTH = 4,   /* operations over the symbols that a condition hangs on */
};

struct stories {
    struct arena *arena;
    struct pmap *out;
};

static const struct event *origin_of(const struct event *ev) { return ev && ev->origin ? ev->origin : ev; }

/* The newest event that both stories have in common, NULL where there is none. */
static const struct event *common_of(const struct event *x, const struct event *y)
{
    while (x != y)
        if (!y || (x && x->count >= y->count))
            x = x->before;
        else
            y = y->before;
    return x;
}

/* Tells the events of `part` from `from` on, which is not among them, after `before`. */
static const struct event *tell_after(struct analysis *a, const struct event *before, const struct event *part, const struct event *from)
{
    VEC(const struct event *) list = {0};
    for (; part && origin_of(part) != origin_of(from); part = part->before)
        vec_push(&list, part);
    while (list.count) {
        struct event *n = arena_new_raw(&a->arena, struct event);
        *n = *vec_pop(&list);
        n->origin = origin_of(n->origin ? n->origin : n);
        n->before = before;
        n->count = before ? before->count + 1 : 1;
        before = n;
    }
    vec_release(&list);
    return before;
}

static const struct event *event_of_origin(const struct event *story, const struct event *ev)
{
    while (story && origin_of(story) != origin_of(ev))
        story = story->before;
    return story;
}

/* The story that goes by `side` where it went by `usual`; itself where it does not. */
static const struct event *retold(struct analysis *a, const struct event *story, const struct event *usual, const struct event *side)
{
    const struct event *common = common_of(usual, side), *meets = event_of_origin(story, usual);
    const struct event *parts = meets && common ? event_of_origin(meets, common) : NULL;
    if (!meets || (common && !parts))
        return story;
    return tell_after(a, tell_after(a, parts, side, common), story, meets);
}

/* A value that is known, and what it is computed from, down to a symbol: path[0] is the value. */
struct asked {
    const struct state *s;
    struct fact known;
    sym path[STORY_DEPTH + 1];
    int length;
    struct tried { struct fact fact; bool can_be; } tried[STORIES_TRIED]; /* of this path: joins of joins ask for the same again */
    uint32_t tried_count;
    bool is_cleared;
    struct state cleared; /* s, but that nothing is known of the path: what is known is of both sides */
};

static void clear_path(struct analysis *a, struct asked *q)
{
    q->cleared = *q->s;
    for (int i = 0; i < q->length; i++) {
        q->cleared.facts = pmap_remove(&a->arena, q->cleared.facts, q->path[i]);
        q->cleared.same = pmap_remove(&a->arena, q->cleared.same, q->path[i]);
    }
    q->is_cleared = true;
}

/* Whether the value can be what it is known to be where the symbol at the path's end is as the fact says. */
static bool can_be(struct analysis *a, struct asked *q, const struct fact *f)
{
    uint8_t kind = universe_key(&a->universe, q->path[0])->kind;
    if (q->length == 1 && kind != SYM_EXPR && kind != SYM_ELEMENT && kind != SYM_LIST)
        return !facts_apart(f, &q->known); /* it is computed from nothing */
    for (uint32_t i = 0; i < q->tried_count; i++)
        if (facts_equal(&q->tried[i].fact, f))
            return q->tried[i].can_be;
    if (!q->is_cleared)
        clear_path(a, q);
    struct trial trial = domain_try(&a->domain);
    struct state t = q->cleared;
    state_assume_fact(&a->domain, &t, (struct term){q->path[q->length - 1], 0}, f);
    struct fact value = state_fact(&a->domain, &t, (struct term){q->path[0], 0});
    bool can = !t.dead && !facts_apart(&value, &q->known);
    domain_tried(&a->domain, trial);
    if (q->tried_count < STORIES_TRIED)
        q->tried[q->tried_count++] = (struct tried){*f, can};
    return can;
}

/* A story in which the symbol has a value that fits. */
static const struct event *fitting_story(struct analysis *a, const struct event *told, const struct story *b, struct asked *q, int depth)
{
    if (!b || depth == STORIES_DEEP)
        return told;
    bool x = can_be(a, q, &b->x), first = tells_first(b->of_x, b->of_y);
    if (x && can_be(a, q, &b->y))
        x = first;
    if (x != first)
        told = retold(a, told, first ? b->of_x : b->of_y, x ? b->of_x : b->of_y);
    return fitting_story(a, told, x ? b->in_x : b->in_y, q, depth + 1);
}

const struct story *state_story(const struct state *s, sym base)
{
    const struct pmap_value *v = base ? pmap_find(s->stories, base) : NULL;
    return v ? (const struct story *)(uintptr_t)v->a : NULL;
}

static void retell(struct analysis *a, struct state *s, struct asked *q, sym base)
{
    if (q->length > STORY_DEPTH || base == 0)
        return;
    q->path[q->length++] = base;
    q->tried_count = 0;
    q->is_cleared = false;
    s->trace = fitting_story(a, s->trace, state_story(s, base), q, 0);
    const struct sym_key k = *universe_key(&a->universe, base); /* a copy: to ask makes symbols */
    if (k.kind == SYM_EXPR || k.kind == SYM_ELEMENT || k.kind == SYM_LIST) {
        retell(a, s, q, k.x.base);
        retell(a, s, q, k.y.base);
    }
    q->length--;
}

void state_retell(struct analysis *a, struct state *s, struct term t)
{
    if (!s->stories.root || t.base == 0)
        return;
    const struct state now = *s;
    struct asked q = {.s = &now, .known = state_fact(&a->domain, s, (struct term){t.base, 0})};
    retell(a, s, &q, t.base);
}

static bool add_story(void *context, uint32_t key, const struct pmap_value *x, const struct pmap_value *y)
{
    struct stories *j = context;
    if (!x && y)
        *j->out = pmap_set(j->arena, *j->out, key, *y);
    return true;
}

void stories_meet(struct analysis *a, const struct state *x, const struct state *y, struct state *out)
{
    struct stories j = {&a->arena, &out->stories};
    bool first = tells_first(x->trace, y->trace);
    out->trace = first ? x->trace : y->trace;
    out->stories = first ? x->stories : y->stories;
    pmap_diff(out->stories, first ? y->stories : x->stories, add_story, &j);
}

void story_add(struct analysis *a, const struct state *x, const struct state *y, sym base, const struct fact *fx, const struct fact *fy, sym of_x, sym of_y,
               struct state *out)
{
    struct story *b = arena_new_raw(&a->arena, struct story);
    *b = (struct story){*fx, *fy, x->trace, y->trace, state_story(x, of_x), state_story(y, of_y)};
    out->stories = pmap_set(&a->arena, out->stories, base, (struct pmap_value){(uint64_t)(uintptr_t)b, 0});
}

/* ---- in summaries ------------------------------------------------------------------------------------- */

/* Adds the story for each range of values that the symbol may have, as far as there is room. */
static void add_stories(struct analysis *a, const struct state *s, const struct event *told, sym base, const struct story *tree, const struct story *b, const struct fact *known,
                        struct summary_story *list, uint32_t *count, int depth)
{
    for (int side = 0; side < 2; side++) {
        const struct fact *f = side ? &b->y : &b->x;
        const struct story *in = side ? b->in_y : b->in_x;
        if (facts_apart(f, known))
            continue;
        if (in && depth < STORIES_DEEP)
            add_stories(a, s, told, base, tree, in, known, list, count, depth + 1);
        else if (*count < STORIES_MAX) {
            struct asked q = {.s = s, .known = *f, .path = {base}, .length = 1};
            list[*count] = (struct summary_story){base, *f, fitting_story(a, told, tree, &q, 0)};
            ++*count;
        }
    }
}

struct retelling {
    struct analysis *a;
    const struct state *s;
    const struct event *trace;
    struct summary_story *list;
    uint32_t count;
};

static bool stories_of_symbol(void *context, uint32_t key, const struct pmap_value *v)
{
    struct retelling *t = context;
    const struct story *b = (const struct story *)(uintptr_t)v->a;
    uint32_t from = t->count, others = 0;
    if (!universe_is_pre(&t->a->universe, key) || universe_key(&t->a->universe, key)->kind == SYM_EXPR)
        return true;
    struct fact known = state_fact(&t->a->domain, t->s, (struct term){key, 0});
    add_stories(t->a, t->s, t->trace, key, b, b, &known, t->list, &t->count, 0);
    for (uint32_t i = from; i < t->count; i++)
        others += t->list[i].trace != t->trace;
    if (!others)
        t->count = from;
    return true;
}

uint32_t stories_for_callers(struct analysis *a, const struct state *s, const struct event *trace, struct summary_story list[STORIES_MAX])
{
    struct retelling t = {a, s, trace, list, 0};
    pmap_each(s->stories, stories_of_symbol, &t);
    return t.count;
}

const struct event *story_of_case(const struct summary_case *c, const struct fact *known, const bool *has)
{
    const struct event *trace = c->trace;
    for (uint32_t i = 0; i < c->story_count && trace == c->trace; i++) {
        const struct event *fits = NULL;
        bool told = !has[i];
        uint32_t k = i;
        for (; k < c->story_count && c->stories[k].base == c->stories[i].base; k++) {
            if (facts_apart(&known[i], &c->stories[k].fact))
                continue;
            told |= c->stories[k].trace == c->trace;
            fits = fits ? fits : c->stories[k].trace;
        }
        if (!told && fits)
            trace = fits;
        i = k - 1;
    }
    return trace;
}

void stories_of_call(struct analysis *a, struct state *s, const struct summary_case *c, const struct term *names)
{
    const struct event *call = s->trace;
    for (uint32_t i = 0; i < c->story_count && call; i++) {
        const struct summary_story *y = &c->stories[i], *x = NULL;
        for (uint32_t k = 0; k < c->story_count; k++)
            if (c->stories[k].base == y->base && c->stories[k].trace == c->trace)
                x = &c->stories[k];
        if (!x || y->trace == c->trace || names[i].base == 0 || names[i].base == UINT32_MAX || names[i].offset)
            continue;
        struct event *other = arena_new_raw(&a->arena, struct event);
        *other = *call;
        other->inner = y->trace;
        struct story *b = arena_new_raw(&a->arena, struct story);
        const struct story *before = state_story(s, names[i].base);
        *b = (struct story){x->fact, y->fact, call, other, before, before};
        s->stories = pmap_set(&a->arena, s->stories, names[i].base, (struct pmap_value){(uint64_t)(uintptr_t)b, 0});
    }
}
