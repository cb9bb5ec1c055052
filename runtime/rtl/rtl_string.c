/* Counted strings. Upper case is ASCII's and Latin-1's. */
#include "../ex/ex.h"

static SIZE_T length_of(PCWSTR s)
{
    SIZE_T n = 0;
    while (s[n])
        n++;
    return n;
}

static WCHAR upper(WCHAR c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
        return (WCHAR)(c - 32);
    return c;
}

static void init(PUNICODE_STRING to, PCWSTR from)
{
    SIZE_T n = from ? length_of(from) : 0;
    if (n > 32766)
        n = 32766;
    to->Length = (USHORT)(n * 2);
    to->MaximumLength = from ? (USHORT)(n * 2 + 2) : 0;
    to->Buffer = (PWSTR)from;
}

static LONG compare(PCUNICODE_STRING a, PCUNICODE_STRING b, BOOLEAN ignore_case)
{
    USHORT n = (a->Length < b->Length ? a->Length : b->Length) / 2;
    for (USHORT i = 0; i < n; i++) {
        WCHAR x = ignore_case ? upper(a->Buffer[i]) : a->Buffer[i], y = ignore_case ? upper(b->Buffer[i]) : b->Buffer[i];
        if (x != y)
            return x - y;
    }
    return a->Length - b->Length;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitunicodestring */
RT_EXPORT VOID RtlInitUnicodeString(PUNICODE_STRING DestinationString, PCWSTR SourceString)
{
    RT_DDI_VOID(RtlInitUnicodeString, DestinationString, SourceString);
    init(DestinationString, SourceString);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitunicodestring */
RT_EXPORT VOID NdisInitUnicodeString(PUNICODE_STRING DestinationString, PCWSTR SourceString)
{
    RT_DDI_VOID(NdisInitUnicodeString, DestinationString, SourceString);
    init(DestinationString, SourceString);
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitansistring */
RT_EXPORT VOID RtlInitAnsiString(PANSI_STRING DestinationString, PCSZ SourceString)
{
    RT_DDI_VOID(RtlInitAnsiString, DestinationString, SourceString);
    SIZE_T n = SourceString ? __builtin_strlen(SourceString) : 0;
    *DestinationString = (ANSI_STRING){.Length = (USHORT)n, .MaximumLength = SourceString ? (USHORT)(n + 1) : 0, .Buffer = (PCHAR)SourceString};
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitansistring */
RT_EXPORT VOID NdisInitAnsiString(PANSI_STRING DestinationString, PCSTR SourceString)
{
    RT_DDI_VOID(NdisInitAnsiString, DestinationString, SourceString);
    SIZE_T n = SourceString ? __builtin_strlen(SourceString) : 0;
    *DestinationString = (ANSI_STRING){.Length = (USHORT)n, .MaximumLength = SourceString ? (USHORT)(n + 1) : 0, .Buffer = (PCHAR)SourceString};
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlequalunicodestring */
RT_EXPORT BOOLEAN RtlEqualUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive)
{
    RT_DDI(RtlEqualUnicodeString, (BOOLEAN)FALSE, String1, String2, CaseInSensitive);
    RT_RETURN((BOOLEAN)(String1->Length == String2->Length && compare(String1, String2, CaseInSensitive) == 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisequalunicodestring */
RT_EXPORT BOOLEAN NdisEqualUnicodeString(PUNICODE_STRING String1, PUNICODE_STRING String2, BOOLEAN CaseInsensitive)
{
    RT_DDI(NdisEqualUnicodeString, (BOOLEAN)FALSE, String1, String2, CaseInsensitive);
    RT_RETURN((BOOLEAN)(String1->Length == String2->Length && compare(String1, String2, CaseInsensitive) == 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisequalstring */
RT_EXPORT BOOLEAN NdisEqualString(PNDIS_STRING String1, PNDIS_STRING String2, BOOLEAN CaseInsensitive)
{
    RT_DDI(NdisEqualString, (BOOLEAN)FALSE, String1, String2, CaseInsensitive);
    RT_RETURN((BOOLEAN)(String1->Length == String2->Length && compare(String1, String2, CaseInsensitive) == 0));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcompareunicodestring */
RT_EXPORT LONG RtlCompareUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive)
{
    RT_DDI(RtlCompareUnicodeString, (LONG)0, String1, String2, CaseInSensitive);
    RT_RETURN(compare(String1, String2, CaseInSensitive));
}

static NTSTATUS upcase(PUNICODE_STRING to, PCUNICODE_STRING from)
{
    if (to->MaximumLength < from->Length)
        return STATUS_BUFFER_OVERFLOW;
    for (USHORT i = 0; i < from->Length / sizeof(WCHAR); i++)
        to->Buffer[i] = upper(from->Buffer[i]);
    to->Length = from->Length;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlintegertounicodestring */
RT_EXPORT NTSTATUS RtlIntegerToUnicodeString(ULONG Value, ULONG Base, PUNICODE_STRING String)
{
    RT_DDI(RtlIntegerToUnicodeString, (NTSTATUS)STATUS_INVALID_PARAMETER, Value, Base, String);
    WCHAR digits[33];
    USHORT at = 32, bytes;
    if (Base != 0 && Base != 2 && Base != 8 && Base != 10 && Base != 16)
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    do {
        ULONG digit = Value % (Base ? Base : 10);
        digits[--at] = (WCHAR)(digit < 10 ? '0' + digit : 'A' + digit - 10);
        Value /= Base ? Base : 10;
    } while (Value);
    bytes = (USHORT)((32 - at) * sizeof(WCHAR));
    if (bytes > String->MaximumLength)
        RT_RETURN((NTSTATUS)STATUS_BUFFER_OVERFLOW);
    rt_copy(String->Buffer, &digits[at], bytes);
    String->Length = bytes;
    if (bytes + sizeof(WCHAR) <= String->MaximumLength)
        String->Buffer[bytes / sizeof(WCHAR)] = 0;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* Into memory that is there. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisupcaseunicodestring */
RT_EXPORT NDIS_STATUS NdisUpcaseUnicodeString(PUNICODE_STRING DestinationString, PUNICODE_STRING SourceString)
{
    RT_DDI(NdisUpcaseUnicodeString, (NDIS_STATUS)STATUS_UNSUCCESSFUL, DestinationString, SourceString);
    RT_RETURN((NDIS_STATUS)upcase(DestinationString, SourceString));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopyunicodestring */
RT_EXPORT VOID RtlCopyUnicodeString(PUNICODE_STRING DestinationString, PCUNICODE_STRING SourceString)
{
    RT_DDI_VOID(RtlCopyUnicodeString, DestinationString, SourceString);
    USHORT n = SourceString ? SourceString->Length : 0;
    if (n > DestinationString->MaximumLength)
        n = DestinationString->MaximumLength;
    if (n)
        rt_copy(DestinationString->Buffer, SourceString->Buffer, n);
    DestinationString->Length = n;
    RT_RETURN_VOID();
}

static NTSTATUS append(PUNICODE_STRING to, PCWSTR from, SIZE_T bytes)
{
    if (bytes > (SIZE_T)(to->MaximumLength - to->Length))
        return STATUS_BUFFER_TOO_SMALL;
    rt_copy((PUCHAR)to->Buffer + to->Length, from, bytes);
    to->Length = (USHORT)(to->Length + bytes);
    if (to->Length + 2 <= to->MaximumLength)
        to->Buffer[to->Length / 2] = 0;
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlappendunicodestringtostring */
RT_EXPORT NTSTATUS RtlAppendUnicodeStringToString(PUNICODE_STRING Destination, PCUNICODE_STRING Source)
{
    RT_DDI(RtlAppendUnicodeStringToString, (NTSTATUS)STATUS_BUFFER_TOO_SMALL, Destination, Source);
    RT_RETURN(append(Destination, Source->Buffer, Source->Length));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlappendunicodetostring */
RT_EXPORT NTSTATUS RtlAppendUnicodeToString(PUNICODE_STRING Destination, PCWSTR Source)
{
    RT_DDI(RtlAppendUnicodeToString, (NTSTATUS)STATUS_BUFFER_TOO_SMALL, Destination, Source);
    RT_RETURN(Source ? append(Destination, Source, length_of(Source) * 2) : (NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlansistringtounicodestring */
RT_EXPORT NTSTATUS RtlAnsiStringToUnicodeString(PUNICODE_STRING DestinationString, PCANSI_STRING SourceString, BOOLEAN AllocateDestinationString)
{
    RT_DDI(RtlAnsiStringToUnicodeString, (NTSTATUS)STATUS_NO_MEMORY, DestinationString, SourceString, AllocateDestinationString);
    SIZE_T bytes = (SIZE_T)SourceString->Length * 2;
    if (AllocateDestinationString) {
        DestinationString->Buffer = rt_pool_new(bytes + 2, 'rtSU', NULL, true);
        if (!DestinationString->Buffer)
            RT_RETURN((NTSTATUS)STATUS_NO_MEMORY);
        DestinationString->MaximumLength = (USHORT)(bytes + 2);
    } else if (bytes > DestinationString->MaximumLength)
        RT_RETURN((NTSTATUS)STATUS_BUFFER_OVERFLOW);
    for (USHORT i = 0; i < SourceString->Length; i++)
        DestinationString->Buffer[i] = (UCHAR)SourceString->Buffer[i];
    DestinationString->Length = (USHORT)bytes;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlunicodestringtoansistring */
RT_EXPORT NTSTATUS RtlUnicodeStringToAnsiString(PANSI_STRING DestinationString, PCUNICODE_STRING SourceString, BOOLEAN AllocateDestinationString)
{
    RT_DDI(RtlUnicodeStringToAnsiString, (NTSTATUS)STATUS_NO_MEMORY, DestinationString, SourceString, AllocateDestinationString);
    USHORT bytes = SourceString->Length / 2;
    if (AllocateDestinationString) {
        DestinationString->Buffer = rt_pool_new((SIZE_T)bytes + 1, 'rtSA', NULL, true);
        if (!DestinationString->Buffer)
            RT_RETURN((NTSTATUS)STATUS_NO_MEMORY);
        DestinationString->MaximumLength = (USHORT)(bytes + 1);
    } else if (bytes + 1 > DestinationString->MaximumLength)
        RT_RETURN((NTSTATUS)STATUS_BUFFER_OVERFLOW);
    for (USHORT i = 0; i < bytes; i++)
        DestinationString->Buffer[i] = SourceString->Buffer[i] < 256 ? (CHAR)SourceString->Buffer[i] : '?';
    DestinationString->Buffer[bytes] = '\0';
    DestinationString->Length = bytes;
    RT_RETURN((NTSTATUS)STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfreeunicodestring */
RT_EXPORT VOID RtlFreeUnicodeString(PUNICODE_STRING UnicodeString)
{
    RT_DDI_VOID(RtlFreeUnicodeString, UnicodeString);
    if (UnicodeString->Buffer)
        rt_pool_free(UnicodeString->Buffer, 0, NULL, "RtlFreeUnicodeString");
    *UnicodeString = (UNICODE_STRING){0};
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfreeansistring */
RT_EXPORT VOID RtlFreeAnsiString(PANSI_STRING AnsiString)
{
    RT_DDI_VOID(RtlFreeAnsiString, AnsiString);
    if (AnsiString->Buffer)
        rt_pool_free(AnsiString->Buffer, 0, NULL, "RtlFreeAnsiString");
    *AnsiString = (ANSI_STRING){0};
    RT_RETURN_VOID();
}

/* ---- the C library's, for 16-bit characters: the linker gives the driver these for the plain names ----------- */

RT_EXPORT SIZE_T __wrap_wcslen(PCWSTR s) { return length_of(s); }
RT_EXPORT PWSTR __wrap_wcscpy(PWSTR to, PCWSTR from) { rt_copy(to, from, length_of(from) * 2 + 2); return to; }
RT_EXPORT PWSTR __wrap_wcscat(PWSTR to, PCWSTR from) { rt_copy(to + length_of(to), from, length_of(from) * 2 + 2); return to; }

RT_EXPORT int __wrap_wcsncmp(PCWSTR a, PCWSTR b, SIZE_T n)
{
    for (SIZE_T i = 0; i < n; i++)
        if (a[i] != b[i] || !a[i])
            return a[i] - b[i];
    return 0;
}

RT_EXPORT int __wrap_wcscmp(PCWSTR a, PCWSTR b) { return __wrap_wcsncmp(a, b, (SIZE_T)-1); }

RT_EXPORT int _wcsnicmp(PCWSTR a, PCWSTR b, SIZE_T n)
{
    for (SIZE_T i = 0; i < n; i++)
        if (upper(a[i]) != upper(b[i]) || !a[i])
            return upper(a[i]) - upper(b[i]);
    return 0;
}

RT_EXPORT int _wcsicmp(PCWSTR a, PCWSTR b) { return _wcsnicmp(a, b, (SIZE_T)-1); }

RT_EXPORT PWSTR __wrap_wcschr(PCWSTR s, WCHAR c)
{
    for (; *s; s++)
        if (*s == c)
            return (PWSTR)s;
    return c ? NULL : (PWSTR)s;
}

RT_EXPORT PWSTR __wrap_wcsncpy(PWSTR to, PCWSTR from, SIZE_T n)
{
    SIZE_T i = 0;
    for (; i < n && from[i]; i++)
        to[i] = from[i];
    for (; i < n; i++)
        to[i] = 0;
    return to;
}

RT_EXPORT int _strnicmp(const char *a, const char *b, SIZE_T n)
{
    for (SIZE_T i = 0; i < n; i++)
        if (upper((UCHAR)a[i]) != upper((UCHAR)b[i]) || !a[i])
            return upper((UCHAR)a[i]) - upper((UCHAR)b[i]);
    return 0;
}

RT_EXPORT int _stricmp(const char *a, const char *b) { return _strnicmp(a, b, (SIZE_T)-1); }
