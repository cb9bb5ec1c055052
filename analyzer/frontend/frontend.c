/* One translation unit from text to module: parse, visit the file scope, lower, collect problems. */
#include "frontend/lower.h"
#include "frontend/prepare.h"

#include <stdlib.h>
#include <string.h>

struct paths {
    struct arena *arena;
    VEC(const char *) list;
};

/* ---- visiting ---------------------------------------------------------------------------- */

static enum CXChildVisitResult visit_top(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(c);
    if ((kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl) &&
        !clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
        decl_top(data, c);
    return kind == CXCursor_LinkageSpec ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

/* ---- what was read ----------------------------------------------------------------------------- */

static void add_dependency(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct paths *list = data;
    (void)stack;
    (void)depth;
    CXString name = clang_getFileName(file);
    const char *path = clang_getCString(name);
    if (path && path[0])
        vec_push(&list->list, path_join(list->arena, "", path));
    clang_disposeString(name);
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The files of the unit and of its precompiled header; sorted, since that header changes their order. */
static void add_dependencies(struct lower *l, const struct frontend *f, uint32_t prefix)
{
    struct paths files = {.arena = &l->arena};
    uint32_t count = 0;
    const char **more = prefix ? frontend_prefix_files(f, prefix - 1, &l->arena, &count) : NULL;
    clang_getInclusions(l->tu, add_dependency, &files);
    for (uint32_t i = 0; i < count; i++)
        vec_push(&files.list, more[i]);
    if (files.list.count)
        qsort(files.list.items, files.list.count, sizeof *files.list.items, by_text);
    for (uint32_t i = 0; i < files.list.count; i++)
        if ((i == 0 || !str_equal(files.list.items[i], files.list.items[i - 1])) && file_exists(files.list.items[i]))
            ir_add_dependency(l->b, files.list.items[i]);
    vec_release(&files.list);
}

static void lower_unit(struct lower *l, const struct frontend *f, const struct frontend_unit *u, bool with_prefix)
{
    l->main_file = clang_getFile(l->tu, u->unit->path);
    l->m->path = ir_add_string(l->b, u->unit->path);
    place_file(l, l->main_file);
    clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit_top, l);
    decl_variables(l);
    for (uint32_t i = 0; i < l->definitions.count; i++)
        decl_body(l, l->definitions.items[i]);
    problems_of_diagnostics(l);
    add_dependencies(l, f, with_prefix ? u->prefix : 0);
}

/* ---- the call ------------------------------------------------------------------------------- */

static const char *parse_failure(enum CXErrorCode code)
{
    switch (code) {
    case CXError_Crashed:
        return "libclang crashed on this file";
    case CXError_InvalidArguments:
        return "libclang did not accept the arguments for this file";
    case CXError_ASTReadError:
        return "libclang could not read a precompiled header of this file";
    default:
        return "libclang gave no syntax tree for this file";
    }
}

static void release(struct lower *l)
{
    map_release(&l->types);
    map_release(&l->used);
    map_release(&l->records);
    map_release(&l->fields);
    map_release(&l->functions);
    map_release(&l->globals);
    map_release(&l->redeclared);
    vec_release(&l->record_slots);
    vec_release(&l->field_slots);
    vec_release(&l->files);
    vec_release(&l->extents);
    vec_release(&l->definitions);
    vec_release(&l->variables);
    vec_release(&l->redeclarations);
    repair_release(&l->changed);
    arena_release(&l->arena);
}

static enum CXErrorCode parse(struct lower *l, CXIndex index, const struct frontend *f, const struct frontend_unit *u,
                              bool with_prefix)
{
    const char **args = arena_array(&l->arena, const char *, u->arg_count + 5);
    uint32_t n = u->arg_count;
    memcpy(args, u->args, n * sizeof *args);
    if (with_prefix) {
        args[n++] = "-include-pch";
        args[n++] = frontend_prefix_at(f, u->prefix - 1)->path;
        args[n++] = "-Xclang"; /* whoever wants it used has compared its files by content */
        args[n++] = "-fno-validate-pch";
    }
    struct CXUnsavedFile *texts = arena_array(&l->arena, struct CXUnsavedFile, l->changed.count + 1);
    for (uint32_t i = 0; i < l->changed.count; i++) {
        const struct changed_text *c = &l->changed.items[i];
        texts[i] = (struct CXUnsavedFile){c->path, c->text, (unsigned long)c->size};
    }
    l->tu = NULL;
    return clang_parseTranslationUnit2(index, u->unit->path, args, (int)n, texts, l->changed.count,
                                       CXTranslationUnit_KeepGoing, &l->tu);
}

struct parse_context {
    CXIndex index;
    const struct frontend *frontend;
    const struct frontend_unit *unit;
    bool with_prefix;
};

static bool parse_again(struct lower *l, const void *context)
{
    const struct parse_context *c = context;
    return parse(l, c->index, c->frontend, c->unit, c->with_prefix) == CXError_Success && l->tu;
}

/* A precompiled header that cannot be read gives a tree with a fatal error and nothing else in it. */
static bool is_unreadable(const struct lower *l)
{
    bool found = false;
    for (unsigned i = 0; !found && i < clang_getNumDiagnostics(l->tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(l->tu, i);
        CXFile file;
        clang_getFileLocation(clang_getDiagnosticLocation(d), &file, NULL, NULL, NULL);
        found = clang_getDiagnosticSeverity(d) == CXDiagnostic_Fatal && !file;
        clang_disposeDiagnostic(d);
    }
    return found;
}

bool frontend_lower(const struct frontend *f, const struct frontend_unit *u, bool with_prefix, struct ir_module *m,
                    struct diags *d)
{
    struct lower l = {.m = m, .diags = d};
    ir_module_init(m);
    if (!file_exists(u->unit->path)) {
        diags_add(d, SEVERITY_ERROR, u->unit->path, 0, 0, "there is no such file");
        return false;
    }
    const char *why = frontend_load();
    if (why) {
        diags_add(d, SEVERITY_ERROR, u->unit->path, 0, 0, "%s", why);
        return false;
    }
    ensure(!with_prefix || u->prefix);
    arena_init(&l.arena);
    l.b = ir_builder_new(m);
    CXIndex index = clang_createIndex(1, 0);
    enum CXErrorCode code = parse(&l, index, f, u, with_prefix);
    if (with_prefix && (code != CXError_Success || is_unreadable(&l))) {
        if (l.tu)
            clang_disposeTranslationUnit(l.tu);
        l.tu = NULL;
        with_prefix = false;
        code = parse(&l, index, f, u, false);
    }
    if (code == CXError_Success && l.tu) {
        repair_unit(&l, parse_again, &(struct parse_context){index, f, u, with_prefix});
        lower_unit(&l, f, u, with_prefix);
    } else {
        diags_add(d, SEVERITY_ERROR, u->unit->path, 0, 0, "%s", parse_failure(code));
    }
    bool ok = code == CXError_Success && l.tu;
    if (l.tu)
        clang_disposeTranslationUnit(l.tu);
    clang_disposeIndex(index);
    ir_builder_free(l.b);
    release(&l);
    return ok;
}

const char *frontend_repair(struct frontend *f, const struct unit *u, const char **args, uint32_t count)
{
    struct lower l = {.strict = true};
    const char *overlay = NULL;
    if (frontend_load())
        return NULL;
    arena_init(&l.arena);
    const char **all = arena_array(&l.arena, const char *, count + 1);
    memcpy(all, args, count * sizeof *args);
    all[count] = "-ferror-limit=0";
    struct frontend_unit unit = {.unit = u, .args = all, .arg_count = count + 1};
    struct parse_context context = {clang_createIndex(1, 0), f, &unit, false};
    if (parse_again(&l, &context)) {
        repair_unit(&l, parse_again, &context);
        struct overlay_file *files = arena_array(&l.arena, struct overlay_file, l.changed.count + 1);
        for (uint32_t i = 0; i < l.changed.count; i++)
            files[i] = (struct overlay_file){l.changed.items[i].path, l.changed.items[i].text, l.changed.items[i].size};
        if (l.changed.count)
            overlay = overlay_write(&f->options, &f->arena, files, l.changed.count);
    }
    if (l.tu)
        clang_disposeTranslationUnit(l.tu);
    clang_disposeIndex(context.index);
    release(&l);
    return overlay;
}
