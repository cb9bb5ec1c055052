/*
 * One function: blocks in reverse post-order (the IR's own numbering), each with the list of
 * states that wait for it. The lowest waiting block is taken with all its states, which are merged
 * first, so that a block is executed once per batch of paths that reach it.
 *
 * Loops (ENGINE.md D8): an edge to the same or an earlier block is a back edge. The first LOOP_EXITS
 * visits of a head are followed as they are; then the chains that the iterations have made are folded
 * (segment.c), what else an iteration changed is made unknown, and the head is entered again, at most
 * LOOP_WIDENINGS times or until nothing more changes.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

struct run {
    struct analysis *a;
    struct state_list *waiting; /* by block */
};

void analysis_init(struct analysis *a, struct engine *e, uint32_t function, struct results *out)
{
    *a = (struct analysis){.engine = e, .out = out, .function = function, .insn = UINT32_MAX, .place_function = function};
    arena_init(&a->arena);
    universe_init(&a->universe, &a->arena);
    a->domain = (struct domain){.arena = &a->arena, .universe = &a->universe, .program = &e->program};
}

void analysis_release(struct analysis *a)
{
    universe_release(&a->universe);
    vec_release(&a->exits);
    vec_release(&a->latent);
    vec_release(&a->called);
    vec_release(&a->assumed);
    trim_release(&a->trim);
    arena_release(&a->arena);
}

static struct state initial_state(struct analysis *a)
{
    struct state s = {0};
    for (uint32_t p = 0; p < a->ir->param_count; p++) {
        const struct ir_local *l = &a->module->locals.items[a->ir->first_local + p];
        const struct ir_type *t = ir_type_at(a->module, l->type);
        if (t->kind == IR_RECORD || t->kind == IR_ARRAY)
            continue; /* passed by value: its content stays unknown */
        unsigned bits;
        bool is_signed;
        type_width(a->module, l->type, &bits, &is_signed);
        struct sym_key cell = {.kind = SYM_LOCAL, .a = p};
        struct sym_key value = {.kind = SYM_PARAM, .bits = (uint8_t)bits, .is_signed = is_signed, .a = p};
        state_store(&a->domain, &s, (struct term){universe_sym(&a->universe, cell), 0}, t->size,
                    (struct term){universe_sym(&a->universe, value), 0});
    }
    return s;
}

/* ---- edges ------------------------------------------------------------------------------------- */

static uint64_t loop_visits(const struct state *s, uint32_t head, const struct state **last)
{
    const struct pmap_value *v = pmap_find(s->loops, head);
    *last = v ? (const struct state *)(uintptr_t)v->b : NULL;
    return v ? v->a : 0;
}

/* Arrival at a block that a back edge leads to. Returns false where the path ends there. */
static bool loop_enter(struct analysis *a, struct state *s, uint32_t head)
{
    const struct state *last;
    uint64_t visits = loop_visits(s, head, &last) + 1;
    s->epoch++;
    if (visits > LOOP_EXITS || (visits == LOOP_EXITS && !segments_are_there(a, s))) {
        if (visits >= LOOP_EXITS + LOOP_WIDENINGS) {
            a->out->counters.widened++;
            fate_of_all(a, s, FATE_LOOP);
            return false;
        }
        uint32_t stamp = a->module->blocks.items[a->ir->first_block + head].first;
        struct sym_set members = {0};
        segments_fold(a, s, head, &members);
        bool changed = state_widen(a, last, s, stamp, &members);
        sym_set_release(&members);
        if (!changed)
            return false; /* nothing new in this iteration */
        event_add(a, s, EVENT_LOOP, a->module->insns.items[stamp].loc)->target = head;
    }
    struct state *kept = arena_new_raw(&a->arena, struct state);
    *kept = *s;
    s->loops = pmap_set(&a->arena, s->loops, head, (struct pmap_value){visits, (uint64_t)(uintptr_t)kept});
    return true;
}

/* Temporaries that no other block reads are done with. */
static void drop_temps(struct analysis *a, struct state *s)
{
    struct pmap kept = {0};
    for (uint32_t i = 0; i < a->flow.crossing_count; i++) {
        const struct pmap_value *v = pmap_find(s->temps, a->flow.crossing[i]);
        if (v)
            kept = pmap_set(&a->arena, kept, a->flow.crossing[i], *v);
    }
    s->temps = kept;
}

/* Variables that nobody reads from here on. One that holds an object of the rules stays: its end is to be
   seen where it is overwritten. */
static void drop_locals(struct analysis *a, struct state *s, uint32_t block)
{
    const struct flow_locals *dead = &a->flow.dead[block];
    for (uint32_t i = 0; i < dead->count; i++) {
        struct sym_key k = {.kind = SYM_LOCAL, .a = dead->items[i]};
        sym base = universe_sym(&a->universe, k);
        const struct object *o = state_object(s, base);
        bool holds = false;
        for (uint32_t c = 0; o && c < o->cell_count; c++)
            holds |= o->cells[c].kind == CELL_VALUE && state_names_tracked(a, s, o->cells[c].value);
        if (o && !holds && !o->escaped)
            s->heap = pmap_remove(&a->arena, s->heap, base);
    }
}

struct left_loops {
    const struct analysis *a;
    uint32_t block;
    uint32_t heads[16], count;
};

static bool note_left(void *context, uint32_t head, const struct pmap_value *v)
{
    struct left_loops *l = context;
    const struct flow_loop *loop = flow_loop_of(&l->a->flow, head);
    (void)v;
    if ((!loop || !flow_in_loop(loop, l->block)) && l->count < sizeof l->heads / sizeof *l->heads)
        l->heads[l->count++] = head;
    return true;
}

/* Behind a loop it does not matter how often it was gone through. */
static void leave_loops(struct analysis *a, struct state *s, uint32_t block)
{
    struct left_loops l = {.a = a, .block = block};
    pmap_each(s->loops, note_left, &l);
    for (uint32_t i = 0; i < l.count; i++)
        s->loops = pmap_remove(&a->arena, s->loops, l.heads[i]);
}

static void go(struct run *r, uint32_t from, uint32_t to, struct state *s)
{
    if (s->dead)
        return;
    drop_temps(r->a, s);
    drop_locals(r->a, s, to);
    leave_loops(r->a, s, to);
    if (to <= from) {
        if (!loop_enter(r->a, s, to))
            return;
    } else if (pmap_find(s->loops, to))
        s->loops = pmap_remove(&r->a->arena, s->loops, to); /* entered anew from outside */
    vec_push(&r->waiting[to], *s);
    if (r->waiting[to].count > STATES_WAITING)
        states_merge(r->a, &r->waiting[to], r->a->module->blocks.items[r->a->ir->first_block + to].first);
}

/* A loop's head must hold the state before the first iteration to compare the second with. */
static void loop_note_entry(struct analysis *a, struct state *s, uint32_t block, bool is_head)
{
    if (!is_head || pmap_find(s->loops, block))
        return;
    struct state *kept = arena_new_raw(&a->arena, struct state);
    *kept = *s;
    s->loops = pmap_set(&a->arena, s->loops, block, (struct pmap_value){0, (uint64_t)(uintptr_t)kept});
}

/* ---- terminators -------------------------------------------------------------------------------------- */

/* Every branch is noted: which way it goes on a path that is known to go there is part of the path, too. */
static void note_branch(struct analysis *a, struct state *s, const struct ir_insn *i, struct term cond, bool taken, bool decided, uint32_t target)
{
    struct event *ev = event_add(a, s, EVENT_BRANCH, ir_operands(a->module, i)->loc ? ir_operands(a->module, i)->loc : i->loc);
    ev->subject = cond;
    ev->taken = taken;
    ev->decided = decided;
    ev->target = target;
    ev->call = i;
}

/* Whether the branch is the loop's own question whether to go on, and the answer is no. How often a loop runs is for the
   environment to decide, also where widening has forgotten what the count was. */
static bool is_own_exit(const struct analysis *a, uint32_t block, uint32_t target, uint32_t other)
{
    const struct flow_loop *own = flow_loop_of(&a->flow, block), *back = flow_loop_of(&a->flow, other);
    return (own && !flow_in_loop(own, target)) || (back && flow_in_loop(back, block) && !flow_in_loop(back, target));
}

static void exec_branch(struct run *r, uint32_t block, const struct ir_insn *i, struct state *s)
{
    struct analysis *a = r->a;
    const struct ir_operand *o = ir_operands(a->module, i);
    struct term cond = exec_operand(a, s, &o[0]);
    enum truth known = state_truth(&a->domain, s, cond);
    struct branch *branch = arena_new(&a->arena, struct branch);
    for (int side = 0; side < 2; side++) {
        struct state t = *s;
        bool truth = side == 0;
        if (known == TRUTH_UNKNOWN) {
            state_assume_truth(&a->domain, &t, cond, truth);
            if (!t.dead) /* it may hang on what is told one way, and goes another */
                state_retell(a, &t, cond);
            if (is_own_exit(a, block, (uint32_t)o[1 + side].value, (uint32_t)o[2 - side].value))
                t.doubt = s->doubt;
            else if (!t.dead)
                state_took_side(&a->domain, &t, &s->doubt, branch, (uint32_t)side);
        } else if ((known == TRUTH_TRUE) != truth)
            continue;
        if (!t.dead)
            note_branch(a, &t, i, cond, truth, known == TRUTH_UNKNOWN, (uint32_t)o[1 + side].value);
        go(r, block, (uint32_t)o[1 + side].value, &t);
    }
}

/* The way to a case of a switch, or to what is none. */
static void switch_to(struct run *r, const struct ir_insn *i, const struct state *s, struct state *t, struct term value, bool taken, uint32_t target,
                      struct branch *branch, uint32_t side)
{
    struct analysis *a = r->a;
    if (t->dead)
        return;
    state_retell(a, t, value);
    state_took_side(&a->domain, t, &s->doubt, branch, side);
    note_branch(a, t, i, value, taken, !term_is_const(state_norm(&a->domain, s, value)), target);
}

static void exec_switch(struct run *r, uint32_t block, const struct ir_insn *i, struct state *s)
{
    struct analysis *a = r->a;
    const struct ir_operand *o = ir_operands(a->module, i);
    struct term value = exec_operand(a, s, &o[0]);
    struct state rest = *s;
    struct branch *branch = arena_new(&a->arena, struct branch);
    struct state_list ways = {0}; /* those that end in one block may become one: before, all are known */
    uint32_t side = 0;
    for (uint32_t k = 2; k + 2 < i->operand_count && !rest.dead; k += 3) {
        struct state t = rest;
        bool range = o[k].value != o[k + 1].value;
        state_assume(&a->domain, &t, range ? IR_BIN_GE : IR_BIN_EQ, value, term_const(o[k].value));
        if (range)
            state_assume(&a->domain, &t, IR_BIN_LE, value, term_const(o[k + 1].value));
        switch_to(r, i, s, &t, value, true, (uint32_t)o[k + 2].value, branch, side++);
        vec_push(&ways, t);
        if (!range)
            state_assume(&a->domain, &rest, IR_BIN_NE, value, term_const(o[k].value));
    }
    switch_to(r, i, s, &rest, value, false, (uint32_t)o[1].value, branch, side);
    for (uint32_t k = 0; k < ways.count; k++)
        go(r, block, (uint32_t)o[4 + 3 * k].value, &ways.items[k]);
    go(r, block, (uint32_t)o[1].value, &rest);
    vec_release(&ways);
}

static void exec_return(struct analysis *a, const struct ir_insn *i, struct state *s)
{
    struct exit x = {.state = *s};
    if (i->operand_count && ir_operands(a->module, i)->kind != IR_NONE) {
        x.result = unchecked_return(a, &x.state, i, exec_operand(a, s, ir_operands(a->module, i)));
        x.has_result = true;
    }
    if (!a->degraded) {
        check_return(a, &x.state, i, x.has_result ? &x.result : NULL);
        report_lost_objects(a, &x.state, x.has_result ? &x.result : NULL, i->loc ? i->loc : a->ir->end_loc);
        locks_of_locals_end(a, &x.state, a->ir->end_loc);
    }
    vec_push(&a->exits, x);
    if (a->exits.count > EXITS_MAX && a->exits.count > 2 * a->exits_left)
        exits_merge(a);
}

static void exec_terminator(struct run *r, uint32_t block, const struct ir_insn *i, struct state *s)
{
    switch ((enum ir_op)i->op) {
    case IR_JUMP: go(r, block, (uint32_t)ir_operands(r->a->module, i)->value, s); break;
    case IR_BRANCH: exec_branch(r, block, i, s); break;
    case IR_SWITCH: exec_switch(r, block, i, s); break;
    case IR_RETURN: exec_return(r->a, i, s); break;
    default: break;
    }
}

/* ---- blocks -------------------------------------------------------------------------------------------- */

/* Counts what was done since; whether the function has used up what it may. */
static bool exhausted(struct analysis *a)
{
    if (a->arena.total > a->counted + BYTES_A_STEP) {
        a->steps += (a->arena.total - a->counted) / BYTES_A_STEP;
        a->counted = a->arena.total;
    } else if (a->arena.total < a->counted) /* a join was taken back */
        a->counted = a->arena.total;
    return a->steps >= STEPS_MAX || a->arena.total >= MEMORY_MAX;
}

static bool may_raise(const struct analysis *a, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(a->module, i);
    if (i->op != IR_CALL || o->kind != IR_FUNC)
        return false;
    const struct program *p = &a->engine->program;
    const struct program_function *pf = &p->functions.items[p->function_of[p->functions.items[a->function].module_index][o->value]];
    for (uint32_t k = 0; pf->ddi && k < pf->ddi->effect_count; k++)
        if (pf->ddi->effects[k].kind == EFFECT_RAISE)
            return true;
    return false;
}

struct spent_temps {
    const struct analysis *a;
    uint32_t at;
    VEC(uint32_t) list;
};

static bool note_spent(void *context, uint32_t temp, const struct pmap_value *v)
{
    struct spent_temps *t = context;
    (void)v;
    if (t->a->flow.last_use[temp] < t->at)
        vec_push(&t->list, temp);
    return true;
}

/* Each call makes several states of one. So that they do not multiply from call to call, they are merged
   here, too; those that hold different temporaries stay apart. */
static void merge_in_block(struct analysis *a, struct state_list *states, uint32_t at)
{
    struct spent_temps spent = {.a = a, .at = at};
    for (uint32_t i = 0; i < states->count; i++) {
        vec_clear(&spent.list);
        pmap_each(states->items[i].temps, note_spent, &spent);
        for (uint32_t k = 0; k < spent.list.count; k++)
            states->items[i].temps = pmap_remove(&a->arena, states->items[i].temps, spent.list.items[k]);
    }
    vec_release(&spent.list);
    states_merge_in_block(a, states, at);
}

/* One instruction in every state. */
static void exec_in_all(struct run *r, uint32_t b, const struct ir_insn *i, struct state_list *states)
{
    struct analysis *a = r->a;
    struct state_list after = {0}, more = {0};
    bool raises = i->handler && may_raise(a, i);
    for (uint32_t k = 0; k < states->count && !exhausted(a); k++) {
        struct state s = states->items[k];
        if (raises) {
            struct state raised = s;
            note_branch(a, &raised, i, term_const(0), true, true, i->handler - 1);
            go(r, b, i->handler - 1, &raised);
        }
        a->steps++;
        vec_clear(&more);
        exec_insn(a, i, &s, &more);
        if (!s.dead)
            vec_push(&after, s);
        while (more.count) {
            s = vec_pop(&more);
            if (!s.dead)
                vec_push(&after, s);
        }
    }
    vec_release(&more);
    vec_release(states);
    *states = after;
}

/* Takes the states, which all stand before the block. */
static void exec_block(struct run *r, uint32_t b, struct state_list *states)
{
    struct analysis *a = r->a;
    const struct ir_block *block = &a->module->blocks.items[a->ir->first_block + b];
    a->block = block;
    for (uint32_t at = block->first; at + 1 < block->first + block->count; at++) {
        const struct ir_insn *i = &a->module->insns.items[at];
        a->insn = at;
        if (i->op == IR_CALL && states->count > STATES_IN_BLOCK)
            merge_in_block(a, states, at);
        exec_in_all(r, b, i, states);
    }
    a->insn = block->first + block->count - 1;
    for (uint32_t k = 0; k < states->count && !exhausted(a); k++) {
        a->steps++;
        exec_terminator(r, b, &a->module->insns.items[block->first + block->count - 1], &states->items[k]);
    }
    vec_release(states);
}

/* Whether the states stand at a loop's head and stand for any number of iterations: what else differs is soon forgotten, too. */
static bool all_widened(const struct state_list *states, uint32_t head)
{
    bool all = true;
    for (uint32_t i = 0; i < states->count; i++) {
        const struct state *last;
        all &= loop_visits(&states->items[i], head, &last) >= LOOP_EXITS;
    }
    return all;
}

/* False where what the pattern says cannot be. */
static bool run_blocks(struct analysis *a)
{
    struct run r = {a, mem_zalloc(a->ir->block_count * sizeof *r.waiting)};
    struct state s = initial_state(a);
    if (a->pattern)
        pattern_assume(a, &s);
    bool possible = !s.dead;
    if (possible)
        vec_push(&r.waiting[0], s);
    for (uint32_t b = 0; b < a->ir->block_count;) {
        if (!r.waiting[b].count) {
            b++;
            continue;
        }
        struct state_list batch = r.waiting[b];
        r.waiting[b] = (struct state_list){0};
        bool head = flow_loop_of(&a->flow, b) != NULL;
        uint32_t first = a->module->blocks.items[a->ir->first_block + b].first;
        if (head && all_widened(&batch, b))
            states_merge_to(a, &batch, first, STATES_SHORT, STATES_SHORT);
        else
            states_merge(a, &batch, first);
        if (a->engine->states && !a->pattern)
            states_print(a, b, &batch, &a->engine->states[a->function]);
        for (uint32_t i = 0; i < batch.count; i++)
            loop_note_entry(a, &batch.items[i], b, head);
        exec_block(&r, b, &batch);
        b = 0; /* a back edge may have put states into an earlier block */
        if (exhausted(a)) {
            a->out->counters.out_of_steps++;
            a->incomplete = a->cut = true;
            break;
        }
    }
    for (uint32_t b = 0; b < a->ir->block_count; b++) {
        for (uint32_t i = 0; i < r.waiting[b].count; i++)
            fate_of_all(a, &r.waiting[b].items[i], FATE_STEPS);
        vec_release(&r.waiting[b]);
    }
    free(r.waiting);
    return possible;
}

/* Executes the function that `a` was made for. */
static bool run(struct analysis *a, struct summary *out)
{
    struct engine *e = a->engine;
    const struct program_function *pf = &e->program.functions.items[a->function];
    a->module = pf->module;
    a->watched = &e->program.watched[pf->module_index];
    a->ir = pf->ir;
    a->domain.at_start = function_is_start(pf);
    a->degraded = pf->ir->flags & IR_FUNCTION_DEGRADED;
    a->joined_before = a->out->counters.joined;
    results_took(a->out, a->function, 0); /* in the order of calls: memory relies on it */
    flow_build(a->module, a->ir, &a->arena, &a->flow);
    bool possible = run_blocks(a);
    a->out->counters.steps += a->steps;
    results_took(a->out, a->function, a->steps);
    a->out->counters.cells_given_up += a->domain.cells_given_up;
    if (possible)
        summary_build(a, out);
    return possible;
}

void function_analyse(struct engine *e, uint32_t f, struct results *out)
{
    const struct program_function *pf = &e->program.functions.items[f];
    struct analysis a;
    struct specials specials = {0};
    analysis_init(&a, e, f, out);
    a.specials = &specials;
    if (e->states)
        str_clear(&e->states[f]); /* of an earlier round */
    a.is_root = function_is_root(pf);
    a.is_entered = is_called_by_system(e, pf);
    run(&a, &e->summaries[f]);
    out->counters.functions++;
    out->counters.degraded_functions += a.degraded;
    analysis_release(&a);
    vec_release(&specials.items);
}

bool function_specialise(struct analysis *for_whom, uint32_t f, const struct pattern *pattern, struct summary *out)
{
    struct analysis a;
    analysis_init(&a, for_whom->engine, f, for_whom->out);
    a.specials = for_whom->specials;
    a.pattern = pattern;
    bool possible = run(&a, out);
    a.specials->steps += a.steps;
    a.out->counters.specialised++;
    analysis_release(&a);
    return possible;
}
