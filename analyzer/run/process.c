/* Programs in child processes. Each leads a process group of its own, so that killing it kills what it started. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void redirect(const char *path, int to)
{
    int file = open(path ? path : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file >= 0) {
        dup2(file, to);
        close(file);
    }
}

static void start(struct process *p)
{
    pid_t id = fork();
    if (id == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        setpgid(0, 0);
        redirect(p->out, STDOUT_FILENO);
        redirect(p->err, STDERR_FILENO);
        int in = open("/dev/null", O_RDONLY);
        if (in >= 0)
            dup2(in, STDIN_FILENO);
        for (const char *const *v = p->variables; v && *v; v++)
            putenv((char *)(uintptr_t)*v);
        if (!p->folder || chdir(p->folder) == 0)
            execvp(p->arguments[0], (char *const *)(uintptr_t)p->arguments);
        _exit(127);
    }
    p->id = p->number = id;
    p->code = id < 0 ? 127 : -1;
}

static void ended(struct process *p, int status)
{
    if (WIFEXITED(status))
        p->code = WEXITSTATUS(status);
    else if (WIFSIGNALED(status))
        p->signal = WTERMSIG(status);
    p->id = 0;
}

void processes_run(struct process *p, uint32_t count, unsigned jobs, void (*tick)(void *, uint32_t), void *context)
{
    double *since = mem_zalloc((count + 1) * sizeof *since);
    uint32_t begun = 0, done = 0, running = 0;
    while (done < count) {
        while (begun < count && running < (jobs ? jobs : 1)) {
            struct process *one = &p[begun];
            one->code = -1;
            one->signal = 0;
            one->timed_out = false;
            start(one);
            since[begun++] = now();
            if (one->id > 0)
                running++;
            else
                done++;
        }
        uint32_t before = done;
        for (uint32_t i = 0; i < begun; i++) {
            int status;
            if (p[i].id <= 0)
                continue;
            if (waitpid(p[i].id, &status, WNOHANG) == p[i].id) {
                ended(&p[i], status);
                running--;
                done++;
            } else if (p[i].seconds && now() - since[i] > p[i].seconds) {
                p[i].timed_out = true;
                kill(-p[i].id, SIGKILL);
            }
        }
        if (tick)
            tick(context, done);
        if (before == done && done < count)
            nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
    }
    free(since);
}

const char *program_find(struct arena *a, const char *const *names)
{
    const char *path = getenv("PATH");
    for (; *names; names++) {
        if (strchr(*names, '/') && access(*names, X_OK) == 0)
            return *names;
        for (const char *at = path ? path : "/usr/bin:/bin"; *at;) {
            size_t n = strcspn(at, ":");
            const char *full = path_join(a, arena_strndup(a, at, n), *names);
            if (n && access(full, X_OK) == 0)
                return full;
            at += n + (at[n] == ':');
        }
    }
    return NULL;
}
