/* ddicheck: reads the command line and calls the command. */
#include "commands.h"
#include "interrupt.h"
#include "pipeline.h"
#include "session.h"

#include <errno.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
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
   page fault for each page of it. Address space is taken for all of it at once, so that pages can be large ones; only what is
   touched takes memory. */
#define MEMORY_KEPT ((size_t)256 << 20)
#define MEMORY_PAGE ((size_t)2 << 20)
#define MEMORY_BLOCK ((size_t)32 << 20) /* larger ones have a mapping of their own */

static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1); /* one heap for all threads: what one thread's function gives back, another's takes */
    mallopt(M_TRIM_THRESHOLD, (int)MEMORY_KEPT);
    mallopt(M_TOP_PAD, (int)MEMORY_KEPT);
    mallopt(M_MMAP_THRESHOLD, (int)MEMORY_BLOCK);
    char *first = mem_alloc(MEMORY_PAGE), *end = sbrk(0);
    uintptr_t from = ((uintptr_t)first + MEMORY_PAGE - 1) & ~(uintptr_t)(MEMORY_PAGE - 1);
    if ((uintptr_t)end > from)
        madvise((void *)from, (uintptr_t)end - from, MADV_HUGEPAGE); /* a hint: nothing changes without it */
    free(first);
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
