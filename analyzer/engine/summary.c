/*
 * Summaries, building: from the states at a function's returns (and at its conditional findings)
 * to what callers need: the footprint, what became of it, under which facts, with which result
 * (ENGINE.md D10). summary_apply is in apply.c.
 *
 * Symbols are renumbered densely over all cases of the summary. Kept are: parameters, globals, what
 * was read behind them as far as the result, the changes or the path depend on it, and what can be
 * reached from there, from the result, or from an object that another driver holds. Locals are not.
 *
 * The footprint is not stored apart: the key of a SYM_PRE symbol says which cell of which object it
 * was read from, so that a caller reads just what it needs.
 */
#include "base/map.h"
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

struct build {
    struct analysis *a;
    struct results *out;
    VEC(struct sym_key) keys;
    uint32_t *number;      /* by symbol: its number + 1, 0 where it is not kept */
    uint32_t number_count;
    struct map copies; /* of events, by their addresses */
};

static uint32_t *number_of(struct build *b, sym s)
{
    if (s >= b->number_count) {
        uint32_t count = b->a->universe.keys.count;
        b->number = mem_realloc(b->number, count * sizeof *b->number);
        memset(b->number + b->number_count, 0, (count - b->number_count) * sizeof *b->number);
        b->number_count = count;
    }
    return &b->number[s];
}

static struct term keep_term(struct build *b, struct term t);

static uint32_t keep(struct build *b, sym s)
{
    if (*number_of(b, s))
        return *number_of(b, s) - 1;
    struct sym_key k = *universe_key(&b->a->universe, s);
    switch ((enum sym_kind)k.kind) {
    case SYM_PRE:
        if (k.x.base)
            k.x = keep_term(b, k.x);
        break;
    case SYM_EXPR: case SYM_ELEMENT: case SYM_LIST:
        k.x = keep_term(b, k.x);
        k.y = keep_term(b, k.y);
        break;
    case SYM_LOCAL: case SYM_PART: /* gone with the frame, or nameless to callers */
        k = (struct sym_key){.kind = SYM_UNKNOWN, .bits = k.bits, .is_signed = k.is_signed, .lost = (uint8_t)universe_loss(&b->a->universe, s), .op = k.kind == SYM_PART ? UNKNOWN_FOREIGN : UNKNOWN_PLAIN};
        break;
    case SYM_NEW:
        k.x = k.y = term_const(0); /* of a chain's element: its name is this one's business */
        break;
    default:
        break;
    }
    uint32_t n = b->keys.count;
    vec_push(&b->keys, k);
    *number_of(b, s) = n + 1;
    return n;
}

static struct term keep_term(struct build *b, struct term t) { return (struct term){keep(b, t.base), t.offset}; }

/* The term in the summary's numbers if its symbol is kept, else base UINT32_MAX. */
static struct term kept_term(struct build *b, const struct state *s, struct term t)
{
    if (t.base == UINT32_MAX)
        return t;
    if (s)
        t = state_norm(&b->a->domain, s, t);
    uint32_t n = *number_of(b, t.base);
    return n ? (struct term){n - 1, t.offset} : (struct term){UINT32_MAX, 0};
}

/* ---- traces ------------------------------------------------------------------------------------ */

static const struct event *copy_trace(struct build *b, const struct event *ev);

static struct event *copy_one(struct build *b, const struct event *ev, const struct event *before)
{
    struct event *c = arena_new(b->out->arena, struct event);
    *c = *ev;
    c->before = before;
    c->origin = NULL;
    c->count = before ? before->count + 1 : 1;
    c->subject = kept_term(b, NULL, ev->subject);
    if (ev->text)
        c->text = arena_strdup(b->out->arena, ev->text);
    if (ev->page)
        c->page = arena_strdup(b->out->arena, ev->page);
    if (ev->value_count) {
        struct term *values = arena_array(b->out->arena, struct term, ev->value_count);
        for (uint32_t i = 0; i < ev->value_count; i++)
            values[i] = kept_term(b, NULL, ev->values[i]);
        c->values = values;
    }
    c->map_count = 0;
    for (uint32_t i = 0; i < ev->map_count; i++) /* callers can be told of those only that have a name there */
        c->map_count += kept_term(b, NULL, ev->map[i].to).base != UINT32_MAX;
    struct event_name *map = arena_array(b->out->arena, struct event_name, c->map_count);
    for (uint32_t i = 0, n = 0; n < c->map_count; i++) {
        map[n] = (struct event_name){ev->map[i].from, kept_term(b, NULL, ev->map[i].to)};
        n += map[n].to.base != UINT32_MAX;
    }
    c->map = map;
    return c;
}

/* Oldest first, so that no recursion is needed; tails that cases share are copied once. */
static const struct event *copy_trace(struct build *b, const struct event *ev)
{
    VEC(const struct event *) todo = {0};
    const struct event *done = NULL;
    bool cut;
    for (; ev && todo.count < TRACE_MAX && !done; ev = ev->before) {
        done = (const struct event *)(uintptr_t)map_get(&b->copies, map_key(ev));
        if (!done)
            vec_push(&todo, ev);
    }
    cut = ev && !done;
    while (todo.count) {
        const struct event *from = vec_pop(&todo);
        struct event *to = copy_one(b, from, done);
        to->cut |= cut;
        cut = false;
        done = to;
        map_set(&b->copies, map_key(from), map_key(done));
    }
    vec_release(&todo);
    return done;
}

/* ---- one case, in memory of the function --------------------------------------------------------------------------------------- */

struct case_build {
    struct build *b;
    const struct state *s;
    struct sym_set reached;
    struct sym_set kept_away; /* reachable from memory that callers cannot see, and somebody else can */
    VEC(sym) objects; /* kept ones, ascending: bases before what is read behind them */
    VEC(struct summary_cell) cells;
    VEC(struct summary_object) heads;
    VEC(struct summary_fact) facts;
    VEC(sym) known; /* symbols that something is known of, while facts are added */
};

static bool is_root_object(struct case_build *c, sym key, const struct object *o)
{
    if (sym_is_incoming(&c->b->a->domain, key))
        return true;
    bool lent = false, cleaned = false; /* what a routine of the driver cleans up */
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *x = &o->cells[o->cell_count + i];
        lent |= x->offset == ATTRIBUTE_STATE && term_equal(x->value, term_const(OBJECT_LENT));
        cleaned |= (x->offset == ATTRIBUTE_CLEANUP || x->offset == ATTRIBUTE_DESTROY) && !term_equal(x->value, term_const(0));
    }
    return lent || (cleaned && object_lasts(c->b->a, o));
}

static bool seed_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct case_build *c = context;
    if (is_root_object(c, key, (const struct object *)(uintptr_t)v->a))
        sym_set_add(&c->reached, key);
    return true;
}

/* Memory that nobody knows (a DDI's result, say), or that somebody else refers to. */
static bool away_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct case_build *c = context;
    enum sym_kind kind = universe_key(&c->b->a->universe, key)->kind;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    bool escaped = o->escaped && kind != SYM_LOCAL && !object_is_violated(c->b->a, o); /* lost ones hold nothing */
    if (escaped || kind == SYM_UNKNOWN || kind == SYM_PART)
        sym_set_add(&c->kept_away, key);
    return true;
}

static int compare_syms(const void *p, const void *q)
{
    sym x = *(const sym *)p, y = *(const sym *)q;
    return x < y ? -1 : x > y;
}

static bool collect_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct case_build *c = context;
    (void)v;
    if (sym_set_has(&c->reached, key) && universe_key(&c->b->a->universe, key)->kind != SYM_LOCAL)
        vec_push(&c->objects, key);
    return true;
}

/* Whether the cell holds what it held at entry. */
static bool was_so(struct case_build *c, sym base, const struct cell *cell, bool attribute)
{
    struct domain *d = &c->b->a->domain;
    if (cell->kind != CELL_VALUE || !sym_is_incoming(d, base))
        return false;
    return attribute ? is_incoming_attribute(d, cell->value, base, (uint32_t)cell->offset)
                     : is_incoming_cell(d, cell->value, (struct term){base, cell->offset}, cell->size);
}

static void add_changes(struct case_build *c, sym base)
{
    const struct object *o = state_object(c->s, base);
    for (uint32_t i = 0; i < o->cell_count + o->attribute_count; i++) {
        bool attribute = i >= o->cell_count;
        if (was_so(c, base, &o->cells[i], attribute) || (attribute && o->cells[i].offset == ATTRIBUTE_SEEN))
            continue;
        struct summary_cell cell = {.base = keep(c->b, base), .attribute = attribute, .cell = o->cells[i]};
        if (attribute && !attribute_is_of_place((uint32_t)o->cells[i].offset)) /* so far behind its object's beginning the symbol points */
            cell.cell.size = (uint32_t)-universe_origin(&c->b->a->universe, base);
        bool failed = cell.cell.kind == CELL_VALUE && unchecked_is_failed(c->b->a->universe.keys.items, cell.cell.value); /* its name says so */
        if (cell.cell.kind == CELL_VALUE)
            cell.cell.value = keep_term(c->b, failed ? cell.cell.value : state_norm(&c->b->a->domain, c->s, cell.cell.value));
        vec_push(&c->cells, cell);
    }
    bool is_new = universe_key(&c->b->a->universe, base)->kind == SYM_NEW;
    uint8_t escaped = o->escaped ? o->escaped : sym_set_has(&c->kept_away, base) ? FATE_SHARED : FATE_NONE;
    if (is_new || escaped)
        vec_push(&c->heads, (struct summary_object){keep(c->b, base), o->rest, escaped, is_new, o->stamp, o->origin});
}

/* What callers pass, and this function hands on without having looked at it. */
static void add_handed_on(struct case_build *c)
{
    for (sym n = 1; n < c->kept_away.marks.count; n++) {
        if (!c->kept_away.marks.items[n])
            continue; /* perhaps no symbol at all */
        enum sym_kind kind = universe_key(&c->b->a->universe, n)->kind;
        if ((kind == SYM_PARAM || kind == SYM_PRE) && !state_object(c->s, n))
            vec_push(&c->heads, (struct summary_object){.base = keep(c->b, n), .escaped = FATE_SHARED});
    }
}

/* A fact goes along where callers decide the symbol, or where the symbol goes along. */
static bool fact_is_kept(struct case_build *c, sym key)
{
    const struct sym_key *k = universe_key(&c->b->a->universe, key);
    bool compare = k->kind == SYM_EXPR && k->op >= IR_BIN_EQ && k->op <= IR_BIN_GE;
    if (compare && (k->x.base == 0 || k->y.base == 0))
        return false; /* said by the operand's own interval */
    if (universe_is_pre(&c->b->a->universe, key))
        return true;
    if (k->kind == SYM_EXPR)
        return *number_of(c->b, k->x.base) && *number_of(c->b, k->y.base);
    return *number_of(c->b, key) != 0;
}

/* What the calls are known to be like that the summary is for: no call needs to be asked, perhaps through
   a pointer that is null on this path. */
static bool is_assumed(const struct analysis *a, sym key)
{
    for (uint32_t i = 0; i < a->assumed.count; i++)
        if (a->assumed.items[i] == key)
            return true;
    return false;
}

static void add_same(struct case_build *c, sym key)
{
    if (is_assumed(c->b->a, key) || !fact_is_kept(c, key))
        return;
    struct term t = state_norm(&c->b->a->domain, c->s, (struct term){key, 0});
    if (t.base == 0 || universe_is_pre(&c->b->a->universe, t.base) || *number_of(c->b, t.base))
        vec_push(&c->facts, (struct summary_fact){.base = keep(c->b, key), .same = true, .term = keep_term(c->b, t)});
}

static void add_fact(struct case_build *c, sym key)
{
    const struct fact *f = (const struct fact *)(uintptr_t)pmap_find(c->s->facts, key)->a;
    struct fact type = symbol_fact(&c->b->a->domain, key);
    if (fact_says_more(f, &type) && fact_is_kept(c, key))
        vec_push(&c->facts, (struct summary_fact){.base = keep(c->b, key), .fact = *f, .followed = fact_is_access(c->b->a, c->s, key, f)});
}

static bool list_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct case_build *c = context;
    (void)v;
    vec_push(&c->known, key);
    return true;
}

/* In the order in which the symbols were made, whatever their numbers are: one local more in the function does not
   change what its callers see. */
static void add_facts(struct case_build *c, struct pmap map, void (*add)(struct case_build *, sym))
{
    vec_clear(&c->known);
    pmap_each(map, list_fn, c);
    if (c->known.count)
        qsort(c->known.items, c->known.count, sizeof(sym), compare_syms);
    for (uint32_t i = 0; i < c->known.count; i++)
        add(c, c->known.items[i]);
}

/* Symbols of the callers', and values that are left behind, that a join has blurred, those before others that the case speaks of anyway. Of a join that
   has blurred one of them only, nothing is forgotten: each of its values is one of a path. */
static void add_blurred(struct case_build *c, struct summary_case *out)
{
    vec_clear(&c->known);
    pmap_each(c->s->blurred, list_fn, c);
    if (c->known.count)
        qsort(c->known.items, c->known.count, sizeof(sym), compare_syms);
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->known.count; i++)
        if (state_blur(c->s, c->known.items[i]) && (universe_is_pre(&c->b->a->universe, c->known.items[i]) || *number_of(c->b, c->known.items[i])))
            c->known.items[count++] = c->known.items[i];
    out->blurred = arena_array(&c->b->a->arena, struct summary_blur, BLURRED_MAX);
    uint32_t join = 0;
    for (uint32_t n = 0; n < 2 * count && out->blurred_count < BLURRED_MAX; n++) { /* those that are alone come last */
        uint32_t i = n % count, of_join = 0, from = out->blurred_count;
        const struct blur *first = state_blur(c->s, c->known.items[i]);
        for (uint32_t k = 0; k < count; k++)
            of_join += state_blur(c->s, c->known.items[k])->join == first->join ? k < i ? UINT16_MAX : 1 : 0;
        if (of_join >= UINT16_MAX || (of_join == 1) != (n >= count)) /* named with the first one, or the other time */
            continue;
        for (uint32_t k = i; k < count && out->blurred_count < BLURRED_MAX; k++) {
            const struct blur *b = state_blur(c->s, c->known.items[k]);
            if (b->join == first->join)
                out->blurred[out->blurred_count++] = (struct summary_blur){keep(c->b, c->known.items[k]), {.join = join, .x = b->x, .y = b->y}};
        }
        join += out->blurred_count > from;
    }
}

static void keep_issue(struct case_build *c, struct issue *issue)
{
    for (uint32_t i = 0; i < issue->need_count; i++) {
        issue->needs[i].x = keep_term(c->b, issue->needs[i].x);
        issue->needs[i].y = keep_term(c->b, issue->needs[i].y);
    }
    const struct event *last = issue->trace;
    for (uint32_t i = 0; i < last->value_count; i++)
        if (last->values[i].base != UINT32_MAX)
            keep(c->b, last->values[i].base);
    if (last->subject.base)
        keep(c->b, last->subject.base);
    for (uint32_t i = 0; i < last->map_count; i++) /* what the callee's words speak of */
        if (last->map[i].to.base != UINT32_MAX)
            keep(c->b, last->map[i].to.base);
}

#define TO_ARENA(arena, vec, T) memcpy(arena_array(arena, T, (vec).count), (vec).items, (vec).count * sizeof(T))

/* What the function returns; a null keeps the name that says that a call has failed. */
static struct term exit_result(struct analysis *a, const struct exit *x)
{
    return unchecked_is_null(a->universe.keys.items, x->result) ? x->result : state_norm(&a->domain, &x->state, x->result);
}

static struct summary_case build_case(struct build *b, const struct exit *x)
{
    struct case_build c = {.b = b, .s = &x->state};
    struct summary_case out = {.is_issue = x->is_issue, .widened = x->state.widened, .uncertain = x->state.doubt.uncertain, .issue = x->issue};
    pmap_each(x->state.heap, seed_fn, &c);
    if (x->has_result) {
        out.result = exit_result(b->a, x);
        sym_set_add(&c.reached, out.result.base);
    }
    state_reach(&b->a->domain, &x->state, true, &c.reached);
    pmap_each(x->state.heap, collect_fn, &c);
    pmap_each(x->state.heap, away_fn, &c);
    state_reach(&b->a->domain, &x->state, false, &c.kept_away); /* that a lost list names its pool keeps no pool */
    if (c.objects.count)
        qsort(c.objects.items, c.objects.count, sizeof(sym), compare_syms);
    for (uint32_t i = 0; i < c.objects.count; i++) /* for a finding: to see when its needs were changed before it */
        if (!x->is_issue || sym_is_incoming(&b->a->domain, c.objects.items[i]))
            add_changes(&c, c.objects.items[i]);
    if (!x->is_issue)
        add_handed_on(&c);
    if (!x->is_issue)
        fates_at_exit(b->a, &x->state, &c.reached);
    if (x->has_result) {
        out.result = keep_term(b, out.result);
        out.returns_value = true;
    }
    if (x->is_issue)
        keep_issue(&c, &out.issue);
    add_facts(&c, x->state.same, add_same);
    add_facts(&c, x->state.facts, add_fact);
    add_blurred(&c, &out);
    out.trace = x->is_issue ? x->issue.trace : x->state.trace; /* copied once all symbols are numbered */
    struct summary_story stories[STORIES_MAX];
    out.story_count = stories_for_callers(b->a, &x->state, out.trace, stories);
    out.stories = arena_array(&b->a->arena, struct summary_story, out.story_count);
    for (uint32_t i = 0; i < out.story_count; i++)
        out.stories[i] = (struct summary_story){keep(b, stories[i].base), stories[i].fact, stories[i].trace};
    out.object_count = c.heads.count;
    out.cell_count = c.cells.count;
    out.fact_count = c.facts.count;
    if (c.heads.count)
        out.objects = TO_ARENA(&b->a->arena, c.heads, struct summary_object);
    if (c.cells.count)
        out.cells = TO_ARENA(&b->a->arena, c.cells, struct summary_cell);
    if (c.facts.count)
        out.facts = TO_ARENA(&b->a->arena, c.facts, struct summary_fact);
    sym_set_release(&c.reached);
    sym_set_release(&c.kept_away);
    vec_release(&c.objects);
    vec_release(&c.heads);
    vec_release(&c.cells);
    vec_release(&c.facts);
    vec_release(&c.known);
    return out;
}

/* ---- all cases ------------------------------------------------------------------------------------------- */

static uint64_t hash_term(uint64_t h, struct term t) { return hash_mix(hash_mix(h, t.base), (uint64_t)t.offset); }

static uint64_t hash_fact(uint64_t h, const struct fact *f)
{
    h = hash_mix(hash_mix(hash_mix(h, (uint64_t)f->low), (uint64_t)f->high), (uint64_t)f->set << 32 | f->clear);
    for (uint32_t i = 0; i < f->hole_count; i++)
        h = hash_mix(h, (uint64_t)f->holes[i]);
    return h;
}

static uint64_t hash_blurred(uint64_t h, const struct summary_case *c)
{
    for (uint32_t i = 0; i < c->blurred_count; i++) {
        const struct summary_blur *b = &c->blurred[i];
        h = hash_fact(hash_fact(hash_mix(hash_mix(h, b->base), b->blur.join), &b->blur.x), &b->blur.y);
    }
    return h;
}

/* Of two cases with one hash the first stays: what joins have blurred in them is no difference. */
static uint64_t case_hash(const struct summary_case *c)
{
    uint64_t h = hash_term(c->is_issue | (uint64_t)c->returns_value << 1, c->result);
    for (uint32_t i = 0; i < c->cell_count; i++) {
        const struct summary_cell *x = &c->cells[i];
        h = hash_mix(hash_mix(h, x->base), (uint64_t)x->attribute | (uint64_t)x->cell.kind << 1);
        h = hash_term(hash_mix(hash_mix(h, (uint64_t)x->cell.offset), x->cell.size), x->cell.kind == CELL_VALUE ? x->cell.value : term_const(0));
    }
    for (uint32_t i = 0; i < c->fact_count; i++) {
        const struct summary_fact *f = &c->facts[i];
        h = hash_term(hash_mix(hash_mix(h, f->base), f->same), f->term);
        h = hash_mix(hash_mix(hash_mix(h, (uint64_t)f->fact.low), (uint64_t)f->fact.high), (uint64_t)f->fact.set << 32 | f->fact.clear);
    }
    for (uint32_t i = 0; i < c->object_count; i++)
        h = hash_mix(hash_mix(h, c->objects[i].base), c->objects[i].escaped != FATE_NONE);
    for (uint32_t i = 0; c->is_issue && i < c->issue.need_count; i++)
        h = hash_term(hash_term(hash_mix(h, c->issue.needs[i].op), c->issue.needs[i].x), c->issue.needs[i].y);
    if (c->is_issue) {
        const struct event *place = event_innermost(c->issue.trace);
        h = hash_mix(hash_mix(h, c->issue.trace->loc), place->loc);
        h = hash_mix(h, hash_bytes(c->issue.rule->id, strlen(c->issue.rule->id), 0));
    }
    return h;
}

void exits_merge(struct analysis *a)
{
    struct state_list group = {0};
    VEC(struct exit) merged = {0};
    for (uint32_t i = 0; i < a->exits.count; i++) {
        struct exit *x = &a->exits.items[i];
        x->result = x->has_result ? exit_result(a, x) : term_const(0);
    }
    for (uint32_t i = 0; i < a->exits.count; i++) {
        struct exit *x = &a->exits.items[i];
        if (x->state.dead)
            continue;
        vec_clear(&group);
        for (uint32_t k = i; k < a->exits.count; k++) {
            struct exit *y = &a->exits.items[k];
            if (y->state.dead || !term_equal(x->result, y->result))
                continue;
            struct state s = y->state;
            s.temps = (struct pmap){0};
            if (x->has_result) /* it may stand nowhere else, and what is known of it is to stay */
                s.temps = pmap_set(&a->arena, s.temps, 0, term_pack(x->result));
            s.loops = (struct pmap){0};
            s.epoch = 0;
            vec_push(&group, s);
            y->state.dead = true;
        }
        states_merge(a, &group, a->module->blocks.items[a->ir->first_block].first);
        for (uint32_t k = 0; k < group.count; k++) {
            group.items[k].temps = (struct pmap){0};
            vec_push(&merged, (struct exit){.state = group.items[k], .result = x->result, .has_result = x->has_result});
        }
    }
    vec_release(&group);
    vec_clear(&a->exits);
    for (uint32_t i = 0; i < merged.count; i++)
        vec_push(&a->exits, merged.items[i]);
    a->exits_left = a->exits.count;
    vec_release(&merged);
}

/* Where a result stands while states are joined. */
static struct term result_cell(struct analysis *a)
{
    struct sym_key k = {.kind = SYM_LOCAL, .a = UINT32_MAX};
    return (struct term){universe_sym(&a->universe, k), 0};
}

/* Too many exits: those whose results are of one class (the failures, say) are joined where they agree on
   all tracked objects. */
static void join_exits(struct analysis *a)
{
    VEC(struct exit) joined = {0};
    struct state_list group = {0};
    struct term cell = result_cell(a);
    for (uint32_t i = 0; i < a->exits.count; i++) {
        if (a->exits.items[i].state.dead)
            continue;
        char class = state_value_class(a, &a->exits.items[i].state, a->exits.items[i].result);
        vec_clear(&group);
        for (uint32_t k = i; k < a->exits.count; k++) {
            struct exit *x = &a->exits.items[k];
            if (x->state.dead || state_value_class(a, &x->state, x->result) != class)
                continue;
            state_store(&a->domain, &x->state, cell, 8, x->result);
            vec_push(&group, x->state);
            x->state.dead = true;
        }
        states_merge_to(a, &group, a->module->blocks.items[a->ir->first_block].first + 1, 1, CASES_ALIKE);
        for (uint32_t k = 0; k < group.count; k++) {
            struct exit x = {.state = group.items[k], .has_result = true};
            x.result = state_load(&a->domain, &x.state, cell, 8, 64, true);
            x.state.heap = pmap_remove(&a->arena, x.state.heap, cell.base);
            vec_push(&joined, x);
        }
    }
    vec_clear(&a->exits);
    for (uint32_t i = 0; i < joined.count; i++)
        vec_push(&a->exits, joined.items[i]);
    vec_release(&joined);
    vec_release(&group);
}

/* Cases over the bound go by turns from each kind of result, so that every kind is represented. */
static void limit_cases(struct analysis *a, struct summary *out)
{
    if (out->case_count <= CASES_MAX)
        return;
    struct summary_case *kept = arena_array(&a->arena, struct summary_case, CASES_MAX);
    bool *taken = mem_zalloc(out->case_count);
    uint32_t count = 0;
    while (count < CASES_MAX) {
        struct term seen[CASES_MAX];
        uint32_t seen_count = 0;
        for (uint32_t i = 0; i < out->case_count && count < CASES_MAX; i++) {
            bool again = taken[i];
            for (uint32_t k = 0; k < seen_count; k++)
                again |= term_equal(seen[k], out->cases[i].result);
            if (again)
                continue;
            seen[seen_count++] = out->cases[i].result;
            taken[i] = true;
            kept[count++] = out->cases[i];
        }
        ensure(seen_count);
    }
    for (uint32_t i = 0; i < out->case_count; i++)
        if (!taken[i])
            fates_of_case(a, &out->cases[i]);
    free(taken);
    a->out->counters.cases_dropped += out->case_count - CASES_MAX;
    out->cases = kept;
    out->case_count = CASES_MAX;
    out->incomplete = out->lossy = true;
}

/* What is kept of the cases outlives the function. */
static void settle(struct arena *to, struct summary_case *c)
{
#define SETTLE(list, count, T) c->list = (count) ? memcpy(arena_array(to, T, (count)), c->list, (count) * sizeof(T)) : NULL
    SETTLE(objects, c->object_count, struct summary_object);
    SETTLE(cells, c->cell_count, struct summary_cell);
    SETTLE(facts, c->fact_count, struct summary_fact);
    SETTLE(blurred, c->blurred_count, struct summary_blur);
    SETTLE(stories, c->story_count, struct summary_story);
#undef SETTLE
}

static void keep_called(struct build *b, struct summary *out)
{
    out->called = arena_array(b->out->arena, sym, b->a->called.count);
    for (uint32_t i = 0; i < b->a->called.count; i++)
        out->called[out->called_count++] = keep(b, b->a->called.items[i]);
}

void summary_build(struct analysis *a, struct summary *out)
{
    struct build b = {.a = a, .out = a->out};
    VEC(struct summary_case) returns = {0};
    VEC(struct summary_case) issues = {0};
    VEC(uint64_t) hashes = {0};
    keep(&b, 0);
    exits_merge(a);
    if (a->exits.count > CASES_MAX && a->exits.items[0].has_result)
        join_exits(a);
    *out = (struct summary){.ready = true, .incomplete = a->incomplete, .cut = a->cut || (a->incomplete && !a->exits.count), .steps = a->steps, .degraded = a->degraded};
    out->lossy = a->incomplete || b.out->counters.joined != a->joined_before;
    for (uint32_t i = 0; i < a->exits.count + a->latent.count; i++) {
        bool issue = i >= a->exits.count;
        struct summary_case c = build_case(&b, issue ? &a->latent.items[i - a->exits.count] : &a->exits.items[i]);
        uint64_t h = case_hash(&c);
        bool again = false;
        for (uint32_t k = 0; k < hashes.count; k++)
            again |= hashes.items[k] == h;
        if (again)
            continue;
        vec_push(&hashes, h);
        out->hash = hash_blurred(hash_mix(out->hash, h), &c);
        if (issue)
            vec_push(&issues, c);
        else
            vec_push(&returns, c);
    }
    out->cases = returns.items;
    out->case_count = returns.count;
    limit_cases(a, out);
    struct summary_case *all = arena_array(b.out->arena, struct summary_case, out->case_count + issues.count);
    if (out->case_count)
        memcpy(all, out->cases, out->case_count * sizeof *all);
    if (issues.count)
        memcpy(all + out->case_count, issues.items, issues.count * sizeof *all);
    out->cases = all;
    out->case_count += issues.count;
    for (uint32_t i = 0; i < out->case_count; i++) {
        settle(b.out->arena, &all[i]);
        all[i].trace = all[i].issue.trace = copy_trace(&b, all[i].trace);
        for (uint32_t k = 0; k < all[i].story_count; k++)
            all[i].stories[k].trace = copy_trace(&b, all[i].stories[k].trace);
    }
    keep_called(&b, out);
    out->key_count = b.keys.count;
    out->keys = TO_ARENA(b.out->arena, b.keys, struct sym_key);
    out->hash = hash_mix(out->hash, out->key_count);
    summary_footprint(b.out->arena, out);
    b.out->counters.cases += out->case_count;
    vec_release(&returns);
    vec_release(&issues);
    vec_release(&hashes);
    vec_release(&b.keys);
    free(b.number);
    map_release(&b.copies);
}
