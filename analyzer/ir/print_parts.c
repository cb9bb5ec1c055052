/* Names, labels, types and places of the text form, written (print.c has the grammar). */
#include "ir/print.h"

#include <ctype.h>
#include <stdlib.h>

/* Two bits each in `uses`. */
enum name_table { NAME_RECORD = 0, NAME_GLOBAL = 2, NAME_FUNCTION = 4 };

/* ---- words ------------------------------------------------------------------------ */

static bool word_is_number_type(const char *s)
{
    if (*s != 's' && *s != 'u' && *s != 'f')
        return false;
    const char *p = s + 1;
    while (isdigit((unsigned char)*p))
        p++;
    return p > s + 1 && !*p;
}

bool ir_name_is_plain(const char *name)
{
    static const char *const reserved[] = {"void", "ptr", "const", "fn", "null", "local", "global", "func"};
    if (!isalpha((unsigned char)name[0]) && name[0] != '_' && name[0] != '$')
        return false;
    for (const char *p = name; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_' && *p != '$')
            return false;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_equal(name, reserved[i]))
            return false;
    return !word_is_number_type(name);
}

static void print_quoted(struct str *out, const char *text, char quote)
{
    str_append_char(out, quote);
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '\n')
            str_append(out, "\\n");
        else if (c == '\t')
            str_append(out, "\\t");
        else if (c == '\\' || c == (unsigned char)quote)
            str_printf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            str_printf(out, "\\x%02x", c);
        else
            str_append_char(out, (char)c);
    }
    str_append_char(out, quote);
}

void ir_print_name(const struct ir_printer *p, ir_index name)
{
    const char *text = ir_text(p->m, name);
    if (ir_name_is_plain(text))
        str_append(p->out, text);
    else
        print_quoted(p->out, text, '\'');
}

void ir_print_string(const struct ir_printer *p, ir_index string) { print_quoted(p->out, ir_text(p->m, string), '"'); }

void ir_print_words(const struct ir_printer *p, const struct ir_word *words, uint32_t flags)
{
    for (; words->word; words++)
        if (flags & words->value)
            str_printf(p->out, " %s", words->word);
}

/* ---- labels ---------------------------------------------------------------------------- */

static void count_name(uint8_t *uses, ir_index name, enum name_table table)
{
    unsigned n = (unsigned)uses[name] >> table & 3u;
    if (n < 2)
        uses[name] = (uint8_t)(uses[name] + (1u << table));
}

uint8_t *ir_count_names(const struct ir_module *m)
{
    uint8_t *uses = mem_zalloc(m->text.count);
    for (uint32_t i = 0; i < m->types.count; i++)
        if (m->types.items[i].kind == IR_RECORD)
            count_name(uses, m->types.items[i].name, NAME_RECORD);
    for (uint32_t i = 0; i < m->globals.count; i++)
        count_name(uses, m->globals.items[i].name, NAME_GLOBAL);
    for (uint32_t i = 0; i < m->functions.count; i++)
        count_name(uses, m->functions.items[i].name, NAME_FUNCTION);
    return uses;
}

static bool name_is_shared(const struct ir_printer *p, ir_index name, enum name_table table)
{
    if (p->uses)
        return ((unsigned)p->uses[name] >> table & 3u) > 1;
    const struct ir_module *m = p->m;
    uint32_t n = 0;
    if (table == NAME_RECORD)
        for (uint32_t i = 0; i < m->types.count; i++)
            n += m->types.items[i].kind == IR_RECORD && m->types.items[i].name == name;
    else if (table == NAME_GLOBAL)
        for (uint32_t i = 0; i < m->globals.count; i++)
            n += m->globals.items[i].name == name;
    else
        for (uint32_t i = 0; i < m->functions.count; i++)
            n += m->functions.items[i].name == name;
    return n > 1;
}

static void print_label(const struct ir_printer *p, ir_index name, bool shared, uint32_t number)
{
    if (name)
        ir_print_name(p, name);
    if (!name || shared)
        str_printf(p->out, "~%u", number);
}

void ir_print_record_label(const struct ir_printer *p, ir_index type)
{
    ir_index name = p->m->types.items[type].name;
    bool shared = name && name_is_shared(p, name, NAME_RECORD);
    uint32_t number = 0;
    for (uint32_t i = 0; (shared || !name) && i < type; i++)
        number += p->m->types.items[i].kind == IR_RECORD;
    print_label(p, name, shared, number);
}

void ir_print_global_label(const struct ir_printer *p, ir_index global)
{
    ir_index name = p->m->globals.items[global].name;
    print_label(p, name, name && name_is_shared(p, name, NAME_GLOBAL), global);
}

void ir_print_function_label(const struct ir_printer *p, ir_index function)
{
    ir_index name = p->m->functions.items[function].name;
    print_label(p, name, name && name_is_shared(p, name, NAME_FUNCTION), function);
}

void ir_print_local_label(const struct ir_printer *p, uint32_t local)
{
    const struct ir_local *locals = p->m->locals.items + p->f->first_local;
    bool shared = false;
    for (uint32_t i = 0; i < p->f->local_count; i++)
        shared |= i != local && locals[i].name == locals[local].name;
    print_label(p, locals[local].name, shared, local);
}

void ir_print_field_label(const struct ir_printer *p, const struct ir_type *record, uint32_t field)
{
    const struct ir_field *fields = p->m->fields.items + record->first;
    bool shared = false;
    for (uint32_t i = 0; fields[field].name && i < record->members; i++)
        shared |= i != field && fields[i].name == fields[field].name;
    print_label(p, fields[field].name, shared, field);
}

/* ---- types, locs --------------------------------------------------------------------------- */

void ir_print_type_list(const struct ir_printer *p, const struct ir_type *t)
{
    str_append_char(p->out, '(');
    for (uint32_t i = 0; i < t->members; i++) {
        str_append(p->out, i ? ", " : "");
        ir_print_type(p, p->m->type_lists.items[t->first + i]);
    }
    if (t->flags & IR_TYPE_VARIADIC)
        str_append(p->out, t->members ? ", ..." : "...");
    str_append(p->out, ") -> ");
    ir_print_type(p, t->element);
}

void ir_print_type(const struct ir_printer *p, ir_index type)
{
    const struct ir_type *t = ir_type_at(p->m, type);
    switch (t->kind) {
    case IR_VOID:
        str_append(p->out, "void");
        break;
    case IR_INT:
        str_printf(p->out, "%c%u", t->flags & IR_TYPE_SIGNED ? 's' : 'u', t->size * 8);
        break;
    case IR_FLOAT:
        str_printf(p->out, "f%u", t->size * 8);
        break;
    case IR_POINTER:
        str_append(p->out, t->flags & IR_TYPE_POINTEE_CONST ? "ptr const " : "ptr ");
        ir_print_type(p, t->element);
        break;
    case IR_ARRAY:
        if (t->count)
            str_printf(p->out, "[%u] ", t->count);
        else
            str_append(p->out, "[] ");
        ir_print_type(p, t->element);
        break;
    case IR_FUNCTION:
        str_append(p->out, "fn");
        ir_print_type_list(p, t);
        break;
    default:
        ir_print_record_label(p, type);
        break;
    }
}

void ir_print_loc(const struct ir_printer *p, ir_index loc, const struct ir_insn *of)
{
    if (!loc)
        return;
    const struct ir_loc *l = &p->m->locs.items[loc];
    const struct ir_loc *i = of ? &p->m->locs.items[of->loc] : NULL;
    if (i && of->loc && l->file == i->file && l->macro == i->macro && l->line == i->line && l->end_line == i->line) {
        str_printf(p->out, "@%u-%u", l->column, l->end_column);
        return;
    }
    str_append_char(p->out, '@');
    if (l->file != p->file)
        str_printf(p->out, "%u/", l->file);
    str_printf(p->out, "%u:%u", l->line, l->column);
    if (l->end_line != l->line)
        str_printf(p->out, "-%u:%u", l->end_line, l->end_column);
    else if (l->end_column != l->column + 1)
        str_printf(p->out, "-%u", l->end_column);
    if (l->macro) {
        str_append_char(p->out, '!');
        ir_print_name(p, l->macro);
    }
}

void ir_print_place(const struct ir_printer *p, ir_index loc)
{
    if (loc)
        str_append_char(p->out, ' ');
    ir_print_loc(p, loc, NULL);
}
