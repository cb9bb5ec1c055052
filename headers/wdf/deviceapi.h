/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdf/deviceapi.h: the functions of wdfdevice.h.
 */
#pragma once

#include <wdf/deviceinit.h>
#include <wdfrequest.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Creation; names and interfaces. */
_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceCreate(
    _Inout_ PWDFDEVICE_INIT *DeviceInit,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES DeviceAttributes,
    _Out_ WDFDEVICE *Device);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceCreateSymbolicLink(
    _In_ WDFDEVICE Device,
    _In_ PCUNICODE_STRING SymbolicLinkName);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceCreateDeviceInterface(
    _In_ WDFDEVICE Device,
    _In_ const GUID *InterfaceClassGUID,
    _In_opt_ PCUNICODE_STRING ReferenceString);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfDeviceSetDeviceInterfaceState(
    _In_ WDFDEVICE Device,
    _In_ const GUID *InterfaceClassGUID,
    _In_opt_ PCUNICODE_STRING ReferenceString,
    _In_ BOOLEAN IsInterfaceEnabled);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceSetDeviceInterfaceStateEx(
    _In_ WDFDEVICE Device,
    _In_ const GUID *InterfaceClassGUID,
    _In_opt_ PCUNICODE_STRING ReferenceString,
    _In_ BOOLEAN IsInterfaceEnabled);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceRetrieveDeviceInterfaceString(
    _In_ WDFDEVICE Device,
    _In_ const GUID *InterfaceClassGUID,
    _In_opt_ PCUNICODE_STRING ReferenceString,
    _In_ WDFSTRING String);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceRetrieveDeviceName(
    _In_ WDFDEVICE Device,
    _In_ WDFSTRING String);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceRetrieveDeviceDirectoryString(
    _In_ WDFDEVICE Device,
    _In_ WDFSTRING String);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAssignMofResourceName(
    _In_ WDFDEVICE Device,
    _In_ PCUNICODE_STRING MofResourceName);

/* What belongs to a device. */
_IRQL_requires_max_(DISPATCH_LEVEL)
WDFDRIVER
WdfDeviceGetDriver(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFQUEUE
WdfDeviceGetDefaultQueue(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFIOTARGET
WdfDeviceGetIoTarget(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFFILEOBJECT
WdfDeviceGetFileObject(
    _In_ WDFDEVICE Device,
    _In_ PFILE_OBJECT FileObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
WdfDeviceGetAlignmentRequirement(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetAlignmentRequirement(
    _In_ WDFDEVICE Device,
    _In_ ULONG AlignmentRequirement);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
WdfDeviceGetCharacteristics(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetCharacteristics(
    _In_ WDFDEVICE Device,
    _In_ ULONG DeviceCharacteristics);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfDeviceGetDeviceStackIoType(
    _In_ WDFDEVICE Device,
    _Out_ WDF_DEVICE_IO_TYPE *ReadWriteIoType,
    _Out_ WDF_DEVICE_IO_TYPE *IoControlIoType);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceRetrieveCompanionTarget(
    _In_ WDFDEVICE Device,
    _Out_ WDFCOMPANIONTARGET *CompanionTarget);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDFDEVICE
WdfWdmDeviceGetWdfDeviceHandle(
    _In_ PDEVICE_OBJECT DeviceObject);

_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT
WdfDeviceWdmGetDeviceObject(
    _In_ WDFDEVICE hDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT
WdfDeviceWdmGetAttachedDevice(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT
WdfDeviceWdmGetPhysicalDevice(
    _In_ WDFDEVICE Device);

/* Requests and IRPs. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceConfigureRequestDispatching(
    _In_ WDFDEVICE Device,
    _In_ WDFQUEUE Queue,
    _In_ WDF_REQUEST_TYPE RequestType);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceConfigureWdmIrpDispatchCallback(
    _In_ WDFDEVICE Device,
    _In_opt_ WDFDRIVER Driver,
    _In_ UCHAR MajorFunction,
    _In_ PFN_WDFDEVICE_WDM_IRP_DISPATCH EvtDeviceWdmIrpDispatch,
    _In_opt_ WDFCONTEXT DriverContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceEnqueueRequest(
    _In_ WDFDEVICE Device,
    _In_ WDFREQUEST Request);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceWdmDispatchPreprocessedIrp(
    _In_ WDFDEVICE Device,
    _In_ PIRP Irp);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceWdmDispatchIrp(
    _In_ WDFDEVICE Device,
    _In_ PIRP Irp,
    _In_ WDFCONTEXT DispatchContext);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceWdmDispatchIrpToIoQueue(
    _In_ WDFDEVICE Device,
    _In_ PIRP Irp,
    _In_ WDFQUEUE Queue,
    _In_ ULONG Flags);

/* Power. */
_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAssignS0IdleSettings(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_POWER_POLICY_IDLE_SETTINGS Settings);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAssignSxWakeSettings(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_POWER_POLICY_WAKE_SETTINGS Settings);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetPowerCapabilities(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_POWER_CAPABILITIES PowerCapabilities);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceIndicateWakeStatus(
    _In_ WDFDEVICE Device,
    _In_ NTSTATUS WaitWakeStatus);

_IRQL_requires_max_(DISPATCH_LEVEL)
POWER_ACTION
WdfDeviceGetSystemPowerAction(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceWdmAssignPowerFrameworkSettings(
    _In_ WDFDEVICE Device,
    _In_ PWDF_POWER_FRAMEWORK_SETTINGS PowerFrameworkSettings);

/* With WaitForD0, WdfDeviceStopIdle is for PASSIVE_LEVEL only. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
WdfDeviceStopIdle(
    _In_ WDFDEVICE Device,
    _In_ BOOLEAN WaitForD0);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceStopIdleWithTag(
    _In_ WDFDEVICE Device,
    _In_ BOOLEAN WaitForD0,
    _In_opt_ PVOID Tag);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceResumeIdle(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceResumeIdleWithTag(
    _In_ WDFDEVICE Device,
    _In_opt_ PVOID Tag);

/* PnP. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetPnpCapabilities(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_PNP_CAPABILITIES PnpCapabilities);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceGetDeviceState(
    _In_ WDFDEVICE Device,
    _Out_ PWDF_DEVICE_STATE DeviceState);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetDeviceState(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_STATE DeviceState);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetFailed(
    _In_ WDFDEVICE Device,
    _In_ WDF_DEVICE_FAILED_ACTION FailedAction);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetStaticStopRemove(
    _In_ WDFDEVICE Device,
    _In_ BOOLEAN Stoppable);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetSpecialFileSupport(
    _In_ WDFDEVICE Device,
    _In_ WDF_SPECIAL_FILE_TYPE FileType,
    _In_ BOOLEAN FileTypeIsSupported);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceSetBusInformationForChildren(
    _In_ WDFDEVICE Device,
    _In_ PPNP_BUS_INFORMATION BusInformation);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDF_DEVICE_PNP_STATE
WdfDeviceGetDevicePnpState(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDF_DEVICE_POWER_STATE
WdfDeviceGetDevicePowerState(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
WDF_DEVICE_POWER_POLICY_STATE
WdfDeviceGetDevicePowerPolicyState(
    _In_ WDFDEVICE Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAddDependentUsageDeviceObject(
    _In_ WDFDEVICE Device,
    _In_ PDEVICE_OBJECT DependentDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceRemoveDependentUsageDeviceObject(
    _In_ WDFDEVICE Device,
    _In_ PDEVICE_OBJECT DependentDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAddRemovalRelationsPhysicalDevice(
    _In_ WDFDEVICE Device,
    _In_ PDEVICE_OBJECT PhysicalDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceRemoveRemovalRelationsPhysicalDevice(
    _In_ WDFDEVICE Device,
    _In_ PDEVICE_OBJECT PhysicalDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDeviceClearRemovalRelationsDevices(
    _In_ WDFDEVICE Device);

/* Registry and properties. */
_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceOpenRegistryKey(
    _In_ WDFDEVICE Device,
    _In_ ULONG DeviceInstanceKeyType,
    _In_ ACCESS_MASK DesiredAccess,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES KeyAttributes,
    _Out_ WDFKEY *Key);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceOpenDevicemapKey(
    _In_ WDFDEVICE Device,
    _In_ PCUNICODE_STRING KeyName,
    _In_ ACCESS_MASK DesiredAccess,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES KeyAttributes,
    _Out_ WDFKEY *Key);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceQueryProperty(
    _In_ WDFDEVICE Device,
    _In_ DEVICE_REGISTRY_PROPERTY DeviceProperty,
    _In_ ULONG BufferLength,
    _Out_opt_ PVOID PropertyBuffer,
    _Out_ PULONG ResultLength);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAllocAndQueryProperty(
    _In_ WDFDEVICE Device,
    _In_ DEVICE_REGISTRY_PROPERTY DeviceProperty,
    _In_ POOL_TYPE PoolType,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES PropertyMemoryAttributes,
    _Out_ WDFMEMORY *PropertyMemory);

_IRQL_requires_max_(APC_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceQueryPropertyEx(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_PROPERTY_DATA DeviceProperty,
    _In_ ULONG BufferLength,
    _Out_ PVOID PropertyBuffer,
    _Out_ PULONG RequiredSize,
    _Out_ PDEVPROPTYPE Type);

_IRQL_requires_max_(APC_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAllocAndQueryPropertyEx(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_PROPERTY_DATA DeviceProperty,
    _In_ POOL_TYPE PoolType,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES PropertyMemoryAttributes,
    _Out_ WDFMEMORY *PropertyMemory,
    _Out_ PDEVPROPTYPE Type);

_IRQL_requires_max_(APC_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAssignProperty(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_PROPERTY_DATA DeviceProperty,
    _In_ DEVPROPTYPE Type,
    _In_ ULONG Size,
    _In_opt_ PVOID Data);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceQueryInterfaceProperty(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_INTERFACE_PROPERTY_DATA PropertyData,
    _In_ ULONG BufferLength,
    _Out_opt_ PVOID PropertyBuffer,
    _Out_ PULONG ResultLength,
    _Out_ PDEVPROPTYPE Type);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAllocAndQueryInterfaceProperty(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_INTERFACE_PROPERTY_DATA PropertyData,
    _In_ POOL_TYPE PoolType,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES PropertyMemoryAttributes,
    _Out_ WDFMEMORY *PropertyMemory,
    _Out_ PDEVPROPTYPE Type);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceAssignInterfaceProperty(
    _In_ WDFDEVICE Device,
    _In_ PWDF_DEVICE_INTERFACE_PROPERTY_DATA PropertyData,
    _In_ DEVPROPTYPE Type,
    _In_ ULONG BufferLength,
    _In_opt_ PVOID PropertyBuffer);

/* Hardware access from user-mode drivers. */
typedef enum _WDF_DEVICE_HWACCESS_TARGET_SIZE {
    WdfDeviceHwAccessTargetSizeInvalid = 0,
    WdfDeviceHwAccessTargetSizeUchar = 1,
    WdfDeviceHwAccessTargetSizeUshort = 2,
    WdfDeviceHwAccessTargetSizeUlong = 3,
    WdfDeviceHwAccessTargetSizeUlong64 = 4,
    WdfDeviceHwAccessTargetSizeMaximum = 5
} WDF_DEVICE_HWACCESS_TARGET_SIZE, *PWDF_DEVICE_HWACCESS_TARGET_SIZE;

typedef enum _WDF_DEVICE_HWACCESS_TARGET_TYPE {
    WdfDeviceHwAccessTargetTypeInvalid = 0,
    WdfDeviceHwAccessTargetTypeRegister = 1,
    WdfDeviceHwAccessTargetTypeRegisterBuffer = 2,
    WdfDeviceHwAccessTargetTypePort = 3,
    WdfDeviceHwAccessTargetTypePortBuffer = 4,
    WdfDeviceHwAccessTargetTypeMaximum = 5
} WDF_DEVICE_HWACCESS_TARGET_TYPE, *PWDF_DEVICE_HWACCESS_TARGET_TYPE;

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceMapIoSpace(
    _In_ WDFDEVICE Device,
    _In_ PHYSICAL_ADDRESS PhysicalAddress,
    _In_ SIZE_T NumberOfBytes,
    _In_ MEMORY_CACHING_TYPE CacheType,
    _Out_ PVOID *PseudoBaseAddress);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfDeviceUnmapIoSpace(
    _In_ WDFDEVICE Device,
    _In_ PVOID PseudoBaseAddress,
    _In_ SIZE_T NumberOfBytes);

_IRQL_requires_max_(PASSIVE_LEVEL)
PVOID
WdfDeviceGetHardwareRegisterMappedAddress(
    _In_ WDFDEVICE Device,
    _In_ PVOID PseudoBaseAddress);

_IRQL_requires_max_(PASSIVE_LEVEL)
SIZE_T
WdfDeviceReadFromHardware(
    _In_ WDFDEVICE Device,
    _In_ WDF_DEVICE_HWACCESS_TARGET_TYPE Type,
    _In_ WDF_DEVICE_HWACCESS_TARGET_SIZE Size,
    _In_ PVOID TargetAddress,
    _Out_opt_ PVOID Buffer,
    _In_opt_ ULONG Count);

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID
WdfDeviceWriteToHardware(
    _In_ WDFDEVICE Device,
    _In_ WDF_DEVICE_HWACCESS_TARGET_TYPE Type,
    _In_ WDF_DEVICE_HWACCESS_TARGET_SIZE Size,
    _In_ PVOID TargetAddress,
    _In_ SIZE_T Value,
    _In_opt_ PVOID Buffer,
    _In_opt_ ULONG Count);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS
WdfDevicePostEvent(
    _In_ WDFDEVICE Device,
    _In_ REFGUID EventGuid,
    _In_ WDF_EVENT_TYPE WdfEventType,
    _In_ UCHAR *Data,
    _In_ ULONG DataSizeCb);

#ifdef __cplusplus
}
#endif
