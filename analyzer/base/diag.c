/* Located diagnostics, collected in order and printed with a caret. */
#include "base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *severity_name(enum severity s)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[s];
}

void diags_init(struct diags *d) { *d = (struct diags){0}; }

void diags_release(struct diags *d)
{
    arena_release(&d->arena);
    vec_release(&d->list);
    d->errors = d->warnings = 0;
}

struct diag *diags_add(struct diags *d, enum severity severity, const char *file, uint32_t line,
                       uint32_t column, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    ensure(n >= 0);
    char *text = arena_alloc(&d->arena, (size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, args);
    va_end(args);
    vec_push(&d->list, (struct diag){.severity = severity,
                                     .file = file ? arena_strdup(&d->arena, file) : NULL,
                                     .line = line,
                                     .column = column,
                                     .length = column ? 1 : 0,
                                     .text = text});
    d->errors += severity == SEVERITY_ERROR;
    d->warnings += severity == SEVERITY_WARNING;
    return &vec_last(&d->list);
}

static void print_caret(const struct diag *g, FILE *out)
{
    fprintf(out, "%6u | %s\n       | ", g->line, g->source_line);
    for (uint32_t i = 1; i < g->column && g->source_line[i - 1]; i++)
        fputc(g->source_line[i - 1] == '\t' ? '\t' : ' ', out);
    fputc('^', out);
    for (uint32_t i = 1; i < g->length; i++)
        fputc('~', out);
    fputc('\n', out);
}

void diags_print(const struct diags *d, FILE *out, enum severity at_least)
{
    for (uint32_t i = 0; i < d->list.count; i++) {
        const struct diag *g = &d->list.items[i];
        if (g->severity < at_least)
            continue;
        fprintf(out, "%s", g->file ? g->file : "ddicheck");
        if (g->line)
            fprintf(out, ":%u", g->line);
        if (g->line && g->column)
            fprintf(out, ":%u", g->column);
        fprintf(out, ": %s: %s\n", severity_name(g->severity), g->text);
        if (g->source_line && g->column)
            print_caret(g, out);
        if (g->hint)
            fprintf(out, "       = help: %s\n", g->hint);
    }
}

void diags_move(struct diags *to, const struct diags *from)
{
    for (uint32_t i = 0; i < from->list.count; i++) {
        const struct diag *g = &from->list.items[i];
        struct diag *n = diags_add(to, g->severity, g->file, g->line, g->column, "%s", g->text);
        n->length = g->length;
        n->hint = g->hint ? arena_strdup(&to->arena, g->hint) : NULL;
        n->source_line = g->source_line ? arena_strdup(&to->arena, g->source_line) : NULL;
    }
}
