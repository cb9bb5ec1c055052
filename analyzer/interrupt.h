/*
 * interrupt: how the program ends on Ctrl-C and kill, with exit code 128 + n and no half-written
 * file left behind.
 *
 * The signals are blocked in all threads and awaited by one of ours. It takes the gate, which
 * whoever writes files holds meanwhile, removes the run's scratch folder, and ends the process.
 */
#ifndef DDICHECK_INTERRUPT_H
#define DDICHECK_INTERRUPT_H

struct interrupt;

/* Before any other thread is started. */
struct interrupt *interrupt_new(void);
void interrupt_free(struct interrupt *i);
/* Around every writing of a file. */
void interrupt_hold(struct interrupt *i);
void interrupt_allow(struct interrupt *i);

/* A folder for files of this run, made at the first call; it goes when the process ends by a signal, or with
   interrupt_clean. NULL where it cannot be made. Lives as long as i. */
const char *interrupt_scratch(struct interrupt *i);
void interrupt_clean(struct interrupt *i);

#endif
