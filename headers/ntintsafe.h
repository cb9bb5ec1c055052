/*
 * ntintsafe.h: mingw's, and the names that it lacks.
 */
#pragma once

#include <ntddk.h>
#include_next <ntintsafe.h>

#ifdef __cplusplus
extern "C" {
#endif

_Must_inspect_result_ NTSTATUS RtlSIZETAdd(_In_ SIZE_T Augend, _In_ SIZE_T Addend, _Out_ SIZE_T *Result);
_Must_inspect_result_ NTSTATUS RtlSIZETSub(_In_ SIZE_T Minuend, _In_ SIZE_T Subtrahend, _Out_ SIZE_T *Result);
_Must_inspect_result_ NTSTATUS RtlSIZETMult(_In_ SIZE_T Multiplicand, _In_ SIZE_T Multiplier, _Out_ SIZE_T *Result);
_Must_inspect_result_ NTSTATUS RtlSIZETToULong(_In_ SIZE_T Operand, _Out_ ULONG *Result);
_Must_inspect_result_ NTSTATUS RtlSIZETToUShort(_In_ SIZE_T Operand, _Out_ USHORT *Result);
_Must_inspect_result_ NTSTATUS RtlSIZETToLong(_In_ SIZE_T Operand, _Out_ LONG *Result);
_Must_inspect_result_ NTSTATUS RtlULong64ToULong(_In_ ULONG64 Operand, _Out_ ULONG *Result);
_Must_inspect_result_ NTSTATUS RtlULong64Add(_In_ ULONG64 Augend, _In_ ULONG64 Addend, _Out_ ULONG64 *Result);
_Must_inspect_result_ NTSTATUS RtlULong64Mult(_In_ ULONG64 Multiplicand, _In_ ULONG64 Multiplier, _Out_ ULONG64 *Result);
_Must_inspect_result_ NTSTATUS RtlUInt64Add(_In_ UINT64 Augend, _In_ UINT64 Addend, _Out_ UINT64 *Result);
_Must_inspect_result_ NTSTATUS RtlUInt64Mult(_In_ UINT64 Multiplicand, _In_ UINT64 Multiplier, _Out_ UINT64 *Result);

#ifdef __cplusplus
}
#endif
