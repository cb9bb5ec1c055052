/* ddicheck: reads the command line and calls the command. */
#include "commands.h"
#include "interrupt.h"
#include "pipeline.h"
#include "session.h"

#include <errno.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>

static int run(const struct options *o)
{
    switch (o->command) {
    case COMMAND_GUIDE: return command_guide(stderr);
    case COMMAND_RULES: return command_rules(o, stdout, stderr);
    case COMMAND_EXPLAIN: return command_explain(o, stdout, stderr);
    case COMMAND_IMPORT: return command_import(o, stderr);
    case COMMAND_DOCTOR: return command_doctor(o, stdout, stderr);
    case COMMAND_HELP: return command_help(o, stdout);
    case COMMAND_VERSION: return command_version(o, stdout, stderr);
    case COMMAND_RUN:
    case COMMAND_CHECK:
    case COMMAND_COUNT: break;
    }
    struct interrupt *interrupt = interrupt_new();
    int code = o->command == COMMAND_RUN ? command_run(o, interrupt, stdout, stderr) : pipeline_check(o, interrupt, stdout, stderr);
    interrupt_free(interrupt);
    return code;
}

/* What one function's analysis gives back, the next one takes: memory that goes back to the system in between costs a
   page fault for each page of it. */
#define MEMORY_KEPT (256 << 20)
#define MEMORY_TAKEN_AT_ONCE (4 << 20)

static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, MEMORY_KEPT);
    mallopt(M_TOP_PAD, MEMORY_TAKEN_AT_ONCE);
#endif
}

int main(int argc, char **argv)
{
    struct options o;
    struct diags d;
    int code = EXIT_FAILED;
    keep_memory();
    setlocale(LC_CTYPE, ""); /* for the width of characters; numbers and messages stay as they are */
    diags_init(&d);
    if (options_parse(&o, argc, argv, &d))
        code = run(&o);
    else {
        diags_print(&d, stderr, SEVERITY_NOTE);
        fputs("ddicheck: exit code 2: the command line is wrong\n", stderr);
    }
    options_release(&o);
    diags_release(&d);
    if (fflush(stdout) != 0 && code != EXIT_FAILED) {
        fprintf(stderr, "ddicheck: stdout cannot be written: %s\n", strerror(errno));
        code = EXIT_FAILED;
    }
    return code;
}
