/*
 * Reads of memory that may not be there. An instruction that reads stands in the section rt_probes with the place where it goes on if there
 * is nothing; the handler of the signal looks there first.
 *
 * Signals. What the driver did wrong is written as a record with the driver's part of the stack, and the process
 * ends: the parent turns the record into a finding. The handler runs on a stack of its own, as the driver's may be full.
 */
#include "state.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#define EXIT_CRASHED 86

struct probe {
    uintptr_t at, otherwise;
};

extern const struct probe __start_rt_probes[], __stop_rt_probes[];

#define ADDRESSES UINT64_C(0x800000000000) /* of user mode lie below; where the others are read, the signal does not name them */

/* Reads a piece of the width that the instruction moves; goes on at `failed` where it cannot be read. */
#define PROBE(instruction, value, address, failed)                                                                   \
    __asm__ goto("1: " instruction "\n"                                                                              \
                 ".pushsection rt_probes,\"aw\"\n"                                                                   \
                 ".quad 1b, %l2\n"                                                                                   \
                 ".popsection"                                                                                       \
                 : "=&r"(value)                                                                                      \
                 : "r"(address)                                                                                      \
                 : "memory"                                                                                          \
                 : failed)

static bool read_byte(uint64_t address, void *to)
{
    uint32_t value;
    PROBE("movzbl (%1), %k0", value, address, failed);
    memcpy(to, &value, 1);
    return true;
failed:
    return false;
}

static bool read_half(uint64_t address, void *to)
{
    uint32_t value;
    PROBE("movl (%1), %k0", value, address, failed);
    memcpy(to, &value, 4);
    return true;
failed:
    return false;
}

static bool read_word(uint64_t address, void *to)
{
    uint64_t value;
    PROBE("movq (%1), %0", value, address, failed);
    memcpy(to, &value, 8);
    return true;
failed:
    return false;
}

bool rt_probe(uint64_t address, void *to, size_t size)
{
    unsigned char *bytes = to;
    bool good = address < ADDRESSES && size < ADDRESSES;
    for (; good && size >= 8; size -= 8, address += 8, bytes += 8)
        good = read_word(address, bytes);
    for (; good && size >= 4; size -= 4, address += 4, bytes += 4)
        good = read_half(address, bytes);
    for (; good && size; size--, address++, bytes++)
        good = read_byte(address, bytes);
    return good;
}

/* Whether a probe has read what is not there: it goes on elsewhere. */
static bool probe_failed(ucontext_t *c)
{
    for (const struct probe *p = __start_rt_probes; p < __stop_rt_probes; p++)
        if (p->at == (uintptr_t)c->uc_mcontext.gregs[REG_RIP]) {
            c->uc_mcontext.gregs[REG_RIP] = (greg_t)p->otherwise;
            return true;
        }
    return false;
}

static const char *stand_in(const void *address)
{
    const struct rt_stand_in *s = rt_os()->stand_ins;
    while (s && s->name && (size_t)((const char *)address - (const char *)s->at) >= RT_STAND_IN)
        s++;
    return s ? s->name : NULL;
}

/* The driver uses what the host does not have: no fault of its own. */
static void tell_missing(const char *name, const void *const *stack, uint32_t count)
{
    char text[200];
    snprintf(text, sizeof text, "%s is used, which is not simulated: the run ends here.", name);
    rt_record_begin("violation");
    rt_record_member("rule", "run-incomplete");
    rt_record_member("message", text);
    rt_record_stack("stack", stack, count);
    rt_record_end();
    rt_trace_flush();
    _exit(EXIT_CRASHED);
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    struct rt_os *os = rt_os();
    ucontext_t *c = context;
    const void *addresses[65];
    uint32_t count = 0;
    if (probe_failed(c))
        return;
    const void *at = (const void *)(uintptr_t)c->uc_mcontext.gregs[REG_RIP];
    const void *frame = (const void *)(uintptr_t)c->uc_mcontext.gregs[REG_RBP];
    signal(number, SIG_DFL); /* a crash of ours in here ends it */
    const void *called = NULL;
    if (rt_in_driver(at))
        addresses[count++] = (const char *)at + 1; /* the others are return addresses: one behind */
    else if (at == info->si_addr && rt_probe((uint64_t)c->uc_mcontext.gregs[REG_RSP], &called, sizeof called) && rt_in_driver(called))
        addresses[count++] = called; /* a call of what is no function: its frame has not been made */
    count += rt_stack(frame, addresses + count, 64);
    const char *missing = number == SIGSEGV ? stand_in(info->si_addr) : NULL;
    if (missing)
        tell_missing(missing, addresses, count);
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
    rt_trace_flush();
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
        rt_trace_flush();
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
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER}; /* a crash of ours in there ends it */
    pthread_t watcher;
    sigaltstack(&own, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    rt_os()->handles[1] = pthread_self();
    if (seconds)
        pthread_create(&watcher, NULL, watch, (void *)(uintptr_t)seconds);
}

_Noreturn void rt_stop(int code)
{
    rt_unseen(false);
    if (rt_os()->records)
        fflush(rt_os()->records);
    rt_trace_flush();
    _exit(code);
}
