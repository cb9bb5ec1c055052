/*
 * ex: pool memory with tags, lookaside lists, interlocked lists, mutexes and resources, work items.
 *
 * Each allocation is a block of its own (rt.h): what stands behind its end is guarded, and what is freed is found when
 * it is used. Pools of different types differ in nothing but their name; that paged memory is touched at DISPATCH_LEVEL is
 * not seen here.
 */
#ifndef RT_EX_H
#define RT_EX_H

#include "../ke/ke.h"

/* Makes the threads for work items. */
void rt_ex_start(void);
/* Waits until all that is queued has run. */
void rt_ex_flush(void);

/* ex_pool.c: memory that the driver owns; NULL where the allocation is chosen to fail. `owner` tells it from the pool's
   (a lookaside list), or NULL. */
void *rt_pool_new(size_t size, ULONG tag, void *owner, bool zeroed);
/* Frees it; reports an address that is none, a wrong tag (0: any) and a wrong owner. `name` is the DDI. */
void rt_pool_free(void *memory, ULONG tag, const void *owner, const char *name);

/*
 * ex_work.c: work for the system's threads. `run` is called at PASSIVE_LEVEL; `item` may be queued again from then on.
 */
struct rt_work {
    struct rt_work *next;
    void (*run)(struct rt_work *item);
    bool queued;
};
/* False where it is queued already. */
bool rt_work_queue(struct rt_work *item);
void rt_work_cancel(struct rt_work *item); /* takes it out where it still waits */

#endif
