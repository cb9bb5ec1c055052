/*
 * Child processes and their pipes. A command is a u32 (the task); an answer is a u64 (its size) and
 * that many bytes. A child has one task at a time, so that its pipe never fills with commands.
 */
#include "workers.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* clang's parser and the lowering of deeply nested code recurse. Only touched pages cost memory. */
#define WORKER_STACK ((size_t)512 << 20)

struct child {
    pid_t pid; /* 0: not running */
    int commands, answers;
    int words; /* a file in memory that is its stderr; -1: it has the parent's */
    bool busy;
    uint32_t task;
    struct str answer;
};

struct pool {
    const struct workers *w;
    struct child *children;
    unsigned count;
};

/* ---- the child ------------------------------------------------------------------------------- */

static bool read_all(int fd, void *to, size_t n)
{
    for (char *at = to; n;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *from, size_t n)
{
    for (const char *at = from; n;) {
        ssize_t put = write(fd, at, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        n -= (size_t)put;
    }
    return true;
}

/* The signal SIGXCPU ends a task that takes too long. */
static void limit_time(void)
{
    struct rusage used;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0)
        return;
    rlim_t until = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + WORKER_SECONDS;
    if (limit.rlim_max == RLIM_INFINITY || until < limit.rlim_max)
        limit.rlim_cur = until;
    setrlimit(RLIMIT_CPU, &limit);
}

struct duty {
    const struct workers *w;
    int commands, answers;
};

static void *serve(void *argument)
{
    struct duty *d = argument;
    uint32_t task;
    struct str answer = {0};
    while (read_all(d->commands, &task, sizeof task)) {
        str_clear(&answer);
        limit_time();
        d->w->run(d->w->context, task, &answer);
        uint64_t size = answer.length;
        if (!write_all(d->answers, &size, sizeof size) || !write_all(d->answers, str_text(&answer), answer.length))
            break;
    }
    str_release(&answer);
    return NULL;
}

/* A thread, because its stack can be made as large as wanted. */
static _Noreturn void be_child(struct duty d)
{
    sigset_t none;
    pthread_t thread;
    pthread_attr_t attributes;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody waits for a child whose parent was killed */
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, WORKER_STACK);
    if (pthread_create(&thread, &attributes, serve, &d) == 0)
        pthread_join(thread, NULL);
    else
        serve(&d);
    _exit(0);
}

/* ---- what a child says ------------------------------------------------------------------------- */

/* A sanitizer's report that a stack was too small for what the parser was given. It is answered as the crash
   that it is; reports of anything else are faults of ours and stay visible. */
static bool is_overflow(const char *text)
{
    return strstr(text, "ERROR: AddressSanitizer: stack-overflow") && !strstr(text, "runtime error:");
}

/* Passes on what the child wrote since the last time. */
static void repeat_words(const struct pool *p, const struct child *c)
{
    struct stat st;
    if (c->words < 0 || fstat(c->words, &st) != 0 || st.st_size <= 0)
        return;
    char *text = mem_zalloc((size_t)st.st_size + 1);
    ssize_t got = pread(c->words, text, (size_t)st.st_size, 0);
    if (got > 0 && (p->w->verbose || !is_overflow(text)))
        fwrite(text, 1, (size_t)got, stderr);
    free(text);
    if (ftruncate(c->words, 0) != 0 || lseek(c->words, 0, SEEK_SET) != 0) /* the child's offset, too */
        fprintf(stderr, "ddicheck: %s\n", strerror(errno));
}

/* ---- the parent ---------------------------------------------------------------------------------- */

static bool start(struct pool *p, struct child *c)
{
    int commands[2], answers[2];
    if (pipe(commands) != 0)
        return false;
    if (pipe(answers) != 0) {
        close(commands[0]);
        close(commands[1]);
        return false;
    }
    fflush(NULL); /* or the child would write the same bytes again */
    c->words = memfd_create("stderr", MFD_CLOEXEC);
    c->pid = fork();
    if (c->pid == 0) {
        close(commands[1]);
        close(answers[0]);
        for (unsigned i = 0; i < p->count; i++) /* else a brother's pipe would outlive the parent */
            if (p->children[i].pid && &p->children[i] != c) {
                close(p->children[i].commands);
                close(p->children[i].answers);
            }
        if (c->words >= 0)
            dup2(c->words, STDERR_FILENO);
        be_child((struct duty){p->w, commands[0], answers[1]});
    }
    close(commands[0]);
    close(answers[1]);
    if (c->pid < 0) {
        c->pid = 0;
        close(commands[1]);
        close(answers[0]);
        if (c->words >= 0)
            close(c->words);
        return false;
    }
    c->commands = commands[1];
    c->answers = answers[0];
    c->busy = false;
    str_clear(&c->answer);
    return true;
}

/* Closes the pipes and waits. Returns the signal that ended it, or 0. */
static int stop(const struct pool *p, struct child *c)
{
    int status = 0;
    close(c->commands);
    close(c->answers);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR) {
    }
    c->pid = 0;
    repeat_words(p, c);
    if (c->words >= 0)
        close(c->words);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void do_here(const struct workers *w, uint32_t task)
{
    struct str answer = {0};
    w->run(w->context, task, &answer);
    w->done(w->context, task, str_text(&answer), answer.length, 0);
    str_release(&answer);
}

/* Gives tasks to those that have none. Returns whether anybody is at work. */
static bool assign(struct pool *p)
{
    bool busy = false, more = true;
    for (unsigned i = 0; i < p->count; i++) {
        struct child *c = &p->children[i];
        if (!c->busy && more && (more = p->w->next(p->w->context, &c->task)) == true) {
            if (!c->pid && !start(p, c)) {
                do_here(p->w, c->task);
                busy = true; /* others may have become possible */
                continue;
            }
            write_all(c->commands, &c->task, sizeof c->task); /* a child that is gone shows when it is read */
            c->busy = true;
        }
        busy |= c->busy;
    }
    return busy;
}

/* Reads what there is. An answer that is whole, or can never be, is handed over. */
static void receive(struct pool *p, struct child *c)
{
    char buffer[65536];
    ssize_t got = read(c->answers, buffer, sizeof buffer);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got <= 0) {
        int number = stop(p, c);
        c->busy = false;
        str_clear(&c->answer);
        p->w->done(p->w->context, c->task, NULL, 0, number);
        return;
    }
    uint64_t size;
    str_append_n(&c->answer, buffer, (size_t)got);
    if (c->answer.length < sizeof size)
        return;
    memcpy(&size, c->answer.text, sizeof size);
    if (c->answer.length - sizeof size < size)
        return;
    c->busy = false;
    repeat_words(p, c);
    p->w->done(p->w->context, c->task, c->answer.text + sizeof size, (size_t)size, 0);
    str_clear(&c->answer);
}

static void await(struct pool *p)
{
    struct pollfd *fds = mem_zalloc(sizeof *fds * p->count);
    for (unsigned i = 0; i < p->count; i++)
        fds[i] = (struct pollfd){.fd = p->children[i].busy ? p->children[i].answers : -1, .events = POLLIN};
    if (poll(fds, p->count, -1) > 0)
        for (unsigned i = 0; i < p->count; i++)
            if (fds[i].revents && p->children[i].busy)
                receive(p, &p->children[i]);
    free(fds);
}

void workers_run(const struct workers *w)
{
    struct pool p = {.w = w, .count = w->jobs ? w->jobs : 1};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    p.children = mem_zalloc(sizeof *p.children * p.count);
    sigaction(SIGPIPE, &ignore, &before);
    while (assign(&p)) {
        bool busy = false;
        for (unsigned i = 0; i < p.count; i++)
            busy |= p.children[i].busy;
        if (busy)
            await(&p);
    }
    for (unsigned i = 0; i < p.count; i++) {
        if (p.children[i].pid)
            stop(&p, &p.children[i]);
        str_release(&p.children[i].answer);
    }
    sigaction(SIGPIPE, &before, NULL);
    free(p.children);
}
