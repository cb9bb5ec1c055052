/* Callouts that are registered, and handles for injection. */
#include "wfp_state.h"

void rt_wfp_start(void) { rt_get()->wfp = rt_memory_new_zeroed(sizeof *rt_get()->wfp); }

/* ---- callouts ---------------------------------------------------------------------------------------------------- */

void *rt_wfp_new(enum wfp_thing thing, size_t size)
{
    void *memory = rt_block_new_zeroed(RT_OTHER, size, 0);
    rt_block_of(memory, RT_OTHER)->owner = (void *)(uintptr_t)thing;
    return memory;
}

void *rt_wfp_of(void *handle, enum wfp_thing thing, const char *name)
{
    static const char *const words[] = {[WFP_SESSION] = "a session with the filter engine", [WFP_ENUMERATION] = "an enumeration",
                                        [WFP_ANSWER] = "memory that the filter engine has returned", [WFP_INJECTION] = "an injection"};
    const struct rt_block *b = rt_block_of(handle, RT_OTHER);
    if (b && b->owner == (void *)(uintptr_t)thing)
        return handle;
    rt_report("run-contract", "%s is called with what is not, or no longer, %s.", name, words[thing]);
    return NULL;
}

static struct wfp_callout **callout_at(const GUID *key, UINT32 id)
{
    struct wfp_callout **at = &rt_get()->wfp->callouts;
    while (*at && (key ? RtlCompareMemory(&(*at)->key, key, sizeof *key) != sizeof *key : (*at)->id != id))
        at = &(*at)->next;
    return at;
}

struct wfp_callout *rt_wfp_callout(const GUID *key, UINT32 id) { return *callout_at(key, id); }

static NTSTATUS tell(const struct wfp_callout *c, const struct wfp_item *filter, FWPS_CALLOUT_NOTIFY_TYPE type)
{
    FWPS_FILTER3 told = {.filterId = filter->id, .context = filter->context, .action = {.type = filter->action, .calloutId = c->id}};
    /* The notification of a deletion has no key: https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nc-fwpsk-fwps_callout_notify_fn0 */
    const GUID *key = type == FWPS_CALLOUT_NOTIFY_DELETE_FILTER ? NULL : &filter->key;
    return RT_CALLBACK("FWPS_CALLOUT_NOTIFY_FN", PASSIVE_LEVEL, NULL, c->notify, type, key, &told);
}

NTSTATUS rt_wfp_tell(const struct wfp_item *filter, FWPS_CALLOUT_NOTIFY_TYPE type)
{
    const struct wfp_callout *c = filter->kind == WFP_FILTER && filter->action & FWP_ACTION_FLAG_CALLOUT ? *callout_at(&filter->uses[WFP_CALLOUT], 0) : NULL;
    return c && c->notify ? tell(c, filter, type) : STATUS_SUCCESS;
}

static NTSTATUS enrol(const GUID *key, FWPS_CALLOUT_NOTIFY_FN3 notify, UINT32 *id)
{
    struct rt_wfp *wfp = rt_get()->wfp;
    if (rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    if (*callout_at(key, 0))
        return STATUS_FWP_ALREADY_EXISTS;
    /* Registered and added under one key, a callout has one number: https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmcalloutadd0 */
    const struct wfp_item *added = rt_wfp_added_callout(key);
    struct wfp_callout *c = rt_memory_new_zeroed(sizeof *c);
    *c = (struct wfp_callout){.next = wfp->callouts, .key = *key, .id = added ? (UINT32)added->id : (UINT32)++wfp->last, .notify = notify};
    wfp->callouts = c;
    if (id)
        *id = c->id;
    rt_not_simulated("FwpsCalloutRegister: nothing is classified");
    for (const struct wfp_item *i = wfp->items; i && notify; i = i->next)
        if (!i->deleted_by)
            rt_wfp_tell(i, FWPS_CALLOUT_NOTIFY_ADD_FILTER);
    return STATUS_SUCCESS;
}

#define REGISTER(n)                                                                                                    \
    RT_EXPORT NTSTATUS FwpsCalloutRegister##n(void *deviceObject, const FWPS_CALLOUT##n *callout, UINT32 *calloutId)   \
    {                                                                                                                  \
        RT_DDI(FwpsCalloutRegister##n, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, deviceObject, callout, calloutId);     \
        RT_RETURN(enrol(&callout->calloutKey, (FWPS_CALLOUT_NOTIFY_FN3)(void *)callout->notifyFn, calloutId));         \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutregister0 and its neighbours */
REGISTER(0)
REGISTER(1)
REGISTER(2)
REGISTER(3)

static NTSTATUS discharge(struct wfp_callout **at)
{
    struct wfp_callout *gone = *at;
    if (!gone)
        return STATUS_FWP_CALLOUT_NOT_FOUND;
    *at = gone->next;
    rt_memory_free(gone, sizeof *gone);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutunregisterbyid0 */
RT_EXPORT NTSTATUS FwpsCalloutUnregisterById0(const UINT32 calloutId)
{
    RT_DDI(FwpsCalloutUnregisterById0, (NTSTATUS)STATUS_FWP_CALLOUT_NOT_FOUND, calloutId);
    RT_RETURN(discharge(callout_at(NULL, calloutId)));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpscalloutunregisterbykey0 */
RT_EXPORT NTSTATUS FwpsCalloutUnregisterByKey0(const GUID *calloutKey)
{
    RT_DDI(FwpsCalloutUnregisterByKey0, (NTSTATUS)STATUS_FWP_CALLOUT_NOT_FOUND, calloutKey);
    RT_RETURN(discharge(callout_at(calloutKey, 0)));
}

void rt_wfp_unloaded(void)
{
    for (const struct wfp_callout *c = rt_get()->wfp->callouts; c; c = c->next)
        rt_report("run-contract", "The driver goes, and its callout with the number %u is still registered.", c->id);
}

/* ---- injection --------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectionhandlecreate0 */
RT_EXPORT NTSTATUS FwpsInjectionHandleCreate0(ADDRESS_FAMILY addressFamily, UINT32 flags, HANDLE *injectionHandle)
{
    RT_DDI(FwpsInjectionHandleCreate0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, addressFamily, flags, injectionHandle);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    *injectionHandle = rt_wfp_new(WFP_INJECTION, 16);
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsinjectionhandledestroy0 */
RT_EXPORT NTSTATUS FwpsInjectionHandleDestroy0(HANDLE injectionHandle)
{
    RT_DDI(FwpsInjectionHandleDestroy0, (NTSTATUS)STATUS_SUCCESS, injectionHandle);
    if (!rt_wfp_of(injectionHandle, WFP_INJECTION, "FwpsInjectionHandleDestroy0"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    rt_block_free(rt_block_of(injectionHandle, RT_OTHER));
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Nothing is injected. https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsquerypacketinjectionstate0 */
RT_EXPORT FWPS_PACKET_INJECTION_STATE FwpsQueryPacketInjectionState0(HANDLE injectionHandle, const NET_BUFFER_LIST *netBufferList, HANDLE *injectionContext)
{
    RT_DDI(FwpsQueryPacketInjectionState0, FWPS_PACKET_NOT_INJECTED, injectionHandle, netBufferList, injectionContext);
    if (injectionContext)
        *injectionContext = NULL;
    RT_RETURN(FWPS_PACKET_NOT_INJECTED);
}
