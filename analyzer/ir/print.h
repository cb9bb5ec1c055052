/* The printer's state and the parts that lines of the text form are made of (print_parts.c). */
#ifndef DDICHECK_IR_PRINT_H
#define DDICHECK_IR_PRINT_H

#include "ir/internal.h"

struct ir_printer {
    const struct ir_module *m;
    const struct ir_function *f; /* or NULL */
    struct str *out;
    uint8_t *uses; /* by string: how many records, globals, functions bear it; NULL: not counted */
    ir_index file; /* of locs that name none */
};

/* For `uses`; the caller frees. */
uint8_t *ir_count_names(const struct ir_module *m);

void ir_print_name(const struct ir_printer *p, ir_index name);
void ir_print_string(const struct ir_printer *p, ir_index string);
void ir_print_words(const struct ir_printer *p, const struct ir_word *words, uint32_t flags);
void ir_print_record_label(const struct ir_printer *p, ir_index type);
void ir_print_global_label(const struct ir_printer *p, ir_index global);
void ir_print_function_label(const struct ir_printer *p, ir_index function);
void ir_print_local_label(const struct ir_printer *p, uint32_t local);
void ir_print_field_label(const struct ir_printer *p, const struct ir_type *record, uint32_t field);
void ir_print_type(const struct ir_printer *p, ir_index type);
/* "(parameters) -> result" of a function type. */
void ir_print_type_list(const struct ir_printer *p, const struct ir_type *t);
/* Nothing for loc 0. In an operand, `of` is its instruction; else NULL. */
void ir_print_loc(const struct ir_printer *p, ir_index loc, const struct ir_insn *of);
void ir_print_place(const struct ir_printer *p, ir_index loc); /* with a space before it */

#endif
