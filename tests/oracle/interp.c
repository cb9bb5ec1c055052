/* Executes IR concretely: instructions, calls, and all runs. */
#include "interp.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is broken --------------------------------------------------------------------------------- */

uint32_t line_of(const struct interp *x, ir_index loc) { return x->m->locs.items[loc].line; }

void broken(struct interp *x, const char *rule, uint32_t line, bool must)
{
    vec_push(&x->broken, (struct violation){.rule = rule, .lines = {line}, .count = 1, .must = must && !x->doubtful});
}

static void keep_violation(struct execution *out, const struct violation *v)
{
    for (uint32_t i = 0; i < out->violations.count; i++) {
        struct violation *w = &out->violations.items[i];
        if (w->rule == v->rule && w->count == v->count && memcmp(w->lines, v->lines, v->count * sizeof v->lines[0]) == 0) {
            w->must |= v->must;
            return;
        }
    }
    vec_push(&out->violations, *v);
}

/* ---- values ------------------------------------------------------------------------------------------- */

static struct value operand(struct interp *x, const struct ir_operand *o)
{
    struct frame *f = x->top;
    switch ((enum ir_operand_kind)o->kind) {
    case IR_TEMP: return f->temps[o->value];
    case IR_CONST: return number(o->value);
    case IR_LOCAL: return place_in(f->first_local + (uint32_t)o->value, 0);
    case IR_GLOBAL: return place_in(x->first_global + (uint32_t)o->value, 0);
    case IR_FUNC: return place_in(FUNCTION_VALUE + (uint32_t)o->value, 0);
    case IR_STRING: case IR_NONE: case IR_BLOCK: break;
    }
    return undefined();
}

bool is_unasked(const struct interp *x, struct value v)
{
    uint32_t from = is_object(v) ? x->objects.items[v.object].from : v.from;
    return from && !x->eithers.items[from - 1].asked;
}

static void ask(struct interp *x, struct value v)
{
    uint32_t from = is_object(v) ? x->objects.items[v.object].from : v.from;
    if (from)
        x->eithers.items[from - 1].asked = true;
}

static struct value compare_values(enum ir_bin op, struct value a, struct value b, uint32_t size, bool is_signed)
{
    if (a.object != b.object && (a.object == 0 || b.object == 0 || (op != IR_BIN_EQ && op != IR_BIN_NE)) && !(op == IR_BIN_EQ || op == IR_BIN_NE))
        return undefined();
    bool same = a.object == b.object && a.number == b.number;
    if (op == IR_BIN_EQ || op == IR_BIN_NE)
        return number(same == (op == IR_BIN_EQ));
    int64_t p = a.number, q = b.number;
    bool less = is_signed || size < 8 || a.object ? p < q : (uint64_t)p < (uint64_t)q;
    switch (op) {
    case IR_BIN_LT: return number(less);
    case IR_BIN_GE: return number(!less);
    case IR_BIN_LE: return number(less || p == q);
    default: return number(!less && p != q);
    }
}

static struct value arithmetic(enum ir_bin op, struct value a, struct value b, uint32_t size, bool is_signed)
{
    uint64_t p = (uint64_t)a.number, q = (uint64_t)b.number, r;
    if (op == IR_BIN_ADD && (a.object == 0 || b.object == 0))
        return (struct value){a.object + b.object, 0, a.object + b.object ? (int64_t)(p + q) : cut((int64_t)(p + q), size, is_signed)};
    if (op == IR_BIN_SUB && (b.object == 0 || a.object == b.object))
        return (struct value){b.object ? 0 : a.object, 0, a.object && !b.object ? (int64_t)(p - q) : cut((int64_t)(p - q), size, is_signed)};
    if (a.object || b.object)
        return undefined();
    bool zero = q == 0, overflow = is_signed && b.number == -1;
    switch (op) {
    case IR_BIN_MUL: r = p * q; break;
    case IR_BIN_DIV: if (zero || overflow) return undefined(); r = is_signed ? (uint64_t)(a.number / b.number) : p / q; break;
    case IR_BIN_REM: if (zero || overflow) return undefined(); r = is_signed ? (uint64_t)(a.number % b.number) : p % q; break;
    case IR_BIN_AND: r = p & q; break;
    case IR_BIN_OR: r = p | q; break;
    case IR_BIN_XOR: r = p ^ q; break;
    case IR_BIN_SHL: if (q >= size * 8) return undefined(); r = p << q; break;
    case IR_BIN_SHR: if (q >= size * 8) return undefined(); r = is_signed ? (uint64_t)(a.number >> q) : p >> q; break;
    default: return undefined();
    }
    return number(cut((int64_t)r, size, is_signed));
}

static struct value binary(struct interp *x, const struct ir_insn *i, struct value a, struct value b)
{
    const struct ir_type *t = ir_type_at(x->m, i->type);
    bool is_signed = t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
    if (is_undefined(a) || is_undefined(b))
        return undefined();
    if (i->sub >= IR_BIN_EQ) {
        if (!is_object(b) && !b.from) /* equal to another such pointer: that says nothing about null */
            ask(x, a);
        if (!is_object(a) && !a.from)
            ask(x, b);
    }
    if (i->sub >= IR_BIN_EQ)
        return x->sabotage == SABOTAGE_CONSTANT && i->sub == IR_BIN_EQ ? number(1) : compare_values((enum ir_bin)i->sub, a, b, t->size, is_signed);
    return arithmetic((enum ir_bin)i->sub, a, b, t->size, is_signed);
}

static struct value unary(struct interp *x, const struct ir_insn *i, struct value a)
{
    const struct ir_type *t = ir_type_at(x->m, i->type);
    bool is_signed = t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED);
    if (is_undefined(a))
        return a;
    if (i->op == IR_UN && i->sub == IR_UN_LNOT)
        return number(a.object == 0 && a.number == 0);
    if (i->op == IR_CAST)
        return a.object == 0 ? number(t->kind == IR_INT ? cut(a.number, t->size, is_signed) : a.number) : t->size == 8 ? a : undefined();
    if (a.object)
        return undefined();
    uint64_t n = (uint64_t)a.number;
    return number(cut((int64_t)(i->sub == IR_UN_NEG ? 0 - n : ~n), t->size, is_signed));
}

/* ---- instructions ---------------------------------------------------------------------------------------- */

static struct value run_function(struct interp *x, uint32_t f, const struct value *args, uint32_t count);

static struct value call(struct interp *x, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(x->m, i);
    struct value args[32], callee = operand(x, &o[0]);
    uint32_t count = 0;
    for (uint32_t k = 1; k < i->operand_count && count < 32; k++)
        args[count++] = operand(x, &o[k]);
    if (callee.object < FUNCTION_VALUE || is_undefined(callee)) {
        x->stop = callee.object ? STOP_UNDEFINED : STOP_CRASH;
        return undefined();
    }
    uint32_t f = callee.object - FUNCTION_VALUE;
    const struct ir_function *ir = &x->m->functions.items[f];
    if (x->ddis[f])
        return contract(x, x->ddis[f], i, args, count);
    if (ir->flags & IR_FUNCTION_BODY)
        return run_function(x, f, args, count);
    const struct ir_type *t = ir_type_at(x->m, i->type); /* unknown: any number */
    if (t->kind != IR_INT)
        return undefined();
    return number(cut(choose_number(x, false), t->size, t->flags & IR_TYPE_SIGNED));
}

static bool overwrites_pointer(struct interp *x, struct value at, uint64_t size)
{
    if (!is_object(at))
        return false;
    const struct thing *o = &x->objects.items[at.object];
    for (uint64_t k = 0; o->bytes && k < size && at.number >= 0 && (uint64_t)at.number + k < o->size; k++)
        if (is_object(o->bytes[(uint64_t)at.number + k].value))
            return true;
    return false;
}

/* What an object held that was reported lost may be reported lost in its turn, where it is overwritten. */
static void overwrite_lost(struct interp *x, struct value at, uint32_t line)
{
    struct value old = number(0);
    if (is_object(at) && x->objects.items[at.object].bytes && at.number >= 0 && at.number + 8 <= x->objects.items[at.object].size)
        old = x->objects.items[at.object].bytes[at.number].value;
    if (is_object(old) && x->objects.items[old.object].lost)
        broken(x, x->object_rules[TRIGGER_LEAK]->id, line, false);
}

static void memory_insn(struct interp *x, const struct ir_insn *i, const struct ir_operand *o, struct value *result)
{
    const struct ir_type *t = ir_type_at(x->m, i->type);
    struct value at = operand(x, &o[0]), from;
    bool lost = i->op != IR_LOAD && overwrites_pointer(x, at, t->size);
    object_touched(x, at, line_of(x, i->loc));
    if (at.object == 0 && (x->top->outer || is_unasked(x, at)))
        x->out->excused++; /* the engine goes on here, where the pointer is a parameter or may be null */
    switch ((enum ir_op)i->op) {
    case IR_LOAD:
        *result = t->size <= 8 ? memory_load(x, at, t->size, t->kind == IR_INT && (t->flags & IR_TYPE_SIGNED)) : undefined();
        if (is_undefined(*result) && x->stop == GO_ON)
            x->stop = STOP_UNDEFINED;
        break;
    case IR_STORE:
        overwrite_lost(x, at, line_of(x, i->loc));
        memory_store(x, at, t->size, operand(x, &o[1]));
        break;
    case IR_COPY:
        from = operand(x, &o[1]);
        object_touched(x, from, line_of(x, i->loc));
        memory_copy(x, at, from, t->size);
        break;
    default:
        memory_fill(x, at, t->size, number(0));
    }
    if (lost && x->stop == GO_ON)
        find_lost(x, NULL);
}

static void execute_insn(struct interp *x, const struct ir_insn *i)
{
    const struct ir_operand *o = ir_operands(x->m, i);
    struct value r = undefined(), a, b;
    switch ((enum ir_op)i->op) {
    case IR_LOAD: case IR_STORE: case IR_COPY: case IR_ZERO:
        memory_insn(x, i, o, &r);
        break;
    case IR_FIELD:
        r = operand(x, &o[0]);
        r.number += x->m->fields.items[ir_type_at(x->m, i->type)->first + i->field].offset;
        break;
    case IR_ELEM:
        a = operand(x, &o[0]);
        b = operand(x, &o[1]);
        r = a;
        r.number += b.number * (int64_t)ir_type_at(x->m, i->type)->size;
        if (b.object || is_undefined(a))
            r = undefined();
        break;
    case IR_BIN:
        r = binary(x, i, operand(x, &o[0]), operand(x, &o[1]));
        break;
    case IR_PTRDIFF:
        a = operand(x, &o[0]);
        b = operand(x, &o[1]);
        if (a.object == b.object && !is_undefined(a))
            r = number((a.number - b.number) / (int64_t)(ir_type_at(x->m, i->type)->size ? ir_type_at(x->m, i->type)->size : 1));
        break;
    case IR_UN: case IR_CAST:
        r = unary(x, i, operand(x, &o[0]));
        break;
    case IR_CALL:
        r = call(x, i);
        break;
    default: /* havoc: undefined; scope_end: nothing */
        break;
    }
    if (i->result)
        x->top->temps[i->result] = r;
    if (i->op == IR_CALL && x->stop == GO_ON) /* the result is held by now */
        find_lost(x, NULL);
}

/* The block that control goes to; UINT32_MAX at a return. */
static uint32_t execute_terminator(struct interp *x, const struct ir_insn *i, struct value *result)
{
    const struct ir_operand *o = ir_operands(x->m, i);
    struct value v;
    switch ((enum ir_op)i->op) {
    case IR_JUMP: return (uint32_t)o[0].value;
    case IR_BRANCH:
        v = operand(x, &o[0]);
        if (is_undefined(v))
            x->stop = STOP_UNDEFINED;
        return (uint32_t)o[v.object || v.number ? 1 : 2].value;
    case IR_SWITCH:
        v = operand(x, &o[0]);
        if (v.object)
            x->stop = STOP_UNDEFINED;
        for (uint32_t k = 2; k + 2 < i->operand_count; k += 3)
            if (v.number >= o[k].value && v.number <= o[k + 1].value)
                return (uint32_t)o[k + 2].value;
        return (uint32_t)o[1].value;
    case IR_RETURN:
        *result = i->operand_count && o->kind != IR_NONE ? operand(x, o) : number(0);
        return UINT32_MAX;
    default:
        x->stop = STOP_NEVER;
        return UINT32_MAX;
    }
}

static struct value run_blocks(struct interp *x)
{
    struct frame *f = x->top;
    struct value result = undefined();
    for (uint32_t b = 0; x->stop == GO_ON;) {
        const struct ir_block *block = &x->m->blocks.items[f->ir->first_block + b];
        for (uint32_t n = block->first; n < block->first + block->count && x->stop == GO_ON; n++) {
            const struct ir_insn *i = &x->m->insns.items[n];
            f->insn = n;
            if (++x->steps > STEPS)
                x->stop = STOP_STEPS;
            else if (n + 1 < block->first + block->count)
                execute_insn(x, i);
            else
                b = execute_terminator(x, i, &result);
            if (x->stop == GO_ON && line_of(x, i->loc) < x->out->line_count)
                x->out->passed[line_of(x, i->loc)] = true;
        }
        if (b == UINT32_MAX)
            break;
    }
    return result;
}

static struct value run_function(struct interp *x, uint32_t f, const struct value *args, uint32_t count)
{
    const struct ir_function *ir = &x->m->functions.items[f];
    uint32_t depth = 0;
    for (struct frame *o = x->top; o; o = o->outer)
        depth++;
    if (depth == CALLS_MAX) {
        x->stop = STOP_STEPS;
        return undefined();
    }
    struct frame *frame = arena_new(&x->arena, struct frame);
    *frame = (struct frame){.outer = x->top, .function = f, .ir = ir, .first_local = x->objects.count, .entered = ++x->clock};
    frame->temps = arena_array(&x->arena, struct value, ir->temp_count + 1);
    for (uint32_t i = 0; i < ir->local_count; i++)
        object_new(x, ir_type_at(x->m, x->m->locals.items[ir->first_local + i].type)->size);
    for (uint32_t i = 0; i < ir->param_count && i < count; i++)
        memory_store(x, place_in(frame->first_local + i, 0), ir_type_at(x->m, x->m->locals.items[ir->first_local + i].type)->size, args[i]);
    x->top = frame;
    x->out->entered[f] = true;
    struct value result = run_blocks(x);
    if (x->stop == GO_ON) {
        const struct ir_insn *i = &x->m->insns.items[frame->insn];
        uint32_t line = line_of(x, i->loc ? i->loc : ir->end_loc);
        find_lost(x, &result);
        frame_returns(x, line);
    }
    x->top = frame->outer;
    return result;
}

/* ---- all runs ---------------------------------------------------------------------------------------------- */

static void run_once(struct interp *x)
{
    const struct ir_module *m = x->m;
    struct value args[8];
    x->objects.count = x->lost.count = x->broken.count = x->eithers.count = 0;
    x->clock = 0;
    x->steps = x->chosen = 0;
    x->freed_null = x->doubtful = false;
    x->stop = GO_ON;
    x->top = NULL;
    vec_push(&x->objects, (struct thing){0}); /* object 0 is no object */
    x->first_global = x->objects.count;
    for (uint32_t g = 0; g < m->globals.count; g++)
        object_new(x, ir_type_at(m, m->globals.items[g].type)->size);
    const struct ir_function *entry = &m->functions.items[x->entry];
    for (uint32_t i = 0; i < entry->param_count && i < 8; i++)
        args[i] = number(choose_number(x, false));
    run_function(x, x->entry, args, entry->param_count);
    x->out->runs++;
    x->out->crashed += x->stop == STOP_CRASH;
    x->out->undefined += x->stop == STOP_UNDEFINED;
    x->out->out_of_steps += x->stop == STOP_STEPS;
    for (uint32_t i = 0; i < x->broken.count; i++)
        keep_violation(x->out, &x->broken.items[i]);
    for (uint32_t i = 0; i < x->lost.count; i++) {
        x->lost.items[i].v.must = x->stop == GO_ON && !x->doubtful && !x->lost.items[i].doubtful;
        keep_violation(x->out, &x->lost.items[i].v);
    }
    arena_release(&x->arena);
}

/* As the engine has it: a temporary that another block reads lives for ever. */
static void find_last_uses(struct interp *x)
{
    const struct ir_module *m = x->m;
    uint32_t total = 0;
    x->first_temp = mem_zalloc((m->functions.count + 1) * sizeof *x->first_temp);
    for (uint32_t f = 0; f < m->functions.count; f++) {
        x->first_temp[f] = total;
        total += m->functions.items[f].temp_count + 1;
    }
    x->last_use = mem_zalloc((total + 1) * sizeof *x->last_use);
    x->made_by = mem_zalloc((total + 1) * sizeof *x->made_by);
    uint32_t *home = mem_zalloc((total + 1) * sizeof *home);
    for (uint32_t f = 0; f < m->functions.count; f++) {
        const struct ir_function *ir = &m->functions.items[f];
        for (uint32_t b = 0; b < ir->block_count; b++) {
            const struct ir_block *block = &m->blocks.items[ir->first_block + b];
            for (uint32_t n = block->first; n < block->first + block->count; n++) {
                const struct ir_insn *i = &m->insns.items[n];
                for (uint32_t k = 0; k < i->operand_count; k++) {
                    const struct ir_operand *o = &ir_operands(m, i)[k];
                    uint32_t t = x->first_temp[f] + (uint32_t)o->value;
                    if (o->kind == IR_TEMP)
                        x->last_use[t] = home[t] == b ? n : UINT32_MAX;
                }
                if (i->result) {
                    home[x->first_temp[f] + i->result] = b;
                    x->made_by[x->first_temp[f] + i->result] = n;
                }
            }
        }
    }
    free(home);
}

static void find_rules(struct interp *x)
{
    for (uint32_t r = x->rules->rules.count; r-- > 0;)
        for (uint32_t c = 0; c < x->rules->rules.items[r].check_count; c++)
            if (x->rules->rules.items[r].checks[c].trigger < 8)
                x->object_rules[x->rules->rules.items[r].checks[c].trigger] = &x->rules->rules.items[r];
    x->ddis = mem_zalloc((x->m->functions.count + 1) * sizeof *x->ddis);
    for (uint32_t f = 0; f < x->m->functions.count; f++) {
        const char *name = ir_text(x->m, x->m->functions.items[f].name);
        x->ddis[f] = ruleset_ddi(x->rules, name);
        if (str_equal(name, ENTRY_NAME))
            x->entry = f;
    }
}

void execute(const struct ruleset *rules, const struct ir_module *m, uint32_t limit, enum sabotage sabotage, struct demands demands,
             struct execution *out)
{
    struct interp x = {.rules = rules, .m = m, .out = out, .sabotage = sabotage, .demands = demands};
    *out = (struct execution){0};
    out->entered = mem_zalloc(m->functions.count + 1);
    for (uint32_t i = 0; i < m->locs.count; i++)
        if (m->locs.items[i].line >= out->line_count)
            out->line_count = m->locs.items[i].line + 1;
    out->passed = mem_zalloc(out->line_count + 1);
    arena_init(&x.arena);
    find_last_uses(&x);
    find_rules(&x);
    collect_numbers(&x);
    bool more = true;
    while (more && out->runs < limit && out->out_of_steps < RUNS_WITHOUT_END && out->undefined < RUNS_WITHOUT_END) {
        run_once(&x);
        more = choices_next(&x);
    }
    out->complete = !more && !out->undefined && !out->out_of_steps;
    vec_release(&x.objects);
    vec_release(&x.lost);
    vec_release(&x.broken);
    vec_release(&x.eithers);
    vec_release(&x.taken);
    vec_release(&x.ways);
    vec_release(&x.numbers);
    free(x.ddis);
    free(x.last_use);
    free(x.made_by);
    free(x.first_temp);
}

void execution_release(struct execution *x)
{
    vec_release(&x->violations);
    free(x->entered);
    free(x->passed);
}
