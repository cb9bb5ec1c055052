/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/whea.h: hardware errors: error sources, reports of device drivers, error records,
 * PSHED plug-ins. Included by ntddk.h.
 */
#pragma once

#include <wdk/wheatypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Error sources: what their owner provides. */
typedef
_Function_class_(WHEA_ERROR_SOURCE_INITIALIZE)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_INITIALIZE)(
    _In_ ULONG Phase,
    _Inout_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _Inout_opt_ PVOID Context);
typedef WHEA_ERROR_SOURCE_INITIALIZE *PWHEA_ERROR_SOURCE_INITIALIZE;

typedef
_Function_class_(WHEA_ERROR_SOURCE_UNINITIALIZE)
VOID
(NTAPI WHEA_ERROR_SOURCE_UNINITIALIZE)(
    _Inout_opt_ PVOID Context);
typedef WHEA_ERROR_SOURCE_UNINITIALIZE *PWHEA_ERROR_SOURCE_UNINITIALIZE;

typedef
_Function_class_(WHEA_ERROR_SOURCE_CORRECT)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_CORRECT)(
    _Inout_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _Out_ PULONG MaximumSectionLength);
typedef WHEA_ERROR_SOURCE_CORRECT *PWHEA_ERROR_SOURCE_CORRECT;

typedef
_Function_class_(WHEA_ERROR_SOURCE_CREATE_RECORD)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_CREATE_RECORD)(
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_ PWHEA_ERROR_PACKET ErrorPacket,
    _Inout_ PWHEA_ERROR_RECORD ErrorRecord,
    _In_ ULONG BufferSize,
    _Inout_opt_ PVOID Context);
typedef WHEA_ERROR_SOURCE_CREATE_RECORD *PWHEA_ERROR_SOURCE_CREATE_RECORD;

typedef
_Function_class_(WHEA_ERROR_SOURCE_RECOVER)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_RECOVER)(
    _In_ PVOID RecoveryContext,
    _Out_ PULONG Severity);
typedef WHEA_ERROR_SOURCE_RECOVER *PWHEA_ERROR_SOURCE_RECOVER;

typedef
_Function_class_(WHEA_SIGNAL_HANDLER_OVERRIDE_CALLBACK)
BOOLEAN
(NTAPI WHEA_SIGNAL_HANDLER_OVERRIDE_CALLBACK)(
    _Inout_opt_ UINT_PTR Context);
typedef WHEA_SIGNAL_HANDLER_OVERRIDE_CALLBACK *PWHEA_SIGNAL_HANDLER_OVERRIDE_CALLBACK;

NTSTATUS
WheaAddErrorSource(
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_opt_ PVOID Context);

NTSTATUS WheaRemoveErrorSource(_In_ ULONG ErrorSourceId);

NTSTATUS
WheaConfigureErrorSource(
    _In_ WHEA_ERROR_SOURCE_TYPE SourceType,
    _In_ PVOID Configuration);

NTSTATUS WheaUnconfigureErrorSource(_In_ WHEA_ERROR_SOURCE_TYPE SourceType);

NTSTATUS WheaReportHwError(_Inout_ PWHEA_ERROR_PACKET ErrorPacket);

/* Error sources of device drivers. */
typedef PVOID WHEA_ERROR_HANDLE;

typedef
_Function_class_(WHEA_ERROR_SOURCE_INITIALIZE_DEVICE_DRIVER)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_INITIALIZE_DEVICE_DRIVER)(
    _Inout_opt_ PVOID Context,
    _In_ ULONG ErrorSourceId);
typedef WHEA_ERROR_SOURCE_INITIALIZE_DEVICE_DRIVER *PWHEA_ERROR_SOURCE_INITIALIZE_DEVICE_DRIVER;

typedef
_Function_class_(WHEA_ERROR_SOURCE_UNINITIALIZE_DEVICE_DRIVER)
VOID
(NTAPI WHEA_ERROR_SOURCE_UNINITIALIZE_DEVICE_DRIVER)(
    _Inout_opt_ PVOID Context);
typedef WHEA_ERROR_SOURCE_UNINITIALIZE_DEVICE_DRIVER *PWHEA_ERROR_SOURCE_UNINITIALIZE_DEVICE_DRIVER;

typedef
_Function_class_(WHEA_ERROR_SOURCE_CORRECT_DEVICE_DRIVER)
NTSTATUS
(NTAPI WHEA_ERROR_SOURCE_CORRECT_DEVICE_DRIVER)(
    _Inout_ PVOID ErrorSourceDesc,
    _Out_ PULONG MaximumSectionLength);
typedef WHEA_ERROR_SOURCE_CORRECT_DEVICE_DRIVER *PWHEA_ERROR_SOURCE_CORRECT_DEVICE_DRIVER;

struct _WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER;
struct _WHEA_DRIVER_BUFFER_SET;

NTSTATUS
WheaAddErrorSourceDeviceDriver(
    _Inout_opt_ PVOID Context,
    _In_ struct _WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER *Configuration,
    _In_ ULONG NumberPreallocatedErrorReports);

NTSTATUS WheaRemoveErrorSourceDeviceDriver(_In_ ULONG ErrorSourceId);

NTSTATUS
WheaReportHwErrorDeviceDriver(
    _In_ ULONG ErrorSourceId,
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_ PUCHAR ErrorData,
    _In_ ULONG ErrorDataLength,
    _In_ LPGUID SectionTypeGuid,
    _In_ WHEA_ERROR_SEVERITY ErrorSeverity,
    _In_ PSTR DeviceFriendlyName);

WHEA_ERROR_HANDLE
WheaCreateHwErrorReportDeviceDriver(
    _In_ ULONG ErrorSourceId,
    _In_ PDEVICE_OBJECT DeviceObject);

NTSTATUS
WheaAddHwErrorReportSectionDeviceDriver(
    _In_ WHEA_ERROR_HANDLE ErrorHandle,
    _In_ ULONG SectionDataLength,
    _Out_ struct _WHEA_DRIVER_BUFFER_SET *BufferSet);

NTSTATUS
WheaHwErrorReportSetSectionNameDeviceDriver(
    _In_ struct _WHEA_DRIVER_BUFFER_SET *BufferSet,
    _In_ ULONG NameLength,
    _In_ PUCHAR Name);

NTSTATUS
WheaHwErrorReportSetSeverityDeviceDriver(
    _In_ WHEA_ERROR_HANDLE ErrorHandle,
    _In_ WHEA_ERROR_SEVERITY ErrorSeverity);

NTSTATUS WheaHwErrorReportSubmitDeviceDriver(_In_ WHEA_ERROR_HANDLE ErrorHandle);

NTSTATUS WheaHwErrorReportAbandonDeviceDriver(_In_ WHEA_ERROR_HANDLE ErrorHandle);

/* Error records. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
WheaFindErrorRecordSection(
    _In_ PWHEA_ERROR_RECORD Record,
    _In_ const GUID *SectionType,
    _Out_ PWHEA_ERROR_RECORD_SECTION_DESCRIPTOR *SectionDescriptor,
    _Out_opt_ PVOID *SectionData);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS
WheaFindNextErrorRecordSection(
    _In_ PWHEA_ERROR_RECORD Record,
    _Inout_ ULONG *Context,
    _Out_ PWHEA_ERROR_RECORD_SECTION_DESCRIPTOR *SectionDescriptor,
    _Out_opt_ PVOID *SectionData);

_IRQL_requires_max_(DISPATCH_LEVEL)
PWHEA_ERROR_PACKET WheaGetErrPacketFromErrRecord(_In_ PWHEA_ERROR_RECORD Record);

_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN WheaIsValidErrorRecordSignature(_In_ PWHEA_ERROR_RECORD Record);

NTSTATUS WheaInitializeRecordHeader(_Out_ PWHEA_ERROR_RECORD_HEADER Header);

NTSTATUS
WheaErrorRecordBuilderInit(
    _Out_ PWHEA_ERROR_RECORD Record,
    _In_ ULONG RecordLength,
    _In_ WHEA_ERROR_SEVERITY Severity,
    _In_ const GUID *Notify);

NTSTATUS
WheaErrorRecordBuilderAddSection(
    _Inout_ PWHEA_ERROR_RECORD Record,
    _In_ ULONG MaxSectionCount,
    _In_ ULONG SectionLength,
    _In_ WHEA_ERROR_RECORD_SECTION_DESCRIPTOR_FLAGS Flags,
    _In_ const GUID *SectionType,
    _Inout_opt_ PWHEA_ERROR_RECORD_SECTION_DESCRIPTOR *DescriptorOut);

NTSTATUS
WheaErrorRecordBuilderAddPacket(
    _Inout_ PWHEA_ERROR_RECORD Record,
    _Inout_ PWHEA_ERROR_PACKET Packet,
    _In_ ULONG MaxSectionCount);

/* PSHED plug-ins. */
typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_GET_ALL_ERROR_SOURCES)(
    _Inout_opt_ PVOID PluginContext,
    _Inout_ PULONG Count,
    _Inout_ PWHEA_ERROR_SOURCE_DESCRIPTOR *ErrorSrcs,
    _Inout_ PULONG Length);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_GET_ERROR_SOURCE_INFO)(
    _Inout_opt_ PVOID PluginContext,
    _Inout_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_SET_ERROR_SOURCE_INFO)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_ENABLE_ERROR_SOURCE)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_DISABLE_ERROR_SOURCE)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource);

typedef
_IRQL_requires_min_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_WRITE_ERROR_RECORD)(
    _Inout_opt_ PVOID PluginContext,
    _In_ ULONG Flags,
    _In_ ULONG RecordLength,
    _In_ PWHEA_ERROR_RECORD ErrorRecord);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_READ_ERROR_RECORD)(
    _Inout_opt_ PVOID PluginContext,
    _In_ ULONG Flags,
    _In_ ULONGLONG ErrorRecordId,
    _Out_ PULONGLONG NextErrorRecordId,
    _Inout_ PULONG RecordLength,
    _Out_ PWHEA_ERROR_RECORD ErrorRecord);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_CLEAR_ERROR_RECORD)(
    _Inout_opt_ PVOID PluginContext,
    _In_ ULONG Flags,
    _In_ ULONGLONG ErrorRecordId);

typedef
_IRQL_requires_min_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_RETRIEVE_ERROR_INFO)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_ ULONGLONG BufferLength,
    _Inout_ PWHEA_ERROR_PACKET Packet);

typedef
_IRQL_requires_min_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_FINALIZE_ERROR_RECORD)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_ ULONG BufferLength,
    _Inout_ PWHEA_ERROR_RECORD ErrorRecord);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_CLEAR_ERROR_STATUS)(
    _Inout_opt_ PVOID PluginContext,
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_ ULONG BufferLength,
    _In_ PWHEA_ERROR_RECORD ErrorRecord);

typedef
_IRQL_requires_min_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_ATTEMPT_ERROR_RECOVERY)(
    _Inout_opt_ PVOID PluginContext,
    _In_ ULONG BufferLength,
    _In_ PWHEA_ERROR_RECORD ErrorRecord);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_GET_INJECTION_CAPABILITIES)(
    _Inout_opt_ PVOID PluginContext,
    _Out_ PWHEA_ERROR_INJECTION_CAPABILITIES Capabilities);

typedef
_IRQL_requires_(DISPATCH_LEVEL)
NTSTATUS
(NTAPI *PSHED_PI_INJECT_ERROR)(
    _Inout_opt_ PVOID PluginContext,
    _In_ ULONGLONG ErrorType,
    _In_ ULONGLONG Parameter1,
    _In_ ULONGLONG Parameter2,
    _In_ ULONGLONG Parameter3,
    _In_ ULONGLONG Parameter4);

typedef struct _WHEA_PSHED_PLUGIN_CALLBACKS {
    PSHED_PI_GET_ALL_ERROR_SOURCES GetAllErrorSources;
    PVOID Reserved;
    PSHED_PI_GET_ERROR_SOURCE_INFO GetErrorSourceInfo;
    PSHED_PI_SET_ERROR_SOURCE_INFO SetErrorSourceInfo;
    PSHED_PI_ENABLE_ERROR_SOURCE EnableErrorSource;
    PSHED_PI_DISABLE_ERROR_SOURCE DisableErrorSource;
    PSHED_PI_WRITE_ERROR_RECORD WriteErrorRecord;
    PSHED_PI_READ_ERROR_RECORD ReadErrorRecord;
    PSHED_PI_CLEAR_ERROR_RECORD ClearErrorRecord;
    PSHED_PI_RETRIEVE_ERROR_INFO RetrieveErrorInfo;
    PSHED_PI_FINALIZE_ERROR_RECORD FinalizeErrorRecord;
    PSHED_PI_CLEAR_ERROR_STATUS ClearErrorStatus;
    PSHED_PI_ATTEMPT_ERROR_RECOVERY AttemptRecovery;
    PSHED_PI_GET_INJECTION_CAPABILITIES GetInjectionCapabilities;
    PSHED_PI_INJECT_ERROR InjectError;
} WHEA_PSHED_PLUGIN_CALLBACKS, *PWHEA_PSHED_PLUGIN_CALLBACKS;

typedef struct _WHEA_PSHED_PLUGIN_REGISTRATION_PACKET_V1 {
    ULONG Length;
    ULONG Version;
    PVOID Context;
    ULONG FunctionalAreaMask;
    ULONG Reserved;
    WHEA_PSHED_PLUGIN_CALLBACKS Callbacks;
} WHEA_PSHED_PLUGIN_REGISTRATION_PACKET, *PWHEA_PSHED_PLUGIN_REGISTRATION_PACKET;

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID PshedAllocateMemory(_In_ ULONG Size);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID PshedFreeMemory(_In_ PVOID Address);

BOOLEAN
PshedIsSystemWheaEnabled(VOID);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS PshedRegisterPlugin(_Inout_ PWHEA_PSHED_PLUGIN_REGISTRATION_PACKET Packet);

BOOLEAN
PshedSynchronizeExecution(
    _In_ PWHEA_ERROR_SOURCE_DESCRIPTOR ErrorSource,
    _In_ PKSYNCHRONIZE_ROUTINE SynchronizeRoutine,
    _In_ PVOID SynchronizeContext);

VOID PshedUnregisterPlugin(_In_ PVOID PluginHandle);

#ifdef __cplusplus
}
#endif
