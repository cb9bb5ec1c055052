/*
 * Findings of a run as findings of the analyser: places from addresses, the rule's help and pages by its id, and the
 * command that replays the run. What the host reports by itself is described in rules/runs.ddi.
 */
#include "run.h"

#include "run_words.h"

#include <string.h>

static bool find_place(void *context, uint64_t address, struct place *out) { return place_map_find(context, address, NULL, out); }

/* The function that a message begins with or names: its column is the finding's. */
static const char *called(struct arena *a, const char *message)
{
    static const char *const prefixes[] = {"Ndis", "Ke", "Ex", "Io", "Mm", "Rtl", "Zw", "Ob", "Ps"};
    for (const char *p = message; *p; p++)
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
            if (str_starts_with(p, prefixes[i]) && (p == message || p[-1] == ' ')) {
                size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
                if (n > 5)
                    return arena_strndup(a, p, n);
            }
    return NULL;
}

static struct place place_of(const struct place_map *places, uint64_t address, const struct place *given, const char *name)
{
    struct place p = *given;
    if (address)
        place_map_find(places, address, name, &p);
    if (p.file && !p.column) {
        p.column = p.end_column = 1;
        p.end_line = p.line;
    }
    return p;
}

static bool is_wanted(const struct session *s, const struct rule *rule) { return !rule || s->rule_selected[rule - s->rules.rules.items]; }

/* An account that is not even is the leak that a rule has told of already, where one has. */
static bool is_told(const struct run_answer *a, const struct run_finding *f)
{
    for (uint32_t i = 0; f->left && i < a->findings.count; i++)
        if (!a->findings.items[i].left && str_equal(a->findings.items[i].rule, "resource-leak"))
            return true;
    return false;
}

static void add(struct session *s, const struct run_answer *a, const struct run_finding *from, struct place_map *places, const char *replay)
{
    const struct rule *rule = ruleset_rule(&s->rules, from->rule);
    struct place_map *context = places;
    const struct run_places words = {find_place, context};
    const char *message = run_words(&s->arena, from->message, &words), *help = rule ? rule->help : NULL;
    const char *name = called(&s->arena, message);
    if (!is_wanted(s, rule) || is_told(a, from))
        return;
    struct finding f = {.rule = from->rule,
                        .level = from->level,
                        .place = place_of(places, from->address, &from->place, name),
                        .message = message,
                        .driver = from->driver,
                        .help = help,
                        .replay = replay,
                        .sources = rule ? rule->sources : NULL,
                        .source_count = rule ? rule->source_count : 0};
    struct step *steps = arena_array(&s->arena, struct step, from->step_count + 1);
    for (uint32_t i = 0; i < from->step_count; i++) {
        const struct run_step *step = &from->steps[i];
        const char *text = step->text ? run_words(&s->arena, step->text, &words) : "here";
        struct place p = place_of(places, step->address, &step->place, step->kind == STEP_END ? name : NULL);
        if (p.file)
            steps[f.step_count++] = (struct step){.kind = step->kind, .place = p, .text = text, .object = step->object, .state = step->state};
    }
    if (!f.place.file) { /* in none of the driver's functions: its first file stands for it */
        f.place.file = s->project.units.count ? s->project.units.items[0].path : "driver";
        f.place.line = f.place.column = f.place.end_line = 1;
        f.place.end_column = 2;
    }
    f.steps = steps;
    findings_add(&s->findings, &f);
}

void run_add_findings(struct session *s, const struct run_answer *a, const struct place_map *places, const char *replay)
{
    for (uint32_t i = 0; i < a->findings.count; i++)
        add(s, a, &a->findings.items[i], (struct place_map *)(uintptr_t)places, replay);
}

/* Where the story begins: what the finding is about was made or came there. */
static const struct place *origin(const struct finding *f)
{
    for (uint32_t i = 0; i < f->step_count; i++)
        if (f->steps[i].kind == STEP_STATE)
            return &f->steps[i].place;
    return NULL;
}

static bool same_line(const struct place *x, const struct place *y) { return x && y && x->line == y->line && str_equal(x->file, y->file); }

/* A run has shown what is claimed: the same rule is broken at the same line; or of an object of the same origin, where a run learns
   later than a path that it is lost. */
static bool shows(const struct finding *run, const struct finding *claim)
{
    return str_equal(run->rule, claim->rule) && (same_line(&run->place, &claim->place) || same_line(origin(run), origin(claim)));
}

uint32_t run_confirm(struct session *s, const struct findings *ran)
{
    uint32_t confirmed = 0;
    bool *used = arena_array(&s->arena, bool, ran->list.count + 1);
    for (uint32_t i = 0; i < s->findings.list.count; i++) {
        struct finding *f = &s->findings.list.items[i];
        for (uint32_t k = 0; k < ran->list.count; k++) {
            const struct finding *run = &ran->list.items[k];
            if (!shows(run, f))
                continue;
            used[k] = true;
            confirmed += f->replay == NULL;
            f->replay = f->replay ? f->replay : arena_strdup(&s->findings.arena, run->replay);
        }
    }
    for (uint32_t k = 0; k < ran->list.count; k++)
        if (!used[k])
            findings_add(&s->findings, &ran->list.items[k]);
    findings_finish(&s->findings);
    return confirmed;
}
