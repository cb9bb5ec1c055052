/* What a component left behind, out of the bytes that store.c wrote. Any bytes can come: each number is checked before it is used. */
#include "engine/store.h"

#include <stdlib.h>

/* ---- numbers of any size -------------------------------------------------------------------------- */

static uint64_t take(struct unpack *u)
{
    uint64_t x = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (u->at == u->end)
            break;
        uint8_t c = (uint8_t)*u->at++;
        x |= (uint64_t)(c & 0x7F) << shift;
        if (!(c & 0x80))
            return x;
    }
    u->bad = true;
    return 0;
}

static uint32_t take_u32(struct unpack *u)
{
    uint64_t x = take(u);
    u->bad |= x > UINT32_MAX;
    return (uint32_t)x;
}

/* Below `limit`; else bad. */
static uint32_t take_below(struct unpack *u, uint64_t limit)
{
    uint64_t x = take(u);
    u->bad |= x >= limit;
    return u->bad ? 0 : (uint32_t)x;
}

/* A count of things of at least one byte each. */
static uint32_t take_count(struct unpack *u) { return take_below(u, (uint64_t)(u->end - u->at) + 1); }

static int64_t take_signed(struct unpack *u)
{
    uint64_t x = take(u);
    return (int64_t)(x >> 1 ^ (~(x & 1) + 1));
}

/* ---- reading: small things ----------------------------------------------------------------------------------------- */

struct loader {
    const struct engine *e;
    const struct component *of;
    struct arena *arena;
    struct unpack u;
    VEC(struct involved) functions; /* as written */
    struct event *events;
    uint32_t event_count;
};

static const char *take_text(struct loader *l)
{
    uint64_t n = take(&l->u);
    if (n == 0 || l->u.bad)
        return NULL;
    if (n - 1 > (uint64_t)(l->u.end - l->u.at)) {
        l->u.bad = true;
        return NULL;
    }
    const char *text = arena_strndup(l->arena, l->u.at, (size_t)n - 1);
    l->u.at += n - 1;
    return text;
}

/* limit: symbols that there are. */
static struct term take_term(struct loader *l, uint64_t limit)
{
    uint64_t base = take(&l->u);
    if (base == 0)
        return (struct term){UINT32_MAX, 0};
    l->u.bad |= base > limit;
    return (struct term){(sym)(base - 1), take_signed(&l->u)};
}

/* A term that is there. */
static struct term take_known(struct loader *l, uint64_t limit)
{
    struct term t = take_term(l, limit);
    l->u.bad |= t.base == UINT32_MAX;
    return t;
}

static uint32_t take_function(struct loader *l)
{
    uint32_t f;
    uint64_t identity = take(&l->u);
    if (l->u.bad || !identity_function(l->e->memory->ids, identity, &f)) {
        l->u.bad = true;
        return 0;
    }
    return f;
}

static struct sym_key take_key(struct loader *l, uint32_t limit)
{
    const struct identities *ids = l->e->memory->ids;
    struct sym_key k = {.kind = (uint8_t)take_below(&l->u, SYM_LIST + 1)};
    switch ((enum sym_kind)k.kind) {
    case SYM_GLOBAL:
        l->u.bad |= !identity_global(ids, take(&l->u), &k.a);
        return k;
    case SYM_FUNCTION:
        k.a = take_function(l);
        return k;
    case SYM_STRING:
        l->u.bad |= !identity_string(ids, take(&l->u), &k.a, &k.b);
        return k;
    default:
        break;
    }
    k.op = (uint8_t)take_below(&l->u, SYM_OP_COUNT);
    uint32_t flags = take_below(&l->u, 1u << 12);
    k.bits = (uint8_t)flags;
    k.is_signed = flags >> 8 & 1;
    k.lost = (uint8_t)(flags >> 9 & 3);
    k.a = take_u32(&l->u);
    k.b = take_u32(&l->u);
    k.epoch = take_u32(&l->u);
    if (k.kind == SYM_PRE || k.kind == SYM_EXPR || k.kind == SYM_ELEMENT || k.kind == SYM_LIST) {
        k.x = take_known(l, limit);
        k.y = take_known(l, limit);
    }
    return k;
}

/* ---- reading: traces --------------------------------------------------------------------------------------------------- */

/* Symbols of a component's events may be those of an earlier round, which are not there any more. */
static uint64_t symbols_max(const struct loader *l) { return l->of->count ? UINT32_MAX : 0; }

static void take_inner(struct loader *l, struct event *ev, uint32_t number)
{
    enum inner_kind kind = (enum inner_kind)take_below(&l->u, INNER_CASE + 1);
    if (kind == INNER_NONE || l->u.bad)
        return;
    ev->callee = take_function(l);
    if (kind == INNER_OWN) {
        uint32_t at = take_below(&l->u, number);
        take_below(&l->u, 1);
        ev->inner = l->u.bad ? NULL : &l->events[at];
    } else {
        const struct summary *s = &l->e->summaries[ev->callee];
        uint32_t at = take_below(&l->u, s->case_count), story = take_below(&l->u, l->u.bad ? 1 : s->cases[at].story_count + 1);
        ev->inner = l->u.bad ? NULL : story ? s->cases[at].stories[story - 1].trace : s->cases[at].trace;
    }
    ev->map_count = take_count(&l->u);
    if (l->u.bad)
        return;
    struct event_name *map = arena_array(l->arena, struct event_name, ev->map_count);
    for (uint32_t i = 0; i < ev->map_count; i++) {
        map[i].from = take_below(&l->u, UINT32_MAX);
        map[i].to = take_term(l, symbols_max(l));
        l->u.bad |= i && map[i].from <= map[i - 1].from;
    }
    ev->map = map;
}

static void take_event(struct loader *l, uint32_t number)
{
    const struct engine *e = l->e;
    struct event *ev = &l->events[number];
    uint32_t flags = take_below(&l->u, 512), before = take_below(&l->u, (uint64_t)number + 1), in = take_below(&l->u, l->functions.count);
    if (l->u.bad)
        return;
    const struct involved *where = &l->functions.items[in];
    const struct program_function *pf = &e->program.functions.items[where->function];
    *ev = (struct event){.kind = (enum event_kind)(flags & 7), .taken = flags >> 3 & 1, .of_object = flags >> 4 & 1,
                         .decided = flags >> 5 & 1, .change = (uint8_t)(flags >> 6 & 3), .cut = flags >> 8 & 1, .insn = UINT32_MAX, .module = pf->module,
                         .function = where->function, .callee = PROGRAM_NONE, .before = before ? &l->events[before - 1] : NULL};
    l->u.bad |= ev->kind > EVENT_CALLBACK;
    ev->loc = where->places.locs.items[take_below(&l->u, where->places.locs.count)];
    ev->count = take_u32(&l->u);
    ev->awaited = take_u32(&l->u);
    l->u.bad |= ev->awaited && !ruleset_callback(e->rules, ev->awaited);
    ev->subject = take_term(l, symbols_max(l));
    ev->argument = take_u32(&l->u) - 1;
    uint32_t words = take_below(&l->u, (uint64_t)e->memory->words->by_number.items.count + 1);
    ev->words = words ? e->memory->words->by_number.items.items[words - 1] : NULL;
    ev->text = take_text(l);
    ev->called = take_text(l);
    ev->page = take_text(l);
    uint32_t levels = take_below(&l->u, 1u << 16);
    ev->irql_low = (uint8_t)levels;
    ev->irql_high = (uint8_t)(levels >> 8);
    uint32_t ddi = take_below(&l->u, (uint64_t)e->rules->ddis.count + 1);
    ev->ddi = ddi ? &e->rules->ddis.items[ddi - 1] : NULL;
    uint32_t first = pf->module->blocks.items[pf->ir->first_block].first;
    uint32_t call = take_below(&l->u, (uint64_t)pf->module->insns.count - first + 1);
    ev->call = call ? &pf->module->insns.items[first + call - 1] : NULL;
    ev->value_count = take_count(&l->u);
    struct term *values = arena_array(l->arena, struct term, ev->value_count);
    for (uint32_t i = 0; i < ev->value_count; i++)
        values[i] = take_term(l, symbols_max(l));
    ev->values = values;
    l->u.bad |= ev->words && ev->value_count < ev->words->count;
    take_inner(l, ev, number);
}

/* ---- reading: summaries ------------------------------------------------------------------------------------------------- */

static struct summary_cell take_cell(struct loader *l, uint32_t symbols)
{
    struct summary_cell c = {.base = take_below(&l->u, symbols)};
    uint32_t flags = take_below(&l->u, 32);
    c.attribute = flags & 1;
    c.cell.kind = (uint8_t)(flags >> 1 & 3);
    c.cell.stamp = flags >> 3 << STAMP_FLAGS_SHIFT;
    c.cell.offset = take_signed(&l->u);
    c.cell.size = take_u32(&l->u);
    if (c.cell.kind == CELL_VALUE)
        c.cell.value = take_known(l, symbols);
    l->u.bad |= c.cell.kind > CELL_UNKNOWN;
    return c;
}

static struct fact take_range(struct loader *l)
{
    struct fact f = {.low = take_signed(&l->u)};
    f.high = take_signed(&l->u);
    f.set = take_u32(&l->u);
    f.clear = take_u32(&l->u);
    f.hole_count = take_below(&l->u, FACT_HOLES + 1);
    for (uint32_t i = 0; i < f.hole_count; i++)
        f.holes[i] = take_signed(&l->u);
    return f;
}

static struct summary_fact take_fact(struct loader *l, uint32_t symbols)
{
    struct summary_fact f = {.base = take_below(&l->u, symbols)};
    uint32_t flags = take_below(&l->u, 4);
    f.same = flags & 1;
    f.followed = flags >> 1 & 1;
    if (f.same) {
        f.term = take_known(l, symbols);
        return f;
    }
    f.fact = take_range(l);
    return f;
}

static void take_issue(struct loader *l, struct issue *issue, uint32_t symbols)
{
    const struct ruleset *r = l->e->rules;
    uint32_t rule = take_below(&l->u, r->rules.count);
    if (l->u.bad)
        return;
    issue->rule = &r->rules.items[rule];
    uint32_t check = take_below(&l->u, issue->rule->check_count);
    if (l->u.bad)
        return;
    issue->check = &issue->rule->checks[check];
    issue->watch = (enum watch)take_below(&l->u, WATCH_ASKED + 1);
    issue->failed = take_below(&l->u, 2);
    issue->need_count = take_below(&l->u, NEEDS_MAX + 1);
    for (uint32_t i = 0; i < issue->need_count; i++) {
        issue->needs[i].op = (enum ir_bin)take_below(&l->u, IR_BIN_COUNT);
        issue->needs[i].x = take_known(l, symbols);
        issue->needs[i].y = take_known(l, symbols);
    }
}

static void take_case(struct loader *l, struct summary_case *c, uint32_t symbols)
{
    uint32_t flags = take_below(&l->u, 32);
    *c = (struct summary_case){.is_issue = flags & 1, .returns_value = flags >> 1 & 1, .widened = flags >> 2 & 3, .uncertain = flags >> 4 & 1};
    c->result = take_known(l, symbols);
    c->object_count = take_count(&l->u);
    c->objects = arena_array(l->arena, struct summary_object, c->object_count);
    for (uint32_t i = 0; i < c->object_count; i++) {
        c->objects[i].base = take_below(&l->u, symbols);
        uint32_t o = take_below(&l->u, 64);
        c->objects[i].rest = o & 3;
        c->objects[i].escaped = o >> 2 & 1 ? FATE_SHARED : FATE_NONE;
        c->objects[i].is_new = o >> 3 & 1;
        c->objects[i].stamp = o >> 4 << STAMP_FLAGS_SHIFT;
        l->u.bad |= c->objects[i].rest > REST_UNKNOWN;
    }
    c->cell_count = take_count(&l->u);
    c->cells = arena_array(l->arena, struct summary_cell, c->cell_count);
    for (uint32_t i = 0; i < c->cell_count; i++)
        c->cells[i] = take_cell(l, symbols);
    c->fact_count = take_count(&l->u);
    c->facts = arena_array(l->arena, struct summary_fact, c->fact_count);
    for (uint32_t i = 0; i < c->fact_count; i++)
        c->facts[i] = take_fact(l, symbols);
    c->blurred_count = take_below(&l->u, BLURRED_MAX + 1);
    c->blurred = arena_array(l->arena, struct summary_blur, c->blurred_count);
    for (uint32_t i = 0; i < c->blurred_count; i++) {
        c->blurred[i].base = take_below(&l->u, symbols);
        c->blurred[i].blur.join = take_below(&l->u, BLURRED_MAX);
        c->blurred[i].blur.x = take_range(l);
        c->blurred[i].blur.y = take_range(l);
    }
    uint32_t trace = take_below(&l->u, (uint64_t)l->event_count + 1);
    c->trace = trace && !l->u.bad ? &l->events[trace - 1] : NULL;
    c->story_count = take_below(&l->u, STORIES_MAX + 1);
    c->stories = arena_array(l->arena, struct summary_story, c->story_count);
    for (uint32_t i = 0; i < c->story_count; i++) {
        c->stories[i].base = take_below(&l->u, symbols);
        c->stories[i].fact = take_range(l);
        uint32_t other = take_below(&l->u, (uint64_t)l->event_count + 1);
        c->stories[i].trace = other && !l->u.bad ? &l->events[other - 1] : NULL;
    }
    if (c->is_issue)
        take_issue(l, &c->issue, symbols);
    c->issue.trace = c->trace;
    l->u.bad |= c->is_issue && !c->trace;
}

/* Terms in its traces that callers translate name its own symbols. */
static bool trace_fits(const struct event *ev, uint32_t symbols)
{
    if (!ev)
        return true;
    bool fits = ev->subject.base == UINT32_MAX || ev->subject.base < symbols;
    for (uint32_t i = 0; i < ev->value_count; i++)
        fits &= ev->values[i].base == UINT32_MAX || ev->values[i].base < symbols;
    for (uint32_t i = 0; i < ev->map_count; i++)
        fits &= ev->map[i].to.base == UINT32_MAX || ev->map[i].to.base < symbols;
    return fits;
}

static void take_summary(struct loader *l, struct summary *s)
{
    uint32_t flags = take_below(&l->u, 16);
    *s = (struct summary){.ready = true, .incomplete = flags & 1, .lossy = flags >> 1 & 1, .degraded = flags >> 2 & 1, .cut = flags >> 3 & 1};
    s->steps = take(&l->u);
    s->called_count = take_count(&l->u);
    s->called = arena_array(l->arena, sym, s->called_count);
    for (uint32_t i = 0; i < s->called_count; i++)
        s->called[i] = take_u32(&l->u);
    s->key_count = take_count(&l->u);
    for (uint32_t i = 0; i < s->called_count; i++)
        l->u.bad |= s->called[i] >= s->key_count;
    s->keys = arena_array(l->arena, struct sym_key, s->key_count);
    for (uint32_t i = 0; i < s->key_count && !l->u.bad; i++)
        s->keys[i] = take_key(l, s->key_count);
    s->case_count = take_count(&l->u);
    s->cases = arena_array(l->arena, struct summary_case, s->case_count);
    for (uint32_t i = 0; i < s->case_count && !l->u.bad; i++) {
        take_case(l, &s->cases[i], s->key_count);
        for (uint32_t k = 0; k <= s->cases[i].story_count; k++)
            l->u.bad |= !trace_fits(k ? s->cases[i].stories[k - 1].trace : s->cases[i].trace, s->key_count);
    }
    if (!l->u.bad)
        summary_footprint(l->arena, s);
}

static void take_results(struct loader *l, struct results *r)
{
#define X(name, words) r->counters.name = take(&l->u);
    ENGINE_COUNTERS(X)
#undef X
    uint32_t count = take_count(&l->u);
    for (uint32_t i = 0; i < count && !l->u.bad; i++) {
        struct taken taken = {.function = take_function(l)};
        taken.steps = take(&l->u);
        l->u.bad |= !l->e->program.functions.items[taken.function].has_body;
        if (!l->u.bad && member_of(l->of, taken.function) == UINT32_MAX) { /* who called it is there: so it is done */
            struct hash128 key = schedule_key(l->e, taken.function);
            l->u.bad |= take(&l->u) != key.high;
            l->u.bad |= take(&l->u) != key.low;
        }
        vec_push(&r->taken, taken);
    }
    count = take_count(&l->u);
    for (uint32_t i = 0; i < count && !l->u.bad; i++)
        vec_push(&r->unknown, take_function(l));
    count = take_count(&l->u);
    for (uint32_t i = 0; i < count && !l->u.bad; i++) {
        uint32_t function = take_function(l);
        vec_push(&r->awaited, (struct awaited){function, take_function(l)});
    }
    count = take_count(&l->u);
    for (uint32_t i = 0; i < count && !l->u.bad; i++) {
        const char *name = take_text(l);
        uint64_t identity = take(&l->u);
        struct record_ref record = name ? program_record(&l->e->program, name) : (struct record_ref){0};
        l->u.bad |= !name || identity_of_record(record) != identity;
        if (!l->u.bad)
            vec_push(&r->records, (struct record_use){name, record});
    }
}

static void add_involved(struct loader *l, uint32_t function)
{
    struct involved x = {.function = function};
    const struct program_function *pf = &l->e->program.functions.items[function];
    l->u.bad |= !pf->has_body;
    if (l->u.bad)
        return;
    places_collect(&x.places, pf->module, pf->ir);
    vec_push(&l->functions, x);
}

bool component_restore(struct engine *e, const struct component *c, const void *bytes, size_t size, struct results *r)
{
    struct loader l = {.e = e, .of = c, .arena = r->arena, .u = {bytes, (const char *)bytes + size, false}};
    take_results(&l, r);
    for (uint32_t i = 0; i < c->count && !l.u.bad; i++)
        add_involved(&l, c->members[i]);
    uint32_t more = take_count(&l.u);
    for (uint32_t i = 0; i < more && !l.u.bad; i++)
        add_involved(&l, take_function(&l));
    l.event_count = take_count(&l.u);
    l.events = arena_array(r->arena, struct event, l.event_count);
    for (uint32_t i = 0; i < l.event_count && !l.u.bad; i++)
        take_event(&l, i);
    for (uint32_t i = 0; i < c->count && !l.u.bad; i++)
        take_summary(&l, &e->summaries[c->members[i]]);
    bool good = !l.u.bad && l.u.at == l.u.end;
    for (uint32_t i = 0; i < c->count && !good; i++)
        e->summaries[c->members[i]] = (struct summary){0};
    for (uint32_t i = 0; i < l.functions.count; i++)
        places_release(&l.functions.items[i].places);
    vec_release(&l.functions);
    if (!good) {
        r->counters = (struct engine_counters){0};
        vec_clear(&r->unknown);
        vec_clear(&r->awaited);
        vec_clear(&r->records);
        vec_clear(&r->taken);
    }
    return good;
}
