/* `ddicheck import`: Visual Studio projects to compile_commands.json. */
#include "commands.h"

#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *plural(uint32_t n) { return n == 1 ? "" : "s"; }

static void print_problems(const struct project *p, FILE *err)
{
    for (uint32_t i = 0; i < p->problems.count; i++) {
        const struct project_problem *one = &p->problems.items[i];
        fprintf(err, "%s:", one->file ? one->file : "ddicheck");
        if (one->line)
            fprintf(err, "%u:%u:", one->line, one->column);
        fprintf(err, " error: %s\n", one->text);
        if (one->hint)
            fprintf(err, "  = help: %s\n", one->hint);
    }
}

static bool write_to(const char *path, const struct str *text, struct diags *d)
{
    int error = 0;
    if (str_equal(path, "-"))
        error = fwrite(str_text(text), 1, text->length, stdout) == text->length && fflush(stdout) == 0 ? 0 : errno;
    else
        error = file_write(path, str_text(text), text->length);
    if (error)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be written: %s", strerror(error));
    return !error;
}

static void print_summary(const struct options *o, const struct project *p, const char *path, FILE *err)
{
    if (o->quiet)
        return;
    for (uint32_t i = 0; o->verbose && i < p->programs.count; i++) {
        const struct project_program *g = &p->programs.items[i];
        fprintf(err, "%s: %s, %s, %u file%s\n", g->path, g->configuration, project_kind_name(g->kind), g->units.count,
                plural(g->units.count));
    }
    for (uint32_t i = 0; o->verbose && i < p->skipped.count; i++)
        fprintf(err, "%s: note: left out: %s\n", p->skipped.items[i].path, p->skipped.items[i].reason);
    fprintf(err, "ddicheck: %u project%s, %u file%s, %u left out; written to %s\n", p->project_files.count,
            plural(p->project_files.count), p->units.count, plural(p->units.count), p->skipped.count,
            str_equal(path, "-") ? "stdout" : path);
}

int command_import(const struct options *o, FILE *err)
{
    struct project p;
    struct diags d;
    struct str text = {0};
    struct msbuild_options m = options_msbuild(o);
    const char *path = o->import_output ? o->import_output : "compile_commands.json";
    int code = EXIT_CLEAN;
    project_init(&p);
    diags_init(&d);
    for (uint32_t i = 0; i < o->paths.list.count; i++)
        if (!project_add_msbuild(&p, o->paths.list.items[i], &m, NULL, 0, &d))
            code = EXIT_FAILED;
    if (p.problems.count && !code)
        code = EXIT_INCOMPLETE;
    bool written = false;
    if (p.units.count) {
        project_write_database(&p, &text);
        written = write_to(path, &text, &d);
    } else if (!d.errors && !p.problems.count)
        diags_add(&d, SEVERITY_ERROR, NULL, 0, 0, "there is no C source in the project%s", plural(o->paths.list.count));
    if (d.errors)
        code = EXIT_FAILED;
    diags_print(&d, err, o->verbose ? SEVERITY_NOTE : o->quiet ? SEVERITY_ERROR : SEVERITY_WARNING);
    print_problems(&p, err);
    if (written)
        print_summary(o, &p, path, err);
    if (code == EXIT_FAILED)
        fprintf(err, "ddicheck: exit code 2: %s\n", written ? "a project could not be read" : "nothing was written");
    else if (code == EXIT_INCOMPLETE)
        fprintf(err, "ddicheck: exit code 3: a part of the input is missing\n");
    str_release(&text);
    diags_release(&d);
    project_release(&p);
    return code;
}
