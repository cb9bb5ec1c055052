/*
 * Declarations that cl.exe takes, with a warning at most, and clang does not.
 *
 * A definition whose parameters have other types than those of the declaration before it (C4028). Callers go by the
 * declaration, the body by the definition. So the definition gets the declared parameter, and the body begins with a
 * variable of the type that it was written for (lowering reads both as they are, problems.c):
 *
 *     T f(B b) {    becomes    T f(__typeof__(A) DdiDeclared0) { B b = (__typeof__(b))DdiDeclared0;
 *
 * A typedef of `long` under a name that the system has for 32 bits. Where a driver is compiled for Linux, they differ;
 * the driver's own gets another name, and the system's is used.
 *
 * A __declspec in the type of a cast or compound literal. It is about alignment, and is left out.
 *
 * A register variable whose address is taken: by a rewritten cast, for one.
 *
 * A choice between pointers to different types, which is assigned through.
 *
 * __leave, where __try is a macro, which the Linux target needs.
 */
#include "frontend/repair.h"

#include <string.h>

/* ---- definitions ---------------------------------------------------------------------------------------- */

struct definition {
    CXFile file;
    uint32_t offset; /* of its name */
};

struct search_definitions {
    struct plan *plan;
    VEC(struct definition) wanted;
    cursor_list functions; /* of the driver, as they come */
};

/* Where a parameter stands in its list: from behind the bracket or comma to the next. */
struct parameter_text {
    size_t start, end;
};

/* The parameters behind a function's name; their number, or -1 where that is no plain list. */
static int split_parameters(struct text t, size_t at, struct parameter_text *out, int capacity)
{
    size_t open = text_skip_space(t, at), close = text_skip_brackets(t, open);
    int count = 0;
    if (text_at(t, open) != '(' || !close)
        return -1;
    for (size_t start = open + 1, p = start; p < close; p++) {
        char c = t.at[p];
        if (c == '#' || c == '"' || (c == '/' && (text_at(t, p + 1) == '/' || text_at(t, p + 1) == '*')))
            return -1;
        if (c == '(' || c == '[' || c == '{') {
            p = text_skip_brackets(t, p) - 1;
        } else if (c == ',' || p == close - 1) {
            if (count == capacity)
                return -1;
            out[count++] = (struct parameter_text){start, p};
            start = p + 1;
        }
    }
    return count;
}

/* A parameter's text on one line. */
static const char *on_one_line(struct arena *a, struct text t, struct parameter_text p)
{
    char *line = arena_strndup(a, t.at + p.start, p.end - p.start);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\\')
            *c = ' ';
    return line;
}

static enum CXChildVisitResult find_body(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (cursor_is(c, CXCursor_CompoundStmt))
        *(CXCursor *)data = c;
    return CXChildVisit_Continue;
}

#define MOST_PARAMETERS 32

/* Plans for a definition with an earlier declaration. Nothing where more than parameters differ. */
static void adapt(struct plan *p, CXCursor definition, CXCursor declared, const struct definition *place)
{
    struct arena *a = &p->l->arena;
    CXType is = cursor_type(definition), was = cursor_type(declared);
    int count = clang_Cursor_getNumArguments(definition);
    struct parameter_text list[MOST_PARAMETERS];
    struct text t = repair_text(p->l, place->file);
    CXCursor body = clang_getNullCursor();
    CXFile file;
    uint32_t open;
    struct str locals = {0};
    clang_visitChildren(definition, find_body, &body);
    if (!clang_equalTypes(clang_getResultType(is), clang_getResultType(was)) || clang_getNumArgTypes(was) != count ||
        split_parameters(t, text_skip_name(t, place->offset), list, MOST_PARAMETERS) != count || clang_Cursor_isNull(body) ||
        !plan_place(p, clang_getRangeStart(clang_getCursorExtent(body)), &file, &open) || text_at(t, open) != '{')
        return;
    for (int i = 0; i < count; i++) {
        const char *name = cursor_spelling(p->l, clang_Cursor_getArgument(definition, (unsigned)i));
        if (clang_equalTypes(clang_getArgType(is, (unsigned)i), clang_getArgType(was, (unsigned)i)))
            continue;
        CXString type = clang_getTypeSpelling(clang_getArgType(clang_getCursorType(declared), (unsigned)i));
        plan_insert(p, place->file, list[i].start, list[i].start, arena_printf(a, " __typeof__(%s) DdiDeclared%d /*", clang_getCString(type), i));
        plan_insert(p, place->file, list[i].end, list[i].end, "*/");
        str_printf(&locals, " %s = (__typeof__(%s))DdiDeclared%d;", on_one_line(a, t, list[i]), name, i);
        clang_disposeString(type);
    }
    if (locals.length)
        plan_insert(p, place->file, open + 1, open + 1, arena_strdup(a, str_text(&locals)));
    str_release(&locals);
}

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data)
{
    struct search_definitions *s = data;
    (void)parent;
    if (cursor_is(c, CXCursor_FunctionDecl) && !place_in_system(c))
        vec_push(&s->functions, c);
    return CXChildVisit_Continue;
}

static void adapt_definitions(struct search_definitions *s)
{
    struct plan *p = s->plan;
    clang_visitChildren(clang_getTranslationUnitCursor(p->l->tu), collect, s);
    for (uint32_t i = 0; i < s->functions.count; i++) {
        struct definition here;
        CXCursor c = s->functions.items[i];
        if (!clang_isCursorDefinition(c) || !plan_place(p, clang_getCursorLocation(c), &here.file, &here.offset))
            continue;
        const char *name = cursor_spelling(p->l, c);
        for (uint32_t w = 0; w < s->wanted.count; w++)
            if (s->wanted.items[w].offset == here.offset && clang_File_isEqual(s->wanted.items[w].file, here.file))
                for (uint32_t k = 0; k < i; k++)
                    if (str_equal(cursor_spelling(p->l, s->functions.items[k]), name)) {
                        adapt(p, c, s->functions.items[k], &here);
                        break;
                    }
    }
}

/* ---- by the errors' words ------------------------------------------------------------------------------------ */

static bool is_word_at(struct text t, size_t at, const char *word)
{
    size_t n = strlen(word);
    return at + n < t.size && memcmp(t.at + at, word, n) == 0 && !text_is_name(t.at[at + n]) && (!at || !text_is_name(t.at[at - 1]));
}

static void leave_out(struct plan *p, CXFile file, size_t start, size_t end)
{
    plan_insert(p, file, start, start, "/*");
    plan_insert(p, file, end, end, "*/");
}

/* The word is a macro of itself: its place is that of the macro's use. */
static void drop_declspec(struct plan *p, CXSourceLocation at)
{
    static const char word[] = "__declspec";
    CXFile file;
    uint32_t offset;
    clang_getExpansionLocation(at, &file, NULL, NULL, &offset);
    struct text t = file && !clang_Location_isInSystemHeader(at) ? repair_text(p->l, file) : (struct text){NULL, 0};
    size_t end = is_word_at(t, offset, word) ? text_skip_brackets(t, offset + sizeof word - 1) : 0;
    if (end)
        leave_out(p, file, offset, end);
}

/* Of all variables of the file: the word asks for nothing that a compiler would have to do. */
static void drop_registers(struct plan *p, CXFile file)
{
    static const char word[] = "register";
    struct text t = repair_text(p->l, file);
    for (size_t at = text_skip_space(t, 0); at < t.size; at = text_skip_space(t, at)) {
        if (is_word_at(t, at, word))
            leave_out(p, file, at, at + sizeof word - 1);
        at = text_is_name(t.at[at]) ? text_skip_name(t, at) : t.at[at] == '"' || t.at[at] == '\'' ? text_skip_literal(t, at) : at + 1;
    }
}

static uint32_t expansion_offset(CXCursor c, CXFile *file)
{
    uint32_t offset;
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(c)), file, NULL, NULL, &offset);
    return offset;
}

/* Of two pointers to different types clang makes a void pointer, cl.exe the first. */
static enum CXChildVisitResult choose_first(CXCursor c, CXCursor parent, CXClientData data)
{
    struct plan *p = data;
    cursor_list kids = {0};
    (void)parent;
    if (clang_isDeclaration(clang_getCursorKind(c)) && place_in_system(c))
        return CXChildVisit_Continue;
    if (cursor_is(c, CXCursor_ConditionalOperator))
        cursor_children(c, &kids);
    if (kids.count == 3) {
        CXType second = cursor_type(cursor_strip(kids.items[1])), third = cursor_type(cursor_strip(kids.items[2]));
        CXFile file, other;
        uint32_t from = expansion_offset(kids.items[1], &file), to = expansion_offset(kids.items[2], &other);
        struct text t = file ? repair_text(p->l, file) : (struct text){NULL, 0};
        size_t end = to;
        while (end > from && end <= t.size && t.at[end - 1] != ':')
            end--;
        if (second.kind == CXType_Pointer && third.kind == CXType_Pointer && !clang_equalTypes(second, third) && clang_getPointeeType(second).kind != CXType_Void &&
            clang_getPointeeType(third).kind != CXType_Void && clang_getPointeeType(cursor_type(c)).kind == CXType_Void && clang_File_isEqual(file, other) && end > from)
            plan_insert(p, file, to, to, arena_printf(&p->l->arena, "(__typeof__(%s))", on_one_line(&p->l->arena, t, (struct parameter_text){from, end - 1})));
    }
    vec_release(&kids);
    return CXChildVisit_Recurse;
}

/* The end of the body of the __try that holds a place: its closing brace; 0 where there is none. */
static size_t end_of_try(struct text t, size_t place)
{
    VEC(size_t) open = {0}; /* bodies of __try around `at` */
    size_t found = 0;
    bool try_before = false;
    for (size_t at = text_skip_space(t, 0); at < place; at = text_skip_space(t, at)) {
        char c = t.at[at];
        if (c == '{' && try_before)
            vec_push(&open, at);
        try_before = is_word_at(t, at, "__try") || is_word_at(t, at, "try");
        at = text_is_name(c) ? text_skip_name(t, at) : c == '"' || c == '\'' ? text_skip_literal(t, at) : at + 1;
    }
    while (open.count && !found) {
        size_t end = text_skip_brackets(t, vec_last(&open));
        found = end > place ? end - 1 : 0;
        open.count--;
    }
    vec_release(&open);
    return found;
}

/* Where __leave is a macro of a name that nobody declares: a jump to the end of the body. */
static void jump_from_try(struct plan *p, CXSourceLocation at)
{
    static const char word[] = "__leave";
    CXFile file;
    uint32_t offset;
    clang_getExpansionLocation(at, &file, NULL, NULL, &offset);
    struct text t = file ? repair_text(p->l, file) : (struct text){NULL, 0};
    size_t end = is_word_at(t, offset, word) ? end_of_try(t, offset) : 0;
    bool labelled = false;
    if (!end)
        return;
    plan_insert(p, file, offset, offset, arena_printf(&p->l->arena, "goto DdiLeave%zu /*", end));
    plan_insert(p, file, offset + sizeof word - 1, offset, "*/");
    for (uint32_t i = 0; i < p->list.count; i++)
        labelled |= p->list.items[i].offset == end && clang_File_isEqual(p->list.items[i].file, file);
    if (!labelled)
        plan_insert(p, file, end, end, arena_printf(&p->l->arena, " DdiLeave%zu:;", end));
}

void repair_declarations(struct plan *p)
{
    struct search_definitions s = {.plan = p};
    bool chosen = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(p->l->tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(p->l->tu, i);
        CXString spelling = clang_getDiagnosticSpelling(d);
        const char *text = clang_getCString(spelling);
        CXFile file;
        uint32_t offset;
        CXSourceLocation at = clang_getDiagnosticLocation(d);
        if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && str_equal(text, "expected expression"))
            drop_declspec(p, at);
        else if (str_starts_with(text, "use of undeclared identifier '__leave"))
            jump_from_try(p, at);
        else if (clang_getDiagnosticSeverity(d) < CXDiagnostic_Error || !plan_place(p, at, &file, &offset))
            ;
        else if (p->l->strict && str_starts_with(text, "conflicting types for '"))
            vec_push(&s.wanted, (struct definition){file, offset});
        else if (str_starts_with(text, "typedef redefinition with different types ('long") ||
                 str_starts_with(text, "typedef redefinition with different types ('unsigned long"))
            plan_insert(p, file, offset, offset, "DdiOwn_");
        else if (str_starts_with(text, "address of register variable"))
            drop_registers(p, file);
        else if (str_starts_with(text, "incomplete type 'void' is not assignable"))
            chosen = true;
        clang_disposeString(spelling);
        clang_disposeDiagnostic(d);
    }
    if (s.wanted.count)
        adapt_definitions(&s);
    if (chosen)
        clang_visitChildren(clang_getTranslationUnitCursor(p->l->tu), choose_first, p);
    vec_release(&s.wanted);
    vec_release(&s.functions);
}
