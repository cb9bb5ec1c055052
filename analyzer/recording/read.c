/*
 * Reads recordings. A line is fields between tabs: a word that says what it is, then what that word has (`forms`). All that
 * a reader of events relies on is checked here: numbers, counts, and that calls and callbacks nest on each thread.
 */
#include "recording/recording.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ERRORS_SHOWN = 8, FIELDS_MAX = RECORDED_ARGUMENTS_MAX + 10, THREADS_MAX = 4096 };

/*
 * What a line has behind its word, one letter a field:
 *   e event  t thread  i IRQL  n name  a, b numbers  o offset  s size  p place  f function  d done or refused  r result
 *   * arguments, any number of them
 */
static const struct { const char *word, *fields; } forms[RECORDED_COUNT] = {
    [RECORDED_RUN] = {"run", "nab"},
    [RECORDED_CALL] = {"call", "etinpf*"},
    [RECORDED_RETURN] = {"return", "etindr"},
    [RECORDED_ENTER] = {"enter", "etinapf*"},
    [RECORDED_EXIT] = {"exit", "etinr"},
    [RECORDED_LOAD] = {"load", "etinpfr"},
    [RECORDED_ROUTINE] = {"routine", "a"},
    [RECORDED_READ] = {"read", "aosb"},
    [RECORDED_VARIABLE] = {"variable", "ab"},
    [RECORDED_FORGET] = {"forget", "ab"},
    [RECORDED_ENDS] = {"ends", "ab"},
    [RECORDED_OVERDUE] = {"overdue", "an"},
    [RECORDED_ENDED] = {"ended", "apf"},
    [RECORDED_UNLOADED] = {"unloaded", ""},
    [RECORDED_END] = {"end", "d"},
};

struct reader {
    struct recording *out;
    struct diags *d;
    uint32_t line, errors;
    bool in_run;
    VEC(struct open_bracket { uint32_t thread; uint64_t event; enum recorded_kind kind; const char *name; }) open;
};

static void fail(struct reader *r, uint32_t column, const char *format, const char *what)
{
    r->errors++;
    if (r->errors <= ERRORS_SHOWN)
        diags_add(r->d, SEVERITY_ERROR, r->out->path, r->line, column, format, what);
}

/* ---- fields ------------------------------------------------------------------------------------------------- */

struct field {
    char *text;
    uint32_t column;
};

static uint32_t split(char *line, struct field *fields)
{
    uint32_t count = 0;
    char *begin = line;
    while (count < FIELDS_MAX) {
        char *tab = strchr(begin, '\t');
        fields[count++] = (struct field){begin, (uint32_t)(begin - line) + 1};
        if (!tab)
            break;
        *tab = '\0';
        begin = tab + 1;
    }
    return count;
}

static bool number(struct reader *r, const struct field *f, uint64_t max, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(f->text, &end, 0);
    bool good = f->text[0] >= '0' && f->text[0] <= '9' && !*end && !errno && *out <= max;
    if (!good)
        fail(r, f->column, "'%s' stands where a number is wanted, or the number is too large", f->text);
    return good;
}

static bool place(struct reader *r, const struct field *f, struct recorded *e)
{
    char *colon = strrchr(f->text, ':'), *end;
    if (str_equal(f->text, "-"))
        return true;
    unsigned long line = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == f->text || end == colon + 1 || *end || line > UINT32_MAX) {
        fail(r, f->column, "'%s' is no place: what is wanted is FILE:LINE, or -", f->text);
        return false;
    }
    *colon = '\0';
    e->file = f->text;
    e->file_line = (uint32_t)line;
    return true;
}

static bool choice(struct reader *r, const struct field *f, struct recorded *e)
{
    bool yes = str_equal(f->text, "done"), no = str_equal(f->text, e->kind == RECORDED_END ? "stopped" : "refused");
    e->done = yes;
    if (!yes && !no)
        fail(r, f->column, "'%s' says neither that it was done nor that it was not", f->text);
    return yes || no;
}

static bool fill(struct reader *r, char letter, const struct field *f, struct recorded *e)
{
    uint64_t x = 0;
    bool good = true;
    switch (letter) {
    case 'e': return number(r, f, UINT64_MAX, &e->event);
    case 't': good = number(r, f, THREADS_MAX, &x); e->thread = (uint32_t)x; return good;
    case 'i': good = number(r, f, 31, &x); e->irql = (uint8_t)x; return good;
    case 'n': e->name = f->text; return true;
    case 'a': return number(r, f, UINT64_MAX, &e->a);
    case 'b': return number(r, f, UINT64_MAX, &e->b);
    case 'o': good = number(r, f, UINT32_MAX, &x); e->offset = (uint32_t)x; return good;
    case 's': good = number(r, f, 8, &x); e->size = (uint32_t)x; return good;
    case 'r': return number(r, f, UINT64_MAX, &e->result);
    case 'p': return place(r, f, e);
    case 'f': e->function = str_equal(f->text, "-") ? NULL : f->text; return true;
    default: return choice(r, f, e);
    }
}

/* ---- events -------------------------------------------------------------------------------------------------- */

/* Brackets of each thread: what ends is what began last. */
static bool nest(struct reader *r, const struct recorded *e)
{
    uint32_t i = r->open.count;
    if (e->kind == RECORDED_CALL || e->kind == RECORDED_ENTER) {
        vec_push(&r->open, (struct open_bracket){e->thread, e->event, e->kind, e->name});
        return true;
    }
    if (e->kind != RECORDED_RETURN && e->kind != RECORDED_EXIT)
        return true;
    while (i && r->open.items[i - 1].thread != e->thread)
        i--;
    const struct open_bracket *b = i ? &r->open.items[i - 1] : NULL;
    if (!b || b->event != e->event || (b->kind == RECORDED_CALL) != (e->kind == RECORDED_RETURN) || !str_equal(b->name, e->name)) {
        fail(r, 1, "%s ends, but it is not what its thread began last", e->name);
        return false;
    }
    memmove(&r->open.items[i - 1], &r->open.items[i], (r->open.count - i) * sizeof *r->open.items);
    r->open.count--;
    return true;
}

static bool is_in_place(struct reader *r, const struct recorded *e)
{
    if (e->kind == RECORDED_RUN ? r->in_run : !r->in_run) {
        fail(r, 1, e->kind == RECORDED_RUN ? "a %s begins before the one before it has ended" : "'%s' stands outside of any run", forms[e->kind].word);
        return false;
    }
    r->in_run = e->kind != RECORDED_END;
    r->open.count = e->kind == RECORDED_RUN ? 0 : r->open.count;
    r->out->runs += e->kind == RECORDED_RUN;
    return nest(r, e);
}

static void read_line(struct reader *r, char *line)
{
    struct field fields[FIELDS_MAX];
    uint32_t count = split(line, fields), kind = 0, at = 1;
    struct recorded e = {.line = r->line};
    while (kind < RECORDED_COUNT && !str_equal(forms[kind].word, fields[0].text))
        kind++;
    if (kind == RECORDED_COUNT) {
        fail(r, 1, "'%s' is no event of a recording", fields[0].text);
        return;
    }
    e.kind = (enum recorded_kind)kind;
    for (const char *p = forms[kind].fields; *p && *p != '*'; p++, at++) {
        if (at >= count) {
            fail(r, 1, "'%s' lacks a field", forms[kind].word);
            return;
        }
        if (!fill(r, *p, &fields[at], &e))
            return;
    }
    bool rest = strchr(forms[kind].fields, '*') != NULL;
    if (count - at > (rest ? RECORDED_ARGUMENTS_MAX : 0)) {
        fail(r, fields[at].column, "'%s' has more fields than it can have", forms[kind].word);
        return;
    }
    uint64_t *arguments = arena_array(&r->out->arena, uint64_t, count - at + 1);
    for (; at < count; at++)
        if (!number(r, &fields[at], UINT64_MAX, &arguments[e.argument_count++]))
            return;
    e.arguments = arguments;
    if (is_in_place(r, &e))
        vec_push(&r->out->events, e);
}

/* ---- files ------------------------------------------------------------------------------------------------------ */

/* The first line: "ddicheck-trace 1". */
static bool read_head(struct reader *r, const char *line)
{
    char *end;
    size_t n = strlen(RECORDING_MAGIC);
    if (strncmp(line, RECORDING_MAGIC " ", n + 1) != 0) {
        fail(r, 1, "this is no recording: its first line is not \"%s 1\"", RECORDING_MAGIC);
        return false;
    }
    unsigned long version = strtoul(line + n + 1, &end, 10);
    if (end == line + n + 1 || *end || version != RECORDING_VERSION) {
        fail(r, (uint32_t)n + 2, "recordings of the version '%s' are not known; this program reads version 1", line + n + 1);
        return false;
    }
    return true;
}

bool recording_parse(struct recording *out, const char *path, const char *text, size_t size, struct diags *d)
{
    struct reader r = {.out = out, .d = d};
    *out = (struct recording){.path = path};
    arena_init(&out->arena);
    char *copy = arena_strndup(&out->arena, text, size), *at = copy, *end = copy + strlen(copy);
    bool good = (size_t)(end - copy) == size, whole = true;
    if (!good)
        fail(&r, 0, "%s", "there is a NUL in the file: it is no text");
    while (at < end && good && r.errors < ERRORS_SHOWN) {
        char *feed = strchr(at, '\n');
        r.line++;
        whole = feed != NULL;
        if (feed)
            *feed = '\0';
        if (r.line == 1)
            good = read_head(&r, at);
        else if (*at && whole)
            read_line(&r, at);
        at = feed ? feed + 1 : end;
    }
    r.line += r.line == 0;
    if (copy == end && good)
        fail(&r, 1, "%s", "this is no recording: the file is empty");
    else if (!r.errors && (!whole || r.in_run || !out->runs))
        fail(&r, 1, "%s", "the recording ends in the middle of a run: a part of the file is missing");
    vec_release(&r.open);
    return r.errors == 0;
}

bool recording_read(struct recording *r, const char *path, struct diags *d)
{
    size_t size;
    char *text = file_read(path, &size);
    if (!text) {
        *r = (struct recording){.path = path};
        arena_init(&r->arena);
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return false;
    }
    bool good = recording_parse(r, path, text, size, d);
    free(text);
    return good;
}

void recording_release(struct recording *r)
{
    vec_release(&r->events);
    arena_release(&r->arena);
}
