/* miniport_memory: memory that is shared with the device, what else a device would have, and the device objects. */
#include <ndis.h>
#include "check.h"
static void Share(NDIS_HANDLE Adapter);
#define ON_INITIALIZE(Adapter) Share((Adapter)->Handle)
#include "miniport.h"

static MINIPORT_ISR Isr;
static BOOLEAN Isr(NDIS_HANDLE Context, PBOOLEAN QueueDefault, PULONG Processors)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Processors);
    *QueueDefault = TRUE;
    return TRUE;
}

static MINIPORT_INTERRUPT_DPC Dpc;
static VOID Dpc(NDIS_HANDLE Context, PVOID DpcContext, PVOID Throttle, PVOID Reserved)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(DpcContext);
    UNREFERENCED_PARAMETER(Throttle);
    UNREFERENCED_PARAMETER(Reserved);
}

/* Each is given back; a function that is handed another's is told. */
static void Hold(NDIS_HANDLE Adapter)
{
    NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS c;
    NDIS_SG_DMA_DESCRIPTION dma;
    NDIS_PHYSICAL_ADDRESS physical, any;
    PNDIS_GENERIC_OBJECT object = NdisAllocateGenericObject(NULL, TAG, 8);
    NDIS_HANDLE handle;
    PVOID memory;

    if (object) {
        CHECK(object->Header.Size == NDIS_SIZEOF_GENERIC_OBJECT_REVISION_1);
        NdisZeroMemory(object + 1, 8);
        NdisFreeGenericObject(object);
    }
    any.QuadPart = -1;
    NdisMAllocateSharedMemory(Adapter, 100, TRUE, &memory, &physical);
    if (memory) {
        NdisZeroMemory(memory, 100);
        NdisMFreeSharedMemory(Adapter, 100, TRUE, memory, physical);
    }
    if (NdisMMapIoSpace(&memory, Adapter, physical, 32) == NDIS_STATUS_SUCCESS) {
        CHECK(((volatile ULONG *)memory)[7] == 0);
        NdisMUnmapIoSpace(Adapter, memory, 32);
    }
    if (NdisMRegisterIoPortRange(&memory, Adapter, 0x300, 8) == NDIS_STATUS_SUCCESS)
        NdisMDeregisterIoPortRange(Adapter, 0x300, 8, memory);
    NdisZeroMemory(&c, sizeof(c));
    c.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_INTERRUPT;
    c.Header.Revision = NDIS_MINIPORT_INTERRUPT_REVISION_1;
    c.Header.Size = NDIS_SIZEOF_MINIPORT_INTERRUPT_CHARACTERISTICS_REVISION_1;
    CHECK(NdisMRegisterInterruptEx(Adapter, NULL, &c, &handle) == NDIS_STATUS_BAD_CHARACTERISTICS);
    c.InterruptHandler = Isr;
    c.InterruptDpcHandler = Dpc;
    if (NdisMRegisterInterruptEx(Adapter, NULL, &c, &handle) == NDIS_STATUS_SUCCESS) {
        CHECK(c.InterruptType == NDIS_CONNECT_LINE_BASED);
        NdisMDeregisterInterruptEx(handle);
    }
    NdisZeroMemory(&dma, sizeof(dma));
    dma.Header.Type = NDIS_OBJECT_TYPE_SG_DMA_DESCRIPTION;
    dma.Header.Revision = NDIS_SG_DMA_DESCRIPTION_REVISION_1;
    dma.Header.Size = NDIS_SIZEOF_SG_DMA_DESCRIPTION_REVISION_1;
    if (NdisMRegisterScatterGatherDma(Adapter, &dma, &handle) == NDIS_STATUS_SUCCESS) {
        CHECK(dma.ScatterGatherListSize >= sizeof(SCATTER_GATHER_LIST));
        NdisMDeregisterScatterGatherDma(handle);
    }
    memory = MmAllocateContiguousMemory(64, any);
    if (memory) {
        NdisZeroMemory(memory, 64);
#ifdef MIXES
        ExFreePool(memory);
#else
        MmFreeContiguousMemory(memory);
#endif
    }
    memory = MmMapIoSpaceEx(physical, 16, PAGE_READWRITE);
    if (memory) {
        CHECK(*(volatile ULONG *)memory == 0);
        MmUnmapIoSpace(memory, 16);
    }
}

static void Share(NDIS_HANDLE Adapter)
{
    union {
        SCATTER_GATHER_LIST List;
        UCHAR Bytes[sizeof(SCATTER_GATHER_LIST) + sizeof(SCATTER_GATHER_ELEMENT)];
    } room;
    NDIS_SHARED_MEMORY_PARAMETERS parameters;
    NDIS_HANDLE allocation;
    PDEVICE_OBJECT bus, own;
    PCM_RESOURCE_LIST resources;

    NdisZeroMemory(&parameters, sizeof(parameters));
    parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    parameters.Header.Revision = NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1;
    parameters.Header.Size = NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1;
    parameters.Length = 3 * NdisGetSharedDataAlignment();
    parameters.SGListBuffer = &room.List;
    parameters.SGListBufferLength = sizeof(room);
    if (NdisAllocateSharedMemory(Adapter, &parameters, &allocation) == NDIS_STATUS_SUCCESS) {
        CHECK(room.List.NumberOfElements == 1 && room.List.Elements[0].Length == parameters.Length);
        NdisZeroMemory(parameters.VirtualAddress, parameters.Length);
        NdisFreeSharedMemory(Adapter, allocation);
    }
    NdisMGetDeviceProperty(Adapter, &bus, &own, NULL, &resources, NULL);
    CHECK(bus && own && bus != own && !resources);
    Hold(Adapter);
}
