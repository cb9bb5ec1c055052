/* A finished list as bytes and back, for the cache. */
#include "findings/findings.h"

#include "base/pack.h"

#include <stdlib.h>
#include <string.h>

static void pack_place(struct str *out, const struct place *p)
{
    pack_text(out, p->file);
    pack_u32(out, p->line);
    pack_u32(out, p->column);
    pack_u32(out, p->end_line);
    pack_u32(out, p->end_column);
    pack_text(out, p->function);
    pack_text(out, p->macro);
}

static struct place unpack_place(struct unpack *u, struct arena *a)
{
    struct place p = {.file = unpack_text(u, a)};
    p.line = unpack_u32(u);
    p.column = unpack_u32(u);
    p.end_line = unpack_u32(u);
    p.end_column = unpack_u32(u);
    p.function = unpack_text(u, a);
    p.macro = unpack_text(u, a);
    return p;
}

static void pack_fix(struct str *out, const struct fix *fix)
{
    pack_text(out, fix->title);
    pack_text(out, fix->file);
    pack_u64(out, fix->hash.high);
    pack_u64(out, fix->hash.low);
    pack_u32(out, fix->edit_count);
    for (uint32_t i = 0; i < fix->edit_count; i++) {
        const struct edit *e = &fix->edits[i];
        pack_u32(out, e->line);
        pack_u32(out, e->column);
        pack_u32(out, e->end_line);
        pack_u32(out, e->end_column);
        pack_text(out, e->text);
    }
}

static const struct fix *unpack_fix(struct unpack *u, struct arena *a)
{
    struct fix *fix = arena_new(a, struct fix);
    fix->title = unpack_text(u, a);
    fix->file = unpack_text(u, a);
    fix->hash.high = unpack_u64(u);
    fix->hash.low = unpack_u64(u);
    fix->edit_count = unpack_count(u, 20);
    struct edit *edits = arena_array(a, struct edit, fix->edit_count + 1);
    for (uint32_t i = 0; i < fix->edit_count; i++) {
        struct edit *e = &edits[i];
        e->line = unpack_u32(u);
        e->column = unpack_u32(u);
        e->end_line = unpack_u32(u);
        e->end_column = unpack_u32(u);
        e->text = unpack_text(u, a);
        u->bad |= !e->text;
    }
    fix->edits = edits;
    u->bad |= !fix->title || !fix->file;
    return fix;
}

static void pack_one(struct str *out, const struct finding *f)
{
    pack_text(out, f->rule);
    pack_u32(out, f->level);
    pack_place(out, &f->place);
    pack_text(out, f->message);
    pack_text(out, f->help);
    pack_text(out, f->about ? f->about : "");
    pack_u32(out, f->source_count);
    for (uint32_t i = 0; i < f->source_count; i++)
        pack_text(out, f->sources[i]);
    pack_u32(out, f->step_count);
    for (uint32_t i = 0; i < f->step_count; i++) {
        pack_u32(out, f->steps[i].kind);
        pack_place(out, &f->steps[i].place);
        pack_text(out, f->steps[i].text);
        pack_u32(out, f->steps[i].depth);
        pack_text(out, f->steps[i].object ? f->steps[i].object : "");
        pack_text(out, f->steps[i].state ? f->steps[i].state : "");
    }
    pack_u32(out, f->fix != NULL);
    if (f->fix)
        pack_fix(out, f->fix);
    pack_text(out, f->driver);
    pack_text(out, f->fingerprint);
    pack_u32(out, f->ordinal);
}

/* NULL where the text is empty. */
static const char *unpack_optional(struct unpack *u, struct arena *a)
{
    const char *text = unpack_text(u, a);
    return text && *text ? text : NULL;
}

static void unpack_steps(struct unpack *u, struct arena *a, struct finding *f)
{
    f->step_count = unpack_count(u, 8);
    struct step *steps = arena_array(a, struct step, f->step_count + 1);
    for (uint32_t i = 0; i < f->step_count; i++) {
        steps[i].kind = (enum step_kind)unpack_u32(u);
        steps[i].place = unpack_place(u, a);
        steps[i].text = unpack_text(u, a);
        steps[i].depth = unpack_u32(u);
        steps[i].object = unpack_optional(u, a);
        steps[i].state = unpack_optional(u, a);
        u->bad |= steps[i].kind > STEP_END || !steps[i].text;
    }
    f->steps = steps;
}

static struct finding unpack_one(struct unpack *u, struct arena *a)
{
    struct finding f = {.rule = unpack_text(u, a)};
    f.level = (enum severity)unpack_u32(u);
    f.place = unpack_place(u, a);
    f.message = unpack_text(u, a);
    f.help = unpack_text(u, a);
    f.about = unpack_optional(u, a);
    f.source_count = unpack_count(u, 4);
    const char **sources = arena_array(a, const char *, f.source_count + 1);
    for (uint32_t i = 0; i < f.source_count; i++)
        sources[i] = unpack_text(u, a);
    f.sources = sources;
    unpack_steps(u, a, &f);
    if (unpack_u32(u))
        f.fix = unpack_fix(u, a);
    f.driver = unpack_text(u, a);
    const char *fingerprint = unpack_text(u, a);
    if (fingerprint && strlen(fingerprint) < sizeof f.fingerprint)
        memcpy(f.fingerprint, fingerprint, strlen(fingerprint) + 1);
    f.ordinal = unpack_u32(u);
    u->bad |= !f.rule || !f.message || !f.place.file || f.level > SEVERITY_ERROR;
    return f;
}

void findings_save(const struct findings *f, struct str *out)
{
    pack_u32(out, f->list.count);
    for (uint32_t i = 0; i < f->list.count; i++)
        pack_one(out, &f->list.items[i]);
}

bool findings_load(struct findings *f, struct unpack *u)
{
    uint32_t count = unpack_count(u, 64);
    for (uint32_t i = 0; i < count && !u->bad; i++) {
        struct finding one = unpack_one(u, &f->arena);
        if (!u->bad)
            vec_push(&f->list, one);
    }
    if (u->bad)
        vec_clear(&f->list);
    return !u->bad;
}
