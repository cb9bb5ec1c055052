/*
 * intsafe.h: overflow-checked arithmetic. mingw's file needs the user-mode headers; a
 * driver that includes it gets declarations of the functions, beside ntintsafe.h's.
 */
#pragma once

#include <ntddk.h>
#include <ntintsafe.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef _HRESULT_DEFINED
#define _HRESULT_DEFINED
typedef LONG HRESULT;
#endif
#ifndef S_OK
#define S_OK          ((HRESULT)0L)
#define S_FALSE       ((HRESULT)1L)
#define SUCCEEDED(hr) (((HRESULT)(hr)) >= 0)
#define FAILED(hr)    (((HRESULT)(hr)) < 0)
#endif
#ifndef INTSAFE_E_ARITHMETIC_OVERFLOW
#define INTSAFE_E_ARITHMETIC_OVERFLOW ((HRESULT)0x80070216L)
#endif

#define DDI_INTSAFE(Name, Type)                                                         \
    _Must_inspect_result_ HRESULT Name##Add(_In_ Type A, _In_ Type B, _Out_ Type *Sum); \
    _Must_inspect_result_ HRESULT Name##Sub(_In_ Type A, _In_ Type B, _Out_ Type *Difference); \
    _Must_inspect_result_ HRESULT Name##Mult(_In_ Type A, _In_ Type B, _Out_ Type *Product);
DDI_INTSAFE(UInt8, UINT8)
DDI_INTSAFE(UShort, USHORT)
DDI_INTSAFE(UInt, UINT)
DDI_INTSAFE(ULong, ULONG)
DDI_INTSAFE(ULongLong, ULONGLONG)
DDI_INTSAFE(SizeT, SIZE_T)
DDI_INTSAFE(ULongPtr, ULONG_PTR)
DDI_INTSAFE(UIntPtr, UINT_PTR)
#undef DDI_INTSAFE

_Must_inspect_result_ HRESULT SizeTToULong(_In_ SIZE_T Operand, _Out_ ULONG *Result);
_Must_inspect_result_ HRESULT SizeTToUInt(_In_ SIZE_T Operand, _Out_ UINT *Result);
_Must_inspect_result_ HRESULT ULongToUShort(_In_ ULONG Operand, _Out_ USHORT *Result);
_Must_inspect_result_ HRESULT ULongLongToULong(_In_ ULONGLONG Operand, _Out_ ULONG *Result);
_Must_inspect_result_ HRESULT ULongLongToULongPtr(_In_ ULONGLONG Operand, _Out_ ULONG_PTR *Result);
_Must_inspect_result_ HRESULT ULongLongToSizeT(_In_ ULONGLONG Operand, _Out_ SIZE_T *Result);

#ifdef __cplusplus
}
#endif
