/* Edits put together, applied, and shown as a diff. */
#include "findings/edits.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT_LINES 3 /* as diff and git have it */

/* ---- by file ------------------------------------------------------------------------------------ */

static int compare_places(uint32_t line, uint32_t column, uint32_t other_line, uint32_t other_column)
{
    return line != other_line ? (line < other_line ? -1 : 1) : column != other_column ? (column < other_column ? -1 : 1) : 0;
}

static int compare_edits(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    int order = compare_places(x->line, x->column, y->line, y->column);
    return order ? order : compare_places(x->end_line, x->end_column, y->end_line, y->end_column);
}

static bool same_edit(const struct edit *x, const struct edit *y) { return compare_edits(x, y) == 0 && str_equal(x->text, y->text); }

/* Two insertions at one place overlap, too: which comes first is not known. */
static bool overlap(const struct edit *x, const struct edit *y)
{
    if (compare_places(x->line, x->column, y->line, y->column) == 0)
        return true;
    return compare_places(x->line, x->column, y->end_line, y->end_column) < 0 && compare_places(y->line, y->column, x->end_line, x->end_column) < 0;
}

static bool has_edit(const struct file_edits *f, const struct edit *e)
{
    for (uint32_t i = 0; i < f->edits.count; i++)
        if (same_edit(&f->edits.items[i], e))
            return true;
    return false;
}

static bool is_free(const struct file_edits *f, const struct edit *e)
{
    for (uint32_t i = 0; i < f->edits.count; i++)
        if (overlap(&f->edits.items[i], e))
            return false;
    return true;
}

static struct file_edits *file_of(struct all_edits *all, const struct fix *fix)
{
    for (uint32_t i = 0; i < all->files.count; i++)
        if (str_equal(all->files.items[i].path, fix->file))
            return &all->files.items[i];
    vec_push(&all->files, (struct file_edits){.path = fix->file, .hash = fix->hash});
    return &vec_last(&all->files);
}

static void add_fix(struct all_edits *all, const struct finding *finding)
{
    const struct fix *fix = finding->fix;
    struct file_edits *f = file_of(all, fix);
    bool same_text = f->hash.high == fix->hash.high && f->hash.low == fix->hash.low, done = same_text, good = same_text;
    for (uint32_t i = 0; i < fix->edit_count; i++) {
        done = done && has_edit(f, &fix->edits[i]);
        good = good && is_free(f, &fix->edits[i]);
    }
    if (!done && !good) {
        vec_push(&f->overlapping, finding);
        return;
    }
    for (uint32_t i = 0; i < fix->edit_count && !done; i++)
        vec_push(&f->edits, fix->edits[i]);
    vec_push(&f->findings, finding);
}

void edits_collect(struct all_edits *all, const struct findings *f)
{
    *all = (struct all_edits){0};
    for (uint32_t i = 0; i < f->list.count; i++)
        if (f->list.items[i].fix)
            add_fix(all, &f->list.items[i]);
    for (uint32_t i = 0; i < all->files.count; i++)
        sort_items(all->files.items[i].edits.items, all->files.items[i].edits.count, sizeof(struct edit), compare_edits);
}

void edits_release(struct all_edits *all)
{
    for (uint32_t i = 0; i < all->files.count; i++) {
        vec_release(&all->files.items[i].edits);
        vec_release(&all->files.items[i].findings);
        vec_release(&all->files.items[i].overlapping);
    }
    vec_release(&all->files);
}

/* ---- the new text --------------------------------------------------------------------------------- */

static size_t line_begin(const struct source *s, uint32_t line)
{
    return line <= s->line_starts.count ? s->line_starts.items[line - 1] : s->size;
}

/* The byte at a place; SIZE_MAX outside of the text. */
static size_t byte_at(const struct source *s, uint32_t line, uint32_t column)
{
    size_t length, room = line && line <= s->line_starts.count ? (source_line(s, line, &length), length) : 0;
    return line && line <= s->line_starts.count && column && column - 1 <= room ? line_begin(s, line) + column - 1 : SIZE_MAX;
}

/* The bytes from one place of the text to another, with the edits between them. */
static void append_edited(const struct source *s, size_t from, size_t to, const struct edit *edits, uint32_t count, struct str *out)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t begin = byte_at(s, edits[i].line, edits[i].column);
        str_append_n(out, s->text + from, begin - from);
        str_append(out, edits[i].text);
        from = byte_at(s, edits[i].end_line, edits[i].end_column);
    }
    str_append_n(out, s->text + from, to - from);
}

bool edits_apply(const struct source *s, const struct edit *edits, uint32_t count, struct str *out)
{
    size_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t begin = byte_at(s, edits[i].line, edits[i].column), end = byte_at(s, edits[i].end_line, edits[i].end_column);
        if (begin == SIZE_MAX || end == SIZE_MAX || begin < before || end < begin)
            return false;
        before = end;
    }
    append_edited(s, 0, s->size, edits, count, out);
    return true;
}

/* ---- the diff ---------------------------------------------------------------------------------------- */

/* Lines of the text: what stands behind the last line end is one only where there is something. */
static uint32_t count_lines(const struct source *s)
{
    uint32_t n = s->line_starts.count;
    return n && s->line_starts.items[n - 1] == s->size ? n - 1 : n;
}

static uint32_t append_lines(struct str *out, char mark, const char *text, size_t size)
{
    uint32_t lines = 0;
    for (size_t at = 0; at < size; lines++) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t n = end ? (size_t)(end - (text + at)) + 1 : size - at;
        str_append_char(out, mark);
        str_append_n(out, text + at, n);
        if (!end)
            str_append(out, "\n\\ No newline at end of file\n");
        at += n;
    }
    return lines;
}

static uint32_t append_old(const struct source *s, struct str *out, char mark, uint32_t from, uint32_t to)
{
    return append_lines(out, mark, s->text + line_begin(s, from), line_begin(s, to) - line_begin(s, from));
}

/* Edits first .. last whose lines are at most twice the context apart; returns by how many lines the text grew. */
static int64_t hunk(const struct source *s, const struct edit *edits, uint32_t count, int64_t moved, struct str *out)
{
    uint32_t all = count_lines(s), first = edits[0].line > CONTEXT_LINES ? edits[0].line - CONTEXT_LINES : 1;
    uint32_t last = edits[count - 1].end_line + CONTEXT_LINES < all ? edits[count - 1].end_line + CONTEXT_LINES : all;
    uint32_t old_count = last - first + 1, new_count = 0, at = first;
    struct str body = {0}, changed = {0};
    for (uint32_t i = 0; i < count;) { /* edits of one block of lines */
        uint32_t n = 1, end = edits[i].end_line;
        for (; i + n < count && edits[i + n].line <= end + 1; n++)
            end = edits[i + n].end_line;
        new_count += append_old(s, &body, ' ', at, edits[i].line);
        append_old(s, &body, '-', edits[i].line, end + 1);
        str_clear(&changed);
        append_edited(s, line_begin(s, edits[i].line), line_begin(s, end + 1), edits + i, n, &changed);
        new_count += append_lines(&body, '+', str_text(&changed), changed.length);
        at = end + 1;
        i += n;
    }
    new_count += append_old(s, &body, ' ', at, last + 1);
    str_printf(out, "@@ -%u,%u +%lld,%u @@\n", first, old_count, (long long)first + moved, new_count);
    str_append_n(out, str_text(&body), body.length);
    str_release(&body);
    str_release(&changed);
    return (int64_t)new_count - (int64_t)old_count;
}

void edits_diff(const struct source *s, const struct edit *edits, uint32_t count, struct str *out)
{
    int64_t moved = 0;
    for (uint32_t i = 0; i < count;) {
        uint32_t n = 1;
        while (i + n < count && edits[i + n].line <= edits[i + n - 1].end_line + 2 * CONTEXT_LINES)
            n++;
        moved += hunk(s, edits + i, n, moved, out);
        i += n;
    }
}
