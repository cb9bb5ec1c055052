/*
 * workers: tasks in child processes, so that one that crashes or never ends takes nothing else with it.
 *
 * The calling process hands out tasks, one at a time to each child, and gets bytes back. Children are
 * forked when the run begins: they see all that the parent has prepared until then. A child that dies is
 * replaced; its task is answered with the signal that ended it. What a child writes to stderr is passed on when
 * its task is done; a sanitizer's report of a stack overflow only if `verbose` is set.
 */
#ifndef DDICHECK_WORKERS_H
#define DDICHECK_WORKERS_H

#include "base/base.h"

/* Processor time after which a task is given up. */
#define WORKER_SECONDS 300u

struct workers {
    void *context;
    unsigned jobs; /* children, at least 1 */
    bool verbose;
    /* In the parent: the next task that can be begun; false where there is none, or none before another
       one is done. */
    bool (*next)(void *context, uint32_t *task);
    /* In a child: does the task and appends its answer. */
    void (*run)(void *context, uint32_t task, struct str *answer);
    /* In the parent, once for each task: the answer, valid during the call; or NULL and the signal
       that ended the child (SIGXCPU: over WORKER_SECONDS; 0: it left by itself). */
    void (*done)(void *context, uint32_t task, const char *answer, size_t size, int signal);
};

/* Runs until `next` has no more tasks and all are done. Where no process can be forked, the calling
   one does the tasks. */
void workers_run(const struct workers *w);

#endif
