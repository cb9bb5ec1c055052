/*
 * Random programs. Most of what is written is what drivers do: allocate, test, chain, hand to a
 * function of their own, free under a test, clean up at the end; with carelessness everywhere, so that most of
 * the programs break some rule in some place (86 of 100 when this was written).
 */
#include "oracle.h"

struct generator {
    struct program_ast *p;
    struct function *f;
    const struct shape *shape;
    uint64_t random;
    uint32_t number;          /* of the function */
    int left, choices, loops; /* statements, calls with several results, loops that may still come */
    int64_t numbers[2];       /* that the program compares with */
    struct condition *past[4]; /* conditions of this function: drivers ask the same thing twice */
    uint32_t past_count;
};

struct list {
    struct statement **tail;
};

/* ---- chance --------------------------------------------------------------------------------------- */

static uint32_t below(struct generator *g, uint32_t n)
{
    g->random ^= g->random >> 12;
    g->random ^= g->random << 25;
    g->random ^= g->random >> 27;
    return (uint32_t)((g->random * 0x2545F4914F6CDD1Du) >> 33) % n;
}

static bool chance(struct generator *g, uint32_t percent) { return below(g, 100) < percent; }

/* ---- parts -------------------------------------------------------------------------------------------- */

static struct statement *add(struct generator *g, struct list *to, enum statement_kind kind)
{
    struct statement *s = arena_new(g->p->arena, struct statement);
    s->kind = kind;
    *to->tail = s;
    to->tail = &s->next;
    return s;
}

static struct list list_new(struct statement **at) { return (struct list){at}; }

static struct expression place_of(struct cell_place c) { return (struct expression){.kind = V_PLACE, .place = c}; }
static struct expression address_of(struct cell_place c) { return (struct expression){.kind = V_ADDRESS, .place = c}; }
static struct expression number_of(int64_t n) { return (struct expression){.kind = V_NUMBER, .number = n}; }
static struct expression null_value(void) { return (struct expression){.kind = V_NULL}; }

static struct cell_place field_of(struct cell_place c, enum field f)
{
    c.hops[c.hops[0] ? 1 : 0] = f;
    return c;
}

struct candidates {
    struct cell_place items[64];
    uint32_t count;
};

static void candidate(struct candidates *c, struct cell_place p, uint32_t weight)
{
    for (uint32_t i = 0; i < weight && c->count < 64; i++)
        c->items[c->count++] = p;
}

static void candidates_of_variable(struct candidates *c, enum type wanted, struct cell_place p, enum type type, bool fields)
{
    if (type == wanted)
        candidate(c, p, 4);
    if (type == T_BOX_VALUE || (fields && type == T_BOX))
        for (int f = F_BOX_POOL; f <= F_BOX_FLAG; f++)
            if (field_infos[f].type == wanted)
                candidate(c, field_of(p, (enum field)f), 2);
    if (type == T_LIST_CELL && wanted == T_LIST)
        candidate(c, field_of(p, F_DEREF), 5);
    if (fields && type == T_LIST && (wanted == T_LIST || wanted == T_BUFFER))
        candidate(c, field_of(p, wanted == T_LIST ? F_LIST_NEXT : F_LIST_FIRST), wanted == T_LIST ? 1 : 2);
    if (fields && type == T_BUFFER && wanted == T_BUFFER)
        candidate(c, field_of(p, F_BUFFER_NEXT), 1);
}

/* A place of the type; through pointers only where asked for. */
static bool find_place(struct generator *g, enum type wanted, bool fields, struct cell_place *out)
{
    struct candidates c = {.count = 0};
    for (uint32_t v = 0; v < g->f->var_count; v++)
        candidates_of_variable(&c, wanted, (struct cell_place){.var = v}, g->f->vars[v].type, fields);
    for (uint32_t v = 0; v < g->p->global_count; v++)
        candidates_of_variable(&c, wanted, (struct cell_place){.global = true, .var = v}, g->p->globals[v].type, false);
    if (!c.count)
        return false;
    *out = c.items[below(g, c.count)];
    return true;
}

/* Whether reading or writing it follows a pointer that may be null. */
static bool follows(const struct generator *g, struct cell_place c)
{
    enum type t = c.global ? g->p->globals[c.var].type : g->f->vars[c.var].type;
    return c.hops[1] || (c.hops[0] && t != T_BOX_VALUE && t != T_LIST_CELL && t != T_LIST_POOL_PARAMETERS && t != T_BUFFER_POOL_PARAMETERS);
}

static struct condition *compare_with(struct generator *g, struct cell_place left, enum ir_bin op, struct expression right)
{
    struct condition *c = arena_new(g->p->arena, struct condition);
    *c = (struct condition){.kind = C_COMPARE, .left = left, .op = op, .right = right};
    return c;
}

/* Opens `if (pointer != NULL)` around what follows the pointer, mostly. */
static struct list guarded(struct generator *g, struct list *to, struct cell_place c, uint32_t percent)
{
    if (!follows(g, c) || !chance(g, percent))
        return *to;
    struct cell_place pointer = {.global = c.global, .var = c.var};
    struct statement *s = add(g, to, S_IF);
    s->condition = compare_with(g, pointer, IR_BIN_NE, null_value());
    return list_new(&s->body);
}

/* Statements that `inner` got belong to `to` where no guard was opened. */
static void joined(struct list *to, const struct list *inner, bool opened)
{
    if (!opened)
        to->tail = inner->tail;
}

static struct statement *call(struct generator *g, struct list *to, uint32_t callee, const struct cell_place *result)
{
    struct statement *s = add(g, to, S_CALL);
    s->callee = callee;
    if (result) {
        s->has_to = true;
        s->to = *result;
    }
    return s;
}

static void argument(struct statement *s, struct expression e) { s->args[s->arg_count++] = e; }

static void assign(struct generator *g, struct list *to, struct cell_place place, struct expression e)
{
    struct statement *s = add(g, to, S_ASSIGN);
    s->to = place;
    s->value = e;
}

/* ---- conditions ------------------------------------------------------------------------------------------ */

static enum ir_bin some_comparison(struct generator *g) { return (enum ir_bin)(IR_BIN_EQ + below(g, 6)); }

static enum ir_bin opposite(enum ir_bin op)
{
    static const enum ir_bin ops[] = {[IR_BIN_EQ] = IR_BIN_NE, [IR_BIN_NE] = IR_BIN_EQ, [IR_BIN_LT] = IR_BIN_GE,
                                      [IR_BIN_GE] = IR_BIN_LT, [IR_BIN_GT] = IR_BIN_LE, [IR_BIN_LE] = IR_BIN_GT};
    return ops[op];
}

static struct condition *new_condition(struct generator *g, int depth)
{
    struct cell_place a, b;
    if (depth && chance(g, 15)) {
        struct condition *c = arena_new(g->p->arena, struct condition);
        *c = (struct condition){.kind = chance(g, 50) ? C_AND : C_OR, .a = new_condition(g, depth - 1), .b = new_condition(g, depth - 1)};
        return c;
    }
    uint32_t what = below(g, 10);
    enum type pointer = what < 4 ? T_LIST : what < 5 ? T_BUFFER : T_INT;
    if (pointer != T_INT && find_place(g, pointer, false, &a)) {
        if (chance(g, 10) && find_place(g, pointer, false, &b))
            return compare_with(g, a, chance(g, 50) ? IR_BIN_EQ : IR_BIN_NE, place_of(b));
        return compare_with(g, a, chance(g, 50) ? IR_BIN_EQ : IR_BIN_NE, null_value());
    }
    if (!find_place(g, T_INT, false, &a))
        a = (struct cell_place){0};
    if (g->shape->relations && chance(g, 25)) {
        if (chance(g, 50) && find_place(g, T_INT, false, &b))
            return compare_with(g, a, some_comparison(g), place_of(b));
        struct condition *c = compare_with(g, a, IR_BIN_NE, number_of(1 + below(g, 3)));
        c->kind = C_BITS;
        return c;
    }
    return compare_with(g, a, chance(g, 40) ? some_comparison(g) : chance(g, 50) ? IR_BIN_EQ : IR_BIN_NE,
                        number_of(chance(g, 60) ? 0 : g->numbers[below(g, 2)]));
}

/* One that was asked before, or its opposite, or a new one. */
static struct condition *some_condition(struct generator *g)
{
    if (g->past_count && chance(g, 40)) {
        struct condition *c = g->past[below(g, g->past_count < 4 ? g->past_count : 4)];
        return c->kind == C_COMPARE && chance(g, 30) ? compare_with(g, c->left, opposite(c->op), c->right) : c;
    }
    struct condition *c = new_condition(g, 1);
    g->past[g->past_count++ % 4] = c;
    return c;
}

/* ---- statements --------------------------------------------------------------------------------------------- */

static void some_block(struct generator *g, struct list *to, int count, int depth);

static void leave(struct generator *g, struct list *to)
{
    struct cell_place c;
    if (g->f->label_count && chance(g, 50)) {
        add(g, to, S_GOTO)->label = 0;
        return;
    }
    struct statement *s = add(g, to, S_RETURN);
    s->has_value = g->f->result != T_VOID;
    if (g->f->result == T_LIST)
        s->value = chance(g, 50) && find_place(g, T_LIST, false, &c) ? place_of(c) : null_value();
    else
        s->value = chance(g, 30) && find_place(g, T_INT, false, &c) ? place_of(c) : number_of(chance(g, 50) ? 0 : -1073741823);
}

/* After an allocation: mostly the result is tested. */
static void test_result(struct generator *g, struct list *to, struct cell_place c, int depth)
{
    if (follows(g, c) || !chance(g, 45))
        return;
    struct statement *s = add(g, to, S_IF);
    s->condition = compare_with(g, c, IR_BIN_EQ, null_value());
    struct list body = list_new(&s->body);
    if (chance(g, 40) && depth < 3)
        some_block(g, &body, 1, depth + 1);
    leave(g, &body);
}

static void list_pool_parameters(struct generator *g, struct list *to, struct cell_place parameters)
{
    struct statement *s = call(g, to, D_ZERO, NULL);
    argument(s, address_of(parameters));
    argument(s, number_of(0));
    if (chance(g, 50))
        assign(g, to, field_of(parameters, F_COMBINED), number_of(1));
    if (chance(g, 15))
        assign(g, to, field_of(parameters, F_DATA_SIZE), number_of(64));
}

static void make_pool(struct generator *g, struct list *to, enum type pool, int depth)
{
    struct cell_place c, parameters;
    enum type t = pool == T_LIST_POOL ? T_LIST_POOL_PARAMETERS : T_BUFFER_POOL_PARAMETERS;
    if (g->choices <= 0 || !find_place(g, t, false, &parameters) || !find_place(g, pool, false, &c))
        return;
    g->choices--;
    if (pool == T_LIST_POOL)
        list_pool_parameters(g, to, parameters);
    struct statement *s = call(g, to, pool == T_LIST_POOL ? D_ALLOC_LIST_POOL : D_ALLOC_BUFFER_POOL, &c);
    argument(s, null_value());
    argument(s, address_of(parameters));
    test_result(g, to, c, depth);
}

/* An allocation from a pool into a place. */
static void allocate(struct generator *g, struct list *to, enum callee callee, int depth)
{
    struct cell_place c, pool, original;
    bool buffer = callee == D_ALLOC_BUFFER;
    if (g->choices <= 0 || !find_place(g, buffer ? T_BUFFER : T_LIST, true, &c) || !find_place(g, buffer ? T_BUFFER_POOL : T_LIST_POOL, false, &pool))
        return;
    if (callee == D_ALLOC_CLONE && !find_place(g, T_LIST, false, &original))
        return;
    g->choices--;
    struct list in = guarded(g, to, c, 75);
    bool opened = in.tail != to->tail;
    struct statement *s = call(g, &in, callee, chance(g, 97) ? &c : NULL);
    if (callee == D_ALLOC_CLONE) {
        argument(s, place_of(original));
        argument(s, place_of(pool));
        argument(s, null_value());
        argument(s, number_of(0));
    } else {
        argument(s, place_of(pool));
        argument(s, buffer ? null_value() : number_of(0));
        argument(s, number_of(0));
        if (buffer)
            argument(s, number_of(0));
        if (callee == D_ALLOC_COMBINED) {
            argument(s, null_value());
            argument(s, number_of(0));
            argument(s, number_of(0));
        }
    }
    joined(to, &in, opened);
    test_result(g, to, c, depth);
}

static void release(struct generator *g, struct list *to, enum callee callee)
{
    struct cell_place c;
    enum type t = callee == D_FREE_LIST || callee == D_FREE_CLONE ? T_LIST : callee == D_FREE_BUFFER ? T_BUFFER : callee == D_FREE_LIST_POOL ? T_LIST_POOL : T_BUFFER_POOL;
    if (!find_place(g, t, true, &c))
        return;
    struct list in = guarded(g, to, c, 85);
    bool opened = in.tail != to->tail;
    if (!opened && chance(g, 60)) {
        struct statement *test = add(g, to, S_IF);
        test->condition = compare_with(g, c, IR_BIN_NE, null_value());
        in = list_new(&test->body);
        opened = true;
    }
    struct statement *s = call(g, &in, callee, NULL);
    argument(s, place_of(c));
    if (callee == D_FREE_CLONE)
        argument(s, number_of(0));
    if (chance(g, 50))
        assign(g, &in, c, null_value());
    joined(to, &in, opened);
}

static void move_pointer(struct generator *g, struct list *to)
{
    struct cell_place a, b;
    enum type t = chance(g, 70) ? T_LIST : T_BUFFER;
    if (!find_place(g, t, true, &a) || !find_place(g, t, true, &b))
        return;
    struct list in = guarded(g, to, a, 85);
    bool opened = in.tail != to->tail;
    struct list deeper = guarded(g, &in, b, 85);
    bool opened_more = deeper.tail != in.tail;
    assign(g, &deeper, a, chance(g, 15) ? null_value() : place_of(b));
    if (chance(g, 40))
        assign(g, &deeper, b, null_value());
    joined(&in, &deeper, opened_more);
    joined(to, &in, opened);
}

static void change_number(struct generator *g, struct list *to)
{
    struct cell_place c, d;
    if (!find_place(g, T_INT, false, &c))
        return;
    uint32_t what = below(g, 10);
    if (what < 3 && g->choices > 0) {
        g->choices--;
        static const enum callee sources[] = {D_PROBE, D_STATUS, D_PENDING};
        struct statement *s = call(g, to, sources[what], &c);
        if (what)
            argument(s, null_value());
    } else if (what < 5 && find_place(g, T_INT, false, &d))
        assign(g, to, c, (struct expression){.kind = V_SUM, .place = d, .number = chance(g, 70) ? 1 : -1});
    else if (what < 7 && find_place(g, T_INT, false, &d))
        assign(g, to, c, place_of(d));
    else
        assign(g, to, c, number_of(chance(g, 60) ? below(g, 2) : (uint32_t)g->numbers[below(g, 2)]));
}

/* Mostly, what an earlier parameter of the type is given, or what is behind it. */
static bool again(struct generator *g, const struct function *h, const struct expression *args, uint32_t i, struct expression *out)
{
    for (uint32_t k = i; k-- > 0 && chance(g, 70);) {
        enum type t = h->vars[i].type, other = h->vars[k].type;
        *out = args[k];
        if (t == other && t != T_INT)
            return true;
        if (t == T_LIST_CELL && other == T_LIST && args[k].kind == V_PLACE && !args[k].place.hops[0]) {
            *out = address_of(args[k].place);
            return true;
        }
        if (t == T_LIST && other == T_LIST_CELL && args[k].kind == V_ADDRESS) {
            *out = place_of(args[k].place);
            return true;
        }
    }
    return false;
}

static void call_inner(struct generator *g, struct list *to)
{
    if (g->number + 1 >= g->p->function_count)
        return;
    uint32_t n = g->number + 1 + below(g, g->p->function_count - g->number - 1);
    const struct function *h = &g->p->functions[n];
    struct cell_place result, c;
    bool keep = h->result != T_VOID && chance(g, 85) && find_place(g, h->result, false, &result);
    struct expression args[ARGS];
    for (uint32_t i = 0; i < h->param_count; i++) {
        enum type t = h->vars[i].type;
        if (g->shape->aliases && again(g, h, args, i, &args[i]))
            continue;
        if (t == T_BOX && find_place(g, T_BOX_VALUE, false, &c) && chance(g, 70))
            args[i] = address_of(c);
        else if (t == T_LIST_CELL && find_place(g, T_LIST, false, &c))
            args[i] = c.hops[0] == F_DEREF ? place_of((struct cell_place){.var = c.var}) : address_of(c);
        else if (t == T_INT && chance(g, 40))
            args[i] = number_of(below(g, 2));
        else if (find_place(g, t, false, &c))
            args[i] = place_of(c);
        else
            return;
    }
    struct statement *s = call(g, to, CALLS_FUNCTION + n, keep ? &result : NULL);
    for (uint32_t i = 0; i < h->param_count; i++)
        argument(s, args[i]);
    if (keep && h->result == T_LIST)
        test_result(g, to, result, 3);
}

static void branch(struct generator *g, struct list *to, int depth)
{
    struct statement *s = add(g, to, S_IF);
    s->condition = some_condition(g);
    struct list body = list_new(&s->body), other = list_new(&s->other);
    some_block(g, &body, 1 + (int)below(g, 3), depth + 1);
    if (chance(g, 15))
        leave(g, &body);
    if (chance(g, 40))
        some_block(g, &other, 1 + (int)below(g, 2), depth + 1);
}

static void some_switch(struct generator *g, struct list *to, int depth)
{
    struct cell_place c;
    if (!find_place(g, T_INT, false, &c))
        return;
    struct statement *s = add(g, to, S_SWITCH);
    s->value = place_of(c);
    s->number = g->numbers[below(g, 2)];
    s->falls = chance(g, 30);
    struct list body = list_new(&s->body), other = list_new(&s->other);
    some_block(g, &body, 1 + (int)below(g, 2), depth + 1);
    some_block(g, &other, 1 + (int)below(g, 2), depth + 1);
}

/* A loop that counts an integer, or one that walks a list. */
static void loop(struct generator *g, struct list *to, int depth)
{
    struct cell_place c;
    if (g->loops <= 0)
        return;
    g->loops--;
    if (chance(g, 50) && find_place(g, T_LIST, false, &c)) {
        struct statement *s = add(g, to, S_WHILE);
        s->condition = compare_with(g, c, IR_BIN_NE, null_value());
        struct list body = list_new(&s->body);
        uint32_t next = 0;
        while (next < g->f->var_count && (g->f->vars[next].type != T_LIST || next == c.var))
            next++;
        if (c.hops[0] || c.global || next == g->f->var_count) {
            some_block(g, &body, 1, depth + 1);
            assign(g, &body, c, null_value());
            return;
        }
        struct cell_place kept = {.var = next};
        assign(g, &body, kept, place_of(field_of(c, F_LIST_NEXT)));
        if (chance(g, 80)) {
            struct statement *f = call(g, &body, D_FREE_LIST, NULL);
            argument(f, place_of(c));
        }
        assign(g, &body, c, place_of(kept));
        return;
    }
    if (!find_place(g, T_INT, false, &c))
        return;
    bool down = chance(g, 50);
    if (chance(g, 60))
        assign(g, to, c, number_of(down ? 1 + below(g, 2) : 0));
    struct statement *s = add(g, to, S_WHILE);
    s->condition = compare_with(g, c, down ? IR_BIN_GT : IR_BIN_LT, number_of(down ? 0 : 1 + below(g, 2)));
    struct list body = list_new(&s->body);
    some_block(g, &body, 1 + (int)below(g, 2), depth + 1);
    assign(g, &body, c, (struct expression){.kind = V_SUM, .place = c, .number = down ? -1 : 1});
}

static void use_box(struct generator *g, struct list *to)
{
    struct cell_place value, heap;
    bool has_value = find_place(g, T_BOX_VALUE, false, &value), has_heap = find_place(g, T_BOX, false, &heap);
    if (has_heap && has_value && chance(g, 40)) {
        struct statement *test = add(g, to, S_IF);
        test->condition = compare_with(g, heap, IR_BIN_NE, null_value());
        struct list body = list_new(&test->body);
        struct statement *s;
        if (chance(g, 50)) {
            s = call(g, &body, D_MOVE, NULL);
            argument(s, place_of(heap));
            argument(s, address_of(value));
            argument(s, number_of(0));
        } else {
            s = add(g, &body, S_COPY);
            s->to = value;
            s->value = place_of(heap);
        }
        return;
    }
    if (!has_heap || g->number || g->choices <= 0)
        return;
    g->choices--;
    struct statement *s = call(g, to, D_ALLOC_MEMORY, &heap);
    argument(s, null_value());
    argument(s, number_of(48));
    argument(s, number_of(0x626F6F66));
    argument(s, number_of(0));
    struct statement *test = add(g, to, S_IF);
    test->condition = compare_with(g, heap, IR_BIN_NE, null_value());
    struct list body = list_new(&test->body);
    s = call(g, &body, D_ZERO, NULL);
    argument(s, place_of(heap));
    argument(s, number_of(48));
}

static void use_list(struct generator *g, struct list *to)
{
    struct cell_place c, d;
    if (!find_place(g, T_LIST, false, &c))
        return;
    struct statement *test = add(g, to, S_IF), *s;
    test->condition = compare_with(g, c, IR_BIN_NE, null_value());
    struct list body = list_new(&test->body);
    uint32_t what = below(g, 6);
    if (what < 2) {
        s = call(g, &body, D_SEND, NULL);
        argument(s, null_value());
        argument(s, place_of(c));
        argument(s, number_of(0));
        argument(s, number_of(0));
        if (chance(g, 70))
            assign(g, &body, c, null_value());
    } else if (what < 3 && g->choices > 0 && find_place(g, T_INT, false, &d)) {
        g->choices--;
        s = call(g, &body, D_ALLOC_CONTEXT, &d);
        argument(s, place_of(c));
        argument(s, number_of(16));
        argument(s, number_of(0));
        argument(s, number_of(0x626F6F66));
    } else if (what < 4) {
        s = call(g, &body, D_FREE_CONTEXT, NULL);
        argument(s, place_of(c));
        argument(s, number_of(16));
    } else if (what < 5 && find_place(g, T_LIST_POOL, false, &d)) {
        s = call(g, &body, D_GET_POOL, &d);
        argument(s, place_of(c));
    } else if (!c.hops[0] && find_place(g, T_BUFFER, false, &d))
        assign(g, &body, field_of(c, F_LIST_FIRST), place_of(d));
    if (!test->body)
        leave(g, &body);
}

/* The buffer that came with a list, kept beside it; or a write into one that was kept. */
static void use_part(struct generator *g, struct list *to)
{
    struct cell_place list, buffer;
    if (!find_place(g, T_LIST, false, &list) || !find_place(g, T_BUFFER, false, &buffer) || list.hops[0] || buffer.hops[0])
        return;
    bool keep = chance(g, 60);
    struct statement *test = add(g, to, S_IF);
    test->condition = compare_with(g, keep ? list : buffer, IR_BIN_NE, null_value());
    struct list body = list_new(&test->body);
    if (keep)
        assign(g, &body, buffer, place_of(field_of(list, F_LIST_FIRST)));
    else
        assign(g, &body, field_of(buffer, F_BUFFER_NEXT), null_value());
}

static void some_statement(struct generator *g, struct list *to, int depth)
{
    g->left--;
    uint32_t what = below(g, 115);
    if (what < 16) allocate(g, to, D_ALLOC_LIST, depth);
    else if (what < 20) allocate(g, to, D_ALLOC_COMBINED, depth);
    else if (what < 22) allocate(g, to, D_ALLOC_CLONE, depth);
    else if (what < 36) release(g, to, chance(g, 93) ? D_FREE_LIST : D_FREE_CLONE);
    else if (what < 40) allocate(g, to, D_ALLOC_BUFFER, depth);
    else if (what < 44) release(g, to, D_FREE_BUFFER);
    else if (what < 47) make_pool(g, to, chance(g, 70) ? T_LIST_POOL : T_BUFFER_POOL, depth);
    else if (what < 50) release(g, to, chance(g, 70) ? D_FREE_LIST_POOL : D_FREE_BUFFER_POOL);
    else if (what < 60) move_pointer(g, to);
    else if (what < 67) change_number(g, to);
    else if (what < 75) call_inner(g, to);
    else if (what < 79) use_part(g, to);
    else if (what < 81) use_list(g, to);
    else if (what < 84) use_box(g, to);
    else if (depth < 3 && what < 87) some_switch(g, to, depth);
    else if (depth < 3 && g->shape->loops && what < 92) loop(g, to, depth);
    else if (depth < 3) branch(g, to, depth);
}

static void some_block(struct generator *g, struct list *to, int count, int depth)
{
    for (int i = 0; i < count && g->left > 0; i++)
        some_statement(g, to, depth);
}

/* ---- functions -------------------------------------------------------------------------------------------------- */

static uint32_t variable(struct function *f, const char *name, enum type type)
{
    f->vars[f->var_count] = (struct variable){.name = name, .type = type};
    return f->var_count++;
}

/* Every local has a value from the start. */
static void initialise(struct generator *g, struct list *to, uint32_t from)
{
    for (uint32_t v = from; v < g->f->var_count; v++) {
        struct cell_place c = {.var = v};
        enum type t = g->f->vars[v].type;
        if (t == T_BOX_VALUE || t == T_LIST_POOL_PARAMETERS || t == T_BUFFER_POOL_PARAMETERS) {
            struct statement *s = call(g, to, D_ZERO, NULL);
            argument(s, address_of(c));
            argument(s, number_of(0));
        } else
            assign(g, to, c, t == T_INT ? number_of(0) : null_value());
    }
}

/* Frees what the variables still hold, mostly all of it. */
static void clean_up(struct generator *g, struct list *to)
{
    static const struct { enum type type; enum callee callee; } kinds[] = {{T_BUFFER, D_FREE_BUFFER}, {T_LIST, D_FREE_LIST}, {T_LIST_POOL, D_FREE_LIST_POOL}, {T_BUFFER_POOL, D_FREE_BUFFER_POOL}};
    for (int k = 0; k < 4; k++)
        for (uint32_t v = 0; v < g->f->var_count; v++) {
            if (g->f->vars[v].type != kinds[k].type || chance(g, 8))
                continue;
            struct statement *s = add(g, to, S_IF);
            s->condition = compare_with(g, (struct cell_place){.var = v}, IR_BIN_NE, null_value());
            struct list body = list_new(&s->body);
            argument(call(g, &body, kinds[k].callee, NULL), place_of((struct cell_place){.var = v}));
        }
}

static void finish(struct generator *g, struct list *to, bool clean)
{
    struct cell_place c;
    if (g->f->label_count)
        add(g, to, S_LABEL)->label = 0;
    if (clean)
        clean_up(g, to);
    if (g->f->result == T_VOID)
        return;
    struct statement *s = add(g, to, S_RETURN);
    s->has_value = true;
    if (g->f->result == T_LIST)
        s->value = find_place(g, T_LIST, false, &c) ? place_of(c) : null_value();
    else
        s->value = chance(g, 50) && find_place(g, T_INT, false, &c) ? place_of(c) : number_of(0);
}

static void entry_variables(struct generator *g)
{
    struct function *f = g->f;
    f->name = ENTRY_NAME;
    f->result = T_INT;
    variable(f, "n", T_INT);
    if (chance(g, 30))
        variable(f, "m", T_INT);
    f->param_count = f->var_count;
    variable(f, "status", T_INT);
    variable(f, "pool", T_LIST_POOL);
    variable(f, "first", T_LIST);
    variable(f, "second", T_LIST);
    variable(f, "listParameters", T_LIST_POOL_PARAMETERS);
    if (chance(g, 70))
        variable(f, "buffer", T_BUFFER);
    if (chance(g, 40)) {
        variable(f, "buffers", T_BUFFER_POOL);
        variable(f, "bufferParameters", T_BUFFER_POOL_PARAMETERS);
    }
    if (chance(g, 50))
        variable(f, "box", T_BOX_VALUE);
    if (chance(g, 20))
        variable(f, "heap", T_BOX);
}

static void make_entry(struct generator *g)
{
    struct list to = list_new(&g->f->body);
    initialise(g, &to, g->f->param_count);
    for (uint32_t v = 0; v < g->p->global_count; v++)
        assign(g, &to, (struct cell_place){.global = true, .var = v}, g->p->globals[v].type == T_INT ? number_of(0) : null_value());
    bool clean = chance(g, 60);
    g->f->label_count = chance(g, 60);
    g->choices = 5;
    g->left = (int)(g->shape->statements / 2 + below(g, g->shape->statements));
    make_pool(g, &to, T_LIST_POOL, 0);
    if (chance(g, 80))
        make_pool(g, &to, T_BUFFER_POOL, 0);
    allocate(g, &to, D_ALLOC_LIST, 0);
    some_block(g, &to, g->left, 0);
    finish(g, &to, clean);
}

static void inner_variables(struct generator *g, uint32_t n)
{
    static const char *const names[FUNCTIONS] = {ENTRY_NAME, "Prepare", "Renew", "Dispose", "Finish"};
    static const enum type types[] = {T_LIST, T_LIST, T_LIST_CELL, T_BOX, T_INT, T_LIST_POOL};
    static const char *const param_names[] = {"a", "b", "c"};
    struct function *f = g->f;
    f->name = names[n];
    f->result = chance(g, 40) ? T_INT : chance(g, 50) ? T_LIST : T_VOID;
    uint32_t count = 1 + below(g, 3);
    for (uint32_t i = 0; i < count; i++)
        variable(f, param_names[i], types[below(g, 6)]);
    f->param_count = f->var_count;
    variable(f, "result", T_INT);
    if (chance(g, 60))
        variable(f, "found", T_LIST);
}

static void make_inner(struct generator *g)
{
    struct list to = list_new(&g->f->body);
    initialise(g, &to, g->f->param_count);
    g->f->label_count = chance(g, 25);
    g->choices = 2;
    g->left = 2 + (int)below(g, 5);
    some_block(g, &to, g->left, 1);
    finish(g, &to, false);
}

void generate(struct program_ast *p, uint64_t seed, const struct shape *shape, struct arena *arena)
{
    struct generator g = {.p = p, .shape = shape, .random = seed * 0x9E3779B97F4A7C15u + 0x1234567};
    *p = (struct program_ast){.arena = arena, .seed = seed};
    for (int i = 0; i < 8; i++)
        below(&g, 2);
    g.numbers[0] = 1 + below(&g, 2);
    g.numbers[1] = chance(&g, 50) ? g.numbers[0] : 3;
    g.loops = shape->loops ? 2 : 0;
    p->function_count = 1 + (shape->functions ? below(&g, shape->functions + 1) : 0);
    if (chance(&g, 30))
        p->globals[p->global_count++] = (struct variable){.name = "Kept", .type = T_LIST};
    for (uint32_t n = 0; n < p->function_count; n++) {
        g.f = &p->functions[n];
        if (n)
            inner_variables(&g, n);
        else
            entry_variables(&g);
    }
    for (uint32_t n = p->function_count; n-- > 0;) {
        g.f = &p->functions[n];
        g.number = n;
        g.past_count = 0;
        if (n)
            make_inner(&g);
        else
            make_entry(&g);
    }
}
