/*
 * reports: the writers. Each turns one struct report into text, and knows struct finding and
 * what stands here, nothing of the analyser: run-time findings are written by the same code.
 *
 *   text.c       full: source line, caret, numbered path, help, link
 *   concise.c    file:line:column: severity: message [rule]
 *   sarif.c      SARIF 2.1.0, as GitHub code scanning and the SARIF viewers read it
 *   json_writer  streaming JSON: escapes, and invalid UTF-8 becomes U+FFFD
 *
 * A writer's output depends on the report only: identical input gives identical bytes.
 */
#ifndef DDICHECK_REPORTS_H
#define DDICHECK_REPORTS_H

#include "findings/findings.h"
#include "findings/sources.h"

/* Documentation paths of rules and findings are below this. */
#define REPORT_DOCUMENTATION "https://learn.microsoft.com/"

/* A rule as the writers show it. */
struct report_rule {
    const char *id;
    enum severity level;
    const char *title;
    const char *text; /* why it is a bug; NULL where there is none */
    const char *help; /* what to do; NULL where there is none */
    const char *const *sources;
    uint32_t source_count;
    const char *const *drivers; /* models it is for */
    uint32_t driver_count;
};

/* What could not be analysed, and where that shows; and notes that are no findings (probes). */
struct report_problem {
    enum severity level;
    const char *file; /* absolute */
    uint32_t line, column;
    const char *text;
    const char *id; /* NULL: a unit that could not be read; else what sort of note it is */
    uint32_t units; /* further ones that the same is in the way of */
};

struct report_count {
    const char *name;
    uint64_t value;
};

struct report {
    const struct findings *findings; /* finished */
    const struct report_rule *rules; /* sorted by id */
    uint32_t rule_count;
    const struct report_problem *problems;
    uint32_t problem_count;
    const struct report_count *counts; /* coverage and bounds of the run */
    uint32_t count_count;
    struct sources *sources;
    const char *version;
    const char *working_folder; /* text: paths are shown relative to it */
    const char *source_root;    /* SARIF: uris are relative to it */
    bool color;                 /* text: ANSI colours */
    bool links;                 /* text: the rule's name is a link (OSC 8); terminals only, logs show the codes */
    bool incomplete;            /* some unit was not fully analysed */
    int exit_code;
};

enum report_format { REPORT_FULL, REPORT_CONCISE, REPORT_SARIF, REPORT_FORMAT_COUNT };
const char *report_format_name(enum report_format f);
/* REPORT_FORMAT_COUNT where there is no such format. */
enum report_format report_format_find(const char *name);

/* Appends the whole output to `out`. */
void report_write(enum report_format f, const struct report *r, struct str *out);

/* The writers (report_write calls them). */
void report_full(const struct report *r, struct str *out);
void report_concise(const struct report *r, struct str *out);
void report_sarif(const struct report *r, struct str *out);

#endif
