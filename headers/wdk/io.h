/* Derived from Microsoft's public DDI reference (text CC-BY-4.0). Part of ddicheck. */
/*
 * wdk/io.h: I/O DDIs of wdm.h that mingw lacks: role types of cancel-safe queues, device
 * interface properties, interrupts, link sharing, D3cold, memory that
 * survives a kernel soft reboot.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Cancel-safe queues: function types for mingw's pointers. */
typedef _Function_class_(IO_CSQ_INSERT_IRP) VOID (NTAPI IO_CSQ_INSERT_IRP)(_In_ PIO_CSQ Csq, _In_ PIRP Irp);
typedef _Function_class_(IO_CSQ_REMOVE_IRP) VOID (NTAPI IO_CSQ_REMOVE_IRP)(_In_ PIO_CSQ Csq, _In_ PIRP Irp);
typedef _Function_class_(IO_CSQ_PEEK_NEXT_IRP) PIRP (NTAPI IO_CSQ_PEEK_NEXT_IRP)(_In_ PIO_CSQ Csq, _In_opt_ PIRP Irp, _In_opt_ PVOID PeekContext);
typedef _Function_class_(IO_CSQ_ACQUIRE_LOCK) VOID (NTAPI IO_CSQ_ACQUIRE_LOCK)(_In_ PIO_CSQ Csq, _Out_ PKIRQL Irql);
typedef _Function_class_(IO_CSQ_RELEASE_LOCK) VOID (NTAPI IO_CSQ_RELEASE_LOCK)(_In_ PIO_CSQ Csq, _In_ KIRQL Irql);
typedef _Function_class_(IO_CSQ_COMPLETE_CANCELED_IRP) VOID (NTAPI IO_CSQ_COMPLETE_CANCELED_IRP)(_In_ PIO_CSQ Csq, _In_ PIRP Irp);

/* Device interfaces, threads, directories. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoGetDeviceInterfacePropertyData(
    _In_ PUNICODE_STRING SymbolicLinkName,
    _In_ CONST DEVPROPKEY *PropertyKey,
    _In_ LCID Lcid,
    _Reserved_ ULONG Flags,
    _In_ ULONG Size,
    _Out_ PVOID Data,
    _Out_ PULONG RequiredSize,
    _Out_ PDEVPROPTYPE Type);

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS
IoSetDeviceInterfacePropertyData(
    _In_ PUNICODE_STRING SymbolicLinkName,
    _In_ CONST DEVPROPKEY *PropertyKey,
    _In_ LCID Lcid,
    _In_ ULONG Flags,
    _In_ DEVPROPTYPE Type,
    _In_ ULONG Size,
    _In_opt_ PVOID Data);

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoCreateSystemThread(
    _Inout_ PVOID IoObject,
    _Out_ PHANDLE ThreadHandle,
    _In_ ULONG DesiredAccess,
    _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
    _In_opt_ HANDLE ProcessHandle,
    _Out_opt_ PCLIENT_ID ClientId,
    _In_ PKSTART_ROUTINE StartRoutine,
    _In_opt_ PVOID StartContext);

typedef enum _DEVICE_DIRECTORY_TYPE {
    DeviceDirectoryData
} DEVICE_DIRECTORY_TYPE, *PDEVICE_DIRECTORY_TYPE;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
IoGetDeviceDirectory(
    _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_ DEVICE_DIRECTORY_TYPE DirectoryType,
    _In_ ULONG Flags,
    _In_ PVOID Reserved,
    _Out_ PHANDLE DeviceDirectoryHandle);

/* Interrupts. */
typedef struct _IO_REPORT_INTERRUPT_ACTIVE_STATE_PARAMETERS {
    ULONG Version;
    union {
        PVOID Generic;
        PIO_INTERRUPT_MESSAGE_INFO InterruptMessageTable;
        PKINTERRUPT InterruptObject;
    } ConnectionContext;
} IO_REPORT_INTERRUPT_ACTIVE_STATE_PARAMETERS, *PIO_REPORT_INTERRUPT_ACTIVE_STATE_PARAMETERS;

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID IoReportInterruptActive(_In_ PIO_REPORT_INTERRUPT_ACTIVE_STATE_PARAMETERS Parameters);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID IoReportInterruptInactive(_In_ PIO_REPORT_INTERRUPT_ACTIVE_STATE_PARAMETERS Parameters);

/* Sharing through links. */
typedef struct _LINK_SHARE_ACCESS {
    ULONG OpenCount;
    ULONG Deleters;
    ULONG SharedDelete;
} LINK_SHARE_ACCESS, *PLINK_SHARE_ACCESS;

NTSTATUS
IoCheckLinkShareAccess(
    _In_ ACCESS_MASK DesiredAccess,
    _In_ ULONG DesiredShareAccess,
    _Inout_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
    _In_ ULONG IoShareAccessFlags);

VOID
IoSetLinkShareAccess(
    _In_ ACCESS_MASK DesiredAccess,
    _In_ ULONG DesiredShareAccess,
    _Inout_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
    _In_ ULONG IoShareAccessFlags);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
IoUpdateLinkShareAccess(
    _In_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
IoRemoveLinkShareAccess(
    _In_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
IoUpdateLinkShareAccessEx(
    _In_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
    _In_ ULONG IoShareAccessFlags);

_IRQL_requires_(PASSIVE_LEVEL)
VOID
IoRemoveLinkShareAccessEx(
    _In_ PFILE_OBJECT FileObject,
    _Inout_ PSHARE_ACCESS ShareAccess,
    _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
    _In_ ULONG IoShareAccessFlags);

/* D3cold. */
typedef enum _DEVICE_WAKE_DEPTH {
    DeviceWakeDepthNotWakeable = 0,
    DeviceWakeDepthD0,
    DeviceWakeDepthD1,
    DeviceWakeDepthD2,
    DeviceWakeDepthD3hot,
    DeviceWakeDepthD3cold,
    DeviceWakeDepthMaximum
} DEVICE_WAKE_DEPTH;

typedef enum _D3COLD_LAST_TRANSITION_STATUS {
    LastDStateTransitionStatusUnknown = 0,
    LastDStateTransitionD3hot,
    LastDStateTransitionD3cold
} D3COLD_LAST_TRANSITION_STATUS;

typedef
_Function_class_(SET_D3COLD_SUPPORT)
_IRQL_requires_max_(APC_LEVEL)
VOID
(NTAPI SET_D3COLD_SUPPORT)(
    _In_opt_ PVOID Context,
    _In_ BOOLEAN D3ColdSupport);
typedef SET_D3COLD_SUPPORT *PSET_D3COLD_SUPPORT;

typedef
_Function_class_(GET_IDLE_WAKE_INFO)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI GET_IDLE_WAKE_INFO)(
    _In_opt_ PVOID Context,
    _In_ SYSTEM_POWER_STATE SystemPowerState,
    _Out_ DEVICE_WAKE_DEPTH *DeepestWakeableDstate);
typedef GET_IDLE_WAKE_INFO *PGET_IDLE_WAKE_INFO;

typedef
_Function_class_(GET_D3COLD_CAPABILITY)
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
(NTAPI GET_D3COLD_CAPABILITY)(
    _In_opt_ PVOID Context,
    _Out_ PBOOLEAN D3ColdSupported);
typedef GET_D3COLD_CAPABILITY *PGET_D3COLD_CAPABILITY;

typedef
_Function_class_(GET_D3COLD_LAST_TRANSITION_STATUS)
_IRQL_requires_(PASSIVE_LEVEL)
VOID
(NTAPI GET_D3COLD_LAST_TRANSITION_STATUS)(
    _In_opt_ PVOID Context,
    _Out_ D3COLD_LAST_TRANSITION_STATUS *LastTransitionStatus);
typedef GET_D3COLD_LAST_TRANSITION_STATUS *PGET_D3COLD_LAST_TRANSITION_STATUS;

typedef struct _D3COLD_SUPPORT_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PSET_D3COLD_SUPPORT SetD3ColdSupport;
    PGET_IDLE_WAKE_INFO GetIdleWakeInfo;
    PGET_D3COLD_CAPABILITY GetD3ColdCapability;
    PGET_D3COLD_CAPABILITY GetBusDriverD3ColdSupport;
    PGET_D3COLD_LAST_TRANSITION_STATUS GetLastTransitionStatus;
} D3COLD_SUPPORT_INTERFACE, *PD3COLD_SUPPORT_INTERFACE;

/* Memory that survives a kernel soft reboot. */
NTSTATUS
IoReserveKsrPersistentMemory(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_ SIZE_T Size,
    _In_ ULONG Flags,
    _Out_ PVOID *DataHandle);

NTSTATUS
IoReserveKsrPersistentMemoryEx(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_opt_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_opt_ PUNICODE_STRING PhysicalDeviceId,
    _In_opt_ PUNICODE_STRING DataTag,
    _In_ ULONG DataVersion,
    _In_ SIZE_T Size,
    _In_ ULONG Flags,
    _Out_ PVOID *DataHandle);

NTSTATUS
IoWriteKsrPersistentMemory(
    _In_ PVOID DataHandle,
    _In_ PVOID Buffer,
    _In_ SIZE_T Size);

NTSTATUS IoFreeKsrPersistentMemory(_In_ PVOID DataHandle);

NTSTATUS
IoQueryKsrPersistentMemorySize(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _Out_ PSIZE_T BufferSize);

NTSTATUS
IoQueryKsrPersistentMemorySizeEx(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_opt_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_opt_ PUNICODE_STRING PhysicalDeviceId,
    _In_opt_ PUNICODE_STRING DataTag,
    _Out_opt_ PULONG DataVersion,
    _Out_ PSIZE_T BufferSize);

NTSTATUS
IoAcquireKsrPersistentMemory(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _Out_ PVOID Buffer,
    _Inout_ PSIZE_T Size);

NTSTATUS
IoAcquireKsrPersistentMemoryEx(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_opt_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_opt_ PUNICODE_STRING PhysicalDeviceId,
    _In_opt_ PUNICODE_STRING DataTag,
    _Out_opt_ PULONG DataVersion,
    _Out_ PVOID Buffer,
    _Inout_ PSIZE_T Size);

/* Files and the registry. */
typedef struct _FILE_STANDARD_INFORMATION_EX {
    LARGE_INTEGER AllocationSize;
    LARGE_INTEGER EndOfFile;
    ULONG NumberOfLinks;
    BOOLEAN DeletePending;
    BOOLEAN Directory;
    BOOLEAN AlternateStream;
    BOOLEAN MetadataAttribute;
} FILE_STANDARD_INFORMATION_EX, *PFILE_STANDARD_INFORMATION_EX;

typedef struct _REG_QUERY_KEY_NAME {
    PVOID Object;
    POBJECT_NAME_INFORMATION ObjectNameInfo;
    ULONG Length;
    PULONG ResultLength;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_QUERY_KEY_NAME, *PREG_QUERY_KEY_NAME;

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS
ZwQueryInformationByName(
    _In_ POBJECT_ATTRIBUTES ObjectAttributes,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
    _Out_ PVOID FileInformation,
    _In_ ULONG Length,
    _In_ FILE_INFORMATION_CLASS FileInformationClass);

#ifdef __cplusplus
}
#endif
