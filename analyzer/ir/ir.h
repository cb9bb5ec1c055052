/*
 * ir: the form in which every other layer sees a driver's code.
 *
 * One struct ir_module is one translation unit. It is a set of flat tables whose entries
 * name each other by 32-bit index, never by pointer: what stands in memory is what stands in
 * the cache file (save.c), and a module can be printed (print.c), read back from that text
 * (parse.c) and validated (validate.c) without libclang.
 *
 * A function is a list of basic blocks of three-address instructions over
 *   temporaries  %n, each assigned by exactly one instruction of its function, and
 *   cells        memory, reached by address only: every local variable, parameter, global and
 *                string literal is a cell, and is read by `load` and written by `store`.
 * Nothing else has a side effect. Short-circuit operators, ?:, comma, compound assignment,
 * ++/--, switch, goto, structured exceptions, designated initialisers and struct assignment
 * are lowered away before this form is reached.
 *
 * Invariants (ir_validate checks them):
 *   - index 0 of types is `void`, of strings is "", of files and locs is "nowhere".
 *   - a function with a body has at least one block; block 0 is the entry.
 *   - every block ends with exactly one terminator, and has no other.
 *   - a temporary is assigned once and before every use on every path (dominance).
 *   - parameter i of a function is its local i; on entry the cell holds the argument.
 *   - `field` names a field of the record type it states; operand kinds fit the table of ops.def.
 *   - no string stands in `text` twice; types other than records are equal only to themselves, and name
 *     only types before them: strings and types compare by index.
 *   - every entry of a table of slices (fields, type_lists, inits, locals, blocks, insns, operands, notes)
 *     belongs to exactly one owner.
 *   - the type of an operand is: of a temporary, its instruction's result; of a local, global or function,
 *     the pointer to its cell's type; of a block, void. A constant is cut to its type and extended again.
 *   - every block is reached from the entry, along handlers too; no record contains itself by value.
 *   - a function whose address is used other than to call it has IR_FUNCTION_ADDRESS_TAKEN.
 *   - every instruction has a loc, except those that no source text stands for (loc 0).
 *
 * Structured exceptions (D3): a `__finally` body is cloned once per way out of its `__try`; an
 * instruction inside `__try/__except` names the handler's block in `handler`, and the engine
 * takes that edge only for calls whose contract says that they may raise.
 */
#ifndef DDICHECK_IR_H
#define DDICHECK_IR_H

#include "base/base.h"

typedef uint32_t ir_index; /* into the table that the field's name says; 0 as stated there */

/* ---- types -------------------------------------------------------------------- */

enum ir_type_kind {
    IR_VOID,
    IR_INT,      /* also _Bool, char, enum */
    IR_FLOAT,
    IR_POINTER,
    IR_ARRAY,
    IR_RECORD,   /* struct or union; incomplete where size is 0 and IR_TYPE_COMPLETE is not set */
    IR_FUNCTION,
};

#define IR_POINTER_SIZE 8u /* the one target is x86_64-w64-mingw32 */
#define IR_NUMBER_SIZE_LIMIT 64u /* bytes of an IR_INT or IR_FLOAT: no front end has wider ones */

enum ir_type_flags {
    IR_TYPE_SIGNED = 1,        /* IR_INT */
    IR_TYPE_UNION = 2,         /* IR_RECORD */
    IR_TYPE_COMPLETE = 4,      /* IR_RECORD: fields are known */
    IR_TYPE_POINTEE_CONST = 8, /* IR_POINTER: pointee is const-qualified */
    IR_TYPE_VARIADIC = 16,     /* IR_FUNCTION */
};

struct ir_type {
    uint8_t kind, flags;
    uint16_t unused;
    uint32_t size;           /* bytes; 0 for void, function, incomplete */
    ir_index element;        /* pointee, array element, function result */
    uint32_t count;          /* array length; 0 where unknown */
    ir_index name;           /* string: record tag (or its typedef's name where it has no tag), else 0 */
    ir_index first, members; /* record: fields; function: type_lists entries (parameter types) */
};

struct ir_field {
    ir_index name, type;
    uint32_t offset;                  /* bytes from the start of the record */
    uint16_t bit_offset, bit_width;   /* bit_width 0: no bit-field */
};

/* ---- source places ------------------------------------------------------------- */

enum ir_file_flags { IR_FILE_MAIN = 1, IR_FILE_SYSTEM = 2 /* found through -isystem */ };

struct ir_file {
    ir_index path; /* string; absolute, "." and ".." resolved */
    uint32_t flags;
};

/* Lines and columns are 1-based, columns count bytes; the end is the last byte's place + 1.
   In a macro expansion the range is the outermost expansion's, `macro` its name. */
struct ir_loc {
    ir_index file;
    uint32_t line, column, end_line, end_column;
    ir_index macro; /* string, 0 where the text stands in the file itself */
};

/* ---- operands and instructions ------------------------------------------------------ */

enum ir_operand_kind {
    IR_NONE,     /* `return` without a value */
    IR_TEMP,     /* value = temporary number (from 1) */
    IR_CONST,    /* value = the integer, sign- or zero-extended by its type; null is 0 of pointer type */
    IR_LOCAL,    /* value = index of the local in its function: its cell's address */
    IR_GLOBAL,   /* value = globals entry: its cell's address */
    IR_FUNC,     /* value = functions entry: its address */
    IR_STRING,   /* value = strings entry: the literal's address */
    IR_BLOCK,    /* value = number of the block in its function */
};

struct ir_operand {
    uint8_t kind;
    uint8_t unused[3];
    ir_index type;
    ir_index loc; /* the expression's own range, 0 where it has none */
    uint32_t unused2;
    int64_t value;
};

enum ir_op {
#define IR_OP(id, name, results, shape, help) IR_##id,
#include "ir/ops.def"
#undef IR_OP
    IR_OP_COUNT
};

enum ir_bin {
#define IR_BIN(id, name) IR_BIN_##id,
#include "ir/bins.def"
#undef IR_BIN
    IR_BIN_COUNT
};

enum ir_un { IR_UN_NEG, IR_UN_NOT /* ~ */, IR_UN_LNOT /* ! */, IR_UN_COUNT };

struct ir_insn {
    uint8_t op, sub;        /* enum ir_op; for `bin` enum ir_bin, for `un` enum ir_un */
    uint16_t flags;         /* 0 */
    uint32_t result;        /* temporary, 0 where none */
    ir_index type;          /* see ops.def */
    ir_index first;         /* operands entry */
    uint32_t operand_count;
    ir_index loc;
    uint32_t field;         /* `field`: index of the field within its record */
    uint32_t handler;       /* block + 1 that a raised exception goes to, 0 where none */
};

/* ---- functions, globals --------------------------------------------------------------- */

enum ir_function_flags {
    IR_FUNCTION_STATIC = 1,
    IR_FUNCTION_BODY = 2,
    IR_FUNCTION_DEGRADED = 4,  /* text of its body is missing from the tree (errors): no absence findings */
    IR_FUNCTION_SYSTEM = 8,    /* declared (or defined) in a system header */
    IR_FUNCTION_NORETURN = 16,
    IR_FUNCTION_ADDRESS_TAKEN = 32,
    IR_FUNCTION_INLINE = 64,
};

enum ir_local_flags { IR_LOCAL_PARAM = 1, IR_LOCAL_HIDDEN = 2 /* no variable of the source */ };

struct ir_local {
    ir_index name, type, loc;
    uint32_t flags;
};

struct ir_block {
    ir_index first; /* insns entry */
    uint32_t count; /* at least 1: the terminator is the last */
};

struct ir_function {
    ir_index name, type;
    ir_index role;      /* string: typedef name of the function type it was declared with (FILTER_ATTACH), or 0 */
    uint32_t flags;
    ir_index loc;       /* its name where it is defined, else declared */
    ir_index end_loc;   /* the closing brace */
    uint32_t param_count;
    ir_index first_local, local_count;
    ir_index first_block, block_count;
    uint32_t temp_count; /* temporaries are 1 .. temp_count */
    ir_index first_note, note_count; /* notes entries: annotate attributes ("fclass:FILTER_ATTACH") */
};

enum ir_global_flags { IR_GLOBAL_STATIC = 1, IR_GLOBAL_DEFINED = 2, IR_GLOBAL_CONST = 4, IR_GLOBAL_LOCAL = 8 /* static local */ };

struct ir_global {
    ir_index name, type, loc;
    uint32_t flags;
    ir_index first_init, init_count; /* inits entries in order of offset; what is not named is 0 */
};

struct ir_init {
    uint32_t offset; /* bytes from the start of the global */
    uint32_t unused;
    struct ir_operand value; /* IR_CONST, IR_GLOBAL, IR_FUNC or IR_STRING */
};

/* ---- what could not be read -------------------------------------------------------------- */

enum ir_problem_kind {
    IR_PROBLEM_MISSING_HEADER, /* text = the header's name as it was included */
    IR_PROBLEM_ERROR,          /* a front-end error, text = clang's words */
    IR_PROBLEM_UNSUPPORTED,    /* a construct that was lowered to `havoc`, text = its name */
};

struct ir_problem {
    uint32_t kind;
    ir_index text, loc;
    ir_index function; /* functions entry + 1, 0 at file scope */
};

/* ---- the module ----------------------------------------------------------------------------- */

#define IR_TABLES(X)                   \
    X(char, text) /* strings, NUL-terminated, one after another: a string's index is its offset */ \
    X(struct ir_file, files)           \
    X(struct ir_loc, locs)             \
    X(struct ir_type, types)           \
    X(struct ir_field, fields)         \
    X(ir_index, type_lists)            \
    X(struct ir_global, globals)       \
    X(struct ir_init, inits)           \
    X(struct ir_function, functions)   \
    X(struct ir_local, locals)         \
    X(struct ir_block, blocks)         \
    X(struct ir_insn, insns)           \
    X(struct ir_operand, operands)     \
    X(ir_index, notes)                 \
    X(struct ir_problem, problems)     \
    X(ir_index, dependencies) /* strings: paths of every file that was read, the main file first */

struct ir_module {
#define X(T, name) VEC(T) name;
    IR_TABLES(X)
#undef X
    ir_index path;         /* string: the main file */
    void *image;           /* one block that all tables stand in, or NULL where each is its own */
    size_t image_size;
};

/* ---- reading (inline) -------------------------------------------------------------------------- */

static inline const char *ir_text(const struct ir_module *m, ir_index string)
{
    return m->text.items + string;
}
static inline const struct ir_type *ir_type_at(const struct ir_module *m, ir_index type)
{
    return &m->types.items[type];
}
static inline const struct ir_operand *ir_operands(const struct ir_module *m, const struct ir_insn *i)
{
    return &m->operands.items[i->first];
}
/* The instruction of the block that assigns the temporary, before the block's instruction number `before`; NULL where none does. */
static inline const struct ir_insn *ir_definition(const struct ir_module *m, const struct ir_block *b, uint32_t before, int64_t temp)
{
    for (uint32_t i = before; i-- > 0;) {
        const struct ir_insn *n = &m->insns.items[b->first + i];
        if (n->result == (uint32_t)temp)
            return n;
    }
    return NULL;
}

/* ---- building (build.c) -------------------------------------------------------------------------- */

/*
 * The builder adds to one module. Strings, locs and unnamed types are shared; records are added
 * once and completed later (so that recursive types work). A function's blocks may be made,
 * filled and branched to in any order; ir_function_end lays them out: unreachable blocks are
 * dropped, blocks that only jump are bypassed, a block whose one way in is a jump is joined to the
 * block that jumps, and the rest is numbered in reverse post-order from the entry, as are temporaries.
 */
struct ir_builder;
struct ir_builder *ir_builder_new(struct ir_module *m); /* borrows m until ir_builder_free */
void ir_builder_free(struct ir_builder *b);

ir_index ir_add_string(struct ir_builder *b, const char *text);
ir_index ir_add_string_n(struct ir_builder *b, const char *text, size_t n);
ir_index ir_add_file(struct ir_builder *b, const char *path, uint32_t flags);
ir_index ir_add_loc(struct ir_builder *b, const struct ir_loc *loc);

ir_index ir_type_int(struct ir_builder *b, uint32_t size, bool is_signed);
ir_index ir_type_float(struct ir_builder *b, uint32_t size);
ir_index ir_type_pointer(struct ir_builder *b, ir_index pointee, bool pointee_const);
ir_index ir_type_array(struct ir_builder *b, ir_index element, uint32_t count);
ir_index ir_type_function(struct ir_builder *b, ir_index result, const ir_index *params, uint32_t count, bool variadic);
ir_index ir_type_record_new(struct ir_builder *b, const char *name, bool is_union); /* a new one at each call */
void ir_type_record_complete(struct ir_builder *b, ir_index record, uint32_t size, const struct ir_field *fields, uint32_t count);

ir_index ir_add_global(struct ir_builder *b, const struct ir_global *g);
void ir_global_set_inits(struct ir_builder *b, ir_index global, const struct ir_init *inits, uint32_t count);
ir_index ir_add_function(struct ir_builder *b, const struct ir_function *decl); /* without a body */
void ir_function_set_notes(struct ir_builder *b, ir_index function, const char *const *notes, uint32_t count); /* once */
void ir_add_problem(struct ir_builder *b, enum ir_problem_kind kind, const char *text, ir_index loc, ir_index function_plus_1);
void ir_add_dependency(struct ir_builder *b, const char *path);

/* One function body at a time. `begin` makes and selects the entry block (handle 0) and drops the
   handler; parameters are then added first, in order, with IR_LOCAL_PARAM. */
void ir_function_begin(struct ir_builder *b, ir_index function);
ir_index ir_add_local(struct ir_builder *b, const char *name, ir_index type, ir_index loc, uint32_t flags);
uint32_t ir_block_new(struct ir_builder *b);            /* handle, for IR_BLOCK operands and ir_block_select */
void ir_block_select(struct ir_builder *b, uint32_t block); /* where the next instruction goes */
bool ir_block_open(const struct ir_builder *b);         /* whether the selected block still lacks its terminator */
void ir_handler_set(struct ir_builder *b, uint32_t block_plus_1); /* for the instructions that follow */
/* Adds to the selected block; in a block that has its terminator, adds nothing. Returns the new
   temporary as operand (kind IR_NONE where the op has no result). The types of operands are filled
   in, whatever they were, for all kinds but IR_CONST and IR_STRING (a string without one: ptr s8). */
struct ir_operand ir_emit(struct ir_builder *b, enum ir_op op, unsigned sub, ir_index type, uint32_t field,
                          ir_index loc, const struct ir_operand *operands, uint32_t count);
/* Lays the body out (body.c). A block that still lacks its terminator gets `return` at end_loc. */
void ir_function_end(struct ir_builder *b, ir_index end_loc);

/* ---- text, checks, file form ------------------------------------------------------------------------ */

void ir_module_init(struct ir_module *m); /* with the entries 0 */
void ir_module_release(struct ir_module *m);

/* The whole module, or one function, as text (print.c documents the grammar). */
void ir_print(const struct ir_module *m, struct str *out);
void ir_print_function(const struct ir_module *m, ir_index function, struct str *out);
/* One instruction without its line end, as the dump shows it. */
void ir_print_insn(const struct ir_module *m, const struct ir_function *f, const struct ir_insn *i, struct str *out);
/* Reads the text form into m, which it initialises and the caller releases in every case. Errors go to d,
   all of them. What reads need not be valid: ask ir_validate before using it. Returns success. */
bool ir_parse(struct ir_module *m, const char *file, const char *text, size_t size, struct diags *d);
/* Whether all invariants hold; each broken one becomes an error in d that names function, block and instruction. */
bool ir_validate(const struct ir_module *m, struct diags *d);
/* The cache form: magic, version, table sizes, tables. ir_load takes any bytes and refuses what
   ir_validate would; `data` is copied. A loaded module cannot be built on. m is initialised in every case. */
void ir_save(const struct ir_module *m, struct str *out);
bool ir_load(struct ir_module *m, const void *data, size_t size);
#define IR_FORMAT_VERSION 1u

const char *ir_op_name(enum ir_op op);
const char *ir_bin_name(enum ir_bin sub);
const char *ir_un_name(enum ir_un sub);
bool ir_op_is_terminator(enum ir_op op);

#endif
