/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfcompaniontarget.h: a driver's companion in user mode, seen from the driver.
 */
#pragma once

#include <wdfmemory.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _WDF_TASK_SEND_OPTIONS_FLAGS {
    WDF_TASK_SEND_OPTION_TIMEOUT = 1,
    WDF_TASK_SEND_OPTION_SYNCHRONOUS = 2
} WDF_TASK_SEND_OPTIONS_FLAGS;

typedef struct _WDF_TASK_SEND_OPTIONS {
    ULONG Size;
    ULONG Flags;
    LONGLONG Timeout;
} WDF_TASK_SEND_OPTIONS, *PWDF_TASK_SEND_OPTIONS;

FORCEINLINE VOID
WDF_TASK_SEND_OPTIONS_INIT(
    _Out_ PWDF_TASK_SEND_OPTIONS Options,
    _In_ ULONG Flags)
{
    RtlZeroMemory(Options, sizeof(WDF_TASK_SEND_OPTIONS));
    Options->Size = sizeof(WDF_TASK_SEND_OPTIONS);
    Options->Flags = Flags;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCompanionTargetSendTaskSynchronously(
    _In_ WDFCOMPANIONTARGET CompanionTarget,
    _In_ USHORT TaskQueueIdentifier,
    _In_ ULONG TaskOperationCode,
    _In_opt_ PWDF_MEMORY_DESCRIPTOR InputBuffer,
    _In_opt_ PWDF_MEMORY_DESCRIPTOR OutputBuffer,
    _In_opt_ PWDF_TASK_SEND_OPTIONS TaskOptions,
    _Out_ PULONG_PTR BytesReturned);

_IRQL_requires_max_(DISPATCH_LEVEL)
PEPROCESS
WdfCompanionTargetWdmGetCompanionProcess(
    _In_ WDFCOMPANIONTARGET CompanionTarget);

#ifdef __cplusplus
}
#endif
