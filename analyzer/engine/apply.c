/*
 * Summaries, applied to a call (ENGINE.md D10). The callee's symbols are translated as they are
 * needed: parameters are the arguments; what the callee had read is read here, before anything is
 * written; what it made gets a name of this call. Then its facts must hold here, or the case cannot
 * happen; then a conditional finding is decided, or the changes are written.
 */
#include "engine/apply.h"

#include <stdlib.h>

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
    if (t == TRUTH_FALSE || nobody)
        return false;
    bool dropped = issue->need_count && p->a->function != PROGRAM_NONE && !issue_has_room(p->a, p->s, issue);
    p->a->out->counters.latent_dropped += dropped; /* whether it could happen is not asked: that is dear */
    return !dropped;
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
        domain_edit(&a->domain); /* what is read is noted in t, which nobody else has yet */
        bool blurred = c->blurred_count && contradicts_join(&p, c);
        if (t.dead || (c->is_issue && (blurred || !decide_issue(&p, c, &issue))) || !assume_facts(&p, c) || !read_all(&p, c)) {
            domain_done(&a->domain);
            if (c->is_issue || !call) /* nothing is left of it; of others, something may have been raised meanwhile */
                arena_rewind(&a->arena, mark);
            continue;
        }
        if (c->is_issue) {
            bool returns = c->issue.check->trigger == TRIGGER_RETURN && a->function != PROGRAM_NONE; /* the driver calls its callback itself: it does not return to the system */
            bool aliased = !returns && may_alias && is_aliased(&p, c); /* what it needs may be what the callee had changed by then */
            a->out->counters.aliased_calls += aliased;
            domain_done(&a->domain);
            if (returns || aliased || !raise_issue(&p, f, c, &issue, loc))
                arena_rewind(&a->arena, mark);
            continue;
        }
        t.widened |= c->widened; /* before anything is said of what the call does */
        if (c->uncertain || blurred || releases_on_a_guess(&p, c))
            state_doubt(&a->domain, &t);
        struct overwritten lost = {.count = 0};
        bool aliased = may_alias && is_aliased(&p, c);
        if (aliased) {
            a->out->counters.aliased_calls++;
            forget_changes(&p, c);
        } else
            write_changes(&p, c, &lost);
        domain_done(&a->domain);
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
