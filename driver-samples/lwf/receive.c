/*
 * receive.c: the way up.  Everything is passed on and counted, except stamped frames, which the filters of two machines
 * exchange between themselves.
 *
 * Whether a list can be kept from the drivers above depends on who owns it during the call.  With
 * NDIS_RECEIVE_FLAGS_RESOURCES the driver below takes all lists back when the indication returns, and they must not be
 * returned; such chains go up whole.  Without it the lists are ours until they are returned, and the chain is divided:
 * one part is indicated, the other returned at once.
 */
#include "lwf.h"

BOOLEAN LwfIsStampedType(PNET_BUFFER NetBuffer, BOOLEAN *HasStamp)
{
    struct
    {
        LWF_HEADER Header;
        LWF_STAMP  Stamp;
    } storage, *found;
    LWF_HEADER *header;

    *HasStamp = FALSE;
    if (NetBuffer == NULL || NET_BUFFER_DATA_LENGTH(NetBuffer) < sizeof(LWF_HEADER))
        return FALSE;

    /* Points into the data where it is contiguous, or else to the copy in storage; NULL when the data cannot be mapped.
     */
    header = NdisGetDataBuffer(NetBuffer, sizeof(LWF_HEADER), &storage, 1, 0);
    if (header == NULL || header->EtherType != RtlUshortByteSwap(LWF_ETHERTYPE))
        return FALSE;

    if (NET_BUFFER_DATA_LENGTH(NetBuffer) >= sizeof(LWF_HEADER) + sizeof(LWF_STAMP))
    {
        LWF_STAMP stamp;

        found = NdisGetDataBuffer(NetBuffer, sizeof(storage), &storage, 1, 0);
        if (found != NULL)
        {
            NdisMoveMemory(&stamp, &found->Stamp, sizeof(stamp));
            *HasStamp = (BOOLEAN)(stamp.Magic == RtlUlongByteSwap(LWF_MAGIC));
        }
    }
    return TRUE;
}

/* Ethernet indications carry one NET_BUFFER in each list. */
static BOOLEAN LwfIsProbe(PNET_BUFFER_LIST List)
{
    BOOLEAN hasStamp;

    return (BOOLEAN)(LwfIsStampedType(NET_BUFFER_LIST_FIRST_NB(List), &hasStamp) && hasStamp);
}

VOID LwfReceive(NDIS_HANDLE FilterModuleContext, PNET_BUFFER_LIST NetBufferLists, NDIS_PORT_NUMBER PortNumber,
                ULONG NumberOfNetBufferLists, ULONG ReceiveFlags)
{
    PLWF_MODULE       module = (PLWF_MODULE)FilterModuleContext;
    PNET_BUFFER_LIST  list = NetBufferLists;
    PNET_BUFFER_LIST  up = NULL;
    PNET_BUFFER_LIST *upTail = &up;
    PNET_BUFFER_LIST  back = NULL;
    ULONG             upCount = 0;
    LONG              backCount = 0;

    if (NDIS_TEST_RECEIVE_CANNOT_PEND(ReceiveFlags))
    {
        InterlockedExchangeAdd(&module->Counters.PassedUp, (LONG)NumberOfNetBufferLists);
        NdisFIndicateReceiveNetBufferLists(module->FilterHandle, NetBufferLists, PortNumber, NumberOfNetBufferLists,
                                           ReceiveFlags);
        return;
    }

    while (list != NULL)
    {
        PNET_BUFFER_LIST next = NET_BUFFER_LIST_NEXT_NBL(list);

        if (LwfIsProbe(list))
        {
            NET_BUFFER_LIST_NEXT_NBL(list) = back; /* the order of a return does not matter */
            back = list;
            backCount++;
        }
        else
        {
            NET_BUFFER_LIST_NEXT_NBL(list) = NULL;
            *upTail = list;
            upTail = &NET_BUFFER_LIST_NEXT_NBL(list);
            upCount++;
        }
        list = next;
    }

    InterlockedExchangeAdd(&module->Counters.PassedUp, (LONG)upCount);
    InterlockedExchangeAdd(&module->Counters.ProbesSeen, backCount);

    if (back != NULL)
        NdisFReturnNetBufferLists(module->FilterHandle, back,
                                  NDIS_TEST_RECEIVE_AT_DISPATCH_LEVEL(ReceiveFlags) ? NDIS_RETURN_FLAGS_DISPATCH_LEVEL
                                                                                    : 0);
    if (up != NULL)
        NdisFIndicateReceiveNetBufferLists(module->FilterHandle, up, PortNumber, upCount, ReceiveFlags);
}

/* The filter originates no receive indications: all that comes back belongs to a driver below. */
VOID LwfReturn(NDIS_HANDLE FilterModuleContext, PNET_BUFFER_LIST NetBufferLists, ULONG ReturnFlags)
{
    PLWF_MODULE module = (PLWF_MODULE)FilterModuleContext;

    NdisFReturnNetBufferLists(module->FilterHandle, NetBufferLists, ReturnFlags);
}
