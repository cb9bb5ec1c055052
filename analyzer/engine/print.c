/* A summary as text (--dump=summary): what a rule author reads to see what the engine believes. */
#include "engine/exec.h"

static const char *const sym_names[] = {
    [SYM_ZERO] = "0", [SYM_LOCAL] = "local", [SYM_GLOBAL] = "global", [SYM_FUNCTION] = "function", [SYM_STRING] = "string",
    [SYM_PARAM] = "param", [SYM_PRE] = "in", [SYM_NEW] = "new", [SYM_UNKNOWN] = "unknown", [SYM_PART] = "part",
    [SYM_EXPR] = "expr", [SYM_ELEMENT] = "element", [SYM_LIST] = "list", [SYM_ADDRESS] = "address",
};

static void print_attribute(const struct engine *e, uint32_t attribute, struct str *out)
{
    bool of_place = attribute_is_of_place(attribute);
    uint32_t plain = of_place ? attribute_plain(attribute) : attribute;
    if (of_place && attribute_offset(attribute))
        str_printf(out, "[%lld]", (long long)attribute_offset(attribute));
    if (plain < e->rules->attributes.count)
        str_printf(out, ".%s", e->rules->attributes.items[plain].name);
    else if (plain >= ATTRIBUTE_HOLDS && plain - ATTRIBUTE_HOLDS < e->rules->objects.count)
        str_printf(out, ".holds(%s)", e->rules->objects.items[plain - ATTRIBUTE_HOLDS].name);
    else
        str_printf(out, ".#%u", plain);
}

/* Operands are shared, so that their tree may be far larger than what is there. */
enum { TERM_DEPTH = 8 };

static void print_term_at(const struct engine *e, const struct summary *s, struct term t, uint32_t depth, struct str *out)
{
    if (t.base && t.base != UINT32_MAX && !depth) {
        str_append(out, "...");
        return;
    }
    if (t.base == 0 || t.base == UINT32_MAX) {
        str_printf(out, t.base ? "?" : "%lld", (long long)t.offset);
        return;
    }
    const struct sym_key *k = &s->keys[t.base];
    switch ((enum sym_kind)k->kind) {
    case SYM_GLOBAL: str_printf(out, "&%s", e->program.globals.items[k->a].name); break;
    case SYM_FUNCTION: str_append(out, e->program.functions.items[k->a].name); break;
    case SYM_PARAM: str_printf(out, "param%u", k->a); break;
    case SYM_PRE:
        if (!k->x.base) {
            str_append(out, "driver");
            break;
        }
        print_term_at(e, s, (struct term){k->x.base, 0}, depth - 1, out);
        if (!k->a)
            str_printf(out, "[%lld]", (long long)k->x.offset);
        else
            print_attribute(e, k->a - 1, out);
        break;
    case SYM_EXPR:
        str_printf(out, "(%s ", k->op < IR_BIN_COUNT ? ir_bin_name((enum ir_bin)k->op) : k->op == SYM_OP_BELOW ? "below" : "unary");
        print_term_at(e, s, k->x, depth - 1, out);
        str_append_char(out, ' ');
        print_term_at(e, s, k->y, depth - 1, out);
        str_append_char(out, ')');
        break;
    case SYM_LIST: {
        static const char *const names[] = {[LIST_FRONT] = "list", [LIST_BACK] = "behind", [LIST_FIRST] = "first", [LIST_LAST] = "last",
                                            [LIST_REST] = "rest", [LIST_BODY] = "body"};
        str_printf(out, "%s(", names[k->op]);
        print_term_at(e, s, k->x, depth - 1, out);
        if (k->op <= LIST_BACK) {
            str_append(out, ", ");
            print_term_at(e, s, k->y, depth - 1, out);
        }
        str_append_char(out, ')');
        break;
    }
    default:
        str_printf(out, "%s%s%s%u", k->lost == LOSS_JOINED ? "joined " : k->lost ? "lost " : "", k->kind != SYM_UNKNOWN || !k->op ? "" : k->op == UNKNOWN_FAILED ? "failed " : "foreign ", sym_names[k->kind], t.base);
    }
    if (t.offset)
        str_printf(out, "%+lld", (long long)t.offset);
}

static void print_term(const struct engine *e, const struct summary *s, struct term t, struct str *out)
{
    print_term_at(e, s, t, TERM_DEPTH, out);
}

static void print_cell(const struct engine *e, const struct summary *s, const struct summary_cell *c, struct str *out)
{
    str_append(out, "    writes ");
    print_term(e, s, (struct term){c->base, 0}, out);
    if (c->attribute) {
        print_attribute(e, (uint32_t)c->cell.offset, out);
        str_append(out, " = ");
    } else
        str_printf(out, "[%lld..%lld] = ", (long long)c->cell.offset, (long long)c->cell.offset + c->cell.size);
    if (c->cell.kind == CELL_VALUE)
        print_term(e, s, c->cell.value, out);
    else
        str_append(out, c->cell.kind == CELL_ZERO ? "zeros" : "unknown");
    str_append_char(out, '\n');
}

static void print_range(const struct fact *f, struct str *out)
{
    if (f->low != INT64_MIN || f->high != INT64_MAX)
        str_printf(out, " in [%lld, %lld]", (long long)f->low, (long long)f->high);
    for (uint32_t i = 0; i < f->hole_count; i++)
        str_printf(out, " != %lld", (long long)f->holes[i]);
    if (f->set || f->clear)
        str_printf(out, " with bits %#x, without %#x", f->set, f->clear);
}

static void print_fact(const struct engine *e, const struct summary *s, const struct summary_fact *f, struct str *out)
{
    str_append(out, "    where  ");
    print_term(e, s, (struct term){f->base, 0}, out);
    if (f->same) {
        str_append(out, " == ");
        print_term(e, s, f->term, out);
    } else
        print_range(&f->fact, out);
    str_append_char(out, '\n');
}

/* What held on the two sides of a join. */
static void print_blur(const struct engine *e, const struct summary *s, const struct summary_blur *b, struct str *out)
{
    str_printf(out, "    join %u ", b->blur.join);
    print_term(e, s, (struct term){b->base, 0}, out);
    print_range(&b->blur.x, out);
    str_append(out, " or");
    print_range(&b->blur.y, out);
    str_append_char(out, '\n');
}

void summary_print(const struct engine *e, uint32_t f, struct str *out)
{
    const struct summary *s = &e->summaries[f];
    str_printf(out, "summary %s: %u cases%s\n", e->program.functions.items[f].name, s->case_count, s->cut ? ", cut" : s->incomplete ? ", incomplete" : "");
    for (uint32_t i = 0; i < s->case_count; i++) {
        const struct summary_case *c = &s->cases[i];
        if (c->is_issue) {
            str_printf(out, "  case %u: %s if", i, c->issue.rule->id);
            for (uint32_t k = 0; k < c->issue.need_count; k++) {
                str_append_char(out, ' ');
                print_term(e, s, c->issue.needs[k].x, out);
                str_printf(out, " %s ", ir_bin_name(c->issue.needs[k].op));
                print_term(e, s, c->issue.needs[k].y, out);
            }
            str_append(out, c->issue.need_count ? "\n" : " it is reached\n");
        } else {
            str_printf(out, "  case %u: returns ", i);
            if (c->returns_value)
                print_term(e, s, c->result, out);
            str_append(out, c->uncertain ? " (perhaps not feasible)\n" : "\n");
        }
        for (uint32_t k = 0; k < c->fact_count; k++)
            print_fact(e, s, &c->facts[k], out);
        for (uint32_t k = 0; k < c->blurred_count; k++)
            print_blur(e, s, &c->blurred[k], out);
        for (uint32_t k = 0; k < c->cell_count; k++)
            print_cell(e, s, &c->cells[k], out);
        for (uint32_t k = 0; k < c->object_count; k++) {
            str_append(out, c->objects[k].escaped ? "    escapes " : "    makes  ");
            print_term(e, s, (struct term){c->objects[k].base, 0}, out);
            str_append_char(out, '\n');
        }
    }
}
