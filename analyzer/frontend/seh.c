/*
 * Structured exceptions.
 *
 * __except: instructions of the guarded part name the filter's block as their handler. The filter
 * decides between the handler's body and the next handler outward.
 *
 * __finally: the body is lowered again for every way out of the guarded part:
 *   - control reaches its end, or __leave: one copy, AbnormalTermination() is 0;
 *   - each return, goto, break or continue that leaves it: a copy before the jump, 1;
 *   - an exception, where a handler outside of it in this function may take it: a copy that the
 *     guarded part's instructions name as their handler, 1.
 * A copy stands outside of the guarded part: its jumps see the scopes around the __try. Labels in
 * a copy belong to that copy alone.
 */
#include "frontend/lower.h"

#include <stdlib.h>

static void set_handler(struct lower *l, uint32_t block_plus_1)
{
    l->body->handler = block_plus_1;
    ir_handler_set(l->b, block_plus_1);
}

uint32_t seh_clone_id(const struct lower *l) { return l->body->clone ? l->body->clone->id : 0; }

static void clone(struct lower *l, const struct scope *s, int abnormal)
{
    struct body *b = l->body;
    if (b->clones >= LOWER_CLONE_LIMIT) {
        problem_unsupported(l, s->finally, "__finally copied too often");
        return;
    }
    struct clone frame = {
        .try_stmt = cursor_stmt(s->try_stmt), .id = ++b->clones, .abnormal = abnormal, .outer = b->clone};
    b->clone = &frame;
    stmt(l, s->finally);
    b->clone = frame.outer;
}

void seh_unwind(struct lower *l, const struct scope *target)
{
    struct scope *inner = l->body->scope;
    uint32_t handler = l->body->handler;
    for (struct scope *s = inner; s && s != target; s = s->outer) {
        if (s->kind != SCOPE_TRY)
            continue;
        l->body->scope = s->outer;
        set_handler(l, s->outer_handler);
        if (!clang_Cursor_isNull(s->finally) && ir_block_open(l->b))
            clone(l, s, 1);
    }
    l->body->scope = inner;
    set_handler(l, handler);
}

/* The exception goes on to the next handler outward, or out of the function. */
static void pass_on(struct lower *l)
{
    if (l->body->handler)
        value_jump(l, l->body->handler - 1, 0);
    else
        value_unreachable(l, 0);
}

static void guarded(struct lower *l, struct scope *s, CXCursor body, uint32_t handler)
{
    s->outer_handler = l->body->handler;
    s->outer = l->body->scope;
    l->body->scope = s;
    set_handler(l, handler);
    stmt(l, body);
    l->body->scope = s->outer;
    set_handler(l, s->outer_handler);
}

static void try_except(struct lower *l, CXCursor c, CXCursor body, CXCursor except)
{
    uint32_t filter = ir_block_new(l->b), inside = ir_block_new(l->b), after = ir_block_new(l->b),
             onward = ir_block_new(l->b);
    struct scope s = {.kind = SCOPE_TRY, .break_block = after, .try_stmt = c, .finally = clang_getNullCursor()};
    guarded(l, &s, body, filter + 1);
    value_jump(l, after, 0);

    cursor_list kids = {0};
    cursor_operands(except, &kids);
    if (kids.count == 2) {
        ir_block_select(l->b, filter);
        struct ir_operand v = expr_value(l, kids.items[0]);
        struct ir_operand execute = value_bin(l, IR_BIN_GT, v, value_const(v.type, 0, v.loc), v.type, v.loc);
        value_branch(l, execute, inside, onward, v.loc);
        ir_block_select(l->b, onward);
        pass_on(l);
        ir_block_select(l->b, inside);
        stmt(l, kids.items[1]);
        value_jump(l, after, 0);
    } else {
        problem_unsupported(l, except, "__except");
    }
    vec_release(&kids);
    ir_block_select(l->b, after);
}

static void try_finally(struct lower *l, CXCursor c, CXCursor body, CXCursor finally)
{
    uint32_t normal = ir_block_new(l->b), raised = ir_block_new(l->b);
    struct scope s = {.kind = SCOPE_TRY, .break_block = normal, .try_stmt = c, .finally = finally};
    bool caught = l->body->handler != 0;
    guarded(l, &s, body, caught ? raised + 1 : 0);
    value_jump(l, normal, 0);
    if (caught) {
        ir_block_select(l->b, raised);
        clone(l, &s, 1);
        pass_on(l);
    }
    ir_block_select(l->b, normal);
    clone(l, &s, 0);
}

void seh_try(struct lower *l, CXCursor c)
{
    cursor_list kids = {0}, inner = {0};
    cursor_operands(c, &kids);
    bool ok = kids.count == 2;
    if (ok)
        cursor_operands(kids.items[1], &inner);
    if (ok && cursor_is(kids.items[1], CXCursor_SEHExceptStmt))
        try_except(l, c, kids.items[0], kids.items[1]);
    else if (ok && cursor_is(kids.items[1], CXCursor_SEHFinallyStmt) && inner.count)
        try_finally(l, c, kids.items[0], inner.items[0]);
    else
        problem_unsupported(l, c, "__try");
    vec_release(&kids);
    vec_release(&inner);
}

void seh_leave(struct lower *l, CXCursor c)
{
    struct scope *s = l->body->scope;
    while (s && s->kind != SCOPE_TRY)
        s = s->outer;
    if (s) {
        value_jump(l, s->break_block, place_of(l, c));
    } else {
        problem_unsupported(l, c, "__leave");
        value_unreachable(l, place_of(l, c));
    }
}

/* ---- goto ------------------------------------------------------------------------------------- */

struct home_walk {
    struct body *b;
    const void *guard, *finally;
};

static enum CXChildVisitResult find_homes(CXCursor c, CXCursor parent, CXClientData data)
{
    const struct home_walk *w = data;
    enum CXCursorKind kind = clang_getCursorKind(c), outer = clang_getCursorKind(parent);
    if (!clang_isStatement(kind) && kind != CXCursor_StmtExpr)
        return clang_isExpression(kind) ? CXChildVisit_Recurse : CXChildVisit_Continue;
    if (kind == CXCursor_LabelStmt) {
        struct label_home home = {cursor_stmt(c), w->guard, w->finally};
        vec_push(&w->b->homes, home);
    }
    if (outer == CXCursor_SEHTryStmt && kind == CXCursor_CompoundStmt) {
        struct home_walk inner = {w->b, cursor_stmt(parent), w->finally};
        clang_visitChildren(c, find_homes, &inner);
        return CXChildVisit_Continue;
    }
    if (kind == CXCursor_SEHFinallyStmt) {
        struct home_walk inner = {w->b, w->guard, cursor_stmt(parent)};
        clang_visitChildren(c, find_homes, &inner);
        return CXChildVisit_Continue;
    }
    return CXChildVisit_Recurse;
}

static struct label_home home_of(struct lower *l, const void *label)
{
    struct body *b = l->body;
    if (!b->homes_known) {
        struct home_walk w = {b, NULL, NULL};
        clang_visitChildren(b->cursor, find_homes, &w);
        b->homes_known = true;
    }
    for (uint32_t i = 0; i < b->homes.count; i++)
        if (b->homes.items[i].stmt == label)
            return b->homes.items[i];
    return (struct label_home){label, NULL, NULL};
}

void seh_goto(struct lower *l, const void *label, ir_index loc)
{
    struct scope *target = l->body->scope;
    while (target && target->kind != SCOPE_TRY)
        target = target->outer;
    uint32_t id = 0;
    if (target || l->body->clone) {
        struct label_home home = home_of(l, label);
        while (target && !(target->kind == SCOPE_TRY && cursor_stmt(target->try_stmt) == home.guard))
            target = target->outer;
        for (const struct clone *k = l->body->clone; k && !id; k = k->outer)
            id = k->try_stmt == home.finally ? k->id : 0;
        seh_unwind(l, target);
    }
    value_jump(l, stmt_label_block(l, label, id), loc);
}
