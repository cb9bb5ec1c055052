/* Modules as a whole: their life time, and the names of what can stand in them. */
#include "ir/internal.h"

#include <stdlib.h>

void ir_module_init(struct ir_module *m)
{
    *m = (struct ir_module){0};
    vec_push(&m->text, '\0');
    vec_push(&m->files, (struct ir_file){0});
    vec_push(&m->locs, (struct ir_loc){0});
    vec_push(&m->types, (struct ir_type){.kind = IR_VOID});
}

void ir_module_release(struct ir_module *m)
{
    if (m->image)
        free(m->image);
    else {
#define X(T, name) vec_release(&m->name);
        IR_TABLES(X)
#undef X
    }
    *m = (struct ir_module){0};
}

const struct ir_op_info *ir_op_info(enum ir_op op)
{
    static const struct ir_op_info infos[] = {
#define IR_OP(id, name, results, shape, help) {name, results, shape},
#include "ir/ops.def"
#undef IR_OP
    };
    ensure(op < IR_OP_COUNT);
    return &infos[op];
}

const char *ir_op_name(enum ir_op op) { return ir_op_info(op)->name; }

const char *ir_bin_name(enum ir_bin sub)
{
    static const char *const names[] = {
#define IR_BIN(id, name) name,
#include "ir/bins.def"
#undef IR_BIN
    };
    ensure(sub < IR_BIN_COUNT);
    return names[sub];
}

const char *ir_un_name(enum ir_un sub)
{
    static const char *const names[] = {"neg", "not", "lnot"};
    ensure(sub < IR_UN_COUNT);
    return names[sub];
}

bool ir_op_is_terminator(enum ir_op op) { return op >= IR_JUMP && op < IR_OP_COUNT; }
bool ir_bin_is_comparison(unsigned sub) { return sub >= IR_BIN_EQ && sub <= IR_BIN_GE; }

bool ir_op_has_type(enum ir_op op)
{
    return op != IR_SCOPE_END && op != IR_MENTION && op != IR_JUMP && op != IR_BRANCH && op != IR_SWITCH && op != IR_UNREACHABLE;
}

int64_t ir_const_value(const struct ir_type *t, int64_t value)
{
    if (t->kind != IR_INT || t->size >= 8 || t->size == 0)
        return value;
    uint64_t mask = (UINT64_C(1) << (t->size * 8)) - 1, bits = (uint64_t)value & mask;
    bool negative = (t->flags & IR_TYPE_SIGNED) && (bits >> (t->size * 8 - 1));
    return (int64_t)(negative ? bits | ~mask : bits);
}

const struct ir_word ir_function_words[] = {
    {"static", IR_FUNCTION_STATIC},
    {"inline", IR_FUNCTION_INLINE},
    {"system", IR_FUNCTION_SYSTEM},
    {"noreturn", IR_FUNCTION_NORETURN},
    {"degraded", IR_FUNCTION_DEGRADED},
    {"address_taken", IR_FUNCTION_ADDRESS_TAKEN},
    {NULL, 0},
};

const struct ir_word ir_global_words[] = {
    {"static", IR_GLOBAL_STATIC},
    {"defined", IR_GLOBAL_DEFINED},
    {"const", IR_GLOBAL_CONST},
    {"local", IR_GLOBAL_LOCAL},
    {NULL, 0},
};

const struct ir_word ir_file_words[] = {{"main", IR_FILE_MAIN}, {"system", IR_FILE_SYSTEM}, {NULL, 0}};

const struct ir_word ir_problem_words[] = {
    {"missing_header", IR_PROBLEM_MISSING_HEADER},
    {"error", IR_PROBLEM_ERROR},
    {"unsupported", IR_PROBLEM_UNSUPPORTED},
    {NULL, 0},
};
