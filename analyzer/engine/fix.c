/* From the `fix` of a rule to edits of the source. */
#include "engine/fix.h"

#include <stdlib.h>
#include <string.h>

/* A call and its source text. */
struct located {
    const struct ir_module *module;
    const struct ir_insn *insn;
    const struct source *source;
    const char *path;
    struct source_call call;
};

struct making {
    struct analysis *a;
    const struct state *s;
    const struct issue *issue;
    const struct event *final;
    const struct source *(*text)(struct engine *e, const char *path);
    struct arena *arena;
    struct located at;    /* the call that is replaced */
    uint32_t object;      /* its argument that is the object of an object trigger */
    VEC(struct edit) edits;
};

/* ---- the call in the source -------------------------------------------------------------------- */

static uint32_t offset_of(const struct source *s, uint32_t line, uint32_t column)
{
    return line && line <= s->line_starts.count ? s->line_starts.items[line - 1] + column - 1 : UINT32_MAX;
}

/* Whether the call of the instruction stands in the driver's text, as NAME(as many arguments). */
static bool locate(struct making *m, const struct ir_module *module, const struct ir_insn *insn, const char *name, struct located *out)
{
    if (!insn || insn->op != IR_CALL || !insn->loc)
        return false;
    const struct ir_loc *loc = &module->locs.items[insn->loc];
    const struct ir_file *file = &module->files.items[loc->file];
    *out = (struct located){.module = module, .insn = insn, .path = ir_text(module, file->path)};
    if (loc->macro || (file->flags & IR_FILE_SYSTEM))
        return false;
    out->source = m->text(m->a->engine, out->path);
    uint32_t at = out->source ? offset_of(out->source, loc->line, loc->column) : UINT32_MAX;
    return at != UINT32_MAX && source_call_read(out->source, at, name, &out->call) && out->call.argument_count + 1 == insn->operand_count;
}

static struct edit edit_at(const struct source *s, struct stretch where, const char *text)
{
    struct edit e = {.text = text};
    uint32_t line = 1;
    while (line < s->line_starts.count && s->line_starts.items[line] <= where.begin)
        line++;
    e.line = line;
    e.column = where.begin - s->line_starts.items[line - 1] + 1;
    while (line < s->line_starts.count && s->line_starts.items[line] <= where.end)
        line++;
    e.end_line = line;
    e.end_column = where.end - s->line_starts.items[line - 1] + 1;
    return e;
}

/* ---- arguments ------------------------------------------------------------------------------------ */

static const char *stretch_text(struct making *m, const struct source *s, struct stretch t)
{
    return arena_strndup(m->arena, s->text + t.begin, t.end - t.begin);
}

static bool is_constant(const struct located *l, uint32_t argument)
{
    return argument + 1 < l->insn->operand_count && ir_operands(l->module, l->insn)[argument + 1].kind == IR_CONST;
}

/* The text of one argument that is put somewhere else. Where it comes from the call that made an object (`made`), its result
   is the object that is given back, and its arguments can be repeated where they are constants. */
static const char *argument_text(struct making *m, const struct located *made, uint32_t param)
{
    const struct located *from = made && param != PART_RESULT ? made : &m->at;
    uint32_t index = param == PART_RESULT || (!made && m->final->of_object) ? m->object : param;
    bool there = index < from->call.argument_count && (from == &m->at || is_constant(from, index));
    if (!there || !source_is_movable(from->source, from->call.arguments[index]))
        return NULL;
    return stretch_text(m, from->source, from->call.arguments[index]);
}

static bool add_words(struct making *m, const struct located *made, const struct words *w, struct str *out)
{
    for (uint32_t i = 0; i < w->count; i++) {
        const struct piece *p = &w->pieces[i];
        const char *text = p->kind == PIECE_TEXT ? p->text : argument_text(m, made, p->expr->kind == EXPR_RESULT ? PART_RESULT : p->expr->index);
        if (!text)
            return false;
        str_append(out, text);
    }
    return true;
}

static void add_joined(struct str *out, const char *text)
{
    if (*text)
        str_printf(out, "%s%s", out->length ? " | " : "", text);
}

static const struct translated *translated_name(const struct translation *t, const struct source *s, struct stretch name)
{
    for (uint32_t i = 0; i < t->entry_count; i++)
        if (strlen(t->entries[i].name) == name.end - name.begin && memcmp(t->entries[i].name, s->text + name.begin, name.end - name.begin) == 0)
            return &t->entries[i];
    return NULL;
}

enum { NAMES_MAX = 16 };

/* Adds what the part's translation says of the names in its argument, and notes the names that it knows. */
static bool add_translated(struct making *m, const struct part *p, uint32_t *known, uint32_t *all, struct str *out)
{
    const struct translation *t = &m->a->engine->rules->translations.items[p->translation];
    struct stretch names[NAMES_MAX];
    const struct source *s = m->at.source;
    int count = p->param < m->at.call.argument_count ? source_names(s, m->at.call.arguments[p->param], names, NAMES_MAX) : -1;
    for (int i = 0; i < count; i++) {
        const struct translated *e = translated_name(t, s, names[i]);
        *known |= e ? 1u << i : 0;
        add_joined(out, e ? e->text : "");
    }
    for (uint32_t k = 0; count > 0 && k < t->entry_count; k++) {
        bool there = false;
        for (int i = 0; i < count; i++)
            there |= translated_name(t, s, names[i]) == &t->entries[k];
        add_joined(out, !there && t->entries[k].otherwise ? t->entries[k].otherwise : "");
    }
    *all = count > 0 ? (1u << count) - 1 : 0;
    return count > 0;
}

/* An argument of the new call; NULL where it cannot be said. Each name that is translated must be known to some part. */
static const char *new_argument(struct making *m, const struct located *made, const struct call_argument *a)
{
    struct str out = {0};
    uint32_t known = 0, all = 0;
    bool good = true;
    for (uint32_t i = 0; i < a->part_count && good; i++) {
        const struct part *p = &a->parts[i];
        if (p->kind == PART_TRANSLATED) {
            good = !made && add_translated(m, p, &known, &all, &out);
            continue;
        }
        struct str text = {0};
        if (p->kind == PART_TEXT)
            good = add_words(m, made, p->words, &text);
        else {
            const char *argument = argument_text(m, made, p->param);
            good = argument != NULL;
            str_append(&text, good ? argument : "");
        }
        add_joined(&out, str_text(&text));
        str_release(&text);
    }
    const char *kept = good && known == all && out.length ? arena_strdup(m->arena, str_text(&out)) : NULL;
    str_release(&out);
    return kept;
}

/* Whether the argument stays where it is, with all that stands around it. */
static bool stays(const struct making *m, const struct located *made, const struct call_argument *a, uint32_t index)
{
    const struct part *p = a->parts;
    if (a->part_count != 1 || p->kind != PART_ARGUMENT || index >= m->at.call.argument_count)
        return false;
    bool object = p->param == PART_RESULT || (!made && m->final->of_object);
    return object ? index == m->object : !made && p->param == index;
}

/* ---- the edits -------------------------------------------------------------------------------------- */

static void replace(struct making *m, struct stretch where, const char *text)
{
    const struct source *s = m->at.source;
    size_t n = where.end - where.begin;
    if (strlen(text) != n || memcmp(s->text + where.begin, text, n) != 0)
        vec_push(&m->edits, edit_at(s, where, text));
}

/* Turns the call into the one that is described: what stays is not touched, comments and line ends between arguments included. */
static bool rewrite(struct making *m, const struct located *made, const struct call_text *c)
{
    const struct source_call *old = &m->at.call;
    struct str added = {0};
    bool good = true;
    vec_clear(&m->edits);
    replace(m, old->name, c->name);
    for (uint32_t i = 0; i < c->argument_count && good; i++) {
        const char *text = stays(m, made, &c->arguments[i], i) ? "" : new_argument(m, made, &c->arguments[i]);
        good = text != NULL;
        if (good && *text && i < old->argument_count)
            replace(m, old->arguments[i], text);
        else if (good && *text)
            str_printf(&added, "%s%s", i ? ", " : "", text);
    }
    uint32_t count = old->argument_count, last = count ? old->arguments[count - 1].end : old->open;
    if (good && added.length)
        replace(m, (struct stretch){last, last}, arena_strdup(m->arena, str_text(&added)));
    if (good && count > c->argument_count)
        replace(m, (struct stretch){c->argument_count ? old->arguments[c->argument_count - 1].end : old->arguments[0].begin, last}, "");
    str_release(&added);
    return good && m->edits.count;
}

/* ---- conditions and releases --------------------------------------------------------------------------- */

/* Whether the condition holds, given the arguments that are constants, and whatever the others are. */
static bool holds(struct making *m, const struct expr *condition)
{
    const struct ir_insn *call = m->at.insn;
    const struct ir_operand *operands = ir_operands(m->at.module, call);
    struct env env = {.a = m->a, .ddi = m->final->ddi, .call = call, .loc = call->loc};
    struct ways against = {0};
    for (; env.arg_count + 1 < call->operand_count && env.arg_count < ARGS_MAX; env.arg_count++) {
        const struct ir_operand *o = &operands[env.arg_count + 1];
        struct sym_key unknown = {.kind = SYM_UNKNOWN, .a = UINT32_MAX, .b = env.arg_count};
        env.args[env.arg_count] = o->kind == IR_CONST ? term_const(o->value) : (struct term){universe_sym(&m->a->universe, unknown), 0};
    }
    condition_solve(&env, m->s, condition, false, &against);
    bool certain = !against.count && !against.undecided;
    ways_release(&against);
    return certain;
}

/* The call that gives back what one known call made, and that call; its arguments are there where they can be repeated. */
static const struct call_text *release_of(struct making *m, uint32_t argument, struct located *made)
{
    struct origin from;
    if (argument + 1 >= m->at.insn->operand_count ||
        !origin_of(&m->a->engine->program, m->final->function, &ir_operands(m->at.module, m->at.insn)[argument + 1], &from))
        return NULL;
    /* names in its arguments mean the same here where they stand in the same file */
    if (!locate(m, from.module, from.call, from.ddi->name, made) || !str_equal(made->path, m->at.path))
        made->call.argument_count = 0;
    return from.ddi->release;
}

static const char *title_of(struct making *m, const struct words *w, const char *called)
{
    struct str out = {0};
    for (uint32_t i = 0; i < w->count; i++)
        str_append(&out, w->pieces[i].kind == PIECE_CALL ? called : w->pieces[i].text);
    const char *text = arena_strdup(m->arena, str_text(&out));
    str_release(&out);
    return text;
}

static struct fix *try_fix(struct making *m, const struct rule_fix *f)
{
    struct located other, *made = f->call ? NULL : &other;
    const struct call_text *c = f->call ? f->call : release_of(m, m->final->of_object ? m->object : f->param, &other);
    if (!c || (f->condition && !holds(m, f->condition)))
        return NULL;
    if (made && !m->final->of_object)
        m->object = f->param;
    if (!rewrite(m, made, c))
        return NULL;
    struct fix *fix = arena_new(m->arena, struct fix);
    *fix = (struct fix){.title = title_of(m, f->title, c->name), .file = m->at.path,
                        .hash = hash_bytes128(m->at.source->text, m->at.source->size), .edit_count = m->edits.count};
    struct edit *edits = arena_array(m->arena, struct edit, m->edits.count);
    memcpy(edits, m->edits.items, m->edits.count * sizeof *edits);
    fix->edits = edits;
    return fix;
}

struct fix *fix_make(struct analysis *a, const struct state *s, const struct issue *issue, const struct event *final,
                     const struct source *(*text)(struct engine *e, const char *path), struct arena *to)
{
    struct making m = {.a = a, .s = s, .issue = issue, .final = final, .text = text, .arena = to, .object = final->argument};
    struct fix *fix = NULL;
    if (issue->check->fix_count && final->ddi && locate(&m, final->module, final->call, final->ddi->name, &m.at))
        for (uint32_t i = 0; i < issue->check->fix_count && !fix; i++)
            fix = try_fix(&m, &issue->check->fixes[i]);
    vec_release(&m.edits);
    return fix;
}
