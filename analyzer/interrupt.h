/*
 * interrupt: how the program ends on Ctrl-C and kill, with exit code 128 + n and no half-written
 * file left behind.
 *
 * The signals are blocked in all threads and awaited by one of ours. It takes the gate, which
 * whoever writes files holds meanwhile, and ends the process.
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

#endif
