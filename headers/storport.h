/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * storport.h: miniport drivers of the storage port driver. Request blocks and the
 * structures that SCSI port has too are mingw's (srb.h), with the fields that Storport
 * adds; storage/storportapi.h has the functions. Include it before srb.h. Order and
 * values that the reference does not print are from memory.
 */
#pragma once

#include <ntddk.h>
#include <miniport.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _SCSI_REQUEST_BLOCK;

typedef PHYSICAL_ADDRESS STOR_PHYSICAL_ADDRESS, *PSTOR_PHYSICAL_ADDRESS;

typedef enum _STOR_SYNCHRONIZATION_MODEL {
    StorSynchronizeHalfDuplex,
    StorSynchronizeFullDuplex
} STOR_SYNCHRONIZATION_MODEL;

typedef enum _INTERRUPT_SYNCHRONIZATION_MODE {
    InterruptSupportNone = 0,
    InterruptSynchronizeAll = 1,
    InterruptSynchronizePerMessage = 2
} INTERRUPT_SYNCHRONIZATION_MODE;

typedef _Function_class_(HW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE)
BOOLEAN HW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE(_In_ PVOID HwDeviceExtension, _In_ ULONG MessageID);
typedef HW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE *PHW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE;

typedef struct _MEMORY_REGION {
    PUCHAR VirtualBase;
    PHYSICAL_ADDRESS PhysicalBase;
    ULONG Length;
} MEMORY_REGION, *PMEMORY_REGION;

typedef enum _SCSI_UNIT_CONTROL_TYPE {
    ScsiQuerySupportedUnitControlTypes = 0,
    ScsiUnitUsage,
    ScsiUnitStart,
    ScsiUnitPower,
    ScsiUnitPoFxPowerInfo,
    ScsiUnitPoFxPowerRequired,
    ScsiUnitPoFxPowerActive,
    ScsiUnitPoFxPowerSetFState,
    ScsiUnitPoFxPowerControl,
    ScsiUnitRemove,
    ScsiUnitSurpriseRemoval,
    ScsiUnitRichDescription,
    ScsiUnitQueryBusType,
    ScsiUnitQueryFruId,
    ScsiUnitReportInternalData,
    ScsiUnitControlMax
} SCSI_UNIT_CONTROL_TYPE, *PSCSI_UNIT_CONTROL_TYPE;

typedef enum _SCSI_UNIT_CONTROL_STATUS {
    ScsiUnitControlSuccess = 0,
    ScsiUnitControlUnsuccessful
} SCSI_UNIT_CONTROL_STATUS, *PSCSI_UNIT_CONTROL_STATUS;

/* Callbacks that Storport added. */
typedef _Function_class_(HW_BUILDIO)
BOOLEAN HW_BUILDIO(_In_ PVOID DeviceExtension, _In_ struct _SCSI_REQUEST_BLOCK *Srb);
typedef HW_BUILDIO *PHW_BUILDIO;

typedef _Function_class_(HW_UNIT_CONTROL)
SCSI_UNIT_CONTROL_STATUS HW_UNIT_CONTROL(
    _In_ PVOID DeviceExtension, _In_ SCSI_UNIT_CONTROL_TYPE ControlType, _In_ PVOID Parameters);
typedef HW_UNIT_CONTROL *PHW_UNIT_CONTROL;

typedef _Function_class_(HW_CLEANUP_TRACING)
VOID HW_CLEANUP_TRACING(_In_ PVOID Arg1);
typedef HW_CLEANUP_TRACING *PHW_CLEANUP_TRACING;

typedef _Function_class_(HW_COMPLETE_SERVICE_IRP)
VOID HW_COMPLETE_SERVICE_IRP(_In_ PVOID DeviceExtension);
typedef HW_COMPLETE_SERVICE_IRP *PHW_COMPLETE_SERVICE_IRP;

typedef _Function_class_(HW_FREE_ADAPTER_RESOURCES)
VOID HW_FREE_ADAPTER_RESOURCES(_In_ PVOID DeviceExtension);
typedef HW_FREE_ADAPTER_RESOURCES *PHW_FREE_ADAPTER_RESOURCES;

typedef _Function_class_(HW_INITIALIZE_TRACING)
VOID HW_INITIALIZE_TRACING(_In_ PVOID Arg1, _In_ PVOID Arg2);
typedef HW_INITIALIZE_TRACING *PHW_INITIALIZE_TRACING;

typedef _Function_class_(HW_PROCESS_SERVICE_REQUEST)
VOID HW_PROCESS_SERVICE_REQUEST(_In_ PVOID DeviceExtension, _In_ PVOID Irp);
typedef HW_PROCESS_SERVICE_REQUEST *PHW_PROCESS_SERVICE_REQUEST;

typedef _Function_class_(HW_TRACING_ENABLED)
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID HW_TRACING_ENABLED(_In_ PVOID DeviceExtension, _In_ BOOLEAN Enabled);
typedef HW_TRACING_ENABLED *PHW_TRACING_ENABLED;

/* mingw's structures and enumerations, continued where theirs end. */
#define WmiDataProvider                                             \
    WmiDataProvider;                                                \
    STOR_SYNCHRONIZATION_MODEL SynchronizationModel;                \
    PHW_MESSAGE_SIGNALED_INTERRUPT_ROUTINE HwMSInterruptRoutine;    \
    INTERRUPT_SYNCHRONIZATION_MODE InterruptSynchronizationMode;    \
    MEMORY_REGION DumpRegion;                                       \
    ULONG RequestedDumpBufferSize;                                  \
    BOOLEAN VirtualDevice;                                          \
    UCHAR DumpMode;                                                 \
    UCHAR DmaAddressWidth;                                          \
    ULONG ExtendedFlags1;                                           \
    ULONG MaxNumberOfIO;                                            \
    ULONG MaxIOsPerLun;                                             \
    ULONG InitialLunQueueDepth;                                     \
    ULONG BusResetHoldTime;                                         \
    ULONG FeatureSupport
#define HwAdapterControl                                            \
    HwAdapterControl;                                               \
    PHW_BUILDIO HwBuildIo;                                          \
    PHW_FREE_ADAPTER_RESOURCES HwFreeAdapterResources;              \
    PHW_PROCESS_SERVICE_REQUEST HwProcessServiceRequest;            \
    PHW_COMPLETE_SERVICE_IRP HwCompleteServiceIrp;                  \
    PHW_INITIALIZE_TRACING HwInitializeTracing;                     \
    PHW_CLEANUP_TRACING HwCleanupTracing;                           \
    PHW_TRACING_ENABLED HwTracingEnabled;                           \
    ULONG FeatureSupport;                                           \
    ULONG SrbTypeFlags;                                             \
    ULONG AddressTypeFlags;                                         \
    ULONG Reserved1;                                                \
    PHW_UNIT_CONTROL HwUnitControl
#define ScsiAdapterControlMax                                       \
    ScsiPowerSettingNotification, ScsiAdapterPower,                 \
    ScsiAdapterPoFxPowerRequired, ScsiAdapterPoFxPowerActive,       \
    ScsiAdapterPoFxPowerSetFState, ScsiAdapterPoFxPowerControl,     \
    ScsiAdapterPrepareForBusReScan, ScsiAdapterSystemPowerHints,    \
    ScsiAdapterFilterResourceRequirements,                          \
    ScsiAdapterPoFxMaxOperationalPower, ScsiAdapterPoFxSetPerfState,\
    ScsiAdapterSurpriseRemoval, ScsiAdapterSerialNumber,            \
    ScsiAdapterCryptoOperation, ScsiAdapterQueryFruId,              \
    ScsiAdapterSetEventLogging, ScsiAdapterReportInternalData,      \
    ScsiAdapterResetBusSynchronous, ScsiAdapterPostHwInitialize,    \
    ScsiAdapterPrepareEarlyDumpData,                                \
    ScsiAdapterRestoreEarlyDumpData, ScsiAdapterControlMax
#include <srb.h>
#undef WmiDataProvider
#undef HwAdapterControl
#undef ScsiAdapterControlMax
#include <scsi.h>

/* Roles of the callbacks that SCSI port has too. */
typedef _Function_class_(HW_INITIALIZE)
BOOLEAN HW_INITIALIZE(_In_ PVOID DeviceExtension);
typedef HW_INITIALIZE *PHW_INITIALIZE;

typedef _Function_class_(HW_INTERRUPT)
BOOLEAN HW_INTERRUPT(_In_ PVOID DeviceExtension);
typedef HW_INTERRUPT *PHW_INTERRUPT;

typedef _Function_class_(HW_PASSIVE_INITIALIZE_ROUTINE)
BOOLEAN HW_PASSIVE_INITIALIZE_ROUTINE(_In_ PVOID HwDeviceExtension);
typedef HW_PASSIVE_INITIALIZE_ROUTINE *PHW_PASSIVE_INITIALIZE_ROUTINE;

typedef _Function_class_(HW_RESET_BUS)
BOOLEAN HW_RESET_BUS(_In_ PVOID DeviceExtension, _In_ ULONG PathId);
typedef HW_RESET_BUS *PHW_RESET_BUS;

typedef _Function_class_(HW_STARTIO)
BOOLEAN HW_STARTIO(_In_ PVOID DeviceExtension, _In_ PSCSI_REQUEST_BLOCK Srb);
typedef HW_STARTIO *PHW_STARTIO;

typedef _Function_class_(HW_STATE_CHANGE)
VOID HW_STATE_CHANGE(
    _In_ PVOID DeviceExtension, _In_opt_ PVOID Context, _In_ SHORT AddressType, _In_ PVOID Address,
    _In_ ULONG Status);
typedef HW_STATE_CHANGE *PHW_STATE_CHANGE;

typedef _Function_class_(HW_TIMER)
VOID HW_TIMER(_In_ PVOID DeviceExtension);
typedef HW_TIMER *PHW_TIMER;

typedef _Function_class_(HW_WORKITEM)
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID HW_WORKITEM(_In_ PVOID HwDeviceExtension, _In_opt_ PVOID Context, _In_ PVOID Worker);
typedef HW_WORKITEM *PHW_WORKITEM;

typedef _Function_class_(HW_FIND_ADAPTER)
ULONG HW_FIND_ADAPTER(
    _In_ PVOID DeviceExtension, _In_ PVOID HwContext, _In_ PVOID BusInformation, _In_z_ PCHAR ArgumentString,
    _Inout_ PPORT_CONFIGURATION_INFORMATION ConfigInfo, _In_ PBOOLEAN Reserved3);
typedef HW_FIND_ADAPTER *PHW_FIND_ADAPTER;

typedef _Function_class_(HW_ADAPTER_CONTROL)
SCSI_ADAPTER_CONTROL_STATUS HW_ADAPTER_CONTROL(
    _In_ PVOID DeviceExtension, _In_ SCSI_ADAPTER_CONTROL_TYPE ControlType, _In_ PVOID Parameters);
typedef HW_ADAPTER_CONTROL *PHW_ADAPTER_CONTROL;

typedef VOID HW_TIMER_EX(_In_ PVOID DeviceExtension, _In_opt_ PVOID Context);
typedef HW_TIMER_EX *PHW_TIMER_EX;

/* The entry point of a miniport. */
typedef ULONG sp_DRIVER_INITIALIZE(_In_ PVOID DriverObject, _In_ PVOID RegistryPath);

#define STOR_MAP_NO_BUFFERS             0
#define STOR_MAP_ALL_BUFFERS            1
#define STOR_MAP_NON_READ_WRITE_BUFFERS 2
#define STOR_MAP_ALL_BUFFERS_INCLUDING_READ_WRITE 3

#include <storage/storporttypes.h>
#include <storage/storportapi.h>
#include <storage/storportmore.h>
#include <storage/firmware.h>

#ifdef __cplusplus
}
#endif
