/*
 * The whole path of a finding as text (--dump=traces), for tools that check it against the IR. report.c
 * shows a person what matters of the same events.
 *
 *   path     = { root }                              in order; without a life cycle one
 *   root     = "root" function "in" module [ "state" name ]        a callback, or the outermost function
 *              { event } [ "leave" ]                 without `leave` the path ends in it
 *   event    = "branch" place "->" block ("decided" | "known")
 *            | "loop" place block                    the loop of that head goes round any number of times more
 *            | "skip" place                          the call there does something that is not known
 *            | "call" place function "in" module { event } [ "leave" ]
 *            | "await" place function "in" module { event } [ "leave" ]     the system calls it, while the call there waits for that
 *            | "object" place object ("made" | "freed" | "lent" | "changed")
 *            | "issue" (place | "at the end") object { "," object }   the last event: the rule is broken here
 *            | "cut"                                 older events were given up (TRACE_MAX)
 *   place    = block "." number of the instruction in it
 *   object   = ("#" | "%") number [ "+" offset ] | "-"       equal where the terms are, in the outermost symbols;
 *                                                    # was made on the path, - has no name there
 *
 * One a line, indented by the nesting of calls. Nothing else may be read into the words of a line.
 */
#include "engine/contract.h"

#include <stdlib.h>

struct frame {
    const struct event *call;
    const struct frame *outer;
};

struct printer {
    struct analysis *a;
    const struct state *s;
    const struct event *final;
    struct str *out;
};

/* The life cycle's own instance is there from the beginning; which element of a folded chain it is nobody knows. */
static bool is_made(const struct printer *p, sym s)
{
    return universe_key(&p->a->universe, s)->kind == SYM_NEW && !sym_is_folded(&p->a->domain, s) && (!p->a->domain.instance || s != p->a->domain.instance);
}

static void print_object(struct printer *p, struct term t, const struct frame *f)
{
    for (; f; f = f->outer)
        t = event_outward(f->call, t);
    if (t.base != UINT32_MAX)
        t = state_norm(&p->a->domain, p->s, t);
    if (t.base == 0 || t.base == UINT32_MAX)
        str_append(p->out, " -");
    else
        str_printf(p->out, t.offset ? " %c%u%+lld" : " %c%u", is_made(p, t.base) ? '#' : '%', t.base, (long long)t.offset);
}

static void print_function(struct printer *p, uint32_t f)
{
    const struct program_function *pf = &p->a->engine->program.functions.items[f];
    str_printf(p->out, "%s in %s", pf->name, ir_text(pf->module, pf->module->path));
}

/* "b2.5" */
static void print_place(struct printer *p, const struct event *ev)
{
    const struct ir_function *f = ev->function == PROGRAM_NONE ? NULL : p->a->engine->program.functions.items[ev->function].ir;
    for (uint32_t b = 0; f && b < f->block_count; b++) {
        const struct ir_block *block = &ev->module->blocks.items[f->first_block + b];
        if (ev->insn >= block->first && ev->insn - block->first < block->count) {
            str_printf(p->out, " b%u.%u", b, ev->insn - block->first);
            return;
        }
    }
    str_append(p->out, " at the end");
}

static void begin_line(struct printer *p, uint32_t depth, const char *word) { str_printf(p->out, "%*s%s", (int)(2 * depth + 2), "", word); }

static void print_events(struct printer *p, const struct event *ev, const struct frame *f, uint32_t depth);

static void print_call(struct printer *p, const struct event *ev, const struct frame *f, uint32_t depth)
{
    struct frame inner = {ev, f};
    bool callback = ev->kind == EVENT_CALLBACK;
    begin_line(p, depth, callback ? "root " : ev->awaited ? "await" : "call");
    if (!callback) {
        print_place(p, ev);
        str_append_char(p->out, ' ');
    }
    print_function(p, ev->callee);
    if (callback && ev->phase)
        str_printf(p->out, " state %s", ev->phase);
    str_append_char(p->out, '\n');
    print_events(p, ev->inner, &inner, depth + 1);
    if (!ev->inner || event_innermost(ev->inner) != p->final)
        begin_line(p, depth + 1, "leave\n");
}

static void print_state(struct printer *p, const struct event *ev, const struct frame *f, uint32_t depth)
{
    static const char *const changes[] = {[CHANGE_NONE] = "changed", [CHANGE_MADE] = "made", [CHANGE_FREED] = "freed", [CHANGE_LENT] = "lent"};
    begin_line(p, depth, ev == p->final ? "issue" : "object");
    print_place(p, ev);
    print_object(p, ev->subject, f);
    if (ev != p->final)
        str_printf(p->out, " %s", changes[ev->change]);
    for (uint32_t i = 0; ev == p->final && i < ev->value_count; i++)
        if (ev->values[i].base != 0) {
            str_append_char(p->out, ',');
            print_object(p, ev->values[i], f);
        }
    str_append_char(p->out, '\n');
}

static void print_one(struct printer *p, const struct event *ev, const struct frame *f, uint32_t depth)
{
    switch (ev->kind) {
    case EVENT_CALL: case EVENT_CALLBACK: print_call(p, ev, f, depth); return;
    case EVENT_SKIP:
        begin_line(p, depth, "skip");
        print_place(p, ev);
        str_append_char(p->out, '\n');
        return;
    case EVENT_STATE: print_state(p, ev, f, depth); return;
    case EVENT_LOOP:
        begin_line(p, depth, "loop");
        print_place(p, ev);
        str_printf(p->out, " b%u\n", ev->target);
        return;
    case EVENT_BRANCH:
        begin_line(p, depth, "branch");
        print_place(p, ev);
        str_printf(p->out, " -> b%u %s\n", ev->target, ev->decided ? "decided" : "known");
        return;
    }
}

static void print_events(struct printer *p, const struct event *ev, const struct frame *f, uint32_t depth)
{
    VEC(const struct event *) order = {0};
    for (; ev && order.count < TRACE_MAX; ev = ev->before)
        vec_push(&order, ev);
    if (ev || (order.count && vec_last(&order)->cut))
        begin_line(p, depth, "cut\n");
    while (order.count)
        print_one(p, vec_pop(&order), f, depth);
    vec_release(&order);
}

void trace_print(struct analysis *a, const struct state *s, const struct issue *issue, struct str *out)
{
    struct printer p = {.a = a, .s = s, .final = event_innermost(issue->trace), .out = out};
    if (a->function != PROGRAM_NONE) {
        begin_line(&p, 0, "root ");
        print_function(&p, a->function);
        str_append_char(out, '\n');
    }
    print_events(&p, issue->trace, NULL, a->function != PROGRAM_NONE);
}
