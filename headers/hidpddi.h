/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/* hidpddi.h: how a HID class driver takes a report descriptor apart: top-level collections and report identifiers. */
#pragma once

#include <hidpi.h>

typedef PUCHAR PHIDP_REPORT_DESCRIPTOR;

typedef struct _HIDP_COLLECTION_DESC {
    USAGE UsagePage;
    USAGE Usage;
    UCHAR CollectionNumber;
    UCHAR Reserved[15];
    USHORT InputLength;
    USHORT OutputLength;
    USHORT FeatureLength;
    USHORT PreparsedDataLength;
    PHIDP_PREPARSED_DATA PreparsedData;
} HIDP_COLLECTION_DESC, *PHIDP_COLLECTION_DESC;

typedef struct _HIDP_REPORT_IDS {
    UCHAR ReportID;
    UCHAR CollectionNumber;
    USHORT InputLength;
    USHORT OutputLength;
    USHORT FeatureLength;
} HIDP_REPORT_IDS, *PHIDP_REPORT_IDS;

typedef struct _HIDP_GETCOLDESC_DBG {
    ULONG BreakOffset;
    ULONG ErrorCode;
    ULONG Args[6];
} HIDP_GETCOLDESC_DBG, *PHIDP_GETCOLDESC_DBG;

typedef struct _HIDP_DEVICE_DESC {
    PHIDP_COLLECTION_DESC CollectionDesc;
    ULONG CollectionDescLength;
    PHIDP_REPORT_IDS ReportIDs;
    ULONG ReportIDsLength;
    HIDP_GETCOLDESC_DBG Dbg;
} HIDP_DEVICE_DESC, *PHIDP_DEVICE_DESC;

#ifdef __cplusplus
extern "C" {
#endif
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS __stdcall HidP_GetCollectionDescription(
    _In_ PHIDP_REPORT_DESCRIPTOR ReportDesc, _In_ ULONG DescLength, _In_ POOL_TYPE PoolType,
    _Out_ PHIDP_DEVICE_DESC DeviceDescription);
VOID __stdcall HidP_FreeCollectionDescription(_In_ PHIDP_DEVICE_DESC Description);
#ifdef __cplusplus
}
#endif
