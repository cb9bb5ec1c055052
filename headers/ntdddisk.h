/*
 * ntdddisk.h: mingw's ntdddisk.h and requests that it lacks: cache settings, long block
 * addresses to reassign. Numbers are from memory.
 */
#pragma once
#ifndef _WINDOWS_
#include <wdm.h>
#endif
#include_next <ntdddisk.h>

#ifndef IOCTL_DISK_COPY_DATA
#define IOCTL_DISK_COPY_DATA CTL_CODE(IOCTL_DISK_BASE, 0x0019, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)

typedef struct _DISK_COPY_DATA_PARAMETERS {
    LARGE_INTEGER SourceOffset;
    LARGE_INTEGER DestinationOffset;
    LARGE_INTEGER CopyLength;
    ULONGLONG Reserved;
} DISK_COPY_DATA_PARAMETERS, *PDISK_COPY_DATA_PARAMETERS;
#endif

#ifndef IOCTL_DISK_GET_CACHE_SETTING
#define IOCTL_DISK_GET_CACHE_SETTING CTL_CODE(IOCTL_DISK_BASE, 0x0038, METHOD_BUFFERED, FILE_READ_ACCESS)
#define IOCTL_DISK_SET_CACHE_SETTING \
    CTL_CODE(IOCTL_DISK_BASE, 0x0039, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)

typedef enum _DISK_CACHE_STATE {
    DiskCacheNormal,
    DiskCacheWriteThroughNotSupported,
    DiskCacheModifyUnsuccessful
} DISK_CACHE_STATE, *PDISK_CACHE_STATE;

typedef struct _DISK_CACHE_SETTING {
    ULONG Version;
    DISK_CACHE_STATE State;
    BOOLEAN IsPowerProtected;
} DISK_CACHE_SETTING, *PDISK_CACHE_SETTING;
#endif

#ifndef IOCTL_DISK_REASSIGN_BLOCKS_EX
#define IOCTL_DISK_REASSIGN_BLOCKS_EX \
    CTL_CODE(IOCTL_DISK_BASE, 0x0029, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)

#pragma pack(push, 1)
typedef struct _REASSIGN_BLOCKS_EX {
    USHORT Reserved;
    USHORT Count;
    LARGE_INTEGER BlockNumber[1];
} REASSIGN_BLOCKS_EX, *PREASSIGN_BLOCKS_EX;
#pragma pack(pop)
#endif

/* Disks of a cluster. The layout, the flags and the code are from memory. */
#ifndef IOCTL_DISK_GET_CLUSTER_INFO
#define IOCTL_DISK_GET_CLUSTER_INFO CTL_CODE(IOCTL_DISK_BASE, 0x0085, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define DISK_CLUSTER_FLAG_ENABLED              0x0000000000000001ull
#define DISK_CLUSTER_FLAG_CSV                  0x0000000000000002ull
#define DISK_CLUSTER_FLAG_IN_MAINTENANCE       0x0000000000000004ull
#define DISK_CLUSTER_FLAG_PNP_ARRIVAL_COMPLETE 0x0000000000000008ull

typedef struct _DISK_CLUSTER_INFO {
    ULONG Version;
    ULONGLONG Flags;
    ULONGLONG FlagsMask;
    BOOLEAN Notify;
} DISK_CLUSTER_INFO, *PDISK_CLUSTER_INFO;
#endif
