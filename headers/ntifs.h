/*
 * ntifs.h: mingw's ntifs.h with our additions; it reads our ntddk.h on the way.
 * REPARSE_DATA_BUFFER is defined in mingw's ntdef.h as well, so that the second
 * definition is read under other names.
 */
#pragma once
#include <ntddk.h>
#define _REPARSE_DATA_BUFFER DDI_MINGW__REPARSE_DATA_BUFFER
#define REPARSE_DATA_BUFFER  DDI_MINGW_REPARSE_DATA_BUFFER
#define PREPARSE_DATA_BUFFER DDI_MINGW_PREPARSE_DATA_BUFFER
#define FsRtlValidateReparsePointBuffer DdiMingwValidateReparsePointBuffer
/* The WDK has this in no header; who uses it declares it. */
#define _OBJECT_BASIC_INFORMATION DDI_MINGW__OBJECT_BASIC_INFORMATION
#define OBJECT_BASIC_INFORMATION  DDI_MINGW_OBJECT_BASIC_INFORMATION
#define POBJECT_BASIC_INFORMATION DDI_MINGW_POBJECT_BASIC_INFORMATION
#include <ifs/before.h>
#include_next <ntifs.h>
#undef _OBJECT_BASIC_INFORMATION
#undef OBJECT_BASIC_INFORMATION
#undef POBJECT_BASIC_INFORMATION
#undef _REPARSE_DATA_BUFFER
#undef REPARSE_DATA_BUFFER
#undef PREPARSE_DATA_BUFFER
#undef FsRtlValidateReparsePointBuffer

#ifdef __cplusplus
extern "C" {
#endif

_Must_inspect_result_
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
FsRtlValidateReparsePointBuffer(
    _In_ ULONG BufferLength,
    _In_reads_bytes_(BufferLength) PREPARSE_DATA_BUFFER ReparseBuffer);

#ifdef __cplusplus
}
#endif
#include <ifs/additions.h>
