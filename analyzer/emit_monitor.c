/* rules --emit-monitor: the rule set as C (monitor/monitor.h). */
#include "commands.h"

#include "monitor/monitor.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Names, one a line; blank lines and what follows a '#' are left out. `text` is cut into pieces and kept. */
static void split_names(char *text, struct texts *names)
{
    for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n")) {
        at[strcspn(at, "#\r \t")] = '\0';
        if (*at)
            vec_push(&names->list, at);
    }
    if (names->list.count)
        qsort(names->list.items, names->list.count, sizeof *names->list.items, by_name);
}

static bool write_out(const struct options *o, const struct str *text, FILE *out, struct diags *d)
{
    if (!o->monitor_output || str_equal(o->monitor_output, "-"))
        return fwrite(str_text(text), 1, text->length, out) == text->length;
    int error = file_write(o->monitor_output, str_text(text), text->length);
    if (error)
        diags_add(d, SEVERITY_ERROR, o->monitor_output, 0, 0, "cannot write this file: %s", strerror(error));
    return error == 0;
}

int session_emit_monitor(struct session *s)
{
    static const char *const usual[] = {MONITOR_USUAL_INCLUDES};
    const struct options *o = s->options;
    struct monitor_options m = {.rule_selected = s->rule_selected, .includes = usual, .include_count = sizeof usual / sizeof usual[0]};
    struct monitor_counts counts = {0};
    struct texts names = {0};
    struct str text = {0};
    struct diags d;
    char *list = NULL;
    bool good = true;
    diags_init(&d);
    arena_init(&counts.arena);
    if (o->monitor_includes.list.count) {
        m.includes = o->monitor_includes.list.items;
        m.include_count = o->monitor_includes.list.count;
    }
    if (o->monitor_ddis) {
        static const char *const none[] = {""};
        if (!(list = file_read(o->monitor_ddis, NULL))) {
            diags_add(&d, SEVERITY_ERROR, o->monitor_ddis, 0, 0, "cannot read this file");
            good = false;
        } else
            split_names(list, &names);
        m.ddis = names.list.count ? names.list.items : none;
        m.ddi_count = names.list.count;
    }
    good = good && monitor_emit(&s->rules, &m, &text, &counts, &d) && write_out(o, &text, s->out, &d);
    diags_print(&d, s->err, SEVERITY_WARNING);
    for (uint32_t i = 0; good && o->verbose && i < counts.notes.count; i++)
        fprintf(s->err, "note: %s\n", counts.notes.items[i]);
    if (good && o->verbose)
        fprintf(s->err, "note: %u contracts, %u functions by their IRQL alone, %u rules, %u checks, %u callbacks; no code for %u effects on memory and %u calls, waits and exceptions\n",
                counts.ddis, counts.irql_rows, counts.rules, counts.checks, counts.callbacks, counts.memory_effects, counts.static_effects);
    vec_release(&names.list);
    free(list);
    str_release(&text);
    monitor_counts_release(&counts);
    diags_release(&d);
    return good ? EXIT_CLEAN : EXIT_FAILED;
}
