/*
 * srbhelper.h: reading and writing a request block whatever its kind. Each `Srb` is a
 * SCSI_REQUEST_BLOCK or a STORAGE_REQUEST_BLOCK. The WDK has inlines; here they are
 * functions, and no macro constant of the inlines' bodies is defined.
 */
#pragma once

#include <srb.h>
#include <scsi.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SRB_TYPE_FLAG_SCSI_REQUEST_BLOCK    0x1
#define SRB_TYPE_FLAG_STORAGE_REQUEST_BLOCK 0x2

#ifndef SRBEX_DATA_SCSI_CDB_VAR_LENGTH_MIN
#define SRBEX_DATA_SCSI_CDB_VAR_LENGTH_MIN SRBEX_DATA_SCSI_CDB32_LENGTH
#define SRBEX_DATA_SCSI_CDB_VAR_LENGTH_MAX (0xffffffffUL - sizeof(SRBEXDATATYPE) - sizeof(ULONG))
#endif

/* Extended data and addresses. */
PSRBEX_DATA SrbGetSrbExDataByIndex(_In_ PSTORAGE_REQUEST_BLOCK Srb, _In_ ULONG SrbExDataIndex);
PSRBEX_DATA SrbGetSrbExDataByType(_In_ PSTORAGE_REQUEST_BLOCK Srb, _In_ SRBEXDATATYPE Type);
PSRBEX_DATA SrbGetPrimarySrbExData(_In_ PSTORAGE_REQUEST_BLOCK Srb);
PSTOR_ADDRESS SrbGetAddress(_In_ PSTORAGE_REQUEST_BLOCK Srb);
UCHAR SrbGetPathId(_In_ PVOID Srb);
UCHAR SrbGetTargetId(_In_ PVOID Srb);
UCHAR SrbGetLun(_In_ PVOID Srb);
VOID SrbGetPathTargetLun(
    _In_ PVOID Srb, _Out_opt_ PUCHAR PathId, _Out_opt_ PUCHAR TargetId, _Out_opt_ PUCHAR Lun);

/* The block as a whole. */
BOOLEAN SrbCopySrb(_Inout_ PVOID DestinationSrb, _In_ ULONG DestinationSrbLength, _In_ PVOID SourceSrb);
VOID SrbZeroSrb(_Inout_ PVOID Srb);
ULONG SrbGetSrbLength(_In_ PVOID Srb);
ULONG SrbGetSrbFunction(_In_ PVOID Srb);
ULONG SrbGetSrbType(_In_ PVOID Srb);
UCHAR SrbGetSrbStatus(_In_ PVOID Srb);
VOID SrbSetSrbStatus(_In_ PVOID Srb, _In_ UCHAR SrbStatus);
ULONG SrbGetSystemStatus(_In_ PVOID Srb);
VOID SrbSetSystemStatus(_In_ PVOID Srb, _In_ ULONG SystemStatus);
ULONG SrbGetSrbFlags(_In_ PVOID Srb);
VOID SrbAssignSrbFlags(_In_ PVOID Srb, _In_ ULONG Flags);
VOID SrbSetSrbFlags(_In_ PVOID Srb, _In_ ULONG Flags);
VOID SrbClearSrbFlags(_In_ PVOID Srb, _In_ ULONG Flags);

/* The command. */
PCDB SrbGetCdb(_In_ PVOID Srb);
ULONG SrbGetCdbLength(_In_ PVOID Srb);
VOID SrbSetCdbLength(_In_ PVOID Srb, _In_ ULONG CdbLength);
PCDB SrbGetScsiData(
    _In_ PSTORAGE_REQUEST_BLOCK SrbEx, _Out_opt_ PUCHAR CdbLength8, _Out_opt_ PULONG CdbLength32,
    _Out_opt_ PUCHAR ScsiStatus, _Outptr_result_maybenull_ PVOID *SenseInfoBuffer,
    _Out_opt_ PUCHAR SenseInfoBufferLength);
VOID SrbSetScsiData(
    _In_ PSTORAGE_REQUEST_BLOCK SrbEx, _In_opt_ PUCHAR CdbLength8, _In_opt_ PULONG CdbLength32,
    _In_opt_ PUCHAR ScsiStatus, _In_opt_ PVOID *SenseInfoBuffer, _In_opt_ PUCHAR SenseInfoBufferLength);
UCHAR SrbGetScsiStatus(_In_ PVOID Srb);
VOID SrbSetScsiStatus(_In_ PVOID Srb, _In_ UCHAR ScsiStatus);
PVOID SrbGetSenseInfoBuffer(_In_ PVOID Srb);
VOID SrbSetSenseInfoBuffer(_In_ PVOID Srb, _In_opt_ PVOID SenseInfoBuffer);
UCHAR SrbGetSenseInfoBufferLength(_In_ PVOID Srb);
VOID SrbSetSenseInfoBufferLength(_In_ PVOID Srb, _In_ UCHAR SenseInfoBufferLength);

/* Data. */
PVOID SrbGetDataBuffer(_In_ PVOID Srb);
VOID SrbSetDataBuffer(_In_ PVOID Srb, _In_opt_ PVOID DataBuffer);
ULONG SrbGetDataTransferLength(_In_ PVOID Srb);
VOID SrbSetDataTransferLength(_In_ PVOID Srb, _In_ ULONG DataTransferLength);

/* Queuing. */
ULONG SrbGetTimeOutValue(_In_ PVOID Srb);
VOID SrbSetTimeOutValue(_In_ PVOID Srb, _In_ ULONG TimeOutValue);
ULONG SrbGetRequestTag(_In_ PVOID Srb);
VOID SrbSetRequestTag(_In_ PVOID Srb, _In_ ULONG RequestTag);
UCHAR SrbGetQueueTag(_In_ PVOID Srb);
VOID SrbSetQueueTag(_In_ PVOID Srb, _In_ UCHAR QueueTag);
UCHAR SrbGetQueueAction(_In_ PVOID Srb);
VOID SrbSetQueueAction(_In_ PVOID Srb, _In_ UCHAR QueueAction);
USHORT SrbGetRequestAttribute(_In_ PVOID Srb);
VOID SrbSetRequestAttribute(_In_ PVOID Srb, _In_ UCHAR RequestAttribute);
ULONG SrbGetQueueSortKey(_In_ PVOID Srb);
VOID SrbSetQueueSortKey(_In_ PVOID Srb, _In_ ULONG QueueSortKey);

/* Links to other objects. */
PVOID SrbGetOriginalRequest(_In_ PVOID Srb);
VOID SrbSetOriginalRequest(_In_ PVOID Srb, _In_opt_ PVOID OriginalRequest);
PVOID SrbGetNextSrb(_In_ PVOID Srb);
VOID SrbSetNextSrb(_In_ PVOID Srb, _In_opt_ PVOID NextSrb);
PVOID SrbGetMiniportContext(_In_ PVOID Srb);
PVOID SrbGetPortContext(_In_ PVOID Srb);
VOID SrbSetPortContext(_In_ PVOID Srb, _In_ PVOID PortContext);

#ifdef __cplusplus
}
#endif
