/*
 * Lvalue casts. cl.exe takes `(T)e = v`, `((T)e)++` and `&(T)e` for an access to e as a T; clang rejects
 * them. Each such error names its place. There the text that clang reads becomes `*(__typeof__(T)*)&(e)`,
 * which means the same.
 *
 * The cast is looked for where it is spelled: in a macro's body, in one of the driver's headers, or in an argument.
 */
#include "frontend/repair.h"

#include <string.h>

static const char before_type[] = "*(__typeof__", before_operand[] = "*)&(", after_operand[] = ")";

/* ---- the text of a cast ------------------------------------------------------------------------ */

/* Behind what may follow an operand's first part: calls, indices, members, ##. *cast tells whether it was the
   type of one more cast instead. */
static size_t skip_postfix(struct text t, size_t at, bool *cast)
{
    bool bracketed = text_at(t, at - 1) == ')';
    *cast = false;
    for (;;) {
        size_t next = text_skip_space(t, at);
        char c = text_at(t, next), second = text_at(t, next + 1);
        if (c == '(' || c == '[') {
            at = text_skip_brackets(t, next);
            bracketed = c == '(';
            if (!at)
                return 0;
        } else if (c == '.' || (c == '-' && second == '>') || (c == '#' && second == '#')) {
            at = text_skip_name(t, text_skip_space(t, next + (c == '.' ? 1 : 2)));
            bracketed = false;
        } else {
            *cast = bracketed && text_is_name(c);
            return at;
        }
    }
}

/* Behind the operand of a cast that begins at `at`; 0 where the text is none. */
static size_t skip_operand(struct text t, size_t at)
{
    for (bool cast = true; cast;) {
        at = text_skip_space(t, at);
        char c = text_at(t, at);
        if (c && strchr("*&~!+-", c)) {
            at++;
            continue;
        }
        size_t first = c == '(' ? text_skip_brackets(t, at) : text_skip_name(t, at);
        if (first <= at)
            return 0;
        at = skip_postfix(t, first, &cast);
        if (!at)
            return 0;
    }
    return at;
}

/* ---- finding them ------------------------------------------------------------------------------- */

struct cast_place {
    CXFile file;
    uint32_t offset; /* of its parenthesis, in the text that clang read */
};

struct search_casts {
    const struct plan *plan;
    VEC(CXSourceLocation) operands; /* of an '&': where they begin */
    VEC(struct cast_place) casts;
};

static void add_cast(struct search_casts *s, CXSourceLocation at)
{
    struct cast_place p;
    if (!plan_place(s->plan, at, &p.file, &p.offset))
        return;
    for (uint32_t i = 0; i < s->casts.count; i++)
        if (s->casts.items[i].offset == p.offset && clang_File_isEqual(s->casts.items[i].file, p.file))
            return;
    vec_push(&s->casts, p);
}

/* The tree keeps the operand of an operator that could not be applied. */
static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
    struct search_casts *s = data;
    (void)parent;
    if (clang_isDeclaration(clang_getCursorKind(c)) && place_in_system(c))
        return CXChildVisit_Continue;
    if (!clang_isExpression(clang_getCursorKind(c)))
        return CXChildVisit_Recurse;
    CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(c));
    for (uint32_t i = 0; i < s->operands.count; i++)
        if (clang_equalLocations(start, s->operands.items[i])) {
            CXCursor operand = cursor_strip(c);
            if (cursor_is(operand, CXCursor_CStyleCastExpr))
                add_cast(s, clang_getRangeStart(clang_getCursorExtent(operand)));
        }
    return CXChildVisit_Recurse;
}

static void find_casts(struct search_casts *s)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(s->plan->l->tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(s->plan->l->tu, i);
        CXString spelling = clang_getDiagnosticSpelling(d);
        const char *text = clang_getCString(spelling);
        if (str_starts_with(text, "assignment to cast is illegal"))
            add_cast(s, clang_getDiagnosticLocation(d));
        else if (str_starts_with(text, "cannot take the address of an rvalue") && clang_getDiagnosticNumRanges(d))
            vec_push(&s->operands, clang_getRangeStart(clang_getDiagnosticRange(d, 0)));
        clang_disposeString(spelling);
        clang_disposeDiagnostic(d);
    }
    if (s->operands.count)
        clang_visitChildren(clang_getTranslationUnitCursor(s->plan->l->tu), visit, s);
}

/* Plans for one cast; nothing where its text is not what it seemed. */
static void rewrite(struct plan *p, const struct cast_place *c)
{
    struct text t = repair_text(p->l, c->file);
    size_t operand = text_at(t, c->offset) == '(' ? text_skip_brackets(t, c->offset) : 0;
    size_t end = operand ? skip_operand(t, operand) : 0;
    if (!end)
        return;
    plan_insert(p, c->file, c->offset, c->offset, before_type);
    plan_insert(p, c->file, operand, c->offset, before_operand);
    plan_insert(p, c->file, end, c->offset, after_operand);
}

void repair_casts(struct plan *p)
{
    struct search_casts s = {.plan = p};
    find_casts(&s);
    for (uint32_t i = 0; i < s.casts.count; i++)
        rewrite(p, &s.casts.items[i]);
    vec_release(&s.operands);
    vec_release(&s.casts);
}
