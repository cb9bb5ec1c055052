/*
 * The filter engine's sessions, transactions, and objects. An object is under its key; what was added in a transaction goes when that
 * is aborted, and what was deleted comes back. Objects of a dynamic session go with it.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/network/callout-driver-operations
 */
#include "wfp_state.h"

/* ---- sessions ---------------------------------------------------------------------------------------------------- */

static struct wfp_session *session_of(HANDLE handle, const char *name) { return rt_wfp_of(handle, WFP_SESSION, name); }

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmengineopen0 */
RT_EXPORT NTSTATUS FwpmEngineOpen0(const wchar_t *serverName, UINT32 authnService, SEC_WINNT_AUTH_IDENTITY_W *authIdentity, const FWPM_SESSION0 *session,
                                   HANDLE *engineHandle)
{
    RT_DDI(FwpmEngineOpen0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, serverName, authnService, authIdentity, session, engineHandle);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    struct wfp_session *s = rt_wfp_new(WFP_SESSION, sizeof *s);
    s->dynamic = session && session->flags & FWPM_SESSION_FLAG_DYNAMIC;
    RT_NOT_SIMULATED(serverName || authIdentity, "FwpmEngineOpen0: other machines, other users");
    *engineHandle = s;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static void item_free(struct wfp_item **at)
{
    struct wfp_item *gone = *at;
    *at = gone->next;
    rt_memory_free(gone, sizeof *gone);
}

/* The end of a transaction: what it did stays, or is undone. */
static void settle(struct wfp_session *s, bool keep)
{
    struct wfp_item **at = &rt_get()->wfp->items;
    s->transaction = false;
    while (*at) {
        struct wfp_item *i = *at;
        bool added = i->added_by == s, deleted = i->deleted_by == s;
        if (added)
            i->added_by = NULL;
        if (deleted)
            i->deleted_by = NULL;
        if (added && !deleted && !keep)
            rt_wfp_tell(i, FWPS_CALLOUT_NOTIFY_DELETE_FILTER);
        if (deleted && !added && !keep)
            rt_wfp_tell(i, FWPS_CALLOUT_NOTIFY_ADD_FILTER);
        if (keep ? deleted : added)
            item_free(at);
        else
            at = &i->next;
    }
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmengineclose0 */
RT_EXPORT NTSTATUS FwpmEngineClose0(HANDLE engineHandle)
{
    RT_DDI(FwpmEngineClose0, (NTSTATUS)STATUS_SUCCESS, engineHandle);
    struct wfp_session *s = session_of(engineHandle, "FwpmEngineClose0");
    if (!s)
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    if (s->transaction)
        settle(s, false);
    for (struct wfp_item **at = &rt_get()->wfp->items; *at;)
        if ((*at)->session == s) {
            rt_wfp_tell(*at, FWPS_CALLOUT_NOTIFY_DELETE_FILTER);
            item_free(at);
        } else
            at = &(*at)->next;
    rt_block_free(rt_block_of(s, RT_OTHER));
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* A transaction of another session is not waited for: both go on. https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmtransactionbegin0 */
RT_EXPORT NTSTATUS FwpmTransactionBegin0(HANDLE engineHandle, UINT32 flags)
{
    RT_DDI(FwpmTransactionBegin0, (NTSTATUS)STATUS_FWP_TXN_ABORTED, engineHandle, flags);
    struct wfp_session *s = session_of(engineHandle, "FwpmTransactionBegin0");
    if (!s)
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    if (s->transaction)
        RT_RETURN((NTSTATUS)STATUS_FWP_TXN_IN_PROGRESS);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    RT_NOT_SIMULATED(flags, "FwpmTransactionBegin0: transactions that only read");
    s->transaction = true;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static NTSTATUS end(HANDLE handle, bool keep, const char *name)
{
    struct wfp_session *s = session_of(handle, name);
    if (!s)
        return STATUS_INVALID_HANDLE;
    if (!s->transaction)
        return STATUS_FWP_NO_TXN_IN_PROGRESS;
    if (keep && rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    settle(s, keep);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmtransactioncommit0 */
RT_EXPORT NTSTATUS FwpmTransactionCommit0(HANDLE engineHandle)
{
    RT_DDI(FwpmTransactionCommit0, (NTSTATUS)STATUS_FWP_TXN_ABORTED, engineHandle);
    RT_RETURN(end(engineHandle, true, "FwpmTransactionCommit0"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmtransactionabort0 */
RT_EXPORT NTSTATUS FwpmTransactionAbort0(HANDLE engineHandle)
{
    RT_DDI(FwpmTransactionAbort0, (NTSTATUS)STATUS_FWP_TXN_ABORTED, engineHandle);
    RT_RETURN(end(engineHandle, false, "FwpmTransactionAbort0"));
}

/* ---- objects ----------------------------------------------------------------------------------------------------- */

static bool equal(const GUID *a, const GUID *b) { return RtlCompareMemory(a, b, sizeof *a) == sizeof *a; }

static bool is_null(const GUID *key)
{
    static const GUID null;
    return !key || equal(key, &null);
}

static struct wfp_item *find(enum wfp_kind kind, const GUID *key, UINT64 id)
{
    struct wfp_item *i = rt_get()->wfp->items;
    while (i && (i->kind != kind || i->deleted_by || (key ? !equal(&i->key, key) : i->id != id)))
        i = i->next;
    return i;
}

struct wfp_item *rt_wfp_added_callout(const GUID *key) { return find(WFP_CALLOUT, key, 0); }

static bool is_used(const struct wfp_item *used)
{
    for (const struct wfp_item *i = rt_get()->wfp->items; i; i = i->next)
        if (!i->deleted_by && i->kind > used->kind && equal(&i->uses[used->kind], &used->key))
            return true;
    return false;
}

static const NTSTATUS not_found[] = {STATUS_FWP_PROVIDER_NOT_FOUND, STATUS_FWP_SUBLAYER_NOT_FOUND, STATUS_FWP_CALLOUT_NOT_FOUND, STATUS_FWP_FILTER_NOT_FOUND};

/* Puts an object under its key; one without a key gets a new one. `uses` has the keys of what it refers to, by kind, or NULL. */
static NTSTATUS add(HANDLE handle, enum wfp_kind kind, const GUID *key, const GUID *const uses[WFP_FILTER], struct wfp_item **out, const char *name)
{
    struct rt_wfp *wfp = rt_get()->wfp;
    struct wfp_session *s = session_of(handle, name);
    if (!s)
        return STATUS_INVALID_HANDLE;
    if (rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    if (!is_null(key) && find(kind, key, 0))
        return STATUS_FWP_ALREADY_EXISTS;
    for (int k = 0; k < WFP_FILTER; k++)
        if (k != WFP_SUBLAYER && !is_null(uses[k]) && !find((enum wfp_kind)k, uses[k], 0)) /* the system has sublayers of its own */
            return not_found[k];
    struct wfp_item *i = rt_memory_new_zeroed(sizeof *i);
    *i = (struct wfp_item){.next = wfp->items, .kind = kind, .id = ++wfp->last, .session = s->dynamic ? s : NULL, .added_by = s->transaction ? s : NULL};
    i->key = is_null(key) ? (GUID){.Data1 = (ULONG)i->id, .Data2 = 0xDDC} : *key;
    for (int k = 0; k < WFP_FILTER; k++)
        if (uses[k])
            i->uses[k] = *uses[k];
    wfp->items = i;
    *out = i;
    return STATUS_SUCCESS;
}

static NTSTATUS delete(HANDLE handle, enum wfp_kind kind, const GUID *key, UINT64 id, const char *name)
{
    struct wfp_session *s = session_of(handle, name);
    struct wfp_item *i = find(kind, key, id);
    if (!s)
        return STATUS_INVALID_HANDLE;
    if (!i)
        return not_found[kind];
    if (is_used(i))
        return STATUS_FWP_IN_USE;
    if (rt_fails())
        return STATUS_INSUFFICIENT_RESOURCES;
    rt_wfp_tell(i, FWPS_CALLOUT_NOTIFY_DELETE_FILTER);
    i->deleted_by = s;
    if (!s->transaction)
        settle(s, true);
    return STATUS_SUCCESS;
}

#define DELETES(name, kind, type, key, id)                             \
    RT_EXPORT NTSTATUS name(HANDLE engineHandle, type what)           \
    {                                                                 \
        RT_DDI(name, (NTSTATUS)STATUS_FWP_NOT_FOUND, engineHandle, what); \
        RT_RETURN(delete(engineHandle, kind, key, id, #name));        \
    }
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfilterdeletebykey0 and its neighbours */
DELETES(FwpmProviderDeleteByKey0, WFP_PROVIDER, const GUID *, what, 0)
DELETES(FwpmSubLayerDeleteByKey0, WFP_SUBLAYER, const GUID *, what, 0)
DELETES(FwpmCalloutDeleteByKey0, WFP_CALLOUT, const GUID *, what, 0)
DELETES(FwpmCalloutDeleteById0, WFP_CALLOUT, UINT32, NULL, what)
DELETES(FwpmFilterDeleteByKey0, WFP_FILTER, const GUID *, what, 0)
DELETES(FwpmFilterDeleteById0, WFP_FILTER, UINT64, NULL, what)

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmprovideradd0 */
RT_EXPORT NTSTATUS FwpmProviderAdd0(HANDLE engineHandle, const FWPM_PROVIDER0 *provider, PSECURITY_DESCRIPTOR sd)
{
    RT_DDI(FwpmProviderAdd0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, provider, sd);
    struct wfp_item *i;
    RT_NOT_SIMULATED(sd, "FwpmProviderAdd0: sd");
    RT_RETURN(add(engineHandle, WFP_PROVIDER, &provider->providerKey, (const GUID *const[WFP_FILTER]){0}, &i, "FwpmProviderAdd0"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmsublayeradd0 */
RT_EXPORT NTSTATUS FwpmSubLayerAdd0(HANDLE engineHandle, const FWPM_SUBLAYER0 *subLayer, PSECURITY_DESCRIPTOR sd)
{
    RT_DDI(FwpmSubLayerAdd0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, subLayer, sd);
    struct wfp_item *i;
    RT_NOT_SIMULATED(sd, "FwpmSubLayerAdd0: sd");
    RT_RETURN(add(engineHandle, WFP_SUBLAYER, &subLayer->subLayerKey, (const GUID *const[WFP_FILTER]){[WFP_PROVIDER] = subLayer->providerKey}, &i, "FwpmSubLayerAdd0"));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmcalloutadd0 */
RT_EXPORT NTSTATUS FwpmCalloutAdd0(HANDLE engineHandle, const FWPM_CALLOUT0 *callout, PSECURITY_DESCRIPTOR sd, UINT32 *id)
{
    RT_DDI(FwpmCalloutAdd0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, callout, sd, id);
    struct wfp_item *i;
    RT_NOT_SIMULATED(sd, "FwpmCalloutAdd0: sd");
    NTSTATUS status = add(engineHandle, WFP_CALLOUT, &callout->calloutKey, (const GUID *const[WFP_FILTER]){[WFP_PROVIDER] = callout->providerKey}, &i, "FwpmCalloutAdd0");
    const struct wfp_callout *registered = NT_SUCCESS(status) ? rt_wfp_callout(&i->key, 0) : NULL;
    if (registered)
        i->id = registered->id;
    if (id && NT_SUCCESS(status))
        *id = (UINT32)i->id;
    RT_RETURN(status);
}

/* The callout is told of it, and may refuse. https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfilteradd0 */
RT_EXPORT NTSTATUS FwpmFilterAdd0(HANDLE engineHandle, const FWPM_FILTER0 *filter, PSECURITY_DESCRIPTOR sd, UINT64 *id)
{
    RT_DDI(FwpmFilterAdd0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, filter, sd, id);
    const GUID *const uses[WFP_FILTER] = {[WFP_PROVIDER] = filter->providerKey,
                                          [WFP_SUBLAYER] = &filter->subLayerKey,
                                          [WFP_CALLOUT] = filter->action.type & FWP_ACTION_FLAG_CALLOUT ? &filter->action.calloutKey : NULL};
    struct wfp_item *i;
    RT_NOT_SIMULATED(sd, "FwpmFilterAdd0: sd");
    NTSTATUS status = add(engineHandle, WFP_FILTER, &filter->filterKey, uses, &i, "FwpmFilterAdd0");
    if (!NT_SUCCESS(status))
        RT_RETURN(status);
    i->layer = filter->layerKey;
    i->context = filter->rawContext;
    i->action = filter->action.type;
    if (id)
        *id = i->id;
    status = rt_wfp_tell(i, FWPS_CALLOUT_NOTIFY_ADD_FILTER);
    if (!NT_SUCCESS(status)) {
        struct wfp_item **at = &rt_get()->wfp->items;
        while (*at != i)
            at = &(*at)->next;
        item_free(at);
    }
    RT_RETURN(status);
}

/* ---- enumerations ------------------------------------------------------------------------------------------------ */

struct enumeration {
    bool by_provider, by_layer;
    GUID provider, layer;
    UINT64 after; /* those that were returned have greater numbers */
};

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfiltercreateenumhandle0 */
RT_EXPORT NTSTATUS FwpmFilterCreateEnumHandle0(HANDLE engineHandle, const FWPM_FILTER_ENUM_TEMPLATE0 *enumTemplate, HANDLE *enumHandle)
{
    RT_DDI(FwpmFilterCreateEnumHandle0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, enumTemplate, enumHandle);
    if (!session_of(engineHandle, "FwpmFilterCreateEnumHandle0"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    struct enumeration *e = rt_wfp_new(WFP_ENUMERATION, sizeof *e);
    e->after = UINT64_MAX;
    if (enumTemplate) {
        e->by_provider = enumTemplate->providerKey;
        e->by_layer = !is_null(&enumTemplate->layerKey);
        if (e->by_provider)
            e->provider = *enumTemplate->providerKey;
        e->layer = enumTemplate->layerKey;
        RT_NOT_SIMULATED(enumTemplate->numFilterConditions || enumTemplate->calloutKey, "FwpmFilterCreateEnumHandle0: conditions, callouts");
    }
    *enumHandle = e;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

static bool is_wanted(const struct enumeration *e, const struct wfp_item *i)
{
    return i->kind == WFP_FILTER && !i->deleted_by && i->id < e->after && (!e->by_provider || equal(&e->provider, &i->uses[WFP_PROVIDER])) &&
           (!e->by_layer || equal(&e->layer, &i->layer));
}

/* One piece of memory: the pointers, then the filters, of which no conditions and no texts are told. The driver frees it with FwpmFreeMemory0.
   https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfilterenum0 */
RT_EXPORT NTSTATUS FwpmFilterEnum0(HANDLE engineHandle, HANDLE enumHandle, UINT32 numEntriesRequested, FWPM_FILTER0 ***entries, UINT32 *numEntriesReturned)
{
    RT_DDI(FwpmFilterEnum0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, engineHandle, enumHandle, numEntriesRequested, entries, numEntriesReturned);
    struct enumeration *e = session_of(engineHandle, "FwpmFilterEnum0") ? rt_wfp_of(enumHandle, WFP_ENUMERATION, "FwpmFilterEnum0") : NULL;
    UINT32 count = 0, at = 0;
    *entries = NULL;
    *numEntriesReturned = 0;
    if (!e)
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    if (rt_fails())
        RT_RETURN((NTSTATUS)STATUS_INSUFFICIENT_RESOURCES);
    for (const struct wfp_item *i = rt_get()->wfp->items; i && count < numEntriesRequested; i = i->next)
        count += is_wanted(e, i);
    FWPM_FILTER0 **list = rt_wfp_new(WFP_ANSWER, (count + 1) * (sizeof(FWPM_FILTER0 *) + sizeof(FWPM_FILTER0)));
    FWPM_FILTER0 *filters = (FWPM_FILTER0 *)(list + count + 1);
    for (const struct wfp_item *i = rt_get()->wfp->items; i && at < count; i = i->next) {
        if (!is_wanted(e, i))
            continue;
        filters[at] = (FWPM_FILTER0){.filterKey = i->key, .layerKey = i->layer, .subLayerKey = i->uses[WFP_SUBLAYER], .filterId = i->id,
                                     .rawContext = i->context, .action = {.type = i->action, .calloutKey = i->uses[WFP_CALLOUT]}};
        list[at] = &filters[at];
        at++;
    }
    if (count)
        e->after = filters[count - 1].filterId; /* the newest stand first */
    *entries = list;
    *numEntriesReturned = count;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfilterdestroyenumhandle0 */
RT_EXPORT NTSTATUS FwpmFilterDestroyEnumHandle0(HANDLE engineHandle, HANDLE enumHandle)
{
    RT_DDI(FwpmFilterDestroyEnumHandle0, (NTSTATUS)STATUS_SUCCESS, engineHandle, enumHandle);
    if (!session_of(engineHandle, "FwpmFilterDestroyEnumHandle0") || !rt_wfp_of(enumHandle, WFP_ENUMERATION, "FwpmFilterDestroyEnumHandle0"))
        RT_RETURN((NTSTATUS)STATUS_INVALID_HANDLE);
    rt_block_free(rt_block_of(enumHandle, RT_OTHER));
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpmk/nf-fwpmk-fwpmfreememory0 */
RT_EXPORT VOID FwpmFreeMemory0(void **p)
{
    RT_DDI_VOID(FwpmFreeMemory0, p);
    if (*p && rt_wfp_of(*p, WFP_ANSWER, "FwpmFreeMemory0"))
        rt_block_free(rt_block_of(*p, RT_OTHER));
    *p = NULL;
    RT_RETURN_VOID();
}
