/*
 * What the engine remembers of a program from run to run, in the cache: one entry a program, read and written as a
 * whole. The engine finds in it what is unchanged (engine/memory.h); a wrong or foreign entry costs time only.
 */
#include "session.h"

#include <stdlib.h>

static struct hash128 key_of(const struct session *s, const struct project_program *g)
{
    struct str all = {0};
    char rules[33];
    hash128_format(s->rules.hash, rules);
    str_printf(&all, "%s %s ", s->tool, rules);
    if (g)
        str_printf(&all, "program %s %s", g->path, g->configuration);
    else if (s->project.units.count == 1)
        str_printf(&all, "file %s", s->project.units.items[0].path);
    else
        str_printf(&all, "folder %s %u", s->project.root ? s->project.root : "", s->project.programs.count);
    struct hash128 key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return key;
}

void session_recall(struct session *s, const struct project_program *g, struct engine_options *o, struct str *keep)
{
    bool text_only = o->dump_program || o->dump_summary;
    o->known = NULL;
    o->known_size = 0;
    o->keep = NULL;
    if (!s->cache || text_only)
        return;
    o->known = cache_read(s->cache, "summaries", key_of(s, g), &o->known_size);
    o->keep = keep;
}

void session_remember(struct session *s, const struct project_program *g, struct engine_options *o)
{
    if (o->keep && o->keep->length && !s->failures) {
        interrupt_hold(s->interrupt);
        cache_keep(s->cache, "summaries", key_of(s, g), NULL, 0, s->started, str_text(o->keep), o->keep->length);
        interrupt_allow(s->interrupt);
    }
    if (o->keep)
        str_release(o->keep);
    free(o->known);
    o->known = NULL;
}
