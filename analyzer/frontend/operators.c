/*
 * Operators, and conditions. A condition never becomes a number if it only decides where to go:
 * comparisons branch, ! swaps the targets, && || and ?: become blocks. As values these write 0 or
 * 1 (or either operand) to a hidden local, which is read where the ways meet.
 */
#include "frontend/lower.h"

#include <stdlib.h>

struct pair {
    CXCursor a, b;
    bool ok;
};

static struct pair operands_of(CXCursor c)
{
    cursor_list kids = {0};
    struct pair p = {.a = clang_getNullCursor(), .b = clang_getNullCursor()};
    cursor_operands(c, &kids);
    if (kids.count > 0)
        p.a = kids.items[0];
    if (kids.count > 1)
        p.b = kids.items[1];
    p.ok = kids.count == 2;
    vec_release(&kids);
    return p;
}

/* ---- pointers ------------------------------------------------------------------------------ */

/* base + index elements, or minus. The element is what the pointer points to, a byte for void. */
static struct ir_operand step(struct lower *l, struct ir_operand base, struct ir_operand index, bool back,
                              ir_index pointer, ir_index loc)
{
    ir_index element = type_pointee(l, pointer), wide = ir_type_int(l->b, 8, true);
    if (back)
        index = value_un(l, IR_UN_NEG, value_cast(l, index, wide, index.loc), wide, index.loc);
    if (index.kind == IR_CONST && index.value == 0) {
        base.type = pointer;
        return base;
    }
    struct ir_operand to = value_elem(l, base, index, element, pointer, loc);
    return value_cast(l, to, pointer, loc);
}

/* ---- assignment ------------------------------------------------------------------------------ */

/* Asked once, before any operand is lowered: whether somebody uses the value of an assignment. */
static bool value_wanted(struct lower *l)
{
    bool wanted = !l->discard;
    l->discard = false;
    return wanted;
}

static bool is_bit_field(CXCursor lvalue)
{
    CXCursor c = cursor_strip(lvalue);
    return cursor_is(c, CXCursor_MemberRefExpr) && clang_Cursor_isBitField(clang_getCursorReferenced(c));
}

/* Right side first, as clang's own code does. */
static struct ir_operand assign(struct lower *l, CXCursor c, struct pair p)
{
    bool wanted = value_wanted(l);
    ir_index type = type_of_value(l, c), loc = place_of(l, c);
    if (type_is(l, type, IR_RECORD)) {
        struct ir_operand to = expr_address(l, p.a);
        record_into(l, to, p.b, type);
        return to;
    }
    struct ir_operand v = value_cast(l, expr_value(l, p.b), type, 0);
    struct ir_operand to = expr_address(l, p.a);
    value_store(l, to, v, type, loc);
    return wanted && is_bit_field(p.a) ? value_load(l, to, type, loc) : v;
}

static enum ir_bin bin_of(enum CXBinaryOperatorKind op)
{
    switch (op) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return IR_BIN_MUL;
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return IR_BIN_DIV;
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return IR_BIN_REM;
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return IR_BIN_ADD;
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return IR_BIN_SUB;
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return IR_BIN_SHL;
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return IR_BIN_SHR;
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return IR_BIN_AND;
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return IR_BIN_XOR;
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return IR_BIN_OR;
    case CXBinaryOperator_LT:
        return IR_BIN_LT;
    case CXBinaryOperator_GT:
        return IR_BIN_GT;
    case CXBinaryOperator_LE:
        return IR_BIN_LE;
    case CXBinaryOperator_GE:
        return IR_BIN_GE;
    case CXBinaryOperator_EQ:
        return IR_BIN_EQ;
    case CXBinaryOperator_NE:
        return IR_BIN_NE;
    default:
        return IR_BIN_COUNT;
    }
}

/* The type in which `a op= b` computes: clang has converted b to it, but for shifts. */
static ir_index computation_type(struct lower *l, enum ir_bin op, ir_index left, ir_index right)
{
    if (op != IR_BIN_SHL && op != IR_BIN_SHR)
        return right;
    const struct ir_type *t = ir_type_at(l->m, left);
    return t->kind == IR_INT && t->size < 4 ? type_bool(l) : left;
}

struct ir_operand operator_compound(struct lower *l, CXCursor c)
{
    bool wanted = value_wanted(l);
    struct pair p = operands_of(c);
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(c);
    enum ir_bin op = bin_of(kind);
    if (!p.ok || op == IR_BIN_COUNT)
        return expr_unsupported(l, c, "compound assignment");
    ir_index type = type_of_value(l, c), loc = place_of(l, c);
    struct ir_operand by = expr_value(l, p.b), at = expr_address(l, p.a);
    struct ir_operand old = value_load(l, at, type, place_of(l, p.a)), v;
    if (type_is(l, type, IR_POINTER)) {
        v = step(l, old, by, op == IR_BIN_SUB, type, loc);
    } else {
        ir_index in = computation_type(l, op, type, by.type);
        v = value_bin(l, op, value_cast(l, old, in, old.loc), by, in, loc);
        if (cursor_type(c).kind == CXType_Bool)
            v = value_truth(l, v, loc);
        v = value_cast(l, v, type, loc);
    }
    value_store(l, at, v, type, loc);
    return wanted && is_bit_field(p.a) ? value_load(l, at, type, loc) : v;
}

static struct ir_operand increment(struct lower *l, CXCursor c, CXCursor operand, enum CXUnaryOperatorKind op)
{
    bool down = op == CXUnaryOperator_PostDec || op == CXUnaryOperator_PreDec;
    bool after = op == CXUnaryOperator_PostInc || op == CXUnaryOperator_PostDec;
    ir_index type = type_of_value(l, operand), loc = place_of(l, c);
    struct ir_operand at = expr_address(l, operand);
    struct ir_operand old = value_load(l, at, type, place_of(l, operand)), v;
    if (type_is(l, type, IR_POINTER))
        v = step(l, old, value_const(ir_type_int(l->b, 8, true), 1, 0), down, type, loc);
    else if (type_is(l, type, IR_INT))
        v = value_bin(l, down ? IR_BIN_SUB : IR_BIN_ADD, old, value_const(type, 1, 0), type, loc);
    else
        v = value_havoc(l, type, loc);
    value_store(l, at, v, type, loc);
    return after ? old : v;
}

/* ---- the rest ------------------------------------------------------------------------------------- */

struct ir_operand operator_unary(struct lower *l, CXCursor c)
{
    CXCursor operand = operands_of(c).a;
    enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(c);
    ir_index type = type_of_cursor(l, c), loc = place_of(l, c);
    struct ir_operand v;
    switch (op) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        return increment(l, c, operand, op);
    case CXUnaryOperator_AddrOf:
        v = expr_address(l, operand);
        v.type = type;
        v.loc = loc;
        return v;
    case CXUnaryOperator_Deref:
        v = expr_value(l, operand);
        if (type_is(l, type, IR_FUNCTION))
            return v;
        if (type_is(l, type, IR_ARRAY))
            return value_decay(l, v, ir_type_pointer(l->b, ir_type_at(l->m, type)->element, false), loc);
        return type_is(l, type, IR_VOID) ? value_none() : value_load(l, v, type, loc);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return expr_value(l, operand);
    case CXUnaryOperator_Minus:
        return value_un(l, IR_UN_NEG, expr_value(l, operand), type, loc);
    case CXUnaryOperator_Not:
        return value_un(l, IR_UN_NOT, expr_value(l, operand), type, loc);
    case CXUnaryOperator_LNot:
        v = expr_value(l, operand);
        return value_un(l, IR_UN_LNOT, v, v.type, loc);
    default:
        return expr_unsupported(l, c, "unary operator");
    }
}

static struct ir_operand arithmetic(struct lower *l, CXCursor c, struct pair p, enum ir_bin op)
{
    ir_index type = type_of_cursor(l, c), loc = place_of(l, c);
    struct ir_operand a = expr_value(l, p.a), b = expr_value(l, p.b);
    bool left = type_is(l, a.type, IR_POINTER), right = type_is(l, b.type, IR_POINTER);
    if (op >= IR_BIN_EQ && op <= IR_BIN_GE) {
        if (right && !left)
            a = value_cast(l, a, b.type, a.loc);
        else
            b = value_cast(l, b, a.type, b.loc);
        return value_bin(l, op, a, b, a.type, loc);
    }
    if (op == IR_BIN_SUB && left && right) {
        struct ir_operand operands[] = {a, b};
        return ir_emit(l->b, IR_PTRDIFF, 0, type_pointee(l, a.type), 0, loc, operands, 2);
    }
    if ((op == IR_BIN_ADD || op == IR_BIN_SUB) && left)
        return step(l, a, b, op == IR_BIN_SUB, a.type, loc);
    if (op == IR_BIN_ADD && right)
        return step(l, b, a, false, b.type, loc);
    return value_bin(l, op, a, b, type, loc);
}

struct ir_operand operator_binary(struct lower *l, CXCursor c)
{
    struct pair p = operands_of(c);
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
    if (!p.ok)
        return expr_unsupported(l, c, "binary operator");
    switch (op) {
    case CXBinaryOperator_LAnd:
    case CXBinaryOperator_LOr:
        return operator_bool(l, c);
    case CXBinaryOperator_Comma:
        expr_effect(l, p.a);
        return expr_value(l, p.b);
    case CXBinaryOperator_Assign:
        return assign(l, c, p);
    default:
        break;
    }
    enum ir_bin bin = bin_of(op);
    return bin == IR_BIN_COUNT ? expr_unsupported(l, c, "binary operator") : arithmetic(l, c, p, bin);
}

struct ir_operand operator_bool(struct lower *l, CXCursor c)
{
    ir_index type = type_bool(l), loc = place_of(l, c);
    struct ir_operand to = value_hidden(l, type, loc);
    uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b), join = ir_block_new(l->b);
    condition(l, c, yes, no);
    ir_block_select(l->b, yes);
    value_store(l, to, value_const(type, 1, 0), type, loc);
    value_jump(l, join, loc);
    ir_block_select(l->b, no);
    value_store(l, to, value_const(type, 0, 0), type, loc);
    value_jump(l, join, loc);
    ir_block_select(l->b, join);
    return value_load(l, to, type, loc);
}

static void choose(struct lower *l, struct ir_operand to, CXCursor c, ir_index type, uint32_t block, uint32_t join)
{
    ir_block_select(l->b, block);
    if (type_is(l, type, IR_VOID))
        expr_effect(l, c);
    else
        value_store(l, to, value_cast(l, expr_value(l, c), type, 0), type, place_of(l, c));
    value_jump(l, join, place_of(l, c));
}

struct ir_operand operator_choice(struct lower *l, CXCursor c)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    ir_index type = type_of_value(l, c), loc = place_of(l, c);
    uint32_t count = kids.count;
    CXCursor parts[4] = {kids.items ? kids.items[0] : c};
    for (uint32_t i = 0; i < count && i < 4; i++)
        parts[i] = kids.items[i];
    vec_release(&kids);
    if (count != 3 && count != 4)
        return expr_unsupported(l, c, "?:");

    uint32_t yes = ir_block_new(l->b), no = ir_block_new(l->b), join = ir_block_new(l->b);
    bool has_value = !type_is(l, type, IR_VOID);
    struct ir_operand to = has_value ? value_hidden(l, type, loc) : value_none();
    if (count == 3) {
        condition(l, parts[0], yes, no);
        choose(l, to, parts[1], type, yes, join);
    } else { /* x ?: y shows x three times; it is evaluated once */
        struct ir_operand v = expr_value(l, parts[0]);
        value_branch(l, v, yes, no, loc);
        ir_block_select(l->b, yes);
        if (has_value)
            value_store(l, to, value_cast(l, v, type, 0), type, loc);
        value_jump(l, join, loc);
    }
    choose(l, to, parts[count - 1], type, no, join);
    ir_block_select(l->b, join);
    return has_value ? value_load(l, to, type, loc) : value_none();
}

/* ---- conditions -------------------------------------------------------------------------------------- */

static bool decides(CXCursor c)
{
    if (cursor_is(c, CXCursor_UnaryOperator))
        return clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot;
    if (!cursor_is(c, CXCursor_BinaryOperator))
        return false;
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
    return (op >= CXBinaryOperator_LT && op <= CXBinaryOperator_NE) || op == CXBinaryOperator_LAnd ||
           op == CXBinaryOperator_LOr;
}

/* Through parentheses, and through conversions (written ones too) of what is 0 or 1 anyway. */
static CXCursor deciding_part(CXCursor c)
{
    CXCursor inner = c;
    for (;;) {
        inner = cursor_strip(inner);
        if (!cursor_is(inner, CXCursor_CStyleCastExpr) || cursor_type(inner).kind == CXType_Void)
            break;
        inner = operands_of(inner).a;
    }
    if (decides(inner))
        return inner;
    while (cursor_is(c, CXCursor_ParenExpr))
        c = operands_of(c).a;
    return c;
}

static void condition_of_operator(struct lower *l, CXCursor c, uint32_t yes, uint32_t no)
{
    struct pair p = operands_of(c);
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
    if (op == CXBinaryOperator_Comma && p.ok) {
        expr_effect(l, p.a);
        condition(l, p.b, yes, no);
    } else if ((op == CXBinaryOperator_LAnd || op == CXBinaryOperator_LOr) && p.ok) {
        uint32_t next = ir_block_new(l->b);
        if (op == CXBinaryOperator_LAnd)
            condition(l, p.a, next, no);
        else
            condition(l, p.a, yes, next);
        ir_block_select(l->b, next);
        condition(l, p.b, yes, no);
    } else {
        value_branch(l, expr_value(l, c), yes, no, place_of(l, c));
    }
}

void condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no)
{
    if (!enter(l, c)) {
        value_branch(l, expr_unknown(l, type_bool(l), 0), yes, no, place_of(l, c));
        return;
    }
    c = deciding_part(c);
    if (cursor_is(c, CXCursor_UnaryOperator) && clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot) {
        condition(l, operands_of(c).a, no, yes);
    } else if (cursor_is(c, CXCursor_BinaryOperator)) {
        condition_of_operator(l, c, yes, no);
    } else if (cursor_is(c, CXCursor_ConditionalOperator)) {
        cursor_list kids = {0};
        cursor_operands(c, &kids);
        uint32_t a = ir_block_new(l->b), b = ir_block_new(l->b);
        if (kids.count == 3) {
            condition(l, kids.items[0], a, b);
            ir_block_select(l->b, a);
            condition(l, kids.items[1], yes, no);
            ir_block_select(l->b, b);
            condition(l, kids.items[2], yes, no);
        }
        vec_release(&kids);
    } else {
        value_branch(l, expr_value(l, c), yes, no, place_of(l, c));
    }
    leave(l);
}
