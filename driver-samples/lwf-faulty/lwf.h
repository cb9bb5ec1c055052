/*
 * lwf.h: the stamping filter, all of its types and the functions that its files share.
 *
 * The driver is an NDIS 6.20 modifying lightweight filter for Ethernet.  Ordinary traffic passes through untouched.  It
 * makes network data of its own in two places, which is why it manages pools (documentation page
 * filter-driver-buffer-management):
 *
 *   - it originates a probe frame every few seconds (send.c), and
 *   - frames of EtherType LWF_ETHERTYPE that a driver above sends are *copied*, because the filter writes a stamp into
 *     them and may not write into another driver's data.
 *
 * Who owns what
 *
 *   LWF_MODULE     one for each adapter that the filter is attached to; made in FilterAttach, freed in FilterDetach.
 *   CombinedPool   lists that come with one NET_BUFFER (fAllocateNetBuffer = TRUE, DataSize = 0): probes, and copies of
 *                  one frame.
 *   ListPool       bare lists (fAllocateNetBuffer = FALSE): copies of several frames.
 *   BufferPool     the NET_BUFFERs of those copies, which the driver frees itself before their list.
 *   LWF_FRAME      the bytes of one frame and the MDL over them; belongs to the list in whose context it is chained.
 *   own list       any list of these pools.  NDIS owns it from NdisFSendNetBufferLists to
 *                  FilterSendNetBufferListsComplete.
 */
#pragma once

#include <ndis.h>

#define LWF_FRIENDLY_NAME   L"ddicheck Stamping Filter"
#define LWF_UNIQUE_NAME     L"{9c2b51d4-6e0f-4f57-8f0a-6a1f3bd2c7e1}" /* NetCfgInstanceId of lwf.inf */
#define LWF_SERVICE_NAME    L"DdiLwf"

/* Every allocation has a tag of its own, so that a leak names its kind. */
#define LWF_TAG_MODULE      'mFwL'
#define LWF_TAG_FRAME       'fFwL'
#define LWF_TAG_LISTS       'lFwL'
#define LWF_TAG_NETBUF      'bFwL'
#define LWF_TAG_TIMER       'tFwL'
#define LWF_TAG_OID         'oFwL'

#define LWF_ETHERTYPE       0x88B5u /* IEEE 802, local experimental EtherType 1 */
#define LWF_MAGIC           0x53544D50ul
#define LWF_PROBE_PERIOD_MS 5000
#define LWF_MAC_LENGTH      6
#define LWF_MIN_FRAME       60 /* the shortest Ethernet frame without its checksum */

/* Sizes in the context of a list are multiples of this alignment (NdisAllocateNetBufferList). */
#define LWF_ROUND_CONTEXT(Size) \
    (((ULONG)(Size) + (MEMORY_ALLOCATION_ALIGNMENT - 1)) & ~(ULONG)(MEMORY_ALLOCATION_ALIGNMENT - 1))

typedef enum _LWF_STATE
{
    LwfPaused, /* after FilterAttach, FilterPause and a failed FilterRestart */
    LwfRunning,
    LwfPausing
} LWF_STATE;

/* On the wire, directly behind the addresses; network byte order. */
#pragma pack(push, 1)
typedef struct _LWF_HEADER
{
    UCHAR  Destination[LWF_MAC_LENGTH];
    UCHAR  Source[LWF_MAC_LENGTH];
    USHORT EtherType;
} LWF_HEADER;

typedef struct _LWF_STAMP
{
    ULONG Magic;
    ULONG Sequence;
} LWF_STAMP;
#pragma pack(pop)

/*
 * The bytes of one frame that this driver sends.  Mdl covers all of Space: first the backfill for the drivers below,
 * then the frame.
 */
typedef struct _LWF_FRAME
{
    struct _LWF_FRAME *Next;
    PMDL               Mdl;
    PUCHAR             Start; /* of the frame, behind the backfill */
    ULONG              Length;
    UCHAR              Space[ANYSIZE_ARRAY];
} LWF_FRAME, *PLWF_FRAME;

/* The context area of an own list (NET_BUFFER_LIST_CONTEXT_DATA_START). */
typedef struct _LWF_LIST_CONTEXT
{
    PNET_BUFFER_LIST Original; /* what this list is a copy of, to be completed with it; NULL in a probe */
    PLWF_FRAME       Frames;
    BOOLEAN          OwnsNetBuffers; /* from BufferPool; FALSE when the list came with its NET_BUFFER */
} LWF_LIST_CONTEXT, *PLWF_LIST_CONTEXT;

/* What the drivers below ask of every send that starts here; read from the restart attributes. */
typedef struct _LWF_REQUIREMENTS
{
    ULONG DataBackFill;
    ULONG ContextBackFill; /* rounded up to MEMORY_ALLOCATION_ALIGNMENT */
} LWF_REQUIREMENTS;

typedef struct _LWF_COUNTERS
{
    volatile LONG PassedDown;
    volatile LONG Copied;
    volatile LONG ProbesSent;
    volatile LONG PassedUp;
    volatile LONG ProbesSeen;
} LWF_COUNTERS;

typedef struct _LWF_MODULE
{
    NDIS_HANDLE FilterHandle;
    UCHAR       MacAddress[LWF_MAC_LENGTH];

    NDIS_SPIN_LOCK    Lock; /* over State, Outstanding and PendingOid */
    LWF_STATE         State;
    ULONG             Outstanding; /* own lists that NDIS holds, calls that make some, and one while the module runs */
    NDIS_EVENT        Idle;        /* Outstanding came down to nought */
    PNDIS_OID_REQUEST PendingOid;  /* the clone that is below us; NDIS sends one request at a time */

    NDIS_HANDLE   ProbeTimer;
    volatile LONG Sequence;

    LWF_REQUIREMENTS Needs;
    NDIS_HANDLE      CombinedPool;
    NDIS_HANDLE      ListPool;
    NDIS_HANDLE      BufferPool;

    LWF_COUNTERS Counters;
} LWF_MODULE, *PLWF_MODULE;

/* driver.c */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD     LwfUnload;

/* module.c */
FILTER_ATTACH  LwfAttach;
FILTER_DETACH  LwfDetach;
FILTER_RESTART LwfRestart;
FILTER_PAUSE   LwfPause;

/* Keeps the module running until LwfRelease; FALSE when it does not run (any more). */
BOOLEAN LwfAcquire(PLWF_MODULE Module, BOOLEAN AtDispatch);
/* One more reference for a caller that has one already. */
VOID LwfAddReference(PLWF_MODULE Module, BOOLEAN AtDispatch);
/* The module may be gone when this returns, unless the caller has another reference. */
VOID LwfRelease(PLWF_MODULE Module, ULONG Count, BOOLEAN AtDispatch);

/* pools.c */
NDIS_STATUS LwfReadRequirements(PLWF_MODULE Module, PNDIS_RESTART_ATTRIBUTES Attributes);
/* Makes the pool anew for Module->Needs; no list of the old one may be outstanding.  On failure the old one stays. */
NDIS_STATUS LwfRenewListPool(PLWF_MODULE Module, BOOLEAN WithNetBuffer, NDIS_HANDLE *Pool);
NDIS_STATUS LwfBuildPools(PLWF_MODULE Module);
VOID        LwfFreePools(PLWF_MODULE Module);

/*
 * lists.c: both makers return NULL when memory is short; the caller owns the list until it sends it or passes it to
 * LwfFreeOwnList.
 */
PNET_BUFFER_LIST  LwfMakeSingle(PLWF_MODULE Module, ULONG Length);
PNET_BUFFER_LIST  LwfCopyList(PLWF_MODULE Module, PNET_BUFFER_LIST Original);
VOID              LwfFreeOwnList(PNET_BUFFER_LIST List);
PLWF_LIST_CONTEXT LwfListContext(PNET_BUFFER_LIST List);

/* send.c */
FILTER_SEND_NET_BUFFER_LISTS          LwfSend;
FILTER_SEND_NET_BUFFER_LISTS_COMPLETE LwfSendComplete;
NDIS_TIMER_FUNCTION                   LwfProbeTimer;

/* receive.c */
FILTER_RECEIVE_NET_BUFFER_LISTS LwfReceive;
FILTER_RETURN_NET_BUFFER_LISTS  LwfReturn;
BOOLEAN                         LwfIsStampedType(PNET_BUFFER NetBuffer, BOOLEAN *HasStamp);

/* oid.c */
FILTER_OID_REQUEST          LwfOidRequest;
FILTER_OID_REQUEST_COMPLETE LwfOidRequestComplete;
FILTER_CANCEL_OID_REQUEST   LwfCancelOidRequest;
