/*
 * The validator, first half: whether every index and enum of every table is in range.
 *
 * Any bytes may stand in the tables (ir_load asks here whether a cache file can be used). So the
 * tables are gone through one after another, each entry's own fields first; a slice (`first`,
 * count) must lie in its table, and every entry of a table of slices belongs to exactly one owner,
 * which also keeps any walk over all owners linear. Only where nothing was found broken are
 * functions looked into (validate_body.c).
 */
#include "ir/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Tables whose entries are slices of another table's entries. */
enum owned {
    OWNED_FIELDS,
    OWNED_TYPE_LISTS,
    OWNED_INITS,
    OWNED_LOCALS,
    OWNED_BLOCKS,
    OWNED_INSNS,
    OWNED_OPERANDS,
    OWNED_NOTES,
    OWNED_COUNT
};

struct tables {
    struct ir_check *c;
    const struct ir_module *m;
    uint8_t *claimed[OWNED_COUNT];
    uint32_t counts[OWNED_COUNT], claims[OWNED_COUNT];
};

void ir_broken(struct ir_check *c, const char *fmt, ...)
{
    if (c->errors++ >= IR_CHECK_ERROR_LIMIT)
        return;
    struct str text = {0};
    if (c->function != IR_NOWHERE) {
        ir_index name = c->m->functions.items[c->function].name;
        str_printf(&text, "function %u", c->function);
        if (name && name < c->m->text.count)
            str_printf(&text, " `%s`", ir_text(c->m, name));
        if (c->block != IR_NOWHERE)
            str_printf(&text, ", block b%u", c->block);
        if (c->insn != IR_NOWHERE)
            str_printf(&text, ", instruction %u", c->insn);
        str_append(&text, ": ");
    }
    va_list args;
    va_start(args, fmt);
    char *words = NULL;
    if (vasprintf(&words, fmt, args) >= 0)
        str_append(&text, words);
    va_end(args);
    free(words);
    diags_add(c->d, SEVERITY_ERROR, NULL, 0, 0, "%s", str_text(&text));
    str_release(&text);
}

/* ---- strings, places, slices ------------------------------------------------------------ */

static void check_string(struct tables *t, ir_index s, const char *what)
{
    if (s >= t->m->text.count || (s && t->m->text.items[s - 1]))
        ir_broken(t->c, "%s: %u is no string's index", what, s);
}

static void check_loc(struct tables *t, ir_index loc, const char *what)
{
    if (loc >= t->m->locs.count)
        ir_broken(t->c, "%s: loc %u is out of range", what, loc);
}

/* A type that a cell or a value can have. */
static bool check_object_type(struct tables *t, ir_index type, const char *what)
{
    if (type >= t->m->types.count) {
        ir_broken(t->c, "%s: type %u is out of range", what, type);
        return false;
    }
    uint8_t kind = t->m->types.items[type].kind;
    if (kind != IR_VOID && kind != IR_FUNCTION)
        return true;
    ir_broken(t->c, "%s: nothing can be of a void or function type", what);
    return false;
}

static bool claim(struct tables *t, enum owned table, uint32_t first, uint32_t count, const char *what)
{
    if (count > t->counts[table] || first > t->counts[table] - count) {
        ir_broken(t->c, "%s: %u entries from %u on are out of range", what, count, first);
        return false;
    }
    for (uint32_t i = first; i < first + count; i++) {
        if (t->claimed[table][i]) {
            ir_broken(t->c, "%s: entry %u belongs to another owner already", what, i);
            return false;
        }
        t->claimed[table][i] = 1;
    }
    t->claims[table] += count;
    return true;
}

static void check_text(struct tables *t)
{
    const struct ir_module *m = t->m;
    struct intern *seen = intern_new();
    for (uint32_t i = 1; i < m->text.count; i += (uint32_t)strlen(m->text.items + i) + 1) {
        uint32_t known = intern_count(seen);
        if (intern_id(seen, m->text.items + i) != known)
            ir_broken(t->c, "string %u stands in the table twice", i);
    }
    intern_free(seen);
}

static void check_places(struct tables *t)
{
    const struct ir_module *m = t->m;
    static const struct ir_loc nowhere = {0};
    if (m->files.items[0].path || m->files.items[0].flags)
        ir_broken(t->c, "file 0 is not `nowhere`");
    for (uint32_t i = 1; i < m->files.count; i++) {
        check_string(t, m->files.items[i].path, "file");
        if (m->files.items[i].flags & ~(uint32_t)(IR_FILE_MAIN | IR_FILE_SYSTEM))
            ir_broken(t->c, "file %u: unknown flags", i);
    }
    if (memcmp(&m->locs.items[0], &nowhere, sizeof nowhere) != 0)
        ir_broken(t->c, "loc 0 is not `nowhere`");
    for (uint32_t i = 1; i < m->locs.count; i++) {
        const struct ir_loc *l = &m->locs.items[i];
        check_string(t, l->macro, "loc's macro");
        if (l->file >= m->files.count || !l->line || !l->column)
            ir_broken(t->c, "loc %u: no such place", i);
    }
}

/* ---- types --------------------------------------------------------------------------------- */

static uint8_t known_flags(uint8_t kind)
{
    static const uint8_t flags[] = {[IR_INT] = IR_TYPE_SIGNED,
                                    [IR_POINTER] = IR_TYPE_POINTEE_CONST,
                                    [IR_RECORD] = IR_TYPE_UNION | IR_TYPE_COMPLETE,
                                    [IR_FUNCTION] = IR_TYPE_VARIADIC};
    return flags[kind];
}

static bool type_size_is_right(const struct ir_module *m, const struct ir_type *t)
{
    uint64_t size;
    switch (t->kind) {
    case IR_INT:
    case IR_FLOAT:
        return t->size >= 1 && t->size <= IR_NUMBER_SIZE_LIMIT;
    case IR_POINTER:
        return t->size == IR_POINTER_SIZE;
    case IR_ARRAY:
        size = (uint64_t)m->types.items[t->element].size * t->count;
        return t->size == (size > UINT32_MAX ? UINT32_MAX : size);
    case IR_RECORD:
        return (t->flags & IR_TYPE_COMPLETE) || t->size == 0;
    default:
        return t->size == 0;
    }
}

/* Everything but what the members are. */
static bool check_type(struct tables *t, uint32_t i)
{
    const struct ir_type *y = &t->m->types.items[i];
    uint32_t errors = t->c->errors;
    bool has_element = y->kind == IR_POINTER || y->kind == IR_ARRAY || y->kind == IR_FUNCTION;
    bool has_members = y->kind == IR_FUNCTION || (y->kind == IR_RECORD && (y->flags & IR_TYPE_COMPLETE));
    if (y->kind > IR_FUNCTION || (i == 0) != (y->kind == IR_VOID)) {
        ir_broken(t->c, "type %u: no such kind here", i);
        return false;
    }
    if ((y->flags & ~known_flags(y->kind)) || y->unused)
        ir_broken(t->c, "type %u: unknown flags", i);
    if (has_element ? y->element >= i : y->element != 0)
        ir_broken(t->c, "type %u: its element %u does not stand before it", i, y->element);
    else if (!type_size_is_right(t->m, y) || (y->kind != IR_ARRAY && y->count))
        ir_broken(t->c, "type %u: its size cannot be %u", i, y->size);
    else if (y->kind == IR_ARRAY)
        check_object_type(t, y->element, "array's element");
    if (y->kind == IR_RECORD)
        check_string(t, y->name, "record's name");
    if ((!has_members && (y->members || y->first)) || (y->kind != IR_RECORD && y->name))
        ir_broken(t->c, "type %u: it has no members and no name", i);
    return t->c->errors == errors;
}

static void check_fields(struct tables *t, uint32_t record)
{
    const struct ir_type *y = &t->m->types.items[record];
    for (uint32_t i = 0; i < y->members; i++) {
        const struct ir_field *f = &t->m->fields.items[y->first + i];
        check_string(t, f->name, "field's name");
        if (!check_object_type(t, f->type, "field"))
            continue;
        const struct ir_type *type = &t->m->types.items[f->type];
        uint64_t end = (uint64_t)f->offset * 8;
        end += f->bit_width ? (uint64_t)f->bit_offset + f->bit_width : (uint64_t)type->size * 8;
        if (end > (uint64_t)y->size * 8 || (f->bit_offset && !f->bit_width))
            ir_broken(t->c, "type %u: field %u reaches behind the record's end", record, i);
    }
}

/* Depth and weight of all types that are printed as words in words: a record is its name. */
static void check_nesting(struct tables *t)
{
    const struct ir_module *m = t->m;
    uint32_t *depth = mem_zalloc(m->types.count * sizeof *depth), *weight = mem_zalloc(m->types.count * sizeof *weight);
    for (uint32_t i = 0; i < m->types.count; i++) {
        const struct ir_type *y = &m->types.items[i];
        bool inner = y->kind == IR_POINTER || y->kind == IR_ARRAY || y->kind == IR_FUNCTION;
        uint64_t sum = 1 + (inner ? weight[y->element] : 0);
        uint32_t deepest = inner ? depth[y->element] : 0;
        for (uint32_t k = 0; y->kind == IR_FUNCTION && k < y->members; k++) {
            ir_index param = m->type_lists.items[y->first + k];
            deepest = depth[param] > deepest ? depth[param] : deepest;
            sum += weight[param];
        }
        depth[i] = deepest + 1;
        weight[i] = sum > IR_TYPE_WEIGHT_LIMIT ? IR_TYPE_WEIGHT_LIMIT + 1 : (uint32_t)sum;
        if (depth[i] > IR_TYPE_DEPTH_LIMIT || weight[i] > IR_TYPE_WEIGHT_LIMIT) {
            ir_broken(t->c, "type %u: it is nested too deeply", i);
            break;
        }
    }
    free(depth);
    free(weight);
}

static ir_index innermost_element(const struct ir_module *m, ir_index type)
{
    while (m->types.items[type].kind == IR_ARRAY)
        type = m->types.items[type].element;
    return type;
}

/* No record contains itself by value: records are taken away once all that contain them are. */
static void check_containment(struct tables *t)
{
    const struct ir_module *m = t->m;
    uint32_t *containers = mem_zalloc(m->types.count * sizeof *containers), records = 0, done = 0;
    uint32_t *queue = mem_zalloc(m->types.count * sizeof *queue);
    for (uint32_t i = 0; i < m->types.count; i++) {
        const struct ir_type *y = &m->types.items[i];
        for (uint32_t k = 0; y->kind == IR_RECORD && k < y->members; k++)
            containers[innermost_element(m, m->fields.items[y->first + k].type)]++;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->types.count; i++)
        if (m->types.items[i].kind == IR_RECORD) {
            records++;
            if (!containers[i])
                queue[count++] = i;
        }
    for (; done < count; done++) {
        const struct ir_type *y = &m->types.items[queue[done]];
        for (uint32_t k = 0; k < y->members; k++) {
            ir_index inner = innermost_element(m, m->fields.items[y->first + k].type);
            if (--containers[inner] == 0 && m->types.items[inner].kind == IR_RECORD)
                queue[count++] = inner;
        }
    }
    if (done != records)
        ir_broken(t->c, "%u records contain themselves", records - done);
    free(containers);
    free(queue);
}

static int compare_types(const void *a, const void *b, void *module)
{
    const struct ir_module *m = module;
    struct ir_type x = m->types.items[*(const uint32_t *)a], y = m->types.items[*(const uint32_t *)b];
    bool lists = x.kind == IR_FUNCTION && y.kind == IR_FUNCTION && x.members && x.members == y.members;
    const ir_index *p = lists ? m->type_lists.items + x.first : NULL, *q = lists ? m->type_lists.items + y.first : NULL;
    x.first = y.first = 0;
    int order = memcmp(&x, &y, sizeof x);
    return order == 0 && lists ? memcmp(p, q, x.members * sizeof *p) : order;
}

/* Types other than records are equal only to themselves: their indices can be compared. */
static void check_sharing(struct tables *t)
{
    const struct ir_module *m = t->m;
    uint32_t *order = mem_zalloc(m->types.count * sizeof *order), n = 0;
    for (uint32_t i = 0; i < m->types.count; i++)
        if (m->types.items[i].kind != IR_RECORD)
            order[n++] = i;
    qsort_r(order, n, sizeof *order, compare_types, (void *)(uintptr_t)m);
    for (uint32_t i = 1; i < n; i++)
        if (compare_types(&order[i - 1], &order[i], (void *)(uintptr_t)m) == 0)
            ir_broken(t->c, "types %u and %u are the same", order[i - 1], order[i]);
    free(order);
}

static void check_types(struct tables *t)
{
    const struct ir_module *m = t->m;
    uint32_t errors = t->c->errors;
    for (uint32_t i = 0; i < m->types.count; i++) {
        const struct ir_type *y = &m->types.items[i];
        if (!check_type(t, i))
            continue;
        if (y->kind == IR_FUNCTION && claim(t, OWNED_TYPE_LISTS, y->first, y->members, "function type"))
            for (uint32_t k = 0; k < y->members; k++)
                if (m->type_lists.items[y->first + k] >= i || !m->type_lists.items[y->first + k])
                    ir_broken(t->c, "type %u: its parameter %u does not stand before it", i, k);
        if (y->kind == IR_RECORD && (y->flags & IR_TYPE_COMPLETE))
            claim(t, OWNED_FIELDS, y->first, y->members, "record");
    }
    for (uint32_t i = 0; t->c->errors == errors && i < m->types.count; i++)
        if (m->types.items[i].kind == IR_RECORD)
            check_fields(t, i);
    if (t->c->errors != errors)
        return;
    check_nesting(t);
    check_containment(t);
    check_sharing(t);
}

/* ---- operands, globals, instructions ---------------------------------------------------------------- */

static void check_operand(struct tables *t, const struct ir_function *f, const struct ir_operand *o)
{
    const struct ir_module *m = t->m;
    uint64_t limit = UINT64_MAX, value = (uint64_t)o->value;
    if (o->kind > IR_BLOCK || o->unused[0] || o->unused[1] || o->unused[2] || o->unused2) {
        ir_broken(t->c, "no such kind of operand");
        return;
    }
    check_loc(t, o->loc, "operand");
    if (o->type >= m->types.count)
        ir_broken(t->c, "operand's type %u is out of range", o->type);
    if (o->kind == IR_TEMP)
        limit = value && f ? f->temp_count + (uint64_t)1 : 0;
    else if (o->kind == IR_LOCAL)
        limit = f ? f->local_count : 0;
    else if (o->kind == IR_BLOCK)
        limit = f ? f->block_count : 0;
    else if (o->kind == IR_GLOBAL)
        limit = m->globals.count;
    else if (o->kind == IR_FUNC)
        limit = m->functions.count;
    else if (o->kind == IR_STRING) {
        limit = m->text.count;
        check_string(t, (ir_index)o->value, "operand");
    } else if (o->kind == IR_NONE)
        limit = 1;
    if (limit != UINT64_MAX && value >= limit)
        ir_broken(t->c, "operand names entry %lld, which does not exist", (long long)o->value);
}

static void check_global(struct tables *t, uint32_t global)
{
    const struct ir_module *m = t->m;
    const struct ir_global *g = &m->globals.items[global];
    check_string(t, g->name, "global's name");
    check_loc(t, g->loc, "global");
    if (g->flags & ~(uint32_t)(IR_GLOBAL_STATIC | IR_GLOBAL_DEFINED | IR_GLOBAL_CONST | IR_GLOBAL_LOCAL))
        ir_broken(t->c, "global %u: unknown flags", global);
    if (!check_object_type(t, g->type, "global") || !claim(t, OWNED_INITS, g->first_init, g->init_count, "global"))
        return;
    for (uint32_t i = 0; i < g->init_count; i++) {
        const struct ir_init *n = &m->inits.items[g->first_init + i];
        uint8_t kind = n->value.kind;
        check_operand(t, NULL, &n->value);
        if (kind != IR_CONST && kind != IR_GLOBAL && kind != IR_FUNC && kind != IR_STRING)
            ir_broken(t->c, "global %u: initial value %u is not constant", global, i);
        if ((i && n[-1].offset > n->offset) || n->unused ||
            (m->types.items[g->type].size && n->offset >= m->types.items[g->type].size))
            ir_broken(t->c, "global %u: initial value %u is out of order or range", global, i);
    }
}

static void check_insn(struct tables *t, const struct ir_function *f, const struct ir_insn *i)
{
    unsigned subs = i->op == IR_BIN ? IR_BIN_COUNT : i->op == IR_UN ? IR_UN_COUNT : 1;
    if (i->op >= IR_OP_COUNT || i->sub >= subs || i->flags) {
        ir_broken(t->c, "no such instruction");
        return;
    }
    check_loc(t, i->loc, "instruction");
    if (i->type >= t->m->types.count || i->result > f->temp_count || i->handler > f->block_count)
        ir_broken(t->c, "%s: its type, result or handler is out of range", ir_op_name(i->op));
    else if (i->op == IR_FIELD
                 ? t->m->types.items[i->type].kind != IR_RECORD || i->field >= t->m->types.items[i->type].members
                 : i->field != 0)
        ir_broken(t->c, "%s: there is no field %u", ir_op_name(i->op), i->field);
    if (claim(t, OWNED_OPERANDS, i->first, i->operand_count, "instruction"))
        for (uint32_t k = 0; k < i->operand_count; k++)
            check_operand(t, f, &ir_operands(t->m, i)[k]);
}

/* ---- functions ------------------------------------------------------------------------------------------ */

static void check_body_tables(struct tables *t, const struct ir_function *f)
{
    const struct ir_module *m = t->m;
    bool locals = claim(t, OWNED_LOCALS, f->first_local, f->local_count, "function's locals");
    for (uint32_t i = 0; locals && i < f->local_count; i++) {
        const struct ir_local *l = &m->locals.items[f->first_local + i];
        check_string(t, l->name, "local's name");
        check_loc(t, l->loc, "local");
        check_object_type(t, l->type, "local");
        if (l->flags & ~(uint32_t)(IR_LOCAL_PARAM | IR_LOCAL_HIDDEN))
            ir_broken(t->c, "local %u: unknown flags", i);
    }
    if (!claim(t, OWNED_BLOCKS, f->first_block, f->block_count, "function's blocks"))
        return;
    for (uint32_t b = 0; b < f->block_count; b++) {
        const struct ir_block *block = &m->blocks.items[f->first_block + b];
        t->c->block = b;
        if (!block->count)
            ir_broken(t->c, "the block is empty");
        if (!claim(t, OWNED_INSNS, block->first, block->count, "block"))
            continue;
        for (t->c->insn = 0; t->c->insn < block->count; t->c->insn++)
            check_insn(t, f, &m->insns.items[block->first + t->c->insn]);
        t->c->insn = IR_NOWHERE;
    }
    t->c->block = IR_NOWHERE;
}

static void check_function_tables(struct tables *t, uint32_t function)
{
    const struct ir_module *m = t->m;
    const struct ir_function *f = &m->functions.items[function];
    t->c->function = function;
    check_string(t, f->name, "name");
    check_string(t, f->role, "role");
    check_loc(t, f->loc, "function");
    check_loc(t, f->end_loc, "function's end");
    if (f->flags & ~(uint32_t)(IR_FUNCTION_INLINE * 2 - 1))
        ir_broken(t->c, "unknown flags");
    if (f->type >= m->types.count || m->types.items[f->type].kind != IR_FUNCTION)
        ir_broken(t->c, "type %u is no function type", f->type);
    else if (m->types.items[f->type].members != f->param_count)
        ir_broken(t->c, "it has %u parameters, its type %u", f->param_count, m->types.items[f->type].members);
    if (claim(t, OWNED_NOTES, f->first_note, f->note_count, "function's notes"))
        for (uint32_t i = 0; i < f->note_count; i++)
            check_string(t, m->notes.items[f->first_note + i], "note");
    bool body = f->flags & IR_FUNCTION_BODY;
    if (body != (f->block_count != 0))
        ir_broken(t->c, body ? "a body has at least one block" : "without a body it has no blocks");
    if (body ? f->local_count < f->param_count : f->local_count || f->temp_count)
        ir_broken(t->c, body ? "its parameters are its first locals" : "without a body it has no locals");
    else if (body)
        check_body_tables(t, f);
    t->c->function = IR_NOWHERE;
}

static void check_the_rest(struct tables *t)
{
    const struct ir_module *m = t->m;
    check_string(t, m->path, "module's path");
    for (uint32_t i = 0; i < m->dependencies.count; i++)
        check_string(t, m->dependencies.items[i], "dependency");
    for (uint32_t i = 0; i < m->problems.count; i++) {
        const struct ir_problem *p = &m->problems.items[i];
        check_string(t, p->text, "problem");
        check_loc(t, p->loc, "problem");
        if (p->kind > IR_PROBLEM_UNSUPPORTED || p->function > m->functions.count)
            ir_broken(t->c, "problem %u: no such kind or function", i);
    }
    static const char *const names[] = {"fields", "type_lists", "inits",    "locals",
                                        "blocks", "insns",      "operands", "notes"};
    for (unsigned i = 0; t->c->errors == 0 && i < OWNED_COUNT; i++)
        if (t->claims[i] != t->counts[i])
            ir_broken(t->c, "%u entries of the table %s belong to nobody", t->counts[i] - t->claims[i], names[i]);
}

bool ir_validate(const struct ir_module *m, struct diags *d)
{
    struct ir_check c = {.m = m, .d = d, .function = IR_NOWHERE, .block = IR_NOWHERE, .insn = IR_NOWHERE};
    struct tables t = {.c = &c,
                       .m = m,
                       .counts = {m->fields.count, m->type_lists.count, m->inits.count, m->locals.count,
                                  m->blocks.count, m->insns.count, m->operands.count, m->notes.count}};
    if (!m->text.count || m->text.items[0] || m->text.items[m->text.count - 1] || !m->files.count || !m->locs.count ||
        !m->types.count) {
        ir_broken(&c, "the entries 0 of text, files, locs or types are missing");
        return false;
    }
    for (unsigned i = 0; i < OWNED_COUNT; i++)
        t.claimed[i] = mem_zalloc(t.counts[i]);
    check_text(&t);
    check_places(&t);
    check_types(&t);
    for (uint32_t i = 0; !c.errors && i < m->globals.count; i++)
        check_global(&t, i);
    for (uint32_t i = 0; i < m->functions.count && (!c.errors || i); i++)
        check_function_tables(&t, i);
    check_the_rest(&t);
    for (unsigned i = 0; i < OWNED_COUNT; i++)
        free(t.claimed[i]);
    bool in_range = c.errors == 0;
    if (in_range)
        ir_check_inits(&c);
    for (uint32_t i = 0; in_range && i < m->functions.count; i++)
        ir_check_function(&c, i);
    return c.errors == 0;
}
