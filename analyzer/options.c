/*
 * The table of commands and options, and its three readers: parsing, help, suggestions.
 *
 * Parsing is getopt_long's, with the table turned into its form; it permutes, so that options may
 * stand behind files. What follows a lone "--" belongs to clang and is cut off first.
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum option_id {
    OPTION_DATABASE = 256, /* above all letters */
    OPTION_PROJECT,
    OPTION_CONFIGURATION,
    OPTION_TARGET,
    OPTION_PROPERTY,
    OPTION_PATH_MAP,
    OPTION_WDK,
    OPTION_COVERAGE,
    OPTION_IMPORT_OUTPUT,
    OPTION_EMIT_MONITOR,
    OPTION_EMIT_OUTPUT,
    OPTION_EMIT_DDIS,
    OPTION_EMIT_INCLUDE,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_SCENARIO,
    OPTION_SEED,
    OPTION_FAULTS,
    OPTION_TIME,
    OPTION_SANITIZE,
    OPTION_MONITORS,
    OPTION_PCAP_IN,
    OPTION_PCAP_OUT,
    OPTION_CONFIRM,
    OPTION_RECORD,
    OPTION_REPLAY,
    OPTION_RULES,
    OPTION_SELECT,
    OPTION_IGNORE,
    OPTION_CONTRACTS,
    OPTION_FIX,
    OPTION_DIFF,
    OPTION_FAIL_ON,
    OPTION_ALLOW_INCOMPLETE,
    OPTION_NO_CACHE,
    OPTION_CACHE_DIR,
    OPTION_JOBS,
    OPTION_EXTRA_ARG,
    OPTION_DUMP,
    OPTION_FUNCTION,
    OPTION_COLOR,
    OPTION_NO_PROGRESS,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_HELP,
    OPTION_VERSION,
};

#define FOR_CHECK (1u << COMMAND_CHECK)
#define FOR_RUN (1u << COMMAND_RUN)
#define FOR_RULES (1u << COMMAND_RULES)
#define FOR_EXPLAIN (1u << COMMAND_EXPLAIN)
#define FOR_IMPORT (1u << COMMAND_IMPORT)
#define FOR_DOCTOR (1u << COMMAND_DOCTOR)
#define FOR_ALL                                                                                                        \
    (FOR_CHECK | FOR_RUN | FOR_RULES | FOR_EXPLAIN | FOR_IMPORT | FOR_DOCTOR | 1u << COMMAND_GUIDE | 1u << COMMAND_HELP |        \
     1u << COMMAND_VERSION)

struct option_spec {
    enum option_id id;
    char letter;       /* or 0 */
    const char *name;  /* or NULL */
    const char *value; /* what it takes, or NULL */
    unsigned commands;
    const char *help;
};

static const struct option_spec specs[] = {
    {OPTION_DATABASE, 'p', NULL, "DIR", FOR_CHECK | FOR_RUN,
     "read DIR/compile_commands.json (default: the one above the first file, there or in build/)"},
    {OPTION_PROJECT, 0, "project", "FILE", FOR_CHECK | FOR_RUN | FOR_DOCTOR,
     "read a Visual Studio project or solution (.vcxproj, .sln, .slnx); may be repeated"},
    {OPTION_CONFIGURATION, 0, "project-configuration", "NAME", FOR_CHECK | FOR_RUN | FOR_IMPORT | FOR_DOCTOR,
     "its configuration, as 'Release|x64' (default: Debug|x64, else the first)"},
    {OPTION_TARGET, 0, "target", "CPU", FOR_CHECK | FOR_IMPORT | FOR_DOCTOR, "x64 (default), arm64, x86"},
    {OPTION_PROPERTY, 0, "property", "NAME=VALUE", FOR_CHECK | FOR_RUN | FOR_IMPORT | FOR_DOCTOR,
     "a property of projects, as msbuild -p: sets it; may be repeated"},
    {OPTION_PATH_MAP, 0, "path-map", "FROM=TO", FOR_CHECK | FOR_RUN | FOR_IMPORT | FOR_DOCTOR,
     "where a folder of another machine is here: 'C:\\src=/repo'; may be repeated"},
    {OPTION_WDK, 0, "wdk", "DIR", FOR_CHECK | FOR_DOCTOR, "read the headers of the WDK in DIR, not the built-in ones"},
    {OPTION_IMPORT_OUTPUT, 'o', "output", "FILE", FOR_IMPORT,
     "where the database goes (default: compile_commands.json; - is stdout)"},
    {OPTION_EMIT_MONITOR, 0, "emit-monitor", NULL, FOR_RULES, "write the rules as C that watches a run (runtime/monitor)"},
    {OPTION_EMIT_OUTPUT, 'o', "output", "FILE", FOR_RULES, "where --emit-monitor writes (default: stdout)"},
    {OPTION_EMIT_DDIS, 0, "ddis", "FILE", FOR_RULES, "with --emit-monitor: only the functions that FILE names, one a line"},
    {OPTION_EMIT_INCLUDE, 0, "include", "HEADER", FOR_RULES, "with --emit-monitor: a header that declares the records (default: ndis.h, wdf.h, usb.h, wdfusb.h); may be repeated"},
    {OPTION_FORMAT, 0, "output-format", "FORMAT", FOR_CHECK | FOR_RUN, "what is printed: full (default), concise, sarif"},
    {OPTION_OUTPUT, 'o', "output", "FORMAT:FILE", FOR_CHECK | FOR_RUN, "also write a report to FILE; may be repeated"},
    {OPTION_RULES, 0, "rules", "DIR", FOR_CHECK | FOR_RUN | FOR_RULES | FOR_EXPLAIN | 1u << COMMAND_VERSION,
     "add the rules (*.ddi) of a folder; may be repeated"},
    {OPTION_SELECT, 0, "select", "RULES", FOR_CHECK | FOR_RUN | FOR_RULES,
     "only these rules: ids, prefixes or published names, separated by commas"},
    {OPTION_IGNORE, 0, "ignore", "RULES", FOR_CHECK | FOR_RUN | FOR_RULES, "all but these rules"},
    {OPTION_CONTRACTS, 0, "contracts", NULL, FOR_RULES, "print objects, contracts, rules and life cycles as JSON, for tools"},
    {OPTION_SCENARIO, 0, "scenario", "NAME|FILE", FOR_RUN,
     "basic, restart, traffic, oids, cycles, idle, shutdown, or a file; may be repeated (default: all)"},
    {OPTION_SEED, 0, "seed", "N", FOR_RUN, "the order of threads, the traffic and all that is left to chance (default: 1)"},
    {OPTION_FAULTS, 0, "faults", "none|each|N", FOR_RUN, "let each allocation site fail once, or the Nth only (default: none)"},
    {OPTION_TIME, 0, "time", "SECONDS", FOR_RUN, "repeat each scenario for so long (default: once)"},
    {OPTION_SANITIZE, 0, "sanitize", "WHAT", FOR_RUN, "address (default; and undefined behaviour), thread, none"},
    {OPTION_MONITORS, 0, "monitors", "WHEN", FOR_RUN, "whether the rules watch: on (default), off"},
    {OPTION_FIX, 0, "fix", NULL, FOR_CHECK, "mend in the files what has a fix, then check what has changed again"},
    {OPTION_DIFF, 0, "diff", NULL, FOR_CHECK, "print the fixes as a unified diff instead of findings, and change nothing"},
    {OPTION_PCAP_IN, 0, "pcap-in", "FILE", FOR_RUN, "the traffic is the Ethernet frames of a pcap file, over and over, in both directions"},
    {OPTION_PCAP_OUT, 0, "pcap-out", "FILE", FOR_RUN, "write the frames that left the driver, in both directions, as a pcap file"},
    {OPTION_CONFIRM, 0, "confirm", NULL, FOR_RUN, "check the sources, too, and name at each finding the run that has shown it"},
    {OPTION_RECORD, 0, "record", "FILE", FOR_RUN, "write what the driver and the system did, event by event, for check --replay"},
    {OPTION_REPLAY, 0, "replay", "FILE", FOR_CHECK, "apply the rules to what run --record wrote of this driver, instead of to all its paths"},
    {OPTION_FAIL_ON, 0, "fail-on", "LEVEL", FOR_CHECK | FOR_RUN,
     "lowest level that makes the exit code 1: error, warning, note (default)"},
    {OPTION_ALLOW_INCOMPLETE, 0, "allow-incomplete", NULL, FOR_CHECK | FOR_RUN,
     "a file that could not be fully analysed is a warning, not exit code 3"},
    {OPTION_EXTRA_ARG, 0, "extra-arg", "ARG", FOR_CHECK | FOR_RUN, "add a clang argument to every file; may be repeated"},
    {OPTION_JOBS, 'j', "jobs", "N", FOR_CHECK | FOR_RUN, "files read, then functions executed, at the same time (default: one for each processor)"},
    {OPTION_NO_CACHE, 0, "no-cache", NULL, FOR_CHECK | FOR_RUN, "neither read nor write the cache"},
    {OPTION_CACHE_DIR, 0, "cache-dir", "DIR", FOR_CHECK | FOR_RUN | FOR_DOCTOR,
     "the cache's folder (default: $XDG_CACHE_HOME/ddicheck or ~/.cache/ddicheck)"},
    {OPTION_COVERAGE, 0, "coverage", NULL, FOR_CHECK,
     "say on stderr which files and called functions the analysis does not cover, and why"},
    {OPTION_COVERAGE, 0, "coverage", NULL, FOR_RULES,
     "print which published rules of Static Driver Verifier, Driver Verifier and Code Analysis are covered, and by which rule"},
    {OPTION_DUMP, 0, "dump", "WHAT", FOR_CHECK, "print arguments, ir, program, summary, states, traces or fates instead of findings"},
    {OPTION_FUNCTION, 0, "function", "NAME", FOR_CHECK, "summary and states only of the functions with this name"},
    {OPTION_COLOR, 0, "color", "WHEN", FOR_CHECK | FOR_RUN | FOR_EXPLAIN, "auto (default), always, never"},
    {OPTION_NO_PROGRESS, 0, "no-progress", NULL, FOR_CHECK | FOR_RUN, "no progress on the terminal"},
    {OPTION_QUIET, 'q', "quiet", NULL, FOR_CHECK | FOR_RUN | FOR_IMPORT, "findings and errors only"},
    {OPTION_VERBOSE, 'v', "verbose", NULL, FOR_CHECK | FOR_RUN | FOR_RULES | FOR_IMPORT,
     "say more: dropped flags, all front-end errors, what the engine gave up on"},
    {OPTION_HELP, 'h', "help", NULL, FOR_ALL, "this text"},
    {OPTION_VERSION, 0, "version", NULL, FOR_ALL, "version, front end, and the hash of the rule set"},
};
#define SPEC_COUNT (sizeof specs / sizeof *specs)

static const struct {
    const char *name, *usage, *help;
} commands[COMMAND_COUNT] = {
    [COMMAND_GUIDE] = {NULL, NULL, NULL},
    [COMMAND_CHECK] = {"check", "check [options] [-p DIR | --project FILE] [FILE...|DIR...] [-- clang arguments]",
                       "analyse sources and report what breaks a rule"},
    [COMMAND_RUN] = {"run", "run [options] [-p DIR | --project FILE] [FILE...|DIR...|DRIVER.so] [-- clang arguments]",
                     "run a driver in user mode and report what breaks a rule"},
    [COMMAND_RULES] = {"rules", "rules [options]", "list the rules"},
    [COMMAND_EXPLAIN] = {"explain", "explain RULE", "what a rule means, why, with examples"},
    [COMMAND_IMPORT] = {"import", "import [options] PROJECT... [-o FILE]",
                        "write what Visual Studio projects and solutions compile as compile_commands.json"},
    [COMMAND_DOCTOR] = {"doctor", "doctor [options] [PATH]",
                        "show what is installed and found here, for reports of problems"},
    [COMMAND_HELP] = {"help", "help [COMMAND]", "this text, or that of a command"},
    [COMMAND_VERSION] = {"version", "version", "version, front end, and the hash of the rule set"},
};

const char *command_name(enum command c) { return commands[c].name; }

/* ---- help ------------------------------------------------------------------------------------- */

static void help_options(unsigned mask, struct str *out)
{
    str_append(out, "\nOptions:\n");
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        const struct option_spec *s = &specs[i];
        if (!(s->commands & mask))
            continue;
        struct str left = {0};
        if (s->letter)
            str_printf(&left, "-%c%s", s->letter, s->name ? ", " : "");
        if (s->name)
            str_printf(&left, "--%s", s->name);
        if (s->value)
            str_printf(&left, "%s%s", s->name ? "=" : " ", s->value);
        str_printf(out, "  %-30s %s\n", str_text(&left), s->help);
        str_release(&left);
    }
}

void options_help(enum command command, struct str *out)
{
    if (command != COMMAND_GUIDE && command != COMMAND_HELP) {
        str_printf(out, "ddicheck %s\n\n%c%s.\n", commands[command].usage, commands[command].help[0] - 'a' + 'A',
                   commands[command].help + 1);
        help_options(1u << command, out);
        if (command == COMMAND_CHECK)
            str_append(out, "\nExit code: 0 nothing found, 1 findings at or above --fail-on, 2 usage, configuration or "
                            "internal error,\n"
                            "3 a file could not be fully analysed, 128+n ended by signal n.\n"
                            "With --fix that is about what is left; with --diff 1 means that there is something to fix.\n"
                            "Findings go to stdout, everything else to stderr.\n");
        if (command == COMMAND_RUN)
            str_append(out, "\nExit code: 0 nothing found, 1 findings at or above --fail-on, 2 usage, or the driver could not be built or run,\n"
                            "3 a file could not be fully read, 128+n ended by signal n.\n"
                            "docs/runtime.md says what is simulated and what is not.\n");
        if (command == COMMAND_IMPORT)
            str_append(out, "\nExit code: 0 all of it was read, 2 a project cannot be read at all or FILE cannot be "
                            "written,\n3 a part of a project is missing; the rest is written.\n"
                            "docs/projects.md says what is evaluated and what is not.\n");
        return;
    }
    str_append(out, "ddicheck checks Windows drivers against the documented contract of the device-driver "
                    "interface.\n\nCommands:\n");
    for (int c = COMMAND_CHECK; c < COMMAND_COUNT; c++)
        str_printf(out, "  %-10s %s\n", commands[c].name, commands[c].help);
    str_append(out, "\n\"ddicheck FILE...\" is short for \"ddicheck check FILE...\".\n\"ddicheck help COMMAND\" lists "
                    "the options of a command.\n");
}

/* ---- values ------------------------------------------------------------------------------------- */

static void split_commas(struct options *o, struct texts *to, const char *value)
{
    for (const char *p = value; *p;) {
        size_t n = strcspn(p, ",");
        const char *end = p + n;
        while (n && *p == ' ')
            p++, n--;
        while (n && p[n - 1] == ' ')
            n--;
        if (n)
            vec_push(&to->list, arena_strndup(&o->arena, p, n));
        p = *end ? end + 1 : end;
    }
}

/* The index of `value` among `names`, or -1 with an error. */
static int choose(const char *option, const char *value, const char *const *names, size_t count, struct diags *d)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], value))
            return (int)i;
    const char *near = str_nearest(value, names, count);
    struct str list = {0};
    for (size_t i = 0; i < count; i++)
        str_printf(&list, "%s%s", i ? ", " : "", names[i]);
    struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "%s: there is no '%s'; it takes one of %s", option, value,
                               str_text(&list));
    if (near)
        g->hint = arena_printf(&d->arena, "did you mean '%s'?", near);
    str_release(&list);
    return -1;
}

static const char *format_names(const char *names[REPORT_FORMAT_COUNT])
{
    for (int f = 0; f < REPORT_FORMAT_COUNT; f++)
        names[f] = report_format_name((enum report_format)f);
    return names[0];
}

static void add_output(struct options *o, const char *value, struct diags *d)
{
    const char *names[REPORT_FORMAT_COUNT], *colon = strchr(value, ':');
    format_names(names);
    if (!colon || colon == value || !colon[1]) {
        struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "-o %s: what is wanted is FORMAT:FILE", value);
        g->hint = arena_printf(&d->arena, "-o sarif:%s", colon && colon[1] ? colon + 1 : value);
        return;
    }
    int f = choose("-o", arena_strndup(&o->arena, value, (size_t)(colon - value)), names, REPORT_FORMAT_COUNT, d);
    if (f >= 0)
        vec_push(&o->outputs, (struct output){(enum report_format)f, colon + 1});
}

/* FROM=TO. FROM ends at the last '=' so that it may hold one; TO is made absolute. */
static void add_path_map(struct options *o, const char *value, struct diags *d)
{
    const char *equals = strrchr(value, '=');
    if (!equals || equals == value || !equals[1]) {
        struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "--path-map %s: what is wanted is FROM=TO", value);
        g->hint = "--path-map 'C:\\src=/repo'";
        return;
    }
    char *cwd = getcwd(NULL, 0);
    vec_push(&o->path_maps, (struct path_mapping){arena_strndup(&o->arena, value, (size_t)(equals - value)),
                                                  path_join(&o->arena, cwd ? cwd : "/", equals + 1)});
    free(cwd);
}

static void add_property(struct options *o, const char *value, struct diags *d)
{
    if (strcspn(value, "=") == 0 || !strchr(value, '='))
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "--property %s: what is wanted is NAME=VALUE", value);
    else
        vec_push(&o->properties.list, value);
}

static void set_wdk(struct options *o, const char *value, struct diags *d)
{
    char *cwd = getcwd(NULL, 0);
    o->wdk = path_join(&o->arena, cwd ? cwd : "/", value);
    free(cwd);
    if (!folder_exists(o->wdk))
        diags_add(d, SEVERITY_ERROR, value, 0, 0, "--wdk: there is no such folder");
}

static unsigned parse_jobs(const char *value, struct diags *d)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(value, &end, 10);
    if (*end || end == value || errno || n == 0 || n > 1024 || value[0] == '-') {
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "-j %s: what is wanted is a number from 1 to 1024", value);
        return 1;
    }
    return (unsigned)n;
}

static uint64_t parse_number(const char *option, const char *value, struct diags *d)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (*end || end == value || errno || value[0] == '-')
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "%s %s: what is wanted is a number", option, value);
    return n;
}

static void set_faults(struct options *o, const char *value, struct diags *d)
{
    if (str_equal(value, "none") || str_equal(value, "each")) {
        o->faults = value[0] == 'n' ? FAULTS_NONE : FAULTS_EACH;
        return;
    }
    if (value[0] < '0' || value[0] > '9') {
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "--faults: there is no '%s'; it takes none, each, or the number of a site", value);
        return;
    }
    o->fault = (uint32_t)parse_number("--faults", value, d);
    o->faults = o->fault ? FAULTS_ONE : FAULTS_NONE;
}

static void set_fix(struct options *o, enum fix_mode mode, struct diags *d)
{
    if (o->fix != FIX_NOT && o->fix != mode)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "--fix and --diff exclude each other");
    o->fix = mode;
}

static void apply(struct options *o, const struct option_spec *s, const char *value, struct diags *d)
{
    static const char *const levels[] = {"note", "warning", "error"};
    static const char *const dumps[] = {"none", "arguments", "ir", "program", "summary", "traces", "states", "fates"};
    static const char *const colors[] = {"auto", "always", "never"};
    static const char *const targets[] = {"x64", "arm64", "x86"}, *const platforms[] = {"x64", "ARM64", "Win32"};
    static const char *const sanitizers[] = {"address", "thread", "none"}, *const switches[] = {"on", "off"};
    const char *names[REPORT_FORMAT_COUNT];
    int n;
    format_names(names);
    switch (s->id) {
    case OPTION_DATABASE: o->database = value; break;
    case OPTION_PROJECT: vec_push(&o->projects.list, value); break;
    case OPTION_CONFIGURATION: o->configuration = value; break;
    case OPTION_TARGET:
        if ((n = choose("--target", value, targets, 3, d)) >= 0)
            o->platform = platforms[n];
        break;
    case OPTION_PROPERTY: add_property(o, value, d); break;
    case OPTION_PATH_MAP: add_path_map(o, value, d); break;
    case OPTION_WDK: set_wdk(o, value, d); break;
    case OPTION_COVERAGE: o->coverage = true; break;
    case OPTION_IMPORT_OUTPUT: o->import_output = value; break;
    case OPTION_EMIT_MONITOR: o->emit_monitor = true; break;
    case OPTION_EMIT_OUTPUT: o->monitor_output = value; break;
    case OPTION_EMIT_DDIS: o->monitor_ddis = value; break;
    case OPTION_EMIT_INCLUDE: vec_push(&o->monitor_includes.list, value); break;
    case OPTION_FORMAT:
        if ((n = choose("--output-format", value, names, REPORT_FORMAT_COUNT, d)) >= 0)
            o->format = (enum report_format)n;
        break;
    case OPTION_OUTPUT: add_output(o, value, d); break;
    case OPTION_SCENARIO: vec_push(&o->scenarios.list, value); break;
    case OPTION_SEED: o->seed = parse_number("--seed", value, d); break;
    case OPTION_FAULTS: set_faults(o, value, d); break;
    case OPTION_TIME: o->run_seconds = (uint32_t)parse_number("--time", value, d); break;
    case OPTION_SANITIZE:
        if ((n = choose("--sanitize", value, sanitizers, 3, d)) >= 0)
            o->sanitizer = (enum run_sanitizer)n;
        break;
    case OPTION_MONITORS:
        if ((n = choose("--monitors", value, switches, 2, d)) >= 0)
            o->monitors = n == 0;
        break;
    case OPTION_PCAP_IN: o->pcap_in = value; break;
    case OPTION_PCAP_OUT: o->pcap_out = value; break;
    case OPTION_CONFIRM: o->confirm = true; break;
    case OPTION_RECORD: o->record = value; break;
    case OPTION_REPLAY: o->replay = value; break;
    case OPTION_RULES: vec_push(&o->rule_folders.list, value); break;
    case OPTION_SELECT: split_commas(o, &o->select, value); break;
    case OPTION_IGNORE: split_commas(o, &o->ignore, value); break;
    case OPTION_CONTRACTS: o->contracts = true; break;
    case OPTION_FIX:
    case OPTION_DIFF: set_fix(o, s->id == OPTION_FIX ? FIX_APPLY : FIX_DIFF, d); break;
    case OPTION_FAIL_ON:
        if ((n = choose("--fail-on", value, levels, 3, d)) >= 0)
            o->fail_on = (enum severity)n;
        break;
    case OPTION_ALLOW_INCOMPLETE: o->allow_incomplete = true; break;
    case OPTION_NO_CACHE: o->use_cache = false; break;
    case OPTION_CACHE_DIR: o->cache_folder = value; break;
    case OPTION_JOBS: o->jobs = parse_jobs(value, d); break;
    case OPTION_EXTRA_ARG: vec_push(&o->clang_args.list, value); break;
    case OPTION_DUMP:
        if ((n = choose("--dump", value, dumps + 1, sizeof dumps / sizeof *dumps - 1, d)) >= 0)
            o->dump = (enum dump)(n + 1);
        break;
    case OPTION_FUNCTION: o->function = value; break;
    case OPTION_COLOR:
        if ((n = choose("--color", value, colors, 3, d)) >= 0)
            o->color = (enum color_mode)n;
        break;
    case OPTION_NO_PROGRESS: o->progress = false; break;
    case OPTION_QUIET: o->quiet = true; break;
    case OPTION_VERBOSE: o->verbose = true; break;
    case OPTION_HELP:
        o->help_for = o->command;
        o->command = COMMAND_HELP;
        break;
    case OPTION_VERSION: o->command = COMMAND_VERSION; break;
    }
}

/* ---- parsing -------------------------------------------------------------------------------------- */

static void unknown_option(const char *word, unsigned mask, struct diags *d)
{
    const char *names[SPEC_COUNT];
    size_t count = 0, n = strcspn(word, "=");
    for (size_t i = 0; i < SPEC_COUNT; i++)
        if (specs[i].name && (specs[i].commands & mask))
            names[count++] = specs[i].name;
    struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "there is no option %.*s", (int)n, word);
    if (str_starts_with(word, "--")) {
        const char *near = str_nearest(arena_strndup(&d->arena, word + 2, n - 2), names, count);
        if (near)
            g->hint = arena_printf(&d->arena, "did you mean --%s?", near);
    }
}

static const struct option_spec *spec_of(int id, unsigned mask)
{
    for (size_t i = 0; i < SPEC_COUNT; i++)
        if ((specs[i].commands & mask) && ((int)specs[i].id == id || (specs[i].letter && specs[i].letter == id)))
            return &specs[i];
    return NULL;
}

static void parse_words(struct options *o, int argc, char **argv, struct diags *d)
{
    struct option longs[SPEC_COUNT + 1];
    char shorts[2 * SPEC_COUNT + 2] = ":";
    size_t long_count = 0, at = 1;
    unsigned mask = 1u << o->command;
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        const struct option_spec *s = &specs[i];
        if (!(s->commands & mask))
            continue;
        if (s->name)
            longs[long_count++] =
                (struct option){s->name, s->value ? required_argument : no_argument, NULL, (int)s->id};
        if (s->letter)
            shorts[at++] = s->letter;
        if (s->letter && s->value)
            shorts[at++] = ':';
    }
    shorts[at] = '\0';
    longs[long_count] = (struct option){0};
    optind = 0; /* glibc: start anew */
    opterr = 0;
    for (;;) {
        int before = optind ? optind : 1, id = getopt_long(argc, argv, shorts, longs, NULL);
        if (id == -1)
            break;
        const char *word = argv[optind - 1 < before ? before : optind - 1];
        if (id == '?') {
            char letter[] = {'-', (char)optopt, '\0'};
            unknown_option(optopt && optopt < 256 ? letter : word, mask, d);
        } else if (id == ':') {
            const struct option_spec *s = spec_of(optopt, mask);
            diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "%s wants a value: %s", word, s ? s->value : "");
        } else
            apply(o, spec_of(id, mask), optarg, d);
    }
    for (int i = optind; i < argc; i++)
        vec_push(&o->paths.list, argv[i]);
}

/* The command that argv[1] names. A word that is neither command nor file is an error. */
static enum command find_command(const char *word, struct diags *d)
{
    const char *names[COMMAND_COUNT];
    size_t count = 0;
    for (int c = COMMAND_CHECK; c < COMMAND_COUNT; c++) {
        if (str_equal(commands[c].name, word))
            return (enum command)c;
        names[count++] = commands[c].name;
    }
    if (strpbrk(word, "./\\") || file_exists(word) || folder_exists(word))
        return COMMAND_GUIDE;
    const char *near = str_nearest(word, names, count);
    struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "'%s' is neither a command nor a file", word);
    g->hint = near ? arena_printf(&d->arena, "did you mean '%s'?", near) : "ddicheck help lists the commands";
    return COMMAND_GUIDE;
}

static void check_operands(struct options *o, struct diags *d)
{
    uint32_t count = o->paths.list.count;
    if (o->command == COMMAND_EXPLAIN && count != 1)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "explain wants one rule; ddicheck rules lists them");
    if (o->command == COMMAND_IMPORT && !count) {
        struct diag *g = diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "import wants a project or solution");
        g->hint = "ddicheck import driver.vcxproj -o compile_commands.json";
    }
    if (o->command == COMMAND_DOCTOR && count > 1)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "doctor takes one file or folder");
    if (o->projects.list.count && o->database)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "-p and --project exclude each other");
    if (o->fix != FIX_NOT && o->dump != DUMP_NONE)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "--fix and --diff need the findings that --dump does not print");
    if (o->command == COMMAND_RULES && count)
        diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "rules takes no '%s'; use ddicheck explain %s", o->paths.list.items[0],
                  o->paths.list.items[0]);
    if (o->command == COMMAND_HELP && o->help_for == COMMAND_GUIDE && count) {
        uint32_t errors = d->errors;
        o->help_for = find_command(o->paths.list.items[0], d);
        if (o->help_for == COMMAND_GUIDE && d->errors == errors)
            diags_add(d, SEVERITY_ERROR, NULL, 0, 0, "there is no command '%s'", o->paths.list.items[0]);
    }
}

bool options_parse(struct options *o, int argc, char **argv, struct diags *d)
{
    *o = (struct options){.use_cache = true, .progress = true, .fail_on = SEVERITY_NOTE, .seed = 1, .monitors = true};
    if (argc < 2)
        return true;
    int words = 1; /* how many belong to us */
    while (words < argc && !str_equal(argv[words], "--"))
        words++;
    char **rest = argv;
    if (words > 1 && argv[1][0] != '-') {
        o->command = find_command(argv[1], d);
        if (d->errors)
            return false;
        if (o->command != COMMAND_GUIDE) { /* the command's name takes the place of the program's */
            rest++;
            words--;
        } else
            o->command = COMMAND_CHECK;
    } else if (!str_equal(argv[1], "--version") && !str_equal(argv[1], "--help") && !str_equal(argv[1], "-h"))
        o->command = COMMAND_CHECK;
    parse_words(o, words, rest, d);
    for (int i = words + (int)(rest - argv) + 1; i < argc; i++)
        vec_push(&o->clang_args.list, argv[i]);
    if (!d->errors)
        check_operands(o, d);
    return d->errors == 0;
}

const char *options_cache_folder(const struct options *o, struct arena *a)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (o->cache_folder)
        return o->cache_folder;
    if (base && base[0] == '/')
        return path_join(a, base, "ddicheck");
    return home && home[0] == '/' ? path_join(a, home, ".cache/ddicheck") : NULL;
}

struct msbuild_options options_msbuild(const struct options *o)
{
    return (struct msbuild_options){.configuration = o->configuration,
                                    .platform = o->platform,
                                    .maps = {o->path_maps.items, o->path_maps.count},
                                    .properties = o->properties.list.items,
                                    .property_count = o->properties.list.count};
}

void options_release(struct options *o)
{
    vec_release(&o->projects.list);
    vec_release(&o->properties.list);
    vec_release(&o->path_maps);
    vec_release(&o->paths.list);
    vec_release(&o->scenarios.list);
    vec_release(&o->rule_folders.list);
    vec_release(&o->monitor_includes.list);
    vec_release(&o->select.list);
    vec_release(&o->ignore.list);
    vec_release(&o->clang_args.list);
    vec_release(&o->outputs);
    arena_release(&o->arena);
}
