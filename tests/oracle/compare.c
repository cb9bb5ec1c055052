/* The engine's findings against what executions broke. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct found {
    const char *rule;
    uint32_t line;
    bool entered; /* its function was, on some execution */
};

struct analysed {
    struct findings findings;
    VEC(struct found) list;
    bool bounded;
    struct engine_counters counters;
};

/* ---- the engine -------------------------------------------------------------------------------- */

static bool was_entered(const struct ir_module *m, const struct execution *x, const char *function)
{
    for (uint32_t f = 0; f < m->functions.count; f++)
        if (function && str_equal(ir_text(m, m->functions.items[f].name), function) && x->entered[f])
            return true;
    return false;
}

static void analyse(const struct ruleset *rules, const struct ir_module *m, const struct execution *x, struct analysed *out)
{
    *out = (struct analysed){0};
    struct engine_options o = {0};
    struct engine_counters *c = &out->counters;
    arena_init(&c->arena);
    findings_init(&out->findings);
    engine_run(rules, &m, 1, &o, &out->findings, c);
    findings_finish(&out->findings);
    for (uint32_t i = 0; i < out->findings.list.count; i++) {
        const struct finding *f = &out->findings.list.items[i];
        vec_push(&out->list, (struct found){f->rule, f->place.line, was_entered(m, x, f->place.function)});
    }
    out->bounded = c->joined || c->dropped || c->widened || c->out_of_steps || c->cases_dropped || c->latent_dropped || c->aliased_calls || c->recursion_cut;
}

static void analysed_release(struct analysed *a)
{
    vec_release(&a->list);
    findings_release(&a->findings);
    engine_counters_release(&a->counters);
}

/* ---- one module ------------------------------------------------------------------------------------- */

static bool is_reported(const struct analysed *a, const struct violation *v)
{
    for (uint32_t i = 0; i < a->list.count; i++)
        for (uint32_t k = 0; k < v->count; k++)
            if (str_equal(a->list.items[i].rule, v->rule) && a->list.items[i].line == v->lines[k])
                return true;
    return false;
}

static bool is_broken(const struct execution *x, const struct found *f)
{
    for (uint32_t i = 0; i < x->violations.count; i++) {
        const struct violation *v = &x->violations.items[i];
        for (uint32_t k = 0; k < v->count; k++)
            if (str_equal(v->rule, f->rule) && v->lines[k] == f->line)
                return true;
    }
    return false;
}

static void show(struct comparison *c, const struct execution *x, const struct analysed *a)
{
    str_printf(&c->text, "executions: %u runs, %u ended at null%s\n", x->runs, x->crashed, x->complete ? "" : ", not all");
    for (uint32_t i = 0; i < x->violations.count; i++) {
        const struct violation *v = &x->violations.items[i];
        str_printf(&c->text, "  %s %s at line", v->must ? "breaks" : "may break", v->rule);
        for (uint32_t k = 0; k < v->count; k++)
            str_printf(&c->text, "%s %u", k ? " or" : "", v->lines[k]);
        str_append(&c->text, v->must && !is_reported(a, v) ? "   <-- not reported\n" : "\n");
    }
    str_printf(&c->text, "engine%s:\n", a->bounded ? " (gave something up)" : "");
    for (uint32_t i = 0; i < a->list.count; i++) {
        const struct found *f = &a->list.items[i];
        str_printf(&c->text, "  reports %s at line %u%s\n", f->rule, f->line, is_broken(x, f) ? "" : f->entered ? "   <-- broken on no execution" : "   (function never entered)");
    }
#define X(name, words) if (a->counters.name) str_printf(&c->text, "  %llu %s\n", (unsigned long long)a->counters.name, words);
    ENGINE_COUNTERS(X)
#undef X
}

static enum verdict judge_sets(const struct judge *j, const struct execution *x, const struct analysed *a, struct comparison *c)
{
    bool missed = false, wrong = false;
    for (uint32_t i = 0; i < x->violations.count; i++)
        if (x->violations.items[i].must) {
            c->violations++;
            if (!is_reported(a, &x->violations.items[i])) {
                c->missed++;
                missed = true;
            }
        }
    for (uint32_t i = 0; i < a->list.count; i++) {
        c->findings++;
        wrong |= a->list.items[i].entered && !is_broken(x, &a->list.items[i]);
    }
    if (x->undefined || x->out_of_steps)
        return NOT_EXECUTED;
    if (missed && (!a->bounded || j->strict))
        return MISS;
    if (wrong && x->complete && (!x->excused || j->demands.null))
        return FALSE_ALARM;
    if (wrong)
        return NOT_EXECUTED;
    return x->complete ? SAME : NOT_EXECUTED;
}

static void must_be_valid(const struct ir_module *m)
{
    struct diags d;
    diags_init(&d);
    if (!ir_validate(m, &d)) {
        struct str text = {0};
        ir_print(m, &text);
        fputs(str_text(&text), stderr);
        diags_print(&d, stderr, SEVERITY_ERROR);
        bug("the oracle wrote IR that is not valid");
    }
    diags_release(&d);
}

static void compare_module(const struct judge *j, const struct ir_module *m, struct execution *x, struct comparison *c)
{
    struct analysed a;
    execute(j->rules, m, j->limit, j->sabotage, j->demands, x);
    analyse(j->rules, m, x, &a);
    c->verdict = judge_sets(j, x, &a, c);
    c->bounded = a.bounded;
    c->runs = x->runs;
    show(c, x, &a);
    analysed_release(&a);
}

/* ---- through the front end ------------------------------------------------------------------------------ */

/* Lets the program itself lower it: what it prints is read back. */
static bool lower(const char *program, const char *text, struct ir_module *m)
{
    char path[] = "oracle-XXXXXX.c"; /* in the working folder: ctest's is the build tree */
    int file = mkstemps(path, 2);
    ensure(file >= 0);
    ensure(write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    struct str command = {0}, dump = {0};
    str_printf(&command, "%s check --dump=ir --no-cache %s", program, path);
    FILE *pipe = popen(str_text(&command), "r");
    ensure(pipe != NULL);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, pipe)) > 0;)
        str_append_n(&dump, part, n);
    bool good = pclose(pipe) == 0;
    unlink(path);
    struct diags d;
    diags_init(&d);
    good = ir_parse(m, path, str_text(&dump), dump.length, &d) && good && !m->problems.count && ir_validate(m, &d);
    diags_print(&d, stderr, SEVERITY_ERROR);
    diags_release(&d);
    str_release(&command);
    str_release(&dump);
    return good;
}

/* Whether both broke the same rules at the same lines. */
static bool same_violations(const struct execution *x, const struct execution *y)
{
    if (x->violations.count != y->violations.count)
        return false;
    for (uint32_t i = 0; i < x->violations.count; i++) {
        bool there = false;
        for (uint32_t k = 0; k < y->violations.count && !there; k++) {
            const struct violation *v = &x->violations.items[i], *w = &y->violations.items[k];
            there = v->rule == w->rule && v->must == w->must && v->count == w->count && memcmp(v->lines, w->lines, v->count * sizeof v->lines[0]) == 0;
        }
        if (!there)
            return false;
    }
    return true;
}

static void compare_lowered(const struct judge *j, const char *text, const struct execution *built, struct comparison *c)
{
    struct ir_module m;
    struct execution x;
    if (!lower(j->program, text, &m)) {
        str_append(&c->text, "the front end does not take it\n");
        c->verdict = LOWERED_WRONG;
        ir_module_release(&m);
        return;
    }
    str_append(&c->text, "through the front end:\n");
    compare_module(j, &m, &x, c);
    if (built->complete && (!x.complete || !same_violations(built, &x)))
        c->verdict = LOWERED_WRONG;
    execution_release(&x);
    ir_module_release(&m);
}

void compare(const struct judge *j, struct program_ast *p, struct comparison *c)
{
    struct ir_module m;
    struct execution x;
    struct str text = {0};
    *c = (struct comparison){0};
    write_c(p, false, &text);
    write_ir(p, &m);
    must_be_valid(&m);
    compare_module(j, &m, &x, c);
    if (j->program && c->verdict == SAME)
        compare_lowered(j, str_text(&text), &x, c);
    execution_release(&x);
    ir_module_release(&m);
    str_release(&text);
}

void comparison_release(struct comparison *c) { str_release(&c->text); }
