/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/poll.h: polling by NDIS (6.85): a miniport's receive indications and send
 * completions run in an NDIS_POLL callback instead of its own DPC.
 */
#pragma once

#include <ndis/common.h>

#ifdef __cplusplus
extern "C" {
#endif

DECLARE_HANDLE(NDIS_POLL_HANDLE);

#define NDIS_ANY_NUMBER_OF_NBLS 0xFFFFFFFF

/* What one round of polling may take and has taken. */
typedef struct _NDIS_POLL_TRANSMIT_DATA {
    ULONG MaxNblsToComplete;
    ULONG Reserved1[3];
    NET_BUFFER_LIST *CompletedNblChain;
    ULONG NumberOfCompletedNbls;
    ULONG NumberOfRemainingNbls;
    ULONG SendCompleteFlags;
    ULONG Reserved2;
    PVOID Reserved3[4];
} NDIS_POLL_TRANSMIT_DATA;

typedef struct _NDIS_POLL_RECEIVE_DATA {
    ULONG MaxNblsToIndicate;
    ULONG Reserved1[3];
    NET_BUFFER_LIST *IndicatedNblChain;
    ULONG NumberOfIndicatedNbls;
    ULONG NumberOfRemainingNbls;
    ULONG Flags;
    ULONG Reserved2;
    PVOID Reserved3[4];
} NDIS_POLL_RECEIVE_DATA;

#define NDIS_POLL_DATA_REVISION_1 1

typedef struct _NDIS_POLL_DATA {
    NDIS_OBJECT_HEADER Header;
    NDIS_POLL_TRANSMIT_DATA Transmit;
    NDIS_POLL_RECEIVE_DATA Receive;
} NDIS_POLL_DATA;
#define NDIS_SIZEOF_NDIS_POLL_DATA_REVISION_1 RTL_SIZEOF_THROUGH_FIELD(NDIS_POLL_DATA, Receive)

#define NDIS_POLL_NOTIFICATION_REVISION_1 1

typedef struct _NDIS_POLL_NOTIFICATION {
    NDIS_OBJECT_HEADER Header;
    BOOLEAN Enabled;
} NDIS_POLL_NOTIFICATION;
#define NDIS_SIZEOF_NDIS_POLL_NOTIFICATION_REVISION_1 RTL_SIZEOF_THROUGH_FIELD(NDIS_POLL_NOTIFICATION, Enabled)

/* What the miniport provides. */
typedef
_Function_class_(NDIS_POLL)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NDIS_POLL)(
    _In_ PVOID Context,
    _Inout_ NDIS_POLL_DATA *PollData);
typedef NDIS_POLL (*NDIS_POLL_HANDLER);

typedef
_Function_class_(NDIS_SET_POLL_NOTIFICATION)
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
(NDIS_SET_POLL_NOTIFICATION)(
    _In_ PVOID Context,
    _Inout_ NDIS_POLL_NOTIFICATION *Notification);
typedef NDIS_SET_POLL_NOTIFICATION (*NDIS_SET_POLL_NOTIFICATION_HANDLER);

#define NDIS_POLL_CHARACTERISTICS_REVISION_1 1

typedef struct _NDIS_POLL_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    NDIS_SET_POLL_NOTIFICATION_HANDLER SetPollNotificationHandler;
    NDIS_POLL_HANDLER PollHandler;
} NDIS_POLL_CHARACTERISTICS;
#define NDIS_SIZEOF_NDIS_POLL_CHARACTERISTICS_REVISION_1 RTL_SIZEOF_THROUGH_FIELD(NDIS_POLL_CHARACTERISTICS, PollHandler)

/* What the miniport calls. */
_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisRegisterPoll(
    _In_ NDIS_HANDLE NdisHandle,
    _In_opt_ PVOID Context,
    _In_ const NDIS_POLL_CHARACTERISTICS *Characteristics,
    _Out_ NDIS_POLL_HANDLE *PollHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID NdisDeregisterPoll(_In_ NDIS_POLL_HANDLE PollHandle);

_IRQL_requires_max_(HIGH_LEVEL)
VOID
NdisRequestPoll(
    _In_ NDIS_POLL_HANDLE PollHandle,
    _Reserved_ PVOID Reserved);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisSetPollAffinity(
    _In_ NDIS_POLL_HANDLE PollHandle,
    _In_ const PROCESSOR_NUMBER *PollAffinity);

#ifdef __cplusplus
}
#endif
