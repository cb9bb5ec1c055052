/* traffic: the threads that send, receive, complete and return while a driver runs. */
#ifndef RT_TRAFFIC_H
#define RT_TRAFFIC_H

#include "../ndis/ndis.h"

struct traffic_settings {
    uint32_t packets; /* per thread */
    uint32_t senders, receivers;
    bool delay;
};

/* Starts the threads for all adapters that there are. */
void traffic_start(const struct traffic_settings *s);
/* Waits until all have done their part. */
void traffic_wait(void);

#endif
