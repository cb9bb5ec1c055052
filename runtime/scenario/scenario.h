/*
 * scenario: what is done with the driver, step by step.
 *
 * A scenario is text, one step per line, # begins a comment. A step has a name and settings:
 *
 * The names are those of filter drivers; for protocol and miniport drivers they are what corresponds to it: bind and unbind,
 * initialize and halt, NetEventRestart and NetEventPause.
 *
 *     attach modules=2                       FilterAttach
 *     restart backfill=0 context=0           FilterRestart; what our miniport asks to be left free
 *     traffic packets=200 senders=2 receivers=1 delay=1
 *                                            frames both ways, from several threads; delay=0: completed at once
 *     background packets=200 ...             the same, while the following steps are done
 *     wait                                   for the end of that
 *     oids count=20                          queries and sets; one in four is cancelled
 *     status  pnp  cancel  device            indications, events, cancelled sends; control of registered devices
 *     sleep milliseconds=12000               of virtual time
 *     pause  detach                          FilterPause, FilterDetach
 *     surprise                               a framework device is pulled out
 *     shutdown                               the system is switched off: the end for a driver that has a handler for it
 *     repeat count=10 ... end                not nested
 *     unload                                 the end; what is left by then is looked at after it
 *
 * What the steps mean for a framework driver stands in wdf/wdf_step.c.
 *
 * DriverEntry comes before the first step. A step for a state that the module is not in is passed over: a module
 * whose FilterRestart failed stays paused, one whose FilterAttach failed is not there.
 */
#ifndef RT_SCENARIO_H
#define RT_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

struct rt_run {
    const char *driver;   /* path of the driver's shared object */
    const char *entry;    /* "DriverEntry" */
    const char *scenario; /* its text */
    uint64_t seed;
    uint32_t mean;        /* calls between two changes of thread, on average */
    uint32_t fault;
    bool count_sites, monitors;
    uint32_t seconds;     /* the steps before unload are repeated for so long; 0: once */
    uint32_t patience;    /* seconds after which a driver that calls nothing hangs */
    int records;          /* file descriptor */
    const char *frames, *frames_out; /* files of frames for the traffic, and of those that left the driver; or NULL */
    const char *trace;    /* file for the events that the monitors see, or NULL */
};

/* Runs it in this process. The exit code: 0 it came to its end, 1 it was given up, 2 it could not begin. */
int rt_run(const struct rt_run *run);

#endif
