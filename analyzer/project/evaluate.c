/* The first pass: properties and imports from top to bottom, across files. Later passes are items.c's. */
#include "project/msbuild.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void evaluate_children(struct msbuild *m, const struct document *doc, const struct xml_element *e);

static struct scope scope_of(const struct document *doc, const struct xml_element *e)
{
    return (struct scope){.document = doc, .line = e->line, .column = e->column};
}

/* ---- properties ----------------------------------------------------------------------------------- */

/* Global properties: no project can change them. */
static bool is_global(const struct msbuild *m, const char *name)
{
    if (!strcasecmp(name, "Configuration") || !strcasecmp(name, "Platform"))
        return true;
    for (uint32_t i = 0; i < m->options->property_count; i++) {
        const char *given = m->options->properties[i];
        size_t n = strcspn(given, "=");
        if (strncasecmp(given, name, n) == 0 && !name[n])
            return true;
    }
    return false;
}

static void property_group(struct msbuild *m, const struct document *doc, const struct xml_element *group)
{
    for (const struct xml_element *e = group->first; e && !m->stopped; e = e->next) {
        struct scope s = scope_of(doc, e);
        if (is_global(m, e->name) || !condition_holds(m, &s, e))
            continue;
        s.property = e->name;
        table_set(&m->properties, e->name, expand(m, &s, e->text));
    }
}

/* ---- imports ------------------------------------------------------------------------------------------ */

static void import_file(struct msbuild *m, const struct scope *s, const char *path)
{
    for (uint32_t i = 0; i < m->open.count; i++)
        if (str_equal(m->open.items[i]->path, path)) {
            msbuild_say(m, SEVERITY_ERROR, s, "the import of %s goes round in a circle; it is left out", path);
            return;
        }
    for (uint32_t i = 0; i < m->documents.count; i++)
        if (str_equal(m->documents.items[i]->path, path)) {
            msbuild_say(m, SEVERITY_NOTE, s, "%s is imported already; the second import is left out", path);
            return;
        }
    if (m->open.count >= MSBUILD_IMPORT_LIMIT) {
        msbuild_say(m, SEVERITY_ERROR, s, "imports are nested deeper than %u files; this one is left out",
                    MSBUILD_IMPORT_LIMIT);
        return;
    }
    struct xml_element *root = xml_read(m->a, path, m->d);
    struct document *doc = arena_new(m->a, struct document);
    *doc = (struct document){.path = path, .folder = path_folder(m->a, path), .root = root};
    vec_push(&m->documents, doc);
    if (!root) {
        msbuild_say(m, SEVERITY_ERROR, s, "the import of %s is left out", path);
        return;
    }
    vec_push(&m->open, doc);
    evaluate_children(m, doc, root);
    (void)vec_pop(&m->open);
}

/* Imports what a property names, where it names something. */
static void import_property(struct msbuild *m, const struct scope *s, const char *name)
{
    const char *value = table_get(&m->properties, name);
    struct words_list paths = {0};
    if (value)
        split_list(m->a, settle(m, value, "an import"), &paths);
    for (uint32_t i = 0; i < paths.list.count; i++) {
        const char *path = path_windows(m->a, &m->options->maps, m->project->folder, paths.list.items[i]);
        if (path[0] == '/' && file_exists(path))
            import_file(m, s, path);
    }
    vec_release(&paths.list);
}

/* The nearest Directory.Build.props or .targets above the project. */
static void import_directory_build(struct msbuild *m, const struct scope *s, const char *file, const char *switch_name)
{
    const char *wanted = table_get(&m->properties, switch_name);
    if (wanted && !strcasecmp(wanted, "false"))
        return;
    for (const char *at = m->project->folder;; at = path_folder(m->a, at)) {
        const char *path = path_match(m->a, path_join(m->a, at, file));
        if (file_exists(path)) {
            import_file(m, s, path);
            return;
        }
        if (!at[1])
            return;
    }
}

/* What the kits' own files import of the user's. */
static void import_of_kit(struct msbuild *m, const struct scope *s, const char *path)
{
    const char *slashes = flags_path(m->a, path), *base = path_base(slashes);
    if (!strcasecmp(base, "Microsoft.Cpp.Default.props"))
        import_directory_build(m, s, "Directory.Build.props", "ImportDirectoryBuildProps");
    else if (!strcasecmp(base, "Microsoft.Cpp.props")) {
        import_property(m, s, "ForceImportBeforeCppProps");
        import_property(m, s, "ForceImportAfterCppProps");
    } else if (!strcasecmp(base, "Microsoft.Cpp.targets")) {
        import_property(m, s, "ForceImportBeforeCppTargets");
        import_directory_build(m, s, "Directory.Build.targets", "ImportDirectoryBuildTargets");
        import_property(m, s, "ForceImportAfterCppTargets");
    }
}

static void import(struct msbuild *m, const struct document *doc, const struct xml_element *e)
{
    struct scope s = scope_of(doc, e);
    const char *written = xml_attribute(e, "Project");
    if (!condition_holds(m, &s, e) || xml_attribute(e, "Sdk"))
        return;
    if (!written || !*written) {
        msbuild_say(m, SEVERITY_ERROR, &s, "an Import without Project");
        return;
    }
    const char *value = expand(m, &s, written);
    if (strstr(value, KIT_FOLDER) || kit_owns_import(value)) {
        import_of_kit(m, &s, value);
        return;
    }
    struct words_list parts = {0}, files = {0};
    split_list(m->a, settle(m, value, "an import"), &parts);
    for (uint32_t i = 0; i < parts.list.count; i++) {
        const char *path = path_windows(m->a, &m->options->maps, doc->folder, parts.list.items[i]);
        if (has_wildcard(path)) {
            vec_clear(&files.list);
            glob_files(m, &s, path, &files);
            for (uint32_t k = 0; k < files.list.count; k++)
                import_file(m, &s, files.list.items[k]);
        } else if (path[0] == '/' && file_exists(path))
            import_file(m, &s, path);
        else {
            struct diag *g = msbuild_say(m, SEVERITY_ERROR, &s, "the import of %s was not found: %s", written, path);
            if (path_is_on_drive(path))
                g->hint = arena_printf(&m->d->arena, "--path-map '%.2s\\=FOLDER' says where that drive is here", path);
        }
    }
    vec_release(&parts.list);
    vec_release(&files.list);
}

/* ---- all elements ----------------------------------------------------------------------------------------- */

static void choose(struct msbuild *m, const struct document *doc, const struct xml_element *e)
{
    for (const struct xml_element *branch = e->first; branch; branch = branch->next) {
        struct scope s = scope_of(doc, branch);
        if (xml_is(branch, "Otherwise") || (xml_is(branch, "When") && condition_holds(m, &s, branch))) {
            evaluate_children(m, doc, branch);
            return;
        }
    }
}

static void evaluate_children(struct msbuild *m, const struct document *doc, const struct xml_element *e)
{
    for (const struct xml_element *child = e->first; child && !m->stopped; child = child->next) {
        struct scope s = scope_of(doc, child);
        struct pending group = {doc, child};
        if (xml_is(child, "PropertyGroup")) {
            if (condition_holds(m, &s, child))
                property_group(m, doc, child);
        } else if (xml_is(child, "ImportGroup")) {
            if (condition_holds(m, &s, child))
                for (const struct xml_element *i = child->first; i && !m->stopped; i = i->next)
                    if (xml_is(i, "Import"))
                        import(m, doc, i);
        } else if (xml_is(child, "Import"))
            import(m, doc, child);
        else if (xml_is(child, "ItemDefinitionGroup"))
            vec_push(&m->definitions, group);
        else if (xml_is(child, "ItemGroup"))
            vec_push(&m->groups, group);
        else if (xml_is(child, "Choose"))
            choose(m, doc, child);
    }
}

void evaluate(struct msbuild *m)
{
    m->budget = MSBUILD_BUDGET;
    table_set(&m->properties, "Configuration", m->configuration);
    table_set(&m->properties, "Platform", m->platform);
    for (uint32_t i = 0; i < m->options->property_count; i++) {
        const char *given = m->options->properties[i];
        size_t n = strcspn(given, "=");
        table_set(&m->properties, arena_strndup(m->a, given, n), given[n] ? given + n + 1 : "");
    }
    vec_push(&m->documents, m->project);
    vec_push(&m->open, m->project);
    struct scope s = scope_of(m->project, m->project->root);
    bool sdk = xml_attribute(m->project->root, "Sdk") != NULL;
    if (sdk)
        import_directory_build(m, &s, "Directory.Build.props", "ImportDirectoryBuildProps");
    evaluate_children(m, m->project, m->project->root);
    if (sdk)
        import_directory_build(m, &s, "Directory.Build.targets", "ImportDirectoryBuildTargets");
    evaluate_items(m);
}
