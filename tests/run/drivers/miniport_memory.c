/* miniport_memory: memory that is shared with the device, and the device objects. */
#include <ndis.h>
#define CHECK(condition) if (!(condition)) KeBugCheckEx(0xE2, __LINE__, 0, 0, 0)
static void Share(NDIS_HANDLE Adapter);
#define ON_INITIALIZE(Adapter) Share((Adapter)->Handle)
#include "miniport.h"

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
}
