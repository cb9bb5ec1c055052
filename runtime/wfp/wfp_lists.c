/* Lists under the platform's names. */
#include "../ndis/ndis.h"
#include "wfp_state.h"

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsallocatenetbufferandnetbufferlist0 */
RT_EXPORT NTSTATUS FwpsAllocateNetBufferAndNetBufferList0(NDIS_HANDLE poolHandle, USHORT contextSize, USHORT contextBackFill, MDL *mdlChain, ULONG dataOffset,
                                                          SIZE_T dataLength, NET_BUFFER_LIST **netBufferList)
{
    RT_DDI(FwpsAllocateNetBufferAndNetBufferList0, (NTSTATUS)STATUS_INSUFFICIENT_RESOURCES, poolHandle, contextSize, contextBackFill, mdlChain, dataOffset, dataLength,
           netBufferList);
    *netBufferList = rt_nbl_combined(poolHandle, contextSize, contextBackFill, mdlChain, dataOffset, dataLength, "FwpsAllocateNetBufferAndNetBufferList0");
    RT_RETURN((NTSTATUS)(*netBufferList ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/fwpsk/nf-fwpsk-fwpsfreenetbufferlist0 */
RT_EXPORT VOID FwpsFreeNetBufferList0(NET_BUFFER_LIST *netBufferList)
{
    RT_DDI_VOID(FwpsFreeNetBufferList0, netBufferList);
    rt_nbl_release(netBufferList, "FwpsFreeNetBufferList0");
    RT_RETURN_VOID();
}
