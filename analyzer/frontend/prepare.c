/* Units before clang sees them: arguments, overlay, shared prefix. */
#include "frontend/prepare.h"

#include <stdlib.h>
#include <string.h>

struct frontend *frontend_new(const struct frontend_options *o)
{
    struct frontend *f = mem_zalloc(sizeof *f);
    f->options = *o;
    arena_init(&f->arena);
    search_init(&f->search);
    return f;
}

void frontend_free(struct frontend *f)
{
    if (!f)
        return;
    search_release(&f->search);
    vec_release(&f->prefixes);
    arena_release(&f->arena);
    free(f);
}

uint32_t frontend_prefix_count(const struct frontend *f) { return f->prefixes.count; }

const struct frontend_prefix *frontend_prefix_at(const struct frontend *f, uint32_t index)
{
    return &f->prefixes.items[index];
}

static struct hash128 key_of(const struct frontend *f, const struct frontend_prefix *p)
{
    struct str all = {0};
    str_append(&all, f->options.tool ? f->options.tool : "");
    str_append_char(&all, '\n');
    for (uint32_t i = 0; i < p->arg_count; i++)
        str_append_n(&all, p->args[i], strlen(p->args[i]) + 1);
    str_append(&all, p->text);
    struct hash128 key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return key;
}

/* The prefix with that key, added where there is none; 1 + its index. */
static uint32_t share_prefix(struct frontend *f, struct frontend_prefix p)
{
    p.key = key_of(f, &p);
    for (uint32_t i = 0; i < f->prefixes.count; i++)
        if (f->prefixes.items[i].key.high == p.key.high && f->prefixes.items[i].key.low == p.key.low) {
            f->prefixes.items[i].users++;
            return i + 1;
        }
    char name[33];
    hash128_format(p.key, name);
    p.path = arena_printf(&f->arena, "%s/prefix/%s.pch", f->options.folder, name);
    p.users = 1;
    vec_push(&f->prefixes, p);
    return f->prefixes.count;
}

static uint32_t find_prefix(struct frontend *f, const struct frontend_unit *u, const struct include_folders *folders,
                            const struct walk *w)
{
    if (!f->options.folder)
        return 0;
    struct frontend_prefix p = {.text = prefix_text(&f->search, &f->arena, u->unit, folders, w)};
    if (!*p.text)
        return 0;
    p.args = arguments_of_prefix(u, prefix_is_hidden(&f->search, folders), &f->arena, &p.arg_count);
    return share_prefix(f, p);
}

/* The folders that the walk has added stand behind the unit's own. */
static const char **with_folders(struct frontend *f, const char **args, uint32_t *count, const struct walk *w)
{
    const char **more = arena_array(&f->arena, const char *, *count + w->added.count + 1);
    memcpy(more, args, *count * sizeof *args);
    for (uint32_t i = 0; i < w->added.count; i++)
        more[(*count)++] = arena_printf(&f->arena, "-I%s", w->added.items[i]);
    return more;
}

const struct frontend_unit *frontend_prepare(struct frontend *f, const struct unit *u)
{
    struct frontend_unit *out = arena_new(&f->arena, struct frontend_unit);
    struct include_folders folders = {0};
    struct walk w;
    uint32_t count;
    const char **args = arguments_of(&f->options, u, &f->arena, &folders, &count);
    walk_unit(&f->search, &f->arena, u, &folders, f->options.headers ? f->options.headers : u->folder, &w);
    *out = (struct frontend_unit){.unit = u, .args = args, .arg_count = count, .made_count = w.made.count};
    out->made = arena_array(&f->arena, const char *, w.made.count + 1);
    for (uint32_t i = 0; i < w.made.count; i++)
        out->made[i] = w.made.items[i];
    out->added = arena_array(&f->arena, const char *, w.added.count + 1);
    for (; out->added_count < w.added.count; out->added_count++)
        out->added[out->added_count] = arena_strdup(&f->arena, w.added.items[out->added_count]);
    out->args = args = with_folders(f, args, &count, &w);
    out->arg_count = count;
    out->overlay = arguments_overlay(&f->options, &f->arena, &w);
    if (out->overlay) {
        out->args = arena_array(&f->arena, const char *, count + 3);
        memcpy(out->args, args, count * sizeof *args);
        out->args[count] = "-ivfsoverlay";
        out->args[count + 1] = out->overlay;
        out->args[count + 2] = NULL;
        out->arg_count = count + 2;
    }
    out->prefix = find_prefix(f, out, &folders, &w);
    walk_release(&w);
    vec_release(&folders.own);
    vec_release(&folders.system);
    return out;
}
