/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfcommonbuffer.h: buffers that driver and device share.
 */
#pragma once

#include <wdfdmaenabler.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _WDF_COMMON_BUFFER_CONFIG {
    ULONG Size;
    ULONG AlignmentRequirement;
} WDF_COMMON_BUFFER_CONFIG, *PWDF_COMMON_BUFFER_CONFIG;

FORCEINLINE VOID
WDF_COMMON_BUFFER_CONFIG_INIT(
    _Out_ PWDF_COMMON_BUFFER_CONFIG Config,
    _In_ ULONG AlignmentRequirement)
{
    RtlZeroMemory(Config, sizeof(WDF_COMMON_BUFFER_CONFIG));
    Config->Size = sizeof(WDF_COMMON_BUFFER_CONFIG);
    Config->AlignmentRequirement = AlignmentRequirement;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCommonBufferCreate(
    _In_ WDFDMAENABLER DmaEnabler,
    _In_ size_t Length,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFCOMMONBUFFER *CommonBuffer);

_IRQL_requires_max_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
WdfCommonBufferCreateWithConfig(
    _In_ WDFDMAENABLER DmaEnabler,
    _In_ size_t Length,
    _In_ PWDF_COMMON_BUFFER_CONFIG Config,
    _In_opt_ PWDF_OBJECT_ATTRIBUTES Attributes,
    _Out_ WDFCOMMONBUFFER *CommonBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID
WdfCommonBufferGetAlignedVirtualAddress(
    _In_ WDFCOMMONBUFFER CommonBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
PHYSICAL_ADDRESS
WdfCommonBufferGetAlignedLogicalAddress(
    _In_ WDFCOMMONBUFFER CommonBuffer);

_IRQL_requires_max_(DISPATCH_LEVEL)
size_t
WdfCommonBufferGetLength(
    _In_ WDFCOMMONBUFFER CommonBuffer);

#ifdef __cplusplus
}
#endif
