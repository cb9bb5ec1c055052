/* Facts from Microsoft's Windows metadata (MIT). Part of ddicheck. */
/*
 * storage/hybrid.h: requests for hybrid disks and their caches, and pass-through requests
 * of multipath disks. Included by ntddscsi.h.
 */
#pragma once

#define IOCTL_MPIO_PASS_THROUGH_PATH           0x4D03C
#define IOCTL_MPIO_PASS_THROUGH_PATH_DIRECT    0x4D040
#define IOCTL_MPIO_PASS_THROUGH_PATH_EX        0x4D04C
#define IOCTL_MPIO_PASS_THROUGH_PATH_DIRECT_EX 0x4D050
#define MPIO_IOCTL_FLAG_USE_PATHID             1
#define MPIO_IOCTL_FLAG_USE_SCSIADDRESS        2
#define MPIO_IOCTL_FLAG_INVOLVE_DSM            4

typedef struct _MPIO_PASS_THROUGH_PATH {
    SCSI_PASS_THROUGH PassThrough;
    ULONG Version;
    USHORT Length;
    UCHAR Flags;
    UCHAR PortNumber;
    ULONGLONG MpioPathId;
} MPIO_PASS_THROUGH_PATH, *PMPIO_PASS_THROUGH_PATH;

typedef struct _MPIO_PASS_THROUGH_PATH_DIRECT {
    SCSI_PASS_THROUGH_DIRECT PassThrough;
    ULONG Version;
    USHORT Length;
    UCHAR Flags;
    UCHAR PortNumber;
    ULONGLONG MpioPathId;
} MPIO_PASS_THROUGH_PATH_DIRECT, *PMPIO_PASS_THROUGH_PATH_DIRECT;

typedef struct _MPIO_PASS_THROUGH_PATH_EX {
    ULONG PassThroughOffset;
    ULONG Version;
    USHORT Length;
    UCHAR Flags;
    UCHAR PortNumber;
    ULONGLONG MpioPathId;
} MPIO_PASS_THROUGH_PATH_EX, *PMPIO_PASS_THROUGH_PATH_EX;

typedef MPIO_PASS_THROUGH_PATH_EX MPIO_PASS_THROUGH_PATH_DIRECT_EX, *PMPIO_PASS_THROUGH_PATH_DIRECT_EX;

#ifdef _WIN64
typedef struct _MPIO_PASS_THROUGH_PATH32 {
    SCSI_PASS_THROUGH32 PassThrough;
    ULONG Version;
    USHORT Length;
    UCHAR Flags;
    UCHAR PortNumber;
    ULONGLONG MpioPathId;
} MPIO_PASS_THROUGH_PATH32, *PMPIO_PASS_THROUGH_PATH32;

typedef struct _MPIO_PASS_THROUGH_PATH_DIRECT32 {
    SCSI_PASS_THROUGH_DIRECT32 PassThrough;
    ULONG Version;
    USHORT Length;
    UCHAR Flags;
    UCHAR PortNumber;
    ULONGLONG MpioPathId;
} MPIO_PASS_THROUGH_PATH_DIRECT32, *PMPIO_PASS_THROUGH_PATH_DIRECT32;

typedef MPIO_PASS_THROUGH_PATH_EX MPIO_PASS_THROUGH_PATH32_EX, *PMPIO_PASS_THROUGH_PATH32_EX;
typedef MPIO_PASS_THROUGH_PATH_EX MPIO_PASS_THROUGH_PATH_DIRECT32_EX, *PMPIO_PASS_THROUGH_PATH_DIRECT32_EX;
#endif

#define NRB_FUNCTION_NVCACHE_INFO                  0xEC
#define NRB_FUNCTION_SPINDLE_STATUS                0xE5
#define NRB_FUNCTION_NVCACHE_POWER_MODE_SET        0x00
#define NRB_FUNCTION_NVCACHE_POWER_MODE_RETURN     0x01
#define NRB_FUNCTION_FLUSH_NVCACHE                 0x14
#define NRB_FUNCTION_QUERY_PINNED_SET              0x12
#define NRB_FUNCTION_QUERY_CACHE_MISS              0x13
#define NRB_FUNCTION_ADD_LBAS_PINNED_SET           0x10
#define NRB_FUNCTION_REMOVE_LBAS_PINNED_SET        0x11
#define NRB_FUNCTION_QUERY_ASCENDER_STATUS         0xD0
#define NRB_FUNCTION_QUERY_HYBRID_DISK_STATUS      0xD1
#define NRB_FUNCTION_PASS_HINT_PAYLOAD             0xE0
#define NRB_FUNCTION_NVSEPARATED_INFO              0xC0
#define NRB_FUNCTION_NVSEPARATED_FLUSH             0xC1
#define NRB_FUNCTION_NVSEPARATED_WB_DISABLE        0xC2
#define NRB_FUNCTION_NVSEPARATED_WB_REVERT_DEFAULT 0xC3
#define NRB_SUCCESS                                0
#define NRB_ILLEGAL_REQUEST                        1
#define NRB_INVALID_PARAMETER                      2
#define NRB_INPUT_DATA_OVERRUN                     3
#define NRB_INPUT_DATA_UNDERRUN                    4
#define NRB_OUTPUT_DATA_OVERRUN                    5
#define NRB_OUTPUT_DATA_UNDERRUN                   6

#define HYBRID_FUNCTION_GET_INFO                   0x01
#define HYBRID_FUNCTION_DISABLE_CACHING_MEDIUM     0x10
#define HYBRID_FUNCTION_ENABLE_CACHING_MEDIUM      0x11
#define HYBRID_FUNCTION_SET_DIRTY_THRESHOLD        0x12
#define HYBRID_FUNCTION_DEMOTE_BY_SIZE             0x13
#define HYBRID_STATUS_SUCCESS                      0x00
#define HYBRID_STATUS_ILLEGAL_REQUEST              0x01
#define HYBRID_STATUS_INVALID_PARAMETER            0x02
#define HYBRID_STATUS_OUTPUT_BUFFER_TOO_SMALL      0x03
#define HYBRID_STATUS_ENABLE_REFCOUNT_HOLD         0x10
#define HYBRID_REQUEST_BLOCK_STRUCTURE_VERSION     1
#define HYBRID_REQUEST_INFO_STRUCTURE_VERSION      1

typedef struct _NVCACHE_REQUEST_BLOCK {
    ULONG NRBSize;
    USHORT Function;
    ULONG NRBFlags;
    ULONG NRBStatus;
    ULONG Count;
    ULONGLONG LBA;
    ULONG DataBufSize;
    ULONG NVCacheStatus;
    ULONG NVCacheSubStatus;
} NVCACHE_REQUEST_BLOCK, *PNVCACHE_REQUEST_BLOCK;

typedef struct _NV_FEATURE_PARAMETER {
    USHORT NVPowerModeEnabled;
    USHORT NVParameterReserv1;
    USHORT NVCmdEnabled;
    USHORT NVParameterReserv2;
    USHORT NVPowerModeVer;
    USHORT NVCmdVer;
    ULONG NVSize;
    USHORT NVReadSpeed;
    USHORT NVWrtSpeed;
    ULONG DeviceSpinUpTime;
} NV_FEATURE_PARAMETER, *PNV_FEATURE_PARAMETER;

typedef struct _NVCACHE_HINT_PAYLOAD {
    UCHAR Command;
    UCHAR Feature7_0;
    UCHAR Feature15_8;
    UCHAR Count15_8;
    UCHAR LBA7_0;
    UCHAR LBA15_8;
    UCHAR LBA23_16;
    UCHAR LBA31_24;
    UCHAR LBA39_32;
    UCHAR LBA47_40;
    UCHAR Auxiliary7_0;
    UCHAR Auxiliary23_16;
    UCHAR Reserved[4];
} NVCACHE_HINT_PAYLOAD, *PNVCACHE_HINT_PAYLOAD;

typedef enum _NVCACHE_STATUS {
    NvCacheStatusUnknown = 0,
    NvCacheStatusDisabling,
    NvCacheStatusDisabled,
    NvCacheStatusEnabled
} NVCACHE_STATUS, *PNVCACHE_STATUS;

typedef enum _NVCACHE_TYPE {
    NvCacheTypeUnknown = 0,
    NvCacheTypeNone,
    NvCacheTypeWriteBack,
    NvCacheTypeWriteThrough
} NVCACHE_TYPE, *PNVCACHE_TYPE;

typedef struct _NVCACHE_PRIORITY_LEVEL_DESCRIPTOR {
    UCHAR PriorityLevel;
    UCHAR Reserved0[3];
    ULONG ConsumedNVMSizeFraction;
    ULONG ConsumedMappingResourcesFraction;
    ULONG ConsumedNVMSizeForDirtyDataFraction;
    ULONG ConsumedMappingResourcesForDirtyDataFraction;
    ULONG Reserved1;
} NVCACHE_PRIORITY_LEVEL_DESCRIPTOR, *PNVCACHE_PRIORITY_LEVEL_DESCRIPTOR;

typedef struct _HYBRID_REQUEST_BLOCK {
    ULONG Version;
    ULONG Size;
    ULONG Function;
    ULONG Flags;
    ULONG DataBufferOffset;
    ULONG DataBufferLength;
} HYBRID_REQUEST_BLOCK, *PHYBRID_REQUEST_BLOCK;

typedef struct _HYBRID_INFORMATION {
    ULONG Version;
    ULONG Size;
    BOOLEAN HybridSupported;
    NVCACHE_STATUS Status;
    NVCACHE_TYPE CacheTypeEffective;
    NVCACHE_TYPE CacheTypeDefault;
    ULONG FractionBase;
    ULONGLONG CacheSize;
    struct {
        ULONG WriteCacheChangeable : 1;
        ULONG WriteThroughIoSupported : 1;
        ULONG FlushCacheSupported : 1;
        ULONG Removable : 1;
        ULONG ReservedBits : 28;
    } Attributes;
    struct {
        UCHAR PriorityLevelCount;
        BOOLEAN MaxPriorityBehavior;
        UCHAR OptimalWriteGranularity;
        UCHAR Reserved;
        ULONG DirtyThresholdLow;
        ULONG DirtyThresholdHigh;
        struct {
            ULONG CacheDisable : 1;
            ULONG SetDirtyThreshold : 1;
            ULONG PriorityDemoteBySize : 1;
            ULONG PriorityChangeByLbaRange : 1;
            ULONG Evict : 1;
            ULONG ReservedBits : 27;
            ULONG MaxEvictCommands;
            ULONG MaxLbaRangeCountForEvict;
            ULONG MaxLbaRangeCountForChangeLba;
        } SupportedCommands;
        NVCACHE_PRIORITY_LEVEL_DESCRIPTOR Priority[1];
    } Priorities;
} HYBRID_INFORMATION, *PHYBRID_INFORMATION;

typedef struct _HYBRID_DIRTY_THRESHOLDS {
    ULONG Version;
    ULONG Size;
    ULONG DirtyLowThreshold;
    ULONG DirtyHighThreshold;
} HYBRID_DIRTY_THRESHOLDS, *PHYBRID_DIRTY_THRESHOLDS;

typedef struct _HYBRID_DEMOTE_BY_SIZE {
    ULONG Version;
    ULONG Size;
    UCHAR SourcePriority;
    UCHAR TargetPriority;
    USHORT Reserved0;
    ULONG Reserved1;
    ULONGLONG LbaCount;
} HYBRID_DEMOTE_BY_SIZE, *PHYBRID_DEMOTE_BY_SIZE;
