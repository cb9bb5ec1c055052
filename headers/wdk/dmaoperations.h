/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/dmaoperations.h: the fields of DMA_OPERATIONS, version 3, that mingw's structure
 * lacks. Its last field is made a macro that stands for itself and those after it; read
 * right before mingw's wdm.h. The types of the fields have names in wdk/dma.h.
 */
#pragma once

struct _DMA_ADAPTER_INFO;
struct _DMA_TRANSFER_INFO;

#define DDI_DMA_COMPLETION void (NTAPI *)(struct _DMA_ADAPTER *, PDEVICE_OBJECT, PVOID, DMA_COMPLETION_STATUS)
#define BuildMdlFromScatterGatherList                                                               \
    BuildMdlFromScatterGatherList;                                                                  \
    NTSTATUS (NTAPI *GetDmaAdapterInfo)(struct _DMA_ADAPTER *, struct _DMA_ADAPTER_INFO *);         \
    NTSTATUS (NTAPI *GetDmaTransferInfo)(struct _DMA_ADAPTER *, PMDL, ULONGLONG, ULONG,             \
        BOOLEAN, struct _DMA_TRANSFER_INFO *);                                                      \
    NTSTATUS (NTAPI *InitializeDmaTransferContext)(struct _DMA_ADAPTER *, PVOID);                   \
    PVOID (NTAPI *AllocateCommonBufferEx)(struct _DMA_ADAPTER *, PPHYSICAL_ADDRESS, ULONG,          \
        PPHYSICAL_ADDRESS, BOOLEAN, NODE_REQUIREMENT);                                              \
    NTSTATUS (NTAPI *AllocateAdapterChannelEx)(struct _DMA_ADAPTER *, PDEVICE_OBJECT, PVOID,        \
        ULONG, ULONG, PDRIVER_CONTROL, PVOID, PVOID *);                                             \
    NTSTATUS (NTAPI *ConfigureAdapterChannel)(struct _DMA_ADAPTER *, ULONG, PVOID);                 \
    BOOLEAN (NTAPI *CancelAdapterChannel)(struct _DMA_ADAPTER *, PDEVICE_OBJECT, PVOID);            \
    NTSTATUS (NTAPI *MapTransferEx)(struct _DMA_ADAPTER *, PMDL, PVOID, ULONGLONG, ULONG,           \
        PULONG, BOOLEAN, PSCATTER_GATHER_LIST, ULONG, DDI_DMA_COMPLETION, PVOID);                   \
    NTSTATUS (NTAPI *GetScatterGatherListEx)(struct _DMA_ADAPTER *, PDEVICE_OBJECT, PVOID,          \
        PMDL, ULONGLONG, ULONG, ULONG, PDRIVER_LIST_CONTROL, PVOID, BOOLEAN,                        \
        DDI_DMA_COMPLETION, PVOID, PSCATTER_GATHER_LIST *);                                         \
    NTSTATUS (NTAPI *BuildScatterGatherListEx)(struct _DMA_ADAPTER *, PDEVICE_OBJECT, PVOID,        \
        PMDL, ULONGLONG, ULONG, ULONG, PDRIVER_LIST_CONTROL, PVOID, BOOLEAN, PVOID, ULONG,          \
        DDI_DMA_COMPLETION, PVOID, PSCATTER_GATHER_LIST *);                                         \
    NTSTATUS (NTAPI *FlushAdapterBuffersEx)(struct _DMA_ADAPTER *, PMDL, PVOID, ULONGLONG,          \
        ULONG, BOOLEAN);                                                                            \
    VOID (NTAPI *FreeAdapterObject)(struct _DMA_ADAPTER *, IO_ALLOCATION_ACTION);                   \
    NTSTATUS (NTAPI *CancelMappedTransfer)(struct _DMA_ADAPTER *, PVOID)
