/* An evaluated project as units: which sources, and which arguments each gets. */
#include "project/msbuild.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- configurations ----------------------------------------------------------------------------------- */

/* "Debug|x64" of every ProjectConfiguration item. They stand in the project itself: no condition can
   choose among what conditions ask for. */
static void list_configurations(struct arena *a, const struct xml_element *root, struct words_list *out)
{
    for (const struct xml_element *group = root->first; group; group = group->next)
        for (const struct xml_element *e = xml_is(group, "ItemGroup") ? group->first : NULL; e; e = e->next)
            if (xml_is(e, "ProjectConfiguration") && xml_attribute(e, "Include"))
                split_list(a, xml_attribute(e, "Include"), out);
}

static const char *find_text(const struct words_list *list, const char *text)
{
    for (uint32_t i = 0; i < list->list.count; i++)
        if (!strcasecmp(list->list.items[i], text))
            return list->list.items[i];
    return NULL;
}

static const char *joined(struct arena *a, const struct words_list *list)
{
    struct str out = {0};
    for (uint32_t i = 0; i < list->list.count && i < 12; i++)
        str_printf(&out, "%s%s", i ? ", " : "", list->list.items[i]);
    if (list->list.count > 12)
        str_append(&out, " ...");
    const char *text = arena_strdup(a, str_text(&out));
    str_release(&out);
    return text;
}

/* The first configuration of a platform, Debug before others. */
static const char *of_platform(struct arena *a, const struct words_list *list, const char *platform)
{
    const char *debug = find_text(list, arena_printf(a, "Debug|%s", platform));
    for (uint32_t i = 0; !debug && i < list->list.count; i++) {
        const char *bar = strchr(list->list.items[i], '|');
        if (bar && !strcasecmp(bar + 1, platform))
            debug = list->list.items[i];
    }
    return debug;
}

/* Sets configuration and platform. Errors go to the list. */
static bool choose_configuration(struct msbuild *m, const char *wanted)
{
    struct words_list all = {0};
    list_configurations(m->a, m->project->root, &all);
    const char *chosen = NULL, *platform = m->options->platform;
    struct scope s = {.document = m->project};
    if (wanted) {
        chosen = all.list.count ? find_text(&all, wanted) : wanted;
        if (!chosen && !strchr(wanted, '|'))
            chosen = find_text(&all, arena_printf(m->a, "%s|%s", wanted, platform ? platform : "x64"));
        if (!chosen) {
            struct diag *g =
                diags_add(m->d, SEVERITY_ERROR, m->project->path, 0, 0, "there is no configuration '%s'", wanted);
            g->hint = arena_printf(&m->d->arena, "it has %s", joined(m->a, &all));
        }
    } else if (all.list.count) {
        chosen = of_platform(m->a, &all, platform ? platform : "x64");
        if (!chosen && platform) {
            struct diag *g =
                diags_add(m->d, SEVERITY_ERROR, m->project->path, 0, 0, "there is no configuration for %s", platform);
            g->hint = arena_printf(&m->d->arena, "it has %s", joined(m->a, &all));
        } else if (!chosen) {
            chosen = all.list.items[0];
            msbuild_say(m, SEVERITY_NOTE, &s, "there is no configuration Debug|x64; %s is read", chosen);
        }
    } else
        chosen = arena_printf(m->a, "Debug|%s", platform ? platform : "x64");
    vec_release(&all.list);
    const char *bar = chosen ? strchr(chosen, '|') : NULL;
    if (!chosen)
        return false;
    m->configuration = bar ? arena_strndup(m->a, chosen, (size_t)(bar - chosen)) : chosen;
    m->platform = bar ? bar + 1 : platform ? platform : "x64";
    if (target_is_32_bit(m->platform))
        diags_add(m->d, SEVERITY_WARNING, m->project->path, 0, 0, "%s is read with the sizes of x64", m->platform);
    return true;
}

/* ---- arguments of one source ------------------------------------------------------------------------------- */

struct arguments {
    struct msbuild *m;
    const struct item *item;
    struct words_list out;
};

static void add(struct arguments *x, const char *text) { vec_push(&x->out.list, text); }

/* The same -I or -D again changes nothing. */
static void add_once(struct arguments *x, const char *text)
{
    for (uint32_t i = 0; i < x->out.list.count; i++)
        if (str_equal(x->out.list.items[i], text))
            return;
    add(x, text);
}

static const char *value_of(struct arguments *x, enum metadata k, const char *use)
{
    return x->item->meta[k] ? settle(x->m, x->item->meta[k], use) : "";
}

/* Include folders that are there. Folders of the kits and of the build's own output are not. */
static void add_folders(struct arguments *x, const char *text, const char *flag)
{
    struct words_list parts = {0};
    split_list(x->m->a, text, &parts);
    for (uint32_t i = 0; i < parts.list.count; i++) {
        const char *part = parts.list.items[i];
        if (strstr(part, KIT_FOLDER))
            continue;
        if (part[0] == '"' && strlen(part) > 2)
            part = arena_strndup(x->m->a, part + 1, strlen(part) - 2);
        const char *path = path_windows(x->m->a, &x->m->options->maps, x->m->project->folder, part);
        struct scope s = {.document = x->item->document, .line = x->item->line};
        if (folder_exists(path))
            add_once(x, arena_printf(x->m->a, "%s%s", flag, path));
        else
            msbuild_say(x->m, SEVERITY_NOTE, &s, "the include folder %s is not there", path);
    }
    vec_release(&parts.list);
}

/* NAME or NAME=VALUE; a backslash before a quote belongs to no value. */
static void add_defines(struct arguments *x, const char *text, const char *flag)
{
    struct words_list parts = {0};
    split_list(x->m->a, text, &parts);
    for (uint32_t i = 0; i < parts.list.count; i++) {
        struct str value = {0};
        char first = parts.list.items[i][0];
        if (first != '_' && !isalpha((unsigned char)first)) { /* "/wd4996" in a list of defines */
            struct scope s = {.document = x->item->document, .line = x->item->line};
            msbuild_say(x->m, SEVERITY_NOTE, &s, "'%.60s' is no name of a macro", parts.list.items[i]);
            continue;
        }
        str_append(&value, flag);
        for (const char *p = parts.list.items[i]; *p; p++)
            if (*p != '\\' || p[1] != '"')
                str_append_char(&value, *p);
        add_once(x, arena_strdup(x->m->a, str_text(&value)));
        str_release(&value);
    }
    vec_release(&parts.list);
}

static void add_forced(struct arguments *x, const char *text)
{
    struct words_list parts = {0};
    split_list(x->m->a, text, &parts);
    for (uint32_t i = 0; i < parts.list.count; i++) {
        const char *path = path_windows(x->m->a, &x->m->options->maps, x->m->project->folder, parts.list.items[i]);
        add(x, "-include");
        add(x, file_exists(path) ? path : flags_path(x->m->a, parts.list.items[i]));
    }
    vec_release(&parts.list);
}

static void add_options(struct arguments *x, const char *text)
{
    struct words_list words = {0};
    struct flags_result flags = {.maps = &x->m->options->maps};
    vec_push(&words.list, "cl");
    words_split_windows(x->m->a, text, &words);
    flags_translate(x->m->a, x->m->project->folder, words.list.items, words.list.count, &flags);
    for (uint32_t i = 0; i < flags.args.count; i++)
        add(x, flags.args.items[i]);
    vec_release(&words.list);
    flags_result_release(&flags);
}

/* ---- precompiled headers ------------------------------------------------------------------------------ */

/* Whether the source includes it in angle brackets: then its own folder does not count. */
static bool is_in_brackets(struct arguments *x, const char *name)
{
    char *text = file_read(x->item->path, NULL);
    bool result = text && strcasestr(text, arena_printf(x->m->a, "<%s>", name));
    free(text);
    return result;
}

static bool is_found(struct arguments *x, const char *name)
{
    struct arena *a = x->m->a;
    if (file_exists(path_match(a, path_join(a, path_folder(a, x->item->path), name))) && !is_in_brackets(x, name))
        return true;
    for (uint32_t i = 0; i < x->out.list.count; i++)
        if (str_starts_with(x->out.list.items[i], "-I") &&
            file_exists(path_match(a, path_join(a, x->out.list.items[i] + 2, name))))
            return true;
    return false;
}

/* A precompiled header is found by its name alone, wherever the source stands that made it. To read it as
   text, its folder is looked for beside that source and beside the project, and searched last. */
static void add_precompiled(struct arguments *x)
{
    struct arena *a = x->m->a;
    const char *name = flags_path(a, value_of(x, META_PrecompiledHeaderFile, "PrecompiledHeaderFile"));
    if (!*name || strcasecmp(value_of(x, META_PrecompiledHeader, "PrecompiledHeader"), "Use") != 0 || is_found(x, name))
        return;
    const char *folder = x->m->project->folder;
    if (!file_exists(path_match(a, path_join(a, folder, name))))
        folder = NULL;
    for (uint32_t i = 0; i < x->m->items.count; i++) {
        const struct item *maker = &x->m->items.items[i];
        const char *beside = path_folder(a, maker->path);
        if (maker->meta[META_PrecompiledHeader] && !strcasecmp(maker->meta[META_PrecompiledHeader], "Create") &&
            file_exists(path_match(a, path_join(a, beside, name))))
            folder = beside;
    }
    if (folder)
        add_once(x, arena_printf(a, "-I%s", folder));
}

/* ---- WPP ------------------------------------------------------------------------------------------------------- */

/* Declared by the kits' headers: a macro of that name would break the declaration, and a call means the same. */
static bool is_declared(const char *name)
{
    static const char *const names[] = {"DbgPrint",  "DbgPrintEx",  "KdPrint",
                                        "KdPrintEx", "vDbgPrintEx", "OutputDebugString"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

/* "Name(LEVEL,MSG,...)" or "Name{FLAG=X}(...)" becomes a macro of nothing. */
static void add_trace_function(struct arguments *x, const char *text)
{
    size_t n = 0;
    while (text[n] == '_' || (text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z') ||
           (n && text[n] >= '0' && text[n] <= '9'))
        n++;
    const char *name = arena_strndup(x->m->a, text, n);
    if (n && !is_declared(name))
        add_once(x, arena_printf(x->m->a, "-D%s(...)=((void)0)", name));
}

static void add_wpp(struct arguments *x)
{
    if (strcasecmp(value_of(x, META_WppEnabled, "WppEnabled"), "true") != 0)
        return;
    struct words_list names = {0};
    split_list(x->m->a, value_of(x, META_WppTraceFunction, "the names of trace functions"), &names);
    for (uint32_t i = 0; i < names.list.count; i++)
        add_trace_function(x, names.list.items[i]);
    const char *options = value_of(x, META_WppAdditionalOptions, "the options of WPP");
    for (const char *p = options; (p = strstr(p, "-func:")); p += 6)
        add_trace_function(x, p + 6);
    vec_release(&names.list);
}

/* ---- one source ---------------------------------------------------------------------------------------------- */

static void add_language(struct arguments *x)
{
    const char *standard = value_of(x, META_LanguageStandard_C, "LanguageStandard_C");
    const char *packing = value_of(x, META_StructMemberAlignment, "StructMemberAlignment");
    if (!strcasecmp(standard, "stdc11"))
        add(x, "-std=gnu11");
    if (packing[0] >= '1' && packing[0] <= '9' && strstr(packing, "Byte"))
        add(x, arena_printf(x->m->a, "-fpack-struct=%d", atoi(packing)));
}

static const char **arguments_of(struct msbuild *m, const struct item *item, uint32_t *count)
{
    struct arguments x = {.m = m, .item = item};
    kit_arguments(m, &x.out);
    add_language(&x);
    add_folders(&x, value_of(&x, META_AdditionalIncludeDirectories, "an include folder"), "-I");
    const char *more = table_get(&m->properties, "IncludePath"),
               *external = table_get(&m->properties, "ExternalIncludePath");
    add_folders(&x, value_of(&x, META_ExternalIncludeDirectories, "an include folder"), "-isystem");
    add_folders(&x, more ? settle(m, more, "an include folder") : "", "-I");
    add_folders(&x, external ? settle(m, external, "an include folder") : "", "-isystem");
    add_precompiled(&x);
    add_defines(&x, value_of(&x, META_PreprocessorDefinitions, "a define"), "-D");
    if (strcasecmp(value_of(&x, META_UndefineAllPreprocessorDefinitions, "a define"), "true") != 0)
        add_defines(&x, value_of(&x, META_UndefinePreprocessorDefinitions, "a define"), "-U");
    add_forced(&x, value_of(&x, META_ForcedIncludeFiles, "a forced include"));
    add_options(&x, value_of(&x, META_AdditionalOptions, "an option of the compiler"));
    add_wpp(&x);
    const char **args = arena_array(m->a, const char *, x.out.list.count + 1);
    for (uint32_t i = 0; i < x.out.list.count; i++)
        args[i] = x.out.list.items[i];
    *count = x.out.list.count;
    vec_release(&x.out.list);
    return args;
}

static bool is_selected(const struct load *l, const char *path)
{
    for (uint32_t i = 0; i < l->only_count; i++)
        if (str_equal(path, l->only[i]) || path_relative(path, l->only[i]) != path)
            return true;
    return l->only_count == 0;
}

static bool is_cxx(struct msbuild *m, const struct item *item)
{
    const char *as = item->meta[META_CompileAs] ? settle(m, item->meta[META_CompileAs], "CompileAs") : "";
    if (!strcasecmp(as, "CompileAsC"))
        return false;
    return !strcasecmp(as, "CompileAsCpp") || !project_is_c(item->path);
}

static void add_source(struct load *l, struct msbuild *m, const struct item *item, struct project_program *g)
{
    struct project *p = l->p;
    const char *excluded =
        item->meta[META_ExcludedFromBuild] ? settle(m, item->meta[META_ExcludedFromBuild], "ExcludedFromBuild") : "";
    if (!is_selected(l, item->path))
        return;
    if (!strcasecmp(excluded, "true")) {
        project_add_skipped(p, item->path,
                            arena_printf(m->a, "excluded from the build by %s", path_base(m->project->path)));
        return;
    }
    if (!file_exists(item->path)) {
        const char *hint =
            path_is_on_drive(item->path)
                ? arena_printf(m->a, "--path-map '%.2s\\=FOLDER' says where that drive is here", item->path)
                : "perhaps the build makes it";
        vec_push(&p->problems,
                 (struct project_problem){.unit = item->path,
                                          .file = item->document->path,
                                          .line = item->line,
                                          .column = item->column,
                                          .text = arena_printf(m->a, "the source %s is not there", item->path),
                                          .hint = hint});
        return;
    }
    if (is_cxx(m, item)) {
        project_add_skipped(p, item->path, "C++ source");
        return;
    }
    uint32_t count;
    const char **args = arguments_of(m, item, &count);
    uint32_t id = project_add_msbuild_unit(p, &(struct unit){.path = item->path,
                                                             .folder = m->project->folder,
                                                             .args = args,
                                                             .arg_count = count,
                                                             .kind = g->kind,
                                                             .user_mode = g->user_mode});
    for (uint32_t i = 0; i < g->units.count; i++)
        if (g->units.items[i] == id)
            return;
    vec_push(&g->units, id);
}

/* ---- the project ------------------------------------------------------------------------------------------------ */

/* The solution that a lone project belongs to: the nearest one above that names it, as far up as its repository goes.
 */
static void find_solution(struct load *l, struct msbuild *m)
{
    m->solution_folder = m->project->folder;
    for (const char *at = m->project->folder;; at = path_folder(m->a, at)) {
        const char *path = solution_naming(m->a, at, path_base(m->project->path));
        if (path) {
            m->solution_path = path;
            m->solution_folder = at;
            return;
        }
        const char *git = path_join(m->a, at, ".git");
        if (!at[1] || file_exists(git) || folder_exists(git))
            return;
    }
    (void)l;
}

static void take_program(struct load *l, struct msbuild *m)
{
    struct project_program g = {.name = arena_strdup(m->a, kit_ask(m, "TargetName")),
                                .path = m->project->path,
                                .configuration = arena_printf(m->a, "%s|%s", m->configuration, m->platform),
                                .kind = kit_kind(m),
                                .user_mode = kit_is_user_mode(m),
                                .is_static = !strcasecmp(kit_ask(m, "ConfigurationType"), "StaticLibrary")};
    if (!*g.name)
        g.name = path_base(m->project->path);
    for (uint32_t i = 0; i < m->items.count; i++)
        if (!strcasecmp(m->items.items[i].type, "ClCompile"))
            add_source(l, m, &m->items.items[i], &g);
        else if (!strcasecmp(m->items.items[i].type, "ProjectReference"))
            vec_push(&g.references, m->items.items[i].path);
    vec_push(&l->p->programs, g);
}

/* Messages of the evaluation: errors lose a part of the project, not all. */
static void take_messages(struct load *l, struct diags *from)
{
    for (uint32_t i = 0; i < from->list.count; i++) {
        const struct diag *g = &from->list.items[i];
        if (g->severity == SEVERITY_ERROR) {
            struct arena *a = &l->p->arena;
            vec_push(&l->p->problems, (struct project_problem){.file = g->file ? arena_strdup(a, g->file) : NULL,
                                                               .line = g->line,
                                                               .column = g->column,
                                                               .text = arena_strdup(a, g->text),
                                                               .hint = g->hint ? arena_strdup(a, g->hint) : NULL});
        } else {
            struct diag *copy = diags_add(l->d, g->severity, g->file, g->line, g->column, "%s", g->text);
            copy->hint = g->hint ? arena_strdup(&l->d->arena, g->hint) : NULL;
        }
    }
}

bool vcxproj_load(struct load *l, const char *path, const char *configuration, const char *solution)
{
    struct arena *a = &l->p->arena;
    for (uint32_t i = 0; i < l->p->project_files.count; i++)
        if (str_equal(l->p->project_files.items[i], path))
            return true;
    struct document *doc = arena_new(a, struct document);
    *doc = (struct document){.path = path, .folder = path_folder(a, path), .root = xml_read(a, path, l->d)};
    if (!doc->root)
        return false;
    if (!xml_is(doc->root, "Project")) {
        diags_add(l->d, SEVERITY_ERROR, path, doc->root->line, doc->root->column,
                  "is no project: its outermost element is <%.40s>", doc->root->name);
        return false;
    }
    struct diags messages;
    diags_init(&messages);
    struct msbuild m = {.a = a, .d = l->d, .options = l->options, .project = doc, .solution_path = solution};
    if (solution)
        m.solution_folder = path_folder(a, solution);
    else
        find_solution(l, &m);
    bool good = choose_configuration(&m, configuration);
    m.d = &messages;
    if (good) {
        vec_push(&l->p->project_files, path);
        evaluate(&m);
        take_program(l, &m);
        take_messages(l, &messages);
    }
    diags_release(&messages);
    table_release(&m.properties);
    vec_release(&m.documents);
    vec_release(&m.open);
    vec_release(&m.definitions);
    vec_release(&m.groups);
    vec_release(&m.items);
    vec_release(&m.unknowns);
    return good;
}
