/*
 * wpprecorder.h: the in-flight recorder of WPP tracing. Enough to parse a driver that
 * configures the recorder and keeps logs of its own; the trace calls themselves are what
 * the driver's .tmh defines (wdk/wpp.h).
 *
 * Field names are those that public drivers set; the sizes of the structures are not the
 * real ones.
 */
#pragma once
#include <wdm.h>

#ifdef __cplusplus
extern "C" {
#endif

DECLARE_HANDLE(RECORDER_LOG);

#define RECORDER_LOG_IDENTIFIER_MAX_CHARS 16

typedef enum _RECORDER_LOG_TYPE {
    RecorderLogTypeDefault,
    RecorderLogTypeFixed
} RECORDER_LOG_TYPE, *PRECORDER_LOG_TYPE;

typedef struct _RECORDER_CONFIGURE_PARAMS {
    ULONG Size;
    BOOLEAN CreateDefaultLog;
    BOOLEAN UseTimeStamp;
    BOOLEAN PreciseTimeStamp;
} RECORDER_CONFIGURE_PARAMS, *PRECORDER_CONFIGURE_PARAMS;

typedef struct _RECORDER_LOG_CREATE_PARAMS {
    ULONG Size;
    RECORDER_LOG_TYPE LogTypeDefault;
    BOOLEAN TotalBufferSizeChecked;
    ULONG TotalBufferSize;
    ULONG ErrorPartitionSize;
    ULONG LargeBufferSize;
    CHAR LogIdentifier[RECORDER_LOG_IDENTIFIER_MAX_CHARS];
} RECORDER_LOG_CREATE_PARAMS, *PRECORDER_LOG_CREATE_PARAMS;

VOID RECORDER_CONFIGURE_PARAMS_INIT(_Out_ PRECORDER_CONFIGURE_PARAMS Params);
VOID RECORDER_LOG_CREATE_PARAMS_INIT(_Out_ PRECORDER_LOG_CREATE_PARAMS Params, _In_opt_ PCSTR Identifier);
VOID RECORDER_LOG_CREATE_PARAMS_INIT_APPEND_POINTER(_Out_ PRECORDER_LOG_CREATE_PARAMS Params, _In_opt_ PCSTR Identifier, _In_opt_ PVOID Pointer);

VOID WppRecorderConfigure(_In_ PRECORDER_CONFIGURE_PARAMS Params);
_Must_inspect_result_
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WppRecorderLogCreate(_In_ PRECORDER_LOG_CREATE_PARAMS Params, _Out_ RECORDER_LOG *Log);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WppRecorderLogDelete(_In_ RECORDER_LOG Log);
RECORDER_LOG WppRecorderLogGetDefault(VOID);
VOID WppRecorderLogSetIdentifier(_In_ RECORDER_LOG Log, _In_ PCSTR Identifier);
BOOLEAN WppRecorderIsDefaultLogAvailable(VOID);
VOID WppRecorderDumpLiveDriverData(VOID);

#ifdef __cplusplus
}
#endif
