/* wfp_state: what the files of this folder share. */
#ifndef RT_WFP_STATE_H
#define RT_WFP_STATE_H

#include "wfp.h"

#include <fwpsk.h>
#include <fwpmk.h>

/* Each may refer to those before it. */
enum wfp_kind { WFP_PROVIDER, WFP_SUBLAYER, WFP_CALLOUT, WFP_FILTER };

struct wfp_session {
    bool dynamic, transaction;
};

struct wfp_item {
    struct wfp_item *next;
    enum wfp_kind kind;
    UINT64 id;
    GUID key, uses[WFP_FILTER]; /* by kind */
    struct wfp_session *session; /* a dynamic one, with which it goes; or NULL */
    struct wfp_session *added_by, *deleted_by; /* in a transaction that has not ended */
    GUID layer; /* filters */
    UINT64 context;
    UINT32 action;
};

/* What a driver registers with the engine, not what FwpmCalloutAdd0 adds. */
struct wfp_callout {
    struct wfp_callout *next;
    GUID key;
    UINT32 id;
    FWPS_CALLOUT_NOTIFY_FN3 notify; /* of all versions; the filters of all begin alike */
};

struct rt_wfp {
    struct wfp_item *items; /* the newest first */
    struct wfp_callout *callouts;
    UINT64 last;
};

/* What a handle or piece of memory that the driver has of the engine stands for: its block's owner. */
enum wfp_thing { WFP_SESSION = 1, WFP_ENUMERATION, WFP_ANSWER, WFP_INJECTION };

/* A block of that kind, accounted; and what is behind it: NULL, and reported, where it is of another kind or no more. */
void *rt_wfp_new(enum wfp_thing thing, size_t size);
void *rt_wfp_of(void *handle, enum wfp_thing thing, const char *name);

/* The registered callout of this key, or (NULL) of this number; NULL where there is none. */
struct wfp_callout *rt_wfp_callout(const GUID *key, UINT32 id);
/* The object that FwpmCalloutAdd0 has put under this key; NULL where there is none. */
struct wfp_item *rt_wfp_added_callout(const GUID *key);

/* Tells the filter's callout, where it has one that is registered; its answer. */
NTSTATUS rt_wfp_tell(const struct wfp_item *filter, FWPS_CALLOUT_NOTIFY_TYPE type);

#endif
