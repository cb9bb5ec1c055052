/*
 * wdmsec.h: as mingw's, but with IoCreateDeviceSecure and its kin under their documented
 * names instead of the library's.
 */
#pragma once

#include <wdm.h>
#include_next <wdmsec.h>

#undef IoCreateDeviceSecure
#undef RtlInitUnicodeStringEx
#undef IoValidateDeviceIoControlAccess

#ifdef __cplusplus
extern "C" {
#endif

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoCreateDeviceSecure(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ ULONG DeviceExtensionSize,
    _In_opt_ PUNICODE_STRING DeviceName,
    _In_ DEVICE_TYPE DeviceType,
    _In_ ULONG DeviceCharacteristics,
    _In_ BOOLEAN Exclusive,
    _In_ PCUNICODE_STRING DefaultSDDLString,
    _In_opt_ LPCGUID DeviceClassGuid,
    _Out_ PDEVICE_OBJECT *DeviceObject);

NTSTATUS RtlInitUnicodeStringEx(_Out_ PUNICODE_STRING DestinationString, _In_opt_ PCWSTR SourceString);
NTSTATUS IoValidateDeviceIoControlAccess(_In_ PIRP Irp, _In_ ULONG RequiredAccess);

#ifdef __cplusplus
}
#endif
