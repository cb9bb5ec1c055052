/*
 * stortrce.h: tracing of Storport miniports, which is off (wdk/wpp.h). The members are those
 * that public miniports use; their order and the flags are of our own choice.
 */
#pragma once

#include <storport.h>

typedef struct _STORAGE_TRACE_INIT_INFO {
    ULONG Size;
    PVOID DriverObject;
    ULONG NumErrorLogRecords;
    VOID (*TraceCleanupRoutine)(_In_ PVOID TraceContext);
    PVOID TraceContext;
} STORAGE_TRACE_INIT_INFO, *PSTORAGE_TRACE_INIT_INFO;
