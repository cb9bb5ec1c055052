/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfminiport.h: the framework below another port driver's dispatch routines.
 */
#pragma once

#include <wdfdevice.h>

#ifdef __cplusplus
extern "C" {
#endif

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfDeviceMiniportCreate(
    _In_ WDFDRIVER Driver,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_opt_ PDEVICE_OBJECT AttachedDeviceObject,
    _In_opt_ PDEVICE_OBJECT Pdo,
    _Out_ WDFDEVICE *Device);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
WdfDriverMiniportUnload(
    _In_ WDFDRIVER Driver);

#ifdef __cplusplus
}
#endif
