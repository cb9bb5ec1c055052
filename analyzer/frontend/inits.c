/*
 * Initialisers. libclang shows initialiser lists as they were written: designators in any order,
 * inner braces left out, fields omitted. The rules of C 6.7.9 place each item again.
 *
 * A spot is a subobject on the way from the initialised object to a scalar. For a local object it
 * turns into `field` and `elem` instructions when something is stored there (the object is zeroed
 * first, so zeros are not stored); for a global it is an offset, and items become entries of the
 * module's table. A feed is the list of items that spots draw from.
 */
#include "frontend/lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef VEC(struct ir_init) init_list;

struct target {
    struct lower *l;
    struct ir_operand object; /* local mode: its address */
    init_list *inits;         /* global mode: where entries go; NULL in local mode */
    uint32_t items;
};

enum spot_kind { SPOT_OBJECT, SPOT_FIELD, SPOT_ELEMENT, SPOT_SAME /* a dissolved member */ };

struct spot {
    const struct spot *outer;
    enum spot_kind kind;
    CXType type; /* canonical */
    ir_index record;
    uint32_t field;
    uint64_t index;
    uint64_t offset; /* bytes from the start of the object */
};

struct feed {
    cursor_list items;
    uint32_t at;
};

static void fill_list(struct target *t, const struct spot *s, CXCursor list);
static void fill_item(struct target *t, const struct spot *s, struct feed *f);
static void fill_members(struct target *t, const struct spot *s, struct feed *f, uint64_t position, bool braced);

static bool is_array(CXType t) { return t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray; }
static CXType element_type(CXType t) { return clang_getCanonicalType(clang_getArrayElementType(t)); }

/* ---- members ------------------------------------------------------------------------------- */

static enum CXVisitorResult add_member(CXCursor c, CXClientData data)
{
    cursor_list *list = data;
    bool unnamed_bits = clang_Cursor_isBitField(c) && clang_getFieldDeclBitWidth(c) >= 0;
    if (unnamed_bits) {
        CXString name = clang_getCursorSpelling(c);
        unnamed_bits = !clang_getCString(name)[0];
        clang_disposeString(name);
    }
    if (!unnamed_bits)
        vec_push(list, c);
    return CXVisit_Continue;
}

static struct spot field_spot(struct lower *l, const struct spot *outer, CXCursor field)
{
    const struct field_slot *slot = type_field(l, field);
    struct spot s = {.outer = outer, .kind = SPOT_FIELD, .type = cursor_type(field), .offset = outer->offset};
    long long bits = clang_Cursor_getOffsetOfField(field);
    s.offset += bits > 0 ? (uint64_t)bits / 8 : 0;
    if (!slot || slot->anonymous) {
        s.kind = SPOT_SAME;
    } else {
        s.record = slot->record;
        s.field = slot->index;
    }
    return s;
}

static struct spot element_spot(const struct spot *outer, uint64_t index)
{
    struct spot s = {.outer = outer, .kind = SPOT_ELEMENT, .type = element_type(outer->type), .index = index};
    long long size = clang_Type_getSizeOf(s.type);
    s.offset = outer->offset + (size > 0 ? (uint64_t)size * index : 0);
    return s;
}

/* ---- storing ---------------------------------------------------------------------------------- */

static struct ir_operand spot_address(struct target *t, const struct spot *s, ir_index loc)
{
    if (s->kind == SPOT_OBJECT)
        return t->object;
    struct ir_operand outer = spot_address(t, s->outer, loc);
    if (s->kind == SPOT_SAME)
        return outer;
    if (s->kind == SPOT_FIELD)
        return value_field(t->l, outer, s->record, s->field, loc);
    ir_index element = type_of(t->l, s->type);
    return value_elem(t->l, outer, value_const(ir_type_int(t->l->b, 8, true), (int64_t)s->index, 0), element,
                      ir_type_pointer(t->l->b, element, false), loc);
}

static void add_init(struct target *t, uint64_t offset, struct ir_operand v)
{
    struct ir_init init = {.offset = (uint32_t)offset, .value = v};
    for (uint32_t i = t->inits->count; i > 0 && t->inits->items[i - 1].offset >= init.offset; i--)
        if (t->inits->items[i - 1].offset == init.offset) { /* a later designator wins */
            t->inits->items[i - 1] = init;
            return;
        }
    vec_push(t->inits, init);
}

/* ---- constants of globals ------------------------------------------------------------------------ */

static bool constant_value(struct lower *l, CXCursor c, struct ir_operand *out, int64_t *offset);

static CXCursor operand_number(CXCursor c, uint32_t n)
{
    cursor_list kids = {0};
    cursor_operands(c, &kids);
    CXCursor kid = n < kids.count ? kids.items[n] : clang_getNullCursor();
    vec_release(&kids);
    return kid;
}

static bool literal_object(struct lower *l, CXCursor c, struct ir_operand *out)
{
    struct ir_global g = {.type = type_of_cursor(l, c),
                          .loc = place_of(l, c),
                          .flags = IR_GLOBAL_STATIC | IR_GLOBAL_DEFINED | IR_GLOBAL_LOCAL};
    ir_index index = ir_add_global(l->b, &g);
    init_global(l, index, cursor_type(c), operand_number(c, 0));
    *out = (struct ir_operand){.kind = IR_GLOBAL, .value = index};
    return true;
}

/* The address of an lvalue with static storage. */
static bool constant_address(struct lower *l, CXCursor c, struct ir_operand *out, int64_t *offset)
{
    c = cursor_strip(c);
    CXCursor inner;
    int64_t index;
    long long bits, size;
    switch (clang_getCursorKind(c)) {
    case CXCursor_DeclRefExpr:
        inner = clang_getCursorReferenced(c);
        if (cursor_is(inner, CXCursor_FunctionDecl))
            *out = (struct ir_operand){.kind = IR_FUNC, .value = decl_function(l, inner)};
        else if (cursor_is(inner, CXCursor_VarDecl))
            *out = decl_variable(l, inner);
        else
            return false;
        return out->kind != IR_LOCAL;
    case CXCursor_StringLiteral:
        *out = (struct ir_operand){.kind = IR_STRING, .value = ir_add_string(l->b, string_literal_text(l, c))};
        out->type = ir_type_pointer(l->b, type_pointee(l, type_of_cursor(l, c)), false);
        return true;
    case CXCursor_CompoundLiteralExpr:
        return literal_object(l, c, out);
    case CXCursor_MemberRefExpr:
        inner = operand_number(c, 0);
        bits = clang_Cursor_getOffsetOfField(clang_getCursorReferenced(c));
        *offset += bits > 0 ? bits / 8 : 0;
        return expr_is_record(l, inner) ? constant_address(l, inner, out, offset)
                                        : constant_value(l, inner, out, offset);
    case CXCursor_ArraySubscriptExpr:
        size = clang_Type_getSizeOf(cursor_type(c));
        if (!evaluate_int(operand_number(c, 1), &index) || size < 0)
            return false;
        *offset += index * size;
        return constant_value(l, operand_number(c, 0), out, offset);
    case CXCursor_UnaryOperator:
        return clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Deref &&
               constant_value(l, operand_number(c, 0), out, offset);
    default:
        return false;
    }
}

static bool constant_value(struct lower *l, CXCursor c, struct ir_operand *out, int64_t *offset)
{
    int64_t number;
    if (clang_Cursor_isNull(c))
        return false;
    if (evaluate_int(c, &number)) {
        *out = value_const(type_of_cursor(l, c), number, 0);
        return true;
    }
    c = cursor_strip(c);
    if (evaluate_int(c, &number)) { /* 0 that is cast to a pointer is no integer to clang */
        *out = value_const(type_of_cursor(l, c), number, 0);
        return true;
    }
    if (cursor_is(c, CXCursor_CStyleCastExpr))
        return constant_value(l, operand_number(c, 0), out, offset);
    if (cursor_is(c, CXCursor_UnaryOperator) && clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_AddrOf)
        return constant_address(l, operand_number(c, 0), out, offset);
    if (cursor_is(c, CXCursor_ConditionalOperator) && evaluate_int(operand_number(c, 0), &number))
        return constant_value(l, operand_number(c, number ? 1 : 2), out, offset);
    if (cursor_is(c, CXCursor_BinaryOperator) && cursor_type(c).kind == CXType_Pointer &&
        evaluate_int(operand_number(c, 1), &number)) {
        long long size = clang_Type_getSizeOf(clang_getPointeeType(cursor_type(c)));
        bool back = clang_getCursorBinaryOperatorKind(c) == CXBinaryOperator_Sub;
        *offset += (back ? -number : number) * (size > 0 ? size : 1);
        return constant_value(l, operand_number(c, 0), out, offset);
    }
    CXType t = cursor_type(c);
    if (is_array(t) || t.kind == CXType_FunctionProto || t.kind == CXType_FunctionNoProto)
        return constant_address(l, c, out, offset);
    return false;
}

static void store_constant(struct target *t, const struct spot *s, CXCursor c)
{
    struct lower *l = t->l;
    struct ir_operand v;
    int64_t offset = 0;
    ir_index type = type_of(l, s->type);
    if (type_is(l, type, IR_FLOAT))
        return; /* the engine has no floating numbers */
    bool holds = type_is(l, type, IR_INT) || type_is(l, type, IR_POINTER);
    if (!holds || !constant_value(l, c, &v, &offset)) {
        problem_unsupported(l, c, "initialiser");
        return;
    }
    if (v.kind == IR_CONST && offset)
        v.value = (int64_t)((uint64_t)v.value + (uint64_t)offset);
    else if (offset)
        problem_unsupported(l, c, "address inside of an object in an initialiser");
    if (v.kind == IR_CONST)
        v = value_const(type, value_wrap(l, type, v.value), 0);
    v.loc = place_of(l, c);
    if (v.kind != IR_CONST || v.value)
        add_init(t, s->offset, v);
    else if (t->inits->count && vec_last(t->inits).offset >= s->offset)
        add_init(t, s->offset, v); /* takes an earlier one back */
}

static void store_scalar(struct target *t, const struct spot *s, CXCursor c)
{
    struct lower *l = t->l;
    if (t->inits) {
        store_constant(t, s, c);
        return;
    }
    ir_index type = type_of(l, s->type);
    struct ir_operand v = value_cast(l, expr_value(l, c), type, 0);
    if (v.kind != IR_CONST || v.value || s->kind == SPOT_OBJECT)
        value_store(l, spot_address(t, s, v.loc), v, type, place_of(l, c));
}

/* A literal that initialises an array of characters. */
static void store_string(struct target *t, const struct spot *s, CXCursor c)
{
    struct lower *l = t->l;
    CXCursor literal = cursor_strip(c);
    ir_index array = type_of(l, s->type), own = type_of_cursor(l, literal);
    uint32_t room = ir_type_at(l->m, array)->count, has = ir_type_at(l->m, own)->count;
    ir_index element = type_pointee(l, array);
    uint32_t n = room && room < has ? room : has;
    const char *text = string_literal_text(l, literal);
    if (ir_type_at(l->m, element)->size == 1 && strlen(text) + 1 < n)
        n = (uint32_t)strlen(text) + 1; /* clang gives the literal the size of the array */
    if (!t->inits) {
        struct ir_operand from = {.kind = IR_STRING,
                                  .type = ir_type_pointer(l->b, element, false),
                                  .loc = place_of(l, literal),
                                  .value = ir_add_string(l->b, text)};
        value_copy(l, spot_address(t, s, from.loc), from, ir_type_array(l->b, element, n), place_of(l, c));
        return;
    }
    uint32_t size = ir_type_at(l->m, element)->size;
    for (uint32_t i = 0; i < n && text[i] && i < LOWER_INIT_LIMIT; i++)
        add_init(t, s->offset + (uint64_t)i * size, value_const(element, value_wrap(l, element, text[i]), 0));
}

static void store_record(struct target *t, const struct spot *s, CXCursor c)
{
    struct lower *l = t->l;
    if (!t->inits) {
        ir_index type = type_of(l, s->type);
        record_into(l, spot_address(t, s, place_of(l, c)), c, type);
        return;
    }
    CXCursor inner = cursor_strip(c);
    if (cursor_is(inner, CXCursor_CompoundLiteralExpr))
        fill_list(t, s, operand_number(inner, 0));
    else
        problem_unsupported(l, c, "initialiser");
}

/* ---- placing ------------------------------------------------------------------------------------------ */

static bool is_string_for(CXType array, CXCursor c)
{
    return is_array(array) && cursor_is(cursor_strip(c), CXCursor_StringLiteral);
}

static bool is_aggregate(CXType t) { return t.kind == CXType_Record || is_array(t); }

static bool is_designated(CXCursor c)
{
    return cursor_is(c, CXCursor_UnexposedExpr) && cursor_type(c).kind == CXType_Void;
}

static bool is_range(struct lower *l, CXCursor first_index)
{
    size_t left;
    const char *at = place_text(l, clang_getRangeEnd(clang_getCursorExtent(first_index)), &left);
    while (at && left && isspace((unsigned char)*at)) {
        at++;
        left--;
    }
    return at && left >= 3 && memcmp(at, "...", 3) == 0;
}

static uint64_t member_number(CXType record, CXCursor field)
{
    cursor_list members = {0};
    clang_Type_visitFields(record, add_member, &members);
    uint64_t at = 0;
    while (at < members.count && cursor_decl(members.items[at]) != cursor_decl(field))
        at++;
    vec_release(&members);
    return at;
}

/* Item `d` of a designation (designators, then the value) says which member of s; returns the
   position at which s goes on. Inner objects take the items that follow, as long as they have room. */
static uint64_t designate(struct target *t, const struct spot *s, const cursor_list *parts, uint32_t d, struct feed *f)
{
    CXCursor part = parts->items[d];
    if (d + 1 == parts->count) {
        struct feed one = {.items = {0}};
        vec_push(&one.items, part);
        fill_item(t, s, &one);
        vec_release(&one.items);
        return 0;
    }
    uint64_t next = UINT64_MAX;
    if (cursor_is(part, CXCursor_MemberRef)) {
        CXCursor field = clang_getCursorReferenced(part);
        struct spot member = field_spot(t->l, s, field);
        designate(t, &member, parts, d + 1, f);
        next = member_number(s->type, field) + 1;
    } else {
        int64_t low = 0, high;
        if (!is_array(s->type) || !evaluate_int(part, &low) || low < 0) {
            problem_unsupported(t->l, part, "designator");
            return UINT64_MAX;
        }
        high = low;
        uint32_t value = d + 1;
        if (is_range(t->l, part) && d + 2 < parts->count && evaluate_int(parts->items[d + 1], &high))
            value++;
        struct feed none = {.items = {0}};
        for (int64_t i = low; i <= high && i - low < (int64_t)LOWER_INIT_LIMIT; i++) {
            struct spot member = element_spot(s, (uint64_t)i);
            designate(t, &member, parts, value, i == high ? f : &none);
        }
        next = (uint64_t)high + 1;
    }
    if (d > 0)
        fill_members(t, s, f, next, false);
    return next;
}

static void fill_item(struct target *t, const struct spot *s, struct feed *f)
{
    struct lower *l = t->l;
    CXCursor item = f->items.items[f->at];
    if (!enter(l, item)) {
        f->at++;
        return;
    }
    bool list = cursor_is(item, CXCursor_InitListExpr);
    bool same = s->type.kind == CXType_Record && cursor_type(item).kind == CXType_Record &&
                type_of(l, s->type) == type_of(l, cursor_type(item));
    if (!list && is_aggregate(s->type) && !is_string_for(s->type, item) && !same) {
        uint32_t before = f->at;
        fill_members(t, s, f, 0, false); /* its braces were left out */
        if (f->at == before)
            f->at++; /* an empty record takes nothing: no endless loop */
    } else {
        f->at++;
        if (++t->items == LOWER_INIT_LIMIT)
            problem_unsupported(l, item, "initialiser too long");
        if (t->items >= LOWER_INIT_LIMIT)
            ;
        else if (list)
            fill_list(t, s, item);
        else if (same)
            store_record(t, s, item);
        else if (is_aggregate(s->type))
            store_string(t, s, item);
        else
            store_scalar(t, s, item);
    }
    leave(l);
}

static void fill_members(struct target *t, const struct spot *s, struct feed *f, uint64_t position, bool braced)
{
    cursor_list members = {0};
    bool record = s->type.kind == CXType_Record;
    if (record)
        clang_Type_visitFields(s->type, add_member, &members);
    bool is_union = record && cursor_is(clang_getTypeDeclaration(s->type), CXCursor_UnionDecl);
    long long length = s->type.kind == CXType_ConstantArray ? clang_getArraySize(s->type) : INT64_MAX;
    uint64_t count = is_union ? 1 : record ? members.count : (uint64_t)length;
    while (f->at < f->items.count) {
        CXCursor item = f->items.items[f->at];
        if (is_designated(item)) {
            if (!braced)
                break; /* it speaks of a member of the list's own object */
            cursor_list parts = {0};
            cursor_children(item, &parts);
            f->at++;
            position = parts.count ? designate(t, s, &parts, 0, f) : UINT64_MAX;
            vec_release(&parts);
            continue;
        }
        if (position >= count || (record && position >= members.count))
            break;
        struct spot member = record ? field_spot(t->l, s, members.items[position]) : element_spot(s, position);
        fill_item(t, &member, f);
        position++;
    }
    vec_release(&members);
}

static void fill_list(struct target *t, const struct spot *s, CXCursor list)
{
    struct feed f = {.items = {0}};
    cursor_operands(list, &f.items);
    if (!is_aggregate(s->type)) {
        if (f.items.count && cursor_is(f.items.items[0], CXCursor_InitListExpr))
            fill_list(t, s, f.items.items[0]);
        else if (f.items.count)
            store_scalar(t, s, f.items.items[0]);
    } else if (f.items.count == 1 && is_string_for(s->type, f.items.items[0]) &&
               !is_aggregate(is_array(s->type) ? element_type(s->type) : s->type) &&
               element_type(s->type).kind != CXType_Pointer) {
        store_string(t, s, f.items.items[0]);
    } else {
        fill_members(t, s, &f, 0, true);
    }
    vec_release(&f.items);
}

/* ---- entry points ------------------------------------------------------------------------------------------ */

void init_object(struct lower *l, struct ir_operand to, CXType type, CXCursor init, bool fresh)
{
    struct target t = {.l = l, .object = to};
    struct spot s = {.kind = SPOT_OBJECT, .type = clang_getCanonicalType(type)};
    ir_index object = type_of(l, type);
    if (cursor_is(init, CXCursor_InitListExpr)) {
        if (!fresh) { /* the list may read what it overwrites */
            t.object = value_hidden(l, object, place_of(l, init));
        }
        if (is_aggregate(s.type))
            value_zero(l, t.object, object, place_of(l, init));
        fill_list(&t, &s, init);
        if (!is_aggregate(s.type) && !cursor_is(init, CXCursor_InitListExpr))
            store_scalar(&t, &s, init);
        if (!fresh)
            value_copy(l, to, t.object, object, place_of(l, init));
    } else if (is_string_for(s.type, init)) {
        value_zero(l, to, object, place_of(l, init));
        store_string(&t, &s, init);
    } else if (s.type.kind == CXType_Record) {
        record_into(l, to, init, object);
    } else {
        store_scalar(&t, &s, init);
    }
}

/* The type of an object that has `end` bytes: `type` itself, or with a flexible array member that is
   initialised, a record of its own in which that member is as long as its values. */
static ir_index type_with_room(struct lower *l, ir_index type, uint64_t end)
{
    const struct ir_type t = *ir_type_at(l->m, type);
    if (end <= t.size || t.kind != IR_RECORD || t.members == 0)
        return type;
    struct ir_field *fields = arena_array(&l->arena, struct ir_field, t.members);
    memcpy(fields, &l->m->fields.items[t.first], t.members * sizeof *fields);
    struct ir_field *last = &fields[t.members - 1];
    const struct ir_type array = *ir_type_at(l->m, last->type);
    uint32_t step = array.kind == IR_ARRAY && array.count == 0 ? ir_type_at(l->m, array.element)->size : 0;
    if (step == 0 || end <= last->offset || end > UINT32_MAX / 2)
        return type;
    uint32_t count = (uint32_t)((end - last->offset + step - 1) / step), size = last->offset + count * step;
    last->type = ir_type_array(l->b, array.element, count);
    ir_index record = ir_type_record_new(l->b, t.name ? ir_text(l->m, t.name) : "", false);
    ir_type_record_complete(l->b, record, size > t.size ? size : t.size, fields, t.members);
    return record;
}

/* Makes the global's type hold all values. What stands past its end even so is left out, and told. */
static void settle_inits(struct lower *l, ir_index global, init_list *inits, CXCursor init)
{
    uint64_t end = 0;
    for (uint32_t i = 0; i < inits->count; i++) {
        const struct ir_init *v = &inits->items[i];
        uint64_t size = v->value.kind == IR_CONST ? ir_type_at(l->m, v->value.type)->size : 8;
        end = v->offset + size > end ? v->offset + size : end;
    }
    decl_global_type(l, global, type_with_room(l, l->m->globals.items[global].type, end));
    uint32_t size = ir_type_at(l->m, l->m->globals.items[global].type)->size, kept = 0;
    for (uint32_t i = 0; i < inits->count; i++)
        if (size == 0 || inits->items[i].offset < size)
            inits->items[kept++] = inits->items[i];
    if (kept < inits->count)
        problem_unsupported(l, init, "initialiser");
    inits->count = kept;
}

void init_global(struct lower *l, ir_index global, CXType type, CXCursor init)
{
    init_list inits = {0};
    struct target t = {.l = l, .inits = &inits};
    struct spot s = {.kind = SPOT_OBJECT, .type = clang_getCanonicalType(type)};
    if (cursor_is(init, CXCursor_InitListExpr))
        fill_list(&t, &s, init);
    else if (is_string_for(s.type, init))
        store_string(&t, &s, init);
    else if (s.type.kind == CXType_Record)
        store_record(&t, &s, init);
    else
        store_scalar(&t, &s, init);
    settle_inits(l, global, &inits, init);
    ir_global_set_inits(l->b, global, inits.items, inits.count);
    vec_release(&inits);
}
