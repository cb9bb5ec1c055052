/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfdpc.h: deferred procedure calls.
 */
#pragma once

#include <wdfobject.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef
_Function_class_(EVT_WDF_DPC)
_IRQL_requires_same_
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(NTAPI EVT_WDF_DPC)(
    _In_ WDFDPC Dpc);
typedef EVT_WDF_DPC *PFN_WDF_DPC;

typedef struct _WDF_DPC_CONFIG {
    ULONG Size;
    PFN_WDF_DPC EvtDpcFunc;
    BOOLEAN AutomaticSerialization;
} WDF_DPC_CONFIG, *PWDF_DPC_CONFIG;

FORCEINLINE VOID
WDF_DPC_CONFIG_INIT(
    _Out_ PWDF_DPC_CONFIG Config,
    _In_ PFN_WDF_DPC EvtDpcFunc)
{
    RtlZeroMemory(Config, sizeof(WDF_DPC_CONFIG));
    Config->Size = sizeof(WDF_DPC_CONFIG);
    Config->EvtDpcFunc = EvtDpcFunc;
    Config->AutomaticSerialization = TRUE;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDpcCreate(
    _In_ PWDF_DPC_CONFIG Config,
    _In_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFDPC *Dpc);

BOOLEAN
WdfDpcEnqueue(
    _In_ WDFDPC Dpc);

/* With Wait, at PASSIVE_LEVEL only. */
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN
WdfDpcCancel(
    _In_ WDFDPC Dpc,
    _In_ BOOLEAN Wait);

WDFOBJECT
WdfDpcGetParentObject(
    _In_ WDFDPC Dpc);

PKDPC
WdfDpcWdmGetDpc(
    _In_ WDFDPC Dpc);

#ifdef __cplusplus
}
#endif
