/* A program as IR, in the shape that the front end gives it, with the lines of its C. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

struct maker {
    const struct program_ast *p;
    struct ir_builder *b;
    struct ir_module *m;
    ir_index file;
    ir_index types[T_COUNT];          /* of values of the type */
    ir_index records[T_COUNT];        /* of what has fields, by field_infos[].of */
    ir_index ddis[D_COUNT], functions[FUNCTIONS], globals[VARS];
    const struct function *f;
    uint32_t locals[VARS];
    uint32_t labels[8];
    uint32_t line;
};

/* ---- types ------------------------------------------------------------------------------------ */

static ir_index record(struct maker *k, const char *name, const char *const *names, const ir_index *types, uint32_t count, ir_index r)
{
    struct ir_field fields[8] = {0};
    uint32_t at = 0, align = 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t size = ir_type_at(k->m, types[i])->size;
        at = (at + size - 1) / size * size;
        fields[i] = (struct ir_field){.name = ir_add_string(k->b, names[i]), .type = types[i], .offset = at};
        at += size;
        align = size > align ? size : align;
    }
    (void)name;
    ir_type_record_complete(k->b, r, (at + align - 1) / align * align, fields, count);
    return r;
}

static ir_index type_named(struct maker *k, const char *name)
{
    struct ir_builder *b = k->b;
    static const struct { const char *name; uint32_t size; bool is_signed; } ints[] = {
        {"USHORT", 2, false}, {"ULONG", 4, false}, {"UINT", 4, false}, {"SIZE_T", 8, false}, {"NDIS_STATUS", 4, true}, {"EX_POOL_PRIORITY", 4, true}, {"int", 4, true}};
    for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++)
        if (str_equal(name, ints[i].name))
            return ir_type_int(b, ints[i].size, ints[i].is_signed);
    if (str_equal(name, "VOID"))
        return 0;
    if (str_equal(name, "PNET_BUFFER_LIST"))
        return k->types[T_LIST];
    if (str_equal(name, "PNET_BUFFER"))
        return k->types[T_BUFFER];
    if (str_equal(name, "PNET_BUFFER_LIST_POOL_PARAMETERS"))
        return ir_type_pointer(b, k->records[T_LIST_POOL_PARAMETERS], false);
    if (str_equal(name, "PNET_BUFFER_POOL_PARAMETERS"))
        return ir_type_pointer(b, k->records[T_BUFFER_POOL_PARAMETERS], false);
    return ir_type_pointer(b, 0, false); /* PVOID, NDIS_HANDLE, PMDL */
}

static void make_types(struct maker *k)
{
    struct ir_builder *b = k->b;
    ir_index s32 = ir_type_int(b, 4, true), u32 = ir_type_int(b, 4, false), u16 = ir_type_int(b, 2, false), u8 = ir_type_int(b, 1, false);
    ir_index handle = ir_type_pointer(b, 0, false);
    k->records[T_BUFFER] = ir_type_record_new(b, "_NET_BUFFER", false);
    k->records[T_LIST] = ir_type_record_new(b, "_NET_BUFFER_LIST", false);
    k->records[T_BOX] = ir_type_record_new(b, "box", false);
    k->records[T_LIST_POOL_PARAMETERS] = ir_type_record_new(b, "_NET_BUFFER_LIST_POOL_PARAMETERS", false);
    k->records[T_BUFFER_POOL_PARAMETERS] = ir_type_record_new(b, "_NET_BUFFER_POOL_PARAMETERS", false);
    k->types[T_INT] = s32;
    k->types[T_LIST_POOL] = k->types[T_BUFFER_POOL] = handle;
    k->types[T_LIST] = ir_type_pointer(b, k->records[T_LIST], false);
    k->types[T_BUFFER] = ir_type_pointer(b, k->records[T_BUFFER], false);
    k->types[T_BOX] = ir_type_pointer(b, k->records[T_BOX], false);
    k->types[T_LIST_CELL] = ir_type_pointer(b, k->types[T_LIST], false);
    k->types[T_BOX_VALUE] = k->records[T_BOX_VALUE] = k->records[T_BOX];
    k->types[T_LIST_POOL_PARAMETERS] = k->records[T_LIST_POOL_PARAMETERS];
    k->types[T_BUFFER_POOL_PARAMETERS] = k->records[T_BUFFER_POOL_PARAMETERS];
    record(k, "", (const char *const[]){"Next", "NdisPoolHandle"}, (ir_index[]){k->types[T_BUFFER], handle}, 2, k->records[T_BUFFER]);
    record(k, "", (const char *const[]){"Next", "FirstNetBuffer", "Context", "NdisPoolHandle"},
           (ir_index[]){k->types[T_LIST], k->types[T_BUFFER], handle, handle}, 4, k->records[T_LIST]);
    record(k, "", (const char *const[]){"fAllocateNetBuffer", "ContextSize", "DataSize"}, (ir_index[]){u8, u16, u32}, 3, k->records[T_LIST_POOL_PARAMETERS]);
    record(k, "", (const char *const[]){"PoolTag", "DataSize"}, (ir_index[]){u32, u32}, 2, k->records[T_BUFFER_POOL_PARAMETERS]);
    record(k, "", (const char *const[]){"Pool", "Buffers", "List", "Other", "Buffer", "Flag"},
           (ir_index[]){handle, handle, k->types[T_LIST], k->types[T_LIST], k->types[T_BUFFER], s32}, 6, k->records[T_BOX]);
}

/* ---- places and values ---------------------------------------------------------------------------- */

static ir_index loc(struct maker *k, uint32_t line)
{
    return ir_add_loc(k->b, &(struct ir_loc){.file = k->file, .line = line, .column = 1, .end_line = line, .end_column = 2});
}

static struct ir_operand emit(struct maker *k, enum ir_op op, unsigned sub, ir_index type, uint32_t field, const struct ir_operand *o, uint32_t count)
{
    return ir_emit(k->b, op, sub, type, field, loc(k, k->line), o, count);
}

static struct ir_operand constant(ir_index type, int64_t value) { return (struct ir_operand){.kind = IR_CONST, .type = type, .value = value}; }

static uint32_t field_number(const struct maker *k, ir_index r, const char *name)
{
    const struct ir_type *t = ir_type_at(k->m, r);
    for (uint32_t i = 0; i < t->members; i++)
        if (str_equal(ir_text(k->m, k->m->fields.items[t->first + i].name), name))
            return i;
    bug("no field %s", name);
}

static bool is_value_type(enum type t) { return t == T_BOX_VALUE || t == T_LIST_POOL_PARAMETERS || t == T_BUFFER_POOL_PARAMETERS; }

/* Address of the place; its content's type to *type. */
static struct ir_operand place_address(struct maker *k, const struct cell_place *c, ir_index *type)
{
    const struct variable *v = c->global ? &k->p->globals[c->var] : &k->f->vars[c->var];
    struct ir_operand at = {.kind = c->global ? IR_GLOBAL : IR_LOCAL, .value = c->global ? k->globals[c->var] : k->locals[c->var]};
    *type = k->types[v->type];
    enum type of = v->type;
    for (int i = 0; i < HOPS_MAX && c->hops[i]; i++) {
        const struct field_info *h = &field_infos[c->hops[i]];
        if (!(i == 0 && is_value_type(of)))
            at = emit(k, IR_LOAD, 0, *type, 0, &at, 1);
        if (c->hops[i] != F_DEREF) {
            ir_index r = k->records[of == T_BUFFER_POOL_PARAMETERS ? of : h->of];
            uint32_t n = field_number(k, r, h->name);
            *type = k->m->fields.items[ir_type_at(k->m, r)->first + n].type;
            at = emit(k, IR_FIELD, 0, r, n, &at, 1);
        } else
            *type = k->types[T_LIST];
        of = h->type;
    }
    return at;
}

static struct ir_operand place_value(struct maker *k, const struct cell_place *c, ir_index *type)
{
    struct ir_operand at = place_address(k, c, type);
    return emit(k, IR_LOAD, 0, *type, 0, &at, 1);
}

/* The value as one of type `wanted`. */
static struct ir_operand value(struct maker *k, const struct expression *e, ir_index wanted)
{
    ir_index type;
    struct ir_operand v;
    switch (e->kind) {
    case V_NUMBER: return constant(wanted, e->number);
    case V_NULL: return constant(wanted, 0);
    case V_PLACE: v = place_value(k, &e->place, &type); break;
    case V_ADDRESS:
        v = place_address(k, &e->place, &type);
        type = ir_type_pointer(k->b, type, false);
        break;
    default:
        v = place_value(k, &e->place, &type);
        v = emit(k, IR_BIN, IR_BIN_ADD, type, 0, (struct ir_operand[]){v, constant(type, e->number)}, 2);
    }
    if (type != wanted)
        v = emit(k, IR_CAST, 0, wanted, 0, &v, 1);
    return v;
}

/* ---- control ---------------------------------------------------------------------------------------- */

static struct ir_operand block(uint32_t handle) { return (struct ir_operand){.kind = IR_BLOCK, .value = handle}; }

static void jump(struct maker *k, uint32_t to)
{
    struct ir_operand o = block(to);
    emit(k, IR_JUMP, 0, 0, 0, &o, 1);
}

static void branch(struct maker *k, const struct condition *c, uint32_t yes, uint32_t no)
{
    if (c->kind == C_AND || c->kind == C_OR) {
        uint32_t second = ir_block_new(k->b);
        branch(k, c->a, c->kind == C_AND ? second : yes, c->kind == C_AND ? no : second);
        ir_block_select(k->b, second);
        branch(k, c->b, yes, no);
        return;
    }
    ir_index type;
    struct ir_operand left = place_value(k, &c->left, &type), right = value(k, &c->right, type), v;
    if (c->kind == C_BITS) {
        v = emit(k, IR_BIN, IR_BIN_AND, type, 0, (struct ir_operand[]){left, right}, 2);
        v = emit(k, IR_BIN, IR_BIN_NE, type, 0, (struct ir_operand[]){v, constant(type, 0)}, 2);
    } else
        v = emit(k, IR_BIN, c->op, type, 0, (struct ir_operand[]){left, right}, 2);
    emit(k, IR_BRANCH, 0, 0, 0, (struct ir_operand[]){v, block(yes), block(no)}, 3);
}

/* ---- statements ---------------------------------------------------------------------------------------- */

static void make_block(struct maker *k, const struct statement *s);

static int64_t size_of(struct maker *k, const struct expression *e)
{
    ir_index type = k->records[T_BOX];
    if (e->kind == V_ADDRESS) {
        const struct variable *v = e->place.global ? &k->p->globals[e->place.var] : &k->f->vars[e->place.var];
        type = k->types[v->type];
    }
    return ir_type_at(k->m, type)->size;
}

static void make_call(struct maker *k, const struct statement *s)
{
    struct ir_operand o[ARGS + 1], to = {0};
    ir_index f = s->callee >= CALLS_FUNCTION ? k->functions[s->callee - CALLS_FUNCTION] : k->ddis[s->callee], to_type = 0;
    const struct ir_type t = *ir_type_at(k->m, k->m->functions.items[f].type);
    o[0] = (struct ir_operand){.kind = IR_FUNC, .value = f};
    if (s->has_to) /* clang's order: left side first */
        to = place_address(k, &s->to, &to_type);
    for (uint32_t i = 0; i < s->arg_count; i++) {
        ir_index type = k->m->type_lists.items[t.first + i];
        bool is_size = (s->callee == D_ZERO && i == 1) || (s->callee == D_MOVE && i == 2);
        o[i + 1] = is_size ? constant(type, size_of(k, &s->args[0])) : value(k, &s->args[i], type);
    }
    struct ir_operand r = emit(k, IR_CALL, 0, t.element, 0, o, s->arg_count + 1);
    if (!s->has_to)
        return;
    if (to_type != t.element)
        r = emit(k, IR_CAST, 0, to_type, 0, &r, 1);
    emit(k, IR_STORE, 0, to_type, 0, (struct ir_operand[]){to, r}, 2);
}

static void make_if(struct maker *k, const struct statement *s)
{
    uint32_t yes = ir_block_new(k->b), no = ir_block_new(k->b), after = s->other ? ir_block_new(k->b) : no;
    branch(k, s->condition, yes, no);
    ir_block_select(k->b, yes);
    make_block(k, s->body);
    jump(k, after);
    if (s->other) {
        ir_block_select(k->b, no);
        make_block(k, s->other);
        jump(k, after);
    }
    ir_block_select(k->b, after);
}

static void make_while(struct maker *k, const struct statement *s)
{
    uint32_t head = ir_block_new(k->b), body = ir_block_new(k->b), after = ir_block_new(k->b);
    jump(k, head);
    ir_block_select(k->b, head);
    branch(k, s->condition, body, after);
    ir_block_select(k->b, body);
    make_block(k, s->body);
    k->line = s->line;
    jump(k, head);
    ir_block_select(k->b, after);
}

static void make_switch(struct maker *k, const struct statement *s)
{
    uint32_t one = ir_block_new(k->b), rest = ir_block_new(k->b), after = ir_block_new(k->b);
    ir_index type;
    struct ir_operand v = place_value(k, &s->value.place, &type), c = constant(type, s->number);
    emit(k, IR_SWITCH, 0, 0, 0, (struct ir_operand[]){v, block(rest), c, c, block(one)}, 5);
    ir_block_select(k->b, one);
    make_block(k, s->body);
    jump(k, s->falls ? rest : after);
    ir_block_select(k->b, rest);
    make_block(k, s->other);
    jump(k, after);
    ir_block_select(k->b, after);
}

static void make_return(struct maker *k, const struct statement *s)
{
    if (!s->has_value) {
        emit(k, IR_RETURN, 0, 0, 0, NULL, 0);
        return;
    }
    struct ir_operand v = value(k, &s->value, k->types[k->f->result]);
    emit(k, IR_RETURN, 0, k->types[k->f->result], 0, &v, 1);
}

static void make_statement(struct maker *k, const struct statement *s)
{
    ir_index type;
    struct ir_operand to, from;
    switch (s->kind) {
    case S_ASSIGN:
        to = place_address(k, &s->to, &type);
        from = value(k, &s->value, type);
        emit(k, IR_STORE, 0, type, 0, (struct ir_operand[]){to, from}, 2);
        break;
    case S_COPY:
        to = place_address(k, &s->to, &type);
        from = s->value.kind == V_ADDRESS ? place_address(k, &s->value.place, &type) : place_value(k, &s->value.place, &type);
        emit(k, IR_COPY, 0, k->records[T_BOX], 0, (struct ir_operand[]){to, from}, 2);
        break;
    case S_CALL: make_call(k, s); break;
    case S_IF: make_if(k, s); break;
    case S_WHILE: make_while(k, s); break;
    case S_SWITCH: make_switch(k, s); break;
    case S_GOTO: jump(k, k->labels[s->label]); break;
    case S_LABEL:
        jump(k, k->labels[s->label]);
        ir_block_select(k->b, k->labels[s->label]);
        break;
    case S_RETURN: make_return(k, s); break;
    }
}

static void make_block(struct maker *k, const struct statement *s)
{
    for (; s; s = s->next) {
        if (s->off)
            continue;
        if (s->unwrapped) {
            make_block(k, s->body);
            continue;
        }
        k->line = s->line;
        make_statement(k, s);
    }
}

/* ---- functions ------------------------------------------------------------------------------------------ */

static ir_index declare(struct maker *k, const char *name, ir_index result, const ir_index *params, uint32_t count, uint32_t line, uint32_t end_line)
{
    struct ir_function f = {.name = ir_add_string(k->b, name), .type = ir_type_function(k->b, result, params, count, false),
                            .loc = line ? loc(k, line) : 0, .end_loc = end_line ? loc(k, end_line) : 0};
    return ir_add_function(k->b, &f);
}

static void declare_functions(struct maker *k)
{
    ir_index params[ARGS];
    for (uint32_t i = 0; i < k->p->function_count; i++) { /* the entry is function 0 */
        const struct function *f = &k->p->functions[i];
        if (!f->used)
            continue;
        for (uint32_t n = 0; n < f->param_count; n++)
            params[n] = k->types[f->vars[n].type];
        k->functions[i] = declare(k, f->name, f->result == T_VOID ? 0 : k->types[f->result], params, f->param_count, f->line, f->end_line);
    }
    for (uint32_t d = 0; d < D_COUNT; d++) {
        uint32_t n = 0;
        for (; n < ARGS && ddi_infos[d].params[n]; n++)
            params[n] = type_named(k, ddi_infos[d].params[n]);
        k->ddis[d] = declare(k, ddi_infos[d].name, type_named(k, ddi_infos[d].result), params, n, 0, 0);
    }
}

static void make_function(struct maker *k, uint32_t n)
{
    const struct function *f = k->f = &k->p->functions[n];
    uint32_t local = 0;
    ir_function_begin(k->b, k->functions[n]);
    for (uint32_t i = 0; i < f->var_count; i++)
        if (f->vars[i].used) {
            ir_add_local(k->b, f->vars[i].name, k->types[f->vars[i].type], 0, i < f->param_count ? IR_LOCAL_PARAM : 0);
            k->locals[i] = local++;
        }
    for (uint32_t l = 0; l < f->label_count; l++)
        k->labels[l] = ir_block_new(k->b);
    make_block(k, f->body);
    k->line = f->end_line;
    if (f->result == T_VOID && ir_block_open(k->b))
        emit(k, IR_RETURN, 0, 0, 0, NULL, 0);
    ir_function_end(k->b, loc(k, f->end_line));
}

void write_ir(const struct program_ast *p, struct ir_module *m)
{
    struct maker k = {.p = p, .m = m};
    ir_module_init(m);
    k.b = ir_builder_new(m);
    m->path = ir_add_string(k.b, "/oracle.c");
    k.file = ir_add_file(k.b, "/oracle.c", IR_FILE_MAIN);
    make_types(&k);
    for (uint32_t g = 0; g < p->global_count; g++)
        if (p->globals[g].used)
            k.globals[g] = ir_add_global(k.b, &(struct ir_global){.name = ir_add_string(k.b, p->globals[g].name), .type = k.types[p->globals[g].type], .flags = IR_GLOBAL_DEFINED});
    declare_functions(&k);
    for (uint32_t i = 0; i < p->function_count; i++)
        if (p->functions[i].used)
            make_function(&k, i);
    ir_builder_free(k.b);
}
