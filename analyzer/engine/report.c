/*
 * An issue's trace becomes a finding's steps (ENGINE.md D16).
 *
 * The trace is a tree: events of the outermost function, calls among them with the callee's events
 * in the callee's symbols. A step is kept where it is about an object that the finding is about
 * (made, moved, changed state), a branch that was decided by such an object, a call that has a kept
 * step inside, or a callback of the life cycle; and where the finding asks for it, a branch that
 * tells the way to it (way.c), but in calls that have another step only. The words come from contracts and rules; values in
 * them are read in the final state, so that what a caller passed is shown where the callee tested it.
 */
#include "engine/fix.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_SHOWN_MAX = 60, SOURCE_TEXT_MAX = 80 };

struct source_text {
    const char *path;
    struct source source;
    bool missing;
};
struct source_texts {
    pthread_mutex_t lock;             /* of the list; a text in it does not change */
    VEC(struct source_text *) list;
};

/* Where a nested event's symbols are translated: through `call` into the frame outside. */
struct frame {
    const struct event *call;
    const struct frame *outer;
};

struct place_of {
    struct term object;
    struct place place;
};

struct render {
    struct analysis *a;
    const struct state *s;
    struct findings *out;
    struct sym_set about;
    VEC(struct step) steps;
    uint32_t own_steps;             /* those for which a call is shown: all but the branches that only tell the way */
    VEC(struct place_of) made; /* places where objects changed state, for {at x} */
    const struct event *final;      /* what is found */
    const struct words *message;    /* and its sentence */
    enum trigger_kind trigger; /* of its check */
    uint32_t lock;             /* kind of lock, + 1, of which it asks whether any is held; 0 none */
    bool on_way;               /* the way to the finding has begun: branches tell it */
    VEC(const char *) pages;   /* of the DDIs that changed the state of what the finding is about */
};

/* ---- source text --------------------------------------------------------------------------------- */

static const struct source *source_of(struct engine *e, const char *path)
{
    struct source_texts *all = e->sources;
    struct source_text *t = NULL;
    pthread_mutex_lock(&all->lock);
    for (uint32_t i = 0; i < all->list.count && !t; i++)
        if (str_equal(all->list.items[i]->path, path))
            t = all->list.items[i];
    if (!t) {
        t = mem_zalloc(sizeof *t);
        t->path = path;
        t->missing = source_load(&t->source, path) != 0;
        vec_push(&all->list, t);
    }
    pthread_mutex_unlock(&all->lock);
    return t->missing ? NULL : &t->source;
}

void report_sources_init(struct engine *e)
{
    e->sources = mem_zalloc(sizeof *e->sources);
    pthread_mutex_init(&e->sources->lock, NULL);
}

void report_sources_release(struct engine *e)
{
    for (uint32_t i = 0; i < e->sources->list.count; i++) {
        source_release(&e->sources->list.items[i]->source);
        free(e->sources->list.items[i]);
    }
    vec_release(&e->sources->list);
    pthread_mutex_destroy(&e->sources->lock);
    free(e->sources);
    e->sources = NULL;
}

/* The text of a range, white space folded, cut at SOURCE_TEXT_MAX; NULL where it cannot be read. */
static const char *text_at(struct render *r, const struct ir_module *m, ir_index loc)
{
    if (!loc)
        return NULL;
    const struct ir_loc *l = &m->locs.items[loc];
    const struct source *src = source_of(r->a->engine, ir_text(m, m->files.items[l->file].path));
    struct str text = {0};
    for (uint32_t line = l->line; src && line <= l->end_line && text.length < SOURCE_TEXT_MAX; line++) {
        size_t length;
        const char *from = source_line(src, line, &length);
        size_t begin = line == l->line ? l->column - 1 : 0, end = line == l->end_line ? l->end_column - 1 : length;
        for (size_t i = begin; i < end && i < length; i++) {
            bool space = from[i] == ' ' || from[i] == '\t';
            if (!space || (text.length && text.text[text.length - 1] != ' '))
                str_append_char(&text, space ? ' ' : from[i]);
        }
    }
    const char *kept = NULL;
    if (text.length > SOURCE_TEXT_MAX)
        kept = arena_printf(&r->out->arena, "%.*s...", SOURCE_TEXT_MAX - 3, text.text);
    else if (text.length)
        kept = arena_strdup(&r->out->arena, text.text);
    str_release(&text);
    return kept;
}

static struct place place_at(struct render *r, const struct ir_module *m, ir_index loc, uint32_t function)
{
    struct place p = {0};
    if (m && loc) {
        const struct ir_loc *l = &m->locs.items[loc];
        p = (struct place){.file = ir_text(m, m->files.items[l->file].path), .line = l->line, .column = l->column,
                           .end_line = l->end_line, .end_column = l->end_column, .macro = l->macro ? ir_text(m, l->macro) : NULL};
    }
    if (function != PROGRAM_NONE)
        p.function = r->a->engine->program.functions.items[function].name;
    return p;
}

/* ---- words -------------------------------------------------------------------------------------------- */

static struct term outward_raw(struct term t, const struct frame *f)
{
    for (; f; f = f->outer)
        t = event_outward(f->call, t);
    return t;
}

static struct term outward(const struct render *r, struct term t, const struct frame *f)
{
    t = outward_raw(t, f);
    bool named = t.base != UINT32_MAX && unchecked_is_failed(r->a->universe.keys.items, t); /* null, which says what it is the null of */
    return t.base == UINT32_MAX || named ? t : state_norm(&r->a->domain, r->s, t);
}

static const char *kind_words(struct render *r, struct term object)
{
    const struct object_kind *kind = object_kind_of(r->a, r->s, object);
    return kind ? kind->words : "object";
}

/* The argument of the call as it stands in the source, in quotes; else the object's kind. */
static void append_argument(struct render *r, struct str *out, const struct event *ev, uint32_t argument, struct term value)
{
    const char *text = NULL;
    if (ev->call && ev->call->op == IR_CALL && argument + 1 < ev->call->operand_count)
        text = text_at(r, ev->module, ir_operands(ev->module, ev->call)[argument + 1].loc);
    if (text)
        str_printf(out, "'%s'", text);
    else if (value.base == 0)
        str_printf(out, "%lld", (long long)value.offset);
    else
        str_printf(out, "the %s", ev->of_object && ev->text ? ev->text : kind_words(r, value));
}

/* What a pointer argument leads to, as the source would call it: `h` for `&h`, `*p` for `p`. */
static bool append_pointee(struct render *r, struct str *out, const struct event *ev, uint32_t argument)
{
    if (!ev->call || ev->call->op != IR_CALL || argument + 1 >= ev->call->operand_count)
        return false;
    const char *text = text_at(r, ev->module, ir_operands(ev->module, ev->call)[argument + 1].loc);
    if (!text)
        return false;
    if (*text == '&')
        str_printf(out, "'%s'", text + 1);
    else
        str_printf(out, "'*%s'", text);
    return true;
}

static const char *callback_name(const struct ruleset *rules, int64_t id)
{
    const struct callback *c = ruleset_callback(rules, id);
    return c ? c->name : "no callback";
}

/* What stands behind the `return` that the event is about. */
static bool append_returned(struct render *r, struct str *out, const struct event *ev)
{
    bool is_return = ev->call && ev->call->op == IR_RETURN && ev->call->operand_count;
    const char *text = is_return ? text_at(r, ev->module, ir_operands(ev->module, ev->call)[0].loc) : NULL;
    if (text)
        str_printf(out, "'%s'", text);
    return text != NULL;
}

static void append_value(struct render *r, struct str *out, const struct expr *e, struct term v)
{
    const struct ruleset *rules = r->a->engine->rules;
    if (e->kind == EXPR_PHASE && v.base == 0)
        str_append(out, phase_name(rules, v));
    else if (e->kind == EXPR_CALLBACK && v.base == 0)
        str_append(out, callback_name(rules, v.offset));
    else if (v.base == 0 && e->kind == EXPR_ATTR && rules->attributes.items[e->index].is_boolean)
        str_append(out, v.offset ? "TRUE" : "FALSE");
    else if (v.base == 0)
        str_printf(out, "%lld", (long long)v.offset);
    else if (e->kind == EXPR_VAR || e->kind == EXPR_RESULT)
        str_printf(out, "the %s", kind_words(r, v));
    else
        str_append(out, "a value not known here");
}

static void append_level(struct str *out, int64_t level)
{
    static const char *const names[] = {"PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL"};
    if (level >= 0 && level <= IRQL_DISPATCH)
        str_append(out, names[level]);
    else if (level == IRQL_HIGH)
        str_append(out, "HIGH_LEVEL");
    else
        str_printf(out, "IRQL %lld", (long long)level);
}

static void append_irql_demanded(struct str *out, uint8_t low, uint8_t high)
{
    const char *op = low == high ? "==" : high < IRQL_HIGH ? "<=" : ">=";
    str_printf(out, "IRQL %s ", op);
    append_level(out, high < IRQL_HIGH ? high : low);
}

/* The level, or what is known of it. */
static void append_irql(struct render *r, struct str *out, struct term v)
{
    struct fact f = state_fact(&r->a->domain, r->s, v);
    append_level(out, f.low > 0 || f.low == f.high ? f.low : f.high);
    if (f.low != f.high)
        str_append(out, f.low > 0 ? " or above" : " or below");
}

static void append_place(struct render *r, struct str *out, struct term object)
{
    for (uint32_t i = r->made.count; i-- > 0;)
        if (term_equal(r->made.items[i].object, object)) {
            const struct place *p = &r->made.items[i].place;
            str_printf(out, "at %s:%u", path_base(p->file), p->line);
            return;
        }
    str_append(out, "elsewhere");
}

/* `as the call's result` names the object by what it is assigned to only where the source says so; we say its kind. */
static const char *words_text(struct render *r, const struct event *ev, const struct frame *f)
{
    struct str out = {0};
    bool chosen = ev == r->final && ev->of_object && r->message != ev->words; /* the rule was chosen further out */
    const struct words *words = chosen ? r->message : ev->words;
    for (uint32_t i = 0; i < words->count; i++) {
        const struct piece *p = &words->pieces[i];
        if (p->kind == PIECE_TEXT || p->kind == PIECE_CALL) {
            str_append(&out, p->kind == PIECE_TEXT ? p->text : ev->called);
            continue;
        }
        if (p->kind == PIECE_CALL_IRQL) {
            append_irql_demanded(&out, ev->irql_low, ev->irql_high);
            continue;
        }
        struct term v = outward(r, !chosen ? ev->values[i] : p->expr->kind == EXPR_PARAM ? ev->subject : (struct term){UINT32_MAX, 0}, f);
        if (p->kind == PIECE_AT)
            append_place(r, &out, v);
        else if (p->expr->kind == EXPR_IRQL)
            append_irql(r, &out, v);
        else if (p->expr->kind == EXPR_PARAM)
            append_argument(r, &out, ev, ev->of_object ? ev->argument : p->expr->index, v);
        else if (p->expr->kind == EXPR_RESULT && append_returned(r, &out, ev))
            continue;
        else if (p->expr->kind == EXPR_DEREF && p->expr->a->kind == EXPR_PARAM && append_pointee(r, &out, ev, p->expr->a->index))
            continue;
        else
            append_value(r, &out, p->expr, v);
    }
    const char *text = arena_strdup(&r->out->arena, str_text(&out));
    str_release(&out);
    return text;
}

/* ---- steps ------------------------------------------------------------------------------------------------ */

static bool is_about(struct render *r, struct term t)
{
    return t.base != UINT32_MAX && t.base != 0 && sym_set_has(&r->about, t.base);
}

/* Whether the condition's symbol, or one that it is computed from, is what the finding is about. */
static bool mentions(struct render *r, struct term t, int depth)
{
    if (t.base == UINT32_MAX || t.base == 0 || depth == 0)
        return false;
    if (is_about(r, state_norm(&r->a->domain, r->s, (struct term){t.base, 0})) || is_about(r, t))
        return true;
    const struct sym_key k = *universe_key(&r->a->universe, t.base);
    return k.kind == SYM_EXPR && (mentions(r, k.x, depth - 1) || mentions(r, k.y, depth - 1));
}

static void add_step(struct render *r, enum step_kind kind, const struct event *ev, const char *text, uint32_t depth)
{
    vec_push(&r->steps, (struct step){.kind = kind, .place = place_at(r, ev->module, ev->loc, ev->function), .text = text, .depth = depth});
    r->own_steps++;
}

static void walk(struct render *r, const struct event *ev, const struct frame *f, uint32_t depth, const struct event *final);

static void walk_call(struct render *r, const struct event *ev, const struct frame *f, uint32_t depth, const struct event *final)
{
    const struct program_function *callee = &r->a->engine->program.functions.items[ev->callee];
    uint32_t before = r->steps.count, own = r->own_steps;
    struct frame inner = {ev, f};
    bool callback = ev->kind == EVENT_CALLBACK;
    if (callback) {
        struct step step = {.kind = STEP_CALLBACK, .place = place_at(r, callee->module, callee->ir->loc, ev->callee), .depth = depth};
        step.object = ev->phase ? "driver" : NULL;
        step.state = ev->phase;
        step.text = ev->phase ? arena_printf(&r->out->arena, "'%s' is called (driver state: %s)", callee->name, ev->phase)
                              : arena_printf(&r->out->arena, "'%s' is called", callee->name);
        vec_push(&r->steps, step);
    } else if (ev->awaited) {
        add_step(r, STEP_CALL, ev, arena_printf(&r->out->arena, "'%s' is called (%s) while this waits", callee->name,
                                                ruleset_callback(r->a->engine->rules, ev->awaited)->name), depth);
        own = r->own_steps; /* said in any case: what it leaves decides how the path goes on */
    } else
        add_step(r, STEP_CALL, ev, arena_printf(&r->out->arena, "'%s' is called", callee->name), depth);
    r->own_steps = own;
    walk(r, ev->inner, &inner, depth + 1, final);
    if (r->own_steps == own && !ev->awaited)
        r->steps.count = before; /* nothing of interest happened in it */
}

static const char *branch_text(struct render *r, const struct event *ev)
{
    const char *cond = text_at(r, ev->module, ev->loc);
    if (ev->call && ev->call->op == IR_SWITCH)
        return arena_printf(&r->out->arena, "'%s' selects this case", cond ? cond : "the value");
    return arena_printf(&r->out->arena, "'%s' is %s", cond ? cond : "the condition", ev->taken ? "true" : "false");
}

/* A branch that tells the way from where an object of the finding was made. One that a loop takes on each round is told once. */
static void add_way(struct render *r, const struct event *ev, uint32_t depth)
{
    struct step step = {.kind = STEP_BRANCH, .place = place_at(r, ev->module, ev->loc, ev->function), .text = branch_text(r, ev), .depth = depth};
    for (uint32_t i = r->steps.count; i-- > 0 && r->steps.items[i].kind == STEP_BRANCH;)
        if (r->steps.items[i].place.line == step.place.line && r->steps.items[i].place.column == step.place.column && str_equal(r->steps.items[i].text, step.text))
            return;
    vec_push(&r->steps, step);
}

/* Whether a finding of this kind is to be believed only by who sees how one gets from this change to its place. What a call
   was given needs no such way: it says that a value comes there, and where from. */
static bool begins_way(enum trigger_kind t, enum event_change change)
{
    switch (t) {
    case TRIGGER_CALL: case TRIGGER_READ: case TRIGGER_UNREAD: case TRIGGER_COUNT: return false;
    case TRIGGER_DOUBLE_FREE: case TRIGGER_USE_AFTER_FREE: return change == CHANGE_FREED;
    case TRIGGER_USE_WHILE_LENT: return change == CHANGE_LENT;
    default: return true;
    }
}

static void add_page(struct render *r, const struct ddi *ddi)
{
    for (uint32_t i = 0; ddi && ddi->source && i < r->pages.count; i++)
        if (str_equal(r->pages.items[i], ddi->source))
            return;
    if (ddi && ddi->source)
        vec_push(&r->pages, ddi->source);
}

static const char *state_text(struct render *r, const struct event *ev, const struct frame *f)
{
    if (ev->change == CHANGE_MADE && r->trigger == TRIGGER_UNCHECKED && ev->ddi)
        return arena_printf(&r->out->arena, "%s is called, which can fail", ev->ddi->name);
    if (ev->words)
        return words_text(r, ev, f);
    if (ev->change == CHANGE_FREED && ev->value_count) /* what they are may be known to callers only */
        return arena_printf(&r->out->arena, "the %s is freed with the %s that it belongs to", kind_words(r, outward(r, ev->subject, f)),
                            kind_words(r, outward(r, ev->values[0], f)));
    return arena_printf(&r->out->arena, "%s", ev->text ? ev->text : "its state changes");
}

/* Where the event's object was changed: one that was freed with its holder, where that was. */
static struct place changed_at(struct render *r, const struct event *ev, const struct frame *f)
{
    struct term holder = ev->change == CHANGE_FREED && !ev->words && ev->value_count ? outward(r, ev->values[0], f) : term_const(0);
    for (uint32_t i = r->made.count; holder.base && i-- > 0;)
        if (term_equal(r->made.items[i].object, holder))
            return r->made.items[i].place;
    return place_at(r, ev->module, ev->loc, ev->function);
}

/* A rule that asks whether any lock of a kind is held is about those, whoever holds them. */
static bool handles_lock(const struct effect *f, uint32_t count, uint32_t lock)
{
    bool found = false;
    for (uint32_t i = 0; lock && i < count && !found; i++)
        found = ((f[i].kind == EFFECT_ACQUIRE || f[i].kind == EFFECT_RELEASE) && f[i].object == lock) || handles_lock(f[i].inner, f[i].inner_count, lock);
    return found;
}

static void walk_one(struct render *r, const struct event *ev, const struct frame *f, uint32_t depth, const struct event *final)
{
    static const char *const states[] = {[CHANGE_NONE] = NULL, [CHANGE_MADE] = "live", [CHANGE_FREED] = "freed", [CHANGE_LENT] = "lent"};
    struct term subject = outward(r, ev->subject, f);
    switch (ev->kind) {
    case EVENT_CALL: case EVENT_CALLBACK:
        if (ev->inner || ev->awaited)
            walk_call(r, ev, f, depth, final);
        return;
    case EVENT_LOOP: case EVENT_SKIP:
        return; /* the branches say how it is left */
    case EVENT_BRANCH:
        if (ev->decided && mentions(r, outward_raw(ev->subject, f), 4))
            add_step(r, STEP_BRANCH, ev, branch_text(r, ev), depth);
        else if (r->on_way && way_is_told_by(r->a, ev))
            add_way(r, ev, depth);
        return;
    case EVENT_STATE:
        if (ev == final || is_about(r, subject))
            add_page(r, ev->ddi);
        if (ev == final) {
            add_step(r, STEP_END, ev, words_text(r, ev, f), depth);
            return;
        }
        if (!is_about(r, subject) && !(ev->ddi && subject.base != driver_symbol(r->a) && handles_lock(ev->ddi->effects, ev->ddi->effect_count, r->lock)))
            return;
        vec_push(&r->made, (struct place_of){subject, changed_at(r, ev, f)});
        add_step(r, STEP_STATE, ev, state_text(r, ev, f), depth);
        r->on_way |= begins_way(r->trigger, (enum event_change)ev->change);
        if (ev->change != CHANGE_NONE) {
            vec_last(&r->steps).object = kind_words(r, subject);
            vec_last(&r->steps).state = states[ev->change];
        }
        return;
    }
}

static void walk(struct render *r, const struct event *ev, const struct frame *f, uint32_t depth, const struct event *final)
{
    VEC(const struct event *) order = {0};
    for (; ev && order.count < TRACE_MAX; ev = ev->before)
        vec_push(&order, ev);
    while (order.count)
        walk_one(r, vec_pop(&order), f, depth, final);
    vec_release(&order);
}

/* ---- the finding ----------------------------------------------------------------------------------------------- */

static void collect_about(struct render *r, const struct event *final, const struct frame *f)
{
    struct term subject = outward(r, final->subject, f);
    if (subject.base && subject.base != UINT32_MAX)
        sym_set_add(&r->about, subject.base);
    for (uint32_t i = 0; i < final->value_count; i++) {
        struct term t = outward(r, final->values[i], f);
        if (t.base && t.base != UINT32_MAX)
            sym_set_add(&r->about, t.base);
    }
}

/* Where the driver's own text has the finding: in a system header it is the call that led there. */
static const struct event *innermost_of_driver(const struct event *ev)
{
    const struct event *own = ev;
    for (;; ev = ev->inner) {
        if (!ev->loc || !(ev->module->files.items[ev->module->locs.items[ev->loc].file].flags & IR_FILE_SYSTEM))
            own = ev;
        if ((ev->kind != EVENT_CALL && ev->kind != EVENT_CALLBACK) || !ev->inner)
            return own;
    }
}

/* What an object was freed with belongs to its story. */
static void collect_holders(struct render *r, const struct event *ev, const struct frame *f)
{
    for (uint32_t n = 0; ev && n < TRACE_MAX; ev = ev->before, n++) {
        struct frame inner = {ev, f};
        if (ev->kind == EVENT_CALL || ev->kind == EVENT_CALLBACK)
            collect_holders(r, ev->inner, &inner);
        if (ev->kind != EVENT_STATE || ev->change != CHANGE_FREED || ev->words || !ev->value_count || !is_about(r, outward(r, ev->subject, f)))
            continue;
        struct term holder = outward(r, ev->values[0], f);
        if (holder.base && holder.base != UINT32_MAX)
            sym_set_add(&r->about, holder.base);
    }
}

static const char *sentence(struct render *r, const char *text)
{
    size_t n = strlen(text);
    return n && text[n - 1] == '.' ? text : arena_printf(&r->out->arena, "%s.", text);
}

/* A rule that follows from contracts alone is explained by the pages of the DDIs in question. */
static void choose_sources(const struct render *r, const struct issue *issue, struct finding *one)
{
    one->sources = issue->rule->sources;
    one->source_count = issue->rule->source_count;
    if (issue->check->trigger != TRIGGER_CALL && issue->check->trigger != TRIGGER_RETURN && r->pages.count) {
        one->sources = r->pages.items;
        one->source_count = r->pages.count;
    }
}

/* Of a leak, what is lost, where that is known. */
static const struct object_kind *lost_kind(struct analysis *a, const struct state *s, const struct issue *issue)
{
    return issue->check->trigger == TRIGGER_LEAK ? object_kind_of(a, s, issue_subject(issue->trace)) : NULL;
}

static void emit(struct render *r, const struct issue *issue)
{
    const struct engine *e = r->a->engine;
    struct step *last = &vec_last(&r->steps);
    struct finding one = {.rule = issue->rule->id, .level = issue->check->level, .place = last->place,
                          .message = sentence(r, last->text), .help = issue->rule->help};
    const struct object_kind *lost = lost_kind(r->a, r->s, issue);
    one.about = lost ? lost->words : NULL;
    choose_sources(r, issue, &one);
    one.fix = fix_make(r->a, r->s, issue, r->final, source_of, &r->out->arena);
    last->text = one.message;
    uint32_t from = r->steps.count > STEPS_SHOWN_MAX ? r->steps.count - STEPS_SHOWN_MAX : 0;
    one.steps = r->steps.items + from;
    one.step_count = r->steps.count - from;
    struct str path = {0};
    if (e->options->traces) {
        trace_print(r->a, r->s, issue, &path);
        one.path = str_text(&path);
    }
    if (e->program.models.count)
        one.driver = e->rules->drivers.items[e->program.models.items[0].driver].name;
    vec_last(&r->a->out->reported).finding = r->out->list.count;
    findings_add(r->out, &one);
    str_release(&path);
}

void report_issue(struct analysis *a, const struct state *s, const struct issue *issue)
{
    const struct event *final = event_innermost(issue->trace);
    const struct object_kind *lost = lost_kind(a, s, issue);
    if (results_is_known(a->engine, a->out, issue->rule, innermost_of_driver(issue->trace), lost))
        return;
    struct render r = {.a = a, .s = s, .out = &a->out->findings, .final = final, .message = issue->check->message, .trigger = issue->check->trigger};
    struct frame frames[64]; /* calls from the outermost down to the final event */
    const struct frame *f = NULL;
    const struct event *ev = issue->trace;
    for (uint32_t depth = 0; ev != final && depth < 64; depth++) {
        frames[depth] = (struct frame){ev, f};
        f = &frames[depth];
        ev = ev->inner;
    }
    if (final->page) /* of the very function that is called */
        vec_push(&r.pages, final->page);
    collect_about(&r, final, f);
    const struct expr *asked = issue->check->condition;
    if (asked && asked->kind == EXPR_ANY && !asked->a && a->engine->rules->objects.items[asked->value].is_lock)
        r.lock = (uint32_t)asked->value + 1;
    collect_holders(&r, issue->trace, NULL);
    walk(&r, issue->trace, NULL, 0, final);
    if (r.steps.count && vec_last(&r.steps).kind == STEP_END)
        emit(&r, issue);
    sym_set_release(&r.about);
    vec_release(&r.steps);
    vec_release(&r.made);
    vec_release(&r.pages);
}
