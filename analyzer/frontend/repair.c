/*
 * Lvalue casts. cl.exe takes `(T)e = v`, `((T)e)++` and `&(T)e` for an access to e as a T; clang rejects
 * them. Each such error names its place. There the text that clang reads becomes `*(__typeof__(T)*)&(e)`,
 * which means the same, and the unit is parsed again. Text is only inserted and no line is, so that
 * places are led back by columns alone (repair_column).
 *
 * The errors drive it, and not a search for the pattern: only clang knows whether `(a)(b) = c` is a cast, and
 * a unit without such an error costs nothing. The cast is looked for where it is spelled: in a macro's body, in one
 * of the driver's headers, or in an argument. A round that leaves as many errors as there were is taken back.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <string.h>

static const char before_type[] = "*(__typeof__", before_operand[] = "*)&(", after_operand[] = ")";

/* ---- the text of a cast ------------------------------------------------------------------------ */

struct text {
    const char *at; /* of the file */
    size_t size;
};

static char char_at(struct text t, size_t at) { return at < t.size ? t.at[at] : '\0'; }

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$'; }

/* Behind white space, comments and continued lines. */
static size_t skip_space(struct text t, size_t at)
{
    for (;;) {
        char c = char_at(t, at), next = char_at(t, at + 1);
        if (isspace((unsigned char)c) || (c == '\\' && (next == '\n' || next == '\r'))) {
            at++;
        } else if (c == '/' && next == '*') {
            for (at += 2; at < t.size && !(t.at[at] == '*' && char_at(t, at + 1) == '/'); at++) {
            }
            at += 2;
        } else if (c == '/' && next == '/') {
            while (at < t.size && t.at[at] != '\n')
                at++;
        } else {
            return at;
        }
    }
}

static size_t skip_literal(struct text t, size_t at)
{
    char quote = char_at(t, at);
    for (at++; at < t.size && t.at[at] != quote && t.at[at] != '\n'; at++)
        at += t.at[at] == '\\';
    return at + 1;
}

/* Behind the bracket that closes the one at `at`; 0 where none does. */
static size_t skip_brackets(struct text t, size_t at)
{
    unsigned depth = 0;
    while ((at = skip_space(t, at)) < t.size) {
        char c = t.at[at];
        if (c == '"' || c == '\'') {
            at = skip_literal(t, at);
            continue;
        }
        depth += c == '(' || c == '[' || c == '{';
        if (c == ')' || c == ']' || c == '}')
            depth--;
        at++;
        if (depth == 0)
            return at;
    }
    return 0;
}

static size_t skip_name(struct text t, size_t at)
{
    while (is_name(char_at(t, at)))
        at++;
    return at;
}

/* Behind what may follow an operand's first part: calls, indices, members, ##. *cast tells whether it was the
   type of one more cast instead. */
static size_t skip_postfix(struct text t, size_t at, bool *cast)
{
    bool bracketed = char_at(t, at - 1) == ')';
    *cast = false;
    for (;;) {
        size_t next = skip_space(t, at);
        char c = char_at(t, next), second = char_at(t, next + 1);
        if (c == '(' || c == '[') {
            at = skip_brackets(t, next);
            bracketed = c == '(';
            if (!at)
                return 0;
        } else if (c == '.' || (c == '-' && second == '>') || (c == '#' && second == '#')) {
            at = skip_name(t, skip_space(t, next + (c == '.' ? 1 : 2)));
            bracketed = false;
        } else {
            *cast = bracketed && is_name(c);
            return at;
        }
    }
}

/* Behind the operand of a cast that begins at `at`; 0 where the text is none. */
static size_t skip_operand(struct text t, size_t at)
{
    for (bool cast = true; cast;) {
        at = skip_space(t, at);
        char c = char_at(t, at);
        if (c && strchr("*&~!+-", c)) {
            at++;
            continue;
        }
        size_t first = c == '(' ? skip_brackets(t, at) : skip_name(t, at);
        if (first <= at)
            return 0;
        at = skip_postfix(t, first, &cast);
        if (!at)
            return 0;
    }
    return at;
}

/* ---- insertions ----------------------------------------------------------------------------------- */

static struct changed_text *changed_of(struct lower *l, const char *path)
{
    for (uint32_t i = 0; i < l->changed.count; i++)
        if (str_equal(l->changed.items[i].path, path))
            return &l->changed.items[i];
    return NULL;
}

const struct changed_text *repair_of(struct lower *l, CXFile file)
{
    CXString name = clang_getFileName(file);
    const struct changed_text *found = clang_getCString(name) ? changed_of(l, clang_getCString(name)) : NULL;
    clang_disposeString(name);
    return found;
}

uint32_t repair_column(const struct changed_text *c, uint32_t offset, uint32_t column)
{
    uint32_t line = offset - (column - 1), moved = 0;
    for (uint32_t i = 0; c && i < c->insertions.count; i++) {
        const struct insertion *n = &c->insertions.items[i];
        if (n->at >= line && n->at < offset)
            moved += offset - n->at < n->length ? offset - n->at : n->length;
    }
    return column - moved;
}

/* Inserts at an offset of the text as it is now. */
static void insert(struct lower *l, struct changed_text *c, size_t at, const char *what)
{
    size_t n = strlen(what);
    char *text = arena_alloc(&l->arena, c->size + n + 1);
    memcpy(text, c->text, at);
    memcpy(text + at, what, n);
    memcpy(text + at + n, c->text + at, c->size - at + 1);
    c->text = text;
    c->size += n;
    for (uint32_t i = 0; i < c->insertions.count; i++)
        if (c->insertions.items[i].at >= at)
            c->insertions.items[i].at += (uint32_t)n;
    vec_push(&c->insertions, (struct insertion){(uint32_t)at, (uint32_t)n});
}

/* ---- finding the casts ------------------------------------------------------------------------------- */

struct cast_place {
    CXFile file;
    uint32_t offset; /* of its parenthesis, in the text that clang read */
};

struct search_casts {
    struct lower *l;
    VEC(CXSourceLocation) operands; /* of an '&': where they begin */
    VEC(struct cast_place) casts;
};

static void add_cast(struct search_casts *s, CXSourceLocation at)
{
    struct cast_place p;
    clang_getSpellingLocation(at, &p.file, NULL, NULL, &p.offset);
    if (!p.file || clang_Location_isInSystemHeader(clang_getLocationForOffset(s->l->tu, p.file, p.offset)))
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
    for (unsigned i = 0; i < clang_getNumDiagnostics(s->l->tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(s->l->tu, i);
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
        clang_visitChildren(clang_getTranslationUnitCursor(s->l->tu), visit, s);
}

static int last_first(const void *a, const void *b)
{
    const struct cast_place *x = a, *y = b;
    return x->offset > y->offset ? -1 : x->offset < y->offset;
}

/* Rewrites one cast; false where its text is not what it seemed. Casts of a file come last first, so that the
   offsets of the others stay right. */
static bool rewrite(struct lower *l, const struct cast_place *p)
{
    CXString name = clang_getFileName(p->file);
    const char *path = arena_strdup(&l->arena, clang_getCString(name));
    clang_disposeString(name);
    struct changed_text *c = changed_of(l, path);
    struct text t = {c ? c->text : NULL, c ? c->size : 0};
    if (!c)
        t.at = clang_getFileContents(l->tu, p->file, &t.size);
    size_t operand = char_at(t, p->offset) == '(' ? skip_brackets(t, p->offset) : 0;
    size_t end = operand ? skip_operand(t, operand) : 0;
    if (!end)
        return false;
    if (!c) {
        vec_push(&l->changed, (struct changed_text){path, arena_strndup(&l->arena, t.at, t.size), t.size, {0}});
        c = &vec_last(&l->changed);
    }
    insert(l, c, end, after_operand);
    insert(l, c, operand, before_operand);
    insert(l, c, p->offset, before_type);
    return true;
}

changed_list repair_copy(const struct lower *l)
{
    changed_list copy = {0};
    for (uint32_t i = 0; i < l->changed.count; i++) {
        struct changed_text c = l->changed.items[i];
        c.insertions.items = NULL;
        c.insertions.count = c.insertions.capacity = 0;
        for (uint32_t k = 0; k < l->changed.items[i].insertions.count; k++)
            vec_push(&c.insertions, l->changed.items[i].insertions.items[k]);
        vec_push(&copy, c);
    }
    return copy;
}

void repair_release(changed_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        vec_release(&list->items[i].insertions);
    vec_release(list);
}

bool repair_casts(struct lower *l)
{
    struct search_casts s = {.l = l};
    bool any = false;
    if (clang_getNumDiagnostics(l->tu))
        find_casts(&s);
    if (s.casts.count)
        qsort(s.casts.items, s.casts.count, sizeof *s.casts.items, last_first);
    for (uint32_t i = 0; i < s.casts.count; i++)
        any |= rewrite(l, &s.casts.items[i]);
    vec_release(&s.operands);
    vec_release(&s.casts);
    return any;
}
