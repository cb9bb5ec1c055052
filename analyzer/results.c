/*
 * A whole run's result in the cache: found where no unit, header, rule or option changed since. Such
 * a run reads no IR and executes nothing.
 */
#include "session.h"

#include "base/pack.h"

#include <stdlib.h>

/* Kept results answer only what the ordinary report asks. */
static bool is_ordinary(const struct session *s)
{
    return s->cache && s->options->dump == DUMP_NONE && !s->options->verbose && !s->options->coverage;
}

static bool key_of(const struct session *s, struct hash128 *key)
{
    struct str all = {0};
    char rules[33];
    bool good = true;
    hash128_format(s->rules.hash, rules);
    str_printf(&all, "%s %s %d ", s->tool, rules, s->options->allow_incomplete);
    for (uint32_t i = 0; i < s->rules.rules.count; i++)
        str_append_char(&all, s->rule_selected[i] ? '1' : '0');
    for (uint32_t i = 0; i < s->project.units.count; i++) {
        const struct lowered *l = &s->lowered[i];
        good &= l->kept;
        pack_u64(&all, l->key.high);
        pack_u64(&all, l->key.low);
        pack_u64(&all, l->state.high);
        pack_u64(&all, l->state.low);
    }
    for (uint32_t i = 0; i < s->project.programs.count; i++) { /* what is analysed together */
        const struct project_program *g = &s->project.programs.items[i];
        pack_u32(&all, g->units.count);
        for (uint32_t k = 0; k < g->units.count; k++)
            pack_u32(&all, g->units.items[k]);
    }
    *key = hash_bytes128(str_text(&all), all.length);
    str_release(&all);
    return good;
}

static void pack_problems(const struct session *s, struct str *out)
{
    pack_u32(out, s->problems.count - s->collected_problems); /* the others are found anew each time */
    for (uint32_t i = s->collected_problems; i < s->problems.count; i++) {
        const struct report_problem *p = &s->problems.items[i];
        pack_u32(out, p->level);
        pack_text(out, p->file);
        pack_u32(out, p->line);
        pack_u32(out, p->column);
        pack_u32(out, p->units);
        pack_text(out, p->text);
        pack_text(out, p->id ? p->id : "");
    }
}

static void unpack_problems(struct session *s, struct unpack *u)
{
    uint32_t count = unpack_count(u, 28);
    for (uint32_t i = 0; i < count && !u->bad; i++) {
        struct report_problem p = {.level = (enum severity)unpack_u32(u)};
        p.file = unpack_text(u, &s->arena);
        p.line = unpack_u32(u);
        p.column = unpack_u32(u);
        p.units = unpack_u32(u);
        p.text = unpack_text(u, &s->arena);
        const char *id = unpack_text(u, &s->arena);
        p.id = id && *id ? id : NULL;
        if (!u->bad && p.file && p.text)
            vec_push(&s->problems, p);
    }
}

void session_keep_results(struct session *s)
{
    struct hash128 key;
    struct str out = {0};
    if (!is_ordinary(s) || s->failures || !key_of(s, &key))
        return;
#define X(name, words) pack_u64(&out, s->counters.name);
    ENGINE_COUNTERS(X)
#undef X
    pack_u32(&out, s->incomplete);
    pack_problems(s, &out);
    findings_save(&s->findings, &out);
    interrupt_hold(s->interrupt);
    cache_keep(s->cache, "run", key, NULL, 0, s->started, str_text(&out), out.length);
    interrupt_allow(s->interrupt);
    str_release(&out);
}

bool session_find_results(struct session *s)
{
    struct hash128 key;
    size_t size;
    if (!is_ordinary(s) || !key_of(s, &key))
        return false;
    char *text = cache_read(s->cache, "run", key, &size);
    if (!text)
        return false;
    struct unpack u = {text, text + size, false};
    struct engine_counters counters = {0};
#define X(name, words) counters.name = unpack_u64(&u);
    ENGINE_COUNTERS(X)
#undef X
    uint32_t incomplete = unpack_u32(&u), problems = s->problems.count;
    unpack_problems(s, &u);
    bool good = !u.bad && findings_load(&s->findings, &u) && u.at == u.end;
    if (good) {
        s->counters = counters;
        s->incomplete += incomplete;
        s->from_cache = s->project.units.count;
    } else {
        s->problems.count = problems;
        vec_clear(&s->findings.list);
    }
    free(text);
    return good;
}
