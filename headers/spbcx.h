/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * spbcx.h: controller drivers of the simple peripheral bus framework extension (SpbCx).
 */
#pragma once

#include <wdf.h>
#include <spb.h>

#ifdef __cplusplus
extern "C" {
#endif

DECLARE_HANDLE(SPBTARGET);
typedef WDFREQUEST SPBREQUEST;

typedef enum {
    SpbRequestSequencePositionInvalid = 0,
    SpbRequestSequencePositionSingle,
    SpbRequestSequencePositionFirst,
    SpbRequestSequencePositionContinue,
    SpbRequestSequencePositionLast,
    SpbRequestSequencePositionMax
} SPB_REQUEST_SEQUENCE_POSITION;

typedef enum {
    SpbRequestTypeUndefined = 0,
    SpbRequestTypeRead,
    SpbRequestTypeWrite,
    SpbRequestTypeSequence,
    SpbRequestTypeLockController,
    SpbRequestTypeUnlockController,
    SpbRequestTypeLockConnection,
    SpbRequestTypeUnlockConnection,
    SpbRequestTypeOther,
    SpbRequestTypeMax
} SPB_REQUEST_TYPE;

typedef struct _SPB_REQUEST_PARAMETERS {
    ULONG Size;
    SPB_REQUEST_TYPE Type;
    SPB_REQUEST_SEQUENCE_POSITION Position;
    ULONG SequenceTransferCount;
    size_t Length;
} SPB_REQUEST_PARAMETERS, *PSPB_REQUEST_PARAMETERS;

typedef _Function_class_(EVT_SPB_CONTROLLER_LOCK)
VOID EVT_SPB_CONTROLLER_LOCK(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST LockRequest);
typedef EVT_SPB_CONTROLLER_LOCK *PFN_SPB_CONTROLLER_LOCK;

typedef _Function_class_(EVT_SPB_CONTROLLER_OTHER)
VOID EVT_SPB_CONTROLLER_OTHER(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST Request,
    _In_ size_t OutputBufferLength, _In_ size_t InputBufferLength, _In_ ULONG IoControlCode);
typedef EVT_SPB_CONTROLLER_OTHER *PFN_SPB_CONTROLLER_OTHER;

typedef _Function_class_(EVT_SPB_CONTROLLER_READ)
VOID EVT_SPB_CONTROLLER_READ(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST Request, _In_ size_t Length);
typedef EVT_SPB_CONTROLLER_READ *PFN_SPB_CONTROLLER_READ;

typedef _Function_class_(EVT_SPB_CONTROLLER_SEQUENCE)
VOID EVT_SPB_CONTROLLER_SEQUENCE(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST Request,
    _In_ ULONG TransferCount);
typedef EVT_SPB_CONTROLLER_SEQUENCE *PFN_SPB_CONTROLLER_SEQUENCE;

typedef _Function_class_(EVT_SPB_CONTROLLER_UNLOCK)
VOID EVT_SPB_CONTROLLER_UNLOCK(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST UnlockRequest);
typedef EVT_SPB_CONTROLLER_UNLOCK *PFN_SPB_CONTROLLER_UNLOCK;

typedef _Function_class_(EVT_SPB_CONTROLLER_WRITE)
VOID EVT_SPB_CONTROLLER_WRITE(
    _In_ WDFDEVICE Controller, _In_ SPBTARGET Target, _In_ SPBREQUEST Request, _In_ size_t Length);
typedef EVT_SPB_CONTROLLER_WRITE *PFN_SPB_CONTROLLER_WRITE;

typedef _Function_class_(EVT_SPB_TARGET_CONNECT)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS EVT_SPB_TARGET_CONNECT(_In_ WDFDEVICE Controller, _In_ SPBTARGET Target);
typedef EVT_SPB_TARGET_CONNECT *PFN_SPB_TARGET_CONNECT;

typedef _Function_class_(EVT_SPB_TARGET_DISCONNECT)
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID EVT_SPB_TARGET_DISCONNECT(_In_ WDFDEVICE Controller, _In_ SPBTARGET Target);
typedef EVT_SPB_TARGET_DISCONNECT *PFN_SPB_TARGET_DISCONNECT;

typedef struct SPB_CONNECTION_PARAMETERS {
    USHORT Size;
    PCWSTR ConnectionTag;
    PVOID ConnectionParameters;
} SPB_CONNECTION_PARAMETERS, *PSPB_CONNECTION_PARAMETERS;

typedef struct _SPB_CONTROLLER_CONFIG {
    ULONG Size;
    WDF_IO_QUEUE_DISPATCH_TYPE ControllerDispatchType;
    WDF_TRI_STATE PowerManaged;
    PFN_SPB_TARGET_CONNECT EvtSpbTargetConnect;
    PFN_SPB_TARGET_DISCONNECT EvtSpbTargetDisconnect;
    PFN_SPB_CONTROLLER_LOCK EvtSpbControllerLock;
    PFN_SPB_CONTROLLER_UNLOCK EvtSpbControllerUnlock;
    PFN_SPB_CONTROLLER_READ EvtSpbIoRead;
    PFN_SPB_CONTROLLER_WRITE EvtSpbIoWrite;
    PFN_SPB_CONTROLLER_SEQUENCE EvtSpbIoSequence;
} SPB_CONTROLLER_CONFIG, *PSPB_CONTROLLER_CONFIG;

typedef struct _SPB_TRANSFER_DESCRIPTOR {
    USHORT Size;
    SPB_TRANSFER_DIRECTION Direction;
    size_t TransferLength;
    ULONG DelayInUs;
} SPB_TRANSFER_DESCRIPTOR, *PSPB_TRANSFER_DESCRIPTOR;

VOID SPB_CONNECTION_PARAMETERS_INIT(_Out_ SPB_CONNECTION_PARAMETERS *Parameters);
VOID SPB_CONTROLLER_CONFIG_INIT(_Out_ SPB_CONTROLLER_CONFIG *Config);
VOID SPB_REQUEST_PARAMETERS_INIT(_Out_ SPB_REQUEST_PARAMETERS *Parameters);
VOID SPB_TRANSFER_DESCRIPTOR_INIT(_Out_ SPB_TRANSFER_DESCRIPTOR *Descriptor);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID SpbControllerSetIoOtherCallback(
    _In_ WDFDEVICE FxDevice, _In_ PFN_SPB_CONTROLLER_OTHER EvtSpbControllerIoOther,
    _In_opt_ PFN_WDF_IO_IN_CALLER_CONTEXT EvtIoInCallerContext);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID SpbControllerSetRequestAttributes(
    _In_ WDFDEVICE FxDevice, _In_ PWDF_OBJECT_ATTRIBUTES RequestAttributes);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID SpbControllerSetTargetAttributes(
    _In_ WDFDEVICE FxDevice, _In_ PWDF_OBJECT_ATTRIBUTES ObjectAttributes);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SpbDeviceInitConfig(_Inout_ PWDFDEVICE_INIT DeviceInit);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SpbDeviceInitialize(_In_ WDFDEVICE FxDevice, _In_ PSPB_CONTROLLER_CONFIG Config);

NTSTATUS SpbRequestCaptureIoOtherTransferList(_In_ SPBREQUEST SpbRequest);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SpbRequestComplete(_In_ SPBREQUEST Request, _In_ NTSTATUS CompletionStatus);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFDEVICE SpbRequestGetController(_In_ SPBREQUEST SpbRequest);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SpbRequestGetParameters(_In_ SPBREQUEST SpbRequest, _Out_ SPB_REQUEST_PARAMETERS *Parameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
SPBTARGET SpbRequestGetTarget(_In_ SPBREQUEST SpbRequest);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SpbRequestGetTransferParameters(
    _In_ SPBREQUEST SpbRequest, _In_ ULONG Index, _Out_opt_ SPB_TRANSFER_DESCRIPTOR *TransferDescriptor,
    _Out_opt_ PMDL *TransferBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SpbTargetGetConnectionParameters(
    _In_ SPBTARGET Target, _Out_ SPB_CONNECTION_PARAMETERS *ConnectionParameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFFILEOBJECT SpbTargetGetFileObject(_In_ SPBTARGET Target);

#ifdef __cplusplus
}
#endif
