/*
 * What the engine believes, in words: probes in a driver's source (headers/ddicheck.h) and --dump=states.
 *
 * A probe is a function without body whose declaration has the annotation "probe:value", "probe:state" or
 * "probe:reachable"; its first argument is the text of the second. Its call changes nothing. What is believed
 * there goes out as a finding of PROBE_RULE, which the pipeline makes a note of.
 */
#include "engine/contract.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_DEPTH = 6 };

struct telling {
    struct analysis *a;
    const struct state *s;
    struct str *out;
};

static void tell_term(struct telling *w, struct term t, int depth);

/* ---- the caller's memory by name --------------------------------------------------------------------- */

/* Type of what stands in a cell: `module` is whose numbers it is in; type 0 where it is not known. */
struct typed {
    const struct ir_module *module;
    ir_index type;
};

/* ".Header.Size": the field at the offset, as far as one fits. */
static struct typed tell_field(struct str *out, struct typed of, int64_t offset, const char *first)
{
    const struct ir_type *t = of.type ? ir_type_at(of.module, of.type) : NULL;
    for (uint32_t i = 0; t && t->kind == IR_RECORD && i < t->members; i++) {
        const struct ir_field *f = &of.module->fields.items[t->first + i];
        uint32_t size = ir_type_at(of.module, f->type)->size;
        if (offset < f->offset || offset >= (int64_t)f->offset + size)
            continue;
        str_printf(out, "%s%s", first, f->name ? ir_text(of.module, f->name) : "");
        struct typed inner = {of.module, f->type};
        return ir_type_at(of.module, f->type)->kind == IR_RECORD ? tell_field(out, inner, offset - f->offset, ".") : inner;
    }
    if (offset)
        str_printf(out, "[%lld]", (long long)offset);
    return offset ? (struct typed){NULL, 0} : of;
}

/* "c->List->Next" for a value that the caller decides; type 0 and nothing said where there is no such name. */
static struct typed tell_name(struct telling *w, sym s, int depth)
{
    const struct sym_key k = *universe_key(&w->a->universe, s);
    const struct program *p = &w->a->engine->program;
    if (k.kind == SYM_PARAM && w->a->ir) {
        const struct ir_local *l = &w->a->module->locals.items[w->a->ir->first_local + k.a];
        str_append(w->out, ir_text(w->a->module, l->name));
        return (struct typed){w->a->module, l->type};
    }
    if (k.kind == SYM_GLOBAL) {
        str_append(w->out, p->globals.items[k.a].name);
        return (struct typed){p->globals.items[k.a].module, p->globals.items[k.a].ir->type};
    }
    if (k.kind != SYM_PRE || !k.x.base || depth == 0) {
        str_append(w->out, "?");
        return (struct typed){NULL, 0};
    }
    struct typed holder = tell_name(w, k.x.base, depth - 1);
    if (k.a) {
        const struct ruleset *rules = w->a->engine->rules;
        str_printf(w->out, ".%s", k.a - 1 < rules->attributes.count ? rules->attributes.items[k.a - 1].name : "#");
        return (struct typed){NULL, 0};
    }
    bool global = universe_key(&w->a->universe, k.x.base)->kind == SYM_GLOBAL;
    const struct ir_type *t = holder.type ? ir_type_at(holder.module, holder.type) : NULL;
    if (!global)
        holder.type = t && t->kind == IR_POINTER ? t->element : 0;
    t = holder.type ? ir_type_at(holder.module, holder.type) : NULL;
    if (!global && !(t && t->kind == IR_RECORD) && !k.x.offset)
        str_append(w->out, "[0]");
    return tell_field(w->out, holder, k.x.offset, global ? "." : "->");
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static uint32_t line_of_site(const struct analysis *a, uint32_t site)
{
    return a->module && site < a->module->insns.count ? a->module->locs.items[a->module->insns.items[site].loc].line : 0;
}

static void tell_made(struct telling *w, sym s, const char *what, uint32_t site)
{
    const struct object_kind *kind = object_kind_of(w->a, w->s, (struct term){s, 0});
    uint32_t line = line_of_site(w->a, site);
    str_printf(w->out, "%s", kind ? arena_printf(&w->a->arena, "the %s made", kind->words) : what);
    if (line)
        str_printf(w->out, " in line %u", line);
}

static void tell_expression(struct telling *w, const struct sym_key *k, int depth)
{
    bool below = k->op == SYM_OP_BELOW, binary = k->op < IR_BIN_COUNT || below;
    str_printf(w->out, "(%s", binary ? "" : k->op == SYM_OP_CAST ? "cast " : k->op == SYM_OP_NEG ? "-" : "~");
    tell_term(w, k->x, depth - 1);
    if (binary) {
        str_printf(w->out, " %s ", ir_bin_name(below ? IR_BIN_LT : (enum ir_bin)k->op));
        tell_term(w, k->y, depth - 1);
    }
    str_append_char(w->out, ')');
}

static void tell_symbol(struct telling *w, sym s, int depth)
{
    const struct sym_key k = *universe_key(&w->a->universe, s);
    const struct program *p = &w->a->engine->program;
    switch ((enum sym_kind)k.kind) {
    case SYM_ZERO: str_append_char(w->out, '0'); return;
    case SYM_LOCAL:
        str_printf(w->out, "&%s", w->a->ir && k.a < w->a->ir->local_count ? ir_text(w->a->module, w->a->module->locals.items[w->a->ir->first_local + k.a].name) : "local");
        return;
    case SYM_GLOBAL: str_printf(w->out, "&%s", p->globals.items[k.a].name); return;
    case SYM_FUNCTION: str_append(w->out, p->functions.items[k.a].name); return;
    case SYM_STRING: str_append(w->out, "a string"); return;
    case SYM_ADDRESS: str_append(w->out, "an address"); return;
    case SYM_PARAM:
        str_append(w->out, "argument '");
        tell_name(w, s, NAME_DEPTH);
        str_append_char(w->out, '\'');
        return;
    case SYM_PRE:
        str_append(w->out, "what was in '");
        tell_name(w, s, NAME_DEPTH);
        str_append(w->out, "' at entry");
        return;
    case SYM_NEW: tell_made(w, s, "an object made", k.a); return;
    case SYM_UNKNOWN:
        if (universe_loss(&w->a->universe, s) == LOSS_NONE)
            tell_made(w, s, "some value", k.a);
        else
            str_append(w->out, universe_loss(&w->a->universe, s) == LOSS_JOINED ? "one of several values (joined)" : "a value that was given up");
        return;
    case SYM_PART: str_append(w->out, "memory that was not written"); return;
    case SYM_EXPR:
        if (depth)
            tell_expression(w, &k, depth);
        else
            str_append(w->out, "...");
        return;
    case SYM_LIST: str_append(w->out, k.op == LIST_FIRST || k.op == LIST_LAST ? "an entry of a list" : "what is on a list"); return;
    case SYM_ELEMENT:
        str_append(w->out, "an element behind ");
        tell_term(w, k.x, depth ? depth - 1 : 0);
        return;
    }
}

static void tell_number(struct str *out, int64_t n)
{
    str_printf(out, "%lld", (long long)n);
    if (n < -0xFFFF && n >= INT32_MIN)
        str_printf(out, " (0x%08X)", (unsigned)(uint32_t)n);
}

static void tell_term(struct telling *w, struct term t, int depth)
{
    t = state_norm(&w->a->domain, w->s, t);
    if (t.base == 0) {
        tell_number(w->out, t.offset);
        return;
    }
    tell_symbol(w, t.base, depth);
    if (t.offset)
        str_printf(w->out, t.offset > 0 ? " + %lld" : " - %lld", (long long)(t.offset > 0 ? t.offset : -t.offset));
}

/* What is known of it beyond its type. */
static void tell_facts(struct telling *w, struct term t, bool pointer)
{
    t = state_norm(&w->a->domain, w->s, t);
    if (!t.base)
        return;
    struct fact f = state_fact(&w->a->domain, w->s, (struct term){t.base, 0}), type = symbol_fact(&w->a->domain, t.base);
    if (pointer) {
        enum truth there = state_truth(&w->a->domain, w->s, t);
        str_append(w->out, there == TRUTH_TRUE ? ", not null" : ", null or not");
        return;
    }
    if (f.low > type.low && f.low != INT64_MIN)
        str_printf(w->out, ", at least %lld", (long long)term_plus(t, f.low).offset);
    if (f.high < type.high && f.high != INT64_MAX)
        str_printf(w->out, ", at most %lld", (long long)term_plus(t, f.high).offset);
    for (uint32_t i = 0; i < f.hole_count; i++)
        str_printf(w->out, ", not %lld", (long long)term_plus(t, f.holes[i]).offset);
}

/* ---- objects ------------------------------------------------------------------------------------------------- */

static void tell_attribute(struct telling *w, sym base, const struct cell *c)
{
    static const char *const states[] = {[OBJECT_LIVE] = "live", [OBJECT_FREED] = "freed", [OBJECT_LENT] = "lent", [OBJECT_FOREIGN] = "foreign"};
    const struct ruleset *rules = w->a->engine->rules;
    struct term v = state_norm(&w->a->domain, w->s, c->value);
    str_printf(w->out, "%s ", rules->attributes.items[c->offset].name);
    if (term_equal(v, incoming_attribute(&w->a->domain, base, (uint32_t)c->offset)))
        str_append(w->out, "as at entry");
    else if (c->offset == ATTRIBUTE_STATE && v.base == 0 && v.offset > 0 && v.offset < (int64_t)(sizeof states / sizeof *states))
        str_append(w->out, states[v.offset]);
    else if (c->offset == ATTRIBUTE_KIND && v.base == 0 && v.offset > 0 && v.offset <= rules->objects.count)
        str_append(w->out, rules->objects.items[v.offset - 1].name);
    else if (rules->attributes.items[c->offset].is_boolean && v.base == 0)
        str_append(w->out, v.offset ? "TRUE" : "FALSE");
    else
        tell_term(w, v, 2);
}

static void tell_object(struct telling *w, sym base)
{
    const struct object *o = state_object(w->s, base);
    const char *between = ": ";
    for (uint32_t i = 0; o && i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset < 0 || c->offset >= w->a->engine->rules->attributes.count)
            continue;
        str_append(w->out, between);
        between = ", ";
        tell_attribute(w, base, c);
    }
    if (str_equal(between, ": "))
        str_append(w->out, ": nothing is known of its state");
    if (o && o->escaped)
        str_append(w->out, "; others may hold it");
}

/* ---- probes ----------------------------------------------------------------------------------------------------- */

static const char *probe_of(const struct program_function *f)
{
    for (uint32_t i = 0; i < f->ir->note_count; i++) {
        const char *note = ir_text(f->module, f->module->notes.items[f->ir->first_note + i]);
        if (str_starts_with(note, "probe:"))
            return note + strlen("probe:");
    }
    return NULL;
}

static void tell_probe(struct telling *w, const struct ir_insn *i, const char *what)
{
    const struct ir_operand *o = ir_operands(w->a->module, i);
    if (i->operand_count < 3) {
        str_append(w->out, "this is reached");
        return;
    }
    struct term t = state_norm(&w->a->domain, w->s, exec_operand(w->a, w->s, &o[2]));
    bool pointer = ir_type_at(w->a->module, o[2].type)->kind == IR_POINTER;
    str_printf(w->out, "'%s' is ", o[1].kind == IR_STRING ? ir_text(w->a->module, (ir_index)o[1].value) : "the value");
    if (t.base == 0 && t.offset == 0 && pointer)
        str_append(w->out, "null");
    else
        tell_term(w, t, 3);
    if (t.base)
        tell_facts(w, t, pointer);
    if (t.base && str_equal(what, "state"))
        tell_object(w, t.base);
}

bool probe_call(struct analysis *a, const struct program_function *f, const struct ir_insn *i, const struct state *s)
{
    const char *what = probe_of(f);
    if (!what)
        return false;
    if (a->pattern) /* a probe speaks of any caller */
        return true;
    struct str text = {0};
    struct telling w = {a, s, &text};
    tell_probe(&w, i, what);
    str_append(&text, s->doubt.uncertain ? " (perhaps no path comes here: nothing is reported)." : ".");
    const struct ir_loc *l = &a->module->locs.items[i->loc];
    struct finding note = {.rule = PROBE_RULE, .level = SEVERITY_NOTE, .message = str_text(&text)};
    note.place = (struct place){.file = ir_text(a->module, a->module->files.items[l->file].path), .line = l->line, .column = l->column,
                                .end_line = l->end_line, .end_column = l->end_column, .function = a->engine->program.functions.items[a->function].name};
    findings_add(&a->out->notes, &note);
    a->out->raised = true;
    str_release(&text);
    return true;
}

/* ---- all of a state --------------------------------------------------------------------------------------------- */

/* Whether the object has attributes that are not those that it came with. */
static bool says_more(struct telling *w, sym base, const struct object *o)
{
    for (uint32_t i = 0; i < o->attribute_count; i++) {
        const struct cell *c = &o->cells[o->cell_count + i];
        if (c->offset < w->a->engine->rules->attributes.count && !term_equal(c->value, incoming_attribute(&w->a->domain, base, (uint32_t)c->offset)))
            return true;
    }
    return o->escaped;
}

static bool tell_object_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct telling *w = context;
    const struct object *o = (const struct object *)(uintptr_t)v->a;
    for (uint32_t i = 0; i < o->cell_count; i++) {
        const struct cell *c = &o->cells[i];
        if (c->kind == CELL_VALUE && term_equal(c->value, incoming_cell(&w->a->domain, (struct term){key, c->offset}, c->size)))
            continue;
        str_append(w->out, "    ");
        tell_symbol(w, key, 2);
        str_printf(w->out, " [%lld..%lld] = ", (long long)c->offset, (long long)c->offset + c->size);
        if (c->kind == CELL_VALUE)
            tell_term(w, c->value, 3);
        else
            str_append(w->out, c->kind == CELL_ZERO ? "zeros" : "unknown");
        str_append_char(w->out, '\n');
    }
    if (says_more(w, key, o)) {
        str_append(w->out, "    ");
        tell_symbol(w, key, 2);
        tell_object(w, key);
        str_append_char(w->out, '\n');
    }
    return true;
}

static bool tell_same_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct telling *w = context;
    str_append(w->out, "    ");
    tell_symbol(w, key, 3);
    str_append(w->out, " == ");
    tell_term(w, term_unpack(v), 3);
    str_append_char(w->out, '\n');
    return true;
}

static bool tell_fact_fn(void *context, uint32_t key, const struct pmap_value *v)
{
    struct telling *w = context;
    (void)v;
    str_append(w->out, "    ");
    tell_symbol(w, key, 3);
    tell_facts(w, (struct term){key, 0}, false);
    str_append_char(w->out, '\n');
    return true;
}

void states_print(struct analysis *a, uint32_t block, const struct state_list *list, struct str *out)
{
    const struct ir_block *b = &a->module->blocks.items[a->ir->first_block + block];
    uint32_t line = line_of_site(a, b->first);
    str_printf(out, "  b%u", block);
    if (line)
        str_printf(out, " (line %u)", line);
    str_printf(out, ": %u state%s\n", list->count, list->count == 1 ? "" : "s");
    for (uint32_t i = 0; i < list->count; i++) {
        struct telling w = {a, &list->items[i], out};
        str_printf(out, "   state %u%s%s\n", i, list->items[i].widened ? ", behind a loop that was widened" : "",
                   list->items[i].doubt.uncertain ? ", perhaps not feasible" : "");
        pmap_each(list->items[i].heap, tell_object_fn, &w);
        pmap_each(list->items[i].same, tell_same_fn, &w);
        pmap_each(list->items[i].facts, tell_fact_fn, &w);
    }
}
