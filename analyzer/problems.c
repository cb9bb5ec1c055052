/* What could not be read, in the words of the report. */
#include "session.h"

/* The problem that says most: the first missing header, else the first error. */
static const struct ir_problem *first_problem(const struct ir_module *m, uint32_t *errors)
{
    const struct ir_problem *best = NULL;
    *errors = 0;
    for (uint32_t i = 0; i < m->problems.count; i++) {
        const struct ir_problem *p = &m->problems.items[i];
        if (p->kind == IR_PROBLEM_UNSUPPORTED)
            continue;
        ++*errors;
        if (!best || (p->kind == IR_PROBLEM_MISSING_HEADER && best->kind != IR_PROBLEM_MISSING_HEADER))
            best = p;
    }
    return best;
}

static struct report_problem problem_at(struct session *s, const struct unit *u, const struct ir_module *m,
                                        const struct ir_problem *p)
{
    const struct ir_loc *loc = &m->locs.items[p->loc];
    const char *text = ir_text(m, p->text);
    return (struct report_problem){
        .level = s->options->allow_incomplete ? SEVERITY_WARNING : SEVERITY_ERROR,
        .file = p->loc ? ir_text(m, m->files.items[loc->file].path) : u->path,
        .line = p->loc ? loc->line : 0,
        .column = p->loc ? loc->column : 0,
        .text = p->kind == IR_PROBLEM_MISSING_HEADER ? arena_printf(&s->arena, "'%s' was not found", text) : text,
    };
}

/* Whether the same is in the way of an earlier unit, too, which is then counted there. */
static bool is_known(struct session *s, const struct report_problem *p)
{
    for (uint32_t i = s->collected_problems; i < s->problems.count; i++) {
        struct report_problem *q = &s->problems.items[i];
        if (p->line && q->line == p->line && q->column == p->column && str_equal(q->file, p->file)) {
            q->units++;
            return true;
        }
    }
    return false;
}

void session_problems(struct session *s, const struct unit *u, struct lowered *l)
{
    uint32_t errors = 0, before = s->problems.count;
    bool counted = false;
    const struct ir_problem *first = first_problem(&l->module, &errors);
    l->incomplete = !l->usable || first;
    s->incomplete += l->incomplete;
    if (first && s->options->verbose) {
        for (uint32_t i = 0; i < l->module.problems.count; i++)
            if (l->module.problems.items[i].kind != IR_PROBLEM_UNSUPPORTED)
                vec_push(&s->problems, problem_at(s, u, &l->module, &l->module.problems.items[i]));
    } else if (first) {
        struct report_problem p = problem_at(s, u, &l->module, first);
        if (errors > 1)
            p.text = arena_printf(&s->arena, "%s (and %u more error%s in this unit)", p.text, errors - 1,
                                  errors > 2 ? "s" : "");
        counted = is_known(s, &p);
        if (!counted)
            vec_push(&s->problems, p);
    }
    for (uint32_t i = 0; i < l->diags.list.count; i++) {
        const struct diag *g = &l->diags.list.items[i];
        if (!l->usable && !first && g->severity == SEVERITY_ERROR)
            vec_push(&s->problems,
                     (struct report_problem){.level = s->options->allow_incomplete ? SEVERITY_WARNING : SEVERITY_ERROR,
                                             .file = g->file ? g->file : u->path,
                                             .line = g->line,
                                             .column = g->column,
                                             .text = g->text});
        else if (s->options->verbose)
            fprintf(s->err, "%s: %s: %s\n", g->file ? g->file : u->path, severity_name(g->severity), g->text);
    }
    if (!l->usable && !counted && s->problems.count == before)
        vec_push(&s->problems,
                 (struct report_problem){.level = SEVERITY_ERROR, .file = u->path, .text = "could not be read"});
}
