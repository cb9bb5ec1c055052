/* Derived from Microsoft's public API reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * traceloggingprovider.h: TraceLogging switched off. A provider is a handle; an event
 * expands to nothing, so that its arguments are not evaluated.
 */
#pragma once

#ifndef _WINDEF_
#include <ntddk.h>
#endif
#include <guiddef.h>
#include <winmeta.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _tlgProvider_t;
typedef struct _tlgProvider_t const *TraceLoggingHProvider;

typedef VOID (NTAPI *TLG_PENABLECALLBACK)(LPCGUID SourceId, ULONG IsEnabled, UCHAR Level, ULONGLONG MatchAnyKeyword,
    ULONGLONG MatchAllKeyword, PVOID FilterData, PVOID CallbackContext);

/* Registration: functions, as their results may be looked at. */
LONG TraceLoggingRegister(_In_ TraceLoggingHProvider hProvider);
LONG TraceLoggingRegisterEx(_In_ TraceLoggingHProvider hProvider, _In_opt_ TLG_PENABLECALLBACK pEnableCallback,
    _In_opt_ PVOID pCallbackContext);
VOID TraceLoggingUnregister(_In_ TraceLoggingHProvider hProvider);

#ifdef __cplusplus
}
#endif

#define TRACELOGGING_DECLARE_PROVIDER(handleVariable)             extern TraceLoggingHProvider const handleVariable
#define TRACELOGGING_DEFINE_PROVIDER(handleVariable, name, id, ...) TraceLoggingHProvider const handleVariable = 0
#define TRACELOGGING_DEFINE_PROVIDER_STORAGE(storage, name, id, ...)

#define TraceLoggingProviderEnabled(hProvider, level, keyword)    ((BOOLEAN)0)
#define TraceLoggingProviderId(hProvider, id)                     ((void)0)
#define TraceLoggingSetInformation(hProvider, kind, data, size)   0

/* Events. */
#define TraceLoggingWrite(...)             ((void)0)
#define TraceLoggingWriteActivity(...)     ((void)0)
#define TraceLoggingWriteEx(...)           ((void)0)
#define TraceLoggingWriteStart(...)        ((void)0)
#define TraceLoggingWriteStop(...)         ((void)0)
#define TraceLoggingWriteTagged(...)       ((void)0)
