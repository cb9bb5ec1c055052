/*
 * Sentences, steps, findings. A note has taken down values; the text is made here, in the words of the rule or
 * contract. Steps of a finding are the notes of the objects that it is about, in the order of their events, each
 * led in by the callback in which it happened.
 *
 * Where the host knows the address of a call only, the text has marks that a reader with the driver's source and
 * debug information replaces (README.md): {@0x55d0} a place, {#1 0x55d0 NdisFreeMdl|the MDL} an argument.
 */
#include "internal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void text_add(struct text *t, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    size_t needed = t->length + (size_t)(n > 0 ? n : 0) + 1;
    if (needed > t->capacity) {
        t->capacity = needed * 2;
        t->text = realloc(t->text, t->capacity);
        if (!t->text)
            abort();
    }
    vsnprintf(t->text + t->length, t->capacity - t->length, fmt, again);
    va_end(again);
    t->length = needed - 1;
}

void text_release(struct text *t)
{
    free(t->text);
    *t = (struct text){0};
}

static const char *text_of(const struct text *t) { return t->text ? t->text : ""; }

/* ---- notes ------------------------------------------------------------------------------------------------ */

void note_take(struct rtm_env *e, struct rtm_note *n, const struct rtm_words *words)
{
    *n = (struct rtm_note){.event = e->m->event, .words = words, .of_object = e->of_object, .subject = e->subject, .kind_words = e->kind_words, .ddi = e->ddi};
    if (e->place)
        n->place = *e->place;
    for (uint32_t i = 0; words && i < words->count && i < RTM_PIECES_MAX; i++) {
        const struct rtm_piece *p = &words->pieces[i];
        struct rtm_value v = rtm_unknown();
        if (p->kind == RTM_ARGUMENT || p->kind == RTM_POINTEE)
            v = rtm_argument(e, p->index);
        else if (p->value)
            v = p->value(e);
        n->values[i] = v.v;
        n->known |= (uint16_t)((unsigned)v.known << i);
    }
    const struct rt_callback *cb = e->thread->callback;
    if (cb) {
        n->frame = cb->own.event;
        n->frame_place = cb->place;
        n->frame_name = role_name(cb->role);
        uint32_t model, state;
        n->frame_state = phase_of(e, &model, &state) ? rtm_rules.models.items[model].states[state] : NULL;
    }
}

void object_note(struct rtm_env *e, struct rtm_object *o, const struct rtm_words *words, const char *text, const char *change)
{
    if (o->note_count == NOTES_MAX) /* the first stays: where it was made */
        memmove(&o->notes[1], &o->notes[2], (NOTES_MAX - 2) * sizeof o->notes[0]);
    else
        o->note_count++;
    struct rtm_note *n = &o->notes[o->note_count - 1];
    note_take(e, n, words);
    n->text = text;
    n->change = change;
    n->kind_words = object_words(o);
}

/* ---- pieces -------------------------------------------------------------------------------------------------- */

/* Argument `index` of "a, f(b, c), &d", without blanks around it; false where it is not there. */
static bool argument_text(const char *arguments, uint32_t index, const char **begin, int *length)
{
    int depth = 0;
    const char *at = arguments, *start = arguments;
    for (uint32_t n = 0; at; at++) {
        if (*at == '(' || *at == '[' || *at == '{')
            depth++;
        else if (*at == ')' || *at == ']' || *at == '}')
            depth--;
        else if (*at == '"' || *at == '\'') {
            char quote = *at++;
            while (*at && *at != quote)
                at += *at == '\\' && at[1] ? 2 : 1;
            if (!*at)
                return false;
        }
        if (*at && (*at != ',' || depth))
            continue;
        if (n++ == index) {
            const char *end = at;
            while (start < end && (*start == ' ' || *start == '\t'))
                start++;
            while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
                end--;
            *begin = start;
            *length = (int)(end - start);
            return end > start;
        }
        if (!*at)
            return false;
        start = at + 1;
    }
    return false;
}

static void add_number(struct text *out, int64_t v)
{
    if (v > -65536 && v < 1 << 20)
        text_add(out, "%" PRId64, v);
    else if (v < 0 && v >= INT32_MIN) /* a status */
        text_add(out, "0x%08" PRIX32, (uint32_t)v);
    else
        text_add(out, "0x%" PRIx64, (uint64_t)v);
}

static void add_argument(struct rtm_env *e, struct text *out, const struct rtm_note *n, uint32_t index, int64_t value, bool known)
{
    const char *begin;
    int length;
    const struct rtm_object *o = known && value ? object_find(e->m, (uint64_t)value) : NULL;
    uint32_t stands = n->of_object ? n->subject : index;
    bool marked = stands != UINT32_MAX && !n->place.arguments && n->place.address && n->ddi;
    if (stands != UINT32_MAX && argument_text(n->place.arguments, stands, &begin, &length)) {
        text_add(out, "'%.*s'", length, begin);
        return;
    }
    if (marked)
        text_add(out, "{#%u 0x%" PRIxPTR " %s|", stands, (uintptr_t)n->place.address, n->ddi->name);
    if (n->of_object && n->kind_words)
        text_add(out, "the %s", n->kind_words);
    else if (o && o->kind)
        text_add(out, "the %s", object_words(o));
    else if (known)
        add_number(out, value);
    else
        text_add(out, "a value not known here");
    if (marked)
        text_add(out, "}");
}

static void add_pointee(struct rtm_env *e, struct text *out, const struct rtm_note *n, uint32_t index)
{
    const char *begin;
    int length;
    if (!n->place.arguments && n->place.address && n->ddi)
        text_add(out, "{*%u 0x%" PRIxPTR " %s|%s%s}", index, (uintptr_t)n->place.address, n->ddi->name, n->kind_words ? "the " : "an object",
                 n->kind_words ? n->kind_words : "");
    else if (!argument_text(n->place.arguments, index, &begin, &length))
        text_add(out, "%s%s", n->kind_words ? "the " : "an object", n->kind_words ? n->kind_words : "");
    else if (*begin == '&')
        text_add(out, "'%.*s'", length - 1, begin + 1);
    else
        text_add(out, "'*%.*s'", length, begin);
    (void)e;
}

static void add_level(struct text *out, int64_t level)
{
    static const char *const names[] = {"PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL"};
    if (level >= 0 && level <= 2)
        text_add(out, "%s", names[level]);
    else if (level == 31)
        text_add(out, "HIGH_LEVEL");
    else
        text_add(out, "IRQL %" PRId64, level);
}

static void add_demand(struct text *out, const struct rtm_ddi *d)
{
    text_add(out, "IRQL %s ", d->irql_low == d->irql_high ? "==" : d->irql_high < 31 ? "<=" : ">=");
    add_level(out, d->irql_high < 31 ? d->irql_high : d->irql_low);
}

static void add_place(struct text *out, const struct rt_place *p)
{
    if (p->file) {
        const char *base = strrchr(p->file, '/');
        text_add(out, "at %s:%u", base ? base + 1 : p->file, p->line);
    } else if (p->address)
        text_add(out, "at {@0x%" PRIxPTR "}", (uintptr_t)p->address);
    else
        text_add(out, "elsewhere");
}

static void add_at(struct rtm_env *e, struct text *out, uint64_t address, const struct rtm_note *also)
{
    const struct rtm_object *o = object_find(e->m, address);
    if (also)
        add_place(out, &also->place);
    else if (o && o->note_count)
        add_place(out, &o->notes[o->note_count - 1].place);
    else
        text_add(out, "elsewhere");
}

static const char *callback_name(int64_t id)
{
    for (uint32_t i = 0; i < rtm_rules.callbacks.count && id; i++)
        if (rtm_rules.callbacks.items[i].id == id)
            return rtm_rules.callbacks.items[i].name;
    return "no callback";
}

/* `also`: the note of a lock, which is in no table. */
static void render(struct rtm_env *e, struct text *out, const struct rtm_note *n, const struct rtm_note *also)
{
    for (uint32_t i = 0; n->words && i < n->words->count; i++) {
        const struct rtm_piece *p = &n->words->pieces[i];
        bool known = i < RTM_PIECES_MAX && (n->known >> i & 1u);
        int64_t v = i < RTM_PIECES_MAX ? n->values[i] : 0;
        switch (p->kind) {
        case RTM_TEXT: text_add(out, "%s", p->text); continue;
        case RTM_CALL: text_add(out, "%s", n->ddi ? n->ddi->name : "the function"); continue;
        case RTM_CALL_IRQL:
            if (n->ddi)
                add_demand(out, n->ddi);
            continue;
        case RTM_ARGUMENT: add_argument(e, out, n, p->index, v, known); continue;
        case RTM_POINTEE: add_pointee(e, out, n, p->index); continue;
        case RTM_AT: add_at(e, out, (uint64_t)v, also); continue;
        case RTM_VALUE: case RTM_OBJECT: case RTM_PHASE: case RTM_CALLBACK_NAME: case RTM_LEVEL: break;
        }
        if (!known)
            text_add(out, "a value not known here");
        else if (p->kind == RTM_OBJECT)
            text_add(out, "the %s", object_words(object_find(e->m, (uint64_t)v)));
        else if (p->kind == RTM_PHASE)
            text_add(out, "%s", rtm_rules.models.items[v / 256].states[v % 256]);
        else if (p->kind == RTM_CALLBACK_NAME)
            text_add(out, "%s", callback_name(v));
        else if (p->kind == RTM_LEVEL)
            add_level(out, v);
        else if (p->index)
            text_add(out, "%s", v ? "TRUE" : "FALSE");
        else
            add_number(out, v);
    }
    if (!n->words)
        text_add(out, "%s", n->text ? n->text : "its state changes");
}

/* ---- findings -------------------------------------------------------------------------------------------------- */

struct telling {
    struct rtm_env *e;
    uint64_t about[ABOUT_MAX];
    uint32_t about_count;
    const struct rtm_note *notes[STEPS_MAX];
    uint32_t note_count;
    struct rt_step steps[2 * STEPS_MAX + 2];
    uint32_t step_count;
    char *texts[2 * STEPS_MAX + 2];
};

static void tell_about(struct telling *t, uint64_t address)
{
    struct rtm_object *o = address ? object_find(t->e->m, address) : NULL;
    for (uint32_t i = 0; i < t->about_count; i++)
        if (t->about[i] == address)
            return;
    if (!o || t->about_count == ABOUT_MAX)
        return;
    t->about[t->about_count++] = address;
    for (uint32_t i = 0; i < o->note_count && t->note_count < STEPS_MAX; i++)
        t->notes[t->note_count++] = &o->notes[i];
    if (o->holder) /* its end is the holder's */
        tell_about(t, o->holder->address);
}

static int by_event(const void *a, const void *b)
{
    const struct rtm_note *x = *(const struct rtm_note *const *)a, *y = *(const struct rtm_note *const *)b;
    return x->event < y->event ? -1 : x->event > y->event;
}

static void add_step(struct telling *t, enum rt_step_kind kind, const struct rt_place *place, struct text *text, const char *object, const char *state)
{
    if (text->length && text->text[text->length - 1] == '.' && kind != RT_STEP_END)
        text->text[--text->length] = '\0';
    t->texts[t->step_count] = text->text;
    t->steps[t->step_count++] = (struct rt_step){.kind = kind, .place = *place, .text = text_of(text), .object = object, .state = state};
    *text = (struct text){0};
}

static void add_frame(struct telling *t, const struct rtm_note *n)
{
    struct text text = {0};
    text_add(&text, "'%s' is called", n->frame_place.function ? n->frame_place.function : n->frame_name);
    if (n->frame_state)
        text_add(&text, " (driver state: %s)", n->frame_state);
    add_step(t, RT_STEP_CALLBACK, &n->frame_place, &text, n->frame_state ? "driver" : NULL, n->frame_state);
}

static void add_steps(struct telling *t, const struct rtm_note *final, const struct rt_place *place, const char *message)
{
    uint64_t frame = 0;
    struct text text = {0};
    if (t->note_count)
        qsort(t->notes, t->note_count, sizeof *t->notes, by_event);
    for (uint32_t i = 0; i <= t->note_count; i++) {
        const struct rtm_note *n = i < t->note_count ? t->notes[i] : final;
        if (n->frame && n->frame != frame)
            add_frame(t, n);
        frame = n->frame;
        if (n != final) {
            render(t->e, &text, n, NULL);
            add_step(t, RT_STEP_STATE, &n->place, &text, n->change ? n->kind_words : NULL, n->change);
        }
    }
    text_add(&text, "%s", message);
    add_step(t, RT_STEP_END, place, &text, NULL, NULL);
}

static uint64_t place_hash(const struct rt_place *p)
{
    uint64_t h = hash_words((uint64_t)(uintptr_t)p->address, p->line);
    for (const char *c = p->file; c && *c; c++)
        h = hash_words(h, (unsigned char)*c);
    return h;
}

/* Values of the message that are objects are what it is about; so are elements that `any` found. */
static void collect_about(struct telling *t, const struct rtm_note *final, const struct rtm_object *object)
{
    struct rtm_env *e = t->e;
    if (object)
        tell_about(t, object->address);
    else if (e->argument_count && final->words && e->ddi)
        tell_about(t, e->arguments[0]);
    for (uint32_t i = 0; !object && final->words && i < final->words->count && i < RTM_PIECES_MAX; i++)
        if (final->words->pieces[i].kind != RTM_TEXT && (final->known >> i & 1u))
            tell_about(t, (uint64_t)final->values[i]);
    for (uint32_t i = 0; !object && i < RTM_VARS_MAX; i++)
        if (e->var[i].known)
            tell_about(t, (uint64_t)e->var[i].v);
}

static const char *driver_of(const struct rt_monitor *m)
{
    for (uint32_t i = 0; i < rtm_rules.models.count; i++)
        if (m->models >> i & 1u)
            return rtm_rules.models.items[i].name;
    return NULL;
}

void finding_report(struct rtm_env *e, const struct rtm_check *check, struct rtm_object *object, const struct rtm_note *also, const struct rt_place *place)
{
    static const struct rt_place nowhere = {0};
    struct rtm_note final;
    if (!place)
        place = e->place ? e->place : &nowhere;
    uint64_t hash = hash_words((uint64_t)(uintptr_t)check, place_hash(place));
    if (check->trigger == RTM_LEAK && object && object->note_count) /* each that was made elsewhere is one */
        hash = hash_words(hash, place_hash(&object->notes[0].place));
    if (also) /* and each lock */
        hash = hash_words(hash, place_hash(&also->place));
    if (!report_is_new(e->m, hash))
        return;
    struct telling *t = rtm_alloc(sizeof *t);
    struct text message = {0};
    t->e = e;
    note_take(e, &final, check->message);
    render(e, &message, &final, also);
    if (!message.length || message.text[message.length - 1] != '.')
        text_add(&message, ".");
    collect_about(t, &final, object);
    if (also && t->note_count < STEPS_MAX)
        t->notes[t->note_count++] = also;
    add_steps(t, &final, place, message.text);
    struct rt_finding f = {.rule = check->rule->id, .level = check->level, .place = *place, .message = message.text, .driver = driver_of(e->m),
                           .steps = t->steps, .step_count = t->step_count, .object = object ? object->address : 0, .event = e->m->event};
    e->m->counts.findings++;
    e->m->host.report(e->m->host.host, &f);
    for (uint32_t i = 0; i < t->step_count; i++)
        free(t->texts[i]);
    text_release(&message);
    free(t);
}
