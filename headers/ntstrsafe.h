/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ntstrsafe.h: mingw's, whose string functions are inline, and the functions over counted
 * strings, which it lacks.
 */
#pragma once

#include <ntddk.h>
#ifdef DDICHECK_HOST /* drivers are compiled there with -fno-inline, for which mingw's leaves bodies out, and `extern inline` has none */
#include <stdio.h>
#include <string.h>
#include <stdarg.h>
#include <specstrings.h>
#pragma push_macro("__CRT__NO_INLINE")
#undef __CRT__NO_INLINE
#define extern static
#include_next <ntstrsafe.h>
#undef extern
#pragma pop_macro("__CRT__NO_INLINE")
#else
#include_next <ntstrsafe.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifndef NTSTRSAFE_UNICODE_STRING_MAX_CCH
#define NTSTRSAFE_UNICODE_STRING_MAX_CCH (0xffff / sizeof(wchar_t))
#endif
#ifndef STRSAFE_ZERO_LENGTH_ON_FAILURE
#define STRSAFE_ZERO_LENGTH_ON_FAILURE 0x00000800
#endif
typedef ULONG DWORD; /* the real header declares it, too */
typedef const wchar_t *NTSTRSAFE_PCWSTR;
typedef const wchar_t UNALIGNED *STRSAFE_PCUNZWCH;
typedef wchar_t *NTSTRSAFE_PWSTR;

/* Unicode strings: initialise, validate. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringInit(
    _Out_ PUNICODE_STRING DestinationString,
    _In_opt_ NTSTRSAFE_PCWSTR pszSrc);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringInitEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_opt_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringValidate(
    _In_ PCUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringValidateEx(
    _In_ PCUNICODE_STRING SourceString,
    _In_ ULONG dwFlags);

/* Copy. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCopy(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCopyEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCopyString(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCopyStringEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCopyN(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cbToCopy);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCopyNEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cbToCopy,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCopyN(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cchToCopy);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCopyNEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cchToCopy,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCopyStringN(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cbToCopy);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCopyStringNEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cbToCopy,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCopyStringN(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cchToCopy);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCopyStringNEx(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cchToCopy,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlStringCbCopyUnicodeString(
    _Out_ NTSTRSAFE_PWSTR pszDest,
    _In_ size_t cbDest,
    _In_ PCUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlStringCbCopyUnicodeStringEx(
    _Out_ NTSTRSAFE_PWSTR pszDest,
    _In_ size_t cbDest,
    _In_ PCUNICODE_STRING SourceString,
    _Out_ NTSTRSAFE_PWSTR *ppszDestEnd,
    _Out_opt_ size_t *pcbRemaining,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlStringCchCopyUnicodeString(
    _Out_ NTSTRSAFE_PWSTR pszDest,
    _In_ size_t cchDest,
    _In_ PCUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlStringCchCopyUnicodeStringEx(
    _Out_ NTSTRSAFE_PWSTR pszDest,
    _In_ size_t cchDest,
    _In_ PCUNICODE_STRING SourceString,
    _Out_ NTSTRSAFE_PWSTR *ppszDestEnd,
    _Out_opt_ size_t *pcchRemaining,
    _In_ ULONG dwFlags);

/* Append. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCat(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCatEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCatString(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCatStringEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCatN(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cbToAppend);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCatNEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cbToAppend,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCatN(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cchToAppend);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCatNEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ PCUNICODE_STRING SourceString,
    _In_ size_t cchToAppend,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCatStringN(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cbToAppend);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCbCatStringNEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cbToAppend,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCatStringN(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cchToAppend);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringCchCatStringNEx(
    _Inout_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszSrc,
    _In_ size_t cchToAppend,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags);

/* Print. */

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringPrintf(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszFormat,
    ...);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringPrintfEx(
    _Out_ PUNICODE_STRING DestinationString,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags,
    _In_ NTSTRSAFE_PCWSTR pszFormat,
    ...);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringVPrintf(
    _Out_ PUNICODE_STRING DestinationString,
    _In_ NTSTRSAFE_PCWSTR pszFormat,
    _In_ va_list argList);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
NTAPI
RtlUnicodeStringVPrintfEx(
    _Out_ PUNICODE_STRING DestinationString,
    _Out_opt_ PUNICODE_STRING RemainingString,
    _In_ ULONG dwFlags,
    _In_ NTSTRSAFE_PCWSTR pszFormat,
    _In_ va_list argList);

/* Length of a string that may be unaligned. */

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
RtlUnalignedStringCbLengthW(
    _In_ STRSAFE_PCUNZWCH psz,
    _In_ size_t cbMax,
    _Out_opt_ size_t *pcbLength);

_IRQL_requires_(PASSIVE_LEVEL)
_Must_inspect_result_
NTSTATUS
NTAPI
RtlUnalignedStringCchLengthW(
    _In_ STRSAFE_PCUNZWCH psz,
    _In_ size_t cchMax,
    _Out_opt_ size_t *pcchLength);

#ifdef __cplusplus
}
#endif
