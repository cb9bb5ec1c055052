/* Names that stay: see identity.h. */
#include "engine/identity.h"

#include <stdlib.h>
#include <string.h>

enum { POINTER_DEPTH = 2 };

static uint64_t text_hash(const char *text) { return hash_bytes(text, strlen(text), 0); }

/* ---- types ---------------------------------------------------------------------------------------- */

static uint64_t type_head(const struct ir_module *m, const struct ir_type *t)
{
    uint64_t h = hash_mix(t->kind | (uint64_t)t->flags << 8, t->size | (uint64_t)t->count << 32);
    return t->kind == IR_RECORD && t->name ? hash_mix(h, text_hash(ir_text(m, t->name))) : h;
}

/* What a pointer to it says of it. */
static uint64_t pointee_hash(const struct ir_module *m, ir_index type, int depth)
{
    const struct ir_type *t = ir_type_at(m, type);
    uint64_t h = type_head(m, t);
    bool deeper = (t->kind == IR_POINTER && depth) || t->kind == IR_ARRAY;
    return deeper ? hash_mix(h, pointee_hash(m, t->element, t->kind == IR_POINTER ? depth - 1 : depth)) : h;
}

/* known: by type, 0 where not computed yet; or NULL. */
static uint64_t type_hash(const struct ir_module *m, ir_index type, uint64_t *known)
{
    const struct ir_type *t = ir_type_at(m, type);
    if (known && known[type])
        return known[type];
    uint64_t h = type_head(m, t);
    if (t->kind == IR_POINTER)
        h = hash_mix(h, pointee_hash(m, t->element, POINTER_DEPTH));
    else if (t->kind == IR_ARRAY)
        h = hash_mix(h, type_hash(m, t->element, known));
    for (uint32_t i = 0; t->kind == IR_RECORD && i < t->members; i++) {
        const struct ir_field *f = &m->fields.items[t->first + i];
        h = hash_mix(hash_mix(h, text_hash(ir_text(m, f->name))), f->offset | (uint64_t)f->bit_offset << 32 | (uint64_t)f->bit_width << 48);
        h = hash_mix(h, type_hash(m, f->type, known));
    }
    if (known)
        known[type] = h;
    return h;
}

uint64_t identity_of_record(struct record_ref r) { return r.module ? type_hash(r.module, r.type, NULL) | 1 : 0; }

/* ---- places ------------------------------------------------------------------------------------------ */

static int compare_places(const void *a, const void *b)
{
    const struct place_number *x = a, *y = b;
    if (x->loc != y->loc)
        return x->loc < y->loc ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static void add_place(struct places *p, ir_index loc)
{
    vec_push(&p->sorted, (struct place_number){loc, p->locs.count});
    vec_push(&p->locs, loc);
}

void places_collect(struct places *p, const struct ir_module *m, const struct ir_function *f)
{
    vec_clear(&p->sorted);
    vec_clear(&p->locs);
    add_place(p, 0);
    for (uint32_t b = 0; b < f->block_count; b++) {
        const struct ir_block *block = &m->blocks.items[f->first_block + b];
        for (uint32_t i = 0; i < block->count; i++) {
            const struct ir_insn *n = &m->insns.items[block->first + i];
            add_place(p, n->loc);
            for (uint32_t k = 0; k < n->operand_count; k++)
                add_place(p, ir_operands(m, n)[k].loc);
        }
    }
    add_place(p, f->end_loc);
    add_place(p, f->loc);
    sort_items(p->sorted.items, p->sorted.count, sizeof *p->sorted.items, compare_places);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->sorted.count; i++)
        if (!i || p->sorted.items[i].loc != p->sorted.items[i - 1].loc)
            p->sorted.items[kept++] = p->sorted.items[i];
    p->sorted.count = kept;
}

void places_release(struct places *p)
{
    vec_release(&p->sorted);
    vec_release(&p->locs);
}

uint32_t place_number(const struct places *p, ir_index loc)
{
    uint32_t low = 0, high = p->sorted.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (p->sorted.items[mid].loc < loc)
            low = mid + 1;
        else
            high = mid;
    }
    return low < p->sorted.count && p->sorted.items[low].loc == loc ? p->sorted.items[low].number : UINT32_MAX;
}

/* ---- what names what ------------------------------------------------------------------------------------ */

static int compare_entries(const void *a, const void *b)
{
    const struct identity_entry *x = a, *y = b;
    if (x->identity != y->identity)
        return x->identity < y->identity ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static const struct identity_entry *entry_find(const struct identity_entry *list, uint32_t count, uint64_t identity)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (list[mid].identity < identity)
            low = mid + 1;
        else
            high = mid;
    }
    bool found = low < count && list[low].identity == identity;
    bool several = found && low + 1 < count && list[low + 1].identity == identity && (list[low + 1].a != list[low].a || list[low + 1].b != list[low].b);
    return found && !several ? &list[low] : NULL;
}

bool identity_function(const struct identities *ids, uint64_t identity, uint32_t *function)
{
    const struct identity_entry *e = entry_find(ids->function_list.items, ids->function_list.count, identity);
    *function = e ? e->a : PROGRAM_NONE;
    return e != NULL;
}

bool identity_global(const struct identities *ids, uint64_t identity, uint32_t *global)
{
    const struct identity_entry *e = entry_find(ids->global_list.items, ids->global_list.count, identity);
    *global = e ? e->a : PROGRAM_NONE;
    return e != NULL;
}

bool identity_string(const struct identities *ids, uint64_t identity, uint32_t *module, uint32_t *string)
{
    const struct identity_entry *e = entry_find(ids->string_list.items, ids->string_list.count, identity);
    *module = e ? e->a : 0;
    *string = e ? e->b : 0;
    return e != NULL;
}

static uint64_t unit_hash(const struct ir_module *m) { return text_hash(ir_text(m, m->path)); }

uint64_t identity_of_string(const struct program *p, uint32_t module, uint32_t string)
{
    return hash_mix(unit_hash(p->modules[module]), text_hash(ir_text(p->modules[module], string)));
}

uint64_t identity_facts(const struct program *p, uint32_t function)
{
    const struct program_function *pf = &p->functions.items[function];
    return (uint64_t)pf->has_body | (uint64_t)(pf->ddi != NULL) << 1 | (uint64_t)(pf->ir->flags & (IR_FUNCTION_SYSTEM | IR_FUNCTION_NORETURN)) << 2 |
           (uint64_t)pf->must_inspect << 34;
}

static void name_functions(struct identities *ids)
{
    const struct program *p = ids->program;
    ids->functions = arena_array(&ids->arena, uint64_t, p->functions.count);
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        ids->functions[f] = hash_mix(text_hash(pf->name), pf->is_static ? unit_hash(pf->module) : 0);
        vec_push(&ids->function_list, (struct identity_entry){ids->functions[f], f, 0});
    }
}

/* Static locals of one unit may share a name: they are told apart by their order. */
static uint64_t static_local_order(const struct ir_module *m, const struct ir_global *g)
{
    uint64_t n = 0;
    for (const struct ir_global *x = m->globals.items; x < g; x++)
        n += x->flags & IR_GLOBAL_LOCAL && x->name == g->name;
    return n + 1;
}

static void name_globals(struct identities *ids)
{
    const struct program *p = ids->program;
    ids->globals = arena_array(&ids->arena, uint64_t, p->globals.count);
    for (uint32_t g = 0; g < p->globals.count; g++) {
        const struct program_global *pg = &p->globals.items[g];
        bool is_local = pg->ir->flags & IR_GLOBAL_LOCAL, is_static = is_local || pg->ir->flags & IR_GLOBAL_STATIC;
        uint64_t h = hash_mix(text_hash(pg->name), is_static ? unit_hash(pg->module) : 0);
        ids->globals[g] = is_local ? hash_mix(h, static_local_order(pg->module, pg->ir)) : h;
        vec_push(&ids->global_list, (struct identity_entry){ids->globals[g], g, 0});
    }
}

/* ---- content ------------------------------------------------------------------------------------------------- */

struct reader {
    struct identities *ids;
    uint64_t **types; /* by module and type: hashes */
    struct str bytes;
    struct places places;
};

static void put(struct reader *r, uint64_t x) { str_append_n(&r->bytes, (const char *)&x, sizeof x); }

/* Constants, temporaries and locals by value, the rest by identity. */
static uint64_t operand_value(struct reader *r, uint32_t module, const struct ir_operand *o)
{
    const struct program *p = r->ids->program;
    switch ((enum ir_operand_kind)o->kind) {
    case IR_FUNC: {
        uint32_t f = p->function_of[module][o->value];
        return hash_mix(r->ids->functions[f], identity_facts(p, f));
    }
    case IR_GLOBAL: return r->ids->globals[p->global_of[module][o->value]];
    case IR_STRING: {
        uint64_t identity = identity_of_string(p, module, (uint32_t)o->value);
        vec_push(&r->ids->string_list, (struct identity_entry){identity, module, (uint32_t)o->value});
        return identity;
    }
    default: return (uint64_t)o->value;
    }
}

static uint32_t module_of(const struct program *p, const struct ir_module *m)
{
    uint32_t i = 0;
    while (p->modules[i] != m)
        i++;
    return i;
}

static void read_globals(struct reader *r)
{
    struct identities *ids = r->ids;
    const struct program *p = ids->program;
    ids->initial = arena_array(&ids->arena, uint64_t, p->globals.count);
    for (uint32_t g = 0; g < p->globals.count; g++) {
        const struct program_global *pg = &p->globals.items[g];
        uint32_t m = pg->ir->init_count ? module_of(p, pg->module) : 0;
        uint64_t h = hash_mix(ids->globals[g], (pg->ir->flags & IR_GLOBAL_DEFINED) | (uint64_t)pg->is_constant << 32);
        for (uint32_t i = 0; i < pg->ir->init_count; i++) {
            const struct ir_init *init = &pg->module->inits.items[pg->ir->first_init + i];
            h = hash_mix(hash_mix(h, init->offset | (uint64_t)init->value.kind << 32), operand_value(r, m, &init->value));
            h = hash_mix(h, type_hash(pg->module, init->value.type, r->types[m]));
        }
        ids->initial[g] = h;
    }
}

/* The table, and tables that it points to. */
static void close_constants(struct reader *r)
{
    struct identities *ids = r->ids;
    const struct program *p = ids->program;
    uint32_t *seen = mem_zalloc((p->globals.count + 1) * sizeof *seen);
    VEC(uint32_t) todo = {0};
    ids->constants = arena_array(&ids->arena, uint64_t, p->globals.count);
    for (uint32_t g = 0; g < p->globals.count; g++) {
        uint64_t h = hash_mix(ids->globals[g], p->globals.items[g].is_constant);
        vec_push(&todo, g);
        seen[g] = g + 1;
        while (todo.count) {
            uint32_t x = vec_pop(&todo);
            const struct program_global *pg = &p->globals.items[x];
            if (!pg->is_constant)
                continue;
            h = hash_mix(h, ids->initial[x]);
            uint32_t m = pg->ir->init_count ? module_of(p, pg->module) : 0;
            for (uint32_t i = 0; i < pg->ir->init_count; i++) {
                const struct ir_operand *o = &pg->module->inits.items[pg->ir->first_init + i].value;
                uint32_t to = o->kind == IR_GLOBAL ? p->global_of[m][o->value] : x;
                if (seen[to] != g + 1) {
                    seen[to] = g + 1;
                    vec_push(&todo, to);
                }
            }
        }
        ids->constants[g] = h;
    }
    vec_release(&todo);
    free(seen);
}

static void put_targets(struct reader *r, uint32_t f, const struct ir_block *block, uint32_t at)
{
    uint32_t count;
    const struct field_target *t = program_call_targets(r->ids->program, f, block, at, &count);
    put(r, count);
    for (uint32_t i = 0; i < count; i++)
        put(r, hash_mix(r->ids->functions[t[i].function], identity_facts(r->ids->program, t[i].function)));
}

static void put_insn(struct reader *r, uint32_t f, const struct ir_block *block, uint32_t at)
{
    const struct program_function *pf = &r->ids->program->functions.items[f];
    const struct ir_module *m = pf->module;
    const struct ir_insn *n = &m->insns.items[block->first + at];
    const struct ir_operand *o = ir_operands(m, n);
    uint64_t *types = r->types[pf->module_index];
    put(r, n->op | (uint64_t)n->sub << 8 | (uint64_t)n->operand_count << 32);
    put(r, n->result | (uint64_t)n->field << 32);
    put(r, n->handler | (uint64_t)place_number(&r->places, n->loc) << 32);
    put(r, type_hash(m, n->type, types));
    for (uint32_t k = 0; k < n->operand_count; k++) {
        put(r, o[k].kind | (uint64_t)place_number(&r->places, o[k].loc) << 8);
        put(r, type_hash(m, o[k].type, types));
        put(r, operand_value(r, pf->module_index, &o[k]));
        if (o[k].kind == IR_GLOBAL)
            put(r, r->ids->constants[r->ids->program->global_of[pf->module_index][o[k].value]]);
    }
    if (n->op == IR_CALL && o->kind != IR_FUNC)
        put_targets(r, f, block, at);
}

/* First numbers of places tell which instructions share one. */
static struct hash128 read_body(struct reader *r, uint32_t f)
{
    const struct program_function *pf = &r->ids->program->functions.items[f];
    const struct ir_module *m = pf->module;
    const struct ir_function *ir = pf->ir;
    str_clear(&r->bytes);
    places_collect(&r->places, m, ir);
    put(r, ir->flags | (uint64_t)ir->param_count << 32);
    put(r, ir->temp_count | (uint64_t)ir->block_count << 32);
    put(r, place_number(&r->places, ir->end_loc) | (uint64_t)place_number(&r->places, ir->loc) << 32);
    for (uint32_t i = 0; i < ir->local_count; i++) {
        put(r, m->locals.items[ir->first_local + i].flags);
        put(r, type_hash(m, m->locals.items[ir->first_local + i].type, r->types[pf->module_index]));
    }
    for (uint32_t b = 0; b < ir->block_count; b++) {
        const struct ir_block *block = &m->blocks.items[ir->first_block + b];
        put(r, block->count);
        for (uint32_t i = 0; i < block->count; i++)
            put_insn(r, f, block, i);
    }
    return hash_bytes128(str_text(&r->bytes), r->bytes.length);
}

struct identities *identities_new(const struct program *p)
{
    struct identities *ids = mem_zalloc(sizeof *ids);
    struct reader r = {.ids = ids};
    ids->program = p;
    arena_init(&ids->arena);
    name_functions(ids);
    name_globals(ids);
    r.types = arena_array(&ids->arena, uint64_t *, p->module_count);
    for (uint32_t m = 0; m < p->module_count; m++)
        r.types[m] = arena_array(&ids->arena, uint64_t, p->modules[m]->types.count);
    read_globals(&r);
    close_constants(&r);
    ids->bodies = arena_array(&ids->arena, struct hash128, p->functions.count);
    for (uint32_t f = 0; f < p->functions.count; f++)
        if (p->functions.items[f].has_body)
            ids->bodies[f] = read_body(&r, f);
    sort_items(ids->function_list.items, ids->function_list.count, sizeof(struct identity_entry), compare_entries);
    sort_items(ids->global_list.items, ids->global_list.count, sizeof(struct identity_entry), compare_entries);
    sort_items(ids->string_list.items, ids->string_list.count, sizeof(struct identity_entry), compare_entries);
    str_release(&r.bytes);
    places_release(&r.places);
    return ids;
}

void identities_free(struct identities *ids)
{
    if (!ids)
        return;
    vec_release(&ids->function_list);
    vec_release(&ids->global_list);
    vec_release(&ids->string_list);
    arena_release(&ids->arena);
    free(ids);
}
