/*
 * Functions, globals, and the bodies of functions.
 *
 * decl_top() sees each declaration of the unit once, before any body: it remembers what has a
 * body or a value, and every declaration that says more about a function than its type does
 * (a role type, annotations). Entries of the module are made at the first mention; a function that a
 * system header defines gets its body with that, too.
 */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>

/* ---- functions ------------------------------------------------------------------------ */

struct notes {
    struct lower *l;
    VEC(const char *) list;
};

static enum CXChildVisitResult add_note(CXCursor c, CXCursor parent, CXClientData data)
{
    struct notes *n = data;
    (void)parent;
    if (!cursor_is(c, CXCursor_AnnotateAttr))
        return CXChildVisit_Continue;
    const char *text = cursor_spelling(n->l, c);
    for (uint32_t i = 0; i < n->list.count; i++)
        if (str_equal(n->list.items[i], text))
            return CXChildVisit_Continue;
    vec_push(&n->list, text);
    return CXChildVisit_Continue;
}

static void add_notes(struct notes *n, CXCursor function)
{
    if (clang_Cursor_hasAttrs(function))
        clang_visitChildren(function, add_note, n);
    CXCursor type = clang_getTypeDeclaration(clang_getCursorType(function));
    if (cursor_is(type, CXCursor_TypedefDecl) && clang_Cursor_hasAttrs(type))
        clang_visitChildren(type, add_note, n);
}

/* The C interface has no question for it: GNU's attribute is part of the type as it is printed,
   the others show in the declaration as it is printed. */
static bool is_noreturn(CXCursor c)
{
    CXString type = clang_getTypeSpelling(clang_getCursorType(c));
    bool found = strstr(clang_getCString(type), "noreturn") != NULL;
    clang_disposeString(type);
    if (found || !clang_Cursor_hasAttrs(c))
        return found;
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(c);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
    CXString text = clang_getCursorPrettyPrinted(c, policy);
    found = strstr(clang_getCString(text), "noreturn") || strstr(clang_getCString(text), "_Noreturn");
    clang_disposeString(text);
    clang_PrintingPolicy_dispose(policy);
    return found;
}

/* `int f()` with a body has the parameters of its body. */
static ir_index function_type(struct lower *l, CXCursor c, CXCursor definition)
{
    CXType t = cursor_type(c);
    if (t.kind != CXType_FunctionNoProto || clang_Cursor_isNull(definition))
        return type_used(l, t);
    t = cursor_type(definition);
    if (t.kind != CXType_FunctionNoProto)
        return type_used(l, t);
    VEC(ir_index) params = {0};
    int count = clang_Cursor_getNumArguments(definition);
    for (int i = 0; i < count; i++)
        vec_push(&params, type_of_param(l, clang_getCursorType(clang_Cursor_getArgument(definition, (unsigned)i))));
    ir_index type = ir_type_function(l->b, type_used(l, clang_getResultType(t)), params.items, params.count, false);
    vec_release(&params);
    return type;
}

static bool in_user_code(CXCursor c) { return !clang_Cursor_isNull(c) && !place_in_system(c); }

/* __builtin_memcpy is memcpy to whoever has a contract for it. */
static const char *function_name(struct lower *l, CXCursor c)
{
    static const char *const libc[] = {"memcpy",  "memmove", "memset", "memcmp",  "memchr", "strlen",
                                       "strcpy",  "strncpy", "strcmp", "strncmp", "strcat", "strchr",
                                       "strrchr", "strstr",  "wcslen", "wcscpy",  "abort",  "alloca"};
    const char *name = cursor_spelling(l, c), *prefix = "__builtin_";
    if (str_starts_with(name, prefix))
        for (size_t i = 0; i < sizeof libc / sizeof *libc; i++)
            if (str_equal(name + strlen(prefix), libc[i]))
                return libc[i];
    return name;
}

static bool is_builtin(const char *name)
{
    return str_starts_with(name, "__builtin_") || str_starts_with(name, "__sync_") ||
           str_starts_with(name, "__atomic_");
}

static enum CXChildVisitResult find_asm(CXCursor c, CXCursor parent, CXClientData data)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    (void)parent;
    if (kind == CXCursor_GCCAsmStmt || kind == CXCursor_MSAsmStmt)
        *(bool *)data = true;
    return *(bool *)data ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* Whether the definition in a system header, if there is one, is plain C. Of one with assembler nothing is known. */
static bool is_plain(CXCursor definition)
{
    bool assembled = false;
    if (clang_Cursor_isNull(definition))
        return false;
    clang_visitChildren(definition, find_asm, &assembled);
    return !assembled;
}

ir_index decl_function(struct lower *l, CXCursor c)
{
    CXCursor first = clang_getCanonicalCursor(c), definition = clang_getCursorDefinition(c);
    const void *key = first.data[0];
    uint32_t known = map_number(&l->functions, key);
    if (known)
        return known - 1;

    bool defined = in_user_code(definition), given = !defined && is_plain(definition);
    const char *role = type_role(l, first);
    struct notes notes = {.l = l};
    add_notes(&notes, first);
    bool noreturn = is_noreturn(first);
    for (uint32_t i = map_number(&l->redeclared, key); i; i = l->redeclarations.items[i - 1].next) {
        CXCursor other = l->redeclarations.items[i - 1].cursor;
        role = role[0] ? role : type_role(l, other);
        noreturn |= is_noreturn(other);
        add_notes(&notes, other);
    }
    bool is_static = clang_Cursor_getStorageClass(first) == CX_SC_Static;
    bool system = !defined && (place_in_system(first) || is_builtin(cursor_spelling(l, first)));
    struct ir_function f = {.name = ir_add_string(l->b, function_name(l, first)),
                            .type = function_type(l, first, definition),
                            .role = ir_add_string(l->b, role),
                            .flags = (is_static ? (uint32_t)IR_FUNCTION_STATIC : 0) |
                                     (noreturn ? (uint32_t)IR_FUNCTION_NORETURN : 0) |
                                     (clang_Cursor_isFunctionInlined(c) ? (uint32_t)IR_FUNCTION_INLINE : 0) |
                                     (system ? (uint32_t)IR_FUNCTION_SYSTEM : 0),
                            .loc = place_of_name(l, defined || given ? definition : first)};
    ir_index index = ir_add_function(l->b, &f);
    map_set(&l->functions, map_key(key), index + 1);
    if (given)
        vec_push(&l->definitions, definition);
    if (notes.list.count)
        ir_function_set_notes(l->b, index, notes.list.items, notes.list.count);
    vec_release(&notes.list);
    return index;
}

/* ---- variables ------------------------------------------------------------------------------ */

static struct ir_operand global_operand(struct lower *l, ir_index global)
{
    return (struct ir_operand){
        .kind = IR_GLOBAL, .type = ir_type_pointer(l->b, l->m->globals.items[global].type, false), .value = global};
}

static bool is_const(CXType t)
{
    t = clang_getCanonicalType(t);
    while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray)
        t = clang_getCanonicalType(clang_getArrayElementType(t));
    return clang_isConstQualifiedType(t);
}

static ir_index object_type(struct lower *l, CXCursor variable)
{
    type_used(l, clang_getCursorType(variable));
    return type_of_object(l, clang_getCursorType(variable));
}

static struct ir_operand add_global(struct lower *l, CXCursor c, uint32_t flags)
{
    const void *key = cursor_decl(c);
    uint32_t known = map_number(&l->globals, key);
    if (known) {
        l->m->globals.items[known - 1].flags |= flags;
        return global_operand(l, known - 1);
    }
    bool is_static = clang_Cursor_getStorageClass(clang_getCanonicalCursor(c)) == CX_SC_Static;
    struct ir_global g = {.name = ir_add_string(l->b, cursor_spelling(l, c)),
                          .type = object_type(l, c),
                          .loc = place_of_name(l, c),
                          .flags = flags | (is_static ? (uint32_t)IR_GLOBAL_STATIC : 0) |
                                   (is_const(clang_getCursorType(c)) ? (uint32_t)IR_GLOBAL_CONST : 0)};
    ir_index index = ir_add_global(l->b, &g);
    map_set(&l->globals, map_key(key), index + 1);
    return global_operand(l, index);
}

struct ir_operand decl_global(struct lower *l, CXCursor c) { return add_global(l, c, 0); }

void decl_global_type(struct lower *l, ir_index global, ir_index type)
{
    if (l->m->globals.items[global].type == type)
        return;
    l->m->globals.items[global].type = type;
    ir_index pointer = ir_type_pointer(l->b, type, false);
    for (uint32_t i = 0; i < l->m->inits.count; i++) /* bodies come later */
        if (l->m->inits.items[i].value.kind == IR_GLOBAL && l->m->inits.items[i].value.value == global)
            l->m->inits.items[i].value.type = pointer;
}

static void define_global(struct lower *l, CXCursor c, uint32_t flags)
{
    ir_index global = (ir_index)add_global(l, c, flags | IR_GLOBAL_DEFINED).value;
    if (l->m->globals.items[global].init_count == 0)
        decl_global_type(l, global, object_type(l, c)); /* `int a[] = {1, 2};` completes the type */
    CXCursor init = clang_Cursor_getVarDeclInitializer(c);
    if (!clang_Cursor_isNull(init) && l->m->globals.items[global].init_count == 0) {
        l->m->globals.items[global].loc = place_of_name(l, c);
        init_global(l, global, cursor_type(c), init);
    }
}

static struct ir_operand add_local(struct lower *l, CXCursor c)
{
    ir_index type = object_type(l, c);
    ir_index local = ir_add_local(l->b, cursor_spelling(l, c), type, place_of_name(l, c), 0);
    map_set(&l->body->locals, map_key(cursor_decl(c)), local + 1);
    return value_local(l, local);
}

struct ir_operand decl_variable(struct lower *l, CXCursor c)
{
    uint32_t local = l->body ? map_number(&l->body->locals, cursor_decl(c)) : 0;
    if (local)
        return value_local(l, local - 1);
    if (l->body && clang_Cursor_hasVarDeclGlobalStorage(c) == 0) /* its declaration was lost to an error */
        return add_local(l, c);
    return add_global(l, c, 0);
}

void decl_local(struct lower *l, CXCursor var)
{
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(var);
    if (storage == CX_SC_Extern)
        return;
    if (storage == CX_SC_Static) {
        if (!map_number(&l->globals, cursor_decl(var))) /* the second time round in a copied __finally */
            define_global(l, var, IR_GLOBAL_STATIC | IR_GLOBAL_LOCAL);
        return;
    }
    CXCursor init = clang_Cursor_getVarDeclInitializer(var);
    struct ir_operand cell = decl_variable(l, var);
    cell.loc = place_of_name(l, var);
    if (!clang_Cursor_isNull(init))
        init_object(l, cell, cursor_type(var), init, true);
}

/* ---- file scope --------------------------------------------------------------------------------- */

static void top_function(struct lower *l, CXCursor c)
{
    if (type_role(l, c)[0] || clang_Cursor_hasAttrs(c)) {
        const void *key = cursor_decl(c);
        struct redeclaration r = {c, map_number(&l->redeclared, key)};
        vec_push(&l->redeclarations, r);
        map_set(&l->redeclared, map_key(key), l->redeclarations.count);
    }
    if (clang_isCursorDefinition(c))
        vec_push(&l->definitions, c);
}

void decl_top(struct lower *l, CXCursor c)
{
    if (cursor_is(c, CXCursor_FunctionDecl))
        top_function(l, c);
    else if (cursor_is(c, CXCursor_VarDecl) && (clang_Cursor_getStorageClass(c) != CX_SC_Extern ||
                                                !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(c))))
        vec_push(&l->variables, c);
}

void decl_variables(struct lower *l)
{
    for (uint32_t i = 0; i < l->variables.count; i++)
        define_global(l, l->variables.items[i], 0);
}

/* ---- bodies ---------------------------------------------------------------------------------------- */

static bool add_params(struct lower *l, CXCursor function, ir_index index)
{
    struct ir_type type = *ir_type_at(l->m, l->m->functions.items[index].type);
    int count = clang_Cursor_getNumArguments(function);
    if (count < 0 || (uint32_t)count != type.members)
        return false;
    for (uint32_t i = 0; i < type.members; i++) {
        CXCursor p = clang_Cursor_getArgument(function, i);
        type_used(l, clang_getCursorType(p));
        ir_index param = l->m->type_lists.items[type.first + i];
        ir_index local = ir_add_local(l->b, cursor_spelling(l, p), param, place_of_name(l, p), IR_LOCAL_PARAM);
        map_set(&l->body->locals, map_key(cursor_decl(p)), local + 1);
    }
    return true;
}

static void remember_extent(struct lower *l, CXCursor function, ir_index index)
{
    CXSourceRange whole = clang_getCursorExtent(function);
    struct extent e = {.function = index};
    unsigned begin, end;
    clang_getFileLocation(clang_getRangeStart(whole), &e.file, NULL, NULL, &begin);
    clang_getFileLocation(clang_getRangeEnd(whole), NULL, NULL, NULL, &end);
    e.begin = begin;
    e.end = end;
    vec_push(&l->extents, e);
}

void decl_body(struct lower *l, CXCursor function)
{
    ir_index index = decl_function(l, function);
    remember_extent(l, function, index);
    if (l->m->functions.items[index].flags & IR_FUNCTION_BODY)
        return; /* an error has told of the second definition */
    cursor_list kids = {0};
    cursor_operands(function, &kids);
    struct body body = {.function = index, .cursor = function};
    body.result = ir_type_at(l->m, l->m->functions.items[index].type)->element;
    l->body = &body;
    l->depth = 0;
    ir_function_begin(l->b, index);
    if (!add_params(l, function, index)) {
        problem_unsupported(l, function, "parameters");
        for (uint32_t i = l->m->functions.items[index].local_count; i < l->m->functions.items[index].param_count; i++)
            ir_add_local(l->b, "",
                         l->m->type_lists.items[ir_type_at(l->m, l->m->functions.items[index].type)->first + i], 0,
                         IR_LOCAL_PARAM);
    } else if (kids.count) {
        stmt(l, kids.items[kids.count - 1]);
    }
    ir_function_end(l->b, place_of_end(l, function));
    l->body = NULL;
    vec_release(&kids);
    vec_release(&body.labels);
    vec_release(&body.homes);
    map_release(&body.locals);
}
