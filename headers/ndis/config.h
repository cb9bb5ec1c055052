/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/config.h: reading the driver's configuration, the generic object, registered
 * devices, version, logging and files.
 */
#pragma once

#include <ndis/types.h>
#include <ndis/status.h>
#include <ntddndis.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _NDIS_PARAMETER_TYPE {
    NdisParameterInteger,
    NdisParameterHexInteger,
    NdisParameterString,
    NdisParameterMultiString,
    NdisParameterBinary
} NDIS_PARAMETER_TYPE, *PNDIS_PARAMETER_TYPE;

typedef struct {
    USHORT Length;
    PVOID Buffer;
} BINARY_DATA;

typedef struct _NDIS_CONFIGURATION_PARAMETER {
    NDIS_PARAMETER_TYPE ParameterType;
    union {
        ULONG IntegerData;
        NDIS_STRING StringData;
        BINARY_DATA BinaryData;
    } ParameterData;
} NDIS_CONFIGURATION_PARAMETER, *PNDIS_CONFIGURATION_PARAMETER;

typedef struct _NDIS_CONFIGURATION_OBJECT {
    NDIS_OBJECT_HEADER Header;
    NDIS_HANDLE NdisHandle;
    ULONG Flags;
} NDIS_CONFIGURATION_OBJECT, *PNDIS_CONFIGURATION_OBJECT;

#define NDIS_CONFIGURATION_OBJECT_REVISION_1 1
#define NDIS_SIZEOF_CONFIGURATION_OBJECT_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_CONFIGURATION_OBJECT, Flags)

#define NDIS_CONFIG_FLAG_FILTER_INSTANCE_CONFIGURATION 0x00000001

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisOpenConfigurationEx(
    _In_ PNDIS_CONFIGURATION_OBJECT ConfigObject,
    _Out_ PNDIS_HANDLE ConfigurationHandle);

_IRQL_requires_max_(APC_LEVEL)
VOID
NdisOpenConfigurationKeyByIndex(
    _Out_ PNDIS_STATUS Status,
    _In_ NDIS_HANDLE ConfigurationHandle,
    _In_ ULONG Index,
    _Out_ PNDIS_STRING KeyName,
    _Out_ PNDIS_HANDLE KeyHandle);

_IRQL_requires_max_(APC_LEVEL)
VOID
NdisOpenConfigurationKeyByName(
    _Out_ PNDIS_STATUS Status,
    _In_ NDIS_HANDLE ConfigurationHandle,
    _In_ PNDIS_STRING SubKeyName,
    _Out_ PNDIS_HANDLE SubKeyHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisReadConfiguration(
    _Out_ PNDIS_STATUS Status,
    _Out_ PNDIS_CONFIGURATION_PARAMETER *ParameterValue,
    _In_ NDIS_HANDLE ConfigurationHandle,
    _In_ PNDIS_STRING Keyword,
    _In_ NDIS_PARAMETER_TYPE ParameterType);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisWriteConfiguration(
    _Out_ PNDIS_STATUS Status,
    _In_ NDIS_HANDLE ConfigurationHandle,
    _In_ PNDIS_STRING Keyword,
    _In_ PNDIS_CONFIGURATION_PARAMETER ParameterValue);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisCloseConfiguration(
    _In_ NDIS_HANDLE ConfigurationHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisReadNetworkAddress(
    _Out_ PNDIS_STATUS Status,
    _Out_ PVOID *NetworkAddress,
    _Out_ PUINT NetworkAddressLength,
    _In_ NDIS_HANDLE ConfigurationHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisOpenProtocolConfiguration(
    _Out_ PNDIS_STATUS Status,
    _Out_ PNDIS_HANDLE ConfigurationHandle,
    _In_ PNDIS_STRING ProtocolSection);

/* An NDIS object for components that have no handle of their own. */

typedef struct _NDIS_GENERIC_OBJECT {
    NDIS_OBJECT_HEADER Header;
    PVOID Caller;
    PVOID CallersCaller;
    PDRIVER_OBJECT DriverObject;
} NDIS_GENERIC_OBJECT, *PNDIS_GENERIC_OBJECT;

#define NDIS_GENERIC_OBJECT_REVISION_1 1
#define NDIS_SIZEOF_GENERIC_OBJECT_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_GENERIC_OBJECT, DriverObject)

_IRQL_requires_max_(DISPATCH_LEVEL)
_Must_inspect_result_ PNDIS_GENERIC_OBJECT
NdisAllocateGenericObject(
    _In_opt_ PDRIVER_OBJECT DriverObject,
    _In_ ULONG Tag,
    _In_ USHORT Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisFreeGenericObject(
    _In_ PNDIS_GENERIC_OBJECT NdisGenericObject);

/* Device objects for control from user mode. */

typedef struct _NDIS_DEVICE_OBJECT_ATTRIBUTES {
    NDIS_OBJECT_HEADER Header;
    PNDIS_STRING DeviceName;
    PNDIS_STRING SymbolicName;
    PDRIVER_DISPATCH *MajorFunctions;
    ULONG ExtensionSize;
    PCUNICODE_STRING DefaultSDDLString;
    LPCGUID DeviceClassGuid;
} NDIS_DEVICE_OBJECT_ATTRIBUTES, *PNDIS_DEVICE_OBJECT_ATTRIBUTES;

#define NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1 1
#define NDIS_SIZEOF_DEVICE_OBJECT_ATTRIBUTES_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_DEVICE_OBJECT_ATTRIBUTES, DeviceClassGuid)

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisRegisterDeviceEx(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PNDIS_DEVICE_OBJECT_ATTRIBUTES DeviceObjectAttributes,
    _Out_ PDEVICE_OBJECT *pDeviceObject,
    _Out_ PNDIS_HANDLE NdisDeviceHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisDeregisterDeviceEx(
    _In_ NDIS_HANDLE NdisDeviceHandle);

PVOID
NdisGetDeviceReservedExtension(
    _In_ PDEVICE_OBJECT DeviceObject);

/* Version, exports, error log. */

_IRQL_requires_max_(DISPATCH_LEVEL)
UINT
NdisGetVersion(VOID);

_IRQL_requires_(PASSIVE_LEVEL)
PVOID
NdisGetRoutineAddress(
    _In_ PNDIS_STRING NdisRoutineName);

#define NDIS_ERROR_CODE ULONG

#define NDIS_ERROR_CODE_RESOURCE_CONFLICT             EVENT_NDIS_RESOURCE_CONFLICT
#define NDIS_ERROR_CODE_OUT_OF_RESOURCES              EVENT_NDIS_OUT_OF_RESOURCE
#define NDIS_ERROR_CODE_HARDWARE_FAILURE              EVENT_NDIS_HARDWARE_FAILURE
#define NDIS_ERROR_CODE_ADAPTER_NOT_FOUND             EVENT_NDIS_ADAPTER_NOT_FOUND
#define NDIS_ERROR_CODE_INTERRUPT_CONNECT             EVENT_NDIS_INTERRUPT_CONNECT
#define NDIS_ERROR_CODE_DRIVER_FAILURE                EVENT_NDIS_DRIVER_FAILURE
#define NDIS_ERROR_CODE_BAD_VERSION                   EVENT_NDIS_BAD_VERSION
#define NDIS_ERROR_CODE_TIMEOUT                       EVENT_NDIS_TIMEOUT
#define NDIS_ERROR_CODE_NETWORK_ADDRESS               EVENT_NDIS_NETWORK_ADDRESS
#define NDIS_ERROR_CODE_UNSUPPORTED_CONFIGURATION     EVENT_NDIS_UNSUPPORTED_CONFIGURATION
#define NDIS_ERROR_CODE_INVALID_VALUE_FROM_ADAPTER    EVENT_NDIS_INVALID_VALUE_FROM_ADAPTER
#define NDIS_ERROR_CODE_MISSING_CONFIGURATION_PARAMETER EVENT_NDIS_MISSING_CONFIGURATION_PARAMETER
#define NDIS_ERROR_CODE_BAD_IO_BASE_ADDRESS           EVENT_NDIS_BAD_IO_BASE_ADDRESS
#define NDIS_ERROR_CODE_RECEIVE_SPACE_SMALL           EVENT_NDIS_RECEIVE_SPACE_SMALL
#define NDIS_ERROR_CODE_ADAPTER_DISABLED              EVENT_NDIS_ADAPTER_DISABLED

/* Event log codes of the NDIS source (facility 5000). */
#define EVENT_NDIS_RESOURCE_CONFLICT                ((NTSTATUS)0xC0001388L)
#define EVENT_NDIS_OUT_OF_RESOURCE                  ((NTSTATUS)0xC0001389L)
#define EVENT_NDIS_HARDWARE_FAILURE                 ((NTSTATUS)0xC000138AL)
#define EVENT_NDIS_ADAPTER_NOT_FOUND                ((NTSTATUS)0xC000138BL)
#define EVENT_NDIS_INTERRUPT_CONNECT                ((NTSTATUS)0xC000138CL)
#define EVENT_NDIS_DRIVER_FAILURE                   ((NTSTATUS)0xC000138DL)
#define EVENT_NDIS_BAD_VERSION                      ((NTSTATUS)0xC000138EL)
#define EVENT_NDIS_TIMEOUT                          ((NTSTATUS)0x8000138FL)
#define EVENT_NDIS_NETWORK_ADDRESS                  ((NTSTATUS)0xC0001390L)
#define EVENT_NDIS_UNSUPPORTED_CONFIGURATION        ((NTSTATUS)0xC0001391L)
#define EVENT_NDIS_INVALID_VALUE_FROM_ADAPTER       ((NTSTATUS)0xC0001392L)
#define EVENT_NDIS_MISSING_CONFIGURATION_PARAMETER  ((NTSTATUS)0xC0001393L)
#define EVENT_NDIS_BAD_IO_BASE_ADDRESS              ((NTSTATUS)0xC0001394L)
#define EVENT_NDIS_RECEIVE_SPACE_SMALL              ((NTSTATUS)0x40001395L)
#define EVENT_NDIS_ADAPTER_DISABLED                 ((NTSTATUS)0x80001396L)

VOID
NdisWriteErrorLogEntry(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ NDIS_ERROR_CODE ErrorCode,
    _In_ ULONG NumberOfErrorValues,
    ...);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisWriteEventLogEntry(
    _In_ PVOID LogHandle,
    _In_ NDIS_STATUS EventCode,
    _In_ ULONG UniqueEventValue,
    _In_ USHORT NumStrings,
    _In_opt_ PVOID StringsList,
    _In_ ULONG DataSize,
    _In_opt_ PVOID Data);

/* Files. */

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisOpenFile(
    _Out_ PNDIS_STATUS Status,
    _Out_ PNDIS_HANDLE FileHandle,
    _Out_ PUINT FileLength,
    _In_ PNDIS_STRING FileName,
    _In_ NDIS_PHYSICAL_ADDRESS HighestAcceptableAddress);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisCloseFile(
    _In_ NDIS_HANDLE FileHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMapFile(
    _Out_ PNDIS_STATUS Status,
    _Out_ PVOID * MappedBuffer,
    _In_ NDIS_HANDLE FileHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisUnmapFile(
    _In_ NDIS_HANDLE FileHandle);

#ifdef __cplusplus
}
#endif
