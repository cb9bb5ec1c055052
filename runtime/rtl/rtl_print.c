/*
 * Microsoft's formats: l is 32 bits, I64 and ll are 64, p has 16 digits, %ws %ls %S are UTF-16, %wZ and %Z are counted
 * strings. One function writes characters of one or two bytes.
 */
#include "../rt/ddk.h"

struct out {
    char *narrow;
    WCHAR *wide;
    SIZE_T size, at; /* in characters; `at` goes on past the end */
};

static void put(struct out *o, unsigned c)
{
    if (o->at < o->size) {
        if (o->wide)
            o->wide[o->at] = (WCHAR)c;
        else
            o->narrow[o->at] = (char)(c < 256 ? c : '?');
    }
    o->at++;
}

struct spec {
    bool left, plus, space, zero, alternate, precise;
    int width, precision, bits; /* of an integer */
    bool wide;
};

static void put_padded(struct out *o, const struct spec *s, const char *sign, const char *digits, int count, int zeros)
{
    int total = (int)__builtin_strlen(sign) + zeros + count;
    for (int i = total; i < s->width && !s->left; i++)
        put(o, ' ');
    for (; *sign; sign++)
        put(o, (UCHAR)*sign);
    for (int i = 0; i < zeros; i++)
        put(o, '0');
    for (int i = 0; i < count; i++)
        put(o, (UCHAR)digits[i]);
    for (int i = total; i < s->width && s->left; i++)
        put(o, ' ');
}

static void put_integer(struct out *o, const struct spec *s, uint64_t value, bool negative, unsigned base, bool upper)
{
    char digits[24];
    int count = 0, at = sizeof digits, zeros;
    const char *set = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    const char *sign = negative ? "-" : s->plus ? "+" : s->space ? " " : "";
    for (uint64_t v = value; v; v /= base)
        digits[--at] = set[v % base], count++;
    if (s->alternate && base == 16 && value)
        sign = upper ? "0X" : "0x";
    zeros = s->precise ? s->precision - count : count ? 0 : 1;
    if (!s->precise && s->zero && !s->left)
        zeros = s->width - (int)__builtin_strlen(sign) - count;
    put_padded(o, s, sign, digits + at, count, zeros > 0 ? zeros : count || s->precise ? 0 : 1);
}

static void put_text(struct out *o, const struct spec *s, const char *narrow, PCWSTR wide, SIZE_T most)
{
    SIZE_T n = 0;
    if (s->precise && (SIZE_T)s->precision < most)
        most = (SIZE_T)s->precision;
    while (n < most && (wide ? wide[n] : (WCHAR)(UCHAR)narrow[n]))
        n++;
    for (SIZE_T i = n; i < (SIZE_T)s->width && !s->left; i++)
        put(o, ' ');
    for (SIZE_T i = 0; i < n; i++)
        put(o, wide ? wide[i] : (UCHAR)narrow[i]);
    for (SIZE_T i = n; i < (SIZE_T)s->width && s->left; i++)
        put(o, ' ');
}

/* The format's characters, of either width. */
static unsigned at(const char *narrow, PCWSTR wide, SIZE_T i) { return wide ? wide[i] : (UCHAR)narrow[i]; }

static void format(struct out *o, const char *nf, PCWSTR wf, va_list *v)
{
    for (SIZE_T i = 0; at(nf, wf, i); i++) {
        struct spec s = {.bits = 32};
        unsigned c = at(nf, wf, i);
        if (c != '%') {
            put(o, c);
            continue;
        }
        for (;; ) {
            c = at(nf, wf, ++i);
            if (c == '-') s.left = true;
            else if (c == '+') s.plus = true;
            else if (c == ' ') s.space = true;
            else if (c == '0') s.zero = true;
            else if (c == '#') s.alternate = true;
            else break;
        }
        if (c == '*') {
            s.width = va_arg(*v, int);
            c = at(nf, wf, ++i);
        } else
            for (; c >= '0' && c <= '9'; c = at(nf, wf, ++i))
                s.width = s.width * 10 + (int)(c - '0');
        if (s.width < 0) {
            s.left = true;
            s.width = -s.width;
        }
        if (c == '.') {
            s.precise = true;
            c = at(nf, wf, ++i);
            if (c == '*') {
                s.precision = va_arg(*v, int);
                c = at(nf, wf, ++i);
            } else
                for (; c >= '0' && c <= '9'; c = at(nf, wf, ++i))
                    s.precision = s.precision * 10 + (int)(c - '0');
        }
        bool narrow_size = false;
        for (bool size = true; size;) {
            if (c == 'l') {
                s.wide = true;
                if (at(nf, wf, i + 1) == 'l')
                    s.bits = 64;
            } else if (c == 'w')
                s.wide = true;
            else if (c == 'h')
                narrow_size = true, s.bits = s.bits == 16 ? 8 : 16;
            else if (c == 'z' || c == 't' || c == 'j')
                s.bits = 64;
            else if (c == 'I') {
                s.bits = 64;
                if (at(nf, wf, i + 1) == '6' || at(nf, wf, i + 1) == '3') {
                    s.bits = at(nf, wf, i + 1) == '6' ? 64 : 32;
                    i += 2;
                }
            } else {
                size = false;
                break;
            }
            c = at(nf, wf, ++i);
        }
        switch (c) {
        case 'd':
        case 'i': {
            int64_t n = s.bits == 64 ? va_arg(*v, int64_t) : va_arg(*v, int);
            if (s.bits == 16)
                n = (SHORT)n;
            put_integer(o, &s, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, n < 0, 10, false);
            break;
        }
        case 'u':
        case 'x':
        case 'X':
        case 'o': {
            uint64_t n = s.bits == 64 ? va_arg(*v, uint64_t) : va_arg(*v, unsigned);
            if (s.bits < 32)
                n &= s.bits == 16 ? 0xFFFF : 0xFF;
            s.plus = s.space = false;
            put_integer(o, &s, n, false, c == 'u' ? 10 : c == 'o' ? 8 : 16, c == 'X');
            break;
        }
        case 'p':
            s.precise = true;
            s.precision = 16;
            put_integer(o, &s, (uint64_t)(uintptr_t)va_arg(*v, void *), false, 16, true);
            break;
        case 'c':
        case 'C': {
            WCHAR one[2] = {(WCHAR)va_arg(*v, int), 0};
            put_text(o, &s, NULL, one, 1);
            break;
        }
        case 's':
        case 'S': {
            bool wide = s.wide || (!narrow_size && (c == 'S') != (wf != NULL));
            const void *text = va_arg(*v, const void *);
            if (!text)
                put_text(o, &s, "(null)", NULL, 6);
            else if (wide)
                put_text(o, &s, NULL, text, (SIZE_T)-1);
            else
                put_text(o, &s, text, NULL, (SIZE_T)-1);
            break;
        }
        case 'Z': {
            const UNICODE_STRING *text = va_arg(*v, const UNICODE_STRING *);
            if (!text || !text->Buffer)
                put_text(o, &s, "(null)", NULL, 6);
            else if (s.wide)
                put_text(o, &s, NULL, text->Buffer, text->Length / 2);
            else
                put_text(o, &s, (const char *)text->Buffer, NULL, text->Length);
            break;
        }
        case '\0': return;
        default: put(o, c);
        }
    }
}

/* As _vsnprintf: -1 where it does not fit, no end where it fits exactly. */
static int into(char *narrow, WCHAR *wide, SIZE_T size, const char *nf, PCWSTR wf, va_list arguments)
{
    struct out o = {narrow, wide, size, 0};
    va_list v;
    va_copy(v, arguments);
    format(&o, nf, wf, &v);
    va_end(v);
    SIZE_T length = o.at;
    if (length < size)
        put(&o, 0);
    return length <= size ? (int)length : -1;
}

RT_EXPORT int _vsnprintf(char *to, size_t size, const char *f, va_list v) { return into(to, NULL, size, f, NULL, v); }
RT_EXPORT int _vsnwprintf(WCHAR *to, size_t size, PCWSTR f, va_list v) { return into(NULL, to, size, NULL, f, v); }

RT_EXPORT int __wrap_vsnprintf(char *to, size_t size, const char *f, va_list v)
{
    int n = into(to, NULL, size, f, NULL, v);
    if (size && (n < 0 || (size_t)n == size))
        to[size - 1] = '\0';
    return n;
}

#define VARIADIC(name, type, to, size, narrow, wide, nf, wf)                                                           \
    va_list v;                                                                                                         \
    va_start(v, name);                                                                                                 \
    int n = into(narrow, wide, size, nf, wf, v);                                                                       \
    va_end(v);                                                                                                         \
    return n

RT_EXPORT int _snprintf(char *to, size_t size, const char *f, ...) { VARIADIC(f, char, to, size, to, NULL, f, NULL); }
RT_EXPORT int __wrap_snprintf(char *to, size_t size, const char *f, ...) { VARIADIC(f, char, to, size, to, NULL, f, NULL); }
RT_EXPORT int __wrap_sprintf(char *to, const char *f, ...) { VARIADIC(f, char, to, (SIZE_T)-1, to, NULL, f, NULL); }
RT_EXPORT int _snwprintf(WCHAR *to, size_t size, PCWSTR f, ...) { VARIADIC(f, WCHAR, to, size, NULL, to, NULL, f); }
RT_EXPORT int __wrap_swprintf(WCHAR *to, PCWSTR f, ...) { VARIADIC(f, WCHAR, to, (SIZE_T)-1, NULL, to, NULL, f); }

static NTSTATUS into_counted(PUNICODE_STRING to, PCWSTR f, va_list v)
{
    int n = into(NULL, to->Buffer, to->MaximumLength / sizeof(WCHAR), NULL, f, v);
    to->Length = (USHORT)(n < 0 ? to->MaximumLength & ~1u : (size_t)n * sizeof(WCHAR)); /* what fits is there */
    return n < 0 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlunicodestringprintf */
RT_EXPORT NTSTATUS RtlUnicodeStringPrintf(PUNICODE_STRING DestinationString, PCWSTR pszFormat, ...)
{
    RT_DDI(RtlUnicodeStringPrintf, (NTSTATUS)STATUS_INVALID_PARAMETER, DestinationString, pszFormat);
    va_list v;
    va_start(v, pszFormat);
    NTSTATUS status = into_counted(DestinationString, pszFormat, v);
    va_end(v);
    RT_RETURN(status);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlunicodestringvprintf */
RT_EXPORT NTSTATUS RtlUnicodeStringVPrintf(PUNICODE_STRING DestinationString, PCWSTR pszFormat, va_list argList)
{
    RT_DDI(RtlUnicodeStringVPrintf, (NTSTATUS)STATUS_INVALID_PARAMETER, DestinationString, pszFormat);
    RT_RETURN(into_counted(DestinationString, pszFormat, argList));
}

/* What fits is copied. https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlunicodestringcatstring */
RT_EXPORT NTSTATUS RtlUnicodeStringCatString(PUNICODE_STRING DestinationString, PCWSTR pszSrc)
{
    RT_DDI(RtlUnicodeStringCatString, (NTSTATUS)STATUS_INVALID_PARAMETER, DestinationString, pszSrc);
    if (DestinationString->Length > DestinationString->MaximumLength || (DestinationString->Length & 1))
        RT_RETURN((NTSTATUS)STATUS_INVALID_PARAMETER);
    while (*pszSrc && DestinationString->Length + sizeof(WCHAR) <= DestinationString->MaximumLength) {
        DestinationString->Buffer[DestinationString->Length / sizeof(WCHAR)] = *pszSrc++;
        DestinationString->Length += sizeof(WCHAR);
    }
    RT_RETURN((NTSTATUS)(*pszSrc ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlunalignedstringcblengthw */
RT_EXPORT NTSTATUS RtlUnalignedStringCbLengthW(const WCHAR *psz, size_t cbMax, size_t *pcbLength)
{
    RT_DDI(RtlUnalignedStringCbLengthW, (NTSTATUS)STATUS_INVALID_PARAMETER, psz, cbMax, pcbLength);
    size_t n = 0, room = cbMax / sizeof(WCHAR);
    while (psz && n < room && (((const UCHAR *)psz)[2 * n] || ((const UCHAR *)psz)[2 * n + 1]))
        n++;
    bool found = psz && n < room;
    if (pcbLength)
        *pcbLength = found ? n * sizeof(WCHAR) : 0;
    RT_RETURN((NTSTATUS)(found ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER));
}

/* ---- debug output: a record each -------------------------------------------------------------------------- */

static ULONG print(const char *f, va_list v)
{
    char text[512];
    if (into(text, NULL, sizeof text - 1, f, NULL, v) < 0)
        text[sizeof text - 2] = '\0';
    text[sizeof text - 1] = '\0';
    rt_record_text("debug", text);
    return STATUS_SUCCESS;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgprint */
RT_EXPORT ULONG DbgPrint(PCSTR Format, ...)
{
    va_list v;
    va_start(v, Format);
    ULONG status = print(Format, v);
    va_end(v);
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgprintex */
RT_EXPORT ULONG DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...)
{
    va_list v;
    (void)ComponentId;
    (void)Level;
    va_start(v, Format);
    ULONG status = print(Format, v);
    va_end(v);
    return status;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-vdbgprintex */
RT_EXPORT ULONG vDbgPrintEx(ULONG ComponentId, ULONG Level, PCCH Format, va_list arglist)
{
    (void)ComponentId;
    (void)Level;
    return print(Format, arglist);
}

#undef RtlAssert
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlassert */
RT_EXPORT VOID RtlAssert(PVOID FailedAssertion, PVOID FileName, ULONG LineNumber, PCHAR Message)
{
    RT_DDI_VOID(RtlAssert, FailedAssertion, FileName, LineNumber, Message);
    rt_report("run-assert", "The driver's assertion '%s' fails.", (const char *)FailedAssertion);
    RT_RETURN_VOID();
}

#undef DbgBreakPoint
/* https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgbreakpoint */
RT_EXPORT VOID DbgBreakPoint(VOID)
{
    RT_DDI_BEGIN_(DbgBreakPoint, 0);
    (void)rt_go_;
    rt_not_simulated("DbgBreakPoint: a debugger");
    RT_RETURN_VOID();
}
