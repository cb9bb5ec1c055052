/*
 * Signals. What the driver did wrong is written as a record with the driver's part of the stack, and the process
 * ends: the parent turns the record into a finding. The handler runs on a stack of its own, as the driver's may be full.
 */
#include "state.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#define EXIT_CRASHED 86

static void on_signal(int number, siginfo_t *info, void *context)
{
    struct rt_os *os = rt_os();
    const ucontext_t *c = context;
    const void *addresses[65];
    uint32_t count = 0;
    if (os->probing)
        longjmp(os->probe, 1);
    const void *at = (const void *)(uintptr_t)c->uc_mcontext.gregs[REG_RIP];
    const void *frame = (const void *)(uintptr_t)c->uc_mcontext.gregs[REG_RBP];
    signal(number, SIG_DFL); /* a crash of ours in here ends it */
    if (rt_in_driver(at))
        addresses[count++] = (const char *)at + 1; /* the others are return addresses: one behind */
    count += rt_stack(frame, addresses + count, 64);
    rt_record_begin(number == SIGXCPU ? "hang" : "crash");
    rt_record_number("signal", (uint64_t)number);
    rt_record_member("name", strsignal(number));
    rt_record_number("inDriver", rt_in_driver(at));
    const void *fault = info->si_addr;
    rt_record_stack("address", &fault, number == SIGSEGV || number == SIGBUS);
    rt_record_stack("at", &at, 1);
    rt_record_stack("stack", addresses, count);
    if (os->current)
        rt_record_member("thread", os->current->name ? os->current->name : "");
    rt_record_end();
    _exit(EXIT_CRASHED);
}

/* Sees whether the host is still called. Not one of the threads that have turns. */
static void *watch(void *argument)
{
    struct rt_os *os = rt_os();
    uint32_t seconds = (uint32_t)(uintptr_t)argument, quiet = 0;
    uint64_t last = 0;
    for (;;) {
        sleep(1);
        uint64_t now = os->calls;
        quiet = now == last ? quiet + 1 : 0;
        last = now;
        if (quiet >= seconds && os->current)
            pthread_kill(os->handles[os->current->number], SIGXCPU);
    }
}

void rt_crash_watch(uint32_t seconds)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGXCPU};
    stack_t own = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER}; /* a probe that fails jumps out */
    pthread_t watcher;
    sigaltstack(&own, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    rt_os()->handles[1] = pthread_self();
    if (seconds)
        pthread_create(&watcher, NULL, watch, (void *)(uintptr_t)seconds);
}

bool rt_probe(uint64_t address, void *to, size_t size)
{
    struct rt_os *os = rt_os();
    const volatile unsigned char *from = (const volatile unsigned char *)(uintptr_t)address;
    unsigned char *bytes = to;
    if (setjmp(os->probe)) {
        os->probing = false;
        return false;
    }
    os->probing = true;
    for (size_t i = 0; i < size; i++)
        bytes[i] = from[i];
    os->probing = false;
    return true;
}

_Noreturn void rt_stop(int code)
{
    rt_unseen(false);
    if (rt_os()->records)
        fflush(rt_os()->records);
    _exit(code);
}
