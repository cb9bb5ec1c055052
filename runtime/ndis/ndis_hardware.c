/*
 * What a miniport asks of the place of its hardware: memory that it shares with the device, registers, ports, interrupts, DMA. There is no
 * device: the memory's logical address is its virtual one and nobody else writes to it, registers are memory, no interrupt comes. Each is a
 * block, so that what is given back twice, or by another function, is told.
 */
#include "ndis.h"

struct shared {
    PVOID memory;
    ULONG length;
};

enum { ALIGNMENT = 64 }; /* a cache line */

/* The owner of a block says what it is: one of these. */
static const char SHARED[] = "memory of NdisAllocateSharedMemory", MEMORY[] = "memory of NdisMAllocateSharedMemory", REGISTERS[] = "a mapping of NdisMMapIoSpace", PORTS[] = "ports of NdisMRegisterIoPortRange",
                  INTERRUPT[] = "an interrupt of NdisMRegisterInterruptEx", DMA[] = "a handle of NdisMRegisterScatterGatherDma",
                  GENERIC[] = "an object of NdisAllocateGenericObject";

/* NULL where it is chosen to fail. */
static PVOID grant(const char *what, SIZE_T size)
{
    if (rt_fails())
        return NULL;
    PVOID memory = rt_block_new_zeroed(RT_OTHER, size ? size : 1, 0);
    rt_block_of(memory, RT_OTHER)->owner = (PVOID)what;
    return memory;
}

static void give_back(const char *what, const void *memory, const char *name)
{
    struct rt_block *b = rt_block_of(memory, RT_OTHER);
    if (b && b->owner == what)
        rt_block_free(b);
    else
        rt_report("run-contract", "%s is called with what is not, or no longer, %s.", name, what);
}

/* ---- shared memory ------------------------------------------------------------------------------------------------- */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetshareddataalignment */
RT_EXPORT ULONG NdisGetSharedDataAlignment(VOID)
{
    RT_DDI0(NdisGetSharedDataAlignment, (ULONG)ALIGNMENT);
    RT_RETURN((ULONG)ALIGNMENT);
}

/* A scatter/gather list of one element, where the driver has room for it. */
static void describe(PSCATTER_GATHER_LIST list, ULONG room, const struct shared *s)
{
    if (!list || room < sizeof *list + sizeof list->Elements[0])
        return;
    list->NumberOfElements = 1;
    list->Elements[0].Address.QuadPart = (LONGLONG)(uintptr_t)s->memory;
    list->Elements[0].Length = s->length;
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatesharedmemory */
RT_EXPORT NDIS_STATUS NdisAllocateSharedMemory(NDIS_HANDLE NdisHandle, PNDIS_SHARED_MEMORY_PARAMETERS SharedMemoryParameters, PNDIS_HANDLE pAllocationHandle)
{
    RT_DDI(NdisAllocateSharedMemory, (NDIS_STATUS)NDIS_STATUS_RESOURCES, NdisHandle, SharedMemoryParameters, pAllocationHandle);
    PNDIS_SHARED_MEMORY_PARAMETERS p = SharedMemoryParameters;
    struct shared *s = rt_miniport_of(NdisHandle, "NdisAllocateSharedMemory") ? grant(SHARED, sizeof *s) : NULL;
    if (!s)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    s->length = p->Length;
    s->memory = rt_fresh_zeroed(s->length);
    describe(p->SGListBuffer, p->SGListBufferLength, s);
    p->VirtualAddress = s->memory;
    p->SharedMemoryHandle = s;
    *pAllocationHandle = s;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreesharedmemory */
RT_EXPORT VOID NdisFreeSharedMemory(NDIS_HANDLE NdisHandle, NDIS_HANDLE AllocationHandle)
{
    RT_DDI_VOID(NdisFreeSharedMemory, NdisHandle, AllocationHandle);
    const struct rt_block *b = rt_block_of(AllocationHandle, RT_OTHER);
    if (b && b->owner == SHARED) {
        struct shared *s = b->memory;
        rt_memory_free(s->memory, s->length);
    }
    give_back(SHARED, AllocationHandle, "NdisFreeSharedMemory");
    RT_RETURN_VOID();
}

/* ---- what a device would have ------------------------------------------------------------------------------------ */

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismallocatesharedmemory */
RT_EXPORT VOID NdisMAllocateSharedMemory(NDIS_HANDLE MiniportAdapterHandle, ULONG Length, BOOLEAN Cached, PVOID *VirtualAddress, PNDIS_PHYSICAL_ADDRESS PhysicalAddress)
{
    RT_DDI_VOID(NdisMAllocateSharedMemory, MiniportAdapterHandle, Length, Cached, VirtualAddress, PhysicalAddress);
    *VirtualAddress = rt_miniport_of(MiniportAdapterHandle, "NdisMAllocateSharedMemory") ? grant(MEMORY, Length) : NULL;
    PhysicalAddress->QuadPart = (LONGLONG)(uintptr_t)*VirtualAddress;
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismfreesharedmemory */
RT_EXPORT VOID NdisMFreeSharedMemory(NDIS_HANDLE MiniportAdapterHandle, ULONG Length, BOOLEAN Cached, PVOID VirtualAddress, NDIS_PHYSICAL_ADDRESS PhysicalAddress)
{
    RT_DDI_VOID(NdisMFreeSharedMemory, MiniportAdapterHandle, Length, Cached, VirtualAddress, PhysicalAddress.QuadPart);
    const struct rt_block *b = rt_block_of(VirtualAddress, RT_OTHER);
    if (b && b->owner == MEMORY && (b->size != Length || PhysicalAddress.QuadPart != (LONGLONG)(uintptr_t)VirtualAddress))
        rt_report("run-contract", "NdisMFreeSharedMemory is called with another length or address than the memory was allocated with.");
    give_back(MEMORY, VirtualAddress, "NdisMFreeSharedMemory");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismmapiospace */
RT_EXPORT NDIS_STATUS NdisMMapIoSpace(PVOID *VirtualAddress, NDIS_HANDLE MiniportAdapterHandle, NDIS_PHYSICAL_ADDRESS PhysicalAddress, UINT Length)
{
    RT_DDI(NdisMMapIoSpace, (NDIS_STATUS)NDIS_STATUS_RESOURCES, VirtualAddress, MiniportAdapterHandle, PhysicalAddress.QuadPart, Length);
    rt_not_simulated("NdisMMapIoSpace: registers; they are memory, zero at first");
    *VirtualAddress = rt_miniport_of(MiniportAdapterHandle, "NdisMMapIoSpace") ? grant(REGISTERS, Length) : NULL;
    RT_RETURN((NDIS_STATUS)(*VirtualAddress ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismunmapiospace */
RT_EXPORT VOID NdisMUnmapIoSpace(NDIS_HANDLE MiniportAdapterHandle, PVOID VirtualAddress, UINT Length)
{
    RT_DDI_VOID(NdisMUnmapIoSpace, MiniportAdapterHandle, VirtualAddress, Length);
    give_back(REGISTERS, VirtualAddress, "NdisMUnmapIoSpace");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterioportrange */
RT_EXPORT NDIS_STATUS NdisMRegisterIoPortRange(PVOID *PortOffset, NDIS_HANDLE MiniportAdapterHandle, UINT InitialPort, UINT NumberOfPorts)
{
    RT_DDI(NdisMRegisterIoPortRange, (NDIS_STATUS)NDIS_STATUS_RESOURCES, PortOffset, MiniportAdapterHandle, InitialPort, NumberOfPorts);
    rt_not_simulated("NdisMRegisterIoPortRange: ports");
    *PortOffset = rt_miniport_of(MiniportAdapterHandle, "NdisMRegisterIoPortRange") ? grant(PORTS, NumberOfPorts) : NULL;
    RT_RETURN((NDIS_STATUS)(*PortOffset ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES));
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterioportrange */
RT_EXPORT VOID NdisMDeregisterIoPortRange(NDIS_HANDLE MiniportAdapterHandle, UINT InitialPort, UINT NumberOfPorts, PVOID PortOffset)
{
    RT_DDI_VOID(NdisMDeregisterIoPortRange, MiniportAdapterHandle, InitialPort, NumberOfPorts, PortOffset);
    give_back(PORTS, PortOffset, "NdisMDeregisterIoPortRange");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterinterruptex */
RT_EXPORT NDIS_STATUS NdisMRegisterInterruptEx(NDIS_HANDLE MiniportAdapterHandle, NDIS_HANDLE MiniportInterruptContext,
                                               PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS MiniportInterruptCharacteristics, PNDIS_HANDLE NdisInterruptHandle)
{
    RT_DDI(NdisMRegisterInterruptEx, (NDIS_STATUS)NDIS_STATUS_RESOURCES, MiniportAdapterHandle, MiniportInterruptContext, MiniportInterruptCharacteristics,
           NdisInterruptHandle);
    PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS c = MiniportInterruptCharacteristics;
    *NdisInterruptHandle = NULL;
    if (!rt_miniport_of(MiniportAdapterHandle, "NdisMRegisterInterruptEx"))
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_FAILURE);
    if (c->Header.Type != NDIS_OBJECT_TYPE_MINIPORT_INTERRUPT || !c->InterruptHandler || !c->InterruptDpcHandler)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_BAD_CHARACTERISTICS);
    rt_not_simulated("NdisMRegisterInterruptEx: no interrupt comes");
    *NdisInterruptHandle = grant(INTERRUPT, 16);
    if (!*NdisInterruptHandle)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    c->InterruptType = NDIS_CONNECT_LINE_BASED;
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterinterruptex */
RT_EXPORT VOID NdisMDeregisterInterruptEx(NDIS_HANDLE NdisInterruptHandle)
{
    RT_DDI_VOID(NdisMDeregisterInterruptEx, NdisInterruptHandle);
    give_back(INTERRUPT, NdisInterruptHandle, "NdisMDeregisterInterruptEx");
    RT_RETURN_VOID();
}

/* Lists of the driver's buffers are not made. https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismregisterscattergatherdma */
RT_EXPORT NDIS_STATUS NdisMRegisterScatterGatherDma(NDIS_HANDLE MiniportAdapterHandle, PNDIS_SG_DMA_DESCRIPTION DmaDescription, PNDIS_HANDLE NdisMiniportDmaHandle)
{
    RT_DDI(NdisMRegisterScatterGatherDma, (NDIS_STATUS)NDIS_STATUS_RESOURCES, MiniportAdapterHandle, DmaDescription, NdisMiniportDmaHandle);
    *NdisMiniportDmaHandle = rt_miniport_of(MiniportAdapterHandle, "NdisMRegisterScatterGatherDma") ? grant(DMA, 16) : NULL;
    if (!*NdisMiniportDmaHandle)
        RT_RETURN((NDIS_STATUS)NDIS_STATUS_RESOURCES);
    DmaDescription->ScatterGatherListSize = sizeof(SCATTER_GATHER_LIST) + 8 * sizeof(SCATTER_GATHER_ELEMENT);
    RT_RETURN((NDIS_STATUS)NDIS_STATUS_SUCCESS);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismderegisterscattergatherdma */
RT_EXPORT VOID NdisMDeregisterScatterGatherDma(NDIS_HANDLE NdisMiniportDmaHandle)
{
    RT_DDI_VOID(NdisMDeregisterScatterGatherDma, NdisMiniportDmaHandle);
    give_back(DMA, NdisMiniportDmaHandle, "NdisMDeregisterScatterGatherDma");
    RT_RETURN_VOID();
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocategenericobject */
RT_EXPORT PNDIS_GENERIC_OBJECT NdisAllocateGenericObject(PDRIVER_OBJECT DriverObject, ULONG Tag, USHORT Size)
{
    RT_DDI(NdisAllocateGenericObject, (PNDIS_GENERIC_OBJECT)NULL, DriverObject, Tag, Size);
    PNDIS_GENERIC_OBJECT object = grant(GENERIC, sizeof *object + Size);
    if (object) {
        object->Header = (NDIS_OBJECT_HEADER){NDIS_OBJECT_TYPE_DEFAULT, NDIS_GENERIC_OBJECT_REVISION_1, (USHORT)NDIS_SIZEOF_GENERIC_OBJECT_REVISION_1};
        object->DriverObject = DriverObject;
    }
    RT_RETURN(object);
}

/* https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreegenericobject */
RT_EXPORT VOID NdisFreeGenericObject(PNDIS_GENERIC_OBJECT NdisGenericObject)
{
    RT_DDI_VOID(NdisFreeGenericObject, NdisGenericObject);
    give_back(GENERIC, NdisGenericObject, "NdisFreeGenericObject");
    RT_RETURN_VOID();
}
