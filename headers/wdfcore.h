/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfcore.h: times, alignment and offsets.
 */
#pragma once

#include <wdftypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* System time counts in 100 ns; a negative time is relative to now. */
#define WDF_TIMEOUT_TO_SEC  ((LONGLONG)1 * 10 * 1000 * 1000)
#define WDF_TIMEOUT_TO_MS   ((LONGLONG)1 * 10 * 1000)
#define WDF_TIMEOUT_TO_US   ((LONGLONG)1 * 10)

FORCEINLINE LONGLONG
WDF_REL_TIMEOUT_IN_SEC(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * -1 * WDF_TIMEOUT_TO_SEC;
}

FORCEINLINE LONGLONG
WDF_ABS_TIMEOUT_IN_SEC(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * WDF_TIMEOUT_TO_SEC;
}

FORCEINLINE LONGLONG
WDF_REL_TIMEOUT_IN_MS(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * -1 * WDF_TIMEOUT_TO_MS;
}

FORCEINLINE LONGLONG
WDF_ABS_TIMEOUT_IN_MS(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * WDF_TIMEOUT_TO_MS;
}

FORCEINLINE LONGLONG
WDF_REL_TIMEOUT_IN_US(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * -1 * WDF_TIMEOUT_TO_US;
}

FORCEINLINE LONGLONG
WDF_ABS_TIMEOUT_IN_US(
    _In_ ULONGLONG Time)
{
    return (LONGLONG)Time * WDF_TIMEOUT_TO_US;
}

/* AlignTo is a power of two. */
FORCEINLINE size_t
WDF_ALIGN_SIZE_DOWN(
    _In_ size_t Length,
    _In_ size_t AlignTo)
{
    return Length & ~(AlignTo - 1);
}

FORCEINLINE size_t
WDF_ALIGN_SIZE_UP(
    _In_ size_t Length,
    _In_ size_t AlignTo)
{
    return WDF_ALIGN_SIZE_DOWN(Length + AlignTo - 1, AlignTo);
}

#define WDF_PTR_ADD_OFFSET_TYPE(_ptr, _offset, _type) ((_type)((PUCHAR)(_ptr) + (_offset)))
#define WDF_PTR_ADD_OFFSET(_ptr, _offset)             WDF_PTR_ADD_OFFSET_TYPE((_ptr), (_offset), PVOID)

#ifdef __cplusplus
}
#endif
