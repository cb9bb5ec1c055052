/* wdf_bus: the children of a device, for the two files about them. A child belongs to its parent's bus, which goes with the device. */
#ifndef RT_WDF_BUS_H
#define RT_WDF_BUS_H

#include "wdf_host.h"

struct rt_wdf_child { /* of one parent; the list's, or static */
    struct rt_wdf_child *next;
    struct rt_wdf_list *list; /* NULL: static */
    PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER identification;
    PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER address; /* or NULL */
    struct rt_wdf_device *device;                  /* NULL: not made yet */
    bool missing, refused, eject;
    bool unseen; /* by the scan that runs */
};

struct rt_wdf_bus {
    struct rt_wdf_device *parent;
    struct rt_wdf_child *children;
    uint32_t iterations;
    bool busy, again, stopped; /* stopped: the parent leaves D0, or goes */
    struct rt_work work;
};

struct rt_wdf_list {
    struct rt_wdf_object object;
    WDF_CHILD_LIST_CONFIG config;
    uint32_t scans;
};

/* Made when it is first asked for. */
struct rt_wdf_bus *rt_wdf_bus_of(struct rt_wdf_device *d);
/* A worker will look at it. */
void rt_wdf_bus_changed(struct rt_wdf_bus *b);
void rt_wdf_child_missing(struct rt_wdf_child *c, struct rt_wdf_bus *b);
/* Copies its descriptions. */
void rt_wdf_child_identify(struct rt_wdf_list *l, const struct rt_wdf_child *c, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER to);
void rt_wdf_child_locate(struct rt_wdf_list *l, const struct rt_wdf_child *c, PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER to);
WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS rt_wdf_child_status(const struct rt_wdf_child *c);

#endif
