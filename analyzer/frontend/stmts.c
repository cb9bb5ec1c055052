/*
 * Statements. Every statement starts in the selected block and leaves the block selected in which
 * control goes on. After a jump the selected block is closed, and what follows is dropped by the
 * builder until a label or case opens a new one: dead code needs no care here.
 *
 * A switch is emitted after its body: the body's case labels enter themselves into the scope's
 * list on the way, wherever they are nested (Duff's device), and the terminator then goes into the
 * block that was left open before it.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <stdlib.h>

static bool is_statement(CXCursor c)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    return clang_isStatement(kind) || clang_isExpression(kind);
}

static void push_scope(struct lower *l, struct scope *s)
{
    s->outer = l->body->scope;
    l->body->scope = s;
}

static void pop_scope(struct lower *l)
{
    struct scope *s = l->body->scope;
    l->body->scope = s->outer;
    vec_release(&s->cases);
}

/* Continues in `block`, to which what was open falls through. */
static void fall_into(struct lower *l, uint32_t block)
{
    value_jump(l, block, 0);
    ir_block_select(l->b, block);
}

/* ---- branches and loops ------------------------------------------------------------------ */

static void if_stmt(struct lower *l, const cursor_list *kids)
{
    uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b);
    uint32_t join = kids->count > 2 ? ir_block_new(l->b) : no;
    condition(l, kids->items[0], yes, no);
    ir_block_select(l->b, yes);
    stmt(l, kids->items[1]);
    value_jump(l, join, 0);
    ir_block_select(l->b, no);
    if (kids->count > 2) {
        stmt(l, kids->items[2]);
        fall_into(l, join);
    }
}

/* Any part but the body may be a null cursor. */
static void loop(struct lower *l, CXCursor test, CXCursor step, CXCursor body, bool test_first)
{
    uint32_t head = ir_block_new(l->b), inside = ir_block_new(l->b), next = ir_block_new(l->b),
             after = ir_block_new(l->b);
    struct scope s = {.kind = SCOPE_LOOP, .break_block = after, .continue_block = next};
    push_scope(l, &s);
    if (test_first) {
        fall_into(l, head);
        if (clang_Cursor_isNull(test))
            value_jump(l, inside, 0);
        else
            condition(l, test, inside, after);
        ir_block_select(l->b, inside);
        stmt(l, body);
        fall_into(l, next);
        if (!clang_Cursor_isNull(step))
            expr_effect(l, step);
        value_jump(l, head, 0);
    } else {
        fall_into(l, inside);
        stmt(l, body);
        fall_into(l, next);
        condition(l, test, inside, after);
    }
    pop_scope(l);
    ir_block_select(l->b, after);
}

/* ---- for: which clause is which ----------------------------------------------------------------- */

/* Bytes from `at` to behind the next ';' outside of parentheses, or NULL. */
static const char *next_semicolon(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end; at++) {
        if (*at == '/' && at + 1 < end && (at[1] == '/' || at[1] == '*')) {
            bool line = at[1] == '/';
            for (at += 2; at < end && (line ? *at != '\n' : !(at[-1] == '*' && *at == '/')); at++)
                ;
        } else if (*at == '"' || *at == '\'') {
            char quote = *at++;
            for (; at < end && *at != quote; at++)
                at += *at == '\\';
        } else if (*at == '(' || *at == '{' || *at == '[') {
            depth++;
        } else if (*at == ')' || *at == '}' || *at == ']') {
            if (depth-- == 0)
                return NULL;
        } else if (*at == ';' && depth == 0) {
            return at + 1;
        }
    }
    return NULL;
}

static bool is_empty_clause(const char *from, const char *to)
{
    while (from < to && (isspace((unsigned char)*from) || *from == ';' || *from == '\\'))
        from++;
    return from >= to;
}

/* libclang leaves missing clauses out without a trace. Their text, as it is spelled where the
   `for` stands (in a macro's definition too), shows which of them are empty. */
static bool clauses_by_text(struct lower *l, CXCursor c, bool present[3])
{
    size_t left;
    const char *text = place_text(l, clang_getRangeStart(clang_getCursorExtent(c)), &left);
    if (!text || left < 4 || text[0] != 'f' || text[1] != 'o' || text[2] != 'r')
        return false;
    const char *end = text + left, *open = text + 3;
    while (open < end && isspace((unsigned char)*open))
        open++;
    if (open == end || *open != '(')
        return false;
    const char *first = next_semicolon(open + 1, end), *second = first ? next_semicolon(first, end) : NULL;
    if (!second)
        return false;
    const char *close = second;
    for (int depth = 0; close < end && !(depth == 0 && *close == ')'); close++)
        depth += *close == '(' ? 1 : *close == ')' ? -1 : 0;
    present[0] = !is_empty_clause(open + 1, first - 1);
    present[1] = !is_empty_clause(first, second - 1);
    present[2] = !is_empty_clause(second, close);
    return true;
}

static bool looks_like_test(CXCursor c)
{
    c = cursor_strip(c);
    if (cursor_is(c, CXCursor_CompoundAssignOperator) || cursor_is(c, CXCursor_DeclStmt))
        return false;
    if (cursor_is(c, CXCursor_UnaryOperator))
        return clang_getCursorUnaryOperatorKind(c) > CXUnaryOperator_PreDec;
    if (!cursor_is(c, CXCursor_BinaryOperator))
        return true;
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
    return op != CXBinaryOperator_Assign && op != CXBinaryOperator_Comma;
}

/* Where the text does not help (the whole head comes from a macro's argument): by what they are. */
static void clauses_by_kind(const cursor_list *kids, bool present[3])
{
    uint32_t n = kids->count - 1;
    present[0] = present[1] = present[2] = false;
    if (n == 1) {
        present[looks_like_test(kids->items[0]) ? 1 : 0] = true;
    } else {
        present[0] = !looks_like_test(kids->items[0]);
        present[1] = !present[0] || looks_like_test(kids->items[1]);
        present[2] = !(present[0] && present[1]);
    }
}

static void for_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    bool present[3] = {true, true, true};
    uint32_t n = kids->count - 1;
    if (n < 3) {
        bool known = clauses_by_text(l, c, present);
        if (!known || (uint32_t)(present[0] + present[1] + present[2]) != n) {
            if (n == 0)
                present[0] = present[1] = present[2] = false;
            else
                clauses_by_kind(kids, present);
        }
    }
    CXCursor part[3];
    for (uint32_t i = 0, at = 0; i < 3; i++)
        part[i] = present[i] && at < n ? kids->items[at++] : clang_getNullCursor();
    if (!clang_Cursor_isNull(part[0]))
        stmt(l, part[0]);
    loop(l, part[1], part[2], kids->items[n], true);
}

/* ---- switch -------------------------------------------------------------------------------------------- */

static void switch_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    uint32_t body = ir_block_new(l->b), after = ir_block_new(l->b), head = ir_block_new(l->b);
    struct ir_operand v = expr_value(l, kids->items[0]);
    fall_into(l, head);
    struct scope s = {.kind = SCOPE_SWITCH, .break_block = after, .switch_type = v.type};
    push_scope(l, &s);
    ir_block_select(l->b, body);
    stmt(l, kids->items[1]);
    value_jump(l, after, 0);

    VEC(struct ir_operand) operands = {0};
    vec_push(&operands, v);
    vec_push(&operands, (struct ir_operand){.kind = IR_BLOCK, .value = s.has_default ? s.default_block : after});
    for (uint32_t i = 0; i < s.cases.count; i++) {
        vec_push(&operands, s.cases.items[i].low);
        vec_push(&operands, s.cases.items[i].high);
        vec_push(&operands, (struct ir_operand){.kind = IR_BLOCK, .value = s.cases.items[i].block});
    }
    ir_block_select(l->b, head);
    ir_emit(l->b, IR_SWITCH, 0, 0, 0, place_of(l, c), operands.items, operands.count);
    vec_release(&operands);
    pop_scope(l);
    ir_block_select(l->b, after);
}

static struct scope *innermost(struct lower *l, bool switches, bool loops)
{
    struct scope *s = l->body->scope;
    while (s && !((switches && s->kind == SCOPE_SWITCH) || (loops && s->kind == SCOPE_LOOP)))
        s = s->outer;
    return s;
}

static void case_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    struct scope *s = innermost(l, true, false);
    uint32_t block = ir_block_new(l->b);
    int64_t low = 0, high = 0;
    if (s && kids->count >= 2 && evaluate_int(kids->items[0], &low)) {
        high = low;
        if (kids->count == 3 && !evaluate_int(kids->items[1], &high))
            problem_unsupported(l, c, "case range");
        struct switch_case k = {.block = block};
        k.low = value_const(s->switch_type, value_wrap(l, s->switch_type, low), place_of(l, kids->items[0]));
        k.high = value_const(s->switch_type, value_wrap(l, s->switch_type, high), k.low.loc);
        vec_push(&s->cases, k);
    } else {
        problem_unsupported(l, c, "case label");
    }
    fall_into(l, block);
    if (kids->count)
        stmt(l, kids->items[kids->count - 1]);
}

static void default_stmt(struct lower *l, const cursor_list *kids)
{
    struct scope *s = innermost(l, true, false);
    uint32_t block = ir_block_new(l->b);
    if (s) {
        s->has_default = true;
        s->default_block = block;
    }
    fall_into(l, block);
    if (kids->count)
        stmt(l, kids->items[0]);
}

/* ---- jumps ------------------------------------------------------------------------------------------------ */

uint32_t stmt_label_block(struct lower *l, const void *label, uint32_t clone)
{
    struct body *b = l->body;
    for (uint32_t i = 0; i < b->labels.count; i++)
        if (b->labels.items[i].stmt == label && b->labels.items[i].clone == clone)
            return b->labels.items[i].block;
    struct label made = {.stmt = label, .clone = clone, .block = ir_block_new(l->b)};
    vec_push(&b->labels, made);
    return made.block;
}

static void break_stmt(struct lower *l, CXCursor c, bool is_continue)
{
    struct scope *s = innermost(l, !is_continue, true);
    if (!s) {
        problem_unsupported(l, c, is_continue ? "continue" : "break");
        value_unreachable(l, place_of(l, c));
        return;
    }
    seh_unwind(l, s);
    value_jump(l, is_continue ? s->continue_block : s->break_block, place_of(l, c));
}

static void return_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    ir_index type = l->body->result, loc = place_of(l, c);
    struct ir_operand v = value_none();
    bool has_value = kids->count && !type_is(l, type, IR_VOID);
    if (kids->count && !has_value)
        expr_effect(l, kids->items[0]);
    else if (kids->count)
        v = value_cast(l, expr_argument(l, kids->items[0]), type, 0);
    seh_unwind(l, NULL);
    ir_emit(l->b, IR_RETURN, 0, has_value ? type : 0, 0, loc, &v, has_value ? 1 : 0);
}

static void goto_stmt(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_children(c, &kids);
    CXCursor label = kids.count ? clang_getCursorReferenced(kids.items[0]) : clang_getNullCursor();
    vec_release(&kids);
    const void *key = cursor_is(label, CXCursor_LabelStmt) ? cursor_stmt(label) : NULL;
    if (!key) {
        problem_unsupported(l, c, "goto");
        value_unreachable(l, place_of(l, c));
        return;
    }
    seh_goto(l, key, place_of(l, c));
}

static void label_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    fall_into(l, stmt_label_block(l, cursor_stmt(c), seh_clone_id(l)));
    if (kids->count)
        stmt(l, kids->items[0]);
}

/* ---- blocks ------------------------------------------------------------------------------------------------- */

static void declarations(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_children(c, &kids);
    for (uint32_t i = 0; i < kids.count; i++)
        if (cursor_is(kids.items[i], CXCursor_VarDecl))
            decl_local(l, kids.items[i]);
    vec_release(&kids);
}

struct ir_operand stmt_expression(struct lower *l, CXCursor c, const struct ir_operand *into)
{
    cursor_list body = {0}, kids = {0};
    struct ir_operand v = value_none();
    cursor_operands(c, &body);
    if (body.count)
        cursor_operands(body.items[0], &kids);
    vec_release(&body);
    bool has_value = cursor_type(c).kind != CXType_Void && kids.count;
    uint32_t plain = has_value ? kids.count - 1 : kids.count;
    for (uint32_t i = 0; i < plain; i++)
        stmt(l, kids.items[i]);
    if (has_value) {
        CXCursor last = kids.items[plain];
        while (cursor_is(last, CXCursor_LabelStmt)) { /* the value stands behind a label */
            cursor_list inner = {0};
            cursor_operands(last, &inner);
            fall_into(l, stmt_label_block(l, cursor_stmt(last), seh_clone_id(l)));
            last = inner.count ? inner.items[0] : clang_getNullCursor();
            vec_release(&inner);
        }
        if (into)
            record_into(l, *into, last, type_of_cursor(l, c));
        else
            v = expr_argument(l, last);
    }
    vec_release(&kids);
    return v;
}

/* Operands that are lvalues are outputs (or inputs in memory): libclang does not say which. */
static void asm_stmt(struct lower *l, CXCursor c, const cursor_list *kids)
{
    problem_unsupported(l, c, "asm");
    for (uint32_t i = 0; i < kids->count; i++) {
        CXCursor o = kids->items[i];
        while (cursor_is(o, CXCursor_ParenExpr)) {
            cursor_list inner = {0};
            cursor_operands(o, &inner);
            o = inner.count ? inner.items[0] : clang_getNullCursor();
            vec_release(&inner);
        }
        enum CXCursorKind kind = clang_getCursorKind(o);
        bool is_cell = kind == CXCursor_MemberRefExpr || kind == CXCursor_ArraySubscriptExpr ||
                       (kind == CXCursor_DeclRefExpr && cursor_is(clang_getCursorReferenced(o), CXCursor_VarDecl)) ||
                       (kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(o) == CXUnaryOperator_Deref);
        if (is_cell) {
            ir_index type = type_of_cursor(l, o), loc = place_of(l, o);
            value_store(l, expr_address(l, o), value_havoc(l, type, loc), type, loc);
        } else {
            expr_effect(l, o);
        }
    }
}

static void unexposed_stmt(struct lower *l, const cursor_list *kids)
{
    for (uint32_t i = 0; i < kids->count; i++) /* attributes around a statement */
        stmt(l, kids->items[i]);
}

static void dispatch(struct lower *l, CXCursor c, const cursor_list *kids)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    switch (kind) {
    case CXCursor_CompoundStmt:
    case CXCursor_UnexposedStmt:
        unexposed_stmt(l, kids);
        return;
    case CXCursor_NullStmt:
        return;
    case CXCursor_DeclStmt:
        declarations(l, c);
        return;
    case CXCursor_ReturnStmt:
        return_stmt(l, c, kids);
        return;
    case CXCursor_BreakStmt:
    case CXCursor_ContinueStmt:
        break_stmt(l, c, kind == CXCursor_ContinueStmt);
        return;
    case CXCursor_GotoStmt:
        goto_stmt(l, c);
        return;
    case CXCursor_SEHTryStmt:
        seh_try(l, c);
        return;
    case CXCursor_SEHLeaveStmt:
        seh_leave(l, c);
        return;
    case CXCursor_DefaultStmt:
        default_stmt(l, kids);
        return;
    case CXCursor_CaseStmt:
        case_stmt(l, c, kids);
        return;
    case CXCursor_LabelStmt:
        label_stmt(l, c, kids);
        return;
    case CXCursor_GCCAsmStmt:
    case CXCursor_MSAsmStmt:
        asm_stmt(l, c, kids);
        return;
    case CXCursor_IndirectGotoStmt:
        problem_unsupported(l, c, "computed goto");
        l->m->functions.items[l->body->function].flags |= IR_FUNCTION_DEGRADED;
        value_unreachable(l, place_of(l, c));
        return;
    case CXCursor_ForStmt:
        if (kids->count >= 1 && kids->count <= 4) {
            for_stmt(l, c, kids);
            return;
        }
        break;
    case CXCursor_IfStmt:
        if (kids->count == 2 || kids->count == 3) {
            if_stmt(l, kids);
            return;
        }
        break;
    case CXCursor_WhileStmt:
        if (kids->count == 2) {
            loop(l, kids->items[0], clang_getNullCursor(), kids->items[1], true);
            return;
        }
        break;
    case CXCursor_DoStmt: /* libclang shows the body first */
        if (kids->count == 2) {
            loop(l, kids->items[1], clang_getNullCursor(), kids->items[0], false);
            return;
        }
        break;
    case CXCursor_SwitchStmt:
        if (kids->count == 2) {
            switch_stmt(l, c, kids);
            return;
        }
        break;
    default:
        break;
    }
    CXString name = clang_getCursorKindSpelling(kind);
    problem_unsupported(l, c, clang_getCString(name));
    clang_disposeString(name);
}

void stmt(struct lower *l, CXCursor c)
{
    if (clang_Cursor_isNull(c) || !is_statement(c) || !enter(l, c))
        return;
    mention_names(l, c);
    if (clang_isExpression(clang_getCursorKind(c))) {
        expr_effect(l, c);
    } else {
        cursor_list kids = {0};
        cursor_operands(c, &kids);
        dispatch(l, c, &kids);
        vec_release(&kids);
    }
    leave(l);
}
