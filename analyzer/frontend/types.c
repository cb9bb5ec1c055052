/*
 * clang types -> ir types.
 *
 * A record is declared without fields at first, so that recursive types end, and completed when
 * it is needed by value or when code uses a type that points to it. Members of anonymous structs
 * and unions become fields of the record around them, at the offset that they have there;
 * field_slot remembers, for the declaration of every member, where it went.
 */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

static ir_index record_of(struct lower *l, CXType t);
static void complete(struct lower *l, CXType t);

/* ---- scalars ------------------------------------------------------------------------ */

ir_index type_bool(struct lower *l) { return ir_type_int(l->b, 4, true); }
ir_index type_size(struct lower *l) { return ir_type_int(l->b, 8, false); }
ir_index type_char(struct lower *l) { return ir_type_int(l->b, 1, true); }
ir_index type_void_pointer(struct lower *l) { return ir_type_pointer(l->b, 0, false); }

bool type_is(struct lower *l, ir_index t, enum ir_type_kind kind) { return ir_type_at(l->m, t)->kind == kind; }

ir_index type_pointee(struct lower *l, ir_index pointer)
{
    const struct ir_type *t = ir_type_at(l->m, pointer);
    ir_index element = t->kind == IR_POINTER || t->kind == IR_ARRAY ? t->element : 0;
    return type_is(l, element, IR_VOID) || type_is(l, element, IR_FUNCTION) ? type_char(l) : element;
}

static uint32_t size_of(CXType t)
{
    long long size = clang_Type_getSizeOf(t);
    return size > 0 && size < UINT32_MAX ? (uint32_t)size : 0;
}

static bool is_signed(enum CXTypeKind kind)
{
    return kind == CXType_Char_S || kind == CXType_SChar || (kind >= CXType_Short && kind <= CXType_Int128);
}

static ir_index function_of(struct lower *l, CXType t)
{
    VEC(ir_index) params = {0};
    int count = clang_getNumArgTypes(t);
    for (int i = 0; i < count; i++)
        vec_push(&params, type_of_param(l, clang_getArgType(t, (unsigned)i)));
    bool variadic = clang_isFunctionTypeVariadic(t) || t.kind == CXType_FunctionNoProto;
    ir_index result = type_of(l, clang_getResultType(t));
    if (type_is(l, result, IR_FUNCTION) || type_is(l, result, IR_ARRAY)) /* only after an error */
        result = type_bool(l);
    ir_index type = ir_type_function(l->b, result, params.items, params.count, variadic);
    vec_release(&params);
    return type;
}

static ir_index array_of(struct lower *l, CXType t)
{
    CXType element = clang_getCanonicalType(clang_getArrayElementType(t));
    long long count = t.kind == CXType_ConstantArray ? clang_getArraySize(t) : 0;
    for (CXType e = element;; e = clang_getCanonicalType(clang_getArrayElementType(e)))
        if (e.kind != CXType_ConstantArray) {
            complete(l, e);
            break;
        }
    ir_index type = type_of(l, element);
    return ir_type_array(l->b, type, count > 0 && count < UINT32_MAX ? (uint32_t)count : 0);
}

static ir_index convert(struct lower *l, CXType t)
{
    switch (t.kind) {
    case CXType_Void:
        return 0;
    case CXType_Pointer:
    case CXType_BlockPointer:
    case CXType_LValueReference: { /* parameters of some of clang's own functions */
        CXType pointee = clang_getPointeeType(t);
        return ir_type_pointer(l->b, type_of(l, pointee), clang_isConstQualifiedType(pointee));
    }
    case CXType_Record:
        return record_of(l, t);
    case CXType_Enum: {
        CXType underlying = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(t));
        return underlying.kind == CXType_Invalid ? type_bool(l) : type_of(l, underlying);
    }
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return function_of(l, t);
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_DependentSizedArray:
        return array_of(l, t);
    case CXType_Atomic:
        return type_of(l, clang_Type_getValueType(t));
    case CXType_NullPtr:
        return type_void_pointer(l);
    case CXType_Vector:
    case CXType_ExtVector: /* moved about as a whole, never looked into */
        return ir_type_int(l->b, size_of(t) ? size_of(t) : 16, false);
    default:
        break;
    }
    if (t.kind == CXType_Float || t.kind == CXType_Double || t.kind == CXType_LongDouble || t.kind == CXType_Float128 ||
        t.kind == CXType_Half || t.kind == CXType_Float16 || t.kind == CXType_BFloat16 || t.kind == CXType_Complex)
        return ir_type_float(l->b, size_of(t) ? size_of(t) : 8);
    if (t.kind >= CXType_Bool && t.kind <= CXType_Int128)
        return ir_type_int(l->b, size_of(t) ? size_of(t) : 4, is_signed(t.kind));
    return type_bool(l); /* of an expression that clang itself could not type: an error says so */
}

ir_index type_of(struct lower *l, CXType t)
{
    t = clang_getCanonicalType(t);
    const void *key = t.data[0];
    if (!key)
        return convert(l, t);
    uint32_t known = map_number(&l->types, key);
    if (known)
        return known - 1;
    ir_index type = 0;
    if (l->depth < LOWER_DEPTH_LIMIT) {
        l->depth++;
        type = convert(l, t);
        l->depth--;
    }
    map_set(&l->types, map_key(key), type + 1);
    return type;
}

ir_index type_of_object(struct lower *l, CXType t)
{
    ir_index type = type_of(l, t);
    return type_is(l, type, IR_VOID) || type_is(l, type, IR_FUNCTION) ? type_bool(l) : type;
}

ir_index type_of_param(struct lower *l, CXType t)
{
    ir_index type = type_of(l, t);
    const struct ir_type *p = ir_type_at(l->m, type);
    if (p->kind == IR_ARRAY)
        return ir_type_pointer(l->b, p->element, clang_isConstQualifiedType(clang_getArrayElementType(t)));
    return p->kind == IR_FUNCTION ? ir_type_pointer(l->b, type, false) : type;
}

/* ---- records -------------------------------------------------------------------------- */

static struct record_slot *slot_of(struct lower *l, CXType t)
{
    CXCursor decl = clang_getTypeDeclaration(t);
    const void *key = cursor_decl(decl);
    uint32_t known = key ? map_number(&l->records, key) : 0;
    if (known)
        return &l->record_slots.items[known - 1];
    const char *name = cursor_spelling(l, decl);
    struct record_slot slot = {.clang = t};
    slot.type =
        ir_type_record_new(l->b, strchr(name, '(') ? "" : name, clang_getCursorKind(decl) == CXCursor_UnionDecl);
    vec_push(&l->record_slots, slot);
    if (key)
        map_set(&l->records, map_key(key), l->record_slots.count);
    return &vec_last(&l->record_slots);
}

static ir_index record_of(struct lower *l, CXType t) { return slot_of(l, t)->type; }

typedef VEC(struct ir_field) field_list;
struct walk {
    struct lower *l;
    ir_index record;
    uint64_t base; /* bits from the start of the outermost record */
    field_list *fields;
    bool guess, is_union; /* clang has no layout for a record with an error in it: then ours */
    uint64_t end;         /* of what was laid out so far, in bits */
};

static void remember_field(struct lower *l, CXCursor field, struct field_slot slot)
{
    vec_push(&l->field_slots, slot);
    map_set(&l->fields, map_key(cursor_decl(field)), l->field_slots.count);
}

static uint64_t guess_place(struct walk *w, CXType t, ir_index type)
{
    long long align = clang_Type_getAlignOf(t);
    uint64_t unit = align > 0 ? (uint64_t)align * 8 : 8, size = ir_type_at(w->l->m, type)->size * (uint64_t)8;
    uint64_t at = w->is_union ? w->base : (w->end + unit - 1) / unit * unit;
    w->end = at + size > w->end ? at + size : w->end;
    return at;
}

/* A record that holds itself (an error): it is still without fields while its own are looked at. */
static bool is_endless(struct lower *l, ir_index type)
{
    while (type_is(l, type, IR_ARRAY))
        type = ir_type_at(l->m, type)->element;
    return type_is(l, type, IR_RECORD) && !(ir_type_at(l->m, type)->flags & IR_TYPE_COMPLETE);
}

static enum CXVisitorResult add_field(CXCursor c, CXClientData data)
{
    struct walk *w = data;
    struct lower *l = w->l;
    CXType t = cursor_type(c);
    long long bits = clang_Cursor_getOffsetOfField(c);
    uint64_t at = w->base + (bits > 0 ? (uint64_t)bits : 0);
    CXCursor decl = clang_getTypeDeclaration(t);
    if (t.kind == CXType_Record && clang_Cursor_isAnonymousRecordDecl(decl)) {
        at = w->guess ? (w->end + 63) / 64 * 64 : at;
        struct walk inner = {
            .l = l, .record = w->record, .base = at, .fields = w->fields, .guess = w->guess, .end = at};
        inner.is_union = clang_getCursorKind(decl) == CXCursor_UnionDecl;
        remember_field(l, c, (struct field_slot){.record = w->record, .anonymous = true});
        clang_Type_visitFields(t, add_field, &inner);
        w->end = inner.end > w->end ? inner.end : w->end;
        return CXVisit_Continue;
    }
    complete(l, t);
    struct ir_field f = {.name = ir_add_string(l->b, cursor_spelling(l, c)), .type = type_of_object(l, t)};
    if (is_endless(l, f.type))
        f.type = type_bool(l);
    at = w->guess ? guess_place(w, t, f.type) : at;
    if (clang_Cursor_isBitField(c)) {
        uint32_t unit = size_of(t) ? size_of(t) * 8 : 8;
        int width = clang_getFieldDeclBitWidth(c);
        f.offset = (uint32_t)(at / unit * unit / 8);
        f.bit_offset = (uint16_t)(at - (uint64_t)f.offset * 8);
        f.bit_width = (uint16_t)(width > 0 ? width : 0);
        if (f.bit_width == 0) /* `int : 0` only aligns */
            return CXVisit_Continue;
    } else {
        f.offset = (uint32_t)(at / 8);
    }
    remember_field(l, c, (struct field_slot){.record = w->record, .index = w->fields->count});
    vec_push(w->fields, f);
    return CXVisit_Continue;
}

/* clang_Type_visitFields shows nothing of a record with an error in it: its declaration does. */
static enum CXChildVisitResult add_declared_field(CXCursor c, CXCursor parent, CXClientData data)
{
    struct walk *w = data;
    (void)parent;
    if (cursor_is(c, CXCursor_FieldDecl)) {
        add_field(c, data);
    } else if (clang_Cursor_isAnonymousRecordDecl(c)) {
        uint64_t at = w->is_union ? w->base : (w->end + 63) / 64 * 64;
        struct walk inner = {.l = w->l, .record = w->record, .base = at, .fields = w->fields, .guess = true, .end = at};
        inner.is_union = cursor_is(c, CXCursor_UnionDecl);
        clang_visitChildren(c, add_declared_field, &inner);
        w->end = inner.end > w->end ? inner.end : w->end;
    }
    return CXChildVisit_Continue;
}

static void complete(struct lower *l, CXType t)
{
    if (t.kind != CXType_Record)
        return;
    struct record_slot *slot = slot_of(l, t);
    if (slot->complete || l->depth >= LOWER_DEPTH_LIMIT)
        return;
    long long size = clang_Type_getSizeOf(t);
    CXCursor decl = clang_getTypeDeclaration(t);
    bool guess = size < 0 && !clang_Cursor_isNull(clang_getCursorDefinition(decl));
    if ((size < 0 && !guess) || size > UINT32_MAX)
        return;
    slot->complete = true;
    ir_index type = slot->type; /* slots may move from here on */
    field_list fields = {0};
    struct walk w = {.l = l, .record = type, .fields = &fields, .guess = guess};
    w.is_union = clang_getCursorKind(decl) == CXCursor_UnionDecl;
    l->depth++;
    if (!guess)
        clang_Type_visitFields(t, add_field, &w);
    if (guess || !fields.count) {
        guess = w.guess = true;
        clang_visitChildren(clang_getCursorDefinition(decl), add_declared_field, &w);
    }
    l->depth--;
    uint64_t whole = guess && fields.count ? (w.end + 63) / 64 * 8 : size > 0 ? (uint64_t)size : 0;
    ir_type_record_complete(l->b, type, whole > UINT32_MAX ? UINT32_MAX : (uint32_t)whole, fields.items, fields.count);
    vec_release(&fields);
}

const struct field_slot *type_field(struct lower *l, CXCursor field)
{
    const void *key = cursor_decl(field);
    uint32_t known = key ? map_number(&l->fields, key) : 0;
    if (!known) { /* its record was not needed by value yet: complete those around it, outermost last */
        for (CXCursor parent = clang_getCursorSemanticParent(field);
             cursor_is(parent, CXCursor_StructDecl) || cursor_is(parent, CXCursor_UnionDecl);
             parent = clang_getCursorSemanticParent(parent)) {
            if (!clang_Cursor_isAnonymousRecordDecl(parent)) {
                complete(l, cursor_type(parent));
                break;
            }
        }
        known = key ? map_number(&l->fields, key) : 0;
    }
    return known ? &l->field_slots.items[known - 1] : NULL;
}

/* ---- what code uses ------------------------------------------------------------------------- */

static void reach(struct lower *l, CXType t, uint32_t steps);

struct reach {
    struct lower *l;
    uint32_t steps;
};

static enum CXVisitorResult reach_field(CXCursor c, CXClientData data)
{
    const struct reach *r = data;
    CXType t = cursor_type(c);
    while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray)
        t = clang_getCanonicalType(clang_getArrayElementType(t));
    if (t.kind == CXType_Record && clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(t)))
        clang_Type_visitFields(t, reach_field, data); /* never a record of its own */
    else if (t.kind == CXType_Record || t.kind == CXType_Pointer)
        reach(r->l, t, r->steps);
    return CXVisit_Continue;
}

/* Completes the records that are at most `steps` pointers away from t. */
static void reach(struct lower *l, CXType t, uint32_t steps)
{
    if (t.kind == CXType_Pointer) {
        if (steps > 0)
            reach(l, clang_getCanonicalType(clang_getPointeeType(t)), steps - 1);
    } else if (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray || t.kind == CXType_VariableArray) {
        reach(l, clang_getCanonicalType(clang_getArrayElementType(t)), steps);
    } else if (t.kind == CXType_FunctionProto) {
        reach(l, clang_getCanonicalType(clang_getResultType(t)), steps);
        for (int i = 0, n = clang_getNumArgTypes(t); i < n; i++)
            reach(l, clang_getCanonicalType(clang_getArgType(t, (unsigned)i)), steps);
    } else if (t.kind == CXType_Record) {
        struct record_slot *slot = slot_of(l, t);
        if (slot->depth > steps)
            return;
        slot->depth = steps + 1;
        complete(l, t);
        struct reach inner = {l, steps};
        if (steps > 0)
            clang_Type_visitFields(t, reach_field, &inner);
    }
}

ir_index type_used(struct lower *l, CXType t)
{
    t = clang_getCanonicalType(t);
    const void *key = t.data[0];
    if (key && !map_number(&l->used, key)) {
        map_set(&l->used, map_key(key), 1);
        reach(l, t, LOWER_POINTEE_DEPTH);
    }
    return type_of(l, t);
}

ir_index type_of_cursor(struct lower *l, CXCursor c) { return type_used(l, clang_getCursorType(c)); }

const char *type_role(struct lower *l, CXCursor function)
{
    CXType t = clang_getCursorType(function);
    if (t.kind == CXType_FunctionProto || t.kind == CXType_FunctionNoProto)
        return "";
    CXCursor decl = clang_getTypeDeclaration(t);
    return cursor_is(decl, CXCursor_TypedefDecl) ? cursor_spelling(l, decl) : "";
}

ir_index type_of_value(struct lower *l, CXCursor c)
{
    ir_index type = type_of_cursor(l, c);
    return type_is(l, type, IR_ARRAY) ? ir_type_pointer(l->b, ir_type_at(l->m, type)->element, false) : type;
}
