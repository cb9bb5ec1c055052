/*
 * pools.c: what the drivers below require, and the three pools that are made to measure for it.
 *
 * The context backfill is part of the size of a list's context, hence of the *list* pools, which are renewed at each
 * restart.  The data backfill is only space in front of a frame (lists.c), and NET_BUFFERs are all alike, so that
 * BufferPool lives as long as the module.
 */
#include "lwf.h"

/* The restart attributes are a linked list; the general ones, if NDIS passes any, say what to leave free in front of
 * data and context. */
static PNDIS_RESTART_GENERAL_ATTRIBUTES LwfGeneralAttributes(PNDIS_RESTART_ATTRIBUTES Attributes)
{
    for (; Attributes != NULL; Attributes = Attributes->Next)
    {
        if (Attributes->Oid == OID_GEN_MINIPORT_RESTART_ATTRIBUTES &&
            Attributes->DataLength >= NDIS_SIZEOF_RESTART_GENERAL_ATTRIBUTES_REVISION_1)
            return (PNDIS_RESTART_GENERAL_ATTRIBUTES)Attributes->Data;
    }
    return NULL;
}

NDIS_STATUS LwfReadRequirements(PLWF_MODULE Module, PNDIS_RESTART_ATTRIBUTES Attributes)
{
    PNDIS_RESTART_GENERAL_ATTRIBUTES general = LwfGeneralAttributes(Attributes);

    /* Without attributes nothing has changed since the last restart (NDIS_FILTER_RESTART_PARAMETERS). */
    if (general == NULL)
        return NDIS_STATUS_SUCCESS;

    /* NdisAllocateNetBufferList takes USHORTs; refuse what would wrap around rather than send with too little space. */
    if (general->ContextBackFillSize > MAXUSHORT / 2)
        return NDIS_STATUS_FAILURE;

    Module->Needs.DataBackFill = general->DataBackFillSize;
    Module->Needs.ContextBackFill = LWF_ROUND_CONTEXT(general->ContextBackFillSize);
    return NDIS_STATUS_SUCCESS;
}

/*
 * fAllocateNetBuffer makes the difference between the two kinds: NdisAllocateNetBufferAndNetBufferList takes lists from
 * a pool only where it is TRUE and DataSize is 0 (NET_BUFFER_LIST_POOL_PARAMETERS).
 */
static VOID LwfListPoolParameters(PLWF_MODULE Module, BOOLEAN WithNetBuffer,
                                  PNET_BUFFER_LIST_POOL_PARAMETERS Parameters)
{
    NdisZeroMemory(Parameters, sizeof(*Parameters));
    Parameters->Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    Parameters->Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters->Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters->ProtocolId = NDIS_PROTOCOL_ID_DEFAULT;
    Parameters->fAllocateNetBuffer = WithNetBuffer;
    Parameters->ContextSize = (USHORT)(LWF_ROUND_CONTEXT(sizeof(LWF_LIST_CONTEXT)) + Module->Needs.ContextBackFill);
    Parameters->PoolTag = LWF_TAG_LISTS;
    Parameters->DataSize = 0;
}

NDIS_STATUS LwfRenewListPool(PLWF_MODULE Module, BOOLEAN WithNetBuffer, NDIS_HANDLE *Pool)
{
    NET_BUFFER_LIST_POOL_PARAMETERS parameters;
    NDIS_HANDLE                     renewed;

    LwfListPoolParameters(Module, WithNetBuffer, &parameters);
    renewed = NdisAllocateNetBufferListPool(Module->FilterHandle, &parameters);
    if (renewed == NULL)
        return NDIS_STATUS_RESOURCES;

    if (*Pool != NULL)
        NdisFreeNetBufferListPool(*Pool);
    *Pool = renewed;
    return NDIS_STATUS_SUCCESS;
}

/* NET_BUFFERs without data: each gets the MDL of a frame (lists.c). */
static NDIS_STATUS LwfMakeBufferPool(PLWF_MODULE Module)
{
    NET_BUFFER_POOL_PARAMETERS parameters;

    NdisZeroMemory(&parameters, sizeof(parameters));
    parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    parameters.Header.Revision = NET_BUFFER_POOL_PARAMETERS_REVISION_1;
    parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1;
    parameters.PoolTag = LWF_TAG_NETBUF;
    parameters.DataSize = 0;

    Module->BufferPool = NdisAllocateNetBufferPool(Module->FilterHandle, &parameters);
    return Module->BufferPool == NULL ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
}

NDIS_STATUS LwfBuildPools(PLWF_MODULE Module)
{
    NDIS_STATUS status;

    status = LwfRenewListPool(Module, TRUE, &Module->CombinedPool);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    status = LwfRenewListPool(Module, FALSE, &Module->ListPool);
    if (status != NDIS_STATUS_SUCCESS)
        return status;

    if (Module->BufferPool == NULL)
        status = LwfMakeBufferPool(Module);
    return status;
}

VOID LwfFreePools(PLWF_MODULE Module)
{
    if (Module->CombinedPool != NULL)
    {
        NdisFreeNetBufferListPool(Module->CombinedPool);
        Module->CombinedPool = NULL;
    }
    if (Module->ListPool != NULL)
    {
        NdisFreeNetBufferListPool(Module->ListPool);
        Module->ListPool = NULL;
    }
    if (Module->BufferPool != NULL)
    {
        NdisFreeNetBufferPool(Module->BufferPool);
        Module->BufferPool = NULL;
    }
}
