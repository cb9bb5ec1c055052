/* Findings to reports, files and stdout; the summary; the exit code. */
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FINDINGS_SHOWN = 10 }; /* more are summed up by rule, too */

/* ---- colour --------------------------------------------------------------------------------- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static bool is_forced(const char *name)
{
    const char *value = getenv(name);
    return value && *value && !str_equal(value, "0");
}

/* The option, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR=0, then the terminal. */
static bool wants_color(const struct options *o, FILE *out)
{
    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    if (is_set("NO_COLOR"))
        return false;
    if (is_forced("FORCE_COLOR") || is_forced("CLICOLOR_FORCE"))
        return true;
    const char *cli = getenv("CLICOLOR"), *terminal = getenv("TERM");
    if (cli && str_equal(cli, "0"))
        return false;
    return isatty(fileno(out)) && terminal && !str_equal(terminal, "dumb");
}

/* ---- the report ------------------------------------------------------------------------------ */

static void add_rules(struct session *s, struct report *r)
{
    struct report_rule *rules = arena_array(&s->arena, struct report_rule, s->rules.rules.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; s->rule_selected && i < s->rules.rules.count; i++) { /* none is where they could not be read */
        const struct rule *from = &s->rules.rules.items[i];
        if (s->rule_selected[i])
            rules[count++] = (struct report_rule){.id = from->id,
                                                  .level = from->level,
                                                  .title = from->title,
                                                  .text = from->text,
                                                  .help = from->help,
                                                  .sources = from->sources,
                                                  .source_count = from->source_count,
                                                  .drivers = from->drivers,
                                                  .driver_count = from->driver_count};
    }
    r->rules = rules;
    r->rule_count = count;
}

static void add_counts(struct session *s, struct report *r)
{
    const struct report_count counts[] = {{"unitsAnalysed", s->project.units.count - s->incomplete},
                                          {"unitsIncomplete", s->incomplete + s->missing},
                                          {"filesSkipped", s->project.skipped.count},
#define X(name, words) {#name, s->counters.name},
                                          ENGINE_COUNTERS(X)
#undef X
    };
    struct report_count *copy = arena_alloc(&s->arena, sizeof counts);
    memcpy(copy, counts, sizeof counts);
    r->counts = copy;
    r->count_count = sizeof counts / sizeof *counts;
}

/* The repository that the sources stand in, else the working folder if it holds them, else their own. */
static const char *source_root(struct session *s, const char *cwd)
{
    const char *root = s->project.root ? s->project.root : cwd;
    for (const char *at = root; !str_equal(at, "/"); at = path_folder(&s->arena, at)) {
        const char *git = path_join(&s->arena, at, ".git");
        if (file_exists(git) || folder_exists(git))
            return at;
    }
    return str_equal(root, cwd) || path_relative(root, cwd) != root ? cwd : root;
}

/* ---- writing ----------------------------------------------------------------------------------- */

static void fail(struct session *s, const char *path, const char *text, const char *what)
{
    struct diags d;
    diags_init(&d);
    diags_add(&d, SEVERITY_ERROR, path, 0, 0, "cannot be written: %s", text);
    session_say(s, &d, what);
}

/* Regular files are replaced as a whole; devices, pipes and links are written through. */
static int write_output(const char *path, const struct str *text)
{
    struct stat st;
    if (lstat(path, &st) != 0 || S_ISREG(st.st_mode))
        return file_write(path, str_text(text), text->length);
    FILE *f = fopen(path, "wb");
    if (!f)
        return errno;
    bool good = fwrite(str_text(text), 1, text->length, f) == text->length;
    int error = errno;
    if (fclose(f) != 0 && good)
        return errno;
    return good ? 0 : error;
}

static void write_all(struct session *s, const struct report *r)
{
    const struct options *o = s->options;
    struct str text = {0};
    if (o->fix == FIX_DIFF)
        session_diff(s, r->source_root, &text);
    else
        report_write(o->format, r, &text);
    if (fwrite(str_text(&text), 1, text.length, s->out) != text.length || fflush(s->out) != 0)
        fail(s, "stdout", strerror(errno), "an output that cannot be written");
    for (uint32_t i = 0; i < o->outputs.count; i++) {
        struct report plain = *r;
        plain.color = plain.links = false;
        str_clear(&text);
        report_write(o->outputs.items[i].format, &plain, &text);
        interrupt_hold(s->interrupt);
        int error = write_output(o->outputs.items[i].path, &text);
        interrupt_allow(s->interrupt);
        if (error)
            fail(s, o->outputs.items[i].path, strerror(error), "an output that cannot be written");
    }
    str_release(&text);
}

/* ---- what is said at the end --------------------------------------------------------------------- */

static const char *plural(uint64_t n) { return n == 1 ? "" : "s"; }

static void print_problems(struct session *s, const char *cwd)
{
    for (uint32_t i = 0; i < s->problems.count; i++) {
        const struct report_problem *p = &s->problems.items[i];
        fprintf(s->err, "%s:", path_relative(p->file, cwd));
        if (p->line)
            fprintf(s->err, "%u:%u:", p->line, p->column);
        fprintf(s->err, " %s: %s", severity_name(p->level), p->text);
        fprintf(s->err, p->units ? "; and %u more file%s\n" : "\n", p->units, plural(p->units));
    }
}

static void print_counters(struct session *s)
{
    if (s->front_seconds > 0) /* bench/bench.py reads this */
        fprintf(s->err, "%10.2f s front end\n%10.2f s engine\n", s->front_seconds,
                session_seconds(s) - s->front_seconds);
#define X(name, words)                                                                                                 \
    if (s->counters.name)                                                                                              \
        fprintf(s->err, "%10llu %s\n", (unsigned long long)s->counters.name, words);
    ENGINE_COUNTERS(X)
#undef X
    for (uint32_t i = 0; i < s->counters.unknown_names.count; i++)
        fprintf(s->err, "%s%s%s", i ? ", " : "           ", s->counters.unknown_names.items[i],
                i + 1 == s->counters.unknown_names.count ? "\n" : "");
    if (s->counters.costs[0].name)
        fprintf(s->err, "  functions that took the most steps:\n");
    for (const struct engine_cost *c = s->counters.costs; c < s->counters.costs + ENGINE_COSTS && c->name; c++)
        fprintf(s->err, "%10llu %s (%s)\n", (unsigned long long)c->steps, c->name, path_base(c->file));
}

struct rule_count {
    const char *rule;
    uint32_t count;
};

static int by_count(const void *a, const void *b)
{
    const struct rule_count *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : strcmp(x->rule, y->rule);
}

/* Where there are more findings than a screen shows, what they are. */
static void print_rules(struct session *s)
{
    VEC(struct rule_count) counts = {0};
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        const char *rule = s->findings.list.items[i].rule;
        uint32_t k = 0;
        while (k < counts.count && !str_equal(counts.items[k].rule, rule))
            k++;
        if (k == counts.count)
            vec_push(&counts, (struct rule_count){rule, 0});
        counts.items[k].count++;
    }
    if (s->findings.list.count > FINDINGS_SHOWN && counts.count > 1) {
        qsort(counts.items, counts.count, sizeof *counts.items, by_count);
        for (uint32_t k = 0; k < counts.count; k++)
            fprintf(s->err, "%s%u %s%s", k ? ", " : "ddicheck: ", counts.items[k].count, counts.items[k].rule, k + 1 == counts.count ? "\n" : "");
    }
    vec_release(&counts);
}

static void print_summary(struct session *s, const uint32_t levels[3], uint32_t fixable)
{
    double seconds = session_seconds(s);
    uint32_t units = s->project.units.count;
    if (s->summary)
        fprintf(s->err, "ddicheck: %s; ", s->summary);
    else
        fprintf(s->err, "ddicheck: %u file%s analysed, %u incomplete, %u skipped; ", units - s->incomplete,
                plural(units - s->incomplete), s->incomplete + s->missing, s->project.skipped.count);
    if (levels[0] + levels[1] + levels[2] == 0)
        fprintf(s->err, "no findings");
    else
        fprintf(s->err, "%u error%s, %u warning%s, %u note%s", levels[SEVERITY_ERROR], plural(levels[SEVERITY_ERROR]),
                levels[SEVERITY_WARNING], plural(levels[SEVERITY_WARNING]), levels[SEVERITY_NOTE],
                plural(levels[SEVERITY_NOTE]));
    if (fixable)
        fprintf(s->err, "; %u can be fixed (--fix, --diff)", fixable);
    if (s->counters.out_of_steps) /* no findings there is no proof of anything */
        fprintf(s->err, "; %llu function%s not followed to the end (-v)", (unsigned long long)s->counters.out_of_steps,
                plural(s->counters.out_of_steps));
    if (s->counters.never_entered) /* those are looked at by themselves only, not in a driver that runs */
        fprintf(s->err, "; %llu callback%s never entered (-v)", (unsigned long long)s->counters.never_entered,
                plural(s->counters.never_entered));
    fprintf(s->err, "; %.2f s%s\n", seconds, s->from_cache && s->from_cache == units ? " (all from the cache)" : "");
}

static void print_reason(struct session *s, int code, uint32_t failing)
{
    if (code == EXIT_FAILED)
        fprintf(s->err, "ddicheck: exit code 2: %s\n", s->failure);
    else if (code == EXIT_INCOMPLETE) {
        uint32_t files = s->incomplete + s->missing;
        fprintf(s->err, "ddicheck: exit code 3: ");
        if (files)
            fprintf(s->err, "%u file%s could not be fully analysed", files, plural(files));
        if (s->faulty_projects)
            fprintf(s->err, "%s%u part%s of the project could not be read", files ? ", " : "", s->faulty_projects,
                    plural(s->faulty_projects));
        fprintf(s->err, " (--allow-incomplete accepts that)\n");
    }
    else if (code == EXIT_FINDINGS && s->options->fix == FIX_DIFF && !s->options->quiet)
        fprintf(s->err, "ddicheck: exit code 1: %u finding%s can be fixed\n", failing, plural(failing));
    else if (code == EXIT_FINDINGS && !s->options->quiet)
        fprintf(s->err, "ddicheck: exit code 1: %u finding%s of level %s or above\n", failing, plural(failing),
                severity_name(s->options->fail_on));
}

static bool is_incomplete(const struct session *s) { return s->incomplete + s->missing + s->faulty_projects > 0; }

static int exit_code(const struct session *s, uint32_t failing)
{
    if (s->failures)
        return EXIT_FAILED;
    if (is_incomplete(s) && !s->options->allow_incomplete)
        return EXIT_INCOMPLETE;
    return failing ? EXIT_FINDINGS : EXIT_CLEAN;
}

int session_report(struct session *s)
{
    uint32_t levels[3] = {0}, failing = 0, fixable = 0;
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        const struct finding *f = &s->findings.list.items[i];
        levels[f->level]++;
        fixable += f->fix != NULL;
        failing += s->options->fix == FIX_DIFF ? f->fix != NULL : f->level >= s->options->fail_on;
    }
    const char *cwd = s->working_folder;
    struct report r = {
        .findings = &s->findings,
        .problems = s->problems.items,
        .problem_count = s->problems.count,
        .sources = &s->sources,
        .version = DDICHECK_VERSION,
        .working_folder = cwd,
        .source_root = source_root(s, cwd),
        .color = wants_color(s->options, s->out),
        .links = wants_color(s->options, s->out) && isatty(fileno(s->out)),
        .incomplete = is_incomplete(s),
        .exit_code = exit_code(s, failing),
    };
    add_rules(s, &r);
    add_counts(s, &r);
    if (s->options->dump == DUMP_NONE)
        write_all(s, &r);
    print_problems(s, cwd);
    if (s->options->coverage && s->options->dump == DUMP_NONE)
        session_coverage(s, cwd);
    if (s->options->verbose)
        print_counters(s);
    if (!s->options->quiet && s->options->dump == DUMP_NONE) {
        print_rules(s);
        print_summary(s, levels, fixable);
    }
    int code = exit_code(s, s->options->dump == DUMP_NONE ? failing : 0); /* an output may have failed meanwhile */
    print_reason(s, code, failing);
    return code;
}
