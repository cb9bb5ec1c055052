/*
 * What contracts do to objects and locks, and the rules that follow from contracts alone. It is the concrete twin
 * of the static engine's contract.c and lock.c, and is meant to be read beside them: what one reports on a path,
 * the other reports when that path is run.
 */
#include "internal.h"

#include <string.h>

bool rule_applies(const struct rt_monitor *m, const struct rtm_rule *r) { return !r->drivers || !m->models || (r->drivers & m->models); }

const struct rtm_check *check_of(const struct rt_monitor *m, enum rtm_trigger trigger, uint32_t kind)
{
    const struct rtm_check *general = NULL;
    for (uint32_t i = 0; i < rtm_rules.object_checks.count; i++) {
        const struct rtm_check *c = &rtm_rules.object_checks.items[i];
        if (c->trigger != trigger || (c->kind && c->kind != kind) || !rule_applies(m, c->rule))
            continue;
        if (c->kind) /* one that speaks of this kind goes before one that speaks of all */
            return c;
        general = general ? general : c;
    }
    return general;
}

/* An evaluation in which argument 0 is the object; the caller's environment stays as it is. */
static bool tell(struct rtm_env *e, const struct rtm_check *c, struct rtm_object *o, uint64_t address, uint32_t argument, const char *words,
                 const struct rtm_note *also, const struct rt_place *place)
{
    struct rtm_env about = *e;
    about.arguments = &address;
    about.argument_count = 1;
    about.of_object = true;
    about.subject = argument;
    about.kind_words = words;
    memset(about.var, 0, sizeof about.var);
    if (c->condition && c->condition(&about) != RTM_YES)
        return false;
    finding_report(&about, c, o, also, place);
    return true;
}

bool check_object(struct rtm_env *e, enum rtm_trigger trigger, struct rtm_object *o, uint32_t argument, const struct rt_place *place)
{
    const struct rtm_check *c = check_of(e->m, trigger, o->kind);
    const struct rtm_kind *k = kind_of(o->kind);
    if (!c || !k || !k->must_free) /* object rules speak of what must be freed */
        return false;
    return tell(e, c, o, o->address, argument, k->words, NULL, place);
}

static struct rtm_object *object_at(struct rtm_env *e, struct rtm_value v) { return v.known && v.v ? object_find(e->m, (uint64_t)v.v) : NULL; }

/* Checks that hold for every use. Returns false where it was wrong: nothing more is said of the object then. */
static bool object_use(struct rtm_env *e, struct rtm_object *o, uint32_t argument, enum rtm_trigger trigger)
{
    bool wrong = false;
    if (o->violated)
        return true;
    if (o->state == RTM_LENT)
        wrong = check_object(e, RTM_USE_WHILE_LENT, o, argument, NULL);
    else if (o->state == RTM_FREED)
        wrong = check_object(e, trigger, o, argument, NULL);
    if (wrong) {
        o->violated = true;
        e->wrong = true;
    }
    return !wrong;
}

/* Whether something happened to it after the call had begun: then the call's own effect is older. */
static bool is_overtaken(const struct rtm_env *e, const struct rtm_object *o)
{
    return e->late && o->note_count && (o->notes[o->note_count - 1].event > e->event || o->returned > e->event);
}

void rtm_use(struct rtm_env *e, struct rtm_value object, uint32_t argument)
{
    struct rtm_object *o = object_at(e, object);
    if (o && !is_overtaken(e, o))
        object_use(e, o, argument, RTM_USE_AFTER_FREE);
}

static void free_parts(struct rtm_env *e, struct rtm_object *holder)
{
    for (struct rtm_object *p = holder->first_part; p; p = p->next_part) {
        if (p->state != RTM_FREED) {
            object_note(e, p, NULL, "it is freed with the object that it belongs to", "freed");
            object_freed(e->m, p);
        }
        free_parts(e, p);
    }
}

void rtm_free(struct rtm_env *e, uint32_t kind, struct rtm_value object, uint32_t argument, const struct rtm_words *words)
{
    struct rtm_object *o = object_at(e, object);
    if (!o || is_overtaken(e, o) || o->state == RTM_UNKNOWN_STATE)
        return; /* an object that nobody saw made: nothing is known of it, also afterwards */
    bool fine = object_use(e, o, argument, RTM_DOUBLE_FREE);
    if (fine && kind && o->kind && o->kind != kind && !o->violated && check_object(e, RTM_MISMATCHED_FREE, o, argument, NULL)) {
        fine = false;
        o->violated = true;
        e->wrong = true;
    }
    if (!fine)
        return;
    object_note(e, o, words, "it is freed", "freed");
    free_parts(e, o);
    object_freed(e->m, o);
}

void rtm_lend(struct rtm_env *e, uint32_t kind, struct rtm_value first, int64_t link, uint32_t argument, const struct rtm_words *words)
{
    struct rtm_value at = first;
    for (uint32_t i = 0; i < RTM_CHAIN_MAX && at.known && at.v; i++) {
        struct rtm_object *o = object_at(e, at);
        struct rtm_value next = link < 0 ? rtm_known(0) : rtm_read(e, at, (size_t)link, sizeof(void *), false);
        if (!o || o->state == RTM_UNKNOWN_STATE) { /* nobody saw it come: somebody else's */
            o = object_new(e->m, (uint64_t)at.v, kind, RTM_FOREIGN);
            o->is_of_unknown = true;
        }
        if (!is_overtaken(e, o)) {
            if (!object_use(e, o, argument, RTM_USE_AFTER_FREE))
                return;
            object_note(e, o, words, "it is handed over", "lent");
            if (kind)
                o->kind = kind;
            o->state = RTM_LENT;
        }
        at = next;
    }
}

bool rtm_make(struct rtm_env *e, uint32_t kind, struct rtm_value object)
{
    if (!object.known || !object.v)
        return false;
    struct rtm_object *o = object_new(e->m, (uint64_t)object.v, kind, RTM_LIVE);
    o->is_made = true;
    o->owner = e->instance ? e->instance->handle : 0;
    return true;
}

struct rtm_value rtm_hidden(struct rtm_env *e) { return rtm_known((int64_t)(HIDDEN_FIRST + e->m->hidden++)); }

bool rtm_gives(struct rtm_env *e, struct rtm_value object, uint32_t attribute)
{
    struct rtm_value v = rtm_attribute(e, object, attribute);
    struct rtm_object *hidden = v.known && (uint64_t)v.v >= HIDDEN_FIRST ? object_find(e->m, (uint64_t)v.v) : NULL;
    if (!hidden)
        return !v.known || (uint64_t)v.v >= HIDDEN_FIRST || rtm_eq(v, rtm_result(e)) != RTM_NO;
    if (e->result) {
        object_move(e->m, hidden, e->result);
        rtm_set(e, object, attribute, rtm_result(e));
    }
    return true;
}

void rtm_made(struct rtm_env *e, struct rtm_value object, const struct rtm_words *words)
{
    struct rtm_object *o = object_at(e, object);
    if (o)
        object_note(e, o, words, "it is made", "live");
}

void rtm_set(struct rtm_env *e, struct rtm_value object, uint32_t attribute, struct rtm_value value)
{
    struct rtm_object *o = object_at(e, object);
    if (!object.known || !object.v)
        return;
    if (!o)
        o = object_new(e->m, (uint64_t)object.v, 0, RTM_UNKNOWN_STATE);
    if (attribute == RTM_HOLDER) {
        struct rtm_object *holder = object_at(e, value);
        if (holder != o)
            object_set_holder(o, holder);
        o->holder_known = value.known && (!value.v || holder);
        return;
    }
    if (attribute == RTM_STATE && value.known)
        o->state = (enum rtm_state)value.v;
    for (uint32_t i = 0; i < o->attribute_count; i++)
        if (o->attributes[i].id == attribute) {
            o->attributes[i].value = value;
            return;
        }
    if (o->attribute_count < ATTRIBUTES_MAX) {
        o->attributes[o->attribute_count].id = attribute;
        o->attributes[o->attribute_count++].value = value;
    }
}

void rtm_keep(struct rtm_env *e, struct rtm_value object)
{
    struct rtm_object *o = object_at(e, object);
    if (o)
        o->kept = true;
}

void rtm_schedules(struct rtm_env *e, struct rtm_value routine, struct rtm_value object, uint32_t attribute, bool back)
{
    struct rtm_object *o = object_at(e, object);
    if (!o || !routine.known || (back && o->state != RTM_LENT)) /* it has come back already */
        return;
    o->later = (uint64_t)routine.v;
    o->later_attribute = attribute;
    o->later_back = back;
}

void rtm_set_irql(struct rtm_env *e, struct rtm_value level)
{
    e->thread->irql = (uint8_t)level.v;
    e->thread->irql_known = level.known;
}

void rtm_step(struct rtm_env *e, struct rtm_value object, const struct rtm_words *words)
{
    struct rtm_object *o = object_at(e, object);
    if (o)
        object_note(e, o, words, NULL, NULL);
}

/* ---- locks ------------------------------------------------------------------------------------------------------ */

static struct rtm_held *held_find(struct rtm_thread *t, uint64_t address)
{
    for (uint32_t i = t->held_count; i-- > 0;)
        if (t->held[i].address == address)
            return &t->held[i];
    return NULL;
}

static void held_remove(struct rtm_thread *t, struct rtm_held *h)
{
    uint32_t at = (uint32_t)(h - t->held);
    memmove(h, h + 1, (--t->held_count - at) * sizeof *h);
}

static bool tell_lock(struct rtm_env *e, enum rtm_trigger trigger, uint32_t kind, uint64_t address, uint32_t argument, const struct rtm_note *also,
                      const struct rt_place *place)
{
    const struct rtm_check *c = check_of(e->m, trigger, kind);
    const struct rtm_kind *k = kind_of(kind);
    return c && tell(e, c, NULL, address, argument, k ? k->words : "lock", also, place);
}

void rtm_acquiring(struct rtm_env *e, uint32_t kind, struct rtm_value lock, bool shared, uint32_t argument)
{
    struct rtm_held *h = lock.known ? held_find(e->thread, (uint64_t)lock.v) : NULL;
    if (h && !shared && !kind_of(kind)->is_recursive && tell_lock(e, RTM_DOUBLE_ACQUIRE, kind, h->address, argument, &h->note, NULL)) {
        h->not_done++;
        e->wrong = true;
    }
}

void rtm_acquired(struct rtm_env *e, uint32_t kind, struct rtm_value lock, uint32_t argument, const struct rtm_words *words)
{
    struct rtm_thread *t = e->thread;
    struct rtm_held *h = lock.known ? held_find(t, (uint64_t)lock.v) : NULL;
    if (!lock.known || !lock.v)
        return;
    if (h) {
        h->count++;
        return;
    }
    if (t->held_count == HELD_MAX) {
        host_note(e->m, "more than %d locks are held by one thread: some are not watched", HELD_MAX);
        return;
    }
    h = &t->held[t->held_count++];
    *h = (struct rtm_held){.address = (uint64_t)lock.v, .kind = kind, .count = 1, .frame = t->callback ? t->callback->own.event : 0};
    note_take(e, &h->note, words);
    h->note.text = "it is acquired";
    h->note.change = "held";
    h->note.kind_words = kind_of(kind)->words;
    h->note.subject = argument;
}

void rtm_release(struct rtm_env *e, uint32_t kind, struct rtm_value lock, uint32_t argument, const struct rtm_words *words)
{
    const struct rtm_kind *k = kind_of(kind);
    struct rtm_thread *t = e->thread;
    (void)words;
    if (!lock.known || !lock.v)
        return;
    struct rtm_held *h = held_find(t, (uint64_t)lock.v);
    if (!h && !k->must_release) /* any other thread may release it */
        for (struct rtm_thread *other = e->m->threads; other && !h; other = other->next)
            if ((h = held_find(other, (uint64_t)lock.v)))
                t = other;
    if (!h) {
        if (k->must_release && tell_lock(e, RTM_EXTRA_RELEASE, kind, (uint64_t)lock.v, argument, NULL, NULL))
            e->wrong = true;
        return;
    }
    if (h->not_done) {
        h->not_done--;
        e->wrong = true;
        return;
    }
    if (h->kind != kind && !kind_of(h->kind)->is_open)
        tell_lock(e, RTM_WRONG_RELEASE, kind, h->address, argument, &h->note, NULL);
    if (--h->count == 0)
        held_remove(t, h);
}

void lock_held_at_exit(struct rtm_env *e, const struct rtm_held *held, const struct rt_place *place)
{
    const struct rtm_kind *k = kind_of(held->kind);
    if (k && k->must_release)
        tell_lock(e, RTM_HELD_LOCK, held->kind, held->address, UINT32_MAX, &held->note, place);
}

/* ---- rules about calls ------------------------------------------------------------------------------------------- */

void rtm_check(struct rtm_env *e, const struct rtm_check *check)
{
    if (!rule_applies(e->m, check->rule))
        return;
    memset(e->var, 0, sizeof e->var);
    enum rtm_truth t = check->condition ? check->condition(e) : RTM_YES;
    if (t == RTM_YES)
        finding_report(e, check, NULL, NULL, NULL);
    else
        e->m->counts.undecided += t == RTM_MAYBE;
    memset(e->var, 0, sizeof e->var);
}
