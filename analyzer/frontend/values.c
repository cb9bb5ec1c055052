/*
 * Emitting. Operands go in, an operand comes out; constants are folded on the way, so that
 * `if (0)`, sizeof arithmetic and the null-based offsets of CONTAINING_RECORD macros reach the
 * engine as plain numbers. Nothing here reads a cursor, but for evaluate_int.
 */
#include "frontend/lower.h"

struct ir_operand value_const(ir_index type, int64_t value, ir_index loc)
{
    return (struct ir_operand){.kind = IR_CONST, .type = type, .loc = loc, .value = value};
}

struct ir_operand value_none(void) { return (struct ir_operand){.kind = IR_NONE}; }

static struct ir_operand with_loc(struct ir_operand v, ir_index loc)
{
    if (loc)
        v.loc = loc;
    return v;
}

static uint32_t bits_of(struct lower *l, ir_index type)
{
    const struct ir_type *t = ir_type_at(l->m, type);
    return t->size && t->size < 8 ? t->size * 8 : 64;
}

static bool type_signed(struct lower *l, ir_index type)
{
    const struct ir_type *t = ir_type_at(l->m, type);
    return t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
}

int64_t value_wrap(struct lower *l, ir_index type, int64_t value)
{
    uint32_t bits = bits_of(l, type);
    if (bits == 64)
        return value;
    uint64_t mask = ((uint64_t)1 << bits) - 1, low = (uint64_t)value & mask;
    bool negative = type_signed(l, type) && (low >> (bits - 1));
    return (int64_t)(negative ? low | ~mask : low);
}

static bool is_number(struct lower *l, ir_index type)
{
    return type_is(l, type, IR_INT) || type_is(l, type, IR_POINTER);
}

/* After errors anything can stand anywhere; what leaves this file is well-typed all the same. */
struct ir_operand value_address(struct lower *l, struct ir_operand a)
{
    if (a.kind != IR_NONE && type_is(l, a.type, IR_POINTER))
        return a;
    if (a.kind != IR_NONE && type_is(l, a.type, IR_INT))
        return value_cast(l, a, type_void_pointer(l), a.loc);
    return value_havoc(l, type_void_pointer(l), a.loc);
}

static struct ir_operand as_scalar(struct lower *l, struct ir_operand v)
{
    bool scalar = v.kind != IR_NONE && (is_number(l, v.type) || type_is(l, v.type, IR_FLOAT));
    return scalar ? v : value_havoc(l, type_bool(l), v.loc);
}

/* ---- cells ------------------------------------------------------------------------------ */

struct ir_operand value_havoc(struct lower *l, ir_index type, ir_index loc)
{
    return type_is(l, type, IR_VOID) ? value_none() : ir_emit(l->b, IR_HAVOC, 0, type, 0, loc, NULL, 0);
}

struct ir_operand value_load(struct lower *l, struct ir_operand address, ir_index type, ir_index loc)
{
    address = value_address(l, address);
    return ir_emit(l->b, IR_LOAD, 0, type, 0, loc, &address, 1);
}

void value_store(struct lower *l, struct ir_operand address, struct ir_operand value, ir_index type, ir_index loc)
{
    if (type_is(l, type, IR_VOID))
        return;
    if (value.kind == IR_NONE)
        value = value_havoc(l, type, loc);
    struct ir_operand operands[] = {value_address(l, address), value};
    ir_emit(l->b, IR_STORE, 0, type, 0, loc, operands, 2);
}

void value_copy(struct lower *l, struct ir_operand to, struct ir_operand from, ir_index type, ir_index loc)
{
    if (type_is(l, type, IR_VOID) || type_is(l, type, IR_FUNCTION))
        return;
    struct ir_operand operands[] = {value_address(l, to), value_address(l, from)};
    ir_emit(l->b, IR_COPY, 0, type, 0, loc, operands, 2);
}

void value_zero(struct lower *l, struct ir_operand at, ir_index type, ir_index loc)
{
    if (type_is(l, type, IR_VOID) || type_is(l, type, IR_FUNCTION))
        return;
    at = value_address(l, at);
    ir_emit(l->b, IR_ZERO, 0, type, 0, loc, &at, 1);
}

struct ir_operand value_local(struct lower *l, ir_index local)
{
    ir_index type = l->m->locals.items[l->m->functions.items[l->body->function].first_local + local].type;
    return (struct ir_operand){.kind = IR_LOCAL, .type = ir_type_pointer(l->b, type, false), .value = local};
}

struct ir_operand value_hidden(struct lower *l, ir_index type, ir_index loc)
{
    if (type_is(l, type, IR_VOID) || type_is(l, type, IR_FUNCTION)) /* only after an error */
        type = type_bool(l);
    ir_index local = ir_add_local(l->b, "", type, loc, IR_LOCAL_HIDDEN);
    return (struct ir_operand){
        .kind = IR_LOCAL, .type = ir_type_pointer(l->b, type, false), .loc = loc, .value = local};
}

/* ---- conversions --------------------------------------------------------------------------- */

struct ir_operand value_cast(struct lower *l, struct ir_operand v, ir_index type, ir_index loc)
{
    const struct ir_type *to = ir_type_at(l->m, type), *from = ir_type_at(l->m, v.type);
    if (to->kind == IR_VOID)
        return value_none();
    if (v.kind == IR_NONE)
        return value_havoc(l, type, loc);
    if (v.type == type || to->kind == IR_RECORD || to->kind == IR_ARRAY || to->kind == IR_FUNCTION ||
        from->kind == IR_RECORD)
        return with_loc(v, loc);
    if (v.kind == IR_CONST && is_number(l, type) && is_number(l, v.type))
        return value_const(type, value_wrap(l, type, v.value), loc);
    if (to->kind == IR_POINTER && from->kind == IR_POINTER && to->element == from->element) {
        v.type = type; /* const or not */
        return with_loc(v, loc);
    }
    return ir_emit(l->b, IR_CAST, 0, type, 0, loc, &v, 1);
}

struct ir_operand value_truth(struct lower *l, struct ir_operand v, ir_index loc)
{
    v = as_scalar(l, v); /* after an error it may be nothing at all */
    return value_bin(l, IR_BIN_NE, v, value_const(v.type, 0, loc), v.type, loc);
}

struct ir_operand value_decay(struct lower *l, struct ir_operand address, ir_index pointer, ir_index loc)
{
    address = value_address(l, address);
    address.type = pointer;
    return with_loc(address, loc);
}

/* ---- operators -------------------------------------------------------------------------------- */

static bool is_comparison(enum ir_bin op) { return op >= IR_BIN_EQ && op <= IR_BIN_GE; }

static bool compare(enum ir_bin op, int order)
{
    switch (op) {
    case IR_BIN_EQ:
        return order == 0;
    case IR_BIN_NE:
        return order != 0;
    case IR_BIN_LT:
        return order < 0;
    case IR_BIN_LE:
        return order <= 0;
    case IR_BIN_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool fold(struct lower *l, enum ir_bin op, int64_t a, int64_t b, ir_index type, int64_t *out)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    uint32_t bits = bits_of(l, type);
    bool is_signed = type_signed(l, type);
    if (is_comparison(op)) {
        *out = compare(op, is_signed ? (a > b) - (a < b) : (x > y) - (x < y));
        return true;
    }
    switch (op) {
    case IR_BIN_ADD:
        *out = (int64_t)(x + y);
        return true;
    case IR_BIN_SUB:
        *out = (int64_t)(x - y);
        return true;
    case IR_BIN_MUL:
        *out = (int64_t)(x * y);
        return true;
    case IR_BIN_AND:
        *out = (int64_t)(x & y);
        return true;
    case IR_BIN_OR:
        *out = (int64_t)(x | y);
        return true;
    case IR_BIN_XOR:
        *out = (int64_t)(x ^ y);
        return true;
    case IR_BIN_DIV:
    case IR_BIN_REM:
        if (y == 0 || (is_signed && a == INT64_MIN && b == -1))
            return false;
        if (op == IR_BIN_DIV)
            *out = is_signed ? a / b : (int64_t)(x / y);
        else
            *out = is_signed ? a % b : (int64_t)(x % y);
        return true;
    case IR_BIN_SHL:
    case IR_BIN_SHR:
        if (y >= bits)
            return false;
        if (op == IR_BIN_SHL)
            *out = (int64_t)(x << y);
        else
            *out = is_signed && a < 0 ? (int64_t)~(~x >> y) : (int64_t)(x >> y);
        return true;
    default:
        return false;
    }
}

struct ir_operand value_bin(struct lower *l, enum ir_bin op, struct ir_operand a, struct ir_operand b, ir_index type,
                            ir_index loc)
{
    int64_t folded;
    if (a.kind == IR_CONST && b.kind == IR_CONST && is_number(l, type) && ir_type_at(l->m, type)->size <= 8 &&
        fold(l, op, a.value, b.value, type, &folded)) {
        ir_index result = is_comparison(op) ? type_bool(l) : type;
        return value_const(result, value_wrap(l, result, folded), loc);
    }
    struct ir_operand operands[] = {as_scalar(l, a), as_scalar(l, b)};
    return ir_emit(l->b, IR_BIN, (unsigned)op, type, 0, loc, operands, 2);
}

struct ir_operand value_un(struct lower *l, enum ir_un op, struct ir_operand v, ir_index type, ir_index loc)
{
    if (v.kind == IR_CONST && is_number(l, type)) {
        uint64_t x = (uint64_t)v.value;
        if (op == IR_UN_LNOT)
            return value_const(type_bool(l), x == 0, loc);
        return value_const(type, value_wrap(l, type, (int64_t)(op == IR_UN_NEG ? 0 - x : ~x)), loc);
    }
    v = as_scalar(l, v);
    return ir_emit(l->b, IR_UN, (unsigned)op, type, 0, loc, &v, 1);
}

struct ir_operand value_elem(struct lower *l, struct ir_operand base, struct ir_operand index, ir_index element,
                             ir_index pointer, ir_index loc)
{
    uint64_t size = ir_type_at(l->m, element)->size;
    if (base.kind == IR_CONST && index.kind == IR_CONST)
        return value_const(pointer, (int64_t)((uint64_t)base.value + (uint64_t)index.value * size), loc);
    struct ir_operand operands[] = {value_address(l, base), as_scalar(l, index)};
    return ir_emit(l->b, IR_ELEM, 0, element, 0, loc, operands, 2);
}

struct ir_operand value_field(struct lower *l, struct ir_operand base, ir_index record, uint32_t field, ir_index loc)
{
    const struct ir_type *t = ir_type_at(l->m, record);
    const struct ir_field f = l->m->fields.items[t->first + field];
    if (base.kind == IR_CONST)
        return value_const(ir_type_pointer(l->b, f.type, false), (int64_t)((uint64_t)base.value + f.offset), loc);
    base = value_address(l, base);
    return ir_emit(l->b, IR_FIELD, 0, record, field, loc, &base, 1);
}

/* ---- control ------------------------------------------------------------------------------------ */

void value_jump(struct lower *l, uint32_t block, ir_index loc)
{
    struct ir_operand to = {.kind = IR_BLOCK, .value = block};
    ir_emit(l->b, IR_JUMP, 0, 0, 0, loc, &to, 1);
}

void value_branch(struct lower *l, struct ir_operand v, uint32_t yes, uint32_t no, ir_index loc)
{
    if (v.kind == IR_CONST) {
        value_jump(l, v.value ? yes : no, loc);
        return;
    }
    v = as_scalar(l, v);
    struct ir_operand operands[] = {v, {.kind = IR_BLOCK, .value = yes}, {.kind = IR_BLOCK, .value = no}};
    ir_emit(l->b, IR_BRANCH, 0, 0, 0, loc, operands, 3);
}

void value_unreachable(struct lower *l, ir_index loc) { ir_emit(l->b, IR_UNREACHABLE, 0, 0, 0, loc, NULL, 0); }

bool evaluate_int(CXCursor c, int64_t *value)
{
    CXEvalResult r = clang_Cursor_Evaluate(c);
    bool is_int = r && clang_EvalResult_getKind(r) == CXEval_Int;
    if (is_int)
        *value = clang_EvalResult_isUnsignedInt(r) ? (int64_t)clang_EvalResult_getAsUnsigned(r)
                                                   : (int64_t)clang_EvalResult_getAsLongLong(r);
    if (r)
        clang_EvalResult_dispose(r);
    return is_int;
}
