/*
 * classpnp.h: mingw's classpnp.h, whose device extensions are of 2003, with the members
 * that class drivers use since (storage/classsupport.h). They are put behind mingw's
 * last members, so offsets are not the WDK's.
 */
#pragma once

#include <wdm.h>
#include <ntdddisk.h>
#include <ntddstor.h>
#include <scsi.h>
#include <storage/classsupport.h>

struct _ADDITIONAL_FDO_DATA;

#define PrivateFdoData                                  \
    PrivateFdoData;                                     \
    PCLASS_FUNCTION_SUPPORT_INFO FunctionSupportInfo;   \
    PSTORAGE_MINIPORT_DESCRIPTOR MiniportDescriptor;    \
    struct _ADDITIONAL_FDO_DATA *AdditionalFdoData;     \
    UCHAR SenseDataLength
#define PowerDown2 PowerDown2; CLASS_POWER_DOWN_STATE3 PowerDown3
#define EtwHandle EtwHandle; ULONG SrbSupport
#define _COMPLETION_CONTEXT DdiClassCompletionTag
#define COMPLETION_CONTEXT  DdiClassCompletion
#define PCOMPLETION_CONTEXT PDdiClassCompletion
#include_next <classpnp.h>
#undef _COMPLETION_CONTEXT
#undef COMPLETION_CONTEXT
#undef PCOMPLETION_CONTEXT
#undef PrivateFdoData
#undef PowerDown2
#undef EtwHandle

#ifdef __cplusplus
extern "C" {
#endif

/* A request block of either kind. */
typedef struct _COMPLETION_CONTEXT {
    PDEVICE_OBJECT DeviceObject;
    union {
        SCSI_REQUEST_BLOCK Srb;
        STORAGE_REQUEST_BLOCK SrbEx;
        UCHAR SrbExBuffer[CLASS_SRBEX_SCSI_CDB16_BUFFER_SIZE];
    } Srb;
} COMPLETION_CONTEXT, *PCOMPLETION_CONTEXT;

typedef struct _ADDITIONAL_FDO_DATA {
    ULONG Signature;
    BOOLEAN SenseDataCheckPending;
    ULONG Reserved[4];
} ADDITIONAL_FDO_DATA, *PADDITIONAL_FDO_DATA;

UCHAR GET_FDO_EXTENSON_SENSE_DATA_LENGTH(_In_ PFUNCTIONAL_DEVICE_EXTENSION FdoExtension);

ULONG ClassModeSenseEx(
    _In_ PDEVICE_OBJECT Fdo, _In_reads_bytes_(Length) PCHAR ModeSenseBuffer, _In_ ULONG Length,
    _In_ UCHAR PageMode, _In_ UCHAR PageControl);
NTSTATUS ClassModeSelect(
    _In_ PDEVICE_OBJECT Fdo, _In_reads_bytes_(Length) PCHAR ModeSelectBuffer, _In_ ULONG Length,
    _In_ BOOLEAN SavePages);

#ifdef __cplusplus
}
#endif
