/* One translation unit from text to module: parse, visit the file scope, lower, collect problems. */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

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

static void add_dependency(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct lower *l = data;
    (void)stack;
    CXString name = clang_getFileName(file);
    const char *path = path_join(&l->arena, "", clang_getCString(name) ? clang_getCString(name) : "");
    clang_disposeString(name);
    if (depth || clang_File_isEqual(file, l->main_file))
        ir_add_dependency(l->b, path);
}

static void lower_unit(struct lower *l, const struct unit *u)
{
    l->main_file = clang_getFile(l->tu, u->path);
    l->m->path = ir_add_string(l->b, u->path);
    place_file(l, l->main_file);
    clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit_top, l);
    decl_variables(l);
    for (uint32_t i = 0; i < l->definitions.count; i++)
        decl_body(l, l->definitions.items[i]);
    problems_of_diagnostics(l);
    ir_add_dependency(l->b, u->path);
    clang_getInclusions(l->tu, add_dependency, l);
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
    arena_release(&l->arena);
}

bool frontend_lower(const struct frontend_options *o, const struct unit *u, struct ir_module *m, struct diags *d)
{
    struct lower l = {.m = m, .diags = d};
    ir_module_init(m);
    if (!file_exists(u->path)) {
        diags_add(d, SEVERITY_ERROR, u->path, 0, 0, "there is no such file");
        return false;
    }
    arena_init(&l.arena);
    l.b = ir_builder_new(m);
    uint32_t count;
    const char **args = frontend_arguments(o, u, &l.arena, &count);
    CXIndex index = clang_createIndex(1, 0);
    enum CXErrorCode code =
        clang_parseTranslationUnit2(index, u->path, args, (int)count, NULL, 0, CXTranslationUnit_KeepGoing, &l.tu);
    if (code == CXError_Success && l.tu)
        lower_unit(&l, u);
    else
        diags_add(d, SEVERITY_ERROR, u->path, 0, 0, "%s", parse_failure(code));
    bool ok = code == CXError_Success && l.tu;
    if (l.tu)
        clang_disposeTranslationUnit(l.tu);
    clang_disposeIndex(index);
    ir_builder_free(l.b);
    release(&l);
    return ok;
}

const char *frontend_version(struct arena *a)
{
    CXString version = clang_getClangVersion();
    const char *text = arena_strdup(a, clang_getCString(version));
    clang_disposeString(version);
    return text;
}
