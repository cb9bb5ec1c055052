/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/nbltimestamp.h: packet timestamps in a NET_BUFFER_LIST, and media-specific
 * information hung onto one.
 */
#pragma once

#include <ndis/nbl.h>
#include <ndis/nblinfo.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _NET_BUFFER_LIST_TIMESTAMP {
    UINT64 Timestamp;
} NET_BUFFER_LIST_TIMESTAMP, *PNET_BUFFER_LIST_TIMESTAMP;

VOID NdisGetNblTimestampInfo(_In_ const NET_BUFFER_LIST *Nbl, _Out_ NET_BUFFER_LIST_TIMESTAMP *NblTimestamp);
VOID NdisSetNblTimestampInfo(_Inout_ NET_BUFFER_LIST *Nbl, _In_ const NET_BUFFER_LIST_TIMESTAMP *NblTimestamp);
VOID NdisCopyNblTimestampInfo(_Inout_ NET_BUFFER_LIST *NblDest, _In_ const NET_BUFFER_LIST *NblSrc);

/* Macros of the real header: the list of media-specific information on an NBL. */
VOID NDIS_NBL_ADD_MEDIA_SPECIFIC_INFO(_Inout_ PNET_BUFFER_LIST Nbl, _In_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION MediaSpecificInfo);
VOID NDIS_NBL_REMOVE_MEDIA_SPECIFIC_INFO(_Inout_ PNET_BUFFER_LIST Nbl, _In_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION MediaSpecificInfo);
VOID NDIS_NBL_ADD_MEDIA_SPECIFIC_INFO_EX(_Inout_ PNET_BUFFER_LIST Nbl, _In_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX MediaSpecificInfo);
VOID NDIS_NBL_REMOVE_MEDIA_SPECIFIC_INFO_EX(_Inout_ PNET_BUFFER_LIST Nbl, _In_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX MediaSpecificInfo);
/* These two set their last argument. */
VOID DdiNblGetMediaSpecificInfo(_In_ PNET_BUFFER_LIST Nbl, _In_ ULONG Tag, _Out_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION *MediaSpecificInfo);
VOID DdiNblGetMediaSpecificInfoEx(_In_ PNET_BUFFER_LIST Nbl, _In_ ULONG Tag, _Out_ PNDIS_NBL_MEDIA_SPECIFIC_INFORMATION_EX *MediaSpecificInfo);
#define NDIS_NBL_GET_MEDIA_SPECIFIC_INFO(nbl, tag, info)    DdiNblGetMediaSpecificInfo((nbl), (tag), &(info))
#define NDIS_NBL_GET_MEDIA_SPECIFIC_INFO_EX(nbl, tag, info) DdiNblGetMediaSpecificInfoEx((nbl), (tag), &(info))

#ifdef __cplusplus
}
#endif
