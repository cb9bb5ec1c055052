/*
 * The builder, first half: the tables that all functions share.
 *
 * Strings, locs and all types but records are kept once each: an index set over the table finds
 * the entry that is already there. Equal types therefore have equal indices, equal strings too.
 * A function type's parameters and a record's fields are slices that belong to it alone.
 */
#include "ir/builder.h"

#include <stdlib.h>
#include <string.h>

/* ---- index sets ---------------------------------------------------------------- */

static void set_insert(struct ir_index_set *s, uint32_t index, uint32_t hash)
{
    if ((s->count + 1) * 2 > s->capacity) {
        struct ir_index_set old = *s;
        s->capacity = old.capacity ? old.capacity * 2 : 256;
        s->slots = mem_zalloc(s->capacity * sizeof *s->slots);
        s->count = 0;
        for (uint32_t i = 0; i < old.capacity; i++)
            if (old.slots[i].index_plus_1)
                set_insert(s, old.slots[i].index_plus_1 - 1, old.slots[i].hash);
        free(old.slots);
    }
    uint32_t mask = s->capacity - 1, at = hash & mask;
    while (s->slots[at].index_plus_1)
        at = (at + 1) & mask;
    s->slots[at].index_plus_1 = index + 1;
    s->slots[at].hash = hash;
    s->count++;
}

/* The entry for which same(m, index, key, size) holds, or UINT32_MAX. */
static uint32_t set_find(const struct ir_index_set *s, const struct ir_module *m, uint32_t hash, const void *key,
                         size_t size, bool (*same)(const struct ir_module *, uint32_t, const void *, size_t))
{
    if (!s->capacity)
        return UINT32_MAX;
    uint32_t mask = s->capacity - 1;
    for (uint32_t at = hash & mask; s->slots[at].index_plus_1; at = (at + 1) & mask)
        if (s->slots[at].hash == hash && same(m, s->slots[at].index_plus_1 - 1, key, size))
            return s->slots[at].index_plus_1 - 1;
    return UINT32_MAX;
}

/* ---- strings, files, locs --------------------------------------------------------- */

static bool same_string(const struct ir_module *m, uint32_t index, const void *key, size_t n)
{
    return m->text.count - index > n && memcmp(m->text.items + index, key, n) == 0 && !m->text.items[index + n];
}

ir_index ir_add_string_n(struct ir_builder *b, const char *text, size_t n)
{
    n = strnlen(text, n); /* what stands behind a NUL cannot be named by an index */
    uint32_t hash = (uint32_t)hash_bytes(text, n, 0);
    uint32_t found = n ? set_find(&b->strings, b->m, hash, text, n, same_string) : 0;
    if (found != UINT32_MAX)
        return found;
    ensure(b->m->text.count + (uint64_t)n + 1 < UINT32_MAX);
    ir_index index = b->m->text.count;
    vec_grow(&b->m->text, index + (uint32_t)n + 1);
    memcpy(b->m->text.items + index, text, n);
    b->m->text.items[index + n] = '\0';
    b->m->text.count += (uint32_t)n + 1;
    set_insert(&b->strings, index, hash);
    return index;
}

ir_index ir_add_string(struct ir_builder *b, const char *text) { return ir_add_string_n(b, text, strlen(text)); }

ir_index ir_add_file(struct ir_builder *b, const char *path, uint32_t flags)
{
    ir_index name = ir_add_string(b, path);
    for (uint32_t i = 0; i < b->m->files.count; i++)
        if (b->m->files.items[i].path == name) {
            b->m->files.items[i].flags |= i ? flags : 0;
            return i;
        }
    vec_push(&b->m->files, (struct ir_file){.path = name, .flags = flags});
    return b->m->files.count - 1;
}

static bool same_loc(const struct ir_module *m, uint32_t index, const void *key, size_t size)
{
    return memcmp(&m->locs.items[index], key, size) == 0;
}

ir_index ir_add_loc(struct ir_builder *b, const struct ir_loc *loc)
{
    uint32_t hash = (uint32_t)hash_bytes(loc, sizeof *loc, 0);
    uint32_t found = set_find(&b->locs, b->m, hash, loc, sizeof *loc, same_loc);
    if (found != UINT32_MAX)
        return found;
    vec_push(&b->m->locs, *loc);
    set_insert(&b->locs, b->m->locs.count - 1, hash);
    return b->m->locs.count - 1;
}

/* ---- types ------------------------------------------------------------------------- */

/* What a type is: not where its slice happens to stand, nor an array's size, which follows from its
   element and is still open while that is an incomplete record. */
static struct ir_type type_identity(struct ir_type t)
{
    t.first = 0;
    t.size = t.kind == IR_ARRAY ? 0 : t.size;
    return t;
}

static uint32_t type_hash(const struct ir_type *t, const ir_index *params)
{
    struct ir_type key = type_identity(*t);
    uint64_t hash = hash_bytes(&key, sizeof key, 0);
    return (uint32_t)(t->members ? hash_bytes(params, t->members * sizeof *params, hash) : hash);
}

struct type_key {
    const struct ir_type *type;
    const ir_index *params;
};

static bool same_type(const struct ir_module *m, uint32_t index, const void *key, size_t size)
{
    const struct type_key *k = key;
    const struct ir_type *t = &m->types.items[index];
    const ir_index *params = t->kind == IR_FUNCTION && t->members ? &m->type_lists.items[t->first] : NULL;
    struct ir_type a = type_identity(*t), wanted = type_identity(*k->type);
    (void)size;
    return memcmp(&a, &wanted, sizeof a) == 0 &&
           (!params || memcmp(params, k->params, a.members * sizeof *params) == 0);
}

static ir_index shared_type(struct ir_builder *b, struct ir_type t, const ir_index *params)
{
    uint32_t hash = type_hash(&t, params);
    struct type_key key = {&t, params};
    uint32_t found = set_find(&b->types, b->m, hash, &key, 0, same_type);
    if (found != UINT32_MAX)
        return found;
    if (t.kind == IR_FUNCTION) {
        t.first = b->m->type_lists.count;
        for (uint32_t i = 0; i < t.members; i++)
            vec_push(&b->m->type_lists, params[i]);
    }
    vec_push(&b->m->types, t);
    set_insert(&b->types, b->m->types.count - 1, hash);
    return b->m->types.count - 1;
}

ir_index ir_type_int(struct ir_builder *b, uint32_t size, bool is_signed)
{
    return shared_type(b, (struct ir_type){.kind = IR_INT, .size = size, .flags = is_signed ? IR_TYPE_SIGNED : 0},
                       NULL);
}

ir_index ir_type_float(struct ir_builder *b, uint32_t size)
{
    return shared_type(b, (struct ir_type){.kind = IR_FLOAT, .size = size}, NULL);
}

ir_index ir_type_pointer(struct ir_builder *b, ir_index pointee, bool pointee_const)
{
    ensure(pointee < b->m->types.count);
    return shared_type(b,
                       (struct ir_type){.kind = IR_POINTER,
                                        .size = IR_POINTER_SIZE,
                                        .element = pointee,
                                        .flags = pointee_const ? IR_TYPE_POINTEE_CONST : 0},
                       NULL);
}

static uint32_t array_size(const struct ir_module *m, const struct ir_type *array)
{
    uint64_t size = (uint64_t)m->types.items[array->element].size * array->count;
    return size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
}

ir_index ir_type_array(struct ir_builder *b, ir_index element, uint32_t count)
{
    ensure(element < b->m->types.count);
    struct ir_type t = {.kind = IR_ARRAY, .element = element, .count = count};
    t.size = array_size(b->m, &t);
    uint32_t known = b->m->types.count;
    ir_index type = shared_type(b, t, NULL);
    if (type == known && count && !t.size)
        vec_push(&b->open_arrays, type);
    return type;
}

/* Arrays of a record that was incomplete, once it is complete; an array of arrays stands behind those. */
static void close_arrays(struct ir_builder *b)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < b->open_arrays.count; i++) {
        struct ir_type *t = &b->m->types.items[b->open_arrays.items[i]];
        t->size = array_size(b->m, t);
        if (!t->size)
            b->open_arrays.items[open++] = b->open_arrays.items[i];
    }
    b->open_arrays.count = open;
}

ir_index ir_type_function(struct ir_builder *b, ir_index result, const ir_index *params, uint32_t count, bool variadic)
{
    ensure(result < b->m->types.count);
    return shared_type(
        b,
        (struct ir_type){
            .kind = IR_FUNCTION, .element = result, .members = count, .flags = variadic ? IR_TYPE_VARIADIC : 0},
        params);
}

ir_index ir_type_record_new(struct ir_builder *b, const char *name, bool is_union)
{
    ir_index string = ir_add_string(b, name ? name : "");
    vec_push(&b->m->types, (struct ir_type){.kind = IR_RECORD, .name = string, .flags = is_union ? IR_TYPE_UNION : 0});
    return b->m->types.count - 1;
}

void ir_type_record_complete(struct ir_builder *b, ir_index record, uint32_t size, const struct ir_field *fields,
                             uint32_t count)
{
    struct ir_type *t = &b->m->types.items[record];
    ensure(record < b->m->types.count && t->kind == IR_RECORD && !(t->flags & IR_TYPE_COMPLETE));
    t->flags |= IR_TYPE_COMPLETE;
    t->size = size;
    t->first = b->m->fields.count;
    t->members = count;
    for (uint32_t i = 0; i < count; i++)
        vec_push(&b->m->fields, fields[i]);
    if (size)
        close_arrays(b);
}

/* ---- globals, functions, records of what is missing ------------------------------------ */

ir_index ir_add_global(struct ir_builder *b, const struct ir_global *g)
{
    vec_push(&b->m->globals, *g);
    struct ir_global *added = &vec_last(&b->m->globals);
    added->first_init = b->m->inits.count;
    added->init_count = 0;
    return b->m->globals.count - 1;
}

void ir_global_set_inits(struct ir_builder *b, ir_index global, const struct ir_init *inits, uint32_t count)
{
    struct ir_global *g = &b->m->globals.items[global];
    ensure(global < b->m->globals.count && g->init_count == 0);
    uint32_t first = b->m->inits.count;
    g->first_init = first;
    g->init_count = count;
    for (uint32_t i = 0; i < count; i++) {
        vec_push(&b->m->inits, inits[i]);
        struct ir_init *items = b->m->inits.items + first;
        ir_operand_complete(b, NULL, &items[i].value);
        ir_mark_address_taken(b, &items[i].value);
        struct ir_init added = items[i]; /* to its place by offset: nearly always the last one */
        uint32_t at = i;
        for (; at > 0 && items[at - 1].offset > added.offset; at--)
            items[at] = items[at - 1];
        items[at] = added;
    }
}

ir_index ir_add_function(struct ir_builder *b, const struct ir_function *decl)
{
    struct ir_function f = *decl;
    ensure(f.type < b->m->types.count && b->m->types.items[f.type].kind == IR_FUNCTION);
    f.flags &= ~(uint32_t)IR_FUNCTION_BODY;
    f.param_count = b->m->types.items[f.type].members;
    f.first_local = f.local_count = f.first_block = f.block_count = f.temp_count = 0;
    vec_push(&b->m->functions, f);
    return b->m->functions.count - 1;
}

void ir_function_set_notes(struct ir_builder *b, ir_index function, const char *const *notes, uint32_t count)
{
    ensure(function < b->m->functions.count && b->m->functions.items[function].note_count == 0);
    b->m->functions.items[function].first_note = b->m->notes.count;
    b->m->functions.items[function].note_count = count;
    for (uint32_t i = 0; i < count; i++) {
        ir_index string = ir_add_string(b, notes[i]);
        vec_push(&b->m->notes, string);
    }
}

void ir_add_problem(struct ir_builder *b, enum ir_problem_kind kind, const char *text, ir_index loc,
                    ir_index function_plus_1)
{
    ir_index string = ir_add_string(b, text);
    vec_push(&b->m->problems,
             (struct ir_problem){.kind = kind, .text = string, .loc = loc, .function = function_plus_1});
}

void ir_add_dependency(struct ir_builder *b, const char *path)
{
    ir_index string = ir_add_string(b, path);
    for (uint32_t i = 0; i < b->m->dependencies.count; i++)
        if (b->m->dependencies.items[i] == string)
            return;
    vec_push(&b->m->dependencies, string);
}

/* ---- life time ------------------------------------------------------------------------------ */

/* Makes what the module already holds known to the sets. */
static void builder_learn(struct ir_builder *b)
{
    const struct ir_module *m = b->m;
    for (uint32_t i = 1; i < m->text.count; i += (uint32_t)strlen(m->text.items + i) + 1)
        set_insert(&b->strings, i, (uint32_t)hash_bytes(m->text.items + i, strlen(m->text.items + i), 0));
    for (uint32_t i = 0; i < m->locs.count; i++)
        set_insert(&b->locs, i, (uint32_t)hash_bytes(&m->locs.items[i], sizeof m->locs.items[i], 0));
    for (uint32_t i = 0; i < m->types.count; i++) {
        const struct ir_type *t = &m->types.items[i];
        const ir_index *params = t->kind == IR_FUNCTION && t->members ? &m->type_lists.items[t->first] : NULL;
        if (t->kind != IR_RECORD)
            set_insert(&b->types, i, type_hash(t, params));
        if (t->kind == IR_ARRAY && t->count && !t->size)
            vec_push(&b->open_arrays, i);
    }
}

struct ir_builder *ir_builder_new(struct ir_module *m)
{
    ensure(!m->image && m->text.count);
    struct ir_builder *b = mem_zalloc(sizeof *b);
    b->m = m;
    builder_learn(b);
    return b;
}

void ir_builder_free(struct ir_builder *b)
{
    if (!b)
        return;
    free(b->strings.slots);
    free(b->types.slots);
    free(b->locs.slots);
    vec_release(&b->open_arrays);
    vec_release(&b->blocks);
    vec_release(&b->insns);
    vec_release(&b->operands);
    vec_release(&b->temp_types);
    free(b);
}
