/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * ndis/hardware.h: what a miniport does with its device: interrupts, DMA, shared memory,
 * bus data, registers and ports.
 */
#pragma once

#include <ndis/common.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _NDIS_RECEIVE_THROTTLE_PARAMETERS {
    ULONG MaxNblsToIndicate;
    ULONG MoreNblsPending :1;
} NDIS_RECEIVE_THROTTLE_PARAMETERS, *PNDIS_RECEIVE_THROTTLE_PARAMETERS;

typedef enum _NDIS_INTERRUPT_TYPE {
    NDIS_CONNECT_LINE_BASED = 1,
    NDIS_CONNECT_MESSAGE_BASED
} NDIS_INTERRUPT_TYPE, *PNDIS_INTERRUPT_TYPE;

#define NDIS_INDICATE_ALL_NBLS (~0ul)

typedef
_Function_class_(MINIPORT_ISR)
BOOLEAN
(MINIPORT_ISR)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _Out_ PBOOLEAN QueueDefaultInterruptDpc,
    _Out_ PULONG TargetProcessors);
typedef MINIPORT_ISR (*MINIPORT_ISR_HANDLER);

typedef
_Function_class_(MINIPORT_INTERRUPT_DPC)
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(MINIPORT_INTERRUPT_DPC)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ PVOID MiniportDpcContext,
    _In_ PVOID ReceiveThrottleParameters,
    _In_ PVOID NdisReserved2);
typedef MINIPORT_INTERRUPT_DPC (*MINIPORT_INTERRUPT_DPC_HANDLER);

typedef
_Function_class_(MINIPORT_DISABLE_INTERRUPT)
VOID
(MINIPORT_DISABLE_INTERRUPT)(
    _In_ NDIS_HANDLE MiniportInterruptContext);
typedef MINIPORT_DISABLE_INTERRUPT (*MINIPORT_DISABLE_INTERRUPT_HANDLER);

typedef
_Function_class_(MINIPORT_ENABLE_INTERRUPT)
VOID
(MINIPORT_ENABLE_INTERRUPT)(
    _In_ NDIS_HANDLE MiniportInterruptContext);
typedef MINIPORT_ENABLE_INTERRUPT (*MINIPORT_ENABLE_INTERRUPT_HANDLER);

typedef
_Function_class_(MINIPORT_MESSAGE_INTERRUPT)
BOOLEAN
(MINIPORT_MESSAGE_INTERRUPT)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ ULONG MessageId,
    _Out_ PBOOLEAN QueueDefaultInterruptDpc,
    _Out_ PULONG TargetProcessors);
typedef MINIPORT_MESSAGE_INTERRUPT (*MINIPORT_MSI_ISR_HANDLER);

typedef
_Function_class_(MINIPORT_MESSAGE_INTERRUPT_DPC)
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(MINIPORT_MESSAGE_INTERRUPT_DPC)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ ULONG MessageId,
    _In_ PVOID MiniportDpcContext,
    _In_ PVOID ReceiveThrottleParameters,
    _In_ PVOID NdisReserved2);
typedef MINIPORT_MESSAGE_INTERRUPT_DPC (*MINIPORT_MSI_INTERRUPT_DPC_HANDLER);

typedef
_Function_class_(MINIPORT_DISABLE_MESSAGE_INTERRUPT)
VOID
(MINIPORT_DISABLE_MESSAGE_INTERRUPT)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ ULONG MessageId);
typedef MINIPORT_DISABLE_MESSAGE_INTERRUPT (*MINIPORT_DISABLE_MSI_INTERRUPT_HANDLER);

typedef
_Function_class_(MINIPORT_ENABLE_MESSAGE_INTERRUPT)
VOID
(MINIPORT_ENABLE_MESSAGE_INTERRUPT)(
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ ULONG MessageId);
typedef MINIPORT_ENABLE_MESSAGE_INTERRUPT (*MINIPORT_ENABLE_MSI_INTERRUPT_HANDLER);

typedef
_Function_class_(MINIPORT_SYNCHRONIZE_INTERRUPT)
BOOLEAN
(MINIPORT_SYNCHRONIZE_INTERRUPT)(
    _In_ NDIS_HANDLE SynchronizeContext);
typedef MINIPORT_SYNCHRONIZE_INTERRUPT (*MINIPORT_SYNCHRONIZE_INTERRUPT_HANDLER);
typedef MINIPORT_SYNCHRONIZE_INTERRUPT (*MINIPORT_SYNCHRONIZE_MESSAGE_INTERRUPT_HANDLER);

typedef struct _NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    MINIPORT_ISR_HANDLER InterruptHandler;
    MINIPORT_INTERRUPT_DPC_HANDLER InterruptDpcHandler;
    MINIPORT_DISABLE_INTERRUPT_HANDLER DisableInterruptHandler;
    MINIPORT_ENABLE_INTERRUPT_HANDLER EnableInterruptHandler;
    BOOLEAN MsiSupported;
    BOOLEAN MsiSyncWithAllMessages;
    MINIPORT_MSI_ISR_HANDLER MessageInterruptHandler;
    MINIPORT_MSI_INTERRUPT_DPC_HANDLER MessageInterruptDpcHandler;
    MINIPORT_DISABLE_MSI_INTERRUPT_HANDLER DisableMessageInterruptHandler;
    MINIPORT_ENABLE_MSI_INTERRUPT_HANDLER EnableMessageInterruptHandler;
    NDIS_INTERRUPT_TYPE InterruptType;
    PIO_INTERRUPT_MESSAGE_INFO MessageInfoTable;
} NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS, *PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS;

#define NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS_REVISION_1 1

#define NDIS_MINIPORT_INTERRUPT_REVISION_1                           1

#define NDIS_SIZEOF_MINIPORT_INTERRUPT_CHARACTERISTICS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS, MessageInfoTable)

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMRegisterInterruptEx(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ NDIS_HANDLE MiniportInterruptContext,
    _In_ PNDIS_MINIPORT_INTERRUPT_CHARACTERISTICS MiniportInterruptCharacteristics,
    _Out_ PNDIS_HANDLE NdisInterruptHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMDeregisterInterruptEx(
    _In_ NDIS_HANDLE NdisInterruptHandle);

BOOLEAN
NdisMSynchronizeWithInterruptEx(
    _In_ NDIS_HANDLE NdisInterruptHandle,
    _In_ ULONG MessageId,
    _In_ PVOID SynchronizeFunction,
    _In_ PVOID SynchronizeContext);

ULONG
NdisMQueueDpc(
    _In_ NDIS_HANDLE NdisInterruptHandle,
    _In_ ULONG MessageId,
    _In_ ULONG TargetProcessors,
    _In_opt_ PVOID MiniportDpcContext);

KAFFINITY
NdisMQueueDpcEx(
    _In_ NDIS_HANDLE NdisInterruptHandle,
    _In_ ULONG MessageId,
    _In_ PGROUP_AFFINITY TargetProcessors,
    _In_ PVOID MiniportDpcContext);

typedef enum _NDIS_MSIX_TABLE_CONFIG {
    NdisMSIXTableConfigSetTableEntry,
    NdisMSIXTableConfigMaskTableEntry,
    NdisMSIXTableConfigUnmaskTableEntry,
    NdisMSIXTableConfigMax
} NDIS_MSIX_TABLE_OPERATION, *PNDIS_MSIX_TABLE_OPERATION;

typedef struct _NDIS_MSIX_CONFIG_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    NDIS_MSIX_TABLE_OPERATION ConfigOperation;
    ULONG TableEntry;
    ULONG MessageNumber;
} NDIS_MSIX_CONFIG_PARAMETERS, *PNDIS_MSIX_CONFIG_PARAMETERS;

#define NDIS_MSIX_CONFIG_PARAMETERS_REVISION_1                       1

#define NDIS_SIZEOF_MSIX_CONFIG_PARAMETERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_MSIX_CONFIG_PARAMETERS, MessageNumber)

NDIS_STATUS
NdisMConfigMSIXTableEntry(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ PNDIS_MSIX_CONFIG_PARAMETERS MSIXConfigParameters);

/* Scatter/gather DMA. */

typedef
_Function_class_(MINIPORT_PROCESS_SG_LIST)
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(MINIPORT_PROCESS_SG_LIST)(
    _In_ PDEVICE_OBJECT pDO,
    _In_ PVOID Reserved,
    _In_ PSCATTER_GATHER_LIST pSGL,
    _In_ PVOID Context);
typedef MINIPORT_PROCESS_SG_LIST (*MINIPORT_PROCESS_SG_LIST_HANDLER);

typedef
_Function_class_(MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE)(
    _In_ NDIS_HANDLE MiniportAdapterContext,
    _In_ PVOID VirtualAddress,
    _In_ PNDIS_PHYSICAL_ADDRESS PhysicalAddress,
    _In_ ULONG Length,
    _In_ PVOID Context);
typedef MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE (*MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE_HANDLER);

typedef
_Function_class_(NDIS_PROCESS_SG_LIST)
_IRQL_requires_(DISPATCH_LEVEL)
VOID
(NDIS_PROCESS_SG_LIST)(
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_ PVOID Reserved,
    _In_ PSCATTER_GATHER_LIST ScatterGatherListBuffer,
    _In_ PVOID Context);
typedef NDIS_PROCESS_SG_LIST (*NDIS_PROCESS_SG_LIST_HANDLER);

typedef struct _NDIS_SG_DMA_DESCRIPTION {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    ULONG MaximumPhysicalMapping;
    MINIPORT_PROCESS_SG_LIST_HANDLER ProcessSGListHandler;
    MINIPORT_ALLOCATE_SHARED_MEM_COMPLETE_HANDLER SharedMemAllocateCompleteHandler;
    ULONG ScatterGatherListSize;
} NDIS_SG_DMA_DESCRIPTION, *PNDIS_SG_DMA_DESCRIPTION;

#define NDIS_SG_DMA_64_BIT_ADDRESS                                   0x00000001
#define NDIS_SG_DMA_V3_HAL_API                                       0x00000002
#define NDIS_SG_DMA_HYBRID_DMA                                       0x00000004
#define NDIS_SG_DMA_DESCRIPTION_REVISION_1                           1
#define NDIS_SG_DMA_DESCRIPTION_REVISION_2                           2
#define NDIS_SG_LIST_WRITE_TO_DEVICE                                 0x00000001

#define NDIS_SIZEOF_SG_DMA_DESCRIPTION_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_SG_DMA_DESCRIPTION, ScatterGatherListSize)
#define NDIS_SIZEOF_SG_DMA_DESCRIPTION_REVISION_2 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_SG_DMA_DESCRIPTION, ScatterGatherListSize)

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMRegisterScatterGatherDma(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _Inout_ PNDIS_SG_DMA_DESCRIPTION DmaDescription,
    _Out_ PNDIS_HANDLE NdisMiniportDmaHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMDeregisterScatterGatherDma(
    _In_ NDIS_HANDLE NdisMiniportDmaHandle);

_IRQL_requires_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMAllocateNetBufferSGList(
    _In_ NDIS_HANDLE NdisMiniportDmaHandle,
    _In_ PNET_BUFFER NetBuffer,
    _In_ PVOID Context,
    _In_ ULONG Flags,
    _In_opt_ PVOID ScatterGatherListBuffer,
    _In_ ULONG ScatterGatherListBufferSize);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisMFreeNetBufferSGList(
    _In_ NDIS_HANDLE NdisMiniportDmaHandle,
    _In_ PSCATTER_GATHER_LIST pSGL,
    _In_ PNET_BUFFER NetBuffer);

/* Memory shared with the device. */

typedef enum _NDIS_SHARED_MEMORY_USAGE {
    NdisSharedMemoryUsageUndefined,
    NdisSharedMemoryUsageXmit,
    NdisSharedMemoryUsageXmitHeader,
    NdisSharedMemoryUsageXmitData,
    NdisSharedMemoryUsageReceive,
    NdisSharedMemoryUsageReceiveLookahead,
    NdisSharedMemoryUsageReceivePostLookahead,
    NdisSharedMemoryUsageReceiveHeader,
    NdisSharedMemoryUsageReceiveData,
    NdisSharedMemoryUsageOther,
    NdisSharedMemoryUsageMax
} NDIS_SHARED_MEMORY_USAGE, *PNDIS_SHARED_MEMORY_USAGE;

typedef struct _NDIS_SHARED_MEMORY_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_RECEIVE_QUEUE_ID QueueId;
    NDIS_HANDLE SharedMemoryHandle;
    NODE_REQUIREMENT PreferredNode;
    NDIS_SHARED_MEMORY_USAGE Usage;
    ULONG Length;
    PVOID VirtualAddress;
    ULONG SGListBufferLength;
    PSCATTER_GATHER_LIST SGListBuffer;
#if NDIS_SUPPORT_NDIS630
    NDIS_NIC_SWITCH_VPORT_ID VPortId;
#endif
} NDIS_SHARED_MEMORY_PARAMETERS, *PNDIS_SHARED_MEMORY_PARAMETERS;

typedef struct _NDIS_SCATTER_GATHER_LIST_PARAMETERS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_RECEIVE_QUEUE_ID QueueId;
    NDIS_SHARED_MEMORY_USAGE SharedMemoryUsage;
    PMDL Mdl;
    PVOID CurrentVa;
    ULONG Length;
    NDIS_PROCESS_SG_LIST_HANDLER ProcessSGListHandler;
    PVOID Context;
    PSCATTER_GATHER_LIST ScatterGatherListBuffer;
    ULONG ScatterGatherListBufferSize;
    ULONG ScatterGatherListBufferSizeNeeded;
} NDIS_SCATTER_GATHER_LIST_PARAMETERS, *PNDIS_SCATTER_GATHER_LIST_PARAMETERS;

#define NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS                        0x00000001
#define NDIS_SHARED_MEM_PARAMETERS_CONTIGOUS                         0x00000001
#define NDIS_SHARED_MEMORY_PARAMETERS_REVISION_1                     1
#define NDIS_SHARED_MEMORY_PARAMETERS_REVISION_2                     2
#define NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS          0x00000001
#define NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS_REVISION_1       1
#define NDIS_SCATTER_GATHER_LIST_PARAMETERS_REVISION_1               1

#define NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_SHARED_MEMORY_PARAMETERS, SGListBuffer)
#define NDIS_SIZEOF_SHARED_MEMORY_PARAMETERS_REVISION_2 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_SHARED_MEMORY_PARAMETERS, VPortId)
#define NDIS_SIZEOF_SCATTER_GATHER_LIST_PARAMETERS_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_SCATTER_GATHER_LIST_PARAMETERS, ScatterGatherListBufferSizeNeeded)

typedef
_Function_class_(ALLOCATE_SHARED_MEMORY)
NDIS_STATUS
(ALLOCATE_SHARED_MEMORY)(
    _In_ NDIS_HANDLE ProviderContext,
    _In_ PNDIS_SHARED_MEMORY_PARAMETERS SharedMemoryParameters,
    _Inout_ PNDIS_HANDLE pSharedMemoryProviderContext);
typedef ALLOCATE_SHARED_MEMORY (*ALLOCATE_SHARED_MEMORY_HANDLER);

typedef
_Function_class_(FREE_SHARED_MEMORY)
VOID
(FREE_SHARED_MEMORY)(
    _In_ NDIS_HANDLE ProviderContext,
    _In_ NDIS_HANDLE SharedMemoryProviderContext);
typedef FREE_SHARED_MEMORY (*FREE_SHARED_MEMORY_HANDLER);

typedef struct _NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_HANDLE ProviderContext;
    ALLOCATE_SHARED_MEMORY_HANDLER AllocateSharedMemoryHandler;
    FREE_SHARED_MEMORY_HANDLER FreeSharedMemoryHandler;
} NDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS, *PNDIS_SHARED_MEMORY_PROVIDER_CHARACTERISTICS;

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMAllocateSharedMemory(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ ULONG Length,
    _In_ BOOLEAN Cached,
    _Out_ PVOID *VirtualAddress,
    _Out_ PNDIS_PHYSICAL_ADDRESS PhysicalAddress);

_IRQL_requires_max_(DISPATCH_LEVEL)
NDIS_STATUS
NdisMAllocateSharedMemoryAsyncEx(
    _In_ NDIS_HANDLE MiniportDmaHandle,
    _In_ ULONG Length,
    _In_ BOOLEAN Cached,
    _In_ PVOID Context);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMFreeSharedMemory(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ ULONG Length,
    _In_ BOOLEAN Cached,
    _In_ PVOID VirtualAddress,
    _In_ NDIS_PHYSICAL_ADDRESS PhysicalAddress);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisAllocateSharedMemory(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PNDIS_SHARED_MEMORY_PARAMETERS SharedMemoryParameters,
    _Inout_ PNDIS_HANDLE pAllocationHandle);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisFreeSharedMemory(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ NDIS_HANDLE AllocationHandle);

_IRQL_requires_(DISPATCH_LEVEL)
NDIS_STATUS
NdisBuildScatterGatherList(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PNDIS_SCATTER_GATHER_LIST_PARAMETERS SGListParameters);

_IRQL_requires_(DISPATCH_LEVEL)
VOID
NdisFreeScatterGatherList(
    _In_ NDIS_HANDLE NdisHandle,
    _In_ PSCATTER_GATHER_LIST ScatterGatherListBuffer,
    _In_ BOOLEAN WriteToDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
NdisGetSharedDataAlignment(VOID);

typedef struct _NDIS_RECEIVE_QUEUE_STATE {
    NDIS_OBJECT_HEADER Header;
    ULONG Flags;
    NDIS_RECEIVE_QUEUE_ID QueueId;
    NDIS_RECEIVE_QUEUE_OPERATIONAL_STATE QueueState;
} NDIS_RECEIVE_QUEUE_STATE, *PNDIS_RECEIVE_QUEUE_STATE;

#define NDIS_RECEIVE_QUEUE_STATE_REVISION_1                          1
#define NDIS_RECEIVE_FILTER_QUEUE_STATE_CHANGE_REVISION_1            1

#define NDIS_SIZEOF_NDIS_RECEIVE_QUEUE_STATE_REVISION_1 \
    RTL_SIZEOF_THROUGH_FIELD(NDIS_RECEIVE_QUEUE_STATE, QueueState)

/* System DMA channels. */

typedef struct _NDIS_DMA_DESCRIPTION {
    BOOLEAN DemandMode;
    BOOLEAN AutoInitialize;
    BOOLEAN DmaChannelSpecified;
    DMA_WIDTH DmaWidth;
    DMA_SPEED DmaSpeed;
    ULONG DmaPort;
    ULONG DmaChannel;
} NDIS_DMA_DESCRIPTION, *PNDIS_DMA_DESCRIPTION;

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMRegisterDmaChannel(
    _Out_ PNDIS_HANDLE MiniportDmaHandle,
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ UINT DmaChannel,
    _In_ BOOLEAN Dma32BitAddresses,
    _In_ PNDIS_DMA_DESCRIPTION DmaDescription,
    _In_ ULONG MaximumLength);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMDeregisterDmaChannel(
    _In_ NDIS_HANDLE MiniportDmaHandle);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMSetupDmaTransfer(
    _Out_ PNDIS_STATUS Status,
    _In_ NDIS_HANDLE MiniportDmaHandle,
    _In_ PNDIS_BUFFER Buffer,
    _In_ ULONG Offset,
    _In_ ULONG Length,
    _In_ BOOLEAN WriteToDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMCompleteDmaTransfer(
    _Out_ PNDIS_STATUS Status,
    _In_ NDIS_HANDLE MiniportDmaHandle,
    _In_ PNDIS_BUFFER Buffer,
    _In_ ULONG Offset,
    _In_ ULONG Length,
    _In_ BOOLEAN WriteToDevice);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
NdisMReadDmaCounter(
    _In_ NDIS_HANDLE MiniportDmaHandle);

_IRQL_requires_(PASSIVE_LEVEL)
ULONG
NdisMGetDmaAlignment(
    _In_ NDIS_HANDLE MiniportAdapterHandle);

/* Registers, ports, bus data. */

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMMapIoSpace(
    _Out_ PVOID *VirtualAddress,
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ NDIS_PHYSICAL_ADDRESS PhysicalAddress,
    _In_ UINT Length);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMUnmapIoSpace(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ PVOID VirtualAddress,
    _In_ UINT Length);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMRegisterIoPortRange(
    _Out_ PVOID *PortOffset,
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ UINT InitialPort,
    _In_ UINT NumberOfPorts);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMDeregisterIoPortRange(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ UINT InitialPort,
    _In_ UINT NumberOfPorts,
    _In_ PVOID PortOffset);

ULONG
NdisMGetBusData(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ ULONG WhichSpace,
    _In_ ULONG Offset,
    _Out_ PVOID Buffer,
    _In_ ULONG Length);

ULONG
NdisMSetBusData(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _In_ ULONG WhichSpace,
    _In_ ULONG Offset,
    _In_ PVOID Buffer,
    _In_ ULONG Length);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMGetDeviceProperty(
    _In_ NDIS_HANDLE MiniportAdapterHandle,
    _Out_opt_ PDEVICE_OBJECT *PhysicalDeviceObject,
    _Out_opt_ PDEVICE_OBJECT *FunctionalDeviceObject,
    _Out_opt_ PDEVICE_OBJECT *NextDeviceObject,
    _Out_opt_ PCM_RESOURCE_LIST *AllocatedResources,
    _Out_opt_ PCM_RESOURCE_LIST *AllocatedResourcesTranslated);

VOID
NdisReadRegisterUchar(
    _In_ PUCHAR Register,
    _Out_ PUCHAR Data);

VOID
NdisReadRegisterUshort(
    _In_ PUSHORT Register,
    _Out_ PUSHORT Data);

VOID
NdisReadRegisterUlong(
    _In_ PULONG Register,
    _Out_ PULONG Data);

VOID
NdisWriteRegisterUchar(
    _In_ PUCHAR Register,
    _In_ UCHAR Data);

VOID
NdisWriteRegisterUshort(
    _In_ PUSHORT Register,
    _In_ USHORT Data);

VOID
NdisWriteRegisterUlong(
    _In_ PULONG Register,
    _In_ ULONG Data);

VOID
NdisRawReadPortUchar(
    _In_ ULONG_PTR Port,
    _Out_ PUCHAR Data);

VOID
NdisRawReadPortUshort(
    _In_ ULONG_PTR Port,
    _Out_ PUSHORT Data);

VOID
NdisRawReadPortUlong(
    _In_ ULONG_PTR Port,
    _Out_ PULONG Data);

VOID
NdisRawReadPortBufferUchar(
    _In_ ULONG_PTR Port,
    _Out_ PUCHAR Buffer,
    _In_ ULONG Length);

VOID
NdisRawReadPortBufferUshort(
    _In_ ULONG_PTR Port,
    _Out_ PUSHORT Buffer,
    _In_ ULONG Length);

VOID
NdisRawReadPortBufferUlong(
    _In_ ULONG_PTR Port,
    _Out_ PULONG Buffer,
    _In_ ULONG Length);

VOID
NdisRawWritePortUchar(
    _In_ ULONG_PTR Port,
    _In_ UCHAR Data);

VOID
NdisRawWritePortUshort(
    _In_ ULONG_PTR Port,
    _In_ USHORT Data);

VOID
NdisRawWritePortUlong(
    _In_ ULONG_PTR Port,
    _In_ ULONG Data);

VOID
NdisRawWritePortBufferUchar(
    _In_ ULONG_PTR Port,
    _In_ PUCHAR Buffer,
    _In_ ULONG Length);

VOID
NdisRawWritePortBufferUshort(
    _In_ ULONG_PTR Port,
    _In_ PUSHORT Buffer,
    _In_ ULONG Length);

VOID
NdisRawWritePortBufferUlong(
    _In_ ULONG_PTR Port,
    _In_ PULONG Buffer,
    _In_ ULONG Length);

ULONG
NdisGetPhysicalAddressHigh(
    _In_ NDIS_PHYSICAL_ADDRESS PhysicalAddress);

ULONG
NdisGetPhysicalAddressLow(
    _In_ NDIS_PHYSICAL_ADDRESS PhysicalAddress);

#define NdisSetPhysicalAddressHigh(Address, Value)  ((Address).HighPart = (Value))
#define NdisSetPhysicalAddressLow(Address, Value)   ((Address).LowPart = (Value))

/* SR-IOV. */

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMEnableVirtualization(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ USHORT NumVFs,
    _In_ BOOLEAN EnableVFMigration,
    _In_ BOOLEAN EnableMigrationInterrupt,
    _In_ BOOLEAN EnableVirtualization);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
NdisMGetVirtualFunctionBusData(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ NDIS_SRIOV_FUNCTION_ID VFId,
    _Out_ PVOID Buffer,
    _In_ ULONG Offset,
    _In_ ULONG Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG
NdisMSetVirtualFunctionBusData(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ NDIS_SRIOV_FUNCTION_ID VFId,
    _In_ PVOID Buffer,
    _In_ ULONG Offset,
    _In_ ULONG Length);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
NdisMGetVirtualFunctionLocation(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ NDIS_SRIOV_FUNCTION_ID VFId,
    _Out_ PUSHORT SegmentNumber,
    _Out_ PUCHAR BusNumber,
    _Out_ PUCHAR FunctionNumber);

_IRQL_requires_(PASSIVE_LEVEL)
NDIS_STATUS
NdisMQueryProbedBars(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _Out_ PULONG BaseRegisterValues);

_IRQL_requires_max_(APC_LEVEL)
NDIS_STATUS
NdisMReadConfigBlock(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ ULONG BlockId,
    _Out_ PVOID Buffer,
    _In_ ULONG Length);

_IRQL_requires_max_(APC_LEVEL)
NDIS_STATUS
NdisMWriteConfigBlock(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ ULONG BlockId,
    _In_ PVOID Buffer,
    _In_ ULONG Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID
NdisMInvalidateConfigBlock(
    _In_ NDIS_HANDLE NdisMiniportHandle,
    _In_ NDIS_SRIOV_FUNCTION_ID VFId,
    _In_ ULONGLONG BlockMask);

#define NDIS_MAKE_RID(Segment, Bus, Function) (((Segment) << 16) | ((Bus) << 8) | (Function))

#ifdef __cplusplus
}
#endif
