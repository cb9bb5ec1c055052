/*
 * What could not be read. clang goes on after errors, but statements with an error may be missing
 * from its tree without a trace: each error degrades the function around it. Where even the
 * function is missing, the text tells: the error stands inside braces that no known function owns.
 */
#include "frontend/lower.h"

#include <string.h>

/* A copied __finally, every level past the depth limit and some of clang's own errors come again. */
static bool told(const struct lower *l, ir_index loc, ir_index function, const char *text)
{
    for (uint32_t i = l->m->problems.count; i > 0 && l->m->problems.count - i < 64; i--) {
        const struct ir_problem *p = &l->m->problems.items[i - 1];
        if (p->loc == loc && p->function == function && str_equal(ir_text(l->m, p->text), text))
            return true;
    }
    return false;
}

void problem_unsupported(struct lower *l, CXCursor c, const char *name)
{
    ir_index loc = place_of(l, c);
    ir_index function = l->body ? l->body->function + 1 : 0;
    if (function && l->m->functions.items[function - 1].flags & IR_FUNCTION_SYSTEM) { /* no news of the driver */
        l->m->functions.items[function - 1].flags |= IR_FUNCTION_DEGRADED;
        return;
    }
    if (told(l, loc, function, name))
        return;
    ir_add_problem(l->b, IR_PROBLEM_UNSUPPORTED, name, loc, function);
}

static const struct extent *extent_at(const struct lower *l, CXFile file, uint32_t offset)
{
    for (uint32_t i = 0; i < l->extents.count; i++) {
        const struct extent *e = &l->extents.items[i];
        if (e->file == file && offset >= e->begin && offset <= e->end)
            return e;
    }
    return NULL;
}

/* "'ndis.h' file not found" -> "ndis.h" */
static const char *missing_header(struct lower *l, const char *text)
{
    const char *end = strstr(text, "' file not found");
    return end && text[0] == '\'' ? arena_strndup(&l->arena, text + 1, (size_t)(end - text - 1)) : NULL;
}

/* Appends a type as clang prints it in `'T' (aka 'U')`, without qualifiers: U where there is one. Returns what
   stands behind. */
static const char *append_plain_type(struct str *out, const char *text)
{
    const char *end = text[0] == '\'' ? strchr(text + 1, '\'') : NULL;
    if (!end)
        return text;
    if (str_starts_with(end + 1, " (aka '"))
        return append_plain_type(out, end + strlen("' (aka "));
    for (const char *p = text + 1; p < end;) {
        if (str_starts_with(p, "volatile"))
            p += strlen("volatile");
        else if (str_starts_with(p, "const"))
            p += strlen("const");
        else if (*p++ != ' ')
            str_append_char(out, p[-1]);
    }
    return end + (end[1] == ')' ? 2 : 1);
}

/* "redefinition of 'X' with a different type: 'T *' vs 'T *volatile'" */
static bool differs_in_qualifiers(const char *text)
{
    const char *types = strstr(text, " with a different type: ");
    struct str first = {0}, second = {0};
    if (!types || !str_starts_with(text, "redefinition of '"))
        return false;
    types = append_plain_type(&first, types + strlen(" with a different type: "));
    if (str_starts_with(types, " vs "))
        append_plain_type(&second, types + strlen(" vs "));
    bool same = first.length && str_equal(str_text(&first), str_text(&second));
    str_release(&first);
    str_release(&second);
    return same;
}

/* What cl.exe warns of and takes, and clang calls an error and keeps in the tree all the same: a function that is
   defined with other parameter types than it was declared with (C4028 and kin), a variable that is declared
   volatile in one place only. */
static bool is_tolerated(const char *text)
{
    return str_starts_with(text, "conflicting types for '") || differs_in_qualifiers(text);
}

static void add_error(struct lower *l, CXDiagnostic d)
{
    CXSourceLocation at = clang_getDiagnosticLocation(d);
    CXFile file;
    unsigned line, column, offset;
    clang_getFileLocation(at, &file, &line, &column, &offset);
    if (file)
        column = repair_column(repair_of(l, file), offset, column);
    struct ir_loc loc = {
        .file = place_file(l, file), .line = line, .column = column, .end_line = line, .end_column = column + 1};
    ir_index place = file ? ir_add_loc(l->b, &loc) : 0;
    const struct extent *e = file ? extent_at(l, file, offset) : NULL;
    CXString spelling = clang_getDiagnosticSpelling(d);
    if (is_tolerated(clang_getCString(spelling))) {
        clang_disposeString(spelling);
        return;
    }
    ir_index function = e ? e->function + 1 : 0;
    if (e)
        l->m->functions.items[e->function].flags |= IR_FUNCTION_DEGRADED;
    const char *text = clang_getCString(spelling), *header = missing_header(l, text);
    enum ir_problem_kind kind = header ? IR_PROBLEM_MISSING_HEADER : IR_PROBLEM_ERROR;
    if (!told(l, place, function, header ? header : text))
        ir_add_problem(l->b, kind, header ? header : text, place, function);
    clang_disposeString(spelling);
}

void problems_of_diagnostics(struct lower *l)
{
    unsigned count = clang_getNumDiagnostics(l->tu);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic d = clang_getDiagnostic(l->tu, i);
        if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error)
            add_error(l, d);
        clang_disposeDiagnostic(d);
    }
}
