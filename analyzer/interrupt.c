/* One thread that waits for the signals which end the program. */
#include "interrupt.h"

#include "base/base.h"

#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct interrupt {
    pthread_rwlock_t gate; /* read: somebody writes a file; write: the process ends */
    pthread_t thread;
    sigset_t signals;
    char *scratch; /* or NULL */
};

/* The folder and all below it. */
static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    remove(path);
    return 0;
}

static void remove_scratch(const char *folder)
{
    if (folder)
        nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void *await(void *argument)
{
    struct interrupt *i = argument;
    int number;
    if (sigwait(&i->signals, &number) == 0) {
        pthread_rwlock_wrlock(&i->gate);
        remove_scratch(i->scratch);
        static const char text[] = "\nddicheck: interrupted\n";
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
            _exit(128 + number);
        _exit(128 + number);
    }
    return NULL;
}

struct interrupt *interrupt_new(void)
{
    struct interrupt *i = mem_zalloc(sizeof *i);
    pthread_rwlock_init(&i->gate, NULL);
    sigemptyset(&i->signals);
    sigaddset(&i->signals, SIGINT);
    sigaddset(&i->signals, SIGTERM);
    sigaddset(&i->signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &i->signals, NULL);
    if (pthread_create(&i->thread, NULL, await, i) != 0)
        bug("no thread could be started");
    return i;
}

void interrupt_free(struct interrupt *i)
{
    pthread_cancel(i->thread);
    pthread_join(i->thread, NULL);
    pthread_rwlock_destroy(&i->gate);
    interrupt_clean(i);
    free(i);
}

void interrupt_hold(struct interrupt *i) { pthread_rwlock_rdlock(&i->gate); }
void interrupt_allow(struct interrupt *i) { pthread_rwlock_unlock(&i->gate); }

const char *interrupt_scratch(struct interrupt *i)
{
    if (i->scratch)
        return i->scratch;
    const char *base = getenv("TMPDIR");
    struct str path = {0};
    str_printf(&path, "%s/ddicheck-XXXXXX", base && base[0] == '/' ? base : "/tmp");
    char *made = str_take(&path);
    interrupt_hold(i);
    if (mkdtemp(made))
        i->scratch = made;
    else
        free(made);
    interrupt_allow(i);
    return i->scratch;
}

void interrupt_clean(struct interrupt *i)
{
    interrupt_hold(i);
    remove_scratch(i->scratch);
    free(i->scratch);
    i->scratch = NULL;
    interrupt_allow(i);
}
