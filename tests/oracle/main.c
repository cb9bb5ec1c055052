/*
 * Many programs, one verdict: `oracle` of the test suite, and the nightly run.
 *
 *   oracle [--count N] [--seconds N] [--seed N] [--loops] [--relations] [--program DDICHECK] [--strict] [--known FILE] [--unasked] [--null] [--aliases]
 *          [--sabotage N] [--limit N] [--failures N] [--show] [--fixture]
 *
 * Exit code 0: as it should be. With --sabotage the interpreter is wrong on purpose, and it should be that
 * differences are found.
 */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct run {
    struct judge judge;
    struct shape shape;
    uint64_t seed, count;
    long seconds;
    uint32_t failures_max;
    bool show, fixture;
    char *known; /* text of the list of known differences */
};

struct totals {
    uint64_t programs, broken, violations, findings, bounded, bounded_missed, runs, failures, stale, known;
    uint64_t by_verdict[LOWERED_WRONG + 1];
};

static const char *const verdict_names[] = {[SAME] = "same", [MISS] = "MISS", [FALSE_ALARM] = "FALSE ALARM", [NOT_EXECUTED] = "not executed", [LOWERED_WRONG] = "LOWERED DIFFERENTLY"};

/* Without the declarations at its head. */
static void print_numbered(const char *text)
{
    bool own = false;
    for (uint32_t line = 1; *text; line++) {
        size_t n = strcspn(text, "\n");
        own |= str_starts_with(text, "struct box {");
        if (own)
            printf("%4u  %.*s\n", line, (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static void print_program(struct program_ast *p, bool headers)
{
    struct str text = {0};
    write_c(p, headers, &text);
    if (headers)
        fputs(str_text(&text), stdout);
    else
        print_numbered(str_text(&text));
    str_release(&text);
}

static void report(const struct run *r, struct program_ast *p, enum verdict verdict)
{
    struct comparison c;
    shrink(&r->judge, p, verdict);
    compare(&r->judge, p, &c);
    printf("---- seed %llu: %s\n", (unsigned long long)p->seed, verdict_names[verdict]);
    print_program(p, r->fixture);
    printf("%s\n", str_text(&c.text));
    fflush(stdout);
    comparison_release(&c);
}

static const char *mode_of(const struct run *r) { return r->shape.loops ? "loops" : r->shape.relations ? "relations" : r->shape.aliases ? "aliases" : "plain"; }

/* Whether "mode seed" begins a line of the list. */
static bool is_known(const struct run *r, uint64_t seed)
{
    char line[64];
    int n = snprintf(line, sizeof line, "\n%s %llu ", mode_of(r), (unsigned long long)seed);
    return r->known && n > 0 && strstr(r->known, line);
}

static void one(const struct run *r, uint64_t seed, struct totals *t)
{
    struct arena arena;
    struct program_ast p;
    struct comparison c;
    arena_init(&arena);
    generate(&p, seed, &r->shape, &arena);
    compare(&r->judge, &p, &c);
    t->programs++;
    t->broken += c.violations != 0;
    t->violations += c.violations;
    t->findings += c.findings;
    t->bounded += c.bounded;
    t->bounded_missed += c.bounded && c.missed;
    t->runs += c.runs;
    t->by_verdict[c.verdict]++;
    bool failed = c.verdict == MISS || c.verdict == FALSE_ALARM || c.verdict == LOWERED_WRONG;
    bool known = is_known(r, seed) && !r->judge.sabotage;
    if (known && !failed)
        printf("seed %llu agrees now: take it from the list of known differences\n", (unsigned long long)seed);
    t->stale += known && !failed;
    t->known += known && failed;
    failed &= !known;
    t->failures += failed;
    if (r->show) {
        print_program(&p, r->fixture);
        printf("%s%s\n", str_text(&c.text), verdict_names[c.verdict]);
    }
    if (failed && !r->judge.sabotage && t->failures <= r->failures_max)
        report(r, &p, c.verdict);
    comparison_release(&c);
    arena_release(&arena);
}

static int run_all(const struct run *r)
{
    struct totals t = {0};
    time_t end = time(NULL) + r->seconds;
    for (uint64_t i = 0; r->seconds ? time(NULL) < end : i < r->count; i++) {
        one(r, r->seed + i, &t);
        if (r->judge.sabotage && t.failures)
            break; /* noticed */
    }
    printf("%llu programs (seeds %llu to %llu), %llu executions: %llu break a rule, %llu times in all; %llu findings\n", (unsigned long long)t.programs,
           (unsigned long long)r->seed, (unsigned long long)(r->seed + t.programs - 1), (unsigned long long)t.runs, (unsigned long long)t.broken,
           (unsigned long long)t.violations, (unsigned long long)t.findings);
    printf("engine exact in %llu; bounded in %llu, of which %llu miss something; not compared: %llu\n", (unsigned long long)(t.programs - t.bounded),
           (unsigned long long)t.bounded, (unsigned long long)t.bounded_missed, (unsigned long long)t.by_verdict[NOT_EXECUTED]);
    printf("%llu misses, %llu false alarms, %llu lowered differently; %llu of these are known\n", (unsigned long long)t.by_verdict[MISS], (unsigned long long)t.by_verdict[FALSE_ALARM],
           (unsigned long long)t.by_verdict[LOWERED_WRONG], (unsigned long long)t.known);
    if (r->judge.sabotage)
        printf("sabotage %d: %s\n", r->judge.sabotage, t.failures ? "noticed" : "NOT NOTICED");
    return t.stale ? EXIT_FAILURE : (t.failures == 0) == (r->judge.sabotage == SABOTAGE_NONE) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool parse(struct run *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        long long n = i + 1 < argc ? atoll(argv[i + 1]) : 0;
        if (str_equal(a, "--loops")) r->shape.loops = true;
        else if (str_equal(a, "--relations")) r->shape.relations = true;
        else if (str_equal(a, "--program") && i + 1 < argc) r->judge.program = argv[++i];
        else if (str_equal(a, "--strict")) r->judge.strict = true;
        else if (str_equal(a, "--unasked")) r->judge.demands.unasked = true;
        else if (str_equal(a, "--null")) r->judge.demands.null = true;
        else if (str_equal(a, "--aliases")) r->shape.aliases = true;
        else if (str_equal(a, "--show")) r->show = true;
        else if (str_equal(a, "--fixture")) r->fixture = true;
        else if (str_equal(a, "--known") && i + 1 < argc) {
            free(r->known);
            r->known = file_read(argv[++i], NULL);
            if (!r->known) {
                fprintf(stderr, "oracle: cannot read %s\n", argv[i]);
                return false;
            }
        } else if (str_equal(a, "--count")) { r->count = (uint64_t)n; i++; }
        else if (str_equal(a, "--seconds")) { r->seconds = (long)n; i++; }
        else if (str_equal(a, "--seed")) { r->seed = (uint64_t)n; i++; }
        else if (str_equal(a, "--limit")) { r->judge.limit = (uint32_t)n; i++; }
        else if (str_equal(a, "--failures")) { r->failures_max = (uint32_t)n; i++; }
        else if (str_equal(a, "--statements")) { r->shape.statements = (uint32_t)n; i++; }
        else if (str_equal(a, "--functions")) { r->shape.functions = n < FUNCTIONS ? (uint32_t)n : FUNCTIONS - 1; i++; }
        else if (str_equal(a, "--sabotage") && n > SABOTAGE_NONE && n < SABOTAGE_COUNT) { r->judge.sabotage = (enum sabotage)n; i++; }
        else {
            fprintf(stderr, "oracle: '%s' is not understood\n", a);
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct run r = {.seed = 1, .count = 1000, .failures_max = 5, .shape = {.statements = 11, .functions = 3}, .judge = {.limit = 4000}};
    if (!parse(&r, argc, argv))
        return EXIT_FAILURE;
    struct ruleset rules;
    struct diags d;
    diags_init(&d);
    ruleset_init(&rules);
    const char *folder = DDICHECK_SOURCE_DIR "/rules";
    if (!ruleset_load(&rules, &folder, 1, &d)) {
        diags_print(&d, stderr, SEVERITY_ERROR);
        return EXIT_FAILURE;
    }
    for (uint32_t i = 0; i < rules.rules.count; i++) /* null is passed on purpose: README, Known differences */
        if (rules.rules.items[i].check_count && rules.rules.items[i].checks[0].trigger == TRIGGER_UNCHECKED)
            rules.rules.items[i].check_count = 0;
    r.judge.rules = &rules;
    int code = run_all(&r);
    ruleset_release(&rules);
    diags_release(&d);
    free(r.known);
    return code;
}
