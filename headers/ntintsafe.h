/*
 * ntintsafe.h: mingw's, and the names that it lacks.
 */
#pragma once

#include <ntddk.h>
#include_next <ntintsafe.h>

/* Limits, and what a failed conversion leaves behind. */
#ifndef LONGLONG_MAX
#define INT8_MIN       (-127 - 1)
#define SHORT_MIN      (-32768)
#define INT16_MIN      (-32767 - 1)
#define INT_MIN        (-2147483647 - 1)
#define INT32_MIN      (-2147483647 - 1)
#define LONG_MIN       (-2147483647L - 1)
#define LONGLONG_MIN   (-9223372036854775807ll - 1)
#define LONG64_MIN     (-9223372036854775807ll - 1)
#define INT64_MIN      (-9223372036854775807ll - 1)
#define INT8_MAX       127
#define UINT8_MAX      0xff
#define BYTE_MAX       0xff
#define SHORT_MAX      32767
#define INT16_MAX      32767
#define USHORT_MAX     0xffff
#define UINT16_MAX     0xffff
#define WORD_MAX       0xffff
#define INT_MAX        2147483647
#define INT32_MAX      2147483647
#define UINT_MAX       0xffffffff
#define UINT32_MAX     0xffffffff
#define LONG_MAX       2147483647L
#define ULONG_MAX      0xffffffffUL
#define DWORD_MAX      0xffffffffUL
#define LONGLONG_MAX   9223372036854775807ll
#define LONG64_MAX     9223372036854775807ll
#define INT64_MAX      9223372036854775807ll
#define ULONGLONG_MAX  0xffffffffffffffffull
#define DWORDLONG_MAX  0xffffffffffffffffull
#define ULONG64_MAX    0xffffffffffffffffull
#define DWORD64_MAX    0xffffffffffffffffull
#define UINT64_MAX     0xffffffffffffffffull
#define INT8_ERROR     (-1)
#define UINT8_ERROR    0xff
#define BYTE_ERROR     0xff
#define SHORT_ERROR    (-1)
#define INT16_ERROR    (-1)
#define USHORT_ERROR   0xffff
#define UINT16_ERROR   0xffff
#define WORD_ERROR     0xffff
#define INT_ERROR      (-1)
#define INT32_ERROR    (-1)
#define UINT_ERROR     0xffffffff
#define UINT32_ERROR   0xffffffff
#define LONG_ERROR     (-1L)
#define ULONG_ERROR    0xffffffffUL
#define DWORD_ERROR    0xffffffffUL
#define LONGLONG_ERROR (-1ll)
#define LONG64_ERROR   (-1ll)
#define INT64_ERROR    (-1ll)
#define ULONGLONG_ERROR 0xffffffffffffffffull
#define DWORDLONG_ERROR 0xffffffffffffffffull
#define ULONG64_ERROR  0xffffffffffffffffull
#define DWORD64_ERROR  0xffffffffffffffffull
#define UINT64_ERROR   0xffffffffffffffffull
#ifdef _WIN64
#define SIZE_T_MAX     ULONGLONG_MAX
#define ULONG_PTR_MAX  ULONGLONG_MAX
#define UINT_PTR_MAX   ULONGLONG_MAX
#define LONG_PTR_MAX   LONGLONG_MAX
#define INT_PTR_MAX    LONGLONG_MAX
#define SSIZE_T_MAX    LONGLONG_MAX
#define SIZE_T_ERROR   ULONGLONG_ERROR
#else
#define SIZE_T_MAX     ULONG_MAX
#define ULONG_PTR_MAX  ULONG_MAX
#define UINT_PTR_MAX   ULONG_MAX
#define LONG_PTR_MAX   LONG_MAX
#define INT_PTR_MAX    INT_MAX
#define SSIZE_T_MAX    LONG_MAX
#define SIZE_T_ERROR   ULONG_ERROR
#endif
#endif

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
