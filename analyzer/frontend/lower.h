/*
 * lower.h: the front end from the inside. Only files of this folder include it.
 *
 * The algorithm. libclang parses the unit (frontend.c). Its top-level declarations are visited
 * once; those of system headers are stepped over. Every function definition and every global
 * variable outside of the system headers is lowered; whatever these mention (types, functions,
 * globals) is declared in the module at the first mention, so that a module holds what its
 * code uses and nothing of the other hundred thousand declarations of a DDK. Inline functions of
 * the system headers are lowered where they are mentioned, and what they mention in turn.
 *
 *   types.c      clang types -> ir types; records with their fields, anonymous members dissolved
 *   decls.c      functions, globals, their notes and initial values
 *   inits.c      initialiser lists in the syntactic form that libclang shows
 *   values.c     emitting: loads, casts, constants folded, hidden locals; no cursor is read here
 *   exprs.c      expressions as values and as addresses
 *   literals.c   the text of string literals
 *   operators.c  the operators among them, and conditions that branch without a bool
 *   calls.c      calls and the compiler's own functions
 *   stmts.c      statements and control flow
 *   seh.c        __try, __except, __finally, and every jump that leaves one
 *   places.c     clang's source places -> ir locs; the text of the files
 *   repair.c     what cl.exe takes and clang does not: the text that clang reads instead
 *   problems.c   clang's errors -> problems of the module and degraded functions
 *   arguments.c  the command line that clang gets
 *
 * Values and addresses. expr_value() gives what an expression is worth, expr_address() the
 * address of the cell that an lvalue names. libclang does not say which implicit cast a node is:
 * what is asked for decides. A value of an lvalue is a load; a value of an array is the address
 * of its first element; a node that has another type than its child is a cast. A record is
 * never a temporary for longer than one call: record_into() builds it where it is wanted.
 *
 * Identity. Two cursors of one declaration have the same canonical cursor, whose declaration
 * pointer (CXCursor.data[0]) is the key of all maps here; of a statement it is data[1]. Two
 * CXTypes are equal where data[0] and data[1] are: so clang_equalTypes compares them.
 */
#ifndef DDICHECK_FRONTEND_LOWER_H
#define DDICHECK_FRONTEND_LOWER_H

#include "base/map.h"
#include "frontend/frontend.h"
#include "frontend/libclang.h"

#include <stdlib.h>

/* Deeper nesting of expressions, statements and types is lowered to `havoc` and told. clang itself
   needs a few hundred bytes of stack per level, we about a kilobyte of the 8 MiB a thread has. */
#define LOWER_DEPTH_LIMIT 1000u
/* Bodies of __finally are cloned per exit; nested ones multiply. Past this many clones in one
   function the rest are told and left out. */
#define LOWER_CLONE_LIMIT 500u
/* Elements of one initialiser that are written out (an opaque firmware image is not). */
#define LOWER_INIT_LIMIT 65536u
/* A record gets its fields if code uses a type from which it is this many pointers away: a rule may
   name fields of what a driver only hands on. */
#define LOWER_POINTEE_DEPTH 2u

/* Numbers + 1 by what libclang points to; 0 where it is not there. */
static inline uint32_t map_number(const struct map *m, const void *key) { return (uint32_t)map_get(m, map_key(key)); }

/* ---- contexts ------------------------------------------------------------------------ */

/* A text of which clang reads another version (repair.c). */
struct insertion {
    uint32_t at, length; /* in that version */
};

struct changed_text {
    const char *path; /* as clang names it */
    const char *text; /* memory of the unit */
    size_t size;
    VEC(struct insertion) insertions;
};
typedef VEC(struct changed_text) changed_list;

struct place_file {
    CXFile handle;
    ir_index index;
    const char *text; /* clang's own buffer, alive as long as the unit */
    size_t size;
    const struct changed_text *changed; /* or NULL */
};

/* A field as expressions name it: its declaration -> the (dissolved) record and the index there. */
struct field_slot {
    ir_index record;
    uint32_t index;
    bool anonymous; /* a dissolved member: no field of its own, the outer address stands for it */
};

struct record_slot {
    ir_index type;
    CXType clang;
    bool complete;
    uint32_t depth; /* pointer steps from here within which records got their fields, + 1 */
};

/* Extent of a function definition, to find where a diagnostic belongs. */
struct extent {
    CXFile file;
    uint32_t begin, end; /* offsets */
    ir_index function;
};

/* A declaration of a function that has a role or notes. */
struct redeclaration {
    CXCursor cursor;
    uint32_t next; /* entry + 1 */
};

struct lower {
    struct ir_module *m;
    struct ir_builder *b;
    CXTranslationUnit tu;
    CXFile main_file;
    bool strict; /* for a compiler, which takes no error */
    struct arena arena; /* of this unit */
    struct diags *diags;
    changed_list changed; /* fixed once lowering begins */

    struct map types, used, records, fields, functions, globals;
    VEC(struct record_slot) record_slots;
    VEC(struct field_slot) field_slots;
    VEC(struct place_file) files;
    uint32_t last_file;
    VEC(struct extent) extents;
    VEC(CXCursor) definitions; /* functions whose bodies are to be lowered */
    VEC(CXCursor) variables;   /* definitions at file scope */
    VEC(struct redeclaration) redeclarations;
    struct map redeclared; /* function -> its newest entry in redeclarations + 1 */

    struct body *body; /* the function at hand, or NULL */
    uint32_t depth;
    bool discard; /* the assignment that is lowered next is a statement: its value is not wanted */
};

/* What a jump out of a statement passes on its way (stmts.c, seh.c). */
enum scope_kind { SCOPE_LOOP, SCOPE_SWITCH, SCOPE_TRY /* the guarded part of a __try */ };

struct switch_case {
    struct ir_operand low, high;
    uint32_t block;
};

struct scope {
    enum scope_kind kind;
    struct scope *outer;
    uint32_t break_block, continue_block; /* loop, switch; of a TRY break_block is where __leave goes */
    bool has_default;
    uint32_t default_block; /* switch */
    ir_index switch_type;
    VEC(struct switch_case) cases;
    CXCursor try_stmt;      /* try: the statement; its identity */
    CXCursor finally;       /* try: the body to be cloned, or a null cursor */
    uint32_t outer_handler; /* try: what instructions around it go to */
};

struct label {
    const void *stmt;
    uint32_t clone; /* which clone of a __finally body it stands in, 0 outside */
    uint32_t block;
};

/* Where a label stands: in the guarded part of which __try, in the __finally of which. */
struct label_home {
    const void *stmt, *guard, *finally;
};

/* A copy of a __finally body in the making. */
struct clone {
    const void *try_stmt;
    uint32_t id;
    int abnormal; /* what AbnormalTermination() gives there */
    struct clone *outer;
};

struct body {
    ir_index function; /* functions entry */
    CXCursor cursor;
    ir_index result;   /* type */
    struct map locals; /* declaration -> local + 1 */
    struct scope *scope;
    VEC(struct label) labels;
    VEC(struct label_home) homes; /* of all labels, once a goto out of a __try asked for them */
    bool homes_known;
    struct clone *clone; /* the __finally body at hand, innermost first; NULL outside */
    uint32_t clones;     /* how many there were */
    uint32_t handler;    /* as ir_handler_set has it */
    CXFile mentioned_in; /* the macro call whose names were mentioned last (mentions.c) */
    unsigned mentioned_at;
};

typedef VEC(CXCursor) cursor_list;

/* ---- small things about cursors (cursors.c) --------------------------------------------- */

/* The children in the order libclang shows them, appended; the caller releases the list. */
void cursor_children(CXCursor c, cursor_list *out);
/* The same without attributes, type and declaration references. */
void cursor_operands(CXCursor c, cursor_list *out);
const void *cursor_decl(CXCursor c);                /* key of a declaration's canonical cursor */
const void *cursor_stmt(CXCursor c);                /* key of a statement or expression */
char *cursor_spelling(struct lower *l, CXCursor c); /* memory of the unit */
bool cursor_is(CXCursor c, enum CXCursorKind kind);
/* Whether both stand for the same text: how an implicit cast is known from what merely has one child. */
bool cursor_same_extent(CXCursor a, CXCursor b);
/* Through parentheses, __extension__ and nodes that only convert. */
CXCursor cursor_strip(CXCursor c);
CXType cursor_type(CXCursor c); /* canonical */

/* ---- places.c ------------------------------------------------------------------------------ */

ir_index place_file(struct lower *l, CXFile file);
ir_index place_of_range(struct lower *l, CXSourceRange range);
ir_index place_of(struct lower *l, CXCursor c);
/* The name alone of a declaration. */
ir_index place_of_name(struct lower *l, CXCursor c);
/* The last byte of a range. */
ir_index place_of_end(struct lower *l, CXCursor c);
bool place_in_system(CXCursor c);
bool place_is_macro(CXSourceLocation at);
/* Spelled text of a location: the file's text from there on (inside a macro's definition where the
   token comes from one). NULL where there is none; *left = bytes up to the end. */
const char *place_text(struct lower *l, CXSourceLocation at, size_t *left);

/* ---- repair.c ------------------------------------------------------------------------------ */

/* Changes texts for the errors of l->tu, and parses again as long as that leaves fewer. `parse` sets l->tu from the texts in
   l->changed; false where there is no tree. */
void repair_unit(struct lower *l, bool (*parse)(struct lower *l, const void *context), const void *context);
void repair_release(changed_list *list);
/* What clang reads of that file instead, or NULL. */
const struct changed_text *repair_of(struct lower *l, CXFile file);
/* The column in the file itself. c may be NULL. */
uint32_t repair_column(const struct changed_text *c, uint32_t offset, uint32_t column);

/* ---- mentions.c ------------------------------------------------------------------------------- */

void mention_value(struct lower *l, struct ir_operand v);
void mention_variable(struct lower *l, CXCursor c); /* of a reference; nothing where it is no local */
/* Of a statement that a macro makes: the locals that stand in the macro's arguments. */
void mention_names(struct lower *l, CXCursor statement);

/* ---- types.c --------------------------------------------------------------------------------- */

ir_index type_of(struct lower *l, CXType t);
/* The same for a type that code uses: the records that it reaches get their fields. */
ir_index type_used(struct lower *l, CXType t);
ir_index type_of_cursor(struct lower *l, CXCursor c); /* type_used of the cursor's type */
/* Of a cell. After an error it can have any type: of one that no object has, int is made. */
ir_index type_of_object(struct lower *l, CXType t);
/* Of the cursor as a value: an array (a parameter that was written as one, too) is a pointer. */
ir_index type_of_value(struct lower *l, CXCursor c);
/* Of a parameter, where an array or a function means a pointer. */
ir_index type_of_param(struct lower *l, CXType t);
const struct field_slot *type_field(struct lower *l, CXCursor field);
/* Typedef's name of the function type that a declaration was written with, or "". */
const char *type_role(struct lower *l, CXCursor function);
ir_index type_bool(struct lower *l); /* int: what comparisons give */
ir_index type_size(struct lower *l); /* unsigned, as wide as a pointer */
ir_index type_char(struct lower *l);
ir_index type_void_pointer(struct lower *l);
bool type_is(struct lower *l, ir_index t, enum ir_type_kind kind);
/* What pointer arithmetic on it steps by: of void and functions, a byte. */
ir_index type_pointee(struct lower *l, ir_index pointer);

/* ---- decls.c ---------------------------------------------------------------------------------- */

ir_index decl_function(struct lower *l, CXCursor c);
struct ir_operand decl_global(struct lower *l, CXCursor c);
struct ir_operand decl_variable(struct lower *l, CXCursor c); /* local or global: its cell */
/* Gives a global another type, before any body names it; initial values that hold its address follow. */
void decl_global_type(struct lower *l, ir_index global, ir_index type);
/* A declaration at file scope: remembers definitions, roles, notes; defines globals. */
void decl_top(struct lower *l, CXCursor c);
/* Defines the variables that decl_top saw, with their values. */
void decl_variables(struct lower *l);
void decl_body(struct lower *l, CXCursor function);
void decl_local(struct lower *l, CXCursor var);

/* ---- inits.c ------------------------------------------------------------------------------------ */

/* The object at `to` of type `t` gets the value of `init`, which is a list, a string or an expression. */
void init_object(struct lower *l, struct ir_operand to, CXType t, CXCursor init, bool fresh);
void init_global(struct lower *l, ir_index global, CXType t, CXCursor init);

/* ---- values.c: emitting ---------------------------------------------------------------------------- */

struct ir_operand value_const(ir_index type, int64_t value, ir_index loc);
struct ir_operand value_none(void);
/* The same operand, which after an error in the source may be no pointer: then it is cast to one. */
struct ir_operand value_address(struct lower *l, struct ir_operand a);
struct ir_operand value_havoc(struct lower *l, ir_index type, ir_index loc);
struct ir_operand value_load(struct lower *l, struct ir_operand address, ir_index type, ir_index loc);
void value_store(struct lower *l, struct ir_operand address, struct ir_operand value, ir_index type, ir_index loc);
void value_copy(struct lower *l, struct ir_operand to, struct ir_operand from, ir_index type, ir_index loc);
void value_zero(struct lower *l, struct ir_operand at, ir_index type, ir_index loc);
struct ir_operand value_cast(struct lower *l, struct ir_operand v, ir_index type, ir_index loc);
struct ir_operand value_bin(struct lower *l, enum ir_bin op, struct ir_operand a, struct ir_operand b, ir_index type,
                            ir_index loc);
struct ir_operand value_un(struct lower *l, enum ir_un op, struct ir_operand v, ir_index type, ir_index loc);
struct ir_operand value_elem(struct lower *l, struct ir_operand base, struct ir_operand index, ir_index element,
                             ir_index pointer, ir_index loc);
struct ir_operand value_field(struct lower *l, struct ir_operand base, ir_index record, uint32_t field, ir_index loc);
/* The array at `address` as a pointer to its first element. */
struct ir_operand value_decay(struct lower *l, struct ir_operand address, ir_index pointer, ir_index loc);
/* v != 0 as a value of _Bool's type. */
struct ir_operand value_truth(struct lower *l, struct ir_operand v, ir_index loc);
struct ir_operand value_local(struct lower *l, ir_index local); /* its cell, by its number in the function at hand */
struct ir_operand value_hidden(struct lower *l, ir_index type, ir_index loc); /* a new hidden local's address */
int64_t value_wrap(struct lower *l, ir_index type, int64_t value);
void value_jump(struct lower *l, uint32_t block, ir_index loc);
/* v decides; a constant one jumps. */
void value_branch(struct lower *l, struct ir_operand v, uint32_t yes, uint32_t no, ir_index loc);
void value_unreachable(struct lower *l, ir_index loc);
bool evaluate_int(CXCursor c, int64_t *value);

/* ---- exprs.c, operators.c, calls.c -------------------------------------------------------------------- */

struct ir_operand expr_value(struct lower *l, CXCursor c);    /* not of record type */
struct ir_operand expr_argument(struct lower *l, CXCursor c); /* records too */
struct ir_operand expr_address(struct lower *l, CXCursor c);
void expr_effect(struct lower *l, CXCursor c); /* the value is not wanted */
void record_into(struct lower *l, struct ir_operand to, CXCursor c, ir_index type);
bool expr_is_record(struct lower *l, CXCursor c);
/* A construct that is not known: its children's effects are lost, and it is told. */
struct ir_operand expr_unsupported(struct lower *l, CXCursor c, const char *name);
struct ir_operand expr_unknown(struct lower *l, ir_index type, ir_index loc); /* havoc of any type, without telling */
char *string_literal_text(struct lower *l, CXCursor c); /* literals.c: what stands between the quotes, as UTF-8, escapes resolved; of the arena */
bool enter(struct lower *l, CXCursor c); /* false (and told) past the depth limit */
void leave(struct lower *l);

struct ir_operand operator_unary(struct lower *l, CXCursor c);
struct ir_operand operator_binary(struct lower *l, CXCursor c);
struct ir_operand operator_compound(struct lower *l, CXCursor c);
struct ir_operand operator_choice(struct lower *l, CXCursor c); /* ?: and GNU ?: */
struct ir_operand operator_bool(struct lower *l, CXCursor c);   /* && || as a value */
void condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no);

struct ir_operand call_value(struct lower *l, CXCursor c); /* a record comes as a temporary */

/* ---- stmts.c, seh.c ---------------------------------------------------------------------------------------- */

void stmt(struct lower *l, CXCursor c);
/* A statement expression's value; its type says whether there is one. */
struct ir_operand stmt_expression(struct lower *l, CXCursor c, const struct ir_operand *into);
uint32_t stmt_label_block(struct lower *l, const void *label, uint32_t clone);

void seh_try(struct lower *l, CXCursor c);
void seh_leave(struct lower *l, CXCursor c);
/* Emits the __finally bodies from the scope at hand up to (not including) `target`, which is NULL
   for the whole function. The scope at hand is as before afterwards; the handler too. */
void seh_unwind(struct lower *l, const struct scope *target);
void seh_goto(struct lower *l, const void *label, ir_index loc);
uint32_t seh_clone_id(const struct lower *l); /* of the clone at hand, 0 outside */

/* ---- problems.c ----------------------------------------------------------------------------------------------- */

void problem_unsupported(struct lower *l, CXCursor c, const char *name);
void problems_of_diagnostics(struct lower *l);

#endif
