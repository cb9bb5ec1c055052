/*
 * Rules over states. A rule's condition holds here (no needs left: an issue), or would hold if the
 * caller's memory were so and so (needs: a conditional issue, part of the summary), or hangs on a
 * value that nobody knows (counted, silent). ENGINE.md D10: manifest and latent.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

/* Conditional findings kept per rule, place and needs: one for each of so many different paths. Object
   rules ask at every use, and rarely depend on the path: those over LATENT_PER_USE, or LATENT_PER_NEED at all
   places, give way to others. */
enum { LATENT_PER_PLACE = 8, LATENT_PER_USE = 2, LATENT_PER_NEED = 4 };

const struct object_kind *object_kind_of(struct analysis *a, const struct state *s, struct term object)
{
    sym base = object.base == UINT32_MAX ? 0 : state_norm(&a->domain, s, object).base;
    const struct object *o = base ? state_object(s, base) : NULL;
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        struct term kind = state_norm(&a->domain, s, c->value);
        if (c->offset == ATTRIBUTE_KIND && term_is_const(kind) && kind.offset > 0)
            return &a->engine->rules->objects.items[kind.offset - 1];
    }
    return NULL;
}

struct event *event_add(struct analysis *a, struct state *s, enum event_kind kind, ir_index loc)
{
    struct event *ev = arena_new_raw(&a->arena, struct event);
    *ev = (struct event){.before = s->trace, .kind = kind, .module = a->module, .loc = loc, .function = a->place_function,
                         .insn = a->insn, .argument = UINT32_MAX, .count = s->trace ? s->trace->count + 1 : 1, .callee = PROGRAM_NONE};
    s->trace = ev;
    return ev;
}

void event_set_words(struct env *env, struct state *s, struct event *ev, const struct words *w)
{
    ev->words = w;
    ev->ddi = env->ddi;
    ev->call = env->call;
    struct term *values = arena_array(&env->a->arena, struct term, w->count);
    for (uint32_t i = 0; i < w->count; i++) {
        bool known = true;
        if (w->pieces[i].expr)
            values[i] = state_norm(&env->a->domain, s, eval(env, s, w->pieces[i].expr, &known));
        if (!known)
            values[i] = (struct term){UINT32_MAX, 0};
    }
    ev->values = values;
    ev->value_count = w->count;
}

/* What an `any` found belongs to the story although no word names it. */
static void event_add_vars(struct env *env, struct state *s, struct event *ev)
{
    struct term *values = arena_array(&env->a->arena, struct term, ev->value_count + VARS_MAX);
    if (ev->value_count)
        memcpy(values, ev->values, ev->value_count * sizeof *values);
    for (uint32_t i = 0; i < VARS_MAX; i++)
        if (env->vars[i].base)
            values[ev->value_count++] = state_norm(&env->a->domain, s, env->vars[i]);
    ev->values = values;
}

bool rule_applies(const struct engine *e, const struct rule *r)
{
    if (r->driver_count == 0 || e->program.models.count == 0)
        return true;
    for (uint32_t m = 0; m < e->program.models.count; m++)
        for (uint32_t i = 0; i < r->driver_count; i++)
            if (str_equal(r->drivers[i], e->rules->drivers.items[e->program.models.items[m].driver].name))
                return true;
    return false;
}

/* ---- rules about objects: which of them -------------------------------------------------------- */

/* The rule that speaks of this kind of object, else the one that speaks of all. */
static const struct check *object_check(const struct engine *e, enum trigger_kind trigger, const struct object_kind *kind, const struct rule **rule)
{
    uint32_t object = kind ? (uint32_t)(kind - e->rules->objects.items) + 1 : 0;
    const struct check *found = NULL;
    *rule = NULL;
    for (uint32_t r = 0; r < e->rules->rules.count; r++) {
        const struct rule *one = &e->rules->rules.items[r];
        if (!rule_applies(e, one))
            continue;
        for (uint32_t c = 0; c < one->check_count; c++) {
            const struct check *check = &one->checks[c];
            if (check->trigger != trigger || (check->object && check->object != object) || (found && (!check->object || found->object)))
                continue;
            found = check;
            *rule = one;
        }
    }
    return found;
}

/* ---- raising -------------------------------------------------------------------------------- */

struct constrained {
    struct analysis *a;
    const struct state *s;
    bool found;
};

static bool constrained_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct constrained *c = context;
    (void)v;
    c->found = universe_is_pre(&c->a->universe, key);
    return !c->found;
}

static bool chosen_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct constrained *c = context;
    return fact_is_access(c->a, c->s, key, (const struct fact *)(uintptr_t)v->a) || constrained_fn(context, key, v);
}

/* Whether the path was chosen by what callers pass: then they decide whether it can happen. */
static bool depends_on_caller(struct analysis *a, const struct state *s)
{
    struct constrained c = {a, s, false};
    pmap_each(s->facts, chosen_fn, &c);
    if (!c.found)
        pmap_each(s->same, constrained_fn, &c);
    return c.found;
}

struct term event_outward(const struct event *call, struct term t)
{
    uint32_t low = 0, high = call->map_count;
    if (t.base == 0 || t.base == UINT32_MAX)
        return t;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (call->map[middle].from < t.base)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < call->map_count && call->map[low].from == t.base && call->map[low].to.base != UINT32_MAX;
    return found ? term_plus(call->map[low].to, t.offset) : (struct term){UINT32_MAX, 0};
}

/* The object that the issue is about, in the outermost function's symbols. */
struct term issue_subject(const struct event *ev)
{
    if (!ev->inner)
        return ev->subject;
    return event_outward(ev, issue_subject(ev->inner));
}

/* Whether the rule itself states what must not be, at a call, a return or a read. */
bool is_stated(enum trigger_kind t) { return t == TRIGGER_CALL || t == TRIGGER_RETURN || t == TRIGGER_READ || t == TRIGGER_UNREAD; }

bool is_about_object(enum trigger_kind t)
{
    return !is_stated(t) && t != TRIGGER_UNCHECKED && (t < TRIGGER_IRQL_HIGH || t > TRIGGER_HELD_LOCK);
}

bool is_about_irql(enum trigger_kind t) { return t == TRIGGER_IRQL_HIGH || t == TRIGGER_IRQL_LOW || t == TRIGGER_IRQL_APC; }

const struct event *event_innermost(const struct event *ev)
{
    while ((ev->kind == EVENT_CALL || ev->kind == EVENT_CALLBACK) && ev->inner)
        ev = ev->inner;
    return ev;
}

/* ---- conditional findings ---------------------------------------------------------------------- */

struct demands {
    struct analysis *a;
    const struct state *s;
    bool implied;
};

static bool same_implied(void *context, uint32_t key, const struct pmap_value *v)
{
    struct demands *d = context;
    if (universe_is_pre(&d->a->universe, key))
        d->implied = state_compare(&d->a->domain, d->s, IR_BIN_EQ, (struct term){key, 0}, term_unpack(v)) == TRUTH_TRUE;
    return d->implied;
}

static bool excludes(const struct fact *f, int64_t value)
{
    bool found = value < f->low || value > f->high;
    for (uint32_t i = 0; i < f->hole_count; i++)
        found |= f->holes[i] == value;
    return found;
}

static bool fact_implied(void *context, uint32_t key, const struct pmap_value *v)
{
    struct demands *d = context;
    const struct fact *f = (const struct fact *)(uintptr_t)v->a;
    if (!universe_is_pre(&d->a->universe, key))
        return true;
    struct fact here = state_fact(&d->a->domain, d->s, (struct term){key, 0});
    d->implied = here.low >= f->low && here.high <= f->high && !(f->set & ~here.set) && !(f->clear & ~here.clear);
    for (uint32_t i = 0; i < f->hole_count; i++)
        d->implied &= excludes(&here, f->holes[i]);
    return d->implied;
}

static bool needs_hold(struct analysis *a, const struct state *s, const struct issue *issue)
{
    for (uint32_t i = 0; i < issue->need_count; i++)
        if (state_compare(&a->domain, s, issue->needs[i].op, issue->needs[i].x, issue->needs[i].y) != TRUTH_TRUE)
            return false;
    return true;
}

/* Whether what `demanded` asks of callers is known in s. */
static bool facts_hold(struct analysis *a, const struct state *s, const struct state *demanded)
{
    struct demands d = {a, s, true};
    pmap_each(demanded->same, same_implied, &d);
    if (d.implied)
        pmap_each(demanded->facts, fact_implied, &d);
    return d.implied;
}

/* Whether whatever caller meets what the second asks for also meets what the first asks for. A state at
   a finding assumes its needs. */
static bool asks_no_more(struct analysis *a, const struct exit *first, const struct exit *second)
{
    const struct issue *x = &first->issue, *y = &second->issue;
    if (!needs_hold(a, &second->state, x))
        return false;
    bool watched = x->watch == WATCH_YES || (x->watch == WATCH_MEMORY && y->watch == WATCH_MEMORY);
    if (!watched && (y->watch == WATCH_YES || y->watch == WATCH_MEMORY || !term_equal(issue_subject(x->trace), issue_subject(y->trace))))
        return false;
    return facts_hold(a, &second->state, &first->state);
}

static bool same_needs(const struct issue *x, const struct issue *y)
{
    if (x->need_count != y->need_count)
        return false;
    for (uint32_t i = 0; i < x->need_count; i++)
        if (x->needs[i].op != y->needs[i].op || !term_equal(x->needs[i].x, y->needs[i].x) || !term_equal(x->needs[i].y, y->needs[i].y))
            return false;
    return true;
}

static bool same_place(const struct exit *x, const struct exit *y)
{
    return x->issue.check == y->issue.check && x->place->loc == y->place->loc && x->place->module == y->place->module;
}

bool issue_has_room(struct analysis *a, const struct state *s, const struct issue *issue)
{
    const struct event *place = event_innermost(issue->trace);
    bool room = a->latent.count < LATENT_MAX || a->spare_count || is_about_irql(issue->check->trigger) || issue->check->trigger == TRIGGER_UNCHECKED;
    for (uint32_t i = 0; i < a->latent.count && !room; i++) {
        const struct exit *other = &a->latent.items[i];
        room = other->place->loc == place->loc && other->place->module == place->module && needs_hold(a, &other->state, issue) &&
               facts_hold(a, &other->state, s);
    }
    return room;
}

static struct exit *last_spare(struct analysis *a)
{
    for (uint32_t i = a->spare_count ? a->latent.count : 0; i-- > 0;)
        if (a->latent.items[i].spare)
            return &a->latent.items[i];
    return NULL;
}

/* Leaves the issue to callers, unless one that is left to them already says as much. Over the bound it is
   dropped, or a spare one. Returns whether it is kept. */
static bool leave_to_callers(struct analysis *a, const struct state *s, const struct issue *issue)
{
    struct exit x = {.state = *s, .is_issue = true, .issue = *issue, .place = event_innermost(issue->trace)}, *stronger = NULL;
    uint32_t alike = 0, asked = 0;
    bool object = is_about_object(issue->check->trigger), first = true;
    for (uint32_t i = 0; i < a->latent.count; i++) {
        struct exit *other = &a->latent.items[i];
        asked += object && other->issue.check == issue->check && issue->need_count && same_needs(&other->issue, issue);
        /* of calls that need the same IRQL, and of uses of one pointer, on the same paths the first is enough */
        bool together = (is_about_irql(issue->check->trigger) || issue->check->trigger == TRIGGER_UNCHECKED) && other->issue.check == issue->check &&
                        other->issue.failed == issue->failed;
        bool here = same_place(other, &x);
        first &= !here;
        if (!together && !here)
            continue;
        if (asks_no_more(a, other, &x))
            return false;
        if (!stronger && asks_no_more(a, &x, other))
            stronger = other;
        alike += same_needs(&other->issue, issue);
    }
    if (stronger || (alike < LATENT_PER_PLACE && a->latent.count < LATENT_MAX))
        issue_note_count(a, s, &x.issue);
    if (stronger) {
        x.spare = stronger->spare;
        *stronger = x;
        return true;
    }
    bool demanded = issue->check->trigger == TRIGGER_UNCHECKED && !issue->failed;
    x.spare = (demanded && !first) || asked >= LATENT_PER_NEED || alike >= (is_about_irql(issue->check->trigger) ? 1 : object ? LATENT_PER_USE : LATENT_PER_PLACE);
    if (alike < LATENT_PER_PLACE && a->latent.count < LATENT_MAX) {
        vec_push(&a->latent, x);
        a->spare_count += x.spare;
        return true;
    }
    a->out->counters.latent_dropped++;
    struct exit *other = alike < LATENT_PER_PLACE && !x.spare ? last_spare(a) : NULL;
    if (!other)
        return false;
    *other = x;
    a->spare_count--;
    return true;
}

/* Whether the path was chosen by the IRQL, which the life cycle knows better than this function. */
static bool hangs_on_irql(struct analysis *a, const struct state *s)
{
    struct term irql = incoming_attribute(&a->domain, driver_symbol(a), ATTRIBUTE_IRQL);
    return a->is_entered && (pmap_find(s->facts, irql.base) || pmap_find(s->same, irql.base));
}

/* Of an object that came from outside, the kind may be known only here: then the rule that speaks of that kind counts. */
static void choose_rule(struct analysis *a, const struct state *s, struct issue *issue)
{
    struct term subject = is_about_object(issue->check->trigger) ? issue_subject(issue->trace) : term_const(0);
    const struct object_kind *kind = subject.base && subject.base != UINT32_MAX ? object_kind_of(a, s, subject) : NULL;
    const struct rule *rule;
    const struct check *check = kind && !issue->check->object ? object_check(a->engine, issue->check->trigger, kind, &rule) : NULL;
    if (!check || !check->object)
        return;
    issue->rule = rule;
    issue->check = check;
}

bool issue_is_moot(const struct state *s, const struct check *check)
{
    /* after a loop that was cut, iterations are not told apart: if they left locks in other ways than they found them, which of them held
       what is not known */
    bool counted = !is_about_object(check->trigger) && !is_stated(check->trigger) &&
                   (s->widened & (check->trigger == TRIGGER_UNCHECKED ? WIDENED_MEMORY : WIDENED_LOCKS));
    return s->doubt.uncertain || counted;
}

/* Whether a rule asks about the object at all only callers know, who know of what kind it is. */
static bool callers_know_object(struct analysis *a, const struct issue *issue)
{
    struct term subject = issue->watch == WATCH_UNKNOWN ? issue_subject(issue->trace) : term_const(0);
    return a->function != PROGRAM_NONE && subject.base && subject.base != UINT32_MAX && universe_is_pre(&a->universe, subject.base);
}

bool issue_raise(struct analysis *a, struct state *s, const struct issue *raised)
{
    struct issue known = *raised;
    const struct issue *issue = &known;
    choose_rule(a, s, &known);
    known.watch = issue_watch(a, s, issue);
    bool untold = a->degraded && issue->check->condition; /* what is missing may do what the rule asks for */
    if (issue_is_moot(s, issue->check) || untold) {
        a->out->counters.undecided_checks++;
        return false;
    }
    bool anyway = issue->check->trigger == TRIGGER_UNREAD; /* whatever callers pass, the text is as it is */
    bool here = issue->need_count == 0 && (anyway || (!hangs_on_irql(a, s) && (a->is_root || !depends_on_caller(a, s)) && !callers_know_object(a, issue)));
    if (here)
        issue_note_count(a, s, &known);
    bool doubtful = here && issue_is_doubtful(a, s, issue);
    if (doubtful || issue->watch == WATCH_NO) {
        a->out->counters.undecided_checks++;
        return false;
    }
    if (here) {
        report_issue(a, s, issue);
        return true;
    }
    if (a->is_root && a->function == PROGRAM_NONE) {
        a->out->counters.undecided_checks++;
        return false;
    }
    return leave_to_callers(a, s, issue);
}

enum truth needs_decide(struct analysis *a, const struct state *s, const struct need *needs, uint32_t count, struct need *left, uint32_t *left_count)
{
    enum truth result = TRUTH_TRUE;
    bool nobody = false;
    *left_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct term x = state_norm(&a->domain, s, needs[i].x), y = state_norm(&a->domain, s, needs[i].y);
        enum truth t = state_compare(&a->domain, s, needs[i].op, x, y);
        if (t == TRUTH_FALSE)
            return TRUTH_FALSE;
        if (t == TRUTH_TRUE)
            continue;
        result = TRUTH_UNKNOWN;
        nobody |= !universe_is_pre(&a->universe, x.base) || !universe_is_pre(&a->universe, y.base);
        left[(*left_count)++] = (struct need){needs[i].op, x, y};
    }
    if (nobody)
        *left_count = 0;
    return result;
}

/* ---- rules about calls -------------------------------------------------------------------------- */

void check_one(struct env *env, struct state *s, const struct rule *rule, const struct check *check)
{
    struct ways ways = {0};
    condition_solve(env, s, check->condition, true, &ways);
    for (uint32_t i = 0; i < ways.count; i++) {
        struct way *w = &ways.items[i];
        struct issue issue = {.rule = rule, .check = check, .need_count = w->need_count};
        memcpy(issue.needs, w->needs, sizeof issue.needs);
        memcpy(env->vars, w->vars, sizeof env->vars);
        env->driver = w->driver;
        struct event *ev = event_add(env->a, &w->state, EVENT_STATE, env->loc);
        ev->argument = env->arg_count ? 0 : UINT32_MAX;
        ev->subject = env->arg_count ? state_norm(&env->a->domain, &w->state, env->args[0]) : term_const(0);
        event_set_words(env, &w->state, ev, check->message);
        event_add_vars(env, &w->state, ev);
        issue.trace = w->state.trace;
        issue_raise(env->a, &w->state, &issue);
    }
    if (!ways.count && ways.undecided)
        env->a->out->counters.undecided_checks++;
    ways_release(&ways);
}

void check_call(struct env *env, struct state *s)
{
    struct engine *e = env->a->engine;
    uint32_t ddi = (uint32_t)(env->ddi - e->rules->ddis.items);
    for (uint32_t r = 0; r < e->rules->rules.count; r++) {
        const struct rule *rule = &e->rules->rules.items[r];
        if (!rule_applies(e, rule))
            continue;
        for (uint32_t c = 0; c < rule->check_count; c++)
            if (rule->checks[c].trigger == TRIGGER_CALL && rule->checks[c].ddi == ddi)
                check_one(env, s, rule, &rule->checks[c]);
    }
}

void check_read(struct analysis *a, struct state *s, const struct ir_insn *i)
{
    const struct engine *e = a->engine;
    struct env env = {.a = a, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    for (uint32_t k = 0; k < a->watched->list.count; k++) {
        const struct watched_field *w = &a->watched->list.items[k];
        const struct rule *rule = &e->rules->rules.items[w->rule];
        if (w->record == i->type && w->field == i->field && rule_applies(e, rule))
            check_one(&env, s, rule, &rule->checks[w->check]);
    }
}

/* Whether the record that a field is read of is memory of the driver's own: a variable, what it has allocated, a part of another record of the
   same type as the field. Rules about reads are about what the system has passed, not about copies. */
static bool is_copy(struct analysis *a, struct state *s, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    const struct ir_insn *d = o->kind == IR_TEMP ? ir_definition(a->module, a->block, (uint32_t)(i - &a->module->insns.items[a->block->first]), o->value) : NULL;
    if (d && d->op == IR_FIELD && a->module->fields.items[ir_type_at(a->module, d->type)->first + d->field].type == i->type)
        return true;
    enum sym_kind kind = (enum sym_kind)universe_key(&a->universe, state_norm(&a->domain, s, exec_operand(a, s, o)).base)->kind;
    return kind == SYM_LOCAL || kind == SYM_GLOBAL || kind == SYM_NEW;
}

void check_field(struct analysis *a, struct state *s, const struct ir_insn *i)
{
    if (!is_copy(a, s, i))
        check_read(a, s, i);
}

/* Whether the call also gives something through a pointer: whether it has failed can be asked of that. */
static bool has_output(const struct ir_module *m, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(m, i);
    bool found = false;
    for (uint32_t k = 1; k < i->operand_count; k++) {
        const struct ir_type *t = ir_type_at(m, o[k].type);
        uint32_t kind = t->kind == IR_POINTER && !(t->flags & IR_TYPE_POINTEE_CONST) ? ir_type_at(m, t->element)->kind : IR_VOID;
        found |= kind == IR_POINTER || kind == IR_INT;
    }
    return found;
}

void check_unread(struct analysis *a, struct state *s, const struct ir_insn *i, const struct program_function *callee)
{
    struct env env = {.a = a, .call = i, .loc = i->loc, .site = (uint32_t)(i - a->module->insns.items)};
    struct told told = {.argument = UINT32_MAX, .called = callee->name};
    bool status = ir_type_at(a->module, i->type)->kind == IR_INT; /* an object that nobody takes is lost */
    bool unread = status && callee->must_inspect && !a->degraded && flow_is_unread(&a->flow, env.site);
    if (unread && (flow_is_taken(&a->flow, i) || !has_output(a->module, i)))
        check_told(&env, s, TRIGGER_UNREAD, &told, NULL, 0);
}

void check_return(struct analysis *a, struct state *s, const struct ir_insn *i, const struct term *result)
{
    const struct engine *e = a->engine;
    const char *role = e->program.functions.items[a->function].role;
    struct env env = {.a = a, .call = i, .loc = i->loc ? i->loc : a->ir->end_loc, .site = (uint32_t)(i - a->module->insns.items)};
    if (!role)
        return;
    for (; env.arg_count < a->ir->param_count && env.arg_count < ARGS_MAX; env.arg_count++)
        env.args[env.arg_count] = (struct term){universe_sym(&a->universe, (struct sym_key){.kind = SYM_PARAM, .a = env.arg_count}), 0};
    env.has_result = result != NULL;
    if (result)
        env.result = *result;
    for (uint32_t r = 0; r < e->rules->rules.count; r++) {
        const struct rule *rule = &e->rules->rules.items[r];
        for (uint32_t c = 0; c < rule->check_count; c++)
            if (rule->checks[c].trigger == TRIGGER_RETURN && str_equal(rule->checks[c].role, role) && rule_applies(e, rule))
                check_one(&env, s, rule, &rule->checks[c]);
    }
}

/* ---- rules about objects ---------------------------------------------------------------------------- */

static void raise_told(struct env *env, struct state *s, const struct rule *rule, const struct check *check, const struct told *told,
                       const struct need *needs, uint32_t need_count)
{
    struct issue issue = {.rule = rule, .check = check, .need_count = need_count, .failed = told->failed};
    if (need_count)
        memcpy(issue.needs, needs, need_count * sizeof *needs);
    struct env words = {.a = env->a, .ddi = NULL, .call = env->call, .args = {told->subject}, .arg_count = 1, .loc = env->loc, .site = env->site};
    struct state at = *s;
    struct event *ev = event_add(env->a, &at, EVENT_STATE, env->loc);
    struct state named = at; /* in which a null still names what it is the null of */
    if (check->trigger == TRIGGER_UNCHECKED)
        named.same = pmap_remove(&env->a->arena, named.same, told->subject.base);
    ev->subject = told->subject;
    event_set_words(&words, &named, ev, check->message);
    ev->argument = told->argument;
    ev->of_object = true;
    ev->text = told->words;
    ev->called = told->called;
    ev->irql_low = told->irql_low;
    ev->irql_high = told->irql_high;
    ev->page = told->page;
    ev->ddi = env->ddi;
    issue.trace = at.trace;
    issue_raise(env->a, &at, &issue);
}

bool check_object(struct env *env, struct state *s, enum trigger_kind trigger, struct term object, uint32_t argument,
                  const struct need *needs, uint32_t need_count)
{
    const struct object_kind *kind = object_kind_of(env->a, s, object);
    struct told told = {.subject = object_beginning(env->a, object.base), .argument = argument, .words = kind ? kind->words : NULL};
    return check_told(env, s, trigger, &told, needs, need_count);
}

bool check_told(struct env *env, struct state *s, enum trigger_kind trigger, const struct told *told, const struct need *needs, uint32_t need_count)
{
    const struct rule *rule;
    const struct check *check = object_check(env->a->engine, trigger, object_kind_of(env->a, s, told->subject), &rule);
    struct need left[NEEDS_MAX];
    uint32_t left_count;
    enum truth t = needs_decide(env->a, s, needs, need_count, left, &left_count);
    if (t == TRUTH_FALSE || !check)
        return t == TRUTH_TRUE;
    if (t == TRUTH_UNKNOWN && left_count == 0) {
        env->a->out->counters.undecided_checks++;
        return false;
    }
    struct state here = *s;
    for (uint32_t i = 0; i < left_count; i++)
        state_assume(&env->a->domain, &here, left[i].op, left[i].x, left[i].y);
    if (!here.dead)
        raise_told(env, &here, rule, check, told, left, t == TRUTH_TRUE ? 0 : left_count);
    return t == TRUTH_TRUE;
}

void check_leak(struct analysis *a, struct state *s, sym object, ir_index loc, const struct ir_insn *call)
{
    struct env env = {.a = a, .call = call, .loc = loc};
    if (leak_hangs_on_count(a, s, object)) {
        a->out->counters.undecided_checks++;
        return;
    }
    check_object(&env, s, TRIGGER_LEAK, (struct term){object, 0}, UINT32_MAX, NULL, 0);
}

void check_foreign_lost(struct analysis *a, struct state *s, sym object, ir_index loc)
{
    struct env env = {.a = a, .loc = loc};
    check_object(&env, s, TRIGGER_FOREIGN_LOST, (struct term){object, 0}, UINT32_MAX, NULL, 0);
}
