/*
 * Precompiled headers of shared prefixes. Beside each PCH stands a list of the files in it, one a line:
 * libclang shows those of a unit's own text only.
 */
#include "frontend/libclang.h"
#include "frontend/prepare.h"

#include <stdlib.h>
#include <string.h>

static const char *list_path(struct arena *a, const struct frontend_prefix *p)
{
    return arena_printf(a, "%s.files", p->path);
}

static void add_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack;
    if (depth == 0) /* the prefix itself */
        return;
    CXString name = clang_getFileName(file);
    if (clang_getCString(name))
        str_printf(data, "%s\n", clang_getCString(name));
    clang_disposeString(name);
}

static bool has_errors(CXTranslationUnit tu)
{
    bool found = false;
    for (unsigned i = 0; !found && i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        found = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(d);
    }
    return found;
}

static bool save(CXTranslationUnit tu, const struct frontend_prefix *p, struct arena *a)
{
    struct str files = {0};
    clang_getInclusions(tu, add_file, &files);
    bool good = clang_saveTranslationUnit(tu, p->path, clang_defaultSaveOptions(tu)) == CXSaveError_None &&
                file_write(list_path(a, p), str_text(&files), files.length) == 0;
    str_release(&files);
    return good;
}

bool frontend_prefix_build(const struct frontend *f, uint32_t index)
{
    const struct frontend_prefix *p = &f->prefixes.items[index];
    struct arena a;
    arena_init(&a);
    const char *header = arena_printf(&a, "%.*s.h", (int)(strlen(p->path) - strlen(".pch")), p->path);
    bool good = !frontend_load() && folder_make(path_folder(&a, p->path)) == 0 && file_write(header, p->text, strlen(p->text)) == 0;
    if (good) {
        CXIndex session = clang_createIndex(0, 0);
        CXTranslationUnit tu = NULL;
        good = clang_parseTranslationUnit2(session, header, p->args, (int)p->arg_count, NULL, 0,
                                           CXTranslationUnit_ForSerialization | CXTranslationUnit_Incomplete |
                                               CXTranslationUnit_KeepGoing,
                                           &tu) == CXError_Success &&
               tu && !has_errors(tu) && save(tu, p, &a);
        if (tu)
            clang_disposeTranslationUnit(tu);
        clang_disposeIndex(session);
    }
    arena_release(&a);
    return good;
}

const char **frontend_prefix_files(const struct frontend *f, uint32_t index, struct arena *a, uint32_t *count)
{
    char *text = file_read(list_path(a, &f->prefixes.items[index]), NULL);
    if (!text)
        return NULL;
    uint32_t lines = 0;
    for (const char *p = text; *p; p++)
        lines += *p == '\n';
    const char **files = arena_array(a, const char *, lines + 1);
    *count = 0;
    for (char *p = text, *end; (end = strchr(p, '\n')) != NULL; p = end + 1) {
        *end = '\0';
        files[(*count)++] = path_join(a, "", p);
    }
    free(text);
    return files;
}
