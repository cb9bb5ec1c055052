/* Small questions about cursors that several files ask. */
#include "frontend/lower.h"

#include <stdlib.h>

static enum CXChildVisitResult add_child(CXCursor c, CXCursor parent, CXClientData data)
{
    cursor_list *list = data;
    (void)parent;
    vec_push(list, c);
    return CXChildVisit_Continue;
}

void cursor_children(CXCursor c, cursor_list *out) { clang_visitChildren(c, add_child, out); }

static enum CXChildVisitResult add_operand(CXCursor c, CXCursor parent, CXClientData data)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    cursor_list *list = data;
    (void)parent;
    if (clang_isExpression(kind) || clang_isStatement(kind))
        vec_push(list, c);
    return CXChildVisit_Continue;
}

void cursor_operands(CXCursor c, cursor_list *out) { clang_visitChildren(c, add_operand, out); }

const void *cursor_decl(CXCursor c) { return clang_getCanonicalCursor(c).data[0]; }

const void *cursor_stmt(CXCursor c) { return c.data[1]; }

char *cursor_spelling(struct lower *l, CXCursor c)
{
    CXString s = clang_getCursorSpelling(c);
    const char *text = clang_getCString(s);
    char *copy = arena_strdup(&l->arena, text ? text : "");
    clang_disposeString(s);
    return copy;
}

bool cursor_is(CXCursor c, enum CXCursorKind kind) { return clang_getCursorKind(c) == kind; }

bool cursor_same_extent(CXCursor a, CXCursor b)
{
    return clang_equalRanges(clang_getCursorExtent(a), clang_getCursorExtent(b)) != 0;
}

CXType cursor_type(CXCursor c) { return clang_getCanonicalType(clang_getCursorType(c)); }

CXCursor cursor_strip(CXCursor c)
{
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(c);
        bool extension =
            kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Extension;
        if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr && !extension)
            return c;
        cursor_list kids = {0};
        cursor_children(c, &kids);
        CXCursor inner = kids.count == 1 ? kids.items[0] : c;
        vec_release(&kids);
        if (clang_equalCursors(inner, c) || !clang_isExpression(clang_getCursorKind(inner)) ||
            (kind == CXCursor_UnexposedExpr && !cursor_same_extent(inner, c)))
            return c;
        c = inner;
    }
}
