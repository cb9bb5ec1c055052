/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * mpiowmi.h: WMI classes of the multipath bus driver.
 */
#pragma once

#include <wdm.h>

typedef struct _ClearMpioDiskHealthCounters_IN {
    ULONG DiskOrdinal;
} ClearMpioDiskHealthCounters_IN, *PClearMpioDiskHealthCounters_IN;

typedef struct _ClearPathHealthCounters_IN {
    ULONGLONG PathID;
} ClearPathHealthCounters_IN, *PClearPathHealthCounters_IN;

typedef struct _DSM_COUNTERS {
    ULONG PathVerifyEnabled;
    ULONG PathVerificationPeriod;
    ULONG PDORemovePeriod;
    ULONG RetryCount;
    ULONG RetryInterval;
    ULONG Reserved32;
    ULONGLONG Reserved64;
} DSM_COUNTERS, *PDSM_COUNTERS;

typedef struct _DSM_VERSION {
    ULONG MajorVersion;
    ULONG MinorVersion;
    ULONG ProductBuild;
    ULONG QfeNumber;
} DSM_VERSION, *PDSM_VERSION;

typedef struct _DSM_PARAMETERS {
    WCHAR DsmName[63 + 1];
    ULONGLONG DsmContext;
    DSM_VERSION DsmVersion;
    DSM_COUNTERS DsmCounters;
} DSM_PARAMETERS, *PDSM_PARAMETERS;

typedef struct _GetPathConfiguration_IN {
    ULONGLONG PathID;
} GetPathConfiguration_IN, *PGetPathConfiguration_IN;

typedef struct _SCSI_ADDR {
    UCHAR PortNumber;
    UCHAR ScsiPathId;
    UCHAR TargetId;
    UCHAR Lun;
} SCSI_ADDR, *PSCSI_ADDR;

typedef struct _GetPathConfiguration_OUT {
    ULONG EntryCount;
    SCSI_ADDR Address[1];
} GetPathConfiguration_OUT, *PGetPathConfiguration_OUT;

typedef struct _MPIO_ADAPTER_INFORMATION {
    ULONGLONG PathId;
    UCHAR BusNumber;
    UCHAR DeviceNumber;
    UCHAR FunctionNumber;
    UCHAR Pad;
    WCHAR AdapterName[63 + 1];
} MPIO_ADAPTER_INFORMATION, *PMPIO_ADAPTER_INFORMATION;

typedef struct _MPIO_CONTROLLER_INFO {
    ULONG IdentifierType;
    ULONG IdentifierLength;
    UCHAR Identifier[32];
    ULONG ControllerState;
    ULONG Pad;
    WCHAR AssociatedDsm[63 + 1];
} MPIO_CONTROLLER_INFO, *PMPIO_CONTROLLER_INFO;

typedef struct _MPIO_CONTROLLER_CONFIGURATION {
    ULONG NumberControllers;
    MPIO_CONTROLLER_INFO ControllerInfo[1];
} MPIO_CONTROLLER_CONFIGURATION, *PMPIO_CONTROLLER_CONFIGURATION;

typedef struct _MPIO_DISK_HEALTH_CLASS {
    WCHAR Name[63 + 1];
    ULONGLONG NumberReads;
    ULONGLONG NumberWrites;
    ULONGLONG NumberBytesRead;
    ULONGLONG NumberBytesWritten;
    ULONGLONG NumberRetries;
    ULONGLONG NumberIoErrors;
    ULONGLONG CreateTime;
    ULONGLONG PathFailures;
    ULONGLONG FailTime;
    BOOLEAN DeviceOffline;
    UCHAR NumberReadsWrap;
    UCHAR NumberWritesWrap;
    UCHAR NumberBytesReadWrap;
    UCHAR NumberBytesWrittenWrap;
    UCHAR Pad[3];
} MPIO_DISK_HEALTH_CLASS, *PMPIO_DISK_HEALTH_CLASS;

typedef struct _MPIO_DISK_HEALTH_INFO {
    ULONG NumberDiskPackets;
    ULONG Reserved;
    MPIO_DISK_HEALTH_CLASS DiskHealthPackets[1];
} MPIO_DISK_HEALTH_INFO, *PMPIO_DISK_HEALTH_INFO;

typedef struct _MPIO_DRIVE_INFO {
    ULONG NumberPaths;
    WCHAR Name[63 + 1];
    WCHAR SerialNumber[63 + 1];
    WCHAR DsmName[63 + 1];
} MPIO_DRIVE_INFO, *PMPIO_DRIVE_INFO;

typedef struct _MPIO_DISK_INFO {
    ULONG NumberDrives;
    MPIO_DRIVE_INFO DriveInfo[1];
} MPIO_DISK_INFO, *PMPIO_DISK_INFO;

typedef struct _MPIO_EventEntry {
    ULONGLONG TimeStamp;
    ULONG Severity;
    WCHAR Component[63 + 1];
    WCHAR EventDescription[63 + 1];
} MPIO_EventEntry, *PMPIO_EventEntry;

typedef struct _MPIO_PATH_HEALTH_CLASS {
    ULONGLONG PathId;
    ULONGLONG NumberReads;
    ULONGLONG NumberWrites;
    ULONGLONG NumberBytesRead;
    ULONGLONG NumberBytesWritten;
    ULONGLONG NumberRetries;
    ULONGLONG NumberIoErrors;
    ULONGLONG CreateTime;
    ULONGLONG FailTime;
    BOOLEAN PathOffline;
    UCHAR NumberReadsWrap;
    UCHAR NumberWritesWrap;
    UCHAR NumberBytesReadWrap;
    UCHAR NumberBytesWrittenWrap;
    UCHAR OutstandingRequests;
    UCHAR Pad[2];
} MPIO_PATH_HEALTH_CLASS, *PMPIO_PATH_HEALTH_CLASS;

typedef struct _MPIO_PATH_HEALTH_INFO {
    ULONG NumberPathPackets;
    ULONG Reserved;
    MPIO_PATH_HEALTH_CLASS PathHealthPackets[1];
} MPIO_PATH_HEALTH_INFO, *PMPIO_PATH_HEALTH_INFO;

typedef struct _MPIO_PATH_INFORMATION {
    ULONG NumberPaths;
    ULONG Pad;
    MPIO_ADAPTER_INFORMATION PathList[1];
} MPIO_PATH_INFORMATION, *PMPIO_PATH_INFORMATION;

typedef struct _MPIO_REGISTERED_DSM {
    ULONG NumberDSMs;
    DSM_PARAMETERS DsmParameters[1];
} MPIO_REGISTERED_DSM, *PMPIO_REGISTERED_DSM;

typedef struct _MPIO_TIMERS_COUNTERS {
    ULONG PathVerifyEnabled;
    ULONG PathVerificationPeriod;
    ULONG PDORemovePeriod;
    ULONG RetryCount;
    ULONG RetryInterval;
} MPIO_TIMERS_COUNTERS, *PMPIO_TIMERS_COUNTERS;

typedef struct _MPIOMoveDevice_IN {
    ULONG DiskOrdinal;
    ULONG Flags;
    ULONGLONG PathID;
} MPIOMoveDevice_IN, *PMPIOMoveDevice_IN;

typedef struct _SetDSMCounters_IN {
    ULONGLONG DsmContext;
    DSM_COUNTERS DsmCounters;
} SetDSMCounters_IN, *PSetDSMCounters_IN;
