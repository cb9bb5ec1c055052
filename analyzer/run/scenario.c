/*
 * Whether a file is a scenario: steps that the host knows (runtime/scenario/steps.def), each a line, with settings that are numbers. What
 * is wrong is said with its place, before anything is built.
 */
#include "run.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SETTINGS_MAX = 4, STEP_LENGTH = 199, DIGITS_MAX = 9, ERRORS_SHOWN = 5 };

static const struct known_step {
    const char *name;
    const char *settings[SETTINGS_MAX + 1];
} steps[] = {
#define STEP(...) {STEP_PARTS(__VA_ARGS__, NULL)},
#define STEP_PARTS(name, ...) name, {__VA_ARGS__}
#include "runtime/scenario/steps.def"
#undef STEP_PARTS
#undef STEP
};

/* Where the reader is; errors say so. */
struct place_of_step {
    const char *path, *line;
    uint32_t number;
    struct diags *diags;
};

static struct diag *wrong(const struct place_of_step *p, const char *at, const char *what, size_t length)
{
    char shown[41];
    size_t n = length < sizeof shown - 1 ? length : sizeof shown - 1;
    for (size_t i = 0; i < n; i++)
        shown[i] = at[i] >= ' ' && at[i] < 127 ? at[i] : '?';
    shown[n] = '\0';
    return diags_add(p->diags, SEVERITY_ERROR, p->path, p->number, (uint32_t)(at - p->line) + 1, what, shown);
}

static bool is_word(const char *word, size_t length, const char *name) { return strlen(name) == length && memcmp(word, name, length) == 0; }

static const struct known_step *find_step(const struct place_of_step *p, const char *word, size_t length)
{
    const char *names[sizeof steps / sizeof *steps];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        names[i] = steps[i].name;
        if (is_word(word, length, steps[i].name))
            return &steps[i];
    }
    struct diag *d = wrong(p, word, "there is no step '%s'", length);
    const char *near = str_nearest(arena_strndup(&p->diags->arena, word, length), names, sizeof names / sizeof *names);
    d->hint = near ? arena_printf(&p->diags->arena, "did you mean '%s'?", near) : "runtime/scenario/scenario.h has the steps";
    return NULL;
}

static void read_setting(const struct place_of_step *p, const struct known_step *step, const char *word, size_t length)
{
    const char *equals = memchr(word, '=', length);
    size_t name = equals ? (size_t)(equals - word) : length;
    const char *const *s = step->settings;
    while (*s && !is_word(word, name, *s))
        s++;
    if (!*s) {
        struct str known = {0};
        for (s = step->settings; *s; s++)
            str_printf(&known, "%s%s", s == step->settings ? "" : ", ", *s);
        wrong(p, word, "this step has no setting '%s'", name)->hint =
            known.length ? arena_printf(&p->diags->arena, "'%s' takes %s", step->name, str_text(&known)) : arena_printf(&p->diags->arena, "'%s' takes none", step->name);
        str_release(&known);
        return;
    }
    size_t digits = equals ? strspn(equals + 1, "0123456789") : 0;
    if (!equals || !digits || digits > DIGITS_MAX || equals + 1 + digits != word + length)
        wrong(p, word, "'%s': what is wanted is a number, as in packets=200", length);
}

/* One line, of which comment and blanks at its end are gone. */
static const struct known_step *read_step(const struct place_of_step *p, const char *end)
{
    const struct known_step *step = NULL;
    for (const char *at = p->line; at < end;) {
        size_t blank = 0, length = 0;
        while (at + blank < end && isspace((unsigned char)at[blank]))
            blank++;
        at += blank;
        while (at + length < end && !isspace((unsigned char)at[length]))
            length++;
        if (!length)
            break;
        if (step)
            read_setting(p, step, at, length);
        else if (!(step = find_step(p, at, length)))
            return NULL;
        at += length;
    }
    return step;
}

bool scenario_check(const char *path, struct diags *d)
{
    size_t size;
    char *text = file_read(path, &size);
    uint32_t errors = d->errors, count = 0, repeat = 0;
    struct place_of_step p = {.path = path, .line = text, .diags = d};
    if (!text) {
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "cannot be read");
        return false;
    }
    for (const char *next; p.line < text + size && d->errors - errors < ERRORS_SHOWN; p.line = next) {
        const char *stop = memchr(p.line, '\n', (size_t)(text + size - p.line)), *end = stop ? stop : text + size;
        const char *comment = memchr(p.line, '#', (size_t)(end - p.line));
        next = stop ? stop + 1 : end;
        end = comment ? comment : end;
        p.number++;
        const struct known_step *step = read_step(&p, end);
        if (end - p.line > STEP_LENGTH)
            wrong(&p, p.line, "this step is longer than 199 characters", 0);
        if (!step)
            continue;
        count++;
        bool begins = str_equal(step->name, "repeat"), ends = str_equal(step->name, "end");
        if (begins && repeat)
            wrong(&p, p.line, "'repeat' within 'repeat'; they are not nested", 0);
        if (ends && !repeat)
            wrong(&p, p.line, "'end' without a 'repeat' before it", 0);
        repeat = begins ? p.number : ends ? 0 : repeat;
    }
    if (d->errors == errors && repeat)
        diags_add(d, SEVERITY_ERROR, path, repeat, 1, "'repeat' without an 'end' behind it");
    if (d->errors == errors && !count)
        diags_add(d, SEVERITY_ERROR, path, 0, 0, "there is no step in it");
    free(text);
    return d->errors == errors;
}
