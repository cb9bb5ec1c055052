/* What the files of ir/ share and nobody else needs. */
#ifndef DDICHECK_IR_INTERNAL_H
#define DDICHECK_IR_INTERNAL_H

#include "ir/ir.h"

/* ---- module.c ---- */

struct ir_op_info {
    const char *name;
    uint8_t has_result;
    const char *shape; /* as in ops.def */
};
const struct ir_op_info *ir_op_info(enum ir_op op);
bool ir_bin_is_comparison(unsigned sub);
bool ir_op_has_type(enum ir_op op);
/* `value` as a constant of the type stands in an operand: cut to its width, then sign- or zero-extended. */
int64_t ir_const_value(const struct ir_type *t, int64_t value);

/* The words of the text form for one bit or number each; ends with a NULL word. */
struct ir_word {
    const char *word;
    uint32_t value;
};
extern const struct ir_word ir_function_words[], ir_global_words[], ir_file_words[], ir_problem_words[];

/* Types nest about ten deep in real code; the printer and the reader recurse over them. */
#define IR_TYPE_DEPTH_LIMIT 64u
/* Words that a type is printed with: a function type that names one twice doubles it. */
#define IR_TYPE_WEIGHT_LIMIT 4096u

/* ---- build.c ---- */

/* Type of the result; adds pointer types where there are none yet. */
ir_index ir_result_type(struct ir_builder *b, enum ir_op op, unsigned sub, ir_index type, uint32_t field);
/* Sets the type of an operand that is the address of a local (of `f`), global or function, or a block.
   Strings get `ptr s8` where they have no type. Temporaries and constants are left alone. */
void ir_operand_complete(struct ir_builder *b, const struct ir_function *f, struct ir_operand *o);
/* Marks the function that `o` names, if it names one, as having its address taken. */
void ir_mark_address_taken(struct ir_builder *b, const struct ir_operand *o);

/* ---- print.c ---- */

/* The type that a constant has in the text form where none is written with it. UINT32_MAX stands for
   s32 (which may not be in the table). `at` is the operand's place in its instruction. */
ir_index ir_default_type(const struct ir_module *m, const struct ir_insn *i, uint32_t at);
/* Where a name needs no quotes. */
bool ir_name_is_plain(const char *name);

#endif
