/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wudfwdm.h: the kernel's types, for a driver of the framework that runs in user mode
 * (UMDF 2). What such a driver only passes on is an incomplete type.
 */
#pragma once

/* Headers that include wdm.h for themselves get nothing more, ours or mingw's. */
#define DDI_WUDFWDM
#define _WDMDDK_

#include <windows.h>
#include <winternl.h>
#include <ntstatus.h>
#include <devpropdef.h>
#include <dpfilter.h>
#include <driverspecs.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mingw's macros of these names. */
#undef __forceinline
#undef INTERFACE

#ifndef POINTER_ALIGNMENT
#define POINTER_ALIGNMENT __attribute__((aligned(8)))
#endif

typedef LARGE_INTEGER PHYSICAL_ADDRESS, *PPHYSICAL_ADDRESS;
typedef UCHAR KIRQL, *PKIRQL;
typedef CCHAR KPROCESSOR_MODE;
typedef const UNICODE_STRING *PCUNICODE_STRING;
typedef GUID *PGUID;

typedef enum _MODE {
    KernelMode,
    UserMode,
    MaximumMode
} MODE;

#define PASSIVE_LEVEL  0
#define LOW_LEVEL      0
#define APC_LEVEL      1
#define DISPATCH_LEVEL 2

typedef struct _DRIVER_OBJECT *PDRIVER_OBJECT;
typedef struct _DEVICE_OBJECT *PDEVICE_OBJECT;
typedef struct _FILE_OBJECT *PFILE_OBJECT;
typedef struct _IRP *PIRP;
typedef struct _IO_STACK_LOCATION *PIO_STACK_LOCATION;
typedef struct _IO_SECURITY_CONTEXT *PIO_SECURITY_CONTEXT;
typedef struct _MDL *PMDL;
typedef struct _KDPC *PKDPC;
typedef struct _KINTERRUPT *PKINTERRUPT;
typedef struct _EPROCESS *PEPROCESS;
typedef struct _DMA_ADAPTER *PDMA_ADAPTER;
typedef struct _SCATTER_GATHER_LIST *PSCATTER_GATHER_LIST;
typedef struct _PO_FX_COMPONENT *PPO_FX_COMPONENT;
typedef struct _POHANDLE *POHANDLE;
typedef VOID (NTAPI *PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK)(PVOID Context, ULONG Component);
typedef VOID (NTAPI *PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK)(PVOID Context, ULONG Component);
typedef VOID (NTAPI *PPO_FX_COMPONENT_IDLE_STATE_CALLBACK)(PVOID Context, ULONG Component, ULONG State);
typedef NTSTATUS (NTAPI *PPO_FX_POWER_CONTROL_CALLBACK)(
    PVOID DeviceContext, LPCGUID PowerControlCode, PVOID InBuffer, SIZE_T InBufferSize,
    PVOID OutBuffer, SIZE_T OutBufferSize, PSIZE_T BytesReturned);

typedef
_Function_class_(DRIVER_INITIALIZE)
_IRQL_requires_same_
NTSTATUS
(NTAPI DRIVER_INITIALIZE)(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PUNICODE_STRING RegistryPath);
typedef DRIVER_INITIALIZE *PDRIVER_INITIALIZE;

/* Interfaces between drivers. */
typedef VOID (NTAPI INTERFACE_REFERENCE)(PVOID Context);
typedef VOID (NTAPI INTERFACE_DEREFERENCE)(PVOID Context);
typedef INTERFACE_REFERENCE *PINTERFACE_REFERENCE;
typedef INTERFACE_DEREFERENCE *PINTERFACE_DEREFERENCE;

typedef struct _INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
} INTERFACE, *PINTERFACE;

typedef enum _INTERFACE_TYPE {
    InterfaceTypeUndefined = -1,
    Internal,
    Isa,
    Eisa,
    MicroChannel,
    TurboChannel,
    PCIBus,
    VMEBus,
    NuBus,
    PCMCIABus,
    CBus,
    MPIBus,
    MPSABus,
    ProcessorInternal,
    InternalPowerBus,
    PNPISABus,
    PNPBus,
    Vmcs,
    ACPIBus,
    MaximumInterfaceType
} INTERFACE_TYPE, *PINTERFACE_TYPE;

typedef struct _PNP_BUS_INFORMATION {
    GUID BusTypeGuid;
    INTERFACE_TYPE LegacyBusType;
    ULONG BusNumber;
} PNP_BUS_INFORMATION, *PPNP_BUS_INFORMATION;

/* Small choices. */
typedef enum _POOL_TYPE {
    NonPagedPool = 0,
    NonPagedPoolExecute = NonPagedPool,
    PagedPool = 1,
    NonPagedPoolNx = 512
} POOL_TYPE;

typedef enum _MEMORY_CACHING_TYPE {
    MmNonCached = 0,
    MmCached = 1,
    MmWriteCombined = 2,
    MmHardwareCoherentCached = 3,
    MmNonCachedUnordered = 4,
    MmUSWCCached = 5,
    MmMaximumCacheType = 6
} MEMORY_CACHING_TYPE;

typedef enum _KINTERRUPT_MODE {
    LevelSensitive = 0,
    Latched = 1
} KINTERRUPT_MODE;

typedef enum _DEVICE_RELATION_TYPE {
    BusRelations,
    EjectionRelations,
    PowerRelations,
    RemovalRelations,
    TargetDeviceRelation,
    SingleBusRelations,
    TransportRelations
} DEVICE_RELATION_TYPE, *PDEVICE_RELATION_TYPE;

typedef enum _DMA_WIDTH {
    Width8Bits,
    Width16Bits,
    Width32Bits,
    Width64Bits,
    WidthNoWrap,
    MaximumDmaWidth
} DMA_WIDTH, *PDMA_WIDTH;

typedef enum {
    DmaComplete,
    DmaAborted,
    DmaError,
    DmaCancelled
} DMA_COMPLETION_STATUS;

typedef enum {
    DevicePropertyDeviceDescription = 0x0,
    DevicePropertyHardwareID = 0x1,
    DevicePropertyCompatibleIDs = 0x2,
    DevicePropertyBootConfiguration = 0x3,
    DevicePropertyBootConfigurationTranslated = 0x4,
    DevicePropertyClassName = 0x5,
    DevicePropertyClassGuid = 0x6,
    DevicePropertyDriverKeyName = 0x7,
    DevicePropertyManufacturer = 0x8,
    DevicePropertyFriendlyName = 0x9,
    DevicePropertyLocationInformation = 0xa,
    DevicePropertyPhysicalDeviceObjectName = 0xb,
    DevicePropertyBusTypeGuid = 0xc,
    DevicePropertyLegacyBusType = 0xd,
    DevicePropertyBusNumber = 0xe,
    DevicePropertyEnumeratorName = 0xf,
    DevicePropertyAddress = 0x10,
    DevicePropertyUINumber = 0x11,
    DevicePropertyInstallState = 0x12,
    DevicePropertyRemovalPolicy = 0x13,
    DevicePropertyResourceRequirements = 0x14,
    DevicePropertyAllocatedResources = 0x15,
    DevicePropertyContainerID = 0x16
} DEVICE_REGISTRY_PROPERTY;

/* Resources. */
#define CmResourceTypeNull       0
#define CmResourceTypePort       1
#define CmResourceTypeInterrupt  2
#define CmResourceTypeMemory     3
#define CmResourceTypeDma        4
#define CmResourceTypeBusNumber  6
#define CmResourceTypeMemoryLarge 7
#define CmResourceTypeConnection 132

typedef struct _CM_PARTIAL_RESOURCE_DESCRIPTOR {
    UCHAR Type;
    UCHAR ShareDisposition;
    USHORT Flags;
    union {
        struct {
            PHYSICAL_ADDRESS Start;
            ULONG Length;
        } Generic, Port, Memory;
        struct {
            USHORT Level;
            USHORT Group;
            ULONG Vector;
            KAFFINITY Affinity;
        } Interrupt;
        struct {
            union {
                struct {
                    USHORT Group;
                    USHORT MessageCount;
                    ULONG Vector;
                    KAFFINITY Affinity;
                } Raw;
                struct {
                    USHORT Level;
                    USHORT Group;
                    ULONG Vector;
                    KAFFINITY Affinity;
                } Translated;
            };
        } MessageInterrupt;
        struct {
            ULONG Data[3];
        } DevicePrivate;
        struct {
            ULONG Start;
            ULONG Length;
            ULONG Reserved;
        } BusNumber;
        struct {
            UCHAR Class;
            UCHAR Type;
            UCHAR Reserved1;
            UCHAR Reserved2;
            ULONG IdLowPart;
            ULONG IdHighPart;
        } Connection;
    } u;
} CM_PARTIAL_RESOURCE_DESCRIPTOR, *PCM_PARTIAL_RESOURCE_DESCRIPTOR;

#define CM_RESOURCE_CONNECTION_CLASS_GPIO       1
#define CM_RESOURCE_CONNECTION_CLASS_SERIAL     2
#define CM_RESOURCE_CONNECTION_TYPE_GPIO_IO     2
#define CM_RESOURCE_CONNECTION_TYPE_SERIAL_I2C  1
#define CM_RESOURCE_CONNECTION_TYPE_SERIAL_SPI  2
#define CM_RESOURCE_CONNECTION_TYPE_SERIAL_UART 3

typedef struct _IO_RESOURCE_DESCRIPTOR *PIO_RESOURCE_DESCRIPTOR;

/* What kernel code writes anyway. */
#ifndef NT_SUCCESS
#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#endif
#ifndef PAGED_CODE
#define PAGED_CODE() ((void)0)
#endif
#ifndef NT_ASSERT
#define NT_ASSERT(expr) ((void)0)
#endif
#ifndef ASSERT
#define ASSERT(expr) ((void)0)
#endif
ULONG DbgPrint(_In_ PCSTR Format, ...);
ULONG DbgPrintEx(_In_ ULONG ComponentId, _In_ ULONG Level, _In_ PCSTR Format, ...);
#define KdPrint(args)   ((void)0)
#define KdPrintEx(args) ((void)0)
LONG ReadNoFence(_In_ LONG const volatile *Source);
LONG ReadAcquire(_In_ LONG const volatile *Source);
VOID WriteNoFence(_Out_ LONG volatile *Destination, _In_ LONG Value);
VOID WriteRelease(_Out_ LONG volatile *Destination, _In_ LONG Value);
#ifndef DECLARE_CONST_UNICODE_STRING
#define DECLARE_CONST_UNICODE_STRING(var, string)                                              \
    const WCHAR var##_buffer[] = string;                                                       \
    const UNICODE_STRING var = {sizeof(string) - sizeof(WCHAR), sizeof(string), (PWSTR)var##_buffer}
#define DECLARE_UNICODE_STRING_SIZE(var, size)                                                 \
    WCHAR var##_buffer[size];                                                                  \
    UNICODE_STRING var = {0, (size) * sizeof(WCHAR), var##_buffer}
#endif
VOID RtlInitEmptyUnicodeString(_Out_ PUNICODE_STRING String, _In_ PWCHAR Buffer, _In_ USHORT BufferSize);
#undef UNREFERENCED_PARAMETER
#define UNREFERENCED_PARAMETER(x) ((void)(x))
#define PLUGPLAY_REGKEY_DEVICE         1
#define PLUGPLAY_REGKEY_DRIVER         2
#define PLUGPLAY_REGKEY_CURRENT_HWPROFILE 4
#ifndef FILE_OPEN
#define FILE_OPEN               1
#endif
#ifndef FILE_NON_DIRECTORY_FILE
#define FILE_NON_DIRECTORY_FILE 0x40
#endif

#ifdef __cplusplus
}
#endif
