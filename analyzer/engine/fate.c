#include "engine/fate.h"

#include "engine/contract.h"
#include "engine/heap.h"

#include <stdlib.h>

/* A call in the source that makes something that must be given back, or acquires a lock. */
struct made_at {
    uint32_t function;
    const struct ir_insn *call;
    const struct ddi *ddi;
    const struct object_kind *kind;
    uint32_t counts[FATE_COUNT];
};

struct fates {
    uint32_t **place_of; /* by module and instruction: its place, 0 where it is none */
    VEC(struct made_at) places; /* from 1 on */
};

/* ---- places ------------------------------------------------------------------------------------------- */

static const struct object_kind *kind_made(const struct ruleset *r, const struct effect *effects, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct effect *f = &effects[i];
        const struct object_kind *kind = f->object ? &r->objects.items[f->object - 1] : NULL;
        if (f->kind == EFFECT_ACQUIRE || (f->kind == EFFECT_NEW && kind && kind->must_free && !kind->is_parented))
            return kind;
        kind = kind_made(r, f->inner, f->inner_count);
        if (kind)
            return kind;
    }
    return NULL;
}

/* What a call of the function makes that must be given back, or acquires; NULL where nothing. */
static const struct object_kind *kind_of_call(const struct ruleset *r, const struct ddi *d)
{
    const struct object_kind *kind = kind_made(r, d->effects, d->effect_count);
    for (uint32_t i = 0; i < d->outcome_count && !kind; i++) {
        const struct outcome *o = &d->outcomes[i];
        kind = o->made ? kind_made(r, o->made, 1) : NULL;
        if (!kind)
            kind = kind_made(r, o->effects, o->effect_count);
    }
    return kind;
}

static void add_places(struct engine *e, struct fates *x, uint32_t function)
{
    const struct program_function *pf = &e->program.functions.items[function];
    for (uint32_t b = 0; pf->has_body && b < pf->ir->block_count; b++) {
        const struct ir_block *block = &pf->module->blocks.items[pf->ir->first_block + b];
        for (uint32_t i = block->first; i < block->first + block->count; i++) {
            const struct ir_insn *call = &pf->module->insns.items[i];
            const struct ir_operand *callee = ir_operands(pf->module, call);
            if (call->op != IR_CALL || callee->kind != IR_FUNC)
                continue;
            const struct ddi *d = e->program.functions.items[e->program.function_of[pf->module_index][callee->value]].ddi;
            const struct object_kind *kind = d ? kind_of_call(e->rules, d) : NULL;
            if (!kind || x->places.count > FATE_PLACES_MAX)
                continue;
            x->place_of[pf->module_index][i] = x->places.count;
            vec_push(&x->places, (struct made_at){.function = function, .call = call, .ddi = d, .kind = kind});
        }
    }
}

struct fates *fates_new(struct engine *e)
{
    struct fates *x = mem_zalloc(sizeof *x);
    x->place_of = arena_array(&e->arena, uint32_t *, e->program.module_count);
    for (uint32_t m = 0; m < e->program.module_count; m++)
        x->place_of[m] = arena_array(&e->arena, uint32_t, e->program.modules[m]->insns.count);
    vec_push(&x->places, (struct made_at){0});
    for (uint32_t f = 0; f < e->program.functions.count; f++)
        add_places(e, x, f);
    return x;
}

void fates_free(struct fates *x)
{
    if (x)
        vec_release(&x->places);
    free(x);
}

uint32_t fate_origin(const struct analysis *a, uint32_t insn)
{
    const struct fates *x = a->engine->fates;
    return x && a->module && insn < a->module->insns.count ? x->place_of[a->engine->program.functions.items[a->function].module_index][insn] : 0;
}

/* ---- noting ----------------------------------------------------------------------------------------------- */

static enum fate_class class_of(enum fate f)
{
    static const enum fate_class classes[FATE_COUNT] = {
#define X(name, class, words) [FATE_##name] = class,
        FATES(X)
#undef X
    };
    return classes[f];
}

static void add(struct results *o, struct fate_count c)
{
    for (uint32_t i = o->fates.count; i-- > 0;)
        if (o->fates.items[i].origin == c.origin && o->fates.items[i].fate == c.fate) {
            o->fates.items[i].count += c.count;
            return;
        }
    vec_push(&o->fates, c);
}

void fate_note(struct analysis *a, const struct state *s, uint32_t origin, enum fate fate)
{
    bool untold = s->doubt.uncertain && class_of(fate) == FATE_END; /* nothing is reported there, so it is no end that was followed */
    if (origin && a->engine->fates)
        add(a->out, (struct fate_count){origin, untold ? FATE_UNCERTAIN : fate, 1});
}

static bool has_ended(const struct analysis *a, const struct object *o)
{
    return object_in_state(o, OBJECT_FREED) || object_in_state(o, OBJECT_LENT) || object_is_violated(a, o);
}

void fate_of_object(struct analysis *a, const struct state *s, uint32_t base, enum fate fate)
{
    const struct object *o = a->engine->fates ? state_object(s, base) : NULL;
    if (o && o->origin && !has_ended(a, o) && state_truth(&a->domain, s, (struct term){base, 0}) != TRUTH_FALSE)
        fate_note(a, s, o->origin, fate);
}

void fate_of_lock(struct analysis *a, const struct state *s, uint32_t base, uint32_t attribute, enum fate fate)
{
    const struct cell *c = a->engine->fates ? attribute_cell(state_object(s, base), attribute) : NULL;
    bool untold = (s->widened & WIDENED_LOCKS) && class_of(fate) == FATE_END; /* nor there */
    if (c && c->kind == CELL_VALUE && c->stamp)
        fate_note(a, s, c->stamp, untold ? FATE_LOOP : fate);
}

/* ---- states that are left ------------------------------------------------------------------------------------- */

struct leaving {
    struct analysis *a;
    const struct state *s;
    const struct sym_set *kept; /* objects that outlive it; NULL: all */
    enum fate fate;
};

/* Nobody can reach it any more: what is the reason that this is no finding? */
static enum fate fate_of_unreached(struct leaving *l, const struct object *o)
{
    const struct cell *holder = attribute_cell(o, ATTRIBUTE_HOLDER);
    if (o->escaped)
        return (enum fate)o->escaped;
    if (holder && !term_equal(holder->value, term_const(0)))
        return FATE_WITH_HOLDER;
    return l->a->degraded ? FATE_MISSING : FATE_JOINED;
}

static bool leave_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct leaving *l = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    fate_of_object(l->a, l->s, key, l->kept && !sym_set_has(l->kept, key) ? fate_of_unreached(l, o) : l->fate);
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        uint32_t attribute = (uint32_t)o->cells[o->cell_count + i].offset;
        if (attribute_is_of_place(attribute) && attribute_plain(attribute) == ATTRIBUTE_HELD)
            fate_of_lock(l->a, l->s, key, attribute, l->fate);
    }
    return true;
}

void fate_of_all(struct analysis *a, const struct state *s, enum fate fate)
{
    struct leaving l = {.a = a, .s = s, .fate = fate};
    if (a->engine->fates)
        pmap_each(s->heap, leave_fn, &l);
}

void fates_at_exit(struct analysis *a, const struct state *s, const struct sym_set *kept)
{
    struct leaving l = {a, s, kept, function_is_root(&a->engine->program.functions.items[a->function]) && !a->is_entered ? FATE_NO_CALLER : FATE_CALLERS};
    if (a->engine->fates)
        pmap_each(s->heap, leave_fn, &l);
}

void fate_of_garbage(struct analysis *a, const struct state *s, uint32_t base)
{
    struct leaving l = {.a = a, .s = s};
    const struct object *o = a->engine->fates ? state_object(s, base) : NULL;
    if (o)
        fate_of_object(a, s, base, fate_of_unreached(&l, o));
}

void fates_of_case(struct analysis *a, const struct summary_case *c)
{
    for (uint32_t i = 0; a->engine->fates && !c->is_issue && i < c->object_count; i++)
        if (c->objects[i].origin)
            add(a->out, (struct fate_count){c->objects[i].origin, FATE_CASES, 1});
}

/* ---- putting together ----------------------------------------------------------------------------------------------- */

void fates_commit(struct engine *e, struct results *o)
{
    for (uint32_t i = 0; i < o->fates.count; i++)
        e->fates->places.items[o->fates.items[i].origin].counts[o->fates.items[i].fate] += o->fates.items[i].count;
    vec_release(&o->fates);
}

/* What is said of a place as a whole. */
static const char *verdict(const struct made_at *p)
{
    uint32_t sums[3] = {0};
    for (enum fate f = FATE_NONE + 1; f < FATE_COUNT; f++)
        sums[class_of(f)] += p->counts[f];
    if (sums[FATE_END])
        return sums[FATE_LOST] ? "partly" : "followed";
    if (sums[FATE_LOST])
        return "lost";
    if (p->counts[FATE_DRIVER])
        return "stays";
    return sums[FATE_ON] ? "lost" : "not reached";
}

void fates_print(const struct engine *e, struct str *out)
{
    static const char *const words[FATE_COUNT] = {
#define X(name, class, text) [FATE_##name] = text,
        FATES(X)
#undef X
    };
    for (uint32_t i = 1; i < e->fates->places.count; i++) {
        const struct made_at *p = &e->fates->places.items[i];
        const struct program_function *pf = &e->program.functions.items[p->function];
        const struct ir_loc *loc = &pf->module->locs.items[p->call->loc];
        if (pf->ir->flags & IR_FUNCTION_SYSTEM)
            continue;
        str_printf(out, "%s %s:%u %s %s: %s\n", p->kind->name, ir_text(pf->module, pf->module->files.items[loc->file].path), loc->line, pf->name, p->ddi->name, verdict(p));
        for (enum fate f = FATE_NONE + 1; f < FATE_COUNT; f++)
            if (p->counts[f])
                str_printf(out, "  %s %u %s\n", class_of(f) == FATE_END ? "end" : class_of(f) == FATE_ON ? "on" : "lost", p->counts[f], words[f]);
    }
}
