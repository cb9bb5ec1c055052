/*
 * Calls. Most builtins are calls like others; those that say something about control flow, that
 * are constants, or that stand for a libc function under another name are seen through here.
 */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

/* Names for which AbnormalTermination() and kin are macros, compiler functions, or both. */
static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (str_equal(name, *names))
            return true;
    return false;
}

static const char *const names_abnormal[] = {"_abnormal_termination", "__abnormal_termination", "AbnormalTermination",
                                             NULL};
static const char *const names_exception[] = {"_exception_code",
                                              "__exception_code",
                                              "GetExceptionCode",
                                              "_exception_info",
                                              "__exception_info",
                                              "GetExceptionInformation",
                                              NULL};
static const char *const names_constant[] = {"__builtin_constant_p", "__builtin_object_size",
                                             "__builtin_dynamic_object_size", "__builtin_classify_type", NULL};
static const char *const names_unreachable[] = {"__builtin_unreachable", "__fastfail", "__builtin_trap", NULL};
static const char *const names_assume[] = {"__assume", "__builtin_assume", NULL};
static const char *const names_va_list[] = {"__builtin_va_start", "__builtin_ms_va_start", "__builtin_va_copy",
                                            "__builtin_ms_va_copy", NULL};
static const char *const names_va_end[] = {"__builtin_va_end", "__builtin_ms_va_end", NULL};
static const char *const names_identity[] = {"__builtin_expect", "__builtin_expect_with_probability",
                                             "__builtin_assume_aligned", NULL};

/* What is not false goes on. */
static void assume(struct lower *l, CXCursor c, CXCursor fact)
{
    uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b);
    condition(l, fact, yes, no);
    ir_block_select(l->b, no);
    value_unreachable(l, place_of(l, c));
    ir_block_select(l->b, yes);
}

/* Whether `name` was one of ours; then *out is its value. */
static bool special(struct lower *l, CXCursor c, const char *name, const cursor_list *kids, struct ir_operand *out)
{
    if (name[0] != '_' && name[0] != 'A' && name[0] != 'G')
        return false;
    ir_index type = type_of_cursor(l, c), loc = place_of(l, c);
    CXCursor first = kids->count > 1 ? kids->items[1] : clang_getNullCursor();
    int64_t value;
    *out = value_none();
    if (is_one_of(name, names_abnormal)) {
        *out = value_const(type, l->body->clone ? l->body->clone->abnormal : 0, loc);
    } else if (is_one_of(name, names_exception)) {
        *out = value_havoc(l, type, loc);
    } else if (is_one_of(name, names_constant)) {
        *out = value_const(type, evaluate_int(c, &value) ? value : strstr(name, "object_size") ? -1 : 0, loc);
    } else if (is_one_of(name, names_unreachable)) {
        value_unreachable(l, loc);
    } else if (is_one_of(name, names_assume) && kids->count == 2) {
        assume(l, c, first);
    } else if (is_one_of(name, names_va_list) && kids->count > 1) {
        ir_index list = type_of_cursor(l, first);
        value_store(l, expr_address(l, first), value_havoc(l, list, loc), list, loc);
    } else if (is_one_of(name, names_va_end)) {
        ;
    } else if (is_one_of(name, names_identity) && kids->count > 1) {
        *out = expr_value(l, first);
        for (uint32_t i = 2; i < kids->count; i++)
            expr_effect(l, kids->items[i]);
    } else {
        return false;
    }
    return true;
}

static const char *callee_name(struct lower *l, CXCursor callee)
{
    CXCursor c = cursor_strip(callee);
    if (!cursor_is(c, CXCursor_DeclRefExpr) || !cursor_is(clang_getCursorReferenced(c), CXCursor_FunctionDecl))
        return "";
    return cursor_spelling(l, c);
}

/* What is called. A function that is named is called as it is: what clang converts on the way (one that is
   declared without a prototype) must not hide it. */
static struct ir_operand callee_value(struct lower *l, CXCursor callee)
{
    CXCursor c = cursor_strip(callee);
    bool named = cursor_is(c, CXCursor_DeclRefExpr) && cursor_is(clang_getCursorReferenced(c), CXCursor_FunctionDecl);
    return expr_value(l, named ? c : callee);
}

struct ir_operand call_value(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    struct ir_operand v = value_none();
    if (!kids.count) {
        v = expr_unsupported(l, c, "call");
    } else if (!special(l, c, callee_name(l, kids.items[0]), &kids, &v)) {
        VEC(struct ir_operand) operands = {0};
        struct ir_operand callee = callee_value(l, kids.items[0]);
        vec_push(&operands, callee);
        for (uint32_t i = 1; i < kids.count; i++) {
            struct ir_operand argument = expr_argument(l, kids.items[i]);
            if (argument.kind == IR_NONE) /* of void type: clang has told */
                argument = value_havoc(l, type_bool(l), place_of(l, kids.items[i]));
            vec_push(&operands, argument);
        }
        ir_index loc = place_of(l, c);
        v = ir_emit(l->b, IR_CALL, 0, type_of_cursor(l, c), 0, loc, operands.items, operands.count);
        if (callee.kind == IR_FUNC && (l->m->functions.items[callee.value].flags & IR_FUNCTION_NORETURN))
            value_unreachable(l, loc);
        vec_release(&operands);
    }
    vec_release(&kids);
    return v;
}
