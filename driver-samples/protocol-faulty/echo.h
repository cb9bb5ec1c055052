/*
 * echo.h: the echo responder, all of its types and the functions that its files share.
 *
 * The driver is an NDIS 6.20 protocol driver for Ethernet. It answers each frame of EtherType ECHO_ETHERTYPE that asks for
 * an answer, with the same bytes, to its sender; and it says hello to everybody every few seconds. All other frames go back
 * at once to the driver that indicated them.
 *
 * Who owns what
 *
 *   ECHO_BINDING   one for each adapter that the driver is bound to; made in ProtocolBindAdapterEx, freed in
 *                  ProtocolUnbindAdapterEx.
 *   ListPool       the driver's own lists: answers and hellos, each with one NET_BUFFER (fAllocateNetBuffer = TRUE,
 *                  DataSize = 0).
 *   ECHO_FRAME     the bytes of one frame and the MDL over them; belongs to the list whose ProtocolReserved names it.
 *   own list       any list of ListPool. NDIS owns it from NdisSendNetBufferLists to ProtocolSendNetBufferListsComplete.
 *   question       a received list that asks for an answer. It is the driver's from ProtocolReceiveNetBufferLists to
 *                  NdisReturnNetBufferLists, and waits in the binding for the work item that answers it.
 *   ECHO_REQUEST   an OID request; on the stack of the function that waits for it.
 */
#pragma once

#include <ndis.h>

#define ECHO_NAME            L"DDIECHO"

/* Every allocation has a tag of its own, so that a leak names its kind. */
#define ECHO_TAG_BINDING     'bhcE'
#define ECHO_TAG_FRAME       'fhcE'
#define ECHO_TAG_LISTS       'lhcE'
#define ECHO_TAG_TIMER       'thcE'

#define ECHO_ETHERTYPE       0x88B5u /* IEEE 802, local experimental EtherType 1 */
#define ECHO_HELLO_PERIOD_MS 7000
#define ECHO_MAC_LENGTH      6
#define ECHO_MIN_FRAME       60 /* the shortest Ethernet frame without its checksum */

/* An even operation asks; the odd one after it answers. A hello answers what nobody asked. */
#define ECHO_IS_QUESTION(Operation) (((Operation) & 1u) == 0)
#define ECHO_HELLO           1u

typedef enum _ECHO_STATE
{
    EchoPaused, /* after binding, NetEventPause and a NetEventRestart that failed */
    EchoRunning,
    EchoPausing
} ECHO_STATE;

/* On the wire. */
#pragma pack(push, 1)
typedef struct _ECHO_HEADER
{
    UCHAR  Destination[ECHO_MAC_LENGTH];
    UCHAR  Source[ECHO_MAC_LENGTH];
    USHORT EtherType; /* network byte order */
    UCHAR  Operation;
} ECHO_HEADER;
#pragma pack(pop)

/* The bytes of one frame that this driver sends: first the backfill for the drivers below, then the frame. Mdl covers both. */
typedef struct _ECHO_FRAME
{
    PMDL   Mdl;
    PUCHAR Start; /* of the frame, behind the backfill */
    ULONG  Length;
    UCHAR  Space[ANYSIZE_ARRAY];
} ECHO_FRAME, *PECHO_FRAME;

/* What the drivers below ask of every send; read from the restart attributes. */
typedef struct _ECHO_REQUIREMENTS
{
    ULONG DataBackFill;
    ULONG ContextBackFill; /* rounded up to MEMORY_ALLOCATION_ALIGNMENT */
} ECHO_REQUIREMENTS;

typedef struct _ECHO_BINDING
{
    NDIS_HANDLE Handle; /* of NdisOpenAdapterEx; valid from its completion to NdisCloseAdapterEx */
    UCHAR       MacAddress[ECHO_MAC_LENGTH];

    NDIS_EVENT  Completed; /* of the open, then of the close */
    NDIS_STATUS OpenStatus;

    NDIS_SPIN_LOCK Lock; /* over all that follows, up to the questions */
    ECHO_STATE     State;
    BOOLEAN        Connected;
    ULONG          Outstanding; /* own lists that NDIS holds, questions, runs of timer and work item, and one while it runs */
    NDIS_EVENT     Idle;        /* Outstanding came down to nought */

    PNET_BUFFER_LIST  Questions;
    PNET_BUFFER_LIST *LastQuestion;
    BOOLEAN           AnswerQueued; /* the work item is on its way */

    NDIS_HANDLE AnswerItem;
    NDIS_HANDLE HelloTimer;

    ECHO_REQUIREMENTS Needs;
    NDIS_HANDLE       ListPool;
} ECHO_BINDING, *PECHO_BINDING;

/* driver.c */
extern NDIS_HANDLE EchoProtocolHandle;
DRIVER_INITIALIZE  DriverEntry;
DRIVER_UNLOAD      EchoUnload;

/* bind.c */
PROTOCOL_BIND_ADAPTER_EX           EchoBind;
PROTOCOL_UNBIND_ADAPTER_EX         EchoUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX  EchoOpenComplete;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX EchoCloseComplete;

/* events.c */
PROTOCOL_NET_PNP_EVENT EchoNetPnPEvent;
PROTOCOL_STATUS_EX     EchoStatus;

/* Keeps the binding running until EchoRelease; FALSE when it does not run (any more). */
BOOLEAN EchoAcquire(PECHO_BINDING Binding, BOOLEAN AtDispatch);
/* The binding may be gone when this returns, unless the caller has another reference. */
VOID EchoRelease(PECHO_BINDING Binding, ULONG Count, BOOLEAN AtDispatch);

/* oid.c */
PROTOCOL_OID_REQUEST_COMPLETE EchoRequestComplete;
/* Asks the drivers below and waits for the answer, at IRQL = PASSIVE_LEVEL. Buffer is read or written by Type. */
NDIS_STATUS EchoRequest(PECHO_BINDING Binding, NDIS_REQUEST_TYPE Type, NDIS_OID Oid, PVOID Buffer, UINT Length);

/* send.c */
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE EchoSendComplete;
NDIS_TIMER_FUNCTION                     EchoHelloTimer;
NDIS_STATUS EchoMakePool(PECHO_BINDING Binding);
VOID        EchoFreePool(PECHO_BINDING Binding);
/* An own list with a frame of Length bytes to Destination; NULL when memory is short. The caller fills the payload in. */
PNET_BUFFER_LIST EchoMakeList(PECHO_BINDING Binding, const UCHAR *Destination, UCHAR Operation, ULONG Length);
/* The caller has a reference of the binding for the list, which EchoSendComplete gives up. */
VOID EchoSend(PECHO_BINDING Binding, PNET_BUFFER_LIST List, BOOLEAN AtDispatch);
PECHO_FRAME EchoFrameOf(PNET_BUFFER_LIST List);

/* receive.c */
PROTOCOL_RECEIVE_NET_BUFFER_LISTS EchoReceive;
NDIS_IO_WORKITEM                  EchoAnswerAll;
