/*
 * scsi.h: mingw's scsi.h over our srb.h, and what came later (storage/scsi_more.h).
 */
#pragma once
#include <srb.h>
/* The command that mingw declares has no allocation length: the later one stands beside it. */
#define READ_CAPACITY16             \
    DdiReadCapacity16;              \
    struct {                        \
        UCHAR OperationCode;        \
        UCHAR ServiceAction : 5;    \
        UCHAR Reserved1 : 3;        \
        UCHAR LogicalBlock[8];      \
        UCHAR AllocationLength[4];  \
        UCHAR PMI : 1;              \
        UCHAR Reserved2 : 7;        \
        UCHAR Control;              \
    } READ_CAPACITY16
#include_next <scsi.h>
#undef READ_CAPACITY16
#include <storage/scsi_more.h>
