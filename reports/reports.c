/* The table of formats. */
#include "reports/reports.h"

static const struct {
    const char *name;
    void (*write)(const struct report *r, struct str *out);
} formats[REPORT_FORMAT_COUNT] = {
    [REPORT_FULL] = {"full", report_full},
    [REPORT_CONCISE] = {"concise", report_concise},
    [REPORT_SARIF] = {"sarif", report_sarif},
};

const char *report_format_name(enum report_format f) { return formats[f].name; }

enum report_format report_format_find(const char *name)
{
    unsigned f = 0;
    while (f < REPORT_FORMAT_COUNT && !str_equal(formats[f].name, name))
        f++;
    return (enum report_format)f;
}

void report_write(enum report_format f, const struct report *r, struct str *out) { formats[f].write(r, out); }
