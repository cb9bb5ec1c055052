/*
 * platform: a filter that also keeps books with the Windows Filtering Platform, with a check of what each call gives: transactions that
 * are aborted and committed, what is used and cannot go, an enumeration, and what the callout is told.
 */
#include <ndis.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include "check.h"
void Begin(void);
void End(void);
static PDRIVER_OBJECT Own;
#define ON_ENTRY() (Own = Driver)
#define ON_ATTACH(Module) Begin()
#define ON_UNLOAD(Driver) End()
#include "base.h"

static const GUID Provider = {1, 2, 3, {4}}, Sublayer = {2}, Callout = {3}, Filter = {4};
static LONG Added, Deleted;
static UINT32 CalloutId;
static PDEVICE_OBJECT Device;

static VOID NTAPI Classify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Meta, VOID *Data, const FWPS_FILTER0 *Which, UINT64 Flow, FWPS_CLASSIFY_OUT0 *Out)
{
    UNREFERENCED_PARAMETER(Values);
    UNREFERENCED_PARAMETER(Meta);
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Which);
    UNREFERENCED_PARAMETER(Flow);
    UNREFERENCED_PARAMETER(Out);
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, const FWPS_FILTER0 *Which)
{
    CHECK(Which->action.calloutId == CalloutId && !Key == (Type == FWPS_CALLOUT_NOTIFY_DELETE_FILTER));
    *(Type == FWPS_CALLOUT_NOTIFY_ADD_FILTER ? &Added : &Deleted) += 1;
    return STATUS_SUCCESS;
}

/* All that belongs together, in the order in which each may refer to those before. */
static NTSTATUS AddAll(HANDLE Engine)
{
    FWPM_PROVIDER0 provider = {.providerKey = Provider};
    FWPM_SUBLAYER0 sublayer = {.subLayerKey = Sublayer, .providerKey = (GUID *)&Provider};
    FWPM_CALLOUT0 callout = {.calloutKey = Callout, .providerKey = (GUID *)&Provider};
    FWPM_FILTER0 filter = {.filterKey = Filter, .providerKey = (GUID *)&Provider, .subLayerKey = Sublayer, .action = {.type = FWP_ACTION_CALLOUT_INSPECTION, .calloutKey = Callout}};
    UINT64 id;
    UINT32 number = 0;
    NTSTATUS status = FwpmProviderAdd0(Engine, &provider, NULL);
    if (NT_SUCCESS(status))
        status = FwpmSubLayerAdd0(Engine, &sublayer, NULL);
    if (NT_SUCCESS(status))
        status = FwpmCalloutAdd0(Engine, &callout, NULL, &number);
    CHECK(!NT_SUCCESS(status) || number == CalloutId); /* it was registered before */
    if (NT_SUCCESS(status))
        status = FwpmFilterAdd0(Engine, &filter, NULL, &id);
    if (NT_SUCCESS(status))
        CHECK(FwpmFilterAdd0(Engine, &filter, NULL, &id) != STATUS_SUCCESS && FwpmProviderDeleteByKey0(Engine, &Provider) != STATUS_SUCCESS);
    return status;
}

/* The filters of the provider; none where the enumeration fails. */
static UINT32 Count(HANDLE Engine)
{
    FWPM_FILTER_ENUM_TEMPLATE0 which = {.providerKey = (GUID *)&Provider};
    FWPM_FILTER0 **filters = NULL;
    HANDLE enumeration;
    UINT32 count = 0;
    if (!NT_SUCCESS(FwpmFilterCreateEnumHandle0(Engine, &which, &enumeration)))
        return 0;
    if (NT_SUCCESS(FwpmFilterEnum0(Engine, enumeration, 10, &filters, &count))) {
        CHECK(count == 0 || (filters[0]->subLayerKey.Data1 == Sublayer.Data1 && filters[0]->filterKey.Data1 == Filter.Data1));
        FwpmFreeMemory0((VOID **)&filters);
        CHECK(filters == NULL);
    }
    FwpmFilterDestroyEnumHandle0(Engine, enumeration);
    return count;
}

static void Books(HANDLE Engine)
{
    LONG before = Added;
    CHECK(FwpmTransactionCommit0(Engine) == STATUS_FWP_NO_TXN_IN_PROGRESS);
    if (!NT_SUCCESS(FwpmTransactionBegin0(Engine, 0)))
        return;
    CHECK(FwpmTransactionBegin0(Engine, 0) == STATUS_FWP_TXN_IN_PROGRESS);
    if (NT_SUCCESS(AddAll(Engine)))
        CHECK(Added == before + 1 && Deleted == before);
    CHECK(FwpmTransactionAbort0(Engine) == STATUS_SUCCESS && Added == Deleted && Count(Engine) == 0);
    if (!NT_SUCCESS(FwpmTransactionBegin0(Engine, 0)))
        return;
    if (!NT_SUCCESS(AddAll(Engine)) || !NT_SUCCESS(FwpmTransactionCommit0(Engine))) {
        CHECK(FwpmTransactionAbort0(Engine) == STATUS_SUCCESS && Added == Deleted);
        return;
    }
    (void)Count(Engine);
    CHECK(FwpmCalloutDeleteByKey0(Engine, &Callout) == STATUS_FWP_IN_USE && FwpmCalloutDeleteByKey0(Engine, &Filter) == STATUS_FWP_CALLOUT_NOT_FOUND);
    if (NT_SUCCESS(FwpmFilterDeleteByKey0(Engine, &Filter)))
        CHECK(Added == Deleted && Count(Engine) == 0);
}

/* With the first module, as long as it has not come off. */
void Begin(void)
{
    FWPM_SESSION0 session = {.flags = FWPM_SESSION_FLAG_DYNAMIC};
    FWPS_CALLOUT0 callout = {.calloutKey = Callout, .classifyFn = Classify, .notifyFn = Notify};
    HANDLE engine, injection;

    if (CalloutId || (Device == NULL && !NT_SUCCESS(IoCreateDevice(Own, 0, NULL, FILE_DEVICE_NETWORK, 0, FALSE, &Device))))
        return;
    if (!NT_SUCCESS(FwpsCalloutRegister0(Device, &callout, &CalloutId)))
        CalloutId = 0;
    if (NT_SUCCESS(FwpmEngineOpen0(NULL, 10, NULL, &session, &engine))) {
        if (CalloutId)
            Books(engine);
#ifdef MIXES
        FwpmFilterDestroyEnumHandle0(engine, engine);
#endif
        CHECK(NT_SUCCESS(FwpmEngineClose0(engine)) && Added == Deleted); /* what is left goes with the session */
    }
    if (NT_SUCCESS(FwpsInjectionHandleCreate0(0, FWPS_INJECTION_TYPE_NETWORK, &injection)))
        FwpsInjectionHandleDestroy0(injection);
}

void End(void)
{
#ifndef FORGETS
    if (CalloutId)
        CHECK(FwpsCalloutUnregisterById0(CalloutId) == STATUS_SUCCESS && FwpsCalloutUnregisterByKey0(&Callout) == STATUS_FWP_CALLOUT_NOT_FOUND);
#endif
    if (Device)
        IoDeleteDevice(Device);
}
