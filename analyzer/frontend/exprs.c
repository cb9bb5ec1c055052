/*
 * Expressions as values and as addresses; what the operators do is in operators.c.
 *
 * libclang shows implicit casts, GNU ?:, offsetof, va_arg, atomics and a few more all as
 * `UnexposedExpr`. They are told apart by their children: a conversion has exactly one and covers
 * the same text as it; offsetof has references among them; the rest have the builtin's name as
 * their first word.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool enter(struct lower *l, CXCursor c)
{
    if (l->depth >= LOWER_DEPTH_LIMIT) {
        problem_unsupported(l, c, "nesting too deep");
        return false;
    }
    l->depth++;
    return true;
}

void leave(struct lower *l) { l->depth--; }

struct ir_operand expr_unknown(struct lower *l, ir_index type, ir_index loc)
{
    if (l->body)
        return value_havoc(l, type, loc);
    return value_const(type, 0, loc);
}

struct ir_operand expr_unsupported(struct lower *l, CXCursor c, const char *name)
{
    problem_unsupported(l, c, name);
    ir_index type = type_of_cursor(l, c);
    if (type_is(l, type, IR_ARRAY))
        type = ir_type_pointer(l->b, ir_type_at(l->m, type)->element, false);
    return expr_unknown(l, type, place_of(l, c));
}

/* The same where the source is in error: its function cannot be trusted to do all that it says. */
static struct ir_operand expr_lost(struct lower *l, CXCursor c, const char *name)
{
    if (l->body)
        l->m->functions.items[l->body->function].flags |= IR_FUNCTION_DEGRADED;
    return expr_unsupported(l, c, name);
}

static CXCursor only_operand(CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    CXCursor last = kids.count ? kids.items[kids.count - 1] : clang_getNullCursor();
    vec_release(&kids);
    return last;
}

bool expr_is_record(struct lower *l, CXCursor c)
{
    (void)l;
    return cursor_type(c).kind == CXType_Record;
}

/* ---- literals ---------------------------------------------------------------------------- */

static struct ir_operand string_address(struct lower *l, CXCursor c)
{
    ir_index array = type_of_cursor(l, c);
    return (struct ir_operand){.kind = IR_STRING,
                               .type = ir_type_pointer(l->b, type_pointee(l, array), false),
                               .loc = place_of(l, c),
                               .value = ir_add_string(l->b, string_literal_text(l, c))};
}

static struct ir_operand constant(struct lower *l, CXCursor c)
{
    int64_t value;
    ir_index type = type_of_cursor(l, c);
    if (evaluate_int(c, &value))
        return value_const(type, value_wrap(l, type, value), place_of(l, c));
    if (cursor_is(c, CXCursor_FloatingLiteral)) /* the engine has no floating numbers */
        return expr_unknown(l, type, place_of(l, c));
    if (cursor_is(c, CXCursor_CXXNullPtrLiteralExpr) || cursor_is(c, CXCursor_GNUNullExpr))
        return value_const(type, 0, place_of(l, c));
    return expr_unsupported(l, c, cursor_is(c, CXCursor_UnaryExpr) ? "sizeof that is no constant" : "literal");
}

/* ---- conversions -------------------------------------------------------------------------------- */

/* Whether it can only be 0 or 1. */
static bool is_truth(CXCursor c)
{
    c = cursor_strip(c);
    if (cursor_is(c, CXCursor_UnaryOperator))
        return clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot;
    if (!cursor_is(c, CXCursor_BinaryOperator))
        return false;
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
    return (op >= CXBinaryOperator_LT && op <= CXBinaryOperator_NE) || op == CXBinaryOperator_LAnd ||
           op == CXBinaryOperator_LOr;
}

/* Where a cast or a parenthesis comes from a macro's body but its operand does not, the operand's
   own text is what the reader knows. */
static ir_index conversion_place(struct lower *l, CXCursor c, ir_index inner)
{
    ir_index own = place_of(l, c);
    return inner && l->m->locs.items[own].macro && !l->m->locs.items[inner].macro ? inner : own;
}

static struct ir_operand convert(struct lower *l, CXCursor c, CXCursor from, bool written)
{
    CXType own = cursor_type(c);
    if (own.kind == CXType_Void) {
        expr_effect(l, from);
        return value_none();
    }
    struct ir_operand v = expr_value(l, from);
    if (own.kind == CXType_ConstantArray || own.kind == CXType_IncompleteArray || own.kind == CXType_VariableArray)
        return v; /* libclang shows a pointer parameter's type as the array that it was written as */
    ir_index loc = written ? conversion_place(l, c, v.loc) : v.loc;
    if (own.kind == CXType_Bool && cursor_type(from).kind != CXType_Bool && !is_truth(from))
        v = value_truth(l, v, loc);
    return value_cast(l, v, type_of_cursor(l, c), loc);
}

/* ---- the many meanings of UnexposedExpr ------------------------------------------------------------- */

/* The identifier that the text of `c` begins with. */
static const char *first_word(struct lower *l, CXCursor c)
{
    size_t left, n = 0;
    const char *text = place_text(l, clang_getRangeStart(clang_getCursorExtent(c)), &left);
    while (text && n < left && (isalnum((unsigned char)text[n]) || text[n] == '_'))
        n++;
    return arena_strndup(&l->arena, text ? text : "", n);
}

enum unexposed { CONVERSION, GNU_CHOICE, CHOOSE, VA_ARG, CONSTANT, STRANGE };

static enum unexposed unexposed_kind(struct lower *l, CXCursor c, const cursor_list *kids)
{
    const char *word = first_word(l, c);
    bool expressions = kids->count > 0;
    for (uint32_t i = 0; i < kids->count; i++)
        expressions &= clang_isExpression(clang_getCursorKind(kids->items[i])) != 0;
    if (expressions && kids->count == 1 && cursor_same_extent(kids->items[0], c))
        return CONVERSION;
    if (str_equal(word, "__builtin_va_arg") || str_equal(word, "va_arg"))
        return VA_ARG;
    if (!expressions)
        return CONSTANT;
    if (kids->count == 4 && cursor_same_extent(kids->items[0], kids->items[1]) &&
        cursor_same_extent(kids->items[0], kids->items[2]))
        return GNU_CHOICE;
    return str_equal(word, "__builtin_choose_expr") && kids->count == 3 ? CHOOSE : STRANGE;
}

/* Atomic operations, what clang could not type, and what we do not know: its parts take effect. */
static struct ir_operand strange(struct lower *l, CXCursor c, const cursor_list *kids)
{
    const char *word = first_word(l, c);
    bool atomic = str_starts_with(word, "__atomic_") || str_starts_with(word, "__c11_atomic_");
    for (uint32_t i = 0; i < kids->count && l->body; i++) {
        CXCursor kid = kids->items[i];
        CXType pointee = clang_getPointeeType(cursor_type(kid));
        if (!clang_isExpression(clang_getCursorKind(kid)))
            continue;
        if (i == 0 && atomic && pointee.kind != CXType_Invalid) {
            ir_index type = type_used(l, pointee), loc = place_of(l, c);
            value_store(l, expr_value(l, kid), value_havoc(l, type, loc), type, loc);
        } else {
            expr_effect(l, kid);
        }
    }
    return str_starts_with(word, "__") ? expr_unsupported(l, c, word) : expr_lost(l, c, "expression with an error");
}

static struct ir_operand unexposed_of(struct lower *l, CXCursor c, const cursor_list *kids)
{
    int64_t value;
    ir_index type = type_of_cursor(l, c);
    switch (unexposed_kind(l, c, kids)) {
    case CONVERSION:
        return convert(l, c, kids->items[0], false);
    case GNU_CHOICE:
        return operator_choice(l, c);
    case CHOOSE:
        if (evaluate_int(kids->items[0], &value))
            return expr_value(l, kids->items[value ? 1 : 2]);
        break;
    case VA_ARG:
        return l->body ? ir_emit(l->b, IR_PASSED, 0, type, 0, place_of(l, c), NULL, 0) : value_const(type, 0, place_of(l, c));
    case CONSTANT:
    case STRANGE:
        if (evaluate_int(c, &value))
            return value_const(type, value_wrap(l, type, value), place_of(l, c));
        break;
    }
    return strange(l, c, kids);
}

static struct ir_operand unexposed(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_children(c, &kids);
    struct ir_operand v = unexposed_of(l, c, &kids);
    vec_release(&kids);
    return v;
}

/* clang does not say which branch it chose: the one whose type, by its text, is the operand's. */
static CXCursor generic_choice(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    CXCursor chosen = clang_getNullCursor();
    CXType own = cursor_type(c);
    CXString wanted = clang_getTypeSpelling(kids.count ? cursor_type(kids.items[0]) : own);
    const char *name = clang_getCString(wanted);
    for (uint32_t i = 1; i < kids.count && name; i++) {
        size_t left;
        const char *end = place_text(l, clang_getRangeEnd(clang_getCursorExtent(kids.items[i - 1])), &left);
        const char *colon = end ? memchr(end, ':', left) : NULL;
        const char *comma = end ? memchr(end, ',', left) : NULL;
        if (!colon || !comma || comma > colon)
            continue;
        const char *from = comma + 1, *to = colon;
        while (from < to && isspace((unsigned char)*from))
            from++;
        while (to > from && isspace((unsigned char)to[-1]))
            to--;
        size_t n = (size_t)(to - from);
        bool fallback = n == 7 && memcmp(from, "default", 7) == 0;
        if (n == strlen(name) && memcmp(from, name, n) == 0) {
            chosen = kids.items[i];
            break;
        }
        if (fallback || (clang_Cursor_isNull(chosen) && clang_equalTypes(cursor_type(kids.items[i]), own)))
            chosen = kids.items[i];
    }
    clang_disposeString(wanted);
    vec_release(&kids);
    return chosen;
}

/* ---- lvalues ---------------------------------------------------------------------------------------------- */

static bool is_array(CXType t)
{
    return t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray || t.kind == CXType_VariableArray;
}

static bool is_parameter(CXCursor c)
{
    return cursor_is(c, CXCursor_DeclRefExpr) && cursor_is(clang_getCursorReferenced(c), CXCursor_ParmDecl);
}

static struct ir_operand member_address(struct lower *l, CXCursor c)
{
    CXCursor base = only_operand(c);
    CXCursor named = clang_getCursorReferenced(c);
    const struct field_slot *slot = type_field(l, named);
    struct field_slot dissolved = {.anonymous = true};
    if (!slot && clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(cursor_type(named))))
        slot = &dissolved; /* in a record with an error in it */
    if (clang_Cursor_isNull(base) || !slot)
        return expr_lost(l, c, "member");
    struct field_slot field = *slot; /* the table may grow below */
    struct ir_operand record = value_address(l, expr_is_record(l, base) ? expr_address(l, base) : expr_value(l, base));
    return field.anonymous ? record : value_field(l, record, field.record, field.index, place_of(l, c));
}

static struct ir_operand subscript_address(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    if (kids.count != 2) {
        vec_release(&kids);
        return expr_unsupported(l, c, "subscript");
    }
    CXCursor a = kids.items[0], b = kids.items[1];
    vec_release(&kids);
    CXType t = cursor_type(a);
    bool swapped = t.kind != CXType_Pointer && !is_array(t); /* 2[p] */
    struct ir_operand first = expr_value(l, a), second = expr_value(l, b);
    struct ir_operand base = swapped ? second : first, index = swapped ? first : second;
    ir_index element = type_of_cursor(l, c), pointer = ir_type_pointer(l->b, element, false);
    CXCursor inner = cursor_strip(swapped ? b : a);
    bool of_array = is_array(cursor_type(inner)) && !is_parameter(inner);
    if (index.kind == IR_CONST && index.value == 0 && !of_array) { /* p[0] is *p */
        base.type = pointer;
        return base;
    }
    return value_elem(l, base, index, element, pointer, place_of(l, c));
}

static struct ir_operand declared(struct lower *l, CXCursor c)
{
    CXCursor d = clang_getCursorReferenced(c);
    struct ir_operand v;
    if (cursor_is(d, CXCursor_FunctionDecl)) {
        ir_index f = decl_function(l, d);
        v = (struct ir_operand){.kind = IR_FUNC, .value = f};
        v.type = ir_type_pointer(l->b, l->m->functions.items[f].type, false);
    } else if (cursor_is(d, CXCursor_VarDecl) || cursor_is(d, CXCursor_ParmDecl)) {
        v = decl_variable(l, d);
    } else {
        return expr_unsupported(l, c, "name");
    }
    v.loc = place_of(l, c);
    return v;
}

/* A value of record type that no object holds yet. */
static struct ir_operand materialise(struct lower *l, CXCursor c)
{
    ir_index type = type_of_cursor(l, c);
    struct ir_operand to = value_hidden(l, type, place_of(l, c));
    if (type_is(l, type, IR_RECORD))
        record_into(l, to, c, type);
    else
        value_store(l, to, expr_value(l, c), type, place_of(l, c));
    return to;
}

static struct ir_operand literal_address(struct lower *l, CXCursor c)
{
    struct ir_operand to = value_hidden(l, type_of_cursor(l, c), place_of(l, c));
    init_object(l, to, cursor_type(c), only_operand(c), true);
    return to;
}

static struct ir_operand address_of(struct lower *l, CXCursor c)
{
    CXCursor inner;
    switch (clang_getCursorKind(c)) {
    case CXCursor_DeclRefExpr:
        return declared(l, c);
    case CXCursor_ParenExpr:
        return expr_address(l, only_operand(c));
    case CXCursor_MemberRefExpr:
        return member_address(l, c);
    case CXCursor_ArraySubscriptExpr:
        return subscript_address(l, c);
    case CXCursor_StringLiteral:
        return string_address(l, c);
    case CXCursor_CompoundLiteralExpr:
        return literal_address(l, c);
    case CXCursor_UnaryOperator:
        inner = only_operand(c);
        if (clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Deref)
            return expr_value(l, inner);
        if (clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Extension)
            return expr_address(l, inner);
        break;
    case CXCursor_UnexposedExpr:
    case CXCursor_CStyleCastExpr: {
        inner = only_operand(c);
        bool converts =
            !clang_Cursor_isNull(inner) && (cursor_is(c, CXCursor_CStyleCastExpr) || cursor_same_extent(inner, c));
        CXType own = cursor_type(c), from = converts ? cursor_type(inner) : own;
        bool same = own.kind == from.kind && (own.kind == CXType_Record || is_array(own));
        if (converts && same)
            return expr_address(l, inner);
        break;
    }
    case CXCursor_GenericSelectionExpr:
        inner = generic_choice(l, c);
        if (!clang_Cursor_isNull(inner))
            return expr_address(l, inner);
        break;
    case CXCursor_BinaryOperator:
        if (clang_getCursorBinaryOperatorKind(c) == CXBinaryOperator_Assign && expr_is_record(l, c))
            return operator_binary(l, c);
        break;
    default:
        break;
    }
    return materialise(l, c);
}

struct ir_operand expr_address(struct lower *l, CXCursor c)
{
    if (!enter(l, c))
        return expr_unknown(l, type_void_pointer(l), place_of(l, c));
    struct ir_operand a = value_address(l, address_of(l, c));
    leave(l);
    return a;
}

/* What the cell that `c` names holds. */
static struct ir_operand read(struct lower *l, CXCursor c)
{
    struct ir_operand a = expr_address(l, c);
    CXType t = cursor_type(c);
    ir_index type = type_of_cursor(l, c), loc = place_of(l, c);
    if (a.kind == IR_FUNC) /* the type of clang's own functions is no function type */
        return a;
    if (is_parameter(c) && (is_array(t) || type_is(l, type, IR_FUNCTION)))
        return value_load(l, a, type_of_param(l, t), loc);
    if (is_array(t))
        return value_decay(l, a, ir_type_pointer(l->b, ir_type_at(l->m, type)->element, false), loc);
    if (type_is(l, type, IR_FUNCTION))
        return value_decay(l, a, ir_type_pointer(l->b, type, false), loc);
    return type_is(l, type, IR_VOID) ? value_none() : value_load(l, a, type, loc);
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static struct ir_operand value_of(struct lower *l, CXCursor c)
{
    CXCursor inner;
    switch (clang_getCursorKind(c)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_UnaryExpr:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr:
        return constant(l, c);
    case CXCursor_DeclRefExpr:
        inner = clang_getCursorReferenced(c);
        if (cursor_is(inner, CXCursor_EnumConstantDecl)) {
            ir_index type = type_of_cursor(l, c);
            return value_const(type, value_wrap(l, type, clang_getEnumConstantDeclValue(inner)), place_of(l, c));
        }
        return read(l, c);
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_CompoundLiteralExpr:
    case CXCursor_StringLiteral:
        return read(l, c);
    case CXCursor_ParenExpr: {
        struct ir_operand v = expr_value(l, only_operand(c));
        v.loc = v.kind == IR_NONE ? 0 : v.loc;
        return v;
    }
    case CXCursor_UnexposedExpr:
        return unexposed(l, c);
    case CXCursor_CStyleCastExpr:
        return convert(l, c, only_operand(c), true);
    case CXCursor_UnaryOperator:
        return operator_unary(l, c);
    case CXCursor_BinaryOperator:
        return operator_binary(l, c);
    case CXCursor_CompoundAssignOperator:
        return operator_compound(l, c);
    case CXCursor_ConditionalOperator:
        return operator_choice(l, c);
    case CXCursor_CallExpr:
        return call_value(l, c);
    case CXCursor_StmtExpr:
        return stmt_expression(l, c, NULL);
    case CXCursor_GenericSelectionExpr:
        inner = generic_choice(l, c);
        return clang_Cursor_isNull(inner) ? expr_unsupported(l, c, "_Generic") : expr_value(l, inner);
    case CXCursor_InitListExpr: { /* int x = {1}; */
        inner = only_operand(c);
        ir_index type = type_of_cursor(l, c);
        return clang_Cursor_isNull(inner) ? value_const(type, 0, place_of(l, c)) : expr_value(l, inner);
    }
    case CXCursor_AddrLabelExpr:
        return expr_unsupported(l, c, "address of a label");
    default: {
        CXString kind = clang_getCursorKindSpelling(clang_getCursorKind(c));
        struct ir_operand v = expr_unsupported(l, c, clang_getCString(kind));
        clang_disposeString(kind);
        return v;
    }
    }
}

struct ir_operand expr_value(struct lower *l, CXCursor c)
{
    if (clang_Cursor_isNull(c))
        return expr_unknown(l, type_bool(l), 0);
    if (!enter(l, c))
        return expr_unknown(l, type_of_cursor(l, c), place_of(l, c));
    struct ir_operand v = value_of(l, c);
    leave(l);
    return v;
}

struct ir_operand expr_argument(struct lower *l, CXCursor c)
{
    if (!expr_is_record(l, c))
        return expr_value(l, c);
    CXCursor inner = cursor_strip(c);
    if (cursor_is(inner, CXCursor_CallExpr))
        return call_value(l, inner);
    struct ir_operand v = value_load(l, expr_address(l, c), type_of_cursor(l, c), place_of(l, c));
    return v;
}

/* ---- records and effects --------------------------------------------------------------------------------------- */

static void choice_into(struct lower *l, struct ir_operand to, CXCursor c, ir_index type)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    if (kids.count == 3) {
        uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b), join = ir_block_new(l->b);
        condition(l, kids.items[0], yes, no);
        ir_block_select(l->b, yes);
        record_into(l, to, kids.items[1], type);
        value_jump(l, join, place_of(l, c));
        ir_block_select(l->b, no);
        record_into(l, to, kids.items[2], type);
        value_jump(l, join, place_of(l, c));
        ir_block_select(l->b, join);
    }
    vec_release(&kids);
}

void record_into(struct lower *l, struct ir_operand to, CXCursor c, ir_index type)
{
    if (clang_Cursor_isNull(c) || !enter(l, c))
        return;
    CXCursor inner = cursor_strip(c);
    ir_index loc = place_of(l, c);
    enum CXCursorKind kind = clang_getCursorKind(inner);
    if (kind == CXCursor_CallExpr) {
        value_store(l, to, call_value(l, inner), type, loc);
    } else if (kind == CXCursor_ConditionalOperator) {
        choice_into(l, to, inner, type);
    } else if (kind == CXCursor_StmtExpr) {
        stmt_expression(l, inner, &to);
    } else if (kind == CXCursor_InitListExpr) {
        init_object(l, to, cursor_type(c), inner, false);
    } else if (kind == CXCursor_UnexposedExpr) { /* va_arg and what clang could not type */
        value_store(l, to, unexposed(l, inner), type, loc);
    } else if (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(inner) == CXBinaryOperator_Comma) {
        cursor_list kids = {0};
        cursor_operands(inner, &kids);
        if (kids.count == 2) {
            expr_effect(l, kids.items[0]);
            record_into(l, to, kids.items[1], type);
        }
        vec_release(&kids);
    } else {
        value_copy(l, to, expr_address(l, inner), type, loc);
    }
    leave(l);
}

static void choice_effect(struct lower *l, CXCursor test, CXCursor yes_part, CXCursor no_part, bool wanted)
{
    uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b), join = ir_block_new(l->b);
    condition(l, test, wanted ? yes : no, wanted ? no : yes);
    ir_block_select(l->b, yes);
    expr_effect(l, yes_part);
    value_jump(l, join, 0);
    ir_block_select(l->b, no);
    if (!clang_Cursor_isNull(no_part))
        expr_effect(l, no_part);
    value_jump(l, join, 0);
    ir_block_select(l->b, join);
}

static bool effect_of_operator(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    bool done = true;
    if (cursor_is(c, CXCursor_ConditionalOperator) && kids.count == 3) {
        choice_effect(l, kids.items[0], kids.items[1], kids.items[2], true);
    } else if (cursor_is(c, CXCursor_BinaryOperator) && kids.count == 2) {
        enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
        if (op == CXBinaryOperator_Comma) {
            expr_effect(l, kids.items[0]);
            expr_effect(l, kids.items[1]);
        } else if (op == CXBinaryOperator_LAnd || op == CXBinaryOperator_LOr) {
            choice_effect(l, kids.items[0], kids.items[1], clang_getNullCursor(), op == CXBinaryOperator_LAnd);
        } else {
            done = false;
        }
    } else {
        done = false;
    }
    vec_release(&kids);
    return done;
}

/* Who writes `(void)f()` says that the result is not wanted. */
static void cast_effect(struct lower *l, CXCursor c)
{
    CXCursor inner = cursor_strip(only_operand(c));
    if (cursor_type(c).kind == CXType_Void && cursor_is(inner, CXCursor_CallExpr) && !expr_is_record(l, inner))
        mention_value(l, expr_value(l, inner));
    else
        expr_effect(l, inner);
}

void expr_effect(struct lower *l, CXCursor c)
{
    if (clang_Cursor_isNull(c) || !enter(l, c))
        return;
    c = cursor_strip(c);
    switch (clang_getCursorKind(c)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_StringLiteral:
        break;
    case CXCursor_DeclRefExpr: /* `(void)x` */
        mention_variable(l, c);
        break;
    case CXCursor_CStyleCastExpr:
        cast_effect(l, c);
        break;
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
        expr_address(l, c);
        break;
    default:
        if (effect_of_operator(l, c))
            break;
        l->discard = cursor_is(c, CXCursor_BinaryOperator) || cursor_is(c, CXCursor_CompoundAssignOperator);
        if (expr_is_record(l, c) && !cursor_is(c, CXCursor_CallExpr))
            expr_address(l, c);
        else
            expr_value(l, c);
        l->discard = false;
        break;
    }
    leave(l);
}
