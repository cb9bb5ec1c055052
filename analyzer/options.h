/*
 * options: the command line as a structure. One table (options.c) holds every option of every
 * command; parsing, --help and suggestions all read it.
 */
#ifndef DDICHECK_OPTIONS_H
#define DDICHECK_OPTIONS_H

#include "base/base.h"
#include "project/project.h"
#include "reports/reports.h"
#include "run/run.h"

enum command {
    COMMAND_GUIDE, /* nothing was said */
    COMMAND_CHECK,
    COMMAND_RUN,
    COMMAND_RULES,
    COMMAND_EXPLAIN,
    COMMAND_IMPORT,
    COMMAND_DOCTOR,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COUNT,
};

enum dump { DUMP_NONE, DUMP_ARGUMENTS, DUMP_IR, DUMP_PROGRAM, DUMP_SUMMARY, DUMP_TRACES, DUMP_STATES, DUMP_FATES };
enum fault_mode { FAULTS_NONE, FAULTS_EACH, FAULTS_ONE };
enum fix_mode { FIX_NOT, FIX_APPLY, FIX_DIFF };
enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* One -o FORMAT:FILE. */
struct output {
    enum report_format format;
    const char *path;
};

struct texts {
    VEC(const char *) list;
};

/* Strings are argv's or string literals. */
struct options {
    enum command command;
    enum command help_for;       /* COMMAND_HELP: command, or COMMAND_GUIDE for all */
    struct texts paths;          /* check: files and folders; explain: rule */
    const char *database;        /* -p */
    struct texts projects;       /* --project */
    const char *configuration;   /* --project-configuration, or NULL */
    const char *platform;        /* --target as MSBuild calls it: x64, ARM64, Win32; or NULL */
    struct texts properties;     /* --property, "NAME=VALUE" */
    VEC(struct path_mapping) path_maps; /* --path-map; `to` is absolute */
    const char *wdk;             /* --wdk: folder of a WDK's headers, absolute; or NULL */
    const char *import_output;   /* import -o; NULL: compile_commands.json, "-": stdout */
    bool emit_monitor;           /* rules --emit-monitor */
    const char *monitor_output;  /* its -o; NULL: stdout */
    const char *monitor_ddis;    /* its --ddis, or NULL */
    struct texts monitor_includes; /* its --include */
    struct texts rule_folders;   /* --rules */
    struct texts select, ignore; /* ids, prefixes, aliases; commas are split already */
    struct texts clang_args;     /* --extra-arg, then what stands behind -- */
    VEC(struct output) outputs;
    enum report_format format; /* of stdout */
    enum severity fail_on;
    enum fix_mode fix;
    enum dump dump;
    const char *function; /* --function: of which states and summaries are dumped, NULL: of all */
    enum color_mode color;
    bool contracts; /* rules --contracts: the rule set as JSON */
    bool coverage; /* --coverage: a section on what was not analysed */
    bool use_cache, allow_incomplete, progress, quiet, verbose;
    const char *cache_folder; /* NULL: the default one */
    unsigned jobs;            /* 0: one for each processor */
    struct texts scenarios;  /* run: names or files; none: all of ours */
    uint64_t seed;           /* run */
    enum fault_mode faults;  /* run; FAULTS_ONE: the site `fault` */
    uint32_t fault, run_seconds;
    enum run_sanitizer sanitizer;
    bool monitors;
    const char *pcap_in, *pcap_out; /* run: capture files, or NULL */
    bool confirm;            /* run: check, too, and say which findings the run has shown */
    const char *record;      /* run: file that the events go to, or NULL */
    const char *replay;      /* check: such a file, which goes through the rules in place of the sources; or NULL */
    struct arena arena;
};

/* Fills o. False where the command line is wrong: then d says why. o is to be released in both cases. */
bool options_parse(struct options *o, int argc, char **argv, struct diags *d);
void options_release(struct options *o);

/* The text of `ddicheck help [command]`. */
void options_help(enum command command, struct str *out);
const char *command_name(enum command c);
/* The cache's folder: --cache-dir, else $XDG_CACHE_HOME/ddicheck, else ~/.cache/ddicheck; NULL where there is none. */
const char *options_cache_folder(const struct options *o, struct arena *a);
/* The part of o that the reader of projects needs; borrows. */
struct msbuild_options options_msbuild(const struct options *o);

#endif
