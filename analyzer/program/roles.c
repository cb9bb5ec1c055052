/*
 * Roles: which function is which callback.
 *
 * A program is of the first driver model one of whose registration DDIs it calls. A function plays
 * a callback of that model where it is stored in the registration table's field, or, failing that,
 * where it is declared with the callback's role typedef and no other function is.
 */
#include "program/program.h"

static bool calls_ddi(const struct program *p, const char *name, const char **caller)
{
    for (uint32_t f = 0; f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        for (uint32_t i = 0; i < pf->callee_count; i++)
            if (str_equal(p->functions.items[p->callees.items[pf->first_callee + i]].name, name)) {
                *caller = pf->name;
                return true;
            }
    }
    return false;
}

static bool is_model(struct program *p, const struct driver_model *d)
{
    for (uint32_t i = 0; i < d->registered_by_count; i++) {
        const char *caller;
        if (calls_ddi(p, d->registered_by[i], &caller)) {
            p->model_reason = arena_printf(&p->arena, "%s calls %s", caller, d->registered_by[i]);
            return true;
        }
    }
    return false;
}

static uint32_t by_table(const struct program *p, const struct driver_model *d, const struct callback *c)
{
    if (!d->table || !c->field)
        return PROGRAM_NONE;
    const struct ir_field *field = record_field(program_record(p, d->table), c->field);
    uint32_t count = 0;
    const struct field_target *t = field ? program_field_targets(p, d->table, field->offset, &count) : NULL;
    /* several functions in one slot (two registrations): the life cycle of neither is known */
    return count == 1 ? t->function : PROGRAM_NONE;
}

static uint32_t by_role(const struct program *p, const char *role)
{
    uint32_t found = PROGRAM_NONE;
    for (uint32_t f = 0; role && f < p->functions.count; f++) {
        const struct program_function *pf = &p->functions.items[f];
        if (!pf->has_body || !pf->role || !str_equal(pf->role, role))
            continue;
        if (found != PROGRAM_NONE)
            return PROGRAM_NONE;
        found = f;
    }
    return found;
}

static uint32_t by_name(const struct program *p, const char *name)
{
    for (uint32_t f = 0; name && f < p->functions.count; f++)
        if (p->functions.items[f].has_body && !p->functions.items[f].is_static && str_equal(p->functions.items[f].name, name))
            return f;
    return PROGRAM_NONE;
}

void program_find_roles(struct program *p)
{
    p->model_reason = "no registration call of a known driver model";
    for (uint32_t m = 0; m < p->rules->drivers.count && p->model == PROGRAM_NONE; m++)
        if (is_model(p, &p->rules->drivers.items[m]))
            p->model = m;
    if (p->model == PROGRAM_NONE)
        return;
    const struct driver_model *d = &p->rules->drivers.items[p->model];
    p->model_functions = arena_array(&p->arena, uint32_t, d->callback_count);
    for (uint32_t c = 0; c < d->callback_count; c++) {
        uint32_t f = by_table(p, d, &d->callbacks[c]);
        if (f == PROGRAM_NONE)
            f = by_role(p, d->callbacks[c].role);
        p->model_functions[c] = f;
        if (f == PROGRAM_NONE)
            continue;
        p->functions.items[f].model = p->model;
        p->functions.items[f].callback = c;
    }
    p->entry = by_name(p, d->entry);
    if (p->entry == PROGRAM_NONE)
        p->entry = by_role(p, d->entry_role);
    if (p->entry != PROGRAM_NONE)
        p->functions.items[p->entry].is_entry = true;
}

static void print_callbacks(const struct program *p, const struct driver_model *d, struct str *out)
{
    for (uint32_t c = 0; c < d->callback_count; c++) {
        uint32_t f = p->model_functions[c];
        str_printf(out, "  callback %s = %s\n", d->callbacks[c].name,
                   f == PROGRAM_NONE ? "(none)" : p->functions.items[f].name);
    }
}

void program_print(const struct program *p, struct str *out)
{
    str_printf(out, "program: %u units, %u functions, %u with a body\n", p->module_count, p->functions.count,
               p->bottom_up.count);
    if (p->model == PROGRAM_NONE)
        str_printf(out, "driver model: none (%s)\n", p->model_reason);
    else {
        const struct driver_model *d = &p->rules->drivers.items[p->model];
        str_printf(out, "driver model: %s (%s)\n", d->name, p->model_reason);
        str_printf(out, "  entry %s\n", p->entry == PROGRAM_NONE ? "(none)" : p->functions.items[p->entry].name);
        print_callbacks(p, d, out);
    }
    for (uint32_t i = 0; i < p->bottom_up.count; i++) {
        const struct program_function *pf = &p->functions.items[p->bottom_up.items[i]];
        str_printf(out, "function %s: component %u, %u callers%s, calls", pf->name, pf->component, pf->caller_count,
                   pf->address_taken ? ", address taken" : "");
        for (uint32_t k = 0; k < pf->callee_count; k++) {
            const struct program_function *callee = &p->functions.items[p->callees.items[pf->first_callee + k]];
            str_printf(out, " %s%s", callee->name, callee->ddi ? "" : callee->has_body ? "" : "?");
        }
        str_append(out, pf->callee_count ? "\n" : " nothing\n");
    }
}
