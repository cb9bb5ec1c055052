/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfcompanion.h: the companion itself.
 */
#pragma once

#include <wdfdevice.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _WDF_TASK_QUEUE_DISPATCH_TYPE {
    WdfTaskQueueDispatchInvalid = 0,
    WdfTaskQueueDispatchSequential,
    WdfTaskQueueDispatchParallel,
    WdfTaskQueueDispatchMax
} WDF_TASK_QUEUE_DISPATCH_TYPE;

typedef
_Function_class_(EVT_WDF_COMPANION_PRE_D0_ENTRY)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_COMPANION_PRE_D0_ENTRY)(
    _In_ WDFCOMPANION Companion,
    _In_ WDF_POWER_DEVICE_STATE PreviousState);
typedef EVT_WDF_COMPANION_PRE_D0_ENTRY *PFN_WDF_COMPANION_PRE_D0_ENTRY;

typedef
_Function_class_(EVT_WDF_COMPANION_POST_D0_EXIT)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_COMPANION_POST_D0_EXIT)(
    _In_ WDFCOMPANION Companion,
    _In_ WDF_POWER_DEVICE_STATE TargetState);
typedef EVT_WDF_COMPANION_POST_D0_EXIT *PFN_WDF_COMPANION_POST_D0_EXIT;

typedef
_Function_class_(EVT_WDF_COMPANION_PRE_PREPARE_HARDWARE)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_COMPANION_PRE_PREPARE_HARDWARE)(
    _In_ WDFCOMPANION Companion,
    _In_ WDFCMRESLIST ResourcesRaw,
    _In_ WDFCMRESLIST ResourcesTranslated);
typedef EVT_WDF_COMPANION_PRE_PREPARE_HARDWARE *PFN_WDF_COMPANION_PRE_PREPARE_HARDWARE;

typedef
_Function_class_(EVT_WDF_COMPANION_POST_RELEASE_HARDWARE)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_COMPANION_POST_RELEASE_HARDWARE)(
    _In_ WDFCOMPANION Companion,
    _In_ WDFCMRESLIST ResourcesTranslated);
typedef EVT_WDF_COMPANION_POST_RELEASE_HARDWARE *PFN_WDF_COMPANION_POST_RELEASE_HARDWARE;

typedef struct _WDF_COMPANION_EVENT_CALLBACKS {
    ULONG Size;
    PFN_WDF_COMPANION_PRE_D0_ENTRY EvtCompanionPreD0Entry;
    PFN_WDF_COMPANION_POST_D0_EXIT EvtCompanionPostD0Exit;
    PFN_WDF_COMPANION_PRE_PREPARE_HARDWARE EvtCompanionPrePrepareHardware;
    PFN_WDF_COMPANION_POST_RELEASE_HARDWARE EvtCompanionPostReleaseHardware;
} WDF_COMPANION_EVENT_CALLBACKS, *PWDF_COMPANION_EVENT_CALLBACKS;

FORCEINLINE VOID
WDF_COMPANION_EVENT_CALLBACKS_INIT(
    _Out_ PWDF_COMPANION_EVENT_CALLBACKS Callbacks)
{
    RtlZeroMemory(Callbacks, sizeof(WDF_COMPANION_EVENT_CALLBACKS));
    Callbacks->Size = sizeof(WDF_COMPANION_EVENT_CALLBACKS);
}

typedef
_Function_class_(EVT_WDF_TASK_QUEUE_TASK_EXECUTE_SYNC)
_IRQL_requires_same_
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI EVT_WDF_TASK_QUEUE_TASK_EXECUTE_SYNC)(
    _In_ WDFTASKQUEUE Queue,
    _In_opt_ PVOID InputBuffer,
    _Out_opt_ PVOID OutputBuffer,
    _In_ size_t InputBufferLength,
    _In_ size_t OutputBufferLength,
    _Out_ PULONG_PTR BytesWritten,
    _In_ ULONG TaskOperationCode);
typedef EVT_WDF_TASK_QUEUE_TASK_EXECUTE_SYNC *PFN_WDF_TASK_QUEUE_TASK_EXECUTE_SYNC;

typedef struct _WDF_TASK_QUEUE_CONFIG {
    ULONG Size;
    USHORT TaskQueueId;
    WDF_TASK_QUEUE_DISPATCH_TYPE DispatchType;
    PFN_WDF_TASK_QUEUE_TASK_EXECUTE_SYNC EvtTaskExecuteSync;
} WDF_TASK_QUEUE_CONFIG, *PWDF_TASK_QUEUE_CONFIG;

FORCEINLINE VOID
WDF_TASK_QUEUE_CONFIG_INIT(
    _Out_ PWDF_TASK_QUEUE_CONFIG Config,
    _In_ USHORT TaskQueueId,
    _In_ WDF_TASK_QUEUE_DISPATCH_TYPE DispatchType)
{
    RtlZeroMemory(Config, sizeof(WDF_TASK_QUEUE_CONFIG));
    Config->Size = sizeof(WDF_TASK_QUEUE_CONFIG);
    Config->TaskQueueId = TaskQueueId;
    Config->DispatchType = DispatchType;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfDeviceInitSetCompanionEventCallbacks(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_COMPANION_EVENT_CALLBACKS CompanionEventCallbacks);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCompanionCreate(
    _Inout_ PWDFDEVICE_INIT *DeviceInit,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES DeviceAttributes,
    _Out_ WDFCOMPANION *Companion);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCompanionCreateTaskQueue(
    _In_ WDFCOMPANION Companion,
    _In_ PWDF_TASK_QUEUE_CONFIG Config,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES QueueAttributes,
    _Out_opt_ WDFTASKQUEUE *Queue);

_IRQL_requires_max_(PASSIVE_LEVEL)
HANDLE
WdfCompanionWdmGetSecureDeviceHandle(
    _In_ WDFCOMPANION Companion);

#ifdef __cplusplus
}
#endif
