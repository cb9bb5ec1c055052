/*
 * cm: the registry, a store of the run's own. At first there is the driver's own key, which DriverEntry is told of, and what
 * leads to it. What a driver writes it can read again, through ZwXxx and the framework's methods alike.
 *
 * A key is known by its path (cm_store.c): "\REGISTRY\MACHINE\..." of the system's, and others for the framework's. Names are compared
 * without regard to case.
 */
#ifndef RT_CM_H
#define RT_CM_H

#include "../ob/ob.h"

struct rt_text { /* WCHARs that are the store's, or borrowed */
    PVOID bytes;
    size_t size;
};

struct rt_value {
    struct rt_value *next; /* of its key, in the order in which they were first set */
    struct rt_text name, data;
    ULONG type;
};

struct rt_key {
    struct rt_key *next; /* of all */
    struct rt_text path;
    struct rt_value *values;
    uint32_t opened; /* handles */
    bool deleted;    /* it goes with its last handle */
};

bool rt_text_same(struct rt_text a, struct rt_text b);

/* The key of this path; NULL where there is none. With `make` one is made, and *made says so where it is not NULL. */
struct rt_key *rt_registry_key(struct rt_text path, bool make, bool *made);
/* Where the value of this name is, or would be; never NULL. */
struct rt_value **rt_registry_value(struct rt_key *key, struct rt_text name);
/* Copies the name and the data. */
void rt_registry_set(struct rt_key *key, struct rt_text name, ULONG type, struct rt_text data);
void rt_registry_remove(struct rt_value **at);
/* The nth key directly below this one, from 0; NULL after the last. */
struct rt_key *rt_registry_below(const struct rt_key *key, ULONG n);
/* The last name of its path. */
struct rt_text rt_registry_name(const struct rt_key *key);
/* Takes it out of the store. */
void rt_registry_forget(struct rt_key *key);

#endif
