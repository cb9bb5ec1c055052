/* One line a finding, in the form that gcc made common: editors and problem matchers read it. */
#include "reports/reports.h"

void report_concise(const struct report *r, struct str *out)
{
    for (uint32_t i = 0; i < r->findings->list.count; i++) {
        const struct finding *f = &r->findings->list.items[i];
        str_printf(out, "%s:%u:%u: %s: ", path_relative(f->place.file, r->working_folder), f->place.line,
                   f->place.column, severity_name(f->level));
        for (const char *p = f->message; *p; p++)
            str_append_char(out, *p == '\n' || *p == '\r' ? ' ' : *p);
        str_printf(out, " [%s]\n", f->rule);
    }
}
