/* Linking: names to functions, globals and records across modules. */
#include "program/program.h"

#include <stdlib.h>
#include <string.h>

struct name_entry {
    const char *name;
    struct record_ref record;
};

struct name_table {
    struct intern *names;
    VEC(struct name_entry) entries; /* by intern id */
};

const char *record_canonical(const char *name)
{
    while (*name == '_')
        name++;
    return name;
}

static struct name_entry *entry_of(struct name_table *t, const char *name)
{
    uint32_t id = intern_id(t->names, name);
    while (t->entries.count <= id)
        vec_push(&t->entries, (struct name_entry){0});
    return &t->entries.items[id];
}

static void link_records(struct program *p)
{
    for (uint32_t m = 0; m < p->module_count; m++) {
        const struct ir_module *module = p->modules[m];
        for (uint32_t t = 1; t < module->types.count; t++) {
            const struct ir_type *type = &module->types.items[t];
            if (type->kind != IR_RECORD || !(type->flags & IR_TYPE_COMPLETE) || !type->name)
                continue;
            struct name_entry *e = entry_of(p->records, record_canonical(ir_text(module, type->name)));
            if (!e->record.module)
                e->record = (struct record_ref){module, t};
        }
    }
}

struct record_ref program_record(const struct program *p, const char *name)
{
    uint32_t id = intern_find(p->records->names, record_canonical(name));
    if (id == UINT32_MAX || id >= p->records->entries.count)
        return (struct record_ref){0};
    return p->records->entries.items[id].record;
}

const struct ir_field *record_field(struct record_ref r, const char *name)
{
    if (!r.module)
        return NULL;
    const struct ir_type *t = ir_type_at(r.module, r.type);
    for (uint32_t i = 0; t->kind == IR_RECORD && i < t->members; i++) {
        const struct ir_field *f = &r.module->fields.items[t->first + i];
        if (str_equal(ir_text(r.module, f->name), name))
            return f;
    }
    return NULL;
}

bool record_member(struct record_ref r, const char *path, struct ir_field *out)
{
    char name[128];
    uint64_t offset = 0;
    for (;;) {
        size_t length = strcspn(path, ".");
        if (length >= sizeof name)
            return false;
        memcpy(name, path, length);
        name[length] = 0;
        const struct ir_field *f = record_field(r, name);
        if (!f)
            return false;
        *out = *f;
        out->offset = (uint32_t)(offset += f->offset);
        if (!path[length])
            return true;
        path += length + 1;
        r.type = f->type;
    }
}

uint32_t program_pointer_size(const struct program *p)
{
    for (uint32_t m = 0; m < p->module_count; m++)
        for (uint32_t t = 0; t < p->modules[m]->types.count; t++)
            if (p->modules[m]->types.items[t].kind == IR_POINTER && p->modules[m]->types.items[t].size)
                return p->modules[m]->types.items[t].size;
    return 8;
}

/* A static's name is made unique by its unit, so that one table serves both linkages. */
static const char *link_name(struct program *p, uint32_t module, const char *name, bool is_static)
{
    return is_static ? arena_printf(&p->arena, "%u:%s", module, name) : name;
}

/* A static function of a system header is one in all units: its place makes its name unique. */
static const char *function_link_name(struct program *p, uint32_t m, const struct ir_function *f)
{
    const struct ir_module *module = p->modules[m];
    const struct ir_loc *loc = &module->locs.items[f->loc];
    const char *name = ir_text(module, f->name);
    bool is_static = f->flags & IR_FUNCTION_STATIC;
    if (is_static && f->flags & IR_FUNCTION_SYSTEM && f->loc)
        return arena_printf(&p->arena, "%s:%u:%s", ir_text(module, module->files.items[loc->file].path), loc->line, name);
    return link_name(p, m, name, is_static);
}

/* _Must_inspect_result_, as headers/sal.h writes it. */
static bool asks_to_inspect(const struct ir_module *m, const struct ir_function *f)
{
    bool asks = false;
    for (uint32_t i = 0; i < f->note_count; i++)
        asks |= str_equal(ir_text(m, m->notes.items[f->first_note + i]), "must_inspect");
    return asks;
}

static void link_function(struct program *p, struct intern *names, uint32_t m, uint32_t f)
{
    const struct ir_module *module = p->modules[m];
    const struct ir_function *ir = &module->functions.items[f];
    const char *name = ir_text(module, ir->name);
    bool is_static = ir->flags & IR_FUNCTION_STATIC;
    const struct ddi *ddi = ruleset_ddi(p->rules, name);
    /* what a contract says of an inline function of the system's, its body need not say again */
    bool has_body = ir->flags & IR_FUNCTION_BODY && !(ddi && ir->flags & IR_FUNCTION_SYSTEM);
    uint32_t before = intern_count(names);
    uint32_t id = intern_id(names, function_link_name(p, m, ir)) - 1;
    p->function_of[m][f] = id;
    if (id + 1 == before) {
        vec_push(&p->functions, (struct program_function){.name = name,
                                                          .module = module,
                                                          .ir = ir,
                                                          .ddi = ddi,
                                                          .is_static = is_static,
                                                          .has_body = has_body,
                                                          .module_index = m});
    }
    struct program_function *pf = &p->functions.items[id];
    if (has_body && !pf->has_body) {
        pf->module = module;
        pf->ir = ir;
        pf->has_body = true;
        pf->module_index = m;
    }
    pf->must_inspect |= asks_to_inspect(module, ir);
    if (ir->role && !pf->role)
        pf->role = ir_text(module, ir->role);
}

static void link_global(struct program *p, struct intern *names, uint32_t m, uint32_t g)
{
    const struct ir_module *module = p->modules[m];
    const struct ir_global *ir = &module->globals.items[g];
    const char *name = ir_text(module, ir->name);
    bool is_local = ir->flags & IR_GLOBAL_LOCAL, is_static = is_local || ir->flags & IR_GLOBAL_STATIC;
    /* two static locals of one unit may share a name: the table's index tells them apart */
    const char *unique = is_local ? arena_printf(&p->arena, "%u:%u:%s", m, g, name) : link_name(p, m, name, is_static);
    uint32_t before = intern_count(names);
    uint32_t id = intern_id(names, unique) - 1;
    p->global_of[m][g] = id;
    if (id + 1 == before)
        vec_push(&p->globals, (struct program_global){name, module, ir, false});
    struct program_global *pg = &p->globals.items[id];
    if ((ir->flags & IR_GLOBAL_DEFINED) && !(pg->ir->flags & IR_GLOBAL_DEFINED)) {
        pg->module = module;
        pg->ir = ir;
    }
}

void program_link(struct program *p, const struct ruleset *rules, const struct ir_module *const *modules, uint32_t count)
{
    *p = (struct program){.rules = rules, .modules = modules, .module_count = count, .entry = PROGRAM_NONE};
    p->records = mem_zalloc(sizeof *p->records);
    p->records->names = intern_new();
    p->function_of = arena_array(&p->arena, uint32_t *, count);
    p->global_of = arena_array(&p->arena, uint32_t *, count);
    struct intern *functions = intern_new(), *globals = intern_new();
    for (uint32_t m = 0; m < count; m++) {
        p->function_of[m] = arena_array(&p->arena, uint32_t, modules[m]->functions.count);
        p->global_of[m] = arena_array(&p->arena, uint32_t, modules[m]->globals.count);
        for (uint32_t f = 0; f < modules[m]->functions.count; f++)
            link_function(p, functions, m, f);
        for (uint32_t g = 0; g < modules[m]->globals.count; g++)
            link_global(p, globals, m, g);
    }
    intern_free(functions);
    intern_free(globals);
    link_records(p);
    program_build_graph(p);
    program_find_roles(p);
    program_find_constants(p);
}

void program_release(struct program *p)
{
    if (p->records) {
        intern_free(p->records->names);
        vec_release(&p->records->entries);
        free(p->records);
    }
    vec_release(&p->functions);
    vec_release(&p->globals);
    vec_release(&p->callees);
    vec_release(&p->reads);
    for (uint32_t m = 0; p->watched && m < p->module_count; m++)
        vec_release(&p->watched[m].list);
    free(p->watched);
    vec_release(&p->bottom_up);
    vec_release(&p->field_targets);
    vec_release(&p->models);
    arena_release(&p->arena);
    *p = (struct program){0};
}
