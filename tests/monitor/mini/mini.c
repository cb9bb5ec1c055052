/* Runs the scripts of one program: SCRIPT RULE LINE MESSAGE for each finding, "end SCRIPT LINE" where one was stopped. */
#include "ndis.h"

#include <string.h>

struct mini mini;

static void on_report(void *host, const struct rt_finding *f)
{
    (void)host;
    printf("%s\t%s\t%u\t%s\n", mini.script, f->rule, f->place.line, f->message);
}

static void on_note(void *host, const char *text)
{
    (void)host;
    printf("%s\tnote\t0\t%s\n", mini.script, text);
}

int mini_main(const struct mini_script *scripts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rt_callback cb = {.role = rt_monitor_role("KSTART_ROUTINE"), .place = {.file = "script.c", .function = scripts[i].name}};
        mini.script = scripts[i].name;
        mini.irql = PASSIVE_LEVEL;
        mini.monitor = rt_monitor_new(&(struct rt_monitor_host){.report = on_report, .note = on_note});
        rt_monitor_enter(mini.monitor, &cb);
        if (setjmp(mini.end) == 0) {
            scripts[i].routine(calloc(1, 256));
            rt_monitor_exit(mini.monitor, &cb);
            rt_monitor_finish(mini.monitor);
        } else
            printf("%s\tstopped\t0\t\n", mini.script);
        rt_monitor_free(mini.monitor);
    }
    return 0;
}
