/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdf/deviceinit.h: what is said of a device before it exists.
 */
#pragma once

#include <wdfdevice.h>

#ifdef __cplusplus
extern "C" {
#endif

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitFree(
    _In_ PWDFDEVICE_INIT DeviceInit);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitAssignName(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_opt_ PCUNICODE_STRING DeviceName);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitAssignSDDLString(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_opt_ PCUNICODE_STRING SDDLString);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetDeviceType(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ DEVICE_TYPE DeviceType);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetDeviceClass(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ const GUID *DeviceClassGuid);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetCharacteristics(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ ULONG DeviceCharacteristics,
    _In_ BOOLEAN OrInValues);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetExclusive(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ BOOLEAN IsExclusive);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetIoType(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ WDF_DEVICE_IO_TYPE IoType);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetIoTypeEx(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_IO_TYPE_CONFIG IoTypeConfig);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetFileObjectConfig(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_FILEOBJECT_CONFIG FileObjectConfig,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES FileObjectAttributes);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetRequestAttributes(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_OBJECT_ATTRIBUTES RequestAttributes);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetIoInCallerContextCallback(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PFN_WDF_IO_IN_CALLER_CONTEXT EvtIoInCallerContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitAssignWdmIrpPreprocessCallback(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PFN_WDFDEVICE_WDM_IRP_PREPROCESS EvtDeviceWdmIrpPreprocess,
    _In_ UCHAR MajorFunction,
    _In_opt_ PUCHAR MinorFunctions,
    _In_ ULONG NumMinorFunctions);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPnpPowerEventCallbacks(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_PNPPOWER_EVENT_CALLBACKS PnpPowerEventCallbacks);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPowerPolicyEventCallbacks(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_POWER_POLICY_EVENT_CALLBACKS PowerPolicyEventCallbacks);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPowerPolicyOwnership(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ BOOLEAN IsPowerPolicyOwner);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPowerNotPageable(
    _In_ PWDFDEVICE_INIT DeviceInit);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPowerPageable(
    _In_ PWDFDEVICE_INIT DeviceInit);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetPowerInrush(
    _In_ PWDFDEVICE_INIT DeviceInit);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetReleaseHardwareOrderOnFailure(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ WDF_RELEASE_HARDWARE_ORDER_ON_FAILURE ReleaseHardwareOrderOnFailure);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceInitSetRemoveLockOptions(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ PWDF_REMOVE_LOCK_OPTIONS Options);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitRegisterPnpStateChangeCallback(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ WDF_DEVICE_PNP_STATE PnpState,
    _In_ PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION EvtDevicePnpStateChange,
    _In_ ULONG CallbackTypes);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitRegisterPowerStateChangeCallback(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ WDF_DEVICE_POWER_STATE PowerState,
    _In_ PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION EvtDevicePowerStateChange,
    _In_ ULONG CallbackTypes);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceInitRegisterPowerPolicyStateChangeCallback(
    _In_ PWDFDEVICE_INIT DeviceInit,
    _In_ WDF_DEVICE_POWER_POLICY_STATE PowerPolicyState,
    _In_ PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION EvtDevicePowerPolicyStateChange,
    _In_ ULONG CallbackTypes);

#ifdef __cplusplus
}
#endif
