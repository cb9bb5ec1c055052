/*
 * What a component left behind, as bytes; restore.c reads them. Nothing in them is an index of this run: functions and globals
 * stand by identity, places and instructions by their number within their function, so that lines come from the
 * text that is there when they are read; what belongs to the rules stands by its number in the rule set.
 *
 * The same bytes with places numbered as they are met say what callers can see of the component: `by_content`.
 */
#include "engine/store.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers of any size -------------------------------------------------------------------------- */

static void put(struct str *out, uint64_t x)
{
    while (x >= 0x80) {
        str_append_char(out, (char)(x | 0x80));
        x >>= 7;
    }
    str_append_char(out, (char)x);
}

static void put_signed(struct str *out, int64_t x) { put(out, (uint64_t)x << 1 ^ (uint64_t)(x >> 63)); }

/* ---- the words of the rules, numbered ------------------------------------------------------------------ */

static void add_words(struct word_list *l, const struct words *w)
{
    if (w)
        vec_push(&l->items, w);
}

static void add_effect_words(struct word_list *l, const struct effect *effects, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        add_words(l, effects[i].step);
        add_effect_words(l, effects[i].inner, effects[i].inner_count);
    }
}

static int compare_words(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct numbered_words *)a)->words, y = (uintptr_t)((const struct numbered_words *)b)->words;
    return x < y ? -1 : x > y;
}

struct rule_words *rule_words_new(const struct ruleset *r)
{
    struct rule_words *w = mem_zalloc(sizeof *w);
    for (uint32_t d = 0; d < r->ddis.count; d++) {
        const struct ddi *ddi = &r->ddis.items[d];
        add_effect_words(&w->by_number, ddi->effects, ddi->effect_count);
        for (uint32_t o = 0; o < ddi->outcome_count; o++) {
            add_effect_words(&w->by_number, ddi->outcomes[o].made, ddi->outcomes[o].made != NULL);
            add_effect_words(&w->by_number, ddi->outcomes[o].effects, ddi->outcomes[o].effect_count);
        }
    }
    for (uint32_t i = 0; i < r->rules.count; i++)
        for (uint32_t c = 0; c < r->rules.items[i].check_count; c++)
            add_words(&w->by_number, r->rules.items[i].checks[c].message);
    w->by_address = mem_alloc((w->by_number.items.count + 1) * sizeof *w->by_address);
    for (uint32_t i = 0; i < w->by_number.items.count; i++)
        w->by_address[i] = (struct numbered_words){w->by_number.items.items[i], i};
    if (w->by_number.items.count)
        qsort(w->by_address, w->by_number.items.count, sizeof *w->by_address, compare_words);
    return w;
}

void rule_words_free(struct rule_words *w)
{
    vec_release(&w->by_number.items);
    free(w->by_address);
    free(w);
}

/* + 1; 0 for none, UINT32_MAX where they are not the rules'. */
static uint32_t words_number(const struct rule_words *w, const struct words *words)
{
    struct numbered_words key = {words, 0};
    if (!words)
        return 0;
    const struct numbered_words *found = w->by_number.items.count ? bsearch(&key, w->by_address, w->by_number.items.count, sizeof key, compare_words) : NULL;
    return found ? found->number + 1 : UINT32_MAX;
}

/* ---- writing: small things ------------------------------------------------------------------------------- */

struct writer {
    const struct engine *e;
    const struct component *of;
    struct str *out;
    bool by_content, bad;
    VEC(struct involved) functions; /* members first, then those that were specialised for them */
    uint32_t next_rank;
    VEC(const struct event *) events;
    uint32_t *slots; /* of events, by address: index + 1 */
    uint32_t slot_count;
};

static uint32_t involved_index(struct writer *w, uint32_t function)
{
    for (uint32_t i = 0; i < w->functions.count; i++)
        if (w->functions.items[i].function == function)
            return i;
    struct involved x = {.function = function};
    const struct program_function *pf = &w->e->program.functions.items[function];
    places_collect(&x.places, pf->module, pf->ir);
    x.ranks = mem_zalloc(x.places.locs.count * sizeof *x.ranks);
    vec_push(&w->functions, x);
    return w->functions.count - 1;
}

static void put_text(struct writer *w, const char *text)
{
    put(w->out, text ? strlen(text) + 1 : 0);
    if (text)
        str_append(w->out, text);
}

static void put_term(struct writer *w, struct term t)
{
    put(w->out, (uint32_t)(t.base + 1)); /* UINT32_MAX, none, becomes 0 */
    if (t.base != UINT32_MAX)
        put_signed(w->out, t.offset);
}

static void put_function(struct writer *w, uint32_t function)
{
    put(w->out, w->e->memory->ids->functions[function]);
}

static void put_place(struct writer *w, struct involved *in, ir_index loc)
{
    uint32_t n = place_number(&in->places, loc);
    w->bad |= n == UINT32_MAX;
    if (w->by_content && n && !w->bad) {
        uint32_t *rank = &in->ranks[n];
        if (!*rank)
            *rank = ++w->next_rank;
        n = *rank;
    }
    put(w->out, n);
}

static void put_key(struct writer *w, const struct sym_key *k)
{
    const struct program *p = &w->e->program;
    struct sym_key kept = *k;
    put(w->out, k->kind);
    switch ((enum sym_kind)k->kind) {
    case SYM_GLOBAL:
        put(w->out, w->e->memory->ids->globals[k->a]);
        if (w->by_content)
            put(w->out, w->e->memory->ids->constants[k->a]);
        return;
    case SYM_FUNCTION:
        put_function(w, k->a);
        return;
    case SYM_STRING:
        put(w->out, identity_of_string(p, k->a, k->b));
        return;
    case SYM_NEW: case SYM_UNKNOWN:
        kept.a = 0; /* the place that made it: callers have their own */
        break;
    default:
        break;
    }
    put(w->out, k->op);
    put(w->out, k->bits | (uint64_t)k->is_signed << 8 | (uint64_t)k->lost << 9);
    put(w->out, kept.a);
    put(w->out, k->b);
    put(w->out, k->epoch);
    if (k->kind == SYM_PRE || k->kind == SYM_EXPR || k->kind == SYM_ELEMENT || k->kind == SYM_LIST) {
        put_term(w, k->x);
        put_term(w, k->y);
    }
}

/* ---- writing: traces ---------------------------------------------------------------------------------------- */

static uint32_t event_slot(const struct writer *w, const struct event *ev)
{
    uint32_t mask = w->slot_count - 1, at = (uint32_t)hash_mix((uint64_t)(uintptr_t)ev, 1) & mask;
    while (w->slots[at] && w->events.items[w->slots[at] - 1] != ev)
        at = (at + 1) & mask;
    return at;
}

/* Number + 1 of an event, 0 where it has none yet. */
static uint32_t event_number(const struct writer *w, const struct event *ev) { return ev && w->slot_count ? w->slots[event_slot(w, ev)] : 0; }

static void add_event(struct writer *w, const struct event *ev)
{
    if ((w->events.count + 1) * 2 > w->slot_count) {
        free(w->slots);
        w->slot_count = w->slot_count ? w->slot_count * 2 : 256;
        w->slots = mem_zalloc(w->slot_count * sizeof *w->slots);
        for (uint32_t i = 0; i < w->events.count; i++)
            w->slots[event_slot(w, w->events.items[i])] = i + 1;
    }
    uint32_t at = event_slot(w, ev);
    vec_push(&w->events, ev);
    w->slots[at] = w->events.count;
}

/* The case of a callee's summary whose path it is, and by which of its stories (0: the usual one); UINT32_MAX where none. */
static uint32_t case_of(const struct engine *e, uint32_t callee, const struct event *trace, uint32_t *story)
{
    const struct summary *s = &e->summaries[callee];
    *story = 0;
    for (uint32_t i = 0; i < s->case_count; i++) {
        if (s->cases[i].trace == trace)
            return i;
        for (uint32_t k = 0; k < s->cases[i].story_count; k++)
            if (s->cases[i].stories[k].trace == trace) {
                *story = k + 1;
                return i;
            }
    }
    return UINT32_MAX;
}

/* Whether what happened in the call is this component's to tell: a call of its own, or of a specialised callee. */
static bool is_own(const struct writer *w, const struct event *ev)
{
    uint32_t story;
    return ev->inner && (member_of(w->of, ev->callee) != UINT32_MAX || case_of(w->e, ev->callee, ev->inner, &story) == UINT32_MAX);
}

/* An event after those that it refers to: what came before, and what happened in a call of this component's own. */
static void number_events(struct writer *w, const struct event *ev)
{
    VEC(const struct event *) todo = {0};
    for (; ev && !event_number(w, ev); ev = ev->before)
        vec_push(&todo, ev);
    while (todo.count) {
        const struct event *next = vec_pop(&todo);
        if (is_own(w, next))
            number_events(w, next->inner); /* as deep as a component has rounds, or specialised callees call such */
        add_event(w, next);
    }
    vec_release(&todo);
}

static void put_inner(struct writer *w, const struct event *ev)
{
    if (!ev->inner) {
        put(w->out, INNER_NONE);
        return;
    }
    bool own = is_own(w, ev);
    put(w->out, own ? INNER_OWN : INNER_CASE);
    put_function(w, ev->callee);
    uint32_t story = 0, at = own ? event_number(w, ev->inner) - 1 : case_of(w->e, ev->callee, ev->inner, &story);
    w->bad |= at == UINT32_MAX;
    put(w->out, at);
    put(w->out, story);
    put(w->out, ev->map_count);
    for (uint32_t i = 0; i < ev->map_count; i++) {
        put(w->out, ev->map[i].from);
        put_term(w, ev->map[i].to);
    }
}

static void put_event(struct writer *w, const struct event *ev)
{
    const struct engine *e = w->e;
    uint32_t words = words_number(e->memory->words, ev->words);
    w->bad |= words == UINT32_MAX || ev->phase || ev->function == PROGRAM_NONE;
    if (w->bad)
        return;
    uint32_t in = involved_index(w, ev->function);
    const struct program_function *pf = &e->program.functions.items[ev->function];
    uint32_t first = pf->module->blocks.items[pf->ir->first_block].first;
    put(w->out, ev->kind | (uint64_t)ev->taken << 3 | (uint64_t)ev->of_object << 4 | (uint64_t)ev->decided << 5 | (uint64_t)ev->change << 6 | (uint64_t)ev->cut << 8);
    put(w->out, event_number(w, ev->before));
    put(w->out, in);
    put_place(w, &w->functions.items[in], ev->loc);
    put(w->out, ev->count);
    put(w->out, ev->awaited);
    put_term(w, ev->subject);
    put(w->out, (uint32_t)(ev->argument + 1));
    put(w->out, words);
    put_text(w, ev->text);
    put_text(w, ev->called);
    put_text(w, ev->page);
    put(w->out, ev->irql_low | (uint64_t)ev->irql_high << 8);
    put(w->out, ev->ddi ? (uint64_t)(ev->ddi - e->rules->ddis.items) + 1 : 0);
    if (w->by_content)
        put(w->out, ev->call ? ev->call->op + 1u : 0);
    else
        put(w->out, ev->call ? (uint64_t)(ev->call - pf->module->insns.items) - first + 1 : 0);
    put(w->out, ev->value_count);
    for (uint32_t i = 0; i < ev->value_count; i++)
        put_term(w, ev->values[i]);
    put_inner(w, ev);
}

/* ---- writing: summaries ----------------------------------------------------------------------------------------- */

static void put_cell(struct writer *w, const struct summary_cell *c)
{
    put(w->out, c->base);
    put(w->out, c->attribute | (uint64_t)c->cell.kind << 1 | (uint64_t)(c->cell.stamp >> STAMP_FLAGS_SHIFT) << 3);
    put_signed(w->out, c->cell.offset);
    put(w->out, c->cell.size);
    if (c->cell.kind == CELL_VALUE)
        put_term(w, c->cell.value);
}

static void put_range(struct writer *w, const struct fact *f)
{
    put_signed(w->out, f->low);
    put_signed(w->out, f->high);
    put(w->out, f->set);
    put(w->out, f->clear);
    put(w->out, f->hole_count);
    for (uint32_t i = 0; i < f->hole_count; i++)
        put_signed(w->out, f->holes[i]);
}

static void put_fact(struct writer *w, const struct summary_fact *f)
{
    put(w->out, f->base);
    put(w->out, f->same | (uint64_t)f->followed << 1);
    if (f->same) {
        put_term(w, f->term);
        return;
    }
    put_range(w, &f->fact);
}

static void put_issue(struct writer *w, const struct issue *issue)
{
    put(w->out, (uint64_t)(issue->rule - w->e->rules->rules.items));
    put(w->out, (uint64_t)(issue->check - issue->rule->checks));
    put(w->out, issue->watch);
    put(w->out, issue->failed);
    put(w->out, issue->need_count);
    for (uint32_t i = 0; i < issue->need_count; i++) {
        put(w->out, issue->needs[i].op);
        put_term(w, issue->needs[i].x);
        put_term(w, issue->needs[i].y);
    }
}

static void put_case(struct writer *w, const struct summary_case *c)
{
    put(w->out, c->is_issue | (uint64_t)c->returns_value << 1 | (uint64_t)c->widened << 2 | (uint64_t)c->uncertain << 4);
    put_term(w, c->result);
    put(w->out, c->object_count);
    for (uint32_t i = 0; i < c->object_count; i++) {
        const struct summary_object *o = &c->objects[i];
        put(w->out, o->base);
        put(w->out, o->rest | (uint64_t)(o->escaped != FATE_NONE) << 2 | (uint64_t)o->is_new << 3 | (uint64_t)(o->stamp >> STAMP_FLAGS_SHIFT) << 4);
    }
    put(w->out, c->cell_count);
    for (uint32_t i = 0; i < c->cell_count; i++)
        put_cell(w, &c->cells[i]);
    put(w->out, c->fact_count);
    for (uint32_t i = 0; i < c->fact_count; i++)
        put_fact(w, &c->facts[i]);
    put(w->out, c->blurred_count);
    for (uint32_t i = 0; i < c->blurred_count; i++) {
        put(w->out, c->blurred[i].base);
        put(w->out, c->blurred[i].blur.join);
        put_range(w, &c->blurred[i].blur.x);
        put_range(w, &c->blurred[i].blur.y);
    }
    put(w->out, event_number(w, c->trace));
    put(w->out, c->story_count);
    for (uint32_t i = 0; i < c->story_count; i++) {
        put(w->out, c->stories[i].base);
        put_range(w, &c->stories[i].fact);
        put(w->out, event_number(w, c->stories[i].trace));
    }
    if (c->is_issue)
        put_issue(w, &c->issue);
}

static void put_summary(struct writer *w, const struct summary *s)
{
    put(w->out, s->incomplete | (uint64_t)s->lossy << 1 | (uint64_t)s->degraded << 2 | (uint64_t)s->cut << 3);
    put(w->out, w->by_content ? s->steps <= SPECIAL_VALUE_STEPS : s->steps);
    put(w->out, s->called_count);
    for (uint32_t i = 0; i < s->called_count; i++)
        put(w->out, s->called[i]);
    put(w->out, s->key_count);
    for (uint32_t i = 0; i < s->key_count; i++)
        put_key(w, &s->keys[i]);
    put(w->out, s->case_count);
    for (uint32_t i = 0; i < s->case_count; i++)
        put_case(w, &s->cases[i]);
}

/* Everything that is no summary. */
static void put_results(struct writer *w, const struct results *r)
{
#define X(name, words) put(w->out, r->counters.name);
    ENGINE_COUNTERS(X)
#undef X
    put(w->out, r->taken.count);
    for (uint32_t i = 0; i < r->taken.count; i++) {
        put_function(w, r->taken.items[i].function);
        put(w->out, r->taken.items[i].steps);
        if (member_of(w->of, r->taken.items[i].function) == UINT32_MAX) { /* it was specialised: all that it reads counts */
            struct hash128 key = schedule_key(w->e, r->taken.items[i].function);
            put(w->out, key.high);
            put(w->out, key.low);
        }
    }
    put(w->out, r->unknown.count);
    for (uint32_t i = 0; i < r->unknown.count; i++)
        put_function(w, r->unknown.items[i]);
    put(w->out, r->awaited.count);
    for (uint32_t i = 0; i < r->awaited.count; i++) {
        put_function(w, r->awaited.items[i].function);
        put_function(w, r->awaited.items[i].callback);
    }
    put(w->out, r->records.count);
    for (uint32_t i = 0; i < r->records.count; i++) {
        put_text(w, r->records.items[i].name);
        put(w->out, identity_of_record(r->records.items[i].record));
    }
}

static void writer_release(struct writer *w)
{
    for (uint32_t i = 0; i < w->functions.count; i++) {
        places_release(&w->functions.items[i].places);
        free(w->functions.items[i].ranks);
    }
    vec_release(&w->functions);
    free(w->slots);
    vec_release(&w->events);
}

bool component_store(const struct engine *e, const struct component *c, const struct results *r, bool by_content, struct str *out)
{
    struct writer w = {.e = e, .of = c, .out = out, .by_content = by_content};
    size_t before = out->length;
    if (!by_content)
        put_results(&w, r);
    for (uint32_t i = 0; i < c->count; i++)
        involved_index(&w, c->members[i]);
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < e->summaries[c->members[i]].case_count; k++) {
            const struct summary_case *one = &e->summaries[c->members[i]].cases[k];
            number_events(&w, one->trace);
            for (uint32_t n = 0; n < one->story_count; n++)
                number_events(&w, one->stories[n].trace);
        }
    for (uint32_t i = 0; i < w.events.count; i++)
        if (w.events.items[i]->function != PROGRAM_NONE)
            involved_index(&w, w.events.items[i]->function);
    put(out, w.functions.count - c->count);
    for (uint32_t i = c->count; i < w.functions.count; i++)
        put_function(&w, w.functions.items[i].function);
    put(out, w.events.count);
    for (uint32_t i = 0; i < w.events.count; i++)
        put_event(&w, w.events.items[i]);
    for (uint32_t i = 0; i < c->count; i++)
        put_summary(&w, &e->summaries[c->members[i]]);
    writer_release(&w);
    if (w.bad)
        out->length = before;
    return !w.bad;
}
