/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdfstatus.h: the framework's own status codes.
 */
#pragma once

#include <wdftypes.h>

#ifndef FACILITY_DRIVER_FRAMEWORK
#define FACILITY_DRIVER_FRAMEWORK                   0x20
#endif

#define STATUS_WDF_QUEUED                           ((NTSTATUS)0x40200000L)
#define STATUS_WDF_POSTED                           ((NTSTATUS)0x40200002L)
#define STATUS_WDF_NO_PACKAGE                       ((NTSTATUS)0xC0200200L)
#define STATUS_WDF_INTERNAL_ERROR                   ((NTSTATUS)0xC0200201L)
#define STATUS_WDF_PAUSED                           ((NTSTATUS)0xC0200203L)
#define STATUS_WDF_BUSY                             ((NTSTATUS)0xC0200204L)
#define STATUS_WDF_IO_TIMEOUT_NOT_SENT              ((NTSTATUS)0xC0200205L)
#define STATUS_WDF_REQUEST_ALREADY_PENDING          ((NTSTATUS)0xC0200207L)
#define STATUS_WDF_REQUEST_INVALID_STATE            ((NTSTATUS)0xC0200209L)
#define STATUS_WDF_TOO_FRAGMENTED                   ((NTSTATUS)0xC020020AL)
#define STATUS_WDF_NO_CALLBACK                      ((NTSTATUS)0xC020020BL)
#define STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL     ((NTSTATUS)0xC020020CL)
#define STATUS_WDF_PARENT_ALREADY_ASSIGNED          ((NTSTATUS)0xC020020DL)
#define STATUS_WDF_PARENT_IS_SELF                   ((NTSTATUS)0xC020020EL)
#define STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED    ((NTSTATUS)0xC020020FL)
#define STATUS_WDF_SYNCHRONIZATION_SCOPE_INVALID    ((NTSTATUS)0xC0200210L)
#define STATUS_WDF_EXECUTION_LEVEL_INVALID          ((NTSTATUS)0xC0200211L)
#define STATUS_WDF_PARENT_NOT_SPECIFIED             ((NTSTATUS)0xC0200212L)
