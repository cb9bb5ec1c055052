/*
 * What clang rejects and cl.exe takes: the text that clang reads is changed where its errors are, and the unit is parsed
 * again. Text is only inserted and no line is, so that places are led back by columns alone (repair_column).
 *
 * The errors drive it, and not a search for patterns: only clang knows whether `(a)(b) = c` is a cast, and
 * a unit without such an error costs nothing. A round that leaves as many errors as there were is taken back.
 */
#include "frontend/repair.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- text ------------------------------------------------------------------------------------------- */

char text_at(struct text t, size_t at) { return at < t.size ? t.at[at] : '\0'; }

bool text_is_name(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$'; }

size_t text_skip_space(struct text t, size_t at)
{
    for (;;) {
        char c = text_at(t, at), next = text_at(t, at + 1);
        if (isspace((unsigned char)c) || (c == '\\' && (next == '\n' || next == '\r'))) {
            at++;
        } else if (c == '/' && next == '*') {
            for (at += 2; at < t.size && !(t.at[at] == '*' && text_at(t, at + 1) == '/'); at++) {
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

size_t text_skip_literal(struct text t, size_t at)
{
    char quote = text_at(t, at);
    for (at++; at < t.size && t.at[at] != quote && t.at[at] != '\n'; at++)
        at += t.at[at] == '\\';
    return at + 1;
}

size_t text_skip_brackets(struct text t, size_t at)
{
    unsigned depth = 0;
    while ((at = text_skip_space(t, at)) < t.size) {
        char c = t.at[at];
        if (c == '"' || c == '\'') {
            at = text_skip_literal(t, at);
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

size_t text_skip_name(struct text t, size_t at)
{
    while (text_is_name(text_at(t, at)))
        at++;
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

struct text repair_text(struct lower *l, CXFile file)
{
    const struct changed_text *c = repair_of(l, file);
    struct text t = {c ? c->text : NULL, c ? c->size : 0};
    if (!c)
        t.at = clang_getFileContents(l->tu, file, &t.size);
    return t;
}

/* ---- a round ------------------------------------------------------------------------------------------ */

void plan_insert(struct plan *p, CXFile file, size_t offset, size_t owner, const char *what)
{
    vec_push(&p->list, (struct planned){file, (uint32_t)offset, (uint32_t)owner, what});
}

bool plan_place(const struct plan *p, CXSourceLocation at, CXFile *file, uint32_t *offset)
{
    clang_getSpellingLocation(at, file, NULL, NULL, offset);
    return *file && !clang_Location_isInSystemHeader(clang_getLocationForOffset(p->l->tu, *file, *offset));
}

/* The last first, so that the offsets of the others stay right. Where two meet, what was inserted first ends up behind. */
static int last_first(const void *a, const void *b)
{
    const struct planned *x = a, *y = b;
    if (x->offset != y->offset)
        return x->offset > y->offset ? -1 : 1;
    return x->owner > y->owner ? -1 : x->owner < y->owner;
}

static void apply(struct lower *l, const struct planned *n)
{
    CXString name = clang_getFileName(n->file);
    const char *path = arena_strdup(&l->arena, clang_getCString(name));
    clang_disposeString(name);
    struct changed_text *c = changed_of(l, path);
    if (!c) {
        struct text t = repair_text(l, n->file);
        vec_push(&l->changed, (struct changed_text){path, arena_strndup(&l->arena, t.at, t.size), t.size, {0}});
        c = &vec_last(&l->changed);
    }
    insert(l, c, n->offset, n->text);
}

/* Changes the texts for the errors of the tree. False: there is nothing to change, or no more. */
static bool change_texts(struct lower *l)
{
    struct plan p = {.l = l};
    if (clang_getNumDiagnostics(l->tu)) {
        repair_casts(&p);
        repair_declarations(&p);
    }
    bool any = p.list.count != 0;
    if (any)
        qsort(p.list.items, p.list.count, sizeof *p.list.items, last_first);
    for (uint32_t i = 0; i < p.list.count; i++)
        apply(l, &p.list.items[i]);
    vec_release(&p.list);
    return any;
}

static changed_list copy_list(const struct lower *l)
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

static unsigned count_errors(CXTranslationUnit tu)
{
    unsigned n = 0;
    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        n += clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(d);
    }
    return n;
}

/* Each round can uncover errors that stood behind others: a cast of a cast. */
#define REPAIR_ROUNDS 4u

void repair_unit(struct lower *l, bool (*parse)(struct lower *l, const void *context), const void *context)
{
    bool better = true;
    for (uint32_t round = 0; better && round < REPAIR_ROUNDS; round++) {
        changed_list before = copy_list(l);
        CXTranslationUnit old = l->tu;
        if (!change_texts(l)) {
            repair_release(&before);
            return;
        }
        better = parse(l, context) && count_errors(l->tu) < count_errors(old);
        CXTranslationUnit worse = better ? old : l->tu;
        changed_list dropped = better ? before : l->changed;
        if (!better) {
            l->tu = old;
            l->changed = before;
        }
        if (worse)
            clang_disposeTranslationUnit(worse);
        repair_release(&dropped);
    }
}
