/*
 * --coverage: what the analysis does not cover. Files left out and why, files that were not fully
 * understood, and functions that are called and of which neither a body nor a contract is known: what
 * such a call does to the driver's objects is guessed. On stderr, so that stdout stays one report.
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_FUNCTIONS 40u

struct callee {
    const char *name;
    uint64_t calls;
};

/* ---- functions -------------------------------------------------------------------------------------- */

/* Marks in `has_body` (by interned name) what some unit defines. */
static void find_bodies(struct session *s, struct intern *names, bool **has_body, uint32_t *capacity)
{
    for (uint32_t u = 0; u < s->project.units.count; u++) {
        const struct ir_module *m = &s->lowered[u].module;
        for (uint32_t f = 0; s->lowered[u].usable && f < m->functions.count; f++) {
            uint32_t id = intern_id(names, ir_text(m, m->functions.items[f].name));
            if (id >= *capacity) {
                uint32_t larger = 2 * id + 64;
                *has_body = mem_realloc(*has_body, sizeof **has_body * larger);
                memset(*has_body + *capacity, 0, larger - *capacity);
                *capacity = larger;
            }
            if (m->functions.items[f].flags & IR_FUNCTION_BODY)
                (*has_body)[id] = true;
        }
    }
}

static void count_calls(struct session *s, struct intern *names, const bool *has_body, struct callee *callees)
{
    for (uint32_t u = 0; u < s->project.units.count; u++) {
        const struct ir_module *m = &s->lowered[u].module;
        for (uint32_t i = 0; s->lowered[u].usable && i < m->insns.count; i++) {
            const struct ir_insn *call = &m->insns.items[i];
            if (call->op != IR_CALL || ir_operands(m, call)[0].kind != IR_FUNC)
                continue;
            const char *name = ir_text(m, m->functions.items[ir_operands(m, call)[0].value].name);
            uint32_t id = intern_find(names, name);
            if (!has_body[id] && !ruleset_ddi(&s->rules, name)) {
                callees[id].name = intern_text(names, id);
                callees[id].calls++;
            }
        }
    }
}

/* Most calls first, then by name. */
static int callee_order(const void *a, const void *b)
{
    const struct callee *x = a, *y = b;
    if (x->calls != y->calls)
        return x->calls < y->calls ? 1 : -1;
    return x->name && y->name ? strcmp(x->name, y->name) : 0;
}

static void print_functions(struct session *s)
{
    struct intern *names = intern_new();
    bool *has_body = NULL;
    uint32_t capacity = 0, count = 0;
    uint64_t calls = 0;
    find_bodies(s, names, &has_body, &capacity);
    uint32_t total = intern_count(names);
    struct callee *callees = mem_zalloc(sizeof *callees * (total + 1));
    count_calls(s, names, has_body, callees);
    qsort(callees, total, sizeof *callees, callee_order);
    while (count < total && callees[count].calls)
        calls += callees[count++].calls;
    fprintf(s->err, "  functions called without a body or a contract: %u, in %llu calls\n", count,
            (unsigned long long)calls);
    for (uint32_t i = 0; i < count && (i < SHOWN_FUNCTIONS || s->options->verbose); i++)
        fprintf(s->err, "    %6llu  %s\n", (unsigned long long)callees[i].calls, callees[i].name);
    if (count > SHOWN_FUNCTIONS && !s->options->verbose)
        fprintf(s->err, "            and %u more (-v lists all)\n", count - SHOWN_FUNCTIONS);
    free(callees);
    free(has_body);
    intern_free(names);
}

/* ---- files ---------------------------------------------------------------------------------------------- */

static void print_skipped(struct session *s, const char *cwd)
{
    fprintf(s->err, "  files left out: %u\n", s->project.skipped.count);
    for (uint32_t i = 0; i < s->project.skipped.count; i++)
        fprintf(s->err, "    %s: %s\n", path_relative(s->project.skipped.items[i].path, cwd),
                s->project.skipped.items[i].reason);
}

/* The reasons are the problems, which are printed above. */
static void print_incomplete(struct session *s, const char *cwd)
{
    fprintf(s->err, "  files not fully analysed: %u\n", s->incomplete + s->missing);
    for (uint32_t i = 0; i < s->project.problems.count; i++)
        if (s->project.problems.items[i].unit)
            fprintf(s->err, "    %s: not there\n", path_relative(s->project.problems.items[i].unit, cwd));
    for (uint32_t i = 0; i < s->project.units.count; i++) {
        const struct lowered *l = &s->lowered[i];
        const struct ir_module *m = &l->module;
        uint32_t headers = 0, errors = 0;
        if (!l->incomplete)
            continue;
        for (uint32_t k = 0; k < m->problems.count; k++) {
            headers += m->problems.items[k].kind == IR_PROBLEM_MISSING_HEADER;
            errors += m->problems.items[k].kind == IR_PROBLEM_ERROR;
        }
        fprintf(s->err, "    %s: ", path_relative(s->project.units.items[i].path, cwd));
        if (l->usable)
            fprintf(s->err, "%u missing header%s, %u error%s\n", headers, headers == 1 ? "" : "s", errors,
                    errors == 1 ? "" : "s");
        else
            fprintf(s->err, "could not be read\n");
    }
}

static void print_programs(struct session *s)
{
    for (uint32_t i = 0; i < s->project.programs.count; i++) {
        const struct project_program *g = &s->project.programs.items[i];
        fprintf(s->err, "  %s: %s, %s, %u file%s\n", path_base(g->path), g->configuration, project_kind_name(g->kind),
                g->units.count, g->units.count == 1 ? "" : "s");
    }
}

void session_coverage(struct session *s, const char *cwd)
{
    fprintf(s->err, "Coverage\n");
    print_programs(s);
    print_skipped(s, cwd);
    if (!s->lowered)
        return;
    print_incomplete(s, cwd);
    print_functions(s);
}
