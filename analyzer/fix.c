/*
 * check --fix and --diff: the fixes of what was found are written into the files, or shown.
 *
 * A file is replaced as a whole, and only where it is still the text that was analysed. What changed is analysed
 * again afterwards (pipeline.c), so that the report is about the files as they are now.
 */
#include "session.h"

#include "findings/edits.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool same_hash(struct hash128 a, struct hash128 b) { return a.high == b.high && a.low == b.low; }

static const char *plural(uint32_t n) { return n == 1 ? "" : "s"; }

/* The file's text, if it is the one that was analysed. */
static bool load_unchanged(struct session *s, const struct file_edits *f, struct source *out)
{
    int error = source_load(out, f->path);
    if (!error && same_hash(hash_bytes128(out->text, out->size), f->hash))
        return true;
    if (!error)
        source_release(out);
    fprintf(s->err, "%s: warning: not fixed: %s\n", path_relative(f->path, s->working_folder),
            error ? strerror(error) : "it has changed since it was analysed");
    return false;
}

static void say_each(struct session *s, const struct file_edits *f)
{
    for (uint32_t i = 0; i < f->findings.count && !s->options->quiet; i++) {
        const struct finding *one = f->findings.items[i];
        fprintf(s->err, "%s:%u:%u: fixed [%s]: %s\n", path_relative(f->path, s->working_folder), one->place.line, one->place.column, one->rule,
                one->fix->title);
    }
    for (uint32_t i = 0; i < f->overlapping.count; i++) {
        const struct finding *one = f->overlapping.items[i];
        fprintf(s->err, "%s:%u:%u: warning: not fixed [%s]: another fix changes the same text; --fix once more does it\n",
                path_relative(f->path, s->working_folder), one->place.line, one->place.column, one->rule);
    }
}

/* 0 or errno. A link stays a link: the file that it leads to is replaced. */
static int replace_file(struct session *s, const char *path, const struct str *text)
{
    char real[PATH_MAX];
    if (!realpath(path, real) || access(real, W_OK) != 0)
        return errno;
    interrupt_hold(s->interrupt);
    int error = file_write(real, str_text(text), text->length);
    interrupt_allow(s->interrupt);
    return error;
}

static uint32_t fix_file(struct session *s, const struct file_edits *f)
{
    struct source source;
    struct str text = {0};
    if (!load_unchanged(s, f, &source))
        return 0;
    bool good = edits_apply(&source, f->edits.items, f->edits.count, &text);
    int error = good ? replace_file(s, f->path, &text) : 0;
    source_release(&source);
    str_release(&text);
    if (error) {
        struct diags d;
        diags_init(&d);
        diags_add(&d, SEVERITY_ERROR, f->path, 0, 0, "cannot be fixed: %s", strerror(error));
        session_say(s, &d, "a file that cannot be written");
    }
    if (!good || error)
        return 0;
    say_each(s, f);
    return f->findings.count;
}

uint32_t session_fix(struct session *s)
{
    struct all_edits all;
    uint32_t fixed = 0, files = 0;
    edits_collect(&all, &s->findings);
    for (uint32_t i = 0; i < all.files.count; i++) {
        uint32_t n = fix_file(s, &all.files.items[i]);
        fixed += n;
        files += n > 0;
    }
    if (fixed && !s->options->quiet)
        fprintf(s->err, "ddicheck: %u finding%s fixed in %u file%s\n", fixed, plural(fixed), files, plural(files));
    edits_release(&all);
    return fixed;
}

/* A name with a blank ends with a tab, so that patch takes the whole of it. */
static void append_name(struct str *out, const char *mark, const char *name)
{
    str_printf(out, "%s/%s%s\n", mark, *name == '/' ? name + 1 : name, strchr(name, ' ') ? "\t" : "");
}

uint32_t session_diff(struct session *s, const char *source_root, struct str *out)
{
    struct all_edits all;
    uint32_t shown = 0;
    const char *base = s->working_folder;
    edits_collect(&all, &s->findings);
    for (uint32_t i = 0; i < all.files.count; i++)
        if (path_relative(all.files.items[i].path, s->working_folder) == all.files.items[i].path)
            base = source_root;
    for (uint32_t i = 0; i < all.files.count; i++) {
        const struct file_edits *f = &all.files.items[i];
        struct source source;
        struct str text = {0};
        if (!load_unchanged(s, f, &source))
            continue;
        if (edits_apply(&source, f->edits.items, f->edits.count, &text)) {
            append_name(out, "--- a", path_relative(f->path, base));
            append_name(out, "+++ b", path_relative(f->path, base));
            edits_diff(&source, f->edits.items, f->edits.count, out);
            shown += f->findings.count;
        }
        str_release(&text);
        source_release(&source);
    }
    if (shown && base != s->working_folder && !s->options->quiet)
        fprintf(s->err, "ddicheck: the names in the diff are as seen from %s\n", base);
    edits_release(&all);
    return shown;
}
