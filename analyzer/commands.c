/* rules, explain, version, help, and the guide for those who said nothing. */
#include "commands.h"

#include "session.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* ---- help and guide ------------------------------------------------------------------------------ */

int command_help(const struct options *o, FILE *out)
{
    struct str text = {0};
    options_help(o->help_for, &text);
    fputs(str_text(&text), out);
    str_release(&text);
    return EXIT_CLEAN;
}

static bool folder_has(const char *suffix)
{
    DIR *dir = opendir(".");
    bool found = false;
    for (struct dirent *e; dir && !found && (e = readdir(dir));)
        found = str_ends_with(e->d_name, suffix);
    if (dir)
        closedir(dir);
    return found;
}

int command_guide(FILE *err)
{
    struct arena a;
    arena_init(&a);
    const char *database = project_find_database(&a, ".");
    struct found_projects found = {0};
    if (!database)
        project_find_msbuild(&a, ".", 1000, &found);
    const char *one = found.solutions.count == 1                                ? found.solutions.items[0]
                      : found.solutions.count == 0 && found.projects.count == 1 ? found.projects.items[0]
                                                                                : NULL;
    fputs("ddicheck checks Windows drivers against the documented contract of the device-driver interface.\n\n", err);
    if (database)
        fprintf(err, "Here is a compilation database (%s).\n  ddicheck check                 checks all of it\n",
                database);
    else if (one)
        fprintf(err,
                "Here is a Visual Studio %s (%s).\n  ddicheck check                 checks what it compiles\n"
                "  ddicheck import '%s'           writes that as compile_commands.json\n",
                found.solutions.count ? "solution" : "project", one, one);
    else if (found.projects.count + found.solutions.count)
        fprintf(err,
                "Here are %u Visual Studio projects and %u solutions.\n"
                "  ddicheck check --project FILE  checks what one of them compiles, e.g. %s\n",
                found.projects.count, found.solutions.count,
                found.solutions.count ? found.solutions.items[0] : found.projects.items[0]);
    else if (folder_has(".c"))
        fputs("Here are C sources and no compilation database: they are read with default settings.\n  ddicheck check "
              ".               checks this folder\n",
              err);
    else
        fputs("Here is neither a compilation database nor C source.\n  ddicheck check FILE... | DIR   checks files or "
              "a folder\n  ddicheck check -p BUILD_DIR    checks what BUILD_DIR/compile_commands.json lists\n",
              err);
    fputs("  ddicheck rules                 lists the rules\n  ddicheck help                  lists the commands\n",
          err);
    found_projects_release(&found);
    arena_release(&a);
    return EXIT_FAILED; /* nothing was checked: a script that forgot its files must not pass */
}

/* ---- the rule set ----------------------------------------------------------------------------------- */

/* Loads the rule set; problems go to err. */
static bool load(struct session *s, const struct options *o, FILE *out, FILE *err)
{
    *s = (struct session){.options = o, .out = out, .err = err};
    arena_init(&s->arena);
    ruleset_init(&s->rules);
    return session_rules(s) && session_select(s);
}

static void unload(struct session *s)
{
    ruleset_release(&s->rules);
    arena_release(&s->arena);
}

int command_version(const struct options *o, FILE *out, FILE *err)
{
    struct session s;
    bool good = load(&s, o, out, err);
    fprintf(out, "ddicheck %s\nfront end: %s\n", DDICHECK_VERSION, frontend_version(&s.arena));
    if (good) {
        char hash[33];
        hash128_format(s.rules.hash, hash);
        fprintf(out, "rule set:  %s (%u rules, %u contracts)\n", hash, s.rules.rules.count, s.rules.ddis.count);
    }
    unload(&s);
    return good ? EXIT_CLEAN : EXIT_FAILED;
}

int command_rules(const struct options *o, FILE *out, FILE *err)
{
    struct session s;
    bool good = load(&s, o, out, err);
    int width = 0;
    if (o->emit_monitor) {
        int code = good ? session_emit_monitor(&s) : EXIT_FAILED;
        unload(&s);
        return code;
    }
    if (good && o->coverage) {
        good = session_published(&s);
        unload(&s);
        return good ? EXIT_CLEAN : EXIT_FAILED;
    }
    if (good && o->contracts) {
        struct str text = {0};
        contracts_print(&s.rules, &text);
        fputs(str_text(&text), out);
        str_release(&text);
        unload(&s);
        return EXIT_CLEAN;
    }
    for (uint32_t i = 0; good && i < s.rules.rules.count; i++)
        if ((int)strlen(s.rules.rules.items[i].id) > width)
            width = (int)strlen(s.rules.rules.items[i].id);
    for (uint32_t i = 0; good && i < s.rules.rules.count; i++) {
        const struct rule *r = &s.rules.rules.items[i];
        if (!s.rule_selected[i])
            continue;
        fprintf(out, "%-*s  %-7s  %s\n", width, r->id, severity_name(r->level), r->title);
        for (uint32_t k = 0; o->verbose && k < r->source_count; k++)
            fprintf(out, "%*s           " REPORT_DOCUMENTATION "%s\n", width, "", r->sources[k]);
    }
    unload(&s);
    return good ? EXIT_CLEAN : EXIT_FAILED;
}

static void print_indented(FILE *out, const char *text)
{
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        fprintf(out, n ? "    %.*s\n" : "%.*s\n", (int)n, p);
        p += n + (p[n] == '\n');
    }
}

static void section(FILE *out, const char *heading, const char *text)
{
    if (!text || !*text)
        return;
    fprintf(out, "\n%s\n", heading);
    print_indented(out, text);
}

static void print_list(FILE *out, const char *heading, const char *prefix, const char *const *items, uint32_t count)
{
    if (count)
        fprintf(out, "\n%s\n", heading);
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "    %s%s\n", prefix, items[i]);
}

static bool has_fix(const struct rule *r)
{
    for (uint32_t i = 0; i < r->check_count; i++)
        if (r->checks[i].fix_count)
            return true;
    return false;
}

static void explain(const struct rule *r, FILE *out)
{
    fprintf(out, "%s (%s)\n    %s\n", r->id, severity_name(r->level), r->title);
    section(out, "Why it is a bug", r->text);
    section(out, "Wrong", r->bad);
    section(out, "Right", r->good);
    section(out, "What to do", r->help);
    section(out, "Fix", has_fix(r) ? "check --fix mends it where the call stands in the file as it is, and what is replaced of it is known." : NULL);
    print_list(out, "Applies to", "", r->drivers, r->driver_count);
    print_list(out, "Documentation", REPORT_DOCUMENTATION, r->sources, r->source_count);
    print_list(out, "Also known as", "", r->aliases, r->alias_count);
}

int command_explain(const struct options *o, FILE *out, FILE *err)
{
    struct session s;
    bool good = load(&s, o, out, err);
    const char *name = o->paths.list.items[0];
    uint32_t shown = 0;
    const struct rule *exact = good ? ruleset_rule(&s.rules, name) : NULL;
    for (uint32_t i = 0; good && i < s.rules.rules.count; i++) {
        const struct rule *r = &s.rules.rules.items[i];
        if (exact ? r == exact : rule_is_named(r, name)) {
            if (shown++)
                fputs("\n----------------------------------------\n\n", out);
            explain(r, out);
        }
    }
    if (good && !shown) {
        struct diags d;
        bool *selected = mem_zalloc(s.rules.rules.count + 1);
        struct texts names = {0}, none = {0};
        diags_init(&d);
        vec_push(&names.list, name);
        rules_select(&s.rules, &names, &none, selected, &d); /* words the error and the suggestion */
        session_say(&s, &d, "an unknown rule");
        vec_release(&names.list);
        free(selected);
    }
    unload(&s);
    return shown ? EXIT_CLEAN : EXIT_FAILED;
}
