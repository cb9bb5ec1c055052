/*
 * full: findings as a person reads them.
 *
 *     error[ndis-combined-alloc-pool]: 'Pool' was created at pools.c:55 with fAllocateNetBuffer = FALSE.
 *       --> lists.c:70:12, in MakeSingle
 *        |
 *     70 |     Nbl = NdisAllocateNetBufferAndNetBufferList(Pool, 0, 0, Mdl, 0, Length);
 *        |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *        |
 *       path in pools.c, BuildPools:
 *         1. the NET_BUFFER_LIST pool is created with fAllocateNetBuffer = FALSE
 *            55 |     Pool = NdisAllocateNetBufferListPool(Handle, &Parameters);
 *       path in lists.c, MakeSingle:
 *         2. ...
 *        = help: ...
 *        = fix: ...
 *        = see: https://learn.microsoft.com/...
 *
 * What is the same for all findings of a rule, how to mend it and where to read about it, stands at the first of them.
 * Source text goes to a terminal, so control characters in it are shown as U+FFFD, a tab as four
 * blanks, and a line that is too long is cut around the place of interest.
 */
#include "reports/reports.h"

#include <string.h>

#define TAB_CELLS 4
#define LINE_CELLS 160 /* longer lines are cut: what does not fit a wide terminal shows nothing */
#define CUT_BEFORE 60  /* cells that stay before the place of interest */

enum paint { PAINT_ERROR, PAINT_WARNING, PAINT_NOTE, PAINT_GUTTER, PAINT_BOLD, PAINT_STEP, PAINT_HELP };
static const char *const codes[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[1;34m",
                                    "\033[1m",    "\033[36m",   "\033[1;32m"};

struct text_writer {
    const struct report *r;
    struct str *out;
};

static void paint(struct text_writer *w, enum paint p)
{
    if (w->r->color)
        str_append(w->out, codes[p]);
}

static void unpaint(struct text_writer *w)
{
    if (w->r->color)
        str_append(w->out, "\033[0m");
}

static enum paint level_paint(enum severity s)
{
    return s == SEVERITY_ERROR ? PAINT_ERROR : s == SEVERITY_WARNING ? PAINT_WARNING : PAINT_NOTE;
}

static void gutter(struct text_writer *w, unsigned width, const char *text)
{
    paint(w, PAINT_GUTTER);
    str_printf(w->out, "%*s%s", (int)width, "", text);
    unpaint(w);
}

static unsigned digits(uint32_t n)
{
    unsigned d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d;
}

/* Cells that text[0 .. bytes) takes as safe_append shows it. */
static uint32_t cells(const char *text, size_t bytes)
{
    uint32_t n = 0;
    for (size_t i = 0; i < bytes;) {
        size_t start = i;
        uint32_t c = utf8_next(text, bytes, &i);
        n += c == '\t' ? TAB_CELLS : c < 0x20 || c == 0x7F ? 1 : utf8_width(text + start, i - start);
    }
    return n;
}

/* The part of the text between two cells. */
static void safe_append(struct str *out, const char *text, size_t bytes, uint32_t from, uint32_t to)
{
    uint32_t at = 0;
    for (size_t i = 0; i < bytes && at < to;) {
        size_t start = i;
        uint32_t c = utf8_next(text, bytes, &i);
        uint32_t width = cells(text + start, i - start);
        if (at >= from) {
            if (c == '\t')
                str_printf(out, "%*s", TAB_CELLS, "");
            else if (c < 0x20 || c == 0x7F || c == 0xFFFD || (c >= 0x80 && c < 0xA0))
                str_append(out, "\xEF\xBF\xBD");
            else
                str_append_n(out, text + start, i - start);
        }
        at += width;
    }
}

/* The line of `p`, and under it carets where `caret`. `indent` blanks stand before each line. */
static void snippet(struct text_writer *w, const struct place *p, unsigned indent, unsigned width, enum paint color,
                    bool caret)
{
    size_t n;
    const char *line = sources_line(w->r->sources, p->file, p->line, &n);
    if (n == 0)
        return;
    size_t from_byte = p->column ? p->column - 1 : 0, to_byte = p->end_line == p->line ? p->end_column - 1 : n;
    if (from_byte > n)
        from_byte = n;
    if (to_byte > n || p->end_line < p->line)
        to_byte = n;
    if (p->end_line > p->line) { /* to the end of the text, not into a comment and the blanks before it */
        for (size_t i = from_byte; i + 2 < to_byte; i++)
            if (line[i] == ' ' && line[i + 1] == '/' && line[i + 2] == '/')
                to_byte = i;
        while (to_byte > from_byte && (line[to_byte - 1] == ' ' || line[to_byte - 1] == '\t'))
            to_byte--;
    }
    uint32_t from = cells(line, from_byte), to = cells(line, to_byte > from_byte ? to_byte : from_byte),
             all = cells(line, n);
    uint32_t first = 0, last = all;
    if (all > LINE_CELLS) {
        first = from > CUT_BEFORE ? from - CUT_BEFORE : 0;
        last = first + LINE_CELLS < all ? first + LINE_CELLS : all;
    }
    str_printf(w->out, "%*s", (int)indent, "");
    paint(w, PAINT_GUTTER);
    str_printf(w->out, "%*u |", (int)width, p->line);
    unpaint(w);
    str_append(w->out, first ? " ..." : " ");
    safe_append(w->out, line, n, first, last);
    str_append(w->out, last < all ? "...\n" : "\n");
    if (!caret)
        return;
    str_printf(w->out, "%*s", (int)indent, "");
    gutter(w, width, " |");
    str_printf(w->out, "%*s", (int)(from - first + (first ? 4 : 1)), "");
    paint(w, color);
    uint32_t end = to < last ? to : last;
    for (uint32_t i = from; i < end || i == from; i++)
        str_append_char(w->out, '^');
    unpaint(w);
    str_append_char(w->out, '\n');
}

static void where(struct text_writer *w, const struct place *p)
{
    str_printf(w->out, "%s:%u:%u", path_relative(p->file, w->r->working_folder), p->line, p->column);
    if (p->function)
        str_printf(w->out, ", in %s", p->function);
    if (p->macro)
        str_printf(w->out, " (macro %s)", p->macro);
}

static bool same_text(const char *a, const char *b) { return a == b || (a && b && str_equal(a, b)); }

/* Whether the step says what the message says; a step has no period at its end. */
static bool repeats(const char *step, const char *message)
{
    size_t n = strlen(step);
    return strncmp(step, message, n) == 0 && (!message[n] || str_equal(message + n, "."));
}

/* The last step often repeats the message, which stands right above. */
static void step_text(struct text_writer *w, const struct finding *f, const struct step *s)
{
    if (s->kind == STEP_END && repeats(s->text, f->message)) {
        str_append(w->out, "here\n");
        return;
    }
    str_append(w->out, s->text);
    str_append_char(w->out, '\n');
}

static void path(struct text_writer *w, const struct finding *f)
{
    const struct place *before = NULL;
    unsigned width = digits(f->step_count), numbers = 1;
    for (uint32_t i = 0; i < f->step_count; i++)
        if (digits(f->steps[i].place.line) > numbers)
            numbers = digits(f->steps[i].place.line);
    for (uint32_t i = 0; i < f->step_count; i++) {
        const struct step *s = &f->steps[i];
        if (!before || !same_text(before->file, s->place.file) || !same_text(before->function, s->place.function)) {
            paint(w, PAINT_STEP);
            str_printf(w->out, "  path in %s",
                       s->place.file ? path_relative(s->place.file, w->r->working_folder) : "the system");
            if (s->place.function)
                str_printf(w->out, ", %s", s->place.function);
            str_append(w->out, ":");
            unpaint(w);
            str_append_char(w->out, '\n');
        }
        before = &s->place;
        paint(w, PAINT_BOLD);
        str_printf(w->out, "    %*u.", (int)width, i + 1);
        unpaint(w);
        str_append_char(w->out, ' ');
        step_text(w, f, s);
        snippet(w, &s->place, 4 + width + 2, numbers, PAINT_STEP, false);
    }
}

/* Text under "= label:"; its further lines are indented likewise. */
static void labelled(struct text_writer *w, unsigned width, const char *label, const char *text)
{
    gutter(w, width, " = ");
    paint(w, PAINT_BOLD);
    str_printf(w->out, "%s: ", label);
    unpaint(w);
    for (const char *p = text; *p; p++) {
        str_append_char(w->out, *p);
        if (*p == '\n')
            str_printf(w->out, "%*s", (int)(width + 3 + strlen(label) + 2), "");
    }
    str_append_char(w->out, '\n');
}

static void rule_name(struct text_writer *w, const struct finding *f)
{
    bool link = w->r->links && f->source_count;
    if (link)
        str_printf(w->out, "\033]8;;" REPORT_DOCUMENTATION "%s\033\\", f->sources[0]);
    str_printf(w->out, "[%s]", f->rule);
    if (link)
        str_append(w->out, "\033]8;;\033\\");
}

/* Whether an earlier finding of the rule has given the same advice. */
static bool was_advised(const struct text_writer *w, const struct finding *f)
{
    for (const struct finding *g = w->r->findings->list.items; g < f; g++)
        if (str_equal(g->rule, f->rule) && same_text(g->help, f->help))
            return true;
    return false;
}

/* Whether an earlier finding of the rule has named the page. */
static bool was_named(const struct text_writer *w, const struct finding *f, const char *source)
{
    for (const struct finding *g = w->r->findings->list.items; g < f; g++)
        for (uint32_t i = 0; i < g->source_count && str_equal(g->rule, f->rule); i++)
            if (str_equal(g->sources[i], source))
                return true;
    return false;
}

static void explain(struct text_writer *w, unsigned width, const struct finding *f)
{
    if (f->help && !was_advised(w, f))
        labelled(w, width, "help", f->help);
    if (f->fix)
        labelled(w, width, "fix", f->fix->title);
    if (f->replay)
        labelled(w, width, "replay", f->replay);
    for (uint32_t i = 0; i < f->source_count; i++) {
        struct str url = {0};
        str_printf(&url, REPORT_DOCUMENTATION "%s", f->sources[i]);
        if (!was_named(w, f, f->sources[i]))
            labelled(w, width, "see", str_text(&url));
        str_release(&url);
    }
}

static void write_one(struct text_writer *w, const struct finding *f)
{
    unsigned width = digits(f->place.line);
    paint(w, level_paint(f->level));
    str_append(w->out, severity_name(f->level));
    rule_name(w, f);
    unpaint(w);
    paint(w, PAINT_BOLD);
    str_printf(w->out, ": %s", f->message);
    unpaint(w);
    str_append_char(w->out, '\n');
    gutter(w, width, "--> ");
    where(w, &f->place);
    str_append_char(w->out, '\n');
    size_t length;
    sources_line(w->r->sources, f->place.file, f->place.line, &length);
    if (length) {
        gutter(w, width, " |\n");
        snippet(w, &f->place, 0, width, level_paint(f->level), true);
        gutter(w, width, " |\n");
    }
    if (f->step_count > 1)
        path(w, f);
    explain(w, width, f);
    str_append_char(w->out, '\n');
}

void report_full(const struct report *r, struct str *out)
{
    struct text_writer w = {r, out};
    for (uint32_t i = 0; i < r->findings->list.count; i++)
        write_one(&w, &r->findings->list.items[i]);
}
