/*
 * A list of findings: deep copies in, sorted and without doubles out, each with its fingerprint.
 *
 * ddicheckContext/v1 is XXH3-128 over rule, enclosing function, the tokens of the offending line
 * (blanks and comments left out) and the number among equals. No path and no line number is in it,
 * so it survives moves of the code and of the file.
 */
#include "findings/findings.h"
#include "findings/sources.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void findings_init(struct findings *f) { *f = (struct findings){0}; }

void findings_release(struct findings *f)
{
    arena_release(&f->arena);
    vec_release(&f->list);
}

static const char *copy(struct findings *f, const char *s) { return s ? arena_strdup(&f->arena, s) : NULL; }

/* A step's text: one sentence without its period, which contracts write with one. Three periods stay. */
static const char *copy_step(struct findings *f, const char *s)
{
    size_t n = s ? strlen(s) : 0;
    if (n < 2 || s[n - 1] != '.' || s[n - 2] == '.')
        return copy(f, s);
    char *c = arena_strdup(&f->arena, s);
    c[n - 1] = '\0';
    return c;
}

static struct place copy_place(struct findings *f, const struct place *p)
{
    struct place c = *p;
    c.file = copy(f, p->file);
    c.function = copy(f, p->function);
    c.macro = copy(f, p->macro);
    return c;
}

void findings_add(struct findings *f, const struct finding *one)
{
    struct finding c = *one;
    c.rule = copy(f, one->rule);
    c.place = copy_place(f, &one->place);
    c.message = copy(f, one->message);
    c.help = copy(f, one->help);
    c.about = copy(f, one->about);
    c.driver = copy(f, one->driver);
    c.replay = copy(f, one->replay);
    c.path = copy(f, one->path);
    const char **sources = arena_array(&f->arena, const char *, one->source_count + 1);
    for (uint32_t i = 0; i < one->source_count; i++)
        sources[i] = copy(f, one->sources[i]);
    c.sources = sources;
    struct step *steps = arena_array(&f->arena, struct step, one->step_count + 1);
    for (uint32_t i = 0; i < one->step_count; i++) {
        steps[i] = one->steps[i];
        steps[i].place = copy_place(f, &one->steps[i].place);
        steps[i].text = copy_step(f, one->steps[i].text);
        steps[i].object = copy(f, one->steps[i].object);
        steps[i].state = copy(f, one->steps[i].state);
    }
    c.steps = steps;
    if (one->fix) {
        struct fix *fix = arena_new(&f->arena, struct fix);
        struct edit *edits = arena_array(&f->arena, struct edit, one->fix->edit_count + 1);
        for (uint32_t i = 0; i < one->fix->edit_count; i++) {
            edits[i] = one->fix->edits[i];
            edits[i].text = copy(f, edits[i].text);
        }
        *fix = *one->fix;
        fix->title = copy(f, fix->title);
        fix->file = copy(f, fix->file);
        fix->edits = edits;
        c.fix = fix;
    }
    vec_push(&f->list, c);
}

/* ---- order ----------------------------------------------------------------------------------- */

static int order_text(const char *a, const char *b) { return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL); }

static int order_number(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int order_place(const struct place *a, const struct place *b)
{
    int r = order_text(a->file, b->file);
    if (!r)
        r = order_number(a->line, b->line);
    if (!r)
        r = order_number(a->column, b->column);
    return r;
}

static int order_same_place(const struct finding *a, const struct finding *b)
{
    int r = order_place(&a->place, &b->place);
    if (!r)
        r = order_text(a->rule, b->rule);
    return r ? r : order_text(a->about, b->about);
}

/* Equal rule and place: the one to keep first. All that is printed takes part, so that the choice
   does not depend on the order of insertion. */
static int order_total(const void *pa, const void *pb)
{
    const struct finding *a = pa, *b = pb;
    int r = order_same_place(a, b);
    if (!r)
        r = order_number(a->step_count, b->step_count);
    if (!r)
        r = order_text(a->message, b->message);
    for (uint32_t i = 0; !r && i < a->step_count; i++) {
        r = order_place(&a->steps[i].place, &b->steps[i].place);
        if (!r)
            r = order_text(a->steps[i].text, b->steps[i].text);
        if (!r)
            r = order_number(a->steps[i].depth, b->steps[i].depth);
    }
    if (!r)
        r = order_text(a->help, b->help);
    if (!r)
        r = order_number(a->place.end_line, b->place.end_line);
    if (!r)
        r = order_number(a->place.end_column, b->place.end_column);
    if (!r)
        r = order_text(a->driver, b->driver);
    return r ? r : order_text(a->replay, b->replay);
}

/* ---- fingerprints ------------------------------------------------------------------------------ */

/* The tokens of one line, each followed by a blank; comments end it or are left out. */
static void append_tokens(struct str *out, const char *line, size_t n)
{
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)line[i];
        size_t start = i;
        if (isspace(c)) {
            i++;
            continue;
        }
        if (c == '/' && i + 1 < n && line[i + 1] == '/')
            return;
        if (c == '/' && i + 1 < n && line[i + 1] == '*') {
            for (i += 2; i < n && !(line[i] == '*' && i + 1 < n && line[i + 1] == '/'); i++)
                ;
            i += 2;
            continue;
        }
        if (c == '"' || c == '\'') {
            for (i++; i < n && (unsigned char)line[i] != c; i++)
                i += line[i] == '\\';
            i++;
        } else if (isalnum(c) || c == '_' || c >= 0x80) {
            while (i < n && (isalnum((unsigned char)line[i]) || line[i] == '_' || (unsigned char)line[i] >= 0x80))
                i++;
        } else
            i++;
        if (i > n)
            i = n;
        str_append_n(out, line + start, i - start);
        str_append_char(out, ' ');
    }
}

struct context_key {
    struct hash128 hash;
    uint32_t index; /* of the finding */
};

static int order_key(const void *pa, const void *pb)
{
    const struct context_key *a = pa, *b = pb;
    if (a->hash.high != b->hash.high)
        return a->hash.high < b->hash.high ? -1 : 1;
    if (a->hash.low != b->hash.low)
        return a->hash.low < b->hash.low ? -1 : 1;
    return order_number(a->index, b->index);
}

static void append_context(struct str *text, struct sources *sources, const struct finding *one)
{
    str_clear(text);
    size_t n = 0;
    const char *line = sources_line(sources, one->place.file, one->place.line, &n);
    str_printf(text, "%s\n%s\n", one->rule, one->place.function ? one->place.function : "");
    append_tokens(text, line, n);
}

static void set_fingerprints(struct findings *f)
{
    struct sources sources = {0};
    struct str text = {0};
    struct context_key *keys = mem_alloc(sizeof *keys * (f->list.count + 1));
    for (uint32_t i = 0; i < f->list.count; i++) {
        append_context(&text, &sources, &f->list.items[i]);
        keys[i] = (struct context_key){hash_bytes128(str_text(&text), text.length), i};
    }
    qsort(keys, f->list.count, sizeof *keys, order_key);
    for (uint32_t i = 0; i < f->list.count; i++) {
        struct finding *one = &f->list.items[keys[i].index];
        bool again = i && keys[i].hash.high == keys[i - 1].hash.high && keys[i].hash.low == keys[i - 1].hash.low;
        one->ordinal = again ? f->list.items[keys[i - 1].index].ordinal + 1 : 0;
        append_context(&text, &sources, one);
        str_printf(&text, "\n%u", one->ordinal);
        hash128_format(hash_bytes128(str_text(&text), text.length), one->fingerprint);
    }
    free(keys);
    str_release(&text);
    sources_release(&sources);
}

void findings_finish(struct findings *f)
{
    if (f->list.count == 0)
        return;
    qsort(f->list.items, f->list.count, sizeof *f->list.items, order_total);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < f->list.count; i++)
        if (order_same_place(&f->list.items[kept - 1], &f->list.items[i]) != 0)
            f->list.items[kept++] = f->list.items[i];
    f->list.count = kept;
    set_fingerprints(f);
}
