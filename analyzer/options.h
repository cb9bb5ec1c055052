/*
 * options: the command line as a structure. One table (options.c) holds every option of every
 * command; parsing, --help and suggestions all read it.
 */
#ifndef DDICHECK_OPTIONS_H
#define DDICHECK_OPTIONS_H

#include "base/base.h"
#include "reports/reports.h"

enum command {
    COMMAND_GUIDE, /* nothing was said */
    COMMAND_CHECK,
    COMMAND_RULES,
    COMMAND_EXPLAIN,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COUNT,
};

enum dump { DUMP_NONE, DUMP_ARGUMENTS, DUMP_IR, DUMP_PROGRAM, DUMP_SUMMARY };
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
    struct texts rule_folders;   /* --rules */
    struct texts select, ignore; /* ids, prefixes, aliases; commas are split already */
    struct texts clang_args;     /* --extra-arg, then what stands behind -- */
    VEC(struct output) outputs;
    enum report_format format; /* of stdout */
    enum severity fail_on;
    enum dump dump;
    enum color_mode color;
    bool use_cache, allow_incomplete, progress, quiet, verbose;
    const char *cache_folder; /* NULL: the default one */
    unsigned jobs;            /* 0: one for each processor */
    struct arena arena;
};

/* Fills o. False where the command line is wrong: then d says why. o is to be released in both cases. */
bool options_parse(struct options *o, int argc, char **argv, struct diags *d);
void options_release(struct options *o);

/* The text of `ddicheck help [command]`. */
void options_help(enum command command, struct str *out);
const char *command_name(enum command c);

#endif
