/* Findings of the host itself: each has the driver's part of the stack as its steps. */
#include "rt.h"

enum { STACK_MAX = 32, TEXT_MAX = 600 };

struct rt_seen {
    struct rt_seen *next;
    uint64_t hash;
};

static bool is_new(const char *rule, const void *place, const char *text)
{
    struct rt *rt = rt_get();
    uint64_t hash = (uint64_t)(uintptr_t)place;
    for (const char *p = rule; *p; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(0x100000001B3);
    if (!place) /* nothing of the driver: then the words tell them apart */
        for (const char *p = text; *p; p++)
            hash = (hash ^ (unsigned char)*p) * UINT64_C(0x100000001B3);
    for (const struct rt_seen *s = rt->seen; s; s = s->next)
        if (s->hash == hash)
            return false;
    struct rt_seen *s = rt_memory_new_zeroed(sizeof *s);
    *s = (struct rt_seen){rt->seen, hash};
    rt->seen = s;
    return true;
}

void rt_told(const char *rule, const void *place)
{
    if (place)
        (void)is_new(rule, place, "");
}

const void *rt_place(void)
{
    const struct rt_frame *f = rt_thread_current()->frame;
    for (; f; f = f->outer)
        if (f->ddi && rt_in_driver(f->call.place.address))
            return f->call.place.address;
        else if (f->role)
            return f->callback.place.address;
    return NULL;
}

static void add_stack(const struct rt_frame *f)
{
    const void *addresses[STACK_MAX];
    uint32_t count = 0;
    for (; f && !count; f = f->outer)
        if (f->ddi && f->stack)
            count = rt_stack(f->stack, addresses, STACK_MAX);
        else if (f->role)
            addresses[count++] = f->callback.place.address;
    rt_record_stack("stack", addresses, count);
}

static void tell(const char *rule, const char *text)
{
    struct rt_thread *t = rt_thread_current();
    const struct rt_frame *callback = t->frame;
    const void *place = rt_place();
    if (!is_new(rule, place, text))
        return;
    rt_get()->findings++;
    while (callback && !callback->role)
        callback = callback->outer;
    rt_record_begin("violation");
    rt_record_member("rule", rule);
    rt_record_member("message", text);
    rt_record_member("thread", t->name ? t->name : "");
    if (callback)
        rt_record_member("callback", callback->role->name);
    add_stack(t->frame);
    rt_record_end();
}

static void format_text(char text[TEXT_MAX], const char *format, va_list arguments)
{
    __builtin_vsnprintf(text, TEXT_MAX, format, arguments);
}

void rt_report(const char *rule, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    format_text(text, format, arguments);
    va_end(arguments);
    tell(rule, text);
}

_Noreturn void rt_report_and_stop(const char *rule, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    format_text(text, format, arguments);
    va_end(arguments);
    tell(rule, text);
    rt_summary();
    rt_stop(1);
}

/* All wait. The first that is not the system's says what the driver waits for. */
_Noreturn void rt_deadlock(void)
{
    struct rt_thread *of = NULL;
    char who[400] = "";
    for (uint32_t i = 1; i <= rt_thread_count(); i++) {
        struct rt_thread *t = rt_thread_number(i);
        if (!t || t->state != RT_THREAD_WAITING || t->serves)
            continue;
        if (!of)
            of = t;
        size_t at = __builtin_strlen(who);
        rt_format(who + at, sizeof who - at, "%s%s waits for %s", at ? "; " : "", t->name, t->reason ? t->reason : "something");
    }
    rt_record_begin("violation");
    rt_record_member("rule", "run-deadlock");
    char text[TEXT_MAX];
    rt_format(text, sizeof text, "No thread can go on: %s.", who);
    rt_record_member("message", text);
    if (of)
        add_stack(of->frame);
    rt_record_end();
    rt_summary();
    rt_stop(1);
}

/* The stand-ins of what the host does not have call this. */
RT_EXPORT _Noreturn void rt_missing(const char *name);
RT_EXPORT _Noreturn void rt_missing(const char *name)
{
    const void *addresses[STACK_MAX];
    char text[TEXT_MAX];
    uint32_t count = rt_stack(__builtin_frame_address(0), addresses, STACK_MAX);
    rt_format(text, sizeof text, "%s is called, which is not simulated: the run ends here.", name);
    rt_record_begin("violation");
    rt_record_member("rule", "run-incomplete");
    rt_record_member("message", text);
    rt_record_stack("stack", addresses + (count > 1), count - (count > 1)); /* the first is in the stand-in */
    rt_record_end();
    rt_summary();
    rt_stop(1);
}
